"""Reports as Excel workbooks (openpyxl): a sheet for each table, and one on what they are."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from osce_tracker.files import extra, without_timestamps
from osce_tracker.formats.cells import address, written
from osce_tracker.model.periods import Period
from osce_tracker.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from osce_tracker.formats.report import Column, Report, Table, Value

#: Limits of the format (ECMA-376; Excel's own specification), beyond which Excel asks to repair a file.
LONGEST_TEXT: Final = 32_767
_LONGEST_NAME: Final = 31
_MOST_LINKS: Final = 60_000
_NO_NAME: Final = re.compile(r"[\[\]:*?/\\]")
#: What Excel reads as a character of that number; an underscore written so is one.
_CODED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
#: Texts that begin so would be formulas if they were typed in.
_FORMULA: Final = ("=", "+", "-", "@")
#: Widths of columns, in characters.
_NARROWEST: Final = 6
_WIDEST: Final = 60
_DETAIL: Final = 70
_ROW_HEIGHT: Final = 15
_TALLEST: Final = 400
#: Above this a number of Excel, which is a binary fraction, loses digits.
_EXACT: Final = 2**53
_STYLE: Final = "TableStyleMedium2"
_FONT: Final = "Calibri"


def to_xlsx(report: Report) -> bytes:
    """Return a report as an Excel workbook.

    Args:
        report: the report.

    Returns:
        The bytes of the file, the same for the same report. Days are dates and counts are numbers; what is
        no single day, such as ``2025-Q3``, stays a text. No text is a formula, whatever it begins with.

    Raises:
        MissingExtraError: when the extra ``excel`` is not installed.
    """
    with extra("excel", "Excel workbooks (.xlsx)"):
        from openpyxl import Workbook

    book: Any = Workbook()
    book.remove(book.active)
    names: set[str] = set()
    for number, table in enumerate(report.tables, 1):
        _Sheet(book.create_sheet(_name(table.title, names)), report, table, number).fill()
    _about(book.create_sheet(_name("About", names)), report)
    book.properties.title = plain(report.title)
    book.properties.creator = "osce_tracker"
    out = BytesIO()
    book.save(out)
    return without_timestamps(out.getvalue())


def _name(title: str, taken: set[str]) -> str:
    """Return a name for a sheet that Excel accepts and no other sheet has."""
    words = _NO_NAME.sub(" ", " ".join(plain(title).split())).strip("' ")
    name, count = _cut(words, _LONGEST_NAME).strip("' ") or "Table", 2
    base = name
    while name.casefold() in taken or name.casefold() == "history":
        tail = f" ({count})"
        name, count = _cut(base, _LONGEST_NAME - len(tail)).strip("' ") + tail, count + 1
    taken.add(name.casefold())
    return name


def _units(text: str) -> int:
    """Return how long a text is as Excel counts: in units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str, units: int) -> str:
    """Return as much of a text as so many units of UTF-16 hold, no character split."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


def coded(text: str) -> str:
    r"""Return a text as a cell holds it, so that Excel shows just that text.

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
        from openpyxl.styles import Alignment, Font, PatternFill
        from openpyxl.utils import get_column_letter

        # Programs that do not know the style of the table show the headings by their own.
        fill = PatternFill("solid", fgColor="1F4E78")
        for place, title in enumerate(_heads(self.table.columns), 1):
            head = self.sheet.cell(1, place)
            put_text(head, title)
            head.font, head.fill = Font(name=_FONT, bold=True, color="FFFFFF"), fill
            head.alignment = Alignment(wrap_text=True, vertical="top")
        widths = [self.width(n) for n in range(len(self.table.columns))]
        for place, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(place)].width = width + 2
        for line, row in enumerate(self.table.rows, 2):
            lines = 1
            for place, value in enumerate(row, 1):
                self.cell(self.sheet.cell(line, place), value, self.table.columns[place - 1])
                lines = max(lines, _lines(written(value), widths[place - 1]))
            # Programs that do not measure wrapped text would show its first line alone.
            self.sheet.row_dimensions[line].height = min(lines * _ROW_HEIGHT, _TALLEST)
        self.layout(get_column_letter(len(self.table.columns)))

    def cell(self, cell: Any, value: Value, column: Column) -> None:
        from openpyxl.styles import Alignment

        right = column.align == "right"
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="right" if right else "left")
        if isinstance(value, Period) and value.kind == "day":
            value = value.first
        if isinstance(value, date):
            # Excel knows no day before 1900, and counts the first two months of that year wrongly.
            if value.year > 1900:
                cell.value = value
                cell.number_format = "yyyy-mm-dd"
            else:
                put_text(cell, value.isoformat())
        elif isinstance(value, int) and abs(value) <= _EXACT:
            cell.value = value
        elif value is not None:
            self.text(cell, value.readable if isinstance(value, Period) else written(value))

    def text(self, cell: Any, text: str) -> None:
        from openpyxl.styles import Font

        put_text(cell, text)
        if self.links < _MOST_LINKS and address(text):
            self.links += 1
            cell.hyperlink = text
            cell.font = Font(name=_FONT, color="0563C1", underline="single")

    def width(self, place: int) -> int:
        """Return how wide a column has to be: for its words, and wider the more it says."""
        texts = [self.table.columns[place].title, *(written(row[place]) for row in self.table.rows)]
        word = max((len(word) for text in texts for word in text.split()), default=0)
        longest = max(len(line) for text in texts for line in (text.split("\n") or [""]))
        most = _DETAIL if self.table.columns[place].detail else _WIDEST
        typical = sorted(map(len, texts))[len(texts) * 9 // 10] if len(texts) > 10 else longest
        return max(_NARROWEST, min(max(word, min(typical, longest)), most))

    def layout(self, last: str) -> None:
        """Set what a reader sees first, and how it is printed."""
        from openpyxl.worksheet.table import Table as ExcelTable
        from openpyxl.worksheet.table import TableStyleInfo

        sheet = self.sheet
        sheet.freeze_panes = "B2"
        if self.table.rows:
            area = f"A1:{last}{len(self.table.rows) + 1}"
            listed = ExcelTable(displayName=f"Table{self.number}", ref=area)
            listed.tableStyleInfo = TableStyleInfo(name=_STYLE, showRowStripes=True)
            sheet.add_table(listed)
        sheet.print_title_rows = "1:1"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        # An ampersand begins a code of the header.
        title = " ".join(plain(self.report.title).split())[:100]
        if title:
            sheet.oddHeader.left.text = title.replace("&", "&&")
        sheet.oddFooter.right.text = "&P / &N"


def _heads(columns: Sequence[Column]) -> list[str]:
    """Return the headings, each once: Excel wants the columns of a table told apart."""
    taken: set[str] = set()
    heads: list[str] = []
    for column in columns:
        base = " ".join(plain(column.title).split())[:200] or "column"
        head, count = base, 2
        while head.casefold() in taken:
            head, count = f"{base} ({count})", count + 1
        taken.add(head.casefold())
        heads.append(head)
    return heads


def put_text(cell: Any, text: str) -> None:
    """Put a text into a cell as a text, never as a formula or number."""
    value = coded(text)
    if _units(value) > LONGEST_TEXT:
        safe = plain(text)
        mark = f"... (cut: {len(safe):,} characters)"
        kept = _cut(safe, LONGEST_TEXT - len(mark))
        # Codes are longer than what they stand for, and are never cut.
        while _units(coded(kept)) > LONGEST_TEXT - len(mark):
            kept = kept[: len(kept) - max(1, (_units(coded(kept)) - LONGEST_TEXT + len(mark)) // 7)]
        value = coded(kept) + mark
    cell.value = value
    cell.data_type = "s"
    if value.startswith(_FORMULA):
        cell.quotePrefix = True


def _lines(text: str, width: int) -> int:
    """Return on how many lines a text stands in a column."""
    return sum(max(1, -(-len(line) // max(width, 1))) for line in text.split("\n"))


def _about(sheet: Any, report: Report) -> None:
    """Write what the tables are: title, of what and as of when, and the notes."""
    from openpyxl.styles import Alignment, Font

    lines = [("Report", report.title), ("Data", report.subtitle)]
    for table in report.tables:
        lines += [(table.title, note) for note in (f"{len(table.rows)} rows", *table.notes)]
    lines += [("Note", note) for note in report.notes]
    for line, (head, text) in enumerate(((h, t) for h, t in lines if t), 1):
        put_text(sheet.cell(line, 1), head)
        put_text(sheet.cell(line, 2), text)
        sheet.cell(line, 1).font = Font(name=_FONT, bold=True)
        for place in (1, 2):
            sheet.cell(line, place).alignment = Alignment(wrap_text=True, vertical="top")
        lines_needed = max(_lines(text, 100), _lines(head, 30))
        sheet.row_dimensions[line].height = min(lines_needed * _ROW_HEIGHT, _TALLEST)
    sheet.column_dimensions["A"].width = 32
    sheet.column_dimensions["B"].width = 100
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
