"""Progress: the list of reports, a page for each day of reports, and what is late or off track."""

from collections.abc import Iterator

from planpress.chain import history, short
from planpress.pages.page import Maker, Page, View
from planpress.period import day_words
from planpress.views.changes import by_kind, since_words
from planpress.views.counts import by_status, sentence
from planpress.views.series import Given, Point
from planpress.words import number_of


def report_list(view: View, make: Maker, base: str = "") -> Page:
    """Every report with what it changed, newest first, and how to check that none was altered.

    `base` is the site's public address, if it has one."""
    plan, days = view.plan, view.news
    number = len(days)
    answer = "No progress report has been published." if not days else (
        f"{number_of('report', number)} {'has' if number == 1 else 'have'} been published; "
        f"the newest is of {day_words(days[-1].day.date)}."
    )  # fmt: skip
    listed = [(one.day, [(kind, len(same)) for kind, same in by_kind(one.changes)]) for one in days]
    return make(
        "progress/",
        "progress.html",
        plan.plan.at,
        "Progress reports",
        answer,
        listed="Progress",
        context={
            "days": listed,
            "history": history(plan),
            "base": f"{base.rstrip('/')}/" if base else "",
            "short": short,
        },
    )


def report_days_pages(view: View, make: Maker) -> Iterator[Page]:
    """A page for each day of reports, as it was put to its board."""
    plan, days = view.plan, view.news
    for index, one in enumerate(days):
        day, then = one.day, one.then
        by_ref, states = then.standings, then.state.by_ref
        updates = [
            (states[ref], update)
            for ref in (action.ref for action in plan.actions if action.ref in states)
            for update in states[ref].updates
            if update.report.date == day.date
        ]
        readings = [
            (by_ref[ref].series, reading, Point((Given(report, reading),)).words)
            for report in day.reports
            for ref, given in report.kpis.items()
            if ref in by_ref
            for reading in given
        ]
        trail = (make.home, ("Progress", f"{plan.id}/progress/"))
        yield make(
            f"progress/{day.date.isoformat()}/", "report.html", day.reports[0].at, day.title,
            sentence(then.state, then.state.actions), kind=f"Report of {day_words(day.date)}", trail=trail,
            context={
                "day": day, "counts": by_status(then.state, then.state.actions), "updates": updates, "readings": readings,
                "exceptions": then.exceptions, "since": since_words(one.before),
                "groups": by_kind(one.changes), "previous": one.before,
                "following": days[index + 1].day.date if index + 1 < len(days) else None,
            },
        )  # fmt: skip


def late(view: View, make: Maker) -> Page:
    """What is late, slipped, off track or off target, with what is being done."""
    return make(
        "late/", "late.html", view.plan.plan.at, "Late and off track", view.exceptions.sentence,
        listed="Late and off track", context={"exceptions": view.exceptions},
    )  # fmt: skip
