"""Workbooks that LibreOffice Calc really wrote come back as what was changed in them, and nothing else.

`tests/calc/three-cells.xlsx` and `tests/calc/officer.xlsx` are the workbook of `tests/calc/our-plan`, opened, filled in
and saved by LibreOffice Calc 7.4. `tests/calc/make.sh` makes them anew. They are kept here because installing Calc takes
long.
"""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import ROOT
from planpress.check import check
from planpress.sheets.commands import import_sheets

CALC = ROOT / "tests/calc"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a site with the plan that the workbooks were made of. It is no git repository."""
    shutil.copytree(CALC / "our-plan", tmp_path / "data/our-plan")
    monkeypatch.chdir(tmp_path)
    assert check(Path("data")).problems == []
    return tmp_path


def bring(name: str, *more: str) -> Result:
    return CliRunner().invoke(import_sheets, ["our-plan", str(CALC / name), "--date", "2026-07-15", *more])


def files(site: Path) -> dict[str, bytes]:
    return {one.relative_to(site).as_posix(): one.read_bytes() for one in sorted(site.rglob("*.yml"))}


def test_three_cells_changed_in_calc_are_three_changes(site: Path) -> None:
    before = files(site)
    wanted = [
        "action 1.1: status Complete, before On track",
        "action 1.2: lead “Head of Training”, before “Head of Access”; put right in data/our-plan/themes/1.yml",
        "KPI 3: owner “Fostering Manager”, before none; put right in data/our-plan/kpis.yml",
        "3 changes",
    ]
    assert bring("three-cells.xlsx").output.splitlines() == wanted
    assert files(site) == before

    assert bring("three-cells.xlsx", "--write").output.splitlines() == [
        *wanted,
        "data/our-plan/reports/2026-07-15.yml",
        "data/our-plan/themes/1.yml",
        "data/our-plan/kpis.yml",
    ]
    # Comments, order, quotation marks and spaces are as they were, to the byte.
    assert files(site) == before | {
        "data/our-plan/reports/2026-07-15.yml": (
            b"date: 2026-07-15\ntitle: Progress on 15 July 2026\nactions:\n  1.1:\n    status: complete\n"
        ),
        "data/our-plan/themes/1.yml": before["data/our-plan/themes/1.yml"].replace(
            b"'Train staff.', lead: Head of Access,", b"'Train staff.', lead: Head of Training,"
        ),
        "data/our-plan/kpis.yml": before["data/our-plan/kpis.yml"].replace(
            b"  owner:   # nobody yet\n", b"  owner: Fostering Manager   # nobody yet\n"
        ),
    }
    assert check(Path("data")).problems == []


def test_a_workbook_as_an_officer_sends_it_back(site: Path) -> None:
    """Columns moved, a title above, a note below, a filter on, a colour for a status, a sheet and a column of their own,
    a date that Calc made a number of, a percentage that it made 0.75 of."""
    before = files(site)
    place = (CALC / "officer.xlsx").as_posix()
    assert bring("officer.xlsx", "--write").output.splitlines() == [
        f"{place}: the sheet `Notes of the team` is not read",
        f"{place}: sheet `Actions`, row 1: stands above the headings, and is not read "
        "(it begins `Our plan: progress for the board`)",
        f"{place}: sheet `Actions`, cell J3: the column `Seen by` is not read",
        f"{place}: sheet `Actions`, cell E5: the status Off track was read from the cell's colour, red; "
        "see that it is right",
        f"{place}: sheet `Actions`, row 5: is hidden, and was read; see that it is meant",
        f"{place}: sheet `Actions`, row 6: is hidden, and was read; see that it is meant",
        f"{place}: sheet `Actions`, row 8: is not read (it begins `Figures checked by the performance team.`)",
        "action 1.1: progress “The number is open.”",
        "action 1.2: status Off track, before none",
        "action 1.2: recovery “A new trainer starts in May.”",
        "action 1.10: due 31 March 2027, before none, because “The lease ended.”",
        "KPI 1: 75% for June 2026, before 60% for March 2026",
        "5 changes",
        "data/our-plan/reports/2026-07-15.yml",
    ]
    assert files(site) == before | {
        "data/our-plan/reports/2026-07-15.yml": b"""\
date: 2026-07-15
title: Progress on 15 July 2026
actions:
  1.1:
    progress: The number is open.
  1.2:
    status: off-track
    recovery: A new trainer starts in May.
  1.10:
    due: 2027-03-31
    reason: The lease ended.
kpis:
  1:
    period: 2026-06
    value: 75%
"""
    }
    assert check(Path("data")).problems == []
