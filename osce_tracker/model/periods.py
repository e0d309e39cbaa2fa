"""Periods of time with the precision of their source: a day, month, quarter, half-year, year or span of days.

``2025-09`` is the whole of September, not its first day. The first and the last day are both included.
"""

from datetime import date, datetime, timedelta
from functools import total_ordering
from numbers import Real
from typing import Final, cast

import attrs
from attrs import field

from osce_tracker.errors import PeriodError, RecordError, quoted
from osce_tracker.model.validation import meaning
from osce_tracker.model.written_dates import (
    FORMS,
    UNITS,
    find_days,
    month_end,
    read_days,
    stored_days,
    stored_form,
    unit_months,
)

#: Whole numbers in this range are years; others are probably something else.
_YEARS: Final = range(1900, 2101)


def as_day(value: "date | str | Period") -> date:
    """Return a single day.

    Args:
        value: a ``date``, a text such as ``"2025-07-31"`` or ``"31 July 2025"``, a period of one day, or any
            other value of one day that ``Period`` takes.

    Returns:
        A plain ``datetime.date``.

    Raises:
        PeriodError: if the value is not a single day.

    >>> as_day("31.07.2025")
    datetime.date(2025, 7, 31)
    """
    if type(value) is date:
        # Nearly every call is this one: reports ask for the status of thousands of commitments on one day.
        return value
    if isinstance(value, str) and find_days(value) is None:
        raise PeriodError(value, f"Can't read {quoted(value)} as a day. Use a form such as 2025-07-31.")
    period = Period(value)
    if period.first != period.last:
        given = value if isinstance(value, str) else str(period)
        raise PeriodError(given, f"{quoted(given)} is not a single day. Use a form such as 2025-07-31.")
    return period.first


def check_order(
    field: str, first: "Period | date | None", last: "Period | date | None", record: str | None = None
) -> None:
    """Check that an end is not before its start.

    Args:
        field: the name of the field with the end.
        first: the start, if it is known.
        last: the end, if it is known. Vague dates may overlap; then any day of the period counts.
        record: what messages call the record.

    Raises:
        RecordError: if it is certainly earlier.
    """
    if first is not None and last is not None and Period(last).last < Period(first).first:
        raise RecordError(field, f"{last} is before the first day, {first}", record)


@total_ordering
@attrs.frozen(init=False, repr=False)
class Period:
    """A period of whole days, with the precision of the source.

    Periods are equal if their days are. A span that is exactly a month, quarter, half-year or year is that
    unit. ``<`` compares periods that share no day. Overlapping periods have no order, so ``<`` raises
    an error: use ``before`` or ``ends_before``, or sort by ``first`` or ``last``.

    Args:
        value: a text in a stored form (``2025``, ``2025-H1``, ``2025-Q3``, ``2025-07``, ``2025-07-31``,
            ``2025-07-31/2025-08-01``) or as people write it (``Q3 2025``, ``July 2025``, ``31.07.2025``); a
            ``date``; a ``datetime``, which counts as its own calendar day; a whole number from 1900 to 2100
            as a year; a date or period of pandas or NumPy; or another period.

    Raises:
        PeriodError: if the period is invalid, or can be read in two ways.

    >>> import osce_tracker as ot
    >>> ot.Period("2025-Q3").last
    datetime.date(2025, 9, 30)
    >>> ot.Period("third quarter of 2025"), ot.Period("31. Juli 2025"), ot.Period("4-5 December 2025")
    (Period('2025-Q3'), Period('2025-07-31'), Period('2025-12-04/2025-12-05'))
    >>> str(ot.Period("2025-07-01/2025-07-31"))
    '2025-07'
    """

    first: date = field(metadata=meaning("the first day"))
    last: date = field(metadata=meaning("the last day, included"))

    def __init__(self, value: "str | date | float | Period") -> None:
        if isinstance(value, Period):
            first, last = value.first, value.last
        elif isinstance(value, str):
            # Data files have thousands of stored forms.
            first, last = stored_days(value) or read_days(value)
        else:
            first, last = _days_of(value)
        self.__attrs_init__(first, last)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]

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
        return UNITS.get(unit_months(self.first, self.last), "span")

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
        """Return the next period of the same kind; for a span, of the same length.

        Raises:
            PeriodError: if it would be after the year 9999.

        >>> import osce_tracker as ot
        >>> ot.Period("2025-Q4").next()
        Period('2026-Q1')
        """
        return self._neighbour(1)

    def previous(self) -> "Period":
        """Return the previous period of the same kind; for a span, of the same length.

        Raises:
            PeriodError: if it would be before the year 1.

        >>> import osce_tracker as ot
        >>> ot.Period("2025-03").previous()
        Period('2025-02')
        """
        return self._neighbour(-1)

    def _neighbour(self, step: int) -> "Period":
        months = unit_months(self.first, self.last)
        if not months:
            by = step * self.days
            return Period.between(_shift(self.first, by), _shift(self.last, by))
        year, month = divmod(self.first.year * 12 + self.first.month - 1 + step * months, 12)
        if not 1 <= year <= 9999:
            raise PeriodError(str(self), f"{self} is at the end of the calendar (years 1 to 9999).")
        return Period.between(date(year, month + 1, 1), month_end(year, month + months))

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

    def before(self, other: "Period | date | str") -> bool:
        """Return True if the last day is before the first day of another period.

        Args:
            other: a period, a date or the text of one.

        >>> import osce_tracker as ot
        >>> ot.Period("2025-05").before("2025-06"), ot.Period("2025").before("2025-06")
        (True, False)
        """
        return self.last < Period(other).first

    def ends_before(self, other: "Period | date | str") -> bool:
        """Return True if the last day is before the last day of another period: the comparison for deadlines.

        Args:
            other: a period, a date or the text of one.

        >>> import osce_tracker as ot
        >>> ot.Period("2025-06").ends_before("2025"), ot.Period("2025").ends_before("2025-06")
        (True, False)
        """
        return self.last < Period(other).last

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        if self != other and self.overlaps(other):
            message = (
                f"{self} and {other} overlap, so neither comes first. Use before() or ends_before(), or "
                "compare .first or .last."
            )
            raise PeriodError(str(self), message)
        return self.first < other.first

    def __str__(self) -> str:
        """Return the stored form."""
        return stored_form(self.first, self.last)

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
        # pendulum takes longer to import than everything else that a text table needs.
        from osce_tracker.model.clock import readable_day

        first, last = self.first, self.last
        if first == last:
            return readable_day(first)
        match unit_months(first, last):
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


def _shift(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        message = f"{days} days from {day} is outside the calendar (years 1 to 9999)."
        raise PeriodError(day.isoformat(), message) from None


def _days_of(value: object) -> tuple[date, date]:
    """Return the first and the last day of a value that isn't text."""
    try:
        if isinstance(value, date):
            # Turn dates of pendulum and pandas into plain ones; the missing date of pandas has no year.
            day = date(value.year, value.month, value.day)
            return day, day
        if isinstance(value, Real) and not isinstance(value, bool) and value in _YEARS:
            year = int(cast("float", value))
            return date(year, 1, 1), date(year, 12, 31)
        # pandas periods know their days, but print fiscal quarters like any others.
        start, end = getattr(value, "start_time", None), getattr(value, "end_time", None)
        if isinstance(start, datetime) and isinstance(end, datetime):
            return _days_of(start)[0], _days_of(end)[1]
    except (TypeError, ValueError):
        pass
    if type(value).__name__ == "datetime64":
        return read_days(str(value))
    raise PeriodError(value, f"Can't read {quoted(value)} as a period. {FORMS}")
