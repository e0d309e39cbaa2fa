"""The number of commitments with each status at the end of each month."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from osce_tracker.analysis.rates import rates
from osce_tracker.errors import UsageError
from osce_tracker.model.clock import readable_day
from osce_tracker.model.periods import Period
from osce_tracker.plot.canvas import Rows, Sheet, column, picture, unit_of, width_of
from osce_tracker.plot.chart import Chart
from osce_tracker.plot.words import STATUSES, counted, in_words, span_of
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.caption import reporting_day
from osce_tracker.tracker.tracker import Tracker

#: 20 years: nobody could read more bars than this.
_MOST_MONTHS: Final = 240


@checked
def status_over_time(tracker: Tracker, period: str | date | Period | None = None) -> Chart:
    """Chart the number of commitments with each status at the end of each month.

    Args:
        tracker: the tracker. A commitment counts once it is made.
        period: the months. By default the term of the Chair as far as the record is known; without a Chair
            from the first commitment to the last update, at most the last 20 years. If the period ends
            within a month, that month counts up to its last day.

    Returns:
        A chart with one stacked bar per month. Its rows hold the day and the number of each status.

    Raises:
        PeriodError: if the period is invalid.
        UsageError: if the period is longer than 20 years.

    >>> import osce_tracker as ot
    >>> ot.plot.status_over_time(ot.load(), "2025-01").text
    'Commitments by status: on 31 January 2025 34 commitments, 2 in progress, 32 not assessed.'
    """
    span = span_of(tracker, tracker.commitments) if period is None else Period(period)
    if span is not None and period is None:
        span = Period.between(span.first, max(span.first, min(span.last, reporting_day(tracker).day)))
    days = [] if span is None else _month_ends(span)
    if period is not None and len(days) > _MOST_MONTHS:
        raise UsageError(f"{span} has {len(days)} months. Choose at most {_MOST_MONTHS}.")
    days = days[-_MOST_MONTHS:]
    found = [(day, rates([c for c in tracker.commitments if c.made <= day], day)) for day in days]
    rows: tuple[tuple[Any, ...], ...]
    rows = tuple((day, *(counts.count(status) for status in STATUSES)) for day, counts in found)
    if rows and not any(rows[-1][1:]):
        rows = ()
    edges = dict.fromkeys((rows[0], rows[-1])) if rows else {}
    text = "; ".join(f"on {readable_day(day)} {in_words(counts)}" for day, *counts in edges) or "none"
    title, subtitle = "No commitment was made", ""
    if rows:
        (first, *before), (last, *after) = rows[0], rows[-1]
        day = readable_day(first, "D MMMM" if first.year == last.year else "D MMMM YYYY")
        up = ", up from" if before[0] < after[0] else "; it was"
        rise = "" if first == last else f"{up} {before[0]} of {sum(before)} on {day}"
        verb = "was" if sum(after) == 1 else "were"
        title = f"{after[0]} of {counted(sum(after))} {verb} fulfilled on {readable_day(last)}{rise}"
        subtitle = "Commitments by status at the end of each month; above each bar: all made by then."
    paint = partial(_draw, rows=rows) if rows else None
    return Chart(
        title=title,
        key="status",
        draw=picture(tracker, title, subtitle, paint),
        text=f"Commitments by status: {text}.",
        columns=("day", *STATUSES),
        rows=rows,
    )


def _month_ends(period: Period) -> list[date]:
    """Return the last day of each month of a period; for the last month, that of the period."""
    first, last = period.first, period.last
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month - 1)
    return [*(Period(f"{month // 12:04}-{month % 12 + 1:02}").last for month in months), last]


def _draw(sheet: Sheet, rows: Rows) -> None:
    size, small = sheet.label, sheet.small
    ends = [(status, number) for status, number in zip(STATUSES, rows[-1][1:], strict=True) if number]
    texts = [(str(number), status.label) for status, number in ends]
    words = (
        max(width_of(bold, size, bold=True) + width_of(f" {text}", size) for bold, text in texts) + size * 1.4
    )
    right = sheet.right - words - size * 0.8
    step = (right - sheet.left) / len(rows)
    bar = step * (0.8 if len(rows) < 60 else 1)
    top, bottom = sheet.top + small * 1.4, sheet.bottom - small * 2.6
    unit = (bottom - top) / max(sum(counts) for _, *counts in rows)
    # Totals go above bars that are wide enough for them.
    has_totals = step > small * 2.2
    for number, (day, *counts) in enumerate(rows):
        x, y = sheet.left + number * step, bottom
        for status, count in zip(STATUSES, counts, strict=True):
            if not count:
                continue
            tall = count * unit
            y -= tall
            box = x, y, bar, tall
            sheet.chip(status, box, f"{readable_day(day)}: {count} {status.label}")
            if has_totals and tall >= small * 1.1:
                sheet.count(count, box, small, f"{status}-on")
        if has_totals:
            sheet.middle(x + bar / 2, y - small * 0.35, str(sum(counts)), small, "ink", bold=True)
    _axis(sheet, [day for day, *_ in rows], step, bar, bottom)
    tall = sum(number for _, number in ends) * unit
    # The lowest label is next to the lowest segment.
    room = min(max(tall, size * 1.25 * len(ends)), bottom - sheet.top)
    numbers, least = [number for _, number in reversed(ends)], min(size * 1.25, room / len(ends))
    unit = unit_of(numbers, least, room)
    tops = column(numbers, unit, least, bottom - room, room)
    for (status, number), (bold, text), y in zip(reversed(ends), reversed(texts), tops, strict=True):
        middle = y + number * unit / 2
        x = right + size * 0.4
        sheet.symbol(status, x, middle - size * 0.5, size)
        sheet.pair(x + size * 1.4, middle + size * 0.36, bold, text)


def _axis(sheet: Sheet, days: Sequence[date], step: float, bar: float, bottom: float) -> None:
    """Write months below the bars, and years below the first month and each January."""
    small = sheet.small
    every = max(int(width_of("Mmm ", small) / step) + 1, 1)
    free = sheet.left
    for place in range((len(days) - 1) % every, len(days), every):
        x = sheet.left + place * step + bar / 2
        sheet.middle(x, bottom + small * 1.2, readable_day(days[place], "MMM"), small, "ink-2")
    for place, day in enumerate(days):
        x = sheet.left + place * step
        if (day.month == 1 or not place) and x >= free:
            sheet.write(x, bottom + small * 2.4, str(day.year), small, "ink-2")
            free = x + width_of("0000 ", small)
    sheet.box(sheet.left, bottom, step * len(days), 1, fill="ink-2")
