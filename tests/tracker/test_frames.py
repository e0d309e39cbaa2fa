"""Data frames of pandas and polars: the same cells in both, with a type for each column."""

import datetime as dt
import importlib
from importlib.util import find_spec

import pytest
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.analysis.positions import Positions
from osce_tracker.errors import UsageError
from osce_tracker.tracker import frames
from osce_tracker.tracker.commitments import Commitments
from osce_tracker.tracker.frames import frame
from osce_tracker.tracker.updates import CommitmentUpdate, Updates
from tests.strategies import a_commitment

COLUMNS = {
    "t": "text",
    "w": "word",
    "i": "integer",
    "n": "number",
    "b": "boolean",
    "d": "date",
}
texts = st.none() | st.text(max_size=3)
rows = st.lists(
    st.tuples(
        texts,
        texts,
        st.none() | st.integers(-(10**15), 10**15),
        st.none() | st.floats(allow_nan=False, allow_infinity=False),
        st.none() | st.booleans(),
        st.none() | st.dates(),
    ),
    max_size=4,
)


def cells(made):
    """Return the rows of a frame of either library as plain values."""
    if type(made).__module__.startswith("polars"):
        return made.rows()
    pandas = importlib.import_module("pandas")

    def plain(value):
        return None if pandas.isna(value) else value.date() if isinstance(value, dt.datetime) else value

    return [tuple(map(plain, row)) for row in made.itertuples(index=False, name=None)]


@given(rows)
def test_both_libraries_hold_the_same_cells(given_rows):
    """What goes in stands in the frame, empty cells and days at the ends of the calendar included."""
    for library in frames.LIBRARIES:
        made = frame(COLUMNS, given_rows, library)
        assert (list(COLUMNS), given_rows) == (list(made.columns), cells(made)), library


def test_types_do_not_depend_on_the_rows():
    """A column has its type even if it is empty."""
    for library in frames.LIBRARIES:
        empty, full = (
            frame(COLUMNS, r, library) for r in ([], [("a", "b", 1, 0.5, True, dt.date(2025, 1, 1))])
        )
        assert list(empty.dtypes) == list(full.dtypes)


def test_library_is_chosen_or_found(monkeypatch):
    """By default it is the first that is installed; another name is an error, and so is a missing one."""
    assert "pandas" == type(frame(COLUMNS, [])).__module__.split(".")[0]
    monkeypatch.setattr(frames, "find_spec", lambda name: None if name == "pandas" else find_spec(name))
    assert "polars" == type(frame(COLUMNS, [])).__module__.split(".")[0]
    with pytest.raises(UsageError, match=r"needs pandas. Install it with: pip install pandas"):
        frame(COLUMNS, [], "pandas")
    monkeypatch.setattr(frames, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"needs pandas or polars. Install it with: pip install pandas"):
        frame(COLUMNS, [])
    with pytest.raises(
        UsageError, match=r"library can't be 'panda'. Use pandas or polars. Did you mean pandas"
    ):
        frame(COLUMNS, [], "panda")
    with pytest.raises(UsageError, match="library can't be 3"):
        frame(COLUMNS, [], 3)


def test_collections_give_their_rows(tracker):
    """The frame of a collection has the columns and cells of its rows; an empty one has the columns."""
    for collection in (*tracker.collections, tracker.updates, tracker.readings, ot.positions(tracker)):
        found = collection.to_rows()
        for library in frames.LIBRARIES:
            made = collection.to_frame(library)
            assert list(found[0]) == list(made.columns)
            assert [tuple(row.values()) for row in found] == cells(made)
        if not isinstance(collection, Positions):
            assert list(collection[:0].to_frame("polars").columns) == list(found[0])


def test_updates_are_a_collection(tracker):
    """Updates stand in order of time, each with its commitment, and name the place in its history."""
    promise = a_commitment(
        "A",
        updates=[
            ot.StatusUpdate(date=day, status="planned", summary=day)
            for day in ("2030-03", "2030-01", "2030-03-31")
        ],
    )
    other = a_commitment("B", updates=[ot.StatusUpdate(date="2030-02", status="fulfilled", summary="Done.")])
    updates = Commitments([promise, other]).updates
    assert ("A:0", "B:0", "A:1", "A:2") == updates.ids
    assert [("2030-01", "planned"), ("2030-02", "fulfilled"), ("2030-03", "planned")] == [
        (one.summary if one.commitment is promise else str(one.date), one.status) for one in updates[:3]
    ]
    assert ("B", 0, "2030-02") == tuple(updates.to_rows()[1][key] for key in ("record", "place", "date"))
    assert "<CommitmentUpdate February 2030, fulfilled: Done. (Title, B:0)>" == repr(updates["B:0"]).replace(
        other.title, "Title"
    )
    assert sum(len(c.updates) for c in tracker.commitments) == len(tracker.updates)
    for wrong in (
        {"commitment": promise, "place": 3},
        {"commitment": other, "place": -1},
        {"commitment": 1, "place": 0},
    ):
        with pytest.raises(ot.TrackerError, match=r"no update|must be a Commitment"):
            CommitmentUpdate(**wrong)
    with pytest.raises(ot.TrackerError, match="updates: must hold CommitmentUpdate records"):
        Updates([promise])
    assert isinstance(tracker.updates, Updates)
    assert list(tracker.updates) == sorted(
        tracker.updates, key=lambda one: (one.update.date.last, one.commitment.id, one.place)
    )
