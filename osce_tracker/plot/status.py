"""How many commitments have which status at the end of each month."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from osce_tracker.analysis.rates import rates_over
from osce_tracker.errors import UsageError
from osce_tracker.model.clock import readable_day
from osce_tracker.model.periods import Period
from osce_tracker.plot import canvas
from osce_tracker.plot.canvas import NOT_ASSESSED, SOFT, STATUS_FILL, Heading
from osce_tracker.plot.chart import Chart
from osce_tracker.tracker.arguments import checked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from osce_tracker.tracker.tracker import Tracker

#: More bars than this, 20 years, can't be told apart.
_MOST_MONTHS: Final = 240


@checked
def status_over_time(tracker: Tracker, period: str | date | Period | None = None) -> Chart:
    """Chart how many commitments have which status at the end of each month.

    Args:
        tracker: the tracker. A commitment counts once it is made.
        period: which months. By default from the first commitment to the last update, at most the last 20
            years. If the period ends within a month, its last day is used for that month.

    Returns:
        A chart with one stacked bar per month. Its rows hold the day and the number of each status.

    Raises:
        PeriodError: if the period is invalid.
        UsageError: if the period is longer than 20 years.

    >>> import osce_tracker as ot
    >>> ot.plot.status_over_time(ot.load(), "2025-01").text
    'Commitments by status: on 31 January 2025 34 commitments, 2 in progress, 32 not assessed.'
    """
    span = _span(tracker) if period is None else Period(period)
    days = [] if span is None else _month_ends(span)
    if period is not None and len(days) > _MOST_MONTHS:
        raise UsageError(f"{span} has {len(days)} months. Choose at most {_MOST_MONTHS}.")
    rows = _counts(tracker, days[-_MOST_MONTHS:])
    edges = dict.fromkeys((rows[0], rows[-1])) if rows and any(rows[-1][1:]) else {}
    text = "; ".join(f"on {readable_day(day)} {canvas.in_words(counts)}" for day, *counts in edges) or "none"
    title = f"Status of commitments up to {readable_day(days[-1])}" if days else "Status of commitments"
    return Chart(
        title=title,
        key="status",
        draw=partial(_draw, canvas.heading(tracker, title, "at the end of each month"), rows),
        text=f"Commitments by status: {text}.",
        columns=("day", *STATUS_FILL),
        rows=rows,
    )


def _counts(tracker: Tracker, days: Sequence[date]) -> tuple[tuple[Any, ...], ...]:
    """Return a row for each day: the day and the number of each status."""
    counted = rates_over(tracker.commitments, days)
    return tuple(
        (day, *(found.count(status) for status in STATUS_FILL))
        for day, found in zip(days, counted, strict=True)
    )


def _span(tracker: Tracker) -> Period | None:
    """Return the time from the first commitment to the last update, or ``None`` if there are none."""
    made = [commitment.made_on for commitment in tracker.commitments]
    if not made:
        return None
    first = min(when.first for when in made)
    updates = [update.date.last for commitment in tracker.commitments for update in commitment.updates]
    return Period.between(first, max(first, *(updates or [when.last for when in made])))


def _month_ends(period: Period) -> list[date]:
    """Return the last day of each month of a period; for the last month, that of the period."""
    first, last = period.first, period.last
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month - 1)
    return [*(Period(f"{month // 12:04}-{month % 12 + 1:02}").last for month in months), last]


def _draw(head: Heading, rows: Sequence[tuple[Any, ...]]) -> Any:
    if not rows or not any(rows[-1][1:]):
        return canvas.empty(head)
    figure = canvas.sheet(head, 6.0, NOT_ASSESSED)
    axes = figure.subplots()
    days, *columns = zip(*rows, strict=True)
    stacked = {s: numbers for s, numbers in zip(STATUS_FILL, columns, strict=True) if any(numbers)}
    below = [0] * len(days)
    for status, numbers in stacked.items():
        fill, hatch = STATUS_FILL[status]
        look = {"color": fill, "hatch": hatch, "edgecolor": SOFT, "linewidth": 0.5}
        axes.bar(range(len(days)), numbers, 0.86, below, label=status.label, **look)
        below = [low + number for low, number in zip(below, numbers, strict=True)]
    axes.grid(axis="y")
    axes.set(xlim=(-0.6, len(days) - 0.4), ylim=(0, max(below) * 1.04), ylabel="number of commitments")
    axes.yaxis.get_major_locator().set_params(integer=True)
    places = range(len(days) - 1, -1, len(days) // -12)
    axes.set_xticks(places, [canvas.short_month(days[place]).replace(" ", "\n") for place in places])
    # From top to bottom, as the bars are stacked.
    entries = canvas.patches(
        STATUS_FILL, reversed(stacked), {s: numbers[-1] for s, numbers in stacked.items()}
    )
    legend = f"Status (number on {readable_day(days[-1])})"
    place = {"loc": "upper left", "bbox_to_anchor": (1.02, 1), "alignment": "left"}
    axes.legend(handles=entries, title=legend, labelspacing=0.9, **place)
    return figure
