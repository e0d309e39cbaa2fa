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
#: With these dateutil would repeat the first day for ever.
_NO_INTERVAL: Final = re.compile(r"INTERVAL=[+-]?0*(?:;|$)|INTERVAL=-")
_BY_CLOCK: Final = re.compile(r"FREQ=(?:SECONDLY|MINUTELY|HOURLY)|BY(?:SECOND|MINUTE|HOUR)=")
#: Whether a rule is valid doesn't depend on its start, but dateutil needs one.
_ANY_START: Final = datetime(2000, 1, 1)  # noqa: DTZ001 (dateutil calculates without zones)


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
        # Few records are series, and dateutil is slow to import.
        from dateutil.rrule import rrulestr

        try:
            rrulestr(rule, dtstart=_ANY_START)
        except (ValueError, TypeError, AttributeError, KeyError, OverflowError) as error:
            fault = str(error)[:80] or type(error).__name__
    if fault:
        form = "Use RFC 5545, such as FREQ=WEEKLY;BYDAY=TH."
        raise ValueError(f"{quoted(rule)} is not a recurrence rule: {fault}. {form}")
    return rule


def days_of_rule(rule: str, dtstart: date, first: date, last: date) -> Iterator[date]:
    """Yield the days of a rule from one day to another, both included, in order.

    Args:
        rule: a valid rule.
        dtstart: the day from which the rule counts.
        first: the first day.
        last: the last day.

    >>> [str(day) for day in days_of_rule(
    ...     "FREQ=WEEKLY;BYDAY=TH", date(2025, 1, 23), date(2025, 7, 1), date(2025, 7, 14))]
    ['2025-07-03', '2025-07-10']
    """
    from dateutil.rrule import rrulestr

    bounded = rule
    if "COUNT=" not in rule:
        # Without an end dateutil would search for days until the year 9999.
        parts, until = without_until(rule)
        bounded = f"{parts};UNTIL={min(last, until or last):%Y%m%d}"
    # The start is always the same, so a rule of every second week keeps its phase.
    dates = rrulestr(bounded, dtstart=datetime.combine(dtstart, time.min))
    for moment in dates.xafter(datetime.combine(first, time.min), inc=True):
        if moment.date() > last:
            return
        yield moment.date()


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
