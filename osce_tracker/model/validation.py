# ruff: noqa: TRY004 (a value of the wrong type is reported like any other wrong value)
"""Converters for record fields: they turn callers' values into the values that records store.

A converter raises ``ValueError`` for a value that it can't accept. ``name_errors`` turns this into a
``RecordError`` that names the record and the field, so that converters need to know neither.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, Final, TypeVar, cast
from unicodedata import is_normalized, normalize

import attrs

from osce_tracker.errors import RecordError, quoted
from osce_tracker.text import trimmed

#: Ids are safe in a table, a file name, a shell and a link.
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,119}", re.ASCII)
#: Two letters (ISO 3166-1), or four for a former State (ISO 3166-3).
_CODE: Final = re.compile(r"[A-Z]{2}(?:[A-Z]{2})?", re.ASCII)
#: Addresses have no spaces, control characters or direction marks, so they are safe to print.
_ADDRESS: Final = re.compile(
    r"https?://[^\s<>\"\x00-\x20\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+"
)
_LANGUAGE: Final = re.compile(r"[a-z]{2}", re.ASCII)
_CLOCK: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)

#: Larger numbers lose digits in other programs (RFC 8259, section 6).
_LARGEST: Final = 10**15 - 1

T = TypeVar("T")


def name_errors(_: type, fields: list[attrs.Attribute[Any]]) -> list[attrs.Attribute[Any]]:
    """Make the errors of all converters name the record and the field: a ``field_transformer`` for attrs.

    Args:
        fields: the fields of a class, each with a converter. Those of its base class come last.
    """
    every: list[Any] = [*fields]
    own = [field.evolve(converter=_named(field.converter)) for field in every if not field.inherited]
    return [*own, *(field for field in every if field.inherited)]


# Most fields share a few converters, and attrs would inspect each every time.
@cache
def _named(convert: Callable[[Any], Any]) -> attrs.Converter[Any, Any]:
    def converter(value: object, record: object, field: attrs.Attribute[Any]) -> Any:
        try:
            return convert(value)
        except ValueError as error:
            raise RecordError(field.name, str(error), name_of(record)) from error

    return attrs.Converter(converter, takes_self=True, takes_field=True)


def name_of(record: object) -> str | None:
    """Return the name of a record in messages: the first of its naming fields that is already set.

    Args:
        record: the record.
    """
    names = (getattr(record, key, None) for key in ("id", "code", "key", "title", "name", "state"))
    name = next((name for name in names if name and isinstance(name, str)), None)
    return name if name is None or (len(name) <= 80 and name.isprintable()) else quoted(name)


def meaning(text: str) -> dict[str, str]:
    """Return the metadata of a field: its meaning, for the data dictionary.

    Args:
        text: a short phrase without a full stop.
    """
    return {"meaning": text}


def convert(field: attrs.Attribute[Any], value: object, record: object) -> Any:
    """Return the value that a record would store in a field.

    Args:
        field: the field of a class of records.
        value: the value that a caller gives.
        record: an object with the id of the record as ``id``, for the message.

    Raises:
        RecordError: if the field can't have the value.
    """
    converter = cast("Any", field).converter
    return converter.converter(value, record, field)


def argument(name: str, convert: Callable[[Any], T], value: object) -> T:
    """Return a converted argument of one of our own constructors.

    Args:
        name: the name of the argument.
        convert: its converter.
        value: what a caller gives.

    Raises:
        RecordError: if the argument can't have the value.
    """
    try:
        return convert(value)
    except ValueError as error:
        raise RecordError(name, str(error)) from error


def text(value: str) -> str:
    """Return a text in Unicode form NFC, in which equal texts have equal bytes."""
    # Most texts of most records return here.
    if type(value) is str and value.isascii():
        return value
    if not isinstance(value, str):
        raise ValueError(f"must be text, not {quoted(value)}")
    # A subclass can print as another text.
    plain = str.__str__(value)
    try:
        plain.encode()
    except UnicodeEncodeError:
        raise ValueError(f"{quoted(plain)} has half of a surrogate pair, which no file can store") from None
    return plain if is_normalized("NFC", plain) else normalize("NFC", plain)


def optional_text(value: str | None) -> str | None:
    """Return a text in the form NFC, or ``None``."""
    return None if value is None else text(value)


def filled_text(value: str) -> str:
    """Return a text that is not empty."""
    filled = text(value)
    if not trimmed(filled):
        raise ValueError("must not be empty")
    return filled


def items(values: Iterable[T], kind: str, *, ordered: bool = True) -> Iterable[T]:
    """Return a collection unchanged, if it is one.

    Args:
        values: any collection except a mapping, or a text, whose items would be its letters.
        kind: the kind of its items, for the message.
        ordered: whether the order of the items matters: that of a set can differ between processes.
    """
    if isinstance(values, tuple | list):
        return values
    if isinstance(values, str | bytes | Mapping) or not isinstance(values, Iterable):
        raise ValueError(f"must be a list of {kind}, not {quoted(cast('object', values))}")
    if ordered and isinstance(values, set | frozenset):
        raise ValueError(f"must be a list of {kind}, not {quoted(values)}: a set has no order")
    return values


def texts(values: Iterable[str], *, ordered: bool = True) -> tuple[str, ...]:
    """Return texts as a tuple.

    Args:
        values: the texts.
        ordered: whether their order matters.
    """
    return tuple(text(value) for value in items(values, "texts", ordered=ordered))


def instance(kind: type[T], value: T) -> T:
    """Return a value if it is an instance of a class.

    Args:
        kind: the class.
        value: the value.
    """
    if not isinstance(value, kind):
        raise ValueError(f"must be a {kind.__name__}, not {quoted(value)}")
    return value


def instances(kind: type[T], values: Iterable[T]) -> tuple[T, ...]:
    """Return values as a tuple if all are instances of a class.

    Args:
        kind: the class.
        values: the values.
    """
    made = tuple(items(values, f"{kind.__name__} records"))
    for value in made:
        if not isinstance(value, kind):
            raise ValueError(f"must hold {kind.__name__} records, not {quoted(value)}")
    return made


def true_or_false(value: bool) -> bool:  # noqa: FBT001 (a converter takes the value alone)
    """Return a boolean; 0, 1 and texts are not accepted."""
    if not isinstance(value, bool):
        raise ValueError(f"must be True or False, not {quoted(value)}")
    return value


def whole_number(value: int) -> int:
    """Return a whole number that every JSON reader keeps exact; booleans are not accepted."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"must be a whole number, not {quoted(value)}")
    # A subclass can print as something else.
    plain = int.__index__(value)
    if abs(plain) > _LARGEST:
        raise ValueError(f"must be a number of at most 15 digits, not {quoted(plain)}")
    return plain


def ordinal(value: int) -> int:
    """Return a whole number of at least 1."""
    number = whole_number(value)
    if number < 1:
        raise ValueError(f"must be 1 or more, not {number}")
    return number


def record_id(value: str) -> str:
    """Return an id, such as ``FI25-HD-03``."""
    return _matching(
        _ID,
        value,
        "is not an id. Use 1 to 120 ASCII letters, digits and . _ : + -, starting with a letter or digit, "
        "such as FI25-HD-03.",
    )


def record_ids(values: Iterable[str]) -> tuple[str, ...]:
    """Return ids as a tuple, without repetition."""
    return _distinct(tuple(map(record_id, items(values, "ids"))))


def _distinct(found: tuple[str, ...]) -> tuple[str, ...]:
    if len({*found}) != len(found):
        repeated = next(one for one, count in Counter(found).items() if count > 1)
        raise ValueError(f"{repeated} is repeated")
    return found


def state_code(value: str) -> str:
    """Return the code of a State, such as ``FI``."""
    return _matching(_CODE, value, "is not a State code. Use ISO 3166-1 alpha-2, such as FI.")


def state_codes(values: Iterable[str]) -> tuple[str, ...]:
    """Return codes of States as a tuple, without repetition."""
    return _distinct(tuple(map(state_code, items(values, "State codes"))))


def address(value: str) -> str:
    """Return the address of a page."""
    form = "is not an address. Use one that starts with http:// or https:// and has no spaces."
    return _matching(_ADDRESS, value, form)


def language_code(value: str) -> str:
    """Return the code of a language, such as ``fi``."""
    return _matching(_LANGUAGE, value, "is not a language code. Use ISO 639-1, such as fi.")


def clock_time(value: str) -> str:
    """Return a clock time as ``HH:MM``."""
    return _matching(_CLOCK, value, "is not a clock time. Use HH:MM from 00:00 to 23:59.")


def _matching(pattern: re.Pattern[str], value: str, message: str) -> str:
    plain = text(value)
    if pattern.fullmatch(plain) is None:
        raise ValueError(f"{quoted(plain)} {message}")
    return plain
