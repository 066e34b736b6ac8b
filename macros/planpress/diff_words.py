"""What diffs call records, their fields and their values."""

from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum
from typing import Any

from planpress.check.accepting import HISTORY
from planpress.inspection import Duty, Finding, Inspection
from planpress.kpi import Baseline, Comparison, Kpi, Target
from planpress.model import Accept, Action, Group, Milestone, Plan, Term, Theme
from planpress.oversight import Body, Meeting, Partner, Principle, Programme, Risk, SignOff
from planpress.period import day_words
from planpress.record import Record
from planpress.statement import Barrier
from planpress.status import Status
from planpress.words import and_list

SHORT = 60
"""The longest text, in characters, that a sentence repeats before and after a change."""

_Name = tuple[tuple[str, ...], Callable[[Any], str]]
NAMED: dict[type[Record], _Name] = {
    Theme: (("ref",), lambda one: f"theme {one.ref}"),
    Group: (("ref",), lambda one: f"group {one.ref}"),
    Action: (("ref",), lambda one: f"action {one.shown_as or one.ref}"),
    Milestone: (("ref",), lambda one: f"milestone {one.ref}"),
    Kpi: (("ref",), lambda one: f"KPI {one.shown_as or one.ref}"),
    Target: (("due",), lambda one: f"target due by {one.due.end}"),
    Comparison: (("who", "period"), lambda one: f"comparison with {one.who} for {one.period}"),
    Inspection: (("id",), lambda one: f"“{one.title}”"),
    Finding: (("ref",), lambda one: f"finding {one.ref}"),
    Duty: (("duty",), lambda one: f"duty {one.duty.value}"),
    Risk: (("ref",), lambda one: f"{one.kind.value} {one.ref}"),
    Body: (("id",), lambda one: f"“{one.name}”"),
    Partner: (("name",), lambda one: f"partner “{one.name}”"),
    Programme: (("ref",), lambda one: f"programme {one.ref}"),
    Meeting: (("date", "title"), lambda one: f"meeting of {day_words(one.date)} (“{one.title}”)"),
    SignOff: (("who", "what"), lambda one: f"sign-off by the {one.who}"),
    Principle: (("title",), lambda one: f"principle “{one.title}”"),
    Status: (("id",), lambda one: f"status “{one.word}”"),
    Accept: (("check", "refs"), lambda one: f"accepted {_kind(one)} `{one.check}`{_for(one.refs)}"),
    Term: (("term",), lambda one: f"“{one.term}”"),
    Barrier: (("what",), lambda one: f"barrier “{one.what}”"),
    Baseline: ((), lambda one: "baseline"),
}
"""For each kind of record: the fields by which one is the same in both versions, and what it is called."""

WORDS = {
    (Action, "action"): "wording",
    (Action, "due"): "first due date",
    (Finding, "finding"): "wording",
    (Inspection, "of"): "inspection followed up",
    (Inspection, "report"): "link to the report",
    (Plan, "reports"): "reporting cycle",
}
"""What fields of one kind of record are called."""
CALLED = {
    "about": "subject",
    "actions": "list of actions",
    "after": "list of actions that come first",
    "also": "list of other forms",
    "answers": "list of findings answered",
    "better": "better direction",
    "by": "author",
    "closed": "closing date",
    "compare": "list of comparisons",
    "continues": "list of earlier actions carried on",
    "due": "due date",
    "ends": "end",
    "follows": "plan followed",
    "kpis": "list of KPIs",
    "means": "meaning",
    "meets": "meeting cycle",
    "more": "longer explanation",
    "opened": "opening date",
    "published": "publication date",
    "receives": "description of what is received",
    "relates": "list of related findings",
    "reports_to": "list of bodies reported to",
    "requires": "list of requirements",
    "responds_to": "list of what is answered",
    "scope_in": "scope",
    "scope_out": "list of what is left out",
    "short": "short name",
    "shown_as": "number shown",
    "starts": "start",
    "statuses": "statuses",
    "to": "body reported to",
    "value": "figure",
    "what": "description",
}
"""What fields are called in any other record, where their name with spaces for underscores would not do."""


def _kind(accepted: Accept) -> str:
    return "change" if accepted.check in HISTORY else "warning"


def _for(refs: Iterable[str]) -> str:
    return f" of {and_list(refs)}" if refs else ""


def name(record: Record) -> str:
    """What a record is called in a sentence."""
    return NAMED[type(record)][1](record) if type(record) in NAMED else type(record).__name__.lower()


def capital(text: str) -> str:
    """A sentence with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def with_article(item: Record) -> str:
    """Its name, with an article where the name is a description."""
    bare = isinstance(item, Theme | Group | Action | Kpi | Milestone | Finding | Risk | Programme)
    return name(item) if bare or name(item).startswith("“") else f"the {name(item)}"


def field_words(record: Record, field: str) -> str:
    """What a field of a record is called in a sentence."""
    return WORDS.get((type(record), field)) or CALLED.get(field) or field.replace("_", " ")


def value_change(what: str, before: Any, after: Any) -> str:
    """The change of one value: both repeated where they are short."""
    old, new = value_words(before), value_words(after)
    if not old:
        return f"The {what} is new{f': {new}' if len(new) <= SHORT else ''}."
    if not new:
        return f"The {what} was removed."
    if old != new and max(len(old), len(new)) <= SHORT:
        return f"The {what} changed from {old} to {new}."
    return f"The {what} changed."


def value_words(value: Any) -> str:
    """A value as a sentence repeats it; empty where there is none, long where it is too long to repeat."""
    if value is None or value == () or value == {}:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, Enum):
        return str(value.value).replace("-", " ")
    if isinstance(value, tuple):
        return and_list(value_words(item) for item in value)
    if isinstance(value, dict):
        return and_list(f"{key} {value_words(inner)}" for key, inner in value.items())
    if isinstance(value, str):
        return f"“{value}”" if " " in value else value
    return str(value).splitlines()[0]
