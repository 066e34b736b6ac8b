"""Whom a KPI is compared with in its chart."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from planpress.views.series import Series


@dataclass(frozen=True)
class Others:
    """The figures of one other body, by day."""

    who: str
    points: tuple[tuple[date, Decimal], ...]
    words: str
    """Its newest figure."""


def others(series: Series) -> list[Others]:
    """Whom the KPI can be compared with: the two with most figures."""
    if series.kpi.cumulative:
        return []
    found: dict[str, dict[date, tuple[Decimal, str]]] = {}
    for one in series.kpi.compare:
        found.setdefault(one.who, {})[one.period.last] = (one.value.number, str(one.value))
    for point in series.points:
        for other in point.reading.compare:
            found.setdefault(other.who, {})[point.period.last] = (other.value.number, str(other.value))
    made = [
        Others(who, tuple((day, dated[day][0]) for day in sorted(dated)), dated[max(dated)][1])
        for who, dated in found.items()
    ]
    return sorted(made, key=lambda one: -len(one.points))[:2]
