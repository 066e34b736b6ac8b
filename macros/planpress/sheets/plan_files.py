"""Changed fields → the text of the plan's own files. All else in them stays as it is, to the byte.

A field's text is exchanged at its place in the file: writing the whole file anew would also break lines otherwise.
"""

import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from planpress.importing.yaml_files import flow_text, line_text
from planpress.kpi import Kpi
from planpress.model import Action
from planpress.sheets.new import Edit

WIDE = 118
"""Texts that a file has over several lines are broken at this width again."""

_FIELDS = {"action": list(Action.model_fields), "kpi": list(Kpi.model_fields)}


class NotEditable(Exception):
    """A field that a person has to change; its text begins with the line."""


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text of a file with some fields changed. Raises NotEditable."""
    # The pure parser counts in characters; libyaml's would count in bytes.
    start = 1 if text.startswith("\ufeff") else 0
    root = yaml.compose(text[start:], Loader=yaml.SafeLoader)
    splices = [(first + start, last + start, new) for edit in edits for first, last, new in _splices(root, text, edit)]
    for first, last, new in sorted(splices, reverse=True):
        text = text[:first] + new + text[last:]
    return text


def _splices(root: Any, text: str, edit: Edit) -> Iterator[tuple[int, int, str]]:
    """What to put in place of what, as character numbers."""
    text = text.removeprefix("\ufeff")
    record = next(node for node in _records(root, edit.kind) if _field(node, "ref").value == edit.ref)
    there = _field(record, edit.name)
    if there is None:
        yield _added(record, text, edit)
    elif isinstance(there, yaml.ScalarNode) and isinstance(edit.value, str):
        yield _scalar(there, text, edit.value, record.flow_style, _column(record, edit.name))
    elif isinstance(there, yaml.ScalarNode):
        blank = "" if there.start_mark.index < there.end_mark.index else " "
        yield there.start_mark.index, _end(there, text), blank + _listed(edit.value)
    elif edit.name == "targets":
        yield _appended(there, text, edit)
    else:
        posts = (edit.value,) if isinstance(edit.value, str) else edit.value
        yield from _items(there, text, [str(post) for post in posts], edit)


def _records(node: Any, kind: str) -> Iterator[Any]:
    """The mappings of a file that are actions, or KPIs."""
    mark = "action" if kind == "action" else "title"
    if isinstance(node, yaml.MappingNode):
        if _field(node, "ref") is not None and _field(node, mark) is not None:
            yield node
        for _, inner in node.value:
            yield from _records(inner, kind)
    elif isinstance(node, yaml.SequenceNode):
        for inner in node.value:
            yield from _records(inner, kind)


def _field(record: Any, name: str) -> Any:
    return next((value for key, value in record.value if key.value == name), None)


def _column(record: Any, name: str) -> int:
    return next(int(key.start_mark.column) for key, _ in record.value if key.value == name)


def _end(node: Any, text: str) -> int:
    """Where a value ends, without the empty lines and comments after it."""
    if isinstance(node, yaml.ScalarNode):
        if node.style not in ("|", ">"):
            return int(node.end_mark.index)
        head, _, body = text[node.start_mark.index : node.end_mark.index].partition("\n")
        # The parser counts comments that stand further left to the lines of the text.
        lines = body.split("\n")
        deep = next((len(line) - len(line.lstrip()) for line in lines if line.strip()), 0)
        kept = len(lines)
        while kept and (not lines[kept - 1].strip() or len(lines[kept - 1]) - len(lines[kept - 1].lstrip()) < deep):
            kept -= 1
        return int(node.start_mark.index) + len(head) + 1 + len("\n".join(lines[:kept]))
    if node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(node, yaml.MappingNode) else last, text)


def _scalar(node: Any, text: str, value: str, flow: bool, column: int) -> tuple[int, int, str]:
    """Another text in the style of the one before: folded, in quotation marks, or plain."""
    first, last = node.start_mark.index, _end(node, text)
    if node.style in ("|", ">"):
        head = text[first : text.index("\n", first)]
        lines = textwrap.wrap(value, WIDE - column - 2, break_long_words=False, break_on_hyphens=False)
        return first, last, "\n".join([head, *(" " * (column + 2) + line for line in lines)])
    if flow:
        return first, last, flow_text(value, node.style)
    made = line_text(value, node.style, WIDE - column)
    blank = "" if first < last else " "
    return first, last, blank + made.replace("\n", "\n" + " " * column)


def _listed(value: Any) -> str:
    """A text, or several in square brackets."""
    if isinstance(value, str):
        return flow_text(value)
    return flow_text(value[0]) if len(value) == 1 else f"[{', '.join(map(flow_text, value))}]"


def _items(node: Any, text: str, posts: list[str], edit: Edit) -> Iterator[tuple[int, int, str]]:
    """Other items of a list; those that stay are not touched."""
    if len(posts) == len(node.value):
        for item, post in zip(node.value, posts, strict=True):
            if item.value != post:
                yield _scalar(item, text, post, True, item.start_mark.column)
        return
    first, last = node.start_mark.index, _end(node, text)
    if re.search(r"(?:^|\s)#", text[first:last]):
        raise NotEditable(f"{node.start_mark.line + 1}: `{edit.name}` holds a comment; change it by hand")
    if node.flow_style:
        yield first, last, f"[{', '.join(map(flow_text, posts))}]"
    else:
        yield first, last, ("\n" + " " * node.start_mark.column).join(f"- {flow_text(post)}" for post in posts)


def _appended(node: Any, text: str, edit: Edit) -> tuple[int, int, str]:
    """Targets after those that there are."""
    last = _end(node.value[-1], text)
    new = [flow_text(target) for target in edit.value]
    if node.flow_style:
        return last, last, "".join(f", {one}" for one in new)
    line = text.find("\n", last)
    at = line if line >= 0 else len(text)
    return at, at, "".join(f"\n{' ' * node.start_mark.column}- {one}" for one in new)


def _added(record: Any, text: str, edit: Edit) -> tuple[int, int, str]:
    """A field that the record did not have, after those that stand before it in the guide."""
    names = _FIELDS[edit.kind]
    before = names[: names.index(edit.name)]
    key, value = max(
        ((key, value) for key, value in record.value if key.value in before),
        key=lambda pair: names.index(pair[0].value),
    )
    made = f"[{', '.join(map(flow_text, edit.value))}]" if edit.name == "targets" else _listed(edit.value)
    last = _end(value, text)
    if record.flow_style:
        return last, last, f", {edit.name}: {made}"
    line = text.find("\n", last)
    at = line if line >= 0 else len(text)
    return at, at, f"\n{' ' * key.start_mark.column}{edit.name}: {made}"
