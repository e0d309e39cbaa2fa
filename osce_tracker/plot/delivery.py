"""Who delivers: how many commitments of each lever have which status on a day."""

from __future__ import annotations

from functools import partial
from textwrap import fill
from typing import TYPE_CHECKING, Any

from osce_tracker.analysis.rates import rates_by
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Lever
from osce_tracker.plot import canvas
from osce_tracker.plot.canvas import NOT_ASSESSED, SOFT, STATUS_FILL, Heading
from osce_tracker.plot.chart import Chart
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.caption import reporting_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from osce_tracker.analysis.rates import Rates
    from osce_tracker.tracker.tracker import Tracker


@checked
def levers(tracker: Tracker, on: date | str | None = None) -> Chart:
    """Chart who delivers: how many commitments of each lever have which status on a day.

    Args:
        tracker: the tracker. Commitments made by the day count.
        on: the day. By default the last day of the Chair's term, or the day up to which the record is known
            if that is earlier.

    Returns:
        A chart with one stacked bar per lever. Its rows hold the lever and the number of each status.

    Raises:
        PeriodError: if ``on`` is not a day.

    >>> import osce_tracker as ot
    >>> ot.plot.levers(ot.load(), "2025-01-20").text.partition(";")[0]
    'Commitments by who delivers, 20 January 2025: Chair alone: 10 commitments, 10 not assessed'
    """
    about = reporting_day(tracker, on)
    day = about.day
    counted = rates_by(tracker.so_on(day).commitments, day, "lever")
    rows = tuple(_row(lever, counted.get(lever)) for lever in Lever)
    title = f"Commitments by who delivers, {readable_day(day)}"
    text = "; ".join(f"{lever.label}: {canvas.in_words(counts)}" for lever, *counts in rows)
    return Chart(
        title=title,
        key="levers",
        draw=partial(_draw, canvas.heading(tracker, title, about.why and about.label), rows, about.note),
        text=f"{title}: {text if counted else 'none'}.",
        columns=("lever", *STATUS_FILL),
        rows=rows,
    )


def _row(lever: Lever, counted: Rates | None) -> tuple[Any, ...]:
    return lever, *(0 if counted is None else counted.count(status) for status in STATUS_FILL)


def _draw(head: Heading, rows: Sequence[tuple[Any, ...]], note: str) -> Any:
    most = max(sum(counts) for _, *counts in rows)
    if not most:
        return canvas.empty(head)
    figure = canvas.sheet(head, 6.5, NOT_ASSESSED, note)
    axes = figure.subplots()
    for line, (lever, *counts) in enumerate(rows):
        _draw_bar(axes, line, counts, most)
        name = lever.label[:1].upper() + lever.label[1:]
        place = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points"}
        axes.annotate(name, (0, line), (-200, 3), size=10, weight="bold", **place)
        text = canvas.shortened(lever.definition, 45, 2)
        axes.annotate(text, (0, line), (-200, -2), size=7.5, color=SOFT, va="top", **place)
    axes.set(xlim=(0, most * 1.06), ylim=(len(rows) - 0.4, -0.5), yticks=[], xlabel="number of commitments")
    axes.xaxis.get_major_locator().set_params(integer=True)
    _, *columns = zip(*rows, strict=True)
    used = [status for status, numbers in zip(STATUS_FILL, columns, strict=True) if any(numbers)]
    canvas.legends(figure, ("", canvas.patches(STATUS_FILL, used), 5))
    return figure


def _draw_bar(axes: Any, line: int, counts: Sequence[int], most: int) -> None:
    """Draw a bar with a number in each segment that is wide enough, and the other numbers below it."""
    left, narrow = 0, list[str]()
    for (status, (colour, hatch)), number in zip(STATUS_FILL.items(), counts, strict=True):
        if not number:
            continue
        axes.barh(line, number, 0.5, left, color=colour, hatch=hatch, edgecolor=SOFT, linewidth=0.6)
        if number / most < 0.015 + 0.01 * len(str(number)):
            narrow.append(f"{number} {status.label}".replace(" ", "\xa0"))
        else:
            box = {"facecolor": "white", "edgecolor": "none", "pad": 1.2}
            axes.text(left + number / 2, line, str(number), ha="center", va="center", bbox=box)
        left += number
    axes.text(left, line, f"\xa0\xa0{left}", va="center", weight="bold")
    if narrow:
        note = fill(f"Narrow segments: {'; '.join(narrow)}", 110)
        axes.text(0, line + 0.28, note, va="top", size=7, color=SOFT)
