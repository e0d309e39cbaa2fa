"""Reports as LaTeX: read back from the source, and compiled where a compiler is installed."""

import re
import shutil
import subprocess

import pytest
from hypothesis import given

import osce_tracker as ot
from osce_tracker import text as escape
from osce_tracker.formats.cells import shown
from osce_tracker.formats.latex import to_document, to_latex
from tests import strategies
from tests.test_text import from_latex, unseen

ID, N = ot.Column("id", "Id"), ot.Column("n", "Number", kind="number")
LONG, MORE = ot.Column("long", "Long", detail=True), ot.Column("more", "More", detail=True)
PDFLATEX = shutil.which("pdflatex")
END = re.compile(r" (\\\\\*?)$")
DETAIL = re.compile(
    r"\\multicolumn\{(\d+)\}\{>\{\\raggedright\\arraybackslash\}p\{0\.90\\linewidth\}\}\{(.*)\}"
)


def _table(*rows, columns=(ID, N), notes=(), title="Table"):
    return ot.Table(title=title, key="t", columns=columns, rows=rows, notes=notes)


def _report(*tables, title="Report", subtitle="", notes=()):
    return ot.Report(title=title, subtitle=subtitle, tables=tables, notes=notes)


def _hostile(text):
    """Return a report that has a text wherever one may stand."""
    columns = (ot.Column("a", text), ot.Column("b", text, kind="number"), ot.Column("c", text, detail=True))
    rows = ((text, text, text), ("A", None, text))
    table = ot.Table(title=text, key="t", columns=columns, rows=rows, notes=(text,))
    return ot.Report(title=text, subtitle=text, tables=(table, table), notes=(text, text))


def _set(text):
    """Return a text as LaTeX sets it: blanks and line ends are one blank."""
    return " ".join(escape.plain(text).split())


def _cells(line):
    return [from_latex(cell.removeprefix("{}")).strip() for cell in re.split(r"(?<!\\)&", line)]


def _bodies(source):
    """Return the head and the lines of each table, without their ends; a detail as its span and text."""
    tables = []
    for body in re.findall(r"\\toprule\n(.*?)\n?\\end\{longtable\}", source, flags=re.DOTALL):
        head, _, rows = body.partition("\n\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n")
        lines = []
        for line in [head, *filter(None, rows.split("\n"))]:
            assert END.search(line)
            bare = END.sub("", line)
            detail = DETAIL.fullmatch(bare)
            if detail:
                text = detail[2].removeprefix(r"\hangindent=2em\hangafter=0 ")
                italic = re.match(r"\\textit\{(.*?):\} ", text)
                label = from_latex(italic[1]) if italic else None
                lines.append((int(detail[1]), label, from_latex(text[italic.end() if italic else 0 :])))
            else:
                lines.append(_cells(bare))
        tables.append(lines)
    return tables


def _expected(table):
    """Return the lines that a table is to set: rows, and what stands below each."""
    beside = [n for n, column in enumerate(table.columns) if not column.detail] or [0]
    below = [n for n in range(len(table.columns)) if n not in beside]
    lines = [[_set(table.columns[n].title) for n in beside]]
    for row in table.rows:
        lines.append([_set(shown(row[n])) for n in beside])
        for n in below:
            if row[n] is not None:
                label = None if len(below) == 1 else _set(table.columns[n].title)
                lines.append((len(beside), label, _set(shown(row[n]))))
    return lines


def _assert_tables(report, source):
    assert [_expected(table) for table in report.tables if table.rows] == _bodies(source)


def _assert_balanced(source):
    """Assert that groups and environments are closed in the order in which they were opened."""
    bare = re.sub(r"\\[\\{}%&#$_]", "", re.sub(r"(?m)(?<!\\)%.*$", "", source))
    depth = 0
    for sign in bare:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert 0 == depth
    opened = []
    for kind, name in re.findall(r"\\(begin|end)\{(\w+)\}", source):
        if kind == "begin":
            opened.append(name)
        else:
            assert opened.pop() == name
    assert [] == opened


@pytest.mark.parametrize("text", strategies.NASTY)
def test_bad_texts_are_texts(text):
    """In cells, headings, titles and notes a bad text is set as the text it was."""
    report = _hostile(text)
    source = to_latex(report)
    _assert_tables(report, source)
    _assert_balanced(source)
    assert [_set(text)] == [from_latex(t) for t in re.findall(r"\\section\*\{(.*)\}", source)]
    assert [_set(text)] * 2 == [from_latex(t) for t in re.findall(r"\\subsection\*\{(.*)\}", source)]
    blocks = (r"\section*{", r"\subsection*{", r"{\footnotesize")
    paragraphs = [part for part in source.strip().split("\n\n") if not part.startswith(blocks)]
    assert [_set(text)] * 5 == [from_latex(part) for part in paragraphs]
    assert [] == unseen(source)


@given(strategies.reports)
def test_any_report_is_read_back(report):
    """Whatever the report, the tables that LaTeX sets have the same text in every cell."""
    source = to_latex(report)
    _assert_tables(report, source)
    _assert_balanced(source)
    assert [] == unseen(source)
    source.encode()


@pytest.mark.parametrize("text", ["[sic] a note", "*bold*", "[1ex]", "*"])
def test_no_cell_is_an_argument(text):
    r"""A row's end takes ``[...]`` and ``*`` after it for its own: a first cell may not begin so."""
    columns = (ot.Column("a", text), N, LONG)
    source = to_latex(_report(_table((text, 1, "x"), (text, 2, None), columns=columns)))
    assert not re.search(r"(\\\\\*?|\\toprule|\\midrule|\\bottomrule|\\endfoot)\n\s*[\[*]", source)
    assert [[text, "Number"], [text, "1"], (2, None, "x"), [text, "2"]] == _bodies(source)[0]


def test_layout():
    """A report is sections with long tables whose head comes again on every page."""
    report = _report(
        _table(("A", 7, "Long."), ("B", 1, None), columns=(ID, N, LONG), notes=("Two rows.",)),
        _table(notes=("Nothing.",), title="Empty"),
        subtitle="Of two",
        notes=("The end.",),
    )
    lines = to_latex(report).split("\n")
    assert [r"\section*{Report}", "Of two", r"\subsection*{Table}"] == [lines[n] for n in (0, 2, 4)]
    assert r"{\footnotesize" == lines[6]
    assert lines[7].startswith(r"\begin{longtable}{")
    span = r"\multicolumn{2}{>{\raggedright\arraybackslash}p{0.90\linewidth}}"
    assert [
        r"\toprule",
        r"Id & Number \\",
        r"\midrule",
        r"\endhead",
        r"\bottomrule",
        r"\endfoot",
        r"A & 7 \\*",
        span + r"{\hangindent=2em\hangafter=0 Long.} \\",
        r"B & 1 \\",
        r"\end{longtable}",
        "}",
        "",
    ] == lines[8:20]
    assert ["Two rows.", "", r"\subsection*{Empty}", "", "Nothing.", "", "The end.", ""] == lines[20:]


def test_several_long_texts_are_told_apart_and_kept_together():
    """Several long texts below a row have their headings, and no page ends between them."""
    source = to_latex(_report(_table(("A", "One.", "Two."), ("B", None, "Three."), columns=(ID, LONG, MORE))))
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


@pytest.mark.parametrize(
    "columns",
    [(ID,), (ID, N), (ID, LONG), (LONG, MORE), (ID, N, LONG, LONG), tuple([ID] * 12 + [LONG] * 3 + [N])],
)
def test_columns_are_as_many_as_cells(columns):
    """The preamble of a table has one column for each cell, numbers to the right, and fits the line."""
    source = to_latex(_report(_table(tuple("word " * n for n in range(len(columns))), columns=columns)))
    preamble = re.search(r"\\begin\{longtable\}\{(.*)\}", source)[1]
    form = r">\{\\(raggedleft|raggedright)\\arraybackslash\}p\{([\d.]+)\\linewidth\}"
    found = re.findall(form, preamble)
    beside = [column for column in columns if not column.detail] or [columns[0]]
    assert "" == re.sub(form, "", preamble)
    assert [c.align == "right" for c in beside] == [side == "raggedleft" for side, _ in found]
    assert 0.89 <= sum(float(share) for _, share in found) <= 0.91


def test_fragment_names_the_packages_it_needs():
    """The description names every package whose commands stand in the output."""
    source = to_latex(_report(_table(("A", 1))))
    for command, package in ((r"\toprule", "booktabs"), (r"{longtable}", "longtable"), (r">{", "array")):
        assert (command in source) == bool(re.search(rf"\b{package}\b", to_latex.__doc__))


def test_document_is_the_fragment_with_what_it_needs():
    """A whole document holds the fragment, and loads the packages that it names."""
    report = _report(_table(("A", 1)))
    source = to_document(report)
    head, _, body = source.partition("\\begin{document}\n")
    assert to_latex(report) + "\\end{document}\n" == body
    assert r"\usepackage{array,booktabs,longtable}" in head
    _assert_balanced(source)


def _compile(source, folder):
    (folder / "report.tex").write_text(source, encoding="utf-8")
    command = [PDFLATEX, "-interaction=nonstopmode", "-halt-on-error", "report.tex"]
    done = subprocess.run(command, check=False, capture_output=True, cwd=folder, timeout=120)
    log = (folder / "report.log").read_text("utf-8", errors="replace")
    return done.returncode, [line for line in log.split("\n") if line.startswith("! ")]


@pytest.mark.skipif(PDFLATEX is None, reason="pdflatex is not installed")
@pytest.mark.parametrize(
    "name", ["quarterly", "brief", "scorecard", "support", "profile", "record", "agenda"]
)
def test_document_compiles(tmp_path, tracker, name):
    """The documents of the bundled data compile as they are."""
    report = {
        "quarterly": lambda: ot.quarterly(tracker, "2025-Q3"),
        "brief": lambda: ot.brief(tracker, "2025-Q4"),
        "scorecard": lambda: ot.scorecard(tracker, "2025-12-31", scale="g20"),
        "support": lambda: ot.support(tracker, by="quarter"),
        "profile": lambda: ot.profile(tracker, "FI"),
        "record": lambda: ot.show(tracker, "FI25-HD-03"),
        "agenda": lambda: ot.agenda(tracker, "2025-12", series=True),
    }[name]()
    assert (0, []) == _compile(to_document(report), tmp_path)
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.skipif(PDFLATEX is None, reason="pdflatex is not installed")
def test_bad_texts_compile(tmp_path):
    """What LaTeX would take for commands compiles, in every place of a report."""
    latin = [text for text in strategies.NASTY if text.isascii()]
    texts = [*latin, "[1ex]", "*", "", "{", "^^M", "\\end{document}", "%", "x" * 300, "–„“’…€"]
    tables = tuple(table for text in texts for table in _hostile(text).tables)
    report = _report(*tables, subtitle="\\", notes=tuple(texts))
    assert (0, []) == _compile(to_document(report), tmp_path)
