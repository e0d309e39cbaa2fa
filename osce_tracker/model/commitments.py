"""Commitments of a Chairpersonship and the dated updates that tell what became of them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from osce_tracker.errors import RecordError, quoted
from osce_tracker.model import validation as fields
from osce_tracker.model.dimensions import Dimension, Section
from osce_tracker.model.periods import Period, as_day
from osce_tracker.model.sources import Confidence, Source, as_sources, known_date
from osce_tracker.model.statuses import Status, Timing
from osce_tracker.model.symbols import DocumentSymbol, optional_symbol
from osce_tracker.model.vocabulary import Vocabulary


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


#: Verdicts after which a missed deadline no longer counts.
_DROPPED: Final = frozenset({Status.SUPERSEDED, Status.WITHDRAWN})


def _optional_obstacle(value: Obstacle | str | None) -> Obstacle | None:
    return None if value is None else Obstacle.parse(value)


def _as_updates(values: "Iterable[StatusUpdate]") -> "tuple[StatusUpdate, ...]":
    found = tuple(values)
    for value in found:
        if not isinstance(value, StatusUpdate):
            raise RecordError("updates", f"expected a StatusUpdate, got {quoted(value)}")
    return found


@fields.checked
@attrs.frozen(kw_only=True)
class StatusUpdate:
    """A dated fact about a commitment: what its status was then, and why.

    Attributes:
        date: when it was so.
        status: the status from then on; never ``not-assessed``, which means that no update is known.
        summary: what happened, in one or two sentences of our own.
        obstacle: what stood in the way, or ``None``.
        blocked_by: codes of the States that a source names as objecting.
        sources: where it is written.

    >>> import osce_tracker as ot
    >>> for update in ot.load().commitments["FI25-PM-13"].history:
    ...     print(update.date, update.known, update.status.label)
    2025-08-25 2025-08-28 in progress
    2025-09-01 2025-09-01 in progress
    2025-10-15 2025-10-15 in progress
    2025-11-30 2025-12-01 fulfilled
    """

    date: Period = attrs.field(converter=fields.period)
    status: Status = attrs.field(converter=Status)
    summary: str = attrs.field(converter=fields.text)
    obstacle: Obstacle | None = attrs.field(default=None, converter=_optional_obstacle)
    blocked_by: tuple[str, ...] = attrs.field(default=(), converter=fields.texts)
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources)

    def check(self) -> None:
        """Raise ``RecordError`` for what the type of a field alone cannot tell."""
        if self.status is Status.NOT_ASSESSED:
            raise RecordError("status", "not-assessed is never stored: leave the update out")
        fields.check_filled(None, summary=self.summary)
        fields.check_codes(None, "blocked_by", self.blocked_by)

    @property
    def known(self) -> dt.date:
        """The day since when the public record shows it, never before it began (the manual's Meanings)."""
        # One of its sources may be older than what happened, and tell only what it follows on.
        return max(known_date(self.date, self.sources), self.date.first)


@fields.checked
@attrs.frozen(kw_only=True)
class Maker:
    """Who made a commitment.

    Attributes:
        type: what sort of maker it is.
        name: the name as tables show it.
        states: codes of the States that signed; empty for all participating States, or when a
            source does not list them.

    >>> import osce_tracker as ot
    >>> maker = ot.load().commitments["FI25-HD-04"].made_by
    >>> maker.name, maker.type.label, len(maker.states), "FI" in maker.states
    ('41 participating States invoking the Moscow Mechanism', 'group of States', 41, True)
    """

    type: MakerType = attrs.field(converter=MakerType)
    name: str = attrs.field(converter=fields.text)
    states: tuple[str, ...] = attrs.field(default=(), converter=fields.texts)

    def check(self) -> None:
        """Raise ``RecordError`` for what the type of a field alone cannot tell."""
        fields.check_filled(None, name=self.name)
        fields.check_codes(None, "states", self.states)


@fields.checked
@attrs.frozen(kw_only=True)
class Commitment:
    """Something that a Chair, an institution or States said they would do.

    Attributes:
        id: stable identifier, such as ``FI25-HD-03``.
        title: a line that names it.
        text: what is promised, in our own words.
        made_by: who made it.
        dimensions: the dimensions it touches, in their order.
        themes: free words for what it is about.
        kind: what sort of thing is promised.
        lever: whose act completes it.
        basis: on what it rests that there is a commitment.
        made_on: when it was made.
        made_at: on what occasion.
        document: symbol of the OSCE document, if any.
        due: the deadline, or ``None``; its last day counts.
        criterion: how one could tell that it is done.
        updates: what became of it; for updates of one day the order counts, the last stands.
        events: ids of the events that bear on it.
        continues: id of the commitment of an earlier Chair that it goes on with.
        sources: where the promise is written.
        confidence: how sure the facts are.
        note: what a reader should know beside.

    >>> import osce_tracker as ot
    >>> promise = ot.Commitment(
    ...     id="XX30-HD-01", title="Hold a seminar", text="Hold a seminar in spring.",
    ...     made_by=ot.Maker(type="chair", name="Chair"), dimensions=["human"], kind="activity",
    ...     lever="chair", made_on="2030-01", due="2030-05",
    ...     updates=[ot.StatusUpdate(date="2030-06-02", status="fulfilled", summary="Held.")],
    ... )
    >>> promise.status_on("2030-06-01").label, promise.timing_on("2030-06-01").label
    ('not assessed', 'overdue')
    >>> promise.timing_on("2030-06-30").label
    'late'
    """

    id: str = attrs.field(converter=fields.text)
    title: str = attrs.field(converter=fields.text)
    text: str = attrs.field(converter=fields.text)
    made_by: Maker = attrs.field(validator=attrs.validators.instance_of(Maker))
    dimensions: tuple[Dimension, ...] = attrs.field(converter=fields.dimensions)
    themes: tuple[str, ...] = attrs.field(default=(), converter=fields.texts)
    kind: Kind = attrs.field(converter=Kind)
    lever: Lever = attrs.field(converter=Lever)
    basis: Basis = attrs.field(default=Basis.STATED, converter=Basis)
    made_on: Period = attrs.field(converter=fields.period)
    made_at: str | None = attrs.field(default=None, converter=fields.optional_text)
    document: DocumentSymbol | None = attrs.field(default=None, converter=optional_symbol)
    due: Period | None = attrs.field(default=None, converter=fields.optional_period)
    criterion: str | None = attrs.field(default=None, converter=fields.optional_text)
    updates: tuple[StatusUpdate, ...] = attrs.field(default=(), converter=_as_updates)
    events: tuple[str, ...] = attrs.field(default=(), converter=fields.texts)
    continues: str | None = attrs.field(default=None, converter=fields.optional_text)
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources)
    confidence: Confidence = attrs.field(default=Confidence.HIGH, converter=Confidence)
    note: str | None = attrs.field(default=None, converter=fields.optional_text)

    def check(self) -> None:
        """Raise ``RecordError`` for what the type of a field alone cannot tell."""
        fields.check_id(self.id)
        fields.check_filled(self.id, title=self.title, text=self.text)
        fields.check_dimensions(self.id, self.dimensions)

    @property
    def sort_key(self) -> tuple[str]:
        """The order of commitments: by id."""
        return (self.id,)

    @property
    def section(self) -> Section:
        """The one section of a table in which it stands (the manual's Meanings)."""
        return Section.of(self.dimensions)

    @property
    def known(self) -> dt.date:
        """The day since when the public record shows it, never before it was made (the manual's Meanings)."""
        return max(known_date(self.made_on, self.sources), self.made_on.first)

    @property
    def history(self) -> tuple[StatusUpdate, ...]:
        """Its updates by their last day; those of one day in the order in which they stand."""
        return tuple(sorted(self.updates, key=_last_day))

    def update_on(self, day: dt.date | str) -> StatusUpdate | None:
        """Return the update that stands on a day.

        Args:
            day: a date or a text such as ``"2025-12-31"``.

        Returns:
            The latest update that has happened by the end of the day, or ``None``.
        """
        on = as_day(day)
        found = None
        for update in self.updates:
            last = update.date.last
            # Not earlier than: of two updates of one day the later in the list stands.
            if last <= on and (found is None or last >= found.date.last):
                found = update
        return found

    def status_on(self, day: dt.date | str) -> Status:
        """Return where the commitment stands on a day.

        Args:
            day: a date or a text such as ``"2025-12-31"``.

        Returns:
            The status of the update that stands on the day, ``not-assessed`` when there is none
            (the manual's Meanings, "Status").
        """
        update = self.update_on(day)
        return Status.NOT_ASSESSED if update is None else update.status

    @property
    def latest_status(self) -> Status:
        """The status of its latest update, ``not-assessed`` when there is none."""
        return self.history[-1].status if self.updates else Status.NOT_ASSESSED

    def timing_on(self, day: dt.date | str) -> Timing:
        """Return how the commitment stands to its deadline on a day.

        Args:
            day: a date or a text such as ``"2025-12-31"``.

        Returns:
            ``on-time`` or ``late`` when it is fulfilled, ``not-due`` or ``overdue`` when it is not,
            ``no-deadline`` when none is known or it was superseded or withdrawn. It was fulfilled
            on time when the update that first says so begins by the deadline's last day
            (the manual's Meanings, "Timing").
        """
        on = as_day(day)
        return timing(self.due, [u for u in self.history if u.date.last <= on], on)


def timing(due: Period | None, history: Sequence[StatusUpdate], on: dt.date) -> Timing:
    """Return the timing that a history gives on a day.

    Args:
        due: the deadline, if any.
        history: the updates that have happened by the day, in order.
        on: the day.

    Returns:
        The timing, as ``Commitment.timing_on`` says.

    >>> timing(Period("2025-06"), (), Period("2025-07-01").first)
    <Timing.OVERDUE: 'overdue'>
    """
    if due is None:
        return Timing.NO_DEADLINE
    status = history[-1].status if history else Status.NOT_ASSESSED
    if status in _DROPPED:
        return Timing.NO_DEADLINE
    if status is not Status.FULFILLED:
        return Timing.OVERDUE if on > due.last else Timing.NOT_DUE
    # A verdict may be repeated: the first of the unbroken run of "fulfilled" says when.
    index = len(history) - 1
    while index > 0 and history[index - 1].status is Status.FULFILLED:
        index -= 1
    return Timing.ON_TIME if history[index].date.first <= due.last else Timing.LATE


def _last_day(update: StatusUpdate) -> dt.date:
    return update.date.last


def with_update(updates: tuple[StatusUpdate, ...], update: StatusUpdate) -> tuple[StatusUpdate, ...]:
    """Return updates with one more, which stands after those that are not later.

    Args:
        updates: the updates of a commitment, in their order.
        update: the one to be added.
    """
    place = max((n for n, u in enumerate(updates, 1) if u.date.last <= update.date.last), default=0)
    return (*updates[:place], update, *updates[place:])
