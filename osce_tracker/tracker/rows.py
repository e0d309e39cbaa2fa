"""Records as flat rows, for frames, databases and spreadsheets: one description of every column.

Periods become three columns: the text as it was dated, and its first and last day. Records inside others
become columns of their own with the name of the field before theirs. Lists of records are tables of their
own, and here a count.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from inspect import cleandoc
from types import UnionType
from typing import TYPE_CHECKING, Any, Final, cast, get_args, get_origin, get_type_hints

import attrs

from osce_tracker.model.periods import Period
from osce_tracker.model.symbols import DocumentSymbol
from osce_tracker.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

#: What a cell may be: a word is a text out of a closed list, a list is several texts.
TYPES: Final = ("text", "word", "integer", "boolean", "date", "list")
#: What is derived from a record, and said beside its fields where the class has it.
_DERIVED: Final = {
    "section": ("word", "the one section of a table in which it stands"),
    "latest_status": ("word", "the status after its latest update"),
    "known": ("date", "since when the public record shows it"),
    "provenance": ("text", "who published it, and whom the publisher cites"),
}
#: Types of which a cell holds the values as they are.
_PLAIN: Final = frozenset({bool, int, str})
_ATTRIBUTE: Final = re.compile(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", re.MULTILINE)


@attrs.frozen
class FlatColumn:
    """One column of a flat table.

    Attributes:
        name: its name.
        type: one of ``TYPES``.
        meaning: what it says.
    """

    name: str
    type: str
    meaning: str


#: What says where a page of a record stands.
PAGE_COLUMNS: Final = (
    FlatColumn("kind", "text", "kind of the record: commitment, event, series or statement"),
    FlatColumn("record", "text", "id of the record that it belongs to"),
    FlatColumn("update_place", "integer", "place of the update of a promise that it belongs to, or -1"),
    FlatColumn("place", "integer", "its place in the list of the record, from 0"),
)


def columns_of(kind: type[Any]) -> tuple[FlatColumn, ...]:
    """Return the columns that records of a class have as rows.

    Args:
        kind: the class, such as ``Commitment``.

    >>> from osce_tracker.model.sources import Source
    >>> [column.name for column in columns_of(Source)][-5:]
    ['published', 'published_first', 'published_last', 'language', 'primary']
    """
    of: Any = kind
    return _columns_of(of)


@cache
def _columns_of(kind: Any) -> tuple[FlatColumn, ...]:
    found: list[FlatColumn] = []
    meanings = _meanings(kind)
    for name, hint in get_type_hints(kind).items():
        found += _columns(name, hint, meanings.get(name, ""))
    found += [
        FlatColumn(n, t, m) for n, (t, m) in _DERIVED.items() if isinstance(getattr(kind, n, None), property)
    ]
    return tuple(found)


def _meanings(kind: type[Any]) -> dict[str, str]:
    """Return what the docstring of a class says of each attribute."""
    # Python 3.13 keeps docstrings without their indent, as cleandoc gives them everywhere.
    text = cleandoc(kind.__doc__ or "").partition("Attributes:")[2]
    plain = text.replace("``", "")
    return {name: " ".join(told.split()).rstrip(".") for name, told in _ATTRIBUTE.findall(plain)}


def _columns(name: str, hint: Any, meaning: str) -> list[FlatColumn]:
    if get_origin(hint) is UnionType:
        hint = get_args(hint)[0]
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        type_ = "integer" if attrs.has(inner) else "list"
        return [FlatColumn(name, type_, f"how many: {meaning}" if type_ == "integer" else meaning)]
    if attrs.has(hint):
        inside = columns_of(hint)
        return [FlatColumn(f"{name}_{c.name}", c.type, f"{meaning}: {c.meaning}") for c in inside]
    if hint is Period:
        edges = ("first", "last")
        days = [FlatColumn(f"{name}_{edge}", "date", f"{edge} day of {name}") for edge in edges]
        return [FlatColumn(name, "text", meaning), *days]
    types = {bool: "boolean", int: "integer", date: "date", DocumentSymbol: "text", str: "text"}
    return [FlatColumn(name, "word" if issubclass(hint, Vocabulary) else types[hint], meaning)]


def row_of(record: Any) -> dict[str, Any]:
    """Return a record as a flat row: texts, numbers, days, and lists as tuples of texts.

    Args:
        record: a record of any kind.
    """
    kind: Any = record.__class__
    return dict(zip((c.name for c in _columns_of(kind)), cells_of(record), strict=True))


def cells_of(record: Any) -> tuple[Any, ...]:
    """Return the cells of a record as a flat row, in the order of its columns.

    Args:
        record: a record of any kind.
    """
    found: list[Any] = []
    for name, cells in _plan(record.__class__):
        found += cells(getattr(record, name))
    return tuple(found)


def inner_rows(records: Iterable[Any], field: str) -> Iterator[tuple[Any, ...]]:
    """Yield the records in a field of others as flat rows: id of the outer one, place in its list, cells.

    Args:
        records: the outer records.
        field: name of the field.
    """
    for record in records:
        for place, inner in enumerate(getattr(record, field)):
            yield record.id, place, *cells_of(inner)


def pages_of(kind: str, records: Iterable[Any]) -> Iterator[tuple[str, str, int, int, Any]]:
    """Yield where each page of records stands: kind, id, place of the update or -1, place, and the source.

    Args:
        kind: the kind of the records, such as ``"commitment"``.
        records: the records.
    """
    for record in records:
        for update, holder in enumerate((record, *getattr(record, "updates", ())), -1):
            for place, source in enumerate(holder.sources):
                yield kind, record.id, update, place, source


@cache
def _plan(kind: Any) -> tuple[tuple[str, Callable[[Any], Iterable[Any]]], ...]:
    """Return how each field of a class becomes cells; hints are looked up once, not a record."""
    found = [(name, _cells(hint)) for name, hint in get_type_hints(kind).items()]
    derived = [name for name in _DERIVED if isinstance(getattr(kind, name, None), property)]
    return (*found, *((name, _one) for name in derived))


def _cells(hint: Any) -> Callable[[Any], Iterable[Any]]:
    """Return a function that gives the cells of a value of a field."""
    if get_origin(hint) is UnionType:
        hint = get_args(hint)[0]
    if get_origin(hint) is tuple:
        return _counted if attrs.has(get_args(hint)[0]) else _texts
    if attrs.has(hint):
        nothing = (None,) * len(columns_of(hint))
        return lambda value: nothing if value is None else cells_of(value)
    return _days if hint is Period else _one


def _counted(values: tuple[Any, ...]) -> tuple[int]:
    return (len(values),)


def _texts(values: tuple[Any, ...]) -> tuple[tuple[str, ...]]:
    return (tuple(map(str, values)),)


def _days(value: Period | None) -> tuple[Any, ...]:
    return (None, None, None) if value is None else (str(value), value.first, value.last)


def _one(value: Any) -> tuple[Any]:
    """Return a value without a class of ours; days and numbers as they are."""
    if value is None or type(value) in _PLAIN or isinstance(value, date):
        return (value,)
    return (str(value),)


def joined(row: dict[str, Any]) -> dict[str, Any]:
    """Return a flat row with its lists as one text each, their items between semicolons.

    Args:
        row: a row of ``row_of``.

    >>> joined({"dimensions": ("human",), "themes": ("a", "b"), "n": 1})
    {'dimensions': 'human', 'themes': 'a; b', 'n': 1}
    """
    several = cast("Any", tuple)
    return {key: "; ".join(value) if isinstance(value, several) else value for key, value in row.items()}
