"""An Excel file or a CSV file → its tables. What a cell shows is read, not what the program stores behind it."""

import csv
import io
import re
import warnings
from datetime import date, datetime
from pathlib import Path
from typing import Any

from planpress.importing.blocks import Cell, Grid, Remark, Row, Source, Unreadable, lines
from planpress.importing.fills import colour_of
from planpress.importing.packed import DAMAGE, LARGEST, MOST, refuse_others


def read_workbook(file: Path) -> Source:
    """The sheets of an .xlsx file. Hidden sheets and rows are read, and remarked on. Raises Unreadable."""
    book = open_workbook(file)
    remarks: list[Remark] = []
    return Source(tuple(_grid(sheet, remarks) for sheet in book.worksheets), tuple(remarks))


def open_workbook(file: Path, formulas: bool = False) -> Any:
    """The workbook, with the last results of its formulas or with the formulas themselves. Raises Unreadable."""
    from openpyxl import load_workbook  # type: ignore[import-untyped]
    from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

    refuse_others(file, "xl/workbook.xml", "Excel file", ".xlsx")
    try:
        with warnings.catch_warnings():
            # It warns of drop-down lists and pictures that it does not read; neither do we.
            warnings.simplefilter("ignore", UserWarning)
            return load_workbook(file, data_only=not formulas, keep_links=False)
    except (InvalidFileException, *DAMAGE) as error:
        raise Unreadable(f"the Excel file is damaged ({type(error).__name__}); save it again in Excel") from None


def _grid(sheet: Any, remarks: list[Remark]) -> Grid:
    name = f"sheet `{sheet.title}`"
    if sheet.sheet_state != "visible":
        remarks.append(Remark(name, "is hidden, and was read; see that it is meant"))
    down: dict[tuple[int, int], Any] = {}
    right: set[tuple[int, int]] = set()
    for area in sheet.merged_cells.ranges:
        first = sheet.cell(area.min_row, area.min_col)
        for row in range(area.min_row, area.max_row + 1):
            down[row, area.min_col] = first
            right |= {(row, column) for column in range(area.min_col + 1, area.max_col + 1)}
    rows = []
    for found in sheet.iter_rows():
        number = found[0].row
        cells = []
        for one in found:
            if (number, one.column) in right:
                cells.append(Cell(merged=True))
            else:
                cells.append(_cell(down.get((number, one.column), one)))
        if any(cell.text for cell in cells) and sheet.row_dimensions[number].hidden:
            remarks.append(Remark(f"{name}, row {number}", "is hidden, and was read; see that it is meant"))
        rows.append(Row(number, tuple(cells)))
    return Grid(name, tuple(rows), sheet=True)


def _cell(cell: Any) -> Cell:
    return Cell(tuple(lines(shown(cell.value, cell.number_format or ""))), colour_of(cell))


def shown(value: Any, form: str) -> str:
    """What a reader sees in a cell: 0.8 in percent is 80%, the first of a month shown as Mar-17 is 2017-03."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        plain = re.sub(r'\[[^]]*\]|"[^"]*"', "", form.lower())
        if day.day == 1 and "m" in plain and "d" not in plain:
            return f"{day:%Y-%m}"
        return day.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        if "%" in form:
            return f"{round(value * 100, 6):g}%"
        decimals = re.fullmatch(r"0\.(0+)", form)
        if decimals:
            return f"{value:.{len(decimals[1])}f}"
        return f"{value:.12g}"
    return str(value)


def read_csv(file: Path) -> Source:
    """The one table of a .csv file. Raises Unreadable."""
    text, remarks = csv_text(file)
    rows = tuple(
        Row(number, tuple(Cell(tuple(lines(value))) for value in values))
        for number, (_, values) in enumerate(csv_rows(text), 1)
    )
    return Source((Grid("table 1", rows),), tuple(remarks))


def csv_text(file: Path) -> tuple[str, list[Remark]]:
    """The text of a .csv file, whatever program wrote it. Raises Unreadable."""
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        raise Unreadable(f"cannot be read ({error.strerror}); check its name and that it may be opened") from None
    if len(data) > LARGEST:
        raise Unreadable(f"is larger than {LARGEST // 1_000_000} MB; check that it is the right file")
    remarks: list[Remark] = []
    try:
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
        remarks.append(
            Remark("", "is not UTF-8, and was read as Windows text; see that pound signs and quotes are right")
        )
    if "\0" in text:
        raise Unreadable("is no CSV file, whatever its name says; save it as CSV UTF-8")
    return text, remarks


def csv_rows(text: str) -> list[tuple[int, list[str]]]:
    """The rows of a CSV text, each with the line on which it begins. Raises Unreadable."""
    first = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    found: list[tuple[int, list[str]]] = []
    line, count = 1, 0
    try:
        for values in rows:
            found.append((line, values))
            line, count = rows.line_num + 1, count + len(values) + 1
            if count > MOST:
                raise Unreadable("is larger than a plan can be; delete empty rows and columns, or split it")
    except csv.Error as error:
        raise Unreadable(f"is no CSV file ({error}); save it as CSV UTF-8") from None
    return found
