"""What a page is before it is rendered, and what its maker needs: a plan at a date, and the plans beside it."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from planpress.model import PlanData, Site, Theme
from planpress.period import day_words
from planpress.views.changes import Changed, ReportDay, listed, report_days
from planpress.views.exceptions import Exceptions, exceptions
from planpress.views.findings import Answer, answers
from planpress.views.leads import Lead, leads
from planpress.views.rating import Standing, standing, summary
from planpress.views.series import series
from planpress.views.state import ActionState, PlanState, newest_date, state
from planpress.yamltree import At


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
    state: str = ""
    """How it stands, in the word of its first tag: search shows it."""
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
    def published_source(self) -> str:
        """The address at which the file it is made from can be read on the site."""
        plan = self.context["plan"]
        return f"{plan.id}/source/{self.at.path.removeprefix(plan.path).lstrip('/')}"

    @property
    def title(self) -> str:
        """Its title in the browser: what it is, and of which plan."""
        return f"{self.number} {self.heading}".strip()


@dataclass(frozen=True)
class News:
    """A day of reports with all that it changed."""

    day: ReportDay
    before: date | None
    """The day of reports before it."""
    then: "View"
    """The plan as it stood at the end of the day."""
    changes: tuple[Changed, ...]


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

    @cached_property
    def news(self) -> tuple[News, ...]:
        """Every day of reports up to the date, oldest first."""
        found: list[News] = []
        before = View.of(self.plan, date.min)
        for day in report_days(self.plan):
            if day.date > self.state.as_at:
                break
            then = self if day.date == self.state.as_at else View.of(self.plan, day.date)
            old, new = ({ref: one.series for ref, one in view.standings.items()} for view in (before, then))
            changes = tuple(listed(before.state, then.state, old, new))
            found.append(News(day, found[-1].day.date if found else None, then, changes))
            before = then
        return tuple(found)

    @cached_property
    def leads(self) -> tuple[Lead, ...]:
        """Every post that it names, with what each answers for."""
        return tuple(leads(self.state, self.standings.values()))

    @cached_property
    def exceptions(self) -> Exceptions:
        """Everything that is not as promised."""
        return exceptions(self.state, list(self.standings.values()))

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """Every finding that asks for something, with what answers it."""
        return tuple(answers(self.state))

    @cached_property
    def named_by(self) -> dict[str, list[ActionState]]:
        """The actions that name each KPI, by the KPI's ref."""
        found: dict[str, list[ActionState]] = {kpi.ref: [] for kpi in self.plan.kpis}
        for item in self.state.actions:
            for kpi in self.plan.kpis_of(item.action):
                found[kpi.ref].append(item)
        return found

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
        return summary(self.standings.values()) if self.plan.kpis else ""

    def notes(self, *refs: str) -> tuple[str, ...]:
        """What accept.yml tells readers of some items."""
        return tuple(accept.reason for accept in self.plan.accepted if set(accept.refs) & set(refs))


@dataclass(frozen=True)
class Maker:
    """Makes the pages of one plan: fills in what all of them share."""

    view: View
    site: Site
    edit: str
    """The address at which a source file can be edited, with `{path}` in it; nothing if there is none."""

    @property
    def home(self) -> tuple[str, str]:
        """The title and address of the plan's first page, for the way up."""
        return self.view.plan.name, f"{self.view.plan.id}/"

    def __call__(self, url: str, template: str, at: At, heading: str, answer: str, **more: Any) -> Page:
        """A page at an address within the plan. `context` adds to what its template is given."""
        plan = self.view.plan
        context = {"plan": plan, "state": self.view.state} | more.pop("context", {})
        trail = more.pop("trail", (self.home,))
        link = self.edit.replace("{path}", at.path)
        return Page(
            f"{plan.id}/{url}", template, heading, answer, at, self.view.as_at, context, trail=trail, edit=link, **more
        )
