"""The line chart of a KPI: its figures over time against its target, gaps and breaks left open."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from planpress.views.charts import kpi_words
from planpress.views.charts.axes import Days, Values, day_ticks, days, tick_words, values
from planpress.views.charts.goal import Goal, dates, figures, goal, is_range
from planpress.views.charts.others import Others, others
from planpress.views.charts.paper import WIDTH, XY, Box, End, Label, Room, beside, label, n, path, width, wrap
from planpress.views.charts.parts import KpiChart, Line, Mark
from planpress.views.charts.strips import bars, gaps
from planpress.views.rating import Standing
from planpress.views.series import Point, Series

HEIGHT, TOP, BOTTOM = 226, 22.0, 186.0


def kpi_chart(standing: Standing) -> KpiChart | None:
    """The chart of a KPI; None where there are not two figures to draw."""
    series = standing.series
    if sum(point.value is not None for point in series.points) < 2:
        return None
    return _Drawing(series).chart()


class _Drawing:
    """One chart while it is drawn: the axes, what is on the paper already, where there is still room."""

    def __init__(self, series: Series) -> None:
        self.series = series
        self.valued = [point for point in series.points if point.value]
        self.others = others(series)
        self.first, self.last = self._span()
        self.closed = series.horizon < series.as_at and self.first <= series.horizon < self.last
        self.values = self._values()
        self.numbers = tick_words(self.values, series.kpi.unit)
        left = 8 + max(width(text) for text in self.numbers)
        self.left = min(max(left, 26.0), 84.0)
        self.right = WIDTH - self._margin()
        self.days = Days(self.first, self.last, self.left + 8, self.right - 8)
        self.room = Room(Box(self.left + 1, 2, self.right + 8, BOTTOM - 2))
        self.ends: list[End] = []
        self.labels: list[Label] = []
        self.marks: list[Mark] = []
        self.unlabelled: list[str] = []

    def _span(self) -> tuple[date, date]:
        found = {point.period.last for point in self.series.points}
        if self.series.kpi.cumulative:
            found |= {point.period.first for point in self.series.points}
        else:
            found |= set(dates(self.series)) | {day for one in self.others for day, _ in one.points}
        axis = days(found, 0, 1)
        return axis.first, axis.last

    def _values(self) -> Values:
        found = [point.value.number for point in self.valued if point.value]
        if not self.series.kpi.cumulative:
            found += [*figures(self.series), *(number for one in self.others for _, number in one.points)]
        return values(found, TOP, BOTTOM, zero=self.series.kpi.cumulative)

    def _margin(self) -> float:
        """How much room the labels at the right ends of lines need."""
        ends = [line for end in self._ends() for line in end.lines]
        return max([12.0, *(12 + width(line, bold=True) for line in ends)])

    def at_end(self, day: date) -> bool:
        """Whether something on a day lies so far right that its label goes into the margin."""
        return (self.last - day).days <= 0.04 * (self.last - self.first).days

    def at(self, day: date, number: Decimal) -> XY:
        return self.days.x(day), self.values.y(number)

    def place_of(self, point: Point) -> XY:
        return self.at(point.period.last, point.value.number if point.value else Decimal(0))

    def _ends(self) -> Iterator[End]:
        """What is said in the margin, the weightiest first."""
        series, y = self.series, self.values.y
        if series.kpi.cumulative:
            return
        newest = self.valued[-1]
        if newest.value and self.at_end(newest.period.last):
            yield End(
                "newest" if newest in series.counting else "after", y(newest.value.number), wrap(str(newest.value))
            )
        if series.aims:
            aim = series.aims[-1]
            late = self.closed and aim.due.last <= series.horizon
            yield End("target-late" if late else "target", y(aim.number), ("Target", *wrap(aim.figure, 9)))
        for row, one in enumerate(self.others):
            if len(one.points) > 1 and self.at_end(one.points[-1][0]):
                yield End(f"other-{row + 1}", y(one.points[-1][1]), (*wrap(one.who), *wrap(one.words)))
        for old in series.past_aims[-1:]:
            if self.at_end(old.due.last):
                yield End("was", y(old.number), ("Was", *wrap(old.figure, 9)))

    def chart(self) -> KpiChart:
        """The whole chart."""
        series, cumulative = self.series, self.series.kpi.cumulative
        drawn = Goal() if cumulative else goal(series, self.first, self.last, self.at)
        strips, gap_words = gaps(series, self.days, self.left, self.right, TOP, BOTTOM)
        rules = self._rules()
        lines = [Line(kind, path(points)) for kind, points in drawn.lines]
        for row, one in enumerate(self.others):
            lines += self._other(row + 1, one)
        figure_lines = [] if cumulative else list(self._figure_lines())
        lines += [Line(kind, path(points)) for kind, points in figure_lines]
        for kind, points in (*drawn.lines, *figure_lines):
            self.room.take_line(points, 2.5 if kind.startswith("figure") else 1.5)
        self._dots(drawn)
        if cumulative:
            drawn_bars, bar_words = bars(series, self.days, self.values)
            strips += drawn_bars
            self.labels += bar_words
        self._words(drawn, gap_words)
        newest = series.newest or series.points[-1]
        spans = [(point.period.first, point.period.last) for point in series.points] if cumulative else []
        return KpiChart(
            title=kpi_words.title(series),
            subtitle=kpi_words.subtitle(series),
            description=kpi_words.description(series, [one.who for one in self.others]),
            notes=(*kpi_words.notes(series, from_zero=self.values.from_zero, closed=self.closed), *self.unlabelled),
            source=kpi_words.source(series),
            height=HEIGHT,
            left=n(self.left),
            right=n(self.right),
            top=n(TOP),
            bottom=n(BOTTOM),
            value_ticks=tuple(
                (n(self.values.y(tick)), words) for tick, words in zip(self.values.ticks, self.numbers, strict=True)
            ),
            zero=n(self.values.y(max(self.values.low, Decimal(0)) if self.values.high > 0 else self.values.high)),
            day_ticks=tuple(day_ticks(self.days, newest.period.last, newest.period.kind == "year", spans)),
            strips=tuple(strips),
            rules=tuple(rules),
            surfaces=tuple(Line(kind, d) for kind, d in drawn.surfaces),
            lines=tuple(lines),
            marks=tuple(self.marks),
            labels=(*self.labels, *beside(self._ends(), self.right - 8, TOP - 8, BOTTOM)),
        )

    def _figure_lines(self) -> Iterator[tuple[str, list[XY]]]:
        """The figures' line in parts: it is broken where a figure is missing and where a new series begins. Figures for
        different lengths of time have a line each."""
        for kind in Counter(point.period.kind for point in self.series.points):
            of_kind = [point for point in self.series.points if point.period.kind == kind]
            parts: dict[bool, list[list[XY]]] = {False: [], True: []}
            for before, point in pairwise(of_kind):
                if not before.value or not point.value or point.reading.new_series:
                    continue
                after = point.period.last > self.series.horizon
                start, end = self.place_of(before), self.place_of(point)
                if parts[after] and parts[after][-1][-1] == start:
                    parts[after][-1].append(end)
                else:
                    parts[after].append([start, end])
            yield from (("figure-after" if after else "figure", part) for after in parts for part in parts[after])

    def _other(self, row: int, one: Others) -> list[Line]:
        points = [self.at(day, number) for day, number in one.points]
        self.room.take_line(points, 1.5)
        if len(points) > 1:
            return [Line(f"other-{row}", path(points))]
        self.marks.append(Mark(f"other-{row}", n(points[0][0]), n(points[0][1])))
        return []

    def _dots(self, drawn: Goal) -> None:
        if self.series.kpi.cumulative:
            return
        for (x, y), _ in drawn.dues:
            self.marks.append(Mark("target", n(x), n(y)))
            self.room.take_line([(x, y)], 4)
        if baseline := self.series.kpi.baseline:
            x, y = self.at(baseline.period.last, baseline.value.number)
            self.marks.append(Mark("baseline", n(x), n(y)))
            self.room.take_line([(x, y)], 4)
        for point in self.valued:
            x, y = self.place_of(point)
            kind = "figure" if point.period.last <= self.series.horizon else "after"
            self.marks.append(Mark(f"{kind}-provisional" if point.reading.provisional else kind, n(x), n(y)))
            self.room.take_line([(x, y)], 4)

    def _rules(self) -> list[str]:
        """Where a new series begins and where the plan was closed, with words above as far as there is room."""
        found: list[tuple[float, str]] = []
        if self.closed:
            found.append((self.days.x(self.series.horizon), "Plan closed"))
        for before, point in pairwise(self.series.points):
            if point.reading.new_series:
                x = (self.days.x(before.period.last) + self.days.x(point.period.last)) / 2
                found.append((x, "New series"))
        taken: list[tuple[float, float]] = []
        for x, words in found:
            long = width(words)
            left = min(max(x - long / 2, 2.0), WIDTH - 2 - long)
            if all(left > end + 4 or left + long < start - 4 for start, end in taken):
                taken.append((left, left + long))
                self.labels.append(label("rule", left, 13, [words]))
                self.room.take(Box(left, 2, left + long, 16))
            self.room.take_line([(x, TOP), (x, BOTTOM)], 1)
        return [n(x) for x, _ in found]

    def _words(self, drawn: Goal, gap_words: list[tuple[float, str]]) -> None:
        """The labels inside the chart, the weightiest first: those that find no room are left out."""
        series, taken_until = self.series, 0.0
        for middle, words in gap_words:
            start = min(max(middle - width(words) / 2, self.left + 2), self.right - width(words))
            if start > taken_until:
                self.labels.append(label("gap", start, BOTTOM - 6, [words]))
                taken_until = start + width(words) + 3
                self.room.take_line([(start, BOTTOM - 10), (taken_until, BOTTOM - 10)], 5)
        if series.kpi.cumulative:
            return
        newest, end = series.newest, self.valued[-1]
        if newest and newest.value and not (newest is end and self.at_end(newest.period.last)):
            self._say("newest", self.place_of(newest), str(newest.value), must=True)
        if end.value and end is not newest and not self.at_end(end.period.last):
            self._say("after", self.place_of(end), str(end.value), must=True)
        self._single_words()
        if baseline := series.kpi.baseline:
            place = self.at(baseline.period.last, baseline.value.number)
            if not self._say("baseline", place, f"Baseline {baseline.value}"):
                self._say("baseline", place, str(baseline.value))
                self.unlabelled.append(f"The white square is the baseline, {baseline.value}.")
        for row, one in enumerate(self.others):
            day, number = one.points[-1]
            if len(one.points) > 1 and not self.at_end(day):
                kind = f"other-{row + 1}"
                if not self._say(kind, self.at(day, number), f"{one.who} {one.words}"):
                    self.unlabelled.append(
                        f"The {('solid', 'dotted')[row]} grey line is {one.who}, {one.words} at its end."
                    )
        last = series.aims[-1] if series.aims else None
        for place, aim in drawn.dues:
            if aim is not last:
                self._say("target", place, aim.figure, near=True)
        for aim in series.aims[:-1]:
            if is_range(aim):
                self._say("target", self.at(aim.due.last, aim.number), aim.figure, near=True)

    def _single_words(self) -> None:
        """Whose the single figures of others are: beside them, or else under the chart."""
        singles = [(row, one) for row, one in enumerate(self.others) if len(one.points) == 1]
        marks = [(f"other-{row + 1}", self.at(*one.points[0]), f"{one.who} {one.words}") for row, one in singles]
        for (row, one), made in zip(singles, self.room.place_beside(marks), strict=True):
            if made:
                self.labels.append(made)
            else:
                self.unlabelled.append(f"The {('full', 'hollow')[row]} grey square is {one.who}, {one.words}.")

    def _say(self, kind: str, place: XY, text: str, near: bool = False, must: bool = False) -> bool:
        made = self.room.place(kind, place, text, near, must)
        if made:
            self.labels.append(made)
        return made is not None
