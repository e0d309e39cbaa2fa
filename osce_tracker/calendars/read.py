"""Reads calendar files from any program as drafts of events and series, with the icalendar library.

It lists everything in a calendar that a record can't hold, and everything that a record needs and a calendar
doesn't give.
"""

import os
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

import attrs

from osce_tracker.calendars.changes import Changes, dimensions_of
from osce_tracker.calendars.parts import DATES, FAULTS, Part, split
from osce_tracker.calendars.recurring import Rule, days_off, meetings, rules_of
from osce_tracker.calendars.text import entry_text
from osce_tracker.calendars.times import ALL_DAY, Times, local_day, put_in_zones, times_of, values
from osce_tracker.calendars.write import DEADLINE, PURPOSE, Writer, uid_of
from osce_tracker.calendars.zones import Zones, iana_zone
from osce_tracker.errors import Problem, RecordError, quoted
from osce_tracker.files import checked_path, extra
from osce_tracker.model.clock import as_zone
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.events import Event, EventKind, EventStatus, KnownMeeting, Recess, Series
from osce_tracker.model.people import Person
from osce_tracker.model.recurrence import days_of_rule
from osce_tracker.model.sources import Confidence, Source, draft_source
from osce_tracker.model.validation import record_id
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.tracker import Tracker

#: The assumed kind of events in other calendars. They touch all dimensions unless their categories name some.
_KIND: Final = EventKind.CONFERENCE
#: Longer UIDs leave no room for the day in the id of a meeting.
_LONGEST_UID: Final = 100
#: The most meetings to list one by one, for one entry and for one file.
_MEETINGS: Final = 100
_ALL_MEETINGS: Final = 2_000
#: The most dropped properties to list for one entry.
_SHOWN: Final = 50
#: After this many rejected rules in a file, try no more: finding out that a rule never meets takes long.
_REJECTED: Final = 50
#: Properties that an entry may have only once (RFC 5545, section 3.6.1).
_ONCE: Final = ("UID", "SEQUENCE", "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID")
#: Properties of which only the first counts.
_FIRST: Final = ("SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "URL", "ORGANIZER")
#: The range of a move of all later meetings (RFC 5545, section 3.2.13).
_LATER: Final = "THISANDFUTURE"
#: The properties that a draft uses.
_READ: Final = {*_ONCE, *DATES, *_FIRST, "X-ALT-DESC", "RRULE", "CATEGORIES", "ATTENDEE"}
#: Other properties not listed as lost: those that calendar programs keep for themselves.
_KNOWN: Final = _READ | {"DTSTAMP", "CREATED", "LAST-MODIFIED", "TRANSP", "BEGIN", "END"}


@attrs.frozen(kw_only=True)
class CalendarDrafts:
    """The drafts from a calendar file, for review before they go into a data set.

    Attributes:
        events: drafts of events, in their order.
        series: drafts of series of regular meetings.
        left: everything that was not imported, was assumed, or differs from the tracker: one line each, with
            the id of the draft and the line of the file. An entry without a draft is an error, anything else
            a warning.

    >>> from tempfile import TemporaryDirectory
    >>> import osce_tracker as ot
    >>> with TemporaryDirectory() as folder:
    ...     ot.export(ot.load(), f"{folder}/2025.ics", body="HCNM", due=True)
    ...     drafts = ot.read_calendar(f"{folder}/2025.ics", ot.load())
    >>> [event.city for event in drafts.events][:1], drafts.left[0].message.partition(":")[0]
    (['Pristina'], 'a deadline, not an event')
    """

    events: tuple[Event, ...]
    series: tuple[Series, ...]
    left: tuple[Problem, ...]


@checked
def read_calendar(
    path: str | os.PathLike[str],
    tracker: Tracker | None = None,
    *,
    body: str | None = None,
    zone: str | None = None,
) -> CalendarDrafts:
    """Return the events and series of a calendar file (.ics), as drafts.

    Args:
        path: the file, as Outlook, Google Calendar, Nextcloud or our own export writes it.
        tracker: events and series that the entries may come from. Entries match by UID, which our own
            export makes from the id. Fields that the calendar lacks keep the record's values.
        body: the body that holds events without one. By default, the name of the organizer or of the
            calendar.
        zone: IANA zone for times in UTC and times without a zone. By default, that of the calendar.

    Returns:
        The drafts, and a list of everything not imported, assumed, or different from the tracker. An
        event counts as a conference, and touches all dimensions unless its categories name some. It is
        announced or cancelled: no calendar shows that it was held. A recurring entry with one rule for
        meetings within a day becomes a series; any other becomes an event for each meeting, up to 100 within
        ten years.

    Raises:
        DataError: if the file can't be read or is not a calendar (RFC 5545). Entries that can't be read are
            listed in ``left``.
        MissingExtraError: if the extra ``calendar`` is not installed.
        UsageError: if ``zone`` is not a time zone.

    >>> from tempfile import TemporaryDirectory
    >>> import osce_tracker as ot
    >>> tracker = ot.load()
    >>> with TemporaryDirectory() as folder:
    ...     ot.export(tracker, f"{folder}/2025.ics", body="HCNM")
    ...     drafts = ot.read_calendar(f"{folder}/2025.ics", tracker)
    >>> drafts.events == tracker.events.where(body="HCNM").records, drafts.left
    (True, ())
    """
    with extra("calendar", PURPOSE):
        for library in ("icalendar", "recurring_ical_events", "x_wr_timezone"):
            import_module(library)
    file, given = Path(checked_path(path)), None if zone is None else as_zone(zone)
    reading = _Reading(Writer(tracker or Tracker()), file.name, body, given)
    for calendar in split(file):
        reading.calendar(calendar)
    return CalendarDrafts(
        events=tuple(sorted(reading.events.values(), key=lambda event: event.sort_key)),
        series=tuple(sorted(reading.series.values(), key=lambda series: series.sort_key)),
        left=tuple(reading.left),
    )


@attrs.define(eq=False)
class _Entry:
    """An entry as icalendar reads it, with further details."""

    part: Part
    values: Any
    times: Times
    cancelled: bool
    #: The moment of the meeting that it moves, or ``None``, and whether it moves all later ones.
    moves: Any
    later: bool
    #: The days that it removes from a recurring entry.
    off: set[date] = attrs.field(factory=set[date])

    @property
    def recurs(self) -> bool:
        return self.moves is None and ("RRULE" in self.values or "RDATE" in self.values)

    @property
    def version(self) -> int:
        found = self.values.get("SEQUENCE")
        return found if isinstance(found, int) else 0

    def day(self, main: "_Entry") -> date:
        """Return the day of the meeting that it moves, in the zone of its series, or its own."""
        zone = getattr(main.values["DTSTART"].dt, "tzinfo", None)
        return self.times.days.first if self.moves is None else local_day(self.moves, zone)


@attrs.define(eq=False)
class _Reading:
    """The content of a calendar file read so far, and the caller's details."""

    writer: Writer
    file: str
    body: str | None
    zone: ZoneInfo | None
    events: dict[str, Event] = attrs.field(factory=dict[str, Event])
    series: dict[str, Series] = attrs.field(factory=dict[str, Series])
    left: list[Problem] = attrs.field(factory=list[Problem])
    #: The ids of drafts, each with the last number appended to it.
    ids: dict[tuple[type[Any], str], int] = attrs.field(factory=dict[tuple[type[Any], str], int])
    meetings: int = 0
    rejected: int = 0
    name: str | None = None
    calendar_zone: ZoneInfo | None = None

    @cached_property
    def own(self) -> dict[str, tuple[type[Any], str]]:
        """The records of the tracker by their UIDs in our own export, and the series of known meetings."""
        found: dict[str, Any] = {uid_of(one.id): (Event, one.id) for one in self.writer.tracker.events}
        for one in self.writer.tracker.series:
            found[uid_of(f"{one.id}#series")] = (Series, one.id)
            found |= {uid_of(f"{one.id}#{m.number}"): (KnownMeeting, one.id) for m in one.known_meetings}
        return found

    def tell(self, part: Part, code: str, message: str, record: str | None = None) -> None:
        """Note something not imported, assumed or changed."""
        severity = "error" if code == "broken-entry" else "warning"
        where = {"file": self.file, "path": f"line {part.line}", "severity": severity}
        self.left.append(Problem(**where, record=record, code=code, message=message))

    def tell_lost(self, part: Part, record: str | None = None) -> None:
        """Note the content of a part that was not imported."""
        what = [*part.lost]
        what[_SHOWN:] = [f"{len(what) - _SHOWN} more"] if len(what) > _SHOWN else []
        if what:
            self.tell(part, "not-carried", f"not imported: {', '.join(what)}", record)
        part.lost.clear()

    def calendar(self, calendar: Part) -> None:
        """Read one calendar of the file."""
        head = calendar.head()
        named, method = entry_text(head, "X-WR-TIMEZONE") or "", (entry_text(head, "METHOD") or "").upper()
        self.calendar_zone = self.zone or iana_zone(named)
        self.name = entry_text(head, "X-WR-CALNAME") or entry_text(head, "NAME")
        calendar.lose(*filter(None, [calendar.fault]), *_unread_lines(head))
        if named and not self.calendar_zone:
            calendar.lose(f"X-WR-TIMEZONE {quoted(named)}, an unknown zone")
        if method not in ("", "PUBLISH", "REQUEST", "CANCEL"):
            calendar.lose(f"METHOD {quoted(method)}")
        others = Counter(part.name for part in calendar.parts if part.name not in ("VEVENT", "VTIMEZONE"))
        calendar.lose(*(f"{count} {name}, because only events are" for name, count in others.items()))
        self.tell_lost(calendar)
        zones = [part for part in calendar.parts if part.name == "VTIMEZONE"]
        described = Zones({entry_text(zone.head(), "TZID") or "": zone for zone in zones}, self.calendar_zone)
        groups: dict[str, list[_Entry]] = {}
        for part in calendar.parts:
            if part.name == "VEVENT":
                with self.listed(part):
                    entry = _entry(part, described, method)
                    uid = entry_text(entry.values, "UID") or f"line {part.line}"
                    groups.setdefault(uid, []).append(entry)
        for uid, entries in groups.items():
            self.group(uid, entries)

    @contextmanager
    def listed(self, part: Part) -> Generator[None]:
        """List an entry as unreadable if reading it fails."""
        try:
            yield
        except FAULTS as error:
            message = f"the event that begins here can't be read: {str(error)[:200]}"
            self.tell(part, "broken-entry", message)

    def group(self, uid: str, entries: list[_Entry]) -> None:
        """Read the entries of one UID."""
        kind, name = self.own.get(uid, (Event, _id_of(uid)))
        newest = {entry.moves: entry for entry in sorted(entries, key=lambda one: one.version)}
        for entry in [one for one in entries if one.version < newest[one.moves].version]:
            later = f"the entry on line {newest[entry.moves].part.line} is a later version"
            self.tell(entry.part, "not-carried", f"left out, because {later}")
            entries.remove(entry)
        main = next((entry for entry in entries if entry.recurs), None)
        for entry in sorted(entries, key=lambda entry: entry is not main):
            with self.listed(entry.part):
                if entry.moves is not None:
                    # A move of all later meetings is read with the entry that it changes.
                    if main is not None and entry.day(main) in main.off:
                        self.tell(entry.part, "not-carried", "left out, because EXDATE removes its meeting")
                    elif main is None or not entry.later:
                        self.event(self.day_id(name, entry.day(main or entry), entry), entry)
                elif DEADLINE.casefold() in map(str.casefold, dimensions_of(entry.values)[1]):
                    message = f"a deadline, not an event: {entry_text(entry.values, 'SUMMARY')}"
                    self.tell(entry.part, "deadline", message)
                elif kind is KnownMeeting:
                    self.series.setdefault(name, self.writer.tracker.series[name])
                elif entry.recurs:
                    moves = [one for one in entries if one.moves is not None and entry is main]
                    self.recurring(self.free_id(name, entry, Series), entry, moves)
                else:
                    self.event(self.free_id(name, entry), entry)

    def event(self, name: str, entry: _Entry) -> None:
        """Read an entry, or one meeting of it, as an event."""
        found, times = entry.values, entry.times
        record = self.writer.tracker.events.get(name)
        if record is not None:
            made = self.changes(name, entry).event(record, times, cancelled=entry.cancelled)
        else:
            made = Event(
                id=name,
                kind=_KIND,
                when=times.days,
                end_time=times.end_time,
                status=EventStatus.CANCELLED if entry.cancelled else EventStatus.ANNOUNCED,
                participants=[Person(name=person) for person in dict.fromkeys(_names(found)) if person],
                summary=entry_text(found, "DESCRIPTION") or entry_text(found, "X-ALT-DESC"),
                **self.fields(name, entry, f"kind: {_KIND.label}"),
            )
        self.events[name] = made

    def changes(self, name: str, entry: _Entry) -> Changes:
        """Return the object that finds differences between an entry and its record."""
        self.tell_lost(entry.part, name)
        return Changes(self.writer, entry.values, partial(self.tell, entry.part, "changed", record=name))

    def fields(self, name: str, entry: _Entry, *supposed: str) -> dict[str, Any]:
        """Return the common fields of events and series, and note once what was assumed or left out."""
        notes, found = list(supposed), entry.values
        known, others = dimensions_of(found)
        if not known:
            known = list(Dimension)
            notes.append(f"dimensions: {', '.join(word.label for word in known)}")
        body = self.body or next(_names(found, "ORGANIZER"), None) or self.name or "unknown"
        if self.body is None:
            notes.append(f"body: {body}")
        title, url = " ".join((entry_text(found, "SUMMARY") or "untitled").split()), entry_text(found, "URL")
        if title == "untitled":
            notes.append("title: untitled")
        sources: list[Source] = []
        with suppress(RecordError):
            # Treat an empty address as missing.
            sources = [draft_source(url or "", title=title)]
            notes.append("source: its address")
        if not entry.part.listed:
            if notes:
                self.tell(entry.part, "supposed", f"assumed: {'; '.join(notes)}", name)
            lost = Counter(part.name for part in entry.part.parts)
            lost.update(f"CATEGORIES {word!r}" for word in others)
            lost.update("ATTENDEE without a name" for person in _names(found) if person is None)
            status = (entry_text(found, "STATUS") or "CONFIRMED").upper()
            lost.update([f"STATUS {status!r}"] if status not in ("CONFIRMED", "CANCELLED") else [])
            names = (key for key, _ in found.property_items(recursive=False) if not ALL_DAY.fullmatch(key))
            lost.update("X- properties" if key[:2] == "X-" else key for key in names if key not in _KNOWN)
            counted = (f"{count} {word}" if count > 1 else word for word, count in sorted(lost.items()))
            entry.part.lose(*counted)
            entry.part.listed = True
        self.tell_lost(entry.part, name)
        return {
            "title": title,
            "body": body,
            "dimensions": known,
            "start_time": entry.times.start_time,
            "timezone": entry.times.timezone,
            "venue": entry_text(found, "LOCATION"),
            "confidence": Confidence.MEDIUM,
            "sources": sources,
            "note": None if url is None or sources else f"Address in the calendar: {url}",
        }

    def recurring(self, name: str, entry: _Entry, moves: list[_Entry]) -> None:
        """Read a recurring entry: as a series if it has one rule, otherwise meeting by meeting."""
        times, first = entry.times, entry.times.days.first
        entry.off = set(days_off(entry.values, entry.part.lose))
        off = {one.day(entry) for one in moves if not one.later} | entry.off
        all_of = [entry, *(one for one in moves if one.later)]
        try:
            if self.rejected >= _REJECTED or "EXRULE" in entry.values:
                # Both are as bad as an unreadable rule.
                raise ValueError("too many rules were rejected, or EXRULE removes meetings")  # noqa: TRY301 (listed below)
            rules = [*dict.fromkeys(rules_of(entry.values, times, self.calendar_zone))]
        except ValueError as error:
            self.rejected += 1
            entry.part.lose(f"the rule; its first meeting is. {str(error)[:300]}")
            for one in all_of:
                self.event(self.day_id(name, one.day(one), one), one)
            return
        long = first < times.days.last and (times.length is None or times.length >= timedelta(days=1))
        is_plain = len(rules) == len(all_of) == 1 and "RDATE" not in entry.values
        if not is_plain or long or entry.cancelled:
            self.expand(name, all_of, rules, off)
            return
        self.as_series(name, entry, *rules[0], off)
        if next(days_of_rule(rules[0][0], first, first, first), None) is None:
            # The first meeting counts, even if the rule doesn't give it.
            self.event(self.day_id(name, first, entry), entry)

    def as_series(self, name: str, entry: _Entry, rule: str, until: date | None, off: set[date]) -> None:
        """Read a rule of a recurring entry as a series."""
        first, reason = entry.times.days.first, "Moved, cancelled or left out in the calendar."
        days = [day for day in sorted(off) if first <= day <= (until or date.max)]
        exceptions = [Recess(since=day, until=day, reason=reason) for day in days]
        given: dict[str, Any] = {"rrule": rule, "dtstart": first, "until": until, "exceptions": exceptions}
        record = self.writer.tracker.series.get(name)
        if record is None:
            lost = [key for key in ("DTEND", "DURATION", "DESCRIPTION", "ATTENDEE") if key in entry.values]
            if lost:
                entry.part.lose(f"{', '.join(lost)}, which a series can't hold")
            self.series[name] = Series(id=name, **given, **self.fields(name, entry))
            return
        given |= {"start_time": entry.times.start_time, "timezone": entry.times.timezone}
        draft = attrs.evolve(record, known_meetings=(), **given)
        self.series[name] = self.changes(name, entry).series(record, draft)

    def expand(self, name: str, entries: list[_Entry], rules: list[Rule], off: set[date]) -> None:
        """Read the meetings of a recurring entry as events, except on days that are off."""
        # An extra date at another hour is a meeting, even if that day's usual one is off.
        further = {start for start, _ in entries[0].values.rdates}
        limit = min(_MEETINGS, _ALL_MEETINGS - self.meetings)
        # Finding meetings that won't be listed takes long.
        found = meetings([entry.values for entry in entries], rules, limit + 1 + len(off)) if limit else []
        there = [(n, one) for n, one in found if local_day(one.start) not in off or one.start in further]
        self.meetings += len(there[:limit])
        for number, meeting in there[:limit]:
            one = entries[number]
            one = attrs.evolve(one, values=meeting, times=times_of(meeting, one.part.lose))
            self.event(self.day_id(name, local_day(meeting.start), one), one)
        message = "one event for each meeting: a series has one rule, meetings within a day and no status"
        is_endless = any("COUNT" not in rule and until is None for rule, until in rules)
        if is_endless or not limit or len(there) > limit:
            message += f". Only the first {len(there[:limit])} are imported"
        self.tell(entries[0].part, "not-carried", message, name)

    def day_id(self, name: str, day: date, entry: _Entry) -> str:
        """Return a free id for a meeting on a day."""
        return self.free_id(f"{name[:100]}-{day}", entry)

    def free_id(self, name: str, entry: _Entry, kind: type[Any] = Event) -> str:
        """Return and reserve an id that no draft of a kind has yet."""
        free, number = name, self.ids.get((kind, name), 1)
        while (kind, free) in self.ids:
            number += 1
            free = f"{name[:110]}-{number}"
        self.ids |= {(kind, free): 1, (kind, name): number}
        if number > 1:
            message = f"another entry has the id {name} as well; this one is {free}"
            self.tell(entry.part, "same-uid", message, free)
        return free


def _entry(part: Part, zones: Zones, method: str) -> _Entry:
    """Return an entry as icalendar reads it, with its moments in their zones."""
    found = part.read()
    faults = [f"{name}: {message}" for name, message in found.errors if name in _READ]
    faults += [f"{name} occurs twice" for name in _ONCE if len(values(found, name)) > 1]
    faults += ["it has no start (DTSTART)"] if "DTSTART" not in found else []
    if part.fault or faults:
        raise ValueError(part.fault or "; ".join(faults))
    part.lose(
        *_unread_lines(found), *(f"{name} but the first" for name in _FIRST if len(values(found, name)) > 1)
    )
    put_in_zones(found, zones, part.lose)
    cancelled = "CANCEL" in ((entry_text(found, "STATUS") or "").upper()[:6], method)
    moved = found.get("RECURRENCE-ID")
    reach = "" if moved is None else str(moved.params.get("RANGE", "")).upper()
    if reach == _LATER:
        found["RECURRENCE-ID"].params["RANGE"] = reach
    part.lose(*([f"RANGE {quoted(reach)}"] if reach not in ("", _LATER) else []))
    return _Entry(part, found, times_of(found, part.lose), cancelled, moved and moved.dt, reach == _LATER)


def _unread_lines(found: Any) -> list[str]:
    """Return icalendar's reports on unreadable lines that a draft doesn't need."""
    return [f"{name or 'a line'}: {message[:150]}" for name, message in found.errors if name not in _KNOWN]


def _names(entry: Any, name: str = "ATTENDEE") -> Iterator[str | None]:
    """Yield the name of each participant or organizer, or ``None`` if the file doesn't give one."""
    for person in values(entry, name):
        yield str(getattr(person, "params", {}).get("CN", "")).strip() or None


def _id_of(uid: str) -> str:
    """Return the id of a draft: the UID if it has the form of an id, otherwise one derived from it."""
    if len(uid) <= _LONGEST_UID:
        with suppress(ValueError):
            return record_id(uid)
    return f"ics-{uuid5(NAMESPACE_URL, uid)}"
