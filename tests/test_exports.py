"""What readers can download: the whole of a small plan's files as golden files, and every plan's through the readers
that other people use.

After a wanted change: `UPDATE_GOLDEN=1 .venv/bin/pytest tests/test_exports.py`, then read the difference.
"""

import base64
import csv
import dataclasses
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import textwrap
import time
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import csvw
import feedparser
import html5lib
import icalendar
import openpyxl
import pytest
import rdflib
from jsonschema import Draft202012Validator, FormatChecker

from conftest import ROOT
from planpress.check import check
from planpress.exports import Export, catalogue, dataset, files
from planpress.exports.columns import Kind, Table, harmless, number_text
from planpress.exports.csvs import csv_bytes
from planpress.exports.export import printable
from planpress.exports.tables import tables
from planpress.model import PlanData, Site
from planpress.pages import View
from planpress.pages.data import data_page
from planpress.pages.page import Maker
from planpress.render import Renderer

BASE = "https://plans.example.org/"
GOLDEN = Path(__file__).parent / "golden" / "exports"
SMALL = {
    "plan.yml": """
        title: A small plan
        organisation: Smallshire Council
        published: 2025-01
        starts: 2025-01-01
        ends: 2025-12-31
        summary: What we will do.
        """,
    "themes/1.yml": """
        ref: 1
        title: Help
        actions:
          - ref: 1.10
            action: "=Answer every letter, within a week; kindly"
            lead: [Head of Letters, "Manager, Post & Forms"]
            due: 2025-02
            kpis: all
            answers: R1
            milestones:
              - {ref: a, title: First letter answered, due: 2025-01-20}
          - {ref: 1.11, action: Ask families how it was., lead: Head of Letters, due: quarterly}
        """,
    "kpis.yml": """
        - ref: 1a
          title: Letters answered in time
          theme: 1
          unit: "%"
          better: higher
          owner: Head of Letters
          baseline: {value: 40%, period: 2024}
          targets: [{value: 80%, due: 2025-06}]
          compare: [{who: England, value: 61%, period: 2024, source: A survey}]
        - {ref: 2, title: Change in letters, theme: 1, unit: number, better: neither}
        - {ref: 3, title: Offices that answer, theme: 1, unit: ratio, better: higher}
        """,
    "inspections.yml": """
        - id: visit-2024
          kind: focused-visit
          title: Focused visit
          by: Ofsted
          starts: 2024-11-05
          published: 2024-12-03
          report: https://smallshire.example/letter.pdf
          findings:
            - {ref: R1, kind: recommendation, finding: Answer letters.}
            - {ref: S1, kind: strength, finding: Staff are kind.}
        """,
    "governance.yml": """
        bodies:
          - {id: board, name: Improvement board, what: Oversees the plan.}
        meetings:
          - {date: 2025-05-01, body: board, title: Second meeting}
        """,
    "reports/2025-01-31.yml": """
        date: 2025-01-31
        title: First report
        to: board
        summary: A start was made.
        actions:
          "1.10": {status: on-track, progress: "- A first line.\\n- A second."}
        kpis:
          1a: {period: 2025-01, value: 50%, by: {team: {North: 51%, South: 2%}}}
          2: {period: 2025-01, value: -1200}
          3: {period: 2025-01, value: 4 / 7}
        milestones: {1.10.a: done}
        """,
    "reports/2025-04-15.yml": """
        date: 2025-04-15
        title: Second report
        to: board
        source: https://smallshire.example/paper.pdf
        actions:
          "1.10": {status: at-risk, due: 2025-05, reason: Post was slow., recovery: We hired help.}
        kpis:
          1a:
            - {period: 2025-01, value: 48%, correction: Two letters were counted twice.}
            - {period: 2025-02, suppressed: fewer than 6 letters}
            - {period: 2025-03, symbol: z}
          2: {period: 2025-02, value: 0.5, provisional: yes, compare: [{who: England, value: 12}]}
        """,
}


def written(folder: Path, plan: dict[str, str]) -> Site:
    """The site of one plan, from the text of its files."""
    for name, text in plan.items():
        file = folder / "small" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
    found = check(folder, "data")
    assert [str(problem) for problem in found.problems] == []
    return found.site


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> View:
    return View.of(written(tmp_path_factory.mktemp("data"), SMALL).plans[0])


def made(view: View, base: str = BASE) -> dict[str, Export]:
    found = {one.path: one for one in files(view, Site((view.plan,)), base)}
    return {path.removeprefix(f"{view.plan.id}/data/"): one for path, one in found.items()}


SITE = check(ROOT / "data", "data").site
VIEWS = {plan.id: View.of(plan) for plan in SITE.plans}
MADE = {name: made(view) for name, view in VIEWS.items()}
every_plan = pytest.mark.parametrize("name", sorted(VIEWS))


def test_all_files_of_a_small_plan(small: View) -> None:
    found = {name: one.content for name, one in made(small).items() if name != "plan.xlsx"}
    found["data.jsonld"] = catalogue([(small, list(made(small).values()))], "Plans", BASE).content
    found["dataset.json"] = dataset(small, list(made(small).values()), BASE).encode() + b"\n"
    if os.environ.get("UPDATE_GOLDEN"):
        for name, content in found.items():
            (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / name).write_bytes(content)
    wanted = {file.relative_to(GOLDEN).as_posix(): file.read_bytes() for file in GOLDEN.rglob("*") if file.is_file()}
    assert sorted(found) == sorted(wanted)
    assert [name for name in found if found[name] != wanted[name]] == []


def test_without_a_public_address_no_host_is_named(small: View) -> None:
    """Only those that the plan itself names, those of the licence and those of formats."""
    known = (
        r"https?://(?:www\.nationalarchives|www\.w3|json-schema|smallshire|schemas\.|purl|xmlns|www\.iana|schema\.org)"
    )
    found = {name: one.content.decode() for name, one in made(small, "").items() if name != "plan.xlsx"}
    found["data.jsonld"] = catalogue([(small, list(made(small, "").values()))], "Plans", "").content.decode()
    found["dataset"] = dataset(small, list(made(small, "").values()), "")
    assert {
        name: left
        for name, text in found.items()
        if (left := re.findall(r"(?:https?|webcal)://\S+", re.sub(known, "", text)))
    } == {}
    assert '<link href="../../small/progress/2025-04-15/"' in found["feed.xml"]
    assert '<a href="../../../../small/kpis/1a/" target="_parent">' in found["embed/kpis/1a.html"]
    assert found["actions.csv"].splitlines()[1].endswith(",../../small/actions/1.10/")


SCRIPT = """
import hashlib, sys
from pathlib import Path
from planpress.check import check
from planpress.exports import catalogue, files
from planpress.model import Site
from planpress.pages import View
site = check(Path(sys.argv[1]), "data").site
site = Site(site.plans[::int(sys.argv[2])], site.glossary)
made = [(View.of(plan), list(files(View.of(plan), site, sys.argv[3]))) for plan in site.plans]
for _, exports in made:
    for one in exports:
        print(one.path, hashlib.sha256(one.content).hexdigest())
in_order = sorted(made, key=lambda one: one[0].plan.id)
print("data.jsonld", hashlib.sha256(catalogue(in_order, "Plans", sys.argv[3]).content).hexdigest())
"""


def test_the_same_data_make_the_same_bytes() -> None:
    """Whatever the order of sets, of plans, the time zone and the language of the machine."""
    runs = (("0", "1", "UTC", "C"), ("4711", "-1", "Pacific/Auckland", "cy_GB.UTF-8"))
    texts = []
    for seed, step, zone, language in runs:
        more = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language}
        command = [sys.executable, "-c", SCRIPT, str(ROOT / "data"), step, BASE]
        done = subprocess.run(command, env=os.environ | more, capture_output=True, text=True, check=True)
        texts.append(sorted(done.stdout.splitlines()))
    assert texts[0] == texts[1]
    assert len(texts[0]) == 1 + sum(len(one) for one in MADE.values())


# plan.json


@every_plan
def test_plan_json_satisfies_its_schema(name: str) -> None:
    schema = json.loads(MADE[name]["plan.schema.json"].content)
    Draft202012Validator.check_schema(schema)
    errors = Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(
        json.loads(MADE[name]["plan.json"].content)
    )
    assert [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in errors] == []


def test_the_schema_says_what_every_field_is() -> None:
    schema = json.loads(MADE["example-2025-27"]["plan.schema.json"].content)
    silent = [
        f"{name}.{field}"
        for name, part in {"": schema, **schema["$defs"]}.items()
        for field, about in part["properties"].items()
        if not about.get("description", "").rstrip().endswith((".", "…", "?"))
    ]
    assert silent == []


def test_plan_json_holds_every_word_that_an_editor_wrote() -> None:
    """Every text of every record stands in it somewhere."""

    def texts(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set().union(*(texts(one) for one in value.values()))
        if isinstance(value, list):
            return set().union(*map(texts, value))
        return {value} if isinstance(value, str) else set()

    plan = SITE.plan_by_id["example-2025-27"]
    found = texts(json.loads(MADE["example-2025-27"]["plan.json"].content))
    wanted = {action.action for action in plan.actions} | {kpi.definition for kpi in plan.kpis if kpi.definition}
    wanted |= {said.progress for report in plan.reports for said in report.actions.values() if said.progress}
    wanted |= {
        reading.value.text for r in plan.reports for many in r.kpis.values() for reading in many if reading.value
    }
    wanted |= {risk.title for risk in plan.risks} | {finding.finding for finding in plan.findings}
    assert wanted - found == set()


# Tables


def rows_of(table: Table) -> list[list[Any]]:
    return [list(csv_row) for csv_row in csv.reader(io.StringIO(csv_bytes(table).decode(), newline=""))]


@every_plan
def test_each_csv_file_is_as_its_description_says(name: str, tmp_path: Path) -> None:
    for path, one in MADE[name].items():
        if ".csv" in path:
            (tmp_path / path).write_bytes(one.content)
    described = sorted(tmp_path.glob("*.csv-metadata.json"))
    assert [file.name.removesuffix("-metadata.json") for file in described] == sorted(
        p for p in MADE[name] if p.endswith(".csv")
    )
    for file in described:
        read = csvw.CSVW(str(file), validate=True)
        assert read.is_valid, [str(warning.message) for warning in read.warnings]
        text = file.with_name(file.name.removesuffix("-metadata.json")).read_bytes().decode()
        assert sum(1 for table in read.tables for _ in table) == sum(1 for _ in csv.reader(io.StringIO(text, ""))) - 1


@every_plan
def test_columns_are_named_and_explained(name: str) -> None:
    for table in tables(VIEWS[name], ""):
        names = [column.name for column in table.columns]
        assert [one for one in names if not re.fullmatch(r"[a-z]+(_[a-z]+)*", one)] == []
        assert len(set(names)) == len({column.title for column in table.columns}) == len(names)
        assert [column.name for column in table.columns if not column.says.endswith((".", "…"))] == []
        assert set(table.key) <= set(names)
        keys = [tuple(row[names.index(key)] for key in table.key) for row in table.rows]
        assert not table.key or len(set(keys)) == len(keys)


def test_csv_ends_its_lines_as_the_standard_says(small: View) -> None:
    text = made(small)["actions.csv"].content
    assert text.count(b"\r\n") == 3
    assert not text.startswith(b"\xef\xbb\xbf")


FORMULAS = [
    # written                     in a CSV file
    ("=1+1", "'=1+1"),
    ("+44", "'+44"),
    ("-3 posts", "'-3 posts"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "'\t=1"),
    ("\r=1", "'\r=1"),
    ("\ttext", "'\ttext"),
    ("  =1", "'  =1"),
    ("\u00a0=1", "'\u00a0=1"),
    ("\u3000=1", "'\u3000=1"),
    ("\ufeff=1", "'\ufeff=1"),
    ("＝1", "'＝1"),
    ("＠x", "'＠x"),
    ("＋1", "'＋1"),
    ("－1", "'－1"),
    ("−1", "'−1"),
    ("'=1", "''=1"),
    ("\n=1", "'\n=1"),
    # what is harmless stays as it is
    ("1 = 1", "1 = 1"),
    ("'quoted'", "'quoted'"),
    ("a-b", "a-b"),
    ("74%", "74%"),
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cell"), FORMULAS)
def test_no_text_is_run_as_a_formula(text: str, cell: str) -> None:
    assert harmless(text) == cell


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("-1200", "-1200"),
        ("0.50", "0.5"),
        ("1E+3", "1000"),
        ("0.5714285714", "0.571429"),
        ("-0.5", "-0.5"),
        ("10", "10"),
    ],
)
def test_numbers_stay_numbers(number: str, text: str) -> None:
    assert number_text(Decimal(number)) == text


def test_symbols_stand_in_their_own_column(small: View) -> None:
    head, *rows = rows_of(next(table for table in tables(small, "") if table.name == "readings"))
    shown = [
        [
            row[head.index(name)]
            for name in ("kpi_ref", "period", "whose", "part", "value", "symbol", "withheld_because", "replaced")
        ]
        for row in rows
    ]
    assert shown == [
        ["1a", "January 2025", "", "", "50", "", "", "true"],
        ["1a", "January 2025", "", "North", "51", "", "", "true"],
        ["1a", "January 2025", "", "South", "2", "", "", "true"],
        ["1a", "January 2025", "", "", "48", "", "", "false"],
        ["1a", "February 2025", "", "", "", "c", "fewer than 6 letters", "false"],
        ["1a", "March 2025", "", "", "", "z", "", "false"],
        ["1a", "2024", "England", "", "61", "", "", "false"],
        ["2", "January 2025", "", "", "-1200", "", "", "false"],
        ["2", "February 2025", "", "", "0.5", "", "", "false"],
        ["2", "February 2025", "England", "", "12", "", "", "false"],
        ["3", "January 2025", "", "", "0.571429", "", "", "false"],
    ]  # fmt: skip


# The workbook


def in_sheet(value: Any) -> Any:
    """A value as Excel gives it back."""
    if isinstance(value, datetime):
        return value.date()
    return value


@every_plan
def test_the_workbook_has_every_cell_of_every_table(name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(MADE[name]["plan.xlsx"].content))
    wanted = list(tables(VIEWS[name], BASE))
    assert book.sheetnames == ["Notes", *(table.title for table in wanted)]
    for table in wanted:
        sheet = book[table.title]
        head, *rows = sheet.iter_rows()
        assert [cell.value for cell in head] == [column.title for column in table.columns]
        assert sheet.freeze_panes == "B2"
        assert [one.ref for one in sheet.tables.values()] == [sheet.dimensions]
        for cells, values in zip(rows, table.rows, strict=True):
            for cell, value, column in zip(cells, values, table.columns, strict=True):
                assert cell.data_type != "f"
                assert cell.hyperlink is None
                if value is None or value == ():
                    assert cell.value is None
                elif column.kind is Kind.LIST:
                    assert cell.value == " | ".join(value)
                elif column.kind is Kind.NUMBER:
                    assert cell.value == pytest.approx(float(value))
                else:
                    assert in_sheet(cell.value) == value


def test_the_workbook_says_what_it_is(small: View) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(small)["plan.xlsx"].content))
    notes = [cell.value for (cell,) in book["Notes"].iter_rows()]
    assert notes[:5] == [
        "A small plan",
        "Smallshire Council",
        "As at 15 April 2025.",
        "Smallshire Council: A small plan. Contains public sector information licensed under the Open Government Licence v3.0.",
        "Licence: Open Government Licence v3.0, https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/. Figures under another licence name it in their row.",
    ]
    assert "c: withheld so that nobody can be identified" in notes
    assert book.properties.created.isoformat() == "2025-04-15T00:00:00"
    assert book["Actions"]["C2"].value == "=Answer every letter, within a week; kindly"


# Feeds and calendars


@every_plan
def test_each_feed_can_be_read(name: str) -> None:
    plan, ids = VIEWS[name].plan, set()
    feeds = {path: one for path, one in MADE[name].items() if path.endswith(".xml")}
    for path, one in feeds.items():
        read = feedparser.parse(one.content)
        assert not read.bozo, path
        assert read.version == "atom10"
        assert read.feed.author == plan.plan.organisation
        for entry in read.entries:
            assert entry.link.startswith(f"{BASE}{name}/progress/")
            assert entry.updated == f"{entry.link[-11:-1]}T12:00:00+00:00"
            ids.add(entry.id)
        ids.add(read.feed.id)
        assert [entry.updated for entry in read.entries] == sorted(
            (entry.updated for entry in read.entries), reverse=True
        )
    assert len(ids) == len(feeds) + sum(len(feedparser.parse(one.content).entries) for one in feeds.values())
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one) for one in ids)
    assert len(feedparser.parse(feeds["feed.xml"].content).entries) == len({report.date for report in plan.reports})


@every_plan
def test_each_calendar_can_be_read(name: str) -> None:
    view = VIEWS[name]
    for path, one in MADE[name].items():
        if path.endswith(".ics"):
            read = icalendar.Calendar.from_ical(one.content)
            uids = [str(event["uid"]) for event in read.events]
            assert len(set(uids)) == len(uids)
            assert {event.decoded("dtstamp").date() for event in read.events} == {view.state.as_at}
            assert all(len(line) <= 75 for line in one.content.split(b"\r\n"))
    due = {item.ref: item.due_day for item in view.state.live if item.due_day}
    whole = icalendar.Calendar.from_ical(MADE[name]["plan.ics"].content)
    found = {
        str(event["url"]).split("/")[-2]: event.decoded("dtstart")
        for event in whole.events
        if "/actions/" in event["url"]
    }
    assert found == due


def test_a_moved_date_keeps_its_name_in_calendars(small: View) -> None:
    def event(view: View) -> tuple[str, date, int]:
        read = icalendar.Calendar.from_ical(made(view)["themes/1.ics"].content)
        (one,) = read.events
        return str(one["uid"]), one.decoded("dtstart"), one["sequence"]

    before, after = event(View.of(small.plan, date(2025, 1, 31))), event(small)
    assert before[0] == after[0]
    assert (before[1:], after[1:]) == ((date(2025, 2, 28), 0), (date(2025, 5, 31), 1))


HOSTILE = (
    "x\r\nEND:VEVENT\r\nBEGIN:VALARM\nX-EVIL:1\u2028\u2029\x00\x0b\x1f\ufffe\x85"
    "]]></script><script>alert(1)</script>{{ 7*7 }}&lt;\"'=cmd|' /C calc'!A0"
)


def hostile(plan: PlanData) -> PlanData:
    """A plan whose texts are all as bad as can be. The loader would refuse most of them."""

    def bad(record: Any, *names: str) -> Any:
        return record.model_copy(update=dict.fromkeys(names, HOSTILE))

    theme = plan.themes[0]
    one, two = theme.actions
    wrong_one = bad(one, "action", "note").model_copy(update={"lead": (HOSTILE,)})
    return dataclasses.replace(
        plan,
        plan=bad(plan.plan, "title", "organisation", "summary", "short"),
        themes=(bad(theme, "title").model_copy(update={"actions": (wrong_one, two)}),),
        kpis=tuple(bad(kpi, "title", "unit", "owner") for kpi in plan.kpis),
        reports=tuple(bad(report, "title", "summary") for report in plan.reports),
    )


def test_no_text_breaks_out_of_a_feed_or_calendar(small: View) -> None:
    found = made(View.of(hostile(small.plan)))
    for path, one in found.items():
        if path.endswith((".xml", ".svg")):
            ElementTree.fromstring(one.content)
        if path.endswith(".xml"):
            assert not feedparser.parse(one.content).bozo, path
        if path.endswith(".ics"):
            assert len(one.content.decode().splitlines()) == one.content.count(b"\r\n")
            whole = one.content.replace(b"\r\n ", b"")
            names = {line.partition(b":")[0].partition(b";")[0] for line in whole.split(b"\r\n") if line}
            assert names <= {
                b"BEGIN", b"END", b"VERSION", b"PRODID", b"METHOD", b"NAME", b"X-WR-CALNAME", b"DESCRIPTION", b"SUMMARY",
                b"DTSTART", b"DTEND", b"DTSTAMP", b"UID", b"SEQUENCE", b"CATEGORIES", b"TRANSP", b"URL",
            }, path  # fmt: skip
            assert b"\n" not in whole.replace(b"\r\n", b"")
            assert b"BEGIN:VALARM" not in whole.split(b"\r\n")
        if path.endswith(".html"):
            assert b"<script" not in one.content.lower(), path
            html5lib.HTMLParser(strict=True).parse(one.content.decode())
    openpyxl.load_workbook(io.BytesIO(found["plan.xlsx"].content))
    json.loads(found["plan.json"].content)
    assert "<" not in dataset(View.of(hostile(small.plan)), list(found.values()), BASE)


def test_what_xml_forbids_is_left_out() -> None:
    kept = "text\tand\nlines\r é 中 😀 \U0010ffff \u2028"
    assert printable(kept) == kept
    assert printable("a\x00b\x08c\x0bd\x1fe\ufffef\uffffg\ud800h\x7fi\x9fj") == "abcdefghij"


# Panels, badge, descriptions


@every_plan
def test_panels_are_whole_and_safe(name: str) -> None:
    for path, one in MADE[name].items():
        if path.endswith(".html"):
            text = one.content.decode()
            parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
            page = parser.parse(text)
            assert page.get("lang") == "en-GB"
            assert page.findtext("head/title")
            assert {link.get("target") for link in page.iter("a")} == {"_parent"}
            assert {link.get("href") for link in page.iter("a")} == {
                f"{BASE}{name}/{path.removeprefix('embed/').removesuffix('.html')}/"
            }
            assert not list(page.iter("script")) + list(page.iter("link")) + list(page.iter("img"))
            style = page.findtext("head/style") or ""
            digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
            assert f"style-src 'sha256-{digest}'" in text


BADGES = [
    ("bristol-2016-17", "Improvement plan: 58 actions, no status published, closed"),
    ("small", "Improvement plan: 0 of 2 complete"),
]


@pytest.mark.parametrize(("name", "title"), BADGES)
def test_the_badge_says_how_far_the_plan_is(name: str, title: str, small: View) -> None:
    content = (MADE[name] if name in MADE else made(small))["badge.svg"].content
    svg = ElementTree.fromstring(content)
    space = "{http://www.w3.org/2000/svg}"
    assert svg.findtext(f"{space}title") == title
    assert " ".join(one.text or "" for one in svg.iter(f"{space}text")).replace("plan ", "plan: ", 1) == title
    assert svg.get("aria-labelledby") == "title desc"


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_the_catalogue_names_every_plan_and_file() -> None:
    found = catalogue([(VIEWS[name], list(MADE[name].values())) for name in VIEWS], "Plans", BASE)
    graph = rdflib.Graph().parse(data=found.content, format="json-ld")
    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    assert {str(one) for one in graph.subjects(rdflib.RDF.type, dcat.Dataset)} == {
        f"{BASE}{name}/data/" for name in VIEWS
    }
    urls = {str(one) for one in graph.objects(None, dcat.downloadURL)}
    wanted = (".xlsx", "plan.json", ".csv", ".xml", ".ics")
    assert urls == {
        BASE + one.path for exports in MADE.values() for one in exports.values() if one.path.endswith(wanted)
    }


# The page


@every_plan
def test_the_page_lists_every_download(name: str) -> None:
    view, downloads = VIEWS[name], list(MADE[name].values())
    page = data_page(view, Maker(view, SITE, ""), downloads, BASE)
    text = Renderer().page(page.template, page.url, page.context | {"page": page})
    parsed = html5lib.HTMLParser(namespaceHTMLElements=False).parse(text)
    links = {link.get("href") for link in parsed.iter("a")}
    assert {one.path.replace(f"{name}/", "../", 1) for one in downloads} <= links
    assert all(f"{BASE}{one.path}" in text for one in downloads)
    assert f"webcal://plans.example.org/{name}/data/plan.ics" in links
    ids = [element.get("id") for element in parsed.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    fictional = "a fictional plan. The organisation, the people and every figure in it are made up."
    assert (fictional in text) == view.plan.plan.fictional
    assert ("Contains public sector information" in text) != view.plan.plan.fictional


def test_the_page_without_a_public_address(small: View) -> None:
    downloads = list(made(small, "").values())
    page = data_page(small, Maker(small, Site((small.plan,)), ""), downloads)
    assert page.answer == "Everything on these pages to use again, as Excel, JSON and CSV, in 31 files."
    assert (
        page.context["cite"]
        == "Smallshire Council, “A small plan”, action 1.10, as at 15 April 2025: small/actions/1.10/"
    )
    assert "webcal" not in Renderer().page(page.template, page.url, page.context | {"page": page})


def test_exports_take_little_time() -> None:
    """A guard against a slip that makes them many times slower: half a second of work for one plan, where a tenth is usual."""
    view = VIEWS["example-2025-27"]
    start = time.process_time()
    list(files(view, SITE, BASE))
    assert time.process_time() - start < 0.5
