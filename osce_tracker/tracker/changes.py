"""The differences between two trackers, as values: small enough to read, and complete."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

import attrs

from osce_tracker.model.commitments import StatusUpdate
from osce_tracker.model.plain import field_names, same
from osce_tracker.tracker.collection import Collection
from osce_tracker.tracker.kinds import KINDS
from osce_tracker.tracker.tracker import Tracker


@attrs.frozen(kw_only=True)
class Change:
    """One difference between two trackers.

    Attributes:
        kind: kind of the record: ``commitments``, ``events``, ``series`` or ``statements``.
        record: id of the record.
        field: name of the field that differs; ``None`` if the record was added or removed.
        old: the earlier value; ``None`` for an added record or update.
        new: the later value; ``None`` for a removed record or update.
        place: for a change of ``updates`` the position of the update, otherwise ``None``.

    >>> import osce_tracker as ot
    >>> from osce_tracker.tracker.changes import difference
    >>> tracker = ot.load()
    >>> change = difference(tracker.as_of("2025-08-31"), tracker.as_of("2025-09-01"))[0]
    >>> change.kind, change.record, change.field, change.old, change.place
    ('commitments', 'FI25-PM-13', 'updates', None, 1)
    >>> change.new.summary
    'The decision (MC.DEC/1/25) was adopted by all 57 States.'
    """

    kind: str
    record: str
    field: str | None = None
    old: Any = None
    new: Any = None
    place: int | None = None


def difference(before: Tracker, after: Tracker) -> tuple[Change, ...]:
    """Return all differences between two trackers.

    Args:
        before: a tracker, such as an as-of view.
        after: another of the same data.

    Returns:
        The changes by kind and id. There are no other differences.

    >>> import osce_tracker as ot
    >>> difference(ot.Tracker(), ot.Tracker())
    ()
    """
    return tuple(
        change for kind in KINDS for change in _between(kind, getattr(before, kind), getattr(after, kind))
    )


def _between(kind: str, before: Collection[Any], after: Collection[Any]) -> Iterator[Change]:
    for record in before:
        if record.id not in after:
            yield Change(kind=kind, record=record.id, old=record)
    for record in after:
        old = before.get(record.id)
        if old is None:
            yield Change(kind=kind, record=record.id, new=record)
        elif not same(old, record):
            yield from _fields(kind, old, record)


def _fields(kind: str, old: Any, new: Any) -> Iterator[Change]:
    for name in field_names(new):
        was, now = getattr(old, name), getattr(new, name)
        if same(was, now):
            continue
        if name == "updates":
            yield from _updates(new.id, was, now)
        else:
            yield Change(kind=kind, record=new.id, field=name, old=was, new=now)


def _updates(record: str, was: tuple[StatusUpdate, ...], now: tuple[StatusUpdate, ...]) -> Iterator[Change]:
    """Yield each update that was removed and each that was added, with its position."""

    def change(place: int, old: StatusUpdate | None, new: StatusUpdate | None) -> Change:
        return Change(kind="commitments", record=record, field="updates", old=old, new=new, place=place)

    for tag, i1, i2, j1, j2 in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from (change(place, was[place], None) for place in range(i1, i2))
            yield from (change(place, None, now[place]) for place in range(j1, j2))
