"""A brief on a quarter, to be forwarded: the finding, what moved, what is late, what comes, who spoke."""

from __future__ import annotations

from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING

from osce_tracker.analysis.evidence import days_late
from osce_tracker.analysis.moves import moves
from osce_tracker.analysis.objections import objections, obstructed
from osce_tracker.analysis.rates import rates
from osce_tracker.model.clock import readable_day
from osce_tracker.model.periods import Period
from osce_tracker.model.shares import Share
from osce_tracker.model.statements import Stance
from osce_tracker.model.statuses import Status, Timing
from osce_tracker.plot.delivery import levers
from osce_tracker.plot.status import status_over_time
from osce_tracker.reports import fields, wording
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.caption import reporting_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from osce_tracker.analysis.moves import Move
    from osce_tracker.analysis.rates import Rates
    from osce_tracker.formats.report import KeyFigure, Report, Table
    from osce_tracker.model.commitments import Commitment
    from osce_tracker.tracker.filters import OneOrMore
    from osce_tracker.tracker.tracker import Tracker


@checked
def brief(tracker: Tracker, period: str | date | Period, *, chair: OneOrMore | None = None) -> Report:
    """Return a brief on a quarter, or another period.

    Args:
        tracker: the tracker.
        period: such as ``"2025-Q4"``.
        chair: only records of a Chairpersonship such as ``"FI-2025"``; several mean any of them.

    Returns:
        A report of five short tables: commitments by status; those that moved, that are late, missed or held
        up, or fall due next; the States that objected; the meetings that come next; the statements of the
        period.

    Raises:
        PeriodError: if the period is invalid.
        WordError: if the tracker has no record of that Chairpersonship.

    >>> import osce_tracker as ot
    >>> ot.brief(ot.load(), "2025-Q4").headline
    '26 promises were kept in Q4 2025, 18 were kept in part and six failed; one was blocked.'
    """
    wanted = Period(period)
    day, coming = wanted.last, wanted.next()
    tracker = tracker.of_chairs(chair)
    made = tuple(tracker.so_on(day).commitments)
    moved = moves(tracker, wanted.previous(), wanted)
    counted = rates(made, day)
    meetings = fields.events(tracker.states, "event when status sources id", ())
    ahead = tracker.events.where(period=coming)
    marks, explained = fields.contested(tracker.readings, made, day)
    steady = [(status, status) for status in (c.status_on(day) for c in made)]
    return fields.report_on(
        tracker,
        f"Brief, {wanted.readable}",
        wording.moves_headline(
            [(move.before, move.after) for move in moved] or steady, f"in {wanted.readable}"
        ),
        (
            _statuses(counted, day),
            _commitments(tracker, made, moved, wanted, marks),
            _objections(tracker, day),
            fields.field_table(f"Meetings in {coming.readable}", "meetings", meetings, ahead),
            _statements(tracker, wanted),
        ),
        figures=_figures(counted),
        charts=(levers(tracker, day), status_over_time(tracker, Period.between(date(day.year, 1, 1), day))),
        notes=(
            f"By {readable_day(day)}: {wording.counts_by_status(counted)}",
            wording.not_assessed_note(counted),
            "Silence is not support.",
            *explained,
        ),
        filters=[wording.chair_label(tracker, chair)],
        day=reporting_day(tracker, day),
    )


def _figures(counted: Rates) -> Iterator[KeyFigure]:
    yield fields.figure("fulfilled", "fulfilled", counted.fulfilled, "of the assessed")
    yield fields.figure("partly", "partly fulfilled", counted.partly, "of the assessed")
    for key, status in (("failed", Status.NOT_FULFILLED), ("blocked", Status.BLOCKED)):
        share = Share(counted.count(status), counted.assessed)
        yield fields.figure(key, status.label, share, "of the assessed")
    yield fields.figure("assessed", "assessed", counted.coverage, "of all but superseded and withdrawn")


def _statuses(counted: Rates, day: date) -> Table:
    shown = (
        fields.field("status", "status", lambda word: word),
        fields.field("count", "commitments", counted.count, "number"),
    )
    return fields.field_table(
        f"Status on {readable_day(day)}", "statuses", shown, filter(counted.count, Status)
    )


def _commitments(
    tracker: Tracker,
    made: Sequence[Commitment],
    moved: Sequence[Move],
    period: Period,
    marks: Iterable[fields.Field],
) -> Table:
    """Return the commitments, each once, with its status before and with why it is late or held up."""
    day, coming = period.last, period.next()
    eve = period.previous().last
    movers = {move.commitment.id for move in moved}
    rows = [
        (c, c.status_on(eve) if c.made <= eve else None, _held_up(tracker, c, day))
        for c in fields.in_reading_order(made, day)
    ]
    others = [row for row in rows if row[0].id not in movers]
    due = [row for row in others if row[0].due is not None and coming.contains(row[0].due)]

    def own(*shown: fields.Field) -> tuple[fields.Field, ...]:
        return fields.of(itemgetter(0), *shown)

    return fields.field_table(
        "Commitments",
        "commitments",
        (
            *own(*fields.commitments("commitment")),
            fields.field("before", f"status on {readable_day(eve)}", itemgetter(1), short="before"),
            *own(_status(day, "after"), *marks),
            fields.field("reason", "late, missed or held up", itemgetter(2)),
            *own(*fields.commitments("due", day), _newest(day), fields.ID),
        ),
        groups=(
            fields.Group("moved", "Changed status", [row for row in rows if row[0].id in movers]),
            fields.Group("held-up", "Late, missed, due or held up", [row for row in others if row[2]]),
            fields.Group("due", f"Due in {coming.readable}", [row for row in due if not row[2]]),
        ),
    )


def _held_up(tracker: Tracker, commitment: Commitment, day: date) -> str | None:
    """Return how its deadline was not kept and what holds it up, or ``None``."""
    reasons: list[str] = []
    timing, update = commitment.timing_on(day), commitment.update_on(day)
    days = days_late(commitment, day)
    if days is not None:
        reasons.append(f"{timing.label} by {wording.number(days, 'day')}")
    elif timing in (Timing.DUE, Timing.MISSED):
        reasons.append("due that day" if timing is Timing.DUE else timing.label)
    if update is not None and obstructed(update):
        obstacle = update.status.label if update.obstacle is None else update.obstacle.label
        names = wording.state_names(update.blocked_by, update.date.last, tracker.states)
        reasons.append(obstacle if names is None else f"{obstacle} ({names})")
    return wording.listed(reasons) or None


def _newest(day: date) -> fields.Field:
    """Return the field of the newest source alone: a brief has no room for all of them."""
    return fields.field(
        "sources",
        "source",
        lambda commitment: wording.commitment_sources(commitment, day)[:1],
        "sources",
    )


def _status(day: date, key: str) -> fields.Field:
    title = f"status on {readable_day(day)}"
    return fields.field(key, title, lambda commitment: commitment.status_on(day), short=key)


def _objections(tracker: Tracker, day: date) -> Table:
    shown = (
        fields.field("state", "State", lambda one: tracker.states.name(one.state, one.when.last)),
        *fields.of("commitment", *fields.commitments("commitment")),
        fields.field("when", "when", kind="date"),
        *fields.of("commitment", _status(day, "status")),
        fields.sources(),
        *fields.of("commitment", fields.ID),
    )
    title = f"Who objected, up to {readable_day(day)}"
    return fields.field_table(title, "objections", shown, objections(tracker, day))


def _statements(tracker: Tracker, period: Period) -> Table:
    statements = tuple(tracker.statements.where(period=period))
    groups = (
        fields.Group(stance.value, stance.label, [said for said in statements if said.stance is stance])
        for stance in Stance
    )
    shown = fields.statements(tracker.states, "who when about sources id", ())
    return fields.field_table(f"Who spoke in {period.readable}", "statements", shown, groups=groups)
