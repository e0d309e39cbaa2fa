"""Calendar files: what each entry says, and two independent programs that read them."""

import datetime as dt
import io
import re
import sys
from zoneinfo import ZoneInfo

import icalendar
import ics
import pytest
import recurring_ical_events
import vobject
from dateutil.tz import tzical

import osce_tracker as ot
from osce_tracker.analysis.meetings import EXPECTED_NOTE, meetings
from osce_tracker.calendars.write import left_out, render_calendar, uid_of
from osce_tracker.errors import MissingExtraError
from osce_tracker.model.events import KnownMeeting, Recess
from osce_tracker.model.occurrences import Evidence
from tests.strategies import a_commitment, a_series, an_event

EDITION = ot.Edition(name="own", title="My set", version="3", compiled="2030-06-01")


def tracker_of(*records, **fields):
    """Return a tracker of records that knows the bundled States."""
    return ot.Tracker(states=ot.states(), **fields).with_records(*records)


def entries(text):
    """Return the entries of a calendar, as icalendar reads them, by their UID."""
    found = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return {str(entry["UID"]): entry for entry in found}


def entry_of(record, **choice):
    """Return the only entry of a record."""
    (found,) = entries(render_calendar(tracker_of(record), **choice)).values()
    return found


@pytest.fixture(name="text", scope="module")
def _text(tracker):
    return render_calendar(tracker, series=True, due=True, vague=True)


def test_every_event_is_an_entry_as_icalendar_reads_it(tracker, text):
    """Read by icalendar, every event has its entry with its title, days, dimensions, page and status."""
    found = entries(text)
    for event in tracker.events:
        entry = found[uid_of(event.id)]
        prefix = (
            ""
            if event.to_the_day and event.status in ("held", "announced")
            else str(entry["SUMMARY"])[: -len(event.title)]
        )
        assert f"{prefix}{event.title}" == str(entry["SUMMARY"])
        assert [word.label for word in event.dimensions] == [str(cat) for cat in entry["CATEGORIES"].cats]
        assert event.sources[0].url == str(entry["URL"])
        start = entry["DTSTART"].dt
        if event.start_time is None:
            assert (event.when.first, event.when.end_exclusive) == (start, entry["DTEND"].dt)
        else:
            assert event.begins == start
            assert event.timezone == entry["DTSTART"].params["TZID"]


def test_every_entry_is_the_same_to_vobject(text):
    """Read by vobject, which shares no code with icalendar, every entry has the same title and start."""
    expected = {
        uid: (str(entry["SUMMARY"]), entry["DTSTART"].dt, str(entry["STATUS"]))
        for uid, entry in entries(text).items()
    }
    # vobject keeps the first definition of a zone that it reads, here that of another test.
    for name in re.findall("^TZID:(.+?)\r$", text, re.MULTILINE):
        vars(vobject.icalendar)["__tzidMap"].pop(name, None)
    calendar = vobject.readOne(io.StringIO(text))
    found = {
        entry.uid.value: (entry.summary.value, entry.dtstart.value, entry.status.value)
        for entry in calendar.vevent_list
    }
    assert expected.keys() == found.keys()
    for uid, (title, start, status) in expected.items():
        assert (title, status) == (found[uid][0], found[uid][2])
        other = found[uid][1]
        assert (
            (start == other) if not isinstance(start, dt.datetime) else start.timestamp() == other.timestamp()
        )


def test_every_entry_is_the_same_to_ics(text):
    """Read by the library ics, with a parser of its own, every entry has the same title and first day."""
    expected = {}
    for uid, entry in entries(text).items():
        start = entry["DTSTART"].dt
        whole_day = not isinstance(start, dt.datetime)
        expected[uid] = (
            str(entry["SUMMARY"]),
            dt.datetime.combine(start, dt.time.min, dt.UTC) if whole_day else start,
        )
    found = {entry.uid: (entry.name, entry.begin.datetime) for entry in ics.Calendar(text).events}
    assert expected == found


def test_expansion_by_another_library_gives_the_expected_days(tracker, text):
    """Expanded by recurring-ical-events, the entries of a series are on the days that the agenda has."""
    for series in tracker.series:
        days = [o.when.first for o in meetings(tracker, "2025") if o.series == series]
        titles = {
            f"Expected: {series.title}",
            *(f"{series.title}, No. {m.number}" for m in series.known_meetings),
        }
        found = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(
            (2025, 1, 1), (2026, 1, 1)
        )
        there = {part["DTSTART"].dt for part in found if str(part["SUMMARY"]) in titles}
        events = {o.when.first for o in meetings(tracker, "2025") if o.series == series and o.event_id}
        assert set(days) - events == there - events, series.id


def test_every_timed_entry_has_an_end(text):
    """Some calendar programs can't show an entry without one."""
    found = entries(text).values()
    timed = [entry for entry in found if isinstance(entry["DTSTART"].dt, dt.datetime)]
    assert len(timed) > 5
    assert all(entry["DTEND"].dt > entry["DTSTART"].dt for entry in timed)


def test_programs_fetch_the_calendar_again(text):
    """It says once a day how often (RFC 7986, section 5.7), as Outlook reads it as well."""
    calendar = icalendar.Calendar.from_ical(text)
    assert "REFRESH-INTERVAL;VALUE=DURATION:P1D\r\n" in text
    assert dt.timedelta(days=1) == calendar["REFRESH-INTERVAL"].dt
    assert "P1D" == calendar["X-PUBLISHED-TTL"]


def test_stamp_and_sequence_come_from_the_data():
    """DTSTAMP is the day of the data set, SEQUENCE the days since the event was known."""
    entry = entries(render_calendar(tracker_of(an_event(), edition=EDITION)))[uid_of("seminar-2030")]
    assert (dt.datetime(2030, 6, 1, tzinfo=dt.UTC), 30) == (entry["DTSTAMP"].dt, entry["SEQUENCE"])
    view = tracker_of(an_event(), edition=EDITION).as_of("2030-05-12")
    entry = entries(render_calendar(view))[uid_of("seminar-2030")]
    assert (dt.datetime(2030, 5, 12, tzinfo=dt.UTC), 10) == (entry["DTSTAMP"].dt, entry["SEQUENCE"])
    alone = entry_of(an_event())
    assert (dt.datetime(2030, 5, 2, tzinfo=dt.UTC), 0) == (alone["DTSTAMP"].dt, alone["SEQUENCE"])


def test_a_file_holds_what_is_rendered(tmp_path, text):
    """Two exports of two loads are the same bytes, in memory and in a file."""
    path = tmp_path / "Finland.ICS"
    ot.export(ot.load(), path, series=True, due=True, vague=True)
    assert text.encode() == path.read_bytes()


#: Fields of an event, and beginning and end of its entry.
SPANS = [
    ({}, dt.date(2030, 5, 2), dt.date(2030, 5, 3)),
    ({"when": "2030-05-02/2030-05-04"}, dt.date(2030, 5, 2), dt.date(2030, 5, 5)),
    ({"start_time": "10:00", "timezone": "UTC"}, "2030-05-02T10:00:00+00:00", "2030-05-02T11:00:00+00:00"),
    (
        {"start_time": "23:30", "timezone": "Europe/Vienna"},
        "2030-05-02T23:30:00+02:00",
        "2030-05-03T00:30:00+02:00",
    ),
    # Nothing follows the last hour of the calendar.
    ({"when": "9999-12-31", "start_time": "23:30", "timezone": "UTC"}, "9999-12-31T23:30:00+00:00", None),
    (
        {"start_time": "10:00", "end_time": "11:30", "timezone": "Europe/Vienna"},
        "2030-05-02T10:00:00+02:00",
        "2030-05-02T11:30:00+02:00",
    ),
    (
        {"when": "2030-05-02/2030-05-04", "start_time": "10:00", "timezone": "Europe/Vienna"},
        "2030-05-02T10:00:00+02:00",
        "2030-05-05T00:00:00+02:00",
    ),
]


def test_beginning_and_end():
    """Whole days end before the next; a moment ends when a source says so, otherwise after an hour."""
    found = []
    for fields, _, _ in SPANS:
        entry = entry_of(an_event(**fields))
        shown = [entry[name].dt if name in entry else None for name in ("DTSTART", "DTEND")]
        times = [value.isoformat() if isinstance(value, dt.datetime) else value for value in shown]
        found.append((fields, *times))
        notes = {
            "one hour": "start_time" in fields
            and "end_time" not in fields
            and "/" not in fields.get("when", "")
        }
        notes["ends at midnight"] = "start_time" in fields and "/" in fields.get("when", "")
        assert notes == {note: note in entry["DESCRIPTION"] for note in notes}, fields
    assert SPANS == found


def test_zones_are_described():
    """Each zone that an entry names is described: dateutil, reading that, changes its clock to the minute."""
    for name in ("Europe/Vienna", "America/St_Johns", "Asia/Tashkent"):
        text = render_calendar(tracker_of(an_event(start_time="10:00", timezone=name)))
        described = tzical(io.StringIO(text.replace("\r\n ", "").replace("\r\n", "\n"))).get(name)
        begin = dt.datetime(2030, 1, 1, 0, 59)  # noqa: DTZ001 (the time on a wall)
        times = [begin + dt.timedelta(hours=hours) for hours in range(24 * 365)]
        times = [time for time in times if time.month in (3, 10, 11)]
        offsets = {time: ZoneInfo(name).utcoffset(time) for time in times if not _skipped(time, name)}
        assert offsets == {time: described.utcoffset(time) for time in offsets}, name


def _skipped(time, name):
    """Return whether a clock on a wall never shows a time, since it is put forward."""
    zone = ZoneInfo(name)
    return zone.utcoffset(time) < zone.utcoffset(time.replace(fold=1))


def test_status_is_shown():
    """The status is that of RFC 5545, and what failed says so in its title as well."""
    expected = {
        "held": ("CONFIRMED", "Seminar"),
        "announced": ("TENTATIVE", "Seminar"),
        "postponed": ("CANCELLED", "Postponed: Seminar"),
        "cancelled": ("CANCELLED", "Cancelled: Seminar"),
    }
    entries_by_status = {status: entry_of(an_event(status=status)) for status in expected}
    assert expected == {
        status: (entry["STATUS"], entry["SUMMARY"]) for status, entry in entries_by_status.items()
    }


def test_vague_events_are_left_out_and_named():
    """What has no day is left out and counted, and stands over its whole month when asked for."""
    tracker = tracker_of(an_event(when="2030-05"), an_event("b"))
    text = render_calendar(tracker).replace("\r\n ", "")
    assert [uid_of("b")] == list(entries(text))
    assert (
        "X-WR-CALDESC:own records\\; events left out because their day is not known: 1\r\n"
        in text.replace("\r\n ", "")
    )
    assert (1, 0) == (left_out(tracker), left_out(tracker, vague=True))
    entry = entries(render_calendar(tracker, vague=True))[uid_of("seminar-2030")]
    assert ("Some time in May 2030: Seminar", "TENTATIVE") == (entry["SUMMARY"], entry["STATUS"])
    assert (dt.date(2030, 5, 1), dt.date(2030, 6, 1)) == (entry["DTSTART"].dt, entry["DTEND"].dt)


def test_one_unknown_day_of_a_span_is_no_day():
    """An event on one unknown day of a span is left out, unless asked for, and then says so."""
    tracker = ot.Tracker(events=[an_event("s", when="2030-05-02/2030-05-09", day_unknown=True)])
    assert {} == entries(render_calendar(tracker))
    entry = entries(render_calendar(tracker, vague=True))[uid_of("s")]
    assert ("One day of 2–9 May 2030: Seminar", "TENTATIVE") == (entry["SUMMARY"], entry["STATUS"])


def test_seen_and_expected_meetings_share_no_entry():
    """They differ in UID, title and status, and only expected ones say that the pattern gives too many."""
    seen = KnownMeeting(number=7, date="2030-01-10", source_url="https://example.org/7")
    text = render_calendar(ot.Tracker(series=[a_series("w", known_meetings=[seen])]), series=True)
    found = entries(text)
    assert {uid_of("w#series"), uid_of("w#7")} == found.keys()
    recurring, single = found[uid_of("w#series")], found[uid_of("w#7")]
    assert ("TENTATIVE", "CONFIRMED") == (recurring["STATUS"], single["STATUS"])
    assert (True, False) == tuple(one["SUMMARY"].startswith("Expected: ") for one in (recurring, single))
    assert EXPECTED_NOTE in recurring["DESCRIPTION"]
    assert "DESCRIPTION" not in single


def test_cancelled_vague_event_stays_cancelled():
    """Not knowing the day does not make a cancelled event a tentative one."""
    entry = entry_of(an_event(when="2030-05", status="cancelled"), vague=True)
    assert ("CANCELLED", "Some time in May 2030: Seminar") == (entry["STATUS"], entry["SUMMARY"])


def test_description_tells_what_a_reader_asks_for():
    """The description has body, outcome, commitments, documents, note and pages."""
    page = ot.Source(url="https://osce.org/1", title="P", publisher="OSCE", publisher_type="osce")
    event = an_event(
        summary="On rights.",
        outcome="A paper.",
        documents=["MC.DEC/1/25"],
        note="Mind.",
        sources=[page],
        venue="Hofburg",
        city="Vienna",
        country="AT",
    )
    tracker = tracker_of(event, a_commitment(events=[event.id]))
    entry = entries(render_calendar(tracker))[uid_of(event.id)]
    assert (
        "ODIHR; conference; held.\n\nOn rights.\n\nOutcome: A paper.\n\n"
        "Commitments:\n- Hold a seminar (XX30-HD-01)\n\n"
        "Documents: MC.DEC/1/25\n\nNote: Mind.\n\nSources:\nhttps://osce.org/1"
    ) == entry["DESCRIPTION"]
    assert ("Hofburg, Vienna, Austria", "TRANSPARENT") == (entry["LOCATION"], entry["TRANSP"])


def days_of(text, series):
    """Return the days that the recurring entry of a series gives, as dateutil reckons them."""
    from dateutil.rrule import rruleset, rrulestr

    entry = entries(text)[uid_of(f"{series}#series")]
    start = entry["DTSTART"].dt
    wall = dt.datetime.combine(start, dt.time.min) if not isinstance(start, dt.datetime) else start
    found = rruleset()
    found.rrule(rrulestr(entry["RRULE"].to_ical().decode(), dtstart=wall))
    for given in [entry["EXDATE"]] if "EXDATE" in entry else []:
        for part in given.dts:
            day = part.dt
            found.exdate(dt.datetime.combine(day, dt.time.min) if not isinstance(day, dt.datetime) else day)
    return [moment.date() for moment in found]


def test_series_recurs_on_the_expected_days(tracker, text):
    """Recurrence rule and exceptions together give just the days that are expected, whatever reckons them."""
    for series in tracker.series:
        if series.until is not None:
            expected = [
                o.when.first
                for o in meetings(tracker, "2025")
                if o.series == series and o.evidence is Evidence.EXPECTED
            ]
            assert expected == days_of(text, series.id)


#: Ways in which a series ends.
ENDS = [
    {"until": "2030-03-15"},
    {"until": "2030-03-15", "start_time": "23:30", "timezone": "America/New_York"},
    {"rrule": "FREQ=WEEKLY;COUNT=6;BYDAY=TH"},
    {"rrule": "FREQ=WEEKLY;UNTIL=20300301;BYDAY=TH", "until": "2030-12-31"},
    {"rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "until": "2030-04-30"},
]


@pytest.mark.parametrize("period", [None, "2030-01-20/2030-02-20"])
def test_series_in_a_period(period):
    """A period cuts a series without changing its phase; times and counts do not move its end."""
    recess = Recess(since="2030-01-20", until="2030-01-26", reason="Recess")
    known = KnownMeeting(number=7, date="2030-02-07", source_url="https://osce.org/7")
    for fields in ENDS:
        series = a_series(exceptions=[recess], known_meetings=[known], **fields)
        tracker = tracker_of(series)
        text = render_calendar(tracker, series=True, period=period)
        days = meetings(tracker, period or "2030")
        expected = [o.when.first for o in days if o.evidence is Evidence.EXPECTED]
        assert expected == days_of(text, series.id), fields
        entry = entries(text)[uid_of(f"{series.id}#series")]
        assert ("Expected: Weekly meeting", "TENTATIVE") == (entry["SUMMARY"], entry["STATUS"])
        seen = entries(text)[uid_of("weekly#7")]
        assert ("Weekly meeting, No. 7", "CONFIRMED") == (seen["SUMMARY"], seen["STATUS"])
        assert uid_of(f"{series.id}#series") == str(seen["RELATED-TO"])


def test_series_without_an_end_has_none():
    """A series that nobody ended goes on."""
    rule = entry_of(a_series(), series=True)["RRULE"]
    assert {"FREQ": ["WEEKLY"], "BYDAY": ["TH"]} == dict(rule)


def test_series_of_which_nothing_is_expected_has_no_entry():
    """Where a recess covers the pattern, or the period lies outside, there is no recurring entry."""
    recess = Recess(since="2030-01-01", until="2030-12-31", reason="Recess")
    tracker = tracker_of(a_series(exceptions=[recess], until="2030-12-31"))
    assert {} == entries(render_calendar(tracker, series=True))
    assert {} == entries(render_calendar(tracker_of(a_series()), series=True, period="2029"))
    far = a_series(dtstart="9999-01-07", until="9999-12-31")
    assert {} == entries(render_calendar(tracker_of(far), series=True))


def test_deadlines_are_days():
    """A deadline is an all-day entry on its last day, named as what is due."""
    tracker = tracker_of(
        a_commitment(due="2030-06", criterion="It is held."), a_commitment("XX30-HD-02"), edition=EDITION
    )
    (entry,) = entries(render_calendar(tracker, due=True)).values()
    assert (dt.date(2030, 6, 30), dt.date(2030, 7, 1)) == (entry["DTSTART"].dt, entry["DTEND"].dt)
    assert "Due: Hold a seminar" == entry["SUMMARY"]
    assert "Done when: It is held." in entry["DESCRIPTION"]
    assert {} == entries(render_calendar(tracker, due=True, period="2030-Q1"))
    assert {} == entries(render_calendar(tracker, due=True, dimension="PM"))


def test_filters_choose(tracker):
    """Body, dimension and period choose events and series."""
    text = render_calendar(
        tracker, body="Permanent Council", dimension="human", period="2025-Q4", series=True
    )
    found = ot.load().events.where(body="Permanent Council", dimension="human", period="2025-Q4")
    expected = {uid_of(e.id) for e in found if e.to_the_day}
    # Meeting 1538 was seen, and is no event of the calendar.
    expected |= {uid_of(f"series-permanent-council#{name}") for name in ("series", 1538)}
    assert expected == set(entries(text))


def test_empty_calendar_is_a_calendar():
    """A tracker without events has an empty calendar."""
    text = render_calendar(ot.Tracker())
    assert re.fullmatch(r"BEGIN:VCALENDAR\r\n(?:[A-Z-]+[:;].*\r\n)+END:VCALENDAR\r\n", text)


def test_missing_extra_is_told_in_a_line(monkeypatch, tmp_path):
    """Without one of the libraries, one line says what to install."""
    for name, call in (
        ("icalendar", lambda: render_calendar(ot.Tracker())),
        ("icalendar", lambda: ot.read_calendar(tmp_path / "x.ics")),
        ("recurring_ical_events", lambda: ot.read_calendar(tmp_path / "x.ics")),
        ("x_wr_timezone", lambda: ot.read_calendar(tmp_path / "x.ics")),
    ):
        monkeypatch.setitem(sys.modules, name, None)
        with pytest.raises(MissingExtraError, match=r'pip install "osce-tracker\[calendar\]"') as caught:
            call()
        assert (True, "calendar") == (isinstance(caught.value, ImportError), caught.value.extra)
