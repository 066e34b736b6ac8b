"""How a plan stood when a workbook was made of it, and how it stands now."""

from dataclasses import dataclass
from datetime import date

from planpress.model import PlanData
from planpress.views.series import Series, series
from planpress.views.state import ActionState, PlanState, Step, newest_date, state


@dataclass(frozen=True)
class Stand:
    """A plan, its actions and its KPIs at two days: what differs from the first was changed by whoever filled in."""

    plan: PlanData
    day: date
    """The day of the report that is to be made."""
    made: date
    """The day of which the workbook is."""
    actions_then: dict[str, ActionState]
    actions: dict[str, ActionState]
    kpis_then: dict[str, Series]
    kpis: dict[str, Series]
    milestones_then: dict[str, Step]
    """By their names, as 1.1.2.a."""
    milestones: dict[str, Step]
    levels_then: dict[str, str]
    """What was last reported of each risk; nothing for a risk without a report."""
    levels: dict[str, str]


def stand(plan: PlanData, day: date, made: date | None = None) -> Stand:
    """How a plan stands before the report of a day. `made` is the day of which the workbook is, the newest if None."""
    now = newest_date(plan)
    then = min(made or now, now)
    # A workbook from before the last report shows what was said until then.
    was, here = state(plan, then), state(plan, now)
    return Stand(
        plan, day, then, was.by_ref, here.by_ref, series(plan, then), series(plan, now),
        milestones(was), milestones(here), levels(was), levels(here),
    )  # fmt: skip


def milestones(one: PlanState) -> dict[str, Step]:
    """The milestones of the actions that a plan has at a day, by their names."""
    return {f"{action.ref}.{step.ref}": step for action in one.live for step in action.steps}


def levels(one: PlanState) -> dict[str, str]:
    """What was last reported of each risk until a day."""
    return {ref: said.level for report in one.reports for ref, said in report.risks.items() if said.level}
