"""What an officer runs each quarter: `planpress report` and `planpress due`.

The golden files are what the commands give for the fictional plan; where its data changes on purpose, take the new
output after reading it.
"""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from conftest import ROOT
from planpress.check import check
from planpress.editing.commands import due, report
from planpress.editing.draft import title
from planpress.editing.due import due as owed_by
from planpress.editing.following import newest_period, next_period
from planpress.load import load
from planpress.period import parse_frequency, parse_period
from planpress.reference import schemas
from planpress.views.state import state
from test_schemas import read

PLAN = "example-2025-27"
GOLDEN = ROOT / "tests/golden/editing"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a site with the fictional plan; the commands run beside it."""
    shutil.copytree(ROOT / "data" / PLAN, tmp_path / "data" / PLAN)
    shutil.copy(ROOT / "data/glossary.yml", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data"


def drafted(*args: str) -> Result:
    return CliRunner().invoke(report, args)


def test_a_draft_lists_what_is_due_with_what_was_said_last(data: Path) -> None:
    done = drafted(PLAN, "2027-01-13")
    assert done.output == (GOLDEN / "report-said.txt").read_text(encoding="utf-8")
    made = (data / PLAN / "reports/2027-01-13.yml").read_text(encoding="utf-8")
    assert made == (GOLDEN / "2027-01-13.yml").read_text(encoding="utf-8")


def test_a_draft_that_nobody_filled_in_says_nothing(data: Path) -> None:
    before = {one.ref: one.status for one in state(load(data)[0].plans[0], date(2027, 1, 13)).actions}
    drafted(PLAN, "2027-01-13")
    found = check(data)
    assert found.problems == []
    assert [str(one) for one in found.warnings if one.code == "empty-report"] == [
        "data/example-2025-27/reports/2027-01-13.yml:17: the report of 13 January 2027 says nothing; fill it in, or "
        "delete the file: readers would see an empty report"
    ]
    plan = found.site.plans[0]
    new = plan.reports[-1]
    assert (new.date, new.to, new.summary) == (date(2027, 1, 13), "improvement-board", None)
    assert [new.actions, new.kpis, new.milestones, new.risks, new.changes] == [{}, {}, {}, {}, ()]
    assert {one.ref: one.status for one in state(plan).actions} == before


def test_editors_tools_underline_nothing_in_a_draft(data: Path) -> None:
    drafted(PLAN, "2027-01-13")
    text = (data / PLAN / "reports/2027-01-13.yml").read_text(encoding="utf-8")
    assert list(Draft202012Validator(json.loads(schemas()["report.json"])).iter_errors(read(text))) == []


def test_taking_one_sign_away_is_all_it_takes_to_say_something(data: Path) -> None:
    drafted(PLAN, "2027-01-13")
    file = data / PLAN / "reports/2027-01-13.yml"
    text = file.read_text(encoding="utf-8")
    head, entry = text.split("  2.1.3:\n")
    entry = entry.replace("#status:", "status: complete", 1).replace("#progress:", "progress: All agreed.", 1)
    text = f"{head}  2.1.3:\n{entry}".replace("#summary:", "summary: Prices are agreed.")
    text = text.replace("#- {period: 2026-10, value: }", "- {period: 2026-10, value: 94%}", 1)
    file.write_text(text.replace("#4.3.c: done", "4.3.c: done"), encoding="utf-8")
    found = check(data)
    assert found.problems == []
    new = found.site.plans[0].reports[-1]
    assert new.summary == "Prices are agreed."
    assert {ref: (said.status, said.progress) for ref, said in new.actions.items()} == {
        "2.1.3": ("complete", "All agreed.")
    }
    assert {ref: [str(one.value) for one in given] for ref, given in new.kpis.items()} == {"1a": ["94%"]}
    assert new.milestones == {"4.3.c": "done"}


def test_a_draft_is_for_a_theme_a_post_and_a_name(data: Path) -> None:
    said = drafted(f"data/{PLAN}", "2027-01-13", "--theme", "4", "--lead", "head of workforce", "--name", "Social Care")
    assert said.output.partition("\n")[0] == (
        "data/example-2025-27/reports/2027-01-13-social-care.yml: 1 action, 2 KPIs and no milestones to report on."
    )
    made = (data / PLAN / "reports/2027-01-13-social-care.yml").read_text(encoding="utf-8")
    assert "title: Quarter 3 report, October to December 2026, social care\n" in made
    assert check(data).problems == []


def test_a_second_draft_of_a_day_leaves_out_what_the_first_says(data: Path) -> None:
    assert drafted(PLAN, "2026-10-14", "--name", "education").exit_code == 0
    made = (data / PLAN / "reports/2026-10-14-education.yml").read_text(encoding="utf-8")
    assert "\n  2.1.3:\n" not in made  # off track or at risk, and told of that day
    assert "\n  1.4.2:\n" in made  # due soon, and not told of
    assert check(data).problems == []


REFUSED = {
    "there already": (
        (PLAN, "2026-10-14"),
        "data/example-2025-27/reports/2026-10-14.yml is there already, and is left as it is; change that file, or give "
        "another day or a --name",
    ),
    "before the last report": (
        (PLAN, "2026-10-01"),
        "DATE: the plan was already reported on 14 October 2026, and the next report says what has changed since; give "
        "that day or a later one, such as 2027-01-14",
    ),
    "before the plan": (
        (PLAN, "2025-01-01"),
        "DATE: 1 January 2025 is before the plan was published (April 2025); give a later day",
    ),
    "no day": ((PLAN, "13/01/2027"), "DATE: `13/01/2027` is not a day; write it as 2026-10-14"),
    "no theme": (
        (PLAN, "2027-01-13", "--theme", "5"),
        "--theme: there is no theme `5`; known here: 1, 2, 3, 4",
    ),
    "no post": (
        (PLAN, "2027-01-13", "--lead", "Head of Worforce"),
        "--lead: no post is called `Head of Worforce`; did you mean `Head of Workforce`?",
    ),
    "no name": (
        (PLAN, "2027-01-13", "--name", "../.."),
        "--name: `../..` has no letters or digits; write for example education",
    ),
    "no plan": (("example", "2027-01-13"), "there is no plan `example` in data; did you mean `example-2025-27`?"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_cannot_be_drafted_is_said_and_nothing_is_written(data: Path, why: str) -> None:
    args, message = REFUSED[why]
    before = {file: file.read_bytes() for file in data.rglob("*.yml")}
    done = drafted(*args)
    assert (done.exit_code, done.output) == (1, f"Error: {message}\n")
    assert {file: file.read_bytes() for file in data.rglob("*.yml")} == before


def test_a_closed_plan_owes_nothing() -> None:
    plan = load(ROOT / "data")[0].plan_by_id["bristol-2016-17"]
    assert not owed_by(plan, date(2026, 5, 1), date(2026, 8, 1), date(2026, 5, 1))


def test_due_says_who_owes_what(data: Path) -> None:
    done = CliRunner().invoke(due, [PLAN, "--as-at", "2026-11-20"])
    assert done.output == (GOLDEN / "due-2026-11-20.txt").read_text(encoding="utf-8")


def test_due_of_one_post_within_some_days(data: Path) -> None:
    done = CliRunner().invoke(due, ["--as-at", "2026-11-20", "--days", "41", "--lead", "Director of Education"])
    assert done.output == (
        "Exampleshire 2025-27: what is due by 31 December 2026, as at 20 November 2026\n"
        "=============================================================================\n"
        "\n"
        "Director of Education\n"
        "---------------------\n"
        "\n"
        "Due soon (1)\n"
        "\n"
        "- Action 3.3.2: Train an inclusion lead in each of the county's 96\n"
        "  mainstream schools (due 2026; On track on 14 October 2026)\n"
        "\n"
        "Figures to give (1)\n"
        "\n"
        "- KPI 13: Parents and carers who say that they are listened to, for year\n"
        "  ending March 2026 (no figure yet)\n"
    )


def test_due_of_an_unknown_post(data: Path) -> None:
    done = CliRunner().invoke(due, ["--as-at", "2026-11-20", "--lead", "Head of Worforce"])
    assert (done.exit_code, done.output) == (
        1,
        "Error: --lead: no post is called `Head of Worforce`; did you mean `Head of Workforce`?\n",
    )


def test_due_before_any_plan(data: Path) -> None:
    done = CliRunner().invoke(due, ["--as-at", "2012-11-20"])
    assert (done.exit_code, done.output) == (0, "No plan is open on 2012-11-20.\n")


@pytest.mark.parametrize(
    ("period", "frequency", "following"),
    [
        ("2026-09", "monthly", "2026-10"),
        ("September 2026", "monthly", "2026-10"),
        ("2026-12", "monthly", "2027-01"),
        ("2026/27-Q2", "quarterly", "2026/27-Q3"),
        ("2026/27-Q3", "quarterly", "2026/27-Q4"),
        ("2026/27-Q4", "quarterly", "2027/28-Q1"),
        ("2026-Q4", "quarterly", "2027-Q1"),
        ("2026/27-H1", "6-monthly", "2026/27-H2"),
        ("2026-H2", "6-monthly", "2027-H1"),
        ("2099/00", "annual", "2100/01"),
        ("academic year 2025/26", "annual", "academic year 2026/27"),
        ("2026", "annual", "2027"),
        ("summer 2026", "termly", "autumn 2026"),
        ("autumn 2026", "termly", "spring 2027"),
        ("year to 2026-09", "quarterly", "year to 2026-12"),
        ("2026-09-30", "quarterly", "2026-12-31"),
        ("2026-10-14", "every 6 weeks", "2026-11-25"),
    ],
)
def test_the_next_period_keeps_its_form(period: str, frequency: str, following: str) -> None:
    assert next_period(parse_period(period), parse_frequency(frequency)).text == following


@pytest.mark.parametrize(
    ("day", "frequency", "newest"),
    [
        ("2027-01-13", "monthly", "2026-12"),
        ("2026-12-31", "monthly", "2026-12"),
        ("2027-01-13", "quarterly", "2026/27-Q3"),
        ("2026-04-15", "quarterly", "2025/26-Q4"),
        ("2026-07-15", "6-monthly", "2025/26-H2"),
        ("2026-02-15", "6-monthly", "2025/26-H1"),
        ("2026-11-15", "6-monthly", "2026/27-H1"),
        ("2026-03-31", "annual", "2025/26"),
        ("2026-03-30", "annual", "2024/25"),
        ("2026-10-14", "termly", "summer 2026"),
        ("2026-10-14", "weekly", "2026-10-14"),
    ],
)
def test_the_newest_period_has_ended(day: str, frequency: str, newest: str) -> None:
    assert newest_period(parse_frequency(frequency), date.fromisoformat(day)).text == newest


@pytest.mark.parametrize(
    ("frequency", "expected"),
    [
        ("monthly", "Report for December 2026"),
        ("quarterly", "Quarter 3 report, October to December 2026"),
        ("termly", "Report for the autumn term 2026"),
        ("6-monthly", "Report for April to September 2026"),
        ("annual", "Report for the year ending March 2026"),
        ("every 6 weeks", "Report of 13 January 2027"),
    ],
)
def test_the_title_follows_from_how_often_the_plan_is_reported_on(data: Path, frequency: str, expected: str) -> None:
    file = data / PLAN / "plan.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\nreports: quarterly\n", f"\nreports: {frequency}\n"), encoding="utf-8")
    assert title(load(data)[0].plans[0], date(2027, 1, 13)) == expected


def test_a_first_report_finds_its_schema_beside_that_of_the_plan(data: Path) -> None:
    shutil.rmtree(data / PLAN / "reports")
    (data / PLAN / "accept.yml").unlink()
    assert drafted(PLAN, "2025-07-16").exit_code == 0
    made = (data / PLAN / "reports/2025-07-16.yml").read_text(encoding="utf-8")
    first = (ROOT / "data" / PLAN / "reports/2025-07-16.yml").read_text(encoding="utf-8")
    assert made.partition("\n")[0] == first.partition("\n")[0]
    assert "\n#to:\n" in made


def test_the_guide_shows_what_the_command_says() -> None:
    guide = (ROOT / "docs/guide/quarterly.md").read_text(encoding="utf-8")
    shown = guide.split("```text\n")[1].partition("```")[0]
    assert shown in (GOLDEN / "due-2026-11-20.txt").read_text(encoding="utf-8")
