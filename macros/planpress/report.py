"""The records of a report: what was said of a plan on one day, and to whom. Reports are added, never edited."""

from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, model_validator

from planpress.record import (
    Day,
    DueText,
    Flag,
    Items,
    PeriodText,
    Prose,
    QuantityText,
    Record,
    Ref,
    Role,
    Some,
    Table,
    Text,
    Url,
    wrong,
)

SYMBOLS = {
    "c": "withheld so that nobody can be identified",
    "x": "not available",
    "z": "does not apply",
    "k": "rounds to zero, but is not zero",
    "low": "so low that it rounds to zero",
    "u": "too unreliable to publish",
}
"""The symbols that official statistics put in place of a figure, with what each means (Department for Education,
explore education statistics, methodology)."""


class Reached(StrEnum):
    """Whether a milestone was reached."""

    DONE = "done"
    NOT_DONE = "not-done"


class ActionUpdate(Record):
    """What a report says of one action."""

    status: Ref | None = None
    """Its status, one of the plan's."""
    progress: Prose | None = None
    """What was done."""
    next: Prose | None = None
    """What comes next."""
    recovery: Prose | None = None
    """What is being done to put it right."""
    evidence: Some[Text] = ()
    """What shows it: addresses, or words that say where it can be seen."""
    due: DueText | None = None
    """The new date, if it moved."""
    reason: Text | None = None
    """Why the date moved."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.due and not self.reason:
            raise wrong("`due` moves the date without a reason; add `reason:` with why it moved")
        if not any(getattr(self, name) for name in type(self).model_fields if name != "at"):
            raise wrong("the update says nothing; add `status:` or `progress:`, or remove it")
        if self.reason and not self.due:
            raise wrong("`reason` stands without a new date; add `due:` or put the text into `progress`")
        return self


class Compared(Record):
    """A figure of others for the same period."""

    who: Text
    """Whose figure, such as "England"."""
    value: QuantityText
    """The figure."""


class Reading(Record):
    """One figure of a KPI for one period."""

    period: PeriodText
    """What period or day the figure is of."""
    value: QuantityText | None = None
    """The figure."""
    symbol: Text | None = None
    """The official symbol that stands in place of a figure: c, x, z, k, low or u."""
    suppressed: Text | None = None
    """Why the figure is withheld, such as "fewer than 6 children"."""
    provisional: Flag = False
    """Whether the figure may still change."""
    correction: Text | None = None
    """Why a figure already reported for this period is given again."""
    new_series: Text | None = None
    """Why this figure cannot be compared with those before it."""
    note: Text | None = None
    """What a reader should know of it."""
    source: Text | None = None
    """Where it comes from."""
    compare: Items[Compared] = ()
    """Figures of others for the same period."""
    by: Annotated[dict[Text, dict[Text, QuantityText]], BeforeValidator(lambda value: _parts(value))] = {}  # noqa: RUF012
    """The figure's parts: `by: {locality: {North: 2%, South: 4%}}`."""

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        given = [name for name in ("value", "symbol", "suppressed") if getattr(self, name)]
        if len(given) != 1:
            found = "none of them" if not given else " and ".join(f"`{name}`" for name in given)
            raise wrong(f"a reading has one figure, found {found}; give one of value, symbol, suppressed")
        if self.symbol and self.symbol not in SYMBOLS:
            raise wrong(f"`{self.symbol}` is no official symbol; write one of {', '.join(SYMBOLS)}")
        return self


def _parts(value: Any) -> Any:
    def strip(inner: Any) -> Any:
        if not isinstance(inner, dict):
            return inner
        for key in inner:
            if key != " ".join(key.split()):
                raise wrong(f"`{key}` has a space too many; write it with single spaces, and none at its ends")
        return {key: strip(part) for key, part in inner.items() if key != "@"}

    return strip(value)


class NewTarget(Record):
    """A target that takes the place of the one due on or before the same date."""

    value: QuantityText
    """The figure to reach."""
    due: PeriodText
    """By when."""


class Change(Record):
    """A change to the plan itself, made by the report. The plan's files keep what was first promised."""

    action: Ref | None = None
    """The action that changes."""
    kpi: Ref | None = None
    """The KPI that changes."""
    added: Text | None = None
    """Why the action came into the plan on this day."""
    withdrawn: Text | None = None
    """Why the action or KPI left the plan on this day."""
    wording: Text | None = None
    """The action's new wording."""
    lead: Some[Role] = ()
    """The posts that answer for the action from now on."""
    target: NewTarget | None = None
    """The KPI's new target."""
    reason: Text | None = None
    """Why the wording, lead or target changed."""

    @model_validator(mode="after")
    def _one_change(self) -> Self:
        if (self.action is None) == (self.kpi is None):
            raise wrong("a change names one item; write either `action:` or `kpi:`")
        given = [name for name in ("added", "withdrawn", "wording", "lead", "target") if getattr(self, name)]
        if len(given) != 1:
            raise wrong("a change says one thing; give one of added, withdrawn, wording, lead, target")
        allowed = ("added", "withdrawn", "wording", "lead") if self.action else ("added", "withdrawn", "target")
        if given[0] not in allowed:
            raise wrong(
                f"`{given[0]}` does not fit {'an action' if self.action else 'a KPI'}; use {', '.join(allowed)}"
            )
        if given[0] in ("wording", "lead", "target") and not self.reason:
            raise wrong(f"`{given[0]}` changes without a reason; add `reason:`")
        return self


class RiskUpdate(Record):
    """What a report says of one risk."""

    level: Text | None = None
    """Its level now."""
    progress: Prose | None = None
    """What was said of it."""


Readings = Some[Reading]


class Report(Record):
    """reports/<date>.yml: what was reported on one day."""

    date: Day
    """The day it was reported; the file's name begins with it."""
    title: Text
    """Its title."""
    to: Ref | None = None
    """The body it was put to, by its id in governance.yml."""
    source: Url | None = None
    """The published paper."""
    source_title: Text | None = None
    """The name of the paper or data set."""
    licence: Text | None = None
    """The licence the figures may be used under, if they are not the council's own."""
    summary: Prose | None = None
    """What the reader should know, in two or three sentences."""
    amended: Text | None = None
    """Why this file was changed after it was published, or why it was added late. Readers see it."""
    actions: Table[ActionUpdate] = {}  # noqa: RUF012
    """What was said of actions, by their refs."""
    kpis: Table[Readings] = {}  # noqa: RUF012
    """New figures, by the KPIs' refs: one, or a list of several periods."""
    milestones: Table[Reached] = {}  # noqa: RUF012
    """Milestones by action and milestone, as in `1.1.2.a: done`; `not-done` takes that back."""
    risks: Table[RiskUpdate] = {}  # noqa: RUF012
    """What was said of risks, by their refs."""
    changes: Items[Change] = ()
    """Changes to the plan itself."""
