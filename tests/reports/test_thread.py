"""A promise from Chair to Chair as a report."""

import attrs
import pytest

import osce_tracker as ot
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
    return ot.merge(tracker, ot.Tracker(commitments=[NEXT])).tracker


@pytest.mark.parametrize("asked", ["FI25-HD-03", "CH26-HD-01"])
def test_promises_stand_in_their_order(both, asked):
    """From either end the earlier promise stands first, each with what became of it."""
    report = ot.thread(both, asked)
    (table,) = report.tables
    assert f"The thread of {asked}" == report.title
    assert ["FI25-HD-03", "CH26-HD-01"] == [row[0] for row in table.rows]
    status, continues, latest = table.rows[1][-3:]
    assert ("in progress", "FI25-HD-03", "2026-02: Met experts.") == (status.label, continues, latest)
    assert ("2 commitments.",) == table.notes


def test_what_is_not_in_the_set_is_told(both):
    """An earlier promise that the set does not have is named in a note."""
    alone = ot.Tracker(commitments=[attrs.evolve(NEXT, updates=())])
    (table,) = ot.thread(alone, NEXT.id).tables
    assert ("1 commitment.", "CH26-HD-01 continues FI25-HD-03, which is not in this data set.") == table.notes
    assert None is table.rows[0][-1]
    assert 2 == len(both.commitments.thread(NEXT.id))


def test_an_unknown_promise_is_an_error(both):
    """An id that does not exist is told with the nearest."""
    with pytest.raises(ot.UnknownRecordError, match=r"did you mean .*FI25-HD-03"):
        ot.thread(both, "FI25-HD-3")
