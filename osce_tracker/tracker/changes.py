"""What differs between two trackers, as values: small enough to read, complete enough to apply."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, cast

import attrs

from osce_tracker.tracker.kinds import KINDS
from osce_tracker.tracker.tracker import Tracker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from osce_tracker.model.commitments import StatusUpdate
    from osce_tracker.tracker.collection import Collection


@attrs.frozen(kw_only=True)
class Change:
    """One difference between two trackers.

    Attributes:
        kind: kind of the record: ``commitments``, ``events``, ``series`` or ``statements``.
        record: id of the record.
        field: name of the field that differs; ``None`` when the record was added or removed.
        old: what stood before; ``None`` for an added record or update.
        new: what stands after; ``None`` for a removed record or update.
        place: for a change of ``updates`` the position of the update, else ``None``.

    >>> import osce_tracker as ot
    >>> tracker = ot.load()
    >>> change = ot.difference(tracker.as_of("2025-08-31"), tracker.as_of("2025-09-01"))[0]
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
    """Return all that differs between two trackers.

    Args:
        before: a tracker, such as an as-of view.
        after: another of the same data.

    Returns:
        The changes by kind and id; ``apply`` makes ``after`` out of ``before`` and them.

    >>> import osce_tracker as ot
    >>> ot.difference(ot.Tracker(), ot.Tracker())
    ()
    """
    pairs = zip(KINDS, _collections(before), _collections(after), strict=True)
    return tuple(change for kind, old, new in pairs for change in _between(kind, old, new))


def _collections(tracker: Tracker) -> tuple[Collection[Any], ...]:
    return tracker.collections


def _between(kind: str, before: Collection[Any], after: Collection[Any]) -> Iterator[Change]:
    for record in before:
        if record.id not in after:
            yield Change(kind=kind, record=record.id, old=record)
    for record in after:
        old = before.get(record.id)
        if old is None:
            yield Change(kind=kind, record=record.id, new=record)
        elif old is not record and old != record:
            yield from _fields(kind, old, record)


def _fields(kind: str, old: Any, new: Any) -> Iterator[Change]:
    for field in attrs.fields(cast("Any", type(new))):
        was, now = getattr(old, field.name), getattr(new, field.name)
        if was == now:
            continue
        if field.name == "updates":
            yield from _updates(new.id, was, now)
        else:
            yield Change(kind=kind, record=new.id, field=field.name, old=was, new=now)


def _updates(record: str, was: tuple[StatusUpdate, ...], now: tuple[StatusUpdate, ...]) -> Iterator[Change]:
    """Yield each update that went and each that came, with its position."""

    def change(place: int, old: StatusUpdate | None, new: StatusUpdate | None) -> Change:
        return Change(kind="commitments", record=record, field="updates", old=old, new=new, place=place)

    for tag, i1, i2, j1, j2 in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from (change(place, was[place], None) for place in range(i1, i2))
            yield from (change(place, None, now[place]) for place in range(j1, j2))


def apply(before: Tracker, changes: Iterable[Change]) -> Tracker:
    """Return what a tracker becomes by changes.

    Args:
        before: the tracker from which they were taken.
        changes: what ``difference`` gave.

    Returns:
        The tracker after them.

    >>> import osce_tracker as ot
    >>> tracker = ot.load()
    >>> june, july = tracker.as_of("2025-06-30"), tracker.as_of("2025-07-31")
    >>> changes = ot.difference(june, july)
    >>> june == july, ot.apply(june, changes) == july
    (False, True)
    """
    by_kind: dict[str, dict[str, list[Change]]] = {kind: {} for kind in KINDS}
    for change in changes:
        by_kind[change.kind].setdefault(change.record, []).append(change)
    made: dict[str, Any] = {
        kind: list(_applied(collection, by_kind[kind]))
        for kind, collection in zip(KINDS, _collections(before), strict=True)
    }
    return attrs.evolve(before, **made)


def _applied(collection: Collection[Any], changes: Mapping[str, list[Change]]) -> Iterator[Any]:
    for record in collection:
        own = changes.get(record.id, [])
        if not any(change.field is None for change in own):
            yield _changed(record, own)
    yield from (c.new for own in changes.values() for c in own if c.field is None and c.new is not None)


def _changed(record: Any, changes: Iterable[Change]) -> Any:
    values: dict[str, Any] = {c.field: c.new for c in changes if c.field not in (None, "updates")}
    moved = [change for change in changes if change.field == "updates"]
    if moved:
        gone = {change.place for change in moved if change.new is None}
        updates = [update for place, update in enumerate(record.updates) if place not in gone]
        for change in moved:
            if change.new is not None and change.place is not None:
                updates.insert(change.place, change.new)
        values["updates"] = tuple(updates)
    return attrs.evolve(record, **values)
