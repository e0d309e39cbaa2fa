"""What ties an entry of a calendar file to its record: UID, the record, and digests of what is shown."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid5

from osce_tracker.model.plain import to_dict

if TYPE_CHECKING:
    from collections.abc import Callable

    from osce_tracker.model.events import Event, Series

#: The name space in which ids of records become UUIDs (RFC 9562, version 5); itself the UUID of a name,
#: ``urn:osce-tracker:records``.
_NAMESPACE: Final = UUID("fbccbbca-73b4-5206-95c1-0d2759f31020")
RECORD: Final = "X-OSCE-TRACKER-RECORD"
PART: Final = "X-OSCE-TRACKER-PART"
PURPOSE: Final = "Calendar files (.ics)"
#: The properties that people see and may change, and of which a digest is kept.
SEEN: Final = ("SUMMARY", "DTSTART", "DTEND", "RRULE", "EXDATE", "LOCATION", "CATEGORIES", "STATUS")


def uid_of(name: str) -> str:
    """Return the UID of an entry: always the same for the same id.

    Args:
        name: id of the record, with a mark for what is derived from it.

    >>> uid_of("ministerial-council-2025")
    '53e4ff15-108b-55ea-bfc9-511164549e53'
    """
    return str(uuid5(_NAMESPACE, name))


def title_mark(event: Event) -> str:
    """Return what stands before the title of an event, where its status or day asks for it.

    Args:
        event: the event. Several calendar programs do not show the status.
    """
    if not event.to_the_day:
        return f"{'One day of' if event.day_unknown else 'Some time in'} {event.when.readable}: "
    if event.status.is_off:
        return f"{event.status.label.capitalize()}: "
    return ""


def with_record(entry: Any, record: Event | Series) -> Any:
    """Put into an entry the whole record, and digests of what it shows; return the entry.

    Args:
        entry: the entry, with all else that it shows.
        record: the event or series.
    """
    from icalendar import vText

    whole = json.dumps({"record": to_dict(record), "seen": digests(entry)}, separators=(",", ":"))
    # The one control character that JSON leaves as it is.
    value = vText(whole.replace("\x7f", "\\u007f"))
    value.params["VALUE"] = "TEXT"
    entry.add(RECORD, value)
    return entry


def digests(entry: Any, told: Callable[[Any], str] | None = None) -> dict[str, str]:
    """Return a short digest of each property of an entry that people see and may change.

    Args:
        entry: an entry, as written or as read.
        told: tells a day or moment in one form, whatever zone a calendar program wrote it in.
    """
    shown = {name: _canonical(entry[name], told or _told) for name in SEEN if name in entry}
    return {name: sha256(text.encode()).hexdigest()[:8] for name, text in shown.items()}


def _told(value: Any) -> str:
    found = value.dt
    return found.astimezone(UTC).isoformat() if isinstance(found, datetime) else str(found)


def _canonical(value: Any, told: Callable[[Any], str]) -> str:
    """Return a property in one form, however a calendar program wrote it."""
    if hasattr(value, "dt"):
        return told(value)
    if isinstance(value, str):
        return value
    held: Any = getattr(value, "cats", None) or (moments(value) if hasattr(value, "dts") else value)
    if isinstance(held, list):
        return "\n".join(sorted(_canonical(part, told) for part in given(held)))
    return str(value.to_ical().decode())


def given(value: Any) -> list[Any]:
    """Return a property as a list, however often it stands in an entry.

    Args:
        value: what an entry holds under its name, or ``None``.

    >>> given(None), given("a"), given(["a", "b"])
    ([], ['a'], ['a', 'b'])
    """
    if value is None:
        return []
    several: list[Any] = value if isinstance(value, list) else [value]  # pyright: ignore[reportUnknownVariableType]  # of icalendar
    return several


def moments(value: Any) -> list[Any]:
    """Return the days or moments of a property that lists several, such as ``EXDATE``.

    Args:
        value: the property, as icalendar read it. A parameter that is not of RFC 5545 stands at the whole
            property only, and each moment needs it.
    """
    for part in value.dts:
        part.params = value.params
    found: list[Any] = value.dts
    return found
