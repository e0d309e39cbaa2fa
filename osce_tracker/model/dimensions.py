"""The three dimensions of security of the OSCE, and the sections that tables group records in."""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import Final, Self, cast

from osce_tracker.errors import WordError, accepted
from osce_tracker.model import validation as to
from osce_tracker.model.bundled_json import read_bundled
from osce_tracker.model.vocabulary import Vocabulary, fold

_BETWEEN: Final = re.compile(r"[,;/+|\n]\s*(?:and\b|&)?|&|\band\b", re.IGNORECASE)
#: A cell names at most three dimensions, each in at most two parts.
_MOST_PARTS: Final = 6


class Dimension(Vocabulary):
    """The three dimensions of security of the OSCE, in the order in which tables show them.

    >>> import osce_tracker as ot
    >>> [ot.Dimension.parse(text).label for text in ("third dimension", "EED", "zweite Dimension")]
    ['human', 'economic and environmental', 'economic and environmental']
    >>> ot.load().events.where(dimension="HD", kind="conference", period="2025-10").ids
    ('whdc-2025', 'rfom-whdc-media-session-2025-10-08', 'aarhus-centres-annual-meeting-2025-10')
    """

    POLITICO_MILITARY = (
        "politico-military",
        "politico-military",
        "Arms control, confidence-building, conflicts, borders, policing: the first dimension.",
    )
    ECONOMIC_ENVIRONMENTAL = (
        "economic-environmental",
        "economic and environmental",
        "Economy, environment, climate, good governance: the second dimension.",
    )
    HUMAN = ("human", "Human rights, fundamental freedoms, democracy, rule of law: the third dimension.")

    @classmethod
    def synonyms(cls) -> Mapping[str, Sequence[str]]:
        """Return the terms that people use for each dimension."""
        terms, written = read_bundled("reference", "terms.json"), super().synonyms()
        found: dict[str, Sequence[str]] = {}
        for word in cls:
            languages = terms[f"{word.label} dimension"].values()
            names = [name for cell in languages for name in (cell["term"], *cell["variants"])]
            found[word.value] = [*names, *written[word.value]]
        return found

    @classmethod
    def parse_all(cls, text: str) -> "tuple[Self, ...]":
        """Return the dimensions that a cell names, in their order, each once.

        Args:
            text: one dimension, several with commas, slashes or "and" between them, or a word for all three.

        Raises:
            WordError: if a part of the text is not a dimension.

        >>> import osce_tracker as ot
        >>> [len(ot.Dimension.parse_all(text)) for text in ("human/PM", "economic and environmental", "all")]
        [2, 1, 3]
        """
        found = _find_values(text) if isinstance(cast("object", text), str) else None
        if found is None:
            raise WordError(cls.noun(), text, [str(word) for word in cls])
        return tuple(word for word in cls if word.value in found)


def _find_values(text: str) -> frozenset[str] | None:
    """Return the dimensions that a text names, or ``None`` if part of it isn't a dimension."""
    plain = fold(text).replace("dimensions", "dimension")
    if plain in _all_three():
        return frozenset(Dimension)
    with suppress(WordError):
        return frozenset({Dimension(plain).value})
    # The separator may belong to a name: "economic and environmental, human".
    joints = list(_BETWEEN.finditer(text))
    for joint in joints if len(joints) < _MOST_PARTS else ():
        first, rest = _find_values(text[: joint.start()]), _find_values(text[joint.end() :])
        if first and rest:
            return first | rest
    return None


@cache
def _all_three() -> frozenset[str]:
    """Return the terms that people use for all three dimensions."""
    written = read_bundled("reference", "words.json")["all dimensions"]
    return frozenset(fold(text).replace("dimensions", "dimension") for text in written)


def as_dimensions(values: Iterable[Dimension | str]) -> tuple[Dimension, ...]:
    """Return dimensions in their order, each once: a converter for record fields.

    Args:
        values: one to three dimensions, in any form that ``Dimension.parse`` reads.
    """
    given = {Dimension(value) for value in to.items(values, "dimensions", ordered=False)}
    if not given:
        words = accepted([str(word) for word in Dimension])
        raise ValueError(f"at least one is needed. Use one of: {words}.")
    return tuple(word for word in Dimension if word in given)


class Section(Vocabulary):
    """The four groups of rows in tables. Each record is in exactly one, so totals add up.

    >>> import osce_tracker as ot
    >>> promise = ot.load().commitments["FI25-XD-11"]
    >>> [dimension.label for dimension in promise.dimensions], promise.section.label
    (['politico-military', 'economic and environmental', 'human'], 'Cross-dimensional')
    >>> [section.short for section in Section]
    ['PM', 'EE', 'HD', 'XD']
    """

    POLITICO_MILITARY = (
        "politico-military",
        "Politico-military dimension",
        "Records that touch the politico-military dimension alone.",
    )
    ECONOMIC_ENVIRONMENTAL = (
        "economic-environmental",
        "Economic and environmental dimension",
        "Records that touch the economic and environmental dimension alone.",
    )
    HUMAN = ("human", "Human dimension", "Records that touch the human dimension alone.")
    CROSS_DIMENSIONAL = (
        "cross-dimensional",
        "Cross-dimensional",
        "Records that touch two or three dimensions.",
    )

    @classmethod
    def of(cls, dimensions: tuple[Dimension, ...]) -> "Section":
        """Return the section of a record.

        Args:
            dimensions: the dimensions that the record touches.

        Returns:
            The section of its only dimension, or cross-dimensional.

        >>> Section.of((Dimension.HUMAN,)), Section.of(tuple(Dimension))
        (<Section.HUMAN: 'human'>, <Section.CROSS_DIMENSIONAL: 'cross-dimensional'>)
        """
        return cls(dimensions[0].value) if len(dimensions) == 1 else cls.CROSS_DIMENSIONAL

    @property
    def short(self) -> str:
        """The letters of the section in ids: PM, EE, HD or XD."""
        return _LETTERS[self]


_LETTERS: Final = dict(zip(Section, ("PM", "EE", "HD", "XD"), strict=True))
