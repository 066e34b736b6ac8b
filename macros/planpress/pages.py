"""A plan → its pages: address, title, template, arguments. Knows nothing of MkDocs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from planpress.model import PlanData, Theme
from planpress.period import Period, day_words
from planpress.quantity import Quantity
from planpress.render import due_words
from planpress.views.changes import Kind, by_kind, changes, report_days, since_words
from planpress.views.counts import by_status, sentence
from planpress.views.exceptions import due_next, exceptions, progress
from planpress.views.leads import leads
from planpress.views.rating import Rating, Standing, standing
from planpress.views.series import Given, Point, Series, series
from planpress.views.state import ActionState, PlanState, newest_date, state
from planpress.words import and_list, number_of
from planpress.yamltree import At

MOST_CHANGES = 12
"""How many changes a plan's home shows: the report's own page has them all."""


@dataclass(frozen=True)
class Page:
    """One page of the site, not yet rendered."""

    url: str
    """Its address from the site's root, with a slash at the end."""
    template: str
    heading: str
    answer: str
    """What it says, in one sentence at the top: also its description for search engines."""
    at: At
    """The record it is made from."""
    as_at: str
    """A sentence that says as at which date it stands."""
    context: dict[str, Any] = field(repr=False)
    kind: str = ""
    """What it is, above its heading: "Action", "KPI"."""
    number: str = ""
    trail: tuple[tuple[str, str], ...] = ()
    """The pages above it: title and address."""
    notes: tuple[str, ...] = ()
    searched: bool = True
    """Whether search finds it."""
    listed: str = ""
    """Its title in the menu; single actions, KPIs and posts are not listed."""
    edit: str = ""
    """Where its source can be edited."""

    @property
    def title(self) -> str:
        """Its title in the browser: what it is, and of which plan."""
        return f"{self.number} {self.heading}".strip()


@dataclass(frozen=True)
class View:
    """A plan at a date with all that its pages need."""

    plan: PlanData
    state: PlanState
    standings: dict[str, Standing]

    @classmethod
    def of(cls, plan: PlanData, as_at: date | None = None) -> "View":
        """The plan at a date: that of its newest report, if none is given."""
        day = as_at or newest_date(plan)
        return cls(plan, state(plan, day), {ref: standing(one) for ref, one in series(plan, day).items()})

    def standings_of(self, theme: str) -> list[Standing]:
        return [one for one in self.standings.values() if one.series.kpi.theme == theme]

    def groups_of(self, theme: Theme) -> list[tuple[str, list[ActionState]]]:
        """A theme's actions by group: the group's number and title, empty for actions outside a group."""
        by_ref = self.state.by_ref
        groups = [("", [by_ref[action.ref] for action in theme.actions if action.ref in by_ref])]
        for group in theme.groups:
            states = [by_ref[action.ref] for action in group.actions if action.ref in by_ref]
            groups.append((f"{group.ref} {group.title}", states))
        return [(title, states) for title, states in groups if states]

    @property
    def as_at(self) -> str:
        """A sentence that says as at which date the plan is shown."""
        closed = self.plan.plan.closed
        if self.state.closed and closed:
            late = [report for report in self.state.reports if report.date > closed]
            added = f", with figures added on {day_words(late[-1].date)}" if late else ""
            return f"As at {day_words(closed)}, when the plan closed{added}."
        return f"As at {day_words(self.state.as_at)}."

    @property
    def kpi_sentence(self) -> str:
        """How its KPIs stand; nothing if it has none."""
        return kpi_sentence(list(self.standings.values())) if self.plan.kpis else ""

    def notes(self, *refs: str) -> tuple[str, ...]:
        """What accept.yml tells readers of some items."""
        return tuple(accept.reason for accept in self.plan.accepted if set(accept.refs) & set(refs))


Make = Callable[..., Page]


def pages(view: View, edit: str = "") -> Iterator[Page]:
    """Every page of a plan. `edit` is the address at which a source file can be edited, with `{path}` in it."""
    plan = view.plan
    base = {"plan": plan, "state": view.state}
    home = ((plan.name, f"{plan.id}/"),)
    as_at = view.as_at

    def make(url: str, template: str, at: At, heading: str, answer: str, **more: Any) -> Page:
        context = base | more.pop("context", {})
        trail = more.pop("trail", home)
        link = edit.replace("{path}", at.path) if edit else ""
        address = f"{plan.id}/{url}"
        return Page(address, template, heading, answer, at, as_at, context, trail=trail, edit=link, **more)

    yield _home(view, make)
    for theme in plan.themes:
        yield _theme(view, theme, make)
    yield _action_list(view, make)
    for item in view.state.actions:
        yield _action(view, item, make)
    if plan.kpis:
        yield _kpi_list(view, make)
    for one in view.standings.values():
        yield _kpi(view, one, make)
    yield from _leads(view, make)
    if plan.governance:
        yield _governance(view, plan.governance, make)
    yield _whole(view, make)
    yield from _reports(view, make)
    yield _late(view, make)


def _reports(view: View, make: Make) -> Iterator[Page]:
    plan, days = view.plan, [day for day in report_days(view.plan) if day.date <= view.state.as_at]
    dates = [day.date for day in days]
    found = [changes(plan, before, day) for before, day in zip([None, *dates], dates, strict=False)]
    counts = [[(kind, len(same)) for kind, same in by_kind(one)] for one in found]
    number = len(days)
    answer = "No progress report has been published." if not days else (
        f"{number_of('report', number)} {'has' if number == 1 else 'have'} been published; "
        f"the newest is of {day_words(dates[-1])}."
    )  # fmt: skip
    listed = list(zip(days, counts, strict=True))
    yield make(
        "progress/",
        "progress.html",
        plan.plan.at,
        "Progress reports",
        answer,
        listed="Progress",
        context={"days": listed},
    )
    for index, day in enumerate(days):
        then = View.of(plan, day.date)
        by_ref, states = then.standings, then.state.by_ref
        before = dates[index - 1] if index else None
        updates = [
            (states[ref], update)
            for ref in (action.ref for action in plan.actions if action.ref in states)
            for update in states[ref].updates
            if update.report in day.reports
        ]
        readings = [
            (by_ref[ref].series, reading, Point((Given(report, reading),)).words)
            for report in day.reports
            for ref, given in report.kpis.items()
            if ref in by_ref
            for reading in given
        ]
        trail = ((plan.name, f"{plan.id}/"), ("Progress", f"{plan.id}/progress/"))
        yield make(
            f"progress/{day.date.isoformat()}/", "report.html", day.reports[0].at, day.title,
            sentence(then.state, then.state.actions), kind=f"Report of {day_words(day.date)}", trail=trail,
            context={
                "day": day, "counts": by_status(then.state, then.state.actions), "updates": updates, "readings": readings,
                "exceptions": exceptions(then.state, list(then.standings.values())), "since": since_words(before),
                "groups": by_kind(found[index]), "previous": before,
                "following": dates[index + 1] if index + 1 < len(dates) else None,
            },
        )  # fmt: skip


def _late(view: View, make: Make) -> Page:
    found = exceptions(view.state, list(view.standings.values()))
    return make(
        "late/", "late.html", view.plan.plan.at, "Late and off track", found.sentence, listed="Late and off track",
        context={"exceptions": found},
    )  # fmt: skip


def _home(view: View, make: Make) -> Page:
    plan = view.plan
    themes = []
    for theme in plan.themes:
        actions = view.state.of_theme(theme.ref)
        themes.append((theme, sentence(view.state, actions, "This theme"), by_status(view.state, actions)))
    days = [day.date for day in report_days(plan) if day.date <= view.state.as_at]
    before = days[-2] if len(days) > 1 else None
    every = changes(plan, before, days[-1]) if days and not view.state.closed else []
    found = [one for one in every if one.kind is not Kind.FIGURE]
    gone = len(view.state.actions) - len(view.state.live)
    silent = sum(item.status is None for item in view.state.live)
    left_out = [f"{number_of('withdrawn action', gone)} {'is' if gone == 1 else 'are'} not counted"] if gone else []
    if 0 < silent < len(view.state.live):
        left_out.append(f"of {number_of('action', silent)} nothing has been reported yet")
    return make(
        "", "plan.html", plan.plan.at, plan.plan.title, sentence(view.state, view.state.actions),
        kind=plan.plan.subtitle or plan.plan.organisation, trail=(), listed="Overview",
        notes=view.notes(*(status.id for status in plan.statuses)),
        context={
            "themes": themes, "counts": by_status(view.state, view.state.actions),
            "left_out": f"{'; '.join(left_out)}." if left_out else "",
            "kpi_answer": view.kpi_sentence,
            "progress": progress(view.state), "exceptions": exceptions(view.state, list(view.standings.values())),
            "changed": by_kind(found[:MOST_CHANGES]), "figures": len(every) - len(found), "all": len(every),
            "newest": days[-1] if days else None, "since": since_words(before),
            "coming": due_next(view.state), "until": day_words(view.state.as_at + timedelta(days=90)),
        },
    )  # fmt: skip


def _theme(view: View, theme: Theme, make: Make) -> Page:
    actions = view.state.of_theme(theme.ref)
    return make(
        f"themes/{theme.ref}/", "theme.html", theme.at, theme.title, sentence(view.state, actions, "This theme"),
        kind=f"Theme {theme.ref}", listed=f"{theme.ref} {theme.name}",
        context={
            "theme": theme, "groups": view.groups_of(theme), "counts": by_status(view.state, actions),
            "standings": view.standings_of(theme.ref),
        },
    )  # fmt: skip


def _action_list(view: View, make: Make) -> Page:
    themes = [(theme, view.state.of_theme(theme.ref)) for theme in view.plan.themes]
    return make(
        "actions/", "actions.html", view.plan.plan.at, "Actions", sentence(view.state, view.state.actions),
        listed="Actions", context={"themes": themes, "counts": by_status(view.state, view.state.actions)},
    )  # fmt: skip


def _action(view: View, item: ActionState, make: Make) -> Page:
    plan, theme, group = view.plan, view.plan.theme_of[item.ref], view.plan.group_of.get(item.ref)
    trail = (
        (plan.name, f"{plan.id}/"),
        ("Actions", f"{plan.id}/actions/"),
        (f"Theme {theme.ref}: {theme.name}", f"{plan.id}/themes/{theme.ref}/"),
    )
    notes = ((item.action.note,) if item.action.note else ()) + view.notes(item.ref)
    return make(
        f"actions/{item.ref}/", "action.html", item.action.at, item.text, action_sentence(item),
        kind="Action", number=item.shown, trail=trail, notes=notes,
        context={
            "item": item, "group": f"{group.ref} {group.title}" if group else None,
            "standings": [view.standings[kpi.ref] for kpi in plan.kpis_of(item.action) if kpi.ref in view.standings],
            "after": [view.state.by_ref[ref] for ref in item.action.after if ref in view.state.by_ref],
        },
    )  # fmt: skip


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


def _kpi_list(view: View, make: Make) -> Page:
    themes = [(theme, found) for theme in view.plan.themes if (found := view.standings_of(theme.ref))]
    return make(
        "kpis/", "kpis.html", view.plan.plan.at, "KPIs", kpi_sentence(list(view.standings.values())),
        listed="KPIs", context={"themes": themes},
    )  # fmt: skip


def kpi_sentence(standings: list[Standing]) -> str:
    """How many KPIs there are and how they stand, in a sentence or two."""
    live = [one for one in standings if not one.series.withdrawn]
    total = number_of("KPI", len(live))
    silent = sum(one.rating is Rating.NO_READING for one in live)
    if silent == len(live):
        return f"This plan has {total}. No figure has been published for any of them."
    rated = {kind: sum(one.rating is kind for one in live) for kind in Rating}
    parts = [f"{rated[Rating.MET]} met {'its' if rated[Rating.MET] == 1 else 'their'} target"]
    parts += [f"{rated[Rating.CLOSE]} came close"] if rated[Rating.CLOSE] else []
    parts += (
        [f"{rated[Rating.OFF]} {'is' if rated[Rating.OFF] == 1 else 'are'} off target"] if rated[Rating.OFF] else []
    )
    parts += (
        [f"{rated[Rating.NO_TARGET]} {'has' if rated[Rating.NO_TARGET] == 1 else 'have'} no target"]
        if rated[Rating.NO_TARGET]
        else []
    )
    parts += [f"{rated[Rating.SUPPRESSED]} cannot be shown"] if rated[Rating.SUPPRESSED] else []
    parts += [f"{silent} {'has' if silent == 1 else 'have'} no published figure"] if silent else []
    return f"Of {total}, {and_list(parts)}."


def _kpi(view: View, one: Standing, make: Make) -> Page:
    plan, kpi = view.plan, one.series.kpi
    theme = plan.theme_by_ref[kpi.theme]
    trail = (
        (plan.name, f"{plan.id}/"),
        ("KPIs", f"{plan.id}/kpis/"),
        (f"Theme {theme.ref}: {theme.name}", f"{plan.id}/themes/{theme.ref}/"),
    )
    cited = [item for item in view.state.actions if kpi in plan.kpis_of(item.action)]
    return make(
        f"kpis/{kpi.ref}/", "kpi.html", kpi.at, kpi.title, one.sentence, kind="KPI", number=one.series.shown, trail=trail,
        notes=((kpi.note,) if kpi.note else ()) + view.notes(kpi.ref),
        context={
            "standing": one, "series": one.series, "actions": cited, "theme": theme,
            "others": list(dict.fromkeys(c.who for point in one.series.points for c in point.reading.compare)),
            "sources": list(dict.fromkeys(p.reading.source for p in one.series.points if p.reading.source)),
            "breakdowns": breakdowns(one.series),
        },
    )  # fmt: skip


def breakdowns(one: Series) -> list[tuple[str, Period, dict[str, Quantity]]]:
    """For each way a KPI is broken down, the newest period for which there are parts, with the parts."""
    newest: dict[str, tuple[str, Period, dict[str, Quantity]]] = {}
    for point in one.points:
        for kind, parts in point.reading.by.items():
            newest[kind] = (kind, point.period, parts)
    return list(newest.values())


def _leads(view: View, make: Make) -> Iterator[Page]:
    plan, found = view.plan, leads(view.state, list(view.standings.values()))
    if not found:
        return
    home = (plan.name, f"{plan.id}/")
    answer = f"{number_of('post', len(found))} {'answers' if len(found) == 1 else 'answer'} for this plan's actions and KPIs."
    yield make(
        "leads/", "leads.html", plan.plan.at, "Who answers for what", answer, listed="Posts", context={"leads": found}
    )
    for lead in found:
        trail = (home, ("Posts", f"{plan.id}/leads/"))
        yield make(
            f"leads/{lead.slug}/", "lead.html", lead.at, lead.role, lead.sentence, kind="Post", trail=trail,
            notes=view.notes(lead.role), context={"lead": lead, "counts": by_status(view.state, lead.actions)},
        )  # fmt: skip


def _governance(view: View, governance: Any, make: Make) -> Page:
    number = len(governance.bodies)
    answer = f"{number_of('body', number) if number == 1 else f'{number} bodies'} oversee this plan or are told of it."
    return make("governance/", "governance.html", governance.at, "Who oversees this plan", answer, listed="Oversight")


def _whole(view: View, make: Make) -> Page:
    themes = [(theme, view.groups_of(theme), view.standings_of(theme.ref)) for theme in view.plan.themes]
    return make(
        "whole/", "whole.html", view.plan.plan.at, f"{view.plan.plan.title}: the whole plan",
        sentence(view.state, view.state.actions), listed="The whole plan", searched=False, context={"themes": themes},
    )  # fmt: skip
