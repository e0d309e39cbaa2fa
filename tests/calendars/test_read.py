"""Calendar files of other programs: what becomes a draft, and what is told to be left."""

import datetime as dt
import json

import attrs
import icalendar
import pytest

import osce_tracker as ot
from osce_tracker.calendars.write import render_calendar
from osce_tracker.calendars.zones import iana_name
from osce_tracker.errors import UsageError
from osce_tracker.model.events import EventStatus, KnownMeeting, Recess
from tests.strategies import a_commitment, a_series, an_event


def read(tmp_path, *lines, **given):
    """Return the drafts of a calendar with these lines."""
    path = tmp_path / "x.ics"
    path.write_text(
        "\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR", ""]), encoding="utf-8", newline=""
    )
    return ot.read_calendar(path, **given)


def entry(*lines, uid="1@example.org"):
    """Return the lines of an entry."""
    return ["BEGIN:VEVENT", f"UID:{uid}", "SUMMARY:Meeting", *lines, "END:VEVENT"]


def told(drafts):
    """Return the codes and messages of what was left."""
    return [(problem.code, problem.message) for problem in drafts.left]


def test_outlook(tmp_path):
    """Outlook names zones as Windows does, and keeps much for itself."""
    drafts = read(
        tmp_path,
        "METHOD:PUBLISH",
        "PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN",
        "BEGIN:VTIMEZONE",
        "TZID:W. Europe Standard Time",
        "BEGIN:STANDARD",
        "DTSTART:16010101T030000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "BEGIN:DAYLIGHT",
        "DTSTART:16010101T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "CLASS:PUBLIC",
        "DTSTART;TZID=W. Europe Standard Time:20250918T100000",
        "DTEND;TZID=W. Europe Standard Time:20250918T113000",
        "DTSTAMP:20250901T080000Z",
        "LOCATION:Hofburg",
        "ORGANIZER;CN=Permanent Council:mailto:pc@example.org",
        "PRIORITY:5",
        "SUMMARY;LANGUAGE=en-gb:Permanent Council",
        "UID:040000008200E00074C5B7101A82E008",
        "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
        "X-MICROSOFT-CDO-IMPORTANCE:1",
        "BEGIN:VALARM",
        "TRIGGER:-PT15M",
        "ACTION:DISPLAY",
        "DESCRIPTION:Reminder",
        "END:VALARM",
        "END:VEVENT",
        kind="council meeting",
    )
    (event,) = drafts.events
    assert (
        "040000008200E00074C5B7101A82E008",
        "Permanent Council",
        "Permanent Council",
        "council meeting",
        ("10:00", "11:30", "Europe/Berlin"),
        "Hofburg",
        "announced",
    ) == (
        event.id,
        event.title,
        event.body,
        event.kind,
        (event.start_time, event.end_time, event.timezone),
        event.venue,
        event.status,
    )
    assert [
        (
            "supposed",
            "dimensions: politico-military, economic and environmental, human, since no category names one",
        ),
        ("supposed", "body: Permanent Council, as the organizer is called"),
        ("not-carried", "not carried over: CLASS, PRIORITY, VALARM, 2 X- properties"),
        ("supposed", "kind: council meeting, since a calendar does not say it"),
    ] == told(drafts)
    assert {"line 19"} == {problem.path for problem in drafts.left}


def test_google(tmp_path):
    """Google gives UTC times, a zone of the calendar, and series with exceptions."""
    drafts = read(
        tmp_path,
        "X-WR-CALNAME:OSCE",
        "X-WR-TIMEZONE:Europe/Vienna",
        *entry("DTSTART:20250918T080000Z", "DTEND:20250918T093000Z", uid="utc"),
        *entry("DTSTART:20250918T080000", uid="floating"),
        *entry(
            "DTSTART;TZID=Europe/Vienna:20250123T100000",
            "DTEND;TZID=Europe/Vienna:20250123T110000",
            "RRULE:FREQ=WEEKLY;UNTIL=20250630T215959Z;BYDAY=TH",
            "EXDATE;TZID=Europe/Vienna:20250417T100000",
            "EXDATE;TZID=Europe/Vienna:20250501T100000",
            uid="weekly",
        ),
        *entry(
            "DTSTART;TZID=Europe/Vienna:20250207T100000",
            "RECURRENCE-ID;TZID=Europe/Vienna:20250206T100000",
            uid="weekly",
        ),
        body="Permanent Council",
        dimensions=["human"],
    )
    shown = [(e.id, str(e.when), e.start_time, e.end_time, e.timezone) for e in drafts.events]
    assert [
        ("weekly-2025-02-06", "2025-02-07", "10:00", None, "Europe/Vienna"),
        ("floating", "2025-09-18", "08:00", None, "Europe/Vienna"),
        ("utc", "2025-09-18", "08:00", "09:30", "UTC"),
    ] == shown
    (series,) = drafts.series
    assert ("weekly", "FREQ=WEEKLY;BYDAY=TH", "2025-06-30") == (series.id, series.rrule, str(series.until))
    assert ["2025-04-17", "2025-05-01", "2025-02-06"] == [str(recess.since) for recess in series.exceptions]
    assert ("not-carried", "not carried over into a series: DTEND") in told(drafts)


def test_nextcloud(tmp_path):
    """Nextcloud names IANA zones without describing them, and people."""
    drafts = read(
        tmp_path,
        *entry(
            "DTSTART;TZID=Asia/Tashkent:20251113T100000",
            "DURATION:PT90M",
            "CATEGORIES:Human dimension,Travel",
            "CATEGORIES:work",
            "ATTENDEE;CN=Kari J.:mailto:k@example.org",
            "ATTENDEE:mailto:nobody@example.org",
            "ATTENDEE;CN=Kari J.:mailto:k2@example.org",
            "DESCRIPTION:On media\\nfreedom",
            "URL:https://example.org/1",
            "STATUS:CANCELLED",
        ),
        *entry("DTSTART;VALUE=DATE:20251113", "DTEND;VALUE=DATE:20251115", uid="days"),
        *entry("DTSTART;VALUE=DATE:20251113", "DURATION:P3D", uid="long"),
        *entry("DTSTART;VALUE=DATE:20251113", uid="day"),
        "BEGIN:VTODO",
        "UID:todo",
        "END:VTODO",
    )
    timed = next(e for e in drafts.events if e.start_time)
    assert ("11:30", (ot.Dimension.HUMAN,), "cancelled") == (timed.end_time, timed.dimensions, timed.status)
    assert (("Kari J.",), "On media\nfreedom") == (tuple(p.name for p in timed.participants), timed.summary)
    assert "Address in the calendar: https://example.org/1" == timed.note
    assert {"day": "2025-11-13", "days": "2025-11-13/2025-11-14", "long": "2025-11-13/2025-11-15"} == {
        e.id: str(e.when) for e in drafts.events if not e.start_time
    }
    assert (
        "not-carried",
        "not carried over: CATEGORIES 'Travel', CATEGORIES 'work', 1 ATTENDEE without a name",
    ) in told(drafts)
    assert ("not-carried", "1 VTODO not carried over: only events are") in told(drafts)
    assert ("supposed", "body: unknown, as nobody is called") in told(drafts)


TIMES = [
    # Start, end, days, times, and what is said.
    (":20250918T080000", None, "2025-09-18", (None, None, None), "since it has no time zone"),
    (
        ";TZID=Asia/Tokyo:20250918T080000",
        ":99991231T230000Z",
        "2025-09-18",
        ("08:00", None, "Asia/Tokyo"),
        "which leaves the calendar",
    ),
    (":20250918T080000", ":20250919T080000", "2025-09-18/2025-09-19", (None, None, None), "give zone="),
    (
        ";TZID=Mars/Phobos:20250918T080000",
        None,
        "2025-09-18",
        (None, None, None),
        "since nothing is known",
    ),
    (":20250918T080000Z", ":20250919T000000Z", "2025-09-18", ("08:00", None, "UTC"), None),
    (":20250918T080000Z", ":20250918T080000Z", "2025-09-18", ("08:00", None, "UTC"), None),
    (":20250918T080000Z", ":20250918T070000Z", "2025-09-18", ("08:00", None, "UTC"), "before the beginning"),
    (":20250918T080000Z", ":20250918T090000", "2025-09-18", ("08:00", "09:00", "UTC"), None),
    (":20250918T080000Z", ";VALUE=DATE:20250920", "2025-09-18/2025-09-19", ("08:00", None, "UTC"), None),
    (
        ";TZID=Europe/Vienna:20251026T010000",
        ";TZID=Europe/Vienna:20251026T023000",
        "2025-10-26",
        ("01:00", None, "Europe/Vienna"),
        "does not have once",
    ),
    (";TZID=Europe/Vienna:20250330T023000", None, "2025-03-30", ("01:30", None, "UTC"), None),
    (";VALUE=DATE:20250918", ";VALUE=DATE:20250918", "2025-09-18", (None, None, None), None),
    (";VALUE=DATE:20250918", ";VALUE=DATE:20250901", "2025-09-18", (None, None, None), "before the beg"),
]


@pytest.mark.parametrize("case", TIMES)
def test_when(tmp_path, case):
    """Days and times are those of the file, or it is said what of them is not carried over."""
    start, end, days, times, said = case
    lines = [f"DTSTART{start}", *([f"DTEND{end}"] if end else [])]
    drafts = read(tmp_path, *entry(*lines), body="x")
    (event,) = drafts.events
    assert (days, times) == (str(event.when), (event.start_time, event.end_time, event.timezone))
    lost = [message for code, message in told(drafts) if code == "not-carried"]
    assert (said is not None) == bool(lost)
    assert said is None or all(said in message for message in lost)


def test_zone_of_the_caller(tmp_path):
    """Times that name no zone have the one that the caller gives."""
    (event,) = read(tmp_path, *entry("DTSTART:20250918T080000"), zone="Europe/Vienna").events
    assert ("08:00", "Europe/Vienna") == (event.start_time, event.timezone)
    with pytest.raises(UsageError, match="Unknown time zone"):
        read(tmp_path, zone="Vienna")


def test_zone_that_only_the_file_knows(tmp_path):
    """The time of a zone that the file alone describes is given in UTC, and that is said."""
    drafts = read(
        tmp_path,
        "BEGIN:VTIMEZONE",
        "TZID:Office",
        "BEGIN:STANDARD",
        "DTSTART:20000101T000000",
        "TZOFFSETFROM:+0300",
        "TZOFFSETTO:+0300",
        "END:STANDARD",
        "END:VTIMEZONE",
        *entry("DTSTART;TZID=Office:20250918T100000"),
    )
    (event,) = drafts.events
    assert ("07:00", "UTC") == (event.start_time, event.timezone)
    assert [True] == [
        "'Office'; the time is given in UTC" in m for c, m in told(drafts) if c == "not-carried"
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Europe/Vienna", "Europe/Vienna"),
        ("Russian Standard Time", "Europe/Moscow"),
        ("/freeassociation.sourceforge.net/Europe/Vienna", "Europe/Vienna"),
        ("/x/America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
        ("Custom", None),
        ("../../etc/passwd", None),
    ],
)
def test_names_of_zones(name, expected):
    """Zones are known by their IANA name, that of Windows, or one with a path."""
    assert expected == iana_name(name)


def test_described_zone_with_a_location(tmp_path):
    """A zone that the file describes with a location of the IANA database is that location."""
    drafts = read(
        tmp_path,
        "BEGIN:VTIMEZONE",
        "TZID:Custom",
        "X-LIC-LOCATION:Asia/Tashkent",
        "BEGIN:STANDARD",
        "DTSTART:20000101T000000",
        "TZOFFSETFROM:+0500",
        "TZOFFSETTO:+0500",
        "END:STANDARD",
        "END:VTIMEZONE",
        *entry("DTSTART;TZID=Custom:20250918T100000"),
    )
    assert "Asia/Tashkent" == drafts.events[0].timezone


def test_rule_inside_a_day_leaves_the_first_meeting(tmp_path):
    """A rule that is none of ours is told, and the first meeting is an event."""
    drafts = read(tmp_path, *entry("DTSTART:20250918T080000Z", "RRULE:FREQ=HOURLY"))
    assert (1, ()) == (len(drafts.events), drafts.series)
    assert any("RRULE; its first meeting is" in message for _, message in told(drafts))


def test_series_by_its_days(tmp_path):
    """A recurring entry with nothing but its days is a series, and nothing of it is left."""
    drafts = read(tmp_path, *entry("DTSTART;VALUE=DATE:20250123", "RRULE:FREQ=WEEKLY;BYDAY=TH"), body="x")
    assert ["1@example.org"] != [series.id for series in drafts.series]
    assert (0, None, ()) == (len(drafts.events), drafts.series[0].until, drafts.series[0].exceptions)
    assert ["supposed"] == [code for code, _ in told(drafts)]


def test_exception_at_the_end_of_the_calendar(tmp_path):
    """An exception that has no day in the zone of its series has the one that it was written with."""
    lines = ["DTSTART;TZID=Asia/Tokyo:20250918T080000", "RRULE:FREQ=DAILY", "EXDATE:99991231T230000Z"]
    (series,) = read(tmp_path, *entry(*lines), body="x").series
    assert ["9999-12-31"] == [str(recess.since) for recess in series.exceptions]


def test_values_that_are_too_long_are_refused(tmp_path):
    """A list of categories or parameters that no program writes is told with its line."""
    for line in ("CATEGORIES:" + "a," * 60_000, "CATEGORIES" + ";A=b" * 3_000 + ":x"):
        with pytest.raises(
            ot.DataError, match=r"line 5: CATEGORIES has .* accepted: up to 100,000 and 10,000"
        ):
            read(tmp_path, *entry(line, "DTSTART;VALUE=DATE:20250918"))


def test_copies_of_copies_get_ids_of_their_own(tmp_path):
    """An id that a copy would get may be taken already."""
    lines = ["DTSTART;VALUE=DATE:20250918"]
    drafts = read(tmp_path, *entry(*lines, uid="a-2"), *entry(*lines, uid="a"), *entry(*lines, uid="a"))
    assert {"a", "a-2", "a-2-2"} == {event.id for event in drafts.events}


def test_deadline_is_no_event(tmp_path):
    """A deadline of our export is told, and is no event."""
    drafts = reread(tmp_path, ours(a_commitment(due="2030-06"), due=True))
    assert ((), [("deadline", "a deadline, no event: Due: Hold a seminar")]) == (drafts.events, told(drafts))


def test_exceptions_in_several_lines_are_the_same(tmp_path):
    """Exceptions that a program wrote each on a line of its own are no change."""
    recess = Recess(since="2030-02-01", until="2030-02-20", reason="Recess")
    series = a_series(exceptions=[recess])
    calendar = ours(series, series=True)
    (found,) = calendar.walk("VEVENT")
    days = [part.dt for part in found.pop("EXDATE").dts]
    for day in days:
        found.add("EXDATE", day)
    drafts = reread(tmp_path, calendar)
    assert ((series,), 2, ()) == (drafts.series, len(days), drafts.left)


def test_equal_uids_get_ids_of_their_own(tmp_path):
    """Two entries with one UID are two drafts, and that is said."""
    lines = entry("DTSTART;VALUE=DATE:20250918")
    drafts = read(tmp_path, *lines, *lines, *lines)
    ids = [event.id for event in drafts.events]
    assert 3 == len(set(ids))
    assert [f"{ids[0]}-2", f"{ids[0]}-3"] == ids[1:]
    assert 2 == sum(code == "same-uid" for code, _ in told(drafts))


def test_entry_without_uid_or_title(tmp_path):
    """An entry without UID and title has an id made of its line, and is untitled."""
    drafts = read(tmp_path, "BEGIN:VEVENT", "DTSTART;VALUE=DATE:20250918", "END:VEVENT")
    (event,) = drafts.events
    assert ("untitled", "ics-") == (event.title, event.id[:4])
    assert ("supposed", "title: untitled, since it has no SUMMARY") in told(drafts)


def ours(*records, **choice):
    """Return an export of ours as icalendar read it, to be changed as a calendar program would."""
    text = render_calendar(ot.Tracker().with_records(*records), **choice)
    return icalendar.Calendar.from_ical(text)


def reread(tmp_path, calendar):
    """Return the drafts of a changed export."""
    path = tmp_path / "changed.ics"
    path.write_bytes(calendar.to_ical())
    return ot.read_calendar(path)


def changed(tmp_path, record, **values):
    """Return the drafts of an export in which properties of the only entry were changed."""
    calendar = ours(record, series=True)
    (found,) = calendar.walk("VEVENT")
    for name, value in values.items():
        found.pop(name, None)
        if value is not None:
            found.add(name, value)
    return reread(tmp_path, calendar)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"SUMMARY": "New title"}, {"title": "New title"}),
        ({"STATUS": "CANCELLED"}, {"status": EventStatus.CANCELLED}),
        ({"STATUS": "TENTATIVE"}, {"status": EventStatus.ANNOUNCED}),
        ({"CATEGORIES": ["politico-military", "x"]}, {"dimensions": (ot.Dimension.POLITICO_MILITARY,)}),
    ],
)
def test_change_in_a_calendar_program_is_taken_over(tmp_path, values, expected):
    """What a person changed there counts, all else is the record of our export; and that is said."""
    event = an_event(summary="Kept.", outcome="Kept as well.")
    drafts = changed(tmp_path, event, **values)
    (found,) = drafts.events
    assert attrs.evolve(event, **expected) == found
    (name,) = values
    assert [("changed", f"{name} was changed since our export: taken over")] == told(drafts)


def test_moved_event_is_taken_over(tmp_path):
    """An event that was moved has its new days and times."""
    event = an_event(start_time="10:00", timezone="Europe/Vienna")
    drafts = changed(tmp_path, event, DTSTART=dt.datetime(2030, 5, 9, 12, 30, tzinfo=dt.UTC))
    (found,) = drafts.events
    assert ("2030-05-09", "12:30", "UTC") == (str(found.when), found.start_time, found.timezone)
    days = changed(tmp_path, event, DTSTART=dt.date(2030, 5, 9)).events[0]
    assert ("2030-05-09", None, "Europe/Vienna") == (str(days.when), days.start_time, days.timezone)


@pytest.mark.parametrize("values", [{"LOCATION": "Elsewhere"}, {"CATEGORIES": ["x"]}])
def test_change_that_a_record_has_no_place_for_is_told(tmp_path, values):
    """What cannot be taken over is said, and the record is that of our export."""
    drafts = changed(tmp_path, an_event(), **values)
    assert (an_event(),) == drafts.events
    (name,) = values
    assert [("changed", f"{name} was changed since our export: not carried over")] == told(drafts)


def test_title_that_was_emptied_stays(tmp_path):
    """An event keeps a title."""
    assert "Seminar" == changed(tmp_path, an_event(), SUMMARY=None).events[0].title


def test_changed_series_stays_that_of_our_export(tmp_path):
    """A change of a recurring entry is said, not taken over."""
    drafts = changed(tmp_path, a_series(), SUMMARY="Other")
    assert ((a_series(),), "changed") == (drafts.series, drafts.left[0].code)


@pytest.mark.parametrize(
    "record",
    [
        "",
        "{",
        "[]",
        "null",
        '{"record":{}}',
        '{"record":null,"seen":{}}',
        '{"record":{"id":"x"},"seen":{}}',
        "7",
    ],
)
def test_broken_record_of_ours_is_read_as_any_other(tmp_path, record):
    """Where the record of an export was broken, the entry is read as one of another program."""
    drafts = changed(tmp_path, an_event(), **{"X-OSCE-TRACKER-RECORD": record})
    (found,) = drafts.events
    assert ("Seminar", "announced") == (found.title, found.status)
    assert "not-carried" == drafts.left[0].code


def test_record_that_does_not_say_what_was_shown(tmp_path):
    """A record without its digests is no record of our export."""
    event = json.loads(str(ours(an_event()).walk("VEVENT")[0]["X-OSCE-TRACKER-RECORD"]).replace("\\", ""))
    drafts = changed(
        tmp_path, an_event(), **{"X-OSCE-TRACKER-RECORD": json.dumps({"record": event["record"]})}
    )
    assert "not-carried" == drafts.left[0].code


def test_meeting_of_a_series_that_is_not_there_is_an_event(tmp_path):
    """A seen meeting is part of its series; without it, it is an event of its own."""
    known = KnownMeeting(number=7, date="2030-02-07", source_url="https://osce.org/7")
    calendar = ours(a_series(known_meetings=[known]), series=True)
    drafts = reread(tmp_path, calendar)
    assert (0, 1) == (len(drafts.events), len(drafts.series))
    calendar.subcomponents = [part for part in calendar.subcomponents if "RRULE" not in part]
    assert ["Weekly meeting, No. 7"] == [event.title for event in reread(tmp_path, calendar).events]


# What is no calendar.

BROKEN = [
    (b"", "line 1: expected BEGIN:VCALENDAR, got nothing"),
    (b"\r\n\r\n", "line 1: expected BEGIN:VCALENDAR, got nothing"),
    (b"<html></html>", "line 1: expected BEGIN:VCALENDAR, got '<html></html>'"),
    (b"BEGIN:VCALENDAR\r\nfoo bar\r\nEND:VCALENDAR", "line 2: 'foo bar' is no line of a calendar"),
    (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "line 2: BEGIN:VEVENT is never closed"),
    (
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR",
        "line 3: END:VCALENDAR closes VEVENT, begun on line 2",
    ),
    (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\nEND:VEVENT", "line 3: END:VEVENT closes nothing"),
    (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\nX:1", "line 3: X stands outside"),
    (b"BEGIN:VCALENDAR\r\n\xff", "line 2: is not UTF-8 (byte 0xFF)"),
    (
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:a\r\n b\r\nEND:VEVENT\r\nEND:VCALENDAR",
        "line 2: in the event that begins here, there is no start",
    ),
    (
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:soon\r\nEND:VEVENT\r\nEND:VCALENDAR",
        "line 2: in the event that begins here, DTSTART",
    ),
]


@pytest.mark.parametrize(("data", "message"), BROKEN)
def test_broken_file_is_told_with_its_line(tmp_path, data, message):
    """What is no iCalendar is told with the line, in the library's own words."""
    path = tmp_path / "x.ics"
    path.write_bytes(data)
    with pytest.raises(ot.DataError) as caught:
        ot.read_calendar(path)
    assert f"x.ics: {message}" in str(caught.value)


def test_all_faults_come_at_once(tmp_path):
    """All faults of a file are told together, up to fifty."""
    path = tmp_path / "x.ics"
    path.write_bytes(b"BEGIN:VCALENDAR\r\n" + b"bad line\r\n" * 70 + b"END:VCALENDAR\r\n")
    with pytest.raises(ot.DataError) as caught:
        ot.read_calendar(path)
    assert 50 == len(caught.value.problems)


def test_file_that_is_not_there_or_too_large(tmp_path, monkeypatch):
    """A file that cannot be read, or is larger than any calendar, is told."""
    with pytest.raises(ot.DataError, match=r"none.ics: cannot be read: No such file"):
        ot.read_calendar(tmp_path / "none.ics")
    with pytest.raises(ot.DataError, match="cannot be read: embedded null"):
        ot.read_calendar("a\0b")
    monkeypatch.setattr("osce_tracker.calendars.lines.SIZE_LIMIT", 10)
    path = tmp_path / "x.ics"
    path.write_bytes(b"BEGIN:VCALENDAR")
    with pytest.raises(ot.DataError, match="has 15 bytes; accepted: up to 10"):
        ot.read_calendar(path)


def test_what_icalendar_refuses_is_told_in_our_words(tmp_path, monkeypatch):
    """No error of icalendar comes out."""

    def refuse(*_args, **_options):
        raise ValueError("something inside")

    monkeypatch.setattr(icalendar.Event, "from_ical", refuse)
    with pytest.raises(ot.DataError, match="line 2: in the event that begins here, something inside"):
        read(tmp_path, *entry("DTSTART;VALUE=DATE:20250918"))


def test_other_line_ends_and_a_mark_are_read(tmp_path):
    """Files with LF or CR alone, with a byte order mark and in lower case are read."""
    lines = ["begin:vcalendar", *entry("DTSTART;VALUE=DATE:20250918"), "end:vcalendar", ""]
    for end in ("\n", "\r", "\r\n"):
        path = tmp_path / "x.ics"
        path.write_bytes(b"\xef\xbb\xbf" + end.join(lines).encode())
        assert ["Meeting"] == [event.title for event in ot.read_calendar(path).events]
