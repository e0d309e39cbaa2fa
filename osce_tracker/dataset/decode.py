"""Records out of JSON and into JSON (msgspec): the fast way, for data without a fault.

Decoding goes straight into the stored types. Where it meets a fault, ``diagnose`` reads the same
bytes again, slowly, and finds every fault with its place.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from itertools import chain
from threading import Lock
from types import UnionType
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast, get_args, get_origin, get_type_hints
from unicodedata import is_normalized

import attrs
import msgspec

from osce_tracker.errors import RecordError
from osce_tracker.model.periods import Period
from osce_tracker.model.symbols import DocumentSymbol
from osce_tracker.tracker.collection import paused_collector

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")
#: One thread at a time makes a decoder: msgspec keeps with each class what it learns of it meanwhile, and two
#: threads that make it learn the same class at once crash the process (seen with 0.22).
_LEARNING: Final = Lock()

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


def _from_json(kind: type[Any], value: object) -> Any:
    """Make the types that msgspec does not know, for its ``dec_hook``."""
    if kind is Period and type(value) is str:
        return Period(value)
    if kind is DocumentSymbol and type(value) is str:
        return DocumentSymbol(value)
    raise ValueError(f"Expected `str`, got `{type(value).__name__}`")


@cache
def _decoder(kind: Any, hook: Callable[[type[Any], object], Any] | None = None) -> Any:
    with _LEARNING:
        return msgspec.json.Decoder(kind, dec_hook=hook)


def decode(data: bytes, record: type[T], *, lines: bool = False) -> list[T]:
    """Return the records of a JSON array, trusting that it has no unknown key.

    Args:
        data: the JSON text in UTF-8.
        record: the class of the records.
        lines: whether it is one record a line (JSON Lines) instead of an array.

    Raises:
        msgspec.MsgspecError: at the first fault; for callers inside the package only.
    """
    kind: Any = record if lines else list[record]  # type: ignore[valid-type]  # a class at run time
    decoder = _decoder(kind, _from_json)
    with paused_collector():
        return cast("list[T]", decoder.decode_lines(data) if lines else decoder.decode(data))


def decode_checked(data: bytes, record: type[T], *, lines: bool = False) -> list[T] | None:
    """Return the records of a JSON array that somebody else wrote, or ``None`` where it has a fault.

    Args:
        data: the JSON text in UTF-8.
        record: the class of the records.
        lines: whether it is one record a line (JSON Lines) instead of an array.

    Returns:
        The records when every key is known and stands once, every value is of its type and passes the
        checks of its record, and every text is in NFC; else ``None``: ``diagnose`` then tells the
        faults, or reads the same records in its slower way.
    """
    try:
        with paused_collector():
            if not _has_its_keys(data, record, lines=lines):
                return None
            found = decode(data, record, lines=lines)
            _check(found, record)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, RecordError):
        return None
    return found


def _has_its_keys(data: bytes, record: type[Any], *, lines: bool) -> bool:
    """Tell whether a text has every key once and no other, and all its texts are in NFC.

    msgspec ignores unknown keys for classes of attrs, and of two equal keys it takes the last. So the
    text is read into forms first, which refuse unknown keys and want each key of the record; when it
    has as many keys as the forms have, none stands twice.
    """
    form = _form(cast("Any", record))
    kind: Any = form if lines else list[form]  # type: ignore[valid-type]  # a class at run time
    decoder = _decoder(kind)
    forms: list[Any] = decoder.decode_lines(data) if lines else decoder.decode(data)
    if _keys_in_text(data) != _count_keys(forms, record):
        return False
    # Escapes are written out, since they may hide what is not in NFC.
    escaped = b"\\" in data and b"\\u" in data
    text = msgspec.json.encode(forms) if escaped else data
    return text.isascii() or is_normalized("NFC", text.decode())


def _keys_in_text(data: bytes) -> int:
    """Return how many keys a valid JSON text has, or more where that cannot be told quickly.

    A key ends in a quotation mark and a colon. Inside a text a quotation mark is escaped, so the pair
    stands elsewhere only where a text begins with a colon or quotes before one; that counts too
    many, never too few.
    """
    # A single byte is found ten times as fast as a pair, and few texts have these two at all.
    rare = [b for b in (b"\t", b"\r") if b in data]
    if any(blank + b":" in data for blank in (b" ", b"\n", *rare)):
        return len(re.findall(rb'"[ \t\r\n]*:', data))
    return data.count(b'":')


def _count_keys(forms: list[Any], record: type[Any]) -> int:
    """Return how many keys forms have, with those of the forms inside them."""
    count = len(forms) * len(attrs.fields(record))
    return count + sum(_count_keys(below, kind) for below, kind in _inside(forms, record))


def _check(records: list[Any], kind: type[Any]) -> None:
    """Raise ``RecordError`` when one of the records, or of those inside them, fails its checks."""
    check = getattr(kind, "check", None)
    if check is not None:
        for record in records:
            check(record)
    for below, inner in _inside(records, kind):
        _check(below, inner)


def _inside(records: list[Any], kind: type[Any]) -> Iterator[tuple[list[Any], type[Any]]]:
    """Yield the records that stand in each field of records of a kind, and their class."""
    for name, inner, many in _children(cast("Any", kind)):
        values = [getattr(record, name) for record in records]
        below = list(chain.from_iterable(values)) if many else [v for v in values if v is not None]
        if below:
            yield below, inner


@cache
def _children(kind: type[Any]) -> tuple[tuple[str, type[Any], bool], ...]:
    """Return the fields of a record that hold records: name, class, and whether it holds several."""
    return tuple(
        (name, part, get_origin(hint) is tuple)
        for name, hint in get_type_hints(kind).items()
        for part in (hint, *get_args(hint))
        if isinstance(part, type) and attrs.has(part)
    )


@cache
def _form(record: type[Any]) -> type[msgspec.Struct]:
    """Return a class with the fields of a record that refuses unknown keys and wants all."""
    hints = get_type_hints(record)
    fields = [(name, _form_type(hint)) for name, hint in hints.items()]
    return msgspec.defstruct(f"{record.__name__}Form", fields, forbid_unknown_fields=True, gc=False)


def _form_type(hint: Any) -> Any:
    if get_origin(hint) is tuple:
        inner: Any = _form_type(get_args(hint)[0])
        return list[inner]
    if get_origin(hint) is UnionType:
        return _form_type(get_args(hint)[0]) | None
    if attrs.has(hint):
        return _form(hint)
    return str if hint in (Period, DocumentSymbol) else hint


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
