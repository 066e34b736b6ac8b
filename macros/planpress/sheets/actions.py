"""A row of the sheet Actions → what is new of an action."""

import re

from planpress.importing.blocks import Cell
from planpress.importing.statuses import colour_word
from planpress.period import parse_due
from planpress.problem import did_you_mean
from planpress.sheets.layout import ACTION, DUE, EVIDENCE, LEAD, NUMBER, PROGRESS, REASON, RECOVERY, STATUS, Column
from planpress.sheets.new import Edit, Entry, New, short
from planpress.sheets.rows import SheetRow
from planpress.sheets.shown_as import of_action
from planpress.sheets.stands import Stand
from planpress.status import Status
from planpress.views.state import ActionState


def action(row: SheetRow, ref: str, stand: Stand, new: New) -> None:
    """Takes over what a row says of an action that the plan has."""
    entry: Entry = {}
    now, then = stand.actions.get(ref), stand.actions_then.get(ref)
    if now is None or then is None:
        new.problems.append(f"{row.at(NUMBER)}: action {ref} came into the plan later; export the plan again")
        return
    status = _status(row, ref, stand, new)
    if status and status not in (now.status, then.status):
        entry["status"] = status.id
        new.words.append(f"action {ref}: status {status.word}, before {now.status.word if now.status else 'none'}")
    for column, name in ((PROGRESS, "progress"), (RECOVERY, "recovery"), (EVIDENCE, "evidence")):
        if text := row.long(column):
            entry[name] = text
            new.words.append(f"action {ref}: {name} “{short(text)}”")
    used = _due(row, now, then, entry, new)
    for column in (ACTION, LEAD):
        used = _own_words(row, column, now, then, new) or used
    if row.long(REASON) and not used:
        new.problems.append(
            f"{row.at(REASON)}: gives a reason, but neither the date nor the wording or lead changed; "
            "write the new date into `Due`"
        )
    if entry:
        if "recovery" in entry and "status" not in entry and now.status:
            # What is being done to put a status right is read together with it.
            entry = {"status": now.status.id, **entry}
        new.actions[ref] = entry


def _status(row: SheetRow, ref: str, stand: Stand, new: New) -> Status | None:
    """The status by its word, or by the cell's colour where there is none; None, with a problem, when in doubt."""
    statuses = [one for one in stand.plan.statuses if not (one.until and one.until < stand.day)]
    word, colour = row.text(STATUS), _colour(row)
    if word:
        status = next((one for one in stand.plan.statuses if word.lower() in (one.word.lower(), one.id)), None)
        if status is None:
            hint = did_you_mean(word, [one.word for one in statuses])
            new.problems.append(f"{row.at(STATUS)}: the plan has no status `{word}`; {hint}")
        elif colour and colour != status.colour.value:
            new.problems.append(
                f"{row.at(STATUS)}: the word {status.word} is {status.colour.value} in this plan, but the cell is "
                f"coloured {colour}; choose the status that is meant, or take the colour away"
            )
            return None
        return status
    if colour is None:
        if behind := row.colour(STATUS) if row.colour(STATUS) != row.colour(NUMBER) else None:
            new.notes.append(
                f"{row.at(STATUS)}: the cell's colour {behind} is none of red, amber, green and blue; "
                "no status was read from it"
            )
        return None
    meant = [one for one in statuses if one.colour.value == colour]
    if row.colour(STATUS) == row.colour(NUMBER):
        new.notes.append(f"{row.at(STATUS)}: the whole row is coloured {colour}; no status was read from it")
    elif len(meant) == 1:
        new.notes.append(
            f"{row.at(STATUS)}: the status {meant[0].word} was read from the cell's colour, {colour}; see that it is right"
        )
        return meant[0]
    else:
        several = (
            f"which may be {' or '.join(one.word for one in meant)}" if meant else "which no status of the plan is"
        )
        new.problems.append(f"{row.at(STATUS)}: is coloured {colour}, {several}; write the status")
    return None


def _colour(row: SheetRow) -> str | None:
    """The colour behind the status. That of the whole row says nothing of a status that is written."""
    colour = row.colour(STATUS)
    if row.text(STATUS) and colour == row.colour(NUMBER):
        return None
    word = colour_word(Cell(colour=colour))
    return word.lower() if word else None


def _due(row: SheetRow, now: ActionState, then: ActionState, entry: Entry, new: New) -> bool:
    """Takes over a date, and tells whether it needs the row's reason."""
    text, reason = row.dated(DUE), row.long(REASON)
    if not text or text == of_action(then).get(DUE):
        return False
    if either := row.either(DUE):
        new.problems.append(either)
        return True
    try:
        due = parse_due(text)
    except ValueError as error:
        new.problems.append(f"{row.at(DUE)}: {error}")
        return True
    if str(due) in (str(now.due), str(then.due)):
        return False
    if now.due is None and not reason:
        _edit(row, DUE, now, "due", text, new)
        new.words.append(f"action {now.ref}: due {due}, before none; written into {now.action.at.path}")
        return False
    if not reason:
        new.problems.append(
            f"{row.at(REASON)}: is empty though the date moved; write why it moved "
            "(the plan's file keeps the first date, and the report moves it)"
        )
    entry |= {"due": text, "reason": reason}
    new.words.append(f"action {now.ref}: due {due}, before {now.due or 'none'}, because “{short(reason)}”")
    return True


def _own_words(row: SheetRow, column: Column, now: ActionState, then: ActionState, new: New) -> bool:
    """Takes over another wording or lead, and tells whether it has a reason, so that readers are to see it."""
    text, reason = row.text(column), row.long(REASON)
    name = "wording" if column is ACTION else "lead"
    if not text or text in (_plain(of_action(one).get(column, "")) for one in (now, then)):
        return False
    posts = tuple(part for part in re.split(r"\s*;\s*", text) if part)
    value = text if column is ACTION else posts
    if reason:
        told = {"action": now.ref, name: posts[0] if column is LEAD and len(posts) == 1 else value, "reason": reason}
        new.changes.append(told)
        new.words.append(f"action {now.ref}: {name} {_quoted(text)}, because “{short(reason)}”")
        return True
    report = next((one for one, change in reversed(now.changes) if getattr(change, name)), None)
    if report:
        new.problems.append(
            f"{row.at(column)}: the {name} was last changed by the report of {report.date}; "
            "write into `Reason` why it changes again"
        )
        return False
    _edit(row, column, now, "action" if column is ACTION else "lead", value, new)
    before = "; ".join(now.lead) if column is LEAD else now.text
    new.words.append(
        f"action {now.ref}: {name} {_quoted(text)}, before {_quoted(before)}; put right in {now.action.at.path}"
    )
    return False


def _quoted(text: str) -> str:
    return f"“{short(text)}”" if text else "none"


def _edit(row: SheetRow, column: Column, now: ActionState, name: str, value: str | tuple[str, ...], new: New) -> None:
    new.edits.append(Edit(now.action.at.path, now.ref, "action", name, value, row.at(column)))


def _plain(text: str) -> str:
    return " ".join(text.split())
