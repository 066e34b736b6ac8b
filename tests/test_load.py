"""What the loader makes of good files: text stays text, records know their lines, everything is in a fixed order."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from planpress.load import MOST, load, natural
from planpress.model import PlanData
from planpress.record import line_of

PLAN = """\
title: Better help for children
organisation: Example Council
published: 2025-01
starts: 2025-01
ends: 2026-12
summary: What the council will do.
"""


def plan_of(folder: Path, files: dict[str, str]) -> PlanData:
    """The plan made of these files and of PLAN, which must load without a problem."""
    for name, text in ({"plan.yml": PLAN} | files).items():
        file = folder / "data" / "plan" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text), encoding="utf-8")
    site, problems = load(folder / "data")
    assert problems == []
    return site.plan_by_id["plan"]


@pytest.mark.parametrize(
    "written",
    [
        "1.10",
        "no",
        "yes",
        "true",
        "null",
        "~",
        "012",
        "0x1F",
        "1e3",
        "12:30",
        "2016-13-01",
        "2016-12-14",
        ".inf",
        "=",
        "<<",
    ],
)
def test_what_other_readers_of_yaml_would_change_stays_as_written(written: str, tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path, {"themes/1.yml": f"ref: 1\ntitle: {written}\nactions:\n  - {{ref: a, action: {written}}}\n"}
    )
    assert (plan.themes[0].title, plan.actions[0].action) == (written, written)


@pytest.mark.parametrize("ref", ["1.10", "1.1", "no", "012", "2016-13-01", "12a", "FIN-03", "A", "null"])
def test_a_ref_stays_as_written(ref: str, tmp_path: Path) -> None:
    plan = plan_of(tmp_path, {"themes/1.yml": f"ref: 1\ntitle: T\nactions:\n  - {{ref: {ref}, action: A}}\n"})
    assert list(plan.action_by_ref) == [ref]


def test_text_over_several_lines_becomes_one_line_and_prose_keeps_its_paragraphs(tmp_path: Path) -> None:
    theme = """\
        ref: 1
        title: >-
          A title
          on two lines
        outcome: |
          The first paragraph
          on two lines.

          The second.
        """
    found = plan_of(tmp_path, {"themes/1.yml": theme}).themes[0]
    assert found.title == "A title on two lines"
    assert found.outcome == "The first paragraph\non two lines.\n\nThe second."


def test_a_field_left_empty_is_a_field_left_out(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, {"themes/1.yml": "ref: 1\ntitle: T\nshort:\n"})
    assert plan.themes[0].short is None


def test_a_mark_of_byte_order_at_the_start_is_no_problem(tmp_path: Path) -> None:
    assert plan_of(tmp_path, {"themes/1.yml": "\ufeffref: 1\ntitle: T\n"}).themes[0].ref == "1"


def test_one_value_may_stand_for_a_list_of_one(tmp_path: Path) -> None:
    theme = """\
        ref: 1
        title: T
        actions:
          - {ref: a, action: A, lead: "Manager, Skills & Learning"}
          - {ref: b, action: B, lead: [Head of Care, Head of Audit], after: a}
        """
    actions = plan_of(tmp_path, {"themes/1.yml": theme}).actions
    assert [(action.lead, action.after) for action in actions] == [
        (("Manager, Skills & Learning",), ()),
        (("Head of Care", "Head of Audit"), ("a",)),
    ]


def test_every_record_knows_its_file_and_lines(tmp_path: Path) -> None:
    theme = """\
        # a comment
        ref: 1
        title: T
        groups:
          - ref: 1.1
            title: G
            actions:
              - ref: 1.1.1
                action: >-
                  A text
                  of two lines.
                due: 2025-06
              - action: Another.
                milestones:
                  - {ref: a, title: M,
                     due: 2025-03}
                ref: 1.1.2
        """
    report = """\
        date: 2025-01-15
        title: R
        actions:

          1.1.1: {status: on-track}
          1.1.2:
            status: on-track
        kpis:
          1a:
            - {period: 2024-11, value: 1}
            - period: 2024-12
              value: 2
        """
    plan = plan_of(tmp_path, {"themes/1.yml": theme, "reports/2025-01-15.yml": report})
    one, two = plan.actions
    step = two.milestones[0]
    assert {record.at.path for record in (plan.themes[0], one, two, step)} == {"data/plan/themes/1.yml"}
    assert (plan.themes[0].at.line, plan.themes[0].at.of("ref"), plan.themes[0].at.of("groups")) == (2, 2, 4)
    assert (one.at.line, one.at.of("ref"), one.at.of("action"), one.at.of("due")) == (8, 8, 9, 12)
    assert (two.at.line, two.at.of("action"), two.at.of("ref"), two.at.of("due")) == (13, 13, 17, 13)
    assert (step.at.line, step.at.of("ref"), step.at.of("due")) == (15, 15, 16)
    made = plan.reports[0]
    assert [line_of(made, "actions", name) for name in made.actions] == [5, 6]
    assert [reading.at.line for reading in made.kpis["1a"]] == [10, 11]


KPIS = "".join(
    f"- {{ref: {ref}, title: T, theme: 1, unit: number, better: lower}}\n"
    for ref in ("1a", "1b", "1c", "1d", "1e", "2", "3", "5a", "6a", "6b", "10", "12a", "12b", "KPI-7a", "KPI-7b")
)


@pytest.mark.parametrize(
    ("written", "names", "meant"),
    [
        ("1a", "1a", "1a"),
        ("1", "1", "1a 1b 1c 1d 1e"),
        ("6a,b", "6a 6b", "6a 6b"),
        ("6a, b", "6a 6b", "6a 6b"),
        ("1a,b,c", "1a 1b 1c", "1a 1b 1c"),
        ("2,3", "2 3", "2 3"),
        ("1, 2, 3", "1 2 3", "1a 1b 1c 1d 1e 2 3"),
        ("[5a, 6]", "5a 6", "5a 6a 6b"),
        ("['12a,b', 2]", "12a 12b 2", "2 12a 12b"),
        ("[1a, 1]", "1a 1", "1a 1b 1c 1d 1e"),
        ("10, 2", "10 2", "2 10"),
        ("2, 2", "2", "2"),
        ("KPI-7a,b", "KPI-7a KPI-7b", "KPI-7a KPI-7b"),
        ("KPI-7", "KPI-7", "KPI-7a KPI-7b"),
        ("All", "all", "1a 1b 1c 1d 1e 2 3 5a 6a 6b 10 12a 12b KPI-7a KPI-7b"),
        ("all", "all", "1a 1b 1c 1d 1e 2 3 5a 6a 6b 10 12a 12b KPI-7a KPI-7b"),
        ("[]", "", ""),
        ("", "", ""),
    ],
)
def test_the_kpis_that_an_action_names(written: str, names: str, meant: str, tmp_path: Path) -> None:
    theme = f"ref: 1\ntitle: T\nactions:\n  - ref: a\n    action: A\n    kpis: {written}\n"
    plan = plan_of(tmp_path, {"themes/1.yml": theme, "kpis.yml": KPIS})
    action = plan.actions[0]
    assert (" ".join(action.kpis), " ".join(kpi.ref for kpi in plan.kpis_of(action))) == (names, meant)


def test_themes_stand_in_the_order_that_readers_expect(tmp_path: Path) -> None:
    refs = ["10", "2", "1", "1.10", "1.9", "b", "12b", "12a"]
    plan = plan_of(tmp_path, {f"themes/{ref}.yml": f"ref: {ref}\ntitle: T\n" for ref in refs})
    assert [theme.ref for theme in plan.themes] == ["b", "1", "1.9", "1.10", "2", "10", "12a", "12b"]
    assert sorted(refs, key=natural) == [theme.ref for theme in plan.themes]


def test_reports_stand_by_date_and_then_by_name(tmp_path: Path) -> None:
    names = ["2025-02-01-schools", "2024-12-01", "2025-02-01-care", "2025-01-15"]
    files = {f"reports/{name}.yml": f"date: {name[:10]}\ntitle: R\n" for name in names}
    plan = plan_of(tmp_path, {"themes/1.yml": "ref: 1\ntitle: T\n"} | files)
    assert [Path(report.at.path).stem for report in plan.reports] == [
        "2024-12-01",
        "2025-01-15",
        "2025-02-01-care",
        "2025-02-01-schools",
    ]


def test_plans_stand_by_name_and_hidden_files_are_left_alone(tmp_path: Path) -> None:
    for name in ("plan-b", "plan-a"):
        (tmp_path / "data" / name / "themes").mkdir(parents=True)
        (tmp_path / "data" / name / "plan.yml").write_text(PLAN, encoding="utf-8")
        (tmp_path / "data" / name / "themes" / "1.yml").write_text("ref: 1\ntitle: T\n", encoding="utf-8")
        (tmp_path / "data" / name / "themes" / ".1.yml.swp").write_bytes(b"\xff")
    (tmp_path / "data" / ".DS_Store").write_bytes(b"\x00")
    (tmp_path / "data" / "glossary.yml").write_text("- {term: PEP, also: [PEPs], means: A plan}\n", encoding="utf-8")
    site, problems = load(tmp_path / "data")
    assert problems == []
    assert [plan.id for plan in site.plans] == ["plan-a", "plan-b"]
    assert [(term.term, term.also, term.means) for term in site.glossary] == [("PEP", ("PEPs",), "A plan")]


def test_a_folder_that_is_not_there_is_a_problem_and_no_exception(tmp_path: Path) -> None:
    site, problems = load(tmp_path / "nowhere", "nowhere")
    assert [str(problem) for problem in problems] == [
        "nowhere:1: there is no such folder; go to the folder of your site, make it there, or set `data_dir` in mkdocs.yml"
    ]
    assert site.plans == ()


# Whatever stands in the files

FILES = ("plan.yml", "kpis.yml", "themes/1.yml", "reports/2025-01-15.yml", "inspections.yml", "governance.yml", "risks.yml", "accept.yml")  # fmt: skip
REAL = {file: file.read_bytes() for file in sorted((ROOT / "data").rglob("*.yml"))}
PIECES = [b"", b"\x00", b"\xff", b"\r\n", b"\n", b"- ", b": ", b"&a ", b"*a", b"!!x ", b"[", b"{", b"}", b'"', b"'", b"|", b"#", b"\t", b"---\n", "\u202e".encode(), "\u2028".encode(), "١".encode(), b"1e309", b"a" * 3_000]  # fmt: skip


def is_told(folder: Path, files: dict[str, bytes]) -> None:
    """Loading raises nothing and takes little time; each problem has a file, a line of it, and one line of words."""
    for name, data in files.items():
        file = folder / "data" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    start = time.process_time()
    _, problems = load(folder / "data")
    assert time.process_time() - start < 1
    for problem in problems:
        data = files.get(problem.path.removeprefix("data/"), b"")
        assert 1 <= problem.line <= max(1, data.count(b"\n") + (not data.endswith(b"\n"))), problem
        assert problem.message and problem.hint and str(problem).isprintable(), problem


@given(st.dictionaries(st.sampled_from(FILES), st.binary(max_size=200), min_size=1))
@settings(deadline=None, derandomize=True, max_examples=150)
def test_any_bytes_in_any_file_are_told_and_raise_nothing(files: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        is_told(Path(folder), {f"plan/{name}": data for name, data in files.items()})


@given(
    st.sampled_from(sorted(REAL)),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(PIECES)), min_size=1, max_size=4),
)
@settings(deadline=None, derandomize=True, max_examples=150)
def test_a_real_file_with_pieces_lost_or_put_in_is_told(file: Path, changes: list[tuple[float, int, bytes]]) -> None:
    data = REAL[file]
    for place, lost, piece in changes:
        at = int(place * len(data))
        data = data[:at] + piece + data[at + lost :]
    with tempfile.TemporaryDirectory() as folder:
        is_told(Path(folder), {file.relative_to(ROOT / "data").as_posix(): data, "plan/plan.yml": PLAN.encode()})


def large(line: str, head: str = "") -> str:
    """A file as large as may be, of one line again and again; `{n}` is the line's number."""
    count = (500_000 - len(head)) // (len(line) + 5 * line.count("{n}"))
    return head + "".join(line.replace("{n}", f"{number:08}") for number in range(count))


REPORT = "date: 2025-01-15\ntitle: R\n"
LARGE = {
    "names that stand twice": large("a: b\n"),
    "names that nobody knows": large("a{n}: b\n"),
    "items": large("- {}\n"),
    "items of unknown names": large("- {a: b, c: d}\n"),
    "texts": large("- a\n"),
    "one line": "title: " + "a" * 499_000,
    "letters beyond ASCII": "title: " + "é" * 249_000,
    "a long name": "a" * 499_000 + ": b",
    "comments": large("#\n"),
    "blank lines": large("\n"),
    "brackets": large("["),
    "hyphens": large("- "),
    "question marks": large("? "),
    "quotation marks": "a: '" + large("''"),
    "escapes": 'a: "' + large("\\u0061"),
    "folded lines": large(" b\n", "a: >\n"),
    "a list in one line": large("b, ", "a: ["),
    "fields in one line": large("b: c, ", "a: {"),
    "pairs in one line": large("b: c, ", "a: ["),
    "tags": "a: " + "!" * 499_000,
    "anchors": large("a{n}: &a{n} b\n"),
    "documents": large("---\n"),
    "directives": large("%a b\n"),
    "byte order marks": large("\ufeff")[:166_000],
    "actions": large("  a{n}: {status: x}\n", f"{REPORT}actions:\n"),
    "refs that are none": large("  a_{n}: x\n", f"{REPORT}actions:\n"),
    "changes": large("- {a: b}\n", f"{REPORT}changes:\n"),
    "evidence": large("a, ", f"{REPORT}actions: {{a: {{evidence: [") + "]}}\n",
    "aliases": "a: &a [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 9_000)),
    "beyond the size": "#" * 50_000_000,
}
SCRIPT = """
import re, resource, sys, time
from pathlib import Path
from planpress.load import load
resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000, 1_000_000_000))
for folder in sys.argv[1:]:
    start = time.process_time()
    _, problems = load(Path(folder))
    print(f"{time.process_time() - start} {len(problems)} {Path(folder).name}")
# Not ru_maxrss: that of a new process begins with its parent's.
print(int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) // 1000)
"""


@pytest.mark.parametrize("name", ["kpis.yml", "reports/2025-01-15.yml"])
def test_a_large_file_is_told_within_a_second_and_little_memory(name: str, tmp_path: Path) -> None:
    for number, text in enumerate(LARGE.values()):
        file = tmp_path / str(number) / "plan" / name
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
    folders = [str(tmp_path / str(number)) for number in range(len(LARGE))]
    done = subprocess.run([sys.executable, "-c", SCRIPT, *folders], capture_output=True, text=True, check=True)
    *lines, memory = done.stdout.splitlines()
    for what, line in zip(LARGE, lines, strict=True):
        seconds, problems, _ = line.split()
        assert float(seconds) < 1, what
        assert int(problems) <= MOST + 4, what
    assert int(memory) < 400, "megabytes"
