"""A data folder → its plans, or every problem found in it."""

import gc
import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from planpress.inspection import Inspection
from planpress.kpi import Kpi
from planpress.links import links_away
from planpress.model import Accept, Plan, PlanData, Site, Term, Theme
from planpress.oversight import Governance, Risk
from planpress.problem import Problem, did_you_mean
from planpress.record import DEVICE, MANY, Record, record_in
from planpress.report import Report
from planpress.sentences import sentences
from planpress.statement import Statement
from planpress.yamltree import PLACE, Listed, read

T = TypeVar("T")

ONE = {"plan.yml": Plan, "governance.yml": Governance}
"""The files of a plan that hold one record."""
LISTS: dict[str, type[Record]] = {
    "kpis.yml": Kpi,
    "inspections.yml": Inspection,
    "risks.yml": Risk,
    "accept.yml": Accept,
}
"""The files of a plan that hold a list of records."""
FOLDERS: dict[str, type[Record]] = {"themes": Theme, "reports": Report}
"""The folders of a plan, whose files hold one record each."""
GLOSSARY = "glossary.yml"
STATEMENT = "accessibility.yml"
TAKEN = ("assets", "search", "index")
"""Addresses that every site has, and plans cannot."""
MOST = 50
"""How many problems of one file are told: after so many, the file is not what it should be."""
ROUNDS = 5
"""How often fields are left out to read the rest: a field may only be wrong once another is gone."""

_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def load(
    folder: Path, named: str = "data", unchanged: Mapping[str, PlanData] = MappingProxyType({})
) -> tuple[Site, list[Problem]]:
    """Every plan in a data folder that has a readable plan.yml, with every problem found in the files.

    `named` is what problems call the folder. Where there are problems the site is for further checks, not to publish.
    `unchanged` are plans, by folder, that need not be read again: nothing was wrong with them, and nothing has changed.
    """
    problems: list[Problem] = []
    if not folder.is_dir():
        hint = "go to the folder of your site, make it there, or set `data_dir` in mkdocs.yml"
        return Site(()), [Problem(named, 1, "there is no such folder", hint)]
    if away := list(links_away(folder, named)):
        return Site(()), away
    glossary: tuple[Term, ...] = ()
    statement: Statement | None = None
    plans: list[PlanData] = []
    for entry in _entries(folder, named, problems):
        path = f"{named}/{entry.name}"
        if entry.is_dir():
            with _keeping():
                plan = unchanged.get(entry.name) or _plan(entry, path, problems)
            if plan and any(problem.path.startswith(f"{path}/") for problem in problems):
                plan = replace(plan, rest=_rest(entry, path))
            if plan:
                plans.append(plan)
        elif entry.name == GLOSSARY and entry.is_file():
            glossary = tuple(_list(entry, path, Term, problems))
        elif entry.name == STATEMENT and entry.is_file():
            statement = _one(entry, path, Statement, problems)
        else:
            hint = did_you_mean(entry.name, [GLOSSARY, STATEMENT], "put each plan into a folder of its own")
            problems.append(Problem(path, 1, "nothing reads this file", hint, "unread"))
    if not plans and not problems:
        problems.append(
            Problem(named, 1, "holds no plan", "make a folder with a plan.yml in it, such as data/our-plan/")
        )
    site = Site(tuple(plans), glossary, statement)
    return site, problems


@contextmanager
def _keeping() -> Iterator[None]:
    """While this lasts Python does not look for what it could throw away. Nearly all that is read is kept, and the
    looking took a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _entries(folder: Path, path: str, problems: list[Problem]) -> Iterator[Path]:
    """What is in a folder, in a fixed order. Hidden files are not ours, but a YAML file is not hidden on purpose."""
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        hint = "check that the folder may be opened"
        problems.append(Problem(path, 1, f"cannot be read ({error.strerror})", hint))
        return
    for entry in entries:
        inner, name = f"{path}/{entry.name}", entry.name
        if name.startswith((".#", "._")):  # What Emacs and macOS leave beside a file.
            continue
        if not name.startswith("."):
            yield entry
        elif name.endswith((".yml", ".yaml")):
            hint = "take the full stop from the beginning of its name, or move the file out of here"
            problems.append(Problem(inner, 1, "nothing reads this file: it is hidden", hint, "unread"))


def _rest(folder: Path, path: str) -> PlanData | None:
    """A plan without the fields that are wrong in it; None where a name that others refer to may be among what is lost."""
    lost: list[Problem] = []
    plan = _plan(folder, path, lost, lenient=True)
    naming_nothing = (f"{path}/reports/", f"{path}/accept.yml")
    return plan if all(problem.path.startswith(naming_nothing) for problem in lost) else None


def _plan(folder: Path, path: str, problems: list[Problem], lenient: bool = False) -> PlanData | None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", folder.name):
        hint = "name it with small letters, digits and hyphens only, as in bristol-2016-17"
        problems.append(Problem(path, 1, f"`{folder.name}` cannot be a plan's folder: it is an address", hint))
    elif folder.name in TAKEN or DEVICE.fullmatch(folder.name):
        hint = "give it another name, as in bristol-2016-17"
        problems.append(Problem(path, 1, f"`{folder.name}` cannot be a plan's folder: the name is taken", hint))
    if not any((folder / name).exists() for name in (*ONE, *LISTS, *FOLDERS)):
        hint = "add a plan.yml, or move the folder out of here"
        problems.append(Problem(path, 1, "is no plan: it has no plan.yml", hint, "unread"))
        return None
    found: dict[str, Any] = {}
    known = [*ONE, *LISTS, *FOLDERS]
    for entry in _entries(folder, path, problems):
        name, inner = entry.name, f"{path}/{entry.name}"
        if name in ONE and entry.is_file():
            found[name] = _one(entry, inner, ONE[name], problems, lenient)
        elif name in LISTS and entry.is_file():
            found[name] = _list(entry, inner, LISTS[name], problems, lenient)
        elif name in FOLDERS and entry.is_dir():
            found[name] = list(_folder(entry, inner, FOLDERS[name], problems, lenient))
        elif name in FOLDERS:
            hint = f"make it a folder, with one file for each {name.removesuffix('s')}"
            problems.append(Problem(inner, 1, f"`{name}` is a file", hint, "unread"))
        else:
            hint = did_you_mean(name, known, f"a plan's folder holds {', '.join(known)}")
            problems.append(Problem(inner, 1, f"nothing reads this {_what(entry)}", hint, "unread"))
    if "plan.yml" not in found:
        problems.append(Problem(f"{path}/plan.yml", 1, "is missing", "every plan needs one: copy that of another plan"))
        return None
    if "themes" not in found:
        problems.append(Problem(f"{path}/themes", 1, "is missing", "every plan needs at least one theme: themes/1.yml"))
    elif not found["themes"] and not any(problem.path.startswith(f"{path}/themes") for problem in problems):
        problems.append(Problem(f"{path}/themes", 1, "holds no theme", "add at least one: themes/1.yml"))
    if found["plan.yml"] is None:
        return None
    reports = sorted(found.get("reports", ()), key=lambda report: (report.date, report.at.path.removesuffix(".yml")))
    return PlanData(
        id=folder.name,
        path=path,
        plan=found["plan.yml"],
        themes=tuple(sorted(found.get("themes", ()), key=lambda theme: natural(theme.ref))),
        kpis=tuple(found.get("kpis.yml", ())),
        inspections=tuple(sorted(found.get("inspections.yml", ()), key=lambda one: (one.starts.first, one.at.line))),
        governance=found.get("governance.yml"),
        risks=tuple(found.get("risks.yml", ())),
        reports=tuple(reports),
        accepted=tuple(found.get("accept.yml", ())),
        hashes=_hashes(folder),
    )


def _hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 hash of each file of a plan, in the order of their paths."""
    found = {}
    for file in sorted(folder.rglob("*.yml")):
        name = file.relative_to(folder).as_posix()
        if file.is_file() and not any(part.startswith(".") for part in name.split("/")):
            with suppress(OSError):  # A file that cannot be read is a problem already.
                found[name] = hashlib.sha256(file.read_bytes()).hexdigest()
    return found


def _what(entry: Path) -> str:
    return "folder" if entry.is_dir() else "file"


def natural(ref: str) -> list[tuple[int, str]]:
    """The order a reader expects of refs: 2 before 10, 12a before 12b."""
    return [(int(digits or 0), letters) for digits, letters in re.findall(r"(\d*)(\D*)", ref)]


def _folder(folder: Path, path: str, kind: type[Any], problems: list[Problem], lenient: bool) -> Iterator[Any]:
    for entry in _entries(folder, path, problems):
        inner = f"{path}/{entry.name}"
        if not entry.is_file() or not entry.name.endswith(".yml"):
            hint = "give it a name that ends in .yml" if entry.is_file() else "keep files only in this folder"
            problems.append(Problem(inner, 1, f"nothing reads this {_what(entry)}", hint, "unread"))
            continue
        record = _one(entry, inner, kind, problems, lenient)
        if record is None:
            continue
        field = "date" if kind is Report else "ref"
        wanted = str(getattr(record, field))
        if entry.stem != wanted and not (kind is Report and entry.stem.startswith(f"{wanted}-")):
            message = f"the file's name does not agree with `{field}: {wanted}` in it"
            problems.append(
                Problem(inner, record.at.of(field), message, f"name the file {wanted}.yml or mend the {field}")
            )
        elif not re.fullmatch(r"[a-z0-9-]*", entry.stem.removeprefix(wanted), re.ASCII):
            hint = f"after the date use small letters, digits and hyphens only, as in {wanted}-schools.yml"
            problems.append(Problem(inner, 1, "the file's name cannot stand in an address", hint))
        yield record


def _one(file: Path, path: str, kind: type[T], problems: list[Problem], lenient: bool = False) -> T | None:
    value, found = read(file, path)
    record: T | None = None
    if isinstance(value, dict):
        record = _record(kind, value, path, found, lenient)
    elif value is not None:
        found.append(Problem(path, 1, "expected fields (`name: value`), found something else", _see(kind)))
    problems += _first(found)
    return record


def _list(file: Path, path: str, kind: type[T], problems: list[Problem], lenient: bool = False) -> list[T]:
    value, found = read(file, path)
    records: list[T] = []
    if isinstance(value, Listed):
        if len(value) > MANY:
            message = f"holds {len(value):,} entries"
            found.append(Problem(path, value.lines[MANY], message, f"{MANY:,} are the most: divide the plan"))
        for item, line in zip(value[:MANY], value.lines, strict=False):
            if isinstance(item, dict):
                record = _record(kind, item, path, found, lenient)
                records += [] if record is None else [record]
            else:
                found.append(Problem(path, line, "expected fields (`name: value`), found something else", _see(kind)))
            if len(found) > MOST:
                break
    elif value is not None:
        hint = "begin each item with a hyphen and a space: `- ref: 1a`"
        found.append(Problem(path, 1, "expected a list, found something else", hint))
    problems += _first(found)
    return records


def _first(found: list[Problem]) -> list[Problem]:
    """The problems of one file that are told: all, or so many with one that says that there are more."""
    if len(found) <= MOST:
        return found
    last = found[MOST - 1]
    return [*found[:MOST], Problem(last.path, last.line, "the file has more problems than these", "mend these first")]


def _see(kind: type[Any]) -> str:
    return f"the first fields of {_named(kind)} are {', '.join(_fields(kind)[:3])}"


def _record(
    kind: type[T], value: dict[str, Any], path: str, problems: list[Problem], lenient: bool = False
) -> T | None:
    """The record, or None and what is wrong with it; if `lenient`, rather the record without the fields that are."""
    adapter = _ADAPTERS.get(kind) or _ADAPTERS.setdefault(kind, TypeAdapter[Any](kind))
    try:
        record: T = adapter.validate_python(value)
    except ValidationError as errors:
        if lenient and (rest := _without(adapter, value, errors, whole=kind is not Report)):
            return cast("T", rest)
        found = [_explain(kind, value, path, error) for error in errors.errors(include_url=False)[: MOST + 1]]
        # A misspelt name would otherwise be told twice: as unknown, and as missing.
        meant = [re.search(r"did you mean `(.*)`", problem.hint) for problem in found]
        spelt = {f"`{hit[1]}`" for hit in meant if hit}
        problems += [one for one in found if not (" has no `" in one.message and one.message.split()[-1] in spelt)]
        return None
    return record


def _without(adapter: TypeAdapter[Any], value: Any, errors: ValidationError, whole: bool) -> Any:
    """The record without the fields that are wrong; None if none is left, or if `whole` and a record in it would go."""
    for _ in range(ROUNDS):
        wrong = [_place(value, error) for error in errors.errors(include_url=False)]
        if () in (place for place, _ in wrong) or (whole and any(holds for _, holds in wrong)):
            return None
        value = _copy(value, {place for place, _ in wrong}, ())
        try:
            return adapter.validate_python(value)
        except ValidationError as left:
            errors = left
    return None


def _place(value: Any, error: Any) -> tuple[tuple[Any, ...], bool]:
    """Which steps lead to the field that is wrong, and whether it is more than one text."""
    place: tuple[Any, ...] = ()
    at = value
    for step in error["loc"]:
        if (isinstance(at, dict) and step in at) or (isinstance(at, list) and isinstance(step, int) and step < len(at)):
            place, at = (*place, step), at[step]
    # A rule about several fields says which by naming it.
    named = re.search(r"`(\w+)`", error["ctx"]["message"]) if error["type"] == "planpress" else None
    if named and isinstance(at, dict) and named[1] in at:
        place, at = (*place, named[1]), at[named[1]]
    return place, isinstance(at, dict | list)


def _copy(value: Any, without: set[tuple[Any, ...]], place: tuple[Any, ...]) -> Any:
    """A value read from a file, without what stands in some places of it."""
    if isinstance(value, dict):
        kept = {key: inner for key, inner in value.items() if (*place, key) not in without}
        return {key: inner if key == PLACE else _copy(inner, without, (*place, key)) for key, inner in kept.items()}
    if isinstance(value, Listed):
        made = Listed()
        for at, (inner, line) in enumerate(zip(value, value.lines, strict=True)):
            if (*place, at) not in without:
                made.append(_copy(inner, without, (*place, at)))
                made.lines.append(line)
        return made
    return value


def _explain(kind: type[Any], value: Any, path: str, error: Any) -> Problem:
    """One of pydantic's errors as a problem: the line, the field, what was written, what to write."""
    line, holder, last = value[PLACE].line, kind, ""
    at, hint = value, ""
    for step in error["loc"]:
        if isinstance(at, dict) and isinstance(step, str) and step in at:
            line, last, at = at[PLACE].lines.get(step, line), step, at[step]
        elif isinstance(at, list) and isinstance(step, int) and step < len(at):
            line, at = at.lines[step] if isinstance(at, Listed) else line, at[step]
        elif isinstance(step, str) and isinstance(at, dict):
            last = step
            line = at[PLACE].lines.get(step, line)
        if isinstance(step, str) and step in getattr(holder, "model_fields", {}):
            holder = record_in(holder.model_fields[step].annotation) or holder
    match error["type"]:
        case "missing":
            message = f"{_named(holder)} has no `{last}`"
            hint = f"add `{last}:` ({_sentence(holder, last)})"
        case "extra_forbidden":
            message = f"`{last}` is no field of {_named(holder)}"
            hint = did_you_mean(last, _fields(holder), f"its fields are {', '.join(_fields(holder))}")
        case "enum":
            allowed = re.findall(r"'([^']*)'", str(error["ctx"]["expected"]))
            message = f"`{last}: {error['input']}` is not allowed"
            hint = did_you_mean(str(error["input"]), allowed, f"write one of {', '.join(allowed)}")
            if hint.startswith("did"):
                hint += f" One of {', '.join(allowed)}"
        case "planpress":
            message, _, hint = error["ctx"]["message"].partition("; ")
            whole = not last or (isinstance(at, dict) and not message.startswith("expected"))
            message = message if whole else f"`{last}`: {message}"
            # A rule about several fields says which by naming it.
            named = re.search(r"`(\w+)`", message) if whole and isinstance(at, dict) else None
            line = at[PLACE].lines.get(named[1], line) if named else line
        case "model_type" | "dict_type" | "model_attributes_type":
            message = (
                f"`{last}`: expected fields (`name: value`), found {'a text' if isinstance(at, str) else 'a list'}"
            )
            hint = _see(holder)
        case _:
            message = f"`{last}`: {error['msg']}"
            hint = f"it should be: {_sentence(holder, last)}"
    return Problem(path, line, message, hint)


def _fields(kind: Any) -> list[str]:
    return [name for name in getattr(kind, "model_fields", {}) if name != "at"]


def _sentence(kind: Any, name: str) -> str:
    return sentences(kind).get(name, "see the guide").rstrip(".") if isinstance(kind, type) else "see the guide"


def _named(kind: type[Any]) -> str:
    word = {"Kpi": "KPI", "ActionUpdate": "update of an action", "Accept": "acceptance"}.get(kind.__name__)
    word = word or re.sub(r"(?<!^)(?=[A-Z])", " ", kind.__name__).lower()
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
