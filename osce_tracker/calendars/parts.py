"""A calendar file split into its entries, each with its line (RFC 5545, sections 3.1 and 3.4).

icalendar reads one entry at a time. So a broken entry spoils no other, its line is known, and nothing that a
file says about a time zone outlives its reading.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

import attrs

from osce_tracker.errors import DataError, Problem, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The name and parameters of a line, up to the colon. No part is tried twice, so it takes linear time.
#: Outlook writes labels such as (UTC+01:00) without quotation marks.
_VALUE: Final = r'(?>"[^"]*"|\((?:UTC|GMT)[^()"]*\)[^";:]*|[^";:,]*)'
_HEAD: Final = re.compile(rf"([A-Za-z0-9-]++)((?:;[A-Za-z0-9-]++={_VALUE}(?:,{_VALUE})*+)*+):")
_TZID: Final = re.compile(rf";TZID=({_VALUE})", re.IGNORECASE)
_LINE_END: Final = re.compile(r"\r\n?|\n")
#: The zone of a time has this name instead of TZID, so that icalendar leaves the time as it is.
ZONE: Final = "X-ZONE"
#: Nobody's calendar is larger, has more entries or zones, more lines in one, or a longer value in a line.
SIZE_LIMIT: Final = 32 * 1024 * 1024
_PARTS: Final = 20_000
_LINES: Final = 5_000
_LONGEST: Final = 100_000
_LONGEST_HEAD: Final = 10_000
#: How many lines that can't be read are listed.
_SHOWN: Final = 50
#: Properties that an entry may have once (RFC 5545, section 3.6.1).
_ONCE: Final = frozenset({"UID", "SEQUENCE", "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID"})
_DATES: Final = frozenset({"DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"})
#: Properties that may go on in a line that isn't folded, and be cut if they are long.
_TEXTS: Final = ("SUMMARY", "DESCRIPTION", "LOCATION", "X-ALT-DESC")
#: What a draft is made of.
_READ: Final = frozenset(
    {*_ONCE, *_DATES, *_TEXTS[:3], "RRULE", "CATEGORIES", "STATUS", "URL", "ORGANIZER", "ATTENDEE"}
)
#: What calendar programs keep for themselves.
_OWN: Final = frozenset({"DTSTAMP", "CREATED", "LAST-MODIFIED", "TRANSP"})
_ALL_DAY: Final = re.compile(r"X-(?:MICROSOFT-CDO|MICROSOFT-MSNCALENDAR|FUNAMBOL)-ALLDAY(?:EVENT)?")


@attrs.define(kw_only=True)
class Part:
    """A calendar, an entry, a time zone or another part of a file.

    Attributes:
        name: its name, such as ``VEVENT``.
        line: the line on which it begins.
        lines: its lines, as icalendar reads them.
        parts: the parts in it.
        lost: the names of the lines that a draft has no place for, with how often each occurs.
        all_day: whether it is marked as lasting whole days.
        fault: why it can't be read, or nothing.
    """

    name: str
    line: int
    lines: list[str] = attrs.field(factory=list[str])
    parts: list[Part] = attrs.field(factory=list["Part"])
    lost: Counter[str] = attrs.field(factory=Counter[str])
    all_day: bool = False
    fault: str = ""

    @property
    def text(self) -> str:
        """The part as icalendar reads it."""
        inner = [] if self.name == "VEVENT" else [part.text for part in self.parts]
        return "\r\n".join([f"BEGIN:{self.name}", *self.lines, *inner, f"END:{self.name}"])

    def value(self, name: str) -> str:
        """Return what the part says under a name, or nothing."""
        found = (line[len(name) + 1 :] for line in self.lines if re.match(rf"{name}[;:]", line))
        return next(found, "").replace("\\", "").strip()


def split(file: str, data: bytes) -> list[Part]:
    """Return the calendars of a file.

    Args:
        file: name of the file, for messages.
        data: its content.

    Raises:
        DataError: if it is not a calendar, or has too many parts.
    """

    def refused(number: int, code: str, message: str) -> DataError:
        return DataError([Problem(file=file, path=f"line {number}", code=code, message=message)])

    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    stack, guessed = [Part(name="", line=0)], ""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        bad = data.count(b"\n", 0, error.start) + 1
        guessed = (
            f"line {bad} is not UTF-8 (byte 0x{data[error.start]:02X}), so all was read as Western European"
        )
        text = data.decode("cp1252", errors="replace")
    count = 0
    for number, line in _unfolded(text):
        if not stack[0].parts and line.strip().upper() != "BEGIN:VCALENDAR":
            message = f"expected BEGIN:VCALENDAR, got {quoted(line)}. Export the calendar as .ics."
            raise refused(number, "no-calendar", message)
        head = _HEAD.match(line, 0, _LONGEST_HEAD)
        name, value = (head[1].upper(), line[head.end() :]) if head and _is_property(head[1]) else ("", line)
        inner = value.strip().upper()
        if name == "BEGIN":
            count += 1
            if count > _PARTS:
                message = f"has more than {_PARTS:,} entries and other parts. Export fewer years."
                raise refused(number, "too-large", message)
            outer = {"VCALENDAR": ("",), "VEVENT": ("", "VCALENDAR")}
            _close(stack, outer.get(inner, (stack[-1].name,)))
            stack[-1].parts.append(Part(name=inner, line=number))
            stack.append(stack[-1].parts[-1])
        elif name == "END":
            if any(part.name == inner for part in stack[1:]):
                _close(stack, (inner,))
                stack.pop()
        elif name and head is not None:
            _add(stack[-1], name, head[2], value)
        else:
            _go_on(stack[-1], number, line)
    _close(stack, ("",))
    if not stack[0].parts:
        raise refused(1, "no-calendar", "expected BEGIN:VCALENDAR, got an empty file")
    if guessed:
        stack[0].parts[0].lost[guessed] += 1
    return stack[0].parts


def _close(stack: list[Part], outer: tuple[str, ...]) -> None:
    """Close the parts inside another, whose END is missing."""
    while stack[-1].name not in outer:
        stack.pop().fault = "its END is missing"


def _go_on(part: Part, number: int, line: str) -> None:
    """Keep a line that is not a property with the text before it. Some programs don't fold texts."""
    if not part.lines or not part.lines[-1].startswith(_TEXTS):
        what = f"line {number}, which is not a line of a calendar"
        part.lost[what if len(part.lost) < _SHOWN else "other lines that are not of a calendar"] += 1
    elif len(part.lines[-1]) < _LONGEST:
        part.lines[-1] += "\\n" + re.sub(r"([\\;,])", r"\\\1", line[:_LONGEST])
    else:
        part.lost[f"a text after {_LONGEST:,} characters"] = 1


def _add(part: Part, name: str, parameters: str, value: str) -> None:
    """Keep a line of a part if a draft can be made of it."""
    if part.name == "VEVENT":
        if _ALL_DAY.fullmatch(name):
            part.all_day |= value.strip().upper() in ("TRUE", "1")
        elif name not in _READ and not (name == "X-ALT-DESC" and "TEXT/HTML" in parameters.upper()):
            if name not in _OWN:
                part.lost["X- properties" if name.startswith("X-") else name] += 1
            return
    if not value.strip():
        # Empty, it says nothing.
        return
    if len(value) > _LONGEST and name in _TEXTS:
        part.lost[f"{name} after {_LONGEST:,} characters"] += 1
        value = value[:_LONGEST].rstrip("\\")
    if len(part.lines) >= _LINES or len(value) > _LONGEST:
        part.fault = f"it has more than {_LINES:,} lines, or {_LONGEST:,} characters in {name}"
        return
    if name in _ONCE and any(re.match(rf"{name}[;:]", line) for line in part.lines):
        part.fault = f"{name} occurs twice"
    if name in _DATES and "T" in value and re.search(";VALUE=DATE(?=;|$)", parameters, re.IGNORECASE):
        # A day with a clock time: midnight says nothing, another time is that of midnight in UTC.
        if all(clock == "000000" for clock in re.findall("T([0-9]*)", value)):
            value = re.sub("T[0-9]*Z?", "", value)
        else:
            part.all_day = True
            parameters = re.sub(";VALUE=DATE(?=;|$)", "", parameters, flags=re.IGNORECASE)
    parameters = _TZID.sub(lambda zone: f';{ZONE}="{zone[1].strip(chr(34))}"', parameters)
    part.lines.append(f"{name}{parameters}:{value}")


def _is_property(name: str) -> bool:
    """Return False for a word before a colon in a text, such as ``Note: bring your pass``."""
    return name.isupper() or name.upper() in {*_READ, *_OWN, "BEGIN", "END", "TZID", "VERSION"}


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line that isn't blank with the number of its first line."""
    begin, parts = 0, [""]
    for number, line in enumerate(_LINE_END.split(text), start=1):
        if line[:1] in (" ", "\t"):
            parts.append(line[1:])
        elif line:
            if begin:
                yield begin, "".join(parts)
            begin, parts = number, [line]
    if begin:
        yield begin, "".join(parts)
