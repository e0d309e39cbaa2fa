"""Reports as Markdown with pipe tables, as GitHub and pandoc read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osce_tracker.formats.cells import Parts, cell_text, chart_text, join_parts, shared_cell
from osce_tracker.formats.tabulated import table_lines
from osce_tracker.text import markdown, markdown_block, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from osce_tracker.formats.report import Report, Table, Value


def to_markdown(report: Report) -> str:
    """Return a report as Markdown.

    Args:
        report: the report.
    """
    return "\n\n".join(_parts(report)) + "\n"


def _parts(report: Report) -> Iterator[str]:
    if report.kicker:
        yield markdown_block(report.kicker)
    yield f"# {markdown(report.heading)}"
    if report.figures:
        figures = (
            f"- **{cell_text(f.value)}** {markdown(f.label)}{f' ({markdown(f.note)})' if f.note else ''}"
            for f in report.figures
        )
        yield "\n".join(figures)
    for chart in report.charts:
        yield markdown_block(chart_text(chart))
    for table in report.tables:
        yield f"## {markdown(table.title)}"
        if table.rows:
            yield _table(table)
        yield from map(markdown_block, table.notes)
    if report.notes:
        yield "\n".join(f"- {markdown_block(note)}" for note in report.notes)
    yield markdown_block(report.data_note)


def _table(table: Table) -> str:
    places = sorted((*table.row_places, *table.detail_places))
    rows: list[list[str]] = []
    for group, values in table.sections():
        if group is not None:
            title, note = (markdown(plain(part).strip()) for part in (group.title, group.note))
            heading = ": ".join(part for part in (title and f"**{title}**", note) if part)
            rows.append([heading, *[""] * (len(places) - 1)])
        rows += [[_cell(shared_cell(table, row, n)) for n in places] for row in values]
    right = [table.columns[n].align == "right" for n in places]
    marks = ["---:" if to_right else "---" for to_right in right]
    heads = [markdown(table.columns[n].title) for n in places]
    rule = f"| {' | '.join(marks)} |"
    return "\n".join(table_lines(rows, right, heads=heads, rule=rule, frame=("| ", " | ", " |")))


def _cell(value: Value | Parts) -> str:
    if isinstance(value, Parts):
        return join_parts(value, _cell, "<br>")
    if isinstance(value, tuple) and value:
        return ", ".join(f"[{markdown(source.publisher)}](<{markdown(source.url)}>)" for source in value)
    return markdown(cell_text(value))
