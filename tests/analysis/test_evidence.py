"""What reports ask of a commitment on a day."""

import datetime as dt

import pytest
from hypothesis import given

import osce_tracker as ot
from osce_tracker.analysis.evidence import days_late, fulfilling, independent, objectors, obstructed, told
from tests import strategies
from tests.tracker.test_as_of import _promise, _source, _update

DAY = dt.date(2025, 7, 10)


@pytest.mark.parametrize(
    ("updates", "expected"),
    [
        ([], []),
        ([("2025-06-01", "in-progress")], []),
        ([("2025-06-01", "fulfilled")], ["2025-06-01"]),
        ([("2025-07-11", "fulfilled")], []),
        ([("2025-06-01", "fulfilled"), ("2025-06-05", "fulfilled")], ["2025-06-01", "2025-06-05"]),
        ([("2025-06-05", "fulfilled"), ("2025-06-01", "planned")], ["2025-06-05"]),
        ([("2025-06-01", "fulfilled"), ("2025-06-05", "blocked")], []),
        (
            [("2025-06-01", "fulfilled"), ("2025-06-05", "blocked"), ("2025-07-10", "fulfilled")],
            ["2025-07-10"],
        ),
    ],
)
def test_run_of_fulfilling_updates(updates, expected):
    """The run is that of the last updates in a row that say fulfilled by the day."""
    promise = _promise(*(_update(*update) for update in updates))
    assert expected == [str(update.date) for update in fulfilling(promise, DAY)]


@pytest.mark.parametrize(
    ("due", "updates", "expected"),
    [
        (None, [], None),
        ("2025-07-10", [], None),
        ("2025-07-09", [], 1),
        ("2025-06", [], 10),
        ("2025-06", [("2025-06-30/2025-07-02", "fulfilled")], None),
        ("2025-06", [("2025-07-02/2025-07-05", "fulfilled")], 2),
        ("2025-06", [("2025-07-02", "fulfilled"), ("2025-07-05", "fulfilled")], 2),
        ("2025-06", [("2025-07-02", "partly-fulfilled")], 10),
        ("2025-06", [("2025-07-02", "withdrawn")], None),
    ],
)
def test_days_late(due, updates, expected):
    """Days count from the last day of the deadline to the first of the verdict, or to the day."""
    assert expected == days_late(_promise(*(_update(*u) for u in updates), due=due), DAY)


@given(strategies.commitments, strategies.days)
def test_days_late_go_with_timing(commitment, day):
    """Days are positive when the timing is late or overdue, and missing otherwise."""
    days = days_late(commitment, day)
    assert (days is not None) == (commitment.timing_on(day) in ("late", "overdue"))
    assert days is None or days > 0
    run = fulfilling(commitment, day)
    assert bool(run) == (commitment.status_on(day) == "fulfilled")
    assert not run or run[-1] == commitment.update_on(day)


@pytest.mark.parametrize(
    ("status", "obstacle", "expected"),
    [
        ("blocked", None, True),
        ("planned", None, False),
        ("planned", "money", True),
        ("fulfilled", None, False),
    ],
)
def test_obstructed(status, obstacle, expected):
    """An update stands for an obstruction when it says blocked or names an obstacle."""
    update = ot.StatusUpdate(date="2025-07-01", status=status, summary="So.", obstacle=obstacle)
    assert expected is obstructed(update)


def test_nothing_is_not_obstructed():
    """Without an update nothing is known to stand in the way."""
    assert obstructed(None) is False


def test_objectors_are_named(tracker):
    """Objecting States are named as on the day; without any there is nothing to name."""
    update = ot.StatusUpdate(date="2025-07-01", status="blocked", summary="So.", blocked_by=["KZ", "FI"])
    assert "Kazakhstan, Finland" == objectors(update, tracker.states)
    assert objectors(_update("2025-07-01"), tracker.states) is None


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        ([], False),
        (["chair", "osce"], False),
        (["osce", "media"], True),
        (["assembly"], True),
        (["state"], True),
    ],
)
def test_independent(types, expected):
    """One source of neither the Chair nor the OSCE is enough."""
    assert expected is independent([_source(publisher_type=word) for word in types])


def test_update_in_a_line():
    """A line has the date as people read it, and what happened."""
    assert "2025-07-01: So it was." == told(_update("2025-07-01"))
