"""Records → YAML as a person writes it: no quotation marks without need, and a note on what is left to decide."""

import io
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, SingleQuotedScalarString
from ruamel.yaml.tag import Tag


class Todo(str):
    """A field left empty, with what is to be decided. Nothing is guessed: `planpress check` asks for the field."""

    __slots__ = ()


class _AllText(VersionedResolver):
    """This project reads each value as text, so that 1.10 needs no quotation marks."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        if kind is ScalarNode:
            return Tag(suffix="tag:yaml.org,2002:str")
        return super().resolve(kind, value, implicit)


def yaml_text(value: Any, above: str = "") -> str:
    """The text of a file; `above` is a comment for its top.

    `value` consists of dictionaries, lists and text. Empty text and empty lists are left out.
    """
    yaml = _yaml(118)
    yaml.indent(mapping=2, sequence=4 if isinstance(value, dict) else 2, offset=2 if isinstance(value, dict) else 0)
    head = f"# {above}\n" if above else ""
    return head + "".join(f"{line.rstrip()}\n" for line in _dumped(yaml, _commented(value)).splitlines())


def flow_text(value: str | dict[str, str], style: str | None = None) -> str:
    """A text, or fields, as they stand within brackets. `style` is the quotation mark to use, if any."""
    items = CommentedSeq([_quoted(value, style) if isinstance(value, str) else _flow(value)])
    items.fa.set_flow_style()
    return _dumped(_yaml(1_000_000), items).strip()[1:-1]


def line_text(value: str, style: str | None, width: int) -> str:
    """A text as it stands after `name: `, with its further lines indented by two."""
    return _dumped(_yaml(width), CommentedMap({"x": _quoted(value, style)})).removeprefix("x:").strip()


def _yaml(width: int) -> YAML:
    yaml = YAML()
    yaml.width = width
    yaml.Resolver = _AllText
    return yaml


def _dumped(yaml: YAML, value: Any) -> str:
    out = io.StringIO()
    yaml.dump(value, out)
    return out.getvalue()


def _quoted(value: str, style: str | None) -> Any:
    return {"'": SingleQuotedScalarString, '"': DoubleQuotedScalarString}.get(style or "", str)(value)


def _flow(value: dict[str, str]) -> CommentedMap:
    made = CommentedMap(value)
    made.fa.set_flow_style()
    return made


def _commented(value: Any) -> Any:
    if isinstance(value, dict):
        made = CommentedMap()
        for key, inner in value.items():
            if isinstance(inner, Todo):
                made[key] = ""
                made.yaml_add_eol_comment(f"TODO: {inner}", key, column=0)
            elif inner or inner == 0:
                made[key] = _commented(inner)
        return made
    if isinstance(value, list | tuple):
        items = CommentedSeq([_commented(inner) for inner in value])
        if all(isinstance(inner, dict) and len(inner) == 2 and "due" in inner for inner in value) and not _undecided(
            value
        ):
            items.fa.set_flow_style()
        return items
    return " ".join(value.split()) if "\n\n" not in value else value


def _undecided(items: Any) -> bool:
    return any(isinstance(inner, Todo) for item in items for inner in item.values())
