"""Reports as Markdown with pipe tables, as GitHub and pandoc read them."""

from collections.abc import Iterator

from osce_tracker.formats import cells
from osce_tracker.formats.cells import Parts, cell_text, shared_cell
from osce_tracker.formats.report import KeyFigure, Report, Table, Value, prepared
from osce_tracker.formats.tabulated import table_lines
from osce_tracker.model.sources import Source
from osce_tracker.text import markdown, markdown_block, plain


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
        yield markdown_block(cells.chart_text(chart))
    for table in report.tables:
        yield f"## {markdown(table.title)}"
        if table.rows:
            yield _table(table, every=every)
        if table.totals:
            yield "\n".join(f"- {markdown(cells.total_text(total))}" for total in table.totals)
        yield from map(markdown_block, table.notes)
    if report.notes:
        yield "\n".join(f"- {markdown_block(note)}" for note in report.notes)
    yield from map(markdown_block, cells.edition_lines(report))


def _figure(figure: KeyFigure) -> str:
    note = f" ({markdown(figure.note)})" if figure.note else ""
    return f"- {cells.mark_of(figure)}**{cell_text(figure.value)}** {markdown(figure.label)}{note}"


def _table(table: Table, *, every: bool) -> str:
    places = table.places
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
    def sources(pages: tuple[Source, ...]) -> str:
        return cells.links(pages, _link, every=every)

    return cells.joined(value, lambda one: markdown(cells.word_text(one)), sources, "<br>")


def _link(source: Source) -> str:
    return f"[{markdown(cells.source_line(source))}](<{markdown(source.url)}>)"
