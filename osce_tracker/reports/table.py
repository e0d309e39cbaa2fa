"""The records of a collection, one row each, and the themes in use."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Final

from osce_tracker.formats.report import Column, Report, Table
from osce_tracker.model.clock import readable_day
from osce_tracker.model.periods import as_day
from osce_tracker.reports.groups import Group, Row, grouped_table, sections
from osce_tracker.reports.wording import (
    commitment_sources,
    dimensions_in_short,
    in_words,
    listed,
    newest_first,
    place_of,
    sentence,
)
from osce_tracker.tracker.caption import data_title
from osce_tracker.tracker.commitments import Commitments
from osce_tracker.tracker.events import Events
from osce_tracker.tracker.statements import Statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from osce_tracker.model.commitments import Commitment
    from osce_tracker.model.events import Event, Series
    from osce_tracker.model.statements import SupportStatement
    from osce_tracker.model.states import StateRegistry
    from osce_tracker.model.vocabulary import Vocabulary
    from osce_tracker.tracker.events import SeriesCollection
    from osce_tracker.tracker.tracker import Tracker

_SOURCES: Final = Column("sources", "sources", kind="sources")
_ID: Final = Column("id", "id")
COMMITMENT_COLUMNS: Final = (
    Column("commitment", "commitment"),
    Column("made_by", "made by"),
    Column("made_on", "made on", kind="date"),
    Column("due", "deadline", kind="date"),
    Column("lever", "who delivers"),
    Column("status", "status"),
    _SOURCES,
    _ID,
)
EVENT_COLUMNS: Final = (
    Column("event", "event"),
    Column("when", "when", kind="date"),
    Column("body", "body"),
    Column("place", "place"),
    Column("status", "status"),
    _SOURCES,
    _ID,
)
_SERIES: Final = (
    Column("series", "series"),
    Column("body", "body"),
    Column("rule", "rule"),
    Column("seen", "meetings seen", kind="number"),
    _SOURCES,
    _ID,
)
_STATEMENT: Final = (
    Column("who", "who"),
    Column("date", "date", kind="date"),
    Column("forum", "forum"),
    Column("stance", "stance"),
    Column("about", "about"),
    Column("dimension", "dimension"),
    Column("summary", "summary", detail=True),
    _SOURCES,
    _ID,
)
_THEME: Final = (
    Column("theme", "theme"),
    Column("commitments", "commitments", kind="number"),
    Column("statements", "statements", kind="number"),
)


def table(
    collection: Commitments | Events | SeriesCollection | Statements, on: date | str | None = None
) -> Report:
    """Return the records of a collection as a table, one row each.

    Args:
        collection: a collection of a tracker, or the part of it that ``where`` returned.
        on: the day for which the status of commitments is shown; by default their latest.

    Raises:
        PeriodError: if ``on`` is not a day.

    >>> import osce_tracker as ot
    >>> print(ot.table(ot.load().events.where(body="HCNM")).headline)
    One event: 1 held.
    """
    if isinstance(collection, Commitments):
        return _commitments(collection, on)
    if isinstance(collection, Events):
        return _report(
            "Events",
            EVENT_COLUMNS,
            [event_row(event, collection.states) for event in collection],
            _finding("event", (event.status for event in collection)),
        )
    if isinstance(collection, Statements):
        return _report(
            "Statements",
            _STATEMENT,
            [_statement(said, collection.states) for said in collection],
            _finding("statement", (said.stance for said in collection)),
        )
    rows = [_series(series) for series in collection]
    return _report("Series", _SERIES, rows, sentence(in_words(len(rows), "series", "series")))


def themes(tracker: Tracker) -> Report:
    """Return the themes in use, each with how many commitments and statements carry it.

    Args:
        tracker: the tracker.

    >>> import osce_tracker as ot
    >>> from osce_tracker.reports.table import themes
    >>> next(themes(ot.load()).tables[0].records())
    {'theme': 'accountability', 'commitments': 5, 'statements': 26}
    """
    promises = Counter(theme for promise in tracker.commitments for theme in promise.themes)
    statements = Counter(theme for said in tracker.statements for theme in said.themes)
    rows = tuple((theme, promises[theme], statements[theme]) for theme in tracker.themes)
    return Report(
        title="Themes",
        headline=sentence(f"{in_words(len(rows), 'theme')} in use"),
        subtitle=data_title(tracker),
        tables=(Table(title="Themes", key="themes", columns=_THEME, rows=rows),),
        edition=tracker.edition,
        known_by=tracker.known_by,
    )


def _finding(noun: str, words: Iterable[Vocabulary]) -> str:
    """Return how many records there are, and how many with each word, the commonest first."""
    counts = Counter(words)
    parts = listed(f"{count} {word.label}" for word, count in counts.most_common())
    total = in_words(counts.total(), noun)
    return sentence(f"{total}: {parts}" if parts else total)


def _report(title: str, columns: tuple[Column, ...], rows: Sequence[Row], headline: str) -> Report:
    whole = Table(title=title, key=title.lower(), columns=columns, rows=tuple(rows))
    return Report(title=title, headline=headline, tables=(whole,))


def _commitments(collection: Commitments, on: date | str | None) -> Report:
    """Return commitments in the four groups that every table of theirs has."""
    day = None if on is None else as_day(on)
    statuses = (p.latest_status if day is None else p.status_on(day) for p in collection)
    whole = grouped_table(
        title="Commitments",
        key="commitments",
        columns=COMMITMENT_COLUMNS,
        groups=[
            Group(
                key, title, [commitment_row(p, day) for p in own], sentence(in_words(len(own), "commitment"))
            )
            for key, title, own in sections(collection)
        ],
    )
    return Report(
        title="Commitments",
        headline=_finding("commitment", statuses),
        subtitle="Latest known status" if day is None else f"Status on {readable_day(day)}",
        tables=(whole,),
    )


def commitment_row(promise: Commitment, day: date | None = None) -> Row:
    """Return the cells of a commitment under ``COMMITMENT_COLUMNS``.

    Args:
        promise: the commitment.
        day: the day for its status; by default the latest.
    """
    return (
        promise.title,
        promise.made_by.name,
        promise.made_on,
        promise.due,
        promise.lever,
        promise.latest_status if day is None else promise.status_on(day),
        commitment_sources(promise, day or date.max) or None,
        promise.id,
    )


def event_row(event: Event, states: StateRegistry) -> Row:
    """Return the cells of an event under ``EVENT_COLUMNS``.

    Args:
        event: the event.
        states: where the name of its State is looked up.
    """
    return (
        event.title,
        event.when,
        event.body,
        place_of(event, event.when.last, states),
        event.status,
        newest_first(event.sources) or None,
        event.id,
    )


def _series(series: Series) -> Row:
    return (
        series.title,
        series.body,
        series.rrule,
        len(series.known_meetings),
        newest_first(series.sources) or None,
        series.id,
    )


def _statement(said: SupportStatement, states: StateRegistry) -> Row:
    return (
        said.group if said.state is None else states.name(said.state, said.date.last),
        said.date,
        said.forum,
        said.stance,
        said.about,
        dimensions_in_short(said.dimensions),
        said.summary,
        newest_first(said.sources) or None,
        said.id,
    )
