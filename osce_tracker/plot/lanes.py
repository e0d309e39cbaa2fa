"""Commitments in time: from the day they were made to their deadline, with what became of them."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Commitment
from osce_tracker.model.dimensions import Section
from osce_tracker.model.periods import Period
from osce_tracker.model.validation import argument, instances
from osce_tracker.plot import canvas
from osce_tracker.plot.canvas import INK, SOFT, STATUS_FILL, Heading
from osce_tracker.plot.chart import Chart
from osce_tracker.tracker.arguments import checked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from osce_tracker.model.commitments import StatusUpdate
    from osce_tracker.model.events import Event
    from osce_tracker.model.statuses import Status
    from osce_tracker.tracker.tracker import Tracker

#: More rows would be unreadable.
_MOST_ROWS: Final = 60
#: Height of a row, in inches.
_ROW: Final = 0.2
#: Width of the column of titles and ids, in points.
_LABELS: Final = 350


@checked
def timeline(
    tracker: Tracker,
    period: str | date | Period | None = None,
    commitments: Iterable[Commitment] | None = None,
) -> Chart:
    """Chart commitments from the day they were made to their deadline, with what became of them.

    Args:
        tracker: the tracker.
        period: which time to show. By default the term of the Chair, or everything dated.
        commitments: the commitments to show; by default all of the tracker.

    Returns:
        A chart with a row for each commitment that is open or updated in the period, in the order of
        dimensions, up to 60. A marker shows each update on the last day of its date; ticks along the top
        show the events of which the day is known. Its rows hold one update each, or one commitment that
        has none in the period.

    Raises:
        PeriodError: if the period is invalid.
        RecordError: if one is not a commitment.

    >>> import osce_tracker as ot
    >>> tracker = ot.load()
    >>> blocked = tracker.commitments.where(status="blocked", on="2025-08-31")
    >>> ot.plot.timeline(tracker, "2025-Q3", blocked).text
    'Timeline of commitments, Q3 2025: 1 commitment; updates: 1 not fulfilled; events: 28.'
    """
    shown = tracker.commitments if commitments is None else commitments
    promises = argument("commitments", partial(instances, Commitment), shown)
    span = _span(tracker, promises) if period is None else Period(period)
    title = "Timeline of commitments" if span is None else f"Timeline of commitments, {span.readable}"
    head = canvas.heading(tracker, title)
    if span is None:
        return Chart(title=title, key="timeline", draw=partial(canvas.empty, head), text=f"{title}: none.")
    running = [c for section in Section for c in promises if c.section is section and _runs(c, span)]
    rows = tuple(row for commitment in running[:_MOST_ROWS] for row in _rows(commitment, span))
    ticks = _event_days(tracker.events, span)
    return Chart(
        title=title,
        key="timeline",
        draw=partial(_draw, head, span, rows, ticks, max(len(running) - _MOST_ROWS, 0)),
        text=f"{title}: {_in_words(len(running), rows, len(ticks))}.",
        columns=("dimension", "commitment", "title", "made", "deadline", "update", "status"),
        rows=rows,
    )


def _span(tracker: Tracker, commitments: Sequence[Commitment]) -> Period | None:
    """Return the terms of the Chairs that the data set is about, or the time that the records span."""
    if tracker.terms:
        return Period.between(tracker.terms[0].since, tracker.terms[-1].until)
    dated = [c.made_on for c in commitments] + [event.when for event in tracker.events]
    dated += [u.date for c in commitments for u in c.updates] + [c.due for c in commitments if c.due]
    if not dated:
        return None
    return Period.between(min(when.first for when in dated), max(when.last for when in dated))


def _updates(commitment: Commitment, period: Period) -> list[StatusUpdate]:
    return [update for update in commitment.updates if period.first <= update.date.last <= period.last]


def _runs(commitment: Commitment, period: Period) -> bool:
    """Return True if a commitment has anything to draw in a period."""
    # What is open runs on after its deadline, and what is closed doesn't run on to it.
    is_open = commitment.made_on.first <= period.last and not commitment.status_on(period.first).is_closed
    return bool(_updates(commitment, period)) or is_open


def _rows(commitment: Commitment, period: Period) -> list[tuple[Any, ...]]:
    """Return a row for each update in a period, or one without update and status."""
    deadline = None if commitment.due is None else commitment.due.last
    begin = commitment.section, commitment.id, commitment.title, commitment.made_on.first, deadline
    updates = [(*begin, update.date.last, update.status) for update in _updates(commitment, period)]
    return [*updates] or [(*begin, None, None)]


def _event_days(events: Iterable[Event], period: Period) -> list[tuple[date, bool]]:
    """Return the first day of each event in a period, and whether it was called off."""
    shown = [event for event in events if event.to_the_day and period.overlaps(event.when)]
    # What began earlier is drawn where the period begins.
    return [(max(event.when.first, period.first), event.status.is_off) for event in shown]


def _in_words(running: int, rows: Sequence[tuple[Any, ...]], events: int) -> str:
    if not running:
        return "none"
    statuses = Counter(row[-1] for row in rows)
    updates = [f"{statuses[status]} {status.label}" for status in STATUS_FILL if statuses[status]]
    shown = f" ({_MOST_ROWS} shown)" if running > _MOST_ROWS else ""
    news = f"updates: {', '.join(updates)}" if updates else "no updates"
    return f"{canvas.count(running)}{shown}; {news}; events: {events}"


def _draw(
    head: Heading,
    period: Period,
    rows: Sequence[tuple[Any, ...]],
    events: Sequence[tuple[date, bool]],
    left_out: int,
) -> Any:
    if not rows:
        return canvas.empty(head)
    lines = len({row[1] for row in rows}) + len({row[0] for row in rows}) + bool(left_out)
    figure = canvas.sheet(head, _ROW * max(lines, 6) + 3.2)
    top, axes = figure.subplots(2, 1, sharex=True, height_ratios=(1.5, max(lines, 6)))
    _draw_events(top, events)
    _draw_lanes(axes, rows, period)
    if left_out:
        _label(axes, lines - 1, f"and {left_out} more, not shown", style="italic")
    axes.set(xlim=(period.first.toordinal(), period.last.toordinal() + 1), yticks=[])
    axes.set_ylim(max(lines, 6) - 0.5, -0.5)
    axes.grid(axis="x")
    labels = _axis_labels(period)
    axes.set_xticks([day.toordinal() for day in labels.values()], list(labels))
    top.tick_params(top=True, labeltop=True, bottom=False)
    canvas.legends(figure, ("", _entries({row[-1] for row in rows}), 4))
    return figure


def _draw_events(axes: Any, events: Sequence[tuple[date, bool]]) -> None:
    held = [day.toordinal() + 0.5 for day, off in events if not off]
    off = [day.toordinal() + 0.5 for day, off in events if off]
    axes.vlines(held, 0, 0.6, color=INK, linewidth=0.9)
    axes.plot(off, [0.8] * len(off), "x", color=INK, markersize=4)
    axes.set(ylim=(0, 1), yticks=[])
    axes.spines["left"].set_visible(False)
    _label(axes, 0.2, "Events", size=8.5, weight="bold")


def _draw_lanes(axes: Any, rows: Sequence[tuple[Any, ...]], period: Period) -> None:
    line, section = 0, None
    for (group, id_, title, made, deadline), updates in groupby(rows, key=lambda row: row[:5]):
        if group is not section:
            axes.axhspan(line - 0.5, line + 0.5, color="#EEEEEE", linewidth=0)
            _label(axes, line, group.label, size=8.5, weight="bold")
            line, section = line + 1, group
        _label(axes, line, canvas.shortened(title, 75))
        _label(axes, line, id_, -8, ha="right", color=SOFT)
        begin = made.toordinal()
        if deadline is None:
            end = period.last.toordinal() + 1
            axes.hlines(line, begin, end, color=SOFT, linewidth=0.8, linestyle=":")
        else:
            days = max(deadline.toordinal() + 1 - begin, 1)
            axes.barh(line, days, 0.5, begin, color="#D9D9D9", edgecolor=SOFT, linewidth=0.6)
        for *_, day, status in updates:
            if status is not None:
                axes.plot([day.toordinal() + 0.5], [line], **canvas.marker(status))
        line += 1


def _label(axes: Any, line: float, text: str, place: float = -_LABELS, **look: Any) -> None:
    """Write left of the axes, at a place in points."""
    look = {"size": 7.5, "va": "center", **look}
    axes.annotate(text, (0, line), (place, 0), ("axes fraction", "data"), "offset points", **look)


def _axis_labels(period: Period) -> dict[str, date]:
    """Return at most 8 days of a period by their labels: starts of months, or days in a short period."""
    first, last = period.first, period.last
    months = range(first.year * 12 + first.month - (first.day == 1), last.year * 12 + last.month)
    if len(months) > 2:
        starts = (date(month // 12, month % 12 + 1, 1) for month in months[:: -(-len(months) // 8)])
        return {canvas.short_month(day): day for day in starts}
    days = (first + timedelta(days=step) for step in range(0, period.days, -(-period.days // 4)))
    return {readable_day(day): day for day in days}


def _entries(statuses: set[Status | None]) -> list[Any]:
    """Return the entries of the legend."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    point: dict[str, Any] = {"color": INK, "linestyle": "none"}
    return [
        Patch(facecolor="#D9D9D9", edgecolor=SOFT, linewidth=0.6, label="from made to deadline"),
        Line2D([], [], color=SOFT, linewidth=0.8, linestyle=":", label="no deadline known"),
        Line2D([], [], marker="|", label="event", **point),
        Line2D([], [], marker="x", markersize=4, label="event postponed or cancelled", **point),
        *(
            Line2D([], [], label=f"update: {status.label}", **canvas.marker(status))
            for status in STATUS_FILL
            if status in statuses
        ),
    ]
