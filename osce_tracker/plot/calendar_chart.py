"""A calendar of events and deadlines: a month with titles, or a year with numbers."""

from calendar import Calendar
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from osce_tracker.analysis.meetings import deadlines
from osce_tracker.errors import PeriodError
from osce_tracker.model.clock import readable_day
from osce_tracker.model.events import EventStatus
from osce_tracker.model.periods import Period
from osce_tracker.model.written_dates import WEEKDAYS
from osce_tracker.plot.canvas import SMALLEST, Circle, Place, Rows, Sheet, picture, wrapped
from osce_tracker.plot.chart import Chart
from osce_tracker.plot.words import counted
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.caption import reporting_day
from osce_tracker.tracker.tracker import Tracker

_COLUMNS: Final = ("date", "time", "body", "title", "what", "status", "id")
#: The kinds of deadlines that name days. A deadline such as "2025" is that of the year, not of its last day.
KNOWN_DAYS: Final = ("day", "span")
#: The shade of a day by its number of events, the most first.
_SHADES: Final = ((4, 1.0), (3, 0.75), (2, 0.5), (1, 0.25))
#: The height of a line, and of a row without events, in sizes of their type; more lines than any title has.
_LINE: Final = 1.22
_HEAD: Final = 1.5
_ALL: Final = 99
#: How much smaller than usual the type of a crowded month may be.
_SMALLER: Final = 0.85
#: The width of a weekday compared with the fullest one: at least, and if it is empty.
_LEAST_SHARE: Final = 0.6
_EMPTY_SHARE: Final = 0.25
#: In sizes of their type: the width of a day's name in a list, and the least width of a column.
_DAY_NAME: Final = 4.6
_COLUMN: Final = 26


@checked
def calendar(tracker: Tracker, period: str | date | Period | None = None) -> Chart:
    """Chart the events and deadlines of a month with their titles, or of a year as numbers.

    Args:
        tracker: the tracker.
        period: a month such as ``"2025-12"``, or a year. By default the year of the last day of the Chair's
            term, or of the day up to which the record is known if that is earlier.

    Returns:
        A chart with a cell for each day. Its rows hold the events and the deadlines of commitments. Events
        and deadlines whose day is not known are counted in the subtitle.

    Raises:
        PeriodError: if the period is neither a month nor a year.
        UsageError: if no period was given and the data set has no dated fact.

    >>> import osce_tracker as ot
    >>> print(ot.plot.calendar(ot.load(), "2025-12").title)
    December 2025 has 18 events and 6 deadlines on known days
    """
    span = Period(reporting_day(tracker).day.year) if period is None else Period(period)
    if span.kind not in ("month", "year"):
        raise PeriodError(str(period), f"{str(period)!r} is neither a month nor a year. Try 2025-12 or 2025.")
    found = list(tracker.events.where(period=span))
    dated = [event for event in found if event.to_the_day]
    if span.kind == "year":
        dated = [event for event in dated if span.contains(event.when.first)]
    due = deadlines(tracker, span)
    on_days = [c for c in due if c.due is not None and c.due.kind in KNOWN_DAYS]
    rows: list[tuple[Any, ...]] = [
        (e.when, e.start_time, e.body, e.title, "event", e.status, e.id) for e in dated
    ]
    rows += [(c.due, None, "", c.title, "deadline", c.status_on(span.last), c.id) for c in on_days]
    rows.sort(key=lambda row: (row[0].first, row[4] != "event", row[1] or "99", row[3]))
    vague = len(found) - sum(event.to_the_day for event in found), len(due) - len(on_days)
    without = zip(
        vague, ("event", "deadline"), ("whose day is not known", "of a month or longer"), strict=True
    )
    notes = [f"{counted(number, noun)} {which}" for number, noun, which in without if number]
    rest = f" Not shown: {', '.join(notes)}." if notes else ""
    title, subtitle, text = _words(span, rows, rest)
    paint = partial(_draw_month if span.kind == "month" else _draw_year, span=span, rows=tuple(rows))
    return Chart(
        title=title,
        key="calendar",
        draw=picture(tracker, title, subtitle, paint),
        text=f"{title}: {text or 'none'}.",
        columns=_COLUMNS,
        rows=rows,
    )


def _words(span: Period, rows: Rows, rest: str) -> tuple[str, str, str]:
    """Return the title, the subtitle and the numbers in words."""
    events = [row for row in rows if row[4] == "event"]
    deadlines = len(rows) - len(events)
    statuses = Counter(row[5] for row in events)
    words = [f"{statuses[status]} {status.label}" for status in EventStatus if statuses[status]]
    words = [", ".join(words), *([counted(deadlines, "deadline")] if deadlines else [])]
    text = "; ".join(filter(None, words))
    if span.kind == "month":
        also = f" and {counted(deadlines, 'deadline')}" if deadlines else ""
        title = f"{span.readable} has {counted(len(events), 'event')}{also} on known days"
        legend = "Filled: held. Dashed: announced only, postponed or cancelled. Thick edge: deadline."
        return title, f"Local times.{rest} {legend}", text
    months = Counter(row[0].first.month for row in events)
    if not events:
        return f"No event of {span.readable} has a known day", f"Dots: deadlines.{rest}", text
    most = max(months.values())
    busiest = [readable_day(date(span.first.year, m, 1), "MMMM") for m in sorted(months) if months[m] == most]
    every = f"{most} of the {counted(len(events), 'event')} of {span.readable} with a known day"
    title = f"{busiest[0]} was the busiest month: {every} began in it"
    if len(busiest) > 1:
        title = f"{busiest[0]} and {counted(len(busiest) - 1, 'other month')} were busiest: {every} in each"
    legend = "Events by the day on which they began; darker: more. Dot: a deadline of a commitment."
    return title, f"{legend}{rest}", text


def _draw_year(sheet: Sheet, span: Period, rows: Rows) -> None:
    size = sheet.small
    left, right = sheet.left + size * 2.6, sheet.right - size * 2.6
    top = sheet.top + size * 1.5
    wide, tall = (right - left) / 31, (sheet.bottom - top) / 12
    begun: defaultdict[date, list[str]] = defaultdict(list)
    due: defaultdict[date, list[str]] = defaultdict(list)
    for row in rows:
        if row[4] == "event":
            begun[row[0].first].append(row[3])
        else:
            due[row[0].last].append(row[3])
    every = 1 if wide > size * 1.8 else 5
    for day in (1, *range(every, 32, every)) if every > 1 else range(1, 32):
        x = left + (day - 0.5) * wide
        sheet.middle(x, top - size * 0.5, str(day), size, "ink-2")
    sheet.write(sheet.right, top - size * 0.5, "All", size, "ink-2", anchor="end")
    day, gap = span.first, min(wide, tall) * 0.1
    totals = Counter(when.month for when, titles in begun.items() for _ in titles)
    for month in range(1, 13):
        middle = top + (month - 0.5) * tall + size * 0.36
        first = day.replace(month=month, day=1)
        sheet.write(sheet.left, middle, readable_day(first, "MMM"), size)
        sheet.write(sheet.right, middle, str(totals[month]), size, anchor="end", bold=True)
        for number in range(1, Period(f"{first.year:04}-{month:02}").days + 1):
            when = first.replace(day=number)
            x, y = left + (number - 1) * wide, top + (month - 1) * tall
            _day(sheet, (x, y, wide - gap, tall - gap), when, begun.get(when, []), due.get(when, []))


def _day(sheet: Sheet, box: Place, when: date, begun: Sequence[str], due: Sequence[str]) -> None:
    x, y, wide, tall = box
    sheet.box(x, y, wide, tall, fill="surface" if when.weekday() > 4 else "paper", line="rule", weight=0.8)
    size = min(sheet.small, tall * 0.7, wide * 0.8)
    if begun:
        opacity = next(shade for least, shade in _SHADES if len(begun) >= least)
        tip = f"{readable_day(when)}: {'; '.join(begun)}"
        sheet.box(x, y, wide, tall, fill="link", opacity=opacity, title=tip)
        if len(begun) > 1:
            sheet.count(len(begun), box, size, "paper" if len(begun) > 2 else "ink")
    if due:
        tip = f"{readable_day(when)}, deadline: {'; '.join(due)}"
        radius = min(wide, tall) * (0.15 if len(begun) > 1 else 0.2)
        place = (x + wide * 0.84, y + tall * 0.2) if len(begun) > 1 else (x + wide * 0.5, y + tall * 0.5)
        sheet.add(Circle(*place, radius, fill="ink", line="paper", title=tip))


def _draw_month(sheet: Sheet, span: Period, rows: Rows) -> None:
    """Draw a month as a grid, or as a list if a grid has no room for every full title."""
    if sheet.narrow and not rows:
        sheet.nothing("events")
        return
    days = Calendar().monthdayscalendar(span.first.year, span.first.month)
    weeks = [[span.first.replace(day=day) for day in week if day] for week in days]
    items = [_items(rows, week[0], week[-1]) for week in weeks]
    sizes = sheet.small, max(sheet.small * _SMALLER, SMALLEST)
    head = sheet.small * _HEAD
    room, edges = sheet.bottom - sheet.top - head, _edges(sheet, items)
    for text in () if sheet.narrow else sizes:
        placed = [_place_items(found, edges, text) for found in items]
        heights = [head + 2 + max((y + tall for *_, (_, y, _, tall) in week), default=0) for week in placed]
        if sum(heights) <= room:
            break
    else:
        _list(sheet, _items(rows, span.first, span.last), sizes)
        return
    for x, name in zip(edges, WEEKDAYS, strict=False):
        sheet.write(x, sheet.top + sheet.small, name[:3], sheet.small, "ink-2", bold=True)
    y, extra = sheet.top + head, (room - sum(heights)) / len(weeks)
    for week, found, each, tall in zip(weeks, items, placed, heights, strict=True):
        _numbers(sheet, week, found, edges, (y, tall + extra))
        for (*_, row), lines, (x, down, wide, high) in each:
            _entry(sheet, (x, y + head + down, wide, high), row, lines, text)
        y += tall + extra


#: An event or deadline in a week or a month, with its first and last day there.
Item = tuple[date, date, tuple[Any, ...]]


def _items(rows: Rows, first: date, last: date) -> list[Item]:
    """Return the events and deadlines of a week or a month, in order."""
    return [
        (max(row[0].first, first), min(row[0].last, last), row)
        for row in rows
        if row[0].first <= last and row[0].last >= first
    ]


def _said(row: tuple[Any, ...]) -> str:
    _, time, _, title, what, status, _ = row
    off = "" if what == "deadline" or status is EventStatus.HELD else f" ({status.label})"
    begin = f"{time} " if time else "Due: " if what == "deadline" else ""
    return f"{begin}{title}{off}"


def _edges(sheet: Sheet, weeks: Sequence[Sequence[Item]]) -> list[float]:
    """Return the left edges of the weekdays, and the right edge of the last.

    The fullest day of a weekday determines its width; an empty weekday has room for its
    numbers.
    """
    letters = [0.0] * 7
    for items in weeks:
        week = [0.0] * 7
        for first, last, row in items:
            for day in range(first.weekday(), last.weekday() + 1):
                week[day] += len(_said(row)) / ((last - first).days + 1)
        letters = list(map(max, letters, week))
    most = max(letters)
    shares = [max((count / most) ** 0.5, _LEAST_SHARE) if count else _EMPTY_SHARE for count in letters]
    wide = (sheet.right - sheet.left) / sum(shares)
    return [sheet.left + wide * sum(shares[:day]) for day in range(8)]


def _place_items(
    items: Sequence[Item], edges: Sequence[float], text: float
) -> list[tuple[Item, list[str], Place]]:
    """Return the items of a week with their lines and places below the numbers, the longest first."""
    columns = [0.0] * 7
    found: list[tuple[Item, list[str], Place]] = []
    for item in sorted(items, key=lambda item: (-(item[1] - item[0]).days, item[0])):
        days = range(item[0].weekday(), item[1].weekday() + 1)
        left, right = edges[days[0]], edges[days[-1] + 1]
        lines = wrapped(_said(item[2]), right - left - text * 1.6, text, _ALL)
        y, tall = max(columns[day] for day in days), (len(lines) + 0.3) * text * _LINE
        found.append((item, lines, (left + 2, y, right - left - 5, tall)))
        for day in days:
            columns[day] = y + tall + text * _LINE * 0.3
    return found


def _numbers(
    sheet: Sheet,
    week: Sequence[date],
    items: Sequence[Item],
    edges: Sequence[float],
    row: tuple[float, float],
) -> None:
    """Write the numbers of a week's days at the top of its row, in bold on days with items."""
    (y, tall), size = row, sheet.small
    sheet.box(sheet.left, y, sheet.right - sheet.left, 1, fill="rule")
    for day in week:
        x, end = edges[day.weekday() : day.weekday() + 2]
        if day.weekday() > 4:
            sheet.box(x, y + 1, end - x, tall - 1, fill="surface")
        busy = any(first <= day <= last for first, last, _ in items)
        ink = "ink" if busy else "ink-2"
        sheet.write(x + size * 0.3, y + size * 1.15, str(day.day), size, ink, bold=busy)


#: An entry of a list: its first day, its lines and its row.
Entry = tuple[date, list[str], tuple[Any, ...]]


def _list(sheet: Sheet, items: Sequence[Item], sizes: Sequence[float]) -> None:
    """List the items day by day, in two columns where there is room, with a rule between weeks."""
    size, gap = sheet.small, sheet.small
    room = sheet.bottom - sheet.top
    count = 2 if sheet.right - sheet.left > 2 * size * _COLUMN else 1
    wide = (sheet.right - sheet.left + gap) / count
    every = len(items)
    attempts = _attempts(every, sizes, int(room / sizes[-1]) * count)
    while True:
        kept, text, most = next(attempts)
        entries = [
            (first, wrapped(_until(first, row), wide - gap - text * (_DAY_NAME + 1), text, most), row)
            for first, _, row in items[:kept]
        ]
        columns = _halves(entries) if count == 2 else [entries]
        heights = [_height(column) * text for column in columns]
        spare = room - max(heights) - (size * _HEAD if kept < every else 0)
        if spare >= 0 or not kept:
            break
    sheet.is_whole &= most == _ALL
    # A list fills its room, but its entries stay close together.
    extra = min(spare / max(*map(len, columns), 1), text * _LINE * 0.6)
    for number, column in enumerate(columns):
        x, y = sheet.left + number * wide, sheet.top
        above: date | None = None
        for day, lines, row in column:
            if above is not None and above.isocalendar()[:2] != day.isocalendar()[:2]:
                sheet.box(x, y - text * _LINE * 0.15 - extra / 2, wide - gap, 1, fill="rule")
            if above != day:
                name = f"{WEEKDAYS[day.weekday()][:3]} {day.day}"
                sheet.write(x, y + text * 1.05, name, text, bold=True)
            tall = (len(lines) + 0.3) * text * _LINE
            _entry(sheet, (x + text * _DAY_NAME, y, wide - gap - text * _DAY_NAME, tall), row, lines, text)
            y, above = y + tall + text * _LINE * 0.3 + extra, day
    if kept < every:
        sheet.write(sheet.left, sheet.bottom, f"+ {every - kept} more", size, "ink-2", bold=True)


def _attempts(every: int, sizes: Sequence[float], most: int) -> Iterator[tuple[int, float, int]]:
    """Yield how many items to list, in which size and at most how many lines, the best choice first."""
    yield from ((every, text, _ALL) for text in sizes)
    yield from ((every, sizes[-1], lines) for lines in (2, 1))
    yield from ((kept, sizes[-1], 1) for kept in range(min(every - 1, most), -1, -1))


def _halves(entries: Sequence[Entry]) -> list[Sequence[Entry]]:
    """Return the entries in two columns of similar height."""
    tops = [_height(entries[:n]) for n in range(len(entries) + 1)]
    cut = min(range(len(tops)), key=lambda n: (max(tops[n], tops[-1] - tops[n]), -n))
    return [entries[:cut], entries[cut:]]


def _height(entries: Sequence[Entry]) -> float:
    """Return the height of a column of entries, in sizes of its type."""
    return sum((len(lines) + 0.6) * _LINE for _, lines, _ in entries)


def _until(first: date, row: tuple[Any, ...]) -> str:
    """Return the text after a list entry: its last day, if it has more than one."""
    last = row[0].last
    return _said(row) if first == last else f"{_said(row)}, until {readable_day(last, 'D MMMM')}"


def _entry(sheet: Sheet, box: Place, row: tuple[Any, ...], lines: Sequence[str], text: float) -> None:
    x, y, wide, tall = box
    tip = f"{row[0].readable}: {_said(row)}{f', {row[2]}' if row[2] else ''}"
    if row[4] == "deadline":
        sheet.box(x, y, 4, tall, fill="ink", title=tip)
    elif row[5] is EventStatus.HELD:
        sheet.box(x, y, wide, tall, fill="shade", title=tip)
        sheet.box(x, y, 3, tall, fill="link")
    else:
        sheet.box(x + 0.5, y + 0.5, wide - 1, tall - 1, fill="paper", line="ink-2", dashed=True, title=tip)
    for number, words in enumerate(lines):
        sheet.write(x + text * 0.65, y + text * 1.05 + number * text * _LINE, words, text)
