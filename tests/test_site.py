"""The built site: its pages, their figures, their links, and what a broken file does to it."""

import json
import re
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import pytest

from conftest import ROOT, build
from planpress.check import check
from planpress.model import PlanData, Site
from planpress.pages import Maker, View, pages
from planpress.period import Period

BRISTOL = "bristol-2016-17"


@cache
def plan(name: str) -> PlanData:
    return check(ROOT / "data").site.plan_by_id[name]


def text_of(file: Path) -> str:
    """The words of a page's article, with single spaces."""
    html = file.read_text(encoding="utf-8")
    article = html[html.index("<article") : html.index("</article>", html.index('class="pp-foot"'))]
    inline = re.sub(r"</?(?:a|em|s|small|span|strong|time)\b[^>]*>", "", article)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", inline)).split())


def test_every_theme_action_and_kpi_has_its_page(site: Path) -> None:
    folder = site / BRISTOL
    assert {file.parent.name for file in folder.glob("themes/*/index.html")} == set("123456")
    assert len(list(folder.glob("actions/*/index.html"))) == 58
    assert len(list(folder.glob("kpis/*/index.html"))) == 34
    for name in ("", "actions", "kpis", "leads", "governance", "whole", "progress", "late"):
        assert (folder / name / "index.html").is_file(), name


def test_action_pages_say_what_the_plan_says(site: Path) -> None:
    for action in plan(BRISTOL).actions:
        text = text_of(site / BRISTOL / "actions" / action.ref / "index.html")
        due = action.due.words if isinstance(action.due, Period) else "every quarter"
        for wanted in (f"{action.ref} {action.action}", due.split(" ", 1)[-1], *action.lead, *action.points):
            assert wanted in text, (action.ref, wanted)
        assert "No status has been published for this action." in text
        assert ("This action names no KPI." in text) == (not action.kpis)
        for kpi in plan(BRISTOL).kpis_of(action):
            assert f"{kpi.ref} {kpi.title}" in text, (action.ref, kpi.ref)


def test_kpi_pages_say_what_the_plan_says(site: Path) -> None:
    for kpi in plan(BRISTOL).kpis:
        text = text_of(site / BRISTOL / "kpis" / kpi.ref / "index.html")
        (target,) = kpi.targets
        figure = "more" if kpi.better == "higher" else "less"
        assert f"{str(target.value).capitalize()} or {figure} by {target.due.end}" in text, kpi.ref
        assert ("No figure has been published" in text) == (kpi.ref not in official_figures()), kpi.ref


def official_figures() -> set[str]:
    """The KPIs that have a figure of a period before the plan closed."""
    closed = plan(BRISTOL).plan.closed
    assert closed
    return {
        ref
        for report in plan(BRISTOL).reports
        for ref, readings in report.kpis.items()
        if any(reading.period.last <= closed for reading in readings)
    }


def test_the_whole_plan_is_on_one_page(site: Path) -> None:
    text = text_of(site / BRISTOL / "whole/index.html")
    assert [ref for ref in (action.ref for action in plan(BRISTOL).actions) if f" {ref} " not in text] == []
    assert [kpi.ref for kpi in plan(BRISTOL).kpis if f" {kpi.ref} {kpi.title}" not in text] == []


@pytest.mark.parametrize("name", ["bristol-2016-17", "example-2025-27"])
def test_every_page_says_its_date_its_source_and_one_answer(site: Path, name: str) -> None:
    for page in pages(Maker(View.of(plan(name)), Site((plan(name),)), "")):
        text = text_of(site / page.url / "index.html")
        assert page.as_at in text and f"Made from {page.at.path}, line {page.at.line}" in text, page.url
        assert " ".join(page.answer.split()) in text, page.url
        assert page.answer and "None" not in page.answer, page.url
        assert (ROOT / page.at.path).is_file()


def built(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_each_page_has_one_heading_a_title_and_a_description(site: Path) -> None:
    titles: dict[str, Path] = {}
    # Panels for other sites are parts of pages: nobody is to find them by themselves.
    for file in (file for file in built(site) if "embed" not in file.parts):
        html = file.read_text(encoding="utf-8")
        assert len(re.findall(r"<h1\b", html)) == 1, file
        assert re.search(r'<meta name="description" content="[^"]{10,}"', html), file
        title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
        assert title and title[1].strip() and titles.setdefault(title[1], file) == file, (file, title)


def test_every_link_and_fragment_leads_somewhere(site: Path) -> None:
    ids: dict[Path, set[str]] = {}
    links: list[tuple[Path, str]] = []
    for file in built(site):
        tree = html5lib.parse(file.read_text(encoding="utf-8"), treebuilder="etree", namespaceHTMLElements=False)
        found = [element.get("id") for element in tree.iter() if element.get("id")]
        assert len(found) == len(set(found)), (file, sorted(name for name in found if found.count(name) > 1))
        ids[file] = set(found)
        links += [(file, element.get("href")) for element in tree.iter("a") if element.get("href")]
    dead = []
    for file, link in links:
        here = f"https://site.test/{file.relative_to(site).as_posix().removesuffix('index.html')}"
        target = urlsplit(urljoin(here, link))
        if target.netloc != "site.test":
            assert target.scheme in ("https", "http", "mailto"), (file, link)
            continue
        path = site / unquote(target.path).lstrip("/")
        path = path / "index.html" if target.path.endswith("/") else path
        if not path.is_file() or (target.fragment and unquote(target.fragment) not in ids.get(path, set())):
            dead.append((file.relative_to(site).as_posix(), link))
    assert dead == []


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for file in built(site):
        tree = html5lib.parse(file.read_text(encoding="utf-8"), treebuilder="etree", namespaceHTMLElements=False)
        loaded = [element.get("src") for element in tree.iter() if element.get("src")]
        loaded += [link.get("href") for link in tree.iter("link") if link.get("rel") != "canonical"]
        assert [one for one in loaded if urlsplit(one).netloc] == [], file


def test_the_menu_does_not_grow_with_the_site(site: Path) -> None:
    html = (site / BRISTOL / "actions/1.1.1/index.html").read_text(encoding="utf-8")
    assert len(re.findall(r'class="md-nav__link', html)) < 40
    assert "actions/1.1.2/" not in html


def test_a_broken_file_lists_every_problem_and_leaves_the_site(project: Path) -> None:
    assert build(project, project / "site").returncode == 0
    before = {file: file.read_bytes() for file in (project / "site").rglob("*") if file.is_file()}
    theme = project / "data" / BRISTOL / "themes/1.yml"
    theme.write_text(theme.read_text().replace("due: Jan 2017", "due: Jan 20177", 1))
    kpis = project / "data" / BRISTOL / "kpis.yml"
    kpis.write_text(kpis.read_text().replace("better: lower", "better: lwer", 1))
    done = build(project, project / "site")
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert f"data/{BRISTOL}/themes/1.yml:" in said and "`Jan 20177` is not a date" in said
    assert f"data/{BRISTOL}/kpis.yml:" in said and "did you mean `lower`?" in said
    assert "2 problems: nothing was published." in said and "Traceback" not in said
    assert {file: file.read_bytes() for file in (project / "site").rglob("*") if file.is_file()} == before
    assert [entry.name for entry in project.iterdir() if entry.name.startswith(".site")] == []


def test_an_earlier_day_shows_the_plan_as_it_stood(project: Path) -> None:
    assert build(project, project / "site", "--as-at", "2025-07-16").returncode == 0
    text = text_of(project / "site/example-2025-27/index.html")
    assert "As at 16 July 2025." in text
    assert not (project / "site/example-2025-27/progress/2025-10-15").exists()


def test_an_impossible_day_is_refused(project: Path) -> None:
    done = build(project, project / "site", "--as-at", "2025-02-30")
    assert done.returncode == 1 and "`2025-02-30` is not a day" in done.stderr and "Traceback" not in done.stderr


def test_hand_written_pages_use_the_macros(site: Path) -> None:
    home = (site / "index.html").read_text(encoding="utf-8")
    assert home.count('class="pp-card"') >= 2 and f'href="{BRISTOL}/"' in home


def test_a_macro_called_wrongly_stops_the_build(project: Path) -> None:
    (project / "docs/index.md").write_text('# Home\n\n{{ plan_summary("bristol-2016-71") }}\n')
    done = build(project, project / "site")
    assert done.returncode == 1
    assert "there is no plan `bristol-2016-71`; did you mean `bristol-2016-17`?" in done.stdout + done.stderr


def test_text_that_looks_like_markup_is_shown_as_text(project: Path) -> None:
    theme = project / "data" / BRISTOL / "themes/1.yml"
    first = re.search(r"^( +)action: .*$", theme.read_text(), re.MULTILINE)
    assert first
    hostile = "'<script>alert(1)</script> {{ 7*7 }} [x](javascript:alert(1)) **b**'"
    theme.write_text(theme.read_text().replace(first[0], f"{first[1]}action: {hostile}", 1))
    done = build(project, project / "site")
    assert done.returncode == 0, done.stderr
    html = (project / "site" / BRISTOL / "actions/1.1.1/index.html").read_text()
    shown = "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }} [x](javascript:alert(1)) **b**"
    assert f"1.1.1</span> {shown}</h1>" in html
    assert "<script>alert" not in html


def test_search_engines_are_told_of_the_data_and_feed_readers_of_the_feed(site: Path) -> None:
    html = (site / "example-2025-27/data/index.html").read_text(encoding="utf-8")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found and json.loads(found[1])["@type"] == "Dataset"
    home = (site / "example-2025-27/index.html").read_text(encoding="utf-8")
    assert re.search(r'<link rel="alternate" type="application/atom\+xml"[^>]* href="data/feed.xml">', home)
    assert "ld+json" not in home
