"""Writes events, series and deadlines as iCalendar (RFC 5545), with the icalendar library.

Two exports of the same data give the same bytes. The UID of an entry derives from the id of its record, so
that ``read_calendar`` finds the record again.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any, Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import attrs

from osce_tracker.analysis.meetings import EXPECTED_NOTE, commitments_of_events
from osce_tracker.calendars.recurring import rule_with_end
from osce_tracker.calendars.zones import described_zones
from osce_tracker.files import extra
from osce_tracker.model.commitments import Commitment
from osce_tracker.model.events import Event, EventStatus, Series
from osce_tracker.model.occurrences import meetings_seen, pattern
from osce_tracker.model.periods import Period
from osce_tracker.model.recurrence import without_until
from osce_tracker.model.sources import known_date
from osce_tracker.text import plain
from osce_tracker.tracker.caption import edition_name
from osce_tracker.tracker.filters import OneOrMore, several
from osce_tracker.tracker.tracker import Tracker

PURPOSE: Final = "Calendar files (.ics)"
#: The namespace for turning record ids into UUIDs (RFC 9562, version 5). It is itself the UUID of the name
#: ``urn:osce-tracker:records``.
_NAMESPACE: Final = UUID("fbccbbca-73b4-5206-95c1-0d2759f31020")
#: The category of deadlines, which are not events.
DEADLINE: Final = "Deadline"
#: The prefix of a series title.
EXPECTED: Final = "Expected: "
#: How often subscribed programs should fetch the calendar again.
_REFRESH: Final = timedelta(days=1)
#: How far ahead to look at a series without an end.
_YEARS: Final = 50
_ALWAYS: Final = Period.between(date.min, date.max)


def render_calendar(
    tracker: Tracker,
    *,
    body: OneOrMore | None = None,
    dimension: OneOrMore | None = None,
    period: str | date | Period | None = None,
    series: bool = False,
    due: bool = False,
    vague: bool = False,
) -> str:
    """Return the calendar of a tracker as iCalendar text (RFC 5545).

    Args:
        tracker: the tracker.
        body: only entries of that body, as the data set writes it; several mean any of them.
        dimension: only entries that touch it; several mean any of them.
        period: only entries with a day in it, such as ``"2025-Q4"``.
        series: whether to include regular meetings, as recurring entries marked as expected.
        due: whether to include the deadlines of commitments, as all-day entries.
        vague: whether to include events of which only the month, quarter or year is known, as entries
            over all of it. By default they are left out, and the calendar says how many.

    Returns:
        The text, with lines that end in CRLF; the same data give the same bytes.

    Raises:
        MissingExtraError: if the extra ``calendar`` is not installed.
        WordError: if a body or dimension doesn't exist.
        PeriodError: if ``period`` is invalid.

    >>> import osce_tracker as ot
    >>> text = render_calendar(ot.load(), body="HCNM")
    >>> text.count("BEGIN:VEVENT"), text.splitlines()[0]
    (2, 'BEGIN:VCALENDAR')
    """
    with extra("calendar", PURPOSE):
        from icalendar import Calendar, vDuration, vText

    body, dimension = (None if choice is None else several(choice) for choice in (body, dimension))
    writer, asked = Writer(tracker), _ALWAYS if period is None else Period(period)
    events = tracker.events.where(body=body, dimension=dimension, period=asked)
    entries = [writer.event(event) for event in events if event.to_the_day or vague]
    left = len(events) - len(entries)
    for one in tracker.series.where(body=body, dimension=dimension) if series else ():
        entries += writer.meetings(one, asked)
    for commitment in tracker.commitments.where(dimension=dimension) if due else ():
        if commitment.due is not None and asked.contains(commitment.due.last):
            entries.append(writer.deadline(commitment, commitment.due.last))
    edition = tracker.edition
    about = ["own records" if edition is None else f"data: {edition_name(edition)}"]
    if tracker.known_by is not None:
        about.append(f"as the public record stood on {tracker.known_by}")
    if left:
        about.append(f"events left out because their day is not known: {left}")
    made: Any = Calendar()
    shown = {
        "VERSION": "2.0",
        "PRODID": "-//osce_tracker//OSCE Chairpersonship calendar//EN",
        "CALSCALE": "GREGORIAN",
        "METHOD": "PUBLISH",
        "REFRESH-INTERVAL": vDuration(_REFRESH, {"VALUE": "DURATION"}),
        "X-PUBLISHED-TTL": vDuration(_REFRESH),
        # icalendar doesn't escape plain strings in properties that it doesn't know.
        "X-WR-CALNAME": vText(plain("OSCE Chairpersonship" if edition is None else edition.title)),
        "X-WR-CALDESC": vText(plain("; ".join(about))),
    }
    for name, value in shown.items():
        made.add(name, value)
    for part in (*described_zones(entries), *entries):
        made.add_component(part)
    return str(made.to_ical().decode())


def uid_of(name: str) -> str:
    """Return the UID of an entry: always the same for the same id.

    Args:
        name: id of the record, with a mark for derived entries.

    >>> uid_of("ministerial-council-2025")
    '53e4ff15-108b-55ea-bfc9-511164549e53'
    """
    return str(uuid5(_NAMESPACE, name))


def title_mark(event: Event) -> str:
    """Return the prefix of an event's title if its day is not known or it is off.

    Args:
        event: the event. Several calendar programs don't show the status.
    """
    if not event.to_the_day:
        return f"{'One day of' if event.day_unknown else 'Some time in'} {event.when.readable}: "
    if event.status.is_off:
        return f"{event.status.label.capitalize()}: "
    return ""


def left_out(tracker: Tracker, *, period: Any = None, vague: bool = False, **choice: Any) -> int:
    """Return how many events a calendar leaves out because their day is not known.

    Args:
        tracker: the tracker.
        period: the period of the calendar, as for ``render_calendar``.
        vague: whether it includes these events.
        **choice: other conditions for its entries.
    """
    found = tracker.events.where(body=choice.get("body"), dimension=choice.get("dimension"))
    found = found.where(period=_ALWAYS if period is None else period)
    return 0 if vague else sum(not event.to_the_day for event in found)


@attrs.define(eq=False)
class Writer:
    """Makes the entries of one calendar.

    Attributes:
        tracker: the tracker.
    """

    tracker: Tracker

    @cached_property
    def commitments(self) -> dict[str, tuple[Commitment, ...]]:
        """The commitments of each event, by its id."""
        return commitments_of_events(self.tracker)

    def entry(self, name: str, known: date, holder: Any, title: str, *parts: str | None, **shown: Any) -> Any:
        """Return an entry with the properties that all entries have."""
        from icalendar import Event as Entry

        edition = self.tracker.edition
        stamp = self.tracker.known_by or (known if edition is None else edition.compiled)
        shown = {
            "UID": uid_of(name),
            "DTSTAMP": datetime.combine(stamp, time.min, UTC),
            # It grows with the day of the data, so that calendar programs see a later edition as newer.
            "SEQUENCE": max(0, (stamp - known).days),
            # The entry doesn't block the reader's own time.
            "TRANSP": "TRANSPARENT",
            "SUMMARY": plain(title),
            "CATEGORIES": [word.label for word in holder.dimensions],
            "DESCRIPTION": plain("\n\n".join(filter(None, parts))) or None,
            "URL": holder.sources[0].url if holder.sources else None,
            **shown,
        }
        made: Any = Entry()
        for key, value in shown.items():
            if value is not None:
                made.add(key, value)
        return made

    def event(self, event: Event) -> Any:
        """Return the entry of an event."""
        seen = event.status is EventStatus.HELD and event.to_the_day
        # Calendar programs have no word for postponed; the event does not take place on that day.
        status = "CANCELLED" if event.status.is_off else "CONFIRMED" if seen else "TENTATIVE"
        shown, note = self.when(event, event.when, event.end_time)
        commitments = [f"- {one.title} ({one.id})" for one in self.commitments.get(event.id, ())]
        parts = [
            f"{event.body}; {event.kind.label}; {event.status.label}.",
            event.summary,
            f"Outcome: {event.outcome}" if event.outcome else None,
            "\n".join(["Commitments:", *commitments]) if commitments else None,
            f"Documents: {', '.join(map(str, event.documents))}" if event.documents else None,
            f"Note: {event.note}" if event.note else None,
            note,
            _pages(event),
        ]
        title = f"{title_mark(event)}{event.title}"
        return self.entry(event.id, event.known, event, title, *parts, STATUS=status, **shown)

    def when(self, holder: Any, when: Period, end: str | None = None) -> tuple[dict[str, Any], str | None]:
        """Return the start, end and place of an entry, and a remark on an end that is not recorded.

        An end is exclusive (RFC 5545, section 3.6.1).
        """
        begins, after, note = _at(when.first, holder), _after(when.last), None
        shown = {"DTSTART": begins, "LOCATION": self.place(holder, when.last), "DTEND": after}
        if isinstance(begins, datetime):
            if end is not None:
                shown["DTEND"] = _at(when.last, holder, end)
            elif when.first < when.last:
                note = "The end on the last day is not recorded; the entry ends at midnight."
                shown["DTEND"] = after and _at(after, holder, "00:00")
            else:
                note = "The end is not recorded; the entry shows one hour."
                # Some programs can't show an entry without an end. None exists after the last hour of 9999.
                with suppress(OverflowError):
                    shown["DTEND"] = (begins.astimezone(UTC) + timedelta(hours=1)).astimezone(begins.tzinfo)
        return shown, note

    def place(self, holder: Event | Series, on: date) -> Any:
        """Return the place of an event or series on a day in words."""
        country = None if holder.country is None else self.tracker.states.name(holder.country, on)
        parts = [part for part in (holder.venue, holder.city, country) if part]
        return plain(", ".join(parts)) or None

    def meetings(self, series: Series, asked: Period) -> Iterator[Any]:
        """Yield the entries of a series: expected ones from the pattern and, separately, those in sources."""
        seen, taken = meetings_seen(series, self.tracker.events)
        yield from self.expected(series, taken, asked)
        for meeting in seen:
            if meeting.event_id is None and asked.contains(meeting.when.first):
                shown, note = self.when(series, meeting.when)
                shown |= {"STATUS": "CONFIRMED", "URL": meeting.source_url}
                shown["RELATED-TO"] = uid_of(f"{series.id}#series")
                name, title = f"{series.id}#{meeting.number}", f"{series.title}, No. {meeting.number}"
                yield self.entry(name, meeting.when.last, series, title, note, **shown)

    def expected(self, series: Series, taken: list[Period], asked: Period) -> Iterator[Any]:
        """Yield the recurring entry of a series, unless no expected day is left."""
        # Nobody plans a series that starts later than this, and looking for it would take for ever.
        horizon = date(min(series.dtstart.year + _YEARS, 9998), 12, 31)
        begins, ends = max(series.dtstart, asked.first), min(asked.last, horizon)
        days = [*pattern(series, Period.between(begins, ends))] if begins <= ends else []
        free = [day for day in days if not any(one.first <= day <= one.last for one in taken)]
        if not free:
            return
        rule, until = without_until(series.rrule)
        is_endless = asked == _ALWAYS and not (until or series.until or "COUNT=" in rule)
        # COUNT would last longer from another first day.
        rule = re.sub(r"^COUNT=[0-9]+;|;COUNT=[0-9]+", "", rule)
        off = sorted({day for day in days if day > free[0]}.difference(free))
        shown, note = self.when(series, Period(free[0]))
        shown |= {"STATUS": "TENTATIVE", "EXDATE": [_at(day, series) for day in off] or None}
        shown["RRULE"] = rule_with_end(rule, None if is_endless else days[-1], shown["DTSTART"])
        known, title = known_date(Period(series.dtstart), series.sources), f"{EXPECTED}{series.title}"
        parts = (EXPECTED_NOTE, series.note, note, _pages(series))
        yield self.entry(f"{series.id}#series", known, series, title, *parts, **shown)

    def deadline(self, commitment: Commitment, due: date) -> Any:
        """Return the all-day entry of a deadline."""
        parts = [
            commitment.text,
            f"Done when: {commitment.criterion}" if commitment.criterion else None,
            f"Made by: {commitment.made_by.name}. Latest known status: {commitment.latest_status.label}.",
            _pages(commitment),
        ]
        shown: dict[str, Any] = {"DTSTART": due, "DTEND": _after(due), "STATUS": "CONFIRMED"}
        shown["CATEGORIES"] = [DEADLINE, *(word.label for word in commitment.dimensions)]
        name, title = f"{commitment.id}#due", f"Due: {commitment.title}"
        return self.entry(name, commitment.known, commitment, title, *parts, **shown)


def _pages(holder: Any) -> str | None:
    """Return the addresses of the sources, one per line."""
    return "\n".join(["Sources:", *(s.url for s in holder.sources)]) if holder.sources else None


def _at(day: date, holder: Event | Series, clock: str | None = None) -> date | datetime:
    """Return a moment on a day of a meeting, by default its start, or the day if it has no time."""
    if holder.start_time is None or holder.timezone is None:
        return day
    zone = UTC if holder.timezone == "UTC" else ZoneInfo(holder.timezone)
    return datetime.combine(day, time.fromisoformat(clock or holder.start_time), zone)


def _after(day: date) -> date | None:
    """Return the next day, or ``None`` after the last day of the calendar."""
    return None if day == date.max else day + timedelta(days=1)
