"""Dates, KPI numbers and figures as people print them, brought to what the plan's files read, or left as they are."""

import re
from collections.abc import Callable
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from planpress.model import KpiRefsText
from planpress.period import parse_due

NOTHING = {"", "-", "–", "—", "n/a", "na", "none", "not applicable"}
"""What people put into a cell to say that nothing belongs there."""

_KPIS: TypeAdapter[Any] = TypeAdapter(KpiRefsText, config=ConfigDict(arbitrary_types_allowed=True))


def readable(text: str, parse: Callable[[str], object]) -> bool:
    """Whether our own reader takes the text."""
    try:
        parse(text)
    except ValueError:
        return False
    return True


def due(text: str) -> str:
    """The due date as printed if it can be read so, else in a form that can, else as printed."""
    if readable(text, parse_due):
        return text
    plain = re.sub(r"(\d)(?:st|nd|rd|th)\b", r"\1", text, flags=re.IGNORECASE)
    plain = re.sub(r"^(?:by\s+)?(?:the\s+)?(?:end\s+(?:of\s+)?)?(?:by\s+)?", "", plain, flags=re.IGNORECASE).strip(
        " .,"
    )
    plain = re.sub(r"^(Q[1-4]|H[12])[ ,]+(\d{4}(?:/\d\d(?:\d\d)?)?)$", r"\2-\1", plain, flags=re.IGNORECASE)
    plain = re.sub(r"^[A-Za-z]+day,? (?=\d)", "", plain)
    if plain != text and readable(plain, parse_due):
        return plain
    return text


def day_before_month(text: str) -> str | None:
    """A date such as 31/03/2017 as 2017-03-31, where only the day can come first; None for any other text."""
    found = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text.strip())
    if found and int(found[1]) > 12 and int(found[2]) <= 12:
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    return None


def kpis_readable(text: str) -> bool:
    """Whether the text names KPIs in a way that the files take."""
    try:
        _KPIS.validate_python(text)
    except ValidationError:
        return False
    return True
