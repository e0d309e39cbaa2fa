"""Excel workbooks, as openpyxl, the bare XML and LibreOffice read them."""

import csv
import datetime as dt
import io
import re
import shutil
import subprocess
import sys
import zipfile

import pytest
from hypothesis import given, settings
from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

import osce_tracker as ot
from osce_tracker.errors import MissingExtraError
from osce_tracker.formats.cells import source_text
from osce_tracker.formats.report import cell_data
from osce_tracker.formats.xlsx import LONGEST_TEXT, to_xlsx
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


def test_first_sheet_has_the_finding_and_figures_as_numbers():
    """The first sheet has title, finding, figures that Excel can count with, tables and notes."""
    book = _book(full())
    assert ["Report", "Table"] == book.sheetnames
    assert [
        ("Report", "Report", None),
        ("Finding", "The Chair kept 18 of 45 promises", None),
        ("About", "Of two", None),
        ("kept (12 before)", 18, 45),
        ("promises", 98, None),
        ("Table", "2 rows", None),
        ("Table", "Two rows.", None),
        ("Note", "The end.", None),
        ("Data", DATA.removeprefix("Data: "), None),
    ] == list(book["Report"].values)


def test_groups_shares_and_sources_have_columns_of_their_own():
    """The group is the first column; a share is two numbers; sources are their number and the latest."""
    sheet = _book(full())["Table"]
    assert [
        ("group", "Id", "Number", "Kept", "Kept of", "Long", "Sources", "latest Sources"),
        ("First", "A-1", 7, 18, 45, "It went well.", 2, "Page 1 (P1)"),
        ("Second", "B", None, None, None, None, 0, None),
    ] == list(sheet.values)
    assert ("https://osce.org/1", "C2") == (sheet["H2"].hyperlink.target, sheet.freeze_panes)
    assert ["n", "n", "n", "n"] == [sheet[cell].data_type for cell in ("C2", "D2", "E2", "G2")]


def test_newest_of_the_sources_has_a_heading_in_the_singular():
    """Beside the number of the sources stands the newest one, be it of the earlier or the later promise."""
    columns = [ot.Column("a", "sources", "sources"), ot.Column("b", "later sources", "sources")]
    sheet = _book(report(table((PAGES, PAGES), columns=columns)))["Table"]
    expected = ("sources", "latest source", "later sources", "latest later source")
    assert expected == next(iter(sheet.values))


def test_report_of_nothing_still_opens():
    """A report without tables is a workbook with its first sheet."""
    book = _book(report())
    expected = [("Report", "Report"), ("Data", DATA.removeprefix("Data: "))]
    assert (["Report"], expected) == (book.sheetnames, list(book["Report"].values))


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
    """Whatever the titles, names are short, have no forbidden sign or end, and are all different."""
    for title in NAMES_NOT_TAKEN:
        names = _book(report(*[table(title=each) for each in (title, title.upper(), title) * 4])).sheetnames
        assert 13 == len(names)
        _assert_names(names)
    # A name is cut, and an apostrophe may then be its end.
    _assert_names(_book(report(*[table(title="a" * 26 + "' 'b'" + "c" * 9)] * 2)).sheetnames)
    _assert_names(_book(report(table(title="a" * 30 + "'bc"))).sheetnames)


def test_name_with_an_apostrophe_keeps_the_repeated_row():
    """A sheet whose name has an apostrophe inside still repeats its header row in print."""
    sheet = _book(report(table(("A", 1), title="Chair's own"))).worksheets[1]
    assert ("Chair's own", "$1:$1") == (sheet.title, sheet.print_title_rows)


def test_days_are_dates():
    """A single day is a date that Excel can count with."""
    for value in (dt.date(2025, 7, 31), Period("2025-07-31"), dt.date(1901, 1, 1), dt.date(9999, 12, 31)):
        cell = _one(value)
        day = value.first if isinstance(value, Period) else value
        assert (day, "d", "yyyy-mm-dd") == (cell.value.date(), cell.data_type, cell.number_format)


def test_numbers_are_numbers_and_nothing_is_an_empty_cell():
    """A count is a number; nothing leaves its cell empty."""
    found = [_one(value) for value in (0, 7, -5, None)]
    assert [(0, "n"), (7, "n"), (-5, "n"), (None, "n")] == [(cell.value, cell.data_type) for cell in found]


def test_what_is_no_day_or_number_is_text():
    """Months, quarters, old days, words and texts that look like numbers are texts."""
    for value, expected in (
        (Period("2025"), "2025"),
        (Period("2025-07"), "2025-07"),
        (Period("2025-Q3"), "2025-Q3"),
        (Period("2025-07-31/2025-08-01"), "2025-07-31/2025-08-01"),
        (dt.date(1900, 2, 28), "1900-02-28"),
        (Period("1899-01-01"), "1899-01-01"),
        (ot.Status.PARTLY_FULFILLED, "partly fulfilled"),
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
    """The columns' side is that of the cells, and all text is wrapped from the top."""
    sheet = _sheet(("A", 7))
    sides = [(c.alignment.horizontal, c.alignment.vertical, c.alignment.wrap_text) for c in sheet[2]]
    assert [("left", "top", True), ("right", "top", True)] == sides


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
    assert table.tableStyleInfo.showRowStripes


def test_sheet_without_rows_has_headings_and_no_table():
    """Where there are no rows Excel would refuse a table: the headings stand alone."""
    sheet = _sheet()
    assert ([("Id", "Number")], {}) == (list(sheet.values), dict(sheet.tables))


def test_headings_are_unique():
    """Excel wants each column of a table named once, on one line: later ones get a number."""
    for titles, heads in (
        (("Id", "Id", "ID"), ["Id", "Id (2)", "ID (3)"]),
        (("", " ", "column"), ["column", "column (2)", "column (3)"]),
        (("a\nb", "a b", "a  b (2)"), ["a b", "a b (2)", "a b (2) (2)"]),
        (("=1", "x" * 300, "x" * 300), ["=1", "x" * 200, "x" * 200 + " (2)"]),
    ):
        columns = tuple(ot.Column(f"c{n}", title) for n, title in enumerate(titles))
        sheet = _sheet(tuple(titles), columns=columns)
        (table,) = sheet.tables.values()
        assert heads == [cell.value for cell in sheet[1]]
        assert heads == [column.name for column in table.tableColumns]


def test_print_set_up():
    """Every sheet is printed on its side and one page wide, tables with their header row on each page."""
    for sheet in _book(report(table(("A", 1)), title="A & B")).worksheets:
        assert "landscape" == sheet.page_setup.orientation
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (1, 0) == (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight)
    sheet = _book(report(table(("A", 1)), title="A & B")).worksheets[1]
    assert ("$1:$1", "A && B", "&P / &N") == (
        sheet.print_title_rows,
        sheet.oddHeader.left.text,
        sheet.oddFooter.right.text,
    )


def test_widths_and_heights_are_those_that_excel_takes():
    """Columns are 8 to 72 characters wide, and no row is higher than 409 points, on any sheet."""
    note = "word " * 3000
    long = table(("A", note), *[(f"B{n}", "x") for n in range(20)], columns=(ID, LONG), notes=(note,))
    book = _book(report(long, notes=(note,)))
    sheet = book.worksheets[1]
    for dimension in sheet.column_dimensions.values():
        assert 8 <= dimension.width <= 72
    heights = [
        row.height or 0 for each in book.worksheets for row in each.row_dimensions.values() if row.height
    ]
    assert 409 >= max(heights)
    assert 15 == sheet.row_dimensions[3].height


def test_column_of_one_long_text_is_not_as_wide_as_that_text():
    """Where most texts are short, one long text does not widen the column."""
    narrow = _sheet(*[("ab " * 4,)] * 30, ("ab " * 30,), columns=(ID,))
    wide = _sheet(*[("ab " * 30,)] * 30, columns=(ID,))
    assert (14, 62) == (narrow.column_dimensions["A"].width, wide.column_dimensions["A"].width)


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
    if value is None or isinstance(value, int):
        return value
    if isinstance(day, dt.date) and day.year > 1900:
        return dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001 (as openpyxl reads a date)
    return plain(source_text(value[0]) if isinstance(value, tuple) else cell_data(value)) or None


def _expected(made):
    """Return the rows that the sheet of a table should have."""
    for group, rows in made.sections():
        for row in rows:
            cells = [group.title] if group else []
            for column, value in zip(made.columns, row, strict=True):
                if column.kind == "share":
                    cells += [value.part, value.whole] if value else [None, None]
                elif column.kind == "sources":
                    cells += [len(value or ()), value[:1] if value else None]
                else:
                    cells.append(value)
            yield list(map(_shown, cells))


@settings(max_examples=25)
@given(reports)
def test_any_report_is_read_back(made):
    """Whatever the report, every cell comes back as it was, and no cell is a formula."""
    data = to_xlsx(made)
    _assert_valid(data)
    book = load_workbook(io.BytesIO(data))
    _assert_names(book.sheetnames)
    for each, sheet in zip(made.tables, book.worksheets[1:], strict=True):
        found = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        decoded = [[_decoded(v) or None if isinstance(v, str) else v for v in row] for row in found]
        assert list(_expected(each)) == decoded
        assert not {cell.data_type for row in sheet.iter_rows() for cell in row} & {"f", "e"}


def test_bundled_workbook_has_all_rows(tracker):
    """The quarterly workbook of the bundled data has each row as a row, under a filter."""
    made = ot.quarterly(tracker, "2025-Q3")
    book = _book(made)
    for each, sheet in zip(made.tables, book.worksheets[1:], strict=True):
        names = [cell.value for cell in sheet["B" if each.groups else "A"][1:]]
        assert [row[0] for row in each.rows] == names
        for area in sheet.tables.values():
            assert (1, 1, len(each.rows) + 1) == range_boundaries(area.ref)[:2] + range_boundaries(area.ref)[
                3:
            ]


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_reads_every_row(tmp_path):
    """LibreOffice opens the workbook and finds the rows, days and numbers of the second sheet."""
    columns = (ID, ot.Column("day", "Day", "date"), N, SOURCES)
    rows = (("007", Period("2025-07-31"), 7, PAGES), ("=1+1", Period("2025-Q3"), None, None))
    (tmp_path / "q3.xlsx").write_bytes(to_xlsx(report(table(*rows, columns=columns))))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    filters = "csv:Text - txt - csv (StarCalc):44,34,76,,,,,,,,,2"
    command = [SOFFICE, home, "--headless", "--convert-to", filters, "--outdir", str(tmp_path), "q3.xlsx"]
    subprocess.run(command, check=True, capture_output=True, cwd=tmp_path, timeout=180)
    text = (tmp_path / "q3-Table.csv").read_text("utf-8")
    assert [
        ["Id", "Day", "Number", "Sources", "latest Sources"],
        ["007", "2025-07-31", "7", "2", "Page 1 (P1)"],
        ["=1+1", "2025-Q3", "", "0", ""],
    ] == list(csv.reader(io.StringIO(text, newline="")))


def test_missing_extra_says_how_to_install_it(monkeypatch):
    """Without openpyxl the error names the extra and the line that installs it."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtraError) as caught:
        to_xlsx(report())
    assert 'pip install "osce-tracker[excel]"' in str(caught.value)
    assert "excel" == caught.value.extra
