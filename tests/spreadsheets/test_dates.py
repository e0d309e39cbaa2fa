"""Dates as people write them in cells: every form is read one way, or refused with the reason."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_tracker.errors import PeriodError
from osce_tracker.model.periods import Period
from osce_tracker.spreadsheets.dates import period_of
from tests import strategies

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
FORMS = [
    ("2025", "2025"),
    ("2025-H2", "2025-H2"),
    ("2025-Q3", "2025-Q3"),
    ("2025-07", "2025-07"),
    ("2025-07-31", "2025-07-31"),
    ("2025-07-31/2025-08-01", "2025-07-31/2025-08-01"),
    ("Q3 2025", "2025-Q3"),
    ("q3 2025", "2025-Q3"),
    ("Q3/2025", "2025-Q3"),
    ("Q3-2025", "2025-Q3"),
    ("Q32025", "2025-Q3"),
    ("2025 Q3", "2025-Q3"),
    ("2025/q3", "2025-Q3"),
    ("2025Q3", "2025-Q3"),
    ("H1 2025", "2025-H1"),
    ("h2/2025", "2025-H2"),
    ("2025 H1", "2025-H1"),
    ("July 2025", "2025-07"),
    ("JULY, 2025", "2025-07"),
    ("Jul. 2025", "2025-07"),
    ("Sept. 2025", "2025-09"),
    ("Sept 2025", "2025-09"),
    ("May 2025", "2025-05"),
    ("31 July 2025", "2025-07-31"),
    ("31st july, 2025", "2025-07-31"),
    ("31. July 2025", "2025-07-31"),
    ("2nd Feb 2025", "2025-02-02"),
    ("3rd Mar. 2025", "2025-03-03"),
    ("4th sept 2025", "2025-09-04"),
    ("July 31, 2025", "2025-07-31"),
    ("Jul 31st 2025", "2025-07-31"),
    ("31.07.2025", "2025-07-31"),
    ("3.4.2025", "2025-04-03"),
    ("31. 7. 2025", "2025-07-31"),
    ("31/07/2025", "2025-07-31"),
    ("07/31/2025", "2025-07-31"),
    ("4/4/2025", "2025-04-04"),
    ("  31\n July\t2025 ", "2025-07-31"),
    ("31 July 2025 to 1 August 2025", "2025-07-31/2025-08-01"),
    ("31 July 2025 until 1 August 2025", "2025-07-31/2025-08-01"),
    ("31.07.2025 - 01.08.2025", "2025-07-31/2025-08-01"),
    ("31.07.2025\u201301.08.2025", "2025-07-31/2025-08-01"),
    ("31.07.2025 \u2014 01.08.2025", "2025-07-31/2025-08-01"),
    ("July 2025 to September 2025", "2025-Q3"),
    ("Q1 2025 to Q2 2025", "2025-H1"),
    ("2024 to 2025", "2024-01-01/2025-12-31"),
]
VALUES = [
    (2025, "2025"),
    (2025.0, "2025"),
    (1900, "1900"),
    (2200, "2200"),
    (dt.date(2025, 7, 31), "2025-07-31"),
    (dt.datetime(2025, 7, 31), "2025-07-31"),  # noqa: DTZ001 (cells have no zone)
]
NONSENSE = [
    "",
    "soon",
    "now",
    "12:30",
    "TBC 2025",
    "Q5 2025",
    "H3 2025",
    "Juli 2025",
    "31 July",
    "July 31",
    "31.07.25",
    "31/07/25",
    "2025-7-31",
    "20250731",
    "2025 to",
    "2025 to soon",
    "soon to 2025",
    "2023 to 2024 to 2025",
    "\u0662\u0660\u0662\u0665",
    "31 July 2025 to 30 July 2025",
    "=DATE(2025,7,31)",
    "#REF!",
    None,
    True,
    1899,
    2201,
    45869,
    45869.0,
    -1,
    2025.5,
    float("nan"),
    float("inf"),
    10**400,
    dt.time(12, 30),
    dt.timedelta(days=3),
    b"2025",
    ["2025"],
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_every_accepted_form_of_text(text, expected):
    """A date in any of the forms that people write is the period that it means."""
    assert Period(expected) == period_of(text)


@pytest.mark.parametrize(("value", "expected"), VALUES)
def test_dates_and_years_of_a_spreadsheet(value, expected):
    """What Excel keeps as a date or number is the day or the year."""
    assert expected == str(period_of(value))


@pytest.mark.parametrize(("number", "name"), list(enumerate(MONTHS, 1)))
def test_every_month_by_its_name_and_short_name(number, name):
    """Each month is known by its whole name and by its first three letters."""
    expected = Period(f"2025-{number:02}")
    assert [expected, expected] == [period_of(f"{name} 2025"), period_of(f"{name[:3].upper()} 2025")]


def test_a_plain_date_comes_out_of_a_datetime():
    """A cell's midnight is a day without a time, of the plain class."""
    assert dt.date is type(period_of(dt.datetime(2025, 7, 31)).first)  # noqa: DTZ001 (cells have no zone)


@pytest.mark.parametrize("value", NONSENSE)
def test_nonsense_is_refused(value):
    """What is no date is an error, never a guess."""
    with pytest.raises(PeriodError):
        period_of(value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4-5 December 2025", "2025-12-04/2025-12-05"),
        ("4 \u2013 5 Dec. 2025", "2025-12-04/2025-12-05"),
        ("31 July to 1 August 2025", "2025-07-31/2025-08-01"),
        ("July \u2013 September 2025", "2025-Q3"),
        ("31 December 2025 to 1 January 2026", "2025-12-31/2026-01-01"),
    ],
)
def test_days_that_share_month_or_year(text, expected):
    """Of two days the month or the year may stand once, at the end."""
    assert expected == str(period_of(text))


@pytest.mark.parametrize(
    "text", ["5-4 December 2025", "30-31 Feb 2025", "1 to 3 to 5 March 2025", "4-5-6 May 2025"]
)
def test_days_that_share_a_month_and_are_none(text):
    """Days in the wrong order, outside the calendar or too many are refused."""
    with pytest.raises(PeriodError):
        period_of(text)


def test_the_reason_lists_the_accepted_forms():
    """Whoever wrote something else is told which forms there are."""
    with pytest.raises(PeriodError, match=r"^.soon. is no date; accepted: .* Q3 2025, H1 2025, .* or two"):
        period_of("soon")


def test_an_ambiguous_date_is_refused_with_both_readings():
    """A date that is one day in Vienna and another in Washington is not guessed at."""
    with pytest.raises(PeriodError) as caught:
        period_of("03/04/2025")
    assert "'03/04/2025' can be 2025-04-03 or 2025-03-04; write one of them" == str(caught.value)


def test_an_ambiguous_end_of_a_span_is_refused():
    """Inside a span as well both readings are told."""
    with pytest.raises(PeriodError, match="2025-04-03 or 2025-03-04"):
        period_of("1 March 2025 to 03/04/2025")


@pytest.mark.parametrize("text", ["31.02.2025", "31/13/2025", "30 February 2025", "0.1.2025", "1.1.0000"])
def test_a_day_that_is_not_in_the_calendar_is_told_as_it_was_written(text):
    """A day that no month has is refused; the message quotes it once."""
    with pytest.raises(PeriodError) as caught:
        period_of(text)
    assert f"{text!r} is not in the calendar" == str(caught.value).partition(":")[0]


@pytest.mark.parametrize("moment", [dt.time(9, 30), dt.time(0, 1), dt.time(0, 0, 1), dt.time(0, 0, 0, 1)])
def test_a_time_of_day_is_refused(moment):
    """A cell with a time of day means more than a day, down to the smallest part of a second."""
    with pytest.raises(PeriodError, match="has a time of day; accepted: a date without one"):
        period_of(dt.datetime.combine(dt.date(2025, 7, 31), moment))


@pytest.mark.parametrize("text", ["\u017feptember 2025", "1 \u017fept 2025", "\u017fep. 1, 2025"])
def test_letters_that_only_fold_to_those_of_a_month_are_refused(text):
    """A long s is no s: it gives the error for dates, not one of Python's own."""
    with pytest.raises(PeriodError):
        period_of(text)


signs = st.lists(
    st.sampled_from([*"0123456789./- QqHh\u2013\u017f", "July ", "sept", "may", " to ", "st", "20"])
).map("".join)


def _read(value):
    """Return the period of a value, or ``None`` when it is refused."""
    try:
        return period_of(value)
    except PeriodError:
        return None


@given(
    st.text() | signs | st.integers() | st.floats() | st.dates() | st.datetimes() | st.booleans() | st.none()
)
def test_any_value_is_a_period_or_refused(value):
    """Whatever a cell holds, it is a period or the error for dates."""
    assert isinstance(_read(value), Period | None)


@given(strategies.periods)
def test_the_text_of_a_period_is_read_back(period):
    """The canonical text of each period means just that period."""
    assert period == period_of(str(period))


@given(strategies.periods)
def test_the_readable_text_of_a_period_is_read_back(period):
    """So does the form in which tables show it, with a span as a sentence has it."""
    assert period == period_of(period.readable)


@given(strategies.days)
def test_a_day_is_the_same_in_every_form(day):
    """All unambiguous ways to write a day mean that day."""
    name = MONTHS[day.month - 1]
    texts = [
        f"{day:%d.%m.%Y}",
        f"{day.day} {name} {day.year}",
        f"{name[:3]} {day.day}, {day.year}",
        dt.datetime.combine(day, dt.time()),
    ]
    assert [Period(day)] * 4 == [period_of(text) for text in texts]


@given(strategies.days)
def test_slashes_are_read_exactly_where_only_one_reading_is_a_day(day):
    """With slashes a day is read when one number is above 12 or both are equal, else refused."""
    alone = day.day > 12 or day.day == day.month
    assert (Period(day) if alone else None) == _read(f"{day:%d/%m/%Y}")
