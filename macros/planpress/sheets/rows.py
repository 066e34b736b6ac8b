"""A filled-in sheet → its rows by heading, wherever the headings stand, with what no reader could make sense of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from planpress.importing.as_printed import day_before_month
from planpress.importing.fills import colour_of
from planpress.importing.spreadsheet import shown
from planpress.period import parse_period
from planpress.problem import did_you_mean
from planpress.sheets.layout import FILL_COLOUR, NUMBER, SHEETS, Column, Use
from planpress.sheets.new import New, short

TOP = 20
"""Among so many first rows the headings are looked for: people put a title and a logo above them."""


@dataclass(frozen=True)
class SheetRow:
    """A row that says something."""

    sheet: str
    """The sheet as problems name it."""
    number: int
    cells: dict[Column, Any]
    """Its cells; columns that were taken out are missing."""
    hidden: bool

    @property
    def place(self) -> str:
        """The row, as problems name it."""
        return f"{self.sheet}, row {self.number}"

    def at(self, column: Column) -> str:
        """A cell, as problems name it."""
        return f"{self.sheet}, cell {self.cells[column].coordinate}"

    def text(self, column: Column) -> str:
        """What a reader sees in a cell, on one line; empty where the column was taken out."""
        cell = self.cells.get(column)
        return " ".join(shown(cell.value, cell.number_format or "").split()) if cell is not None else ""

    def long(self, column: Column) -> str:
        """The same with its line breaks."""
        value = self.cells[column].value
        return value.strip() if isinstance(value, str) else self.text(column)

    def dated(self, column: Column) -> str:
        """A date as text, whether the cell holds a date, its serial number, or text."""
        cell = self.cells[column]
        if isinstance(cell.value, int | float) and 20_000 < cell.value < 80_000:
            from openpyxl.utils.datetime import from_excel  # type: ignore[import-untyped]

            return str(from_excel(cell.value, epoch=cell.parent.parent.epoch).date().isoformat())
        text = self.text(column)
        return day_before_month(text) or text

    def either(self, column: Column) -> str:
        """The problem of a date that has lost its form and may have been a month, as September 2026 pasted without it;
        empty for any other cell."""
        value, text = self.cells[column].value, self.dated(column)
        if is_date(value) or not isinstance(value, int | float) or not re.fullmatch(r"\d{4}-\d\d-01", text):
            return ""
        day = parse_period(text)
        return f"{self.at(column)}: {value:g} may be {day} or {parse_period(text[:-3])}; write the one that is meant as text"

    def colour(self, column: Column) -> str | None:
        """The colour behind a cell, but for the workbook's own yellow and white."""
        colour = colour_of(self.cells[column])
        return colour if colour not in (FILL_COLOUR, "FFFFFF") else None


def is_date(value: Any) -> bool:
    """Whether a cell's value is a date, perhaps one that the spreadsheet made of something else."""
    return isinstance(value, datetime | date)


def sheet_rows(sheet: Any, formulas: Any, kind: str, name: str, new: New) -> Iterator[SheetRow]:
    """The rows of a sheet that say anything.

    `kind` is the sheet's name in the layout, `name` what problems call it; `formulas` is the same sheet with its
    formulas instead of their results.
    """
    top, columns = _columns(sheet, kind, name, new)
    merged = {
        (row, column): str(area)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
    asked = [column for column in columns if column.use is not Use.READ or column is NUMBER]
    for number in range(top + 1, sheet.max_row + 1) if columns else ():
        cells = {column: sheet.cell(number, at) for column, at in columns.items()}
        filled = [cell for cell in sheet[number] if cell.value not in (None, "")]
        if _is_note(filled, columns):
            new.notes.append(f"{name}, row {number}: is not read (it begins `{short(str(filled[0].value))}`)")
            continue
        wrong = False
        for column in asked:
            at = columns[column]
            where = f"{name}, cell {cells[column].coordinate}"
            if area := merged.get((number, at)):
                new.problems.append(f"{where}: is merged with others ({area}); take the merging away and fill in each")
                wrong = True
            elif formulas.cell(number, at).data_type == "f":
                new.problems.append(f"{where}: holds a formula; write its result instead")
                wrong = True
            elif cells[column].data_type == "e":
                new.problems.append(f"{where}: holds the error {cells[column].value}; write what is meant")
                wrong = True
        if not wrong and any(cells[column].value not in (None, "") for column in asked):
            yield SheetRow(name, number, cells, bool(sheet.row_dimensions[number].hidden))


def _is_note(filled: list[Any], columns: dict[Column, int]) -> bool:
    """Whether a row's only text is a remark of its own: in no column to be filled in, and no number."""
    if len(filled) != 1 or not isinstance(filled[0].value, str):
        return False
    column = next((one for one, at in columns.items() if at == filled[0].column), None)
    return column is None or (column is NUMBER and bool(re.search(r"\s", filled[0].value.strip())))


def _columns(sheet: Any, kind: str, name: str, new: New) -> tuple[int, dict[Column, int]]:
    """The row of headings, and the place of each column; no places when one is missing or stands twice."""
    layout = SHEETS[kind]
    by_title = {column.title.lower(): column for column in layout}
    top, most = 1, 0
    for row in range(1, min(TOP, sheet.max_row) + 1):
        known = sum(1 for cell in sheet[row] if _title(cell).lower() in by_title)
        if known > most:
            top, most = row, known
    found: dict[Column, list[Any]] = {}
    others: list[Any] = []
    for cell in sheet[top]:
        if column := by_title.get(_title(cell).lower()):
            found.setdefault(column, []).append(cell)
        elif _title(cell):
            others.append(cell)
    before = len(new.problems)
    for column in layout:
        places = found.get(column, [])
        if len(places) > 1:
            cells = " and ".join(cell.coordinate for cell in places)
            new.problems.append(f"{name}, cells {cells}: the column `{column.title}` stands twice; keep one")
        elif not places and (column.use is Use.FILL or column is NUMBER):
            new.problems.append(_missing(column.title, others, top, name))
    if len(new.problems) > before:
        return top, {}
    for row in range(1, top):
        if text := next((_title(cell) for cell in sheet[row] if _title(cell)), ""):
            new.notes.append(
                f"{name}, row {row}: stands above the headings, and is not read (it begins `{short(text)}`)"
            )
    new.notes += [f"{name}, cell {cell.coordinate}: the column `{_title(cell)}` is not read" for cell in others]
    return top, {column: found[column][0].column for column in layout if column in found}


def _title(cell: Any) -> str:
    return " ".join(str(cell.value or "").split())


def _missing(title: str, others: list[Any], top: int, name: str) -> str:
    """That a column is missing, with the cell of the heading that may be meant."""
    by_text = {_title(cell): cell for cell in others}
    meant = next((text for text in by_text if title.lower() in text.lower().split()), None)
    if meant is None:
        guess = re.fullmatch(r"did you mean `(.*)`\?", did_you_mean(title, by_text, "none"))
        meant = guess[1] if guess else None
    if meant is None:
        return (
            f"{name}: the column `{title}` is missing; write `{title}` into row {top} again, above what belongs there"
        )
    where = f"{name}, cell {by_text[meant].coordinate}"
    return f"{where}: the column `{title}` is missing; did you mean `{meant}`? Write `{title}` there again"
