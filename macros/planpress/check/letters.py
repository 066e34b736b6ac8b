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
    for record in records:
        for text, holder, field in texts(record):
            for word in () if text.isascii() else WORD.findall(text):
                if word not in told and (odd := _other(word)):
                    told.add(word)
                    message = (
                        f"`{word}` mixes alphabets: its {odd[0]} is {unicodedata.name(odd[0], 'unnamed').capitalize()}"
                    )
                    hint = "type the word again"
                    yield Problem(holder.at.path, holder.at.of(field), message, hint, "mixed-alphabets", word)


def _other(word: str) -> str:
    """The letters of another alphabet in a word that has Latin ones."""
    if not re.search("[A-Za-z]", word):
        return ""
    names = {sign: unicodedata.name(sign, "") for sign in word if not sign.isascii()}
    # Signs that belong to every alphabet: the micro sign, ordinals, raised letters.
    every = ("LATIN", "MICRO", "MODIFIER", "FEMININE", "MASCULINE", "COMBINING", "SUPERSCRIPT")
    return "".join(sign for sign, name in names.items() if not name.startswith(every))


def texts(value: Any, holder: Record | None = None, field: str = "") -> Iterator[tuple[str, Record, str]]:
    """Every text in a record, at any depth, with the record and field that hold it."""
    if isinstance(value, Record):
        for name in type(value).model_fields:
            if name != "at":
                yield from texts(getattr(value, name), value, name)
    elif isinstance(value, str) and holder is not None:
        yield value, holder, field
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from texts(name, holder, field)
            yield from texts(inner, holder, field)
    elif isinstance(value, (tuple, list)):
        for inner in value:
            yield from texts(inner, holder, field)
