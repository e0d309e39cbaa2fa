"""The work of two editors merged, with the values that both changed."""

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.tracker.changes import difference
from osce_tracker.tracker.merge import Conflict, Merged, merge
from tests import strategies
from tests.strategies import a_commitment, an_event
from tests.tracker.test_changes import edited_pairs

KINDS = ("commitments", "events", "series", "statements")
EDITION = ot.Edition(name="xx", title="A set", version="1", compiled="2030-12-31")


def tracker(*records, **fields):
    """Return a tracker of records."""
    return ot.Tracker(**fields).with_records(*records)


def update(day):
    """Return an update of a day."""
    return ot.StatusUpdate(date=day, status="in-progress", summary="Goes on.")


def changed(base, **fields):
    """Return a tracker in which the first commitment has other values."""
    return base.with_records(attrs.evolve(base.commitments[0], **fields))


def without(base, record_id):
    """Return a tracker without one of its commitments."""
    kept = {kind: getattr(base, kind).records for kind in KINDS}
    kept["commitments"] = [c for c in base.commitments if c.id != record_id]
    return ot.Tracker(**kept)


#: Three whole trackers are much to draw.
LARGE = settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
BASE = tracker(a_commitment("C-1", updates=[update("2030-02")]), a_commitment("C-2"), an_event("E-1"))


@LARGE
@given(edited_pairs())
def test_what_only_one_changed_is_taken(pair):
    """Where only one of two changed anything, that stands, without conflict."""
    base, edited = pair
    assert (edited, ()) == attrs.astuple(merge(base, edited, base), recurse=False)
    assert (edited, ()) == attrs.astuple(merge(base, base, edited), recurse=False)


@LARGE
@given(edited_pairs())
def test_what_both_changed_alike_is_no_conflict(pair):
    """Where both changed the same, that stands, without conflict."""
    base, edited = pair
    assert (edited, ()) == attrs.astuple(merge(base, edited, edited), recurse=False)


@LARGE
@given(edited_pairs(), strategies.trackers)
def test_mine_stands_where_both_changed(pair, other):
    """Every change of mine is in the merged set, and taking theirs again adds nothing.

    The same records are in conflict, whichever of the two is mine.
    """
    base, mine = pair
    merged = merge(base, mine, other)
    kept = {(c.kind, c.record, c.field) for c in difference(base, mine)}
    again = {(c.kind, c.record, c.field) for c in difference(base, merged.tracker)}
    assert set() == kept - again
    assert merged.tracker == merge(base, merged.tracker, other).tracker
    told, turned = ({(c.kind, c.record) for c in m.conflicts} for m in (merged, merge(base, other, mine)))
    assert told == turned


FIELDS = {"title": ("a", "b"), "text": ("a", "b"), "note": ("a", "b"), "made_on": ("2031", "2032")}
SIDES = st.dictionaries(st.sampled_from(sorted(FIELDS)), st.integers(0, 1))


@given(SIDES, SIDES)
def test_conflicts_are_where_both_changed_one_value(mine, theirs):
    """There is a conflict for each field that both changed, to different values, and no other."""
    sides = [changed(BASE, **{name: FIELDS[name][n] for name, n in side.items()}) for side in (mine, theirs)]
    merged = merge(BASE, *sides)
    clash = {name for name in mine.keys() & theirs.keys() if mine[name] != theirs[name]}
    assert clash == {conflict.field for conflict in merged.conflicts}
    chosen = {name: FIELDS[name][n] for name, n in {**theirs, **mine}.items()}
    assert changed(BASE, **chosen) == merged.tracker


def test_conflict_tells_both_values():
    """A conflict has what was kept, mine, and what the other has."""
    merged = merge(BASE, changed(BASE, title="mine"), changed(BASE, title="theirs"))
    expected = Conflict(kind="commitments", record="C-1", field="title", kept="mine", other="theirs")
    assert Merged(tracker=changed(BASE, title="mine"), conflicts=(expected,)) == merged


def test_changes_of_other_fields_are_joined():
    """Of one record mine and theirs may change different fields."""
    merged = merge(BASE, changed(BASE, title="mine"), changed(BASE, note="theirs"))
    assert Merged(tracker=changed(BASE, title="mine", note="theirs"), conflicts=()) == merged


def test_updates_that_both_added_are_all_kept():
    """Each tells of more that happened: both stand, by their dates, whoever is mine."""
    old = BASE.commitments["C-1"].updates
    mine, theirs = update("2030-04"), update("2030-03")
    sides = [changed(BASE, updates=(*old, mine)), changed(BASE, updates=(*old, theirs, mine))]
    for pair in (sides, sides[::-1]):
        merged = merge(BASE, *pair)
        assert ((*old, theirs, mine), ()) == (merged.tracker.commitments["C-1"].updates, merged.conflicts)


def test_updates_that_one_changed_are_a_conflict():
    """An update that one has another way stands against what the other added: mine is kept."""
    old = BASE.commitments["C-1"].updates
    mine, theirs = update("2030-03"), attrs.evolve(old[0], summary="Else.")
    merged = merge(BASE, changed(BASE, updates=(*old, mine)), changed(BASE, updates=(theirs,)))
    (conflict,) = merged.conflicts
    assert ("C-1", "updates", (*old, mine)) == (conflict.record, conflict.field, conflict.kept)
    assert (theirs,) == conflict.other
    assert (*old, mine) == merged.tracker.commitments["C-1"].updates


def test_changes_that_make_an_impossible_record_are_a_conflict():
    """A start of mine after an end of theirs makes no event: mine stays as it is, theirs is told."""
    base = tracker(an_event("E-1", when="2030-01-01", start_time="10:00", end_time="12:00", timezone="UTC"))
    event = base.events["E-1"]
    mine = base.with_records(attrs.evolve(event, start_time="11:00"))
    theirs = base.with_records(attrs.evolve(event, end_time="10:30"))
    merged = merge(base, mine, theirs)
    expected = Conflict(
        kind="events", record="E-1", field=None, kept=mine.events["E-1"], other=theirs.events["E-1"]
    )
    assert Merged(tracker=mine, conflicts=(expected,)) == merged


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_an_event_that_one_removed_and_the_other_names_is_kept(order):
    """The merged set can be saved: the event stays, and is a conflict."""
    sides = [
        ot.Tracker(commitments=BASE.commitments.records, events=[]),
        changed(BASE, events=("E-1",)),
    ]
    merged = merge(BASE, *(sides[n] for n in order))
    event = BASE.events["E-1"]
    assert (Conflict(kind="events", record="E-1", field=None, kept=event, other=None),) == merged.conflicts
    assert (("E-1",), event) == (merged.tracker.commitments["C-1"].events, merged.tracker.events["E-1"])


def test_record_that_mine_removed_and_theirs_changed():
    """A record that I removed stays away; their change is told."""
    merged = merge(BASE, without(BASE, "C-1"), changed(BASE, title="theirs"))
    theirs = changed(BASE, title="theirs").commitments["C-1"]
    expected = Conflict(kind="commitments", record="C-1", field=None, kept=None, other=theirs)
    assert Merged(tracker=without(BASE, "C-1"), conflicts=(expected,)) == merged


def test_record_that_theirs_removed_and_mine_changed():
    """A record that I changed stays; that they removed it is told."""
    mine = changed(BASE, title="mine")
    merged = merge(BASE, mine, without(BASE, "C-1"))
    kept = mine.commitments["C-1"]
    expected = Conflict(kind="commitments", record="C-1", field=None, kept=kept, other=None)
    assert Merged(tracker=mine, conflicts=(expected,)) == merged


def test_record_that_both_removed_is_gone():
    """What both removed is gone, without conflict."""
    gone = without(BASE, "C-1")
    assert Merged(tracker=gone, conflicts=()) == merge(BASE, gone, without(BASE, "C-1"))


def test_record_that_both_added_differently():
    """Of a record that both added mine stands; theirs is told whole."""
    mine, theirs = a_commitment("C-3", title="mine"), a_commitment("C-3", title="theirs")
    merged = merge(BASE, BASE.with_records(mine), BASE.with_records(theirs))
    expected = Conflict(kind="commitments", record="C-3", field=None, kept=mine, other=theirs)
    assert Merged(tracker=BASE.with_records(mine), conflicts=(expected,)) == merged


def test_ids_of_different_kinds_do_not_meet():
    """Records of two kinds with one id are two records."""
    mine = BASE.with_records(an_event("X", title="mine"))
    theirs = BASE.with_records(a_commitment("X"))
    expected = BASE.with_records(an_event("X", title="mine"), a_commitment("X"))
    assert Merged(tracker=expected, conflicts=()) == merge(BASE, mine, theirs)


def test_reconciled_set_is_mine():
    """The merged set has the States and the edition of mine."""
    mine = tracker(a_commitment(), edition=EDITION, states=ot.states(), chairs=ot.chairs())
    merged = merge(ot.Tracker(), mine, tracker(an_event())).tracker
    assert (EDITION, ot.states(), ot.chairs()) == (merged.edition, merged.states, merged.chairs)


def test_edition_that_only_theirs_changed_is_taken():
    """What a set says of itself is taken over from theirs, where only they changed it."""
    newer = attrs.evolve(EDITION, version="2")
    sets = [tracker(a_commitment(), edition=edition) for edition in (EDITION, EDITION, newer)]
    assert newer == merge(*sets).tracker.edition
