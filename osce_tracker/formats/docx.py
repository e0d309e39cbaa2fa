"""Reports as Word documents (python-docx): headings, native tables and named styles.

It builds the parts of a document as elements of ECMA-376, since python-docx goes through a whole table for
each of its cells.
"""

import os
import re
from collections.abc import Collection, Sequence
from datetime import datetime
from io import BytesIO
from itertools import count, zip_longest
from os import PathLike
from typing import Any, Final

import attrs

from osce_tracker.design import INK, PAPER, POINTS, SOFT, Look
from osce_tracker.errors import MissingExtraError, UsageError
from osce_tracker.files import extra, office_file, read_file, unpacked_too_large
from osce_tracker.formats import cells
from osce_tracker.formats.cells import IDS, Parts, cell_text, is_dated, is_empty, look_of, shared_cell
from osce_tracker.formats.docx_styles import W, add_styles, shade
from osce_tracker.formats.report import KeyFigure, Report, Table, Value, prepared
from osce_tracker.model.shares import Share
from osce_tracker.model.sources import Source
from osce_tracker.model.statuses import Timing
from osce_tracker.plot.chart import Chart, on_paper
from osce_tracker.text import SHORT_ID, capitalised, one_line, plain
from osce_tracker.tracker.caption import edition_name

_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
#: A4 and its margins in EMU (914,400 to the inch), and the EMU in a twentieth of a point and in a point.
_LONG, _SHORT, _MARGIN = 10_692_130, 7_560_310, 648_000
_TWIP: Final = 635
_POINT: Final = 12_700
#: The height of a chart in pixels, 96 to the inch: on a page with a finding and figures, in a one-page
#: report, and below the tables, where it has a page to itself.
_HIGH: Final = 240
_LOW: Final = 145
_HIGHEST_BELOW: Final = 470
_PIXEL: Final = 9_525
#: The largest part of the page height, with margins, that a picture above the tables may take.
_MOST_OF_PAGE: Final = 0.6
#: From this width on a long text with a set width has its own column.
_WIDE: Final = 7_900_000
#: Words longer than this break; columns don't grow for them.
_LONGEST_WORD: Final = 24
_SHORT_HEAD: Final = 10
#: The average width of a letter in a table, and the width of the margins of a cell.
_LETTER: Final = 4.8 * _POINT
#: Narrow letters are half as wide as the others, which are a little wider than average.
_NARROW: Final = "fijlrtI.,:'()"
_USUAL: Final = 1.08
_PADDING: Final = 9 * _POINT
_BOLD: Final = 1.12
#: Tables with at most this many columns don't spread over the page.
_FEW: Final = 3
#: The fewest columns that stay in the row on a narrow page.
_FEWEST: Final = 2
#: The most characters in the running head and foot.
_LONGEST_HEAD: Final = 160
#: The most key figures side by side.
_MOST_FIGURES: Final = 5
#: This many lines at the end stay together: on their own they would leave a page almost empty.
_LAST: Final = 8
_NO_BREAK: Final = "\u00a0"
#: Dates, quarters and ids stay on one line. The mark for a non-breaking hyphen never occurs in a text.
_HYPHEN: Final = "\0"
_MONTH: Final = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_WHOLE: Final = re.compile(
    rf"\b(?:\d{{1,2}} {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{4}}|Q[1-4] \d{{4}})\b|{SHORT_ID.pattern}"
)
_PIECES: Final = re.compile(f"([\n\t{_HYPHEN}])")
_SIGNS: Final = {"\n": f"{W}br", "\t": f"{W}tab", _HYPHEN: f"{W}noBreakHyphen"}
#: The heading before the notes.
_BEAR_IN_MIND: Final = "What to bear in mind"
#: A longer text below a row starts on a new line.
_LONG_TEXT: Final = 160
_ALARMS: Final = (Timing.LATE, Timing.MISSED, Timing.OVERDUE)
#: The part that lists the types of all parts, and the types of the main part of a template and of a document.
_TYPES: Final = "[Content_Types].xml"
_TEMPLATE: Final = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_DOCUMENT: Final = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def to_docx(report: Report, template: str | PathLike[str] | None = None, sources: str = "latest") -> bytes:
    """Return a report as a Word document (ECMA-376).

    Args:
        report: the report.
        template: your own ``.docx`` or ``.dotx``, which provides styles, page, header and footer; its text
            comes before the report.
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
        if document.element.body is None:
            raise ValueError("it has no body")  # noqa: TRY301 (reported like faults that libraries find)
    except UsageError:
        raise
    except Exception as error:  # noqa: BLE001 (python-docx, zipfile and lxml each raise errors of their own)
        why = f"{type(error).__name__}: {str(error)[:100]}"
        # Give the whole path, however long: nobody could find a shortened one.
        message = f"Can't read the template {template} ({why}). Give a Word document (.docx or .dotx)."
        raise UsageError(message) from None
    _Writer(document, report, cells.References(sources), own=template is None).write()
    return office_file(document, None if report.edition is None else report.edition.compiled)


def _as_document(path: str) -> BytesIO:
    """Return a template as python-docx reads it: a .dotx differs only in the type of its main part."""
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


def _unbroken(text: str) -> str:
    """Return a text with non-breaking dates and ids."""
    return _WHOLE.sub(lambda match: match[0].replace(" ", _NO_BREAK).replace("-", _HYPHEN), text)


def _words(value: Value) -> str:
    """Return a value as people read it, with its parts kept on one line where they belong together."""
    text = _unbroken(plain(cell_text(value)))
    if isinstance(value, Share):
        return text.replace(" of ", f"{_NO_BREAK}of{_NO_BREAK}")
    return text


def _width_text(value: Value | Parts) -> str:
    """Return a cell as text of the same width; symbols and source numbers don't break."""
    text = _unbroken(cells.parts_text(value, "\n", lambda _: (888,)))
    return text.replace(" ", _NO_BREAK, 1) if look_of(value) else text


@attrs.frozen
class _Grid:
    """A table, with the places and widths of its columns; long texts start a new line below a row."""

    table: Table
    native: Any
    places: Sequence[int]
    widths: Sequence[int]
    long: Collection[int]
    #: True if an id doesn't fit on one line below the first text of its row.
    has_long_ids: bool


class _Writer:
    """Writes one report into one document."""

    def __init__(self, document: Any, report: Report, references: cells.References, *, own: bool) -> None:
        self.document, self.report, self.references, self.own = document, report, references, own
        self.relations: dict[str, str] = {}
        #: The numbers of figures.
        self.numbered = count(1)
        self.short = cells.is_sheet(report)
        self.landscape = cells.is_landscape(report)
        if not document.sections:
            document.add_section()
        self.section = document.sections[-1]
        if own:
            self.page()
        # A template may leave the page size to Word.
        margins = (self.section.left_margin, self.section.right_margin)
        width = _SHORT if self.section.page_width is None else self.section.page_width
        self.room = width - sum(_MARGIN if margin is None else margin for margin in margins)
        if self.room <= 0:
            raise UsageError("The margins of the template leave no room for text. Make them narrower.")
        self.ids = add_styles(document, replace=own)
        self.body = document.element.body

    def page(self) -> None:
        """Set A4, in landscape for wide tables."""
        from docx.enum.section import WD_ORIENT

        section = self.section
        section.orientation = WD_ORIENT.LANDSCAPE if self.landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (_LONG, _SHORT) if self.landscape else (_SHORT, _LONG)
        for side in ("left", "right", "top", "bottom"):
            setattr(section, f"{side}_margin", _MARGIN)
        section.header_distance = section.footer_distance = _MARGIN // 2

    def write(self) -> None:
        """Write the report: the finding, its support, the caveats and the sources."""
        report = self.report
        self.properties()
        if report.kicker:
            self.paragraph("Subtitle", one_line(report.kicker))
        self.paragraph("Title", one_line(report.heading))
        if report.lead:
            self.paragraph("Normal" if self.short else "OSCE Lead", plain(report.lead))
        self.figures()
        # The page of a template may be smaller.
        page = _LONG if self.section.page_height is None else self.section.page_height
        highest = min(cells.HIGHEST[self.landscape], int(page * _MOST_OF_PAGE / _PIXEL))
        for chart in report.charts:
            self.chart(chart, _LOW if self.short else _HIGH, 0 if self.short else highest)
        for block in cells.blocks(report.tables):
            table, *others = block
            if others:
                self.abreast(block)
                continue
            self.heading(table.title)
            if table.rows:
                self.table(table)
            self.below(table)
        for chart in report.charts_below:
            self.chart(chart, _HIGHEST_BELOW)
        self.notes()
        self.sources()
        lines = list(map(one_line, cells.edition_lines(report)))
        for line in [" ".join(lines)] if self.short else lines:
            self.paragraph("OSCE Small", line)
        for paragraph in self.body.p_lst[-_LAST:-1]:
            paragraph.get_or_add_pPr().get_or_add_keepNext()
        if self.own:
            self.running()

    # The file.

    def properties(self) -> None:
        """Name the report in the properties of the file."""
        report, known = self.report, self.document.core_properties
        known.title, known.subject = plain(report.title)[:255], plain(report.subtitle)[:255]
        known.author = known.last_modified_by = "osce_tracker"
        element = known._element  # noqa: SLF001 (python-docx can't remove a day)
        if report.edition is None:
            for name in ("created", "modified"):
                for day in element.findall(f"{{http://purl.org/dc/terms/}}{name}"):
                    element.remove(day)
        else:
            known.created = known.modified = datetime.combine(report.edition.compiled, datetime.min.time())
        relations = self.document.part.package.rels
        for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
            del relations[key]
        if self.own:
            known.comments, known.language = "", "en-GB"
            for language in self.document.styles.element.iter(f"{W}lang"):
                language.set(f"{W}val", "en-GB")
            settings = self.document.settings.element
            settings.find(f"{W}themeFontLang").set(f"{W}val", "en-GB")
            for setting in settings.iter(f"{W}compatSetting"):
                if setting.get(f"{W}name") == "compatibilityMode":
                    # The value for Word 2013 and later; otherwise the title says "Compatibility Mode".
                    setting.set(f"{W}val", "15")

    def running(self) -> None:
        """Write the footer of all pages, and the header of all but the first."""
        report, section = self.report, self.section
        section.different_first_page_header_footer = True
        head = section.header.paragraphs[0]._p  # noqa: SLF001 (as all elements here)
        head.style = self.ids["Header"]
        self.run(head, cells.cut(report.heading, _LONGEST_HEAD))
        edition = report.edition
        name = "" if edition is None else one_line(edition_name(edition))
        line = " · ".join(filter(None, (cells.cut(report.title, _LONGEST_HEAD), name)))
        for footer in (section.first_page_footer, section.footer):
            foot = footer.paragraphs[0]._p  # noqa: SLF001 (as above)
            foot.style = self.ids["Footer"]
            tabs = _element(foot.get_or_add_pPr(), "tabs")
            _element(tabs, "tab", val="right", pos=int(self.room / _TWIP))
            self.run(foot, f"{line}\tPage ")
            self.field(foot, "PAGE")
            self.run(foot, " of ")
            self.field(foot, "NUMPAGES")

    def field(self, paragraph: Any, name: str, shown: str = "1") -> None:
        self.run(_element(paragraph, "fldSimple", instr=name), shown)

    # Texts.

    def paragraph(self, style: str, text: str = "", into: Any = None) -> Any:
        """Add a paragraph of a style to the body or to a cell."""
        paragraph = self.body.add_p() if into is None else _element(into, "p")
        _element(_element(paragraph, "pPr"), "pStyle", val=self.ids[style])
        if text:
            self.run(paragraph, _unbroken(text))
        return paragraph

    def heading(self, text: str, into: Any = None) -> None:
        self.paragraph("Heading 1" if into is None else "Heading 2", one_line(text), into)

    def run(
        self,
        paragraph: Any,
        text: str,
        *,
        style: str = "",
        bold: bool | None = None,
        colour: str = "",
        points: float = 0,
    ) -> Any:
        """Add characters to a paragraph or link."""
        run = _element(paragraph, "r")
        looks = {
            "rStyle": style and self.ids[style],
            "b": "" if bold is None else int(bold),
            "color": shade(colour),
            "sz": int(2 * points) or "",
        }
        if given := {name: value for name, value in looks.items() if value != ""}:
            look = _element(run, "rPr")
            for name, value in given.items():
                _element(look, name, val=value)
        for piece in _PIECES.split(text):
            if piece in _SIGNS:
                run.append(run.makeelement(_SIGNS[piece]))
            elif piece:
                letters = _element(run, "t")
                letters.text = piece
                letters.set(_XML_SPACE, "preserve")
        return run

    def link(self, paragraph: Any, address: str, text: str, tip: str = "", points: float = 0) -> None:
        """Add a link to the web; ``tip`` appears under the mouse pointer."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.oxml.ns import qn

        part = self.document.part
        if address not in self.relations:
            # python-docx compares a new relation with all others.
            number = len(part.rels) + 1
            while f"rId{number}" in part.rels:
                number += 1
            self.relations[address] = f"rId{number}"
            part.load_rel(RELATIONSHIP_TYPE.HYPERLINK, address, f"rId{number}", is_external=True)
        link = _element(paragraph, "hyperlink", **({"tooltip": tip[:250]} if tip else {}))
        link.set(qn("r:id"), self.relations[address])
        self.run(link, text, style="OSCE Link", points=points)

    def symbol(self, paragraph: Any, look: Look, points: float = 0) -> None:
        self.run(paragraph, look.symbol, style="OSCE Symbol", colour=look.line, points=points)

    def numbers(self, paragraph: Any, sources: tuple[Source, ...], points: float = 0) -> None:
        """Add source numbers: a click leads to the page, and in print the list at the end names it."""
        for source, number in zip(sources, self.references.numbers(sources), strict=False):
            if source is not sources[0]:
                self.run(paragraph, " ")
            self.link(paragraph, source.url, f"[{number}]", one_line(cells.source_line(source)), points)

    # Above the tables.

    def figures(self) -> None:
        """Write the key figures side by side, each with its symbol, number and word."""
        figures = self.report.figures
        if not figures:
            return
        columns = -(-len(figures) // -(-len(figures) // _MOST_FIGURES))
        # Shares have longer labels.
        weights = [
            max(2 if isinstance(figure.value, Share) else 1 for figure in figures[n::columns])
            for n in range(columns)
        ]
        widths = [self.room * weight // sum(weights) for weight in weights]
        table = _table(self.body, "", widths)
        for start in range(0, len(figures), columns):
            row = _row(table)
            for width, figure in zip_longest(widths, figures[start : start + columns]):
                if figure is None:
                    self.paragraph("OSCE Small", into=_cell(row, width))
                else:
                    self.figure(_cell(row, width, top=24), figure)
        self.gap()

    def figure(self, cell: Any, figure: KeyFigure) -> None:
        paragraph = self.paragraph("OSCE Key figure", into=cell)
        if (look := look_of(figure.word)) is not None:
            self.symbol(paragraph, look, 16)
            self.run(paragraph, _NO_BREAK)
        number, _, rest = plain(cell_text(figure.value)).partition(" ")
        self.run(paragraph, number)
        if rest:
            self.run(paragraph, f" {rest}".replace(" ", _NO_BREAK), points=POINTS["text"])
        self.paragraph("OSCE Entry", capitalised(one_line(figure.label)), cell)
        if figure.note:
            self.paragraph("OSCE Small", one_line(figure.note), cell)

    def chart(self, chart: Chart, height: int, highest: int = 0) -> None:
        """Add a chart as a picture with its text alternative below its caption."""
        try:
            png, how, _ = on_paper(chart, "png", (self.room // _PIXEL, height), highest)
        except MissingExtraError as error:
            self.paragraph("Normal", f"{one_line(chart.title)}: left out. {error.message}")
            return
        caption = self.paragraph("Caption")
        if not self.short:
            self.run(caption, "Figure ")
            self.field(caption, "SEQ Figure", str(next(self.numbered)))
            self.run(caption, ": ")
        self.run(caption, _unbroken(one_line(chart.title)))
        if how and not self.short:
            self.paragraph("OSCE Figure note", one_line(how))
        paragraph = self.document.add_paragraph()
        paragraph._p.style = self.ids["Normal"]  # noqa: SLF001 (see add_styles)
        inline = paragraph.add_run().add_picture(BytesIO(png), self.room)._inline  # noqa: SLF001 (see above)
        # LibreOffice uses an eighth of an inch for a missing distance.
        for side in "TBLR":
            inline.set(f"dist{side}", "0")
        properties = inline.docPr
        properties.set("descr", plain(chart.text))
        properties.set("title", one_line(chart.title))

    # Tables.

    def below(self, table: Table, into: Any = None) -> None:
        totals = " · ".join(one_line(cells.total_text(total)) for total in table.totals)
        for note in filter(None, (totals, *map(plain, table.notes))):
            self.paragraph("OSCE Small", note, into)

    def abreast(self, tables: Sequence[Table]) -> None:
        """Write small tables side by side, as lists."""
        lengths = [sum(len(_width_text(value)) for row in table.rows for value in row) for table in tables]
        most = 3 if self.room >= _WIDE else 2
        weights = [most if length > _LONG_TEXT else 1 for length in lengths]
        widths = [self.room * weight // sum(weights) for weight in weights]
        row = _row(_table(self.body, "", widths))
        for table, width in zip(tables, widths, strict=True):
            cell = _cell(row, width)
            self.heading(table.title, cell)
            for values in table.rows:
                self.item(cell, table, values)
            self.below(table, cell)
        self.gap()

    def item(self, cell: Any, table: Table, row: tuple[Value, ...]) -> None:
        """Write a row as an item: its name in bold after the symbol of its status, then the rest."""
        name, *_ = cells.item_places(table)
        rest = list(cells.item_rest(table, row))
        look = next((look for *_, value in rest if (look := look_of(value))), None)
        paragraph = self.paragraph("OSCE Item" if look else "OSCE Entry", into=cell)
        if look is not None:
            self.symbol(paragraph, look)
            self.run(paragraph, "\t")
        self.value(paragraph, shared_cell(table, row, name), bold=True)
        for before, _, value in rest:
            self.run(paragraph, before, points=POINTS["small"])
            self.value(paragraph, value, colour=SOFT, separator="; ", points=POINTS["small"])

    def gap(self) -> None:
        """Add the paragraph that Word needs between two tables, as low as possible."""
        paragraph = self.paragraph("OSCE Small")
        _element(paragraph.pPr, "spacing", before=0, after=0, line=60, lineRule="exact")

    def table(self, table: Table) -> None:
        places, widths = self.columns(table)
        native = _table(self.body, self.ids["OSCE Table"], widths, one_line(table.title))
        long = {
            n
            for n in table.places
            if any(len(cells.parts_text(shared_cell(table, row, n))) > _LONG_TEXT for row in table.rows)
        }
        ids = [n for n in table.places if n not in places and table.columns[n].key in IDS]
        longest = max((_letters(cell_text(row[n])) for row in table.rows for n in ids), default=0)
        room = widths[places.index(_first_text(table, places))]
        small = longest * _LETTER * POINTS["small"] / POINTS["cell"] + _PADDING
        grid = _Grid(table, native, places, widths, long, small > room)
        head = _row(native, head=True)
        for n, width in zip(places, widths, strict=True):
            style = "OSCE Cell Head Number" if self.is_right(table, n) else "OSCE Cell Head"
            cell = _cell(head, width)
            _element(cell.tcPr, "vAlign", val="bottom")
            self.paragraph(style, capitalised(one_line(table.columns[n].title)), cell)
        for group, rows in table.sections():
            if group is not None:
                cell = _cell(_row(native), self.room, span=len(places), top=16)
                paragraph = self.paragraph("OSCE Group", one_line(group.title), cell)
                if group.note:
                    note = _unbroken(f"  {one_line(group.note)}")
                    self.run(paragraph, note, bold=False, colour=SOFT, points=POINTS["cell"])
            for row in rows:
                self.row(grid, row, opens=group is not None and row is rows[0])

    def is_right(self, table: Table, place: int) -> bool:
        """Return True if a column is right-aligned and doesn't name its row."""
        return table.columns[place].align == "right" and place != cells.name_place(table, table.row_places)

    def columns(self, table: Table) -> tuple[list[int], list[int]]:
        """Return the places of the columns and their widths, in EMU.

        On a wide page long texts with a set width are columns too. Where the page is too narrow for the
        longest words, the last columns go below the row.
        """
        places = list(cells.wide_places(table) if self.room >= _WIDE else table.row_places)
        needs = {n: _need(table, n) for n in places}
        while len(places) > _FEWEST and sum(needs[n][0] for n in places) > self.room:
            # Ids first, sources last.
            ids = [n for n in places if table.columns[n].key in IDS]
            texts = [n for n in places[1:] if table.columns[n].kind != "sources"]
            places.remove((ids or texts or places)[-1])
        found = cells.shared(self.room, *zip(*(needs[n] for n in places), strict=True))
        # A few numbers stay close to their names.
        few = 1 < len(places) <= _FEW and all(table.columns[n].align == "right" for n in places[1:])
        room = min(self.room, 1.25 * sum(found)) if few else self.room
        return places, [int(width * room / sum(found)) for width in found]

    def row(self, grid: _Grid, row: tuple[Value, ...], *, opens: bool) -> None:
        """Write a row and the texts below it; ``opens`` is true for the first row of a group."""
        table, places = grid.table, grid.places
        details = [
            (n, value)
            for n in table.places
            if n not in places and not is_empty(value := shared_cell(table, row, n))
        ]
        first = _first_text(table, places)
        ids = [value for n, value in details if table.columns[n].key in IDS]
        below = [(n, value) for n, value in details if table.columns[n].key not in IDS]
        is_open = bool(below or (ids and grid.has_long_ids))
        added = _row(grid.native)
        for n, width in zip(places, grid.widths, strict=True):
            cell = _cell(added, width, **({"bottom": 0} if is_open else {}))
            self.cell(cell, table, n, shared_cell(table, row, n))
            for value in ids if n == first and not is_open else ():
                self.value(self.paragraph("OSCE Small", into=cell), value)
            if is_open:
                for paragraph in cell.p_lst:
                    paragraph.pPr.insert(1, paragraph.makeelement(f"{W}keepNext"))
        if is_open:
            # LibreOffice 7.4 loses rows if a group, its first row and a text that can't split stay together.
            cell = _cell(_row(grid.native, split=opens), self.room, span=len(places), top=0)
            paragraph = self.paragraph("OSCE Detail", into=cell)
            for place, (n, value) in enumerate(below):
                self.run(paragraph, ("\n" if n in grid.long else "  ") if place else "")
                self.run(paragraph, f"{capitalised(one_line(table.columns[n].title))}: ", colour=SOFT)
                self.value(paragraph, value)
            for value in ids:
                self.run(paragraph, "  " if below else "")
                self.value(paragraph, value, colour=SOFT, points=POINTS["small"])

    def cell(self, cell: Any, table: Table, place: int, value: Value | Parts) -> None:
        """Fill a cell. A status is a chip, and further lines are small."""
        column, first = table.columns[place], place == cells.name_place(table, table.row_places)
        style = "OSCE Cell strong" if first else "OSCE Small" if column.key in IDS else "OSCE Cell"
        paragraph = self.paragraph("OSCE Cell Number" if self.is_right(table, place) else style, into=cell)
        is_date = isinstance(value, Parts) and is_dated(value)
        for before, part in cells.separated(value):
            if before == "\n":
                paragraph = self.paragraph("OSCE Small", into=cell)
            elif before:
                self.run(paragraph, before)
            faint = SOFT if column.later and not before else ""
            if column.key in IDS and not first:
                # Its column is as wide as it needs. Word couldn't find an id with other hyphens.
                self.run(paragraph, plain(cell_text(part)))
            elif (look := look_of(part)) is None:
                bold = True if part in _ALARMS or (is_date and not before) else None
                self.value(paragraph, part, bold=bold, colour=faint)
            elif first or column.later:
                self.symbol(paragraph, look)
                self.run(paragraph, f"{_NO_BREAK}{cell_text(part)}", colour=faint)
            else:
                self.chip(paragraph, look, cell_text(part), by_group=column.by_group)

    def chip(self, paragraph: Any, look: Look, word: str, *, by_group: bool) -> None:
        """Write a status or stance on its fill; a group's words are on paper, inside a dashed edge."""
        ink, fill = (INK, PAPER) if by_group else (look.ink, look.fill)
        edge = "dashed" if by_group or look.dashed else "single"
        for text, style in (
            (f"{_NO_BREAK}{look.symbol}", "OSCE Symbol"),
            (f"{_NO_BREAK}{word}{_NO_BREAK}", ""),
        ):
            run = self.run(paragraph, text, style=style, bold=True, colour=ink)
            _element(run.rPr, "bdr", val=edge, sz=4, space=0, color=shade(look.line))
            _element(run.rPr, "shd", val="clear", color="auto", fill=shade(fill))

    def value(self, paragraph: Any, value: Value | Parts, *, separator: str = "\n", **look: Any) -> None:
        """Write a value as a text; addresses and sources become links. ``look`` is as for ``run``."""
        if isinstance(value, Parts):
            for before, part in cells.separated(value):
                if before:
                    self.run(paragraph, before.replace("\n", separator))
                bold = {"bold": True} if is_dated(value) and not before else {}
                self.value(paragraph, part, separator=separator, **look, **bold)
        elif isinstance(value, tuple) and value:
            self.numbers(paragraph, value, look.get("points", 0))
        elif isinstance(value, str) and cells.is_address(value):
            self.link(paragraph, value, value)
        else:
            self.run(paragraph, _words(value).replace("\n", separator), **look)

    # The end.

    def notes(self) -> None:
        """Write the caveats; in a short report, as one paragraph."""
        notes = self.report.notes
        if self.short and notes:
            paragraph = self.paragraph("OSCE Small")
            self.run(paragraph, f"{_BEAR_IN_MIND}:", bold=True, colour=INK)
            for note in notes:
                self.note(paragraph, " ", one_line(note))
        elif notes:
            self.heading(_BEAR_IN_MIND)
            for note in notes:
                self.note(self.paragraph("List Bullet"), "", plain(note))

    def note(self, paragraph: Any, before: str, note: str) -> None:
        """Write a note with its first words in bold."""
        start, rest = cells.note_parts(note)
        if start:
            self.run(paragraph, f"{before}{_unbroken(start)}", bold=True)
        self.run(paragraph, _unbroken(rest if start else f"{before}{rest}"))

    def sources(self) -> None:
        """List the numbered sources of the rows; a short report leaves out their addresses."""
        named = self.references.named
        if not named:
            return
        if self.short:
            paragraph = self.paragraph("OSCE Small")
            self.run(paragraph, "Sources: ", bold=True, colour=INK)
            for number, source in enumerate(named, 1):
                self.run(paragraph, f"{'  ' if number > 1 else ''}[{number}]{_NO_BREAK}")
                self.link(paragraph, source.url, _unbroken(one_line(cells.short_source(source))))
        else:
            self.heading("Sources")
            for number, source in enumerate(named, 1):
                paragraph = self.paragraph("OSCE Source")
                self.run(paragraph, f"[{number}]\t{_unbroken(plain(cells.source_text(source)))} ")
                self.link(paragraph, source.url, source.url)


def _first_text(table: Table, places: Sequence[int]) -> int:
    """Return the place of the first text column, or of the first column."""
    return next((n for n in places if table.columns[n].kind == "text"), places[0])


def _need(table: Table, place: int) -> tuple[float, float, float]:
    """Return the widths that a column needs for its longest word, for its texts, and for its longest line."""
    column = table.columns[place]
    title = _unbroken(column.title)
    # A short heading has one line, in smaller letters.
    head = _letters(title) if len(title) <= _SHORT_HEAD else _longest_word(title)
    # A heading of numbers, which are narrower, has at most three lines.
    head = max(head, _letters(title) / 3 + 2) if column.align == "right" else head
    texts = [_width_text(shared_cell(table, row, place)) for row in table.rows]
    # With the symbol and the edge.
    chips = [_letters(cell_text(row[place])) + 3 for row in table.rows if look_of(row[place])]
    bold = _BOLD if place == cells.name_place(table, table.row_places) else 1
    letters = max(
        bold * max(map(_longest_word, texts)),
        _BOLD * max(chips, default=0),
        head * _BOLD * POINTS["small"] / POINTS["cell"],
    )
    least = min(letters, _LONGEST_WORD) * _LETTER + _PADDING
    # Long texts get more, but not all.
    want = column.width or max(sum(map(len, [title, *texts])) / (len(texts) + 1), 1) ** 0.5
    lines = [line for text in [title, *texts] for line in text.split("\n")]
    return least, want, max(least, bold * max(map(_letters, lines)) * _LETTER + _PADDING)


def _longest_word(text: str) -> float:
    """Return the width of the longest part of a text that stays on one line, in letters."""
    return max(map(_letters, re.split(r"[ \n\t-]", text)))


def _letters(text: str) -> float:
    """Return the width of a text, in letters of average width."""
    return len(text) * _USUAL - sum(map(text.count, _NARROW)) / 2


def _element(parent: Any, name: str, **attributes: object) -> Any:
    """Add an element of WordprocessingML to another."""
    element = parent.makeelement(W + name)
    for key, value in attributes.items():
        element.set(W + key, str(value))
    parent.append(element)
    return element


def _table(parent: Any, style: str, widths: Sequence[int], title: str = "") -> Any:
    """Add a table of fixed widths."""
    table = parent.add_tbl()
    form = _element(table, "tblPr")
    if style:
        _element(form, "tblStyle", val=style)
    _element(form, "tblW", w=int(sum(widths) / _TWIP), type="dxa")
    _element(form, "tblLayout", type="fixed")
    if not style:
        margins = _element(form, "tblCellMar")
        _element(margins, "left", w=0, type="dxa")
        _element(margins, "right", w=140, type="dxa")
    _element(
        form, "tblLook", val="0620" if style else "0600", firstRow=int(bool(style)), noHBand=1, noVBand=1
    )
    if title:
        _element(form, "tblCaption", val=title[:250])
    grid = _element(table, "tblGrid")
    for width in widths:
        _element(grid, "gridCol", w=int(width / _TWIP))
    return table


def _row(table: Any, *, head: bool = False, split: bool = False) -> Any:
    """Add a row that doesn't split across pages; the head repeats on each page."""
    row = _element(table, "tr")
    form = _element(row, "trPr")
    if not split:
        _element(form, "cantSplit")
    if head:
        _element(form, "tblHeader")
    return row


def _cell(row: Any, width: float, *, span: int = 1, **lines: int) -> Any:
    """Add a cell. ``lines`` gives its edges in eighths of a point, 0 for none; others are the table's."""
    cell = _element(row, "tc")
    form = _element(cell, "tcPr")
    _element(form, "tcW", w=int(width / _TWIP), type="dxa")
    if span > 1:
        _element(form, "gridSpan", val=span)
    if lines:
        borders = _element(form, "tcBorders")
        for side, size in lines.items():
            _element(borders, side, val="single" if size else "nil", sz=size, space=0, color=shade(INK))
    return cell
