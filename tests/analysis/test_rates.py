"""Rates of commitments, against plain counting."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.analysis.rates import GROUPINGS, rates, rates_by, stated_by_chair, tally
from osce_tracker.errors import PeriodError, WordError
from tests import strategies

STATUSES = st.lists(st.sampled_from(ot.Status), max_size=30)
MADE = st.lists(strategies.commitments, max_size=6, unique_by=lambda c: c.id)


@given(STATUSES)
def test_rates_are_what_plain_loops_count(statuses):
    """Superseded and withdrawn ones are in no rate, and unknown ones are not assessed."""
    counted = tally(statuses)
    rated = [s for s in statuses if s not in ("superseded", "withdrawn")]
    assessed = [s for s in rated if s != "not-assessed"]
    unknown = len(rated) - len(assessed)
    kept = statuses.count(ot.Status.FULFILLED)
    assert (len(statuses), len(rated), len(assessed), unknown) == (
        counted.total,
        counted.rated,
        counted.assessed,
        counted.unassessed,
    )
    assert ot.Share(kept, len(assessed)) == counted.fulfilled
    assert ot.Share(statuses.count(ot.Status.PARTLY_FULFILLED), len(assessed)) == counted.partly


@given(STATUSES)
def test_counts_add_up(statuses):
    """Each status is counted once, and the order makes no difference."""
    counted = tally(statuses)
    assert [statuses.count(status) for status in ot.Status] == [counted.count(s) for s in ot.Status]
    assert len(statuses) == counted.count(*ot.Status)
    assert counted == tally(reversed(statuses))


@settings(max_examples=20)
@given(MADE, strategies.days)
def test_every_commitment_is_in_exactly_one_group(commitments, day):
    """However commitments are grouped, the counts of the groups add up to those of all."""
    whole = rates(commitments, day)
    for grouping in GROUPINGS:
        groups = rates_by(commitments, str(day), grouping)
        assert whole.counts == tuple(
            sum(own.count(status) for own in groups.values()) for status in ot.Status
        )
        assert all(own.total for own in groups.values())


def test_groups_are_in_the_order_of_their_words(tracker):
    """The groups come in the order of the vocabulary."""
    groups = list(rates_by(tracker.commitments, "2025-12-31", "lever"))
    assert list(ot.Lever) == groups


def test_status_of_the_day_counts(tracker):
    """Rates are those of the day: an update of the next day doesn't count."""
    promise = tracker.commitments["FI25-PM-13"]
    assert [0, 1] == [rates([promise], day).fulfilled.part for day in ("2025-11-29", dt.date(2025, 11, 30))]


def test_own_promises_are_stated_by_the_chair(tracker):
    """The promises of a headline are the Chair's own, and none of them is a deed or a duty."""
    own = stated_by_chair(tracker.commitments)
    expected = [c for c in tracker.commitments if c.made_by.type == "chair" and c.basis == "stated"]
    assert expected == list(own)


@pytest.mark.parametrize(
    ("error", "arguments"), [(PeriodError, ("2025-13-01", "lever")), (WordError, ("2025-12-31", "levers"))]
)
def test_invalid_day_or_grouping(tracker, error, arguments):
    """An invalid day or grouping is an error."""
    with pytest.raises(error):
        rates_by(tracker.commitments, *arguments)
