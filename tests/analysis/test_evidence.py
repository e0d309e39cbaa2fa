"""What fulfilled verdicts rest on, and how late commitments are."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osce_tracker.analysis.evidence import confirmed_only, days_late, evidence, independent
from osce_tracker.errors import PeriodError
from osce_tracker.model.commitments import fulfilling
from tests import strategies
from tests.tracker.test_as_of import _promise, _source, _update

DAY = dt.date(2025, 7, 10)


def test_run_of_fulfilling_updates():
    """The run is that of the last updates in a row that say fulfilled by the day."""
    for updates, expected in [
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
    ]:
        promise = _promise(*(_update(*update) for update in updates))
        assert expected == [str(update.date) for update in fulfilling(promise, DAY)], (updates, expected)


def test_days_late():
    """Days count from the last day of the deadline to the first of the verdict, or to the day."""
    for due, updates, expected in [
        (None, [], None),
        ("2025-06", [], None),
        ("2025-07-10", [("2025-06-01", "planned")], None),
        ("2025-07-09", [("2025-06-01", "planned")], 1),
        ("2025-06", [("2025-06-01", "blocked")], 10),
        ("2025-06", [("2025-06-30/2025-07-02", "fulfilled")], None),
        ("2025-06", [("2025-07-02/2025-07-05", "fulfilled")], 2),
        ("2025-06", [("2025-07-02", "fulfilled"), ("2025-07-05", "fulfilled")], 2),
        ("2025-06", [("2025-07-02", "partly-fulfilled")], None),
        ("2025-06", [("2025-07-02", "withdrawn")], None),
    ]:
        assert expected == days_late(_promise(*(_update(*u) for u in updates), due=due), DAY), (
            due,
            updates,
            expected,
        )


@given(strategies.commitments, strategies.days)
def test_days_late_go_with_timing(commitment, day):
    """Days are positive if the timing is late or overdue, and missing otherwise."""
    days = days_late(commitment, day)
    assert (days is not None) == (commitment.timing_on(day) in ("late", "overdue"))
    assert days is None or days > 0
    run = fulfilling(commitment, day)
    assert bool(run) == (commitment.status_on(day) == "fulfilled")
    assert not run or run[-1] == commitment.update_on(day)


@settings(max_examples=20)
@given(st.lists(strategies.commitments, max_size=6), strategies.days)
def test_shares_add_up_to_all_fulfilled_verdicts(commitments, day):
    """Every fulfilled verdict is confirmed, the Chair's or the OSCE's own word, or without a known source."""
    found = evidence(commitments, str(day))
    fulfilled = sum(c.status_on(day) == "fulfilled" for c in commitments)
    parts = (found.confirmed, found.own_word, found.unsourced)
    assert [fulfilled] * 3 == [share.whole for share in parts]
    assert fulfilled == sum(share.part for share in parts)


def test_evidence_by_hand():
    """A verdict is confirmed if any update of its run has an independent source; earlier ones don't count."""
    for sources, expected in [
        ([[]], (0, 0, 1)),
        ([[_source()]], (0, 1, 0)),
        ([[_source(publisher_type="ngo"), _source()]], (1, 0, 0)),
        ([[_source(publisher_type="ngo")], [_source()]], (1, 0, 0)),
        ([[], []], (0, 0, 1)),
        # A publisher that nobody knows confirms nothing, and isn't the Chair either.
        ([[_source(publisher_type="unknown")]], (0, 0, 1)),
        ([[_source(publisher_type="unknown"), _source()]], (0, 1, 0)),
        ([[_source(publisher_type="unknown")], [_source(publisher_type="ngo")]], (1, 0, 0)),
    ]:
        runs = [_update(f"2025-03-0{n}", "fulfilled", *own) for n, own in enumerate(sources, 1)]
        earlier = _update("2025-02-01", "blocked", _source(publisher_type="media"))
        found = evidence([_promise(earlier, *runs)], "2025-12-31")
        assert expected == (found.confirmed.part, found.own_word.part, found.unsourced.part), (
            sources,
            expected,
        )


def test_independent():
    """One source of neither the Chair nor the OSCE is enough."""
    for types, expected in [
        ([], False),
        (["chair", "osce"], False),
        (["osce", "media"], True),
        (["assembly"], True),
        (["state"], True),
        (["unknown"], False),
    ]:
        assert expected is independent([_source(publisher_type=word) for word in types]), (types, expected)


def test_only_confirmed_updates_are_left():
    """Updates that rest on the Chair's or the OSCE's own word alone go; the rest stays as it is."""
    own = _update("2025-03-01", "planned", _source(publisher_type="media"))
    promise = _promise(own, _update("2025-06-01", "fulfilled", _source(publisher_type="chair")))
    assert (own,) == confirmed_only(promise).updates
    assert promise.title == confirmed_only(promise).title


def test_invalid_day():
    """An invalid day is an error."""
    with pytest.raises(PeriodError):
        evidence([], "2025-Q4")
