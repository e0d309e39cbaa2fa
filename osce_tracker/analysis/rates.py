"""Counts of commitments by status, and the rates that follow from them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final

import attrs

from osce_tracker.analysis.grouped import grouped
from osce_tracker.analysis.thread import in_time
from osce_tracker.errors import WordError
from osce_tracker.model.commitments import Basis, Commitment, Kind, Lever, MakerType
from osce_tracker.model.dimensions import Section
from osce_tracker.model.periods import as_day
from osce_tracker.model.shares import Share
from osce_tracker.model.statuses import Status
from osce_tracker.model.vocabulary import Vocabulary
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.tracker import Tracker

#: The groupings of commitments: the groups in order, and the function that gives a commitment's group.
GROUPINGS: Final[Mapping[str, tuple[type[Vocabulary], Callable[[Commitment], Vocabulary]]]] = {
    "dimension": (Section, lambda commitment: commitment.section),
    "lever": (Lever, lambda commitment: commitment.lever),
    "kind": (Kind, lambda commitment: commitment.kind),
    "maker": (MakerType, lambda commitment: commitment.made_by.type),
    "basis": (Basis, lambda commitment: commitment.basis),
}


@attrs.frozen
class Rates:
    """How many commitments have each status, and the rates that follow.

    Superseded and withdrawn commitments are in no rate. Rates are out of the assessed commitments: those with
    at least one known update. "Not assessed" does not mean failed.

    Args:
        counts: how many commitments have each status, in the order of ``Status``.
    """

    counts: tuple[int, ...]

    def count(self, *statuses: Status) -> int:
        """Return how many commitments have one of the statuses.

        Args:
            *statuses: the statuses.
        """
        return sum(count for status, count in zip(Status, self.counts, strict=True) if status in statuses)

    @property
    def total(self) -> int:
        """All commitments."""
        return sum(self.counts)

    @property
    def rated(self) -> int:
        """The commitments that rates cover: all but superseded and withdrawn ones."""
        return self.total - self.count(Status.SUPERSEDED, Status.WITHDRAWN)

    @property
    def unassessed(self) -> int:
        """The commitments without a known update."""
        return self.count(Status.NOT_ASSESSED)

    @property
    def assessed(self) -> int:
        """The rated commitments with a known update."""
        return self.rated - self.unassessed

    @property
    def fulfilled(self) -> Share:
        """Fulfilled commitments, out of the assessed ones."""
        return Share(self.count(Status.FULFILLED), self.assessed)

    @property
    def partly(self) -> Share:
        """Partly fulfilled commitments, out of the assessed ones."""
        return Share(self.count(Status.PARTLY_FULFILLED), self.assessed)

    @property
    def failed(self) -> Share:
        """Commitments that were not fulfilled, out of the assessed ones."""
        return Share(self.count(Status.NOT_FULFILLED), self.assessed)


def tally(statuses: Iterable[Status]) -> Rates:
    """Count statuses.

    Args:
        statuses: the status of each commitment.

    >>> from osce_tracker.analysis.rates import tally
    >>> from osce_tracker.model.statuses import Status
    >>> counted = tally([Status.FULFILLED, Status.NOT_ASSESSED, Status.WITHDRAWN])
    >>> str(counted.fulfilled), counted.unassessed, counted.rated
    ('1 of 1', 1, 2)
    """
    counts = Counter(statuses)
    return Rates(tuple(counts[status] for status in Status))


@checked
def rates(commitments: Iterable[Commitment], on: date | str) -> Rates:
    """Return the rates of commitments on a day.

    Args:
        commitments: the commitments; ``tracker.so_on(day)`` gives those made by a day.
        on: the day, such as ``"2025-12-31"``.

    Raises:
        PeriodError: if the day is invalid.

    >>> import osce_tracker as ot
    >>> from osce_tracker.analysis.rates import rates
    >>> print(rates(ot.load().commitments.where(lever="chair"), "2025-12-31").fulfilled)
    24 of 40 (60%)
    """
    day = as_day(on)
    return tally(commitment.status_on(day) for commitment in commitments)


@checked
def rates_by(commitments: Iterable[Commitment], on: date | str, grouping: str) -> dict[Vocabulary, Rates]:
    """Return the rates of each group of commitments on a day.

    Args:
        commitments: the commitments.
        on: the day, such as ``"2025-12-31"``.
        grouping: ``dimension``, ``lever`` (who delivers), ``kind``, ``maker`` or ``basis``.

    Returns:
        The rates by group, in the order of the groups; empty groups are left out. Every
        commitment is in exactly one group.

    Raises:
        PeriodError: if the day is invalid.
        WordError: if the grouping doesn't exist.
    """
    if not isinstance(grouping, str) or grouping not in GROUPINGS:
        raise WordError("grouping", grouping, list(GROUPINGS))
    words, group_of = GROUPINGS[grouping]
    members = grouped((group_of(commitment), commitment) for commitment in commitments)
    return {word: rates(members[word], on) for word in words if word in members}


@checked
def by_chair(tracker: Tracker) -> dict[str, tuple[Commitment, ...]]:
    """Return the commitments of each Chairpersonship, by id; a shared commitment is under each of its Chairs.

    Args:
        tracker: the tracker.

    Returns:
        The commitments, in the order of the terms; Chairpersonships whose term is not known come last.

    >>> import osce_tracker as ot
    >>> from osce_tracker.analysis.rates import by_chair
    >>> [(chair, len(own)) for chair, own in by_chair(ot.load("all")).items()]
    [('MT-2024', 68), ('FI-2025', 98), ('CH-2026', 61)]
    """
    found = grouped((chair, one) for one in tracker.commitments for chair in one.chairs)
    return {chair: tuple(found[chair]) for chair in in_time(tracker, found)}


@checked
def stated_by_chair(commitments: Iterable[Commitment]) -> tuple[Commitment, ...]:
    """Return the promises that the Chair made itself and stated in advance.

    Headlines cover only these. Promises of others are not the Chair's, and deeds first seen when already
    done flatter whoever did them.

    Args:
        commitments: the commitments.
    """
    return tuple(c for c in commitments if c.made_by.type is MakerType.CHAIR and c.basis is Basis.STATED)
