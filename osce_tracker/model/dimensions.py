"""The three dimensions of security of the OSCE, and the sections that tables group records in."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final, Self

from osce_tracker.errors import accepted
from osce_tracker.model import validation as to
from osce_tracker.model.bundled_json import read_bundled
from osce_tracker.model.vocabulary import Vocabulary, fold

#: Short forms, in addition to the terms in six languages in data/reference/terms.json.
_SHORT_FORMS: Final = {
    "politico-military": ("PM", "PMD", "1", "first", "1st dimension", "dimension 1", "political-military"),
    "economic-environmental": (
        *("EE", "EED", "2", "second", "2nd dimension", "dimension 2"),
        "economic-environmental dimension",
    ),
    "human": ("HD", "3", "third", "3rd dimension", "dimension 3"),
}


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
    def _forms(cls) -> Mapping[str, Self]:
        return {form: cls(value) for form, value in _values_by_form().items()}


# People name dimensions in every call of a filter; reading the terms each time would take a millisecond.
@cache
def _values_by_form() -> Mapping[str, str]:
    """Return the values of the dimensions by every folded form that names one."""
    terms = read_bundled("reference", "terms.json")
    forms: dict[str, str] = {}
    for word in Dimension:
        languages = terms[f"{word.label} dimension"].values()
        names = [name for cell in languages for name in (cell["term"], *cell["variants"])]
        names += [*_SHORT_FORMS[word.value], word.label, word.value]
        forms |= {fold(name): word.value for name in names}
    return forms


def as_dimensions(values: Iterable[Dimension | str]) -> tuple[Dimension, ...]:
    """Return dimensions in their order, each once: a converter for the fields of records.

    Args:
        values: one to three dimensions, in any form that ``Dimension.parse`` reads.
    """
    given = {Dimension(value) for value in to.items(values, "dimensions")}
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
    HUMAN = (
        "human",
        "Human dimension",
        "Records that touch the human dimension alone.",
    )
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
