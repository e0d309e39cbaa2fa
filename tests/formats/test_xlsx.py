"""Excel workbooks, as openpyxl, the bare XML and LibreOffice read them."""

import csv
import datetime as dt
import io
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from operator import itemgetter

import attrs
import pandas as pd
import pytest
from hypothesis import given
from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

import osce_tracker as ot
from osce_tracker.design import LOOKS
from osce_tracker.errors import MissingExtraError
from osce_tracker.formats.cells import begun, cell_text, source_line
from osce_tracker.formats.report import KeyFigure, RowGroup, cell_data
from osce_tracker.formats.xlsx import _EMPTY_CELLS, LONGEST_TEXT, to_xlsx
from osce_tracker.model.periods import Period
from osce_tracker.text import plain
from tests.formats.reports import DATA, ID, LONG, PAGES, SOURCES, N, full, report, reports, table

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NAMES_NOT_TAKEN = ["a" * 40, "a[b]c:d*e?f/g\\h", "'quoted'", "History", "", "  ", "???", "Report", "Ä\nö\x07"]
SOFFICE = shutil.which("soffice")


def _book(made):
    return load_workbook(io.BytesIO(to_xlsx(made)))


def _sheet(*rows, columns=(ID, N)):
    """Return the sheet of the table of a report of one table."""
    return _book(report(table(*rows, columns=columns))).worksheets[1]


def _one(value):
    """Return the cell of a table that holds one value."""
    return _sheet((value,), columns=(ID,))["A2"]


def _decoded(text):
    """Return what Excel shows of a text: ``_xHHHH_`` is the character of that number."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text or "")


def _front(made):
    """Return the rows of the cover that hold anything, without empty cells."""
    rows = ([cell.value for cell in row if cell.value is not None] for row in _book(made)["Cover"])
    return list(filter(None, rows))


EDITION = [["Edition"], [DATA]]


def test_cover_has_the_finding_and_figures_as_numbers():
    """The cover has kind, finding, figures that Excel can count with, links, notes and the edition."""
    made = full()
    totals = (KeyFigure(key="all", label="all made", value=ot.Share(2, 3), note="1 left out"),)
    figure = KeyFigure(key="b", label="blocked", value=1, word=ot.Status.BLOCKED)
    made = attrs.evolve(
        made,
        lead="Two words.",
        figures=(*made.figures, figure),
        tables=(attrs.evolve(made.tables[0], totals=totals),),
    )
    assert [
        ["Report · Of two"],
        ["The Chair kept 18 of 45 promises"],
        ["Two words."],
        ["Key figures"],
        ["What is counted", "Number", "Of", "Share", "Note"],
        ["Kept", 18, 45, 0.4, "12 before"],
        ["Promises", 98],
        ["⊘ Blocked", 1],
        ["Contents"],
        ["Table", "Rows", "Sheet"],
        ["Table", 2, "T"],
        ["All made", 2, 3, 2 / 3, "1 left out"],
        ["Two rows."],
        ["Sources of the rows", 2, "Sources"],
        ["What to bear in mind"],
        ["The end."],
        [_EMPTY_CELLS],
        *EDITION,
    ] == _front(made)
    cover = _book(made)["Cover"]
    links = [cell.hyperlink.location for row in cover for cell in row if cell.hyperlink]
    assert (["'T'!A1", "'Sources'!A1"], "0%") == (links, cover["D7"].number_format)


def test_columns_hold_one_value_each():
    """The group stands after the first column; a share has three; the day of the latest source is a link."""
    sheet = _book(full())["T"]
    assert [
        (
            *("Id", "Group", "Number", "Kept", "Kept of", "Kept share", "Long", "Latest Sources"),
            *("Latest Sources: published", "Number of Sources"),
        ),
        ("A-1", "First", 7, 18, 45, 0.4, "It went well.", "P1", "No date", 2),
        ("B", "Second", None, None, None, None, None, None, None, 0),
    ] == list(sheet.values)
    assert ("https://osce.org/1", "B2") == (sheet["I2"].hyperlink.target, sheet.freeze_panes)
    assert ["n"] * 5 == [sheet[cell].data_type for cell in ("C2", "D2", "E2", "F2", "J2")]
    assert ("0%", "General") == (sheet["F2"].number_format, sheet["E2"].number_format)


def test_all_sources_have_a_sheet():
    """The sheet lists each source of each row with its address and id; without sources it is left out."""
    made = full()
    dated = attrs.evolve(PAGES[0], published=Period("2025-Q3"), language="fi")
    row = (*made.tables[0].rows[0][:-1], (dated, PAGES[1]))
    made = attrs.evolve(made, tables=(attrs.evolve(made.tables[0], rows=(row, made.tables[0].rows[1])),))
    book = _book(made)
    days = dt.datetime(2025, 7, 1), dt.datetime(2025, 9, 30)  # noqa: DTZ001 (as openpyxl reads a date)
    assert [
        (
            *("Row", "Sheet", "Column", "Publisher", "Title", "Published", "Language", "Address", "Id"),
            *("Published: first day", "Published: last day"),
        ),
        ("A-1", "T", "Sources", "P1", "Page 1", "Q3 2025", "fi", "https://osce.org/1", "A-1", *days),
        ("A-1", "T", "Sources", "P2", "Page 2", "No date", "en", "https://osce.org/2", "A-1", None, None),
    ] == list(book["Sources"].values)
    # The address can be wrapped, as its day is the link.
    links = [book["Sources"][cell].hyperlink for cell in ("F2", "F3", "H2", "H3")]
    assert ["https://osce.org/1", "https://osce.org/2", None, None] == [one and one.target for one in links]
    left = load_workbook(io.BytesIO(to_xlsx(made, sources="none")))
    assert (["Cover", "T"], "Long") == (left.sheetnames, left["T"]["G1"].value)
    assert ["Cover", "T", "Sources"] == load_workbook(io.BytesIO(to_xlsx(made, sources="all"))).sheetnames


def test_source_headings_are_singular_and_plural():
    """Beside the latest source stands how many there are, whatever the column is called."""
    titles = ("sources", "source", "sources of the group")
    columns = [ot.Column(f"c{n}", title, "sources") for n, title in enumerate(titles)]
    sheet = _book(report(table((PAGES,) * 3, columns=columns)))["T"]
    assert (
        *("Latest source", "Latest source: published"),
        *("Latest source (2)", "Latest source: published (2)"),
        *("Latest source of the group", "Latest source of the group: published"),
        *("Number of sources", "Number of sources (2)", "Number of sources of the group"),
    ) == next(iter(sheet.values))


def test_links_fit_into_their_cells(tracker):
    """A cell with a link holds a day or a few words: LibreOffice doesn't wrap links, and would cut them."""
    for made in (ot.quarterly(tracker, "2025-Q3"), ot.support(tracker), ot.brief(tracker, "2025-Q4")):
        cells = [
            cell for sheet in _book(made).worksheets[1:] for row in sheet for cell in row if cell.hyperlink
        ]
        assert len(cells) > 20
        for cell in cells:
            width = cell.parent.column_dimensions[cell.column_letter].width
            assert (True, 19) == (isinstance(cell.value, dt.datetime) or len(cell.value) <= 17, width)


def test_several_sources_stand_beside_what_they_are_about(tracker):
    """Sources are next to what they are about: a State's own words, or those of its groups."""
    heads = [cell.value for cell in _book(ot.support(tracker))["States"][1]]
    own, group = heads.index("Latest source"), heads.index("Latest source (2)")
    assert ("Date of the own statement", "Which group") == (heads[own - 1], heads[group - 1])


def test_days_of_sources_are_dates():
    """Where all days are known the link is a date with which Excel can count."""
    dated = attrs.evolve(PAGES[0], published=Period("2025-07-31"))
    cell = _sheet(("A", (dated,)), ("B", None), columns=(ID, SOURCES))["C2"]
    assert ("https://osce.org/1", dt.date(2025, 7, 31)) == (cell.hyperlink.target, cell.value.date())


def test_rows_without_a_name_have_their_group_first():
    """Where the first column has gaps, as in a comparison of States, the group names the rows."""
    columns = (ot.Column("a", "Hungary"), ot.Column("b", "Estonia"), SOURCES)
    made = table(("x", "y", PAGES), (None, "z", PAGES[:1]), columns=columns)
    groups = (RowGroup(key="g", title="Pledges", size=2),)
    book = _book(report(attrs.evolve(made, groups=groups)))
    assert [("Pledges", "X"), ("Pledges", None)] == [row[:2] for row in list(book["T"].values)[1:]]
    assert ["x", "x", "z"] == [row[0].lower() for row in list(book["Sources"].values)[1:]]


def test_quarterly_sheet_is_that_of_the_design(tracker):
    """One sheet has all commitments with dimension, both statuses, what changed, days, source and id."""
    made = ot.quarterly(tracker, "2025-Q3")
    book = _book(made)
    sheet = book["Commitments"]
    assert ["Cover", "Commitments", "Sources"] == book.sheetnames
    heads = [
        *("Commitment", "Dimension", "Status on 30 June 2025", "First on record"),
        *("Status on 30 September 2025", "Changed", "Reason", "Readings", "Who delivers"),
        *("Deadline", "Timing", "When", "What happened in Q3 2025"),
        *("Latest source", "Latest source: published", "Id"),
        *("Deadline: first day", "Deadline: last day", "When: first day", "When: last day"),
        "Number of sources",
    ]
    # What formulas need is folded at the right.
    assert sheet.column_dimensions["Q"].hidden
    assert heads == [cell.value for cell in sheet[1]]
    rows = [dict(zip(heads, values, strict=True)) for values in list(sheet.values)[1:]]
    assert [row[0] for row in made.tables[0].rows] == [row["Commitment"] for row in rows]
    # The headline says how many; the sheet proves it.
    changed = Counter(row[heads[4]] for row in rows if row["Changed"] == "Yes")
    assert (8, 1, 1) == tuple(changed[word] for word in ("Fulfilled", "Partly fulfilled", "Not fulfilled"))
    assert all((row["Changed"] == "No") == (row[heads[2]] == row[heads[4]]) for row in rows)


def test_rows_are_named_alike_in_every_sheet(tracker):
    """The name of a row comes first, in its own sheet and beside its sources: no number, no long text."""
    for made, sheet, name, first in (
        (ot.month(tracker, "2025-12"), "Meetings", "Meeting", "Informal ministers' dinner"),
        (ot.profile(tracker, "KZ"), "Statements", "Date", "26 April 2023"),
    ):
        book = _book(made)
        assert name == book[sheet]["A1"].value
        rows = [row[0] for row in book["Sources"].iter_rows(min_row=2, values_only=True) if row[1] == sheet]
        assert rows[0].startswith(first)


def test_print_is_large_enough_to_read(tracker):
    """Printed type has 7.5 points or more: a wide sheet is printed on A3, a wider one on several pages."""
    wide = report(table(("x" * 30,) * 20, columns=[ot.Column(f"c{n}", "a") for n in range(20)]))
    for made in (
        *(ot.quarterly(tracker, "2025-Q3"), ot.scorecard(tracker), ot.profile(tracker, "KZ"), wide),
        *(ot.support(tracker), ot.agenda(tracker, "2025-07"), ot.compare(tracker, "HU", "EE")),
    ):
        for sheet in _book(made):
            printed = [size.width for size in sheet.column_dimensions.values() if not size.hidden]
            page = sheet.page_setup
            inches = {(9, "portrait"): 8.27, (9, "landscape"): 11.69, (8, "landscape"): 16.54}
            room = (inches[page.paperSize, page.orientation] - 0.8) * 72
            # LibreOffice takes a character for as wide as a digit, 5.56 points; the first column is repeated.
            taken = 5.56 * (sum(printed) + (page.fitToWidth - 1) * printed[0]) / page.fitToWidth
            assert 7.4 <= 10 * room / taken
            assert (page.fitToWidth > 1) == (made is wide and sheet.title != "Cover")


def test_heads_have_room_for_their_words(tracker):
    """No word of a head is broken, although it is bold."""
    sheet = _book(ot.support(tracker))["Counts"]
    for cell in sheet[1]:
        width = sheet.column_dimensions[cell.column_letter].width
        assert max(map(len, cell.value.split())) * 1.12 + 2 <= width


def test_statuses_and_stances_are_coloured_by_their_bare_words():
    """A cell holds the word alone, so that filters work, and gets its colours whatever word is put in."""
    columns = (ID, ot.Column("s", "Status"), ot.Column("t", "Stance"))
    made = report(table(("A", ot.Status.BLOCKED, ot.Stance.OPPOSES), ("B", None, None), columns=columns))
    sheet = _book(made)["T"]
    assert [("A", "Blocked", "Opposes"), ("B", None, None)] == list(sheet.values)[1:]
    found = {str(area.sqref): area.rules for area in sheet.conditional_formatting}
    assert {"B2:B3", "C2:C3"} == set(found)
    for words, rules in ((ot.Status, found["B2:B3"]), (ot.Stance, found["C2:C3"])):
        looks = [
            (rule.formula, rule.operator, rule.dxf.fill.bgColor.rgb[2:], rule.dxf.font.color.rgb[2:])
            for rule in rules
        ]
        assert [
            ([f'"{cell_text(word)}"'], "equal", LOOKS[word.value].fill[1:], LOOKS[word.value].ink[1:])
            for word in words
        ] == looks


def test_report_of_nothing_still_opens():
    """A report without tables is a workbook with its cover."""
    assert ["Cover"] == _book(report()).sheetnames
    assert ["Report"] == _front(report())[0]
    assert EDITION == _front(report())[-len(EDITION) :]


def test_properties_name_the_report():
    """The title of the file is that of the report, on one clock for all."""
    properties = _book(report(title="R\x07")).properties
    expected = ("R<U+0007>", "osce_tracker", dt.datetime(1980, 1, 1), dt.datetime(1980, 1, 1))  # noqa: DTZ001
    assert expected == (properties.title, properties.creator, properties.created, properties.modified)


def _excel_length(text):
    """Return how long a text is to Excel, which counts units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def _assert_names(names):
    """Assert what Excel asks of the names of sheets."""
    assert len(names) == len({name.casefold() for name in names})
    for name in names:
        assert 1 <= _excel_length(name) <= 31
        assert not re.search(r"[\[\]:*?/\\\x00-\x1f]", name)
        assert (name, False) == (name.strip("'"), name.casefold() == "history")


def test_names_of_sheets_are_accepted_and_different():
    """Whatever the keys, names are short, have no forbidden sign or end, and are all different."""
    for key in NAMES_NOT_TAKEN:
        tables = [attrs.evolve(table(("A", 1)), key=each) for each in (key, key.upper(), key) * 4]
        names = _book(report(*tables)).sheetnames
        assert 13 == len(names)
        _assert_names(names)
    # A name is cut, and an apostrophe may then be its end.
    _assert_names(
        _book(report(*[attrs.evolve(table(("A", 1)), key="a" * 26 + "' 'b'" + "c" * 9)] * 2)).sheetnames
    )
    _assert_names(_book(report(attrs.evolve(table(("A", 1)), key="a" * 30 + "'bc"))).sheetnames)


def test_name_with_an_apostrophe_keeps_the_repeated_row():
    """A sheet whose name has an apostrophe inside still repeats its header row in print."""
    book = _book(report(attrs.evolve(table(("A", 1)), key="chair's_own")))
    sheet, links = book.worksheets[1], [cell.hyperlink for cell in book["Cover"]["A"] if cell.hyperlink]
    assert ("Chair's own", "$1:$1") == (sheet.title, sheet.print_title_rows)
    assert ["'Chair''s own'!A1"] == [link.location for link in links]


def test_days_are_dates():
    """A single day is a date that Excel can count with."""
    for value in (dt.date(2025, 7, 31), Period("2025-07-31"), dt.date(1901, 1, 1), dt.date(9999, 12, 31)):
        cell = _one(value)
        day = value.first if isinstance(value, Period) else value
        assert (day, "d", "d mmmm yyyy") == (cell.value.date(), cell.data_type, cell.number_format)


def test_longer_periods_have_their_days():
    """A column of days alone is one column; beside a longer period stand its first and its last day."""
    column = ot.Column("due", "Due", "date")
    days = _sheet((Period("2025-07-31"),), (None,), (dt.date(2025, 8, 1),), columns=(column,))
    assert ["Due"] == [cell.value for cell in days[1]]
    values = (Period("2025-07-31/2025-08-01"), dt.date(2025, 7, 2), None, "soon")
    mixed = _sheet(*[(value,) for value in values], columns=(column,))
    first, last, day = (dt.datetime(2025, *each) for each in ((7, 31), (8, 1), (7, 2)))  # noqa: DTZ001
    assert [
        ("Due", "Due: first day", "Due: last day"),
        ("31 July – 1 August 2025", first, last),
        ("2 July 2025", day, day),
        (None, None, None),
        ("Soon", None, None),
    ] == [
        tuple(c.value.replace("\xa0", " ") if c.data_type == "s" else c.value for c in row) for row in mixed
    ]


def test_numbers_are_numbers_and_nothing_is_an_empty_cell():
    """A count is a number; nothing leaves its cell empty."""
    found = [_one(value) for value in (0, 7, -5, None, 10**15 - 1)]
    expected = [(0, "n"), (7, "n"), (-5, "n"), (None, "n"), (10**15 - 1, "n")]
    assert expected == [(cell.value, cell.data_type) for cell in found]
    decimal = _sheet(("A", 0.25))["B2"]
    assert (0.25, "0.000") == (decimal.value, decimal.number_format)


def test_what_is_no_day_or_number_is_text():
    """Periods in columns of text, old days, words and texts that look like numbers are texts."""
    for value, expected in (
        (Period("2025-Q3"), "2025-Q3"),
        (dt.date(1900, 2, 28), "1900-02-28"),
        (Period("1899-01-01"), "1899-01-01"),
        (ot.Status.PARTLY_FULFILLED, "Partly fulfilled"),
        ("2025-07-31", "2025-07-31"),
        ("007", "007"),
        ("1e5", "1e5"),
        ("50 %", "50 %"),
        ("TRUE", "TRUE"),
        ("#N/A", "#N/A"),
    ):
        cell = _one(value)
        assert (expected, "s", False) == (cell.value, cell.data_type, cell.quotePrefix)


def test_numbers_stand_to_the_right():
    """The columns' side is that of the cells, and text is wrapped from the top, but no number."""
    sheet = _sheet(("A", 7))
    for line, wraps in zip(sheet, ((True, True), (True, None)), strict=True):
        sides = [(c.alignment.horizontal, c.alignment.vertical, c.alignment.wrap_text) for c in line]
        assert [("left", "top", wraps[0]), ("right", "top", wraps[1])] == sides


def test_no_text_is_a_formula():
    """A text that begins as formulas do stays that text, also when somebody edits the cell."""
    for text in ("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "="):
        data = to_xlsx(report(table((text,), columns=(ot.Column("a", text),), title="T")))
        sheet = load_workbook(io.BytesIO(data)).worksheets[1]
        for cell in (sheet["A1"], sheet["A2"]):
            assert (text, "s", True) == (cell.value, cell.data_type, cell.quotePrefix)
        xml = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet2.xml"))
        assert [] == list(xml.iter(f"{MAIN}f"))


def test_too_long_text_is_cut_with_a_mark():
    """A cell holds 32,767 characters; what is longer is cut, and says so."""
    for length in (LONGEST_TEXT, LONGEST_TEXT + 1, 40_000):
        held = _one("x" * length).value
        assert LONGEST_TEXT == len(held)
        assert held.endswith("xx" if length == LONGEST_TEXT else f"x... (cut: {length:,} characters)")


def test_lengths_are_those_that_excel_counts():
    """A sign beyond the basic plane counts twice, in the name of a sheet and in a cell."""
    emoji = "\U0001f680"
    book = _book(report(table((emoji * 20_000,), columns=(ID,), title=emoji * 20)))
    _assert_names(book.sheetnames)
    assert LONGEST_TEXT >= _excel_length(book.worksheets[1]["A2"].value)


def test_text_that_looks_like_a_code_is_told_apart():
    """What Excel would read as the number of a character is written so that it shows the text."""
    texts = ("_x0041_", "a_x00e4_b", "_x41_")
    held = [_one(text).value for text in texts]
    assert ["_x005F_x0041_", "a_x005F_x00e4_b", "_x41_"] == held


def test_whole_address_is_a_link():
    """A cell that holds an address and nothing else leads there."""
    cell = _one("https://osce.org/a?b=c&d=e#f")
    assert cell.value == cell.hyperlink.target == "https://osce.org/a?b=c&d=e#f"
    assert _one("see https://osce.org/1").hyperlink is None


def test_table_has_filter_frozen_panes_and_headings():
    """The rows are a table of Excel whose headings are those of its first row, with a filter."""
    sheet = _sheet(("A", 1), ("B", 2))
    (table,) = sheet.tables.values()
    assert ("Table1", "A1:B3", "A1:B3", "B2") == (
        table.displayName,
        table.ref,
        table.autoFilter.ref,
        sheet.freeze_panes,
    )
    assert ["Id", "Number"] == [column.name for column in table.tableColumns]
    assert not table.tableStyleInfo.showRowStripes


def test_table_without_rows_has_no_sheet():
    """Where there are no rows Excel would refuse a table: the cover says that there are none."""
    made = report(table())
    assert ["Cover"] == _book(made).sheetnames
    assert ["Table", 0] in _front(made)


def test_headings_are_unique():
    """Excel wants each column of a table named once, on one line: later ones get a number."""
    for titles, heads in (
        (("Id", "Id", "ID"), ["Id", "Id (2)", "ID (3)"]),
        (("", " ", "column"), ["column", "column (2)", "Column (3)"]),
        (("a\nb", "a b", "a  b (2)"), ["A b", "A b (2)", "A b (2) (2)"]),
        (("=1", "x" * 300, "x" * 300), ["=1", "X" + "x" * 199, "X" + "x" * 199 + " (2)"]),
    ):
        columns = tuple(ot.Column(f"c{n}", title) for n, title in enumerate(titles))
        sheet = _sheet(tuple(titles), columns=columns)
        (table,) = sheet.tables.values()
        assert heads == [cell.value for cell in sheet[1]]
        assert heads == [column.name for column in table.tableColumns]


def test_print_set_up():
    """Every sheet is one page wide, with its name, the report and the page; tables lie on their side."""
    book = _book(report(table(("A", 1)), title="A & B" + "c" * 200))
    for sheet in book.worksheets:
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (1, 0) == (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight)
        assert ("A && B" + "c" * 95 + "...", "&A", "Page &P of &N") == (
            sheet.oddHeader.left.text,
            sheet.oddHeader.right.text,
            sheet.oddFooter.right.text,
        )
    cover, sheet = book.worksheets
    assert ("portrait", "landscape") == (cover.page_setup.orientation, sheet.page_setup.orientation)
    assert "$1:$1" == sheet.print_title_rows


def test_widths_and_heights_are_those_that_excel_takes():
    """Columns are 8 to 75 characters wide, and no row is higher than 409 points, on any sheet."""
    note = "word " * 3000
    long = table(("A", note), *[(f"B{n}", "x") for n in range(20)], columns=(ID, LONG), notes=(note,))
    book = _book(report(long, notes=(note,)))
    sheet = book.worksheets[1]
    for each in book.worksheets:
        for dimension in each.column_dimensions.values():
            assert 7 <= dimension.width <= 75
    heights = [
        row.height or 0 for each in book.worksheets for row in each.row_dimensions.values() if row.height
    ]
    assert 409 >= max(heights)
    assert (400, 16) == (sheet.row_dimensions[2].height, sheet.row_dimensions[3].height)


def test_rows_are_as_high_as_their_texts():
    """A row has room for its lines, with a longer word on lines of its own; a link needs only one."""
    columns = (ot.Column("n", "N"), ot.Column("happened", "What"))
    address = f"https://osce.org/{'x' * 200}"
    texts = ("one", "one\ntwo", "word " * 13, "word " * 28, "x" * 130, f"see {'x' * 66}", address)
    sheet = _sheet(*[(None, text) for text in texts], columns=columns)
    assert [1, 2, 2, 3, 3, 3, 1] == [(sheet.row_dimensions[n].height - 3) / 13 for n in range(2, 9)]


def test_column_of_one_long_text_is_not_as_wide_as_that_text():
    """Where most texts are short, one long text does not widen the column; long texts have more room."""
    narrow = _sheet(*[("ab " * 4,)] * 30, ("ab " * 30,), columns=(N,))
    wide, wider = (_sheet(*[("ab " * 30,)] * 30, columns=(column,)) for column in (N, LONG))
    assert [14, 36, 45] == [sheet.column_dimensions["A"].width for sheet in (narrow, wide, wider)]


def _assert_valid(data):
    """Assert that the parts of a file are XML that every reader takes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))


def _shown(value):
    """Return what a cell should hold for a value: itself if Excel can count with it, else its text."""
    day = value.first if isinstance(value, Period) and value.kind == "day" else value
    if value is None or isinstance(value, int | float):
        return pytest.approx(value) if isinstance(value, float) else value
    if isinstance(day, dt.date) and day.year > 1900:
        return dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001 (as openpyxl reads a date)
    return plain(cell_data(value)) or None


def _expected(made):
    """Return the values that the sheet of a table should have in each row, in the order of its columns."""
    mixed = {
        n
        for n, column in enumerate(made.columns)
        if column.kind == "date"
        for row in made.rows
        if isinstance(row[n], Period) and row[n].kind != "day"
    }
    kinds = [column.kind for column in made.columns]
    vague = {
        n
        for n, column in enumerate(made.columns)
        if column.kind == "sources"
        for pages in (row[n] for row in made.rows)
        if pages and pages[0].published and pages[0].published.kind != "day"
    }
    is_named = all(row[0] is not None for row in made.rows)
    for group, rows in made.sections():
        for row in rows:
            cells = []
            for n, (column, value) in enumerate(zip(made.columns, row, strict=True)):
                folded = []
                if column.kind == "share":
                    parts = [value.part, value.whole, value.ratio] if value else [None] * 3
                elif column.kind == "sources":
                    page = value[0] if value else None
                    line = page and source_line(attrs.evolve(page, published=None))
                    day = page and (page.published or "No date")
                    if n in vague and day is not None:
                        day = cell_text(day).replace("\xa0", " ")
                    parts, folded = [line, day], [len(value or ())]
                elif n in mixed:
                    period = Period(value) if isinstance(value, dt.date | Period) else None
                    parts = [None if value is None else cell_text(value).replace("\xa0", " ")]
                    folded = [period and period.first, period and period.last]
                elif isinstance(value, ot.Status):
                    parts = [cell_text(value)]
                else:
                    parts = [begun(column, value)]
                if group and not n:
                    parts = [*parts, group.title] if is_named else [group.title, *parts]
                alone = column.kind == "sources" and kinds.count("sources") == 1
                cells.append((n > 0 and (column.detail or alone), parts, folded))
            ordered = sorted(cells, key=itemgetter(0))
            # What is for formulas only stands at the right.
            yield [_shown(value) for place in (1, 2) for cell in ordered for value in cell[place]]


@given(reports)
def test_any_report_is_read_back(made):
    """Whatever the report, every cell comes back as it was, and no cell is a formula."""
    data = to_xlsx(made)
    _assert_valid(data)
    book = load_workbook(io.BytesIO(data))
    _assert_names(book.sheetnames)
    filled = [each for each in made.tables if each.rows]
    assert len(filled) <= len(book.worksheets) - 1 <= len(filled) + 1
    for each, sheet in zip(filled, book.worksheets[1:], strict=False):
        found = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        decoded = [[_decoded(v) or None if isinstance(v, str) else v for v in row] for row in found]
        assert list(_expected(each)) == decoded
        assert not {cell.data_type for row in sheet.iter_rows() for cell in row} & {"f", "e"}


def test_filters_cover_all_rows(tracker):
    """The rows of each table, and nothing else, stand under its filter."""
    for made in (ot.quarterly(tracker, "2025-Q3"), ot.support(tracker), ot.scorecard(tracker)):
        for sheet in _book(made).worksheets[1:]:
            (area,) = sheet.tables.values()
            assert (1, 1, sheet.max_column, sheet.max_row) == range_boundaries(area.ref)


def test_other_programs_read_the_sheets(tracker):
    """Pandas finds days as days, numbers as numbers, and each row as a row."""
    made = ot.quarterly(tracker, "2025-Q3")
    frames = pd.read_excel(io.BytesIO(to_xlsx(made)), sheet_name=None)
    frame = frames["Commitments"]
    assert len(made.tables[0].rows) == len(frame)
    kinds = [frame[name].dtype.kind for name in ("Deadline: last day", "Number of sources", "Changed")]
    assert ["M", "i", "O"] == [kind.replace("T", "O").replace("U", "O") for kind in kinds]
    listed = frames["Sources"]
    assert frame["Number of sources"].sum() == len(listed)
    assert set(frame["Id"]) == set(listed["Id"])


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_reads_every_row(tmp_path):
    """LibreOffice opens the workbook and finds the rows, days and numbers of the second sheet."""
    columns = (ID, ot.Column("day", "Day", "date"), N, SOURCES)
    rows = (("007", Period("2025-07-31"), 7, PAGES), ("=1+1", Period("2025-Q3"), None, None))
    (tmp_path / "q3.xlsx").write_bytes(to_xlsx(report(table(*rows, columns=columns))))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    filters = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,2"
    command = [SOFFICE, home, "--headless", "--convert-to", filters, "--outdir", str(tmp_path), "q3.xlsx"]
    subprocess.run(command, check=True, capture_output=True, cwd=tmp_path, timeout=180)
    text = (tmp_path / "q3-T.csv").read_text("utf-8")
    assert [
        [
            *("Id", "Day", "Number", "Latest Sources", "Latest Sources: published"),
            *("Day: first day", "Day: last day", "Number of Sources"),
        ],
        ["007", "31 July 2025", "7", "P1", "No date", "31 July 2025", "31 July 2025", "2"],
        ["=1+1", "Q3 2025", "", "", "", "1 July 2025", "30 September 2025", "0"],
    ] == list(csv.reader(io.StringIO(text, newline="")))


def test_missing_extra_says_how_to_install_it(monkeypatch):
    """Without openpyxl the error names the extra and the line that installs it."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtraError) as caught:
        to_xlsx(report())
    assert 'pip install "osce-tracker[excel]"' in str(caught.value)
    assert "excel" == caught.value.extra
