"""Calendar files of any program as drafts of events and series, by the library icalendar.

What our own export carries comes back equal; what a calendar program knows and a record has no place for
is listed, and so is what a record needs and a calendar does not say.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast
from uuid import NAMESPACE_URL, uuid5

import attrs

from osce_tracker.errors import DataError, RecordError, WordError
from osce_tracker.formats.calendar_lines import Lines
from osce_tracker.formats.calendar_record import PART, PURPOSE, RECORD, SEEN, digests, given
from osce_tracker.formats.calendar_times import Times, When
from osce_tracker.formats.diagnose import Reader
from osce_tracker.formats.extras import extra
from osce_tracker.model.dialogue import EventKind, EventStatus
from osce_tracker.model.events import Event, Person, Recess, Series
from osce_tracker.model.recurrence import without_until
from osce_tracker.model.vocabulary import Confidence, Dimension
from osce_tracker.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

#: What calendar programs keep for themselves, and no reader misses.
_BOOKS: Final = frozenset(
    {"UID", "DTSTAMP", "SEQUENCE", "CREATED", "LAST-MODIFIED", "TRANSP", "RELATED-TO", RECORD, PART}
)
#: Properties that a draft takes over.
_TAKEN: Final = frozenset(
    {"SUMMARY", "DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RECURRENCE-ID", "LOCATION", "CATEGORIES"}
    | {"STATUS", "DESCRIPTION", "URL", "ORGANIZER", "ATTENDEE"}
)
_STATUS: Final = {"CANCELLED": EventStatus.CANCELLED}


@attrs.frozen(kw_only=True)
class CalendarDrafts:
    """What a calendar file gave: drafts to look through before they go into a data set.

    Attributes:
        events: drafts of events, in their order.
        series: drafts of series of regular meetings.
        left: what was not carried over, supposed, or changed since our own export: one line each, with
            the id of the draft and the line of the file.
    """

    events: tuple[Event, ...]
    series: tuple[Series, ...]
    left: tuple[Problem, ...]


def read_calendar(
    path: str | os.PathLike[str],
    *,
    body: str | None = None,
    kind: EventKind | str = EventKind.CONFERENCE,
    dimensions: Iterable[Dimension | str] = tuple(Dimension),
    zone: str | None = None,
) -> CalendarDrafts:
    """Return the events and series of a calendar file (.ics), as drafts.

    Args:
        path: the file, as Outlook, Google Calendar, Nextcloud or our own export write it.
        body: which body holds the events that do not say it; else the organizer's name, else that of
            the calendar.
        kind: what sort of event they are, where the file does not say it.
        dimensions: which dimensions they touch, where their categories name none.
        zone: IANA zone of times that name none; else that of the calendar.

    Returns:
        The drafts, and a list of what was not carried over and what was supposed. An event is announced
        or cancelled: that it was held, no calendar shows. Our own export comes back equal.

    Raises:
        DataError: when the file is no iCalendar (RFC 5545) or has broken values; carries every fault
            with its line.
        MissingExtraError: when the extra ``ical`` is not installed.
        RecordError: when ``zone`` is no time zone.
        WordError: for a kind or dimension that does not exist.
    """
    with extra("ical", PURPOSE):
        import icalendar
    if zone is not None:
        from osce_tracker.model.clock import as_zone

        as_zone(zone)
    supposed = (body, EventKind(kind), tuple(Dimension.parse(word) for word in dimensions), zone)
    name = os.fspath(path)
    lines = Lines(Path(name).name, _content(name))
    try:
        calendars = cast("list[Any]", icalendar.Calendar.from_ical(lines.text, multiple=True))
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError) as error:
        lines.fault(None, "calendar", f"is no valid calendar: {str(error)[:200]}")
        raise DataError(lines.problems) from None
    entries = [(c, entry) for c in calendars for entry in c.walk("VEVENT")]
    _refuse_broken(lines, [entry for _, entry in entries])
    reading = _Reading(lines.file, supposed)
    for calendar in calendars:
        own = [(n, e) for n, (c, e) in zip(lines.entries, entries, strict=True) if c is calendar]
        reading.calendar(calendar, own)
    return reading.drafts()


def _content(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        problem = Problem(file=Path(name).name, code="unreadable-file", message=f"cannot be read: {why}")
        raise DataError([problem]) from None


def _refuse_broken(lines: Lines, entries: list[Any]) -> None:
    """Raise ``DataError`` for values that are broken, each with the line on which its entry begins."""
    for begun, entry in zip(lines.entries, entries, strict=True):
        for name, message in entry.errors:
            lines.fault(begun, "broken-value", f"in the event that begins here, {name}: {message}")
        if not entry.errors and not hasattr(entry.get("DTSTART"), "dt"):
            lines.fault(begun, "no-start", "the event that begins here has no start, or several (DTSTART)")
    if lines.problems:
        raise DataError(lines.problems)


class _Reading:
    """What has been read of a calendar file so far."""

    def __init__(
        self, file: str, supposed: tuple[str | None, EventKind, tuple[Dimension, ...], str | None]
    ) -> None:
        self.file = file
        self.body, self.kind, self.dimensions, self.zone = supposed
        self.events: dict[str, Event] = {}
        self.series: dict[str, Series] = {}
        self.left: list[Problem] = []
        self.exceptions: dict[str, list[date]] = {}

    def drafts(self) -> CalendarDrafts:
        """Return all that was read."""
        series = [self._with_exceptions(uid, found) for uid, found in self.series.items()]
        return CalendarDrafts(
            events=tuple(sorted(self.events.values(), key=lambda event: event.sort_key)),
            series=tuple(sorted(series, key=lambda found: found.id)),
            left=tuple(self.left),
        )

    def _with_exceptions(self, uid: str, series: Series) -> Series:
        recesses: list[Any] = list(series.exceptions)
        recesses += (
            Recess(since=day, until=day, reason="Moved or cancelled in the calendar.")
            for day in self.exceptions.get(uid, ())
        )
        return attrs.evolve(series, exceptions=recesses) if uid in self.exceptions else series

    def tell(self, record: str | None, line: int, code: str, message: str) -> None:
        """Note what was not carried over, supposed or changed."""
        self.left.append(
            Problem(file=self.file, record=record, path=f"line {line}", code=code, message=message)
        )

    def calendar(self, calendar: Any, entries: list[tuple[int, Any]]) -> None:
        """Read one calendar of the file."""
        self.times = Times(calendar, self.zone)
        self.name = _text(calendar.get("X-WR-CALNAME")) or _text(calendar.get("NAME"))
        others = {part.name for part in calendar.subcomponents} - {"VEVENT", "VTIMEZONE"}
        for name in sorted(others):
            count = sum(part.name == name for part in calendar.subcomponents)
            self.tell(None, 1, "not-carried", f"{count} {name} not carried over: only events are")
        uids = {str(entry.get("UID")) for _, entry in entries if RECORD in entry}
        for line, entry in entries:
            part = _text(entry.get(PART))
            if part == "deadline":
                self.tell(None, line, "deadline", f"a deadline, no event: {_text(entry.get('SUMMARY'))}")
            # A meeting that a source shows is part of its series, which is in the file as well.
            elif part is None or _text(entry.get("RELATED-TO")) not in uids:
                self.entry(line, entry)

    def entry(self, line: int, entry: Any) -> None:
        """Read one entry: what our export put into it, or else what the calendar program did."""
        own = self.own_record(line, entry) if RECORD in entry else None
        uid = _text(entry.get("UID")) or ""
        if isinstance(own, Series):
            self.series[uid] = own
        elif own is not None:
            self.events[self.free_id(own.id, line)] = own
        else:
            self.foreign(line, entry, uid)

    def own_record(self, line: int, entry: Any) -> Event | Series | None:
        """Return the record that our export put into an entry, with what was changed there since."""
        problems: list[Problem] = []
        reader = Reader(self.file, problems)
        whole = reader.document(str(entry[RECORD]).encode(errors="replace"))
        parts: dict[str, Any] = cast("Any", whole) if isinstance(whole, dict) else {}
        plain, seen = parts.get("record"), parts.get("seen")
        kind = Series if isinstance(plain, dict) and "rrule" in plain else Event
        found = reader.record(cast("object", plain), kind, "$.record")
        if found is None or problems or not isinstance(seen, dict):
            why = f": {problems[0].message}" if problems else ""
            self.tell(None, line, "not-carried", f"{RECORD} cannot be read{why}")
            return None
        now, then = digests(entry), cast("dict[str, Any]", seen)
        changed = [name for name in SEEN if now.get(name) != then.get(name)]
        return self.changed(found, changed, line, entry) if changed else found

    def changed(self, record: Event | Series, names: list[str], line: int, entry: Any) -> Event | Series:
        """Return a record of our export with what was changed in a calendar program since."""
        values: dict[str, Any] = {}
        if isinstance(record, Event):
            if "SUMMARY" in names:
                values["title"] = _text(entry.get("SUMMARY")) or record.title
            if "DTSTART" in names or "DTEND" in names:
                when = self.when(record.id, line, entry)
                values |= {"when": when.days, "start_time": when.start_time, "end_time": when.end_time}
                values["timezone"] = when.timezone or record.timezone
            if "STATUS" in names:
                cancelled = _text(entry.get("STATUS")) == "CANCELLED"
                values["status"] = EventStatus.CANCELLED if cancelled else EventStatus.ANNOUNCED
            found = [word for word in self.categories(entry)[0] if "CATEGORIES" in names]
            values |= {"dimensions": found} if found else {}
        taken = {"title": "SUMMARY", "when": "DTSTART", "status": "STATUS", "dimensions": "CATEGORIES"}
        kept = {taken[name] for name in values if name in taken}
        kept |= {"DTEND"} & set(names) if "when" in values else set[str]()
        for name in names:
            what = "taken over" if name in kept else "not carried over"
            self.tell(record.id, line, "changed", f"{name} was changed since our export: {what}")
        return attrs.evolve(record, **values)

    def foreign(self, line: int, entry: Any, uid: str) -> None:
        """Read an entry that another program made."""
        name = _id_of(uid, line)
        moved = entry.get("RECURRENCE-ID")
        if hasattr(moved, "dt"):
            day = moved.dt.date() if hasattr(moved.dt, "date") else moved.dt
            self.exceptions.setdefault(uid, []).append(day)
            name = f"{name[:100]}-{day}"
        name = self.free_id(name, line)
        fields = self.fields(name, line, entry)
        when = self.when(name, line, entry)
        if "RRULE" in entry and not hasattr(moved, "dt"):
            series = self.as_series(name, line, entry, fields, when)
            if series is not None:
                self.series[uid or name] = series
                return
        self.events[name] = Event(
            id=name,
            kind=self.kind,
            when=when.days,
            start_time=when.start_time,
            end_time=when.end_time,
            status=_STATUS.get((_text(entry.get("STATUS")) or "").upper(), EventStatus.ANNOUNCED),
            participants=_people(entry),
            summary=_text(entry.get("DESCRIPTION")),
            timezone=when.timezone,
            **fields,
        )
        self.tell(name, line, "supposed", f"kind: {self.kind.label}, since a calendar does not say it")

    def fields(self, name: str, line: int, entry: Any) -> dict[str, Any]:
        """Return what events and series have in common, and note what was supposed or left out."""
        known, others = self.categories(entry)
        lost = [f"CATEGORIES {word!r}" for word in others]
        if not known:
            known = list(self.dimensions)
            words = ", ".join(word.label for word in known)
            self.tell(name, line, "supposed", f"dimensions: {words}, since no category names one")
        organizer = _name(_first(entry.get("ORGANIZER")))
        body = self.body or organizer or self.name
        if self.body is None:
            whose = "the organizer" if organizer else "the calendar" if self.name else "nobody"
            self.tell(name, line, "supposed", f"body: {body or 'unknown'}, as {whose} is called")
        if not _text(entry.get("SUMMARY")):
            self.tell(name, line, "supposed", "title: untitled, since it has no SUMMARY")
        lost += sorted(key for key in entry if key not in _BOOKS | _TAKEN and not key.startswith("X-"))
        lost += sorted({part.name for part in entry.subcomponents})
        programs = sum(key.startswith("X-") and key not in _BOOKS for key in entry)
        lost += [f"{programs} X- properties"] if programs else []
        if lost:
            self.tell(name, line, "not-carried", f"not carried over: {', '.join(lost)}")
        url = _text(entry.get("URL"))
        return {
            "title": _text(entry.get("SUMMARY")) or "untitled",
            "body": body or "unknown",
            "dimensions": known,
            "venue": _text(entry.get("LOCATION")),
            "confidence": Confidence.MEDIUM,
            "note": None if url is None else f"Address in the calendar: {url}",
        }

    def categories(self, entry: Any) -> tuple[list[Dimension], list[str]]:
        """Return the dimensions among the categories of an entry, and the other categories."""
        known: list[Dimension] = []
        others: list[str] = []
        lists = given(entry.get("CATEGORIES"))
        for word in (str(cat) for found in lists for cat in getattr(found, "cats", [found])):
            try:
                known.append(Dimension.parse(word))
            except WordError:
                others.append(word)
        return known, others

    def when(self, name: str, line: int, entry: Any) -> When:
        def tell(what: str) -> None:
            self.tell(name, line, "not-carried", f"not carried over: {what}")

        return self.times.when(entry, tell)

    def as_series(
        self, name: str, line: int, entry: Any, fields: dict[str, Any], when: When
    ) -> Series | None:
        """Return the series of a recurring entry, or ``None`` where its rule cannot be one of ours."""
        try:
            rule, until = without_until(entry["RRULE"].to_ical().decode())
            found = Series(
                id=name,
                rrule=rule,
                dtstart=when.days.first,
                until=until,
                start_time=when.start_time,
                timezone=when.timezone,
                exceptions=_excluded(entry),
                **fields,
            )
        except (RecordError, ValueError, AttributeError) as error:
            self.tell(name, line, "not-carried", f"not carried over: RRULE; its first meeting is. {error}")
            return None
        lost = [key for key in ("DTEND", "DURATION", "STATUS", "DESCRIPTION", "ATTENDEE") if key in entry]
        if lost:
            self.tell(name, line, "not-carried", f"not carried over into a series: {', '.join(lost)}")
        return found

    def free_id(self, name: str, line: int) -> str:
        """Return an id that no draft has yet."""
        taken = {*self.events, *(series.id for series in self.series.values())}
        if name not in taken:
            return name
        count = 2
        while f"{name[:110]}-{count}" in taken:
            count += 1
        self.tell(name, line, "same-uid", f"another entry has this UID as well; this one is -{count}")
        return f"{name[:110]}-{count}"


def _first(value: Any) -> Any:
    return next(iter(given(value)), None)


def _text(value: Any) -> str | None:
    """Return a property as a text, or ``None`` when it is not there or blank."""
    found = _first(value)
    return (str(found).strip() or None) if found is not None else None


def _name(value: Any) -> str | None:
    """Return the name of an organizer or participant, where the file gives it."""
    found = None if value is None else getattr(value, "params", {}).get("CN")
    return None if found is None else str(found).strip() or None


def _people(entry: Any) -> list[Any]:
    names = [name for name in map(_name, given(entry.get("ATTENDEE"))) if name is not None]
    return [Person(name=name) for name in dict.fromkeys(names)]


def _excluded(entry: Any) -> list[Any]:
    values = [part.dt for found in given(entry.get("EXDATE")) for part in found.dts]
    days = sorted({value.date() if hasattr(value, "date") else value for value in values})
    return [Recess(since=day, until=day, reason="Left out in the calendar.") for day in days]


def _id_of(uid: str, line: int) -> str:
    """Return the id of a draft: the UID where it has the form of an id, else one made of it."""
    from osce_tracker.model.fields import check_id

    try:
        check_id(uid[:101])
    except RecordError:
        return f"ics-{uuid5(NAMESPACE_URL, uid or f'line {line}')}"
    return uid[:101]
