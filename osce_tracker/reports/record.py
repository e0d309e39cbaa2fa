"""One record in full: every field, its history, and where it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import attrs

from osce_tracker.analysis.meetings import commitments_of_events
from osce_tracker.formats.report import Column, Report, Table, Value
from osce_tracker.model.commitments import Commitment
from osce_tracker.model.events import Event, Series
from osce_tracker.model.statements import SupportStatement
from osce_tracker.model.vocabulary import Vocabulary
from osce_tracker.reports.listing import place_of
from osce_tracker.reports.wording import data_note, last_day, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from osce_tracker.model.sources import Source
    from osce_tracker.model.states import StateRegistry
    from osce_tracker.model.themes import Themes
    from osce_tracker.tracker.tracker import AnyRecord, Tracker

_FIELDS: Final = (Column("field", "field"), Column("value", "value"))
_HISTORY: Final = (
    Column("date", "date"),
    Column("status", "status"),
    Column("obstacle", "obstacle"),
    Column("blocked_by", "who objected"),
    Column("known", "known since"),
    Column("sources", "sources"),
    Column("summary", "what happened", detail=True),
)
_SOURCES: Final = (
    Column("number", "no.", kind="number"),
    Column("title", "title"),
    Column("publisher", "publisher"),
    Column("type", "type"),
    Column("published", "published"),
    Column("language", "language"),
    Column("primary", "original"),
    Column("url", "address", detail=True),
)
_COMMITMENTS: Final = (
    Column("id", "id"),
    Column("commitment", "commitment"),
    Column("due", "due"),
    Column("status", "status"),
)
_DOCUMENTS: Final = (Column("symbol", "symbol"), Column("body", "body"), Column("type", "type"))
_EVENTS: Final = (
    Column("id", "id", detail=True),
    Column("when", "when"),
    Column("event", "event"),
    Column("place", "place"),
    Column("status", "status"),
)
_MEETINGS: Final = (
    Column("number", "no.", kind="number"),
    Column("date", "date"),
    Column("event", "event"),
    Column("source", "source", detail=True),
)
#: Fields that hold codes of States.
_CODES: Final = frozenset({"state", "states", "country"})
#: From this length on, several values stand on lines of their own.
_LONG: Final = 40
#: Fields that have a table of their own, or say nothing that the others do not.
_APART: Final = frozenset({"id", "title", "updates", "sources", "known_meetings"})


def record(tracker: Tracker, record_id: str) -> Report:
    """Return one record in full: its fields, its history and its sources.

    Args:
        tracker: the tracker.
        record_id: id of a commitment, event, series or statement.

    Returns:
        A report; of a commitment with the events that bear on it, past and to come as of the day up to
        which the tracker knows the public record; of an event with the commitments that hang on it
        and its documents; of a series with the meetings that a source shows.

    Raises:
        UnknownRecordError: when no record has it; names the nearest ids.

    >>> import osce_tracker as ot
    >>> [table.title for table in ot.record(ot.load(), "FI25-HD-03").tables]
    ['Record', 'History', 'Past events', 'Sources']
    """
    found = tracker.find(record_id)
    pages = _pages(found)
    rows = tuple(_fields(found, tracker))
    tables = [Table(title="Record", key="record", columns=_FIELDS, rows=rows)]
    if isinstance(found, Commitment):
        tables.append(_history(found, pages, tracker.states))
        tables += _events(found, tracker)
    elif isinstance(found, Event):
        tables += _hanging(found, tracker)
    elif isinstance(found, Series):
        tables += _meetings(found)
    tables.append(_sources(pages))
    title = found.id if isinstance(found, SupportStatement) else f"{found.id}: {found.title}"
    return Report(title=title, tables=tuple(tables), notes=(data_note(tracker),))


def _pages(found: AnyRecord) -> dict[Source, int]:
    """Return the sources of a record and its updates, each once, with a number."""
    pages: dict[Source, int] = {}
    updates = found.updates if isinstance(found, Commitment) else ()
    for holder in (found, *updates):
        for source in holder.sources:
            pages.setdefault(source, len(pages) + 1)
    return pages


def _fields(found: AnyRecord, tracker: Tracker) -> Iterator[tuple[Value, ...]]:
    for field in attrs.fields(type(found)):
        if field.name not in _APART:
            given = getattr(found, field.name)
            named = _named(given, tracker.themes) if field.name == "themes" else given
            value = _value(field.name, named, tracker.states)
            yield field.name.replace("_", " "), value
    if not isinstance(found, Series):
        yield "known since", found.known


def _named(words: tuple[str, ...], themes: Themes) -> tuple[str, ...]:
    """Return the words of a record as themes with their labels, where a vocabulary has them."""
    return tuple(f"{themes[word].label} ({word})" if word in themes else word for word in words)


def _value(name: str, value: object, states: StateRegistry) -> Value:
    """Return what a field holds as one cell; codes of States come with the name."""
    if isinstance(value, tuple):
        items = [str(_value(name, item, states)) for item in cast("tuple[object, ...]", value)]
        long = any(len(item) > _LONG for item in items)
        return ("\n" if long else ", ").join(items) or None
    if attrs.has(type(value)):
        # A record inside another is told in one line: what it holds, without what is empty.
        inner = cast("attrs.AttrsInstance", value)
        names = [field.name for field in attrs.fields(type(inner))]
        parts = [_value(name, getattr(inner, name), states) for name in names]
        return listed(str(part) for part in parts if part is not None) or None
    if isinstance(value, Vocabulary):
        return value.label
    if name in _CODES and isinstance(value, str):
        return f"{states.name(value)} ({value})"
    return cast("Value", value)


def _history(commitment: Commitment, pages: dict[Source, int], states: StateRegistry) -> Table:
    rows = tuple(
        (
            update.date,
            update.status,
            update.obstacle,
            listed(states.name(code, update.date.last) for code in update.blocked_by) or None,
            update.known,
            listed(str(pages[source]) for source in update.sources) or None,
            update.summary,
        )
        for update in commitment.history
    )
    notes = () if rows else ("No update is known: not assessed. This is not failure.",)
    return Table(title="History", key="history", columns=_HISTORY, rows=rows, notes=notes)


def _events(commitment: Commitment, tracker: Tracker) -> Iterator[Table]:
    """Yield the events that bear on a commitment: those that are past, and those to come."""
    day = last_day(tracker)
    found = [tracker.events[event] for event in commitment.events if event in tracker.events]
    found.sort(key=lambda event: event.sort_key)
    past = [event for event in found if day is None or event.when.last <= day]
    coming = [event for event in found if event not in past]
    for title, key, events in (("Past events", "past", past), ("Events to come", "coming", coming)):
        rows = tuple(
            (e.id, e.when, e.title, place_of(e, e.when.last, tracker.states), e.status) for e in events
        )
        if rows:
            yield Table(title=title, key=key, columns=_EVENTS, rows=rows)


def _hanging(event: Event, tracker: Tracker) -> Iterator[Table]:
    """Yield what hangs on an event: its commitments, its documents."""
    hung = (tracker.commitments[c] for c in commitments_of_events(tracker).get(event.id, ()))
    commitments = tuple((c.id, c.title, c.due, c.latest_status) for c in hung)
    documents = tuple((str(d), d.body_name, d.type_name) for d in event.documents)
    if commitments:
        yield Table(title="Commitments", key="commitments", columns=_COMMITMENTS, rows=commitments)
    if documents:
        yield Table(title="Documents", key="documents", columns=_DOCUMENTS, rows=documents)


def _meetings(series: Series) -> Iterator[Table]:
    """Yield the meetings of a series whose date a source shows."""
    rows = tuple((m.number, m.date, m.event_id, m.source_url) for m in series.known_meetings)
    if rows:
        yield Table(title="Meetings that a source shows", key="meetings", columns=_MEETINGS, rows=rows)


def _sources(pages: dict[Source, int]) -> Table:
    rows = tuple(
        (
            number,
            source.title,
            source.publisher if source.via is None else f"{source.publisher}, via {source.via}",
            source.publisher_type,
            source.published,
            source.language,
            "yes" if source.primary else "no",
            source.url,
        )
        for source, number in pages.items()
    )
    return Table(title="Sources", key="sources", columns=_SOURCES, rows=rows)
