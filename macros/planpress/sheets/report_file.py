"""What is new in a workbook → the text of a report, tried on a copy of the plan before it is written."""

import re
import shutil
import tempfile
from datetime import date
from pathlib import Path

from planpress.check import check
from planpress.importing.yaml_files import yaml_text
from planpress.period import day_words
from planpress.sheets.reading import New


def report_text(new: New, day: date) -> str:
    """The report's YAML."""
    return yaml_text(
        {
            "date": day.isoformat(),
            "title": f"Progress on {day_words(day)}",
            "actions": new.actions,
            "kpis": new.kpis,
        }
    )


def tried(folder: Path, text: str, day: date, new: New) -> list[str]:
    """What `planpress check` would say of the report, with the row that each problem comes from."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "data" / folder.name
        shutil.copytree(folder, copy)
        file = copy / "reports" / f"{day}.yml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        problems = check(copy.parent, "data").problems
    path = f"data/{folder.name}/reports/{day}.yml"
    lines = text.splitlines()
    return [
        f"{_place(lines, one.line, one.message, new)}{one.message}{f'; {one.hint}' if one.hint else ''}"
        for one in problems
        if one.path == path
    ]


def _place(lines: list[str], line: int, message: str, new: New) -> str:
    """The row of the workbook that a line of the report comes from."""
    if named := re.match(r"(action|KPI) ([\w.-]+)", message):
        return f"{new.places[named[0]]}: " if named[0] in new.places else ""
    kind = ""
    ref = ""
    for text in lines[:line]:
        if top := re.match(r"(actions|kpis):", text):
            kind = {"actions": "action", "kpis": "KPI"}[top[1]]
        elif inner := re.match(r"  (\S+):", text):
            ref = inner[1]
    place = new.places.get(f"{kind} {ref}")
    return f"{place}: " if place else ""
