"""Do the plans of a site fit together? One follows another, and actions carry earlier ones on."""

from collections.abc import Collection, Iterator

from planpress.model import PlanData, Site
from planpress.problem import Problem, did_you_mean


def impossible(site: Site, broken: Collection[str] = ()) -> Iterator[Problem]:
    """Unknown plans and actions, and plans that follow each other in a circle. `broken` are plans that did not load."""
    plans = site.plan_by_id
    for plan in site.plans:
        at, before = plan.plan.at, plan.plan.follows
        if before and before not in plans and before not in broken:
            hint = did_you_mean(before, [name for name in plans if name != plan.id], "this site has no other plan")
            yield Problem(at.path, at.of("follows"), f"`follows`: there is no plan `{before}`", hint, "unknown-ref")
        if before and plan.id in _earlier(plan, plans):
            message = f"`follows`: {plan.id} would come before itself"
            yield Problem(at.path, at.of("follows"), message, "remove one of the links", "circle")
        for action in plan.actions:
            for link in action.continues:
                other, _, ref = link.partition("/")
                line = action.at.of("continues")
                if other not in plans:
                    if other not in broken:
                        hint = did_you_mean(other, plans)
                        message = f"`continues`: there is no plan `{other}`"
                        yield Problem(action.at.path, line, message, hint, "unknown-ref")
                elif ref not in plans[other].action_by_ref and other not in broken:
                    hint = did_you_mean(ref, plans[other].action_by_ref)
                    message = f"`continues`: {other} has no action `{ref}`"
                    yield Problem(action.at.path, line, message, hint, "unknown-ref")


def _earlier(plan: PlanData, plans: dict[str, PlanData]) -> list[str]:
    """The plans before one, the nearest first; one that comes again ends the list."""
    found: list[str] = []
    name = plan.plan.follows
    while name and name in plans and name not in found:
        found.append(name)
        name = plans[name].plan.follows
    return found
