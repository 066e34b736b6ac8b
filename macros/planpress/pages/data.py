"""The page that lists every download of a plan, with what it holds and how it may be used."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from urllib.parse import urlsplit

from planpress.model import PlanData
from planpress.pages.page import Maker, Page, View
from planpress.period import day_words
from planpress.report import SYMBOLS
from planpress.words import and_list, number_of

OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


DATA, LISTED = "data/", "Data"
"""The address of the page within the plan, and its title in the menu."""


class Group(Enum):
    """Which part of the page a download stands in: its heading."""

    WHOLE = "The whole plan"
    TABLE = "Tables"
    FEED = "Feeds"
    CALENDAR = "Calendars"
    PANEL = "Panels for other websites"
    MACHINE = "Descriptions for programs"


HINTS = {
    "WHOLE": "Take the workbook to read and sort the plan yourself, and the JSON file for a program.",
    "TABLE": "Each is a table with one row of headings. What each column holds is said under “Descriptions for programs”.",
    "FEED": "One for the whole plan, each theme and each post.",
    "CALENDAR": "One for the whole plan, each theme and each post that has something due on a date.",
    "PANEL": "Small pages that another website can show in a frame, and a badge. They change when this plan does.",
}
"""What stands above the files of a group."""


@dataclass(frozen=True)
class Download:
    """A file that readers can download, without its content."""

    path: str
    """Its address from the site's root."""
    title: str
    media_type: str
    holds: str
    """What it holds, in a sentence."""
    group: Group
    size: int
    """In bytes."""

    @property
    def format(self) -> str:
        """Its format, as readers know it."""
        return {
            "text/csv": "CSV",
            "application/json": "JSON",
            "application/schema+json": "JSON Schema",
            "application/csvm+json": "CSV on the Web",
            "application/ld+json": "JSON-LD",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
            "application/atom+xml": "Atom",
            "text/calendar": "iCalendar",
            "image/svg+xml": "SVG",
            "text/html": "HTML",
        }[self.media_type]

    @property
    def kilobytes(self) -> str:
        """Its size, rounded up: "12 kB"."""
        return f"{-(-self.size // 1000):,} kB"


@dataclass(frozen=True)
class Terms:
    """How a plan's data may be used."""

    licence: str
    link: str
    attribution: str
    """What somebody who uses the data must say."""


def terms(plan: PlanData) -> Terms:
    """The licence of a plan's data, and the words that its use asks for."""
    about = plan.plan
    if about.fictional:
        said = f"{about.title}: a fictional plan. The organisation, the people and every figure in it are made up."
    else:
        said = (
            f"{about.organisation}: {about.title}. Contains public sector information licensed under the "
            "Open Government Licence v3.0."
        )
    return Terms("Open Government Licence v3.0", OGL, said)


def data_page(view: View, make: Maker, downloads: Sequence[Download], base: str = "") -> Page:
    """Every download of a plan. `base` is the site's public address; without it addresses are shown from its root."""
    plan = view.plan
    order = list(Group)
    listed = sorted(downloads, key=lambda one: order.index(one.group))
    groups = [(group, list(same)) for group, same in groupby(listed, key=lambda one: one.group)]
    kinds = dict.fromkeys(
        one.format for one in listed if one.group in (Group.WHOLE, Group.TABLE) if "Schema" not in one.format
    )
    base = f"{base.rstrip('/')}/" if base else ""
    host = urlsplit(base)
    first = view.state.actions[0] if view.state.actions else None
    cite = ""
    if first:
        where = f"{base}{plan.id}/actions/{first.ref}/"
        shown_at = plan.plan.closed if view.state.closed and plan.plan.closed else view.state.as_at
        cite = (
            f"{plan.plan.organisation}, “{plan.plan.title}”, action {first.shown}, as at {day_words(shown_at)}: {where}"
        )
    return make(
        DATA, "data.html", plan.plan.at, "Data to download",
        f"Everything on these pages to use again, as {and_list(kinds)}, in {number_of('file', len(downloads))}.",
        listed=LISTED,
        context={
            "groups": groups, "base": base, "terms": terms(plan), "symbols": SYMBOLS, "cite": cite,
            "webcal": f"webcal://{host.netloc}{host.path}" if host.scheme in ("http", "https") else "",
            "names": {one.path.rpartition("/")[2] for one in downloads}, "hints": HINTS,
            "panel": next((one for one in downloads if one.media_type == "text/html"), None),
        },
    )  # fmt: skip
