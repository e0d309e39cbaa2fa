"""Checks arguments that only need to be of one type, and reads those that hold several values once."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from osce_tracker.errors import UsageError, quoted
from osce_tracker.model.states import StateRegistry
from osce_tracker.model.validation import instances
from osce_tracker.tracker.filters import several
from osce_tracker.tracker.tracker import Tracker

F = TypeVar("F", bound=Callable[..., Any])

#: What is accepted by annotation, and how messages say it.
_KINDS: dict[str, tuple[Any, str]] = {
    "Tracker": (Tracker, "a Tracker"),
    "Tracker | None": (Tracker | None, "a Tracker or None"),
    "StateRegistry | None": (StateRegistry | None, "a StateRegistry or None"),
    "bool": (bool, "True or False"),
    "str | None": (str | None, "text or None"),
}


def _commitments(name: str, value: Any) -> tuple[Any, ...]:
    from osce_tracker.model.commitments import Commitment

    try:
        return instances(Commitment, value)
    except ValueError as error:
        raise UsageError(f"{name} {error}") from None


def _filter(_name: str, value: Any) -> tuple[str, ...] | None:
    return None if value is None else several(value)


#: What makes tuples of arguments: functions look at them more than once, and a generator is read only once.
_READERS: dict[str, Callable[[str, Any], Any]] = {
    "Iterable[Commitment]": _commitments,
    "Iterable[Commitment] | None": lambda name, value: None if value is None else _commitments(name, value),
    "OneOrMore | None": _filter,
}


def _words(annotation: Any) -> str:
    """Return an annotation as it is written, without modules."""
    if isinstance(annotation, type):
        return annotation.__name__
    return re.sub(r"\b(?:\w+\.)+", "", str(annotation))


def checked(function: F) -> F:
    """Make a function check its arguments by their annotations. Days and words have parsers.

    Args:
        function: the function.

    >>> @checked
    ... def size(tracker: Tracker) -> int:
    ...     return len(tracker.commitments)
    >>> size(None)
    Traceback (most recent call last):
        ...
    osce_tracker.errors.UsageError: tracker must be a Tracker, not None.
    """
    names = function.__code__.co_varnames[: function.__code__.co_argcount]
    annotated = [(name, _words(kind)) for name, kind in function.__annotations__.items()]
    wanted = {name: _KINDS[kind] for name, kind in annotated if kind in _KINDS and name != "return"}
    readers = {name: _READERS[kind] for name, kind in annotated if kind in _READERS}

    def read(given: dict[str, Any]) -> dict[str, Any]:
        return {
            name: readers[name](name, value) if name in readers else value for name, value in given.items()
        }

    @wraps(function)
    def call(*args: Any, **options: Any) -> Any:
        named = dict(zip(names, args, strict=False))
        given = {**named, **options}
        for name, (kind, words) in wanted.items():
            if name in given and not isinstance(given[name], kind):
                swapped = kind is Tracker and any(
                    isinstance(value, Tracker) for value in (*args, *given.values())
                )
                advice = " The tracker goes first." if swapped else ""
                raise UsageError(f"{name} must be {words}, not {quoted(given[name])}.{advice}")
        return function(*read(named).values(), *args[len(named) :], **read(options))

    return cast("F", call)
