"""The shape of plan.json: records as editors wrote them, each beside what follows from it. Its JSON Schema is made
from these classes and from the records, with the sentence under each field.
"""

from datetime import date

from pydantic import BaseModel, ConfigDict

from planpress.inspection import Inspection
from planpress.kpi import Kpi
from planpress.model import Action, Plan
from planpress.oversight import Governance, Risk
from planpress.period import Due, Period
from planpress.quantity import Quantity
from planpress.report import Reading, Report
from planpress.status import Meaning, Status
from planpress.views.rating import Rating


class Shape(BaseModel):
    """A part of plan.json that follows from the records."""

    # Nothing is validated by these: the schema and `made` only ask for their fields.
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)


class Licence(Shape):
    """How the data may be used."""

    name: str
    """The licence's name."""
    url: str
    """The licence's address."""
    attribution: str
    """What somebody who uses the data must say."""


class StatusCount(Shape):
    """How many actions have one status."""

    status: str | None = None
    """The status, by its id; left out for actions of which nothing was reported."""
    number: int
    """How many actions have it."""


class Summary(Shape):
    """How the plan stands as a whole."""

    sentence: str
    """How its actions stand."""
    kpis: str
    """How its KPIs stand; empty if it has none."""
    actions: int
    """How many actions count: withdrawn ones do not."""
    complete: int
    """How many of them are complete, verified ones included."""
    late: int
    """How many of them are late."""
    by_status: tuple[StatusCount, ...]
    """How many have each status."""


class GroupEntry(Shape):
    """A group of actions."""

    ref: str
    """Its number."""
    title: str
    """Its title."""
    actions: tuple[str, ...]
    """Its actions, by ref."""


class ThemeEntry(Shape):
    """A theme. Its actions stand in `actions` of the whole."""

    ref: str
    """Its permanent name within the plan."""
    title: str
    """Its title."""
    short: str | None = None
    """A short title."""
    outcome: str | None = None
    """What will be different when the theme has worked."""
    address: str
    """Its page."""
    groups: tuple[GroupEntry, ...]
    """Its groups of actions."""
    actions: tuple[str, ...]
    """All its actions, by ref, in groups or not."""
    sentence: str
    """How its actions stand."""


class MoveEntry(Shape):
    """A due date that moved."""

    reported: date
    """The day of the report that moved it."""
    before: Due | None = None
    """The date before."""
    after: Due
    """The date from then on."""
    reason: str
    """Why it moved."""


class StepState(Shape):
    """How a milestone stands."""

    ref: str
    """The milestone, by its ref within the action."""
    done: bool
    """Whether a report said that it was reached."""
    reported: date | None = None
    """The day that was reported."""
    late: bool
    """Whether it is late."""


class UpdateEntry(Shape):
    """Something that a report said of an action. The words themselves stand in `reports`."""

    report: str
    """The report, by its id."""
    status: str | None = None
    """The status it gave."""


class Left(Shape):
    """When and why something came or went."""

    reported: date
    """The day of the report that said so."""
    reason: str
    """Why."""


class ActionNow(Shape):
    """How an action stands."""

    wording: str
    """Its wording now."""
    lead: tuple[str, ...]
    """The posts that answer for it now."""
    status: str | None = None
    """Its newest status, by id; left out if none was reported."""
    meaning: Meaning | None = None
    """What that status means, whatever its word and colour."""
    status_reported: date | None = None
    """The day its status was reported."""
    done: bool
    """Whether nothing is left to do."""
    due: Due | None = None
    """Its present date."""
    late: bool
    """Whether it is late: not done, and due before `as_at`."""
    late_since: date | None = None
    """The day it was due, if it is late."""
    days_moved: int
    """By how many days its date is later than the first; negative when earlier."""
    moves: tuple[MoveEntry, ...]
    """How its date moved, oldest first."""
    milestones: tuple[StepState, ...]
    """How its milestones stand."""
    updates: tuple[UpdateEntry, ...]
    """What was reported of it, oldest first."""
    kpis: tuple[str, ...]
    """The KPIs it names, by ref, families written out."""
    added: Left | None = None
    """When and why it came into the plan later."""
    withdrawn: Left | None = None
    """When and why it left the plan."""


class ActionEntry(Shape):
    """An action."""

    ref: str
    """Its permanent name within the plan."""
    theme: str
    """Its theme, by ref."""
    group: str | None = None
    """Its group, by ref."""
    address: str
    """Its permanent page."""
    written: Action
    """What the plan says of it."""
    now: ActionNow
    """How it stands."""


class Corrected(Shape):
    """A figure that a later one took the place of."""

    report: str
    """The report that gave it, by its id."""
    words: str
    """The figure."""


class PointEntry(Shape):
    """What is known of one period."""

    period: Period
    """The period."""
    words: str
    """The figure, or why there is none."""
    report: str
    """The report that gave it, by its id."""
    reading: Reading
    """The figure as it was reported."""
    corrected: tuple[Corrected, ...]
    """The figures that it took the place of, oldest first."""


class AimEntry(Shape):
    """A target."""

    words: str
    """What is to be reached."""
    at_least: Quantity | None = None
    """The figure to reach or pass."""
    at_most: Quantity | None = None
    """The figure not to pass."""
    due: Period
    """By when."""
    in_force: bool
    """Whether it still stands: false when a report took it away before it was due."""
    reason: str | None = None
    """Why it was set or taken away, if a report did so."""


class KpiNow(Shape):
    """How a KPI stands."""

    rating: Rating
    """How its newest figure stands against its target."""
    sentence: str
    """The rating's reason."""
    more: tuple[str, ...]
    """Further sentences: which way it went, how old it is, when the next is due."""
    aims: tuple[AimEntry, ...]
    """Its targets, those taken away included."""
    points: tuple[PointEntry, ...]
    """Its figures by period, oldest first."""
    withdrawn: Left | None = None
    """When and why it left the plan."""


class KpiEntry(Shape):
    """A KPI."""

    ref: str
    """Its permanent name within the plan."""
    address: str
    """Its permanent page."""
    written: Kpi
    """What the plan says of it."""
    now: KpiNow
    """How it stands."""


class AnswerEntry(Shape):
    """A finding, and what answers it. Its words stand in `inspections`."""

    finding: str
    """The finding, by ref."""
    inspection: str
    """Its inspection, by id."""
    actions: tuple[str, ...]
    """The actions that answer it, by ref."""
    kpis: tuple[str, ...]
    """The KPIs that those actions name, by ref."""
    came_after: bool
    """Whether it came after the plan closed."""


class ReportEntry(Shape):
    """A report."""

    id: str
    """The name of its file without its ending."""
    address: str
    """The page of the day."""
    written: Report
    """What it says."""


class PlanFile(Shape):
    """plan.json: everything of one plan as at one day."""

    id: str
    """The plan's permanent name on its site."""
    format: str
    """The name and version of this format. The version rises only when a field goes or changes its meaning."""
    as_at: date
    """The day at which the plan is shown: reports up to that day count."""
    address: str
    """The plan's page."""
    licence: Licence
    """How the data may be used."""
    written: Plan
    """What plan.yml says."""
    statuses: tuple[Status, ...]
    """The statuses that reports use."""
    followed_by: tuple[str, ...]
    """The plans on the same site that follow this one, by id."""
    summary: Summary
    """How it stands as a whole."""
    themes: tuple[ThemeEntry, ...]
    """Its themes."""
    actions: tuple[ActionEntry, ...]
    """Its actions, withdrawn ones included."""
    kpis: tuple[KpiEntry, ...]
    """Its KPIs."""
    inspections: tuple[Inspection, ...]
    """Inspections, visits, notices and directions, with their findings."""
    answers: tuple[AnswerEntry, ...]
    """What answers each finding; strengths need no answer."""
    governance: Governance | None = None
    """Who oversees the plan."""
    risks: tuple[Risk, ...]
    """What stands in the way."""
    reports: tuple[ReportEntry, ...]
    """Every report up to `as_at`, oldest first, as it was written."""
