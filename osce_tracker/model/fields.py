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

from osce_tracker.errors import RecordError, accepted, did_you_mean, nearest, quoted
from osce_tracker.model.periods import Period, as_day
from osce_tracker.model.vocabulary import Dimension

#: What an id may look like: safe in a table, a file, a shell and a link.
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,119}", re.ASCII)
#: What a State's code looks like: two letters (ISO 3166-1), four for a former State.
_CODE: Final = re.compile(r"[A-Z]{2}(?:[A-Z]{2})?", re.ASCII)
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
    return plain if is_normalized("NFC", plain) else normalize("NFC", plain)


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


def check_clock(record: str | None, time: str | None, zone: str | None) -> None:
    """Raise ``RecordError`` unless a clock time has the form HH:MM and comes with its time zone."""
    if time is None:
        return
    if not _CLOCK.fullmatch(time):
        reason = f"{quoted(time)} is no clock time; accepted: HH:MM from 00:00 to 23:59"
        raise RecordError("start_time", reason, record)
    if zone is None:
        raise RecordError("timezone", "a start time needs its zone, as in Europe/Vienna", record)


def check_zone(record: str | None, zone: str | None) -> None:
    """Raise ``RecordError`` unless a time zone is one of the IANA database."""
    if zone is None:
        return
    # Only records with a zone pay for the time zone database.
    from zoneinfo import ZoneInfo, available_timezones

    try:
        ZoneInfo(zone)
    except (LookupError, ValueError, OSError):
        hint = did_you_mean(nearest(zone, available_timezones(), 1))
        reason = f"{quoted(zone)} is no IANA time zone; accepted: names as Europe/Vienna{hint}"
        raise RecordError("timezone", reason, record) from None
