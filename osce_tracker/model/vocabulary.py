"""The base class of vocabularies: closed lists of words, each with a label and a definition.

A word prints as its value: ``Status.FULFILLED`` is ``"fulfilled"`` in text and in JSON. Tables show its
label. Each vocabulary is defined in the module of the record that uses it.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Self
from unicodedata import normalize

from osce_tracker.errors import WordError


def fold(text: str) -> str:
    """Return a text in the form in which words are compared: lower case, single spaces, no hyphens.

    Args:
        text: any text.

    >>> fold(" Politico-Military  dimension")
    'politico military dimension'
    """
    return " ".join(normalize("NFC", text).casefold().replace("-", " ").split())


class Vocabulary(StrEnum):
    """The base class of all vocabularies."""

    label: str
    definition: str

    def __new__(cls, value: str, *words: str) -> Self:
        """Make a member from its value, its label (by default the value) and its definition."""
        member = str.__new__(cls, value)
        member._value_ = value
        texts = [*words] if len(words) > 1 else [value.replace("-", " "), *words]
        member.label, member.definition = texts
        return member

    @classmethod
    def _missing_(cls, value: object) -> Self:
        """Find a word by its label or another form. ``enum`` calls this for everything but exact values."""
        if isinstance(value, str):
            word = cls._forms().get(fold(value))
            if word is not None:
                return word
        raise WordError(cls.noun(), value, [str(word) for word in cls])

    @classmethod
    def parse(cls, value: "str | Self") -> Self:
        """Return the word that a text names.

        Args:
            value: a word of this vocabulary, its value or its label, in any case.

        Returns:
            The word.

        Raises:
            WordError: if the vocabulary has no such word.

        >>> import osce_tracker as ot
        >>> ot.Status.parse("Partly fulfilled")
        <Status.PARTLY_FULFILLED: 'partly-fulfilled'>
        """
        return cls(value)

    @classmethod
    def noun(cls) -> str:
        """Return the name of the vocabulary as messages write it, such as ``event status``."""
        letters = (f" {c.lower()}" if c.isupper() else c for c in cls.__name__)
        return "".join(letters).strip()

    @classmethod
    def _forms(cls) -> Mapping[str, Self]:
        """Return the words by every folded form that ``parse`` accepts."""
        forms = {fold(word.label): word for word in cls}
        return forms | {fold(word.value): word for word in cls}
