"""Reports as Excel workbooks (openpyxl): a sheet with the findings, then one for each table."""

from __future__ import annotations

import re
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from osce_tracker.files import extra, office_file
from osce_tracker.formats.cells import data_titles, data_values, is_address, source_text
from osce_tracker.formats.report import cell_data
from osce_tracker.formats.sources import prepared
from osce_tracker.model.periods import Period
from osce_tracker.model.shares import Share
from osce_tracker.text import one_line, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from osce_tracker.formats.report import Report, Table, Value

#: Limits of the format (ECMA-376; Excel's own specification), beyond which Excel asks to repair a file.
LONGEST_TEXT: Final = 32_767
_LONGEST_NAME: Final = 31
_MOST_LINKS: Final = 60_000
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")
#: What Excel reads as a character of that number; an underscore written so is one.
_CODED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
#: Texts that begin so would be formulas if they were typed in.
_FORMULA: Final = ("=", "+", "-", "@")
#: Widths of columns, in characters.
_NARROWEST: Final = 6
_WIDEST: Final = 60
_WIDEST_DETAIL: Final = 70
_ROW_HEIGHT: Final = 15
_TALLEST: Final = 400
#: A number of Excel is a binary fraction, which loses digits above this.
_EXACT: Final = 2**53
_STYLE: Final = "TableStyleMedium2"
_FONT: Final = "Calibri"


def to_xlsx(report: Report, sources: str = "latest") -> bytes:
    """Return a report as an Excel workbook.

    Args:
        report: the report.
        sources: which sources of each row are named: ``none``, ``latest`` or ``all``.

    Returns:
        The bytes of the file, the same for the same report. Single days are dates and counts are numbers;
        other periods, such as ``2025-Q3``, are texts. A share takes two columns, part and whole; sources
        take their number and a link to the latest; the groups of a table are its first column. No text
        is a formula, whatever it begins with.

    Raises:
        UsageError: if ``sources`` is another word.
        MissingExtraError: if the extra ``excel`` is not installed.
    """
    report = prepared(report, sources)
    with extra("excel", "Excel workbooks (.xlsx)"):
        from openpyxl import Workbook

    book: Any = Workbook()
    names: set[str] = set()
    cover = book.active
    cover.title = _name("Report", names)
    _cover(cover, report)
    for number, table in enumerate(report.tables, 1):
        _Sheet(book.create_sheet(_name(table.title, names)), report, table, number).fill()
    book.properties.title = plain(report.title)
    book.properties.creator = "osce_tracker"
    return office_file(book)


def _name(title: str, taken: set[str]) -> str:
    """Return a name for a sheet that Excel accepts and no other sheet has."""
    words = _FORBIDDEN.sub(" ", one_line(title)).strip("' ")
    name, count = _cut(words, _LONGEST_NAME).strip("' ") or "Table", 2
    base = name
    while name.casefold() in taken or name.casefold() == "history":
        tail = f" ({count})"
        name, count = _cut(base, _LONGEST_NAME - len(tail)).strip("' ") + tail, count + 1
    taken.add(name.casefold())
    return name


def _units(text: str) -> int:
    """Return the length of a text as Excel counts it, in units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str, units: int) -> str:
    """Return as much of a text as fits into units of UTF-16, without splitting a character."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


def coded(text: str) -> str:
    r"""Return a text as the XML of a cell holds it, so that Excel shows that text.

    Args:
        text: any text.

    >>> coded("_x0041_"), coded("a\x07b")
    ('_x005F_x0041_', 'a<U+0007>b')
    """
    return _CODED.sub("_x005F_", plain(text))


class _Sheet:
    """Writes one table into one sheet."""

    def __init__(self, sheet: Any, report: Report, table: Table, number: int) -> None:
        self.sheet = sheet
        self.report = report
        self.table = table
        self.number = number
        self.links = 0

    def fill(self) -> None:
        from openpyxl.styles import Font, PatternFill
        from openpyxl.utils import get_column_letter

        columns, has_groups = self.table.columns, bool(self.table.groups)
        titles = ["group"] if has_groups else []
        details = [False] * len(titles)
        for column in columns:
            added = _titles(column.title, column.kind)
            titles += added
            details += [column.detail] * len(added)
        rows: list[list[Value]] = []
        for group, section in self.table.sections():
            place: list[Value] = [group.title] if group else []
            rows += [
                [*place, *chain(*(_values(v, c.kind) for v, c in zip(row, columns, strict=True)))]
                for row in section
            ]
        heads = _heads(titles)
        widths = [
            _width([heads[n], *(cell_data(row[n]) for row in rows)], _WIDEST_DETAIL if detail else _WIDEST)
            for n, detail in enumerate(details)
        ]
        # Programs that don't know the style of the table show the headings by their own.
        fill = PatternFill("solid", fgColor="1F4E78")
        for n, title in enumerate(heads):
            self.sheet.column_dimensions[get_column_letter(n + 1)].width = widths[n] + 2
            head = self.sheet.cell(1, n + 1)
            put_text(head, title)
            head.font, head.fill = Font(name=_FONT, bold=True, color="FFFFFF"), fill
            head.alignment = _alignment()
        tallest = max(_lines(head, width) for head, width in zip(heads, widths, strict=True))
        self.sheet.row_dimensions[1].height = tallest * _ROW_HEIGHT
        for line, row in enumerate(rows, 2):
            for n, value in enumerate(row):
                self.cell(self.sheet.cell(line, n + 1), value)
            # Programs that don't measure wrapped text would show its first line only.
            lines = max(_lines(cell_data(value), width) for value, width in zip(row, widths, strict=True))
            self.sheet.row_dimensions[line].height = min(lines * _ROW_HEIGHT, _TALLEST)
        self.layout(f"{get_column_letter(len(heads))}{len(rows) + 1}", "C2" if has_groups else "B2")

    def cell(self, cell: Any, value: Value) -> None:
        is_number = isinstance(value, int | float) and abs(value) <= _EXACT
        cell.alignment = _alignment("right" if is_number else "left")
        if isinstance(value, Period) and value.kind == "day":
            value = value.first
        # Excel has no day before 1900, and counts the first two months of that year wrongly.
        if isinstance(value, date) and value.year > 1900:
            cell.value = value
            cell.number_format = "yyyy-mm-dd"
        elif is_number:
            cell.value = value
            if isinstance(value, float):
                cell.number_format = "0.000"
        elif isinstance(value, tuple):
            put_text(cell, source_text(value[0]))
            self.link(cell, value[0].url)
        elif value is not None:
            text = cell_data(value)
            put_text(cell, text)
            self.link(cell, text)

    def link(self, cell: Any, address: str) -> None:
        """Make a cell a link, if Excel can follow it."""
        from openpyxl.styles import Font

        if self.links < _MOST_LINKS and is_address(address):
            self.links += 1
            cell.hyperlink = address
            cell.font = Font(name=_FONT, color="0563C1", underline="single")

    def layout(self, last: str, corner: str) -> None:
        """Set what stays in view, the filter, and how the sheet is printed."""
        from openpyxl.worksheet.table import Table as ExcelTable
        from openpyxl.worksheet.table import TableStyleInfo

        sheet = self.sheet
        sheet.freeze_panes = corner
        if self.table.rows:
            area = ExcelTable(displayName=f"Table{self.number}", ref=f"A1:{last}")
            area.tableStyleInfo = TableStyleInfo(name=_STYLE, showRowStripes=True)
            sheet.add_table(area)
        sheet.print_title_rows = "1:1"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        # An ampersand begins a code of the header.
        title = one_line(self.report.title)[:100]
        if title:
            sheet.oddHeader.left.text = title.replace("&", "&&")
        sheet.oddFooter.right.text = "&P / &N"


def _titles(title: str, kind: str) -> tuple[str, ...]:
    """Return the headings of a column, where shares and sources take two."""
    if kind == "sources":
        return title, f"latest {title.replace('sources', 'source')}"
    return data_titles(title, kind)


def _values(value: Value, kind: str) -> tuple[Value, ...]:
    """Return the values of a cell, where shares and sources take two."""
    if kind != "sources":
        return data_values(value, kind)
    return (len(value), value[:1]) if isinstance(value, tuple) and value else (0, None)


def _alignment(horizontal: str = "left") -> Any:
    from openpyxl.styles import Alignment

    return Alignment(wrap_text=True, vertical="top", horizontal=horizontal)


def _width(texts: Sequence[str], most: int) -> int:
    """Return the width of a column: enough for its words, and more for longer texts."""
    word = max((len(word) for text in texts for word in text.split()), default=0)
    longest = max(len(line) for text in texts for line in (text.split("\n") or [""]))
    typical = sorted(map(len, texts))[len(texts) * 9 // 10] if len(texts) > 10 else longest
    return max(_NARROWEST, min(max(word, min(typical, longest)), most))


def _heads(titles: Sequence[str]) -> list[str]:
    """Return the headings, each different, as Excel requires of a table."""
    taken: set[str] = set()
    heads: list[str] = []
    for title in titles:
        base = one_line(title)[:200] or "column"
        head, count = base, 2
        while head.casefold() in taken:
            head, count = f"{base} ({count})", count + 1
        taken.add(head.casefold())
        heads.append(head)
    return heads


def put_text(cell: Any, text: str) -> None:
    """Write a text into a cell as a text, never as a formula or number.

    Args:
        cell: the cell of openpyxl.
        text: any text; what Excel can't hold is cut, with a note of its length.
    """
    value = coded(text)
    if _units(value) > LONGEST_TEXT:
        safe = plain(text)
        mark = f"... (cut: {len(safe):,} characters)"
        kept = _cut(safe, LONGEST_TEXT - len(mark))
        # Codes are longer than what they stand for, and must not be cut.
        while _units(coded(kept)) > LONGEST_TEXT - len(mark):
            kept = kept[: len(kept) - max(1, (_units(coded(kept)) - LONGEST_TEXT + len(mark)) // 7)]
        value = coded(kept) + mark
    cell.value = value
    cell.data_type = "s"
    if value.startswith(_FORMULA):
        cell.quotePrefix = True


def _lines(text: str, width: int) -> int:
    """Return the number of lines that a text takes in a column."""
    return sum(max(1, -(-len(line) // max(width, 1))) for line in text.split("\n"))


def _cover(sheet: Any, report: Report) -> None:
    """Write the sheet with the finding, the key figures as numbers, and the notes."""
    from openpyxl.styles import Font

    lines: list[tuple[str, Value]] = [("Report", report.title), ("Finding", report.headline)]
    lines.append(("About", report.subtitle))
    for figure in report.figures:
        label = f"{figure.label} ({figure.note})" if figure.note else figure.label
        lines.append((label, figure.value))
    for table in report.tables:
        count = len(table.rows)
        lines.append((table.title, f"{count} row{'' if count == 1 else 's'}"))
        lines += [(table.title, note) for note in table.notes]
    lines += [*(("Note", note) for note in report.notes), ("Data", report.data_note.removeprefix("Data: "))]
    for line, (label, value) in enumerate(((label, v) for label, v in lines if v != ""), 1):
        put_text(sheet.cell(line, 1), label)
        text = sheet.cell(line, 2)
        if isinstance(value, Share):
            text.value = value.part
            sheet.cell(line, 3).value = value.whole
        elif isinstance(value, int):
            text.value = value
        else:
            put_text(text, cell_data(value))
        sheet.cell(line, 1).font = Font(name=_FONT, bold=True)
        for cell in sheet[line]:
            cell.alignment = _alignment()
        lines_needed = max(_lines(cell_data(value), 100), _lines(label, 30))
        sheet.row_dimensions[line].height = min(lines_needed * _ROW_HEIGHT, _TALLEST)
    sheet.column_dimensions["A"].width = 32
    sheet.column_dimensions["B"].width = 100
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
