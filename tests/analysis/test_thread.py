"""A promise followed from Chair to Chair."""

from datetime import date

import pytest

import osce_tracker as ot
from osce_tracker.analysis.thread import end_of_term, in_time, term_of, thread
from osce_tracker.errors import UnknownRecordError
from tests.strategies import a_commitment

LINE = (("C", "B", "2032"), ("B", "A", "2031"), ("A", None, "2030"), ("X", None, "2030"))


def _thread(asked, *links):
    """Return the ids of a thread of commitments given as id, what it continues, and the day."""
    made = [a_commitment(i, continues=old, made_on=day) for i, old, day in links]
    return [c.id for c in thread(ot.Tracker(commitments=made), asked)]


def test_promise_is_followed_both_ways():
    """From any promise of a thread all of it is found, the first promise first."""
    for asked in ["A", "B", "C"]:
        assert ["A", "B", "C"] == _thread(asked, *LINE), asked


def test_promise_alone_is_its_own_thread():
    """A promise that continues nothing and is not continued is alone."""
    assert ["X"] == _thread("X", *LINE)


def test_thread_has_every_branch():
    """Two promises that continue the same one are in one thread, by the day."""
    assert ["A", "C", "B"] == _thread("B", ("B", "A", "2032"), ("C", "A", "2031"), ("A", None, "2030"))


def test_circle_ends():
    """Promises that continue each other, or themselves, are found once."""
    assert ["A", "B"] == _thread("B", ("A", "B", "2030"), ("B", "A", "2031"))
    assert ["A"] == _thread("A", ("A", "A", "2030"))


def test_promise_of_another_set_is_left_out():
    """A promise that is in another set is left out."""
    assert ["B"] == _thread("B", ("B", "elsewhere", "2031"))


def test_promise_comes_after_the_one_it_continues():
    """Of two promises made on one day the one that continues the other comes after it."""
    assert ["Z", "A"] == _thread("A", ("A", "Z", "2030"), ("Z", None, "2030"))


def test_unknown_promise(tracker):
    """An id that no commitment has is an error that names the nearest."""
    with pytest.raises(UnknownRecordError, match="FI25-HD-03"):
        thread(tracker, "FI25-HD-3")


def test_term_of_a_promise(tracker):
    """A promise belongs to the last of its Chairs' terms, which ends on its day or on that of the view."""
    both = a_commitment("A", chairs=["FI-2025", "MT-2024"])
    assert "FI-2025" == term_of(tracker, both).id
    assert date(2025, 12, 31) == end_of_term(tracker, both) == end_of_term(tracker.as_of("2026-03-01"), both)
    assert date(2025, 6, 30) == end_of_term(tracker.as_of("2025-06-30"), both)
    nobodys = a_commitment("B", chairs=["XX-2099"])
    assert term_of(tracker, nobodys) is None
    assert date.max == end_of_term(tracker, nobodys)


def test_chairs_in_order_of_time(tracker):
    """Chairs are in the order of their terms, and unknown ones come last."""
    assert ("MT-2024", "FI-2025", "AA-2099", "ZZ-2000") == in_time(
        tracker, {"ZZ-2000", "FI-2025", "AA-2099", "MT-2024"}
    )
