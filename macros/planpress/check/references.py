"""Do names name something, once, and plausibly? Doubled, unknown and circular refs are problems; a KPI of another theme,
an unused KPI, an action without one and a number in the wrong group are warnings, since real plans mean some of them."""

from collections.abc import Iterable, Iterator
from typing import Any

from planpress.kpi import Kpi
from planpress.model import Action, PlanData
from planpress.problem import Problem, did_you_mean
from planpress.record import Record, line_of

CODES = ("unknown-ref",)
"""The codes of problems that may only follow from another file's being broken."""


PARTS = frozenset(
    ("bodies", "consultation", "content", "improve", "judgements", "meetings", "menu", "menu-site", "outcome", "partners",
     "principles", "priority-action", "programmes", "recommendation", "requires", "resources", "sign-offs", "still-to-do",
     "strength", "strengths", "top", "unmapped", "visits")
)  # fmt: skip
"""The names of parts of the pages on which findings and bodies are parts too, under their own refs."""


def doubled(plan: PlanData) -> Iterator[Problem]:
    """The same ref used twice for one kind of thing, also when only capitals differ: addresses would collide."""
    groups = [group for theme in plan.themes for group in theme.groups]
    bodies = plan.governance.bodies if plan.governance else ()
    kinds: list[tuple[str, str, Iterable[Any]]] = [
        ("theme", "ref", plan.themes),
        ("group", "ref", groups),
        ("action", "ref", plan.actions),
        ("KPI", "ref", plan.kpis),
        ("status", "id", plan.plan.statuses),
        ("body", "id", bodies),
        ("inspection", "id", plan.inspections),
        ("finding", "ref", plan.findings),
        ("risk", "ref", plan.risks),
    ]
    kinds += [("milestone", "ref", action.milestones) for action in plan.actions]
    for kind, field, records in kinds:
        first: dict[str, Any] = {}
        for record in records:
            name = getattr(record, field)
            before = first.setdefault(name.lower(), record)
            if before is not record:
                where = f"{before.at.path.rsplit('/', 1)[-1]} line {before.at.of(field)}"
                message = f"the {kind} `{name}` stands twice, first in {where}"
                hint = f"give one of them another {field}; {'an id' if field == 'id' else 'a ref'} is never used again"
                yield Problem(record.at.path, record.at.of(field), message, hint, "doubled-ref")
            if kind in ("finding", "body") and (
                name.lower() in PARTS or name.lower().startswith(("of-", "programme-"))
            ):
                message = f"the {kind} `{name}` has the name of a part of its page"
                yield Problem(record.at.path, record.at.of(field), message, f"give it another {field}", "doubled-ref")


def unknown_ref(record: Record, field: str, name: str, kind: str, known: Iterable[str], line: int = 0) -> Problem:
    """The problem of a name that names nothing, with the nearest that does."""
    hint = did_you_mean(name, known) or f"this plan has no {kind.partition(' in ')[0]}: add it"
    place, _, thing = kind.partition(" in ")
    message = f"`{field}`: there is no {place} `{name}`{f' in {thing}' if thing else ''}"
    return Problem(record.at.path, line or record.at.of(field), message, hint, "unknown-ref")


def unknown(plan: PlanData) -> Iterator[Problem]:
    """A ref that names nothing."""
    names = [name for name in plan.kpis_by_name if name != "all" or plan.kpis]
    for action in plan.actions:
        for name in action.kpis:
            if name not in names:
                yield unknown_ref(action, "kpis", name, "KPI", [kpi.ref for kpi in plan.kpis])
        for name in action.after:
            if name not in plan.action_by_ref:
                yield unknown_ref(action, "after", name, "action", plan.action_by_ref)
    for kpi in plan.kpis:
        if kpi.theme not in plan.theme_by_ref:
            yield unknown_ref(kpi, "theme", kpi.theme, "theme", plan.theme_by_ref)
    for report in plan.reports:
        if report.to and report.to not in plan.body_by_id:
            yield unknown_ref(report, "to", report.to, "body in governance.yml", plan.body_by_id)
        for name, update in report.actions.items():
            if name not in plan.action_by_ref:
                yield unknown_ref(
                    report, "actions", name, "action", plan.action_by_ref, line_of(report, "actions", name)
                )
            if update.status and update.status not in plan.status_by_id:
                yield unknown_ref(update, "status", update.status, "status", plan.status_by_id)
        for name in report.kpis:
            line = line_of(report, "kpis", name)
            family = plan.kpis_by_name.get(name, ())
            if name not in plan.kpi_by_ref and family:
                hint = f"give each figure to one of {_listed(family)}"
                yield Problem(report.at.path, line, f"`kpis`: `{name}` is a family", hint, "unknown-ref")
            elif name not in plan.kpi_by_ref:
                yield unknown_ref(report, "kpis", name, "KPI", plan.kpi_by_ref, line)
        steps = [f"{action.ref}.{step.ref}" for action in plan.actions for step in action.milestones]
        for name in report.milestones:
            if name not in steps:
                line = line_of(report, "milestones", name)
                yield unknown_ref(report, "milestones", name, "milestone", steps, line)
        for change in report.changes:
            if change.action and change.action not in plan.action_by_ref:
                yield unknown_ref(change, "action", change.action, "action", plan.action_by_ref)
            if change.kpi and change.kpi not in plan.kpi_by_ref:
                yield unknown_ref(change, "kpi", change.kpi, "KPI", plan.kpi_by_ref)


def circles(plan: PlanData) -> Iterator[Problem]:
    """Actions that wait for each other."""
    for action in plan.actions:
        seen: list[str] = []
        ahead = list(action.after)
        while ahead:
            name = ahead.pop()
            if name == action.ref:
                message = f"`after`: {action.ref} would have to come before itself"
                yield Problem(action.at.path, action.at.of("after"), message, "remove one of the links", "circle")
                break
            if name not in seen and name in plan.action_by_ref:
                seen.append(name)
                ahead += plan.action_by_ref[name].after


def _is_used(plan: PlanData) -> set[str]:
    # `all` names every KPI and so says nothing of any one of them.
    named = {name for action in plan.actions for name in action.kpis if name != "all"}
    return {kpi.ref for kpi in plan.kpis if kpi.ref in named or kpi.family in named}


def wrong_theme(plan: PlanData) -> Iterator[Problem]:
    """An action that cites a KPI of another theme (Bristol 2016-17: six wrong after a renumbering, four right)."""
    used = _is_used(plan)
    for action in plan.actions:
        theme = plan.theme_of[action.ref]
        strange = [kpi for kpi in plan.kpis_of(action) if kpi.theme != theme.ref]
        if strange:
            own = [kpi for kpi in plan.kpis if kpi.theme == theme.ref]
            unused = [kpi.ref for kpi in own if kpi.ref not in used]
            shown = "every KPI" if "all" in action.kpis else f"KPI {_listed(strange)}"
            where = ", ".join(dict.fromkeys(kpi.theme for kpi in strange))
            hint = (
                f"did you mean {_or(unused)}, which no action cites?"
                if unused
                else f"check it; {_theme_has(theme.ref, own)}"
            )
            message = f"action {action.ref} of theme {theme.ref} cites {shown}, of theme {where}"
            yield _warning(action, "kpis", message, hint, "wrong-theme", action.ref)


def _listed(kpis: Iterable[Kpi]) -> str:
    return ", ".join(kpi.ref for kpi in kpis)


def _or(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _theme_has(ref: str, own: list[Kpi]) -> str:
    return f"theme {ref} has {_listed(own)}" if own else f"theme {ref} has no KPI of its own"


def _warning(record: Record, field: str, message: str, hint: str, code: str, ref: str) -> Problem:
    return Problem(record.at.path, record.at.of(field), message, hint, code, ref)


def unused_kpis(plan: PlanData) -> Iterator[Problem]:
    """A KPI that no action names, except by `all`."""
    used = _is_used(plan)
    for kpi in plan.kpis:
        if kpi.ref not in used:
            message = f"no action cites KPI {kpi.ref}"
            yield _warning(kpi, "ref", message, "name it in `kpis:` of the actions it measures", "kpi-unused", kpi.ref)


def no_kpi(plan: PlanData) -> Iterator[Problem]:
    """An action without a KPI, in a plan that has KPIs."""
    for action in plan.actions if plan.kpis else ():
        if not action.kpis:
            hint = "add `kpis:` with the figures that will show whether it works"
            yield _warning(action, "ref", f"action {action.ref} has no KPI", hint, "no-kpi", action.ref)


def numbering(plan: PlanData) -> Iterator[Problem]:
    """An action whose number does not begin with its group's, or a group's with its theme's."""
    for theme in plan.themes:
        for group in theme.groups:
            if "." in group.ref and not group.ref.startswith(f"{theme.ref}."):
                message = f"group {group.ref} stands in theme {theme.ref}"
                yield _warning(group, "ref", message, f"number it {theme.ref}.…", "number-not-in-group", group.ref)
            for action in group.actions:
                if "." in action.ref and not action.ref.startswith(f"{group.ref}."):
                    yield _wrong_number(action, group.ref)


def _wrong_number(action: Action, group: str) -> Problem:
    message = f"action {action.ref} stands in group {group}"
    return _warning(action, "ref", message, f"number it {group}.… or move it", "number-not-in-group", action.ref)
