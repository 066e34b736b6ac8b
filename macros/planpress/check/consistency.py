"""Do the reports agree with each other and with the dates and figures? Warnings: each can be right, with a reason."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from planpress.model import PlanData
from planpress.period import day_words
from planpress.problem import Problem
from planpress.record import Record
from planpress.report import Report
from planpress.status import Meaning
from planpress.views.rating import Rating, rating
from planpress.views.series import Series, series
from planpress.views.state import ActionState, newest_date, state

GRACE = timedelta(days=14)
"""How much later than its cycle a report may come before anyone asks: meetings move."""
SAYS = ("summary", "source", "actions", "kpis", "milestones", "risks", "changes")
"""The fields by which a report tells readers something; a draft that nobody filled in has none of them."""


def inconsistent(plan: PlanData) -> Iterator[Problem]:
    """Contradictions in the plan as it stands at its newest report."""
    now = state(plan)
    for item in now.actions:
        yield from _action(item, plan.reports[-1] if plan.reports else None)
    if not now.closed:
        yield from _figures(plan, {item.ref: item for item in now.actions})
        yield from _gaps(plan)
    for report in plan.reports:
        if report.date < plan.plan.starts.first:
            message = f"this report of {day_words(report.date)} is older than the plan ({plan.plan.starts})"
            yield _warn(report, "date", message, "check the year", "report-before-plan", report.date.isoformat())
        if not any(getattr(report, field) for field in SAYS):
            message = f"the report of {day_words(report.date)} says nothing"
            hint = "fill it in, or delete the file: readers would see an empty report"
            yield _warn(report, "date", message, hint, "empty-report", report.date.isoformat())


def _warn(record: Record, field: str, message: str, hint: str, code: str, ref: str) -> Problem:
    return Problem(record.at.path, record.at.of(field), message, hint, code, ref)


def _action(item: ActionState, last: Report | None) -> Iterator[Problem]:
    newest, status = item.newest, item.status
    if newest and status:
        if item.late and status.meaning in (Meaning.ON_TRACK, Meaning.NOT_STARTED):
            if newest.report.date == item.as_at or not last:
                message = f"action {item.ref} is reported as {status.id}, but was due {item.due}"
                hint = "change its status, or move its date with a reason"
                yield _warn(newest.said, "status", message, hint, "late-but-on-track", item.ref)
            else:
                # Not where it was said: a published report stays as it is.
                message = f"action {item.ref} was last reported as {status.id}, but was due {item.due}"
                hint = "report how it stands now, or move its date with a reason"
                yield _warn(last, "actions", message, hint, "late-but-on-track", item.ref)
        if status.meaning is Meaning.OFF_TRACK and not newest.said.recovery and not status.needs:
            message = f"action {item.ref} is off track and nobody says what is being done"
            yield _warn(newest.said, "status", message, "add `recovery:`", "no-recovery-text", item.ref)
        still_open = [step.ref for step in item.steps if not step.done]
        if item.done and still_open and not item.withdrawn:
            message = f"action {item.ref} is reported as {status.id}, but milestone {', '.join(still_open)} is not done"
            yield _warn(
                newest.said,
                "status",
                message,
                "report the milestone, or the action as not done",
                "open-milestones",
                item.ref,
            )
    said = [update for update in item.updates if update.said.progress]
    if len(said) >= 3 and len({update.said.progress for update in said[-3:]}) == 1:
        message = f"action {item.ref} is reported with the same words for the third time running"
        yield _warn(said[-1].said, "progress", message, "say what has changed since", "same-words", item.ref)


def _figures(plan: PlanData, actions: dict[str, ActionState]) -> Iterator[Problem]:
    good = (Meaning.ON_TRACK, Meaning.COMPLETE, Meaning.VERIFIED, Meaning.ONGOING)
    named: dict[str, list[ActionState]] = {}
    for action in plan.actions:
        item = actions.get(action.ref)
        if item and not item.withdrawn and "all" not in action.kpis:
            for kpi in plan.kpis_of(action):
                named.setdefault(kpi.ref, []).append(item)
    for ref, one in series(plan, newest_date(plan)).items():
        if one.withdrawn:
            continue
        states = named.get(one.kpi.ref, [])
        if _behind(one) and states and all(item.meaning in good for item in states):
            message = f"KPI {ref} is off target, but every action that should move it is on track or complete"
            yield _warn(one.kpi, "ref", message, "check the statuses, or plan more actions", "fine-but-off-target", ref)
        if one.stale and one.newest:
            message = f"KPI {ref} is due {one.kpi.frequency}, but its newest figure is of {one.newest.period}"
            yield _warn(
                one.kpi, "frequency", message, "report the newer figures, or mend `frequency`", "stale-figure", ref
            )


def _behind(one: Series) -> bool:
    """Whether a figure misses its target when that is due, or before then the straight line from the baseline to it."""
    point = one.newest
    aim = one.aim_at(point.period.last) if point else None
    if rating(one) is not Rating.OFF or not point or not point.value or not aim:
        return False
    expected = one.expected(point.period.last)
    if aim.due.last <= point.period.last or expected is None:
        return aim.due.last <= one.as_at
    return abs(point.value.number - aim.number) > abs(expected - aim.number)


def _gaps(plan: PlanData) -> Iterator[Problem]:
    """Reports that came later than the plan's cycle."""
    cycle = plan.plan.reports
    for before, after in pairwise(plan.reports) if cycle else ():
        wanted = cycle.after(before.date) if cycle else None
        if wanted and after.date > wanted + GRACE:
            message = f"no report came between {day_words(before.date)} and {day_words(after.date)}; the plan promises {cycle}"
            hint = "add what was reported in between, or mend `reports` in plan.yml"
            yield _warn(after, "date", message, hint, "report-gap", after.date.isoformat())
