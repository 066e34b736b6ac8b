"""How records and values stand in JSON, and the JSON Schema of that: both from the same types.

A field that is empty is left out. What an editor wrote as a date, cycle or figure keeps its text beside what it means.
"""

import json
import types
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from planpress.period import Cycle, Period
from planpress.quantity import Quantity
from planpress.sentences import sentences

_TEXT = {"type": "string"}
_DAY = {"type": "string", "format": "date"}
_VALUES: dict[type, dict[str, Any]] = {
    Period: {
        "title": "Period",
        "description": "A span of days. Something due in it is due on its last day.",
        "properties": {
            "text": _TEXT | {"description": "As it was written."},
            "words": _TEXT | {"description": "As the pages show it."},
            "kind": _TEXT | {"description": "What kind of span it is: day, month, quarter, year …"},
            "first": _DAY | {"description": "Its first day."},
            "last": _DAY | {"description": "Its last day."},
        },
    },
    Cycle: {
        "title": "Cycle",
        "description": "How often something comes round. One of no months and no days has no fixed length.",
        "properties": {
            "text": _TEXT | {"description": "As it was written."},
            "words": _TEXT | {"description": "As the pages show it."},
            "months": {"type": "integer", "description": "Its length in months."},
            "days": {"type": "integer", "description": "Its length in days, besides its months."},
        },
    },
    Quantity: {
        "title": "Quantity",
        "description": "A figure.",
        "properties": {
            "text": _TEXT | {"description": "As it was written; a ratio as 4 of 7."},
            "number": {"type": "number", "description": "74 for 74%, pounds for money, the first over the second for a ratio."},
            "unit": _TEXT | {"description": "%, £, ratio, or what followed the number; empty for a bare number."},
            "numerator": {"type": "number", "description": "The first number of a ratio."},
            "denominator": {"type": "number", "description": "The second number of a ratio."},
        },
        "required": ["text", "number", "unit"],
    },
}  # fmt: skip


class Made(dict[str, Any]):
    """A part of a JSON file, ready to be written."""


def made(kind: type[BaseModel], **values: Any) -> Made:
    """What the fields of one shape hold, each named as the shape names it."""
    return _named(kind, values)


def plain(value: Any) -> Any:
    """A record or value as lists, dicts, texts, numbers and booleans."""
    kind = type(value)
    # Texts come first because they are the most.
    if kind is str or kind is bool or kind is int or kind is Made:
        return value
    if kind is tuple or kind is list:
        return [plain(one) for one in value]
    return _maker(kind)(value)  # type: ignore[arg-type]  # A class can be hashed.


def _named(kind: type[BaseModel], values: dict[str, Any]) -> Made:
    found = Made()
    for name, required in _fields(kind):
        one = values[name]
        if type(one) is str:
            found[name] = one
        elif one or required or not (one is None or isinstance(one, (tuple, dict))):
            found[name] = plain(one)
    return found


@cache
def _maker(kind: type) -> Callable[[Any], Any]:
    """What turns a value of some type into plain ones."""
    if issubclass(kind, BaseModel):
        return lambda value: _named(kind, vars(value))
    for known, maker in _MAKERS.items():
        if issubclass(kind, known):
            return maker
    raise TypeError(f"no JSON for {kind.__name__}")


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else round(float(value), 6)


def _period(value: Period) -> dict[str, str]:
    first, last = value.first.isoformat(), value.last.isoformat()
    return {"text": value.text, "words": value.words, "kind": value.kind, "first": first, "last": last}


def _cycle(value: Cycle) -> dict[str, str | int]:
    return {"text": value.text, "words": value.words, "months": value.months, "days": value.days}


def _quantity(value: Quantity) -> dict[str, Any]:
    found = {"text": value.text, "number": _number(value.number), "unit": value.unit}
    if value.parts:
        found["numerator"], found["denominator"] = map(_number, value.parts)
    return found


_MAKERS: dict[type, Callable[[Any], Any]] = {
    StrEnum: lambda value: value.value,
    str: str,
    tuple: lambda value: [plain(one) for one in value],
    dict: lambda value: {str(name): plain(one) for name, one in value.items()},
    Decimal: _number,
    Period: _period,
    Cycle: _cycle,
    Quantity: _quantity,
    date: date.isoformat,
}


@cache
def _fields(kind: type[BaseModel]) -> tuple[tuple[str, bool], ...]:
    """The fields of a record, each with whether it always stands there, even when it is empty."""
    fields = {name: field for name, field in kind.model_fields.items() if name != "at"}
    return tuple((name, field.is_required() or field.annotation is bool) for name, field in fields.items())


@cache
def schema_bytes(kind: type[BaseModel]) -> bytes:
    """The JSON Schema (2020-12) of a file that holds one record, as text."""
    made = _Schemas()
    root = made.of(kind)
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.__doc__,
        **made.of_model(kind, {"$schema": _TEXT | {"description": "Where this schema is."}}),
        "$defs": {name: made.defs[name] for name in sorted(made.defs) if f"#/$defs/{name}" != root["$ref"]},
    }
    return (json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode()


class _Schemas:
    """Collects the schemas of records while those that hold them are made."""

    def __init__(self) -> None:
        self.defs: dict[str, dict[str, Any]] = {}

    def of(self, kind: Any) -> dict[str, Any]:
        """The schema of a type."""
        origin, inner = get_origin(kind), [part for part in get_args(kind) if part is not type(None)]
        if origin is Annotated:
            return self.of(inner[0])
        if origin in (Union, types.UnionType):
            return self.of(inner[0]) if len(inner) == 1 else {"anyOf": [self.of(one) for one in inner]}
        if origin is tuple:
            return {"type": "array", "items": self.of(inner[0])}
        if origin is dict:
            return {"type": "object", "additionalProperties": self.of(inner[1])}
        if kind in _VALUES:
            self.defs.setdefault(kind.__name__, _value_schema(kind))
            return {"$ref": f"#/$defs/{kind.__name__}"}
        if issubclass(kind, BaseModel):
            if kind.__name__ not in self.defs:
                self.defs[kind.__name__] = {}
                self.defs[kind.__name__] = {"description": kind.__doc__} | self.of_model(kind, {})
            return {"$ref": f"#/$defs/{kind.__name__}"}
        if issubclass(kind, StrEnum):
            return {"enum": [one.value for one in kind]}
        if issubclass(kind, tuple):
            return {"type": "array", "items": _TEXT}
        return dict({str: _TEXT, bool: {"type": "boolean"}, int: {"type": "integer"}, Decimal: {"type": "number"}, date: _DAY}[kind])  # fmt: skip

    def of_model(self, kind: type[BaseModel], more: dict[str, Any]) -> dict[str, Any]:
        """The schema of a record's fields, and of some more."""
        fields = kind.model_fields
        made = {
            name: {"description": sentences(kind).get(name)} | self.of(fields[name].annotation)
            for name, _ in _fields(kind)
        }
        required = [name for name, always in _fields(kind) if always]
        return {"type": "object", "properties": more | made, "required": required, "additionalProperties": False}


def _value_schema(kind: type) -> dict[str, Any]:
    made = {"type": "object"} | _VALUES[kind] | {"additionalProperties": False}
    return {"required": list(made["properties"])} | made
