"""When the actions of each theme are due, and which of them are done: the plan's time from left to right."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from planpress.period import MONTHS, day_words
from planpress.views.charts.paper import WIDTH, Label, fit, label, n, width
from planpress.views.state import ActionState, PlanState
from planpress.words import and_list, number_of

NAME, LANE, HEAD, MARK = 17.0, 21.0, 40.0, 17.0
"""How high a theme's name is, a lane of marks under it, the head with months and reports; how large a mark is."""
KINDS = {"done": "Done", "late": "Late", "open": "Not done yet", "silent": "No status published"}
"""How an action stands in the chart, and the words of the key."""


@dataclass(frozen=True)
class Dot:
    """Actions of one theme that are due in one span of time and stand alike; its shape says how."""

    kind: str
    number: str
    x: str
    y: str
    width: str
    text_x: str
    text_y: str


@dataclass(frozen=True)
class ThemeRow:
    """One theme's row."""

    name: str
    name_y: str
    rule_y: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class Timeline:
    """The plan's time, ready to print."""

    title: str
    subtitle: str
    description: str
    notes: tuple[str, ...]
    bottom: str
    """Where the rows end; below is what day the upright line stands for."""
    height: str
    columns: tuple[tuple[str, str, str], ...]
    """For each span of time, its left edge, the month it begins with, and the year where it changes."""
    reports: tuple[str, ...]
    """Where reports were made, by `x`."""
    now: str
    """Where the day lies at which the plan is shown; empty where it lies outside."""
    now_label: Label | None
    rows: tuple[ThemeRow, ...]
    kinds: tuple[tuple[str, str], ...]
    """The kinds of dots that occur, with their words, for the key."""


class Columns:
    """The spans of time, each as many months long and as wide as the others."""

    def __init__(self, first: date, last: date) -> None:
        for months in (1, 3, 6, 12, 24, 60, 120, 600, 3600):
            # Quarters begin with January, April, July and October; longer spans with the plan's own quarter.
            begin = first.month - 1 - (first.month - 1) % min(months, 3)
            self.months, self.first = months, date(first.year, begin + 1, 1)
            whole = (last.year - self.first.year) * 12 + last.month - self.first.month
            self.count = whole // months + 1
            if self.count <= 8:
                break
        self.wide = WIDTH / self.count

    def of(self, day: date) -> int:
        """The span that a day lies in."""
        months = (day.year - self.first.year) * 12 + day.month - self.first.month
        return months // self.months

    def start(self, column: int) -> date:
        return self.first + relativedelta(months=column * self.months)

    def x(self, day: date) -> float | None:
        """Where a day lies; None where it is outside."""
        column = self.of(day)
        if not 0 <= column < self.count:
            return None
        start = self.start(column)
        share = (day - start).days / (self.months * 30.5)
        return (column + min(share, 1.0)) * self.wide


def timeline(state: PlanState) -> Timeline | None:
    """The plan's time at a date; None where no action has a date."""
    dated = [(action, action.due_day) for action in state.live if action.due_day]
    if not dated:
        return None
    dues = [day for _, day in dated]
    starts, ends = state.plan.plan.starts, state.plan.plan.ends or state.plan.plan.starts
    columns = Columns(min(starts.first, *dues), max(ends.last, *dues))
    rows, top = [], HEAD
    for theme in state.plan.themes:
        actions = [action for action, _ in dated if state.plan.theme_of[action.ref] is theme]
        if not actions:
            continue
        dots, lanes = _dots(actions, columns, top + NAME)
        name = fit(f"{theme.ref} {theme.name}", WIDTH)
        rows.append(ThemeRow(name, n(top + 13), n(top - 2), dots))
        top += NAME + lanes * LANE + 6
    counts = Counter(_kind(action) for action, _ in dated)
    now_label, now = _now(state, columns, top + 13)
    bottom = top
    reports = {report.date: columns.x(report.date) for report in state.reports}
    return Timeline(
        title=_title(counts, len(dated)),
        subtitle=f"Actions by the {_column_words(columns.months)} in which they are due",
        description=_described(state, dated, counts, columns),
        notes=tuple(_notes(state, reports)),
        bottom=n(bottom),
        height=n(top + (18 if now else 0)),
        columns=tuple(_heads(columns)),
        reports=tuple(n(x) for x in reports.values() if x is not None),
        now=now,
        now_label=now_label,
        rows=tuple(rows),
        kinds=tuple((kind, words) for kind, words in KINDS.items() if counts[kind]),
    )


def _kind(action: ActionState) -> str:
    if action.done:
        return "done"
    return "late" if action.late else "open" if action.meaning else "silent"


def _dots(actions: Iterable[ActionState], columns: Columns, top: float) -> tuple[tuple[Dot, ...], int]:
    """A theme's dots, and in how many lanes they lie."""
    found = Counter((columns.of(action.due_day), _kind(action)) for action in actions if action.due_day)
    dots, most = [], 1
    for column in sorted({column for column, _ in found}):
        cell = [(kind, found[column, kind]) for kind in KINDS if found[column, kind]]
        abreast = max(1, int(columns.wide / (MARK + 2)))
        for place, (kind, number) in enumerate(cell):
            lane, here = divmod(place, abreast)
            in_lane = min(len(cell) - lane * abreast, abreast)
            wide = max(MARK, width(str(number), bold=True) + 4)
            middle = (column + 0.5) * columns.wide + (here - (in_lane - 1) / 2) * (MARK + 2)
            middle = min(max(middle, wide / 2 + 1), WIDTH - wide / 2 - 1)
            y = top + lane * LANE + 2
            dots.append(Dot(kind, str(number), n(middle - wide / 2), n(y), n(wide), n(middle), n(y + 13)))
            most = max(most, lane + 1)
    return tuple(dots), most


def _heads(columns: Columns) -> Iterable[tuple[str, str, str]]:
    year = 0
    for column in range(columns.count):
        start = columns.start(column)
        month = MONTHS[start.month - 1][:3] if columns.wide >= 28 else ""
        yield n(column * columns.wide), month, str(start.year) if start.year != year else ""
        year = start.year


def _now(state: PlanState, columns: Columns, y: float) -> tuple[Label | None, str]:
    """The line at the day of the state, or at the day the plan closed."""
    closed = state.plan.plan.closed if state.closed else None
    x = columns.x(closed or state.as_at)
    if x is None:
        return None, ""
    day = closed or state.as_at
    words = f"{'Closed' if closed else 'As at'} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"
    left = min(max(x - width(words) / 2, 0.0), WIDTH - width(words))
    return label("now", left, y, [words]), n(x)


def _column_words(months: int) -> str:
    return {1: "month", 3: "quarter", 6: "half year", 12: "year"}.get(months, f"{months // 12} years")


def _title(counts: Counter[str], total: int) -> str:
    if counts["silent"] == total:
        return f"{number_of('action', total)} {'has' if total == 1 else 'have'} a due date".capitalize()
    said = [f"{counts['done']} of {number_of('dated action', total)} {'is' if counts['done'] == 1 else 'are'} done"]
    said += [f"{counts['late']} {'is' if counts['late'] == 1 else 'are'} late"] if counts["late"] else []
    return and_list(said)


def _counted(counts: Counter[str]) -> Iterable[str]:
    for kind, words in KINDS.items():
        if counts[kind]:
            yield f"{counts[kind]} {'with ' if kind == 'silent' else ''}{words.lower()}"


def _described(state: PlanState, dated: list[tuple[ActionState, date]], counts: Counter[str], columns: Columns) -> str:
    by_column = Counter(columns.of(day) for _, day in dated)
    busiest = max(sorted(by_column), key=lambda column: by_column[column])
    last = columns.start(busiest + 1) - timedelta(days=1)
    start = columns.start(busiest)
    year = f" {start.year}" if start.year != last.year else ""
    when = f"{MONTHS[start.month - 1]}{year} to {MONTHS[last.month - 1]} {last.year}"
    when = f"{MONTHS[start.month - 1]} {start.year}" if columns.months == 1 else when
    number = number_of("action", len(dated))
    said = [f"{number} by due date: {and_list(_counted(counts))}."]
    said.append(f"Most are due in {when} ({by_column[busiest]}).")
    reports = sum(columns.x(report.date) is not None for report in state.reports)
    if reports:
        said.append(
            f"{number_of('report', reports).capitalize()} {'was' if reports == 1 else 'were'} made in this time."
        )
    return " ".join(said)


def _notes(state: PlanState, reports: dict[date, float | None]) -> Iterable[str]:
    """How to read it: only what this plan needs."""
    yield "The number says how many actions."
    if any(x is not None for x in reports.values()):
        yield "A triangle marks a report."
    outside = [day for day, x in reports.items() if x is None]
    if outside:
        yield f"The report of {and_list(day_words(day) for day in outside)} lies outside this time."
    undated = sum(action.due_day is None for action in state.live)
    if undated:
        yield f"{number_of('action', undated).capitalize()} without a single date {'is' if undated == 1 else 'are'} not shown."
