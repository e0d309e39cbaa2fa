"""Flows of commitments between statuses from one day to another: bands whose widths are numbers."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any, Final

from osce_tracker.analysis.moves import Course, courses, flows
from osce_tracker.design import LOOKS
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Commitment
from osce_tracker.model.periods import Period
from osce_tracker.model.statuses import Status
from osce_tracker.plot.canvas import Curve, Label, Place, Sheet, Steps, column, picture, unit_of, width_of
from osce_tracker.plot.chart import Chart
from osce_tracker.plot.words import STATUSES, chosen_by, counted
from osce_tracker.text import capitalised
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.caption import reporting_day
from osce_tracker.tracker.tracker import Tracker

#: The verdicts to name in a title, with their wording.
_VERDICTS: Final = (Status.FULFILLED, Status.PARTLY_FULFILLED, Status.NOT_FULFILLED)
#: The left-hand node for everything that wasn't open.
_CLOSED: Final = "already closed"
_NEW: Final = "first on record"
#: The row value for a commitment not yet made by the earlier day.
_NOT_MADE: Final = "not made yet"
#: The heights of the days at the top and of the least gap between labels, in sizes of their type.
_DAYS: Final = 1.8
_GAP: Final = 0.4
#: The largest part of the width that words may take next to their numbers.
_MOST_WORDS: Final = 0.6


@checked
def flow(
    tracker: Tracker,
    period: str | date | Period | None = None,
    commitments: Iterable[Commitment] | None = None,
    *,
    selection: str | None = None,
) -> Chart:
    """Chart the flow of commitments from status to status in a period.

    Args:
        tracker: the tracker.
        period: such as ``"2025-Q4"``. By default the quarter of the last day of the Chair's term, or of the
            day up to which the record is known if that is earlier; it ends on that day.
        commitments: the commitments to count; by default all of the tracker.
        selection: what the commitments have in common, for the subtitle.

    Returns:
        A chart with the statuses on the eve of the period on the left, those on its last day on the right,
        and a band for each number of commitments between them. All that were made by the last day count.
        Its rows hold both statuses and the number.

    Raises:
        PeriodError: if the period is invalid, or begins on the first day of the calendar.
        UsageError: if one is not a commitment, or no period was given and the data set has no dated fact.

    >>> import osce_tracker as ot
    >>> print(ot.plot.flow(ot.load(), "2025-Q3").title)
    Of the 19 in progress on 30 June 2025: 2 fulfilled
    """
    span = reporting_day(tracker).quarter if period is None else Period(period)
    every = courses(tracker.commitments if commitments is None else commitments, span)
    return flow_of(tracker, span, [one for one in every if one.made <= span.last], selection)


def flow_of(tracker: Tracker, period: Period, made: Sequence[Course], selection: str | None = None) -> Chart:
    """Chart the flow of commitments from status to status in a period, as ``flow`` does.

    Args:
        tracker: the tracker.
        period: the period.
        made: the courses in it of the commitments made by its end.
        selection: what they have in common, for the subtitle.
    """
    eve, last = period.previous().last, period.last
    found = flows(made)
    moved = Counter(one.status_end for one in made if one.surely_moved)
    # The bands include these as well.
    total, vague = len(made), sum(one.moved for one in made) - moved.total()
    perhaps = f"; {vague} more may have, but their dates are vague" if vague else ""
    subtitle = (
        f"{chosen_by(selection)}{counted(total)}; band width shows how many. "
        f"(+): reached this status in the period{perhaps}."
    )
    title = _outcome(found, eve) or _title(moved, total, period.readable)
    rows = tuple((_NOT_MADE if old is None else old, new, number) for (old, new), number in found.items())
    bands = _bands(found)
    parts = [
        f"of those {old} {', '.join(f'{number} {new.label}' for _, new, number in same)}"
        for old, same in groupby(bands, key=lambda band: band[0])
    ]
    paint = partial(_draw, bands=bands, moved=moved, days=(eve, last)) if bands else None
    return Chart(
        title=title,
        key="flow",
        draw=picture(tracker, title, subtitle, paint),
        text=f"{title}: {'; '.join(parts) or 'none'}.",
        columns=("before", "after", "commitments"),
        rows=rows,
    )


def _outcome(found: Mapping[tuple[Status | None, Status], int], eve: date) -> str:
    """Return the outcome of what was in progress, or nothing if at most one commitment was."""
    running = {new: number for (old, new), number in found.items() if old is Status.IN_PROGRESS}
    total = sum(running.values())
    if total < 2:
        return ""
    parts = [
        f"{running[word]} {'failed' if word is Status.NOT_FULFILLED else word.label}"
        for word in Status
        if word.is_closed and word in running
    ]
    if Status.FULFILLED in running:
        # "12 fulfilled, 8 in part and 1 failed"
        parts[1:] = [part.replace("partly fulfilled", "in part") for part in parts[1:]]
    became = " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:]))) or "none closed"
    return f"Of the {total} in progress on {readable_day(eve)}: {became}"


def _title(moved: Counter[Status], total: int, when: str) -> str:
    named = [(moved[status], status.label) for status in _VERDICTS if moved[status]]
    if not total:
        return f"No commitment was made by the end of {when}"
    if not moved.total():
        return f"None of {counted(total)} changed status in {when}"
    if not named:
        return f"{counted(moved.total())} changed status in {when}, none to a final verdict"
    (number, word), *others = named
    rest = [f"{count} {label}" for count, label in others]
    listed = f"{', ' if len(rest) > 1 else ' and '}{' and '.join(rest)}" if rest else ""
    return f"{counted(number)} became {word} in {when}{listed}"


def _node(old: Status | None) -> str:
    """Return the node of a status on the eve: everything closed is one node."""
    if old is None:
        return _NEW
    return _CLOSED if old.is_closed else old.label


def _bands(found: dict[tuple[Status | None, Status], int]) -> list[tuple[str, Status, int]]:
    """Return the bands in the order in which both sides show them."""
    bands = Counter[tuple[str, Status]]()
    for (old, new), number in found.items():
        bands[_node(old), new] += number
    order = (_CLOSED, *(status.label for status in STATUSES if not status.is_closed), _NEW)
    return [(old, new, bands[old, new]) for old in order for new in STATUSES if bands[old, new]]


def _draw(
    sheet: Sheet, bands: Sequence[tuple[str, Status, int]], moved: Counter[Status], days: tuple[date, date]
) -> None:
    befores, afters = Counter[str](), Counter[Status]()
    for old, new, number in bands:
        befores[old] += number
        afters[new] += number
    left = [(capitalised(old), str(number)) for old, number in befores.items()]
    ends = [status for status in STATUSES if afters[status]]
    heights = [afters[status] for status in ends]
    right = [
        (str(afters[status]), status.label, f"(+{moved[status]})" if moved[status] else "") for status in ends
    ]
    before, after = _columns(sheet, left, right)
    size = sheet.label
    x0, x1 = sheet.left + before + size * 0.5, sheet.right - after - size * 0.5
    form = "D MMMM" if sheet.narrow else "D MMMM YYYY"
    sheet.write(sheet.left, sheet.top + size, readable_day(days[0], form), size, bold=True)
    sheet.write(sheet.right, sheet.top + size, readable_day(days[1], form), size, anchor="end", bold=True)
    top, room = sheet.top + size * _DAYS, sheet.bottom - sheet.top - size * _DAYS
    # One commitment has the same height on both sides.
    least = size * _lines(sheet)
    gaps = size * _GAP * (max(len(befores), len(ends)) - 1)
    unit = min(unit_of(counts, least, room - gaps) for counts in (list(befores.values()), heights))
    bar = max(4.0, size * 0.5)
    starts = column(list(befores.values()), unit, least, top, room)
    stops = column(heights, unit, least, top, room)
    offsets_left = dict(zip(befores, starts, strict=True))
    offsets_right = dict(zip(ends, stops, strict=True))
    numbers: list[Label] = []
    for old, new, number in bands:
        thick = number * unit
        y0, y1 = offsets_left[old], offsets_right[new]
        offsets_left[old] += thick
        offsets_right[new] += thick
        sheet.add(_band((x0 + bar, y0), (x1 - bar, y1), thick, (old, new, number)))
        if number > 1 and thick >= sheet.small * 0.95:
            y = y1 + thick / 2 + sheet.small * 0.36
            numbers.append(Label(x1 - bar * 2, y, str(number), sheet.small, anchor="end"))
    sheet.marks += numbers
    for (name, bold), (old, count), y in zip(left, befores.items(), starts, strict=True):
        _before(sheet, (name, bold), old, (x0, y, bar, count * unit))
    for status, words, y in zip(ends, right, stops, strict=True):
        _after(sheet, words, status, (x1, y, bar, afters[status] * unit))


def _columns(
    sheet: Sheet, left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str, str]]
) -> tuple[float, float]:
    """Return the widths of the columns of labels: those of their widest.

    Words go below their number only if bands would have too little room, and get smaller in low pictures.
    """
    for narrow in (False, True):
        sheet.narrow = narrow
        nodes = max(len(left), len(right))
        high = _DAYS + _lines(sheet) * nodes + _GAP * (nodes - 1)
        size = min(sheet.label, max(sheet.bottom - sheet.top, 1) / high)
        before = max(_wide(size, number, name, narrow=narrow) for name, number in left)
        after = max(_wide(size, *words, narrow=narrow) for words in right) + size * 1.4
        if before + after < (sheet.right - sheet.left) * _MOST_WORDS:
            break
    sheet.label = size
    return before, after


def _lines(sheet: Sheet) -> float:
    """Return the height of a label, in sizes of its type."""
    return 2.4 if sheet.narrow else 1.25


def _before(sheet: Sheet, words: tuple[str, str], old: str, box: Place) -> None:
    """Draw a left-hand node, with its name and number in front."""
    (name, bold), (x, y, _, tall), size = words, box, sheet.label
    status = next((status for status in STATUSES if status.label == old), None)
    if status is None:
        sheet.box(*box, fill="ink-2" if old == _CLOSED else "paper", line="ink-2")
    else:
        sheet.chip(status, box)
    middle, end = y + tall / 2 + size * 0.36, x - size * 0.5
    if sheet.narrow:
        sheet.write(end, middle + size * 0.6, name, size, anchor="end")
        middle -= size * 0.6
    else:
        # A trailing space has no width in SVG.
        gap = width_of(" ", size) + width_of(bold, size, bold=True)
        sheet.write(end - gap, middle, name, size, anchor="end")
    sheet.write(end, middle, bold, size, anchor="end", bold=True)


def _after(sheet: Sheet, words: tuple[str, str, str], status: Status, box: Place) -> None:
    """Draw a right-hand node, with its symbol, number and name after it."""
    (number, name, moved), (x, y, bar, tall), size = words, box, sheet.label
    sheet.chip(status, (x - bar, y, bar, tall))
    x, middle = x + size * 0.5, y + tall / 2
    text = x + size * 1.4
    if sheet.narrow:
        sheet.write(text, middle + size * 0.96, name, size)
        middle -= size * 0.6
    sheet.symbol(status, x, middle - size * 0.5, size)
    sheet.pair(text, middle + size * 0.36, number, moved if sheet.narrow else f"{name} {moved}".strip())


def _wide(size: float, number: str, name: str, moved: str = "", *, narrow: bool) -> float:
    """Return the width of a node's words: on one line, or with the name below the numbers."""
    numbers = width_of(number, size, bold=True) + (width_of(f" {moved}", size) if moved else 0)
    name_width = width_of(name, size)
    return max(numbers, name_width) if narrow else numbers + width_of(" ", size) + name_width


def _band(
    start: tuple[float, float], stop: tuple[float, float], thick: float, band: tuple[str, Status, int]
) -> Curve:
    """Return a band from a point on the left to one on the right."""
    (x0, y0), (x1, y1), (old, new, number) = start, stop, band
    middle = (x0 + x1) / 2
    steps: Steps = (
        ("M", (x0, y0)),
        ("C", (middle, y0, middle, y1, x1, y1)),
        ("L", (x1, y1 + thick)),
        ("C", (middle, y1 + thick, middle, y0 + thick, x0, y0 + thick)),
        ("Z", ()),
    )
    look: dict[str, Any] = {"fill": new, "opacity": 0.5}
    if old == _CLOSED:
        look = {"fill": "ink-2", "opacity": 0.22}
    elif LOOKS[new].fill == "#ffffff":
        # A band without a fill would be invisible.
        look = {"fill": f"{new}-line", "opacity": 0.3}
    return Curve(steps, **look, title=f"{counted(number)}: {old} to {new.label}")
