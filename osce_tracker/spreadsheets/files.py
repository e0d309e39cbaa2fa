"""Spreadsheet files as sheets of rows: text by the standard library, workbooks by openpyxl.

Neither is trusted. This module uses openpyxl's read-only mode: its other mode makes an object of every
cell of a merged range or a link before we can refuse it, and fails on charts and filters that we don't
need. Merged cells, links, hidden rows and comments, which the read-only mode leaves out, come from our own
pass, which also finds the size of a sheet before openpyxl reads it.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias
from xml.parsers import expat

import attrs

from osce_tracker.errors import DataError, Problem, quoted
from osce_tracker.files import extra, read_file, unpacked_too_large
from osce_tracker.model.periods import Period
from osce_tracker.spreadsheets.columns import known_headings
from osce_tracker.text import FORMULA, trimmed

#: More than any spreadsheet of commitments holds. openpyxl takes 12 seconds for a million cells.
FILE_LIMIT: Final = 20 * 1024 * 1024
ROW_LIMIT: Final = 50_000
COLUMN_LIMIT: Final = 500
_CELL_LIMIT: Final = 1_000_000
#: Files with more tags or separators are refused unread: a row is in memory as a whole.
_SIGN_LIMIT: Final = 5 * _CELL_LIMIT
_CELL: Final = re.compile(rb"<(?:[^\s<>/:]+:)?c[\s/>]")
_LIMITS: Final = f"sheets can have {ROW_LIMIT:,} rows, {COLUMN_LIMIT} columns and {_CELL_LIMIT:,} cells"
#: No program writes more cells into a row, and a row is in memory as a whole.
_LONGEST_ROW: Final = 16_384
#: Look for headings in this many non-empty rows.
FIRST_ROWS: Final = 20
_SEPARATORS: Final = (",", ";", "\t", "|", ":")
_SEPARATOR: Final = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
#: Signs that Western text lacks, but other encodings become in Windows-1252: Cyrillic and Greek runs of
#: letters, words of accented letters alone, and signs or accented capitals within words.
_NOT_WESTERN: Final = re.compile(
    r"[\xc0-\xff]{4}|(?<![^\W\d_])(?:[\xc0-\xde]{2}|[\xc0-\xff]{3})(?![^\W\d_])|[a-z\xdf-\xff][\xc0-\xdeŠŒŽŸ]"
    r"|[^\W\d_](?:[€‚ƒ„†‡ˆ‰‹™¡-§©¬®-³µ¶¸¹»-¿×÷][^\W\d_]|[ŠŒŽ][a-z])"
)
#: A text after an apostrophe that keeps it from being a formula; a text that already looks so has one more.
ESCAPED: Final = re.compile(f"'+[{re.escape(''.join(FORMULA))}]")
_QUOTED: Final = re.compile(r'^="([^"]*)"$')
#: The parts of a number format besides its signs: texts, escapes, and names of languages and colours.
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|\[[^]]*\]')
_LINK: Final = re.compile(r'=\s*HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)
#: Dates in date cells. Excel counts days from 1900, so a year typed into one is a day in 1905.
DATE_YEARS: Final = range(1973, 2101)
_AS_WORKBOOK: Final = "Open it in Excel and save it as Excel Workbook (.xlsx)."
_OPEN: Final = "is in the OpenDocument format. Save it as Excel Workbook (.xlsx) or CSV."
_OTHER_FILES: Final = {
    ".xls": f"is in Excel's old format. {_AS_WORKBOOK}",
    ".xlsm": f"may hold macros. {_AS_WORKBOOK}",
    ".ods": _OPEN,
    ".fods": _OPEN,
    "password": "is protected by a password. Remove the password in Excel, save it, and try again.",
    "archive": "is a workbook, not text. Give it a name ending in .xlsx.",
    "text": f"is not an Excel workbook, whatever its name says. {_AS_WORKBOOK}",
    "other": "is not a supported kind of file. Save it as Excel Workbook (.xlsx), or as text (.csv or .tsv).",
}

#: A row: its number and its cells.
Row: TypeAlias = tuple[int, tuple[Any, ...]]


@attrs.define
class Sheet:
    """A sheet: its name, its non-empty rows, and remarks on it.

    Attributes:
        name: the name.
        rows: the rows, with texts trimmed and ``None`` for an empty cell.
        remarks: remarks for the user: rows and examples, by code and message.
        separator: the sign between the cells of a text file.
    """

    name: str
    rows: list[Row] = attrs.field(factory=list[Row])
    remarks: dict[tuple[str, str], tuple[list[int], list[str]]] = attrs.field(factory=dict[Any, Any])
    separator: str = ","

    def add(self, number: int, cells: Iterable[Any]) -> None:
        """Add a row, unless it is empty."""
        values = [trimmed(cell) or None if type(cell) is str else cell for cell in cells]
        while values and values[-1] is None:
            del values[-1]
        if values and (number > ROW_LIMIT or len(values) > COLUMN_LIMIT):
            raise _RefusedError("too-large", f"sheet {self.name}, row {number}: {_LIMITS}")
        if values:
            self.rows.append((number, tuple(values)))

    def remark(self, code: str, message: str, *rows: int, example: object = None, most: int = 0) -> None:
        """Note something about rows or the whole sheet. Equal messages become one remark, with examples."""
        known, examples = self.remarks.setdefault((code, message), ([], []))
        known.extend(row for row in rows if row not in known[-1:])
        if example is not None and len(examples) < most and quoted(example) not in examples:
            examples.append(quoted(example))


class BadCell(NamedTuple):
    """A cell without a usable value: the reason, and what it shows."""

    reason: str
    shown: str


class Linked(str):
    """A text with a link behind it."""

    __slots__ = ("url",)
    url: str


def sheets_of(path: Path) -> list[Sheet]:
    """Return the sheets of a CSV, TSV or XLSX file.

    Args:
        path: the file.

    Raises:
        DataError: if it can't be read, or is larger than any spreadsheet of commitments.
        MissingExtraError: if it is XLSX and the extra ``excel`` is not installed.
    """
    suffix = path.suffix.lower()
    try:
        data = read_file(path, FILE_LIMIT)
        _refuse_other_files(suffix, data)
        return _of_workbook(data) if suffix == ".xlsx" else [_of_text(data, path.stem, suffix)]
    except _RefusedError as error:
        code, why = error.args
    except (OSError, ValueError) as error:
        code, why = "unreadable-file", f"can't be read: {getattr(error, 'strerror', None) or error}"
    raise DataError([Problem(file=path.name, code=code, message=why)])


class _RefusedError(ValueError):
    """A file is refused: the code of the problem, and the reason."""


def _refuse_other_files(suffix: str, data: bytes) -> None:
    """Refuse a file that isn't a spreadsheet, and say what to do with it."""
    is_read = suffix in (".xlsx", ".csv", ".tsv")
    kind = suffix if suffix in _OTHER_FILES else "" if is_read else "other"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        # The container of old Office files, and of new encrypted ones.
        is_new = suffix == ".xlsx" and "Workbook".encode("utf-16-le") not in data
        kind = "password" if is_new or "EncryptedPackage".encode("utf-16-le") in data else ".xls"
    elif is_read and data.startswith(b"PK\x03\x04"):
        is_open = b"mimetypeapplication/vnd.oasis" in data[:200]
        kind = ".ods" if is_open else "" if suffix == ".xlsx" else "archive"
    elif suffix == ".xlsx":
        kind = "text"
    if kind:
        raise _RefusedError("unknown-file", _OTHER_FILES[kind])


# Text.


def _of_text(data: bytes, name: str, suffix: str) -> Sheet:
    made = Sheet(name)
    text = _decode(data, made)
    separators = [*_SEPARATORS] if suffix == ".csv" else ["\t", *_SEPARATORS]
    head = next((line for line in text.splitlines() if line.strip()), "")
    stated = _SEPARATOR.fullmatch(head.strip())
    if stated is not None:
        # This line tells Excel the separator. It counts as a row.
        separators = [stated[1]]
        text = text.replace(head, "", 1)
    number, made.separator = 0, max(separators, key=lambda sign: _headings(text, sign))
    try:
        for number, cells in enumerate(_csv(text, made.separator), 1):
            made.add(number, cells)
    except csv.Error as error:
        # An unclosed quotation mark pulls all rows below into its cell.
        message = f"row {number + 1} is not valid CSV: {error}. A quotation mark inside a cell is doubled."
        raise _RefusedError("csv", message) from None
    return made


def _decode(data: bytes, sheet: Sheet) -> str:
    """Return the text of a file, and note if it had to guess the encoding."""
    wide = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else None
    if wide is None and b"\0" in data[:2]:
        wide = "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
    try:
        return data.decode(wide or "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    # Five bytes mean nothing in Windows-1252.
    text = data.decode("cp1252", "replace")
    if wide or "\ufffd" in text or _NOT_WESTERN.search(text):
        raise _RefusedError("encoding", f"line {line} is not UTF-8. In Excel save the file as CSV UTF-8.")
    advice = "If accented letters are wrong, save it as CSV UTF-8."
    sheet.remark("encoding", f"line {line} is not UTF-8. The file was read as Windows-1252. {advice}")
    return text


def _headings(text: str, separator: str) -> int:
    """Return the number of headings that a separator gives."""
    rows: list[tuple[str, ...]] = []
    with suppress(csv.Error, _RefusedError):
        rows.extend(islice(filter(any, _csv(text, separator)), FIRST_ROWS))
    return max((len({found.column for found in known_headings(cells).values()}) for cells in rows), default=0)


def _csv(text: str, separator: str) -> Iterator[tuple[str, ...]]:
    """Yield rows of text."""
    if text.count(separator) > _SIGN_LIMIT or max(text.count("\n"), text.count("\r")) > _CELL_LIMIT:
        raise _RefusedError("too-large", _LIMITS)
    lines = io.StringIO(text, newline="")
    for cells in csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=True):
        # Drop the apostrophe that keeps a text from being a formula,
        # and the ="..." in ="007", with which Excel keeps the zeros.
        yield tuple(_QUOTED.sub(r"\1", cell[1:] if ESCAPED.match(cell) else cell) for cell in cells)


# Workbooks.


def _of_workbook(data: bytes) -> list[Sheet]:
    with extra("excel", "Excel workbooks (.xlsx)"):
        import openpyxl
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_dangers(archive)
            return list(_sheets(data, archive, openpyxl.load_workbook))
    except _RefusedError:
        raise
    except Exception as error:  # noqa: BLE001 (openpyxl, zipfile and the parser of XML each raise their own)
        message = f"can't be read as a workbook: {str(error)[:100]}. {_AS_WORKBOOK}"
        raise _RefusedError("xlsx", message) from None


def _refuse_dangers(archive: zipfile.ZipFile) -> None:
    """Refuse an archive that unpacks to too much, or that refers to other files."""
    if why := unpacked_too_large(archive):
        raise _RefusedError("zip-bomb", why)
    tags = 0
    for part in archive.infolist():
        # Whatever the encoding, ASCII signs stay as they are, with or without zeros between them.
        text = archive.read(part).replace(b"\0", b"")
        # openpyxl goes through a whole sheet to find its size.
        tags += text.count(b"<")
        if tags > _SIGN_LIMIT or sum(1 for _ in _CELL.finditer(text)) > _CELL_LIMIT:
            raise _RefusedError("too-large", _LIMITS)
        if b"<!DOCTYPE" in text.upper() or b"<!ENTITY" in text.upper():
            message = f"{part.filename} declares entities, which no sheet needs"
            raise _RefusedError("external-entity", message)
        if b"http://purl.oclc.org/ooxml/spreadsheetml/main" in text:
            raise _RefusedError("unknown-file", f"is saved as Strict Open XML. {_AS_WORKBOOK}")


def _elements(archive: zipfile.ZipFile, part: str, each: Callable[[str, dict[str, str]], None]) -> None:
    """Call a function with the name and the attributes of each element of a part, without building a tree."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = lambda name, values: each(name.rpartition("}")[2], values)
    with archive.open(part) as file:
        parser.ParseFile(file)


class _Layout:
    """Details of a sheet from its XML, apart from the values of its cells."""

    def __init__(self, archive: zipfile.ZipFile, part: str) -> None:
        from openpyxl.packaging.relationship import get_dependents

        self.row = self.column = self.cells = 0
        #: The last row and column with a value: programs write empty cells for their colours.
        self.rows = self.columns = 0
        self.has_formulas = False
        self.hidden: set[int] = set()
        self.hidden_columns: list[int] = []
        #: Merged ranges (column and last row) by their first row, and links by their first cell.
        self.merged: dict[int, list[tuple[int, int]]] = {}
        self.links: dict[str, str] = {}
        self.comments: list[str] = []
        path = "/_rels/".join(part.rsplit("/", 1)) + ".rels"
        related: Any = get_dependents(archive, path) if path in archive.namelist() else ()
        self.targets: dict[str, str] = {other.Id: other.Target for other in related}
        _elements(archive, part, self.element)
        for other in related:
            if other.Type.endswith("/comments"):
                _elements(archive, other.Target, self.element)

    def element(self, name: str, values: dict[str, str]) -> None:
        from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

        if name == "c":
            self.cells += 1
            self.column = coordinate_to_tuple(values["r"])[1] if "r" in values else self.column + 1
            if self.cells > _LONGEST_ROW:
                raise _RefusedError("too-large", _LIMITS)
        elif name in ("v", "is", "f"):
            self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)
            self.has_formulas |= name == "f"
        elif name == "row":
            self.row, self.column, self.cells = int(values.get("r", self.row + 1)), 0, 0
            if values.get("hidden") in ("1", "true"):
                self.hidden.add(self.row)
        elif name == "col" and "min" in values:
            begin, self.column = max(int(values["min"]), self.column + 1), int(values["max"])
            if values.get("hidden") in ("1", "true"):
                self.hidden_columns += range(begin, min(self.column, COLUMN_LIMIT) + 1)
        elif name == "mergeCell":
            column, first, _, last = range_boundaries(values["ref"])
            self.merged.setdefault(int(first or 1), []).append((int(column or 1), int(last or 1)))
        elif name == "hyperlink":
            key = next((value for key, value in values.items() if key.endswith("}id")), "")
            url, place = self.targets.get(key, ""), values.get("location", "")
            self.links[values["ref"].partition(":")[0]] = f"{url}#{place}" if url and place else url
        elif name == "comment":
            self.comments.append(values["ref"])


def _sheets(data: bytes, archive: zipfile.ZipFile, load: Callable[..., Any]) -> Iterator[Sheet]:
    book = load(io.BytesIO(data), read_only=True, data_only=True, rich_text=True)
    for page in book.worksheets:
        made = Sheet(page.title)
        if page.sheet_state == "visible":
            # openpyxl has no public name for the part that it reads.
            layout = _Layout(archive, page._worksheet_path)  # noqa: SLF001
            if layout.rows > ROW_LIMIT or layout.columns > COLUMN_LIMIT:
                raise _RefusedError("too-large", f"sheet {page.title}: {_LIMITS}")
            rows = written = _cells(page, layout)
            if layout.has_formulas:
                written = _cells(load(io.BytesIO(data), read_only=True)[page.title], layout)
            _fill(made, zip(rows, written, strict=True), layout)
        else:
            made.remark("hidden-sheet", "the sheet is hidden and was skipped")
        yield made


def _cells(page: Any, layout: _Layout) -> list[tuple[Any, ...]]:
    # Some programs write the wrong size into a sheet.
    page.reset_dimensions()
    return list(page.iter_rows(max_row=layout.rows, max_col=layout.columns)) if layout.rows else []


def _fill(sheet: Sheet, rows: Iterable[tuple[Any, Any]], layout: _Layout) -> None:
    """Add rows to a sheet: fill merged cells downwards, and leave out rows that are struck through."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.utils import get_column_letter

    filling: dict[int, tuple[int, Any]] = {}
    used: set[int] = set()
    for number, (cells, formulas) in enumerate(rows, 1):
        values = [_cell_value(cell, formula, layout) for cell, formula in zip(cells, formulas, strict=True)]
        merged = [(place - 1, last) for place, last in layout.merged.get(number, ()) if place <= len(values)]
        filling |= {place: (last, values[place]) for place, last in merged}
        filled = [place for place, value in enumerate(values) if value is not None and trimmed(str(value))]
        used.update(filled)
        struck = [place for place in filled if cells[place].font and cells[place].font.strike]
        if not filled:
            continue
        if struck == filled:
            sheet.remark("struck-row", "rows that are struck through were left out", number)
            continue
        parts = [part for cell in cells if isinstance(cell.value, CellRichText) for part in cell.value]
        if struck or any(part.font.strike for part in parts if isinstance(part, TextBlock)):
            message = "some cells are struck through; the rows were read anyway"
            sheet.remark("struck-cell", message, number)
        if number in layout.hidden:
            sheet.remark("hidden-row", "hidden rows were read anyway", number)
        for place, (last, value) in filling.items():
            if number <= last and values[place] is None:
                values[place] = value
        sheet.add(number, values)
    hidden = [get_column_letter(place) for place in layout.hidden_columns if place - 1 in used]
    if hidden:
        sheet.remark("hidden-column", f"hidden columns were read anyway ({', '.join(hidden)})")
    if layout.comments:
        cells = ", ".join(layout.comments[:10]) + (" and others" if len(layout.comments) > 10 else "")
        sheet.remark("comment", f"comments on cells are not imported ({cells})")


def _cell_value(cell: Any, formula: Any, layout: _Layout) -> Any:
    """Return the meaning of a workbook cell: a text without codes, a date as exact as shown."""
    from openpyxl.utils.escape import unescape

    value: Any = cell.value
    if value is None:
        unsaved = "is a formula without a value. Open the file in Excel, save it there, and try again."
        return BadCell(unsaved, str(formula.value)) if formula.data_type == "f" else None
    if cell.data_type == "e":
        return BadCell(f"holds the error {value}", str(value))
    # A text in several fonts is a list of parts.
    text, is_text = str(value), isinstance(value, str | list)
    if is_text:
        text = unescape(text)
        link = _LINK.match(str(formula.value))
        url = link[1] if link else layout.links.get(cell.coordinate) if layout.links else None
        if url:
            text = Linked(trimmed(text))
            text.url = trimmed(url)
        return text
    return _date(value, cell) if isinstance(value, date) else value


def _date(value: date, cell: Any) -> date | Period | BadCell:
    """Return a date as exact as its cell shows it. A year typed into a date cell is not a date."""
    shown = _LITERAL.sub("", cell.number_format).lower()
    if value.year not in DATE_YEARS:
        from openpyxl.utils.datetime import to_excel  # pyright: ignore[reportUnknownVariableType]

        typed = int(to_excel(value, cell.parent.parent.epoch))  # type: ignore[no-untyped-call]
        asked = f"Was {typed} typed into a date cell? " if 1900 <= typed <= 2200 else ""
        reason = f"holds the date {value:%Y-%m-%d}. {asked}Format the cell as text and type it again."
        return BadCell(reason, str(typed) if asked else f"{value:%Y-%m-%d}")
    if value.day == 1 and "d" not in shown:
        # Excel turns "July 2025" into 1 July, and shows no day.
        month = f"-{value.month:02}" if "m" in shown or value.month > 1 else ""
        return Period(f"{value.year}{month}")
    return value
