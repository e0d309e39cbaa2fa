"""Who delivers: the statuses of each lever's commitments on a day."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from osce_tracker.analysis.rates import rates_by, tally
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Lever
from osce_tracker.model.statuses import Status
from osce_tracker.plot.canvas import Rows, Sheet, picture, width_of, wrapped
from osce_tracker.plot.chart import Chart
from osce_tracker.plot.words import STATUSES, counted, in_words
from osce_tracker.text import capitalised
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.caption import reporting_day
from osce_tracker.tracker.tracker import Tracker

#: Statuses that count towards no rate.
_NO_RATE: Final = (Status.NOT_ASSESSED, Status.SUPERSEDED, Status.WITHDRAWN)


@checked
def levers(tracker: Tracker, on: date | str | None = None) -> Chart:
    """Chart who delivers: the statuses of each lever's commitments on a day.

    Args:
        tracker: the tracker. Commitments made by the day count.
        on: the day. By default the last day of the Chair's term, or the day up to which the record is known
            if that is earlier.

    Returns:
        A chart with one stacked bar per lever, all equally wide, so that shares can be compared. Its rows
        hold the lever and the number of each status.

    Raises:
        PeriodError: if ``on`` is not a day.

    >>> import osce_tracker as ot
    >>> print(ot.plot.levers(ot.load()).title)
    Fulfilled: 24 of 40 where the Chair alone delivers, 4 of 13 where all 57 States must
    """
    about = reporting_day(tracker, on)
    day = about.day
    found = rates_by(tracker.so_on(day).commitments, day, "lever")
    none = tally(())
    rows: tuple[tuple[Any, ...], ...]
    rows = tuple((lever, *(found.get(lever, none).count(status) for status in STATUSES)) for lever in Lever)
    title = _title({row[0]: row[1:] for row in rows})
    subtitle = (
        f"All commitments, whoever made them, by who delivers and by status {about.label}. Each bar is the "
        "whole of its group."
    )
    text = "; ".join(f"{lever.label}: {in_words(counts)}" for lever, *counts in rows)
    paint = partial(_draw, rows=rows) if found else None
    return Chart(
        title=title,
        key="levers",
        draw=picture(tracker, title, subtitle, paint, about.note),
        text=f"Commitments by who delivers, {readable_day(day)}: {text if found else 'none'}.",
        columns=("lever", *STATUSES),
        rows=rows,
    )


def _title(counts: dict[Any, tuple[int, ...]]) -> str:
    """Compare the Chair's own deliveries with those that need all States, or else give the total."""
    alone, together = counts[Lever.CHAIR], counts[Lever.CONSENSUS]
    kept = STATUSES.index(Status.FULFILLED)
    if any(alone) and any(together):
        return (
            f"Fulfilled: {alone[kept]} of {_assessed(alone)} where the Chair alone delivers, "
            f"{together[kept]} of {_assessed(together)} where all 57 States must"
        )
    every = sum(map(sum, counts.values()))
    fulfilled = sum(numbers[kept] for numbers in counts.values())
    if not every:
        return "No commitment was made"
    return f"{fulfilled} of {counted(every)} {'was' if every == 1 else 'were'} fulfilled"


def _assessed(counts: Sequence[int]) -> int:
    """Return the number of counted commitments that rates are based on."""
    return sum(number for status, number in zip(STATUSES, counts, strict=True) if status not in _NO_RATE)


def _draw(sheet: Sheet, rows: Rows) -> None:
    columns = list(zip(*(counts for _, *counts in rows), strict=True))
    used = [status for status, numbers in zip(STATUSES, columns, strict=True) if any(numbers)]
    sheet.legend([(status, status.label) for status in used])
    sheet.top += sheet.small * 0.4
    step = (sheet.bottom - sheet.top) / len(rows)
    size = min(sheet.label, step * 0.26)
    small = min(sheet.small, size)
    for number, (lever, *counts) in enumerate(rows):
        y, total = sheet.top + number * step, sum(counts)
        name = capitalised(lever.label)
        share = f"{counts[0]} of {_assessed(counts)} assessed fulfilled" if total else "no commitments"
        sheet.write(sheet.left, y + size, name, size, bold=True)
        sheet.write(sheet.right, y + size, share, size, anchor="end")
        left = sheet.left + width_of(f"{name}  ", size, bold=True)
        room = sheet.right - left - width_of(f"  {share}", size)
        # A definition cut short would say less than none.
        lines = wrapped(lever.definition, room, small, 2)
        if len(lines) == 1:
            sheet.write(left, y + size, lines[0], small, "ink-2")
        _bar(sheet, counts, y + size * 1.4, min(step - size * 2.1, sheet.label * 3.5))


def _bar(sheet: Sheet, counts: Sequence[int], y: float, tall: float) -> None:
    """Draw a full-width bar with a number in each segment that has room for it."""
    x, total = sheet.left, sum(counts)
    size = min(sheet.label, tall * 0.8)
    for status, number in zip(STATUSES, counts, strict=True):
        if not number:
            continue
        wide = number / total * (sheet.right - sheet.left)
        box = x, y, wide, tall
        sheet.chip(status, box, f"{number} {status.label}")
        if wide > width_of(str(number), size) * 1.15:
            sheet.count(number, box, size, f"{status}-on")
        x += wide
