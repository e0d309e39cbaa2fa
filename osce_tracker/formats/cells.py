"""A cell's value as text, before it is escaped for its target."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from osce_tracker.model.periods import Period
from osce_tracker.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from osce_tracker.reports.table import Value

#: How a table shows that there is nothing.
NOTHING: Final = "-"


def shown(value: Value) -> str:
    """Return a value as a reader sees it: words by their label, nothing as ``-``.

    Args:
        value: what a cell holds.

    >>> shown(None), shown(12), shown(Period("2025-07-31/2025-08-01"))
    ('-', '12', '2025-07-31 to 2025-08-01')
    """
    if value is None:
        return NOTHING
    return value.readable if isinstance(value, Period) else written(value)


def written(value: Value) -> str:
    """Return a value as a file of data has it: words by their label, nothing as an empty text.

    Args:
        value: what a cell holds.

    >>> written(None), written("x")
    ('', 'x')
    """
    if value is None:
        return ""
    if isinstance(value, Vocabulary):
        return value.label
    return value.isoformat() if isinstance(value, date) else str(value)
