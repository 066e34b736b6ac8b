"""What does each post answer for?"""

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


def leads(plan: PlanState, standings: list[Standing]) -> list[Lead]:
    """Every post that leads an action, owns a KPI or chairs a body, by name."""
    names: dict[str, tuple[str, At]] = {}
    bodies = plan.plan.governance.bodies if plan.plan.governance else ()
    for record, roles in (
        *((state.action, state.lead) for state in plan.actions),
        *((one.series.kpi, (one.series.kpi.owner,)) for one in standings),
        *((body, (body.chair,)) for body in bodies),
    ):
        for role in roles:
            if role:
                names.setdefault(slug(role), (role, record.at))
    return [
        Lead(
            role,
            key,
            at,
            tuple(state for state in plan.actions if key in map(slug, state.lead)),
            tuple(one for one in standings if one.series.kpi.owner and slug(one.series.kpi.owner) == key),
            tuple(body for body in bodies if body.chair and slug(body.chair) == key),
        )
        for key, (role, at) in sorted(names.items())
    ]
