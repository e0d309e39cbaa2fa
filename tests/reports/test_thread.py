"""A promise from Chair to Chair as a report."""

import attrs
import pytest

import osce_tracker as ot
from osce_tracker.errors import UnknownRecordError
from tests.strategies import a_commitment

PAGE = ot.Source(url="https://example.org", title="T", publisher="P", publisher_type="ngo")
NEXT = a_commitment(
    "CH26-HD-01",
    title="Go on with the children's return",
    made_by=ot.Maker(type="chair", name="Switzerland (2026 OSCE Chairpersonship)", states=["CH"]),
    made_on="2026-01",
    continues="FI25-HD-03",
    updates=[ot.StatusUpdate(date="2026-02", status="in-progress", summary="Met experts.", sources=[PAGE])],
    sources=[PAGE],
)


@pytest.fixture(name="both", scope="module")
def _both(tracker):
    """Return the promises of two Chairs in one tracker."""
    return ot.join(tracker, ot.Tracker(commitments=[NEXT]))


@pytest.mark.parametrize("asked", ["FI25-HD-03", "CH26-HD-01"])
def test_promises_are_in_their_order(both, asked):
    """From either end the earlier promise comes first, each with what became of it."""
    report = ot.thread(both, asked)
    (table,) = report.tables
    assert f"From Chair to Chair: {both.commitments[asked].title}" == report.title
    assert "Two promises: the latest is in progress." == report.headline
    assert ["FI25-HD-03", "CH26-HD-01"] == [row[-1] for row in table.rows]
    row = list(table.records())[1]
    assert ("in-progress", "FI25-HD-03") == (row["status"], row["continues"])
    assert (ot.Period("2026-02"), "Met experts.", (PAGE,)) == (row["when"], row["happened"], row["sources"])
    assert () == table.notes


def test_promise_of_another_set_is_named():
    """An earlier promise that the set doesn't have is named in a note."""
    alone = ot.Tracker(commitments=[attrs.evolve(NEXT, updates=())])
    report = ot.thread(alone, NEXT.id)
    (table,) = report.tables
    note = f"{NEXT.title} (CH26-HD-01) continues FI25-HD-03, which is not in this data set."
    assert (note,) == table.notes
    assert "One promise: it is not assessed." == report.headline
    (row,) = table.records()
    assert (None, None) == (row["when"], row["happened"])


def test_unknown_promise(both):
    """An id that does not exist is an error that names the nearest."""
    with pytest.raises(UnknownRecordError, match="FI25-HD-03"):
        ot.thread(both, "FI25-HD-3")
