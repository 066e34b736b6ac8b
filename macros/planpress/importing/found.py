"""What was found in a document: actions, KPIs and themes as printed, before they are written as YAML."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from planpress.importing.blocks import Remark


@dataclass
class FoundAction:
    """A row of a table of actions. Filled in as its rows are read."""

    where: str
    ref: str
    text: str
    points: list[str]
    lead: tuple[str, ...] = ()
    due: str = ""
    kpis: str = ""
    status: str = ""
    progress: str = ""
    leads: tuple[str, ...] = ()
    """The posts of `lead`, taken apart."""


@dataclass
class FoundGroup:
    """Actions under one heading within a theme; without a title those that stand under none."""

    ref: str = ""
    title: str = ""
    actions: list[FoundAction] = field(default_factory=list)


@dataclass
class FoundTheme:
    """A theme, as its heading names it."""

    ref: str
    title: str = ""
    outcome: str = ""
    groups: list[FoundGroup] = field(default_factory=list)


@dataclass
class FoundTarget:
    """A figure to reach, and by when."""

    form: str
    """The field of a target that holds it: `value`, `at_least`, `at_most` or `between`."""
    figures: tuple[str, ...]
    """As printed: two for `between`."""
    due: str


@dataclass
class FoundKpi:
    """A row of a table of KPIs."""

    where: str
    ref: str
    title: str
    theme: str
    owner: str = ""
    frequency: str = ""
    targets: list[FoundTarget] = field(default_factory=list)
    baseline: str = ""
    baseline_period: str = ""


@dataclass
class Found:
    """A whole plan, as found."""

    title: str = ""
    themes: dict[str, FoundTheme] = field(default_factory=dict)
    kpis: list[FoundKpi] = field(default_factory=list)
    legend: dict[str, str] = field(default_factory=dict)
    """What the document says that its statuses mean, by their words."""
    remarks: list[Remark] = field(default_factory=list)

    @property
    def actions(self) -> Iterable[FoundAction]:
        """Every action, in the document's order within each theme."""
        return (action for theme in self.themes.values() for group in theme.groups for action in group.actions)
