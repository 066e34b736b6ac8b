"""The upright parts of a KPI's chart: gaps where a figure is missing, and bars for figures that add up."""

from decimal import Decimal
from itertools import pairwise

from planpress.views.charts.axes import Days, Values
from planpress.views.charts.paper import Label, label, n, width
from planpress.views.charts.parts import Strip
from planpress.views.rating import level
from planpress.views.series import Point, Series


def gaps(
    series: Series, days: Days, left: float, right: float, top: float, bottom: float
) -> tuple[list[Strip], list[tuple[float, str]]]:
    """The strips where a figure is missing, neighbours joined, and what to say in each: its middle and word."""
    xs = sorted({days.x(point.period.last) for point in series.points})
    half = max(min([12.0, *((after - before) / 2 for before, after in pairwise(xs))]), 1.5)
    strips, words = [], []
    for group in _missing(series):
        start = max(days.x(group[0].period.last) - half, left)
        end = min(days.x(group[-1].period.last) + half, right)
        strips.append(Strip("gap", n(start), n(top), n(end - start), n(bottom - top)))
        said = {point.reading.symbol or "withheld" for point in group}
        word = said.pop() if len(said) == 1 else "withheld" if said == {"c", "withheld"} else "no figure"
        words.append(((start + end) / 2, word))
    return strips, words


def _missing(series: Series) -> list[list[Point]]:
    """The points without a figure, those that follow one another together."""
    groups: list[list[Point]] = []
    before: Point | None = None
    for point in series.points:
        if not point.value:
            if before is None or before.value:
                groups.append([])
            groups[-1].append(point)
        before = point
    return groups


def bars(series: Series, days: Days, values: Values) -> tuple[list[Strip], list[Label]]:
    """A bar for each figure, as wide as its period, and its figure above it where there is room."""
    strips, labels = [], []
    foot = values.y(Decimal(0))
    for point in series.points:
        if not point.value:
            continue
        left, right = days.x(point.period.first), days.x(point.period.last)
        wide = max(right - left - 3, 2.0)
        x = min(left + 1.5, days.right - wide)
        head = values.y(point.value.number)
        kind = "bar" if point.period.last <= series.horizon else "bar-after"
        kind += "-provisional" if point.reading.provisional else ""
        strips.append(Strip(kind, n(x), n(min(foot, head)), n(wide), n(max(abs(foot - head), 1))))
        words = level(series.kpi, point.value.number)
        if width(words) <= wide + 3:
            labels.append(label("bar", x + wide / 2, min(foot, head) - 5, [words], "middle"))
    return strips, labels
