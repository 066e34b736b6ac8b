"""How the actions of each theme stand: one bar a theme, parted by status."""

from dataclasses import dataclass

from planpress.status import Status
from planpress.views.charts.paper import WIDTH, fit, n, width
from planpress.views.counts import Count, by_status
from planpress.views.state import PlanState
from planpress.words import and_list, number_of

ROW, BAR, NAME = 46.0, 22.0, 14.0
"""How high a theme's row is, its bar, and the name above the bar."""


@dataclass(frozen=True)
class Part:
    """The actions of one theme that have one status."""

    status: Status | None
    """None for those of which nothing was reported."""
    number: str
    """How many; empty where the part is too narrow to say so."""
    x: str
    width: str
    shape_x: str
    """Where the status's shape stands; empty where there is no room for it."""
    text_x: str


@dataclass(frozen=True)
class ThemeBar:
    """One theme's bar."""

    name: str
    total: str
    name_y: str
    y: str
    shape_y: str
    text_y: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class StatusBars:
    """The bars of all themes, ready to print."""

    title: str
    description: str
    height: str
    rows: tuple[ThemeBar, ...]
    statuses: tuple[Status | None, ...]
    """The statuses that occur, in the scheme's order, for the key."""


def status_bars(state: PlanState) -> StatusBars | None:
    """The bars of a plan at a date, all to one scale; None while no status has been reported."""
    themes = [(theme, by_status(state, state.of_theme(theme.ref))) for theme in state.plan.themes]
    themes = [(theme, counts) for theme, counts in themes if counts]
    found = {count.status.id if count.status else "": count.status for _, counts in themes for count in counts}
    if not any(found.values()):
        return None
    most = max(sum(count.number for count in counts) for _, counts in themes)
    rows = []
    for row, (theme, counts) in enumerate(themes):
        total = number_of("action", sum(count.number for count in counts))
        top = row * ROW + NAME + 4
        name = fit(f"{theme.ref} {theme.name}", WIDTH - width(total) - 8)
        rows.append(ThemeBar(name, total, n(top - 6), n(top), n(top + 5), n(top + 15.5), _parts(counts, WIDTH / most)))
    order = [status for status in state.plan.statuses if status.id in found]
    return StatusBars(
        title=_title(state),
        description=" ".join(f"Theme {theme.ref}, {theme.name}: {_said(counts)}." for theme, counts in themes),
        height=n(len(rows) * ROW),
        rows=tuple(rows),
        statuses=(*order, None) if "" in found else tuple(order),
    )


def _title(state: PlanState) -> str:
    done = sum(action.done for action in state.live)
    return f"{done} of {number_of('action', len(state.live))} {'is' if done == 1 else 'are'} complete"


def _said(counts: list[Count]) -> str:
    return and_list(
        f"{count.number} {count.status.word.lower() if count.status else 'not yet reported'}" for count in counts
    )


def _parts(counts: list[Count], unit: float) -> tuple[Part, ...]:
    parts, left = [], 0.0
    for count in counts:
        wide = max(count.number * unit - 1.5, 1.0)
        text = str(count.number)
        long = width(text, bold=True)
        room, shaped = wide >= long + 2, wide >= long + 20
        middle = left + wide / 2
        parts.append(
            Part(
                count.status,
                text if room else "",
                n(left),
                n(wide),
                n(middle - (long + 15) / 2) if shaped else "",
                n(middle + 7.5 if shaped else middle),
            )
        )
        left += count.number * unit
    return tuple(parts)
