"""Reports as Word documents (python-docx): headings, native tables, footnotes, and named styles."""

from __future__ import annotations

import os
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from osce_tracker.errors import MissingExtraError, UsageError
from osce_tracker.files import extra, without_timestamps
from osce_tracker.formats import docx_styles as styles
from osce_tracker.formats.cells import address, shown
from osce_tracker.formats.docx_footnotes import Footnotes
from osce_tracker.formats.docx_styles import NAMESPACE, add_styles
from osce_tracker.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    from osce_tracker.formats.report import Report, Table, Value
    from osce_tracker.plot.chart import Chart

#: A4, in EMU (914,400 to the inch), lying.
_LONG, _SHORT, _MARGIN = 10_692_130, 7_560_310, 640_080
#: Charts are no wider, so that one fits a page with its heading.
_WIDEST: Final = 7_500_000
_HIGHEST: Final = 5_000_000


def to_docx(report: Report, template: str | PathLike[str] | None = None) -> bytes:
    """Return a report as a Word document.

    Args:
        report: the report.
        template: an office's own ``.docx``, whose styles, headers and page are taken; its text is kept
            before the report.

    Returns:
        The bytes of the file, the same for the same report and template.

    Raises:
        MissingExtraError: when the extra ``word`` is not installed.
        UsageError: when the template is no Word document.
    """
    with extra("word", "Word documents (.docx)"):
        from docx import Document

    try:
        document: Any = Document(None if template is None else os.fspath(template))
    except Exception as error:  # noqa: BLE001 (python-docx, zipfile and lxml each raise errors of their own)
        why = f"{type(error).__name__}: {str(error)[:100]}"
        raise UsageError(
            f"the template {str(template)!r} cannot be read ({why}); accepted: a Word document (.docx)"
        ) from None
    _Writer(document, own_page=template is None).report(report)
    out = BytesIO()
    document.save(out)
    return without_timestamps(out.getvalue())


class _Writer:
    """Writes one report into one document."""

    def __init__(self, document: Any, *, own_page: bool) -> None:
        self.document = document
        self.notes = Footnotes(document)
        if not document.sections:
            document.add_section()
        if own_page:
            self.page()
        section = document.sections[-1]
        # A template may leave to Word how large the page is.
        margins = (section.left_margin, section.right_margin)
        whole = _SHORT if section.page_width is None else section.page_width
        self.room = whole - sum(_MARGIN if margin is None else margin for margin in margins)
        add_styles(document)

    def page(self) -> None:
        """Lay the page on its side: tables are wide."""
        from docx.enum.section import WD_ORIENT

        section = self.document.sections[-1]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = _LONG, _SHORT
        for side in ("left", "right", "top", "bottom"):
            setattr(section, f"{side}_margin", _MARGIN)

    def report(self, report: Report) -> None:
        properties = self.document.core_properties
        properties.title, properties.author = plain(report.title)[:255], "osce_tracker"
        self.heading(report.title, 0)
        if report.subtitle:
            self.document.add_paragraph(_line(report.subtitle), style=self.style("Subtitle"))
        for chart in report.charts:
            self.chart(chart)
        for table in report.tables:
            heading = self.heading(table.title, 1)
            for note in table.notes:
                self.notes.add(heading, plain(note))
            if table.rows:
                self.table(table)
        if report.notes:
            self.heading("Notes", 1)
            for note in report.notes:
                self.document.add_paragraph(plain(note), style=self.style("List Bullet"))

    def style(self, name: str) -> Any:
        """Return a style of the document, or none where a template does not have it."""
        from docx.enum.style import WD_STYLE_TYPE

        fits = (style for style in self.document.styles if style.name == name)
        return next((style for style in fits if style.type == WD_STYLE_TYPE.PARAGRAPH), None)

    def heading(self, text: str, level: int) -> Any:
        style = self.style("Title" if level == 0 else f"Heading {level}")
        return self.document.add_paragraph(_line(text), style=style)

    def chart(self, chart: Chart) -> None:
        """Put a chart in as a picture with its text alternative."""
        from osce_tracker.plot import text_alternative, to_png

        try:
            figure = chart.draw()
        except MissingExtraError as error:
            self.document.add_paragraph(f"{_line(chart.title)}: left out. {error.message}")
            return
        wide, high = figure.get_size_inches()
        width = int(min(self.room, _WIDEST, _HIGHEST * wide / high))
        picture = self.document.add_picture(BytesIO(to_png(figure)), width=width)
        properties = picture._inline.docPr  # noqa: SLF001 (python-docx has no other way to it)
        properties.set("descr", plain(text_alternative(figure)))
        properties.set("title", _line(chart.title))

    def table(self, table: Table) -> None:
        beside = [n for n, column in enumerate(table.columns) if not column.detail] or [0]
        below = [n for n in range(len(table.columns)) if n not in beside]
        made = self.document.add_table(rows=1, cols=len(beside))
        made.style = self.document.styles[styles.TABLE]
        made.autofit = False
        head = made.rows[0]
        _mark(head, "w:tblHeader")
        _mark(head, "w:cantSplit")
        widths = self.widths(table, beside)
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        for cell, n, width in zip(head.cells, beside, widths, strict=True):
            right = table.columns[n].align == "right"
            self.text(cell, _line(table.columns[n].title), styles.HEAD_NUMBER if right else styles.HEAD)
            cell.width = width
        for row in table.rows:
            told = [(n, row[n]) for n in below if row[n] is not None]
            self.row(made, table, [(n, row[n]) for n in beside], widths, keep=bool(told))
            if told:
                self.detail(made, table, told, alone=len(below) == 1)

    def row(
        self,
        made: Any,
        table: Table,
        values: Sequence[tuple[int, Value]],
        widths: Sequence[int],
        *,
        keep: bool,
    ) -> None:
        added = made.add_row()
        _mark(added, "w:cantSplit")
        for cell, (n, value), width in zip(added.cells, values, widths, strict=True):
            right = table.columns[n].align == "right"
            paragraph = self.text(cell, plain(shown(value)), styles.CELL_NUMBER if right else styles.CELL)
            paragraph.paragraph_format.keep_with_next = keep or None
            cell.width = width

    def detail(self, made: Any, table: Table, told: Sequence[tuple[int, Value]], *, alone: bool) -> None:
        """Put long texts below their row, across all columns."""
        added = made.add_row()
        _mark(added, "w:cantSplit")
        cells = added.cells
        merged = cells[0].merge(cells[-1])
        for place, (n, value) in enumerate(told):
            paragraph = merged.paragraphs[0] if place == 0 else merged.add_paragraph()
            paragraph.style = self.document.styles[styles.DETAIL]
            if not alone:
                label = f"{_line(table.columns[n].title)}: "
                paragraph.add_run(label, style=self.document.styles[styles.LABEL])
            self.fill(paragraph, plain(shown(value)))

    def text(self, cell: Any, text: str, style: str) -> Any:
        paragraph = cell.paragraphs[0]
        paragraph.style = self.document.styles[style]
        self.fill(paragraph, text)
        return paragraph

    def fill(self, paragraph: Any, text: str) -> None:
        """Put a text into a paragraph; an address as a link that can be followed."""
        if address(text):
            _link(paragraph, text, self.document.styles[styles.LINK])
        else:
            paragraph.add_run(text)

    def widths(self, table: Table, places: Sequence[int]) -> list[int]:
        """Return the widths of columns, in EMU, by their words and how much they say."""
        needs: list[float] = []
        for n in places:
            texts = [table.columns[n].title, *(shown(row[n]) for row in table.rows)]
            word = max((len(word) for text in texts for word in text.split()), default=1)
            needs.append(min(word, 24) + 2 + (sum(map(len, texts)) / len(texts)) ** 0.75)
        return [int(self.room * need / sum(needs)) for need in needs]


def _line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(plain(text).split())


def _mark(row: Any, name: str) -> None:
    """Set a property of a row: that it is repeated on every page, or never split."""
    from docx.oxml import parse_xml

    row._tr.get_or_add_trPr().append(parse_xml(f'<{name} xmlns:w="{NAMESPACE}"/>'))  # noqa: SLF001 (python-docx has no other way to it)


def _link(paragraph: Any, address: str, style: Any) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    link: Any = parse_xml(f'<w:hyperlink xmlns:w="{NAMESPACE}"/>')
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(address, style=style)
    link.append(run._r)  # noqa: SLF001 (python-docx has no other way to it)
    paragraph._p.append(link)  # noqa: SLF001 (python-docx has no other way to it)
