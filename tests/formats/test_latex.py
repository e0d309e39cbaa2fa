"""Reports as LaTeX: read back from the source, and compiled where a compiler is installed."""

import re
import shutil
import subprocess

import attrs
import pytest
from hypothesis import given

import osce_tracker as ot
from osce_tracker.formats.latex import _ROOM, to_document, to_latex
from osce_tracker.plot.chart import Chart
from osce_tracker.text import plain
from tests.formats.reports import (
    DATA,
    ID,
    LONG,
    MORE,
    PAGES,
    SOURCES,
    N,
    full,
    is_empty,
    latest,
    report,
    reports,
    table,
)
from tests.test_text import from_latex, unseen

PDFLATEX = shutil.which("pdflatex")
END = re.compile(r" (\\\\\*?)$")
ACROSS = re.compile(
    r"\\multicolumn\{(\d+)\}\{>\{\\raggedright\\arraybackslash\}p\{0\.90\\linewidth\}\}\{(.*)\}"
)


def _set(text):
    """Return a text as LaTeX sets it: blanks and line breaks are one blank, and none ends a link."""
    return " ".join(plain(text).split()).replace(" ,", ",")


def _read(source):
    """Return the text of LaTeX source; a link is its text."""
    return (
        from_latex(re.sub(r"\\href\{[^{}]*\}\{((?:\\[{}]|[^{}]|\{[^{}]*\})*)\}", r"\1", source))
        .strip()
        .replace(" ,", ",")
    )


def _bodies(source):
    """Return the head and the lines of each table; a text across all columns as its span, label and text."""
    tables = []
    for body in re.findall(r"\\toprule\n(.*?)\n?\\end\{longtable\}", source, flags=re.DOTALL):
        head, _, rows = body.partition("\n\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n")
        lines = []
        for line in [head, *filter(None, rows.split("\n"))]:
            assert END.search(line)
            bare = END.sub("", line)
            across = ACROSS.fullmatch(bare)
            if across:
                text = across[2].removeprefix(r"\hangindent=2em\hangafter=0 ")
                label = re.match(r"\\text(?:it|bf)\{(.*?)\}(?=:| |$)", text)
                rest = text[label.end() if label else 0 :].removeprefix(":")
                lines.append((int(across[1]), label and _read(label[1]).removesuffix(":"), _read(rest)))
            else:
                lines.append([_read(cell.removeprefix("{}")) for cell in re.split(r"(?<!\\)&", bare)])
        tables.append(lines)
    return tables


def _expected(made):
    """Return the lines that a table should have: rows, and what is below each."""
    span, labelled = len(made.row_places), len(made.detail_places) > 1
    lines = [[_set(made.columns[n].title) for n in made.row_places]]
    for group, rows in made.sections():
        if group is not None:
            lines.append((span, _set(group.title), _set(group.note)))
        for row in rows:
            lines.append([_set(latest(row[n])) for n in made.row_places])
            below = [n for n in made.detail_places if not is_empty(row[n])]
            labels = [_set(made.columns[n].title) if labelled else "" for n in below]
            lines += [
                (span, label or None, _set(latest(row[n]))) for n, label in zip(below, labels, strict=True)
            ]
    return lines


@given(reports)
def test_any_report_is_read_back(made):
    """Whatever the report, the tables have the same text in every cell, and groups are closed."""
    # Braces and colons in the texts of labels would make this simple reader fail.
    simple = [attrs.evolve(c, title=f"Column {n}") for n, c in enumerate([ID] * 9)]
    tables = [
        attrs.evolve(
            each,
            columns=[attrs.evolve(c, title=simple[n].title) for n, c in enumerate(each.columns)],
            groups=[attrs.evolve(g, title=f"Group {n}") for n, g in enumerate(each.groups)],
        )
        for each in made.tables
    ]
    source = to_latex(attrs.evolve(made, tables=tables))
    assert [_expected(each) for each in tables if each.rows] == _bodies(source)
    assert [] == unseen(source)
    bare = re.sub(r"\\[\\{}%&#$_]", "", source)
    assert bare.count("{") == bare.count("}")
    assert source.count(r"\begin{longtable}") == source.count(r"\end{longtable}")


def test_no_cell_is_an_argument():
    r"""The end of a row takes ``[...]`` and ``*`` after it for its own: no first cell begins so."""
    for text in ("[sic] a note", "*bold*", "[1ex]", "*"):
        columns = (ot.Column("a", text), N, LONG)
        source = to_latex(report(table((text, 1, "x"), (text, 2, None), columns=columns)))
        assert not re.search(r"(\\\\\*?|\\toprule|\\midrule|\\bottomrule|\\endfoot)\n\s*[\[*]", source), text
        assert [[text, "Number"], [text, "1"], (2, None, "X"), [text, "2"]] == _bodies(source)[0]


def test_layout():
    """A report is sections with long tables whose head is repeated on every page."""
    span = r"\multicolumn{4}{>{\raggedright\arraybackslash}p{0.90\linewidth}}"
    links = r"2 sources, the latest: \href{https://osce.org/1}{P1}"
    lines = to_latex(full()).split("\n")
    assert [
        "Report · Of two",
        r"\section*{The Chair kept 18 of 45 promises}",
        r"\textbf{18 of 45 (40\%)} kept (12 before)",
        r"\textbf{98} promises",
        _ROOM + r"\subsection*{Table}",
        r"{\footnotesize",
    ] == [line for line in lines[:11] if line]
    assert lines[11].startswith(r"\begin{longtable}{")
    assert [
        r"\toprule",
        r"Id & Number & Kept & Sources \\",
        r"\midrule",
        r"\endhead",
        r"\bottomrule",
        r"\endfoot",
        span + r"{\textbf{First}: 1 row} \\*",
        rf"A-1 & 7 & 18 of 45 (40\%) & {links} \\*",
        span + r"{\hangindent=2em\hangafter=0 It went well.} \\",
        span + r"{\textbf{Second}} \\*",
        r"B & – & – & – \\",
        r"\end{longtable}",
        "}",
    ] == lines[12:25]
    assert ["Two rows.", "The end.", DATA] == [line for line in lines[25:] if line]


def test_chart_is_its_words():
    """LaTeX has no pictures: a chart is its title and its text alternative."""
    assert "\n\nPicture (not shown here): T. 5 \\%.\n\n" in to_latex(
        report(charts=(Chart(title="T", key="c", draw=dict, text="5 %."),))
    )


def test_several_long_texts_have_labels_and_stay_together():
    """Several long texts below a row have their headings, and no page ends between them."""
    rows = (("A", "One.", "Two."), ("B", None, "Three."))
    source = to_latex(report(table(*rows, columns=(ID, LONG, MORE))))
    assert [
        ["Id"],
        ["A"],
        (1, "Long", "One."),
        (1, "More", "Two."),
        ["B"],
        (1, "More", "Three."),
    ] == _bodies(source)[0]
    ends = [END.search(line)[1] for line in source.split("\n") if END.search(line)]
    assert [r"\\", r"\\*", r"\\*", r"\\", r"\\*", r"\\"] == ends


def test_text_that_is_too_long_for_a_row_goes_below_it_in_parts():
    """A row can't break over pages, so a column with an endless text is below the row, in parts."""
    text = " ".join(f"Word{n}" for n in range(300))
    source = to_latex(report(table(("A", text), ("B", "short"), columns=(ID, ot.Column("t", "Text")))))
    head, first, *parts, second, last = _bodies(source)[0]
    assert (["Id"], ["A"], ["B"], (1, "Text", "Short")) == (head, first, second, last)
    assert (True, text) == (len(parts) > 2, " ".join(part for _, _, part in parts))


def test_columns_are_as_many_as_cells():
    """A table has one column for each cell, numbers to the right, and fits the line."""
    form = r">\{\\(raggedleft|raggedright)\\arraybackslash\}p\{([\d.]+)\\linewidth\}"
    for columns in ((ID,), (ID, N), (ID, LONG), (LONG, MORE), (ID, N, LONG, MORE)):
        source = to_latex(report(table(tuple("word " * n for n in range(len(columns))), columns=columns)))
        spec = re.search(r"\\begin\{longtable\}\{(.*)\}", source)[1]
        found = re.findall(form, spec)
        places = table(columns=columns).row_places
        assert "" == re.sub(form, "", spec)
        assert [columns[n].align == "right" for n in places] == [side == "raggedleft" for side, _ in found]
        assert 0.89 <= sum(float(share) for _, share in found) <= 0.91, columns


def test_document_is_the_fragment_with_what_it_needs():
    """A whole document holds the fragment and loads the packages that the description names."""
    head, _, body = to_document(full()).partition("\\begin{document}\n")
    assert to_latex(full()) + "\\end{document}\n" == body
    for package in ("array", "booktabs", "longtable", "hyperref"):
        assert (package in head, package in to_latex.__doc__) == (True, True)


def _compile(source, folder):
    (folder / "report.tex").write_text(source, encoding="utf-8")
    command = [PDFLATEX, "-interaction=nonstopmode", "-halt-on-error", "report.tex"]
    done = subprocess.run(command, check=False, capture_output=True, cwd=folder, timeout=120)
    log = (folder / "report.log").read_text("utf-8", errors="replace")
    return done.returncode, [line for line in log.split("\n") if line.startswith("! ")]


@pytest.mark.skipif(PDFLATEX is None, reason="pdflatex is not installed")
def test_documents_of_the_bundled_data_compile(tmp_path, tracker):
    """The reports on the bundled data compile as they are."""
    for made in (
        ot.quarterly(tracker, "2025-Q3"),
        ot.brief(tracker, "2025-Q4"),
        ot.scorecard(tracker, "2025-12-31"),
        ot.support(tracker),
        ot.profile(tracker, "FI"),
        ot.show(tracker, "FI25-HD-03"),
        ot.agenda(tracker, "2025-12", series=True),
    ):
        assert (0, []) == _compile(to_document(made), tmp_path), made.title


@pytest.mark.skipif(PDFLATEX is None, reason="pdflatex is not installed")
def test_addresses_with_signs_of_tex_compile(tmp_path):
    """Addresses may have every sign that TeX acts on, in a row and below it."""
    urls = ("a_b?c=1&d=%20#e~f", "{x}^y$z\\w", "(a)'b*!,;@", "ä", "`|", "%", "a" * 1500)
    pages = tuple(
        ot.Source(url=f"https://x.org/{url}", title="T", publisher="P & Q_R", publisher_type="osce")
        for url in urls
    )
    below = attrs.evolve(SOURCES, key="more", detail=True)
    rows = (("A", pages, PAGES), ("B", PAGES, pages))
    assert (0, []) == _compile(to_document(report(table(*rows, columns=(ID, SOURCES, below)))), tmp_path)
