"""Reports as a fragment of HTML, to be put into a page or shown in a notebook."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from osce_tracker.formats.cells import (
    Parts,
    cell_text,
    chart_text,
    is_address,
    is_empty,
    join_parts,
    shared_cell,
    source_text,
)
from osce_tracker.formats.sources import prepared
from osce_tracker.model.periods import Period
from osce_tracker.model.shares import Share
from osce_tracker.text import html, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from osce_tracker.formats.report import KeyFigure, Report, Table, Value


def to_html(report: Report, sources: str = "latest") -> str:
    """Return a report as a fragment of HTML: one ``section`` to be put into a page, without charts.

    Args:
        report: the report.
        sources: which sources of each row are named: ``none``, ``latest`` or ``all``.

    Raises:
        UsageError: if ``sources`` is another word.
    """
    report = prepared(report, sources)
    return "\n".join(_parts(report)) + "\n"


def _parts(report: Report) -> Iterator[str]:
    yield '<section class="osce-report">'
    if report.kicker:
        yield f"<p>{html(report.kicker)}</p>"
    yield f"<h1>{html(report.heading)}</h1>"
    if report.lead:
        yield f"<p>{html(report.lead)}</p>"
    if report.figures:
        yield figures_html(report.figures)
    yield from (f"<p>{html(chart_text(chart))}</p>" for chart in (*report.charts, *report.charts_below))
    for table in report.tables:
        yield f"<h2>{html(table.title)}</h2>"
        if table.rows:
            yield table_html(table)
        yield from (f"<p>{html(note)}</p>" for note in table.notes)
    if report.notes:
        yield "<ul>"
        yield from (f"<li>{html(note)}</li>" for note in report.notes)
        yield "</ul>"
    yield f"<p>{html(report.data_note)}</p>\n</section>"


def figures_html(figures: Sequence[KeyFigure]) -> str:
    """Return key figures as a list of terms and values.

    Args:
        figures: the figures.
    """
    items = (
        f"<div><dt>{html(figure.label)}</dt><dd>{html(cell_text(figure.value))}</dd>"
        f"{f'<dd>{html(figure.note)}</dd>' if figure.note else ''}</div>"
        for figure in figures
    )
    return f'<dl class="figures">{"".join(items)}</dl>'


def table_html(table: Table, anchor: str = "") -> str:
    """Return a table with one ``tbody`` per group; long texts go below their row.

    Args:
        table: the table.
        anchor: id of the element, if it is to have one.
    """
    return "\n".join(_table(table, f' id="{anchor}"' if anchor else ""))


def line_html(text: str) -> str:
    """Return a text on one line, as content or inside a quoted attribute.

    Args:
        text: any text.
    """
    return html(one_line(text))


def _table(table: Table, anchor: str) -> Iterator[str]:
    labels = [line_html(column.title) for column in table.columns]
    numbers = ["number" if column.align == "right" else "" for column in table.columns]
    heads = (f'<th scope="col"{_class(numbers[n])}>{labels[n]}</th>' for n in table.row_places)
    yield f"<table{anchor}>\n<caption hidden>{line_html(table.title)}</caption>"
    yield f"<thead><tr>{''.join(heads)}</tr></thead>"
    span = len(table.row_places)
    for group, rows in table.sections():
        yield "<tbody>"
        if group is not None:
            note = f" <span>{html(group.note)}</span>" if group.note else ""
            heading = f'<th scope="rowgroup" colspan="{span}">{html(group.title)}{note}</th>'
            yield f'<tr class="group">{heading}</tr>'
        for row in rows:
            cells = (
                _cell(shared_cell(table, row, n), labels[n], numbers[n], is_head=n == table.row_places[0])
                for n in table.row_places
            )
            yield f"<tr>{''.join(cells)}</tr>"
            details = "".join(
                f"<div><dt>{labels[n]}:</dt> <dd>{value_html(shown)}</dd></div>"
                for n in table.detail_places
                if not is_empty(shown := shared_cell(table, row, n))
            )
            if details:
                yield f'<tr class="detail"><td colspan="{span}"><dl>{details}</dl></td></tr>'
        yield "</tbody>"
    yield "</table>"


def _class(names: str) -> str:
    return f' class="{names}"' if names else ""


def _cell(value: Value | Parts, label: str, number: str, *, is_head: bool) -> str:
    tag, scope = ("th", ' scope="row"') if is_head else ("td", "")
    is_id = isinstance(value, str) and value.isascii() and " " not in value and any(map(str.isdigit, value))
    names = [number, "id" if is_id else "", "none" if is_empty(value) else ""]
    order = _order(value)
    sort = "" if order is None else f' data-sort="{order}"'
    style = _class(" ".join(filter(None, names)))
    return f'<{tag}{scope}{style} data-label="{label}"{sort}>{value_html(value)}</{tag}>'


def _order(value: Value | Parts) -> str | None:
    """Return what a value is sorted by, if not by its text."""
    if isinstance(value, Parts):
        value = value.main
    if isinstance(value, Period):
        return value.first.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Share):
        return "" if value.ratio is None else f"{value.ratio:.6f}"
    return None


def value_html(value: Value | Parts) -> str:
    """Return a value as HTML; an address becomes a link, and the number of sources opens their list.

    Args:
        value: a value, or the values that share a cell.

    >>> value_html("https://osce.org/1"), value_html("a < b")
    ('<a href="https://osce.org/1" rel="noopener noreferrer">https://osce.org/1</a>', 'a &lt; b')
    """
    if isinstance(value, Parts):
        return join_parts(value, value_html, "<br>")
    if isinstance(value, tuple) and value:
        items = "".join(f"<li>{_link(source.url, source_text(source))}</li>" for source in value)
        count = f"{len(value)} source{'' if len(value) == 1 else 's'}"
        return f"<details><summary>{count}</summary><ul>{items}</ul></details>"
    if isinstance(value, str) and is_address(value):
        return _link(value, value)
    return html(cell_text(value))


def _link(address: str, text: str) -> str:
    return f'<a href="{html(address)}" rel="noopener noreferrer">{html(text)}</a>'
