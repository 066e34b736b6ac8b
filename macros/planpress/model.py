"""The records of a plan, as an editor writes them. What follows from them is in `views`.

The sentence under each field is its only documentation: the reference page, the JSON Schemas and the editor's hints
are made from it.
"""

from dataclasses import dataclass, field
from functools import cached_property

from planpress.inspection import Finding, Inspection
from planpress.kpi import Kpi, KpiRefs, KpiRefsText
from planpress.oversight import Body, Governance, Risk
from planpress.record import (
    Day,
    DueText,
    Flag,
    Frequency,
    Items,
    PeriodText,
    Prose,
    Record,
    Ref,
    Role,
    Some,
    Source,
    Text,
)
from planpress.report import Report
from planpress.statement import Statement
from planpress.status import DEFAULT_STATUSES, Status


class Plan(Record):
    """plan.yml: what the plan is, whose it is, what it covers and what its statuses mean."""

    title: Text
    """The plan's title."""
    subtitle: Text | None = None
    """What stands under the title."""
    short: Text | None = None
    """A short name for menus, such as "Bristol 2016-17"; the title if left out."""
    organisation: Text
    """Whose plan it is."""
    fictional: Flag = False
    """Whether the organisation and everything in the plan is made up; each page then says so."""
    version: Text | None = None
    """The version that this is, as the document numbers it."""
    published: PeriodText
    """When this version was published."""
    starts: PeriodText
    """When the plan begins."""
    ends: PeriodText | None = None
    """When the plan ends, if it says so."""
    closed: Day | None = None
    """The day the plan was closed: it stands as it was then, and nothing becomes late afterwards."""
    closed_note: Text | None = None
    """Why or how it was closed."""
    summary: Prose
    """What the plan is for, in two or three sentences."""
    responds_to: Items[Text] = ()
    """What the plan answers: inspections, reviews, pressures."""
    follows: Ref | None = None
    """The plan that this one follows, by its folder's name."""
    scope_in: Items[Text] = ()
    """What the plan covers, if it says so."""
    scope_out: Items[Text] = ()
    """What it leaves to others, if it says so."""
    answers_note: Text | None = None
    """Who linked the actions to the findings, and how sure that is."""
    priorities: Items[Text] = ()
    """How the plan decides what comes first."""
    reports: Frequency | None = None
    """How often progress is to be reported."""
    reporting: Items[Text] = ()
    """How progress is reported, and to whom."""
    targets_note: Text | None = None
    """How the targets of the KPIs were set."""
    source: Source | None = None
    """The document that the plan was published as."""
    statuses: Items[Status] = ()
    """The plan's own statuses; a plain scheme with one for each meaning if left out."""


class Milestone(Record):
    """A step within an action."""

    ref: Ref
    """Its permanent name within the action, such as `a`."""
    title: Text
    """What will have happened."""
    due: PeriodText
    """By when."""


class Action(Record):
    """Something the plan promises to do."""

    ref: Ref
    """Its permanent name within the plan: it is in its address and in reports, and is never used again."""
    shown_as: Text | None = None
    """The number it is now shown with, if the plan was renumbered."""
    action: Text
    """What will be done, in plain words."""
    points: Items[Text] = ()
    """Its parts, if the plan lists them."""
    lead: Some[Role] = ()
    """The post that answers for it, or a list of posts; never a private person's name."""
    due: DueText | None = None
    """By when (a day, month, quarter, year) or how often (quarterly)."""
    kpis: KpiRefsText = KpiRefs()
    """The KPIs that will show whether it works; a number means its whole family, and `all` every KPI."""
    answers: Some[Ref] = ()
    """The findings or recommendations that it answers."""
    milestones: Items[Milestone] = ()
    """Its steps."""
    after: Some[Ref] = ()
    """The actions that must come first."""
    continues: Some[Text] = ()
    """The actions of an earlier plan that it carries on, as `bristol-2016-17/2.1.1`."""
    note: Text | None = None
    """What a reader should know that the plan itself does not say."""


class Group(Record):
    """Actions that belong together within a theme."""

    ref: Ref
    """Its number."""
    title: Text
    """Its title."""
    actions: Items[Action] = ()
    """Its actions, in the plan's order."""


class Theme(Record):
    """themes/<ref>.yml: one theme with its actions."""

    ref: Ref
    """Its permanent name within the plan; the file is named after it."""
    title: Text
    """Its title."""
    short: Text | None = None
    """A short title for menus and tables."""
    outcome: Prose | None = None
    """What will be different when the theme has worked."""
    groups: Items[Group] = ()
    """Its groups of actions."""
    actions: Items[Action] = ()
    """Its actions, if they are not in groups."""

    @cached_property
    def all_actions(self) -> tuple[Action, ...]:
        """Every action of the theme, in the plan's order."""
        return (*self.actions, *(action for group in self.groups for action in group.actions))

    @property
    def name(self) -> str:
        """Its short title, or its title."""
        return self.short or self.title


class Accept(Record):
    """A warning that is known and may stand, with the reason."""

    check: Text
    """The warning's code."""
    refs: Some[Text] = ()
    """The items it concerns; every item of the plan if left out."""
    reason: Text
    """Why it may stand. Readers see it where the action, KPI, post, status or finding in `refs` is shown."""


class Term(Record):
    """A word or abbreviation explained."""

    term: Text
    """The word or abbreviation as it is written in the plans."""
    also: Items[Text] = ()
    """Other forms of it."""
    means: Text
    """What it stands for or means, in plain words."""
    more: Prose | None = None
    """A longer explanation."""


@dataclass(frozen=True)
class PlanData:
    """A whole plan: everything in its folder."""

    id: str
    """The folder's name, and its address on the site."""
    path: str
    """The folder, relative to the site's."""
    plan: Plan
    themes: tuple[Theme, ...]
    kpis: tuple[Kpi, ...] = ()
    inspections: tuple[Inspection, ...] = ()
    """By date."""
    governance: Governance | None = None
    risks: tuple[Risk, ...] = ()
    reports: tuple[Report, ...] = ()
    """By date, then by file name."""
    accepted: tuple[Accept, ...] = ()
    hashes: dict[str, str] = field(default_factory=dict, repr=False)
    """The SHA-256 hash of each of its files, by the file's path in the folder."""
    rest: "PlanData | None" = field(default=None, repr=False)
    """Where fields are wrong: the plan without them, so that what others refer to is checked all the same."""

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """Every action, in the plan's order."""
        return tuple(action for theme in self.themes for action in theme.all_actions)

    @cached_property
    def action_by_ref(self) -> dict[str, Action]:
        return {action.ref: action for action in self.actions}

    @cached_property
    def theme_of(self) -> dict[str, Theme]:
        """The theme of each action, by the action's ref."""
        return {action.ref: theme for theme in self.themes for action in theme.all_actions}

    @cached_property
    def group_of(self) -> dict[str, Group]:
        """The group of each action that is in one, by the action's ref."""
        return {a.ref: group for theme in self.themes for group in theme.groups for a in group.actions}

    @cached_property
    def theme_by_ref(self) -> dict[str, Theme]:
        return {theme.ref: theme for theme in self.themes}

    @cached_property
    def kpi_by_ref(self) -> dict[str, Kpi]:
        return {kpi.ref: kpi for kpi in self.kpis}

    @cached_property
    def inspection_by_id(self) -> dict[str, Inspection]:
        return {inspection.id: inspection for inspection in self.inspections}

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding of every inspection."""
        return tuple(finding for inspection in self.inspections for finding in inspection.findings)

    @cached_property
    def finding_by_ref(self) -> dict[str, Finding]:
        return {finding.ref: finding for finding in self.findings}

    @cached_property
    def risk_by_ref(self) -> dict[str, Risk]:
        return {risk.ref: risk for risk in self.risks}

    @cached_property
    def body_by_id(self) -> dict[str, Body]:
        return {body.id: body for body in (self.governance.bodies if self.governance else ())}

    @cached_property
    def statuses(self) -> tuple[Status, ...]:
        """The plan's own statuses, or the default ones."""
        return self.plan.statuses or DEFAULT_STATUSES

    @cached_property
    def status_by_id(self) -> dict[str, Status]:
        return {status.id: status for status in self.statuses}

    @cached_property
    def kpis_by_name(self) -> dict[str, tuple[Kpi, ...]]:
        """The KPIs that a name means: one, a family, or `all`."""
        found: dict[str, tuple[Kpi, ...]] = {"all": self.kpis}
        for kpi in self.kpis:
            found[kpi.family] = (*found.get(kpi.family, ()), kpi)
        return found | {kpi.ref: (kpi,) for kpi in self.kpis if kpi.ref not in found}

    def kpis_of(self, action: Action) -> tuple[Kpi, ...]:
        """The KPIs that an action names, families written out, each once, in the order of the KPIs."""
        wanted = {kpi.ref for name in action.kpis for kpi in self.kpis_by_name.get(name, ())}
        return tuple(kpi for kpi in self.kpis if kpi.ref in wanted)

    @property
    def name(self) -> str:
        """Its short name, or its title."""
        return self.plan.short or self.plan.title


@dataclass(frozen=True)
class Site:
    """All plans of a data folder, and what they share."""

    plans: tuple[PlanData, ...]
    glossary: tuple[Term, ...] = ()
    statement: Statement | None = None
    """The accessibility statement, if there is one."""

    @cached_property
    def plan_by_id(self) -> dict[str, PlanData]:
        return {plan.id: plan for plan in self.plans}

    @cached_property
    def continued_by(self) -> dict[str, tuple[tuple[PlanData, Action], ...]]:
        """The later actions that carry an action on, by its plan and ref, as in "our-plan/1.1"."""
        found: dict[str, tuple[tuple[PlanData, Action], ...]] = {}
        for plan in self.plans:
            for action in plan.actions:
                for link in action.continues:
                    found[link] = (*found.get(link, ()), (plan, action))
        return found
