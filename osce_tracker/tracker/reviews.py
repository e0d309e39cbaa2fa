"""What a data set holds about its own records: readings and corrections."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Final, TypeVar, cast

import attrs

from osce_tracker.model.commitments import Commitment, StatusUpdate
from osce_tracker.model.corrections import Correction
from osce_tracker.model.periods import Period
from osce_tracker.model.readings import Reading
from osce_tracker.tracker.collection import Collection

#: The date of an update, and its number among the updates of that date, from 1.
Place = tuple[Period, int]

#: Either of the two; they name a record and perhaps one of its updates.
Review = TypeVar("Review", Reading, Correction)


class Readings(Collection[Reading]):
    """The readings of a data set, by record and field.

    >>> import osce_tracker as ot
    >>> len(ot.load("switzerland-2026").readings)
    445
    """

    __slots__ = ()
    noun = "reading"
    glance = ("record", "field", "update", "first", "second", "settled")


class Corrections(Collection[Correction]):
    """The corrections of a data set, by record and field."""

    __slots__ = ()
    noun = "correction"
    glance = ("record", "field", "update", "old", "new", "day", "why")


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


def is_contested(commitment: Commitment, contested: frozenset[tuple[str, Period, int]], on: date) -> bool:
    """Return True if two readings differ on the verdict that holds on a day.

    Args:
        commitment: the commitment.
        contested: the updates on whose status they differ.
        on: the day.
    """
    if not contested:
        return False
    latest = commitment.update_on(on)
    return any(
        (commitment.id, *place) in contested for one, place in places(commitment.updates) if one is latest
    )


def places(updates: Iterable[StatusUpdate]) -> Iterator[tuple[StatusUpdate, tuple[Period, int]]]:
    """Yield each update with its date, and its number among the updates of that date, from 1.

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
    """Return readings or corrections that follow their updates when commitments are replaced.

    Args:
        readings: the readings or corrections.
        old: the commitments to which they belong.
        new: the commitments that replace them. Readings of updates that are gone are left out.
    """
    kept: list[Review] = []
    matched: dict[str, dict[Place, Place]] = {}
    for reading in readings:
        before, after = old.get(reading.record), new.get(reading.record)
        if reading.update is None or before is None or after is None or before is after:
            kept.append(reading)
            continue
        if before.id not in matched:
            matched[before.id] = _moves(before, after)
        place = matched[before.id].get((reading.update, reading.number))
        if place is not None:
            kept.append(attrs.evolve(reading, update=place[0], number=place[1]))
    return kept


def _moves(before: Commitment, after: Commitment) -> dict[Place, Place]:
    """Return the new places of a commitment's updates in another version of it, by their old places."""
    old, new = ([place for _, place in places(one.updates)] for one in (before, after))
    return {old[n]: new[m] for n, m in partners(before.updates, after.updates).items()}


#: What an update shares with its counterpart in another version, from most to least: sources and
#: details may have been added, and its date, status or words corrected.
ALIKE: Final[tuple[Callable[[StatusUpdate], object], ...]] = (
    lambda one: one,
    lambda one: (one.date, one.status, one.summary),
    lambda one: (one.date, one.summary),
    lambda one: (one.date, one.status),
    lambda one: one.summary,
)


def partners(
    before: Sequence[StatusUpdate],
    after: Sequence[StatusUpdate],
    alike: Sequence[Callable[[StatusUpdate], object]] = ALIKE,
) -> dict[int, int]:
    """Return the positions of the same update in two lists: each has at most one partner.

    Args:
        before: some updates.
        after: others, such as a later version of them.
        alike: what the same update shares in both lists, from most to least.
    """
    found: dict[int, int] = {}
    for key in alike:
        taken = set(found.values())
        waiting: defaultdict[object, deque[int]] = defaultdict(deque)
        for m, update in enumerate(after):
            if m not in taken:
                waiting[key(update)].append(m)
        for n, update in enumerate(before):
            if n not in found and waiting[key(update)]:
                found[n] = waiting[key(update)].popleft()
    return found
