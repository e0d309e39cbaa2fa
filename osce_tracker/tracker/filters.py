"""The conditions behind the filters of collections."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TypeVar

from osce_tracker.errors import UsageError, WordError, quoted
from osce_tracker.model.states import StateRegistry
from osce_tracker.model.validation import texts
from osce_tracker.model.vocabulary import Vocabulary, fold

R = TypeVar("R")
W = TypeVar("W", bound=Vocabulary)

#: One value or several; any of them may match.
OneOrMore = str | Iterable[str]


def several(values: OneOrMore) -> tuple[str, ...]:
    """Return one value or several as a tuple.

    Args:
        values: the value or values.

    Raises:
        UsageError: if one is not text, or there is none.
    """
    try:
        # Order doesn't matter, so a set is fine.
        found = texts((values,) if isinstance(values, str) else values, ordered=False)
    except ValueError:
        raise UsageError(f"Give a text or a list of texts, not {quoted(values)}.") from None
    if not found:
        # No record would match, which is hardly the intention of an empty form.
        raise UsageError(f"{quoted(values)} has no value to filter by. Give one, or None for all records.")
    return found


def chair_ids(
    values: OneOrMore, known: Collection[str], states: StateRegistry, shown: Sequence[str] | None = None
) -> tuple[str, ...]:
    """Return ids of Chairpersonships given by id, or by State and year.

    Args:
        values: one or several, such as ``"FI-2025"`` or ``"Finland 2025"``. Case doesn't matter, nor does a
            space for the hyphen.
        known: the existing ids.
        states: the registry for names.
        shown: the ids to list in the message; by default all, in alphabetical order.

    Raises:
        WordError: if there is no such Chairpersonship.
        UsageError: if a value is not text.
    """
    names: dict[str, str] = {}
    for term in known:
        code, hyphen, year = term.partition("-")
        if hyphen and code in states:
            names[fold(f"{states.name(code)} {year}")] = term
    names |= {fold(term): term for term in known}
    given = several(values)
    for value in given:
        if value not in known and fold(value) not in names:
            raise WordError("Chairpersonship", value, sorted(known) if shown is None else shown)
    return tuple(value if value in known else names[fold(value)] for value in given)


def words(vocabulary: type[W], values: OneOrMore | None) -> frozenset[W] | None:
    """Return the words that values name, or ``None`` if none are wanted."""
    return None if values is None else frozenset(vocabulary(v) for v in several(values))


def among(
    wanted: frozenset[str] | None, getter: Callable[[R], Iterable[str | None]]
) -> Callable[[R], bool] | None:
    """Return the condition that a record has one of the wanted values.

    Args:
        wanted: the values, or ``None`` for no condition.
        getter: gives the values of a record.
    """
    return None if wanted is None else lambda record: not wanted.isdisjoint(getter(record))


def true_or_false(name: str, value: object) -> bool:
    """Return a boolean argument.

    Args:
        name: the name of the argument.
        value: its value.

    Raises:
        UsageError: if it is something else.
    """
    if not isinstance(value, bool):
        raise UsageError(f"{name} must be True or False, not {quoted(value)}.")
    return value
