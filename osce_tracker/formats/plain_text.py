"""Reports as plain text for a terminal or an e-mail."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, zip_longest
from textwrap import TextWrapper
from typing import Final

from osce_tracker import text as escape
from osce_tracker.errors import UsageError, quoted
from osce_tracker.formats import cells
from osce_tracker.formats.cells import Parts, cell_text, is_empty, shared_cell
from osce_tracker.formats.report import Report, Table, Value, prepared
from osce_tracker.formats.tabulated import table_lines
from osce_tracker.model.statuses import Status

#: The default width in columns, and the smallest that holds a table.
WIDTH: Final = 100
_NARROWEST: Final = 60
#: Spaces between two columns.
_GAP: Final = 2
#: The first column names the row, so it keeps at least this width if other columns can give way.
_READABLE: Final = 24
#: The colour of each status by its number among the 256 of terminals: close to its symbol elsewhere, and
#: legible on black and on white. Where two look alike, the word tells them apart.
_COLOURS: Final = {
    Status.NOT_ASSESSED: 243,
    Status.PLANNED: 31,
    Status.IN_PROGRESS: 31,
    Status.BLOCKED: 136,
    Status.FULFILLED: 29,
    Status.PARTLY_FULFILLED: 29,
    Status.NOT_FULFILLED: 160,
    Status.SUPERSEDED: 243,
    Status.WITHDRAWN: 243,
}
#: The prefix of a long text below its row.
_DETAIL: Final = "    > "


def to_plain(report: Report, width: int = WIDTH, sources: str | None = None, *, colour: bool = False) -> str:
    """Return a report as plain text.

    Args:
        report: the report.
        width: the most columns in a line, from 60. Only a single longer word,
            such as an address, exceeds it.
        sources: ``none``, ``latest`` or ``all`` of the sources of each row, by number and with their
            addresses in a list at the end. By default the latest is named without an address.
        colour: True to give the words of statuses a colour, for terminals.

    Raises:
        UsageError: if the width is below 60, or ``sources`` is another word.
    """
    if type(width) is not int or width < _NARROWEST:
        raise UsageError(f"Can't use {quoted(width)} as a width. Give a whole number from {_NARROWEST}.")
    references = None
    if sources is not None:
        report = prepared(report, sources)
        references = cells.References(sources)
    parts = _parts(report, width, references, colour=colour)
    return "\n\n".join(part for part in parts if part) + "\n"


def _parts(report: Report, width: int, references: cells.References | None, *, colour: bool) -> Iterator[str]:
    yield _paragraph(report.kicker, width)
    yield _underlined(report.heading, "=", width)
    yield _paragraph(report.lead, width)
    if report.figures:
        values = [f"{cells.mark_of(figure)}{cell_text(figure.value)}" for figure in report.figures]
        labels = [f"{f.label} ({f.note})" if f.note else f.label for f in report.figures]
        widths = [max(map(len, values)), width - max(map(len, values)) - _GAP]
        rows = [
            line
            for value, label in zip(values, labels, strict=True)
            for line in _wrapped([value, escape.one_line(label)], widths)
        ]
        yield "\n".join(table_lines(rows, [True, False], padded=True))
    for table in report.tables:
        yield _underlined(table.title, "-", width)
        if table.rows:
            yield "\n".join(_table(table, width, references, colour=colour))
        yield "\n".join(_paragraph(cells.total_text(total), width) for total in table.totals)
        yield from (_paragraph(note, width) for note in table.notes)
    # Read aloud, a picture says less than the table, so the table comes first.
    for chart in report.charts:
        yield _paragraph(cells.chart_text(chart), width)
    yield "\n".join(_paragraph(note, width, "- ") for note in report.notes)
    if references is not None and references.named:
        yield _underlined("Sources", "-", width)
        yield "\n".join(
            _paragraph(f"{cells.source_text(source)}. {source.url}", width, f"[{number}] ")
            for number, source in enumerate(references.named, 1)
        )
    yield _paragraph(report.data_note, width)


def _underlined(title: str, rule: str, width: int) -> str:
    lines = wrap(escape.one_line(title), width)
    return "\n".join([*lines, rule * max(map(len, lines))])


def _paragraph(text: str, width: int, mark: str = "") -> str:
    lines = wrap(escape.plain(text), width - len(mark))
    marks = [mark, *[" " * len(mark)] * len(lines)]
    return "\n".join(f"{before}{line}".rstrip() for before, line in zip(marks, lines, strict=False))


def wrap(text: str, width: int) -> list[str]:
    """Return a text in lines of a width, broken only at spaces.

    Args:
        text: the text; its own line breaks are kept.
        width: the longest line; a longer word has a line to itself.

    >>> wrap("one two three", 8)
    ['one two', 'three']
    """
    wrapper = TextWrapper(width, break_long_words=False, break_on_hyphens=False)
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n"))
    return [part for line in lines for part in (wrapper.wrap(line) if len(line) > width else [line])]


def _table(table: Table, width: int, references: cells.References | None, *, colour: bool) -> Iterator[str]:
    """Yield the lines of a table; long texts go below their row."""
    values = [{n: shared_cell(table, row, n) for n in table.places} for row in table.rows]

    def shown(value: Value | Parts, separator: str = "\n") -> str:
        numbers = None if references is None else references.numbers
        return cells.parts_text(value, separator, numbers)

    rows = [{n: escape.plain(shown(value)) for n, value in row.items()} for row in values]
    heads, places, widths = _layout(table, rows, width)
    grid = _wrapped([heads[n] for n in places], widths)
    above = len(grid)
    grid.append(["-" * width for width in widths])
    heights: list[int] = []
    for row, own in zip(rows, values, strict=True):
        painted = [own[n] for n in places] if colour else ()
        lines = _wrapped([row[n] for n in places], widths, painted)
        heights.append(len(lines))
        grid += lines
    right = [table.columns[n].align == "right" for n in places]
    lines_left = iter(table_lines(grid, right, padded=True))
    yield from islice(lines_left, above + 1)
    below = [n for n in table.places if n not in places]
    # A single text needs no label, unless lack of room moved it out of the row.
    labelled = tuple(below) != table.detail_places or len(below) > 1
    rows_left = iter(zip(values, heights, strict=True))
    for group, members in table.sections():
        if group is not None:
            yield ""
            title = ": ".join(part for part in (group.title, group.note) if part)
            yield from wrap(escape.one_line(title), width)
        for own, height in islice(rows_left, len(members)):
            yield from islice(lines_left, height)
            for n in below:
                if not is_empty(own[n]):
                    label = f"{heads[n]}: " if labelled else ""
                    yield _paragraph(f"{label}{shown(own[n], ' ')}", width, _DETAIL)


def _wrapped(
    cells: Sequence[str], widths: Sequence[int], painted: Sequence[Value | Parts] = ()
) -> list[list[str]]:
    """Return the lines of a row, each with a part of every cell.

    If the values of the cells are given, a status takes its colour.
    """
    parts = [wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for lines, value in zip(parts, painted, strict=False):
        first = value.values[0] if isinstance(value, Parts) else value
        if isinstance(first, Status):
            _paint(lines, first)
    return [list(line) for line in zip_longest(*parts, fillvalue="")]


def _paint(lines: list[str], status: Status) -> None:
    """Give a colour to the words of a status at the start of some lines."""
    left = 1 + len(status.label.split())
    for n, line in enumerate(lines):
        words = line.split(" ")
        if left and line:
            painted = f"\x1b[38;5;{_COLOURS[status]}m{' '.join(words[:left])}\x1b[0m"
            lines[n] = " ".join([painted, *words[left:]])
            left -= len(words[:left])


def _layout(
    table: Table, rows: Sequence[Mapping[int, str]], width: int
) -> tuple[list[str], list[int], list[int]]:
    """Return the headings, the places of the columns that fit the width, and their widths.

    If they don't fit, it uses short headings; if that is not enough, the columns with the most text go
    below the row, but never the first, which names it, or a date after it.
    """
    full = [escape.plain(column.title) for column in table.columns]
    short = [escape.plain(column.short or column.title) for column in table.columns]
    places = list(table.row_places)
    for heads in (full, short):
        widths, fits = _widths(table, heads, rows, places, width)
        if fits:
            return heads, places, widths
    while len(places) > 1 and not fits:
        # In a calendar, the days are the last to go.
        rest = places[2:] if len(places) > 2 and table.columns[places[1]].kind == "date" else places[1:]
        volume = {n: sum(len(row[n]) for row in rows) for n in rest}
        places.remove(max(volume, key=lambda n: volume[n]))
        widths, fits = _widths(table, short, rows, places, width)
    return short, places, widths


def _widths(
    table: Table, heads: Sequence[str], rows: Sequence[Mapping[int, str]], places: Sequence[int], width: int
) -> tuple[list[int], bool]:
    """Return the widths of columns, reduced from the widest until they fit, and whether they do."""
    room = width - _GAP * (len(places) - 1)
    least: list[int] = []
    widths: list[int] = []
    for n in places:
        cells = [row[n] for row in rows]
        # Numbers and shares stay on one line.
        parts = (
            cells if table.columns[n].align == "right" else [word for cell in cells for word in cell.split()]
        )
        least.append(max(map(len, [*parts, *heads[n].split(), ""])))
        longest = max(len(line) for cell in (heads[n], *cells) for line in cell.split("\n"))
        if n == places[0]:
            least[0] = max(least[0], min(_READABLE, longest))
        widths.append(max(least[-1], min(room, longest)))
    while sum(widths) > room:
        wide = [n for n, word in enumerate(least) if widths[n] > word]
        if not wide:
            return widths, False
        widths[max(wide, key=lambda n: widths[n])] -= 1
    return widths, True
