"""The records of inspections: what inspectors and others looked at, judged and found, and what the law then asks."""

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from planpress.record import Day, Items, PeriodText, Prose, Record, Ref, Role, Some, Table, Text, Url, wrong


class Kind(StrEnum):
    """What kind of event it is."""

    INSPECTION = "inspection"
    SHORT_INSPECTION = "short-inspection"
    FOCUSED_VISIT = "focused-visit"
    MONITORING_VISIT = "monitoring-visit"
    JOINT_INSPECTION = "joint-inspection"
    SEND_INSPECTION = "send-inspection"
    SEND_REVISIT = "send-revisit"
    PEER_REVIEW = "peer-review"
    INDEPENDENT_REVIEW = "independent-review"
    GOVERNMENT_REVIEW = "government-review"
    ANNUAL_CONVERSATION = "annual-conversation"
    IMPROVEMENT_NOTICE = "improvement-notice"
    DIRECTION = "direction"

    @property
    def words(self) -> str:
        """What the page calls it."""
        return {
            "send-inspection": "Area SEND inspection",
            "send-revisit": "Area SEND revisit",
            "joint-inspection": "Joint targeted area inspection",
            "direction": "Statutory direction",
        }.get(self.value, self.value.replace("-", " ").capitalize())


class Framework(StrEnum):
    """The rules an inspection followed. Their areas differ, so judgements are comparable only within one."""

    SIF = "sif"
    ILACS_2018 = "ilacs-2018"
    ILACS_2023 = "ilacs-2023"
    ILACS_2026 = "ilacs-2026"
    SEND_2016 = "send-2016"
    SEND_2023 = "send-2023"
    JTAI = "jtai"

    @property
    def words(self) -> str:
        """Its name, with its years."""
        return {
            "sif": "Single inspection framework, 2013 to 2017",
            "ilacs-2018": "Inspection of local authority children's services (ILACS), 2018 to 2022",
            "ilacs-2023": "ILACS from January 2023, with care leavers judged apart",
            "ilacs-2026": "ILACS from April 2026, with no overall judgement",
            "send-2016": "Area SEND inspection, 2016 to 2022",
            "send-2023": "Area SEND inspection from 2023",
            "jtai": "Joint targeted area inspection",
        }[self.value]

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas that it judges; none where it gives no grades."""
        return {
            "sif": ("overall", "help-and-protection", "in-care", "adoption", "care-leavers", "leaders"),
            "ilacs-2018": ("overall", "leaders", "help-and-protection", "in-care-and-care-leavers"),
            "ilacs-2023": ("overall", "leaders", "help-and-protection", "in-care", "care-leavers"),
            "ilacs-2026": ("leaders", "help-and-protection", "in-care", "care-leavers"),
        }.get(self.value, ())


AREAS = {
    "overall": "Overall effectiveness",
    "leaders": "Leaders and managers",
    "help-and-protection": "Help and protection",
    "in-care-and-care-leavers": "Children in care and care leavers",
    "in-care": "Children in care",
    "adoption": "Adoption",
    "care-leavers": "Care leavers",
}
"""Every area of every framework, in the order of the grid, as the page names it."""


class Grade(StrEnum):
    """What inspectors judged."""

    OUTSTANDING = "outstanding"
    GOOD = "good"
    REQUIRES_IMPROVEMENT = "requires-improvement"
    INADEQUATE = "inadequate"

    @property
    def words(self) -> str:
        """The grade in Ofsted's words."""
        return "Requires improvement to be good" if self is Grade.REQUIRES_IMPROVEMENT else self.value.capitalize()


class FindingKind(StrEnum):
    """What sort of finding it is."""

    PRIORITY = "priority-action"
    RECOMMENDATION = "recommendation"
    IMPROVE = "improve"
    LOCAL = "still-to-do"
    STRENGTH = "strength"

    @property
    def words(self) -> str:
        """What the page calls it."""
        return {
            "priority-action": "Priority and immediate action",
            "recommendation": "Recommendation",
            "improve": "What needs to improve",
            "still-to-do": "Still work to do, in the council's own view",
            "strength": "Strength",
        }[self.value]


class Finding(Record):
    """Something that was found, in plain words."""

    ref: Ref
    """Its permanent name within the plan, as actions cite it: R1."""
    number: Text | None = None
    """Its number in the report, if it has one."""
    kind: FindingKind
    """Whether it is a `priority-action`, `recommendation`, `improve`, `still-to-do` or `strength`."""
    finding: Text
    """What was found or asked for, in plain words."""
    area: Text | None = None
    """The area or heading it stands under in the report."""
    relates: Some[Ref] = ()
    """Other findings that it is about, such as the inspectors' finding behind one of the council's own."""
    responsible: Items[Text] = ()
    """The bodies that must act on it, if the report names them."""
    note: Text | None = None
    """What a reader should know of it."""


class DutyKind(StrEnum):
    """What the law asks of the council after an inspection."""

    PUBLISH_REPORT = "publish-report"
    STATEMENT = "statement"
    DRAFT = "draft-after-priority-action"
    SEND_STATEMENT = "send-statement"


class Duty(Record):
    """Something the law asks for after an inspection, by a day that is worked out unless it is given."""

    duty: DutyKind
    """What must be done: `publish-report`, `statement`, `draft-after-priority-action` or `send-statement`."""
    due: Day | None = None
    """The last day, if it was set otherwise than the law's working days give."""
    met: Day | None = None
    """The day it was done, if that was published."""
    note: Text | None = None
    """What a reader should know of it."""
    source: Url | None = None
    """Where its publication can be seen."""


class Inspection(Record):
    """An inspection, visit, review, notice or direction."""

    id: Ref
    """Its permanent name within the plan; it is in its address."""
    kind: Kind
    """What it is, such as `inspection`, `monitoring-visit`, `improvement-notice` or `direction`."""
    title: Text
    """Its title."""
    by: Text
    """Who made or issued it, such as "Ofsted"."""
    framework: Framework | None = None
    """The rules it followed; needed where there are judgements."""
    of: Ref | None = None
    """The inspection that it follows up, for visits."""
    about: Text | None = None
    """What it looked at: the theme of a visit, the service of a direction."""
    starts: PeriodText
    """Its first day or month; for a notice or direction, when it was issued."""
    ends: PeriodText | None = None
    """Its last day; for a notice or direction, when it was lifted."""
    received: Day | None = None
    """The day the council received the report, from which the law counts; the day of publication if left out."""
    published: PeriodText | None = None
    """When the report was published."""
    not_published: Text | None = None
    """Why the report is not published, if it is not."""
    report: Url | None = None
    """The published report or letter."""
    legal_basis: Text | None = None
    """The law under which it was made or issued."""
    lead: Role | None = None
    """The post of the person who led it."""
    summary: Prose | None = None
    """What it said, in two or three sentences."""
    judgements: Table[Grade] = {}  # noqa: RUF012
    """The grade of each area judged: `leaders: good`."""
    outcome: Text | None = None
    """The outcome in the inspectors' words, where the framework gives no grades."""
    findings: Items[Finding] = ()
    """What it found."""
    duties: Items[Duty] = ()
    """What the law asks for because of it."""
    requires: Items[Text] = ()
    """What a notice or direction requires."""
    source: Text | None = None
    """Where this entry comes from, if not from the report itself."""
    note: Text | None = None
    """What a reader should know of it."""

    @model_validator(mode="after")
    def _framework_for_grades(self) -> Self:
        if self.judgements and not self.framework:
            raise wrong("there are judgements but no framework; add `framework:`, such as ilacs-2023")
        if self.not_published and self.published:
            raise wrong("`published` and `not_published` cannot both be; keep one of them")
        return self
