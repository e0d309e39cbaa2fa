"""Periods of time with the precision of their source: a day, month, quarter, half-year, year or span of days.

``2025-09`` is the whole of September, not its first day. The first and the last day are both included.
"""

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

import attrs
from attrs import field

from osce_tracker.errors import PeriodError, quoted
from osce_tracker.model.validation import meaning

_FORM: Final = re.compile(r"([0-9]{4})(?:-(?:([0-9]{2})(?:-([0-9]{2}))?|Q([1-4])|H([12])))?", re.ASCII)
_FORMS: Final = "Use a form such as 2025, 2025-H1, 2025-Q3, 2025-07, 2025-07-31 or 2025-07-31/2025-08-01."
#: Quarters and half-years as people write them.
_ALMOST: Final = re.compile(r"\b([12][0-9]{3})\W*([QH][1-4])|([QH][1-4])\W*([12][0-9]{3})")
#: The calendar units by their length in months.
_UNITS: Final = {1: "month", 3: "quarter", 6: "half-year", 12: "year"}


def as_day(value: "date | str | Period") -> date:
    """Return a single day.

    Args:
        value: a ``date``, a text such as ``"2025-07-31"``, or a period of one day.

    Returns:
        A plain ``datetime.date``.

    Raises:
        PeriodError: if the value is not a single day, or a ``datetime``, whose day depends on the time zone.

    >>> as_day("2025-07-31")
    datetime.date(2025, 7, 31)
    """
    if type(value) is date:
        # Nearly every call: reports ask for the status of thousands of commitments on one day.
        return value
    if isinstance(value, str) and "/" not in value and _FORM.fullmatch(value) is None:
        raise PeriodError(value, f"Can't read {quoted(value)} as a day. Use a form such as 2025-07-31.")
    period = Period(value)
    if period.first != period.last:
        raise PeriodError(str(value), f"{str(period)!r} is not a single day. Use a form such as 2025-07-31.")
    return period.first


@attrs.frozen(init=False, order=True, repr=False)
class Period:
    """A period of whole days, as a source dated a fact.

    Periods are equal if their days are, and are ordered by first day, then last day. A span that is exactly a
    month, quarter, half-year or year is that unit.

    Args:
        value: a text form (``2025``, ``2025-H1``, ``2025-Q3``, ``2025-07``, ``2025-07-31``,
            ``2025-07-31/2025-08-01``), a ``date`` or another period.

    Raises:
        PeriodError: if the period is invalid.

    >>> import osce_tracker as ot
    >>> ot.Period("2025-Q3").last
    datetime.date(2025, 9, 30)
    >>> str(ot.Period("2025-07-01/2025-07-31"))
    '2025-07'
    """

    first: date = field(metadata=meaning("the first day"))
    last: date = field(metadata=meaning("the last day, included"))

    def __init__(self, value: "str | date | Period") -> None:
        if isinstance(value, str):
            first, last = _days_of(value)
        elif isinstance(value, Period):
            first, last = value.first, value.last
        elif isinstance(value, date) and not isinstance(value, datetime):
            # Dates of pendulum become plain ones.
            first = last = date(value.year, value.month, value.day)
        elif isinstance(value, datetime):
            raise PeriodError(value, f"{quoted(value)} has a time of day. Use its date, as in value.date().")
        else:
            raise PeriodError(value, f"Can't read {quoted(value)} as a period. {_FORMS}")
        self.__attrs_init__(first, last)

    if TYPE_CHECKING:
        # attrs makes this one, but not every type checker knows it.
        def __attrs_init__(self, first: date, last: date) -> None: ...

    @classmethod
    def between(cls, first: date, last: date) -> "Period":
        """Return the period from one day to another, both included.

        Args:
            first: the first day.
            last: the last day.

        Returns:
            The period.

        Raises:
            PeriodError: if the last day is before the first.

        >>> from datetime import date
        >>> import osce_tracker as ot
        >>> ot.Period.between(date(2025, 7, 31), date(2025, 8, 1))
        Period('2025-07-31/2025-08-01')
        """
        return cls(f"{as_day(first)}/{as_day(last)}")

    @classmethod
    def quarter_of(cls, day: date | str) -> "Period":
        """Return the calendar quarter of a day.

        Args:
            day: a date or a text such as ``"2025-07-31"``.

        Returns:
            The quarter.

        >>> import osce_tracker as ot
        >>> ot.Period.quarter_of("2025-07-31")
        Period('2025-Q3')
        """
        on = as_day(day)
        return cls(f"{on.year:04}-Q{(on.month + 2) // 3}")

    @property
    def kind(self) -> str:
        """``day``, ``month``, ``quarter``, ``half-year``, ``year`` or ``span``."""
        if self.first == self.last:
            return "day"
        return _UNITS.get(self._months, "span")

    @property
    def _months(self) -> int:
        """The length in months if the period is a calendar unit, else 0."""
        first, last = self.first, self.last
        months = last.month - first.month + 1
        if first.day != 1 or first.year != last.year or months not in _UNITS:
            return 0
        whole = (first.month - 1) % months == 0 and last == _month_end(last.year, last.month)
        return months if whole else 0

    @property
    def end_exclusive(self) -> date:
        """The day after the last, as iCalendar writes ends (RFC 5545, DTEND).

        >>> import osce_tracker as ot
        >>> ot.Period("2025-07").end_exclusive
        datetime.date(2025, 8, 1)
        """
        return _shift(self.last, 1)

    @property
    def days(self) -> int:
        """The number of days.

        >>> import osce_tracker as ot
        >>> ot.Period("2024-02").days
        29
        """
        return (self.last - self.first).days + 1

    def next(self) -> "Period":
        """Return the following period of the same kind and, for a span, of the same length.

        Raises:
            PeriodError: if it would be after the year 9999.

        >>> import osce_tracker as ot
        >>> ot.Period("2025-Q4").next()
        Period('2026-Q1')
        """
        return self._neighbour(1)

    def previous(self) -> "Period":
        """Return the preceding period of the same kind and, for a span, of the same length.

        Raises:
            PeriodError: if it would be before the year 1.

        >>> import osce_tracker as ot
        >>> ot.Period("2025-03").previous()
        Period('2025-02')
        """
        return self._neighbour(-1)

    def _neighbour(self, step: int) -> "Period":
        months = self._months
        if not months:
            by = step * self.days
            return Period.between(_shift(self.first, by), _shift(self.last, by))
        year, month = divmod(self.first.year * 12 + self.first.month - 1 + step * months, 12)
        if not 1 <= year <= 9999:
            raise PeriodError(str(self), f"{self} is at the end of the calendar (years 1 to 9999).")
        return Period.between(date(year, month + 1, 1), _month_end(year, month + months))

    def contains(self, other: "Period | date | str") -> bool:
        """Return True if a period or day lies wholly inside this one.

        Args:
            other: a period, a date or the text of one.

        >>> import osce_tracker as ot
        >>> ot.Period("2025-Q3").contains("2025-09"), ot.Period("2025-Q3").contains("2025")
        (True, False)
        """
        inner = Period(other)
        return self.first <= inner.first and inner.last <= self.last

    def overlaps(self, other: "Period | date | str") -> bool:
        """Return True if a period or day shares at least one day with this one.

        Args:
            other: a period, a date or the text of one.

        >>> import osce_tracker as ot
        >>> ot.Period("2025-Q3").overlaps("2025")
        True
        """
        inner = Period(other)
        return self.first <= inner.last and inner.first <= self.last

    def __str__(self) -> str:
        """Return the canonical text form."""
        first, last = self.first, self.last
        if first == last:
            return first.isoformat()
        year = f"{first.year:04}"
        match self._months:
            case 12:
                return year
            case 6:
                return f"{year}-H{(first.month + 5) // 6}"
            case 3:
                return f"{year}-Q{(first.month + 2) // 3}"
            case 1:
                return f"{year}-{first.month:02}"
            case _:
                return f"{first.isoformat()}/{last.isoformat()}"

    def __repr__(self) -> str:
        return f"Period({str(self)!r})"

    @property
    def readable(self) -> str:
        """The period as people write it.

        >>> import osce_tracker as ot
        >>> for text in ("2025-12-05", "2025-12-04/2025-12-05", "2025-12", "2025-Q3", "2025-H1", "2025"):
        ...     print(ot.Period(text).readable)
        5 December 2025
        4–5 December 2025
        December 2025
        Q3 2025
        first half of 2025
        2025
        """
        # pendulum takes longer to import than everything else that a table in text needs.
        from osce_tracker.model.clock import readable_day

        first, last = self.first, self.last
        if first == last:
            return readable_day(first)
        match self._months:
            case 12:
                return str(first.year)
            case 6:
                return f"{'first' if first.month == 1 else 'second'} half of {first.year}"
            case 3:
                return f"Q{(first.month + 2) // 3} {first.year}"
            case 1:
                return readable_day(first, "MMMM YYYY")
            case _:
                pass
        if first.year != last.year:
            return f"{readable_day(first)} – {readable_day(last)}"
        if first.month != last.month:
            return f"{readable_day(first, 'D MMMM')} – {readable_day(last)}"
        return f"{first.day}–{readable_day(last)}"


def _month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def _shift(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        message = f"{days} days from {day} is outside the calendar (years 1 to 9999)."
        raise PeriodError(day.isoformat(), message) from None


def _days_of(text: str) -> tuple[date, date]:
    """Return the first and the last day of a text form."""
    begin, slash, end = text.partition("/")
    if not slash:
        return _bounds(text, text)
    (first, first_last), (last_first, last) = _bounds(begin, text), _bounds(end, text)
    if first != first_last or last_first != last:
        message = f"Can't read {quoted(text)} as a span. Both ends must be days, as in 2025-07-31/2025-08-01."
        raise PeriodError(text, message)
    if last < first:
        raise PeriodError(text, f"{quoted(text)} ends before it begins.")
    return first, last


def _bounds(text: str, whole: str) -> tuple[date, date]:
    """Return the first and the last day of a part of a text form."""
    match = _FORM.fullmatch(text)
    if match is None:
        raise PeriodError(whole, f"Can't read {quoted(whole)} as a period. {_hint(whole)}")
    year, month, day, quarter, half = match.groups()
    try:
        if day:
            only = date(int(year), int(month), int(day))
            return only, only
        if month:
            start, months = int(month), 1
        elif quarter:
            start, months = int(quarter) * 3 - 2, 3
        elif half:
            start, months = int(half) * 6 - 5, 6
        else:
            start, months = 1, 12
        first = date(int(year), start, 1)
    except ValueError as error:
        message = f"{quoted(whole)} is not in the calendar: {error}."
        raise PeriodError(whole, message) from None
    return first, _month_end(first.year, start + months - 1)


def _hint(text: str) -> str:
    """Return the nearest valid form of a text, or all forms."""
    match = _ALMOST.search(text[:100].upper())
    if match is not None:
        nearest = f"{match[1] or match[4]}-{match[2] or match[3]}"
        if _FORM.fullmatch(nearest):
            return f"Try {nearest}."
    return _FORMS
