"""A month as a grid of days and weeks, for the wall or the terminal."""

from __future__ import annotations

from calendar import Calendar
from collections import Counter
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from osce_tracker.analysis.meetings import EXPECTED_NOTE, meetings
from osce_tracker.errors import PeriodError
from osce_tracker.model.occurrences import Evidence
from osce_tracker.model.periods import Period
from osce_tracker.reports import fields, wording
from osce_tracker.reports.agenda import as_meeting, headline, place_to_status
from osce_tracker.tracker.arguments import checked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from osce_tracker.formats.report import Report
    from osce_tracker.reports.agenda import Meeting
    from osce_tracker.tracker.tracker import Tracker

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_GRID: Final = (
    fields.field("week", "week", itemgetter(0), "number"),
    *(fields.field(name.lower(), name, itemgetter(day)) for day, name in enumerate(_DAYS, 1)),
)


@checked
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
    if wanted.last == date.max:
        raise PeriodError(str(period), f"The last week of {wanted} ends outside the calendar.")
    inside = tracker.events.during(wanted)
    entries = [as_meeting(event) for event in inside if event.to_the_day]
    entries.sort(key=lambda meeting: meeting.time_key())
    undated = [as_meeting(event) for event in inside if not event.to_the_day]
    if series:
        entries += [as_meeting(meeting) for meeting in meetings(tracker, wanted) if meeting.event_id is None]
        # Sorting is stable: on each day, events stay before regular meetings.
        entries.sort(key=lambda meeting: meeting.when.first)
    shown = (
        fields.field("number", "no.", itemgetter(0), "number"),
        *fields.of(
            itemgetter(1),
            fields.field("meeting", "meeting", "record.title"),
            fields.field("when", "when", kind="date"),
            fields.field("time", "time", "record.start_time"),
            *place_to_status(tracker.states),
            fields.field("sources", "sources", kind="sources"),
            fields.field("id", "id", "record.id", detail=True),
        ),
    )
    numbered = [*enumerate(entries, 1), *((None, meeting) for meeting in undated)]
    return fields.report_on(
        tracker,
        wanted.readable,
        headline(Counter(event.status for event in inside), wanted),
        (
            fields.field_table("Days", "grid", _GRID, _weeks(wanted, entries)),
            fields.field_table("Meetings", "meetings", shown, numbered),
        ),
        figures=(
            fields.figure("dated", "meetings on days", len(entries)),
            fields.figure("undated", "without a known day", len(undated)),
        ),
        notes=[EXPECTED_NOTE] if series else [],
    )


def _weeks(month: Period, entries: list[Meeting]) -> Iterator[tuple[int | str, ...]]:
    """Yield the weeks of a month, each with its number (ISO 8601) and the cells of its days."""
    for week in Calendar().monthdatescalendar(month.first.year, month.first.month):
        cells = [_cell(day, entries) if month.contains(day) else "" for day in week]
        # A week belongs to the year and number of its Thursday.
        yield (week[0] + timedelta(days=3)).isocalendar().week, *cells


def _cell(day: date, entries: list[Meeting]) -> str:
    """Return a day with the numbers of what takes place on it, by city."""
    cities: dict[str, list[tuple[int, bool]]] = {}
    for number, meeting in enumerate(entries, 1):
        if meeting.when.contains(day):
            expected = meeting.status is Evidence.EXPECTED
            cities.setdefault(meeting.record.city or "", []).append((number, expected))
    lines = [f"{_runs(numbers)} {city}".rstrip() for city, numbers in cities.items()]
    return "\n".join([str(day.day), *lines])


def _runs(numbers: list[tuple[int, bool]]) -> str:
    """Return numbers in short: three or more in a row as a range, expected ones in brackets.

    >>> _runs([(1, False), (2, False), (3, False), (4, True), (6, False)])
    '1-3, (4), 6'
    """
    parts: list[str] = []
    for (_, expected), run in groupby(enumerate(numbers), lambda one: (one[1][0] - one[0], one[1][1])):
        ends = [str(number) for _, (number, _) in run]
        text = f"{ends[0]}-{ends[-1]}" if len(ends) > 2 else wording.listed(ends)
        parts.append(f"({text})" if expected else text)
    return wording.listed(parts)
