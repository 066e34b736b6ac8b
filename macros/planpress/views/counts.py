"""How is it going, in numbers and in one sentence?"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from planpress.status import Meaning, Status
from planpress.views.state import ActionState, PlanState
from planpress.words import and_list, number_of


@dataclass(frozen=True)
class Count:
    """How many actions have one status; `status` is None for those of which none was reported."""

    status: Status | None
    number: int
    spoken: bool = True
    """Whether reports speak of them at all."""


def by_status(plan: PlanState, actions: Iterable[ActionState]) -> list[Count]:
    """How many actions have each status, in the scheme's order, then those not yet reported. Every action is counted
    once; statuses that nothing has are left out."""
    states = [state for state in actions if not state.withdrawn]
    said = Counter(state.status.id for state in states if state.status)
    counts = [Count(status, said[status.id]) for status in plan.plan.statuses]
    without = [state for state in states if state.status is None]
    counts.append(Count(None, sum(bool(state.updates) for state in without), spoken=True))
    counts.append(Count(None, sum(not state.updates for state in without), spoken=False))
    return [count for count in counts if count.number]


def with_meaning(actions: Iterable[ActionState], *meanings: Meaning | None) -> int:
    return sum(state.meaning in meanings for state in actions)


def sentence(plan: PlanState, actions: Iterable[ActionState], what: str = "This plan") -> str:
    """The state of some actions: how many there are and, of each counted once, how it stands; then how many are late."""
    live = [state for state in actions if state.meaning != Meaning.WITHDRAWN]
    total = number_of("action", len(live))
    meant = Counter(state.meaning for state in live)
    silent = meant[None]
    spoken = sum(state.meaning is None and bool(state.updates) for state in live)
    if silent == len(live):
        return f"{what} has {total}. No status has been published for {'it' if len(live) == 1 else 'any of them'}."
    numbers = [
        (meant[Meaning.COMPLETE] + meant[Meaning.VERIFIED], "complete"),
        (meant[Meaning.ON_TRACK] + meant[Meaning.ONGOING], "on track"),
        (meant[Meaning.AT_RISK], "at risk"),
        (meant[Meaning.OFF_TRACK], "off track"),
        (meant[Meaning.PAUSED], "paused"),
        (meant[Meaning.NOT_STARTED], "not started"),
        (spoken, "reported without a status"),
        (silent - spoken, "not yet reported"),
    ]
    (first, word), *rest = [(number, word) for number, word in numbers if number]
    parts = [f"{first} {'is' if first == 1 else 'are'} {word}", *(f"{number} {word}" for number, word in rest)]
    late = sum(state.late for state in live)
    more = f" {late} {'is' if late == 1 else 'are'} late." if late else ""
    return f"Of {total}, {and_list(parts)}.{more}"
