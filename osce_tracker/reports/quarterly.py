"""The quarterly commitment table: what was promised, where it stood, what happened.

Rules (the manual's Meanings). The status at the start is that of the evening before the quarter begins, so
that what happened on its first day is seen to happen; the status at the end is that of its last
evening. A commitment counts as made from the last day of its date, or from its first update if that
was earlier: who acts on a promise has made it. One that had surely been made by the end of the period
is in it when it was open at the start, whether it was made before or in the period.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final, NamedTuple

from osce_tracker.analysis.rates import counts_by_status, tally
from osce_tracker.formats.report import Column, Report, Table, Value
from osce_tracker.model.commitments import Lever, timing
from osce_tracker.model.dimensions import Dimension, Section
from osce_tracker.model.periods import Period
from osce_tracker.model.statuses import Status, Timing
from osce_tracker.plot.chart import Chart
from osce_tracker.reports.charts import MOST_ROWS, status_chart, timeline_chart
from osce_tracker.reports.wording import asked_for, data_note, data_title, listed, number, share
from osce_tracker.tracker.collection import paused_collector
from osce_tracker.tracker.filters import several

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from osce_tracker.model.commitments import Commitment, StatusUpdate
    from osce_tracker.tracker.filters import OneOrMore
    from osce_tracker.tracker.tracker import Tracker

#: The columns of the table.
COLUMNS: Final = (
    Column("id", "id"),
    Column("commitment", "commitment"),
    Column("lever", "who delivers"),
    Column("due", "due"),
    Column("status_start", "at start"),
    Column("status_end", "at end"),
    Column("timing", "timing"),
    Column("happened", "what happened", detail=True),
    Column("sources", "sources", kind="number"),
)


#: Places in a row that are looked at again.
_ID, _END, _HAPPENED = (
    [column.key for column in COLUMNS].index(key) for key in ("id", "status_end", "happened")
)
_Row = tuple[Value, ...]
_Rows = dict[Section, tuple[_Row, ...]]


class _Course(NamedTuple):
    """A commitment with what the table asks of it, worked out once for a tracker."""

    commitment: Commitment
    section: Section
    #: Since when it counts as made.
    made: date
    #: Its updates in order, and their last days.
    updates: tuple[StatusUpdate, ...]
    days: tuple[date, ...]
    #: After its first n updates, for n from 0: the status, whether that is open, how many pages it rests on.
    statuses: tuple[Status, ...]
    open: tuple[bool, ...]
    sources: tuple[int, ...]
    #: Whether one of its dates is longer than a day, and so may be too vague for a period.
    vague: bool


def quarterly(
    tracker: Tracker,
    period: str | Period,
    *,
    dimension: OneOrMore | None = None,
    made_by: OneOrMore | None = None,
    lever: OneOrMore | None = None,
    only_changed: bool = False,
) -> Report:
    """Return the commitment table of a quarter, or of another period.

    Args:
        tracker: the tracker.
        period: a quarter such as ``"2025-Q3"``; a month, half-year, year or span works as well.
        dimension: only commitments that touch it.
        made_by: only those of a maker type such as ``"chair"``, or of a maker by name.
        lever: only those that a certain act completes, such as ``"consensus"``.
        only_changed: only those that were made or updated in the period.

    Returns:
        A report of four tables, one a section. A commitment is in it when it had been made by the end
        and was open at the start, or was made or updated in the period.

    Raises:
        PeriodError: when the period is none.
        WordError: for an unknown dimension, maker or lever.

    >>> import osce_tracker as ot
    >>> report = ot.quarterly(ot.load(), "2025-Q3", lever="consensus")
    >>> [len(table.rows) for table in report.tables]
    [1, 1, 1, 5]
    """
    wanted = Period(period)
    dimension, made_by, lever = (None if v is None else several(v) for v in (dimension, made_by, lever))

    def made_in(commitment: str) -> bool:
        return wanted.contains(tracker.commitments[commitment].made_on)

    rows = tracker.derived("rows of a period", _keeper)(wanted)
    courses = tracker.derived("courses", _all_courses)
    if not (dimension is made_by is lever is None):
        chosen = tracker.commitments.where(dimension=dimension, made_by=made_by, lever=lever)
        rows = _only(rows, lambda row: row[_ID] in chosen)
        courses = {commitment.id: courses[commitment.id] for commitment in chosen}
    belong = _ids(rows)
    if only_changed:
        rows = _only(rows, lambda row: row[_HAPPENED] is not None or made_in(str(row[_ID])))
    asked = (
        data_title(tracker),
        asked_for("dimension", Dimension, dimension),
        asked_for("who delivers", Lever, lever),
        "" if made_by is None else f"made by: {listed(several(made_by))}",
        "only what was made or updated" if only_changed else "",
    )
    return Report(
        title=f"Commitments, {wanted}",
        subtitle="; ".join(filter(None, asked)),
        tables=tuple(_table(section, own) for section, own in rows.items()),
        notes=(
            *_summary([row for own in rows.values() for row in own], wanted),
            *_too_vague(courses.values(), wanted, belong - _ids(rows)),
            data_note(tracker),
        ),
        charts=_charts(tracker, _ids(rows), wanted.last, whole=not any(asked[1:])),
    )


def _charts(tracker: Tracker, ids: set[Value], last: date, *, whole: bool) -> tuple[Chart, ...]:
    """Return the timeline of what is shown where a page can hold it, else the status of all commitments."""
    if 0 < len(ids) <= MOST_ROWS:
        shown = [commitment for commitment in tracker.commitments if commitment.id in ids]
        return (timeline_chart(tracker, shown, last),)
    return (status_chart(tracker, last),) if ids and whole else ()


def _keeper(tracker: Tracker) -> Callable[[Period], _Rows]:
    """Return a function that gives the rows of a period, and keeps those of the periods last asked for."""
    return lru_cache(maxsize=32)(partial(_rows, tracker.derived("courses", _all_courses)))


def _rows(courses: Mapping[str, _Course], period: Period) -> _Rows:
    """Return the rows of all commitments that belong in a period."""
    found: dict[Section, list[_Row]] = {section: [] for section in Section}
    first, last = period.first, period.last
    with paused_collector():
        for course in courses.values():
            row = _row(course, first, last)
            if row is not None:
                found[course.section].append(row)
    return {section: tuple(rows) for section, rows in found.items()}


def _only(rows: _Rows, wanted: Callable[[_Row], bool]) -> _Rows:
    return {section: tuple(filter(wanted, own)) for section, own in rows.items()}


def _all_courses(tracker: Tracker) -> dict[str, _Course]:
    with paused_collector():
        return {commitment.id: _course(commitment) for commitment in tracker.commitments}


def _course(commitment: Commitment) -> _Course:
    updates = commitment.history
    days = tuple(update.date.last for update in updates)
    statuses = (Status.NOT_ASSESSED, *(update.status for update in updates))
    pages = {source.url for source in commitment.sources}
    counts = [len(pages)]
    for update in updates:
        pages.update(source.url for source in update.sources)
        counts.append(len(pages))
    dates = (commitment.made_on, *(update.date for update in updates))
    return _Course(
        commitment=commitment,
        section=commitment.section,
        made=min((commitment.made_on.last, *days)),
        updates=updates,
        days=days,
        statuses=statuses,
        open=tuple(status.is_open for status in statuses),
        sources=tuple(counts),
        vague=any(date.first != date.last for date in dates),
    )


def _row(course: _Course, first: date, last: date) -> _Row | None:
    """Return the row of a commitment, or ``None`` when it does not belong in the period."""
    commitment, _, made, updates, days, statuses, is_open, sources, vague = course
    before = bisect_left(days, first)
    known = bisect_right(days, last, before)
    happened = None
    if known > before:
        # What ends inside a period may have begun before: it is too vague for that period.
        inside = [u for u in updates[before:known] if not vague or u.date.first >= first]
        happened = _told(inside[-1], len(inside)) if inside else None
    if happened is None and not (made <= last and is_open[before]):
        # Made in the period, and closed before by an update that is older than the promise.
        made_on = commitment.made_on
        if not (first <= made_on.first and made_on.last <= last):
            return None
    due = commitment.due
    return (
        commitment.id,
        commitment.title,
        commitment.lever,
        due,
        statuses[before],
        statuses[known],
        Timing.NO_DEADLINE if due is None else timing(due, updates[:known], last),
        happened,
        sources[known],
    )


def _told(latest: StatusUpdate, count: int) -> str:
    more = f" (latest of {count} updates)" if count > 1 else ""
    return f"{latest.date.readable}: {latest.summary}{more}"


def _table(section: Section, rows: tuple[_Row, ...]) -> Table:
    return Table(
        title=section.label,
        key=section.value,
        columns=COLUMNS,
        rows=rows,
        notes=(counts_by_status(section.label, [row[_END] for row in rows]),),
    )


def _summary(rows: Sequence[_Row], period: Period) -> Iterator[str]:
    ends = [row[_END] for row in rows]
    yield counts_by_status("All sections", ends)
    counted = tally(ends)
    yield (
        f"Coverage: {share(counted.total - counted.unknown, counted.total)} assessed. "
        "Not assessed means that no update is known; it is not failure."
    )
    yield (
        f"At start: on the evening before {period.first}. At end, timing and sources: as of {period.last}. "
        "Sources: pages on which the promise and its updates so far were seen."
    )


def _ids(rows: _Rows) -> set[Value]:
    return {row[_ID] for own in rows.values() for row in own}


def _too_vague(courses: Iterable[_Course], period: Period, unchanged: set[Value]) -> Iterator[str]:
    """Tell which dates overlap the period without lying inside it, where that leaves a question open."""
    unplaced: list[str] = []
    updates: list[str] = []
    for course in (course for course in courses if course.vague):
        commitment = course.commitment
        dates = [update.date for update in course.updates]
        updates += [f"{commitment.id} ({date})" for date in dates if _straddles(date, period)]
        # Not surely made by the end; or made by then, perhaps in the period, which would be a change.
        # Who acted on a promise before the period had made it before.
        open_question = course.made > period.last or commitment.id in unchanged
        if open_question and course.made >= period.first and _straddles(commitment.made_on, period):
            unplaced.append(f"{commitment.id} ({commitment.made_on})")
    if unplaced:
        yield (
            f"Too vague in date to tell whether made in {period}, and not shown: "
            f"{number(len(unplaced), 'commitment')}: {listed(unplaced)}."
        )
    if updates:
        yield (
            f"Too vague in date to tell whether it happened in {period}: "
            f"{number(len(updates), 'update')}: {listed(updates)}."
        )
    if not (unplaced or updates):
        yield f"No date was too vague to be placed in {period}."


def _straddles(date: Period, period: Period) -> bool:
    return date.overlaps(period) and not period.contains(date)
