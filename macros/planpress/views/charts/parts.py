"""What a KPI's chart is made of, ready to print."""

from dataclasses import dataclass

from planpress.views.charts.axes import DayTick
from planpress.views.charts.paper import Label


@dataclass(frozen=True)
class Line:
    """A line or surface: the template gives each kind its colour and dashes."""

    kind: str
    d: str


@dataclass(frozen=True)
class Mark:
    """A point that stands for one figure or target."""

    kind: str
    x: str
    y: str


@dataclass(frozen=True)
class Strip:
    """An upright part of the chart: a gap without figures, or a bar that is a figure."""

    kind: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class KpiChart:
    """A KPI's chart, ready to print."""

    title: str
    """What the figures say, in ten words or fewer."""
    subtitle: str
    """What is measured, and from when to when."""
    description: str
    """What the chart shows, for those who do not see it."""
    notes: tuple[str, ...]
    """How to read it, a sentence each."""
    source: str
    height: int
    left: str
    right: str
    top: str
    bottom: str
    value_ticks: tuple[tuple[str, str], ...]
    """For each line across the chart, its `y` and its number."""
    zero: str
    """Where zero or, without one, the lowest figure lies."""
    day_ticks: tuple[DayTick, ...]
    strips: tuple[Strip, ...]
    rules: tuple[str, ...]
    """Upright dotted lines, by their `x`: a new series, the plan's end."""
    surfaces: tuple[Line, ...]
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
