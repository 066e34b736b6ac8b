"""The tables of a plan's actions: actions, milestones and what was reported of them; and what inspectors found."""

from collections.abc import Iterator

from planpress.exports.columns import Column, Kind, Table, says, table
from planpress.exports.export import Links
from planpress.exports.figures import kpis, readings, targets
from planpress.inspection import Finding, Inspection
from planpress.model import Action, Milestone
from planpress.pages.page import View
from planpress.period import Cycle, Due, Period
from planpress.report import ActionUpdate, Report
from planpress.status import Status
from planpress.views.findings import Answer, answers, strengths
from planpress.views.state import ActionState, Step, Update


def tables(view: View, base: str) -> Iterator[Table]:
    """Every table of a plan that has a row, in the order of the workbook's sheets."""
    links = Links(base, f"{view.plan.id}/data/tables")
    made = (actions, milestones, updates, kpis, targets, readings, findings)
    return (one for make in made if (one := make(view, links)).rows)


def _words(due: Due | None) -> str | None:
    return due.words if due else None


def _theme_columns(view: View) -> tuple[Column[ActionState], ...]:
    theme, group = view.plan.theme_of, view.plan.group_of
    return (
        Column("theme_ref", "Theme", "The theme it belongs to.", lambda row: theme[row.ref].ref),
        Column("theme", "Theme's title", "The theme's title.", lambda row: theme[row.ref].title),
        Column(
            "group_ref", "Group", "Its group within the theme, if it has one.",
            lambda row: group[row.ref].ref if row.ref in group else None,
        ),
        Column(
            "group_title", "Group's title", "The group's title.",
            lambda row: group[row.ref].title if row.ref in group else None,
        ),
    )  # fmt: skip


def actions(view: View, links: Links) -> Table:
    """One row for each action, withdrawn ones included, as it stands."""
    plan = view.plan
    columns: tuple[Column[ActionState], ...] = (
        Column("ref", "Ref", says(Action, "ref"), lambda row: row.ref),
        Column("shown_as", "Shown as", says(Action, "shown_as"), lambda row: row.action.shown_as),
        Column("action", "Action", says(Action, "action"), lambda row: row.text, long=True),
        Column("points", "Parts", says(Action, "points"), lambda row: row.action.points, Kind.LIST, long=True),
        *_theme_columns(view),
        Column("lead", "Lead", says(Action, "lead"), lambda row: row.lead, Kind.LIST),
        Column("status", "Status", says(Status, "id"), lambda row: row.status.id if row.status else None),
        Column("status_word", "Status in words", says(Status, "word"), lambda row: row.status.word if row.status else None),
        Column("meaning", "Meaning of the status", says(Status, "meaning"), lambda row: row.meaning),
        Column(
            "status_reported", "Status reported on", "The day its status was reported.",
            lambda row: row.newest.report.date if row.newest else None, Kind.DAY,
        ),
        Column("late", "Late", "Whether it is late: not done, and due before the date of this data.", lambda row: row.late, Kind.FLAG),
        Column("late_since", "Late since", "The day it was due, if it is late.", lambda row: row.late_since, Kind.DAY),
        Column("due", "Due", says(Action, "due"), lambda row: _words(row.due)),
        Column("due_date", "Due date", "The last day of its present date; empty for work that comes round again.", lambda row: row.due_day, Kind.DAY),
        Column(
            "first_due_date", "First due date", "The last day of the date that was first promised.",
            lambda row: row.first_due.last if isinstance(row.first_due, Period) else None, Kind.DAY,
        ),
        Column("times_moved", "Times moved", "How often its date was moved.", lambda row: len(row.moves), Kind.INTEGER),
        Column(
            "days_moved", "Days moved", "By how many days its present date is later than the first; negative when it is earlier.",
            lambda row: row.slipped_days, Kind.INTEGER,
        ),
        Column("cycle", "Cycle", "How often it comes round, if it has no last day.", lambda row: row.due.words if isinstance(row.due, Cycle) else None),
        Column(
            "kpis", "KPIs", "The KPIs that will show whether it works, families written out.",
            lambda row: tuple(kpi.ref for kpi in plan.kpis_of(row.action)), Kind.LIST,
        ),
        Column("answers", "Answers", says(Action, "answers"), lambda row: row.action.answers, Kind.LIST),
        Column("after", "After", says(Action, "after"), lambda row: row.action.after, Kind.LIST),
        Column("continues", "Continues", says(Action, "continues"), lambda row: row.action.continues, Kind.LIST),
        Column("added", "Added on", "The day it came into the plan, if later than the plan itself.", lambda row: row.added[0].date if row.added else None, Kind.DAY),
        Column("withdrawn", "Withdrawn on", "The day it left the plan.", lambda row: row.withdrawn[0].date if row.withdrawn else None, Kind.DAY),
        Column("withdrawn_reason", "Why withdrawn", "Why it left the plan.", lambda row: row.withdrawn[1] if row.withdrawn else None, long=True),
        Column("note", "Note", says(Action, "note"), lambda row: row.action.note, long=True),
        Column("address", "Address", "Its permanent page.", lambda row: links(f"{plan.id}/actions/{row.ref}/"), Kind.LINK),
    )  # fmt: skip
    return table("actions", "Actions", "One row for each action, as it stands.", ("ref",), columns, view.state.actions)


def milestones(view: View, links: Links) -> Table:
    """One row for each milestone, as it stands."""
    columns: tuple[Column[tuple[ActionState, Step]], ...] = (
        Column("action_ref", "Action", "The action it is a step of.", lambda row: row[0].ref),
        Column("ref", "Ref", says(Milestone, "ref"), lambda row: row[1].ref),
        Column("milestone", "Milestone", says(Milestone, "title"), lambda row: row[1].title, long=True),
        Column("due", "Due", says(Milestone, "due"), lambda row: row[1].due.words),
        Column("due_date", "Due date", "The last day of that date.", lambda row: row[1].due.last, Kind.DAY),
        Column("done", "Done", "Whether a report said that it was reached.", lambda row: row[1].done, Kind.FLAG),
        Column("reported", "Reported on", "The day that was reported.", lambda row: row[1].report.date if row[1].report else None, Kind.DAY),
        Column("late", "Late", "Whether it is late: not done, and due before the date of this data.", lambda row: row[1].late, Kind.FLAG),
    )  # fmt: skip
    steps = ((state, step) for state in view.state.actions for step in state.steps)
    return table(
        "milestones", "Milestones", "One row for each milestone of an action, as it stands.", ("action_ref", "ref"), columns, steps
    )  # fmt: skip


def updates(view: View, links: Links) -> Table:
    """One row for everything a report said of an action, oldest first."""
    bodies = view.plan.body_by_id
    columns: tuple[Column[tuple[ActionState, Update]], ...] = (
        Column("reported", "Reported on", says(Report, "date"), lambda row: row[1].report.date, Kind.DAY),
        Column("report", "Report", says(Report, "title"), lambda row: row[1].report.title),
        Column(
            "put_to", "Put to", "The body the report was put to.",
            lambda row: bodies[row[1].report.to].name if row[1].report.to in bodies else None,
        ),
        Column("action_ref", "Action", "The action it is about.", lambda row: row[0].ref),
        Column("status", "Status", says(ActionUpdate, "status"), lambda row: row[1].said.status),
        Column("status_word", "Status in words", says(Status, "word"), lambda row: row[1].status.word if row[1].status else None),
        Column("meaning", "Meaning of the status", says(Status, "meaning"), lambda row: row[1].status.meaning if row[1].status else None),
        Column("progress", "Progress", says(ActionUpdate, "progress"), lambda row: row[1].said.progress, long=True),
        Column("next", "Next", says(ActionUpdate, "next"), lambda row: row[1].said.next, long=True),
        Column("recovery", "Recovery", says(ActionUpdate, "recovery"), lambda row: row[1].said.recovery, long=True),
        Column("evidence", "Evidence", says(ActionUpdate, "evidence"), lambda row: row[1].said.evidence, Kind.LIST, long=True),
        Column("new_due", "New date", says(ActionUpdate, "due"), lambda row: _words(row[1].said.due)),
        Column(
            "new_due_date", "Last day of the new date", "The last day of the new date.",
            lambda row: row[1].said.due.last if isinstance(row[1].said.due, Period) else None, Kind.DAY,
        ),
        Column("reason", "Reason", says(ActionUpdate, "reason"), lambda row: row[1].said.reason, long=True),
    )  # fmt: skip
    position = {id(report): index for index, report in enumerate(view.state.reports)}
    said = [(state, update) for state in view.state.actions for update in state.updates]
    said.sort(key=lambda one: position[id(one[1].report)])
    return table(
        "updates", "Updates", "One row for everything that a report said of an action, oldest first.",
        ("reported", "report", "action_ref"), columns, said,
    )  # fmt: skip


def findings(view: View, links: Links) -> Table:
    """One row for each finding, strengths included, with what answers it."""
    plan = view.plan
    rows: list[tuple[Inspection, Finding, Answer | None]] = [
        (one.inspection, one.finding, one) for one in answers(view.state)
    ]
    rows += [(inspection, finding, None) for inspection, finding in strengths(plan)]
    order = {finding.ref: index for index, finding in enumerate(plan.findings)}
    columns: tuple[Column[tuple[Inspection, Finding, Answer | None]], ...] = (
        Column("ref", "Ref", says(Finding, "ref"), lambda row: row[1].ref),
        Column("number", "Number", says(Finding, "number"), lambda row: row[1].number),
        Column("inspection_id", "Inspection", says(Inspection, "id"), lambda row: row[0].id),
        Column("inspection", "Inspection's title", "The inspection's title.", lambda row: row[0].title),
        Column("made_by", "Made by", says(Inspection, "by"), lambda row: row[0].by),
        Column("published", "Published", says(Inspection, "published"), lambda row: row[0].published.words if row[0].published else None),
        Column("kind", "Kind", "Whether it is a priority action, a recommendation, something to improve, still to do, or a strength.", lambda row: row[1].kind),
        Column("finding", "Finding", says(Finding, "finding"), lambda row: row[1].finding, long=True),
        Column("area", "Area", says(Finding, "area"), lambda row: row[1].area),
        Column("responsible", "Responsible", says(Finding, "responsible"), lambda row: row[1].responsible, Kind.LIST),
        Column("relates", "Relates to", says(Finding, "relates"), lambda row: row[1].relates, Kind.LIST),
        Column(
            "actions", "Actions", "The actions that answer it.",
            lambda row: tuple(item.ref for item in row[2].actions) if row[2] else (), Kind.LIST,
        ),
        Column(
            "answered", "Answered", "Whether an action answers it; empty for strengths, and where it came after the plan closed.",
            lambda row: bool(row[2].actions) if row[2] and not row[2].after else None, Kind.FLAG,
        ),
        Column("note", "Note", says(Finding, "note"), lambda row: row[1].note, long=True),
        Column("address", "Address", "The page it stands on.", lambda row: links(f"{plan.id}/findings/"), Kind.LINK),
    )  # fmt: skip
    rows.sort(key=lambda row: order[row[1].ref])
    return table(
        "findings",
        "Findings",
        "One row for each finding of an inspection, strengths included.",
        ("ref",),
        columns,
        rows,
    )
