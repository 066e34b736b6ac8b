"""What the check found, as text, GitHub annotations, a GitLab code quality report, or JSON."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from planpress.check import Found
from planpress.problem import Problem
from planpress.words import number_of

FORMATS = ("text", "github", "gitlab", "json")
SHOWN = 10
"""GitHub shows no more annotations of one kind for one step (GitHub docs, "Workflow commands", limits)."""
LARGEST = 1_000_000
"""GitHub refuses a job summary of more than 1 MiB (GitHub docs, "Adding a job summary")."""


def lines(found: Found, form: str, accepted: bool = False) -> Iterator[str]:
    """What to print, in one of FORMATS. `accepted` also lists what accept.yml takes away; JSON always does."""
    match form:
        case "github":
            yield from _github(found, accepted)
        case "gitlab":
            yield json.dumps(_gitlab(found, accepted), ensure_ascii=False, indent=2)
        case "json":
            yield json.dumps(_json(found), ensure_ascii=False, indent=2)
        case _:
            yield from _text(found, accepted)


def counts(found: Found) -> str:
    """How much was found, in one line: "2 plans: 0 problems, 1 warning, 17 accepted"."""
    sizes = [_count("problem", found.problems), _count("warning", found.warnings)]
    return f"{_count('plan', found.site.plans)}: {', '.join(sizes)}, {len(found.accepted)} accepted"


def failed(found: Found, strict: bool) -> bool:
    """Whether the command ends with 1: for problems, and if `strict` for warnings too."""
    return bool(found.problems or (strict and found.warnings))


def _count(word: str, items: Iterable[object]) -> str:
    number = len(list(items))
    return number_of(word, number) if number else f"0 {word}s"


def _text(found: Found, accepted: bool) -> Iterator[str]:
    for kind, problem in _each(found, accepted):
        yield f"{problem}" if kind == "problem" else f"{problem} [{kind}: {problem.code}]"


def _each(found: Found, accepted: bool) -> Iterator[tuple[str, Problem]]:
    """All that was found with its kind, the gravest first: `problem`, `warning` and, if wanted, `accepted`."""
    yield from (("problem", problem) for problem in found.problems)
    yield from (("warning", problem) for problem in found.warnings)
    yield from (("accepted", problem) for problem in (found.accepted if accepted else ()))


def _github(found: Found, accepted: bool) -> Iterator[str]:
    """Annotations for the first of each kind, and the rest as plain lines of the log."""
    for command, kind, problems in (("error", "problem", found.problems), ("warning", "warning", found.warnings)):
        for problem in problems[:SHOWN]:
            place = f"file={_property(problem.path)},line={problem.line},title={_property(problem.code)}"
            yield f"::{command} {place}::{_data(_says(problem))}"
        for problem in problems[SHOWN:]:
            yield f"{problem} [{kind}: {problem.code}]"
    for problem in found.accepted if accepted else ():
        yield f"{problem} [accepted: {problem.code}]"


def _data(text: str) -> str:
    """A message as workflow commands want it (actions/toolkit, command.ts, escapeData)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A property's value as workflow commands want it (actions/toolkit, command.ts, escapeProperty)."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _says(problem: Problem) -> str:
    return f"{problem.message}; {problem.hint}" if problem.hint else problem.message


def summary(found: Found, accepted: bool = False) -> str:
    """All that was found as Markdown, for the job summary: the counts, then a table."""
    text = f"## planpress check\n\n{escaped(counts(found))}\n"
    rows = [
        f"| {kind.capitalize()} | {escaped(f'{one.path}:{one.line}')} | {escaped(one.code)} | {escaped(_says(one))} |\n"
        for kind, one in _each(found, accepted)
    ]
    if rows:
        text += "\n| Kind | Place | Code | What is wrong; what to do |\n| --- | --- | --- | --- |\n"
    size = len(text.encode())
    for number, row in enumerate(rows):
        size += len(row.encode())
        if size > LARGEST:
            return f"{text}\nAnd {len(rows) - number} more: see the log.\n"
        text += row
    return text


def escaped(text: str) -> str:
    """A text as Markdown that shows it and nothing else: no link, mark, tag or mention. What stands between backticks
    becomes code."""
    parts = re.split(r"`([^`]*)`", text)
    return "".join(f"<code>{_entities(part)}</code>" if odd % 2 else _entities(part) for odd, part in enumerate(parts))


def _entities(text: str) -> str:
    plain = re.sub(r"[\r\n]+", " ", text)
    marks = r"""[&<>|\\`*_\[\]{}~#!@$"]|:(?=//)|(?<=www)\.|^[-+](?=\s)|(?<=^\d)[.)](?=\s)"""
    return re.sub(marks, lambda hit: f"&#{ord(hit[0])};", plain)


def _gitlab(found: Found, accepted: bool) -> list[dict[str, Any]]:
    """The fields that GitLab reads (GitLab docs, "Code Quality", report format)."""
    seen: Counter[str] = Counter()
    rows: list[dict[str, Any]] = []
    for kind, problem in _each(found, accepted):
        # Without the line: what moves down because a line was added above it is not new.
        same = "\n".join((problem.path, problem.code, problem.ref, problem.message))
        seen[same] += 1
        rows.append(
            {
                "description": _says(problem),
                "check_name": problem.code,
                "fingerprint": hashlib.sha256(f"{same}\n{seen[same]}".encode()).hexdigest(),
                "severity": {"problem": "major", "warning": "minor", "accepted": "info"}[kind],
                "location": {"path": problem.path, "lines": {"begin": problem.line}},
            }
        )
    return rows


def _json(found: Found) -> dict[str, Any]:
    return {
        "problems": [_fields(problem) for problem in found.problems],
        "warnings": [_fields(problem) for problem in found.warnings],
        "accepted": [_fields(problem) for problem in found.accepted],
    }


def _fields(problem: Problem) -> dict[str, str | int]:
    return {
        "path": problem.path,
        "line": problem.line,
        "code": problem.code,
        "ref": problem.ref,
        "message": problem.message,
        "hint": problem.hint,
    }
