"""Reports as a whole HTML page (Jinja2): one file that makes no network requests.

Everything that comes from data is escaped here before the template sees it.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from os.path import dirname, join
from typing import TYPE_CHECKING, Any, Final, cast

from osce_tracker.errors import MissingExtraError
from osce_tracker.files import extra
from osce_tracker.formats.html import figures_html, line_html, table_html
from osce_tracker.formats.sources import prepared
from osce_tracker.text import html

if TYPE_CHECKING:
    from importlib.abc import FileLoader

    from osce_tracker.formats.report import Report, Table
    from osce_tracker.plot.chart import Chart

_FOLDER: Final = join(dirname(__file__), "templates")


def to_page(report: Report, sources: str = "latest") -> str:
    """Return a report as a whole HTML page with its charts inside.

    Args:
        report: the report.
        sources: which sources of each row are named: ``none``, ``latest`` or ``all``.

    Raises:
        UsageError: if ``sources`` is another word.
        MissingExtraError: if the extra ``html`` is not installed. Charts need ``plot`` as well; without it
            the page has their text alternative only.
    """
    report = prepared(report, sources)
    script = _read("page.js")
    return str(
        _template().render(
            title=line_html(f"{report.title}: {report.headline}" if report.headline else report.title),
            kicker=html(report.kicker),
            heading=html(report.heading),
            figures=figures_html(report.figures) if report.figures else "",
            style=_read("page.css"),
            script=script,
            # The policy of the page lets no other script run.
            script_hash=f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}",
            charts=[_chart(chart, f"chart{n}-") for n, chart in enumerate(report.charts, 1)],
            tables=[_table(table, f"table-{n}") for n, table in enumerate(report.tables, 1)],
            notes=[html(note) for note in report.notes],
            data_note=html(report.data_note),
        )
    )


def _read(name: str) -> str:
    """Return the text of a file next to this module, from a folder or a ZIP archive."""
    loader = cast("FileLoader", __spec__.loader)
    return loader.get_data(join(_FOLDER, name)).decode()


@cache
def _template() -> Any:
    with extra("html", "HTML pages (.html)"):
        from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=False,  # noqa: S701 (the template gets escaped texts)
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.from_string(_read("page.html"))


def _table(table: Table, anchor: str) -> dict[str, Any]:
    return {
        "title": html(table.title),
        "anchor": anchor,
        "content": table_html(table, f"{anchor}-table") if table.rows else "",
        "notes": [html(note) for note in table.notes],
    }


def _chart(chart: Chart, prefix: str) -> dict[str, str]:
    try:
        picture, missing = chart.to_svg(prefix=prefix), ""
    except MissingExtraError as error:
        picture, missing = "", f"{chart.title}: left out. {error.message} "
    return {"svg": picture, "caption": html(missing + chart.text)}
