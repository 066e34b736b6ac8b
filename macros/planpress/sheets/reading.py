"""A filled-in workbook → what is new in it, or every problem with it, each naming its sheet and cell."""

import re
from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from planpress.importing.spreadsheet import open_workbook
from planpress.model import PlanData
from planpress.period import day_words
from planpress.problem import did_you_mean
from planpress.sheets.actions import action
from planpress.sheets.kpis import kpi
from planpress.sheets.layout import ACTIONS, CALLED, GUIDANCE, KPIS, MILESTONES, NUMBER, RISKS, SHEETS, STOOD
from planpress.sheets.milestones import milestone
from planpress.sheets.new import New
from planpress.sheets.risks import risk
from planpress.sheets.rows import SheetRow, is_date, sheet_rows
from planpress.sheets.stands import Stand, stand
from planpress.views.state import newest_date

TAKE = {ACTIONS: action, KPIS: kpi, MILESTONES: milestone, RISKS: risk}
"""What takes over a row of each sheet."""


def read(file: Path, plan: PlanData, day: date) -> New:
    """What is new in the file, for the report of a day. Raises Unreadable when it is no workbook."""
    book, formulas = open_workbook(file), open_workbook(file, formulas=True)
    new = New()
    named = file.as_posix()
    names = {sheet.title.strip().lower(): sheet.title for sheet in book.worksheets}
    now = stand(plan, day, _made(book, names.get(GUIDANCE.lower())))
    if now.made < newest_date(plan):
        new.notes.append(
            f"{named}: shows the plan as it stood on {day_words(now.made)}, before the report of "
            f"{day_words(newest_date(plan))}; only what was changed in the workbook is read"
        )
    ours = {name.lower() for name in (*SHEETS, GUIDANCE)}
    for title in [title for name, title in names.items() if name not in ours]:
        new.notes.append(f"{named}: the sheet `{title}` is not read")
    for kind in SHEETS:
        if kind.lower() not in names and kind in (MILESTONES, RISKS):
            continue
        if kind.lower() not in names:
            new.problems.append(_no_sheet(named, kind, [title for name, title in names.items() if name not in ours]))
            continue
        title = names[kind.lower()]
        rows = sheet_rows(book[title], formulas[title], kind, f"{named}: sheet `{kind}`", new)
        _sheet(rows, kind, now, new)
    return new


def _made(book: Any, guidance: str | None) -> date | None:
    """The day of which the workbook is; None when it does not say."""
    said = str(book[guidance]["B1"].value or "") if guidance else ""
    found = re.fullmatch(rf"{STOOD}(\d{{4}}-\d\d-\d\d)", said.strip())
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def _no_sheet(named: str, kind: str, others: list[str]) -> str:
    hint = did_you_mean(kind, others, "export the plan again")
    return f"{named}: the sheet `{kind}` is missing; {hint}{' Name it so' if 'mean' in hint else ''}"


def _sheet(rows: Iterable[SheetRow], kind: str, now: Stand, new: New) -> None:
    word = CALLED[kind]
    known: dict[str, Collection[str]] = {
        ACTIONS: now.plan.action_by_ref, KPIS: now.plan.kpi_by_ref, MILESTONES: now.milestones,
        RISKS: now.plan.risk_by_ref,
    }  # fmt: skip
    first: dict[str, int] = {}
    for row in rows:
        ref = _ref(row, word, known[kind], new)
        if ref in first:
            new.problems.append(f"{row.at(NUMBER)}: {ref} stands in row {first[ref]} too; keep one of the two rows")
        elif ref:
            first[ref] = row.number
            before = len(new.words)
            new.places[f"{word} {ref}"] = row.place
            TAKE[kind](row, ref, now, new)
            if row.hidden and len(new.words) > before:
                new.notes.append(f"{row.place}: is hidden, and was read; see that it is meant")


def _ref(row: SheetRow, word: str, known: Collection[str], new: New) -> str:
    """The number of a row's action, KPI, milestone or risk; empty when it has none that is known."""
    value, text = row.cells[NUMBER].value, row.text(NUMBER)
    if is_date(value):
        new.problems.append(
            f"{row.at(NUMBER)}: holds the date {text}, which a spreadsheet made; write the number as text"
        )
        return ""
    if not text:
        new.problems.append(f"{row.at(NUMBER)}: has no number, though the row is filled in; write the {word}'s number")
        return ""
    if isinstance(value, int | float):
        # 1.10 typed into a cell of numbers becomes 1.1; which of the two was meant cannot be seen.
        alike = sorted(ref for ref in known if re.fullmatch(r"\d+\.?\d*", ref) and Decimal(ref) == Decimal(str(value)))
        if len(alike) > 1 and text not in alike[1:]:
            new.problems.append(
                f"{row.at(NUMBER)}: the number {text} may be {' or '.join(alike)}; write it as text, as in '{alike[-1]}"
            )
            return ""
        text = alike[0] if len(alike) == 1 else text
    if text not in known:
        hint = did_you_mean(text, known, f"see the {word}s in this plan")
        new.problems.append(f"{row.at(NUMBER)}: the plan has no {word} {text}; {hint}")
        return ""
    return text
