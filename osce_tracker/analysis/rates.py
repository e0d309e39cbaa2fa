"""Counting commitments by status, in one place: every number of every report comes from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from osce_tracker.model.statuses import Status
from osce_tracker.reports.wording import share

if TYPE_CHECKING:
    from collections.abc import Sequence


@attrs.frozen
class Tally:
    """How many commitments have which status (the manual's Meanings, "Rates").

    Attributes:
        counts: how many, in the order of ``Status``.
    """

    counts: tuple[int, ...]

    def of(self, *statuses: Status) -> int:
        """Return how many have one of these.

        Args:
            *statuses: the statuses.
        """
        return sum(self.counts[_PLACES[status]] for status in statuses)

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts)

    @property
    def all(self) -> int:
        """Those that rates are of: all but superseded and withdrawn ones."""
        return self.total - self.of(Status.SUPERSEDED, Status.WITHDRAWN)

    @property
    def unknown(self) -> int:
        """Those that are not assessed."""
        return self.of(Status.NOT_ASSESSED)

    @property
    def assessed(self) -> int:
        """Those that are assessed, out of ``all``."""
        return self.all - self.unknown

    @property
    def fulfilled(self) -> int:
        """Those that are fulfilled."""
        return self.of(Status.FULFILLED)

    @property
    def band(self) -> str:
        """The share that is fulfilled, between all unknown ones failing and all of them succeeding."""
        return f"{share(self.fulfilled, self.all)} to {share(self.fulfilled + self.unknown, self.all)}"


_PLACES = {status: place for place, status in enumerate(Status)}


def tally(statuses: Sequence[object]) -> Tally:
    """Count statuses.

    Args:
        statuses: the status of each commitment.

    >>> counted = tally([Status.FULFILLED, Status.NOT_ASSESSED, Status.WITHDRAWN])
    >>> counted.all, counted.assessed, counted.band
    (2, 1, '1 of 2 to 2 of 2')
    """
    return Tally(tuple(statuses.count(status) for status in Status))


def counts_by_status(label: str, statuses: Sequence[object]) -> str:
    """Return a line that counts commitments by status, in the order of the vocabulary.

    Args:
        label: what is counted.
        statuses: the status of each commitment.

    >>> counts_by_status("Human dimension", [Status.BLOCKED, Status.FULFILLED, Status.BLOCKED])
    'Human dimension: 3 commitments; 2 blocked, 1 fulfilled.'
    """
    counted = tally(statuses)
    parts = [f"{count} {word.label}" for count, word in zip(counted.counts, Status, strict=True) if count]
    noun = "commitment" if counted.total == 1 else "commitments"
    return f"{label}: {counted.total} {noun}{'; ' if parts else ''}{', '.join(parts)}."
