"""The words of a KPI's chart: its title, what it shows in sentences, how to read it, where the figures come from."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from planpress.period import MONTHS, day_words
from planpress.quantity import Quantity, number_words
from planpress.report import SYMBOLS
from planpress.views.charts.goal import is_range
from planpress.views.rating import amount, level
from planpress.views.series import Point, Series
from planpress.words import and_list, number_of

MOST_WORDS = 10
"""Official guidance for the titles of charts."""


def title(series: Series) -> str:
    """What the figures say, in ten words or fewer: "Agency staff fell from 31% to 19.8%"."""
    fallback = "Figures against the target" if series.aims else "Figures over time"
    return next((said for said in _titles(series) if len(said.split()) <= MOST_WORDS), fallback)


def _titles(series: Series) -> Iterator[str]:
    """What could be said, the best first."""
    newest, closed = series.newest, series.horizon < series.as_at
    if newest is None:
        later = [point.value for point in series.points if point.value]
        yield f"After the plan closed: first {later[0]}, last {later[-1]}"
    elif not newest.value:
        yield "The newest figure is not published"
    elif series.kpi.cumulative and (found := series.so_far(newest)):
        total, share = found
        yield f"The year{' so far' if share < 1 else ''} adds up to {level(series.kpi, total)}"
    elif (start := first_to_compare(series)) is None:
        yield f"The {'last figure before the plan closed' if closed else 'newest figure'} is {newest.value}"
    elif change := newest.value.number - start.number:
        moved = f"{'rose' if change > 0 else 'fell'} from {start} to {newest.value}"
        yield from (f"{name} {moved}" for name in _names(series))
        yield f"{moved[:1].upper()}{moved[1:]}"
    elif all(point.value is None or point.value.number == start.number for point in series.counting):
        yield from (f"{name} stayed at {start}" for name in _names(series))
    else:
        yield f"The figure is back at {newest.value}"


def _names(series: Series) -> Iterator[str]:
    """What moved: the measure's name without its sign and brackets, then just "the figure"."""
    name = re.sub(r"^%\s+(?:of\s+)?", "", series.kpi.title)
    name = re.sub(r"\s*\([^)]*\)$", "", name)
    if "," not in name:
        yield f"{name[:1].upper()}{name[1:]}"
    yield "The figure"


def first_to_compare(series: Series) -> Quantity | None:
    """What the newest figure is held against: the baseline or else the first figure, both of the present series."""
    newest, start = series.newest, None
    for point in series.counting:
        if point.reading.new_series:
            start = None
        if start is None and point.value:
            start = point
    broken = any(point.reading.new_series for point in series.counting)
    if series.kpi.baseline and not broken and not series.kpi.cumulative:
        return series.kpi.baseline.value
    return start.value if start and start is not newest else None


def subtitle(series: Series) -> str:
    """What is measured, and from when to when."""
    unit = series.kpi.unit
    how = f", {unit}" if unit not in ("%", "£", "number", "ratio") else ""
    how = ", as a share in percent" if unit == "ratio" else how
    return f"KPI {series.shown}: {series.kpi.title}{how}, {span(series.points)}"


def span(points: Sequence[Point]) -> str:
    """From when to when figures go, in months: "April 2025 to September 2026"."""
    first, last = min(point.period.first for point in points), max(point.period.last for point in points)
    if (first.year, first.month) == (last.year, last.month):
        return _month(last)
    return f"{_month(first)} to {_month(last)}"


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def source(series: Series) -> str:
    """Where the figures come from: as the KPI says, or else the reports that gave them."""
    if series.kpi.source:
        return series.kpi.source
    names = dict.fromkeys(point.report.source_title or point.report.title for point in series.points)
    return and_list(list(names)[-2:])


def description(series: Series, compared: Sequence[str]) -> str:
    """What the chart shows, in sentences, for those who do not see it."""
    return " ".join(_described(series, compared))


def _described(series: Series, compared: Sequence[str]) -> Iterator[str]:
    valued = [point for point in series.points if point.value]
    first, last = valued[0], valued[-1]
    kind = "Bar" if series.kpi.cumulative else "Line"
    yield f"{kind} chart of {number_of('figure', len(valued))}."
    yield f"The first is {_said(first)}, the last {_said(last)}."
    highest = max(valued, key=lambda point: (point.value.number if point.value else 0, point.period.last))
    lowest = min(valued, key=lambda point: (point.value.number if point.value else 0, point.period.last))
    if highest.value and lowest.value and highest.value.number == lowest.value.number:
        yield "All are the same."
    else:
        yield f"The highest is {_said(highest)}, the lowest {_said(lowest)}."
    if series.kpi.baseline and not series.kpi.cumulative:
        yield f"The baseline is {series.kpi.baseline.value} ({series.kpi.baseline.period})."
    if series.aims and not series.kpi.cumulative:
        yield f"The target is {', then '.join(f'{aim.words} by {aim.due.end}' for aim in series.aims)}."
    elif not series.aims:
        yield "No target is set."
    if missing := len(series.points) - len(valued):
        yield f"For {number_of('period', missing)} there is no figure."
    if compared:
        yield f"It is compared with {and_list(compared)}."
    later = sum(point.period.last > series.horizon for point in series.points)
    if later and series.horizon < series.as_at:
        verb = "is" if later == 1 else "are"
        yield f"The plan closed on {day_words(series.horizon)}; {later} of its periods {verb} later."
    yield "The table below has every figure."


def _said(point: Point) -> str:
    return f"{point.value} ({point.period})"


def notes(series: Series, from_zero: bool, closed: bool) -> Iterator[str]:
    """How to read the chart, a sentence each: only what this chart needs."""
    kpi = series.kpi
    if not from_zero:
        yield "The axis does not start at zero."
    if kpi.cumulative:
        yield "Each bar is the figure of one period."
        if series.aims:
            target = and_list(f"{aim.figure} by {aim.due.end}" for aim in series.aims)
            yield f"The target ({target}) is for the figures of a year added up, so it is not drawn."
    elif series.aims:
        if not all(is_range(aim) for aim in series.aims):
            yield f"The dashed line {'runs from the baseline to the target' if kpi.baseline else 'is the target'}."
            if kpi.tolerance:
                yield f"The pale strip shows how far off still counts as close ({_tolerance(series, kpi.tolerance)})."
        if any(is_range(aim) for aim in series.aims):
            yield "The shaded range is the target."
    for old in series.past_aims[-1:] if not kpi.cumulative else ():
        if old.dropped:
            yield f"The target of {old.figure} by {old.due} was changed on {day_words(old.dropped.date)}."
    if any(point.reading.provisional for point in series.points):
        yield f"A hollow {'bar' if kpi.cumulative else 'point'} is provisional."
    yield from _gaps(series)
    for point in series.points:
        if point.reading.new_series:
            reason = point.reading.new_series.rstrip(".")
            yield f"New series from {point.period}: {reason[:1].lower()}{reason[1:]}."
    if len({point.period.kind for point in series.points}) > 1 and not kpi.cumulative:
        yield "Figures for different lengths of time are not joined."
    if any(point.period.last > series.horizon for point in series.points) and series.horizon < series.as_at:
        yield f"{'Paler figures are' if closed else 'All figures are'} from after the plan closed on {day_words(series.horizon)}."


def _tolerance(series: Series, tolerance: Decimal) -> str:
    if series.kpi.unit == "ratio":
        return f"{number_words(tolerance * 100)} points"
    return amount(series.kpi, tolerance, next((point.value for point in series.points if point.value), None))


def _gaps(series: Series) -> Iterator[str]:
    """What stands in the strips without a figure."""
    seen = dict.fromkeys(
        (point.reading.symbol or "", point.reading.suppressed or "") for point in series.points if not point.value
    )
    for symbol, why in seen:
        yield f"{symbol}: {SYMBOLS[symbol]}." if symbol else f"Withheld: {why.rstrip('.')}."
