"""What was corrected and entered after a day."""

import attrs
import pytest

import osce_tracker as ot
from osce_tracker.analysis.whats_new import whats_new
from osce_tracker.errors import PeriodError
from osce_tracker.model.corrections import Correction
from tests.strategies import a_commitment, an_event


def update(day, entered):
    """Return an update entered on a day."""
    return ot.StatusUpdate(date=day, status="planned", summary=f"So on {day}.", entered=entered)


def correction(record, **fields):
    """Return a correction of a commitment."""
    plain = {"kind": "commitments", "field": "title", "old": "A", "new": "B", "day": "2030-03-02"}
    return Correction(record=record, why="Misread.", **{**plain, **fields})


def test_new_is_what_was_entered_after_the_day():
    """What was entered on the day itself or nobody knows when is not new, nor are updates of new records."""
    old = a_commitment(
        "OLD",
        entered="2030-03-01",
        updates=[update("2030-01", "2030-03-01"), update("2030-02", "2030-03-02")],
    )
    new = a_commitment("NEW", entered="2030-03-02", updates=[update("2030-01", "2030-03-02")])
    unknown = a_commitment("UNKNOWN", updates=[update("2030-01", None)])
    tracker = ot.Tracker(
        commitments=[old, new, unknown],
        events=[an_event("a", entered="2030-03-01"), an_event("b", entered="2030-03-02")],
    )
    news = whats_new(tracker, "2030-03-01")
    assert (new,) == news.commitments
    assert ((old, old.updates[1]),) == news.updates
    assert ["b"] == [event.id for event in news.events]
    later = whats_new(tracker, "2030-03-02")
    assert not any(attrs.astuple(later, recurse=False))


def test_corrections_are_of_what_is_there():
    """Corrections count from the day after; those of what isn't there are left out."""
    mine = a_commitment(
        "A", updates=[update("2030-01", None), update("2030-01", None), update("2030-02", None)]
    )
    tracker = ot.Tracker(
        commitments=[mine],
        events=[an_event("a")],
        corrections=[
            correction("A", day="2030-03-01"),
            correction("A"),
            correction("A", field="status", update="2030-01", number=2, old="blocked", new="planned"),
            correction("A", field="status", update="2030-05"),
            correction("GONE"),
            correction("a", kind="events", field="status", old="announced", new="held"),
            correction("a", kind="events", field="summary", update="2030-01"),
            correction("A", field="text", kind="letters"),
        ],
    )
    news = whats_new(tracker, "2030-03-01")
    assert [(mine.id, mine.updates[1])] == [(one.record.id, one.update) for one in news.verdicts]
    assert [("A", "title"), ("a", "status")] == [
        (one.correction.record, one.correction.field) for one in news.others
    ]


def test_wrong_day():
    """A day that is none is an error."""
    with pytest.raises(PeriodError):
        whats_new(ot.load(), "soon")
