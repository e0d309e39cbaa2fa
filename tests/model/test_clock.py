"""Clock times in time zones: what a wall time means, and which there are."""

import datetime as dt
from zoneinfo import ZoneInfo

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_tracker.errors import RecordError, UsageError
from osce_tracker.model import clock
from tests.cases import each
from tests.refusals import accepted

ZONES = ["Europe/Vienna", "America/New_York", "Asia/Tashkent", "Asia/Kathmandu", "UTC"]


@given(st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1)), st.times(), st.sampled_from(ZONES))
def test_moment_is_that_of_the_standard_library(day, time, zone):
    """A moment is the one that the standard library means by the same wall time, in UTC."""
    text = f"{time:%H:%M}"
    wall = dt.datetime.combine(day, dt.time.fromisoformat(text), ZoneInfo(zone))
    assert wall.astimezone(dt.UTC) == clock.moment(day, text, zone).astimezone(dt.UTC)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1)), st.times(), st.sampled_from(ZONES))
def test_refused_times_are_those_that_do_not_survive_utc(day, time, zone):
    """Refused are just the wall times that have two readings; all others come back from UTC."""
    text = f"{time:%H:%M}"
    wall = dt.datetime.combine(day, dt.time.fromisoformat(text), ZoneInfo(zone))
    readings = {wall.replace(fold=fold).astimezone(dt.UTC) for fold in (0, 1)}
    try:
        clock.check_wall_time("X", "start_time", day, text, zone)
    except RecordError:
        assert 2 == len(readings)
    else:
        assert 1 == len(readings)
        assert wall == wall.astimezone(dt.UTC).astimezone(ZoneInfo(zone))


@each(
    ("day", "utc"),
    [
        # RFC 5545, section 3.3.5: the offset before the gap; the first of the two.
        (dt.date(2025, 3, 30), "2025-03-30T01:30:00+00:00"),
        (dt.date(2025, 10, 26), "2025-10-26T00:30:00+00:00"),
    ],
)
def test_skipped_and_doubled_times_are_read_as_rfc_5545_does(day, utc):
    """A skipped time has the offset before, a doubled one is the first."""
    found = clock.moment(day, "02:30", "Europe/Vienna")
    assert utc == found.astimezone(dt.UTC).isoformat()


def test_moment_in_the_zone_of_the_reader():
    """A moment may be shown in another zone, where its day may be another."""
    found = clock.moment(dt.date(2025, 12, 4), "18:00", "Europe/Vienna", "Asia/Tokyo")
    assert "2025-12-05T02:00:00+09:00" == found.isoformat()
    assert pendulum.DateTime is type(found)


@each("zone", ["Europe/Viena", "", "../etc", 7])
def test_unknown_zone_is_refused(zone):
    """What the IANA database does not have is no zone."""
    with pytest.raises(UsageError, match="Unknown time zone"):
        clock.as_zone(zone)


def test_zones_are_the_same_on_every_machine():
    """What a machine has beside the zones of the world is refused, and not suggested."""
    names = ["localtime", "posixrules", "Factory", "right/Europe/Vienna", "posix/UTC", "europe/vienna", 5, []]
    assert [] == accepted(UsageError, clock.as_zone, names)
    with pytest.raises(UsageError) as caught:
        clock.as_zone("localtim")
    assert "localtime" not in str(caught.value)
    for name in ("Europe/Vienna", "UTC", "Asia/Kathmandu"):
        assert name == clock.as_zone(name).key
