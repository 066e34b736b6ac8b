"""A Word file → its paragraphs and tables."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph as WordParagraph

from planpress.importing.blocks import (
    Block,
    Cell,
    Grid,
    Line,
    Paragraph,
    Remark,
    Row,
    Source,
    Unreadable,
    lines,
    readable,
)  # fmt: skip
from planpress.importing.packed import DAMAGE, refuse_others

_UNREAD = {qn("w:moveFrom"), qn("w:txbxContent"), qn("w:del")}
"""Text that was struck out, and text boxes."""


def read_word(file: Path) -> Source:
    """The paragraphs and tables of a .docx file, in its order. Raises Unreadable.

    Changes that somebody tracked are read as if they were accepted.
    """
    refuse_others(file, "word/document.xml", "Word file", ".docx")
    try:
        document = Document(str(file))
    except DAMAGE as error:
        raise Unreadable(f"the Word file is damaged ({type(error).__name__}); save it again in Word") from None
    remarks: list[Remark] = []
    root = document.element.body
    try:
        blocks = tuple(_blocks(root, document, remarks))
    except DAMAGE as error:
        raise Unreadable(f"the Word file is damaged ({type(error).__name__}); save it again in Word") from None
    if any(True for _ in root.iter(qn("w:ins"), qn("w:del"), qn("w:moveFrom"))):
        remarks.insert(
            0, Remark("", "the document holds tracked changes, read as if accepted; see that they are meant")
        )
    if any(True for _ in root.iter(qn("w:txbxContent"))):
        remarks.insert(
            0, Remark("", "the document holds text boxes, which are not read; see whether the plan needs them")
        )
    return Source(blocks, tuple(remarks))


def _blocks(body: Any, document: Any, remarks: list[Remark]) -> Iterator[Block]:
    number = 0
    for child in _children(body):
        if child.tag == qn("w:tbl"):
            number += 1
            yield _grid(Table(child, document._body), f"table {number}", remarks)
        else:
            paragraph = WordParagraph(child, document._body)
            style = _style(paragraph)
            text = readable(" ".join(_text(paragraph).split()))
            if text:
                yield Paragraph(text, style.startswith("heading"), style == "title")


def _children(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables, those in content controls too."""
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag == qn("w:sdt"):
            for content in child.iter(qn("w:sdtContent")):
                yield from _children(content)
                break


def _style(paragraph: WordParagraph) -> str:
    # To look for the document's default style takes a millisecond, and it is neither a heading nor a list.
    if paragraph._p.style is None:
        return ""
    return ((paragraph.style.name if paragraph.style else "") or "").lower()


def _text(paragraph: WordParagraph) -> str:
    parts = []
    for node in paragraph._p.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:noBreakHyphen")):
        if node.tag == qn("w:tab") and node.getparent().tag == qn("w:tabs"):
            continue
        if any(parent.tag in _UNREAD for parent in node.iterancestors()):
            continue
        kind = node.tag.rpartition("}")[2]
        parts.append((node.text or "") if kind == "t" else {"tab": "\t", "noBreakHyphen": "-"}.get(kind, "\n"))
    return "".join(parts)


def _grid(table: Table, name: str, remarks: list[Remark]) -> Grid:
    rows = []
    above: dict[int, _Cell] = {}
    for number, row in enumerate(table.rows, 1):
        where = f"{name}, row {number}"
        try:
            found = _cells(row, table, above)
        except (ValueError, LookupError):
            remarks.append(Remark(where, "its merged cells do not fit together; split them in Word, or copy by hand"))
            continue
        cells = [Cell()] * row.grid_cols_before
        before = None
        for cell in found:
            # A merged cell is given once for each column it covers.
            cells.append(Cell(merged=True) if cell._tc is before else _cell(cell, where, remarks))
            before = cell._tc
        rows.append(Row(number, tuple(cells)))
    return Grid(name, tuple(rows))


def _cells(row: _Row, table: Table, above: dict[int, _Cell]) -> list[_Cell]:
    """The cells of a row, each once for each column that it covers; `above` are those of the row above, by column.

    As `row.cells`, which takes a column that is merged downwards row by row up to its top, for each of its rows anew.
    """
    found: list[_Cell] = []
    here: dict[int, _Cell] = {}
    at = row.grid_cols_before
    for one in row._tr.tc_lst:
        cell = above[at] if one.vMerge == "continue" else _Cell(one, table)
        here[at] = cell
        found += [cell] * one.grid_span
        at += one.grid_span
    above.clear()
    above.update(here)
    return found


def _cell(cell: Any, where: str, remarks: list[Remark]) -> Cell:
    found: list[Line] = []
    for paragraph in cell.paragraphs:
        kind = _numbering(paragraph)
        if kind == "number" and _text(paragraph).strip():
            remarks.append(Remark(where, "Word numbers this cell by itself, so that the number is not in its text"))
        found += lines(_text(paragraph), item=kind == "bullet")
    if cell.tables:
        remarks.append(Remark(where, "a table within a cell is not read; copy it by hand"))
    shade = cell._tc.find(f"{qn('w:tcPr')}/{qn('w:shd')}")
    colour = shade.get(qn("w:fill")) if shade is not None else None
    return Cell(tuple(found), colour if colour and colour != "auto" else None)


def _numbering(paragraph: WordParagraph) -> str:
    """`bullet` or `number`, if Word puts such before the paragraph; otherwise empty."""
    style = _style(paragraph)
    if style.startswith("list bullet"):
        return "bullet"
    numbered = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    if numbered is None:
        return "number" if style.startswith("list number") else ""
    identity, level = numbered.find(qn("w:numId")), numbered.find(qn("w:ilvl"))
    if identity is None or identity.get(qn("w:val")) == "0":
        return ""
    return _format(paragraph, identity.get(qn("w:val")), level.get(qn("w:val")) if level is not None else "0")


def _format(paragraph: WordParagraph, identity: str, level: str) -> str:
    try:
        root: Any = paragraph.part.numbering_part.element  # type: ignore[attr-defined]
    except (KeyError, NotImplementedError):
        return "bullet"
    for number in root.findall(qn("w:num")):
        if number.get(qn("w:numId")) == identity:
            abstract = number.find(qn("w:abstractNumId")).get(qn("w:val"))
            for one in root.findall(qn("w:abstractNum")):
                if one.get(qn("w:abstractNumId")) == abstract:
                    for inner in one.findall(qn("w:lvl")):
                        if inner.get(qn("w:ilvl")) == level:
                            kind = inner.find(qn("w:numFmt"))
                            return "bullet" if kind is not None and kind.get(qn("w:val")) == "bullet" else "number"
    return ""
