"""Recurrence rules by days (RFC 5545, section 3.3.10): the only module that imports dateutil.

A rule says on which days a series meets. The clock time is a field of the series, so rules by hours, minutes
or seconds are refused.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Final

from osce_tracker.errors import quoted
from osce_tracker.model.validation import text

_RULE: Final = re.compile(r"[A-Z]+=[A-Z0-9,+-]+(?:;[A-Z]+=[A-Z0-9,+-]+)*", re.ASCII)
#: dateutil would repeat the first day for ever with these.
_NO_INTERVAL: Final = re.compile(r"INTERVAL=[+-]?0*(?:;|$)|INTERVAL=-")
_BY_CLOCK: Final = re.compile(r"FREQ=(?:SECONDLY|MINUTELY|HOURLY)|BY(?:SECOND|MINUTE|HOUR)=")
#: The parts of a rule by days.
_NAMES: Final = re.compile("FREQ|INTERVAL|COUNT|UNTIL|WKST|BY(?:DAY|MONTH|MONTHDAY|YEARDAY|WEEKNO|SETPOS)")
#: The largest number of each part, either way (RFC 5545, section 3.3.10).
_LARGEST: Final = {
    "BYMONTH": 12,
    "BYMONTHDAY": 31,
    "BYYEARDAY": 366,
    "BYWEEKNO": 53,
    "BYSETPOS": 366,
    "BYDAY": 53,
    "COUNT": 99_999,
}
_ONLY_POSITIVE: Final = ("BYMONTH", "COUNT")
_ORDINAL: Final = re.compile(r"([+-]?[0-9]*)(?:MO|TU|WE|TH|FR|SA|SU)?")
_UNTIL: Final = re.compile(r"[0-9]{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:T[0-9]{6}Z?)?")
#: Weekdays and leap years repeat after this many years.
_CYCLE: Final = 400


def as_rule(value: str) -> str:
    """Return a recurrence rule by days: a converter for the fields of records.

    Args:
        value: the rule, such as ``"FREQ=WEEKLY;BYDAY=TH"``.
    """
    rule = text(value)
    fault = ""
    if not _RULE.fullmatch(rule):
        fault = "it must be NAME=VALUE in capitals, separated by semicolons"
    elif "COUNT=" in rule and "UNTIL=" in rule:
        fault = "COUNT and UNTIL exclude each other"
    elif _NO_INTERVAL.search(rule):
        fault = "INTERVAL must be positive"
    elif _BY_CLOCK.search(rule):
        fault = "it repeats within a day; put the clock time in start_time"
    else:
        parts = [part.partition("=")[::2] for part in rule.split(";")]
        if len({name for name, _ in parts}) < len(parts):
            fault = "it has the same part twice"
        fault = next(filter(None, (_fault(name, value, rule) for name, value in parts)), fault)
    if not fault:
        try:
            # Whether it ever meets depends on its start only if it skips years or months.
            endless = without_until(rule)[0]
            if not any(days_of_rule(endless, date(2000, 1, 1), date.min, date(2399, 12, 31))):
                fault = "it has no days"
        except (ValueError, TypeError, AttributeError, LookupError, OverflowError) as error:
            fault = str(error)[:80] or type(error).__name__
    if fault:
        form = "Use RFC 5545, such as FREQ=WEEKLY;BYDAY=TH."
        raise ValueError(f"{quoted(rule)} is not a recurrence rule: {fault}. {form}")
    return rule


def _fault(name: str, value: str, rule: str) -> str:
    """Return the fault in a part of a rule, or an empty text."""
    if not _NAMES.fullmatch(name):
        return f"{name} is not a part of a rule"
    if name == "UNTIL":
        return "" if _UNTIL.fullmatch(value) else "UNTIL must be a day such as 20251231"
    if name in _LARGEST:
        largest = 5 if name == "BYDAY" and "FREQ=MONTHLY" in rule else _LARGEST[name]
        for item in value.split(","):
            match = _ORDINAL.fullmatch(item)
            number = match[1] if match else ""
            low = 1 if name in _ONLY_POSITIVE else -largest
            if number and (not number.strip("+-") or not low <= int(number) <= largest or int(number) == 0):
                return f"{name} must be from {low} to {largest} and not 0"
    return ""


def days_of_rule(rule: str, dtstart: date, first: date, last: date) -> Iterator[date]:
    """Yield the days of a rule in a range, both ends included, in order.

    Args:
        rule: a valid rule.
        dtstart: the day from which the rule counts.
        first: the first day.
        last: the last day.

    >>> [str(day) for day in days_of_rule(
    ...     "FREQ=WEEKLY;BYDAY=TH", date(2025, 1, 23), date(2025, 7, 1), date(2025, 7, 14))]
    ['2025-07-03', '2025-07-10']
    """
    # Few records are series, and dateutil is slow to import.
    from dateutil.rrule import rrulestr

    bounded = rule
    # dateutil searches up to the year 9999 for a missing day, so ask it about years close to that.
    shift = (9999 - last.year) // _CYCLE * _CYCLE
    if "COUNT=" not in rule:
        parts, until = without_until(rule)
        bounded = f"{parts};UNTIL={_later(min(last, until or last), shift):%Y%m%d}"
    # The start is always the same, so a rule for every second week keeps its phase.
    dates = rrulestr(bounded, dtstart=datetime.combine(_later(dtstart, shift), time.min))
    for moment in dates.xafter(datetime.combine(_later(first, shift), time.min), inc=True):
        day = _later(moment.date(), -shift)
        if day > last:
            return
        yield day


def _later(day: date, years: int) -> date:
    return day.replace(year=day.year + years)


def without_until(rule: str) -> tuple[str, date | None]:
    """Return a rule without its end, and the last day that the end allows.

    Args:
        rule: a rule.

    Raises:
        ValueError: if the end is not in the calendar.

    >>> without_until("FREQ=WEEKLY;UNTIL=20251231T225959Z;BYDAY=TH")
    ('FREQ=WEEKLY;BYDAY=TH', datetime.date(2025, 12, 31))
    """
    until: date | None = None
    kept: list[str] = []
    for part in rule.split(";"):
        name, _, value = part.partition("=")
        if name == "UNTIL":
            until = datetime.strptime(value[:8], "%Y%m%d").date()  # noqa: DTZ007 (a day has no zone)
        else:
            kept.append(part)
    return ";".join(kept), until
