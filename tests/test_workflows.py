"""What runs when somebody offers or accepts a change, here and on a council's own site, cannot be misused.

GitHub's and GitLab's own schemas and an auditor for workflows (zizmor) read the files; neither asks the network.
"""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT
from forge import assert_audited, assert_readable
from planpress.editing.start import files

STARTED = files("Exampleshire County Council")
SCHEMAS = {
    ".github/workflows/*.yml": "github-workflows",
    ".github/dependabot.yml": "dependabot",
    ".github/ISSUE_TEMPLATE/[mu]*.yml": "github-issue-forms",
    ".github/ISSUE_TEMPLATE/config.yml": "github-issue-config",
    ".gitlab-ci.yml": "gitlab-ci",
}
MAY_WRITE = {
    "publish.yml": {"deploy": {"pages", "id-token"}},
    "release.yml": {"sign": {"id-token", "attestations"}, "pypi": {"id-token"}, "github": {"contents"}},
}
"""The jobs that may do more than read, with what; none of them runs a file of the repository."""


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that `planpress new` makes."""
    made = tmp_path_factory.mktemp("started")
    for path, text in STARTED.items():
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).write_text(text, encoding="utf-8")
    return made


@pytest.fixture(params=["here", "a council's own site"])
def folder(request: pytest.FixtureRequest, started: Path) -> Path:
    """This repository, and a council's own site."""
    return ROOT if request.param == "here" else started


def workflows(folder: Path) -> dict[str, dict[str, Any]]:
    texts = {file.name: file.read_text(encoding="utf-8") for file in (folder / ".github/workflows").iterdir()}
    return {name: yaml.load(text, yaml.BaseLoader) for name, text in texts.items()}


@pytest.mark.parametrize("pattern", SCHEMAS)
def test_github_and_gitlab_can_read_them(pattern: str, started: Path) -> None:
    assert_readable(SCHEMAS[pattern], [file for folder in (ROOT, started) for file in sorted(folder.glob(pattern))])


def test_an_auditor_finds_nothing(folder: Path) -> None:
    assert_audited(folder)


def test_a_change_from_outside_meets_no_secret_and_may_only_read(folder: Path) -> None:
    for name, made in workflows(folder).items():
        text = (folder / ".github/workflows" / name).read_text(encoding="utf-8")
        assert "secrets." not in text
        assert "pull_request_target" not in made["on"]
        assert made["permissions"] == {"contents": "read"}
        more = {job: set(said["permissions"]) for job, said in made["jobs"].items() if "permissions" in said}
        assert more == MAY_WRITE.get(name, {})
        for job in more:
            steps = made["jobs"][job]["steps"]
            assert not any("make " in step.get("run", "") or "checkout" in step.get("uses", "") for step in steps)
    assert "pull_request" in workflows(folder)["check.yml"]["on"]


def test_an_action_of_others_is_named_by_its_commit_and_is_the_same_everywhere() -> None:
    texts = [file.read_text(encoding="utf-8") for file in (ROOT / ".github/workflows").iterdir()]
    texts += [text for path, text in STARTED.items() if path.startswith(".github/workflows/")]
    used = [line.split("uses: ")[1] for text in texts for line in text.splitlines() if "uses: " in line]
    pinned = [re.fullmatch(r"([\w./-]+)@[0-9a-f]{40} # v\d+\.\d+\.\d+", one) for one in used]
    assert all(pinned), used
    assert len(set(used)) == len({pin[1] for pin in pinned if pin})


def test_a_change_is_checked_against_what_was_published_built_and_kept_to_look_at(folder: Path) -> None:
    job = workflows(folder)["check.yml"]["jobs"]["check" if folder != ROOT else "plans"]
    runs = [step["run"].splitlines()[0] for step in job["steps"] if "run" in step]
    assert [run for run in runs if run != "make install"] == [
        '.venv/bin/planpress check --format github --against "$BEFORE"',
        "make site",
        '.venv/bin/planpress diff --format markdown "$BEFORE" >> "$GITHUB_STEP_SUMMARY" ||',
    ]
    assert job["env"] == {"BEFORE": "origin/${{ github.base_ref }}"}
    assert job["steps"][0]["with"] == {"fetch-depth": "0", "persist-credentials": "false"}
    assert job["steps"][-1]["with"] == {"name": "website", "path": "site/", "retention-days": "14"}


def test_gitlab_does_the_same() -> None:
    made = yaml.load(STARTED[".gitlab-ci.yml"], yaml.BaseLoader)
    check = made["check"]
    assert [line.split(" > ")[0] for line in check["script"]] == [
        '.venv/bin/planpress check --format gitlab --against "$BEFORE"',
        '.venv/bin/planpress check --against "$BEFORE"',
        "make site",
        '.venv/bin/planpress diff "$BEFORE"',
        "cat difference.txt",
    ]
    assert check["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]
    assert check["artifacts"]["reports"] == {"codequality": "gl-code-quality-report.json"}
    assert made["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
    assert made["pages"]["artifacts"] == {"paths": ["public"]}


def test_forms_and_questions_are_the_same_here_and_there() -> None:
    for name in ("config", "mistake", "update"):
        path = f".github/ISSUE_TEMPLATE/{name}.yml"
        assert (ROOT / path).read_text(encoding="utf-8") == STARTED[path]
    questions = STARTED[".github/pull_request_template.md"].partition("\n- [")[2]
    assert questions in (ROOT / ".github/pull_request_template.md").read_text(encoding="utf-8")
    assert STARTED[".gitlab/merge_request_templates/Default.md"] == STARTED[".github/pull_request_template.md"]
