"""A promise that one Chair takes over from another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osce_tracker.errors import UnknownRecordError
from osce_tracker.tracker.arguments import checked

if TYPE_CHECKING:
    from osce_tracker.model.commitments import Commitment
    from osce_tracker.tracker.tracker import Tracker


@checked
def thread(tracker: Tracker, commitment: str) -> tuple[Commitment, ...]:
    """Return a promise from Chair to Chair: what it continues, itself, and what continues it.

    Args:
        tracker: the tracker; ``join`` combines the data sets of several Chairs.
        commitment: id of any of the commitments.

    Returns:
        The commitments, each after the one that it continues, otherwise by the day they were made. A
        commitment that this tracker doesn't have is left out.

    Raises:
        UnknownRecordError: if no commitment has that id; names the nearest.

    >>> import osce_tracker as ot
    >>> from osce_tracker.analysis.thread import thread
    >>> [promise.id for promise in thread(ot.load(), "FI25-HD-03")]
    ['FI25-HD-03']
    """
    commitments = tracker.commitments
    neighbours: dict[str, set[str]] = {}
    for promise in commitments:
        if promise.continues is not None and promise.continues in commitments:
            neighbours.setdefault(promise.id, set()).add(promise.continues)
            neighbours.setdefault(promise.continues, set()).add(promise.id)
    if commitments.get(commitment) is None:
        raise UnknownRecordError("commitment", commitment, commitments.ids)
    members, reached = {commitment}, [commitment]
    for one in reached:
        # Promises that continue each other in a circle end here as well.
        reached += sorted(neighbours.get(one, set()) - members)
        members |= neighbours.get(one, set())
    waiting = sorted((commitments[one] for one in members), key=lambda c: (c.made_on, c.id))
    ordered: list[Commitment] = []
    while waiting:
        ids = {c.id for c in waiting}
        # A circle begins with the promise made first.
        ordered.append(next((c for c in waiting if c.continues not in ids), waiting[0]))
        waiting.remove(ordered[-1])
    return tuple(ordered)
