"""How values that callers give become the values that records store.

Converters serve Python callers; JSON is decoded into the stored types and does not pass them
(msgspec runs no converters), so nothing may be stored that a decoder would not give as well. Checks
run for Python callers when a record is made, and for JSON that somebody else wrote when it is read;
package data were checked before, and are spared the time.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache, wraps
from itertools import combinations
from typing import Any, Final, TypeVar
from unicodedata import is_normalized, normalize

from osce_tracker.errors import RecordError, accepted, quoted
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.periods import Period, as_day

#: What an id may look like: safe in a table, a file, a shell and a link.
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,119}", re.ASCII)
#: What a State's code looks like: two letters (ISO 3166-1), four for a former State.
_CODE: Final = re.compile(r"[A-Z]{2}(?:[A-Z]{2})?", re.ASCII)
#: An address that can be followed, and printed as it is: no blank, no control or direction mark.
_ADDRESS: Final = re.compile(
    r"https?://[^\s<>\"\x00-\x20\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+"
)
_LANGUAGE: Final = re.compile(r"[a-z]{2}", re.ASCII)
_CLOCK: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)


_DIMENSIONS: Final = frozenset(
    chosen for count in range(1, 4) for chosen in combinations(tuple(Dimension), count)
)

T = TypeVar("T")


def checked(cls: type[T]) -> type[T]:
    """Make the constructor of a class call its ``check`` at the end.

    attrs would do so by ``__attrs_post_init__``, which msgspec calls as well, for trusted data too.
    """
    made: Any = cls.__init__

    @wraps(made)
    def init(self: Any, *args: Any, **values: Any) -> None:
        made(self, *args, **values)
        self.check()

    setattr(cls, "__init__", init)  # noqa: B010 (a checker of types refuses it as an assignment)
    return cls


def text(value: str) -> str:
    """Return a text in the normal form NFC, in which equal texts have equal bytes."""
    if not isinstance(value, str):
        raise RecordError(type(value).__name__, f"expected a text, got {quoted(value)}")
    plain = str(value) if type(value) is not str else value
    if not plain.isascii():
        _check_encodable(plain)
    return plain if is_normalized("NFC", plain) else normalize("NFC", plain)


def _check_encodable(value: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError:
        # No file could hold it.
        raise RecordError("text", f"{quoted(value)} holds half of a surrogate pair") from None


def optional_text(value: str | None) -> str | None:
    """Return a text in NFC, or ``None`` as it is."""
    return None if value is None else text(value)


def texts(values: Iterable[str]) -> tuple[str, ...]:
    """Return texts as a tuple; one text alone is refused, since it would fall into letters."""
    if isinstance(values, str):
        raise RecordError("list", f"expected a list of texts, got the text {quoted(values)}")
    return tuple(text(value) for value in values)


def period(value: Period | date | str) -> Period:
    """Return a period out of a period, a date or a text."""
    return Period(value)


def optional_period(value: Period | date | str | None) -> Period | None:
    """Return a period out of a period, a date or a text, or ``None`` as it is."""
    return None if value is None else Period(value)


def optional_day(value: date | str | None) -> date | None:
    """Return a plain date out of a date or a text, or ``None`` as it is."""
    return None if value is None else as_day(value)


def dimensions(values: Iterable[Dimension | str]) -> tuple[Dimension, ...]:
    """Return dimensions in their order, each once."""
    if isinstance(values, str):
        return (Dimension.parse(values),)
    given = {Dimension.parse(value) for value in values}
    return tuple(word for word in Dimension if word in given)


def check_id(value: str) -> None:
    """Raise ``RecordError`` unless an id has the accepted form."""
    if not _ID.fullmatch(value):
        raise RecordError(
            "id",
            f"{quoted(value)} is no id; accepted: 1 to 120 ASCII letters, digits and . _ : + -, "
            "beginning with a letter or digit, as in FI25-HD-03",
        )


def check_filled(record: str | None, **values: str) -> None:
    """Raise ``RecordError`` when one of these texts is empty or blank."""
    for field, value in values.items():
        if not value.strip():
            raise RecordError(field, "must not be empty", record)


def check_codes(record: str | None, field: str, codes: Iterable[str]) -> None:
    """Raise ``RecordError`` unless all are in the form of State codes, each once."""
    seen: set[str] = set()
    for code in codes:
        check_code(record, field, code)
        if code in seen:
            raise RecordError(field, f"{code} stands twice", record)
        seen.add(code)


def check_code(record: str | None, field: str, code: str | None) -> None:
    """Raise ``RecordError`` unless a text has the form of a State code, or is ``None``."""
    if code is not None and not _has_form(_CODE, code):
        reason = f"{quoted(code)} is no State code; accepted: ISO 3166-1 alpha-2, as in FI"
        raise RecordError(field, reason, record)


# Codes and languages are few and stand everywhere.
@lru_cache(maxsize=1024)
def _has_form(pattern: re.Pattern[str], value: str) -> bool:
    return pattern.fullmatch(value) is not None


def check_address(record: str | None, field: str, value: str) -> None:
    """Raise ``RecordError`` unless a text is the address of a page."""
    if not _ADDRESS.fullmatch(value):
        reason = f"{quoted(value)} is no address; accepted: http:// or https:// without blanks"
        raise RecordError(field, reason, record)


def check_language(record: str | None, value: str) -> None:
    """Raise ``RecordError`` unless a language is in the form of ISO 639-1."""
    if not _has_form(_LANGUAGE, value):
        reason = f"{quoted(value)} is no language code; accepted: ISO 639-1, as in fi"
        raise RecordError("language", reason, record)


def check_dimensions(record: str | None, values: tuple[Dimension, ...]) -> None:
    """Raise ``RecordError`` unless dimensions are one to three, in their order, each once."""
    if values in _DIMENSIONS:
        return
    if not values:
        words = accepted([str(word) for word in Dimension])
        raise RecordError("dimensions", f"at least one is needed; accepted: {words}", record)
    right = ", ".join(dimensions(values))
    raise RecordError("dimensions", f"each once and in the order {right}", record)


def check_times(
    record: str,
    days: tuple[date, date],
    start: str | None,
    zone: str | None,
    end: str | None = None,
) -> None:
    """Raise ``RecordError`` unless clock times have the form HH:MM, come with their zone, and exist in it.

    Args:
        record: id of the record.
        days: the first day, on which the start time is, and the last, on which the end time is.
        start: the start time, or ``None``.
        zone: the IANA zone, or ``None``.
        end: the end time, or ``None``.
    """
    # Few records have a time, and the zones take longer to load than many records.
    if zone is not None:
        from osce_tracker.model.clock import as_zone

        as_zone(zone, record)
    for field, day, clock in (("start_time", days[0], start), ("end_time", days[1], end)):
        if clock is not None:
            _check_clock(record, field, day, clock, zone)
    if end is not None and start is None:
        raise RecordError("end_time", "an end time needs a start time", record)
    if end is not None and start is not None and (days[0], start) >= (days[1], end):
        raise RecordError("end_time", f"{end} is not after the start {start}", record)


def _check_clock(record: str, field: str, day: date, clock: str, zone: str | None) -> None:
    if not _CLOCK.fullmatch(clock):
        reason = f"{quoted(clock)} is no clock time; accepted: HH:MM from 00:00 to 23:59"
        raise RecordError(field, reason, record)
    if zone is None:
        raise RecordError("timezone", "a clock time needs its zone, as in Europe/Vienna", record)
    from osce_tracker.model.clock import check_wall

    check_wall(record, field, day, clock, zone)
