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
from typing import Any, Final, cast, get_args, get_origin, get_type_hints

import attrs

from osce_tracker.model.periods import Period
from osce_tracker.model.symbols import DocumentSymbol
from osce_tracker.model.words import Vocabulary

#: What a cell may be: a word is a text out of a closed list, a list is several texts.
TYPES: Final = ("text", "word", "integer", "boolean", "date", "list")
#: What is derived from a record, and said beside its fields where the class has it.
_DERIVED: Final = {
    "section": ("word", "the one section of a table in which it stands"),
    "latest_status": ("word", "the status after its latest update"),
    "known": ("date", "since when the public record shows it"),
    "provenance": ("text", "who published it, and whom the publisher cites"),
}
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
    return dict(zip((c.name for c in _columns_of(kind)), _values(record), strict=True))


def _values(record: Any) -> list[Any]:
    kind: Any = record.__class__
    found: list[Any] = []
    for name, hint in get_type_hints(kind).items():
        found += _cells(getattr(record, name), hint)
    for name in _DERIVED:
        if isinstance(getattr(kind, name, None), property):
            found.append(_plain(getattr(record, name)))
    return found


def _cells(value: Any, hint: Any) -> list[Any]:
    if get_origin(hint) is UnionType:
        hint = get_args(hint)[0]
    if get_origin(hint) is tuple:
        several = cast("tuple[Any, ...]", value)
        return [len(several) if attrs.has(get_args(hint)[0]) else tuple(map(str, several))]
    if attrs.has(hint):
        return [None] * len(columns_of(hint)) if value is None else _values(value)
    if hint is Period:
        return [None] * 3 if value is None else [str(value), value.first, value.last]
    return [_plain(value)]


def _plain(value: Any) -> Any:
    """Return a value without a class of ours; days and numbers as they are."""
    if value is None or type(value) in (bool, int) or isinstance(value, date):
        return value
    return str(value)


def joined(row: dict[str, Any]) -> dict[str, Any]:
    """Return a flat row with its lists as one text each, their items between semicolons.

    Args:
        row: a row of ``row_of``.

    >>> joined({"dimensions": ("human",), "themes": ("a", "b"), "n": 1})
    {'dimensions': 'human', 'themes': 'a; b', 'n': 1}
    """
    several = cast("Any", tuple)
    return {key: "; ".join(value) if isinstance(value, several) else value for key, value in row.items()}
