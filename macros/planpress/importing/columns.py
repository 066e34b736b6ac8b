"""Which column of a table holds what, by its heading."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from planpress.importing.blocks import Cell, Line, Row


class Field(StrEnum):
    """What a column can hold."""

    REF = "ref"
    ACTION = "action"
    MEASURE = "measure"
    KPIS = "kpis"
    DUE = "due"
    LEAD = "lead"
    STATUS = "status"
    PROGRESS = "progress"
    FREQUENCY = "frequency"
    TARGET = "target"
    BASELINE = "baseline"
    THEME = "theme"
    GROUP = "group"


_LEADS = (
    "lead|leads|lead(s)|lead officer|lead officers|responsible|responsibility|owner|owners|action owner|responsible officer|"
    "responsible officers|who|by whom|lead responsibility|accountable|accountable officer|person responsible|who will lead|"
    "who is responsible|responsible lead|named lead|lead post|strategic lead|operational lead|delivery lead|executive lead|"
    "kpi owner|measure owner"
)
_DUES = (
    "due|due date|by when|deadline|target date|when|timescale|timescales|timeframe|completion date|date due|complete by|"
    "date for completion|end date|target completion date|to be completed by|when will we do it|target due|when will we do this|"
    "finish|finish date|end|completion"
)
_REFS = "ref|reference|no|number|#|id|ref no|item|action no|action ref|action number|action id"
_ACTIONS = (
    "action|actions|task|tasks|what we will do|what we'll do|what will we do|what we are going to do|what are we going to do|"
    "what|key action|"
    "key actions|activity|activities|action required|actions required|what needs to happen|we will|improvement action|"
    "improvement actions|how we will do it|step|steps|action/task|what will be done"
)

ACTIONS = {
    Field.ACTION: _ACTIONS,
    Field.REF: _REFS,
    Field.KPIS: "kpi|kpis|kpi ref|kpi refs|kpi no|kpi reference|linked kpi|linked kpis|measure ref|measures ref|kpi number",
    Field.DUE: _DUES,
    Field.LEAD: _LEADS,
    Field.STATUS: "rag|brag|status|rag rating|brag rating|rag status|brag status|progress rating|current status|rating",
    Field.PROGRESS: "progress|progress update|update|comments|commentary|progress to date|latest position|latest update",
    Field.THEME: "theme|priority|priority area|workstream|objective",
    Field.GROUP: "group|outcome|area|sub-theme|recommendation area",
}
"""The headings of a table of actions, as plans word them, in small letters."""

KPIS = {
    Field.MEASURE: (
        "measure|measures|indicator|performance indicator|key performance indicator|performance measure|what we will measure|"
        "kpi|kpi description|measure of success|success measure|description"
    ),
    Field.REF: f"{_REFS}|kpi ref|kpi no|kpi reference|measure ref|kpi number|measure no|measure number|indicator ref|indicator no|indicator number|pi|pi no|pi ref|pi number",
    Field.LEAD: _LEADS,
    Field.FREQUENCY: "frequency|freq|reporting frequency|how often|reported|how often reported|reporting",
    Field.TARGET: "target|target value|target figure",
    Field.DUE: _DUES,
    Field.BASELINE: "baseline|starting point|baseline figure|outturn",
    Field.THEME: ACTIONS[Field.THEME],
}
"""The headings of a table of KPIs."""

_DATED = re.compile(r"\b(?:target|baseline|outturn)\b")
_SEVERAL = (Field.TARGET, Field.LEAD)
"""What several columns of a table may hold."""
BETWEEN = "›"
"""Parts a heading from that which it spans."""

_TOLD_BY = {
    Field.ACTION: {Field.DUE, Field.LEAD, Field.STATUS, Field.KPIS},
    Field.MEASURE: {Field.TARGET, Field.FREQUENCY, Field.BASELINE, Field.LEAD},
}
"""A heading "Action" or "Measure" makes a table one of actions or KPIs only beside one of these."""


@dataclass(frozen=True)
class Columns:
    """The columns of a table."""

    width: int
    fields: tuple[Field | None, ...]
    """What each column holds; an unnamed column belongs to the named one at its left."""
    named: dict[int, str]
    """The heading of each column as printed, small details such as a year included."""
    unread: tuple[str, ...]
    """Headings that say nothing to us."""

    @property
    def of_kpis(self) -> bool:
        return Field.MEASURE in self.fields


def headings(row: Row, below: Row | None) -> tuple[Columns | None, int]:
    """The columns that a row of headings names together with the row below it where that divides them, and how many
    rows those are; None when the row is none."""
    one = columns(row)
    two = columns(both) if below and len(row.filled) > 1 and (both := _joined(row, below)) else None
    return (two, 2) if two and (not one or _score(two) >= _score(one)) else (one, 1)


def _joined(row: Row, below: Row) -> Row | None:
    """Two rows of headings as one, or None when the second does not divide headings of the first: all its words stand
    under a heading that spans several columns, as "Start" and "Finish" under "Timescale"."""
    cells, divided, top = [], False, Cell()
    for at, cell in enumerate(row.cells):
        inner = below.cells[at] if at < len(below.cells) else Cell()
        after = row.cells[at + 1] if at + 1 < len(row.cells) else Cell((Line("-"),))
        top = cell if cell.text else top
        spans = bool(top.text) and (not cell.text or not after.text)
        if not inner.text or inner.text == cell.text:
            cells.append(cell)
        elif spans:
            divided = True
            cells.append(replace(cell, lines=(*top.lines, Line(f"{BETWEEN} {inner.text}"))))
        else:
            return None
    return replace(below, cells=tuple(cells)) if divided else None


def columns(row: Row) -> Columns | None:
    """The columns that a row of headings names, or None when the row is none."""
    best: Columns | None = None
    for kinds in (ACTIONS, KPIS):
        found = _match(row, kinds)
        main = Field.ACTION if kinds is ACTIONS else Field.MEASURE
        more = set(found.fields) & _TOLD_BY[main]
        if main in found.fields and more and (best is None or _score(found) > _score(best)):
            best = found
    return best


def _score(one: Columns) -> int:
    return len(set(one.fields) - {None})


def plain(heading: str) -> str:
    """A heading in small letters, without brackets, dates and marks."""
    text = re.sub(r"\((?!s\))[^)]*\)", " ", heading.lower().replace("’", "'"))
    return " ".join(re.sub(r"[?:*.]", " ", text).split())


def _field(text: str, kinds: dict[Field, str]) -> Field | None:
    """What a heading names; of two, one over the other, the lower says more."""
    upper, _, lower = text.partition(BETWEEN)
    wanted = (lower.strip(), " ".join(f"{upper}{lower}".split())) if lower else (text,)
    return next((one for name in wanted for one, words in kinds.items() if name in words.split("|")), None)


def _match(row: Row, kinds: dict[Field, str]) -> Columns:
    fields: list[Field | None] = []
    named: dict[int, str] = {}
    unread: list[str] = []
    for index, cell in enumerate(row.cells):
        text = plain(cell.text)
        if not text:
            fields.append(fields[-1] if fields else None)
            continue
        named[index] = cell.text
        field = _field(text, kinds)
        if field is None and kinds is KPIS and (dated := _DATED.search(cell.text.lower())) and re.search(r"\d", text):
            field = Field.TARGET if dated[0] == "target" else Field.BASELINE
        if field is Field.MEASURE and field in fields and Field.REF not in fields:
            # "KPI" beside "Measure" is the KPI's number.
            fields[fields.index(field)] = Field.REF
        if field is None or (field in fields and field not in _SEVERAL):
            unread.append(cell.text)
            field = None
        fields.append(field)
    # An unnamed first column holds the numbers of what stands beside it.
    if row.cells and not row.cells[0].text and Field.REF not in fields:
        fields[0] = Field.REF
    return Columns(len(row.cells), tuple(fields), named, tuple(unread))
