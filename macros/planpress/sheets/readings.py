"""A CSV file of KPIs' figures, as performance systems give them → what is new in it, or every problem with its line."""

from datetime import date
from pathlib import Path

from planpress.importing.as_printed import day_before_month
from planpress.importing.columns import plain
from planpress.importing.spreadsheet import csv_rows, csv_text
from planpress.model import PlanData
from planpress.period import parse_period
from planpress.problem import did_you_mean
from planpress.sheets import figures
from planpress.sheets.new import New
from planpress.sheets.stands import Stand, stand

HEADINGS = {
    "kpi": "kpi|kpi ref|kpi no|kpi number|kpi id|kpi reference|ref|reference|number|no|id|measure ref|measure no|"
    "measure number|measure id|indicator ref|indicator no|indicator number|indicator id",
    "period": "period|date|month|quarter|year|as at|as of|reporting period|time period|period ending",
    "figure": "figure|value|actual|result|reading|outturn|performance|latest figure|actual value",
    "note": "note|notes|comment|comments|commentary|narrative",
}
"""The headings that a column may have, in small letters. The first three columns are needed."""


def read_readings(file: Path, plan: PlanData, day: date) -> New:
    """What is new in the file, for the report of a day. Raises Unreadable when it is no CSV file."""
    text, remarks = csv_text(file)
    named = file.as_posix()
    new = New(notes=[f"{named}: {remark}" for remark in remarks])
    rows = [(line, [" ".join(value.split()) for value in values]) for line, values in csv_rows(text)]
    rows = [(line, values) for line, values in rows if any(values)]
    if not rows:
        new.problems.append(f"{named}:1: the file is empty; give it the columns kpi, period and figure")
        return new
    (top, headings), *rest = rows
    places = _places(headings, f"{named}:{top}", new)
    if places:
        now = stand(plan, day)
        seen: dict[tuple[str, str], int] = {}
        for line, values in rest:
            cells = {name: values[at] if at < len(values) else "" for name, at in places.items()}
            _row(cells, f"{named}:{line}", line, seen, now, new)
    return new


def _places(headings: list[str], place: str, new: New) -> dict[str, int]:
    """The column of each heading that is needed, and of notes; none when one is missing or stands twice."""
    before = len(new.problems)
    words = [plain(heading.replace("_", " ")) for heading in headings]
    found: dict[str, int] = {}
    for name, known in HEADINGS.items():
        at = [index for index, word in enumerate(words) if word in known.split("|")]
        # A heading that is the name itself is meant, whatever stands beside it.
        at = [index for index in at if words[index] == name] or at
        if len(at) > 1:
            several = " and ".join(f"`{headings[index]}`" for index in at)
            new.problems.append(f"{place}: the columns {several} may both be the {name}; keep one, or name it `{name}`")
        elif not at and name != "note":
            hint = did_you_mean(name, headings, "name it so in the first line")
            more = f" Name it `{name}`" if hint.startswith("did") else ""
            new.problems.append(f"{place}: the column `{name}` is missing; {hint}{more}")
        found |= {name: at[0]} if at else {}
    if len(new.problems) > before:
        return {}
    for index, heading in enumerate(headings):
        if heading and index not in found.values():
            new.notes.append(f"{place}: the column `{heading}` is not read")
    return found


def _row(cells: dict[str, str], place: str, line: int, seen: dict[tuple[str, str], int], now: Stand, new: New) -> None:
    ref, period = cells["kpi"], day_before_month(cells["period"]) or cells["period"]
    known = now.kpis.get(ref)
    if not ref:
        new.problems.append(f"{place}: names no KPI; write its number")
    elif known is None:
        new.problems.append(f"{place}: {figures.unknown_kpi(ref, now.plan.kpi_by_ref)}")
    elif not cells["figure"]:
        new.notes.append(f"{place}: KPI {ref} has no figure here, and is not read")
    elif not period:
        new.problems.append(f"{place}: names no period; write what period or day {cells['figure']} is of, as 2026-12")
    else:
        try:
            value = figures.figure(cells["figure"], known.kpi)
            made = figures.reading(period, value, cells.get("note", ""), known)
            span = parse_period(period)
        except figures.Doubtful as error:
            new.problems.append(f"{place}: {error}")
            return
        first = seen.setdefault((ref, span.key), line)
        if first != line:
            new.problems.append(f"{place}: KPI {ref} for {span} stands on line {first} too; keep one of the two")
        elif made:
            before = f", before {known.newest.words} for {known.newest.period}" if known.newest else ""
            new.words.append(f"KPI {ref}: {value} for {span}{'' if ref in new.kpis else before}")
            new.kpis.setdefault(ref, []).append(made)
            new.places.setdefault(f"KPI {ref}", place)
            new.places[f"KPI {ref} {period}"] = place
