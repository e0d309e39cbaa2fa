"""Events on the same day: in two cities, or of one body."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from osce_tracker.model.events import EventStatus
from osce_tracker.tracker.events import Events, in_two_cities
from tests import strategies
from tests.cases import each
from tests.strategies import an_event


def pairs(*events):
    """Return what overlaps, as a test compares it."""
    found = Events(events).overlapping()
    assert found == Events(events)[::-1].overlapping()
    return [(one.id, other.id, in_two_cities(one, other), one.body == other.body) for one, other in found]


def test_two_cities_on_one_day():
    """Events on one day in two cities overlap."""
    one = an_event("a", when="2030-05-02/2030-05-05", city="Vienna")
    two = an_event("b", when="2030-05-04/2030-05-09", city="Warsaw", body="FSC")
    assert [("a", "b", True, False)] == pairs(one, two)


def test_same_body_twice_on_one_day():
    """Two events of a body on one day overlap, wherever they are."""
    assert [("a", "b", False, True)] == pairs(an_event("a"), an_event("b"))


@each(
    "fields",
    [
        {"body": "FSC"},
        {"body": "FSC", "city": "Vienna"},
        {"when": "2030-05-03"},
        {"status": "cancelled"},
        {"status": "postponed"},
        {"when": "2030-05"},
    ],
)
def test_what_does_not_overlap(fields):
    """Another body in the same or an unknown city, another day, a cancelled event and a month do not."""
    assert [] == pairs(an_event("a", city="Vienna"), an_event("b", **fields))


@given(st.lists(strategies.events, max_size=7, unique_by=lambda e: e.id))
def test_overlaps_are_all_pairs_that_share_a_day(events):
    """The pairs are those that comparing all with all gives."""
    ordered = sorted(events, key=lambda e: e.sort_key)
    off = (EventStatus.CANCELLED, EventStatus.POSTPONED)
    dated = [e for e in ordered if e.to_the_day and e.status not in off]
    expected = {
        (a.id, b.id)
        for a, b in itertools.combinations(dated, 2)
        if a.when.overlaps(b.when)
        and (a.body == b.body or (None not in (a.city, b.city) and a.city != b.city))
    }
    found = Events(ordered).overlapping()
    assert expected == {(one.id, other.id) for one, other in found}
    assert len(expected) == len(found)


def test_tracker_tells_its_overlaps(tracker):
    """The events of the bundled data overlap where two cities or one body share a day."""
    pairs = [(one.id, other.id) for one, other in tracker.events.overlapping()]
    assert ("shdm-1-2025", "cio-visit-bih-2025-03-18") in pairs
