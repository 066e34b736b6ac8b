"""Tables as CSV (RFC 4180: UTF-8, commas, CRLF), each with a file that describes it to programs (W3C, CSV on the Web)."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from planpress.exports.columns import SEPARATOR, Column, Kind, Table, Value, harmless, listed, number_text
from planpress.exports.export import Export, Links, export
from planpress.pages.data import Group, terms
from planpress.pages.page import View

HARMLESS = (
    "A text that a spreadsheet would run as a formula (beginning with =, +, - or @, also after spaces or apostrophes) "
    "has one apostrophe more before it. Numbers are left as they are."
)


def csvs(view: View, tables: list[Table], base: str) -> Iterator[Export]:
    """Each table as CSV, followed by its description."""
    folder = f"{view.plan.id}/data"
    for one in tables:
        path = f"{folder}/{one.name}.csv"
        yield export(path, csv_bytes(one), one.title, "text/csv", one.holds, Group.TABLE)
        about = f"What each column of {one.name}.csv holds."
        told = json.dumps(metadata(view, one, Links(base, path)), indent=1, ensure_ascii=False) + "\n"
        yield export(
            f"{path}-metadata.json", told.encode(), f"{one.title}: columns", "application/csvm+json", about, Group.MACHINE
        )  # fmt: skip


def csv_bytes(table: Table) -> bytes:
    """A table as CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows(map(_cell, row) for row in table.rows)
    return out.getvalue().encode()


def _cell(value: Value) -> str:
    # Empty cells and texts come first because they are the most.
    if value is None:
        return ""
    if type(value) is str:
        return harmless(value)
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return harmless(value)
        case Decimal():
            return number_text(value)
        case date():
            return value.isoformat()
        case tuple():
            return harmless(listed(value))
    return str(value)


def metadata(view: View, table: Table, links: Links) -> dict[str, Any]:
    """The description of one table's CSV file."""
    plan, use = view.plan, terms(view.plan)
    said: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": f"{table.name}.csv",
        "dc:title": f"{plan.name}: {table.title}",
        "dc:description": f"{table.holds} {HARMLESS}",
        "dc:publisher": plan.plan.organisation,
        "dc:rights": use.attribution,
        "dc:license": {"@id": use.link},
        "dc:modified": {"@value": view.state.as_at.isoformat(), "@type": "xsd:date"},
        "dc:source": {"@id": links(f"{plan.id}/")},
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True},
        "tableSchema": {"columns": [_column(one) for one in table.columns]},
    }
    if table.key:
        said["tableSchema"]["primaryKey"] = list(table.key)
    return said


def _column(column: Column[Any]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": column.name,
        "titles": [column.name, column.title],
        "dc:description": column.says,
        "datatype": "string" if column.kind is Kind.LIST else column.kind.value,
        "null": "",
    }
    return said | ({"separator": SEPARATOR} if column.kind is Kind.LIST else {})
