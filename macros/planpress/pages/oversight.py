"""Who answers for what, who oversees the plan, what stands in the way, and what happens when."""

from collections.abc import Iterator
from itertools import groupby

from planpress.oversight import Governance, RiskKind
from planpress.pages.page import Maker, Page, View
from planpress.period import day_words
from planpress.report import Report, RiskUpdate
from planpress.views.charts import timeline as timeline_chart
from planpress.views.counts import by_status
from planpress.views.timeline import timeline
from planpress.words import and_list, number_of


def lead_pages(view: View, make: Maker) -> Iterator[Page]:
    """The list of posts and a page for each."""
    plan, found = view.plan, view.leads
    if not found:
        return
    answer = f"{number_of('post', len(found))} {'is' if len(found) == 1 else 'are'} named in this plan."
    yield make(
        "leads/", "leads.html", plan.plan.at, "Who answers for what", answer, listed="Posts", context={"leads": found}
    )
    for lead in found:
        trail = (make.home, ("Posts", f"{plan.id}/leads/"))
        yield make(
            f"leads/{lead.slug}/", "lead.html", lead.at, lead.role, lead.sentence, kind="Post", trail=trail,
            notes=view.notes(lead.role), context={"lead": lead, "counts": by_status(view.state, lead.actions)},
        )  # fmt: skip


def governance(view: View, found: Governance, make: Maker) -> Page:
    """Who oversees the plan, who helps, what was decided."""
    as_at = view.state.as_at
    coming = sorted((one for one in found.meetings if one.date > as_at), key=lambda one: one.date)
    held = sorted((one for one in found.meetings if one.date <= as_at), key=lambda one: one.date, reverse=True)
    parts = [number_of(word, len(items)) for word, items in (
        ("board or committee", found.bodies), ("partner or adviser", found.partners), ("programme", found.programmes),
    ) if items]  # fmt: skip
    words = [
        part.replace("board or committees", "boards and committees").replace(
            "partner or advisers", "partners and advisers"
        )
        for part in parts
    ]
    answer = f"Recorded here: {and_list(words)}." if words else "Who oversees this plan was not published."
    if coming:
        name = view.plan.body_by_id[coming[0].body].name
        answer += f" The next meeting is on {day_words(coming[0].date)}: {name}."
    return make(
        "governance/", "governance.html", found.at, "Who oversees this plan", answer, listed="Oversight",
        context={"coming": coming, "held": held},
    )  # fmt: skip


def risks(view: View, make: Maker) -> Page:
    """What stands in the way."""
    said: dict[str, list[tuple[Report, RiskUpdate]]] = {}
    for report in view.state.reports:
        for ref, update in report.risks.items():
            said.setdefault(ref, []).append((report, update))
    in_order = sorted(view.plan.risks, key=lambda risk: list(RiskKind).index(risk.kind))
    kinds = [
        (kind, [(risk, said.get(risk.ref, [])) for risk in same])
        for kind, same in groupby(in_order, key=lambda risk: risk.kind)
    ]
    counted = and_list(_number(kind, len(found)) for kind, found in kinds)
    return make(
        "risks/", "risks.html", view.plan.risks[0].at, "What stands in the way", f"Recorded for this plan: {counted}.",
        listed="Risks", context={"kinds": kinds},
    )  # fmt: skip


def _number(kind: RiskKind, number: int) -> str:
    return number_of(kind.value, number) if kind is not RiskKind.DEPENDENCY or number == 1 else f"{number} dependencies"


def timeline_page(view: View, make: Maker) -> Page:
    """Every dated thing of the plan in one line of time."""
    months = timeline(view.state)
    number = sum(len(events) for _, events in months)
    as_at = view.state.as_at
    coming = [(month, later) for month, events in months if (later := [one for one in events if one.day > as_at])]
    past = [(month, before) for month, events in months if (before := [one for one in events if one.day <= as_at])]
    left = sum(len(events) for _, events in coming)
    still = f"; {left} still to come" if left else ""
    answer = f"{number_of('date', number)}, from {months[0][0]} to {months[-1][0]}{still}."
    return make(
        "timeline/", "timeline.html", view.plan.plan.at, "Timeline", answer, listed="Timeline", searched=False,
        context={"coming": coming, "past": past, "chart": timeline_chart(view.state)},
    )  # fmt: skip
