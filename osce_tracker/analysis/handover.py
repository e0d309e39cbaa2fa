"""What a Chair took over from earlier Chairs, passed on to later ones, and left open."""

from typing import Final

import attrs

from osce_tracker.analysis.thread import end_of_term, in_time
from osce_tracker.errors import WordError
from osce_tracker.model.commitments import Commitment
from osce_tracker.model.statuses import Status
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.filters import chair_ids
from osce_tracker.tracker.tracker import Tracker

#: A promise with one of these statuses at the end of a term was left to the next Chair.
LEFT: Final = frozenset({Status.PLANNED, Status.IN_PROGRESS, Status.BLOCKED, Status.NOT_FULFILLED})


@attrs.frozen(kw_only=True)
class Continuation:
    """A promise of one Chair that another one continues.

    Attributes:
        earlier: the promise.
        later: the promise that continues it.
        reached: the status of the earlier promise at the end of its Chair's term.
        became: the status of the later promise at the end of its own Chair's term, or as far as it is known.
    """

    earlier: Commitment
    later: Commitment
    reached: Status
    became: Status


@attrs.frozen(kw_only=True)
class Handover:
    """What a Chair took over, passed on and left open.

    Attributes:
        chair: id of the Chairpersonship.
        taken: its promises that continue earlier ones.
        passed: promises of other Chairs that continue its own.
        left: its promises that were open, blocked or not fulfilled at the end of its term, and that no
            promise of another Chair continues.
        unknown: how many of its promises were not assessed at the end of its term, with no promise of
            another Chair continuing them.
    """

    chair: str
    taken: tuple[Continuation, ...]
    passed: tuple[Continuation, ...]
    left: tuple[Commitment, ...]
    unknown: int


@checked
def handover(tracker: Tracker, chair: str) -> Handover:
    """Return the promises that a Chair took over, passed on and left open.

    Args:
        tracker: the tracker; ``load("all")`` or ``join`` has the data sets of several Chairs.
        chair: id of the Chairpersonship, such as ``"FI-2025"``. Case doesn't matter, nor does a space for the
            hyphen, and you can use the name of the State: ``"Finland 2025"``.

    Returns:
        The promises in the order of their ids. A promise continued by another one of the same Chair is
        neither taken over nor passed on. An unassessed promise is only counted, since nobody knows whether
        it was left open.

    Raises:
        WordError: if no promise belongs to that Chairpersonship; names those that have some.

    >>> import osce_tracker as ot
    >>> from osce_tracker.analysis.handover import handover
    >>> found = handover(ot.load("all"), "FI-2025")
    >>> len(found.taken), len(found.passed), len(found.left)
    (37, 19, 19)
    """
    known = in_time(tracker, {term for promise in tracker.commitments for term in promise.chairs})
    if not isinstance(chair, str):
        raise WordError("Chairpersonship", chair, known)
    (term,) = chair_ids(chair, known, tracker.states, known)
    taken: list[Continuation] = []
    passed: list[Continuation] = []
    continued: set[str | None] = set()
    for later in tracker.commitments:
        earlier = None if later.continues is None else tracker.commitments.get(later.continues)
        if earlier is None or (term in earlier.chairs) == (term in later.chairs):
            continue
        continued.add(earlier.id)
        link = Continuation(
            earlier=earlier,
            later=later,
            reached=earlier.status_on(end_of_term(tracker, earlier)),
            became=later.status_on(end_of_term(tracker, later)),
        )
        (taken if term in later.chairs else passed).append(link)
    others = {
        promise: promise.status_on(end_of_term(tracker, promise))
        for promise in tracker.commitments
        if term in promise.chairs and promise.id not in continued
    }
    return Handover(
        chair=term,
        taken=tuple(taken),
        passed=tuple(passed),
        left=tuple(promise for promise, status in others.items() if status in LEFT),
        unknown=sum(status is Status.NOT_ASSESSED for status in others.values()),
    )
