"""The tables of a whole data set in CSV, TSV and Excel."""

from typing import Any, Final, cast

from osce_tracker.databases.tables import FlatTable, tables_of
from osce_tracker.formats.report import Column, Report, Table
from osce_tracker.spreadsheets.write import SHEETS, sheet, workbook
from osce_tracker.tracker.tracker import Tracker

#: What the cover of a whole data set says.
_ONLY_COMMITMENTS: Final = (
    "The sheet Commitments is the one that osce-tracker import reads, with further rows for updates and "
    "sources. The other sheets are for reading: nothing that you change there is imported."
)
_CODES: Final = (
    "The code of a State has its name beside it, and a period its first and last day. The sheet Data "
    "dictionary explains every column."
)
#: How columns of numbers and dates are written in Excel.
_KINDS: Final = {"integer": "number", "date": "date"}


def table_file(tracker: Tracker, table: FlatTable, suffix: str) -> bytes:
    """Return a table in CSV, TSV or Excel; commitments as the spreadsheet that is read back.

    Args:
        tracker: the tracker.
        table: one of its tables.
        suffix: ``.csv``, ``.tsv`` or ``.xlsx``.

    Raises:
        MissingExtraError: for ``.xlsx`` if the extra ``excel`` is not installed.
    """
    if table.name == "commitments" and suffix in SHEETS:
        return sheet(tracker.commitments, suffix)
    rows = _report_table(table, typed=suffix == ".xlsx")
    report = Report(title=table.name, tables=(rows,), edition=tracker.edition, known_by=tracker.known_by)
    return report.to_bytes(suffix[1:])


def whole_workbook(tracker: Tracker) -> bytes:
    """Return a whole data set as a workbook, whose commitments are read back.

    Args:
        tracker: the tracker.

    Raises:
        MissingExtraError: if the extra ``excel`` is not installed.
    """
    tables = [
        _report_table(one, typed=True) for one in tables_of(tracker).values() if one.name != "commitments"
    ]
    edition = tracker.edition
    report = Report(
        title="Data set" if edition is None else edition.title,
        tables=tables,
        notes=(
            _ONLY_COMMITMENTS,
            _CODES,
            *([edition.note] if edition is not None and edition.note else []),
        ),
        edition=edition,
        known_by=tracker.known_by,
    )
    return workbook(tracker.commitments, report)


def _report_table(table: FlatTable, *, typed: bool) -> Table:
    """Return a table of a data set as a table of a report; in CSV every column is text."""
    kinds = _KINDS if typed else {}
    return Table(
        title=f"{table.name.replace('_', ' ').capitalize()}: each row is {table.meaning}",
        key=table.name,
        columns=tuple(Column(c.name, c.name, kinds.get(c.type, "text")) for c in table.columns),
        rows=tuple(tuple(map(_cell, row)) for row in table.rows),
    )


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "; ".join(cast("tuple[str, ...]", value)) if isinstance(value, tuple) else value
