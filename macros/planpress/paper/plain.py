"""Prose of a plan → plain paragraphs for Word: emphasis is dropped, a link is followed by its address."""

from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKDOWN = MarkdownIt("zero").enable(["emphasis", "list", "link", "backticks"])


@dataclass(frozen=True)
class Paragraph:
    """One paragraph."""

    text: str
    bullet: bool = False
    """Whether it is an item of a list."""


def paragraphs(prose: str | None) -> tuple[Paragraph, ...]:
    """The paragraphs of a prose field; an item of a numbered list keeps its number in its text."""
    return tuple(_paragraphs(_MARKDOWN.parse(prose or "")))


def _paragraphs(tokens: list[Token]) -> Iterator[Paragraph]:
    marker = ""
    for token in tokens:
        if token.type == "list_item_open":
            marker = f"{token.info}{token.markup} " if token.info else "-"
        elif token.type == "list_item_close":
            marker = ""
        elif token.type == "inline":
            text = " ".join(
                "".join(_inline(token.children or [])).split()
            )  # Lines of the file are no lines of the page.
            yield Paragraph(text if marker == "-" else f"{marker}{text}", bullet=marker == "-")
            marker = ""


def _inline(tokens: list[Token]) -> Iterator[str]:
    address = ""
    for token in tokens:
        if token.type == "link_open":
            address = str(token.attrGet("href"))
        elif token.type == "link_close":
            yield f" ({address})"
        else:
            yield token.content
