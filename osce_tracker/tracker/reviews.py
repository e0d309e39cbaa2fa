"""What a data set says of its own records: the readings and the corrections."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar, cast

import attrs

from osce_tracker.tracker.collection import Collection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from osce_tracker.model.commitments import Commitment, StatusUpdate
    from osce_tracker.model.corrections import Correction
    from osce_tracker.model.periods import Period
    from osce_tracker.model.readings import Reading

    #: The date of an update, and which of the updates of that date it is, from 1.
    Place = tuple[Period, int]


#: Either of the two; they name a record and perhaps one of its updates.
Review = TypeVar("Review", "Reading", "Correction")


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


def reviewed(review: Reading | Correction) -> str:
    """Return the kind of the record that a reading or a correction is about, such as ``commitments``.

    Args:
        review: the reading or correction.
    """
    own: str | None = getattr(review, "kind", None)
    return own or ("statements" if cast("Reading", review).field.of_statements else "commitments")


def contested_verdicts(readings: Iterable[Reading]) -> frozenset[tuple[str, Period, int]]:
    """Return the updates on whose status two readings differ: id of the commitment, date and number.

    Args:
        readings: the readings.
    """
    return frozenset(
        (one.record, one.update, one.number)
        for one in readings
        if str(one.field) == "status" and one.update is not None and not one.agrees
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
    readings: Iterable[Review], old: Collection[Commitment], new: Collection[Commitment]
) -> list[Review]:
    """Return readings or corrections that stay with their updates when commitments are replaced.

    Args:
        readings: the readings or corrections.
        old: the commitments to which they belong.
        new: the commitments that replace them. Readings of updates that these don't have are left out.
    """
    kept: list[Review] = []
    partners: dict[str, dict[Place, Place]] = {}
    for reading in readings:
        before, after = old.get(reading.record), new.get(reading.record)
        if reading.update is None or before is None or after is None or before is after:
            kept.append(reading)
            continue
        if before.id not in partners:
            partners[before.id] = _partners(before, after)
        place = partners[before.id].get((reading.update, reading.number))
        if place is not None:
            kept.append(attrs.evolve(reading, update=place[0], number=place[1]))
    return kept


#: What the same update in two versions of a commitment has in common, from much to little: sources and
#: details may have been added, and its date, status or words corrected.
_ALIKE: tuple[Callable[[StatusUpdate], object], ...] = (
    lambda one: one,
    lambda one: (one.date, one.summary),
    lambda one: (one.date, one.status),
    lambda one: one.summary,
)


def _partners(before: Commitment, after: Commitment) -> dict[Place, Place]:
    """Return the places of the updates of a commitment in another version of it."""
    rest, others = [*places(before.updates)], [*places(after.updates)]
    found: dict[Place, Place] = {}
    for key in _ALIKE:
        for update, place in rest:
            partner = next((other for other in others if key(other[0]) == key(update)), None)
            if partner is not None:
                found[place] = partner[1]
                others.remove(partner)
        rest = [(update, place) for update, place in rest if place not in found]
    return found
