"""The state of a plan's actions at a date, folded from its reports: nothing is stored, nothing overwritten."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from dateutil.relativedelta import relativedelta

from planpress.model import Action, PlanData
from planpress.period import Cycle, Due, Period
from planpress.report import ActionUpdate, Change, Reached, Report
from planpress.status import Meaning, Status


@dataclass(frozen=True)
class Update:
    """What one report said of one action."""

    report: Report
    said: ActionUpdate
    status: Status | None


@dataclass(frozen=True)
class Move:
    """A due date that moved."""

    report: Report
    before: Due | None
    after: Due
    reason: str

    @property
    def days(self) -> int | None:
        """By how many days, later above zero; None where a cycle is one of the two."""
        return _days(self.before, self.after)


@dataclass(frozen=True)
class Step:
    """A milestone at a date."""

    ref: str
    title: str
    due: Period
    said: Reached | None
    """What the newest report said of it, such as "done"."""
    report: Report | None
    late: bool

    @property
    def done(self) -> bool:
        return self.said is Reached.DONE


@dataclass(frozen=True)
class ActionState:
    """One action as it stood at a date."""

    action: Action
    as_at: date
    counts_late: bool
    """Whether lateness is counted: not in a closed plan."""
    updates: tuple[Update, ...]
    """What was reported of it, oldest first."""
    moves: tuple[Move, ...]
    changes: tuple[tuple[Report, Change], ...]
    steps: tuple[Step, ...]

    @property
    def ref(self) -> str:
        return self.action.ref

    @property
    def shown(self) -> str:
        """The number to show."""
        return self.action.shown_as or self.action.ref

    @cached_property
    def text(self) -> str:
        """Its wording."""
        return next((change.wording for _, change in reversed(self.changes) if change.wording), self.action.action)

    @cached_property
    def lead(self) -> tuple[str, ...]:
        return next((change.lead for _, change in reversed(self.changes) if change.lead), self.action.lead)

    @cached_property
    def added(self) -> tuple[Report, str] | None:
        """When and why it came into the plan later."""
        return next(((report, change.added) for report, change in self.changes if change.added), None)

    @cached_property
    def withdrawn(self) -> tuple[Report, str] | None:
        """When and why it left the plan."""
        return next(((report, change.withdrawn) for report, change in reversed(self.changes) if change.withdrawn), None)

    @cached_property
    def newest(self) -> Update | None:
        """The newest update that gave a status."""
        return next((update for update in reversed(self.updates) if update.status), None)

    @property
    def status(self) -> Status | None:
        """Its newest status; None when none was ever reported."""
        return self.newest.status if self.newest else None

    @cached_property
    def meaning(self) -> Meaning | None:
        """What its newest status means; withdrawn, when the plan itself says so; None when nothing was reported."""
        if self.withdrawn:
            return Meaning.WITHDRAWN
        return self.status.meaning if self.status else None

    @property
    def done(self) -> bool:
        return self.meaning is not None and self.meaning.done

    @property
    def recovery(self) -> str | None:
        """What the newest report that gave its status says is being done, or else what it says of progress."""
        return (self.newest.said.recovery or self.newest.said.progress) if self.newest else None

    @property
    def first_due(self) -> Due | None:
        """The date that was first promised."""
        return self.action.due

    @property
    def due(self) -> Due | None:
        """The present date."""
        return self.moves[-1].after if self.moves else self.action.due

    @property
    def due_day(self) -> date | None:
        """The last day of the present date; None for cycles and where there is none."""
        return self.due.last if isinstance(self.due, Period) else None

    @cached_property
    def late_since(self) -> date | None:
        """The day it was due, if it is late: not done, and due before `as_at`. For a cycle, the day a report was due."""
        if self.done or not self.counts_late:
            return None
        if isinstance(self.due, Cycle):
            return self._missed
        return self.due_day if self.due_day and self.due_day < self.as_at else None

    @property
    def _missed(self) -> date | None:
        if not self.updates or not isinstance(self.due, Cycle):
            return None
        expected = self.due.after(self.updates[-1].report.date)
        return expected if expected and expected < self.as_at else None

    @property
    def late(self) -> bool:
        return self.late_since is not None

    @property
    def late_words(self) -> str:
        """By how long it is late: "3 months late"."""
        return f"{span_words(self.late_since, self.as_at)} late" if self.late_since else ""

    @property
    def slipped_days(self) -> int:
        """By how many days its present date is later than the first; negative when it is earlier."""
        return _days(self.first_due, self.due) or 0

    @property
    def slipped(self) -> bool:
        return self.slipped_days > 0

    @property
    def slip_words(self) -> str:
        """How far the date moved, and how often: "9 months later, moved 3 times"."""
        if not self.moves:
            return ""
        often = {1: "once", 2: "twice"}.get(len(self.moves), f"{len(self.moves)} times")
        first, now = self.first_due, self.due
        if not isinstance(first, Period) or not isinstance(now, Period) or first.last == now.last:
            return f"moved {often}"
        way = "later" if now.last > first.last else "earlier"
        return f"{span_words(*sorted((first.last, now.last)))} {way}, moved {often}"


@dataclass(frozen=True)
class PlanState:
    """A plan at a date."""

    plan: PlanData
    as_at: date
    reports: tuple[Report, ...]
    """The reports up to the date, oldest first."""
    actions: tuple[ActionState, ...]
    """The actions that the plan had at the date, withdrawn ones included, in the plan's order."""

    @cached_property
    def by_ref(self) -> dict[str, ActionState]:
        return {state.ref: state for state in self.actions}

    @property
    def closed(self) -> bool:
        return self.plan.plan.closed is not None and self.plan.plan.closed <= self.as_at

    def of_theme(self, ref: str) -> tuple[ActionState, ...]:
        """The actions of one theme."""
        return tuple(state for state in self.actions if self.plan.theme_of[state.ref].ref == ref)

    @cached_property
    def live(self) -> tuple[ActionState, ...]:
        """The actions that count: those not withdrawn."""
        return tuple(state for state in self.actions if state.meaning != Meaning.WITHDRAWN)


def newest_date(plan: PlanData) -> date:
    """The date at which a plan stands if none is given: its newest report's, or without one that of its publication."""
    return plan.reports[-1].date if plan.reports else plan.plan.published.last


def state(plan: PlanData, as_at: date | None = None) -> PlanState:
    """The plan as it stood at the end of a day: only reports up to that day count."""
    day = as_at or newest_date(plan)
    reports = tuple(report for report in plan.reports if report.date <= day)
    counts_late = plan.plan.closed is None or plan.plan.closed > day
    updates: dict[str, list[Update]] = {}
    moves: dict[str, list[Move]] = {}
    changes: dict[str, list[tuple[Report, Change]]] = {}
    steps: dict[str, tuple[Reached, Report]] = {}
    due: dict[str, Due | None] = {action.ref: action.due for action in plan.actions}
    for report in reports:
        for ref, said in report.actions.items():
            status = plan.status_by_id.get(said.status) if said.status else None
            updates.setdefault(ref, []).append(Update(report, said, status))
            if said.due and said.due != due.get(ref):
                moves.setdefault(ref, []).append(Move(report, due.get(ref), said.due, said.reason or ""))
                due[ref] = said.due
        for change in report.changes:
            if change.action:
                changes.setdefault(change.action, []).append((report, change))
        steps |= {name: (said, report) for name, said in report.milestones.items()}
    later = {c.action for r in plan.reports if r.date > day for c in r.changes if c.action and c.added}
    return PlanState(
        plan,
        day,
        reports,
        tuple(
            ActionState(
                action,
                day,
                counts_late,
                tuple(updates.get(action.ref, ())),
                tuple(moves.get(action.ref, ())),
                tuple(changes.get(action.ref, ())),
                _steps(action, steps, day, counts_late),
            )
            for action in plan.actions
            if action.ref not in later
        ),
    )


def _steps(action: Action, said: dict[str, tuple[Reached, Report]], day: date, counts_late: bool) -> tuple[Step, ...]:
    found = []
    for milestone in action.milestones:
        words, report = said.get(f"{action.ref}.{milestone.ref}", (None, None))
        open_still = words is not Reached.DONE
        late = counts_late and open_still and milestone.due.last < day
        found.append(Step(milestone.ref, milestone.title, milestone.due, words, report, late))
    return tuple(found)


def _days(before: Due | None, after: Due | None) -> int | None:
    if isinstance(before, Period) and isinstance(after, Period):
        return (after.last - before.last).days
    return None


def span_words(start: date, end: date) -> str:
    """How long from one day to another, as people say it: "3 days", "2 months", "1 year 4 months"."""
    # A month's last day to another month's last day is whole months: a day is added so that lengths do not matter.
    one = timedelta(days=1)
    gap = relativedelta(end + one, start + one)
    if gap.years:
        return _plural(gap.years, "year") + (f" {_plural(gap.months, 'month')}" if gap.months else "")
    if gap.months:
        return _plural(gap.months, "month")
    days = (end - start).days
    return _plural(days // 7, "week") if days >= 14 else _plural(days, "day")


def _plural(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
