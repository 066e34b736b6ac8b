"""Every page of the built site as HTML: nothing that a browser has to guess at, and nothing that a reader cannot name."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from html5lib.constants import E as MESSAGES


@dataclass(frozen=True)
class Read:
    """A page as a browser reads it."""

    path: str
    root: Element
    faults: tuple[str, ...]
    """Where the page breaks the grammar of HTML."""

    def all(self, *names: str) -> list[Element]:
        """Its elements of these names, in their order."""
        return [one for one in self.root.iter() if one.tag in names]

    @property
    def framed(self) -> bool:
        """Whether it is a panel for another website: it has no menu there, and no place among headings."""
        return "/data/embed/" in self.path


def read(file: Path, site: Path) -> Read:
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    root = parser.parse(file.read_text(encoding="utf-8"))
    faults = tuple(f"line {place[0]}: {MESSAGES[code] % found}" for place, code, found in parser.errors)
    return Read(file.relative_to(site).as_posix(), root, faults)


@pytest.fixture(scope="module")
def pages(site: Path) -> list[Read]:
    return [read(file, site) for file in sorted(site.rglob("*.html"))]


def words(element: Element) -> str:
    """What a screen reader says of an element: its label or its text, pictures by their alternative."""
    if element.get("aria-hidden") == "true":
        return ""
    if element.get("aria-label"):
        return str(element.get("aria-label"))
    inner = [f"{words(child)}{child.tail or ''}" for child in element]
    return " ".join("".join([element.get("alt") or "", element.text or "", *inner]).split())


def grammar(page: Read) -> Iterator[str]:
    yield from page.faults
    if not page.root.get("lang", "").startswith("en"):
        yield "no language"
    if len(page.all("main")) != 1:
        yield "not one main part"
    ids = Counter(str(one.get("id")) for one in page.root.iter() if one.get("id") is not None)
    yield from (f"id {name} stands {number} times" for name, number in ids.items() if number > 1 or not name.strip())


def references(page: Read) -> Iterator[str]:
    ids = {one.get("id") for one in page.root.iter()}
    for one in page.root.iter():
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            yield from (
                f"{name} names {ref}, which is not there" for ref in one.get(name, "").split() if ref not in ids
            )


def nothing_inline(page: Read) -> Iterator[str]:
    for one in page.root.iter():
        yield from (f"<{one.tag} {name}>" for name in one.attrib if name == "style" or name.startswith("on"))
        if one.get("href", "").lower().startswith(("javascript:", "data:")):
            yield f"a link that runs script: {one.get('href')}"
    if not page.framed and page.all("style"):
        yield "a style sheet within the page"


def headings(page: Read) -> Iterator[str]:
    levels = [(int(one.tag[1]), words(one)) for one in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    if not page.framed and [level for level, _ in levels][:1] != [1]:
        yield "does not begin with its main heading"
    for (before, _), (level, text) in pairwise(levels):
        if level > before + 1 or level == 1:
            yield f"h{level} after h{before}: {text}"
    yield from (f"h{level} without words" for level, text in levels if not text)


def tables(page: Read) -> Iterator[str]:
    for table in page.all("table"):
        # Markdown, in which people write pages by hand, knows no captions: such tables stand under a heading.
        if table.get("class") and table.find("caption") is None:
            yield f"a table without caption: {words(table)[:40]}"
        for head in table.iter("th"):
            if head.get("scope") not in ("col", "row"):
                yield f"the head of a table without scope: {words(head)}"


def pictures(page: Read) -> Iterator[str]:
    for one in page.all("img"):
        if one.get("alt") is None:
            yield f"a picture without alternative: {one.get('src')}"
    inside = {inner for one in page.all("svg") for inner in one.iter("svg") if inner is not one}
    for one in page.all("svg"):
        title = one.find("title")
        named = one.get("role") == "img" and (one.get("aria-label") or (title is not None and words(title)))
        if one not in inside and one.get("aria-hidden") != "true" and not named:
            yield "a drawing neither named nor hidden from screen readers"


def names(page: Read) -> Iterator[str]:
    for one in page.all("a"):
        if not words(one):
            yield f"a link without a name: {one.get('href')}"
        if not one.get("href"):
            yield f"a link to nowhere: {words(one)}"
    yield from ("a button without a name" for one in page.all("button") if not words(one))
    labelled = {one.get("for") for one in page.all("label")}
    for one in page.all("input", "select", "textarea"):
        if not one.get("aria-label") and one.get("id") not in labelled:
            yield f"a field without a name: {one.get('name')}"
        if one.get("type") in ("checkbox", "radio") and one.get("autocomplete"):
            yield "autocomplete, which this kind of field does not have"


@pytest.mark.parametrize("rule", [grammar, references, nothing_inline, headings, tables, pictures, names])
def test_every_page_keeps(pages: list[Read], rule: Callable[[Read], Iterator[str]]) -> None:
    assert {page.path: found for page in pages if (found := list(rule(page)))} == {}


def test_one_short_script_stands_in_the_pages_and_it_is_the_same_everywhere(pages: list[Read]) -> None:
    scripts = {one.text for page in pages for one in page.all("script") if not one.get("src") and not one.get("type")}
    assert len(scripts) == 1 and len(str(scripts.pop())) < 400


def test_what_stands_about_a_page_does_not_grow_with_the_site(pages: list[Read], site: Path) -> None:
    about = {}
    for page in pages:
        html = (site / page.path).read_text(encoding="utf-8")
        if not page.framed:
            about[page.path] = len(html) - (html.rindex("</article>") - html.index("<article"))
    assert {path: size for path, size in about.items() if size > 12_000} == {}
