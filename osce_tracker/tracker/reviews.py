"""What a data set says of its own records: the readings and the corrections."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import attrs

from osce_tracker.tracker.collection import Collection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from osce_tracker.model.commitments import Commitment, StatusUpdate
    from osce_tracker.model.corrections import Correction  # noqa: F401 (named in the bases of a class)
    from osce_tracker.model.periods import Period
    from osce_tracker.model.readings import Reading


class Readings(Collection["Reading"]):
    """The readings of a data set, by record and field.

    >>> import osce_tracker as ot
    >>> ot.load("switzerland-2026").readings
    <Readings: 445 readings>
    """

    __slots__ = ()
    noun = "reading"


class Corrections(Collection["Correction"]):
    """The corrections of a data set, by record and field."""

    __slots__ = ()
    noun = "correction"


def contested_verdicts(readings: Iterable[Reading]) -> frozenset[tuple[str, Period, int]]:
    """Return the updates on whose status two readings differ: id of the commitment, date and number.

    Args:
        readings: the readings.
    """
    return frozenset(
        (one.record, one.update, one.number)
        for one in readings
        if one.field == "status" and one.update is not None and not one.agrees
    )


def is_contested(
    commitment: Commitment, contested: frozenset[tuple[str, Period, int]], on: date | None = None
) -> bool:
    """Return whether two readings differ on the verdict that holds on a day.

    Args:
        commitment: the commitment.
        contested: the updates on whose status they differ.
        on: the day, or ``None`` for the latest verdict.
    """
    if not contested:
        return False
    last = commitment.updates[-1:] if on is None else (commitment.update_on(on),)
    return any((commitment.id, *place_of(commitment, one)) in contested for one in last if one is not None)


def place_of(commitment: Commitment, update: StatusUpdate) -> tuple[Period, int]:
    """Return the date of an update, and which of the updates of that date it is, from 1.

    Args:
        commitment: the commitment.
        update: one of its updates.
    """
    return next(place for one, place in places(commitment.updates) if one is update)


def places(updates: Iterable[StatusUpdate]) -> Iterator[tuple[StatusUpdate, tuple[Period, int]]]:
    """Yield each update with its date, and which of the updates of that date it is, from 1.

    Args:
        updates: the updates of a commitment.
    """
    counts: Counter[Period] = Counter()
    for update in updates:
        counts[update.date] += 1
        yield update, (update.date, counts[update.date])


def moved(
    readings: Iterable[Reading], old: Collection[Commitment], new: Collection[Commitment]
) -> list[Reading]:
    """Return readings that stay with their updates when commitments are replaced.

    Args:
        readings: the readings.
        old: the commitments to which they belong.
        new: the commitments that replace them. Readings of updates that these don't have are left out.
    """
    kept: list[Reading] = []
    for reading in readings:
        before, after = old.get(reading.record), new.get(reading.record)
        if reading.update is None or before is None or after is None or before is after:
            kept.append(reading)
            continue
        read = next(
            (u for u, place in places(before.updates) if place == (reading.update, reading.number)), None
        )
        found = None if read is None else _same(read, after)
        if found is not None:
            date, number = found
            kept.append(attrs.evolve(reading, update=date, number=number))
    return kept


def _same(update: StatusUpdate, commitment: Commitment) -> tuple[Period, int] | None:
    """Return the place of an update in another version of its commitment."""
    # Sources and details may have been added: the same words on the same date are the same update.
    for same in (
        lambda one: one == update,
        lambda one: (one.date, one.summary) == (update.date, update.summary),
        lambda one: (one.date, one.status) == (update.date, update.status),
        lambda one: one.summary == update.summary,
    ):
        for one, place in places(commitment.updates):
            if same(one):
                return place
    return None
