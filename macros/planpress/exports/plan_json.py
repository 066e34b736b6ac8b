"""A plan as one JSON file: records as editors wrote them, each beside what follows from it."""

from collections.abc import Iterator

from planpress.exports import shapes as shape
from planpress.exports.as_json import Made, made, schema_bytes
from planpress.exports.export import Export, Links, export, in_lines
from planpress.model import Site
from planpress.pages.data import Group, terms
from planpress.pages.page import View
from planpress.report import Report
from planpress.status import Meaning
from planpress.views.counts import by_status, sentence, with_meaning
from planpress.views.findings import answers
from planpress.views.rating import Standing
from planpress.views.series import Aim, Point
from planpress.views.state import ActionState
from planpress.views.succession import after

FORMAT = "planpress plan 1"


def plan_json(view: View, site: Site, base: str) -> Iterator[Export]:
    """plan.json and its schema."""
    folder = f"{view.plan.id}/data"
    path = f"{folder}/plan.json"
    found = _plan(view, site, Links(base, path))
    whole = in_lines({"$schema": "plan.schema.json"} | found)
    yield export(
        path, whole, "The whole plan as data", "application/json",
        "Everything: the plan as written, every report, and how each action and KPI stands.", Group.WHOLE,
    )  # fmt: skip
    yield export(
        f"{folder}/plan.schema.json", schema_bytes(shape.PlanFile), "Schema of plan.json", "application/schema+json",
        "What each field of plan.json holds, with a sentence for each.", Group.MACHINE,
    )  # fmt: skip


def _plan(view: View, site: Site, links: Links) -> Made:
    plan, state, use = view.plan, view.state, terms(view.plan)
    return made(
        shape.PlanFile,
        id=plan.id,
        format=FORMAT,
        as_at=state.as_at,
        address=links(f"{plan.id}/"),
        licence=made(shape.Licence, name=use.licence, url=use.link, attribution=use.attribution),
        written=plan.plan,
        statuses=plan.statuses,
        followed_by=tuple(other.id for other in after(site, plan)),
        summary=_summary(view),
        themes=tuple(_themes(view, links)),
        actions=tuple(_action(view, item, links) for item in state.actions),
        kpis=tuple(_kpi(view, one, links) for one in view.standings.values()),
        inspections=plan.inspections,
        answers=tuple(
            made(
                shape.AnswerEntry,
                finding=one.finding.ref,
                inspection=one.inspection.id,
                actions=tuple(item.ref for item in one.actions),
                kpis=tuple(kpi.ref for kpi in one.kpis),
                came_after=one.after,
            )
            for one in answers(state)
        ),
        governance=plan.governance,
        risks=plan.risks,
        reports=tuple(
            made(
                shape.ReportEntry,
                id=report_id(report),
                address=links(f"{plan.id}/progress/{report.date.isoformat()}/"),
                written=report,
            )
            for report in state.reports
        ),
    )


def report_id(report: Report) -> str:
    """A report's name within its plan: that of its file."""
    return report.at.path.rpartition("/")[2].removesuffix(".yml")


def _summary(view: View) -> Made:
    state = view.state
    return made(
        shape.Summary,
        sentence=sentence(state, state.actions),
        kpis=view.kpi_sentence,
        actions=len(state.live),
        complete=with_meaning(state.live, Meaning.COMPLETE, Meaning.VERIFIED),
        late=sum(item.late for item in state.live),
        by_status=tuple(
            made(shape.StatusCount, status=one.status.id if one.status else None, number=one.number)
            for one in by_status(state, state.actions)
        ),
    )


def _themes(view: View, links: Links) -> Iterator[Made]:
    known = view.state.by_ref
    for theme in view.plan.themes:
        yield made(
            shape.ThemeEntry,
            ref=theme.ref,
            title=theme.title,
            short=theme.short,
            outcome=theme.outcome,
            address=links(f"{view.plan.id}/themes/{theme.ref}/"),
            groups=tuple(
                made(
                    shape.GroupEntry,
                    ref=group.ref,
                    title=group.title,
                    actions=tuple(a.ref for a in group.actions if a.ref in known),
                )
                for group in theme.groups
            ),
            actions=tuple(action.ref for action in theme.all_actions if action.ref in known),
            sentence=sentence(view.state, view.state.of_theme(theme.ref), "This theme"),
        )


def _left(found: tuple[Report, str] | None) -> Made | None:
    return made(shape.Left, reported=found[0].date, reason=found[1]) if found else None


def _action(view: View, item: ActionState, links: Links) -> Made:
    plan = view.plan
    group = plan.group_of.get(item.ref)
    now = made(
        shape.ActionNow,
        wording=item.text,
        lead=item.lead,
        status=item.status.id if item.status else None,
        meaning=item.meaning,
        status_reported=item.newest.report.date if item.newest else None,
        done=item.done,
        due=item.due,
        late=item.late,
        late_since=item.late_since,
        days_moved=item.slipped_days,
        moves=tuple(
            made(shape.MoveEntry, reported=move.report.date, before=move.before, after=move.after, reason=move.reason)
            for move in item.moves
        ),
        milestones=tuple(
            made(
                shape.StepState,
                ref=step.ref,
                done=step.done,
                reported=step.report.date if step.report else None,
                late=step.late,
            )
            for step in item.steps
        ),
        updates=tuple(
            made(shape.UpdateEntry, report=report_id(one.report), status=one.said.status) for one in item.updates
        ),
        kpis=tuple(kpi.ref for kpi in plan.kpis_of(item.action)),
        added=_left(item.added),
        withdrawn=_left(item.withdrawn),
    )
    return made(
        shape.ActionEntry,
        ref=item.ref,
        theme=plan.theme_of[item.ref].ref,
        group=group.ref if group else None,
        address=links(f"{plan.id}/actions/{item.ref}/"),
        written=item.action,
        now=now,
    )


def _kpi(view: View, one: Standing, links: Links) -> Made:
    series = one.series
    now = made(
        shape.KpiNow,
        rating=one.rating,
        sentence=one.sentence,
        more=one.more,
        aims=tuple(map(_aim, (*series.aims, *series.past_aims))),
        points=tuple(
            made(
                shape.PointEntry,
                period=point.period,
                words=point.words,
                report=report_id(point.report),
                reading=point.reading,
                corrected=tuple(
                    made(shape.Corrected, report=report_id(old.report), words=Point((old,)).words)
                    for old in point.corrected
                ),
            )
            for point in series.points
        ),
        withdrawn=_left(series.withdrawn),
    )
    return made(
        shape.KpiEntry, ref=series.ref, address=links(f"{view.plan.id}/kpis/{series.ref}/"), written=series.kpi, now=now
    )


def _aim(aim: Aim) -> Made:
    return made(
        shape.AimEntry,
        words=aim.words,
        at_least=aim.low,
        at_most=aim.high,
        due=aim.due,
        in_force=aim.dropped is None,
        reason=aim.reason or None,
    )
