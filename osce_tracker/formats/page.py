"""Reports as a complete HTML page (Jinja2): one file that makes no network requests.

This module escapes all data before the template sees them.
"""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from typing import Any, Final

import attrs

from osce_tracker.design import READING, symbols
from osce_tracker.errors import MissingExtraError
from osce_tracker.files import extra
from osce_tracker.formats import cells, html
from osce_tracker.formats.csv import to_csv
from osce_tracker.formats.html import Plan, Writer
from osce_tracker.formats.report import Report, prepared
from osce_tracker.formats.style import read_template, style_sheet
from osce_tracker.formats.xlsx import to_xlsx
from osce_tracker.model.commitments import Lever
from osce_tracker.plot.chart import Chart, on_paper
from osce_tracker.text import html_words, running_html

#: The width of a chart on narrow screens, its usual height and its maximum.
_NARROW, _NARROW_HIGH, _NARROW_HIGHEST = 330, 600, 1200
#: The usual size of a chart and its maximum height on wide screens.
Size = tuple[tuple[int, int], int]
_USUAL: Final[Size] = ((1120, 460), 920)
#: Sizes on upright paper, on narrower paper, and on a sheet of short lists.
_UPRIGHT: Final[Size] = ((740, 320), 720)
_SHEET: Final[Size] = ((820, 200), 420)
_EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def to_page(report: Report, sources: str = "latest") -> str:
    """Return a report as a complete HTML page with its charts and data inside.

    Args:
        report: the report.
        sources: which sources of each row are named: ``none``, ``latest`` or ``all``.

    Returns:
        The page. It holds each table as CSV, and all as an Excel workbook if the extra ``excel`` is
        installed. Each row of a record has the record's id as its anchor.

    Raises:
        UsageError: if ``sources`` is another word.
        MissingExtraError: if the extra ``html`` is not installed. Charts need ``plot`` as well; without it
            the page has only their text alternative.
    """
    report = prepared(report, sources)
    content = _content(report, Writer(sources, page=True), has_files=True)
    style, script = _style(report, is_sheet=content["is_sheet"]), read_template("page.js")
    return str(
        _template("page.html").render(
            content,
            title=html.line_html(f"{report.title}: {report.headline}" if report.headline else report.title),
            description=html.line_html(report.heading),
            style=style,
            script=script,
            # The page's policy blocks any other style sheet or script.
            style_hash=_hash(style),
            script_hash=_hash(script),
            symbols=symbols(),
            name=html.file_name(report.title),
            edition=[html.note_html(line) for line in cells.edition_lines(report)],
            workbook=_workbook(report, sources),
        )
    )


def to_content(report: Report, writer: Writer) -> str:
    """Return a report as content for a page with the shared style sheet, symbols and script.

    Args:
        report: the report.
        writer: writes its parts. The content doesn't include its data.

    Returns:
        The heading, figures, pictures, tables and notes.
    """
    values = _content(report, writer, has_files=False)
    return "\n".join(str(_template(name).render(values)) for name in ("heading.html", "content.html"))


def pictures(*charts: Chart, low: int = _NARROW_HIGH) -> str:
    """Return charts as pictures for wide and narrow screens, with their words.

    Args:
        *charts: the charts of a page.
        low: their usual height on narrow screens.
    """
    shown = [_chart(chart, n, _USUAL, low, has_files=False) for n, chart in enumerate(charts, 1)]
    return str(_template("pictures.html").render(pictures=shown))


def _content(report: Report, writer: Writer, *, has_files: bool) -> dict[str, Any]:
    """Return the values for the templates of the heading and the content."""
    plans = [html.plan(table) for table in report.tables]
    blocks = list(cells.blocks(report.tables))
    is_sheet = cells.is_sheet(report)
    size = _SHEET if is_sheet else _USUAL if cells.is_landscape(report) else _UPRIGHT
    shown = [
        _chart(chart, n, size, has_files=has_files)
        for n, chart in enumerate((*report.charts, *report.charts_below), 1)
    ]
    above = len(report.charts)
    halves = [len(block) > 1 for block in blocks for _ in block]
    tables = [
        _table(writer, report, n, is_half=is_half, has_files=has_files) for n, is_half in enumerate(halves)
    ]
    left = iter(tables)
    return {
        "kicker": html_words(report.kicker),
        "heading": html_words(report.heading),
        "lead": running_html(report.lead),
        "figures": writer.figures(report.figures) if report.figures else "",
        "is_sheet": is_sheet,
        "charts": shown[:above],
        "charts_below": shown[above:],
        "tools": _tools(plans),
        "tables": tables,
        "blocks": [[next(left) for _ in block] for block in blocks],
        "notes": [html.note_html(note) for note in report.notes],
    }


@cache
def _template(name: str) -> Any:
    with extra("html", "HTML pages (.html)"):
        from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(read_template),
        autoescape=False,  # noqa: S701 (the template gets escaped texts)
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(name)


def _hash(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"


def _style(report: Report, *, is_sheet: bool) -> str:
    """Return the style sheet: colours, words, column widths, the page itself and its size on paper."""
    widths = (column.width for table in report.tables for column in table.columns)
    size = "landscape" if cells.is_landscape(report) else "portrait"
    margin = "8mm 13mm" if is_sheet else "12mm"
    return f"{style_sheet(widths)}@page{{size:A4 {size};margin:{margin}}}\n"


def _tools(plans: list[Plan]) -> dict[str, Any] | None:
    """Return the filters of the page, or ``None`` if no table has enough rows."""
    shown = [layout for layout in plans if layout.has_tools]
    if not shown:
        return None
    tables = [layout.table for layout in shown]
    titles = {one.table.columns[one.status].title for one in shown if one.status is not None}
    statuses = [row[one.status] for one in shown if one.status is not None for row in one.table.rows]
    levers = [row[one.lever] for one in shown if one.lever is not None for row in one.table.rows]
    sizes = Counter(group.key for table in tables for group in table.groups for _ in range(group.size))
    return {
        "label": "Find in this table" if len(tables) == 1 else "Find in these tables",
        "status": html.line_html(titles.pop()) if len(titles) == 1 else "status",
        "statuses": _choices(READING, statuses),
        "levers": _choices(Lever, levers),
        "dimensions": [
            (key, f"{label} ({sizes[key]})") for key, label in html.SECTIONS.items() if sizes[key]
        ],
        "changed": sum(one.is_changed(row) for one in plans if one.has_tools for row in one.table.rows),
    }


def _choices(words: Iterable[str], values: list[Any]) -> list[tuple[str, str]]:
    """Return the words that occur with their menu texts, in the order of the words."""
    counts = Counter(str(value) for value in values)
    labels = {str(value): value.label for value in values if value is not None}
    return [
        (word, f"{html.line_html(labels[word])} ({counts[word]})")
        for word in map(str, words)
        if word in labels
    ]


def _table(writer: Writer, report: Report, place: int, *, is_half: bool, has_files: bool) -> dict[str, Any]:
    table, anchor = report.tables[place], f"{html.OWN}table-{place + 1}"
    csv = b""
    if has_files and table.rows:
        csv = to_csv(attrs.evolve(report, tables=(table,)), bom=True, sources=writer.sources).encode()
    return {
        "title": html_words(table.title),
        "anchor": anchor,
        "content": writer.table(table, anchor, is_list=is_half and not cells.is_facts(table))
        if table.rows
        else "",
        "notes": html.below(table),
        "csv": _data("text/csv", csv) if csv else "",
        "file": f"{html.file_name(table.key)}.csv",
    }


def _chart(
    chart: Chart, number: int, size: Size, low: int = _NARROW_HIGH, *, has_files: bool
) -> dict[str, str]:
    """Return a chart as pictures for wide and for narrow screens, with its words and numbers."""
    prefix = f"{html.OWN}chart-{number}"
    try:
        wide, how, source = on_paper(chart, "svg", *size, f"{prefix}-")
        narrow, *_ = on_paper(chart, "svg", (_NARROW, low), _NARROW_HIGHEST, f"{prefix}-narrow-")
        missing = ""
    except MissingExtraError as error:
        wide, narrow, how, source = b"", b"", "", ""
        missing = f"{chart.title}: left out. {error.message} "
    return {
        "title": html_words(chart.title),
        "how": html_words(how),
        "wide": wide.decode(),
        "narrow": narrow.decode(),
        "source": html_words(source),
        "text": html_words(missing + chart.text),
        "csv": _data("text/csv", chart.to_bytes("csv")) if has_files and chart.rows else "",
        "file": f"{html.file_name(chart.key)}.csv",
    }


def _workbook(report: Report, sources: str) -> str:
    """Return all tables as an Excel workbook in a data address; nothing without rows or the extra."""
    if not any(table.rows for table in report.tables):
        return ""
    try:
        return _data(_EXCEL, to_xlsx(report, sources=sources))
    except MissingExtraError:
        return ""


def _data(kind: str, content: bytes) -> str:
    """Return an address that contains a file (RFC 2397)."""
    return f"data:{kind};base64,{b64encode(content).decode()}"
