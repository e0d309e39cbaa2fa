"""Recurring entries of a calendar file: their rules, and their individual meetings.

The library recurring-ical-events expands meetings, after our own check that the rule ends its search.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from osce_tracker.calendars.times import Times, local_day
from osce_tracker.model.recurrence import as_rule, days_of_rule, without_until

#: A rule without its end, and the last day on which it allows a meeting.
Rule = tuple[str, date | None]

#: The number of years for which to list the meetings of an entry.
YEARS: Final = 10
_DAY: Final = timedelta(days=1)


def rules_of(entry: Any, times: Times, zone: ZoneInfo | None) -> Iterator[Rule]:
    """Yield the rules of a recurring entry.

    Args:
        entry: the entry, as icalendar reads it.
        times: its times.
        zone: the zone of the calendar, or ``None``.

    Raises:
        ValueError: if a rule doesn't go by days, never meets, or ends before it begins.
    """
    first = times.days.first
    for value in entry.rrules:
        rule, until = without_until(as_rule(value.to_ical().decode()))
        if until is not None:
            until = _last_day(value["UNTIL"][0], times.start, zone)
        last = min(until or date.max, date(min(first.year + 40, 9999), 12, 31))
        if next(days_of_rule(rule, first, first, last), None) is None:
            raise ValueError("it never meets")
        yield rule, until


def _last_day(until: date | datetime, start: date | datetime, zone: ZoneInfo | None) -> date:
    """Return the last day on which a meeting can begin before a rule ends."""
    if not isinstance(until, datetime):
        return until
    if not isinstance(start, datetime):
        return local_day(until, zone)
    if until.tzinfo is not None and start.tzinfo is not None:
        until = until.astimezone(start.tzinfo)
    return until.date() if until.time() >= start.time() else until.date() - _DAY


def rule_with_end(rule: str, last: date | None, start: date | datetime) -> Any:
    """Return a rule in icalendar's form, with its end in UTC if meetings have a time in a zone.

    Args:
        rule: the rule without an end.
        last: the last day with a meeting, or ``None``.
        start: the first meeting.

    The start determines the form of the end (RFC 5545, section 3.3.10).
    """
    from icalendar import vRecur

    made: Any = vRecur.from_ical(rule)
    if last is not None and isinstance(start, datetime):
        last = datetime.combine(last, start.time(), start.tzinfo)
        last = last.astimezone(UTC) if start.tzinfo else last
    return made if last is None else made | {"UNTIL": [last]}


def days_off(entry: Any, tell: Callable[[str], None]) -> Iterator[date]:
    """Yield the days on which a recurring entry leaves out a meeting (``EXDATE``).

    Args:
        entry: the entry, as icalendar reads it.
        tell: called with each excluded moment that has no meeting.
    """
    begin = entry["DTSTART"].dt
    for moment in entry.exdates:
        found: Any = moment
        if isinstance(found, datetime) and isinstance(begin, datetime):
            found = found.astimezone(begin.tzinfo) if found.tzinfo and begin.tzinfo else found
            if found.time() != begin.time():
                # Only the exact moment of a meeting excludes it (RFC 5545, section 3.8.5.1).
                tell(f"EXDATE {found:%Y-%m-%d %H:%M}, when there is no meeting")
                continue
        yield local_day(found)


def meetings(entries: Sequence[Any], rules: list[Rule], limit: int) -> list[tuple[int, Any]]:
    """Return the meetings of recurring entries with one UID, each with the number of its entry.

    Args:
        entries: the recurring entry, and those that move all later meetings.
        rules: its rules, from ``rules_of``, or none for its extra dates (``RDATE``).
        limit: the most meetings to return. Meetings after ten years are left out too.

    The library raises several kinds of errors if it can't expand a rule (``FAULTS``).
    """
    from icalendar import Calendar
    from recurring_ical_events import of

    calendar: Any = Calendar()
    for number, entry in enumerate(entries):
        calendar.add_component(entry.copy())
        calendar.subcomponents[-1]["X-ENTRY"] = str(number)
    main = calendar.subcomponents[0]
    main.pop("RRULE", None)
    for rule, until in rules:
        main.add("RRULE", rule_with_end(rule, until, main["DTSTART"].dt))
    first = min(local_day(start) for start in (main.start, *(start for start, _ in main.rdates))).year
    found: list[Any] = []
    for year in range(first, min(first + YEARS, date.max.year + 1)):
        # A meeting can fall a day earlier or later in another zone.
        ends = date.max if year == date.max.year else date(year + 1, 1, 1)
        near: list[Any] = of(calendar).between(date(year, 1, 1) - _DAY, ends)
        found += sorted((one for one in near if one.start.year == year), key=lambda one: str(one.start))
        if len(found) >= limit:
            break
    return [(int(one.pop("X-ENTRY")), one) for one in found[:limit]]
