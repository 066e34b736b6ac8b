"""The plan of 2016 as data: is everything as its document prints it, and are its known slips found, each and no other?"""

import csv
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from planpress.check import Found, check
from planpress.kpi import Better
from planpress.model import PlanData
from planpress.yamltree import parse

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"
ID = "bristol-2016-17"


def rows(name: str) -> list[list[str]]:
    """The rows of a golden file, whose lines that begin with # explain it."""
    lines = (GOLDEN / name).read_text(encoding="utf-8").splitlines()
    return list(csv.reader((line for line in lines if line[0] != "#"), delimiter="\t", quoting=csv.QUOTE_NONE))


WARNINGS = [(code, ref) for code, ref in rows("bristol-warnings.txt")]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of this one plan."""
    folder = tmp_path_factory.mktemp("bristol") / "data"
    shutil.copytree(ROOT / "data" / ID, folder / ID)
    shutil.copyfile(ROOT / "data/glossary.yml", folder / "glossary.yml")
    return folder


@pytest.fixture(scope="module")
def found(data: Path) -> Found:
    return check(data)


@pytest.fixture(scope="module")
def plan(found: Found) -> PlanData:
    return found.site.plan_by_id[ID]


def test_every_number_date_post_and_target_is_as_printed(plan: PlanData) -> None:
    kpis_as_written: dict[str, str] = {}
    for theme in plan.themes:
        value, problems = parse((ROOT / theme.at.path).read_bytes(), theme.at.path)
        assert problems == []
        kpis_as_written |= {a["ref"]: a.get("kpis", "") for group in value["groups"] for a in group["actions"]}
    actions = [
        [
            "action",
            a.ref,
            plan.group_of[a.ref].ref,
            kpis_as_written[a.ref],
            a.due.text if a.due else "",
            " ".join(a.lead),
        ]
        for a in plan.actions
    ]
    kpis = [
        ["kpi", k.ref, k.theme, k.title, str(k.owner), k.frequency.text if k.frequency else "", shown(target), due]
        for k in plan.kpis
        for target, due in [(k.targets[0].value, k.targets[0].due.text)]
    ]
    assert actions + kpis == rows("bristol-as-printed.tsv")


def shown(target: Any) -> str:
    return f"{target.parts[0]} / {target.parts[1]}" if target.parts else target.text


def test_the_plan_has_as_many_of_everything_as_its_document(plan: PlanData) -> None:
    assert len(plan.themes) == 6
    assert sum(len(theme.groups) for theme in plan.themes) == 26
    assert [len(theme.all_actions) for theme in plan.themes] == [15, 9, 11, 7, 7, 9]
    assert len(plan.actions) == len(plan.action_by_ref) == 58
    assert Counter(kpi.theme for kpi in plan.kpis) == {"1": 10, "2": 5, "3": 11, "4": 3, "5": 2, "6": 3}
    assert len(plan.kpis) == len(plan.kpi_by_ref) == 34
    assert sum(len(plan.kpis_of(action)) for action in plan.actions) == 208
    assert [action.ref for action in plan.actions if action.kpis == ("all",)] == ["4.2.1", "4.2.2"]


def test_lower_is_better_for_just_these_kpis(plan: PlanData) -> None:
    lower = [kpi.ref for kpi in plan.kpis if kpi.better is Better.LOWER]
    assert lower == ["2b", "3a", "3b", "11", "13", "14", "17a", "17b", "17c", "18a", "18b", "19a", "19b", "19c"]
    assert all(kpi.better is Better.HIGHER for kpi in plan.kpis if kpi.ref not in lower)


def test_just_these_actions_have_two_leads(plan: PlanData) -> None:
    two = [action.ref for action in plan.actions if len(action.lead) == 2]
    assert two == ["1.2.1", "1.2.2", "1.2.3", "3.1.1", "3.4.1", "4.3.1", "6.1.3"]
    assert all(len(action.lead) == 1 for action in plan.actions if action.ref not in two)


def test_the_dates_frequencies_and_targets_are_spread_as_in_the_document(plan: PlanData) -> None:
    assert Counter(action.due.text for action in plan.actions if action.due) == {
        "Dec 2016": 14,
        "Mar 2017": 14,
        "Oct 2016": 8,
        "Jan 2017": 6,
        "Sep 2016": 4,
        "Report quarterly": 2,
        "Sep 2017": 2,
        "Jul 2017": 2,
        "Jun 2017": 2,
        "Nov 2016": 1,
        "Aug 2016": 1,
        "Mar 2016": 1,
        "Dec 2017": 1,
    }
    assert Counter(kpi.frequency.text for kpi in plan.kpis if kpi.frequency) == {
        "quarterly": 27,
        "annual": 6,
        "6-monthly": 1,
    }
    assert Counter(target.due.text for kpi in plan.kpis for target in kpi.targets) == {
        "Mar-17": 14,
        "Sep-17": 9,
        "Jun-17": 5,
        "2017": 3,
        "Mar -17": 2,
        "Jan-17": 1,
    }
    assert Counter(target.value.unit for kpi in plan.kpis for target in kpi.targets if target.value) == {
        "%": 29,
        "": 4,
        "ratio": 1,
    }


def test_nobody_made_up_a_starting_point_or_a_status(plan: PlanData) -> None:
    assert [kpi.ref for kpi in plan.kpis if kpi.baseline] == []
    assert [ref for report in plan.reports for ref in report.actions] == []


def test_the_known_slips_are_found_and_nothing_else(found: Found) -> None:
    assert (found.problems, found.warnings) == ([], [])
    assert sorted((warning.code, warning.ref) for warning in found.accepted) == sorted(WARNINGS)


def with_accepted(data: Path, entries: list[dict[str, Any]]) -> Found:
    """What the checks find with another accept.yml."""
    file = data / ID / "accept.yml"
    before = file.read_bytes()
    try:
        file.write_text(yaml.safe_dump(entries), encoding="utf-8")
        return check(data)
    finally:
        file.write_bytes(before)


def acceptances(data: Path) -> list[tuple[str, str]]:
    """Every acceptance, one for each ref."""
    accepted = check(data).site.plan_by_id[ID].accepted
    return [(one.check, ref) for one in accepted for ref in one.refs]


def test_each_acceptance_is_of_one_warning(data: Path) -> None:
    assert sorted(acceptances(data)) == sorted(WARNINGS)


@pytest.mark.parametrize(("code", "ref"), WARNINGS)
def test_a_warning_comes_back_when_its_acceptance_goes(code: str, ref: str, data: Path, found: Found) -> None:
    kept = [{"check": a, "refs": b, "reason": "Known."} for a, b in acceptances(data) if (a, b) != (code, ref)]
    without = with_accepted(data, kept)
    assert without.problems == []
    assert without.warnings == [one for one in found.accepted if (one.code, one.ref) == (code, ref)]
    assert len(without.warnings) == 1


def test_an_acceptance_of_nothing_is_a_warning(data: Path) -> None:
    entries = [{"check": a, "refs": b, "reason": "Known."} for a, b in [("no-kpi", "1.1.1"), *acceptances(data)]]
    found = with_accepted(data, entries)
    assert [(str(one), one.code, one.ref) for one in found.warnings] == [
        (
            f"data/{ID}/accept.yml:1: `no-kpi` of 1.1.1 is accepted, but does not occur; "
            "remove the acceptance: what it was for has been mended, or the ref is wrong",
            "accepted-in-vain",
            "1.1.1",
        )
    ]
