"""What is late, slipped, off track or off target, and what is being done about it? And what is due next?"""

from dataclasses import dataclass
from datetime import date, timedelta

from planpress.period import day_words
from planpress.status import Meaning
from planpress.views.rating import Rating, Standing
from planpress.views.state import ActionState, PlanState
from planpress.words import and_list, number_of


@dataclass(frozen=True)
class Exceptions:
    """Everything that is not as promised at a date. An action can stand in several lists."""

    off_track: tuple[ActionState, ...]
    at_risk: tuple[ActionState, ...]
    late: tuple[ActionState, ...]
    """The longest first."""
    slipped: tuple[ActionState, ...]
    """Not done, and promised for later than at first; the furthest first."""
    off_target: tuple[Standing, ...]

    def __bool__(self) -> bool:
        return bool(self.off_track or self.at_risk or self.late or self.slipped or self.off_target)

    @property
    def sentence(self) -> str:
        """How many of each there are."""
        parts = [f"{number_of('action', len(self.late))} {_is(self.late)} late"] if self.late else []
        parts += [f"{len(self.off_track)} {_is(self.off_track)} off track"] if self.off_track else []
        parts += [f"{len(self.at_risk)} {_is(self.at_risk)} at risk"] if self.at_risk else []
        if self.slipped:
            parts.append(
                f"{len(self.slipped)} {'has' if len(self.slipped) == 1 else 'have'} a later date than first promised"
            )
        if self.off_target:
            parts.append(f"{number_of('KPI', len(self.off_target))} {_is(self.off_target)} off target")
        text = and_list(parts)
        return f"{text[0].upper()}{text[1:]}." if text else "Nothing is late, off track or off target."


def _is(items: tuple[object, ...]) -> str:
    return "is" if len(items) == 1 else "are"


def exceptions(plan: PlanState, standings: list[Standing]) -> Exceptions:
    """Everything that is not as promised."""
    open_still = [item for item in plan.live if not item.done]
    return Exceptions(
        tuple(item for item in open_still if item.meaning is Meaning.OFF_TRACK),
        tuple(item for item in open_still if item.meaning is Meaning.AT_RISK),
        tuple(sorted((item for item in open_still if item.late), key=lambda item: item.late_since or date.max)),
        tuple(sorted((item for item in open_still if item.slipped), key=lambda item: -item.slipped_days)),
        tuple(one for one in standings if one.rating is Rating.OFF and not one.series.withdrawn),
    )


def due_next(plan: PlanState, days: int = 90) -> list[ActionState]:
    """The actions that are not done and due within some days, soonest first."""
    until = plan.as_at + timedelta(days=days)
    coming = [item for item in plan.live if not item.done and item.due_day and plan.as_at <= item.due_day <= until]
    return sorted(coming, key=lambda item: item.due_day or date.max) if not plan.closed else []


@dataclass(frozen=True)
class Progress:
    """Time used beside work done, both in whole percent."""

    time: int
    done: int
    words: str


def progress(plan: PlanState) -> Progress | None:
    """How much of the plan's time has gone, and how much of its work is done; None before any status was reported,
    and for a plan without an end."""
    if not plan.plan.plan.ends or not any(item.status for item in plan.live):
        return None
    start, end = plan.plan.plan.starts.first, plan.plan.plan.ends.last
    day = min(max(plan.as_at, start), end)
    time = round(100 * (day - start).days / max((end - start).days, 1))
    finished = sum(item.done for item in plan.live)
    done = round(100 * finished / len(plan.live))
    words = (
        f"{time}% of the plan's time has passed (to {day_words(plan.as_at)}), and {done}% of its actions are complete: "
        f"{finished} of {len(plan.live)}."
    )
    return Progress(time, done, words)
