"""Reports as CSV and TSV (RFC 4180), written by the standard library's ``csv``.

The file holds rows only: no headline, figures or notes. Tables that share their columns become one table
with the title of each in a first column "section"; others follow each other after an empty line.
"""

from __future__ import annotations

import csv
import io
from itertools import chain
from typing import TYPE_CHECKING

from osce_tracker.formats.cells import data_titles, data_values
from osce_tracker.formats.report import cell_data
from osce_tracker.formats.sources import prepared
from osce_tracker.text import spreadsheet
from osce_tracker.tracker.arguments import checked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from osce_tracker.formats.report import Report, Table, Value


@checked
def to_csv(report: Report, *, bom: bool = False, sources: str = "latest") -> str:
    """Return the tables of a report as CSV: comma, CRLF, quotes where needed.

    Args:
        report: the report.
        bom: True to begin with a byte order mark, by which Excel recognises UTF-8. Excel still takes a
            month such as ``2025-12`` for a day; save as ``.xlsx`` for Excel.
        sources: ``none`` to leave out the sources.
    """
    return _delimited(prepared(report, sources), ",", bom=bom)


@checked
def to_tsv(report: Report, *, bom: bool = False, sources: str = "latest") -> str:
    """Return the tables of a report as TSV: tab, CRLF, quotes where needed.

    Args:
        report: the report.
        bom: True to begin with a byte order mark, by which Excel recognises UTF-8.
        sources: ``none`` to leave out the sources.
    """
    return _delimited(prepared(report, sources), "\t", bom=bom)


def _delimited(report: Report, delimiter: str, *, bom: bool) -> str:
    out = io.StringIO()
    if bom:
        out.write("\ufeff")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows(map(_cell, line) for line in _lines(report.tables))
    return out.getvalue()


def _cell(value: Value) -> str | float:
    """Return a value for the writer: numbers stay numbers, and no text is a formula."""
    return value if isinstance(value, int | float) else spreadsheet(cell_data(value))


def _lines(tables: tuple[Table, ...]) -> Iterator[Iterable[Value]]:
    joined = len(tables) > 1 and all(table.columns == tables[0].columns for table in tables)
    grouped = joined and any(table.groups for table in tables)
    for number, table in enumerate(tables):
        has_groups = grouped or bool(table.groups)
        if number and not joined:
            yield ()
        if number == 0 or not joined:
            titles = chain(*(data_titles(column.title, column.kind) for column in table.columns))
            yield (*(["section"] if joined else []), *(["group"] if has_groups else []), *titles)
        for group, rows in table.sections():
            place = [table.title] if joined else []
            place += [group.title if group else ""] if has_groups else []
            for row in rows:
                pairs = zip(row, table.columns, strict=True)
                yield (*place, *chain(*(data_values(value, column.kind) for value, column in pairs)))
