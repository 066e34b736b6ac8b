"""A table as data: columns that each say what they hold, and rows. CSV files and the workbook are both made from it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Generic, TypeVar

from planpress.record import Record
from planpress.sentences import sentences

R = TypeVar("R")

Value = str | Decimal | int | bool | date | tuple[str, ...] | None
SEPARATOR = " | "
"""Stands between the values of a cell that holds several: names of posts hold commas."""
_FORMULA = re.compile("'*[\\s\u200b\ufeff]*[=+\\-@\t\r＝＋－＠\u2212]")


class Kind(Enum):
    """What the cells of a column hold: the name of its CSV on the Web datatype."""

    TEXT = "string"
    LIST = "list"
    LINK = "anyURI"
    NUMBER = "decimal"
    INTEGER = "integer"
    DAY = "date"
    FLAG = "boolean"


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column of a table."""

    name: str
    """Its header in CSV files."""
    title: str
    """Its header in the workbook."""
    says: str
    """What it holds, in a sentence."""
    value: Callable[[R], Value]
    kind: Kind = Kind.TEXT
    long: bool = False
    """Whether its texts run over several lines."""


@dataclass(frozen=True)
class Table:
    """A table, ready to be written."""

    name: str
    """Its file's name without its ending."""
    title: str
    holds: str
    """What one row is, in a sentence."""
    key: tuple[str, ...]
    """The columns that together name a row."""
    columns: tuple[Column[Any], ...]
    rows: tuple[tuple[Value, ...], ...]


def table(
    name: str, title: str, holds: str, key: tuple[str, ...], columns: tuple[Column[R], ...], items: Iterable[R]
) -> Table:
    """A table of some items, one a row."""
    return Table(name, title, holds, key, columns, tuple(tuple(one.value(item) for one in columns) for item in items))


def says(kind: type[Record], field: str) -> str:
    """The sentence under a field of a record, for the column that shows it."""
    return sentences(kind).get(field, "").replace("\n", " ").replace("`", "")


def listed(items: Iterable[Any]) -> str:
    """Several values as one cell."""
    return SEPARATOR.join(str(item).replace("|", "/") for item in items)


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: one that would be taken for one has an apostrophe before it.

    One that begins with apostrophes and then a formula has one more, so that the text can be had back: `'=` is `=`.
    """
    # Hardly a text begins with a sign: those need not be held against the pattern.
    return f"'{text}" if not text[:1].isalnum() and _FORMULA.match(text) else text


def number_text(number: Decimal) -> str:
    """A number with at most six decimals, a full stop, and neither commas nor an exponent."""
    text = f"{round(number, 6):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
