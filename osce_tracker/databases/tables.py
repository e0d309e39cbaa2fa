"""A data set as normalised tables, with a dictionary of their columns."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import attrs

from osce_tracker.model.chairs import ChairInOffice, Chairmanship
from osce_tracker.model.commitments import StatusUpdate
from osce_tracker.model.corrections import Correction
from osce_tracker.model.events import KnownMeeting, Recess
from osce_tracker.model.people import Person
from osce_tracker.model.readings import Reading
from osce_tracker.model.sources import Source
from osce_tracker.model.states import Group, Membership, State, StateName
from osce_tracker.tracker.kinds import KINDS, REVIEWS
from osce_tracker.tracker.reviews import places
from osce_tracker.tracker.rows import (
    CODES,
    PAGE_COLUMNS,
    TYPES,
    FlatColumn,
    cells_of,
    columns_of,
    inner_rows,
    pages_of,
)
from osce_tracker.tracker.tracker import Tracker

#: The records of a data set by the noun of their kind.
_Records: TypeAlias = list[tuple[str, Iterable[Any]]]
#: Records or their updates, each with the cells that locate it.
_Holders: TypeAlias = Iterable[tuple[tuple[Any, ...], Any]]

_KIND, _ID, _UPDATE, _PLACE = PAGE_COLUMNS
_GROUP = (
    FlatColumn("group_code", "text", "code of the group"),
    _PLACE,
    FlatColumn("group", "text", "name of the group, as statements have it"),
    FlatColumn("speaks_for_members", "boolean", "whether its statements count for its members"),
)
_STATE = FlatColumn("code", "text", "code of the State")
_STATE_NAME = FlatColumn("name", "text", "its latest name in English")
_NAME_OF_STATE = FlatColumn("state_name", "text", "name of state")
_DICTIONARY = (
    FlatColumn("table", "text", "name of the table"),
    FlatColumn("column", "text", "name of the column"),
    FlatColumn("type", "text", f"type of its cells: {', '.join(TYPES)}"),
    FlatColumn("meaning", "text", "what it holds"),
)


def _as_tuple(rows: Iterable[tuple[Any, ...]]) -> tuple[tuple[Any, ...], ...]:
    return tuple(rows)


def _usual_key(table: "FlatTable") -> tuple[str, ...]:
    names = [column.name for column in table.columns]
    return tuple(names[: names.index("place") + 1 if "place" in names else 1])


@attrs.frozen
class FlatTable:
    """One table of a data set.

    Attributes:
        name: its name.
        meaning: what a row stands for.
        columns: its columns.
        rows: its rows, in order, of texts, numbers, dates and tuples of texts.
        foreign: the columns that name a row of another table by its key, and that table.
        key: the columns that identify a row: by default its place and all before it, otherwise the first.
    """

    name: str
    meaning: str
    columns: tuple[FlatColumn, ...]
    rows: tuple[tuple[Any, ...], ...] = attrs.field(converter=_as_tuple, repr=False)
    foreign: Mapping[str, str] = attrs.field(factory=dict[str, str])
    key: tuple[str, ...] = attrs.field(default=attrs.Factory(_usual_key, takes_self=True))

    def values(self, column: str) -> set[Any]:
        """Return the values in a column.

        Args:
            column: its name.
        """
        place = [c.name for c in self.columns].index(column)
        return {row[place] for row in self.rows}


def tables_of(tracker: Tracker) -> dict[str, FlatTable]:
    """Return a data set as normalised tables by name.

    Args:
        tracker: the tracker.

    Returns:
        Commitments, events, series, statements, States with their names, groups with their members, and
        Chairs with their ministers; the updates, participants, recesses and meetings inside records;
        sources; readings and corrections; tables that link records with sources, dimensions, themes,
        events and States; and a dictionary of every column.
    """
    records: _Records = [(kind.noun, getattr(tracker, name)) for name, kind in KINDS.items()]
    pages = [page for noun, own in records for page in pages_of(noun, own)]
    tables = (*_things(tracker, pages), *_links(tracker, records, pages))
    described = {one.name: one.columns for one in tables} | {"data_dictionary": _DICTIONARY}
    meanings = ((name, c.name, c.type, c.meaning) for name, own in described.items() for c in own)
    key = ("table", "column")
    dictionary = FlatTable("data_dictionary", "a column of a table", _DICTIONARY, meanings, key=key)
    return {one.name: one for one in (*tables, dictionary)}


def _things(tracker: Tracker, pages: list[tuple[Any, ...]]) -> Iterator[FlatTable]:
    """Yield the tables of records, States, groups, Chairs and sources, and of the records inside them."""
    states = tracker.states

    def table(name: str, meaning: str, cls: Any, records: Iterable[Any], **foreign: str) -> FlatTable:
        rows = (cells_of(record, states) for record in records)
        return FlatTable(name, meaning, columns_of(cls), rows, foreign)

    def inner(name: str, meaning: str, cls: Any, parent: str, field: str = "") -> FlatTable:
        """Return a table of the records in a field of others, each with its position there."""
        rows = inner_rows(getattr(tracker, parent), field or name, states)
        return FlatTable(name, meaning, (_ID, _PLACE, *columns_of(cls)), rows, {"record": parent})

    meanings = ("a commitment", "a dated event", "a regular meeting", "a statement of a State or group")
    for (name, kind), meaning in zip(KINDS.items(), meanings, strict=True):
        yield table(name, meaning, kind.record, getattr(tracker, name))
    # The name of a State comes after its code.
    code, *others = columns_of(State)
    cells = ((one.name, cells_of(one, states)) for one in states)
    rows = ((own[0], name, *own[1:]) for name, own in cells)
    yield FlatTable("states", "a State", (code, _STATE_NAME, *others), rows)
    columns = (_STATE, _PLACE, *columns_of(StateName))
    rows = ((one.code, n, *cells_of(name, states)) for one in states for n, name in enumerate(one.names))
    yield FlatTable("state_names", "a name that a State has or had", columns, rows, {"code": "states"})
    yield table("groups", "a group of States", Group, states.groups)
    yield table("chairs", "a term in the chair", Chairmanship, tracker.chairs, state="states")
    yield inner("chairs_in_office", "a Chairperson-in-Office", ChairInOffice, "chairs")
    yield inner("updates", "an update of a commitment", StatusUpdate, "commitments")
    yield inner("participants", "a participant of an event", Person, "events")
    yield inner("recesses", "days without meetings of a series", Recess, "series", "exceptions")
    yield inner("meetings", "a meeting with a source", KnownMeeting, "series", "known_meetings")
    # If a page is described twice, the first description counts.
    sources = {source.url: source for *_, source in reversed(pages)}
    yield table("sources", "a page", Source, (source for _, source in sorted(sources.items())))


def _links(tracker: Tracker, records: _Records, pages: list[tuple[Any, ...]]) -> Iterator[FlatTable]:
    """Yield the tables that link records with sources, words, events and States, and States with groups."""
    states = tracker.states
    columns = (*PAGE_COLUMNS, FlatColumn("url", "text", "address of the page"))
    rows = ((*place, source.url) for *place, source in pages)
    meaning = "a source of a record or an update"
    yield FlatTable("record_sources", meaning, columns, rows, {"url": "sources"})
    of_records = [((noun, one.id), one) for noun, own in records for one in own]
    of_updates = [((c.id, n), update) for c in tracker.commitments for n, update in enumerate(c.updates)]

    def items(
        name: str, meaning: str, field: str, holders: _Holders = of_records, **foreign: str
    ) -> FlatTable:
        """Return a table of the words in a field of records; codes of States come with names."""
        columns, is_state = [FlatColumn(field.removesuffix("s"), "text", meaning)], field in CODES
        if is_state:
            columns = [FlatColumn("state", "text", f"code of {meaning}"), _NAME_OF_STATE]
        rows = (
            (*place, n, str(one), *([states.name(one)] if is_state else []))
            for place, holder in holders
            for n, one in enumerate(getattr(holder, field, ()))
        )
        prefix = (_KIND, _ID) if holders is of_records else (_ID, _UPDATE)
        return FlatTable(name, meaning, (*prefix, _PLACE, *columns), rows, foreign)

    yield items("record_dimensions", "a dimension of a record", "dimensions")
    yield items("record_themes", "a theme of a record", "themes")
    meaning = "an event that bears on a commitment"
    yield items("commitment_events", meaning, "events", record="commitments", event="events")
    meaning = "a State that joined a statement"
    yield items("statement_states", meaning, "states", record="statements", state="states")
    meaning = "a State that a source names as an obstacle to a commitment"
    yield items("objections", meaning, "blocked_by", of_updates, record="commitments")
    yield _reviews("readings", "what two readers said of a field", tracker)
    yield _reviews("corrections", "a value that was corrected", tracker)
    rows = (
        (group.code, place, group.name, group.speaks_for_members, *cells_of(member, states))
        for group in states.groups
        for place, member in enumerate(group.members)
    )
    members = (*_GROUP, *columns_of(Membership))
    foreign = {"group_code": "groups", "state": "states"}
    yield FlatTable("memberships", "a State's time in a group", members, rows, foreign)


def _reviews(name: str, meaning: str, tracker: Tracker) -> FlatTable:
    """Return a table of readings or corrections, each with the position of its update."""
    about = "record, field, and what else it takes to name it"
    cls: Any = REVIEWS[name].record
    columns = (FlatColumn("id", "text", about), *columns_of(cls), _UPDATE)
    rows = (
        (one.id, *cells_of(one, tracker.states), _position(tracker, one)) for one in getattr(tracker, name)
    )
    return FlatTable(name, meaning, columns, rows)


def _position(tracker: Tracker, review: Reading | Correction) -> int:
    """Return the position of the update that a reading or correction is about, or -1."""
    commitment = tracker.commitments.get(review.record)
    if commitment is None or review.update is None:
        return -1
    wanted = (review.update, review.number)
    found = (n for n, (_, place) in enumerate(places(commitment.updates)) if place == wanted)
    return next(found, -1)
