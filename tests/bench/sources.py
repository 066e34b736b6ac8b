"""The pages of a built site as Markdown files, the common source from which the other programs build the same pages."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

SKIPPED = {"nav", "script", "style", "form", "button", "template"}
"""Elements that belong to the frame or work only with our own script."""
BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "caption", "figcaption", "summary", "div", "header",
          "footer", "section", "blockquote"}  # fmt: skip
"""Elements whose beginning and end also end a paragraph."""
VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}
"""Elements without an end."""
MARKS = {"li": "- ", "dt": "- ", **{f"h{level}": "#" * level + " " for level in range(1, 7)}}
"""What Markdown puts before a paragraph that is one of these."""
MARKED = {"strong": "**", "b": "**", "em": "*", "i": "*"}
"""What Markdown puts on both sides of these."""


@dataclass(frozen=True)
class Source:
    """One page, as Markdown."""

    url: str
    """Its address from the site's root, with a slash at its end; empty for the first page."""
    title: str
    description: str
    text: str

    @property
    def plan(self) -> str:
        """The plan it belongs to; empty for the site's own pages."""
        return self.url.partition("/")[0]

    def file(self) -> str:
        """It as a file with its title, description and plan at its head."""
        head = {"title": self.title, "description": self.description, "plan": self.plan}
        return "---\n" + "".join(f"{name}: {json.dumps(value)}\n" for name, value in head.items()) + f"---\n{self.text}"


def sources(site: Path) -> Iterator[Source]:
    """Every page of a site that planpress built, in the order of their addresses."""
    for file in sorted(site.rglob("index.html")):
        html = file.read_text(encoding="utf-8")
        content = re.search(r"<main\b.*?>(.*)</main>", html, re.DOTALL)
        title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
        said = re.search(r'<meta name="description" content="(.*?)"', html)
        assert content and title, f"{file} has no main part or no title"
        url = file.parent.relative_to(site).as_posix()
        yield Source(
            "" if url == "." else f"{url}/",
            unescape(title[1]).strip().partition(" - ")[0],
            unescape(said[1]) if said else "",
            markdown(content[1]),
        )


def menus(pages: list[Source]) -> dict[str, Any]:
    """The menu of each plan: its first page, its themes and its lists. The other programs read it as a data file."""
    made: dict[str, Any] = {}
    for page in pages:
        parts = page.url.strip("/").split("/")
        if page.url and (len(parts) < 3 or (len(parts) == 3 and parts[1] == "themes")):
            made.setdefault(parts[0], []).append({"title": page.title, "url": f"/{page.url}"})
    return made


def markdown(html: str) -> str:
    """HTML as the Markdown that somebody would write: headings, paragraphs, lists, tables, links. Charts stay SVG."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(reader.lines)).strip() + "\n"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.words: list[str] = []
        self.before = ""
        """What stands before the paragraph: `## `, `- `."""
        self.skipped = 0
        self.drawing = 0
        """How many SVG elements we are in."""
        self.raw: list[str] = []
        self.row: list[str] | None = None
        self.rows = 0
        self.links: list[str] = []

    def end(self) -> None:
        """Ends the paragraph, if anything is in it."""
        text = re.sub(r"\s+", " ", "".join(self.words)).strip()
        if text and self.row is None:
            if not self.before:
                text = re.sub(r"^([#+-]|\d+[.)])", r"\\\1", text)
            # Items of a list stand on lines of their own; everything else is set apart.
            if not (self.before == "- " and self.lines and self.lines[-1].startswith("- ")):
                self.lines.append("")
            self.lines.append(self.before + text)
        if self.row is None:
            self.words, self.before = [], ""
        else:
            self.words.append(" ")

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if self.drawing:
            self.raw.append(self.get_starttag_text() or "")
        elif not self.skipped:
            self.handle_starttag(tag, attributes)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if self.drawing:
            self.raw.append(self.get_starttag_text() or "")
            self.drawing += tag == "svg"
        elif self.skipped or tag in SKIPPED:
            self.skipped += tag not in VOID
        elif tag == "svg" and given.get("aria-hidden"):
            # Marks within a line only repeat the word beside them.
            self.skipped = 1
        elif tag == "svg":
            self.end()
            self.drawing = 1
            self.raw.append(self.get_starttag_text() or "")
        elif tag == "table":
            self.end()
            self.rows = 0
        elif tag == "tr":
            self.end()
            self.row = []
        elif tag in ("td", "th"):
            self.words = []
        elif tag == "dd" and self.before:
            # The explanation follows on the line of its term.
            self.words.append(" ")
        elif tag in BLOCKS:
            self.end()
            if self.row is None and tag in MARKS:
                self.before = MARKS[tag]
            if tag == "dt":
                self.words.append("**")
        elif tag == "a":
            self.links.append(given.get("href") or "")
            self.words.append("[")
        elif tag == "br":
            self.words.append("<br>" if self.row is not None else " ")
        elif tag in MARKED:
            self.words.append(MARKED[tag])

    def handle_endtag(self, tag: str) -> None:
        if self.drawing:
            self.raw.append(f"</{tag}>")
            self.drawing -= tag == "svg"
            if not self.drawing:
                # Without line breaks, so that no Markdown reader takes a part of it for text.
                chart = re.sub(r"\s*\n\s*", " ", "".join(self.raw))
                self.lines += ["", f"<figure>{chart}</figure>", ""]
                self.raw = []
        elif self.skipped:
            self.skipped -= 1
        elif tag in ("td", "th") and self.row is not None:
            self.row.append(re.sub(r"\s+", " ", "".join(self.words)).strip())
            self.words = []
        elif tag == "tr" and self.row is not None:
            if not self.rows:
                self.lines.append("")
            self.lines.append(f"| {' | '.join(self.row)} |")
            if not self.rows:
                self.lines.append("|" + " --- |" * len(self.row))
            self.rows += 1
            self.row = None
        elif tag == "dt":
            self.words.append(":**")
        elif tag in BLOCKS:
            self.end()
        elif tag == "a":
            self.words.append(f"]({self.links.pop()})")
        elif tag in MARKED:
            self.words.append(MARKED[tag])

    def handle_data(self, data: str) -> None:
        if self.drawing:
            self.raw.append(escape(data, quote=False))
        elif not self.skipped:
            self.words.append(re.sub(r"([\\*_\[\]|`])", r"\\\1", escape(data, quote=False)))
