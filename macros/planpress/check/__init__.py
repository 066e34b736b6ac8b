"""Rules across records: problems, which stop a build, and warnings, which may be accepted with a reason."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from planpress.check import (
    accepting,
    consistency,
    dates,
    inspections,
    letters,
    personal,
    plans,
    references,
    reporting,
    small_in_text,
    small_numbers,
    statement,
    words,
)
from planpress.load import load
from planpress.model import PlanData, Site
from planpress.problem import Problem, ProblemsFound

PROBLEMS: tuple[Callable[[PlanData], Iterable[Problem]], ...] = (
    references.doubled,
    references.unknown,
    references.circles,
    dates.impossible,
    inspections.unknown,
    inspections.impossible,
    reporting.impossible,
    reporting.incomplete,
    reporting.twice_a_day,
    small_numbers.unknown,
    small_numbers.revealing,
    accepting.unknown_codes,
)
WARNINGS: tuple[Callable[[PlanData], Iterable[Problem]], ...] = (
    references.wrong_theme,
    references.unused_kpis,
    references.no_kpi,
    references.numbering,
    dates.outside_the_plan,
    dates.after_target,
    inspections.unanswered,
    letters.mixed,
    words.overlapping_statuses,
    words.similar_roles,
    consistency.inconsistent,
    small_numbers.families,
    small_numbers.unsaid,
    small_in_text.told,
)


@dataclass(frozen=True)
class Found:
    """A data folder's plans and all that the checks say of them, each list sorted by place."""

    site: Site
    problems: list[Problem]
    warnings: list[Problem]
    accepted: list[Problem]
    """The warnings that accept.yml takes away."""
    notes: tuple[str, ...] = ()
    """What is no problem, but should be known."""

    def site_or_raise(self) -> Site:
        """The site, if it can be published. Raises ProblemsFound with every problem otherwise."""
        if self.problems:
            raise ProblemsFound(self.problems)
        return self.site


def check(folder: Path, named: str = "data", unchanged: Mapping[str, PlanData] = MappingProxyType({})) -> Found:
    """Loads a data folder and runs every check on it. Raises nothing: what is wrong is in the result.

    `unchanged` are plans, by folder, in which nothing was wrong and nothing has changed: they are not read again, and
    what was said of them is not said again.
    """
    site, problems = load(folder, named, unchanged)
    broken = {plan.id for plan in site.plans if any(p.path.startswith(f"{plan.path}/") for p in problems)}
    problems += plans.impossible(site, broken)
    warnings: list[Problem] = []
    accepted: list[Problem] = []
    for plan in site.plans:
        if plan.id in unchanged:
            continue
        found = [problem for rule in PROBLEMS for problem in rule(plan)]
        # What a broken file would have named is not known: only a plan whose files all load can be held to its refs.
        problems += [problem for problem in found if plan.id not in broken or problem.code not in references.CODES]
        # Or, where only fields are wrong, without those.
        left_over = [problem for rule in PROBLEMS for problem in rule(plan.rest)] if plan.rest else []
        problems += [problem for problem in left_over if problem.code in references.CODES]
        if plan.id not in broken and not found:
            left, taken = accepting.apply(plan, _warnings(plan, site, folder))
            warnings += left
            accepted += taken
    warnings += statement.unfinished(site)
    warnings += personal.shared(site, folder, named)
    return Found(site, sorted(set(problems)), sorted(set(warnings)), sorted(set(accepted)))


def _warnings(plan: PlanData, site: Site, folder: Path) -> Iterator[Problem]:
    for rule in WARNINGS:
        yield from rule(plan)
    yield from words.unexplained(plan, site.glossary)
    yield from personal.details(plan, folder / plan.id, site)
