"""Events on the same day: in two cities, or of one body."""

from collections.abc import Iterable

import attrs
from attrs import field

from osce_tracker.model import validation as to
from osce_tracker.model.events import Event
from osce_tracker.model.periods import Period
from osce_tracker.model.validation import meaning, name_errors


def _event(value: Event) -> Event:
    return to.instance(Event, value)


@attrs.frozen(kw_only=True, repr=False, field_transformer=name_errors)
class Overlap:
    """Two events that share a day.

    >>> import osce_tracker as ot
    >>> (pair,) = ot.load().events.where(period="2025-03", dimension="human").overlapping()
    >>> str(pair.days), pair.first.city, pair.second.city, pair.cities, pair.body
    ('2025-03-18', 'Vienna', 'Sarajevo', True, True)
    """

    first: Event = field(converter=_event, metadata=meaning("the earlier event"))
    second: Event = field(converter=_event, metadata=meaning("the later event"))
    days: Period = field(converter=Period, metadata=meaning("the days that they share"))
    cities: bool = field(converter=to.true_or_false, metadata=meaning("whether they are in different cities"))
    body: bool = field(converter=to.true_or_false, metadata=meaning("whether the same body holds both"))

    def __repr__(self) -> str:
        return f"<Overlap {self.days}: {self.first.id}, {self.second.id}>"


def overlaps(events: Iterable[Event]) -> list[Overlap]:
    """Return the pairs of events that share a day and are in different cities or of the same body.

    Args:
        events: the events, in any order. Cancelled and postponed ones, and those whose day is unknown, are
            ignored.
    """
    pairs: list[Overlap] = []
    running: list[Event] = []
    for event in sorted(events, key=lambda event: event.sort_key):
        if event.status.is_off or not event.to_the_day:
            continue
        # They are sorted by first day, so an event that ended before this one ended before all that follow.
        running = [earlier for earlier in running if earlier.when.last >= event.when.first]
        pairs += (pair for earlier in running if (pair := _pair(earlier, event)) is not None)
        running.append(event)
    return pairs


def _pair(first: Event, second: Event) -> Overlap | None:
    cities = None not in (first.city, second.city) and first.city != second.city
    body = first.body == second.body
    if not (cities or body):
        return None
    days = Period.between(second.when.first, min(first.when.last, second.when.last))
    return Overlap(first=first, second=second, days=days, cities=cities, body=body)
