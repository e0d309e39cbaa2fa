"""Reports as Word documents (python-docx): headings, native tables and named styles."""

from __future__ import annotations

import os
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from osce_tracker.errors import MissingExtraError, UsageError
from osce_tracker.files import extra, office_file, read_file, unpacked_too_large
from osce_tracker.formats import docx_styles as styles
from osce_tracker.formats.cells import (
    Parts,
    cell_text,
    is_address,
    is_dated,
    is_empty,
    linked_text,
    shared_cell,
)
from osce_tracker.formats.docx_styles import NAMESPACE, add_styles
from osce_tracker.formats.sources import prepared
from osce_tracker.text import one_line, plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    from osce_tracker.formats.report import KeyFigure, Report, Table, Value
    from osce_tracker.plot.chart import Chart

#: A4 in landscape, in EMU (914,400 to the inch).
_LONG, _SHORT, _MARGIN = 10_692_130, 7_560_310, 640_080
#: The largest size of a chart, so that it fits a page with the finding and the figures.
_WIDEST: Final = 7_500_000
_HIGHEST: Final = 3_700_000
#: The part that lists the types of all parts, and the types of the main part of a template and of a document.
_TYPES: Final = "[Content_Types].xml"
_TEMPLATE: Final = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_DOCUMENT: Final = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def to_docx(report: Report, template: str | PathLike[str] | None = None, sources: str = "latest") -> bytes:
    """Return a report as a Word document.

    Args:
        report: the report.
        template: a ``.docx`` or ``.dotx`` of yours whose styles, headers and page are used; its text is kept
            before the report.
        sources: which sources of each row are named: ``none``, ``latest`` or ``all``.

    Returns:
        The bytes of the file, the same for the same report and template.

    Raises:
        MissingExtraError: if the extra ``word`` is not installed.
        UsageError: if the template is not a Word document, has macros, or has no room between its margins;
            or ``sources`` is another word.
    """
    report = prepared(report, sources)
    with extra("word", "Word documents (.docx)"):
        from docx import Document

    try:
        document: Any = Document(None if template is None else _as_document(os.fspath(template)))
    except UsageError:
        raise
    except Exception as error:  # noqa: BLE001 (python-docx, zipfile and lxml each raise errors of their own)
        why = f"{type(error).__name__}: {str(error)[:100]}"
        # The whole path, however long: a shortened one can't be found.
        message = f"Can't read the template {template} ({why}). Give a Word document (.docx or .dotx)."
        raise UsageError(message) from None
    _Writer(document, own_page=template is None).report(report)
    return office_file(document)


def _as_document(path: str) -> BytesIO:
    """Return a template as python-docx reads it: in a .dotx only the type of the main part differs."""
    from zipfile import ZipFile

    data = read_file(path)
    with ZipFile(BytesIO(data)) as template:
        if why := unpacked_too_large(template):
            raise ValueError(f"it {why}")
        parts = {name: template.read(name) for name in template.namelist()}
    types = parts[_TYPES]
    if b"macroEnabled" in types:
        message = (
            f"Can't use the template {path}, because it has macros. Open it in Word and save it as .docx."
        )
        raise UsageError(message)
    if _TEMPLATE not in types:
        return BytesIO(data)
    parts[_TYPES] = types.replace(_TEMPLATE, _DOCUMENT)
    document = BytesIO()
    with ZipFile(document, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return document


class _Writer:
    """Writes one report into one document."""

    def __init__(self, document: Any, *, own_page: bool) -> None:
        self.document = document
        if not document.sections:
            document.add_section()
        if own_page:
            self.landscape()
        section = document.sections[-1]
        # A template may leave the size of the page to Word.
        margins = (section.left_margin, section.right_margin)
        width = _SHORT if section.page_width is None else section.page_width
        self.room = width - sum(_MARGIN if margin is None else margin for margin in margins)
        if self.room <= 0:
            raise UsageError("The margins of the template leave no room for text. Make them narrower.")
        self.ids = add_styles(document)

    def landscape(self) -> None:
        """Turn the page, since tables are wide."""
        from docx.enum.section import WD_ORIENT

        section = self.document.sections[-1]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = _LONG, _SHORT
        for side in ("left", "right", "top", "bottom"):
            setattr(section, f"{side}_margin", _MARGIN)

    def report(self, report: Report) -> None:
        properties = self.document.core_properties
        properties.title, properties.author = plain(report.title)[:255], "osce_tracker"
        if report.kicker:
            self.document.add_paragraph(one_line(report.kicker), style=self.style("Subtitle"))
        self.heading(report.heading, 0)
        for figure in report.figures:
            self.figure(figure)
        for chart in report.charts:
            self.chart(chart)
        for table in report.tables:
            self.heading(table.title, 1)
            if table.rows:
                self.table(table)
            for note in table.notes:
                self.styled(self.document.add_paragraph(plain(note)), styles.SMALL)
        if report.notes:
            self.heading("Notes", 1)
            for note in report.notes:
                self.document.add_paragraph(plain(note), style=self.style("List Bullet"))
        self.document.add_paragraph(one_line(report.data_note))

    def style(self, name: str) -> Any:
        """Return a paragraph style of the document, or ``None`` if a template doesn't have it."""
        from docx.enum.style import WD_STYLE_TYPE

        fits = (style for style in self.document.styles if style.name == name)
        return next((style for style in fits if style.type == WD_STYLE_TYPE.PARAGRAPH), None)

    def heading(self, text: str, level: int) -> None:
        style = self.style("Title" if level == 0 else f"Heading {level}")
        self.document.add_paragraph(one_line(text), style=style)

    def figure(self, figure: KeyFigure) -> None:
        paragraph = self.styled(self.document.add_paragraph(), styles.FIGURE)
        paragraph.add_run(cell_text(figure.value)).bold = True
        note = f" ({one_line(figure.note)})" if figure.note else ""
        paragraph.add_run(f" {one_line(figure.label)}{note}")

    def chart(self, chart: Chart) -> None:
        """Add a chart as a picture with its text alternative."""
        try:
            png = chart.to_bytes("png")
        except MissingExtraError as error:
            self.document.add_paragraph(f"{one_line(chart.title)}: left out. {error.message}")
            return
        picture = self.document.add_picture(BytesIO(png))
        scale = min(self.room / picture.width, _WIDEST / picture.width, _HIGHEST / picture.height)
        picture.width, picture.height = int(scale * picture.width), int(scale * picture.height)
        properties = picture._inline.docPr  # noqa: SLF001 (python-docx has no other way to it)
        properties.set("descr", plain(chart.text))
        properties.set("title", one_line(chart.title))

    def table(self, table: Table) -> None:
        places = table.row_places
        native = self.document.add_table(rows=1, cols=len(places))
        native.style = self.document.styles[styles.TABLE]
        native.autofit = False
        head = native.rows[0]
        _mark(head, "w:tblHeader")
        _mark(head, "w:cantSplit")
        widths = self.widths(table)
        for column, width in zip(native.columns, widths, strict=True):
            column.width = width
        for cell, n, width in zip(head.cells, places, widths, strict=True):
            right = table.columns[n].align == "right"
            paragraph = self.styled(cell.paragraphs[0], styles.HEAD_NUMBER if right else styles.HEAD)
            paragraph.add_run(one_line(table.columns[n].title))
            cell.width = width
        for group, rows in table.sections():
            if group is not None:
                paragraph = self.across(native, styles.GROUP)
                paragraph.add_run(one_line(group.title))
                if group.note:
                    paragraph.add_run(f"  {one_line(group.note)}").bold = False
            for row in rows:
                self.row(native, table, row, widths)

    def row(self, native: Any, table: Table, row: tuple[Value, ...], widths: Sequence[int]) -> None:
        details = [n for n in table.detail_places if not is_empty(shared_cell(table, row, n))]
        added = native.add_row()
        _mark(added, "w:cantSplit")
        for cell, n, width in zip(added.cells, table.row_places, widths, strict=True):
            right = table.columns[n].align == "right"
            paragraph = self.styled(cell.paragraphs[0], styles.CELL_NUMBER if right else styles.CELL)
            paragraph.paragraph_format.keep_with_next = bool(details) or None
            self.fill(paragraph, shared_cell(table, row, n))
            cell.width = width
        first: Any = None
        for n in details:
            if first is None:
                first = self.across(native, styles.DETAIL)
                paragraph = first
            else:
                paragraph = self.styled(first._parent.add_paragraph(), styles.DETAIL)  # noqa: SLF001 (its cell)
            if len(table.detail_places) > 1:
                label = paragraph.add_run(f"{one_line(table.columns[n].title)}: ")
                label._r.style = self.ids[styles.LABEL]  # noqa: SLF001 (see add_styles)
            self.fill(paragraph, shared_cell(table, row, n), " ")

    def across(self, native: Any, style: str) -> Any:
        """Add a row of one cell across all columns and return its paragraph."""
        added = native.add_row()
        _mark(added, "w:cantSplit")
        cells = added.cells
        return self.styled(cells[0].merge(cells[-1]).paragraphs[0], style)

    def styled(self, paragraph: Any, style: str) -> Any:
        paragraph._p.style = self.ids[style]  # noqa: SLF001 (see add_styles)
        return paragraph

    def fill(self, paragraph: Any, value: Value | Parts, separator: str = "\n") -> None:
        """Write what a cell holds into a paragraph; addresses and sources become links."""
        link = self.ids[styles.LINK]
        if isinstance(value, Parts):
            for number, part in enumerate(value.values):
                if number:
                    paragraph.add_run(": " if number == 1 and is_dated(value) else separator)
                self.fill(paragraph, part)
        elif isinstance(value, tuple) and value:
            for number, source in enumerate(value):
                if number:
                    paragraph.add_run(", ")
                _link(paragraph, source.url, plain(source.publisher), link)
        elif isinstance(value, str) and is_address(value):
            _link(paragraph, value, value, link)
        else:
            paragraph.add_run(plain(cell_text(value)))

    def widths(self, table: Table) -> list[int]:
        """Return the widths of columns, in EMU, by their words and how much text they have."""
        needs: list[float] = []
        for n in table.row_places:
            texts = [table.columns[n].title, *(linked_text(shared_cell(table, row, n)) for row in table.rows)]
            word = max((len(word) for text in texts for word in text.split()), default=1)
            needs.append(min(word, 24) + 2 + (sum(map(len, texts)) / len(texts)) ** 0.75)
        return [int(self.room * need / sum(needs)) for need in needs]


def _mark(row: Any, name: str) -> None:
    """Set a property of a row: that it repeats on every page, or never splits."""
    from docx.oxml import parse_xml

    row._tr.get_or_add_trPr().append(parse_xml(f'<{name} xmlns:w="{NAMESPACE}"/>'))  # noqa: SLF001 (python-docx has no other way to it)


def _link(paragraph: Any, address: str, text: str, style: str) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    link: Any = parse_xml(f'<w:hyperlink xmlns:w="{NAMESPACE}"/>')
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)._r  # noqa: SLF001 (python-docx has no other way to it)
    run.style = style
    link.append(run)
    paragraph._p.append(link)  # noqa: SLF001 (python-docx has no other way to it)
