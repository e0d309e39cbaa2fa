"""Calendar files with hostile texts, odd values and broken lines: a sound result or a plain error."""

import re

import attrs
import ics
import pytest
import vobject
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.calendars.write import render_calendar
from osce_tracker.model.events import KnownMeeting, Recess
from tests import strategies
from tests.calendars.files import GOOGLE, calendar, dates, entry, read, zone
from tests.strategies import NASTY, a_commitment, a_series, an_event

PROPERTIES = {
    *("BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "X-WR-CALNAME", "X-WR-CALDESC"),
    *("TZID", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO", "RDATE", "UID", "DTSTAMP", "SEQUENCE", "TRANSP"),
    *("SUMMARY", "DTSTART", "DTEND", "LOCATION", "CATEGORIES", "STATUS", "DESCRIPTION", "URL", "RRULE"),
    *("EXDATE", "RELATED-TO", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"),
}
COMPONENTS = {"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"}
WHOLE = {"series": True, "due": True, "vague": True}
START = "DTSTART:20300502T080000Z"


def _outcome(data, **given):
    """Return ``drafts``, ``error`` for a DataError that names a line for every fault, or its message."""
    try:
        read(data, **given)
    except ot.DataError as error:
        without = [problem for problem in error.problems if not problem.path.startswith("line ")]
        return f"no line: {without[0]}" if without or not error.problems else "error"
    return "drafts"


def _lines(text):
    """Return the content lines of a calendar, unfolded."""
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def _texts(text, name):
    """Return the values of a property of the events, unescaped by the few rules of RFC 5545."""
    found = [line.partition(":")[2] for line in _lines(text) if re.match(rf"{name}[;:]", line)]
    signs = {r"\n": "\n", r"\N": "\n", r"\,": ",", r"\;": ";", r"\\": "\\"}
    return [re.sub(r"\\.", lambda sign: signs[sign[0]], value) for value in found]


def _id(record):
    return record.id


@pytest.mark.parametrize("line", ["X-WR-CALNAME;VALUE=TEXT,DATE:Mine", "X-ODD;VALUE=A,B:1"])
def test_head_that_icalendar_cannot_read_spoils_no_entry(line):
    """Entries are read whatever their calendar or time zone says of itself, and the fault is listed."""
    described = f"BEGIN:VTIMEZONE\r\nTZID:Mine\r\n{line}\r\nEND:VTIMEZONE"
    timed = entry(uid="b", start="DTSTART;TZID=Mine:20300502T100000")
    drafts = read(calendar(line, described, entry(uid="a"), timed))
    assert ["a", "b"] == sorted(event.id for event in drafts.events)
    assert any("what VCALENDAR says about itself" in problem.message for problem in drafts.left)


# Our own export, with any text everywhere.


def _timed_series(series, timed):
    clock = {"start_time": "09:30", "timezone": "Europe/Helsinki"} if timed else {}
    return attrs.evolve(series, **clock)


series_lists = st.lists(st.builds(_timed_series, strategies.series, st.booleans()), unique_by=_id, max_size=1)
#: A whole tracker takes long to draw, and longer to shrink.
fewer = settings(max_examples=12, phases=[Phase.explicit, Phase.generate])
trackers = st.builds(
    ot.Tracker,
    commitments=st.lists(strategies.commitments, unique_by=_id, max_size=1),
    events=st.lists(strategies.events, unique_by=_id, max_size=2),
    series=series_lists,
    edition=st.none() | strategies.editions,
)
TEXTS = [
    *NASTY,
    "a\r\nBEGIN:VEVENT\r\nSUMMARY:evil\r\nEND:VEVENT\r\n",
    "a\u2028ATTACH:evil\u2029\x85ATTACH:evil\x0b\x0c\x1c\x1d\x1e",
    "\\n \\, \\; \\\\ \\\\n \\",
    " x" * 200 + "ä€😀" * 50,
    "END:VCALENDAR",
    "\ufeffx\x7f",
    "\t x \t",
]


def _with_text(number, text):
    """Return records with a text wherever they may have one."""
    return (
        a_commitment(f"C-{number}", title=text, text=text, criterion=text, due="2030-06-30", note=text),
        an_event(
            f"e-{number}",
            title=text,
            body=text,
            venue=text,
            city=text,
            summary=text,
            outcome=text,
            note=text,
        ),
        an_event(
            f"off-{number}", title=text, status="cancelled", start_time="09:00", timezone="Europe/Vienna"
        ),
        an_event(f"vague-{number}", title=text, when="2030-Q2"),
        a_series(f"s-{number}", title=text, body=text, venue=text, note=text),
    )


#: All the worst texts, each in records of its own.
NASTY_TRACKER = ot.Tracker().with_records(*(r for n, text in enumerate(TEXTS) for r in _with_text(n, text)))
#: A series whose first days are a recess, so that its entry begins later than it does.
RECESS = ot.Tracker(
    events=[an_event()],
    series=[
        a_series(
            start_time="09:30",
            timezone="Europe/Helsinki",
            exceptions=[Recess(since="2030-01-01", until="2030-02-01", reason="Recess.")],
        )
    ],
)


@fewer
@example(NASTY_TRACKER)
@given(trackers)
def test_an_export_is_a_sound_calendar(tracker):
    """Whatever the texts hold, lines, properties and components are those of RFC 5545 and of our data."""
    text = render_calendar(tracker, **WHOLE)
    assert "" == text.rpartition("\r\n")[2]
    folded = text.replace("\r\n", "")
    assert [] == re.findall(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", folded)
    assert [] == [line for line in text.split("\r\n") if len(line.encode()) > 75]
    lines = _lines(text)
    names = {re.split("[;:]", line)[0] for line in lines}
    assert set() == names - PROPERTIES
    begun = sorted(line[6:] for line in lines if line.startswith("BEGIN:"))
    ended = sorted(line[4:] for line in lines if line.startswith("END:"))
    assert (begun, set()) == (ended, set(begun) - COMPONENTS)
    parts = re.findall(r"(?ms)^BEGIN:VEVENT$(.*?)^END:VEVENT$", "\n".join(lines))
    needed = ("UID", "DTSTAMP", "DTSTART", "SUMMARY")
    counts = [[len(re.findall(rf"(?m)^{name}[;:]", part)) for name in needed] for part in parts]
    assert [[1, 1, 1, 1]] * len(parts) == counts
    uids = _texts(text, "UID")
    assert len(uids) == len(set(uids))


@fewer
@example(NASTY_TRACKER)
@example(RECESS)
@given(trackers)
def test_an_export_comes_back_equal(tracker):
    """Read with its tracker, every entry is the record it came from, and nothing counts as changed."""
    text = render_calendar(tracker, **WHOLE)
    drafts = read(text, tracker=tracker)
    assert sorted(tracker.events.records, key=_id) == sorted(drafts.events, key=_id)
    kept = [one for one in tracker.series if one.id in {found.id for found in drafts.series}]
    expected = sum(line.startswith("SUMMARY:Expected: ") for line in _lines(text))
    assert sorted(kept, key=_id) == sorted(drafts.series, key=_id)
    assert len(kept) >= expected
    assert [] == [problem for problem in drafts.left if problem.code != "deadline"]


@fewer
@example(NASTY_TRACKER)
@given(trackers)
def test_other_libraries_read_the_same_titles(tracker):
    """Two libraries of other makes than ours, vobject and ics, read the same entries."""
    text = render_calendar(tracker, **WHOLE)
    titles = _texts(text, "SUMMARY")
    read_by_vobject = vobject.readOne(text).contents.get("vevent", [])
    assert titles == [event.summary.value for event in read_by_vobject]
    # Two backslashes before an n are more than ics 0.7 can read.
    if not any("\\n" in title for title in titles):
        assert sorted(titles) == sorted(event.name for event in ics.Calendar(text).events)


def test_nasty_texts_add_nothing():
    """Every record has its one entry: a text that looks like lines of a calendar adds none."""
    text = render_calendar(NASTY_TRACKER, **WHOLE)
    drafts = read(text, tracker=NASTY_TRACKER)
    assert (5 * len(TEXTS), {"deadline"}) == (
        _lines(text).count("BEGIN:VEVENT"),
        {problem.code for problem in drafts.left},
    )
    readable = NASTY_TRACKER.events.where().records
    plain = ot.Tracker(events=[event for event in readable if "\\n" not in event.title])
    text = render_calendar(plain, **WHOLE)
    assert sorted(_texts(text, "SUMMARY")) == sorted(event.name for event in ics.Calendar(text).events)


def test_the_texts_of_an_edition_stay_inside_their_properties():
    """Name, title and version of a data set can't break the calendar that is made of it."""
    for text in ("a\r\nBEGIN:VEVENT", "a\x85b", "a, b; c\\n", *NASTY):
        edition = ot.Edition(name=text, title=text, version=text, compiled="2030-01-01")
        tracker = ot.Tracker(events=[an_event(title="Plain")], edition=edition)
        assert ["Plain"] == [event.title for event in read(render_calendar(tracker)).events], text


def test_an_event_and_a_series_of_one_id_have_two_uids():
    """UIDs differ in one file even where an event and a series are called the same."""
    tracker = ot.Tracker(events=[an_event("same")], series=[a_series("same")])
    assert 2 == len(set(_texts(render_calendar(tracker, **WHOLE), "UID")))


LAST = {"start_time": "10:00", "timezone": "Europe/Vienna"}
MEETING = KnownMeeting(number=1, date="9999-12-31", source_url="https://example.org/1")
#: Records at the end of the calendar, in odd zones, and with odd rules.
ODD = [
    *(an_event(when=when) for when in ("9999-12-31", "9999-12", "9999", "9998-01-01/9999-12-31")),
    an_event(when="9999-12-30/9999-12-31", **LAST),
    a_series(rrule="FREQ=YEARLY", known_meetings=[MEETING]),
    *(
        an_event(start_time="10:00", end_time="11:30", timezone=name)
        for name in ("UTC", "GMT", "Etc/GMT+5", "America/St_Johns", "Asia/Kathmandu")
    ),
    *(
        a_series(rrule=rule, start_time="23:30", timezone="America/New_York")
        for rule in (
            "FREQ=WEEKLY;COUNT=3",
            "FREQ=WEEKLY;UNTIL=20300301",
            "FREQ=DAILY;INTERVAL=99999999",
            "FREQ=MONTHLY;BYDAY=-1TH;BYSETPOS=1",
            "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=-1",
        )
    ),
]


def test_odd_days_zones_and_rules_come_back():
    """The last day of the calendar, which none follows, and every zone and rule survive an export."""
    trackers = [ot.Tracker().with_records(record) for record in ODD]
    found = [read(render_calendar(tracker, **WHOLE), tracker=tracker) for tracker in trackers]
    assert ODD == [record for drafts in found for record in (*drafts.events, *drafts.series)]
    tracker = ot.Tracker(commitments=[a_commitment(due="9999-12-31")])
    assert ["Due: Hold a seminar"] == _texts(render_calendar(tracker, due=True), "SUMMARY")


# Our own export, broken by others.

OWN_TRACKER = ot.Tracker(
    events=[an_event(status="cancelled", start_time="10:00", timezone="Europe/Vienna", note="Seen.")],
    series=[a_series()],
)
OWN = render_calendar(OWN_TRACKER, series=True).replace("\r\n ", "")
OWN_START = "DTSTART;TZID=Europe/Vienna:20300502T100000"


def _changed(old, new):
    assert old in OWN
    return OWN.replace(old, new, 1)


def test_hostile_times_in_our_own_export():
    """Times that a record can't hold break no reading of our own export."""
    times = [
        "DTSTART;TZID=Europe/Vienna:00010101T000000",
        "DTSTART;TZID=America/New_York:99991231T235900",
        "DTSTART;VALUE=DATE:99991231",
        "DTSTART:20300502T100000",
        "DTSTART;TZID=Europe/Vienna:20300331T023000",
        "DTSTART;VALUE=TIME:100000",
        "DTSTART;VALUE=PERIOD:20300502T100000Z/PT1H",
        "DTSTART;VALUE=DURATION:PT1H",
        "DTSTART;TZID=Nowhere/Else:20300502T100000",
        f"{OWN_START}\r\nDTEND:20300502T120000Z\r\nDTEND:20300502T130000Z",
        f"{OWN_START}\r\nDTEND:19300502T120000Z",
        f"{OWN_START}\r\nDURATION:P3000000D",
        f"{OWN_START}\r\nDURATION:-PT1H",
    ]
    outcomes = {value: _outcome(_changed(OWN_START, value), tracker=OWN_TRACKER) for value in times}
    assert {} == {value: found for value, found in outcomes.items() if found not in ("drafts", "error")}


# Hostile values.

#: Lines of an event, and its start.
EVENTS = [
    # Times that a zone does not have, has twice, or that leave the calendar.
    ((), "DTSTART;TZID=America/New_York:99991231T235900"),
    ((), "DTSTART;VALUE=DATE:00010101"),
    ((), "DTSTART;VALUE=DATE:99991231"),
    (("DTEND;VALUE=DATE:99991231",), "DTSTART;VALUE=DATE:00010101"),
    (("DTEND;TZID=Europe/Vienna:00010101T000000",), START),
    (("DTEND;TZID=America/New_York:99991231T235900",), START),
    (("DTEND:00010101T000000Z",), "DTSTART;TZID=America/New_York:20300502T080000"),
    (("DURATION:P3000000D",), "DTSTART;VALUE=DATE:20300502"),
    (("DURATION:-P3000000D",), "DTSTART;VALUE=DATE:20300502"),
    (("DURATION:-PT1H",), START),
    (("DURATION:PT1H",), "DTSTART;VALUE=DATE:20300502"),
    # Values of another type than the property has.
    ((), "DTSTART;VALUE=TIME:080000"),
    ((), "DTSTART;VALUE=PERIOD:20300502T080000Z/PT1H"),
    ((), "DTSTART;VALUE=DURATION:PT1H"),
    ((), "DTSTART;VALUE=TEXT:20300502"),
    (("DTEND;VALUE=TIME:090000",), START),
    (("DTEND;VALUE=PERIOD:20300502T080000Z/PT1H",), START),
    (("DTEND;VALUE=DURATION:PT1H",), START),
    (("DTEND;VALUE=TEXT:x",), START),
    (("DTEND;VALUE=INTEGER:1",), "DTSTART;VALUE=DATE:20300502"),
    (("DURATION;VALUE=TEXT:x",), START),
    (("RECURRENCE-ID;VALUE=PERIOD:20300502T080000Z/PT1H",), START),
    (("RECURRENCE-ID;VALUE=TIME:080000",), START),
    (("RRULE:FREQ=DAILY", "EXDATE;VALUE=PERIOD:20300502T080000Z/PT1H"), START),
    (("CATEGORIES;VALUE=INTEGER:3",), START),
    # Properties that stand twice.
    (("DTEND:20300502T090000Z", "DTEND:20300502T100000Z"), START),
    (("DURATION:PT1H", "DURATION:PT2H"), START),
    (("UID:a", "UID:b"), START),
    (("SUMMARY:a", "SUMMARY:b"), START),
    (("STATUS:CANCELLED", "STATUS:x"), START),
    (("RECURRENCE-ID:20300502T080000Z", "RECURRENCE-ID:20300502T080000Z"), START),
    # Rules.
    (("RRULE:",), START),
    (("RRULE:garbage",), START),
    (("RRULE:FREQ=DAILY;INTERVAL=0",), START),
    (("RRULE:FREQ=DAILY;UNTIL=20200101",), START),
    (("RRULE:FREQ=DAILY;UNTIL=20300601;COUNT=3",), START),
    (("RRULE:RSCALE=CHINESE;FREQ=YEARLY",), START),
    (("RRULE:FREQ=YEARLY;BYYEARDAY=" + ",".join(["1"] * 20_000),), START),
    (("RRULE:FREQ=DAILY", "EXDATE:99991231T235959Z"), "DTSTART:00010101T000000Z"),
    # Texts.
    (("DESCRIPTION;ENCODING=BASE64;VALUE=BINARY:!!!",), START),
    (("DESCRIPTION:a\x00b\x1b[2J",), START),
    (("DESCRIPTION:a\u2028b\x85c\x0bd\x0ce\x1cf",), START),
    (('DESCRIPTION;LANGUAGE="a\x01b":x',), START),
    (("ORGANIZER;CN=A,B:x", "ATTENDEE;CN=A,B:x", 'ATTENDEE;CN="":x'), START),
    (("ORGANIZER;CN=\u200b:x", "ATTENDEE;CN=\u200b:x"), START),
    # Other parts.
    (("BEGIN:VALARM", "TRIGGER:x", "END:VALARM"), START),
    (("BEGIN:X-A", "X:y", "END:X-A"), START),
    (("BEGIN;X=1:VALARM", "END:VALARM"), START),
    (("BEGIN: VEVENT", "END: VEVENT"), START),
    (("BEGIN:VEVENT ", "END:VEVENT "), START),
]
#: Other parts of a calendar, broken.
PARTS = [
    "BEGIN:VTODO\r\nDUE:x\r\nEND:VTODO",
    "BEGIN:VJOURNAL\r\nDTSTART:x\r\nEND:VJOURNAL",
    "BEGIN:VFREEBUSY\r\nFREEBUSY:x\r\nEND:VFREEBUSY",
    "BEGIN:VTIMEZONE\r\nEND:VTIMEZONE",
    "BEGIN:VTIMEZONE\r\nTZID:Empty Zone\r\nEND:VTIMEZONE",
    "REFRESH-INTERVAL;VALUE=DURATION:x",
]


def test_hostile_events_give_drafts_or_an_error():
    """No value of an event, and no broken part beside it, brings out another exception."""
    files = [calendar(entry(*lines, start=start)) for lines, start in EVENTS]
    files += [calendar(part, entry()) for part in PARTS]
    # Thousands of parts inside each other.
    files.append(calendar(*["BEGIN:VEVENT\r\nUID:a\r\n" + START] * 1500, *["END:VEVENT"] * 1500))
    outcomes = [(_outcome(text), text[50:250]) for text in files]
    assert [] == [found for found in outcomes if found[0] not in ("drafts", "error")]


OFFSETS = ("TZOFFSETFROM:+0100", "TZOFFSETTO:+0100")
#: Descriptions of time zones that are broken, or at an edge of the calendar.
ZONES = [
    ("DTSTART:x", *OFFSETS),
    ("DTSTART:19700101T000000", "TZOFFSETFROM:x", "TZOFFSETTO:+9900"),
    ("DTSTART:19700101T000000",),
    OFFSETS,
    ("DTSTART:19700101T000000", *OFFSETS, "RRULE:x"),
    ("DTSTART:19700101T000000", *OFFSETS, "RRULE:FREQ=SECONDLY"),
    ("DTSTART:19700101T000000", *OFFSETS, "TZOFFSETTO:+0200"),
    ("DTSTART:19700101T000000", *OFFSETS, "RDATE;VALUE=PERIOD:19700101T000000Z/PT1H"),
    ("DTSTART:19700101T000000", "TZOFFSETFROM:+0500", "TZOFFSETTO:+0500"),
    ("DTSTART:19700101T000000", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0500"),
]


def test_hostile_zones_give_drafts_or_an_error():
    """A description of a zone that is broken is refused with its line, or passed over."""
    wrong = []
    for lines in ZONES:
        for moment in ("20300502T100000", "00010101T000000", "99991231T235959"):
            found = _outcome(calendar(zone("Odd", *lines), entry(start=f"DTSTART;TZID=Odd:{moment}")))
            if found not in ("drafts", "error"):
                wrong.append((lines, moment, found))
    assert [] == wrong


def test_odd_names_of_zones_are_unknown_zones():
    """A name that is a folder, leaves it, is too long, or is no name at all keeps the day."""
    names = ("Europe", "a" * 4000, "../../etc/passwd", "", " ", ".", "/", "Europe/Vienna/", "Europe//Vienna")
    found = {}
    for name in names:
        named = read(calendar(entry(start=f"DTSTART;TZID={name}:20300502T100000")))
        headed = read(calendar(entry(start="DTSTART:20300502T100000"), head=[f"X-WR-TIMEZONE:{name}"]))
        found[name] = dates(named)[0][0], dates(headed)[0][0]
    assert dict.fromkeys(names, ("2030-05-02", "2030-05-02")) == found


LINES = st.builds(
    "{}{}:{}".format,
    st.sampled_from(
        [
            *("DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RDATE", "RECURRENCE-ID", "UID", "SUMMARY"),
            *("CATEGORIES", "STATUS", "LOCATION", "ATTENDEE", "ORGANIZER", "URL", "DESCRIPTION", "BEGIN"),
            *("END", "X-MICROSOFT-CDO-ALLDAYEVENT", "RELATED-TO", "SEQUENCE"),
        ]
    ),
    st.sampled_from(
        [
            *("", ";VALUE=DATE", ";VALUE=PERIOD", ";VALUE=TEXT", ";VALUE=TIME", ";VALUE=DURATION"),
            *(";TZID=Europe/Vienna", ";TZID=Europe", ";TZID=W. Europe Standard Time", ";CN=Anna"),
            ";ENCODING=BASE64;VALUE=BINARY",
        ]
    ),
    st.sampled_from(
        [
            *("20300502", "20300502T100000", "20300502T100000Z", "00010101T000000", "99991231T235959"),
            *("20300331T023000", "20300502T100000Z/PT1H", "100000", "PT1H", "-P1D", "P3000000D"),
            *("FREQ=WEEKLY;BYDAY=TH", "FREQ=HOURLY", "FREQ=DAILY;UNTIL=20300601T000000Z"),
            *("VEVENT", "VALARM", "CANCELLED", "human", "", ",", "{}"),
        ]
    )
    | strategies.texts,
)


@example(["SEQUENCE;VALUE=TEXT:20300502T100000"])
@example(["SEQUENCE;VALUE=DATE:20300502"])
@given(st.lists(LINES, max_size=6))
def test_any_lines_give_drafts_or_an_error(lines):
    """No mix of properties, parameters and values brings out another exception, nor in an entry of ours."""
    assert _outcome(calendar(entry(*lines))) in ("drafts", "error")
    ours = _changed("STATUS:CANCELLED", "\r\n".join(["STATUS:CANCELLED", *lines]))
    assert _outcome(ours, tracker=OWN_TRACKER) in ("drafts", "error")


# Broken files.

TWO = calendar(entry(), entry(uid="two@example.org"))
#: What is not a calendar.
NONE = [
    b"",
    b"\r\n\r\n",
    bytes(range(256)) * 10,
    TWO.encode("utf-16-le"),
    "<!DOCTYPE html>\n<html><body>Sign in</body></html>\n",
    b"PK\x03\x04" + bytes(100),
    entry(),
    b"\xff\xfe\x00",
]
#: Entries and other lines, the number of drafts, and the line of the entry that is listed.
BROKEN = [
    (["END:VEVENT"], 0, None),
    (["BEGIN:VEVENT"], 0, "line 4"),
    (["BEGIN:VEVENT", "END:VALARM", START, "END:VEVENT"], 1, None),
    ([entry(), "SUMMARY without a colon", "X_Y:not a name", "garbage"], 1, None),
    ([entry('LOCATION;X="open:Vienna')], 1, None),
    ([entry('X-A;X="open:Vienna')], 1, None),
    ([entry(), entry(start="DTSTART:garbage")], 1, "line 9"),
    ([entry(start="X-NO-START:1"), entry()], 1, "line 4"),
    ([entry("DTSTART:20300503T080000Z")], 0, "line 4"),
    ([entry(start="DTSTART:20300230T080000Z")], 0, "line 4"),
    ([entry(start="DTSTART:")], 0, "line 4"),
    ([entry("DTEND:tomorrow")], 0, "line 4"),
    ([entry("DURATION:P9999999999D")], 0, "line 4"),
    ([entry("DURATION:P3000000D")], 0, "line 4"),
    ([entry("DTEND;VALUE=TIME:100000")], 0, "line 4"),
    ([entry("EXDATE:never")], 0, "line 4"),
    ([entry("RECURRENCE-ID:x")], 0, "line 4"),
    ([entry("CATEGORIES;VALUE=BINARY;ENCODING=BASE64:HD")], 0, "line 4"),
    ([entry(start="DTSTART;TZID=Europe/Vienna:00010101T000000")], 1, None),
    ([entry("RRULE:FREQ=DAILY;COUNT=" + "9" * 50)], 0, "line 4"),
    ([entry("X:1\r\n" * 3 + "COMMENT:y", *["URL:z"] * 5_001)], 0, "line 4"),
    ([entry("CATEGORIES:" + "a," * 60_000)], 0, "line 4"),
    ([entry("CATEGORIES" + ";A=b" * 3_000 + ":x")], 1, None),
]


def _refused(data):
    """Return the problems for which a file is refused."""
    with pytest.raises(ot.DataError) as caught:
        read(data)
    return caught.value.problems


def test_what_is_not_a_calendar():
    """It is refused, with what its first line is."""
    for data in NONE:
        (problem,) = _refused(data)
        assert "expected BEGIN:VCALENDAR, got" in problem.message, data[:20]
        assert problem.path.startswith("line ")


def test_a_bad_entry_is_listed_with_its_line():
    """The others are drafts."""
    wrong = []
    for parts, count, line in BROKEN:
        drafts = read(calendar(*parts))
        listed = [problem.path for problem in drafts.left if problem.severity == "error"]
        if (count, [line] if line else []) != (len(drafts.events), listed):
            wrong.append((parts[0][:150], len(drafts.events), drafts.left))
        assert len("".join(map(str, drafts.left))) < 8000
    assert [] == wrong


def test_a_file_that_was_cut_off():
    """What was cut off is listed, wherever the file ends."""
    start = TWO.index("END:VEVENT")
    for length in range(start, len(TWO) - len("END:VCALENDAR\r\n")):
        drafts = read(TWO[:length])
        whole = TWO[:length].count("END:VEVENT")
        broken = sum(problem.code == "broken-entry" for problem in drafts.left)
        assert (whole, TWO[:length].count("BEGIN:VEVENT") - whole) == (len(drafts.events), broken), length


@given(st.binary(max_size=60), st.integers(0, len(GOOGLE)), st.integers(0, 40))
def test_a_damaged_file_is_an_error_or_drafts(noise, place, lost):
    """Bytes written over any place of a calendar bring out no other exception."""
    whole = GOOGLE.encode()
    assert _outcome(whole[:place] + noise + whole[place + lost :]) in ("drafts", "error")


def test_many_bad_lines_are_listed_in_part():
    """Of 50,000 lines that are not calendar lines, some are listed with their numbers."""
    (problem,) = read(calendar(*["garbage"] * 50_000)).left
    assert "line 4, which is not a calendar line, line 5, " in problem.message
    assert problem.message.endswith(
        "line 23, which is not a calendar line, other lines that are not calendar lines"
    )


#: Files that take long to read if each part of them is read, and the number of events in them.
LARGE = {
    "a description of 31 MB": (calendar(entry("DESCRIPTION:" + "x" * 31_000_000)), 1),
    "a description of 8 MB in short lines": (calendar(entry("DESCRIPTION:" + "x\r\n " * 1_500_000)), 1),
    "half a million lines": (calendar(entry("X-A:b\r\n" * 500_000 + "X-A:b")), 0),
    "100,000 days off": (calendar(entry("RRULE:FREQ=DAILY", *["EXDATE:20300502T080000Z"] * 100_000)), 0),
    "100,000 days off in a line": (
        calendar(entry("EXDATE:" + "20300502T080000Z," * 100_000 + "20300502T080000Z")),
        0,
    ),
    "parameters": (calendar(entry("SUMMARY" + ";A=b" * 300_000 + ":x")), 1),
    "a text that isn't folded": (calendar(entry("DESCRIPTION:x" + "\r\nfoo" * 300_000)), 1),
    "rules that rarely meet": (
        calendar(
            *(entry(f"RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=MO;COUNT={n}", uid=f"u{n}") for n in range(1, 200))
        ),
        199,
    ),
}


@pytest.mark.parametrize(("data", "count"), LARGE.values(), ids=LARGE)
def test_a_large_file_is_read_in_a_few_seconds(data, count):
    """Its entry is read, or listed as too large."""
    drafts = read(data)
    broken = sum(problem.code == "broken-entry" for problem in drafts.left)
    assert (count, not count) == (len(drafts.events), bool(broken))


#: A file that is larger than calendars are, and what is said of it.
TOO_LARGE = {
    "bytes": (b"\n" * (32 * 1024 * 1024 + 1), "it is larger than 32 MB"),
    "entries": (calendar(*["BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT"] * 20_000), "has more than 20,000 entries"),
}


@pytest.mark.parametrize(("data", "message"), TOO_LARGE.values(), ids=TOO_LARGE)
def test_more_than_calendars_have_is_refused(data, message):
    """What would take a gigabyte or an hour to be read is refused before it is."""
    assert message in _refused(data)[0].message


def test_many_entries_of_one_uid_and_many_further_dates_are_read_quickly():
    """The number behind an id is found at once, and no more meetings are looked for than are listed."""
    drafts = read(calendar(*[entry(uid="one")] * 1_500))
    assert (1_500, "one-1500") == (len(drafts.events), drafts.left[-1].record)
    dates_of = (f"RDATE:{year}{month:02}02T080000Z" for year in range(2030, 2060) for month in range(1, 13))
    drafts = read(calendar(entry("RRULE:FREQ=DAILY", *dates_of, "RDATE:99991231T080000Z")))
    assert (0, 100) == (len(drafts.series), len(drafts.events))
