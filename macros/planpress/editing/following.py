"""Which period comes after another, as a report writes it: `2026-09` → `2026-10`, `2026/27-Q2` → `2026/27-Q3`."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from planpress.period import TERMS, Cycle, Period, parse_period
from planpress.views.series import Series

MOST = 6
"""More periods of one KPI than these are not asked for at once: figures so old will hardly come."""
ONE = timedelta(days=1)


def periods_due(one: Series, starts: date, until: date) -> tuple[Period, ...]:
    """The periods, oldest first, for which a KPI's figure is due by its frequency and not there; the newest ones only.

    They end by `until`. Without any figure, it is the newest such period that begins in the plan's time.
    """
    cycle = one.kpi.frequency
    if cycle is None or not (cycle.months or cycle.days) or one.withdrawn or one.horizon < one.as_at:
        return ()
    found: list[Period] = []
    if one.newest is None:
        only = newest_period(cycle, until)
        return (only,) if only.first >= starts else ()
    following = next_period(one.newest.period, cycle)
    while following.last <= until:
        found.append(following)
        following = next_period(following, cycle)
    return tuple(found[-MOST:])


def next_period(period: Period, cycle: Cycle) -> Period:
    """The period of the next figure, of the same kind and in the same form."""
    after = period.last + ONE
    match period.kind:
        case "month":
            text = _month(after)
        case "quarter":
            text = _quarter(after) if "/" in period.text or not re.match(r"\d{4}-Q", period.text) else _plain(after, 3)
        case "half year":
            text = _half(after) if "/" in period.text or not re.match(r"\d{4}-H", period.text) else _plain(after, 6)
        case "year":
            text = f"{after.year}"
        case "financial year":
            text = _year(after.year)
        case "academic year":
            text = f"academic year {_year(after.year)}"
        case "term":
            text = _term(after)
        case "rolling year":
            text = f"year to {(cycle.after(after) or after) - ONE:%Y-%m}"
        case _:
            # By way of the day after, so that month ends stay month ends.
            text = ((cycle.after(after) or after) - ONE).isoformat()
    return parse_period(text)


def newest_period(cycle: Cycle, until: date) -> Period:
    """The newest whole period of a cycle that has ended by a day: the last month, financial quarter, term and so on."""
    day = until + ONE
    if cycle.days or cycle.months not in (1, 3, 4, 6, 12):
        return parse_period(until.isoformat())
    month = {1: day.month, 3: (day.month - 1) // 3 * 3 + 1, 4: (day.month - 1) // 4 * 4 + 1}.get(cycle.months)
    if month is None:
        month = 4 if 4 <= day.month < 10 or cycle.months == 12 else 10
    first = date(day.year - (day.month < month or (month == 10 and day.month < 4)), month, 1)
    before = first - ONE
    made: dict[int, Callable[[date], str]] = {1: _month, 3: _quarter, 4: _term, 6: _half, 12: _financial}
    return parse_period(made[cycle.months](before))


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def _financial(day: date) -> str:
    return _year(day.year - (day.month < 4))


def _year(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02}"


def _quarter(day: date) -> str:
    return f"{_financial(day)}-Q{(day.month - 4) % 12 // 3 + 1}"


def _half(day: date) -> str:
    return f"{_financial(day)}-H{1 if 4 <= day.month < 10 else 2}"


def _plain(day: date, months: int) -> str:
    return f"{day.year}-{'Q' if months == 3 else 'H'}{(day.month - 1) // months + 1}"


def _term(day: date) -> str:
    season = next(season for season, (first, last) in TERMS.items() if first <= day.month <= last)
    return f"{season} {day.year}"
