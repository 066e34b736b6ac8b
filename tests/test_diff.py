"""What `planpress diff` tells: each case is a change to a plan, held against a file that a colleague can read.

After a wanted change: `UPDATE_GOLDEN=1 make test`, then read the difference before you commit it.
"""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from conftest import ROOT
from planpress.check import check
from planpress.cli import main
from planpress.commands_diff import shown
from planpress.compare import fields
from planpress.diff import compared
from planpress.kpi import Target
from planpress.model import Site
from planpress.record import Record
from planpress.yamltree import PLACE
from test_history import held_to
from test_history_against import commit, git
from test_problems import CASES

EXAMPLE = ROOT / "data/example-2025-27"
REPORT = """\
date: 2027-01-13
title: Quarter 3 report, October to December 2026
to: improvement-board
summary: Homes are open, and fewer children wait.
actions:
  1.2.2:
    status: off-track
    progress: Nine teams of 12 write plans of 2 pages.
    recovery: The rest begin in February.
  4.3:
    status: complete
    progress: All teams use the new system.
    evidence: https://example.org/papers/improvement-board-2027-01-13.pdf
  2.1.3:
    status: at-risk
    progress: Twelve of 13 providers have agreed fixed prices.
    due: 2027-03
    reason: One provider asked for more *time*.
kpis:
  1b: {period: 2026/27-Q3, value: 84%}
  1a:
    - {period: 2026-09, value: 90%, correction: Four late contacts were added.}
"""


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repository with the fictional plan, committed."""
    folder = tmp_path / "repo"
    shutil.copytree(EXAMPLE, folder / "data/example-2025-27")
    shutil.copy(ROOT / "data/glossary.yml", folder / "data")
    git(folder, "init", "--quiet")
    commit(folder, "Publish the plan")
    return folder


def edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / "data" / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(folder: Path, form: str = "text") -> Iterator[str]:
    """What the command prints about the changes since the last commit, run in the repository's folder."""
    result = CliRunner().invoke(main, ["diff", "HEAD", str(folder / "data"), "--format", form])
    assert (result.exit_code, result.stderr) == (0, "")
    yield from result.stdout.splitlines()


def add_report(folder: Path) -> None:
    (folder / "data/example-2025-27/reports/2027-01-13.yml").write_text(REPORT, encoding="utf-8")


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_a_new_report(form: str, repo: Path) -> None:
    add_report(repo)
    held_to(f"diff-report.{ {'text': 'txt', 'markdown': 'md'}.get(form, form) }", told(repo, form))


def test_changes_to_the_plans_files(repo: Path) -> None:
    plan = "example-2025-27"
    edit(repo, f"{plan}/plan.yml", "subtitle: What we will change", "subtitle: What we change")
    edit(repo, f"{plan}/themes/1.yml", "short: Help and protection", "short: Help & protection")
    edit(repo, f"{plan}/themes/1.yml", "title: One front door", "title: One door")
    edit(repo, f"{plan}/themes/1.yml", "telephone number and one online form.", "telephone number.")
    edit(repo, f"{plan}/themes/1.yml", "lead: Front Door Service Manager", "lead: Head of Help and Protection")
    edit(repo, f"{plan}/themes/1.yml", "due: 2025-12", "due: 2026-02")
    edit(repo, f"{plan}/themes/1.yml", "{ref: b, title: One telephone number and one online form open, due: 2025-08}",
         "{ref: b, title: One telephone number opens, due: 2025-09}")  # fmt: skip
    with (repo / f"data/{plan}/themes/4.yml").open("a", encoding="utf-8") as file:
        file.write("  - {ref: 4.9, action: Open a second office., due: 2027-02, kpis: all}\n")
    edit(repo, f"{plan}/kpis.yml", "better: higher\n  frequency: monthly", "better: lower\n  frequency: monthly")
    edit(repo, f"{plan}/reports/2026-10-14.yml", "Nine teams write", "Ten teams write")
    edit(repo, f"{plan}/governance.yml", "meets:", "link: https://example.org/board\n    meets:")
    edit(repo, f"{plan}/accept.yml", "Meant so. The page for managers", "The page for managers")
    edit(repo, "glossary.yml", "- term:", "- {term: ZZZ, means: Sleep.}\n- term:")
    held_to("diff-files.txt", told(repo))


def test_comments_and_forms_of_writing_are_no_change(repo: Path) -> None:
    for file in (repo / "data").rglob("*.yml"):
        file.write_text(f"# A note to colleagues.\n\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    edit(repo, "example-2025-27/themes/1.yml", "due: 2025-12", "due: December 2025")
    assert list(told(repo)) == ["No page changes."]
    assert list(told(repo, "markdown")) == ["No page changes."]
    assert list(told(repo, "json")) == ["[]"]


def test_a_new_plan_and_one_that_is_gone(repo: Path) -> None:
    shutil.rmtree(repo / "data/example-2025-27")
    shutil.copytree(CASES / "_base/plan", repo / "data/plan")
    assert list(told(repo)) == [
        "Exampleshire 2025-27",
        "  New in the plan, or gone from it",
        "    This plan is no longer published, and its addresses no longer work.",
        "",
        "Better help for children",
        "  New in the plan, or gone from it",
        "    This plan is new. It has 1 theme, 2 actions, 2 KPIs and 1 report.",
    ]


def test_text_of_a_plan_is_no_markdown(repo: Path) -> None:
    edit(
        repo,
        "example-2025-27/plan.yml",
        "reports: quarterly",
        "closed_note: See [this](https://example.org) @you\nreports: quarterly",
    )
    line = list(told(repo, "markdown"))[-1]
    assert line == "- The closed note of the plan is new: “See &#91;this&#93;(https&#58;//example.org) &#64;you”."


def test_problems_come_first(repo: Path) -> None:
    edit(repo, "example-2025-27/plan.yml", "starts:", "begins:")
    result = CliRunner().invoke(main, ["diff", "HEAD", str(repo / "data")])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith("\nNothing was compared: mend the problems first.\n")


def test_a_revision_that_cannot_be_read(repo: Path) -> None:
    edit(repo, "example-2025-27/plan.yml", "starts:", "begins:")
    commit(repo)
    edit(repo, "example-2025-27/plan.yml", "begins:", "starts:")
    result = CliRunner().invoke(main, ["diff", "HEAD", str(repo / "data")])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: the files at `HEAD` cannot all be read (")
    nowhere = CliRunner().invoke(main, ["diff", "v9", str(repo / "data")])
    assert (nowhere.exit_code, nowhere.stdout, nowhere.stderr) == (
        2, "", "Error: there is no revision `v9` here; give a branch, tag or commit that `git log` knows\n",
    )  # fmt: skip


SITE = check(ROOT / "data").site


def records(value: Any) -> Iterator[Record]:
    """Every record within one or within a list or table."""
    if isinstance(value, Record):
        yield value
        for field in fields(value):
            yield from records(getattr(value, field))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from records(item)
    elif isinstance(value, dict):
        yield from records(list(value.values()))


def without(value: Any, victim: Record, field: str) -> Any:
    """The value again, with one field of one record within it as if it had been left out."""
    if isinstance(value, Record):
        kept = {name: without(getattr(value, name), victim, field) for name in fields(value)}
        if value is victim:
            kept[field] = type(victim).model_fields[field].default
        return type(value).model_construct(**kept, **{PLACE: value.at})
    if isinstance(value, tuple):
        return tuple(without(item, victim, field) for item in value)
    if isinstance(value, dict):
        return {key: without(item, victim, field) for key, item in value.items()}
    return value


def optional() -> list[tuple[int, str, Record, str]]:
    """One record for each field of each kind that can be left out and is used somewhere in this repository's data."""
    found: dict[str, tuple[int, str, Record, str]] = {}
    for number, plan in enumerate(SITE.plans):
        for part in ("plan", "themes", "kpis", "inspections", "governance", "risks", "reports", "accepted"):
            for record in records(getattr(plan, part)):
                for field in fields(record):
                    info = type(record).model_fields[field]
                    # A target without its one figure is no target.
                    if type(record) is not Target and not info.is_required() and getattr(record, field) != info.default:
                        found.setdefault(f"{type(record).__name__}.{field}", (number, part, record, field))
    return list(found.values())


@pytest.mark.parametrize("case", optional(), ids=lambda case: f"{type(case[2]).__name__}.{case[3]}")
def test_no_change_of_a_field_goes_untold(case: tuple[int, str, Record, str]) -> None:
    number, part, record, field = case
    plan = SITE.plans[number]
    other = replace(plan, **{part: without(getattr(plan, part), record, field)})
    for old, new in ((plan, other), (other, plan)):
        lines = list(shown(compared(Site((old,)), Site((new,))), "text"))
        assert len(lines) > 2, f"nothing is told: {lines}"


def test_a_plan_against_itself() -> None:
    assert compared(SITE, SITE) == []
    assert json.loads("\n".join(shown([], "json"))) == []
