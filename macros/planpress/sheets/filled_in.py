"""A plan → a workbook for its editors: what stands now, and room for what is new. No formulas, all text as text."""

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from planpress.exports.export import printable
from planpress.model import Kpi, PlanData
from planpress.sheets.layout import ACTIONS, GUIDANCE, KPIS, SHEETS
from planpress.views.series import Series, series
from planpress.views.state import ActionState, newest_date, state

MOST = 32_767
"""How many characters a cell can hold."""


def workbook(plan: PlanData) -> bytes:
    """The Excel file. The same plan gives the same bytes."""
    import xlsxwriter  # type: ignore[import-untyped]

    day = newest_date(plan)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    # Otherwise the time of writing, and each file would differ from the one before.
    book.set_properties({"title": printable(plan.plan.title), "created": datetime(day.year, day.month, day.day)})  # noqa: DTZ001
    # "@" keeps 1.10 from becoming 1.1, and 4/7 from becoming a day in July, when somebody types in the cell.
    plain: dict[str, Any] = {"valign": "top", "text_wrap": True, "num_format": "@"}
    formats = {
        "plain": book.add_format(plain),
        "fill": book.add_format({**plain, "border": 1, "bg_color": "#FFFBE6"}),
        "head": book.add_format({"bold": True, "valign": "top", "text_wrap": True, "bottom": 1}),
    }
    guide = book.add_worksheet(GUIDANCE)
    guide.set_column(0, 0, 24)
    guide.set_column(1, 1, 90)
    first = last = 0
    for row, (name, says) in enumerate(_guidance(plan, day.isoformat())):
        style = formats["head" if not says or not row else "plain"]
        guide.write_string(row, 0, printable(name), style)
        guide.write_string(row, 1, printable(says), style)
        if name == "Statuses":
            first = row + 1
            last = row + len(plan.statuses)
    rows = {
        ACTIONS: [_action(one) for one in state(plan).live],
        KPIS: [_kpi(plan.kpi_by_ref[ref], one) for ref, one in series(plan, day).items() if not one.withdrawn],
    }
    for name, columns in SHEETS.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)
            sheet.write_string(0, at, column.title, formats["head"])
            sheet.write_comment(0, at, column.says) if column.fill else None
        for number, values in enumerate(rows[name], 1):
            for at, (column, value) in enumerate(zip(columns, values, strict=True)):
                style = formats["fill" if column.fill else "plain"]
                if value:
                    sheet.write_string(number, at, printable(value)[:MOST], style)
                else:
                    sheet.write_blank(number, at, None, style)
        if name == ACTIONS and rows[name]:
            at = [column.title for column in columns].index("Status")
            words = {
                "validate": "list", "source": f"={GUIDANCE}!$A${first + 1}:$A${last + 1}", "error_title": "Status",
                "error_message": "Choose one of the plan's statuses from the list.",
            }  # fmt: skip
            sheet.data_validation(1, at, len(rows[name]), at, words)
    book.close()
    return out.getvalue()


def _guidance(plan: PlanData, day: str) -> Iterator[tuple[str, str]]:
    yield plan.plan.title, f"as it stood on {day}"
    yield "How to fill it in", ""
    yield "1", "Change only the yellow columns. Leave empty what is not new: an empty cell changes nothing."
    yield "2", "Keep the first row and the numbers. Do not merge cells, and write no formulas."
    yield "3", f"Then run: planpress import {plan.id} FILE.xlsx --date 2026-12-14. It shows what changed."
    yield "4", "When that is right, run it again with --write. It writes one new report and changes nothing else."
    yield "Statuses", ""
    for status in plan.statuses:
        yield status.word, status.description
    for name, columns in SHEETS.items():
        yield f"Columns of {name}", ""
        for column in columns:
            yield column.title, column.says


def _action(one: ActionState) -> tuple[str, ...]:
    status = one.status.word if one.status else ""
    due = one.due.text if one.due else ""
    return one.ref, one.text, "; ".join(one.lead), status, "", "", "", due, ""


def _kpi(kpi: Kpi, known: Series) -> tuple[str, ...]:
    targets = "; ".join(f"{one.words} by {one.due.end}" for one in known.aims)
    newest = f"{known.newest.words} ({known.newest.period})" if known.newest else ""
    return kpi.ref, kpi.title, kpi.unit, targets, newest, "", "", ""
