"""References to missing States, events and records, and ids that are used twice."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from osce_tracker.errors import Problem, did_you_mean, nearest, quoted
from osce_tracker.model.corrections import Correction
from osce_tracker.model.plain import JsonField, field_names, fields_of
from osce_tracker.model.readings import Reading
from osce_tracker.model.states import StateRegistry
from osce_tracker.tracker.kinds import FILES, KINDS
from osce_tracker.tracker.reviews import places, reviewed
from osce_tracker.tracker.rows import CODES
from osce_tracker.tracker.tracker import Tracker

#: A record with the name of its file and its path in the file.
Placed = tuple[str, str, Any]
#: The path of a reference in its record, the kind of its target, and the id or code.
_Reference = tuple[str, str, str]
#: The fields that refer to something, and the kind of the target.
_TARGETS: Final = dict.fromkeys(CODES, "State") | {"events": "event", "event_id": "event"}
#: The fields that identify targets without an id.
_KEYS: Final = {"State": "code", "update": "place", "kind of record": "name"}


def placed(tracker: Tracker) -> dict[str, list[Placed]]:
    """Return the records of a data set by kind, each with its file.

    Args:
        tracker: the data set.
    """
    return {kind.name: [(kind.file, "$", r) for r in getattr(tracker, kind.name)] for kind in FILES.values()}


def references(records: Mapping[str, Sequence[Placed]], states: StateRegistry) -> tuple[Problem, ...]:
    """Return every reference to a missing State, event or record, and every id that is used twice.

    Args:
        records: the records of each kind, with their file and path.
        states: the States that codes may name. Without any, codes are not checked.

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
                # The id of a reading or correction consists of several of its fields.
                place = f"{path}.id" if "id" in field_names(record) else path
                message = f"The id is already used at {first[record.id]}."
                problems.append(problem("duplicate-id", file, record, place, message))
            first.setdefault(record.id, path)
            for field, target, value in _references(record):
                if value not in known[target] and (target != "State" or known[target]):
                    key = _KEYS.get(target, "id")
                    near = did_you_mean(nearest(value, known[target]))
                    message = f"No {target} has the {key} {quoted(value)}.{near}"
                    problems.append(problem("dangling-reference", file, record, f"{path}.{field}", message))
                    if field == "record":
                        # An unknown record has no updates.
                        break
    return tuple(problems)


def problem(code: str, file: str, record: Any, path: str, message: str, **more: str) -> Problem:
    """Return a problem of a record.

    Args:
        code: the stable name of this kind of problem.
        file: the name of the file.
        record: the record.
        path: the JSON path.
        message: what is wrong.
        **more: the severity and the remedy.
    """
    return Problem(file=file, record=record.id, path=path, message=message, code=code, **more)


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
    yield from _inside(record, "")


def _inside(record: Any, path: str) -> Iterator[_Reference]:
    """Yield the references in a record and in the records inside it."""
    for name, field in _referring(record.__class__).items():
        value = getattr(record, name)
        if field.json is list:
            values = [(f"{path}{name}[{n}]", item) for n, item in enumerate(value)]
        else:
            values = [] if value is None else [(f"{path}{name}", value)]
        for place, item in values:
            if field.nested:
                yield from _inside(item, f"{place}.")
            else:
                yield place, _TARGETS[name], item


@cache
def _referring(cls: Any) -> dict[str, JsonField]:
    """Return the fields of a class that refer to something, or hold records that do."""
    fields = fields_of(cls).items()
    return {name: one for name, one in fields if name in _TARGETS or (one.nested and _referring(one.item))}
