"""Reports as LaTeX, for the packages booktabs, longtable and array.

Long texts stand below their rows, as in plain text, so that the columns beside fit the page; they share it
by how much text each has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from osce_tracker import text as escape
from osce_tracker.formats.cells import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from osce_tracker.formats.report import Report, Table

#: What goes before a whole document. Every engine has the Latin letters, the newer two all others.
_PREAMBLE: Final = r"""% Compile with pdflatex for Latin letters, with xelatex or lualatex for all others.
\documentclass[10pt,a4paper]{article}
\usepackage[landscape,margin=18mm]{geometry}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[T1]{fontenc}
  \usepackage[utf8]{inputenc}
  \usepackage{lmodern}
  \usepackage{textcomp}
\else
  \usepackage{fontspec}
  \defaultfontfeatures{Ligatures=TeXOff}
  \IfFontExistsTF{DejaVu Sans}{\setmainfont{DejaVu Sans}[Ligatures=TeXOff]}{}
\fi
\usepackage{array,booktabs,longtable}
\setlength{\parindent}{0pt}
\setlength{\parskip}{4pt}
\setlength{\tabcolsep}{4pt}
\emergencystretch=3em
\begin{document}
"""
#: The least share of the line that a column gets.
_LEAST: Final = 0.045
#: Which share of the line columns have together; the rest lies between them.
_WHOLE: Final = 0.9
#: Longer cells stand below their row, and longer texts there in several parts.
_LONGEST_CELL: Final = 600
_LONGEST_PART: Final = 600


def to_document(report: Report) -> str:
    """Return a report as a whole LaTeX document, which compiles as it is.

    Args:
        report: the report.
    """
    return f"{_PREAMBLE}{to_latex(report)}\\end{{document}}\n"


def to_latex(report: Report) -> str:
    """Return a report as LaTeX to be put into a document that loads array, booktabs and longtable.

    Args:
        report: the report.
    """
    parts = [rf"\section*{{{escape.latex(report.title)}}}"]
    if report.subtitle:
        parts.append(escape.latex(report.subtitle))
    for table in report.tables:
        parts.append(rf"\subsection*{{{escape.latex(table.title)}}}")
        if table.rows:
            parts.append("\n".join(_table(table)))
        parts.extend(escape.latex(note) for note in table.notes)
    parts.extend(escape.latex(note) for note in report.notes)
    return "\n\n".join(parts) + "\n"


def _table(table: Table) -> Iterator[str]:
    beside = [n for n, column in enumerate(table.columns) if not column.detail] or [0]
    below = [n for n in range(len(table.columns)) if n not in beside]
    shares = _shares([[table.columns[n].title, *(shown(row[n]) for row in table.rows)] for n in beside])
    yield r"{\footnotesize"
    columns = (_column(table, n, share) for n, share in zip(beside, shares, strict=True))
    yield rf"\begin{{longtable}}{{{''.join(columns)}}}"
    yield r"\toprule"
    yield _line([escape.latex(table.columns[n].title) for n in beside])
    yield "\\midrule\n\\endhead\n\\bottomrule\n\\endfoot"
    for row in table.rows:
        # A star after the end of a line keeps the page from breaking before what stands below it.
        values = {n: shown(value) for n, value in enumerate(row)}
        # A row of a table is never broken over pages, so what is too long for one stands below in parts.
        long = [n for n in beside if len(values[n]) > _LONGEST_CELL]
        told = [(n, values[n]) for n in (*long, *below) if row[n] is not None]
        cells = ["(below)" if n in long else values[n] for n in beside]
        yield _line([escape.latex(cell) for cell in cells], keep=bool(told))
        lines: list[str] = []
        for n, value in told:
            head = "" if len(below) == 1 and not long else escape.latex(table.columns[n].title)
            lines += _details(head, value, len(beside))
        # Long texts may be parted from the next, or the page could not break at all.
        yield from (line if len(line) > _LONGEST_PART else f"{line}*" for line in lines[:-1])
        yield from lines[-1:]
    yield "\\end{longtable}\n}"


def _column(table: Table, place: int, share: float) -> str:
    side = r"\raggedleft" if table.columns[place].align == "right" else r"\raggedright"
    return rf">{{{side}\arraybackslash}}p{{{share:.3f}\linewidth}}"


def _line(cells: Sequence[str], *, keep: bool = False) -> str:
    first, *others = cells
    # The end of the line before takes a star or a bracket for its own argument.
    first = f"{{}}{first}" if first.startswith(("*", "[")) else first
    return " & ".join([first, *others]) + (r" \\*" if keep else r" \\")


def _details(head: str, value: str, span: int) -> Iterator[str]:
    """Yield a long text across all columns, below its row, in parts that fit a page."""
    width = rf">{{\raggedright\arraybackslash}}p{{{_WHOLE:.2f}\linewidth}}"
    for number, part in enumerate(_parts(value)):
        # Several texts are told apart by their headings.
        told = rf"\textit{{{head}:}} " if head and number == 0 else ""
        text = rf"\hangindent=2em\hangafter=0 {told}{escape.latex(part)}"
        yield rf"\multicolumn{{{span}}}{{{width}}}{{{text}}} \\"


def _parts(text: str) -> Iterator[str]:
    """Yield a text in parts of so many characters at the most, broken at blanks where it has any."""
    while len(text) > _LONGEST_PART:
        cut = text.rfind(" ", 1, _LONGEST_PART) + 1 or _LONGEST_PART
        yield text[:cut]
        text = text[cut:]
    yield text


def _shares(columns: Sequence[Sequence[str]]) -> list[float]:
    """Return which share of the line each column gets: by its longest word and how much it says."""
    needs = [
        max(max((len(word) for word in cell.split()), default=1) for cell in column)
        + (sum(map(len, column)) / len(column)) ** 0.75
        for column in columns
    ]
    shares = [max(_LEAST, _WHOLE * need / sum(needs)) for need in needs]
    return [_WHOLE * share / sum(shares) for share in shares]
