"""Commitments over time: a lane for each, coloured by its status, with its deadline."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from math import ceil
from typing import Any, Final

from osce_tracker.analysis.moves import courses
from osce_tracker.analysis.rates import rates
from osce_tracker.design import READING
from osce_tracker.errors import UsageError, quoted
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Commitment
from osce_tracker.model.periods import Period
from osce_tracker.model.statuses import Status
from osce_tracker.plot.canvas import Rows, Sheet, picture, width_of, wrapped
from osce_tracker.plot.chart import Chart
from osce_tracker.plot.words import STATUSES, chosen_by, counted, span_of
from osce_tracker.text import capitalised, one_line
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.tracker import Tracker

#: The most lanes that have titles of two lines of 20 pixels in a picture of 1200 by 675, and on paper.
LANES: Final = 7
_ON_PAPER: Final = 25
#: The height of a line of a title, and of a lane below it, in sizes of the type.
_LINE: Final = 1.25
_LANE: Final = 1.6
#: A title is shorter, so that it can be read from a slide at a glance.
_LONGEST: Final = 90
_COLUMNS: Final = ("commitment", "title", "deadline", "since", "until", "dated", "status")


@checked
def lanes(
    tracker: Tracker,
    period: str | date | Period | None = None,
    commitments: Iterable[Commitment] | None = None,
    page: int = 1,
    *,
    selection: str | None = None,
) -> Chart:
    """Chart commitments over time, coloured by status, with their deadlines.

    Args:
        tracker: the tracker.
        period: which commitments to show: those that were open or updated in it. The picture begins with
            the year in which it ends, and the period is shaded. By default the term of the Chair, or
            everything dated.
        commitments: the commitments to choose from; by default all of the tracker.
        page: a picture holds seven commitments, sorted by outcome; 2 shows the next seven, and so on.
        selection: what the commitments have in common, for the subtitle.

    Returns:
        A chart with a lane for each commitment. Its rows hold one commitment with one status each: from when
        until when, and the date of the update as its source gives it.

    Raises:
        PeriodError: if the period is invalid.
        UsageError: if one is not a commitment, or there is no such page.

    >>> import osce_tracker as ot
    >>> tracker = ot.load()
    >>> print(ot.plot.lanes(tracker, "2025-Q4", tracker.commitments.where(lever="consensus")).title)
    Commitments 1 to 7 of 12: 1 blocked, 3 not fulfilled, 3 partly fulfilled
    """
    promises = tracker.commitments if commitments is None else commitments
    span = span_of(tracker, promises) if period is None else Period(period)
    running = [] if span is None else _running(promises, span)
    pages = max(-(-len(running) // LANES), 1)
    if type(page) is not int or not 1 <= page <= pages:
        raise UsageError(
            f"There is no page {quoted(page)} of {counted(len(running))}. Choose from 1 to {pages}."
        )
    if span is None or not running:
        title = "No commitment was open or updated" + ("" if span is None else f" in {span.readable}")
        draw = picture(tracker, title, "", None)
        return Chart(title=title, key="lanes", draw=draw, text=f"{title}: none.")
    return _page(tracker, span, running, (page, LANES), selection, f"open or updated in {span.readable}")


def all_lanes(
    tracker: Tracker, period: Period, commitments: Iterable[Commitment], selection: str, what: str
) -> tuple[Chart, ...]:
    """Return every page of lanes, for a document; nothing if no commitment was open or updated.

    Args:
        tracker: the tracker.
        period: as for ``lanes``.
        commitments: the commitments to choose from.
        selection: by what they were chosen.
        what: what happened to them in the period, such as "changed status".
    """
    running = _running(commitments, period)
    pages = range(1, -(-len(running) // _ON_PAPER) + 1)
    return tuple(_page(tracker, period, running, (page, _ON_PAPER), selection, what) for page in pages)


def _running(commitments: Iterable[Commitment], span: Period) -> list[Commitment]:
    found = [one for one in courses(commitments, span) if one.made <= span.last and one.current]
    return sorted((one.commitment for one in found), key=lambda c: _place(c, span.last))


def _page(  # noqa: PLR0917 (those of a page)
    tracker: Tracker,
    span: Period,
    running: Sequence[Commitment],
    place: tuple[int, int],
    selection: str | None,
    what: str,
) -> Chart:
    """Return one of the pages that hold so many commitments each; ``what`` is true of all of them."""
    page, most = place
    pages, before = -(-len(running) // most), (page - 1) * most
    chosen = running[before : before + most]
    axis = Period.between(min(span.first, span.last.replace(month=1, day=1)), span.last)
    rows = tuple(row for commitment in chosen for row in _rows(commitment, axis))
    counts = rates(chosen, span.last)
    words = [(s, counts.count(s)) for s in sorted(STATUSES, key=READING.index) if counts.count(s)]
    text = ", ".join(f"{number} {status.label}" for status, number in words)
    which = f"s {before + 1} to {before + len(chosen)}" if len(chosen) > 1 else f" {before + 1}"
    part = f"Commitment{which} of {len(running)}" if pages > 1 else counted(len(chosen))
    failed = counts.count(Status.NOT_FULFILLED)
    verb, lost = "was" if len(chosen) == 1 else "were", f" and {failed} not fulfilled" if failed else ""
    kept = f"{counts.count(Status.FULFILLED)} of {counted(len(chosen))} {verb} fulfilled"
    title = f"{kept} on {readable_day(span.last)}{lost}"
    what = capitalised(what) if pages > 1 else f"{part} {what}"
    if pages > 1 or selection is not None:
        # Pages sorted by outcome would each be all kept or all failed, and a selection isn't a rate.
        title = _in_short(part, words)
        what += f", by status on {readable_day(span.last)}"
    shade = f" Shaded: {span.readable}." if axis != span else ""
    subtitle = f"{chosen_by(selection)}{what}. Thick bar: open; thin: closed; upright line: deadline.{shade}"
    paint = partial(_draw, axis=axis, span=span, rows=rows)
    return Chart(
        title=title,
        key="lanes" if pages == 1 else f"lanes-{page}",
        draw=picture(tracker, title, subtitle, paint),
        text=f"{title}: {chosen_by(selection)}{what}{'' if text in title else f'; {text}'}.",
        columns=_COLUMNS,
        rows=rows,
    )


def _in_short(part: str, words: Sequence[tuple[Status, int]]) -> str:
    """Return a title with the number of each status, of as many as there is room for."""
    named = [f"{number} {status.label}" for status, number in words]
    title = f"{part}: {', '.join(named)}"
    while len(title) >= _LONGEST:
        named.pop()
        others = sum(number for _, number in words[len(named) :])
        title = f"{part}: {', '.join(named)}, {others} other{'' if others == 1 else 's'}"
    return title


def _place(commitment: Commitment, day: date) -> tuple[Any, ...]:
    """Sort by outcome, what is stuck or failed first, and then by when it was reached."""
    update = commitment.update_on(day)
    when = commitment.made if update is None else update.date.last
    return READING.index(commitment.status_on(day)), when, commitment.id


def _rows(commitment: Commitment, axis: Period) -> list[tuple[Any, ...]]:
    """Return a row for each status that a commitment had in the time of the axis."""
    begin = commitment.id, commitment.title, commitment.due
    turns: list[tuple[date, Period, Status]] = [(commitment.made, commitment.made_on, Status.NOT_ASSESSED)]
    # Of several updates on one day, the last counts; one that changes nothing doesn't count.
    for update in commitment.updates:
        if update.date.last <= axis.last:
            if turns[-1][0] == update.date.last:
                turns.pop()
            if not turns or turns[-1][2] is not update.status:
                turns.append((update.date.last, update.date, update.status))
    found: list[tuple[Any, ...]] = []
    for number, (since, dated, status) in enumerate(turns):
        until = axis.last if number == len(turns) - 1 else turns[number + 1][0] - timedelta(days=1)
        if until >= axis.first:
            found.append((*begin, max(since, axis.first), until, dated, status))
    return found


def _draw(sheet: Sheet, axis: Period, span: Period, rows: Rows) -> None:
    used = {row[-1] for row in rows}
    legend = [(status, status.label) for status in STATUSES if status in used]
    promises = [(key, list(group)) for key, group in groupby(rows, key=lambda row: row[:3])]
    names = [one_line(title) or id_ for (id_, title, _), _ in promises]
    size, left, titles, tall = (_above if sheet.narrow else _beside)(sheet, legend, names)
    words = max(width_of(group[-1][-1].label, size) for _, group in promises) + size * 1.6
    right = sheet.right - words - size * 1.2
    day = (right - left) / axis.days

    def at(when: date) -> float:
        return left + (when.toordinal() - axis.first.toordinal()) * day

    top = sheet.top + sheet.small * 1.4
    bottom = top + sum(tall)
    if span != axis:
        sheet.box(at(span.first), top, right - at(span.first), bottom - top, fill="shade")
    _months(sheet, axis, at, (left, right), (top, bottom), size=min(size, sheet.small))
    y = top
    for ((_, title, due), turns), lines, high in zip(promises, titles, tall, strict=True):
        lane = high - size * _LINE * len(lines) if sheet.narrow else high
        middle = y + high - lane / 2
        if y > top:
            sheet.box(sheet.left, round(y), sheet.right - sheet.left, 1, fill="rule")
        above = y + size * 0.1 if sheet.narrow else middle - size * (0.64 * len(lines)) - size * 0.08
        sheet.lines(sheet.left, above, lines, size, title=title)
        lane = min(lane, sheet.label * 3)
        _bars(sheet, turns, (at, day), (middle, lane))
        if due is not None and axis.first <= due.last <= axis.last:
            # It is higher than symbols, so that it can be seen behind them.
            upright, tip = lane * 0.94, f"Deadline: {due.readable}"
            sheet.box(at(due.last) + day - 1.5, middle - upright / 2, 3, upright, fill="ink", title=tip)
        _symbols(sheet, turns, (at, day), (middle, lane))
        status = turns[-1][-1]
        x = right + size * 1.2
        sheet.symbol(status, x, middle - size * 0.5, size)
        sheet.write(x + size * 1.5, middle + size * 0.36, status.label, size)
        y += high


#: The size of type, the left edge of the bars, the lines of each title, and the height of each lane.
Layout = tuple[float, float, list[list[str]], list[float]]
Legend = Sequence[tuple[str, str]]


def _above(sheet: Sheet, legend: Legend, names: Sequence[str]) -> Layout:
    """Draw the legend, and return a layout with titles above the lanes: two lines where there is room."""
    size = sheet.small
    sheet.legend(legend, size)
    room = sheet.bottom - sheet.top - size * 1.4
    for most in (2, 1):
        titles = [wrapped(name, sheet.right - sheet.left, size, most) for name in names]
        needed = [len(lines) * _LINE + _LANE for lines in titles]
        if sum(needed) * size <= room:
            break
    sheet.is_whole &= not any(lines[-1].endswith("…") for lines in titles)
    size = min(size, room / sum(needed))
    # What is left goes to the lanes.
    more = min((room - sum(needed) * size) / len(names), sheet.label * 2)
    return size, sheet.left, titles, [need * size + more for need in needed]


def _beside(sheet: Sheet, legend: Legend, names: Sequence[str]) -> Layout:
    """Draw the legend, and return a layout with titles beside the lanes."""
    room = sheet.bottom - sheet.top - sheet.small * 1.4
    # The legend is no larger than the titles, and takes a line of its own size.
    step = min((room - sheet.label * 1.7) / len(names), sheet.label * 5.5)
    # Two lines show more than larger type.
    most = 2 if step / 2.5 >= sheet.small * 0.74 else 1
    size = min(sheet.label, step / (2.5 if most == 2 else 1.35))
    before = sheet.top
    sheet.legend(legend, size)
    step = min((room - (sheet.top - before)) / len(names), sheet.label * 5.5)
    size = min(size, step / (2.5 if most == 2 else 1.35))
    longest = max(width_of(name, size) for name in names) / most + size * 1.2
    width = sheet.right - sheet.left
    # Long titles on one line have up to half of the picture.
    left = sheet.left + min(max(0.42 * width, longest), 0.5 * width)
    titles = [wrapped(name, left - sheet.left - size, size, most) for name in names]
    return size, left, titles, [step] * len(names)


def _bars(sheet: Sheet, turns: Rows, scale: tuple[Any, float], place: tuple[float, float]) -> None:
    """Draw the bars of a lane from left to right: thick while open, thin once closed."""
    (at, day), (middle, lane) = scale, place
    for _, title, _, since, until, dated, status in turns:
        thick = lane * (0.2 if status.is_closed else 0.5)
        wide = (until - since).days * day + day
        tip = f"{title}: {status.label} from {readable_day(since)} ({dated.readable})"
        sheet.chip(status, (at(since), middle - thick / 2, wide, thick), tip)


def _symbols(sheet: Sheet, turns: Rows, scale: tuple[Any, float], place: tuple[float, float]) -> None:
    """Draw symbols where a closed or blocked status begins."""
    (at, day), (middle, lane) = scale, place
    for number, (*_, since, _, dated, status) in enumerate(turns):
        is_end = status.is_closed or status is Status.BLOCKED
        if not is_end or (since > dated.last and not number):
            continue
        # A date that a source gives only roughly is a line over all its days.
        if dated.days > 1:
            begin = at(max(dated.first, turns[0][3]))
            sheet.box(begin, middle - 0.75, at(since) - begin, 1.5, fill="ink")
        size = min(lane * 0.76, sheet.label)
        x = at(since) + day / 2 - size / 2
        sheet.box(x - 1, middle - size / 2 - 1, size + 2, size + 2, fill="paper")
        sheet.symbol(status, x, middle - size / 2, size)


def _months(
    sheet: Sheet, axis: Period, at: Any, sides: tuple[float, float], ends: tuple[float, float], *, size: float
) -> None:
    """Write the months or years of the axis where they begin, with a thin line down."""
    (left, right), (top, bottom) = sides, ends
    first, last = axis.first, axis.last
    months = range(first.year * 12 + first.month - (first.day == 1), last.year * 12 + last.month)
    starts = [date(month // 12, month % 12 + 1, 1) for month in months] or [first]
    form, days = "MMM", 28
    if len(starts) > 13:
        form, days = "Y", 365
        starts = [day for day in starts if day.month == 1]
    room = max(width_of(readable_day(day, form), size) for day in starts[:12]) + size * 0.6
    # All labels are as far from each other as the longest needs.
    for start in starts[:: ceil(room * axis.days / (right - left) / days)]:
        x = at(start)
        sheet.box(round(x), top, 1, bottom - top, fill="rule")
        if x + room - size * 0.6 <= right:
            sheet.write(x + 2, top - size * 0.4, readable_day(start, form), size, "ink-2")
