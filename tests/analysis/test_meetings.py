"""Meetings of all series, and the commitments that events bear on."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.analysis.meetings import commitments_of_events, meetings
from osce_tracker.model.occurrences import occurrences
from tests import strategies
from tests.strategies import a_series, an_event


@settings(max_examples=15)
@given(strategies.trackers, strategies.periods)
def test_meetings_are_those_of_each_series_in_time_order(tracker, period):
    """No meeting of a series is lost or added, and they are sorted by their days."""
    found = meetings(tracker, period)
    of_series = [o for series in tracker.series for o in occurrences(series, period, tracker.events)]
    assert (sorted(of_series, key=lambda o: o.sort_key), sorted(o.when.first for o in found)) == (
        list(found),
        [o.when.first for o in found],
    )


@given(st.sampled_from([None, "FSC", ["fsc", "PC"], "ODIHR"]), st.sampled_from([None, "human", ["1", "3"]]))
def test_body_and_dimension_choose_series(body, dimension):
    """Several values mean any of them; a body that has events but no series has no regular meetings."""
    series = [
        a_series("a", body="FSC", dimensions=["politico-military"]),
        a_series("b", body="PC", dimensions=["human", "politico-military"]),
        a_series("c", body="PC", dimensions=["economic-environmental"]),
    ]
    tracker = ot.Tracker(series=series, events=[an_event("d", body="ODIHR")])
    bodies = {None: {"FSC", "PC"}, "FSC": {"FSC"}, "ODIHR": set()}.get(
        body if isinstance(body, str) else None
    )
    bodies = {"FSC", "PC"} if isinstance(body, list) else bodies
    touched = {"human"} if dimension == "human" else {"politico-military", "human"}
    expected = [
        s for s in series if s.body in bodies and (dimension is None or touched & set(map(str, s.dimensions)))
    ]
    assert expected == list(tracker.series.where(body=body, dimension=dimension))
    # Nor is a body unknown that has series and no events.
    assert 0 == len(tracker.events.where(body="FSC"))
    assert {s.id for s in expected} == {m.series.id for m in meetings(tracker, "2030-01", body, dimension)}


def test_wrong_words_are_errors(tracker):
    """A dimension, body or period that doesn't exist is rejected."""
    for view in (tracker, tracker.as_of("2025-02-28")):
        with pytest.raises(ot.TrackerError, match=r"Did you mean Permanent Council"):
            meetings(view, "2025-07", body=["odihr", "Permanent Counsil"])
        assert () == meetings(view, "2025-07", body="ODIHR")
    assert () == meetings(ot.Tracker(), "2025-07", body="ODIHR")
    with pytest.raises(ot.TrackerError, match="fourth"):
        meetings(tracker, "2025-07", dimension="fourth")
    with pytest.raises(ot.TrackerError, match="2025-13"):
        meetings(tracker, "2025-13")


def test_commitments_of_events_are_the_pairs_of_the_commitments(tracker):
    """Each pair of commitment and event is found from the event's side."""
    pairs = {(c.id, event) for c in tracker.commitments for event in c.events}
    found = commitments_of_events(tracker)
    assert pairs == {(c.id, event) for event, commitments in found.items() for c in commitments}
