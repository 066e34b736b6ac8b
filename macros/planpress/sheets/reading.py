"""A filled-in workbook → what is new in it, or every problem with it, each naming its sheet and cell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from planpress.importing.as_printed import day_before_month
from planpress.importing.spreadsheet import open_workbook, shown
from planpress.model import Kpi, PlanData
from planpress.period import parse_due, parse_period
from planpress.problem import did_you_mean
from planpress.report import SYMBOLS
from planpress.sheets.layout import (
    ACTIONS,
    DUE,
    EVIDENCE,
    FIGURE,
    NOTE,
    NUMBER,
    PERIOD,
    PROGRESS,
    REASON,
    RECOVERY,
    SHEETS,
    STATUS,
    Column,
)
from planpress.views.series import series
from planpress.views.state import ActionState, newest_date, state

Entry = dict[str, str]


@dataclass
class New:
    """What a workbook says that the plan did not say before."""

    actions: dict[str, Entry] = field(default_factory=dict)
    """The new fields of updates, by the actions' refs."""
    kpis: dict[str, Entry] = field(default_factory=dict)
    """The new readings, by the KPIs' refs."""
    words: list[str] = field(default_factory=list)
    """Each change in words."""
    problems: list[str] = field(default_factory=list)
    """What is wrong, as `sheet `Actions`, cell D7: what; what to do`."""
    notes: list[str] = field(default_factory=list)
    """What a person should know, though nothing is wrong."""
    places: dict[str, str] = field(default_factory=dict)
    """The row of each action and KPI, by "action 1.2" or "KPI 3a"."""


@dataclass(frozen=True)
class _Row:
    sheet: str
    number: int
    cells: dict[str, Any]
    hidden: bool

    def at(self, column: Column) -> str:
        return f"sheet `{self.sheet}`, cell {self.cells[column.title].coordinate}"

    def text(self, column: Column) -> str:
        cell = self.cells[column.title]
        return " ".join(shown(cell.value, cell.number_format or "").split())

    def long(self, column: Column) -> str:
        value = self.cells[column.title].value
        return value.strip() if isinstance(value, str) else self.text(column)


def read(file: Path, plan: PlanData) -> New:
    """What is new in the file. Raises Unreadable when it is no workbook."""
    book, formulas = open_workbook(file), open_workbook(file, formulas=True)
    new = New()
    names = {sheet.title.strip().lower(): sheet.title for sheet in book.worksheets}
    for name in SHEETS:
        if name.lower() not in names:
            hint = did_you_mean(name, [sheet.title for sheet in book.worksheets], "export the plan again")
            new.problems.append(f"the sheet `{name}` is missing; {hint}" + (" Name it so" if "mean" in hint else ""))
            continue
        title = names[name.lower()]
        rows = list(_rows(book[title], formulas[title], name, new))
        known = plan.action_by_ref if name == ACTIONS else plan.kpi_by_ref
        states = state(plan).by_ref
        first: dict[str, int] = {}
        for row in rows:
            ref = _ref(row, set(known), plan, "action" if name == ACTIONS else "KPI", new)
            if ref in first:
                new.problems.append(f"{row.at(NUMBER)}: {ref} stands in row {first[ref]} too; keep one of the two rows")
            elif ref:
                first[ref] = row.number
                before = len(new.words)
                if name == ACTIONS:
                    new.places[f"action {ref}"] = f"sheet `{name}`, row {row.number}"
                    _action(row, states.get(ref), ref, plan, new)
                else:
                    new.places[f"KPI {ref}"] = f"sheet `{name}`, row {row.number}"
                    _kpi(row, plan.kpi_by_ref[ref], plan, book.epoch, new)
                if row.hidden and len(new.words) > before:
                    new.notes.append(f"sheet `{name}`, row {row.number}: is hidden, and was read; see that it is meant")
    return new


def _rows(sheet: Any, formulas: Any, name: str, new: New) -> Iterator[_Row]:
    """The rows that say anything, with their cells by column."""
    columns = _columns(sheet, name, new)
    if columns is None:
        return
    merged = {
        (row, column): str(area)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
    filled = [column.title for column in SHEETS[name] if column.fill]
    for number in range(2, sheet.max_row + 1):
        cells = {title: sheet.cell(number, at) for title, at in columns.items()}
        wrong = False
        for title in (NUMBER.title, *filled):
            area = merged.get((number, columns[title]))
            where = f"sheet `{name}`, cell {cells[title].coordinate}"
            if area:
                new.problems.append(f"{where}: is merged with others ({area}); take the merging away and fill in each")
                wrong = True
            elif formulas.cell(number, columns[title]).data_type == "f":
                new.problems.append(f"{where}: holds a formula; write its result instead")
                wrong = True
            elif cells[title].data_type == "e":
                new.problems.append(f"{where}: holds the error {cells[title].value}; write what is meant")
                wrong = True
        if not wrong and any(cells[title].value not in (None, "") for title in (NUMBER.title, *filled)):
            yield _Row(name, number, cells, bool(sheet.row_dimensions[number].hidden))


def _columns(sheet: Any, name: str, new: New) -> dict[str, int] | None:
    """The place of each column that is needed, by its heading; None when one is missing or stands twice."""
    found: dict[str, list[int]] = {}
    others: list[str] = []
    known = {column.title.lower() for column in SHEETS[name]}
    for cell in sheet[1]:
        if text := " ".join(str(cell.value or "").split()):
            found.setdefault(text.lower(), []).append(cell.column)
            others += [text] if text.lower() not in known else []
    needed = [column.title for column in SHEETS[name] if column.fill or column is NUMBER]
    before = len(new.problems)
    for title in needed:
        places = found.get(title.lower(), [])
        if not places:
            meant = next((one for one in others if title.lower() in one.lower().split()), None)
            hint = f"did you mean `{meant}`?" if meant else did_you_mean(title, others, "") if others else ""
            hint = hint if hint.startswith("did") else ""
            again = f"rite `{title}` into its first row again"
            new.problems.append(
                f"sheet `{name}`: the column `{title}` is missing; {f'{hint} W' if hint else 'w'}{again}"
            )
        elif len(places) > 1:
            new.problems.append(f"sheet `{name}`: the column `{title}` stands twice; keep one")
    if len(new.problems) > before:
        return None
    new.notes += [f"sheet `{name}`: the column `{heading}` is not read" for heading in others]
    return {title: found[title.lower()][0] for title in needed}


def _ref(row: _Row, known: set[str], plan: PlanData, kind: str, new: New) -> str:
    """The number of a row's action or KPI; empty when it has none that is known."""
    value, text = row.cells[NUMBER.title].value, row.text(NUMBER)
    if isinstance(value, datetime | date):
        new.problems.append(
            f"{row.at(NUMBER)}: holds the date {text}, which a spreadsheet made; write the number as text"
        )
        return ""
    if not text:
        new.problems.append(f"{row.at(NUMBER)}: has no number, though the row is filled in; write the {kind}'s number")
        return ""
    if isinstance(value, int | float):
        # 1.10 typed into a cell of numbers becomes 1.1; which of the two was meant cannot be seen.
        alike = sorted(ref for ref in known if re.fullmatch(r"\d+\.?\d*", ref) and Decimal(ref) == Decimal(str(value)))
        if len(alike) > 1 and text not in alike[1:]:
            named = " or ".join(alike)
            new.problems.append(
                f"{row.at(NUMBER)}: the number {text} may be {named}; write it as text, as in '{alike[-1]}"
            )
            return ""
        text = alike[0] if len(alike) == 1 else text
    if text not in known:
        new.problems.append(f"{row.at(NUMBER)}: the plan has no {kind} {text}; {plan.suggest(text, kind.lower())}")
        return ""
    return text


def _action(row: _Row, now: ActionState | None, ref: str, plan: PlanData, new: New) -> None:
    entry: Entry = {}
    if word := row.text(STATUS):
        plain = word.lower()
        status = next((one for one in plan.statuses if plain in (one.word.lower(), one.id)), None)
        if status is None:
            hint = did_you_mean(word, [one.word for one in plan.statuses])
            new.problems.append(f"{row.at(STATUS)}: the plan has no status `{word}`; {hint}")
        elif now is None or status != now.status:
            before = now.status.word if now and now.status else "none"
            entry["status"] = status.id
            new.words.append(f"action {ref}: status {status.word}, before {before}")
    for column, name in ((PROGRESS, "progress"), (RECOVERY, "recovery"), (EVIDENCE, "evidence")):
        if text := row.long(column):
            entry[name] = text
            new.words.append(f"action {ref}: {name} “{_short(text)}”")
    _due(row, now, ref, entry, new)
    if entry:
        if "recovery" in entry and "status" not in entry and now and now.status:
            # What is being done to put a status right is read together with it.
            entry = {"status": now.status.id, **entry}
        new.actions[ref] = entry


def _due(row: _Row, now: ActionState | None, ref: str, entry: Entry, new: New) -> None:
    text, reason = _dated(row, DUE), row.long(REASON)
    before = now.due if now else None
    if text:
        try:
            due = parse_due(text)
        except ValueError as error:
            new.problems.append(f"{row.at(DUE)}: {error}")
            return
        if due != before and str(due) != str(before):
            if not reason:
                new.problems.append(f"{row.at(REASON)}: is empty though the date moved; write why it moved")
            entry |= {"due": text, "reason": reason}
            new.words.append(f"action {ref}: due {due}, before {before or 'none'}, because “{_short(reason)}”")
            return
    if reason:
        new.problems.append(
            f"{row.at(REASON)}: gives a reason, but the date did not move; write the new date into `Due`"
        )


def _dated(row: _Row, column: Column) -> str:
    """A date as text, whether the cell holds a date, its serial number, or text."""
    cell = row.cells[column.title]
    if isinstance(cell.value, int | float) and 20_000 < cell.value < 80_000:
        from openpyxl.utils.datetime import from_excel  # type: ignore[import-untyped]

        return str(from_excel(cell.value, epoch=cell.parent.parent.epoch).date().isoformat())
    text = row.text(column)
    return day_before_month(text) or text


def _kpi(row: _Row, kpi: Kpi, plan: PlanData, epoch: Any, new: New) -> None:
    period, figure, note = _dated(row, PERIOD), _figure(row, kpi, new), row.long(NOTE)
    if figure is None or not (period or figure or note):
        return
    if not figure:
        new.problems.append(f"{row.at(FIGURE)}: is empty; write the figure for {period or 'the note'}, or remove that")
        return
    if not period:
        new.problems.append(f"{row.at(PERIOD)}: is empty; write what period or day {figure} is of, as 2026-12")
        return
    try:
        span = parse_period(period)
    except ValueError as error:
        new.problems.append(f"{row.at(PERIOD)}: {error}")
        return
    known = series(plan, newest_date(plan)).get(kpi.ref)
    there = next((point for point in known.points if point.period.key == span.key), None) if known else None
    if there:
        new.problems.append(
            f"{row.at(PERIOD)}: {span} was reported already, as {there.words}; to put it right, write a report by hand"
        )
        return
    name = "symbol" if figure in SYMBOLS else "value"
    new.kpis[kpi.ref] = {"period": period, name: figure} | ({"note": note} if note else {})
    before = f", before {known.newest.words} for {known.newest.period}" if known and known.newest else ""
    new.words.append(f"KPI {kpi.ref}: {figure} for {span}{before}")


def _figure(row: _Row, kpi: Kpi, new: New) -> str | None:
    """A KPI's figure as text with its unit; None, with a problem, when it can be read in two ways."""
    value, text = row.cells[FIGURE.title].value, row.text(FIGURE)
    if isinstance(value, datetime | date):
        made = "such as 4/7" if kpi.unit == "ratio" else "such as 1.2"
        new.problems.append(
            f"{row.at(FIGURE)}: holds the date {text}, which a spreadsheet made of a figure {made}; write it as text"
        )
        return None
    bare = re.fullmatch(r"-?\d+(?:\.\d+)?", text)
    if bare and kpi.unit == "%":
        if 0 < abs(Decimal(text)) <= 1:
            share = f"{Decimal(text) * 100:f}"
            share = share.rstrip("0").rstrip(".") if "." in share else share
            new.problems.append(f"{row.at(FIGURE)}: {text} may be {text}% or {share}%; write it with the sign")
            return None
        return f"{text}%"
    return f"£{text}" if bare and kpi.unit == "£" else text


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 60 else f"{plain[:59]}…"
