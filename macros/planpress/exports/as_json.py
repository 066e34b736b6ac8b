"""How records and values stand in JSON, and the JSON Schema of that: both from the same types.

A field that is empty is left out. What an editor wrote as a date, cycle or figure keeps its text beside what it means.
"""

import json
import types
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from planpress.period import Cycle, Period
from planpress.quantity import Quantity

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


def plain(value: Any) -> Any:
    """A record or value as lists, dicts, texts, numbers and booleans."""
    # Texts and booleans come first because they are the most.
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, BaseModel):
        return {
            name: plain(one)
            for name, required in _fields(type(value))
            if not _empty(one := getattr(value, name)) or required
        }
    if isinstance(value, (tuple, list)):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else round(float(value), 6)
    if isinstance(value, Period):
        first, last = value.first.isoformat(), value.last.isoformat()
        return {"text": value.text, "words": value.words, "kind": value.kind, "first": first, "last": last}
    if isinstance(value, Cycle):
        return {"text": value.text, "words": value.words, "months": value.months, "days": value.days}
    if isinstance(value, Quantity):
        made = {"text": value.text, "number": plain(value.number), "unit": value.unit}
        parts = zip(("numerator", "denominator"), value.parts or (), strict=False)
        return made | {name: plain(part) for name, part in parts}
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


def _empty(value: Any) -> bool:
    return value is None or value == () or value == {}


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
            name: {"description": fields[name].description} | self.of(fields[name].annotation)
            for name, _ in _fields(kind)
        }
        required = [name for name, always in _fields(kind) if always]
        return {"type": "object", "properties": more | made, "required": required, "additionalProperties": False}


def _value_schema(kind: type) -> dict[str, Any]:
    made = {"type": "object"} | _VALUES[kind] | {"additionalProperties": False}
    return {"required": list(made["properties"])} | made
