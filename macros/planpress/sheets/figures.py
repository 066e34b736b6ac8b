"""A KPI's figure and its period as somebody typed them → a reading, or why it is none."""

import re
from decimal import Decimal

from planpress.importing.as_printed import readable
from planpress.kpi import Kpi
from planpress.period import parse_period
from planpress.problem import did_you_mean
from planpress.quantity import parse_quantity
from planpress.report import SYMBOLS
from planpress.sheets.new import Entry
from planpress.views.series import Point, Series


class Doubtful(ValueError):
    """A figure or period that cannot be taken; its text says what is wrong and what to do."""


def figure(text: str, kpi: Kpi) -> str:
    """The figure with its unit. Raises Doubtful when a spreadsheet may have changed it."""
    if text.lower() in SYMBOLS:
        return text.lower()
    bare = re.fullmatch(r"-?\d+(?:\.\d+)?", text)
    if bare and kpi.unit == "%":
        if 0 < abs(Decimal(text)) <= 1:
            share = f"{Decimal(text) * 100:f}"
            share = share.rstrip("0").rstrip(".") if "." in share else share
            raise Doubtful(f"{text} may be {text}% or {share}%; write it with the sign")
        return f"{text}%"
    if kpi.unit == "ratio" and re.fullmatch(r"(?i)\d{1,2}[-/ ][a-z]{3}(?:[-/ ]\d\d(?:\d\d)?)?|\d{4}-\d\d-\d\d.*", text):
        raise Doubtful(f"`{text}` is a date, which a spreadsheet made of a figure such as 4/7; write the figure again")
    return f"£{text}" if bare and kpi.unit == "£" else text


def reading(period: str, value: str, note: str, known: Series | None) -> Entry | None:
    """The reading as a report writes it; None when the plan has the same figure for the period already.

    `value` is what `figure` made. Raises Doubtful for another figure of a period that was reported.
    """
    try:
        span = parse_period(period)
    except ValueError as error:
        raise Doubtful(str(error)) from None
    there = next((point for point in known.points if point.period.key == span.key), None) if known else None
    if there and _same(there, value):
        return None
    if there:
        raise Doubtful(f"{span} was reported already, as {there.words}; to put it right, write a report by hand")
    name = "symbol" if value in SYMBOLS else "value"
    return {"period": period, name: value} | ({"note": note} if note else {})


def _same(there: Point, value: str) -> bool:
    """Whether a figure says what is known of its period."""
    if value in SYMBOLS:
        return there.reading.symbol == value
    return readable(value, parse_quantity) and there.value == parse_quantity(value)


def unknown_kpi(ref: str, known: dict[str, Kpi]) -> str:
    """That the plan has no such KPI."""
    return f"the plan has no KPI {ref}; {did_you_mean(ref, known, 'see the KPIs in this plan')}"
