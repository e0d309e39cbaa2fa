"""Word documents, as python-docx, the bare XML and LibreOffice read them."""

import io
import os
import shutil
import subprocess
import sys
import zipfile

import attrs
import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm, Pt
from hypothesis import given, settings
from lxml import etree

import osce_tracker as ot
from osce_tracker.errors import MissingExtraError, UsageError
from osce_tracker.formats.docx import to_docx
from osce_tracker.model.periods import Period
from osce_tracker.plot.chart import Chart
from osce_tracker.text import plain
from tests.formats.reports import (
    DATA,
    ID,
    LONG,
    MORE,
    N,
    full,
    is_empty,
    people,
    report,
    reports,
    table,
)

#: The type of the main part of a document.
MAIN_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
SOFFICE = shutil.which("soffice")


def _opened(made, template=None):
    return docx.Document(io.BytesIO(to_docx(made, template)))


def _one(*rows, columns=(ID, N)):
    """Return the table of a report of one table."""
    return _opened(report(table(*rows, columns=columns))).tables[0]


def _part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def _saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture(name="template")
def _template(tmp_path):
    """Return an office's own template: a narrow page, a style of ours made its own, and a text."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(150), Mm(200)
    section.left_margin = section.right_margin = Mm(25)
    section.header.paragraphs[0].text = "Delegation"
    document.styles.add_style("OSCE Cell", WD_STYLE_TYPE.PARAGRAPH).font.size = Pt(13)
    document.add_paragraph("For the file.")
    path = tmp_path / "office.docx"
    document.save(path)
    return path


def test_parts_have_styles_in_order():
    """The line above, the finding, figures, headings and notes have Word's styles, for its contents."""
    found = [(p.text, p.style.name) for p in _opened(full()).paragraphs]
    assert [
        ("Report · Of two", "Subtitle"),
        ("The Chair kept 18 of 45 promises", "Title"),
        ("18 of 45 (40%) kept (12 before)", "OSCE Key figure"),
        ("98 promises", "OSCE Key figure"),
        ("Table", "Heading 1"),
        ("Two rows.", "OSCE Small"),
        ("Notes", "Heading 1"),
        ("The end.", "List Bullet"),
        (DATA, "Normal"),
    ] == found


def test_report_of_nothing_has_its_title_and_the_data():
    """Without subtitle, tables and notes there are a title and the edition of the data."""
    document = _opened(report())
    assert (["Report", DATA], []) == ([p.text for p in document.paragraphs], document.tables)


def test_properties_name_the_report():
    """The title of the file is that of the report, as far as the format holds it."""
    properties = _opened(report(title="R\x07" + "x" * 300)).core_properties
    assert ("R<U+0007>" + "x" * 246, "osce_tracker") == (properties.title, properties.author)


def test_cells_have_our_styles():
    """Table, headings, cells and long texts have styles that an office can change by their names."""
    table = _one(("A", 7, "Long."), columns=(ID, N, LONG))
    names = [[cell.paragraphs[0].style.name for cell in row.cells] for row in table.rows]
    assert "OSCE Table" == table.style.name
    assert [
        ["OSCE Cell Head", "OSCE Cell Head Number"],
        ["OSCE Cell", "OSCE Cell Number"],
        ["OSCE Detail"] * 2,
    ] == names


def test_table_has_its_cells():
    """Each row is a row, with a dash for nothing and days in words."""
    period = Period("2025-07-31/2025-08-01")
    made = _one(("A", None), ("B", period))
    expected = [["Id", "Number"], ["A", people(None)], ["B", period.readable]]
    assert expected == [[cell.text for cell in row.cells] for row in made.rows]


def test_groups_open_their_rows():
    """A group is a row of one cell across all columns, with its name, that stays with the next row."""
    (made,) = _opened(full()).tables
    rows = [[cell.text for cell in row.cells] for row in made.rows]
    kept = [row.cells[0].paragraphs[0].style.name == "OSCE Group" for row in made.rows]
    assert ["First  1 row", "Second"] == [
        row[0] for row, is_group in zip(rows, kept, strict=True) if is_group
    ]
    assert made.part.document.styles["OSCE Group"].paragraph_format.keep_with_next


def test_sources_are_links_named_by_their_publisher():
    """A cell of sources links to each of them."""
    (made,) = _opened(full()).tables
    cell = next(row.cells[3] for row in made.rows if row.cells[0].text == "A-1")
    links = [(link.text, link.url) for link in cell.paragraphs[0].hyperlinks]
    assert [("P1", "https://osce.org/1"), ("P2", "https://osce.org/2")] == links
    assert cell.text == "P1, P2"


def test_table_without_rows_is_left_out():
    """A table of no rows is its heading alone."""
    assert [] == _opened(report(table())).tables


def test_numbers_stand_to_the_right():
    """Heading and cells of a column of numbers stand to the right, others where the style puts them."""
    table = _one(("A", 7))
    styles = [[cell.paragraphs[0].style for cell in row.cells] for row in table.rows]
    sides = [[style.paragraph_format.alignment for style in row] for row in styles]
    assert [[None, 2], [None, 2]] == sides


def test_header_row_is_repeated_and_no_row_is_split():
    """The first row alone is repeated on each page, and a page ends between rows."""
    rows = _one(("A", 7, "Long."), ("B", 1, None), columns=(ID, N, LONG))._tbl.tr_lst
    marks = [[mark.tag.removeprefix(W) for mark in row.trPr] for row in rows]
    assert [["tblHeader", "cantSplit"], ["cantSplit"], ["cantSplit"], ["cantSplit"]] == [
        sorted(names, reverse=True) for names in marks
    ]


def test_long_text_stands_below_its_row():
    """A long text has a row for itself, across all columns, which stays with the row above."""
    table = _one(("A", 7, "Long."), ("B", 1, None), columns=(ID, N, LONG))
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert [["Id", "Number"], ["A", "7"], ["Long.", "Long."], ["B", "1"]] == rows
    assert table.cell(2, 0)._tc is table.cell(2, 1)._tc
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert [None, True, None, None] == kept


def test_several_long_texts_are_told_apart():
    """Where there are several they stand below each other, each with its heading, none for nothing."""
    table = _one(("A", "One.", "Two."), ("B", None, "Three."), columns=(ID, LONG, MORE))
    found = [[p.text for p in row.cells[0].paragraphs] for row in table.rows]
    assert [["Id"], ["A"], ["Long: One.", "More: Two."], ["B"], ["More: Three."]] == found


def test_table_of_long_texts_only_keeps_the_first_in_the_row():
    """Where every column is long the first stands as a column."""
    found = [[c.text for c in row.cells] for row in _one(("A", "B"), columns=(LONG, MORE)).rows]
    assert [["Long"], ["A"], ["B"]] == found


def test_page_is_a4_on_its_side():
    """The page is A4, landscape."""
    section = _opened(report()).sections[0]
    assert (WD_ORIENT.LANDSCAPE, 297, 210) == (
        section.orientation,
        round(section.page_width.mm),
        round(section.page_height.mm),
    )


def test_widths_add_up_to_the_page():
    """The columns are together as wide as the text, and no wider."""
    for columns in ((ID,), (N, ID, LONG), tuple(attrs.evolve(ID, key=f"c{n}") for n in range(9))):
        document = _opened(report(table(tuple("word " * n for n, _ in enumerate(columns)), columns=columns)))
        section, made = document.sections[0], document.tables[0]
        room = section.page_width - section.left_margin - section.right_margin
        for widths in ([c.width for c in made.columns], [c.width for c in made.rows[1].cells]):
            # Word counts in twentieths of a point, to which each width is rounded.
            assert abs(room - sum(widths)) <= 635 * (len(widths) + 1)
        assert not made.autofit


def test_notes_of_a_table_are_below_it():
    """The notes of a table are paragraphs after it, in a style that an office can change."""
    body = _opened(report(table(("A", 1), notes=("a < b & c", "x"))))
    found = [(p.text, p.style.name) for p in body.paragraphs]
    assert [("a < b & c", "OSCE Small"), ("x", "OSCE Small")] == found[2:4]
    order = [child.tag.removeprefix(W) for child in body.element.body]
    assert order[:5] == ["p", "p", "tbl", "p", "p"]


def test_whole_address_is_a_link():
    """A cell or long text that is an address and nothing else leads there."""
    address = "https://osce.org/a?b=c&d=e"
    rows = ((address, f"see {address}", address), ("javascript:alert(1)", "https://x.org/\u202ea", None))
    document = _opened(report(table(*rows, columns=(ID, ot.Column("b", "B"), LONG))))
    links = list(document.element.iter(f"{W}hyperlink"))
    targets = [document.part.rels[link.get(RELATION)].target_ref for link in links]
    assert [address, address] == targets == ["".join(t.text for t in link.iter(f"{W}t")) for link in links]
    assert {True} == {document.part.rels[link.get(RELATION)].is_external for link in links}


def test_chart_is_a_picture_with_its_text(tracker):
    """A chart is a picture that fits the page, with its text alternative."""
    made = ot.brief(tracker, "2025-Q4")
    document = _opened(made)
    found = [(s._inline.docPr.get("title"), s._inline.docPr.get("descr")) for s in document.inline_shapes]
    assert [(" ".join(chart.title.split()), chart.text) for chart in made.charts] == found
    section = document.sections[0]
    for shape in document.inline_shapes:
        assert 0 < shape.width <= section.page_width - section.left_margin - section.right_margin
        assert 0 < shape.height <= section.page_height - section.top_margin - section.bottom_margin


def test_pictures_have_numbers_of_their_own(tracker):
    """No two pictures share a number, which Word would repair."""
    charts = ot.brief(tracker, "2025-Q4").charts[:1] * 2
    numbers = [shape._inline.docPr.get("id") for shape in _opened(report(charts=charts)).inline_shapes]
    assert len(numbers) == len(set(numbers)) == 2


def test_chart_without_its_extra_is_named():
    """Without matplotlib the document says which chart it leaves out, and how to get it."""

    def draw(*_):
        raise MissingExtraError("plot", "Charts")

    document = _opened(report(charts=(Chart(title="Map", key="map", draw=draw),)))
    (text,) = (p.text for p in document.paragraphs if "left out" in p.text)
    assert (True, True) == (text.startswith("Map: left out."), "osce-tracker[plot]" in text)
    assert 0 == len(document.inline_shapes)


def test_template_keeps_its_page_text_and_styles(template):
    """A template's text stands before the report, and its page, header and styles stay."""
    document = _opened(report(table(("A", 7))), template)
    section = document.sections[0]
    assert ["For the file.", "Report", "Table", DATA] == [p.text for p in document.paragraphs]
    assert (150, 200, "Delegation") == (
        round(section.page_width.mm),
        round(section.page_height.mm),
        section.header.paragraphs[0].text,
    )
    head = document.styles["OSCE Cell Head"]
    assert (13, None, "OSCE Cell") == (
        document.styles["OSCE Cell"].font.size.pt,
        head.font.size,
        head.base_style.name,
    )
    assert 100 == round(sum(column.width.mm for column in document.tables[0].columns))


def _retyped(path, kind):
    """Write a document again with another type of its main part, beside it."""
    other = path.with_name("other.docx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(MAIN_TYPE, kind.encode()))
    return other


def test_word_s_own_kind_of_template_is_used(template):
    """A .dotx gives the same report as the .docx; files that can have macros are refused in one line."""
    made = report(table(("A", 7)))
    dotx = _retyped(
        template, "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
    )
    assert to_docx(made, template) == to_docx(made, dotx)
    for kind in ("document", "template"):
        path = _retyped(template, f"application/vnd.ms-word.{kind}.macroEnabled.main+xml")
        with pytest.raises(UsageError) as caught:
            to_docx(made, path)
        why = "because it has macros. Open it in Word and save it as .docx."
        assert f"Can't use the template {path}, {why}" == str(caught.value)


def test_template_with_a_style_of_another_kind_is_refused(tmp_path):
    """A style of our name that is for words cannot be that of a cell."""
    document = docx.Document()
    document.styles.add_style("OSCE Cell", WD_STYLE_TYPE.CHARACTER)
    document.save(tmp_path / "template.docx")
    with pytest.raises(UsageError) as caught:
        to_docx(report(table(("A", 7))), tmp_path / "template.docx")
    assert "The style 'OSCE Cell' of the template is not a paragraph style" in str(caught.value)


def test_template_of_our_own_gets_no_style_twice(tmp_path):
    """A report as the template of the next has each style once, and its text stays."""
    path = tmp_path / "first.docx"
    path.write_bytes(to_docx(report(table(("A", 1), title="First"))))
    document = _opened(report(table(("B", 2), title="Second")), path)
    names = [style.name for style in document.styles]
    assert len(names) == len(set(names))
    assert ["First", "Second"] == [p.text for p in document.paragraphs if p.style.name == "Heading 1"]


def test_template_without_word_s_styles_is_taken(tmp_path):
    """A template that lacks the usual styles gets ours, and plain paragraphs for the rest."""
    document = docx.Document()
    for style in list(document.styles):
        if style.name in ("Title", "Subtitle", "Heading 1", "List Bullet", "Normal"):
            style.delete()
    path = tmp_path / "bare.docx"
    document.save(path)
    found = _opened(report(table(("A", 1)), subtitle="S", notes=("N",)), str(path))
    assert ["S", "Report", "Table", "Notes", "N", DATA] == [p.text for p in found.paragraphs]
    assert "OSCE Cell" == found.tables[0].cell(1, 0).paragraphs[0].style.name


def test_template_without_a_page_is_taken(tmp_path):
    """A template may leave the page to the program that shows it."""
    path = tmp_path / "pageless.docx"
    document = docx.Document()
    (section,) = document.element.body.findall(f"{W}sectPr")
    for remove in (section.clear, lambda: document.element.body.remove(section)):
        remove()
        document.save(path)
        found = _opened(report(table(("A", 1))), path)
        assert ["A", "1"] == [cell.text for cell in found.tables[0].rows[1].cells]


def test_broken_template_is_a_usage_error(tmp_path):
    """A template that is not a Word document is named, with what to give instead."""
    makers = {
        "missing": lambda _path: None,
        "folder": lambda path: path.mkdir(),
        "empty": lambda path: path.write_bytes(b""),
        "text": lambda path: path.write_bytes(b"no archive"),
        "bare-zip": lambda path: zipfile.ZipFile(path, "w").close(),
        "cut": lambda path: path.write_bytes(_saved(docx.Document())[:-500]),
        "workbook": lambda path: path.write_bytes(report(table(("A", 1))).to_bytes("xlsx")),
    }
    for name, make in makers.items():
        path = tmp_path / f"{name}.docx"
        make(path)
        with pytest.raises(UsageError) as caught:
            to_docx(report(), path)
        assert str(path) in str(caught.value)
        assert "Give a Word document (.docx or .dotx)." in str(caught.value)


def test_template_is_a_file_of_limited_size(tmp_path):
    """A pipe is not waited for, and what unpacks to far more than a document holds is not unpacked."""
    pipe, bomb = tmp_path / "pipe.docx", tmp_path / "bomb.docx"
    os.mkfifo(pipe)
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", bytes(300_000_000))
    for path, why in (
        (pipe, "it is not a regular file"),
        (bomb, "it unpacks to 300,000,000 bytes in 1 parts"),
    ):
        with pytest.raises(UsageError) as caught:
            to_docx(report(), path)
        assert f"Can't read the template {path}" in str(caught.value)
        assert why in str(caught.value)


def test_template_whose_margins_fill_the_page_is_refused(tmp_path):
    """Margins that leave no room for text are an error that says what to change."""
    path = tmp_path / "narrow.docx"
    for margin in (Mm(75), Mm(100)):
        document = docx.Document()
        section = document.sections[0]
        section.page_width = Mm(150)
        section.left_margin = section.right_margin = margin
        document.save(path)
        with pytest.raises(UsageError) as caught:
            to_docx(report(table(("A", 7))), path)
        message = "The margins of the template leave no room for text. Make them narrower."
        assert message == str(caught.value)


def test_missing_extra_says_how_to_install_it(monkeypatch):
    """Without python-docx the error names the extra and the line that installs it."""
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingExtraError) as caught:
        to_docx(report())
    assert 'pip install "osce-tracker[word]"' in str(caught.value)


@settings(max_examples=20)
@given(reports)
def test_any_report_is_read_back(made):
    """Whatever the report, each group, cell and long text comes back."""
    document = _opened(made)
    filled = [each for each in made.tables if each.rows]
    for each, native in zip(filled, document.tables, strict=True):
        found = [[_text(cell) for cell in row.cells] for row in native.rows[1:]]
        width = len(each.row_places)
        for group, rows in each.sections():
            if group is not None:
                title, note = (" ".join(plain(text).split()) for text in (group.title, group.note))
                assert [f"{title}  {note}" if group.note else title] * width == found.pop(0)
            for row in rows:
                assert [people(row[n]) for n in each.row_places] == found.pop(0)
                below = [n for n in each.detail_places if not is_empty(row[n])]
                labelled = len(each.detail_places) > 1
                titles = {n: " ".join(plain(each.columns[n].title).split()) for n in below}
                texts = [f"{titles[n]}: {people(row[n])}" if labelled else people(row[n]) for n in below]
                if texts:
                    assert ["\n".join(texts)] * width == found.pop(0)
        assert [] == found


def _text(cell):
    """Return the text of a cell, links included."""
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "\n".join(
        "".join(signs.get(part.tag, part.text or "") for part in paragraph._p.iter(f"{W}t", *signs))
        for paragraph in cell.paragraphs
    )


def test_bytes_are_the_same_with_a_template(template):
    """The same report gives the same bytes, however the template is named."""
    assert to_docx(full(), template) == to_docx(full(), str(template))


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_reads_the_document(tmp_path, tracker):
    """LibreOffice opens the document and finds titles, ids and notes."""
    made = attrs.evolve(ot.quarterly(tracker, "2025-Q3"), charts=())
    (tmp_path / "q3.docx").write_bytes(to_docx(made))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = [SOFFICE, home, "--headless", "--convert-to", "txt:Text (encoded):UTF8"]
    subprocess.run([*command, "q3.docx"], check=True, capture_output=True, cwd=tmp_path, timeout=180)
    text = " ".join((tmp_path / "q3.txt").read_text("utf-8-sig").split())
    wanted = [made.heading, made.kicker, *made.notes]
    for each in made.tables:
        wanted += [each.title, *(str(row[0]) for row in each.rows)]
    assert [] == [words for words in wanted if " ".join(words.split()) not in text]
