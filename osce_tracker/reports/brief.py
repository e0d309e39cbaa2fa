"""Two printed pages on a quarter, to be forwarded: headline, what moved, what is late, what comes, who spoke.

Its numbers are those of the tables, since all of them are counted by ``counting.tally`` and taken from
the same rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from osce_tracker.analysis.evidence import days_late, objectors, obstructed
from osce_tracker.analysis.rates import tally
from osce_tracker.formats.report import Column, Report, Table, Value
from osce_tracker.model.periods import Period
from osce_tracker.model.statements import Stance
from osce_tracker.model.statuses import Status, Timing
from osce_tracker.reports.changes import changes_between
from osce_tracker.reports.charts import levers_chart, status_chart
from osce_tracker.reports.wording import data_note, data_title, listed, number, share

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from osce_tracker.model.commitments import Commitment
    from osce_tracker.tracker.tracker import Tracker

_IDS: Final = Column("ids", "records", detail=True)
_ID: Final = Column("id", "id")
_TITLE: Final = Column("commitment", "commitment", detail=True)
_COMMITMENT: Final = Column("commitment", "commitment")
_STATUS: Final = Column("status", "status")


def brief(tracker: Tracker, period: str | Period) -> Report:
    """Return a brief on a quarter, or another period.

    Args:
        tracker: the tracker.
        period: such as ``"2025-Q4"``.

    Returns:
        A report of six short tables; every line carries the ids of its records.

    Raises:
        PeriodError: when that is no period.

    >>> import osce_tracker as ot
    >>> ot.brief(ot.load(), "2025-Q4").tables[0].title
    'Where it stands on 2025-12-31'
    """
    wanted = Period(period)
    day = wanted.last
    made = list(tracker.so_on(day).commitments)
    return Report(
        title=f"Brief, {wanted}",
        subtitle=data_title(tracker),
        tables=(
            _headline(made, day),
            _moved(tracker, wanted),
            _held_up(tracker, made, day),
            _due(made, wanted.next(), day),
            _meets(tracker, wanted.next()),
            _spoke(tracker, wanted),
        ),
        notes=(
            "Not assessed means that no update is known; it is not failure. Silence is no support.",
            data_note(tracker),
        ),
        charts=(levers_chart(tracker, day), status_chart(tracker, day)),
    )


def _headline(made: Sequence[Commitment], day: date) -> Table:
    statuses = {c.id: c.status_on(day) for c in made}
    counted = tally(list(statuses.values()))
    rates = (
        f"{share(counted.assessed, counted.all)} assessed; fulfilled "
        f"{share(counted.fulfilled, counted.assessed)} of the assessed, {counted.band} of all"
    )
    rows: list[tuple[Value, ...]] = [
        (word, counted.of(word), listed(i for i, status in statuses.items() if status is word))
        for word in Status
        if counted.of(word)
    ]
    return Table(
        title=f"Where it stands on {day}",
        key="headline",
        columns=(Column("status", "status"), Column("count", "commitments", kind="number"), _IDS),
        rows=tuple(rows),
        notes=(f"{number(counted.total, 'commitment')}; {rates}.",),
    )


def _moved(tracker: Tracker, period: Period) -> Table:
    before = Period.between(period.previous().last, period.previous().last)
    moves = changes_between(tracker, before, period).tables[1]
    groups: dict[tuple[Value, Value], list[str]] = {}
    for row in moves.records():
        groups.setdefault((row["from"], row["to"]), []).append(str(row["id"]))
    rows = tuple((was, now, len(ids), listed(ids)) for (was, now), ids in groups.items())
    columns = (Column("from", "from"), Column("to", "to"), Column("count", "moves", kind="number"), _IDS)
    notes = (f"{number(len(moves.rows), 'move')} of commitments made before.",)
    return Table(title=f"What moved in {period}", key="moved", columns=columns, rows=rows, notes=notes)


def _held_up(tracker: Tracker, made: Sequence[Commitment], day: date) -> Table:
    rows: list[tuple[Value, ...]] = []
    for commitment in made:
        days, update = days_late(commitment, day), commitment.update_on(day)
        what: list[str] = []
        if days is not None:
            late = "late" if commitment.timing_on(day) is Timing.LATE else "overdue"
            what.append(f"{late} by {number(days, 'day')}")
        if update is not None and obstructed(update):
            obstacle = update.status.label if update.obstacle is None else update.obstacle.label
            named = objectors(update, tracker.states)
            what.append(obstacle if named is None else f"{obstacle} ({named})")
        if what:
            rows.append((commitment.id, commitment.lever, listed(what), commitment.title))
    columns = (_ID, Column("lever", "who delivers"), Column("what", "what"), _TITLE)
    return Table(title="Late, overdue or held up", key="held-up", columns=columns, rows=tuple(rows))


def _due(made: Sequence[Commitment], coming: Period, day: date) -> Table:
    rows = tuple(
        (c.id, c.title, c.due, c.status_on(day)) for c in made if c.due is not None and coming.contains(c.due)
    )
    columns = (
        Column("id", "id"),
        Column("commitment", "commitment"),
        Column("due", "due"),
        Column("status", "status"),
    )
    return Table(title=f"Falls due in {coming}", key="due", columns=columns, rows=rows)


def _meets(tracker: Tracker, coming: Period) -> Table:
    rows = tuple((e.id, e.when, e.status, e.title) for e in tracker.events.where(period=coming))
    columns = (_ID, Column("when", "when"), _STATUS, Column("event", "event", detail=True))
    return Table(title=f"Meets in {coming}", key="meets", columns=columns, rows=rows)


def _spoke(tracker: Tracker, period: Period) -> Table:
    groups: dict[Stance, dict[str, list[str]]] = {}
    for said in sorted(tracker.statements.where(period=period), key=lambda said: said.id):
        who = said.group or tracker.states.name(str(said.state), said.date.last)
        groups.setdefault(said.stance, {}).setdefault(who, []).append(said.id)
    rows = tuple(
        (
            word,
            sum(map(len, groups[word].values())),
            "; ".join(f"{who} ({listed(ids)})" for who, ids in groups[word].items()),
        )
        for word in Stance
        if word in groups
    )
    count = Column("count", "statements", kind="number")
    columns = (Column("stance", "stance"), count, Column("who", "who", detail=True))
    return Table(title=f"Who spoke in {period}", key="spoke", columns=columns, rows=rows)
