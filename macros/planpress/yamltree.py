"""YAML → plain mappings, lists and text, each with its lines.

Every scalar stays the text the editor wrote (`1.10`, `no` and `012` included); an empty value means absent. Doubled
keys, anchors, aliases and tags are refused. Libyaml's events are read straight into our values: that is several times
faster than PyYAML's own constructors, and an alias bomb or deep nesting cannot hurt.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from planpress.problem import Problem

DEEPEST = 12
"""No file of ours nests deeper than seven; libyaml itself would follow a hostile file without end."""

MOST = 50
"""After so many doubled names nobody reads on."""

LARGEST = 500_000
"""In bytes. The largest file of a real plan has 30,000. So much can be read, and found wrong, within a second."""

PLACE = "@"
"""The key under which each mapping carries its `At`: no plain YAML key can be written so."""

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class At:
    """Where a mapping stands: its file, its first line, and the line of each of its keys."""

    path: str
    line: int
    lines: dict[str, int]

    def of(self, key: str) -> int:
        """The line of a key, or of the mapping itself where it has no such key."""
        return self.lines.get(key, self.line)


class Listed(list[Any]):
    """A list that knows the line of each of its items."""

    def __init__(self) -> None:
        self.lines: list[int] = []


class _Refused(Exception):
    def __init__(self, line: int, message: str, hint: str) -> None:
        self.line, self.message, self.hint = line, message, hint


def read(file: Path, path: str) -> tuple[Any, list[Problem]]:
    """The value in a file, or None, and what is wrong with the file as YAML.

    `path` is how problems name the file. A doubled key does not stop the reading; anything worse does.
    """
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        return None, [Problem(path, 1, f"cannot be read ({error.strerror})", "check that the file may be opened")]
    return parse(data, path)


def parse(data: bytes, path: str) -> tuple[Any, list[Problem]]:
    """As `read`, from bytes."""
    if len(data) > LARGEST:
        hint = "divide it into several, or check that it is the right file"
        return None, [Problem(path, 1, f"is larger than {LARGEST // 1_000} kB", hint)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        what = "the file is saved as UTF-16" if wide else f"the byte 0x{data[error.start]:02x} is not UTF-8"
        return None, [Problem(path, line, what, "save the file with the encoding UTF-8 (not Windows or ANSI)")]
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        hint = "save the file with Unix line ends (in VS Code: choose LF at the bottom right)"
        return None, [Problem(path, line, "has Windows line ends (CR LF)", hint)]
    odd = re.search("[\u0085\u2028\u2029]", text)
    if odd:
        line = text.count("\n", 0, odd.start()) + 1
        what = f"holds a line break that cannot be seen (U+{ord(odd[0]):04X})"
        return None, [Problem(path, line, what, "type the line again")]
    problems: list[Problem] = []
    try:
        value = _document(yaml.parse(text, Loader=Loader), path, problems)
    except _Refused as refused:
        return None, [*problems, Problem(path, refused.line, refused.message, refused.hint)]
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position if isinstance(error.position, int) else 0) + 1
        control = _control(text)
        if control:
            line = text.count("\n", 0, control.start()) + 1
        return None, [Problem(path, line, "holds a character that YAML does not allow", "type that line again")]
    except yaml.MarkedYAMLError as error:
        return None, [_explain(error, text, path)]
    if value is None and not problems:
        return None, [Problem(path, 1, "is empty", "fill it in or remove the file")]
    return value, problems


def _control(text: str) -> re.Match[str] | None:
    return re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", text)


def _document(events: Iterator[Any], path: str, problems: list[Problem]) -> Any:
    value: Any = None
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise _Refused(line, "a second document begins here (`---`)", "keep one document in each file")
        elif isinstance(event, yaml.NodeEvent):
            value = _node(event, events, path, problems, 1)
    return value


def _node(event: Any, events: Iterator[Any], path: str, problems: list[Problem], depth: int, line: int = 0) -> Any:
    line = line or event.start_mark.line + 1
    if isinstance(event, yaml.AliasEvent) or event.anchor:
        mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
        name = f"{mark}{event.anchor}"
        hint = "write the value out in each place; a text that starts with & or * needs quotation marks"
        raise _Refused(line, f"`{name}` is a YAML anchor or alias", hint)
    if event.tag is not None and event.tag != "!":
        hint = "remove it; a text that starts with ! needs quotation marks"
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        raise _Refused(line, f"`{tag}` is a YAML tag", hint)
    if isinstance(event, yaml.ScalarEvent):
        return None if event.value == "" and not event.style else event.value
    if depth > DEEPEST:
        raise _Refused(line, "is nested too deeply", "compare the indentation with the example in the guide")
    if isinstance(event, yaml.SequenceStartEvent):
        items = Listed()
        for inner in events:
            if isinstance(inner, yaml.SequenceEndEvent):
                return items
            items.lines.append(inner.start_mark.line + 1)
            items.append(_node(inner, events, path, problems, depth + 1))
    return _mapping(line, events, path, problems, depth)


def _mapping(line: int, events: Iterator[Any], path: str, problems: list[Problem], depth: int) -> dict[str, Any]:
    lines: dict[str, int] = {}
    fields: dict[str, Any] = {PLACE: At(path, line, lines)}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        at = event.start_mark.line + 1
        if not isinstance(event, yaml.ScalarEvent):
            raise _Refused(at, "a list or a set of fields stands where a name should", "write `name: value`")
        key = _node(event, events, path, problems, depth)
        inner = next(events)
        here = inner.start_mark.index if inner.start_mark else -1
        if event.end_mark and here == event.end_mark.index:
            # `{note: £6,240 a week}`: the comma ends the text, and the rest would be a name without a value.
            hint = "put quotation marks round a text with a comma in curly brackets, or a colon after a name"
            raise _Refused(at, f"`{key}` has no colon after it", hint)
        value = _node(inner, events, path, problems, depth + 1, at)
        if key is None or key == PLACE:
            raise _Refused(at, f"`{key or ''}:` is not a name", "write `name: value`")
        key = sys.intern(key)
        if key in lines:
            hint = "keep one of the two"
            problems.append(Problem(path, at, f"`{key}` stands twice, first on line {lines[key]}", hint, "doubled"))
            if len(problems) > MOST:
                raise _Refused(at, "has too many names that stand twice", hint)
            continue
        lines[key] = at
        if value is not None:
            fields[key] = value
    return fields


def _explain(error: yaml.MarkedYAMLError, text: str, path: str) -> Problem:
    """What the parser found wrong, in words for somebody who has never seen YAML."""
    lines = text.rstrip().split("\n")
    mark, opened = error.problem_mark or error.context_mark, error.context_mark
    number = min(mark.line if mark else 0, len(lines) - 1)
    first = min(opened.line if opened else number, number)
    line, said, context = lines[number], error.problem or "", error.context or ""

    def problem(at: int, message: str, hint: str) -> Problem:
        return Problem(path, at + 1, message, hint)

    if "\t" in line[: len(line) - len(line.lstrip())] or (mark and line[mark.column : mark.column + 1] == "\t"):
        return problem(number, "a tab is used to indent", "use spaces, 2 for each step")
    if "mapping values are not allowed" in said:
        hint = "put quotation marks round a text that holds a colon and a space, or mend the indentation"
        return problem(number, "there is a `: ` where none can stand", hint)
    if "expected alphabetic" in said:
        return problem(number, "a text cannot start with * or &", "put quotation marks round it")
    if "unexpected end of stream" in said:
        return problem(first, "a quotation mark is opened and never closed", "close it")
    if "flow sequence" in context or "flow mapping" in context:
        return problem(first, "a bracket is opened and never closed", "close it, or put a comma between its parts")
    if "expected ':'" in said:
        hint = "put a colon and a space after the name, or indent the line if it belongs to the text above"
        return problem(first, "there is no `name: value` here", hint)
    if re.search(r"""[:-]\s+(".*"|'.*')\s*[^\s#,\]}]""", line):
        hint = "put the whole text into the other kind of quotation marks, or double the mark inside it"
        return problem(number, "something stands after the closing quotation mark", hint)
    if "expected" in said:
        hint = "look for a missing colon, quotation mark, bracket or a line indented otherwise than its neighbours"
        return problem(number, "the line does not fit what stands above it", hint)
    if "cannot start any token" in said:
        return problem(
            number,
            "a text cannot start with this character",
            "put quotation marks round a text that starts with @, ` or %",
        )
    return problem(number, f"is not YAML ({said})", "compare the line with the example in the guide")
