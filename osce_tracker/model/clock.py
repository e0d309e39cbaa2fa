"""Clock times in time zones: the one module that knows pendulum.

Records hold wall times (``10:00``) and IANA zones; here they become moments. A wall time that its zone
skips or has twice is refused in data (STYLE P12), and nothing is ever parsed by pendulum.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from osce_tracker.errors import RecordError, did_you_mean, nearest, quoted

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from pendulum import Date as Date  # noqa: PLC0414 (named here for the other modules)
    from pendulum import DateTime as DateTime  # noqa: PLC0414 (named here for the other modules)
    from pendulum import Timezone

_NONE: Final = timedelta()


def as_zone(name: str, record: str | None = None) -> "ZoneInfo":
    """Return a time zone of the IANA database.

    Args:
        name: such as ``"Europe/Vienna"``.
        record: id of the record that names it, for the message.

    Raises:
        RecordError: when there is no such zone; names the nearest.
    """
    # Only what has a zone pays for the time zone database.
    from zoneinfo import ZoneInfo, available_timezones

    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError, TypeError):
        near = nearest(name, available_timezones(), 1) if isinstance(name, str) else ()
        reason = f"{quoted(name)} is no IANA time zone; accepted: names as Europe/Vienna{did_you_mean(near)}"
        raise RecordError("timezone", reason, record) from None


def check_wall(record: str | None, field: str, day: date, clock: str, zone: str) -> None:
    """Raise ``RecordError`` when a wall time does not exist on a day in its zone, or exists twice.

    Args:
        record: id of the record, for the message.
        field: name of the field that holds the time.
        day: the day.
        clock: the time, ``HH:MM``.
        zone: IANA zone.
    """
    place = as_zone(zone)
    wall = datetime.combine(day, time.fromisoformat(clock), place)
    try:
        wall.astimezone(UTC)
    except OverflowError:
        reason = f"{clock} on {day} in {zone} leaves the calendar (years 1 to 9999)"
        raise RecordError(field, reason, record) from None
    before, after = _offsets(wall)
    if before == after:
        return
    # When the clock goes forward the later reading has the larger offset.
    skipped = before < after
    fault = "does not exist" if skipped else "exists twice"
    way = "forward" if skipped else "back"
    reason = f"{clock} {fault} on {day} in {zone}, where the clock goes {way}; accepted: another time"
    raise RecordError(field, reason, record)


def _offsets(wall: datetime) -> tuple[timedelta, timedelta]:
    """Return the offsets of the two readings of a wall time; they are the same for nearly all."""
    return wall.utcoffset() or _NONE, wall.replace(fold=1).utcoffset() or _NONE


@lru_cache(maxsize=64)
def _pendulum_zone(name: str) -> "Timezone":
    # Making a moment with the name of a zone costs eight times as much (STYLE P18).
    import pendulum

    return pendulum.timezone(name)


def moment(day: date, clock: str, zone: str, shown_in: str | None = None) -> "DateTime":
    """Return the moment of a wall time on a day.

    Args:
        day: the day.
        clock: the time, ``HH:MM``.
        zone: IANA zone of the time.
        shown_in: IANA zone in which to show the moment; else that of the time.

    Returns:
        A zone-aware ``pendulum.DateTime``. Where a clock goes back, the first of the two; where it goes
        forward, the time by the offset before (RFC 5545, section 3.3.5).

    Raises:
        RecordError: when ``shown_in`` is no zone.

    >>> moment(date(2025, 7, 31), "10:00", "Europe/Helsinki", "Europe/Vienna").isoformat()
    '2025-07-31T09:00:00+02:00'
    """
    import pendulum

    wall = datetime.combine(day, time.fromisoformat(clock), as_zone(zone))
    target = zone if shown_in is None else as_zone(shown_in).key
    # By way of UTC: pendulum reads a skipped time otherwise than RFC 5545 does.
    return pendulum.instance(wall.astimezone(UTC)).in_timezone(_pendulum_zone(target))


def day_object(day: date) -> "Date":
    """Return a day as pendulum has it, which equals the plain date.

    Args:
        day: the day.
    """
    import pendulum

    return pendulum.date(day.year, day.month, day.day)


@lru_cache(maxsize=4096)
def readable_day(day: date) -> str:
    """Return a day as people write it.

    Args:
        day: the day.

    >>> readable_day(date(2025, 7, 31))
    '31 July 2025'
    """
    # The language is passed by hand, since pendulum's default is a setting of the whole process.
    return day_object(day).format("D MMMM YYYY", locale="en")
