"""The records of oversight: bodies, partners, programmes, meetings, sign-offs, principles; risks and their like."""

from enum import StrEnum

from planpress.record import Day, Frequency, Items, PeriodText, Prose, Record, Ref, Role, Some, Text, Url


class Body(Record):
    """A board, committee or other body that oversees the plan or is told of it."""

    id: Ref
    """Its name in reports, as in `to: improvement-board`."""
    name: Text
    """Its name."""
    what: Text
    """What it does for this plan, in a sentence."""
    chair: Role | None = None
    """The post that chairs it."""
    members: Items[Text] = ()
    """Who sits on it, as posts or bodies."""
    meets: Frequency | None = None
    """How often it meets on the plan."""
    receives: Text | None = None
    """What it is given."""
    reports_to: Some[Ref] = ()
    """The bodies it reports to, by their ids."""
    link: Url | None = None
    """Its page."""


class Partner(Record):
    """A body or post that advises or helps."""

    name: Text
    """Its name."""
    role: Text
    """What it does: improvement adviser, partner in practice, commissioner …"""
    starts: PeriodText | None = None
    """Since when."""
    ends: PeriodText | None = None
    """Until when, if it has ended."""
    note: Text | None = None
    """What a reader should know of it."""


class Programme(Record):
    """A programme or workstream that delivers some of the plan."""

    ref: Ref
    """Its permanent name within the plan."""
    name: Text
    """Its name."""
    what: Text
    """What it is for."""
    sponsor: Role | None = None
    """The post that answers for it."""
    starts: PeriodText | None = None
    """When it begins."""
    ends: PeriodText | None = None
    """When it ends."""
    cost: Text | None = None
    """What it costs, if that was published."""
    projects: Items[Text] = ()
    """Its projects."""
    actions: Some[Ref] = ()
    """The actions that it delivers."""
    note: Text | None = None
    """What a reader should know of it."""


class Meeting(Record):
    """A meeting at which the plan was or will be considered."""

    date: Day
    """The day."""
    body: Ref
    """The body that meets, by its id."""
    title: Text
    """What it was about."""
    decision: Text | None = None
    """What was decided."""
    paper: Url | None = None
    """The published paper."""


class SignOff(Record):
    """Somebody's approval or advice."""

    who: Role
    """The post or body."""
    what: Text
    """What was given, such as "Signed off" or "Financial advice"."""
    date: PeriodText
    """When."""


class Principle(Record):
    """A value or principle of the plan."""

    title: Text
    """Its name."""
    text: Prose
    """What it means, in plain words."""


class Governance(Record):
    """governance.yml: who oversees the plan and how, who helps, and what they decided."""

    summary: Prose | None = None
    """How the plan is overseen, in two or three sentences."""
    bodies: Items[Body] = ()
    """The bodies that oversee it or are told of it."""
    partners: Items[Partner] = ()
    """Who advises or helps, and since when."""
    programmes: Items[Programme] = ()
    """The programmes that deliver some of it."""
    meetings: Items[Meeting] = ()
    """Meetings at which it was or will be considered."""
    sign_offs: Items[SignOff] = ()
    """Who approved or advised, and when."""
    principles: Items[Principle] = ()
    """The plan's values or principles."""
    consultation: Items[Text] = ()
    """Who was asked, and how."""
    resources: Items[Text] = ()
    """What it costs and who pays, as far as that was published."""


class RiskKind(StrEnum):
    """What stands in the way: something that may happen, that has happened, that goes on, or that others must do."""

    RISK = "risk"
    ISSUE = "issue"
    CHALLENGE = "challenge"
    DEPENDENCY = "dependency"


class Level(StrEnum):
    """How likely or how grave."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Risk(Record):
    """A risk, issue, challenge or dependency."""

    ref: Ref
    """Its permanent name within the plan."""
    kind: RiskKind
    """Whether it is a `risk`, `issue`, `challenge` or `dependency`."""
    title: Text
    """What may happen, or stands in the way."""
    effect: Text | None = None
    """What it would mean."""
    response: Prose | None = None
    """What is done about it."""
    owner: Role | None = None
    """The post that answers for it."""
    likelihood: Level | None = None
    """How likely it is: `low`, `medium` or `high`."""
    impact: Level | None = None
    """How grave it would be: `low`, `medium` or `high`."""
    actions: Some[Ref] = ()
    """The actions that it touches."""
    opened: PeriodText | None = None
    """When it was first recorded."""
    closed: PeriodText | None = None
    """When it was closed."""
    note: Text | None = None
    """What a reader should know of it."""
