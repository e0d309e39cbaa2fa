"""Where the calendar shows things, against plain loops over days."""

import datetime as dt
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.site.months import by_home, home, paths, weeks
from tests.strategies import an_event, periods

DAY = dt.timedelta(days=1)
months = st.dates().map(lambda day: ot.Period(f"{day.year:04}-{day.month:02}"))


class Thing(NamedTuple):
    """Something with days, as the grid shows it."""

    when: ot.Period
    number: int


@st.composite
def spans(draw):
    """Draw the days of something that lies in or near a month, and the month."""
    month = draw(months)
    around = st.integers(-20, 40)
    found = []
    for _ in range(draw(st.integers(0, 25))):
        begin, long = month.first.toordinal() + draw(around), draw(st.integers(0, 20))
        first, last = (
            dt.date.fromordinal(min(max(n, 1), dt.date.max.toordinal())) for n in (begin, begin + long)
        )
        found.append(ot.Period.between(first, last))
    return month, found


@given(spans())
def test_grid_shows_everything_on_its_days(drawn):
    """Each thing is in the grid on each of its days of the month, or is left out; bars don't meet."""
    month, found = drawn
    grid = weeks(month, [Thing(when, n) for n, when in enumerate(found)])
    days = [day for week in grid for day in week.days]
    assert [month.first.replace(day=n) for n in range(1, month.days + 1)] == [day.day for day in days]
    for week in grid:
        taken = set()
        covered = {day.day: {one.number for one in day.items} for day in week.days}
        for day in week.days:
            for bar in day.bars:
                cells = {(bar.row, day.column + n) for n in range(bar.span)}
                assert not cells & taken
                taken |= cells
                assert bar.row < week.rows
                for n in range(bar.span):
                    covered[day.day + DAY * n].add(bar.item.number)
        for day in week.days:
            assert day.row > max((row for row, column in taken if column == day.column), default=1)
            left = {item.number for one in week.days for item in one.more}
            expected = {n for n, when in enumerate(found) if when.contains(day.day)}
            assert covered[day.day] <= expected <= covered[day.day] | left


def test_grid_leaves_out_what_is_too_much():
    """A day shows ten things, and a week four bars below each other; the rest is named as left out."""
    month = ot.Period("2025-12")
    single, long = ot.Period("2025-12-03"), ot.Period("2025-12-03/2025-12-04")
    first = weeks(month, [*(Thing(single, n) for n in range(12)), *(Thing(long, n) for n in range(20, 26))])[
        0
    ]
    shown, more = ([one.number for one in found] for found in (first.days[2].items, first.days[2].more))
    assert ([*range(10)], [24, 25, 10, 11]) == (shown, more)
    assert [2, 3, 4, 5] == [bar.row for bar in first.days[2].bars]
    assert (6, 6) == (first.days[2].row, first.rows)


@given(st.lists(periods, max_size=30))
def test_every_event_has_one_page(found):
    """An event is on the page of the month in which it begins, or of its year if that isn't known."""
    events = [an_event(f"E-{n}", when=when) for n, when in enumerate(found)]
    pages = paths(events)
    assert {one.id for one in events} == set(pages)
    for event in events:
        first = str(event.when.first)
        assert home(event.when) in (first[:4], first[:7])
        assert pages[event.id] == f"calendar/{home(event.when)}.html"
        assert (len(home(event.when)) == 4) == (event.when.days > 31)
    in_order = [[(not e.to_the_day, e.when.first) for e in group] for group in by_home(events).values()]
    assert in_order == [sorted(group) for group in in_order]
