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
    # In text, a column of days has the days as they are in the others.
    made = _report_table(table, "date" if suffix == ".xlsx" else "text")
    report = Report(title=table.name, tables=(made,), edition=tracker.edition, known_by=tracker.known_by)
    return report.to_bytes(suffix[1:])


def whole_workbook(tracker: Tracker) -> bytes:
    """Return a whole data set as a workbook, whose commitments are read back.

    Args:
        tracker: the tracker.

    Raises:
        MissingExtraError: if the extra ``excel`` is not installed.
    """
    edition = tracker.edition
    report = Report(
        title="Data set" if edition is None else edition.title,
        tables=[_report_table(one) for one in tables_of(tracker).values() if one.name != "commitments"],
        notes=[_ONLY_COMMITMENTS, _CODES, *([edition.note] if edition and edition.note else [])],
        edition=edition,
        known_by=tracker.known_by,
    )
    return workbook(tracker.commitments, report)


def _report_table(table: FlatTable, days: str = "date") -> Table:
    """Return a table of a data set as a table of a report, with days as a kind of column."""
    kinds = {"integer": "number", "date": days}
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
