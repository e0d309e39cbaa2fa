"""Periods: their text forms, order, neighbours and edges."""

import copy
import datetime as dt
import operator
import pickle

import numpy as np
import pandas as pd
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_tracker.errors import PeriodError
from osce_tracker.model.periods import Period, as_day
from tests import strategies
from tests.cases import each


@each(
    ("text", "first", "last", "kind"),
    [
        ("2025", "2025-01-01", "2025-12-31", "year"),
        ("2025-H1", "2025-01-01", "2025-06-30", "half-year"),
        ("2025-H2", "2025-07-01", "2025-12-31", "half-year"),
        ("2025-Q1", "2025-01-01", "2025-03-31", "quarter"),
        ("2025-Q3", "2025-07-01", "2025-09-30", "quarter"),
        ("2025-Q4", "2025-10-01", "2025-12-31", "quarter"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2025-02", "2025-02-01", "2025-02-28", "month"),
        ("2025-12", "2025-12-01", "2025-12-31", "month"),
        ("2025-07-31", "2025-07-31", "2025-07-31", "day"),
        ("2025-07-31/2025-08-01", "2025-07-31", "2025-08-01", "span"),
        ("2025-02-01/2025-04-30", "2025-02-01", "2025-04-30", "span"),
        ("2024-07-01/2025-06-30", "2024-07-01", "2025-06-30", "span"),
        ("2025-07-01/2025-07-30", "2025-07-01", "2025-07-30", "span"),
        ("0001", "0001-01-01", "0001-12-31", "year"),
        ("9999-12", "9999-12-01", "9999-12-31", "month"),
    ],
)
def test_text_form_means_its_days(text, first, last, kind):
    """Each form has its first and last day, its kind, and prints as it was written."""
    period = Period(text)
    found = (period.first.isoformat(), period.last.isoformat(), period.kind, str(period))
    assert (first, last, kind, text) == found


@each(
    ("span", "unit"),
    [
        ("2025-01-01/2025-12-31", "2025"),
        ("2025-01-01/2025-06-30", "2025-H1"),
        ("2025-04-01/2025-06-30", "2025-Q2"),
        ("2024-02-01/2024-02-29", "2024-02"),
        ("2025-07-31/2025-07-31", "2025-07-31"),
    ],
)
def test_span_of_a_unit_is_the_unit(span, unit):
    """A span that is just a calendar unit is that unit, equal and printed as such."""
    assert (Period(unit), unit) == (Period(span), str(Period(span)))


@each(
    ("value", "text"),
    [
        *(
            (value, "2025")
            for value in (2025, 2025.0, np.int64(2025), np.float32(2025), np.datetime64("2025"))
        ),
        *((1900, "1900"), (2100, "2100"), (np.datetime64("2025-07"), "2025-07")),
        # A datetime counts as its own calendar day.
        (dt.datetime(2025, 7, 31, 23, 59, tzinfo=dt.UTC), "2025-07-31"),
        (pendulum.datetime(2025, 7, 31), "2025-07-31"),
        (pd.Timestamp("2025-07-31 10:00"), "2025-07-31"),
        (np.datetime64("2025-07-31T10:00:00"), "2025-07-31"),
        *((pd.Period("2025Q3"), "2025-Q3"), (pd.Period("2025-07"), "2025-07"), (pd.Period("2025"), "2025")),
        # Quarters of a year that ends in March.
        (pd.Period("2025Q3", freq="Q-MAR"), "2024-Q4"),
        (pd.Period("2025-07-31", freq="W"), "2025-07-28/2025-08-03"),
        (pd.Period("2025-07-31 10:00", freq="h"), "2025-07-31"),
    ],
)
def test_values_of_other_libraries(value, text):
    """Numbers of a year, datetimes, and dates and periods of pandas and NumPy are periods."""
    assert text == str(Period(value))


@each(
    "value",
    [
        *(
            True,
            False,
            20.25,
            2025.5,
            1899,
            2101,
            20250731,
            -2025,
            10**5000,
            1e300,
            float("nan"),
            float("inf"),
        ),
        *(None, b"2025", ("2025",), [], {}, object, dt.time(10), dt.timedelta(1)),
        *(pd.NaT, np.datetime64("NaT", "D"), np.bool_(True)),
    ],
)
def test_other_value_is_a_period_error(value):
    """Any other value is refused with the accepted forms."""
    for accepts in (Period, as_day):
        with pytest.raises(PeriodError, match="Use a form such as 2025"):
            accepts(value)


DAYS = [dt.date(2025, 7, 31), dt.datetime(2025, 7, 31, 9, tzinfo=dt.UTC), pendulum.date(2025, 7, 31)]


@each("value", [*DAYS, "2025-07-31", "31.7.2025"])
def test_dates_become_plain_dates(value):
    """A date of any kind becomes a plain one, as a period and as a day."""
    assert [dt.date] * 2 == [type(Period(value).first), type(as_day(value))]
    assert dt.date(2025, 7, 31) == as_day(value)


@each("value", ["2025", "2025-07", "2025-07-31/2025-08-01", "July 2025", "4-5 December 2025", 2025])
def test_longer_period_is_no_day(value):
    """A period of more than a day is no day."""
    with pytest.raises(PeriodError, match=f"{value}.* is not a single day"):
        as_day(value)


@given(strategies.period_texts())
def test_text_round_trip(text):
    """The canonical text of a period gives the same period and the same text again."""
    period = Period(text)
    again = Period(str(period))
    assert (period, str(period), hash(period)) == (again, str(again), hash(again))


@given(strategies.periods, strategies.periods)
def test_order_is_that_of_periods_without_a_common_day(one, other):
    """Equal periods and periods apart compare as their days do; of others that overlap none comes first."""
    assert (one.last < other.first, one.last < other.last) == (one.before(other), one.ends_before(str(other)))
    compare = (operator.lt, operator.le, operator.gt, operator.ge)
    if one != other and one.overlaps(other):
        for sign in compare:
            with pytest.raises(PeriodError, match=r"overlap, so neither comes first. Use before\(\)"):
                sign(one, other)
    else:
        assert [sign(one.first, other.first) for sign in compare] == [sign(one, other) for sign in compare]


def test_periods_do_not_compare_with_other_values():
    """A text or day is no period, and ``before`` takes them."""
    for other in ("2025-06", dt.date(2025, 6, 1), 2025, None):
        with pytest.raises(TypeError):
            assert Period("2025-05") < other
    assert [True, True, False] == [
        Period("2025-05").before(o) for o in ("June 2025", dt.date(2025, 6, 1), "2025")
    ]


@given(strategies.periods)
def test_next_and_previous_are_inverse(period):
    """The neighbour of a neighbour is the period, and neighbours touch without overlapping."""
    assert period == period.next().previous() == period.previous().next()
    assert period.next().first == period.end_exclusive
    assert not period.overlaps(period.next())
    assert period.kind == period.next().kind


@each(
    ("text", "following"),
    [
        ("2024-01", "2024-02"),
        ("2024-12", "2025-01"),
        ("2025-Q4", "2026-Q1"),
        ("2025-H2", "2026-H1"),
        ("2025", "2026"),
        ("2024-02-28", "2024-02-29"),
        ("2025-07-31/2025-08-01", "2025-08-02/2025-08-03"),
    ],
)
def test_next(text, following):
    """The next period is of the same kind; of a span, as many days."""
    assert following == str(Period(text).next())


@each("text", ["9999", "9999-12", "9999-Q4", "9999-12-31"])
def test_nothing_follows_the_last_year(text):
    """The calendar ends with the year 9999, and saying so is an error of ours."""
    with pytest.raises(PeriodError, match="calendar"):
        Period(text).next()


@each("text", ["0001", "0001-01", "0001-01-01"])
def test_nothing_comes_before_the_first_year(text):
    """The calendar begins with the year 1."""
    with pytest.raises(PeriodError, match="calendar"):
        Period(text).previous()


@given(strategies.periods, strategies.periods)
def test_contains_and_overlaps_are_about_days(outer, inner):
    """Containing means every day, overlapping at least one."""
    days = {inner.first + dt.timedelta(n) for n in range(inner.days)}
    held = {day for day in days if outer.first <= day <= outer.last}
    assert (held == days, bool(held)) == (outer.contains(inner), outer.overlaps(inner))


@given(st.dates(dt.date(1990, 1, 1), dt.date(2050, 1, 1)))
def test_quarter_of_contains_its_day(day):
    """The quarter of a day is a quarter that contains it."""
    quarter = Period.quarter_of(day)
    assert ("quarter", True) == (quarter.kind, quarter.contains(day))


def test_between_refuses_the_wrong_order():
    """A period does not end before it begins."""
    with pytest.raises(PeriodError, match="ends before it begins"):
        Period.between(dt.date(2025, 1, 2), dt.date(2025, 1, 1))


@given(strategies.periods)
def test_copies_are_equal(period):
    """Pickled and copied periods are equal, with the same text."""
    for again in (pickle.loads(pickle.dumps(period)), copy.deepcopy(period), copy.copy(period)):  # noqa: S301 (our own)
        assert (period, str(period)) == (again, str(again))


def test_periods_compare_with_periods_alone():
    """A period equals no text and no date, and has no order with them."""
    period = Period("2025-07-31")
    assert [False, False] == [period == "2025-07-31", period == dt.date(2025, 7, 31)]
    with pytest.raises(TypeError):
        _ = period < dt.date(2025, 8, 1)


@each(
    ("text", "readable"),
    [
        ("2025-07-31", "31 July 2025"),
        ("2025-12-04/2025-12-05", "4–5 December 2025"),
        ("2025-11-30/2025-12-02", "30 November – 2 December 2025"),
        ("2025-12-31/2026-01-01", "31 December 2025 – 1 January 2026"),
        ("2025-07-01/2025-08-31", "1 July – 31 August 2025"),
        ("2025-12", "December 2025"),
        ("2025-Q3", "Q3 2025"),
        ("2025-H1", "first half of 2025"),
        ("2025-H2", "second half of 2025"),
        ("2025", "2025"),
    ],
)
def test_readable(text, readable):
    """A period reads as people write it; its text stays the canonical form."""
    assert (readable, text) == (Period(text).readable, str(Period(text)))


@each("text", ["yesterday", "", "Q5 2025", "2025-07-31/"])
def test_message_about_days(text):
    """If a day is needed, the message speaks of days, not of years and quarters."""
    with pytest.raises(PeriodError) as caught:
        as_day(text)
    assert f"Can't read {text!r} as a day. Use a form such as 2025-07-31." == str(caught.value)
