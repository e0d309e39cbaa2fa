"""The two clocks: records as publicly known on a day, and records of what had happened by a day.

A view drops what it must not show. A record that loses nothing stays the same object.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, partial
from typing import Any, TypeVar, cast

import attrs

from osce_tracker.model.commitments import Commitment, StatusUpdate
from osce_tracker.model.events import Event, EventStatus, KnownMeeting, Series
from osce_tracker.model.periods import Period
from osce_tracker.model.plain import field_names
from osce_tracker.model.sources import Source, known_date
from osce_tracker.tracker.collection import Collection

T = TypeVar("T")

#: The fields that date a record, and the fields that hold dated records.
_DATES = frozenset({"made_on", "when", "date", "dtstart"})
_DATED_RECORDS = frozenset({"updates", "known_meetings"})


def as_known(collections: Mapping[str, Collection[Any]], day: date) -> dict[str, Any]:
    """Return the collections of a tracker as the public record showed them at the end of a day.

    Args:
        collections: the commitments, events, series and statements by their kind.
        day: the day.
    """
    return _View(collections, day, _known_day, as_then=True).views()


def as_happened(collections: Mapping[str, Collection[Any]], day: date) -> dict[str, Any]:
    """Return the collections of a tracker with what had happened by the end of a day.

    Args:
        collections: the commitments, events, series and statements by their kind.
        day: the day.
    """
    return _View(collections, day, _happened_day, as_then=False).views()


def _known_day(item: Any) -> date:
    """Return the day on which the public record first showed a record, an update or a meeting."""
    match item:
        case Series():
            return known_date(Period(item.dtstart), item.sources)
        case KnownMeeting():
            return item.date.last
        case _:
            known: date = item.known
            return known


def _happened_day(item: Any) -> date:
    """Return the day by which a record, an update or a meeting had certainly happened."""
    match item:
        case Commitment():
            return item.made
        case Event():
            return item.when.last
        case Series():
            return item.dtstart
        case _:
            last: date = item.date.last
            return last


@attrs.frozen
class _View:
    """A clock's view of a tracker's records at the end of a day."""

    whole: Mapping[str, Collection[Any]]
    day: date
    #: Gives the day from which the clock shows a record, an update or a meeting.
    clock: Callable[[Any], date]
    #: Whether to show only sources of that time, and to show events that end later as announced.
    as_then: bool

    def views(self) -> dict[str, Any]:
        """Return all collections. Each is worked out on first use."""
        shown: dict[str, Callable[[Any], Any]] = {
            "commitments": self.commitment,
            "events": self.event,
            "series": self.series,
        }
        return {
            kind: records.view(partial(self.records, records, shown.get(kind, self.sourced)))
            for kind, records in self.whole.items()
        }

    def shows(self, item: object) -> bool:
        return self.clock(item) <= self.day

    def records(self, records: Iterable[T], shown: Callable[[T], T]) -> Iterator[T]:
        return (shown(record) for record in records if self.shows(record))

    @cached_property
    def later_events(self) -> frozenset[str]:
        """The ids of the hidden events: other records must not name them."""
        return frozenset(event.id for event in self.whole["events"] if not self.shows(event))

    @cached_property
    def later_commitments(self) -> frozenset[str]:
        """The ids of the hidden commitments."""
        return frozenset(one.id for one in self.whole["commitments"] if not self.shows(one))

    def commitment(self, commitment: Commitment) -> Commitment:
        return _with(
            commitment,
            updates=_keep_parts(commitment.updates, self.update),
            events=_keep_parts(
                commitment.events, lambda event: None if event in self.later_events else event
            ),
            continues=None if commitment.continues in self.later_commitments else commitment.continues,
            sources=self.sources(commitment.sources),
        )

    def update(self, update: StatusUpdate) -> StatusUpdate | None:
        return self.sourced(update) if self.shows(update) else None

    def event(self, event: Event) -> Event:
        values: dict[str, object] = {"sources": self.sources(event.sources)}
        if self.as_then and event.when.last > self.day:
            # An event that ends later is announced; it may already be postponed or cancelled.
            values |= {"outcome": None, "documents": ()}
            if event.status is EventStatus.HELD:
                values["status"] = EventStatus.ANNOUNCED
        return _with(event, **values)

    def series(self, series: Series) -> Series:
        meetings = _keep_parts(series.known_meetings, self.meeting)
        return _with(series, known_meetings=meetings, sources=self.sources(series.sources))

    def meeting(self, meeting: KnownMeeting) -> KnownMeeting | None:
        if not self.shows(meeting):
            return None
        return _with(meeting, event_id=None) if meeting.event_id in self.later_events else meeting

    def sourced(self, record: T) -> T:
        """Return a statement or an update with the sources of that time."""
        return _with(record, sources=self.sources(cast("Any", record).sources))

    def sources(self, sources: tuple[Source, ...]) -> tuple[Source, ...]:
        """Return the sources published by the day; undated ones stay with their fact."""
        if not self.as_then:
            return sources
        return _keep_parts(
            sources, lambda s: s if s.published is None or s.published.last <= self.day else None
        )


def _with(record: T, **values: object) -> T:
    """Return a record with other values, or the record itself if nothing changes."""
    if all(getattr(record, name) is value for name, value in values.items()):
        return record
    return attrs.evolve(record, **values)  # type: ignore[misc]  # all records are attrs classes


def _keep_parts(items: tuple[T, ...], keep: Callable[[T], T | None]) -> tuple[T, ...]:
    """Return the remainder of each item; the same tuple if nothing is left out."""
    kept = tuple(new for item in items if (new := keep(item)) is not None)
    same = len(kept) == len(items) and all(new is old for new, old in zip(kept, items, strict=True))
    return items if same else kept


def days_of(records: Iterable[Any]) -> Iterator[date]:
    """Yield every day on which something about records became known.

    Args:
        records: records of any kind.
    """
    for record in records:
        for name in field_names(record):
            value: Any = getattr(record, name)
            if name == "sources":
                yield from (source.published.last for source in value if source.published is not None)
            elif name in _DATES:
                yield Period(value).last
            elif name in _DATED_RECORDS:
                yield from days_of(value)
