"""The target in a KPI chart: the line from the baseline through the targets, strips and ranges, and where it ends."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from planpress.views.charts.paper import XY, path
from planpress.views.series import Aim, Series


@dataclass(frozen=True)
class Stretch:
    """A part of the target's way: from one day and figure to another, as wide as its bounds are apart."""

    start: tuple[date, Decimal]
    end: tuple[date, Decimal]
    aim: Aim
    late: bool = False
    """Whether it runs on past the last target or the plan's end, and so is only there to compare."""

    @property
    def ranged(self) -> bool:
        return is_range(self.aim)


@dataclass(frozen=True)
class Goal:
    """The target as it is drawn."""

    lines: list[tuple[str, list[XY]]] = field(default_factory=list)
    """Kind and points."""
    surfaces: list[tuple[str, str]] = field(default_factory=list)
    """Kind and SVG path."""
    dues: list[tuple[XY, Aim]] = field(default_factory=list)
    """Where each target has to be reached."""


def is_range(aim: Aim) -> bool:
    return aim.low is not None and aim.high is not None and aim.low.number != aim.high.number


def figures(series: Series) -> Iterator[Decimal]:
    """Every figure that the target's drawing needs room for."""
    for aim in (*series.aims, *series.past_aims):
        yield from (bound.number for bound in (aim.low, aim.high) if bound)
    if series.kpi.baseline:
        yield series.kpi.baseline.value.number


def dates(series: Series) -> Iterator[date]:
    """Every day that the target's drawing needs room for."""
    yield from (aim.due.last for aim in (*series.aims, *series.past_aims))
    if series.kpi.baseline:
        yield series.kpi.baseline.period.last


def way(series: Series, first: date, last: date) -> list[Stretch]:
    """The target's way from the first to the last day drawn. With a baseline it runs straight to each target, as
    `Series.expected` does; without one, and to and from a range, it goes in steps."""
    found: list[Stretch] = []
    baseline = series.kpi.baseline
    at: tuple[date, Decimal] | None = (baseline.period.last, baseline.value.number) if baseline else None
    for aim in series.aims:
        due, level = aim.due.last, aim.number
        begin = at[0] if at else first
        if begin < due:
            sloped = at and baseline and not is_range(aim) and not (found and found[-1].ranged)
            found.append(Stretch((begin, at[1] if at and sloped else level), (due, level), aim))
        at = (max(begin, due), level)
    if series.aims and at and at[0] < last:
        turn = max(at[0], series.horizon) if series.horizon < series.as_at else last
        aim = series.aims[-1]
        if at[0] < turn:
            found.append(Stretch(at, (min(turn, last), at[1]), aim))
        if turn < last:
            found.append(Stretch((turn, at[1]), (last, at[1]), aim, late=True))
    return found


def goal(series: Series, first: date, last: date, at: Callable[[date, Decimal], XY]) -> Goal:
    """The target drawn between two days. `at` turns a day and a figure into a place on the paper."""
    drawn = Goal()
    tolerance = series.kpi.tolerance or Decimal(0)
    for part in way(series, first, last):
        (start, level), (end, reached) = part.start, part.end
        low, high = part.aim.low, part.aim.high
        if part.ranged and low and high:
            corners = [at(start, high.number), at(end, high.number), at(end, low.number), at(start, low.number)]
            drawn.surfaces.append(("range-late" if part.late else "range", path(corners, close=True)))
            continue
        drawn.lines.append(("target-late" if part.late else "target", [at(start, level), at(end, reached)]))
        if tolerance and not part.late:
            above = tolerance if high else Decimal(0)
            below = tolerance if low else Decimal(0)
            corners = [at(start, level + above), at(end, reached + above)]
            corners += [at(end, reached - below), at(start, level - below)]
            drawn.surfaces.append(("close", path(corners, close=True)))
    drawn.dues.extend((at(aim.due.last, aim.number), aim) for aim in series.aims if not is_range(aim))
    for old in series.past_aims:
        drawn.lines.append(("was", [at(*_before(series, old, first)), at(old.due.last, old.number)]))
    return drawn


def _before(series: Series, old: Aim, first: date) -> tuple[date, Decimal]:
    """Where the way to a target that was taken away began: the target or baseline before it."""
    baseline = series.kpi.baseline
    found = [(baseline.period.last, baseline.value.number)] if baseline else []
    found += [(aim.due.last, aim.number) for aim in series.aims if aim.since is None or aim.since is not old.dropped]
    earlier = [node for node in found if node[0] < old.due.last]
    return max(earlier) if earlier else (first, old.number)
