"""Atom feeds: what each report changed, for a whole plan, a theme or a post. An entry is a day of reports."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from markupsafe import escape

from planpress.exports.export import Export, Links, export, printable, urn
from planpress.pages.data import Group, terms
from planpress.pages.page import News, View
from planpress.period import day_words
from planpress.views.changes import Changed, by_kind, since_words
from planpress.views.counts import sentence
from planpress.views.leads import Lead
from planpress.words import number_of


def feeds(view: View, leads: Iterable[Lead], base: str) -> Iterator[Export]:
    """The plan's feed, then one for each theme and each post."""
    plan, every = view.plan, view.news[::-1]
    folder = f"{plan.id}/data"
    make = _Maker(view, every, base)
    yield make(f"{folder}/feed.xml", f"{plan.id}/", plan.name, (), lambda one: True)
    of_theme = {ref: theme.ref for ref, theme in plan.theme_of.items()}
    kpi_of_theme = {kpi.ref: kpi.theme for kpi in plan.kpis}
    for theme in plan.themes:

        def concerns(one: Changed, ref: str = theme.ref) -> bool:
            return (of_theme if one.of == "actions" else kpi_of_theme)[one.ref] == ref

        title = f"Theme {theme.ref}: {theme.name}"
        yield make(
            f"{folder}/themes/{theme.ref}.xml", f"{plan.id}/themes/{theme.ref}/", title, ("theme", theme.ref), concerns
        )
    for lead in leads:
        names = {("actions", item.ref) for item in lead.actions} | {("kpis", one.series.ref) for one in lead.kpis}

        def of_lead(one: Changed, names: set[tuple[str, str]] = names) -> bool:
            return (one.of, one.ref) in names

        yield make(
            f"{folder}/leads/{lead.slug}.xml", f"{plan.id}/leads/{lead.slug}/", lead.role, ("lead", lead.slug), of_lead
        )


@dataclass(frozen=True)
class _Maker:
    view: View
    every: tuple[News, ...]
    base: str

    def __call__(
        self, path: str, page: str, title: str, part: tuple[str, ...], concerns: Callable[[Changed], bool]
    ) -> Export:
        """One feed of the changes that concern something. `part` names it within the plan, nothing the whole of it."""
        # Takes a while to import, and only this needs it.
        from feedgen.feed import FeedGenerator  # type: ignore[import-untyped]

        plan, links = self.view.plan, Links(self.base, path)
        whole = title if not part else f"{plan.name}, {title}"
        feed = FeedGenerator()
        feed.id(urn(plan, "feed", *part))
        feed.title(printable(f"{whole}: progress"))
        feed.subtitle(printable(self._subtitle()))
        newest = self.every[0].day.date if self.every else plan.plan.published.last
        feed.updated(_noon(newest))
        feed.author(name=printable(plan.plan.organisation))
        feed.rights(printable(f"{terms(plan).attribution} {terms(plan).link}"))
        feed.link(href=links(page), rel="alternate", type="text/html")
        if self.base:
            feed.link(href=links(path), rel="self", type="application/atom+xml")
        feed.generator("planpress")
        feed.language("en-GB")
        for one in self.every:
            concerned = [change for change in one.changes if concerns(change)]
            if part and not concerned:
                continue
            entry = feed.add_entry(order="append")
            entry.id(urn(plan, "report", one.day.date.isoformat(), *part))
            count = number_of("change", len(concerned))
            entry.title(printable(f"{title}: {count} on {day_words(one.day.date)}" if part else one.day.title))
            entry.published(_noon(one.day.date))
            entry.updated(_noon(one.day.date))
            entry.link(href=links(f"{plan.id}/progress/{one.day.date.isoformat()}/"), rel="alternate", type="text/html")
            summaries = [report.summary for report in one.day.reports if report.summary and not part]
            entry.summary(
                printable(
                    f"{count.capitalize()}."
                    if part
                    else " ".join([*summaries, sentence(one.then.state, one.then.state.actions)])
                )
            )
            entry.content(printable(self._content(one, concerned, links)), type="html")
        return export(
            path, feed.atom_str(pretty=True), title if part else "The whole plan", "application/atom+xml",
            f"Every report and what it changed{f' for {title}' if part else ''}.", Group.FEED,
        )  # fmt: skip

    def _subtitle(self) -> str:
        about = self.view.plan.plan
        fictional = "This is a fictional plan: everything in it is made up. " if about.fictional else ""
        return f"{fictional}{about.title}, {about.organisation}. {self.view.as_at}"

    def _content(self, one: News, concerned: list[Changed], links: Links) -> str:
        if not concerned:
            return "<p>Nothing changed.</p>"
        parts = [f"<p>What changed {escape(since_words(one.before))}:</p>"]
        for kind, same in by_kind(concerned):
            items = "".join(self._item(change, links) for change in same)
            parts.append(f"<h2>{escape(kind.words)}</h2><ul>{items}</ul>")
        return "".join(parts)

    def _item(self, change: Changed, links: Links) -> str:
        address = escape(links(f"{self.view.plan.id}/{change.of}/{change.ref}/"))
        why = f" ({escape(change.why)})" if change.why else ""
        name = f"{escape(change.shown)} {escape(change.title)}"
        return f'<li><a href="{address}">{name.rstrip(".")}</a>: {escape(change.says)}{why}</li>'


def _noon(day: date) -> datetime:
    # At noon, so that a reader's time zone does not show the day before or after.
    return datetime.combine(day, time(12), UTC)
