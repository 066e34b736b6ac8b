"""Two versions of a record, or of a list of records, as sentences that say what a reader will find changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from planpress.compare import differing, plain
from planpress.diff_words import NAMED, capital, field_words, name, value_change, with_article
from planpress.kpi import Kpi
from planpress.model import Action, Group, Theme
from planpress.record import Record


class Part(IntEnum):
    """What kind of change, in the order of importance to readers."""

    STATUS = 1
    DATES = 2
    FIGURES = 3
    LATE = 4
    ITEMS = 5
    WORDING = 6
    REPORTS = 7
    INSPECTIONS = 8
    OVERSIGHT = 9
    PLAN = 10
    SHARED = 11

    @property
    def words(self) -> str:
        """The heading over changes of this kind."""
        return {
            1: "Status",
            2: "Dates that moved",
            3: "Figures",
            4: "Newly late",
            5: "New in the plan, or gone from it",
            6: "Wording and details",
            7: "Reports",
            8: "Inspections, findings and risks",
            9: "Oversight",
            10: "The plan itself",
            11: "Words explained, and accessibility",
        }[self]


@dataclass(frozen=True)
class Line:
    """One change that a reader can see."""

    part: Part
    ref: str
    """The item that it is about, as `accept.yml` would name it; empty for the plan as a whole."""
    says: str
    """The change, in a sentence."""


def record(part: Part, ref: str, called: str, old: Record, new: Record, skip: Sequence[str] = ()) -> Iterator[Line]:
    """What changed in one record that is `called` so. `skip` are fields that are told of elsewhere."""
    for field in differing(old, new):
        before, after = getattr(old, field), getattr(new, field)
        word = field_words(new, field)
        if field in skip:
            continue
        if any(isinstance(item, Record) for items in (before, after) if isinstance(items, tuple) for item in items):
            yield from items(part, ref, before, after, f" of {called}", word)
        elif isinstance(before, Record) and isinstance(after, Record):
            yield from record(part, ref, f"the {word} of {called}", before, after)
        else:
            yield Line(part, ref, value_change(f"{word} of {called}", before, after))


def items(
    part: Part, ref: str, old: Sequence[Any], new: Sequence[Any], of: str = "", word: str = "", skip: Sequence[str] = ()
) -> Iterator[Line]:
    """What was added to a list of records, removed from it, changed in it or put in another order. `of` says whose
    list it is, and `word` what it holds; records without an owner are told of by their own refs."""
    was, now = _keyed(old), _keyed(new)
    for key, item in now.items():
        own = ref or _ref(item)
        if key not in was:
            yield Line(_born(part, item), own, _born_words(item, of))
        else:
            yield from record(part, own, f"{with_article(item)}{of}", was[key], item, skip)
    for key, item in was.items():
        if key not in now:
            yield Line(_born(part, item), ref or _ref(item), f"{capital(with_article(item))}{of} was removed.")
    if [key for key in was if key in now] != [key for key in now if key in was]:
        yield Line(part, ref, f"The order of the {word or 'entries'}{of} changed.")


def _born(part: Part, item: Record) -> Part:
    return Part.ITEMS if isinstance(item, Theme | Group | Action | Kpi) else part


def _born_words(item: Record, of: str) -> str:
    text = next((getattr(item, field) for field in ("action", "finding", "title") if hasattr(item, field)), "")
    says = f": {text.rstrip('.')}" if text and text not in name(item) else ""
    return f"{capital(with_article(item))}{of} is new{says}."


def _ref(item: Record) -> str:
    return str(getattr(item, "ref", getattr(item, "id", "")))


def _keyed(found: Sequence[Any]) -> dict[str, Any]:
    """Records by what makes them the same one; the second of two with one name is a different one."""
    keyed: dict[str, Any] = {}
    for item in found:
        names = NAMED[type(item)][0] if type(item) in NAMED else ()
        key = repr([plain(getattr(item, field)) for field in names])
        while key in keyed:
            key += "'"
        keyed[key] = item
    return keyed
