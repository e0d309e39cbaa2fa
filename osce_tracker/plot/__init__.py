"""Plots of a tracker for reports and slides: figures of matplotlib, and the files that they make.

Each function takes a tracker and returns a ``matplotlib.figure.Figure`` that ``save`` writes to a file;
``text_alternative`` tells what it shows to who cannot see it. Colours are never the only sign: hatchings,
markers and frames say the same in black and white.

>>> import osce_tracker as ot
>>> figure = ot.plot.support_map(ot.load(), on="2023-12-31")
>>> ot.plot.text_alternative(figure)
'Positions on the Chairpersonship: 1 supports, 1 welcomes, 54 without a statement.'
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from osce_tracker.analysis.positions import Standing, positions
from osce_tracker.errors import UsageError
from osce_tracker.model.commitments import Lever
from osce_tracker.model.dimensions import Dimension, Section
from osce_tracker.model.events import EventStatus
from osce_tracker.model.periods import Period, as_day
from osce_tracker.model.statements import About
from osce_tracker.model.statuses import Status
from osce_tracker.plot import canvas as drawing
from osce_tracker.plot.canvas import (
    INK,
    MARGIN,
    RULE,
    SOFT,
    STATUS_FILL,
    WIDTH,
    save,
    text_alternative,
    to_pdf,
    to_png,
    to_svg,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.figure import Figure

    from osce_tracker.model.commitments import Commitment
    from osce_tracker.model.events import Event
    from osce_tracker.tracker.tracker import Tracker

__all__ = [
    "levers",
    "save",
    "status_over_time",
    "support_map",
    "text_alternative",
    "timeline",
    "to_pdf",
    "to_png",
    "to_svg",
]

#: More bars than this are no picture any more.
_MOST_MONTHS: Final = 240
_MOST_ROWS: Final = 60
_ROW: Final = 0.2
_ONE_DAY: Final = timedelta(days=1)
_OFF: Final = (EventStatus.POSTPONED, EventStatus.CANCELLED)


def status_over_time(tracker: Tracker, period: str | date | Period | None = None) -> Figure:
    """Draw how many commitments have which status at the end of each month.

    Args:
        tracker: the tracker; a commitment counts from the last day of its date, or its first update.
        period: which months; without it from the first commitment to the last update. Where the period
            ends inside a month, its last day stands for that month.

    Returns:
        One stacked bar a month.

    Raises:
        PeriodError: when that is no period.
        UsageError: when it is longer than 20 years.

    >>> import osce_tracker as ot
    >>> ot.plot.text_alternative(ot.plot.status_over_time(ot.Tracker()))
    'Commitments by status: none.'
    """
    title = "Commitments by status"
    made = tuple(tracker.commitments)
    span = _span(made) if period is None else Period(period)
    days = [] if span is None else _month_ends(span)
    if period is not None and len(days) > _MOST_MONTHS:
        raise UsageError(f"{span} has {len(days)} months; accepted: up to {_MOST_MONTHS}")
    # A data set may go back further than a picture does; its earlier months are then left out.
    days = days[-_MOST_MONTHS:]
    counts = [_counted(made, day) for day in days]
    with drawing.house_style():
        figure = drawing.sheet(tracker, f"{title} at the end of each month", drawing.data_title(tracker), 6.0)
        if not any(counts):
            return drawing.empty(figure, title)
        axes = drawing.panel(figure, 1.0, 1.05, 7.4, 3.8)
        _stack_months(axes, counts)
        step = -(-len(days) // 12)
        places = range(len(days) - 1, -1, -step)
        axes.set_xticks(list(places), [days[place].isoformat()[:7] for place in places])
        axes.set_xlabel("month")
        axes.set_ylabel("number of commitments")
        drawing.explain(figure)
        # In the order in which the bars are stacked.
        handles = drawing.patches(STATUS_FILL, reversed(drawing.statuses(counts)), counts[-1])
        look: dict[str, Any] = {"alignment": "left", "handlelength": 2.2, "labelspacing": 0.9}
        look |= {"loc": "upper left", "bbox_to_anchor": (1.02, 1.0), "borderaxespad": 0}
        axes.legend(handles=handles, title=f"Status (number on {days[-1]})", **look)
    edges = {days[0]: counts[0], days[-1]: counts[-1]}
    told = "; ".join(f"on {day} {_told(count)}" for day, count in edges.items())
    return drawing.describe(figure, title, f"{title}: {told}.")


def timeline(
    tracker: Tracker, period: str | date | Period | None = None, dimension: str | Dimension | None = None
) -> Figure:
    """Draw commitments from the day they were made to their deadline, with what became of them.

    Args:
        tracker: the tracker.
        period: what is shown; without it the term of the Chair, or all that has a date.
        dimension: only what touches it.

    Returns:
        A row for each commitment that runs in the period, by section and id, up to 60; a marker for each
        update at the last day of its date; along the top a tick for each event with a known day.

    Raises:
        PeriodError: when that is no period.
        WordError: for an unknown dimension.

    >>> import osce_tracker as ot
    >>> ot.plot.text_alternative(ot.plot.timeline(ot.Tracker(), "2025"))
    'Timeline of commitments, 2025: none.'
    """
    wanted = None if dimension is None else Dimension.parse(dimension)
    commitments = [c for c in tracker.commitments if wanted is None or wanted in c.dimensions]
    events = [e for e in tracker.events if wanted is None or wanted in e.dimensions]
    shown = _term(tracker, commitments, events) if period is None else Period(period)
    title = "Timeline of commitments" if shown is None else f"Timeline of commitments, {shown.readable}"
    alive = [c for c in commitments if shown is not None and _runs(c, shown)]
    running = [c for section in Section for c in alive if c.section is section]
    items = _items(running)
    touching = "" if wanted is None else f"; touching the {wanted.label} dimension"
    tall = _ROW * max(len(items), 12)
    with drawing.house_style():
        figure = drawing.sheet(tracker, title, f"{drawing.data_title(tracker)}{touching}", tall + 3.35)
        if shown is None or not running:
            return drawing.empty(figure, title)
        top = drawing.panel(figure, 5.4, tall + 1.75, 5.2, 0.3)
        axes = drawing.panel(figure, 5.4, 1.7, 5.2, tall)
        held = _draw_events(top, events, shown)
        marks = _draw_rows(figure, axes, items, shown)
        for part in (top, axes):
            part.set_xlim(shown.first.toordinal(), shown.last.toordinal() + 1)
            ticks = _ticks(shown)
            part.set_xticks([day.toordinal() for day in ticks.values()], list(ticks))
        drawing.write(figure, 5.3, tall + 1.83, "Events", 3, ha="right", weight="bold")
        axes.set_xlabel("date")
        drawing.timeline_legend(figure, marks)
    listed = ", ".join(f"{marks[s]} {s.label}" for s in STATUS_FILL if marks[s]) or "none"
    rows = f"{len(running)} {_noun(len(running))}, {min(len(running), _MOST_ROWS)} of them drawn"
    told = f"{title}: {rows}; updates drawn: {listed}; events drawn: {held}."
    return drawing.describe(figure, title, told)


def support_map(
    tracker: Tracker, about: str | About = "chairmanship", on: date | str | None = None
) -> Figure:
    """Draw the latest stance of each participating State on a grid of tiles.

    Args:
        tracker: the tracker.
        about: what the statements are about: ``chairmanship`` or ``agenda``.
        on: the day up to which they were made; without it all count.

    Returns:
        A tile for each of the 57, roughly where it lies. A solid frame: it spoke itself; a dashed frame:
        only groups or others did; white with ``-``: no statement is known, which is no position. The
        Chair's own tile is dark.

    Raises:
        WordError: for another word.
        PeriodError: when ``on`` is no day.

    >>> import osce_tracker as ot
    >>> ot.plot.text_alternative(ot.plot.support_map(ot.Tracker()))
    'Positions on the Chairpersonship: 57 without a statement.'
    """
    found = positions(tracker, about, on)
    what = "the Chairpersonship" if found.about is About.CHAIRMANSHIP else "the OSCE or its agenda"
    title = f"Positions on {what}"
    spoke = {position.state: (position.standing, position.stance) for position in found.states}
    counted = [spoke.get(code, (Standing.NONE, None)) for code in {*spoke, *drawing.PLACES} - {tracker.chair}]
    standings, stances = Counter(s for s, _ in counted), Counter(s for _, s in counted)
    elsewhere = sorted(spoke.keys() - drawing.PLACES.keys())
    until = "" if found.on is None else f"; statements up to {found.on}"
    choice = "the latest statement of each participating State"
    with drawing.house_style():
        height = drawing.TILE * drawing.ROWS + 3.0
        figure = drawing.sheet(tracker, title, f"{drawing.data_title(tracker)}; {choice}{until}", height)
        axes = drawing.panel(figure, MARGIN, 1.75, 10.2, drawing.TILE * drawing.ROWS)
        axes.set(xlim=(-0.5, 10.2 / drawing.TILE - 0.5), ylim=(drawing.ROWS - 0.5, -0.5))
        axes.set_axis_off()
        for code in drawing.PLACES:
            standing, stance = spoke.get(code, (Standing.NONE, None))
            drawing.tile(axes, code, None if code == tracker.chair else standing, stance)
        if elsewhere:
            drawing.write(figure, MARGIN, 1.6, f"Without a tile: {', '.join(elsewhere)}", 10.2, size=8)
        _map_legend(figure, stances, standings, tracker.chair)
    listed = [f"{stances[stance]} {stance.label}" for stance in drawing.STANCE_FILL if stances[stance]]
    silent = [f"{stances[None]} without a statement"] if stances[None] else []
    return drawing.describe(figure, title, f"{title}: {', '.join([*listed, *silent])}.")


def levers(tracker: Tracker, on: date | str) -> Figure:
    """Draw, for each of those who deliver, how many commitments have which status on a day.

    Args:
        tracker: the tracker; commitments made by the day count.
        on: the day.

    Returns:
        One stacked bar a lever, with the counts in its segments.

    Raises:
        PeriodError: when that is no day.

    >>> import osce_tracker as ot
    >>> ot.plot.text_alternative(ot.plot.levers(ot.load(), "2025-01-20")).partition(";")[0]
    'Commitments by who delivers, 2025-01-20: Chair alone: 9 commitments, 9 not assessed'
    """
    day = as_day(on)
    title = f"Commitments by who delivers, {day}"
    made = tracker.so_on(day).commitments
    counts = {lever: _counted([c for c in made if c.lever is lever], day) for lever in Lever}
    with drawing.house_style():
        figure = drawing.sheet(tracker, title, drawing.data_title(tracker), 6.5)
        if not made:
            return drawing.empty(figure, title)
        axes = drawing.panel(figure, 3.6, 1.75, WIDTH - MARGIN - 4.2, 3.7)
        most = max(sum(count.values()) for count in counts.values())
        axes.set_xlim(0, most * 1.005)
        for place, (lever, count) in enumerate(counts.items()):
            _lever_bar(figure, axes, place, count)
            bottom = 1.75 + 3.7 * (1 - (place + 0.5) / (len(counts) + 0.1))
            name = lever.label[:1].upper() + lever.label[1:]
            drawing.write(figure, MARGIN, bottom + 0.03, name, 3.0, size=10, weight="bold")
            drawing.write(figure, MARGIN, bottom - 0.15, lever.definition, 3.0, size=7.5, color=SOFT)
        axes.set(ylim=(len(counts) - 0.4, -0.5), yticks=[])
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.set_xlabel("number of commitments")
        handles = drawing.patches(STATUS_FILL, drawing.statuses(counts.values()))
        corner = MARGIN / WIDTH, 0.1
        figure.legend(handles=handles, ncols=5, loc="lower left", bbox_to_anchor=corner, borderaxespad=0)
        drawing.explain(figure)
    told = "; ".join(f"{lever.label}: {_told(count)}" for lever, count in counts.items())
    return drawing.describe(figure, title, f"{title}: {told}.")


# Counting.


def _counted(commitments: Iterable[Commitment], day: date) -> Counter[Status]:
    return Counter(c.status_on(day) for c in commitments if _began(c) <= day)


def _began(commitment: Commitment) -> date:
    """Return since when a commitment counts: who acted on it had made it."""
    return min((commitment.made_on.last, *(update.date.last for update in commitment.updates)))


def _told(count: Counter[Status]) -> str:
    total = sum(count.values())
    parts = [f"{count[status]} {status.label}" for status in STATUS_FILL if count[status]]
    return ", ".join([f"{total} {_noun(total)}", *parts])


def _noun(count: int) -> str:
    return "commitment" if count == 1 else "commitments"


def _span(commitments: Sequence[Commitment]) -> Period | None:
    """Return the time from the first commitment to the last update, or ``None`` without any."""
    if not commitments:
        return None
    first = min(c.made_on.first for c in commitments)
    last = [u.date.last for c in commitments for u in c.updates] or [c.made_on.last for c in commitments]
    return Period.between(first, max(first, *last))


def _month_ends(period: Period) -> list[date]:
    """Return the last days of the months of a period, and its own last day."""
    first, last = period.first, period.last
    numbers = range(first.year * 12 + first.month, last.year * 12 + last.month)
    # The day before the first of a month is the last of the one before.
    return [*(date(number // 12, number % 12 + 1, 1) - _ONE_DAY for number in numbers), last]


def _term(tracker: Tracker, commitments: Sequence[Commitment], events: Sequence[Event]) -> Period | None:
    """Return the term of the Chair that the data set is about, or the time that records span."""
    chair = None if tracker.edition is None else tracker.edition.chair
    if chair is not None and chair in tracker.chairs:
        return Period.between(tracker.chairs[chair].since, tracker.chairs[chair].until)
    dated = [c.made_on for c in commitments] + [e.when for e in events]
    dated += [u.date for c in commitments for u in c.updates] + [c.due for c in commitments if c.due]
    if not dated:
        return None
    return Period.between(min(when.first for when in dated), max(when.last for when in dated))


def _items(commitments: Sequence[Commitment]) -> list[Section | Commitment | str]:
    """Return what the rows of a timeline show: each section with its commitments, and how many are left."""
    found: list[Section | Commitment | str] = []
    for commitment in commitments[:_MOST_ROWS]:
        new = commitment.section not in found
        found += [commitment.section, commitment] if new else [commitment]
    more = len(commitments) - _MOST_ROWS
    return [*found, f"and {more} more {_noun(more)}, not shown"] if more > 0 else found


def _runs(commitment: Commitment, period: Period) -> bool:
    """Tell whether something of a commitment can be drawn in a period."""
    updated = any(period.first <= update.date.last <= period.last for update in commitment.updates)
    ended = commitment.due is not None and commitment.due.last < period.first
    return updated or (commitment.made_on.first <= period.last and not ended)


def _ticks(period: Period) -> dict[str, date]:
    """Return at most 8 days of a period by what is written at them: months, or days in a short one."""
    starts = [period.first] * (period.first.day == 1)
    starts += [end + _ONE_DAY for end in _month_ends(period)[:-1]]
    if len(starts) > 2:
        return {day.isoformat()[:7]: day for day in starts[:: -(-len(starts) // 8)]}
    step = -(-period.days // 5)
    days = (period.first + timedelta(days=count) for count in range(0, period.days, step))
    return {day.isoformat(): day for day in days}


# Drawing.


def _stack_months(axes: Any, counts: Sequence[Counter[Status]]) -> None:
    axes.grid(axis="y", color=RULE, linewidth=0.5)
    below = [0] * len(counts)
    for status in drawing.statuses(counts):
        fill, hatch = STATUS_FILL[status]
        tall = [count[status] for count in counts]
        look = {"color": fill, "hatch": hatch, "edgecolor": SOFT, "linewidth": 0.5}
        axes.bar(range(len(counts)), tall, 0.86, below, label=status.label, **look)
        below = [low + count for low, count in zip(below, tall, strict=True)]
    axes.set(xlim=(-0.6, len(counts) - 0.4), ylim=(0, max(below) * 1.04))
    axes.yaxis.get_major_locator().set_params(integer=True)


def _draw_events(axes: Any, events: Iterable[Event], period: Period) -> int:
    """Draw the ticks of events along the top, and return how many."""
    known = [e for e in events if e.to_the_day and period.overlaps(e.when)]
    # What began before the period is drawn where the period begins.
    days = [(max(e.when.first, period.first).toordinal() + 0.5, e.status in _OFF) for e in known]
    axes.vlines([day for day, off in days if not off], 0, 0.6, color=INK, linewidth=0.9)
    axes.plot([day for day, off in days if off], [0.8] * sum(off for _, off in days), "x", color=INK, ms=4)
    axes.set(ylim=(0, 1), yticks=[])
    axes.spines["left"].set_visible(False)
    axes.tick_params(top=True, labeltop=True, bottom=False, labelbottom=False)
    return len(known)


def _draw_rows(
    figure: Any, axes: Any, items: Sequence[Section | Commitment | str], period: Period
) -> Counter[Status]:
    """Draw the rows of a timeline with their labels, and return how many updates of which status."""
    tall = axes.get_position().y1 * figure.get_figheight()
    marks: Counter[Status] = Counter()
    axes.grid(axis="x", color=RULE, linewidth=0.5)
    axes.set(ylim=(max(len(items), 12) - 0.5, -0.5), yticks=[])
    for row, item in enumerate(items):
        bottom = tall - (row + 0.68) * _ROW
        if isinstance(item, Section):
            axes.axhspan(row - 0.5, row + 0.5, color="#EEEEEE", linewidth=0)
            drawing.write(figure, MARGIN, bottom, item.label, 4.2, size=8.5, weight="bold")
        elif isinstance(item, str):
            drawing.write(figure, MARGIN, bottom, item, 4.2, size=8, style="italic")
        else:
            drawing.write(figure, MARGIN, bottom, item.id, 0.95, size=7.5, color=SOFT)
            drawing.write(figure, MARGIN + 1.0, bottom, item.title, 3.8, size=7.5)
            marks.update(_draw_commitment(axes, row, item, period))
    return marks


def _draw_commitment(axes: Any, row: int, commitment: Commitment, period: Period) -> list[Status]:
    begin, due = commitment.made_on.first.toordinal(), commitment.due
    if due is None:
        axes.hlines(row, begin, period.last.toordinal() + 1, color=SOFT, linewidth=0.8, linestyle=":")
    else:
        days = max(due.last.toordinal() + 1 - begin, 1)
        axes.barh(row, days, 0.5, begin, color="#D9D9D9", edgecolor=SOFT, linewidth=0.6)
    drawn = [u for u in commitment.history if period.first <= u.date.last <= period.last]
    for update in drawn:
        axes.plot([update.date.last.toordinal() + 0.5], [row], **drawing.marker(update.status))
    return [update.status for update in drawn]


def _map_legend(figure: Any, stances: Counter[Any], standings: Counter[Standing], chair: str | None) -> None:
    from matplotlib.patches import Patch

    frames: list[Any] = [
        Patch(facecolor="white", label=f"{label} ({standings[standing]})", **drawing.frame(standing))
        for standing, label in (
            (Standing.OWN, "spoke itself"),
            (Standing.THROUGH_GROUP, "only groups or others spoke for it"),
            (Standing.NONE, "-  no statement is known; silence is no position"),
        )
    ]
    if chair in drawing.PLACES:
        frames.append(Patch(facecolor=INK, edgecolor=INK, label="the Chair's own State, not counted"))
    tall = figure.get_figheight()
    look: dict[str, Any] = {"loc": "upper left", "alignment": "left", "handlelength": 2.2, "borderaxespad": 0}
    titles = "Stance of the latest statement (number of States)", "Who spoke (number of States)"
    for left, title, handles, columns in (
        (MARGIN, titles[0], drawing.patches(drawing.STANCE_FILL, drawing.STANCE_FILL, stances), 3),
        (6.0, titles[1], frames, 1),
    ):
        place = left / WIDTH, 1.5 / tall
        figure.legend(handles=handles, title=title, bbox_to_anchor=place, ncols=columns, **look)


def _lever_bar(figure: Any, axes: Any, place: int, count: Counter[Status]) -> None:
    """Draw a bar with its counts; those whose segment is too narrow for them stand beneath it."""
    left, renderer, narrow = 0, figure.canvas.get_renderer(), list[str]()
    wide = axes.get_window_extent(renderer).width / axes.get_xlim()[1]
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1.2}
    for status in drawing.statuses([count]):
        (fill, hatch), number = STATUS_FILL[status], count[status]
        axes.barh(place, number, 0.5, left, color=fill, hatch=hatch, edgecolor=SOFT, linewidth=0.6)
        middle = left + number / 2
        text = axes.text(middle, place, str(number), ha="center", va="center", size=9, bbox=box)
        if text.get_window_extent(renderer).width + 6 > number * wide:
            text.remove()
            narrow.append(f"{number} {status.label}".replace(" ", "\xa0"))
        left += number
    axes.text(left, place, f"\xa0\xa0{left}", ha="left", va="center", size=9, weight="bold")
    if narrow:
        note = "\n".join(wrap(f"Narrow segments: {'; '.join(narrow)}", 120))
        axes.text(0, place + 0.28, note, ha="left", va="top", size=7, color=SOFT)
