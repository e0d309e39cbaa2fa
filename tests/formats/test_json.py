"""Reports as JSON, as the standard library reads them."""

import datetime as dt
import json

import pytest
from hypothesis import given

import osce_tracker as ot
from osce_tracker.formats.json import to_json
from tests import strategies

COLUMNS = (ot.Column("id", "Id"), ot.Column("v", "Value"))


def _report(*values, **fields):
    rows = tuple((f"R{n}", value) for n, value in enumerate(values))
    table = ot.Table(title="T", key="t", columns=COLUMNS, rows=rows, notes=("Of T.",))
    return ot.Report(title="R", tables=(table,), **fields)


def _plain(value):
    """Return what JSON is to hold for a value."""
    return value if value is None or isinstance(value, int) else str(value)


def test_report_is_its_title_notes_columns_and_rows():
    """The whole report is one object, with rows as objects by the keys of the columns."""
    expected = {
        "title": "R",
        "subtitle": "S",
        "notes": ["N"],
        "tables": [
            {
                "key": "t",
                "title": "T",
                "columns": [{"key": "id", "title": "Id"}, {"key": "v", "title": "Value"}],
                "rows": [{"id": "R0", "v": 7}],
                "notes": ["Of T."],
            }
        ],
    }
    assert expected == json.loads(to_json(_report(7, subtitle="S", notes=("N",))))


@pytest.mark.parametrize(
    ("value", "held"),
    [
        (None, None),
        (0, 0),
        (-5, -5),
        ("=1+1", "=1+1"),
        (dt.date(2025, 7, 31), "2025-07-31"),
        (ot.Period("2025-Q3"), "2025-Q3"),
        (ot.Period("2025-07-31/2025-08-01"), "2025-07-31/2025-08-01"),
        (ot.Status.PARTLY_FULFILLED, "partly-fulfilled"),
        ("\ud800", "\ud800"),
        ("\x1b\u202e\x00", "\x1b\u202e\x00"),
    ],
)
def test_value_is_plain(value, held):
    """Numbers, nothing and texts are themselves; words stand by their value, days by their text form."""
    told = json.loads(to_json(_report(value)))["tables"][0]["rows"][0]["v"]
    assert (held, type(held)) == (told, type(told))


def test_text_is_readable_utf_8_with_one_line_end():
    """Letters of any script stand as they are, and the text ends in one line end."""
    text = to_json(_report("Қазақстан \ud800"))
    assert r'"Қазақстан \ud800"' in text
    assert (text[:-1], text) == (text.rstrip("\n"), text.encode().decode())


@given(strategies.reports)
def test_any_report_is_read_back(report):
    """Whatever the report, all values come back, by the keys of their columns."""
    text = to_json(report)
    text.encode()
    tables = json.loads(text)["tables"]
    assert [
        [{key: _plain(value) for key, value in row.items()} for row in table.records()]
        for table in report.tables
    ] == [table["rows"] for table in tables]
