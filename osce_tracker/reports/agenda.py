"""What meets in a period, in time order: seen and announced, and apart from it what only a pattern gives."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from osce_tracker.analysis.meetings import commitments_of_events, regular_meetings
from osce_tracker.formats.report import Column, Report, Table, Value
from osce_tracker.model.clock import as_zone, moment
from osce_tracker.model.dimensions import Dimension, Section
from osce_tracker.model.events import EventStatus
from osce_tracker.model.occurrences import Evidence
from osce_tracker.model.periods import Period
from osce_tracker.reports.listing import dimensions_in_short, place_of
from osce_tracker.reports.wording import asked_for, data_note, data_title, listed, number
from osce_tracker.tracker.filters import several

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from osce_tracker.model.events import Event, Series
    from osce_tracker.model.occurrences import Occurrence
    from osce_tracker.model.states import StateRegistry
    from osce_tracker.tracker.filters import OneOrMore
    from osce_tracker.tracker.tracker import Tracker

#: What a reader of expected dates has to know.
PATTERN: Final = (
    "Expected dates come from the pattern of a series alone, which gives too many: recesses and feast days "
    "are known in part."
)
_ID: Final = Column("id", "id", detail=True)
_DATE: Final = Column("date", "date")
_TIME: Final = Column("time", "time")
_MEETING: Final = Column("meeting", "meeting")
_BODY: Final = Column("body", "body")
_PLACE: Final = Column("place", "place")
_DIMENSION: Final = Column("dimension", "dimension")
_EVENT: Final = (
    _ID,
    _DATE,
    _TIME,
    _MEETING,
    _BODY,
    _PLACE,
    _DIMENSION,
    Column("status", "status"),
    Column("outcome", "outcome", detail=True),
    Column("commitments", "commitments", detail=True),
)
_SERIES: Final = (
    _ID,
    _DATE,
    _TIME,
    _MEETING,
    _BODY,
    _PLACE,
    _DIMENSION,
    Column("evidence", "evidence"),
    Column("number", "no.", kind="number"),
    Column("source", "source", detail=True),
)


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
        body: only what that body held, as the data set writes it; several mean any of them.
        dimension: only what touches it; several mean any of them.
        zone: IANA zone of the reader, in which times and their days are shown; else that of each event.
        series: whether to show as well the meetings of regular series that are no event of the
            calendar: those that a source shows, and apart from them those that only the pattern gives.

    Returns:
        A report of the events dated to the day, of those of which only the month, quarter or year is
        known, and of regular meetings where they are asked for. What is too vague to lie in the
        period for sure is named below the tables.

    Raises:
        PeriodError: when that is no period.
        RecordError: when ``zone`` is no time zone; names the nearest.
        WordError: for a body or dimension that does not exist.

    >>> import osce_tracker as ot
    >>> report = ot.agenda(ot.load(), "2025-07", dimension="human")
    >>> [(table.title, len(table.rows)) for table in report.tables]
    [('Dated to the day', 9), ('In 2025-07, day not known', 1)]
    """
    wanted = Period(period)
    if zone is not None:
        as_zone(zone)
    chosen = tracker.events.where(body=body, dimension=dimension)
    inside = chosen.during(wanted)
    undated = [event for event in inside if not event.to_the_day]
    tables = [
        _events(
            "Dated to the day", "dated", in_time((e for e in inside if e.to_the_day), zone), tracker, zone
        ),
        _events(f"In {wanted}, day not known", "undated", undated, tracker, zone),
    ]
    notes: list[str] = []
    if series:
        found = regular_meetings(tracker, wanted, body, dimension)
        tables += [_regular(found, evidence, tracker.states, zone) for evidence in Evidence]
        notes.append(PATTERN)
    vague = [e.id for e in chosen if not e.to_the_day and wanted.overlaps(e.when) and e not in inside]
    if vague:
        notes.append(f"Too vague in date to be placed in {wanted}: {listed(vague)}.")
    return Report(
        title=f"Agenda, {wanted}",
        subtitle=_subtitle(tracker, body, dimension, zone),
        tables=tuple(tables),
        notes=(*notes, data_note(tracker)),
    )


def _subtitle(tracker: Tracker, body: OneOrMore | None, dimension: OneOrMore | None, zone: str | None) -> str:
    parts = (
        data_title(tracker),
        "" if body is None else f"body: {listed(several(body))}",
        asked_for("dimension", Dimension, dimension),
        "" if zone is None else f"times in {zone}",
    )
    return "; ".join(part for part in parts if part)


def in_time(events: Iterable[Event], zone: str | None = None) -> list[Event]:
    """Return events in the order of time: on each day what has no time first.

    Args:
        events: events dated to the day.
        zone: IANA zone of the reader; else that of each event.
    """

    def order(event: Event) -> tuple[date, str, date, str]:
        day, clock = _beginning(event, event.when, zone)
        return day, clock or "", event.when.last, event.id

    return sorted(events, key=order)


def _beginning(holder: Event | Series, when: Period, zone: str | None) -> tuple[date, str | None]:
    """Return the day and clock time at which a meeting begins, in its own zone or the reader's."""
    if holder.start_time is None or holder.timezone is None:
        return when.first, None
    begins = moment(when.first, holder.start_time, holder.timezone, zone)
    return begins.date(), begins.strftime("%H:%M")


def _told(holder: Event | Series, when: Period, states: StateRegistry, zone: str | None) -> tuple[Value, ...]:
    """Return what a row says of any meeting: date, time, meeting, body, place, dimension."""
    day, clock = _beginning(holder, when, zone)
    # In the reader's zone a meeting may begin on another day; how many days it lasts stays the same.
    shift = day - when.first
    place = (zone or holder.timezone or "").rsplit("/", 1)[-1].replace("_", " ")
    return (
        Period.between(day, when.last + shift) if shift else when,
        None if clock is None else f"{clock} {place}",
        holder.title,
        holder.body,
        place_of(holder, when.last, states),
        dimensions_in_short(holder.dimensions),
    )


def _events(title: str, key: str, events: Sequence[Event], tracker: Tracker, zone: str | None) -> Table:
    hung = commitments_of_events(tracker)
    rows = tuple(
        (
            event.id,
            *_told(event, event.when, tracker.states, zone),
            event.status,
            event.outcome,
            listed(hung.get(event.id, ())) or None,
        )
        for event in events
    )
    return Table(title=title, key=key, columns=_EVENT, rows=rows, notes=(_counted(events),))


def _counted(events: Sequence[Event]) -> str:
    """Return how many events there are, in each section and of each status."""
    sections, statuses = Counter(e.section for e in events), Counter(e.status for e in events)
    parts = (
        listed(f"{sections[word]} {word.label.lower()}" for word in Section if sections[word]),
        listed(f"{statuses[word]} {word.label}" for word in EventStatus if statuses[word]),
    )
    total = number(len(events), "event")
    return f"{total}: {'; '.join(parts)}." if events else f"{total}."


def _regular(
    found: Iterable[Occurrence], evidence: Evidence, states: StateRegistry, zone: str | None
) -> Table:
    rows = tuple(
        (o.series.id, *_told(o.series, o.when, states, zone), o.evidence, o.number, o.source_url)
        for o in found
        if o.evidence is evidence
    )
    shown = {
        Evidence.SEEN: "Regular meetings that a source shows",
        Evidence.EXPECTED: "Regular meetings that only the pattern gives",
    }
    notes = (f"{number(len(rows), 'meeting')}, {evidence.label}.",)
    return Table(title=shown[evidence], key=evidence.value, columns=_SERIES, rows=rows, notes=notes)
