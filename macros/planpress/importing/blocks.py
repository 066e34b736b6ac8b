"""What a document consists of, whatever program wrote it: paragraphs, and tables of cells."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 32_767
"""Characters of a cell or paragraph: as many as Excel allows in a cell, about ten pages."""
TALLEST = 10_000
"""Rows of a table."""
BULLETS = "•▪◦●‣·"
_LINE_BREAKS = re.compile(r"</?(?:ul|ol|p|br)\b[^<>]*>|</li>|[\r\n\v]+", re.IGNORECASE)
_ITEM = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)


class Unreadable(Exception):
    """A file that cannot be read at all; its text says why and what to do."""


@dataclass(frozen=True)
class Remark:
    """Something that a person has to look at: where it stands in the document, and what is the matter."""

    where: str
    """As in "table 3, row 5"; empty for the whole document."""
    text: str
    """`what was found; what to do`."""

    def __str__(self) -> str:
        return f"{self.where}: {self.text}" if self.where else self.text


@dataclass(frozen=True)
class Line:
    """A line of a cell, or one item of a list in it."""

    text: str
    item: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell of a table."""

    lines: tuple[Line, ...] = ()
    colour: str | None = None
    """The colour behind its text as six hexadecimal digits, if it has one."""
    merged: bool = False
    """Whether it is no cell of its own, but part of the one at its left."""

    @property
    def text(self) -> str:
        """Its words on one line."""
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True)
class Row:
    """A row of a table, with a cell for each column."""

    number: int
    """As a reader counts: from 1, in a spreadsheet the row's own number."""
    cells: tuple[Cell, ...]

    @property
    def filled(self) -> list[int]:
        """The columns that hold text."""
        return [index for index, cell in enumerate(self.cells) if cell.text]

    @property
    def spans(self) -> bool:
        """Whether its only text stands in a cell merged with the one at its right."""
        first = self.filled[0] + 1 if len(self.filled) == 1 else len(self.cells)
        return first < len(self.cells) and self.cells[first].merged


@dataclass(frozen=True)
class Grid:
    """A table, or a sheet of a workbook."""

    name: str
    """As in "table 3" or "sheet `Actions`"."""
    rows: tuple[Row, ...]
    sheet: bool = False
    """Whether it is a sheet, so that headings before it do not hold for it."""

    def __post_init__(self) -> None:
        if len(self.rows) > TALLEST:
            raise Unreadable(f"{self.name} has more than {TALLEST:,} rows; delete the empty ones, or split it")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph outside tables."""

    text: str
    heading: bool = False
    """Whether it has the style of a heading."""
    title: bool = False
    """Whether it has the style of the document's title."""


Block = Paragraph | Grid


@dataclass(frozen=True)
class Source:
    """A document as it was read."""

    blocks: tuple[Block, ...]
    remarks: tuple[Remark, ...] = ()


def readable(text: str) -> str:
    """The text of a cell or paragraph. Raises Unreadable for one that is too long."""
    if len(text) > LONGEST:
        raise Unreadable(f"holds a text of more than {LONGEST:,} characters, `{text[:30]}…`; split it into paragraphs")
    return text


def lines(text: str, item: bool = False) -> Iterator[Line]:
    """The lines of a text, its lists taken apart, whether they are typed with "•" or left over as `<ul><li>`."""
    for part in _LINE_BREAKS.split(_ITEM.sub("\n• ", readable(text))):
        head, *items = re.split(rf"[{BULLETS}]\s*", part)
        # A hyphen begins an item only at the beginning of a line.
        dashed = re.match(r"\s*[-–*]\s+(?=\w)", head)
        head = " ".join((head[dashed.end() :] if dashed else head).split())
        if head:
            yield Line(head, item or bool(dashed))
        for inner in items:
            if plain := " ".join(inner.split()):
                yield Line(plain, True)
