"""Figures from a performance system's CSV become readings in a report, or problems with their lines."""

from pathlib import Path

import pytest

from planpress.check import check
from test_sheets import bring, plan

__all__ = ["plan"]  # the fixture


def given(folder: Path, text: str | bytes) -> Path:
    file = folder.parent.parent / "figures.csv"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def test_figures_become_readings(plan: Path) -> None:
    file = given(
        plan,
        "KPI Ref;Reporting period;Actual;Team;Comments\r\n"
        "1;Apr-26;64%;A;\r\n"
        "1;31/05/2026;66;A;Provisional\r\n"
        "\r\n"
        "1;2026-03;60%;A;\r\n"
        "2;2026-Q2;4 / 7;A;\r\n"
        "3;2026-06;C;A;\r\n"
        "3;2026-05;;A;\r\n",
    )
    wanted = [
        f"{file.as_posix()}:1: the column `Team` is not read",
        f"{file.as_posix()}:8: KPI 3 has no figure here, and is not read",
        "KPI 1: 64% for April 2026, before 60% for March 2026",
        "KPI 1: 66% for 31 May 2026",
        "KPI 2: 4 / 7 for April to June 2026",
        "KPI 3: c for June 2026",
        "4 changes",
    ]
    assert bring(plan, file).output.splitlines() == wanted
    made = plan / "reports/2026-07-15.yml"
    assert not made.exists()
    assert bring(plan, file, "--write").output.splitlines() == [*wanted, made.as_posix()]
    assert (
        made.read_text()
        == """\
date: 2026-07-15
title: Progress on 15 July 2026
kpis:
  1:
    - period: Apr-26
      value: 64%
    - period: 2026-05-31
      value: 66%
      note: Provisional
  2:
    period: 2026-Q2
    value: 4 / 7
  3:
    period: 2026-06
    symbol: c
"""
    )
    assert check(plan.parent).problems == []


@pytest.mark.parametrize("symbol", ["c", "x", "z", "k", "low", "u"])
def test_official_symbols(symbol: str, plan: Path) -> None:
    assert bring(plan, given(plan, f"kpi,period,figure\n3,2026-06,{symbol}\n"), "--write").exit_code == 0
    assert f"    symbol: {symbol}\n" in (plan / "reports/2026-07-15.yml").read_text()


WRONG: list[tuple[str, list[str]]] = [
    ("", ["1: the file is empty; give it the columns kpi, period and figure"]),
    (
        "kpi,perod,team\n1,2026-06,A\n",
        [
            "1: the column `period` is missing; did you mean `perod`? Name it `period`",
            "1: the column `figure` is missing; name it so in the first line",
        ],
    ),
    (
        "Ref,KPI number,Month,Value\n1,1,2026-06,70%\n",
        ["1: the columns `Ref` and `KPI number` may both be the kpi; keep one, or name it `kpi`"],
    ),
    ("kpi,period,figure\n9,2026-06,1\n", ["2: the plan has no KPI 9; see the KPIs in this plan"]),
    ("kpi,period,figure\n,2026-06,1\n", ["2: names no KPI; write its number"]),
    ("kpi,period,figure\n1,,70%\n", ["2: names no period; write what period or day 70% is of, as 2026-12"]),
    ("kpi,period,figure\n1,2026-06,0.8\n", ["2: 0.8 may be 0.8% or 80%; write it with the sign"]),
    (
        "kpi,period,figure\n2,2026-06,04-Jul\n",
        ["2: `04-Jul` is a date, which a spreadsheet made of a figure such as 4/7; write the figure again"],
    ),
    (
        "kpi,period,figure\n1,03/04/2026,70%\n",
        ["2: `03/04/2026` is not a date here; write it as 2026-04-03"],
    ),
    (
        "kpi,period,figure\n1,2026-03,61%\n",
        ["2: March 2026 was reported already, as 60%; to put it right, write a report by hand"],
    ),
    (
        'kpi,period,figure,note\n1,2026-06,70%,"two\nlines"\n1,June 2026,71%,\n',
        ["4: KPI 1 for June 2026 stands on line 2 too; keep one of the two"],
    ),
    (
        "kpi,period,figure\n1,2026-05,70%\n1,2026-06,lots\n",
        ["3: `value`: `lots` is not a figure; write a figure such as 80%, 2.5%, 439, 4 / 7, £1,200 or 12 days"],
    ),
    (
        "kpi,period,figure\n3,2026-12,5\n",
        [
            "2: KPI 3: December 2026 had not ended when this was reported (15 July 2026); "
            "check the period or the report's date"
        ],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), WRONG)
def test_nothing_is_written_when_a_line_is_wrong(text: str, wanted: list[str], plan: Path) -> None:
    file = given(plan, text)
    done = bring(plan, file, "--write")
    count = f"{len(wanted)} problem{'' if len(wanted) == 1 else 's'}"
    assert done.output.splitlines() == [
        *(f"{file.as_posix()}:{one}" for one in wanted),
        f"Error: {count}; nothing was written",
    ]
    assert done.exit_code == 1
    assert [one.name for one in (plan / "reports").iterdir()] == ["2026-04-15.yml"]


def test_a_file_that_is_no_csv(plan: Path) -> None:
    file = given(plan, b"PK\x03\x04\x00\x00")
    done = bring(plan, file)
    wanted = f"Error: {file.as_posix()}: is no CSV file, whatever its name says; save it as CSV UTF-8\n"
    assert (done.exit_code, done.output) == (1, wanted)


def test_a_file_of_a_windows_program(plan: Path) -> None:
    file = given(plan, "kpi,period,figure,note\n3,2026-06,5,£5 each\n".encode("cp1252"))
    assert bring(plan, file).output.splitlines() == [
        f"{file.as_posix()}: is not UTF-8, and was read as Windows text; see that pound signs and quotes are right",
        "KPI 3: 5 for June 2026",
        "1 change",
    ]


def test_characters_that_cannot_be_seen_do_not_reach_the_terminal(plan: Path) -> None:
    file = given(plan, "kpi,period,figure\n9\x1b[2J,2026-06,5\n")
    assert bring(plan, file).output.splitlines()[0] == (
        f"{file.as_posix()}:2: the plan has no KPI 9<U+001B>[2J; see the KPIs in this plan"
    )
