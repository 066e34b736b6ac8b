"""What stands in the workbook's cells for an action or KPI at a day: written by the export, compared by the import."""

from planpress.exports.export import printable
from planpress.oversight import Risk
from planpress.sheets.layout import (
    ACTION,
    DONE,
    DUE,
    LEAD,
    LEVEL,
    MEASURE,
    MILESTONE,
    MILESTONE_DUE,
    NEWEST,
    NUMBER,
    OWNER,
    RISK,
    RISK_OWNER,
    STATUS,
    TARGET,
    UNIT,
    Column,
)
from planpress.views.series import Aim, Series
from planpress.views.state import ActionState, Step

MOST = 32_767
"""How many characters a cell can hold."""


def of_action(one: ActionState) -> dict[Column, str]:
    """The cells of an action that are not empty."""
    return _cells(
        {
            NUMBER: one.ref,
            ACTION: one.text,
            LEAD: "; ".join(one.lead),
            STATUS: one.status.word if one.status else "",
            DUE: one.due.text if one.due else "",
        }
    )


def of_kpi(one: Series) -> dict[Column, str]:
    """The cells of a KPI that are not empty."""
    return _cells(
        {
            NUMBER: one.ref,
            MEASURE: one.kpi.title,
            OWNER: one.kpi.owner or "",
            UNIT: one.kpi.unit,
            TARGET: "; ".join(map(target_words, one.aims)),
            NEWEST: f"{one.newest.words} ({one.newest.period})" if one.newest else "",
        }
    )


def of_milestone(ref: str, one: Step) -> dict[Column, str]:
    """The cells of a milestone that are not empty. `ref` is as in 1.1.2.a."""
    return _cells({NUMBER: ref, MILESTONE: one.title, MILESTONE_DUE: one.due.text, DONE: "yes" if one.done else ""})


def of_risk(one: Risk, level: str) -> dict[Column, str]:
    """The cells of a risk that are not empty."""
    return _cells({NUMBER: one.ref, RISK: one.title, RISK_OWNER: one.owner or "", LEVEL: level})


def target_words(aim: Aim) -> str:
    """A target as in "80% or more by December 2026"."""
    return f"{aim.words} by {aim.due.end}"


def _cells(texts: dict[Column, str]) -> dict[Column, str]:
    return {column: printable(text)[:MOST] for column, text in texts.items() if text}
