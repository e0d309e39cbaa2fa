"""Wording that charts share: statuses in order, counts, months."""

from collections.abc import Iterable, Sequence
from typing import Final

from osce_tracker.design import LOOKS
from osce_tracker.model.commitments import Commitment
from osce_tracker.model.periods import Period
from osce_tracker.model.statuses import Status
from osce_tracker.text import capitalised
from osce_tracker.tracker.tracker import Tracker

#: The statuses in the order of amounts in charts.
STATUSES: Final = tuple(Status(word) for word in LOOKS if word in list(Status))


def counted(number: int, noun: str = "commitment") -> str:
    """Return a number with its noun.

    >>> counted(1), counted(2, "event")
    ('1 commitment', '2 events')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def chosen_by(selection: str | None) -> str:
    """Return the start of a subtitle for selected commitments.

    >>> chosen_by("who delivers: consensus"), chosen_by(None)
    ('Who delivers: consensus. ', '')
    """
    return f"{capitalised(selection)}. " if selection else ""


def in_words(counts: Sequence[int]) -> str:
    """Return the number of commitments and of each status, given in the order of amounts."""
    numbers = dict(zip(STATUSES, counts, strict=True))
    parts = [f"{number} {status.label}" for status, number in numbers.items() if number]
    return ", ".join([counted(sum(numbers.values())), *parts])


def span_of(tracker: Tracker, commitments: Iterable[Commitment]) -> Period | None:
    """Return the terms of the Chairs in a data set, or the time that commitments span, if any."""
    if tracker.terms:
        return Period.between(tracker.terms[0].since, tracker.terms[-1].until)
    dated = [when for c in commitments for when in (c.made_on, c.due, *(u.date for u in c.updates)) if when]
    if not dated:
        return None
    return Period.between(min(when.first for when in dated), max(when.last for when in dated))
