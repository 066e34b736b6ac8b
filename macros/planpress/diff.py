"""What the public will see change between two versions of a site's plans, in sentences, the most important first."""

from collections.abc import Iterator, Sized
from dataclasses import dataclass
from pathlib import PurePosixPath

from planpress.compare import differing, same
from planpress.diff_records import Line, Part, items, record
from planpress.diff_words import capital, name
from planpress.model import PlanData, Site
from planpress.period import day_words
from planpress.report import Report
from planpress.views.changes import Kind, between
from planpress.views.rating import sentence
from planpress.views.series import series
from planpress.views.state import newest_date, state
from planpress.words import and_list, number_of


@dataclass(frozen=True)
class Difference:
    """All that changed in one plan, or in what the plans share."""

    plan: str
    """The plan's folder; empty for what the plans share."""
    title: str
    lines: tuple[Line, ...]
    """The most important first."""


PARTS = {
    Kind.WORSE: Part.STATUS,
    Kind.BETTER: Part.STATUS,
    Kind.DONE: Part.STATUS,
    Kind.FIRST: Part.STATUS,
    Kind.OTHER: Part.STATUS,
    Kind.MOVED: Part.DATES,
    Kind.FIGURE: Part.FIGURES,
    Kind.CORRECTED: Part.FIGURES,
    Kind.LATE: Part.LATE,
    Kind.PLAN: Part.ITEMS,
}


OVERSIGHT = ("bodies", "partners", "programmes", "meetings", "sign_offs", "principles")
"""The lists of governance.yml that hold records."""


def compared(old: Site, new: Site) -> list[Difference]:
    """What changed from one version of a site to another: plan by plan, in the order of the folders' names, then what
    they share. Comments, the order of fields and forms of writing that look the same to readers are no change."""
    found: list[Difference] = []
    for id in sorted({*old.plan_by_id, *new.plan_by_id}):
        before, after = old.plan_by_id.get(id), new.plan_by_id.get(id)
        if before and after:
            found.append(Difference(id, after.name, _sorted(plan_lines(before, after))))
        elif after:
            parts = [("theme", after.themes), ("action", after.actions), ("KPI", after.kpis), ("report", after.reports)]
            sizes = and_list(number_of(word, len(part)) for word, part in parts)
            line = Line(Part.ITEMS, "", f"This plan is new. It has {sizes}.")
            found.append(Difference(id, after.name, (line,)))
        elif before:
            line = Line(Part.ITEMS, "", "This plan is no longer published, and its addresses no longer work.")
            found.append(Difference(id, before.name, (line,)))
    found.append(Difference("", "All plans", _sorted(_shared(old, new))))
    return [one for one in found if one.lines]


def _sorted(lines: Iterator[Line]) -> tuple[Line, ...]:
    return tuple(sorted(dict.fromkeys(lines), key=lambda line: line.part))


def plan_lines(old: PlanData, new: PlanData) -> Iterator[Line]:
    """Everything that changed in one plan."""
    yield from _stand(old, new)
    yield from _themes(old, new)
    yield from items(Part.WORDING, "", old.kpis, new.kpis, word="KPIs")
    yield from items(Part.WORDING, "", old.accepted, new.accepted, word="accepted warnings")
    yield from _reports(old, new)
    yield from items(Part.INSPECTIONS, "", old.inspections, new.inspections, word="inspections")
    yield from items(Part.INSPECTIONS, "", old.risks, new.risks, word="risks")
    yield from _governance(old, new)
    yield from record(Part.PLAN, "", "the plan", old.plan, new.plan, skip=("statuses",))
    yield from items(Part.PLAN, "", old.plan.statuses, new.plan.statuses, word="statuses")


def _stand(old: PlanData, new: PlanData) -> Iterator[Line]:
    """How the plan stands after its newest report, against how it stood."""
    told: set[str] = set()
    for one in between(state(old), state(new)):
        called = f"KPI {one.shown}" if one.of == "kpis" else one.shown
        why = f" Why: {one.why.rstrip('.')}." if one.why else ""
        yield Line(PARTS[one.kind], one.ref, f"{called} {one.says}.{why}")
        if PARTS[one.kind] is Part.FIGURES:
            told.add(one.ref)
    before, after = series(old, newest_date(old)), series(new, newest_date(new))
    for ref, figures in after.items():
        if ref in before and ref not in told and sentence(figures) != sentence(before[ref]):
            yield Line(Part.FIGURES, ref, f"KPI {figures.shown} now reads: {sentence(figures)}")


def _themes(old: PlanData, new: PlanData) -> Iterator[Line]:
    yield from items(Part.WORDING, "", old.themes, new.themes, word="themes", skip=("groups", "actions"))
    for theme in new.themes:
        before = old.theme_by_ref.get(theme.ref)
        if before:
            of = f" of theme {theme.ref}"
            yield from items(Part.WORDING, theme.ref, before.groups, theme.groups, of, "groups", skip=("actions",))
    yield from items(Part.WORDING, "", old.actions, new.actions, word="actions")
    for action in new.actions:
        if action.ref in old.action_by_ref:
            was, now = _place(old, action.ref), _place(new, action.ref)
            if was != now:
                yield Line(Part.WORDING, action.ref, f"{capital(name(action))} now stands in {now}, not in {was}.")


def _place(plan: PlanData, ref: str) -> str:
    group = plan.group_of.get(ref)
    return f"theme {plan.theme_of[ref].ref}" + (f", group {group.ref}" if group else "")


def _reports(old: PlanData, new: PlanData) -> Iterator[Line]:
    was = {PurePosixPath(report.at.path).stem: report for report in old.reports}
    now = {PurePosixPath(report.at.path).stem: report for report in new.reports}
    for stem, report in now.items():
        if stem not in was:
            yield Line(
                Part.REPORTS,
                stem,
                f"New report of {day_words(report.date)}: {report.title.rstrip('.')}.{_holds(report)}",
            )
            for ref, said in report.risks.items():
                level = f" as {said.level}" if said.level else ""
                yield Line(Part.INSPECTIONS, ref, f"Risk {ref} was reported on{level}.")
        else:
            yield from _report(stem, was[stem], report)
    for stem, report in was.items():
        if stem not in now:
            yield Line(
                Part.REPORTS, stem, f"The report of {day_words(report.date)}, {report.title.rstrip('.')}, was removed."
            )


def _holds(report: Report) -> str:
    sizes: list[tuple[str, Sized]] = [
        ("action", report.actions),
        ("KPI", report.kpis),
        ("milestone", report.milestones),
        ("risk", report.risks),
    ]
    parts = [number_of(word, len(table)) for word, table in sizes if table]
    return f" It speaks of {and_list(parts)}." if parts else ""


def _report(stem: str, old: Report, new: Report) -> Iterator[Line]:
    """What was rewritten in a report that was published before."""
    of = f"report of {day_words(new.date)}" if stem == new.date.isoformat() else f"report {stem}"
    tables = {"actions": "action", "kpis": "KPI", "milestones": "milestone", "risks": "risk"}
    for field in differing(old, new):
        if field in tables:
            before, after = getattr(old, field), getattr(new, field)
            refs = [ref for ref in {**before, **after} if not same(before.get(ref), after.get(ref))]
            for ref in refs:
                yield Line(Part.REPORTS, ref, f"What the {of} says of {tables[field]} {ref} changed.")
        elif field == "changes":
            yield Line(Part.REPORTS, stem, f"The {of} changes the plan otherwise than before.")
    yield from record(Part.REPORTS, stem, f"the {of}", old, new, skip=(*tables, "changes"))


def _governance(old: PlanData, new: PlanData) -> Iterator[Line]:
    was, now = old.governance, new.governance
    if was and now:
        yield from record(Part.OVERSIGHT, "", "the page on oversight", was, now, skip=OVERSIGHT)
        for field in OVERSIGHT:
            word = field.replace("_", "-")
            yield from items(Part.OVERSIGHT, "", getattr(was, field), getattr(now, field), word=word)
    elif was or now:
        yield Line(Part.OVERSIGHT, "", f"The page on oversight {'is new' if now else 'was removed'}.")


def _shared(old: Site, new: Site) -> Iterator[Line]:
    was, now = {term.term for term in old.glossary}, {term.term for term in new.glossary}
    if fresh := [term.term for term in new.glossary if term.term not in was]:
        yield Line(Part.SHARED, "", f"Newly explained: {', '.join(fresh)}.")
    if gone := [term.term for term in old.glossary if term.term not in now]:
        yield Line(Part.SHARED, "", f"No longer explained: {', '.join(gone)}.")
    both = was & now
    before, after = ([term for term in site.glossary if term.term in both] for site in (old, new))
    yield from items(Part.SHARED, "", before, after, word="words explained")
    if old.statement and new.statement:
        yield from record(Part.SHARED, "", "the accessibility statement", old.statement, new.statement)
    elif old.statement or new.statement:
        yield Line(Part.SHARED, "", f"The accessibility statement {'is new' if new.statement else 'was removed'}.")
