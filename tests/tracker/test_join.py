"""Data sets of different Chairs joined."""

import datetime as dt

import attrs
import pytest
from hypothesis import given, settings

import osce_tracker as ot
from osce_tracker.model.readings import Reading
from osce_tracker.tracker.kinds import KINDS
from tests import strategies
from tests.strategies import a_commitment, a_series, a_statement, an_event

MALTA = ot.Edition(
    name="malta-2024", title="Malta", version="1", compiled="2025-01-31", chair="MT-2024", note="Read."
)
FINLAND = ot.Edition(
    name="finland-2025", title="Finland", version="2", compiled="2026-01-31", chair="FI-2025"
)


def test_sets_with_different_records_are_joined():
    """Any number of sets make one with all records, in their order; without any it is empty."""
    one = ot.Tracker(commitments=[a_commitment("C-2")], events=[an_event("E-1")])
    two = ot.Tracker(commitments=[a_commitment("C-1")], series=[a_series("S-1")])
    three = ot.Tracker(statements=[a_statement("T-1")])
    expected = one.with_records(*two.commitments, *two.series, *three.statements)
    assert expected == ot.join(one, two, three) == ot.join(three, two, one)
    assert ot.Tracker() == ot.join()


@settings(max_examples=10)
@given(strategies.trackers)
def test_joining_what_is_there_changes_nothing(one):
    """A set joined with itself, a part of it or nothing is the same."""
    part = ot.Tracker(commitments=one.commitments[:1])
    assert one == ot.join(one) == ot.join(one, one) == ot.join(part, one) == ot.join(ot.Tracker(), one)


def test_one_id_for_different_records_is_an_error():
    """The error lists all records that are not the same in all sets, with both values and their sets."""
    ids = ("C-1", "C-2", "C-3")
    reading = Reading(record="C-1", field="kind", first="output", second="stance", settled="stance")
    one = ot.Tracker(commitments=map(a_commitment, ids), events=[an_event("E-1")], readings=[reading])
    other = ot.Tracker(
        commitments=[a_commitment("C-1"), *(a_commitment(i, note="else") for i in ids[1:])],
        events=[an_event("E-1", note="else")],
        statements=[a_statement("C-1")],
        readings=[attrs.evolve(reading, second="output")],
        edition=MALTA,
    )
    with pytest.raises(ot.DataError) as caught:
        ot.join(one, other)
    expected = [
        ("commitments.json", "C-2", "$.note"),
        ("commitments.json", "C-3", "$.note"),
        ("events.json", "E-1", "$.note"),
        ("readings.json", "C-1:kind", "$.second"),
    ]
    found = caught.value.problems
    assert expected == [(problem.file, problem.record, problem.path) for problem in found]
    assert "note is missing in data set 1 but 'else' in data set 2 (malta-2024)" in found[0].message
    assert "second is 'stance' in data set 1 but 'output' in data set 2 (malta-2024)" in found[3].message


def test_joined_set_has_the_states_and_terms_of_either():
    """States and terms come from the first set that has them."""
    known = ot.Tracker(states=ot.states(), chairs=ot.chairs(), edition=MALTA)
    for pair in ((known, ot.Tracker()), (ot.Tracker(), known)):
        joined = ot.join(*pair)
        assert (MALTA, ot.states(), ot.chairs()) == (joined.edition, joined.states, joined.chairs)
        assert all(getattr(joined, kind).states is ot.states() for kind in KINDS)


def test_joined_edition_names_all_sets_and_no_chair():
    """The edition has all names and versions and the latest day; sets of several Chairs have no one Chair."""
    sets = [ot.Tracker(edition=edition, states=ot.states()) for edition in (MALTA, FINLAND, MALTA)]
    joined = ot.join(*sets, ot.Tracker())
    expected = ot.Edition(
        name="malta-2024 + finland-2025",
        title="Malta and Finland",
        version="1 + 2",
        compiled="2026-01-31",
        chair=None,
        note="Malta: Read.",
    )
    assert (expected, None) == (joined.edition, joined.chair)
    newer = ot.Tracker(edition=attrs.evolve(FINLAND, version="3"))
    assert "FI-2025" == ot.join(sets[1], newer).edition.chair


def test_joined_views_are_of_the_earliest_day():
    """A joined tracker shows the public record as of the earliest day of the views."""
    one, two = ot.Tracker().as_of("2025-06-30"), ot.Tracker().as_of("2025-03-31")
    days = [ot.join(*trackers).known_by for trackers in ((one, two), (one, ot.Tracker()), (ot.Tracker(),))]
    assert [dt.date(2025, 3, 31), dt.date(2025, 6, 30), None] == days
    early, late = (a_commitment(f"C-{month}", made_on=f"2025-0{month}") for month in (3, 9))
    for pair in ((one, ot.Tracker(commitments=[early, late])), (ot.Tracker(commitments=[early, late]), one)):
        assert ("C-3",) == ot.join(*pair).commitments.ids
