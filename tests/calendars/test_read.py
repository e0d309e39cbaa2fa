"""Calendar files of other programs: what becomes a draft, and what is listed as left out or supposed."""

import datetime as dt

import attrs
import icalendar
import pytest

import osce_tracker as ot
from osce_tracker.calendars.write import render_calendar
from osce_tracker.errors import UsageError
from osce_tracker.model.events import EventStatus, KnownMeeting, Recess
from tests.calendars.files import GOOGLE, NEXTCLOUD, OUTLOOK, calendar, dates, entry, read, told, zone
from tests.strategies import a_commitment, a_series, an_event

DAY = "DTSTART;VALUE=DATE:20300502"


# Files of other programs.


def test_outlook():
    """Windows names of zones, escaped texts, people and categories are read; the rest is listed."""
    drafts = read(OUTLOOK)
    (event,) = drafts.events
    assert [("2025-07-03", "10:00", "12:00", "Europe/Berlin")] == dates(drafts)
    assert ("Special meeting; second part", "Hofburg, Neuer Saal", "Permanent Council") == (
        event.title,
        event.venue,
        event.body,
    )
    assert (["human"], ["Virtanen, Anna"]) == (list(event.dimensions), [p.name for p in event.participants])
    assert [
        "body: Permanent Council, as the organizer is called",
        "not carried over: CATEGORIES 'Red category', CLASS, PRIORITY, VALARM, 4 X- properties",
        "kind: conference, since a calendar does not say it",
    ] == told(drafts)
    assert {"line 23"} == {problem.path for problem in drafts.left}


def test_google():
    """Times in UTC, series with exceptions, moved meetings and all-day events are read."""
    drafts = read(GOOGLE)
    assert [
        ("2025-07-10", "08:00", "09:30", "UTC"),
        ("2025-07-25", "14:00", "16:00", "Europe/Vienna"),
        ("2025-07-28/2025-07-29", None, None, None),
    ] == dates(drafts)
    assert ["announced", "announced", "cancelled"] == [event.status for event in drafts.events]
    assert {"Missions in Vienna"} == {event.body for event in drafts.events}
    (series,) = drafts.series
    assert ("FREQ=WEEKLY;BYDAY=TH;WKST=MO", "2025-07-03", "2025-07-31", "10:00", "Europe/Vienna") == (
        series.rrule,
        str(series.dtstart),
        str(series.until),
        series.start_time,
        series.timezone,
    )
    assert ["2025-07-17", "2025-07-24"] == [str(recess.since) for recess in series.exceptions]
    assert ["not carried over into a series: DTEND, STATUS"] == told(drafts, "not-carried")


def test_nextcloud():
    """A zone that the file doesn't describe is known, and a night keeps both its days."""
    drafts = read(NEXTCLOUD)
    assert [
        ("2025-09-12/2025-09-13", "22:00", "01:30", "Europe/Vienna"),
        ("2025-09-15/2025-09-16", None, None, None),
    ] == dates(drafts)
    event = drafts.events[0]
    assert ("Séance de nuit — 🌙", "Présidence", ["Jean Dupont"]) == (
        event.title,
        event.body,
        [person.name for person in event.participants],
    )
    assert "Address in the calendar: https://example.org/meet" == event.note
    expected = ["1 VTODO not carried over: only events are", "not carried over: VALARM"]
    assert expected == told(drafts, "not-carried")


def test_other_line_ends_and_a_byte_order_mark_are_read():
    """Files with LF or CR alone, with a mark before them or in lower case are the same calendar."""
    lower = GOOGLE.replace("VCALENDAR", "vcalendar").replace("BEGIN:", "begin:")
    for text in (GOOGLE.replace("\r\n", "\n"), GOOGLE.replace("\r\n", "\r"), lower):
        assert read(GOOGLE).events == read(b"\xef\xbb\xbf" + text.encode()).events, text[:20]


def test_an_entry_that_says_everything_twice():
    """Lists in several lines, people without a name and words that are no dimension are told apart."""
    drafts = read(
        calendar(
            entry(
                "DURATION:PT90M",
                "CATEGORIES:Human dimension,Travel",
                "CATEGORIES:work",
                "ATTENDEE;CN=Kari J.:mailto:k@example.org",
                "ATTENDEE:mailto:nobody@example.org",
                "ATTENDEE;CN=Kari J.:mailto:k2@example.org",
                "DESCRIPTION:On media\\nfreedom",
                "STATUS:cancelled",
            )
        )
    )
    (event,) = drafts.events
    assert ("09:30", ["human"], "cancelled", "On media\nfreedom", ["Kari J."]) == (
        event.end_time,
        list(event.dimensions),
        event.status,
        event.summary,
        [person.name for person in event.participants],
    )
    lost = "not carried over: CATEGORIES 'Travel', CATEGORIES 'work', 1 ATTENDEE without a name"
    assert [lost] == told(drafts, "not-carried")


def test_an_entry_that_says_nothing():
    """What a record needs and a calendar doesn't say is supposed, and listed."""
    drafts = read(calendar("BEGIN:VEVENT", DAY, "END:VEVENT"))
    (event,) = drafts.events
    assert ("untitled", "unknown", 3) == (event.title, event.body, len(event.dimensions))
    assert [
        "dimensions: politico-military, economic and environmental, human, since no category names one",
        "body: unknown, as nobody is called",
        "title: untitled, since it has no SUMMARY",
        "kind: conference, since a calendar does not say it",
    ] == told(drafts)


def test_what_the_caller_says_counts():
    """Body, kind, dimensions and zone of the caller are those of what the file leaves open."""
    text = calendar(entry(start="DTSTART:20300502T100000"))
    drafts = read(text, body="ODIHR", kind="council meeting", dimensions=["HD"], zone="Asia/Almaty")
    (event,) = drafts.events
    assert ("ODIHR", "council meeting", ["human"]) == (event.body, event.kind.label, list(event.dimensions))
    assert [("2030-05-02", "10:00", None, "Asia/Almaty")] == dates(drafts)
    with pytest.raises(UsageError, match="Unknown time zone"):
        read(text, zone="Vienna")


def test_each_calendar_of_a_file_has_its_own_name():
    """Calendars that stand one after another are all read, each with its own name."""
    first = calendar(entry(uid="a"), head=["X-WR-CALNAME:First"])
    drafts = read(first + calendar(entry(uid="b"), head=["X-WR-CALNAME:Second"]))
    assert [("a", "First"), ("b", "Second")] == [(event.id, event.body) for event in drafts.events]


def test_events_inside_events_are_left():
    """An event inside another, for which RFC 5545 has no place, is listed as left out."""
    drafts = read(calendar(entry(entry(uid="inner"))))
    assert (1, ["not carried over: VEVENT"]) == (len(drafts.events), told(drafts, "not-carried"))


def test_an_old_encoding_is_decoded():
    """A text in quoted-printable, which some programs still write, is read as people see it."""
    (event,) = read(calendar(entry("DESCRIPTION;ENCODING=QUOTED-PRINTABLE:S=C3=A9ance"))).events
    assert "Séance" == event.summary


# Days, times and zones.

#: Start, end or duration, then days, start, end and zone of the draft, and what is said to be lost.
TIMES = [
    (":20250918T080000", "", ("2025-09-18", None, None, None), "since it has no time zone"),
    (":20250918T080000", ":20250919T080000", ("2025-09-18/2025-09-19", None, None, None), "give zone="),
    (";TZID=Mars/Phobos:20250918T080000", "", ("2025-09-18", None, None, None), "since nothing is known"),
    (":20250918T080000Z", ":20250918T093000Z", ("2025-09-18", "08:00", "09:30", "UTC"), None),
    (":20250918T080000Z", ":20250919T000000Z", ("2025-09-18", "08:00", None, "UTC"), None),
    (":20250918T080000Z", ":20250918T080000Z", ("2025-09-18", "08:00", None, "UTC"), None),
    (":20250918T080000Z", ":20250918T070000Z", ("2025-09-18", "08:00", None, "UTC"), "before the beginning"),
    (":20250918T080000Z", ":20250918T090000", ("2025-09-18", "08:00", "09:00", "UTC"), None),
    (":20250918T080000Z", ";VALUE=DATE:20250920", ("2025-09-18/2025-09-19", "08:00", None, "UTC"), None),
    (
        ";TZID=Asia/Tokyo:20250918T080000",
        ":99991231T230000Z",
        ("2025-09-18", "08:00", None, "Asia/Tokyo"),
        "which leaves the calendar",
    ),
    # Half past two in the nights in which the clock changes: skipped, or there twice.
    (";TZID=Europe/Vienna:20250330T023000", "", ("2025-03-30", "01:30", None, "UTC"), None),
    (";TZID=Europe/Vienna:20301027T023000", "", ("2030-10-27", "00:30", None, "UTC"), None),
    (
        ";TZID=Europe/Vienna:20251026T010000",
        ";TZID=Europe/Vienna:20251026T023000",
        ("2025-10-26", "01:00", None, "Europe/Vienna"),
        "does not have once",
    ),
    (";VALUE=DATE:20250918", "", ("2025-09-18", None, None, None), None),
    (";VALUE=DATE:20250918", ";VALUE=DATE:20250918", ("2025-09-18", None, None, None), None),
    (";VALUE=DATE:20250918", ";VALUE=DATE:20250920", ("2025-09-18/2025-09-19", None, None, None), None),
    (";VALUE=DATE:20250918", "DURATION:P3D", ("2025-09-18/2025-09-20", None, None, None), None),
    (";VALUE=DATE:20250918", ";VALUE=DATE:20250901", ("2025-09-18", None, None, None), "before the beg"),
    # Moments that leave the calendar in UTC, or when the duration is added.
    (
        ";TZID=Europe/Vienna:00010101T000000",
        "",
        ("0001-01-01", None, None, None),
        "no place in the calendar",
    ),
    (":20250918T080000Z", "DURATION:P3000000D", ("2025-09-18", "08:00", None, "UTC"), "leaves the calendar"),
]


def test_times():
    """Days and times are those of the file, or it is said what of them is lost."""
    wrong = []
    for start, end, expected, said in TIMES:
        more = [end if end.startswith("DURATION") else f"DTEND{end}"] if end else []
        drafts = read(calendar(entry(*more, start=f"DTSTART{start}")), body="x")
        lost = told(drafts, "not-carried")
        if [expected] != dates(drafts) or bool(said) != bool(lost) or not all(said in m for m in lost):
            wrong.append((start, end, dates(drafts), lost))
    assert [] == wrong


def test_names_of_zones():
    """Zones are known by their IANA name, that of Windows, one with a path, or what the file says of them."""
    names = {
        "Europe/Vienna": "Europe/Vienna",
        "Russian Standard Time": "Europe/Moscow",
        "/freeassociation.sourceforge.net/Europe/Vienna": "Europe/Vienna",
        "/x/America/Argentina/Ushuaia": "America/Argentina/Ushuaia",
        "Custom": None,
        "../../etc/passwd": None,
    }
    drafts = {name: read(calendar(entry(start=f"DTSTART;TZID={name}:20300502T100000"))) for name in names}
    assert names == {name: found.events[0].timezone for name, found in drafts.items()}
    assert any("'Custom'" in message for message in told(drafts["Custom"], "not-carried"))
    located = zone("Custom").replace("TZID:Custom", "TZID:Custom\r\nX-LIC-LOCATION:Asia/Tashkent")
    (event,) = read(calendar(located, entry(start="DTSTART;TZID=Custom:20300502T100000"))).events
    assert "Asia/Tashkent" == event.timezone
    head = ["X-WR-TIMEZONE:Europe/Vienna"]
    (event,) = read(calendar(entry(start="DTSTART:20300502T100000"), head=head)).events
    assert ("10:00", "Europe/Vienna") == (event.start_time, event.timezone)


def test_a_zone_that_only_the_file_knows():
    """Its times are given in UTC, and it says nothing about a zone of that name in another file."""
    start = "DTSTART;TZID=Office:20300502T100000"
    west, east = zone("Office"), zone("Office").replace("-0500", "+0500")
    drafts = read(calendar(west, entry(start=start)))
    assert [("2030-05-02", "15:00", None, "UTC")] == dates(drafts)
    assert ["'Office'; the time is given in UTC" in m for m in told(drafts, "not-carried")] == [True]
    assert [("2030-05-02", "05:00", None, "UTC")] == dates(read(calendar(east, entry(start=start))))
    assert [("2030-05-02", None, None, None)] == dates(read(calendar(entry(start=start))))


# Series.

#: Lines of a recurring entry, its start, and rule, end and days left out of the draft.
SERIES = [
    (["RRULE:FREQ=WEEKLY;BYDAY=TH"], DAY, ("FREQ=WEEKLY;BYDAY=TH", None, [])),
    # An end at midnight in New York, written in UTC as Google does, has no day more.
    (
        ["RRULE:FREQ=DAILY;UNTIL=20300504T035959Z"],
        "DTSTART;TZID=America/New_York:20300501T200000",
        ("FREQ=DAILY", "2030-05-03", []),
    ),
    # A last meeting before sunrise in Almaty is kept.
    (
        ["RRULE:FREQ=DAILY;UNTIL=20300502T193000Z"],
        "DTSTART;TZID=Asia/Almaty:20300501T003000",
        ("FREQ=DAILY", "2030-05-03", []),
    ),
    # A meeting half an hour after midnight, taken out in UTC, is off on its own day.
    (
        ["RRULE:FREQ=DAILY", "EXDATE:20300502T223000Z"],
        "DTSTART;TZID=Europe/Vienna:20300501T003000",
        ("FREQ=DAILY", None, ["2030-05-03"]),
    ),
    # A day that leaves the calendar in the zone of its series is the one that was written.
    (
        ["RRULE:FREQ=DAILY", "EXDATE:99991231T230000Z"],
        "DTSTART;TZID=Asia/Tokyo:20300501T080000",
        ("FREQ=DAILY", None, ["9999-12-31"]),
    ),
]


def test_series():
    """A recurring entry is a series whose days are those of its own zone."""
    wrong = []
    for lines, start, expected in SERIES:
        (found,) = read(calendar(entry(*lines, start=start))).series
        shown = (found.rrule, found.until and str(found.until), [str(r.since) for r in found.exceptions])
        if expected != shown:
            wrong.append((lines, start, shown))
    assert [] == wrong


def test_a_moved_meeting_is_off_on_its_own_old_day():
    """It is an event, and an exception of its series, once, in whichever order they stand."""
    start = "DTSTART;TZID=Europe/Vienna:20300501T003000"
    main = entry("RRULE:FREQ=DAILY", "EXDATE:20300502T223000Z", start=start)
    moved = entry("RECURRENCE-ID:20300502T223000Z", start="DTSTART;TZID=Europe/Vienna:20300504T100000")
    drafts = read(calendar(main, moved))
    assert ["2030-05-03"] == [str(recess.since) for recess in drafts.series[0].exceptions]
    assert [("2030-05-04", "10:00", None, "Europe/Vienna")] == dates(drafts)
    days = [entry("RRULE:FREQ=DAILY", start=DAY), entry("RECURRENCE-ID;VALUE=DATE:20300503", start=DAY)]
    assert read(calendar(*days)).series == read(calendar(*reversed(days))).series


def test_what_a_series_cannot_hold_is_told():
    """A rule inside a day leaves the first meeting; further days beside a rule are listed as lost."""
    drafts = read(calendar(entry("RRULE:FREQ=HOURLY")))
    assert (1, 0) == (len(drafts.events), len(drafts.series))
    assert ["RRULE; its first meeting is" in m for m in told(drafts, "not-carried")] == [True]
    drafts = read(calendar(entry("RRULE:FREQ=DAILY", "RDATE:20300601T080000Z")))
    assert ["RDATE" in message for message in told(drafts, "not-carried")] == [True]
    two = told(read(calendar(entry("RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"))))
    assert [] == [message for message in two if "object has no attribute" in message]


# Ids.


def test_events_of_one_uid_are_kept_apart():
    """Every event is kept, with an id of its own, and it is said which were called the same."""
    drafts = read(calendar(*(entry(uid=uid) for uid in ("a-2", "a", "a", "b", "b", "b"))))
    assert ["a", "a-2", "a-2-2", "b", "b-2", "b-3"] == sorted(event.id for event in drafts.events)
    assert 3 == len(told(drafts, "same-uid"))
    drafts = read(calendar(entry(uid="u" * 150 + "a"), entry(uid="u" * 150 + "b")))
    assert (2, []) == (len({event.id for event in drafts.events}), told(drafts, "same-uid"))


def test_any_uid_gives_an_id():
    """A UID that is no id becomes one, always the same."""
    uids = ["", " ", "a b", "../../x", "ü", "x" * 5000, "{ABC}", "-a", "a\\nb", "1,2"]
    texts = [calendar(entry(uid=uid)) for uid in uids]
    ids = [read(text).events[0].id for text in texts]
    assert ids == [read(text).events[0].id for text in texts]
    # The first two say nothing, and stand on the same line.
    assert len(uids) - 1 == len(set(ids))


# Our own export, changed in a calendar program since.


def ours(*records, **choice):
    """Return an export of ours as icalendar reads it, to be changed as a calendar program would."""
    return icalendar.Calendar.from_ical(render_calendar(ot.Tracker().with_records(*records), **choice))


def changed(record, **values):
    """Return the drafts of an export in which properties of the only entry were changed."""
    made = ours(record, series=True)
    (found,) = made.walk("VEVENT")
    for name, value in values.items():
        found.pop(name, None)
        if value is not None:
            found.add(name, value)
    return read(made.to_ical())


EVENT = an_event(summary="Kept.", start_time="10:00", timezone="Europe/Vienna", note="Seen.")
OFF = an_event(status="cancelled")
MOVED = {"when": ot.Period("2030-05-09"), "start_time": "12:30", "timezone": "UTC"}
#: A record, what was changed of its entry, what is taken over of that, and the property that is named.
CHANGES = [
    (EVENT, {"SUMMARY": "New title"}, {"title": "New title"}),
    (OFF, {"SUMMARY": "Colloquium"}, {"title": "Colloquium"}),
    (OFF, {"SUMMARY": "Cancelled: Colloquium"}, {"title": "Colloquium"}),
    (EVENT, {"SUMMARY": None}, {}),
    (EVENT, {"STATUS": "CANCELLED"}, {"status": EventStatus.CANCELLED}),
    (EVENT, {"STATUS": "TENTATIVE"}, {"status": EventStatus.ANNOUNCED}),
    (EVENT, {"CATEGORIES": ["politico-military", "x"]}, {"dimensions": (ot.Dimension.POLITICO_MILITARY,)}),
    (EVENT, {"CATEGORIES": ["x"]}, {}),
    (EVENT, {"LOCATION": "Elsewhere"}, {}),
    (EVENT, {"DTSTART": dt.datetime(2030, 5, 9, 12, 30, tzinfo=dt.UTC)}, MOVED),
    (EVENT, {"DTSTART": dt.date(2030, 5, 9)}, {"when": ot.Period("2030-05-09"), "start_time": None}),
    (a_series(), {"SUMMARY": "Other"}, {}),
]


def test_changes_in_a_calendar_program_are_taken_over():
    """What a person changed counts, all else is the record of our export, and each change is listed."""
    wrong = []
    for record, values, taken in CHANGES:
        drafts = changed(record, **values)
        what = "taken over" if taken else "not carried over"
        expected = [f"{name} was changed since our export: {what}" for name in values]
        found = [*drafts.events, *drafts.series]
        if ([attrs.evolve(record, **taken)], expected) != (found, told(drafts, "changed")):
            wrong.append((values, found, told(drafts)))
    assert [] == wrong


def test_other_ways_to_write_the_same_are_no_change():
    """The same moment in UTC, and exceptions each on a line of its own, change nothing."""
    drafts = changed(EVENT, DTSTART=dt.datetime(2030, 5, 2, 8, tzinfo=dt.UTC))
    assert ((EVENT,), ()) == (drafts.events, drafts.left)
    series = a_series(exceptions=[Recess(since="2030-02-01", until="2030-02-20", reason="Recess")])
    made = ours(series, series=True)
    (found,) = made.walk("VEVENT")
    for part in found.pop("EXDATE").dts:
        found.add("EXDATE", part.dt)
    drafts = read(made.to_ical())
    assert ((series,), 2, ()) == (drafts.series, len(found["EXDATE"]), drafts.left)


def test_a_copied_entry_is_a_second_event():
    """A copy of an entry, as calendar programs make it, gives no two events of one id."""
    made = ours(an_event(), a_series(), series=True)
    made.subcomponents += made.walk("VEVENT")
    drafts = read(made.to_ical())
    assert ["seminar-2030", "seminar-2030-2"] == [event.id for event in drafts.events]


def test_a_moved_meeting_of_our_series_is_not_lost():
    """A meeting moved in a calendar program, with its copy of the record, leaves the series as it was."""
    made = ours(a_series(), series=True)
    (found,) = made.walk("VEVENT")
    moved = found.copy()
    for name in ("RRULE", "DTSTART", "DTEND"):
        moved.pop(name)
    moved.add("DTSTART", dt.date(2030, 1, 4))
    moved.add("RECURRENCE-ID", dt.date(2030, 1, 3))
    made.add_component(moved)
    drafts = read(made.to_ical())
    assert [("weekly", ["2030-01-03"])] == [
        (one.id, [str(recess.since) for recess in one.exceptions]) for one in drafts.series
    ]
    assert ["2030-01-04"] == [str(event.when) for event in drafts.events]


def test_a_seen_meeting_is_part_of_its_series():
    """Without the series it is an event of its own."""
    known = KnownMeeting(number=7, date="2030-02-07", source_url="https://osce.org/7")
    made = ours(a_series(known_meetings=[known]), series=True)
    drafts = read(made.to_ical())
    assert (0, 1) == (len(drafts.events), len(drafts.series))
    made.subcomponents = [part for part in made.subcomponents if "RRULE" not in part]
    assert ["Weekly meeting, No. 7"] == [event.title for event in read(made.to_ical()).events]


def test_a_deadline_is_no_event():
    """A deadline of our export is listed, and is no event."""
    drafts = read(ours(a_commitment(due="2030-06"), due=True).to_ical())
    assert ((), ["a deadline, no event: Due: Hold a seminar"]) == (drafts.events, told(drafts))


# What can't be read.


def test_a_file_that_cannot_be_read(tmp_path):
    """A file that isn't there and a folder give the error for data."""
    for path in (tmp_path / "none.ics", tmp_path):
        with pytest.raises(ot.DataError, match="cannot be read: ") as caught:
            ot.read_calendar(path)
        assert ["unreadable-file"] == [problem.code for problem in caught.value.problems], path


def test_every_fault_is_told_with_its_line():
    """Faults of several events are told together, and none of the calendar is read."""
    bad = entry(start="DTSTART:garbage")
    with pytest.raises(ot.DataError) as caught:
        read(calendar(bad, entry(), bad))
    assert ["line 4", "line 14"] == [problem.path for problem in caught.value.problems]
    assert "calendar.ics: line 4: in the event that begins here, DTSTART" in str(caught.value)
