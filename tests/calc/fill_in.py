"""Fills in a workbook in LibreOffice Calc, as a person would: opens it, writes into cells, saves it as .xlsx.

Runs with the Python that has LibreOffice's `uno` (on Debian /usr/bin/python3, package python3-uno). See make.sh.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import Locale
from com.sun.star.sheet import TableFilterField
from com.sun.star.sheet.FilterOperator import EQUAL
from com.sun.star.table import CellRangeAddress
from com.sun.star.util.NumberFormat import PERCENT


def setting(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def desktop():
    """LibreOffice, once it has started."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(100):
        try:
            there = resolver.resolve("uno:pipe,name=planpress;urp;StarOffice.ComponentContext")
            return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
        except NoConnectException:
            time.sleep(0.3)
    sys.exit("LibreOffice did not start")


def typed(book, sheet, cell, text):
    """Writes a text into a cell, as if typed: Calc makes a date, a number or a formula of it if it can."""
    book.Sheets.getByName(sheet).getCellRangeByName(cell).setFormula(text)


def three_cells(book):
    """Three changes: a status, a lead, a KPI's owner."""
    typed(book, "Actions", "D2", "Complete")
    typed(book, "Actions", "C3", "Head of Training")
    typed(book, "KPIs", "C4", "Fostering Manager")


def of_an_officer(book):
    """What a real workbook goes through before it comes back."""
    actions = book.Sheets.getByName("Actions")
    # The column Due goes before Status.
    actions.Columns.insertByIndex(3, 1)
    place = actions.getCellByPosition(3, 0).CellAddress
    area = CellRangeAddress()
    area.Sheet, area.StartColumn, area.StartRow, area.EndColumn, area.EndRow = place.Sheet, 8, 0, 8, 3
    actions.moveRange(place, area)
    actions.Columns.removeByIndex(8, 1)
    # Two rows above the headings, a note below, a column of their own.
    actions.Rows.insertByIndex(0, 2)
    typed(book, "Actions", "A1", "Our plan: progress for the board")
    actions.getCellRangeByName("A1:I1").merge(True)
    typed(book, "Actions", "A8", "Figures checked by the performance team.")
    typed(book, "Actions", "J3", "Seen by")
    typed(book, "Actions", "J4", "AB")
    # Colours instead of words, and a date typed so that Calc makes one of it.
    actions.getCellRangeByName("E5").CellBackColor = 0xFF0000
    typed(book, "Actions", "G5", "A new trainer starts in May.")
    actions.getCellRangeByName("D6").NumberFormat = 0
    typed(book, "Actions", "D6", "2027-03-31")
    typed(book, "Actions", "I6", "The lease ended.")
    typed(book, "Actions", "F4", "The number is open.")
    # A filter on, which hides the rows that have no status.
    area = actions.getCellRangeByName("A3:J6")
    wanted = TableFilterField()
    wanted.Field, wanted.Operator, wanted.StringValue = 4, EQUAL, "On track"
    chosen = area.createFilterDescriptor(True)
    chosen.ContainsHeader = True
    chosen.setFilterFields((wanted,))
    area.filter(chosen)
    # A sheet of their own.
    book.Sheets.insertNewByName("Notes of the team", 3)
    typed(book, "Notes of the team", "A1", "Ring the landlord")
    # Percent and months, as Calc reads them.
    kpis = book.Sheets.getByName("KPIs")
    kpis.getCellRangeByName("G2").NumberFormat = 0
    kpis.getCellRangeByName("H2").NumberFormat = book.NumberFormats.getStandardFormat(PERCENT, Locale())
    typed(book, "KPIs", "G2", "2026-06")
    typed(book, "KPIs", "H2", "75%")


def main(source, target, what):
    with tempfile.TemporaryDirectory() as profile:
        office = subprocess.Popen(
            [
                "soffice",
                "--headless",
                "--norestore",
                f"-env:UserInstallation={Path(profile).as_uri()}",
                "--accept=pipe,name=planpress;urp;",
            ],
            start_new_session=True,
        )
        try:
            program = desktop()
            hidden = (setting("Hidden", True),)
            book = program.loadComponentFromURL(Path(source).resolve().as_uri(), "_blank", 0, hidden)
            {"three": three_cells, "officer": of_an_officer}[what](book)
            book.storeToURL(
                Path(target).resolve().as_uri(),
                (setting("FilterName", "Calc MS Excel 2007 XML"), setting("Overwrite", True)),
            )
            book.close(True)
        finally:
            # It is a script that starts the program itself.
            os.killpg(office.pid, signal.SIGTERM)
            office.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
