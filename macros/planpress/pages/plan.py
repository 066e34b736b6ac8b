"""A plan's first page, its themes, and the whole of it on one page."""

from datetime import timedelta

from planpress.model import Theme
from planpress.pages.page import Maker, Page, View
from planpress.period import day_words
from planpress.views.changes import Kind, by_kind, since_words
from planpress.views.charts import status_bars
from planpress.views.counts import by_status, sentence
from planpress.views.exceptions import due_next, progress
from planpress.views.findings import judged
from planpress.views.findings import sentence as findings_sentence
from planpress.views.succession import after, before
from planpress.words import number_of

MOST_CHANGES = 12
"""How many changes a plan's first page shows: the report's own page has them all."""
MOST_MISSED = 6
"""How many actions that are off track or late it names: another page has them all."""


def home(view: View, make: Maker) -> Page:
    """A plan's first page: how it is going, what changed, what is late, what comes next, what it is."""
    plan = view.plan
    themes = []
    for theme in plan.themes:
        actions = view.state.of_theme(theme.ref)
        themes.append((theme, sentence(view.state, actions, "This theme"), by_status(view.state, actions)))
    newest = view.news[-1] if view.news else None
    every = newest.changes if newest and not view.state.closed else ()
    found = [one for one in every if one.kind is not Kind.FIGURE]
    gone = len(view.state.actions) - len(view.state.live)
    left_out = f"{number_of('withdrawn action', gone)} {'is' if gone == 1 else 'are'} not counted." if gone else ""
    later = [one for one in plan.governance.meetings if one.date > view.state.as_at] if plan.governance else []
    return make(
        "", "plan.html", plan.plan.at, plan.plan.title, sentence(view.state, view.state.actions),
        kind=plan.plan.organisation, trail=(), listed="Overview",
        notes=view.notes(*(status.id for status in plan.statuses)),
        context={
            "themes": themes, "counts": by_status(view.state, view.state.actions),
            "left_out": left_out, "worst": list({one.ref: one for one in view.exceptions.off_track + view.exceptions.late}.values())[:MOST_MISSED],
            "kpi_answer": view.kpi_sentence,
            "progress": progress(view.state), "exceptions": view.exceptions,
            "changed": by_kind(found[:MOST_CHANGES]), "figures": len(every) - len(found), "all": len(every),
            "newest": newest.day.date if newest else None, "since": since_words(newest.before if newest else None),
            "coming": due_next(view.state), "meeting": min(later, key=lambda one: one.date, default=None), "bars": status_bars(view.state), "judged": judged(plan), "findings": findings_sentence(view.answers), "follows": before(make.site, plan), "followed_by": after(make.site, plan), "until": day_words(view.state.as_at + timedelta(days=90)),
        },
    )  # fmt: skip


def theme(view: View, theme: Theme, make: Maker) -> Page:
    """One theme with its actions and KPIs."""
    actions = view.state.of_theme(theme.ref)
    return make(
        f"themes/{theme.ref}/", "theme.html", theme.at, theme.title, sentence(view.state, actions, "This theme"),
        kind=f"Theme {theme.ref}", listed=f"{theme.ref} {theme.name}",
        context={
            "theme": theme, "groups": view.groups_of(theme), "counts": by_status(view.state, actions),
            "standings": view.standings_of(theme.ref),
        },
    )  # fmt: skip


def whole(view: View, make: Maker) -> Page:
    """The whole plan on one page, for paper."""
    themes = [(theme, view.groups_of(theme), view.standings_of(theme.ref)) for theme in view.plan.themes]
    return make(
        "whole/", "whole.html", view.plan.plan.at, f"{view.plan.plan.title}: the whole plan",
        sentence(view.state, view.state.actions), listed="The whole plan", searched=False, context={"themes": themes},
    )  # fmt: skip
