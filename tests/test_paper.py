"""The plan on paper: PDFs and Word files that a board can be given. Both are read back as a reader's program would."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from docx import Document
from docx.document import Document as DocumentType
from docx.oxml.ns import qn
from pypdf import PdfReader

from conftest import ROOT
from planpress.check import check
from planpress.pages.page import View
from planpress.paper.commands import paper, pdf
from planpress.paper.content import Paper, content
from planpress.paper.plain import Paragraph, paragraphs
from planpress.paper.template import default_template
from planpress.paper.word import fill

HOSTILE = "<script>alert(1)</script> {{ 7*7 }} {% raw %} & \"quoted\" 'so' ]]>"


def run(*arguments: str) -> Result:
    """A command, called in this repository's folder unless the test went elsewhere."""
    name, *rest = arguments
    return CliRunner().invoke({"pdf": pdf, "paper": paper}[name], rest)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the papers of this repository's plans."""
    folder = tmp_path_factory.mktemp("papers")
    data = ROOT / "data"
    for arguments in (
        ("pdf", f"{data}/example-2025-27", "-o", f"{folder}/whole.pdf"),
        ("pdf", f"{data}/example-2025-27", "--report", "2026-07-15", "-o", f"{folder}/report.pdf"),
        ("pdf", f"{data}/bristol-2016-17", "-o", f"{folder}/closed.pdf"),
        (
            "paper",
            f"{data}/example-2025-27",
            "--from",
            "2026-07-16",
            "--to",
            "2026-10-14",
            "-o",
            f"{folder}/paper.docx",
        ),
        (
            "paper",
            f"{data}/bristol-2016-17",
            "--from",
            "2026-04-01",
            "--to",
            "2026-04-30",
            "-o",
            f"{folder}/closed.docx",
        ),
    ):
        done = run(*arguments)
        assert done.exit_code == 0, done.output
        assert re.fullmatch(rf"{re.escape(arguments[-1])} \(\d+ kB\)\n", done.output), done.output
    return folder


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site whose plan holds text that tries to be something else."""
    folder = tmp_path / "data" / "plan"
    shutil.copytree(ROOT / "tests" / "problems" / "_base" / "plan", folder)
    for name, field in (("plan.yml", "title"), ("themes/1.yml", "title"), ("reports/2025-01-15.yml", "summary")):
        file = folder / name
        quoted = "'" + HOSTILE.replace("'", "''") + "'"
        old = re.sub(rf"(?m)^{field}: .*\n", "", file.read_text(encoding="utf-8"))
        file.write_text(f"{field}: {quoted}\n{old}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


# The PDF


def text_of(file: Path) -> str:
    """A PDF's text, with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())


def elements(file: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """A PDF's tags in reading order: the parent's, its own, and the element."""

    def below(element: Any, parent: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
        element = element.get_object()
        tag = element["/S"]
        yield parent, tag, element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            if not isinstance(kid, int) and "/S" in kid.get_object():
                yield from below(kid, tag)

    root = PdfReader(file).trailer["/Root"]["/StructTreeRoot"]
    yield from below(root["/K"][0], "")


def bookmarks(file: Path) -> list[str]:
    """A PDF's bookmarks in order, indented by level."""

    def level(entries: list[Any], depth: int) -> Iterator[str]:
        for entry in entries:
            if isinstance(entry, list):
                yield from level(entry, depth + 1)
            else:
                yield "  " * depth + entry.title

    return list(level(PdfReader(file).outline, 0))


@pytest.mark.parametrize(
    ("name", "title", "author", "day"),
    [
        (
            "whole.pdf", "Better every day: children's services improvement plan 2025 to 2027",
            "Exampleshire County Council (fictional)", "D:20261014",
        ),
        (
            "report.pdf", "Quarter 1 report, April to June 2026: Exampleshire 2025-27",
            "Exampleshire County Council (fictional)", "D:20260715",
        ),
        ("closed.pdf", "Getting to Good", "Bristol City Council", "D:20260427"),
    ],
)  # fmt: skip
def test_a_pdf_says_what_it_is(made: Path, name: str, title: str, author: str, day: str) -> None:
    reader = PdfReader(made / name)
    root, about = reader.trailer["/Root"], reader.metadata
    assert about is not None
    assert (about.title, about.author, about["/CreationDate"], about["/ModDate"]) == (title, author, day, day)
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        "en-GB", True, True,
    )  # fmt: skip
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert "pdfuaid" in metadata
    assert re.search(r"pdfuaid:part[^0-9]*1", metadata)
    size = reader.pages[0].mediabox
    assert (round(size.width), round(size.height)) == (595, 842), "A4"


@pytest.mark.parametrize("name", ["whole.pdf", "report.pdf", "closed.pdf"])
def test_a_pdf_has_the_tags_that_screen_readers_need(made: Path, name: str) -> None:
    found = list(elements(made / name))
    tags = {tag for _, tag, _ in found}
    assert {
        "/Document",
        "/H1",
        "/H2",
        "/H3",
        "/P",
        "/Table",
        "/THead",
        "/TBody",
        "/TR",
        "/TH",
        "/TD",
        "/L",
        "/LI",
    } <= tags
    headings = [int(tag[2:]) for _, tag, _ in found if re.fullmatch(r"/H\d", tag)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(headings)), headings
    inside = {(parent, tag) for parent, tag, _ in found}
    assert {parent for parent, tag in inside if tag == "/LI"} == {"/L"}
    assert {tag for parent, tag in inside if parent == "/L"} == {"/LI"}
    assert {tag for parent, tag in inside if parent == "/TR"} == {"/TH", "/TD"}
    assert {tag for parent, tag in inside if parent == "/Table"} <= {"/THead", "/TBody", "/Caption"}
    for _, tag, element in found:
        if tag == "/Table":
            kids = [kid.get_object()["/S"] for kid in element["/K"]]
            assert kids.count("/THead") == 1, "the header row is repeated on each page of a long table"
        if tag == "/TD":
            assert len(element["/A"]["/Headers"]) == 2, "each cell knows the headings of its row and column"
        if tag == "/Figure":
            assert len(element["/Alt"].split()) > 20
        if tag == "/Link":
            link = next(
                kid.get_object() for kid in element["/K"] if not isinstance(kid, int) and "/Obj" in kid.get_object()
            )
            assert link["/Obj"]["/Contents"]


def test_every_chart_of_the_whole_plan_has_its_description(made: Path) -> None:
    alternatives = [element["/Alt"] for _, tag, element in elements(made / "whole.pdf") if tag == "/Figure"]
    view = View.of(check(ROOT / "data").site.plan_by_id["example-2025-27"])
    drawn = [one for one in view.standings.values() if sum(bool(point.value) for point in one.series.points) > 1]
    assert len(alternatives) == 1 + len(drawn)
    assert alternatives[0].startswith("15 of 29 actions are complete. Theme 1, Help and protection: 2 on track,")
    assert alternatives[1].startswith("The figure rose from 62% to 93%. Line chart of 18 figures.")
    assert not any("table below" in text for text in alternatives)


def test_the_bookmarks_of_the_whole_plan(made: Path) -> None:
    top, *below = bookmarks(made / "whole.pdf")
    assert top == "Better every day: children's services improvement plan 2025 to 2027"
    assert [line.strip() for line in below if re.match("  \\S", line)] == [
        "Contents",
        "How the plan stands",
        "Theme 1: Help and protection for children and families",
        "Theme 2: Children in our care and young people who have left it",
        "Theme 3: Children with special educational needs and disabilities",
        "Theme 4: Leaders and a workforce that children can rely on",
        "KPIs",
        "What the statuses mean",
    ]
    assert "    1.1 One front door" in below


def test_the_whole_plan_has_every_action_and_every_kpi(made: Path) -> None:
    text = text_of(made / "whole.pdf")
    plan = check(ROOT / "data").site.plan_by_id["example-2025-27"]
    view = View.of(plan)
    for item in view.state.actions:
        assert f"{item.shown} {item.text}" in text
    for one in view.standings.values():
        assert f"{one.series.shown} {one.series.kpi.title}" in text
    for status in plan.statuses:
        assert status.description in text


def test_each_page_has_its_number_its_day_and_its_plan(made: Path) -> None:
    pages = [page.extract_text() for page in PdfReader(made / "report.pdf").pages]
    for number, text in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in text
        assert "As at 15 July 2026." in text
        assert ("Exampleshire 2025-27: report of 15 July 2026 (fictional)" in text) == (number > 1)


def test_a_report_stands_as_it_was_put_to_its_board(made: Path) -> None:
    text = text_of(made / "report.pdf")
    for expected in (
        "Put to Children's Improvement Board",
        "Of 29 actions, 13 are complete, 9 on track, 3 at risk, 1 off track, 1 paused and 2 not yet reported. 1 is late.",
        "What changed since the report of 15 April 2026",
        "Every figure reported",
    ):
        assert expected in text
    assert "14 October 2026" not in text


def test_papers_say_when_a_plan_is_made_up_or_closed(made: Path) -> None:
    fictional = "This is a fictional plan. The council, the people and every figure are made up."
    closed = "This plan is closed. It closed on 31 December 2017 and is shown as it stood then."
    for name, says in (("whole.pdf", fictional), ("report.pdf", fictional), ("closed.pdf", closed)):
        text = text_of(made / name)
        assert [sentence in text for sentence in (fictional, closed)] == [says is fictional, says is closed], name
    for name, says in (("paper.docx", fictional), ("closed.docx", closed)):
        notices = [
            one.text for one in Document(str(made / name)).paragraphs if one.style and one.style.name == "Notice"
        ]
        assert notices == [says]


def test_an_earlier_day_gives_the_plan_as_it_stood_then(tmp_path: Path) -> None:
    done = run("pdf", f"{ROOT}/data/example-2025-27", "--as-at", "2025-12-01", "-o", f"{tmp_path}/then.pdf")
    assert done.exit_code == 0, done.output
    text = text_of(tmp_path / "then.pdf")
    assert "As at 1 December 2025." in text
    assert "14 October 2026" not in text


# The Word file


def headings_of(document: DocumentType) -> list[str]:
    """A Word file's headings, indented by level."""
    named = [(one.style.name or "" if one.style else "", one.text) for one in document.paragraphs]
    return [f"{'  ' * (int(style[-1]) - 1)}{text}" for style, text in named if style.startswith("Heading")]


def test_the_headings_of_a_committee_paper(made: Path) -> None:
    assert headings_of(Document(str(made / "paper.docx"))) == [
        "Better every day: children's services improvement plan 2025 to 2027: progress from 16 July 2026 to 14 October 2026",
        "  Summary",
        "    Quarter 2 report, July to September 2026, 14 October 2026",
        "  What changed",
        "    Dates that moved",
        "    Newly late",
        "    New figures",
        "    Completed",
        "    Other changes",
        "  What is not as promised, and what is being done",
        "    Off track",
        "    Late",
        "    At risk",
        "    Later than first promised",
        "    KPIs off target",
        "  KPIs",
        "  What is due in the next 90 days",
        "  Recommendations",
    ]


def test_a_committee_paper_says_whose_it_is_and_for_whom(made: Path) -> None:
    document = Document(str(made / "paper.docx"))
    about = document.core_properties
    assert (about.title, about.author, about.language) == (
        headings_of(document)[0], "Exampleshire County Council (fictional)", "en-GB",
    )  # fmt: skip
    assert about.created == about.modified
    assert about.created and about.created.date() == date(2026, 10, 14)
    texts = [one.text for one in document.paragraphs]
    assert texts[2:6] == [
        "Report to: Children's Improvement Board",
        "Report of: Exampleshire County Council (fictional)",
        "Period: 16 July 2026 to 14 October 2026",
        "Figures: As at 14 October 2026.",
    ]
    assert texts[-1] == "[Write here what the committee is asked to note or to decide.]"
    with zipfile.ZipFile(made / "paper.docx") as parts:
        languages = re.findall(r'<w:lang w:val="([^"]+)"', parts.read("word/styles.xml").decode())
        assert set(languages) == {"en-GB"}
        footer = parts.read("word/footer1.xml").decode()
    assert [field for field in ("PAGE", "NUMPAGES") if f'w:instr="{field}"' in footer] == ["PAGE", "NUMPAGES"]


def test_the_tables_of_a_committee_paper(made: Path) -> None:
    document = Document(str(made / "paper.docx"))
    tables = {}
    for table in document.tables:
        caption = table._tbl.tblPr.find(qn("w:tblCaption"))
        about = table._tbl.tblPr.find(qn("w:tblDescription"))
        assert caption is not None
        assert about is not None and len(about.get(qn("w:val"), "").split()) > 5
        head, *rest = table.rows
        assert head._tr.trPr is not None
        assert head._tr.trPr.find(qn("w:tblHeader")) is not None, "the first row is a header, repeated on each page"
        assert all(row._tr.trPr is None or row._tr.trPr.find(qn("w:tblHeader")) is None for row in rest)
        tables[caption.get(qn("w:val"))] = [[cell.text for cell in row.cells] for row in table.rows]
    assert list(tables) == [
        "Off track: actions", "Late: actions", "At risk: actions", "Later than first promised: actions",
        "KPIs that are off target", "Every KPI", "Actions due by 12 January 2027",
    ]  # fmt: skip
    assert tables["Off track: actions"][0] == ["Action", "Status", "Due", "What is being done"]
    assert tables["Off track: actions"][1][1:3] == [
        "Off track. 2 weeks late.", "By the end of September 2026 (first by the end of June 2026; 3 months later, moved once)",
    ]  # fmt: skip
    assert tables["Off track: actions"][1][3].startswith("The second contract is extended to January")
    assert tables["Every KPI"][:2] == [
        ["KPI", "Latest figure", "Target", "How it stands", "Trend"],
        [
            "1a Contacts decided within one working day", "93% (September 2026)", "90% or more by March 2027",
            "Target met.\n93%, 3 points better than the 90% due by March 2027.",
            "Up 1 point from 92% (August 2026), which is better.",
        ],
    ]  # fmt: skip
    assert len(tables["Every KPI"]) == 1 + 19
    assert tables["Actions due by 12 January 2027"][0] == ["Action", "Due", "Lead", "Status"]


def test_a_committee_paper_has_no_empty_paragraph(made: Path) -> None:
    for name in ("paper.docx", "closed.docx"):
        body = Document(str(made / name)).element.body
        assert all("".join(one.itertext()).strip() for one in body.iter(qn("w:p"))), name


def test_a_period_without_reports_says_so(tmp_path: Path) -> None:
    file = tmp_path / "quiet.docx"
    done = run("paper", f"{ROOT}/data/example-2025-27", "--from", "2026-08-01", "--to", "2026-08-31", "-o", str(file))
    assert done.exit_code == 0, done.output
    texts = [one.text for one in Document(str(file)).paragraphs]
    assert "Report to: [name of the committee]" in texts
    assert "No report was published in this period." in texts


def test_prose_becomes_plain_paragraphs() -> None:
    prose = "See *the*\n  [paper](https://example.org/a).\n\n- one\n- `two`\n\n1. first\n2. second\n\n<b>so</b>"
    assert paragraphs(prose) == (
        Paragraph("See the paper (https://example.org/a)."),
        Paragraph("one", bullet=True),
        Paragraph("two", bullet=True),
        Paragraph("1. first"),
        Paragraph("2. second"),
        Paragraph("<b>so</b>"),
    )
    assert paragraphs(None) == ()


# A council's own template


def template(*texts: str) -> bytes:
    """A Word file with these paragraphs."""
    document, file = Document(), BytesIO()
    for text in texts:
        document.add_paragraph(text)
    document.save(file)
    return file.getvalue()


@pytest.fixture(scope="module")
def said() -> Paper:
    """What a paper on the fictional plan says."""
    view = View.of(check(ROOT / "data").site.plan_by_id["example-2025-27"], date(2026, 10, 14))
    return content(view, date(2026, 7, 16))


def test_a_council_may_give_its_own_template(tmp_path: Path) -> None:
    file, own = tmp_path / "own.docx", tmp_path / "template.docx"
    own.write_bytes(
        template("Item 7", "For the {{ to }}", "{%p for row in kpis %}", "{{ row.rating }}", "{%p endfor %}")
    )
    done = run(
        "paper", f"{ROOT}/data/example-2025-27", "--from", "2026-07-16", "--to", "2026-10-14",
        "--template", str(own), "-o", str(file),
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    texts = [one.text for one in Document(str(file)).paragraphs]
    assert texts[:3] == ["Item 7", "For the Children's Improvement Board", "Target met"]
    assert len(texts) == 2 + 19


def test_the_template_provided_can_be_written_out_and_used(tmp_path: Path, said: Paper) -> None:
    own = tmp_path / "our-paper.docx"
    subprocess.run([sys.executable, "-m", "planpress.paper.template", str(own)], check=True)
    assert fill(said, own) == fill(said)


def test_every_name_of_a_paper_says_what_it_holds_and_is_used() -> None:
    with zipfile.ZipFile(BytesIO(default_template())) as parts:
        used = parts.read("word/document.xml").decode() + parts.read("word/header1.xml").decode()
    for name in Paper.__dataclass_fields__:
        assert name == "day" or re.search(rf"\b{name}\b", used), name


# The same data, the same bytes


def test_the_same_data_gives_the_same_bytes_in_another_process(made: Path, tmp_path: Path) -> None:
    plan = f"{ROOT}/data/example-2025-27"
    for arguments in (
        ("pdf", plan, "-o", f"{tmp_path}/whole.pdf"),
        ("paper", plan, "--from", "2026-07-16", "--to", "2026-10-14", "-o", f"{tmp_path}/paper.docx"),
    ):
        environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
        environment |= {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
        name, *rest = arguments
        command = [sys.executable, "-c", f"from planpress.paper.commands import {name}; {name}()", *rest]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "whole.pdf").read_bytes() == (made / "whole.pdf").read_bytes()
    assert (tmp_path / "paper.docx").read_bytes() == (made / "paper.docx").read_bytes()


# Text that tries to be something else


def test_text_of_a_plan_is_shown_as_it_was_typed(hostile: Path) -> None:
    assert run("pdf", "plan").output.startswith("plan.pdf (")
    whole = text_of(hostile / "plan.pdf")
    assert f"Theme 1: {HOSTILE}" in whole
    about = PdfReader(hostile / "plan.pdf").metadata
    assert about is not None
    assert about.title == HOSTILE
    assert run("pdf", "plan", "--report", "2025-01-15").output.startswith("plan-2025-01-15.pdf (")
    assert HOSTILE in text_of(hostile / "plan-2025-01-15.pdf")
    assert run("paper", "plan", "--from", "2025-01-01", "--to", "2025-01-31").output.startswith(
        "plan-2025-01-31.docx ("
    )
    document = Document(str(hostile / "plan-2025-01-31.docx"))
    texts = [one.text for one in document.paragraphs]
    assert texts[0] == f"{HOSTILE}: progress from 1 January 2025 to 31 January 2025"
    assert HOSTILE in texts
    assert document.core_properties.title == texts[0]
    assert document.sections[0].header.paragraphs[0].text == HOSTILE


def test_characters_that_xml_cannot_hold_are_left_out(said: Paper) -> None:
    odd = replace(said, answer="a\x00b\x0cc\ufffed\ud800e 🙂 é", title="t\x01itle")
    document = Document(BytesIO(fill(odd)))
    texts = [one.text for one in document.paragraphs]
    assert "abcde 🙂 é" in texts
    assert (texts[0], document.core_properties.title) == ("title", "title")


# What cannot be done


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("pdf", "data/example-2025"),
            "there is no plan `example-2025` in data; did you mean `example-2025-27`?",
        ),
        (
            ("pdf", "nowhere/plan"),
            "there is no plan `plan` in nowhere; go to your site's folder",
        ),
        (
            ("pdf", "example-2025-27", "--report", "2026-07-14"),
            "--report: the plan has no report of 2026-07-14; there are those of 2025-07-16, 2025-10-15, 2026-01-14, "
            "2026-04-15, 2026-07-15, 2026-10-14",
        ),
        (
            ("pdf", "example-2025-27", "--report", "15 July"),
            "--report: `15 July` is not a day; write it as 2026-10-14",
        ),
        (
            ("pdf", "example-2025-27", "--as-at", "2026-13-01"),
            "--as-at: `2026-13-01` is not a day; write it as 2026-10-14",
        ),
        (
            ("pdf", "example-2025-27", "--as-at", "2020-01-01"),
            "--as-at: 1 January 2020 is before the plan was published (April 2025); give a later day",
        ),
        (
            ("pdf", "example-2025-27", "--report", "2026-07-15", "--as-at", "2026-07-15"),
            "--report shows the plan as at its own day; leave out --as-at",
        ),
        (
            ("paper", "example-2025-27", "--from", "2026-10-14", "--to", "2026-07-15"),
            "--from 2026-10-14 is after --to 2026-07-15; give the earlier day to --from",
        ),
        (
            ("paper", "example-2025-27", "--from", "2020-01-01", "--to", "2020-03-31"),
            "--to: 31 March 2020 is before the plan was published (April 2025); give a later day",
        ),
        (
            ("paper", "example-2025-27", "--from", "20260715", "--to", "2026-10-14"),
            "--from: `20260715` is not a day; write it as 2026-10-14",
        ),
        (
            ("paper", "example-2025-27", "--from", "2026-07-15", "--to", "2026-10-14", "--template", "none.docx"),
            "cannot read the template none.docx: No such file or directory",
        ),
        (
            ("paper", "example-2025-27", "--from", "2026-07-15", "--to", "2026-10-14", "--template", "README.md"),
            "README.md is not a Word file; save the template in Word as .docx",
        ),
        (
            ("paper", "example-2025-27", "--from", "2026-07-15", "--to", "2026-10-14", "-o", "nowhere/paper.docx"),
            "cannot write nowhere/paper.docx: No such file or directory",
        ),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    arguments: tuple[str, ...], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    done = run(*arguments)
    assert (done.exit_code, done.output) == (1, f"Error: {message}\n")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{{ titel }}", "'titel' is undefined"),
        ("{{ title", "unexpected '/'"),
        ("{{ title.__class__.__mro__ }}", "access to attribute '__class__' of 'str' object is unsafe."),
        ("{% include 'x' %}", "no loader for this environment specified"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{{ title | nofilter }}", "No filter named 'nofilter'."),
    ],
)
def test_a_template_that_cannot_be_filled_in_is_said_in_one_line(tmp_path: Path, text: str, why: str) -> None:
    own = tmp_path / "own.docx"
    own.write_bytes(template(text))
    done = run(
        "paper", f"{ROOT}/data/example-2025-27", "--from", "2026-07-16", "--to", "2026-10-14",
        "--template", str(own), "-o", f"{tmp_path}/made.docx",
    )  # fmt: skip
    assert (done.exit_code, done.output) == (1, f"Error: the template {own} cannot be filled in: {why}\n")
    assert not (tmp_path / "made.docx").exists()


def test_the_plans_own_problems_are_told_and_those_of_others_are_not(hostile: Path) -> None:
    other = hostile / "data" / "other"
    shutil.copytree(hostile / "data" / "plan", other)
    (other / "plan.yml").write_text("titel: x\n", encoding="utf-8")
    assert run("paper", "plan", "--from", "2025-01-01", "--to", "2025-01-31").exit_code == 0
    done = run("pdf", "other")
    assert done.exit_code == 1
    assert done.output.startswith("Error: data/other/plan.yml:1: ")


@pytest.mark.parametrize(
    ("raised", "message"),
    [
        (
            "OSError('cannot load library libpango-1.0-0')",
            "a PDF needs Pango; install it with: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0 fonts-liberation",
        ),
        ("ImportError('weasyprint')", "a PDF needs WeasyPrint; install it with: pip install weasyprint"),
    ],
)
def test_a_machine_without_the_engine_is_told_what_to_install(tmp_path: Path, raised: str, message: str) -> None:
    # WeasyPrint as it is on such a machine: advice on the terminal, then this error.
    (tmp_path / "weasyprint.py").write_text(f"print('advice')\nraise {raised}\n", encoding="utf-8")
    command = [sys.executable, "-c", "from planpress.paper.commands import pdf; pdf()", f"{ROOT}/data/example-2025-27"]
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"Error: {message}\n")
