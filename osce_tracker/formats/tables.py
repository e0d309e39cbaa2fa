"""A data set as normalised tables with a dictionary of every column, for databases and frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from osce_tracker.flat import TYPES, FlatColumn, columns_of, row_of
from osce_tracker.model.commitments import Commitment, StatusUpdate
from osce_tracker.model.events import Event, KnownMeeting, Person, Recess, Series
from osce_tracker.model.sources import Source
from osce_tracker.model.statements import SupportStatement
from osce_tracker.model.states import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from osce_tracker.tracker import Tracker

_ID: Final = FlatColumn("record", "text", "id of the record that it belongs to")
_KIND: Final = FlatColumn("kind", "text", "kind of the record: commitment, event, series or statement")
_PLACE: Final = FlatColumn("place", "integer", "its place in the list of the record, from 0")


#: What lists of words name that is a row of another table.
_NAMED: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    "commitment_events": (("record", "commitments", "id"), ("event", "events", "id")),
    "statement_states": (("record", "statements", "id"), ("state", "states", "code")),
}


@attrs.frozen(kw_only=True)
class FlatTable:
    """One table of a data set.

    Attributes:
        name: its name.
        meaning: what a row is.
        columns: its columns.
        rows: its rows, in order: texts, numbers, days, and lists as tuples of texts.
        key: the columns that name a row.
        foreign: which columns name a row of another table, as ``(columns, table, columns)``.
    """

    name: str
    meaning: str
    columns: tuple[FlatColumn, ...]
    rows: tuple[tuple[Any, ...], ...]
    key: tuple[str, ...]
    foreign: tuple[tuple[str, str, str], ...] = ()


def tables_of(tracker: Tracker) -> tuple[FlatTable, ...]:
    """Return a data set as normalised tables.

    Args:
        tracker: the tracker.

    Returns:
        Commitments, updates, events, participants, series, recesses, meetings, statements, sources, the
        States, tables that join records with their sources, dimensions, States, events and themes, and a
        dictionary of every column of them.
    """
    found = _tables(tracker)
    by_name = {table.name: table for table in found}
    sound = [
        attrs.evolve(
            table,
            foreign=tuple(f for f in table.foreign if _values(table, f[0]) <= _values(by_name[f[1]], f[2])),
        )
        for table in found
    ]
    return (*sound, _dictionary(found))


def _values(table: FlatTable, column: str) -> set[Any]:
    """Return what stands in a column: a tracker need not have the States or events that its records name."""
    place = [c.name for c in table.columns].index(column)
    return {row[place] for row in table.rows}


def _tables(tracker: Tracker) -> tuple[FlatTable, ...]:
    all_kinds: Mapping[str, Iterable[Any]] = {
        "commitment": tracker.commitments,
        "event": tracker.events,
        "series": tracker.series,
        "statement": tracker.statements,
    }
    promises, events, series = tracker.commitments, tracker.events, tracker.series
    statements = tracker.statements
    one: dict[str, Any] = {"commitment": promises}
    # What is inside of records: its table, what a row is, its class, the records, the field, their table.
    inner: tuple[tuple[str, str, type[Any], Iterable[Any], str, str], ...] = (
        ("updates", "what became of a promise", StatusUpdate, promises, "updates", "commitments"),
        ("participants", "who took part in an event", Person, events, "participants", "events"),
        ("recesses", "days on which a series does not meet", Recess, series, "exceptions", "series"),
        ("meetings", "a meeting that a source shows", KnownMeeting, series, "known_meetings", "series"),
    )
    # Lists of words: their table, what a row is, the column, the records, the field.
    words: tuple[tuple[str, str, str, Mapping[str, Any], str], ...] = (
        ("record_dimensions", "a dimension of a record", "dimension", all_kinds, "dimensions"),
        ("record_themes", "a theme of a record", "theme", all_kinds, "themes"),
        ("commitment_events", "an event that bears on a promise", "event", one, "events"),
        ("statement_states", "a State that joined", "state", {"statement": statements}, "states"),
    )
    return (
        _records("commitments", "a promise", Commitment, promises),
        _records("events", "a dated event", Event, events),
        _records("series", "a regular meeting", Series, series),
        _records("statements", "what a State or group said", SupportStatement, statements),
        _records("states", "a State", State, tracker.states, key="code"),
        *(
            _inner(name, told, kind, records=of, field=field, parent=parent)
            for name, told, kind, of, field, parent in inner
        ),
        _pages(all_kinds),
        _written(all_kinds),
        *(attrs.evolve(_words(*row), foreign=_NAMED.get(row[0], ())) for row in words),
        _blocked(tracker),
    )


def _dictionary(tables: tuple[FlatTable, ...]) -> FlatTable:
    """Return what each column of each table says."""
    columns = (
        FlatColumn("table", "text", "name of the table"),
        FlatColumn("column", "text", "name of the column"),
        FlatColumn("type", "text", f"what its cells are: {', '.join(TYPES)}"),
        FlatColumn("meaning", "text", "what it says"),
    )
    own = FlatTable(
        name="data_dictionary",
        meaning="what a column of a table says",
        columns=columns,
        rows=(),
        key=("table", "column"),
    )
    rows = tuple((table.name, c.name, c.type, c.meaning) for table in (*tables, own) for c in table.columns)
    return attrs.evolve(own, rows=rows)


def dictionary() -> str:
    """Return what every column of the tables says, as a page in Markdown."""
    from osce_tracker.tracker import Tracker

    lines = [
        "# Columns of the tables",
        "",
        "Tables of `osce-tracker export` as SQLite, Parquet and Arrow; `to_rows()` of a collection has the",
        "columns of its table, with lists as one text between semicolons (in polars read them with",
        "`infer_schema_length=None`: a column may begin with many empty cells). A word is a text out of a",
        "closed list, a list is several texts; a period is its text and its first and last day.",
    ]
    for table in _tables(Tracker()):
        key = ", ".join(f"`{name}`" for name in table.key)
        lines += ["", f"## {table.name}", "", f"A row is {table.meaning}; key: {key}."]
        lines += [f"{mine} names a row of {other}." for mine, other, _ in table.foreign]
        lines += ["", "| column | type | meaning |", "| --- | --- | --- |"]
        lines += [f"| `{c.name}` | {c.type} | {c.meaning} |" for c in table.columns]
    return "\n".join(lines) + "\n"


def _records(name: str, meaning: str, kind: type[Any], records: Iterable[Any], key: str = "id") -> FlatTable:
    rows = tuple(tuple(row_of(record).values()) for record in records)
    return FlatTable(name=name, meaning=meaning, columns=columns_of(kind), rows=rows, key=(key,))


def _inner(
    name: str, meaning: str, kind: type[Any], *, records: Iterable[Any], field: str, parent: str
) -> FlatTable:
    """Return the records that stand in a field of others, each with its place there."""
    rows = tuple(
        (record.id, place, *row_of(inner).values())
        for record in records
        for place, inner in enumerate(getattr(record, field))
    )
    return FlatTable(
        name=name,
        meaning=meaning,
        columns=(_ID, _PLACE, *columns_of(kind)),
        rows=rows,
        key=("record", "place"),
        foreign=(("record", parent, "id"),),
    )


def _all_sources(kinds: Mapping[str, Iterable[Any]]) -> Iterator[tuple[str, str, int | None, int, Source]]:
    for kind, records in kinds.items():
        for record in records:
            own: tuple[Source, ...] = record.sources
            for n, source in enumerate(own):
                yield kind, record.id, None, n, source
            updates: tuple[StatusUpdate, ...] = getattr(record, "updates", ())
            for place, update in enumerate(updates):
                for n, source in enumerate(update.sources):
                    yield kind, record.id, place, n, source


def _pages(kinds: Mapping[str, Iterable[Any]]) -> FlatTable:
    """Return the pages, each once: of two descriptions of one page the first stands."""
    found: dict[str, Source] = {}
    for _, _, _, _, source in _all_sources(kinds):
        found.setdefault(source.url, source)
    rows = tuple(tuple(row_of(source).values()) for _, source in sorted(found.items()))
    return FlatTable(name="sources", meaning="a page", columns=columns_of(Source), rows=rows, key=("url",))


def _written(kinds: Mapping[str, Iterable[Any]]) -> FlatTable:
    rows = tuple(
        (kind, record, -1 if update is None else update, n, source.url)
        for kind, record, update, n, source in _all_sources(kinds)
    )
    columns = (
        _KIND,
        _ID,
        FlatColumn("update_place", "integer", "place of the update of a promise that it belongs to, or -1"),
        _PLACE,
        FlatColumn("url", "text", "address of the page"),
    )
    return FlatTable(
        name="record_sources",
        meaning="where a record or an update is written",
        columns=columns,
        rows=rows,
        key=("kind", "record", "update_place", "place"),
        foreign=(("url", "sources", "url"),),
    )


def _words(name: str, meaning: str, column: str, kinds: Mapping[str, Iterable[Any]], field: str) -> FlatTable:
    rows = tuple(
        (kind, record.id, place, str(word))
        for kind, records in kinds.items()
        for record in records
        for place, word in enumerate(getattr(record, field, ()))
    )
    columns = (_KIND, _ID, _PLACE, FlatColumn(column, "text", meaning))
    return FlatTable(name=name, meaning=meaning, columns=columns, rows=rows, key=("kind", "record", "place"))


def _blocked(tracker: Tracker) -> FlatTable:
    rows = tuple(
        (c.id, place, n, code)
        for c in tracker.commitments
        for place, update in enumerate(c.updates)
        for n, code in enumerate(update.blocked_by)
    )
    columns = (
        _ID,
        FlatColumn("update_place", "integer", "place of the update"),
        _PLACE,
        FlatColumn("state", "text", "code of a State that a source names as objecting"),
    )
    return FlatTable(
        name="objections",
        meaning="a State that objected to a promise",
        columns=columns,
        rows=rows,
        key=("record", "update_place", "place"),
        foreign=(("record", "commitments", "id"),),
    )
