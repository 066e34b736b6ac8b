"""A row of the sheet Risks → what is new of a risk."""

from planpress.sheets.layout import LEVEL, PROGRESS
from planpress.sheets.new import Entry, New, short
from planpress.sheets.rows import SheetRow
from planpress.sheets.stands import Stand


def risk(row: SheetRow, ref: str, stand: Stand, new: New) -> None:
    """Takes over what a row says of a risk that the plan has."""
    entry: Entry = {}
    now, then = stand.levels.get(ref, ""), stand.levels_then.get(ref, "")
    if (level := row.text(LEVEL)) and level not in (now, then):
        entry["level"] = level
        new.words.append(f"risk {ref}: level {level}, before {now or 'none'}")
    if progress := row.long(PROGRESS):
        entry["progress"] = progress
        new.words.append(f"risk {ref}: progress “{short(progress)}”")
    if entry:
        new.risks[ref] = entry
