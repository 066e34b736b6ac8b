"""Every command in the guide to Word and Excel is run here, and every message that it quotes is what an editor gets."""

import re
import shlex
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from openpyxl import load_workbook
from openpyxl.styles import PatternFill

from conftest import ROOT
from planpress.check import check
from planpress.cli import main
from test_sheets import KPIS, PLAN, REPORT, THEME

GUIDE = (ROOT / "docs/guide/import.md").read_text(encoding="utf-8")
QUOTED = re.findall(r"^> (.+)$", GUIDE, re.MULTILINE)
COMMANDS = [line.strip() for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL) for line in block.splitlines()]
COMMANDS = [line for line in COMMANDS if line]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with the guide's plan."""
    plan = tmp_path / "data/our-plan-2026"
    (plan / "themes").mkdir(parents=True)
    (plan / "reports").mkdir()
    (plan / "plan.yml").write_text(PLAN)
    (plan / "themes/1.yml").write_text(THEME)
    (plan / "kpis.yml").write_text(KPIS)
    (plan / "reports/2026-04-15.yml").write_text(REPORT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(command: str, *more: str) -> str:
    """What the command prints."""
    name, *arguments = shlex.split(command)
    assert name == "planpress"
    return CliRunner().invoke(main, [*arguments, *more]).output


def plan_in_word(file: Path) -> None:
    document = Document()
    for lead in ("Head of A", "Head of A Head of B"):
        table = document.add_table(0, 4)
        for values in (
            ("Ref", "Action", "Due", "Lead"),
            *((f"1.{at}", f"Do {at} for {lead}", "2026", lead) for at in range(1, 4)),
        ):
            for cell, value in zip(table.add_row().cells, values, strict=True):
                cell.text = value
    third = document.add_table(0, 4)
    for at, values in enumerate(
        [("Ref", "Action", "Due", "Lead"), *((f"2.{at}", "Do", "2026", "Head of A") for at in range(1, 5))]
    ):
        for cell, value in zip(third.add_row().cells, values, strict=True):
            cell.text = "when staff are found" if (at, value) == (4, "2026") else value
    measures = document.add_table(0, 3)
    for row in (("KPI", "Measure", "Target"), ("1", "Repeat referrals", "≤ 20%")):
        for cell, value in zip(measures.add_row().cells, row, strict=True):
            cell.text = value
    document.save(str(file))


def filled(cells: dict[str, Any], colours: dict[str, str]) -> None:
    """The exported workbook with some cells changed."""
    book = load_workbook("exported.xlsx")
    for place, value in cells.items():
        sheet, _, cell = place.partition("!")
        book[sheet][cell] = value
    for cell, colour in colours.items():
        book["Actions"][cell].fill = PatternFill("solid", fgColor=colour)
    book.save("progress.xlsx")


def outputs() -> Iterator[str]:
    """What the guide's commands say of the cases that it speaks of."""
    by_name = {command.split()[1]: command for command in COMMANDS if "--roles" not in command}
    plan_in_word(Path("plan.docx"))
    Path("posts.txt").write_text("Head of A\nHead of B\n")
    (with_roles,) = (command for command in COMMANDS if "--roles" in command)
    for command in (by_name["import-plan"], with_roles):
        shutil.move("data/our-plan-2026", "kept")
        yield run(command)
        assert Path("data/our-plan-2026/themes/1.yml").exists()
        yield Path("data/our-plan-2026/kpis.yml").read_text()
        shutil.rmtree("data/our-plan-2026")
        shutil.move("kept", "data/our-plan-2026")
    assert run(by_name["export"]) == "progress.xlsx\n"
    Path("progress.xlsx").rename("exported.xlsx")
    excel, figures = (command for command in COMMANDS if command.startswith("planpress import "))
    cases: list[tuple[dict[str, Any], dict[str, str]]] = [
        ({"Actions!D2": "Complete", "Actions!C3": "Head of Training"}, {}),
        ({"Actions!H2": "2027-03"}, {}),
        ({"Actions!F3": "We hired."}, {"D3": "FFFF0000"}),
        ({}, {"D2": "FFFF0000"}),
        ({"KPIs!G2": "2026-06", "KPIs!H2": 0.8}, {}),
    ]
    for cells, colours in cases:
        filled(cells, colours)
        yield run(excel)
    (example,) = re.findall(r"```csv\n(.*?)```", GUIDE, re.DOTALL)
    Path("figures.csv").write_text(example)
    yield run(figures)
    report = Path("data/our-plan-2026/reports/2026-12-01.yml")
    report.write_text("date: 2026-12-01\ntitle: Second\nkpis: {1: {period: 2026-11, value: 80%}}\n")
    yield run(figures)
    report.unlink()
    assert run(figures, "--write").splitlines()[-1] == "data/our-plan-2026/reports/2026-12-14.yml"
    assert check(Path("data")).problems == []


def test_every_message_quoted_is_what_an_editor_gets(site: Path) -> None:
    said = {line.strip() for text in outputs() for line in text.splitlines()}
    assert QUOTED
    assert [line for line in QUOTED if line not in said] == []
    for line in [line for block in re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL) for line in block.splitlines()]:
        assert line in said


@pytest.mark.parametrize(
    ("row", "value", "form", "cells", "said"),
    [
        ("1.10", 1.1, "General", "Actions!A4", "sheet `Actions`, cell A4: the number 1.1 may be 1.1 or 1.10; "),
        ("4/7", date(2026, 7, 4), "d-mmm", "KPIs!H3", "sheet `KPIs`, cell H3: holds the date 2026-07-04, "),
        ("80%", 0.8, "0%", "KPIs!H2", "KPI 1: 80% for June 2026"),
        ("80%", 0.8, "General", "KPIs!H2", "sheet `KPIs`, cell H2: 0.8 may be 0.8% or 80%; "),
        ("80", 80, "General", "KPIs!H2", "KPI 1: 80% for June 2026"),
        ("Mar-27", date(2027, 3, 1), "mmm-yy", "Actions!H3", "action 1.2: due March 2027, "),
        ("31/03/2027", 46477, "General", "Actions!H3", "action 1.2: due 31 March 2027, "),
        (
            "01/03/2027",
            46447,
            "General",
            "Actions!H3",
            "sheet `Actions`, cell H3: 46447 may be 1 March 2027 or March 2027; ",
        ),
        ("June 2026", 46174, "General", "KPIs!G2", "sheet `KPIs`, cell G2: 46174 may be 1 June 2026 or June 2026; "),
    ],
)
def test_the_table_of_what_spreadsheets_make_of_things(
    row: str, value: object, form: str, cells: str, said: str, site: Path
) -> None:
    assert f"| {row} | " in GUIDE
    run("planpress export our-plan-2026 progress.xlsx")
    book = load_workbook("progress.xlsx")
    for place in ("KPIs!G2", "KPIs!G3"):
        if place.replace("G", "H") == cells:
            book["KPIs"][place.partition("!")[2]] = "2026-06"
    if cells == "Actions!H3":
        book["Actions"]["I3"] = "It moved."
    sheet, _, cell = cells.partition("!")
    book[sheet][cell] = value
    book[sheet][cell].number_format = form
    book.save("progress.xlsx")
    output = run("planpress import our-plan-2026 progress.xlsx --date 2026-12-14")
    assert any(line.removeprefix("progress.xlsx: ").startswith(said) for line in output.splitlines()), output
