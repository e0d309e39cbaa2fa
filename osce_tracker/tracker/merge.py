"""Merges the work of two editors of one data set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from osce_tracker.errors import RecordError
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.commitments import Commitments
from osce_tracker.tracker.kinds import KINDS, field_names
from osce_tracker.tracker.reviews import moved
from osce_tracker.tracker.tracker import Tracker

if TYPE_CHECKING:
    from osce_tracker.model.commitments import StatusUpdate

    Updates = tuple[StatusUpdate, ...]


@attrs.frozen(kw_only=True)
class Conflict:
    """A value that two editors changed in different ways.

    Attributes:
        kind: kind of the record, such as ``commitments``, or ``edition``.
        record: id of the record; ``dataset`` for the edition.
        field: name of the field, or ``None`` for the record as a whole.
        kept: the value in the merged set: of the field, or the record; ``None`` if it was removed.
        other: the value in the other set, in the same form.

    >>> import attrs
    >>> import osce_tracker as ot
    >>> base = ot.load()
    >>> promise = base.commitments["FI25-XD-38"]
    >>> mine, theirs = (base.with_records(attrs.evolve(promise, title=t)) for t in ("Save a tenth", "Save"))
    >>> (conflict,) = ot.merge(base, mine, theirs).conflicts
    >>> conflict.record, conflict.field, conflict.kept, conflict.other
    ('FI25-XD-38', 'title', 'Save a tenth', 'Save')
    """

    kind: str
    record: str
    field: str | None
    kept: Any
    other: Any


@attrs.frozen(kw_only=True)
class Merged:
    """The result of a merge.

    Attributes:
        tracker: the merged data set.
        conflicts: the values that both editors changed in different ways.
    """

    tracker: Tracker
    conflicts: tuple[Conflict, ...]


@checked
def merge(base: Tracker, mine: Tracker, theirs: Tracker) -> Merged:
    """Return a data set with the changes of two editors.

    Args:
        base: the data set that both began with.
        mine: what one editor made of it.
        theirs: what the other made of it.

    Returns:
        The merged set and the conflicts. If both changed the same value, mine is kept. Updates that both
        added to a commitment are all kept, by date. An event that one removed and the other refers to is
        kept, and is a conflict.

    >>> import attrs
    >>> import osce_tracker as ot
    >>> base = ot.load()
    >>> promise = base.commitments["FI25-XD-38"]
    >>> mine = base.with_records(attrs.evolve(promise, title="Cut costs by a tenth"))
    >>> theirs = base.with_records(attrs.evolve(promise, note="Look up the figure."))
    >>> merged = ot.merge(base, mine, theirs)
    >>> both = merged.tracker.commitments["FI25-XD-38"]
    >>> both.title, both.note, merged.conflicts
    ('Cut costs by a tenth', 'Look up the figure.', ())
    """
    conflicts: list[Conflict] = []
    records: dict[str, Any] = {kind: _records(kind, base, mine, theirs, conflicts) for kind in KINDS}
    restored = _removed_events(records, (mine, theirs, base))
    conflicts += [_conflict("events", event, None) for event in restored]
    records["events"] += restored
    edition = mine.edition
    if mine.edition == base.edition:
        edition = theirs.edition
    elif theirs.edition not in (base.edition, mine.edition):
        conflicts.append(
            Conflict(kind="edition", record="dataset", field=None, kept=mine.edition, other=theirs.edition)
        )
    # The merged set may be saved over theirs, but not over changes made since.
    commitments = Commitments(records["commitments"])
    present = {record.id for kind in KINDS for record in records[kind]}
    reviews: dict[str, list[Any]] = {
        "readings": [
            r
            for side in (theirs, mine)
            for r in moved(side.readings, side.commitments, commitments)
            if r.record in present
        ],
        "corrections": [
            c
            for side in (theirs, mine)
            for c in moved(side.corrections, side.commitments, commitments)
            if c.record in present
        ],
    }
    records["commitments"] = commitments
    records |= {kind: {one.id: one for one in found}.values() for kind, found in reviews.items()}
    merged = attrs.evolve(
        mine,
        **records,
        edition=edition,
        origins=theirs.origins,
    )
    return Merged(tracker=merged, conflicts=tuple(conflicts))


def _records(
    kind: str, base: Tracker, mine: Tracker, theirs: Tracker, conflicts: list[Conflict]
) -> list[Any]:
    """Return the merged records of a kind, and add their conflicts to a list."""
    sets: list[Any] = [getattr(tracker, kind) for tracker in (base, mine, theirs)]
    merged: list[Any] = []
    for record_id in dict.fromkeys(record_id for records in sets for record_id in records.ids):
        old, own, other = (records.get(record_id) for records in sets)
        if other in (old, own):
            merged.append(own)
        elif own == old:
            merged.append(other)
        elif None in (old, own, other):
            conflicts.append(_conflict(kind, own, other))
            merged.append(own)
        else:
            merged.append(_record(kind, old, own, other, conflicts))
    return [record for record in merged if record is not None]


def _record(kind: str, old: Any, own: Any, other: Any, conflicts: list[Conflict]) -> Any:
    """Return a record that both editors changed."""
    taken: dict[str, Any] = {}
    fields: list[Conflict] = []
    for name in field_names(own):
        was, kept, theirs = (getattr(record, name) for record in (old, own, other))
        if theirs in (was, kept):
            continue
        if kept == was:
            taken[name] = theirs
        elif name == "updates" and _only_added(was, kept) and _only_added(was, theirs):
            taken[name] = _with_updates(kept, theirs)
        else:
            fields.append(Conflict(kind=kind, record=own.id, field=name, kept=kept, other=theirs))
    try:
        merged = attrs.evolve(own, **taken)
    except RecordError:
        # The changes don't fit together, such as a deadline and an earlier date of the promise.
        conflicts.append(_conflict(kind, own, other))
        return own
    conflicts += fields
    return merged


def _conflict(kind: str, own: Any, other: Any) -> Conflict:
    record = other if own is None else own
    return Conflict(kind=kind, record=record.id, field=None, kept=own, other=other)


def _only_added(before: Updates, after: Updates) -> bool:
    """Return True if all updates are still there, in their order."""
    rest = iter(after)
    return all(update in rest for update in before)


def _with_updates(updates: Updates, others: Updates) -> Updates:
    return (*updates, *(update for update in others if update not in updates))


def _removed_events(records: dict[str, list[Any]], sides: tuple[Tracker, ...]) -> list[Any]:
    """Return the events that merged records refer to although one editor removed them."""
    named = [event for commitment in records["commitments"] for event in commitment.events]
    named += [meeting.event_id for series in records["series"] for meeting in series.known_meetings]
    present = {event.id for event in records["events"]}
    gone = [event for event in dict.fromkeys(named) if event is not None and event not in present]
    found = [next(filter(None, (side.events.get(event) for side in sides)), None) for event in gone]
    return [event for event in found if event is not None]
