"""What only an earlier revision can tell: each case is an edit to a published plan, and what the check says of it."""

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from planpress.check import check
from planpress.check.accepting import HISTORY
from planpress.check.history import against
from planpress.cli import main
from planpress.git import Unreadable, revision
from test_problems import CASES


def git(folder: Path, *words: str) -> str:
    """Runs git in a folder, with a name and a time of its own, and without the settings of whoever runs the tests."""
    settings = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "init.defaultBranch=main"]
    settings += ["-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null", "-c", "protocol.file.allow=always"]
    command = ["git", *settings, "-C", str(folder), *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def commit(folder: Path, message: str = "Change the plan") -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repository with the good plan of `tests/problems` in data/plan, committed."""
    folder = tmp_path / "repo"
    shutil.copytree(CASES / "_base", folder / "data")
    git(folder, "init", "--quiet")
    commit(folder, "Publish the plan")
    return folder


def edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / "data/plan" / file
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    assert old in text, f"{old!r} is not in {file}"
    path.write_text(text.replace(old, new) if old else text + new, encoding="utf-8")


def said(folder: Path, rev: str = "HEAD") -> list[str]:
    """The problems and warnings since a revision."""
    data = folder / "data"
    found = against(check(data), data, rev)
    return [*map(str, found.problems), *(f"{one} [warning: {one.code}]" for one in found.warnings)]


SECOND = "date: 2025-04-15\ntitle: Second report\nto: improvement-board\n"
BEFORE = "date: 2025-01-10\ntitle: A report from before\nsummary: It was late.\n"
WITHDRAW = SECOND + "changes:\n  - {action: 1.1.2, withdrawn: It is done elsewhere.}\n"
REFUSED = {
    "report-changed": (
        ("reports/2025-01-15.yml", "status: on-track", "status: complete"),
        "data/plan/reports/2025-01-15.yml:4: the published report `2025-01-15` was changed in `actions` (1.1.1); put it "
        "back and correct it in the next report, or add `amended:` with why the file was changed",
    ),
    "report-changed in a comment only": (
        ("reports/2025-01-15.yml", "actions:", "# What was said.\nactions:"),
        "data/plan/reports/2025-01-15.yml:1: the published report `2025-01-15` was changed in its comments or in how it is "
        "written; put it back and correct it in the next report, or add `amended:` with why the file was changed",
    ),
    "report-put-between": (
        ("reports/2025-01-10.yml", "", BEFORE),
        "data/plan/reports/2025-01-10.yml:1: the report `2025-01-10` is new, but comes before `2025-01-15`, which is "
        "published; check its date, or say in `amended:` why it was added later",
    ),
    "ref-removed": (
        ("kpis.yml", "- ref: 1b", "- ref: 1c"),
        "data/plan/kpis.yml:1: KPI 1b was removed from the plan's files; put it back, and withdraw it in a report: "
        "`changes: [{kpi: 1b, withdrawn: why}]`",
    ),
    "due-rewritten": (
        ("themes/1.yml", "due: 2025-06", "due: 2025-09"),
        "data/plan/themes/1.yml:10: the first due date of action 1.1.1 was June 2025 and is now September 2025; put "
        "`due: 2025-06` back, and move the date in a report, with `due:` and `reason:`",
    ),
    "due-removed": (
        ("themes/1.yml", "        due: 2025-06\n", ""),
        "data/plan/themes/1.yml:7: the first due date of action 1.1.1 was June 2025 and is now missing; put "
        "`due: 2025-06` back, and move the date in a report, with `due:` and `reason:`",
    ),
    "target-rewritten": (
        ("kpis.yml", "value: 80%", "value: 70%"),
        "data/plan/kpis.yml:7: the first target of KPI 1a, due by March 2026, was rewritten or removed; put it back, and "
        "change the target in a report: `changes: [{kpi: 1a, target: …, reason: …}]`",
    ),
}  # fmt: skip
ALLOWED = {
    "a new report": ("reports/2025-04-15.yml", "", SECOND + "actions:\n  1.1.1: {status: complete}\n"),
    "a report of an earlier day with why it comes later": (
        "reports/2025-01-10.yml", "", BEFORE + "amended: It was found in the minutes.\n",
    ),
    "a date written otherwise": ("themes/1.yml", "due: 2025-12", "due: December 2025"),
    "a report with why it was changed": (
        "reports/2025-01-15.yml", "title: First report\n", "title: The first report\namended: The title was wrong.\n",
    ),
    "another wording": ("themes/1.yml", "Review every plan after six months", "Review every plan twice a year"),
    "one more target": ("kpis.yml", "[{value: 80%, due: 2026-03}]", "[{value: 80%, due: 2026-03}, {value: 90%, due: 2026-12}]"),
    "a withdrawal": ("reports/2025-04-15.yml", "", WITHDRAW),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_history_refuses(case: str, repo: Path) -> None:
    change, message = REFUSED[case]
    before = said(repo)
    edit(repo, *change)
    if case == "ref-removed":
        edit(repo, "themes/1.yml", "kpis: 1b", "kpis: 1c")
    assert before == []
    assert said(repo) == [message]


@pytest.mark.parametrize("case", ALLOWED)
def test_what_history_allows(case: str, repo: Path) -> None:
    edit(repo, *ALLOWED[case])
    assert said(repo) == []


def test_a_report_that_was_removed(repo: Path) -> None:
    edit(repo, "reports/2025-04-15.yml", "", SECOND)
    commit(repo)
    (repo / "data/plan/reports/2025-04-15.yml").unlink()
    assert said(repo) == [
        "data/plan/reports/2025-04-15.yml:1: the published report `2025-04-15` was removed; put it back: reports are only "
        "ever added; correct it in the next one"
    ]


def test_a_report_may_be_given_another_name(repo: Path) -> None:
    reports = repo / "data/plan/reports"
    (reports / "2025-01-15.yml").rename(reports / "2025-01-15-social-care.yml")
    assert said(repo) == []


def test_each_amendment_says_why_anew(repo: Path) -> None:
    edit(repo, "reports/2025-01-15.yml", "title: First report\n", "title: A report\namended: The title was wrong.\n")
    commit(repo)
    edit(repo, "reports/2025-01-15.yml", "title: A report", "title: The report")
    assert len(said(repo)) == 1
    edit(repo, "reports/2025-01-15.yml", "amended: The title was wrong.", "amended: The title was wrong twice.")
    assert said(repo) == []


def test_a_baseline_that_was_rewritten(repo: Path) -> None:
    edit(
        repo,
        "kpis.yml",
        "  title: Plans that are good\n",
        "  title: Plans that are good\n  baseline: {value: 60%, period: 2024}\n",
    )
    assert said(repo) == []
    commit(repo)
    edit(repo, "kpis.yml", "value: 60%", "value: 75%")
    assert said(repo) == [
        "data/plan/kpis.yml:3: the baseline of KPI 1a was 60% (2024) and was rewritten; put it back: readers measure the "
        "plan by it"
    ]


THEME_2 = """\
ref: 2
title: Managers
actions:
  - {ref: REF, action: Visit teams., lead: Head of Audit, due: 2025-12, kpis: 1b}
"""


def test_a_ref_that_now_means_another_action(repo: Path) -> None:
    text = (repo / "data/plan/themes/1.yml").read_text(encoding="utf-8")
    (repo / "data/plan/themes/1.yml").write_text(text[: text.index("      - ref: 1.1.2")], encoding="utf-8")
    edit(repo, "themes/2.yml", "", THEME_2.replace("REF", "1.1.2"))
    assert [line for line in said(repo) if "[warning" not in line] == [
        "data/plan/themes/2.yml:4: action 1.1.2 is another one than before: its wording and its theme have both changed; "
        "give the new action a ref of its own, and withdraw the old one in a report"
    ]


BACK = (
    "had left the plan, and its ref is used again; give the new one a ref of its own: readers' links and reports mean "
    "the old one"
)


def test_a_ref_that_was_withdrawn_and_comes_back(repo: Path) -> None:
    edit(repo, "reports/2025-04-15.yml", "", WITHDRAW)
    commit(repo)
    third = SECOND.replace("2025-04", "2025-07") + "changes:\n  - {action: 1.1.2, added: It is needed after all.}\n"
    edit(repo, "reports/2025-07-15.yml", "", third)
    assert said(repo)[:1] == [f"data/plan/themes/1.yml:16: action 1.1.2 {BACK}"]


def test_a_ref_that_was_removed_long_ago_and_comes_back(repo: Path) -> None:
    edit(repo, "themes/2.yml", "", THEME_2.replace("REF", "2.1"))
    commit(repo)
    (repo / "data/plan/themes/2.yml").unlink()
    commit(repo)
    edit(repo, "plan.yml", "Better help", "More help")
    commit(repo)
    edit(repo, "themes/2.yml", "", THEME_2.replace("REF", "2.1"))
    assert said(repo)[:1] == [f"data/plan/themes/2.yml:4: action 2.1 {BACK}"]
    edit(repo, "themes/2.yml", "ref: 2.1", "ref: 2.2")
    assert [line for line in said(repo) if "used again" in line] == []


def test_an_acceptance_speaks_of_one_change_only(repo: Path) -> None:
    edit(repo, "themes/1.yml", "due: 2025-06", "due: 2025-09")
    reason = "- {check: due-rewritten, refs: 1.1.1, reason: The date was copied wrongly from the printed plan.}\n"
    edit(repo, "accept.yml", "", reason)
    found = against(check(repo / "data"), repo / "data", "HEAD")
    assert ([*found.problems, *found.warnings], [one.code for one in found.accepted]) == ([], ["due-rewritten"])
    assert check(repo / "data").warnings == [], "without a comparison it is not in vain"
    commit(repo)
    assert said(repo) == []
    edit(repo, "themes/1.yml", "due: 2025-09", "due: 2025-11")
    assert len(said(repo)) == 1


def test_a_plan_that_is_gone(repo: Path) -> None:
    (repo / "data/plan").rename(repo / "data/other")
    assert said(repo) == [
        "data:1: the published plan `plan` is no longer here: its addresses will no longer work; put it back; for a plan "
        "that has ended set `closed:` in its plan.yml"
    ]


def test_a_plan_that_is_gone_and_never_reported(repo: Path) -> None:
    for report in (repo / "data/plan/reports").iterdir():
        report.unlink()
    commit(repo)
    (repo / "data/plan").rename(repo / "data/other")
    assert [line.rpartition(" [")[2] for line in said(repo)] == ["warning: plan-removed]"]


def test_a_revision_that_cannot_all_be_read(repo: Path) -> None:
    edit(repo, "themes/1.yml", "title: Social work practice\n", "")
    commit(repo)
    edit(repo, "themes/1.yml", "ref: 1\n", "ref: 1\ntitle: Social work practice\n")
    assert said(repo) == [
        "data/plan/plan.yml:1: the plan's files at `HEAD` cannot all be read, so that what changed since was not "
        "checked; compare with another revision [warning: history-unread]"
    ]


def test_a_plan_that_does_not_load_is_told_of_its_problems_only(repo: Path) -> None:
    edit(repo, "themes/1.yml", "due: 2025-06", "due: soon")
    assert [line.split(";")[0] for line in said(repo)] == [
        "data/plan/themes/1.yml:10: `due`: `soon` is not a date, a period or a cycle"
    ]


def test_what_others_did_on_the_main_branch_is_no_change_of_this_one(repo: Path) -> None:
    git(repo, "checkout", "--quiet", "-b", "mine")
    edit(repo, "plan.yml", "Better help", "More help")
    commit(repo)
    git(repo, "checkout", "--quiet", "main")
    edit(repo, "reports/2025-04-15.yml", "", SECOND)
    commit(repo)
    git(repo, "checkout", "--quiet", "mine")
    assert said(repo, "main") == []


def test_the_files_are_read_as_they_are_in_the_repository(repo: Path) -> None:
    (repo / ".gitattributes").write_text("*.yml export-ignore export-subst eol=crlf\n")
    (repo / "data/plan/themes/link.yml").symlink_to("/etc/passwd")
    (repo / "data/naïve file.txt").write_bytes(b"\r\n\xff")
    commit(repo)
    with revision(repo / "data", "HEAD") as earlier:
        found = {str(file.relative_to(earlier.folder)) for file in earlier.folder.rglob("*") if file.is_file()}
        assert found == {
            "naïve file.txt", "plan/governance.yml", "plan/kpis.yml", "plan/plan.yml", "plan/reports/2025-01-15.yml",
            "plan/themes/1.yml",
        }  # fmt: skip
        assert (earlier.folder / "naïve file.txt").read_bytes() == b"\r\n\xff"
    assert not earlier.folder.exists()


def why(folder: Path, rev: str) -> str:
    with pytest.raises(Unreadable) as error, revision(folder, rev):
        pass
    return str(error.value)


def test_why_a_revision_cannot_be_read(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = repo / "data"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert why(elsewhere, "HEAD") == (f"{elsewhere} is not in a git repository; run this in a copy made with git clone")
    assert why(tmp_path / "none", "HEAD") == f"there is no folder {tmp_path / 'none'}; name the folder with the plans"
    assert why(data, "v9") == "there is no revision `v9` here; give a branch, tag or commit that `git log` knows"
    assert why(data, "--all") == "`--all` is no revision; give a branch, tag or commit"
    (repo / "later").mkdir()
    (repo / "later/plan.yml").write_text("")
    with revision(repo / "later", "HEAD") as earlier:
        assert (earlier.there, list(earlier.folder.iterdir())) == (False, [])
    monkeypatch.setenv("PATH", "")
    assert why(data, "HEAD") == "git is not installed; install it, or leave the comparison out"


def test_a_shallow_copy_says_how_to_fetch_the_rest(repo: Path, tmp_path: Path) -> None:
    git(repo, "tag", "first")
    edit(repo, "plan.yml", "Better help", "More help")
    commit(repo)
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{repo}", "copy")
    copy = tmp_path / "copy"
    fetch = "this copy is shallow and does not hold"
    assert why(copy / "data", "first") == f"{fetch} `first`; run: git fetch --unshallow origin first"
    git(copy, "fetch", "--quiet", "--depth", "1", "origin", "first:refs/tags/first")
    assert (
        why(copy / "data", "first") == f"{fetch} the commit where `first` was left; run: git fetch --unshallow origin"
    )
    git(copy, "fetch", "--quiet", "--unshallow", "origin")
    with revision(copy / "data", "first") as earlier:
        assert "Better help" in (earlier.folder / "plan/plan.yml").read_text(encoding="utf-8")


def test_a_branch_that_only_the_remote_has(repo: Path, tmp_path: Path) -> None:
    git(repo, "branch", "plans")
    git(tmp_path, "clone", "--quiet", f"file://{repo}", "copy")
    assert why(tmp_path / "copy/data", "plans") == "there is no revision `plans` here; did you mean `origin/plans`?"


def test_the_command(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repo)
    fine = CliRunner().invoke(main, ["check", "--against", "HEAD"])
    assert (fine.exit_code, fine.stdout, fine.stderr) == (0, "", "1 plan: 0 problems, 0 warnings, 0 accepted\n")
    change, message = REFUSED["due-rewritten"]
    edit(repo, *change)
    wrong = CliRunner().invoke(main, ["check", "--against", "HEAD"])
    assert (wrong.exit_code, wrong.stdout) == (1, f"{message}\n")
    nowhere = CliRunner().invoke(main, ["check", "--against", "v9"])
    assert (nowhere.exit_code, nowhere.stdout) == (2, "")
    assert nowhere.stderr == (
        "Error: --against: there is no revision `v9` here; give a branch, tag or commit that `git log` knows\n"
    )


def test_where_there_was_no_data_folder_yet_all_is_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "README.md").write_text("Our plans\n")
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    shutil.copytree(CASES / "_base", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    new = "`HEAD` has no folder data yet: every plan is new, and there is nothing to compare with\n"
    held = CliRunner().invoke(main, ["check", "--strict", "--against", "HEAD"])
    assert (held.exit_code, held.stdout) == (0, "")
    assert held.stderr == new + "1 plan: 0 problems, 0 warnings, 0 accepted\n"
    seen = CliRunner().invoke(main, ["diff", "HEAD"])
    assert (seen.exit_code, seen.stderr) == (0, new)
    assert seen.stdout.splitlines()[-1] == ("    This plan is new. It has 1 theme, 2 actions, 2 KPIs and 1 report.")


def test_each_code_that_can_be_accepted_can_be_found() -> None:
    source = (Path(__file__).parent.parent / "macros/planpress/check/history.py").read_text(encoding="utf-8")
    assert [code for code in HISTORY if f'"{code}"' not in source] == []
