"""What is new in a workbook → the text of a report and of the plan's changed files, tried on a copy of the plan."""

import re
import shutil
import tempfile
from datetime import date
from pathlib import Path

from planpress.check import check
from planpress.importing.yaml_files import yaml_text
from planpress.period import day_words
from planpress.sheets.new import New
from planpress.sheets.plan_files import NotEditable, edited


def report_text(new: New, day: date) -> str:
    """The report's YAML."""
    return yaml_text(
        {
            "date": day.isoformat(),
            "title": f"Progress on {day_words(day)}",
            "actions": new.actions,
            "kpis": {ref: made[0] if len(made) == 1 else made for ref, made in new.kpis.items()},
            "milestones": new.milestones,
            "risks": new.risks,
            "changes": new.changes,
        }
    )


def made_files(folder: Path, new: New, day: date) -> dict[Path, str]:
    """The text of each file to write: the new report, and the plan's files with what is put right in them.

    Adds to `new.problems` what nobody but a person can change.
    """
    made: dict[Path, str] = {}
    if new.reported:
        made[folder / "reports" / f"{day}.yml"] = report_text(new, day)
    for path in dict.fromkeys(edit.path for edit in new.edits):
        file = Path(path)
        # Not read_text: it would turn line ends.
        text = file.read_bytes().decode("utf-8")
        try:
            made[file] = edited(text, [edit for edit in new.edits if edit.path == path])
        except NotEditable as error:
            new.problems.append(f"{path}:{error}")
    return made


def tried(folder: Path, made: dict[Path, str], new: New) -> list[str]:
    """What `planpress check` would say of the files, with the row or line that each problem comes from."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "data" / folder.name
        shutil.copytree(folder, copy)
        texts = {}
        for file, text in made.items():
            inner = file.relative_to(folder)
            texts[f"data/{folder.name}/{inner.as_posix()}"] = (file, text)
            (copy / inner).parent.mkdir(exist_ok=True)
            (copy / inner).write_bytes(text.encode())
        problems = [one for one in check(copy.parent, "data").problems if one.path in texts]
    found = []
    for one in problems:
        file, text = texts[one.path]
        place = _place(text, one.line, one.message, new) if file.parent.name == "reports" else ""
        found.append(f"{place or f'{file.as_posix()}:{one.line}'}: {one.message}{f'; {one.hint}' if one.hint else ''}")
    return found


def _place(text: str, line: int, message: str, new: New) -> str:
    """The row of the workbook, or the line of the CSV file, that a line of the report comes from; empty if unknown."""
    kind = ref = period = ""
    for found in text.splitlines()[:line]:
        if top := re.match(r"(actions|kpis|milestones|risks|changes):", found):
            kind, ref = {"kpis": "KPI", "changes": ""}.get(top[1], top[1][:-1]), ""
        elif changed := re.match(r"  - (action|kpi): (\S+)", found):
            kind, ref = {"action": "action", "kpi": "KPI"}[changed[1]], changed[2]
        elif inner := re.match(r"  ([\w.-]+):", found):
            ref, period = inner[1], ""
        elif span := re.match(r"    (?:- |  )?period: (.+)", found):
            period = span[1]
    named = re.match(r"(action|KPI) ([\w.-]+)", message)
    if named and named[0] != f"{kind} {ref}":
        return new.places.get(named[0], "")
    return new.places.get(f"{kind} {ref} {period}") or new.places.get(f"{kind} {ref}", "")


def write(made: dict[Path, str]) -> None:
    """Writes all files, or none where one cannot be written. Raises OSError."""
    waiting = {file: file.with_name(f".{file.name}.new") for file in made}
    try:
        for file, text in made.items():
            file.parent.mkdir(exist_ok=True)
            with waiting[file].open("xb") as out:
                out.write(text.encode())
        for file, new in waiting.items():
            new.replace(file)
    finally:
        for new in waiting.values():
            new.unlink(missing_ok=True)
