"""The order in which people read commitments, and the sections of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from osce_tracker.model.dimensions import Dimension, Section
from osce_tracker.model.statuses import Status
from osce_tracker.reports.fields import Group
from osce_tracker.tracker.filters import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from osce_tracker.model.commitments import Commitment
    from osce_tracker.tracker.filters import OneOrMore

#: What is stuck or failed comes first.
_READING_ORDER: Final = (
    Status.BLOCKED,
    Status.NOT_FULFILLED,
    Status.PARTLY_FULFILLED,
    Status.FULFILLED,
    Status.IN_PROGRESS,
    Status.PLANNED,
    Status.NOT_ASSESSED,
    Status.SUPERSEDED,
    Status.WITHDRAWN,
)


def sections(
    records: Iterable[Any], note: Callable[[list[Any]], str] | None = None, dimension: Dimension | None = None
) -> list[Group]:
    """Return records in a group for each section in order; or all in one, if one dimension is wanted.

    Args:
        records: records, or values about records.
        note: returns the line about the records of a group.
        dimension: the one dimension that all of them touch, if a filter asks for it.
    """
    members: dict[Section, list[Any]] = {section: [] for section in Section}
    if dimension is not None:
        members = {Section(dimension.value): []}
    for record in records:
        members[record.section if dimension is None else Section(dimension.value)].append(record)
    return [
        Group(section.value, section.label, own, note(own) if note else "")
        for section, own in members.items()
    ]


def only_dimension(dimension: OneOrMore | None) -> Dimension | None:
    """Return the dimension of a filter that asks for exactly one, or ``None``.

    Args:
        dimension: the filter.
    """
    chosen = words(Dimension, dimension)
    return next(iter(chosen)) if chosen is not None and len(chosen) == 1 else None


def reading_order(commitment: Commitment, status: Status) -> tuple[int, str, str]:
    """Return a key to sort by: what is stuck or failed first, then by title.

    Args:
        commitment: the commitment.
        status: its status on the day of the report.
    """
    return _READING_ORDER.index(status), commitment.title.casefold(), commitment.id


def in_reading_order(commitments: Iterable[Commitment], day: date) -> list[Commitment]:
    """Return commitments in reading order, by their status on a day.

    Args:
        commitments: the commitments.
        day: the day.
    """
    return sorted(commitments, key=lambda commitment: reading_order(commitment, commitment.status_on(day)))
