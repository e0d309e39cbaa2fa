"""One table of a report as CSV or TSV (RFC 4180), written by the standard library's ``csv``.

The file holds only the rows of one table: no headline, figures or notes. Headings are the keys of
the columns, which stay the same from one period to the next.
"""

import csv
import io

from osce_tracker.errors import UsageError, did_you_mean, meant, quoted
from osce_tracker.formats.report import Report, Table, Value, cell_data, flat, prepared
from osce_tracker.text import spreadsheet
from osce_tracker.tracker.arguments import checked


@checked
def to_csv(report: Report, *, bom: bool = False, sources: str = "latest", table: str | None = None) -> str:
    """Return a table of a report as CSV: comma, CRLF, quotes where needed.

    Args:
        report: the report.
        bom: True to start with a byte order mark, by which Excel recognises UTF-8. Excel still reads a
            month such as ``2025-12`` as a day; save as ``.xlsx`` for Excel.
        sources: ``none`` to leave out the sources.
        table: the key of the table; by default the first table.

    Returns:
        The text, with the columns of ``Table.to_frame``. A report without tables gives an empty text.

    Raises:
        UsageError: if there is no such table; lists those that exist.

    >>> import osce_tracker as ot
    >>> print(to_csv(ot.scorecard(ot.load()), table="counts").splitlines()[0])
    group,what,stated,all
    """
    return _delimited(report, ",", bom=bom, sources=sources, table=table)


@checked
def to_tsv(report: Report, *, bom: bool = False, sources: str = "latest", table: str | None = None) -> str:
    """Return a table of a report as TSV: tab, CRLF, quotes where needed.

    Args:
        report: the report.
        bom: True to start with a byte order mark, by which Excel recognises UTF-8.
        sources: ``none`` to leave out the sources.
        table: the key of the table; by default the first table.

    Returns:
        The text, as for ``to_csv``.

    Raises:
        UsageError: if there is no such table; lists those that exist.
    """
    return _delimited(report, "\t", bom=bom, sources=sources, table=table)


def table_named(report: Report, name: str | None = None) -> Table | None:
    """Return a table of a report, or ``None`` if it has none and you ask for none.

    Args:
        report: the report.
        name: the key of the table; by default the first table.

    Raises:
        UsageError: if there is no such table; lists those that exist.
    """
    if name is None:
        return next(iter(report.tables), None)
    found = next((table for table in report.tables if table.key == name), None)
    if found is None:
        keys = [table.key for table in report.tables]
        use = f"Use one of: {', '.join(keys)}." if keys else "It has none."
        near = did_you_mean(meant(name, keys))
        raise UsageError(f"The report has no table {quoted(name)}. {use}{near}")
    return found


def _delimited(report: Report, delimiter: str, *, bom: bool, sources: str, table: str | None) -> str:
    chosen = table_named(prepared(report, sources), table)
    out = io.StringIO()
    if bom:
        out.write("\ufeff")
    if chosen is not None:
        columns, rows = flat(chosen)
        writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
        # Some readers invent a name for a column without one.
        writer.writerow(spreadsheet(name) or "column" for name in columns)
        writer.writerows(map(_cell, row) for row in rows)
    return out.getvalue()


def _cell(value: Value) -> str | float:
    """Return a value for the writer: numbers stay numbers, and no text becomes a formula."""
    return value if isinstance(value, int | float) else spreadsheet(cell_data(value))
