"""A page of the site → a tagged PDF (PDF/UA-1): the same templates in a frame for paper, with a style sheet of its own.

The same data gives the same bytes: the document's dates are those of the plan, not of the clock.
"""

import contextlib
import io
import re
from dataclasses import replace
from urllib.parse import quote

from jinja2 import FileSystemLoader

from planpress.look import Colours
from planpress.model import Site
from planpress.pages.page import Maker, Page, View
from planpress.pages.plan import whole
from planpress.pages.reports import report_days_pages
from planpress.paper.asked import NotPossible
from planpress.period import day_words
from planpress.render import TEMPLATES, Renderer
from planpress.views.charts import KpiChart, kpi_chart, status_bars
from planpress.views.counts import by_status
from planpress.views.exceptions import exceptions
from planpress.views.rating import Standing

PAPER = TEMPLATES / "paper"
"""Templates that take the place of those of the same name on paper, and the style sheet."""

_HIDDEN_DRAWING = re.compile(r'<svg([^>]*) aria-hidden="true"[^>]*>(.*?)</svg>', re.DOTALL)
_SIZE = re.compile(r'viewBox="([\d. ]+)" width="(\d+)" height="(\d+)"')
_TITLED = re.compile(r"<title id=[^>]*>(.*?)</title>\s*<desc id=[^>]*>(.*?)</desc>", re.DOTALL)
_LINK_TO_NOWHERE = re.compile(r'<a href=""[^>]*>(.*?)</a>', re.DOTALL)


class PaperRenderer(Renderer):
    """Fills our templates for paper, where a link leads to a place in the same document or to another website."""

    def __init__(self, places: dict[str, str]) -> None:
        super().__init__()
        self.places = places
        """The places in the document, by their addresses on the site."""
        self.env.loader = FileSystemLoader([PAPER, TEMPLATES])

    def href(self, address: str) -> str:
        """The place in the document that an address of the site stands for; nothing if it is not in it."""
        return self.places.get(address, "")


def plan_pdf(view: View, site: Site, colours: Colours = Colours()) -> bytes:  # noqa: B008 (frozen)
    """The whole plan as it stands at the view's day, as a PDF."""
    plan = view.plan
    places = {f"{plan.id}/actions/{item.ref}/": f"#action-{item.ref}" for item in view.state.actions}
    places |= {f"{plan.id}/kpis/{ref}/": f"#kpi-{ref}" for ref in view.standings}
    charts = {ref: _chart(one) for ref, one in view.standings.items()}
    page = whole(view, Maker(view, site, ""))
    context = page.context | {
        "counts": by_status(view.state, view.state.actions),
        "kpi_answer": view.kpi_sentence,
        "exceptions": exceptions(view.state, list(view.standings.values())),
        "bars": status_bars(view.state),
        "charts": {ref: chart for ref, chart in charts.items() if chart},
    }
    return _pdf(
        replace(page, heading=plan.plan.title, kind=plan.plan.organisation, context=context), view, places, colours
    )


def _chart(one: Standing) -> KpiChart | None:
    chart = kpi_chart(one)
    # A KPI's own page has a table below its chart; the whole plan on paper has none.
    return (
        replace(chart, description=chart.description.removesuffix(" The table below has every figure."))
        if chart
        else None
    )


def report_pdf(view: View, site: Site, colours: Colours = Colours()) -> bytes:  # noqa: B008 (frozen)
    """The report of the view's day, as it was put to its board, as a PDF."""
    day = view.state.as_at
    page = next(
        page for page in report_days_pages(view, Maker(view, site, "")) if page.url.endswith(f"/{day.isoformat()}/")
    )
    return _pdf(page, view, {}, colours)


def _pdf(page: Page, view: View, places: dict[str, str], colours: Colours) -> bytes:
    plan = view.plan.plan
    name, day = view.plan.name, view.state.as_at
    running = f"{name}: report of {day_words(day)}" if page.template == "report.html" else name
    context = page.context | {
        "page": page,
        "running": f"{running} (fictional)" if plan.fictional else running,
        "title": f"{page.heading}: {name}" if page.heading != plan.title else plan.title,
        "css": colours.in_sheet((PAPER / "print.css").read_text(encoding="utf-8")),
    }
    return write(for_paper(PaperRenderer(places).page(page.template, page.url, context)))


def for_paper(html: str) -> str:
    """HTML of our templates, changed for an engine that makes tagged PDFs.

    Drawings hidden from screen readers become backgrounds, which are left out of the tags; those to be read get their
    description into the title, the only text that becomes their alternative; links that lead nowhere become text; the
    pairs of a list lose the boxes around them, which would break the list's tags.
    """
    html = _HIDDEN_DRAWING.sub(_background, html)
    html = _TITLED.sub(r"<title>\1. \2</title>", html).replace("<div><dt>", "<dt>").replace("</dd></div>", "</dd>")
    return _LINK_TO_NOWHERE.sub(r'<span class="pp-named">\1</span>', html)


def _background(drawing: re.Match[str]) -> str:
    size = _SIZE.search(drawing[1])
    if not size:  # As wide as its column: a repetition of what the text beside it says.
        return ""
    box, width, height = size.groups()
    fill = ' fill="none"' if 'fill="none"' in drawing[0].partition(">")[0] else ""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="{width}" height="{height}"{fill}>{drawing[2]}</svg>'
    style = f"width:{width}px;height:{height}px;background-image:url(data:image/svg+xml,{quote(svg)})"
    return f'<span class="pp-drawing" style="{style}"></span>'


def write(html: str) -> bytes:
    """The PDF of an HTML document that needs no other file. Raises NotPossible where the engine is not installed."""
    said = io.StringIO()  # WeasyPrint prints a page of advice before it gives up.
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            from weasyprint import HTML, URLFetcher  # type: ignore[import-untyped]
    except ImportError:
        raise NotPossible("a PDF needs WeasyPrint; install it with: pip install weasyprint") from None
    except OSError:
        packages = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation"
        raise NotPossible(f"a PDF needs Pango; install it with: sudo apt-get install {packages}") from None
    made = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=["data"])).write_pdf(pdf_variant="pdf/ua-1")
    return bytes(made)
