"""What does the law ask the council to publish after an inspection, by which day, and was it done?

Working days: not a Saturday, Sunday, Christmas Day, Good Friday or bank holiday in England (SI 2007/462, regulation 2).
The first working day counted is the one after the report was received.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

from planpress.inspection import Duty, DutyKind, Inspection
from planpress.model import PlanData
from planpress.period import day_words
from planpress.words import number_of


@dataclass(frozen=True)
class Law:
    """One kind of duty: what must be done, in how many working days, and where the law says so."""

    what: str
    working_days: int
    source: str
    link: str


LAWS = {
    DutyKind.PUBLISH_REPORT: Law(
        "Publish the inspection report",
        30,
        "Education and Inspections Act 2006, section 137; SI 2007/462, regulation 2",
        "https://www.legislation.gov.uk/ukpga/2006/40/section/137",
    ),
    DutyKind.STATEMENT: Law(
        "Publish a written statement of the action it proposes and the period for it",
        70,
        "Education and Inspections Act 2006, section 137; SI 2007/462, regulation 3",
        "https://www.legislation.gov.uk/ukpga/2006/40/section/137",
    ),
    DutyKind.DRAFT: Law(
        "Send Ofsted a draft plan after a visit that found areas for priority action",
        20,
        "Ofsted's framework for inspecting children's services, focused visits",
        "https://www.gov.uk/government/publications/inspecting-local-authority-childrens-services-from-2018",
    ),
    DutyKind.SEND_STATEMENT: Law(
        "Make a written statement of action with the health service",
        70,
        "Children Act 2004 (Joint Area Reviews) Regulations 2015, SI 2015/1792",
        "https://www.legislation.gov.uk/uksi/2015/1792/contents/made",
    ),
}
"""What the law asks, and how long it gives."""


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England in a year, the extra ones of 2022 and 2023 too."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def working_days_after(start: date, count: int) -> date:
    """The day a number of working days after another, which is day 0. 10 March 2023 and 70 give 23 June 2023."""
    day = start
    while count:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in bank_holidays(day.year):
            count -= 1
    return day


@dataclass(frozen=True)
class DutyState:
    """A duty with its last day, and how it stands on a day."""

    inspection: Inspection
    duty: Duty
    law: Law
    counted_from: date | None
    due: date | None
    as_at: date

    @property
    def words(self) -> str:
        """Whether it was done in time, as far as was published."""
        if self.duty.met:
            late = self.due is not None and self.duty.met > self.due
            return f"Done on {day_words(self.duty.met)}, {'after the last day' if late else 'in time'}"
        if self.due is None:
            return "The last day cannot be worked out: no day of receipt or publication is known"
        if self.due < self.as_at:
            return "The last day has passed; when it was done was not published"
        return "Not yet due"

    @property
    def how(self) -> str:
        """How the last day was found."""
        if self.duty.due:
            return "The last day was given"
        if self.counted_from is None:
            return ""
        what = "received" if self.inspection.received else "published"
        return f"{self.law.working_days} working days from {day_words(self.counted_from)}, when the report was {what}"


def duties(plan: PlanData, as_at: date) -> list[DutyState]:
    """Every duty of a plan's inspections, by its last day."""
    found = []
    for inspection in plan.inspections:
        published = inspection.published
        start = inspection.received or (published.last if published and published.kind == "day" else None)
        for duty in inspection.duties:
            law = LAWS[duty.duty]
            due = duty.due or (working_days_after(start, law.working_days) if start else None)
            found.append(DutyState(inspection, duty, law, start, due, as_at))
    return sorted(found, key=lambda one: one.due or date.max)


def periods_sentence(plan: PlanData) -> str:
    """Whether each action has its period, as section 137 asks."""
    without = [action.ref for action in plan.actions if action.due is None]
    total = len(plan.actions)
    if not without:
        return f"The law asks for the period of each action: all {total} have one."
    if len(without) == total:
        return f"The law asks for the period of each action: none of the {number_of('action', total)} has one."
    return f"The law asks for the period of each action: {len(without)} of {total} have none."
