"""What meets in a period, in time order: seen, announced or only expected from a pattern."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from osce_tracker.analysis.meetings import EXPECTED_NOTE, commitments_of_events, meetings
from osce_tracker.formats.report import Column, KeyFigure, Report
from osce_tracker.model.clock import as_zone, moment
from osce_tracker.model.dimensions import Dimension, Section
from osce_tracker.model.events import EventStatus
from osce_tracker.model.occurrences import Evidence
from osce_tracker.model.periods import Period
from osce_tracker.reports.groups import Group, Row, grouped_table
from osce_tracker.reports.wording import (
    dimensions_in_short,
    filter_label,
    in_words,
    listed,
    newest_first,
    place_of,
    sentence,
)
from osce_tracker.tracker.caption import data_title
from osce_tracker.tracker.filters import several

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from osce_tracker.model.commitments import Commitment
    from osce_tracker.model.events import Event, Series
    from osce_tracker.model.occurrences import Occurrence
    from osce_tracker.model.sources import Source
    from osce_tracker.model.states import StateRegistry
    from osce_tracker.tracker.filters import OneOrMore
    from osce_tracker.tracker.tracker import Tracker

_COLUMNS: Final = (
    Column("meeting", "meeting"),
    Column("date", "date", kind="date"),
    Column("time", "time"),
    Column("body", "body"),
    Column("place", "place"),
    Column("dimension", "dimension"),
    Column("status", "status"),
    Column("number", "no.", kind="number", detail=True),
    Column("outcome", "outcome", detail=True),
    Column("commitments", "commitments", detail=True),
    Column("sources", "sources", kind="sources"),
    Column("id", "id", detail=True),
)
_REGULAR: Final = {
    Evidence.SEEN: "Regular meetings that a source shows",
    Evidence.EXPECTED: "Regular meetings expected from a pattern only",
}


def agenda(
    tracker: Tracker,
    period: str | date | Period,
    body: OneOrMore | None = None,
    dimension: OneOrMore | None = None,
    zone: str | None = None,
    *,
    series: bool = False,
) -> Report:
    """Return what meets in a period, in time order.

    Args:
        tracker: the tracker.
        period: such as ``"2025-07"``.
        body: only events of that body, as the data set writes it; several mean any of them.
        dimension: only events that touch it; several mean any of them.
        zone: IANA zone of the reader, in which times and their days are shown; by default that of each
            event.
        series: also show meetings of regular series that are not events of the calendar: those that a
            source shows and, apart from them, those that only the pattern gives.

    Returns:
        A report of the events dated to the day and of those for which only the month, quarter or year is
        known. A note names those dated too vaguely to be sure to lie in the period.

    Raises:
        PeriodError: if the period is invalid.
        UsageError: if ``zone`` is not a time zone; names the nearest.
        WordError: if a body or dimension doesn't exist.

    >>> import osce_tracker as ot
    >>> table = ot.agenda(ot.load(), "2025-07", dimension="human").tables[0]
    >>> [(group.title, group.size) for group in table.groups]
    [('Dated to the day', 9), ('In July 2025, day not known', 1)]
    """
    wanted = Period(period)
    if zone is not None:
        as_zone(zone)
    chosen = tracker.events.where(body=body, dimension=dimension)
    inside = chosen.during(wanted)
    dated = sorted((event for event in inside if event.to_the_day), key=lambda event: time_key(event, zone))
    undated = [event for event in inside if not event.to_the_day]
    expanded = meetings(tracker, wanted, body, dimension) if series else ()
    regular = {word: [m for m in expanded if m.event_id is None and m.evidence is word] for word in Evidence}
    commitments = commitments_of_events(tracker)

    def section(key: str, title: str, events: Sequence[Event]) -> Group:
        rows = [_event(event, tracker.states, zone, commitments.get(event.id, ())) for event in events]
        return Group(key, title, rows, _counts(events))

    groups = [
        section("dated", "Dated to the day", dated),
        section("undated", f"In {wanted.readable}, day not known", undated),
    ]
    for word, found in regular.items():
        groups.append(Group(word.value, _REGULAR[word], [_meeting(m, tracker.states, zone) for m in found]))
    vague = [e.title for e in chosen if not e.to_the_day and wanted.overlaps(e.when) and e not in inside]
    notes = [EXPECTED_NOTE] if series else []
    if vague:
        notes.append(f"Dated too vaguely to be sure to lie in {wanted.readable}: {listed(vague)}.")
    statuses = Counter(event.status for event in inside)
    figures = [(word.value, word.label, statuses[word]) for word in EventStatus if statuses[word]]
    figures += [(word.value, _REGULAR[word].lower(), len(found)) for word, found in regular.items() if series]
    return Report(
        title=f"Agenda, {wanted.readable}",
        headline=headline(statuses, wanted),
        subtitle=_subtitle(tracker, body, dimension, zone),
        figures=tuple(KeyFigure(key=key, label=label, value=count) for key, label, count in figures),
        tables=(grouped_table(title="Meetings", key="meetings", columns=_COLUMNS, groups=groups),),
        notes=tuple(notes),
        edition=tracker.edition,
        known_by=tracker.known_by,
    )


def headline(statuses: Counter[EventStatus], period: Period) -> str:
    """Return the finding of an agenda: how many events there are, by status.

    Args:
        statuses: the number of events with each status.
        period: the period.
    """
    if not statuses:
        return f"No event is on record for {period.readable}."
    parts = [f"{statuses[word]} {word.label}" for word in EventStatus if statuses[word]]
    total = in_words(statuses.total(), "event")
    return sentence(f"{total} on record for {period.readable}: {listed(parts)}")


def time_key(event: Event, zone: str | None = None) -> tuple[date, str, date, str]:
    """Return the key that puts events in time order; on each day, those without a time come first.

    Args:
        event: an event dated to the day.
        zone: IANA zone of the reader; by default that of the event.
    """
    day, clock = _beginning(event, event.when, zone)
    return day, clock or "", event.when.last, event.id


def sources_of(meeting: Occurrence) -> tuple[Source, ...] | None:
    """Return the sources of its series that show a meeting, or ``None`` if it is only expected.

    Args:
        meeting: the meeting.
    """
    shown = (source for source in meeting.series.sources if source.url == meeting.source_url)
    return newest_first(shown) or None


def _subtitle(tracker: Tracker, body: OneOrMore | None, dimension: OneOrMore | None, zone: str | None) -> str:
    parts = (
        data_title(tracker),
        "" if body is None else f"body: {listed(several(body))}",
        filter_label("dimension", Dimension, dimension),
        "" if zone is None else f"times in {zone}",
    )
    return "; ".join(part for part in parts if part)


def _beginning(holder: Event | Series, when: Period, zone: str | None) -> tuple[date, str | None]:
    """Return the day and clock time at which a meeting begins, in its own zone or the reader's."""
    if holder.start_time is None or holder.timezone is None:
        return when.first, None
    begins = moment(when.first, holder.start_time, holder.timezone, zone)
    return begins.date(), begins.strftime("%H:%M")


def _cells(holder: Event | Series, when: Period, states: StateRegistry, zone: str | None) -> Row:
    """Return the cells from meeting to dimension."""
    day, clock = _beginning(holder, when, zone)
    # In the reader's zone a meeting may begin on another day; it lasts the same number of days.
    shift = day - when.first
    city = (zone or holder.timezone or "").rsplit("/", 1)[-1].replace("_", " ")
    return (
        holder.title,
        Period.between(day, when.last + shift) if shift else when,
        None if clock is None else f"{clock} {city}",
        holder.body,
        place_of(holder, when.last, states),
        dimensions_in_short(holder.dimensions),
    )


def _event(event: Event, states: StateRegistry, zone: str | None, commitments: Iterable[Commitment]) -> Row:
    return (
        *_cells(event, event.when, states, zone),
        event.status,
        None,
        event.outcome,
        "; ".join(f"{commitment.title} ({commitment.id})" for commitment in commitments) or None,
        newest_first(event.sources) or None,
        event.id,
    )


def _meeting(meeting: Occurrence, states: StateRegistry, zone: str | None) -> Row:
    return (
        *_cells(meeting.series, meeting.when, states, zone),
        meeting.evidence,
        meeting.number,
        None,
        None,
        sources_of(meeting),
        meeting.series.id,
    )


def _counts(events: Sequence[Event]) -> str:
    """Return how many events there are in each section and of each status."""
    sections, statuses = Counter(e.section for e in events), Counter(e.status for e in events)
    parts = (
        listed(f"{sections[word]} {word.label.lower()}" for word in Section if sections[word]),
        listed(f"{statuses[word]} {word.label}" for word in EventStatus if statuses[word]),
    )
    return f"{'; '.join(parts)}."
