"""A row of the sheet KPIs → what is new of a KPI: its figure, its target, its name and its owner."""

import re

from planpress.kpi import Kpi
from planpress.period import Period, parse_period
from planpress.quantity import parse_quantity
from planpress.sheets import figures
from planpress.sheets.layout import (
    FIGURE,
    MEASURE,
    NEWEST,
    NOTE,
    NUMBER,
    OWNER,
    PERIOD,
    TARGET,
    TARGET_REASON,
    UNIT,
    Column,
)
from planpress.sheets.new import Edit, Entry, New, short
from planpress.sheets.rows import SheetRow, is_date
from planpress.sheets.shown_as import of_kpi, target_words
from planpress.sheets.stands import Stand
from planpress.views.series import Aim, Series


def kpi(row: SheetRow, ref: str, stand: Stand, new: New) -> None:
    """Takes over what a row says of a KPI that the plan has."""
    now, then = stand.kpis.get(ref), stand.kpis_then.get(ref)
    if now is None or then is None:
        new.problems.append(f"{row.at(NUMBER)}: KPI {ref} came into the plan later; export the plan again")
        return
    _reading(row, now, new)
    for column, name in ((MEASURE, "title"), (OWNER, "owner")):
        _own_words(row, column, name, now, then, new)
    _targets(row, stand, now, then, new)
    for column in (UNIT, NEWEST):
        text = row.text(column)
        if text and text not in (" ".join(of_kpi(one).get(column, "").split()) for one in (now, then)):
            new.notes.append(f"{row.at(column)}: is only there to be read; what was written into it is not used")


def _reading(row: SheetRow, known: Series, new: New) -> None:
    period, note, value = row.dated(PERIOD), row.long(NOTE), row.text(FIGURE)
    if not (period or note or value):
        return
    if either := row.either(PERIOD):
        new.problems.append(either)
        return
    if not value:
        new.problems.append(f"{row.at(FIGURE)}: is empty; write the figure for {period or 'the note'}, or remove that")
        return
    if is_date(row.cells[FIGURE].value):
        like = "4/7" if known.kpi.unit == "ratio" else "1.2"
        new.problems.append(
            f"{row.at(FIGURE)}: holds the date {value}, which a spreadsheet made of a figure such as {like}; "
            "write it as text"
        )
        return
    try:
        value = figures.figure(value, known.kpi)
    except figures.Doubtful as error:
        new.problems.append(f"{row.at(FIGURE)}: {error}")
        return
    if not period:
        new.problems.append(f"{row.at(PERIOD)}: is empty; write what period or day {value} is of, as 2026-12")
        return
    try:
        made = figures.reading(period, value, note, known)
    except figures.Doubtful as error:
        new.problems.append(f"{row.at(PERIOD)}: {error}")
        return
    if made:
        new.kpis[known.ref] = [made]
        before = f", before {known.newest.words} for {known.newest.period}" if known.newest else ""
        new.words.append(f"KPI {known.ref}: {value} for {parse_period(period)}{before}")


def _own_words(row: SheetRow, column: Column, name: str, now: Series, then: Series, new: New) -> None:
    """Takes over another title or owner."""
    text = row.text(column)
    before = of_kpi(now).get(column, "")
    if not text or text in (" ".join(one.split()) for one in (before, of_kpi(then).get(column, ""))):
        return
    path = now.kpi.at.path
    new.edits.append(Edit(path, now.ref, "kpi", name, text, row.at(column)))
    told = f"“{short(before)}”" if before else "none"
    new.words.append(f"KPI {now.ref}: {column.title.lower()} “{short(text)}”, before {told}; put right in {path}")


def _targets(row: SheetRow, stand: Stand, now: Series, then: Series, new: New) -> None:
    """Takes over another target: one for a further date is added to the file, any other goes into the report."""
    text, reason = row.text(TARGET), row.long(TARGET_REASON)
    known = {" ".join(target_words(aim).split()): aim for aim in now.aims}
    before = [" ".join(target_words(aim).split()) for aim in then.aims]
    parts = [part for part in re.split(r"\s*;\s*", text) if part]
    if not parts or set(parts) in (set(before), set(known)):
        if reason:
            new.problems.append(
                f"{row.at(TARGET_REASON)}: gives a reason, but the target did not change; write it into `Target`"
            )
        return
    wanted: list[tuple[str, Period, str]] = []
    for part in parts:
        if aim := known.get(part):
            wanted.append((aim.figure, aim.due, part))
            continue
        try:
            wanted.append((*_target(part, now), part))
        except ValueError as error:
            new.problems.append(f"{row.at(TARGET)}: {error}")
            return
    fresh = [one for one in wanted if one[2] not in known]
    gone = [aim for words, aim in known.items() if words not in parts]
    if past := next((aim for aim in gone if aim.due.last < stand.day), None):
        new.problems.append(
            f"{row.at(TARGET)}: the target due by {past.due.end} is past and stays; write `{target_words(past)}` again"
        )
    elif early := next((due for _, due, _ in fresh if due.last < stand.day), None):
        new.problems.append(f"{row.at(TARGET)}: {early} is before the report of {stand.day}; give a later date")
    elif not gone and not reason and not any(aim.since for aim in now.aims):
        entries = tuple({"value": value, "due": due.text} for value, due, _ in fresh)
        new.edits.append(Edit(now.kpi.at.path, now.ref, "kpi", "targets", entries, row.at(TARGET)))
        said = "; ".join(words for _, _, words in fresh)
        new.words.append(f"KPI {now.ref}: a further target, {said}; written into {now.kpi.at.path}")
    elif not reason:
        new.problems.append(
            f"{row.at(TARGET_REASON)}: is empty though the target changed; write why it changed "
            "(the plan's file keeps the first target, and the report changes it)"
        )
    else:
        _change(row, [one for one in wanted if one[1].last >= stand.day], known, now.kpi, reason, new)
        said, was = "; ".join(parts), "; ".join(known) or "none"
        new.words.append(f"KPI {now.ref}: target {said}, before {was}, because “{short(reason)}”")


def _change(
    row: SheetRow, wanted: list[tuple[str, Period, str]], known: dict[str, Aim], kpi: Kpi, reason: str, new: New
) -> None:
    """Puts the targets into the report: a new one takes the place of all that were not yet due, so that each is named."""
    for value, due, words in wanted:
        aim = known.get(words)
        if aim and aim.low and aim.high and aim.low != aim.high:
            new.problems.append(
                f"{row.at(TARGET)}: a report cannot hold the target `{words}`; write the change by hand, in {kpi.at.path}"
            )
            return
        target: Entry = {"value": value, "due": due.text}
        new.changes.append({"kpi": kpi.ref, "target": target, "reason": reason})


def _target(text: str, known: Series) -> tuple[str, Period]:
    """A target as somebody typed it. Raises ValueError."""
    hint = "write it as 80% by 2026-12, several with a semicolon between them"
    found = re.fullmatch(r"(.+?) by (?:the end of )?(.+)", text)
    if not found:
        raise ValueError(f"`{text}` is no target; {hint}")
    way = re.fullmatch(
        r"(?:(?P<least>at least )|(?P<most>at most )|(?P<exact>exactly ))?(?P<figure>.+?)(?P<way> or (?:more|less|fewer))?",
        found[1],
    )
    if not way:
        raise ValueError(f"`{text}` is no target; {hint}")
    figure = figures.figure(way["figure"].replace(" of ", " / "), known.kpi)
    quantity = parse_quantity(figure)
    wants = "higher" if way["least"] or way["way"] == " or more" else "lower" if way["most"] or way["way"] else ""
    wants = "neither" if way["exact"] else wants
    if wants and wants != known.kpi.better.value:
        raise ValueError(f"`{found[1]}` is not the way this KPI goes ({known.kpi.better.value} is better); {hint}")
    due = parse_period(found[2])
    same = next((aim.due for aim in known.aims if aim.due.end == f"{due.end}" or aim.due.last == due.last), None)
    return (f"{quantity.parts[0]} / {quantity.parts[1]}" if quantity.parts else quantity.text), same or due
