"""What charts say in the same words: statuses in their order, numbers of things, months."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from osce_tracker.design import LOOKS
from osce_tracker.model.clock import readable_day
from osce_tracker.model.statuses import Status
from osce_tracker.text import capitalised

#: The statuses in the order in which charts show amounts.
STATUSES: Final = tuple(Status(word) for word in LOOKS if word in list(Status))


def short_month(day: date) -> str:
    """Return the month of a day as it is written below an axis.

    >>> from datetime import date
    >>> short_month(date(2025, 9, 30))
    'Sep'
    """
    return readable_day(day, "MMM")


def counted(number: int, noun: str = "commitment") -> str:
    """Return a number of things.

    >>> counted(1), counted(2, "event")
    ('1 commitment', '2 events')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def chosen_by(selection: str | None) -> str:
    """Return the beginning of a subtitle that says which commitments were chosen.

    >>> chosen_by("who delivers: consensus"), chosen_by(None)
    ('Who delivers: consensus. ', '')
    """
    return f"{capitalised(selection)}. " if selection else ""


def in_words(counts: Sequence[int]) -> str:
    """Return the number of commitments and of each status, given in the order of amounts."""
    numbers = dict(zip(STATUSES, counts, strict=True))
    parts = [f"{number} {status.label}" for status, number in numbers.items() if number]
    return ", ".join([counted(sum(numbers.values())), *parts])
