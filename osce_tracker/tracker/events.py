"""The events and series of a tracker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osce_tracker.errors import PeriodError, UsageError, quoted
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.periods import Period, as_day
from osce_tracker.tracker.collection import Collection
from osce_tracker.tracker.filters import folded, says, words

if TYPE_CHECKING:
    from datetime import date, timedelta

    # A command that shows commitments alone need not build the classes of the other records.
    from osce_tracker.model.events import Event, Series  # noqa: F401 (named in the bases of classes)
    from osce_tracker.model.overlaps import Overlap
    from osce_tracker.tracker.filters import OneOrMore


def _ahead(first: date, within: int | timedelta) -> date:
    """Return the day that is some days or a duration after another."""
    from datetime import timedelta

    if isinstance(within, bool) or not isinstance(within, int | timedelta):
        raise UsageError(f"within {quoted(within)} is no time; accepted: a number of days, or a duration")
    span = within if isinstance(within, timedelta) else timedelta(days=within)
    if span < timedelta():
        raise UsageError(f"within {quoted(within)} is negative; accepted: 0 days and more")
    from osce_tracker.model.clock import day_object

    # pendulum's own durations may have months, which it adds by the calendar.
    try:
        later = day_object(first) + span
    except (OverflowError, ValueError):
        raise PeriodError(first.isoformat(), f"and {within} later leaves the calendar") from None
    return Period(later).first


class Events(Collection["Event"]):
    """Events, by days, then id.

    >>> import osce_tracker as ot
    >>> events = ot.load().events
    >>> [event.title for event in events.upcoming("2025-07-25", within=5)], events.during("2025-07-31").ids
    (['OSCE Chairpersonship Youth Forum'], ('helsinki50-conference-2025', 'helsinki50-fund-launch'))
    """

    __slots__ = ()
    noun = "event"

    def where(
        self,
        *,
        dimension: OneOrMore | None = None,
        body: OneOrMore | None = None,
        kind: OneOrMore | None = None,
        status: OneOrMore | None = None,
        state: OneOrMore | None = None,
        period: str | date | Period | None = None,
        text: OneOrMore | None = None,
    ) -> Events:
        """Return the events to which all that is asked for applies.

        Args:
            dimension: touches it.
            body: was held by that body, as the data set writes it.
            kind: what sort of event it is.
            status: held, announced, postponed or cancelled.
            state: took place in that State.
            period: lies wholly inside it.
            text: stands in its id, title, summary, outcome or place; case does not matter.

        Several values mean any of them.

        Raises:
            WordError: for a word that does not exist; names the nearest.
            UnknownStateError: for a State that does not exist.
        """
        from osce_tracker.model.events import EventKind, EventStatus

        dimensions = words(Dimension, dimension)
        kinds, statuses = words(EventKind, kind), words(EventStatus, status)
        bodies = self._open_words("body", body, lambda e: (e.body,))
        countries = self._codes(state)
        inside = None if period is None else Period(period)
        parts = folded(text)

        def fits(e: Event) -> bool:
            return (
                (dimensions is None or not dimensions.isdisjoint(e.dimensions))
                and (bodies is None or e.body in bodies)
                and (kinds is None or e.kind in kinds)
                and (statuses is None or e.status in statuses)
                and (countries is None or e.country in countries)
                and (inside is None or inside.contains(e.when))
                and (parts is None or says(parts, (e.id, e.title, e.summary, e.outcome, e.city, e.venue)))
            )

        return self._part(filter(fits, self.records))

    def upcoming(self, on: date | str, within: int | timedelta | None = None) -> Events:
        """Return the events that are still to come on a day.

        Args:
            on: the day; what begins on it or later is to come.
            within: for how long ahead: a number of days, or a duration, which may be in calendar months
                (``pendulum.duration(months=3)``); without it all of the future.

        Returns:
            The events that take place after all that is known: without the cancelled and postponed
            ones. Where only a month, quarter or year is known, the events whose whole period is to
            come.

        Raises:
            PeriodError: when that is no day, or leaves the calendar.
            UsageError: when ``within`` is negative.
        """
        from osce_tracker.model.events import EventStatus

        first = as_day(on)
        last = None if within is None else _ahead(first, within)
        off = (EventStatus.CANCELLED, EventStatus.POSTPONED)
        return self._part(
            e
            for e in self.records
            if e.when.first >= first and (last is None or e.when.first <= last) and e.status not in off
        )

    def during(self, period: str | date | Period) -> Events:
        """Return the events of which at least one day is surely in a period.

        Args:
            period: the period.

        Returns:
            The events dated to the day that share a day with it, and those of which only a month,
            quarter or year is known that lies wholly inside (``where(period=...)`` asks for the latter of
            all events).

        Raises:
            PeriodError: when that is no period.
        """
        wanted = Period(period)
        return self._part(
            e for e in self.records if (wanted.overlaps if e.to_the_day else wanted.contains)(e.when)
        )

    def overlapping(self) -> tuple[Overlap, ...]:
        """Return the pairs of events on the same day in different cities, or of the same body."""
        from osce_tracker.model.overlaps import overlaps

        return tuple(overlaps(self.records))


class SeriesCollection(Collection["Series"]):
    """Series of regular meetings, by id.

    >>> import osce_tracker as ot
    >>> [series.body for series in ot.load().series]
    ['Forum for Security Co-operation', 'Ministerial Council', 'Permanent Council']
    """

    __slots__ = ()
    noun = "series"

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self)} series>"
