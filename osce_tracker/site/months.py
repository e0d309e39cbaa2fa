"""Positions in the calendar: the page of an event, and places in the grid of a month."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

import attrs

from osce_tracker.analysis.grouped import grouped
from osce_tracker.model.events import Event
from osce_tracker.model.periods import Period
from osce_tracker.reports.agenda import as_meeting

#: The most entries on a day of the grid, apart from bars across several days.
_MOST: Final = 10
#: The most stacked bars in the grid.
_LANES: Final = 4
#: Longer events, and those whose month isn't known, are on the page of their year.
_LONGEST: Final = 31
#: The first row below the day numbers in a week's grid.
_FIRST_ROW: Final = 2


def home(when: Period) -> str:
    """Return the name of the page for an event: a month, or a year if the month isn't known.

    Args:
        when: the days of the event.

    >>> import osce_tracker as ot
    >>> home(ot.Period("2025-11-30/2025-12-02")), home(ot.Period("2025-Q4"))
    ('2025-11', '2025')
    """
    is_long = when.days > _LONGEST
    return f"{when.first.year:04}" if is_long else f"{when.first.year:04}-{when.first.month:02}"


def by_home(events: Iterable[Event]) -> dict[str, list[Event]]:
    """Return events by page, in order: those whose day isn't known come last.

    Args:
        events: the events.
    """
    in_order = sorted(events, key=lambda one: (not one.to_the_day, as_meeting(one).time_key()))
    return grouped((home(event.when), event) for event in in_order)


def page(name: str) -> str:
    """Return the path of a page of the calendar.

    Args:
        name: a month or year.

    >>> page("2025-12")
    'calendar/2025-12.html'
    """
    return f"calendar/{name}.html"


def paths(events: Iterable[Event]) -> dict[str, str]:
    """Return the path of each event's page, by the event's id.

    Args:
        events: the events.
    """
    return {event.id: page(home(event.when)) for event in events}


@attrs.frozen
class Bar:
    """An entry across several days of a week.

    Args:
        item: the entry.
        span: how many days of the week it lasts.
        row: the row of the grid.
    """

    item: Any
    span: int
    row: int


@attrs.frozen
class Day:
    """A day of the grid.

    Args:
        day: the day.
        items: the entries on this day alone.
        more: the entries that don't fit.
        row: the row of the grid where the items start, below the bars.
        bars: the bars that start on it in this week.
    """

    day: date
    items: tuple[Any, ...]
    more: tuple[Any, ...]
    row: int
    bars: tuple[Bar, ...]

    @property
    def column(self) -> int:
        """Monday is 1."""
        return self.day.isoweekday()


@attrs.frozen
class Week:
    """A week of a month, without days of other months.

    Args:
        days: the days.
        rows: the last row of the grid, which holds the items of days.
    """

    days: tuple[Day, ...]
    rows: int


def weeks(month: Period, items: Sequence[Any]) -> tuple[Week, ...]:
    """Return the grid of a month.

    Args:
        month: the month.
        items: its entries, such as events, in the order within a day. Each has ``when``.

    >>> import osce_tracker as ot
    >>> month = weeks(ot.Period("2025-12"), ot.load().events.where(body="Ministerial Council"))
    >>> [(bar.item.title, day.column, bar.span) for day in month[0].days for bar in day.bars]
    [('32nd OSCE Ministerial Council', 4, 2)]
    """
    first = month.first
    numbers = Calendar().monthdayscalendar(first.year, first.month)
    found = ([first.replace(day=number) for number in week if number] for week in numbers)
    return tuple(_week(days, items) for days in found)


def _week(days: Sequence[date], items: Sequence[Any]) -> Week:
    begin, end = days[0], days[-1]
    inside = [(max(item.when.first, begin), min(item.when.last, end), item) for item in items]
    # Longer ones go first, so that the bars leave few gaps.
    long = sorted(
        (one for one in inside if one[0] <= one[1] and one[2].when.days > 1),
        key=lambda one: (one[0], -one[2].when.days),
    )
    lanes: list[date] = []
    bars: defaultdict[date, list[Bar]] = defaultdict(list)
    more: defaultdict[date, list[Any]] = defaultdict(list)
    below = dict.fromkeys(days, _FIRST_ROW)
    for first, last, item in long:
        lane = next((n for n, taken in enumerate(lanes) if taken < first), len(lanes))
        if lane == _LANES:
            more[first].append(item)
            continue
        lanes[lane : lane + 1] = [last]
        row = _FIRST_ROW + lane
        bars[first].append(Bar(item, (last - first).days + 1, row))
        below |= {day: max(row + 1, below[day]) for day in days if first <= day <= last}

    def made(day: date) -> Day:
        shown = [item for item in items if item.when.first == item.when.last == day]
        left_out = (*more[day], *shown[_MOST:])
        return Day(day, tuple(shown[:_MOST]), left_out, below[day], tuple(bars[day]))

    return Week(tuple(map(made, days)), _FIRST_ROW + len(lanes))
