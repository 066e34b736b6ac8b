"""Who owes what by a day? A plan's state goes in; actions, figures and milestones come out, and a text for e-mail."""

import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from planpress.editing.following import periods_due
from planpress.model import PlanData
from planpress.period import Cycle, Period, day_words
from planpress.status import Meaning
from planpress.views.series import Series, series
from planpress.views.state import ActionState, PlanState, Step, state
from planpress.words import number_of, slug

WRONG = (Meaning.OFF_TRACK, Meaning.AT_RISK)
NOBODY = "No post named"


@dataclass(frozen=True)
class FigureDue:
    """A KPI whose figure is to come, with the periods it is wanted for, oldest first."""

    series: Series
    periods: tuple[Period, ...]


@dataclass(frozen=True)
class StepDue:
    """A milestone that is not reached and is due, with its action."""

    action: ActionState
    step: Step

    @property
    def name(self) -> str:
        """Its name in a report."""
        return f"{self.action.ref}.{self.step.ref}"


@dataclass(frozen=True)
class Due:
    """What is owed in a plan."""

    state: PlanState
    until: date
    """The last day of what counts as due soon."""
    actions: tuple[ActionState, ...]
    """Not done, and late, off track, at risk, due by `until`, or to be told of again by then; in the plan's order."""
    figures: tuple[FigureDue, ...]
    steps: tuple[StepDue, ...]

    def of(self, wanted: Callable[[str, tuple[str, ...]], bool]) -> "Due":
        """Only what belongs to the themes and posts wanted: `wanted` is asked with a theme's ref and the posts."""
        theme = self.state.plan.theme_of
        return Due(
            self.state,
            self.until,
            tuple(one for one in self.actions if wanted(theme[one.ref].ref, one.lead)),
            tuple(one for one in self.figures if wanted(one.series.kpi.theme, _owner(one.series))),
            tuple(one for one in self.steps if wanted(theme[one.action.ref].ref, one.action.lead)),
        )

    def __bool__(self) -> bool:
        return bool(self.actions or self.figures or self.steps)


def due(plan: PlanData, as_at: date, until: date, figures_until: date) -> Due:
    """What is owed in a plan as it stood on a day; nothing once it is closed.

    `until` is the last due date that counts as soon, `figures_until` the last day on which a figure's period may end.
    """
    stand = state(plan, as_at)
    if stand.closed:
        return Due(stand, until, (), (), ())
    still = [one for one in stand.live if not one.done]
    figures = ((one, periods_due(one, plan.plan.starts.first, figures_until)) for one in series(plan, as_at).values())
    return Due(
        stand,
        until,
        tuple(one for one in still if one.late or one.meaning in WRONG or _soon(one, until)),
        tuple(FigureDue(one, periods) for one, periods in figures if periods),
        tuple(StepDue(one, step) for one in still for step in one.steps if not step.done and step.due.last <= until),
    )


def _soon(one: ActionState, until: date) -> bool:
    """Whether it is due by a day. Work that comes round again is, when it was not told of for a cycle."""
    if isinstance(one.due, Cycle):
        told = one.updates[-1].report.date if one.updates else None
        following = one.due.after(told) if told else None
        return following is None or following <= until
    return one.due_day is not None and one.due_day <= until


def _owner(one: Series) -> tuple[str, ...]:
    return (one.kpi.owner,) if one.kpi.owner else ()


def posts(plan: PlanData, as_at: date) -> list[str]:
    """Every post that leads an action or answers for a figure, by name, each once."""
    named = [role for one in state(plan, as_at).actions for role in one.lead]
    named += [kpi.owner for kpi in plan.kpis if kpi.owner]
    found: dict[str, str] = {}
    for role in named:
        found.setdefault(slug(role), role)
    return [found[key] for key in sorted(found)]


def text(owed: Due, roles: Iterable[str], unnamed: bool = True) -> str:
    """What is owed, by post, as the plain text of an e-mail. A post that owes nothing is left out.

    `unnamed` adds what no post answers for.
    """
    plan, day = owed.state.plan, owed.state.as_at
    title = f"{plan.name}: what is due by {day_words(owed.until)}, as at {day_words(day)}"
    parts = [f"{title}\n{'=' * len(title)}\n"]
    for role in (*roles, *((NOBODY,) if unnamed else ())):
        mine = owed.of(lambda _, leads, role=role: _is_of(role, leads))  # type: ignore[misc]
        if mine:
            lines = "\n".join(_sections(mine))
            parts.append(f"{role}\n{'-' * len(role)}\n\n{lines}")
    if len(parts) == 1:
        parts.append("Nothing is due.\n")
    return "\n".join(parts)


def _is_of(role: str, leads: tuple[str, ...]) -> bool:
    return slug(role) in map(slug, leads) if role != NOBODY else not leads


def _sections(owed: Due) -> Iterator[str]:
    late = [one for one in owed.actions if one.late]
    soon = [one for one in owed.actions if not one.late and _soon(one, owed.until)]
    wrong = [one for one in owed.actions if one not in late and one not in soon]
    for heading, items in (
        ("Late", [_action(one) for one in late]),
        ("Due soon", [_action(one) for one in soon]),
        ("Off track or at risk", [_action(one) for one in wrong]),
        ("Figures to give", [_figure(one) for one in owed.figures]),
        ("Milestones", [_step(one) for one in owed.steps]),
    ):
        if items:
            yield f"{heading} ({len(items)})\n"
            yield "".join(items)


def _item(line: str) -> str:
    return textwrap.fill(line, 76, initial_indent="- ", subsequent_indent="  ", break_long_words=False) + "\n"


def _action(one: ActionState) -> str:
    when = f"{one.due}" if isinstance(one.due, Cycle) else f"due {one.due}" if one.due else "no date"
    late = f", {one.late_words}" if one.late else ""
    return _item(f"Action {one.shown}: {one.text.rstrip('.')} ({when}{late}; {said(one)})")


def said(one: ActionState) -> str:
    """What was last reported of an action: "Off track on 14 October 2026"."""
    newest = one.newest
    return (
        f"{newest.status.word} on {day_words(newest.report.date)}" if newest and newest.status else "not yet reported"
    )


def _figure(one: FigureDue) -> str:
    periods = ", ".join(map(str, one.periods))
    return _item(f"KPI {one.series.shown}: {one.series.kpi.title}, for {periods} ({last_figure(one.series)})")


def last_figure(one: Series) -> str:
    """A KPI's newest figure: "last: 93% for September 2026"."""
    return f"last: {one.newest.words} for {one.newest.period}" if one.newest else "no figure yet"


def _step(one: StepDue) -> str:
    late = ", late" if one.step.late else ""
    return _item(f"{one.name}: {one.step.title} (due {one.step.due}{late})")


def counted(owed: Due) -> str:
    """ "15 actions, 14 KPIs and 3 milestones"."""
    return (
        f"{number_of('action', len(owed.actions))}, {number_of('KPI', len(owed.figures))} "
        f"and {number_of('milestone', len(owed.steps))}"
    )
