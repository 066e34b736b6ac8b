"""How long each part of our own work takes. Run as a program of its own: FOLDER is a site, its phases come as JSON.

Each part is called as the plugin calls it, one after the other, so that what one makes the next one uses.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from planpress.pages import Page

Made = TypeVar("Made")


def phases(folder: Path) -> dict[str, float]:
    """CPU seconds of each part, by its name, in the order in which they come."""
    took: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Made]) -> Made:
        start = time.process_time()
        made = work()
        took[name] = time.process_time() - start
        return made

    def imports() -> None:
        from planpress import plan_site  # noqa: F401
        from planpress.garbage import collect_seldom

        collect_seldom()

    timed("Start", imports)
    from planpress import exports, search_index
    from planpress.check import check
    from planpress.load import load
    from planpress.pages import Maker, View, pages
    from planpress.pages.data import data_page
    from planpress.render import Renderer

    timed("Read the files", lambda: load(folder / "data"))
    site = timed("Check", lambda: check(folder / "data")).site
    # Checking begins with reading.
    took["Check"] -= took["Read the files"]
    views = timed("Work out how plans stand", lambda: [View.of(plan) for plan in site.plans])
    files = timed("Make the files to download", lambda: [list(exports.files(view, site)) for view in views])
    renderer = Renderer()

    def fill() -> list[list[tuple["Page", str]]]:
        return [
            [
                (page, renderer.page(page.template, page.url, page.context | {"page": page}))
                for make in [Maker(view, site, "")]
                for page in [*pages(make), data_page(view, make, [one.listed for one in downloads])]
            ]
            for view, downloads in zip(views, files, strict=True)
        ]

    filled = timed("Fill the templates", fill)

    def index() -> list[str]:
        made = []
        for view, contents in zip(views, filled, strict=True):
            entries = [
                search_index.entry(p.url, p.title, p.answer, text, kind=p.kind) for p, text in contents if p.searched
            ]
            search_index.words(entries)
            made += [search_index.index(view.plan.name, entries), search_index.texts(entries)]
        return made

    indexes = timed("Index for search", index)

    def write() -> None:
        with tempfile.TemporaryDirectory() as temporary:
            contents = [text.encode() for made in filled for _, text in made] + [text.encode() for text in indexes]
            contents += [one.content for made in files for one in made]
            for number, content in enumerate(contents):
                (Path(temporary) / str(number)).write_bytes(content)

    timed("Write", write)
    return took


if __name__ == "__main__":
    print(json.dumps(phases(Path(sys.argv[1]))))
