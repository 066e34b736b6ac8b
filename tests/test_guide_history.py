"""What the guide says of changes to what was published, of the site's colours and of its policy is what editors get."""

import re
from pathlib import Path

import pytest

from conftest import ROOT
from guide_examples import HEAD, PLAN
from planpress import look, policy
from planpress.check import check
from planpress.check.history import against
from test_guide import GUIDE, OF_HISTORY, laid
from test_history_against import commit, git

PAGES = ROOT / "docs/guide"
CHAPTER = OF_HISTORY + GUIDE.partition(OF_HISTORY)[2].partition("\n## ")[0]
QUOTED = {part.partition("\n")[0]: re.findall(r"^> (.+)$", part, re.MULTILINE) for part in CHAPTER.split("\n### ")[1:]}
WITHDRAWN = "changes:\n  - {action: 1.2.3, withdrawn: It is done elsewhere.}\n"
ACTION = re.compile(r"      - ref: 1\.2\.3\n(?:.+\n)+\n?")


class Plan:
    """The fictional plan in a repository of its own, published."""

    def __init__(self, folder: Path) -> None:
        self.data = laid(folder, (), "wrong")
        git(self.data.parent, "init", "--quiet")
        self.publish()
        git(self.data.parent, "tag", "v1")

    def publish(self) -> None:
        commit(self.data.parent)

    def write(self, file: str, text: str) -> None:
        (self.data / PLAN / file).write_text(text, encoding="utf-8")

    def edit(self, file: str, before: str, after: str) -> None:
        text = (self.data / PLAN / file).read_text(encoding="utf-8")
        assert before in text
        self.write(file, text.replace(before, after, 1))

    def said(self, rev: str = "HEAD") -> list[str]:
        found = against(check(self.data, "data"), self.data, rev)
        return [*map(str, found.problems), *(f"{one} [warning: {one.code}]" for one in found.warnings)]


def changed(plan: Plan) -> list[str]:
    plan.edit("reports/2026-10-14.yml", "summary: >-\n", "summary: >-\n  All went well.\n")
    return plan.said()


def removed(plan: Plan) -> list[str]:
    (plan.data / PLAN / "reports/2026-10-14.yml").unlink()
    return plan.said()


def put_between(plan: Plan) -> list[str]:
    plan.write("reports/2026-10-01.yml", HEAD.replace("2027-01-13", "2026-10-01") + "summary: Nothing new.\n")
    return plan.said()


def without_an_action(plan: Plan) -> list[str]:
    text = (plan.data / PLAN / "themes/1.yml").read_text(encoding="utf-8")
    plan.write("themes/1.yml", ACTION.sub("", text))
    return plan.said()


def back_again(plan: Plan) -> list[str]:
    plan.write("reports/2027-01-13.yml", HEAD + WITHDRAWN)
    plan.publish()
    plan.write("reports/2027-01-14.yml", HEAD.replace("01-13", "01-14") + WITHDRAWN.replace("withdrawn", "added"))
    return plan.said()


def another_date(plan: Plan) -> list[str]:
    plan.edit("themes/1.yml", "due: 2025-Q3\n        kpis: 1b\n", "due: 2026-03\n        kpis: 1b\n")
    return plan.said()


def another_target(plan: Plan) -> list[str]:
    plan.edit("kpis.yml", "{value: 80%, due: 2026-03}", "{value: 70%, due: 2026-03}")
    return plan.said()


def gone(plan: Plan) -> list[str]:
    (plan.data / PLAN).rename(plan.data / "example-2025-28")
    return plan.said()


def unread(plan: Plan) -> list[str]:
    plan.edit("plan.yml", "title:", "tittle:")
    plan.publish()
    git(plan.data.parent, "tag", "--force", "v1")
    plan.edit("plan.yml", "tittle:", "title:")
    return plan.said("v1")


CASES = {
    "report-changed": changed,
    "report-removed": removed,
    "report-put-between": put_between,
    "ref-removed": without_an_action,
    "ref-reused": back_again,
    "due-rewritten": another_date,
    "target-rewritten": another_target,
    "plan-removed": gone,
    "history-unread": unread,
}


def test_each_code_of_the_chapter_has_a_case() -> None:
    assert set(QUOTED) == set(CASES)


@pytest.mark.parametrize("code", CASES)
def test_the_chapter_quotes_what_the_comparison_says(code: str, tmp_path: Path) -> None:
    (quote,) = QUOTED[code]
    said = CASES[code](Plan(tmp_path))
    assert quote in said, "\n".join(said)


def test_a_report_is_taken_back_as_the_page_on_publishing_says(tmp_path: Path) -> None:
    plan = Plan(tmp_path)
    plan.write("reports/2027-01-13.yml", HEAD + "summary: Published by mistake.\n")
    plan.publish()
    (plan.data / PLAN / "reports/2027-01-13.yml").unlink()
    assert [line.split(" ")[-1] for line in plan.said()] == ["one"]
    (accepted,) = re.findall(r"^```yaml\n(.*?)^```", (PAGES / "publishing.md").read_text(encoding="utf-8"), re.M | re.S)
    plan.write("accept.yml", (plan.data / PLAN / "accept.yml").read_text(encoding="utf-8") + accepted)
    assert plan.said() == []


def quotes(page: str) -> list[str]:
    """The messages that a page quotes, each on one line."""
    text = (PAGES / page).read_text(encoding="utf-8")
    return [
        " ".join(quote.replace("\n> ", " ").split()) for quote in re.findall(r"^> ((?:.+\n> )*.+)$", text, re.MULTILINE)
    ]


def test_the_page_on_colours_quotes_what_the_build_says() -> None:
    text = "\n" * 29 + 'colour: "#7a7a7a"\nlink_colour: "#5694ca"\n'
    found = look.problems({"colour": "#7a7a7a", "link_colour": "#5694ca"}, "mkdocs.yml", text)
    assert sorted(quotes("look.md")) == sorted(map(str, found))


def test_the_page_on_headers_quotes_what_the_build_says() -> None:
    (said,) = policy.refused('<button onclick="print()">Print</button>')
    assert quotes("hosting.md") == [f"index.md: {said}"]


@pytest.mark.parametrize("number", [0, 2])
def test_the_kpis_on_the_page_on_small_numbers_can_be_written_so(number: int, tmp_path: Path) -> None:
    text = (PAGES / "small-numbers.md").read_text(encoding="utf-8")
    block = re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)[number]
    kpis = re.sub(r"^(  title: .*)$", r"\1\n  theme: 1\n  better: neither", block, flags=re.MULTILINE)
    parts = ["12a", "12b", "12c", "13a"] if number else []
    kpis += "".join(
        f"- {{ref: {ref}, title: Part {ref}, theme: 1, unit: number, better: neither, people: yes}}\n" for ref in parts
    )
    data = tmp_path / "data/our-plan"
    (data / "themes").mkdir(parents=True)
    (data / "themes/1.yml").write_text("ref: 1\ntitle: Help\nactions: [{ref: 1.1, action: Help sooner.}]\n")
    (data / "plan.yml").write_text(
        "title: Our plan\norganisation: A council\npublished: 2025\nstarts: 2025\nsummary: What we will change.\n"
    )
    (data / "kpis.yml").write_text(kpis, encoding="utf-8")
    assert check(tmp_path / "data").problems == []
