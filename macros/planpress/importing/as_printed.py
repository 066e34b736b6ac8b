"""Dates, KPI numbers and figures as people print them, brought to what the plan's files read, or left as they are."""

import re
from collections.abc import Callable
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from planpress.kpi import KpiRefsText
from planpress.period import parse_due
from planpress.quantity import parse_quantity

NOTHING = {"", "-", "–", "—", "n/a", "na", "none", "not applicable"}
"""What people put into a cell to say that nothing belongs there."""
UNDECIDED = {"tbc", "tba", "tbd", "to be confirmed", "to be agreed", "to be decided", "to be determined", "to follow"}
"""What people put there to say that nobody knows yet."""
OFTEN = {
    "qtrly": "quarterly",
    "qtly": "quarterly",
    "mthly": "monthly",
    "half-yearly": "6-monthly",
    "bi-annual": "6-monthly",
}
"""Short and loose words for how often."""
_AT_LEAST, _AT_MOST = (
    r"(?:≥|>=|=>|at least|min(?:imum)?(?: of)?)",
    r"(?:≤|<=|=<|at most|max(?:imum)?(?: of)?|no more than|up to)",
)
_FIGURE = r"(£?\d[\d,.]*[%m]?(?: [a-z].*)?)"

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
    plain = re.sub(r"\bSept\b", "Sep", years(plain), flags=re.IGNORECASE)
    plain = re.sub(r"^(Q[1-4]|H[12])[ ,]+(\d{4}(?:/\d\d(?:\d\d)?)?)$", r"\2-\1", plain, flags=re.IGNORECASE)
    plain = re.sub(r"^[A-Za-z]+day,? (?=\d)", "", plain)
    if plain != text and readable(plain, parse_due):
        return plain
    return text


def years(text: str) -> str:
    """A text in which a financial year stands as 2025/26, where it was printed as 25/26, FY25/26 or 2025-26."""

    def whole(found: re.Match[str]) -> str:
        follows = (int(found[1]) + 1) % 100 == int(found[2])
        return f"20{found[1]}/{found[2]}" if follows else found[0]

    return re.sub(r"(?<![\d/-])(?:FY ?)?(?:20)?(\d\d)[/-](?:20)?(\d\d)(?![\d/-])", whole, text, flags=re.IGNORECASE)


def target(text: str) -> tuple[str, tuple[str, ...]]:
    """The field of a target that a text belongs into, with its figures: "≥ 90%" is `at_least` 90%, "16-18" is `between`
    16 and 18. All that says no more than a figure is `value`."""
    plain = text.strip()
    ways = (
        ("at_least", rf"{_AT_LEAST}\s*{_FIGURE}|{_FIGURE}\s*(?:\+|or (?:more|above|higher|over))"),
        ("at_most", rf"{_AT_MOST}\s*{_FIGURE}|{_FIGURE}\s*or (?:less|fewer|below|lower|under)"),
        ("between", rf"(?:between )?{_FIGURE}\s*(?:-|–|to|and)\s*{_FIGURE}"),
    )
    for form, pattern in ways:
        found = re.fullmatch(pattern, plain, re.IGNORECASE)
        figures = tuple(part for part in found.groups() if part) if found else ()
        if form == "between" and figures:
            sign = "%" if figures[1].endswith("%") and not figures[0].endswith("%") else ""
            figures = (figures[0] + sign, figures[1])
        if figures and all(readable(one, parse_quantity) for one in figures):
            return form, figures
    return "value", (text,)


def day_before_month(text: str) -> str | None:
    """A date such as 31/03/2017 as 2017-03-31, where only the day can come first; None for any other text."""
    found = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](?:20)?(\d\d)", text.strip())
    if found and int(found[1]) > 12 and int(found[2]) <= 12:
        return f"20{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    return None


def kpis_readable(text: str) -> bool:
    """Whether the text names KPIs in a way that the files take."""
    try:
        _KPIS.validate_python(text)
    except ValidationError:
        return False
    return True
