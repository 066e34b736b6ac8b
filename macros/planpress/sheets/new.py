"""What a file brings that the plan did not say before."""

from dataclasses import dataclass, field
from typing import Any

Entry = dict[str, str]


@dataclass(frozen=True)
class Edit:
    """A field of an action or KPI that is to say something else in the plan's own file."""

    path: str
    """The file."""
    ref: str
    kind: str
    """`action` or `kpi`."""
    name: str
    """The field's name."""
    value: str | tuple[str, ...] | tuple[Entry, ...]
    """A text; posts, where the field is `lead`; targets to add, where it is `targets`."""
    place: str
    """The cell it comes from."""


@dataclass
class New:
    """What is new, and what is wrong. Each text begins with its place, as in "plan.xlsx: sheet `Actions`, cell D7"."""

    actions: dict[str, Entry] = field(default_factory=dict)
    """The new fields of updates, by the actions' refs."""
    kpis: dict[str, list[Entry]] = field(default_factory=dict)
    """The new readings, by the KPIs' refs."""
    milestones: dict[str, str] = field(default_factory=dict)
    """Whether milestones were reached, `done` or `not-done`, by their names."""
    risks: dict[str, Entry] = field(default_factory=dict)
    """The new fields of risks, by their refs."""
    changes: list[dict[str, Any]] = field(default_factory=list)
    """Changes to the plan that readers are to see, as a report lists them."""
    edits: list[Edit] = field(default_factory=list)
    """What is to be put right in the plan's own files."""
    words: list[str] = field(default_factory=list)
    """Each change in words."""
    problems: list[str] = field(default_factory=list)
    """What is wrong; nothing is written then."""
    notes: list[str] = field(default_factory=list)
    """What a person should know, though nothing is wrong."""
    places: dict[str, str] = field(default_factory=dict)
    """Where each action and KPI stands, by "action 1.2" or "KPI 3a"."""

    @property
    def reported(self) -> bool:
        """Whether anything goes into a report."""
        return bool(self.actions or self.kpis or self.milestones or self.risks or self.changes)


def short(text: str) -> str:
    """The beginning of a text, to be quoted in a line."""
    plain = " ".join(text.split())
    return plain if len(plain) <= 60 else f"{plain[:59]}…"
