"""A brief on a quarter, to be forwarded: the finding, what moved, what is late, what comes, who spoke."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from osce_tracker.analysis.evidence import days_late
from osce_tracker.analysis.moves import moves
from osce_tracker.analysis.objections import objections, obstructed
from osce_tracker.analysis.rates import rates
from osce_tracker.formats.report import Column, KeyFigure, Report, Table
from osce_tracker.model.clock import readable_day
from osce_tracker.model.periods import Period
from osce_tracker.model.shares import Share
from osce_tracker.model.statements import Stance
from osce_tracker.model.statuses import Status, Timing
from osce_tracker.plot.delivery import levers
from osce_tracker.plot.status import status_over_time
from osce_tracker.reports.groups import Group, Row, grouped_table, reading_order
from osce_tracker.reports.wording import (
    commitment_sources,
    counts_by_status,
    listed,
    moves_headline,
    newest_first,
    not_assessed_note,
    number,
    state_names,
)
from osce_tracker.tracker.caption import data_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from osce_tracker.analysis.moves import Move
    from osce_tracker.analysis.rates import Rates
    from osce_tracker.model.commitments import Commitment
    from osce_tracker.tracker.tracker import Tracker

_LAST: Final = (Column("sources", "sources", kind="sources"), Column("id", "id"))
_COMMITMENT: Final = Column("commitment", "commitment")


def brief(tracker: Tracker, period: str | date | Period) -> Report:
    """Return a brief on a quarter, or another period.

    Args:
        tracker: the tracker.
        period: such as ``"2025-Q4"``.

    Returns:
        A report of five short tables: commitments by status; those that moved, are late or held up, or fall
        due next; the States that objected; the meetings that come next; the statements of the period.

    Raises:
        PeriodError: if the period is invalid.

    >>> import osce_tracker as ot
    >>> ot.brief(ot.load(), "2025-Q4").headline
    '25 promises were kept in Q4 2025, 18 were kept in part and four failed; one was blocked.'
    """
    wanted = Period(period)
    day, coming = wanted.last, wanted.next()
    made = tuple(tracker.so_on(day).commitments)
    moved = moves(tracker, wanted.previous(), wanted)
    counted = rates(made, day)
    steady = [(status, status) for status in (c.status_on(day) for c in made)]
    return Report(
        title=f"Brief, {wanted.readable}",
        headline=moves_headline(
            [(move.before, move.after) for move in moved] or steady, f"in {wanted.readable}"
        ),
        subtitle=data_title(tracker),
        figures=tuple(_figures(counted)),
        charts=(levers(tracker, day), status_over_time(tracker, Period.between(date(day.year, 1, 1), day))),
        tables=(
            _statuses(counted, day),
            _commitments(tracker, made, moved, wanted, coming),
            _objections(tracker, day),
            _meetings(tracker, coming),
            _statements(tracker, wanted),
        ),
        notes=(
            f"By {readable_day(day)}: {counts_by_status(counted)}",
            not_assessed_note(counted),
            "Silence is not support.",
        ),
        edition=tracker.edition,
        known_by=tracker.known_by,
    )


def _figures(counted: Rates) -> Iterator[KeyFigure]:
    yield KeyFigure(key="fulfilled", label="fulfilled", value=counted.fulfilled, note="of the assessed")
    yield KeyFigure(key="partly", label="partly fulfilled", value=counted.partly, note="of the assessed")
    failed = Share(counted.count(Status.NOT_FULFILLED), counted.assessed)
    yield KeyFigure(key="failed", label="not fulfilled", value=failed, note="of the assessed")
    blocked = Share(counted.count(Status.BLOCKED), counted.assessed)
    yield KeyFigure(key="blocked", label="blocked", value=blocked, note="of the assessed")
    yield KeyFigure(
        key="assessed", label="assessed", value=counted.coverage, note="of all but superseded and withdrawn"
    )


def _statuses(counted: Rates, day: date) -> Table:
    return Table(
        title=f"Status on {readable_day(day)}",
        key="statuses",
        columns=(Column("status", "status"), Column("count", "commitments", kind="number")),
        rows=tuple((word, count) for word in Status if (count := counted.count(word))),
    )


def _commitments(
    tracker: Tracker,
    made: Sequence[Commitment],
    moved: Sequence[Move],
    period: Period,
    coming: Period,
) -> Table:
    day = period.last
    held_up = [(c, reason) for c in _ordered(made, day) if (reason := _held_up(tracker, c, day))]
    due = [c for c in _ordered(made, day) if c.due is not None and coming.contains(c.due)]
    before = {move.commitment.id: move.before for move in moved}
    movers = _ordered([move.commitment for move in moved], day)
    return grouped_table(
        title="Commitments",
        key="commitments",
        columns=(
            _COMMITMENT,
            Column("before", f"status on {readable_day(period.previous().last)}", short="before"),
            Column("after", f"status on {readable_day(day)}", short="after"),
            Column("reason", "late or held up"),
            Column("when", "when", kind="date"),
            Column("happened", "what happened", detail=True),
            Column("lever", "who delivers"),
            Column("due", "deadline", kind="date"),
            *_LAST,
        ),
        groups=(
            Group("moved", "Changed status", [_row(c, before[c.id], None, day) for c in movers]),
            Group("held-up", "Late, overdue or held up", [_row(c, None, why, day) for c, why in held_up]),
            Group("due", f"Due in {coming.readable}", [_row(c, None, None, day) for c in due]),
        ),
    )


def _ordered(commitments: Iterable[Commitment], day: date) -> list[Commitment]:
    return sorted(commitments, key=lambda c: reading_order(c, c.status_on(day)))


def _row(commitment: Commitment, before: Status | None, reason: str | None, day: date) -> Row:
    update = commitment.update_on(day)
    return (
        commitment.title,
        before,
        commitment.status_on(day),
        reason,
        None if update is None else update.date,
        None if update is None else update.summary,
        commitment.lever,
        commitment.due,
        commitment_sources(commitment, day),
        commitment.id,
    )


def _held_up(tracker: Tracker, commitment: Commitment, day: date) -> str | None:
    """Return how late a commitment is and what stands in its way, or ``None``."""
    reasons: list[str] = []
    days, update = days_late(commitment, day), commitment.update_on(day)
    if days is not None:
        late = "late" if commitment.timing_on(day) is Timing.LATE else "overdue"
        reasons.append(f"{late} by {number(days, 'day')}")
    if update is not None and obstructed(update):
        obstacle = update.status.label if update.obstacle is None else update.obstacle.label
        names = state_names(update.blocked_by, update.date.last, tracker.states)
        reasons.append(obstacle if names is None else f"{obstacle} ({names})")
    return listed(reasons) or None


def _objections(tracker: Tracker, day: date) -> Table:
    rows = tuple(
        (
            tracker.states.name(objection.state, objection.when.last),
            objection.commitment.title,
            objection.when,
            objection.commitment.status_on(day),
            newest_first(objection.sources),
            objection.commitment.id,
        )
        for objection in objections(tracker, day)
    )
    return Table(
        title=f"Who objected, up to {readable_day(day)}",
        key="objections",
        columns=(
            Column("state", "State"),
            _COMMITMENT,
            Column("when", "when", kind="date"),
            Column("status", f"status on {readable_day(day)}", short="status"),
            *_LAST,
        ),
        rows=rows,
    )


def _meetings(tracker: Tracker, coming: Period) -> Table:
    return Table(
        title=f"Meetings in {coming.readable}",
        key="meetings",
        columns=(
            Column("event", "event"),
            Column("when", "when", kind="date"),
            Column("status", "status"),
            *_LAST,
        ),
        rows=tuple(
            (event.title, event.when, event.status, newest_first(event.sources), event.id)
            for event in tracker.events.where(period=coming)
        ),
    )


def _statements(tracker: Tracker, period: Period) -> Table:
    rows: dict[Stance, list[Row]] = {stance: [] for stance in Stance}
    for said in tracker.statements.where(period=period):
        who = tracker.states.name(said.state, said.date.last) if said.state else said.group
        rows[said.stance].append(
            (who, said.date, said.about, said.summary, newest_first(said.sources), said.id)
        )
    return grouped_table(
        title=f"Who spoke in {period.readable}",
        key="statements",
        columns=(
            Column("who", "who"),
            Column("when", "when", kind="date"),
            Column("about", "about"),
            Column("summary", "summary", detail=True),
            *_LAST,
        ),
        groups=(Group(stance.value, stance.label, own) for stance, own in rows.items()),
    )
