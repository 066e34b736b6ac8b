"""A plan as files to download: JSON, CSV, a workbook, feeds, calendars, panels for other sites. Pure: it writes nothing."""

from collections.abc import Iterator

from planpress.exports.calendars import calendars
from planpress.exports.csvs import csvs
from planpress.exports.datasets import catalogue, dataset
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

__all__ = ["Export", "catalogue", "dataset", "files"]


def files(view: View, site: Site, base: str = "", colours: Colours = Colours()) -> Iterator[Export]:  # noqa: B008 (frozen)
    """Every download of a plan, in the order of its `data/` page.

    `base` is the site's public address. Without it addresses are relative, and nothing names a host.
    `colours` are those of the badge and the panels.
    """
    base = f"{base.rstrip('/')}/" if base else ""
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
