"""KPIs: what a plan measures, from where, and what it aims at."""

import re
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, WithJsonSchema, model_validator

from planpress.record import (
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
    plain_text,
    wrong,
)


class Better(StrEnum):
    """Which way a figure should go."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


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
