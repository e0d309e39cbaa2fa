"""Reports as a fragment of HTML, to be put into a page or shown in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osce_tracker import text as escape
from osce_tracker.formats.cells import address, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from osce_tracker.formats.report import Report, Table, Value


def to_html(report: Report) -> str:
    """Return a report as a fragment of HTML: one ``section`` to be put into a page.

    Args:
        report: the report.
    """
    return "\n".join(_html_lines(report)) + "\n"


def _html_lines(report: Report) -> Iterator[str]:
    yield '<section class="osce-report">'
    yield f"<h1>{escape.html(report.title)}</h1>"
    if report.subtitle:
        yield f"<p>{escape.html(report.subtitle)}</p>"
    for table in report.tables:
        yield f"<h2>{escape.html(table.title)}</h2>"
        if table.rows:
            yield from _html_table(table)
        yield from (f"<p>{escape.html(note)}</p>" for note in table.notes)
    if report.notes:
        yield "<ul>"
        yield from (f"<li>{escape.html(note)}</li>" for note in report.notes)
        yield "</ul>"
    yield "</section>"


def _html_table(table: Table) -> Iterator[str]:
    right = [' class="number"' if column.align == "right" else "" for column in table.columns]
    heads = "".join(
        f'<th scope="col"{style}>{escape.html(column.title)}</th>'
        for column, style in zip(table.columns, right, strict=True)
    )
    yield f'<div class="scroll"><table>\n<caption hidden>{escape.html(table.title)}</caption>'
    yield f"<thead><tr>{heads}</tr></thead>\n<tbody>"
    for row in table.rows:
        first, *others = map(cell, row)
        cells = "".join(f"<td{style}>{told}</td>" for told, style in zip(others, right[1:], strict=True))
        yield f'<tr><th scope="row"{right[0]}>{first}</th>{cells}</tr>'
    yield "</tbody>\n</table></div>"


def cell(value: Value) -> str:
    """Return what a cell holds as HTML; a text that is an address as a link that can be followed.

    Args:
        value: what the cell holds.

    >>> cell("https://osce.org/1"), cell("a < b")
    ('<a href="https://osce.org/1" rel="noopener noreferrer">https://osce.org/1</a>', 'a &lt; b')
    """
    text = escape.html(shown(value))
    if isinstance(value, str) and address(value):
        return f'<a href="{text}" rel="noopener noreferrer">{text}</a>'
    return text
