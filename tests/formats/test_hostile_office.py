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
import pypdf
import pytest

import osce_tracker as ot
from osce_tracker.api import export
from osce_tracker.formats.cells import cell_text, source_line, source_text
from osce_tracker.formats.xlsx import LONGEST_TEXT
from osce_tracker.text import capitalised, plain
from tests import hostile
from tests.formats.reports import begun
from tests.formats.test_hostile import one_line

#: Those that an Excel cell can hold.
SHORT = {name: text for name, text in hostile.TEXTS.items() if len(plain(text)) <= LONGEST_TEXT}
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
#: A text of code points that count twice where texts are UTF-16, as in Excel.
PAIRS = "\U0001f600" * 20_000


def utf16(text):
    """Return how long a text is to programs that hold it in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@cache
def written(text, form, tables=1):
    """Return a report with a text as an office file; kept, since several tests read it."""
    return hostile.report(text, tables).to_bytes(form)


@cache
def root_of(content):
    """Return a part of an office file, parsed by the standard library: many are the same in each file."""
    return ET.fromstring(content)  # noqa: S314 (our own file)


def parts(data):
    """Return the parts of an office file that are XML by name."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return {name: root_of(archive.read(name)) for name in names}


# Both.


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_parts_hold_no_code_and_lead_to_the_web_alone(form):
    """Parts are strict XML without formulas or macros, lead only to the web, and count only pages."""
    words = ("instrText", "fldChar", "object", "altChunk")
    code = {f"{SHEET}f", *(f"{WORD}{tag}" for tag in words)}
    seen = set()
    for name, text in hostile.TEXTS.items():
        found = {part: root for part, root in parts(written(text, form)).items() if root not in seen}
        seen |= {*found.values()}
        assert set() == code & {element.tag for root in found.values() for element in root.iter()}, name
        fields = (element for root in found.values() for element in root.iter(f"{WORD}fldSimple"))
        assert {"PAGE", "NUMPAGES"} >= {field.get(f"{WORD}instr") for field in fields}, name
        relations = [relation for part, root in found.items() if part.endswith(".rels") for relation in root]
        outside = {r.get("Target") for r in relations if r.get("TargetMode") == "External"}
        assert [] == [target for target in outside if not re.match(r"https?://", target)], name


# Excel.


def shown(value):
    """Return the text that Excel shows for what a cell holds."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), value or "")


@cache
def book(text, tables=1):
    """Return a report with a text, written as a workbook and opened."""
    return openpyxl.load_workbook(BytesIO(written(text, "xlsx", tables)))


def heads(text):
    """Return the headings of columns of the same title: each on one line, cut, and different."""
    several = text if "sources" in text else text.replace("source", "sources")
    latest = several.replace("sources", "source")
    last = (f"latest {latest}", f"latest {latest}: published", f"number of {several}")
    titles = map(capitalised, (text, "group", text, text, text, *last))
    taken = set()
    for title in titles:
        base = one_line(title)[:200] or "column"
        head, count = base, 2
        while head.casefold() in taken:
            head, count = f"{base} ({count})", count + 1
        taken.add(head.casefold())
        yield head


def test_workbook_has_the_cells():
    """Every cell of a workbook shows its text, with headings different."""
    for name, text in SHORT.items():
        whole, source = plain(begun(text)), plain(source_line(hostile.source(text)))
        rows = [[cell.value for cell in row] for row in book(text).worksheets[1].iter_rows()]
        read = [[shown(value) if isinstance(value, str) else value for value in row] for row in rows]
        first = [whole or None, plain(text) or None, *[whole or None] * 3, source, "No date", 1]
        second = ["A", "H", None, whole or None, *[None] * 3, 0]
        assert [list(heads(text)), first, second] == [
            [None if value == "" else value for value in row] for row in read
        ], name


def test_workbook_has_the_texts_around():
    """Title, subtitle, finding, figures, titles and notes are on the cover."""
    for name, text in SHORT.items():
        whole, line = plain(text), one_line(text)
        kicker = plain(f"{text} · {text}") if text else ""
        heads = ("What is counted", "Number", "Of", "Share", "Note")
        lines = [
            (kicker,),
            (whole,),
            ("Key figures",),
            heads,
            (capitalised(whole), 7, capitalised(whole)),
            ("Contents",),
        ]
        lines += [("Table", "Rows", "Sheet"), (line or "T0", 2, "T0"), (whole,), ("Sources of the rows", 1)]
        lines[-1] += ("Sources",)
        lines += [("What to bear in mind",), (whole,)]
        expected = [tuple(filter(lambda value: value != "", each)) for each in lines]
        cover = [[shown(v) if isinstance(v, str) else v for v in row] for row in book(text)["Cover"].values]
        found = [tuple(value for value in row if value not in (None, "")) for row in cover]
        assert list(filter(None, expected)) == list(filter(None, found))[:-3], name


def test_workbook_has_no_formulas_and_names_that_excel_takes():
    """Every cell is a text, a number of ours or empty; sheets and columns have names that Excel takes."""
    for name, text in hostile.TEXTS.items():
        made = book(text, 3)
        cells = [cell for sheet in made for row in sheet.iter_rows() for cell in row]
        assert {"s", "inlineStr", "n"} >= {cell.data_type for cell in cells}, name
        numbers = {cell.value for cell in cells if cell.data_type == "n" and cell.value is not None}
        assert {0, 1, 2, 3, 7} >= numbers, name
        names = made.sheetnames
        wrong = [n for n in names if utf16(n) > 31 or re.search(r"[\[\]:*?/\\]|^'|'$|^\s*$", n)]
        assert ([], 5) == (wrong, len({n.casefold() for n in names})), name
        table = parts(written(text, "xlsx", 3))["xl/tables/table1.xml"]
        columns = [column.get("name") for column in table.iter(f"{SHEET}tableColumn")]
        found = [cell.value for cell in made.worksheets[1][1]]
        assert (found, []) == (columns, [n for n in columns if utf16(shown(n)) > 255]), name


def test_workbook_cuts_what_no_cell_can_hold():
    """A text that is too long for Excel is cut where its limit, counted in UTF-16, is, and says so."""
    for text in (hostile.TEXTS["long text"], PAIRS, "_x0041_" * 6_000):
        rows = ((text,),)
        table = ot.Table(title="T", key="t", columns=(ot.Column("a", "A"),), rows=rows)
        made = openpyxl.load_workbook(BytesIO(ot.Report(title="R", tables=(table,)).to_bytes("xlsx")))
        value = made.worksheets[1]["A2"].value
        kept, mark, _ = shown(value).partition("... (cut: ")
        held = (utf16(value) <= LONGEST_TEXT, text.startswith(kept), bool(mark))
        assert (True, True, True) == held, text[:9]


# Word.


def document(text):
    """Return a report with a text, written as a document and opened."""
    return docx.Document(BytesIO(written(text, "docx")))


def capital(text):
    """Return a text as a label begins, if its first letter has a capital that leads back to it."""
    return text[:1].upper() + text[1:] if text[:1].upper().lower() == text[:1] else text


def test_document_has_the_texts():
    """Paragraphs and cells are the text, headings on one line; links lead where their text says."""
    nothing = cell_text(None)
    for name, text in hostile.TEXTS.items():
        made, source = document(text), hostile.source(text)
        line, whole = one_line(text), plain(text)
        label = capital(line)
        said = plain(begun(text))
        above = [" ".join(f"{whole} · {whole}".split())] if text else []
        paragraphs = [paragraph.text for paragraph in made.paragraphs]
        assert [*above, line, ""] == paragraphs[: len(above) + 2], name
        assert paragraphs[len(above) + 2].startswith(f"{line}: left out. "), name
        listed = f"[1]\t{plain(source_text(source))} {source.url}"
        wanted = [line, *([whole] if whole else []), "What to bear in mind", whole, "Sources", listed]
        assert wanted == paragraphs[len(above) + 3 : -1], name
        figures, table = made.tables
        assert [[f"7\n{label}" + (f"\n{line}" if text else "")]] == [
            [cell.text for cell in row.cells] for row in figures.rows
        ], name
        gap = "\n" if len(text) > 160 else "  "
        assert [
            [label] * 3,
            [f"{line}  {line}" if text else line] * 3,
            [said, said, "[1]"],
            [f"{label}: {said}{gap}{label}: {said}"] * 3,
            ["H"] * 3,
            ["A", nothing, nothing],
            [f"{label}: {said}"] * 3,
        ] == [[cell.text for cell in row.cells] for row in table.rows], name
        cells = [cell for row in table.rows for cell in row.cells]
        links = {(link.text, link.url) for cell in cells for p in cell.paragraphs for link in p.hyperlinks}
        assert set() == links - {(whole,) * 2, (line,) * 2, ("[1]", source.url)}, name


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


def _fits_a_line(text):
    return text.isascii() and len(plain(text)) < 120 and text.strip() != ""


def test_latex_shows_the_texts(tmp_path):
    """The document of all texts compiles; a reader of it finds each text of ASCII as it was, and no file."""
    texts = {name: text for name, text in hostile.TEXTS.items() if name not in ENDLESS}
    read = "".join(compiled(hostile.everything(texts), tmp_path).split())
    lost = [n for n, t in texts.items() if _fits_a_line(t) and "".join(plain(t).split()) not in read]
    assert ([], False) == (lost, "root:" in read)


def test_latex_compiles_endless_words(tmp_path):
    """A word of thousands of characters is broken before XeTeX fails on it, and shown as a whole."""
    for name in ENDLESS:
        text = hostile.TEXTS[name]
        read = "".join(compiled(hostile.everything({name: text}), tmp_path).split())
        # Pages end inside the word, with a number.
        assert read.count(text[0]) >= len(text) if len(set(text)) == 1 else text[:40] in read, name


def test_latex_shows_all_of_a_long_text(tmp_path):
    """A text longer than a page goes on on the next, beside others or below its row."""
    words = [f"word{n}" for n in range(3_000)]
    for detail in (False, True):
        columns = ot.Column("a", "A"), ot.Column("b", "B", detail=detail)
        table = ot.Table(title="T", key="t", columns=columns, rows=(("x", " ".join(words)),))
        read = set(compiled(ot.Report(title="R", tables=(table,)), tmp_path).split())
        assert [] == [word for word in words if word not in read][:5], detail


# PDF.


def pdf(report):
    """Return the file of a report, as pypdf reads it, with the text of its pages without blanks."""
    data = report.to_bytes("pdf")
    reader = pypdf.PdfReader(BytesIO(data))
    # Long words may be broken at blanks of no width.
    text = "".join(page.extract_text() for page in reader.pages).replace("\u200b", "")
    return data, reader, "".join(text.split())


def test_pdf_shows_the_texts_and_does_nothing():
    """Each text of ASCII is there as it was; links lead to the web only, and the file has no actions."""
    actions = rb"/(JavaScript|JS|Launch|OpenAction|AA|EmbeddedFile|SubmitForm)\b"
    for name, text in hostile.TEXTS.items():
        if name in ("long word", "long text"):
            continue
        data, reader, read = pdf(hostile.report(text))
        notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
        links = {note["/A"]["/URI"] for note in notes if "/URI" in note.get("/A", {})}
        assert (set(), []) == (links - {hostile.source(text).url, plain(text)}, re.findall(actions, data)), (
            name
        )
        assert all(re.match("https?://", link) for link in links), name
        assert not text.isascii() or "".join(plain(text).split()) in read or name in ENDLESS, name


def test_pdf_shows_endless_words():
    """A word of thousands of characters is broken so that it stays on the page, and shown as a whole."""
    for name in ENDLESS:
        _, _, read = pdf(hostile.everything({name: hostile.TEXTS[name]}))
        assert read.count(hostile.TEXTS[name][-1]) >= 4 * 2_500, name
