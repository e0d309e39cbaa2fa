"""One record in full: every field, its history, and where it is written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, cast

import attrs

from osce_tracker.analysis.meetings import commitments_of_events
from osce_tracker.formats.report import Column, Report, Table, Value
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Commitment
from osce_tracker.model.events import Event, Series
from osce_tracker.model.periods import Period
from osce_tracker.model.plain import is_record
from osce_tracker.model.statements import SupportStatement
from osce_tracker.model.symbols import DocumentSymbol
from osce_tracker.model.vocabulary import Vocabulary
from osce_tracker.reports.groups import Group, Row, grouped_table
from osce_tracker.reports.table import COMMITMENT_COLUMNS, EVENT_COLUMNS, commitment_row, event_row
from osce_tracker.reports.wording import in_words, listed, newest_first, sentence, state_names
from osce_tracker.tracker.caption import data_title, last_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from osce_tracker.model.sources import Source
    from osce_tracker.model.states import StateRegistry
    from osce_tracker.tracker.tracker import AnyRecord, Tracker

_FIELDS: Final = (Column("field", "field"), Column("value", "value"))
_SOURCE: Final = Column("sources", "sources", kind="sources")
_HISTORY: Final = (
    Column("date", "date", kind="date"),
    Column("status", "status"),
    Column("obstacle", "obstacle"),
    Column("blocked_by", "who objected"),
    Column("known", "public from", kind="date"),
    Column("summary", "what happened", detail=True),
    _SOURCE,
)
_SOURCES: Final = (
    Column("title", "title"),
    Column("publisher", "publisher"),
    Column("type", "type"),
    Column("published", "published", kind="date"),
    Column("language", "language"),
    Column("primary", "original"),
    Column("sources", "page", kind="sources"),
)
_DOCUMENTS: Final = (Column("symbol", "symbol"), Column("body", "body"), Column("type", "type"))
_MEETINGS: Final = (
    Column("number", "no.", kind="number"),
    Column("date", "date", kind="date"),
    _SOURCE,
    Column("event", "event"),
)
#: Fields that hold codes of States.
_CODES: Final = frozenset({"state", "states", "country"})
#: Several values of which one is longer than this get a line each.
_LONG: Final = 40
#: Fields that have a table of their own or are in the heading.
_APART: Final = frozenset({"id", "title", "updates", "sources", "known_meetings"})


def show(tracker: Tracker, record_id: str) -> Report:
    """Return one record in full: its fields, its history and its sources.

    Args:
        tracker: the tracker.
        record_id: id of a commitment, event, series or statement.

    Returns:
        A report. A commitment comes with the events that bear on it, past and to come as of the day up to
        which the tracker knows the public record; an event with the commitments it bears on and its
        documents; a series with the meetings that a source shows.

    Raises:
        UnknownRecordError: if no record has the id; names the nearest ids.

    >>> import osce_tracker as ot
    >>> [table.title for table in ot.show(ot.load(), "FI25-HD-03").tables]
    ['Record', 'History', 'Events', 'Sources']
    """
    found = tracker.find(record_id)
    tables = [
        Table(title="Record", key="record", columns=_FIELDS, rows=tuple(_fields(found, tracker.states)))
    ]
    if isinstance(found, Commitment):
        tables += [_history(found, tracker.states), *_events(found, tracker)]
    elif isinstance(found, Event):
        tables += _commitments_and_documents(found, tracker)
    elif isinstance(found, Series):
        tables += _meetings(found)
    tables.append(_sources(found))
    kind = "Statement" if isinstance(found, SupportStatement) else type(found).__name__
    return Report(
        title=f"{kind} {found.id}",
        headline=_headline(found, tracker.states),
        subtitle=data_title(tracker),
        tables=tuple(tables),
        edition=tracker.edition,
        known_by=tracker.known_by,
    )


def _headline(found: AnyRecord, states: StateRegistry) -> str:
    """Return what the record is and what became of it."""
    if isinstance(found, Commitment):
        latest = found.history[-1] if found.history else None
        since = "" if latest is None else f", {latest.date.readable}"
        return sentence(f"{found.title}: {found.latest_status.label}{since}")
    if isinstance(found, Event):
        return sentence(f"{found.title}: {found.status.label}, {found.when.readable}")
    if isinstance(found, Series):
        return sentence(f"{found.title}: {in_words(len(found.known_meetings), 'meeting')} seen in a source")
    who = found.group if found.state is None else states.name(found.state, found.date.last)
    return sentence(f"{who}, on the {found.about.label}: {found.stance.label}, {found.date.readable}")


def _fields(found: AnyRecord, states: StateRegistry) -> Iterator[Row]:
    for field in attrs.fields(type(found)):
        if field.name not in _APART:
            yield field.name.replace("_", " "), _value(field.name, getattr(found, field.name), states)
    if not isinstance(found, Series):
        yield "public from", found.known


def _value(name: str, value: object, states: StateRegistry) -> Value:
    """Return the value of a field as one cell; codes of States come with the name."""
    if isinstance(value, tuple):
        items = [_text(name, item, states) for item in cast("tuple[object, ...]", value)]
        is_long = any(len(item) > _LONG for item in items)
        return ("\n" if is_long else ", ").join(items) or None
    if is_record(type(value)):
        # A record inside another is shown in one line, without its empty fields.
        inner = cast("attrs.AttrsInstance", value)
        names = [field.name for field in attrs.fields(type(inner))]
        parts = [(name, getattr(inner, name)) for name in names]
        return listed(_text(name, part, states) for name, part in parts if part is not None) or None
    if isinstance(value, Vocabulary):
        return value.label
    if isinstance(value, DocumentSymbol):
        return str(value)
    if name in _CODES and isinstance(value, str):
        return f"{states.name(value)} ({value})"
    return cast("Value", value)


def _text(name: str, value: object, states: StateRegistry) -> str:
    """Return a value as part of a text."""
    return readable_day(value) if isinstance(value, date) else str(_value(name, value, states))


def _history(promise: Commitment, states: StateRegistry) -> Table:
    rows = tuple(
        (
            update.date,
            update.status,
            update.obstacle,
            state_names(update.blocked_by, update.date.last, states),
            update.known,
            update.summary,
            newest_first(update.sources) or None,
        )
        for update in promise.history
    )
    notes = () if rows else ("Not assessed: no source we found says what became of it. That is not failure.",)
    return Table(title="History", key="history", columns=_HISTORY, rows=rows, notes=notes)


def _events(promise: Commitment, tracker: Tracker) -> Iterator[Table]:
    """Yield the events that bear on a commitment, past and to come."""
    day = last_day(tracker)
    events = sorted(
        (tracker.events[event] for event in promise.events if event in tracker.events),
        key=lambda event: event.sort_key,
    )
    past = [event for event in events if day is None or event.when.last <= day]
    coming = [event for event in events if event not in past]
    groups = [
        Group(key, title, [event_row(event, tracker.states) for event in found])
        for key, title, found in (("past", "Past events", past), ("coming", "Events to come", coming))
    ]
    if events:
        yield grouped_table(title="Events", key="events", columns=EVENT_COLUMNS, groups=groups)


def _commitments_and_documents(event: Event, tracker: Tracker) -> Iterator[Table]:
    commitments = tuple(map(commitment_row, commitments_of_events(tracker).get(event.id, ())))
    documents = tuple((str(d), d.body_name, d.type_name) for d in event.documents)
    if commitments:
        yield Table(title="Commitments", key="commitments", columns=COMMITMENT_COLUMNS, rows=commitments)
    if documents:
        yield Table(title="Documents", key="documents", columns=_DOCUMENTS, rows=documents)


def _meetings(series: Series) -> Iterator[Table]:
    """Yield the meetings of a series whose date a source shows."""
    pages = {source.url: (source,) for source in series.sources}
    rows = tuple((m.number, m.date, pages.get(m.source_url), m.event_id) for m in series.known_meetings)
    if rows:
        yield Table(title="Meetings that a source shows", key="meetings", columns=_MEETINGS, rows=rows)


def _sources(found: AnyRecord) -> Table:
    """Return the sources of a record and of its updates, each once."""
    updates = found.updates if isinstance(found, Commitment) else ()
    sources = dict.fromkeys(source for holder in (found, *updates) for source in holder.sources)
    return Table(title="Sources", key="sources", columns=_SOURCES, rows=tuple(map(_source, sources)))


def _source(source: Source) -> Row:
    return (
        source.title,
        source.publisher if source.via is None else f"{source.publisher}, via {source.via}",
        source.publisher_type,
        source.published,
        source.language,
        "yes" if source.primary else "no",
        (source,),
    )
