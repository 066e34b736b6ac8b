"""What was gathered → files: two pages for a site, tables as CSV, everything as JSON. The same plans give the same bytes."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from planpress.exports.columns import Column, Kind, table
from planpress.exports.csvs import csv_bytes
from planpress.gathering.reading import Action, Gathered, Kpi
from planpress.render import Renderer
from planpress.status import Meaning
from planpress.views.rating import Rating

TEMPLATES = Path(__file__).parent / "templates"
FORMAT = "planpress gathered 1"
WAYS: tuple[tuple[str, str, tuple[Meaning | None, ...]], ...] = (
    ("complete", "Complete", (Meaning.COMPLETE, Meaning.VERIFIED)),
    ("on_track", "On track", (Meaning.ON_TRACK, Meaning.ONGOING)),
    ("at_risk", "At risk", (Meaning.AT_RISK,)),
    ("off_track", "Off track", (Meaning.OFF_TRACK,)),
    ("paused", "Paused", (Meaning.PAUSED,)),
    ("not_started", "Not started", (Meaning.NOT_STARTED,)),
    ("no_status", "No status", (None,)),
)
"""The ways in which an action can stand: its name in the tables, its word on the page, what it covers."""
RATED = (Rating.MET, Rating.CLOSE, Rating.OFF)
"""The ratings of KPIs that have a figure and a target."""


def files(plans: Iterable[Gathered], missing: Sequence[tuple[str, str]]) -> dict[str, bytes]:
    """Every file by its name. `missing` are the sources that could not be gathered, each with the reason."""
    found = sorted(plans, key=lambda plan: plan.key)
    late = [(plan, one) for plan in found for one in plan.late]
    late.sort(key=lambda item: (item[1].now.late_since or date.max, item[0].key, item[1].ref))
    kpis = [(plan, one) for plan in found for one in plan.kpis]
    said = {"plans": found, "late": late, "missing": missing, "ways": WAYS, "rated": RATED}
    return {
        "index.md": _page("index.md", said),
        "late.md": _page("late.md", said),
        "plans.csv": csv_bytes(table("plans", "", "", (), PLANS, found)),
        "late.csv": csv_bytes(table("late", "", "", (), LATE, late)),
        "kpis.csv": csv_bytes(table("kpis", "", "", (), KPIS, kpis)),
        "gathered.json": _json(found, missing),
    }


@cache
def _environment() -> Environment:
    return Renderer().env.overlay(loader=FileSystemLoader(TEMPLATES))


def _page(name: str, said: dict[str, Any]) -> bytes:
    text = _environment().get_template(name).render(said)
    # The page is Markdown in which macros may be called: no brace of a plan must stand there.
    return f"{text.replace('{', '&#123;').replace('}', '&#125;').rstrip()}\n".encode()


def _way(meanings: tuple[Meaning | None, ...]) -> Any:
    return lambda plan: plan.meant(*meanings)


PLANS: tuple[Column[Gathered], ...] = (
    Column("organisation", "", "", lambda plan: plan.found.written.organisation),
    Column("title", "", "", lambda plan: plan.found.written.title),
    Column("plan", "", "", lambda plan: plan.found.id),
    Column("fictional", "", "", lambda plan: plan.found.written.fictional, Kind.FLAG),
    Column("as_at", "", "", lambda plan: plan.found.as_at, Kind.DAY),
    Column("actions", "", "", lambda plan: len(plan.live), Kind.INTEGER),
    *(Column(name, "", "", _way(meanings), Kind.INTEGER) for name, _, meanings in WAYS),
    Column("late", "", "", lambda plan: len(plan.late), Kind.INTEGER),
    Column("kpis", "", "", lambda plan: len(plan.kpis), Kind.INTEGER),
    Column("kpis_met", "", "", lambda plan: plan.rated(Rating.MET), Kind.INTEGER),
    Column("kpis_close", "", "", lambda plan: plan.rated(Rating.CLOSE), Kind.INTEGER),
    Column("kpis_off_target", "", "", lambda plan: plan.rated(Rating.OFF), Kind.INTEGER),
    Column("address", "", "", lambda plan: plan.link(plan.found.address), Kind.LINK),
    Column("licence", "", "", lambda plan: plan.found.licence.name),
    Column("attribution", "", "", lambda plan: plan.found.licence.attribution),
    Column("source", "", "", lambda plan: plan.source, Kind.LINK),
)
"""plans.csv: one row for each plan."""
LATE: tuple[Column[tuple[Gathered, Action]], ...] = (
    Column("organisation", "", "", lambda item: item[0].found.written.organisation),
    Column("plan", "", "", lambda item: item[0].found.id),
    Column("action", "", "", lambda item: item[1].ref),
    Column("wording", "", "", lambda item: item[1].now.wording),
    Column("lead", "", "", lambda item: item[1].now.lead, Kind.LIST),
    Column("status", "", "", lambda item: item[1].now.meaning.value if item[1].now.meaning else ""),
    Column("due", "", "", lambda item: item[1].now.due.words if item[1].now.due else ""),
    Column("late_since", "", "", lambda item: item[1].now.late_since, Kind.DAY),
    Column("as_at", "", "", lambda item: item[0].found.as_at, Kind.DAY),
    Column("address", "", "", lambda item: item[0].link(item[1].address), Kind.LINK),
)
"""late.csv: one row for each late action, the longest late first."""
KPIS: tuple[Column[tuple[Gathered, Kpi]], ...] = (
    Column("organisation", "", "", lambda item: item[0].found.written.organisation),
    Column("plan", "", "", lambda item: item[0].found.id),
    Column("kpi", "", "", lambda item: item[1].ref),
    Column("title", "", "", lambda item: item[1].written.title),
    Column("rating", "", "", lambda item: item[1].now.rating.value),
    Column("sentence", "", "", lambda item: item[1].now.sentence),
    Column("newest", "", "", lambda item: item[1].now.points[-1].words if item[1].now.points else ""),
    Column("period", "", "", lambda item: item[1].now.points[-1].period.words if item[1].now.points else ""),
    Column("as_at", "", "", lambda item: item[0].found.as_at, Kind.DAY),
    Column("address", "", "", lambda item: item[0].link(item[1].address), Kind.LINK),
)
"""kpis.csv: one row for each KPI."""


def _json(plans: Sequence[Gathered], missing: Sequence[tuple[str, str]]) -> bytes:
    made = {
        "format": FORMAT,
        "plans": [_plan(plan) for plan in plans],
        "missing": [{"source": source, "reason": reason} for source, reason in missing],
    }
    return (json.dumps(made, indent=1, ensure_ascii=False) + "\n").encode()


def _plan(plan: Gathered) -> dict[str, Any]:
    found = plan.found
    return {
        "source": plan.source,
        "address": plan.link(found.address) or None,
        "id": found.id,
        "organisation": found.written.organisation,
        "title": found.written.title,
        "fictional": found.written.fictional,
        "as_at": found.as_at.isoformat(),
        "licence": found.licence.model_dump(),
        "actions": {"all": len(plan.live), **{name: plan.meant(*meanings) for name, _, meanings in WAYS}},
        "late": [_record(LATE, (plan, one), "organisation", "plan", "as_at") for one in plan.late],
        "kpis": [_record(KPIS, (plan, one), "organisation", "plan", "as_at") for one in plan.kpis],
    }


def _record(columns: tuple[Column[Any], ...], item: Any, *without: str) -> dict[str, Any]:
    """The columns of one row by their names; those that the plan has already, and empty ones, are left out."""
    found = {column.name: column.value(item) for column in columns if column.name not in without}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in found.items()
        if value not in ("", None)
    }
