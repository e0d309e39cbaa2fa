"""The three dimensions of security of the OSCE, and the sections of a table."""

from collections.abc import Mapping
from typing import Final, Self

from osce_tracker.model.vocabulary import Vocabulary, fold

#: Short forms, numbers, and the terms and variants of data/reference/terms.json by the dimension that they
#: name (a test compares the two).
DIMENSION_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "politico-military": (
        "PM",
        "PMD",
        "1",
        "first",
        "first dimension",
        "1st dimension",
        "dimension 1",
        "politico-military dimension",
        "political-military",
        "dimension politico-militaire",
        "première dimension",
        "politisch-militärische Dimension",
        "erste Dimension",
        "dimensione politico-militare",
        "prima dimensione",
        "военно-политическое измерение",
        "первое измерение",
        "dimensión político-militar",
        "dimensión politicomilitar",
        "primera dimensión",
    ),
    "economic-environmental": (
        "EE",
        "EED",
        "2",
        "second",
        "second dimension",
        "2nd dimension",
        "dimension 2",
        "economic and environmental dimension",
        "economic-environmental dimension",
        "dimension économique et environnementale",
        "deuxième dimension",
        "Wirtschafts- und Umweltdimension",
        "zweite Dimension",
        "dimensione economico-ambientale",
        "dimensione economica e ambientale",
        "seconda dimensione",
        "экономико-экологическое измерение",
        "экономическое/экологическое измерение",
        "экономическое и экологическое измерение",
        "второе измерение",
        "dimensión económica y medioambiental",
        "dimensión económica y ambiental",
        "segunda dimensión",
    ),
    "human": (
        "HD",
        "3",
        "third",
        "third dimension",
        "3rd dimension",
        "dimension 3",
        "human dimension",
        "dimension humaine",
        "troisième dimension",
        "menschliche Dimension",
        "humanitäre Dimension",
        "dritte Dimension",
        "dimensione umana",
        "terza dimensione",
        "человеческое измерение",
        "гуманитарное измерение",
        "третье измерение",
        "dimensión humana",
        "tercera dimensión",
    ),
}


class Dimension(Vocabulary):
    """The three dimensions of security of the OSCE, in the order in which tables show them.

    >>> import osce_tracker as ot
    >>> [ot.Dimension.parse(text).label for text in ("third dimension", "EED", "zweite Dimension")]
    ['human', 'economic and environmental', 'economic and environmental']
    >>> ot.load().events.where(dimension="HD", kind="conference", period="2025-10").ids
    ('whdc-2025', 'rfom-whdc-media-session-2025-10-08')
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
    HUMAN = (
        "human",
        "human",
        "Human rights, fundamental freedoms, democracy, rule of law: the third dimension.",
    )

    @classmethod
    def _forms(cls) -> Mapping[str, Self]:
        names = {fold(n): cls(word) for word, forms in DIMENSION_NAMES.items() for n in forms}
        return {**super()._forms(), **names}


class Section(Vocabulary):
    """The four sections of every table; each record stands in exactly one, so totals add up.

    >>> import osce_tracker as ot
    >>> promise = ot.load().commitments["FI25-XD-11"]
    >>> [dimension.label for dimension in promise.dimensions], promise.section.label
    (['politico-military', 'economic and environmental', 'human'], 'Cross-dimensional')
    >>> [section.short for section in ot.Section]
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
        """Return the section of a record that touches these dimensions.

        Args:
            dimensions: one to three dimensions, each once.

        Returns:
            The section of that dimension, or cross-dimensional for two and more.

        >>> import osce_tracker as ot
        >>> ot.Section.of((ot.Dimension.HUMAN,)), ot.Section.of(tuple(ot.Dimension))
        (<Section.HUMAN: 'human'>, <Section.CROSS_DIMENSIONAL: 'cross-dimensional'>)
        """
        return cls(dimensions[0].value) if len(dimensions) == 1 else cls.CROSS_DIMENSIONAL

    @property
    def short(self) -> str:
        """The letters that ids have for it: PM, EE, HD or XD.

        >>> import osce_tracker as ot
        >>> ot.Section.CROSS_DIMENSIONAL.short
        'XD'
        """
        return _SHORT[self]


_SHORT = dict(zip(Section, ("PM", "EE", "HD", "XD"), strict=True))
