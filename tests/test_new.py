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

PLAN = "data/example-2025-27"
GOLDEN = ROOT / "tests/golden/editing"
ODD = """St "Q": O'Neil & {{ 1/0 }} *x* [y](z) {% raw %} &lt;b&gt; # Council"""


def written(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def proposed(page: Path) -> set[str]:
    """The files that a page's links "Propose a change" open."""
    found = re.findall(r'href="https://example\.org/improvement/edit/main/([^"]+)"', page.read_text(encoding="utf-8"))
    return set(found)


@pytest.fixture(autouse=True)
def on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """planpress is on the path, as it is where it was installed for everybody."""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")


def test_where_planpress_is_not_on_the_path_the_commands_name_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    done = CliRunner().invoke(new, [str(tmp_path / "our plans")])
    commands = re.findall(r"^(?:Next:|     ) (.*?)(?:     .*|      .*)?$", done.output, re.MULTILINE)
    assert commands == [
        f"cd '{tmp_path.as_posix()}/our plans'",
        f"make PLANPRESS={Path(sys.executable).with_name('planpress')} check",
        f"make PLANPRESS={Path(sys.executable).with_name('planpress')} site",
    ]
    _run(tmp_path, "sh", "-c", " && ".join(commands[:2]))
    bare = subprocess.run(["make", "check"], cwd=tmp_path / "our plans", capture_output=True, text=True, check=False)
    assert bare.returncode == 2
    assert bare.stderr.startswith("planpress is not installed here. Run make install; README.md says what it needs.\n")


def test_a_new_site_passes_the_check_and_builds(tmp_path: Path) -> None:
    folder = tmp_path / "councils/ours"
    done = CliRunner().invoke(new, [str(folder), "--name", "Exampleshire County Council"])
    shown = folder.as_posix()
    assert done.output == (
        f"{shown}: {len(written(folder))} files written.\n\n"
        f"Next: cd {shown}\n"
        "      make check     lists what is still to be filled in\n"
        "      make site      builds the website into site/\n\n"
        "README.md says how to put your own plan in place of the example, and how to publish.\n"
    )
    assert "\n".join(sorted(written(folder))) + "\n" == (GOLDEN / "new-files.txt").read_text(encoding="utf-8")
    found = check(folder / "data")
    assert found.problems == []
    assert [re.sub(r":\d+:", ":", str(one)) for one in found.warnings] == [
        "data/accessibility.yml: the accessibility statement names no contact; add `form:`, `email:`, `phone:` or "
        "`address:`",
        "data/accessibility.yml: `how_tested` still holds `[Say how you tested your own site.]`; write what belongs there",
    ]
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(settings.replace("# edit_uri_template:", "edit_uri_template:"), encoding="utf-8")
    _run(folder, "make", "check", "site")
    home = (folder / "site/index.html").read_text(encoding="utf-8")
    assert '<h1 id="improvement-plans-of-exampleshire-county-council">' in home
    assert (folder / "site/example-2025-27/index.html").is_file()
    assert proposed(folder / "site/example-2025-27/actions/2.1.3/index.html") == {f"{PLAN}/themes/2.yml"}
    assert proposed(folder / "site/example-2025-27/kpis/1a/index.html") == {f"{PLAN}/kpis.yml"}
    assert proposed(folder / "site/about/index.html") == {"docs/about.md"}
    named = set().union(*(proposed(page) for page in (folder / "site").rglob("*.html")))
    assert {path for path in named if not (folder / path).is_file()} == set()


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
