"""Can the plan's dates be right? A due date before the plan is a warning, since plans are printed with such."""

from collections.abc import Iterator

from planpress.model import PlanData
from planpress.period import Period
from planpress.problem import Problem


def impossible(plan: PlanData) -> Iterator[Problem]:
    """A plan that ends before it starts, or is closed before it starts."""
    at = plan.plan.at
    if plan.plan.ends and plan.plan.ends.last < plan.plan.starts.first:
        message = f"`ends`: {plan.plan.ends} is before the plan starts ({plan.plan.starts})"
        yield Problem(at.path, at.of("ends"), message, "mend one of the two dates", "ends-before-start")
    if plan.plan.closed and plan.plan.closed < plan.plan.starts.first:
        message = f"`closed`: {plan.plan.closed} is before the plan starts ({plan.plan.starts})"
        yield Problem(at.path, at.of("closed"), message, "mend one of the two dates", "closed-before-start")


def outside_the_plan(plan: PlanData) -> Iterator[Problem]:
    """An action due before the plan was published, or after it ends."""
    first = min(plan.plan.published.first, plan.plan.starts.first)
    for action in plan.actions:
        if not isinstance(action.due, Period):
            continue
        line = action.at.of("due")
        if action.due.last < first:
            message = f"action {action.ref} is due in {action.due}, before the plan began ({plan.plan.published})"
            yield Problem(action.at.path, line, message, "check the year", "due-before-plan", action.ref)
        if plan.plan.ends and action.due.last > plan.plan.ends.last:
            message = f"action {action.ref} is due in {action.due}, after the plan ends ({plan.plan.ends})"
            yield Problem(
                action.at.path, line, message, "check the year, or the plan's end", "due-after-plan", action.ref
            )


def after_target(plan: PlanData) -> Iterator[Problem]:
    """An action that ends only after the day by which its KPI should have moved."""
    for action in plan.actions:
        if not isinstance(action.due, Period) or "all" in action.kpis:
            continue
        for kpi in plan.kpis_of(action):
            last = max((target.due for target in kpi.targets), default=None)
            if last and action.due.last > last.last:
                message = f"action {action.ref} is due in {action.due}, after the target of KPI {kpi.ref} ({last})"
                hint = "check both dates: the figure can hardly move before the action is done"
                yield Problem(action.at.path, action.at.of("due"), message, hint, "due-after-target", action.ref)
