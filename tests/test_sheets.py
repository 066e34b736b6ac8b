"""A plan goes out as a workbook and comes back as a report; whatever a spreadsheet does to it is said, not guessed."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color

from planpress.check import check
from planpress.check.history import against
from planpress.sheets.commands import export_plan, import_sheets
from planpress.sheets.layout import SHEETS
from test_history_against import git

PLAN = """\
title: Our plan
organisation: Our council
published: 2026-01
starts: 2026-01
summary: What we will do.
"""
THEME = """\
ref: 1
title: Front door
actions:
  - {ref: 1.1, action: Open one number., lead: Head of Access, due: 2026-12, kpis: 1}
  - {ref: 1.2, action: Train staff., lead: Head of Access, due: 2026-12, kpis: 2}
  - {ref: 1.10, action: "=SUM(1,2) is no formula.", lead: Head of Access, due: 2026-12, kpis: 3}
"""
KPIS = """\
- {ref: 1, title: Decided in time, theme: 1, unit: "%", better: higher, targets: [{value: 80%, due: 2026-12}]}
- {ref: 2, title: Homes rated good, theme: 1, unit: ratio, better: higher, targets: [{value: 4 / 7, due: 2026-12}]}
- {ref: 3, title: Carers, theme: 1, unit: number, better: higher, targets: [{value: "439", due: 2026-12}]}
"""
REPORT = """\
date: 2026-04-15
title: First report
actions:
  1.1: {status: on-track, progress: It has begun.}
kpis:
  1: {period: 2026-03, value: 60%}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The folder of a small plan."""
    folder = tmp_path / "data" / "our-plan"
    (folder / "themes").mkdir(parents=True)
    (folder / "reports").mkdir()
    (folder / "plan.yml").write_text(PLAN)
    (folder / "themes/1.yml").write_text(THEME)
    (folder / "kpis.yml").write_text(KPIS)
    (folder / "reports/2026-04-15.yml").write_text(REPORT)
    assert check(folder.parent).problems == []
    return folder


@pytest.fixture
def file(plan: Path, tmp_path: Path) -> Path:
    """The plan's workbook, as it was exported."""
    made = tmp_path / "plan.xlsx"
    done = CliRunner().invoke(export_plan, [str(plan), str(made)])
    assert (done.exit_code, done.output) == (0, f"{made.as_posix()}\n")
    return made


def bring(plan: Path, file: Path, *more: str) -> Result:
    return CliRunner().invoke(import_sheets, [str(plan), str(file), "--date", "2026-07-15", *more])


def filled(file: Path, cells: dict[str, Any], change: Callable[[Any], object] = lambda book: None) -> Path:
    """The workbook after somebody wrote into some cells, named as in "Actions!D2"."""
    book = load_workbook(file)
    for name, value in cells.items():
        sheet, _, cell = name.partition("!")
        book[sheet][cell] = value
    change(book)
    book.save(file)
    return file


def values(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_what_is_exported(file: Path) -> None:
    book = load_workbook(file)
    assert book.sheetnames == ["Guidance", "Actions", "KPIs"]
    assert values(book["Actions"]) == [
        ["Number", "Action", "Lead", "Status", "Progress", "Recovery", "Evidence", "Due", "Reason"],
        ["1.1", "Open one number.", "Head of Access", "On track", None, None, None, "2026-12", None],
        ["1.2", "Train staff.", "Head of Access", None, None, None, None, "2026-12", None],
        ["1.10", "=SUM(1,2) is no formula.", "Head of Access", None, None, None, None, "2026-12", None],
    ]
    assert values(book["KPIs"]) == [
        ["Number", "Measure", "Owner", "Unit", "Target", "Newest figure", "Period", "Figure", "Note", "Reason"],
        ["1", "Decided in time", None, "%", "80% or more by December 2026", "60% (March 2026)", *[None] * 4],
        ["2", "Homes rated good", None, "ratio", "4 of 7 or more by December 2026", *[None] * 5],
        ["3", "Carers", None, "number", "439 or more by December 2026", *[None] * 5],
    ]
    (choice,) = book["Actions"].data_validations.dataValidation
    assert (choice.type, str(choice.sqref)) == ("list", "D2:D4")
    guidance = values(book["Guidance"])
    first, last = (int(part.rpartition("$")[2]) for part in choice.formula1.split(":"))
    assert [row[0] for row in guidance[first - 1 : last]] == [
        "Not started", "On track", "At risk", "Off track", "Paused", "Ongoing", "Complete", "Complete and checked", "Withdrawn",
    ]  # fmt: skip
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_the_same_plan_gives_the_same_file(plan: Path, file: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    CliRunner().invoke(export_plan, [str(plan), str(again)])
    assert again.read_bytes() == file.read_bytes()
    done = CliRunner().invoke(export_plan, [str(plan), str(again)])
    assert done.output == f"Error: {again.as_posix()} is there already; give another name, or remove it\n"


def test_an_unchanged_workbook_changes_nothing(plan: Path, file: Path) -> None:
    done = bring(plan, file, "--write")
    assert (done.exit_code, done.output) == (0, "0 changes\n")
    assert [one.name for one in (plan / "reports").iterdir()] == ["2026-04-15.yml"]


def test_three_cells_are_three_changes(plan: Path, file: Path) -> None:
    filled(file, {"Actions!D2": "Complete", "Actions!D3": "on track", "Actions!E4": "Begun: 1 of 2 is done."})
    wanted = [
        "action 1.1: status Complete, before On track",
        "action 1.2: status On track, before none",
        "action 1.10: progress “Begun: 1 of 2 is done.”",
        "3 changes",
    ]
    assert bring(plan, file).output.splitlines() == wanted
    assert not (plan / "reports/2026-07-15.yml").exists()
    made = plan / "reports/2026-07-15.yml"
    assert bring(plan, file, "--write").output.splitlines() == [*wanted, made.as_posix()]
    assert (
        made.read_text()
        == """\
date: 2026-07-15
title: Progress on 15 July 2026
actions:
  1.1:
    status: complete
  1.2:
    status: on-track
  1.10:
    progress: 'Begun: 1 of 2 is done.'
"""
    )
    assert check(plan.parent).problems == []
    assert bring(plan, file).output == (
        "Error: --date: the plan has a report of 2026-07-15; give a later day than that\n"
    )


def test_dates_and_figures_in_all_their_forms(plan: Path, file: Path) -> None:
    cells = {
        "Actions!H2": date(2027, 3, 31), "Actions!I2": "The landlord is late.",
        "Actions!H3": 46477, "Actions!I3": "Trainers were ill.",
        "Actions!H4": "Mar-27", "Actions!I4": "It waits for 1.2.",
        "KPIs!G2": date(2026, 6, 1), "KPIs!H2": 0.8, "KPIs!I2": "Provisional.",
        "KPIs!G3": "2026-Q2", "KPIs!H3": "5 / 7",
        "KPIs!G4": "June 2026", "KPIs!H4": "c",
    }  # fmt: skip

    def formats(book: Any) -> None:
        book["KPIs"]["H2"].number_format = "0%"
        book["KPIs"]["G2"].number_format = "mmm-yy"

    done = bring(plan, filled(file, cells, formats), "--write")
    assert done.output.splitlines()[:-1] == [
        "action 1.1: due 31 March 2027, before December 2026, because “The landlord is late.”",
        "action 1.2: due 31 March 2027, before December 2026, because “Trainers were ill.”",
        "action 1.10: due March 2027, before December 2026, because “It waits for 1.2.”",
        "KPI 1: 80% for June 2026, before 60% for March 2026",
        "KPI 2: 5 / 7 for April to June 2026",
        "KPI 3: c for June 2026",
        "6 changes",
    ]
    assert (
        (plan / "reports/2026-07-15.yml").read_text()
        == """\
date: 2026-07-15
title: Progress on 15 July 2026
actions:
  1.1:
    due: 2027-03-31
    reason: The landlord is late.
  1.2:
    due: 2027-03-31
    reason: Trainers were ill.
  1.10:
    due: Mar-27
    reason: It waits for 1.2.
kpis:
  1:
    period: 2026-06
    value: 80%
    note: Provisional.
  2:
    period: 2026-Q2
    value: 5 / 7
  3:
    period: June 2026
    symbol: c
"""
    )
    assert check(plan.parent).problems == []


def shade(cell: Any, colour: str | Color) -> None:
    cell.fill = PatternFill("solid", fgColor=colour)


WRONG: list[tuple[dict[str, Any], Callable[[Any], object] | None, list[str]]] = [
    (
        {"Actions!D2": "On trak"}, None,
        ["sheet `Actions`, cell D2: the plan has no status `On trak`; did you mean `On track`?"],
    ),
    (
        {"Actions!A2": "7.7", "Actions!D2": "Complete"}, None,
        ["sheet `Actions`, cell A2: the plan has no action 7.7; see the actions in this plan"],
    ),
    (
        {"Actions!A3": "1.1"}, None,
        ["sheet `Actions`, cell A3: 1.1 stands in row 2 too; keep one of the two rows"],
    ),
    (
        {"Actions!A2": 1.2, "Actions!A4": 1.1}, lambda book: setattr(book["Actions"]["A4"], "number_format", "General"),
        [
            "sheet `Actions`, cell A3: 1.2 stands in row 2 too; keep one of the two rows",
            "sheet `Actions`, cell A4: the number 1.1 may be 1.1 or 1.10; write it as text, as in '1.10",
        ],
    ),
    (
        {"Actions!A2": date(2026, 1, 1)}, None,
        ["sheet `Actions`, cell A2: holds the date 2026-01-01, which a spreadsheet made; write the number as text"],
    ),
    (
        {"Actions!A5": None, "Actions!E5": "Done."}, None,
        ["sheet `Actions`, cell A5: has no number, though the row is filled in; write the action's number"],
    ),
    (
        {"Actions!D2": "=D3"}, None,
        ["sheet `Actions`, cell D2: holds a formula; write its result instead"],
    ),
    (
        {}, lambda book: book["Actions"].merge_cells("E2:E3"),
        [
            "sheet `Actions`, cell E2: is merged with others (E2:E3); take the merging away and fill in each",
            "sheet `Actions`, cell E3: is merged with others (E2:E3); take the merging away and fill in each",
        ],
    ),
    (
        {"Actions!H1": "Due date", "Actions!I1": None}, None,
        [
            "sheet `Actions`, cell H1: the column `Due` is missing; did you mean `Due date`? Write `Due` there again",
            "sheet `Actions`: the column `Reason` is missing; "
            "write `Reason` into row 1 again, above what belongs there",
        ],
    ),
    (
        {"Actions!C1": "Status"}, None,
        ["sheet `Actions`, cells C1 and D1: the column `Status` stands twice; keep one"],
    ),
    (
        {}, lambda book: setattr(book["Actions"], "title", "Action"),
        ["the sheet `Actions` is missing; did you mean `Action`? Name it so"],
    ),
    (
        {"Actions!H2": "2027-01"}, None,
        [
            "sheet `Actions`, cell I2: is empty though the date moved; write why it moved "
            "(the plan's file keeps the first date, and the report moves it)"
        ],
    ),
    (
        {"Actions!I2": "Why not"}, None,
        [
            "sheet `Actions`, cell I2: gives a reason, but neither the date nor the wording or lead changed; "
            "write the new date into `Due`"
        ],
    ),
    (
        {"Actions!H2": "03/04/2027", "Actions!I2": "Why not"}, None,
        ["sheet `Actions`, cell H2: `03/04/2027` is not a date here; write it as 2027-04-03"],
    ),
    (
        {"Actions!D2": "Off track"}, None,
        [
            "sheet `Actions`, row 2: action 1.1 is reported as off-track without `recovery`; "
            "say in `recovery:` what is being done to put it right"
        ],
    ),
    (
        {}, lambda book: shade(book["Actions"]["D2"], "FFFF0000"),
        [
            "sheet `Actions`, cell D2: the word On track is green in this plan, but the cell is coloured red; "
            "choose the status that is meant, or take the colour away"
        ],
    ),
    (
        {"Actions!D3": "Not started"}, lambda book: shade(book["Actions"]["D3"], "FF00B050"),
        [
            "sheet `Actions`, cell D3: the word Not started is grey in this plan, but the cell is coloured green; "
            "choose the status that is meant, or take the colour away"
        ],
    ),
    (
        {}, lambda book: shade(book["Actions"]["D3"], "FF00B050"),
        ["sheet `Actions`, cell D3: is coloured green, which may be On track or Ongoing; write the status"],
    ),
    (
        {"Actions!D2": None, "Actions!E3": "=1/0", "Actions!F3": "#REF!"}, None,
        [
            "sheet `Actions`, cell E3: holds a formula; write its result instead",
            "sheet `Actions`, cell F3: holds the error #REF!; write what is meant",
        ],
    ),
    (
        {"Actions!H2": "31/12/2026x", "KPIs!G2": "soon", "KPIs!H2": "70%"}, None,
        [
            "sheet `Actions`, cell H2: `31/12/2026x` is not a date, a period or a cycle; write a day (2016-12-14), "
            "a month (2016-12), a quarter (2016-Q4, or 2016/17-Q3), or a year (2016, 2016/17); "
            "or a cycle (monthly, quarterly, every 6 weeks, ongoing)",
            "sheet `KPIs`, cell G2: `soon` is not a date or period; write a day (2016-12-14), "
            "a month (2016-12), a quarter (2016-Q4, or 2016/17-Q3), or a year (2016, 2016/17)",
        ],
    ),
    (
        {"KPIs!E2": "85% or more by December 2026"}, None,
        [
            "sheet `KPIs`, cell J2: is empty though the target changed; write why it changed "
            "(the plan's file keeps the first target, and the report changes it)"
        ],
    ),
    (
        {"KPIs!J2": "Why not"}, None,
        ["sheet `KPIs`, cell J2: gives a reason, but the target did not change; write it into `Target`"],
    ),
    (
        {"KPIs!E2": "85% or less by December 2026", "KPIs!J2": "Why not"}, None,
        [
            "sheet `KPIs`, cell E2: `85% or less` is not the way this KPI goes (higher is better); "
            "write it as 80% by 2026-12, several with a semicolon between them"
        ],
    ),
    (
        {"KPIs!E2": "85%", "KPIs!J2": "Why not"}, None,
        [
            "sheet `KPIs`, cell E2: `85%` is no target; "
            "write it as 80% by 2026-12, several with a semicolon between them"
        ],
    ),
    (
        {"KPIs!E2": "85% by 2026-06", "KPIs!J2": "Why not"}, None,
        ["sheet `KPIs`, cell E2: June 2026 is before the report of 2026-07-15; give a later date"],
    ),
    (
        {"KPIs!G2": "2026-06", "KPIs!H2": 0.8}, None,
        ["sheet `KPIs`, cell H2: 0.8 may be 0.8% or 80%; write it with the sign"],
    ),
    (
        {"KPIs!G2": "2026-03", "KPIs!H2": 80}, None,
        ["sheet `KPIs`, cell G2: March 2026 was reported already, as 60%; to put it right, write a report by hand"],
    ),
    (
        {"KPIs!G3": "2026-06", "KPIs!H3": date(2026, 7, 4)}, None,
        [
            "sheet `KPIs`, cell H3: holds the date 2026-07-04, which a spreadsheet made of a figure such as 4/7; "
            "write it as text"
        ],
    ),
    ({"KPIs!H4": 5}, None, ["sheet `KPIs`, cell G4: is empty; write what period or day 5 is of, as 2026-12"]),
    ({"KPIs!G4": "2026-06"}, None, ["sheet `KPIs`, cell H4: is empty; write the figure for 2026-06, or remove that"]),
    (
        {"KPIs!G4": "2026-06", "KPIs!H4": "lots"}, None,
        [
            "sheet `KPIs`, row 4: `value`: `lots` is not a figure; "
            "write a figure such as 80%, 2.5%, 439, 4 / 7, £1,200 or 12 days"
        ],
    ),
    (
        {"KPIs!G4": "2026-12", "KPIs!H4": 5}, None,
        [
            "sheet `KPIs`, row 4: KPI 3: December 2026 had not ended when this was reported (15 July 2026); "
            "check the period or the report's date"
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "change", "wanted"), WRONG)
def test_nothing_is_written_when_anything_is_wrong(
    cells: dict[str, Any], change: Callable[[Any], object] | None, wanted: list[str], plan: Path, file: Path
) -> None:
    done = bring(plan, filled(file, cells, change or (lambda book: None)), "--write")
    count = f"{len(wanted)} problem{'' if len(wanted) == 1 else 's'}"
    said = [line.removeprefix(f"{file.as_posix()}: ") for line in done.output.splitlines()]
    assert said == [*wanted, f"Error: {count}; nothing was written"]
    assert done.exit_code == 1
    assert [one.name for one in (plan / "reports").iterdir()] == ["2026-04-15.yml"]


def test_what_is_read_all_the_same_is_told(plan: Path, file: Path) -> None:
    def change(book: Any) -> None:
        book["Actions"].row_dimensions[2].hidden = True
        book["Actions"].row_dimensions[3].hidden = True

    done = bring(plan, filled(file, {"Actions!D2": "Complete", "Actions!J1": "Our notes"}, change))
    assert done.output.splitlines() == [
        f"{file.as_posix()}: sheet `Actions`, cell J1: the column `Our notes` is not read",
        f"{file.as_posix()}: sheet `Actions`, row 2: is hidden, and was read; see that it is meant",
        "action 1.1: status Complete, before On track",
        "1 change",
    ]


def test_columns_may_stand_in_another_order(plan: Path, file: Path) -> None:
    book = load_workbook(file)
    other = Workbook()
    other.active.title = "actions"
    for row in values(book["Actions"]):
        other.active.append(row[::-1])
    other.active["H4"].data_type = "s"  # a text, as it was exported
    other.active["F3"] = "Complete"
    other.create_sheet("KPIs").append([column.title for column in SHEETS["KPIs"]])
    other.save(file)
    assert bring(plan, file).output == "action 1.2: status Complete, before none\n1 change\n"


def test_a_file_that_is_no_workbook(plan: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.xlsx"
    shutil.copy(plan / "plan.yml", file)
    done = bring(plan, file)
    assert (done.exit_code, done.output) == (
        1,
        f"Error: {file.as_posix()}: is no Excel file, whatever its name says; save it as .xlsx\n",
    )


@pytest.mark.parametrize(
    ("colour", "status", "word"),
    [
        ("FFFF0000", "Off track", "red"),
        ("FFFFC000", "At risk", "amber"),
        (Color(indexed=4), "Complete", "blue"),
        (Color(theme=4), "Complete", "blue"),
        (Color(theme=5, tint=0.4), "Off track", "red"),
        ("FF7030A0", None, "7030A0"),
    ],
)
def test_a_colour_without_a_word_is_read(
    colour: str | Color, status: str | None, word: str, plan: Path, file: Path
) -> None:
    filled(file, {"Actions!F3": "We hired."}, lambda book: shade(book["Actions"]["D3"], colour))
    done = bring(plan, file)
    assert done.output.splitlines()[:-2] == (
        [
            f"{file.as_posix()}: sheet `Actions`, cell D3: the status {status} was read from the cell's colour, {word}; "
            "see that it is right",
            f"action 1.2: status {status}, before none",
        ]
        if status
        else [
            f"{file.as_posix()}: sheet `Actions`, cell D3: the cell's colour {word} is none of red, amber, green and "
            "blue; no status was read from it"
        ]
    )


def test_a_row_of_one_colour_says_no_status(plan: Path, file: Path) -> None:
    def banded(book: Any) -> None:
        for row in book["Actions"]["A2:I3"]:
            for cell in row:
                shade(cell, "FFDDEBF7")

    assert bring(plan, filled(file, {}, banded)).output == (
        f"{file.as_posix()}: sheet `Actions`, cell D3: the whole row is coloured blue; no status was read from it\n"
        "0 changes\n"
    )


def test_a_workbook_from_before_the_last_report(plan: Path, file: Path) -> None:
    """It shows an old status and date. Only what somebody changed in it is new."""
    (plan / "reports/2026-05-15.yml").write_text(
        "date: 2026-05-15\ntitle: Second\nactions:\n  1.1: {status: complete}\n"
        "  1.2: {due: 2027-01, reason: Illness}\nkpis: {1: {period: 2026-04, value: 65%}}\n"
    )
    filled(file, {"Actions!D3": "On track", "KPIs!G2": "2026-05", "KPIs!H2": "70%"})
    assert bring(plan, file).output.splitlines() == [
        f"{file.as_posix()}: shows the plan as it stood on 15 April 2026, before the report of 15 May 2026; "
        "only what was changed in the workbook is read",
        "action 1.2: status On track, before none",
        "KPI 1: 70% for May 2026, before 65% for April 2026",
        "2 changes",
    ]


def test_a_changed_target_goes_into_the_report(plan: Path, file: Path) -> None:
    cells = {
        "KPIs!E2": "85% or more by December 2026; 90% by 2027-12", "KPIs!J2": "The first was too easy.",
        "KPIs!E3": "4 of 7 or more by December 2026; 6 / 7 by the end of 2027",
    }  # fmt: skip
    before = {one: one.read_text() for one in sorted(plan.rglob("*.yml"))}
    done = bring(plan, filled(file, cells), "--write")
    assert done.output.splitlines() == [
        "KPI 1: target 85% or more by December 2026; 90% by 2027-12, before 80% or more by December 2026, "
        "because “The first was too easy.”",
        f"KPI 2: a further target, 6 / 7 by the end of 2027; written into {plan.as_posix()}/kpis.yml",
        "2 changes",
        f"{plan.as_posix()}/reports/2026-07-15.yml",
        f"{plan.as_posix()}/kpis.yml",
    ]
    assert (
        (plan / "reports/2026-07-15.yml").read_text()
        == """\
date: 2026-07-15
title: Progress on 15 July 2026
changes:
  - kpi: 1
    target:
      value: 85%
      due: 2026-12
    reason: The first was too easy.
  - kpi: 1
    target:
      value: 90%
      due: 2027-12
    reason: The first was too easy.
"""
    )
    before[plan / "kpis.yml"] = KPIS.replace(
        "{value: 4 / 7, due: 2026-12}", "{value: 4 / 7, due: 2026-12}, {value: 6 / 7, due: 2027}"
    )
    assert {one: one.read_text() for one in before} == before
    assert check(plan.parent).problems == []


def test_the_plans_own_words(plan: Path, file: Path) -> None:
    """With a reason they change in the report, where readers see it; without one a mistake is put right in the file."""
    cells = {
        "Actions!B2": "Open one front door.", "Actions!C2": "Head of Homes; Head of Access", "Actions!I2": "Cabinet agreed.",
        "Actions!C3": "Head of Training",
        "KPIs!B2": "Decided on time", "KPIs!C3": "Head of Homes", "KPIs!D4": "homes",
    }  # fmt: skip
    done = bring(plan, filled(file, cells), "--write")
    assert done.output.splitlines() == [
        f"{file.as_posix()}: sheet `KPIs`, cell D4: is only there to be read; what was written into it is not used",
        "action 1.1: wording “Open one front door.”, because “Cabinet agreed.”",
        "action 1.1: lead “Head of Homes; Head of Access”, because “Cabinet agreed.”",
        f"action 1.2: lead “Head of Training”, before “Head of Access”; put right in {plan.as_posix()}/themes/1.yml",
        f"KPI 1: measure “Decided on time”, before “Decided in time”; put right in {plan.as_posix()}/kpis.yml",
        f"KPI 2: owner “Head of Homes”, before none; put right in {plan.as_posix()}/kpis.yml",
        "5 changes",
        f"{plan.as_posix()}/reports/2026-07-15.yml",
        f"{plan.as_posix()}/themes/1.yml",
        f"{plan.as_posix()}/kpis.yml",
    ]
    assert (
        (plan / "reports/2026-07-15.yml").read_text()
        == """\
date: 2026-07-15
title: Progress on 15 July 2026
changes:
  - action: 1.1
    wording: Open one front door.
    reason: Cabinet agreed.
  - action: 1.1
    lead:
      - Head of Homes
      - Head of Access
    reason: Cabinet agreed.
"""
    )
    assert (plan / "themes/1.yml").read_text() == THEME.replace(
        "Train staff., lead: Head of Access", "Train staff., lead: Head of Training"
    )
    assert (plan / "kpis.yml").read_text() == KPIS.replace("Decided in time", "Decided on time").replace(
        "better: higher, targets: [{value: 4", "better: higher, owner: Head of Homes, targets: [{value: 4"
    )
    assert check(plan.parent).problems == []
    (plan / "reports/2026-07-15.yml").rename(plan / "reports/2026-06-15.yml")
    (plan / "reports/2026-06-15.yml").write_text(
        (plan / "reports/2026-06-15.yml").read_text().replace("2026-07-15", "2026-06-15")
    )
    again = file.with_name("again.xlsx")
    CliRunner().invoke(export_plan, [str(plan), str(again)])
    done = bring(plan, filled(again, {"Actions!C2": "Head of Access"}), "--write")
    assert done.output.splitlines() == [
        f"{again.as_posix()}: sheet `Actions`, cell C2: the lead was last changed by the report of 2026-06-15; "
        "write into `Reason` why it changes again",
        "Error: 1 problem; nothing was written",
    ]


def test_what_is_written_keeps_to_the_plans_history(plan: Path, file: Path) -> None:
    """A moved date, a new target, a mended lead: `planpress check --against` finds nothing to say against them."""
    site = plan.parent.parent
    git(site, "init", "--quiet")
    git(site, "add", "data")
    git(site, "commit", "--quiet", "--message", "Publish the plan")
    cells = {
        "Actions!H2": "2027-06", "Actions!I2": "The landlord is late.", "Actions!C3": "Head of Training",
        "KPIs!B2": "Decided on time", "KPIs!E2": "85% by 2026-12", "KPIs!J2": "The first was too easy.",
        "KPIs!E3": "4 of 7 or more by December 2026; 6 / 7 by 2027-12",
    }  # fmt: skip
    assert bring(plan, filled(file, cells), "--write").output.splitlines() == [
        "action 1.1: due June 2027, before December 2026, because “The landlord is late.”",
        f"action 1.2: lead “Head of Training”, before “Head of Access”; put right in {plan.as_posix()}/themes/1.yml",
        f"KPI 1: measure “Decided on time”, before “Decided in time”; put right in {plan.as_posix()}/kpis.yml",
        "KPI 1: target 85% by 2026-12, before 80% or more by December 2026, because “The first was too easy.”",
        f"KPI 2: a further target, 6 / 7 by 2027-12; written into {plan.as_posix()}/kpis.yml",
        "5 changes",
        f"{plan.as_posix()}/reports/2026-07-15.yml",
        f"{plan.as_posix()}/themes/1.yml",
        f"{plan.as_posix()}/kpis.yml",
    ]
    assert git(site, "diff", "--numstat").splitlines() == [
        "2\t2\tdata/our-plan/kpis.yml",
        "1\t1\tdata/our-plan/themes/1.yml",
    ]
    assert against(check(plan.parent), plan.parent, "HEAD").problems == []


def test_a_mistake_in_the_plans_own_file_is_refused(plan: Path, file: Path) -> None:
    done = bring(plan, filled(file, {"Actions!C2": "Head of Access\u200b"}), "--write")
    assert done.output.splitlines() == [
        f"{plan.as_posix()}/themes/1.yml:4: `lead`: holds a character that cannot be seen (U+200B); type the text again",
        "Error: 1 problem; nothing was written",
    ]
    assert (plan / "themes/1.yml").read_text() == THEME


def test_milestones_and_risks(plan: Path, tmp_path: Path) -> None:
    (plan / "themes/1.yml").write_text(
        THEME.replace(
            "due: 2026-12, kpis: 1}",
            "due: 2026-12, kpis: 1, milestones: [{ref: a, title: Ready, due: 2026-05}, {ref: b, title: Open, due: 2026-06}]}",
        )
    )
    (plan / "risks.yml").write_text(
        "- {ref: R1, kind: risk, title: Staff leave, owner: Head of Access}\n- {ref: R2, kind: risk, title: Money}\n"
    )
    (plan / "reports/2026-04-15.yml").write_text(REPORT + "milestones: {1.1.a: done}\nrisks: {R1: {level: High}}\n")
    file = tmp_path / "plan.xlsx"
    CliRunner().invoke(export_plan, [str(plan), str(file)])
    book = load_workbook(file)
    assert values(book["Milestones"]) == [
        ["Number", "Milestone", "Due", "Done"],
        ["1.1.a", "Ready", "2026-05", "yes"],
        ["1.1.b", "Open", "2026-06", None],
    ]
    assert values(book["Risks"]) == [
        ["Number", "Risk", "Owner", "Level", "Progress"],
        ["R1", "Staff leave", "Head of Access", "High", None],
        ["R2", "Money", None, None, None],
    ]
    (choice,) = book["Milestones"].data_validations.dataValidation
    assert (choice.type, choice.formula1, str(choice.sqref)) == ("list", '"yes,no"', "D2:D3")
    assert bring(plan, file).output == "0 changes\n"

    filled(file, {"Milestones!D2": "perhaps", "Milestones!A3": "1.1.c", "Risks!A3": "R9"})
    assert bring(plan, file).output.splitlines() == [
        f"{file.as_posix()}: sheet `Milestones`, cell D2: `perhaps` is neither yes nor no; write one of them",
        f"{file.as_posix()}: sheet `Milestones`, cell A3: the plan has no milestone 1.1.c; did you mean `1.1.a`?",
        f"{file.as_posix()}: sheet `Risks`, cell A3: the plan has no risk R9; near it: R1, R2",
        "Error: 3 problems; nothing was written",
    ]

    cells = {
        "Milestones!D2": "No", "Milestones!A3": "1.1.b", "Milestones!D3": "yes",
        "Risks!D2": "Medium", "Risks!A3": "R2", "Risks!E3": "Cabinet found it.",
    }  # fmt: skip
    assert bring(plan, filled(file, cells), "--write").output.splitlines() == [
        "milestone 1.1.a: not done, before done",
        "milestone 1.1.b: done, before not done",
        "risk R1: level Medium, before High",
        "risk R2: progress “Cabinet found it.”",
        "4 changes",
        f"{plan.as_posix()}/reports/2026-07-15.yml",
    ]
    assert (
        (plan / "reports/2026-07-15.yml").read_text()
        == """\
date: 2026-07-15
title: Progress on 15 July 2026
milestones:
  1.1.a: not-done
  1.1.b: done
risks:
  R1:
    level: Medium
  R2:
    progress: Cabinet found it.
"""
    )
    assert check(plan.parent).problems == []
