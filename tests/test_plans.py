"""The six plans of this site: what their checks say, held to a list, and what the judgements show."""

import os
from pathlib import Path

import pytest

from conftest import ROOT
from planpress.check import check
from planpress.views.duties import duties
from planpress.views.findings import answers, grid, judged, sentence
from planpress.views.state import newest_date, state

FOUND = check(ROOT / "data")
NAMES = sorted(FOUND.site.plan_by_id)


def test_the_plans_are_these_six() -> None:
    assert NAMES == [
        "bcp-2022", "bradford-2018", "bristol-2016-17", "bristol-2023-25", "example-2025-27", "north-somerset-2020-22",
    ]  # fmt: skip


def test_nothing_is_wrong_and_nothing_is_unaccepted() -> None:
    assert (FOUND.problems, FOUND.warnings) == ([], [])


@pytest.mark.parametrize("name", [name for name in NAMES if name != "bristol-2016-17"])
def test_accepted_warnings_are_those_of_the_list(name: str) -> None:
    """That of Bristol 2016-17 is held in test_bristol. After a wanted change: `UPDATE_GOLDEN=1 make test`, then read the difference before you commit it."""
    lines = sorted(f"{one.code} {one.ref}" for one in FOUND.accepted if one.path.startswith(f"data/{name}/"))
    file = Path(__file__).parent / "golden" / f"warnings-{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    assert lines == file.read_text(encoding="utf-8").splitlines()


def test_bristols_leaders_fell_from_good_to_requires_improvement() -> None:
    found = grid(FOUND.site.plan_by_id["bristol-2023-25"])
    assert found
    rows = {row.area: [getattr(grade, "value", grade) for grade in row.grades] for row in found.rows}
    assert [one.published.first.year for one in found.inspections if one.published] == [2014, 2018, 2023]
    assert rows["Leaders and managers"] == ["Grade not known here", "good", "requires-improvement"]
    assert rows["Overall effectiveness"] == ["requires-improvement"] * 3
    assert rows["Care leavers"] == ["inadequate", "Not judged separately then", "good"]
    assert "different frameworks" in found.warning


@pytest.mark.parametrize(
    ("name", "last"),
    [("bristol-2023-25", "2023-06-23"), ("north-somerset-2020-22", "2020-09-17")],
)
def test_the_statement_of_action_had_its_last_day(name: str, last: str) -> None:
    plan = FOUND.site.plan_by_id[name]
    found = [one for one in duties(plan, newest_date(plan)) if one.duty.duty == "statement"]
    assert [str(one.due) for one in found] == [last]


def test_findings_say_what_answers_them() -> None:
    plan = FOUND.site.plan_by_id["bristol-2016-17"]
    assert sentence(answers(state(plan))) == (
        "Of 19 findings, 10 are answered by actions; 9 are not answered by any. 6 findings came after the plan closed."
    )


def test_the_newest_judgement_is_told() -> None:
    assert judged(FOUND.site.plan_by_id["bcp-2022"]) == (
        "At the newest inspection, published 29 January 2025, Ofsted gave the overall grade “good”."
    )


def test_bcps_visits_are_those_of_the_paper() -> None:
    visits = [one for one in FOUND.site.plan_by_id["bcp-2022"].inspections if one.kind == "monitoring-visit"]
    assert len(visits) == 6
    directions = [one for one in FOUND.site.plan_by_id["bcp-2022"].inspections if one.kind == "direction"]
    assert len(directions) == 2


def test_bcps_figures_are_those_of_the_paper() -> None:
    plan = FOUND.site.plan_by_id["bcp-2022"]
    paper = next(report for report in plan.reports if str(report.date) == "2024-09-19")
    values = {str(reading.value) for readings in paper.kpis.values() for reading in readings}
    assert {"70%", "86%", "30%", "96%", "94%", "0"} <= values
