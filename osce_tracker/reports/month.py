"""A month as a grid of days and weeks, for the wall or the terminal."""

from __future__ import annotations

from calendar import Calendar
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from osce_tracker.analysis.meetings import deadlines
from osce_tracker.errors import PeriodError
from osce_tracker.model.periods import Period
from osce_tracker.model.written_dates import WEEKDAYS
from osce_tracker.plot.days import calendar
from osce_tracker.reports import agenda, fields, wording
from osce_tracker.text import capitalised
from osce_tracker.tracker.arguments import checked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from osce_tracker.formats.report import Report, Table
    from osce_tracker.model.commitments import Commitment
    from osce_tracker.reports.agenda import Meeting
    from osce_tracker.tracker.tracker import Tracker

_GRID: Final = (
    fields.field("week", "week", itemgetter(0), "number"),
    *(fields.field(name.lower(), name, itemgetter(day)) for day, name in enumerate(WEEKDAYS, 1)),
)


@checked
def month(tracker: Tracker, period: str | Period, *, series: bool = False) -> Report:
    r"""Return a month as a grid of weeks from Monday to Sunday, with a list that explains its numbers.

    Args:
        tracker: the tracker.
        period: a month, such as ``"2025-07"``.
        series: also show regular meetings that are not events of the calendar. Those that are only
            expected are numbered apart, as E1, E2 and so on, and have a list of their own.

    Returns:
        A report of the grid, each day with the numbers and cities of its events, and the events by number.
        Pages, Word and PDF show a calendar with the titles instead of the grid.
        Events whose day is not known are at the end of the list, without a number. Commitments whose deadline
        is in the month, or is a longer period that ends in it, have a list of their own.

    Raises:
        PeriodError: if the period is not a month.

    >>> import osce_tracker as ot
    >>> grid, *_ = ot.month(ot.load(), "2025-07").tables
    >>> grid.rows[-1][4]
    '31\nTwo in Helsinki (no. 10, 11)'
    """
    wanted = Period(period)
    if wanted.kind != "month":
        raise PeriodError(
            str(period), f"{str(period)!r} is not a month. Try 2025-07, or the agenda for other periods."
        )
    if wanted.last == date.max:
        raise PeriodError(str(period), f"The last week of {wanted} ends outside the calendar.")
    inside = tracker.events.where(period=wanted)
    dated, undated = agenda.dated_and_undated(inside)
    seen, expected = agenda.regular(tracker, wanted) if series else ([], [])
    # Sorting is stable: on each day, events stay before regular meetings.
    entries = sorted((*dated, *seen), key=lambda meeting: meeting.when.first)
    due = deadlines(tracker, wanted)
    figures = [
        fields.figure("dated", "events with a known day", len(entries)),
        fields.figure("undated", "without a known day", len(undated)),
    ]
    if due:
        days = sum(one.due is not None and one.due.first == one.due.last for one in due)
        rest = f"{days} of them on a known day; the others are of a period that ends in the month"
        figures.append(fields.figure("deadlines", "deadlines", len(due), rest))
    if series:
        figures.append(fields.figure("expected", "expected from a pattern only", len(expected)))
    marks = "E1, E2 and so on are meetings that are only expected: no source shows them."
    headline, lead = agenda.agenda_finding(tracker, inside, wanted)
    return fields.report_on(
        tracker,
        wanted.readable,
        headline,
        (_grid(wanted, entries, expected), *_lists(tracker, entries, undated, expected), *_due(due, wanted)),
        lead=lead,
        figures=figures,
        charts=[calendar(tracker, wanted)],
        notes=[marks if expected else "", agenda.NO_SERIES if tracker.series and not series else ""],
    )


def _grid(month: Period, entries: list[Meeting], expected: list[Meeting]) -> Table:
    note = "Each day has the number of meetings, the city, and their numbers in the list."
    weeks = _weeks(month, entries, expected)
    return fields.field_table("Days", "grid", _GRID, weeks, notes=[note if entries or expected else ""])


def _lists(
    tracker: Tracker, entries: list[Meeting], undated: list[Meeting], expected: list[Meeting]
) -> Iterator[Table]:
    """Yield the table of events by number and, if there are any, that of the expected meetings."""
    shown = fields.of(
        itemgetter(1),
        fields.field("meeting", "meeting", "record.title"),
        fields.field("when", "when", kind="date"),
        fields.field("time", "time", lambda meeting: meeting.time(None), part_of="when"),
        *agenda.place_to_status(tracker.states),
        fields.field("sources", "sources", kind="sources"),
        fields.field("id", "id", "record.id", detail=True),
    )
    number = fields.field("number", "no.", itemgetter(0), "number")
    numbered = [*enumerate(entries, 1), *((None, meeting) for meeting in undated)]
    yield fields.field_table("Events", "meetings", (number, *shown), numbered)
    mark = fields.field("number", "no.", itemgetter(0))
    marked = [(f"E{place}", meeting) for place, meeting in enumerate(expected, 1)]
    yield from agenda.expected_table((mark, *shown), marked)


def _due(due: Sequence[Commitment], month: Period) -> Iterator[Table]:
    if due:
        columns = fields.commitments("commitment due lever status sources id", month.last)
        yield fields.field_table("Deadlines", "deadlines", columns, due)


def _weeks(month: Period, entries: list[Meeting], expected: list[Meeting]) -> Iterator[tuple[int | str, ...]]:
    """Yield the weeks of a month, each with its number (ISO 8601) and the cells of its days."""
    for week in Calendar().monthdatescalendar(month.first.year, month.first.month):
        cells = [_cell(day, entries, expected) if month.contains(day) else "" for day in week]
        # A week belongs to the year and number of its Thursday.
        yield (week[0] + timedelta(days=3)).isocalendar().week, *cells


def _cell(day: date, entries: list[Meeting], expected: list[Meeting]) -> str:
    """Return a day with the numbers of what takes place on it, by city, and then of what is expected."""
    lines = [str(day.day)]
    for prefix, chosen in (("", entries), ("E", expected)):
        cities: dict[str, list[int]] = {}
        for number, meeting in enumerate(chosen, 1):
            if meeting.when.contains(day):
                cities.setdefault(meeting.record.city or "", []).append(number)
        how = ", expected" if prefix else ""
        for city, numbers in cities.items():
            where = f" in {city}" if city else ""
            count = capitalised(wording.numeral(len(numbers)))
            lines.append(f"{count}{where}{how} (no. {_runs(numbers, prefix)})")
    return "\n".join(lines)


def _runs(numbers: list[int], prefix: str = "") -> str:
    """Return numbers in short: three or more in a row as a range.

    >>> _runs([1, 2, 3, 6]), _runs([4, 5], "E")
    ('1-3, 6', 'E4, E5')
    """
    parts: list[str] = []
    for _, run in groupby(enumerate(numbers), lambda one: one[1] - one[0]):
        ends = [f"{prefix}{number}" for _, number in run]
        parts.append(f"{ends[0]}-{ends[-1]}" if len(ends) > 2 else wording.listed(ends))
    return wording.listed(parts)
