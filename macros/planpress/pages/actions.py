"""The list of actions, and a page for each."""

from planpress.pages.page import Maker, Page, View
from planpress.period import day_words
from planpress.render import due_words
from planpress.views.counts import sentence
from planpress.views.state import ActionState
from planpress.views.succession import carried_on_by, carries_on
from planpress.words import and_list


def action_list(view: View, make: Maker) -> Page:
    """Every action by theme."""
    return make(
        "actions/", "actions.html", view.plan.plan.at, "Actions", sentence(view.state, view.state.actions),
        listed="Actions",
    )  # fmt: skip


def action(view: View, item: ActionState, make: Maker) -> Page:
    """One action with everything ever reported of it."""
    plan, theme, group = view.plan, view.plan.theme_of[item.ref], view.plan.group_of.get(item.ref)
    trail = (
        (plan.name, f"{plan.id}/"),
        ("Actions", f"{plan.id}/actions/"),
        (f"Theme {theme.ref}: {theme.name}", f"{plan.id}/themes/{theme.ref}/"),
    )
    notes = ((item.action.note,) if item.action.note else ()) + view.notes(item.ref)
    return make(
        f"actions/{item.ref}/", "action.html", item.action.at, item.text, action_sentence(item),
        kind="Action", number=item.shown, state=state_word(item), trail=trail, notes=notes,
        context={
            "item": item, "group": f"{group.ref} {group.title}" if group else None,
            "standings": [view.standings[kpi.ref] for kpi in plan.kpis_of(item.action) if kpi.ref in view.standings],
            "answers": [plan.finding_by_ref[ref] for ref in item.action.answers],
            "earlier": carries_on(make.site, item.action), "later": carried_on_by(make.site, plan, item.action),
            "after": [view.state.by_ref[ref] for ref in item.action.after if ref in view.state.by_ref],
        },
    )  # fmt: skip


def state_word(item: ActionState) -> str:
    """The word of its first tag."""
    if item.withdrawn:
        return "Withdrawn"
    return item.status.word if item.status else "No status given" if item.updates else "Not yet reported"


def action_sentence(item: ActionState) -> str:
    """Who does it, by when, and how it stands, in two sentences."""
    who = f"Led by the {and_list(item.lead)}" if item.lead else "Nobody is named to lead it"
    when = f"due {due_words(item.due)}" if item.due else "no date is given"
    if item.withdrawn:
        return f"{who}. Withdrawn on {day_words(item.withdrawn[0].date)}: {item.withdrawn[1]}"
    if not item.newest or not item.status:
        late = f" It is {item.late_words}." if item.late else ""
        return f"{who}; {when}. No status has been published for this action.{late}"
    late = f", {item.late_words}" if item.late else ""
    return f"{who}; {when}{late}. Reported as {item.status.word.lower()} on {day_words(item.newest.report.date)}."
