"""Which States objected to which commitments."""

import datetime as dt

import pytest
from hypothesis import given, settings

import osce_tracker as ot
from osce_tracker.analysis.objections import naming, objections, obstructed, states_named
from osce_tracker.errors import PeriodError
from tests import strategies
from tests.tracker.test_as_of import _promise, _source


def _blocked(date, *states, sources=()):
    return ot.StatusUpdate(
        date=date, status="blocked", summary="No consensus.", blocked_by=states, sources=sources
    )


@settings(max_examples=15)
@given(strategies.trackers, strategies.days)
def test_objections_agree_with_plain_loops(tracker, day):
    """Every State that an update by the day names as objecting is there once, with its date and sources."""
    expected = [
        (state, c.id, update.date, update.sources, update == c.update_on(day))
        for c in tracker.commitments
        for update in c.updates
        if update.date.last <= day and update.obstacle != "dependency"
        for state in update.blocked_by
    ]
    found = [(o.state, o.commitment.id, o.when, o.sources) for o in objections(tracker, day)]
    assert sorted(map(repr, found)) == sorted(repr(one[:4]) for one in expected)
    assert [o.when for o in objections(tracker, day)] == sorted(
        (one[2] for one in expected), key=lambda when: (when.first, when.last)
    )


def test_objections_by_a_day():
    """Each update up to the day that names a State has its objections, with its sources."""
    first = _blocked("2025-03-01", "RU", "BY", sources=[_source()])
    second = _blocked("2025-05-01", "RU")
    tracker = ot.Tracker(commitments=[_promise(second, first)])
    found = [(o.state, str(o.when)) for o in objections(tracker, "2025-12-31")]
    assert [("RU", "2025-03-01"), ("BY", "2025-03-01"), ("RU", "2025-05-01")] == found
    early = objections(tracker, dt.date(2025, 4, 30))
    assert ["RU", "BY"] == [one.state for one in early]
    assert first.sources == early[0].sources


def test_objection_on_the_very_day_counts():
    """An update of the day itself counts, one of the day after does not, nor one that may be later."""
    tracker = ot.Tracker(commitments=[_promise(_blocked("2025-03-01", "RU"), _blocked("2025-03", "BY"))])
    for day, states in [
        ("2025-02-28", []),
        ("2025-03-01", ["RU"]),
        ("2025-03-30", ["RU"]),
        ("2025-03-31", ["RU", "BY"]),
    ]:
        assert states == [objection.state for objection in objections(tracker, day)], day


def test_objections_on_the_bundled_data(tracker):
    """Each objection of 2025 names a State and a promise that exist, and rests on a source."""
    found = objections(tracker, "2025-12-31")
    assert {"RU"} <= {objection.state for objection in found}
    assert all(objection.sources and objection.state in tracker.states for objection in found)


def test_obstructed():
    """An update tells of an obstruction if it says blocked or names an obstacle."""
    for status, obstacle, expected in [
        ("blocked", None, True),
        ("planned", None, False),
        ("planned", "money", True),
        ("fulfilled", None, False),
    ]:
        update = ot.StatusUpdate(date="2025-07-01", status=status, summary="So.", obstacle=obstacle)
        assert expected is obstructed(update), (status, obstacle, expected)
        assert obstructed(None) is False, (status, obstacle, expected)


def test_invalid_day(tracker):
    """An invalid day is an error."""
    with pytest.raises(PeriodError):
        objections(tracker, "2025-Q4")


def test_states_are_named_by_the_latest_update_or_by_earlier_ones():
    """Where the latest update only misses a consensus, earlier ones name the States; later ones never do."""
    missed = ot.StatusUpdate(
        date="2030-02-10", status="not-fulfilled", summary="No consensus.", obstacle="no-consensus"
    )
    first, last = _blocked("2030-01-10", "TR"), _blocked("2030-03-10", "RU")
    promise = _promise(first, missed, last)
    for day, found in (("2030-01-09", ()), ("2030-02-20", (first,)), ("2030-03-10", (last,))):
        on = dt.date.fromisoformat(day)
        assert (found, {code for one in found for code in one.blocked_by}) == (
            naming(promise, on),
            states_named(promise, on),
        ), day
