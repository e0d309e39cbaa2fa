"""Tables whose rows are in groups, and the order in which people read commitments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

import attrs

from osce_tracker.formats.report import Column, RowGroup, Table, Value
from osce_tracker.model.dimensions import Dimension, Section
from osce_tracker.model.statuses import Status
from osce_tracker.tracker.filters import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from osce_tracker.model.commitments import Commitment
    from osce_tracker.tracker.filters import OneOrMore

Row = tuple[Value, ...]
#: What is stuck or failed comes first.
_READING_ORDER: Final = {
    status: place
    for place, status in enumerate(
        (
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
    )
}


class _InSection(Protocol):
    @property
    def section(self) -> Section: ...


R = TypeVar("R", bound=_InSection)


@attrs.frozen
class Group:
    """Rows under a heading of their own.

    Args:
        key: stable name, for programs.
        title: heading.
        rows: the rows.
        note: a line about the group, or empty.
    """

    key: str
    title: str
    rows: Sequence[Row]
    note: str = ""


def grouped_table(
    *,
    title: str,
    key: str,
    columns: tuple[Column, ...],
    groups: Iterable[Group],
    notes: tuple[str, ...] = (),
) -> Table:
    """Return one table with groups of rows; empty groups are left out.

    Args:
        title: heading.
        key: stable name, for programs.
        columns: the columns.
        groups: the groups in order.
        notes: lines below the table.
    """
    filled = [group for group in groups if group.rows]
    return Table(
        title=title,
        key=key,
        columns=columns,
        rows=tuple(row for group in filled for row in group.rows),
        groups=tuple(
            RowGroup(key=group.key, title=group.title, size=len(group.rows), note=group.note)
            for group in filled
        ),
        notes=notes,
    )


def sections(records: Iterable[R], dimension: Dimension | None = None) -> Iterator[tuple[str, str, list[R]]]:
    """Yield key, title and records of each section in order; or all in one, if one dimension is wanted.

    Args:
        records: records, or values about records.
        dimension: the one dimension that all of them touch, if a filter asks for it.
    """
    if dimension is not None:
        section = Section(dimension.value)
        yield section.value, section.label, list(records)
        return
    members: dict[Section, list[R]] = {section: [] for section in Section}
    for record in records:
        members[record.section].append(record)
    for section, own in members.items():
        yield section.value, section.label, own


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
    return _READING_ORDER[status], commitment.title.casefold(), commitment.id


def in_reading_order(commitments: Iterable[Commitment], day: date) -> list[Commitment]:
    """Return commitments in reading order, by their status on a day.

    Args:
        commitments: the commitments.
        day: the day.
    """
    return sorted(commitments, key=lambda commitment: reading_order(commitment, commitment.status_on(day)))
