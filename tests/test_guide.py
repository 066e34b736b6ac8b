"""The guide explains every code that a check can give, and all that it quotes is what editors get."""

import re
import shutil
from pathlib import Path

import pytest

from conftest import ROOT
from guide_examples import EXAMPLES, Change
from planpress.check import check
from planpress.check.accepting import CODES
from test_problems import NAMES, data_of

GUIDE = (ROOT / "docs/guide/checks.md").read_text(encoding="utf-8")
EXPLAINED = set(re.findall(r"^### (\S+)$", GUIDE, re.MULTILINE))
OF_HISTORY = "## Changes of what was published"
"""The chapter whose messages need an earlier revision: test_guide_history.py holds them."""


def quoted() -> list[tuple[str, int, str]]:
    """Each quoted message of the chapters on problems and warnings, with its code and its number there."""
    chapters = [part for part in re.split(r"^(?=## )", GUIDE, flags=re.MULTILINE) if not part.startswith(OF_HISTORY)]
    sections = [part for chapter in chapters for part in re.split(r"^### ", chapter, flags=re.MULTILINE)[1:]]
    return [
        (section.partition("\n")[0], number, quote)
        for section in sections
        for number, quote in enumerate(re.findall(r"^> (data/.*)$", section, re.MULTILINE))
    ]


def laid(folder: Path, example: Change | tuple[Change, ...], side: str) -> Path:
    """The fictional plan's data with an example's mistakes in it, or with what cures them."""
    data = folder / side / "data"
    shutil.copytree(ROOT / "data/example-2025-27", data / "example-2025-27")
    for name in ("glossary.yml", "accessibility.yml"):
        shutil.copy(ROOT / "data" / name, data)
    for change in (example,) if isinstance(example, Change) else example:
        file = data / change.file
        wanted, instead = (change.wrong, change.right) if side == "wrong" else (change.right, change.wrong)
        if change.new:
            text = wanted
        else:
            text = file.read_text(encoding="utf-8")
            assert change.right in text or change.wrong in text, f"{change.file} no longer holds {change.right!r}"
            text = text if wanted in text and instead not in text else text.replace(instead, wanted, 1)
        if text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode("utf-8", "surrogateescape"))
    return data


def said(data: Path, code: str) -> list[str]:
    """What the check says under a code, as the command prints it."""
    found = check(data, "data")
    problems = [str(one) for one in found.problems if one.code == code]
    return problems + [f"{one} [warning: {one.code}]" for one in found.warnings if one.code == code]


@pytest.mark.parametrize(("code", "number", "quote"), quoted(), ids=lambda part: str(part)[:24])
def test_each_example_gives_the_message_quoted_and_its_cure_takes_it_away(
    code: str, number: int, quote: str, tmp_path: Path
) -> None:
    assert len(EXAMPLES.get(code, ())) > number, f"add to guide_examples.py what gives: {quote}"
    example = EXAMPLES[code][number]
    wrong, right = said(laid(tmp_path, example, "wrong"), code), said(laid(tmp_path, example, "right"), code)
    assert quote in wrong, "\n".join(wrong)
    assert quote not in right


def test_no_example_is_left_over() -> None:
    counts = {code: sum(code == other for other, _, _ in quoted()) for code in EXAMPLES}
    assert {code: len(examples) for code, examples in EXAMPLES.items()} == counts


def test_each_warning_is_explained() -> None:
    assert {*CODES, "accepted-in-vain"} - EXPLAINED == set()


def test_each_problem_is_explained(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp
    codes = {problem.code for name in NAMES for problem in check(data_of(name, folder(name[:20]))).problems}
    assert codes - EXPLAINED == set()


def test_nothing_is_explained_that_does_not_exist() -> None:
    source = "".join(file.read_text() for file in (ROOT / "macros/planpress").rglob("*.py"))
    built = {"no-recovery", "no-evidence"}
    assert {code for code in EXPLAINED if f'"{code}"' not in source} == built
