"""Words that look like others: letters of two alphabets in one word, of which a reader sees only one."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from planpress.model import PlanData
from planpress.problem import Problem
from planpress.record import Record

WORD = re.compile(r"[^\W\d_]+")


def mixed(plan: PlanData) -> Iterator[Problem]:
    """A word with Latin and other letters, once: search does not find it, and it may name somebody else."""
    told: set[str] = set()
    records: list[Any] = [
        plan.plan,
        *plan.themes,
        *plan.kpis,
        *plan.inspections,
        plan.governance,
        *plan.risks,
        *plan.reports,
    ]
    found: list[tuple[str, Record, str]] = []
    for record in records:
        _collect(record, plan.plan, "", found)
    for text, holder, field in found:
        for word in WORD.findall(text):
            if word not in told and (odd := _other(word)):
                told.add(word)
                message = (
                    f"`{word}` mixes alphabets: its {odd[0]} is {unicodedata.name(odd[0], 'unnamed').capitalize()}"
                )
                yield Problem(
                    holder.at.path, holder.at.of(field), message, "type the word again", "mixed-alphabets", word
                )


def _other(word: str) -> str:
    """The letters of another alphabet in a word that has Latin ones."""
    if not re.search("[A-Za-z]", word):
        return ""
    names = {sign: unicodedata.name(sign, "") for sign in word if not sign.isascii()}
    # Signs that belong to every alphabet: the micro sign, ordinals, raised letters.
    every = ("LATIN", "MICRO", "MODIFIER", "FEMININE", "MASCULINE", "COMBINING", "SUPERSCRIPT")
    return "".join(sign for sign, name in names.items() if not name.startswith(every))


def _collect(value: Any, holder: Record, field: str, found: list[tuple[str, Record, str]]) -> None:
    """Adds every text in a value that is not in plain letters, at any depth, with the record and field that hold it."""
    if isinstance(value, str):
        if not value.isascii():
            found.append((value, holder, field))
    elif isinstance(value, Record):
        for name, inner in value:
            if name != "at":
                _collect(inner, value, name, found)
    elif isinstance(value, dict):
        for name, inner in value.items():
            _collect(name, holder, field, found)
            _collect(inner, holder, field, found)
    elif isinstance(value, (tuple, list)):
        for inner in value:
            _collect(inner, holder, field, found)
