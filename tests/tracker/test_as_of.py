"""The two clocks of a tracker: what was known on a day, and what was so on a day.

The rules of ``as_of`` are checked on generated trackers and on the bundled
one, the rest case by case.
"""

import calendar
import datetime as dt
import pickle

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.errors import PeriodError, WordError
from osce_tracker.model.events import KnownMeeting
from osce_tracker.tracker.caption import data_title
from tests import strategies
from tests.refusals import accepted

ONE_DAY = dt.timedelta(days=1)
MONTH_ENDS = [dt.date(2025, month, calendar.monthrange(2025, month)[1]) for month in range(1, 13)]
KINDS = ("commitments", "events", "series", "statements")
few = settings(max_examples=12)


def _source(published=None, name="page", **fields):
    given = {"title": "Page", "publisher": "OSCE", "publisher_type": "osce"} | fields
    return ot.Source(url=f"https://osce.org/{name}", published=published, **given)


def _update(date, status="in-progress", *sources):
    return ot.StatusUpdate(date=date, status=status, summary="So it was.", sources=sources)


def _promise(*updates, **fields):
    given = {
        "id": "XX25-HD-01",
        "title": "Hold a seminar",
        "text": "Hold a seminar.",
        "made_by": ot.Maker(type="chair", name="Chair"),
        "dimensions": ["human"],
        "kind": "activity",
        "lever": "chair",
        "made_on": "2025-01-15",
    } | fields
    return ot.Commitment(updates=updates, **given)


def _event(**fields):
    given = {
        "id": "seminar",
        "title": "Seminar",
        "body": "ODIHR",
        "kind": "conference",
        "dimensions": ["human"],
        "when": "2025-05-02/2025-05-03",
        "status": "held",
        "outcome": "A paper.",
        "documents": ["MC.DEC/1/25"],
        "sources": [_source("2025-03-01")],
    } | fields
    return ot.Event(**given)


def _series(**fields):
    given = {
        "id": "pc",
        "title": "Permanent Council",
        "body": "Permanent Council",
        "dimensions": ["human"],
        "rrule": "FREQ=WEEKLY;BYDAY=TH",
        "dtstart": "2025-01-09",
    } | fields
    return ot.Series(**given)


def _statement(**fields):
    given = {
        "id": "fi-2025-01",
        "state": "FI",
        "date": "2025-02-01",
        "forum": "Permanent Council",
        "form": "statement",
        "stance": "supports",
        "about": "agenda",
        "dimensions": ["human"],
        "summary": "Backs it.",
        "reported_by": "OSCE",
    } | fields
    return ot.SupportStatement(**given)


def _known(record):
    """Return since when a record is known, by the rule of known dates, written again."""
    dated = [source.published.last for source in record.sources if source.published is not None]
    if isinstance(record, ot.Series):
        return min(dated, default=record.dtstart)
    if isinstance(record, ot.Event):
        return min(dated, default=record.when.last)
    date = record.made_on if isinstance(record, ot.Commitment) else record.date
    return max(min(dated, default=date.last), date.first)


def _leaks(view, day):
    """Return everything in a view that was not known or not published by the day."""
    known = {event.id for event in view.events}
    parts = [record for kind in KINDS for record in getattr(view, kind)]
    parts += [update for commitment in view.commitments for update in commitment.updates]
    found = [part for part in parts if _known(part) > day]
    for part in parts:
        found += [s for s in part.sources if s.published is not None and s.published.last > day]
    for event in view.events:
        if event.when.last > day and (event.outcome or event.documents or event.status == "held"):
            found.append(event)
    for series in view.series:
        found += [meeting for meeting in series.known_meetings if meeting.date.last > day]
    found += [c for c in view.commitments if view is not None and not known.issuperset(c.events)]
    return found


def _ids(tracker):
    return [(kind, i) for kind in KINDS for i in getattr(tracker, kind).ids]


# Laws.


@few
@given(strategies.trackers, strategies.days)
def test_view_of_a_view_is_the_view(tracker, day):
    """Looking twice as of a day is looking once."""
    view = tracker.as_of(day)
    assert view == view.as_of(day)
    assert day == view.as_of(day).known_by


@few
@given(strategies.trackers, strategies.days, strategies.days)
def test_later_view_holds_the_earlier_one(tracker, one, other):
    """The earlier view can be cut out of the later one, which has every record of it."""
    earlier, later = sorted([one, other])
    assert tracker.as_of(earlier) == tracker.as_of(later).as_of(earlier)
    assert set(_ids(tracker.as_of(earlier))) <= set(_ids(tracker.as_of(later)))
    assert set(_ids(tracker.as_of(later))) <= set(_ids(tracker))


@few
@given(strategies.trackers, strategies.days)
def test_view_shows_nothing_of_later(tracker, day):
    """Nothing in a view was known or published after the day, and all records known by it are in it."""
    view = tracker.as_of(day)
    assert [] == _leaks(view, day)
    for kind in KINDS:
        expected = [record.id for record in getattr(tracker, kind) if _known(record) <= day]
        assert expected == list(getattr(view, kind).ids)
    for commitment in view.commitments:
        whole = tracker.commitments[commitment.id]
        assert [u.date for u in whole.updates if _known(u) <= day] == [u.date for u in commitment.updates]


@few
@given(
    strategies.trackers,
    strategies.commitments | strategies.events | strategies.series | strategies.statements,
    st.integers(1, 400),
)
def test_record_known_later_changes_nothing(tracker, record, ahead):
    """A record that became known after a day changes nothing in the view of the day."""
    assume(all(record.id not in collection for collection in tracker.collections))
    day = _known(record) - ahead * ONE_DAY
    assert tracker.as_of(day) == tracker.with_records(record).as_of(day)


@few
@given(strategies.commitments, strategies.updates, st.integers(0, 5), st.integers(1, 400))
def test_update_known_later_changes_nothing(commitment, update, place, ahead):
    """An update that became known after a day changes nothing in the view of the day."""
    day = _known(update) - ahead * ONE_DAY
    updates = [*commitment.updates[:place], update, *commitment.updates[place:]]
    before = ot.Tracker(commitments=[commitment])
    after = ot.Tracker(commitments=[attrs.evolve(commitment, updates=updates)])
    assert before.as_of(day) == after.as_of(day)


@few
@given(strategies.trackers, strategies.days)
def test_order_of_insertion_does_not_matter(tracker, day):
    """Records put in the other way round give equal views."""
    turned = ot.Tracker(**{kind: reversed(getattr(tracker, kind).records) for kind in KINDS})
    assert tracker.as_of(day) == turned.as_of(day)
    assert tracker.so_on(day) == turned.so_on(day)
    assert tracker.last_known == turned.last_known


@few
@given(strategies.trackers)
def test_tracker_is_whole_as_of_the_last_day(tracker):
    """As of the last day on which something became known nothing is left out."""
    if tracker.last_known is None:
        assert [] == _ids(tracker)
    else:
        assert tracker == tracker.as_of(tracker.last_known)
        assert tracker == tracker.as_of(tracker.last_known + ONE_DAY)


@few
@given(strategies.trackers, strategies.days)
def test_so_on_keeps_what_had_happened(tracker, day):
    """What was so on a day is what is dated by its end, told in plain loops."""
    view = tracker.so_on(day)
    expected = []
    for commitment in tracker.commitments:
        updates = tuple(update for update in commitment.updates if update.date.last <= day)
        if updates or commitment.made_on.last <= day:
            expected.append(attrs.evolve(commitment, updates=updates))
    assert expected == list(view.commitments)
    assert [e for e in tracker.events if e.when.last <= day] == list(view.events)
    assert [s for s in tracker.statements if s.date.last <= day] == list(view.statements)
    begun = [one for one in tracker.series if one.dtstart <= day]
    meetings = [tuple(m for m in one.known_meetings if m.date.last <= day) for one in begun]
    assert begun == [tracker.series[one.id] for one in view.series]
    assert meetings == [one.known_meetings for one in view.series]
    assert view == view.so_on(day)
    assert view.known_by is None


def test_bundled_tracker_keeps_the_laws(tracker):
    """At every month end of 2025 the bundled view is honest, idempotent and part of the next."""
    for day in MONTH_ENDS:
        view = tracker.as_of(day)
        assert [] == _leaks(view, day), day
        assert view == view.as_of(day), day
        later = tracker.as_of(day + 31 * ONE_DAY)
        assert view == later.as_of(day), day
        assert set(_ids(view)) <= set(_ids(later)), day
        turned = ot.Tracker(**{kind: reversed(getattr(tracker, kind).records) for kind in KINDS})
        assert view == turned.as_of(day), day


def test_bundled_tracker_is_whole_as_of_its_last_day(tracker):
    """Of the bundled tracker nothing is left out as of the last day."""
    assert tracker == tracker.as_of(tracker.last_known)


# As of a day, case by case.


def test_future_event_is_announced():
    """An event that ends later is announced, without what only its end can tell."""
    (event,) = ot.Tracker(events=[_event()]).as_of("2025-05-02").events
    assert ("announced", None, ()) == (event.status, event.outcome, event.documents)
    assert _event().sources == event.sources


def test_event_is_held_on_its_last_evening():
    """On the evening of its last day an event is as it stands in the record, the same object."""
    event = _event()
    (seen,) = ot.Tracker(events=[event]).as_of("2025-05-03").events
    assert event is seen


def test_what_became_of_a_future_event_stays():
    """That an event of later was postponed or cancelled is known as soon as the event is."""
    for status in ["announced", "postponed", "cancelled"]:
        (event,) = ot.Tracker(events=[_event(status=status)]).as_of("2025-04-01").events
        assert (status, None, ()) == (event.status, event.outcome, event.documents), status


def test_event_is_unknown_before_its_first_source():
    """An event is not in a view before its first source was published."""
    tracker = ot.Tracker(events=[_event()])
    assert () == tracker.as_of("2025-02-28").events.ids
    assert ("seminar",) == tracker.as_of("2025-03-01").events.ids


def test_unknown_events_are_not_named():
    """A commitment names only events that were known; ids of no record at all stay as written."""
    promise = _promise(events=["elsewhere", "seminar"])
    tracker = ot.Tracker(commitments=[promise], events=[_event()])
    assert ("elsewhere",) == tracker.as_of("2025-02-28").commitments[0].events
    assert promise is tracker.as_of("2025-03-01").commitments[0]


def test_undated_sources_stay_with_their_fact():
    """A source without a date is there as long as its fact, one of later is not."""
    undated, early, late = _source(None, "a"), _source("2025-01-15", "b"), _source("2025-06", "c")
    promise = _promise(_update("2025-02-01", "planned", late, undated, early), sources=[undated, late, early])
    (seen,) = ot.Tracker(commitments=[promise]).as_of("2025-06-29").commitments
    assert (undated, early) == seen.sources
    assert (undated, early) == seen.updates[0].sources
    assert promise is ot.Tracker(commitments=[promise]).as_of("2025-06-30").commitments[0]


def test_commitment_is_known_by_its_first_source():
    """A commitment is known since its first dated source, without one since its own last day."""
    dated = _promise(made_on="2025-01", sources=[_source("2025-01-20"), _source("2025-01-10")])
    assert 0 == len(ot.Tracker(commitments=[dated]).as_of("2025-01-09").commitments)
    assert 1 == len(ot.Tracker(commitments=[dated]).as_of("2025-01-10").commitments)
    plain = _promise(made_on="2025-01", sources=[_source()])
    assert 0 == len(ot.Tracker(commitments=[plain]).as_of("2025-01-30").commitments)
    assert 1 == len(ot.Tracker(commitments=[plain]).as_of("2025-01-31").commitments)


def test_update_is_never_known_before_it_begins():
    """An older source does not make an update known before the day on which it was so."""
    promise = _promise(_update("2025-03-10", "fulfilled", _source("2025-01-20")))
    tracker = ot.Tracker(commitments=[promise])
    assert () == tracker.as_of("2025-03-09").commitments[0].updates
    assert promise.updates == tracker.as_of("2025-03-10").commitments[0].updates


def test_update_told_later_is_unknown_till_then():
    """An update is not seen before the page that tells it, though it had been so for long."""
    early, late = _update("2025-02-01"), _update("2025-02-10", "fulfilled", _source("2025-08-01"))
    tracker = ot.Tracker(commitments=[_promise(early, late)])
    assert (early,) == tracker.as_of("2025-07-31").commitments[0].updates
    assert "in-progress" == tracker.as_of("2025-07-31").commitments[0].latest_status
    assert (early, late) == tracker.as_of("2025-08-01").commitments[0].updates


def test_series_shows_meetings_of_the_past():
    """A series is known since its first day or source, with the meetings that are over."""
    meetings = [
        KnownMeeting(number=n, date=day, source_url="https://osce.org/1")
        for n, day in [(1, "2025-01-09"), (2, "2025-01-16")]
    ]
    tracker = ot.Tracker(series=[_series(known_meetings=meetings)])
    assert 0 == len(tracker.as_of("2025-01-08").series)
    assert [1] == [meeting.number for meeting in tracker.as_of("2025-01-15").series[0].known_meetings]
    assert tracker.series[0] is tracker.as_of("2025-01-16").series[0]
    announced = ot.Tracker(series=[_series(sources=[_source("2024-12-01")])])
    assert 1 == len(announced.as_of("2024-12-01").series)
    assert 0 == len(announced.as_of("2024-11-30").series)


def test_what_is_continued_is_named_when_it_is_known():
    """A view does not name a promise that comes later; one of another data set stays named."""
    first, later = (
        _promise(id="A", made_on="2025-06-01"),
        _promise(id="B", made_on="2025-03-01", continues="A"),
    )
    other = _promise(id="C", made_on="2025-03-01", continues="MT24-01")
    tracker = ot.Tracker(commitments=[first, later, other])
    for view in (tracker.as_of, tracker.so_on):
        assert [None, "MT24-01"] == [one.continues for one in view("2025-04-01").commitments]
        assert tracker.commitments["B"] is view("2025-06-01").commitments["B"]


def test_statement_keeps_the_sources_of_the_day():
    """A statement is known since it was made or told, with the sources published by then."""
    early, late = _source("2025-02-03", "a"), _source("2025-02-09", "b")
    tracker = ot.Tracker(statements=[_statement(sources=[early, late])])
    assert 0 == len(tracker.as_of("2025-02-02").statements)
    assert (early,) == tracker.as_of("2025-02-08").statements[0].sources
    assert tracker.statements[0] is tracker.as_of("2025-02-09").statements[0]


def test_words_of_the_whole_stay_known(tracker):
    """A theme or body that comes up only later gives an empty answer in a view, not an error."""
    promise, event = _promise(themes=["youth"], made_on="2025-06-01"), _event()
    view = ot.Tracker(commitments=[promise], events=[event]).as_of("2025-01-01")
    assert 0 == len(view.commitments.where(theme="youth"))
    assert 0 == len(view.events.where(body="ODIHR"))
    with pytest.raises(WordError):
        view.commitments.where(theme="yuoth")
    for theme in tracker.commitments["FI25-HD-03"].themes:
        assert 0 == len(tracker.as_of("2020-01-01").commitments.where(theme=theme))


def test_view_looks_up_states_as_the_whole_does(tracker):
    """Names of States are known in a view."""
    assert tracker.states is tracker.as_of("2025-03-31").states


def test_nested_views_are_of_the_earlier_day():
    """The day of a view of a view is the earlier of the two; what was so keeps the day."""
    view = ot.Tracker().as_of("2025-06-30")
    assert dt.date(2025, 3, 31) == view.as_of("2025-03-31").known_by
    assert dt.date(2025, 6, 30) == view.as_of("2025-09-30").known_by
    assert dt.date(2025, 6, 30) == view.so_on("2025-03-31").known_by
    assert ot.Tracker().so_on("2025-03-31").known_by is None


def test_pickled_view_keeps_its_day(tracker):
    """A view that was pickled is equal and of the same day and edition."""
    view = tracker.as_of("2025-06-30")
    again = pickle.loads(pickle.dumps(view))  # noqa: S301 (our own bytes)
    assert (view, view.known_by, view.edition) == (again, again.known_by, again.edition)


def test_records_added_to_a_view_leave_its_day():
    """A view with one more record is still of its day."""
    view = ot.Tracker(commitments=[_promise()]).as_of("2025-06-30").with_records(_event())
    assert (dt.date(2025, 6, 30), 1, 1) == (view.known_by, len(view.commitments), len(view.events))


def test_day_before_the_first_fact_is_empty_and_honest(tracker):
    """Before anything was known a view is empty and names its day."""
    view = tracker.as_of("1990-01-01")
    assert [] == _ids(view)
    assert view.last_known is None
    assert "Finland's 2025 OSCE Chairpersonship, as known on 1 January 1990" == data_title(view)


@pytest.mark.parametrize("view", ["as_of", "so_on"])
def test_impossible_day_is_refused(view):
    """What is no day is a PeriodError."""
    days = ["2025-02-30", "2025-Q1", "today", "", 20250630]
    assert [] == accepted(PeriodError, getattr(ot.Tracker(), view), days)


def test_day_may_be_a_date_or_a_text(tracker):
    """A date and its text give the same view."""
    for view in ["as_of", "so_on"]:
        by_date, by_text = (getattr(tracker, view)(day) for day in (dt.date(2025, 6, 30), "2025-06-30"))
        assert by_date == by_text, view


# The last day, and what was so.


def test_last_known_day():
    """The last day is that of the last thing that became known; a tracker without records has none."""
    for records, expected in [
        ({}, None),
        ({"commitments": [_promise()]}, "2025-01-15"),
        ({"commitments": [_promise(_update("2025-03"))]}, "2025-03-31"),
        ({"commitments": [_promise(_update("2025-03", "planned", _source("2025-07")))]}, "2025-07-31"),
        ({"commitments": [_promise(sources=[_source("2026-01-01"), _source()])]}, "2026-01-01"),
        ({"events": [_event()]}, "2025-05-03"),
        ({"series": [_series()]}, "2025-01-09"),
        ({"statements": [_statement()]}, "2025-02-01"),
    ]:
        tracker = ot.Tracker(**records)
        assert expected == (tracker.last_known and str(tracker.last_known)), (records, expected)


def test_last_known_day_counts_meetings():
    """A meeting that was seen makes its series whole only when it is over."""
    meeting = KnownMeeting(number=1, date="2025-09-04", source_url="https://osce.org/1")
    tracker = ot.Tracker(series=[_series(known_meetings=[meeting])])
    assert dt.date(2025, 9, 4) == tracker.last_known


def test_series_does_not_name_an_event_that_is_not_known_yet():
    """A meeting of the past names its event from the day on which the event was known."""
    meeting = KnownMeeting(number=1, date="2025-01-09", source_url="https://osce.org/1", event_id="later")
    event = _event(id="later", sources=[_source("2025-03-01")])
    tracker = ot.Tracker(series=[_series(known_meetings=[meeting])], events=[event])
    named = {
        day: tracker.as_of(day).series[0].known_meetings[0].event_id for day in ("2025-02-28", "2025-03-01")
    }
    assert {"2025-02-28": None, "2025-03-01": "later"} == named


def test_so_on_takes_what_was_so_whenever_known():
    """What was so on a day counts though it was told later, and keeps the later sources."""
    late = _update("2025-02-10", "fulfilled", _source("2025-08-01"))
    promise = _promise(late, _update("2025-06-01", "withdrawn"))
    (seen,) = ot.Tracker(commitments=[promise]).so_on("2025-02-10").commitments
    assert (late,) == seen.updates
    assert () == ot.Tracker(commitments=[promise]).so_on("2025-02-09").commitments[0].updates


def test_so_on_leaves_out_what_was_not_made():
    """A promise is not there before it was surely made, unless it was acted on."""
    vague = _promise(_update("2025-06-01"), made_on="2025")
    tracker = ot.Tracker(commitments=[vague])
    assert 0 == len(tracker.so_on("2025-05-31").commitments)
    assert vague is tracker.so_on("2025-06-01").commitments[0]
    assert 0 == len(ot.Tracker(commitments=[_promise(made_on="2025")]).so_on("2025-12-30").commitments)
    assert 1 == len(ot.Tracker(commitments=[_promise(made_on="2025")]).so_on("2025-12-31").commitments)


def test_so_on_takes_past_events_and_statements():
    """Events and statements are there when they are over; series always."""
    tracker = ot.Tracker(events=[_event()], statements=[_statement(date="2025-02")], series=[_series()])
    seen = {day: _ids(tracker.so_on(day)) for day in ("2025-02-27", "2025-02-28", "2025-05-03")}
    assert [("series", "pc")] == seen["2025-02-27"]
    assert [("series", "pc"), ("statements", "fi-2025-01")] == seen["2025-02-28"]
    assert ("events", "seminar") in seen["2025-05-03"]


def test_a_record_that_loses_nothing_stays_the_same_object(tracker):
    """A view of a day far in the future has the very records of the whole tracker."""
    for view in ["as_of", "so_on"]:
        later = getattr(tracker, view)("2099-12-31")
        pairs = zip(tracker.collections, later.collections, strict=True)
        assert all(old is new for whole, part in pairs for old, new in zip(whole, part, strict=True)), view
