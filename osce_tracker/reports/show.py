"""One record in full: every field, its history and its sources."""

from collections.abc import Iterator
from datetime import date
from itertools import takewhile
from textwrap import shorten
from typing import Final

from osce_tracker.analysis.grouped import grouped
from osce_tracker.analysis.meetings import commitments_of_events
from osce_tracker.formats.report import Report, Table, Value
from osce_tracker.model.commitments import Commitment, StatusUpdate
from osce_tracker.model.events import Event, Series
from osce_tracker.model.plain import field_names
from osce_tracker.model.sources import Source
from osce_tracker.model.statements import SupportStatement
from osce_tracker.model.states import StateRegistry
from osce_tracker.reports import fields, wording
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.caption import last_day
from osce_tracker.tracker.reviews import contested_verdicts, places
from osce_tracker.tracker.tracker import AnyRecord, Tracker


def _publisher(source: Source) -> str:
    return source.publisher if source.via is None else f"{source.publisher}, via {source.via}"


_SOURCES: Final = (
    fields.field("title", "title"),
    fields.field("publisher", "publisher", _publisher),
    fields.field("type", "type", "publisher_type"),
    fields.field("published", "published", kind="date"),
    fields.field("language", "language"),
    fields.field("primary", "original", lambda source: "yes" if source.primary else "no"),
    fields.field("url", "address", detail=True),
)
_DOCUMENTS: Final = (
    fields.field("symbol", "symbol", str),
    fields.field("body", "body", "body_name"),
    fields.field("type", "type", "type_name"),
)
#: Fields that have their own table or are in the heading.
_APART: Final = frozenset({"id", "title", "updates", "sources", "known_meetings"})


@checked
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
    # The sources of a commitment include those of its updates, each once.
    updates = found.updates if isinstance(found, Commitment) else ()
    of_updates = ((page, f"update of {one.date.readable}") for one in updates for page in one.sources)
    sources = grouped([*((source, "commitment") for source in found.sources), *of_updates])
    of = fields.field("for", "for", lambda source: wording.listed(dict.fromkeys(sources[source])))
    of_sources = (_SOURCES[0], of, *_SOURCES[1:]) if isinstance(found, Commitment) else _SOURCES
    tables = (
        fields.pairs_table("Record", "record", _fields(found, tracker.states)),
        *_tables(found, tracker),
        fields.field_table("Sources", "sources", of_sources, sources),
    )
    kind = "Statement" if isinstance(found, SupportStatement) else type(found).__name__
    return fields.report_on(tracker, f"{kind} {found.id}", _finding(found, tracker), tables)


def _finding(found: AnyRecord, tracker: Tracker) -> tuple[str, str]:
    """Return the record and its outcome as a headline and a lead."""
    if isinstance(found, SupportStatement):
        what = f"{fields.name_of(found, tracker.states)}, on the {found.about.label}"
    else:
        what = found.title
    became = _outcome(found, tracker)
    whole = wording.sentence(f"{what}: {became}")
    if len(whole) <= wording.LONGEST_HEADLINE:
        return whole, ""
    if len(what) <= wording.LONGEST_HEADLINE:
        return what, wording.sentence(became)
    return shorten(what, wording.LONGEST_HEADLINE, placeholder="…"), whole


def _outcome(found: AnyRecord, tracker: Tracker) -> str:
    if isinstance(found, Commitment):
        # Later news that repeats a status doesn't make the status newer.
        run = [*takewhile(lambda update: update.status is found.latest_status, reversed(found.updates))]
        if not run:
            return found.latest_status.label
        since, latest = run[-1].date.readable, run[0].date.readable
        more = "" if latest == since else f"; latest news {latest}"
        return f"{found.latest_status.label} since {since}{more}"
    if isinstance(found, Event):
        if wording.unreported(found, tracker):
            return f"announced for {found.when.readable}; no report of it was found"
        return f"{found.status.label}, {found.when.readable}"
    if isinstance(found, Series):
        return f"{wording.in_words(len(found.known_meetings), 'meeting')} seen in a source"
    return f"{found.stance.label}, {found.date.readable}"


def _fields(found: AnyRecord, states: StateRegistry) -> Iterator[tuple[str, Value]]:
    for name in field_names(found):
        if name not in _APART:
            yield wording.field_name(name), fields.value_of(name, getattr(found, name), states)
    if not isinstance(found, Series):
        yield "public from", found.known


def _tables(found: AnyRecord, tracker: Tracker) -> list[Table]:
    """Return the tables of a record's details; only the history may be empty."""
    tables: list[Table] = []
    if isinstance(found, Commitment):
        tables = [_history(found, tracker), _events(found, tracker)]
    elif isinstance(found, Event):
        promises = commitments_of_events(tracker).get(found.id, ())
        keys = "commitment made_by made_on due lever status readings sources id"
        shown = fields.commitments(keys, readings=tracker.readings)
        tables = [
            fields.field_table("Commitments", "commitments", shown, promises),
            fields.field_table("Documents", "documents", _DOCUMENTS, found.documents),
        ]
    elif isinstance(found, Series):
        tables = [_meetings(found)]
    return [table for table in tables if table.rows or table.notes]


def _history(promise: Commitment, tracker: Tracker) -> Table:
    verdicts = contested_verdicts(tracker.readings)
    differing = [id(u) for u, place in places(promise.updates) if (promise.id, *place) in verdicts]

    def objectors(update: StatusUpdate) -> str | None:
        return wording.state_names(update.blocked_by, update.date.last, tracker.states)

    shown = (
        fields.field("date", "date", kind="date"),
        fields.field("status", "status"),
        fields.contested(lambda update: id(update) in differing),
        fields.field("obstacle", "obstacle"),
        fields.field("blocked_by", "States named", objectors),
        fields.field("known", "public from", kind="date"),
        fields.field("summary", "what happened", detail=True),
        fields.SOURCES,
    )
    none = "Not assessed: no source we found says what became of it. That is not failure."
    note = "" if promise.updates else none
    return fields.field_table("History", "history", shown, promise.updates, notes=[note])


def _events(promise: Commitment, tracker: Tracker) -> Table:
    """Return the events that bear on a commitment, past and to come."""
    day = last_day(tracker) or date.max
    events = [event for event in tracker.events if event.id in promise.events]
    groups = (
        fields.Group("past", "Past events", [event for event in events if event.when.last <= day]),
        fields.Group("coming", "Events to come", [event for event in events if event.when.last > day]),
    )
    return fields.field_table("Events", "events", fields.events(tracker.states), groups=groups)


def _meetings(series: Series) -> Table:
    """Return the meetings of a series that a source dates."""
    pages = {source.url: (source,) for source in series.sources}
    shown = (
        fields.field("number", "no.", kind="number"),
        fields.field("date", "date", kind="date"),
        fields.field("sources", "sources", lambda meeting: pages.get(meeting.source_url), "sources"),
        fields.field("event", "event", "event_id"),
    )
    return fields.field_table("Meetings that a source shows", "meetings", shown, series.known_meetings)
