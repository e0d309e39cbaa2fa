"""Reports as CSV and TSV: a reader of these gets the same cells back."""

import csv
import io

import pytest
from hypothesis import given

import osce_tracker as ot
from osce_tracker.errors import UsageError
from osce_tracker.formats.cells import data_titles, data_values
from osce_tracker.formats.csv import to_csv, to_tsv
from osce_tracker.formats.report import cell_data
from osce_tracker.model.periods import Period
from osce_tracker.text import spreadsheet
from tests.formats.reports import GROUPS, ID, N, full, report, reports, table


def _read(text, delimiter=","):
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def _cell(value):
    return str(value) if isinstance(value, int) else spreadsheet(cell_data(value))


def _lines(made, section, grouped):
    """Return the lines of a table after its headings."""
    for group, rows in made.sections():
        for row in rows:
            line = [_cell(made.title)] if section else []
            line += [_cell(group.title if group else "")] if grouped else []
            for column, value in zip(made.columns, row, strict=True):
                line += map(_cell, data_values(value, column.kind))
            yield line


def _expected(made):
    """Return the lines that a report should give."""
    tables, lines = made.tables, []
    joined = len(tables) > 1 and len({each.columns for each in tables}) == 1
    for number, each in enumerate(tables):
        grouped = bool(each.groups) or (joined and any(other.groups for other in tables))
        lines += [[]] if number and not joined else []
        if not (joined and number):
            titles = [title for column in each.columns for title in data_titles(column.title, column.kind)]
            lines.append(["section"] * joined + ["group"] * grouped + list(map(_cell, titles)))
        lines += _lines(each, joined, grouped)
    return lines


def test_one_table_is_its_headings_and_rows():
    """A report of one table has no column for the section, and no notes."""
    assert [["Id", "Number"], ["A", "1"], ["B, C", ""]] == _read(
        to_csv(report(table(("A", 1), ("B, C", None)), notes=("N",)))
    )


def test_shares_are_two_numbers_and_sources_are_addresses():
    """A share takes two columns, sources are separated by a blank, groups are the first column."""
    expected = (
        "group,Id,Number,Kept,Kept of,Long,Sources\r\n"
        "First,A-1,7,18,45,It went well.,https://osce.org/1 https://osce.org/2\r\n"
        "Second,B,,,,,\r\n"
    )
    assert expected == to_csv(full())


def test_tables_that_share_columns_are_one():
    """Tables with the same columns become one, with their titles in the first column."""
    grouped = table(("B", 2), title="Three", groups=GROUPS[:1])
    text = to_csv(report(table(("A", 1), title="One"), table(title="Two"), grouped))
    assert text == "section,group,Id,Number\r\nOne,,A,1\r\nThree,First,B,2\r\n"


def test_tables_of_other_columns_follow_each_other():
    """Tables with different columns follow each other, with an empty line between."""
    other = table(("B",), title="Two", columns=(ID,))
    assert to_csv(report(table(("A", 1)), other)) == "Id,Number\r\nA,1\r\n\r\nId\r\nB\r\n"


def test_report_without_tables_is_empty():
    """A report without tables gives an empty file."""
    assert to_csv(report()) == ""


def test_numbers_stay_numbers():
    """A negative number is written as such; a text that looks like one is marked as text."""
    assert to_csv(report(table(("-5", -5)))) == "Id,Number\r\n'-5,-5\r\n"


def test_dates_are_iso():
    """A period is written in the form in which it can be read back."""
    assert "2025-07-31/2025-08-01" in to_csv(report(table((Period("2025-07-31/2025-08-01"), 1))))


@pytest.mark.parametrize(("writer", "delimiter"), [(to_csv, ","), (to_tsv, "\t")])
@given(made=reports)
def test_any_report_is_read_back(writer, delimiter, made):
    """Whatever the report, a reader gets the same cells, none of which is a formula."""
    text = writer(made)
    lines = _read(text, delimiter)
    assert _expected(made) == lines
    numbers = {str(v) for each in made.tables for row in each.rows for v in row if isinstance(v, int)}
    for cell in (cell for line in lines for cell in line):
        assert cell in numbers or not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    # RFC 4180: every record ends in CR LF.
    assert text == "" or text.endswith("\r\n")
    assert "\r" not in text.replace("\r\n", "")


def test_bundled_table_is_read_back(tracker):
    """The quarterly table of the bundled data comes back whole."""
    made = ot.quarterly(tracker, "2025-Q3")
    assert _expected(made) == _read(to_csv(made))


def test_byte_order_mark_comes_first_and_only_if_asked_for():
    """Programs other than Excel take the mark for part of the first heading, so it is an option."""
    made = report(table(("Ä", 1)))
    for writer, delimiter in ((to_csv, ","), (to_tsv, "\t")):
        marked = writer(made, bom=True).encode()
        assert b"\xef\xbb\xbf" + writer(made).encode() == marked
        assert [[ID.title, N.title], ["Ä", "1"]] == _read(marked.decode("utf-8-sig"), delimiter)
        for wrong in ("no", 1, None):
            with pytest.raises(UsageError, match=f"bom must be True or False, not {wrong!r}"):
                writer(made, bom=wrong)
