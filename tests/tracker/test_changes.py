"""Differences between two trackers as values: applying them shows that nothing is missing."""

from collections import defaultdict

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.tracker.changes import Change, difference
from tests import strategies
from tests.tracker.test_as_of import KINDS, _event, _promise, _series, _source, _statement, _update

#: Fields that hang together, so that one alone cannot be taken from another record.
_TIED = {"id", "updates", "start_time", "timezone", "until", "dtstart", "state", "group"}
_ANY = {
    "commitments": strategies.commitments,
    "events": strategies.events,
    "series": strategies.series,
    "statements": strategies.statements,
}


@st.composite
def _edited(draw, record, kind):
    """Draw a record with the same id in which some fields, or the updates, are others."""
    names = [field.name for field in attrs.fields(type(record)) if field.name not in _TIED]
    donor = draw(_ANY[kind])
    values = {name: getattr(donor, name) for name in draw(st.sets(st.sampled_from(names), max_size=3))}
    if kind == "commitments":
        own = st.sampled_from(record.updates) if record.updates else st.nothing()
        values["updates"] = draw(st.lists(own | strategies.updates, max_size=5))
    return attrs.evolve(record, **values)


def apply(before, changes):
    """Return a tracker with changes."""
    found = {kind: {record.id: record for record in getattr(before, kind)} for kind in KINDS}
    values = defaultdict(dict)
    for change in changes:
        records = found[change.kind]
        if change.field is None:
            records[change.record] = change.new
        elif change.field != "updates":
            values[change.kind, change.record][change.field] = change.new
        else:
            # The list before with a gap for each that went; those that came have their places in the new one.
            old, came = values[change.kind, change.record].setdefault(
                "updates", ([*records[change.record].updates], [])
            )
            if change.new is None:
                old[change.place] = None
            else:
                came.append(change)
    for (kind, record), new in values.items():
        if "updates" in new:
            old, came = new["updates"]
            new["updates"] = [update for update in old if update is not None]
            for change in came:
                new["updates"].insert(change.place, change.new)
        found[kind][record] = attrs.evolve(found[kind][record], **new)
    return attrs.evolve(
        before, **{kind: [one for one in records.values() if one] for kind, records in found.items()}
    )


@st.composite
def edited_pairs(draw):
    """Draw a tracker and an edition of it: records dropped, kept, changed and added."""
    before, added = draw(strategies.trackers), draw(strategies.trackers)
    records = {}
    for kind in KINDS:
        after = {record.id: record for record in getattr(added, kind)[:1]}
        for record in getattr(before, kind):
            how = draw(st.sampled_from(["drop", "keep", "edit", "edit"]))
            if how != "drop":
                after[record.id] = record if how == "keep" else draw(_edited(record, kind))
        records[kind] = list(after.values())
    return before, ot.Tracker(**records)


@settings(max_examples=10)
@given(strategies.trackers, strategies.trackers)
def test_changes_lead_from_one_tracker_to_any_other(before, after):
    """Applying what differs between two trackers to the first gives the second."""
    assert after == apply(before, difference(before, after))


@settings(max_examples=10)
@given(edited_pairs())
def test_changes_lead_to_an_edited_tracker_and_back(pair):
    """Whatever was changed inside shared records, the changes lead there, and those back lead back."""
    before, after = pair
    there, back = difference(before, after), difference(after, before)
    assert after == apply(before, there)
    assert before == apply(after, back)
    assert (before == after) == (there == ())
    assert {(c.kind, c.record) for c in there} == {(c.kind, c.record) for c in back}


@settings(max_examples=8)
@given(strategies.trackers)
def test_nothing_differs_from_itself(tracker):
    """A tracker differs in nothing from itself or from an equal one."""
    again = ot.Tracker(**{kind: getattr(tracker, kind).records for kind in KINDS})
    assert () == difference(tracker, tracker)
    assert () == difference(tracker, again)


def test_changes_lead_from_view_to_view(tracker):
    """Between two views of the bundled tracker the changes lead both ways."""
    for earlier, later in [
        ("1990-01-01", "2025-03-31"),
        ("2025-03-31", "2025-06-30"),
        ("2025-06-30", "2025-12-31"),
    ]:
        before, after = tracker.as_of(earlier), tracker.as_of(later)
        found = difference(before, after)
        assert found, (earlier, later)
        assert after == apply(before, found), (earlier, later)
        assert before == apply(after, difference(after, before)), (earlier, later)


@pytest.mark.parametrize(
    ("kind", "record"),
    [
        ("commitments", _promise()),
        ("events", _event()),
        ("series", _series()),
        ("statements", _statement()),
    ],
)
def test_added_and_removed_records_are_one_change(kind, record):
    """A record that came or went is one change that holds it."""
    empty, full = ot.Tracker(), ot.Tracker(**{kind: [record]})
    assert (Change(kind=kind, record=record.id, new=record),) == difference(empty, full)
    assert (Change(kind=kind, record=record.id, old=record),) == difference(full, empty)


def _between(old, new):
    return difference(ot.Tracker(commitments=[old]), ot.Tracker(commitments=[new]))


def test_changed_fields_are_one_change_each():
    """Each field that differs is told with what stood and what stands, in the order of fields."""
    found = _between(_promise(), _promise(title="Hold a workshop", note="Renamed."))
    expected = [("title", "Hold a seminar", "Hold a workshop"), ("note", None, "Renamed.")]
    assert expected == [(c.field, c.old, c.new) for c in found]


def test_updates_are_told_one_by_one():
    """Of updates only those that went or came are told, each with its place."""
    for was, now, expected in [
        ("", "a", [("+", "a", 0)]),
        ("a", "ab", [("+", "b", 1)]),
        ("b", "ab", [("+", "a", 0)]),
        ("ab", "b", [("-", "a", 0)]),
        ("ab", "", [("-", "a", 0), ("-", "b", 1)]),
        ("abc", "acd", [("-", "b", 1), ("+", "d", 2)]),
        ("ac", "abcd", [("+", "b", 1), ("+", "d", 3)]),
        ("aa", "a", [("-", "a", 1)]),
    ]:
        made = {letter: _update(f"2025-02-{ord(letter) - 96:02}") for letter in "abcd"}
        letters = {update: letter for letter, update in made.items()}
        old, new = (_promise(*(made[letter] for letter in word)) for word in (was, now))
        found = [
            ("-" if c.new is None else "+", letters[c.old or c.new], c.place) for c in _between(old, new)
        ]
        assert expected == found, (was, now, expected)
        assert {"updates"} == {c.field for c in _between(old, new)}, (was, now, expected)


def test_grown_sources_of_an_update_are_told():
    """An update with another source went and came at its place."""
    old, new = _update("2025-02-01"), _update("2025-02-01", "in-progress", _source("2025-02-02"))
    found = _between(_promise(old), _promise(new))
    assert [(old, None, 0), (None, new, 0)] == [(c.old, c.new, c.place) for c in found]
