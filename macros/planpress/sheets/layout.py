"""What is on the sheets that people fill in: their names, columns and what each column is for."""

from dataclasses import dataclass

GUIDANCE = "Guidance"
ACTIONS = "Actions"
KPIS = "KPIs"


@dataclass(frozen=True)
class Column:
    """A column of a sheet."""

    title: str
    width: int
    says: str
    """What it holds or what to write in it."""
    fill: bool = False
    """Whether it is to be filled in; the others are to read, and changes in them are not imported."""


NUMBER = Column("Number", 10, "The permanent number. Leave it as it is.")
STATUS = Column("Status", 16, "The status now. Choose another from the list if it changed.", True)
PROGRESS = Column("Progress", 50, "What was done since the last report.", True)
RECOVERY = Column("Recovery", 40, "What is being done to put it right.", True)
EVIDENCE = Column("Evidence", 40, "What shows it: an address, or where it can be seen.", True)
DUE = Column("Due", 18, "The date now. Write another if it moved, as 2026-12 or 14 December 2026.", True)
REASON = Column("Reason", 40, "Why the date moved.", True)
PERIOD = Column("Period", 18, "What period or day the new figure is of, as 2026-12 or 2026-Q4.", True)
FIGURE = Column("Figure", 14, "The new figure, with its unit, as 80%.", True)
NOTE = Column("Note", 50, "What a reader should know of the figure.", True)

SHEETS: dict[str, tuple[Column, ...]] = {
    ACTIONS: (
        NUMBER, Column("Action", 60, "What the plan promises."), Column("Lead", 30, "Who answers for it."),
        STATUS, PROGRESS, RECOVERY, EVIDENCE, DUE, REASON,
    ),
    KPIS: (
        NUMBER, Column("Measure", 60, "What is measured."), Column("Unit", 12, "What the figure counts."),
        Column("Target", 24, "What is to be reached."), Column("Newest figure", 24, "The last figure reported."),
        PERIOD, FIGURE, NOTE,
    ),
}  # fmt: skip
"""The sheets with their columns, in order."""
