"""Clock times in time zones, and dates as people write them: the only module that imports pendulum.

Records store wall times (``10:00``) and IANA zones. This module turns them into moments.
"""

from contextlib import suppress
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING

from osce_tracker.errors import RecordError, UsageError, did_you_mean, meant, quoted

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    # Other modules import these two from here.
    from pendulum import Date as Date  # noqa: PLC0414 (exported)
    from pendulum import DateTime as DateTime  # noqa: PLC0414 (exported)


def as_zone(name: str) -> "ZoneInfo":
    """Return a time zone of the IANA database.

    Args:
        name: such as ``"Europe/Vienna"``.

    Returns:
        The time zone.

    Raises:
        UsageError: if there is no such zone.

    >>> as_zone("Europe/Vienna").key
    'Europe/Vienna'
    """
    near: tuple[str, ...] = ()
    if isinstance(name, str):
        if zone := known_zone(name):
            return zone
        from zoneinfo import available_timezones

        near = meant(name, [zone for zone in available_timezones() if not _is_of_machine(zone)])
    raise UsageError(
        f"Unknown time zone {quoted(name)}. Use an IANA name such as Europe/Vienna.{did_you_mean(near)}"
    )


def known_zone(name: str) -> "ZoneInfo | None":
    """Return a time zone of the IANA database, or ``None`` if it has no zone of this name.

    Args:
        name: such as ``"Europe/Vienna"``.
    """
    # The time zone database is slow to load, and few records have a zone.
    from zoneinfo import ZoneInfo

    with suppress(LookupError, ValueError, OSError, TypeError):
        return None if _is_of_machine(name) else ZoneInfo(name)
    return None


def _is_of_machine(name: str) -> bool:
    """Return True for the files that a machine keeps next to real zones: localtime, posixrules, right/UTC."""
    return name[:1].islower() or name == "Factory"


def check_wall_time(record: str | None, field: str, day: date, clock: str, zone: str) -> None:
    """Check that a wall time occurs exactly once on a day in its zone.

    Args:
        record: id of the record, for the message.
        field: name of the time field.
        day: the day.
        clock: the time, ``HH:MM``.
        zone: IANA zone.

    Raises:
        RecordError: if clocks skip or repeat that time on that day.
    """
    wall = datetime.combine(day, time.fromisoformat(clock), as_zone(zone))
    try:
        readings = [wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1)]
    except OverflowError:
        reason = f"{clock} on {day} in {zone} is outside the calendar (years 1 to 9999)"
        raise RecordError(field, reason, record) from None
    if readings[0] == readings[1]:
        return
    # When clocks go forward, the later reading has the larger offset and so is the earlier moment.
    fault, way = ("does not exist", "forward") if readings[1] < readings[0] else ("exists twice", "back")
    reason = f"{clock} {fault} on {day} in {zone}, where the clocks go {way}. Use another time."
    raise RecordError(field, reason, record)


def moment(day: date, clock: str, zone: str, shown_in: str | None = None) -> "DateTime":
    """Return the moment of a wall time on a day.

    Args:
        day: the day.
        clock: the time, ``HH:MM``.
        zone: IANA zone of the time.
        shown_in: IANA zone to show the moment in. The default is the zone of the time.

    Returns:
        A ``pendulum.DateTime`` with a time zone. If clocks repeat the time, it is the first of the two.
        If they skip it, the offset before the change applies (RFC 5545, section 3.3.5).

    Raises:
        UsageError: if there is no such zone, or the moment falls outside the calendar there.

    >>> moment(date(2025, 7, 31), "10:00", "Europe/Helsinki", "Europe/Vienna").isoformat()
    '2025-07-31T09:00:00+02:00'
    """
    import pendulum

    wall = datetime.combine(day, time.fromisoformat(clock), as_zone(zone))
    target = zone if shown_in is None else as_zone(shown_in).key
    try:
        # Go through UTC, because pendulum reads skipped times differently from RFC 5545.
        return pendulum.instance(wall.astimezone(UTC)).in_timezone(pendulum.timezone(target))
    except OverflowError:
        raise outside_calendar(f"{clock} on {day} in {zone}", target) from None


def outside_calendar(what: str, zone: str | None) -> UsageError:
    """Return the error for a time that its zone moves out of the calendar.

    what: the time that it moves.
        what: what it moves.
        zone: the time zone.
    """
    return UsageError(f"{what} is outside the calendar (years 1 to 9999) in {zone}. Use another zone.")


def day_object(day: date) -> "Date":
    """Return a day as a ``pendulum.Date``, which equals the plain date.

    Args:
        day: the day.
    """
    import pendulum

    return pendulum.date(day.year, day.month, day.day)


def moment_or_day(day: date, clock: str | None, zone: str | None) -> "DateTime | Date":
    """Return the moment of a wall time on a day, or the day if the time is unknown.

    Args:
        day: the day.
        clock: the time, ``HH:MM``.
        zone: IANA zone of the time.
    """
    return day_object(day) if clock is None or zone is None else moment(day, clock, zone)


# pendulum needs 9 microseconds per day, and a table of 10,000 rows repeats a few hundred days 40,000 times.
@lru_cache(maxsize=4096)
def readable_day(day: date, form: str = "D MMMM YYYY") -> str:
    """Return a day as people write it.

    Args:
        day: the day.
        form: the parts to show, in pendulum's tokens.

    >>> readable_day(date(2025, 7, 31))
    '31 July 2025'
    """
    # pendulum's default language is a setting of the whole process, so pass the language here.
    return day_object(day).format(form, locale="en")
