"""PDF files, as pypdf and poppler read them."""

import io
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import attrs
import pypdf
import pytest
import typst
from hypothesis import given, settings

import osce_tracker as ot
from osce_tracker.errors import MissingExtraError, UsageError
from osce_tracker.formats.pdf import to_pdf
from osce_tracker.formats.report import KeyFigure, RowGroup
from osce_tracker.model.periods import Period
from osce_tracker.plot.canvas import Label, Sheet
from osce_tracker.plot.chart import Chart
from tests.formats.reports import (
    DATA,
    ID,
    LONG,
    MORE,
    PAGES,
    SOURCES,
    N,
    full,
    report,
    reports,
    table,
)

#: A4 in points.
SHORT, LONG_SIDE = 595, 841
DAY = Period("2025-07-31")


def _opened(made, **options):
    return pypdf.PdfReader(io.BytesIO(to_pdf(made, **options)))


def _words(reader):
    """Return the text of all pages on one line, without the blanks at which long words may be broken."""
    text = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(text.replace("\u200b", "").split())


def _read(made, **options):
    return _words(_opened(made, **options))


def _squeezed(text):
    return "".join(text.replace("\u200b", "").split())


def _links(reader):
    """Return the addresses that links lead to, and the number of links within the file."""
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    addresses = [note["/A"]["/URI"] for note in notes if "/URI" in note.get("/A", {})]
    return addresses, len(notes) - len(addresses)


def _tags(reader):
    """Return the tags of the file with their text alternatives, in the order of reading."""
    found = []

    def visit(node):
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                visit(child)
        elif isinstance(node, dict) and "/S" in node:
            found.append((node["/S"], str(node.get("/Alt", ""))))
            visit(node.get("/K", pypdf.generic.ArrayObject()))

    visit(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def _chart(text="Two squares.", title="Two", label="A", draw=None):
    return Chart(title=title, key="c", text=text, draw=draw or partial(_draw, label))


def _fail(*_):
    raise MissingExtraError("plot", "Charts")


def _draw(label, width, height):
    sheet = Sheet(width, height)
    sheet.add(Label(width / 2, height / 2, label, 40))
    sheet.add(Label(width / 2, height / 4, f"{width}x{height}", 40))
    return sheet


def test_text_is_in_the_order_of_the_report():
    """The finding comes first, then figures, the table with its groups and notes, caveats and sources."""
    made = attrs.evolve(full(), lead="It is more than before.")
    whole = attrs.evolve(
        made.tables[0], totals=[KeyFigure(key="t", label="in this table", value=2, note="both.")]
    )
    parts = (
        *("Report · Of two", "The Chair kept 18 of 45 promises", "It is more than before."),
        *("18 of 45 (40%) kept 12 before", "98 promises", "Table", "Id Number Kept Sources"),
        *("First 1 row", "7 18 of 45 (40%) [1]", "A-1 It went well.", "Second", "B – – –"),
        *("In this table: 2 (both.)", "Two rows.", "What to bear in mind", "• The end."),
        *("Sources", "[1] Page 1 (P1) https://osce.org/1", DATA, f"Report · {DATA} Page 1 of 1"),
    )
    text, end = _read(attrs.evolve(made, tables=(whole,))), 0
    # Typst draws a cell after those beside it if it is higher; the tags have the order of reading.
    for part in parts:
        assert part in text[end:], (part, text[end:])
        end = text.index(part, end) + len(part)
    assert len(text) == end


def test_file_says_what_it_is():
    """It has a title, a language, tags, bookmarks and the day of the edition, as the standard demands."""
    made = _opened(ot.agenda(ot.load(), "2025-07"))
    root = made.trailer["/Root"]
    assert ("en-GB", True) == (root["/Lang"], root["/MarkInfo"]["/Marked"])
    finding = ot.agenda(ot.load(), "2025-07").headline
    assert (finding, "osce_tracker") == (made.metadata.title, made.metadata.author)
    assert made.metadata["/CreationDate"].startswith("D:20261129")
    assert "pdfuaid:part" in made.xmp_metadata.stream.get_data().decode()
    outline = [entry.title for entry in made.outline if not isinstance(entry, list)]
    below = [entry.title for entries in made.outline if isinstance(entries, list) for entry in entries]
    assert ([finding], "Sources") == (outline, below[-1])
    tags = [tag for tag, _ in _tags(made)]
    assert {"/H1", "/H2", "/Table", "/THead", "/TH", "/TR", "/TD", "/P"} <= set(tags)
    assert "/CreationDate" not in _opened(full()).metadata


def test_numbers_lead_to_the_list_of_sources():
    """A number in a row leads to the list, and the list to the page; none, the latest or all are named."""
    for sources, pages in (("none", 0), ("latest", 1), ("all", 2)):
        reader = _opened(full(), sources=sources)
        assert ([page.url for page in PAGES[:pages]], pages) == _links(reader), sources
        text = _words(reader)
        assert [f"[{n}]" in text for n in (1, 2, 3)] == [n <= pages for n in (1, 2, 3)]
        assert (pages > 0) == ("Sources" in text)
    with pytest.raises(UsageError, match="some"):
        to_pdf(full(), sources="some")


def test_last_sources_stay_with_the_last_lines():
    """However many sources there are, no page holds only the last of them or the lines about the data."""
    for count in (55, 56, 57):
        pages = [attrs.evolve(PAGES[0], url=f"https://osce.org/n{n}") for n in range(count)]
        made = _opened(report(table(*(("A", (page,)) for page in pages), columns=(ID, SOURCES))))
        last = made.pages[-1].extract_text()
        assert last.count("https://osce.org/n") >= 4, count
    assert len(made.pages) == 3


def test_same_source_has_one_number():
    """Two rows with the same source have the same number; an address in a cell is a link."""
    rows = (("A", PAGES[:1]), ("https://osce.org/x", PAGES[:1]))
    reader = _opened(report(table(*rows, columns=(ID, SOURCES))))
    assert (["https://osce.org/x", "https://osce.org/1"], 2) == _links(reader)


def test_shared_cell_has_all_its_values():
    """A cell of several columns has the date and what happened, then remarks and the latest source."""
    columns = (
        ot.Column("start", "start", later="end", width=20),
        ot.Column("end", "end", width=20),
        ot.Column("why", "why", part_of="end"),
        ot.Column("when", "when", kind="date", part_of="what"),
        ot.Column("what", "what", detail=True, width=50),
        ot.Column("refs", "refs", kind="sources", part_of="what"),
        ot.Column("id", "id", width=10),
    )
    rows = (
        (ot.Status.PLANNED, ot.Status.BLOCKED, "no consensus", DAY, "It stopped.", PAGES, "FI25-HD-01"),
        (ot.Status.PLANNED, ot.Status.PLANNED, None, None, "Nothing.", PAGES[:1], "w" * 12),
        ("new", ot.Status.NOT_FULFILLED, None, None, None, PAGES[:1], "x"),
    )
    made = report(table(*rows, columns=columns))
    text = _read(made)
    for part in (
        *("Start End What Id", "○ Planned ⊘ Blocked No consensus", "No change ○ Planned"),
        *("31 July 2025: It stopped. 2 sources, the latest: P1 [1] FI25-HD-01", "Nothing. Source: P1 [1]"),
        *("New ☒ Not fulfilled [1] x",),
    ):
        assert part in text, (part, text)
    assert "2025: It stopped. Sources: [1][2] FI25" in _read(made, sources="all")


def test_wide_tables_turn_the_page():
    """More than five columns of fixed widths need a page in landscape; long texts are below the row."""
    for count, size in ((5, (SHORT, LONG_SIDE)), (6, (LONG_SIDE, SHORT))):
        columns = (*(ot.Column(f"c{n}", f"C{n}", width=9) for n in range(count)), LONG, MORE)
        row = (*("abcdef"[:count]), "One.\nTwo.", "Three.")
        made = _opened(report(table(row, columns=columns)))
        assert size == tuple(int(side) for side in made.pages[0].mediabox[2:])
        assert "Long: One. Two. More: Three." in _words(made)
    empty = (*"abcdef"[:6], None, None)
    assert "Long" not in _read(report(table(empty, columns=columns)))


def test_words_stand_below_a_name_before_numbers():
    """Where all other columns are numbers, a long text is in the first cell; a number is not a name."""
    assert "A It is long. 7" in _read(report(table(("A", 7, "It is long."), columns=(ID, N, LONG))))
    one = report(table(("A", "It is long."), columns=(ID, LONG)))
    assert "A It is long." in _read(one)
    fonts = [font for page in _opened(report(table((7, "A"), columns=(N, ID)))).pages for font in _bold(page)]
    assert "A" in fonts


def _bold(page):
    """Return the texts of a page that are bold."""
    found = []

    def visit(text, _matrix, _other, font, _size):
        if font and "Bold" in font["/BaseFont"]:
            found.append(text.strip())

    page.extract_text(visitor_text=visit)
    return found


def test_notes_begin_in_bold():
    """A note is bold up to an early colon, among other notes and in the short list of a brief."""
    for made in (report(notes=("Own word: that of the Chair.", "No colon.")), ot.brief(ot.load(), "2025-Q4")):
        bold = " ".join(_bold(_opened(made).pages[0]))
        assert [True, False, False] == [
            words in bold for words in (made.notes[0].partition(":")[0], "that of", "No colon")
        ]


def test_chart_has_its_text_alternative():
    """A chart is a figure with its text alternative, drawn as lines and letters; without one its title."""
    reader = _opened(report(charts=(_chart(), _chart(text=""), _chart(text="", title=""))))
    assert [("/Figure", "Two squares."), ("/Figure", "Two"), ("/Figure", "Chart")] == [
        tag for tag in _tags(reader) if tag[0] == "/Figure"
    ]
    assert {"A", "657x260"} <= set(_words(reader).split())
    coloured = to_pdf(report(charts=(_chart(label="var(--ink, #14202b)"),)))
    assert "#14202b" in _words(pypdf.PdfReader(io.BytesIO(coloured)))


def test_charts_stand_above_and_below_the_tables():
    """Those below stand at the foot of a page, at their full size; the notes go on above them."""
    charts, below = (_chart("Over.", label="OVER"),), (_chart("Under.", label="UNDER"),)
    reader = _opened(report(table(("A", 7)), charts=charts, charts_below=below, notes=("The end.",)))
    assert ["Over.", "Under."] == [alt for tag, alt in _tags(reader) if tag == "/Figure"]
    order = [tag for tag, _ in _tags(reader) if tag in ("/Figure", "/Table")]
    assert ["/Figure", "/Table", "/Figure"] == order
    text = _words(reader)
    places = [text.index(part) for part in ("OVER", "A 7", "The end.", "UNDER")]
    assert sorted(places) == places
    assert (1, 1) == (text.count("657x260"), text.count("657x480"))
    alone = _opened(report(charts_below=below))
    assert ["Under."] == [alt for tag, alt in _tags(alone) if tag == "/Figure"]


def test_chart_without_its_library_is_left_out():
    """If charts can't be drawn, the file says so in the chart's place, above the tables and below."""
    message = 'Two: left out. Charts need another library. Install it with: pip install "osce-tracker[plot]"'
    failed = (_chart(draw=_fail),)
    for charts, below in ((failed, ()), ((), failed)):
        text = _read(report(table(("A", 7)), charts=charts, charts_below=below))
        assert (1, bool(below)) == (text.count(message), text.find("A 7") < text.find(message))


def test_short_lists_fit_one_page():
    """The brief is one page, with its lists beside each other and sources without their addresses."""
    made = ot.brief(ot.load(), "2025-Q4")
    reader = _opened(made)
    assert 1 == len(reader.pages)
    text, (addresses, _) = _words(reader), _links(reader)
    assert "Work constructively for a 2026 Unified Budget Blocked. No consensus. 5 December 2025 [1]" in text
    assert ("https" in text, bool(addresses)) == (False, True)
    figures = [tag for tag in _tags(reader) if tag[0] == "/Figure"]
    assert len(made.charts) == len(figures)
    bare = tuple(table(("A", None), columns=(ID, SOURCES), title=title) for title in "XY")
    assert "X A Y A" in _read(report(*bare))


def test_brief_too_long_for_its_page_has_its_picture_on_the_next():
    """No picture is dropped: where the rest of the page has no room for it, it follows."""
    made = ot.brief(ot.load(), "2025-Q4")
    short, long = (
        _opened(attrs.evolve(made, notes=(*made.notes, *["One more note to bear in mind."] * count)))
        for count in (0, 25)
    )
    pictures = [["First on record" in page.extract_text() for page in each.pages] for each in (short, long)]
    assert [[True], [False, True]] == pictures


def test_id_stays_on_one_line():
    """An id in a text isn't broken at its hyphens, and can be found."""
    words = " ".join(f"{'x' * (n % 17)} FI25-PM-{n:02}" for n in range(99))
    reader = _opened(report(table(("A", words), columns=(ID, LONG)), lead=words, notes=[words]))
    lines = [line for page in reader.pages for line in page.extract_text().splitlines()]
    assert [] == [line for line in lines if line.rstrip().endswith("-") or line.startswith("PM-")]
    assert _words(reader).count("FI25-PM-77") == 3


def test_profile_is_two_pages():
    """Short lists are set side by side in a longer report too; several lines of a value are one."""
    reader = _opened(ot.profile(ot.load(), "KZ"))
    assert 2 == len(reader.pages)
    assert "Groups: Central Asia; Commonwealth" in _words(reader)


def test_small_tables_are_as_wide_as_their_words():
    """A table of few short words doesn't spread over the page, nor does one of long words leave it."""
    reader = _opened(report(table(("A", 7), ("B", 8))))
    places = []
    reader.pages[0].extract_text(visitor_text=lambda text, _, where, *_more: places.append((text, where[4])))
    assert max(place for text, place in places if text.strip() in ("7", "8")) < SHORT / 2
    wide = table(("A", "b"), groups=(RowGroup(key="g", title="G " * 60, size=1),), columns=(ID, LONG))
    assert "G G" in _read(report(wide))


def test_characters_without_a_font_are_codes():
    """What the fonts lack is shown as codes, with a note. Nothing is lost silently."""
    note = "Characters that the fonts of this file lack are shown as codes, such as <U+"
    for text, shown in (
        ("Қазақстан", "Қазақстан"),
        ("Հայաստան", "Հայաստան"),
        ("欧洲 and \U0001f600", "<U+6B27><U+6D32> and <U+1F600>"),
        ("\ue000\U000f0000", "<U+E000><U+F0000>"),
        ("\ufdd0", "<U+FDD0>"),
    ):
        # Charts bring fonts of their own, with which the rest of the file is not to change.
        for charts in ((), (_chart(),)):
            read = _read(report(table((text, 1)), charts=charts))
            assert (True, shown != text) == (shown in read, note in read), text


def test_threads_write_the_same_bytes(tmp_path, monkeypatch):
    """Threads that write one report at once give the same bytes, and leave nothing in the present folder."""
    monkeypatch.chdir(tmp_path)
    made = ot.brief(ot.load(), "2025-Q4")
    with ThreadPoolExecutor(4) as pool:
        assert 1 == len(set(pool.map(lambda _: made.to_bytes("pdf"), range(4))))
    assert [] == list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows doesn't remove a folder in use")
def test_folder_of_the_process_may_be_gone(tmp_path, monkeypatch):
    """Nothing is read from the working directory."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert b"%PDF-" == to_pdf(full())[:5]


def test_long_texts_go_on_on_the_next_page():
    """All words of a text longer than a page are there, beside others, below a row, in heads and groups."""
    words = [f"W{n}" for n in range(2_500)]
    text = " ".join(words)
    for made in (
        report(table(("x", text), columns=(ID, ot.Column("b", "B")))),
        report(table(("x", text), columns=(ID, LONG))),
        report(table(("x", "y", text), columns=(ID, ot.Column("b", "B"), LONG))),
        report(table(("x", 1), columns=(ID, ot.Column("b", text, "number")))),
        report(table(("x", 1), groups=(RowGroup(key="g", title=text, size=1),))),
        report(table(("x", 1), notes=(text,)), title="R"),
        report(title=text),
    ):
        reader = _opened(made)
        assert (set(), True) == (set(words) - set(_words(reader).split()), len(reader.pages) > 1)
    long = "w" * 5_000
    assert _squeezed(_read(report(table((long, 1))))).count("w") >= 5_000


def test_heads_repeat_and_pages_are_numbered():
    """A long table repeats its heads and the heading of its group on every page, and pages are counted."""
    groups = (RowGroup(key="g", title="All of them", size=190),)
    reader = _opened(report(table(*(("A", n) for n in range(190)), groups=groups)))
    pages = [page.extract_text() for page in reader.pages]
    assert len(pages) > 3
    for number, text in enumerate(pages, 1):
        assert ("Number" in text, "All of them" in text) == (True, True)
        assert f"Page {number} of {len(pages)}" in text


def test_empty_reports_are_files():
    """A report without anything has a title; a table without rows has its heading and its notes."""
    text = _read(ot.Report(title=" "))
    assert f"Report {DATA} Report · {DATA} Page 1 of 1" == text
    assert "Table None found." in _read(report(table(notes=("None found.",))))


def test_five_thousand_rows_are_written():
    """A table of 5,000 rows goes on to the last of its pages."""
    rows = ((f"FI25-{n}", n, "It was said that it went well.", PAGES) for n in range(5_000))
    reader = _opened(report(table(*rows, columns=(ID, N, ot.Column("x", "What"), SOURCES))))
    assert "FI25-4999" in reader.pages[-2].extract_text() + reader.pages[-1].extract_text()


def test_error_of_the_template_is_no_endless_loop(monkeypatch):
    """An error that is not about characters is raised."""
    error = typst.TypstError("Broken")
    error.diagnostic = "error: Broken"

    def fail(*_args, **_options):
        raise error

    monkeypatch.setattr(typst, "compile", fail)
    with pytest.raises(typst.TypstError, match="Broken"):
        to_pdf(full())


def test_missing_library_names_everything_it_needs(monkeypatch):
    """The message installs typst, and what draws the charts if that is missing too."""
    import importlib.util

    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    drawn = {"charts": "pdf,plot", "charts_below": "pdf,plot"}
    for made, extras in (
        (full(), "pdf"),
        *((report(**{name: (_chart(),)}), extras) for name, extras in drawn.items()),
    ):
        with pytest.raises(MissingExtraError) as caught:
            to_pdf(made)
        assert (
            f'PDF files (.pdf) need another library. Install it with: pip install "osce-tracker[{extras}]"'
            == str(caught.value)
        )


@given(reports)
@settings(deadline=None)
def test_any_report_is_a_file(made):
    """Whatever a report holds, the file opens and is tagged."""
    assert "/StructTreeRoot" in _opened(made).trailer["/Root"]
