"""The record day by day, as the date control looks it up, is what ``as_of`` says of each day."""

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.analysis.rates import rates, stated_by_chair
from osce_tracker.site.record import moments
from osce_tracker.tracker.caption import reporting_day
from tests import strategies


def looked_up(found, day):
    """Return the statuses that the moments show on a day, as a page looks them up."""
    shown = {}
    for moment in found:
        if moment.day <= day:
            shown |= moment.changes
    return {name: status for name, status in shown.items() if status is not None}


def as_known(tracker, day):
    """Return the statuses on a day by the view of that day."""
    return {one.id: one.status_on(day) for one in tracker.as_of(day).so_on(day).commitments}


def month_ends(first, last):
    """Return the last days of the months from a day to another."""
    months = range(12 * first.year + first.month - 1, 12 * last.year + last.month)
    ends = [dt.date(n // 12, n % 12 + 1, calendar.monthrange(n // 12, n % 12 + 1)[1]) for n in months]
    return [day for day in ends if day <= last]


@pytest.mark.parametrize("name", ["malta-2024", "finland-2025", "switzerland-2026", "all"])
def test_every_month_end_is_that_of_as_of(name):
    """At the end of every month statuses and counts are those of the view of that day."""
    whole = ot.load(name)
    last = reporting_day(whole).day
    found = moments(whole, last)
    ends = month_ends(found[0].day, last)
    assert len(ends) > 6
    for day in ends:
        view = whole.as_of(day)
        assert as_known(whole, day) == looked_up(found, day), day
        moment = [one for one in found if one.day <= day][-1]
        made = tuple(view.so_on(day).commitments)
        assert rates(made, day) == moment.every
        assert rates(stated_by_chair(made), day) == moment.stated


def test_the_last_moment_is_the_reporting_view():
    """What the control shows at its end is what the page shows without it."""
    tracker = ot.load()
    moment = moments(tracker, "2025-12-31")[-1]
    assert "31 December 2025" == moment.label
    made = tuple(tracker.so_on("2025-12-31").commitments)
    assert rates(made, "2025-12-31") == moment.every
    assert rates(stated_by_chair(made), "2025-12-31") == moment.stated


few = st.lists(strategies.commitments, unique_by=lambda one: one.id, max_size=3)


@given(st.builds(lambda found: ot.Tracker(commitments=found), few))
def test_every_day_is_that_of_as_of(tracker):
    """On any day of any tracker the moments show what its view shows, and none repeats the one before."""
    last = dt.date(2025, 9, 30)
    found = moments(tracker, last)
    days = {one.day + dt.timedelta(days=n) for one in found for n in (-1, 0, 1)} - {last}
    for day in sorted(day for day in days if day < last):
        assert as_known(tracker, day) == looked_up(found, day), day
    on_last = [one for one in found if one.day == last]
    assert as_known(tracker, last) == looked_up([*found[: found.index(on_last[0]) + 1]], last)
    now = {one.id: one.status_on(last) for one in tracker.so_on(last).commitments}
    assert now == looked_up(found, last)
    assert all(one.changes for one in found if one.day != last)


def test_what_became_known_later_is_one_more_moment():
    """An update of the last day that a source shows only later has its own place after that day."""
    source = ot.Source(
        url="https://osce.org/1",
        title="Page",
        publisher="OSCE",
        publisher_type="osce",
        published="2026-01-09",
    )
    update = ot.StatusUpdate(date="2025-12-01", status="fulfilled", summary="It was held.", sources=[source])
    promise = ot.Commitment(
        id="A-1",
        title="Hold a seminar",
        text="Hold a seminar.",
        made_by=ot.Maker(type="chair", name="Chair"),
        dimensions=["human"],
        kind="activity",
        lever="chair",
        made_on="2025-01-15",
        updates=[update],
    )
    found = moments(ot.Tracker(commitments=[promise]), "2025-12-31")
    assert [
        ("15 January 2025", {"A-1": "not-assessed"}),
        ("31 December 2025", {}),
        ("31 December 2025, with what became known later", {"A-1": "fulfilled"}),
    ] == [(one.label, one.changes) for one in found]
