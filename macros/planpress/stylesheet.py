"""The one style sheet that a site's pages link to. It is made when all pages are, since it holds what they use."""

import hashlib
import os
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from planpress.policy import FIRST
from planpress.render import TEMPLATES
from planpress.styles import in_code, in_pages, in_sheet, joined

FOLDER = "assets/stylesheets/"
"""Where Material has its sheets: their addresses hold, and hosts let browsers keep what lies there."""
LINK = f"{FOLDER}planpress.css"
"""What pages link to until the sheet has its name, which has a hash of all that is in it."""


@dataclass(frozen=True)
class Sources:
    """What the style sheet is made from, apart from the pages."""

    theirs: tuple[str, ...]
    """Material's sheets, in the order in which its pages link to them."""
    ours: tuple[str, ...]
    """Those of planpress, which go behind them."""
    scripts: bytes
    """All scripts that may run in a page."""
    further: bytes
    """The site's other sheets: they are linked to on their own, and may use custom properties of Material's."""


def write(sources: Sources, folder: Path, plans: Container[str], frames: Mapping[int, str]) -> dict[int, str]:
    """Writes the style sheet into the site's folder, and its address into the pages there and into the frames.

    Pages of plans are not looked at, since all that is in them is in the frames and in our templates.
    """
    pages = {file: file.read_bytes() for file in _pages(folder, plans)}
    names = in_pages([*pages.values(), *(frame.encode() for frame in frames.values())])
    names |= _in_templates() | in_code(sources.scripts) | in_sheet(sources.further.decode(errors="replace"))
    sheet = joined(sources.theirs, sources.ours, names).encode()
    name = f"{FOLDER}planpress.{hashlib.sha256(sheet).hexdigest()[:8]}.min.css"
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(sheet)
    for file, page in pages.items():
        if LINK.encode() in page:
            file.write_bytes(page.replace(LINK.encode(), name.encode()))
    return {depth: frame.replace(LINK, name) for depth, frame in frames.items()}


@cache
def _in_templates() -> frozenset[str]:
    """What the pages of plans name."""
    files = (file for kind in ("pages", "macros") for file in (TEMPLATES / kind).glob("*.html"))
    return frozenset(in_code(b"\n".join([FIRST.encode(), *(file.read_bytes() for file in files)])))


def _pages(folder: Path, plans: Container[str]) -> Iterator[Path]:
    """The pages in a site's folder that are no plan's."""
    for place, folders, names in os.walk(folder):
        if place == str(folder):
            folders[:] = [name for name in folders if name not in plans]
        yield from (Path(place, name) for name in names if name.endswith(".html"))
