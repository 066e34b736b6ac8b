"""Every message that an editor can meet, as a case: a folder of `tests/problems` named for what is wrong.

A case holds only the files that differ from the good plan in `_base`, and in `expected.txt` the exact problems.
Two endings are not part of a file's name:

- `X.remove` takes the file or folder X of `_base` away;
- `X.escaped` holds the file X with `\\x0d` and the like for bytes that editors, git and e-mail would change.
"""

import re
import shutil
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from planpress.check import check
from planpress.cli import main
from planpress.problem import did_you_mean

CASES = Path(__file__).parent / "problems"
NAMES = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir() and folder.name != "_base")


def data_of(name: str, folder: Path) -> Path:
    """A case's data folder, made in `folder`: the good plan with the case's own files laid over it."""
    data = folder / "data"
    shutil.copytree(CASES / "_base", data)
    files = [file for file in sorted((CASES / name).rglob("*")) if file.is_file() and file.name != "expected.txt"]
    for file in sorted(files, key=lambda file: file.suffix != ".remove"):
        to = data / file.relative_to(CASES / name)
        if file.suffix == ".remove":
            shutil.rmtree(to.with_suffix("")) if to.with_suffix("").is_dir() else to.with_suffix("").unlink()
            continue
        to.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix == ".escaped":
            unescaped = re.sub(rb"\\x([0-9a-f]{2})", lambda found: bytes.fromhex(found[1].decode()), file.read_bytes())
            to.with_suffix("").write_bytes(unescaped)
        else:
            shutil.copyfile(file, to)
    return data


def expected(name: str) -> list[str]:
    return (CASES / name / "expected.txt").read_text(encoding="utf-8").splitlines()


def test_the_good_plan_has_no_problem_and_no_warning() -> None:
    found = check(CASES / "_base")
    assert (found.problems, found.warnings, found.accepted) == ([], [], [])


@pytest.mark.parametrize("name", NAMES)
def test_check_finds_exactly_the_expected_problems(name: str, tmp_path: Path) -> None:
    assert [str(problem) for problem in check(data_of(name, tmp_path)).problems] == expected(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_command_prints_the_same_lines(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data_of(name, tmp_path)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check", "data"])
    assert result.stdout.splitlines() == expected(name)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit), "a traceback"
    assert re.fullmatch(r"\d plans?: \d+ problems?, 0 warnings, 0 accepted\n", result.stderr)


GOOD = {
    file.relative_to(CASES / "_base"): file.read_text(encoding="utf-8") for file in (CASES / "_base").rglob("*.yml")
}
PARTS = [(file, part) for file, text in sorted(GOOD.items()) for part in sorted(set(re.findall(r"[^\s:]+", text)))]
ODD = ["", "x", "0", "-1", "[]", "{}", "[[]]", "{a: {b: c}}", "[a, {b: c}]", "''", "all", "1.1.1", "1a", "80%", "4 / 0",
       "2025-01", "quarterly", "9999-12-31", "\n", "\n  - ", "a: b", "- ", "'", '"', "|", "#", "\u2028", "é" * 300]  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(PARTS), st.sampled_from(ODD)), min_size=1, max_size=4))
@settings(deadline=None, derandomize=True, max_examples=300)
def test_whatever_an_editor_writes_is_either_right_or_a_problem(changes: list[tuple[tuple[Path, str], str]]) -> None:
    texts = dict(GOOD)
    for (file, part), odd in changes:
        texts[file] = texts[file].replace(part, odd, 1)
    with tempfile.TemporaryDirectory() as folder:
        for file, text in texts.items():
            (Path(folder) / "data" / file).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / "data" / file).write_text(text, encoding="utf-8")
        found = check(Path(folder) / "data")
    for problem in [*found.problems, *found.warnings]:
        text = texts.get(Path(problem.path).relative_to("data"), "")
        assert 1 <= problem.line <= max(1, text.count("\n") + (not text.endswith("\n"))), problem
        assert problem.message and problem.hint and "\n" not in str(problem)


@pytest.mark.parametrize(
    ("wrong", "known", "wanted"),
    [
        ("completd", ("complete", "on-track"), "did you mean `complete`?"),
        ("19d", ("1d", "19a"), "did you mean `19a`?"),
        ("zebra", ("complete", "on-track"), "known here: complete, on-track"),
        ("R9", ("R1", "R2"), "known here: R1, R2"),
        ("R9", (*(f"F{number}" for number in range(1, 15)), "R1", "R2"), "near it: R1, R2"),
        ("9", (), ""),
    ],
)
def test_a_name_that_is_not_known_leads_to_those_that_are(wrong: str, known: tuple[str, ...], wanted: str) -> None:
    assert did_you_mean(wrong, known) == wanted


def test_of_two_signs_those_that_begin_the_same_are_told_rather_than_where_to_look() -> None:
    assert did_you_mean("R9", ["R1", "R2", "F1"], "see the risks in this plan") == "near it: R1, R2"
    assert did_you_mean("X9", ["R1", "R2", "F1"], "see the risks in this plan") == "see the risks in this plan"
