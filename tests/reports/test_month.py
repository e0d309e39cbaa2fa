"""A month as a grid of days, with a list of what its numbers mean."""

import calendar
import re
import sys
from io import BytesIO

import pytest
from docx import Document
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.analysis.meetings import EXPECTED_NOTE
from osce_tracker.errors import PeriodError
from osce_tracker.formats.docx import to_docx
from osce_tracker.formats.page import to_page
from tests import strategies
from tests.strategies import a_commitment, a_series, an_event


def tracker_of(*records):
    """Return a tracker of records that knows the bundled States."""
    return ot.Tracker(states=ot.states()).with_records(*records)


def cells(report):
    """Return the cells of the grid by the day of the month."""
    found = [cell for row in report.tables[0].rows for cell in row[1:] if cell]
    return {int(cell.split("\n")[0]): cell.split("\n")[1:] for cell in found}


def numbers(lines):
    """Return the numbers that a cell names, without their cities."""
    found = []
    for mark, first, last in re.findall(r"(E?)(\d+)(?:-E?(\d+))?", " ".join(lines)):
        found += [f"{mark}{n}" for n in range(int(first), int(last or first) + 1)]
    return found


def test_deadlines_are_named():
    """A deadline in the month, or of a longer period that ends in it, is in a list of its own."""
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
    assert ("deadlines", 4) == (report.figures[-1].key, report.figures[-1].value)
    assert ["grid", "meetings"] == [one.key for one in ot.month(tracker_of(*made), "2030-07").tables]


def test_calendar_takes_the_place_of_the_grid(monkeypatch, tracker):
    """Documents show the picture of a month, not its grid as well; without matplotlib they have the grid."""
    report = ot.month(tracker, "2025-12")
    page, word = to_page(report), Document(BytesIO(to_docx(report)))
    assert [">Days</h2>" in page, "Days" in [p.text for p in word.paragraphs]] == [False, False]
    assert (1, True) == (len(word.inline_shapes), word.inline_shapes[0].height > Mm(100))
    assert "Days" in report.render("plain")
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert ">Days</h2>" in to_page(report)


@given(st.integers(1990, 2060), st.integers(1, 12))
def test_grid_is_the_month(year, month):
    """Each day stands once, below its weekday, in the week of ISO 8601."""
    report = ot.month(ot.Tracker(), f"{year:04}-{month:02}")
    days = [day for week in report.tables[0].rows for day in week[1:]]
    weeks = calendar.Calendar().monthdays2calendar(year, month)
    assert [str(day) if day else "" for week in weeks for day, _ in week] == days
    assert {7} == {len(week) - 1 for week in report.tables[0].rows}


@settings(max_examples=15)
@given(strategies.trackers, st.sampled_from(["2025-02", "2025-07", "2025-12"]))
def test_numbers_on_days_are_those_of_the_list(tracker, month):
    """Each day has just the numbers of what takes place on it; the lists have them in time order."""
    report = ot.month(tracker, month, series=True)
    lists = [table for table in report.tables if table.key in ("meetings", "expected")]
    listed = [row for table in lists for row in table.records() if row["number"]]
    # No city has a digit, so that only numbers are numbers.
    plain = [row for row in listed if not re.search(r"\d", row["place"] or "")]
    for day, lines in cells(report).items():
        date = ot.Period(f"{month}-{day:02}")
        assert {str(row["number"]) for row in plain if row["when"].contains(date)} <= set(numbers(lines))
    for table, mark in zip(lists, ("", "E"), strict=False):
        own = [str(row["number"]) for row in table.records() if row["number"]]
        assert [f"{mark}{n}" for n in range(1, len(own) + 1)] == own


def test_cell_groups_by_city_and_shortens_runs():
    """A cell has a line for each city, and three and more numbers in a row as a range."""
    events = [an_event(f"v{n}", city="Vienna", when="2030-05-02") for n in range(4)]
    events += [an_event("w", city="Warsaw", when="2030-05-02"), an_event("x", when="2030-05-02/2030-05-03")]
    found = cells(ot.month(tracker_of(*events), "2030-05"))
    assert ["Four in Vienna (no. 1-4)", "One in Warsaw (no. 5)", "One (no. 6)"] == found[2]
    assert ["One (no. 6)"] == found[3]


def test_expected_meetings_have_marks_and_a_list_of_their_own():
    """A meeting that only the pattern gives shares neither a line, a mark nor a list with what was seen."""
    report = ot.month(
        tracker_of(a_series(city="Vienna"), an_event("e", when="2030-01-03", city="Vienna")),
        "2030-01",
        series=True,
    )
    assert (
        ["One in Vienna (no. 1)", "One in Vienna, expected (no. E1)"],
        ["One in Vienna, expected (no. E2)"],
    ) == (cells(report)[3], cells(report)[10])
    seen, expected = ([str(row["status"]) for row in table.records()] for table in report.tables[1:])
    assert (["held"], ["expected"] * 5) == (seen, expected)
    assert (EXPECTED_NOTE,) == report.tables[2].notes
    assert [1, 0, 5] == [figure.value for figure in report.figures]
    assert ["E1, E2"] == [note[:6] for note in report.notes]


def test_events_without_a_day_stand_at_the_end():
    """An event of which only the month is known is on no day, and last in the list without a number."""
    report = ot.month(tracker_of(an_event("a", when="2030-05"), an_event("b", when="2030-05-31")), "2030-05")
    rows = list(report.tables[1].records())
    assert [(1, "b"), (None, "a")] == [(row["number"], row["id"]) for row in rows]


def test_times_have_their_zone():
    """As in an agenda, a time has the city of its zone."""
    event = an_event(when="2030-05-02", start_time="09:30", timezone="Europe/Prague")
    reports = ot.month(tracker_of(event), "2030-05"), ot.agenda(tracker_of(event), "2030-05")
    (first,), (second,) = (report.tables[-1].records() for report in reports)
    assert "09:30 Prague" == first["time"] == second["time"]


def test_figures_count_events_with_and_without_a_day():
    """The figures tell how many of the events have a day."""
    report = ot.month(tracker_of(an_event("a", when="2030-05"), an_event("b", when="2030-05-31")), "2030-05")
    assert [("events with a known day", 1), ("without a known day", 1)] == [
        (figure.label, figure.value) for figure in report.figures
    ]


@pytest.mark.parametrize("period", ["2025", "2025-Q1", "2025-07-01", "2025-07-01/2025-07-30"])
def test_only_a_month_is_a_month(period):
    """What is longer or shorter than a month has no such grid."""
    with pytest.raises(PeriodError, match=r"is not a month\. Try 2025-07"):
        ot.month(ot.Tracker(), period)


def test_title_names_the_month(tracker):
    """The month is named in words."""
    assert "December 2025" == ot.month(tracker, "2025-12").title
