"""Commitments, and the dated updates that say what became of them."""

import datetime as dt
from collections.abc import Iterable
from itertools import takewhile
from operator import attrgetter
from typing import Final

import attrs
from attrs import field
from attrs.converters import optional

from osce_tracker.model import validation as to
from osce_tracker.model.dimensions import Dimension, Section, as_dimensions
from osce_tracker.model.periods import Period, as_day
from osce_tracker.model.records import Record
from osce_tracker.model.sources import Fact, Source, as_sources, known_date
from osce_tracker.model.statuses import Status, Timing
from osce_tracker.model.symbols import DocumentSymbol
from osce_tracker.model.validation import meaning, name_errors
from osce_tracker.model.vocabulary import Vocabulary


class Lever(Vocabulary):
    """Whose action would fulfil a commitment.

    >>> import osce_tracker as ot
    >>> ot.Lever.parse("all 57 States").definition
    'All participating States have to agree.'
    >>> ot.load().commitments.where(lever="consensus", status="not-fulfilled", on="2025-12-31").ids
    ('FI25-EE-01', 'FI25-HD-06', 'FI25-XD-09', 'FI25-XD-10')
    """

    CHAIR = ("chair", "Chair alone", "The Chair can fulfil it by its own action.")
    STRUCTURES = ("structures", "OSCE structures", "The executive structures fulfil it.")
    CONSENSUS = ("consensus", "all 57 States", "All participating States have to agree.")
    STATES = ("states", "individual States", "Other States fulfil it, each for itself.")
    EXTERNAL = ("external", "others outside", "It depends on events outside the OSCE.")


class Kind(Vocabulary):
    """What a commitment promises.

    >>> import osce_tracker as ot
    >>> commitments = ot.load().commitments
    >>> for promise in (commitments["PS25-15"], commitments["FI25-XD-09"]):
    ...     print(promise.title, "-", promise.kind.definition)
    Work constructively for a 2026 Unified Budget - To hold a position.
    Get a Unified Budget adopted - A decision adopted by the participating States.
    """

    STANCE = ("stance", "To hold a position.")
    ACTIVITY = ("activity", "To hold an event, a visit, a talk.")
    OUTPUT = ("output", "A document, an appointment, a fund, a report.")
    DECISION = ("decision", "A decision adopted by the participating States.")
    OUTCOME = ("outcome", "A change in the world.")


class Basis(Vocabulary):
    """Why something counts as a commitment.

    >>> import osce_tracker as ot
    >>> promise = ot.load().commitments["FI25-XD-10"]
    >>> promise.title, promise.basis.label
    ('Secure a decision on the 2027 Chair', 'inferred')
    >>> promise.basis.definition
    'A duty of the Chair, or a call on it, that nobody stated as a promise.'
    """

    STATED = ("stated", "A promise stated in advance.")
    INFERRED = ("inferred", "A duty of the Chair, or a call on it, that nobody stated as a promise.")
    DEED = ("deed", "seen when done", "First reported when it was already done.")


class MakerType(Vocabulary):
    """Who made a commitment.

    >>> import osce_tracker as ot
    >>> MakerType.PARTICIPATING_STATES.definition
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
    INSTITUTION = ("institution", "An OSCE institution or part of the Secretariat.")
    STATE = ("state", "one State", "One State for itself.")
    GROUP = ("group", "group of States", "Several States together.")


class Obstacle(Vocabulary):
    """What stood in the way of a commitment.

    >>> import osce_tracker as ot
    >>> update = ot.load().commitments["FI25-EE-01"].updates[-1]
    >>> update.status.label, update.obstacle.label, update.obstacle.definition
    ('not fulfilled', 'no consensus', 'Consensus was not reached.')
    """

    NO_CONSENSUS = ("no-consensus", "Consensus was not reached.")
    NAMED_OBJECTION = ("named-objection", "objection", "Named States objected.")
    MONEY = ("money", "no money", "There was not enough money.")
    DEPENDENCY = ("dependency", "another party must act first", "Something else had to come first.")
    OUTSIDE_EVENT = ("outside-event", "An event outside the OSCE.")
    CHAIR_CHOICE = ("chair-choice", "the Chair chose otherwise", "The Chair decided not to.")


#: With these statuses a deadline no longer applies.
_DROPPED: Final = frozenset({Status.SUPERSEDED, Status.WITHDRAWN})
#: What a final verdict other than fulfilled means for the deadline: it can no longer be overdue.
_CLOSED: Final = {Status.PARTLY_FULFILLED: Timing.IN_PART, Status.NOT_FULFILLED: Timing.MISSED}


def _status(value: Status | str) -> Status:
    status = Status(value)
    if status is Status.NOT_ASSESSED:
        raise ValueError("not-assessed means that there is no update, so an update can't have it")
    return status


@attrs.frozen(kw_only=True, repr=False, field_transformer=name_errors)
class StatusUpdate(Record):
    """A dated fact about a commitment: its status at that time, and why.

    >>> import osce_tracker as ot
    >>> for update in ot.load().commitments["FI25-PM-13"].updates:
    ...     print(update.date, update.known, update.status.label)
    2025-08-25 2025-08-28 in progress
    2025-09-01 2025-09-01 in progress
    2025-10-15 2025-10-15 in progress
    2025-11-30 2025-12-01 fulfilled
    """

    date: Period = field(converter=Period, metadata=meaning("when this was the case"))
    status: Status = field(converter=_status, metadata=meaning("status from then on"))
    summary: str = field(converter=to.filled_text, metadata=meaning("what happened, in our own words"))
    obstacle: Obstacle | None = field(
        default=None, converter=optional(Obstacle), metadata=meaning("what stood in the way, if anything")
    )
    blocked_by: tuple[str, ...] = field(
        default=(),
        converter=to.state_codes,
        metadata=meaning("codes of the States that a source names as objecting"),
    )
    sources: tuple[Source, ...] = field(default=(), converter=as_sources, metadata=meaning("its sources"))
    entered: dt.date | None = field(
        default=None, converter=optional(as_day), metadata=meaning("day on which it was entered")
    )

    @property
    def known(self) -> dt.date:
        """The day on which the public record first showed it, but not before it began."""
        # A source can be older than the event, and report only what led to it.
        return max(known_date(self.date, self.sources), self.date.first)

    def __str__(self) -> str:
        return f"{self.date.readable}, {self.status.label}: {self.summary}"


@attrs.frozen(kw_only=True, repr=False, field_transformer=name_errors)
class Maker(Record):
    """The person or body that made a commitment.

    >>> import osce_tracker as ot
    >>> maker = ot.load().commitments["FI25-HD-04"].made_by
    >>> maker.name, maker.type.label, len(maker.states), "FI" in maker.states
    ('41 participating States invoking the Moscow Mechanism', 'group of States', 41, True)
    """

    type: MakerType = field(converter=MakerType, metadata=meaning("kind of maker"))
    name: str = field(converter=to.filled_text, metadata=meaning("name, as tables show it"))
    states: tuple[str, ...] = field(
        default=(),
        converter=to.state_codes,
        metadata=meaning(
            "codes of the States that signed; empty for all participating States, or if no source lists them"
        ),
    )

    def __str__(self) -> str:
        return f"{self.name} ({self.type.label})"


def _maker(value: Maker) -> Maker:
    return to.instance(Maker, value)


def _updates(values: Iterable[StatusUpdate]) -> tuple[StatusUpdate, ...]:
    # Sorting is stable: the order of updates on one day is part of the data.
    return tuple(sorted(to.instances(StatusUpdate, values), key=attrgetter("date.last")))


@attrs.frozen(kw_only=True, repr=False, field_transformer=name_errors)
class Commitment(Fact):
    """Something that a Chair, an institution or States said they would do.

    >>> import osce_tracker as ot
    >>> promise = ot.Commitment(
    ...     id="XX30-HD-01", title="Hold a seminar", text="Hold a seminar in spring.",
    ...     made_by=ot.Maker(type="chair", name="Chair"), dimensions=["human"], kind="activity",
    ...     lever="chair", made_on="2030-01", due="2030-05",
    ...     updates=[ot.StatusUpdate(date="2030-06-02", status="fulfilled", summary="Held.")],
    ... )
    >>> promise.status_on("2030-06-01").label, promise.timing_on("2030-06-01").label
    ('not assessed', 'not known')
    >>> promise.timing_on("2030-06-30").label
    'late'
    """

    id: str = field(converter=to.record_id, metadata=meaning("stable identifier, such as FI25-HD-03"))
    title: str = field(converter=to.filled_text, metadata=meaning("title in one line"))
    text: str = field(converter=to.filled_text, metadata=meaning("what is promised, in our own words"))
    made_by: Maker = field(converter=_maker, metadata=meaning("who made it"))
    dimensions: tuple[Dimension, ...] = field(converter=as_dimensions, metadata=meaning("which it touches"))
    themes: tuple[str, ...] = field(default=(), converter=to.texts, metadata=meaning("free keywords"))
    kind: Kind = field(converter=Kind, metadata=meaning("what kind of thing is promised"))
    lever: Lever = field(converter=Lever, metadata=meaning("whose action would fulfil it"))
    basis: Basis = field(default=Basis.STATED, converter=Basis, metadata=meaning("why it is a commitment"))
    made_on: Period = field(converter=Period, metadata=meaning("when it was made"))
    made_at: str | None = field(default=None, converter=to.optional_text, metadata=meaning("the occasion"))
    document: DocumentSymbol | None = field(
        default=None,
        converter=optional(DocumentSymbol),
        metadata=meaning("symbol of the OSCE document, if any"),
    )
    due: Period | None = field(
        default=None, converter=optional(Period), metadata=meaning("deadline, if any; its last day counts")
    )
    criterion: str | None = field(
        default=None, converter=to.optional_text, metadata=meaning("how to tell that it is fulfilled")
    )
    updates: tuple[StatusUpdate, ...] = field(
        default=(),
        converter=_updates,
        metadata=meaning("what became of it, in time order; of two updates of one day the later counts"),
    )
    events: tuple[str, ...] = field(default=(), converter=to.texts, metadata=meaning("ids of related events"))
    continues: str | None = field(
        default=None,
        converter=to.optional_text,
        metadata=meaning("id of the commitment of an earlier Chair that it continues"),
    )

    @property
    def sort_key(self) -> tuple[str]:
        """The key that commitments are sorted by: the id."""
        return (self.id,)

    @property
    def section(self) -> Section:
        """The section that tables list it in."""
        return Section.of(self.dimensions)

    @property
    def known(self) -> dt.date:
        """The day on which the public record first showed it, but not before it was made."""
        return max(known_date(self.made_on, self.sources), self.made_on.first)

    @property
    def made(self) -> dt.date:
        """The day on which it counts as made: the last day of its date, or of its first update if earlier."""
        last = self.made_on.last
        return min(last, self.updates[0].date.last) if self.updates else last

    def update_on(self, day: dt.date | str) -> StatusUpdate | None:
        """Return the latest update by a day.

        Args:
            day: a date or a text such as ``"2025-12-31"``.

        Returns:
            The update with the latest last day up to the end of that day, or ``None``.
        """
        on = as_day(day)
        # A loop takes half the time of next(), and reports on thousands of commitments spend most time here.
        for update in reversed(self.updates):
            if update.date.last <= on:
                return update
        return None

    def status_on(self, day: dt.date | str) -> Status:
        """Return the status on a day.

        Args:
            day: a date or a text such as ``"2025-12-31"``.

        Returns:
            The status of the latest update by that day, ordered by last day and then by position in the list.
            Without an update it is ``not-assessed``.
        """
        update = self.update_on(day)
        return Status.NOT_ASSESSED if update is None else update.status

    @property
    def latest_status(self) -> Status:
        """The status of the latest update, or ``not-assessed`` if there is none."""
        return self.updates[-1].status if self.updates else Status.NOT_ASSESSED

    def timing_on(self, day: dt.date | str) -> Timing:
        """Return how the commitment relates to its deadline on a day.

        Args:
            day: a date or a text such as ``"2025-12-31"``.

        Returns:
            ``no-deadline`` if none is known, or if it was superseded or withdrawn. ``not-due``, ``due`` or
            ``overdue`` if it is open. ``not-due``, ``due`` or ``not-known`` if it is not
            assessed. ``in-part`` or ``missed`` if it was closed as partly or not fulfilled. If it is
            fulfilled, the first of the final run of fulfilled updates counts: ``on-time`` if that ends by the
            last day of the deadline, ``late`` if it begins later, otherwise ``not-known``.
        """
        on = as_day(day)
        if self.due is None:
            return Timing.NO_DEADLINE
        status = self.status_on(on)
        if status in _DROPPED:
            return Timing.NO_DEADLINE
        if status in _CLOSED:
            return _CLOSED[status]
        if status is not Status.FULFILLED:
            if on <= self.due.last:
                return Timing.DUE if on == self.due.last else Timing.NOT_DUE
            # Without news, nobody knows whether a promise is still open.
            return Timing.OVERDUE if status.is_open else Timing.NOT_KNOWN
        # A verdict can be repeated: the first of the final run tells when.
        done = fulfilling(self, on)[0]
        if done.date.last <= self.due.last:
            return Timing.ON_TIME
        return Timing.LATE if done.date.first > self.due.last else Timing.NOT_KNOWN

    def __str__(self) -> str:
        return f"{self.id}: {self.title} ({self.latest_status.label})"


def fulfilling(commitment: Commitment, day: dt.date) -> tuple[StatusUpdate, ...]:
    """Return the final unbroken run of updates that say fulfilled; empty if it is not fulfilled.

    Args:
        commitment: the commitment.
        day: the day; later updates don't count.
    """
    history = reversed([update for update in commitment.updates if update.date.last <= day])
    return tuple(takewhile(lambda update: update.status is Status.FULFILLED, history))[::-1]
