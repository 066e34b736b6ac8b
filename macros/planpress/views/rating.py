"""How does a figure stand against its target, in one of six words and in a sentence?

Arithmetic only: the newest figure, the target that applies, which way is better, and how far off still counts as close.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from planpress.kpi import Better, Kpi
from planpress.period import Period, day_words
from planpress.quantity import Quantity, number_words
from planpress.report import SYMBOLS
from planpress.views.series import Aim, Point, Series
from planpress.words import and_list, number_of


class Rating(StrEnum):
    """Where a figure stands against its target."""

    MET = "met"
    CLOSE = "close"
    OFF = "off-target"
    NO_TARGET = "no-target"
    NO_READING = "no-reading"
    SUPPRESSED = "suppressed"

    @property
    def words(self) -> str:
        """What the page shows."""
        return {
            "met": "Target met",
            "close": "Close to target",
            "off-target": "Off target",
            "no-target": "No target",
            "no-reading": "No figure published",
            "suppressed": "Figure withheld",
        }[self]


class Travel(StrEnum):
    """Which way a figure went."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    UP = "up"
    DOWN = "down"

    @property
    def words(self) -> str:
        """What the page shows."""
        return {
            "better": "Better than before",
            "worse": "Worse than before",
            "same": "Same as before",
            "up": "Higher than before",
            "down": "Lower than before",
        }[self]


@dataclass(frozen=True)
class Trend:
    """A figure held against an earlier one."""

    travel: Travel
    since: Point
    words: str
    """In words: "up 4 points from 70% (April to June 2016), which is better"."""


def rate(series: Series, point: Point | None, aim: Aim | None) -> Rating:
    """The rating of one point against one target."""
    if point is None:
        return Rating.NO_READING
    if point.value is None:
        return Rating.SUPPRESSED
    if aim is None:
        return Rating.NO_TARGET
    miss = _miss(series, point, aim)
    if not miss:
        return Rating.MET
    return Rating.CLOSE if abs(miss) <= (series.kpi.tolerance or 0) else Rating.OFF


def rating(series: Series) -> Rating:
    """The KPI's rating: that of its newest figure against the target that applies."""
    point = series.newest
    return rate(series, point, series.aim_at(point.period.last) if point else None)


def _miss(series: Series, point: Point, aim: Aim) -> Decimal:
    if point.value is None:
        raise TypeError("a figure that is withheld has no distance from its target")
    if series.kpi.cumulative and (found := series.so_far(point)):
        return aim.miss(*found)
    return aim.miss(point.value.number)


def amount(kpi: Kpi, number: Decimal, like: Quantity | None = None, other: Quantity | None = None) -> str:
    """A worked-out difference in the KPI's unit: "6 points", "£1,200", "3 days", "39".

    That of two ratios of the same whole is a count ("4 of 7" is 1 short of "5 of 7"); of others, percentage points.
    """
    unit = like.unit if like else ""
    if unit == "%" or (not like and kpi.unit == "%"):
        return f"{number_words(number)} point{'' if number == 1 else 's'}"
    if unit == "£" or (not like and kpi.unit == "£"):
        return f"£{number_words(number)}"
    if unit == "ratio" and like and like.parts and other and other.parts:
        if like.parts[1] == other.parts[1]:
            return number_words(number * like.parts[1])
        return f"{number_words(number * 100)} percentage points"
    return f"{number_words(number)} {unit}".strip() if not unit.startswith("per ") else number_words(number)


def level(kpi: Kpi, number: Decimal) -> str:
    """A worked-out level in the KPI's unit, to one decimal, or none from 100: "68.3%", "£1,200", "105 days"."""
    rounded = number_words(round(number, 0 if abs(number) >= 100 else 1))
    match kpi.unit:
        case "%":
            return f"{rounded}%"
        case "£":
            return f"£{rounded}"
        case "ratio":
            return f"{number_words(round(number * 100, 0))}%"
        case "days" | "weeks" | "hours":
            return f"{rounded} {kpi.unit}"
    return rounded


def sentence(series: Series) -> str:
    """The rating's reason in one sentence: the figure, the gap, the target and its date."""
    point = series.newest
    if point is None:
        aim = series.aim_at(series.horizon)
        later = " for the time of the plan, only for times after it closed" if series.points else ""
        return f"No figure has been published{later}.{_aimed(aim)}"
    aim = series.aim_at(point.period.last)
    if point.value is None:
        why = SYMBOLS[point.reading.symbol] if point.reading.symbol else point.reading.suppressed
        return f"The figure for {point.period} is not published: {why}.{_aimed(aim)}"
    return f"{against(series, point, aim)}."


def _aimed(aim: Aim | None) -> str:
    return f" The target is {aim.words} by {aim.due.end}." if aim else ""


def against(series: Series, point: Point, aim: Aim | None) -> str:
    """One figure against one target, without a full stop: "74%, 6 points short of the 80% due by June 2017"."""
    if point.value is None:
        return point.words
    if aim is None:
        return f"{point.value}; no target is set"
    if series.kpi.cumulative and (found := series.so_far(point)):
        return _cumulative(series, aim, *found)
    miss = aim.miss(point.value.number)
    due = due_words(aim.due)
    if not miss:
        return f"{point.value}, {_met_by(series.kpi, point.value, aim)} {due}"
    gap = amount(series.kpi, abs(miss), point.value, aim.low if miss < 0 else aim.high)
    if aim.low and aim.high and aim.low != aim.high:
        return f"{point.value}, {gap} {'below' if miss < 0 else 'above'} the range of {aim.figure} {due}"
    return f"{point.value}, {gap} {'short of' if miss < 0 else 'over'} the {aim.figure} {due}"


def _met_by(kpi: Kpi, value: Quantity, aim: Aim) -> str:
    if aim.low and aim.high:
        return f"within the range of {aim.figure}" if aim.low != aim.high else f"exactly the {aim.figure}"
    spare = abs(value.number - aim.number)
    if not spare:
        return f"exactly the {aim.figure}"
    return f"{amount(kpi, spare, value, aim.low or aim.high)} better than the {aim.figure}"


def _cumulative(series: Series, aim: Aim, total: Decimal, share: Decimal) -> str:
    wanted = aim.number * share
    so_far = f"{level(series.kpi, total)} so far in the year"
    whole = f"the {aim.figure} {due_words(aim.due)}"
    if share == 1:
        gap = aim.miss(total)
        return f"{level(series.kpi, total)} in the year, " + (
            f"{amount(series.kpi, abs(gap))} {'short of' if gap < 0 else 'over'} {whole}"
            if gap
            else f"which meets {whole}"
        )
    by_now = f"{level(series.kpi, wanted)} would be its share by now of {whole}"
    return f"{so_far}; {by_now}"


def due_words(due: Period) -> str:
    """How a target's date reads after its figure: "due by June 2017"."""
    return f"due by {due.end}"


def trend(series: Series, point: Point, since: Point | None) -> Trend | None:
    """A figure against an earlier one; None where there is none or either has no value."""
    if since is None or point.value is None or since.value is None:
        return None
    change = point.value.number - since.value.number
    was = f"{since.value} ({since.period})"
    if not change:
        return Trend(Travel.SAME, since, f"the same as {was}")
    up = change > 0
    how = f"{'up' if up else 'down'} {amount(series.kpi, abs(change), point.value, since.value)} from {was}"
    better = series.kpi.better
    if better is Better.NEITHER:
        aim = series.aim_at(point.period.last)
        if not aim or abs(aim.miss(point.value.number)) == abs(aim.miss(since.value.number)):
            return Trend(Travel.UP if up else Travel.DOWN, since, how)
        good = abs(aim.miss(point.value.number)) < abs(aim.miss(since.value.number))
    else:
        good = up == (better is Better.HIGHER)
    return Trend(Travel.BETTER if good else Travel.WORSE, since, f"{how}, which is {'better' if good else 'worse'}")


@dataclass(frozen=True)
class Standing:
    """Everything a reader is told of how a KPI stands."""

    series: Series

    @cached_property
    def rating(self) -> Rating:
        """How the newest figure stands against its target."""
        return rating(self.series)

    @cached_property
    def sentence(self) -> str:
        """The rating's reason."""
        return sentence(self.series)

    @cached_property
    def on_last(self) -> Trend | None:
        """The newest figure against the one before."""
        point = self.series.newest
        return trend(self.series, point, self.series.before(point)) if point else None

    @cached_property
    def on_year(self) -> Trend | None:
        """The newest figure against that of a year before."""
        point = self.series.newest
        return trend(self.series, point, self.series.year_before(point)) if point else None

    @property
    def words(self) -> str:
        """The rating as the page shows it: figures of after the plan closed are not held against its targets."""
        if self.rating is Rating.NO_READING and self.series.points:
            return "Only later figures"
        return self.rating.words

    @cached_property
    def more(self) -> tuple[str, ...]:
        """Further sentences: direction of travel, the straight line, comparison, age, the next figure."""
        point, kpi = self.series.newest, self.series.kpi
        if point is None:
            return ()
        said = []
        if self.on_last:
            said.append(f"It is {self.on_last.words}.")
        if self.on_year and (not self.on_last or self.on_year.since is not self.on_last.since):
            said.append(f"Against the same period a year before it is {self.on_year.words}.")
        expected = self.series.expected(point.period.last)
        if expected is not None and point.value and kpi.baseline and not kpi.cumulative:
            start = f"{kpi.baseline.value} ({kpi.baseline.period})"
            said.append(f"A straight line from {start} to the target would be at about {level(kpi, expected)} by then.")
        others = [f"{other.who} {other.value}" for other in point.reading.compare]
        if others:
            said.append(f"For the same period: {', '.join(others)}.")
        if point.reading.provisional:
            said.append("The figure is provisional and may still change.")
        said.append(f"The figure goes up to {day_words(point.period.last)}.")
        if self.series.stale and self.series.next_due:
            said.append(f"The figure for the period to {day_words(self.series.next_due)} has not been published.")
        elif self.series.next_due:
            said.append(f"The next is for the period to {day_words(self.series.next_due)}.")
        return tuple(said)

    @property
    def outcomes(self) -> tuple[tuple[Aim, Rating, str], ...]:
        """For each target whose date has passed: whether it was met by then, and by which figure."""
        found = []
        for aim in self.series.aims:
            withdrawn = self.series.withdrawn
            if aim.due.last > self.series.as_at or (withdrawn and aim.due.last > withdrawn[0].date):
                continue
            point = self.series.by(aim)
            result = rate(self.series, point, aim)
            if point is None or point.value is None:
                words = "no figure was published for the time up to then"
            else:
                words = f"{against(self.series, point, aim)} ({point.period})"
            found.append((aim, result, words))
        return tuple(found)


def standing(series: Series) -> Standing:
    """How a KPI stands."""
    return Standing(series)


def summary(standings: Iterable[Standing]) -> str:
    """How many KPIs there are and how they stand, in a sentence or two."""
    live = [one for one in standings if not one.series.withdrawn]
    total = number_of("KPI", len(live))
    silent = sum(one.rating is Rating.NO_READING and not one.series.points for one in live)
    later = sum(one.rating is Rating.NO_READING for one in live) - silent
    if silent == len(live):
        return f"This plan has {total}. No figure has been published for any of them."
    rated = {kind: sum(one.rating is kind for one in live) for kind in Rating}
    parts = (
        [f"{rated[Rating.MET]} met {'its' if rated[Rating.MET] == 1 else 'their'} target"] if rated[Rating.MET] else []
    )
    parts += [f"{rated[Rating.CLOSE]} came close"] if rated[Rating.CLOSE] else []
    parts += (
        [f"{rated[Rating.OFF]} {'is' if rated[Rating.OFF] == 1 else 'are'} off target"] if rated[Rating.OFF] else []
    )
    parts += (
        [f"{rated[Rating.NO_TARGET]} {'has' if rated[Rating.NO_TARGET] == 1 else 'have'} no target"]
        if rated[Rating.NO_TARGET]
        else []
    )
    parts += [f"{rated[Rating.SUPPRESSED]} cannot be shown"] if rated[Rating.SUPPRESSED] else []
    parts += [f"{later} {'has' if later == 1 else 'have'} only figures of after the plan closed"] if later else []
    parts += [f"{silent} {'has' if silent == 1 else 'have'} no published figure"] if silent else []
    return f"Of {total}, {and_list(parts)}."
