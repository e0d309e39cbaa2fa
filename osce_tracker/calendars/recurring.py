"""Recurring entries of a calendar file: series by rules of ours, or meetings one by one.

Meetings are expanded by the library recurring-ical-events, after our own check that the rule ends its search.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import attrs

from osce_tracker.calendars.times import local_day, moments, values
from osce_tracker.model.recurrence import as_rule, days_of_rule, without_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from zoneinfo import ZoneInfo

    from osce_tracker.calendars.times import Times

#: How many meetings of an entry are listed one by one, and over how many days.
MEETINGS: Final = 100
DAYS: Final = 3653
_DAY: Final = timedelta(days=1)
_YEAR: Final = timedelta(days=366)
_COUNT: Final = re.compile(r"COUNT=([0-9]+)")


@attrs.frozen(kw_only=True)
class Pattern:
    """A rule of a recurring entry.

    Attributes:
        rule: the rule, without its end.
        start: its first day.
        until: the last day, or ``None``.
    """

    rule: str
    start: date
    until: date | None = None

    def has(self, day: date) -> bool:
        """Return True for a day from its first to its last."""
        return self.start <= day <= (self.until or date.max)

    def days(self, last: date | None = None) -> Iterator[date]:
        """Yield its days.

        Args:
            last: the last day. The default is ten years after the first.
        """
        ends = [last or _after(self.start, timedelta(days=DAYS)), *([self.until] if self.until else [])]
        return days_of_rule(self.rule, self.start, self.start, min(ends))


def patterns(entry: Any, times: Times, zone: ZoneInfo | None) -> list[Pattern]:
    """Return the rules of a recurring entry.

    Args:
        entry: the entry, as icalendar reads it.
        times: its times.
        zone: the zone of the calendar, or ``None``.

    Raises:
        ValueError: if a rule isn't one of days, never meets, or ends before it begins.
    """
    found: list[Pattern] = []
    for value in values(entry, "RRULE"):
        rule, until = without_until(as_rule(value.to_ical().decode()))
        if until is not None:
            until = _last_day(value["UNTIL"][0], times.start, zone)
        pattern = Pattern(rule=rule, start=times.days.first, until=until)
        if next(pattern.days(_after(pattern.start, timedelta(days=40 * 366))), None) is None:
            raise ValueError("it never meets")
        found.append(pattern)
    return found


def _last_day(until: date | datetime, start: date | datetime, zone: ZoneInfo | None) -> date:
    """Return the last day on which a meeting can begin before a rule ends."""
    if not isinstance(until, datetime):
        return until
    if not isinstance(start, datetime):
        return local_day(until, zone)
    if until.tzinfo is not None and start.tzinfo is not None:
        until = until.astimezone(start.tzinfo)
    return until.date() if until.time() >= start.time() else _after(until.date(), -_DAY)


def moved(pattern: Pattern, at: date, to: date, off: set[date]) -> tuple[Pattern, Pattern]:
    """Return the rule before a day, and that from the day on (RFC 5545, section 3.2.13).

    Args:
        pattern: the rule.
        at: the day from which it changes.
        to: the day to which the meeting on that day is moved.
        off: the days without a meeting.

    Raises:
        ValueError: if the later meetings don't follow a rule of ours.
    """
    earlier = sum(day < at for day in pattern.days(at))
    rule = _COUNT.sub(lambda count: f"COUNT={int(count[1]) - earlier}", pattern.rule)
    if to != at:
        rule = re.sub(r";?BYDAY=(?:MO|TU|WE|TH|FR|SA|SU)(?=;|$)", "", rule).strip(";")
        if "BY" in rule or not re.search("FREQ=(?:DAILY|WEEKLY)", rule) or any(day > at for day in off):
            raise ValueError("later meetings moved to other days")
    until = None if pattern.until is None else _after(pattern.until, to - at)
    before = re.sub(";?COUNT=[0-9]+", "", pattern.rule).strip(";")
    return attrs.evolve(pattern, rule=before, until=_after(at, -_DAY)), Pattern(
        rule=as_rule(rule), start=to, until=until
    )


def days_off(entry: Any, tell: Callable[[str], None]) -> set[date]:
    """Return the days on which a recurring entry leaves out a meeting (``EXDATE``).

    Args:
        entry: the entry, as icalendar reads it.
        tell: is called with each moment at which there is no meeting.
    """
    off: set[date] = set()
    begin = entry["DTSTART"].dt
    for part in moments(entry, "EXDATE"):
        found: Any = part.dt
        if isinstance(found, datetime) and isinstance(begin, datetime):
            found = found.astimezone(begin.tzinfo) if found.tzinfo and begin.tzinfo else found
            if found.time() != begin.time():
                # Only the moment of a meeting takes it out (RFC 5545, section 3.8.5.1).
                tell(f"EXDATE {found:%Y-%m-%d %H:%M}, when there is no meeting")
                continue
        off.add(local_day(found, None))
    return off


def meetings(entries: Sequence[tuple[Any, bool]], rules: list[Pattern]) -> tuple[list[Any], bool]:
    """Return the meetings of recurring entries of one UID, each as an entry, and whether there are more.

    Args:
        entries: the recurring entry, and those that move all later meetings, with whether they do.
        rules: its rules, as ``patterns`` gives them, or none for its further dates (``RDATE``).

    Raises:
        ValueError: if the library can't expand them.
    """
    from icalendar import Calendar, vRecur
    from recurring_ical_events import of

    calendar: Any = Calendar()
    copies: list[Any] = [entry.copy() for entry, _ in entries]
    for number, (copy, (_, later)) in enumerate(zip(copies, entries, strict=True)):
        # By this the entry of a meeting is known.
        copy["X-ENTRY"] = str(number)
        if later:
            copy["RECURRENCE-ID"].params["RANGE"] = "THISANDFUTURE"
        calendar.add_component(copy)
    main = copies[0]
    main.pop("RRULE", None)
    for rule in rules:
        main.add("RRULE", vRecur.from_ical(f"{rule.rule}{_until(main['DTSTART'].dt, rule.until)}"))
    starts: list[Any] = [main["DTSTART"].dt, *(moment.dt for moment in moments(main, "RDATE"))]
    firsts: list[Any] = [start[0] if type(start) is tuple else start for start in starts]
    days = [local_day(start, None) for start in firsts]
    # A meeting can be a day earlier in another zone.
    first, last = _after(min(days), -_DAY), _after(min(days), timedelta(days=DAYS))
    found: dict[tuple[str, str], Any] = {}
    try:
        query: Any = of(calendar)
        while first < last and len(found) <= MEETINGS:
            end = min(_after(first, _YEAR), last)
            # The order is that of the rules; an event at the turn of two years is in both.
            for meeting in sorted(query.between(first, end), key=_start):
                found.setdefault((_start(meeting), meeting["X-ENTRY"]), meeting)
            first = end
    except (TypeError, AttributeError, LookupError, OverflowError) as error:
        raise ValueError(str(error)) from None
    endless = any("COUNT" not in rule.rule and rule.until is None for rule in rules)
    return list(found.values())[:MEETINGS], len(found) > MEETINGS or endless


def _start(meeting: Any) -> str:
    return str(meeting["DTSTART"].dt)


def _until(start: date | datetime, until: date | None) -> str:
    """Return the end of a rule as the library reads it: in UTC if its meetings have a time."""
    if until is None:
        return ""
    if not isinstance(start, datetime):
        return f";UNTIL={until:%Y%m%d}"
    moment = datetime.combine(until, start.time(), start.tzinfo)
    return (
        f";UNTIL={moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        if start.tzinfo
        else f";UNTIL={moment:%Y%m%dT%H%M%S}"
    )


def _after(day: date, length: timedelta) -> date:
    """Return a later or earlier day, which is at most at the edge of the calendar."""
    try:
        return day + length
    except OverflowError:
        return date.max if length > timedelta() else date.min
