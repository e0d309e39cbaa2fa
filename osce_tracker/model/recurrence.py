"""Recurrence rules of RFC 5545 (section 3.3.10), by days: the one module that knows dateutil.

A rule says on which days a series meets; clock times stand in the series, so that rules by hours,
minutes or seconds are refused.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Final

from osce_tracker.errors import RecordError, quoted

#: The form of a recurrence rule, and what dateutil would take for one day for ever.
_RULE: Final = re.compile(r"[A-Z]+=[A-Z0-9,+-]+(?:;[A-Z]+=[A-Z0-9,+-]+)*", re.ASCII)
_NO_INTERVAL: Final = re.compile(r"INTERVAL=[+-]?0*(?:;|$)|INTERVAL=-")
_BY_CLOCK: Final = re.compile(r"FREQ=(?:SECONDLY|MINUTELY|HOURLY)|BY(?:SECOND|MINUTE|HOUR)=")


def check_rule(record: str | None, rule: str, dtstart: date) -> None:
    """Raise ``RecordError`` unless a rule is one of RFC 5545, by days.

    Args:
        record: id of the series.
        rule: the rule, such as ``"FREQ=WEEKLY;BYDAY=TH"``.
        dtstart: the first day.
    """
    why = ""
    if not _RULE.fullmatch(rule):
        why = "expected parts NAME=VALUE in capitals, with semicolons between"
    elif "COUNT=" in rule and "UNTIL=" in rule:
        why = "COUNT and UNTIL do not go together"
    elif _NO_INTERVAL.search(rule):
        why = "INTERVAL is a positive number"
    elif _BY_CLOCK.search(rule):
        why = "it repeats inside a day; a series meets on days, its clock time stands in start_time"
    else:
        # Few records are series, and dateutil takes longer to import than all else together.
        from dateutil.rrule import rrulestr

        try:
            rrulestr(rule, dtstart=datetime.combine(dtstart, time.min))
        except (ValueError, TypeError, AttributeError, KeyError, OverflowError) as error:
            why = str(error)[:80] or type(error).__name__
    if why:
        form = "accepted: RFC 5545, as in FREQ=WEEKLY;BYDAY=TH"
        raise RecordError("rrule", f"{quoted(rule)} is no recurrence rule ({why}); {form}", record)


def days_of_rule(rule: str, dtstart: date, first: date, last: date) -> Iterator[date]:
    """Yield the days that a rule gives from one day to another, both inside, in their order.

    Args:
        rule: a rule that ``check_rule`` accepts.
        dtstart: the day from which the rule counts.
        first: the first day asked for.
        last: the last.

    >>> [str(day) for day in days_of_rule(
    ...     "FREQ=WEEKLY;BYDAY=TH", date(2025, 1, 23), date(2025, 7, 1), date(2025, 7, 14))]
    ['2025-07-03', '2025-07-10']
    """
    from dateutil.rrule import rrulestr

    bounded = rule
    if "COUNT=" not in rule:
        # Without an end dateutil would look for days that never come until the year 9999.
        parts, until = without_until(rule)
        bounded = f"{parts};UNTIL={min(last, until or last):%Y%m%d}"
    # With one ``dtstart`` for all questions, an interval of two weeks keeps its phase.
    found = rrulestr(bounded, dtstart=datetime.combine(dtstart, time.min))
    for moment in found.xafter(datetime.combine(first, time.min), inc=True):
        if moment.date() > last:
            return
        yield moment.date()


def without_until(rule: str) -> tuple[str, date | None]:
    """Return a rule without its end, and the last day that the end allows.

    Args:
        rule: a rule.

    Raises:
        ValueError: when the end is no day of the calendar; for callers inside the package only.

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
