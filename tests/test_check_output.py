"""The forms in which the check's result is given to people, to GitHub, to GitLab and to other programs."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from planpress.check import Found
from planpress.check_output import LARGEST, counts, escaped, failed, lines, summary
from planpress.cli import main
from planpress.model import Site
from planpress.problem import Problem
from test_problems import CASES, data_of

BAD = Problem("data/a,b:c/plan.yml", 7, "100% of `x|y`\r\nis <wrong>", "mend it", "invalid", "1.1")
BARE = Problem("data/plan/plan.yml", 1, "is missing")
DOUBTFUL = Problem("data/plan/kpis.yml", 12, "no action cites KPI 1a", "name it", "kpi-unused", "1a")
ACCEPTED = Problem("data/plan/themes/1.yml", 3, "action 1.1.1 has no KPI", "add `kpis:`", "no-kpi", "1.1.1")
FOUND = Found(Site(()), [BAD, BARE], [DOUBTFUL], [ACCEPTED])
MANY = Found(
    Site(()), [Problem("data/p/kpis.yml", line, "is wrong", "mend it") for line in range(1, 13)], [DOUBTFUL], []
)


def test_text() -> None:
    assert list(lines(FOUND, "text", accepted=True)) == [
        "data/a,b:c/plan.yml:7: 100% of `x|y`<U+000D><U+000A>is <wrong>; mend it",
        "data/plan/plan.yml:1: is missing",
        "data/plan/kpis.yml:12: no action cites KPI 1a; name it [warning: kpi-unused]",
        "data/plan/themes/1.yml:3: action 1.1.1 has no KPI; add `kpis:` [accepted: no-kpi]",
    ]
    assert len(list(lines(FOUND, "text"))) == 3
    assert counts(FOUND) == "0 plans: 2 problems, 1 warning, 1 accepted"


def test_github_escapes_what_its_commands_would_take_apart() -> None:
    assert list(lines(FOUND, "github", accepted=True)) == [
        "::error file=data/a%2Cb%3Ac/plan.yml,line=7,title=invalid::100%25 of `x|y`<U+000D><U+000A>is <wrong>; mend it",
        "::error file=data/plan/plan.yml,line=1,title=invalid::is missing",
        "::warning file=data/plan/kpis.yml,line=12,title=kpi-unused::no action cites KPI 1a; name it",
        "data/plan/themes/1.yml:3: action 1.1.1 has no KPI; add `kpis:` [accepted: no-kpi]",
    ]


def test_github_is_given_ten_annotations_of_a_kind_and_the_log_the_rest() -> None:
    assert list(lines(MANY, "github")) == [
        *[f"::error file=data/p/kpis.yml,line={line},title=invalid::is wrong; mend it" for line in range(1, 11)],
        "data/p/kpis.yml:11: is wrong; mend it [problem: invalid]",
        "data/p/kpis.yml:12: is wrong; mend it [problem: invalid]",
        "::warning file=data/plan/kpis.yml,line=12,title=kpi-unused::no action cites KPI 1a; name it",
    ]


def test_the_job_summary_holds_everything_as_it_was_written() -> None:
    assert summary(FOUND) == (
        "## planpress check\n\n"
        "0 plans: 2 problems, 1 warning, 1 accepted\n\n"
        "| Kind | Place | Code | What is wrong; what to do |\n"
        "| --- | --- | --- | --- |\n"
        "| Problem | data/a,b:c/plan.yml:7 | invalid | 100% of <code>x&#124;y</code>&#60;U+000D&#62;&#60;U+000A&#62;is &#60;wrong&#62;; mend it |\n"
        "| Problem | data/plan/plan.yml:1 | invalid | is missing |\n"
        "| Warning | data/plan/kpis.yml:12 | kpi-unused | no action cites KPI 1a; name it |\n"
    )
    assert summary(MANY).count("\n| Problem |") == 12
    assert summary(Found(Site(()), [], [], [])) == "## planpress check\n\n0 plans: 0 problems, 0 warnings, 0 accepted\n"


def test_the_job_summary_stays_within_what_github_takes() -> None:
    found = Found(Site(()), [Problem("data/p/kpis.yml", line, "é" * 500) for line in range(1200)], [], [])
    text = summary(found)
    assert LARGEST - 3000 < len(text.encode()) < LARGEST + 100
    assert text.endswith(f"\nAnd {1200 - text.count('| Problem |')} more: see the log.\n")


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("[a](https://example.org) *b* _c_ ~d~", "&#91;a&#93;(https&#58;//example.org) &#42;b&#42; &#95;c&#95; &#126;d&#126;"),
        ("@who #1 <b> & \\ ![x]", "&#64;who &#35;1 &#60;b&#62; &#38; &#92; &#33;&#91;x&#93;"),
        ("- one", "&#45; one"),
        ("1. one", "1&#46; one"),
        ("`due: *` and `", "<code>due: &#42;</code> and &#96;"),
        ("www.example.org", "www&#46;example.org"),
    ],
)  # fmt: skip
def test_text_of_a_plan_is_no_markdown(text: str, markdown: str) -> None:
    assert escaped(text) == markdown


def test_gitlab() -> None:
    first, second, third = json.loads("\n".join(lines(FOUND, "gitlab")))
    assert first == {
        "description": "100% of `x|y`<U+000D><U+000A>is <wrong>; mend it",
        "check_name": "invalid",
        "fingerprint": first["fingerprint"],
        "severity": "major",
        "location": {"path": "data/a,b:c/plan.yml", "lines": {"begin": 7}},
    }
    assert (second["severity"], third["severity"]) == ("major", "minor")
    assert json.loads("\n".join(lines(FOUND, "gitlab", accepted=True)))[3]["severity"] == "info"


def test_gitlab_knows_a_finding_again_on_another_line_and_tells_two_alike_apart() -> None:
    def prints(*numbers: int) -> list[str]:
        found = Found(Site(()), [Problem("data/p/kpis.yml", line, "is wrong") for line in numbers], [], [])
        return [row["fingerprint"] for row in json.loads("\n".join(lines(found, "gitlab")))]

    assert prints(3, 9) == prints(4, 10)
    assert len(set(prints(3, 9))) == 2
    assert prints(3) == ["1d53ee8c2f96f24278e05da258fcde037cb3afcf8a0b01121e2b1954ab909fe1"]


def test_json() -> None:
    assert json.loads("\n".join(lines(FOUND, "json"))) == {
        "problems": [
            {
                "path": "data/a,b:c/plan.yml",
                "line": 7,
                "code": "invalid",
                "ref": "1.1",
                "message": "100% of `x|y`<U+000D><U+000A>is <wrong>",
                "hint": "mend it",
            },
            {
                "path": "data/plan/plan.yml",
                "line": 1,
                "code": "invalid",
                "ref": "",
                "message": "is missing",
                "hint": "",
            },
        ],
        "warnings": [
            {
                "path": "data/plan/kpis.yml",
                "line": 12,
                "code": "kpi-unused",
                "ref": "1a",
                "message": "no action cites KPI 1a",
                "hint": "name it",
            }
        ],
        "accepted": [
            {
                "path": "data/plan/themes/1.yml",
                "line": 3,
                "code": "no-kpi",
                "ref": "1.1.1",
                "message": "action 1.1.1 has no KPI",
                "hint": "add `kpis:`",
            }
        ],
    }


def test_what_fails() -> None:
    doubts = Found(Site(()), [], [DOUBTFUL], [])
    fine = Found(Site(()), [], [], [ACCEPTED])
    assert [failed(found, strict) for found in (FOUND, doubts, fine) for strict in (False, True)] == [
        True, True, False, True, False, False,
    ]  # fmt: skip


def test_the_command_writes_the_job_summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data_of("due-unreadable", tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "summary.md").write_text("Before.\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    result = CliRunner().invoke(main, ["check", "--format", "github"])
    assert result.exit_code == 1
    assert result.stdout.startswith("::error file=data/plan/themes/1.yml,line=")
    assert result.stderr == "1 plan: 1 problem, 0 warnings, 0 accepted\n"
    text = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert text.startswith("Before.\n## planpress check\n\n1 plan: 1 problem, 0 warnings, 0 accepted\n")
    assert text.count("| Problem |") == 1


def test_the_command_ends_with_2_when_it_is_written_wrongly() -> None:
    result = CliRunner().invoke(main, ["check", str(CASES / "_base"), "--format", "xml"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'xml' is not one of 'text', 'github', 'gitlab', 'json'" in result.stderr
