"""Makes every file of a plan to download. It imports large libraries: `exports` does so only when a file is made."""

from collections.abc import Iterator

from planpress.exports.calendars import calendars
from planpress.exports.csvs import csvs
from planpress.exports.export import Export
from planpress.exports.feeds import feeds
from planpress.exports.history import history_json
from planpress.exports.panels import badge, panels
from planpress.exports.plan_json import plan_json
from planpress.exports.tables import tables
from planpress.exports.workbook import workbook
from planpress.look import Colours
from planpress.model import Site
from planpress.pages.page import View


def made(view: View, site: Site, base: str, colours: Colours) -> Iterator[Export]:
    """Every download of a plan. `base` ends with a slash, or is empty."""
    sheets = list(tables(view, base))
    posts = [lead for lead in view.leads if lead.actions or lead.kpis]
    yield workbook(view, sheets)
    yield from plan_json(view, site, base)
    yield from csvs(view, sheets, base)
    yield from feeds(view, posts, base)
    yield from calendars(view, posts, base)
    yield history_json(view)
    yield badge(view, colours)
    yield from panels(view, base, colours)
