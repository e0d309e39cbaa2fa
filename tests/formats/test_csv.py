"""Reports as CSV and TSV: a reader of these gets the same cells back."""

import csv
import io

import pytest
from hypothesis import given

import osce_tracker as ot
from osce_tracker import text as escape
from osce_tracker.formats.cells import written
from osce_tracker.formats.csv import to_csv, to_tsv
from tests import strategies

FORMATS = [(to_csv, ","), (to_tsv, "\t")]
ID, N = ot.Column("id", "Id"), ot.Column("n", "Number", kind="number")


def _table(*rows, title="T", columns=(ID, N)):
    return ot.Table(title=title, key=title.lower(), columns=columns, rows=rows)


def _report(*tables):
    return ot.Report(title="R", subtitle="S", tables=tables, notes=("A note.",))


def _read(text, delimiter):
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def _cell(value):
    """Return a value as a file is to hold it: texts that look like formulas behind an apostrophe."""
    text = escape.plain(written(value))
    formula = not isinstance(value, int) and text.startswith(("=", "+", "-", "@", "\t", "\n"))
    fullwidth = not isinstance(value, int) and text.startswith(("＝", "＋", "－", "＠"))
    return f"'{text}" if formula or fullwidth else text


def _expected(report):
    """Return the lines that a report's tables are to give."""
    tables = report.tables
    if len(tables) > 1 and len({table.columns for table in tables}) == 1:
        lines = [["section", *(_cell(column.title) for column in tables[0].columns)]]
        for table in tables:
            lines += [[_cell(table.title), *map(_cell, row)] for row in table.rows]
        return lines
    lines = []
    for table in tables:
        lines += [[]] if lines else []
        lines.append([_cell(column.title) for column in table.columns])
        lines += [list(map(_cell, row)) for row in table.rows]
    return lines


@pytest.mark.parametrize(("writer", "delimiter"), FORMATS)
def test_one_table_is_its_header_and_rows(writer, delimiter):
    """A report of one table has no column for the section, and no notes."""
    text = writer(_report(_table(("A", 1), ("B, C", None))))
    assert [["Id", "Number"], ["A", "1"], ["B, C", ""]] == _read(text, delimiter)


def test_tables_that_share_columns_are_one():
    """Tables with the same columns become one, with the heading of each in the first column."""
    text = to_csv(
        _report(_table(("A", 1), title="One"), _table(title="Two"), _table(("B", 2), title="Three"))
    )
    assert text == "section,Id,Number\r\nOne,A,1\r\nThree,B,2\r\n"


def test_tables_of_other_columns_follow_each_other():
    """Tables with different columns follow each other, an empty line between."""
    other = _table(("B",), title="Two", columns=(ID,))
    assert (
        to_csv(_report(_table(("A", 1)), other, other))
        == "Id,Number\r\nA,1\r\n\r\nId\r\nB\r\n\r\nId\r\nB\r\n"
    )


def test_report_without_tables_is_empty():
    """A report without tables gives an empty file."""
    assert to_csv(_report()) == ""


def test_numbers_stay_numbers():
    """A number is written as such, a negative one too; a text that looks like one is marked."""
    assert to_csv(_report(_table(("-5", -5)))) == "Id,Number\r\n'-5,-5\r\n"


def test_dates_stand_in_their_canonical_form():
    """A span is written as it can be read back, not as a sentence has it."""
    assert "2025-07-31/2025-08-01" in to_csv(_report(_table(("A", ot.Period("2025-07-31/2025-08-01")))))


@pytest.mark.parametrize("text", strategies.NASTY)
@pytest.mark.parametrize(("writer", "delimiter"), FORMATS)
def test_known_bad_texts_are_read_back(writer, delimiter, text):
    """In a cell, a heading and a title of a section a bad text comes back as the text it was."""
    columns = (ot.Column("a", text), N)
    tables = [_table((text, 1), title=text, columns=columns), _table(title="Two", columns=columns)]
    header, row = _read(writer(_report(*tables)), delimiter)
    assert [_cell(text), _cell(text), "1"] == row
    assert ["section", _cell(text), "Number"] == header


@pytest.mark.parametrize(("writer", "delimiter"), FORMATS)
@given(report=strategies.reports)
def test_any_report_is_read_back(writer, delimiter, report):
    """Whatever the report, a reader gets the same cells back, and none that is a formula."""
    text = writer(report)
    assert _expected(report) == _read(text, delimiter)
    text.encode()
    numbers = {str(v) for table in report.tables for row in table.rows for v in row if isinstance(v, int)}
    for line in _read(text, delimiter):
        for cell in line:
            assert cell in numbers or not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


@given(strategies.reports)
def test_lines_end_as_the_standard_says(report):
    """Every record ends in CR LF (RFC 4180)."""
    text = to_csv(report)
    assert text == "" or text.endswith("\r\n")
    assert "\r" not in text.replace("\r\n", "")


def test_bundled_table_is_read_back(tracker):
    """The quarterly table of the bundled data comes back with its four sections in one table."""
    report = ot.quarterly(tracker, "2025-Q3")
    for writer, delimiter in FORMATS:
        lines = _read(writer(report), delimiter)
        assert _expected(report) == lines
        assert {len(line) for line in lines} == {10}


@pytest.mark.parametrize(("writer", "delimiter"), FORMATS)
def test_byte_order_mark_comes_first_and_once(writer, delimiter):
    """With a byte order mark the file is the same after it, as readers of such files see it."""
    report = _report(_table(("Ä", 1)))
    marked = writer(report, bom=True).encode()
    assert b"\xef\xbb\xbf" + writer(report).encode() == marked
    assert [["Id", "Number"], ["Ä", "1"]] == _read(marked.decode("utf-8-sig"), delimiter)


@pytest.mark.parametrize("writer", [to_csv, to_tsv])
def test_no_byte_order_mark_unless_asked(writer):
    """Programs other than Excel take a mark for a part of the first heading, so there is none."""
    assert writer(_report(_table(("A", 1)))).startswith("Id")
