"""The two axes: figures upwards, with round numbers; days from left to right, with months and years."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from planpress.period import MONTHS, months_after
from planpress.views.charts.paper import n

SMALL = Decimal("0.25")
"""Where figures differ by less than this share of the largest, an axis from zero would hide how they move."""


@dataclass(frozen=True)
class Values:
    """The upward axis."""

    low: Decimal
    high: Decimal
    step: Decimal
    top: float
    bottom: float

    def y(self, number: Decimal) -> float:
        """Where a figure lies; one beyond the axis lies at its end."""
        share = float((number - self.low) / (self.high - self.low))
        return self.bottom - min(max(share, 0.0), 1.0) * (self.bottom - self.top)

    @property
    def ticks(self) -> list[Decimal]:
        return [self.low + self.step * count for count in range(int((self.high - self.low) / self.step) + 1)]

    @property
    def from_zero(self) -> bool:
        return self.low <= 0 <= self.high


def values(numbers: Collection[Decimal], top: float, bottom: float, zero: bool = False) -> Values:
    """An axis of three to five round numbers that holds all figures. It starts at zero unless they lie close together
    far from it; with `zero` it always does."""
    low, high = min(numbers), max(numbers)
    largest = max(abs(low), abs(high))
    apart = largest * Decimal("1e-9") < high - low < largest * SMALL
    parts = 3
    if apart and not zero:
        # The lowest figure is not to lie on the line at the foot, as if it were nothing.
        below = low - (high - low) / 20
        low = below if low < 0 or below > 0 else Decimal(0)
    else:
        if low >= 0 or high <= 0:
            parts = 4
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        high = low + 4
    whole = all(number == number.to_integral_value() for number in numbers)
    step = _round_up((high - low) / parts, whole)
    low = (low / step).to_integral_value(ROUND_FLOOR) * step
    high = (high / step).to_integral_value(ROUND_CEILING) * step
    return Values(low, high, step, top, bottom)


def _round_up(least: Decimal, whole: bool) -> Decimal:
    """The next round number: 1, 2, 2.5 or 5 with zeros before or after it."""
    for power in (least.adjusted(), least.adjusted() + 1, 1):
        for digit in ("1", "2", "2.5", "5"):
            step = Decimal(digit).scaleb(power)
            if step >= least and not (whole and step != step.to_integral_value()):
                return step
    return Decimal(10)


def tick_words(axis: Values, unit: str) -> list[str]:
    """The numbers of an axis as they are written: "0%", "£6,500", "1.5m"; a ratio as a share in percent."""
    factor = 100 if unit == "ratio" else 1
    before, after = "£" if unit == "£" else "", "%" if unit in ("%", "ratio") else ""
    largest = max(abs(axis.low), abs(axis.high)) * factor
    size, word = next(((size, word) for size, word in _SIZES if largest >= size), (Decimal(1), ""))
    step = (axis.step * factor / size).normalize()
    places = min(max(0, -int(step.as_tuple().exponent)), 6)
    found = []
    for tick in axis.ticks:
        text = f"{abs(tick) * factor / size:,.{places}f}{word}" if tick else "0"
        if len(text) > 9:
            text = f"{abs(tick) * factor:.1e}"
        found.append(f"{'−' if tick < 0 else ''}{before}{text}{after}")
    return found


_SIZES = ((Decimal(10**12), "tn"), (Decimal(10**9), "bn"), (Decimal(10**6), "m"))


@dataclass(frozen=True)
class Days:
    """The axis of time."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day lies; one beyond the axis lies at its end."""
        share = (day - self.first).days / (self.last - self.first).days
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)


def days(found: Collection[date], left: float, right: float) -> Days:
    """An axis that holds all days."""
    first, last = min(found), max(found)
    if first == last:
        first, last = first - timedelta(days=183), last + timedelta(days=183)
    return Days(first, last, left, right)


@dataclass(frozen=True)
class DayTick:
    """A label under the axis of time."""

    x: str
    lines: tuple[str, ...]
    """Month and year; the year alone is not said again."""


_STEPS = (1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600, 1200)


def day_ticks(
    axis: Days, anchor: date, years_only: bool = False, bars: Sequence[tuple[date, date]] = ()
) -> list[DayTick]:
    """Labels that never touch, counted from one day (the newest figure's) so that figures lie at labels.
    Under bars, given by their first and last days, the last day is said under the middle."""
    if bars:
        return _bar_ticks(axis, bars)
    span = (axis.last - axis.first).days
    room = axis.right - axis.left
    if span < 62:
        return [_day_tick(axis, day) for day in (axis.first, axis.last)]
    step = next(step for step in (*_STEPS, 4800) if room * step * 30.4 / span >= (34 if step >= 12 else 36))
    found: list[date] = []
    reach = (axis.last.year - axis.first.year + 1) * 12 // step + 1
    for count in range(-reach, reach + 1):
        # By way of the day after, so that month ends stay month ends.
        try:
            day = months_after(anchor + timedelta(days=1), count * step) - timedelta(days=1)
        except (OverflowError, ValueError):
            continue
        if axis.first <= day <= axis.last:
            found.append(day)
    return _ticks([(axis.x(day), day) for day in found], years_only and step >= 12)


def _bar_ticks(axis: Days, bars: Sequence[tuple[date, date]]) -> list[DayTick]:
    kept: list[tuple[float, date]] = []
    for first, last in reversed(bars):
        middle = (axis.x(first) + axis.x(last)) / 2
        if not kept or kept[-1][0] - middle >= 34:
            kept.append((middle, last))
    return _ticks(kept[::-1])


def _ticks(found: Sequence[tuple[float, date]], years_only: bool = False) -> list[DayTick]:
    ticks, year = [], 0
    for x, day in found:
        lines = (MONTHS[day.month - 1][:3], str(day.year) if day.year != year else "")
        ticks.append(DayTick(n(x), (str(day.year),) if years_only else lines))
        year = day.year
    return ticks


def _day_tick(axis: Days, day: date) -> DayTick:
    return DayTick(n(axis.x(day)), (f"{day.day} {MONTHS[day.month - 1][:3]}", str(day.year)))
