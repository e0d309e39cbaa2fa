"""What reports ask of a commitment on a day: how late it is, what stands in its way, who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osce_tracker.model.statuses import Status, Timing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from osce_tracker.model.commitments import Commitment, StatusUpdate
    from osce_tracker.model.sources import Source
    from osce_tracker.model.states import StateRegistry


def fulfilling(commitment: Commitment, day: date) -> tuple[StatusUpdate, ...]:
    """Return the unbroken run of updates that say fulfilled and stand on a day; empty when it is not.

    Args:
        commitment: the commitment.
        day: the day.
    """
    run: list[StatusUpdate] = []
    for update in commitment.history:
        if update.date.last <= day:
            run = [*run, update] if update.status is Status.FULFILLED else []
    return tuple(run)


def days_late(commitment: Commitment, day: date) -> int | None:
    """Return by how many days a commitment was late, or is overdue, on a day.

    Args:
        commitment: the commitment.
        day: the day.

    Returns:
        Days after the last day of the deadline; ``None`` when it was on time, is not due or has none.
    """
    timing = commitment.timing_on(day)
    if commitment.due is None or timing not in (Timing.LATE, Timing.OVERDUE):
        return None
    reached = fulfilling(commitment, day)[0].date.first if timing is Timing.LATE else day
    return (reached - commitment.due.last).days


def obstructed(update: StatusUpdate | None) -> bool:
    """Tell whether an update says that a commitment is blocked or what stood in its way.

    Args:
        update: the update that stands, or ``None``.
    """
    return update is not None and (update.status is Status.BLOCKED or update.obstacle is not None)


def objectors(update: StatusUpdate, states: StateRegistry) -> str | None:
    """Return the names of the States that an update says objected, or ``None``.

    Args:
        update: the update.
        states: where names are looked up.
    """
    return ", ".join(states.name(code, update.date.last) for code in update.blocked_by) or None


def independent(sources: Iterable[Source]) -> bool:
    """Tell whether one of the sources is neither the Chair's nor the OSCE's own word.

    Args:
        sources: the sources.
    """
    return any(source.independent for source in sources)


def told(update: StatusUpdate) -> str:
    """Return an update in a line: its date and what happened.

    Args:
        update: the update.
    """
    return f"{update.date.readable}: {update.summary}"
