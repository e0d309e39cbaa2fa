"""One square per commitment, with the symbol of its status inside, by dimension."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from typing import Final

from osce_tracker.analysis.rates import Rates, rates, rates_by
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Commitment, MakerType
from osce_tracker.model.dimensions import Section
from osce_tracker.model.statuses import Status
from osce_tracker.plot.canvas import Rows, Sheet, picture, width_of
from osce_tracker.plot.chart import Chart
from osce_tracker.plot.words import STATUSES, chosen_by, counted
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.caption import reporting_day
from osce_tracker.tracker.tracker import Tracker

#: The largest square; a larger one would add nothing.
_LARGEST: Final = 64
#: Symbols look alike in smaller squares.
_LEAST_SYMBOL: Final = 11
#: More tooltips would make a page's file too large.
_MOST_TITLES: Final = 1000


def squares_title(counts: Rates, day: date) -> str:
    """Return the finding for a chart with one square per commitment.

    Args:
        counts: how many commitments have each status.
        day: the day.
    """
    if not counts.total:
        return f"No commitment was made by {readable_day(day)}"
    verb = "was" if counts.total == 1 else "were"
    kept = counts.count(Status.FULFILLED)
    return f"{kept} of {counted(counts.total)} {verb} fulfilled by {readable_day(day)}"


@checked
def squares(
    tracker: Tracker,
    on: date | str | None = None,
    commitments: Iterable[Commitment] | None = None,
    *,
    selection: str | None = None,
) -> Chart:
    """Chart one square per commitment, coloured by status and grouped by dimension.

    Args:
        tracker: the tracker.
        on: the day. By default the last day of the Chair's term, or the day up to which the record is known
            if that is earlier. It shows commitments made by that day.
        commitments: the commitments to choose from; by default all of the tracker.
        selection: what the commitments have in common, for the subtitle.

    Returns:
        A chart with as many squares as commitments. Its rows hold the dimension, id, title and
        status of each.

    Raises:
        PeriodError: if ``on`` is not a day.
        UsageError: if one is not a commitment, or no day was given and the data set has no dated fact.

    >>> import osce_tracker as ot
    >>> print(ot.plot.squares(ot.load()).title)
    45 of 98 commitments were fulfilled by 31 December 2025
    """
    about = reporting_day(tracker, on)
    day = about.day
    promises = tracker.commitments if commitments is None else commitments
    made = [commitment for commitment in promises if commitment.made <= day]
    places = {status: place for place, status in enumerate(STATUSES)}
    rows = tuple(
        (section, c.id, c.title, status)
        for section in Section
        for c, status in sorted(
            ((c, c.status_on(day)) for c in made if c.section is section),
            key=lambda pair: (places[pair[1]], pair[0].id),
        )
    )
    counts = rates(made, day)
    title = squares_title(counts, day)
    groups = {
        section.label: (found.count(Status.FULFILLED), found.total, found.unassessed)
        for section, found in rates_by(made, day, "dimension").items()
    }
    words = [(status, counts.count(status)) for status in STATUSES if counts.count(status)]
    text = ", ".join(f"{number} {status.label}" for status, number in words) or "none"
    # The title doesn't say that the Chair made them all.
    whose = ", whoever made it" if any(c.made_by.type is not MakerType.CHAIR for c in made) else ""
    subtitle = f"{chosen_by(selection)}One square per commitment{whose}, by status {about.label}."
    paint = partial(_draw, rows=rows, words=words, groups=groups) if rows else None
    return Chart(
        title=title,
        key="squares",
        draw=picture(tracker, title, subtitle, paint, about.note),
        text=f"{title}: {text}.",
        columns=("dimension", "commitment", "title", "status"),
        rows=rows,
    )


def _draw(
    sheet: Sheet, rows: Rows, words: Sequence[tuple[Status, int]], groups: dict[str, tuple[int, int, int]]
) -> None:
    sheet.legend([(status, f"{status.label} {number}") for status, number in words])
    sections = [(section, list(found)) for section, found in groupby(rows, key=lambda row: row[0])]
    size = sheet.label
    head_room = size * 2.1
    side = _side(sheet, [len(found) for _, found in sections], head_room)
    step, across = _steps(sheet, side)
    y = sheet.top + size * 0.3
    for section, found in sections:
        fulfilled, total, unknown = groups[section.label]
        sheet.write(sheet.left, y + size, section.label, size, bold=True)
        x = sheet.left + width_of(f"{section.label}  ", size, bold=True)
        # A scorecard's rates leave out unassessed commitments.
        shares = [f"{fulfilled} of {total} fulfilled", f"{fulfilled} of {total}"]
        if unknown:
            shares.insert(0, f"{shares[0]}, {unknown} not assessed")
        room = sheet.right - x
        share = next((share for share in shares if width_of(share, size) <= room), shares[-1])
        sheet.write(x, y + size, share, size, "ink-2")
        y += size * 1.45
        for place, (_, id_, title, status) in enumerate(found):
            left, top = sheet.left + place % across * step, y + place // across * step
            tip = f"{title}: {status.label} ({id_})" if len(rows) <= _MOST_TITLES else ""
            sheet.chip(status, (left, top, side, side), tip)
            if side >= _LEAST_SYMBOL:
                inner = side * 0.56
                sheet.symbol(status, left + (side - inner) / 2, top + (side - inner) / 2, inner, on_fill=True)
        y += -(-len(found) // across) * step + head_room - size * 1.45


def _steps(sheet: Sheet, side: float) -> tuple[float, int]:
    """Return the distance from one square to the next, and the number of squares in a row."""
    step = side * 8 / 7
    return step, max(int((sheet.right - sheet.left + side / 7) / step), 1)


def _side(sheet: Sheet, sizes: Sequence[int], head_room: float) -> float:
    """Return the side of the largest squares that all fit."""
    side = float(_LARGEST * max(sheet.scale, 0.5))
    room = sheet.bottom - sheet.top - head_room * len(sizes)
    while side > 1:
        step, across = _steps(sheet, side)
        if sum(-(-size // across) for size in sizes) * step <= room:
            break
        side *= 0.97
    return side
