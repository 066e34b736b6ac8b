"""A plan → its pages: address, title, template, arguments. Knows nothing of MkDocs."""

from collections.abc import Iterator

from planpress.pages.actions import action, action_list
from planpress.pages.inspections import findings, inspection, inspection_list, required
from planpress.pages.kpis import kpi, kpi_list
from planpress.pages.oversight import governance, lead_pages, risks, timeline_page
from planpress.pages.page import Maker, Page, View
from planpress.pages.plan import home, theme, whole
from planpress.pages.reports import late, report_days_pages, report_list

__all__ = ["Maker", "Page", "View", "pages"]


def pages(make: Maker, base: str = "") -> Iterator[Page]:
    """Every page of a plan but the last, which lists its downloads (`pages/data`), in the order of the menu.

    `base` is the site's public address, if it has one.
    """
    view = make.view
    plan = view.plan
    yield home(view, make)
    for one in plan.themes:
        yield theme(view, one, make)
    yield action_list(view, make)
    for item in view.state.actions:
        yield action(view, item, make)
    if plan.kpis:
        yield kpi_list(view, make)
    for standing in view.standings.values():
        yield kpi(view, standing, make)
    yield report_list(view, make, base)
    yield from report_days_pages(view, make)
    yield late(view, make)
    if plan.inspections:
        yield findings(view, make)
        yield inspection_list(view, make)
        for event in plan.inspections:
            yield inspection(view, event, make)
        yield required(view, make)
    yield from lead_pages(view, make)
    if plan.governance:
        yield governance(view, plan.governance, make)
    if plan.risks:
        yield risks(view, make)
    yield timeline_page(view, make)
    yield whole(view, make)
