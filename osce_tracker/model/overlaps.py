"""Events that fall on the same day: in two cities, or of one body."""

from collections.abc import Iterable
from typing import Final

import attrs

from osce_tracker.model.events import Event, EventStatus
from osce_tracker.model.periods import Period

_OFF: Final = frozenset({EventStatus.CANCELLED, EventStatus.POSTPONED})


@attrs.frozen(kw_only=True)
class Overlap:
    """Two events that share a day.

    Attributes:
        first: the earlier event.
        second: the later one.
        days: the days that they share.
        cities: whether they are in different cities.
        body: whether the same body holds both.

    >>> import osce_tracker as ot
    >>> (pair,) = ot.load().events.where(period="2025-03", dimension="human").overlapping()
    >>> str(pair.days), pair.first.city, pair.second.city, pair.cities, pair.body
    ('2025-03-18', 'Vienna', 'Sarajevo', True, True)
    """

    first: Event
    second: Event
    days: Period
    cities: bool
    body: bool

    def __repr__(self) -> str:
        return f"<Overlap {self.days}: {self.first.id}, {self.second.id}>"


def overlaps(events: Iterable[Event]) -> list[Overlap]:
    """Return the pairs of events that share a day and are in different cities or of the same body.

    Args:
        events: events in their order; those that were cancelled or postponed, and those of which the
            day is not known, are in no pair.
    """
    found: list[Overlap] = []
    running: list[Event] = []
    for event in events:
        if event.status in _OFF or not event.to_the_day:
            continue
        # Events come by their first day: what ended before this one ended before all that follow.
        running = [earlier for earlier in running if earlier.when.last >= event.when.first]
        found += (pair for earlier in running if (pair := _pair(earlier, event)) is not None)
        running.append(event)
    return found


def _pair(first: Event, second: Event) -> Overlap | None:
    cities = None not in (first.city, second.city) and first.city != second.city
    body = first.body == second.body
    if not (cities or body):
        return None
    days = Period.between(second.when.first, min(first.when.last, second.when.last))
    return Overlap(first=first, second=second, days=days, cities=cities, body=body)
