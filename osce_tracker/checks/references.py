"""What is wrong in a data set, told as values (``Problem``) and never by raising.

So far: references that lead nowhere. They are found when a data set is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from osce_tracker.errors import Problem, did_you_mean, nearest, quoted
from osce_tracker.tracker.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from osce_tracker.model.commitments import Commitment
    from osce_tracker.model.events import Event, Series
    from osce_tracker.model.statements import SupportStatement
    from osce_tracker.model.states import StateRegistry
    from osce_tracker.tracker.tracker import Tracker

#: A record with the name of its file and its path there.
Placed = tuple[str, str, Any]
#: Where a reference stands below its record, what kind of thing it names, and the id or code.
_Reference = tuple[str, str, str]


def _of_commitment(commitment: Commitment) -> Iterator[_Reference]:
    yield from _each("made_by.states", "State", commitment.made_by.states)
    for n, update in enumerate(commitment.updates):
        yield from _each(f"updates[{n}].blocked_by", "State", update.blocked_by)
    yield from _each("events", "event", commitment.events)


def _of_event(event: Event) -> Iterator[_Reference]:
    if event.country is not None:
        yield "country", "State", event.country
    for n, person in enumerate(event.participants):
        if person.country is not None:
            yield f"participants[{n}].country", "State", person.country


def _of_series(series: Series) -> Iterator[_Reference]:
    if series.country is not None:
        yield "country", "State", series.country
    for n, meeting in enumerate(series.known_meetings):
        if meeting.event_id is not None:
            yield f"known_meetings[{n}].event_id", "event", meeting.event_id


def _of_statement(statement: SupportStatement) -> Iterator[_Reference]:
    if statement.state is not None:
        yield "state", "State", statement.state
    yield from _each("states", "State", statement.states)
    for name, person in (("speaker", statement.speaker), ("counterpart", statement.counterpart)):
        if person is not None and person.country is not None:
            yield f"{name}.country", "State", person.country


def _each(path: str, kind: str, values: Sequence[str]) -> Iterator[_Reference]:
    return ((f"{path}[{n}]", kind, value) for n, value in enumerate(values))


def placed(tracker: Tracker) -> dict[str, Iterator[Placed]]:
    """Return the records of a tracker, each with the file and path in which it would stand."""
    return {name: _in_file(kind.file, getattr(tracker, name)) for name, kind in KINDS.items()}


def _in_file(file: str, records: Iterable[Any]) -> Iterator[Placed]:
    return ((file, "$", record) for record in records)


_REFERENCES: dict[str, Callable[[Any], Iterator[_Reference]]] = {
    "commitments": _of_commitment,
    "events": _of_event,
    "series": _of_series,
    "statements": _of_statement,
}


def references(placed: Mapping[str, Iterable[Placed]], states: StateRegistry) -> tuple[Problem, ...]:
    """Return every reference to a State or an event that does not exist, and every id given twice.

    Args:
        placed: by kind (``commitments``, ``events``, ``series``, ``statements``) the records, each
            with its file and its path there.
        states: the States that codes may name; without any they are not checked.

    Returns:
        A problem each, in the order of the records. ``continues`` is no reference in this sense: it
        names a commitment of another Chair, which is in another data set as a rule.
    """
    problems: list[Problem] = []
    lists = {kind: list(records) for kind, records in placed.items()}
    known = {
        "event": frozenset(record.id for _, _, record in lists.get("events", ())),
        "State": frozenset(state.code for state in states),
    }
    for kind, records in lists.items():
        first: dict[str, str] = {}
        for file, path, record in records:
            if record.id in first:
                message = f"the id stands at {first[record.id]} already"
                problems.append(_problem("duplicate-id", file, record, f"{path}.id", message))
            first.setdefault(record.id, path)
            for where, target, value in _REFERENCES[kind](record):
                # Without a registry nothing is known of States, right or wrong.
                if value not in known[target] and (target != "State" or known["State"]):
                    message = f"no {target} has the {_KEY[target]} {quoted(value)}"
                    message += did_you_mean(nearest(value, known[target]))
                    problems.append(_problem("dangling-reference", file, record, f"{path}.{where}", message))
    return tuple(problems)


_KEY = {"event": "id", "State": "code"}


def _problem(code: str, file: str, record: Any, path: str, message: str) -> Problem:
    return Problem(file=file, record=record.id, path=path, message=message, code=code)
