"""Columns, tables and reports: plain, frozen values that know how to be shown."""

import datetime as dt
import pickle

import attrs
import pytest

import osce_tracker as ot
from osce_tracker.formats import plain_text as text
from osce_tracker.formats import registry

COLUMNS = (ot.Column("id", "Id"), ot.Column("n", "Number", kind="number"))
TABLE = ot.Table(title="T", key="t", columns=COLUMNS, rows=(("A", 1), ("B", None)))
REPORT = ot.Report(title="Example", subtitle="Two rows", tables=(TABLE,), notes=("A note.",))


def test_column_is_left_and_beside_unless_told():
    """A column is aligned to the left and stands beside the others when nothing else is said."""
    column = ot.Column("id", "Id")
    assert (column.align, column.detail) == ("left", False)


def test_table_and_report_need_no_notes():
    """A table without notes, and a report without subtitle and notes, have empty ones."""
    assert TABLE.notes == ()
    bare = ot.Report(title="Bare", tables=())
    assert (bare.subtitle, bare.notes) == ("", ())


@pytest.mark.parametrize("row", [(), ("B",), ("B", 1, 2)])
def test_row_that_does_not_fit_is_refused(row):
    """A row with another number of values than there are columns is an error that says which row."""
    with pytest.raises(ot.RecordError) as caught:
        ot.Table(title="T", key="t", columns=COLUMNS, rows=(("A", 1), row))
    assert (caught.value.field, caught.value.record) == ("rows", "t")
    for part in ("row 1", f"{len(row)} values", "2 columns"):
        assert part in str(caught.value)


def test_table_without_columns_is_refused():
    """No format can show a table of no columns."""
    with pytest.raises(ot.RecordError) as caught:
        ot.Table(title="T", key="t", columns=(), rows=())
    assert "a table has at least one column" in str(caught.value)


def test_records_are_dicts_by_key():
    """Each row can be had as a dict by the keys of the columns, in their order."""
    expected = [{"id": "A", "n": 1}, {"id": "B", "n": None}]
    assert expected == list(TABLE.records())
    assert [list(record) for record in expected] == [list(record) for record in TABLE.records()]


@pytest.mark.parametrize("value", [COLUMNS[0], TABLE, REPORT])
def test_values_are_frozen_hashable_and_pickle(value):
    """Columns, tables and reports cannot be changed, go into sets, and survive a pickle."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        value.title = "Other"
    restored = pickle.loads(pickle.dumps(value))  # noqa: S301 (our own bytes)
    assert (value, hash(value)) == (restored, hash(restored))


def test_equal_by_content():
    """Reports are equal when all that they show is."""
    assert attrs.evolve(REPORT) == REPORT
    assert attrs.evolve(REPORT, notes=()) != REPORT


def test_render_gives_what_the_writers_give():
    """``render`` is the writer of that format, plain text by default, with its options."""
    assert text.to_plain(REPORT) == REPORT.render()
    assert text.to_plain(REPORT, 60) == REPORT.render("plain", width=60)
    for name in (found.name for found in registry.FORMATS.values() if found.text):
        assert registry.render(REPORT, name) == REPORT.render(name)


def test_print_shows_plain_text():
    """``print`` shows a report as plain text, 100 columns wide."""
    assert REPORT.render("plain", width=100) == str(REPORT)


def test_notebooks_show_html_and_markdown():
    """Notebooks get the report as HTML and as Markdown."""
    style, _, shown = REPORT._repr_html_().partition("\n")
    assert REPORT.render("html") == shown
    assert "section.osce-report td" in style
    assert REPORT.render("markdown") == REPORT._repr_markdown_()


def test_save_writes_what_render_gives(tmp_path):
    """``save`` writes the format that the suffix or the argument says."""
    REPORT.save(tmp_path / "report.md")
    REPORT.save(str(tmp_path / "report"), "csv")
    assert REPORT.render("markdown").encode() == (tmp_path / "report.md").read_bytes()
    assert REPORT.render("csv").encode() == (tmp_path / "report").read_bytes()


def test_cells_may_hold_every_plain_value():
    """Texts, numbers, dates, periods, words and nothing are all values of a cell."""
    row = ("A", 1, dt.date(2025, 7, 31), ot.Period("2025-Q3"), ot.Status.BLOCKED, None)
    columns = tuple(ot.Column(f"c{n}", f"C{n}") for n in range(len(row)))
    table = ot.Table(title="T", key="t", columns=columns, rows=(row,))
    shown = ot.Report(title="R", tables=(table,)).render("tsv").splitlines()[1]
    assert shown == "A\t1\t2025-07-31\t2025-Q3\tblocked\t"
