"""Time zones of calendar files: the names that programs use, as names of the IANA database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from osce_tracker.errors import RecordError
from osce_tracker.model.clock import as_zone

if TYPE_CHECKING:
    from collections.abc import Mapping


def zone_names(calendar: Any) -> dict[str, str]:
    """Return the IANA names of the zones that a calendar describes itself, where it gives them.

    Args:
        calendar: the calendar, as icalendar read it.
    """
    found: dict[str, str] = {}
    for part in calendar.walk("VTIMEZONE"):
        name, location = part.get("TZID"), part.get("X-LIC-LOCATION")
        if name is not None and location is not None and _is_zone(str(location)):
            found[str(name)] = str(location)
    return found


def iana_name(tzid: str, described: Mapping[str, str]) -> str | None:
    """Return the IANA name of a zone of a calendar file, or ``None`` when it has none.

    Args:
        tzid: the name in the file: of the IANA database, of Windows (as Outlook writes them), or with a
            path before (as older programs write them).
        described: what ``zone_names`` found.

    >>> iana_name("W. Europe Standard Time", {}), iana_name("/citadel.org/20240101_1/Europe/Vienna", {})
    ('Europe/Berlin', 'Europe/Vienna')
    """
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    # A name with a path has the zone in its last two or three parts.
    parts = tzid.strip('"').split("/")
    names = [tzid, *("/".join(parts[-count:]) for count in (3, 2) if len(parts) > count)]
    candidates = (*names, described.get(tzid, ""), WINDOWS_TO_OLSON.get(tzid, ""))
    return next((name for name in candidates if _is_zone(name)), None)


def _is_zone(name: str) -> bool:
    try:
        as_zone(name)
    except RecordError:
        return False
    return True
