"""The updates of commitments as a collection of their own."""

import datetime as dt
from collections.abc import Iterable
from functools import partial
from typing import Any

import attrs

from osce_tracker.errors import RecordError
from osce_tracker.model import validation as to
from osce_tracker.model.commitments import Commitment, StatusUpdate
from osce_tracker.model.periods import Period
from osce_tracker.model.records import Record
from osce_tracker.model.sources import Source
from osce_tracker.model.statuses import Status
from osce_tracker.tracker.collection import Collection
from osce_tracker.tracker.rows import PLACE, RECORD, FlatColumn, cells_of, columns_of


def _commitment(value: Commitment) -> Commitment:
    return to.instance(Commitment, value)


@attrs.frozen(kw_only=True, repr=False, field_transformer=to.name_errors)
class CommitmentUpdate(Record):
    """An update together with its commitment.

    Args:
        commitment: the commitment.
        place: the position of the update in its history, from 0.

    Raises:
        RecordError: if the commitment has no such update.
    """

    commitment: Commitment = attrs.field(converter=_commitment)
    place: int = attrs.field(converter=to.whole_number)

    def __attrs_post_init__(self) -> None:
        """Check that the commitment has the update."""
        if not 0 <= self.place < len(self.commitment.updates):
            raise RecordError("place", f"there is no update {self.place}", self.commitment.id)

    @property
    def update(self) -> StatusUpdate:
        """The update itself."""
        return self.commitment.updates[self.place]

    @property
    def date(self) -> Period:
        """The date of the update."""
        return self.update.date

    @property
    def status(self) -> Status:
        """The status from then on."""
        return self.update.status

    @property
    def summary(self) -> str:
        """What happened, in our own words."""
        return self.update.summary

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of the update."""
        return self.update.sources

    @property
    def id(self) -> str:
        """The id of the commitment and the position of the update."""
        return f"{self.commitment.id}:{self.place}"

    @property
    def sort_key(self) -> tuple[dt.date, str, int]:
        """The key that updates are sorted by: last day, commitment, position."""
        return self.update.date.last, self.commitment.id, self.place

    def __str__(self) -> str:
        return f"{self.update} ({self.commitment.title}, {self.id})"


class Updates(Collection[CommitmentUpdate]):
    """The updates of commitments, by last day.

    >>> import osce_tracker as ot
    >>> for one in ot.load().commitments.where(theme="media-freedom").updates[:2]:
    ...     print(one.date.readable, "-", one.status.label, "-", one.commitment.title)
    23 June 2025 - in progress - Build resilience against disinformation and cyber threats
    6 October 2025 - in progress - Organize the Warsaw Human Dimension Conference
    """

    __slots__ = ()
    noun = "update"
    glance = ("commitment.title", "date", "status", "summary", "id")

    @classmethod
    def _checked(cls, records: Iterable[CommitmentUpdate]) -> tuple[CommitmentUpdate, ...]:
        return to.argument("updates", partial(to.instances, CommitmentUpdate), records)

    def _columns(self) -> tuple[FlatColumn, ...]:
        return (RECORD, PLACE, *columns_of(StatusUpdate))

    def _cells(self, record: CommitmentUpdate) -> tuple[Any, ...]:
        return (record.commitment.id, record.place, *cells_of(record.update, self.states))
