"""What does each post answer for?"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from planpress.oversight import Body
from planpress.views.rating import Standing
from planpress.views.state import ActionState, PlanState
from planpress.words import number_of, slug
from planpress.yamltree import At


@dataclass(frozen=True)
class Lead:
    """A post and what it answers for."""

    role: str
    slug: str
    """Its name in its address; posts whose names differ only in signs share one page."""
    at: At
    """The first record that names it."""
    actions: tuple[ActionState, ...]
    kpis: tuple[Standing, ...]
    chairs: tuple[Body, ...]

    @property
    def live(self) -> tuple[ActionState, ...]:
        """Its actions without those that were withdrawn."""
        return tuple(action for action in self.actions if not action.withdrawn)

    @property
    def sentence(self) -> str:
        """What it answers for, in one sentence."""
        late, parts = sum(action.late for action in self.live), []
        if self.live:
            parts.append(f"leads {number_of('action', len(self.live))}{f', {late} of them late' if late else ''}")
        elif self.actions:
            parts.append(f"led {number_of('action', len(self.actions))}, withdrawn since")
        parts += [f"answers for {number_of('KPI', len(self.kpis))}"] if self.kpis else []
        parts += [f"chairs {self.chairs[0].name}"] if self.chairs else []
        return f"The {self.role} {' and '.join(parts)}."


def leads(plan: PlanState, standings: Iterable[Standing]) -> list[Lead]:
    """Every post that leads an action, owns a KPI or chairs a body, by name."""
    names: dict[str, tuple[str, At]] = {}
    actions: dict[str, list[ActionState]] = defaultdict(list)
    kpis: dict[str, list[Standing]] = defaultdict(list)
    chairs: dict[str, list[Body]] = defaultdict(list)

    def key(role: str, at: At) -> str:
        found = slug(role)
        names.setdefault(found, (role, at))
        return found

    for state in plan.actions:
        for found in dict.fromkeys(key(role, state.action.at) for role in state.lead):
            actions[found].append(state)
    for one in standings:
        if owner := one.series.kpi.owner:
            kpis[key(owner, one.series.kpi.at)].append(one)
    for body in plan.plan.governance.bodies if plan.plan.governance else ():
        if body.chair:
            chairs[key(body.chair, body.at)].append(body)
    return [
        Lead(role, name, at, tuple(actions[name]), tuple(kpis[name]), tuple(chairs[name]))
        for name, (role, at) in sorted(names.items())
    ]
