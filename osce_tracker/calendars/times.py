"""The dates and times of a calendar entry, in the form of our records."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, Final

import attrs

from osce_tracker.calendars.parts import DATES, ZONE
from osce_tracker.calendars.zones import Zones
from osce_tracker.errors import RecordError, quoted
from osce_tracker.model.clock import check_wall_time
from osce_tracker.model.periods import Period

Tell = Callable[[str], None]

_DAY: Final = timedelta(days=1)
#: Properties that mark all-day entries.
ALL_DAY: Final = re.compile(r"X-(?:MICROSOFT-CDO|MICROSOFT-MSNCALENDAR|FUNAMBOL)-ALLDAY(?:EVENT)?")
_DAY_WITH_CLOCK: Final = "X-FUNAMBOL-ALLDAY"


@attrs.frozen
class Times:
    """The dates and times of an entry.

    Attributes:
        start: its beginning: a day, or a moment.
        end: its end, exclusive if it is a day, or ``None``.
        days: from the first day to the last, both included.
        start_time: clock time on the first day, or ``None``.
        end_time: clock time on the last day, or ``None``.
        timezone: IANA zone of the times, or ``None``.
    """

    start: Any
    end: Any
    days: Period
    start_time: str | None
    end_time: str | None
    timezone: str | None

    @property
    def length(self) -> timedelta | None:
        """How long it lasts, if known."""
        known = self.end is not None and type(self.end) is type(self.start)
        return self.end - self.start if known else None

    def __str__(self) -> str:
        if self.start_time is None:
            return self.days.readable
        until = f" to {self.end_time}" if self.end_time else ""
        return f"{self.days.readable}, {self.start_time}{until} {self.timezone}"


def values(entry: Any, name: str) -> list[Any]:
    """Return all values of a property as a list.

    Args:
        entry: an entry, as icalendar reads it.
        name: name of the property.
    """
    found: Any = entry.get(name, [])
    return found if isinstance(found, list) else [found]  # pyright: ignore[reportUnknownVariableType]


def put_in_zones(entry: Any, zones: Zones, tell: Tell) -> None:
    """Give each moment of an entry its time zone.

    Args:
        entry: an entry, as icalendar reads it.
        zones: the zones of the calendar.
        tell: called with each value that is not imported.
    """
    from x_wr_timezone import UTCChangingWalker

    def zoned(found: Any, params: Any) -> Any:
        """Return a moment in the zone that the file gives it, or in that of the calendar."""
        if not isinstance(found, datetime):
            return found
        if params.get("VALUE") == "DATE":
            # A day with a clock time: midnight adds nothing, and any other time is midnight in UTC.
            if f"{found:%H%M%S}" == "000000":
                return found.date()
            entry[_DAY_WITH_CLOCK] = "TRUE"
        if ZONE in params and found.tzinfo is None:
            name = str(params[ZONE]).strip()
            zone = zones.zone(name, found.year)
            if zone is None:
                tell(f"the time {found:%H:%M}, because nothing is known about its time zone {quoted(name)}")
                return found.date()
            return found.replace(tzinfo=zone)
        walker: Any = UTCChangingWalker(zones.own)
        return walker.walk_value(found) if zones.own else found

    for name in DATES:
        for value in values(entry, name):
            for moment in getattr(value, "dts", [value]):
                found: Any = moment.dt
                if type(moment.dt) is tuple:
                    # A period has a start, and an end or a length.
                    moment.dt = tuple(zoned(part, value.params) for part in found)
                else:
                    moment.dt = zoned(found, value.params)


def times_of(entry: Any, tell: Tell) -> Times:
    """Return the dates and times of an entry.

    Args:
        entry: the entry, with its moments in their zones.
        tell: called with each value that is not imported.

    Raises:
        OverflowError: if it leaves the calendar.
    """
    marks = [str(value) for name in entry if ALL_DAY.fullmatch(name) for value in values(entry, name)]
    all_day = any(mark.strip().upper() in ("TRUE", "1") for mark in marks)
    start: Any = entry["DTSTART"].dt
    zone = getattr(start, "tzinfo", None)
    end: Any = entry["DTEND"].dt if "DTEND" in entry else None
    if end is None and "DURATION" in entry:
        # Days are calendar days. Hours are real hours, even when clocks change (RFC 5545, section 3.3.6).
        length: timedelta = entry["DURATION"].dt
        end = start + timedelta(days=length.days)
        end = (end.astimezone(UTC) if zone else end) + timedelta(seconds=length.seconds)
    if isinstance(end, datetime):
        end = end.astimezone(zone) if zone and end.tzinfo else end.replace(tzinfo=zone)
    if isinstance(start, datetime):
        if isinstance(end, datetime) and (f"{start:%H%M%S}", f"{end:%H%M}") == ("000000", "2359"):
            # The last minute stands for the whole day.
            end = end.replace(second=0, microsecond=0) + timedelta(minutes=1)
        midnights = [f"{one:%H%M%S}" == "000000" for one in (start, end) if isinstance(one, datetime)]
        if all_day or (end is not None and midnights == [True, True] and start < end):
            if not all(midnights):
                tell(f"the time {start:%H:%M}, because it lasts whole days from the closest midnight on")
            elif not all_day:
                tell("the time 00:00, because it lasts whole days")
            # At noon a day has begun in every zone, so the closest midnight is the right one.
            start = (start + _DAY / 2).date()
            end = (end + _DAY / 2).date() if isinstance(end, datetime) else end
    clock = _clock("time", start, zone, tell) if isinstance(start, datetime) else None
    first, last, until = local_day(start), local_day(start), None
    if end is not None and (local_day(end) < first or (type(end) is type(start) and end < start)):
        tell(f"the end {end}, which is before the start")
    elif isinstance(end, datetime) and f"{end:%H%M}" != "0000":
        last, until = end.date(), _clock("end", end, zone, tell) if clock and end > start else None
    elif end is not None:
        # An end day is exclusive, and at midnight the day before is over.
        last = max(first, local_day(end) - _DAY)
    name = str(start.tzinfo) if clock else None
    return Times(start, end, Period.between(first, last), clock, until, name)


def _clock(what: str, moment: datetime, zone: tzinfo | None, tell: Tell) -> str | None:
    """Return the clock time of a moment in its zone, or note why a record can't have it."""
    clock, why = f"{moment:%H:%M}", "its time zone is not known (give zone=)"
    if zone is not None:
        why = "clocks skip or repeat it on that day"
        with suppress(RecordError):
            check_wall_time(None, "start_time", moment.date(), clock, str(zone))
            return clock
    tell(f"the {what} {clock}, because {why}")
    return None


def local_day(moment: datetime | date, zone: tzinfo | None = None) -> date:
    """Return the day of a moment in a zone.

    Args:
        moment: a day, or a moment.
        zone: the zone. By default, that of the moment.
    """
    if not isinstance(moment, datetime):
        return moment
    return moment.astimezone(zone).date() if zone and moment.tzinfo else moment.date()
