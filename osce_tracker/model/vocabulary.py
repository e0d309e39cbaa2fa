"""The words that commitments and their sources are described with, each with label and definition.

A word prints as its value (``Status.FULFILLED`` is ``"fulfilled"`` in text and in JSON); tables show
its label. ``Vocabulary.parse`` takes the value or the label in any case, and says which words exist
when it gets another one (DESIGN sections 3 and 4).
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


class Dimension(Vocabulary):
    """The three dimensions of security of the OSCE, in the order in which tables show them."""

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
        names = {fold(n): cls(word) for word, forms in _DIMENSION_NAMES.items() for n in forms}
        return {**super()._forms(), **names}


# What people write for a dimension: short forms, numbers, and the terms and variants of
# data/reference/terms.json in the six official languages (a test compares the two).
_DIMENSION_NAMES: dict[str, tuple[str, ...]] = {
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


class Section(Vocabulary):
    """The four sections of every table; each record stands in exactly one, so totals add up."""

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

        >>> Section.of((Dimension.HUMAN,)), Section.of((Dimension.HUMAN, Dimension.POLITICO_MILITARY))
        (<Section.HUMAN: 'human'>, <Section.CROSS_DIMENSIONAL: 'cross-dimensional'>)
        """
        return cls(dimensions[0].value) if len(dimensions) == 1 else cls.CROSS_DIMENSIONAL

    @property
    def short(self) -> str:
        """The letters that ids have for it: PM, EE, HD or XD.

        >>> Section.CROSS_DIMENSIONAL.short
        'XD'
        """
        return _SHORT[self]


_SHORT = dict(zip(Section, ("PM", "EE", "HD", "XD"), strict=True))


class Status(Vocabulary):
    """Where a commitment stands; ``not-assessed`` is derived, never stored (DESIGN section 4)."""

    NOT_ASSESSED = ("not-assessed", "not assessed", "No update is known; this is not failure.")
    PLANNED = ("planned", "planned", "Announced or prepared, not begun.")
    IN_PROGRESS = ("in-progress", "in progress", "Begun, not finished.")
    BLOCKED = ("blocked", "blocked", "Held up by somebody or something; may still move.")
    FULFILLED = ("fulfilled", "fulfilled", "The criterion is met.")
    PARTLY_FULFILLED = ("partly-fulfilled", "partly fulfilled", "Met in part; a final verdict.")
    NOT_FULFILLED = ("not-fulfilled", "not fulfilled", "Not met; a final verdict.")
    SUPERSEDED = ("superseded", "superseded", "Replaced by another commitment.")
    WITHDRAWN = ("withdrawn", "withdrawn", "Taken back by who made it.")

    @property
    def is_open(self) -> bool:
        """Whether it may still move: not assessed, planned, in progress or blocked.

        >>> Status.BLOCKED.is_open, Status.PARTLY_FULFILLED.is_open
        (True, False)
        """
        return self in _OPEN

    def to(self, scale: "Scale | str") -> "Mark":
        """Return what the status is called on the scale of another monitor.

        Args:
            scale: ``ogp``, ``g20``, ``upr`` or ``odihr``; ``Scale`` says what each translation loses.

        Returns:
            A word, for the G20 a score, or ``None`` where the scale has no place for it: not assessed,
            superseded, withdrawn.

        Raises:
            WordError: for another scale.

        >>> Status.FULFILLED.to("g20"), Status.PARTLY_FULFILLED.to("upr"), Status.WITHDRAWN.to("ogp")
        (1, 'partially implemented', None)
        """
        return _MARKS[Scale(scale)].get(self)


#: What a status is on another scale: a word, a score, or nothing where it has no place there.
Mark = str | int | None


class Scale(Vocabulary):
    """A scale of another monitor; the definition says what translating to it loses.

    The completion levels of the Independent Reporting Mechanism of the Open Government Partnership; the
    scores of the G20 Research Group of the University of Toronto; the words of mid-term reports in the
    Universal Periodic Review; ODIHR's evaluation of the follow-up to its election recommendations.
    """

    OGP = (
        "ogp",
        "OGP completion",
        "A level of completion is no verdict: a promise that failed and one under way look alike.",
    )
    G20 = (
        "g20",
        "G20 Research Group score",
        "Partly fulfilled, in progress, blocked and planned are all 0; who held it up is lost.",
    )
    UPR = (
        "upr",
        "UPR mid-term",
        "A promise in progress counts as partially implemented, a blocked one as not implemented.",
    )
    ODIHR = (
        "odihr",
        "ODIHR follow-up",
        "Mostly implemented is never given, since our partly fulfilled does not say how far.",
    )

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks that a status can have on it, lowest first.

        >>> Scale.G20.marks
        (-1, 0, 1)
        """
        order = {mark: place for place, mark in enumerate(_LOWEST_FIRST)}
        return tuple(sorted(set(_MARKS[self].values()), key=order.__getitem__))


def _marked(*marks: Mark) -> dict[Status, Mark]:
    """Return the marks of the statuses that a scale has a place for, worst first."""
    ranked = (
        Status.NOT_FULFILLED,
        Status.PLANNED,
        Status.BLOCKED,
        Status.IN_PROGRESS,
        Status.PARTLY_FULFILLED,
        Status.FULFILLED,
    )
    return dict(zip(ranked, marks, strict=True))


_LOWEST_FIRST: tuple[Mark, ...] = (
    *(-1, 0, 1),
    *("not started", "limited", "substantial", "complete"),
    *("not implemented", "partially implemented", "fully implemented"),
)
_IMPLEMENTED = _marked(*["not implemented"] * 3, *["partially implemented"] * 2, "fully implemented")
_MARKS = {
    Scale.OGP: _marked("limited", "not started", "limited", "limited", "substantial", "complete"),
    Scale.G20: _marked(-1, 0, 0, 0, 0, 1),
    Scale.UPR: _IMPLEMENTED,
    Scale.ODIHR: _IMPLEMENTED,
}
_OPEN = frozenset({Status.NOT_ASSESSED, Status.PLANNED, Status.IN_PROGRESS, Status.BLOCKED})


class Timing(Vocabulary):
    """How a commitment stands to its deadline on a day; always derived (DESIGN section 4)."""

    NO_DEADLINE = ("no-deadline", "no deadline", "No deadline is known, or none runs any more.")
    NOT_DUE = ("not-due", "not due", "The deadline has not passed.")
    ON_TIME = ("on-time", "on time", "Fulfilled by the deadline.")
    LATE = ("late", "late", "Fulfilled after the deadline.")
    OVERDUE = ("overdue", "overdue", "The deadline has passed and it is not fulfilled.")


class Lever(Vocabulary):
    """Whose act completes a commitment."""

    CHAIR = ("chair", "Chair alone", "The Chair can complete it by its own act.")
    STRUCTURES = ("structures", "OSCE structures", "The executive structures complete it.")
    CONSENSUS = ("consensus", "consensus of the 57", "All participating States have to agree.")
    STATES = ("states", "States", "Other States complete it, each for itself.")
    EXTERNAL = ("external", "events outside", "It depends on events outside the OSCE.")


class Kind(Vocabulary):
    """What sort of thing a commitment promises."""

    STANCE = ("stance", "stance", "To hold a position.")
    ACTIVITY = ("activity", "activity", "To hold an event, a visit, a talk.")
    OUTPUT = ("output", "output", "A document, an appointment, a fund, a report.")
    DECISION = ("decision", "decision", "A decision adopted by the participating States.")
    OUTCOME = ("outcome", "outcome", "A change in the world.")


class Basis(Vocabulary):
    """On what it rests that there is a commitment."""

    STATED = ("stated", "stated", "A promise worded beforehand.")
    INFERRED = ("inferred", "inferred", "A duty of the Chair or a call; nobody's worded promise.")
    DEED = ("deed", "deed", "First seen when already done: a deed reported, no promise kept.")


class MakerType(Vocabulary):
    """Who made a commitment."""

    CHAIR = ("chair", "Chair", "The Chairpersonship.")
    PARTICIPATING_STATES = (
        "participating-states",
        "all participating States",
        "The participating States together, by consensus.",
    )
    INSTITUTION = ("institution", "institution", "An OSCE institution or part of the Secretariat.")
    STATE = ("state", "one State", "One State for itself.")
    GROUP = ("group", "group of States", "Several States together.")


class Obstacle(Vocabulary):
    """What stood in the way of a commitment."""

    NO_CONSENSUS = ("no-consensus", "no consensus", "Consensus was not reached.")
    NAMED_OBJECTION = ("named-objection", "named objection", "Named States objected.")
    MONEY = ("money", "money", "The means were missing.")
    DEPENDENCY = ("dependency", "dependency", "Something else had to come first.")
    OUTSIDE_EVENT = ("outside-event", "outside event", "An event outside the OSCE.")
    CHAIR_CHOICE = ("chair-choice", "Chair's choice", "The Chair chose otherwise.")


class PublisherType(Vocabulary):
    """Who stands behind a source."""

    CHAIR = ("chair", "Chair", "The Chairpersonship or its government.")
    OSCE = ("osce", "OSCE", "The OSCE, its Secretariat, institutions and missions.")
    ASSEMBLY = ("assembly", "Parliamentary Assembly", "The OSCE Parliamentary Assembly or a parliament.")
    STATE = ("state", "State", "Another State.")
    INTERNATIONAL_ORGANIZATION = (
        "international-organization",
        "international organization",
        "Another international organization.",
    )
    NGO = ("ngo", "non-governmental organization", "A non-governmental organization.")
    ACADEMIA = ("academia", "academia", "A university, an institute, a scholar.")
    MEDIA = ("media", "media", "A news outlet or another private publisher.")


class Confidence(Vocabulary):
    """How sure a fact is."""

    HIGH = ("high", "high", "A primary source or two independent ones.")
    MEDIUM = ("medium", "medium", "One secondary source.")
    MEMORY = ("memory", "from memory", "General knowledge, not seen on a page (reference data only).")
