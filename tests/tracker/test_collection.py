"""Collections: ordered, immutable, Pythonic, and loaded once."""

import copy
import itertools
import pickle
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.errors import RecordError, UnknownRecordError, UnknownStateError
from osce_tracker.tracker.collection import Collection
from osce_tracker.tracker.commitments import Commitments
from osce_tracker.tracker.events import Events, SeriesCollection
from osce_tracker.tracker.kinds import FILES
from osce_tracker.tracker.statements import Statements
from tests.refusals import accepted
from tests.strategies import (
    a_commitment,
    a_series,
    a_statement,
    an_event,
)

BUNDLED = ot.load()
A, B, C = a_commitment("A"), a_commitment("B"), a_commitment("C")
THREE = Commitments([C, A, B])
#: Kinds of collections, how to make a record of them on certain days, and their order.
KINDS = [
    (Commitments, lambda i, day: a_commitment(i, made_on=day), lambda record: record.id),
    (Events, lambda i, day: an_event(i, when=day), lambda e: (e.when.first, e.when.last, e.id)),
    (SeriesCollection, lambda i, _: a_series(i), lambda record: record.id),
    (Statements, lambda i, day: a_statement(i, date=day), lambda s: (s.date.first, s.date.last, s.id)),
]


def in_threads(count, call):
    """Return what a call gave in each of several threads."""
    given = []
    threads = [threading.Thread(target=lambda: given.append(call())) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def test_collection_is_pythonic():
    """A collection has a length, iterates, and is indexed by position, in the order of its records."""
    assert 3 == len(THREE)
    assert [A, B, C] == list(THREE)
    assert (A, B, C) == THREE.records
    assert ("A", "B", "C") == THREE.ids
    assert (A, C, C, A) == (THREE[0], THREE[2], THREE[-1], THREE[-3])


def test_a_tracker_sorts_the_records_of_a_part():
    """Only a slice is in another order; as part of a tracker its records are in their own."""
    parts = {name: getattr(BUNDLED, name)[::-1] for name in FILES}
    tracker = ot.Tracker(**parts, states=BUNDLED.states, chairs=BUNDLED.chairs)
    for name, part in parts.items():
        assert part.records[::-1] == getattr(BUNDLED, name).records == getattr(tracker, name).records
    # Equal matches are in the order of the records.
    assert BUNDLED.search("OSCE") == tracker.search("OSCE")
    assert BUNDLED.events.overlapping() == parts["events"].overlapping()


def test_every_collection_has_rows_of_sources_and_words():
    """Updates have the sources of each update, readings and corrections none; all can be searched."""
    tracker = ot.load("finland-2025")
    pages = [row["url"] for row in tracker.commitments.source_rows() if row["update_place"] >= 0]
    assert sorted(pages) == sorted(row["url"] for row in tracker.updates.source_rows())
    assert [] == tracker.readings.source_rows() == tracker.corrections.source_rows()
    update = tracker.updates[0]
    assert update in [match.record for match in tracker.updates.index.search(update.summary)]
    for collection in (tracker.readings, tracker.corrections):
        record = collection[0]
        assert record in [match.record for match in collection.index.search(f'"{record.id}"')]


@pytest.mark.parametrize("position", [3, -4])
def test_position_beyond_the_end(position):
    """A position that is not there fails as with a list."""
    with pytest.raises(IndexError):
        THREE[position]


def test_slice_is_a_collection():
    """A slice is a collection of the same kind, with the records that the slice of a tuple has."""
    for part in [
        slice(1),
        slice(1, None),
        slice(None, None, -1),
        slice(-1, None),
        slice(5, 9),
        slice(0, 3, 2),
    ]:
        found = THREE[part]
        assert type(THREE) is type(found), part
        assert (A, B, C)[part] == found.records, part


def test_record_by_id():
    """An id gives its record, by brackets or by get."""
    assert B is THREE["B"]
    assert B is THREE.get("B")


def test_get_gives_none_for_an_unknown_id():
    """``get`` gives nothing for an id that is not there; ids are compared letter by letter."""
    for missing in ["b", "", "FI25-HD-03", None]:
        assert None is THREE.get(missing), missing


def test_unknown_id_fails_with_the_nearest(tracker):
    """Brackets with an unknown id say what is near and what ids look like; it is a KeyError."""
    with pytest.raises(KeyError) as caught:
        tracker.commitments["fi25-hd-03"]
    error = caught.value
    assert UnknownRecordError is type(error)
    assert "fi25-hd-03" == error.id
    assert "FI25-HD-03" == error.nearest[0]
    assert f"No commitment has the id 'fi25-hd-03'. Ids look like {tracker.commitments[0].id}." in str(error)


def test_unknown_id_of_an_empty_collection():
    """Brackets on an empty collection say that there are no records."""
    with pytest.raises(UnknownRecordError, match="No event has the id 'x'"):
        Events()["x"]


def test_membership():
    """An id is in a collection that has it, and a record in one that has an equal record."""
    for item, inside in [
        ("A", True),
        ("a", False),
        ("D", False),
        (A, True),
        (a_commitment("A"), True),
        (a_commitment("A", title="Another"), False),
        (a_commitment("D"), False),
        (an_event("A"), False),
        (None, False),
        (0, False),
        (["A"], False),
        (Commitments, False),
    ]:
        assert inside == (item in THREE), (item, inside)


@pytest.mark.parametrize(("kind", "make", "key"), KINDS, ids=lambda value: getattr(value, "noun", ""))
@given(data=st.data())
def test_order_of_insertion_never_matters(kind, make, key, data):
    """Whatever the order in which records are given, they stand by their documented order."""
    when = st.sampled_from(["2030-01-01", "2030-01-01/2030-01-02", "2030-01-02", "2030-01", "2030"])
    drawn = data.draw(st.dictionaries(st.sampled_from("ABab-9"), when).map(dict.items))
    some = [make(f"X{record_id}", day) for record_id, day in drawn]
    shuffled = data.draw(st.permutations(some))
    assert sorted(some, key=key) == list(kind(shuffled))
    assert kind(some) == kind(iter(shuffled))
    assert hash(kind(some)) == hash(kind.lazy(lambda: shuffled))


def test_statements_stand_by_first_day_last_day_and_id():
    """Statements are ordered by first day, then last day, then id."""
    for early, late in [
        (a_statement("z", date="2030-01-14"), a_statement("a", date="2030-01-15")),
        (a_statement("z", date="2030-01-15"), a_statement("a", date="2030-01")),
        (a_statement("a", date="2030-01-01"), a_statement("z", date="2030-01-01")),
        (a_statement("z", date="2030-01-01"), a_statement("a", date="2030-01")),
    ]:
        first, second = sorted([early, late], key=lambda s: (s.date.first, s.date.last, s.id))
        assert (first, second) == Statements([second, first]).records, (early, late)
        assert (first, second) == Statements([first, second]).records, (early, late)


def test_events_stand_by_days_before_ids():
    """Events are ordered by first day, then last day, then id."""
    ordered = (
        an_event("z", when="2030-01-01"),
        an_event("b", when="2030-01-01/2030-01-02"),
        an_event("c", when="2030-01-01/2030-01-02"),
        an_event("a", when="2030-01"),
        an_event("y", when="2030-01-02"),
    )
    for permuted in itertools.permutations(ordered):
        assert ordered == Events(permuted).records


@pytest.mark.parametrize(
    ("kind", "record"),
    [
        (Commitments, a_commitment),
        (Events, an_event),
        (SeriesCollection, a_series),
        (Statements, a_statement),
    ],
)
def test_no_id_stands_twice(kind, record):
    """Two records with one id are refused, be they equal or not, and the message names the id."""
    for second in (record("A-1"), record("A-1", note="another")):
        with pytest.raises(RecordError, match="have the id A-1") as caught:
            kind([record("A-1"), record("B-1"), second])
        assert ("A-1", "id") == (caught.value.record, caught.value.field)


def test_duplicates_of_supplied_records_show_when_they_are_needed():
    """Records that a function gives are checked as well."""
    collection = Commitments.lazy(lambda: [A, a_commitment("A")])
    with pytest.raises(RecordError, match="two records have the id A"):
        len(collection)


def test_supplied_records_are_asked_for_once():
    """A function that gives the records is called when they are first needed, and not again."""
    calls = []

    def supply():
        calls.append(1)
        return [B, A]

    collection = Commitments.lazy(supply)
    assert [] == calls
    assert (2, (A, B), B, "A") == (len(collection), collection.records, collection["B"], collection.ids[0])
    assert [1] == calls


def test_empty_supply_is_asked_once():
    """A function that gives no records is not asked again either."""
    calls = []
    collection = Commitments.lazy(lambda: calls.append(1) or [])
    assert ((), (), 0) == (collection.records, collection.ids, len(collection))
    assert [1] == calls


def test_supply_that_failed_is_asked_again():
    """When the records could not be had, the error shows each time: no collection is silently empty."""
    answers = [OSError("gone"), [A]]

    def supply():
        answer = answers.pop(0)
        if isinstance(answer, OSError):
            raise answer
        return answer

    collection = Commitments.lazy(supply)
    with pytest.raises(OSError, match="gone"):
        len(collection)
    assert (A,) == collection.records


def test_threads_share_one_load():
    """Eight threads that need the records at the same moment load them once and get the same tuple."""
    calls = []
    barrier = threading.Barrier(8, timeout=30)

    def load():
        calls.append(1)
        time.sleep(0.05)
        return [B, A]

    collection = Commitments.lazy(load)

    def records():
        barrier.wait()
        return collection.records

    found = in_threads(8, records)
    assert [1] == calls
    assert 8 == len(found)
    assert all(one is found[0] for one in found)


def test_a_pickled_part_leaves_the_rest_behind():
    """A pickled part holds its own records and nothing of the collection that it came from."""
    secret = a_commitment("D", note="not for you")
    part = Commitments([A, secret])[:1]
    assert b"not for you" not in pickle.dumps(part)


def test_equality_is_that_of_the_records():
    """Collections are equal when kind and records are; a lazy one equals a given one."""
    assert THREE == Commitments([A, B, C])
    assert THREE == Commitments.lazy(lambda: [B, C, A])
    assert hash(THREE) == hash(Commitments.lazy(lambda: [B, C, A]))
    assert THREE[:2] == Commitments([A, B])
    assert THREE != Commitments([A, B])
    assert THREE != Commitments([A, B, a_commitment("C", note="x")])


def test_collections_equal_no_other_things():
    """A collection equals no tuple, and no collection of another kind, even when both are empty."""
    for other in [(A, B, C), [A, B, C], None, "A", Events(), SeriesCollection()]:
        assert THREE != other, other
        assert Commitments() != other, other


def test_hash_is_that_of_the_records():
    """Equal collections are one member of a set."""
    assert {THREE} == {THREE, Commitments([A, B, C]), THREE[:]}


def test_collections_are_copied_and_pickled():
    """A copy of a collection, lazy ones and parts among them, equals it and works."""
    for collection in [
        THREE,
        Commitments.lazy(lambda: [C, A]),
        THREE[1:],
        Events([an_event()]),
        SeriesCollection([a_series()]),
        Statements([a_statement(group="EU")]),
        Statements(),
    ]:
        for copied in [copy.copy, copy.deepcopy, lambda c: pickle.loads(pickle.dumps(c))]:  # noqa: S301 (its own bytes)
            back = copied(collection)
            assert type(collection) is type(back), (collection, copied)
            assert collection == back, (collection, copied)
            assert all(record in back and record is not None for record in collection.ids), (
                collection,
                copied,
            )


def test_repr_counts_the_records():
    """A collection shows its kind, how many records it has, and the first ten in a line each."""
    for collection, shown in [
        (THREE[:0], "<Commitments: 0 commitments>"),
        (Events(), "<Events: 0 events>"),
        (SeriesCollection([a_series(title="Weekly")]), "<SeriesCollection: 1 series>\n  weekly: Weekly"),
        (
            Commitments(a_commitment(f"C-{n:02}", title="Go\x1b\n on") for n in range(12)),
            "\n  ".join(
                [
                    "<Commitments: 12 commitments>",
                    *(f"C-{n:02}: Go<U+001B> on (not assessed)" for n in range(10)),
                    "and 2 more",
                ]
            ),
        ),
    ]:
        assert shown == repr(collection), (collection, shown)


def test_notebooks_show_a_table():
    """In HTML the first 20 records are rows with titles before ids, and nothing in them is markup."""
    many = Commitments(a_commitment(f"C-{n:02}", title="<b>") for n in range(21))
    html = many._repr_html_()
    assert ("<p>21 commitments, the first 20</p>", 20, 0) == (
        html.partition("<table>")[0],
        html.count("&lt;b&gt;"),
        html.count("<b>"),
    )
    said = Statements([a_statement(state="TR", date="2030-01-02")], states=BUNDLED.states)._repr_html_()
    assert ("<p>1 statement</p>", True, True) == (
        said.partition("<table>")[0],
        "Türkiye" in said,
        "2 January 2030" in said,
    )
    for collection in BUNDLED.collections:
        assert f"<p>{len(collection)} " in collection._repr_html_()
    assert "<p>0 updates</p>" in Commitments().updates._repr_html_()


def test_collections_take_no_new_attributes():
    """A misspelt attribute fails instead of being kept."""
    with pytest.raises(AttributeError):
        THREE.title = "x"


def test_states_are_those_that_were_given():
    """A collection looks names up in the States it was given, its parts as well; else there are none."""
    registry = ot.states()
    given = Commitments([A, B], registry)
    assert registry is given.states
    assert registry is given[:1].states
    assert registry is given.where(kind="activity").states
    assert 0 == len(THREE.states)


def test_without_states_codes_are_taken_as_they_are():
    """Without a registry two or four capital letters are a code."""
    for state, ids in [("FI", ("A",)), ("SUHH", ("A",)), ("SE", ()), (["SE", "FI"], ("A",))]:
        signed = a_commitment("A", made_by=ot.Maker(type="group", name="Two", states=["FI", "SUHH"]))
        assert ids == Commitments([signed, B]).where(state=state).ids, (state, ids)


def test_without_states_nothing_else_is_known():
    """Without a registry what is no code fails."""
    states = ["Finland", "fi", "FIN", "F", "ÄÖ", "F1NLAND", "", "SUHHX"]
    assert [] == accepted(UnknownStateError, lambda state: Commitments([A]).where(state=state), states)


def test_with_states_a_code_must_be_theirs(tracker):
    """With a registry two capital letters that are no code of it fail."""
    with pytest.raises(UnknownStateError, match="'XX' is not in the list of States"):
        tracker.commitments.where(state="XX")


def test_collection_of_no_kind_holds_what_it_is_given():
    """A collection that is of none of the kinds of a data set checks no kind."""
    made = Collection([an_event("E-2"), an_event("E-1")])
    assert ("E-1", "E-2") == made.ids
