"""The lines of a calendar file: its entries apart, each with its place (RFC 5545, section 3.1).

icalendar reads the values; it does not say on which line a fault is, and it keeps what a file says of its
time zones for the files that follow. So a file is taken apart first: of each entry only the properties
that a draft takes go to icalendar, names of zones under another name, and every fault is told with its line.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

import attrs

from osce_tracker.calendars.entry import PART, RECORD
from osce_tracker.errors import DataError, Problem, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Name and parameters of a content line, up to the colon. Each part ends where the next begins, so that
#: no line makes the pattern try more than once.
_HEAD: Final = re.compile(
    r"([A-Za-z0-9-]+)"
    r'((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):'
)
_TZID: Final = re.compile(r";TZID=", re.IGNORECASE)
#: Under this name icalendar leaves the name of a zone alone.
ZONE: Final = "X-OSCE-TRACKER-TZID"
#: No calendar that a person keeps is larger, and nothing in it but texts longer.
SIZE_LIMIT: Final = 32 * 1024 * 1024
#: Entries, alarms, zones and their parts: more than any calendar of an office has.
PART_LIMIT: Final = 20_000
_ZONE_LINES: Final = 5_000
_LONGEST: Final = 100_000
_LONGEST_HEAD: Final = 10_000
#: How many faults of lines are told; a file of another kind has one on each.
_SHOWN: Final = 50
#: What calendar programs keep for themselves, and no reader misses.
_BOOKS: Final = frozenset({"DTSTAMP", "SEQUENCE", "CREATED", "LAST-MODIFIED", "TRANSP"})
#: Properties of an entry that a draft takes over or is told by.
_TAKEN: Final = frozenset(
    {"UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RECURRENCE-ID", "LOCATION"}
    | {"CATEGORIES", "STATUS", "DESCRIPTION", "URL", "ORGANIZER", "ATTENDEE", "RELATED-TO", RECORD, PART}
)
#: Those that stand once (RFC 5545, section 3.6.1): of two, none can be the right one.
_ONCE: Final = frozenset({"UID", "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID"})
#: Those that may be long.
_TEXTS: Final = frozenset({"DESCRIPTION", RECORD})


@attrs.frozen(kw_only=True)
class EntryText:
    """One ``VEVENT`` of a calendar file.

    Attributes:
        line: the line on which it begins.
        text: its content lines, without those of which a draft has no place.
        lost: names of the properties and parts that were left out, each with how often.
    """

    line: int
    text: str
    lost: Counter[str]


@attrs.define(kw_only=True)
class CalendarText:
    """One ``VCALENDAR`` of a calendar file.

    Attributes:
        name: what it is called, or ``None``.
        zone: the zone of times that name none, or ``None``.
        zones: descriptions of time zones by their names.
        entries: the entries.
        others: other parts by name, each with how often and the line of the first.
    """

    name: str | None = None
    zone: str | None = None
    zones: dict[str, str] = attrs.field(factory=dict[str, str])
    entries: list[EntryText] = attrs.field(factory=list[EntryText])
    others: dict[str, tuple[int, int]] = attrs.field(factory=dict[str, tuple[int, int]])


def take_apart(file: str, data: bytes) -> list[CalendarText]:
    """Return the calendars of a file, taken apart.

    Args:
        file: name of the file, as faults tell it.
        data: what it holds.

    Raises:
        DataError: when it is no iCalendar; carries the faults, each with its line.
    """
    reading = _Lines(file)
    reading.read(reading.decoded(data))
    if reading.problems:
        raise DataError(reading.problems)
    return reading.calendars


@attrs.define
class _Part:
    """A part of a calendar that is being read: its name, where it begins, and its lines so far."""

    name: str
    line: int
    lines: list[str] = attrs.field(factory=list[str])
    names: Counter[str] = attrs.field(factory=Counter[str])
    lost: Counter[str] = attrs.field(factory=Counter[str])


class _Lines:
    """What has been read of the lines of a file so far."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.calendars: list[CalendarText] = []
        self.open: list[_Part] = []
        self.begun = 0

    def fault(self, line: int | None, code: str, message: str) -> None:
        path = "$" if line is None else f"line {line}"
        self.problems.append(Problem(file=self.file, path=path, code=code, message=message))

    def decoded(self, data: bytes) -> str:
        if len(data) > SIZE_LIMIT:
            self.fault(None, "too-large", f"has {len(data):,} bytes; accepted: up to {SIZE_LIMIT:,}")
            raise DataError(self.problems)
        try:
            return data.removeprefix(b"\xef\xbb\xbf").decode()
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self.fault(line, "encoding", f"is not UTF-8 (byte 0x{data[error.start]:02X}); save it as UTF-8")
            raise DataError(self.problems) from None

    def read(self, text: str) -> None:
        """Read all lines, up to the first that makes no sense of those that follow."""
        lines = list(_unfolded(text))
        if not lines or lines[0][1].strip().upper() != "BEGIN:VCALENDAR":
            got = quoted(lines[0][1]) if lines else "nothing"
            self.fault(lines[0][0] if lines else 1, "no-calendar", f"expected BEGIN:VCALENDAR, got {got}")
            return
        for number, line in lines:
            if len(self.problems) >= _SHOWN or not self.line(number, line):
                return
        if self.open:
            part = self.open[-1]
            name = part.name
            self.fault(part.line, "nesting", f"BEGIN:{name} is never closed; the file may have been cut off")

    def line(self, number: int, line: str) -> bool:
        """Read one line; return whether those that follow can be read."""
        # Millions of parameters would take a gigabyte to be told apart.
        head = _HEAD.match(line, 0, 2 * _LONGEST_HEAD)
        if head is None and len(line) > 2 * _LONGEST_HEAD:
            accepted = f"accepted: up to {_LONGEST_HEAD:,} characters"
            self.fault(number, "long-line", f"{quoted(line)} has too many parameters; {accepted}")
            return True
        if head is None:
            form = "accepted: NAME:value or NAME;PARAMETER=value:value"
            self.fault(number, "content-line", f"{quoted(line)} is no line of a calendar; {form}")
            return True
        name, value = head[1].upper(), line[head.end() :]
        if name == "BEGIN":
            self.begun += 1
            if self.begun > PART_LIMIT:
                self.fault(number, "too-large", f"has more than {PART_LIMIT:,} entries and other parts")
                return False
            self.open.append(_Part(value.strip().upper(), number))
            if len(self.open) == 1:
                self.calendars.append(CalendarText())
            return True
        if name == "END":
            return self.end(number, value.strip().upper())
        if not self.open:
            self.fault(number, "nesting", f"{name} stands outside BEGIN:VCALENDAR and END:VCALENDAR")
            return False
        self.property(number, name, _TZID.sub(f";{ZONE}=", head[2]), value)
        return True

    def end(self, number: int, name: str) -> bool:
        """Close a part, and keep what it was."""
        part = self.open.pop() if self.open else _Part("nothing", 0)
        if part.name != name:
            self.fault(number, "nesting", f"END:{name} closes {part.name}, begun on line {part.line}")
            return False
        if not self.open:
            return True
        calendar, depth = self.calendars[-1], len(self.open)
        if name == "VEVENT" and depth == 1:
            text = "\r\n".join(["BEGIN:VEVENT", *part.lines, "END:VEVENT", ""])
            calendar.entries.append(EntryText(line=part.line, text=text, lost=part.lost))
        elif name == "VTIMEZONE" and depth == 1:
            if len(part.lines) > _ZONE_LINES:
                size = f"{len(part.lines):,} lines; accepted: up to {_ZONE_LINES:,}"
                self.fault(part.line, "too-large", f"the zone that begins here has {size}")
            found = next((line[5:] for line in part.lines if line.startswith("TZID:")), "")
            calendar.zones[found] = "\r\n".join(["BEGIN:VTIMEZONE", *part.lines, "END:VTIMEZONE", ""])
        elif self.open[-1].name == "VTIMEZONE":
            self.open[-1].lines += [f"BEGIN:{name}", *part.lines, f"END:{name}"]
        elif depth == 1:
            count, first = calendar.others.get(name, (0, part.line))
            calendar.others[name] = (count + 1, first)
        else:
            self.open[-1].lost[name] += 1
        return True

    def property(self, number: int, name: str, parameters: str, value: str) -> None:
        """Keep a property where a draft has a place for it."""
        part = self.open[-1]
        in_entry = part.name == "VEVENT"
        if in_entry and name not in _TAKEN:
            if name not in _BOOKS:
                part.lost["X- properties" if name.startswith("X-") else name] += 1
            return
        if part.name == "VCALENDAR":
            self.of_calendar(name, value)
            return
        if (len(value) > _LONGEST and name not in _TEXTS) or len(parameters) > _LONGEST_HEAD:
            long = f"{len(value):,} characters, with {len(parameters):,} of parameters"
            accepted = f"accepted: up to {_LONGEST:,} and {_LONGEST_HEAD:,}"
            self.fault(number, "long-line", f"{name} has {long}; {accepted}")
            return
        part.names[name] += 1
        if in_entry and name in _ONCE and part.names[name] == 2:
            self.fault(number, "twice", f"{name} stands twice in the event that begins on line {part.line}")
        part.lines.append(f"{name}{parameters}:{value}")

    def of_calendar(self, name: str, value: str) -> None:
        """Keep what a calendar says of itself."""
        calendar = self.calendars[-1]
        if name in ("X-WR-CALNAME", "NAME"):
            calendar.name = calendar.name or value.replace("\\", "").strip() or None
        elif name == "X-WR-TIMEZONE":
            calendar.zone = value.strip()


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Yield each content line with the number of its first line."""
    begun, parts = 0, [""]
    # Not by splitlines, which also ends lines at signs that stand inside texts.
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if line[:1] in (" ", "\t"):
            parts.append(line[1:])
            continue
        if begun and any(parts):
            yield begun, "".join(parts)
        begun, parts = number, [line]
    if any(parts):
        yield begun, "".join(parts)
