"""Reports as LaTeX, for the packages array, booktabs, longtable and hyperref.

Long texts go below their row, as in plain text, so that the columns fit the page; the columns share the line
in proportion to their text.
"""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Final
from urllib.parse import quote

from osce_tracker.formats import cells
from osce_tracker.formats.cells import Parts, cell_text, is_empty, shared_cell
from osce_tracker.formats.report import Report, Table, Value, prepared
from osce_tracker.formats.style import read_template
from osce_tracker.formats.tabulated import table_lines
from osce_tracker.model.sources import Source
from osce_tracker.text import latex

#: The smallest share of the line for a column.
_LEAST: Final = 0.045
#: The share of the line for all columns together; the rest is space between them.
_WHOLE: Final = 0.9
#: Rows can't break across pages, so columns with longer texts go below the row, in parts of this length.
_LONGEST: Final = 600
#: Lets a page end early rather than leave a heading at its foot.
_ROOM: Final = r"\vspace{0pt plus 6\baselineskip}\pagebreak[1]\vspace{0pt plus -6\baselineskip}"
_HEAD_ENDS: Final = "\\midrule\n\\endhead\n\\bottomrule\n\\endfoot"


def to_document(report: Report, sources: str = "latest") -> str:
    """Return a report as a complete LaTeX document, ready to compile.

    Args:
        report: the report.
        sources: as for ``to_latex``.

    Raises:
        UsageError: if ``sources`` is another word.
    """
    title = f"\\hypersetup{{pdftitle={{{latex(report.heading)}}}}}\n"
    body = f"\\begin{{document}}\n{to_latex(report, sources)}\\end{{document}}\n"
    return f"{read_template('preamble.tex')}{title}{body}"


def to_latex(report: Report, sources: str = "latest") -> str:
    """Return a report as LaTeX for a document that loads array, booktabs, longtable and hyperref.

    Args:
        report: the report.
        sources: which sources of each row are links: ``none``, ``latest`` or ``all``.

    Raises:
        UsageError: if ``sources`` is another word.
    """
    parts = _parts(prepared(report, sources), every=sources == "all")
    return "\n\n".join(part for part in parts if part) + "\n"


def _parts(report: Report, *, every: bool) -> Iterator[str]:
    yield latex(report.kicker)
    yield rf"\section*{{{latex(report.heading)}}}"
    yield latex(report.lead)
    for figure in report.figures:
        note = f" ({latex(figure.note)})" if figure.note else ""
        yield rf"\textbf{{{latex(cell_text(figure.value))}}} {latex(figure.label)}{note}"
    for chart in report.charts:
        yield latex(cells.chart_text(chart))
    for table in report.tables:
        yield rf"{_ROOM}\subsection*{{{latex(table.title)}}}"
        if table.rows:
            yield "\n".join(_table(table, every=every))
        yield from (latex(cells.total_text(total)) for total in table.totals)
        yield from map(latex, table.notes)
    yield from map(latex, report.notes)
    yield from map(latex, cells.edition_lines(report))


def _table(table: Table, *, every: bool) -> Iterator[str]:
    columns = table.columns
    texts = [{n: cells.linked_text(shared_cell(table, row, n)) for n in table.places} for row in table.rows]
    long = {n for row in texts for n, text in row.items() if len(text) > _LONGEST}
    places = [n for n in table.row_places if n == table.row_places[0] or n not in long]
    details = [n for n in table.places if n not in places]
    # A single long text needs no label, unless it would usually be in the row.
    labelled = tuple(details) != table.detail_places or len(details) > 1
    shares = _shares([[columns[n].title, *(row[n] for row in texts)] for n in places])
    sides = (r"\raggedleft" if columns[n].align == "right" else r"\raggedright" for n in places)
    spec = (
        rf">{{{side}\arraybackslash}}p{{{share:.3f}\linewidth}}"
        for side, share in zip(sides, shares, strict=True)
    )
    rows = [_row([_cell(shared_cell(table, row, n), every=every) for n in places]) for row in table.rows]
    heads, left = _row([latex(columns[n].title) for n in places]), [False] * len(places)
    lines = iter(table_lines(rows, left, heads=heads, rule=_HEAD_ENDS, frame=("", " & ", r" \\")))
    yield f"{{\\footnotesize\n\\begin{{longtable}}{{{''.join(spec)}}}\n\\toprule"
    yield next(lines)
    yield from (next(lines) for _ in _HEAD_ENDS.split("\n"))
    for group, members in table.sections():
        if group is not None:
            note = f": {latex(group.note)}" if group.note else ""
            yield _across(len(places), rf"\textbf{{{latex(group.title)}}}{note}") + "*"
        for row in members:
            below: list[str] = []
            for n in details:
                value = shared_cell(table, row, n)
                if not is_empty(value):
                    label = latex(columns[n].title) if labelled else ""
                    below += _detail(label, value, len(places), every=every)
            # A star keeps the page from breaking before the next line.
            yield next(lines) + ("*" if below else "")
            # After a long part it may break; otherwise the page could never break.
            yield from (line if len(line) > _LONGEST else f"{line}*" for line in below[:-1])
            yield from below[-1:]
    yield "\\end{longtable}\n}"


def _row(cells: Sequence[str]) -> list[str]:
    first, *others = cells
    # The end of the previous line would take a star or a bracket as its own argument.
    return [f"{{}}{first}" if first.startswith(("*", "[")) else first, *others]


def _cell(value: Value | Parts, *, every: bool, separator: str = r" \newline ") -> str:
    def sources(pages: tuple[Source, ...]) -> str:
        return cells.links(pages, _link, every=every)

    return cells.joined(value, lambda one: latex(cell_text(one)), sources, separator)


def _link(source: Source) -> str:
    # Written the way hyperref takes an address inside a table, with TeX's special characters escaped.
    address = quote(source.url, safe="/:?=&@!+,;()-._*'%#").replace("~", "%7E")
    for sign in "%#&":
        address = address.replace(sign, f"\\{sign}")
    return rf"\href{{{address}}}{{{latex(cells.source_line(source))}}}"


def _across(span: int, text: str) -> str:
    """Return a line of a table with one text across all columns."""
    width = rf">{{\raggedright\arraybackslash}}p{{{_WHOLE:.2f}\linewidth}}"
    return rf"\multicolumn{{{span}}}{{{width}}}{{{text}}} \\"


def _detail(label: str, value: Value | Parts, span: int, *, every: bool) -> Iterator[str]:
    """Yield the lines of a long text below its row, in parts that fit a page."""
    head = rf"\textit{{{label}:}} " if label else ""
    for number, part in enumerate(_pieces(value, every=every)):
        yield _across(span, rf"\hangindent=2em\hangafter=0 {'' if number else head}{part}")


def _pieces(value: Value | Parts, *, every: bool) -> list[str]:
    """Return a cell in pieces that fit a page."""
    if isinstance(value, Parts):
        if len(cells.linked_text(value)) <= _LONGEST:
            return [_cell(value, every=every, separator=" ")]
        return [piece for part in value.values for piece in _pieces(part, every=every)]
    if isinstance(value, tuple):
        return [_cell(value, every=every)]
    return list(map(latex, wrap(cell_text(value), _LONGEST, break_on_hyphens=False) or [""]))


def _shares(columns: Sequence[Sequence[str]]) -> list[float]:
    """Return the share of the line for each column, from its longest word and its amount of text."""
    needs = [
        max(max((len(word) for word in cell.split()), default=1) for cell in column)
        + (sum(map(len, column)) / len(column)) ** 0.75
        for column in columns
    ]
    shares = [max(_LEAST, _WHOLE * need / sum(needs)) for need in needs]
    return [_WHOLE * share / sum(shares) for share in shares]
