"""Reports as JSON, for other programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from osce_tracker.formats.report import prepared
from osce_tracker.model.plain import plain

if TYPE_CHECKING:
    from osce_tracker.formats.report import Report, Table


def to_json(report: Report, sources: str = "latest") -> str:
    """Return a report as JSON: an object with the finding, figures, charts, tables and edition.

    Args:
        report: the report.
        sources: ``none`` to leave out the sources.

    Returns:
        The text, indented by 2. A share is ``{"part": 9, "whole": 19}``, sources are a list of objects,
        words are given by their value, dates in ISO form, and an empty cell is ``null``. Rows are objects
        by the keys of the columns; in a grouped table each has the key of its ``group``.
    """
    report = prepared(report, sources)
    whole = {
        "title": report.title,
        "subtitle": report.subtitle,
        "headline": report.headline,
        "lead": report.lead,
        "figures": [plain(figure) for figure in report.figures],
        "charts": [
            {
                "title": chart.title,
                "key": chart.key,
                "text": chart.text,
                "columns": list(chart.columns),
                "rows": [list(map(plain, row)) for row in chart.rows],
            }
            for chart in (*report.charts, *report.charts_below)
        ],
        "tables": [_table(table) for table in report.tables],
        "notes": list(report.notes),
        "edition": plain(report.edition),
        "known_by": plain(report.known_by),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _table(table: Table) -> dict[str, Any]:
    keys = [column.key for column in table.columns]
    rows: list[dict[str, Any]] = []
    for group, values in table.sections():
        place = {} if group is None else {"group": group.key}
        rows += [place | dict(zip(keys, map(plain, row), strict=True)) for row in values]
    return {
        "key": table.key,
        "title": table.title,
        "columns": [{"key": c.key, "title": c.title, "kind": c.kind} for c in table.columns],
        "groups": [plain(group) for group in table.groups],
        "rows": rows,
        "totals": [plain(total) for total in table.totals],
        "notes": list(table.notes),
    }
