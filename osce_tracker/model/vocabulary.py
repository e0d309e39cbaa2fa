"""The words that commitments and their sources are described with, each with label and definition.

What they mean is in the manual (Meanings); what all vocabularies can do is in ``words``.
"""

from collections.abc import Mapping
from typing import Self

from osce_tracker.model.dimension_names import DIMENSION_NAMES
from osce_tracker.model.words import Vocabulary, fold


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


class Status(Vocabulary):
    """Where a commitment stands; ``not-assessed`` is derived, never stored (the manual's Meanings).

    >>> import osce_tracker as ot
    >>> ot.Status.parse("In progress").is_open, ot.Status.NOT_ASSESSED.definition
    (True, 'No update is known; this is not failure.')
    >>> ot.load().commitments.where(status="blocked", on="2025-12-31").ids
    ('FI25-EE-01', 'FI25-HD-06')
    """

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

        >>> import osce_tracker as ot
        >>> ot.Status.BLOCKED.is_open, ot.Status.PARTLY_FULFILLED.is_open
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

        >>> import osce_tracker as ot
        >>> ot.Status.FULFILLED.to("g20"), ot.Status.PARTLY_FULFILLED.to("upr"), ot.Status.WITHDRAWN.to("ogp")
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

    >>> import osce_tracker as ot
    >>> status = ot.load().commitments["FI25-EE-01"].status_on("2025-12-31")
    >>> for scale in ot.Scale:
    ...     print(scale.label, "-", status.to(scale))
    OGP completion - limited
    G20 Research Group score - 0
    UPR mid-term - not implemented
    ODIHR follow-up - not implemented
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

        >>> import osce_tracker as ot
        >>> ot.Scale.G20.marks
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
    """How a commitment stands to its deadline on a day; always derived (the manual's Meanings).

    >>> import osce_tracker as ot
    >>> promise = ot.load().commitments["FI25-PM-13"]
    >>> str(promise.due), [promise.timing_on(day).label for day in ("2025-09-30", "2025-12-31")]
    ('2025-12-01', ['not due', 'on time'])
    >>> ot.Timing.ON_TIME.definition
    'Fulfilled by the deadline.'
    """

    NO_DEADLINE = ("no-deadline", "no deadline", "No deadline is known, or none runs any more.")
    NOT_DUE = ("not-due", "not due", "The deadline has not passed.")
    ON_TIME = ("on-time", "on time", "Fulfilled by the deadline.")
    LATE = ("late", "late", "Fulfilled after the deadline.")
    OVERDUE = ("overdue", "overdue", "The deadline has passed and it is not fulfilled.")


class Lever(Vocabulary):
    """Whose act completes a commitment.

    >>> import osce_tracker as ot
    >>> ot.Lever.parse("consensus of the 57").definition
    'All participating States have to agree.'
    >>> ot.load().commitments.where(lever="consensus", status="not-fulfilled", on="2025-12-31").ids
    ('FI25-XD-09', 'FI25-XD-10')
    """

    CHAIR = ("chair", "Chair alone", "The Chair can complete it by its own act.")
    STRUCTURES = ("structures", "OSCE structures", "The executive structures complete it.")
    CONSENSUS = ("consensus", "consensus of the 57", "All participating States have to agree.")
    STATES = ("states", "States", "Other States complete it, each for itself.")
    EXTERNAL = ("external", "events outside", "It depends on events outside the OSCE.")


class Kind(Vocabulary):
    """What sort of thing a commitment promises.

    >>> import osce_tracker as ot
    >>> made = ot.load().commitments
    >>> for promise in (made["PS25-15"], made["FI25-XD-09"]):
    ...     print(promise.title, "-", promise.kind.definition)
    Work constructively for a 2026 Unified Budget - To hold a position.
    Get a Unified Budget adopted - A decision adopted by the participating States.
    """

    STANCE = ("stance", "stance", "To hold a position.")
    ACTIVITY = ("activity", "activity", "To hold an event, a visit, a talk.")
    OUTPUT = ("output", "output", "A document, an appointment, a fund, a report.")
    DECISION = ("decision", "decision", "A decision adopted by the participating States.")
    OUTCOME = ("outcome", "outcome", "A change in the world.")


class Basis(Vocabulary):
    """On what it rests that there is a commitment.

    >>> import osce_tracker as ot
    >>> promise = ot.load().commitments["FI25-XD-10"]
    >>> promise.title, promise.basis.label
    ('Secure a decision on the 2027 Chair', 'inferred')
    >>> promise.basis.definition
    "A duty of the Chair or a call; nobody's worded promise."
    """

    STATED = ("stated", "stated", "A promise worded beforehand.")
    INFERRED = ("inferred", "inferred", "A duty of the Chair or a call; nobody's worded promise.")
    DEED = ("deed", "deed", "First seen when already done: a deed reported, no promise kept.")


class MakerType(Vocabulary):
    """Who made a commitment.

    >>> import osce_tracker as ot
    >>> ot.MakerType.PARTICIPATING_STATES.definition
    'The participating States together, by consensus.'
    >>> ot.load().commitments.where(made_by="participating-states").ids
    ('PS25-01', 'PS25-10', 'PS25-11', 'PS25-12')
    """

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
    """What stood in the way of a commitment.

    >>> import osce_tracker as ot
    >>> update = ot.load().commitments["FI25-EE-01"].history[-1]
    >>> update.status.label, update.obstacle.label, update.obstacle.definition
    ('blocked', 'no consensus', 'Consensus was not reached.')
    """

    NO_CONSENSUS = ("no-consensus", "no consensus", "Consensus was not reached.")
    NAMED_OBJECTION = ("named-objection", "named objection", "Named States objected.")
    MONEY = ("money", "money", "The means were missing.")
    DEPENDENCY = ("dependency", "dependency", "Something else had to come first.")
    OUTSIDE_EVENT = ("outside-event", "outside event", "An event outside the OSCE.")
    CHAIR_CHOICE = ("chair-choice", "Chair's choice", "The Chair chose otherwise.")


class PublisherType(Vocabulary):
    """Who stands behind a source.

    >>> import osce_tracker as ot
    >>> ot.PublisherType.parse("non-governmental organization").value
    'ngo'
    >>> for source in ot.load().commitments["FI25-HD-03"].sources:
    ...     print(source.publisher, "-", source.publisher_type.label, source.independent)
    STT - media True
    APA (Austria) - media True
    Government of Finland - Chair False
    """

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
    """How sure a fact is.

    >>> import osce_tracker as ot
    >>> said = ot.load().statements[0]
    >>> said.confidence.value, said.confidence.definition, len(said.sources)
    ('high', 'A primary source or two independent ones.', 2)
    """

    HIGH = ("high", "high", "A primary source or two independent ones.")
    MEDIUM = ("medium", "medium", "One secondary source.")
    MEMORY = ("memory", "from memory", "General knowledge, not seen on a page (reference data only).")
