"""Reports as CSV and TSV (RFC 4180), by the standard library's ``csv``.

Tables that share their columns become one table, with the heading of each in a first column
"section"; tables that do not follow each other, an empty line between. Notes are left out: a file of
data holds rows alone.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from osce_tracker.formats.cells import written
from osce_tracker.text import spreadsheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from osce_tracker.formats.report import Report, Value


def to_csv(report: Report, *, bom: bool = False) -> str:
    """Return the tables of a report as CSV: comma, CRLF, quotes where needed.

    Args:
        report: the report.
        bom: whether to begin with a byte order mark, by which Excel knows UTF-8. What looks like a month
            (``2025-12``) Excel takes for a day all the same: for Excel, save as ``.xlsx``.
    """
    return _delimited(report, ",", bom=bom)


def to_tsv(report: Report, *, bom: bool = False) -> str:
    """Return the tables of a report as TSV: tab, CRLF, quotes where needed.

    Args:
        report: the report.
        bom: whether to begin with a byte order mark, by which Excel knows UTF-8.
    """
    return _delimited(report, "\t", bom=bom)


def _delimited(report: Report, delimiter: str, *, bom: bool) -> str:
    out = io.StringIO()
    if bom:
        out.write("\ufeff")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    for line in _lines(report):
        writer.writerow([_cell(value) for value in line])
    return out.getvalue()


def _cell(value: Value) -> str | int:
    """Return a value for the writer: numbers stay numbers, texts are no formulas."""
    return value if isinstance(value, int) else spreadsheet(written(value))


def _lines(report: Report) -> Iterator[Iterable[Value]]:
    tables = report.tables
    if len(tables) > 1 and all(table.columns == tables[0].columns for table in tables):
        yield ("section", *(column.title for column in tables[0].columns))
        for table in tables:
            yield from ((table.title, *row) for row in table.rows)
        return
    for place, table in enumerate(tables):
        if place:
            yield ()
        yield (column.title for column in table.columns)
        yield from table.rows
