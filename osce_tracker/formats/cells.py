"""A cell's value as text, before it is escaped for its target."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from osce_tracker.model.periods import Period
from osce_tracker.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from osce_tracker.formats.report import Value

#: What may be a link, and how long Excel takes one.
_ADDRESS: Final = re.compile(
    r"https?://[^\s<>\"'\x00-\x20\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]+"
)
_LONGEST_LINK: Final = 2_000
#: How a table shows that there is nothing.
NOTHING: Final = "-"


def shown(value: Value) -> str:
    """Return a value as a reader sees it: words by their label, nothing as ``-``.

    Args:
        value: what a cell holds.

    >>> import osce_tracker as ot
    >>> ot.shown(None), ot.shown(12), ot.shown(ot.Period("2025-07-31/2025-08-01"))
    ('-', '12', '2025-07-31 to 2025-08-01')
    """
    if value is None:
        return NOTHING
    if isinstance(value, tuple):
        return str(len(value))
    return value.readable if isinstance(value, Period) else written(value)


def address(text: str) -> bool:
    """Tell whether a text is an address that can be made a link: whole, plain, and with a host.

    Args:
        text: any text.

    >>> address("https://osce.org/1"), address("see https://osce.org"), address("http://[bad")
    (True, False, False)
    """
    if not _ADDRESS.fullmatch(text) or len(text) > _LONGEST_LINK:
        return False
    # Loaded when there is an address: a table of commitments has none.
    from urllib.parse import urlsplit

    try:
        return bool(urlsplit(text).hostname)
    except ValueError:
        return False


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
    if isinstance(value, tuple):
        return " ".join(source.url for source in value)
    return value.isoformat() if isinstance(value, date) else str(value)
