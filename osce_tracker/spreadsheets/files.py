"""Spreadsheet files as rows of cells: CSV by the standard library, XLSX by openpyxl, both distrusted."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from osce_tracker.errors import DataError, Problem
from osce_tracker.files import extra
from osce_tracker.model.periods import Period
from osce_tracker.text import FORMULA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: More than any spreadsheet of commitments holds.
FILE_LIMIT: Final = 20 * 1024 * 1024
UNPACKED_LIMIT: Final = 100 * 1024 * 1024
_PARTS: Final = 1_000
_RATIO: Final = 100
_SMALL: Final = 4 * 1024 * 1024
_TAGS: Final = 4_000_000
ROW_LIMIT: Final = 50_000
#: The last row that Excel has: a file may say another number, up to which nobody wants to count.
_LAST_ROW: Final = 1_048_576
_COLUMN_LIMIT: Final = 500
_SEPARATOR: Final = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
#: A text behind an apostrophe, by which it is no formula; a text that looks so has one more.
ESCAPED: Final = re.compile(f"'+[{re.escape(''.join(FORMULA))}]")
#: A sign as workbooks spell it that they cannot hold, or that begins what looks so.
_CODED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_FORMULA_TAG: Final = re.compile(rb"<(?:\w+:)?f[\s/>]")


#: What a format of numbers has besides its signs: texts, escapes, and names of languages and colours.
_SAID: Final = re.compile(r'"[^"]*"|\\.|\[[^]]*\]')


class Row(NamedTuple):
    """One row of a sheet: the name of the sheet, its number, and its cells."""

    sheet: str
    number: int
    cells: tuple[Any, ...]


class BadCell(NamedTuple):
    """A cell that has no value, and why."""

    reason: str


def rows_of(path: Path) -> Iterator[Row]:
    """Yield the rows of a CSV or XLSX file that hold anything.

    Args:
        path: the file.

    Raises:
        DataError: when it cannot be read, or is larger than any spreadsheet of commitments.
        MissingExtraError: when it is XLSX and the extra ``excel`` is not installed.
    """
    try:
        with path.open("rb") as file:
            data = file.read(FILE_LIMIT + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise _refused(path, "unreadable-file", f"cannot be read: {why}") from None
    if len(data) > FILE_LIMIT:
        raise _refused(path, "too-large", f"is too large; accepted: up to {FILE_LIMIT:,} bytes")
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        found = _of_workbook(path, data)
    elif suffix in (".csv", ".tsv"):
        found = _of_text(path, data, "\t" if suffix == ".tsv" else None)
    else:
        raise _refused(path, "unknown-file", "is no spreadsheet; accepted: .xlsx, .csv, .tsv")
    for row in found:
        filled = [place for place, cell in enumerate(row.cells, 1) if cell not in (None, "")]
        if not filled and row.number <= _LAST_ROW:
            # Empty rows and cells may go on to the end of the sheet, for the sake of their colours.
            continue
        if row.number > ROW_LIMIT or filled[-1] > _COLUMN_LIMIT:
            limit = f"up to {ROW_LIMIT:,} rows and {_COLUMN_LIMIT} columns"
            raise _refused(path, "too-large", f"sheet {row.sheet}, row {row.number}: accepted: {limit}")
        yield row._replace(cells=row.cells[: filled[-1]])


def _refused(path: Path, code: str, message: str) -> DataError:
    return DataError([Problem(file=path.name, code=code, message=message)])


def _of_text(path: Path, data: bytes, delimiter: str | None) -> Iterator[Row]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refused(path, "encoding", f"line {line} is not UTF-8; in Excel save as 'CSV UTF-8'") from None
    head = next((line for line in text.splitlines() if line.strip()), "")
    told = _SEPARATOR.fullmatch(head)
    if told is not None:
        # The line by which Excel is told the separator.
        text = text.replace(head, "", 1)
        delimiter = told[1]
    if delimiter is None:
        # Excel writes semicolons where a comma stands in numbers.
        delimiter = ";" if head.count(";") > head.count(",") else ","
    number = 0
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            number += 1
            yield Row(path.stem, number, tuple(map(_typed, cells)))
    except csv.Error as error:
        # A quote that is not closed takes all rows below into its cell.
        message = f"row {number + 1} is no valid CSV: {error}; a quote inside a cell is doubled"
        raise _refused(path, "csv", message) from None


def _typed(cell: str) -> str:
    """Return a cell without the apostrophe that keeps a text from being a formula."""
    return cell[1:] if ESCAPED.match(cell) else cell


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = (name for name in archive.namelist() if name.startswith("xl/worksheets/"))
        return any(_FORMULA_TAG.search(archive.read(name)) for name in sheets)


def _meant(cell: Any, written: Any) -> Any:
    """Return what a cell of a workbook means: a text without codes, a date as exact as it is shown."""
    value = cell.value
    if value is None:
        unsaved = "is a formula without a value: open the file in Excel, save it there, and try again"
        return BadCell(unsaved) if written.data_type == "f" else None
    if cell.data_type == "e":
        return BadCell(f"holds the error {value}")
    if isinstance(value, str):
        return _CODED.sub(lambda found: chr(int(found[1], 16)), value)
    if isinstance(value, datetime) and value.day == 1:
        # Whoever types "July 2025" gets the first of July, shown without its day.
        shown = _SAID.sub("", cell.number_format).lower()
        if "d" not in shown:
            year = f"{value.year:04}"
            return Period(f"{year}-{value.month:02}" if "m" in shown or value.month > 1 else year)
    return value


def _of_workbook(path: Path, data: bytes) -> Iterator[Row]:
    with extra("excel", "Excel workbooks (.xlsx)"):
        import openpyxl

    _refuse_bombs(path, data)
    try:
        book: Any = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception as error:  # noqa: BLE001 (openpyxl, zipfile and the parser of XML each raise their own)
        raise _refused(path, "xlsx", f"is no workbook that can be read: {str(error)[:100]}") from None
    try:
        formulas: Any = (
            openpyxl.load_workbook(io.BytesIO(data), read_only=True) if _has_formulas(data) else book
        )
        for sheet, other in zip(book.worksheets, formulas.worksheets, strict=True):
            # What a sheet says of its size is wrong in files of some programs.
            sheet.reset_dimensions()
            other.reset_dimensions()
            rows = zip(sheet.iter_rows(), other.iter_rows(), strict=True)
            for number, (cells, written) in enumerate(rows, 1):
                yield Row(sheet.title, number, tuple(map(_meant, cells, written)))
    except Exception as error:  # noqa: BLE001 (as above: sheets are parsed when they are gone through)
        raise _refused(path, "xlsx", f"is no workbook that can be read: {str(error)[:100]}") from None
    finally:
        book.close()


def _refuse_bombs(path: Path, data: bytes) -> None:
    """Raise ``DataError`` for an archive that unpacks to too much, or that asks for files of the machine."""
    try:
        bad = _danger(data)
    except Exception as error:  # noqa: BLE001 (zipfile and zlib raise errors of many kinds for broken files)
        bad = "xlsx", f"is no workbook that can be read: {str(error)[:100]}"
    if bad is not None:
        raise _refused(path, *bad)


def _danger(data: bytes) -> tuple[str, str] | None:
    """Return code and reason for an archive that is not to be unpacked, or nothing."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        whole = sum(part.file_size for part in parts)
        packed = sum(part.compress_size for part in parts)
        if len(parts) > _PARTS or whole > UNPACKED_LIMIT or whole > _RATIO * packed + _SMALL:
            return "zip-bomb", f"unpacks to {whole:,} bytes in {len(parts):,} parts"
        tags = 0
        for part in parts:
            with archive.open(part) as file:
                # Whatever the encoding, signs of ASCII stand as they are, with or without zeros between.
                text = file.read().replace(b"\0", b"")
            tags += text.count(b"<")
            if b"<!DOCTYPE" in text.upper() or b"<!ENTITY" in text.upper():
                return "external-entity", f"{part.filename} declares entities, which no sheet needs"
        # One row may have them all, and a row is in memory as a whole.
        return ("too-large", f"has {tags:,} marks; accepted: up to {_TAGS:,}") if tags > _TAGS else None
