"""What States did: what each said, signed, objected to, pledged and hosted."""

from datetime import date
from operator import attrgetter

import attrs

from osce_tracker.analysis.objections import Objection, objections
from osce_tracker.analysis.positions import Position, positions
from osce_tracker.model.commitments import Commitment
from osce_tracker.model.events import Event, EventStatus
from osce_tracker.model.statements import SupportStatement
from osce_tracker.model.states import State
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.caption import reporting_day
from osce_tracker.tracker.people import find_state
from osce_tracker.tracker.tracker import Tracker


@attrs.frozen(kw_only=True)
class StateRecord:
    """What one State did by a day, as far as sources show.

    Args:
        state: the State.
        on: the day.
        position: what it said on the Chairpersonship and on the OSCE's agenda, and what others said on its
            behalf. Its own Chairpersonship is left out.
        as_chair: the same on its own Chairpersonship, or ``None`` if the data set doesn't cover that.
        signed: the commitments that name it as a maker, alone or with others.
        objections: the commitments that it objected to, in time order.
        hosted: the events there whose day had come or that had been announced, including those
            cancelled or postponed.
    """

    state: State
    on: date
    position: Position
    as_chair: Position | None
    signed: tuple[Commitment, ...]
    objections: tuple[Objection, ...]
    hosted: tuple[Event, ...]

    @property
    def own(self) -> tuple[SupportStatement, ...]:
        """Its own statements, in time order, including those it made as Chair."""
        chair = () if self.as_chair is None else self.as_chair.own_on_all
        return tuple(sorted((*self.position.own_on_all, *chair), key=attrgetter("sort_key")))

    @property
    def through(self) -> tuple[SupportStatement, ...]:
        """Statements on its behalf, including those on its own Chairpersonship."""
        return (*self.position.through_on_all, *(self.as_chair.through_on_all if self.as_chair else ()))

    @property
    def pledges(self) -> tuple[SupportStatement, ...]:
        """Its own statements with a pledge, in time order."""
        return tuple(said for said in self.own if said.commits_to is not None)


@checked
def compare(tracker: Tracker, *states: str, on: date | str | None = None) -> tuple[StateRecord, ...]:
    """Return each State's record up to a day.

    Args:
        tracker: the tracker.
        *states: codes or names, such as ``"KZ"`` or ``"Kazakhstan"``.
        on: the day. By default the last day of the Chair's term, or the day up to which the record is known
            if that is earlier.

    Returns:
        One value per State, in the order given.

    Raises:
        UnknownStateError: if a State doesn't exist; names the nearest.
        PeriodError: if ``on`` is not a day.
        UsageError: if no day was given and the data set has no dated fact.

    >>> import osce_tracker as ot
    >>> from osce_tracker.analysis.compare import compare
    >>> for found in compare(ot.load(), "Kazakhstan", "Russia"):
    ...     stance = found.position.own_stance
    ...     print(found.state.name, stance.label, len(found.own), len(found.pledges), len(found.objections))
    Kazakhstan welcomes 4 4 0
    Russian Federation critical 11 1 2
    """
    day = reporting_day(tracker, on).day
    found = [find_state(name, tracker.states, tracker.index) for name in states]
    view, everyone, objected = tracker.so_on(day), positions(tracker, on=day), objections(tracker, day)
    known = {
        event.id
        for event in tracker.events
        if event.when.last <= day or (event.status is EventStatus.ANNOUNCED and event.known <= day)
    }
    as_chair = {position.state: position for position in everyone.chairs}
    elsewhere = {p.state: p for p in (*everyone.states, *everyone.partners, *everyone.others)}
    return tuple(
        StateRecord(
            state=state,
            on=day,
            position=elsewhere.get(state.code, Position(state=state.code)),
            as_chair=as_chair.get(state.code),
            signed=tuple(promise for promise in view.commitments if state.code in promise.made_by.states),
            objections=tuple(objection for objection in objected if objection.state == state.code),
            hosted=tuple(event for event in tracker.events.where(state=state.code) if event.id in known),
        )
        for state in found
    )
