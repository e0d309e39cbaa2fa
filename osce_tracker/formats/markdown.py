"""Reports as Markdown with pipe tables, as GitHub and pandoc read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osce_tracker.formats.cells import (
    Parts,
    cell_text,
    chart_text,
    counted,
    edition_lines,
    join_parts,
    look_of,
    named,
    shared_cell,
    source_line,
    total_text,
    word_text,
)
from osce_tracker.formats.sources import prepared
from osce_tracker.formats.tabulated import table_lines
from osce_tracker.text import markdown, markdown_block, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from osce_tracker.formats.report import KeyFigure, Report, Table, Value


def to_markdown(report: Report, sources: str = "latest") -> str:
    """Return a report as Markdown.

    Args:
        report: the report.
        sources: which sources of each row are links: ``none``, ``latest`` or ``all``.

    Raises:
        UsageError: if ``sources`` is another word.
    """
    return "\n\n".join(_parts(prepared(report, sources), every=sources == "all")) + "\n"


def _parts(report: Report, *, every: bool) -> Iterator[str]:
    if report.kicker:
        yield markdown_block(report.kicker)
    yield f"# {markdown(report.heading)}"
    if report.lead:
        yield markdown_block(report.lead)
    if report.figures:
        yield "\n".join(map(_figure, report.figures))
    for chart in report.charts:
        yield markdown_block(chart_text(chart))
    for table in report.tables:
        yield f"## {markdown(table.title)}"
        if table.rows:
            yield _table(table, every=every)
        if table.totals:
            yield "\n".join(f"- {markdown(total_text(total))}" for total in table.totals)
        yield from map(markdown_block, table.notes)
    if report.notes:
        yield "\n".join(f"- {markdown_block(note)}" for note in report.notes)
    yield from map(markdown_block, edition_lines(report))


def _figure(figure: KeyFigure) -> str:
    look = look_of(figure.word)
    symbol = "" if look is None else f"{look.symbol} "
    note = f" ({markdown(figure.note)})" if figure.note else ""
    return f"- {symbol}**{cell_text(figure.value)}** {markdown(figure.label)}{note}"


def _table(table: Table, *, every: bool) -> str:
    places = sorted((*table.row_places, *table.detail_places))
    rows: list[list[str]] = []
    for group, values in table.sections():
        if group is not None:
            title, note = (markdown(plain(part).strip()) for part in (group.title, group.note))
            heading = ": ".join(part for part in (title and f"**{title}**", note) if part)
            rows.append([heading, *[""] * (len(places) - 1)])
        rows += [[_cell(shared_cell(table, row, n), every=every) for n in places] for row in values]
    right = [table.columns[n].align == "right" for n in places]
    marks = ["---:" if to_right else "---" for to_right in right]
    heads = [markdown(table.columns[n].title) for n in places]
    rule = f"| {' | '.join(marks)} |"
    return "\n".join(table_lines(rows, right, heads=heads, rule=rule, frame=("| ", " | ", " |")))


def _cell(value: Value | Parts, *, every: bool) -> str:
    if isinstance(value, Parts):
        return join_parts(value, lambda part: _cell(part, every=every), "<br>")
    if isinstance(value, tuple) and value:
        links = [
            f"[{markdown(source_line(one))}](<{markdown(one.url)}>)" for one in named(value, every=every)
        ]
        return f"{counted(value, every=every)}{', '.join(links)}"
    return markdown(word_text(value))
