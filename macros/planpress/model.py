"""The records of a plan, as an editor writes them. What follows from them is in `views`.

The sentence under each field is its only documentation: the reference page, the JSON Schemas and the editor's hints
are made from it.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, WithJsonSchema, model_validator

from planpress.inspection import Finding, Inspection
from planpress.oversight import Body, Governance, Risk
from planpress.problem import did_you_mean
from planpress.record import (
    Day,
    DueText,
    Flag,
    Frequency,
    Items,
    Number,
    PeriodText,
    Prose,
    QuantityText,
    Record,
    Ref,
    Role,
    Some,
    Text,
    Url,
    plain_text,
    wrong,
)
from planpress.report import Report
from planpress.statement import Statement
from planpress.yamltree import At


class Meaning(StrEnum):
    """What a status says of an action, whatever its colour. Counts, filters and lateness use only this."""

    NOT_STARTED = "not-started"
    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    OFF_TRACK = "off-track"
    PAUSED = "paused"
    ONGOING = "ongoing"
    COMPLETE = "complete"
    VERIFIED = "verified"
    WITHDRAWN = "withdrawn"

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return self in (Meaning.COMPLETE, Meaning.VERIFIED, Meaning.WITHDRAWN)


class Shape(StrEnum):
    """The mark drawn beside a status's word, so that colour is never alone."""

    CIRCLE = "circle"
    RING = "ring"
    SQUARE = "square"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"
    TICK = "tick"
    DOUBLE_TICK = "double-tick"
    CROSS = "cross"
    BARS = "bars"
    LOOP = "loop"


class Colour(StrEnum):
    """The colours of status tags; each has a light, a dark and a print form of enough contrast."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"
    PURPLE = "purple"
    GREY = "grey"


class Better(StrEnum):
    """Which way a figure should go."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Needs(StrEnum):
    """What a report must give with a status."""

    RECOVERY = "recovery"
    EVIDENCE = "evidence"


class Source(Record):
    """Where something comes from."""

    title: Text
    """The document's or data set's name."""
    url: Url | None = None
    """Its address, if it is published."""
    licence: Text | None = None
    """The licence it may be used under, if it is not the council's own."""
    note: Text | None = None
    """What a reader should know of it."""


class Status(Record):
    """One status of a plan's scheme."""

    id: Ref
    """The word that reports use, as in `status: green`."""
    word: Text
    """What the page shows."""
    meaning: Meaning
    """What it says of an action, whatever its colour: counts and lateness use this."""
    description: Text
    """What the plan says it means, in a sentence."""
    colour: Colour
    """The colour of its tag."""
    shape: Shape
    """The mark in its tag."""
    needs: Needs | None = None
    """What a report must say with it: `recovery` (what is being done) or `evidence`."""
    until: Day | None = None
    """The last day on which reports used it, when the scheme changed."""


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


class KpiRefs(tuple[str, ...]):
    """The KPIs that an action names, one for each name: `1` stays 1 and `6a,b` becomes 6a and 6b. `all` is a name too."""

    __slots__ = ()


def _kpi_refs(value: Any) -> KpiRefs:
    """Reads `1`, `6a,b`, `1, 2, 3`, `all` and lists of such."""
    names: list[str] = []
    for text in [plain_text(item) for item in (value if isinstance(value, list) else [value])]:
        stem = ""
        for part in (part.strip() for part in text.split(",")):
            if found := re.fullmatch(r"([A-Za-z]*[\d.-]*\d)([a-z]?)", part, re.ASCII):
                stem = found[1]
                names.append(part)
            elif stem and re.fullmatch(r"[a-z]", part, re.ASCII):
                names.append(stem + part)
            elif part.lower() == "all":
                names.append("all")
            else:
                raise wrong(f"`{text}` does not name KPIs; write for example 1, 12a, [5a, 7], 6a,b or all")
    return KpiRefs(dict.fromkeys(names))


KpiRefsText = Annotated[
    KpiRefs,
    BeforeValidator(_kpi_refs),
    WithJsonSchema(
        {
            "type": ["string", "number", "array"],
            "items": {"type": ["string", "number"]},
            "description": "KPIs by ref; a number means its whole family",
            "examples": ["1", "12a", "6a,b", "all"],
        }
    ),
]


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


class Target(Record):
    """A figure to be reached by a date. Give one of `value`, `at_least`, `at_most`, `between`, `exactly`."""

    value: QuantityText | None = None
    """The figure to reach: at least this if higher is better, at most this if lower is better."""
    at_least: QuantityText | None = None
    """The figure to reach or pass, whichever way is better."""
    at_most: QuantityText | None = None
    """The figure not to pass, whichever way is better."""
    between: Items[QuantityText] = ()
    """The lowest and the highest figure wanted."""
    exactly: QuantityText | None = None
    """The one figure wanted."""
    due: PeriodText
    """By when."""

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        given = [name for name in ("value", "at_least", "at_most", "between", "exactly") if getattr(self, name)]
        if len(given) != 1:
            found = "none of them" if not given else " and ".join(f"`{name}`" for name in given)
            raise wrong(
                f"a target has one figure, found {found}; give one of value, at_least, at_most, between, exactly"
            )
        if self.between and (len(self.between) != 2 or self.between[0].number >= self.between[1].number):
            raise wrong("`between` needs two figures, the lower first; write it as [16, 18]")
        return self


class Baseline(Record):
    """Where a KPI stood when the plan began."""

    value: QuantityText
    """The figure."""
    period: PeriodText
    """What period it is of."""
    source: Text | None = None
    """Where it comes from."""


class Comparison(Record):
    """A figure of others to compare with."""

    who: Text
    """Whose figure, such as "England" or "Statistical neighbours"."""
    value: QuantityText
    """The figure."""
    period: PeriodText
    """What period it is of."""
    source: Text | None = None
    """Where it comes from."""


def _smallest_shown(value: Any) -> int:
    text = plain_text(value)
    if not re.fullmatch(r"[1-9]\d?", text, re.ASCII) or text == "1":
        raise wrong(f"`{text}` is not a count from 2 to 99; write the smallest that may be shown, as in 5 or 6")
    return int(text)


SmallestShown = Annotated[
    int, BeforeValidator(_smallest_shown), WithJsonSchema({"type": ["integer", "string"], "examples": [5]})
]


class Kpi(Record):
    """A measure by which the plan will be judged."""

    ref: Ref
    """Its permanent name within the plan: 12a belongs to the family 12."""
    shown_as: Text | None = None
    """The number it is now shown with, if the KPIs were renumbered."""
    title: Text
    """What is measured."""
    theme: Ref
    """The theme it belongs to."""
    unit: Text
    """What the figure counts: `%`, `number`, `ratio`, `£`, `days`, `rate per 10,000` …"""
    better: Better
    """Which way the figure should go: `higher`, `lower` or `neither`. It is never guessed."""
    frequency: Frequency | None = None
    """How often a new figure is due."""
    owner: Role | None = None
    """The post that answers for the figure."""
    definition: Prose | None = None
    """What exactly is counted, for somebody who does not work there."""
    source: Text | None = None
    """Where the figures come from."""
    baseline: Baseline | None = None
    """Where it stood when the plan began."""
    targets: Items[Target] = ()
    """What is to be reached by when; several make a path."""
    tolerance: Number | None = None
    """How far off the target still counts as close, in the KPI's own unit (points for a percentage)."""
    compare: Items[Comparison] = ()
    """Figures of others to compare with."""
    cumulative: Flag = False
    """Whether the figures of a year add up to its end, so that each is held against its share of the year's target."""
    may_pass_100: Flag = False
    """Whether a percentage over 100 is possible."""
    people: Flag | None = None
    """Whether the figure counts people, so that a small one could let somebody be made out."""
    suppress_below: SmallestShown | None = None
    """The smallest count of people that may be shown, by the council's own rule; 5 if left out. Zero may be shown."""
    parts: Some[Ref] = ()
    """The KPIs whose counts add up to this one."""
    numerator: Ref | None = None
    """The KPI that counts those whom this percentage is about: the first number of 4 in 50."""
    denominator: Ref | None = None
    """The KPI that counts all of whom this is a percentage: the second number of 4 in 50."""
    note: Text | None = None
    """What a reader should know that the plan itself does not say."""

    @model_validator(mode="after")
    def _counts_people(self) -> Self:
        for name in ("suppress_below", "parts", "numerator", "denominator"):
            if getattr(self, name) and not self.people:
                raise wrong(f"`{name}` stands without `people: yes`; add it, or remove `{name}`")
        return self

    @cached_property
    def family(self) -> str:
        """The ref without its letter: 12 for 12a."""
        return self.ref[:-1] if len(self.ref) > 1 and self.ref[-1].isalpha() and self.ref[-2].isdigit() else self.ref


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

    def suggest(self, ref: str, kind: str) -> str:
        """The hint for a ref that no action or KPI has."""
        known = self.action_by_ref if kind == "action" else self.kpis_by_name
        return did_you_mean(ref, known, f"see the {kind}s in this plan")

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


def _default(
    id: str, word: str, meaning: Meaning, colour: Colour, shape: Shape, says: str, needs: Needs | None = None
) -> Status:
    return Status.model_construct(
        at=At("", 0, {}),
        id=id,
        word=word,
        meaning=meaning,
        colour=colour,
        shape=shape,
        description=says,
        needs=needs,
        until=None,
    )


DEFAULT_STATUSES = (
    _default("not-started", "Not started", Meaning.NOT_STARTED, Colour.GREY, Shape.RING, "Work has not begun."),
    _default("on-track", "On track", Meaning.ON_TRACK, Colour.GREEN, Shape.CIRCLE, "Work goes to plan."),
    _default("at-risk", "At risk", Meaning.AT_RISK, Colour.AMBER, Shape.TRIANGLE, "Work may miss its date or its aim."),
    _default(
        "off-track", "Off track", Meaning.OFF_TRACK, Colour.RED, Shape.DIAMOND,
        "Work will miss, or has missed, its date or its aim.", Needs.RECOVERY,
    ),
    _default("paused", "Paused", Meaning.PAUSED, Colour.GREY, Shape.BARS, "Work has stopped for now."),
    _default("ongoing", "Ongoing", Meaning.ONGOING, Colour.GREEN, Shape.LOOP, "Work that comes round again and has no end."),
    _default("complete", "Complete", Meaning.COMPLETE, Colour.BLUE, Shape.TICK, "Everything promised was done."),
    _default(
        "verified", "Complete and checked", Meaning.VERIFIED, Colour.PURPLE, Shape.DOUBLE_TICK,
        "Everything promised was done, and somebody else has checked that it works.", Needs.EVIDENCE,
    ),
    _default("withdrawn", "Withdrawn", Meaning.WITHDRAWN, Colour.GREY, Shape.CROSS, "No longer part of the plan."),
)  # fmt: skip
