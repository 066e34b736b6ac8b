"""Spans of time as plans write them: a day, month, quarter, half year, year, term; and cycles such as "quarterly".

A month, quarter or year is due on its last day: the source documents never say which, and the last day is never unfair.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
NUMBER_OF = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)} | {"sept": 9}
FIRST, LAST = 1950, 2150
"""The years that a plan may name. What is worked out from them may lie 50 years before or after."""
TERMS = {"spring": (1, 4), "summer": (5, 8), "autumn": (9, 12)}
"""First and last month. Easter moves, so that the spring term is taken to end with April, and no promise is late early."""


def day_words(day: date) -> str:
    """A date as GOV.UK writes it: "14 December 2016"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last of its month: 31 January and 1 give 28 or 29 February."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, order=True)
class Period:
    """A span of days. Ordered by its last day; equal when it covers the same days in the same form."""

    last: date
    first: date
    kind: str
    words: str = field(compare=False)
    """The span as GOV.UK style writes it, for the page."""
    text: str = field(compare=False)
    """As the editor or the source wrote it."""

    def __str__(self) -> str:
        return self.words

    @property
    def end(self) -> str:
        """Its end, as it reads after "by": "June 2017", "the end of 2017", "14 December 2016"."""
        if self.kind in ("day", "month"):
            return self.words
        return (
            f"the end of {self.words}"
            if self.kind in ("year", "term")
            else f"{MONTHS[self.last.month - 1]} {self.last.year}"
        )

    @cached_property
    def key(self) -> str:
        """The period as plans' files write it, whatever form was used: equal spans have equal keys."""
        return f"{self.kind} {self.first.isoformat()} {self.last.isoformat()}"


@dataclass(frozen=True)
class Cycle:
    """Work or a measure that comes round again: "quarterly", "every 6 weeks"; "ongoing" has no length."""

    text: str
    words: str
    months: int = 0
    days: int = 0

    def __str__(self) -> str:
        return self.words

    def after(self, day: date) -> date | None:
        """The day one cycle after the one given; None when the cycle has no length."""
        if not (self.months or self.days):
            return None
        return months_after(day, self.months) + timedelta(days=self.days)


Due = Period | Cycle

EXAMPLES = "write a day (2016-12-14), a month (2016-12), a quarter (2016-Q4, or 2016/17-Q3), or a year (2016, 2016/17)"


def parse_period(text: str) -> Period:
    """The span that a text names. Raises ValueError, with what to write instead, for anything else."""
    plain = re.sub(r"\s+", " ", text.strip())
    for pattern, build in _FORMS:
        if found := pattern.fullmatch(plain):
            try:
                first, last, kind, words = build(found)
            except (ValueError, KeyError, OverflowError):
                if re.fullmatch(r"\d{4}-\d\d", plain) and int(plain[5:]) == (int(plain[:4]) + 1) % 100:
                    raise ValueError(
                        f"`{text}` is not a month; for the financial year write {plain[:4]}/{plain[5:]}"
                    ) from None
                raise ValueError(f"`{text}` is not a date that exists; check the day, month and year") from None
            if not 1900 <= first.year <= last.year <= 2200:
                break
            return Period(last, first, kind, words, text)
    if found := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", plain, re.ASCII):
        # Day before month, unless that cannot be.
        day, month = (
            sorted(map(int, found.groups()[:2]), reverse=True) if int(found[2]) > 12 else map(int, found.groups()[:2])
        )
        raise ValueError(f"`{text}` is not a date here; write it as {found[3]}-{month:02}-{day:02}")
    raise ValueError(f"`{text}` is not a date or period; {EXAMPLES}")


def near(first: date, last: date, text: str) -> None:
    """Raises ValueError, with what to write instead, for a span that no plan can be about."""
    if not FIRST <= first.year <= last.year <= LAST:
        raise ValueError(f"`{text}` is too far away; write a year from {FIRST} to {LAST}")


def parse_cycle(text: str) -> Cycle | None:
    """The cycle that a text names, or None. "Report quarterly" is quarterly."""
    if not text.isascii():
        return None
    plain = re.sub(r"^report(ed)? ", "", re.sub(r"\s+", " ", text.strip().lower()))
    if plain in _CYCLES:
        words, months, days = _CYCLES[plain]
        return Cycle(text, words, months, days)
    if found := re.fullmatch(r"(?:every )?(\d{1,2}|two|three|four|six)[ -](day|week|month)(?:s|ly)?", plain):
        count = {"two": 2, "three": 3, "four": 4, "six": 6}.get(found[1]) or int(found[1])
        unit = found[2]
        if count:
            days = {"day": count, "week": 7 * count, "month": 0}[unit]
            plural = "" if count == 1 else "s"
            return Cycle(text, f"every {count} {unit}{plural}", count if unit == "month" else 0, days)
    return None


def parse_due(text: str) -> Due:
    """A period or a cycle. Raises ValueError, with what to write instead."""
    cycle = parse_cycle(text)
    if cycle:
        return cycle
    try:
        return parse_period(text)
    except ValueError as error:
        if EXAMPLES not in str(error):
            raise
        hint = f"{EXAMPLES}; or a cycle (monthly, quarterly, every 6 weeks, ongoing)"
        raise ValueError(f"`{text}` is not a date, a period or a cycle; {hint}") from None


def parse_frequency(text: str) -> Cycle:
    """A cycle. Raises ValueError, with what to write instead."""
    cycle = parse_cycle(text)
    if not cycle:
        raise ValueError(
            f"`{text}` is not a frequency; write weekly, monthly, quarterly, 6-monthly, annual or every 6 weeks"
        )
    return cycle


_CYCLES = {
    "daily": ("every day", 0, 1),
    "weekly": ("every week", 0, 7),
    "twice weekly": ("twice a week", 0, 4),
    "fortnightly": ("every 2 weeks", 0, 14),
    "monthly": ("every month", 1, 0),
    "quarterly": ("every quarter", 3, 0),
    "termly": ("every term", 4, 0),
    "half-yearly": ("every 6 months", 6, 0),
    "6-monthly": ("every 6 months", 6, 0),
    "six-monthly": ("every 6 months", 6, 0),
    "annual": ("every year", 12, 0),
    "annually": ("every year", 12, 0),
    "yearly": ("every year", 12, 0),
    "every two years": ("every 2 years", 24, 0),
    "ongoing": ("ongoing", 0, 0),
}

_Built = tuple[date, date, str, str]


def _month_end(year: int, month: int) -> date:
    return months_after(date(year, month, 1), 1) - timedelta(days=1)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    first = date(year, month, 1)
    return first, months_after(first, count) - timedelta(days=1)


def _month_words(first: date, last: date) -> str:
    start = MONTHS[first.month - 1] + (f" {first.year}" if first.year != last.year else "")
    return f"{start} to {MONTHS[last.month - 1]} {last.year}"


def _year_pair(text: str) -> int:
    """The first year of "2016/17" or "2016-17"; the second must follow the first."""
    first, second = int(text[:4]), text[5:]
    if int(second) != (first + 1 if len(second) == 4 else (first + 1) % 100):
        raise ValueError("the second year does not follow the first")
    return first


def _day(year: int, month: int, day: int) -> _Built:
    made = date(year, month, day)
    return made, made, "day", day_words(made)


def _month(year: int, month: int) -> _Built:
    return date(year, month, 1), _month_end(year, month), "month", f"{MONTHS[month - 1]} {year}"


def _part(year: int, month: int, count: int, kind: str) -> _Built:
    first, last = _months(year, month, count)
    return first, last, kind, _month_words(first, last)


def _year_of(word: str) -> int:
    return int(word) + 2000 if len(word) == 2 else int(word)


def _named_month(word: str) -> int:
    return NUMBER_OF[word.lower() if word.lower() == "sept" else word[:3].lower()]


def _financial(year: int) -> _Built:
    return date(year, 4, 1), date(year + 1, 3, 31), "financial year", f"year ending March {year + 1}"


def _academic(year: int) -> _Built:
    return date(year, 9, 1), date(year + 1, 8, 31), "academic year", f"academic year {year} to {year + 1}"


def _term(season: str, year: int) -> _Built:
    first, last = TERMS[season]
    return date(year, first, 1), _month_end(year, last), "term", f"{season} term {year}"


def _rolling(year: int, month: int) -> _Built:
    last = _month_end(year, month)
    return (
        months_after(last + timedelta(days=1), -12),
        last,
        "rolling year",
        f"year to {MONTHS[month - 1]} {year}",
    )


_MONTH_NAME = r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_PAIR = r"(\d{4}[/-](?:\d{4}|\d{2}))"

_FORMS: list[tuple[re.Pattern[str], Callable[[re.Match[str]], _Built]]] = [
    (re.compile(pattern, re.IGNORECASE | re.ASCII), build)
    for pattern, build in (
        (r"(\d{4})-(\d\d)-(\d\d)", lambda m: _day(int(m[1]), int(m[2]), int(m[3]))),
        (r"(\d{4})-(\d\d)", lambda m: _month(int(m[1]), int(m[2]))),
        (r"(\d{4})", lambda m: (date(int(m[1]), 1, 1), date(int(m[1]), 12, 31), "year", m[1])),
        (r"(\d{4})-Q([1-4])", lambda m: _part(int(m[1]), 3 * int(m[2]) - 2, 3, "quarter")),
        (r"(\d{4})-H([12])", lambda m: _part(int(m[1]), 6 * int(m[2]) - 5, 6, "half year")),
        (r"(\d{4}/(?:\d{4}|\d{2}))", lambda m: _financial(_year_pair(m[1]))),
        (
            rf"{_PAIR}[- ]Q([1-4])",
            lambda m: _part(_year_pair(m[1]) + (m[2] == "4"), (4, 7, 10, 1)[int(m[2]) - 1], 3, "quarter"),
        ),
        (rf"{_PAIR}[- ]H([12])", lambda m: _part(_year_pair(m[1]), (4, 10)[int(m[2]) - 1], 6, "half year")),
        (rf"academic year {_PAIR}", lambda m: _academic(_year_pair(m[1]))),
        (r"(spring|summer|autumn)(?: term)? (\d{4})", lambda m: _term(m[1].lower(), int(m[2]))),
        (r"year to (\d{4})-(\d\d)", lambda m: _rolling(int(m[1]), int(m[2]))),
        (rf"(\d{{1,2}}) {_MONTH_NAME} (\d{{4}})", lambda m: _day(int(m[3]), _named_month(m[2]), int(m[1]))),
        (rf"{_MONTH_NAME} ?[- ] ?(\d{{4}}|\d{{2}})", lambda m: _month(_year_of(m[2]), _named_month(m[1]))),
    )
]
