"""Calendar files of other programs: what becomes a draft, and what is listed as left out or supposed."""

import datetime as dt
import time
from pathlib import Path

import attrs
import icalendar
import pytest
import recurring_ical_events
import x_wr_timezone
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.calendars.read import read_calendar
from osce_tracker.calendars.text import plain_text
from osce_tracker.calendars.write import render_calendar, uid_of
from osce_tracker.errors import UsageError
from osce_tracker.model.events import EventStatus, KnownMeeting, Recess
from osce_tracker.model.occurrences import meetings_seen, pattern
from tests.calendars.files import GOOGLE, NEXTCLOUD, OUTLOOK, calendar, dates, entry, read, told, zone
from tests.strategies import a_commitment, a_series, an_event

DAY = "DTSTART;VALUE=DATE:20300502"
VIENNA = "DTSTART;TZID=Europe/Vienna:"


def days_of(series, last="2031-12-31"):
    """Return the days on which a series meets, up to a day."""
    off = meetings_seen(series)[1]
    days = pattern(series, ot.Period.between("1900-01-01", last))
    return [str(day) for day in days if not any(period.contains(day) for period in off)]


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
        "assumed: kind: conference; body: Permanent Council",
        "not imported: CATEGORIES 'Red category', CLASS, PRIORITY, VALARM, 3 X- properties",
    ] == told(drafts)
    assert {"line 23"} == {problem.path for problem in drafts.left}


def test_google():
    """Times in UTC are in the zone of the calendar; series with exceptions and moved meetings are read."""
    drafts = read(GOOGLE)
    assert [
        ("2025-07-10", "10:00", "11:30", "Europe/Vienna"),
        ("2025-07-25", "14:00", "16:00", "Europe/Vienna"),
        ("2025-07-28/2025-07-29", None, None, None),
    ] == dates(drafts)
    assert ["announced", "announced", "cancelled"] == [event.status for event in drafts.events]
    assert {"Missions in Vienna"} == {event.body for event in drafts.events}
    (series,) = drafts.series
    assert ("FREQ=WEEKLY;BYDAY=TH;WKST=MO", "2025-07-31", "10:00", "Europe/Vienna") == (
        series.rrule,
        str(series.until),
        series.start_time,
        series.timezone,
    )
    assert ["2025-07-03", "2025-07-10", "2025-07-31"] == days_of(series)
    assert ["not imported: DTEND, which a series can't hold"] == told(drafts, "not-carried")


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
    (source,) = event.sources
    assert ("https://example.org/meet", event.title, "example.org", "unknown") == (
        source.url,
        source.title,
        source.publisher,
        source.publisher_type,
    )
    assert [
        "not imported: 1 VTODO, because only events are",
        "not imported: STATUS 'TENTATIVE', VALARM",
    ] == told(drafts, "not-carried")


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
    lost = "not imported: ATTENDEE without a name, CATEGORIES 'Travel', CATEGORIES 'work'"
    assert [lost] == told(drafts, "not-carried")


def test_an_entry_that_says_nothing():
    """What a record needs and a calendar doesn't say is supposed, and listed."""
    drafts = read(calendar("BEGIN:VEVENT", DAY, "END:VEVENT"))
    (event,) = drafts.events
    assert ("untitled", "unknown", 3) == (event.title, event.body, len(event.dimensions))
    known = "politico-military, economic and environmental, human"
    assert [f"assumed: kind: conference; dimensions: {known}; body: unknown; title: untitled"] == told(drafts)


def test_what_the_caller_says_counts():
    """Body and zone of the caller are those of what the file leaves open."""
    text = calendar(entry(start="DTSTART:20300502T100000"))
    drafts = read(text, body="ODIHR", zone="Asia/Almaty")
    (event,) = drafts.events
    assert "ODIHR" == event.body
    assert [("2030-05-02", "10:00", None, "Asia/Almaty")] == dates(drafts)
    weekly = calendar(entry("RRULE:FREQ=WEEKLY", "CATEGORIES:human"))
    assert [] == told(read(weekly, body="ODIHR"))
    with pytest.raises(UsageError, match="Unknown time zone"):
        read(text, zone="Vienna")


def test_each_calendar_of_a_file_has_its_own_name():
    """Calendars that stand one after another are all read, each with its own name."""
    first = calendar(entry(uid="a"), head=["X-WR-CALNAME:First"])
    drafts = read(first + calendar(entry(uid="b"), head=["X-WR-CALNAME:Second"]))
    assert [("a", "First"), ("b", "Second")] == [(event.id, event.body) for event in drafts.events]


def test_an_entry_whose_end_is_missing():
    """It can't be read, and the next entry is."""
    drafts = read(calendar(entry(uid="cut").removesuffix("END:VEVENT"), entry(uid="next")))
    assert ["next"] == [event.id for event in drafts.events]
    assert [("line 4", "the event that begins here can't be read: its END is missing")] == [
        (problem.path, problem.message) for problem in drafts.left if problem.severity == "error"
    ]


def test_an_old_encoding_is_decoded():
    """A text in quoted-printable, which some programs still write, is read as people see it."""
    (event,) = read(calendar(entry("DESCRIPTION;ENCODING=QUOTED-PRINTABLE:S=C3=A9ance"))).events
    assert "Séance" == event.summary


#: Texts, and what people read.
TEXTS = {
    "Forum &amp\\; side events": "Forum & side events",
    "AT&T, 3 < 4 <programme> & co, <a@osce.org>": "AT&T, 3 < 4 <programme> & co, <a@osce.org>",
    "<p>One<br/>two</p><p>three&nbsp\\;four</p>": "One\ntwo\nthree four",
    "<style>p {}</style><div>a <b>b</b> c</div><!-- no -->": "a b c",
    '<a href="https://x.org/?a=1&amp\\;b=2">page</a>, <a href=https://y.org>https://y.org</a>': (
        "page (https://x.org/?a=1&b=2), https://y.org"
    ),
    '<p><a href="javascript:x">none</a> <a href="https://z.org">open</p>': "none open",
    "&#8364\\; &lt\\;b&gt\\; &nosuch\\;": "€ <b> &nosuch;",
}


def test_html_becomes_plain_text():
    """Tags and entities of HTML, in a text or instead of one, become plain text with addresses."""
    found = {text: read(calendar(entry(f"DESCRIPTION:{text}"))).events[0].summary for text in TEXTS}
    assert TEXTS == found
    line = "X-ALT-DESC;FMTTYPE=text/html:<html><body><p>Agenda</p></body></html>"
    assert "Agenda" == read(calendar(entry(line))).events[0].summary
    for sign in ("<!--", "<a ", "<a href=https://x ", "<", "<script>", "<a>", "<aaaa", "&#", "<p"):
        assert plain_text(sign * 20_000) is not None


def test_texts_that_are_not_folded():
    """A text goes on in lines that are not properties, with a word and a colon or not."""
    text = calendar(
        entry(
            "DESCRIPTION:On media\r\nNote: bring your pass, please\r\nhttps://x.org\r\nEnd",
            "URL:https://y.org",
        )
    )
    assert "On media\nNote: bring your pass, please\nhttps://x.org\nEnd" == read(text).events[0].summary


def test_encodings():
    """UTF-16 with a mark is read; other bytes are read as Western European, and that is listed."""
    text = calendar(entry("LOCATION:Zürich, Café"))
    assert "Zürich, Café" == read(text.encode("utf-16")).events[0].venue
    drafts = read(text.encode("latin-1"))
    assert "Zürich, Café" == drafts.events[0].venue
    message = "not imported: line 8 is not UTF-8 (byte 0xFC), so the file was read as Western European"
    assert message == drafts.left[0].message


def test_a_line_folded_within_a_letter():
    """Lines are folded after so many bytes, and a letter has up to four."""
    for letter in "é", "€", "\U0001f319":
        text = calendar(entry(f"LOCATION:Caf{letter} Zürich", "URL:")).encode()
        for place in range(1, len(letter.encode())):
            start = text.index(letter.encode()) + place
            drafts = read(text[:start] + b"\r\n " + text[start:])
            assert (f"Caf{letter} Zürich", []) == (drafts.events[0].venue, told(drafts, "not-carried"))


def test_a_title_is_one_line_and_what_is_said_twice_is_listed():
    """Of texts that stand twice the first counts."""
    drafts = read(calendar(entry("STATUS:CONFIRMED", "STATUS:CANCELLED")).replace("Seminar", r"A,\n B"))
    assert (["A, B"], ["not imported: STATUS but the first"]) == (
        [event.title for event in drafts.events],
        told(drafts, "not-carried"),
    )


def test_status_and_method():
    """A calendar that cancels cancels its events; what else they say and we don't take over is listed."""
    found = {
        method: read(calendar(entry(uid="a"), head=[f"METHOD:{method}"]))
        for method in ("CANCEL", "REQUEST", "REPLY")
    }
    assert ["cancelled", "announced", "announced"] == [drafts.events[0].status for drafts in found.values()]
    assert [[], [], ["not imported: METHOD 'REPLY'"]] == [
        told(drafts, "not-carried") for drafts in found.values()
    ]
    drafts = read(calendar(entry("STATUS:TENTATIVE", uid="a")))
    assert ["not imported: STATUS 'TENTATIVE'"] == told(drafts, "not-carried")


# Days, times and zones.

#: Start, other lines, then days, start, end and zone of the draft, and what is said to be lost.
TIMES = [
    (":20250918T080000", "", ("2025-09-18", None, None, None), "its time zone is not known"),
    (":20250918T080000", "DTEND:20250919T080000", ("2025-09-18/2025-09-19", None, None, None), "give zone="),
    (":20250918T080000", "DTEND:20250919T080000Z", ("2025-09-18/2025-09-19", None, None, None), "give zone="),
    (";TZID=Mars/Phobos:20250918T080000", "", ("2025-09-18", None, None, None), "nothing is known"),
    (":20250918T080000Z", "DTEND:20250918T093000Z", ("2025-09-18", "08:00", "09:30", "UTC"), None),
    (":20250918T080000Z", "DTEND:20250919T000000Z", ("2025-09-18", "08:00", None, "UTC"), None),
    (":20250918T080000Z", "DTEND:20250918T080000Z", ("2025-09-18", "08:00", None, "UTC"), None),
    (":20250918T080000Z", "DTEND:20250918T070000Z", ("2025-09-18", "08:00", None, "UTC"), "before the start"),
    (":20250918T080000Z", "DTEND:20250918T090000", ("2025-09-18", "08:00", "09:00", "UTC"), None),
    (":20250918T080000Z", "DTEND;VALUE=DATE:20250920", ("2025-09-18/2025-09-19", "08:00", None, "UTC"), None),
    # Half past two in the nights in which the clock changes: skipped, or there twice.
    (";TZID=Europe/Vienna:20250330T023000", "", ("2025-03-30", None, None, None), "skip or repeat"),
    (";TZID=Europe/Vienna:20301027T023000", "", ("2030-10-27", None, None, None), "skip or repeat"),
    (
        ";TZID=Europe/Vienna:20251026T010000",
        "DTEND;TZID=Europe/Vienna:20251026T023000",
        ("2025-10-26", "01:00", None, "Europe/Vienna"),
        "skip or repeat",
    ),
    # Hours are real ones, days are those of the calendar.
    (
        ";TZID=Europe/Vienna:20251025T220000",
        "DURATION:PT6H",
        ("2025-10-25/2025-10-26", "22:00", "03:00", "Europe/Vienna"),
        None,
    ),
    (
        ";TZID=Europe/Vienna:20251025T220000",
        "DURATION:P1D",
        ("2025-10-25/2025-10-26", "22:00", "22:00", "Europe/Vienna"),
        None,
    ),
    (";VALUE=DATE:20250918", "", ("2025-09-18", None, None, None), None),
    (":20250918", "", ("2025-09-18", None, None, None), None),
    (";VALUE=DATE:20250918", "DTEND;VALUE=DATE:20250918", ("2025-09-18", None, None, None), None),
    (";VALUE=DATE:20250918", "DTEND;VALUE=DATE:20250920", ("2025-09-18/2025-09-19", None, None, None), None),
    (";VALUE=DATE:20250918", "DTEND:20250920T000000", ("2025-09-18/2025-09-19", None, None, None), None),
    (";VALUE=DATE:20250918", "DURATION:P3D", ("2025-09-18/2025-09-20", None, None, None), None),
    (
        ";VALUE=DATE:20250918",
        "DTEND;VALUE=DATE:20250901",
        ("2025-09-18", None, None, None),
        "before the start",
    ),
    # Days in disguise.
    (
        ";VALUE=DATE:20250918T000000",
        "DTEND;VALUE=DATE:20250920T000000",
        ("2025-09-18/2025-09-19", None, None, None),
        None,
    ),
    (";VALUE=DATE;TZID=Europe/Vienna:20250918T000000Z", "", ("2025-09-18", None, None, None), None),
    (
        ";VALUE=DATE:20250917T220000Z",
        "DTEND;VALUE=DATE:20250919T220000Z",
        ("2025-09-18/2025-09-19", None, None, None),
        "from the closest midnight on",
    ),
    (
        ":20250917T220000Z",
        "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE\r\nDTEND:20250919T220000Z",
        ("2025-09-18/2025-09-19", None, None, None),
        "from the closest midnight on",
    ),
    (
        ";TZID=Europe/Vienna:20250918T000000",
        "X-FUNAMBOL-ALLDAY:1\r\nDTEND;TZID=Europe/Vienna:20250920T000000",
        ("2025-09-18/2025-09-19", None, None, None),
        None,
    ),
    (
        ";TZID=America/New_York:20250918T000000",
        "DTEND;TZID=America/New_York:20250919T000000",
        ("2025-09-18", None, None, None),
        "the time 00:00, because it lasts whole days",
    ),
    (
        ":20250918T000000Z",
        "DTEND:20250919T235959Z",
        ("2025-09-18/2025-09-19", None, None, None),
        "the time 00:00, because it lasts whole days",
    ),
    (":20250918T080000Z", "X-MICROSOFT-CDO-ALLDAYEVENT:FALSE", ("2025-09-18", "08:00", None, "UTC"), None),
]


def test_times():
    """Days and times are those of the file, or it is said what of them is lost."""
    wrong = []
    for start, more, expected, said in TIMES:
        drafts = read(calendar(entry(*filter(None, [more]), start=f"DTSTART{start}")), body="x")
        lost = told(drafts, "not-carried")
        if [expected] != dates(drafts) or bool(said) != bool(lost) or not all(said in m for m in lost):
            wrong.append((start, more, dates(drafts), lost))
    assert [] == wrong


def test_the_zone_of_the_calendar():
    """Times in UTC and times without a zone are in the zone of the calendar, or in that of the caller."""
    head = ["X-WR-TIMEZONE:Europe/Helsinki"]
    starts = {":20250731T213000Z": "2025-08-01 00:30", ":20250731T100000": "2025-07-31 10:00"}
    for start, expected in starts.items():
        (event,) = read(calendar(entry(start=f"DTSTART{start}"), head=head)).events
        assert (expected, "Europe/Helsinki") == (f"{event.when} {event.start_time}", event.timezone), start
    (event,) = read(calendar(entry(), head=head), zone="Europe/Vienna").events
    assert ("10:00", "Europe/Vienna") == (event.start_time, event.timezone)
    all_day = entry(
        "DTEND:20251205T230000Z", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE", start="DTSTART:20251203T230000Z"
    )
    for name in ("Europe/Vienna", "W. Europe Standard Time"):
        drafts = read(calendar(all_day, head=[f"X-WR-TIMEZONE:{name}"]))
        assert [("2025-12-04/2025-12-05", None, None, None)] == dates(drafts)
    drafts = read(calendar(entry(), head=["X-WR-TIMEZONE:Nowhere"]))
    assert ["not imported: X-WR-TIMEZONE 'Nowhere', an unknown zone"] == told(drafts, "not-carried")


#: Names of zones in files.
ZONES = {
    "localtime": None,
    "Europe/Vienna": "Europe/Vienna",
    "Russian Standard Time": "Europe/Moscow",
    "/freeassociation.sourceforge.net/Europe/Vienna": "Europe/Vienna",
    "/x/America/Argentina/Ushuaia": "America/Argentina/Ushuaia",
    '"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"': "Europe/Berlin",
    "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna": "Europe/Berlin",
    '"(GMT+02:00) Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius"': "Europe/Kiev",
    '"(UTC-05:00) Eastern Time (US & Canada)"': "America/New_York",
    "(UTC) Coordinated Universal Time": "UTC",
    "Etc/UTC": "UTC",
    "Custom": None,
    "(UTC+01:00) Nowhere": None,
    "../../etc/passwd": None,
    "/".join(["a"] * 300): None,
}


def test_names_of_zones():
    """Zones are known by their IANA name, that of Windows, the label of Outlook, or one with a path."""
    found = {}
    for name, expected in ZONES.items():
        drafts = read(calendar(entry(start=f"DTSTART;TZID={name}:20300502T100000")))
        (event,) = drafts.events
        assert bool(expected) == (not told(drafts, "not-carried")), name
        assert "2030-05-02" == str(event.when)
        found[name] = event.timezone
    assert ZONES == found


def described(*changes):
    """Return a zone with changes of the clock each year: its offset before and after, and the rule."""
    lines = []
    for before, after, rule in changes:
        kind = "DAYLIGHT" if after > before else "STANDARD"
        lines += [f"BEGIN:{kind}", "DTSTART:16010101T030000", f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}"]
        lines += [f"RRULE:{rule}", f"END:{kind}"]
    return "\r\n".join(["BEGIN:VTIMEZONE", "TZID:Custom", *lines, "END:VTIMEZONE"])


AUTUMN, SPRING = "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3"
EUROPE = described(("+0200", "+0100", AUTUMN), ("+0100", "+0200", SPRING.replace("BY", "BY"))).replace(
    "DTSTART:16010101T030000\r\nTZOFFSETFROM:+0100", "DTSTART:16010101T020000\r\nTZOFFSETFROM:+0100"
)
#: A description, the days and times of four weekly meetings at 10:00 from 16 October 2025, and the zone.
DESCRIBED = [
    (EUROPE, "Europe/Vienna", 1),
    (EUROPE.replace("TZID:Custom", "TZID:Custom\r\nX-LIC-LOCATION:Europe/Rome"), "Europe/Rome", 1),
    (zone("Custom"), "Etc/GMT+5", 1),
    (zone("Custom", "DTSTART:19700101T000000", "TZOFFSETFROM:+0530", "TZOFFSETTO:+0530"), "Asia/Calcutta", 1),
    # Clocks change on a day on which they change nowhere.
    (EUROPE.replace("-1SU;BYMONTH=10", "2TU;BYMONTH=10"), None, 1),
    (zone("Custom", "DTSTART:19700101T000000", "TZOFFSETFROM:+0107", "TZOFFSETTO:+0107"), None, 1),
    # Without a sign it could be one hour or ten.
    (zone("Custom", "DTSTART:19700101T000000", "TZOFFSETFROM:0100", "TZOFFSETTO:0100"), None, 1),
]


def test_zones_that_only_the_file_describes():
    """They are the IANA zone with the same rules; otherwise the meetings have their days without a time."""
    for part, expected, series in DESCRIBED:
        weekly = entry("RRULE:FREQ=WEEKLY;COUNT=4", start="DTSTART;TZID=Custom:20251016T100000")
        drafts = read(calendar(part, weekly))
        found = {(one.timezone, one.start_time) for one in (*drafts.series, *drafts.events)}
        assert (series, {(expected, expected and "10:00")}) == (len(drafts.series), found), part
        days = [str(event.when) for event in drafts.events] or days_of(drafts.series[0])
        assert ["2025-10-16", "2025-10-23", "2025-10-30", "2025-11-06"] == days
    years = (
        entry(start=f"DTSTART;TZID=Custom:{year}1016T100000", uid=f"u{year}") for year in range(1960, 2020)
    )
    zones = [when[3] for when in dates(read(calendar(zone("Custom"), *years)))]
    assert ["Etc/GMT+5"] * 50 + [None] * 10 == zones
    drafts = read(calendar(DESCRIBED[4][0], entry(start="DTSTART;TZID=Custom:20251016T100000")))
    assert ["not imported: the time 10:00, because nothing is known about its time zone 'Custom'"] == told(
        drafts, "not-carried"
    )


def test_a_description_says_nothing_about_other_files():
    """A name that one file describes is unknown in the next, and in another calendar of the same file."""
    start = "DTSTART;TZID=Office:20300502T100000"
    west, east = zone("Office"), zone("Office").replace("-0500", "+0500")
    text = (
        calendar(west, entry(start=start)) + calendar(east, entry(start=start)) + calendar(entry(start=start))
    )
    found = dates(read(text))
    assert ["Etc/GMT+5", "Etc/GMT-5", None] == [when[3] for when in found]


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
    # Before the meeting, at midnight before it, and on its day.
    (
        ["RRULE:FREQ=WEEKLY;UNTIL=20250925T075959Z"],
        f"{VIENNA}20250904T100000",
        ("FREQ=WEEKLY", "2025-09-24", []),
    ),
    (
        ["RRULE:FREQ=DAILY;UNTIL=20200429T000000"],
        f"{VIENNA}20200426T140000",
        ("FREQ=DAILY", "2020-04-28", []),
    ),
    (["RRULE:FREQ=DAILY;UNTIL=20200429"], f"{VIENNA}20200426T140000", ("FREQ=DAILY", "2020-04-29", [])),
    (["RRULE:FREQ=DAILY;UNTIL=20300504T000000Z"], DAY, ("FREQ=DAILY", "2030-05-04", [])),
    # A meeting half an hour after midnight, taken out in UTC, is off on its own day.
    (
        ["RRULE:FREQ=DAILY", "EXDATE:20300502T223000Z"],
        f"{VIENNA}20300501T003000",
        ("FREQ=DAILY", None, ["2030-05-03"]),
    ),
    # A day takes a meeting out, and so does its moment without a zone; nothing else does.
    (
        [
            "RRULE:FREQ=DAILY",
            "EXDATE;VALUE=DATE:20300503",
            "EXDATE:20300504T003000",
            "EXDATE:20300505T100000Z",
        ],
        f"{VIENNA}20300501T003000",
        ("FREQ=DAILY", None, ["2030-05-03", "2030-05-04"]),
    ),
    (["RRULE:FREQ=DAILY", "EXDATE;VALUE=DATE:", "EXDATE:", "RDATE:"], DAY, ("FREQ=DAILY", None, [])),
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


def test_an_end_in_utc_of_whole_days():
    """It is read in the zone of the calendar: Outlook writes the local midnight."""
    weekly = entry("RRULE:FREQ=WEEKLY;UNTIL=20300515T220000Z", start=DAY)
    (series,) = read(calendar(weekly, head=["X-WR-TIMEZONE:Europe/Vienna"])).series
    assert "2030-05-16" == str(series.until)


def test_the_meetings_of_two_rules_are_events():
    """A series has one rule. If two of the entry are equal, it has one."""
    lines = ["RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=2", "RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=2"]
    drafts = read(calendar(entry(*lines, start=f"{VIENNA}20250902T100000")))
    days = ["2025-09-02", "2025-09-04", "2025-09-09", "2025-09-11"]
    assert ((), days) == (drafts.series, [str(event.when) for event in drafts.events])
    drafts = read(calendar(entry(*lines[:1] * 2, start=f"{VIENNA}20250902T100000")))
    assert (1, ()) == (len(drafts.series), drafts.events)


def test_further_dates_are_events():
    """Each date beside a rule, or without one, is an event, unless it is taken out."""
    for rdate in ("RDATE;TZID=Europe/Vienna:20300507T140000", "RDATE;VALUE=PERIOD:20300507T120000Z/PT1H"):
        lines = [
            rdate,
            "RDATE;TZID=Europe/Vienna:20300508T140000",
            "EXDATE;TZID=Europe/Vienna:20300508T140000",
        ]
        drafts = read(calendar(entry(*lines, start=f"{VIENNA}20300502T140000")))
        assert ["2030-05-02", "2030-05-07"] == [str(event.when) for event in drafts.events]
        assert "14:00" == drafts.events[0].start_time
        drafts = read(calendar(entry("RRULE:FREQ=WEEKLY;COUNT=2", *lines, start=f"{VIENNA}20300502T140000")))
        assert ["2030-05-02", "2030-05-07", "2030-05-09"] == [str(event.when) for event in drafts.events]


def test_a_further_date_that_the_rule_gives_is_one_meeting():
    """On the same day at another hour there are two."""
    lines = (
        "RRULE:FREQ=WEEKLY;COUNT=2",
        "RDATE;TZID=Europe/Vienna:20300502T160000,20300509T140000",
        "RDATE:20300509T120000Z",
    )
    drafts = read(calendar(entry(*lines, start=f"{VIENNA}20300502T140000")))
    found = [when[:2] for when in dates(drafts)]
    assert [("2030-05-02", "14:00"), ("2030-05-02", "16:00"), ("2030-05-09", "14:00")] == found


def test_a_first_meeting_outside_the_rule_is_an_event():
    """It counts, although the rule doesn't give it."""
    drafts = read(calendar(entry("RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=2", start=DAY)))
    assert (["2030-05-02"], ["2030-05-06", "2030-05-13"]) == (
        [str(event.when) for event in drafts.events],
        days_of(drafts.series[0]),
    )


def test_meetings_of_several_days_are_events():
    """A yearly conference of twelve days keeps its length; without an end, ten years of it are read."""
    for rule, count in (("FREQ=YEARLY;COUNT=3", 3), ("FREQ=YEARLY", 10), ("FREQ=DAILY;INTERVAL=20", 100)):
        drafts = read(calendar(entry(f"RRULE:{rule}", "DTEND;VALUE=DATE:20300514", start=DAY)))
        assert (count, "2030-05-02/2030-05-13", ()) == (
            len(drafts.events),
            str(drafts.events[0].when),
            drafts.series,
        )
        cut = f"Only the first {count} are imported" in told(drafts, "not-carried")[0]
        assert cut == ("COUNT" not in rule), rule


def test_single_meetings_at_the_edges_of_the_calendar():
    """They are read up to the edge; without a zone, the day is."""
    for start, rule, days in (
        (
            "DTSTART:20300502T100000\r\nDTEND:20300504T110000",
            "FREQ=DAILY;INTERVAL=3;UNTIL=20300505T100000",
            2,
        ),
        ("DTSTART;VALUE=DATE:00010101\r\nDTEND;VALUE=DATE:00010103", "FREQ=DAILY;COUNT=2", 0),
        ("DTSTART;VALUE=DATE:99980101\r\nDTEND;VALUE=DATE:99980103", "FREQ=YEARLY;COUNT=2", 2),
        ("DTSTART:99981230T100000Z\r\nDTEND:99990101T100000Z", "FREQ=YEARLY;COUNT=2", 0),
    ):
        drafts = read(calendar(entry(f"RRULE:{rule}", start=start)))
        assert (days, ()) == (len(drafts.events), drafts.series), start
        assert (days == 0) == ("broken-entry" in {problem.code for problem in drafts.left}), start


def test_a_moved_meeting_is_off_on_its_own_old_day():
    """It is an event, and an exception of its series, once, in whichever order they stand."""
    main = entry("RRULE:FREQ=DAILY", "EXDATE:20300503T223000Z", start=f"{VIENNA}20300501T003000")
    moved = entry("RECURRENCE-ID:20300502T223000Z", start=f"{VIENNA}20300510T100000")
    off = entry("RECURRENCE-ID:20300505T223000Z", "STATUS:CANCELLED", start=f"{VIENNA}20300506T003000")
    gone = entry("RECURRENCE-ID:20300503T223000Z", start=f"{VIENNA}20300504T003000")
    for order in ([main, moved, off, gone], [gone, off, moved, main]):
        drafts = read(calendar(*order))
        assert ["2030-05-03", "2030-05-04", "2030-05-06"] == [
            str(r.since) for r in drafts.series[0].exceptions
        ]
        assert [("2030-05-06", "cancelled"), ("2030-05-10", "announced")] == [
            (str(event.when), event.status) for event in drafts.events
        ]
        assert ["left out, because EXDATE removes its meeting"] == [
            message for message in told(drafts, "not-carried") if "EXDATE" in message
        ]


def later(day, start, *lines):
    """Return an entry that moves all later meetings of a series."""
    return entry(
        f"RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Vienna:{day}", *lines, start=f"{VIENNA}{start}"
    )


#: The rule of a series from Wednesday, 3 September 2025, entries that move its later meetings, and the days
#: and times that then follow.
LATER = [
    (
        "FREQ=WEEKLY;COUNT=4",
        [later("20250917T100000", "20250917T150000")],
        ["2025-09-03 10:00", "2025-09-10 10:00", "2025-09-17 15:00", "2025-09-24 15:00"],
    ),
    (
        "FREQ=WEEKLY;COUNT=4",
        [later("20250917T100000", "20250917T150000").replace("THISANDFUTURE", "ThisAndFuture")],
        ["2025-09-03 10:00", "2025-09-10 10:00", "2025-09-17 15:00", "2025-09-24 15:00"],
    ),
    (
        "FREQ=WEEKLY;BYDAY=WE;UNTIL=20250924T080000Z",
        [later("20250917T100000", "20250918T100000")],
        ["2025-09-03 10:00", "2025-09-10 10:00", "2025-09-18 10:00", "2025-09-25 10:00"],
    ),
    (
        "FREQ=WEEKLY;COUNT=3",
        [later("20250903T100000", "20250903T120000")],
        ["2025-09-03 12:00", "2025-09-10 12:00", "2025-09-17 12:00"],
    ),
    # Neither is a rule of ours.
    (
        "FREQ=WEEKLY;BYDAY=WE,FR;COUNT=4",
        [later("20250910T100000", "20250911T100000")],
        ["2025-09-03 10:00", "2025-09-05 10:00", "2025-09-11 10:00", "2025-09-13 10:00"],
    ),
    (
        "FREQ=WEEKLY;COUNT=4",
        [later("20250910T100000", "20250910T110000"), later("20250917T100000", "20250917T150000")],
        ["2025-09-03 10:00", "2025-09-10 11:00", "2025-09-17 15:00", "2025-09-24 15:00"],
    ),
]


def test_later_meetings_that_move():
    """They are a second series, or events if no rule of ours gives them."""
    for rule, entries, expected in LATER:
        drafts = read(calendar(entry(f"RRULE:{rule}", start=f"{VIENNA}20250903T100000"), *entries))
        found = [f"{event.when} {event.start_time}" for event in drafts.events]
        found += [f"{day} {series.start_time}" for series in drafts.series for day in days_of(series)]
        assert expected == sorted(found), rule


def test_a_further_date_on_a_day_that_is_off():
    """A meeting at another hour takes place, although the usual one is left out."""
    lines = ["EXDATE;TZID=Europe/Vienna:20250910T100000", "RDATE;TZID=Europe/Vienna:20250910T150000"]
    drafts = read(calendar(entry("RRULE:FREQ=WEEKLY;COUNT=3", *lines, start=f"{VIENNA}20250903T100000")))
    found = [when[:2] for when in dates(drafts)]
    assert [("2025-09-03", "10:00"), ("2025-09-10", "15:00"), ("2025-09-17", "10:00")] == found


def test_a_move_of_earlier_meetings_moves_one():
    """RFC 5545 has no such range any more, so it is listed."""
    moved = later("20250910T100000", "20250910T150000").replace("FUTURE", "PRIOR")
    drafts = read(calendar(entry("RRULE:FREQ=WEEKLY;COUNT=3", start=f"{VIENNA}20250903T100000"), moved))
    assert ["2025-09-03", "2025-09-17"] == days_of(drafts.series[0])
    assert [("2025-09-10", "15:00", None, "Europe/Vienna")] == dates(drafts)
    assert "not imported: RANGE 'THISANDPRIOR'" in told(drafts, "not-carried")


def test_a_move_of_later_meetings_of_two_rules():
    """Neither rule says when the meetings are, so they are events."""
    rules = ["RRULE:FREQ=WEEKLY;COUNT=2", "RRULE:FREQ=DAILY;COUNT=2"]
    drafts = read(
        calendar(entry(*rules, start=f"{VIENNA}20250903T100000"), later("20250904T100000", "20250904T150000"))
    )
    assert ((), ["10:00", "15:00", "15:00"]) == (drafts.series, [event.start_time for event in drafts.events])


def test_a_cancelled_series_is_cancelled_meetings():
    """A series has no status, so each meeting is a cancelled event."""
    drafts = read(calendar(entry("RRULE:FREQ=DAILY;COUNT=3"), head=["METHOD:CANCEL"]))
    assert (["cancelled"] * 3, ()) == ([event.status for event in drafts.events], drafts.series)


#: Rules that are rejected before they are expanded.
BAD_RULES = [
    *(
        "FREQ=HOURLY",
        "FREQ=SECONDLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=-5",
        "FREQ=DAILY;BYMONTH=13",
    ),
    *("FREQ=DAILY;BYSETPOS=2", "FREQ=DAILY;BYMONTHDAY=30;BYMONTH=2;COUNT=2", "FREQ=MONTHLY;BYDAY=99MO"),
    *("FREQ=DAILY;INTERVAL=7;BYDAY=MO", "FREQ=DAILY;UNTIL=20200101", "RSCALE=CHINESE;FREQ=YEARLY", "garbage"),
    *("FREQ=DAILY;UNTIL=20300601;COUNT=3", "FREQ=DAILY;COUNT=100000"),
]


def test_rules_that_never_end_or_never_meet():
    """The first meeting is read, and it is said what is wrong with the rule."""
    for rule in BAD_RULES:
        drafts = read(calendar(entry(f"RRULE:{rule}")))
        assert (1, 0) == (len(drafts.events), len(drafts.series)), rule
        assert any("the rule; its first meeting is" in m for m in told(drafts, "not-carried")), rule
    drafts = read(
        calendar(entry("RRULE:FREQ=DAILY", "EXRULE:FREQ=WEEKLY"), later("20300503T100000", "20300503T110000"))
    )
    assert (2, 0) == (len(drafts.events), len(drafts.series))
    assert any("EXRULE removes meetings" in m for m in told(drafts, "not-carried"))


def test_too_many_single_meetings():
    """Beyond two thousand meetings of one file, the rest is listed."""
    entries = [entry("RRULE:FREQ=DAILY;INTERVAL=2", "DURATION:PT30H", uid=f"u{n}") for n in range(22)]
    drafts = read(calendar(*entries))
    assert 2_000 == len(drafts.events)
    assert ["Only the first 0 are imported" in m for m in told(drafts, "not-carried")][-1]


def test_meetings_that_are_not_listed_are_not_looked_for():
    """Once two thousand are listed, thousands of entries take no longer than their lines."""
    entries = [entry("RRULE:FREQ=DAILY", "DURATION:PT30H", uid=f"u{n}") for n in range(1_000)]
    started = time.process_time()
    drafts = read(calendar(*entries))
    assert time.process_time() - started < 8
    assert (2_000, 1_000) == (len(drafts.events), sum("Only the first" in m for m in told(drafts)))


def meetings_of(drafts, first, last):
    """Return days and titles of all meetings of drafts in some days."""
    found = {(event.when.first, event.title) for event in drafts.events if first <= event.when.first < last}
    for series in drafts.series:
        found |= {
            (dt.date.fromisoformat(day), series.title) for day in days_of(series, str(last - dt.timedelta(1)))
        }
    return {(day, title) for day, title in found if day >= first}


#: Calendars of the library's own tests that can't be compared: a rule that ends before it begins or counts to
#: -1, a broken rule, and more meetings than are listed one by one. The others differ only in which of several
#: versions of a moved meeting counts.
OTHERWISE = {
    *("issue_117_until_before_dtstart", "issue_128_only_first_event", "issue_75_range_parameter"),
    *("rdate", "rdate2"),
    *("bad_rrule_missing_until_event", "issue_148_edge_case_1", "issue_253_additional_recurrence_id"),
}


def test_real_calendars_have_the_meetings_that_another_library_finds():
    """Read here and expanded by recurring-ical-events, calendars of many programs have the same meetings."""
    folder = Path(recurring_ical_events.__file__).parent / "test" / "calendars"
    compared = 0
    for path in sorted(folder.glob("*.ics")):
        whole = x_wr_timezone.to_standard(icalendar.Calendar.from_ical(path.read_bytes()))
        starts = [part["DTSTART"].dt for part in whole.walk("VEVENT")]
        if starts and path.stem not in OTHERWISE:
            days = [start.date() if isinstance(start, dt.datetime) else start for start in starts]
            first, last = min(days), min(days) + dt.timedelta(days=700)
            theirs = set()
            for part in recurring_ical_events.of(whole).between(first, last):
                start = part["DTSTART"].dt
                day = start.date() if isinstance(start, dt.datetime) else start
                if first <= day < last:
                    theirs.add((day, str(part.get("SUMMARY", "untitled")).strip()))
            assert theirs == meetings_of(read_calendar(path), first, last), path.name
            compared += 1
    assert compared > 50


# Ids.


def test_events_of_one_uid_are_kept_apart():
    """Every event is kept, with an id of its own, and it is said which were called the same."""
    drafts = read(calendar(*(entry(uid=uid) for uid in ("a-2", "a", "a", "b", "b", "b"))))
    assert ["a", "a-2", "a-3", "b", "b-2", "b-3"] == sorted(event.id for event in drafts.events)
    assert 3 == len(told(drafts, "same-uid"))
    drafts = read(calendar(entry(uid="u" * 150 + "a"), entry(uid="u" * 150 + "b")))
    assert (2, []) == (len({event.id for event in drafts.events}), told(drafts, "same-uid"))


def test_the_latest_version_of_an_entry_counts():
    """An entry with a smaller SEQUENCE is listed, whichever comes first; so is that of a moved meeting."""
    old, young = entry("SEQUENCE:1", "LOCATION:Old"), entry("SEQUENCE:2", "LOCATION:New")
    for order in ([old, young], [young, old]):
        drafts = read(calendar(*order))
        assert ["New"] == [event.venue for event in drafts.events]
        assert ["is a later version" in m for m in told(drafts, "not-carried")] == [True]


def test_any_uid_gives_an_id():
    """A UID that is no id becomes one, always the same."""
    uids = ["", " ", "a b", "../../x", "ü", "x" * 5000, "{ABC}", "-a", "a\\nb", "1,2"]
    texts = [calendar(entry(uid=uid)) for uid in uids]
    ids = [read(text).events[0].id for text in texts]
    assert ids == [read(text).events[0].id for text in texts]
    # The first two say nothing, and stand on the same line.
    assert len(uids) - 1 == len(set(ids))


# A tracker to compare with.

EVENT = an_event(
    summary="Kept.",
    start_time="10:00",
    timezone="Europe/Vienna",
    note="Seen.",
    venue="Hofburg",
    city="Vienna",
)
OFF = an_event(status="cancelled")
LONG = an_event(when="2030-05-02/2030-05-04", start_time="10:00", timezone="Europe/Vienna")
ENDS = an_event(start_time="10:00", end_time="12:00", timezone="Europe/Vienna")
VAGUE = an_event(when="2030-05")
UTC = dt.UTC
#: A record, what was changed of its entry, what of the record is then different, and what is said of it.
CHANGES = [
    (EVENT, {"SUMMARY": "New title"}, {"title": "New title"}, "title: 'Seminar' is now 'New title'"),
    (OFF, {"SUMMARY": "Colloquium"}, {"title": "Colloquium"}, "title: 'Seminar' is now 'Colloquium'"),
    (
        OFF,
        {"SUMMARY": "Cancelled: Colloquium"},
        {"title": "Colloquium"},
        "title: 'Seminar' is now 'Colloquium'",
    ),
    (OFF, {"SUMMARY": "Seminar"}, {}, None),
    (EVENT, {"SUMMARY": None}, {}, None),
    (EVENT, {"STATUS": "CANCELLED"}, {"status": EventStatus.CANCELLED}, "status: held is now cancelled"),
    (OFF, {"STATUS": "CONFIRMED"}, {"status": EventStatus.ANNOUNCED}, "status: cancelled is now announced"),
    (EVENT, {"STATUS": "TENTATIVE"}, {}, None),
    (
        EVENT,
        {"CATEGORIES": ["politico-military", "x"]},
        {"dimensions": (ot.Dimension.POLITICO_MILITARY,)},
        "dimensions: now politico-military",
    ),
    (EVENT, {"CATEGORIES": ["x"]}, {}, None),
    (EVENT, {"LOCATION": "Melia, Vienna"}, {"venue": "Melia"}, "place: Hofburg, Vienna is now Melia, Vienna"),
    (
        EVENT,
        {"LOCATION": "Elsewhere"},
        {"venue": "Elsewhere", "city": None},
        "place: Hofburg, Vienna is now Elsewhere",
    ),
    (OFF, {"LOCATION": "Vienna"}, {"venue": "Vienna"}, "place: none is now Vienna"),
    # Moved as a whole, it still has no end that was recorded.
    (
        EVENT,
        {
            "DTSTART": dt.datetime(2030, 5, 9, 12, 30, tzinfo=UTC),
            "DTEND": dt.datetime(2030, 5, 9, 13, 30, tzinfo=UTC),
        },
        {"when": ot.Period("2030-05-09"), "start_time": "12:30", "timezone": "UTC"},
        "days and times: 2 May 2030, 10:00 to 11:00 Europe/Vienna is now 9 May 2030, 12:30 to 13:30 UTC",
    ),
    (
        EVENT,
        {"DTEND": dt.datetime(2030, 5, 2, 10, tzinfo=UTC)},
        {"end_time": "12:00"},
        "days and times: 2 May 2030, 10:00 to 11:00 Europe/Vienna is now 2 May 2030, 10:00 to 12:00",
    ),
    (EVENT, {"DTEND": None}, {}, None),
    (
        ENDS,
        {"DTEND": None},
        {"end_time": None},
        "days and times: 2 May 2030, 10:00 to 12:00 Europe/Vienna is now 2 May",
    ),
    (
        EVENT,
        {"DTSTART": dt.date(2030, 5, 9), "DTEND": None},
        {"when": ot.Period("2030-05-09"), "start_time": None},
        "days and times: 2 May 2030, 10:00 to 11:00 Europe/Vienna is now 9 May 2030",
    ),
    (
        VAGUE,
        {"SUMMARY": "Some time in May 2030: Talks"},
        {"title": "Talks"},
        "title: 'Seminar' is now 'Talks'",
    ),
    (
        VAGUE,
        {"DTSTART": dt.date(2030, 5, 9), "DTEND": dt.date(2030, 5, 10)},
        {"when": ot.Period("2030-05-09")},
        "days and times: May 2030 is now 9 May 2030",
    ),
    # The same moment in UTC is no change.
    (EVENT, {"DTSTART": dt.datetime(2030, 5, 2, 8, tzinfo=UTC)}, {}, None),
    (LONG, {}, {}, None),
    (
        a_series(venue="Hofburg"),
        {"SUMMARY": "Other", "LOCATION": "Melia"},
        {"title": "Other", "venue": "Melia"},
        "title:",
    ),
    (
        a_series(start_time="10:00", timezone="Europe/Vienna", rrule="FREQ=WEEKLY;COUNT=3"),
        {
            "DTSTART": dt.datetime(2030, 1, 3, 14, tzinfo=UTC),
            "DTEND": None,
            "RRULE": icalendar.vRecur(freq="weekly", count=3),
        },
        {"start_time": "14:00", "timezone": "UTC"},
        "time: 10:00 Europe/Vienna is now 14:00 UTC",
    ),
]


def ours(*records, **choice):
    """Return an export of ours as icalendar reads it, to be changed as a calendar program would."""
    return icalendar.Calendar.from_ical(render_calendar(ot.Tracker().with_records(*records), **choice))


def changed(record, **values):
    """Return the drafts of an export in which properties of the only entry were changed."""
    made = ours(record, series=True, vague=True)
    (found,) = made.walk("VEVENT")
    for name, value in values.items():
        found.pop(name, None)
        if value is not None:
            found.add(name, value)
    return read(made.to_ical(), tracker=ot.Tracker().with_records(record))


def test_changes_in_a_calendar_program_are_found():
    """What an entry says differently counts, all else is the record, and each change is listed."""
    wrong = []
    for record, values, taken, said in CHANGES:
        drafts = changed(record, **values)
        found = [*drafts.events, *drafts.series]
        messages = told(drafts)
        if (
            [attrs.evolve(record, **taken)] != found
            or bool(said) != bool(messages)
            or said not in (None, *(message[: len(said or "")] for message in messages))
        ):
            wrong.append((values, found, messages))
    assert [] == wrong


def test_days_of_a_series_that_differ():
    """A meeting that was left out or moved is an exception of the series; one more is listed."""
    series = a_series(
        rrule="FREQ=WEEKLY;COUNT=4",
        exceptions=[Recess(since="2030-01-24", until="2030-01-24", reason="Recess")],
    )
    made = ours(series, series=True)
    (found,) = made.walk("VEVENT")
    moved = found.copy()
    for name in ("RRULE", "EXDATE", "DTSTART", "DTEND"):
        moved.pop(name, None)
    moved.add("DTSTART", dt.date(2030, 1, 11))
    moved.add("RECURRENCE-ID", dt.date(2030, 1, 10))
    made.add_component(moved)
    found.pop("EXDATE")
    found.add("EXDATE", [dt.date(2030, 1, 17)])
    drafts = read(made.to_ical(), tracker=ot.Tracker(series=[series]))
    assert ["2030-01-24", "2030-01-10", "2030-01-17"] == [str(r.since) for r in drafts.series[0].exceptions]
    assert ["weekly-2030-01-10"] == [event.id for event in drafts.events]
    assert ["days: no longer 2030-01-10, 2030-01-17", "days: also 2030-01-24: not imported"] == told(
        drafts, "changed"
    )


def test_our_own_export_comes_back_equal(tracker):
    """Read with its tracker, an export of all records has no difference, whatever period it is of."""
    for period in (None, "2025-07"):
        drafts = read(
            render_calendar(tracker, series=True, due=True, vague=True, period=period), tracker=tracker
        )
        assert {"deadline"} == {problem.code for problem in drafts.left}
        assert all(tracker.events[event.id] == event for event in drafts.events)
        assert all(tracker.series[series.id] == series for series in drafts.series)
    assert len(tracker.series) > 2


def test_what_was_imported_is_found_again():
    """A calendar of another program, once imported, is matched by its UIDs, and what it lacks is kept."""
    drafts = read(GOOGLE)
    tracker = ot.Tracker().with_records(
        *(attrs.evolve(e, note="Mine.") for e in drafts.events), *drafts.series
    )
    again = read(GOOGLE.replace("Briefing", "Press briefing"), tracker=tracker)
    assert ["title: 'Briefing' is now 'Press briefing'"] == told(again)
    assert {"Mine."} == {event.note for event in again.events}
    assert drafts.series == again.series


def test_a_copied_entry_is_a_second_event():
    """A copy of an entry, as calendar programs make it, gives no two events of one id."""
    made = ours(an_event(), a_series(), series=True)
    made.subcomponents += made.walk("VEVENT")
    drafts = read(made.to_ical(), tracker=ot.Tracker(events=[an_event()], series=[a_series()]))
    assert ["seminar-2030", "seminar-2030-2"] == [event.id for event in drafts.events]
    assert (["weekly", "weekly-2"], 2) == ([one.id for one in drafts.series], len(told(drafts, "same-uid")))
    assert days_of(drafts.series[0]) == days_of(drafts.series[1])


def test_a_seen_meeting_is_part_of_its_series():
    """With the tracker it is its series; without, it is an event of its own."""
    known = KnownMeeting(number=7, date="2030-02-07", source_url="https://osce.org/7")
    tracker = ot.Tracker(series=[a_series(known_meetings=[known])])
    made = ours(*tracker.series, series=True)
    made.subcomponents = [part for part in made.subcomponents if "RRULE" not in part]
    drafts = read(made.to_ical(), tracker=tracker)
    assert ((), tracker.series.records, ()) == (drafts.events, drafts.series, drafts.left)
    assert ["Weekly meeting, No. 7"] == [event.title for event in read(made.to_ical()).events]
    assert uid_of("weekly#7") == read(made.to_ical()).events[0].id


def test_a_deadline_is_no_event():
    """An entry of the category Deadline, of our export or another, is listed, and is no event."""
    drafts = read(ours(a_commitment(due="2030-06"), due=True).to_ical())
    assert ((), ["a deadline, not an event: Due: Hold a seminar"]) == (drafts.events, told(drafts))
    assert () == read(calendar(entry("CATEGORIES:DEADLINE"))).events


# What can't be read.


def test_a_file_that_cannot_be_read(tmp_path):
    """A file that isn't there, a folder and a device give the error for data."""
    for path in (tmp_path / "none.ics", tmp_path, Path("/dev/zero")):
        with pytest.raises(ot.DataError, match="can't be read: ") as caught:
            read_calendar(path)
        assert ["unreadable-file"] == [problem.code for problem in caught.value.problems], path


ENTRIES = st.lists(
    st.sampled_from(
        [
            *((), ("RRULE:FREQ=DAILY;COUNT=3",), ("RRULE:FREQ=HOURLY",), ("RRULE:garbage",), ("DTEND:x",)),
            *(
                ("EXDATE:x",),
                ("STATUS:CANCELLED",),
                ("CATEGORIES:Deadline",),
                ("RECURRENCE-ID:20300502T080000Z",),
            ),
            *(
                ("RECURRENCE-ID;RANGE=THISANDFUTURE:20300503T080000Z",),
                ("RDATE:20300601T080000Z",),
                ("SEQUENCE:2",),
            ),
            *(
                ("DTSTART:20300503T080000Z",),
                ("RRULE:FREQ=DAILY", "DURATION:P3D"),
                ("BEGIN:VALARM", "END:VALARM"),
            ),
            *(("CATEGORIES;VALUE=BINARY;ENCODING=BASE64:HD",), ("UID:again",), ("SEQUENCE:x",)),
        ]
    ),
    max_size=5,
)


@given(ENTRIES, st.booleans())
def test_every_entry_is_a_draft_or_is_listed(entries, same):
    """Entries in = drafts + entries listed: none is lost without a word."""
    text = calendar(*(entry(*lines, uid="u" if same else f"u{n}") for n, lines in enumerate(entries)))
    drafts = read(text)
    lines = [number for number, line in enumerate(text.split("\r\n"), start=1) if line == "BEGIN:VEVENT"]
    listed = {
        problem.path
        for problem in drafts.left
        if problem.code in ("broken-entry", "deadline", "supposed", "not-carried", "same-uid")
    }
    assert {f"line {line}" for line in lines} <= listed
    unread = {
        p.path for p in drafts.left if p.code in ("broken-entry", "deadline") or "left out" in p.message
    }
    others = len(lines) - len(unread)
    assert len(drafts.events) + len(drafts.series) >= (others > 0)
    if not same:
        assert len({draft.id[:2] for draft in (*drafts.events, *drafts.series)}) == others
