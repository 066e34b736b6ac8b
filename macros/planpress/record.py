"""What every record shares: it is frozen, knows its lines, refuses unknown fields, and takes text only.

The types here turn an editor's text into a value or refuse it in words that say what to write.
"""

import re
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, WrapValidator
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import any_schema, no_info_plain_validator_function

from planpress.period import Cycle, Due, Period, near, parse_due, parse_frequency, parse_period
from planpress.problem import UNSEEN
from planpress.quantity import Quantity, parse_quantity
from planpress.yamltree import PLACE, At

LONGEST_TEXT = 2_000
"""In characters. A line of text stands in tables, menus and feeds; the longest in a real plan has 700."""
MANY = 1_000
"""How many a list or table can hold: checks compare each with each, and no page could show more."""
SHORT = 100
"""In characters: shorter texts are often the same."""
LONGEST_ROLE = 200
"""In characters. A post's name stands in its address."""
LONGEST_PROSE = 20_000
"""In characters: about seven pages."""

T = TypeVar("T")


class _AsItIs:
    """Marks what is no part of a file and needs no check."""

    def __get_pydantic_core_schema__(self, kind: Any, handler: Any) -> CoreSchema:
        return any_schema()


class Record(BaseModel):
    """A set of fields in a file. `at` tells where it stands; it is no field of the file."""

    # What is validated is whole files: the parts of a record need no validator of their own.
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)

    at: Annotated[At, _AsItIs()] = Field(alias=PLACE, exclude=True, repr=False)


def record_in(annotation: Any) -> type[Record] | None:
    """The record inside a field's type, if there is one: that of `Items[Action]` is Action."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((found for part in get_args(annotation) if (found := record_in(part))), None)


def line_of(record: Record, table: str, name: str) -> int:
    """The line of one name in a table of a record, as of `1.1.2` in a report's `actions`."""
    named = getattr(record, table)
    return named.lines[name] if isinstance(named, Named) else record.at.of(table)


def wrong(message: str) -> PydanticCustomError:
    """An error whose text, `what is wrong; what to do`, reaches the editor as it is."""
    return PydanticCustomError("planpress", "{message}", {"message": message})


def plain_text(value: Any) -> str:
    """One line of text. Raises `wrong` for a list, fields or characters that no reader can see."""
    if not isinstance(value, str):
        kind = "a list" if isinstance(value, list) else "a set of fields"
        raise wrong(f"expected text, found {kind}; write the text after the colon, on the same line")
    text = " ".join(value.split())
    if not text:
        raise wrong("is empty; fill it in or remove the line (what follows # is a comment)")
    return _readable(text, LONGEST_TEXT)


def _role(value: Any) -> str:
    text = _readable(plain_text(value), LONGEST_ROLE)
    if not any(map(str.isalnum, text)):
        raise wrong(f"`{text}` names no post; write its name, as in Head of Safeguarding")
    return text


def prose(value: Any) -> str:
    """Paragraphs of text; blank lines part them."""
    if isinstance(value, str) and value.strip():
        text = _readable(value.strip(), LONGEST_PROSE)
        return "\n\n".join(part.strip() for part in re.split(r"\n\s*\n", text))
    return plain_text(value)


_BLANK = frozenset("\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
"""Letters and marks that are drawn as nothing (Unicode, Default_Ignorable_Code_Point; and the empty Braille pattern)."""
_STACK = re.compile("[^\x00-\u02ff]{4,}")


def _readable(text: str, longest: int) -> str:
    """The text in its composed form (Unicode, NFC). Raises `wrong` for one that is too long, or that readers cannot see
    as it is: unseen and misread characters, and heaps of marks."""
    if len(text) > longest:
        raise wrong(f"is longer than {longest:,} characters; shorten it, or give the address of a document")
    if text.isascii() and text.isprintable():
        # A status or a post's name stands in a plan hundreds of times, and need not take its room each time.
        return sys.intern(text) if len(text) < SHORT else text
    text = unicodedata.normalize("NFC", text)
    for place, sign in enumerate(text):
        if (sign > "\x7e" or sign < " ") and sign != "\n" and _unseen(text, place):
            raise wrong(f"holds a character that cannot be seen (U+{ord(sign):04X}); type the text again")
    misread = re.search("\ufffd|â€.", text)
    if misread:
        raise wrong(f"holds `{misread[0]}`, a character that was read with the wrong encoding; type it again")
    for run in _STACK.findall(text):
        if re.search("M{4}", "".join(unicodedata.category(sign)[0] for sign in run)):
            raise wrong("holds a letter with more than 3 marks on it; type the text again")
    return text


def _unseen(text: str, place: int) -> bool:
    """Whether nothing is drawn for a character. What joins two signs, or chooses a sign's form, needs the signs."""
    sign, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if sign == "\u200d":
        return not before > "\x7e" or not after > "\x7e"
    if sign == "\ufe0f":
        return not before > "\x7e"
    variant = "\ufe00" <= sign <= "\ufe0e" or "\U000e0100" <= sign <= "\U000e01ef"
    return variant or sign in _BLANK or unicodedata.category(sign) in UNSEEN


@dataclass(frozen=True)
class _FromText:
    """Takes an editor's text to a value. Pydantic would look into the value's own class first, which takes long."""

    parse: Callable[[str], Any]

    def __call__(self, value: Any) -> Any:
        try:
            return self.parse(plain_text(value))
        except ValueError as error:
            raise wrong(str(error)) from None

    def __get_pydantic_core_schema__(self, kind: Any, handler: Any) -> CoreSchema:
        return no_info_plain_validator_function(self)


DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE | re.ASCII)
"""Names that Windows keeps for devices: no file there can have one, with whatever ending."""
_REF = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,38}[A-Za-z0-9])?", re.ASCII)


def _ref(text: str) -> str:
    if not _REF.fullmatch(text) or ".." in text:
        raise ValueError(
            f"`{text}` cannot be a ref; use at most 40 letters, digits, full stops and hyphens, as in 1.2.3 or 12a"
        )
    if DEVICE.fullmatch(text):
        raise ValueError(f"`{text}` cannot be a ref; Windows keeps this name for itself: choose another")
    return text


def is_link(text: str) -> bool:
    """Whether a text is the whole address of a page (http, https) or of a mailbox (mailto), and shows where it leads."""
    page = r"https?://[^\s/?#@:]+(?::\d+)?(?:[/?#]\S*)?"
    return bool(re.fullmatch(rf"{page}|mailto:[^\s@?&%]+@[^\s@?&%]+", text, re.ASCII))


def _url(text: str) -> str:
    if not is_link(text):
        raise ValueError(f"`{text}` is not a link; write the whole address, beginning with https://")
    if not text.isascii() or re.search(r"[<>\"'`\\{}|^]", text):
        raise ValueError(f"`{text}` holds a character that no link can; copy it from the browser's address line")
    return text


_kept = lru_cache(20_000)
"""Plans name the same days, periods and figures again and again: each is read once, and kept once."""


@_kept
def _date(text: str) -> date:
    span = parse_period(text) if re.match(r"\d", text) else None
    if span is None or span.kind != "day":
        raise ValueError(f"`{text}` is not a day; write it as 2016-12-14")
    near(span.first, span.last, text)
    return span.first


@_kept
def _period(text: str) -> Period:
    span = parse_period(text)
    near(span.first, span.last, text)
    return span


@_kept
def _due(text: str) -> Due:
    span = parse_due(text)
    if isinstance(span, Period):
        near(span.first, span.last, text)
    return span


def _decimal(text: str) -> Decimal:
    if not re.fullmatch(r"-?\d{1,12}(?:\.\d{1,6})?", text, re.ASCII):
        raise ValueError(f"`{text}` is not a number; write it without its unit, as in 5 or 2.5")
    return Decimal(text)


def _flag(text: str) -> bool:
    if text not in ("yes", "no", "true", "false"):
        raise ValueError(f"`{text}` is neither yes nor no; write yes or no")
    return text in ("yes", "true")


def as_list(value: Any) -> Any:
    """A list as it is; one value as a list of one. An empty list is refused by the field's own type."""
    return _few(value) if isinstance(value, list) else [value]


def _few(value: Any) -> Any:
    if len(value) > MANY:
        raise wrong(f"holds {len(value):,} entries; divide it, as {MANY:,} are the most")
    return value


class Named(dict[str, T]):
    """Records by the names that the editor gave them, with the line of each name."""

    def __init__(self, records: dict[str, T], lines: dict[str, int]) -> None:
        super().__init__(records)
        self.lines = lines


def _table(value: Any, validate: Callable[[Any], dict[str, Any]]) -> Named[Any]:
    if not isinstance(value, dict):
        raise wrong("expected fields (`name: value`), found something else; compare with the example in the guide")
    fields = _few({key: inner for key, inner in value.items() if key != PLACE})
    for key in fields:
        if key != key.strip():
            raise wrong(f"`{key}` has a space at one end; remove it")
    return Named(validate(fields), value[PLACE].lines)


def _items(value: Any) -> Any:
    if not isinstance(value, list):
        raise wrong("expected a list, found something else; begin each item with a hyphen and a space")
    return _few(value)


def _schema(description: str, *examples: str) -> WithJsonSchema:
    # Editors' YAML tools read `1.1` as a number and `yes` as true or false, where this project reads text.
    return WithJsonSchema(
        {"type": ["string", "number", "boolean"], "description": description, "examples": list(examples)}
    )


Text = Annotated[str, BeforeValidator(plain_text), _schema("one line of text")]
Prose = Annotated[
    str, BeforeValidator(prose), _schema("paragraphs of text, which may hold *emphasis*, lists and links")
]
Ref = Annotated[str, _FromText(_ref), _schema("a permanent name: letters, digits, full stops, hyphens", "1.2.3", "12a")]
Url = Annotated[str, _FromText(_url), _schema("a whole address", "https://www.example.org/paper.pdf")]
Role = Annotated[str, BeforeValidator(_role), _schema("a post, never a person's name", "Head of Safeguarding")]
Day = Annotated[date, _FromText(_date), _schema("a day", "2016-12-14")]
Number = Annotated[Decimal, _FromText(_decimal), _schema("a number", "5")]
Flag = Annotated[bool, _FromText(_flag), _schema("yes or no", "yes")]
PeriodText = Annotated[Period, _FromText(_period), _schema("a day, month, quarter, half year, year or term", "2016-12")]
DueText = Annotated[
    Due, _FromText(_due), _schema("a period, whose last day counts, or a cycle", "2016-12", "quarterly")
]
Frequency = Annotated[Cycle, _FromText(_kept(parse_frequency)), _schema("how often it comes round", "quarterly")]
QuantityText = Annotated[
    Quantity, _FromText(_kept(parse_quantity)), _schema("a figure with its unit", "80%", "4 / 7", "439")
]

Table = Annotated[dict[Ref, T], WrapValidator(_table)]
"""Fields named by the editor: `1.1.2: {…}`."""


class _OneOrList:
    """Tells the JSON Schema that one value may stand without a list."""

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> Any:
        made = handler(schema)
        return {"anyOf": [made["items"], made]}


Items = Annotated[tuple[T, ...], BeforeValidator(_items)]
"""A list."""
Some = Annotated[tuple[T, ...], BeforeValidator(as_list), _OneOrList()]
"""A list, or one value without a hyphen."""


class Source(Record):
    """Where something comes from."""

    title: Text
    """The document's or data set's name."""
    url: Url | None = None
    """Its address, if it is published."""
    licence: Text | None = None
    """The licence it may be used under, if it is not the council's own."""
    note: Text | None = None
    """What a reader should know of it."""
