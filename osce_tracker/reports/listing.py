"""Records in a table, a line each: what a collection holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from osce_tracker.formats.report import Column, Report, Table, Value
from osce_tracker.model.dimensions import Dimension, Section
from osce_tracker.model.periods import as_day
from osce_tracker.reports.wording import listed, number
from osce_tracker.tracker.commitments import Commitments
from osce_tracker.tracker.events import Events
from osce_tracker.tracker.statements import Statements

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from osce_tracker.model.commitments import Commitment
    from osce_tracker.model.events import Event, Series
    from osce_tracker.model.statements import SupportStatement
    from osce_tracker.model.states import StateRegistry
    from osce_tracker.tracker.events import SeriesCollection

_ID: Final = Column("id", "id")
_DIMENSION: Final = Column("dimension", "dimension")
_SOURCES: Final = Column("sources", "sources", kind="number")
_COMMITMENT: Final = (
    _ID,
    Column("commitment", "commitment"),
    Column("made_by", "made by"),
    Column("made_on", "made on"),
    Column("due", "due"),
    Column("lever", "who delivers"),
    Column("status", "status"),
    _SOURCES,
)
_EVENT: Final = (
    _ID,
    Column("when", "when"),
    Column("event", "event"),
    Column("body", "body"),
    Column("place", "place"),
    Column("status", "status"),
    _SOURCES,
)
_SERIES: Final = (
    _ID,
    Column("series", "series"),
    Column("body", "body"),
    Column("rule", "rule"),
    Column("seen", "meetings seen", kind="number"),
)
_STATEMENT: Final = (
    _ID,
    Column("date", "date"),
    Column("who", "who"),
    Column("forum", "forum"),
    Column("stance", "stance"),
    Column("about", "about"),
    _DIMENSION,
    Column("summary", "summary", detail=True),
    _SOURCES,
)


def listing(
    records: Commitments | Events | SeriesCollection | Statements, on: date | str | None = None
) -> Report:
    """Return the records of a collection in a table, a line each.

    Args:
        records: a collection of a tracker, or what ``where`` chose of it.
        on: the day for which the status of commitments is shown; without it their latest.

    >>> import osce_tracker as ot
    >>> print(ot.listing(ot.load().events.where(body="HCNM")).tables[0].notes[0])
    1 event.
    """
    if isinstance(records, Commitments):
        return _commitments(records, on)
    if isinstance(records, Events):
        return _report("Events", _EVENT, [_event(event, records.states) for event in records])
    if isinstance(records, Statements):
        return _report("Statements", _STATEMENT, [_statement(said, records.states) for said in records])
    return _report("Series", _SERIES, [_series(series) for series in records])


def _report(title: str, columns: tuple[Column, ...], rows: Sequence[tuple[Value, ...]]) -> Report:
    noun = title.lower() if title == "Series" else title.lower().removesuffix("s")
    count = f"{len(rows)} series" if title == "Series" else number(len(rows), noun)
    table = Table(title=title, key=title.lower(), columns=columns, rows=tuple(rows), notes=(f"{count}.",))
    return Report(title=title, tables=(table,))


def _commitments(records: Commitments, on: date | str | None) -> Report:
    """Return commitments in the four sections that every table of theirs has."""
    day = None if on is None else as_day(on)
    tables: list[Table] = []
    for section in Section:
        own = [commitment for commitment in records if commitment.section is section]
        rows = tuple(_commitment(commitment, day) for commitment in own)
        notes = (f"{number(len(own), 'commitment')}.",)
        tables.append(
            Table(title=section.label, key=section.value, columns=_COMMITMENT, rows=rows, notes=notes)
        )
    when = "Status: the latest known." if on is None else f"Status: as of {day}."
    return Report(
        title="Commitments",
        tables=tuple(tables),
        notes=(f"All sections: {number(len(records), 'commitment')}.", when),
    )


def _commitment(commitment: Commitment, day: date | None) -> tuple[Value, ...]:
    return (
        commitment.id,
        commitment.title,
        commitment.made_by.name,
        commitment.made_on,
        commitment.due,
        commitment.lever,
        commitment.latest_status if day is None else commitment.status_on(day),
        len(commitment.sources),
    )


def _event(event: Event, states: StateRegistry) -> tuple[Value, ...]:
    return (
        event.id,
        event.when,
        event.title,
        event.body,
        place_of(event, event.when.last, states),
        event.status,
        len(event.sources),
    )


def _series(series: Series) -> tuple[Value, ...]:
    return series.id, series.title, series.body, series.rrule, len(series.known_meetings)


def _statement(said: SupportStatement, states: StateRegistry) -> tuple[Value, ...]:
    who = said.group if said.state is None else states.name(said.state, said.date.last)
    return (
        said.id,
        said.date,
        who,
        said.forum,
        said.stance,
        said.about,
        dimensions_in_short(said.dimensions),
        said.summary,
        len(said.sources),
    )


def dimensions_in_short(dimensions: Sequence[Dimension]) -> str:
    """Return dimensions as a narrow column shows them: by name, or all three together.

    >>> dimensions_in_short((Dimension.HUMAN,)), dimensions_in_short(tuple(Dimension))
    ('human', 'all three')
    """
    if len(dimensions) == len(Dimension):
        return "all three"
    return listed(dimension.label for dimension in dimensions)


def place_of(holder: Event | Series, on: date, states: StateRegistry) -> str | None:
    """Return city and State of an event or series, the State named as of a day.

    Args:
        holder: the event or series.
        on: the day.
        states: the States that the code is looked up in.
    """
    country = None if holder.country is None else states.name(holder.country, on)
    return listed(part for part in (holder.city, country) if part is not None) or None
