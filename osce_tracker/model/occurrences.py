"""Meetings of a series: those that a source shows, and those that only the pattern gives."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

import attrs

from osce_tracker.model.events import Event, EventKind, EventStatus, KnownMeeting, Series
from osce_tracker.model.periods import Period
from osce_tracker.model.recurrence import days_of_rule
from osce_tracker.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from osce_tracker.model.clock import Date, DateTime


class Evidence(Vocabulary):
    """How a meeting of a series is known.

    >>> import osce_tracker as ot
    >>> from osce_tracker.analysis.meetings import meetings
    >>> for meeting in meetings(ot.load(), "2025-03-13/2025-03-20"):
    ...     print(meeting.when, meeting.evidence.label, "-", meeting.evidence.definition)
    2025-03-13 seen - A source shows its date.
    2025-03-19 expected - Only the pattern of the series gives it; no source shows it.
    2025-03-20 expected - Only the pattern of the series gives it; no source shows it.
    """

    SEEN = ("seen", "seen", "A source shows its date.")
    EXPECTED = ("expected", "expected", "Only the pattern of the series gives it; no source shows it.")


#: Kinds of events that are a sitting of their body; a side event on the same day is none.
_SITTINGS: Final = frozenset(
    {EventKind.COUNCIL_MEETING, EventKind.FORUM_MEETING, EventKind.REVIEW_MEETING, EventKind.CONFERENCE}
)
_OFF: Final = frozenset({EventStatus.CANCELLED, EventStatus.POSTPONED})


@attrs.frozen(kw_only=True)
class Occurrence:
    """One meeting of a series.

    Attributes:
        series: the series.
        when: on which days.
        evidence: whether a source shows its date (seen) or only the pattern gives it (expected).
        number: its number in the count of the body, where it was seen.
        event_id: id of the event in the calendar, or ``None``.
        source_url: address of the page that shows it, where it is no event of the calendar.

    >>> import osce_tracker as ot
    >>> from osce_tracker.analysis.meetings import meetings
    >>> (meeting,) = meetings(ot.load(), "2025-03-13")
    >>> meeting.series.title, meeting.evidence.label, meeting.number, meeting.event_id
    ('Weekly meeting of the Permanent Council', 'seen', 1512, 'pc-1512-committee-chairs-2025-03-13')
    """

    series: Series
    when: Period
    evidence: Evidence
    number: int | None = None
    event_id: str | None = None
    source_url: str | None = None

    def __repr__(self) -> str:
        # A series in full would be pages, and the same ones for each of its meetings.
        return f"<Occurrence {self.series.id} {self.when}: {self.evidence}>"

    @property
    def sort_key(self) -> tuple[date, date, str, int]:
        """The order of meetings: by first day, last day, series, number."""
        return self.when.first, self.when.last, self.series.id, self.number or 0

    @property
    def begins(self) -> "DateTime | Date":
        """When it begins: a zone-aware moment where the series has a time, else its first day."""
        from osce_tracker.model.clock import day_object, moment

        clock, zone = self.series.start_time, self.series.timezone
        if clock is None or zone is None:
            return day_object(self.when.first)
        return moment(self.when.first, clock, zone)


def occurrences(series: Series, period: Period, events: Iterable[Event] = ()) -> list[Occurrence]:
    """Return the meetings of a series that begin in a period, in their order.

    Args:
        series: the series.
        period: the period.
        events: the calendar in which its meetings may stand as events of the same body.

    Returns:
        The meetings that a source shows, be they of the pattern or not, and the days of the pattern
        without one. A day of the pattern in a recess, or on which the calendar has the meeting as
        cancelled or postponed, is left out.

    >>> weekly = Series(
    ...     id="w", title="Weekly", body="PC", dimensions=["human"], rrule="FREQ=WEEKLY;BYDAY=TH",
    ...     dtstart="2025-01-23", known_meetings=[
    ...         KnownMeeting(number=1507, date="2025-02-06", source_url="https://osce.org/1507")],
    ... )
    >>> [(str(o.when), o.evidence.value) for o in occurrences(weekly, Period("2025-02-01/2025-02-13"))]
    [('2025-02-06', 'seen'), ('2025-02-13', 'expected')]
    """
    seen, taken = meetings_seen(series, events)
    expected = (
        Occurrence(series=series, when=day, evidence=Evidence.EXPECTED)
        for day in map(Period, pattern(series, period))
        if not any(map(day.overlaps, taken))
    )
    return sorted([*(o for o in seen if period.contains(o.when.first)), *expected], key=lambda o: o.sort_key)


def meetings_seen(series: Series, events: Iterable[Event] = ()) -> tuple[list[Occurrence], list[Period]]:
    """Return the meetings of a series that a source shows to the day, and when its pattern does not hold.

    Args:
        series: the series.
        events: the calendar in which its meetings may stand as events of the same body.

    Returns:
        The meetings, and the periods in which no meeting is to be expected: those of the meetings, of
        recesses, and of meetings that were cancelled or postponed.
    """
    own = [event for event in events if _is_sitting(event, series)]
    on = [event for event in own if event.status not in _OFF]
    seen = [o for o in _known(series, on) if o.when.kind in ("day", "span")]
    told = {o.event_id for o in seen}
    # What a source numbers and what stands in the calendar may be the same sitting.
    numbered = [o.when for o in seen]
    seen += [
        Occurrence(series=series, when=e.when, evidence=Evidence.SEEN, event_id=e.id)
        for e in on
        if e.id not in told and _of_pattern(series, e.when) and not any(map(e.when.overlaps, numbered))
    ]
    taken = [o.when for o in seen] + [e.when for e in own if e.status in _OFF]
    taken += [Period.between(recess.since, recess.until) for recess in series.exceptions]
    return seen, taken


def pattern(series: Series, period: Period) -> Iterator[date]:
    """Yield the days of a period that the rule of a series gives, recesses or not.

    Args:
        series: the series.
        period: the period.
    """
    last = period.last if series.until is None else min(period.last, series.until)
    if last < max(period.first, series.dtstart):
        return iter(())
    return days_of_rule(series.rrule, series.dtstart, period.first, last)


def _is_sitting(event: Event, series: Series) -> bool:
    return event.body == series.body and event.kind in _SITTINGS and event.to_the_day


def _of_pattern(series: Series, when: Period) -> bool:
    """Tell whether an event is on a day of the pattern: specials fall on any other."""
    return any(True for _ in pattern(series, Period.between(when.first, when.first)))


def _known(series: Series, events: list[Event]) -> Iterator[Occurrence]:
    """Yield the meetings whose date a source shows, each with its event where the calendar has one."""
    for meeting in series.known_meetings:
        yield Occurrence(
            series=series,
            when=meeting.date,
            evidence=Evidence.SEEN,
            number=meeting.number,
            event_id=meeting.event_id or _event_of(meeting, events),
            source_url=meeting.source_url,
        )


def _event_of(meeting: KnownMeeting, events: list[Event]) -> str | None:
    """Return the id of the event on the days of a meeting, where there is just one."""
    found = [event.id for event in events if event.when.overlaps(meeting.date)]
    return found[0] if len(found) == 1 else None
