"""What two versions of a record say differently, whatever their lines, comments and order of fields."""

from enum import Enum
from typing import Any

from planpress.period import Cycle, Period
from planpress.quantity import Quantity
from planpress.record import Record


def plain(value: Any) -> Any:
    """What a record, or a value of one, says to a reader: mappings, lists and texts, comparable with `==`."""
    if isinstance(value, Record):
        return {name: plain(getattr(value, name)) for name in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Period | Cycle | Quantity):
        return str(value)
    return value


def fields(record: Record) -> list[str]:
    """The names of a record's fields, in the model's order."""
    return [name for name in type(record).model_fields if name != "at"]


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same."""
    return bool(plain(one) == plain(other))


def differing(one: Record, other: Record) -> list[str]:
    """The fields in which two records of one kind say something else."""
    return [name for name in fields(other) if not same(getattr(one, name), getattr(other, name))]
