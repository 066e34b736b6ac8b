"""ARCHITECTURE.md names every module, and each imports only from those above it there."""

import ast
import re
from pathlib import Path

from conftest import ROOT

PACKAGE = ROOT / "macros/planpress"
TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
FOLDERS_WITHOUT_CODE = {"templates", "theme", "schema", "starter"}


def rows() -> list[list[str]]:
    """The modules of each row of the table."""
    table = TEXT.partition("| Module | What it holds |\n")[2].partition("\n\n")[0]
    return [re.findall(r"`([a-z_]+)/?`", line.split("|")[1]) for line in table.splitlines()[1:]]


def unit(file: Path) -> str:
    """The module or folder of the package that a file belongs to."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def sources() -> list[Path]:
    return [file for file in sorted(PACKAGE.rglob("*.py")) if unit(file) not in {"starter", "__init__", "__main__"}]


def imported(file: Path) -> set[str]:
    """The modules and folders of the package that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "planpress":
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("planpress."):
            found.add(str(node.module).split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {name.name.split(".")[1] for name in node.names if name.name.startswith("planpress.")}
    return found - {unit(file)}


def test_every_module_stands_in_the_table_once() -> None:
    named = sorted(name for row in rows() for name in row)
    assert named == sorted({unit(file) for file in sources()})


def test_folders_without_code_are_named_below_it() -> None:
    folders = {folder.name for folder in PACKAGE.iterdir() if folder.is_dir() and not folder.name.startswith("__")}
    assert folders - {unit(file) for file in sources()} == FOLDERS_WITHOUT_CODE
    assert [name for name in sorted(FOLDERS_WITHOUT_CODE) if f"`{name}/`" not in TEXT] == []


def test_modules_import_from_above_only() -> None:
    place = {name: number for number, row in enumerate(rows()) for name in row}
    wrong = [
        f"{file.relative_to(PACKAGE)} imports {name}"
        for file in sources()
        for name in sorted(imported(file))
        if place[name] > place[unit(file)]
    ]
    assert wrong == []


def test_each_module_that_the_text_names_is_there() -> None:
    paths = re.findall(r"`((?:check|views|pages|exports|editing|paper)/[a-z_]+(?:\.py)?)`", TEXT)
    paths += re.findall(r"`([a-z_]+\.py)`", TEXT)
    assert len(paths) > 5
    assert [path for path in paths if not (PACKAGE / f"{path.removesuffix('.py')}.py").is_file()] == []
