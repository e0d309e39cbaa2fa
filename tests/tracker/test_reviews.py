"""Readings and corrections stay with the update that they are about, whatever is edited around it."""

import attrs
import pytest

import osce_tracker as ot
from osce_tracker.model.corrections import Correction
from osce_tracker.model.readings import Reading
from tests.strategies import a_commitment

PAGE = ot.Source(
    url="https://example.org/1", title="T", publisher="P", publisher_type="ngo", published="2030-03-01"
)
LATE = attrs.evolve(PAGE, url="https://example.org/2", published="2030-09-01")


def update(day, text, page=PAGE):
    """Return an update."""
    return ot.StatusUpdate(date=day, status="in-progress", summary=text, sources=[page])


FIRST, SECOND = update("2030-03-01", "First."), update("2030-03-01", "Second.")
BASE = ot.Tracker(
    commitments=[a_commitment("A", updates=[FIRST, SECOND], sources=[PAGE])],
    readings=[
        Reading(record="A", field="kind", first="activity", second="output", settled="activity"),
        Reading(
            record="A",
            field="status",
            update="2030-03-01",
            number=2,
            first="in-progress",
            second="planned",
            settled="in-progress",
        ),
    ],
    corrections=[
        Correction(
            kind="commitments",
            record="A",
            field="status",
            update="2030-03-01",
            number=2,
            old="planned",
            new="in-progress",
            day="2030-12-01",
            why="Misread.",
        )
    ],
)


def edited(*updates, base=BASE):
    """Return a tracker whose promise has these updates."""
    return base.with_records(attrs.evolve(base.commitments["A"], updates=updates))


def read(tracker):
    """Return the texts of the updates that the reading and the correction of a status are about."""
    found = []
    for one in (*tracker.readings, *tracker.corrections):
        if one.update is not None:
            same = [update for update in tracker.commitments[one.record].updates if update.date == one.update]
            found.append(same[one.number - 1].summary)
    return found


NEW = {
    "before": update("2030-01", "New."),
    "after": update("2030-05-01", "New."),
    "on the same day": update("2030-03-01", "New."),
}


@pytest.mark.parametrize("where", NEW)
def test_updates_are_inserted(where):
    """An update inserted before, after or on the same day leaves both with theirs; so do view and file."""
    for place in range(3):
        updates = [FIRST, SECOND]
        updates.insert(place, NEW[where])
        after = edited(*updates)
        assert ["Second."] * 2 == read(after), place
        assert ["Second."] * 2 == read(after.as_of("2030-06-30")), place
        assert after.commitments.where(contested=True).ids == (
            ("A",) if after.commitments[0].updates[-1].summary == "Second." else ()
        )


def test_update_is_removed_changed_or_not_yet_known():
    """Without the update both are gone; one that is sourced, dated or worded anew keeps them."""
    assert [] == read(edited(FIRST))
    assert ["kind"] == [one.field.value for one in edited(FIRST).readings]
    for new in (
        attrs.evolve(SECOND, sources=[PAGE, LATE]),
        attrs.evolve(SECOND, date="2030-04"),
        attrs.evolve(SECOND, summary="Second, better."),
    ):
        assert [new.summary] * 2 == read(edited(FIRST, new)), new
    both = attrs.evolve(FIRST, sources=[PAGE, LATE])
    late = edited(both, attrs.evolve(SECOND, sources=[LATE]))
    assert [] == read(late.as_of("2030-06-30"))
    assert ["Second."] * 2 == read(late.as_of("2030-09-01"))


def test_work_of_two_editors_is_merged(tmp_path):
    """After a merge, and after saving and loading, both are still with their update."""
    mine = edited(NEW["on the same day"], FIRST, SECOND)
    theirs = edited(NEW["before"], FIRST, update("2030-03-01", "Between."), SECOND)
    merged = ot.merge(BASE, mine, theirs).tracker
    assert 5 == len(merged.commitments["A"].updates)
    assert ["Second."] * 2 == read(merged)
    ot.save(merged, tmp_path / "set.json")
    assert ["Second."] * 2 == read(ot.load(tmp_path / "set.json"))


def test_readings_and_corrections_that_both_changed_are_merged():
    """What only one changed or removed is taken; if both changed one, mine is kept and a conflict tells."""
    kind, status = BASE.readings
    (why,) = BASE.corrections

    def side(*readings, correction=why):
        return attrs.evolve(BASE, readings=readings, corrections=[correction])

    settled = attrs.evolve(kind, settled="output")
    second = attrs.evolve(kind, second="decision")
    added = attrs.evolve(kind, field="lever")
    other = attrs.evolve(kind, settled="outcome")
    reason = attrs.evolve(why, why="Misread twice.")
    for mine, theirs, readings in (
        (side(settled, status), side(kind, status, added), [settled, status, added]),
        (side(settled, status), side(second, status), [attrs.evolve(settled, second="decision"), status]),
        (side(status), side(kind, status), [status]),
        (side(status), side(kind), []),
    ):
        merged = ot.merge(BASE, mine, theirs)
        assert (ot.merge(BASE, theirs, mine).tracker.readings, ()) == (
            merged.tracker.readings,
            merged.conflicts,
        )
        assert sorted(one.id for one in readings) == sorted(merged.tracker.readings.ids)
        assert set(readings) == set(merged.tracker.readings)
    for mine, theirs, kept in (
        (side(settled, status), side(other, status), ("readings", kind.id, "settled", "output", "outcome")),
        (side(status), side(other, status), ("readings", kind.id, None, None, other)),
        (
            side(kind, status, correction=reason),
            side(kind, status, correction=attrs.evolve(why, why="Mistyped.")),
            ("corrections", why.id, "why", "Misread twice.", "Mistyped."),
        ),
    ):
        merged = ot.merge(BASE, mine, theirs)
        assert [kept] == [(c.kind, c.record, c.field, c.kept, c.other) for c in merged.conflicts]
        assert (mine.readings, mine.corrections) == (merged.tracker.readings, merged.tracker.corrections)
