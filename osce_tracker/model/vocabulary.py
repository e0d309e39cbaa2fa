"""The base class of vocabularies: closed lists of words, each with a label and a definition.

A word prints as its value: ``Status.FULFILLED`` is ``"fulfilled"`` in text and in JSON. Tables show its
label. Each vocabulary is defined in the module of the record that uses it.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import Final, Self
from unicodedata import normalize

from osce_tracker.errors import WordError
from osce_tracker.model.bundled_json import read_bundled

_SPACED: Final = str.maketrans("-_\u2010\u2011\u2013", "     ", "\u00ad\u200b\u200e\u2060\ufeff")


def fold(text: str) -> str:
    """Return the form for comparing words: without case, hyphens, full stop and "the".

    Args:
        text: any text.

    >>> fold(" Politico-Military  dimension.")
    'politico military dimension'
    """
    spaced = " ".join(normalize("NFC", text).casefold().translate(_SPACED).split())
    return spaced.removeprefix("the ").rstrip(".! ")


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
        """Find a word by its label or another form. ``enum`` calls this for all but exact values."""
        meanings = cls._forms().get(fold(value), ()) if isinstance(value, str) else ()
        if len(meanings) == 1:
            return meanings[0]
        raise WordError(cls.noun(), value, [str(word) for word in cls], [str(word) for word in meanings])

    @classmethod
    def parse(cls, value: "str | Self") -> Self:
        """Return the word that a text names.

        Args:
            value: a word of this vocabulary, its value, its label or a synonym, in any case.

        Returns:
            The word.

        Raises:
            WordError: if the vocabulary has no such word, or the text can mean two of them.

        >>> import osce_tracker as ot
        >>> ot.Status.parse("Partly fulfilled")
        <Status.PARTLY_FULFILLED: 'partly-fulfilled'>
        """
        return cls(value)

    @classmethod
    def noun(cls) -> str:
        """Return the name of the vocabulary for messages, such as ``event status``."""
        letters = (f" {c.lower()}" if c.isupper() else c for c in cls.__name__)
        return "".join(letters).strip()

    @classmethod
    def synonyms(cls) -> Mapping[str, Sequence[str]]:
        """Return the synonyms of each word, by value. A synonym of two words is ambiguous."""
        synonyms: Mapping[str, Sequence[str]] = read_bundled("reference", "words.json").get(cls.noun(), {})
        return synonyms

    @classmethod
    @cache
    def _forms(cls) -> Mapping[str, tuple[Self, ...]]:
        """Return the words by every folded form that people write."""
        forms: dict[str, tuple[Self, ...]] = {}
        for value, texts in cls.synonyms().items():
            for form in dict.fromkeys(map(fold, texts)):
                forms[form] = (*forms.get(form, ()), cls(value))
        for word in cls:
            forms |= {fold(word.label): (word,), fold(word.value): (word,)}
        return forms
