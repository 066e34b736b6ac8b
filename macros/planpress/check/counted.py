"""What is known of the people that a plan's KPIs count: which KPIs do, which figures are counts, what a total leaves."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planpress.check.subtraction import gives_away
from planpress.kpi import Kpi
from planpress.model import PlanData
from planpress.period import Period
from planpress.quantity import Quantity
from planpress.record import Record
from planpress.report import Reading

BELOW = 5
"""The smallest count shown where a KPI that counts people does not say: the Department for Education and Ofqual show
none from 1 to 4. A council whose own rule is stricter gives it in `suppress_below`."""

NO_COUNT = re.compile(r"%|£|\bper\b|\brate\b|days|weeks|hours|points|average", re.IGNORECASE)
"""Units of figures that are no counts."""

AT_MOST = re.compile(r"\b(?:fewer|less|under|below)(?: than)? (\d+)\b|\b(\d+) or (?:fewer|less)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Known:
    """What a reader knows of one KPI for one period, or of one part of it."""

    name: str
    """What a message calls it: a KPI's ref, a part's name, a period."""
    figure: Quantity | None = None
    """The figure, if any report ever gave it; None where it is withheld or was not given."""
    most: Decimal | None = None
    """The most that a withheld figure can be by its own words."""
    record: Record | None = None
    """Where it was given."""
    period: Period | None = None


Table = dict[tuple[str, str], Known]
"""What is known, by KPI and period."""


def people(plan: PlanData) -> dict[str, int]:
    """The smallest count that may be shown of each KPI that counts people: those that say so, their parts and wholes."""
    found = {kpi.ref: kpi.suppress_below or BELOW for kpi in plan.kpis if kpi.people}
    for kpi in plan.kpis:
        for ref in linked(kpi):
            found.setdefault(ref, found[kpi.ref])
    return found


def linked(kpi: Kpi) -> tuple[str, ...]:
    """The KPIs that one is worked out from."""
    return (*kpi.parts, *(ref for ref in (kpi.numerator, kpi.denominator) if ref))


def counts(kpi: Kpi, figure: Quantity) -> tuple[Decimal, ...]:
    """The counts of a figure: itself, or of a ratio the first number, the second and what is left; none of a rate."""
    if figure.parts:
        top, bottom = figure.parts
        return top, bottom, bottom - top
    return () if figure.unit or NO_COUNT.search(kpi.unit) else (figure.number,)


def known_from(name: str, reading: Reading) -> Known:
    """What a reading lets a reader know."""
    said = AT_MOST.search(reading.suppressed or "")
    most = Decimal(int(said[1]) - 1 if said[1] else int(said[2])) if said else None
    return Known(name, reading.value, most, reading, reading.period)


def leaves(kpi: Kpi, total: Quantity, cells: Sequence[Known], below: int) -> bool:
    """Whether a total gives away what its parts withhold, in any of its counts."""
    wanted = counts(kpi, total)
    shown = [counts(kpi, cell.figure) for cell in cells if cell.figure]
    hidden = [cell.most for cell in cells if not cell.figure]
    none_given = not shown and not any(cell.record for cell in cells)
    if not hidden or none_given or any(len(one) != len(wanted) for one in shown):
        return False
    return any(
        gives_away(count, [one[index] for one in shown], [None if index else most for most in hidden], below)
        for index, count in enumerate(wanted)
    )


def listed(names: Iterable[str]) -> str:
    """Names as a sentence has them: "2a, 2b and 2c". There must be one at least."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
