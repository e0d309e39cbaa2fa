"""A data set as normalised tables with a dictionary of every column, for databases and frames."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import attrs

from osce_tracker.model.commitments import Commitment, StatusUpdate
from osce_tracker.model.events import Event, KnownMeeting, Person, Recess, Series
from osce_tracker.model.sources import Source
from osce_tracker.model.statements import SupportStatement
from osce_tracker.model.states import Membership, State
from osce_tracker.tracker.rows import (
    PAGE_COLUMNS,
    TYPES,
    FlatColumn,
    cells_of,
    columns_of,
    inner_rows,
    pages_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from osce_tracker.tracker.tracker import Tracker

_KIND, _ID, _, _PLACE = PAGE_COLUMNS

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
        supply: gives its rows, in order: texts, numbers, days, and lists as tuples of texts. They are made
            one by one, as many as are asked for.
        key: the columns that name a row.
        foreign: which columns name a row of another table, as ``(columns, table, columns)``.
    """

    name: str
    meaning: str
    columns: tuple[FlatColumn, ...]
    supply: Callable[[], Iterable[tuple[Any, ...]]] = attrs.field(repr=False)
    key: tuple[str, ...]
    foreign: tuple[tuple[str, str, str], ...] = ()

    @property
    def rows(self) -> tuple[tuple[Any, ...], ...]:
        """All rows at once."""
        return tuple(self.supply())

    def values(self, column: str) -> set[Any]:
        """Return what stands in a column.

        Args:
            column: its name.
        """
        place = [c.name for c in self.columns].index(column)
        return {row[place] for row in self.supply()}


def tables_of(tracker: Tracker) -> tuple[FlatTable, ...]:
    """Return a data set as normalised tables.

    Args:
        tracker: the tracker.

    Returns:
        Commitments, updates, events, participants, series, recesses, meetings, statements, sources, the
        States and who was in which group, tables that join records with their sources, dimensions,
        States, events and themes, and a dictionary of every column of them.
    """
    found = _tables(tracker)
    return (*found, _dictionary(found))


def sound(table: FlatTable, tables: Mapping[str, FlatTable]) -> FlatTable:
    """Return a table that says to name rows of others only where all of them are there.

    A tracker need not have the States or events that its records name.

    Args:
        table: the table.
        tables: all tables, by name.
    """
    found = tuple(f for f in table.foreign if table.values(f[0]) <= tables[f[1]].values(f[2]))
    return attrs.evolve(table, foreign=found)


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
        _memberships(tracker),
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
        supply=lambda: (
            (table.name, c.name, c.type, c.meaning) for table in (*tables, own) for c in table.columns
        ),
        key=("table", "column"),
    )
    return own


def dictionary() -> str:
    """Return what every column of the tables says, as a page in Markdown."""
    from osce_tracker.tracker.tracker import Tracker

    lines = [
        "# Columns of the tables",
        "",
        "Tables of `osce-tracker export` as SQLite, Parquet and Arrow; `to_rows()` of a collection has the",
        "columns of its table, with lists as one text between semicolons (in polars read them with",
        "`infer_schema_length=None`: a column may begin with many empty cells). `update_rows()` of",
        "commitments has the columns of updates, `source_rows()` of any collection those of record_sources",
        "and of sources side by side. A word is a text out of a closed list, a list is several texts; a",
        "period is its text and its first and last day.",
    ]
    for table in _tables(Tracker()):
        key = ", ".join(f"`{name}`" for name in table.key)
        lines += ["", f"## {table.name}", "", f"A row is {table.meaning}; key: {key}."]
        lines += [f"{mine} names a row of {other}." for mine, other, _ in table.foreign]
        lines += ["", "| column | type | meaning |", "| --- | --- | --- |"]
        lines += [f"| `{c.name}` | {c.type} | {c.meaning} |" for c in table.columns]
    return "\n".join(lines) + "\n"


def _records(name: str, meaning: str, kind: type[Any], records: Iterable[Any], key: str = "id") -> FlatTable:
    def rows() -> Iterator[tuple[Any, ...]]:
        return map(cells_of, records)

    return FlatTable(name=name, meaning=meaning, columns=columns_of(kind), supply=rows, key=(key,))


def _inner(
    name: str, meaning: str, kind: type[Any], *, records: Iterable[Any], field: str, parent: str
) -> FlatTable:
    """Return the records that stand in a field of others, each with its place there."""
    return FlatTable(
        name=name,
        meaning=meaning,
        columns=(_ID, _PLACE, *columns_of(kind)),
        supply=lambda: inner_rows(records, field),
        key=("record", "place"),
        foreign=(("record", parent, "id"),),
    )


def _all_pages(kinds: Mapping[str, Iterable[Any]]) -> Iterator[tuple[str, str, int, int, Source]]:
    return chain.from_iterable(pages_of(kind, records) for kind, records in kinds.items())


def _pages(kinds: Mapping[str, Iterable[Any]]) -> FlatTable:
    """Return the pages, each once: of two descriptions of one page the first stands."""

    def rows() -> Iterator[tuple[Any, ...]]:
        found: dict[str, Source] = {}
        for *_, source in _all_pages(kinds):
            found.setdefault(source.url, source)
        return (cells_of(source) for _, source in sorted(found.items()))

    return FlatTable(name="sources", meaning="a page", columns=columns_of(Source), supply=rows, key=("url",))


def _written(kinds: Mapping[str, Iterable[Any]]) -> FlatTable:
    return FlatTable(
        name="record_sources",
        meaning="where a record or an update is written",
        columns=(*PAGE_COLUMNS, FlatColumn("url", "text", "address of the page")),
        supply=lambda: ((*place, source.url) for *place, source in _all_pages(kinds)),
        key=("kind", "record", "update_place", "place"),
        foreign=(("url", "sources", "url"),),
    )


def _words(name: str, meaning: str, column: str, kinds: Mapping[str, Iterable[Any]], field: str) -> FlatTable:
    columns = (_KIND, _ID, _PLACE, FlatColumn(column, "text", meaning))

    def rows() -> Iterator[tuple[Any, ...]]:
        for kind, records in kinds.items():
            for record in records:
                for place, word in enumerate(getattr(record, field, ())):
                    yield kind, record.id, place, str(word)

    return FlatTable(
        name=name, meaning=meaning, columns=columns, supply=rows, key=("kind", "record", "place")
    )


def _blocked(tracker: Tracker) -> FlatTable:
    def rows() -> Iterator[tuple[Any, ...]]:
        for c in tracker.commitments:
            for place, update in enumerate(c.updates):
                for n, code in enumerate(update.blocked_by):
                    yield c.id, place, n, code

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
        supply=rows,
        key=("record", "update_place", "place"),
        foreign=(("record", "commitments", "id"),),
    )


def _memberships(tracker: Tracker) -> FlatTable:
    def rows() -> Iterator[tuple[Any, ...]]:
        for group in tracker.states.groups:
            for place, member in enumerate(group.members):
                yield group.code, place, group.name, group.speaks_for_members, *cells_of(member)

    columns = (
        FlatColumn("group_code", "text", "code of the group"),
        _PLACE,
        FlatColumn("group", "text", "name of the group, as statements have it"),
        FlatColumn("speaks_for_members", "boolean", "whether its statements count for its members"),
        *columns_of(Membership),
    )
    return FlatTable(
        name="memberships",
        meaning="a State's time in a group",
        columns=columns,
        supply=rows,
        key=("group_code", "place"),
        foreign=(("state", "states", "code"),),
    )
