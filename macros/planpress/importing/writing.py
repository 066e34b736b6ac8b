"""The plan found in a document → the text of its files."""

import re
from typing import Any

from planpress.importing.as_printed import readable
from planpress.importing.found import Found, FoundAction, FoundKpi, FoundTarget, FoundTheme
from planpress.importing.statuses import COLOURS, status_id
from planpress.importing.yaml_files import Todo, yaml_text
from planpress.quantity import parse_quantity

SHAPES = {"red": "diamond", "amber": "circle", "green": "tick", "blue": "double-tick"}
MEANINGS = {
    "Complete": "complete", "On track": "on-track", "Not started": "not-started", "At risk": "at-risk",
    "Off track": "off-track", "Paused": "paused", "On hold": "paused", "Ongoing": "ongoing", "Withdrawn": "withdrawn",
}  # fmt: skip
"""Words that say themselves what they mean. A colour does not: green is "complete" in one plan, "on track" in another."""
DIRECTION = Todo("higher, lower or neither is better")
LATER = "TODO: the plan as it was imported. Fill in what is left empty; `planpress check` names each such field."


def files(found: Found, document: str) -> dict[str, str]:
    """The files of a plan's folder, by their names. `document` is the name of the file that was read."""
    made = {"plan.yml": yaml_text(_plan(found, document), above=LATER)}
    for theme in found.themes.values():
        if theme.groups:
            made[f"themes/{theme.ref}.yml"] = yaml_text(_theme(theme))
    if found.kpis:
        made["kpis.yml"] = yaml_text([_kpi(kpi) for kpi in found.kpis])
    reported = {action.ref: _update(action) for action in found.actions if action.status or action.progress}
    if reported:
        report = {
            "date": Todo("the day of which these statuses are, as 2016-12-14; then name the file after it"),
            "title": "Progress as the plan prints it",
            "actions": reported,
        }
        made["reports/to-date.yml"] = yaml_text(report)
    return made


def _plan(found: Found, document: str) -> dict[str, Any]:
    words = dict.fromkeys(action.status for action in found.actions if action.status)
    scheme = [*words, *(word for word in found.legend if word not in words)]
    return {
        "title": found.title or Todo("the plan's title"),
        "organisation": Todo("whose plan it is"),
        "published": Todo("when it was published, as 2016-09"),
        "starts": Todo("when it begins, as 2016-09"),
        "summary": Todo("what the plan is for, in two or three sentences"),
        "source": {"title": document},
        "statuses": [_status(word, found.legend.get(word, "")) for word in scheme],
    }


def _status(word: str, description: str) -> dict[str, str]:
    name = status_id(word)
    return {
        "id": name,
        "word": word,
        "meaning": MEANINGS.get(word, Todo("not-started, on-track, at-risk, off-track, paused, ongoing or complete")),
        "description": description or Todo("what the plan says it means"),
        "colour": name if name in COLOURS else Todo("red, amber, green, blue, purple or grey"),
        "shape": SHAPES.get(name, Todo("circle, ring, square, diamond, triangle, tick, cross, bars or loop")),
    }


def _theme(theme: FoundTheme) -> dict[str, Any]:
    return {
        "ref": theme.ref,
        "title": theme.title or Todo("the theme's title"),
        "outcome": theme.outcome,
        "groups": [
            {
                "ref": group.ref or _stem(group.actions) or Todo("the group's number"),
                "title": group.title,
                "actions": [_action(action) for action in group.actions],
            }
            for group in theme.groups
            if group.title
        ],
        "actions": [_action(action) for group in theme.groups if not group.title for action in group.actions],
    }


def _stem(actions: list[FoundAction]) -> str:
    """The number that all of some actions begin with, if it has more than one part: 1.2 for 1.2.1 and 1.2.2."""
    stems = {action.ref.rpartition(".")[0] for action in actions}
    return stems.pop() if len(stems) == 1 and all("." in stem for stem in stems) else ""


def _action(action: FoundAction) -> dict[str, Any]:
    return {
        "ref": action.ref,
        "action": action.text,
        "points": action.points,
        "lead": action.leads[0] if len(action.leads) == 1 else list(action.leads),
        "due": action.due,
        "kpis": action.kpis,
    }


def _update(action: FoundAction) -> dict[str, str]:
    return {"status": status_id(action.status), "progress": action.progress}


def _kpi(kpi: FoundKpi) -> dict[str, Any]:
    asked = Todo("by when")
    baseline = {"value": kpi.baseline, "period": kpi.baseline_period or Todo("what period or day it is of")}
    return {
        "ref": kpi.ref,
        "title": kpi.title,
        "theme": kpi.theme or Todo("the theme it belongs to"),
        "unit": _unit(kpi),
        "better": DIRECTION,
        "frequency": kpi.frequency,
        "owner": kpi.owner,
        "baseline": baseline if kpi.baseline else "",
        "targets": [{one.form: _figures(one), "due": one.due or asked} for one in kpi.targets],
    }


def _figures(target: FoundTarget) -> Any:
    return list(target.figures) if len(target.figures) > 1 else target.figures[0]


def _unit(kpi: FoundKpi) -> str:
    """The unit that the target or the title prints; otherwise it is left to decide."""
    for target in kpi.targets:
        figure = target.figures[-1]
        if readable(figure, parse_quantity) and (unit := parse_quantity(figure).unit):
            return f"rate {unit}" if unit.startswith("per ") else unit
    if kpi.title.startswith("%"):
        return "%"
    if re.match(r"(?:the )?(?:total )?(?:number|no\.?) of\b|how many\b", kpi.title, re.IGNORECASE):
        return "number"
    return Todo("what is counted: number, %, days, £, rate per 10,000 …")
