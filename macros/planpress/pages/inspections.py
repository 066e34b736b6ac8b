"""What inspectors said, what answers it, and what the law asks because of it."""

from itertools import groupby

from planpress.inspection import AREAS, Inspection
from planpress.pages.page import Maker, Page, View
from planpress.views.duties import DutyState, duties, periods_sentence
from planpress.views.findings import grid, judged, sentence, strengths, unmapped
from planpress.words import and_list, number_of


def findings(view: View, make: Maker) -> Page:
    """Each finding with what answers it."""
    found = view.answers
    by_inspection = [(one, list(same)) for one, same in groupby(found, key=lambda answer: answer.inspection)]
    reasons = {ref: a.reason for a in view.plan.accepted if a.check == "unanswered-finding" for ref in a.refs}
    context = {
        "unanswered": [answer.finding for answer in found if not answer.actions and not answer.after],
        "reasons": reasons, "inspections": by_inspection, "strengths": strengths(view.plan), "unmapped": unmapped(view.state) if found else [],
    }  # fmt: skip
    at = view.plan.inspections[0].at
    return make(
        "findings/",
        "findings.html",
        at,
        "Findings and what answers them",
        sentence(found),
        listed="Findings",
        context=context,
    )


def inspection_list(view: View, make: Maker) -> Page:
    """Every inspection, visit, notice and direction, and the judgements over time."""
    at = view.plan.inspections[0].at
    return make(
        "inspections/", "inspections.html", at, "Inspections", judged(view.plan), listed="Inspections",
        context={"grid": grid(view.plan)},
    )  # fmt: skip


def inspection(view: View, one: Inspection, make: Maker) -> Page:
    """One inspection with its judgements and findings."""
    plan = view.plan
    found = [answer for answer in view.answers if answer.inspection is one]
    kinds = [(kind, list(same)) for kind, same in groupby(found, key=lambda answer: answer.finding.kind)]
    strong = [finding for other, finding in strengths(plan) if other is one]
    visits = [other for other in plan.inspections if other.of == one.id]
    overall = one.judgements.get("overall")
    said = [f"{overall.words} overall"] if overall else []
    said += [number_of("finding", len(found))] if found else []
    said += [number_of("strength", len(strong))] if strong else []
    when = f"{one.kind.words} by {one.by}, {one.starts.words}"
    answer = f"{when}: {', '.join(said)}." if said else f"{when}."
    return make(
        f"inspections/{one.id}/", "inspection.html", one.at, one.title, answer, kind=one.kind.words,
        trail=(make.home, ("Inspections", f"{plan.id}/inspections/")), notes=(one.note,) if one.note else (),
        context={"one": one, "areas": AREAS, "kinds": kinds, "strong": strong, "visits": visits},
    )  # fmt: skip


def required(view: View, make: Maker) -> Page:
    """What the law asks the council to publish, by when, and whether it was done."""
    found = duties(view.plan, view.state.as_at)
    at = view.plan.inspections[0].at
    answer = _kept(found) if found else "No duty to publish is recorded for this plan."
    return make(
        "required/", "required.html", at, "Required to be published", answer, listed="Required by law",
        context={"duties": found, "periods": periods_sentence(view.plan)},
    )  # fmt: skip


def _kept(found: list[DutyState]) -> str:
    """How many duties were met in time, as far as was published."""
    if len(found) == 1:
        return f"1 duty to publish. {found[0].words}."
    done = [one.duty.met <= one.due for one in found if one.duty.met and one.due]
    parts = [f"{sum(done)} met in time"] if any(done) else []
    parts += [f"{len(done) - sum(done)} met after the last day"] if not all(done) else []
    parts += [f"{len(found) - len(done)} with no day published"] if len(done) < len(found) else []
    return f"{len(found)} duties to publish: {and_list(parts)}."
