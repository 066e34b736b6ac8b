"""A KPI's figures at a date: one point a period, corrections kept, targets as they stood."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from dateutil.relativedelta import relativedelta

from planpress.kpi import Kpi, Target
from planpress.model import PlanData
from planpress.period import Period, months_after
from planpress.quantity import Quantity
from planpress.report import SYMBOLS, Change, Reading, Report


@dataclass(frozen=True)
class Given:
    """A figure as one report gave it."""

    report: Report
    reading: Reading


@dataclass(frozen=True)
class Point:
    """What is known of one period."""

    given: tuple[Given, ...]
    """What was reported of it, oldest first; the last one counts, those before were corrected."""

    @property
    def reading(self) -> Reading:
        return self.given[-1].reading

    @property
    def report(self) -> Report:
        return self.given[-1].report

    @property
    def period(self) -> Period:
        return self.given[-1].reading.period

    @property
    def value(self) -> Quantity | None:
        """The figure, or None where it is withheld or a symbol stands for it."""
        return self.reading.value

    @property
    def corrected(self) -> tuple[Given, ...]:
        """The figures that this one took the place of."""
        return self.given[:-1]

    @property
    def words(self) -> str:
        """The figure, or why there is none, in words."""
        if self.reading.value:
            return str(self.reading.value)
        if self.reading.symbol:
            return f"{self.reading.symbol} ({SYMBOLS[self.reading.symbol]})"
        return f"withheld ({self.reading.suppressed})"


@dataclass(frozen=True)
class Aim:
    """A target as bounds: at least `low`, at most `high`, either of which may be missing."""

    low: Quantity | None
    high: Quantity | None
    due: Period
    words: str
    """What is to be reached, as in "80% or more" or "between 16 and 18"."""
    figure: str
    """The target's figure alone, as in "80%"."""
    since: Report | None = None
    """The report that set it, if it is not the plan's first."""
    reason: str = ""
    dropped: Report | None = None
    """The report that took it away before it was due."""

    @property
    def number(self) -> Decimal:
        """The figure to draw and to steer towards: the bound, or the middle of a range."""
        bounds = [bound.number for bound in (self.low, self.high) if bound]
        return sum(bounds, Decimal(0)) / len(bounds)

    def miss(self, number: Decimal, share: Decimal = Decimal(1)) -> Decimal:
        """By how much a figure misses it, or a share of it: below zero when short, above when over, zero when reached."""
        if self.low and number < self.low.number * share:
            return number - self.low.number * share
        if self.high and number > self.high.number * share:
            return number - self.high.number * share
        return Decimal(0)


def aim(kpi: Kpi, target: Target) -> Aim:
    """The bounds of a target: its own, or those that the KPI's `better` gives to a bare figure."""
    if target.between:
        low, high = target.between
        return Aim(low, high, target.due, f"between {low} and {high}", f"{low} to {high}")
    figure = target.exactly or target.at_least or target.at_most or target.value
    if figure is None:
        raise TypeError("the model lets no target through without a figure")
    return _bare(kpi, figure, target.due, bool(target.at_least), bool(target.at_most), bool(target.exactly))


def _bare(kpi: Kpi, figure: Quantity, due: Period, least: bool = False, most: bool = False, exact: bool = False) -> Aim:
    least = least or (not most and not exact and kpi.better == "higher")
    most = most or (not least and not exact and kpi.better == "lower")
    if least:
        return Aim(figure, None, due, f"{figure} or more", str(figure))
    if most:
        return Aim(None, figure, due, f"{figure} or less", str(figure))
    return Aim(figure, figure, due, f"exactly {figure}", str(figure))


@dataclass(frozen=True)
class Series:
    """One KPI as it stood at a date."""

    kpi: Kpi
    as_at: date
    horizon: date
    """The last day that counts for its rating: `as_at`, or the day the plan closed."""
    points: tuple[Point, ...]
    """By period, oldest first; those after the horizon included."""
    aims: tuple[Aim, ...]
    """Targets in force, by date."""
    past_aims: tuple[Aim, ...]
    """Targets taken away before they were due."""
    withdrawn: tuple[Report, str] | None = None

    @property
    def ref(self) -> str:
        return self.kpi.ref

    @property
    def shown(self) -> str:
        """The number to show."""
        return self.kpi.shown_as or self.kpi.ref

    @cached_property
    def counting(self) -> tuple[Point, ...]:
        """The points up to the horizon."""
        return tuple([point for point in self.points if point.period.last <= self.horizon])

    @property
    def newest(self) -> Point | None:
        return self.counting[-1] if self.counting else None

    def before(self, point: Point) -> Point | None:
        """The figure before a point that it can be held against: the newest earlier one of the same kind of period
        that has a value, unless a new series began in between."""
        return self._earlier(point, lambda other: True)

    def year_before(self, point: Point) -> Point | None:
        """The figure of the same period a year before."""
        last = _year_earlier(point.period.last)
        return self._earlier(point, lambda other: abs((other.period.last - last).days) <= 1)

    def _earlier(self, point: Point, fits: Callable[[Point], bool]) -> Point | None:
        if point.reading.new_series:
            return None
        # By the key of their period, of which each has one point: whole points take long to hold against each other.
        key = point.period.key
        index = next(place for place, other in enumerate(self.points) if other.period.key == key)
        for other in reversed(self.points[:index]):
            if other.period.kind == point.period.kind and other.value and fits(other):
                return other
            if other.reading.new_series:
                return None
        return None

    def aim_at(self, day: date) -> Aim | None:
        """The target that applies on a day: the next one due, or the last one when all are past."""
        return next((aim for aim in self.aims if aim.due.last >= day), self.aims[-1] if self.aims else None)

    def by(self, aim: Aim) -> Point | None:
        """The newest point with a period that had ended when a target was due."""
        return next((point for point in reversed(self.points) if point.period.last <= aim.due.last), None)

    def expected(self, day: date) -> Decimal | None:
        """Where the straight line from the baseline through the targets runs on a day; None without a baseline or
        outside the line."""
        if not self.kpi.baseline or not self.aims:
            return None
        nodes = [(self.kpi.baseline.period.last, self.kpi.baseline.value.number)]
        nodes += [(aim.due.last, aim.number) for aim in self.aims if aim.due.last > nodes[0][0]]
        for (start, low), (end, high) in pairwise(nodes):
            if start <= day <= end:
                return low + (high - low) * (day - start).days / (end - start).days
        return None

    def so_far(self, point: Point) -> tuple[Decimal, Decimal] | None:
        """For a cumulative KPI: the sum of the year's figures up to a point, and the share of the year they cover.

        The year is the twelve months that end when the target is due."""
        aim = self.aim_at(point.period.last)
        if not aim:
            return None
        end = aim.due.last
        start = _year_earlier(end)
        while point.period.last <= start:
            end, start = start, _year_earlier(start)
        total, months, covered = Decimal(0), 0, date.max
        for other in reversed(self.points):
            inside = start < other.period.first and other.period.last <= point.period.last
            if inside and other.value and other.period.last < covered:
                total += other.value.number
                gap = relativedelta(other.period.last + timedelta(days=1), other.period.first)
                months += gap.years * 12 + gap.months
                covered = other.period.first
        return (total, Decimal(months) / 12) if months else None

    @cached_property
    def next_due(self) -> date | None:
        """The day the period of the next figure ends; None without a frequency or a figure, or in a closed plan."""
        if not self.kpi.frequency or not self.newest or self.horizon < self.as_at or self.withdrawn:
            return None
        following = self.kpi.frequency.after(self.newest.period.last + timedelta(days=1))
        return following - timedelta(days=1) if following else None

    @property
    def stale(self) -> bool:
        """Whether the next figure's period ended more than a whole cycle ago, and the figure has not come."""
        if not self.next_due or not self.kpi.frequency:
            return False
        latest = self.kpi.frequency.after(self.next_due + timedelta(days=1))
        return latest is not None and latest <= self.as_at


def _year_earlier(day: date) -> date:
    # By way of the day after, so that 29 February and month ends stay month ends.
    return months_after(day + timedelta(days=1), -12) - timedelta(days=1)


def series(plan: PlanData, as_at: date) -> dict[str, Series]:
    """Every KPI of a plan as it stood at the end of a day, by ref."""
    closed = plan.plan.closed
    horizon = min(as_at, closed) if closed else as_at
    given: dict[str, list[Given]] = {}
    changes: dict[str, list[tuple[Report, Change]]] = {}
    later: set[str | None] = set()
    for report in plan.reports:
        if report.date > as_at:
            later |= {change.kpi for change in report.changes if change.added}
            continue
        for ref, readings in report.kpis.items():
            given.setdefault(ref, []).extend([Given(report, reading) for reading in readings])
        for change in report.changes:
            if change.kpi:
                changes.setdefault(change.kpi, []).append((report, change))
    found = {}
    for kpi in plan.kpis:
        if kpi.ref in later:
            continue
        changed = changes.get(kpi.ref, [])
        aims, past = _aims(kpi, changed)
        gone = next(((report, change.withdrawn) for report, change in changed if change.withdrawn), None)
        found[kpi.ref] = Series(kpi, as_at, horizon, _points(given.get(kpi.ref, [])), aims, past, gone)
    return found


def _points(given: Iterable[Given]) -> tuple[Point, ...]:
    by_period: dict[str, list[Given]] = {}
    for one in given:
        by_period.setdefault(one.reading.period.key, []).append(one)
    return tuple(sorted([Point(tuple(same)) for same in by_period.values()], key=_place))


def _place(point: Point) -> tuple[date, date, str]:
    """What points are put in order by."""
    period = point.period
    return period.last, period.first, period.kind


def _aims(kpi: Kpi, changed: list[tuple[Report, Change]]) -> tuple[tuple[Aim, ...], tuple[Aim, ...]]:
    """The targets in force and those taken away. A new target takes the place of every one not yet due that day."""
    live = [aim(kpi, target) for target in kpi.targets]
    past: list[Aim] = []
    for report, change in changed:
        if change.target:
            replaced = [old for old in live if old.due.last >= report.date and old.since is not report]
            past += [Aim(**(vars(old) | {"dropped": report, "reason": change.reason or ""})) for old in replaced]
            live = [old for old in live if old not in replaced]
            made = _bare(kpi, change.target.value, change.target.due)
            live.append(Aim(**(vars(made) | {"since": report, "reason": change.reason or ""})))
    return tuple(sorted(live, key=lambda one: one.due.last)), tuple(past)
