"""Small numbers of people in texts: "3 children" in a note says what the figure beside it withholds."""

import re
from collections.abc import Iterator
from decimal import Decimal

from planpress.check.counted import people
from planpress.check.subtraction import share_gives_away
from planpress.model import PlanData
from planpress.problem import Problem
from planpress.quantity import Quantity
from planpress.record import Record
from planpress.report import Reading

WORDS = {
    word: number
    for number, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], 1)
}
PEOPLE = re.compile(
    rf"(?<![\d.,/£-])\b(\d{{1,2}}|{'|'.join(WORDS)})\s+(?:of\s+)?(?:(?:the|our|these|those|young|other|more|new|further|"
    r"looked-after|disabled|unaccompanied|homeless|missing|\d+)\s+){0,3}"
    r"(child|children|famil(?:y|ies)|young\s+(?:people|person)|care\s+leavers?|parents?|pupils?|babies|"
    r"boys?|girls?|siblings?|teenagers?|carers?|referrals?|cases?)\b",
    re.IGNORECASE,
)
BOUND = re.compile(r"(?:than|least|most|under|over|below|up to|every|each|aged?|or|to|nor)\s+$", re.IGNORECASE)
"""What stands before a number that is a bound or an age and not a count."""
WHOLE = re.compile(r"\bof\s+(?:the\s+|our\s+|all\s+)?(\d{1,3}(?:,\d{3})+|\d{1,6})\b(?!\s*%)", re.IGNORECASE)


def texts(record: Record) -> Iterator[tuple[Record, str, str]]:
    """Every text in a record and in the records inside it, with its record and field."""
    for field in type(record).model_fields:
        value = getattr(record, field)
        if value and field != "at":
            yield from _inside(value, record, field)


def _inside(value: object, record: Record, field: str) -> Iterator[tuple[Record, str, str]]:
    if isinstance(value, str):
        yield record, field, value
    elif isinstance(value, Record):
        yield from texts(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _inside(item, record, field)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _inside(item, record, field)


def told(plan: PlanData) -> Iterator[Problem]:
    """A small number of people in a text of a KPI that counts people, or of a report that gives a figure of one."""
    below = people(plan)
    for kpi in plan.kpis:
        if kpi.ref in below:
            yield from _in(kpi, below[kpi.ref], kpi.ref)
    for report in plan.reports:
        counted = [below[ref] for ref in report.kpis if ref in below]
        if not counted:
            continue
        day = report.date.isoformat()
        owner: dict[int, str] = {}
        for table in (report.actions, report.risks):
            owner |= {id(record): ref for ref, record in table.items()}
        for ref, readings in report.kpis.items():
            owner |= {id(reading): ref for reading in readings}
            for reading in readings if ref in below else ():
                yield from _beside_share(reading, below[ref], ref)
        for record, field, text in texts(report):
            yield from _few(record, field, text, max(counted), owner.get(id(record), day))


def _in(record: Record, below: int, ref: str) -> Iterator[Problem]:
    for holder, field, text in texts(record):
        yield from _few(holder, field, text, below, ref)


def _few(record: Record, field: str, text: str, below: int, ref: str) -> Iterator[Problem]:
    for hit in PEOPLE.finditer(text):
        number = WORDS.get(hit[1].lower()) or int(hit[1])
        if 0 < number < below and not BOUND.search(text, max(0, hit.start() - 12), hit.start()):
            words = " ".join(hit[0].split())
            message = f"`{field}` says “{words}”, fewer than {below}, so that somebody could be made out"
            hint = f"write it without the number, or as “fewer than {below}”"
            yield Problem(record.at.path, record.at.of(field), message, hint, "small-number-in-text", ref)


def _beside_share(reading: Reading, below: int, ref: str) -> Iterator[Problem]:
    share: Quantity | None = reading.value
    for field in ("note", "correction", "new_series") if share and share.unit == "%" else ():
        text = getattr(reading, field) or ""
        for hit in WHOLE.finditer(text):
            if share and share_gives_away(share, Decimal(hit[1].replace(",", "")), below):
                message = f"`{field}` says “{hit[0]}”: {share} of that gives away fewer than {below} people"
                hint = "write `symbol: c` in place of `value`, or take the number out"
                yield Problem(reading.at.path, reading.at.of(field), message, hint, "small-number-in-text", ref)
