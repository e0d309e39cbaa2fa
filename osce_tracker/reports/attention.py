"""What needs attention: commitments that are overdue, without news, or blocked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osce_tracker.analysis.evidence import days_late
from osce_tracker.analysis.objections import obstructed
from osce_tracker.analysis.rates import tally
from osce_tracker.errors import UsageError, quoted
from osce_tracker.model.clock import readable_day
from osce_tracker.model.periods import as_day
from osce_tracker.model.statuses import Timing
from osce_tracker.reports import fields, wording
from osce_tracker.tracker.arguments import checked

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from osce_tracker.formats.report import Report
    from osce_tracker.model.commitments import Commitment, StatusUpdate
    from osce_tracker.tracker.tracker import Tracker


@checked
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

    days = fields.field("days", "days overdue", lambda commitment: days_late(commitment, day), "number")
    shown = (*fields.commitments("commitment status lever due", day), days, *_last(day))
    return _report(tracker, "overdue", day, chosen, shown)


@checked
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

    shown = (
        *fields.commitments("commitment status lever", day),
        fields.field("known", "last known", known, "date"),
        fields.field("days", "days since", lambda commitment: (day - known(commitment)).days, "number"),
        *_last(day),
    )
    return _report(tracker, f"open and without news for {wording.number(days, 'day')}", day, chosen, shown)


@checked
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

    def objectors(update: StatusUpdate) -> str | None:
        return wording.state_names(update.blocked_by, update.date.last, tracker.states)

    obstacle, who, sources = fields.of(
        lambda commitment: commitment.update_on(day),
        fields.field("obstacle", "obstacle"),
        fields.field("objectors", "who objected", objectors),
        fields.sources(),
    )
    status = fields.commitments("commitment status", day)
    news = fields.commitments("lever when happened", day)
    shown = (*status, obstacle, who, *news, sources, fields.ID)
    return _report(tracker, "blocked or held up", day, chosen, shown)


def _made_by(tracker: Tracker, day: date) -> Iterable[Commitment]:
    """Yield the commitments made by a day, with all that is known of them: news may be of later days."""
    return (tracker.commitments[made] for made in tracker.so_on(day).commitments.ids)


def _last(day: date) -> tuple[fields.Field, ...]:
    return fields.commitments("when happened sources id", day)


def _report(
    tracker: Tracker, what: str, day: date, chosen: list[Commitment], shown: Iterable[fields.Field]
) -> Report:
    """Return the report on the chosen commitments, grouped by dimension."""
    groups = fields.sections(
        fields.in_reading_order(chosen, day), lambda own: f"{wording.number(len(own), 'commitment')}."
    )
    title = f"{what[0].upper()}{what[1:]} on {readable_day(day)}"
    verb = "was" if len(chosen) == 1 else "were"
    return fields.report_on(
        tracker,
        title,
        wording.sentence(
            f"{wording.in_words(len(chosen), 'commitment')} {verb} {what} on {readable_day(day)}"
        ),
        [fields.field_table(title, "commitments", shown, groups=groups)],
        notes=[wording.counts_by_status(tally(commitment.status_on(day) for commitment in chosen))],
    )
