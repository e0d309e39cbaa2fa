"""A calendar of events and deadlines: a month with titles, or a year with numbers."""

from calendar import Calendar
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from osce_tracker.analysis.meetings import deadlines
from osce_tracker.errors import PeriodError
from osce_tracker.model.clock import readable_day
from osce_tracker.model.events import EventStatus
from osce_tracker.model.periods import Period
from osce_tracker.model.written_dates import WEEKDAYS
from osce_tracker.plot.chart import Chart
from osce_tracker.plot.sheet import SMALLEST, Circle, Place, Rows, Sheet, picture, wrapped
from osce_tracker.plot.words import counted
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.caption import reporting_day
from osce_tracker.tracker.tracker import Tracker

_COLUMNS: Final = ("date", "time", "body", "title", "what", "status", "id")
#: The kinds of deadlines that name days. One such as "2025" is that of the year, not of its last day.
KNOWN_DAYS: Final = ("day", "span")
#: How dark a day with so many events or more is.
_SHADES: Final = ((4, 1.0), (3, 0.75), (2, 0.5), (1, 0.25))
#: The height of a line in sizes of its type, and more lines than any title has.
_LINE: Final = 1.22
_ALL: Final = 99
#: How many lines each title of a week may have where there is room for more than two.
_MORE: Final = (3, 4, 5, 6, _ALL)
#: How much smaller than usual the type of a crowded month may be.
_SMALLER: Final = 0.85
#: How wide a weekday is beside the fullest one: at least, and if it has nothing.
_LEAST_SHARE: Final = 0.6
_EMPTY_SHARE: Final = 0.25


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
    if sheet.narrow:
        _list_days(sheet, rows)
        return
    size = sheet.small
    weeks = [
        [day for day in week if day]
        for week in Calendar().monthdayscalendar(span.first.year, span.first.month)
    ]
    items = [
        _items(rows, span.first.replace(day=week[0]), span.first.replace(day=week[-1])) for week in weeks
    ]
    edges = _edges(sheet, items)
    for x, name in zip(edges, WEEKDAYS, strict=False):
        sheet.write(x, sheet.top + size, name[:3], size, "ink-2", bold=True)
    top = sheet.top + size * 1.5
    # Smaller type than usual where titles would not have two lines.
    for text in (size, max(size * _SMALLER, SMALLEST)):
        needed = [_needed(week, edges, text, 2) + size * 1.5 + 2 for week in items]
        if sum(needed) <= sheet.bottom - top:
            break
    # A week shows at least one line and how many more there are.
    least = [min(need, size * 1.5 + text * _LINE * 3) for need in needed]
    # What is left goes to longer titles, as far as a whole week has room for them.
    for lines in _MORE:
        for place, found in enumerate(items):
            more = _needed(found, edges, text, lines) + size * 1.5 + 2 - needed[place]
            if sum(needed) + more <= sheet.bottom - top:
                needed[place] += more
    heights = _heights(needed, least, sheet.bottom - top)
    y = top
    for week, found, tall in zip(weeks, items, heights, strict=True):
        sheet.box(sheet.left, y, sheet.right - sheet.left, 1, fill="rule")
        for number in week:
            day = span.first.replace(day=number)
            x, end = edges[day.weekday() : day.weekday() + 2]
            if day.weekday() > 4:
                sheet.box(x, y + 1, end - x, tall - 1, fill="surface")
            busy = any(begin <= day <= end for begin, end, _ in found)
            ink = "ink" if busy else "ink-2"
            sheet.write(x + size * 0.3, y + size * 1.15, str(number), size, ink, bold=busy)
        _week(sheet, found, (y + size * 1.5, y + tall - 2), edges, text)
        y += tall


Item = tuple[date, date, tuple[Any, ...]]


def _edges(sheet: Sheet, weeks: Sequence[Sequence[Item]]) -> list[float]:
    """Return the left edges of the weekdays, and the right edge of the last.

    A weekday is as wide as what has to be written on its fullest day asks for; one without anything has room
    for its numbers.
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


def _items(rows: Iterable[tuple[Any, ...]], first: date, last: date) -> list[Item]:
    """Return what takes place in a week, with its first and last day in that week; the longest come first."""
    found = [
        (max(row[0].first, first), min(row[0].last, last), row)
        for row in rows
        if row[0].first <= last and row[0].last >= first
    ]
    return sorted(found, key=lambda item: (-(item[1] - item[0]).days, item[0]))


def _said(row: tuple[Any, ...]) -> str:
    _, time, _, title, what, status, _ = row
    off = "" if what == "deadline" or status is EventStatus.HELD else f" ({status.label})"
    begin = f"{time} " if time else "Due: " if what == "deadline" else ""
    return f"{begin}{title}{off}"


def _lines(item: Item, edges: Sequence[float], text: float, most: int) -> list[str]:
    first, last, row = item
    wide = edges[last.weekday() + 1] - edges[first.weekday()]
    return wrapped(_said(row), wide - text * 1.6, text, most)


def _needed(items: Sequence[Item], edges: Sequence[float], text: float, most: int) -> float:
    """Return how much room the items of a week take if each has at most some lines."""
    columns: defaultdict[int, float] = defaultdict(float)
    for item in items:
        tall = (len(_lines(item, edges, text, most)) + 0.6) * text * _LINE
        days = range(item[0].weekday(), item[1].weekday() + 1)
        top = max(columns[day] for day in days)
        for day in days:
            columns[day] = top + tall
    return max(columns.values(), default=0)


def _heights(needed: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Share out the room among the weeks by what they need, each with the least that it needs."""
    over = [max(wish - base, 0) for wish, base in zip(needed, least, strict=True)]
    spare = room - sum(least)
    if sum(over) > spare:
        return [base + wish * spare / sum(over) for base, wish in zip(least, over, strict=True)]
    extra = (spare - sum(over)) / len(least)
    return [base + wish + extra for base, wish in zip(least, over, strict=True)]


def _week(
    sheet: Sheet, items: Sequence[Item], ends: tuple[float, float], edges: Sequence[float], text: float
) -> None:
    """Write the items of a week below each other, and how many more a day has that don't fit."""
    (top, bottom), line = ends, text * _LINE
    columns = [top] * 7
    more = Counter[int]()
    fitting = (most for most in (*reversed(_MORE), 2) if _needed(items, edges, text, most) <= bottom - top)
    highest = next(fitting, 0)
    crowded = not highest
    sheet.is_whole &= highest == _ALL
    for place, item in enumerate(items):
        first, last, row = item
        days = range(first.weekday(), last.weekday() + 1)
        y = max(columns[day] for day in days)
        later = {
            day for begin, end, _ in items[place + 1 :] for day in range(begin.weekday(), end.weekday() + 1)
        }
        # The last line of a day is kept for the number of what doesn't fit.
        kept = line if crowded and (later & set(days) or any(more[day] for day in days)) else 0
        most = min(int((bottom - y - kept - text * 0.5) / line), highest or 2)
        if most < 1 or any(more[day] for day in days):
            more[days[0]] += 1
            continue
        lines = _lines(item, edges, text, most)
        tall = (len(lines) + 0.3) * line
        left, right = edges[days[0]], edges[days[-1] + 1]
        _entry(sheet, (left + 2, y, right - left - 5, tall), row, lines, text)
        for day in days:
            columns[day] = y + tall + line * 0.3
    for day, number in more.items():
        x = edges[day] + text * 0.6
        sheet.write(x, min(columns[day] + text, bottom), f"+ {number} more", text, "ink-2", bold=True)


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


def _list_days(sheet: Sheet, rows: Rows) -> None:
    """List the days on which something happens, for phones."""
    size, y = sheet.small, sheet.top
    if not rows:
        sheet.nothing("events")
    days = size * 7.2
    for number, row in enumerate(rows):
        lines = wrapped(_said(row), sheet.right - sheet.left - days, size, _ALL)
        tall = len(lines) * size * 1.25 + size * 0.4
        left = len(rows) - number
        if y + tall + (size * 1.4 if left > 1 else 0) > sheet.bottom:
            sheet.write(sheet.left + days, y + size, f"+ {left} more", size, "ink-2", bold=True)
            sheet.is_whole = False
            return
        when = readable_day(row[0].first, "ddd D MMM")
        sheet.write(sheet.left, y + size, when, size, bold=True)
        sheet.lines(sheet.left + days, y, lines, size)
        y += tall
