"""Calendar files: as other programs write them, made of single lines, and what is read of them."""

import tempfile
from pathlib import Path

import osce_tracker as ot

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


def calendar(*parts, head=()):
    """Return a calendar with these lines."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN", *head, *parts, "END:VCALENDAR", ""]
    return "\r\n".join(lines)


def entry(*lines, uid="one@example.org", start="DTSTART:20300502T080000Z"):
    """Return the lines of one event."""
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", "SUMMARY:Seminar", start, *lines, "END:VEVENT"])


def zone(name, *lines):
    """Return the description of a time zone, which is five hours before UTC unless lines say otherwise."""
    usual = lines or ("DTSTART:19700101T000000", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0500")
    return "\r\n".join(
        ["BEGIN:VTIMEZONE", f"TZID:{name}", "BEGIN:STANDARD", *usual, "END:STANDARD", "END:VTIMEZONE"]
    )


def read(data, **given):
    """Return the drafts of a file that holds these bytes or this text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "calendar.ics")
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return ot.read_calendar(path, **given)


def dates(drafts):
    """Return days, times and zone of each event."""
    return [(str(e.when), e.start_time, e.end_time, e.timezone) for e in drafts.events]


def told(drafts, *codes):
    """Return the messages on what was left, of these codes or all."""
    return [problem.message for problem in drafts.left if not codes or problem.code in codes]
