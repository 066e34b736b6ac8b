"""Every example on the guide's pages works: what editors are told to write passes the check, and each command's output
is what the page shows."""

import re
from pathlib import Path

import pytest
from click import Context
from click.testing import CliRunner

from conftest import ROOT
from guide_examples import EXAMPLES, HEAD, OURS, PLAN, Change, report
from planpress.check import check
from planpress.cli import main
from planpress.period import parse_frequency, parse_period
from planpress.problem import did_you_mean
from planpress.quantity import parse_quantity
from test_guide import laid
from test_history_against import commit, git

GUIDE = ROOT / "docs/guide"
WRITTEN = "actions:\n  1.2.2:\n    status: off-track\n    recovery: Two more teams begin in February.\n  2.1.3:\n    due: 2027-03\n    reason: One provider asked for more time.\nkpis:\n  1b: {period: 2026/27-Q3, value: 84%}\n"
"""The change whose difference review.md shows."""
DRAFT = (ROOT / "tests/golden/editing/2027-01-13.yml").read_text(encoding="utf-8")
SHOWN = {
    "index.md": [
        EXAMPLES["invalid"][14],
        report("actions:\n  2.1.33:\n    status: completed\n", "actions:\n  2.1.3:\n    status: complete\n"),
        EXAMPLES["late-but-on-track"][0],
    ],
    "quarterly.md": [Change(f"{PLAN}reports/2027-01-13.yml", "", DRAFT, True)],
}
"""The mistakes whose messages a page quotes."""


def blocks(page: str, language: str) -> list[str]:
    return re.findall(
        rf"^```{language}\n(.*?)^```", (GUIDE / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


def as_report(block: str) -> str:
    """A part of a report as the whole file."""
    if block.startswith("date:"):
        return block
    if re.match(r"  [\d.]+:\n    (#?status)", block):
        return f"{HEAD}actions:\n{block}"
    return HEAD + ("kpis:\n" if block.startswith("  ") else "") + block


@pytest.mark.parametrize("page", ["index.md", "quarterly.md", "data.md"])
def test_what_the_pages_say_to_write_passes_the_check(page: str, tmp_path: Path) -> None:
    parts = blocks(page, "yaml")
    assert parts
    for number, part in enumerate(parts):
        change = Change(f"{PLAN}reports/2027-01-13.yml", "", as_report(part), True)
        assert check(laid(tmp_path / str(number), change, "wrong"), "data").problems == [], part


def test_a_warning_is_accepted_as_the_page_says(tmp_path: Path) -> None:
    first, second = blocks("checks.md", "yaml")[-2:]
    change = Change(
        f"{PLAN}accept.yml", (ROOT / "data" / PLAN / "accept.yml").read_text(encoding="utf-8"), first + second
    )
    found = check(laid(tmp_path, change, "wrong"), "data")
    assert found.problems == []
    assert [(one.code, one.ref) for one in found.accepted] == [("wrong-theme", "4.1")]


@pytest.mark.parametrize("page", SHOWN)
def test_the_pages_quote_what_the_check_says(page: str, tmp_path: Path) -> None:
    lines = []
    for number, example in enumerate(SHOWN[page]):
        found = check(laid(tmp_path / str(number), example, "wrong"), "data")
        lines += [*map(str, found.problems), *(f"{one} [warning: {one.code}]" for one in found.warnings)]
    quotes = re.findall(r"^> (data/.*)$", (GUIDE / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert len(quotes) >= len(SHOWN[page])
    assert [quote for quote in quotes if quote not in lines] == []


def test_the_difference_is_that_which_the_page_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = laid(tmp_path, (), "wrong")
    git(data.parent, "init", "--quiet")
    commit(data.parent, "Publish the plan")
    (data / PLAN / "reports/2027-01-13.yml").write_text(HEAD + WRITTEN, encoding="utf-8")
    monkeypatch.chdir(data.parent)
    done = CliRunner().invoke(main, ["diff", "HEAD"])
    assert done.exit_code == 0, done.output
    assert done.output in blocks("review.md", "text")


def test_statuses_of_ones_own_are_written_as_the_page_says(tmp_path: Path) -> None:
    plan = OURS[1].right.partition("statuses:")[0] + blocks("look.md", "yaml")[-1]
    changes = (OURS[0], Change(OURS[1].file, "", plan, True))
    found = check(laid(tmp_path, changes, "wrong"), "data")
    assert ([*map(str, found.problems)], [*map(str, found.warnings)]) == ([], [])


def table(heading: str) -> list[tuple[list[str], str]]:
    """The rows of the table under a heading of data.md: the forms in the first column, and the second column."""
    section = (GUIDE / "data.md").read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`.*?) \| (.*?) \|$", section, re.MULTILINE)
    return [(re.findall(r"`([^`]+)`", forms), shown) for forms, shown in rows]


def test_each_form_of_a_date_is_shown_as_the_page_says() -> None:
    rows = table("How to write a date or period")
    assert len(rows) > 10
    assert [(form, shown) for forms, shown in rows for form in forms if str(parse_period(form)) != shown] == []


def test_each_form_of_a_cycle_is_shown_as_the_page_says() -> None:
    rows = table("How to write a cycle")
    assert len(rows) > 10
    assert [(form, shown) for forms, shown in rows for form in forms if str(parse_frequency(form)) not in shown] == []


def test_each_form_of_a_figure_can_be_read_and_fits_its_unit() -> None:
    units = {form: parse_quantity(form).unit for forms, _ in table("How to write a figure") for form in forms}
    assert units == {
        "80%": "%", "2.5%": "%", "439": "", "1,200": "", "46.9": "", "3.5 per 10,000": "per 10,000", "12": "", "12 days": "days",
        "£1,200": "£", "£4m": "£", "4 / 7": "ratio", "4 of 7": "ratio",
    }  # fmt: skip


def test_the_page_on_macros_quotes_what_the_build_says() -> None:
    plans = [folder.name for folder in (ROOT / "data").iterdir() if folder.is_dir()]
    hint = did_you_mean("example-2025-72", sorted(plans))
    assert f"> there is no plan `example-2025-72`; {hint}\n" in (GUIDE / "macros.md").read_text(encoding="utf-8")


def test_every_command_that_the_pages_name_is_there() -> None:
    texts = {page.name: page.read_text(encoding="utf-8") for page in GUIDE.glob("*.md")}
    used = {
        (page, name)
        for page, text in texts.items()
        for name in re.findall(r"(?:`|^(?!planpress is ))planpress ([a-z-]+)", text, re.MULTILINE)
    }
    commands = main.list_commands(Context(main))
    assert {(page, name) for page, name in used if name not in commands} == set()
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    theirs = set(
        re.findall(
            r"^([a-z]+):", (ROOT / "macros/planpress/starter/files/Makefile").read_text(encoding="utf-8"), re.MULTILINE
        )
    )
    named = {
        (page, name) for page, text in texts.items() for name in re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE)
    }
    # What runs in planpress's own folder only.
    theirs |= {"bench", "benchtools"} & {name for page, name in named if page == "growth.md"}
    assert {(page, name) for page, name in named if name not in targets & theirs} == set()


def test_every_page_of_the_guide_is_in_the_menu() -> None:
    menu = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert [page.name for page in GUIDE.glob("*.md") if f"guide/{page.name}" not in menu] == []
