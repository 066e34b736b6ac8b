"""What only an earlier revision can tell: published reports, refs, first dates and first targets stay as they were."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath

from planpress.check import Found
from planpress.check.accepting import HISTORY
from planpress.compare import differing, same
from planpress.git import Earlier, revision
from planpress.kpi import Kpi
from planpress.load import load
from planpress.model import Action, PlanData
from planpress.period import Period
from planpress.problem import Problem
from planpress.report import Report
from planpress.words import and_list

LOADING = ("invalid", "unread", "doubled")
"""The codes of what `load` finds. Records of such a plan are missing, and would seem to have been removed."""
MOST_REFS = 5
"""How many refs a message names."""


def against(found: Found, folder: Path, rev: str, named: str = "data") -> Found:
    """What was found in a folder, with what its history since a revision adds. Raises git.Unreadable.

    A plan whose files do not all load is not compared: its problems come first."""
    problems, warnings, accepted = [*found.problems], [*found.warnings], [*found.accepted]
    now = found.site.plan_by_id
    with revision(folder, rev) as earlier:
        if not earlier.there:
            return replace(found, notes=(*found.notes, all_new(rev, named)))
        site, unread = load(earlier.folder, named)
        # Without a plan.yml that can be read, a plan is not among those of the revision.
        unknown = [plan for plan in found.site.plans if plan.id not in site.plan_by_id]
        warnings += [
            _not_compared(plan, rev)
            for plan in unknown
            if any(problem.path.startswith(f"{plan.path}/") for problem in unread)
        ]
        for old in site.plans:
            new, inside = now.get(old.id), f"{old.path}/"
            if any(problem.path.startswith(inside) for problem in unread):
                warnings.append(_not_compared(old, rev))
            elif new is None:
                if not any(problem.path.startswith(inside) for problem in found.problems):
                    # Its reports went with it. Of a plan that never reported only the addresses are lost.
                    (problems if old.reports else warnings).append(_plan_removed(old, named))
            elif not any(p.path.startswith(inside) and p.code in LOADING for p in found.problems):
                left, taken = accept(old, new, [*altered(old, new), *_once_removed(old, new, earlier)])
                problems += left
                accepted += taken
    return replace(
        found, problems=sorted(set(problems)), warnings=sorted(set(warnings)), accepted=sorted(set(accepted))
    )


def all_new(rev: str, named: str) -> str:
    """What is said where there was no data folder yet."""
    return f"`{rev}` has no folder {named} yet: every plan is new, and there is nothing to compare with"


def altered(old: PlanData, new: PlanData) -> Iterator[Problem]:
    """What a plan's files promise or report otherwise than an earlier revision of them did."""
    yield from _reports(old, new)
    for action in old.actions:
        if action.ref in new.action_by_ref:
            yield from _action(old, new, action, new.action_by_ref[action.ref])
        else:
            yield _removed(action, "action")
    for kpi in old.kpis:
        if kpi.ref in new.kpi_by_ref:
            yield from _kpi(old, new, kpi, new.kpi_by_ref[kpi.ref])
        else:
            yield _removed(kpi, "kpi")


def accept(old: PlanData, new: PlanData, found: Iterable[Problem]) -> tuple[list[Problem], list[Problem]]:
    """The problems that stay, and those that accept.yml takes away. An acceptance speaks of one change: one that the
    earlier revision has already does not count again."""
    before = [(one.check, one.refs, one.reason) for one in old.accepted]
    fresh = [one for one in new.accepted if (one.check, one.refs, one.reason) not in before and one.check in HISTORY]
    wanted = {(one.check, ref) for one in fresh for ref in one.refs or ("",)}
    left: list[Problem] = []
    taken: list[Problem] = []
    for problem in found:
        named = {(problem.code, problem.ref), (problem.code, "")}
        (taken if named & wanted else left).append(problem)
    return left, taken


def _reports(old: PlanData, new: PlanData) -> Iterator[Problem]:
    """What was done to published reports. Their files count byte for byte, comments too: so do their fingerprints."""
    now = {_stem(report): report for report in new.reports}
    kept = {_hash(new, report) for report in new.reports}
    for report in old.reports:
        name = _stem(report)
        after = now.get(name)
        if after is None:
            if _hash(old, report) not in kept:
                message = f"the published report `{name}` was removed"
                hint = "put it back: reports are only ever added; correct it in the next one"
                yield Problem(report.at.path, 1, message, hint, "report-removed", name)
        elif _hash(old, report) != _hash(new, after) and not (after.amended and after.amended != report.amended):
            changed = [field for field in differing(report, after) if field != "amended"]
            said = [_what(field, getattr(report, field), getattr(after, field)) for field in changed]
            where = and_list(said) if said else "its comments or in how it is written"
            message = f"the published report `{name}` was changed in {where}"
            hint = "put it back and correct it in the next report, or add `amended:` with why the file was changed"
            yield Problem(
                after.at.path, after.at.of(changed[0]) if changed else 1, message, hint, "report-changed", name
            )
    yield from _put_between(old, new)


def _what(field: str, before: object, after: object) -> str:
    """A field of a report that says something else, with the refs of what it says it of."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return f"`{field}`"
    refs = [ref for ref in {**before, **after} if not same(before.get(ref), after.get(ref))]
    return f"`{field}` ({', '.join(refs[:MOST_REFS])}{' and others' if len(refs) > MOST_REFS else ''})"


def _put_between(old: PlanData, new: PlanData) -> Iterator[Problem]:
    """New reports that come before one that was published already."""
    if not old.reports:
        return
    known = {_stem(report) for report in old.reports}
    before = {_hash(old, report) for report in old.reports}
    newest = max(map(_in_order, old.reports))
    for report in new.reports:
        name = _stem(report)
        if name in known or _hash(new, report) in before or report.amended or _in_order(report) > newest:
            continue
        message = f"the report `{name}` is new, but comes before `{newest[1]}`, which is published"
        hint = "check its date, or say in `amended:` why it was added later"
        yield Problem(report.at.path, report.at.of("date"), message, hint, "report-put-between", name)


def _in_order(report: Report) -> tuple[date, str]:
    return report.date, _stem(report)


def _hash(plan: PlanData, report: Report) -> str:
    return plan.hashes[f"reports/{_stem(report)}.yml"]


def _stem(report: Report) -> str:
    return PurePosixPath(report.at.path).stem


def _action(old: PlanData, new: PlanData, before: Action, after: Action) -> Iterator[Problem]:
    ref, path, at = after.ref, after.at.path, after.at
    if before.action != after.action and old.theme_of[ref].ref != new.theme_of[ref].ref:
        message = f"action {ref} is another one than before: its wording and its theme have both changed"
        hint = "give the new action a ref of its own, and withdraw the old one in a report"
        yield Problem(path, at.of("ref"), message, hint, "ref-reused", ref)
    elif _comes_back(old, new, "action", ref):
        yield _back(after, "action")
    if before.due and not same(before.due, after.due):
        is_now = f"now {after.due}" if after.due else "now missing"
        message = f"the first due date of action {ref} was {_when(before.due)} and is {is_now}"
        hint = f"put `due: {before.due.text}` back, and move the date in a report, with `due:` and `reason:`"
        yield Problem(path, at.of("due"), message, hint, "due-rewritten", ref)


def _when(due: object) -> str:
    return str(due) if isinstance(due, Period) else f"`{due}`"


def _kpi(old: PlanData, new: PlanData, before: Kpi, after: Kpi) -> Iterator[Problem]:
    ref, path, at = after.ref, after.at.path, after.at
    if before.title != after.title and before.theme != after.theme:
        message = f"KPI {ref} is another one than before: its title and its theme have both changed"
        hint = "give the new KPI a ref of its own, and withdraw the old one in a report"
        yield Problem(path, at.of("ref"), message, hint, "ref-reused", ref)
    elif _comes_back(old, new, "kpi", ref):
        yield _back(after, "kpi")
    if before.baseline and not same(before.baseline, after.baseline):
        message = f"the baseline of KPI {ref} was {before.baseline.value} ({before.baseline.period}) and was rewritten"
        hint = "put it back: readers measure the plan by it"
        yield Problem(path, at.of("baseline"), message, hint, "target-rewritten", ref)
    gone = [aim for aim in before.targets if not any(same(aim, other) for other in after.targets)]
    if gone:
        message = f"the first target of KPI {ref}, due by {gone[0].due.end}, was rewritten or removed"
        hint = f"put it back, and change the target in a report: `changes: [{{kpi: {ref}, target: …, reason: …}}]`"
        yield Problem(path, at.of("targets"), message, hint, "target-rewritten", ref)


def _comes_back(old: PlanData, new: PlanData, kind: str, ref: str) -> bool:
    """Whether an item that had been withdrawn is now added to the plan again."""
    was, now = _left(old, kind, ref), _left(new, kind, ref)
    return bool(was and was[-1] and now and not now[-1])


def _left(plan: PlanData, kind: str, ref: str) -> list[bool]:
    """For each time that a report said that an item came into the plan or left it, whether it left, oldest first."""
    changes = [change for report in plan.reports for change in report.changes if getattr(change, kind) == ref]
    return [bool(change.withdrawn) for change in changes if change.withdrawn or change.added]


def _back(item: Action | Kpi, kind: str) -> Problem:
    name = "action" if kind == "action" else "KPI"
    message = f"{name} {item.ref} had left the plan, and its ref is used again"
    hint = "give the new one a ref of its own: readers' links and reports mean the old one"
    return Problem(item.at.path, item.at.of("ref"), message, hint, "ref-reused", item.ref)


def _once_removed(old: PlanData, new: PlanData, earlier: Earlier) -> Iterator[Problem]:
    """New items whose ref stood in the plan's files at some time before the revision."""
    wanted: list[tuple[Action | Kpi, str]] = [
        (action, "action") for action in new.actions if action.ref not in old.action_by_ref
    ]
    wanted += [(kpi, "kpi") for kpi in new.kpis if kpi.ref not in old.kpi_by_ref]
    for item, kind in wanted:
        place = f"{new.id}/themes" if kind == "action" else f"{new.id}/kpis.yml"
        pattern = "(^|[ {])ref: *[\"']?" + item.ref.replace(".", "[.]") + "[\"']?([ ,}#]|$)"
        if earlier.once_held(place, pattern):
            yield _back(item, kind)


def _removed(item: Action | Kpi, kind: str) -> Problem:
    ref = item.ref
    name = "action" if kind == "action" else "KPI"
    # The line where it stood, in a file that may be shorter now, would mislead: the file's beginning is sure to exist.
    message = f"{name} {ref} was removed from the plan's files"
    hint = f"put it back, and withdraw it in a report: `changes: [{{{kind}: {ref}, withdrawn: why}}]`"
    return Problem(item.at.path, 1, message, hint, "ref-removed", ref)


def _plan_removed(old: PlanData, named: str) -> Problem:
    message = f"the published plan `{old.id}` is no longer here: its addresses will no longer work"
    hint = "put it back; for a plan that has ended set `closed:` in its plan.yml"
    return Problem(named, 1, message, hint, "plan-removed", old.id)


def _not_compared(plan: PlanData, rev: str) -> Problem:
    message = f"the plan's files at `{rev}` cannot all be read, so that what changed since was not checked"
    return Problem(f"{plan.path}/plan.yml", 1, message, "compare with another revision", "history-unread", plan.id)
