"""A month as a grid of days and weeks, for the wall or the terminal."""

from __future__ import annotations

from calendar import Calendar
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from osce_tracker.analysis.meetings import EXPECTED_NOTE, meetings
from osce_tracker.errors import PeriodError
from osce_tracker.formats.report import Column, KeyFigure, Report, Table, Value
from osce_tracker.model.occurrences import Evidence
from osce_tracker.model.periods import Period
from osce_tracker.reports.agenda import headline, sources_of, time_key
from osce_tracker.reports.wording import dimensions_in_short, listed, newest_first, place_of
from osce_tracker.tracker.caption import data_title

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
_LIST: Final = (
    Column("number", "no.", kind="number"),
    Column("meeting", "meeting"),
    Column("when", "when", kind="date"),
    Column("time", "time"),
    Column("place", "place"),
    Column("dimension", "dimension"),
    Column("status", "status"),
    Column("sources", "sources", kind="sources"),
    Column("id", "id", detail=True),
)

#: What takes place on days: the days, the event or series, its status or evidence, and the sources.
_Entry = tuple[Period, "Event | Series", Value, Value]


def month(tracker: Tracker, period: str | Period, *, series: bool = False) -> Report:
    r"""Return a month as a grid of weeks from Monday to Sunday, with a list that explains its numbers.

    Args:
        tracker: the tracker.
        period: a month, such as ``"2025-07"``.
        series: also show regular meetings that are not events of the calendar. Numbers of meetings that
            are only expected are in brackets.

    Returns:
        A report of two tables: the grid, each day with the numbers and cities of its events, and the
        events by number. Events whose day is not known are at the end of the list, without a number.

    Raises:
        PeriodError: if the period is not a month.

    >>> import osce_tracker as ot
    >>> grid, events = ot.month(ot.load(), "2025-07").tables
    >>> grid.rows[-1][4]
    '31\n9, 10 Helsinki'
    """
    wanted = Period(period)
    if wanted.kind != "month":
        raise PeriodError(str(period), f"{str(period)!r} is not a month. Try 2025-07.")
    inside = tracker.events.during(wanted)
    dated = sorted((event for event in inside if event.to_the_day), key=time_key)
    undated = [event for event in inside if not event.to_the_day]
    entries = [_entry(event) for event in dated]
    if series:
        regular = [meeting for meeting in meetings(tracker, wanted) if meeting.event_id is None]
        entries += [(m.when, m.series, m.evidence, sources_of(m)) for m in regular]
        # Sorting is stable: on each day, events stay before regular meetings.
        entries.sort(key=lambda entry: entry[0].first)
    rows = [_row(number, entry, tracker) for number, entry in enumerate(entries, 1)]
    rows += [_row(None, _entry(event), tracker) for event in undated]
    return Report(
        title=wanted.readable,
        headline=headline(Counter(event.status for event in inside), wanted),
        subtitle=data_title(tracker),
        figures=(
            KeyFigure(key="dated", label="meetings on days", value=len(entries)),
            KeyFigure(key="undated", label="without a known day", value=len(undated)),
        ),
        tables=(
            Table(title="Days", key="grid", columns=_GRID, rows=tuple(_weeks(wanted, entries))),
            Table(title="Meetings", key="meetings", columns=_LIST, rows=tuple(rows)),
        ),
        notes=(EXPECTED_NOTE,) if series else (),
        edition=tracker.edition,
        known_by=tracker.known_by,
    )


def _entry(event: Event) -> _Entry:
    return event.when, event, event.status, newest_first(event.sources) or None


def _row(place: int | None, entry: _Entry, tracker: Tracker) -> tuple[Value, ...]:
    when, holder, status, sources = entry
    return (
        place,
        holder.title,
        when,
        holder.start_time,
        place_of(holder, when.last, tracker.states),
        dimensions_in_short(holder.dimensions),
        status,
        sources,
        holder.id,
    )


def _weeks(month: Period, entries: list[_Entry]) -> Iterator[tuple[Value, ...]]:
    """Yield the weeks of a month, each with its number (ISO 8601) and the cells of its days."""
    for week in Calendar().monthdatescalendar(month.first.year, month.first.month):
        cells = [_cell(day, entries) if month.contains(day) else "" for day in week]
        # A week belongs to the year and number of its Thursday.
        yield (week[0] + timedelta(days=3)).isocalendar().week, *cells


def _cell(day: date, entries: list[_Entry]) -> str:
    """Return a day with the numbers of what takes place on it, by city."""
    cities: dict[str, list[tuple[int, bool]]] = {}
    for place, (when, holder, status, _) in enumerate(entries, 1):
        if when.contains(day):
            cities.setdefault(holder.city or "", []).append((place, status is Evidence.EXPECTED))
    lines = [f"{_runs(numbers)} {city}".rstrip() for city, numbers in cities.items()]
    return "\n".join([str(day.day), *lines])


def _runs(numbers: list[tuple[int, bool]]) -> str:
    """Return numbers in short: three or more in a row as a range, expected ones in brackets.

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
        text = f"{ends[0]}-{ends[-1]}" if len(run) > 2 else listed(ends)
        parts.append(f"({text})" if run[0][1] else text)
    return listed(parts)
