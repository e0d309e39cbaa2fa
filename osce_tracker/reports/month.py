"""A month: its meetings, with a calendar, and the deadlines that end in it."""

from typing import Final

import attrs

from osce_tracker.analysis.meetings import deadlines
from osce_tracker.errors import PeriodError
from osce_tracker.formats.report import Report, Table
from osce_tracker.model.periods import Period
from osce_tracker.plot.calendar_chart import KNOWN_DAYS, calendar
from osce_tracker.reports import fields
from osce_tracker.reports.agenda import agenda
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.tracker import Tracker

_LEFT_OUT: Final = ("body", "number", "outcome", "commitments")


@checked
def month(tracker: Tracker, period: str | Period, *, series: bool = False) -> Report:
    """Return the agenda of a month with a calendar, and the deadlines that end in it.

    Args:
        tracker: the tracker.
        period: a month, such as ``"2025-07"``.
        series: also show regular meetings that are not events of the calendar. Meetings that are only
            expected have a table of their own.

    Returns:
        The agenda, with a picture of the month that shows the titles of events on each day. Commitments
        whose deadline is in the month, or is a longer period that ends in it, have a table of their own.

    Raises:
        PeriodError: if the period is not a month.

    >>> import osce_tracker as ot
    >>> report = ot.month(ot.load(), "2025-12")
    >>> print(report.charts[0].title)
    December 2025 has 18 events and 6 deadlines on known days
    >>> [(table.title, len(table.rows)) for table in report.tables]
    [('Events', 20), ('Deadlines', 27)]
    """
    wanted = Period(period)
    if wanted.kind != "month":
        raise PeriodError(
            str(period), f"{str(period)!r} is not a month. Try 2025-07, or the agenda for other periods."
        )
    whole, due = agenda(tracker, wanted, series=series), deadlines(tracker, wanted)
    days = sum(one.due is not None and one.due.kind in KNOWN_DAYS for one in due)
    rest = f"{days} of them on a known day; the others are of the month or a longer period that ends with it"
    columns = fields.commitments("commitment due lever status sources id", wanted.last)
    figures = [fields.figure("deadlines", "deadlines", len(due), rest)] if due else []
    tables = [fields.field_table("Deadlines", "deadlines", columns, due)] if due else []
    return attrs.evolve(
        whole,
        title=wanted.readable,
        charts=[calendar(tracker, wanted)],
        figures=[*whole.figures, *figures],
        tables=[*map(_in_short, whole.tables), *tables],
    )


def _in_short(table: Table) -> Table:
    """Return a table of the agenda without the details that belong only there."""
    kept = [n for n, column in enumerate(table.columns) if column.key not in _LEFT_OUT]
    rows = [[row[n] for n in kept] for row in table.rows]
    return attrs.evolve(table, columns=[table.columns[n] for n in kept], rows=rows)
