"""How far two readings of a data set agree."""

from collections import Counter
from collections.abc import Iterable, Sequence

import attrs

from osce_tracker.analysis.grouped import grouped
from osce_tracker.analysis.thread import in_time
from osce_tracker.model.commitments import Commitment
from osce_tracker.model.readings import ReadField, Reading
from osce_tracker.model.shares import Share
from osce_tracker.model.statements import SupportStatement
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.filters import chair_ids
from osce_tracker.tracker.reviews import reviewed
from osce_tracker.tracker.tracker import Tracker


@attrs.frozen(kw_only=True)
class Agreement:
    """How far the two readings of one field agree.

    Attributes:
        field: the field.
        readings: all readings of it.
        alpha: Krippendorff's alpha for nominal data, or ``None`` if both readers always said the same word.
    """

    field: ReadField
    readings: tuple[Reading, ...]
    alpha: float | None

    @property
    def agreeing(self) -> Share:
        """The share of readings in which both said the same."""
        return Share(sum(reading.agrees for reading in self.readings), len(self.readings))

    @property
    def disagreements(self) -> tuple[Reading, ...]:
        """The readings in which the two differ."""
        return tuple(reading for reading in self.readings if not reading.agrees)


@checked
def agreement(tracker: Tracker, chair: str | None = None) -> tuple[Agreement, ...]:
    """Return how far the two readings agree, field by field.

    Args:
        tracker: the tracker.
        chair: count only the records of this Chairpersonship, such as ``"FI-2025"`` or ``"Finland 2025"``.

    Returns:
        The fields that were read twice, in the order of ``ReadField``. "No obstacle" counts as a value.

    Raises:
        WordError: if no record that was read belongs to that Chairpersonship; names those that have some.

    >>> import osce_tracker as ot
    >>> from osce_tracker.analysis.agreement import agreement
    >>> [(one.field.label, str(one.agreeing), round(one.alpha, 3)) for one in agreement(ot.load())][:2]
    [('kind', '93 of 97 (96%)', 0.945), ('who delivers', '85 of 97 (88%)', 0.831)]
    """
    terms = chairs_read(tracker)
    if chair is not None:
        terms = chair_ids(chair, terms, tracker.states, terms)
    by_field = grouped(
        (reading.field, reading)
        for reading in tracker.readings
        if chair is None or not set(terms).isdisjoint(_chairs(tracker, reading))
    )
    return tuple(
        Agreement(
            field=field,
            readings=tuple(by_field[field]),
            alpha=krippendorff_alpha((reading.first, reading.second) for reading in by_field[field]),
        )
        for field in ReadField
        if field in by_field
    )


@checked
def chairs_read(tracker: Tracker) -> tuple[str, ...]:
    """Return the Chairpersonships with records that were read twice, in time order.

    Args:
        tracker: the tracker.
    """
    return in_time(tracker, {chair for reading in tracker.readings for chair in _chairs(tracker, reading)})


def record_read(tracker: Tracker, reading: Reading) -> Commitment | SupportStatement | None:
    """Return the record that a reading is about, or ``None`` if the tracker doesn't have it.

    Args:
        tracker: the tracker.
        reading: one of its readings.
    """
    record: Commitment | SupportStatement | None = getattr(tracker, reviewed(reading)).get(reading.record)
    return record


def _chairs(tracker: Tracker, reading: Reading) -> tuple[str, ...]:
    # A record of two sets may have been read for only one of them.
    record = record_read(tracker, reading)
    return reading.chairs or (() if record is None else record.chairs)


def krippendorff_alpha(units: Iterable[Sequence[object]]) -> float | None:
    """Return Krippendorff's alpha for nominal data: 1 is full agreement, 0 is chance.

    Args:
        units: for each unit, the values from the coders who gave one. A unit
            with fewer than two values doesn't count.

    Returns:
        The coefficient, or ``None`` if all values are the same, so that agreement can't be measured.
        Defined in K. Krippendorff, Content Analysis (4th ed., 2019), chapter 12.

    >>> krippendorff_alpha([("a", "a"), ("b", "b"), ("a", "b")])
    0.4444444444444444
    """
    differing, values = 0.0, Counter[object]()
    for unit in units:
        if len(unit) > 1:
            counts = Counter(unit)
            values += counts
            pairs = len(unit) ** 2 - sum(count**2 for count in counts.values())
            differing += pairs / (len(unit) - 1)
    total = values.total()
    by_chance = total**2 - sum(count**2 for count in values.values())
    return 1 - (total - 1) * differing / by_chance if by_chance else None
