"""Commitments: where they stand on a day, how they stand to their deadline, since when they are known."""

import datetime as dt

import attrs
import pytest
from hypothesis import given

import osce_tracker as ot
from osce_tracker.errors import RecordError
from osce_tracker.model.statuses import Scale
from tests import strategies
from tests.cases import each


def update(date, status="in-progress", **fields):
    """Return an update."""
    return ot.StatusUpdate(date=date, status=status, summary="Something.", **fields)


def promise(*updates, **fields):
    """Return a commitment with these updates."""
    given_ = {
        "id": "XX25-HD-01",
        "title": "Hold a seminar",
        "text": "Hold a seminar in spring.",
        "made_by": ot.Maker(type="chair", name="Chair"),
        "dimensions": ["human"],
        "kind": "activity",
        "lever": "chair",
        "made_on": "2025-01-23",
    }
    return ot.Commitment(**given_ | fields, updates=updates)


def source(published):
    """Return a source of a day."""
    return ot.Source(
        url="https://example.org/1",
        title="Page",
        publisher="OSCE",
        publisher_type="osce",
        published=published,
    )


COURSE = promise(
    update("2025-03-10", "planned"),
    update("2025-05", "blocked"),
    update("2025-06-01", "in-progress"),
    update("2025-06-01", "fulfilled"),
    update("2025", "not-fulfilled"),
)


@each(
    ("day", "status"),
    [
        ("2025-03-09", "not-assessed"),
        ("2025-03-10", "planned"),
        ("2025-05-30", "planned"),
        ("2025-05-31", "blocked"),
        ("2025-06-01", "fulfilled"),
        ("2025-12-30", "fulfilled"),
        ("2025-12-31", "not-fulfilled"),
    ],
)
def test_status_on_a_day(day, status):
    """A vague update has happened on its last day; of two on one day the later in the list stands."""
    assert status == COURSE.status_on(day)
    assert status == COURSE.status_on(dt.date.fromisoformat(day))


def test_update_that_stands_has_the_status():
    """The update that stands is the one that the status comes from, and before the first there is none."""
    assert (None, COURSE.updates[3]) == (COURSE.update_on("2025-01-01"), COURSE.update_on("2025-06-02"))


def test_latest_status_needs_no_day():
    """The latest status is that after the last update; without any it is not assessed."""
    assert ("not-fulfilled", "not-assessed") == (COURSE.latest_status, promise().latest_status)


def test_history_is_in_the_order_of_last_days():
    """A later written update of an earlier day moves up; those of one day keep their order."""
    mixed = promise(update("2025-06-01", "blocked"), update("2025-05"), update("2025-06-01", "fulfilled"))
    assert ["in-progress", "blocked", "fulfilled"] == [u.status for u in mixed.updates]


@given(strategies.commitments, strategies.updates)
def test_later_update_changes_no_earlier_day(commitment, later):
    """Adding an update changes no status of a day before its last."""
    more = attrs.evolve(commitment, updates=(*commitment.updates, later))
    days = [u.date.last for u in commitment.updates] + [later.date.first, later.date.last]
    earlier = [day for day in days if day < later.date.last]
    assert [commitment.status_on(day) for day in earlier] == [more.status_on(day) for day in earlier]


@given(strategies.commitments)
def test_after_the_last_update_the_latest_status_stands(commitment):
    """On the last of all days the status is the latest."""
    assert commitment.latest_status == commitment.status_on(dt.date.max)


@each(
    ("due", "updates", "day", "timing"),
    [
        (None, [("2025-05-01", "fulfilled")], "2025-06-01", "no-deadline"),
        ("2025-06", [], "2025-06-29", "not-due"),
        ("2025-06", [], "2025-06-30", "due"),
        ("2025-06", [], "2025-07-01", "not-known"),
        ("2025-06", [("2025-06-01", "planned")], "2025-07-01", "overdue"),
        ("2025-06", [("2025-06-30", "fulfilled")], "2025-06-29", "not-due"),
        ("2025-06", [("2025-06-30", "fulfilled")], "2025-07-02", "on-time"),
        ("2025-06", [("2025-07-01", "fulfilled")], "2025-07-02", "late"),
        ("2025-06-15", [("2025-06", "fulfilled")], "2025-07-02", "not-known"),
        ("2025-06-15", [("2025-06-15", "fulfilled")], "2025-07-02", "on-time"),
        ("2025-06-15", [("2025-06-16/2025-06-17", "fulfilled")], "2025-07-02", "late"),
        ("2025-06-15", [("2025-06-15/2025-06-16", "fulfilled")], "2025-07-02", "not-known"),
        ("2025-06", [("2025-06-30", "fulfilled"), ("2025-08-01", "fulfilled")], "2025-09-01", "on-time"),
        (
            "2025-06",
            [("2025-05-01", "fulfilled"), ("2025-06-01", "blocked"), ("2025-07-05", "fulfilled")],
            "2025-09-01",
            "late",
        ),
        ("2025-06", [("2025-06-01", "partly-fulfilled")], "2025-05-31", "not-due"),
        ("2025-06", [("2025-06-01", "partly-fulfilled")], "2025-06-02", "in-part"),
        ("2025-06", [("2025-06-01", "partly-fulfilled")], "2025-07-01", "in-part"),
        ("2025-06", [("2025-06-01", "not-fulfilled")], "2025-06-02", "missed"),
        ("2025-06", [("2025-06-01", "not-fulfilled")], "2025-07-01", "missed"),
        ("2025-06", [("2025-06-01", "partly-fulfilled"), ("2025-06-09", "blocked")], "2025-07-01", "overdue"),
        ("2025-06", [("2025-06-01", "superseded")], "2025-07-01", "no-deadline"),
        ("2025-06", [("2025-06-01", "withdrawn")], "2025-07-01", "no-deadline"),
    ],
)
def test_timing(due, updates, day, timing):
    """The deadline is the last day of what is due; the first of a run of verdicts says when."""
    found = promise(*(update(date, status) for date, status in updates), due=due)
    assert timing == found.timing_on(day)


@each(
    ("published", "known"),
    [
        ((), "2025-01-31"),
        ((None,), "2025-01-31"),
        (("2025-03-05", "2025-02-10"), "2025-02-10"),
        (("2025-02", None), "2025-02-28"),
    ],
)
def test_known_since_the_earliest_source(published, known):
    """A fact is known since its earliest dated source; without one since its own last day."""
    sources = [source(day) for day in published]
    day = dt.date.fromisoformat(known)
    assert day == promise(made_on="2025-01", sources=sources).known
    assert day == update("2025-01", sources=sources).known


def test_not_assessed_is_never_stored():
    """An update that says not assessed is refused: it is what no update means."""
    with pytest.raises(RecordError, match="an update can't have it"):
        update("2025-01-01", "not-assessed")


def test_texts_are_kept_in_one_normal_form():
    """A decomposed letter is stored composed, so that equal texts have equal bytes."""
    assert promise(title="A\u030aland") == promise(title="\u00c5land")


def test_sort_key_and_section():
    """Commitments are ordered by id and stand in the section of their dimensions."""
    found = promise(dimensions=["human", "politico-military"], document="MC.DEC/1/25")
    assert (("XX25-HD-01",), "cross-dimensional") == (found.sort_key, found.section)
    assert ("politico-military", "human") == found.dimensions


def test_nothing_is_known_before_it_begins():
    """A source that is older than what happened tells what it follows on, not that it happened."""
    older = [source("2025-01-05")]
    first = dt.date(2025, 3, 1)
    assert first == update("2025-03-01/2025-03-02", sources=older).known
    assert first == promise(made_on="2025-03-01/2025-03-02", sources=older).known


@given(strategies.commitments, strategies.updates)
def test_added_update_follows_those_of_its_day(commitment, later):
    """Among updates in order, a new one comes after those with the same or an earlier last day."""
    updates = attrs.evolve(commitment, updates=(*commitment.updates, later)).updates
    assert sorted(u.date.last for u in updates) == [u.date.last for u in updates]
    assert later is [u for u in updates if u.date.last == later.date.last][-1]


def test_scales_of_other_monitors():
    """Every status has a mark on each scale, or none where the scale has no place for it."""
    for scale in Scale:
        without = {status for status in ot.Status if status.to(scale) is None}
        assert {"not-assessed", "superseded", "withdrawn"} == without
        assert {status.to(scale) for status in ot.Status} - {None} == set(scale.marks)
    assert [-1, 0, 1] == list(Scale.G20.marks)
    assert [status.is_open for status in ot.Status] == [False] + [True] * 3 + [False] * 5
    assert [status.is_closed for status in ot.Status] == [False] * 4 + [True] * 5


@each(
    ("made_on", "updates", "made"),
    [
        ("2025", [], "2025-12-31"),
        ("2025", [update("2025-06"), update("2025-05-02")], "2025-05-02"),
        ("2025-01-23", [update("2025-06")], "2025-01-23"),
    ],
)
def test_day_on_which_it_counts_as_made(made_on, updates, made):
    """A promise counts as made on the last day of its date, or on its first update if that is earlier."""
    assert dt.date.fromisoformat(made) == promise(*updates, made_on=made_on).made
