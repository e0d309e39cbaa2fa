"""Suggests a State or Chair in place of the name of a minister or a speaker."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from osce_tracker.errors import UnknownStateError
from osce_tracker.model.states import State, StateRegistry
from osce_tracker.tracker.search import Index, plain_letters

#: The most people to name in a message.
_MOST: Final = 2


def person_advice(name: object, index: Index, *, chair: bool = False) -> str:
    """Return what to use instead of a person's name; empty if nobody of that name spoke or took part.

    Args:
        name: the name, or a part of one in whole words, such as "Valtonen".
        index: the records in which people spoke or took part, and the terms of the ministers.
        chair: true if "chair" is accepted for a Chairperson-in-Office of these records.

    >>> import osce_tracker as ot
    >>> index = ot.load().index
    >>> person_advice("Valtonen", index, chair=True)
    'For Elina Valtonen as Chairperson-in-Office use chair'
    >>> person_advice("sergey lavrov", index)
    'For Sergey Lavrov use Russian Federation'
    """
    wanted = _words(name) if isinstance(name, str) else set[str]()
    if not wanted:
        return ""
    records = [one for own in index.collections.values() for one in own]
    if chair:
        terms = {term for one in records for term in one.chairs}
        ministers = (one for term in index.chairs if term.id in terms for one in term.chairs_in_office)
        for minister in ministers:
            if wanted <= _words(minister.name):
                return f"For {minister.name} as Chairperson-in-Office use chair"
    found: dict[str, str] = {}
    for person, state in _speakers(records):
        if wanted <= _words(person):
            # Name a State once, however its speaker's name is spelt.
            found.setdefault(state, person)
    people = [*found.items()][:_MOST]
    return ". ".join(f"For {person} use {index.states.name(state)}" for state, person in people)


def _words(name: str) -> set[str]:
    return set(plain_letters(name).split())


def _speakers(records: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """Yield everyone who spoke or took part for a State, with its code."""
    for one in records:
        speaker = getattr(one, "speaker", None)
        for person in (*filter(None, [speaker]), *getattr(one, "participants", ())):
            code = person.country or getattr(one, "state", None)
            if code is not None:
                yield person.name, code


def find_state(name: str, states: StateRegistry, index: Index) -> State:
    """Return the State with a code or name.

    Args:
        name: the code or name.
        states: the registry for names.
        index: the people that the name may refer to.

    Raises:
        UnknownStateError: if there is no such State; names the nearest, or that of a person of that name.
    """
    try:
        return states.find(name)
    except UnknownStateError as error:
        advice = "" if error.nearest else person_advice(name, index)
        if not advice:
            raise
        raise UnknownStateError(name, f"is not a State. {advice}") from None
