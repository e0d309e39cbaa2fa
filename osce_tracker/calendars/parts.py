"""Cuts a calendar file into its entries, each with its line (RFC 5545, sections 3.1 and 3.4).

icalendar reads one entry at a time. So a broken entry spoils no other, its line is known, and time zones that
a file defines don't affect the next file.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import attrs

from osce_tracker.errors import DataError, Problem, quoted
from osce_tracker.files import read_file

#: No real calendar is larger, has more entries or zones, more lines in one, or a longer line.
_SIZE: Final = 32 * 1024 * 1024
_PARTS: Final = 20_000
_LINES: Final = 5_000
_LONGEST: Final = 100_000
#: The most unreadable lines to list.
_SHOWN: Final = 20
_LINE: Final = re.compile(r"[^\n]++(?:\n[ \t][^\n]*+)*+")
_PROPERTY: Final = re.compile(r"([A-Za-z0-9-]++)[;:]")
#: The errors that icalendar, recurring-ical-events and dateutil raise for broken values.
FAULTS: Final = (ValueError, LookupError, TypeError, AttributeError, OverflowError, OSError, RecursionError)
#: Properties with days or moments.
DATES: Final = ("DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE")
#: Texts, which some programs don't fold. Their lines can start with a word and a colon.
_TEXTS: Final = ("SUMMARY", "DESCRIPTION", "LOCATION", "X-ALT-DESC")
_NAMES: Final = {*DATES, *_TEXTS, "BEGIN", "END", "VERSION", "UID", "RRULE", "STATUS", "CATEGORIES"}
#: Replaces TZID as the name of a time's zone, so that icalendar leaves the time unchanged. Outlook
#: writes labels such as (UTC+01:00) without quotation marks.
ZONE: Final = "X-ZONE"
#: A line folded inside a multi-byte character: its first bytes, the fold, and the others.
_FOLDED_LETTER: Final = re.compile(rb"([\xc2-\xf4][\x80-\xbf]*)(\r?\n[ \t])([\x80-\xbf]+)")
_TZID: Final = re.compile(r';TZID=(?:"([^"]*)"|(\((?:UTC|GMT)[^()"]*\)[^";:]*|[^";:,]*))', re.IGNORECASE)


@attrs.define
class Part:
    """A calendar, an entry, a time zone or another part of a file.

    Attributes:
        name: its name, such as ``VEVENT``.
        line: the line on which it starts.
        lines: its lines, unfolded.
        parts: the parts in it.
        lost: content of its lines that is not imported.
        fault: the reason why it can't be read, or nothing.
        listed: whether the assumptions about it have been listed.
    """

    name: str
    line: int
    lines: list[str] = attrs.field(factory=list[str])
    parts: list["Part"] = attrs.field(factory=list["Part"])
    lost: dict[str, None] = attrs.field(factory=dict[str, None])
    fault: str = ""
    listed: bool = False

    def lose(self, *what: str) -> None:
        """Note content that is not imported, each item once."""
        self.lost |= dict.fromkeys(what)

    def read(self) -> Any:
        """Return its own lines as icalendar reads them, with the faults of single lines in ``errors``."""
        from icalendar import Event

        # icalendar carries on after a bad line only in events.
        return Event.from_ical("\r\n".join(["BEGIN:VEVENT", *self.lines, "END:VEVENT"]))

    def head(self) -> Any:
        """Return its properties as icalendar reads them; nothing, with the fault noted, if it can't."""
        try:
            return self.read()
        except FAULTS as error:
            self.fault = self.fault or f"what {self.name} says about itself ({str(error)[:200]})"
            return Part(self.name, self.line).read()

    def without_name(self) -> str:
        """Return its text without the name of a zone, under which icalendar would keep it for later files."""
        lines = [line for line in self.lines if not re.match("TZID[:;]", line, re.IGNORECASE)]
        lines += [part.without_name() for part in self.parts]
        return "\r\n".join([f"BEGIN:{self.name}", *lines, f"END:{self.name}"])


def split(path: Path) -> list[Part]:
    """Return the calendars of a file.

    Args:
        path: the file.

    Raises:
        DataError: if it can't be read, is not a calendar, or has too many parts.
    """

    def refused(place: str, code: str, message: str) -> DataError:
        return DataError([Problem(file=path.name, path=place, code=code, message=message)])

    stack, count = [Part("", 0)], 0
    try:
        data = read_file(path, _SIZE)
    except OSError as error:
        raise refused("$", "unreadable-file", f"can't be read: {error.strerror or error}") from None
    is_wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        # Lines fold after a number of bytes, in some programs inside a character (RFC 5545, section 3.1).
        text = data.decode("utf-16") if is_wide else _FOLDED_LETTER.sub(rb"\1\3\2", data).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        bad, byte = data.count(b"\n", 0, error.start) + 1, data[error.start]
        stack[0].lose(
            f"line {bad} is not UTF-8 (byte 0x{byte:02X}), so the file was read as Western European"
        )
        text = data.decode("cp1252", errors="replace")
    for number, line in _unfold(text):
        if not stack[0].parts and line.strip().upper() != "BEGIN:VCALENDAR":
            message = f"expected BEGIN:VCALENDAR, got {quoted(line)}. Export the calendar as .ics."
            raise refused(f"line {number}", "no-calendar", message)
        found = _PROPERTY.match(line)
        name = found[1].upper() if found and (found[1].isupper() or found[1].upper() in _NAMES) else ""
        inner = line.rpartition(":")[2].strip().upper() if name in ("BEGIN", "END") else ""
        if name == "BEGIN":
            count += 1
            if count > _PARTS:
                message = f"has more than {_PARTS:,} entries and other parts. Export fewer years."
                raise refused(f"line {number}", "too-large", message)
            outer = {"VCALENDAR": ("",), "VEVENT": ("", "VCALENDAR")}
            _close(stack, outer.get(inner, (stack[-1].name,)))
            stack[-1].parts.append(Part(inner, number))
            stack.append(stack[-1].parts[-1])
        elif name == "END":
            if any(part.name == inner for part in stack[1:]):
                _close(stack, (inner,))
                stack.pop()
        else:
            _add(stack[-1], number, name, line)
    _close(stack, ("",))
    if not stack[0].parts:
        raise refused("line 1", "no-calendar", "expected BEGIN:VCALENDAR, got an empty file")
    stack[0].parts[0].lose(*stack[0].lost)
    return stack[0].parts


def _close(stack: list[Part], outer: tuple[str, ...]) -> None:
    """Close the parts inside another whose END is missing."""
    while stack[-1].name not in outer:
        stack.pop().fault = "its END is missing"


def _add(part: Part, number: int, name: str, line: str) -> None:
    """Keep a line of a part in a form that icalendar can read."""
    if len(line) > _LONGEST and (name in _TEXTS or name not in _NAMES):
        part.lose(f"a line after {_LONGEST:,} characters")
        line = line[:_LONGEST]
    if not name and (not part.lines or not part.lines[-1].startswith(_TEXTS)):
        what = f"line {number}, which is not a calendar line"
        part.lose(what if len(part.lost) < _SHOWN else "other lines that are not calendar lines")
    elif not name and len(part.lines[-1]) < _LONGEST:
        part.lines[-1] += "\\n" + re.sub(r"([\\;,])", r"\\\1", line)
    elif not name:
        part.lose(f"a text after {_LONGEST:,} characters")
    elif len(part.lines) >= _LINES or len(line) > _LONGEST:
        part.fault = f"it has more than {_LINES:,} lines, or {_LONGEST:,} characters in one"
    elif not re.fullmatch(r"[^:]*:\s*", line):
        # Skip empty properties.
        part.lines.append(_TZID.sub(rf';{ZONE}="\1\2"', line, 1) if name in DATES else line)


def _unfold(text: str) -> Iterator[tuple[int, str]]:
    """Yield each non-blank line with the number of its first line."""
    text, number, at = re.sub(r"\r\n?", "\n", text), 1, 0
    for found in _LINE.finditer(text):
        number, at = number + text.count("\n", at, found.start()), found.start()
        line = found[0]
        yield number, re.sub(r"\n[ \t]", "", line) if "\n" in line else line
