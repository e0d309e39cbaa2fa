"""When an entry of a calendar file takes place, as our records say it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

import attrs

from osce_tracker.calendars.parts import ZONE
from osce_tracker.calendars.zones import iana_zone
from osce_tracker.errors import RecordError, quoted
from osce_tracker.model.clock import check_wall_time
from osce_tracker.model.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from osce_tracker.calendars.zones import Zones

    Tell = Callable[[str], None]

_DAY: Final = timedelta(days=1)


@attrs.frozen
class Times:
    """When an entry takes place.

    Attributes:
        start: its beginning: a day, or a moment.
        end: its end, exclusive if it is a day, or ``None``.
        days: from the first day to the last, both included.
        start_time: clock time on the first day, or ``None``.
        end_time: clock time on the last day, or ``None``.
        timezone: IANA zone of the times, or ``None``.
        described: whether its zone is only described in the file.
    """

    start: datetime | date
    end: datetime | date | None
    days: Period
    start_time: str | None
    end_time: str | None
    timezone: str | None
    described: bool

    @property
    def length(self) -> timedelta | None:
        """How long it lasts, if that is known."""
        start, end = self.start, self.end
        if isinstance(start, datetime) and isinstance(end, datetime):
            return end - start
        return (
            None if end is None or isinstance(start, datetime) or isinstance(end, datetime) else end - start
        )

    def __str__(self) -> str:
        if self.start_time is None:
            return self.days.readable
        until = f" to {self.end_time}" if self.end_time else ""
        return f"{self.days.readable}, {self.start_time}{until} {self.timezone}"


def values(entry: Any, name: str) -> list[Any]:
    """Return the values of a property as a list, however often it occurs.

    Args:
        entry: an entry, as icalendar reads it.
        name: name of the property.
    """
    found: Any = entry.get(name)
    if found is None:
        return []
    several: list[Any] = found if isinstance(found, list) else [found]  # pyright: ignore[reportUnknownVariableType]
    return several


def moments(entry: Any, name: str) -> list[Any]:
    """Return the days or moments of a property, each with an attribute ``dt``.

    Args:
        entry: an entry, as icalendar reads it.
        name: name of the property.
    """
    return [moment for value in values(entry, name) for moment in getattr(value, "dts", [value])]


def put_in_zones(entry: Any, zones: Zones, tell: Tell) -> None:
    """Give each moment of an entry the time zone that the file names.

    Args:
        entry: an entry, as icalendar reads it.
        zones: the zones of the calendar.
        tell: is called with what is not carried over.
    """
    for name in ("DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"):
        for value in values(entry, name):
            tzid = value.params.get(ZONE)
            for moment in getattr(value, "dts", [value]):
                found: Any = moment.dt
                # A period has a beginning, and an end or a length.
                period: list[Any] | None = list(found) if isinstance(found, tuple) else None  # pyright: ignore[reportUnknownArgumentType]
                zoned = [_zoned(part, tzid, zones, tell) for part in period or [found]]
                moment.dt = tuple(zoned) if period else zoned[0]


def _zoned(found: Any, tzid: Any, zones: Zones, tell: Tell) -> Any:
    if not isinstance(found, datetime):
        return found
    if tzid is not None and found.tzinfo is None:
        zone = zones.zone(str(tzid), found.year)
        if zone is None:
            tell(f"the time {found:%H:%M}, because nothing is known about its time zone {quoted(str(tzid))}")
            return found.date()
        found = found.replace(tzinfo=zone)
    return found


def times_of(entry: Any, tell: Tell, *, all_day: bool = False) -> Times:
    """Return when an entry takes place.

    Args:
        entry: the entry, with its moments in their zones.
        tell: is called with what is not carried over.
        all_day: whether it is marked as lasting whole days.

    Raises:
        OverflowError: if it leaves the calendar.
    """
    start: Any = entry["DTSTART"].dt
    zone = getattr(start, "tzinfo", None)
    end: Any = entry["DTEND"].dt if "DTEND" in entry else None
    if end is None and "DURATION" in entry:
        # Days are those of the calendar. Hours are real, also when clocks change (RFC 5545, section 3.3.6).
        length: timedelta = entry["DURATION"].dt
        end = start + timedelta(days=length.days)
        end = (end.astimezone(UTC) if zone else end) + timedelta(seconds=length.seconds)
    if isinstance(end, datetime):
        end = end.astimezone(zone) if zone and end.tzinfo else end.replace(tzinfo=zone)
    if isinstance(start, datetime):
        midnights = [f"{one:%H%M%S}" == "000000" for one in (start, end) if isinstance(one, datetime)]
        if all_day or (end is not None and midnights == [True, True] and start < end):
            if not all(midnights):
                tell(f"the time {start:%H:%M}, because it lasts whole days from the closest midnight on")
            elif not all_day:
                tell("the time 00:00, because it lasts whole days")
            # At noon a day has begun in every zone, so the closest midnight is the one that is meant.
            start = (start + _DAY / 2).date()
            end = (end + _DAY / 2).date() if isinstance(end, datetime) else end
    described = isinstance(start, datetime) and zone is not None and not isinstance(zone, ZoneInfo)
    if described:
        # Hours before or after UTC keep the day; other offsets have no zone of IANA for all years.
        offset = start.utcoffset() or timedelta()
        hours, rest = divmod(offset, timedelta(hours=1))
        zone = None if rest else iana_zone(f"Etc/GMT{-hours:+}" if hours else "UTC")
        start, end = (_in(one, zone) for one in (start, end))
    clock: str | None = f"{start:%H:%M}" if isinstance(start, datetime) else None
    if clock and (zone is None or not _exists(start)):
        unclear = "clocks skip or repeat it on that day"
        tell(f"the time {clock}, because {unclear if zone else 'its time zone is not known (give zone=)'}")
        clock = None
    first, last, until = _day(start), _day(start), None
    if end is not None and (_day(end) < first or (type(end) is type(start) and end < start)):
        tell(f"the end {end}, which is before the start")
    elif isinstance(end, datetime) and f"{end:%H%M}" != "0000":
        last, until = end.date(), f"{end:%H:%M}" if clock and end > start else None
        if until and not _exists(end):
            tell(f"the end {until}, because clocks skip or repeat it on that day")
            until = None
    elif end is not None:
        # A day is exclusive, and at midnight the day before is over.
        last = max(first, _day(end) - _DAY)
    name = str(start.tzinfo) if clock else None
    return Times(start, end, Period.between(first, last), clock, until, name, described)


def _in(moment: Any, zone: tzinfo | None) -> Any:
    """Return a moment in another zone, or without one."""
    if not isinstance(moment, datetime):
        return moment
    return moment.replace(tzinfo=None) if zone is None else moment.astimezone(zone)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _exists(moment: datetime) -> bool:
    """Return True if a moment has a clock time that its zone has once on that day."""
    try:
        check_wall_time(None, "start_time", moment.date(), f"{moment:%H:%M}", str(moment.tzinfo))
    except RecordError:
        return False
    return True


def local_day(moment: datetime | date, zone: tzinfo | None) -> date:
    """Return the day of a moment in a zone.

    Args:
        moment: a day, or a moment.
        zone: the zone, or ``None`` for that of the moment.
    """
    if not isinstance(moment, datetime):
        return moment
    return _day(
        moment.astimezone(zone) if zone and isinstance(moment, datetime) and moment.tzinfo else moment
    )
