"""What is wrong, where, and what to do: the one form in which editors hear of it."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import takewhile

UNSEEN = frozenset(("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"))
"""The kinds of characters that no reader sees: controls, marks of direction, halves of characters, unassigned ones."""
LONGEST = 600
"""How much of a text a problem quotes."""
SHOWN = 12
"""How many names a hint lists."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong at one place, printed as `path:line: what is wrong; what to do`.

    `path` is relative to the site's folder with forward slashes, `line` counts from 1. `code` is a stable name that
    the guide explains and, for warnings, that `accept.yml` can name together with `ref`, the item concerned.
    """

    path: str
    line: int
    message: str
    hint: str = ""
    code: str = "invalid"
    ref: str = ""

    def __post_init__(self) -> None:
        # What a problem quotes was written by others: it must neither begin a new line nor steer a terminal.
        for name in ("path", "message", "hint", "ref"):
            object.__setattr__(self, name, one_line(getattr(self, name)))

    def __str__(self) -> str:
        text = f"{self.message}; {self.hint}" if self.hint else self.message
        return f"{self.path}:{self.line}: {text}"


def one_line(text: str) -> str:
    """A text as one line of at most 600 characters in which everything can be seen: the rest as U+202E."""
    if len(text) > LONGEST:
        text = f"{text[: LONGEST - 100]} … {text[-97:]}"
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        f"<U+{ord(sign):04X}>" if unicodedata.category(sign) in UNSEEN and sign != "\u200d" else sign for sign in text
    )


class ProblemsFound(Exception):
    """Raised once, with every problem, when a data folder cannot be published."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))


def _alike(one: str, other: str) -> int:
    """How many letters two names have in common at their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def did_you_mean(wrong: str, known: Iterable[str], otherwise: str = "") -> str:
    """The hint with the name nearest to a misspelt one, else `otherwise`, else the names there are (the first 12)."""
    names = list(dict.fromkeys(map(str, known)))
    # No name is as long, and to compare it would take time.
    wrong = wrong[:100]
    by_lower = {name.lower(): name for name in names}
    near = get_close_matches(wrong.lower(), by_lower, n=5, cutoff=0.6)
    if near:
        # Of several near ones, that which begins alike: 19a for 19d, not 1d.
        best = max((name for name in by_lower if name in near), key=lambda name: _alike(name, wrong.lower()))
        return f"did you mean `{by_lower[best]}`?"
    # Two signs are too few to be alike: those that begin the same, where not all can be told.
    short = [name for name in names if len(wrong) == 2 == len(name) and name[0].lower() == wrong[0].lower()]
    if short and (otherwise or len(names) > SHOWN):
        return f"near it: {_first(short)}"
    if otherwise or not names:
        return otherwise
    return f"known here: {_first(names)}"


def _first(names: list[str]) -> str:
    return ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
