"""Reports as CSV and TSV: one table, of which readers get the same cells back."""

import csv
import datetime as dt
import io

import duckdb
import pandas as pd
import polars as pl
import pytest
from hypothesis import given

import osce_tracker as ot
from osce_tracker.errors import UsageError
from osce_tracker.formats.csv import to_csv, to_tsv
from osce_tracker.formats.report import cell_data, flat
from osce_tracker.model.periods import Period
from osce_tracker.text import spreadsheet
from tests.formats.reports import GROUPS, ID, PAGES, full, report, reports, table


def _read(text, delimiter=","):
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def _cell(value):
    return str(value) if isinstance(value, int | float) else spreadsheet(cell_data(value))


def _expected(made):
    """Return the lines that the first table of a report should give."""
    if not made.tables:
        return []
    columns, rows = flat(made.tables[0])
    return [[spreadsheet(name) for name in columns], *([*map(_cell, row)] for row in rows)]


def test_one_table_is_its_keys_and_rows():
    """The file has the keys of the columns and the rows, and no notes."""
    assert [["id", "n"], ["A", "1"], ["B, C", ""]] == _read(
        to_csv(report(table(("A", 1), ("B, C", None)), notes=("N",)))
    )


def test_each_cell_is_one_value():
    """Groups, parts and wholes, addresses, and the days of a period have columns of their own."""
    expected = (
        "group,id,n,share,share_of,long,latest_source_url,source_urls\r\n"
        "First,A-1,7,18,45,It went well.,https://osce.org/1,https://osce.org/1 https://osce.org/2\r\n"
        "Second,B,,,,,,\r\n"
    )
    assert expected == to_csv(full())
    assert "group,id,n,share,share_of,long\r\n" in to_csv(full(), sources="none")
    columns = (ot.Column("due", "D", "date"), ot.Column("own_sources", "S", "sources"))
    rows = ((Period("2025-07-31/2025-08-01"), PAGES[:1]), (Period("2025-Q3"), ()), ("soon", None))
    assert [
        ["due", "due_first", "due_last", "own_latest_source_url", "own_source_urls"],
        ["2025-07-31/2025-08-01", "2025-07-31", "2025-08-01", *[PAGES[0].url] * 2],
        ["2025-Q3", "2025-07-01", "2025-09-30", "", ""],
        ["soon", "", "", "", ""],
    ] == _read(to_csv(report(table(*rows, columns=columns))))


def test_first_table_is_written_unless_another_is_chosen():
    """One file is one table. A wrong name lists those that exist, and a report may have none."""
    tables = (
        table(("A", 1)),
        ot.Table(key="counts", title="Two", columns=(ID,), rows=(("B",),)),
        ot.Table(key="totals", title="Three", columns=(ID,), rows=()),
    )
    for writer in (to_csv, to_tsv):
        made = [writer(report(*tables), table=name).split() for name in (None, "t", "counts", "totals")]
        heads = "id\tn" if writer is to_tsv else "id,n"
        assert [[*made[0]], ["id", "B"], ["id"]] == made[1:]
        assert heads.split() == made[0][: len(heads.split())]
    with pytest.raises(UsageError) as caught:
        to_csv(report(*tables), table="count")
    message = "The report has no table 'count'. Use one of: t, counts, totals. Did you mean counts?"
    assert message == str(caught.value)
    with pytest.raises(UsageError, match=r"no table 't'\. It has none\."):
        to_csv(report(), table="t")
    with pytest.raises(UsageError, match="table must be text or None"):
        to_csv(report(*tables), table=1)
    assert to_csv(report()) == ""


def test_headings_are_never_empty_or_twice():
    """A column without a key is called column; two that would have one name are refused."""
    assert "column\r\nA\r\n" == to_csv(report(table(("A",), columns=(ot.Column("", ""),))))
    columns = (ot.Column("due", "D", "date"), ot.Column("due_last", "L"))
    with pytest.raises(UsageError, match="Two columns would be called 'due_last'"):
        to_csv(report(table((None, None), columns=columns)))


def test_numbers_stay_numbers():
    """A negative number is written as such; a text that looks like one is marked as text."""
    assert to_csv(report(table(("-5", -5)))) == "id,n\r\n'-5,-5\r\n"


@pytest.mark.parametrize(("writer", "delimiter"), [(to_csv, ","), (to_tsv, "\t")])
@given(made=reports)
def test_any_report_is_read_back(writer, delimiter, made):
    """Whatever the report, a reader gets the same cells, none of which is a formula."""
    text = writer(made)
    lines = _read(text, delimiter)
    assert _expected(made) == lines
    numbers = {str(v) for each in made.tables for row in flat(each)[1] for v in row if isinstance(v, int)}
    for cell in (cell for line in lines for cell in line):
        assert cell in numbers or not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    # RFC 4180: every record ends in CR LF.
    assert text == "" or text.endswith("\r\n")
    assert "\r" not in text.replace("\r\n", "")


@pytest.fixture(name="bundled", scope="module")
def _bundled(tracker):
    """Return one report of each kind."""
    every = ot.load("all")
    return [
        ot.quarterly(tracker, "2025-Q3"),
        ot.brief(tracker, "2025-Q4"),
        ot.scorecard(tracker, "2025-12-31"),
        ot.support(tracker),
        ot.profile(tracker, "KZ"),
        ot.agenda(tracker, "2025-07"),
        ot.month(tracker, "2025-12"),
        ot.changes(tracker, "2025-Q3", "2025-Q4"),
        ot.handover(every, "FI-2025"),
        ot.summary(tracker),
        ot.agreement(tracker),
        ot.pledges(tracker),
        ot.overdue(tracker, "2025-12-31"),
        ot.blocked(tracker),
        ot.show(tracker, "FI25-HD-03"),
        ot.table(tracker.statements),
    ]


def test_other_programs_open_every_table(bundled, tmp_path):
    """With their usual settings pandas, polars and DuckDB find each row as a row, and each column."""
    for made in bundled:
        for each in made.tables:
            columns, rows = flat(each)
            for suffix in ("csv", "tsv"):
                path = tmp_path / f"a.{suffix}"
                ot.export(made, path, table=each.key)
                options = {"sep": "\t"} if suffix == "tsv" else {}
                found = pd.read_csv(path, **options)
                assert (len(rows), [*columns]) == (len(found), [*found.columns]), (made.title, each.key)
                options = {"separator": "\t"} if suffix == "tsv" else {}
                found = pl.read_csv(path, **options)
                assert (len(rows), [*columns]) == (found.height, found.columns)
                # Without any row, it can't tell headings from values.
                if rows:
                    found = duckdb.read_csv(path)
                    assert (len(rows), [*columns]) == (len(found.fetchall()), found.columns)


def test_days_and_counts_have_types(bundled, tmp_path):
    """What is a day or a number in the report is one for other programs."""
    ot.export(bundled[0], tmp_path / "q.csv")
    quarter = duckdb.read_csv(tmp_path / "q.csv").filter("id = 'FI25-HD-04'")
    days = ("2025-Q3", dt.date(2025, 7, 1), dt.date(2025, 9, 30))
    assert [days] == quarter.select("due", "due_first", "due_last").fetchall()
    ot.export(bundled[2], tmp_path / "s.csv")
    total = duckdb.read_csv(tmp_path / "s.csv").filter("\"of\" = 'Total'")
    assert [(18, 45)] == total.select("stated_fulfilled", "stated_fulfilled_of").fetchall()


def test_byte_order_mark_comes_first_and_only_if_asked_for():
    """Programs other than Excel take the mark for part of the first heading, so it is an option."""
    made = report(table(("Ä", 1)))
    for writer, delimiter in ((to_csv, ","), (to_tsv, "\t")):
        marked = writer(made, bom=True).encode()
        assert b"\xef\xbb\xbf" + writer(made).encode() == marked
        assert [["id", "n"], ["Ä", "1"]] == _read(marked.decode("utf-8-sig"), delimiter)
        for wrong in ("no", 1, None):
            with pytest.raises(UsageError, match=f"bom must be True or False, not {wrong!r}"):
                writer(made, bom=wrong)


def test_sections_are_groups_of_one_table():
    """Rows of a grouped table begin with the title of their group."""
    assert "group,id,n\r\nFirst,A,1\r\n" == to_csv(report(table(("A", 1), groups=GROUPS[:1])))
