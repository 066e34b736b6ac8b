"""What a committee paper says, all in words: the names that a Word template may use, each with what it holds."""

from dataclasses import dataclass
from datetime import date, timedelta

from planpress.pages.page import View
from planpress.paper.plain import Paragraph, paragraphs
from planpress.period import day_words
from planpress.render import due_words
from planpress.report import Report
from planpress.views.changes import Changed, by_kind, changes
from planpress.views.counts import sentence
from planpress.views.exceptions import Exceptions, due_next, exceptions, progress
from planpress.views.rating import Standing
from planpress.views.state import ActionState
from planpress.words import and_list

DAYS = 90
"""How far ahead the paper looks."""


@dataclass(frozen=True)
class ReportRow:
    """A report of the period."""

    title: str
    date: str
    to: str
    """The body it was put to; empty if it does not say."""
    source: str
    """The address of the published paper; empty if there is none."""
    summary: tuple[Paragraph, ...]


@dataclass(frozen=True)
class ChangeRow:
    """One change."""

    item: str
    """The action or KPI, with its number."""
    says: str
    why: str
    """The reason given; empty if there is none."""


@dataclass(frozen=True)
class ChangeGroup:
    """Changes of one kind."""

    heading: str
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True)
class ActionRow:
    """An action that is not as promised, or due next."""

    action: str
    """Its number and wording."""
    lead: str
    status: str
    """Its status, and by how long it is late."""
    due: str
    """Its date, with the first one if it moved."""
    recovery: tuple[Paragraph, ...]
    """What is being done; never empty."""


@dataclass(frozen=True)
class ActionGroup:
    """Actions that are not as promised in one way."""

    heading: str
    rows: tuple[ActionRow, ...]


@dataclass(frozen=True)
class KpiRow:
    """A KPI and how it stands."""

    kpi: str
    """Its number and title."""
    latest: str
    """The newest figure, with its period."""
    target: str
    rating: str
    gap: str
    """How the figure stands against the target, in a sentence."""
    trend: str
    """Which way it went, in words."""


@dataclass(frozen=True)
class Paper:
    """A committee paper about a plan in a period."""

    title: str
    plan: str
    """The plan's title."""
    organisation: str
    period: str
    """Its first and last day, as "15 July 2026 to 14 October 2026"."""
    as_at: str
    """A sentence that says as at which day the plan is shown."""
    fictional: str
    """A sentence that says that the plan is made up; empty for a real one."""
    closed: str
    """A sentence that says that the plan is closed; empty while it runs."""
    to: str
    """The body or bodies that the period's reports were put to; empty if they do not say."""
    answer: str
    """How the actions stand, in a sentence or two."""
    kpi_answer: str
    """How the KPIs stand, in a sentence or two; empty for a plan without KPIs."""
    progress: str
    """How much of the time has passed and how much of the work is done; empty where that cannot be said."""
    reports: tuple[ReportRow, ...]
    """The reports of the period, oldest first."""
    changes: tuple[ChangeGroup, ...]
    """What changed in the period, the most important first."""
    exceptions_answer: str
    """How much is late, off track or off target, in a sentence."""
    exceptions: tuple[ActionGroup, ...]
    """Actions that are off track, late, at risk or later than first promised."""
    off_target: tuple[KpiRow, ...]
    """KPIs that are off target."""
    kpis: tuple[KpiRow, ...]
    """Every KPI in force."""
    coming: tuple[ActionRow, ...]
    """Actions due in the next 90 days."""
    until: str
    """The last of those days."""
    day: date
    """The last day of the period."""


def content(view: View, first: date) -> Paper:
    """The paper about the days from the first one to the view's own, both counted."""
    plan, last = view.plan.plan, view.state.as_at
    found = exceptions(view.state, list(view.standings.values()))
    reports = [report for report in view.state.reports if report.date >= first]
    bodies = dict.fromkeys(report.to for report in reports if report.to)
    done = progress(view.state)
    period = f"{day_words(first)} to {day_words(last)}"
    return Paper(
        title=f"{plan.title}: progress from {period}",
        plan=plan.title,
        organisation=plan.organisation,
        period=period,
        as_at=view.as_at,
        fictional="This is a fictional plan. The council, the people and every figure are made up." if plan.fictional else "",
        closed=f"This plan is closed. It closed on {day_words(plan.closed)} and is shown as it stood then."
        if view.state.closed and plan.closed
        else "",
        to=and_list(view.plan.body_by_id[body].name for body in bodies),
        answer=sentence(view.state, view.state.actions),
        kpi_answer=view.kpi_sentence,
        progress=done.words if done else "",
        reports=tuple(_report(view, report) for report in reports),
        changes=tuple(
            ChangeGroup(
                kind.words,
                tuple(_change(one) for one in same),
            )
            for kind, same in by_kind(changes(view.plan, first - timedelta(days=1), last))
        ),
        exceptions_answer=found.sentence,
        exceptions=_groups(found),
        off_target=tuple(map(_kpi, found.off_target)),
        kpis=tuple(_kpi(one) for one in view.standings.values() if not one.series.withdrawn),
        coming=tuple(map(_action, due_next(view.state, DAYS))),
        until=day_words(last + timedelta(days=DAYS)),
        day=last,
    )  # fmt: skip


def _begin(text: str) -> str:
    return text[:1].upper() + text[1:]


def _change(one: Changed) -> ChangeRow:
    item = f"{'KPI ' if one.of == 'kpis' else ''}{one.shown} {one.title}"
    return ChangeRow(item if item.endswith((".", "?", "!")) else f"{item}.", f"{_begin(one.says)}.", one.why)


def _report(view: View, report: Report) -> ReportRow:
    to = view.plan.body_by_id[report.to].name if report.to else ""
    return ReportRow(report.title, day_words(report.date), to, report.source or "", paragraphs(report.summary))


def _groups(found: Exceptions) -> tuple[ActionGroup, ...]:
    groups = (
        ("Off track", found.off_track),
        ("Late", found.late),
        ("At risk", found.at_risk),
        ("Later than first promised", found.slipped),
    )
    told: set[str] = set()
    made = []
    for heading, items in groups:
        if items:
            made.append(ActionGroup(heading, tuple(_action(item, item.ref in told) for item in items)))
            told.update(item.ref for item in items)
    return tuple(made)


def _action(item: ActionState, told: bool = False) -> ActionRow:
    """A row for an action. `told`: a table above has said what is being done about it."""
    silent = "No status given" if item.updates else "Not yet reported"
    status = item.status.word if item.status else silent
    due = _begin(due_words(item.due))
    if item.moves:
        first = f"first {due_words(item.first_due)}" if item.first_due else "first without a date"
        due = f"{due} ({first}; {item.slip_words})"
    recovery = paragraphs(item.recovery) or (Paragraph("Nothing was reported."),)
    if told:
        recovery = (Paragraph("Told above."),)
    elif item.moves:
        recovery = (*recovery, Paragraph(f"Last moved because: {item.moves[-1].reason}"))
    return ActionRow(
        f"{item.shown} {item.text}",
        and_list(item.lead) or "Nobody named",
        f"{status}. {_begin(item.late_words)}." if item.late else f"{status}.",
        due,
        recovery,
    )


def _kpi(one: Standing) -> KpiRow:
    series, point = one.series, one.series.newest
    aim = series.aim_at(point.period.last if point else series.horizon)
    return KpiRow(
        f"{series.shown} {series.kpi.title}",
        f"{_begin(point.words)} ({point.period})" if point else "None published",
        f"{_begin(aim.words)} by {aim.due.end}" if aim else "None set",
        one.words,
        one.sentence,
        f"{_begin(one.on_last.words)}." if one.on_last else "No earlier figure to compare with.",
    )
