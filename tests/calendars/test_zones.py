"""Time zones that a calendar file describes itself, and that could stop or mislead its reader."""

import pytest

from tests.calendars.files import read

CALENDAR = """\
BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Own
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0100
TZOFFSETTO:{offset}
RRULE:{rule}
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:1
SUMMARY:Meeting
DTSTART;TZID={name}:20300601T100000
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize(
    "changed",
    [
        {"rule": "FREQ=SECONDLY"},
        {"rule": "FREQ=DAILY"},
        {"rule": "FREQ=YEARLY;INTERVAL=0"},
        {"rule": "FREQ=YEARLY;BYMONTH=13"},
        {"rule": "FREQ=YEARLY;COUNT=-5"},
        {"rule": "FREQ=YEARLY;COUNT=5"},
        {"offset": "+9999"},
        {"offset": "-2400"},
        {"name": "a/" * 400 + "b"},
    ],
    ids=str,
)
def test_impossible_zone_is_left_out(changed):
    """If a zone never ends or can't exist, the event keeps its day, and its time is listed as left out."""
    values = {"rule": "FREQ=YEARLY", "offset": "+0200", "name": "Own", **changed}
    drafts = read(CALENDAR.format(**values).replace("\n", "\r\n"))
    assert [("2030-06-01", None)] == [(str(event.when), event.start_time) for event in drafts.events]
    assert 1 == sum(
        "because nothing is known about its time zone" in problem.message for problem in drafts.left
    )


def test_zone_of_the_file_is_used():
    """A zone that only the file describes is the one of IANA with the same hours."""
    text = CALENDAR.format(rule="FREQ=YEARLY", offset="+0200", name="Own").replace("\n", "\r\n")
    assert [("10:00", "Etc/GMT-2")] == [(event.start_time, event.timezone) for event in read(text).events]
