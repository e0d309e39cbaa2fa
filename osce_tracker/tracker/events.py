"""The events and series of a tracker."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, cast

from osce_tracker.errors import UsageError, quoted
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.events import Event, EventKind, EventStatus, Series
from osce_tracker.model.periods import Period, as_day
from osce_tracker.tracker.collection import Collection, DatedCollection
from osce_tracker.tracker.filters import OneOrMore, among, words


def _body(record: Event | Series) -> tuple[str]:
    return (record.body,)


def _meeting(collection: Collection[Any]) -> list[Collection[Any]]:
    """Return the events and series of the data set: some bodies have only one kind."""
    others = cast("Mapping[str, Collection[Any]]", collection.index.collections)
    return [collection, *(others[noun] for noun in ("event", "series") if noun in others)]


class Events(DatedCollection[Event]):
    """Events, by days, then id.

    >>> import osce_tracker as ot
    >>> events = ot.load().events
    >>> [event.title for event in events.upcoming("2025-07-25", within=5)]
    ['OSCE Chairpersonship Youth Forum']
    >>> events.where(period="2025-07-31").ids
    ('helsinki50-conference-2025', 'helsinki50-fund-launch')
    """

    __slots__ = ()
    noun = "event"
    glance = ("title", "when", "body", "city", "status", "id")

    def where(
        self,
        *,
        dimension: OneOrMore | None = None,
        body: OneOrMore | None = None,
        kind: OneOrMore | None = None,
        status: OneOrMore | None = None,
        theme: OneOrMore | None = None,
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
            theme: a theme of a commitment that it bears on: events have no themes of their own.
            state: the State in which it took place. A visit to several States has no country, but belongs to
                those named in its title or cities.
            period: certainly on one of its days, as for ``during``.
            text: words that it must contain, as for ``Tracker.search``.
            chair: a Chairpersonship that it belongs to, such as ``"FI-2025"``.

        Several values mean any of them.

        Raises:
            WordError: if a word doesn't exist; names the closest.
            UnknownStateError: if a State doesn't exist.
            UsageError: if ``theme`` is given and the events belong to no tracker.
        """
        commitments = () if theme is None else (self._commitments,)
        themes = self._words_in_use("theme", theme, lambda c: c.themes, commitments)
        own: Mapping[str, set[str]] = {} if theme is None else self.themes
        return self._select(
            among(words(Dimension, dimension), lambda e: e.dimensions),
            among(self._words_in_use("body", body, _body, _meeting(self)), _body),
            among(words(EventKind, kind), lambda e: (e.kind,)),
            among(words(EventStatus, status), lambda e: (e.status,)),
            among(self._codes(state), self._countries),
            self._of_period(period),
            self._with_words(text),
            among(themes, lambda e: own[e.id]),
            self._of_chairs(chair),
        )

    def _countries(self, event: Event) -> tuple[str, ...]:
        """Return the State in which an event takes place, or the States that a visit to several names."""
        if event.country is not None or event.city is None:
            return () if event.country is None else (event.country,)
        named = f"{event.title}; {event.city}"
        words = ((state.code, [state.name, *filter(None, [state.capital])]) for state in self.states)
        return tuple(
            code
            for code, names in words
            if any(re.search(rf"\b{re.escape(name)}\b", named) for name in names)
        )

    @classmethod
    def _dates(cls, record: Event) -> Iterable[Period]:
        return (record.when,)

    @property
    def themes(self) -> Mapping[str, set[str]]:
        """The themes of each event by its id: those of the commitments that it bears on.

        >>> import osce_tracker as ot
        >>> sorted(ot.load().events.themes["mc-side-media-freedom-2025"])
        ['media-freedom']
        """
        themes: dict[str, set[str]] = {event.id: set() for event in self.records}
        for commitment in self._commitments:
            for event in themes.keys() & set(commitment.events):
                themes[event].update(commitment.themes)
        return themes

    @property
    def _commitments(self) -> Collection[Any]:
        """The commitments of the tracker that the events belong to."""
        found = self.index.collections.get("commitment")
        if found is None:
            raise UsageError(
                "Events have the themes of the commitments that bear on them, and these events belong to no "
                "tracker. Ask tracker.events."
            )
        return cast("Collection[Any]", found)

    def upcoming(self, on: date | str, within: int | None = None) -> Events:
        """Return the events that are still to come on a day.

        Args:
            on: the day; an event that begins on it is still to come.
            within: how many days to look ahead; by default there is no limit. If only the month, quarter or
                year of an event is known, all of it must fall within the limit.

        Returns:
            The events, without the cancelled and postponed ones, the next first. If only a month, quarter or
            year is known, all of it must be still to come, and the event is sorted by its end.

        Raises:
            PeriodError: if the day is invalid.
            UsageError: if ``within`` is not a number of days from 0.
        """
        first = as_day(on)
        if isinstance(within, bool) or not isinstance(within, int | None) or (within or 0) < 0:
            raise UsageError(f"within must be a number of days from 0, not {quoted(within)}.")
        coming = self._select(
            lambda e: (
                e.when.first >= first
                and (within is None or (_begins_by(e)[0] - first).days <= within)
                and not e.status.is_off
            )
        )
        # Some time in a month is not before its first dated meeting.
        return self._part(sorted(coming, key=_begins_by))

    @classmethod
    def _inside(cls, period: Period) -> Callable[[Event], bool]:
        # A meeting takes place on each of its days. With a vague date, nobody knows which day it was.
        return lambda e: (period.overlaps if e.to_the_day else period.contains)(e.when)

    def overlapping(self) -> tuple[tuple[Event, Event], ...]:
        """Return the pairs of events on the same day in different cities, or of the same body.

        Cancelled and postponed events, and those whose day is unknown, are ignored.

        >>> import osce_tracker as ot
        >>> events = ot.load().events.where(period="2025-03", dimension="human")
        >>> [(first.city, second.city) for first, second in events.overlapping()]
        [('Vienna', 'Sarajevo')]
        """
        pairs: list[tuple[Event, Event]] = []
        running: list[Event] = []
        for event in sorted(self.records, key=lambda one: one.sort_key):
            if event.status.is_off or not event.to_the_day:
                continue
            # An event that ended before this one also ended before all later ones.
            running = [one for one in running if one.when.last >= event.when.first]
            pairs += ((one, event) for one in running if one.body == event.body or in_two_cities(one, event))
            running.append(event)
        return tuple(pairs)


def in_two_cities(one: Event, other: Event) -> bool:
    """Return True if two events are known to be in different cities.

    Args:
        one: an event.
        other: another.
    """
    return None not in (one.city, other.city) and one.city != other.city


class SeriesCollection(Collection[Series]):
    """Series of regular meetings, by id.

    >>> import osce_tracker as ot
    >>> [series.body for series in ot.load().series]
    ['Forum for Security Co-operation', 'Ministerial Council', 'Permanent Council']
    """

    __slots__ = ()
    noun = "series"
    glance = ("title", "body", "rrule", "id")

    def where(
        self,
        *,
        dimension: OneOrMore | None = None,
        body: OneOrMore | None = None,
        text: OneOrMore | None = None,
        chair: OneOrMore | None = None,
    ) -> SeriesCollection:
        """Return the series that match every given filter.

        Args:
            dimension: a dimension that it touches.
            body: the body that meets, as the data set writes it.
            text: words that it must contain, as for ``Tracker.search``.
            chair: a Chairpersonship that it belongs to, such as ``"FI-2025"``.

        Several values mean any of them.

        Raises:
            WordError: if a word doesn't exist; names the closest.
        """
        return self._select(
            among(words(Dimension, dimension), lambda s: s.dimensions),
            among(self._words_in_use("body", body, _body, _meeting(self)), _body),
            self._with_words(text),
            self._of_chairs(chair),
        )


def _begins_by(event: Event) -> tuple[date, bool]:
    """Return the day by which an event begins: its first day, or the last possible one."""
    return event.when.first if event.to_the_day else event.when.last, not event.to_the_day
