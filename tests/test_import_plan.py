"""An existing plan in Word, Excel or CSV becomes YAML. The documents are made here, in the shapes that plans have."""

import csv
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from conftest import ROOT
from planpress.check import check
from planpress.importing.blocks import Line, lines
from planpress.importing.commands import import_plan
from planpress.importing.posts import known_posts, posts
from planpress.kpi import Kpi
from planpress.load import load
from planpress.model import Action, PlanData

HEADINGS = ["Action", "KPI Ref", "Due", "Lead"]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(import_plan, [str(one) for one in arguments])


def said(result: Result, file: Path) -> list[str]:
    """The remarks and errors, without the file's name."""
    found = [line for line in result.output.splitlines() if str(file) in line and "Next: planpress check" not in line]
    return [line.removeprefix("Error: ").removeprefix(f"{file.as_posix()}: ") for line in found]


def texts(folder: Path) -> dict[str, str]:
    """Every file in a folder."""
    return {one.relative_to(folder).as_posix(): one.read_text() for one in sorted(folder.rglob("*.yml"))}


@pytest.fixture(scope="module")
def bristol() -> PlanData:
    return load(ROOT / "data")[0].plan_by_id["bristol-2016-17"]


class Paper:
    """A Word document with tables in the shapes of a printed plan."""

    def __init__(self) -> None:
        self.document = Document()
        self.table: Any = None

    def begin(self, *headings: str) -> None:
        """A new table, as after a page break."""
        self.table = self.document.add_table(0, len(headings))
        self.row(*headings)

    def row(self, *values: str) -> Any:
        cells = self.table.add_row().cells
        for cell, value in zip(cells, values, strict=True):
            cell.text = value
        return cells

    def across(self, text: str) -> None:
        """A row of one cell, merged over all columns."""
        cells = self.table.add_row().cells
        cells[0].merge(cells[-1]).text = text

    def save(self, file: Path) -> Path:
        self.document.save(str(file))
        return file


def shade(cell: Any, colour: str) -> None:
    made = OxmlElement("w:shd")
    made.set(qn("w:val"), "clear")
    made.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(made)


def kpis_of(action: Action) -> str:
    return ", ".join(action.kpis)


def printed(plan: PlanData, file: Path) -> Path:
    """A plan as its council printed it: tables split over pages, groups as rows, bullets, posts without separators."""
    paper = Paper()
    for theme in plan.themes:
        paper.document.add_paragraph(f"Theme {theme.ref}: {theme.title}")
        paper.document.add_paragraph("Outcome statement:")
        paper.document.add_paragraph(theme.outcome or "")
        paper.begin(*HEADINGS)
        wide = False
        for number, group in enumerate(theme.groups):
            if number % 3 == 2:
                paper.begin(*HEADINGS)
                wide = False
            paper.across(f"{group.ref} {group.title}{':' if group.title == 'Learning from others' else ''}")
            for at, action in enumerate(group.actions):
                if group.ref == "1.2" and at == 3:
                    # On the next page the number has a column of its own, under the heading of the text.
                    paper.begin("Action", "", "KPI Ref", "Due", "Lead")
                    wide = True
                due = action.due.text if action.due else ""
                lead = " ".join(action.lead)
                if wide:
                    cells = paper.row(action.ref, action.action, kpis_of(action), due, lead)[1:]
                else:
                    cells = paper.row(f"{action.ref} {action.action}", kpis_of(action), due, lead)
                for point in action.points if at % 2 else ():
                    cells[0].add_paragraph(point, style="List Bullet")
                if action.points and not at % 2:
                    items = " ".join(f"• {point}" for point in action.points)
                    cells[0].text += f' <ul style="list-style-type: none;"> {items} </ul>'
    paper.document.add_paragraph("Key Performance Indicators")
    headings = ["Ref", "Measure", "Responsible officer", "Frequency", "Target", "Target due"]
    paper.begin(*headings)
    paper.row("-----", "------", "---", "---", "---", "---")
    theme_ref = ""
    for kpi in plan.kpis:
        if kpi.ref == "10":
            paper.begin(*headings)
        if kpi.theme != theme_ref:
            paper.across(f"Theme {kpi.theme}: {plan.themes[int(kpi.theme) - 1].title}")
            theme_ref = kpi.theme
        (target,) = kpi.targets
        assert target.value and kpi.owner and kpi.frequency
        value = target.value.text.replace(" of ", " / ")
        paper.row(kpi.ref, kpi.title, kpi.owner, kpi.frequency.text, value, target.due.text)
    return paper.save(file)


@dataclass(frozen=True)
class Promise:
    """What of an action must come out as it went in."""

    ref: str
    group: str
    action: str
    points: tuple[str, ...]
    lead: tuple[str, ...]
    due: str
    kpis: tuple[str, ...]


def promises(plan: PlanData) -> list[Promise]:
    return [
        Promise(
            one.ref, plan.group_of[one.ref].ref, one.action, one.points, one.lead, one.due.text if one.due else "", one.kpis
        )
        for one in plan.actions
    ]  # fmt: skip


def figures(kpi: Kpi) -> tuple[object, ...]:
    targets = [(one.value, one.due.text) for one in kpi.targets]
    return kpi.ref, kpi.title, kpi.theme, kpi.owner, kpi.frequency, targets


def test_the_tables_of_a_printed_plan_come_out_as_they_went_in(bristol: PlanData, tmp_path: Path) -> None:
    file = printed(bristol, tmp_path / "plan.docx")
    folder = tmp_path / "data" / "our-plan"
    done = run(file, folder)
    assert said(done, file) == [
        "table 8, row 6: the lead was read as `Youth Offending Team Manager`, "
        "`Head of Service Children in Care & Care Leavers`; see that it is right"
    ]
    assert done.exit_code == 0
    assert sorted(texts(folder)) == ["kpis.yml", "plan.yml", *(f"themes/{number}.yml" for number in range(1, 7))]

    # What the document does not say is asked for, and nothing else.
    asked = [re.sub(r".*? has no `(\w+)`.*", r"\1", problem.message) for problem in check(tmp_path / "data").problems]
    fields = ["title", "organisation", "published", "starts", "summary", *["better"] * 34, *["unit"] * 3]
    assert sorted(asked) == sorted(fields)

    fill_in(folder, bristol)
    site, problems = load(tmp_path / "data")
    assert problems == []
    (made,) = site.plans
    assert promises(made) == promises(bristol)
    assert [figures(kpi) for kpi in made.kpis] == [figures(kpi) for kpi in bristol.kpis]
    assert [(theme.title, theme.outcome) for theme in made.themes] == [
        (theme.title, theme.outcome) for theme in bristol.themes
    ]


def fill_in(folder: Path, plan: PlanData) -> None:
    """What an editor does next: the fields that were left empty."""
    file = folder / "kpis.yml"
    better = iter(plan.kpis)
    text = re.sub(r"better: #.*", lambda _: f"better: {next(better).better}", file.read_text())
    file.write_text(re.sub(r"unit: #.*", "unit: number", text))
    file = folder / "plan.yml"
    file.write_text(re.sub(r"(\w+): # TODO.*", r"\1: 2016", file.read_text()))


def test_a_spreadsheet_with_other_headings(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Plan"
    sheet.append(["Our plan"])
    sheet.append(["Priority", "No.", "What we will do", "By when?", "Responsible", "Measure ref", "RAG", "Cost"])
    rows: list[list[Any]] = [
        [
            "1. Front door",
            1.1,
            "Open one number.\n• Staff it\n• Tell schools",
            date(2026, 3, 31),
            "Head of Access",
            "K1",
            "",
            5,
        ],
        [
            "1. Front door",
            "1.2",
            "Train staff",
            date(2026, 9, 1),
            "Head of Access; Training Manager",
            "K1 & K2",
            "Green",
            "",
        ],
        ["2. Placements", "2.1", "Find homes", "by the end of March 2027", "Fostering Manager", "n/a", "Amber", ""],
        ["2. Placements", "2.2", "Support carers", "31/03/2027", "Jo Bloggs", "all", "soon", ""],
        ["2. Placements", "", "Thank carers", "when we can", "Fostering Manager", "many", "", ""],
    ]
    for row in rows:
        sheet.append(row)
    sheet["D4"].number_format = "mmm-yy"
    sheet["G3"].fill = PatternFill("solid", fgColor="FFFF0000")
    sheet["G7"].fill = PatternFill("solid", fgColor="FF7030A0")
    other = book.create_sheet("Measures")
    other.append(["KPI", "Indicator", "Baseline (Mar 2026)", "Target 2026/27", "Target 2027/28", "Reported"])
    other.append(["K1", "Days to a decision", 12, "5 days", "1 day", "monthly"])
    other.append(["K2", "% decided in time", 0.6, 0.8, 0.9, "now and then"])
    for cell in other[3][2:5]:
        cell.number_format = "0%"
    file = tmp_path / "plan.xlsx"
    book.save(file)
    folder = tmp_path / "our-plan"

    done = run(file, folder)

    assert said(done, file) == [
        "sheet `Plan`, row 1: stands above the headings, and is not read (it begins `Our plan`)",
        "sheet `Plan`, row 2: the column `Cost` is not read; copy by hand what the plan needs of it",
        "sheet `Plan`, row 3: the status Red was read from the cell's colour; see that it is right",
        "sheet `Plan`, row 5: the date `by the end of March 2027` was read as `March 2027`",
        "sheet `Plan`, row 6: the date `31/03/2027` was read as `2027-03-31`",
        "sheet `Plan`, row 6: the status `soon` is not known here; add it to the report by hand",
        "sheet `Plan`, row 7: the action has no number; numbered 2.3, change it if the plan counts otherwise",
        "sheet `Plan`, row 7: the date `when we can` cannot be read; it is written as it stands, "
        "and planpress check refuses it",
        "sheet `Plan`, row 7: the KPIs `many` cannot be read; write them as in 1, 6a,b or all",
        "sheet `Plan`, row 7: the cell's colour 7030A0 is none of red, amber, green and blue; give its status by hand",
        "sheet `Measures`, row 2: no theme stands above KPI K1; give it one in kpis.yml",
        "sheet `Measures`, row 2: the target `1 day` cannot be read; it is written as it stands, "
        "and planpress check refuses it",
        "sheet `Measures`, row 3: no theme stands above KPI K2; give it one in kpis.yml",
        "sheet `Measures`, row 3: the frequency `now and then` cannot be read; planpress check refuses it",
        "sheet `Plan`, row 6: the lead `Jo Bloggs` does not read as a post; never publish a private person's name",
    ]
    made = texts(folder)
    assert (
        made["themes/1.yml"]
        == """\
ref: 1
title: Front door
actions:
  - ref: 1.1
    action: Open one number.
    points:
      - Staff it
      - Tell schools
    lead: Head of Access
    due: 2026-03-31
    kpis: K1
  - ref: 1.2
    action: Train staff
    lead:
      - Head of Access
      - Training Manager
    due: 2026-09
    kpis: K1, K2
"""
    )
    assert (
        made["themes/2.yml"]
        == """\
ref: 2
title: Placements
actions:
  - ref: 2.1
    action: Find homes
    lead: Fostering Manager
    due: March 2027
  - ref: 2.2
    action: Support carers
    lead: Jo Bloggs
    due: 2027-03-31
    kpis: all
  - ref: 2.3
    action: Thank carers
    lead: Fostering Manager
    due: when we can
    kpis: many
"""
    )
    assert (
        made["kpis.yml"]
        == """\
- ref: K1
  title: Days to a decision
  theme: # TODO: the theme it belongs to
  unit: days
  better: # TODO: higher, lower or neither is better
  frequency: monthly
  baseline:
    value: 12
    period: Mar 2026
  targets: [{value: 5 days, due: 2026/27}, {value: 1 day, due: 2027/28}]
- ref: K2
  title: '% decided in time'
  theme: # TODO: the theme it belongs to
  unit: '%'
  better: # TODO: higher, lower or neither is better
  frequency: now and then
  baseline:
    value: 60%
    period: Mar 2026
  targets: [{value: 80%, due: 2026/27}, {value: 90%, due: 2027/28}]
"""
    )
    assert (
        made["reports/to-date.yml"]
        == """\
date: # TODO: the day of which these statuses are, as 2016-12-14; then name the file after it
title: Progress as the plan prints it
actions:
  1.1:
    status: red
  1.2:
    status: green
  2.1:
    status: amber
"""
    )


def test_a_csv_file_of_a_windows_program(tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    with file.open("w", encoding="cp1252", newline="") as out:
        rows = [["Ref", "Task", "Deadline", "Owner"], ["1.1", "Spend £5m – “well”", "Dec 2026", "Finance Director"]]
        csv.writer(out, delimiter=";").writerows(rows)
    done = run(file, tmp_path / "our-plan")
    assert said(done, file) == ["is not UTF-8, and was read as Windows text; see that pound signs and quotes are right"]
    assert (
        texts(tmp_path / "our-plan")["themes/1.yml"]
        == """\
ref: 1
title: # TODO: the theme's title
actions:
  - ref: 1.1
    action: Spend £5m – “well”
    lead: Finance Director
    due: Dec 2026
"""
    )


def test_themes_that_only_the_numbers_tell(tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    file.write_text("Ref,Task,Owner\n1.1,Do this,Head of A\n2.1,Do that,Head of A\n")
    assert said(run(file, tmp_path / "our-plan"), file) == []
    made = texts(tmp_path / "our-plan")
    assert (
        made["themes/2.yml"]
        == """\
ref: 2
title: # TODO: the theme's title
actions:
  - ref: 2.1
    action: Do that
    lead: Head of A
"""
    )


def test_tables_that_a_program_joined_or_robbed_of_headings(tmp_path: Path) -> None:
    paper = Paper()
    paper.document.add_paragraph("Theme 1: Front door")
    paper.begin("Action", "Due", "Lead")
    paper.row("1.1 Do this", "2026", "Head of A")
    paper.document.add_paragraph("Theme 2: Placements")
    paper.begin("2.1 Do that", "2026", "Head of A")
    paper.row("Action", "Due", "Lead")
    paper.row("2.2 Do more", "2026", "Head of A")
    paper.begin("2.3 Do less", "2026", "Head of A")
    paper.row("1.2 Go back", "2026", "Head of A")
    paper.row("3.1 Go on", "2026", "Head of A")
    file = paper.save(tmp_path / "plan.docx")
    assert said(run(file, tmp_path / "our-plan"), file) == [
        "table 2: begins without headings; read with those of the table before it",
        "table 3: has no headings; read with those of the table before it",
        "table 3, row 2: action 1.2 stands under theme 2; put into theme 1",
        "table 3, row 3: action 3.1 stands under theme 1; see that it is meant",
    ]
    made = texts(tmp_path / "our-plan")
    assert re.findall(r"ref: (\S+)", made["themes/1.yml"] + made["themes/2.yml"]) == [
        "1", "1.1", "1.2", "3.1", "2", "2.1", "2.2", "2.3",
    ]  # fmt: skip


def test_awkward_tables_in_word(tmp_path: Path) -> None:
    """Merged cells, rows that a page break cut, colours, numbers made by Word, tables of other things."""
    paper = Paper()
    paper.document.add_heading("Our plan", 0)
    paper.begin("Colour", "Meaning")
    paper.row("RED", "Late")
    paper.row("GREEN", "Done")
    paper.begin("Name", "Telephone")
    paper.row("The council", "0117")
    paper.document.add_heading("1. Front door", 1)
    paper.begin("Task", "Target date", "Lead officer", "BRAG")
    one = paper.row("1.1 Open one number", "Dec 2026", "Head of Access", "")
    two = paper.row("1.2 Train staff", "Dec 2026", "", "Red")
    one[2].merge(two[2])
    shade(one[3], "00B050")
    shade(two[3], "00B050")
    paper.begin("Task", "Target date", "Lead officer", "BRAG")
    paper.row("and tell schools.", "", "", "")
    paper.row("", "", "Training Manager", "")
    paper.row("1.2 Train others", "2026", "Head of Access Head of Training", "")
    numbered = paper.row("", "", "", "")
    numbered[0].paragraphs[0].style = "List Number"
    numbered[0].paragraphs[0].text = "Review it"
    numbered[1].text = "–"
    numbered[2].add_table(1, 1)
    file = paper.save(tmp_path / "plan.docx")

    done = run(file, tmp_path / "our-plan")

    assert said(done, file) == [
        "table 4, row 5: Word numbers this cell by itself, so that the number is not in its text",
        "table 4, row 5: a table within a cell is not read; copy it by hand",
        "table 2: has no headings of actions or KPIs, and is not read (it begins `Name Telephone`)",
        "table 3, row 2: the status Green was read from the cell's colour; see that it is right",
        "table 3, row 3: the status says Red on a cell coloured green; the word is used",
        "table 4, row 2: read as going on with action 1.2 (table 3, row 3); see that it is meant",
        "table 4, row 3: read as going on with action 1.2 (table 3, row 3); see that it is meant",
        "table 4, row 4: the number 1.2 stands twice; a spreadsheet may have made it from another, such as 1.1 from 1.10",
        "table 4, row 5: the action has no number; numbered 1.3, change it if the plan counts otherwise",
        "table 4, row 4: the lead was read as `Head of Access`, `Head of Training`; see that it is right",
    ]
    made = texts(tmp_path / "our-plan")
    assert (
        made["themes/1.yml"]
        == """\
ref: 1
title: Front door
actions:
  - ref: 1.1
    action: Open one number
    lead: Head of Access
    due: Dec 2026
  - ref: 1.2
    action: Train staff and tell schools.
    lead:
      - Head of Access
      - Training Manager
    due: Dec 2026
  - ref: 1.2
    action: Train others
    lead:
      - Head of Access
      - Head of Training
    due: 2026
  - ref: 1.3
    action: Review it
"""
    )
    assert (
        made["plan.yml"]
        == """\
# TODO: the plan as it was imported. Fill in what is left empty; `planpress check` names each such field.
title: Our plan
organisation: # TODO: whose plan it is
published: # TODO: when it was published, as 2016-09
starts: # TODO: when it begins, as 2016-09
summary: # TODO: what the plan is for, in two or three sentences
source:
  title: plan.docx
statuses:
  - id: green
    word: Green
    meaning: # TODO: not-started, on-track, at-risk, off-track, paused, ongoing or complete
    description: Done
    colour: green
    shape: tick
  - id: red
    word: Red
    meaning: # TODO: not-started, on-track, at-risk, off-track, paused, ongoing or complete
    description: Late
    colour: red
    shape: diamond
"""
    )


@pytest.mark.parametrize(
    ("cells", "given", "cell", "wanted"),
    [
        ([("Manager, Placements",)], (), ("Manager, Placements",), ("Manager, Placements",)),
        ([("Head of A",), ("Head of B & C",)], (), ("Head of A Head of B & C",), ("Head of A", "Head of B & C")),
        ([("Head of A",)], (), ("Head of A and Director of B",), ("Head of A", "Director of B")),
        ([("Head of A",)], (), ("Deputy Head of A",), ("Deputy Head of A",)),
        ([("Head of Care",), ("Head of Care Homes",)], (), ("Head of Care Homes",), ("Head of Care Homes",)),
        ([], ("Head of A", "Head of B"), ("Head of A Head of B",), ("Head of A", "Head of B")),
        ([], (), ("Head of A", "Head of B"), ("Head of A", "Head of B")),
        ([("Head of Adult Care",)], (), ("Head of", "Adult Care"), ("Head of Adult Care",)),
        ([], (), ("Head of A; Head of B",), ("Head of A", "Head of B")),
    ],
)
def test_posts_in_one_cell(
    cells: list[tuple[str, ...]], given: tuple[str, ...], cell: tuple[str, ...], wanted: tuple[str, ...]
) -> None:
    assert posts(cell, known_posts([*cells, cell], given)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Do it: • this • that", [Line("Do it:"), Line("this", True), Line("that", True)]),
        ("Do it: <ul><li>this</li><li>that</li></ul>", [Line("Do it:"), Line("this", True), Line("that", True)]),
        ("Do it:\n- this\n– that", [Line("Do it:"), Line("this", True), Line("that", True)]),
        ("year-end – at last", [Line("year-end – at last")]),
    ],
)
def test_lists_in_a_cell(text: str, wanted: list[Line]) -> None:
    assert list(lines(text)) == wanted


def test_posts_named_by_an_editor(tmp_path: Path) -> None:
    paper = Paper()
    paper.begin("Ref", "Action", "Due", "Lead")
    paper.row("1.1", "Do it", "2026", "Head of A Head of B")
    file = paper.save(tmp_path / "plan.docx")
    assert said(run(file, tmp_path / "one"), file) == [
        "table 1, row 2: the lead `Head of A Head of B` may be more than one post; "
        "part them, or name the posts with --roles"
    ]
    roles = tmp_path / "roles.txt"
    roles.write_text("Head of A\nHead of B\n")
    assert said(run(file, tmp_path / "two", "--roles", roles), file) == []
    assert "    lead:\n      - Head of A\n      - Head of B\n" in texts(tmp_path / "two")["themes/1.yml"]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    paper = Paper()
    paper.begin("Ref", "Action", "Due", "Lead")
    paper.row("1.1", "Do it", "2026", "Head of A")
    file = paper.save(tmp_path / "plan.docx")
    folder = tmp_path / "our-plan"
    (folder / "themes").mkdir(parents=True)
    (folder / "themes/1.yml").write_text("mine\n")
    done = run(file, folder)
    assert done.exit_code == 1
    assert done.output == (
        f"Error: {folder.as_posix()}/themes/1.yml is there already; give a folder that is new. Nothing was written\n"
    )
    assert texts(folder) == {"themes/1.yml": "mine\n"}


@pytest.mark.parametrize(
    ("name", "data", "wanted"),
    [
        ("plan.pdf", b"%PDF", "is neither .docx, .xlsx nor .csv; save it as one of these"),
        ("plan.docx", b"hello", "is no Word file, whatever its name says; save it as .docx"),
        ("plan.xlsx", b"hello", "is no Excel file, whatever its name says; save it as .xlsx"),
        (
            "plan.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "is protected by a password, or of an older format; save it as .xlsx without a password",
        ),
        ("plan.csv", b"a\0b", "is no CSV file, whatever its name says; save it as CSV UTF-8"),
        ("plan.docx", None, "cannot be read (No such file or directory); check its name and that it may be opened"),
    ],
)
def test_files_that_cannot_be_read(name: str, data: bytes | None, wanted: str, tmp_path: Path) -> None:
    file = tmp_path / name
    if data is not None:
        file.write_bytes(data)
    done = run(file, tmp_path / "our-plan")
    assert (done.exit_code, done.output) == (1, f"Error: {file.as_posix()}: {wanted}\n")
    assert not (tmp_path / "our-plan").exists()


def test_a_damaged_file(tmp_path: Path) -> None:
    paper = Paper()
    paper.begin("Ref", "Action", "Due", "Lead")
    file = paper.save(tmp_path / "plan.docx")
    data = bytearray(file.read_bytes())
    data[2000] ^= 0xFF
    file.write_bytes(data)
    done = run(file, tmp_path / "our-plan")
    assert done.exit_code == 1
    assert re.fullmatch(r"Error: .*plan.docx: the Word file is damaged \(\w+\); save it again in Word\n", done.output)


def test_a_whole_plan_in_a_spreadsheet_with_other_headings(bristol: PlanData, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Improvement actions"
    sheet.append(["Getting to Good: our plan"])
    sheet.append(
        ["Priority", "Outcome", "No.", "What we are going to do", "Who will lead", "Complete by", "Linked KPIs"]
    )
    for one in bristol.actions:
        theme, group = bristol.theme_of[one.ref], bristol.group_of[one.ref]
        text = "\n".join([one.action, *(f"• {point}" for point in one.points)])
        due = one.due.text if one.due else ""
        sheet.append(
            [
                f"{theme.ref}. {theme.title}", f"{group.ref} {group.title}", one.ref, text, "; ".join(one.lead), due,
                kpis_of(one),
            ]
        )  # fmt: skip
    other = book.create_sheet("How we will know")
    other.append(
        ["Priority", "Indicator no", "What we will measure", "KPI owner", "How often", "Target figure", "Target date"]
    )
    for kpi in bristol.kpis:
        (target,) = kpi.targets
        assert target.value and kpi.owner and kpi.frequency
        value = target.value.text.replace(" of ", " / ")
        theme = bristol.theme_by_ref[kpi.theme]
        other.append(
            [
                f"{theme.ref}. {theme.title}", kpi.ref, kpi.title, kpi.owner, kpi.frequency.text, value,
                target.due.text,
            ]
        )  # fmt: skip
    file = tmp_path / "plan.xlsx"
    book.save(file)
    folder = tmp_path / "data" / "our-plan"
    assert said(run(file, folder), file) == [
        "sheet `Improvement actions`, row 1: stands above the headings, and is not read "
        "(it begins `Getting to Good: our plan`)"
    ]
    fill_in(folder, bristol)
    site, problems = load(tmp_path / "data")
    assert problems == []
    (made,) = site.plans
    assert promises(made) == promises(bristol)
    assert [figures(kpi) for kpi in made.kpis] == [figures(kpi) for kpi in bristol.kpis]
