"""When an entry of a calendar file takes place, in the terms of our records."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

import attrs

from osce_tracker.calendars.lines import ZONE
from osce_tracker.calendars.zones import zone_of
from osce_tracker.errors import RecordError
from osce_tracker.model.clock import check_wall_time
from osce_tracker.model.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import tzinfo

_DAY: Final = timedelta(days=1)
_UTC: Final = ZoneInfo("UTC")


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
        described: the descriptions of time zones in the file, by their names.
        floating: name of the zone of times that name none, or ``None``.
    """

    def __init__(self, described: Mapping[str, str], floating: str | None) -> None:
        self._described = described
        self._zones: dict[str, tuple[tzinfo | None, str | None]] = {}
        self._floating = None if floating is None else self.zone(floating)[1]

    def zone(self, tzid: str) -> tuple[tzinfo | None, str | None]:
        """Return a zone and its IANA name, where it has one."""
        if tzid not in self._zones:
            self._zones[tzid] = zone_of(tzid, self._described)
        return self._zones[tzid]

    def when(self, entry: Any, tell: Callable[[str], None]) -> When:
        """Return when an entry takes place.

        Args:
            entry: the entry, which has a ``DTSTART``.
            tell: is called with what is not carried over.
        """
        start = self.moment(entry["DTSTART"], tell)
        end = self._end(entry, start, tell)
        if not isinstance(start, datetime):
            return _days(start, end, tell)
        zone = str(start.tzinfo)
        one = When(days=Period(start.date()), start_time=f"{start:%H:%M}", timezone=zone)
        if end is None:
            return one
        if not isinstance(end, datetime) or end.tzinfo is None:
            return attrs.evolve(one, days=_days(start.date(), end, tell).days)
        # They are compared first: a moment long before may have no place in the zone of the beginning.
        if end <= start:
            if end < start:
                tell(f"the end {end:%Y-%m-%d %H:%M}, which is before the beginning")
            return one
        try:
            end = end.astimezone(start.tzinfo)
        except OverflowError:
            tell(f"the end {end:%Y-%m-%d %H:%M}, which leaves the calendar")
            return one
        last, clock = end.date(), f"{end:%H:%M}"
        if clock == "00:00" and last > start.date():
            # At midnight the day before is over.
            return attrs.evolve(one, days=Period.between(start.date(), last - _DAY))
        if not _exists(last, clock, zone) or (last, clock) <= (start.date(), one.start_time or ""):
            tell(f"the end {clock}, which its time zone does not have once on that day")
            return one
        return attrs.evolve(one, days=Period.between(start.date(), last), end_time=clock)

    def _end(self, entry: Any, start: datetime | date, tell: Callable[[str], None]) -> datetime | date | None:
        """Return the end of an entry, as the file has it or its duration gives it.

        A day is exclusive; a moment without a zone stands for a day that is inside.
        """
        if "DTEND" in entry:
            zone = start.tzinfo if isinstance(start, datetime) else None
            found = self.moment(entry["DTEND"], tell, zone)
            whole = isinstance(found, datetime) or not isinstance(entry["DTEND"].dt, datetime)
            return found if whole else datetime.combine(found, time.min)
        if "DURATION" not in entry:
            return None
        length: timedelta = entry["DURATION"].dt
        try:
            return start + length
        except OverflowError:
            tell(f"the duration of {length.days} days, which leaves the calendar")
            return None

    def moment(
        self, value: Any, tell: Callable[[str], None], floating: tzinfo | None = None
    ) -> datetime | date:
        """Return a value of a file as a moment in a zone of the IANA database, or as a day.

        Args:
            value: the value, as icalendar read it.
            tell: is called with what is not carried over.
            floating: the zone of a time that names none, before that of the calendar.
        """
        found: datetime | date = value.dt
        if not isinstance(found, datetime):
            return found
        tzid = value.params.get(ZONE)
        try:
            return self._moment(found, None if tzid is None else str(tzid), floating, tell)
        except OverflowError:
            tell(f"the time {found:%H:%M}, which has no place in the calendar of UTC")
            return found.date()

    def _moment(
        self, found: datetime, tzid: str | None, floating: tzinfo | None, tell: Callable[[str], None]
    ) -> datetime | date:
        if tzid is None and found.tzinfo is not None:
            return found.astimezone(_UTC)
        wall = found.replace(tzinfo=None)
        name = self._floating if floating is None else str(floating)
        if tzid is not None:
            zone, name = self.zone(tzid)
            if name is None and zone is not None:
                tell(f"the name of the time zone {tzid!r}; the time is given in UTC")
                return wall.replace(tzinfo=zone).astimezone(_UTC)
            if name is None:
                tell(f"the time {wall:%H:%M}, since nothing is known of its time zone {tzid!r}")
                return wall.date()
        if name is None:
            tell(f"the time {wall:%H:%M}, since it has no time zone (give zone=)")
            return wall.date()
        moment = wall.replace(tzinfo=ZoneInfo(name))
        if not _exists(wall.date(), f"{wall:%H:%M}", name):
            # RFC 5545 allows what our records refuse; in UTC it is unambiguous.
            return moment.astimezone(UTC).astimezone(_UTC)
        return moment

    def day(self, value: Any, zone: str | None) -> date:
        """Return the day of a moment in a zone.

        Args:
            value: the value, as icalendar read it.
            zone: IANA zone of the series that it belongs to, or ``None``.
        """
        found = self.moment(value, lambda _what: None, None if zone is None else ZoneInfo(zone))
        if not isinstance(found, datetime):
            return found
        try:
            return (found if zone is None else found.astimezone(ZoneInfo(zone))).date()
        except OverflowError:
            return found.date()

    def canonical(self, value: Any) -> str:
        """Return a moment or day in one form, whatever zone a calendar program wrote it in."""
        found = self.moment(value, lambda _what: None)
        return found.astimezone(UTC).isoformat() if isinstance(found, datetime) else str(found)


def _days(start: date, end: datetime | date | None, tell: Callable[[str], None]) -> When:
    """Return the whole days from a first to an end that is exclusive where it is a day."""
    if end is None:
        return When(days=Period(start))
    last = end.date() if isinstance(end, datetime) else end - _DAY if end > date.min else end
    if last < start:
        if end != start:
            tell(f"the end {end}, which is before the beginning")
        return When(days=Period(start))
    return When(days=Period.between(start, last))


def _exists(day: date, clock: str, zone: str) -> bool:
    try:
        check_wall_time(None, "start_time", day, clock, zone)
    except RecordError:
        return False
    return True
