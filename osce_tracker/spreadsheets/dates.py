"""Dates as people write them in the cells of a spreadsheet."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Final

from osce_tracker.errors import PeriodError, quoted
from osce_tracker.model.periods import Period

#: Letters of English alone: others fold into them.
_FLAGS: Final = re.IGNORECASE | re.ASCII
_MONTHS: Final = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH: Final = "|".join([*_MONTHS, *(f"{name[:3]}\\.?" for name in _MONTHS), "sept\\.?"])
_QUARTER: Final = re.compile(r"(?:q([1-4])\s*[-/ ]?\s*([0-9]{4})|([0-9]{4})\s*[-/ ]?\s*q([1-4]))", _FLAGS)
_HALF: Final = re.compile(r"(?:h([12])\s*[-/ ]?\s*([0-9]{4})|([0-9]{4})\s*[-/ ]?\s*h([12]))", _FLAGS)
_HALF_IN_WORDS: Final = re.compile(r"(first|second) half of ([0-9]{4})", _FLAGS)
_MONTH_YEAR: Final = re.compile(rf"({_MONTH}),?\s+([0-9]{{4}})", _FLAGS)
_DAY_MONTH: Final = re.compile(rf"([0-9]{{1,2}})(?:st|nd|rd|th)?\.?\s+({_MONTH}),?\s+([0-9]{{4}})", _FLAGS)
_MONTH_DAY: Final = re.compile(rf"({_MONTH})\s+([0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+([0-9]{{4}})", _FLAGS)
_DAYS: Final = re.compile(
    rf"([0-9]{{1,2}})\s*[-\u2013\u2014]\s*([0-9]{{1,2}})\.?\s+({_MONTH}),?\s+([0-9]{{4}})", _FLAGS
)
_DOTS: Final = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})")
_SLASHES: Final = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_SPAN: Final = re.compile(r"\s+(?:to|until|-|\u2013|\u2014)\s+|\s*[\u2013\u2014]\s*", _FLAGS)
_FORMS: Final = (
    "accepted: a date of the spreadsheet, 2025-07-31, 31 July 2025, 31.07.2025, July 2025, 2025-07, Q3 2025, "
    "H1 2025, 2025, 4-5 December 2025, or two days with 'to' between"
)


def period_of(value: object) -> Period:
    """Return the period that a cell means.

    Args:
        value: what the cell holds: a date of the spreadsheet, a month or a year that is one there, a year
            as a number, or a text.

    Raises:
        PeriodError: for anything else, and for a date that can be read in two ways; says why.

    >>> [str(period_of(text)) for text in ("Q3 2025", "July 2025", "31 Jul 2025", "31/07/2025")]
    ['2025-Q3', '2025-07', '2025-07-31', '2025-07-31']
    >>> str(period_of("31 July to 1 August 2025"))
    '2025-07-31/2025-08-01'
    """
    if isinstance(value, Period):
        return value
    if isinstance(value, datetime):
        if value.time() != time():
            message = f"{quoted(str(value))} has a time of day; accepted: a date without one"
            raise PeriodError(str(value), message)
        return Period(value.date())
    if isinstance(value, date):
        return Period(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        if 1900 <= value <= 2200:
            return Period(f"{value:04}")
        raise PeriodError(str(value), f"{quoted(str(value))} is no date; {_FORMS}")
    text = " ".join(str(value).split())
    found = _one(text)
    if found is None:
        match = _DAYS.fullmatch(text)
        parts = (
            _SPAN.split(text)
            if match is None
            else [f"{match[1]} {match[3]} {match[4]}", text[match.start(2) :]]
        )
        last = _one(parts[1]) if len(parts) == 2 else None
        # The year may stand once, at the end.
        first = None if last is None else _one(parts[0]) or _one(f"{parts[0]} {last.last.year}")
        if first is not None and last is not None:
            return Period.between(first.first, last.last)
        raise PeriodError(text, f"{quoted(text)} is no date; {_FORMS}")
    return found


def _one(text: str) -> Period | None:
    """Return the period of one date, or ``None`` when it has none of the forms."""
    try:
        return Period(text)
    except PeriodError:
        pass
    for pattern, unit in ((_QUARTER, "Q"), (_HALF, "H")):
        match = pattern.fullmatch(text)
        if match is not None:
            first, year, other_year, other = match.groups()
            return Period(f"{year or other_year}-{unit}{first or other}")
    match = _HALF_IN_WORDS.fullmatch(text)
    if match is not None:
        return Period(f"{match[2]}-H{1 if match[1].lower() == 'first' else 2}")
    match = _MONTH_YEAR.fullmatch(text)
    if match is not None:
        return Period(f"{match[2]}-{_month(match[1]):02}")
    match = _DAY_MONTH.fullmatch(text)
    if match is not None:
        return _day(text, match[3], _month(match[2]), match[1])
    match = _MONTH_DAY.fullmatch(text)
    if match is not None:
        return _day(text, match[3], _month(match[1]), match[2])
    match = _DOTS.fullmatch(text)
    if match is not None:
        return _day(text, match[3], int(match[2]), match[1])
    match = _SLASHES.fullmatch(text)
    return None if match is None else _slashed(text, int(match[1]), int(match[2]), match[3])


def _slashed(text: str, first: int, second: int, year: str) -> Period:
    """Return the day of a date with slashes, which has one reading only where a number is above 12."""
    if first <= 12 and second <= 12 and first != second:
        reading = f"{year}-{second:02}-{first:02} or {year}-{first:02}-{second:02}"
        raise PeriodError(text, f"{quoted(text)} can be {reading}; write one of them")
    day, month = (first, second) if first > 12 else (second, first)
    return _day(text, year, month, str(day))


def _month(name: str) -> int:
    return [month[:3] for month in _MONTHS].index(name[:3].lower()) + 1


def _day(text: str, year: str, month: int, day: str) -> Period:
    try:
        return Period(date(int(year), month, int(day)))
    except ValueError as error:
        raise PeriodError(text, f"{quoted(text)} is not in the calendar: {error}") from None
