"""Records out of JSON and into JSON (msgspec): the fast way, for data without a fault.

Decoding goes straight into the stored types. Where it meets a fault, ``diagnose`` reads the same
bytes again, slowly, and finds every fault with its place.
"""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast, get_args, get_origin, get_type_hints
from unicodedata import is_normalized

import attrs
import msgspec

from osce_tracker.model.periods import Period
from osce_tracker.model.symbols import DocumentSymbol

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

T = TypeVar("T")

#: The kinds of records of a data set, each a file.
KINDS: Final = ("commitments", "events", "series", "statements")


def record_type(kind: str) -> type[Any]:
    """Return the class of the records of a kind, loading its module when it is first needed.

    Args:
        kind: one of ``KINDS``.

    >>> record_type("series").__name__
    'Series'
    """
    if kind == "commitments":
        from osce_tracker.model.commitments import Commitment

        return Commitment
    if kind == "statements":
        from osce_tracker.model.statements import SupportStatement

        return SupportStatement
    from osce_tracker.model.events import Event, Series

    return Series if kind == "series" else Event


@contextmanager
def paused_collector() -> Generator[None]:
    """Keep the garbage collector from running while many records are made, then restore it.

    Records hold no cycles, so there is nothing to find, and looking costs more than decoding.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _from_json(kind: type[Any], value: object) -> Any:
    """Make the types that msgspec does not know, for its ``dec_hook``."""
    if kind is Period and type(value) is str:
        return Period(value)
    if kind is DocumentSymbol and type(value) is str:
        return DocumentSymbol(value)
    raise ValueError(f"Expected `str`, got `{type(value).__name__}`")


def decode(data: bytes, record: type[T], *, lines: bool = False) -> list[T]:
    """Return the records of a JSON array, trusting that it has no unknown key.

    Args:
        data: the JSON text in UTF-8.
        record: the class of the records.
        lines: whether it is one record a line (JSON Lines) instead of an array.

    Raises:
        msgspec.MsgspecError: at the first fault; for callers inside the package only.
    """
    decoder: Any = msgspec.json.Decoder(record if lines else list[record], dec_hook=_from_json)  # type: ignore[valid-type]  # a class at run time
    with paused_collector():
        return cast("list[T]", decoder.decode_lines(data) if lines else decoder.decode(data))


def decode_checked(data: bytes, record: type[T], *, lines: bool = False) -> list[T] | None:
    """Return the records of a JSON array that somebody else wrote, or ``None`` where it has a fault.

    Args:
        data: the JSON text in UTF-8.
        record: the class of the records.
        lines: whether it is one record a line (JSON Lines) instead of an array.

    Returns:
        The records when every key is known and stands once and every value is of its type; else
        ``None``: ``diagnose`` then tells the faults.
    """
    try:
        found = decode(data, record, lines=lines)
        with paused_collector():
            plain = msgspec.json.Decoder().decode_lines(data) if lines else msgspec.json.decode(data)
            keys = _count_keys(plain, _shape(record))
        # msgspec takes the last of two equal keys: as many in the text as in the objects, and none was lost.
        whole = keys == _keys_in_text(data)
        return found if whole and _is_normal(data, plain) else None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, _UnknownKeyError):
        return None


def _is_normal(data: bytes, plain: object) -> bool:
    """Tell whether all texts are in NFC, those that are written with escapes as well."""
    if b"\\u" in data:
        data = msgspec.json.encode(plain)
    return data.isascii() or is_normalized("NFC", data.decode())


class _UnknownKeyError(Exception):
    """Told by ``_count_keys`` to its only caller."""


#: Of a class: its keys, and the shapes of the keys whose values are objects or lists of them.
_Shape = tuple[frozenset[str], tuple[tuple[str, Any, bool], ...]]


def _shape(record: type[Any]) -> _Shape:
    hints = get_type_hints(record)
    children = [
        (name, _shape(part), get_origin(hint) is tuple)
        for name, hint in hints.items()
        for part in (hint, *get_args(hint))
        if isinstance(part, type) and attrs.has(part)
    ]
    return frozenset(hints), tuple(children)


def _count_keys(objects: list[dict[str, Any]], shape: _Shape) -> int:
    """Return how many keys the objects have with all below them; stop at one that is unknown."""
    known, children = shape
    count = 0
    for value in objects:
        count += len(value)
        if not value.keys() <= known:
            raise _UnknownKeyError
        for name, below, many in children:
            child = value.get(name)
            if child:
                count += _count_keys(child if many else [child], below)
    return count


def _keys_in_text(data: bytes) -> int:
    """Return how many keys a valid JSON text has, or more where it cannot be told quickly.

    A key ends in a quotation mark and a colon. Inside a text a quotation mark is escaped, so the pair
    stands elsewhere only where a text begins with a colon or quotes before one; that counts too
    many, never too few.
    """
    if any(pair in data for pair in (b" :", b"\t:", b"\n:", b"\r:")):
        return len(re.findall(rb'"[ \t\r\n]*:', data))
    return data.count(b'":')


def to_plain(value: object) -> Any:
    """Return a record or value as JSON has it: plain dicts, lists, texts and numbers.

    Args:
        value: a record, or what its fields hold.

    Returns:
        The plain form; keys in the order of the fields, each present.
    """
    if attrs.has(type(value)):
        names = (field.name for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(value))))
        return {name: to_plain(getattr(value, name)) for name in names}
    if isinstance(value, tuple):
        return [to_plain(item) for item in cast("tuple[object, ...]", value)]
    if isinstance(value, Period | DocumentSymbol):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def encode(records: Iterable[object]) -> bytes:
    """Return records as canonical JSON: indent 2, UTF-8, LF, in their order.

    Args:
        records: records of one kind.
    """
    return encode_plain([to_plain(record) for record in records])


def encode_plain(value: object) -> bytes:
    """Return plain data as canonical JSON: indent 2, UTF-8, LF at the end.

    Args:
        value: dicts, lists, texts, numbers.
    """
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
