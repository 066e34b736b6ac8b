"""What did inspectors say, what answers it, how far is that, and what is left?"""

from collections.abc import Sequence
from dataclasses import dataclass

from planpress.inspection import AREAS, Finding, FindingKind, Framework, Grade, Inspection
from planpress.kpi import Kpi
from planpress.model import PlanData
from planpress.views.counts import Count, by_status
from planpress.views.state import ActionState, PlanState
from planpress.words import and_list, number_of

ASKED = (FindingKind.PRIORITY, FindingKind.RECOMMENDATION, FindingKind.IMPROVE, FindingKind.LOCAL)
"""The kinds that something must be done about: all but strengths."""


@dataclass(frozen=True)
class Answer:
    """One finding and what answers it."""

    finding: Finding
    inspection: Inspection
    actions: tuple[ActionState, ...]
    """The actions that cite it, or that cite a local finding about it."""
    kpis: tuple[Kpi, ...]
    counts: tuple[Count, ...]
    relates: tuple[Finding, ...]
    after: bool
    """Whether it was made after the plan closed: no action could answer it."""


def answers(state: PlanState) -> list[Answer]:
    """Every finding that asks for something, with what answers it, in the order of the inspections."""
    return [_answer(state, inspection, one) for inspection, one in _findings(state.plan) if one.kind in ASKED]


def strengths(plan: PlanData) -> list[tuple[Inspection, Finding]]:
    """What inspectors found to be good."""
    return [(inspection, one) for inspection, one in _findings(plan) if one.kind not in ASKED]


def _findings(plan: PlanData) -> list[tuple[Inspection, Finding]]:
    return [(inspection, finding) for inspection in plan.inspections for finding in inspection.findings]


def _answer(state: PlanState, inspection: Inspection, finding: Finding) -> Answer:
    plan = state.plan
    about = {finding.ref, *(one.ref for one in plan.findings if finding.ref in one.relates)}
    actions = tuple(item for item in state.actions if not about.isdisjoint(item.action.answers))
    wanted = {kpi.ref for item in actions for kpi in plan.kpis_of(item.action)}
    kpis = tuple(kpi for kpi in plan.kpis if kpi.ref in wanted)
    related = tuple(plan.finding_by_ref[ref] for ref in finding.relates if ref in plan.finding_by_ref)
    closed = plan.plan.closed
    after = closed is not None and (inspection.published or inspection.starts).last > closed
    return Answer(finding, inspection, actions, kpis, tuple(by_status(state, actions)), related, after)


def unmapped(state: PlanState) -> list[ActionState]:
    """The actions that answer no finding."""
    return [item for item in state.live if not item.action.answers]


def sentence(found: Sequence[Answer]) -> str:
    """How many findings there are, and of how many no action says that it answers them."""
    asked = [one for one in found if not one.after]
    later = len(found) - len(asked)
    more = f" {number_of('finding', later)} came after the plan closed." if later else ""
    if not asked:
        return f"No finding is recorded that this plan answers.{more}"
    silent = [one for one in asked if not one.actions]
    total = number_of("finding", len(asked))
    if not silent:
        return f"Every one of {total} is answered by an action.{more}"
    verb = "is" if len(silent) == 1 else "are"
    return f"Of {total}, {len(asked) - len(silent)} are answered by actions; {len(silent)} {verb} not answered by any.{more}"


@dataclass(frozen=True)
class GridRow:
    """One area's judgements, one for each inspection: the grade, or words that say why there is none."""

    area: str
    grades: tuple[Grade | str, ...]


@dataclass(frozen=True)
class Grid:
    """Judgements over time."""

    inspections: tuple[Inspection, ...]
    rows: tuple[GridRow, ...]
    frameworks: tuple[Framework, ...]

    @property
    def warning(self) -> str:
        """What to bear in mind where the frameworks differ."""
        if len(self.frameworks) < 2:
            return ""
        names = and_list(framework.words for framework in self.frameworks)
        return f"The inspections followed different frameworks ({names}), so judgements cannot simply be compared across them."


def _why_none(one: Inspection, area: str) -> str:
    judged_then = one.framework is not None and area in one.framework.areas
    return "Grade not known here" if judged_then else "Not judged separately then"


def grid(plan: PlanData) -> Grid | None:
    """The judgements of every graded inspection, by area; None without any."""
    graded = tuple(one for one in plan.inspections if one.judgements)
    if not graded:
        return None
    rows = [
        GridRow(name, tuple(one.judgements.get(area) or _why_none(one, area) for one in graded))
        for area, name in AREAS.items()
        if any(area in one.judgements for one in graded)
    ]
    frameworks = tuple(dict.fromkeys(one.framework for one in graded if one.framework))
    return Grid(graded, tuple(rows), frameworks)


def judged(plan: PlanData) -> str:
    """The newest overall judgement, or the newest judgements where there is none overall, in a sentence."""
    graded = [one for one in plan.inspections if one.judgements]
    if not graded:
        return "No judgement is recorded."
    newest = graded[-1]
    when = newest.published.words if newest.published else newest.starts.words
    overall = newest.judgements.get("overall")
    if overall:
        return (
            f"At the newest inspection, published {when}, {newest.by} gave the overall grade “{overall.words.lower()}”."
        )
    grades = and_list(f"{AREAS[area].lower()}: {grade.words.lower()}" for area, grade in newest.judgements.items())
    return f"At the newest inspection, published {when}, {newest.by} gave these grades: {grades}. There was no overall grade."
