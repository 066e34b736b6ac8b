"""Calendars to subscribe to: what is due when, for a whole plan, a theme or a post; reports and meetings for the plan.

Work that comes round again has no day of its own and is left out.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from planpress.exports.export import Export, Links, export, printable, urn
from planpress.pages.data import Group
from planpress.pages.page import View
from planpress.period import day_words
from planpress.views.leads import Lead
from planpress.views.state import ActionState
from planpress.words import and_list

_END = b"END:VCALENDAR\r\n"
_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")
"""What some programs take for the end of a line, though the format does not."""


def calendars(view: View, leads: Iterable[Lead], base: str) -> Iterator[Export]:
    """The plan's calendar, then one for each theme and each post; none where nothing has a date."""
    plan, folder = view.plan, f"{view.plan.id}/data"
    of_action = {item.ref: _action(view, item, base) for item in view.state.live if item.due_day}
    due = "The day each action is due"
    found = [(f"{folder}/plan.ics", plan.name, "The whole plan", f"{due}, with reports and meetings.",
              [*of_action.values(), *_others(view, base)])]  # fmt: skip
    for theme in plan.themes:
        events = [of_action[action.ref] for action in theme.all_actions if action.ref in of_action]
        title = f"Theme {theme.ref}: {theme.name}"
        found.append(
            (f"{folder}/themes/{theme.ref}.ics", f"{plan.name}, {title}", title, f"{due} in this theme.", events)
        )
    for lead in leads:
        events = [of_action[item.ref] for item in lead.actions if item.ref in of_action]
        found.append((f"{folder}/leads/{lead.slug}.ics", f"{plan.name}, {lead.role}", lead.role, f"{due} that this post leads.", events))  # fmt: skip
    for path, name, title, holds, events in found:
        if events:
            yield export(path, _calendar(name, view.as_at, events), title, "text/calendar", holds, Group.CALENDAR)


def _calendar(name: str, about: str, events: list[bytes]) -> bytes:
    # Takes a while to import, and only this module needs it.
    from icalendar import Calendar, vText

    made = Calendar()
    made.add("prodid", "-//planpress//improvement plan//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    # As vText by name: the library takes these two for unknown, and writes unknown ones as they are.
    made.add("name", vText(_text(name)))
    made.add("x-wr-calname", vText(_text(name)))
    made.add("description", _text(about))
    head: bytes = made.to_ical()
    # An action's event stands in up to three calendars: it is written once and put into each.
    return head.removesuffix(_END) + b"".join(events) + _END


def _action(view: View, item: ActionState, base: str) -> bytes:
    plan = view.plan
    if item.due_day is None:
        raise TypeError("only an action with a last day has an event")
    said = item.status.word if item.status else "Not yet reported"
    stands = f"Status: {said}"
    stands += f", as reported on {day_words(item.newest.report.date)}." if item.newest else "."
    stands += f" {item.late_words.capitalize()}." if item.late else ""
    stands += f" First promised for {item.first_due.words}, {item.slip_words}." if item.moves and item.first_due else ""
    stands += f" Led by the {and_list(item.lead)}." if item.lead else ""
    title = f"{'Done' if item.done else 'Due'}: {item.shown} {item.text}"
    address = f"{plan.id}/actions/{item.ref}/"
    theme = plan.theme_of[item.ref]
    return _event(
        view, ("action", item.ref), item.due_day, title, stands, address, base, len(item.moves), f"Theme {theme.ref}"
    )


def _others(view: View, base: str) -> Iterator[bytes]:
    plan = view.plan
    for report in view.state.reports:
        day = report.date.isoformat()
        name = report.at.path.rpartition("/")[2]
        yield _event(
            view, ("report", name), report.date, f"Report: {report.title}", report.summary or "",
            f"{plan.id}/progress/{day}/", base, 0, "Report",
        )  # fmt: skip
    for meeting in plan.governance.meetings if plan.governance else ():
        name = plan.body_by_id[meeting.body].name
        yield _event(
            view, ("meeting", meeting.date.isoformat(), meeting.body, meeting.title), meeting.date,
            f"{name}: {meeting.title}", meeting.decision or "", f"{plan.id}/governance/", base, 0, "Meeting",
        )  # fmt: skip


def _event(
    view: View, parts: tuple[str, ...], day: date, title: str, says: str, address: str, base: str, moved: int, kind: str
) -> bytes:
    """An event that lasts a day. Its UID stays the same when its date moves; its sequence number then rises."""
    from icalendar import Event

    made = Event()
    made.add("uid", urn(view.plan, "event", *parts).removeprefix("urn:uuid:"))
    made.add("dtstamp", datetime.combine(view.state.as_at, time(0), UTC))
    made.add("dtstart", day)
    made.add("dtend", day + timedelta(days=1))
    made.add("summary", _text(title))
    made.add("sequence", moved)
    made.add("transp", "TRANSPARENT")
    made.add("categories", [kind])
    fictional = "This plan is fictional." if view.plan.plan.fictional else ""
    if text := " ".join(part for part in (says, fictional) if part):
        made.add("description", _text(text))
    if base:
        made.add("url", Links(base, "")(address))
    found: bytes = made.to_ical()
    return found


def _text(text: str) -> str:
    return printable(_BREAKS.sub("\n", text))
