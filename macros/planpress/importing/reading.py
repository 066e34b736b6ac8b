"""The paragraphs and tables of a document → the plan found in them, and what a person has to look at."""

import re
from collections.abc import Iterable
from dataclasses import replace

from planpress.importing import as_printed
from planpress.importing.blocks import Cell, Grid, Line, Paragraph, Remark, Row, Source
from planpress.importing.columns import BETWEEN, Columns, Field, headings, plain
from planpress.importing.found import Found, FoundAction, FoundGroup, FoundKpi, FoundTheme
from planpress.importing.statuses import COLOURS, status_word
from planpress.importing.values import Values
from planpress.importing.whole import finish
from planpress.period import parse_period

_REF = re.compile(r"(?:[A-Za-z]{1,3}[-. ]?)?\d+(?:\.\d+)*[a-z]?\.?")
_LED_BY_REF = re.compile(r"((?:[A-Z]{1,3}[-.]?)?\d+(?:\.\d+)+[a-z]?|[A-Z]{1,3}[-.]?\d+|\d+(?=[.)]\s))[.):]?\s+(.+)")
_THEME = re.compile(
    r"(?:theme|priority|objective|workstream|strand|priority area)\s+(\d+|[A-Z])\s*(?:[:.–—-]\s*|\s)(\S.*)",
    re.IGNORECASE,
)
_HEADING = re.compile(r"(\d+)[.:)]?\s+(\S.*)")
_OUTCOME = re.compile(r"outcomes?(?: statement)?\s*:\s*(.*)", re.IGNORECASE)


def read(source: Source, given_posts: Iterable[str] = ()) -> Found:
    """The plan in a document. `given_posts` are posts that an editor named, besides those found alone in a cell."""
    reader = _Reader(source)
    for block in source.blocks:
        if isinstance(block, Paragraph):
            reader.paragraph(block)
        else:
            reader.table(block)
    return finish(reader.found, reader.owners, tuple(given_posts))


class _Reader:
    def __init__(self, source: Source) -> None:
        self.found = Found(remarks=list(source.remarks))
        self.theme: FoundTheme | None = None
        self.group: FoundGroup | None = None
        self.action: FoundAction | None = None
        self.columns: Columns | None = None
        self.outcome_follows = False
        self.owners: dict[int, tuple[str, ...]] = {}
        self.values = Values(self.remark)
        self.headed = False

    def remark(self, where: str, text: str) -> None:
        self.found.remarks.append(Remark(where, text))

    # Paragraphs

    def paragraph(self, block: Paragraph) -> None:
        if block.title:
            self.found.title = self.found.title or block.text
        elif self.heading(block.text, block.heading):
            pass
        elif (found := _OUTCOME.fullmatch(block.text)) and self.theme:
            self.theme.outcome = found[1]
            self.outcome_follows = not found[1]
        elif block.heading:
            self.outcome_follows = False
        elif self.outcome_follows and self.theme:
            self.theme.outcome = f"{self.theme.outcome}\n\n{block.text}".strip()

    def heading(self, text: str, styled: bool) -> bool:
        """Takes a text as a theme's heading, if it is one."""
        found = _THEME.fullmatch(text) or (_HEADING.fullmatch(text) if styled else None)
        if not found:
            return False
        self.outcome_follows = False
        self.headed = True
        self.enter(found[1], found[2].strip(" :"))
        return True

    def enter(self, ref: str, title: str) -> FoundTheme:
        theme = self.found.themes.setdefault(ref, FoundTheme(ref))
        if title and theme.title and plain(theme.title) != plain(title):
            self.remark("", f"theme {ref} is called `{theme.title}` and `{title}`; the first is used")
        theme.title = theme.title or title
        if theme is not self.theme:
            self.group = None
        self.theme = theme
        return theme

    # Tables

    def table(self, grid: Grid) -> None:
        self.outcome_follows = False
        if grid.sheet:
            self.theme = self.group = self.action = self.columns = None
            self.headed = False
        rows = [row for row in grid.rows if not all(re.fullmatch(r"[-–—_\s]*", cell.text) for cell in row.cells)]
        starts = (at for at, row in enumerate(rows[:12]) if headings(row, _after(rows, at))[0])
        start = next(starts, None)
        if start is None:
            if self.legend(rows) or not rows:
                return
            if not (self.columns and self.continues(rows[0])):
                self.remark(grid.name, f"has no headings of actions or KPIs, and is not read ({_begin(rows[0])})")
                return
            self.remark(grid.name, "has no headings; read with those of the table before it")
            start = 0
        first, told, taken = True, False, 0
        for at, row in enumerate(rows):
            where = f"{grid.name}, row {row.number}"
            if at < taken:
                continue
            found, size = headings(row, _after(rows, at))
            if found:
                taken = at + size
                if not first and found == self.columns:
                    continue
                self.columns, first = found, False
                for heading in found.unread:
                    name = re.sub(rf"\s*{BETWEEN}\s*", ": ", heading)
                    self.remark(where, f"the column `{name}` is not read; copy by hand what the plan needs of it")
            elif self.columns and (at >= start or self.continues(row)):
                if at < start and not told:
                    self.remark(grid.name, "begins without headings; read with those of the table before it")
                    told = True
                self.row(self.columns, row, where, rows[at + 1 :])
            elif not self.heading(" ".join(cell.text for cell in row.cells).strip(), styled=False):
                self.remark(where, f"stands above the headings, and is not read ({_begin(row)})")

    def continues(self, row: Row) -> bool:
        """Whether a table without headings goes on with the one before it."""
        if not self.columns or len(row.cells) != self.columns.width:
            return False
        own = self.columns.of_kpis
        return bool((_REF if own else _LED_BY_REF).fullmatch(row.cells[0].text) or _REF.fullmatch(row.cells[0].text))

    def legend(self, rows: list[Row]) -> bool:
        """Reads a table that says what colours mean, and tells whether it is one."""
        pairs = [(row.cells[0].text, row.cells[1].text) for row in rows if len(row.cells) == 2]
        if len(pairs) < len(rows) or sum(one.lower() in COLOURS for one, _ in pairs) < 2:
            return False
        self.found.legend |= {word: text for one, text in pairs if text and (word := status_word(one))}
        return True

    def row(self, columns: Columns, row: Row, where: str, later: list[Row]) -> None:
        if len(row.cells) < columns.width:
            row = replace(row, cells=row.cells + (Cell(),) * (columns.width - len(row.cells)))
        for index in row.filled:
            if index >= columns.width:
                self.remark(where, f"`{row.cells[index].text}` stands beyond the last heading, and is not read")
        cells: dict[Field, Cell] = {}
        for field, cell in zip(columns.fields, row.cells, strict=False):
            if field and field is not Field.TARGET and cell.text:
                before = cells.get(field, Cell())
                cells[field] = Cell(before.lines + cell.lines, before.colour or cell.colour)
            elif field in (Field.STATUS, Field.PROGRESS) and cell.colour and field not in cells:
                cells[field] = cell
        if len(row.filled) == 1 and self.divides(row, where, later):
            return
        if theme := cells.get(Field.THEME):
            self.named_theme(theme.text, cells)
        if columns.of_kpis:
            self.kpi(columns, row, cells, where)
        else:
            self.act(cells, where)

    def divides(self, row: Row, where: str, later: list[Row]) -> bool:
        """Takes a row with one text as a heading of a theme or group, if it is one."""
        text = row.cells[row.filled[0]].text
        if self.heading(text, styled=False):
            return True
        if self.columns and self.columns.of_kpis:
            return False
        led = _LED_BY_REF.fullmatch(text)
        following = next((one for one in later if len(one.filled) > 1), None)
        inner = self.led(following) if following else None
        if led and (row.spans or (inner and inner.count(".") > led[1].count("."))):
            self.enter_group(led[1], led[2])
            return True
        if not led and row.spans:
            self.enter_group("", text)
            return True
        return False

    def led(self, row: Row) -> str:
        """The number with which a row of actions begins."""
        text = " ".join(cell.text for cell in row.cells if cell.text)
        found = _LED_BY_REF.match(text)
        return found[1] if found else ""

    def enter_group(self, ref: str, title: str) -> None:
        title = title.strip().rstrip(":").strip()
        first = ref.split(".")[0]
        if ref and (not self.theme or self.theme.ref != first) and (first in self.found.themes or not self.theme):
            self.enter(first, "")
        theme = self.theme = self.theme or self.found.themes.setdefault("1", FoundTheme("1"))
        known = next((one for one in theme.groups if one.ref == ref and one.title == title), None)
        self.group = known or FoundGroup(ref, title)
        if not known:
            theme.groups.append(self.group)

    def named_theme(self, text: str, cells: dict[Field, Cell]) -> None:
        """The theme that a column of the table names."""
        self.headed = True
        found = _THEME.fullmatch(text) or _HEADING.fullmatch(text)
        if found:
            self.enter(found[1], found[2])
            return
        if re.fullmatch(r"\d+|[A-Z]", text):
            self.enter(text, "")
            return
        same = next((one for one in self.found.themes.values() if one.title == text), None)
        number = _REF.match(cells[Field.REF].text) if Field.REF in cells else None
        first = number[0].split(".")[0] if number and "." in number[0] else str(len(self.found.themes) + 1)
        self.enter(same.ref if same else first, text)

    # Actions

    def act(self, cells: dict[Field, Cell], where: str) -> None:
        words = list(cells.get(Field.ACTION, Cell()).lines)
        ref = cells[Field.REF].text.strip().rstrip(".:)") if Field.REF in cells else ""
        if not ref and words:
            if len(words) > 1 and _REF.fullmatch(words[0].text):
                ref = words.pop(0).text.rstrip(".")
            elif led := _LED_BY_REF.fullmatch(words[0].text):
                ref, words[0] = led[1], Line(led[2], words[0].item)
        if self.action and not ref and (not words or not set(cells) - {Field.ACTION}):
            self.go_on(self.action, words, cells, where)
            return
        if not words:
            self.remark(where, "has no text of an action, and is not read")
            return
        same = next((one for one in self.found.actions if ref and one.ref == ref), None)
        text, points = _parted(words)
        if same and same.text == text:
            self.go_on(same, [], cells, where)
            return
        ref = self.ref_of(ref, where)
        action = replace(self.values.of_action(cells, where), ref=ref, text=text, points=points)
        self.place(action, cells)
        if any(not line.item for line in words[1:]) and any(line.item for line in words):
            after = [line.text for line in words[next(i for i, one in enumerate(words) if one.item) :] if not line.item]
            if after:
                self.remark(where, f"`{after[0]}` stood after the list, and was put before it; read the action again")
        self.action = action

    def ref_of(self, ref: str, where: str) -> str:
        """The action's number: as printed, or counted where it has none."""
        taken = {one.ref for one in self.found.actions}
        if not ref:
            stem = (self.group.ref if self.group else "") or (self.theme.ref if self.theme else "1")
            count = 1
            while f"{stem}.{count}" in taken:
                count += 1
            ref = f"{stem}.{count}"
            self.remark(where, f"the action has no number; numbered {ref}, change it if the plan counts otherwise")
        elif ref in taken:
            hint = (
                "a spreadsheet may have made it from another, such as 1.1 from 1.10"
                if "." in ref
                else "mend one of them"
            )
            self.remark(where, f"the number {ref} stands twice; {hint}")
        return ref

    def place(self, action: FoundAction, cells: dict[Field, Cell]) -> None:
        """Puts an action under its theme and group: those it stands under, else the theme that its number begins with."""
        first = action.ref.split(".")[0] if "." in action.ref else ""
        theme = self.theme
        if theme is None or (first and first != theme.ref and not self.headed):
            theme = self.enter(first or "1", "")
        elif first and first != theme.ref and Field.THEME not in cells and first in self.found.themes:
            self.remark(action.where, f"action {action.ref} stands under theme {theme.ref}; put into theme {first}")
            theme = self.enter(first, "")
        elif first.isdigit() and theme.ref.isdigit() and first != theme.ref:
            self.remark(action.where, f"action {action.ref} stands under theme {theme.ref}; see that it is meant")
        if title := cells.get(Field.GROUP):
            led = _LED_BY_REF.fullmatch(title.text)
            self.enter_group(led[1] if led else "", led[2] if led else title.text)
        if self.group is None:
            self.group = next((one for one in theme.groups if not one.title), None)
        if self.group is None:
            self.group = FoundGroup()
            theme.groups.append(self.group)
        self.group.actions.append(action)

    def go_on(self, action: FoundAction, words: list[Line], cells: dict[Field, Cell], where: str) -> None:
        """A row that goes on with the action before it, as after a page break."""
        text, points = _parted(words)
        action.text = f"{action.text} {text}".strip()
        action.points += points
        more = self.values.of_action(cells, where)
        action.lead += tuple(one for one in more.lead if one not in action.lead)
        for name in ("due", "kpis", "status", "progress"):
            value = getattr(more, name)
            if value and not getattr(action, name):
                setattr(action, name, value)
            elif value and value != getattr(action, name):
                self.remark(
                    where, f"action {action.ref} has a second `{name}`: `{value}`; `{getattr(action, name)}` is used"
                )
        self.remark(where, f"read as going on with action {action.ref} ({action.where}); see that it is meant")

    # KPIs

    def kpi(self, columns: Columns, row: Row, cells: dict[Field, Cell], where: str) -> None:
        ref = cells[Field.REF].text.strip().rstrip(".:)") if Field.REF in cells else ""
        title = cells[Field.MEASURE].text if Field.MEASURE in cells else ""
        if not ref and (led := _LED_BY_REF.fullmatch(title) or re.fullmatch(r"(\d+[a-z]?)[.)]?\s+(.+)", title)):
            ref, title = led[1], led[2]
        if not title:
            self.remark(where, f"has no measure, and is not read ({_begin(row)})")
            return
        if not ref:
            ref = f"K{len(self.found.kpis) + 1}"
            self.remark(where, f"the KPI has no number; numbered {ref}, change it if the plan counts otherwise")
        elif ref in {one.ref for one in self.found.kpis}:
            self.remark(where, f"the KPI {ref} stands twice; mend one of them")
        kpi = FoundKpi(where, ref, title, self.theme.ref if self.theme else "")
        if not self.theme:
            self.remark(where, f"no theme stands above KPI {ref}; give it one in kpis.yml")
        if owner := cells.get(Field.LEAD):
            self.owners[len(self.found.kpis)] = tuple(line.text for line in owner.lines)
        if often := cells.get(Field.FREQUENCY):
            kpi.frequency = self.values.frequency(often.text, where)
        due = self.values.due(cells[Field.DUE].text, where) if Field.DUE in cells else ""
        for index, field in enumerate(columns.fields):
            if field is Field.TARGET:
                wanted = self.values.target(row.cells[index].text, due or _dated(columns, index), where)
                kpi.targets += [wanted] if wanted else []
        if (baseline := cells.get(Field.BASELINE)) and (value := self.values.baseline(baseline.text, where)):
            kpi.baseline, kpi.baseline_period = value, _dated(columns, columns.fields.index(Field.BASELINE))
        self.found.kpis.append(kpi)


def _dated(columns: Columns, index: int) -> str:
    """The period that a heading names, as in "Target 2016/17", "2016/17 outturn" or "Baseline (Mar 2016)"."""
    heading = columns.named.get(index, "").replace(BETWEEN, " ")
    words = re.sub(r"\b(?:target|baseline|outturn)\b(?:\s+(?:for|at|as at))?", "", heading, flags=re.IGNORECASE)
    text = as_printed.years(words.strip(" ():"))
    return text if text and as_printed.readable(text, parse_period) else ""


def _after(rows: list[Row], at: int) -> Row | None:
    return rows[at + 1] if at + 1 < len(rows) else None


def _parted(words: list[Line]) -> tuple[str, list[str]]:
    """The text of a cell, and the items of its list."""
    text = " ".join(line.text for line in words if not line.item)
    points = [line.text for line in words if line.item]
    return (text, points) if text or not points else (points[0], points[1:])


def _begin(row: Row) -> str:
    text = " ".join(cell.text for cell in row.cells if cell.text)
    return f"it begins `{text if len(text) <= 40 else f'{text[:39]}…'}`"
