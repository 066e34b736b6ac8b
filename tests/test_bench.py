"""The benchmark: its plans can be published and are always the same, its sources hold the pages, its table says it all.

Nothing is timed here: `make bench` does that.
"""

import hashlib
from pathlib import Path

import pytest

from bench import engines, plans
from bench.measure import Failed, Run, run
from bench.phases import phases
from bench.sources import Source, markdown, menus, sources
from bench.table import AGAIN, CHECK, EMPTY, OURS, Row, Size, table
from planpress.check import check
from planpress.pages import Maker, View, pages
from tiny import PLANPRESS


def test_plans_can_be_published_and_have_about_110_pages_each(tmp_path: Path) -> None:
    plans.write(tmp_path, 3, seed=1)
    found = check(tmp_path)
    assert [str(problem) for problem in found.problems] == []
    assert [plan.id for plan in found.site.plans] == [
        "exampleshire-2025-27", "sampleshire-2025-27", "specimenshire-2025-27",
    ]  # fmt: skip
    for plan in found.site.plans:
        assert plan.plan.fictional
        assert len(plan.reports) == 6
        assert 105 <= len(list(pages(Maker(View.of(plan), found.site, "")))) <= 115
        assert sum(len(readings) for report in plan.reports for readings in report.kpis.values()) > 150


def test_the_same_seed_makes_the_same_bytes_and_another_one_others(tmp_path: Path) -> None:
    made = {}
    for name, seed in (("one", 7), ("same", 7), ("other", 8)):
        plans.write(tmp_path / name, 2, seed)
        files = sorted(file for file in (tmp_path / name).rglob("*") if file.is_file())
        made[name] = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    assert made["one"] == made["same"] != made["other"]


def test_there_are_150_names_that_differ() -> None:
    assert len(set(plans.NAMES)) >= 150


def test_a_page_becomes_the_markdown_that_somebody_would_write() -> None:
    html = """<nav>Home</nav><h1 id="top">KPI <span>1a</span></h1><p>Up &amp; <em>away</em>, see <a href="../x/">x_y</a>.</p>
    <p><svg aria-hidden="true"><path d="M0 0"/></svg>Late</p>
    <svg viewBox="0 0 9 9"><title>A chart</title><svg x="1"/><path d="M0 0"/>
    <text x="1">1 &lt; 2</text></svg>
    <dl><div><dt>Unit</dt> <dd>%</dd></div><div><dt>Lead</dt> <dd>Head</dd></div></dl>
    <ul><li>One</li><li>Two</li></ul>
    <table><caption>All</caption><tr><th>A</th><th>B</th></tr><tr><th>1 | 2</th><td><strong>3</strong><br>4</td></tr></table>"""
    assert markdown(html) == (
        "# KPI 1a\n\nUp &amp; *away*, see [x\\_y](../x/).\n\nLate\n\n"
        '<figure><svg viewBox="0 0 9 9"><title>A chart</title><svg x="1"/><path d="M0 0"/> <text x="1">1 &lt; 2</text></svg>'
        "</figure>\n\n- **Unit:** %\n- **Lead:** Head\n- One\n- Two\n\nAll\n\n"
        "| A | B |\n| --- | --- |\n| 1 \\| 2 | **3**<br>4 |\n"
    )


def test_every_page_of_a_built_site_becomes_a_source(site: Path, tmp_path: Path) -> None:
    found = list(sources(site))
    assert [page.url for page in found] == sorted(
        (f"{file.parent.relative_to(site).as_posix()}/".removeprefix("./") for file in site.rglob("index.html")),
        key=lambda url: site.joinpath(url, "index.html"),
    )
    kpi = next(page for page in found if page.url == "example-2025-27/kpis/1b/")
    assert (kpi.plan, kpi.title) == ("example-2025-27", "1b Assessments finished within 45 working days")
    assert kpi.text.count("<figure><svg") == 1
    assert "\n| July to September 2026 | **83%** | [14 October 2026](" in kpi.text
    menu = menus(found)["example-2025-27"]
    assert {"title": "KPIs", "url": "/example-2025-27/kpis/"} in menu
    assert all("/actions/1" not in one["url"] for one in menu), "single actions are in no menu"


def test_each_program_gets_every_page_and_its_own_set_up(tmp_path: Path) -> None:
    pages = [
        Source("", "Home", "", "# Home\n"),
        Source("a-plan/", "A plan", "", "# A plan\n"),
        Source("a-plan/actions/", "Actions", "", "# Actions\n"),
        Source("a-plan/actions/1.1/", "1.1 Act", "Do it.", "# Act\n"),
    ]
    for one in engines.engines(tmp_path / "tools"):
        folder = tmp_path / one.name
        one.prepare(folder, pages)
        written = [file for file in folder.rglob("*.md") if file.read_text().startswith("---\ntitle: ")]
        assert len(written) == len(pages), one.name
        assert len(list(folder.glob("*"))) > 1, one.name
    hugo = tmp_path / "Hugo/content/a-plan/actions"
    assert (hugo / "1.1/index.md").read_text() == (
        '---\ntitle: "1.1 Act"\ndescription: "Do it."\nplan: "a-plan"\n---\n# Act\n'
    )
    assert (hugo / "_index.md").exists()


def test_the_parts_of_our_work_are_timed_one_by_one(tmp_path: Path) -> None:
    engines.planpress(tmp_path / "site", 1, seed=1)
    assert list(phases(tmp_path / "site")) == [
        "Start", "Read the files", "Check", "Work out how plans stand", "Make the files to download", "Fill the templates",
        "Index for search", "Write",
    ]  # fmt: skip


def test_a_run_is_measured_stopped_when_over_time_and_refused_when_it_fails(tmp_path: Path) -> None:
    done = run([*PLANPRESS, "--version"], tmp_path, limit=60)
    assert done.wall > 0 and done.cpu > 0 and done.memory > 5 and not done.over
    assert run(["sleep", "60"], tmp_path, limit=0.3).over
    with pytest.raises(Failed, match=r"ended with 2:\n[^$]*No such command"):
        run([*PLANPRESS, "nonsense"], tmp_path, limit=60)


def test_the_table_says_all_that_was_measured() -> None:
    def row(name: str, *walls: float, pages: int = 0) -> Row:
        return Row(name, [Run(wall, wall / 2, 100.4) for wall in walls], pages, 20_000.0 if pages else 0)

    def size(councils: int, pages: int, factor: float, *more: Row) -> Size:
        rows = [
            row(OURS, factor, 3 * factor, 2 * factor, pages=pages),
            row(AGAIN.format(OURS), factor, pages=pages),
            row(EMPTY, 0.5),
        ]
        return Size(
            councils, pages, [*rows, row(CHECK, 0.25), *more], {"Check": 0.1 * factor}, 0.8 if councils == 1 else 0
        )

    stopped = Row("Slow", [Run(600, 600, 900, over=True)])
    assert table([size(1, 110, 1, row("Hugo", 0.5, pages=110)), size(10, 1100, 8, stopped)], limit=600) == (
        """\
## 1 council, 110 pages

| | Wall, s | CPU, s | Pages a second | Memory, MB | Bytes a page | Wall against planpress | CPU against planpress |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| planpress | 2.00 | 1.00 | 55 | 100 | 20,000 | 1.00 | 1.00 |
| planpress, after one change | 1.00 | 0.50 | 110 | 100 | 20,000 | 0.50 | 0.50 |
| MkDocs, an empty site | 0.50 | 0.25 |  | 100 |  |  |  |
| planpress check | 0.25 | 0.12 |  | 100 |  |  |  |
| Hugo | 0.50 | 0.25 | 220 | 100 | 20,000 | 0.25 | 0.25 |

Over an empty site with the same theme, planpress takes 1.50 s wall and 0.75 s CPU.

`make serve` shows a change of one report after 0.80 s.

| Part of our own work | CPU, s | ms a page |
| --- | ---: | ---: |
| Check | 0.10 | 0.91 |
| All else: MkDocs, the theme, putting pages into its frame | 0.90 | 8.18 |

## 10 councils, 1,100 pages

| | Wall, s | CPU, s | Pages a second | Memory, MB | Bytes a page | Wall against planpress | CPU against planpress |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| planpress | 16.0 | 8.00 | 69 | 100 | 20,000 | 1.00 | 1.00 |
| planpress, after one change | 8.00 | 4.00 | 138 | 100 | 20,000 | 0.50 | 0.50 |
| MkDocs, an empty site | 0.50 | 0.25 |  | 100 |  |  |  |
| planpress check | 0.25 | 0.12 |  | 100 |  |  |  |
| Slow | over 600 | | | | | | |

Over an empty site with the same theme, planpress takes 15.5 s wall and 7.75 s CPU.

| Part of our own work | CPU, s | ms a page |
| --- | ---: | ---: |
| Check | 0.80 | 0.73 |
| All else: MkDocs, the theme, putting pages into its frame | 7.20 | 6.55 |

## Growth

CPU milliseconds a page. A line that stays level grows no faster than the number of pages.

| | 110 pages | 1,100 pages | 1,100 against 110 |
| --- | ---: | ---: | ---: |
| planpress | 9.09 | 7.27 | 0.80 |
| planpress, after one change | 4.55 | 3.64 | 0.80 |
| Hugo | 2.27 |  |  |
"""
    )
