"""Records as they were known, or as they were so, on a day: the two clocks (the manual's Meanings).

What is cut out of a record is cut out for good: a view holds nothing of what it must not show. A record
of which nothing is cut stays the same object.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs

from osce_tracker.model.events import EventStatus
from osce_tracker.model.periods import Period
from osce_tracker.model.sources import known_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from osce_tracker.model.commitments import Commitment, StatusUpdate
    from osce_tracker.model.events import Event, Series
    from osce_tracker.model.sources import Source
    from osce_tracker.model.statements import SupportStatement

T = TypeVar("T")


def with_values(record: T, **values: object) -> T:
    """Return a record with other values, or itself when they are the ones that it has.

    Like ``attrs.evolve``, without converting and checking again what came out of records.

    Args:
        record: a record.
        **values: the values by field.
    """
    if all(getattr(record, name) is value for name, value in values.items()):
        return record
    made = object.__new__(type(record))
    for field in attrs.fields(type(record)):  # type: ignore[arg-type]  # every record is of attrs
        name = field.name
        object.__setattr__(made, name, values[name] if name in values else getattr(record, name))
    return made


def _kept(items: tuple[T, ...], keep: Callable[[T], bool]) -> tuple[T, ...]:
    """Return the items to keep; the same tuple when that is all of them."""
    found = tuple(filter(keep, items))
    return items if len(found) == len(items) else found


def _sources(sources: tuple[Source, ...], day: date) -> tuple[Source, ...]:
    """Return the sources that were published by a day; undated ones stay with their fact."""
    return _kept(sources, lambda source: source.published is None or source.published.last <= day)


def _update(update: StatusUpdate, day: date) -> StatusUpdate:
    return with_values(update, sources=_sources(update.sources, day))


def commitment_known(commitment: Commitment, day: date, unknown: frozenset[str]) -> Commitment | None:
    """Return a commitment as it was known on a day, or ``None`` when it was not.

    Args:
        commitment: the commitment.
        day: the day.
        unknown: ids of the events that were not known by then; they are not named.
    """
    if commitment.known > day:
        return None
    updates = tuple(_update(update, day) for update in commitment.updates if update.known <= day)
    same = len(updates) == len(commitment.updates) and all(map(_is, updates, commitment.updates))
    return with_values(
        commitment,
        updates=commitment.updates if same else updates,
        events=_kept(commitment.events, lambda event: event not in unknown),
        sources=_sources(commitment.sources, day),
    )


def _is(one: object, other: object) -> bool:
    return one is other


def event_known(event: Event, day: date) -> Event | None:
    """Return an event as it was known on a day, or ``None`` when it was not.

    Args:
        event: the event.
        day: the day. An event that ends later is announced, without outcome or documents; that it was
            postponed or cancelled stays.
    """
    if event.known > day:
        return None
    values: dict[str, object] = {"sources": _sources(event.sources, day)}
    if event.when.last > day:
        values |= {"outcome": None, "documents": ()}
        if event.status is EventStatus.HELD:
            values["status"] = EventStatus.ANNOUNCED
    return with_values(event, **values)


def series_known(series: Series, day: date, unknown: frozenset[str]) -> Series | None:
    """Return a series as it was known on a day, or ``None`` when it was not.

    Args:
        series: the series; meetings that end later are not shown as seen.
        day: the day.
        unknown: ids of the events that were not known by then; they are not named.
    """
    if known_date(Period(series.dtstart), series.sources) > day:
        return None
    meetings = tuple(
        with_values(meeting, event_id=None) if meeting.event_id in unknown else meeting
        for meeting in series.known_meetings
        if meeting.date.last <= day
    )
    same = len(meetings) == len(series.known_meetings) and all(map(_is, meetings, series.known_meetings))
    return with_values(
        series,
        known_meetings=series.known_meetings if same else meetings,
        sources=_sources(series.sources, day),
    )


def statement_known(statement: SupportStatement, day: date) -> SupportStatement | None:
    """Return a statement as it was known on a day, or ``None`` when it was not.

    Args:
        statement: the statement.
        day: the day.
    """
    if statement.known > day:
        return None
    return with_values(statement, sources=_sources(statement.sources, day))


def commitment_so(commitment: Commitment, day: date) -> Commitment | None:
    """Return a commitment with what had happened to it by a day, or ``None`` when it was not made.

    Args:
        commitment: the commitment; who acted on it had made it.
        day: the day.
    """
    updates = _kept(commitment.updates, lambda update: update.date.last <= day)
    if commitment.made_on.last > day and not updates:
        return None
    return with_values(commitment, updates=updates)


def known_records(
    commitments: Iterable[Commitment],
    events: Iterable[Event],
    series: Iterable[Series],
    statements: Iterable[SupportStatement],
    day: date,
) -> dict[str, Callable[[], Iterable[Any]]]:
    """Return functions that give the records of each kind as they were known on a day.

    Args:
        commitments: the commitments of the whole.
        events: its events.
        series: its series.
        statements: its statements.
        day: the day.
    """

    @cache
    def unknown() -> frozenset[str]:
        return frozenset(event.id for event in events if event.known > day)

    return {
        "commitments": lambda: _found(commitment_known(c, day, unknown()) for c in commitments),
        "events": lambda: _found(event_known(e, day) for e in events),
        "series": lambda: _found(series_known(s, day, unknown()) for s in series),
        "statements": lambda: _found(statement_known(s, day) for s in statements),
    }


def so_records(
    commitments: Iterable[Commitment],
    events: Iterable[Event],
    series: Iterable[Series],
    statements: Iterable[SupportStatement],
    day: date,
) -> dict[str, Callable[[], Iterable[Any]]]:
    """Return functions that give the records of each kind as far as they had happened by a day.

    Args:
        commitments: the commitments of the whole.
        events: its events.
        series: its series.
        statements: its statements.
        day: the day.
    """
    return {
        "commitments": lambda: _found(commitment_so(c, day) for c in commitments),
        "events": lambda: [event for event in events if event.when.last <= day],
        "series": lambda: series,
        "statements": lambda: [said for said in statements if said.date.last <= day],
    }


def _found(records: Iterable[T | None]) -> list[T]:
    return [record for record in records if record is not None]


def days_of(records: Iterable[Any]) -> Iterator[date]:
    """Yield every day on which something about records became known.

    Args:
        records: records of any kind.
    """
    for record in records:
        for field in attrs.fields(cast("Any", type(record))):
            value: Any = getattr(record, field.name)
            if field.name == "sources":
                yield from (source.published.last for source in value if source.published is not None)
            elif field.name in _HAPPENS:
                yield Period(value).last
            elif field.name in _INSIDE:
                yield from days_of(value)


#: Fields that date a record, and fields that hold dated records.
_HAPPENS = frozenset({"made_on", "when", "date", "dtstart"})
_INSIDE = frozenset({"updates", "known_meetings"})
