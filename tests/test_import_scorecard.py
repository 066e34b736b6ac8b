"""A workbook as performance teams keep it: headings in two rows, merged cells, colours, abbreviations, loose figures."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from planpress.importing import as_printed
from test_import_plan import run, said, texts

ACTIONS: list[list[Any]] = [
    ["Our improvement plan, version 0.7"],
    ["Priority", "Ref", "What we’ll do", "Accountable", None, "Timescales", None, "RAG", "Latest update"],
    [None, None, None, "Strategic lead", "Operational lead", "Start", "Finish"],
    ["1. Front door", "1.1", "Agree thresholds", "AD Safeguarding & QA / HoS MASH", "DCS", "Apr-25", "Q3 25/26"],
    [None, "1.10", "Use the new form", "AD Safeguarding & QA", "HoS MASH, Team Manager", None, "ongoing", None, "Slow"],
    ["2. Care leavers", 2.1, "Extend the offer", "HoS Care Leavers", None, None, date(2026, 3, 31)],
    [None, 2.2, "Hold a forum", "HoS Care Leavers", None, None, "tbc", "Green"],
]
KPIS: list[list[Any]] = [
    ["Priority", "PI no.", "Performance indicator", "Freq.", "2024/25 outturn", "Target", None, "Responsible"],
    [None, None, None, None, None, "25/26", "26/27"],
    ["Front door", "PI1", "Decided in 24 hours", "Monthly", 0.71, "≥ 90%", 0.95, "HoS MASH"],
    ["Care leavers", "PI2", "In work or learning", "Qtrly", "tbc", 0.8, "80-85%", "HoS Care Leavers"],
]


def workbook(file: Path) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.title = "Plan"
    for values in ACTIONS:
        sheet.append(values)
    for area in ("A1:I1", "D2:E2", "F2:G2", "A2:A3", "A4:A5", "A6:A7"):
        sheet.merge_cells(area)
    sheet["H4"].fill = PatternFill("solid", fgColor="FFFFC000")
    sheet["H5"].fill = PatternFill("solid", fgColor="FFFF0000")
    other = book.create_sheet("Scorecard")
    for values in KPIS:
        other.append(values)
    other.merge_cells("F1:G1")
    other["E3"].number_format = other["G3"].number_format = "0%"
    book.save(file)
    return file


def test_a_workbook_of_a_performance_team(tmp_path: Path) -> None:
    file, folder = workbook(tmp_path / "plan.xlsx"), tmp_path / "our-plan"
    done = run(file, folder)
    assert said(done, file) == [
        "sheet `Plan`, row 1: stands above the headings, and is not read (it begins `Our improvement plan, version 0.7`)",
        "sheet `Plan`, row 2: the column `Timescales: Start` is not read; copy by hand what the plan needs of it",
        "sheet `Plan`, row 4: the date `Q3 25/26` was read as `2025/26-Q3`",
        "sheet `Plan`, row 4: the status Amber was read from the cell's colour; see that it is right",
        "sheet `Plan`, row 5: the status Red was read from the cell's colour; see that it is right",
        "sheet `Plan`, row 7: the date is `tbc`, and is left out; add it when it is decided",
        "sheet `Scorecard`, row 3: the target `≥ 90%` was read as at least 90%; see that it is right",
        "sheet `Scorecard`, row 4: the frequency `Qtrly` was read as `quarterly`",
        "sheet `Scorecard`, row 4: the target `0.8` may be 0.8 or 80%; if it is a percentage, write 80%",
        "sheet `Scorecard`, row 4: the target `80-85%` was read as between 80% and 85%; see that it is right",
        "sheet `Scorecard`, row 4: the baseline is `tbc`, and is left out; add it when it is decided",
    ]
    assert done.output.splitlines()[-1].startswith("4 actions, 2 themes, 2 KPIs, 11 remarks. Next: ")
    made = texts(folder)
    assert (
        made["themes/1.yml"] + made["themes/2.yml"]
        == """\
ref: 1
title: Front door
actions:
  - ref: 1.1
    action: Agree thresholds
    lead:
      - AD Safeguarding & QA
      - HoS MASH
      - DCS
    due: 2025/26-Q3
  - ref: 1.10
    action: Use the new form
    lead:
      - AD Safeguarding & QA
      - HoS MASH
      - Team Manager
    due: ongoing
ref: 2
title: Care leavers
actions:
  - ref: 2.1
    action: Extend the offer
    lead: HoS Care Leavers
    due: 2026-03-31
  - ref: 2.2
    action: Hold a forum
    lead: HoS Care Leavers
"""
    )
    assert (
        made["kpis.yml"]
        == """\
- ref: PI1
  title: Decided in 24 hours
  theme: 1
  unit: '%'
  better: # TODO: higher, lower or neither is better
  frequency: Monthly
  owner: HoS MASH
  baseline:
    value: 71%
    period: 2024/25
  targets: [{at_least: 90%, due: 2025/26}, {value: 95%, due: 2026/27}]
- ref: PI2
  title: In work or learning
  theme: 2
  unit: '%'
  better: # TODO: higher, lower or neither is better
  frequency: quarterly
  owner: HoS Care Leavers
  targets: [{value: 0.8, due: 2025/26}, {between: [80%, 85%], due: 2026/27}]
"""
    )
    assert (
        made["reports/to-date.yml"].partition("actions:\n")[2]
        == """\
  1.1:
    status: amber
  1.10:
    status: red
    progress: Slow
  2.2:
    status: green
"""
    )


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("≥ 90%", ("at_least", ("90%",))),
        ("90%+", ("at_least", ("90%",))),
        ("90% or more", ("at_least", ("90%",))),
        ("Minimum of 12", ("at_least", ("12",))),
        ("≤20%", ("at_most", ("20%",))),
        ("no more than 12 days", ("at_most", ("12 days",))),
        ("5 or fewer", ("at_most", ("5",))),
        ("80-85%", ("between", ("80%", "85%"))),
        ("between 16 and 18", ("between", ("16", "18"))),
        ("90%", ("value", ("90%",))),
        ("4 of 7", ("value", ("4 of 7",))),
        # Less than 20% is not the same as at most 20%.
        ("< 20%", ("value", ("< 20%",))),
        ("at least as good as others", ("value", ("at least as good as others",))),
    ],
)  # fmt: skip
def test_targets_as_people_write_them(printed: str, wanted: tuple[str, tuple[str, ...]]) -> None:
    assert as_printed.target(printed) == wanted


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("Q3 25/26", "2025/26-Q3"),
        ("Q1 2025-26", "2025/26-Q1"),
        ("FY25/26", "2025/26"),
        ("by the end of March 2027", "March 2027"),
        ("30th Sept 2025", "30 Sep 2025"),
        ("Dec-25", "Dec-25"),
        ("ongoing", "ongoing"),
        ("25/27", "25/27"),
        ("when staff are found", "when staff are found"),
    ],
)
def test_dates_as_people_write_them(printed: str, wanted: str) -> None:
    assert as_printed.due(printed) == wanted
