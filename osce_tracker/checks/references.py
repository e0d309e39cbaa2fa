"""References to States, events and records that don't exist, and ids that are used twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from osce_tracker.errors import Problem, did_you_mean, nearest, quoted
from osce_tracker.model.corrections import Correction
from osce_tracker.model.plain import field_names
from osce_tracker.model.readings import Reading
from osce_tracker.tracker.kinds import FILES, KINDS
from osce_tracker.tracker.reviews import places, reviewed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from osce_tracker.model.states import StateRegistry
    from osce_tracker.tracker.tracker import Tracker

#: A record with the name of its file and its path in the file.
Placed = tuple[str, str, Any]
#: The path of a reference in its record, what it refers to, and the id or code.
_Reference = tuple[str, str, str]
#: What identifies that to which a reference leads, if it isn't an id.
_KEYS: Final = {"State": "code", "update": "place", "kind of record": "name"}


def placed(tracker: Tracker) -> dict[str, list[Placed]]:
    """Return the records of a data set by kind, each with its file.

    Args:
        tracker: the data set.
    """
    return {kind.name: [(kind.file, "$", r) for r in getattr(tracker, kind.name)] for kind in FILES.values()}


def references(records: Mapping[str, Sequence[Placed]], states: StateRegistry) -> tuple[Problem, ...]:
    """Return every reference to a State, event or record that doesn't exist, and every id that is used twice.

    Args:
        records: the records of each kind, with their file and path.
        states: the States that codes may name. Codes are not checked if there are none.

    Returns:
        The problems in the order of the records. ``continues`` is not checked: it names a commitment of
        another Chair, which is usually in another data set.
    """
    problems: list[Problem] = []
    known = {
        "State": {state.code for state in states},
        **{kind.noun: {r.id for _, _, r in records.get(name, ())} for name, kind in KINDS.items()},
        "kind of record": KINDS.keys(),
        "update": {
            f"{record.id} {update.date} {number}"
            for _, _, record in records.get("commitments", ())
            for update, (_, number) in places(record.updates)
        },
    }
    for items in records.values():
        first: dict[str, str] = {}
        for file, path, record in items:
            if record.id in first:
                # The id of a reading or correction is made of several of its fields.
                place = f"{path}.id" if "id" in field_names(record) else path
                message = f"The id is already used at {first[record.id]}."
                problems.append(_problem("duplicate-id", file, record, place, message))
            first.setdefault(record.id, path)
            for field, target, value in _references(record):
                if value not in known[target] and (target != "State" or known[target]):
                    key = _KEYS.get(target, "id")
                    near = did_you_mean(nearest(value, known[target]))
                    message = f"No {target} has the {key} {quoted(value)}.{near}"
                    problems.append(_problem("dangling-reference", file, record, f"{path}.{field}", message))
                    if field == "record":
                        # An unknown record has no updates.
                        break
    return tuple(problems)


def _problem(code: str, file: str, record: Any, path: str, message: str) -> Problem:
    return Problem(file=file, record=record.id, path=path, message=message, code=code)


def _references(record: Any) -> Iterator[_Reference]:
    """Yield the references of a record of any kind, in the order of its fields."""
    if isinstance(record, Reading):
        yield "record", KINDS[reviewed(record)].noun, record.record
        if record.update is not None:
            yield "update", "update", f"{record.record} {record.update} {record.number}"
        return
    if isinstance(record, Correction):
        yield "kind", "kind of record", record.kind
        if record.kind in KINDS:
            yield "record", KINDS[record.kind].noun, record.record
        return
    maker = getattr(record, "made_by", None)
    if maker is not None:
        yield from _each("made_by.states", "State", maker.states)
    for n, update in enumerate(getattr(record, "updates", ())):
        yield from _each(f"updates[{n}].blocked_by", "State", update.blocked_by)
    yield from _each("events", "event", getattr(record, "events", ()))
    for name in ("country", "state"):
        code = getattr(record, name, None)
        if code is not None:
            yield name, "State", code
    yield from _each("states", "State", getattr(record, "states", ()))
    for name in ("speaker", "counterpart"):
        yield from _country(name, getattr(record, name, None))
    for n, person in enumerate(getattr(record, "participants", ())):
        yield from _country(f"participants[{n}]", person)
    for n, meeting in enumerate(getattr(record, "known_meetings", ())):
        if meeting.event_id is not None:
            yield f"known_meetings[{n}].event_id", "event", meeting.event_id


def _each(path: str, target: str, values: Sequence[str]) -> Iterator[_Reference]:
    return ((f"{path}[{n}]", target, value) for n, value in enumerate(values))


def _country(path: str, person: Any) -> Iterator[_Reference]:
    if person is not None and person.country is not None:
        yield f"{path}.country", "State", person.country
