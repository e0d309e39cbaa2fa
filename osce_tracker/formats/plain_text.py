"""Reports as plain text, and as Markdown (tabulate).

tabulate lays out and nothing more: it gets finished, escaped strings and a table format of our own, so
that its output is the same in every version (STYLE, part 2.2). Plain text is laid out here: its long
texts stand below their rows, which tabulate has no form for.
"""

from __future__ import annotations

from itertools import chain, repeat, zip_longest
from typing import TYPE_CHECKING, Any, Final

from osce_tracker import text as escape
from osce_tracker.errors import UsageError, quoted
from osce_tracker.formats.cells import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from osce_tracker.formats.report import Column, Report, Table

#: Columns of a terminal that plain text is laid out for, and the fewest that can hold a table.
WIDTH: Final = 100
_NARROWEST: Final = 60
#: Blanks between two columns of plain text.
_GAP: Final = 2
#: How far such a text is indented at the most.
_DEEPEST: Final = 12
#: How narrow a column of text may get before other columns have to give way.
_READABLE: Final = 24
#: What a long text below its row begins with.
_DETAIL: Final = "> "


def to_plain(report: Report, width: int = WIDTH) -> str:
    """Return a report as plain text for a terminal.

    Args:
        report: the report.
        width: how many columns lines may have; words are wrapped, but never an address or an id, so
            that a longer one sticks out.

    Raises:
        UsageError: when the width is below 60.
    """
    if type(width) is not int or width < _NARROWEST:
        raise UsageError(f"width {quoted(width)} is too narrow; accepted: {_NARROWEST} and more")
    parts = [_underlined(report.title, "=", width)]
    if report.subtitle:
        parts[0] += "\n" + _paragraph(report.subtitle, width)
    for table in report.tables:
        parts.append(_underlined(table.title, "-", width))
        if table.rows:
            parts.append(_plain_table(table, width))
        parts.extend(_paragraph(note, width) for note in table.notes)
    parts.extend(_paragraph(note, width) for note in report.notes)
    return "\n\n".join(parts) + "\n"


def _underlined(title: str, rule: str, width: int) -> str:
    lines = wrap(" ".join(escape.plain(title).split()), width)
    return "\n".join([*lines, rule * max(map(len, lines))])


def _paragraph(text: str, width: int) -> str:
    return "\n".join(wrap(escape.plain(text), width))


def wrap(text: str, width: int) -> list[str]:
    """Return a text in lines of a width, broken at blanks alone.

    Args:
        text: the text; its own line ends are kept.
        width: how long a line may be; a longer word has a line for itself.

    >>> wrap("one two three", 8)
    ['one two', 'three']
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            if not line:
                line = word
            elif len(line) + 1 + len(word) <= width:
                line += f" {word}"
            else:
                lines.append(line)
                line = word
        lines.append(line)
    return lines


def _plain_table(table: Table, width: int) -> str:
    """Return a table whose long texts stand below their rows, across all columns."""
    heads = [escape.plain(column.title) for column in table.columns]
    rows = [[escape.plain(shown(value)) for value in row] for row in table.rows]
    beside, widths = _beside(table, heads, rows, width)
    short = [escape.plain(column.short or column.title) for column in table.columns]
    if short != heads:
        narrow, narrower = _beside(table, short, rows, width)
        if len(narrow) > len(beside):
            heads, beside, widths = short, narrow, narrower
    below = [n for n in range(len(heads)) if n not in beside]
    right = [table.columns[n].align == "right" for n in beside]
    out = [_line(line, widths, right) for line in _block([heads[n] for n in beside], widths)]
    out.append((" " * _GAP).join("-" * width for width in widths))
    indent = " " * min(widths[0] + _GAP, _DEEPEST)
    for full, values in zip(rows, table.rows, strict=True):
        out += [_line(line, widths, right) for line in _block([full[n] for n in beside], widths)]
        for n in below:
            if values[n] is not None:
                # Several of them are told apart by their headings.
                alone = len(below) == 1 and table.columns[n].detail
                text = full[n] if alone else f"{heads[n]}: {full[n]}"
                marks = chain([_DETAIL], repeat(" " * len(_DETAIL)))
                detail = wrap(text, width - len(indent) - len(_DETAIL))
                out += [indent + mark + line for mark, line in zip(marks, detail, strict=False)]
    return "\n".join(line.rstrip() for line in out)


def _beside(
    table: Table, heads: Sequence[str], rows: Sequence[Sequence[str]], width: int
) -> tuple[list[int], list[int]]:
    """Return which columns stand beside each other, and how wide: those of long texts stand below.

    Where even wrapped columns are too wide together, the one of most text joins them, until they fit;
    the first that stands beside others stays, since it names the row.
    """
    places = [n for n, column in enumerate(table.columns) if not column.detail] or [0]
    while True:
        columns = [[heads[n], *(row[n] for row in rows)] for n in places]
        widths, over = _widths(columns, width)
        if over <= 0 or len(places) == 1:
            return places, widths
        volume = [sum(map(len, column)) for column in columns[1:]]
        del places[1 + volume.index(max(volume))]


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    """Return one line of a table, each cell padded to the width of its column."""
    padded = (
        cell.rjust(width) if to_right else cell.ljust(width)
        for cell, width, to_right in zip(cells, widths, right, strict=True)
    )
    return (" " * _GAP).join(padded).rstrip()


def _block(cells: Sequence[str], widths: Sequence[int]) -> list[tuple[str, ...]]:
    """Return a row as lines of a table, each cell wrapped to the width of its column."""
    wrapped = [wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    return list(zip_longest(*wrapped, fillvalue=""))


def _widths(columns: Sequence[Sequence[str]], width: int) -> tuple[list[int], int]:
    """Return the widths of columns, cut to fit the line, and by how much they still do not fit."""
    least = [max(len(word) for cell in column for word in (*cell.split(), "")) for column in columns]
    widths = [
        max(word, *(len(line) for cell in column for line in cell.split("\n")))
        for word, column in zip(least, columns, strict=True)
    ]
    over = sum(widths) + _GAP * (len(widths) - 1) - width
    # Long texts give way first, as long as they stay readable; then the columns that have most to
    # give, down to their longest word, so that few have to; and the one of most text last.
    readable = [max(word, min(have, _READABLE)) for word, have in zip(least, widths, strict=True)]
    volume = [sum(map(len, column)) for column in columns]
    most = volume.index(max(volume))
    for floors in (readable, least):
        room = [have - floor for have, floor in zip(widths, floors, strict=True)]
        for place in sorted(range(len(widths)), key=lambda n: (floors is least and n == most, -room[n])):
            cut = min(max(over, 0), widths[place] - floors[place])
            widths[place] -= cut
            over -= cut
    return widths, over


def to_markdown(report: Report) -> str:
    """Return a report as Markdown with pipe tables, as GitHub and pandoc read them.

    Args:
        report: the report.
    """
    parts = [f"# {escape.markdown(report.title)}"]
    if report.subtitle:
        parts.append(escape.markdown_block(report.subtitle))
    for table in report.tables:
        parts.append(f"## {escape.markdown(table.title)}")
        if table.rows:
            parts.append(_tabulated(table, escape.markdown, _markdown_format(table.columns)))
        parts.extend(escape.markdown_block(note) for note in table.notes)
    if report.notes:
        parts.append("\n".join(f"- {escape.markdown_block(note)}" for note in report.notes))
    return "\n\n".join(parts) + "\n"


def _tabulated(table: Table, escaped: Callable[[str], str], style: Any) -> str:
    """Return a table whose cells stand on one line each, in a format of our own."""
    # Imported when first used: half of its time goes into reading its own version.
    from tabulate import tabulate

    text = tabulate(
        [[escaped(shown(value)) for value in row] for row in table.rows],
        [escaped(column.title) for column in table.columns],
        tablefmt=style,
        # Else "2025.10" would become 2025.1.
        disable_numparse=True,
        colalign=[column.align for column in table.columns],
        preserve_whitespace=True,
    )
    return str(text)


def _markdown_format(columns: Sequence[Column]) -> Any:
    from tabulate import TableFormat

    marks = ["---:" if column.align == "right" else "---" for column in columns]

    def rule(_widths: Sequence[int], _aligns: Sequence[str]) -> str:
        return f"| {' | '.join(marks)} |"

    def row(cells: Sequence[str], _widths: Sequence[int], _aligns: Sequence[str]) -> str:
        return f"| {' | '.join(cell.strip(' ') for cell in cells)} |"

    return TableFormat(
        lineabove=None,
        linebelowheader=rule,
        linebetweenrows=None,
        linebelow=None,
        headerrow=row,
        datarow=row,
        padding=0,
        with_header_hide=None,
    )
