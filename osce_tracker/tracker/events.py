"""The events and series of a tracker."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from osce_tracker.errors import PeriodError, UsageError, quoted
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.periods import Period, as_day
from osce_tracker.tracker.collection import Collection
from osce_tracker.tracker.filters import among, inside, mentions, words

if TYPE_CHECKING:
    from datetime import date

    # A command that shows commitments alone doesn't build the classes of the other records.
    from osce_tracker.model.events import Event, Series  # noqa: F401 (named in the bases of classes)
    from osce_tracker.model.overlaps import Overlap
    from osce_tracker.tracker.filters import OneOrMore


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
        chair: OneOrMore | None = None,
    ) -> Events:
        """Return the events that match every given filter.

        Args:
            dimension: a dimension that it touches.
            body: the body that held it, as the data set writes it.
            kind: the kind of event.
            status: held, announced, postponed or cancelled.
            state: the State in which it took place.
            period: wholly inside this period.
            text: part of its id, title, summary, outcome or place, in any case.
            chair: a Chairpersonship that it belongs to, such as ``"FI-2025"``.

        Several values mean any of them.

        Raises:
            WordError: if a word doesn't exist; names the closest.
            UnknownStateError: if a State doesn't exist.
        """
        from osce_tracker.model.events import EventKind, EventStatus

        return self._select(
            among(words(Dimension, dimension), lambda e: e.dimensions),
            among(self._words_in_use("body", body, lambda e: (e.body,)), lambda e: (e.body,)),
            among(words(EventKind, kind), lambda e: (e.kind,)),
            among(words(EventStatus, status), lambda e: (e.status,)),
            among(self._codes(state), lambda e: (e.country,)),
            inside(period, lambda e: (e.when,)),
            mentions(text, lambda e: (e.id, e.title, e.summary, e.outcome, e.city, e.venue)),
            among(self._chairs(chair), lambda record: record.chairs),
        )

    def upcoming(self, on: date | str, within: int | timedelta | None = None) -> Events:
        """Return the events that are still to come on a day.

        Args:
            on: the day; an event that begins on it is still to come.
            within: how far to look ahead: a number of days or a duration, which may be in calendar months
                (``pendulum.duration(months=3)``); by default there is no limit.

        Returns:
            The events, without the cancelled and postponed ones. If only a month, quarter or year is known,
            the whole of it must be still to come.

        Raises:
            PeriodError: if the day is invalid, or leaves the calendar.
            UsageError: if ``within`` is negative or not a duration.
        """
        first = as_day(on)
        last = None if within is None else _later(first, within)
        return self._select(
            lambda e: e.when.first >= first and (last is None or e.when.first <= last) and not e.status.is_off
        )

    def during(self, period: str | date | Period) -> Events:
        """Return the events that certainly have at least one day in a period.

        Args:
            period: the period.

        Returns:
            The events dated to the day that share a day with it, and those dated to a month, quarter or
            year that lies wholly inside it. ``where(period=...)`` asks the latter of all events.

        Raises:
            PeriodError: if the period is invalid.
        """
        days = Period(period)
        return self._select(lambda e: (days.overlaps if e.to_the_day else days.contains)(e.when))

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


def _later(first: date, within: int | timedelta) -> date:
    """Return the day that is a number of days or a duration after another."""
    if isinstance(within, bool) or not isinstance(within, int | timedelta):
        raise UsageError(f"within={quoted(within)} must be a number of days or a duration.")
    if within < timedelta() if isinstance(within, timedelta) else within < 0:
        raise UsageError(f"within={quoted(within)} is negative. Give 0 days or more.")
    from osce_tracker.model.clock import day_object

    # pendulum's own durations may have months, which it adds by the calendar.
    try:
        later = day_object(first) + (within if isinstance(within, timedelta) else timedelta(days=within))
    except (OverflowError, ValueError):
        message = f"{quoted(within)} after {first} is outside the calendar (years 1 to 9999)."
        raise PeriodError(first.isoformat(), message) from None
    return Period(later).first
