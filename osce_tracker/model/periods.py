"""Periods of time as facts give them: a day, month, quarter, half-year, year or span.

A period keeps the precision that its source had: ``2025-09`` is the whole month, not its first day.
Its first and last day are both inside. Nothing here parses with pendulum, which takes ``"now"`` and
``"12:30"`` for dates: one strict pattern of ASCII digits decides (DESIGN section 3, the manual's Meanings).
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache, total_ordering
from typing import Any, Final, NoReturn, Self

from osce_tracker.errors import PeriodError

_ONE_DAY: Final = timedelta(days=1)
_FORM: Final = re.compile(r"([0-9]{4})(?:-(?:([0-9]{2})(?:-([0-9]{2}))?|Q([1-4])|H([12])))?", re.ASCII)
_FORMS: Final = (
    "accepted: a year 2025, half-year 2025-H1, quarter 2025-Q3, month 2025-07, "
    "day 2025-07-31 or span 2025-07-31/2025-08-01"
)
#: Length in months of the calendar units, and their names.
_UNITS: Final = {1: "month", 3: "quarter", 6: "half-year", 12: "year"}


def as_day(value: "date | str | Period") -> date:
    """Return one day out of a date object or a text.

    Args:
        value: a ``date`` (pendulum's as well), a text such as ``"2025-07-31"``, or a period of one day.

    Returns:
        A plain ``datetime.date``.

    Raises:
        PeriodError: for anything else; a ``datetime`` is refused, since its day hangs on a time zone.

    >>> as_day("2025-07-31")
    datetime.date(2025, 7, 31)
    """
    if isinstance(value, str) and "/" not in value and _FORM.fullmatch(value) is None:
        raise PeriodError(value, "is no day; accepted: a day such as 2025-07-31")
    period = Period(value)
    if period.first != period.last:
        raise PeriodError(str(value), "is no single day; accepted: a day such as 2025-07-31")
    return period.first


@total_ordering
class Period:
    """A stretch of whole days, written as a fact was dated.

    Args:
        value: a text form (``2025``, ``2025-H1``, ``2025-Q3``, ``2025-07``, ``2025-07-31``,
            ``2025-07-31/2025-08-01``), a ``date`` or another period.

    Attributes:
        first: the first day.
        last: the last day, itself inside.

    Raises:
        PeriodError: when the text has none of these forms or names no day of the calendar.

    Periods are equal when their days are, and are ordered by first day, then last. A span that is
    just a month, quarter, half-year or year is that unit, and prints as such.

    >>> import osce_tracker as ot
    >>> ot.Period("2025-Q3").last
    datetime.date(2025, 9, 30)
    >>> str(ot.Period("2025-07-01/2025-07-31"))
    '2025-07'
    """

    __slots__ = ("_text", "first", "last")

    first: date
    last: date
    _text: str | None

    def __new__(cls, value: "str | date | Period") -> "Period":  # noqa: PYI034 (equal periods are shared)
        """Return the period that a text, a date or a period means."""
        if isinstance(value, str):
            return _parse(value)
        if isinstance(value, Period):
            return value
        if isinstance(value, date) and not isinstance(value, datetime):
            # A plain date: pendulum's own differ in what subtracting them gives.
            day = date(value.year, value.month, value.day)
            return cls.between(day, day)
        if isinstance(value, datetime):
            raise PeriodError(value, "has a time of day; accepted: its date, as in value.date()")
        if isinstance(value, int):
            raise PeriodError(value, "is a number; accepted: text, as in '2025'")
        raise PeriodError(value, f"is no period; {_FORMS}")

    @classmethod
    def between(cls, first: date, last: date) -> Self:
        """Return the period from one day to another, both inside.

        Args:
            first: the first day.
            last: the last day, not before the first.

        Returns:
            The period.

        Raises:
            PeriodError: when the last day is before the first.

        >>> from datetime import date
        >>> import osce_tracker as ot
        >>> ot.Period.between(date(2025, 7, 31), date(2025, 8, 1))
        Period('2025-07-31/2025-08-01')
        """
        if last < first:
            raise PeriodError(f"{first}/{last}", "ends before it begins")
        made = object.__new__(cls)
        object.__setattr__(made, "first", first)
        object.__setattr__(made, "last", last)
        object.__setattr__(made, "_text", None)
        return made

    @classmethod
    def quarter_of(cls, day: "date | str") -> "Period":
        """Return the calendar quarter in which a day lies.

        Args:
            day: a date or a text such as ``"2025-07-31"``.

        Returns:
            The quarter.

        >>> import osce_tracker as ot
        >>> ot.Period.quarter_of("2025-07-31")
        Period('2025-Q3')
        """
        found = as_day(day)
        return cls(f"{found.year:04}-Q{(found.month + 2) // 3}")

    @property
    def kind(self) -> str:
        """``day``, ``month``, ``quarter``, ``half-year``, ``year`` or ``span``."""
        if self.first == self.last:
            return "day"
        months = self._months
        return _UNITS[months] if months else "span"

    @property
    def _months(self) -> int:
        """Length in months when the period is a calendar unit, else 0."""
        first, last = self.first, self.last
        if first.day != 1 or first.year != last.year:
            return 0
        months = last.month - first.month + 1
        whole = months in _UNITS and (first.month - 1) % months == 0
        return months if whole and last == _month_end(last.year, last.month) else 0

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
        """How many days the period has.

        >>> import osce_tracker as ot
        >>> ot.Period("2024-02").days
        29
        """
        return (self.last - self.first).days + 1

    def next(self) -> "Period":
        """Return the period of the same kind that follows; for a span, as many days as it has.

        Raises:
            PeriodError: when it would leave the calendar (years 1 to 9999).

        >>> import osce_tracker as ot
        >>> ot.Period("2025-Q4").next()
        Period('2026-Q1')
        """
        return self._neighbour(1)

    def previous(self) -> "Period":
        """Return the period of the same kind that comes before; for a span, as many days as it has.

        Raises:
            PeriodError: when it would leave the calendar (years 1 to 9999).

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
        index = self.first.year * 12 + self.first.month - 1 + step * months
        year, month = divmod(index, 12)
        if not 1 <= year <= 9999:
            raise PeriodError(str(self), "has no neighbour inside the calendar (years 1 to 9999)")
        return Period.between(date(year, month + 1, 1), _month_end(year, month + months))

    def contains(self, other: "Period | date | str") -> bool:
        """Tell whether a period or day lies wholly inside this one.

        Args:
            other: a period, a date or the text of one.

        >>> import osce_tracker as ot
        >>> ot.Period("2025-Q3").contains("2025-09"), ot.Period("2025-Q3").contains("2025")
        (True, False)
        """
        inner = Period(other)
        return self.first <= inner.first and inner.last <= self.last

    def overlaps(self, other: "Period | date | str") -> bool:
        """Tell whether a period or day shares at least one day with this one.

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
        text = self._text
        if text is None:
            text = self._write()
            object.__setattr__(self, "_text", text)
        return text

    @property
    def readable(self) -> str:
        """The text form, with a span as a sentence has it.

        >>> import osce_tracker as ot
        >>> ot.Period("2025-07-31/2025-08-01").readable
        '2025-07-31 to 2025-08-01'
        """
        text = self._text or str(self)
        return text.replace("/", " to ") if "/" in text else text

    def _write(self) -> str:
        first, last = self.first, self.last
        if first == last:
            return first.isoformat()
        months = self._months
        if months == 12:
            return f"{first.year:04}"
        if months == 6:
            return f"{first.year:04}-H{1 if first.month == 1 else 2}"
        if months == 3:
            return f"{first.year:04}-Q{(first.month + 2) // 3}"
        if months == 1:
            return f"{first.year:04}-{first.month:02}"
        return f"{first.isoformat()}/{last.isoformat()}"

    def __repr__(self) -> str:
        return f"Period({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return self.first == other.first and self.last == other.last

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.first, self.last) < (other.first, other.last)

    def __hash__(self) -> int:
        return hash((self.first, self.last))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a Period is immutable: cannot set {name} to {value!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a Period is immutable: cannot delete {name}")

    def __reduce__(self) -> tuple[Any, ...]:
        return Period, (str(self),)


def _month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    if month == 12:
        return date(year, 12, 31)
    return date(year, month + 1, 1) - _ONE_DAY


def _shift(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise PeriodError(
            day.isoformat(), f"moved by {days} days leaves the calendar (years 1 to 9999)"
        ) from None


# Dates repeat in a data set: a hundred thousand records share a few hundred, so sharing the objects
# saves memory as well as time. Bounded, and a pure function: nothing a caller does can change it.
@lru_cache(maxsize=65536)
def _parse(text: str) -> Period:
    """Read one of the text forms."""
    begin, slash, end = text.partition("/")
    if not slash:
        return Period.between(*_bounds(text, text))
    first, first_last = _bounds(begin, text)
    last_first, last = _bounds(end, text)
    if first != first_last or last_first != last:
        raise PeriodError(text, "is no span: both ends must be days, as in 2025-07-31/2025-08-01")
    return Period.between(first, last)


def _bounds(text: str, whole: str) -> tuple[date, date]:
    """Return first and last day of a simple form."""
    match = _FORM.fullmatch(text)
    if match is None:
        raise PeriodError(whole, f"is no period; {_FORMS}")
    year, month, day, quarter, half = match.groups()
    try:
        if day:
            found = date(int(year), int(month), int(day))
            return found, found
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
        raise PeriodError(whole, f"is not in the calendar: {error}") from None
    return first, _month_end(first.year, start + months - 1)
