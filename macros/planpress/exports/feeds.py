"""Atom feeds: what each report changed, for a whole plan, a theme or a post. An entry is a day of reports."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import groupby

from feedgen.feed import FeedGenerator  # type: ignore[import-untyped]
from markupsafe import escape

from planpress.exports.export import Export, Links, export, printable, urn
from planpress.pages.data import Group, terms
from planpress.pages.page import News, View
from planpress.period import day_words
from planpress.views.changes import Changed, Kind, since_words
from planpress.views.counts import sentence
from planpress.views.leads import Lead
from planpress.words import number_of

Name = tuple[str, str]
"""What a change is of: `actions` or `kpis`, and the ref."""


def feeds(view: View, leads: Iterable[Lead], base: str) -> Iterator[Export]:
    """The plan's feed, then one for each theme and each post."""
    plan = view.plan
    make = _Maker(view, tuple(_day(view, news) for news in reversed(view.news)), base)
    yield make("feed.xml", "", plan.name)
    for theme in plan.themes:
        names = {("actions", action.ref) for action in theme.all_actions}
        names |= {("kpis", kpi.ref) for kpi in plan.kpis if kpi.theme == theme.ref}
        page = f"themes/{theme.ref}"
        yield make(f"{page}.xml", f"{page}/", f"Theme {theme.ref}: {theme.name}", ("theme", theme.ref), names)
    for lead in leads:
        names = {("actions", item.ref) for item in lead.actions} | {("kpis", one.series.ref) for one in lead.kpis}
        page = f"leads/{lead.slug}"
        yield make(f"{page}.xml", f"{page}/", lead.role, ("lead", lead.slug), names)


@dataclass(frozen=True)
class _Item:
    """A change as it stands in the list of each feed that shows it."""

    of: Name
    kind: Kind
    html: str
    """From its page's address on, without the way to the site's root: that differs by feed."""


@dataclass(frozen=True)
class _Day:
    """A day of reports with what is the same of it in each feed."""

    news: News
    words: str
    noon: datetime
    since: str
    """What stands above the changes, as HTML."""
    items: tuple[_Item, ...]


def _day(view: View, news: News) -> _Day:
    day, since = news.day.date, f"<p>What changed {escape(since_words(news.before))}:</p>"
    return _Day(news, day_words(day), _noon(day), since, tuple(_item(view, change) for change in news.changes))


def _item(view: View, change: Changed) -> _Item:
    address = escape(f"{view.plan.id}/{change.of}/{change.ref}/")
    name = escape(f"{change.shown} {change.title}".rstrip("."))
    says = escape(f"{change.says} ({change.why})" if change.why else change.says)
    return _Item((change.of, change.ref), change.kind, f'{address}">{name}</a>: {says}</li>')


@dataclass(frozen=True)
class _Maker:
    view: View
    days: tuple[_Day, ...]
    """The newest first."""
    base: str

    def __call__(
        self, file: str, page: str, title: str, part: Name | tuple[()] = (), names: Collection[Name] = ()
    ) -> Export:
        """One feed of what concerns some actions and KPIs. `part` names it within the plan, nothing the whole of it."""
        plan = self.view.plan
        path = f"{plan.id}/data/{file}"
        links = Links(self.base, path)
        feed = FeedGenerator()
        feed.id(urn(plan, "feed", *part))
        feed.title(printable(f"{f'{plan.name}, ' if part else ''}{title}: progress"))
        feed.subtitle(printable(self._subtitle()))
        feed.updated(self.days[0].noon if self.days else _noon(plan.plan.published.last))
        feed.author(name=printable(plan.plan.organisation))
        feed.rights(printable(f"{terms(plan).attribution} {terms(plan).link}"))
        feed.link(href=links(f"{plan.id}/{page}"), rel="alternate", type="text/html")
        if self.base:
            feed.link(href=links(path), rel="self", type="application/atom+xml")
        feed.generator("planpress")
        feed.language("en-GB")
        for day in self.days:
            items = [item for item in day.items if item.of in names] if part else list(day.items)
            if part and not items:
                continue
            entry = feed.add_entry(order="append")
            entry.id(urn(plan, "report", day.news.day.date.isoformat(), *part))
            count = number_of("change", len(items))
            entry.title(printable(f"{title}: {count} on {day.words}" if part else day.news.day.title))
            entry.published(day.noon)
            entry.updated(day.noon)
            page = links(f"{plan.id}/progress/{day.news.day.date.isoformat()}/")
            entry.link(href=page, rel="alternate", type="text/html")
            entry.summary(printable(f"{count.capitalize()}." if part else _summary(day.news)))
            entry.content(printable(_content(day, items, links)), type="html")
        return export(
            path, feed.atom_str(pretty=True), title if part else "The whole plan", "application/atom+xml",
            f"Every report and what it changed{f' for {title}' if part else ''}.", Group.FEED,
        )  # fmt: skip

    def _subtitle(self) -> str:
        about = self.view.plan.plan
        fictional = "This is a fictional plan: everything in it is made up. " if about.fictional else ""
        return f"{fictional}{about.title}, {about.organisation}. {self.view.as_at}"


def _summary(news: News) -> str:
    summaries = [report.summary for report in news.day.reports if report.summary]
    return " ".join([*summaries, sentence(news.then.state, news.then.state.actions)])


def _content(day: _Day, items: list[_Item], links: Links) -> str:
    if not items:
        return "<p>Nothing changed.</p>"
    parts, start = [day.since], f'<li><a href="{escape(links(""))}'
    for kind, same in groupby(items, key=lambda item: item.kind):
        parts.append(f"<h2>{escape(kind.words)}</h2><ul>{''.join([start + item.html for item in same])}</ul>")
    return "".join(parts)


def _noon(day: date) -> datetime:
    # At noon, so that a reader's time zone does not show the day before or after.
    return datetime.combine(day, time(12), UTC)
