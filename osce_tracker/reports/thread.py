"""A promise from Chair to Chair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from osce_tracker.analysis import thread as analysis
from osce_tracker.formats.report import Column, Report, Table
from osce_tracker.reports.wording import commitment_sources, in_words, sentence
from osce_tracker.tracker.caption import data_title

if TYPE_CHECKING:
    from osce_tracker.model.commitments import Commitment
    from osce_tracker.reports.groups import Row
    from osce_tracker.tracker.tracker import Tracker

_COLUMNS: Final = (
    Column("commitment", "commitment"),
    Column("made_by", "made by"),
    Column("made_on", "made on", kind="date"),
    Column("due", "deadline", kind="date"),
    Column("status", "latest status", short="status"),
    Column("when", "when", kind="date"),
    Column("happened", "what happened", detail=True),
    Column("sources", "sources", kind="sources"),
    Column("continues", "continues"),
    Column("id", "id"),
)


def thread(tracker: Tracker, commitment: str) -> Report:
    """Return a promise from Chair to Chair: what a commitment continues, itself, and what continues it.

    Args:
        tracker: the tracker; ``join`` combines the data sets of several Chairs.
        commitment: id of any of the commitments.

    Raises:
        UnknownRecordError: if no commitment has that id; names the nearest.

    >>> import osce_tracker as ot
    >>> ot.thread(ot.load(), "FI25-HD-03").headline
    'One promise: it is partly fulfilled.'
    """
    promises = analysis.thread(tracker, commitment)
    # A promise of an earlier Chair is usually in another data set.
    notes = tuple(
        f"{c.title} ({c.id}) continues {c.continues}, which is not in this data set."
        for c in promises
        if c.continues is not None and c.continues not in tracker.commitments
    )
    latest = promises[-1].latest_status.label
    subject = "it is" if len(promises) == 1 else "the latest is"
    return Report(
        title=f"From Chair to Chair: {tracker.commitments[commitment].title}",
        headline=sentence(f"{in_words(len(promises), 'promise')}: {subject} {latest}"),
        subtitle=data_title(tracker),
        tables=(
            Table(
                title="From Chair to Chair",
                key="thread",
                columns=_COLUMNS,
                rows=tuple(_row(promise) for promise in promises),
                notes=notes,
            ),
        ),
        edition=tracker.edition,
        known_by=tracker.known_by,
    )


def _row(commitment: Commitment) -> Row:
    update = commitment.history[-1] if commitment.updates else None
    return (
        commitment.title,
        commitment.made_by.name,
        commitment.made_on,
        commitment.due,
        commitment.latest_status,
        None if update is None else update.date,
        None if update is None else update.summary,
        commitment_sources(commitment),
        commitment.continues,
        commitment.id,
    )
