"""Lists that ask for attention: what is overdue, stale, or blocked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from osce_tracker.analysis.evidence import days_late, objectors, obstructed, told
from osce_tracker.errors import UsageError, quoted
from osce_tracker.formats.report import Column, Report, Table, Value
from osce_tracker.model.dimensions import Section
from osce_tracker.model.periods import as_day
from osce_tracker.model.statuses import Timing
from osce_tracker.reports.wording import data_note, data_title, number

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from osce_tracker.model.commitments import Commitment
    from osce_tracker.tracker.tracker import Tracker

_ID: Final = (Column("id", "id"), Column("commitment", "commitment"))
_LEVER: Final = Column("lever", "who delivers")
_STATUS: Final = Column("status", "status")
_OVERDUE: Final = (
    *_ID,
    _LEVER,
    Column("due", "due"),
    Column("days", "days overdue", kind="number"),
    _STATUS,
    Column("latest", "latest", detail=True),
)
_STALE: Final = (
    *_ID,
    _LEVER,
    _STATUS,
    Column("known", "last known"),
    Column("days", "days since", kind="number"),
    Column("latest", "latest", detail=True),
)
_BLOCKED: Final = (
    *_ID,
    _LEVER,
    _STATUS,
    Column("obstacle", "obstacle"),
    Column("objectors", "who objected"),
    Column("happened", "what happened", detail=True),
    Column("written", "where it is written", detail=True),
)


def overdue(tracker: Tracker, on: date | str) -> Report:
    """Return the commitments whose deadline has passed and that are not fulfilled.

    Args:
        tracker: the tracker.
        on: the day.

    Raises:
        PeriodError: when that is no day.

    >>> import osce_tracker as ot
    >>> for row in ot.overdue(ot.load(), "2025-12-31").tables[1].records():
    ...     print(row["id"], row["due"], row["days"])
    FI25-EE-01 2025-09 92
    """
    day = as_day(on)

    def row(commitment: Commitment) -> tuple[Value, ...] | None:
        if commitment.timing_on(day) is not Timing.OVERDUE:
            return None
        return (
            *_named(commitment),
            commitment.due,
            days_late(commitment, day),
            commitment.status_on(day),
            _latest(commitment, day),
        )

    return _listed(tracker, day, f"Overdue on {day}", _OVERDUE, row)


def stale(tracker: Tracker, on: date | str, days: int = 90) -> Report:
    """Return the open commitments of which nothing became known for some days.

    Args:
        tracker: the tracker.
        on: the day.
        days: for how many days at least nothing became known.

    Raises:
        PeriodError: when ``on`` is no day.
        UsageError: when ``days`` is no whole number from 0 on.

    >>> import osce_tracker as ot
    >>> for row in ot.stale(ot.load(), "2025-12-31", days=200).tables[1].records():
    ...     print(row["id"], row["status"], row["known"], row["days"])
    FI25-EE-07 in-progress 2025-03-27 279
    """
    day = as_day(on)
    if type(days) is not int or days < 0:
        raise UsageError(f"days {quoted(days)}: expected a whole number from 0 on, such as 90")

    def row(commitment: Commitment) -> tuple[Value, ...] | None:
        known = [update.known for update in commitment.updates if update.known <= day]
        latest = max((*known, commitment.known))
        known_by_then = commitment.known <= day
        if not (known_by_then and commitment.status_on(day).is_open and (day - latest).days >= days):
            return None
        return (
            *_named(commitment),
            commitment.status_on(day),
            latest,
            (day - latest).days,
            _latest(commitment, day),
        )

    title = f"Open on {day}, nothing known for {number(days, 'day')}"
    return _listed(tracker, day, title, _STALE, row)


def blocked(tracker: Tracker, on: date | str) -> Report:
    """Return the commitments that are blocked, or whose standing update names an obstacle.

    Args:
        tracker: the tracker.
        on: the day.

    Raises:
        PeriodError: when that is no day.

    >>> import osce_tracker as ot
    >>> for table in ot.blocked(ot.load(), "2025-09-30").tables:
    ...     print(table.title, [row[0] for row in table.rows])
    Politico-military dimension []
    Economic and environmental dimension ['FI25-EE-01']
    Human dimension []
    Cross-dimensional []
    """
    day = as_day(on)

    def row(commitment: Commitment) -> tuple[Value, ...] | None:
        update = commitment.update_on(day)
        if update is None or not obstructed(update):
            return None
        return (
            *_named(commitment),
            update.status,
            update.obstacle,
            objectors(update, tracker.states),
            told(update),
            "\n".join(source.url for source in update.sources) or None,
        )

    return _listed(tracker, day, f"Blocked or held up on {day}", _BLOCKED, row)


def _named(commitment: Commitment) -> tuple[Value, ...]:
    return commitment.id, commitment.title, commitment.lever


def _latest(commitment: Commitment, day: date) -> str | None:
    update = commitment.update_on(day)
    return None if update is None else told(update)


def _listed(
    tracker: Tracker,
    day: date,
    title: str,
    columns: tuple[Column, ...],
    row: Callable[[Commitment], tuple[Value, ...] | None],
) -> Report:
    """Return the rows that commitments made by a day give, in the four sections."""
    rows: dict[Section, list[tuple[Value, ...]]] = {section: [] for section in Section}
    made = tracker.so_on(day).commitments
    # The rows look at the commitments as they are known, since news may be known of what is yet to come.
    for commitment in (tracker.commitments[record_id] for record_id in made.ids):
        found = row(commitment)
        if found is not None:
            rows[commitment.section].append(found)
    tables = tuple(
        Table(
            title=section.label,
            key=section.value,
            columns=columns,
            rows=tuple(own),
            notes=(f"{number(len(own), 'commitment')}.",),
        )
        for section, own in rows.items()
    )
    total = number(sum(map(len, rows.values())), "commitment")
    return Report(
        title=title,
        subtitle=data_title(tracker),
        tables=tables,
        notes=(f"All sections: {total}.", data_note(tracker)),
    )
