"""Time zones of calendar files: their names in other programs, and their definitions."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from importlib.resources import files
from typing import Any, Final
from zoneinfo import ZoneInfo

import attrs

from osce_tracker.calendars.parts import FAULTS, Part
from osce_tracker.model.clock import known_zone
from osce_tracker.model.recurrence import as_rule

_DAY: Final = timedelta(days=1)
#: The longest names of the IANA database have 32 characters. A path may come before them.
_LONGEST_NAME: Final = 200
#: How many definitions in one file to compare with the IANA zones, and over how many years.
_DESCRIPTIONS: Final = 50
_YEARS: Final = 3
_UNSIGNED: Final = re.compile(r"(?im)^TZOFFSET(?:FROM|TO)[^:]*:(?!\s*[+-])")


def described_zones(entries: Iterable[Any]) -> Iterator[Any]:
    """Yield a definition (``VTIMEZONE``) of each time zone in entries, for the years they cover.

    Args:
        entries: the entries of a calendar.

    Each clock change has its own part, which starts in the time before the change (RFC 5545, section
    3.6.5). Some programs read only the first of several in one ``RDATE``, the form that icalendar writes.
    """
    from icalendar import Timezone

    starts = [start for entry in entries if isinstance(start := entry["DTSTART"].dt, datetime)]
    years = [start.year for start in starts] or [2]
    # Meetings end by the second year after.
    first, last = date(max(min(years), 2), 1, 1), date(min(max(years) + 2, 9998), 1, 1)
    for name in sorted({str(start.tzinfo) for start in starts if start.tzinfo is not UTC}):
        given: Any = Timezone.from_tzid(name, first_date=first, last_date=last)
        made: Any = Timezone(TZID=name)
        for part in given.subcomponents:
            # icalendar gives the first time that clocks show, which comes after the time that they skip.
            skipped = max(part.TZOFFSETTO - part.TZOFFSETFROM, timedelta())
            for onset in [part.DTSTART, *(start for start, _ in part.rdates)]:
                one = part.copy()
                one.pop("RDATE", None)
                one.DTSTART = onset - skipped
                made.add_component(one)
        yield made


def iana_zone(name: str) -> ZoneInfo | None:
    """Return the IANA zone that a calendar file names, or ``None`` if its name is unknown.

    Args:
        name: the name: from the IANA database, with or without a path in front; from Windows; or Outlook's
            label.

    >>> for name in ("W. Europe Standard Time", "/citadel.org/20240101_1/Europe/Vienna",
    ...              "(UTC+01:00) Brussels, Copenhagen, Madrid, Paris"):
    ...     print(iana_zone(name))
    Europe/Berlin
    Europe/Vienna
    Europe/Paris
    """
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    if len(name) > _LONGEST_NAME:
        return None
    name = name.strip()
    windows = _labels().get(re.sub(r"^\((?:UTC|GMT)[^)]*\)\s*", "", name), name)
    parts = name.split("/")
    paths = ["/".join(parts[-count:]) for count in (3, 2) if len(parts) > count]
    for candidate in (WINDOWS_TO_OLSON.get(windows, name), *paths):
        if zone := known_zone("UTC" if candidate == "Etc/UTC" else candidate):
            return zone
    return None


@cache
def _labels() -> dict[str, str]:
    """Return the Windows names of zones by the labels that Windows shows."""
    text = files("osce_tracker.calendars").joinpath("windows_labels.txt").read_text(encoding="utf-8")
    pairs = (line.split(" = ") for line in text.splitlines() if " = " in line)
    return {label: name for name, label in pairs}


@attrs.define
class Zones:
    """The time zones of one calendar.

    Attributes:
        described: the definitions in the file, by name.
        own: the zone of the calendar, or ``None``. A definition is compared with it first.
    """

    described: Mapping[str, Part]
    own: ZoneInfo | None
    _found: dict[tuple[str, int], Any] = attrs.field(factory=dict[tuple[str, int], Any])

    def zone(self, name: str, year: int) -> ZoneInfo | None:
        """Return a zone of the calendar.

        Args:
            name: its name in the file.
            year: the year in which it is used.

        Returns:
            The IANA zone of that name, or one that matches the definition in that year and the two after
            it. ``None`` if there is none.
        """
        part = self.described.get(name)
        known = iana_zone(name) or (part and iana_zone(str(part.head().get("X-LIC-LOCATION", ""))))
        if known or part is None or part.fault:
            return known or None
        if (name, year) not in self._found and len(self._found) < _DESCRIPTIONS:
            self._found[name, year] = None
            with suppress(*FAULTS):
                self._found[name, year] = _zone_as_described(part, min(max(year, 2), 9990), self.own)
        return self._found.get((name, year))


def _zone_as_described(part: Part, year: int, preferred: ZoneInfo | None) -> ZoneInfo | None:
    """Return the IANA zone with the same clock times for some years, or ``None``."""
    from icalendar import Timezone
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    text = part.without_name()
    if _UNSIGNED.search(text):
        # icalendar reads 0100 as ten hours.
        return None
    described: Any = Timezone.from_ical(text)
    for change in described.walk():
        # Clocks change at certain hours of a year; searching for any other rule takes too long.
        rule = change["RRULE"].to_ical().decode() if "RRULE" in change else "FREQ=YEARLY"
        if "FREQ=YEARLY" not in as_rule(rule) or "COUNT=" in rule:
            return None
    described.add("TZID", "described")
    own: tzinfo = described.to_tz(lookup_tzid=False)
    # Clocks change at night, so noon identifies a day.
    noons = (datetime(year, 1, 1, 12) + n * _DAY for n in range(366 * _YEARS))  # noqa: DTZ001 (a time on the wall)
    offsets = {noon: own.utcoffset(noon) for noon in noons}
    # A fixed number of hours doesn't stand for a country. IANA's names for these have the opposite sign.
    fixed = [f"Etc/GMT{-hours:+}" if hours else "UTC" for hours in range(-12, 15)]
    named = map(iana_zone, (*fixed, "Europe/Vienna", *WINDOWS_TO_OLSON.values()))
    zones = (zone for zone in (preferred, *named) if zone is not None)
    return next((zone for zone in zones if all(zone.utcoffset(n) == o for n, o in offsets.items())), None)
