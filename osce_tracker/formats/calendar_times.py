"""When an entry of a calendar file takes place, in the terms of our records."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import attrs

from osce_tracker.errors import RecordError
from osce_tracker.formats.calendar_zones import iana_name, zone_names
from osce_tracker.model.clock import check_wall
from osce_tracker.model.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable

_DAY = timedelta(days=1)


@attrs.frozen(kw_only=True)
class When:
    """Days and clock times of an entry.

    Attributes:
        days: from the first day to the last, both inside.
        start_time: clock time on the first day, or ``None``.
        end_time: clock time on the last day, or ``None``.
        timezone: IANA zone of the times, or ``None``.
    """

    days: Period
    start_time: str | None = None
    end_time: str | None = None
    timezone: str | None = None


class Times:
    """Reads the times of the entries of one calendar.

    Args:
        calendar: the calendar, as icalendar read it.
        zone: IANA zone of times that name none, or ``None``.
    """

    def __init__(self, calendar: Any, zone: str | None) -> None:
        self._described = zone_names(calendar)
        self._names: dict[str, str | None] = {}
        given = calendar.get("X-WR-TIMEZONE")
        self._floating = zone or (None if given is None else self.zone(str(given)))

    def zone(self, tzid: str) -> str | None:
        """Return the IANA name of a zone, or ``None``."""
        if tzid not in self._names:
            self._names[tzid] = iana_name(tzid, self._described)
        return self._names[tzid]

    def when(self, entry: Any, tell: Callable[[str], None]) -> When:
        """Return when an entry takes place.

        Args:
            entry: the entry, which has a ``DTSTART``.
            tell: is called with what is not carried over.
        """
        begins = entry["DTSTART"]
        ends = _end(entry, begins)
        if not isinstance(begins.dt, datetime):
            last = begins.dt if ends is None else max(begins.dt, _date(ends) - _DAY)
            return When(days=Period.between(begins.dt, last))
        start = self.moment(begins, tell)
        if start.tzinfo is None:
            tell(f"the time {start:%H:%M}, since it has no time zone (give zone=)")
            last = start.date() if ends is None else max(start.date(), _date(ends))
            return When(days=Period.between(start.date(), last))
        zone = str(start.tzinfo)
        end = None if ends is None else self._end_moment(ends, start, tell)
        if end is None or end <= start:
            if end is not None and end < start:
                tell(f"the end {end:%Y-%m-%d %H:%M}, which is before the beginning")
            return When(days=Period(start.date()), start_time=f"{start:%H:%M}", timezone=zone)
        last, clock = end.date(), f"{end:%H:%M}"
        if clock == "00:00" and last > start.date():
            # At midnight the day before is over.
            return When(
                days=Period.between(start.date(), last - _DAY), start_time=f"{start:%H:%M}", timezone=zone
            )
        if not _exists(end.date(), clock, zone) or (last, clock) <= (start.date(), f"{start:%H:%M}"):
            tell(f"the end {clock}, which its time zone does not have once on that day")
            return When(days=Period(start.date()), start_time=f"{start:%H:%M}", timezone=zone)
        days = Period.between(start.date(), last)
        return When(days=days, start_time=f"{start:%H:%M}", end_time=clock, timezone=zone)

    def _end_moment(self, ends: Any, start: datetime, tell: Callable[[str], None]) -> datetime:
        """Return the end of an entry in the zone of its beginning."""
        if isinstance(ends, datetime):
            # It was reckoned from the beginning.
            return ends.replace(tzinfo=start.tzinfo) if ends.tzinfo is None else ends.astimezone(start.tzinfo)
        if isinstance(ends.dt, datetime):
            end = self.moment(ends, tell)
            zone = start.tzinfo
            return end.replace(tzinfo=zone) if end.tzinfo is None else end.astimezone(zone)
        return datetime(ends.dt.year, ends.dt.month, ends.dt.day, tzinfo=start.tzinfo)

    def moment(self, value: Any, tell: Callable[[str], None]) -> datetime:
        """Return a moment of a calendar file in a zone of the IANA database, or as it is without one."""
        found: datetime = value.dt
        tzid = value.params.get("TZID")
        if tzid is None:
            if found.tzinfo is not None:
                return found.astimezone(ZoneInfo("UTC"))
            zone = self._floating
        else:
            zone = self.zone(str(tzid))
            if zone is None:
                if found.utcoffset() is not None:
                    tell(f"the name of the time zone {str(tzid)!r}; the time is given in UTC")
                    return found.astimezone(ZoneInfo("UTC"))
                tell(f"the time zone {str(tzid)!r}, which is none of the IANA database")
        wall = found.replace(tzinfo=None)
        if zone is None:
            return wall
        if not _exists(wall.date(), f"{wall:%H:%M}", zone):
            # RFC 5545 allows what our records refuse; in UTC it is unambiguous.
            return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).astimezone(ZoneInfo("UTC"))
        return wall.replace(tzinfo=ZoneInfo(zone))


def _end(entry: Any, begins: Any) -> Any:
    """Return the end of an entry as the file has it or as its duration gives it, or ``None``."""
    if "DTEND" in entry:
        return entry["DTEND"]
    if "DURATION" not in entry:
        return None
    length: timedelta = entry["DURATION"].dt
    if isinstance(begins.dt, datetime):
        return begins.dt + length
    return datetime(begins.dt.year, begins.dt.month, begins.dt.day) + length  # noqa: DTZ001 (a day)


def _date(ends: Any) -> date:
    found = ends if isinstance(ends, datetime) else ends.dt
    return found.date() if isinstance(found, datetime) else found


def _exists(day: date, clock: str, zone: str) -> bool:
    try:
        check_wall(None, "start_time", day, clock, zone)
    except RecordError:
        return False
    return True
