"""Records as flat rows, for frames, databases and spreadsheets.

A period has three columns: its text, its first and its last day. The code of a State comes with its name,
and a word with its label if that differs. A record inside another has its own columns, prefixed
with the name of its field. A list of records is counted here, and has its own table in a database.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any, Final

import attrs

from osce_tracker.model.periods import Period
from osce_tracker.model.plain import JsonField, fields_of
from osce_tracker.model.states import StateRegistry
from osce_tracker.model.symbols import DocumentSymbol
from osce_tracker.model.vocabulary import Vocabulary

#: The types of cells: a word is a text from a closed list, a list is several texts.
TYPES: Final = ("text", "word", "integer", "boolean", "date", "list")
#: The columns derived from a record, if its class has such a property: its name, type and meaning.
_DERIVED: Final = {
    "dimension": ("section", "word", "the dimension under which tables list it, or cross-dimensional"),
    "status": ("latest_status", "word", "status after its latest update"),
    # Right after it, so that nobody takes another day for it.
    "status_date": ("latest_status", "period", "date of the latest update, which gave the status"),
    "to_the_day": ("to_the_day", "boolean", "whether its days are known: if not, first and last are limits"),
    "known": ("known", "date", "day on which the public record first showed it; no date of a status"),
    "provenance": ("provenance", "text", "who published it, and whom the publisher cites"),
}
#: The fields that hold codes of States.
CODES: Final = frozenset({"state", "states", "country", "blocked_by"})
#: The types of cells that hold a value of a simple type.
_SIMPLE: Final[dict[Any, str]] = {
    bool: "boolean",
    int: "integer",
    date: "date",
    str: "text",
    DocumentSymbol: "text",
}


@attrs.frozen
class FlatColumn:
    """A column of a flat table.

    Attributes:
        name: its name.
        type: one of ``TYPES``.
        meaning: what it holds.
    """

    name: str
    type: str
    meaning: str


#: The columns that say which record something belongs to, and its position there.
RECORD: Final = FlatColumn("record", "text", "id of the record")
PLACE: Final = FlatColumn("place", "integer", "position in the list of the record, from 0")
#: The columns that say where a source belongs.
PAGE_COLUMNS: Final = (
    FlatColumn("kind", "text", "kind of the record: commitment, event, series or statement"),
    RECORD,
    FlatColumn(
        "update_place", "integer", "position of the update of a commitment, from 0; -1 for the record"
    ),
    PLACE,
)


@attrs.frozen
class _Field:
    """A field of a record: its columns, and the function that turns its value into their cells.

    The function also takes the States, to look up names.
    """

    name: str
    columns: Sequence[FlatColumn]
    cells: Callable[[Any, StateRegistry], Iterable[Any]]


@cache
def columns_of(cls: Any) -> tuple[FlatColumn, ...]:
    """Return the columns of a class of records.

    Args:
        cls: the class, such as ``Commitment``.

    >>> from osce_tracker.model.sources import Source
    >>> [column.name for column in columns_of(Source)][-5:]
    ['published', 'published_first', 'published_last', 'language', 'primary']
    """
    return tuple(column for field in _fields(cls) for column in field.columns)


def cells_of(record: Any, states: StateRegistry) -> tuple[Any, ...]:
    """Return the cells of a record, in the order of its columns.

    Args:
        record: a record of any kind.
        states: the registry for names.
    """
    cells: list[Any] = []
    for field in _fields(record.__class__):
        cells += field.cells(getattr(record, field.name), states)
    return tuple(cells)


def joined(row: dict[str, Any]) -> dict[str, Any]:
    """Return a flat row with each list as one text, its items separated by semicolons.

    Args:
        row: a row.

    >>> joined({"dimensions": ("human",), "themes": ("a", "b"), "n": 1})
    {'dimensions': 'human', 'themes': 'a; b', 'n': 1}
    """
    lists: Any = tuple
    return {name: "; ".join(cell) if isinstance(cell, lists) else cell for name, cell in row.items()}


def inner_rows(records: Iterable[Any], field: str, states: StateRegistry) -> Iterator[tuple[Any, ...]]:
    """Yield the records inside a field of others: id of the outer record, position, cells.

    Args:
        records: the outer records.
        field: name of the field.
        states: the registry for names.
    """
    for record in records:
        for place, inner in enumerate(getattr(record, field)):
            yield record.id, place, *cells_of(inner, states)


def pages_of(kind: str, records: Iterable[Any]) -> Iterator[tuple[str, str, int, int, Any]]:
    """Yield each source with its place: kind and id of the record, position of the update or -1, position.

    Args:
        kind: the kind of the records, such as ``"commitment"``.
        records: the records.
    """
    for record in records:
        for update, holder in enumerate((record, *getattr(record, "updates", ())), -1):
            for place, source in enumerate(getattr(holder, "sources", ())):
                yield kind, record.id, update, place, source


@cache
def _fields(cls: Any) -> tuple[_Field, ...]:
    derived = [
        _Field("updates", _period_columns(column, meaning), _latest_date)
        if kind == "period"
        else attrs.evolve(_single(column, kind, meaning), name=name)
        for column, (name, kind, meaning) in _DERIVED.items()
        if isinstance(getattr(cls, name, None), property)
    ]
    own = {**fields_of(cls)}
    if "stance" in own:
        # A stance follows its subject, since many are not on the Chair.
        names = [name for name in own if name != "about"]
        names.insert(names.index("stance"), "about")
        own = {name: own[name] for name in names}
    return (*map(_field, own.values()), *derived)


def _field(field: JsonField) -> _Field:
    name, meaning, item = field.attribute.name, field.attribute.metadata["meaning"], field.item
    if field.json is list and field.nested:
        return _Field(name, (FlatColumn(name, "integer", f"number of {name.replace('_', ' ')}"),), _count)
    if field.json is list:
        column = FlatColumn(name, "list", meaning)
        if name not in CODES:
            return _Field(name, (column,), _texts)
        return _Field(name, (column, FlatColumn(f"{name}_names", "list", f"names of {name}")), _names)
    if item is Period:
        return _Field(name, _period_columns(name, meaning), _period)
    if not field.nested:
        return _single(name, _SIMPLE.get(item, "word"), meaning)
    inner = [FlatColumn(f"{name}_{c.name}", c.type, f"{meaning}: {c.meaning}") for c in columns_of(item)]
    none = (None,) * len(inner)
    return _Field(name, inner, lambda value, states: none if value is None else cells_of(value, states))


def _period_columns(name: str, meaning: str) -> tuple[FlatColumn, ...]:
    days = (FlatColumn(f"{name}_{edge}", "date", f"{edge} day of {name}") for edge in ("first", "last"))
    return (FlatColumn(name, "text", meaning), *days)


def _single(name: str, kind: str, meaning: str) -> _Field:
    """Return a field of one text, number, day or word."""
    column = FlatColumn(name, kind, meaning)
    if name in CODES:
        return _Field(name, (column, FlatColumn(f"{name}_name", "text", f"name of {name}")), _name)
    if kind == "word":
        return _Field(name, (column, FlatColumn(f"{name}_label", "text", f"label of {name}")), _label)
    return _Field(name, (column,), _one)


def _one(value: Any, _: StateRegistry) -> tuple[Any]:
    # Words and document symbols become plain texts.
    return (value if value is None or type(value) in (str, int, bool, date) else str(value),)


def _label(value: Vocabulary | None, _: StateRegistry) -> tuple[str | None, str | None]:
    return (None, None) if value is None else (str(value), value.label)


def _name(value: str | None, states: StateRegistry) -> tuple[str | None, str | None]:
    return (None, None) if value is None else (value, states.name(value))


def _names(values: tuple[str, ...], states: StateRegistry) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return values, tuple(map(states.name, values))


def _count(values: tuple[Any, ...], _: StateRegistry) -> tuple[int]:
    return (len(values),)


def _texts(values: tuple[Any, ...], _: StateRegistry) -> tuple[tuple[str, ...]]:
    return (tuple(map(str, values)),)


def _period(value: Period | None, _: StateRegistry) -> tuple[Any, ...]:
    return (None, None, None) if value is None else (str(value), value.first, value.last)


def _latest_date(updates: tuple[Any, ...], states: StateRegistry) -> tuple[Any, ...]:
    return _period(updates[-1].date if updates else None, states)
