"""Which plan came before or after, and which action carries which on?"""

from planpress.model import Action, PlanData, Site


def before(site: Site, plan: PlanData) -> PlanData | None:
    """The plan that this one follows."""
    return site.plan_by_id.get(plan.plan.follows or "")


def after(site: Site, plan: PlanData) -> list[PlanData]:
    """The plans that follow this one."""
    return [other for other in site.plans if other.plan.follows == plan.id]


def carries_on(site: Site, action: Action) -> list[tuple[PlanData, Action]]:
    """The actions of earlier plans that this one carries on."""
    links = (link.partition("/") for link in action.continues)
    return [(site.plan_by_id[name], site.plan_by_id[name].action_by_ref[ref]) for name, _, ref in links]


def carried_on_by(site: Site, plan: PlanData, action: Action) -> list[tuple[PlanData, Action]]:
    """The actions of later plans that carry this one on."""
    return list(site.continued_by.get(f"{plan.id}/{action.ref}", ()))


def related(site: Site, plan: PlanData) -> list[PlanData]:
    """Every other plan that a plan's pages can tell of."""
    earlier = {link.partition("/")[0] for action in plan.actions for link in action.continues} | {plan.plan.follows}
    later = {other.id for action in plan.actions for other, _ in carried_on_by(site, plan, action)}
    later |= {other.id for other in after(site, plan)}
    return [other for other in site.plans if other.id in earlier | later]
