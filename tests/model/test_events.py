"""Events and series: what they need, and what is refused."""

import datetime as dt

import pendulum
import pytest

import osce_tracker as ot
from osce_tracker.errors import RecordError
from osce_tracker.model.events import EventFormat, KnownMeeting, Recess
from tests.cases import each


def event(**fields):
    """Return an event."""
    given = {
        "id": "seminar-2030",
        "title": "Seminar",
        "body": "ODIHR",
        "kind": "conference",
        "dimensions": ["human"],
        "when": "2030-05-02/2030-05-03",
        "status": "announced",
    }
    return ot.Event(**given | fields)


def series(**fields):
    """Return a series."""
    given = {
        "id": "weekly",
        "title": "Weekly meeting",
        "body": "Permanent Council",
        "dimensions": ["human"],
        "rrule": "FREQ=WEEKLY;BYDAY=TH",
        "dtstart": "2030-01-03",
    }
    return ot.Series(**given | fields)


def test_event_has_order_section_and_known_date():
    """Events are ordered by their days, then id; they are known since a source or their last day."""
    found = event(format="in-person", documents=["MC.DEC/1/25"])
    days = (dt.date(2030, 5, 2), dt.date(2030, 5, 3))
    assert (*days, "seminar-2030") == found.sort_key
    assert ("human", days[1]) == (found.section, found.known)
    assert (EventFormat.IN_PERSON, "MC.DEC/1/25") == (found.format, str(found.documents[0]))


@each(
    ("changes", "field"),
    [
        ({"body": ""}, "body"),
        ({"country": "Austria"}, "country"),
        ({"start_time": "9:30", "timezone": "Europe/Vienna"}, "start_time"),
        ({"start_time": "24:00", "timezone": "Europe/Vienna"}, "start_time"),
        ({"start_time": "09:30"}, "timezone"),
        ({"start_time": "09:30", "end_time": "25:00", "timezone": "Europe/Vienna"}, "end_time"),
        ({"end_time": "09:30", "timezone": "Europe/Vienna"}, "end_time"),
        ({"end_time": "09:30"}, "timezone"),
        ({"timezone": "Europe/Wien"}, "timezone"),
        ({"timezone": "../etc/passwd"}, "timezone"),
        ({"timezone": ""}, "timezone"),
        ({"documents": "MC.DEC/1/25"}, "documents"),
        ({"dimensions": []}, "dimensions"),
    ],
)
def test_bad_event_is_refused(changes, field):
    """An event that cannot be says which field is at fault."""
    with pytest.raises(RecordError) as caught:
        event(**changes)
    assert field == caught.value.field


def test_unknown_zone_names_the_nearest():
    """A misspelt zone comes with the one that was probably meant."""
    with pytest.raises(RecordError, match="Did you mean Europe/Vienna"):
        event(timezone="Europe/Viena")


@each("time", ["00:00", "09:30", "23:59"])
def test_clock_times(time):
    """A clock time has hours and minutes, and comes with its zone."""
    assert time == event(start_time=time, timezone="Europe/Vienna").start_time


@each(
    "rule",
    [
        "",
        "FREQ=SOMETIMES",
        "weekly",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;UNTIL=x",
        "FREQ=HOURLY",
        "FREQ=WEEKLY;BYHOUR=10",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=2;UNTIL=20300501",
    ],
)
def test_bad_rule_is_refused(rule):
    """What dateutil does not read is no recurrence rule, and its own error does not come out."""
    with pytest.raises(RecordError) as caught:
        series(rrule=rule)
    assert "rrule" == caught.value.field


def test_series_ends_after_it_begins():
    """A series and a recess do not end before they begin."""
    assert ("weekly",) == series(until="2030-01-03").sort_key
    with pytest.raises(RecordError, match="until"):
        series(until="2030-01-02")
    with pytest.raises(RecordError, match="until"):
        Recess(since="2030-08-31", until="2030-08-01", reason="Summer")


def test_event_begins_and_ends_at_moments():
    """With times, an event begins and ends at moments in its zone."""
    found = event(start_time="10:00", end_time="16:30", timezone="Europe/Helsinki")
    shown = (found.begins.isoformat(), found.ends.isoformat())
    assert ("2030-05-02T10:00:00+03:00", "2030-05-03T16:30:00+03:00") == shown
    assert (pendulum.DateTime, "Europe/Helsinki") == (type(found.begins), found.begins.timezone_name)


def test_event_without_times_lasts_whole_days():
    """Without times, an event begins with its first day and ends with its last."""
    found = event()
    assert (dt.date(2030, 5, 2), dt.date(2030, 5, 3)) == (found.begins, found.ends)
    assert {pendulum.Date} == {type(found.begins), type(found.ends)}


def test_end_that_no_source_gives_is_the_day():
    """Of a start time alone follows no end time: the end is the last day."""
    found = event(start_time="10:00", timezone="Europe/Helsinki")
    assert dt.date(2030, 5, 3) == found.ends
    assert "10:00" == found.begins.strftime("%H:%M")


@each(
    ("when", "known"),
    [("2030-05-02", True), ("2030-05-02/2030-05-05", True), ("2030-05", False), ("2030", False)],
)
def test_event_without_a_day_has_no_beginning(when, known):
    """Of an event dated by a month or year not even the day is known."""
    found = event(when=when)
    assert (known, known, known) == (found.to_the_day, found.begins is not None, found.ends is not None)


def test_month_with_a_time_begins_on_its_first_day():
    """An event that lasts for all of a month has a day when it has a time."""
    found = event(when="2030-05", start_time="10:00", timezone="Europe/Vienna")
    assert "2030-05-01T10:00:00+02:00" == found.begins.isoformat()


@each(
    ("when", "clock", "way"),
    [
        (
            "2025-03-30",
            "02:30",
            "does not exist on 2025-03-30 in Europe/Vienna, where the clocks go forward",
        ),
        ("2025-10-26", "02:30", "exists twice on 2025-10-26 in Europe/Vienna, where the clocks go back"),
    ],
)
def test_time_that_the_zone_does_not_have_once_is_refused(when, clock, way):
    """A wall time in the hour that is skipped or doubled is no moment."""
    with pytest.raises(RecordError, match=way):
        event(when=when, start_time=clock, timezone="Europe/Vienna")
    with pytest.raises(RecordError, match="start_time"):
        series(dtstart=when, start_time=clock, timezone="Europe/Vienna", rrule="FREQ=DAILY")


def test_end_is_after_the_start():
    """On one day, an event does not end before or when it starts."""
    with pytest.raises(RecordError, match="10:00 is not after the start, 10:00"):
        event(when="2030-05-02", start_time="10:00", end_time="10:00", timezone="Europe/Vienna")
    assert "09:00" == event(start_time="10:00", end_time="09:00", timezone="Europe/Vienna").end_time


def test_time_beyond_the_calendar_is_refused():
    """A moment that has no place in the calendar of UTC is refused."""
    with pytest.raises(RecordError, match="outside the calendar"):
        event(when="0001-01-01", start_time="00:30", timezone="Asia/Tokyo")


@each("address", ["osce.org/1", "ftp://osce.org", "https://osce.org/a b", "https://x/\u202e"])
def test_meeting_names_a_page(address):
    """A meeting that was seen names the address of a page, which can be printed as it is."""
    with pytest.raises(RecordError, match="is not an address"):
        KnownMeeting(number=1, date="2030-05-02", source_url=address)
