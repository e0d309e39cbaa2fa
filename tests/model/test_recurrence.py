"""Recurrence rules by days."""

import datetime as dt

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from osce_tracker.model.recurrence import as_rule, days_of_rule, without_until
from tests.cases import each

RULES = [
    "FREQ=WEEKLY;BYDAY=TH",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=YEARLY;BYMONTH=12;BYDAY=1TH",
    "FREQ=DAILY;COUNT=5",
    "FREQ=WEEKLY;UNTIL=20250630;BYDAY=TU",
]
days = st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 31))


@given(st.sampled_from(RULES), days, days, days)
def test_days_are_those_of_the_whole_rule_in_between(rule, dtstart, first, last):
    """The days of a part are those of the whole that lie in it: asking for a part changes no phase."""
    whole = rrulestr(rule, dtstart=dt.datetime.combine(dtstart, dt.time.min))
    end = dt.datetime(2027, 1, 1)  # noqa: DTZ001 (dateutil reckons without zones)
    expected = [d.date() for d in whole.between(whole[0], end, inc=True)] if any(True for _ in whole) else []
    assert [d for d in expected if first <= d <= last] == list(days_of_rule(rule, dtstart, first, last))


def test_rule_that_never_meets_from_its_start_has_no_days():
    """A rule that skips the years in which it could meet ends, and has no days."""
    rule = "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29"
    assert [] == list(days_of_rule(rule, dt.date(2025, 1, 1), dt.date(2025, 1, 1), dt.date(2030, 1, 1)))
    assert [dt.date(2028, 2, 29)] == list(
        days_of_rule(rule, dt.date(2024, 1, 1), dt.date(2025, 1, 1), dt.date(2030, 1, 1))
    )


@each(
    ("rule", "fault"),
    [
        ("FREQ=DAILY;BYSETPOS=2", "it has no days"),
        ("FREQ=DAILY;BYMONTHDAY=30;BYMONTH=2;COUNT=2", "it has no days"),
        ("FREQ=DAILY;BYMONTH=13", "BYMONTH must be from 1 to 12"),
        ("FREQ=MONTHLY;BYDAY=99MO", "BYDAY must be from -5 to 5 and not 0"),
        ("FREQ=MONTHLY;BYDAY=0MO", "BYDAY must be from -5 to 5 and not 0"),
        ("FREQ=DAILY;COUNT=-5", "COUNT must be from 1"),
        ("FREQ=DAILY;BYMONTHDAY=+", "BYMONTHDAY must be from -31 to 31"),
        ("FREQ=YEARLY;BYEASTER=0", "BYEASTER is not a part of a rule"),
        ("FREQ=WEEKLY;BYWEEKDAY=TH", "BYWEEKDAY is not a part of a rule"),
        ("FREQ=WEEKLY;DTSTART=20250101", "DTSTART is not a part of a rule"),
        ("FREQ=WEEKLY;FREQ=DAILY;BYDAY=TH", "it has the same part twice"),
        ("FREQ=WEEKLY;BYDAY=TH;BYDAY=TH", "it has the same part twice"),
        ("FREQ=DAILY;UNTIL=1", "UNTIL must be a day"),
        ("FREQ=DAILY;UNTIL=20251399", "UNTIL must be a day"),
    ],
)
def test_impossible_rule_is_refused(rule, fault):
    """A rule that never meets, or has a number that no month or year has, is refused before it is used."""
    with pytest.raises(ValueError, match=fault):
        as_rule(rule)


@each(
    ("rule", "expected"),
    [
        ("FREQ=DAILY", ("FREQ=DAILY", None)),
        ("UNTIL=20251231;FREQ=DAILY", ("FREQ=DAILY", dt.date(2025, 12, 31))),
        ("FREQ=DAILY;UNTIL=20251231T225959Z;BYDAY=TH", ("FREQ=DAILY;BYDAY=TH", dt.date(2025, 12, 31))),
    ],
)
def test_end_is_taken_out_of_a_rule(rule, expected):
    """A rule is told apart from its last day."""
    assert expected == without_until(rule)
