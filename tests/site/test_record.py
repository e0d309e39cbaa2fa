"""The record day by day, as the date control looks it up, is what ``as_of`` says of each day."""

import calendar
import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.analysis.rates import rates
from osce_tracker.site import record
from osce_tracker.site.page import Site
from osce_tracker.site.record import counts, moments
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
        made = tuple(view.so_on(day).commitments)
        so_far = [one for one in found if one.day <= day]
        assert rates(made, day) == list(counts(so_far))[-1]


def data_of(file):
    """Return the value that a script of data gives to a page."""
    return json.loads(file.content.decode().partition(".record=")[2].rstrip(";\n"))


def shown_at_last(data):
    """Return the last status of each commitment, as a page looks it up."""
    last = {}
    for changes in data["changes"]:
        last |= changes
    return {name: data["statuses"][place][0] for name, place in last.items() if place >= 0}


def test_pages_get_the_statuses_counts_and_finding_of_each_day(tracker):
    """The data of a page name commitments by their pages, and end with what the page shows by itself."""
    file, together = record.files(Site(tracker))
    data = data_of(file)
    assert ("assets/record-FI-2025.js", "31 December 2025") == (file.path, data["days"][-1])
    assert shown_at_last(data) == shown_at_last(data_of(together))
    so = tracker.so_on("2025-12-31")
    assert {one.id: str(one.status_on("2025-12-31")) for one in so.commitments} == shown_at_last(data)
    assert list(rates(so.commitments, "2025-12-31").counts) == data["counts"][-1]
    place = data["days"].index("30 June 2025")
    early = ot.summary(tracker.as_of("2025-06-30"), "2025-06-30").headline
    findings = [said.replace("The Chair", "Finland") for said in (early, ot.summary(tracker).headline)]
    assert findings == [data["findings"][place], data["findings"][-1]]


def test_several_chairs_have_a_record_each_and_one_together():
    """In the list of all promises those of each Chair stay as they are on the day of its pages."""
    site = Site(ot.load("all"))
    found = {file.path: data_of(file) for file in record.files(site)}
    assert [*(f"assets/record-{chair.id}.js" for chair in site.chairs), "assets/record.js"] == list(found)
    whole = shown_at_last(found.pop("assets/record.js"))
    assert len(site.tracker.commitments) == len(whole)
    assert whole == {k: v for data in found.values() for k, v in shown_at_last(data).items()}
    assert shown_at_last(found["assets/record-MT-2024.js"]) == {
        one.id: one.status_on("2024-12-31") for one in ot.load("malta-2024").so_on("2024-12-31").commitments
    }


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
