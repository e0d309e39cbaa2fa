"""What a vocabulary is: a closed list of words, each with label and definition.

A word prints as its value (``Status.FULFILLED`` is ``"fulfilled"`` in text and in JSON); tables show
its label. ``Vocabulary.parse`` takes the value or the label in any case, and says which words exist
when it gets another one (DESIGN section 3). The vocabularies are in ``vocabulary`` and ``dialogue``.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Self
from unicodedata import normalize

from osce_tracker.errors import WordError


def fold(text: str) -> str:
    """Return a text as words are compared: case folded, blanks single, hyphens as blanks.

    >>> fold(" Politico-Military  dimension")
    'politico military dimension'
    """
    return " ".join(normalize("NFC", text).casefold().replace("-", " ").split())


class Vocabulary(StrEnum):
    """Base of all vocabularies: a closed list of words with label and definition."""

    label: str
    definition: str

    def __new__(cls, value: str, label: str = "", definition: str = "") -> Self:
        """Make a member out of its value, label and definition."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.definition = definition
        return member

    @classmethod
    def _missing_(cls, value: object) -> Self:
        """Find a word by its label or another form, or say which words there are (``enum``'s hook)."""
        if isinstance(value, str):
            found = cls._forms().get(fold(value))
            if found is not None:
                return found
        raise WordError(cls.noun(), value, [str(word) for word in cls])

    @classmethod
    def parse(cls, value: "str | Self") -> Self:
        """Return the word that a text names; the same as calling the vocabulary with it.

        Args:
            value: a word of this vocabulary, its value or its label, in any case.

        Returns:
            The word.

        Raises:
            WordError: when the vocabulary has no such word; names the nearest.

        >>> from osce_tracker.model.vocabulary import Status
        >>> Status.parse("Partly fulfilled")
        <Status.PARTLY_FULFILLED: 'partly-fulfilled'>
        """
        return cls(value)

    @classmethod
    def noun(cls) -> str:
        """Return the name of the vocabulary in plain words, as messages use it."""
        letters = (f" {c.lower()}" if c.isupper() else c for c in cls.__name__)
        return "".join(letters).strip()

    @classmethod
    def _forms(cls) -> Mapping[str, Self]:
        """Return every folded form that ``parse`` accepts."""
        forms = {fold(word.label): word for word in cls}
        return forms | {fold(word.value): word for word in cls}
