"""What other websites can show: a badge with a plan's state, and small pages of a KPI or a theme for an iframe."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from planpress.exports.export import Export, Links, export
from planpress.exports.filled import TEMPLATES, filled
from planpress.look import Colours
from planpress.pages.data import Group
from planpress.pages.page import View
from planpress.policy import digest
from planpress.status import Meaning
from planpress.views.counts import by_status, sentence, with_meaning
from planpress.words import number_of

MOST_POINTS = 8
"""How many figures a KPI's panel shows: the newest ones. Its page has them all."""
LETTER = 6.6
"""About the width of a letter of 11 pixels, in pixels. The badge stretches its words to the width it has for them."""


@cache
def style() -> str:
    """The look of the panels: it stands in each, since a panel is one file."""
    return (TEMPLATES / "panel.css").read_text(encoding="utf-8").strip()


@cache
def panel_policy() -> str:
    """A panel's content security policy: its own look, and nothing else."""
    return f"default-src 'none'; style-src '{digest(style())}'; base-uri 'none'; form-action 'none'"


def badge(view: View, colours: Colours) -> Export:
    """A badge that says how far the plan is: "Improvement plan: 15 of 29 complete, 4 late"."""
    label, said = "Improvement plan", badge_words(view)
    widths = [round(len(text) * LETTER) + 16 for text in (label, said)]
    as_at = f"{view.plan.plan.title}, {view.plan.plan.organisation}. {view.as_at}"
    fictional = " This plan is fictional." if view.plan.plan.fictional else ""
    made = filled("badge.svg", label=label, said=said, widths=widths, about=as_at + fictional, colours=colours)
    return export(
        f"{view.plan.id}/data/badge.svg", made, "Badge", "image/svg+xml",
        "How many actions are complete and how many late, in one line.", Group.PANEL,
    )  # fmt: skip


def badge_words(view: View) -> str:
    """How far the plan is, in a few words."""
    live = view.state.live
    late = sum(item.late for item in live)
    if with_meaning(live, None) == len(live):
        said = f"{number_of('action', len(live))}, no status published"
    else:
        said = f"{with_meaning(live, Meaning.COMPLETE, Meaning.VERIFIED)} of {len(live)} complete"
    return said + (f", {late} late" if late else "") + (", closed" if view.state.closed else "")


def panels(view: View, base: str, colours: Colours) -> Iterator[Export]:
    """A panel for each theme and each KPI, under a stripe of the site's colour."""
    folder = f"{view.plan.id}/data/embed"
    for theme in view.plan.themes:
        actions = view.state.of_theme(theme.ref)
        yield _panel(
            view, f"{folder}/themes/{theme.ref}.html", "theme.html", f"{view.plan.id}/themes/{theme.ref}/", base,
            f"Theme {theme.ref}: {theme.name}", "How the actions of this theme stand.",
            {
                "theme": theme, "answer": sentence(view.state, actions, "This theme"),
                "counts": by_status(view.state, actions), "late": [item for item in actions if item.late], "colours": colours,
            },
        )  # fmt: skip
    for one in view.standings.values():
        series = one.series
        yield _panel(
            view, f"{folder}/kpis/{series.ref}.html", "kpi.html", f"{view.plan.id}/kpis/{series.ref}/", base,
            f"KPI {series.shown}: {series.kpi.title}", "How this KPI stands, with its newest figures.",
            {"one": one, "series": series, "points": series.counting[-MOST_POINTS:], "colours": colours},
        )  # fmt: skip


def _panel(
    view: View, path: str, template: str, page: str, base: str, title: str, holds: str, context: dict[str, Any]
) -> Export:
    made = filled(
        template,
        plan=view.plan,
        as_at=view.as_at,
        title=title,
        page=Links(base, path)(page),
        style=style(),
        policy=panel_policy(),
        **context,
    )
    return export(path, made, title, "text/html", holds, Group.PANEL)
