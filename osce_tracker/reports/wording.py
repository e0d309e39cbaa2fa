"""How reports word what they have in common: counts, shares, filters, and where the data come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from osce_tracker.collection import several
from osce_tracker.model.vocabulary import Status, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from osce_tracker.collection import OneOrMore
    from osce_tracker.tracker import Tracker

W = TypeVar("W", bound=Vocabulary)
#: Below this many, a percentage says more than is known: counts stand alone.
FEWEST_FOR_PERCENT: Final = 5


def share(part: int, whole: int) -> str:
    """Return a share with its counts, and as a percentage where there are enough of them.

    Args:
        part: how many.
        whole: out of how many.

    >>> share(40, 52), share(2, 4)
    ('40 of 52 (77 %)', '2 of 4')
    """
    counts = f"{part} of {whole}"
    return f"{counts} ({100 * part / whole:.0f} %)" if whole >= FEWEST_FOR_PERCENT else counts


def number(count: int, noun: str) -> str:
    """Return a count with its noun in the right number.

    >>> number(1, "commitment"), number(2, "commitment")
    ('1 commitment', '2 commitments')
    """
    return f"{count} {noun}{'' if count == 1 else 's'}"


def counts_by_status(label: str, statuses: Sequence[object]) -> str:
    """Return a line that counts commitments by status, in the order of the vocabulary.

    Args:
        label: what is counted.
        statuses: the status of each commitment.

    >>> counts_by_status("Human dimension", [Status.BLOCKED, Status.FULFILLED, Status.BLOCKED])
    'Human dimension: 3 commitments; 2 blocked, 1 fulfilled.'
    """
    counted = [(statuses.count(word), word.label) for word in Status]
    parts = ", ".join(f"{count} {name}" for count, name in counted if count)
    return f"{label}: {number(len(statuses), 'commitment')}{'; ' if parts else ''}{parts}."


def asked_for(what: str, vocabulary: type[W], values: OneOrMore | None) -> str:
    """Return how a subtitle tells a filter, or nothing when it was not asked for.

    Args:
        what: what is filtered.
        vocabulary: the vocabulary of the values.
        values: one value or several.
    """
    if values is None:
        return ""
    return f"{what}: {', '.join(vocabulary.parse(value).label for value in several(values))}"


def listed(items: Iterable[str]) -> str:
    """Return items as a sentence lists them.

    >>> listed(["A", "B", "C"])
    'A, B, C'
    """
    return ", ".join(items)


def data_title(tracker: Tracker) -> str:
    """Return the title of the data set, or nothing when it has none."""
    return "" if tracker.edition is None else tracker.edition.title


def data_note(tracker: Tracker) -> str:
    """Return the line that says which data a report rests on, and up to which day.

    Args:
        tracker: the tracker that the report was made from.
    """
    edition = tracker.edition
    if edition is not None:
        return (
            f"Data: {edition.name}, version {edition.version}; "
            f"the public record as read until {edition.compiled}."
        )
    latest = tracker.derived("latest known", _latest_known)
    until = "" if latest is None else f"; the public record as known on {latest}"
    return f"Data: own records, without a version{until}."


def _latest_known(tracker: Tracker) -> date | None:
    """Return the last day on which something about a commitment became known."""
    known = [update.known for commitment in tracker.commitments for update in commitment.updates]
    known += [commitment.known for commitment in tracker.commitments]
    return max(known, default=None)
