"""Commitments whose status changed between two days, against plain loops."""

import datetime as dt

from hypothesis import given, settings

import osce_tracker as ot
from osce_tracker.analysis.moves import moves_between
from tests import strategies
from tests.tracker.test_as_of import _promise, _update


def _status(commitment, day):
    """Return the status on a day by a plain loop: of two updates of one day the later in the list counts."""
    found = None
    for update in commitment.updates:
        if update.date.last <= day and (found is None or update.date.last >= found.date.last):
            found = update
    return "not-assessed" if found is None else found.status


def _check(tracker, first, last):
    expected = {}
    for commitment in tracker.commitments:
        before, after = _status(commitment, first), _status(commitment, last)
        if before != after:
            acted = any(u.date.last <= first for u in commitment.updates)
            made = commitment.made_on.last <= first or acted
            expected[commitment.id] = (before, after, not made)
    moves = moves_between(tracker.so_on(first), tracker.so_on(last))
    found = {move.commitment.id: (move.before, move.after, move.first) for move in moves}
    assert expected == found


def test_bundled_moves_agree_with_plain_loops(tracker):
    """On the bundled data the moves are those that plain loops find."""
    for earlier, later in [
        ("2024-12-31", "2025-03-31"),
        ("2025-06-30", "2025-09-30"),
        ("2025-06-30", "2025-12-31"),
    ]:
        _check(tracker, dt.date.fromisoformat(earlier), dt.date.fromisoformat(later))


@settings(max_examples=15)
@given(strategies.trackers, strategies.days, strategies.days)
def test_any_moves_agree_with_plain_loops(tracker, one, other):
    """Whatever the records, the moves are those that plain loops find."""
    if one != other:
        _check(tracker, *sorted((one, other)))


def test_a_commitment_moves_once():
    """What happened in between doesn't matter: there and back again is no move."""
    there = [_update("2025-07-01", "planned"), _update("2025-07-02", "blocked")]
    tracker = ot.Tracker(
        commitments=[
            _promise(*there, id="A"),
            _promise(_update("2025-06-01", "planned"), *there, _update("2025-07-03", "planned"), id="B"),
        ]
    )
    (move,) = moves_between(tracker.so_on("2025-06-30"), tracker.so_on("2025-09-30"))
    expected = ("A", "not-assessed", "blocked", False)
    assert expected == (move.commitment.id, move.before, move.after, move.first)


def test_first_on_record():
    """A commitment made after the earlier day is first on record; one that was acted on had been made."""
    tracker = ot.Tracker(
        commitments=[
            _promise(_update("2025-08-01"), id="A", made_on="2025-07-01"),
            _promise(_update("2025-06-01", "planned"), _update("2025-08-01"), id="B", made_on="2025-09"),
        ]
    )
    moves = moves_between(tracker.so_on("2025-06-30"), tracker.so_on("2025-12-31"))
    assert [("A", True), ("B", False)] == [(move.commitment.id, move.first) for move in moves]


def test_moves_between_views(tracker):
    """Between two views a move may come from a correction as well; what was removed has not moved."""
    old, new = _promise(_update("2025-02-01", "planned")), _promise(_update("2025-02-01", "fulfilled"))
    (move,) = moves_between(ot.Tracker(commitments=[old]), ot.Tracker(commitments=[new]))
    assert ("planned", "fulfilled") == (move.before, move.after)
    assert () == moves_between(tracker, ot.Tracker())
