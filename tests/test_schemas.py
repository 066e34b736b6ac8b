"""Do the JSON Schemas, which editors' tools read, say what the model says, and do our own files satisfy them?"""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from planpress.record import Record
from planpress.reference import RECORDS, fields_of, schemas

ROOT = Path(__file__).parents[1]
SCHEMAS = ROOT / "macros/planpress/schema"
DATA = sorted((ROOT / "data").rglob("*.yml"))
OF_FOLDER = {"themes": "theme", "reports": "report"}


class Core(yaml.SafeLoader):
    """Reads numbers and yes or no as editors' tools do, but leaves dates as text: JSON has none. Names are text."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


def read(text: str) -> Any:
    return yaml.load(text, Loader=Core)


def schema_name(file: Path) -> str:
    return OF_FOLDER.get(file.parent.name, file.stem)


def test_the_schemas_are_those_of_the_model() -> None:
    found = {file.name: file.read_text(encoding="utf-8") for file in SCHEMAS.iterdir()}
    wanted = schemas()
    out_of_date = sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))
    assert out_of_date == [], "run make schema"


@pytest.mark.parametrize("name", sorted(schemas()))
def test_a_schema_is_valid_and_knows_nothing_of_lines(name: str) -> None:
    schema = json.loads(schemas()[name])
    Draft202012Validator.check_schema(schema)
    assert '"@"' not in schemas()[name]


@pytest.mark.parametrize("kind", [kind for _, kind in RECORDS], ids=lambda kind: kind.__name__)
def test_every_field_has_a_sentence(kind: type[Record]) -> None:
    assert kind.__doc__
    without = [field.name for field in fields_of(kind) if not field.sentence.rstrip().endswith((".", "?", "…"))]
    assert without == []


def all_records(kind: type[Record]) -> set[str]:
    found = {inner.__name__ for inner in kind.__subclasses__()}
    return found.union(*(all_records(inner) for inner in kind.__subclasses__()))


def test_the_reference_knows_every_record() -> None:
    assert {kind.__name__ for _, kind in RECORDS} == all_records(Record)


@pytest.mark.parametrize("file", DATA, ids=lambda file: file.relative_to(ROOT / "data").as_posix())
def test_our_own_data_satisfies_its_schema(file: Path) -> None:
    schema = json.loads(schemas()[f"{schema_name(file)}.json"])
    errors = Draft202012Validator(schema).iter_errors(read(file.read_text(encoding="utf-8")))
    assert [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in errors] == []


@pytest.mark.parametrize("file", DATA, ids=lambda file: file.relative_to(ROOT / "data").as_posix())
def test_our_own_data_names_its_schema(file: Path) -> None:
    first = file.read_text(encoding="utf-8").partition("\n")[0]
    mark = "# yaml-language-server: $schema="
    assert first.startswith(mark)
    assert (file.parent / first.removeprefix(mark)).resolve() == SCHEMAS / f"{schema_name(file)}.json"


MISTAKES = [
    # schema     what an editor wrote                                              where
    ("theme", "{ref: 1, title: T, leed: Head of Care}", ""),
    ("theme", "{ref: 1}", ""),
    ("theme", "{ref: 1, title: [T]}", "title"),
    ("theme", "{ref: 1, title: T, actions: {ref: 1.1, action: A}}", "actions"),
    ("kpis", "[{ref: 1a, title: T, theme: 1, unit: '%', better: up}]", "0/better"),
    ("kpis", "{ref: 1a, title: T, theme: 1, unit: '%', better: higher}", ""),
    ("report", "{date: 2025-01-15, title: R, actions: {1.1.1: {statos: red}}}", "actions/1.1.1"),
    ("report", "{date: 2025-01-15, title: R, actions: [1.1.1]}", "actions"),
]


@pytest.mark.parametrize(("name", "text", "where"), MISTAKES)
def test_an_editors_tool_underlines_the_mistake(name: str, text: str, where: str) -> None:
    errors = list(Draft202012Validator(json.loads(schemas()[f"{name}.json"])).iter_errors(read(text)))
    assert ["/".join(map(str, error.absolute_path)) for error in errors] == [where]
