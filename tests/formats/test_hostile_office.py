"""Hostile texts in office files and in LaTeX that is compiled: the texts come back, and nothing runs."""

import re
import shutil
import subprocess
import zipfile
from functools import cache
from io import BytesIO
from xml.etree import ElementTree as ET

import docx
import openpyxl
import pytest

import osce_tracker as ot
from osce_tracker.api import export
from osce_tracker.formats.cells import cell_text, source_text
from osce_tracker.formats.xlsx import LONGEST_TEXT
from osce_tracker.text import plain
from tests import hostile
from tests.formats.test_hostile import one_line

NAMES = pytest.mark.parametrize("name", hostile.TEXTS)
#: Those that an Excel cell can hold.
SHORT = pytest.mark.parametrize(
    "name", [n for n, t in hostile.TEXTS.items() if len(plain(t)) <= LONGEST_TEXT]
)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMATS = pytest.mark.parametrize("form", ["xlsx", "docx"])
#: A text of code points that count twice where texts are UTF-16, as in Excel.
PAIRS = "\U0001f600" * 20_000


def utf16(text):
    """Return how long a text is to programs that hold it in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@cache
def written(text, form, tables=1):
    """Return a report with a text as an office file; kept, since several tests read it."""
    return hostile.report(text, tables).to_bytes(form)


def parts(data):
    """Return the parts of an office file that are XML by name, parsed by the standard library."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return {name: ET.fromstring(archive.read(name)) for name in names}  # noqa: S314 (our own file)


# Both.


@NAMES
@FORMATS
def test_parts_lead_to_the_web_alone(name, form):
    """Every part is XML to a strict parser, and what leads outside is an address of the web."""
    found = parts(written(hostile.TEXTS[name], form))
    relations = [relation for part, root in found.items() if part.endswith(".rels") for relation in root]
    outside = {r.get("Target") for r in relations if r.get("TargetMode") == "External"}
    assert [] == [target for target in outside if not re.match(r"https?://", target)]


@NAMES
@FORMATS
def test_parts_hold_no_code(name, form):
    """No part has a formula, a field, an object or a macro."""
    found = parts(written(hostile.TEXTS[name], form))
    tags = {element.tag for root in found.values() for element in root.iter()}
    code = {
        f"{SHEET}f",
        *(f"{WORD}{tag}" for tag in ("instrText", "fldChar", "fldSimple", "object", "altChunk")),
    }
    assert set() == code & tags


# Excel.


def shown(value):
    """Return the text that Excel shows for what a cell holds."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), value or "")


def book(text, tables=1):
    """Return a report with a text, written as a workbook and opened."""
    return openpyxl.load_workbook(BytesIO(written(text, "xlsx", tables)))


def heads(text):
    """Return the headings of columns of the same title: each on one line, cut, and different."""
    titles, taken = ["group", *[text] * 5, f"latest of {text}"], set()
    for title in titles:
        base = one_line(title)[:200] or "column"
        head, count = base, 2
        while head.casefold() in taken:
            head, count = f"{base} ({count})", count + 1
        taken.add(head.casefold())
        yield head


@SHORT
def test_workbook_has_the_cells(name):
    """Every cell of a workbook shows its text, with headings different."""
    text = hostile.TEXTS[name]
    whole, source = plain(text), plain(source_text(hostile.source(text)))
    rows = [[cell.value for cell in row] for row in book(text).worksheets[1].iter_rows()]
    read = [[shown(value) if isinstance(value, str) else value for value in row] for row in rows]
    first = [*[whole or None] * 5, 1, source]
    second = ["H", "A", None, whole or None, None, 0, None]
    assert [list(heads(text)), [value or None if value != 0 else 0 for value in first], second] == [
        [value if value != "" else None for value in row] for row in read
    ]


@SHORT
def test_workbook_has_the_texts_around(name):
    """Title, finding, subtitle, figures, titles and notes are on the first sheet."""
    text = hostile.TEXTS[name]
    whole = plain(text)
    lines = [("Report", whole), ("Finding", whole), ("About", whole)]
    lines += [(f"{whole} ({whole})" if text else "", 7), (whole, "2 rows"), (whole, whole), ("Note", whole)]
    expected = [line for line in lines if line[1] != ""]
    rows = [tuple(shown(v) if isinstance(v, str) else v for v in row) for row in book(text)["Report"].values]
    assert expected == [(label or "", value) for label, value in rows[:-1]]


@NAMES
def test_workbook_has_no_formulas(name):
    """Every cell of a workbook is a text or empty, whatever it begins with."""
    cells = [cell for sheet in book(hostile.TEXTS[name]) for row in sheet.iter_rows() for cell in row]
    assert set() == {cell.data_type for cell in cells} - {"s", "inlineStr", "n"}
    assert {0, 1, 7} >= {cell.value for cell in cells if cell.data_type == "n" and cell.value is not None}


@NAMES
def test_workbook_names_its_sheets_as_excel_wants(name):
    """Names of sheets are short enough, have no sign that Excel refuses, and are different."""
    names = book(hostile.TEXTS[name], 3).sheetnames
    wrong = [n for n in names if utf16(n) > 31 or re.search(r"[\[\]:*?/\\]|^'|'$|^\s*$", n)]
    assert ([], 4) == (wrong, len({n.casefold() for n in names}))


@NAMES
def test_workbook_names_its_columns_as_its_cells(name):
    """The columns of a table of Excel are named as their cells, with at most 255 characters each."""
    text = hostile.TEXTS[name]
    table = parts(written(text, "xlsx"))["xl/tables/table1.xml"]
    columns = [column.get("name") for column in table.iter(f"{SHEET}tableColumn")]
    found = [cell.value for cell in book(text).worksheets[1][1]]
    assert (found, []) == (columns, [n for n in columns if utf16(shown(n)) > 255])


@pytest.mark.parametrize("text", [hostile.TEXTS["long text"], PAIRS, "_x0041_" * 6_000], ids=lambda t: t[:9])
def test_workbook_cuts_what_no_cell_can_hold(text):
    """A text that is too long for Excel is cut where its limit, counted in UTF-16, is, and says so."""
    value = book(text).worksheets[1]["B2"].value
    kept, mark, _ = shown(value).partition("... (cut: ")
    assert (True, True, True) == (utf16(value) <= LONGEST_TEXT, text.startswith(kept), bool(mark))


# Word.


def document(text):
    """Return a report with a text, written as a document and opened."""
    return docx.Document(BytesIO(written(text, "docx")))


@NAMES
def test_document_has_the_paragraphs(name):
    """The parts of a document outside its table are the text, headings on one line."""
    text = hostile.TEXTS[name]
    line, whole = one_line(text), plain(text)
    above = [" ".join(f"{whole} · {whole}".split())] if text else []
    note = f" ({line})" if text else ""
    chart = f"{line}: left out. "
    paragraphs = [paragraph.text for paragraph in document(text).paragraphs]
    assert [*above, line, f"7 {line}{note}"] == paragraphs[: len(above) + 2]
    assert paragraphs[len(above) + 2].startswith(chart)
    assert [line, whole, "Notes", whole] == paragraphs[-5:-1]


@NAMES
def test_document_has_the_cells(name):
    """Cells are the text; groups and long texts are in one cell across all columns."""
    text = hostile.TEXTS[name]
    whole, line, publisher = plain(text), one_line(text), plain(hostile.source(text).publisher)
    (table,) = document(text).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    below, nothing = f"{line}: {whole}", cell_text(None)
    assert [
        [line] * 3,
        [f"{line}  {line}" if text else line] * 3,
        [whole, whole, publisher],
        [f"{below}\n{below}"] * 3,
        ["H"] * 3,
        ["A", nothing, nothing],
        [below] * 3,
    ] == rows


@NAMES
def test_document_links_whole_addresses_and_sources_only(name):
    """A link leads where its text says, or to the source that its text names."""
    text = hostile.TEXTS[name]
    made, source = document(text), hostile.source(text)
    cells = [cell for table in made.tables for row in table.rows for cell in row.cells]
    links = {(link.text, link.url) for cell in cells for p in cell.paragraphs for link in p.hyperlinks}
    assert set() == links - {(plain(text),) * 2, (one_line(text),) * 2, (plain(source.publisher), source.url)}


# LaTeX.

#: Texts with a word of thousands of characters, which XeTeX may fail on.
ENDLESS = ("long word", "long address")


def compiled(report, folder):
    """Return what pdftotext reads in a report that xelatex made a page of, and fail where it does not."""
    programs = {name: shutil.which(name) for name in ("xelatex", "pdftotext")}
    missing = [name for name, path in programs.items() if path is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    export(report, folder / "a.tex")
    options = ["-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error"]
    how = {"cwd": folder, "capture_output": True, "timeout": 20}
    made = subprocess.run([programs["xelatex"], *options, "a.tex"], check=False, **how)
    errors = re.findall(r"^!.*\n.*\n.*", made.stdout.decode(errors="replace"), re.MULTILINE)
    assert (0, []) == (made.returncode, errors)
    subprocess.run([programs["pdftotext"], "-raw", "a.pdf", "a.txt"], check=True, **how)
    return (folder / "a.txt").read_text(encoding="utf-8")


@pytest.fixture(name="page_text", scope="module")
def _page_text(tmp_path_factory):
    """Return what a reader finds in the document of all texts without endless words, without blanks."""
    texts = {name: text for name, text in hostile.TEXTS.items() if name not in ENDLESS}
    return "".join(compiled(hostile.everything(texts), tmp_path_factory.mktemp("latex")).split())


def _fits_a_line(text):
    return text.isascii() and len(plain(text)) < 120 and text.strip() != ""


@pytest.mark.parametrize("name", [name for name, text in hostile.TEXTS.items() if _fits_a_line(text)])
def test_latex_shows_the_texts(name, page_text):
    """The document of all texts compiles, and a reader of it finds each text of ASCII as it was."""
    expected = "".join(plain(hostile.TEXTS[name]).split())
    assert expected == (expected if expected in page_text else "not found")


@pytest.mark.parametrize("name", ENDLESS)
def test_latex_compiles_endless_words(name, tmp_path):
    """A word of thousands of characters is broken before XeTeX fails on it, and shown as a whole."""
    text = hostile.TEXTS[name]
    read = "".join(compiled(hostile.everything({name: text}), tmp_path).split())
    # Pages end inside the word, with a number.
    assert read.count(text[0]) >= len(text) if len(set(text)) == 1 else text[:40] in read


def test_latex_reads_no_file(page_text):
    """No command of a text was followed."""
    assert "root:" not in page_text


@pytest.mark.parametrize("detail", [False, True])
def test_latex_shows_all_of_a_long_text(tmp_path, detail):
    """A text longer than a page goes on on the next, beside others or below its row."""
    words = [f"word{n}" for n in range(3_000)]
    columns = ot.Column("a", "A"), ot.Column("b", "B", detail=detail)
    table = ot.Table(title="T", key="t", columns=columns, rows=(("x", " ".join(words)),))
    read = set(compiled(ot.Report(title="R", tables=(table,)), tmp_path).split())
    assert [] == [word for word in words if word not in read][:5]
