"""A plan → a workbook for its editors: what stands now, and room for what is new. No formulas, all text as text."""

import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from planpress.exports.export import printable
from planpress.model import PlanData
from planpress.sheets import shown_as
from planpress.sheets.layout import (
    ACTIONS,
    DONE,
    FILL_COLOUR,
    GUIDANCE,
    KPIS,
    MILESTONES,
    RISKS,
    SHEETS,
    STATUS,
    STOOD,
    Column,
    Use,
)
from planpress.sheets.stands import levels, milestones
from planpress.views.series import series
from planpress.views.state import newest_date, state


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
        "fill": book.add_format({**plain, "border": 1, "bg_color": f"#{FILL_COLOUR}"}),
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
    rows = _rows(plan, day)
    choices: dict[Column, dict[str, Any]] = {
        STATUS: {
            "validate": "list", "source": f"={GUIDANCE}!$A${first + 1}:$A${last + 1}", "error_title": "Status",
            "error_message": "Choose one of the plan's statuses from the list.",
        },
        DONE: {"validate": "list", "source": ["yes", "no"], "error_title": "Done", "error_message": "Write yes or no."},
    }  # fmt: skip
    for name, columns in SHEETS.items():
        if name not in rows:
            continue
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)
            sheet.write_string(0, at, column.title, formats["head"])
            sheet.write_comment(0, at, column.says) if column.use is not Use.READ else None
        for number, values in enumerate(rows[name], 1):
            for at, column in enumerate(columns):
                style = formats["fill" if column.use is Use.FILL else "plain"]
                if value := values.get(column):
                    sheet.write_string(number, at, value, style)
                else:
                    sheet.write_blank(number, at, None, style)
        for at, column in enumerate(columns):
            if column in choices and rows[name]:
                sheet.data_validation(1, at, len(rows[name]), at, choices[column])
    book.close()
    return out.getvalue()


def _rows(plan: PlanData, day: date) -> dict[str, list[dict[Column, str]]]:
    """The rows of each sheet that the plan needs."""
    now = state(plan)
    level = levels(now)
    rows = {
        ACTIONS: [shown_as.of_action(one) for one in now.live],
        KPIS: [shown_as.of_kpi(one) for one in series(plan, day).values() if not one.withdrawn],
        MILESTONES: [shown_as.of_milestone(ref, one) for ref, one in milestones(now).items()],
        RISKS: [shown_as.of_risk(one, level.get(one.ref, "")) for one in plan.risks if not one.closed],
    }
    return {name: found for name, found in rows.items() if found or name in (ACTIONS, KPIS)}


def _guidance(plan: PlanData, day: str) -> Iterator[tuple[str, str]]:
    yield plan.plan.title, f"{STOOD}{day}"
    yield "How to fill it in", ""
    yield "1", "Fill in the yellow columns. Leave empty what is not new: an empty cell changes nothing."
    yield "2", "Keep the headings and the numbers. Do not merge cells, and write no formulas."
    yield (
        "3",
        "To put a mistake in the plan's own words right, change an Action, Lead, Measure or Owner. "
        "If the plan itself changed, say why in Reason: readers then see it as a change.",
    )
    yield "4", f"Then run: planpress import {plan.id} FILE.xlsx --date 2026-12-14. It shows what changed."
    yield "5", "When that is right, run it again with --write."
    yield "Statuses", ""
    for status in plan.statuses:
        yield status.word, status.description
    rows = _rows(plan, newest_date(plan))
    for name, columns in SHEETS.items():
        if name not in rows:
            continue
        yield f"Columns of {name}", ""
        for column in columns:
            yield column.title, column.says
