"""Do inspections, findings and oversight fit together? And does the plan answer what was found?"""

from collections.abc import Iterator

from planpress.check.references import unknown_ref
from planpress.inspection import FindingKind
from planpress.model import PlanData
from planpress.problem import Problem
from planpress.record import Record, line_of


def unknown(plan: PlanData) -> Iterator[Problem]:
    """Names that name nothing."""
    for action in plan.actions:
        for name in action.answers:
            if name not in plan.finding_by_ref:
                yield unknown_ref(action, "answers", name, "finding", plan.finding_by_ref)
    for one in plan.inspections:
        if one.of and (one.of not in plan.inspection_by_id or one.of == one.id):
            yield unknown_ref(one, "of", one.of, "inspection", [i for i in plan.inspection_by_id if i != one.id])
        for finding in one.findings:
            for name in finding.relates:
                if name not in plan.finding_by_ref:
                    yield unknown_ref(finding, "relates", name, "finding", plan.finding_by_ref)
    for risk in plan.risks:
        for name in risk.actions:
            if name not in plan.action_by_ref:
                yield unknown_ref(risk, "actions", name, "action", plan.action_by_ref)
    for report in plan.reports:
        for name in report.risks:
            if name not in plan.risk_by_ref:
                line = line_of(report, "risks", name)
                yield unknown_ref(report, "risks", name, "risk", plan.risk_by_ref, line)
    if not plan.governance:
        return
    for body in plan.governance.bodies:
        for name in body.reports_to:
            if name not in plan.body_by_id:
                yield unknown_ref(body, "reports_to", name, "body", plan.body_by_id)
    for meeting in plan.governance.meetings:
        if meeting.body not in plan.body_by_id:
            yield unknown_ref(meeting, "body", meeting.body, "body", plan.body_by_id)
    for programme in plan.governance.programmes:
        for name in programme.actions:
            if name not in plan.action_by_ref:
                yield unknown_ref(programme, "actions", name, "action", plan.action_by_ref)


def impossible(plan: PlanData) -> Iterator[Problem]:
    """An area that the framework does not judge; ends before starts; a visit before its inspection; no source."""
    for one in plan.inspections:
        at = one.at
        for area in one.judgements if one.framework else ():
            areas = one.framework.areas if one.framework else ()
            if area not in areas:
                message = f"`{area}` is no area of the framework {one.framework}"
                hint = f"its areas are {', '.join(areas)}" if areas else "it gives no grades: use `outcome`"
                yield Problem(at.path, line_of(one, "judgements", area), message, hint, "wrong-area")
        if one.ends and one.ends.last < one.starts.first:
            message = f"`ends`: {one.id} ends ({one.ends}) before it starts ({one.starts})"
            yield Problem(at.path, at.of("ends"), message, "mend one of the two dates", "ends-before-start")
        if one.published and one.published.last < one.starts.first:
            message = f"`published`: {one.id} was published ({one.published}) before it began ({one.starts})"
            yield Problem(at.path, at.of("published"), message, "mend one of the two dates", "published-before-start")
        first = plan.inspection_by_id.get(one.of or "")
        if first and one.starts.last < first.starts.first:
            message = f"{one.id} ({one.starts}) is before the inspection that it follows up ({first.starts})"
            yield Problem(
                at.path, at.of("starts"), message, "mend one of the dates, or `of`", "visit-before-inspection"
            )
        if one.findings and not (one.report or one.source or one.not_published):
            message = f"{one.id} has findings but no source"
            hint = "add `report:` with the address of the report, or `source:` with where they come from"
            yield Problem(at.path, at.of("findings"), message, hint, "no-source")
    if not plan.governance:
        return
    spans: list[Record] = [*plan.governance.partners, *plan.governance.programmes]
    for record in spans:
        starts, ends = getattr(record, "starts", None), getattr(record, "ends", None)
        if starts and ends and ends.last < starts.first:
            message = f"`ends`: {getattr(record, 'name', '')} ends ({ends}) before it starts ({starts})"
            yield Problem(
                record.at.path, record.at.of("ends"), message, "mend one of the two dates", "ends-before-start"
            )


def unanswered(plan: PlanData) -> Iterator[Problem]:
    """A finding that asks for something and that no action answers; those after the plan closed are left out."""
    answered = {ref for action in plan.actions for ref in action.answers}
    through = {ref for one in plan.findings if one.ref in answered for ref in one.relates}
    for one in plan.inspections:
        closed = plan.plan.closed
        if closed and (one.published or one.starts).last > closed:
            continue
        for finding in one.findings:
            if finding.kind is FindingKind.STRENGTH or finding.ref in answered | through:
                continue
            message = f"no action answers finding {finding.ref}"
            hint = "name it in `answers:` of the actions that do, or add an action"
            yield Problem(finding.at.path, finding.at.of("ref"), message, hint, "unanswered-finding", finding.ref)
