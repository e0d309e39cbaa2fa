"""Time zones of calendar files: their descriptions, and the names that programs use for them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import tzinfo

_SECOND = timedelta(seconds=1)
#: A clock changes at most a few times a year; dateutil would follow any other rule for ever.
_ENDLESS = re.compile(r"^RRULE\b.*(?:FREQ=(?!YEARLY\b)|INTERVAL=)", re.MULTILINE | re.IGNORECASE)
#: An offset of a day or more is accepted by dateutil and then fails when it is used.
_FAR_OFFSET = re.compile(r"^TZOFFSET(?:FROM|TO)\b.*:[+-]?(?:2[4-9]|[3-9][0-9])", re.MULTILINE | re.IGNORECASE)
#: The longest names of the IANA database have 32 characters; a path may stand before them.
_LONGEST_NAME = 200


def described_zones(entries: Iterable[Any]) -> list[Any]:
    """Return a description (``VTIMEZONE``) of each time zone that entries name, for the years they are in.

    Args:
        entries: the entries of a calendar.

    Every change of the clock stands by itself, with its beginning in the time before it (RFC 5545,
    section 3.6.5): of several in one ``RDATE``, as icalendar writes them, some programs read the first
    alone.
    """
    years: dict[str, set[int]] = {}
    for entry in entries:
        start = entry["DTSTART"].dt
        zone = str(start.tzinfo) if isinstance(start, datetime) else "UTC"
        if zone != "UTC":
            years.setdefault(zone, set()).add(start.year)
    return [_described(name, min(found), max(found)) for name, found in sorted(years.items())]


def _described(name: str, first: int, last: int) -> Any:
    """Return the description of a zone from one year to the one after another, in which meetings end."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    zone = ZoneInfo(name)
    made: Any = Timezone()
    made.add("TZID", name)
    begin = datetime(max(first, 2), 1, 1, tzinfo=UTC)
    changes = [(begin, begin - _SECOND), *_changes(zone, begin, min(last + 2, 9998))]
    for number, (after, before) in enumerate(changes):
        now, then = after.astimezone(zone), before.astimezone(zone)
        part: Any = TimezoneDaylight() if now.dst() else TimezoneStandard()
        offset = now.utcoffset() if number == 0 else then.utcoffset()
        part.add("DTSTART", (after + (offset or timedelta())).replace(tzinfo=None))
        part.add("TZOFFSETFROM", offset)
        part.add("TZOFFSETTO", now.utcoffset())
        part.add("TZNAME", now.tzname())
        made.add_component(part)
    return made


def _changes(zone: ZoneInfo, begin: datetime, until: int) -> Iterator[tuple[datetime, datetime]]:
    """Yield the changes of the clock up to a year: the first second after, and the last before."""
    day = begin
    while day.year < until:
        following = day + timedelta(days=1)
        if day.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
            low, high = day, following
            while high - low > _SECOND:
                middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
                same = middle.astimezone(zone).utcoffset() == day.astimezone(zone).utcoffset()
                low, high = (middle, high) if same else (low, middle)
            yield high, low
        day = following


def iana_name(tzid: str) -> str | None:
    """Return the IANA name of a zone of a calendar file, or ``None`` when it has none.

    Args:
        tzid: the name in the file: of the IANA database, of Windows (as Outlook writes them), or with a
            path before (as older programs write them).

    >>> iana_name("W. Europe Standard Time"), iana_name("/citadel.org/20240101_1/Europe/Vienna")
    ('Europe/Berlin', 'Europe/Vienna')
    """
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    # A name with a path has the zone in its last two or three parts.
    parts = tzid.split("/")
    names = [tzid, *("/".join(parts[-count:]) for count in (3, 2) if len(parts) > count)]
    return next((name for name in (*names, WINDOWS_TO_OLSON.get(tzid, "")) if _is_zone(name)), None)


def zone_of(tzid: str, described: Mapping[str, str]) -> tuple[tzinfo | None, str | None]:
    """Return a zone of a calendar file, and its IANA name.

    Args:
        tzid: the name in the file.
        described: the descriptions of zones in the file, by their names.

    Returns:
        The zone of the IANA database with its name; or that which the file alone describes, without a
        name; or neither, when nothing is known of it.
    """
    description = described.get(tzid, "")
    location = re.search(r"^X-LIC-LOCATION:(.*)$", description, re.MULTILINE)
    name = iana_name(tzid) or (None if location is None else iana_name(location[1].strip()))
    if name is not None:
        return ZoneInfo(name), name
    if not description or _ENDLESS.search(description) or _FAR_OFFSET.search(description):
        return None, None
    from dateutil.tz import tzical

    try:
        return tzical(StringIO(description.replace("\r\n", "\n"))).get(tzid), None
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError):
        # A broken description says nothing.
        return None, None


def _is_zone(name: str) -> bool:
    if len(name) > _LONGEST_NAME:
        return False
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return False
    return True
