"""What is on the sheets that people fill in: their names, columns and what each column is for."""

from dataclasses import dataclass
from enum import Enum

GUIDANCE = "Guidance"
ACTIONS = "Actions"
KPIS = "KPIs"
MILESTONES = "Milestones"
RISKS = "Risks"


class Use(Enum):
    """What people do with a column."""

    READ = "read"
    """They read it; what they write into it is not used."""
    MEND = "mend"
    """They may put the plan's own words right in it."""
    FILL = "fill"
    """They fill it in."""


@dataclass(frozen=True)
class Column:
    """A column of a sheet."""

    title: str
    width: int
    says: str
    """What it holds or what to write in it."""
    use: Use = Use.READ


NUMBER = Column("Number", 10, "The permanent number. Leave it as it is.")
ACTION = Column("Action", 60, "What the plan promises.", Use.MEND)
LEAD = Column("Lead", 30, "The post that answers for it; several with a semicolon between them.", Use.MEND)
STATUS = Column("Status", 16, "The status now. Choose another from the list if it changed.", Use.FILL)
PROGRESS = Column("Progress", 50, "What was done since the last report.", Use.FILL)
RECOVERY = Column("Recovery", 40, "What is being done to put it right.", Use.FILL)
EVIDENCE = Column("Evidence", 40, "What shows it: an address, or where it can be seen.", Use.FILL)
DUE = Column("Due", 18, "The date now. Write another if it moved, as 2026-12 or 14 December 2026.", Use.FILL)
REASON = Column("Reason", 40, "Why the date moved, or why the wording or the lead changed.", Use.FILL)

MEASURE = Column("Measure", 60, "What is measured.", Use.MEND)
OWNER = Column("Owner", 30, "The post that answers for the figure.", Use.MEND)
UNIT = Column("Unit", 12, "What the figure counts.")
TARGET = Column("Target", 24, "What is to be reached by when. Write another figure or date if it changed.", Use.FILL)
NEWEST = Column("Newest figure", 24, "The last figure reported.")
PERIOD = Column("Period", 18, "What period or day the new figure is of, as 2026-12 or 2026-Q4.", Use.FILL)
FIGURE = Column("Figure", 14, "The new figure, with its unit, as 80%.", Use.FILL)
NOTE = Column("Note", 50, "What a reader should know of the figure.", Use.FILL)
TARGET_REASON = Column("Reason", 40, "Why the target changed.", Use.FILL)

MILESTONE = Column("Milestone", 60, "What will have happened.")
MILESTONE_DUE = Column("Due", 18, "By when.")
DONE = Column("Done", 10, "yes when it was reached.", Use.FILL)

RISK = Column("Risk", 60, "What may happen, or stands in the way.")
RISK_OWNER = Column("Owner", 30, "The post that answers for it.")
LEVEL = Column("Level", 16, "The level that was last reported. Write another if it changed.", Use.FILL)

SHEETS: dict[str, tuple[Column, ...]] = {
    ACTIONS: (NUMBER, ACTION, LEAD, STATUS, PROGRESS, RECOVERY, EVIDENCE, DUE, REASON),
    KPIS: (NUMBER, MEASURE, OWNER, UNIT, TARGET, NEWEST, PERIOD, FIGURE, NOTE, TARGET_REASON),
    MILESTONES: (NUMBER, MILESTONE, MILESTONE_DUE, DONE),
    RISKS: (NUMBER, RISK, RISK_OWNER, LEVEL, PROGRESS),
}
"""The sheets with their columns, in order. A plan without milestones or risks has no sheet of them."""

CALLED = {ACTIONS: "action", KPIS: "KPI", MILESTONES: "milestone", RISKS: "risk"}
"""What a row of each sheet is called."""

FILL_COLOUR = "FFFBE6"
"""Behind the cells to fill in."""
STOOD = "as it stood on "
"""Stands before the day of which the workbook is, beside the plan's title on the sheet Guidance."""
