"""The history of a plan's reports with their fingerprints, for `planpress verify` and for whoever keeps a copy."""

from planpress.chain import PATH, history, written
from planpress.exports.export import Export, export
from planpress.pages.data import Group
from planpress.pages.page import View


def history_json(view: View) -> Export:
    """The history of every published report, those after the day that the plan is shown at among them."""
    return export(
        f"{view.plan.id}/{PATH}", written(history(view.plan)), "History of the reports", "application/json",
        "Each report's file with its fingerprint: a copy of it proves later that no report was altered.", Group.MACHINE,
    )  # fmt: skip
