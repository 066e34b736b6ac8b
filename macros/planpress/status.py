"""Statuses: the words that a plan uses, what they mean, and how they look."""

from enum import StrEnum

from planpress.record import (
    Day,
    Record,
    Ref,
    Text,
)
from planpress.yamltree import At


class Meaning(StrEnum):
    """What a status says of an action, whatever its colour. Counts, filters and lateness use only this."""

    NOT_STARTED = "not-started"
    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    OFF_TRACK = "off-track"
    PAUSED = "paused"
    ONGOING = "ongoing"
    COMPLETE = "complete"
    VERIFIED = "verified"
    WITHDRAWN = "withdrawn"

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return self in (Meaning.COMPLETE, Meaning.VERIFIED, Meaning.WITHDRAWN)


class Shape(StrEnum):
    """The mark drawn beside a status's word, so that colour is never alone."""

    CIRCLE = "circle"
    RING = "ring"
    SQUARE = "square"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"
    TICK = "tick"
    DOUBLE_TICK = "double-tick"
    CROSS = "cross"
    BARS = "bars"
    LOOP = "loop"


class Colour(StrEnum):
    """The colours of status tags; each has a light, a dark and a print form of enough contrast."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"
    PURPLE = "purple"
    GREY = "grey"


class Needs(StrEnum):
    """What a report must give with a status."""

    RECOVERY = "recovery"
    EVIDENCE = "evidence"


class Status(Record):
    """One status of a plan's scheme."""

    id: Ref
    """The word that reports use, as in `status: green`."""
    word: Text
    """What the page shows."""
    meaning: Meaning
    """What it says of an action, whatever its colour: counts and lateness use this."""
    description: Text
    """What the plan says it means, in a sentence."""
    colour: Colour
    """The colour of its tag."""
    shape: Shape
    """The mark in its tag."""
    needs: Needs | None = None
    """What a report must say with it: `recovery` (what is being done) or `evidence`."""
    until: Day | None = None
    """The last day on which reports used it, when the scheme changed."""


def _default(
    id: str, word: str, meaning: Meaning, colour: Colour, shape: Shape, says: str, needs: Needs | None = None
) -> Status:
    return Status.model_construct(
        at=At("", 0, {}),
        id=id,
        word=word,
        meaning=meaning,
        colour=colour,
        shape=shape,
        description=says,
        needs=needs,
        until=None,
    )


DEFAULT_STATUSES = (
    _default("not-started", "Not started", Meaning.NOT_STARTED, Colour.GREY, Shape.RING, "Work has not begun."),
    _default("on-track", "On track", Meaning.ON_TRACK, Colour.GREEN, Shape.CIRCLE, "Work goes to plan."),
    _default("at-risk", "At risk", Meaning.AT_RISK, Colour.AMBER, Shape.TRIANGLE, "Work may miss its date or its aim."),
    _default(
        "off-track", "Off track", Meaning.OFF_TRACK, Colour.RED, Shape.DIAMOND,
        "Work will miss, or has missed, its date or its aim.", Needs.RECOVERY,
    ),
    _default("paused", "Paused", Meaning.PAUSED, Colour.GREY, Shape.BARS, "Work has stopped for now."),
    _default("ongoing", "Ongoing", Meaning.ONGOING, Colour.GREEN, Shape.LOOP, "Work that comes round again and has no end."),
    _default("complete", "Complete", Meaning.COMPLETE, Colour.BLUE, Shape.TICK, "Everything promised was done."),
    _default(
        "verified", "Complete and checked", Meaning.VERIFIED, Colour.PURPLE, Shape.DOUBLE_TICK,
        "Everything promised was done, and somebody else has checked that it works.", Needs.EVIDENCE,
    ),
    _default("withdrawn", "Withdrawn", Meaning.WITHDRAWN, Colour.GREY, Shape.CROSS, "No longer part of the plan."),
)  # fmt: skip
