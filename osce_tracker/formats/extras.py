"""Libraries that come with extras: what is told when one is not installed."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from osce_tracker.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Generator


@contextmanager
def extra(name: str, purpose: str) -> Generator[None]:
    """Import a library of an extra inside this context.

    Args:
        name: name of the extra, such as ``"ical"``.
        purpose: what needs it, as in "calendar files (.ics)".

    Raises:
        MissingExtraError: when the library is not installed; says the one line that installs it.

    >>> with extra("ical", "calendar files (.ics)"):
    ...     import icalendar
    """
    try:
        yield
    except ImportError as error:
        raise MissingExtraError(name, purpose) from error
