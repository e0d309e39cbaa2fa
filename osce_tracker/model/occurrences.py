"""Meetings of a series: those that a source shows, and those expected from its pattern alone."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import attrs
from attrs import field
from attrs.converters import optional

from osce_tracker.model import validation as to
from osce_tracker.model.events import Event, EventKind, KnownMeeting, Series
from osce_tracker.model.periods import Period
from osce_tracker.model.recurrence import days_of_rule
from osce_tracker.model.validation import meaning, name_errors
from osce_tracker.model.vocabulary import Vocabulary


class Evidence(Vocabulary):
    """How a meeting of a series is known.

    >>> import osce_tracker as ot
    >>> council = ot.load().series["series-permanent-council"]
    >>> for meeting in occurrences(council, ot.Period("2025-03-13/2025-03-20")):
    ...     print(meeting.when, meeting.evidence.label, "-", meeting.evidence.definition)
    2025-03-13 seen - A source shows its date.
    2025-03-20 expected - Only the pattern of the series gives it; no source shows it.
    """

    SEEN = ("seen", "A source shows its date.")
    EXPECTED = ("expected", "Only the pattern of the series gives it; no source shows it.")


#: The kinds of events that are sittings of their body. A side event on the same day is not.
_SITTINGS: Final = frozenset(
    {EventKind.COUNCIL_MEETING, EventKind.FORUM_MEETING, EventKind.REVIEW_MEETING, EventKind.CONFERENCE}
)


def _series(value: Series) -> Series:
    return to.instance(Series, value)


@attrs.frozen(kw_only=True, repr=False, field_transformer=name_errors)
class Occurrence:
    """One meeting of a series.

    >>> import osce_tracker as ot
    >>> council = ot.load().series["series-permanent-council"]
    >>> (meeting,) = occurrences(council, ot.Period("2025-03-13"))
    >>> meeting.series.title, meeting.evidence.label, meeting.number
    ('Weekly meeting of the Permanent Council', 'seen', 1512)
    """

    series: Series = field(converter=_series, metadata=meaning("the series"))
    when: Period = field(converter=Period, metadata=meaning("on which days"))
    evidence: Evidence = field(converter=Evidence, metadata=meaning("how it is known"))
    number: int | None = field(
        default=None,
        converter=optional(to.whole_number),
        metadata=meaning("its number in the count of the body, if a source gives it"),
    )
    event_id: str | None = field(
        default=None,
        converter=to.optional_text,
        metadata=meaning("id of the event, if it is in the calendar"),
    )
    source_url: str | None = field(
        default=None,
        converter=optional(to.address),
        metadata=meaning("address of the page that gives its date, if it is not in the calendar"),
    )

    def __repr__(self) -> str:
        # The whole series would fill pages, and is the same for each meeting.
        return f"<Occurrence {self.series.id} {self.when}: {self.evidence}>"

    @property
    def sort_key(self) -> tuple[date, date, str, int]:
        """The key that meetings are sorted by: first day, last day, series, number."""
        return self.when.first, self.when.last, self.series.id, self.number or 0


def occurrences(series: Series, period: Period, events: Iterable[Event] = ()) -> list[Occurrence]:
    """Return the meetings of a series that begin in a period, in order.

    Args:
        series: the series.
        period: the period.
        events: events of the calendar, which can be meetings of the series.

    Returns:
        The meetings that a source shows, on days of the pattern or not, and the other days of the pattern.
        Days in a recess or with a cancelled or postponed meeting are left out.

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
    """Return the meetings of a series that a source dates to the day, and when its pattern doesn't apply.

    Args:
        series: the series.
        events: events of the calendar, which can be meetings of the series.

    Returns:
        The meetings, and the periods in which no other meeting is expected: those of the meetings,
        recesses, and cancelled or postponed meetings.
    """
    sittings = [event for event in events if _is_sitting(event, series)]
    planned = [event for event in sittings if not event.status.is_off]
    seen = [o for o in _numbered(series, planned) if o.when.kind in ("day", "span")]
    ids = {o.event_id for o in seen}
    # A numbered meeting and an event can be the same sitting.
    numbered = [o.when for o in seen]
    seen += [
        Occurrence(series=series, when=e.when, evidence=Evidence.SEEN, event_id=e.id)
        for e in planned
        if e.id not in ids and _in_pattern(series, e.when) and not any(map(e.when.overlaps, numbered))
    ]
    taken = [o.when for o in seen] + [event.when for event in sittings if event.status.is_off]
    taken += [Period.between(recess.since, recess.until) for recess in series.exceptions]
    return seen, taken


def pattern(series: Series, period: Period) -> Iterator[date]:
    """Yield the days in a period on which a series meets by its rule, including recesses.

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


def _in_pattern(series: Series, when: Period) -> bool:
    """Return True if an event starts on a day of the pattern. Special meetings fall on other days."""
    return any(True for _ in pattern(series, Period(when.first)))


def _numbered(series: Series, events: list[Event]) -> Iterator[Occurrence]:
    """Yield the known meetings of a series, each with its event if the calendar has one."""
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
    """Return the id of the event on the days of a meeting, if there is exactly one."""
    ids = [event.id for event in events if event.when.overlaps(meeting.date)]
    return ids[0] if len(ids) == 1 else None
