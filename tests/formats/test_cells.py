"""A cell's value as text, before it is escaped."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.formats.cells import shown, written
from tests import strategies

CASES = [
    ("text", "text", "text"),
    ("", "", ""),
    (12, "12", "12"),
    (-3, "-3", "-3"),
    (0, "0", "0"),
    (dt.date(2025, 7, 31), "2025-07-31", "2025-07-31"),
    (ot.Period("2025-Q3"), "2025-Q3", "2025-Q3"),
    (ot.Period("2025-07-31/2025-08-01"), "2025-07-31 to 2025-08-01", "2025-07-31/2025-08-01"),
    (ot.Status.PARTLY_FULFILLED, "partly fulfilled", "partly fulfilled"),
    (ot.Lever.CONSENSUS, "consensus of the 57", "consensus of the 57"),
    (ot.Forum("Permanent Council"), ot.Forum("Permanent Council").label, "Permanent Council"),
    (None, "-", ""),
]


@pytest.mark.parametrize(("value", "expected", "_file"), CASES)
def test_shown_is_what_a_reader_sees(value, expected, _file):
    """Words stand by their label, spans as a sentence has them, and nothing as a dash."""
    assert expected == shown(value)


@pytest.mark.parametrize(("value", "_reader", "expected"), CASES)
def test_written_is_what_a_file_holds(value, _reader, expected):
    """Words stand by their label, dates in their canonical form, and nothing as an empty text."""
    assert expected == written(value)


@given(strategies.values)
def test_both_are_plain_texts(value):
    """Whatever the value, both forms are texts of no other class."""
    assert [str, str] == [type(shown(value)), type(written(value))]


@given(strategies.periods)
def test_written_period_is_read_back(period):
    """A period in a file of data can be read back."""
    assert period == ot.Period(written(period))


@given(st.sampled_from([ot.Status, ot.Lever, ot.Dimension, ot.Timing]).flatmap(st.sampled_from))
def test_written_word_is_read_back(word):
    """A word in a file of data can be read back by its label."""
    assert word is type(word).parse(written(word))
