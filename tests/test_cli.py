"""The command line imports only what the command that is asked for needs, and helps with its name."""

import subprocess
import sys
from pathlib import Path

from click import Context
from click.testing import CliRunner

from conftest import ROOT
from planpress.cli import ELSEWHERE, main

HEAVY = {"mkdocs", "pydantic", "jinja2", "holidays", "icalendar", "feedgen", "xlsxwriter", "openpyxl", "docx"}


def imported(*arguments: str) -> set[str]:
    """The heavy packages that a command imports until it ends."""
    code = (
        "import sys\nfrom planpress.cli import main\n"
        f"try: main({list(arguments)})\nexcept SystemExit: pass\n"
        f"print(*{HEAVY} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines()[-1].split())


def test_a_start_imports_only_what_it_needs() -> None:
    assert imported("--version") == set()
    assert imported("build", "--help") == set()
    assert imported("check", str(ROOT / "tests/problems/_base")) == {"pydantic"}


def test_every_command_has_the_name_that_it_is_found_by() -> None:
    context = Context(main)
    found = {name: main.get_command(context, name) for name in main.list_commands(context)}
    assert {name: command and command.name for name, command in found.items()} == {name: name for name in found}
    assert sorted({*found} - {*ELSEWHERE}) == ["build", "nginx", "schema"]


def test_a_wrong_name_brings_the_nearest() -> None:
    done = CliRunner().invoke(main, ["chek"])
    assert (done.exit_code, done.output.splitlines()[-1]) == (
        2,
        "Error: No such command 'chek'. (Did you mean one of: 'check', 'schema'?)",
    )


def test_what_cannot_be_done_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").touch()
    (tmp_path / "taken").touch()
    missing = "import sys; sys.modules['ruamel'] = None; from planpress.cli import main; main(sys.argv[1:])"
    for arguments, wanted in (
        (
            ("import-plan", "plan.docx", "data/new"),
            "Error: this needs ruamel.yaml; install it with: pip install ruamel.yaml",
        ),
        (("schema", "taken/schema"), "Error: taken/schema: Not a directory"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", missing, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (1, f"{wanted}\n")
