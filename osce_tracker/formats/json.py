"""Reports as JSON: the plain values of their rows, for other programs."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from osce_tracker.model.periods import Period

if TYPE_CHECKING:
    from osce_tracker.formats.report import Report, Table, Value


def to_json(report: Report) -> str:
    """Return a report as JSON: title, notes, and of each table its columns and rows.

    Args:
        report: the report.

    Returns:
        The text, with an indent of 2. Words of a vocabulary stand by their value, days and periods by
        their text form, nothing as ``null``; half surrogates are escaped, so that it is UTF-8 always.
    """
    whole = {
        "title": report.title,
        "subtitle": report.subtitle,
        "notes": list(report.notes),
        "tables": [_table(table) for table in report.tables],
    }
    text = json.dumps(whole, ensure_ascii=False, indent=2)
    # What no file can hold stands as an escape.
    return "".join(c if not "\ud800" <= c <= "\udfff" else f"\\u{ord(c):04x}" for c in text) + "\n"


def _table(table: Table) -> dict[str, Any]:
    return {
        "key": table.key,
        "title": table.title,
        "columns": [{"key": column.key, "title": column.title} for column in table.columns],
        "rows": [{key: _plain(value) for key, value in row.items()} for row in table.records()],
        "notes": list(table.notes),
    }


def _plain(value: Value) -> str | int | None:
    if isinstance(value, Period):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    # A word of a vocabulary is a text whose class would print it otherwise in some Pythons.
    return str(value) if isinstance(value, str) else value
