"""The guide explains every code that a check can give, and the messages that it quotes are those that editors get."""

import re

import pytest

from conftest import ROOT
from planpress.check import check
from planpress.check.accepting import CODES
from test_problems import NAMES, data_of

GUIDE = (ROOT / "docs/guide/checks.md").read_text(encoding="utf-8")
EXPLAINED = set(re.findall(r"^### (\S+)$", GUIDE, re.MULTILINE))


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
