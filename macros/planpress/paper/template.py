"""The Word template that is used when a council gives none of its own, made here so that it can be read.

`python -m planpress.paper.template our-paper.docx` writes it out, to be changed in Word: words, order, letterhead, fonts
(change the styles), more headings. What stands in curly brackets is filled in: the names are those of `content.Paper`.
A paragraph that begins with {%p and a row that begins with {%tr are instructions and do not appear.
"""

import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FONT, INK, BRAND = "Arial", RGBColor(0x14, 0x18, 0x1B), RGBColor(0x12, 0x43, 0x6D)
WIDTH = 17.0
"""Of the text, in centimetres, on A4 with margins of 2 cm."""
Column = tuple[str, float, Sequence[str]]
"""A table's column: its heading, its width in centimetres, the paragraphs of its cells."""


def default_template() -> bytes:
    """The template as a .docx file."""
    document = Document()
    _look(document)
    _head(document)
    _summary(document)
    _changes(document)
    _exceptions(document)
    _kpis(document)
    _coming(document)
    document.add_heading("Recommendations", 2)
    document.add_paragraph("[Write here what the committee is asked to note or to decide.]")
    _without_thumbnail(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _head(document: DocumentType) -> None:
    document.add_heading("{{ title }}", 1)
    for when, text in (("fictional", "{{ fictional }}"), ("closed", "{{ closed }}")):
        _when(document, when, text, "Notice")
    for label, text in (
        ("Report to: ", "{{ to or '[name of the committee]' }}"),
        ("Report of: ", "{{ organisation }}"),
        ("Period: ", "{{ period }}"),
        ("Figures: ", "{{ as_at }}"),
    ):
        paragraph = document.add_paragraph()
        paragraph.add_run(label).bold = True
        paragraph.add_run(text)


def _summary(document: DocumentType) -> None:
    document.add_heading("Summary", 2)
    document.add_paragraph("{{ answer }}")
    _when(document, "kpi_answer", "{{ kpi_answer }}")
    _when(document, "progress", "{{ progress }}")
    _when(document, "not reports", "No report was published in this period.")
    document.add_paragraph("{%p for report in reports %}")
    document.add_heading("{{ report.title }}, {{ report.date }}", 3)
    _prose(document, "report.summary")
    _when(document, "report.to", "Put to: {{ report.to }}")
    _when(document, "report.source", "Published at: {{ report.source }}")
    document.add_paragraph("{%p endfor %}")


def _changes(document: DocumentType) -> None:
    document.add_heading("What changed", 2)
    _when(document, "not changes", "Nothing changed in this period.")
    document.add_paragraph("{%p for group in changes %}")
    document.add_heading("{{ group.heading }}", 3)
    document.add_paragraph("{%p for row in group.rows %}")
    item = document.add_paragraph(style="List Bullet")
    item.add_run("{{ row.item }}").bold = True
    item.add_run(" {{ row.says }}{% if row.why %} {{ row.why }}{% endif %}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endfor %}")


def _exceptions(document: DocumentType) -> None:
    document.add_heading("What is not as promised, and what is being done", 2)
    document.add_paragraph("{{ exceptions_answer }}")
    document.add_paragraph("{%p for group in exceptions %}")
    document.add_heading("{{ group.heading }}", 3)
    _table(
        document, "group.rows", "{{ group.heading }}: actions", "Each action with its status, its date and what is being done.",
        ("Action", 5.4, ("{{ row.action }}", "{{ row.lead }}")),
        ("Status", 2.5, ("{{ row.status }}",)),
        ("Due", 3.4, ("{{ row.due }}",)),
        ("What is being done", 5.7, ("row.recovery",)),
    )  # fmt: skip
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p if off_target %}")
    document.add_heading("KPIs off target", 3)
    _table(
        document, "off_target", "KPIs that are off target", "Each KPI with how far off it is and which way it went.",
        ("KPI", 5.4, ("{{ row.kpi }}",)),
        ("How it stands", 6.0, ("{{ row.gap }}",)),
        ("Trend", 5.6, ("{{ row.trend }}",)),
    )  # fmt: skip
    document.add_paragraph("{%p endif %}")


def _kpis(document: DocumentType) -> None:
    document.add_paragraph("{%p if kpis %}")
    document.add_heading("KPIs", 2)
    _table(
        document, "kpis", "Every KPI", "Each KPI with its newest figure, its target, how the two compare, and the trend.",
        ("KPI", 3.8, ("{{ row.kpi }}",)),
        ("Latest figure", 2.9, ("{{ row.latest }}",)),
        ("Target", 2.9, ("{{ row.target }}",)),
        ("How it stands", 4.0, ("{{ row.rating }}.", "{{ row.gap }}")),
        ("Trend", 3.4, ("{{ row.trend }}",)),
    )  # fmt: skip
    document.add_paragraph("{%p endif %}")


def _coming(document: DocumentType) -> None:
    document.add_heading("What is due in the next 90 days", 2)
    _when(document, "not coming", "No action is due by {{ until }}.")
    document.add_paragraph("{%p if coming %}")
    _table(
        document, "coming", "Actions due by {{ until }}", "Each action with its date, its lead and its status.",
        ("Action", 7.0, ("{{ row.action }}",)),
        ("Due", 3.5, ("{{ row.due }}",)),
        ("Lead", 3.7, ("{{ row.lead }}",)),
        ("Status", 2.8, ("{{ row.status }}",)),
    )  # fmt: skip
    document.add_paragraph("{%p endif %}")


def _when(document: DocumentType, condition: str, text: str, style: str | None = None) -> None:
    """A paragraph that appears only when something holds."""
    document.add_paragraph(f"{{%p if {condition} %}}")
    document.add_paragraph(text, style)
    document.add_paragraph("{%p endif %}")


def _prose(place: DocumentType | _Cell, name: str, style: str | None = None) -> None:
    """Paragraphs and items of lists, each in its own style."""
    place.add_paragraph(f"{{%p for part in {name} %}}")
    place.add_paragraph("{%p if part.bullet %}")
    place.add_paragraph("{{ part.text }}", "List Bullet")
    place.add_paragraph("{%p else %}")
    place.add_paragraph("{{ part.text }}", style)
    place.add_paragraph("{%p endif %}")
    place.add_paragraph("{%p endfor %}")


def _table(document: DocumentType, rows: str, title: str, about: str, *columns: Column) -> None:
    """A table with a caption, a row of headings repeated on each page, and alternative text."""
    document.add_paragraph(title, "Caption")
    table = document.add_table(4, len(columns), "Table Grid")
    table.autofit = False
    _alternative_text(table, title, about)
    head, opening, body, closing = table.rows
    for row in table.rows:
        _mark(row._tr.get_or_add_trPr(), "w:cantSplit")
    _mark(head._tr.get_or_add_trPr(), "w:tblHeader")
    opening.cells[0].text, closing.cells[0].text = f"{{%tr for row in {rows} %}}", "{%tr endfor %}"
    for index, (heading, width, texts) in enumerate(columns):
        for row in table.rows:
            row.cells[index].width = Cm(width)
            row.cells[index].paragraphs[0].style = "Table Text"
        table.columns[index].width = Cm(width)
        head.cells[index].paragraphs[0].add_run(heading).bold = True
        _shade(head.cells[index], "E4E9EE")
        _fill(body.cells[index], texts)


def _fill(cell: _Cell, texts: Sequence[str]) -> None:
    first = cell.paragraphs[0]
    for text in texts:
        if not text.startswith("{"):
            _prose(cell, text, "Table Text")
            _remove(first)
        elif text is texts[0]:
            first.add_run(text)
        else:
            cell.add_paragraph(text, "Table Text")


def _remove(paragraph: Paragraph) -> None:
    parent = paragraph._p.getparent()
    if parent is not None:
        parent.remove(paragraph._p)


def _alternative_text(table: Table, title: str, about: str) -> None:
    # Word's order of these elements is fixed: they come last.
    _mark(table._tbl.tblPr, "w:tblCaption", title)
    _mark(table._tbl.tblPr, "w:tblDescription", about)


def _shade(cell: _Cell, fill: str) -> None:
    made = _mark(cell._tc.get_or_add_tcPr(), "w:shd", "clear")
    made.set(qn("w:color"), "auto")
    made.set(qn("w:fill"), fill)


def _mark(parent: BaseOxmlElement, name: str, value: str | None = None) -> BaseOxmlElement:
    made: BaseOxmlElement = OxmlElement(name)
    if value is not None:
        made.set(qn("w:val"), value)
    parent.append(made)
    return made


def _look(document: DocumentType) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    styles = document.styles
    for name, size, before, after in (
        ("Normal", 12, 0, 8), ("Heading 1", 20, 0, 10), ("Heading 2", 16, 18, 6), ("Heading 3", 13, 12, 4),
        ("List Bullet", 12, 0, 6), ("Caption", 10, 6, 3), ("Header", 9, 0, 0), ("Footer", 9, 0, 0),
    ):  # fmt: skip
        _style(_paragraph_style(styles[name]), size, before, after)
    for name, parent, size, after in (("Table Text", "Normal", 10, 2), ("Notice", "Normal", 12, 10)):
        made = _paragraph_style(styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))
        made.base_style = styles[parent]
        made.quick_style = True
        _style(made, size, 0, after)
    _border(_paragraph_style(styles["Notice"]))
    for name in ("Heading 1", "Heading 2", "Heading 3", "Caption"):
        _paragraph_style(styles[name]).paragraph_format.keep_with_next = True
        _paragraph_style(styles[name]).font.color.rgb = BRAND if name != "Caption" else INK
        _paragraph_style(styles[name]).font.bold = True
    for language in (*styles.element.iter(qn("w:lang")), *document.settings.element.iter(qn("w:themeFontLang"))):
        language.set(qn("w:val"), "en-GB")
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # That of Word since 2013: with an older one, Word offers fewer checks.
    for line in next(styles["Table Grid"].element.iter(qn("w:tblBorders"))):
        line.set(qn("w:color"), "878F94")
    section.header.paragraphs[0].text = "{{ plan }}{% if fictional %} (fictional){% endif %}"
    _page_numbers(section.footer.paragraphs[0])


def _paragraph_style(style: object) -> ParagraphStyle:
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{style} is no style of paragraphs")
    return style


def _style(style: ParagraphStyle, size: int, before: int, after: int) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.color.rgb = INK
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    if fonts is not None:
        for name in [name for name in fonts.attrib if str(name).endswith("Theme")]:
            del fonts.attrib[name]  # A theme's font would win over the one named.
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.15


def _border(style: ParagraphStyle) -> None:
    borders: BaseOxmlElement = OxmlElement("w:pBdr")
    made = _mark(borders, "w:left", "single")
    for name, value in (("sz", "36"), ("space", "8"), ("color", "12436D")):
        made.set(qn(f"w:{name}"), value)
    properties = style.element.get_or_add_pPr()
    # The borders stand before the spacing, by Word's fixed order.
    properties.insert(0, borders)


def _page_numbers(paragraph: Paragraph) -> None:
    for text, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        paragraph.add_run(text)
        made: BaseOxmlElement = OxmlElement("w:fldSimple")
        made.set(qn("w:instr"), field)
        run: BaseOxmlElement = OxmlElement("w:r")
        shown: BaseOxmlElement = OxmlElement("w:t")
        shown.text = "1"
        run.append(shown)
        made.append(run)
        paragraph._p.append(made)


def _without_thumbnail(document: DocumentType) -> None:
    """Takes away the picture of python-docx's own template, which files would show as theirs."""
    related = document.part.package.rels
    for name in [name for name, one in related.items() if one.reltype.endswith("/thumbnail")]:
        del related[name]


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(default_template())
