"""How a council starts: `planpress new` writes a site that passes the check and builds, from here and from a wheel."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from conftest import ROOT, build
from planpress.check import check
from planpress.editing.commands import new
from planpress.editing.start import files

GOLDEN = ROOT / "tests/golden/editing"
ODD = """St "Q": O'Neil & {{ 1/0 }} *x* [y](z) {% raw %} &lt;b&gt; # Council"""


def written(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_new_site_passes_the_check_and_builds(tmp_path: Path) -> None:
    folder = tmp_path / "councils/ours"
    done = CliRunner().invoke(new, [str(folder), "--name", "Exampleshire County Council"])
    shown = folder.as_posix()
    assert done.output == (
        f"{shown}: {len(written(folder))} files written.\n\n"
        f"Next: cd {shown}\n"
        "      make check     lists what is still to be filled in\n"
        "      make site      builds the website into site/\n\n"
        "README.md says how to put your own plan in place of the example.\n"
    )
    assert "\n".join(sorted(written(folder))) + "\n" == (GOLDEN / "new-files.txt").read_text(encoding="utf-8")
    found = check(folder / "data")
    assert found.problems == []
    assert [re.sub(r":\d+:", ":", str(one)) for one in found.warnings] == [
        "data/accessibility.yml: the accessibility statement names no contact; add `form:`, `email:`, `phone:` or "
        "`address:`",
        "data/accessibility.yml: `how_tested` still holds `[Say how you tested your own site.]`; write what belongs there",
    ]
    _run(folder, "make", "check", "site", PATH=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    home = (folder / "site/index.html").read_text(encoding="utf-8")
    assert '<h1 id="improvement-plans-of-exampleshire-county-council">' in home
    assert (folder / "site/example-2025-27/index.html").is_file()


def test_an_odd_name_is_shown_as_it_is(tmp_path: Path) -> None:
    assert CliRunner().invoke(new, [str(tmp_path), "--name", ODD]).exit_code == 0
    assert yaml.safe_load((tmp_path / "mkdocs.yml").read_text(encoding="utf-8"))["site_name"].endswith(f"of {ODD}")
    found = check(tmp_path / "data")
    assert found.problems == []
    assert found.site.statement is not None
    assert found.site.statement.organisation == ODD
    made = build(tmp_path, tmp_path / "site")
    assert made.returncode == 0, made.stdout + made.stderr
    home = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", home)
    assert heading
    assert "<" not in heading[1]
    assert "{{ 1/0 }} *x* [y](z) {% raw %}" in heading[1].replace("&#123;", "{").replace("&#125;", "}").replace(
        "&#42;", "*"
    ).replace("&#91;", "[").replace("&#93;", "]")


@pytest.mark.parametrize("name", ["", "  ", "<b>Council</b>", "Two\u202elines"])
def test_a_name_that_cannot_be_shown_is_refused(tmp_path: Path, name: str) -> None:
    done = CliRunner().invoke(new, [str(tmp_path / "x"), "--name", name])
    assert (done.exit_code, done.output) == (
        1,
        f"Error: --name: `{name}` cannot be a council's name; write it as readers know it, without < or >, "
        'as in --name "Exampleshire County Council"\n',
    )
    assert not (tmp_path / "x").exists()


def test_a_folder_that_is_not_empty_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("ours")
    done = CliRunner().invoke(new, [str(tmp_path)])
    assert (done.exit_code, done.output) == (
        1,
        f"Error: {tmp_path.as_posix()} is not empty (it holds notes.txt); give a new or an empty folder. Nothing was "
        "written.\n",
    )
    assert written(tmp_path) == {"notes.txt": b"ours"}
    done = CliRunner().invoke(new, [str(tmp_path / "notes.txt")])
    assert done.output == f"Error: {tmp_path.as_posix()}/notes.txt is a file; give the name of a new folder\n"


def test_a_cloned_repository_without_files_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert CliRunner().invoke(new, [str(tmp_path)]).exit_code == 0


def test_its_schemas_are_where_its_files_say() -> None:
    made = files("Exampleshire County Council")
    named = {
        os.path.normpath(f"{Path(path).parent}/{hit[1]}")
        for path, text in made.items()
        if (hit := re.match(r"# yaml-language-server: \$schema=(\S+)\n", text))
    }
    schemas = {path for path in made if path.startswith(".vscode/schema/")}
    assert named == schemas
    assert {
        path.removeprefix("./") for path in yaml.safe_load(made[".vscode/settings.json"])["yaml.schemas"]
    } <= schemas


def test_its_workflows_cannot_be_misused() -> None:
    made = files("Exampleshire County Council")
    check_run = yaml.load(made[".github/workflows/check.yml"], yaml.BaseLoader)
    assert (check_run["on"], check_run["permissions"]) == ("pull_request", {"contents": "read"})
    assert [step.get("run") for step in check_run["jobs"]["check"]["steps"] if "run" in step] == [
        "make install", "make check", "make site",
    ]  # fmt: skip
    publish = yaml.load(made[".github/workflows/publish.yml"], yaml.BaseLoader)
    assert publish["permissions"] == {"contents": "read"}
    assert publish["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    for path in (".github/workflows/check.yml", ".github/workflows/publish.yml"):
        assert "secrets" not in made[path].replace("no secrets", "")
        assert all(re.search(r"uses: actions/[a-z-]+@[0-9a-f]{40} # v\d$", line) for line in made[path].split("\n") if "uses:" in line)  # fmt: skip
    assert yaml.safe_load(made[".gitlab-ci.yml"])["pages"]["artifacts"] == {"paths": ["public"]}


def test_its_files_hold_nothing_of_other_councils() -> None:
    made = files("Exampleshire County Council")
    text = "\n".join(text for path, text in made.items() if not path.startswith(".vscode/schema/"))
    assert [name for name in ("Bristol", "Bradford", "Somerset", "BCP", "macros/planpress") if name in text] == []


def _run(folder: Path, *command: str, **environment: str) -> None:
    done = subprocess.run(
        command, cwd=folder, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_installed_wheel_writes_the_same_site(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(".git", ".venv", "site", ".*_cache", "__pycache__"))
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    _run(tmp_path, *pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", "wheels", "./source")
    wheel = next((tmp_path / "wheels").iterdir())
    _run(tmp_path, *pip, "install", "--no-deps", "--no-index", "--target", "installed", str(wheel))
    script = (
        "import planpress, sys; from planpress.editing.commands import new\n"
        "assert planpress.__file__.startswith(sys.path[1]), planpress.__file__\n"
        "new(['site', '--name', 'Exampleshire County Council'])"
    )
    _run(tmp_path, sys.executable, "-c", script, PYTHONPATH=str(tmp_path / "installed"))
    expected = {path: text.encode() for path, text in files("Exampleshire County Council").items()}
    assert written(tmp_path / "site") == expected
