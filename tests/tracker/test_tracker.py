"""The tracker: immutable, built once whoever asks, and changed only into another tracker."""

import copy
import os
import pickle
import re
import subprocess
import sys

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.errors import RecordError, UnknownRecordError, UsageError, WordError
from osce_tracker.model.states import StateRegistry
from osce_tracker.tracker.commitments import Commitments
from osce_tracker.tracker.events import Events, SeriesCollection
from osce_tracker.tracker.kinds import KINDS
from osce_tracker.tracker.statements import Statements
from tests.refusals import accepted
from tests.strategies import a_commitment, a_series, a_statement, an_event, trackers

EDITION = ot.Edition(name="xx", title="A set", version="1", compiled="2030-12-31")
ONE = ot.Tracker(
    commitments=[a_commitment("C-1"), a_commitment("C-2")],
    events=[an_event("E-1")],
    series=[a_series("S-1")],
    statements=[a_statement("T-1")],
    edition=EDITION,
    states=ot.states(),
)
COLLECTIONS = (Commitments, Events, SeriesCollection, Statements)


def pickled(value):
    """Return what comes out of a pickled value."""
    return pickle.loads(pickle.dumps(value))  # noqa: S301 (its own bytes)


def test_tracker_has_the_records_of_each_kind():
    """A tracker has its records by kind, in a collection each."""
    assert ("C-1", "C-2") == ONE.commitments.ids
    assert ("E-1",) == ONE.events.ids
    assert ("S-1",) == ONE.series.ids
    assert ("T-1",) == ONE.statements.ids
    assert (ONE.commitments, ONE.events, ONE.series, ONE.statements) == ONE.collections
    assert EDITION == ONE.edition


def test_kinds_of_collections():
    """Each collection is of its kind, so that it answers the questions of its records."""
    assert COLLECTIONS == tuple(type(collection) for collection in ONE.collections)


def test_empty_tracker():
    """A tracker without anything has four empty collections, no edition and no States."""
    empty = ot.Tracker()
    assert [0, 0, 0, 0] == [len(collection) for collection in empty.collections]
    assert (None, 0) == (empty.edition, len(empty.states))


def test_tracker_never_changes():
    """Attributes of a tracker can be neither set nor deleted."""
    tracker, names = ot.Tracker(), [*KINDS, "edition", "title"]
    assert [] == accepted(AttributeError, lambda name: setattr(tracker, name, ()), names)
    assert [] == accepted(AttributeError, lambda name: delattr(tracker, name), names)
    assert tracker == ot.Tracker()


@pytest.mark.parametrize(("kind", "collection"), list(zip(KINDS, COLLECTIONS, strict=True)))
def test_records_may_be_loaded_when_needed(kind, collection):
    """A lazy collection is loaded when its records are first needed, also after others were added."""
    records = getattr(ONE, kind).records
    calls = []
    tracker = ot.Tracker(**{kind: collection.lazy(lambda: calls.append(kind) or records)}, states=ot.states())
    others = [len(getattr(tracker, other)) for other in KINDS if other != kind]
    assert ([0, 0, 0], []) == (others, calls)
    record = a_commitment("N-1") if kind != "commitments" else an_event("N-1")
    more = tracker.with_records(record).as_of("2099-12-31")
    assert ([], ot.states()) == (calls, getattr(more, kind).states)
    assert records == getattr(tracker, kind).records == getattr(more, kind).records
    assert [kind] == calls


def test_chair_of_a_data_set():
    """The Chair is the State of the term; a term that isn't listed yet is named after its State."""
    for term, state in [("FI-2025", "FI"), ("CH-2035", "CH"), ("XX-2035", None), (None, None)]:
        edition = attrs.evolve(EDITION, chair=term)
        tracker = ot.Tracker(edition=edition, states=ot.states(), chairs=ot.chairs())
        assert (state, None) == (tracker.chair, ot.Tracker().chair), (term, state)


def test_themes_in_use():
    """A tracker lists the themes of its commitments and statements, each once."""
    statement = a_statement(themes=["youth", "media"])
    used = ot.Tracker(commitments=[a_commitment(themes=["youth", "budget"])], statements=[statement])
    assert (("budget", "media", "youth"), ()) == (used.themes, ot.Tracker().themes)


def test_find_looks_in_every_kind():
    """An id finds its record whatever the kind, and whatever the case."""
    for wanted, found in [
        ("C-1", ONE.commitments[0]),
        ("E-1", ONE.events[0]),
        ("S-1", ONE.series[0]),
        ("T-1", ONE.statements[0]),
        ("t-1", ONE.statements[0]),
        ("c-2", ONE.commitments[1]),
    ]:
        assert found is ONE.find(wanted), (wanted, found)


def test_find_prefers_the_exact_id():
    """Where ids differ in case only, the exact one is found, in whichever kind it stands."""
    upper, lower = a_commitment("A-1"), a_statement("a-1")
    tracker = ot.Tracker(commitments=[upper], statements=[lower])
    assert (upper, lower) == (tracker.find("A-1"), tracker.find("a-1"))


@pytest.mark.parametrize(("wanted", "nearest"), [("C-3", "C-1"), ("T--1", "T-1"), ("e1", "E-1")])
def test_find_names_the_nearest_ids(wanted, nearest):
    """An id that no record has fails, and the message names ids near it out of every kind."""
    with pytest.raises(UnknownRecordError) as caught:
        ONE.find(wanted)
    assert wanted == caught.value.id
    assert nearest in caught.value.nearest
    assert f"No record has the id {wanted!r}. Ids look like C-1." in str(caught.value)


def test_find_in_an_empty_tracker():
    """An empty tracker says that it has no records."""
    with pytest.raises(UnknownRecordError, match="No record has the id 'x'"):
        ot.Tracker().find("x")


def test_find_every_bundled_record(tracker):
    """Every record of the bundled set is found under its id, whatever the case."""
    for collection in tracker.collections:
        for record in collection:
            assert (record, record) == (tracker.find(record.id), tracker.find(record.id.swapcase()))


@pytest.mark.parametrize(
    "record",
    [a_commitment("N-1"), an_event("N-1"), a_series("N-1"), a_statement("N-1")],
    ids=lambda record: type(record).__name__,
)
def test_added_record_is_in_the_new_tracker_only(record):
    """``with_records`` gives a tracker that has the record as well, and leaves the old as it was."""
    before = ONE.collections
    more = ONE.with_records(record)
    assert record is more.find("N-1")
    assert [len(c) for c in before] == [len(c) for c in ONE.collections]
    assert sum(map(len, before)) + 1 == sum(map(len, more.collections))
    pairs = zip(before, more.collections, strict=True)
    assert all(old in new for collection, new in pairs for old in collection)
    assert (EDITION, ot.states()) == (more.edition, more.states)


def test_records_of_several_kinds_are_added_at_once():
    """Any number of records of any kinds may be added together."""
    more = ONE.with_records(an_event("E-0"), a_commitment("C-0"), an_event("E-2"), a_statement("T-0"))
    assert [("C-0", "C-1", "C-2"), ("E-0", "E-1", "E-2"), ("S-1",), ("T-0", "T-1")] == [
        collection.ids for collection in more.collections
    ]


def test_no_records_added():
    """Adding nothing gives an equal tracker."""
    assert ONE == ONE.with_records()


def test_record_with_a_present_id_takes_its_place():
    """A record with the id of a present one of its kind replaces it; of another kind it does not."""
    closed = a_commitment("C-1", title="Another")
    more = ONE.with_records(closed, an_event("C-2"))
    assert (closed, 2) == (more.commitments["C-1"], len(more.commitments))
    assert "Hold a seminar" == ONE.commitments["C-1"].title
    assert ("C-2" in more.commitments, "C-2" in more.events) == (True, True)


@pytest.mark.parametrize("make", [a_commitment, an_event, a_series, a_statement])
def test_two_added_records_may_not_share_an_id(make):
    """Two given records with one id fail at once: neither could be told to be the right one."""
    with pytest.raises(RecordError, match="have the id N-1"):
        ONE.with_records(make("N-1"), make("N-1", note="later"))


def _foreign():
    class Commitment:
        """A class of another library that has the name of ours."""

        id = "N-1"

    return Commitment()


def test_what_is_no_record_is_refused():
    """Anything but the four kinds of records is refused, and the message says what is accepted."""
    things = [
        None,
        "C-1",
        {"id": "C-1"},
        [a_commitment("N-1")],
        ONE.commitments,
        EDITION,
        ot.Maker(type="chair", name="Chair"),
        ot.Commitment,
        _foreign(),
    ]
    assert [] == accepted(UsageError, lambda thing: ONE.with_records(a_commitment("N-1"), thing), things)
    with pytest.raises(UsageError, match="Give one of Commitment, Event, Series, SupportStatement"):
        ONE.with_records(a_commitment("N-1"), None)


@settings(max_examples=12)
@given(tracker=trackers, data=st.data())
def test_adding_one_by_one_is_adding_together(tracker, data):
    """A tracker is the same whether its records come together, one by one, or in another order."""
    records = [record for collection in tracker.collections for record in collection]
    one_by_one = ot.Tracker()
    for record in data.draw(st.permutations(records)):
        one_by_one = one_by_one.with_records(record)
    assert tracker == one_by_one == ot.Tracker().with_records(*records) == tracker.with_records(*records)


def test_equality_is_that_of_the_records():
    """Trackers are equal when their records are; what a data set says of itself does not count."""
    records = dict(zip(KINDS, (collection.records for collection in ONE.collections), strict=True))
    again = ot.Tracker(**{kind: records[kind][::-1] for kind in KINDS})
    assert ONE == again
    assert hash(ONE) == hash(again)
    assert {ONE} == {ONE, again}


def test_trackers_with_other_records_differ():
    """A tracker differs from one with other records of any kind, and from what is no tracker."""
    for other in [
        ot.Tracker(),
        ONE.with_records(a_commitment("C-1", note="x")),
        ONE.with_records(an_event("E-9")),
        ONE.with_records(a_series("S-9")),
        ONE.with_records(a_statement("T-9")),
        ONE.collections,
        None,
    ]:
        assert ONE != other, other


def test_tracker_is_copied_and_pickled():
    """A copy of a tracker, lazy ones among them, has its records, edition and States."""
    for copied in [copy.copy, copy.deepcopy, pickled]:
        lazy = ot.Tracker(
            commitments=Commitments.lazy(lambda: [a_commitment("A")]), edition=EDITION, states=ot.states()
        )
        for tracker in (ONE, lazy, ot.Tracker()):
            back = copied(tracker)
            assert (tracker, tracker.edition, tracker.states) == (back, back.edition, back.states), copied


def test_bundled_tracker_survives_pickling(tracker):
    """The bundled tracker can be sent to another process, and answers questions there."""
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        back = pickle.loads(pickle.dumps(tracker, protocol))  # noqa: S301 (its own bytes)
        assert tracker == back, protocol
        assert (
            tracker.statements.where(state="Kazakhstan").ids == back.statements.where(state="Kazakhstan").ids
        ), protocol


@settings(max_examples=12)
@given(trackers)
def test_any_tracker_survives_pickling(tracker):
    """A pickled tracker comes back equal, whatever its records hold."""
    assert tracker == pickled(tracker)


def test_repr_counts_the_records():
    """A tracker shows what its data set is called and how many records it has."""
    for tracker, shown in [
        (ONE, "<Tracker A set: 2 commitments, 1 events, 1 series, 1 statements>"),
        (ot.Tracker(), "<Tracker 0 commitments, 0 events, 0 series, 0 statements>"),
    ]:
        assert shown == repr(tracker), (tracker, shown)


def test_repr_of_the_bundled_tracker(tracker):
    """The bundled tracker shows its title."""
    assert "Finland's 2025 OSCE Chairpersonship: 98 commitments, 197 events" in repr(tracker)


def test_all_collections_have_the_states_of_their_tracker():
    """Names are looked up in the States of the tracker, whatever a given collection had before."""
    registry = StateRegistry([ot.states()["FI"]])
    tracker = ot.Tracker(states=registry, commitments=Commitments([], ot.states()), events=ONE.events)
    assert all(collection.states is registry for collection in tracker.collections)
    assert ONE.events == tracker.events


def test_states_are_handed_on():
    """A tracker with more records looks names up in the same States."""
    registry = StateRegistry([ot.states()["FI"]])
    assert registry is ot.Tracker(states=registry).with_records(an_event()).events.states


def test_bundled_order_of_insertion_does_not_matter(tracker):
    """The bundled records in reverse order make an equal tracker."""
    back = ot.Tracker(**{kind: getattr(tracker, kind).records[::-1] for kind in KINDS})
    assert tracker == back
    assert [c.records for c in tracker.collections] == [c.records for c in back.collections]


def test_changed_record_makes_another_tracker(tracker):
    """A changed record with the same id shows in the new tracker, in the same place."""
    old = tracker.commitments["FI25-HD-03"]
    more = tracker.with_records(attrs.evolve(old, note="changed"))
    assert tracker != more
    assert tracker.commitments.ids == more.commitments.ids
    assert "changed" == more.commitments["FI25-HD-03"].note


@pytest.mark.parametrize("value", [5, None])
def test_what_is_no_text_is_no_id(tracker, value):
    """Asking for what is no text is an unknown id, as asking for any other is."""
    with pytest.raises(UnknownRecordError, match="No record has the id"):
        tracker.find(value)


def test_digest_is_that_of_the_data_and_their_day():
    """Equal data have equal digests however they came; another word, edition or day gives another."""
    same = ot.Tracker(
        commitments=reversed(ONE.commitments.records),
        events=ONE.events,
        series=ONE.series,
        statements=ONE.statements,
        edition=EDITION,
    )
    others = [
        ONE.with_records(attrs.evolve(ONE.commitments[0], note="Look again.")),
        ot.Tracker(**{kind: getattr(ONE, kind).records for kind in KINDS}),
        ONE.as_of("2031-01-01"),
        ONE.as_of("2031-01-02"),
        ot.Tracker(),
    ]
    assert ONE.digest == same.digest == pickled(ONE).digest == copy.deepcopy(ONE).digest
    assert 1 + len(others) == len({ONE.digest, *(other.digest for other in others)})
    assert re.fullmatch("[0-9a-f]{64}", ONE.digest)


def test_hundreds_of_edits_in_a_row():
    """Readings and corrections can still be read after many edits, one after the other."""
    tracker = ot.load("switzerland-2026")
    first = tracker.commitments[0]
    for number in range(500):
        tracker = tracker.with_records(attrs.evolve(first, note=f"Looked at {number} times."))
    assert ot.load("switzerland-2026").readings == tracker.readings


def test_digest_is_the_same_in_every_process(tracker):
    """A digest is the same where texts hash otherwise and from a copy on disk."""
    program = "import osce_tracker as ot; print(ot.load().digest)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    assert tracker.digest == done.stdout.decode().strip()


def test_records_of_some_chairs():
    """A part of a joined tracker holds the records of the Chairs asked for, as theirs alone."""
    everything = ot.load("all")
    one, two = everything.of_chairs("MT-2024"), everything.of_chairs(["MT-2024", "FI-2025"])
    assert (one, ["MT-2024"], "MT") == (ot.load("malta-2024"), [term.id for term in one.terms], one.chair)
    assert ["MT-2024", "FI-2025"] == [term.id for term in two.terms]
    assert two.chair is None
    assert one.readings == ot.load("malta-2024").readings
    assert everything.of_chairs(None) is everything
    for tracker, words in (
        (everything, "Use one of: CH-2026, FI-2025, MT-2024"),
        (ot.Tracker(), "have none"),
    ):
        with pytest.raises(WordError, match=words):
            tracker.of_chairs("FI-2024")
