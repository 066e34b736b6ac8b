"""What happens when? Every dated thing of a plan in one line of time."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from planpress.model import PlanData
from planpress.period import MONTHS
from planpress.views.duties import duties
from planpress.views.state import PlanState


@dataclass(frozen=True)
class Event:
    """Something on a day."""

    day: date
    when: str
    """The day or period, as it was given."""
    kind: str
    title: str
    address: str
    """Its page within the plan, or nothing."""


def timeline(state: PlanState) -> list[tuple[str, list[Event]]]:
    """Every dated thing by month, oldest first."""
    events = sorted(_events(state), key=lambda event: (event.day, event.kind, event.title))
    by_month = groupby(events, key=lambda event: (event.day.year, event.day.month))
    return [(f"{MONTHS[month - 1]} {year}", list(same)) for (year, month), same in by_month]


def _events(state: PlanState) -> list[Event]:
    plan = state.plan
    found = [Event(plan.plan.published.last, plan.plan.published.words, "Plan", "The plan was published", "")]
    if plan.plan.closed:
        found.append(Event(plan.plan.closed, "", "Plan", "The plan closed", ""))
    for item in state.live:
        if item.due_day and item.due:
            done = "done" if item.done else "due"
            found.append(
                Event(
                    item.due_day, item.due.words, f"Action {done}", f"{item.shown} {item.text}", f"actions/{item.ref}/"
                )
            )
    found += [Event(one.date, "", "Report", one.title, f"progress/{one.date.isoformat()}/") for one in state.reports]
    return found + _of_inspections(plan, state.as_at) + _of_governance(plan)


def _of_inspections(plan: PlanData, as_at: date) -> list[Event]:
    found = []
    for one in plan.inspections:
        address = f"inspections/{one.id}/"
        found.append(Event(one.starts.last, one.starts.words, one.kind.words, one.title, address))
        if one.published and one.published != one.starts:
            found.append(Event(one.published.last, one.published.words, "Report published", one.title, address))
        if one.ends and one.kind in ("direction", "improvement-notice"):
            found.append(Event(one.ends.last, one.ends.words, "Lifted", one.title, address))
    asked = [(duty.due, duty.law.what) for duty in duties(plan, as_at) if duty.due]
    return found + [Event(day, "", "Last day in law", what, "required/") for day, what in asked]


def _of_governance(plan: PlanData) -> list[Event]:
    if not plan.governance:
        return []
    found = [
        Event(one.date, "", "Meeting", f"{plan.body_by_id[one.body].name}: {one.title}", "governance/")
        for one in plan.governance.meetings
    ]
    for partner in plan.governance.partners:
        for period, word in ((partner.starts, "begins"), (partner.ends, "ends")):
            if period:
                found.append(
                    Event(
                        period.last, period.words, f"Partner {word}", f"{partner.name}, {partner.role}", "governance/"
                    )
                )
    return found
