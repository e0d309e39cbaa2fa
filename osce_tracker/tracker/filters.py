"""What the filters of collections share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar
from unicodedata import normalize

from osce_tracker.model.vocabulary import Vocabulary

W = TypeVar("W", bound=Vocabulary)


#: One value or several, of which any may fit.
OneOrMore = str | Iterable[str]


def several(values: OneOrMore) -> tuple[str, ...]:
    """Return one value or several as a tuple."""
    return (values,) if isinstance(values, str) else tuple(values)


def alike(text: str) -> str:
    """Return a text as free words are compared: in one normal form, whatever the case and outer blanks.

    >>> alike(" Ukraine ")
    'ukraine'
    """
    return normalize("NFC", text).casefold().strip()


def words(vocabulary: type[W], values: OneOrMore | None) -> frozenset[W] | None:
    """Return the words that values name, or ``None`` when none are asked for."""
    return None if values is None else frozenset(vocabulary(v) for v in several(values))


def folded(values: OneOrMore | None) -> tuple[str, ...] | None:
    """Return texts to look for, or ``None`` when none are asked for."""
    if values is None:
        return None
    return tuple(normalize("NFC", value).casefold() for value in several(values))


def says(parts: Iterable[str], texts: Iterable[str | None]) -> bool:
    """Tell whether one of these parts stands in one of these texts, whatever the case."""
    found = [text.casefold() for text in texts if text is not None]
    return any(part in text for text in found for part in parts)
