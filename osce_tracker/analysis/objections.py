"""Which States objected to which commitments, and what else stood in their way."""

from datetime import date

import attrs

from osce_tracker.model.commitments import Commitment, Obstacle, StatusUpdate
from osce_tracker.model.periods import Period, as_day
from osce_tracker.model.sources import Source
from osce_tracker.model.statuses import Status
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.tracker import Tracker


@attrs.frozen(kw_only=True)
class Objection:
    """A State that a source names as objecting to a commitment.

    Args:
        state: code of the State.
        commitment: the commitment.
        update: the update that names the State.
    """

    state: str
    commitment: Commitment
    update: StatusUpdate

    @property
    def when(self) -> Period:
        """The date of the update."""
        return self.update.date

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of the objection."""
        return self.update.sources


@checked
def objections(tracker: Tracker, on: date | str) -> tuple[Objection, ...]:
    """Return which States had objected to which commitments by a day.

    Args:
        tracker: the tracker.
        on: the day, such as ``"2025-12-31"``.

    Returns:
        One value for each State that an update names as objecting, in time order. If another party
        must act first, the named State isn't objecting.

    Raises:
        PeriodError: if the day is invalid.

    >>> import osce_tracker as ot
    >>> from osce_tracker.analysis.objections import objections
    >>> for objection in objections(ot.load(), "2025-12-31")[:2]:
    ...     print(objection.when, objection.state, objection.commitment.title)
    2025-10-06 BY Secure the mandated Human Dimension Implementation Meeting
    2025-10-06 RU Secure the mandated Human Dimension Implementation Meeting
    """
    day = as_day(on)
    found = [
        Objection(state=state, commitment=commitment, update=update)
        for commitment in tracker.commitments
        for update in commitment.updates
        # With a dependency, another party must act first, so the named State isn't objecting.
        if update.date.last <= day and update.obstacle is not Obstacle.DEPENDENCY
        for state in update.blocked_by
    ]
    return tuple(sorted(found, key=lambda one: (one.when.first, one.when.last)))


def obstructed(update: StatusUpdate | None) -> bool:
    """Return True if an update says that a commitment is blocked, or names an obstacle.

    Args:
        update: the update, or ``None``.
    """
    return update is not None and (update.status is Status.BLOCKED or update.obstacle is not None)


def naming(commitment: Commitment, day: date) -> tuple[StatusUpdate, ...]:
    """Return the updates by a day that name States as obstacles: the latest, or else earlier ones.

    A missing consensus doesn't mean that a given State objected, but an earlier source may name one.

    Args:
        commitment: the commitment.
        day: the day.
    """
    update = commitment.update_on(day)
    if update is None or update.blocked_by or update.obstacle is not Obstacle.NO_CONSENSUS:
        return () if update is None or not update.blocked_by else (update,)
    return tuple(
        one
        for one in commitment.updates
        if one.date.last <= day and one.blocked_by and one.obstacle is not Obstacle.DEPENDENCY
    )


def states_named(commitment: Commitment, day: date) -> set[str]:
    """Return the codes of the States that the updates of ``naming`` name.

    Args:
        commitment: the commitment.
        day: the day.
    """
    return {code for update in naming(commitment, day) for code in update.blocked_by}
