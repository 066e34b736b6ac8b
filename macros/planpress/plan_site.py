"""One plan's part of the site, written into a folder: its pages, its downloads, its source files, its search index.

A function of the plan and of what is around it, and of nothing else: not of the other plans' pages, the clock or the
order in which plans are written. So plans can be written side by side, and kept while nothing that they show changes.
"""

import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup, escape

from planpress import exports, search_index
from planpress.exports import Export
from planpress.frame import Frame
from planpress.look import Colours
from planpress.model import Site
from planpress.pages import Maker, Page, View, data, pages
from planpress.pages.data import Download
from planpress.render import Renderer
from planpress.terms import Explainer


@dataclass(frozen=True)
class Around:
    """What a plan's pages need to know of the site around them."""

    base: str
    """The site's public address with a slash at its end; empty if it is not known."""
    edit: str
    """The address at which a source file can be edited, with `{path}` in it; empty if there is none."""
    glossary: str
    """The address of the page that explains words; empty if there is none."""
    frames: Mapping[int, str]
    """The theme's page with slots, by depth of address."""
    colours: Colours
    """The site's two colours."""


@dataclass(frozen=True)
class Written:
    """What the rest of the site needs to know of a plan that was written."""

    pages: tuple[str, ...]
    """The addresses of its pages."""
    downloads: tuple[Download, ...]
    words: frozenset[str]
    """The words that search finds in it."""


def renderer(site: Site, around: Around) -> Renderer:
    """What fills the templates of plans' pages: made once for all plans, since templates take long to read."""
    made = Renderer()
    made.load_all()
    if around.glossary:
        made.explainer = Explainer(site.glossary, around.glossary)
    return made


def write_downloads(view: View, made: Iterable[Export], folder: Path) -> list[Download]:
    """Writes a plan's files to download into the plan's folder; what its pages say of each."""
    listed = []
    for export in made:
        put(folder, export.path.removeprefix(f"{view.plan.id}/"), export.content)
        listed.append(export.listed)
    return listed


def write(
    view: View,
    site: Site,
    source: Path,
    around: Around,
    folder: Path,
    renderer: Renderer,
    written: Callable[[], list[Download]] | None = None,
) -> Written:
    """Writes all files of a plan into a folder of its own. `source` is the folder with the plan's YAML.

    `written` waits for another process that writes the downloads, and is asked when all else is done.
    """
    for file in sorted(source.rglob("*.yml")):
        copy = folder / "source" / file.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    make = Maker(view, site, around.edit)
    made = list(pages(make, around.base))
    menu = [(page.listed, page.url) for page in made if page.listed] + [(data.LISTED, f"{view.plan.id}/{data.DATA}")]
    frames = {depth: Frame(html) for depth, html in around.frames.items()}
    entries = []

    def fill(page: Page, downloads: list[Download]) -> None:
        content = renderer.page(page.template, page.url, page.context | {"page": page})
        own = page.url.removeprefix(f"{view.plan.id}/")
        html = frames[page.url.count("/")].fill(_parts(view, page, content, renderer, menu, downloads, around))
        put(folder, f"{own}index.html", html.encode())
        if page.searched:
            told = {"kind": page.kind, "number": page.number, "state": page.state}
            entries.append(search_index.entry(own, page.heading, page.answer, content, **told))

    for page in made:
        fill(page, [])
    if written:
        downloads = written()
    else:
        downloads = write_downloads(view, exports.files(view, site, around.base, around.colours), folder)
    last = data.data_page(view, make, downloads, around.base)
    fill(last, downloads)
    put(folder, search_index.PLAN, search_index.index(view.plan.name, entries).encode())
    put(folder, search_index.PLAN_TEXTS, search_index.texts(entries).encode())
    return Written((*(page.url for page in made), last.url), tuple(downloads), search_index.words(entries))


def put(folder: Path, path: str, content: bytes) -> None:
    """Writes a file into a folder, with the folders that its path needs."""
    file = folder / path
    try:
        file.write_bytes(content)
    except FileNotFoundError:
        # Another process may write the downloads meanwhile.
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _parts(
    view: View,
    page: Page,
    content: str,
    renderer: Renderer,
    menu: list[tuple[str, str]],
    downloads: list[Download],
    around: Around,
) -> dict[str, str]:
    """What goes into the slots of the frame."""
    feed = renderer.href(f"{view.plan.id}/data/feed.xml")
    head = Markup('<link rel="alternate" type="application/atom+xml" title="Progress: %s" href="%s">') % (
        view.plan.name, feed,
    )  # fmt: skip
    if page.template == "data.html":
        described = Markup(exports.dataset(view, downloads, around.base))  # noqa: S704 (escaped for a script)
        head += Markup('<script type="application/ld+json">{}</script>').format(described)
    lists = ""
    if 'data-pp-list="' in content:
        lists = Markup('<script src="{}"></script>').format(renderer.href("assets/lists.js"))
    # The page itself or the list that it belongs to: most pages have their menu in common with others.
    marked = page.url if page.listed else next((at for _, at in menu[1:] if page.url.startswith(at)), "")
    return {
        "title": escape(page.title),
        "plan": escape(view.plan.name),
        "description": escape(page.answer),
        "canonical": escape(around.base + page.url),
        "head": head,
        "menu": renderer.once(renderer.block("menu.plan_menu"), view.plan.name, menu, marked, bool(page.listed)),
        "content": content,
        "foot": lists,
    }
