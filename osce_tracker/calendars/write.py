"""Events, series and deadlines as iCalendar (RFC 5545), by the library icalendar.

Nothing comes from a clock or from chance: two exports of the same data are the same bytes. Beside what
calendar programs show, each entry carries its whole record as JSON in ``X-OSCE-TRACKER-RECORD``, with
short digests of what was written for the eyes, so that ``calendar_reader`` gives back the same record, and
can tell what was changed in a calendar program since.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

import attrs

from osce_tracker.analysis.meetings import EXPECTED_NOTE, chosen_series, commitments_of_events
from osce_tracker.calendars.entry import PART, PURPOSE, title_mark, uid_of, with_record
from osce_tracker.calendars.zones import described_zones
from osce_tracker.files import extra
from osce_tracker.model.events import EventStatus
from osce_tracker.model.occurrences import meetings_seen, pattern
from osce_tracker.model.periods import Period
from osce_tracker.model.recurrence import without_until
from osce_tracker.model.sources import known_date
from osce_tracker.text import plain
from osce_tracker.tracker.filters import OneOrMore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from osce_tracker.model.commitments import Commitment
    from osce_tracker.model.events import Event, Series
    from osce_tracker.model.occurrences import Occurrence
    from osce_tracker.tracker.tracker import Tracker

PRODID: Final = "-//osce_tracker//OSCE Chairpersonship calendar//EN"
#: How far ahead a series without an end is looked at.
_YEARS: Final = 50
_STATUS: Final = {
    EventStatus.HELD: "CONFIRMED",
    EventStatus.ANNOUNCED: "TENTATIVE",
    # On that day it does not take place; no calendar program has a word for put off.
    EventStatus.POSTPONED: "CANCELLED",
    EventStatus.CANCELLED: "CANCELLED",
}


@attrs.frozen(kw_only=True)
class CalendarChoice:
    """What of a tracker goes into a calendar file.

    Attributes:
        body: only what that body held; several mean any of them.
        dimension: only what touches it; several mean any of them.
        period: only what has a day in it.
        series: regular meetings as well, as recurring entries marked as expected.
        due: deadlines of commitments as well, as all-day entries.
        vague: events as well of which only the month, quarter or year is known, over all of it.
    """

    body: OneOrMore | None = None
    dimension: OneOrMore | None = None
    period: Period | None = None
    series: bool = False
    due: bool = False
    vague: bool = False


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
        body: only what that body held, as the data set writes it; several mean any of them.
        dimension: only what touches it; several mean any of them.
        period: only what has a day in it, such as ``"2025-Q4"``.
        series: whether to put in regular meetings, as recurring entries marked as expected.
        due: whether to put in the deadlines of commitments, as all-day entries.
        vague: whether to put in events of which only the month, quarter or year is known, as entries
            over all of it; without it they are left out, and the calendar says how many.

    Returns:
        The text, with lines that end in CRLF; the same data give the same bytes.

    Raises:
        MissingExtraError: when the extra ``calendar`` is not installed.
        WordError: for a body or dimension that does not exist.
        PeriodError: when ``period`` is no period.

    >>> import osce_tracker as ot
    >>> text = render_calendar(ot.load(), body="HCNM")
    >>> text.count("BEGIN:VEVENT"), text.splitlines()[0]
    (2, 'BEGIN:VCALENDAR')
    """
    wanted = None if period is None else Period(period)
    choice = CalendarChoice(
        body=body, dimension=dimension, period=wanted, series=series, due=due, vague=vague
    )
    return _Writer(tracker, choice).text()


def left_out(tracker: Tracker, **choice: Any) -> tuple[str, ...]:
    """Return the ids of the events that a calendar leaves out, since their day is not known.

    Args:
        tracker: the tracker.
        **choice: what goes into the calendar, as with ``render_calendar``.
    """
    period = choice.pop("period", None)
    chosen = CalendarChoice(period=None if period is None else Period(period), **choice)
    return tuple(event.id for event in _Writer(tracker, chosen).vague)


class _Writer:
    """Makes one calendar out of a tracker."""

    def __init__(self, tracker: Tracker, choice: CalendarChoice) -> None:
        self.tracker = tracker
        self.choice = choice
        found = tracker.events.where(body=choice.body, dimension=choice.dimension)
        if choice.period is not None:
            found = found.during(choice.period)
        self.events = [e for e in found if e.to_the_day or choice.vague]
        self.vague = [e for e in found if not e.to_the_day and not choice.vague]
        self.commitments = commitments_of_events(tracker)

    def text(self) -> str:
        with extra("calendar", PURPOSE):
            from icalendar import Calendar, vText

        entries = [self.event(event) for event in self.events]
        if self.choice.series:
            for series in chosen_series(self.tracker, self.choice.body, self.choice.dimension):
                entries += self.series(series)
        if self.choice.due:
            entries += map(self.deadline, self.deadlines())
        made: Any = Calendar()
        edition = self.tracker.edition
        shown = {
            "VERSION": "2.0",
            "PRODID": PRODID,
            "CALSCALE": "GREGORIAN",
            "METHOD": "PUBLISH",
            # Of properties that it does not know icalendar escapes nothing but texts.
            "X-WR-CALNAME": vText(_text("OSCE Chairpersonship" if edition is None else edition.title)),
            "X-WR-CALDESC": vText(_text(self.about())),
        }
        for name, value in shown.items():
            made.add(name, value)
        for zone in described_zones(entries):
            made.add_component(zone)
        for entry in entries:
            made.add_component(entry)
        return str(made.to_ical().decode())

    def about(self) -> str:
        """Return what the calendar says of itself."""
        edition, stood = self.tracker.edition, self.tracker.known_by
        parts = ["own records" if edition is None else f"data: {edition.name}, version {edition.version}"]
        if stood is not None:
            parts.append(f"as the public record stood on {stood}")
        if self.vague:
            parts.append(f"events left out, since their day is not known: {len(self.vague)}")
        return "; ".join(parts)

    def entry(self, name: str, known: date, shown: dict[str, Any]) -> Any:
        """Return an entry with what all of them have."""
        from icalendar import Event as Entry

        edition = self.tracker.edition
        stamp = self.tracker.known_by or (known if edition is None else edition.compiled)
        made: Any = Entry()
        made.add("UID", uid_of(name))
        made.add("DTSTAMP", datetime.combine(stamp, time.min, UTC))
        # It grows with the day of the data, so that calendar programs take a later edition for newer.
        made.add("SEQUENCE", max(0, (stamp - known).days))
        # Nobody's own time is taken.
        made.add("TRANSP", "TRANSPARENT")
        for key, value in shown.items():
            if value is not None:
                made.add(key, value)
        return made

    def event(self, event: Event) -> Any:
        """Return the entry of an event."""
        status = _STATUS[event.status]
        shown = {
            "SUMMARY": _text(f"{title_mark(event)}{event.title}"),
            **_span(event.when, event, event.end_time),
            "LOCATION": self.place(event, event.when.last),
            "CATEGORIES": [word.label for word in event.dimensions],
            "STATUS": "TENTATIVE" if status == "CONFIRMED" and not event.to_the_day else status,
            "DESCRIPTION": _text(self.description(event)),
            "URL": _first_page(event),
        }
        return with_record(self.entry(event.id, event.known, shown), event)

    def place(self, holder: Event | Series, on: date) -> Any:
        country = None if holder.country is None else self.tracker.states.name(holder.country, on)
        parts = [part for part in (holder.venue, holder.city, country) if part]
        return _text(", ".join(parts)) if parts else None

    def description(self, event: Event) -> str:
        commitments = [commitment.id for commitment in self.commitments.get(event.id, ())]
        parts = [
            f"{event.body}; {event.kind.label}; {event.status.label}.",
            event.summary,
            f"Outcome: {event.outcome}" if event.outcome else None,
            f"Commitments: {', '.join(commitments)}" if commitments else None,
            f"Documents: {', '.join(map(str, event.documents))}" if event.documents else None,
            f"Note: {event.note}" if event.note else None,
            _pages(event),
        ]
        return "\n\n".join(part for part in parts if part)

    def series(self, series: Series) -> Iterator[Any]:
        """Yield the entries of a series: what only the pattern gives, and apart from it what was seen."""
        period = self.choice.period
        seen, taken = meetings_seen(series, self.tracker.events)
        recurring = self.expected(series, taken)
        if recurring is not None:
            yield recurring
        for meeting in seen:
            if meeting.event_id is None and (period is None or period.contains(meeting.when.first)):
                yield self.seen(meeting)

    def expected(self, series: Series, taken: list[Period]) -> Any:
        """Return the recurring entry of a series, or ``None`` where no day is left to be expected."""
        asked = self.choice.period
        begins = series.dtstart if asked is None else max(series.dtstart, asked.first)
        # What would begin later still is nobody's plan, and looking for it would take for ever.
        horizon = date(min(series.dtstart.year + _YEARS, 9998), 12, 31)
        ends_by = horizon if asked is None else min(asked.last, horizon)
        if ends_by < begins:
            return None
        window = Period.between(begins, ends_by)
        free = (day for day in pattern(series, window) if not any(p.contains(day) for p in taken))
        first = next(free, None)
        if first is None:
            return None
        rule, until = without_until(series.rrule)
        ends = [day for day in (until, series.until, None if asked is None else asked.last) if day]
        if "COUNT=" in rule:
            # Counted from another first day it would go on for longer.
            rule = ";".join(part for part in rule.split(";") if not part.startswith("COUNT="))
            ends.append(max(pattern(series, window)))
        last = min([*ends, horizon]) if ends else None
        off = {
            day
            for p in taken
            if p.overlaps(window)
            for day in pattern(series, Period.between(max(p.first, begins), min(p.last, ends_by)))
            if day > first
        }
        shown = {
            "SUMMARY": _text(f"Expected: {series.title}"),
            **_span(Period(first), series, None),
            "RRULE": _rule(rule, last, series),
            "EXDATE": [_at(day, series) for day in sorted(off) if last is None or day <= last] or None,
            "LOCATION": self.place(series, first),
            "CATEGORIES": [word.label for word in series.dimensions],
            "STATUS": "TENTATIVE",
            "DESCRIPTION": _text("\n\n".join(filter(None, [EXPECTED_NOTE, series.note, _pages(series)]))),
            "URL": _first_page(series),
        }
        known = known_date(Period(series.dtstart), series.sources)
        return with_record(self.entry(f"{series.id}#series", known, shown), series)

    def seen(self, meeting: Occurrence) -> Any:
        """Return the entry of a meeting that a source shows and that is no event of the calendar."""
        series = meeting.series
        shown = {
            "SUMMARY": _text(f"{series.title}, No. {meeting.number}"),
            **_span(meeting.when, series, None),
            "LOCATION": self.place(series, meeting.when.last),
            "CATEGORIES": [word.label for word in series.dimensions],
            "STATUS": "CONFIRMED",
            "URL": meeting.source_url,
            "RELATED-TO": uid_of(f"{series.id}#series"),
            PART: "known-meeting",
        }
        return self.entry(f"{series.id}#{meeting.number}", meeting.when.last, shown)

    def deadlines(self) -> Iterator[Commitment]:
        period = self.choice.period
        for commitment in self.tracker.commitments.where(dimension=self.choice.dimension):
            due = commitment.due
            if due is not None and (period is None or period.contains(due.last)):
                yield commitment

    def deadline(self, commitment: Commitment) -> Any:
        """Return the all-day entry of a deadline."""
        due = Period(commitment.due or "").last
        parts = [
            commitment.text,
            f"Done when: {commitment.criterion}" if commitment.criterion else None,
            f"Made by: {commitment.made_by.name}. Latest known status: {commitment.latest_status.label}.",
            _pages(commitment),
        ]
        shown = {
            "SUMMARY": _text(f"Due: {commitment.title}"),
            "DTSTART": due,
            "DTEND": _after(due),
            "CATEGORIES": [word.label for word in commitment.dimensions],
            "STATUS": "CONFIRMED",
            "DESCRIPTION": _text("\n\n".join(part for part in parts if part)),
            "URL": _first_page(commitment),
            PART: "deadline",
        }
        return self.entry(f"{commitment.id}#due", commitment.known, shown)


def _text(value: str) -> str:
    """Return a text without what calendar programs could act on; line ends and signs are escaped later."""
    return plain(value)


def _first_page(holder: Any) -> str | None:
    return holder.sources[0].url if holder.sources else None


def _pages(holder: Any) -> str | None:
    """Return the addresses of the sources, a line each."""
    return "\n".join(["Sources:", *(s.url for s in holder.sources)]) if holder.sources else None


def _at(day: date, holder: Event | Series) -> date | datetime:
    """Return the start of a meeting on a day: a moment where it has a time, else the day."""
    if holder.start_time is None or holder.timezone is None:
        return day
    return _moment(day, holder.start_time, holder.timezone)


def _moment(day: date, clock: str, zone: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), UTC if zone == "UTC" else ZoneInfo(zone))


def _span(when: Period, holder: Event | Series, end: str | None) -> dict[str, date | datetime | None]:
    """Return beginning and end of an entry; ends are exclusive, as RFC 5545 (section 3.6.1) has them."""
    begins = _at(when.first, holder)
    after = _after(when.last)
    if not isinstance(begins, datetime):
        return {"DTSTART": begins, "DTEND": after}
    zone = str(holder.timezone)
    if end is not None:
        return {"DTSTART": begins, "DTEND": _moment(when.last, end, zone)}
    # When a meeting of one day ends is not known, and not guessed.
    if after is None or when.first == when.last:
        return {"DTSTART": begins}
    return {"DTSTART": begins, "DTEND": _moment(after, "00:00", zone)}


def _after(day: date) -> date | None:
    """Return the day after another, or ``None`` after the last of the calendar, which nothing can follow."""
    return None if day == date.max else day + timedelta(days=1)


def _rule(rule: str, last: date | None, series: Series) -> Any:
    """Return a recurrence rule with its end, which is in UTC where the meetings have a time."""
    from icalendar import vRecur

    if last is None:
        return vRecur.from_ical(rule)
    begins = _at(last, series)
    if isinstance(begins, datetime):
        return vRecur.from_ical(f"{rule};UNTIL={begins.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    return vRecur.from_ical(f"{rule};UNTIL={last:%Y%m%d}")
