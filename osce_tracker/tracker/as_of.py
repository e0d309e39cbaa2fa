"""The two clocks: records as they were publicly known on a day, and as they had happened by a day.

A view drops what it must not show. A record that loses nothing stays the same object.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from osce_tracker.model.events import EventStatus
from osce_tracker.model.periods import Period
from osce_tracker.model.plain import field_names
from osce_tracker.model.sources import known_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from osce_tracker.model.commitments import Commitment, StatusUpdate
    from osce_tracker.model.events import Event, KnownMeeting, Series
    from osce_tracker.model.sources import Source
    from osce_tracker.model.statements import SupportStatement
    from osce_tracker.tracker.commitments import Commitments
    from osce_tracker.tracker.events import Events, SeriesCollection
    from osce_tracker.tracker.statements import Statements

T = TypeVar("T")

#: Fields that date a record, and fields that hold dated records.
_DATES = frozenset({"made_on", "when", "date", "dtstart"})
_DATED_RECORDS = frozenset({"updates", "known_meetings"})


def as_known(
    commitments: Commitments, events: Events, series: SeriesCollection, statements: Statements, day: date
) -> dict[str, Any]:
    """Return the collections of a tracker as the public record showed them at the end of a day.

    Args:
        commitments: the commitments.
        events: the events.
        series: the series.
        statements: the statements.
        day: the day.
    """
    return {
        "commitments": commitments.view(partial(_known_commitments, commitments, events, day)),
        "events": events.view(partial(_known_events, events, day)),
        "series": series.view(partial(_known_series, series, events, day)),
        "statements": statements.view(partial(_known_statements, statements, day)),
    }


def as_happened(
    commitments: Commitments, events: Events, series: SeriesCollection, statements: Statements, day: date
) -> dict[str, Any]:
    """Return the collections of a tracker with what had happened by the end of a day.

    Args:
        commitments: the commitments.
        events: the events.
        series: the series.
        statements: the statements.
        day: the day.
    """
    return {
        "commitments": commitments.view(partial(_commitments_made, commitments, events, day)),
        "events": events.view(partial(_past_events, events, day)),
        "series": series.view(partial(_past_series, series, events, day)),
        "statements": statements.view(partial(_past_statements, statements, day)),
    }


def _with(record: T, **values: object) -> T:
    """Return a record with other values, or the record itself if it has just these values."""
    if all(getattr(record, name) is value for name, value in values.items()):
        return record
    return attrs.evolve(record, **values)  # type: ignore[misc]  # all records are attrs classes


def _kept(items: tuple[T, ...], keep: Callable[[T], T | None]) -> tuple[T, ...]:
    """Return what is kept of each item; the same tuple if nothing is left out."""
    kept = tuple(new for item in items if (new := keep(item)) is not None)
    same = len(kept) == len(items) and all(new is old for new, old in zip(kept, items, strict=True))
    return items if same else kept


def _sources(sources: tuple[Source, ...], day: date) -> tuple[Source, ...]:
    """Return the sources published by a day; undated ones stay with their fact."""
    return _kept(sources, lambda s: s if s.published is None or s.published.last <= day else None)


def _known_commitments(commitments: Commitments, events: Events, day: date) -> Iterator[Commitment]:
    unknown = _unknown_events(events, day)
    later = frozenset(commitment.id for commitment in commitments if commitment.known > day)

    def known_update(update: StatusUpdate) -> StatusUpdate | None:
        return _with(update, sources=_sources(update.sources, day)) if update.known <= day else None

    for commitment in commitments:
        if commitment.known <= day:
            yield _with(
                commitment,
                updates=_kept(commitment.updates, known_update),
                events=_kept(commitment.events, lambda event: None if event in unknown else event),
                continues=None if commitment.continues in later else commitment.continues,
                sources=_sources(commitment.sources, day),
            )


def _known_events(events: Events, day: date) -> Iterator[Event]:
    for event in events:
        if event.known <= day:
            values: dict[str, object] = {"sources": _sources(event.sources, day)}
            if event.when.last > day:
                # An event that ends later is announced; it may be postponed or cancelled already.
                values |= {"outcome": None, "documents": ()}
                if event.status is EventStatus.HELD:
                    values["status"] = EventStatus.ANNOUNCED
            yield _with(event, **values)


def _known_series(collection: SeriesCollection, events: Events, day: date) -> Iterator[Series]:
    unknown = _unknown_events(events, day)
    for series in collection:
        if known_date(Period(series.dtstart), series.sources) <= day:
            yield _with(
                series,
                known_meetings=_meetings(series, day, unknown),
                sources=_sources(series.sources, day),
            )


def _known_statements(statements: Statements, day: date) -> Iterator[SupportStatement]:
    for statement in statements:
        if statement.known <= day:
            yield _with(statement, sources=_sources(statement.sources, day))


def _unknown_events(events: Events, day: date) -> frozenset[str]:
    """Return the ids of the events that were not yet known: other records must not name them."""
    return frozenset(event.id for event in events if event.known > day)


def _commitments_made(commitments: Commitments, events: Events, day: date) -> Iterator[Commitment]:
    ahead = _events_ahead(events, day)
    later = frozenset(commitment.id for commitment in commitments if commitment.made > day)
    for commitment in commitments:
        if commitment.made <= day:
            yield _with(
                commitment,
                updates=_kept(commitment.updates, lambda update: update if update.date.last <= day else None),
                events=_kept(commitment.events, lambda event: None if event in ahead else event),
                continues=None if commitment.continues in later else commitment.continues,
            )


def _past_events(events: Events, day: date) -> Iterator[Event]:
    return (event for event in events if event.when.last <= day)


def _past_series(collection: SeriesCollection, events: Events, day: date) -> Iterator[Series]:
    ahead = _events_ahead(events, day)
    for series in collection:
        if series.dtstart <= day:
            yield _with(series, known_meetings=_meetings(series, day, ahead))


def _meetings(series: Series, day: date, hidden: frozenset[str]) -> tuple[KnownMeeting, ...]:
    """Return the meetings up to a day, without the names of hidden events."""

    def shown(meeting: KnownMeeting) -> KnownMeeting | None:
        if meeting.date.last > day:
            return None
        return _with(meeting, event_id=None) if meeting.event_id in hidden else meeting

    return _kept(series.known_meetings, shown)


def _events_ahead(events: Events, day: date) -> frozenset[str]:
    """Return the ids of the events that are not certainly past: other records must not name them."""
    return frozenset(event.id for event in events if event.when.last > day)


def _past_statements(statements: Statements, day: date) -> Iterator[SupportStatement]:
    return (statement for statement in statements if statement.date.last <= day)


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
