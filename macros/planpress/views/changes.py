"""What changed between two days, worked out from the two states and said in sentences, the most important first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import groupby

from planpress.model import PlanData
from planpress.period import Due, day_words
from planpress.report import Report
from planpress.status import Meaning
from planpress.views.rating import sentence
from planpress.views.series import Aim, Series, series
from planpress.views.state import ActionState, PlanState, state
from planpress.words import and_list


class Kind(IntEnum):
    """What kind of change, in the order of importance."""

    WORSE = 1
    MOVED = 2
    LATE = 3
    FIGURE = 4
    CORRECTED = 5
    PLAN = 6
    BETTER = 7
    DONE = 8
    FIRST = 9
    OTHER = 10

    @property
    def words(self) -> str:
        """The heading over changes of this kind."""
        return _HEADINGS[self]


_HEADINGS = {
    Kind.WORSE: "Got worse",
    Kind.MOVED: "Dates that moved",
    Kind.LATE: "Newly late",
    Kind.FIGURE: "New figures",
    Kind.CORRECTED: "Corrected figures",
    Kind.PLAN: "Changes to the plan",
    Kind.BETTER: "Got better",
    Kind.DONE: "Completed",
    Kind.FIRST: "Reported for the first time",
    Kind.OTHER: "Other changes",
}


@dataclass(frozen=True)
class Changed:
    """One change of one action or KPI."""

    kind: Kind
    of: str
    """`actions` or `kpis`: the part of the address before its ref."""
    ref: str
    shown: str
    title: str
    says: str
    """What changed, without the item's name: "went from Amber to Red"."""
    why: str = ""
    """The reason given for it."""


RANK = {
    Meaning.VERIFIED: 0,
    Meaning.COMPLETE: 1,
    Meaning.ONGOING: 2,
    Meaning.ON_TRACK: 2,
    Meaning.NOT_STARTED: 3,
    Meaning.PAUSED: 4,
    Meaning.AT_RISK: 4,
    Meaning.OFF_TRACK: 5,
}
"""How bad a status is: a higher number is worse."""


@dataclass(frozen=True)
class ReportDay:
    """All that was reported on one day: a service may report in a file of its own."""

    date: date
    reports: tuple[Report, ...]

    @property
    def title(self) -> str:
        """The title of its first report."""
        return self.reports[0].title if len(self.reports) == 1 else and_list(report.title for report in self.reports)


def report_days(plan: PlanData) -> list[ReportDay]:
    """The days on which the plan was reported on, oldest first."""
    return [ReportDay(day, tuple(same)) for day, same in groupby(plan.reports, key=lambda report: report.date)]


def changes(plan: PlanData, before: date | None, after: date) -> list[Changed]:
    """What changed from the end of one day to the end of another; from the plan's publication, if the first is None."""
    first = before or date.min
    return between(state(plan, first), state(plan, after))


def between(before: PlanState, after: PlanState) -> list[Changed]:
    """What changed from one state to another, which may be of different versions of the plan's files."""
    return listed(before, after, series(before.plan, before.as_at), series(after.plan, after.as_at))


def listed(before: PlanState, after: PlanState, old: dict[str, Series], new: dict[str, Series]) -> list[Changed]:
    """The same, where the KPIs' figures at both dates are known already."""
    return sorted([*_actions(before, after), *_kpis(old, new)], key=lambda one: one.kind)


def by_kind(found: Iterable[Changed]) -> list[tuple[Kind, list[Changed]]]:
    """Changes under their headings."""
    return [(kind, list(same)) for kind, same in groupby(found, key=lambda one: one.kind)]


def _actions(before: PlanState, after: PlanState) -> Iterator[Changed]:
    for item in after.actions:
        old = before.by_ref.get(item.ref)
        for kind, says, why in (*_status(old, item), *_date(old, item), *_plan(old, item), *_steps(old, item)):
            yield Changed(kind, "actions", item.ref, item.shown, item.text, says, why)


def _status(old: ActionState | None, new: ActionState) -> Iterator[tuple[Kind, str, str]]:
    was, now = (old.status if old else None), new.status
    if now and not was and not new.withdrawn:
        yield (Kind.DONE if new.done else Kind.FIRST), f"was first reported, as {now.word.lower()}", ""
    elif now and was and now.id != was.id and not new.withdrawn:
        says = f"went from {was.word.lower()} to {now.word.lower()}"
        worse = RANK.get(now.meaning, 2) > RANK.get(was.meaning, 2)
        yield (Kind.WORSE if worse else Kind.DONE if new.done else Kind.BETTER), says, ""
    fresh = new.updates[len(old.updates) if old else 0 :]
    if fresh and not any(update.status for update in fresh):
        yield Kind.OTHER, "was reported on, without a status", ""
    if new.late and not (old and old.late) and old is not None:
        yield Kind.LATE, f"became late: it was due {_due(new.due)}", ""


def _date(old: ActionState | None, new: ActionState) -> Iterator[tuple[Kind, str, str]]:
    for move in new.moves[len(old.moves) if old else 0 :]:
        number = new.moves.index(move) + 1
        often = {1: "first time", 2: "second time", 3: "third time"}.get(number, f"{number} times")
        total = new.slip_words.partition(",")[0] if number > 1 and "," in new.slip_words else ""
        more = f"{often}, {total} in all" if total else often
        yield Kind.MOVED, f"moved from {_due(move.before)} to {_due(move.after)} ({more})", move.reason


def _due(due: Due | None) -> str:
    return due.words if due else "no date"


def _plan(old: ActionState | None, new: ActionState) -> Iterator[tuple[Kind, str, str]]:
    for _, change in new.changes[len(old.changes) if old else 0 :]:
        if change.added:
            yield Kind.PLAN, "was added to the plan", change.added
        if change.withdrawn:
            yield Kind.PLAN, "was withdrawn from the plan", change.withdrawn
        if change.wording:
            yield Kind.PLAN, "was reworded", change.reason or ""
        if change.lead:
            yield Kind.PLAN, f"is now led by the {and_list(change.lead)}", change.reason or ""


def _steps(old: ActionState | None, new: ActionState) -> Iterator[tuple[Kind, str, str]]:
    done = {step.ref for step in old.steps if step.done} if old else set()
    for step in new.steps:
        if step.done and step.ref not in done:
            yield Kind.OTHER, f"reached milestone {step.ref}: {step.title}", ""


def _kpis(before: dict[str, Series], after: dict[str, Series]) -> Iterator[Changed]:
    for ref, new in after.items():
        for kind, says, why in _kpi(before.get(ref), new):
            yield Changed(kind, "kpis", ref, new.shown, new.kpi.title, says, why)


def _kpi(old: Series | None, new: Series) -> Iterator[tuple[Kind, str, str]]:
    known = {point.period.key: point for point in old.points} if old else {}
    held = [(point, known.get(point.period.key)) for point in new.points]
    fresh = [point for point, was in held if not was]
    if fresh:
        count = f", the newest of {len(fresh)}" if len(fresh) > 1 else ""
        if new.newest and any(point is new.newest for point in fresh):
            line = sentence(new).rstrip(".")
            line = line if new.newest.value is None else f"has a new figure{count}: {line} ({new.newest.period})"
            yield Kind.FIGURE, line[0].lower() + line[1:], ""
        else:
            yield Kind.FIGURE, f"has {len(fresh)} figures for earlier or later periods", ""
    for point, was in held:
        if was and len(point.given) > len(was.given):
            says = f"was corrected for {point.period}: from {was.words} to {point.words}"
            yield Kind.CORRECTED, says, point.reading.correction or ""
    for aim in new.aims:
        if aim.since and not (old and any(_told(aim) == _told(before) for before in old.aims)):
            yield Kind.PLAN, f"has a new target: {aim.words} by {aim.due.end}", aim.reason
    if new.withdrawn and not (old and old.withdrawn):
        yield Kind.PLAN, "was withdrawn from the plan", new.withdrawn[1]


def _told(aim: Aim) -> tuple[str, str, date | None]:
    """What makes a target the same one in two versions of the plan's files."""
    return aim.words, aim.due.key, aim.since.date if aim.since else None


def since_words(before: date | None) -> str:
    """What the changes are counted from."""
    return f"since the report of {day_words(before)}" if before else "since the plan was published"
