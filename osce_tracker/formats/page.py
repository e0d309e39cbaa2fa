"""Reports as a whole HTML page (Jinja2): one file that asks nothing of any network.

Everything that comes from data is escaped here, by the same function as everywhere else, before the template
sees it; the template puts parts in their place and nothing more.
"""

from __future__ import annotations

from base64 import b64encode
from datetime import date
from functools import cache
from hashlib import sha256
from os.path import dirname, join
from typing import TYPE_CHECKING, Any, Final, cast

from osce_tracker import text as escape
from osce_tracker.errors import MissingExtraError
from osce_tracker.files import extra
from osce_tracker.formats.html import cell
from osce_tracker.model.periods import Period

if TYPE_CHECKING:
    from importlib.abc import FileLoader

    from osce_tracker.formats.report import Report, Table, Value
    from osce_tracker.plot.chart import Chart

_FOLDER: Final = join(dirname(__file__), "templates")


def to_page(report: Report) -> str:
    """Return a report as a whole HTML page with its charts inline.

    Args:
        report: the report.

    Raises:
        MissingExtraError: when the extra ``html`` is not installed. Charts need ``plot`` as well: without
            it the page says that they are left out.
    """
    script = _read("page.js")
    return str(
        _template().render(
            title=_line(report.title),
            heading=escape.html(report.title),
            subtitle=escape.html(report.subtitle),
            style=_read("page.css"),
            script=script,
            # Nothing else may run, whatever a page might hold.
            script_hash=f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}",
            charts=[_chart(chart, f"chart{n}-") for n, chart in enumerate(report.charts, 1)],
            tables=[_table(table, n) for n, table in enumerate(report.tables, 1)],
            notes=[escape.html(note) for note in report.notes],
        )
    )


def _read(name: str) -> str:
    """Return a file that comes with the package."""
    loader = cast("FileLoader", __spec__.loader)
    return loader.get_data(join(_FOLDER, name)).decode()


@cache
def _template() -> Any:
    """Return the template of the page; it is one, and the same for every report."""
    with extra("html", "HTML pages (.html)"):
        from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=False,  # noqa: S701 (what the template gets is escaped already)
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.from_string(_read("page.html"))


def _line(text: str) -> str:
    return escape.html(" ".join(escape.plain(text).split()))


def _table(table: Table, number: int) -> dict[str, Any]:
    """Return what the template shows of a table: long texts stand below their rows."""
    beside = [n for n, column in enumerate(table.columns) if not column.detail] or [0]
    below = [n for n in range(len(table.columns)) if n not in beside]
    labels = [_line(column.title) for column in table.columns]

    def shown(n: int, value: Value) -> dict[str, str]:
        first = n == beside[0]
        names = ["number"] if table.columns[n].align == "right" else []
        names += ["id"] if first and isinstance(value, str) and value.isascii() and " " not in value else []
        names += ["id"] if isinstance(value, date | Period) else []
        names += ["none"] if value is None else []
        style = f' class="{" ".join(names)}"' if names else ""
        scope = ' scope="row"' if first else ""
        return {
            "tag": "th" if first else "td",
            "style": scope + style,
            "label": labels[n],
            "content": cell(value),
        }

    rows = [
        {
            "cells": [shown(n, row[n]) for n in beside],
            "details": [{"label": labels[n], "content": cell(row[n])} for n in below if row[n] is not None],
        }
        for row in table.rows
    ]
    heads = [
        {"title": labels[n], "style": ' class="number"' if table.columns[n].align == "right" else ""}
        for n in beside
    ]
    return {
        "title": escape.html(table.title),
        "anchor": f"table-{number}",
        "heads": heads,
        "rows": rows,
        "notes": [escape.html(note) for note in table.notes],
    }


def _chart(chart: Chart, prefix: str) -> dict[str, str]:
    from osce_tracker.plot import text_alternative, to_svg

    title = escape.html(chart.title)
    try:
        figure = chart.draw()
    except MissingExtraError as error:
        return {"svg": "", "caption": f"{title}: left out. {escape.html(error.message)}"}
    # The picture has its title in itself; what it shows is told in words below it.
    return {"svg": to_svg(figure, prefix=prefix), "caption": escape.html(text_alternative(figure))}
