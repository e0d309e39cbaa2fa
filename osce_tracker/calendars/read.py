"""Calendar files of any program as drafts of events and series, by the library icalendar.

What our own export carries comes back equal; what a calendar program knows and a record has no place for
is listed, and so is what a record needs and a calendar does not say.
"""

from __future__ import annotations

import quopri
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

import attrs

from osce_tracker.calendars.entry import PART, PURPOSE, RECORD, SEEN, digests, given, moments, title_mark
from osce_tracker.calendars.lines import take_apart
from osce_tracker.calendars.times import Times, When
from osce_tracker.errors import DataError, Problem, RecordError, WordError
from osce_tracker.files import checked_path, extra
from osce_tracker.model.clock import as_zone
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.events import Event, EventKind, EventStatus, Person, Recess, Series
from osce_tracker.model.plain import from_dict, parse
from osce_tracker.model.recurrence import without_until
from osce_tracker.model.sources import Confidence
from osce_tracker.model.validation import record_id
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.filters import several

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from osce_tracker.calendars.lines import CalendarText, EntryText

#: Properties that hold days or moments.
_DATES: Final = ("DTSTART", "DTEND", "RECURRENCE-ID")
_UNTIL: Final = re.compile(r"UNTIL=([0-9]{8}T[0-9]{6})Z")
#: Longer UIDs leave no room for what makes an id of a moved or copied meeting.
_LONGEST_UID: Final = 100


@attrs.frozen(kw_only=True)
class CalendarDrafts:
    """What a calendar file gave: drafts to look through before they go into a data set.

    Attributes:
        events: drafts of events, in their order.
        series: drafts of series of regular meetings.
        left: what was not carried over, supposed, or changed since our own export: one line each, with
            the id of the draft and the line of the file.

    >>> from tempfile import TemporaryDirectory
    >>> import osce_tracker as ot
    >>> with TemporaryDirectory() as folder:
    ...     ot.export(ot.load(), f"{folder}/2025.ics", body="HCNM", due=True)
    ...     drafts = ot.read_calendar(f"{folder}/2025.ics")
    >>> [event.city for event in drafts.events][:1], drafts.left[0].message
    (['Pristina'], 'a deadline, no event: Due: Secure consensus on the 32nd Economic and Environmental Forum')
    """

    events: tuple[Event, ...]
    series: tuple[Series, ...]
    left: tuple[Problem, ...]


@checked
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
        MissingExtraError: when the extra ``calendar`` is not installed.
        UsageError: when ``zone`` is no time zone.
        WordError: for a kind or dimension that does not exist.

    >>> from tempfile import TemporaryDirectory
    >>> import osce_tracker as ot
    >>> tracker = ot.load()
    >>> with TemporaryDirectory() as folder:
    ...     ot.export(tracker, f"{folder}/2025.ics", body="HCNM")
    ...     ot.read_calendar(f"{folder}/2025.ics").events == tracker.events.where(body="HCNM").records
    True
    """
    with extra("calendar", PURPOSE):
        import icalendar
    if zone is not None:
        as_zone(zone)
    supposed = (body, EventKind(kind), tuple(Dimension.parse(word) for word in several(dimensions)), zone)
    name = checked_path(path)
    file = Path(name).name
    calendars = take_apart(file, _content(name))
    problems: list[Problem] = []
    reading = _Reading(file, supposed)
    for calendar in calendars:
        entries = [(text, _parsed(icalendar.Event, file, text, problems)) for text in calendar.entries]
        if not problems:
            reading.calendar(calendar, entries)
    if problems:
        raise DataError(problems)
    return reading.drafts()


def _content(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        problem = Problem(file=Path(name).name, code="unreadable-file", message=f"cannot be read: {why}")
        raise DataError([problem]) from None


def _parsed(kind: Any, file: str, text: EntryText, problems: list[Problem]) -> Any:
    """Return an entry as icalendar reads it; its faults are noted with the line on which it begins."""
    faults: list[str] = []
    found: Any = None
    try:
        found = kind.from_ical(text.text)
        faults = [f"{name}: {message}" for name, message in found.errors]
        # icalendar reads some values that it can't write, such as categories in base 64.
        found.to_ical()
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, OSError) as error:
        faults = [str(error)[:200]]
    if not faults:
        values = {name: given(found.get(name)) for name in _DATES}
        values["EXDATE"] = [
            part for dates in given(found.get("EXDATE")) for part in getattr(dates, "dts", [dates])
        ]
        wrong = (name for name, several in values.items() for value in several if not _is_date(value))
        faults = [f"{name} is no day or moment" for name in dict.fromkeys(wrong)]
        if "DURATION" in found and not isinstance(getattr(found["DURATION"], "dt", None), timedelta):
            faults.append("DURATION is no duration")
        if "DTSTART" not in found:
            faults.append("there is no start (DTSTART)")
    where = {"file": file, "path": f"line {text.line}", "code": "broken-value"}
    problems += (Problem(**where, message=f"in the event that begins here, {fault}") for fault in faults)
    return found


def _is_date(value: Any) -> bool:
    return isinstance(getattr(value, "dt", None), date)


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
        self.exceptions: dict[str, set[date]] = {}
        self.ids: dict[tuple[type[Any], str], int] = {}

    def drafts(self) -> CalendarDrafts:
        """Return all that was read."""
        series = [self._with_exceptions(uid, found) for uid, found in self.series.items()]
        return CalendarDrafts(
            events=tuple(sorted(self.events.values(), key=lambda event: event.sort_key)),
            series=tuple(sorted(series, key=lambda found: found.id)),
            left=tuple(self.left),
        )

    def _with_exceptions(self, uid: str, series: Series) -> Series:
        left_out = {recess.since for recess in series.exceptions if recess.since == recess.until}
        recesses: list[Any] = list(series.exceptions)
        recesses += (
            Recess(since=day, until=day, reason="Moved or cancelled in the calendar.")
            for day in sorted(self.exceptions.get(uid, set()) - left_out)
        )
        return attrs.evolve(series, exceptions=recesses) if uid in self.exceptions else series

    def tell(self, record: str | None, line: int, code: str, message: str) -> None:
        """Note what was not carried over, supposed or changed."""
        self.left += [Problem(file=self.file, record=record, path=f"line {line}", code=code, message=message)]

    def calendar(self, calendar: CalendarText, entries: list[tuple[EntryText, Any]]) -> None:
        """Read one calendar of the file."""
        self.times = Times(calendar.zones, self.zone or calendar.zone)
        self.name = calendar.name
        for name, (count, line) in sorted(calendar.others.items()):
            self.tell(None, line, "not-carried", f"{count} {name} not carried over: only events are")
        uids = {str(entry.get("UID")) for _, entry in entries if RECORD in entry}
        for text, entry in entries:
            part = _text(entry.get(PART))
            if part == "deadline":
                title = _text(entry.get("SUMMARY"))
                self.tell(None, text.line, "deadline", f"a deadline, no event: {title}")
            # A meeting that a source shows is part of its series, which is in the file as well.
            elif part is None or _text(entry.get("RELATED-TO")) not in uids:
                self.entry(text, entry)

    def entry(self, text: EntryText, entry: Any) -> None:
        """Read one entry: what our export put into it, or else what the calendar program did."""
        own = self.own_record(text.line, entry) if RECORD in entry else None
        uid = _text(entry.get("UID")) or ""
        if own is None or (isinstance(own, Series) and "RECURRENCE-ID" in entry):
            # The second is a meeting of our series that was moved in a calendar program.
            self.foreign(text, entry, uid)
            return
        name = self.free_id(own.id, text.line, type(own))
        found = own if name == own.id else attrs.evolve(own, id=name)
        if isinstance(found, Series):
            self.series[uid] = found
        else:
            self.events[name] = found

    def own_record(self, line: int, entry: Any) -> Event | Series | None:
        """Return the record that our export put into an entry, with what was changed there since."""
        why = ""
        found: Event | Series | None = None
        seen: object = None
        try:
            whole = parse(str(entry[RECORD]).encode(errors="replace"))
            parts: dict[str, Any] = cast("Any", whole) if isinstance(whole, dict) else {}
            plain, seen = parts.get("record"), parts.get("seen")
            kind: type[Event | Series] = Series if isinstance(plain, dict) and "rrule" in plain else Event
            found = from_dict(kind, cast("object", plain))
        except DataError as error:
            why = f": {error.problems[0].message}"
        if found is None or not isinstance(seen, dict):
            self.tell(None, line, "not-carried", f"{RECORD} cannot be read{why}")
            return None
        now, then = digests(entry, self.times.canonical), cast("dict[str, Any]", seen)
        changed = [name for name in SEEN if now.get(name) != then.get(name)]
        return self.changed(found, changed, line, entry) if changed else found

    def changed(self, record: Event | Series, names: list[str], line: int, entry: Any) -> Event | Series:
        """Return a record of our export with what was changed in a calendar program since."""
        values: dict[str, Any] = {}
        taken: set[str] = set()
        if isinstance(record, Event):
            title = (_text(entry.get("SUMMARY")) or "").removeprefix(title_mark(record))
            if "SUMMARY" in names and title:
                values["title"] = title
                taken.add("SUMMARY")
            if "DTSTART" in names or "DTEND" in names:
                when = self.when(record.id, line, entry)
                values |= {"when": when.days, "start_time": when.start_time, "end_time": when.end_time}
                values["timezone"] = when.timezone or record.timezone
                taken |= {"DTSTART", "DTEND"}
            if "STATUS" in names:
                cancelled = _text(entry.get("STATUS")) == "CANCELLED"
                values["status"] = EventStatus.CANCELLED if cancelled else EventStatus.ANNOUNCED
                taken.add("STATUS")
            dimensions = self.categories(entry)[0] if "CATEGORIES" in names else []
            if dimensions:
                values["dimensions"] = dimensions
                taken.add("CATEGORIES")
        for name in names:
            what = "taken over" if name in taken else "not carried over"
            self.tell(record.id, line, "changed", f"{name} was changed since our export: {what}")
        return attrs.evolve(record, **values)

    def foreign(self, text: EntryText, entry: Any, uid: str) -> None:
        """Read an entry that another program made."""
        line = text.line
        name = _id_of(uid, line)
        moved = "RECURRENCE-ID" in entry
        if moved:
            # Of a series that is in the file already the zone is known, in which its days are reckoned.
            known = self.series.get(uid)
            day = self.times.day(entry["RECURRENCE-ID"], None if known is None else known.timezone)
            self.exceptions.setdefault(uid, set()).add(day)
            name = f"{name[:100]}-{day}"
        name = self.free_id(name, line, Event)
        fields = self.fields(name, text, entry)
        when = self.when(name, line, entry)
        if "RRULE" in entry and not moved:
            series = self.as_series(name, line, entry, fields, when)
            if series is not None:
                self.series[uid or name] = series
                return
        cancelled = (_text(entry.get("STATUS")) or "").upper() == "CANCELLED"
        self.events[name] = Event(
            id=name,
            kind=self.kind,
            when=when.days,
            start_time=when.start_time,
            end_time=when.end_time,
            status=EventStatus.CANCELLED if cancelled else EventStatus.ANNOUNCED,
            participants=_people(entry),
            summary=_text(entry.get("DESCRIPTION")),
            timezone=when.timezone,
            **fields,
        )
        self.tell(name, line, "supposed", f"kind: {self.kind.label}, since a calendar does not say it")

    def fields(self, name: str, text: EntryText, entry: Any) -> dict[str, Any]:
        """Return what events and series have in common, and note what was supposed or left out."""
        line = text.line
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
        title = _text(entry.get("SUMMARY"))
        if title is None:
            self.tell(name, line, "supposed", "title: untitled, since it has no SUMMARY")
        lost += [f"{count} {what}" if count > 1 else what for what, count in sorted(text.lost.items())]
        nameless = sum(_name(person) is None for person in given(entry.get("ATTENDEE")))
        lost += [f"{nameless} ATTENDEE without a name"] if nameless else []
        if lost:
            self.tell(name, line, "not-carried", f"not carried over: {', '.join(lost)}")
        url = _text(entry.get("URL"))
        return {
            "title": title or "untitled",
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
        return self.times.when(
            entry, lambda what: self.tell(name, line, "not-carried", f"not carried over: {what}")
        )

    def as_series(
        self, name: str, line: int, entry: Any, fields: dict[str, Any], when: When
    ) -> Series | None:
        """Return the series of a recurring entry, or ``None`` where its rule cannot be one of ours."""
        try:
            (given_rule,) = given(entry["RRULE"])
            rule, until = self.rule(given_rule.to_ical().decode(), when.timezone)
            found = Series(
                id=name,
                rrule=rule,
                dtstart=when.days.first,
                until=until,
                start_time=when.start_time,
                timezone=when.timezone,
                exceptions=self.excluded(entry, when.timezone),
                **fields,
            )
        except (RecordError, ValueError) as error:
            self.tell(name, line, "not-carried", f"not carried over: RRULE; its first meeting is. {error}")
            return None
        lost = [key for key in ("DTEND", "DURATION", "STATUS", "DESCRIPTION", "ATTENDEE") if key in entry]
        if lost:
            self.tell(name, line, "not-carried", f"not carried over into a series: {', '.join(lost)}")
        return found

    def rule(self, text: str, zone: str | None) -> tuple[str, date | None]:
        """Return a rule without its end, and the last day that the end allows in the zone of the series."""
        rule, until = without_until(text)
        moment = _UNTIL.search(text)
        if moment is not None and zone is not None:
            end = datetime.strptime(moment[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
            until = end.astimezone(ZoneInfo(zone)).date()
        return rule, until

    def excluded(self, entry: Any, zone: str | None) -> list[Any]:
        """Return the days that a recurring entry leaves out."""
        parts = (part for found in given(entry.get("EXDATE")) for part in moments(found))
        days = sorted({self.times.day(part, zone) for part in parts})
        return [Recess(since=day, until=day, reason="Left out in the calendar.") for day in days]

    def free_id(self, name: str, line: int, kind: type[Any]) -> str:
        """Return an id that no draft of a kind has yet, and take it."""
        count = self.ids.get((kind, name), 0) + 1
        self.ids[kind, name] = count
        if count == 1:
            return name
        free = f"{name[:110]}-{count}"
        if (kind, free) in self.ids:
            return self.free_id(free, line, kind)
        self.ids[kind, free] = 1
        self.tell(free, line, "same-uid", f"another entry has the id {name} as well; this one is {free}")
        return free


def _first(value: Any) -> Any:
    return next(iter(given(value)), None)


def _text(value: Any) -> str | None:
    """Return a property as a text, or ``None`` when it is not there or blank."""
    found = _first(value)
    if found is None:
        return None
    text = str(found)
    if str(getattr(found, "params", {}).get("ENCODING", "")).upper() == "QUOTED-PRINTABLE":
        # Of the older vCalendar; some programs still write it.
        text = quopri.decodestring(text.encode()).decode(errors="replace")
    return text.strip() or None


def _name(value: Any) -> str | None:
    """Return the name of an organizer or participant, where the file gives it."""
    found = None if value is None else getattr(value, "params", {}).get("CN")
    return None if found is None else str(found).strip() or None


def _people(entry: Any) -> list[Any]:
    names = [name for name in map(_name, given(entry.get("ATTENDEE"))) if name is not None]
    return [Person(name=name) for name in dict.fromkeys(names)]


def _id_of(uid: str, line: int) -> str:
    """Return the id of a draft: the UID where it has the form of an id, else one made of it."""
    try:
        record_id(uid)
    except ValueError:
        return f"ics-{uuid5(NAMESPACE_URL, uid or f'line {line}')}"
    return uid if len(uid) <= _LONGEST_UID else f"ics-{uuid5(NAMESPACE_URL, uid)}"
