"""A promise from Chair to Chair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from osce_tracker.analysis import thread as analysis
from osce_tracker.reports import fields, wording
from osce_tracker.tracker.arguments import checked

if TYPE_CHECKING:
    from osce_tracker.formats.report import Report
    from osce_tracker.tracker.tracker import Tracker

_FIELDS: Final = (
    *fields.commitments("commitment made_by made_on due"),
    fields.field("status", "latest status", "latest_status", short="status"),
    *fields.commitments("when happened sources"),
    fields.field("continues", "continues"),
    fields.ID,
)


@checked
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
    return fields.report_on(
        tracker,
        f"From Chair to Chair: {tracker.commitments[commitment].title}",
        wording.sentence(f"{wording.in_words(len(promises), 'promise')}: {subject} {latest}"),
        [fields.field_table("From Chair to Chair", "thread", _FIELDS, promises, notes=notes)],
    )
