"""The data format as a table of fields and as JSON Schemas, both made from the model."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from planpress.inspection import Inspection
from planpress.kpi import Kpi
from planpress.model import Accept, Plan, Term, Theme
from planpress.oversight import Governance, Risk
from planpress.record import Record, record_in
from planpress.report import Report
from planpress.sentences import sentences
from planpress.statement import Statement

FILES: tuple[tuple[str, str, type[Record], bool], ...] = (
    ("plan", "data/<plan>/plan.yml", Plan, False),
    ("theme", "data/<plan>/themes/<ref>.yml", Theme, False),
    ("kpis", "data/<plan>/kpis.yml", Kpi, True),
    ("inspections", "data/<plan>/inspections.yml", Inspection, True),
    ("governance", "data/<plan>/governance.yml", Governance, False),
    ("risks", "data/<plan>/risks.yml", Risk, True),
    ("report", "data/<plan>/reports/<date>.yml", Report, False),
    ("accept", "data/<plan>/accept.yml", Accept, True),
    ("glossary", "data/glossary.yml", Term, True),
    ("accessibility", "data/accessibility.yml", Statement, False),
)
"""Each kind of file: the schema's name, where it lies, its record, and whether it is a list of them."""


@dataclass(frozen=True)
class FieldEntry:
    """One field as the reference shows it."""

    name: str
    sentence: str
    needed: bool
    inner: str
    """The record it holds, if it holds one."""


def fields_of(kind: type[Record]) -> list[FieldEntry]:
    """The fields of a record, in the order in which the model declares them."""
    found = []
    for name, info in kind.model_fields.items():
        if name != "at":
            inner = record_in(info.annotation)
            found.append(
                FieldEntry(name, sentences(kind).get(name, ""), info.is_required(), inner.__name__ if inner else "")
            )
    return found


def _records() -> list[tuple[str, type[Record]]]:
    found: list[tuple[str, type[Record]]] = [(path, kind) for _, path, kind, _ in FILES]
    for _, kind in found:  # the list grows while it is read: records inside records too
        for info in kind.model_fields.values():
            inner = record_in(info.annotation)
            if inner and inner not in (known for _, known in found):
                found.append(("", inner))
    return found


RECORDS = _records()
"""Every record: those of files first, with their paths, then those inside them."""


class _Schema(GenerateJsonSchema):
    """JSON Schemas for editors: without the place that each record carries, and with names that stand empty.

    A name with nothing after its colon counts as left out (`yamltree`): so it is no mistake but where a field is needed.
    """

    def model_schema(self, schema: Any) -> dict[str, Any]:
        made = super().model_schema(schema)
        kind: type[Record] = schema["cls"]
        names = {info.alias or name: name for name, info in kind.model_fields.items()}
        for field, said in made.get("properties", {}).items():
            if sentence := sentences(kind).get(names[field]):
                said["description"] = sentence
        made.get("properties", {}).pop("@", None)
        if "required" in made:
            made["required"] = [name for name in made["required"] if name != "@"] or (made.pop("required") and [])
        for name, field in made.get("properties", {}).items():
            if name not in made.get("required", ()):
                made["properties"][name] = _or_nothing(field)
        return made

    def dict_schema(self, schema: Any) -> dict[str, Any]:
        made = super().dict_schema(schema)
        if isinstance(made.get("additionalProperties"), dict):
            made["additionalProperties"] = _or_nothing(made["additionalProperties"])
        return made


def _or_nothing(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema that allows nothing too. It adds no layer where it can, so that tools still point at the exact place."""
    nothing = {"type": "null"}
    if "anyOf" in schema:
        return schema if nothing in schema["anyOf"] else schema | {"anyOf": [*schema["anyOf"], nothing]}
    if "type" in schema and "enum" not in schema:
        known = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return schema | {"type": [*known, "null"]}
    about = {name: value for name, value in schema.items() if name in ("title", "description", "default")}
    return about | {"anyOf": [{name: value for name, value in schema.items() if name not in about}, nothing]}


def schemas() -> dict[str, str]:
    """The JSON Schema of every kind of file, as text, by the schema file's name."""
    made = {}
    for name, path, kind, listed in FILES:
        adapter: TypeAdapter[Any] = TypeAdapter(list[kind] if listed else kind)  # type: ignore[valid-type]
        schema = adapter.json_schema(schema_generator=_Schema, mode="validation")
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": path} | schema
        made[f"{name}.json"] = json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    return made


def write_schemas(folder: Path) -> list[Path]:
    """Writes the schemas into a folder; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")
        written.append(folder / name)
    return written
