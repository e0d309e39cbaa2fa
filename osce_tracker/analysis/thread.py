"""A promise that one Chair takes over from another."""

from collections.abc import Collection
from datetime import date

from osce_tracker.analysis.grouped import grouped
from osce_tracker.errors import UnknownRecordError
from osce_tracker.model.chairs import Chairmanship
from osce_tracker.model.commitments import Commitment
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.tracker import Tracker


@checked
def thread(tracker: Tracker, commitment: str) -> tuple[Commitment, ...]:
    """Return a promise from Chair to Chair: what it continues, itself, and what continues it.

    Args:
        tracker: the tracker; ``join`` combines the data sets of several Chairs.
        commitment: id of any of the commitments.

    Returns:
        The commitments, each after the one that it continues, otherwise by the day they were made. Any
        commitment missing from this tracker is left out.

    Raises:
        UnknownRecordError: if no commitment has that id; names the nearest.

    >>> import osce_tracker as ot
    >>> from osce_tracker.analysis.thread import thread
    >>> [promise.id for promise in thread(ot.load(), "FI25-HD-03")]
    ['FI25-HD-03']
    """
    every = tracker.commitments
    links = [(c.id, c.continues) for c in every if c.continues is not None and c.continues in every]
    neighbours = grouped((*links, *((earlier, later) for later, earlier in links)))
    if every.get(commitment) is None:
        raise UnknownRecordError("commitment", commitment, every.ids)
    members = [commitment]
    for one in members:
        # This also ends for promises that continue each other in a circle.
        members += {*neighbours.get(one, ())}.difference(members)
    waiting = sorted((every[one] for one in members), key=lambda c: (c.made_on.first, c.made_on.last, c.id))
    ordered: list[Commitment] = []
    while waiting:
        ids = {c.id for c in waiting}
        # A circle starts with the promise made first.
        ordered.append(next((c for c in waiting if c.continues not in ids), waiting[0]))
        waiting.remove(ordered[-1])
    return tuple(ordered)


def term_of(tracker: Tracker, commitment: Commitment) -> Chairmanship | None:
    """Return the term in the chair to which a commitment belongs, or ``None`` if it isn't known.

    Args:
        tracker: the tracker.
        commitment: one of its commitments. The last of several terms counts.
    """
    return next((term for term in reversed(tracker.chairs.terms) if term.id in commitment.chairs), None)


def end_of_term(tracker: Tracker, commitment: Commitment) -> date:
    """Return the last day of the term that a commitment belongs to, but no later than the day of a view.

    Args:
        tracker: the tracker.
        commitment: one of its commitments. If its term is unknown, everything known of it counts.
    """
    term = term_of(tracker, commitment)
    ends = [date.max if term is None else term.until, tracker.known_by]
    return min(day for day in ends if day is not None)


def in_time(tracker: Tracker, chairs: Collection[str]) -> tuple[str, ...]:
    """Return Chairpersonships in time order; those with unknown terms come last.

    Args:
        tracker: the tracker, which knows the terms.
        chairs: the ids.
    """
    known = [term.id for term in tracker.chairs if term.id in chairs]
    return (*known, *sorted(set(chairs).difference(known)))
