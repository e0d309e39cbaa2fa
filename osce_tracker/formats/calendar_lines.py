"""The lines of a calendar file: where each entry begins, and what is no iCalendar (RFC 5545, section 3.1).

icalendar reads the values; it does not say on which line a fault is. So the lines are looked through
first, and every fault is told with its line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from osce_tracker.errors import DataError, quoted
from osce_tracker.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Name and parameters of a content line, up to the colon. Each part ends where the next begins, so that
#: no line makes the pattern try more than once.
_HEAD: Final = re.compile(
    r"([A-Za-z0-9-]+)"
    r'(?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*:'
)
#: No calendar that a person keeps is larger.
SIZE_LIMIT: Final = 32 * 1024 * 1024
#: How many faults of lines are told; a file of another kind has one on each.
_SHOWN: Final = 50


class Lines:
    """The content lines of one calendar file, unfolded.

    Args:
        file: name of the file, as faults tell it.
        data: what it holds.

    Attributes:
        text: the text, each content line on one line.
        entries: the line on which each ``VEVENT`` begins, in their order.

    Raises:
        DataError: when it is no iCalendar; carries every fault with its line.
    """

    def __init__(self, file: str, data: bytes) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.entries: list[int] = []
        lines = list(self._unfolded(self._decoded(data)))
        self._look_through(lines)
        if self.problems:
            raise DataError(self.problems)
        self.text = "".join(f"{line}\r\n" for _, line in lines)

    def fault(self, line: int | None, code: str, message: str) -> None:
        """Note a fault."""
        path = "$" if line is None else f"line {line}"
        self.problems.append(Problem(file=self.file, path=path, code=code, message=message))

    def _decoded(self, data: bytes) -> str:
        if len(data) > SIZE_LIMIT:
            self.fault(None, "too-large", f"has {len(data):,} bytes; accepted: up to {SIZE_LIMIT:,}")
            raise DataError(self.problems)
        try:
            return data.removeprefix(b"\xef\xbb\xbf").decode()
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self.fault(line, "encoding", f"is not UTF-8 (byte 0x{data[error.start]:02X}); save it as UTF-8")
            raise DataError(self.problems) from None

    def _unfolded(self, text: str) -> Iterator[tuple[int, str]]:
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

    def _look_through(self, lines: list[tuple[int, str]]) -> None:
        open_parts: list[tuple[str, int]] = []
        if not lines or lines[0][1].strip().upper() != "BEGIN:VCALENDAR":
            got = quoted(lines[0][1]) if lines else "nothing"
            self.fault(lines[0][0] if lines else 1, "no-calendar", f"expected BEGIN:VCALENDAR, got {got}")
            return
        for number, line in lines:
            if len(self.problems) >= _SHOWN:
                return
            head = _HEAD.match(line)
            if head is None:
                form = "accepted: NAME:value or NAME;PARAMETER=value:value"
                self.fault(number, "content-line", f"{quoted(line)} is no line of a calendar; {form}")
                continue
            name, value = head[1].upper(), line[head.end() :].strip().upper()
            if name == "BEGIN":
                if value == "VEVENT":
                    self.entries.append(number)
                open_parts.append((value, number))
            elif name == "END":
                begun = open_parts.pop() if open_parts else ("nothing", 0)
                if begun[0] != value:
                    self.fault(number, "nesting", f"END:{value} closes {begun[0]}, begun on line {begun[1]}")
                    return
            elif not open_parts:
                self.fault(number, "nesting", f"{name} stands outside BEGIN:VCALENDAR and END:VCALENDAR")
                return
        if open_parts:
            name, number = open_parts[-1]
            self.fault(number, "nesting", f"BEGIN:{name} is never closed; the file may have been cut off")
