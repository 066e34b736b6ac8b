"""Files that somebody sent: a workbook, a paper in Word or a CSV file made to do harm is refused, at once and in a line."""

import io
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from openpyxl import Workbook

from planpress.importing.commands import import_plan

SHEET, PAPER = "xl/worksheets/sheet1.xml", "word/document.xml"
ROWS = [["Ref", "Action", "Lead", "Due"], ["1.1", "Do it", "Head of Care", "2025-01"]]
LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)) + "]>"  # fmt: skip
FILE = "<!DOCTYPE x [<!ENTITY i SYSTEM 'file:///proc/self/environ'>]>"
LARGER = "is larger than a plan can be; delete empty rows and columns, or split it"
TYPES = "declares XML entities, which neither Word nor Excel does; save it again there"


def workbook() -> bytes:
    made, file = Workbook(), io.BytesIO()
    for row in ROWS:
        made.active.append(row)
    made.save(file)
    return file.getvalue()


def paper() -> bytes:
    made, file = Document(), io.BytesIO()
    table = made.add_table(0, 4)
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    made.save(file)
    return file.getvalue()


def changed(data: bytes, name: str, old: str, new: str) -> bytes:
    """The file with a text of one of its parts replaced, once."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for one in before.namelist():
            text = before.read(one)
            if one == name:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode(), 1)
            after.writestr(one, text)
    return made.getvalue()


def marked(data: bytes, place: int, value: int) -> bytes:
    """The package with a number written over in the heads of all its parts; `place` is that in the parts' own heads."""
    made = bytearray(data)
    for sign, more in ((b"PK\3\4", 0), (b"PK\1\2", 2)):
        for hit in re.finditer(re.escape(sign), data):
            made[hit.start() + place + more] = value
    return bytes(made)


def sheet(old: str, new: str) -> Callable[[], bytes]:
    return lambda: changed(workbook(), SHEET, old, new)


def text(old: str, new: str) -> Callable[[], bytes]:
    return lambda: changed(paper(), PAPER, old, new)


def far(place: str) -> str:
    return f"is larger than a plan can be: a sheet reaches to row 1,048,576 and column {place}; delete empty rows and columns, or split it"  # fmt: skip


END, AREA = "</sheetData>", "A5:XFD1048576"
MERGED = "<w:tr>" + "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>" * 4 + "</w:tr>"
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a cell far away": (".xlsx", sheet(END, f'<row r="1048576"><c r="XFD1048576"/></row>{END}'), far("4")),
    "cells merged without end": (".xlsx", sheet(END, f'{END}<mergeCells><mergeCell ref="{AREA}"/></mergeCells>'), far("16,384")),
    "a link on all cells": (".xlsx", sheet(END, f'{END}<hyperlinks><hyperlink ref="{AREA}"/></hyperlinks>'), far("16,384")),
    "millions of cells": (".xlsx", sheet(END, f"<row>{'<c/>' * 500_000}</row>{END}"), LARGER),
    "laughs in a workbook": (".xlsx", sheet("<worksheet", f"{LAUGHS}<worksheet"), TYPES),
    "a file in a workbook": (".xlsx", sheet("<worksheet", f"{FILE}<worksheet"), TYPES),
    "laughs in a paper": (".docx", text("<w:document", f"{LAUGHS}<w:document"), TYPES),
    "a file in a paper": (".docx", text("<w:document", f"{FILE}<w:document"), TYPES),
    "entities in another encoding": (
        ".docx", lambda: utf16(text("<w:document", f"{FILE}<w:document")()), TYPES,
    ),
    "a cell of many columns": (".docx", text("<w:tcW ", '<w:gridSpan w:val="1000000000"/><w:tcW '), LARGER),
    "columns left out": (".docx", text("<w:tr>", '<w:tr><w:trPr><w:gridBefore w:val="2000000000"/></w:trPr>'), LARGER),
    "a text without end": (
        ".docx", text("Do it", "a" * 40_000),
        "holds a text of more than 32,767 characters, `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…`; split it into paragraphs",
    ),
    "a part with a password": (
        ".xlsx", lambda: marked(workbook(), 6, 1), "the Excel file is damaged (RuntimeError); save it again in Excel",
    ),
    "parts packed in an unknown way": (
        ".docx", lambda: marked(paper(), 8, 97), "the Word file is damaged (NotImplementedError); save it again in Word",
    ),
    "millions of values": (".csv", lambda: b"Ref,Action\n" + b"," * 500_000, LARGER),
}  # fmt: skip


def utf16(data: bytes) -> bytes:
    """The paper with its text in another encoding."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        old = parts.read(PAPER).decode()
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w") as after:
        for one in before.namelist():
            plain = re.sub(r"<\?xml.*?\?>", "", old).encode("utf-16")
            after.writestr(one, plain if one == PAPER else before.read(one))
    return made.getvalue()


def imported(file: Path) -> tuple[int, str]:
    done = CliRunner().invoke(import_plan, [str(file), str(file.parent / "our-plan")])
    return done.exit_code, done.output


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_at_once(case: str, tmp_path: Path) -> None:
    ending, made, wanted = REFUSED[case]
    file = tmp_path / f"plan{ending}"
    file.write_bytes(made())
    before = time.process_time()
    assert imported(file) == (1, f"Error: {file.as_posix()}: {wanted}\n")
    assert time.process_time() - before < 10
    assert not (tmp_path / "our-plan").exists()


def test_a_column_merged_far_down_is_read_in_a_moment(tmp_path: Path) -> None:
    file = tmp_path / "plan.docx"
    file.write_bytes(changed(paper(), PAPER, "</w:tbl>", f"{MERGED * 2000}</w:tbl>"))
    before = time.process_time()
    code, output = imported(file)
    assert (code, output.count("read as going on with action 1.1")) == (0, 2000)
    assert time.process_time() - before < 15


def test_tags_that_never_end_take_no_time(tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    rows = "".join(f"1.{number},{'<p ' * 10_000},Head of Care,2025-01\n" for number in range(1, 6))
    file.write_text(f"Ref,Action,Lead,Due\n{rows}")
    before = time.process_time()
    assert imported(file)[0] == 0
    assert time.process_time() - before < 5


def test_names_of_parts_that_lead_elsewhere_are_not_followed(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    for ending, data in ((".xlsx", workbook()), (".docx", paper())):
        file = inner / f"plan{ending}"
        file.write_bytes(data)
        with zipfile.ZipFile(file, "a") as parts:
            parts.writestr("../outside.txt", "out")
            parts.writestr(f"{tmp_path}/outside.txt", "out")
        done = CliRunner().invoke(import_plan, [str(file), str(inner / f"plan-{ending[1:]}")])
        assert done.exit_code == 0
    assert [entry.name for entry in tmp_path.iterdir()] == ["inner"]


def test_a_text_cannot_steer_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    file.write_text("Ref,Action,Lead,Due,\x1b]0;owned\x07\x1b[31mNote\n1.1,Do it,\x1b[2JAn owner,2025-01,x\n")
    _, output = imported(file)
    assert "\x1b" not in output and "<U+001B>]0;owned<U+0007>" in output
