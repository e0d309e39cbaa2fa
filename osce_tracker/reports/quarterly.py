"""The quarterly commitment table: what was promised, where it stood, what happened.

Rules (DESIGN section 4). The status at the start is that of the evening before the quarter begins, so
that what happened on its first day is seen to happen; the status at the end is that of its last
evening. A commitment counts as made from the last day of its date, or from its first update if that
was earlier: who acts on a promise has made it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from osce_tracker.collection import several
from osce_tracker.model.commitments import timing
from osce_tracker.model.periods import Period
from osce_tracker.model.vocabulary import Dimension, Lever, Section, Status
from osce_tracker.reports.table import Column, Report, Table, Value
from osce_tracker.reports.wording import (
    asked_for,
    counts_by_status,
    data_note,
    data_title,
    listed,
    number,
    share,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from osce_tracker.collection import OneOrMore
    from osce_tracker.model.commitments import Commitment, StatusUpdate
    from osce_tracker.tracker import Tracker

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
    Column("sources", "sources", align="right"),
)


class _Course(NamedTuple):
    """A commitment with what the table asks of it, worked out once for a tracker."""

    commitment: Commitment
    section: Section
    #: Since when it counts as made, as a day number.
    made: int
    #: The updates in order, and their last days as day numbers.
    updates: tuple[StatusUpdate, ...]
    days: tuple[int, ...]
    #: How many pages it and its first n updates rest on, for n from 0.
    sources: tuple[int, ...]
    #: Dates of its updates that are longer than a day, and so may be too vague for a period.
    vague: tuple[Period, ...]


class _Line(NamedTuple):
    """A commitment as the table of one period shows it."""

    course: _Course
    start: Status
    end: Status
    #: How many of its updates had happened by the end of the period.
    known: int
    happened: Sequence[StatusUpdate]


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
    [2, 1, 1, 6]
    """
    wanted = Period(period)
    courses = _courses(tracker, dimension, made_by, lever)
    lines = [line for line in (_line(course, wanted) for course in courses) if line is not None]
    if only_changed:
        lines = [line for line in lines if line.happened or _made_inside(line.course, wanted)]
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
        tables=tuple(_table(section, lines, wanted) for section in Section),
        notes=(*_summary(lines, wanted), *_too_vague(courses, lines, wanted), data_note(tracker)),
    )


def _courses(
    tracker: Tracker,
    dimension: OneOrMore | None,
    made_by: OneOrMore | None,
    lever: OneOrMore | None,
) -> Sequence[_Course]:
    """Return what the table asks of the chosen commitments; all are kept with the tracker."""
    courses = tracker.derived("courses", _all_courses)
    if dimension is made_by is lever is None:
        return list(courses.values())
    chosen = tracker.commitments.where(dimension=dimension, made_by=made_by, lever=lever)
    return [courses[commitment.id] for commitment in chosen]


def _all_courses(tracker: Tracker) -> dict[str, _Course]:
    return {commitment.id: _course(commitment) for commitment in tracker.commitments}


def _course(commitment: Commitment) -> _Course:
    updates = commitment.history
    days = tuple(update.date.last.toordinal() for update in updates)
    made = commitment.made_on.last.toordinal()
    pages = {source.url for source in commitment.sources}
    counts = [len(pages)]
    for update in updates:
        pages.update(source.url for source in update.sources)
        counts.append(len(pages))
    return _Course(
        commitment=commitment,
        section=commitment.section,
        made=min(made, days[0]) if days else made,
        updates=updates,
        days=days,
        sources=tuple(counts),
        vague=tuple(u.date for u in updates if u.date.first != u.date.last),
    )


def _made_inside(course: _Course, period: Period) -> bool:
    return period.contains(course.commitment.made_on)


def _line(course: _Course, period: Period) -> _Line | None:
    """Return the line of a commitment, or ``None`` when it does not belong in the period."""
    first = period.first.toordinal()
    before = bisect_left(course.days, first)
    known = bisect_right(course.days, period.last.toordinal())
    happened: Sequence[StatusUpdate] = course.updates[before:known]
    if happened:
        # What ends inside may have begun before: it is too vague for this period.
        happened = [update for update in happened if update.date.first >= period.first]
    start = course.updates[before - 1].status if before else Status.NOT_ASSESSED
    open_at_start = course.made < first and start.is_open
    if not (open_at_start or happened or _made_inside(course, period)):
        return None
    end = course.updates[known - 1].status if known else Status.NOT_ASSESSED
    return _Line(course, start, end, known, happened)


def _table(section: Section, lines: Sequence[_Line], period: Period) -> Table:
    own = [line for line in lines if line.course.section is section]
    return Table(
        title=section.label,
        key=section.value,
        columns=COLUMNS,
        rows=tuple(_row(line, period) for line in own),
        notes=(counts_by_status(section.label, [line.end for line in own]),),
    )


def _row(line: _Line, period: Period) -> tuple[Value, ...]:
    course = line.course
    commitment = course.commitment
    return (
        commitment.id,
        commitment.title,
        commitment.lever,
        commitment.due,
        line.start,
        line.end,
        timing(commitment.due, course.updates[: line.known], period.last),
        _what_happened(line.happened),
        course.sources[line.known],
    )


def _what_happened(updates: Sequence[StatusUpdate]) -> str | None:
    if not updates:
        return None
    latest = updates[-1]
    more = f" (latest of {len(updates)} updates)" if len(updates) > 1 else ""
    return f"{latest.date.readable}: {latest.summary}{more}"


def _summary(lines: Sequence[_Line], period: Period) -> Iterator[str]:
    yield counts_by_status("All sections", [line.end for line in lines])
    assessed = sum(line.end is not Status.NOT_ASSESSED for line in lines)
    yield (
        f"Coverage: {share(assessed, len(lines))} assessed. "
        "Not assessed means that no update is known; it is not failure."
    )
    yield (
        f"At start: on the evening before {period.first}. At end, timing and sources: as of {period.last}. "
        "Sources: pages on which the promise and its updates so far were seen."
    )


def _too_vague(courses: Sequence[_Course], lines: Sequence[_Line], period: Period) -> Iterator[str]:
    """Tell which dates overlap the period without lying inside it."""
    placed = {line.course.commitment.id for line in lines}
    first = period.first.toordinal()
    unplaced: list[str] = []
    updates: list[str] = []
    for course in courses:
        commitment = course.commitment
        updates += [f"{commitment.id} ({date})" for date in course.vague if _straddles(date, period)]
        # A promise that was acted on before had been made; the others may not have been.
        open_question = course.made >= first and commitment.id not in placed
        if open_question and _straddles(commitment.made_on, period):
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
