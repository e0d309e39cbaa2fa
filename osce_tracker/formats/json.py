"""Reports as JSON, for other programs."""

import json
from typing import Any

from osce_tracker.formats.report import Report, Table, prepared
from osce_tracker.model.plain import plain


def to_json(report: Report, sources: str = "latest") -> str:
    """Return a report as JSON: an object with the finding, figures, charts, tables and edition.

    Args:
        report: the report.
        sources: ``none`` to leave out the sources.

    Returns:
        The text, indented by 2. A share is ``{"part": 9, "whole": 19}``, sources are a list of objects,
        words appear as their value, dates in ISO form, and an empty cell is ``null``. Rows are objects
        by the keys of the columns; in a grouped table each has the key of its ``group``.
    """
    report = prepared(report, sources)
    whole = {
        **_fields(report, "title", "subtitle", "headline", "lead", "figures"),
        "charts": [
            _fields(chart, "title", "key", "text", "columns", "rows")
            for chart in (*report.charts, *report.charts_below)
        ],
        "tables": [_table(table) for table in report.tables],
        **_fields(report, "notes", "edition", "known_by"),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _fields(thing: object, *names: str) -> dict[str, Any]:
    return {name: plain(getattr(thing, name)) for name in names}


def _table(table: Table) -> dict[str, Any]:
    keys = [column.key for column in table.columns]
    rows: list[dict[str, Any]] = []
    for group, values in table.sections():
        place = {} if group is None else {"group": group.key}
        rows += [place | dict(zip(keys, map(plain, row), strict=True)) for row in values]
    return {
        **_fields(table, "key", "title"),
        "columns": [_fields(column, "key", "title", "kind") for column in table.columns],
        **_fields(table, "groups"),
        "rows": rows,
        **_fields(table, "totals", "notes"),
    }
