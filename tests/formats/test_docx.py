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
from hypothesis import given
from lxml import etree

import osce_tracker as ot
from osce_tracker.design import LOOKS
from osce_tracker.errors import MissingExtraError, UsageError
from osce_tracker.formats.docx import to_docx
from osce_tracker.formats.report import KeyFigure, RowGroup
from osce_tracker.model.periods import Period
from osce_tracker.model.statuses import Timing
from osce_tracker.plot.chart import Chart
from osce_tracker.text import one_line, plain
from tests.formats.reports import (
    DATA,
    ID,
    LONG,
    MORE,
    PAGES,
    SHARE,
    SOURCES,
    N,
    full,
    people,
    report,
    reports,
    table,
)

#: The type of the main part of a document.
MAIN_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
SOFFICE, PDFTOTEXT = shutil.which("soffice"), shutil.which("pdftotext")


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
    """The finding comes first, then figures, tables, caveats, sources and the edition; each has its style."""
    made = attrs.evolve(full(), lead="Most were kept.")
    totals = (
        KeyFigure(key="shown", label="shown", value=2),
        KeyFigure(key="all", label="all", value=3, note="one closed"),
    )
    made = attrs.evolve(made, tables=(attrs.evolve(made.tables[0], totals=totals),))
    found = [(p.text, p.style.name) for p in _opened(made).paragraphs]
    assert [
        ("Report · Of two", "Subtitle"),
        ("The Chair kept 18 of 45 promises", "Title"),
        ("Most were kept.", "OSCE Lead"),
        ("", "OSCE Small"),
        ("Table", "Heading 1"),
        ("Shown: 2 · All: 3 (one closed)", "OSCE Small"),
        ("Two rows.", "OSCE Small"),
        ("What to bear in mind", "Heading 1"),
        ("The end.", "List Bullet"),
        ("Sources", "Heading 1"),
        ("[1]\tPage 1 (P1) https://osce.org/1", "OSCE Source"),
        (DATA, "OSCE Small"),
    ] == found


def test_key_figures_stand_beside_each_other():
    """Up to five are in a row, each with the symbol of its status, number, word and comparison."""
    (strip, _) = _opened(full()).tables
    assert [["18\u00a0of\u00a045\u00a0(40%)\nKept\n12 before", "98\nPromises"]] == [
        [cell.text for cell in row.cells] for row in strip.rows
    ]
    figures = [KeyFigure(key=f"k{n}", label="kept", value=n, word=ot.Status.BLOCKED) for n in range(7)]
    (strip,) = _opened(report(figures=figures)).tables
    texts = [[cell.text for cell in row.cells] for row in strip.rows]
    assert [[f"⊘\u00a0{n}\nKept" for n in range(4)], [f"⊘\u00a0{n}\nKept" for n in (4, 5, 6)] + [""]] == texts
    symbol, number = strip.cell(0, 0).paragraphs[0].runs[0], strip.cell(0, 0).paragraphs[0].runs[2]
    assert ("OSCE Symbol", LOOKS["blocked"].line) == (symbol.style.name, f"#{symbol.font.color.rgb}".lower())
    assert ("0", "OSCE Key figure") == (number.text, strip.cell(0, 0).paragraphs[0].style.name)


def test_report_of_nothing_has_its_title_and_the_data():
    """Without subtitle, tables and notes there are a title and the edition of the data."""
    document = _opened(report())
    assert (["Report", DATA], []) == ([p.text for p in document.paragraphs], document.tables)


def test_properties_name_the_report(tracker):
    """The file says what it is, on what day its data were compiled and in which language, and no more."""
    properties = _opened(report(title="R\x07" + "x" * 300)).core_properties
    assert ("R<U+0007>" + "x" * 246, "osce_tracker") == (properties.title, properties.author)
    assert (None, None) == (properties.created, properties.modified)
    data = to_docx(attrs.evolve(full(), edition=tracker.edition, subtitle="Of two"))
    properties = docx.Document(io.BytesIO(data)).core_properties
    assert ("Of two", "", "osce_tracker", "en-GB") == (
        properties.subject,
        properties.comments,
        properties.last_modified_by,
        properties.language,
    )
    assert {tracker.edition.compiled} == {properties.created.date(), properties.modified.date()}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert [] == [name for name in archive.namelist() if "thumbnail" in name]
    languages = {lang.get(f"{W}val") for lang in _part(data, "word/styles.xml").iter(f"{W}lang")}
    assert {"en-GB"} == languages
    (mode,) = (
        setting.get(f"{W}val")
        for setting in _part(data, "word/settings.xml").iter(f"{W}compatSetting")
        if setting.get(f"{W}name") == "compatibilityMode"
    )
    assert "15" == mode


def test_all_styles_are_based_on_normal():
    """Every paragraph style leads to Normal, and the table to Word's plain one, as a template needs."""
    styles = _opened(full()).styles
    for style in styles:
        if style.name.startswith("OSCE") and style.type == WD_STYLE_TYPE.PARAGRAPH:
            base = style
            while base.base_style is not None:
                base = base.base_style
            assert "Normal" == base.name, style.name
    assert "Normal Table" == styles["OSCE Table"].base_style.name
    named = ("Title", "OSCE Key figure", "Heading 1", "Heading 2", "Normal", "OSCE Cell", "OSCE Small")
    assert [20, 20, 14, 12, 10.5, 9, 8] == [styles[name].font.size.pt for name in named]
    for name in ("OSCE Cell strong", "Subtitle", "Caption"):
        assert styles[name] is not None


def test_cells_have_our_styles():
    """Table, headings, cells and long texts have styles that an office can change by their names."""
    table = _one(("A", 7, "Long."), columns=(ID, N, LONG))
    names = [[cell.paragraphs[0].style.name for cell in row.cells] for row in table.rows]
    assert "OSCE Table" == table.style.name
    assert [
        ["OSCE Cell Head", "OSCE Cell Head Number"],
        ["OSCE Cell strong", "OSCE Cell Number"],
        ["OSCE Detail"] * 2,
    ] == names


def test_table_has_its_cells():
    """Each row is a row, with a dash for nothing and days in words."""
    period = Period("2025-07-31/2025-08-01")
    made = _one(("A", None), ("B", period))
    expected = [["Id", "Number"], ["A", people(None)], ["B", period.readable]]
    found = [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in made.rows]
    assert expected == found


def test_groups_open_their_rows():
    """A group is a row of one cell below a thick rule, with its name, that stays with the next row."""
    made = _opened(full()).tables[-1]
    rows = [[cell.text for cell in row.cells] for row in made.rows]
    kept = [row.cells[0].paragraphs[0].style.name == "OSCE Group" for row in made.rows]
    assert ["First  1 row", "Second"] == [
        row[0] for row, is_group in zip(rows, kept, strict=True) if is_group
    ]
    assert made.part.document.styles["OSCE Group"].paragraph_format.keep_with_next
    (top,) = made.rows[1]._tr.iter(f"{W}top")
    assert ("single", "16") == (top.get(f"{W}val"), top.get(f"{W}sz"))


def _links(element, document):
    """Return the text and the address of the links in an element."""
    return [
        ("".join(t.text for t in link.iter(f"{W}t")), document.part.rels[link.get(RELATION)].target_ref)
        for link in element.iter(f"{W}hyperlink")
    ]


def test_sources_are_numbered_and_listed():
    """A number in a row leads to the page, and the list at the end names it and its address."""
    columns, pages = (ID, SOURCES), PAGES
    rows = (("A", pages), ("B", pages[1:]), ("C", None), ("D", pages))
    wanted = {
        "latest": (["[1]", "[2]", "–", "[1]"], 2),
        "all": (["[1] [2]", "[2]", "–", "[1] [2]"], 2),
        "none": ([], 0),
    }
    for sources, (cells, count) in wanted.items():
        made = docx.Document(io.BytesIO(to_docx(report(table(*rows, columns=columns)), sources=sources)))
        found = [row.cells[1].text for row in made.tables[0].rows[1:]] if cells else []
        assert cells == found
        listed = [p for p in made.paragraphs if p.style.name == "OSCE Source"]
        addresses = [_links(p._p, made) for p in listed]
        assert [[(page.url, page.url)] for page in pages][:count] == addresses
        assert [f"[{n}]" for n in range(1, count + 1)] == [p.text.split("\t")[0] for p in listed]
        for text, address in _links(made.tables[0]._tbl, made):
            assert address == pages[int(text[1:-1]) - 1].url
    (tip,) = {
        link.get(f"{W}tooltip") for link in _one(("A", pages), columns=columns)._tbl.iter(f"{W}hyperlink")
    }
    assert "P1" == tip


def test_table_without_rows_is_left_out():
    """A table of no rows is its heading and its notes."""
    document = _opened(report(table(notes=("None found.",))))
    assert ([], ["Table", "None found."]) == (document.tables, [p.text for p in document.paragraphs][1:3])


def test_status_has_symbol_word_and_colour():
    """A status is a chip: symbol and word on its fill; an earlier one is bare; "no change" is words."""
    columns = (
        ID,
        ot.Column("before", "before", later="after"),
        ot.Column("after", "after"),
        ot.Column("why", "why", part_of="after"),
        ot.Column("due", "due", kind="date"),
        ot.Column("timing", "timing", part_of="due"),
    )
    planned, blocked, gone = ot.Status.PLANNED, ot.Status.BLOCKED, ot.Status.WITHDRAWN
    rows = (
        ("A", planned, blocked, "no consensus", Period("2025"), Timing.MISSED),
        ("B", planned, planned, None, None, Timing.NO_DEADLINE),
        ("C", None, gone, None, None, None),
    )
    made = _one(*rows, columns=columns)
    assert [
        ["A", "○\u00a0Planned", "\u00a0⊘\u00a0Blocked\u00a0\nNo consensus", "2025\nMissed"],
        ["B", "No change", "\u00a0○\u00a0Planned\u00a0", "No deadline"],
        ["C", "–", "\u00a0←\u00a0Withdrawn\u00a0", "–"],
    ] == [[cell.text for cell in row.cells] for row in made.rows[1:]]
    assert [["F5B81C"], ["C3DAF2"], ["FFFFFF"]] == [_fills(row) for row in made.rows[1:]]
    # A row can be high: a chip is as high as its words.
    assert not list(made._tbl.iter(f"{W}tcBorders"))
    cell = made.cell(1, 2)
    symbol, word = cell.paragraphs[0].runs
    assert ["OSCE Symbol", True, None] == [symbol.style.name, word.bold, cell.paragraphs[1].runs[0].bold]
    assert {"14202B"} == {str(run.font.color.rgb) for run in (symbol, word)}
    bare = [str(run.font.color.rgb) for run in made.cell(1, 1).paragraphs[0].runs]
    assert ["1F5F99", "4A5764"] == bare
    assert made.cell(1, 3).paragraphs[1].runs[0].bold
    assert made.cell(2, 3).paragraphs[0].runs[0].bold is None
    # As the name of a row it has no fill.
    (name, _) = _one((blocked, 1)).rows[1].cells
    assert ("⊘\u00a0Blocked", []) == (name.text, list(name._tc.iter(f"{W}shd")))


def _fills(row):
    """Return the fills of a row, each once; all are of letters, none of a cell."""
    found = [shade for run in row._tr.iter(f"{W}rPr") for shade in run.iter(f"{W}shd")]
    assert len(found) == len(list(row._tr.iter(f"{W}shd")))
    return list(dict.fromkeys(shade.get(f"{W}fill") for shade in found))


def test_text_that_shares_a_cell_follows_its_date():
    """A date is bold before what happened then, the number of the source comes behind, and the rest below."""
    columns = (
        ID,
        ot.Column("when", "when", kind="date", part_of="what"),
        ot.Column("what", "what", width=90),
        attrs.evolve(SOURCES, part_of="what"),
        ot.Column("more", "more", part_of="what"),
    )
    made = _one(("A", Period("2025-07-31"), "Done.", PAGES, "later"), columns=columns)
    first, second = made.cell(1, 1).paragraphs
    assert ("31\u00a0July\u00a02025: Done. [1]", "Later") == (first.text, second.text)
    assert [True, None] == [run.bold for run in first.runs][:2]


def test_dates_and_ids_stay_on_one_line():
    """Blanks in dates and hyphens in ids don't break, wherever they are; other blanks and hyphens do.

    In a column of their own ids have the hyphens that readers search for.
    """
    texts = {
        "FI25-HD-03": "FI25~HD~03",
        "see FI-2025, PS25-11 and X-ray": "see FI~2025, PS25~11 and X-ray",
        "by 31 July 2025 or May 2025": "by 31_July_2025 or May_2025",
        "4 July, Q3 2025; may 2025": "4_July, Q3_2025; may 2025",
        "OSCE-led co-operation 2024-25": "OSCE-led co-operation 2024-25",
        "AB-" + "C1" * 20: "AB-" + "C1" * 20,
    }
    made = _one(*((text, 1) for text in texts))
    for row, wanted in zip(made.rows[1:], texts.values(), strict=True):
        signs = {f"{W}noBreakHyphen": "~"}
        found = "".join(
            signs.get(part.tag, part.text) for part in row._tr.iter(f"{W}t", *signs) if part.text != "1"
        )
        assert wanted == found.replace("\u00a0", "_")
    share = _one(("A", ot.Share(18, 45)), columns=(ID, SHARE)).cell(1, 1).text
    assert "18\u00a0of\u00a045 (40%)" == share
    row = _one(("A", "FI25-HD-03"), columns=(ot.Column("title", "Title"), ID)).rows[1]
    assert (["A", "FI25-HD-03"], []) == (
        [part.text for part in row._tr.iter(f"{W}t")],
        list(row._tr.iter(f"{W}noBreakHyphen")),
    )


def test_long_ids_have_a_row_of_their_own(tracker):
    """No id is broken below a narrow title: all of the table stand below their rows, across the page."""
    table = _opened(ot.month(tracker, "2025-12")).tables[1]
    ids = {event.id for event in tracker.events}
    wide = [row.cells[0].text for row in table.rows if len({id(cell._tc) for cell in row.cells}) == 1]
    assert 20 == len(ids & set(wide))
    assert not [row for row in table.rows if ids & set(row.cells[0].text.split("\n")[1:])]


def test_small_tables_stand_beside_each_other():
    """Two or three tables of few rows are lists side by side, without ids; a larger one stands alone."""
    columns = (ot.Column("what", "what"), ot.Column("status", "status"), ot.Column("why", "why"), SOURCES, ID)
    stuck = table(
        ("A", ot.Status.BLOCKED, "no consensus", PAGES, "x"), ("B", None, None, None, "y"), columns=columns
    )
    short = table(
        ("Poland", "spoke 4 July 2025", PAGES[:1]),
        columns=(columns[0], columns[2], SOURCES),
        title="Who",
        notes=("More.",),
    )
    bare = table(("only",), columns=(ID,), title="Names")
    document = _opened(report(stuck, short, bare))
    (layout,) = document.tables
    assert [
        "Table\n⊘\tA\nBlocked. No consensus [1]\nB",
        "Who\nPoland: Spoke 4\u00a0July\u00a02025 [1]\nMore.",
        "Names\nonly",
    ] == [cell.text for cell in layout.row_cells(0)]
    names = [[p.style.name for p in cell.paragraphs] for cell in layout.row_cells(0)]
    assert ["Heading 2", "OSCE Item", "OSCE Entry"] == names[0]
    assert WD_ORIENT.PORTRAIT == document.sections[0].orientation
    # All of it fits a page, so the end is two paragraphs.
    texts = [p.text for p in _opened(report(stuck, short, notes=("One.", "Two."))).paragraphs]
    assert ["What to bear in mind: One. Two.", "Sources: [1]\u00a0P1", DATA] == texts[-3:]
    large = table(*(("A", n) for n in range(9)))
    assert [1, 10] == [len(t.rows) for t in _opened(report(stuck, short, large)).tables]
    assert [10, 3] == [len(t.rows) for t in _opened(report(large, stuck)).tables]
    assert [1, 1] == [len(t.rows) for t in _opened(report(stuck, short, stuck, short)).tables]


def test_numbers_stand_to_the_right():
    """Heading and cells of a column of numbers stand to the right, others where the style puts them."""
    table = _one(("A", 7))
    styles = [[cell.paragraphs[0].style for cell in row.cells] for row in table.rows]
    sides = [[style.paragraph_format.alignment for style in row] for row in styles]
    assert [[None, 2], [None, 2]] == sides


def test_header_row_is_repeated_and_no_row_is_split():
    """The first row alone is repeated on each page; a page ends between rows, but for one text of a group."""
    rows = _one(("A", 7, "Long."), ("B", 1, None), columns=(ID, N, LONG))._tbl.tr_lst
    marks = [[mark.tag.removeprefix(W) for mark in row.trPr] for row in rows]
    assert [["cantSplit", "tblHeader"], ["cantSplit"], ["cantSplit"], ["cantSplit"]] == marks
    groups = [RowGroup(key="g", title="G", size=2)]
    made = table(("A", 7, "Long."), ("B", 1, "Long."), columns=(ID, N, LONG), groups=groups)
    rows = _opened(report(made)).tables[0]._tbl.tr_lst
    assert [True, True, True, False, True, True] == [len(row.trPr) > 0 for row in rows]


def test_long_text_stands_below_its_row():
    """A long text has a row for itself, without a rule between, which stays with the row above."""
    table = _one(("A", 7, "Long."), ("B", 1, None), columns=(ID, N, LONG))
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert [["Id", "Number"], ["A", "7"], ["Long: Long."] * 2, ["B", "1"]] == rows
    assert table.cell(2, 0)._tc is table.cell(2, 1)._tc
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert [None, True, None, None] == kept
    lines = [[(line.tag, line[0].tag) for line in row._tr.iter(f"{W}tcBorders")] for row in table.rows]
    none = (f"{W}tcBorders", f"{W}bottom"), (f"{W}tcBorders", f"{W}top")
    assert [[], [none[0]] * 2, [none[1]], []] == lines


def test_what_comes_first_in_a_text_is_bold():
    """A note is bold up to an early colon; so is the date in front of a long text below a row."""
    notes = ("Own word: that of the Chair.", "No colon.")
    columns = (ID, ot.Column("when", "When", "date", part_of="long"), LONG)
    paragraphs = _opened(report(table(("A", Period("2025-07-31"), "Done."), columns=columns), notes=notes))
    bullets = [one for one in paragraphs.paragraphs if one.style.name == "List Bullet"]
    assert [["Own word:"], []] == [[run.text for run in one.runs if run.bold] for one in bullets]
    (detail,) = paragraphs.tables[0].rows[2].cells[0].paragraphs
    assert ["31\u00a0July\u00a02025"] == [run.text for run in detail.runs if run.bold]
    short = _opened(ot.brief(ot.load(), "2025-Q4"))
    bold = [run.text.strip() for one in short.paragraphs for run in one.runs if run.bold]
    assert {"Assessed:", "Dates:"} <= set(bold)


def test_several_long_texts_are_told_apart():
    """Each has its heading; a column of long ones begins a line; an id is small, last or under the title."""
    ident = ot.Column("id", "id", detail=True)
    title = ot.Column("title", "Title")
    rows = (
        ("A", "One.", "Two.", "x-1"),
        ("B", None, "t" * 200, "x-2"),
        ("C", "One.", "t" * 200, None),
        ("D", None, None, "x-3"),
    )
    table = _one(*rows, columns=(title, LONG, MORE, ident))
    found = [[p.text for p in row.cells[0].paragraphs] for row in table.rows[1:]]
    assert [
        ["A"],
        ["Long: One.\nMore: Two.  x-1"],
        ["B"],
        [f"More: {'T' + 't' * 199}  x-2"],
        ["C"],
        [f"Long: One.\nMore: {'T' + 't' * 199}"],
        ["D", "x-3"],
    ] == found
    short = _one(("A", "One.", "Two."), columns=(title, LONG, MORE))
    assert "Long: One.  More: Two." == short.cell(2, 0).text
    numbered = _one((1, "x-3"), columns=(N, ident))
    assert ["1", "x-3"] == [p.text for p in numbered.cell(1, 0).paragraphs]


def test_columns_that_a_page_has_no_room_for_go_below_the_row(template):
    """On a narrow page the last columns are below the row, each with its heading and what it holds."""
    words = [attrs.evolve(ID, key=f"c{n}", title=f"Column {n}") for n in range(6)]
    when = ot.Column("when", "when", kind="date", part_of="what")
    columns = (*words, when, ot.Column("what", "what"), attrs.evolve(SOURCES, part_of="what"))
    day = Period("2025-07-31")
    made = _opened(report(table((*["Constitutional"] * 6, day, "Done.", PAGES), columns=columns)), template)
    cells = [[cell.text for cell in row.cells] for row in made.tables[0].rows]
    (below,) = {cell.replace("\u00a0", " ") for cell in cells[2]}
    assert 2 <= len(cells[0]) < 6
    assert below.endswith("Column 5: Constitutional  What: 31 July 2025: Done. [1]")
    assert 7 == below.count("Column") + below.count("What") + len(cells[0])
    # Two stay, even if neither has room for its longest word.
    narrow = docx.Document(template)
    narrow.sections[0].page_width = Mm(90)
    narrow.save(template)
    made = _opened(report(table(("w" * 40, "w" * 80), columns=words[:2])), template)
    first, second = (column.width.mm for column in made.tables[0].columns)
    assert (20, 20) == (round(first), round(second))


def test_link_gets_a_number_that_is_free(tmp_path):
    """Links of a template that lacks one of its relations don't take the number of another."""
    document = docx.Document()
    relations = document.part.rels
    (unused,) = (key for key, one in relations.items() if one.reltype.endswith("/webSettings"))
    del relations[unused]
    document.save(tmp_path / "gap.docx")
    made = _opened(report(table(("https://osce.org/1", 1), ("https://osce.org/1", 2))), tmp_path / "gap.docx")
    assert [("https://osce.org/1",) * 2] * 2 == _links(made.tables[0]._tbl, made)
    assert {one.target_ref for one in made.part.rels.values()} > {"https://osce.org/1", "theme/theme1.xml"}


def test_long_text_with_a_width_is_a_column_where_there_is_room(template):
    """A long text with a width is in the row on a wide page, and below it on a narrow one."""
    columns = (ID, attrs.evolve(LONG, width=40), *(attrs.evolve(N, key=f"n{n}", width=8) for n in range(5)))
    long = "Long. " * 20
    made = report(table(("A", long, 1, 2, 3, 4, 5), columns=columns))
    wide, narrow = _opened(made).tables[0], _opened(made, template).tables[0]
    assert ["A", long, "1"] == [cell.text for cell in wide.rows[1].cells][:3]
    assert ["A", "1", f"Long: {long}"] == [
        *(cell.text for cell in narrow.rows[1].cells[:2]),
        narrow.rows[2].cells[0].text,
    ]
    _, text, *others = (column.width for column in wide.columns)
    assert text > 3 * max(others)


def test_table_of_long_texts_only_keeps_the_first_in_the_row():
    """Where every column is long the first stands as a column."""
    found = [[c.text for c in row.cells] for row in _one(("A", "B"), columns=(LONG, MORE)).rows]
    assert [["Long"], ["A"], ["More: B"]] == found


def test_page_is_a4_turned_for_wide_tables():
    """The page is A4 with margins of 18 mm, on its side if a table has more than five of fixed widths."""
    for count, wanted in ((5, (WD_ORIENT.PORTRAIT, 210, 297)), (6, (WD_ORIENT.LANDSCAPE, 297, 210))):
        columns = tuple(attrs.evolve(ID, key=f"c{n}", width=9) for n in range(count))
        section = _opened(report(table(["a"] * count, columns=columns))).sections[0]
        size = (section.page_width.mm, section.page_height.mm)
        assert wanted == (section.orientation, *map(round, size))
        sides = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
        assert {18} == {round(side.mm) for side in sides}


def test_foot_and_head_name_the_report(tracker):
    """Every page has the report, its edition and its number; those after the first also the finding, cut."""
    made = attrs.evolve(full(), edition=tracker.edition)
    section = _opened(made).sections[0]
    assert section.different_first_page_header_footer
    assert ["", "The Chair kept 18 of 45 promises"] == [
        part.paragraphs[0].text for part in (section.first_page_header, section.header)
    ]
    for part in (section.first_page_footer, section.footer):
        (foot,) = part.paragraphs
        fields = [field.get(f"{W}instr") for field in foot._p.iter(f"{W}fldSimple")]
        assert ["PAGE", "NUMPAGES"] == fields
        text = "".join(t.text or "\t" for t in foot._p.iter(f"{W}t", f"{W}tab") if t.get(f"{W}pos") is None)
        assert f"Report · finland-2025, version {tracker.edition.version}\tPage 1 of 1" == text
    section = _opened(report(title="x" * 400)).sections[0]
    assert ("x" * 159 + "…", "x" * 159 + "…\tPage  of ") == (
        section.header.paragraphs[0].text,
        section.footer.paragraphs[0].text,
    )


def test_widths_add_up_to_the_page():
    """The columns are together as wide as the text; each has room for its longest word, if all have."""
    ids = tuple(attrs.evolve(ID, key=f"c{n}", width=9) for n in range(9))
    cases = (
        ((ID,), ("word",)),
        ((N, ID, LONG), ("", "word " * 80, "x")),
        (ids, ["word " * n for n in range(9)]),
        (ids, ["w" * 40] * 9),
        (ids, ["w" * 20, *["word " * 400] * 8]),
        ((attrs.evolve(ID, width=2), attrs.evolve(N, width=98)), ("Constitutional", "text " * 99)),
    )
    for columns, row in cases:
        document = _opened(report(table(row, columns=columns)))
        section, made = document.sections[0], document.tables[0]
        room = section.page_width - section.left_margin - section.right_margin
        for widths in ([c.width for c in made.columns], [c.width for c in made.rows[1].cells]):
            # Word counts in twentieths of a point, to which each width is rounded.
            assert abs(room - sum(widths)) <= 635 * (len(widths) + 1)
        assert not made.autofit
    assert made.columns[0].width.pt > 70


def test_few_numbers_stay_close_to_their_names():
    """A table of a name and one or two numbers doesn't spread over the page."""
    document = _opened(report(table(("A", 1), ("B", 2), columns=(ID, N))))
    section, made = document.sections[0], document.tables[0]
    assert sum(column.width for column in made.columns) < section.page_width / 2


def test_long_texts_share_the_room():
    """Columns of long texts are about equally wide; a status and an id have no more than their words need."""
    status = ot.Column("s", "status")
    columns = (
        attrs.evolve(ID, key="a"),
        status,
        ot.Column("b", "B"),
        attrs.evolve(status, key="t"),
        ot.Column("id", "id"),
    )
    title, partly = "Seek closer co-operation on climate resilience", ot.Status.PARTLY_FULFILLED
    rows = [(title, partly, title, partly, "FI25-XD-05")] * 3
    (made,) = _opened(report(table(*rows, columns=columns))).tables
    first, _, second, _, last = widths = [column.width.pt for column in made.columns]
    assert min(first, second) > 0.8 * max(first, second)
    assert sorted(widths)[-2:] == sorted([first, second])
    assert min(widths) == last


def test_notes_of_a_table_are_below_it():
    """The totals and notes of a table are paragraphs after it, in a style that an office can change."""
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
    """A chart is a picture that fits the page, with its text alternative; its caption stays with it.

    Those below the tables come after them and can have a page for themselves.
    """
    for made in (ot.quarterly(tracker, "2025-Q3"), ot.brief(tracker, "2025-Q4")):
        document = _opened(made)
        found = [(s._inline.docPr.get("title"), s._inline.docPr.get("descr")) for s in document.inline_shapes]
        charts, above = (*made.charts, *made.charts_below), len(made.charts)
        assert [(one_line(chart.title), chart.text) for chart in charts] == found
        section = document.sections[0]
        room = section.page_height - section.top_margin - section.bottom_margin
        for number, shape in enumerate(document.inline_shapes):
            assert 0 < shape.width <= section.page_width - section.left_margin - section.right_margin
            # LibreOffice moves a picture whose distances aren't given.
            assert {"0"} == {shape._inline.get(f"dist{side}") for side in "TBLR"}
            assert 0 < shape.height <= (section.page_height / 2 if number < above else room * 0.9)
        captions = [p.text.replace("\u00a0", " ") for p in document.paragraphs if p.style.name == "Caption"]
        # The field with the number is no text; a report of one page has no numbers.
        one_page = len(made.tables) > 1
        assert [f"{'' if one_page else 'Figure : '}{one_line(chart.title)}" for chart in charts] == captions
        pictures = [p for p in document.paragraphs if p._p.findall(f".//{W}drawing")]
        assert len(charts) == len(pictures)
        body = list(document.element.body)
        tables = [body.index(found) for found in document.element.body.iterchildren(f"{W}tbl")]
        places = [body.index(picture._p) for picture in pictures]
        assert max(places[:above]) < max(tables) < min(places[above:], default=len(body))


def test_picture_of_a_month_leaves_room_for_its_caption(tracker, template):
    """A picture that grows with its titles stays on the page, also on a small one of a template."""
    for document in (_opened(ot.month(tracker, "2025-12")), _opened(ot.month(tracker, "2025-12"), template)):
        (picture,) = document.inline_shapes
        page = document.sections[0].page_height
        assert 0.3 * page < picture.height < 0.65 * page


def test_last_sources_stay_with_the_last_lines(tracker):
    """A page of their own would be almost empty."""
    last = _opened(ot.quarterly(tracker, "2025-Q3")).paragraphs[-9:]
    assert [None, *[True] * 7, None] == [paragraph.paragraph_format.keep_with_next for paragraph in last]
    styles = [paragraph.style.name for paragraph in last]
    assert ["OSCE Source"] * 6 + ["OSCE Small"] * 3 == styles


def test_number_in_front_of_a_record_is_not_its_name():
    """The first column that isn't a number is bold."""
    made = _opened(report(table((7, "A"), columns=(N, ID))))
    assert ["OSCE Cell Number", "OSCE Cell strong"] == [
        cell.paragraphs[0].style.name for cell in made.tables[0].rows[1].cells
    ]


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
    document = _opened(report(table(("A",), columns=(ID,))), template)
    section = document.sections[0]
    assert ["For the file.", "Report", "Table", DATA] == [p.text for p in document.paragraphs]
    assert (150, 200, "Delegation") == (
        round(section.page_width.mm),
        round(section.page_height.mm),
        section.header.paragraphs[0].text,
    )
    head = document.styles["OSCE Cell Head"]
    assert (13, None, "OSCE Small", "OSCE Cell") == (
        document.styles["OSCE Cell"].font.size.pt,
        head.font.size,
        head.base_style.name,
        head.base_style.base_style.name,
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


def test_template_s_fonts_and_colours_apply_everywhere(tmp_path):
    """An office's Normal and headings stay, whatever ids they have; our styles say nothing of fonts."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Liberation Serif"
    document.styles["Normal"].element.set(f"{W}styleId", "Standard")
    document.styles["Heading 1"].font.size = Pt(30)
    document.save(tmp_path / "house.docx")
    made = _opened(full(), tmp_path / "house.docx")
    assert ("Liberation Serif", 30) == (
        made.styles["Normal"].font.name,
        made.styles["Heading 1"].font.size.pt,
    )
    cell = made.styles["OSCE Cell"]
    assert ("Normal", "Standard") == (cell.base_style.name, cell.base_style.style_id)
    ours = [style for style in made.styles if style.name.startswith("OSCE") and style.name != "OSCE Symbol"]
    assert [] == [style.name for style in ours if list(style.element.iter(f"{W}rFonts"))]
    assert [""] * 2 == [
        made.sections[0].header.paragraphs[0].text,
        made.sections[0].footer.paragraphs[0].text,
    ]


def test_template_without_word_s_styles_is_taken(tmp_path):
    """A template that lacks the usual styles gets ours, without bullets of a list it lacks."""
    document = docx.Document()
    for style in list(document.styles):
        if style.name in ("Title", "Subtitle", "Heading 1", "List Bullet", "Normal", "Normal Table"):
            style.delete()
    # Another style has the id that ours would have.
    document.styles.add_style("OSCECell", WD_STYLE_TYPE.PARAGRAPH)
    path = tmp_path / "bare.docx"
    document.save(path)
    found = _opened(report(table(("A", 1)), subtitle="S", notes=("N",)), str(path))
    texts = ["S", "Report", "Table", "What to bear in mind", "N", DATA]
    assert texts == [p.text for p in found.paragraphs]
    assert "OSCE Cell strong" == found.tables[0].cell(1, 0).paragraphs[0].style.name
    assert "OSCE Cell" == found.tables[0].cell(1, 0).paragraphs[0].style.base_style.name
    assert not list(found.styles["List Bullet"].element.iter(f"{W}numPr"))


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
    bodiless = docx.Document()
    bodiless.element.remove(bodiless.element.body)
    makers = {
        "missing": lambda _path: None,
        "folder": lambda path: path.mkdir(),
        "empty": lambda path: path.write_bytes(b""),
        "text": lambda path: path.write_bytes(b"no archive"),
        "bare-zip": lambda path: zipfile.ZipFile(path, "w").close(),
        "cut": lambda path: path.write_bytes(_saved(docx.Document())[:-500]),
        "workbook": lambda path: path.write_bytes(report(table(("A", 1))).to_bytes("xlsx")),
        "no-body": lambda path: path.write_bytes(_saved(bodiless)),
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


def _read(document):
    """Return all letters of a document in order, without blanks and in one case."""
    signs = {f"{W}noBreakHyphen": "-"}
    parts = document.element.body.iter(f"{W}t", *signs)
    return _letters("".join(signs.get(part.tag, part.text) for part in parts))


def _letters(text):
    return "".join(plain(text).split()).casefold()


@given(reports)
def test_any_report_is_read_back(made):
    """Whatever the report, each text, figure, group, cell and note comes back, and sources have numbers."""
    read = _read(_opened(made))
    texts = [made.heading, *made.notes, *(text for f in made.figures for text in (f.label, f.note))]
    for each in made.tables:
        texts += [each.title, *each.notes]
        texts += [text for group in each.groups for text in (group.title, group.note)]
        used = (*each.row_places, *each.detail_places)
        cells = [row[n] for row in each.rows for n in used]
        texts += [people(cell) for cell in cells if not isinstance(cell, tuple) and cell is not None]
    assert [] == [text for text in texts if _letters(text) not in read]
    named = [
        cell[0]
        for each in made.tables
        for row in each.rows
        for cell in row
        if isinstance(cell, tuple) and cell
    ]
    assert [] == [n for n in range(1, len(set(named)) + 1) if f"[{n}]" not in read]


def test_bytes_are_the_same_with_a_template(template):
    """The same report gives the same bytes, however the template is named."""
    assert to_docx(full(), template) == to_docx(full(), str(template))


@pytest.mark.skipif(
    SOFFICE is None or shutil.which("pdftotext") is None, reason="LibreOffice isn't installed"
)
def test_libreoffice_lays_out_every_row(tmp_path, tracker):
    """The brief is one page and a profile two; no row, title or note is lost where a page ends."""
    quarter = attrs.evolve(ot.quarterly(tracker, "2025-Q3"), charts=())
    brief, profile = ot.brief(tracker, "2025-Q4"), ot.profile(tracker, "KZ")
    wanted = {"brief": (brief, 1), "kz": (profile, 2), "q3": (quarter, None)}
    for name, (made, _) in wanted.items():
        (tmp_path / f"{name}.docx").write_bytes(to_docx(made))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    how = {"capture_output": True, "cwd": tmp_path, "timeout": 180}
    files = [f"{name}.docx" for name in wanted]
    subprocess.run([SOFFICE, home, "--headless", "--convert-to", "pdf", *files], check=True, **how)
    for name, (made, pages) in wanted.items():
        subprocess.run([PDFTOTEXT, "-raw", f"{name}.pdf"], check=True, **how)
        text = (tmp_path / f"{name}.txt").read_text("utf-8")
        read = _letters(text.replace("\u2011", "-"))
        rows = [people(row[0]) for each in made.tables for row in each.rows]
        assert [] == [row for row in rows if _letters(row) not in read]
        if pages is None:
            words = [made.heading, made.kicker, *made.notes, *(each.title for each in made.tables)]
            assert [] == [said for said in words if _letters(said) not in read]
        else:
            assert pages == text.count("\f"), name
