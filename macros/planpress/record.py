"""What every record shares: it is frozen, knows its lines, refuses unknown fields, and takes text only.

The types here turn an editor's text into a value or refuse it in words that say what to write.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SkipValidation, WithJsonSchema, WrapValidator
from pydantic_core import PydanticCustomError

from planpress.period import Cycle, Due, Period, parse_due, parse_frequency, parse_period
from planpress.quantity import Quantity, parse_quantity
from planpress.yamltree import PLACE, At

T = TypeVar("T")


class Record(BaseModel):
    """A set of fields in a file. `at` tells where it stands; it is no field of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True, arbitrary_types_allowed=True)

    at: Annotated[At, SkipValidation] = Field(alias=PLACE, exclude=True, repr=False)


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
    _refuse_unseen(text)
    return text


def prose(value: Any) -> str:
    """Paragraphs of text; blank lines part them."""
    if isinstance(value, str) and value.strip():
        _refuse_unseen(value)
        return "\n\n".join(part.strip() for part in re.split(r"\n\s*\n", value.strip()))
    return plain_text(value)


def _refuse_unseen(text: str) -> None:
    for character in text:
        if character > "\x7e" or character < " ":
            kind = unicodedata.category(character)
            if (
                character == "\n"
                or kind not in {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}
                or character in "\u00ad\u200d"
            ):
                continue
            raise wrong(f"holds a character that cannot be seen (U+{ord(character):04X}); type the text again")


def _from_text(parse: Callable[[str], Any]) -> BeforeValidator:
    def validate(value: Any) -> Any:
        try:
            return parse(plain_text(value))
        except ValueError as error:
            raise wrong(str(error)) from None

    return BeforeValidator(validate)


def _ref(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,38}[A-Za-z0-9])?", text, re.ASCII) or ".." in text:
        raise ValueError(
            f"`{text}` cannot be a ref; use at most 40 letters, digits, full stops and hyphens, as in 1.2.3 or 12a"
        )
    return text


def _url(text: str) -> str:
    if not re.fullmatch(r"(?:https?://[^\s/?#@:]+(?::\d+)?(?:[/?#]\S*)?|mailto:[^\s@]+@[^\s@]+)", text):
        raise ValueError(f"`{text}` is not a link; write the whole address, beginning with https://")
    if re.search(r"[<>\"'`\\{}|^]", text):
        raise ValueError(f"`{text}` holds a character that no link can; copy it from the browser's address line")
    return text


def _date(text: str) -> date:
    span = parse_period(text) if re.match(r"\d", text) else None
    if span is None or span.kind != "day":
        raise ValueError(f"`{text}` is not a day; write it as 2016-12-14")
    return span.first


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
    return value if isinstance(value, list) else [value]


class Named(dict[str, T]):
    """Records by the names that the editor gave them, with the line of each name."""

    def __init__(self, records: dict[str, T], lines: dict[str, int]) -> None:
        super().__init__(records)
        self.lines = lines


def _table(value: Any, validate: Callable[[Any], dict[str, Any]]) -> Named[Any]:
    if not isinstance(value, dict):
        raise wrong("expected fields (`name: value`), found something else; compare with the example in the guide")
    return Named(validate({key: inner for key, inner in value.items() if key != PLACE}), value[PLACE].lines)


def _items(value: Any) -> Any:
    if not isinstance(value, list):
        raise wrong("expected a list, found something else; begin each item with a hyphen and a space")
    return value


def _schema(description: str, *examples: str) -> WithJsonSchema:
    # Editors' YAML tools read `1.1` as a number and `yes` as true or false, where this project reads text.
    return WithJsonSchema(
        {"type": ["string", "number", "boolean"], "description": description, "examples": list(examples)}
    )


Text = Annotated[str, BeforeValidator(plain_text), _schema("one line of text")]
Prose = Annotated[
    str, BeforeValidator(prose), _schema("paragraphs of text, which may hold *emphasis*, lists and links")
]
Ref = Annotated[
    str, _from_text(_ref), _schema("a permanent name: letters, digits, full stops, hyphens", "1.2.3", "12a")
]
Url = Annotated[str, _from_text(_url), _schema("a whole address", "https://www.example.org/paper.pdf")]
Role = Annotated[str, BeforeValidator(plain_text), _schema("a post, never a person's name", "Head of Safeguarding")]
Day = Annotated[date, _from_text(_date), _schema("a day", "2016-12-14")]
Number = Annotated[Decimal, _from_text(_decimal), _schema("a number", "5")]
Flag = Annotated[bool, _from_text(_flag), _schema("yes or no", "yes")]
PeriodText = Annotated[
    Period, _from_text(parse_period), _schema("a day, month, quarter, half year, year or term", "2016-12")
]
DueText = Annotated[
    Due, _from_text(parse_due), _schema("a period, whose last day counts, or a cycle", "2016-12", "quarterly")
]
Frequency = Annotated[Cycle, _from_text(parse_frequency), _schema("how often it comes round", "quarterly")]
QuantityText = Annotated[Quantity, _from_text(parse_quantity), _schema("a figure with its unit", "80%", "4 / 7", "439")]

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
