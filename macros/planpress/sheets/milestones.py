"""A row of the sheet Milestones → whether the milestone was reached."""

from planpress.sheets.layout import DONE
from planpress.sheets.new import New
from planpress.sheets.rows import SheetRow
from planpress.sheets.stands import Stand


def milestone(row: SheetRow, ref: str, stand: Stand, new: New) -> None:
    """Takes over what a row says of a milestone that the plan has."""
    text = row.text(DONE).lower()
    now, then = stand.milestones[ref], stand.milestones_then.get(ref)
    if not text:
        return
    if text not in ("yes", "no", "done"):
        new.problems.append(f"{row.at(DONE)}: `{row.text(DONE)}` is neither yes nor no; write one of them")
        return
    done = text != "no"
    if done not in (now.done, then.done if then else None):
        new.milestones[ref] = "done" if done else "not-done"
        new.words.append(
            f"milestone {ref}: {'done' if done else 'not done'}, before {'done' if now.done else 'not done'}"
        )
