"""A promise from Chair to Chair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from osce_tracker.formats.report import Column, Report, Table
from osce_tracker.reports.wording import data_note, data_title, number

if TYPE_CHECKING:
    from osce_tracker.tracker.tracker import Tracker

_COLUMNS: Final = (
    Column("id", "id"),
    Column("commitment", "commitment"),
    Column("made_by", "made by"),
    Column("made_on", "made on"),
    Column("due", "due"),
    Column("status", "status"),
    Column("continues", "continues"),
    Column("latest", "latest", detail=True),
)


def thread(tracker: Tracker, commitment: str) -> Report:
    """Return a promise from Chair to Chair: what a commitment continues, itself, and what continues it.

    Args:
        tracker: the tracker; the promises of several Chairs are in one after ``merge``.
        commitment: id of any of the commitments.

    Raises:
        UnknownRecordError: when no commitment has that id; names the nearest.

    >>> import osce_tracker as ot
    >>> print(ot.thread(ot.load(), "FI25-HD-03").tables[0].notes[0])
    1 commitment.
    """
    promises = tracker.commitments.thread(commitment)
    rows = tuple(
        (
            c.id,
            c.title,
            c.made_by.name,
            c.made_on,
            c.due,
            c.latest_status,
            c.continues,
            f"{c.updates[-1].date}: {c.updates[-1].summary}" if c.updates else None,
        )
        for c in promises
    )
    notes = [f"{number(len(rows), 'commitment')}."]
    # A promise of an earlier Chair is in another data set as a rule.
    notes += [
        f"{c.id} continues {c.continues}, which is not in this data set."
        for c in promises
        if c.continues is not None and c.continues not in tracker.commitments
    ]
    table = Table(title="From Chair to Chair", key="thread", columns=_COLUMNS, rows=rows, notes=tuple(notes))
    return Report(
        title=f"The thread of {tracker.commitments[commitment].id}",
        subtitle=data_title(tracker),
        tables=(table,),
        notes=("Status: the latest known.", data_note(tracker)),
    )
