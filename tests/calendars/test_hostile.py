"""Calendar files with hostile texts, of other programs, and broken: a result or a DataError, nothing else."""

import re
import tempfile
from pathlib import Path

import attrs
import ics
import pytest
import vobject
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.calendars import lines as calendar_lines
from osce_tracker.calendars.write import render_calendar
from osce_tracker.model.events import KnownMeeting, Recess
from tests import strategies
from tests.strategies import NASTY, a_commitment, a_series, an_event

PROPERTIES = {
    *("BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "X-WR-CALNAME", "X-WR-CALDESC"),
    *("TZID", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO", "RDATE", "UID", "DTSTAMP", "SEQUENCE", "TRANSP"),
    *("SUMMARY", "DTSTART", "DTEND", "LOCATION", "CATEGORIES", "STATUS", "DESCRIPTION", "URL", "RRULE"),
    *("EXDATE", "RELATED-TO", "X-OSCE-TRACKER-RECORD", "X-OSCE-TRACKER-PART"),
}
COMPONENTS = {"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"}
WHOLE = {"series": True, "due": True, "vague": True}
#: A zone that Python and tzdata have as a folder, one that is no file name, and one that leaves the folder.
ODD_ZONES = ("Europe", "a" * 4000, "../../etc/passwd", "", " ", ".", "/", "Europe/Vienna/", "Europe//Vienna")


# ---- What the tests need ----------------------------------------------------------------------------------


def _read(data, **known):
    """Return the drafts of a file that holds these bytes or this text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "calendar.ics")
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return ot.read_calendar(path, **known)


def _calendar(*parts, head=()):
    """Return a calendar with these lines."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN", *head, *parts, "END:VCALENDAR", ""]
    return "\r\n".join(lines)


def _event(*lines, uid="one@example.org", start="DTSTART:20300502T080000Z"):
    """Return the lines of one event."""
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", "SUMMARY:Seminar", start, *lines, "END:VEVENT"])


def _zone(name, *lines):
    """Return the description of a time zone, which is five hours before UTC unless lines say otherwise."""
    usual = lines or ("DTSTART:19700101T000000", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0500")
    return "\r\n".join(
        ["BEGIN:VTIMEZONE", f"TZID:{name}", "BEGIN:STANDARD", *usual, "END:STANDARD", "END:VTIMEZONE"]
    )


def _outcome(data, **known):
    """Return ``drafts``, ``error`` for a DataError that names a line for every fault, or its message."""
    try:
        _read(data, **known)
    except ot.DataError as error:
        without = [problem for problem in error.problems if not problem.path.startswith("line ")]
        return f"no line: {without[0]}" if without or not error.problems else "error"
    return "drafts"


def _paths(data):
    """Return where the faults of a broken file are."""
    with pytest.raises(ot.DataError) as caught:
        _read(data)
    return [problem.path for problem in caught.value.problems]


def _dates(drafts):
    return [(str(e.when), e.start_time, e.end_time, e.timezone) for e in drafts.events]


def _told(drafts, code):
    return [problem.message for problem in drafts.left if problem.code == code]


def _lines(text):
    """Return the content lines of a calendar, unfolded."""
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def _texts(text, name):
    """Return the values of a property of the events, unescaped by the few rules of RFC 5545."""
    found = [line.partition(":")[2] for line in _lines(text) if re.match(rf"{name}[;:]", line)]
    signs = {r"\n": "\n", r"\N": "\n", r"\,": ",", r"\;": ";", r"\\": "\\"}
    return [re.sub(r"\\.", lambda sign: signs[sign[0]], value) for value in found]


def _timed_series(series, timed):
    clock = {"start_time": "09:30", "timezone": "Europe/Helsinki"} if timed else {}
    return attrs.evolve(series, **clock)


def _id(record):
    return record.id


series_lists = st.lists(st.builds(_timed_series, strategies.series, st.booleans()), unique_by=_id, max_size=1)
#: A whole tracker takes long to draw, and longer to shrink.
fewer = settings(max_examples=8, phases=[Phase.explicit, Phase.generate])
trackers = st.builds(
    ot.Tracker,
    commitments=st.lists(strategies.commitments, unique_by=_id, max_size=1),
    events=st.lists(strategies.events, unique_by=_id, max_size=2),
    series=series_lists,
    edition=st.none() | strategies.editions,
)
nasty_trackers = [
    ot.Tracker(
        commitments=[a_commitment(title=text, text=text, criterion=text, due="2030-06-30", note=text)],
        events=[
            an_event(title=text, body=text, venue=text, city=text, summary=text, outcome=text, note=text),
            an_event("off", title=text, status="cancelled", start_time="09:00", timezone="Europe/Vienna"),
            an_event("vague", title=text, when="2030-Q2"),
        ],
        series=[a_series(title=text, body=text, venue=text, note=text)],
    )
    for text in (
        *NASTY,
        "a\r\nBEGIN:VEVENT\r\nSUMMARY:evil\r\nEND:VEVENT\r\n",
        "a\u2028ATTACH:evil\u2029\x85ATTACH:evil\x0b\x0c\x1c\x1d\x1e",
        "\\n \\, \\; \\\\ \\\\n \\",
        " x" * 200 + "ä€😀" * 50,
        "END:VCALENDAR",
        "\ufeffx\x7f",
        "\t x \t",
    )
]


# ---- Our own export ---------------------------------------------------------------------------------------


@fewer
@given(trackers)
def test_two_exports_are_the_same_bytes(tracker):
    """Nothing of an export comes from a clock or from chance."""
    again = ot.Tracker(
        commitments=tracker.commitments.records,
        events=tracker.events.records,
        series=list(tracker.series),
        edition=tracker.edition,
    )
    assert render_calendar(tracker, **WHOLE) == render_calendar(again, **WHOLE)


@fewer
@given(trackers)
def test_every_line_ends_as_the_standard_has_it(tracker):
    """No text brings a carriage return or line feed of its own into the file."""
    text = render_calendar(tracker, **WHOLE)
    assert ("", []) == (text.rpartition("\r\n")[2], re.findall(r"[\r\n]", text.replace("\r\n", "")))


@fewer
@given(trackers)
def test_no_line_is_longer_than_75_octets(tracker):
    """Lines are folded by octets, so that even texts of other scripts fit."""
    lines = render_calendar(tracker, **WHOLE).split("\r\n")
    assert [] == [line for line in lines if len(line.encode()) > 75]


@fewer
@given(trackers)
def test_no_control_character_gets_into_the_file(tracker):
    """Of the control characters only TAB stands in a text of iCalendar."""
    text = render_calendar(tracker, **WHOLE).replace("\r\n", "")
    assert [] == re.findall(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", text)


@fewer
@given(trackers)
def test_no_text_starts_a_property(tracker):
    """The properties of an unfolded export are the expected ones, whatever the texts hold."""
    names = {re.split("[;:]", line)[0] for line in _lines(render_calendar(tracker, **WHOLE))}
    assert set() == names - PROPERTIES


@fewer
@given(trackers)
def test_no_text_starts_or_ends_a_component(tracker):
    """The components of an unfolded export are the expected ones, and as many begin as end."""
    lines = _lines(render_calendar(tracker, **WHOLE))
    begun = sorted(line[6:] for line in lines if line.startswith("BEGIN:"))
    ended = sorted(line[4:] for line in lines if line.startswith("END:"))
    assert (begun, set()) == (ended, set(begun) - COMPONENTS)


@fewer
@given(trackers)
def test_every_entry_has_what_the_standard_demands_once(tracker):
    """Each event has one UID, DTSTAMP, DTSTART and SUMMARY."""
    lines = _lines(render_calendar(tracker, **WHOLE))
    text = "\n".join(lines)
    parts = re.findall(r"(?ms)^BEGIN:VEVENT$(.*?)^END:VEVENT$", text)
    needed = ("UID", "DTSTAMP", "DTSTART", "SUMMARY")
    assert [[1, 1, 1, 1]] * len(parts) == [
        [len(re.findall(rf"(?m)^{name}[;:]", part)) for name in needed] for part in parts
    ]


@fewer
@given(trackers)
def test_events_come_back_equal(tracker):
    """An export with everything in it gives back the same events."""
    drafts = _read(render_calendar(tracker, **WHOLE))
    # A meeting whose series has no day left to be expected comes as a draft of its own.
    known = {event.id for event in tracker.events}
    found = [event for event in drafts.events if event.id in known]
    assert sorted(tracker.events.records, key=_id) == sorted(found, key=_id)


@fewer
@given(trackers)
def test_series_come_back_equal(tracker):
    """An export gives back the same series, where any day of them is left to be expected."""
    text = render_calendar(tracker, **WHOLE)
    drafts = _read(text)
    kept = [one for one in tracker.series if f'"id":"{one.id}"' in text.replace("\r\n ", "")]
    kept = [one for one in kept if one.id in {found.id for found in drafts.series}]
    expected = sum(line.startswith("SUMMARY:Expected: ") for line in _lines(text))
    assert (expected, sorted(kept, key=_id)) == (len(drafts.series), sorted(drafts.series, key=_id))


@fewer
@example(
    ot.Tracker(
        events=[an_event()],
        series=[
            a_series(
                start_time="09:30",
                timezone="Europe/Helsinki",
                exceptions=[Recess(since="2030-04-05", until="2030-04-17", reason="Recess.")],
            )
        ],
    )
)
@given(trackers)
def test_a_fresh_export_shows_no_change(tracker):
    """Nothing of what comes back from our own export is told as changed or unreadable."""
    drafts = _read(render_calendar(tracker, **WHOLE))
    assert [] == [p for p in drafts.left if p.code == "changed" or "cannot be read" in p.message]


@fewer
@given(trackers)
def test_vobject_reads_the_same_titles(tracker):
    """The library vobject, of another make, reads the same entries."""
    text = render_calendar(tracker, **WHOLE)
    read = vobject.readOne(text)
    assert _texts(text, "SUMMARY") == [entry.summary.value for entry in read.contents.get("vevent", [])]


@fewer
@given(trackers)
def test_ics_reads_the_same_titles(tracker):
    """The library ics, of another make, reads the same entries."""
    text = render_calendar(tracker, **WHOLE)
    assert sorted(_texts(text, "SUMMARY")) == sorted(event.name for event in ics.Calendar(text).events)


@pytest.mark.parametrize("tracker", nasty_trackers)
def test_a_nasty_text_stays_inside_its_property(tracker):
    """A text that looks like lines of a calendar adds no entry, and every entry keeps its place."""
    lines = _lines(render_calendar(tracker, **WHOLE))
    names = {re.split("[;:]", line)[0] for line in lines}
    assert (5, set()) == (lines.count("BEGIN:VEVENT"), names - PROPERTIES)


@pytest.mark.parametrize("tracker", nasty_trackers)
def test_a_nasty_text_comes_back_equal(tracker):
    """Events with the worst texts in every field come back as they were."""
    drafts = _read(render_calendar(tracker, **WHOLE))
    assert (sorted(tracker.events.records, key=_id), list(tracker.series), ()) == (
        sorted(drafts.events, key=_id),
        list(drafts.series),
        tuple(p for p in drafts.left if p.code != "deadline"),
    )


@pytest.mark.parametrize("tracker", nasty_trackers)
def test_vobject_reads_a_nasty_text(tracker):
    """The library vobject reads the worst texts as we wrote them."""
    text = render_calendar(tracker, **WHOLE)
    read = vobject.readOne(text)
    assert _texts(text, "SUMMARY") == [entry.summary.value for entry in read.contents["vevent"]]


# Two backslashes before an n are more than ics 0.7 can read.
@pytest.mark.parametrize(
    "tracker", [one for one in nasty_trackers if not one.events[0].title.startswith("\\")]
)
def test_ics_reads_a_nasty_text(tracker):
    """The library ics reads the worst texts as we wrote them."""
    text = render_calendar(tracker, **WHOLE)
    assert sorted(_texts(text, "SUMMARY")) == sorted(event.name for event in ics.Calendar(text).events)


def test_an_event_and_a_series_of_one_id_have_two_uids():
    """UIDs differ in one file even where an event and a series are called the same."""
    tracker = ot.Tracker(events=[an_event("same")], series=[a_series("same")])
    found = _texts(render_calendar(tracker, **WHOLE), "UID")
    assert 2 == len(set(found))


@pytest.mark.parametrize("when", ["9999-12-31", "9999-12", "9999", "9998-01-01/9999-12-31"])
def test_an_event_on_the_last_day_of_the_calendar_is_written(when):
    """The end of the last day, which no calendar has, breaks no export."""
    tracker = ot.Tracker(events=[an_event(when=when)])
    assert tuple(tracker.events) == _read(render_calendar(tracker, vague=True)).events


def test_a_span_with_a_time_to_the_last_day_is_written():
    """Midnight after the last day, which no calendar has, breaks no export."""
    tracker = ot.Tracker(
        events=[an_event(when="9999-12-30/9999-12-31", start_time="10:00", timezone="Europe/Vienna")]
    )
    assert tuple(tracker.events) == _read(render_calendar(tracker)).events


def test_a_deadline_on_the_last_day_of_the_calendar_is_written():
    """The end of the last day, which no calendar has, breaks no export of deadlines."""
    tracker = ot.Tracker(commitments=[a_commitment(due="9999-12-31")])
    assert ["Due: Hold a seminar"] == _texts(render_calendar(tracker, due=True), "SUMMARY")


def test_a_meeting_on_the_last_day_of_the_calendar_is_written():
    """The end of the last day, which no calendar has, breaks no export of known meetings."""
    meeting = KnownMeeting(number=1, date="9999-12-31", source_url="https://example.org/1")
    tracker = ot.Tracker(series=[a_series(rrule="FREQ=YEARLY", known_meetings=[meeting])])
    assert tuple(tracker.series) == _read(render_calendar(tracker, series=True)).series


@pytest.mark.parametrize("zone", ["UTC", "GMT", "Etc/GMT+5", "America/St_Johns", "Asia/Kathmandu"])
def test_every_zone_comes_back(zone):
    """Zones without a summer time, of other names, or with half hours come back as they were."""
    timed = an_event(start_time="10:00", end_time="11:30", timezone=zone)
    assert (timed,) == _read(render_calendar(ot.Tracker(events=[timed]))).events


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;COUNT=3",
        "FREQ=WEEKLY;UNTIL=20300301",
        "FREQ=DAILY;INTERVAL=99999999",
        "FREQ=MONTHLY;BYDAY=-1TH;BYSETPOS=1",
        "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=-1",
    ],
)
def test_every_rule_comes_back(rule):
    """A series comes back with its own rule, however it had to be written for calendar programs."""
    one = a_series(rrule=rule, start_time="23:30", timezone="America/New_York")
    assert (one,) == _read(render_calendar(ot.Tracker(series=[one]), series=True)).series


def test_a_recess_at_the_start_moves_the_first_entry():
    """A series whose first days are a recess comes back with its own first day."""
    one = a_series(exceptions=[Recess(since="2030-01-01", until="2030-02-01", reason="Recess")])
    assert (one,) == _read(render_calendar(ot.Tracker(series=[one]), series=True)).series


# ---- Our own export, changed since ------------------------------------------------------------------------

OWN = render_calendar(
    ot.Tracker(
        events=[an_event(status="cancelled", start_time="10:00", timezone="Europe/Vienna", note="Seen.")],
        series=[a_series()],
    ),
    series=True,
).replace("\r\n ", "")
OWN_START = "DTSTART;TZID=Europe/Vienna:20300502T100000"
OWN_RECORD = next(line for line in OWN.split("\r\n") if line.startswith("X-OSCE-TRACKER-RECORD"))


def _changed(old, new):
    assert old in OWN
    return OWN.replace(old, new, 1)


def test_a_changed_title_is_taken_over():
    """Who renames an entry in a calendar program renames the event."""
    drafts = _read(_changed("SUMMARY:Cancelled: Seminar", "SUMMARY:Colloquium"))
    assert ["Colloquium"] == [event.title for event in drafts.events]


def test_a_changed_title_loses_the_mark_of_our_export():
    """The word that our export puts before the title of a cancelled event is no part of the new title."""
    drafts = _read(_changed("SUMMARY:Cancelled: Seminar", "SUMMARY:Cancelled: Colloquium"))
    assert ["Colloquium"] == [event.title for event in drafts.events]


def test_what_no_program_shows_is_kept_when_the_title_changed():
    """A change of the title leaves the rest of the record as it was."""
    drafts = _read(_changed("SUMMARY:Cancelled: Seminar", "SUMMARY:Colloquium"))
    assert [("seminar-2030", "Seen.")] == [(event.id, event.note) for event in drafts.events]


def test_a_changed_title_is_told():
    """A change since the export is listed."""
    drafts = _read(_changed("SUMMARY:Cancelled: Seminar", "SUMMARY:Colloquium"))
    assert ["SUMMARY was changed since our export: taken over"] == _told(drafts, "changed")


def test_a_removed_title_is_not_told_as_taken_over():
    """A title that is gone stays as it was, and the list does not say otherwise."""
    drafts = _read(_changed("SUMMARY:Cancelled: Seminar\r\n", ""))
    assert ["SUMMARY was changed since our export: not carried over"] == _told(drafts, "changed")


def test_a_moved_entry_moves_the_event():
    """Who moves an entry in a calendar program moves the event."""
    drafts = _read(_changed(OWN_START, "DTSTART;TZID=Europe/Vienna:20300503T110000"))
    assert [("2030-05-03", "11:00", None, "Europe/Vienna")] == _dates(drafts)


def test_an_entry_written_in_utc_is_no_change():
    """The same moment in UTC, as some programs write it, changes nothing."""
    drafts = _read(_changed(OWN_START, "DTSTART:20300502T080000Z"))
    assert ([("2030-05-02", "10:00", None, "Europe/Vienna")], ()) == (_dates(drafts), drafts.left)


@pytest.mark.parametrize(
    "value",
    [
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
    ],
)
def test_a_hostile_time_in_our_own_export_gives_drafts_or_an_error(value):
    """Times that a record cannot hold break no reading of our own export."""
    assert _outcome(_changed(OWN_START, value)) in ("drafts", "error")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "{",
        "null",
        "[1]",
        "1e999",
        '"\\\\ud800"',
        "[" * 100_000,
        '{"record":' * 5000 + "1" + "}" * 5000,
        '{"record":{}\\,"seen":null}',
        '{"record":1\\,"seen":{}}',
        '{"record":[]\\,"seen":{}}',
        '{"record":{"rrule":null}\\,"seen":{}}',
        '{"record":{"id":{}}\\,"seen":[]}',
        '{"seen":{"SUMMARY":{}}}',
        "\x00\x1b[2J",
        "x" * 1_000_000,
    ],
)
def test_a_broken_record_is_read_as_any_other_entry(value):
    """What our export carries can be broken by others; the entry itself is then read, and that is told."""
    drafts = _read(_changed(OWN_RECORD, f"X-OSCE-TRACKER-RECORD;VALUE=TEXT:{value}"))
    told = [message for message in _told(drafts, "not-carried") if "X-OSCE-TRACKER-RECORD" in message]
    assert (["2030-05-02"], 1) == ([str(event.when) for event in drafts.events], len(told))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"when":"2030-05-02"', '"when":"2030-99-02"'),
        ('"when":"2030-05-02"', '"when":5'),
        ('"timezone":"Europe/Vienna"', '"timezone":"Mars/Olympus"'),
        ('"timezone":"Europe/Vienna"', '"timezone":"Europe"'),
        ('"id":"seminar-2030"', '"id":"../../x"'),
        ('"id":"seminar-2030"', '"id":null'),
        ('"status":"cancelled"', '"status":"evil"'),
        ('"sources":[]', '"sources":[[]]'),
        ('"rrule":"FREQ=WEEKLY\\;BYDAY=TH"', '"rrule":"FREQ=HOURLY"'),
        ('"exceptions":[]', '"exceptions":[{"since":"9999-99-99"}]'),
    ],
)
def test_a_record_with_a_hostile_value_is_told(old, new):
    """A record that was tampered with is not taken over, and the list names it."""
    told = _told(_read(_changed(old, new)), "not-carried")
    assert 1 == sum("X-OSCE-TRACKER-RECORD cannot be read" in message for message in told)


def test_a_record_that_stands_twice_breaks_nothing():
    """Two records in one entry are not taken for one."""
    assert "drafts" == _outcome(_changed(OWN_RECORD, f"{OWN_RECORD}\r\n{OWN_RECORD}"))


def test_ids_stay_unique_when_an_entry_of_ours_was_copied():
    """A copy of an entry, as calendar programs make it, gives no two events of one id."""
    entry = OWN[OWN.index("BEGIN:VEVENT") : OWN.index("END:VEVENT")] + "END:VEVENT\r\n"
    drafts = _read(OWN.replace("END:VCALENDAR", f"{entry}END:VCALENDAR"))
    assert len(drafts.events) == len({event.id for event in drafts.events})


def test_a_moved_meeting_of_our_series_is_not_lost():
    """A meeting moved in a calendar program, with its copy of the record, leaves the series as it was."""
    entry = OWN[OWN.rindex("BEGIN:VEVENT") : OWN.rindex("END:VCALENDAR")]
    moved = entry.replace(
        "DTSTART;VALUE=DATE:20300103", "RECURRENCE-ID;VALUE=DATE:20300103\r\nDTSTART;VALUE=DATE:20300104"
    ).replace("DTEND;VALUE=DATE:20300104", "DTEND;VALUE=DATE:20300105")
    moved = re.sub("RRULE:[^\r]*\r\n", "", moved)
    drafts = _read(OWN.replace("END:VCALENDAR", f"{moved}END:VCALENDAR"))
    assert [("weekly", ["2030-01-03"])] == [
        (one.id, [str(recess.since) for recess in one.exceptions]) for one in drafts.series
    ]


# ---- Files of other programs ------------------------------------------------------------------------------

OUTLOOK = """\
BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:PUBLISH
X-CALSTART:20250703T080000Z
X-WR-RELCALID:{0000002E-1BB2-8F0F-1203-47B98FEEF211}
X-WR-CALNAME:Delegation
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
ATTENDEE;CN="Virtanen, Anna";RSVP=TRUE:mailto:anna.virtanen@example.org
CATEGORIES:human dimension,Red category
CLASS:PUBLIC
CREATED:20250601T080000Z
DESCRIPTION:Agenda to follow.\\n\\n \\n
DTEND;TZID="W. Europe Standard Time":20250703T120000
DTSTAMP:20250602T101112Z
DTSTART;TZID="W. Europe Standard Time":20250703T100000
LAST-MODIFIED:20250602T101112Z
LOCATION:Hofburg\\, Neuer Saal
ORGANIZER;CN="Permanent Council":mailto:pc@example.org
PRIORITY:5
SEQUENCE:0
SUMMARY;LANGUAGE=en-us:Special meeting\\; second part
TRANSP:OPAQUE
UID:040000008200E00074C5B7101A82E00800000000B0C2A1D5F2D3DB01000000000000000
 010000000F4C3B2A1
X-ALT-DESC;FMTTYPE=text/html:<html><body><p>Agenda: to follow</p></body></html>
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
X-MICROSOFT-CDO-IMPORTANCE:1
X-MS-OLK-CONFTYPE:0
BEGIN:VALARM
TRIGGER:-PT15M
ACTION:DISPLAY
DESCRIPTION:Reminder
END:VALARM
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
GOOGLE = """\
BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:Missions in Vienna
X-WR-TIMEZONE:Europe/Vienna
BEGIN:VEVENT
DTSTART:20250710T080000Z
DTEND:20250710T093000Z
DTSTAMP:20250620T090000Z
UID:3fk2single@google.com
SUMMARY:Briefing
STATUS:CONFIRMED
TRANSP:OPAQUE
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=Europe/Vienna:20250703T100000
DTEND;TZID=Europe/Vienna:20250703T130000
RRULE:FREQ=WEEKLY;WKST=MO;UNTIL=20250731T215959Z;BYDAY=TH
EXDATE;TZID=Europe/Vienna:20250717T100000
DTSTAMP:20250620T090000Z
UID:7weekly@google.com
SUMMARY:Permanent Council
STATUS:CONFIRMED
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=Europe/Vienna:20250725T140000
DTEND;TZID=Europe/Vienna:20250725T160000
DTSTAMP:20250620T090000Z
RECURRENCE-ID;TZID=Europe/Vienna:20250724T100000
UID:7weekly@google.com
SUMMARY:Permanent Council (moved)
STATUS:CONFIRMED
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20250728
DTEND;VALUE=DATE:20250730
DTSTAMP:20250620T090000Z
UID:9allday@google.com
SUMMARY:Conference
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
NEXTCLOUD = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//IDN nextcloud.com//Calendar app 4.7.16//EN
CALSCALE:GREGORIAN
BEGIN:VEVENT
CREATED:20250601T080000Z
DTSTAMP:20250601T080500Z
LAST-MODIFIED:20250601T080500Z
SEQUENCE:2
UID:5f6c2d0e-1f2a-4a53-9d52-0d7e4f6a8b11
DTSTART;TZID=Europe/Vienna:20250912T220000
DTEND;TZID=Europe/Vienna:20250913T013000
SUMMARY:Séance de nuit — 🌙
LOCATION:Wien
URL;VALUE=URI:https://example.org/meet
ATTENDEE;CN=Jean Dupont;CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=TRUE;LA
 NGUAGE=fr:mailto:jean@example.org
ATTENDEE;CN=Jean Dupont:mailto:jean2@example.org
ORGANIZER;CN=Présidence:mailto:chair@example.org
STATUS:TENTATIVE
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER;RELATED=START:-PT10M
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:all-day
DTSTAMP:20250601T080500Z
DTSTART;VALUE=DATE:20250915
DTEND;VALUE=DATE:20250917
SUMMARY:Deux jours
END:VEVENT
BEGIN:VTODO
UID:todo
DTSTAMP:20250601T080500Z
SUMMARY:Reply
END:VTODO
END:VCALENDAR
"""


def test_outlook_times_are_in_the_zone_that_windows_means():
    """A Windows name of a zone becomes the name of the IANA database."""
    assert [("2025-07-03", "10:00", "12:00", "Europe/Berlin")] == _dates(_read(OUTLOOK))


def test_outlook_texts_are_unescaped():
    """Title, venue, body and people of Outlook come over as people see them."""
    (event,) = _read(OUTLOOK).events
    assert (
        "Special meeting; second part",
        "Hofburg, Neuer Saal",
        "Permanent Council",
        ["Virtanen, Anna"],
    ) == (
        event.title,
        event.venue,
        event.body,
        [person.name for person in event.participants],
    )


def test_outlook_categories_give_the_dimension():
    """Of the categories of Outlook those that are dimensions count."""
    assert [["human"]] == [[word.value for word in event.dimensions] for event in _read(OUTLOOK).events]


def test_outlook_leftovers_are_listed():
    """What a record has no place for is listed once, with the number of properties of the program."""
    expected = ["not carried over: CATEGORIES 'Red category', CLASS, PRIORITY, VALARM, 4 X- properties"]
    assert expected == _told(_read(OUTLOOK), "not-carried")


def test_outlook_guesses_are_listed():
    """What the calendar does not say is told as supposed."""
    expected = [
        "body: Permanent Council, as the organizer is called",
        "kind: conference, since a calendar does not say it",
    ]
    assert expected == _told(_read(OUTLOOK), "supposed")


def test_the_list_names_the_line_of_the_entry():
    """Each remark names the line on which the entry begins."""
    assert {"line 23"} == {problem.path for problem in _read(OUTLOOK).left}


def test_google_events_are_read():
    """Times in UTC, moved meetings, and all-day events of Google come over."""
    expected = [
        ("2025-07-10", "08:00", "09:30", "UTC"),
        ("2025-07-25", "14:00", "16:00", "Europe/Vienna"),
        ("2025-07-28/2025-07-29", None, None, None),
    ]
    assert expected == _dates(_read(GOOGLE))


def test_google_status_is_read():
    """An event that Google has as confirmed is announced, since no calendar shows that it was held."""
    assert ["announced", "announced", "cancelled"] == [e.status.value for e in _read(GOOGLE).events]


def test_google_series_is_read():
    """A recurring entry of Google becomes a series with its rule, its end and its clock time."""
    (found,) = _read(GOOGLE).series
    assert ("FREQ=WEEKLY;BYDAY=TH;WKST=MO", "2025-07-03", "2025-07-31", "10:00", "Europe/Vienna") == (
        found.rrule,
        str(found.dtstart),
        str(found.until),
        found.start_time,
        found.timezone,
    )


def test_google_exceptions_are_read():
    """Days that were taken out, and the old day of a meeting that was moved, are no meetings."""
    (found,) = _read(GOOGLE).series
    assert ["2025-07-17", "2025-07-24"] == [str(recess.since) for recess in found.exceptions]


def test_google_calendar_gives_the_body():
    """Where no organizer is named, the name of the calendar stands for the body."""
    assert {"Missions in Vienna"} == {event.body for event in _read(GOOGLE).events}


def test_google_leftovers_are_listed():
    """What a series has no place for is told."""
    assert ["not carried over into a series: DTEND, STATUS"] == _told(_read(GOOGLE), "not-carried")


def test_nextcloud_events_are_read():
    """A zone that the file does not describe is known, and a night keeps both its days."""
    expected = [
        ("2025-09-12/2025-09-13", "22:00", "01:30", "Europe/Vienna"),
        ("2025-09-15/2025-09-16", None, None, None),
    ]
    assert expected == _dates(_read(NEXTCLOUD))


def test_nextcloud_texts_are_read():
    """Signs of all scripts, folded lines, and people named twice come over."""
    event = _read(NEXTCLOUD).events[0]
    assert ("Séance de nuit — 🌙", "Présidence", ["Jean Dupont"]) == (
        event.title,
        event.body,
        [person.name for person in event.participants],
    )


def test_nextcloud_address_is_kept():
    """The address of an entry stands in the note."""
    assert "https://example.org/meet" in str(_read(NEXTCLOUD).events[0].note)


def test_nextcloud_leftovers_are_listed():
    """Tasks and alarms are told as not carried over."""
    expected = ["1 VTODO not carried over: only events are", "not carried over: VALARM"]
    assert expected == _told(_read(NEXTCLOUD), "not-carried")


def test_line_feeds_alone_and_a_byte_order_mark_are_read():
    """Files with other line ends or a mark before them are read as the same calendar."""
    other = b"\xef\xbb\xbf" + GOOGLE.replace("\r\n", "\n").encode()
    assert _read(GOOGLE).events == _read(other).events


def test_a_given_zone_is_taken_for_floating_times():
    """A time without a zone is in the zone that the caller gives."""
    floating = _calendar(_event(start="DTSTART:20300502T100000"))
    assert [("2030-05-02", "10:00", None, "Asia/Almaty")] == _dates(_read(floating, zone="Asia/Almaty"))


def test_an_end_of_a_series_in_utc_is_the_day_of_its_zone():
    """A rule that ends at midnight in New York, written in UTC as Google does, has no day more."""
    text = _calendar(
        _event(
            "RRULE:FREQ=DAILY;UNTIL=20300504T035959Z", start="DTSTART;TZID=America/New_York:20300501T200000"
        )
    )
    assert ["2030-05-03"] == [str(found.until) for found in _read(text).series]


def test_an_end_of_a_series_in_utc_loses_no_meeting_in_the_east():
    """A rule whose last meeting is before sunrise in Almaty keeps that meeting."""
    text = _calendar(
        _event("RRULE:FREQ=DAILY;UNTIL=20300502T193000Z", start="DTSTART;TZID=Asia/Almaty:20300501T003000")
    )
    assert ["2030-05-03"] == [str(found.until) for found in _read(text).series]


def test_a_day_taken_out_in_utc_is_the_day_of_its_zone():
    """A meeting half an hour after midnight, taken out in UTC, is off on its own day."""
    text = _calendar(
        _event(
            "RRULE:FREQ=DAILY",
            "EXDATE:20300502T223000Z",
            start="DTSTART;TZID=Europe/Vienna:20300501T003000",
        )
    )
    (found,) = _read(text).series
    assert ["2030-05-03"] == [str(recess.since) for recess in found.exceptions]


def test_a_meeting_moved_in_utc_is_off_on_the_day_of_its_zone():
    """A meeting half an hour after midnight, moved in UTC, is off on its own old day."""
    start = "DTSTART;TZID=Europe/Vienna:20300501T003000"
    moved = _event("RECURRENCE-ID:20300502T223000Z", start="DTSTART;TZID=Europe/Vienna:20300504T100000")
    (found,) = _read(_calendar(_event("RRULE:FREQ=DAILY", start=start), moved)).series
    assert ["2030-05-03"] == [str(recess.since) for recess in found.exceptions]


def test_a_day_taken_out_and_moved_is_off_once():
    """A day that is both taken out and moved is one exception."""
    text = _calendar(
        _event("RRULE:FREQ=DAILY", "EXDATE:20300503T080000Z"), _event("RECURRENCE-ID:20300503T080000Z")
    )
    (found,) = _read(text).series
    assert ["2030-05-03"] == [str(recess.since) for recess in found.exceptions]


def test_the_order_of_a_series_and_its_moved_meeting_does_not_matter():
    """A moved meeting may stand before its series."""
    moved = _event("RECURRENCE-ID:20300503T080000Z", start="DTSTART:20300504T080000Z")
    main = _event("RRULE:FREQ=DAILY")
    assert _read(_calendar(main, moved)).series == _read(_calendar(moved, main)).series


def test_a_zone_of_one_file_is_not_that_of_the_next():
    """A zone that a file describes itself says nothing about a zone of that name in another file."""
    start = "DTSTART;TZID=Custom Leak:20300502T100000"
    _read(_calendar(_zone("Custom Leak"), _event(start=start)))
    east = ("DTSTART:19700101T000000", "TZOFFSETFROM:+0500", "TZOFFSETTO:+0500")
    second = _read(_calendar(_zone("Custom Leak", *east), _event(start=start)))
    assert [("2030-05-02", "05:00", None, "UTC")] == _dates(second)


def test_a_zone_of_one_file_is_unknown_in_a_file_without_it():
    """What was read before does not tell the zone of a file that does not describe it."""
    start = "DTSTART;TZID=Custom Memory:20300502T100000"
    alone = _read(_calendar(_event(start=start)))
    _read(_calendar(_zone("Custom Memory"), _event(start=start)))
    assert _dates(alone) == _dates(_read(_calendar(_event(start=start))))


def test_people_without_a_name_are_told():
    """A participant of whom the file has only an address is not lost without a word."""
    drafts = _read(_calendar(_event("ATTENDEE:mailto:anna@example.org")))
    assert 1 == sum("ATTENDEE" in message for message in _told(drafts, "not-carried"))


def test_extra_days_of_a_series_are_told():
    """Days that a series has beside its rule are listed as lost."""
    drafts = _read(_calendar(_event("RRULE:FREQ=DAILY", "RDATE:20300601T080000Z")))
    assert 1 == sum("RDATE" in message for message in _told(drafts, "not-carried"))


def test_different_uids_with_one_beginning_are_not_told_as_the_same():
    """Two long UIDs that begin alike are two, and the list does not say that they are one."""
    drafts = _read(_calendar(_event(uid="u" * 150 + "a"), _event(uid="u" * 150 + "b")))
    assert (2, []) == (len(drafts.events), _told(drafts, "same-uid"))


# ---- Broken files -----------------------------------------------------------------------------------------

TWO = _calendar(_event(), _event(uid="two@example.org"))


@pytest.mark.parametrize("length", range(0, len(TWO) - 2, 7))
def test_a_file_that_was_cut_off_is_an_error(length):
    """No part of a calendar passes for the whole."""
    assert "error" == _outcome(TWO[:length])


@given(st.binary(max_size=300))
def test_any_bytes_are_an_error_or_drafts(data):
    """No bytes bring out another exception."""
    assert _outcome(data) in ("drafts", "error")


@given(st.binary(max_size=60), st.integers(0, len(GOOGLE)), st.integers(0, 40))
def test_a_damaged_file_is_an_error_or_drafts(noise, place, lost):
    """Bytes written over any place of a calendar bring out no other exception."""
    whole = GOOGLE.encode()
    assert _outcome(whole[:place] + noise + whole[place + lost :]) in ("drafts", "error")


line_names = st.sampled_from(
    [
        *("DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RDATE", "RECURRENCE-ID", "UID", "SUMMARY"),
        *("CATEGORIES", "STATUS", "LOCATION", "ATTENDEE", "ORGANIZER", "URL", "DESCRIPTION", "BEGIN", "END"),
        *("X-OSCE-TRACKER-RECORD", "X-OSCE-TRACKER-PART", "RELATED-TO", "SEQUENCE"),
    ]
)
line_parameters = st.sampled_from(
    [
        "",
        ";VALUE=DATE",
        ";VALUE=PERIOD",
        ";VALUE=TEXT",
        ";VALUE=TIME",
        ";VALUE=DURATION",
        ";TZID=Europe/Vienna",
        ";TZID=Europe",
        ";TZID=W. Europe Standard Time",
        ";CN=Anna",
        ";ENCODING=BASE64;VALUE=BINARY",
    ]
)
line_values = (
    st.sampled_from(
        [
            "20300502",
            "20300502T100000",
            "20300502T100000Z",
            "00010101T000000",
            "99991231T235959",
            "20300331T023000",
            "20300502T100000Z/PT1H",
            "100000",
            "PT1H",
            "-P1D",
            "P3000000D",
            "FREQ=WEEKLY;BYDAY=TH",
            "FREQ=HOURLY",
            "FREQ=DAILY;UNTIL=20300601T000000Z",
            "VEVENT",
            "VALARM",
            "CANCELLED",
            "human",
            "",
            ",",
            "{}",
        ]
    )
    | strategies.texts
)
wild_lines = st.builds("{}{}:{}".format, line_names, line_parameters, line_values)


@given(st.lists(wild_lines, max_size=6))
def test_any_lines_in_an_event_are_an_error_or_drafts(lines):
    """No mix of properties, parameters and values brings out another exception."""
    assert _outcome(_calendar(_event(*lines))) in ("drafts", "error")


@given(st.lists(wild_lines, max_size=6))
def test_any_lines_in_our_own_event_are_an_error_or_drafts(lines):
    """No property that was added to an entry of ours brings out another exception."""
    changed = _changed("STATUS:CANCELLED", "\r\n".join(["STATUS:CANCELLED", *lines]))
    assert _outcome(changed) in ("drafts", "error")


@pytest.mark.parametrize(
    ("data", "path"),
    [
        (b"", "line 1"),
        (b"\r\n\r\n", "line 1"),
        (bytes(range(256)) * 10, "line 2"),
        (TWO.encode("utf-16"), "line 1"),
        (TWO.encode("utf-16-le"), "line 1"),
        ("<!DOCTYPE html>\n<html><body>Sign in</body></html>\n", "line 1"),
        (b"PK\x03\x04" + bytes(100), "line 1"),
        (_event(), "line 1"),
        (_calendar("END:VEVENT"), "line 4"),
        (_calendar("BEGIN:VEVENT"), "line 5"),
        (_calendar("BEGIN:VEVENT", "END:VALARM", "END:VEVENT"), "line 5"),
        (_calendar() + "SUMMARY:after the end\r\n", "line 5"),
        (_calendar(_event("SUMMARY without a colon")), "line 8"),
        (_calendar(_event("X_Y:not a name")), "line 8"),
        (_calendar(_event('LOCATION;X="open:Vienna')), "line 8"),
        (_calendar(_event("DESCRIPTION;ENCODING=QUOTED-PRINTABLE:a=", "b")), "line 9"),
        (_calendar(_event(), _event(start="DTSTART:garbage")), "line 9"),
        (_calendar(_event(start="X-NO-START:1")), "line 4"),
        (_calendar(_event("DTSTART:20300503T080000Z")), "line 8"),
        (_calendar(_event(start="DTSTART:20300230T080000Z")), "line 4"),
        (_calendar(_event(start="DTSTART:")), "line 4"),
        (_calendar(_event("DTEND:tomorrow")), "line 4"),
        (_calendar(_event("DURATION:P9999999999D")), "line 4"),
        (_calendar(_event("EXDATE:never")), "line 4"),
        (_calendar(_event("RECURRENCE-ID:x")), "line 4"),
        (_calendar(_event("RRULE:FREQ=DAILY;COUNT=" + "9" * 50)), "line 4"),
    ],
)
def test_a_broken_file_is_an_error_with_its_line(data, path):
    """The first fault of a broken file is told with its line."""
    assert path == _paths(data)[0]


def test_every_broken_event_is_told():
    """Faults of several events are told together, each with its line."""
    bad = "DTSTART:garbage"
    assert ["line 4", "line 14"] == _paths(_calendar(_event(start=bad), _event(), _event(start=bad)))


def test_many_bad_lines_are_told_in_part():
    """A file with 50,000 bad lines is refused with some of them."""
    assert [f"line {number}" for number in range(4, 14)] == _paths(_calendar(*["garbage"] * 50_000))[:10]


def test_a_long_text_is_read_whole():
    """A line of five million signs is a text like any other."""
    (event,) = _read(_calendar(_event("DESCRIPTION:" + "x" * 5_000_000))).events
    assert 5_000_000 == len(event.summary)


@pytest.mark.parametrize("sign", ["X", "X;A=", '"', ",", "a:", ";"])
def test_a_long_line_that_is_none_is_an_error(sign):
    """A long line without sense is refused, and is not shown whole."""
    with pytest.raises(ot.DataError) as caught:
        _read(_calendar("X-A;B=" + sign * 200_000 + "\x00", "broken"))
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize(
    ("lines", "start"),
    [
        # Times that a zone does not have, has twice, or that leave the calendar.
        ((), "DTSTART;TZID=Europe/Vienna:00010101T000000"),
        ((), "DTSTART;TZID=America/New_York:99991231T235900"),
        ((), "DTSTART;VALUE=DATE:00010101"),
        ((), "DTSTART;VALUE=DATE:99991231"),
        (("DTEND;VALUE=DATE:99991231",), "DTSTART;VALUE=DATE:00010101"),
        (("DTEND;TZID=Europe/Vienna:00010101T000000",), "DTSTART:20300502T080000Z"),
        (("DTEND;TZID=America/New_York:99991231T235900",), "DTSTART:20300502T080000Z"),
        (("DTEND:00010101T000000Z",), "DTSTART;TZID=America/New_York:20300502T080000"),
        (("DURATION:P3000000D",), "DTSTART:20300502T080000Z"),
        (("DURATION:P3000000D",), "DTSTART;VALUE=DATE:20300502"),
        (("DURATION:-P3000000D",), "DTSTART;VALUE=DATE:20300502"),
        (("DURATION:-PT1H",), "DTSTART:20300502T080000Z"),
        (("DURATION:PT1H",), "DTSTART;VALUE=DATE:20300502"),
        # Values of another type than the property has.
        ((), "DTSTART;VALUE=TIME:080000"),
        ((), "DTSTART;VALUE=PERIOD:20300502T080000Z/PT1H"),
        ((), "DTSTART;VALUE=DURATION:PT1H"),
        ((), "DTSTART;VALUE=TEXT:20300502"),
        (("DTEND;VALUE=TIME:090000",), "DTSTART:20300502T080000Z"),
        (("DTEND;VALUE=PERIOD:20300502T080000Z/PT1H",), "DTSTART:20300502T080000Z"),
        (("DTEND;VALUE=DURATION:PT1H",), "DTSTART:20300502T080000Z"),
        (("DTEND;VALUE=TEXT:x",), "DTSTART:20300502T080000Z"),
        (("DTEND;VALUE=INTEGER:1",), "DTSTART;VALUE=DATE:20300502"),
        (("DURATION;VALUE=TEXT:x",), "DTSTART:20300502T080000Z"),
        (("RECURRENCE-ID;VALUE=PERIOD:20300502T080000Z/PT1H",), "DTSTART:20300502T080000Z"),
        (("RECURRENCE-ID;VALUE=TIME:080000",), "DTSTART:20300502T080000Z"),
        (("RRULE:FREQ=DAILY", "EXDATE;VALUE=PERIOD:20300502T080000Z/PT1H"), "DTSTART:20300502T080000Z"),
        (("CATEGORIES;VALUE=INTEGER:3",), "DTSTART:20300502T080000Z"),
        # Properties that stand twice.
        (("DTEND:20300502T090000Z", "DTEND:20300502T100000Z"), "DTSTART:20300502T080000Z"),
        (("DURATION:PT1H", "DURATION:PT2H"), "DTSTART:20300502T080000Z"),
        (("RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"), "DTSTART:20300502T080000Z"),
        (("UID:a", "UID:b"), "DTSTART:20300502T080000Z"),
        (("SUMMARY:a", "SUMMARY:b"), "DTSTART:20300502T080000Z"),
        (("STATUS:CANCELLED", "STATUS:x"), "DTSTART:20300502T080000Z"),
        (("RECURRENCE-ID:20300502T080000Z", "RECURRENCE-ID:20300502T080000Z"), "DTSTART:20300502T080000Z"),
        # Rules.
        (("RRULE:FREQ=HOURLY",), "DTSTART:20300502T080000Z"),
        (("RRULE:",), "DTSTART:20300502T080000Z"),
        (("RRULE:garbage",), "DTSTART:20300502T080000Z"),
        (("RRULE:FREQ=DAILY;INTERVAL=0",), "DTSTART:20300502T080000Z"),
        (("RRULE:FREQ=DAILY;UNTIL=20200101",), "DTSTART:20300502T080000Z"),
        (("RRULE:FREQ=DAILY;UNTIL=20300601;COUNT=3",), "DTSTART:20300502T080000Z"),
        (("RRULE:RSCALE=CHINESE;FREQ=YEARLY",), "DTSTART:20300502T080000Z"),
        (("RRULE:FREQ=YEARLY;BYYEARDAY=" + ",".join(["1"] * 20_000),), "DTSTART:20300502T080000Z"),
        (("RRULE:FREQ=DAILY", "EXDATE:99991231T235959Z"), "DTSTART:00010101T000000Z"),
        # Texts.
        (("DESCRIPTION;ENCODING=QUOTED-PRINTABLE:a=20b=0D=0Ac",), "DTSTART:20300502T080000Z"),
        (("DESCRIPTION;ENCODING=BASE64;VALUE=BINARY:!!!",), "DTSTART:20300502T080000Z"),
        (("DESCRIPTION:a\x00b\x1b[2J",), "DTSTART:20300502T080000Z"),
        (("DESCRIPTION:a\u2028b\x85c\x0bd\x0ce\x1cf",), "DTSTART:20300502T080000Z"),
        (('DESCRIPTION;LANGUAGE="a\x01b":x',), "DTSTART:20300502T080000Z"),
        (("ORGANIZER;CN=A,B:x", "ATTENDEE;CN=A,B:x", 'ATTENDEE;CN="":x'), "DTSTART:20300502T080000Z"),
        (("ORGANIZER;CN=\u200b:x", "ATTENDEE;CN=\u200b:x"), "DTSTART:20300502T080000Z"),
        # Other parts.
        (("BEGIN:VALARM", "TRIGGER:x", "END:VALARM"), "DTSTART:20300502T080000Z"),
        (("BEGIN:X-A", "X:y", "END:X-A"), "DTSTART:20300502T080000Z"),
        (("BEGIN;X=1:VALARM", "END:VALARM"), "DTSTART:20300502T080000Z"),
        (("BEGIN: VEVENT", "END: VEVENT"), "DTSTART:20300502T080000Z"),
        (("BEGIN:VEVENT ", "END:VEVENT "), "DTSTART:20300502T080000Z"),
    ],
)
def test_a_hostile_event_gives_drafts_or_an_error(lines, start):
    """No value of an event, however odd, brings out another exception."""
    assert _outcome(_calendar(_event(*lines, start=start))) in ("drafts", "error")


@pytest.mark.parametrize("zone", ODD_ZONES)
def test_an_odd_zone_gives_drafts(zone):
    """A name of a zone that is a folder, too long, or no name at all is an unknown zone."""
    start = f"DTSTART;TZID={zone}:20300502T100000"
    assert ["2030-05-02"] == [str(e.when) for e in _read(_calendar(_event(start=start))).events]


@pytest.mark.parametrize("zone", ODD_ZONES)
def test_an_odd_zone_of_the_calendar_gives_drafts(zone):
    """A zone of the whole calendar that is none is passed over."""
    text = _calendar(_event(start="DTSTART:20300502T100000"), head=[f"X-WR-TIMEZONE:{zone}"])
    assert ["2030-05-02"] == [str(event.when) for event in _read(text).events]


def test_an_unknown_zone_is_told():
    """A zone that nobody knows is listed, and the day is kept."""
    drafts = _read(_calendar(_event(start="DTSTART;TZID=Mars/Olympus:20300502T100000")))
    assert 1 == sum("Mars/Olympus" in message for message in _told(drafts, "not-carried"))


@pytest.mark.parametrize("clock", ["20300331T023000", "20301027T023000"])
def test_a_time_that_the_zone_skips_or_has_twice_is_a_moment_in_utc(clock):
    """Half past two in the nights of the change is read as RFC 5545 has it, in UTC."""
    drafts = _read(_calendar(_event(start=f"DTSTART;TZID=Europe/Vienna:{clock}")))
    expected = "01:30" if "0331" in clock else "00:30"
    assert [(expected, "UTC")] == [(event.start_time, event.timezone) for event in drafts.events]


@pytest.mark.parametrize(
    "lines",
    [
        ("DTSTART:x", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0100"),
        ("DTSTART:19700101T000000", "TZOFFSETFROM:x", "TZOFFSETTO:+9900"),
        ("DTSTART:19700101T000000",),
        ("TZOFFSETFROM:+0100", "TZOFFSETTO:+0100"),
        ("DTSTART:19700101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0100", "RRULE:x"),
        ("DTSTART:19700101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0100", "RRULE:FREQ=SECONDLY"),
        ("DTSTART:19700101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0100", "TZOFFSETTO:+0200"),
        (
            "DTSTART:19700101T000000",
            "TZOFFSETFROM:+0100",
            "TZOFFSETTO:+0100",
            "RDATE;VALUE=PERIOD:19700101T000000Z/PT1H",
        ),
    ],
)
def test_a_broken_zone_gives_drafts_or_an_error_with_its_line(lines):
    """A description of a zone that is broken is refused with its line, or passed over."""
    name = f"Broken {'/'.join(lines)}".translate(dict.fromkeys(map(ord, ":;,"), "_"))
    text = _calendar(_zone(name, *lines), _event(start=f"DTSTART;TZID={name}:20300502T100000"))
    assert _outcome(text) in ("drafts", "error")


@pytest.mark.parametrize("day", ["00010101T000000", "99991231T235959"])
def test_a_zone_of_the_file_at_an_edge_of_the_calendar_gives_drafts_or_an_error(day):
    """A moment that leaves the calendar in UTC, in a zone of the file, brings out no other exception."""
    sign = "+" if day.startswith("0") else "-"
    offsets = ("DTSTART:19700101T000000", f"TZOFFSETFROM:{sign}0500", f"TZOFFSETTO:{sign}0500")
    text = _calendar(_zone(f"Edge {day}", *offsets), _event(start=f"DTSTART;TZID=Edge {day}:{day}"))
    assert _outcome(text) in ("drafts", "error")


@pytest.mark.parametrize(
    "part",
    [
        "BEGIN:VTODO\r\nDUE:x\r\nEND:VTODO",
        "BEGIN:VJOURNAL\r\nDTSTART:x\r\nEND:VJOURNAL",
        "BEGIN:VFREEBUSY\r\nFREEBUSY:x\r\nEND:VFREEBUSY",
        "BEGIN:VTIMEZONE\r\nEND:VTIMEZONE",
        "BEGIN:VTIMEZONE\r\nTZID:Empty Zone\r\nEND:VTIMEZONE",
        "REFRESH-INTERVAL;VALUE=DURATION:x",
    ],
)
def test_what_is_no_event_and_broken_is_passed_over_or_told_with_its_line(part):
    """A fault outside of events is told with a line as well."""
    assert _outcome(_calendar(part, _event())) in ("drafts", "error")


def test_events_inside_events_are_left():
    """An event inside another, for which RFC 5545 has no place, is told to be left."""
    drafts = _read(_calendar(_event(_event(uid="inner"))))
    assert 1 == len(drafts.events)
    assert [True] == ["VEVENT" in problem.message for problem in drafts.left if problem.code == "not-carried"]


def test_components_may_nest_deep():
    """Thousands of parts inside each other bring out no other exception."""
    start = "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20300502T080000Z"
    text = _calendar(*[start] * 1500, *["END:VEVENT"] * 1500)
    assert _outcome(text) in ("drafts", "error")


def test_several_calendars_in_one_file_are_read():
    """Calendars that stand one after another are all read."""
    text = _calendar(_event(uid="a")) + _calendar(_event(uid="b"))
    assert ["a", "b"] == [event.id for event in _read(text).events]


def test_each_calendar_of_a_file_has_its_own_name():
    """The name of one calendar is not that of the next in the file."""
    first = _calendar(_event(uid="a"), head=["X-WR-CALNAME:First"])
    drafts = _read(first + _calendar(_event(uid="b"), head=["X-WR-CALNAME:Second"]))
    assert ["First", "Second"] == [event.body for event in drafts.events]


def test_events_of_one_uid_are_kept_apart():
    """Several events with one UID are all kept, with ids of their own."""
    drafts = _read(_calendar(*[_event(uid="a")] * 3))
    assert ["a", "a-2", "a-3"] == [event.id for event in drafts.events]


@pytest.mark.parametrize("uid", ["", " ", "a b", "../../x", "ü", "x" * 5000, "{ABC}", "-a", "a\\nb", "1,2"])
def test_any_uid_gives_an_id(uid):
    """A UID that is no id becomes one, always the same."""
    text = _calendar(_event(uid=uid))
    assert [event.id for event in _read(text).events] == [event.id for event in _read(text).events]


def test_an_end_before_the_beginning_is_told():
    """An end before the beginning is left out, and that is told."""
    drafts = _read(_calendar(_event("DTEND:20290502T080000Z")))
    assert ([("2030-05-02", "08:00", None, "UTC")], 1) == (
        _dates(drafts),
        sum("before the beginning" in message for message in _told(drafts, "not-carried")),
    )


def test_an_end_of_days_before_the_beginning_is_told():
    """An end before the beginning of an all-day event is left out, and that is told."""
    drafts = _read(_calendar(_event("DTEND;VALUE=DATE:20290502", start="DTSTART;VALUE=DATE:20300502")))
    assert 1 == sum("before the beginning" in message for message in _told(drafts, "not-carried"))


def test_quoted_printable_is_told_or_decoded():
    """A text in an old encoding is not carried over as if it were plain."""
    (event,) = _read(_calendar(_event("DESCRIPTION;ENCODING=QUOTED-PRINTABLE:S=C3=A9ance"))).events
    assert "S=C3=A9ance" != event.summary


def test_a_rule_by_hours_is_told():
    """A series inside a day becomes its first meeting, and that is told."""
    drafts = _read(_calendar(_event("RRULE:FREQ=HOURLY")))
    assert (1, 0, 1) == (
        len(drafts.events),
        len(drafts.series),
        sum("RRULE" in message for message in _told(drafts, "not-carried")),
    )


def test_messages_name_no_type_of_a_library():
    """Two rules in one event are told in words, not in those of Python."""
    drafts = _read(_calendar(_event("RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY")))
    assert [] == [problem.message for problem in drafts.left if "object has no attribute" in problem.message]


def test_a_file_that_is_a_folder_is_an_error(tmp_path):
    """What cannot be read is told as a fault of data."""
    with pytest.raises(ot.DataError) as caught:
        ot.read_calendar(tmp_path)
    assert ["unreadable-file"] == [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize("text", ["a\r\nBEGIN:VEVENT", "a\x85b", "a, b; c\\n", *NASTY])
def test_the_texts_of_an_edition_stay_inside_their_properties(text):
    """Name, title and version of a data set cannot break the calendar that is made of it."""
    edition = ot.Edition(name=text, title=text, version=text, compiled="2030-01-01")
    tracker = ot.Tracker(events=[an_event(title="Plain")], edition=edition)
    assert ["Plain"] == [event.title for event in _read(render_calendar(tracker)).events]


def test_more_parts_than_calendars_have(tmp_path):
    """A calendar of very many entries is refused before each is read."""
    entry = "BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\n"
    text = f"BEGIN:VCALENDAR\r\n{entry * calendar_lines.PART_LIMIT}END:VCALENDAR\r\n"
    (tmp_path / "a.ics").write_bytes(text.encode())
    with pytest.raises(ot.DataError, match=r"has more than 20,000 entries and other parts") as caught:
        ot.read_calendar(tmp_path / "a.ics")
    assert ["too-large"] == [problem.code for problem in caught.value.problems]


def test_a_zone_with_more_rules_than_zones_have(tmp_path):
    """A zone of thousands of rules is refused."""
    lines = [
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
    ]
    rules = "\r\n".join(lines * 1_001)
    zone = f"BEGIN:VTIMEZONE\r\nTZID:X\r\n{rules}\r\nEND:VTIMEZONE\r\n"
    (tmp_path / "a.ics").write_bytes(f"BEGIN:VCALENDAR\r\n{zone}END:VCALENDAR\r\n".encode())
    with pytest.raises(ot.DataError, match=r"line 2: the zone that begins here has 5,006 lines"):
        ot.read_calendar(tmp_path / "a.ics")


def test_millions_of_parameters(tmp_path):
    """A line of parameters without end is refused by its beginning."""
    line = "SUMMARY" + ";A=b" * 1_000_000 + ":x"
    text = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{line}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    (tmp_path / "a.ics").write_bytes(text.encode())
    with pytest.raises(ot.DataError, match=r"line 3: 'SUMMARY;A=b.* has too many parameters"):
        ot.read_calendar(tmp_path / "a.ics")
