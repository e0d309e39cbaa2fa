"""Merges the work of two editors of one data set."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, cast

import attrs

from osce_tracker.errors import RecordError
from osce_tracker.model.commitments import StatusUpdate
from osce_tracker.model.editions import edited
from osce_tracker.model.events import KnownMeeting, Recess
from osce_tracker.model.people import Person
from osce_tracker.model.plain import field_names, is_record, same
from osce_tracker.model.sources import Source
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.commitments import Commitments
from osce_tracker.tracker.kinds import KINDS, REVIEWS
from osce_tracker.tracker.reviews import ALIKE, moved, partners
from osce_tracker.tracker.tracker import Tracker

Updates = tuple[StatusUpdate, ...]
#: Two values that exclude each other: mine and theirs.
Clash = tuple[Any, Any]

#: The keys of list items; two editors may both describe the same one.
_NAMES: Final[Mapping[type[Any], Callable[[Any], Any]]] = {
    Source: lambda source: source.url,
    Person: lambda person: person.name,
    KnownMeeting: lambda meeting: meeting.number,
    Recess: lambda recess: (recess.since, recess.until),
}


@attrs.frozen(kw_only=True)
class Conflict:
    """A value that two editors changed in different ways.

    Attributes:
        kind: kind of the record, such as ``commitments`` or ``readings``, or ``edition``.
        record: id of the record; ``dataset`` for the edition.
        field: name of the field, or ``None`` for the record as a whole.
        kept: the value in the merged set: of the field, of one item of a list such as an update or a source,
            or the whole record; ``None`` if it was removed.
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
        mine: one editor's version.
        theirs: the other editor's version.

    Returns:
        The merged set and the conflicts. If both changed the same value, mine is kept. Lists whose items
        don't exclude each other, such as sources, themes and States, gain what either added and lose what
        either removed; the address identifies a source. Such a list keeps the order of the base, with
        additions in alphabetical order, so a new order survives only if the other left the list alone.
        Updates that either added are all kept, by date; an update that both added with different sources
        becomes one with all of them. If both added updates for one day that differ in words or status, both
        are kept, the status of mine counts, and the two are a conflict. An event that one removed and the
        other refers to is kept, and is a conflict.

    >>> import attrs
    >>> import osce_tracker as ot
    >>> base = ot.load()
    >>> promise = base.commitments["FI25-XD-38"]
    >>> mine = base.with_records(attrs.evolve(promise, title="Cut costs by a tenth", themes=["costs"]))
    >>> theirs = base.with_records(attrs.evolve(promise, note="Look up the figure.", themes=["staff"]))
    >>> merged = ot.merge(base, mine, theirs)
    >>> both = merged.tracker.commitments["FI25-XD-38"]
    >>> both.title, both.note, both.themes, merged.conflicts
    ('Cut costs by a tenth', 'Look up the figure.', ('costs', 'staff'), ())
    """
    conflicts: list[Conflict] = []
    sides = (base, mine, theirs)
    records = {
        kind: _records(kind, [_by_id(getattr(side, kind)) for side in sides], conflicts) for kind in KINDS
    }
    restored = _removed_events(records, (mine, theirs, base))
    conflicts += [_conflict("events", event, None) for event in restored]
    records["events"] += restored
    edition, whole = mine.edition, mine
    if mine.edition == base.edition:
        edition, whole = theirs.edition, theirs
    elif theirs.edition not in (base.edition, mine.edition):
        conflicts.append(
            Conflict(kind="edition", record="dataset", field=None, kept=mine.edition, other=theirs.edition)
        )
    commitments = Commitments(records["commitments"])
    present = {record.id for kind in KINDS for record in records[kind]}
    for kind in REVIEWS:
        # Each names updates by their place in the merged set.
        placed = (moved(getattr(side, kind), side.commitments, commitments) for side in sides)
        reviews = [_by_id(one for one in side if one.record in present) for side in placed]
        records[kind] = _records(kind, reviews, conflicts)
    # The merged set may be saved over theirs, but not over later changes.
    changed: dict[str, Any] = {**records, "commitments": commitments, "origins": theirs.origins}
    merged = attrs.evolve(mine, edition=edition, **changed)
    if merged != whole:
        merged = attrs.evolve(merged, edition=edited(edition))
    return Merged(tracker=merged, conflicts=tuple(conflicts))


def _by_id(records: Iterable[Any]) -> dict[str, Any]:
    return {record.id: record for record in records}


def _records(kind: str, sets: Sequence[Mapping[str, Any]], conflicts: list[Conflict]) -> list[Any]:
    """Return the merged records of a kind from before, mine and theirs, and add their conflicts to a list."""
    merged: list[Any] = []
    for record_id in dict.fromkeys(record_id for records in sets for record_id in records):
        old, own, other = (records.get(record_id) for records in sets)
        if same(other, own) or same(other, old):
            merged.append(own)
        elif same(own, old):
            merged.append(other)
        else:
            merged.append(_record(kind, old, own, other, conflicts))
    return [record for record in merged if record is not None]


def _record(kind: str, old: Any, own: Any, other: Any, conflicts: list[Conflict]) -> Any:
    """Return a record that both editors changed, added or removed, or mine if they can't be combined."""
    if own is not None and other is not None:
        values, found = _fields(old, own, other)
        # Two new records that differ got the same id, perhaps by chance.
        if old is not None or not found:
            # The changes may not fit together, such as a later start and an earlier end.
            with suppress(RecordError):
                merged = attrs.evolve(own, **values)
                conflicts += (
                    Conflict(kind=kind, record=own.id, field=name, kept=kept, other=theirs)
                    for name, (kept, theirs) in found
                )
                return merged
    conflicts.append(_conflict(kind, own, other))
    return own


def _conflict(kind: str, own: Any, other: Any) -> Conflict:
    record = other if own is None else own
    return Conflict(kind=kind, record=record.id, field=None, kept=own, other=other)


def _fields(old: Any, own: Any, other: Any) -> tuple[dict[str, Any], list[tuple[str, Clash]]]:
    """Return the merged values of the fields of a record, and those that exclude each other, by field."""
    values: dict[str, Any] = {}
    found: list[tuple[str, Clash]] = []
    for name in field_names(own):
        clashes: list[Clash] = []
        before, mine, theirs = (getattr(record, name, None) for record in (old, own, other))
        values[name] = _value(before, mine, theirs, clashes, name)
        found += ((name, clash) for clash in clashes)
    return values, found


def _value(was: Any, own: Any, other: Any, clashes: list[Clash], name: str = "") -> Any:
    """Return the merged value of a field or list item; ``None`` if there was none or it was removed.

    If two values exclude each other, mine is kept and both are added to a list.
    """
    if same(other, was) or same(other, own):
        return own
    if same(own, was):
        return other
    if name == "updates":
        return _updates(was or (), own, other, clashes)
    if isinstance(own, tuple):
        return _list(was or (), cast("Any", own), other, clashes)
    if name == "entered" and was is None:
        return min(own, other)
    if own is not None and other is not None and is_record(cast("Any", type(own))):
        values, found = _fields(was, own, other)
        if not found:
            return attrs.evolve(own, **values)
    clashes.append((own, other))
    return own


def _list(was: tuple[Any, ...], own: tuple[Any, ...], other: tuple[Any, ...], clashes: list[Clash]) -> Any:
    """Return the earlier items that neither removed, in their order, and those that either added, by name."""
    olds, owns, others = map(_by_name, (was, own, other))
    names = [*olds, *sorted({*owns, *others} - olds.keys())]
    items = (_value(olds.get(name), owns.get(name), others.get(name), clashes) for name in names)
    merged = tuple(item for item in items if item is not None)
    if own and other and not merged:
        # Each removed what the other kept. Nobody wanted an update without any source.
        clashes.append((own, other))
        return own
    return merged


def _by_name(items: tuple[Any, ...]) -> dict[tuple[Any, int], Any]:
    """Return the items by their key and a number, since a list may have the same key twice."""
    counts: Counter[Any] = Counter()
    found: dict[tuple[Any, int], Any] = {}
    for item in items:
        name = _NAMES.get(cast("Any", type(item)), str)(item)
        found[name, counts[name]] = item
        counts[name] += 1
    return found


def _updates(was: Updates, own: Updates, other: Updates, clashes: list[Clash]) -> Updates:
    """Return the merged updates of a commitment."""
    rows = _align(was, own, other)
    found: dict[int, StatusUpdate] = {}
    for number, row in enumerate(rows):
        update = _value(_at(was, row[0]), _at(own, row[1]), _at(other, row[2]), clashes)
        if update is not None:
            found[number] = update
    # Two accounts of one day may be one fact or two, so keep both.
    mine = tuple(_at(own, row[1]) for row in rows if row[0] is None and row[2] is None)
    theirs = tuple(_at(other, row[2]) for row in rows if row[0] is None and row[1] is None)
    clashes += ((mine[n], theirs[m]) for n, m in partners(mine, theirs, ALIKE[3:4]).items())
    orders = [
        sorted((n for n in found if rows[n][side] is not None), key=lambda n: rows[n][side])
        for side in range(3)
    ]
    merged: list[StatusUpdate] = []
    for day in sorted({update.date.last for update in found.values()}):
        of_day = [[n for n in order if found[n].date.last == day] for order in orders]
        merged += [found[n] for n in _in_order(of_day, found, clashes)]
    return tuple(merged)


def _at(updates: Updates, place: int | None) -> Any:
    return None if place is None else updates[place]


def _align(was: Updates, own: Updates, other: Updates) -> list[list[Any]]:
    """Return the updates as rows of their positions before, in mine and in theirs, or ``None``.

    Unchanged updates come first, then those that both have alike, then those that one or both changed.
    """
    rows: list[list[Any]] = [[n, None, None] for n in range(len(was))]
    free: list[list[int]] = []
    for side, updates in ((1, own), (2, other)):
        kept = partners(was, updates, ALIKE[:1])
        for n, m in kept.items():
            rows[n][side] = m
        free.append(sorted({*range(len(updates))}.difference(kept.values())))
    both = partners([own[n] for n in free[0]], [other[n] for n in free[1]], ALIKE[:2])
    changed: list[list[Any]]
    changed = [[None, n, free[1][both[place]] if place in both else None] for place, n in enumerate(free[0])]
    alone = set(range(len(free[1]))).difference(both.values())
    changed += ([None, None, free[1][place]] for place in sorted(alone))
    for key in ALIKE[1:]:
        for row in rows:
            for new in list(changed):
                update = _at(other, new[2]) if new[1] is None else _at(own, new[1])
                vacant = None in (row[1], new[1]) and None in (row[2], new[2])
                if vacant and key(update) == key(_at(was, row[0])):
                    row[1:] = [n if m is None else m for n, m in zip(row[1:], new[1:], strict=True)]
                    changed.remove(new)
    return rows + changed


def _in_order(orders: list[list[int]], kept: Mapping[int, StatusUpdate], clashes: list[Clash]) -> list[int]:
    """Return the rows of one day. Of two updates with a different status, the later one counts."""
    was, own, other = orders
    if other in (own, was) or set(other) < set(own):
        return own
    if own == was or set(own) < set(other):
        return other
    last = own[-1] if own[-1] == other[-1] else None
    rows = sorted({*own, *other}, key=lambda row: (row == last, str(kept[row].date), kept[row].summary))
    if last is None and len({kept[row].status for row in rows}) > 1:
        clashes.append((kept[own[-1]], kept[other[-1]]))
        rows = [*(row for row in other if row not in own), *own]
    return rows


def _removed_events(records: dict[str, list[Any]], sides: tuple[Tracker, ...]) -> list[Any]:
    """Return the events that merged records refer to although one editor removed them."""
    named = [event for commitment in records["commitments"] for event in commitment.events]
    named += [meeting.event_id for series in records["series"] for meeting in series.known_meetings]
    present = {event.id for event in records["events"]}
    gone = [event for event in dict.fromkeys(named) if event is not None and event not in present]
    found = [next(filter(None, (side.events.get(event) for side in sides)), None) for event in gone]
    return [event for event in found if event is not None]
