"""Meetings of series: seen where a source shows them, expected where only the pattern gives them."""

from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.analysis.meetings import meetings
from osce_tracker.model.events import KnownMeeting, Recess
from osce_tracker.model.occurrences import Evidence, meetings_seen, occurrences, pattern
from tests import strategies
from tests.cases import each
from tests.strategies import a_series, an_event

JANUARY = ot.Period("2030-01")
#: The Thursdays of that month.
THURSDAYS = ["2030-01-03", "2030-01-10", "2030-01-17", "2030-01-24", "2030-01-31"]


def shown(found):
    """Return meetings as a test compares them."""
    return [(str(o.when), str(o.evidence), o.number, o.event_id) for o in found]


def a_meeting(number=7, date="2030-01-10", **fields):
    """Return a meeting that a source shows."""
    return KnownMeeting(number=number, date=date, source_url="https://osce.org/7", **fields)


def a_sitting(record_id="pc", **fields):
    """Return a sitting of the body of the series."""
    given_fields = {"body": "Permanent Council", "kind": "council meeting", "when": "2030-01-10"}
    return an_event(record_id, **given_fields | fields)


def test_pattern_alone_is_expected():
    """Without a source every day of the pattern is expected, and nothing more."""
    expected = [(day, "expected", None, None) for day in THURSDAYS]
    assert expected == shown(occurrences(a_series(), JANUARY))


def test_meeting_that_a_source_shows_is_seen():
    """A meeting with a source is seen, with its number and page, and its day not expected as well."""
    found = occurrences(a_series(known_meetings=[a_meeting()]), JANUARY)
    assert ("2030-01-10", "seen", 7, None) == shown(found)[1]
    assert (5, "https://osce.org/7") == (len(found), found[1].source_url)


@each("status", ["held", "announced"])
def test_sitting_of_the_calendar_is_seen(status):
    """A sitting of the same body on a day of the pattern is that meeting."""
    found = occurrences(a_series(), JANUARY, [a_sitting(status=status)])
    assert ("2030-01-10", "seen", None, "pc") == shown(found)[1]
    assert 5 == len(found)


@each("status", ["cancelled", "postponed"])
def test_sitting_that_failed_is_neither(status):
    """On the day of a cancelled or postponed sitting none is expected."""
    found = occurrences(a_series(), JANUARY, [a_sitting(status=status)])
    assert [day for day in THURSDAYS if day != "2030-01-10"] == [str(o.when) for o in found]


@each(
    "fields",
    [
        {"body": "ODIHR"},
        {"kind": "side event"},
        {"when": "2030-01"},
        {"when": "2030-01-11"},
    ],
)
def test_other_events_are_no_meeting_of_the_series(fields):
    """An event of another body, of another kind, or on no day of the pattern is no meeting of a series."""
    found = occurrences(a_series(), JANUARY, [a_sitting(**fields)])
    assert [(day, "expected", None, None) for day in THURSDAYS] == shown(found)


def test_meeting_outside_the_pattern_is_seen_too():
    """A source counts for more than the pattern: a special on a Friday, and one before the series."""
    known = [a_meeting(8, "2030-01-11"), a_meeting(6, "2029-12-20")]
    found = shown(occurrences(a_series(known_meetings=known), ot.Period("2029-12-01/2030-01-14")))
    assert [
        ("2029-12-20", "seen", 6, None),
        ("2030-01-03", "expected", None, None),
        ("2030-01-10", "expected", None, None),
        ("2030-01-11", "seen", 8, None),
    ] == found


def test_meeting_of_several_days_takes_them_all():
    """A meeting of two days is one, and takes a day of the pattern on its second."""
    found = shown(occurrences(a_series(known_meetings=[a_meeting(7, "2030-01-09/2030-01-10")]), JANUARY))
    assert ("2030-01-09/2030-01-10", "seen", 7, None) == found[1]
    assert 5 == len(found)


def test_numbered_meeting_finds_its_event():
    """A numbered meeting without an event takes the only sitting on its day."""
    known = a_series(known_meetings=[a_meeting()])
    assert "pc" == occurrences(known, JANUARY, [a_sitting()])[1].event_id
    two = [a_sitting("morning"), a_sitting("evening")]
    assert [None] == [o.event_id for o in occurrences(known, JANUARY, two) if o.number == 7]
    assert "own" == occurrences(a_series(known_meetings=[a_meeting(event_id="own")]), JANUARY)[1].event_id


def test_recess_and_ends_of_the_series_bound_the_pattern():
    """In a recess, before the first and after the last day nothing is expected."""
    recess = Recess(since="2030-01-10", until="2030-01-17", reason="Recess")
    found = occurrences(a_series(exceptions=[recess], until="2030-01-30"), ot.Period("2029-12-01/2030-02-28"))
    assert ["2030-01-03", "2030-01-24"] == [str(o.when) for o in found]


def test_meeting_in_a_recess_is_seen():
    """What a source shows in a recess took place."""
    recess = Recess(since="2030-01-10", until="2030-01-17", reason="Recess")
    found = occurrences(a_series(exceptions=[recess], known_meetings=[a_meeting()]), JANUARY)
    assert ["expected", "seen", "expected", "expected"] == [str(o.evidence) for o in found]


def test_meeting_dated_by_a_month_is_on_no_day():
    """A known meeting of which only the month is known is no occurrence, and leaves the pattern alone."""
    found = occurrences(a_series(known_meetings=[a_meeting(7, "2030-01")]), JANUARY)
    assert [(day, "expected", None, None) for day in THURSDAYS] == shown(found)


@given(strategies.series, strategies.periods, st.lists(strategies.events, max_size=4))
def test_no_day_is_both_seen_and_expected(series, period, events):
    """No expected meeting shares a day with a seen one, a recess or a failed one; all are in the period."""
    found = occurrences(series, period, events)
    _, taken = meetings_seen(series, events)
    expected = [o for o in found if o.evidence is Evidence.EXPECTED]
    assert [] == [o for o in expected if any(o.when.overlaps(other) for other in taken)]
    assert {True} >= {period.contains(o.when.first) for o in found}
    assert {o.when.first for o in expected} <= set(pattern(series, period))
    assert sorted(found, key=lambda o: o.sort_key) == found


@given(strategies.series, st.lists(strategies.events, max_size=4))
def test_parts_of_a_period_give_the_whole(series, events):
    """The meetings of a year are those of its quarters together."""
    whole = occurrences(series, ot.Period("2025"), events)
    quarters = [o for q in range(1, 5) for o in occurrences(series, ot.Period(f"2025-Q{q}"), events)]
    assert whole == quarters


def test_tracker_joins_all_series(tracker):
    """The meetings of a tracker are those of all its series, in time order."""
    found = meetings(tracker, "2025-12")
    days = [o.when.first for o in found]
    assert sorted(days) == days
    assert {s.id for s in tracker.series} == {o.series.id for o in found}
    assert [
        ("2025-12-04/2025-12-05", "seen", 32, "ministerial-council-2025"),
        ("2025-12-11", "seen", 1545, "pc-1545-trafficking-2025-12-11"),
    ] == [row for row in shown(found) if row[1] == "seen"]


def test_every_numbered_meeting_of_the_bundled_data_is_seen(tracker):
    """Each of the known meetings is found, with its event where the calendar has one."""
    found = {(o.series.id, o.number) for o in meetings(tracker, "2015-01-01/2026-12-31") if o.number}
    assert {(s.id, m.number) for s in tracker.series for m in s.known_meetings} == found


def test_repr_is_short():
    """A meeting shows its series, day and evidence, not the whole series."""
    assert "<Occurrence weekly 2030-01-03: expected>" == repr(occurrences(a_series(), JANUARY)[0])
