"""The plan as a workbook: a sheet of notes, then a sheet for each table, all text kept as text."""

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from planpress.exports.columns import Kind, Table, Value, listed
from planpress.exports.export import Export, export, printable
from planpress.pages.data import Group, terms
from planpress.pages.page import View
from planpress.report import SYMBOLS

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 32_767
"""How many characters a cell can hold."""
WIDTHS = {Kind.TEXT: 18, Kind.LIST: 24, Kind.LINK: 36, Kind.NUMBER: 12, Kind.INTEGER: 10, Kind.DAY: 18, Kind.FLAG: 10}


def workbook(view: View, tables: list[Table]) -> Export:
    """The tables as one Excel file."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    as_at = view.state.as_at
    book.set_properties(
        {
            "title": printable(view.plan.plan.title),
            "author": printable(view.plan.plan.organisation),
            "comments": printable(terms(view.plan).attribution),
            # Otherwise the time of writing, and each file would differ from the one before.
            "created": datetime(as_at.year, as_at.month, as_at.day),  # noqa: DTZ001 (the format knows no time zone)
        }
    )
    formats = {
        "plain": book.add_format({"valign": "top", "text_wrap": True}),
        "day": book.add_format({"valign": "top", "align": "left", "num_format": "d mmmm yyyy"}),
        "head": book.add_format({"bold": True, "valign": "top", "text_wrap": True, "bottom": 1}),
        "title": book.add_format({"bold": True, "font_size": 16, "text_wrap": True}),
    }
    notes = book.add_worksheet("Notes")
    notes.set_column(0, 0, 100)
    for row, (text, style) in enumerate(_notes(view, tables)):
        notes.write_string(row, 0, _text(text), formats[style])
    for one in tables:
        _sheet(book.add_worksheet(one.title), one, formats)
    book.close()
    return export(
        f"{view.plan.id}/data/plan.xlsx", out.getvalue(), "Workbook", TYPE,
        "Notes, then every table on a sheet of its own.", Group.WHOLE,
    )  # fmt: skip


def _notes(view: View, tables: list[Table]) -> Iterator[tuple[str, str]]:
    plan, use = view.plan.plan, terms(view.plan)
    yield plan.title, "title"
    yield plan.organisation, "plain"
    yield view.as_at, "plain"
    if plan.source:
        yield f"Source: {plan.source.title}{f', {plan.source.url}' if plan.source.url else ''}", "plain"
    yield use.attribution, "plain"
    yield f"Licence: {use.licence}, {use.link}. Figures under another licence name it in their row.", "plain"
    yield "What is on the sheets", "head"
    for one in tables:
        yield f"{one.title}: {one.holds}", "plain"
    yield "How to read them", "head"
    yield "Each sheet has one table with one row of headings. An empty cell means that nothing was published.", "plain"
    yield "A month, quarter or year is due on its last day.", "plain"
    yield "Where a cell holds several values, a vertical line | stands between them.", "plain"
    yield "Symbols in place of figures", "head"
    for symbol, means in SYMBOLS.items():
        yield f"{symbol}: {means}", "plain"
    yield "What the columns hold", "head"
    for one in tables:
        for column in one.columns:
            yield f"{one.title}, {column.title}: {column.says}", "plain"


def _sheet(sheet: Worksheet, table: Table, formats: dict[str, Format]) -> None:
    sheet.freeze_panes(1, 1)
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, 60 if column.long else WIDTHS[column.kind])
    for row, values in enumerate(table.rows, 1):
        for index, value in enumerate(values):
            if value is not None and value != ():
                _write(sheet, row, index, value, formats)
    # Makes the first row a header that screen readers announce, with a filter on each column.
    sheet.add_table(
        0, 0, len(table.rows), len(table.columns) - 1,
        {
            "name": table.name.capitalize(),
            "style": "Table Style Light 1",
            "banded_rows": False,
            "columns": [{"header": column.title, "header_format": formats["head"]} for column in table.columns],
        },
    )  # fmt: skip


def _write(sheet: Any, row: int, column: int, value: Value, formats: dict[str, Format]) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, formats["plain"])
    elif isinstance(value, str):
        sheet.write_string(row, column, _text(value), formats["plain"])
    elif isinstance(value, tuple):
        sheet.write_string(row, column, _text(listed(value)), formats["plain"])
    elif hasattr(value, "isoformat"):
        sheet.write_datetime(row, column, value, formats["day"])
    else:
        sheet.write_number(row, column, value, formats["plain"])


def _text(text: str) -> str:
    text = printable(text)
    return text if len(text) <= MOST else f"{text[: MOST - 1]}…"
