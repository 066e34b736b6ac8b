"""What docs/guide/growth.md shows works: the national site is built as it says, and GitHub can read its two workflows."""

import re
import subprocess
from pathlib import Path

import yaml

from conftest import ROOT
from forge import assert_audited, assert_readable
from planpress.exports import files
from planpress.load import load
from planpress.pages import View
from tiny import PLANPRESS, QUIET

PAGE = (ROOT / "docs/guide/growth.md").read_text(encoding="utf-8")
SETTINGS, NIGHTLY, MATRIX = (
    re.sub(r"{% (?:end)?raw %}", "", block)
    for block in re.findall(r"^```yaml\n(.*?)```$", PAGE, re.DOTALL | re.MULTILINE)
)


def test_the_national_site_is_built_from_gathered_plans(tmp_path: Path) -> None:
    site, _ = load(ROOT / "tests/problems/_base")
    made = files(View.of(site.plans[0]), site, "https://one.example.org/")
    (tmp_path / "one.json").write_bytes(next(one.content for one in made if one.path.endswith("/plan.json")))
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# All councils\n")
    (tmp_path / "mkdocs.yml").write_text(SETTINGS)
    for command in (["gather", "one.json", "--out", "docs/plans"], ["build"]):
        done = subprocess.run(
            [*PLANPRESS, *command], cwd=tmp_path, env=QUIET, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    page = (tmp_path / "site/plans/index.html").read_text()
    assert '<a href="https://one.example.org/plan/">Better help for children</a>' in page
    assert '<a href="plans.csv">' in page
    assert (tmp_path / "site/plans/plans.csv").exists()


def test_github_can_read_the_workflows_and_an_auditor_finds_nothing(tmp_path: Path) -> None:
    folder = tmp_path / ".github/workflows"
    folder.mkdir(parents=True)
    for name, text in (("nightly.yml", NIGHTLY), ("matrix.yml", MATRIX)):
        (folder / name).write_text(text)
    assert_readable("github-workflows", sorted(folder.iterdir()))
    assert_audited(tmp_path)


def test_the_workflows_use_the_actions_that_this_repository_uses() -> None:
    ours = {
        line.strip().removeprefix("- ")
        for file in (ROOT / ".github/workflows").iterdir()
        for line in file.read_text(encoding="utf-8").splitlines()
        if "uses: " in line
    }
    shown = {line.strip().removeprefix("- ") for line in (NIGHTLY + MATRIX).splitlines() if "uses: " in line}
    assert shown - ours == set(), "the guide's pins are older than those in .github/workflows"


def test_one_council_is_built_by_each_job_of_the_matrix() -> None:
    jobs = yaml.load(MATRIX, yaml.BaseLoader)["jobs"]
    assert {name: job.get("needs") for name, job in jobs.items()} == {
        "list": None, "build": "list", "gather": "build", "deploy": "gather",
    }  # fmt: skip
    assert jobs["build"]["strategy"] == {
        "fail-fast": "false",
        "matrix": {"council": "${{ fromJSON(needs.list.outputs.councils) }}"},
    }
