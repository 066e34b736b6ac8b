"""A small project of its own for tests that build a site many times, or under other surroundings: one plan, one page."""

import hashlib
import os
import shutil
import sys
from pathlib import Path

from conftest import ROOT

PLANPRESS = [sys.executable, "-m", "planpress"]
SETTINGS = """\
site_name: Plans
site_url: https://plans.example.org/
theme: {name: material, font: false}
plugins:
  - planpress
  - macros: {on_undefined: strict, on_error_fail: true}
"""
QUIET = os.environ | {"NO_MKDOCS_2_WARNING": "1"}


def tiny(folder: Path) -> Path:
    """Writes the project's sources into a folder, and gives it back."""
    shutil.copytree(ROOT / "tests/problems/_base", folder / "data")
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text("# Home\n\n{{ plan_list() }}\n")
    (folder / "mkdocs.yml").write_text(SETTINGS)
    return folder


def title(folder: Path, words: str) -> None:
    """Gives the project's report another title: its pages are then not the same as before."""
    file = folder / "data/plan/reports/2025-01-15.yml"
    lines = file.read_text().splitlines(keepends=True)
    assert any(line.startswith("title:") for line in lines)
    file.write_text("".join(f"title: {words}\n" if line.startswith("title:") else line for line in lines))


def contents(site: Path) -> dict[str, str]:
    """Every file of a folder with the hash of its bytes. Folders may be links."""
    return {
        Path(place, name).relative_to(site).as_posix(): hashlib.sha256(Path(place, name).read_bytes()).hexdigest()
        for place, _, names in sorted(os.walk(site, followlinks=True))
        for name in sorted(names)
    }
