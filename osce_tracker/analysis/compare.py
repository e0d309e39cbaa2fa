"""What States did: what each said, signed, objected to, pledged and hosted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from osce_tracker.analysis.objections import Objection, objections
from osce_tracker.analysis.positions import Position, in_time, positions
from osce_tracker.model.commitments import Commitment
from osce_tracker.model.events import Event
from osce_tracker.model.statements import About
from osce_tracker.model.states import State

if TYPE_CHECKING:
    from osce_tracker.model.statements import SupportStatement
    from osce_tracker.tracker.tracker import Tracker


@attrs.frozen(kw_only=True)
class StateRecord:
    """What one State did, as far as sources show.

    Args:
        state: the State.
        on_chair: its position on the Chairpersonship.
        on_agenda: its position on the OSCE and its agenda.
        signed: the commitments that it is named as making, alone or with others.
        objections: the commitments that it objected to, in time order.
        hosted: the events that took place or are announced there.
    """

    state: State
    on_chair: Position
    on_agenda: Position
    signed: tuple[Commitment, ...]
    objections: tuple[Objection, ...]
    hosted: tuple[Event, ...]

    @property
    def own(self) -> tuple[SupportStatement, ...]:
        """Its own statements on either subject, in time order."""
        return tuple(sorted((*self.on_chair.own, *self.on_agenda.own), key=in_time))

    @property
    def through(self) -> tuple[SupportStatement, ...]:
        """Statements on its behalf on either subject, in time order."""
        return tuple(sorted((*self.on_chair.through, *self.on_agenda.through), key=in_time))

    @property
    def pledges(self) -> tuple[SupportStatement, ...]:
        """Its own statements with a pledge, in time order."""
        return tuple(said for said in self.own if said.commits_to is not None)


def compare(tracker: Tracker, *states: str, on: date | str | None = None) -> tuple[StateRecord, ...]:
    """Return what each of some States did.

    Args:
        tracker: the tracker.
        *states: codes or names, such as ``"KZ"`` or ``"Kazakhstan"``.
        on: only what was so on that day; by default all of it.

    Returns:
        One value per State, in the order given.

    Raises:
        UnknownStateError: if a State doesn't exist; names the nearest.
        PeriodError: if ``on`` is not a day.

    >>> import osce_tracker as ot
    >>> from osce_tracker.analysis.compare import compare
    >>> for found in compare(ot.load(), "Kazakhstan", "Russia", on="2025-12-31"):
    ...     print(found.state.name, len(found.own), len(found.pledges), len(found.objections))
    Kazakhstan 4 4 0
    Russian Federation 11 1 3
    """
    view = tracker if on is None else tracker.so_on(on)
    found = [tracker.states.find(name) for name in states]
    on_chair, on_agenda = (positions(view, about) for about in About)
    objected = objections(view, date.max)
    return tuple(
        StateRecord(
            state=state,
            on_chair=on_chair[state.code],
            on_agenda=on_agenda[state.code],
            signed=tuple(promise for promise in view.commitments if state.code in promise.made_by.states),
            objections=tuple(objection for objection in objected if objection.state == state.code),
            hosted=tuple(event for event in view.events if event.country == state.code),
        )
        for state in found
    )
