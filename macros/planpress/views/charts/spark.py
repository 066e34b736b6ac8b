"""The small line in a table's cell: which way the figures went. The cell says the figure itself."""

from dataclasses import dataclass
from itertools import pairwise

from planpress.views.charts.axes import days, values
from planpress.views.charts.paper import XY, n, path
from planpress.views.series import Series


@dataclass(frozen=True)
class Spark:
    """A small line, ready to print in a box of 80 by 24."""

    d: str
    """The line, broken where a figure is missing or a new series begins."""
    x: str
    """Where the newest figure lies."""
    y: str


def sparkline(series: Series) -> Spark | None:
    """The figures up to the plan's end as a small line; None where there are not two that can be joined."""
    points = series.counting
    valued = [point for point in points if point.value]
    if len(valued) < 2:
        return None
    across = days({point.period.last for point in points}, 4, 76)
    upward = values([point.value.number for point in valued if point.value], 4, 20)
    parts: list[list[XY]] = []
    end: XY = (0, 0)
    for before, point in pairwise((None, *points)):
        if not point or not point.value:
            continue
        end = (across.x(point.period.last), upward.y(point.value.number))
        if before and before.value and not point.reading.new_series:
            parts[-1].append(end)
        else:
            parts.append([end])
    d = "".join(path(part) for part in parts if len(part) > 1)
    return Spark(d, n(end[0]), n(end[1])) if d else None
