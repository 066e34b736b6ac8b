"""Calendars to subscribe to: what is due when, for a whole plan, a theme or a post; reports and meetings for the plan.

Work that comes round again has no day of its own and is left out.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, vCategory, vDDDTypes, vInt, vText, vUri
from icalendar.parser import Contentline, Contentlines

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
    head = _head(view.as_at)
    for path, name, title, holds, events in found:
        if events:
            # What stands in several calendars is written once and put into each: their head, and an action's event.
            whole = b"".join((head, _named(name), *events, _END))
            yield export(path, whole, title, "text/calendar", holds, Group.CALENDAR)


def _head(about: str) -> bytes:
    """A calendar up to its name."""
    made = Calendar()
    made.add("prodid", "-//planpress//improvement plan//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("description", _text(about))
    whole: bytes = made.to_ical()
    return whole.removesuffix(_END)


def _named(name: str) -> bytes:
    """The lines with a calendar's name: the first is the standard's, the second older and better known."""
    text = vText(_text(name))
    lines = [Contentline.from_parts(field, text.params, text) for field in ("NAME", "X-WR-CALNAME")]
    found: bytes = Contentlines(lines).to_ical()  # type: ignore[no-untyped-call]
    return found


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
    fictional = "This plan is fictional." if view.plan.plan.fictional else ""
    text = " ".join(part for part in (says, fictional) if part)
    # Each with its type: `add` finds that by the property's name, which takes three times as long.
    made = Event()
    made["uid"] = vText(urn(view.plan, "event", *parts).removeprefix("urn:uuid:"))
    made["dtstamp"] = vDDDTypes(datetime.combine(view.state.as_at, time(0), UTC))
    made["dtstart"] = vDDDTypes(day)
    made["dtend"] = vDDDTypes(day + timedelta(days=1))
    made["summary"] = vText(_text(title))
    made["sequence"] = vInt(moved)
    made["transp"] = vText("TRANSPARENT")
    made["categories"] = vCategory([kind])
    if text:
        made["description"] = vText(_text(text))
    if base:
        made["url"] = vUri(Links(base, "")(address))
    found: bytes = made.to_ical()
    return found


def _text(text: str) -> str:
    return printable(_BREAKS.sub("\n", text))
