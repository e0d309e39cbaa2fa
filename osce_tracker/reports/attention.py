"""What needs attention: commitments that are overdue, without news, or blocked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osce_tracker.analysis.evidence import days_late
from osce_tracker.analysis.objections import obstructed
from osce_tracker.analysis.rates import tally
from osce_tracker.errors import UsageError, quoted
from osce_tracker.formats.report import Column, Report
from osce_tracker.model.clock import readable_day
from osce_tracker.model.periods import as_day
from osce_tracker.model.statuses import Timing
from osce_tracker.reports.groups import Group, Row, grouped_table, reading_order, sections
from osce_tracker.reports.wording import (
    commitment_sources,
    counts_by_status,
    in_words,
    newest_first,
    number,
    sentence,
    state_names,
)
from osce_tracker.tracker.caption import data_title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from osce_tracker.model.commitments import Commitment
    from osce_tracker.tracker.tracker import Tracker

_COMMITMENT = Column("commitment", "commitment")
_STATUS = Column("status", "status")
_LEVER = Column("lever", "who delivers")
_NEWS = (Column("when", "when", kind="date"), Column("happened", "what happened", detail=True))
_LAST = (Column("sources", "sources", kind="sources"), Column("id", "id"))


def overdue(tracker: Tracker, on: date | str) -> Report:
    """Return the commitments whose deadline has passed and that are not fulfilled.

    Args:
        tracker: the tracker.
        on: the day, such as ``"2025-12-31"``.

    Raises:
        PeriodError: if the day is invalid.

    >>> import osce_tracker as ot
    >>> for row in ot.overdue(ot.load(), "2025-12-31").tables[0].records():
    ...     print(row["id"], row["due"].readable, row["days"])
    FI25-EE-01 September 2025 92
    FI25-HD-13 October 2025 61
    """
    day = as_day(on)
    chosen = [c for c in _made_by(tracker, day) if c.timing_on(day) is Timing.OVERDUE]

    def row(commitment: Commitment) -> Row:
        return (
            commitment.title,
            commitment.status_on(day),
            commitment.lever,
            commitment.due,
            days_late(commitment, day),
            *_news(commitment, day),
            commitment_sources(commitment, day),
            commitment.id,
        )

    columns = (
        _COMMITMENT,
        _STATUS,
        _LEVER,
        Column("due", "deadline", kind="date"),
        Column("days", "days overdue", kind="number"),
        *_NEWS,
        *_LAST,
    )
    return _report(tracker, "overdue", day, columns=columns, chosen=chosen, row=row)


def stale(tracker: Tracker, on: date | str, days: int = 90) -> Report:
    """Return the open commitments about which nothing became known for some days.

    Args:
        tracker: the tracker.
        on: the day, such as ``"2025-12-31"``.
        days: for at least how many days nothing became known.

    Raises:
        PeriodError: if the day is invalid.
        UsageError: if ``days`` is not a whole number from 0.

    >>> import osce_tracker as ot
    >>> for row in ot.stale(ot.load(), "2025-12-31", days=200).tables[0].records():
    ...     print(row["id"], row["known"], row["days"])
    FI25-EE-07 2025-03-27 279
    FI25-XD-40 2025-04-03 272
    """
    day = as_day(on)
    if type(days) is not int or days < 0:
        raise UsageError(f"{quoted(days)} is not a number of days. Give a whole number from 0, such as 90.")

    def known(commitment: Commitment) -> date:
        news = [update.known for update in commitment.updates if update.known <= day]
        return max((*news, commitment.known))

    chosen = [
        c
        for c in _made_by(tracker, day)
        if c.known <= day and c.status_on(day).is_open and (day - known(c)).days >= days
    ]

    def row(commitment: Commitment) -> Row:
        return (
            commitment.title,
            commitment.status_on(day),
            commitment.lever,
            known(commitment),
            (day - known(commitment)).days,
            *_news(commitment, day),
            commitment_sources(commitment, day),
            commitment.id,
        )

    columns = (
        _COMMITMENT,
        _STATUS,
        _LEVER,
        Column("known", "last known", kind="date"),
        Column("days", "days since", kind="number"),
        *_NEWS,
        *_LAST,
    )
    what = f"open and without news for {number(days, 'day')}"
    return _report(tracker, what, day, columns=columns, chosen=chosen, row=row)


def blocked(tracker: Tracker, on: date | str) -> Report:
    """Return the commitments that are blocked, or whose latest update names an obstacle.

    Args:
        tracker: the tracker.
        on: the day, such as ``"2025-12-31"``.

    Raises:
        PeriodError: if the day is invalid.

    >>> import osce_tracker as ot
    >>> for row in ot.blocked(ot.load(), "2025-09-30").tables[0].records():
    ...     print(row["commitment"], "-", row["status"].label)
    Secure consensus on the 32nd Economic and Environmental Forum - blocked
    """
    day = as_day(on)
    chosen = [c for c in _made_by(tracker, day) if obstructed(c.update_on(day))]

    def row(commitment: Commitment) -> Row:
        (update,) = filter(None, [commitment.update_on(day)])
        return (
            commitment.title,
            update.status,
            update.obstacle,
            state_names(update.blocked_by, update.date.last, tracker.states),
            commitment.lever,
            *_news(commitment, day),
            newest_first(update.sources),
            commitment.id,
        )

    columns = (
        _COMMITMENT,
        _STATUS,
        Column("obstacle", "obstacle"),
        Column("objectors", "who objected"),
        _LEVER,
        *_NEWS,
        *_LAST,
    )
    return _report(tracker, "blocked or held up", day, columns=columns, chosen=chosen, row=row)


def _made_by(tracker: Tracker, day: date) -> Iterable[Commitment]:
    """Yield the commitments made by a day, with all that is known of them: news may be of later days."""
    return (tracker.commitments[made] for made in tracker.so_on(day).commitments.ids)


def _news(commitment: Commitment, day: date) -> Row:
    update = commitment.update_on(day)
    return (None, None) if update is None else (update.date, update.summary)


def _report(
    tracker: Tracker,
    what: str,
    day: date,
    *,
    columns: tuple[Column, ...],
    chosen: list[Commitment],
    row: Callable[[Commitment], Row],
) -> Report:
    """Return the report on the chosen commitments, grouped by dimension."""
    ordered = sorted(chosen, key=lambda commitment: reading_order(commitment, commitment.status_on(day)))
    groups = (
        Group(key, heading, [row(commitment) for commitment in own], number(len(own), "commitment") + ".")
        for key, heading, own in sections(ordered)
    )
    counted = tally(commitment.status_on(day) for commitment in chosen)
    title = f"{what[0].upper()}{what[1:]} on {readable_day(day)}"
    verb = "was" if len(chosen) == 1 else "were"
    return Report(
        title=title,
        headline=sentence(f"{in_words(len(chosen), 'commitment')} {verb} {what} on {readable_day(day)}"),
        subtitle=data_title(tracker),
        tables=(grouped_table(title=title, key="commitments", columns=columns, groups=groups),),
        notes=(counts_by_status(counted),),
        edition=tracker.edition,
        known_by=tracker.known_by,
    )
