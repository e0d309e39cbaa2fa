"""Counting by status: the one place where reports count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.analysis.rates import counts_by_status, tally

STATUSES = st.lists(st.sampled_from(ot.Status), max_size=30)


@given(STATUSES)
def test_tally_counts_every_status(statuses):
    """Each number of a tally is what a plain loop counts."""
    counted = tally(statuses)
    dropped = [s for s in statuses if s in ("superseded", "withdrawn")]
    unknown = [s for s in statuses if s == "not-assessed"]
    assert len(statuses) == counted.total
    assert len(statuses) - len(dropped) == counted.all
    assert len(unknown) == counted.unknown
    assert len(statuses) - len(dropped) - len(unknown) == counted.assessed
    assert len([s for s in statuses if s == "fulfilled"]) == counted.fulfilled
    for status in ot.Status:
        assert len([s for s in statuses if s is status]) == counted.of(status)
    assert counted.total == counted.of(*ot.Status)
    assert tally(statuses[::-1]) == counted


@pytest.mark.parametrize(
    ("words", "band"),
    [
        ("", "0 of 0 to 0 of 0"),
        ("fulfilled withdrawn", "1 of 1 to 1 of 1"),
        ("fulfilled not-assessed blocked superseded", "1 of 3 to 2 of 3"),
        ("fulfilled not-assessed not-assessed blocked partly-fulfilled", "1 of 5 (20%) to 3 of 5 (60%)"),
    ],
)
def test_band_reaches_from_all_failed_to_all_done(words, band):
    """The band counts the unknown ones as failed, then as fulfilled; percentages from five on."""
    assert band == tally([ot.Status(word) for word in words.split()]).band


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", "All: 0 commitments."),
        ("planned", "All: 1 commitment; 1 planned."),
        ("withdrawn planned withdrawn", "All: 3 commitments; 1 planned, 2 withdrawn."),
    ],
)
def test_line_of_counts(words, expected):
    """A line names the number and the statuses that there are, in their order."""
    assert expected == counts_by_status("All", [ot.Status(word) for word in words.split()])
