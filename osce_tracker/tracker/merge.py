"""Data sets joined: several Chairs, own notes over the bundled facts, two editors of one set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import attrs

from osce_tracker.errors import RecordError, UsageError, quoted
from osce_tracker.model.commitments import with_update
from osce_tracker.tracker.changes import Change, apply, difference
from osce_tracker.tracker.kinds import KINDS
from osce_tracker.tracker.tracker import Tracker

if TYPE_CHECKING:
    from osce_tracker.model.commitments import Commitment, StatusUpdate
    from osce_tracker.model.editions import Edition


@attrs.frozen(kw_only=True)
class Conflict:
    """One value on which two data sets do not agree.

    Attributes:
        kind: kind of the record, such as ``commitments``, or ``edition``: what a set says of itself.
        record: id of the record; ``dataset`` for the edition.
        field: name of the field, or ``None`` for the record as a whole.
        kept: what stands in the merged set: the value of the field, or the record; ``None`` for none.
        other: what the other set has, in the same form.

    >>> import attrs
    >>> import osce_tracker as ot
    >>> tracker = ot.load()
    >>> mine = attrs.evolve(tracker.commitments["FI25-XD-38"], title="Cut costs by a tenth")
    >>> (conflict,) = ot.merge(tracker, tracker.with_records(mine)).conflicts
    >>> conflict.record, conflict.field, conflict.kept, conflict.other
    ('FI25-XD-38', 'title', 'Cut costs by a tenth', "Cut the Secretariat's costs by a tenth")
    """

    kind: str
    record: str
    field: str | None
    kept: Any
    other: Any


@attrs.frozen(kw_only=True)
class Merged:
    """What merging gave.

    Attributes:
        tracker: the merged data set.
        conflicts: the values on which the sets did not agree, each with what was kept.

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

    tracker: Tracker
    conflicts: tuple[Conflict, ...]


def merge(*trackers: Tracker) -> Merged:
    """Return data sets joined, with the values on which they do not agree.

    Args:
        *trackers: two data sets to be joined, of which the second stands where they differ; or three: the
            set that both began with, mine and theirs. What one of them changed is then taken over; where
            both changed one value, mine stands. Updates that both added to a commitment are all kept, by
            date; an event that one removed and the other names is kept, and is a conflict.

    Raises:
        UsageError: for another number of data sets, and for what is none.

    >>> import osce_tracker as ot
    >>> merged = ot.merge(ot.load(), ot.Tracker())
    >>> len(merged.tracker.commitments), merged.conflicts
    (97, ())
    """
    given: tuple[object, ...] = trackers
    strange = [one for one in given if not isinstance(one, Tracker)]
    if strange:
        raise UsageError(f"{quoted(strange[0])} is no data set; accepted: trackers")
    if len(trackers) == 2:
        return _joined(*trackers)
    if len(trackers) == 3:
        return _reconciled(*trackers)
    raise UsageError(f"merge takes two data sets, or base, mine and theirs; got {len(trackers)}")


def _joined(first: Tracker, second: Tracker) -> Merged:
    conflicts: list[Conflict] = []
    added: list[Any] = []
    pairs: Any = zip(KINDS, first.collections, second.collections, strict=True)
    for kind, ours, theirs in pairs:
        for record in theirs:
            old = ours.get(record.id)
            if old is not None and old != record:
                conflicts += _fields_that_differ(kind, record, old)
            added.append(record)
    tracker = attrs.evolve(
        first.with_records(*added),
        edition=second.edition if first.edition is None else first.edition,
        states=first.states if len(first.states) else second.states,
        chairs=first.chairs if len(first.chairs) else second.chairs,
        known_by=None,
        origin=None,
    )
    return Merged(tracker=tracker, conflicts=tuple(conflicts))


def _fields_that_differ(kind: str, kept: Any, other: Any) -> list[Conflict]:
    names = [field.name for field in attrs.fields(cast("Any", type(kept)))]
    return [
        Conflict(kind=kind, record=kept.id, field=n, kept=getattr(kept, n), other=getattr(other, n))
        for n in names
        if getattr(kept, n) != getattr(other, n)
    ]


def _reconciled(base: Tracker, mine: Tracker, theirs: Tracker) -> Merged:
    own, other = _by_place(difference(base, mine)), _by_place(difference(base, theirs))
    conflicts: list[Conflict] = []
    taken: list[Change] = []
    added: dict[str, list[StatusUpdate]] = {}
    for place, changes in other.items():
        against = _against(place, own)
        if not against:
            taken += changes
        elif place[2] == "updates" and all(change.old is None for change in (*against, *changes)):
            # Each editor told of more that happened: nothing of it stands against the other.
            added[place[1]] = [change.new for change in changes]
        elif against != changes:
            kind, record, field = place
            conflicts.append(
                Conflict(
                    kind=kind,
                    record=record,
                    field=field,
                    kept=_value(mine, place),
                    other=_value(theirs, place),
                )
            )
    made, refused = _sound(mine, theirs, taken)
    conflicts += refused
    made = made.with_records(*(_with_updates(made.commitments[c], news) for c, news in added.items()))
    made, restored = _whole(made, (mine, theirs, base))
    conflicts += restored
    edition, at_odds = _edition(base.edition, mine.edition, theirs.edition)
    # What was merged with theirs may be saved over theirs, and over nothing that came later.
    made = attrs.evolve(made, edition=edition, origin=theirs.origin)
    return Merged(tracker=made, conflicts=(*conflicts, *at_odds))


def _sound(mine: Tracker, theirs: Tracker, taken: list[Change]) -> tuple[Tracker, list[Conflict]]:
    """Return mine with changes of theirs; changes that make a record that cannot be are conflicts."""
    conflicts: list[Conflict] = []
    made = apply(mine, taken)
    for kind, record in dict.fromkeys((change.kind, change.record) for change in taken):
        found = getattr(made, kind).get(record)
        try:
            if found is not None:
                attrs.evolve(found)
        except RecordError:
            of = [getattr(tracker, kind)[record] for tracker in (mine, theirs)]
            conflicts.append(Conflict(kind=kind, record=record, field=None, kept=of[0], other=of[1]))
    if conflicts:
        refused = {(conflict.kind, conflict.record) for conflict in conflicts}
        made = apply(mine, [change for change in taken if (change.kind, change.record) not in refused])
    return made, conflicts


def _with_updates(commitment: Commitment, news: list[StatusUpdate]) -> Commitment:
    """Return a commitment with more updates, each after those that are not later."""
    updates = commitment.updates
    for update in news:
        if update not in updates:
            updates = with_update(updates, update)
    return attrs.evolve(commitment, updates=updates)


def _whole(made: Tracker, sides: tuple[Tracker, ...]) -> tuple[Tracker, list[Conflict]]:
    """Return a tracker with the events that its records name, which one side had left out."""
    named = [event for c in made.commitments for event in c.events]
    named += [m.event_id for s in made.series for m in s.known_meetings if m.event_id is not None]
    gone = [event for event in dict.fromkeys(named) if event not in made.events]
    found = [side.events[event] for event in gone for side in sides if event in side.events]
    events = list({event.id: event for event in reversed(found)}.values())
    conflicts = [
        Conflict(kind="events", record=event.id, field=None, kept=event, other=None) for event in events
    ]
    return made.with_records(*events), conflicts


def _edition(
    base: Edition | None, mine: Edition | None, theirs: Edition | None
) -> tuple[Edition | None, list[Conflict]]:
    """Return what the merged set says of itself, and the conflict when both changed it."""
    if mine == base:
        return theirs, []
    if theirs in (base, mine):
        return mine, []
    return mine, [Conflict(kind="edition", record="dataset", field=None, kept=mine, other=theirs)]


#: A value that may be changed: kind and id of its record, and its field.
_Place = tuple[str, str, "str | None"]


def _by_place(changes: tuple[Change, ...]) -> dict[_Place, list[Change]]:
    found: dict[_Place, list[Change]] = {}
    for change in changes:
        found.setdefault((change.kind, change.record, change.field), []).append(change)
    return found


def _value(tracker: Tracker, place: _Place) -> Any:
    """Return what stands at a place: the value of a field, or the record; ``None`` where it is gone."""
    kind, record, field = place
    found = getattr(tracker, kind).get(record)
    return found if found is None or field is None else getattr(found, field)


def _against(place: _Place, own: dict[_Place, list[Change]]) -> list[Change]:
    """Return what was changed here at the same place; a record removed or added stands against all of it."""
    kind, record, field = place
    same = own.get(place, [])
    whole = own.get((kind, record, None), [])
    if field is None:
        return [
            change for (k, r, _), changes in own.items() if (k, r) == (kind, record) for change in changes
        ]
    return same or whole
