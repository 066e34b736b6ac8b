"""Does one word mean one thing? Statuses that overlap, posts named in two ways, abbreviations that nobody explains."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import combinations

from planpress.model import PlanData, Term
from planpress.problem import Problem
from planpress.record import Record
from planpress.status import Meaning

ABBREVIATION = re.compile(r"\b(?:[A-Z][a-z]?){2,}s?\b(?!\.)")
"""Two capitals or more in one word, as in CIN, PEPs, CiC, DfE."""
ALIKE = 0.94
"""How alike the names of two posts are that are probably one, as a share of their letters."""


def overlapping_statuses(plan: PlanData) -> Iterator[Problem]:
    """Two statuses in use at once with the same meaning: nobody can tell which to choose (Bristol 2016-17: green, blue)."""
    for one, other in combinations(plan.plan.statuses, 2):
        if one.meaning == other.meaning and one.until == other.until and one.meaning != Meaning.ONGOING:
            message = f"the statuses `{one.id}` and `{other.id}` both mean {one.meaning}"
            hint = "give them different meanings, or say in accept.yml how they differ"
            yield Problem(other.at.path, other.at.of("meaning"), message, hint, "status-overlap", other.id)


def roles_with_places(plan: PlanData) -> Iterator[tuple[str, Record, str]]:
    """Every post named in the plan, with the record and field that name it."""
    for body in plan.governance.bodies if plan.governance else ():
        if body.chair:
            yield body.chair, body, "chair"
    for action in plan.actions:
        for role in action.lead:
            yield role, action, "lead"
    for kpi in plan.kpis:
        if kpi.owner:
            yield kpi.owner, kpi, "owner"
    for report in plan.reports:
        for change in report.changes:
            for role in change.lead:
                yield role, change, "lead"


def _plain(role: str) -> str:
    words = re.findall(r"[a-z]+", role.lower().replace("&", " "))
    return " ".join(word for word in words if word not in {"of", "for", "the", "and", "to", "in"})


def _alike(one: str, other: str) -> bool:
    # The lengths alone tell most posts apart, and making a matcher is what takes long.
    if 2 * min(len(one), len(other)) <= ALIKE * (len(one) + len(other)):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() > ALIKE and matcher.ratio() > ALIKE


def similar_roles(plan: PlanData) -> Iterator[Problem]:
    """Two posts that are probably one ("Strategic Director of People", "… for People")."""
    first: dict[str, tuple[Record, str]] = {}
    for role, record, field in roles_with_places(plan):
        first.setdefault(role, (record, field))
    plain = {role: _plain(role) for role in first}
    for one, other in combinations(first, 2):
        if plain[one] == plain[other] or _alike(plain[one], plain[other]):
            record, field = first[other]
            message = f"the post `{other}` is also called `{one}`"
            hint = "use one name for one post"
            yield Problem(record.at.path, record.at.of(field), message, hint, "role-near-duplicate", other)


def unexplained(plan: PlanData, glossary: Iterable[Term]) -> Iterator[Problem]:
    """An abbreviation that the glossary does not explain, where it first occurs."""
    known = {form.lower() for term in glossary for form in (term.term, *term.also)}
    known |= {part for form in known for part in re.findall(r"[\w.]+", form)}
    for text, record, field in texts(plan):
        for found in ABBREVIATION.findall(text):
            if found.lower() not in known and found.lower().rstrip("s") not in known:
                known.add(found.lower())
                hint = "add it to glossary.yml, or write it out"
                message = f"`{found}` is not explained"
                yield Problem(record.at.path, record.at.of(field), message, hint, "unexplained-abbreviation", found)


def texts(plan: PlanData) -> Iterator[tuple[str, Record, str]]:
    """Every text of a plan that readers see, with its record and field, in the plan's order."""
    records: list[Record] = [plan.plan, *plan.themes, *(g for t in plan.themes for g in t.groups), *plan.actions]
    records += [*plan.kpis, *(plan.governance.bodies if plan.governance else ())]
    for report in plan.reports:
        records += [report, *report.actions.values(), *report.changes]
    for record in records:
        for field in type(record).model_fields:
            value = getattr(record, field)
            if field in {"at", "ref", "id", "url", "source", "evidence"}:
                continue
            for text in (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ():
                if isinstance(text, str):
                    yield text, record, field
