"""Checks arguments that only need a type, and reads those with several values once."""

from collections.abc import Callable, Iterable
from functools import wraps
from itertools import zip_longest
from types import NoneType
from typing import Any, TypeVar, cast, get_args

from osce_tracker.errors import UsageError, quoted
from osce_tracker.model.commitments import Commitment
from osce_tracker.model.states import StateRegistry
from osce_tracker.model.validation import instances
from osce_tracker.tracker.filters import OneOrMore, several
from osce_tracker.tracker.tracker import Tracker

F = TypeVar("F", bound=Callable[..., Any])

#: The accepted types by annotation, and their names in messages.
_KINDS: dict[Any, tuple[type[Any], str]] = {
    Tracker: (Tracker, "a Tracker"),
    Tracker | None: (Tracker, "a Tracker or None"),
    StateRegistry | None: (StateRegistry, "a StateRegistry or None"),
    bool: (bool, "True or False"),
    str | None: (str, "text or None"),
}


def _read(kind: Any, name: str, value: Any, given: tuple[Any, ...]) -> Any:
    """Return an argument by its kind; a tuple if it is a collection."""
    if kind in _KINDS:
        accepted, words = _KINDS[kind]
        if not isinstance(value, accepted):
            swapped = kind is Tracker and any(isinstance(other, Tracker) for other in given)
            advice = " The tracker goes first." if swapped else ""
            raise UsageError(f"{name} must be {words}, not {quoted(value)}.{advice}")
    elif kind in (Iterable[Commitment], Iterable[Commitment] | None):
        try:
            return instances(Commitment, value)
        except ValueError as error:
            raise UsageError(f"{name} {error}") from None
    elif kind == OneOrMore | None:
        # Functions look at filters more than once, but a generator can be read only once.
        return several(value)
    return value


def checked(function: F) -> F:
    """Make a function check its arguments by their annotations. Days and words have parsers.

    Args:
        function: the function, in a module that doesn't postpone its annotations.

    >>> @checked
    ... def size(tracker: Tracker) -> int:
    ...     return len(tracker.commitments)
    >>> size(None)
    Traceback (most recent call last):
        ...
    osce_tracker.errors.UsageError: tracker must be a Tracker, not None.
    """
    names = function.__code__.co_varnames[: function.__code__.co_argcount]

    @wraps(function)
    def call(*args: Any, **options: Any) -> Any:
        given = (*args, *options.values())

        def read(name: str, value: Any) -> Any:
            kind = function.__annotations__.get(name)
            left_out = value is None and NoneType in get_args(kind)
            return None if left_out else _read(kind, name, value, given)

        places = zip_longest(names[: len(args)], args, fillvalue="")
        return function(
            *(read(name, value) for name, value in places),
            **{name: read(name, value) for name, value in options.items()},
        )

    return cast("F", call)
