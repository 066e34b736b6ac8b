"""A plan goes out as a workbook and comes back as a report; whatever a spreadsheet does to it is said, not guessed."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from planpress.check import check
from planpress.sheets.commands import export_plan, import_sheets
from planpress.sheets.layout import SHEETS

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
        ["Number", "Measure", "Unit", "Target", "Newest figure", "Period", "Figure", "Note"],
        ["1", "Decided in time", "%", "80% or more by December 2026", "60% (March 2026)", None, None, None],
        ["2", "Homes rated good", "ratio", "4 of 7 or more by December 2026", None, None, None, None],
        ["3", "Carers", "number", "439 or more by December 2026", None, None, None, None],
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
        "KPIs!F2": date(2026, 6, 1), "KPIs!G2": 0.8, "KPIs!H2": "Provisional.",
        "KPIs!F3": "2026-Q2", "KPIs!G3": "5 / 7",
        "KPIs!F4": "June 2026", "KPIs!G4": "c",
    }  # fmt: skip

    def formats(book: Any) -> None:
        book["KPIs"]["G2"].number_format = "0%"
        book["KPIs"]["F2"].number_format = "mmm-yy"

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


def number(book: Any, value: float) -> None:
    book["Actions"]["A4"].number_format = "General"
    book["Actions"]["A4"] = value


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
            "sheet `Actions`: the column `Due` is missing; did you mean `Due date`? "
            "Write `Due` into its first row again",
            "sheet `Actions`: the column `Reason` is missing; write `Reason` into its first row again",
        ],
    ),
    (
        {"Actions!C1": "Status"}, None,
        ["sheet `Actions`: the column `Status` stands twice; keep one"],
    ),
    (
        {}, lambda book: setattr(book["Actions"], "title", "Action"),
        ["the sheet `Actions` is missing; did you mean `Action`? Name it so"],
    ),
    (
        {"Actions!H2": "2027-01"}, None,
        ["sheet `Actions`, cell I2: is empty though the date moved; write why it moved"],
    ),
    (
        {"Actions!I2": "Why not"}, None,
        ["sheet `Actions`, cell I2: gives a reason, but the date did not move; write the new date into `Due`"],
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
        {"KPIs!F2": "2026-06", "KPIs!G2": 0.8}, None,
        ["sheet `KPIs`, cell G2: 0.8 may be 0.8% or 80%; write it with the sign"],
    ),
    (
        {"KPIs!F2": "2026-03", "KPIs!G2": 80}, None,
        ["sheet `KPIs`, cell F2: March 2026 was reported already, as 60%; to put it right, write a report by hand"],
    ),
    (
        {"KPIs!F3": "2026-06", "KPIs!G3": date(2026, 7, 4)}, None,
        [
            "sheet `KPIs`, cell G3: holds the date 2026-07-04, which a spreadsheet made of a figure such as 4/7; "
            "write it as text"
        ],
    ),
    ({"KPIs!G4": 5}, None, ["sheet `KPIs`, cell F4: is empty; write what period or day 5 is of, as 2026-12"]),
    ({"KPIs!F4": "2026-06"}, None, ["sheet `KPIs`, cell G4: is empty; write the figure for 2026-06, or remove that"]),
    (
        {"KPIs!F4": "2026-06", "KPIs!G4": "lots"}, None,
        [
            "sheet `KPIs`, row 4: `value`: `lots` is not a figure; "
            "write a figure such as 80%, 2.5%, 439, 4 / 7, £1,200 or 12 days"
        ],
    ),
    (
        {"KPIs!F4": "2026-12", "KPIs!G4": 5}, None,
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
        f"{file.as_posix()}: sheet `Actions`: the column `Our notes` is not read",
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
