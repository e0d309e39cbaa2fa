"""A month: its agenda, the calendar to look at, and its deadlines."""

from io import BytesIO

import pytest
from docx import Document
from docx.shared import Mm

import osce_tracker as ot
from osce_tracker.errors import PeriodError
from osce_tracker.formats.docx import to_docx
from tests.strategies import a_commitment, a_series, an_event


def tracker_of(*records):
    """Return a tracker of records that knows the bundled States."""
    return ot.Tracker(states=ot.states()).with_records(*records)


def test_deadlines_are_named():
    """A deadline in the month, or of a longer period that ends in it, is in a table of its own."""
    dues = {
        "a": "2030-05-02",
        "b": "2030-05",
        "c": "2030-05-31",
        "d": "2030-04-30/2030-05-01",
        "e": "2030-06",
    }
    made = [a_commitment(name, due=due, made_on="2029") for name, due in dues.items()]
    report = ot.month(tracker_of(*made), "2030-05")
    assert ["d", "a", "b", "c"] == [row["id"] for row in report.tables[-1].records()]
    assert [("deadlines", 4)] == [(figure.key, figure.value) for figure in report.figures]
    assert ["meetings"] == [one.key for one in ot.month(tracker_of(*made), "2030-07").tables]


def test_calendar_fills_half_a_page_in_word(tracker):
    """The picture of a month has room for the titles."""
    word = Document(BytesIO(to_docx(ot.month(tracker, "2025-12"))))
    assert (1, True) == (len(word.inline_shapes), word.inline_shapes[0].height > Mm(100))


@pytest.mark.parametrize("series", [True, False])
def test_events_are_those_of_the_agenda(series):
    """The tables of meetings are those of the agenda in short, also of regular and expected ones."""
    event = an_event(when="2030-01-02", start_time="09:30", timezone="Europe/Prague")
    tracker = tracker_of(event, an_event("vague", when="2030-01"), a_series(city="Vienna"))
    long = {"body", "number", "outcome", "commitments"}
    whole, short = (make(tracker, "2030-01", series=series).tables for make in (ot.agenda, ot.month))
    for table, same in zip(whole, short, strict=True):
        assert [{k: v for k, v in row.items() if k not in long} for row in table.records()] == [
            *same.records()
        ]
        assert (table.groups, table.notes) == (same.groups, same.notes)


@pytest.mark.parametrize("period", ["2025", "2025-Q1", "2025-07-01", "2025-07-01/2025-07-30"])
def test_only_a_month_is_a_month(period):
    """What is longer or shorter than a month has no such calendar."""
    with pytest.raises(PeriodError, match=r"is not a month\. Try 2025-07"):
        ot.month(ot.Tracker(), period)


@pytest.mark.parametrize("month", ["0001-01", "9999-12"])
def test_first_and_last_month(month):
    """The first and the last month of the calendar are months like others."""
    assert not ot.month(ot.Tracker(), month).tables[0].rows


def test_title_names_the_month(tracker):
    """The month is named in words."""
    assert "December 2025" == ot.month(tracker, "2025-12").title
