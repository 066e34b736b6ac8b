"""The cells of a row → an action's or KPI's fields as the files write them, with a remark on each that is in doubt."""

import re
from collections.abc import Callable

from planpress.importing import as_printed
from planpress.importing.blocks import Cell
from planpress.importing.columns import Field
from planpress.importing.found import FoundAction, FoundTarget
from planpress.importing.statuses import colour_word, status_word
from planpress.period import parse_due, parse_frequency
from planpress.quantity import parse_quantity


class Values:
    """Reads cells. `remark` takes the place and the words of what a person has to look at."""

    def __init__(self, remark: Callable[[str, str], None]) -> None:
        self.remark = remark

    def of_action(self, cells: dict[Field, Cell], where: str) -> FoundAction:
        """An action without its number and words, but with all else that its row says."""
        made = FoundAction(where, "", "", [])
        if lead := cells.get(Field.LEAD):
            made.lead = tuple(line.text for line in lead.lines if line.text.lower() not in as_printed.NOTHING)
        if due := cells.get(Field.DUE):
            made.due = self.due(due.text, where)
        if refs := cells.get(Field.KPIS):
            made.kpis = self.kpis(refs.text, where)
        status, progress = cells.get(Field.STATUS), cells.get(Field.PROGRESS)
        if not status and progress and (status_word(progress.text) or (not progress.text and progress.colour)):
            status, progress = progress, None
        if status:
            made.status = self.status(status, where)
        if progress:
            made.progress = progress.text
        return made

    def due(self, text: str, where: str) -> str:
        """A date, as printed or in a form that the files read."""
        if self.nothing(text, "date", where):
            return ""
        turned = as_printed.day_before_month(text) or as_printed.due(text)
        if turned != text:
            self.remark(where, f"the date `{text}` was read as `{turned}`")
        elif not as_printed.readable(text, parse_due):
            self.remark(
                where, f"the date `{text}` cannot be read; it is written as it stands, and planpress check refuses it"
            )
        return turned

    def nothing(self, text: str, what: str, where: str) -> bool:
        """Whether a cell says that there is nothing, or that nobody has decided yet, which is remarked on."""
        if text.lower().strip(" .?") in as_printed.UNDECIDED:
            self.remark(where, f"the {what} is `{text}`, and is left out; add it when it is decided")
            return True
        return text.lower() in as_printed.NOTHING

    def kpis(self, text: str, where: str) -> str:
        """The KPIs that an action names."""
        if text.lower() in as_printed.NOTHING:
            return ""
        turned = re.sub(r"\s*(?:;|&|\band\b)\s*", ", ", re.sub(r"^KPIs? ?:?", "", text).strip())
        turned = text if as_printed.kpis_readable(text) else turned
        if not as_printed.kpis_readable(turned):
            self.remark(where, f"the KPIs `{text}` cannot be read; write them as in 1, 6a,b or all")
            return text
        return turned

    def status(self, cell: Cell, where: str) -> str:
        """The status, by its word or its colour; empty when neither is known."""
        word, colour = status_word(cell.text) if cell.text else None, colour_word(cell)
        if cell.text and not word:
            self.remark(where, f"the status `{cell.text}` is not known here; add it to the report by hand")
        elif word and colour and word in {"Red", "Amber", "Green", "Blue"} and word != colour:
            self.remark(where, f"the status says {word} on a cell coloured {colour.lower()}; the word is used")
        elif not cell.text and colour:
            self.remark(where, f"the status {colour} was read from the cell's colour; see that it is right")
            return colour
        elif not cell.text and cell.colour and cell.colour.upper() not in ("FFFFFF", "000000"):
            self.remark(
                where, f"the cell's colour {cell.colour} is none of red, amber, green and blue; give its status by hand"
            )
        return word or ""

    def frequency(self, text: str, where: str) -> str:
        """How often, as printed."""
        if self.nothing(text, "frequency", where):
            return ""
        turned = as_printed.OFTEN.get(text.lower().strip(" ."), text)
        if turned != text:
            self.remark(where, f"the frequency `{text}` was read as `{turned}`")
        elif not as_printed.readable(text, parse_frequency):
            self.remark(where, f"the frequency `{text}` cannot be read; planpress check refuses it")
        return turned

    def baseline(self, text: str, where: str) -> str:
        """The figure at the beginning, as printed; empty when there is none."""
        if self.nothing(text, "baseline", where):
            return ""
        if not as_printed.readable(text, parse_quantity):
            self.remark(where, f"the baseline `{text}` cannot be read; planpress check refuses it")
        self.may_be_percent("baseline", text, where)
        return text

    def target(self, text: str, due: str, where: str) -> FoundTarget | None:
        """A figure to reach, or two to stay between; None when there is none."""
        if self.nothing(text, "target", where):
            return None
        form, figures = as_printed.target(text)
        if form != "value":
            words = f"{form.replace('_', ' ')} {' and '.join(figures)}"
            self.remark(where, f"the target `{text}` was read as {words}; see that it is right")
        elif not as_printed.readable(text, parse_quantity):
            self.remark(
                where, f"the target `{text}` cannot be read; it is written as it stands, and planpress check refuses it"
            )
        self.may_be_percent("target", text, where)
        return FoundTarget(form, figures, due)

    def may_be_percent(self, what: str, text: str, where: str) -> None:
        """Remarks on a figure that a spreadsheet may have made of a percentage."""
        if re.fullmatch(r"0\.\d+", text):
            percent = f"{round(float(text) * 100, 6):g}%"
            self.remark(
                where, f"the {what} `{text}` may be {text} or {percent}; if it is a percentage, write {percent}"
            )
