"""A month as a grid of days and weeks, for the wall or the terminal."""

from __future__ import annotations

from calendar import Calendar
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from osce_tracker.analysis.meetings import regular_meetings
from osce_tracker.errors import PeriodError
from osce_tracker.formats.report import Column, Report, Table, Value
from osce_tracker.model.occurrences import Evidence
from osce_tracker.model.periods import Period
from osce_tracker.reports.agenda import PATTERN, in_time
from osce_tracker.reports.listing import dimensions_in_short, place_of
from osce_tracker.reports.wording import data_note, data_title, listed, number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from osce_tracker.model.events import Event, Series
    from osce_tracker.tracker.tracker import Tracker

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_GRID: Final = (
    Column("week", "week", kind="number"),
    *(Column(name.lower(), name) for name in _DAYS),
)
_LEGEND: Final = (
    Column("number", "no.", kind="number"),
    Column("when", "when"),
    Column("time", "time"),
    Column("meeting", "meeting"),
    Column("place", "place"),
    Column("dimension", "dimension"),
    Column("status", "status"),
    Column("id", "id", detail=True),
)


def month(tracker: Tracker, period: str | Period, *, series: bool = False) -> Report:
    r"""Return a month as a grid of weeks from Monday to Sunday, with a list of what its numbers mean.

    Args:
        tracker: the tracker.
        period: a month, such as ``"2025-07"``.
        series: whether to show the regular meetings as well that only a pattern gives or that are no
            event of the calendar; numbers of expected ones stand in brackets.

    Returns:
        A report of two tables: the grid, each day with the numbers and cities of its events, and the
        list of the events by number. Events of which only the month is known are on no day and stand
        at the end of the list, without a number.

    Raises:
        PeriodError: when that is no month.

    >>> import osce_tracker as ot
    >>> grid, listed = ot.month(ot.load(), "2025-07").tables
    >>> grid.rows[-1][4]
    '31\n9, 10 Helsinki'
    """
    wanted = Period(period)
    if wanted.kind != "month":
        raise PeriodError(str(period), "is no month; accepted: a month such as 2025-07")
    inside = tracker.events.during(wanted)
    entries = _entries(tracker, wanted, [e for e in inside if e.to_the_day], series=series)
    vague = [e for e in inside if not e.to_the_day]
    rows = [_row(n, entry, tracker) for n, entry in enumerate(entries, 1)]
    rows += [_row(None, (e.when, e, e.status), tracker) for e in vague]
    notes = [f"{number(len(entries), 'meeting')} on days, {len(vague)} without a known day."]
    return Report(
        title=f"{wanted.first:%B} {wanted.first.year}",
        subtitle=data_title(tracker),
        tables=(
            Table(title="Days", key="grid", columns=_GRID, rows=tuple(_weeks(wanted, entries))),
            Table(title="Meetings", key="meetings", columns=_LEGEND, rows=tuple(rows), notes=tuple(notes)),
        ),
        notes=(*([PATTERN] if series else []), data_note(tracker)),
    )


#: What stands on days: which days, the event or series, and its status or evidence.
_Entry = tuple[Period, "Event | Series", Value]


def _entries(tracker: Tracker, month: Period, events: list[Event], *, series: bool) -> list[_Entry]:
    """Return what stands on the days of a month, in time order."""
    entries: list[_Entry] = [(e.when, e, e.status) for e in in_time(events)]
    if series:
        entries += [(o.when, o.series, o.evidence) for o in regular_meetings(tracker, month)]
        # Sorting is stable: on each day events stay before regular meetings.
        entries.sort(key=lambda entry: entry[0].first)
    return entries


def _row(place: int | None, entry: _Entry, tracker: Tracker) -> tuple[Value, ...]:
    when, holder, status = entry
    return (
        place,
        when,
        holder.start_time,
        holder.title,
        place_of(holder, when.last, tracker.states),
        dimensions_in_short(holder.dimensions),
        status,
        holder.id,
    )


def _weeks(month: Period, entries: list[_Entry]) -> Iterator[tuple[Value, ...]]:
    """Yield the weeks of a month, each with its number (ISO 8601) and the cells of its days."""
    for week in Calendar().monthdatescalendar(month.first.year, month.first.month):
        cells = [_cell(day, entries) if month.contains(day) else "" for day in week]
        # The Thursday decides to which year and week a week belongs.
        yield (week[0] + timedelta(days=3)).isocalendar().week, *cells


def _cell(day: date, entries: list[_Entry]) -> str:
    """Return a day with the numbers of what takes place on it, by city."""
    cities: dict[str, list[tuple[int, bool]]] = {}
    for place, (when, holder, status) in enumerate(entries, 1):
        if when.contains(day):
            cities.setdefault(holder.city or "", []).append((place, status is Evidence.EXPECTED))
    lines = [f"{_runs(numbers)} {city}".rstrip() for city, numbers in cities.items()]
    return "\n".join([str(day.day), *lines])


def _runs(numbers: list[tuple[int, bool]]) -> str:
    """Return numbers in short, three and more in a row as a range; expected ones in brackets.

    >>> _runs([(1, False), (2, False), (3, False), (4, True), (6, False)])
    '1-3, (4), 6'
    """
    runs: list[list[tuple[int, bool]]] = []
    for place, expected in numbers:
        if runs and runs[-1][-1] == (place - 1, expected):
            runs[-1].append((place, expected))
        else:
            runs.append([(place, expected)])
    parts: list[str] = []
    for run in runs:
        ends = [str(place) for place, _ in run]
        shown = f"{ends[0]}-{ends[-1]}" if len(run) > 2 else listed(ends)
        parts.append(f"({shown})" if run[0][1] else shown)
    return listed(parts)
