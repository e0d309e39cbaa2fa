"""Who backs what, State by State: what each has said itself, and what groups have said for it.

Silence is never support. A statement of a group counts for its members of that day where the group speaks
for them, and for the States that a source lists as joining (the manual's Meanings, "Support").
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from osce_tracker.errors import UnknownStateError
from osce_tracker.model.periods import as_day
from osce_tracker.model.statements import About, SupportStatement
from osce_tracker.model.states import StateRegistry
from osce_tracker.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from osce_tracker.model.periods import Period
    from osce_tracker.model.statements import Stance
    from osce_tracker.model.states import Group


class Standing(Vocabulary):
    """How a State comes to have a position.

    >>> import osce_tracker as ot
    >>> positions = ot.load().positions(on="2025-12-31")
    >>> for name in ("Iceland", "Liechtenstein", "Monaco"):
    ...     print(name, "-", positions[name].standing.definition)
    Iceland - It made a statement itself.
    Liechtenstein - Only groups or others have spoken for it.
    Monaco - No statement is known; silence is no position.
    """

    OWN = ("own", "own", "It made a statement itself.")
    THROUGH_GROUP = ("through-group", "group", "Only groups or others have spoken for it.")
    NONE = ("none", "none", "No statement is known; silence is no position.")


class Voices:
    """Tells for which States a statement counts.

    Args:
        registry: the States and groups.
    """

    def __init__(self, registry: StateRegistry) -> None:
        self._registry = registry
        self._groups: dict[str, Group | None] = {}
        self._members: dict[tuple[str, Period], tuple[str, ...]] = {}

    def group(self, name: str) -> Group | None:
        """Return the group that a statement is filed under, or ``None`` for one of the moment."""
        if name not in self._groups:
            try:
                self._groups[name] = self._registry.find_group(name)
            except UnknownStateError:
                self._groups[name] = None
        return self._groups[name]

    def members(self, name: str, when: Period) -> tuple[str, ...]:
        """Return the States that a group speaks for at a time.

        Args:
            name: the group.
            when: the date of the statement; where it is vague, only States that were members all
                along count.
        """
        found = self._members.get((name, when))
        if found is None:
            group = self.group(name)
            found = ()
            if group is not None and group.speaks_for_members:
                there = [set(group.members_on(day)) for day in _changes(group, when)]
                found = tuple(sorted(set(group.members_on(when.last)).intersection(*there)))
            self._members[name, when] = found
        return found

    def through(self, statement: SupportStatement) -> tuple[str, ...]:
        """Return the codes of the States for which others spoke in a statement, each once, in order.

        Args:
            statement: the statement; the State that made it itself is not among them.
        """
        spoken = () if statement.group is None else self.members(statement.group, statement.date)
        if not statement.states:
            return spoken
        return tuple(sorted(code for code in {*spoken, *statement.states} if code != statement.state))


def _changes(group: Group, when: Period) -> set[date]:
    """Return the days of a period on which the members of a group may be others than before."""
    starts = {m.since.last for m in group.members if m.since is not None}
    ends = {m.until.end_exclusive for m in group.members if m.until is not None}
    return {day for day in (when.first, *starts, *ends) if when.first <= day <= when.last}


@attrs.frozen(kw_only=True)
class Position:
    """What one State has said, or others for it.

    Attributes:
        state: its code.
        own: its own statements, in time order.
        through: statements of a group that counts for it, or that a source lists it as joining.

    >>> import osce_tracker as ot
    >>> position = ot.load().positions(on="2025-12-31")["Liechtenstein"]
    >>> position.stance.label, position.standing.label, position.own, position.latest.group
    ('supports', 'group', (), 'Helsinki+50 Fund donors')
    """

    state: str
    own: tuple[SupportStatement, ...] = ()
    through: tuple[SupportStatement, ...] = ()

    @property
    def statements(self) -> tuple[SupportStatement, ...]:
        """All of them in time order: by their last day, on one day its own after those of groups."""
        own = set(map(id, self.own))
        return tuple(sorted((*self.through, *self.own), key=lambda s: time_key(s, own=id(s) in own)))

    @property
    def latest(self) -> SupportStatement | None:
        """The latest of them, or ``None``: silence is no position."""
        return self.statements[-1] if self.own or self.through else None

    @property
    def stance(self) -> Stance | None:
        """The stance of the latest, or ``None``."""
        return None if self.latest is None else self.latest.stance

    @property
    def standing(self) -> Standing:
        """Whether it spoke itself, or only others did for it, or nobody."""
        return Standing.OWN if self.own else Standing.THROUGH_GROUP if self.through else Standing.NONE

    def __repr__(self) -> str:
        # The statements in full would be pages, of all States half a megabyte.
        told = "no statement" if self.stance is None else f"{self.stance}, {self.standing}"
        return f"<Position {self.state}: {told}, {len(self.own)} own, {len(self.through)} through others>"


def time_key(statement: SupportStatement, *, own: bool) -> tuple[date, date, bool, str]:
    """Return the order of statements in time: by last day, first day, own after a group's, id.

    Args:
        statement: the statement.
        own: whether it is the State's own.
    """
    return statement.date.last, statement.date.first, own, statement.id


@attrs.frozen(kw_only=True)
class Positions:
    """The positions of all States, those of the participating States first.

    Attributes:
        about: what the statements are about.
        on: the day up to which they were made, or ``None`` for all.
        states: the participating States in French alphabetical order, without the Chair's own.
        chair: the position of the Chair's own State, or ``None`` when the data set names none.
        partners: the Partners for Co-operation.
        others: further States of the registry with a statement, such as former ones.
        unplaced: statements that count for no State: of organizations, or of groups of which nobody lists
            the States.
        unknown: statements of States that the registry does not have.

    ``len``, ``in`` (by code), iteration and ``[code or name]`` work as expected; iteration gives the
    participating States, the Chair's own in its place.

    >>> import osce_tracker as ot
    >>> positions = ot.load().positions("chairmanship", on="2025-12-31")
    >>> len(positions), positions.chair.state, positions["Norway"].stance.label
    (57, 'FI', 'welcomes')
    >>> [p.state for p in positions.states if p.standing is ot.Standing.NONE]
    ['AD', 'CA', 'MC', 'UZ', 'VA', 'TJ']
    """

    about: About
    on: date | None
    states: tuple[Position, ...]
    chair: Position | None
    partners: tuple[Position, ...]
    others: tuple[Position, ...]
    unplaced: tuple[SupportStatement, ...]
    unknown: tuple[SupportStatement, ...]
    registry: StateRegistry

    @property
    def _by_code(self) -> dict[str, Position]:
        own = () if self.chair is None else (self.chair,)
        return {p.state: p for p in (*self.states, *own, *self.partners, *self.others)}

    def __getitem__(self, name: str) -> Position:
        code = self.registry.find(name).code
        return self._by_code.get(code) or Position(state=code)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __iter__(self) -> Iterator[Position]:
        found = self._by_code
        return (found[s.code] for s in self.registry.participating if s.code in found)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return f"<Positions on the {self.about}: {len(self)} States>"


def positions_of(
    statements: Iterable[SupportStatement],
    registry: StateRegistry,
    about: About | str = About.CHAIRMANSHIP,
    on: date | str | None = None,
    chair: str | None = None,
) -> Positions:
    """Return the positions of all States in some statements.

    Args:
        statements: the statements.
        registry: the States and groups.
        about: what the statements are about.
        on: the day up to which they were made; without it all count.
        chair: code of the Chair's own State, which is reported apart, or ``None``.
    """
    wanted, day = About(about), None if on is None else as_day(on)
    voices = Voices(registry)
    own: dict[str, list[SupportStatement]] = {}
    through: dict[str, list[SupportStatement]] = {}
    unplaced: list[SupportStatement] = []
    unknown: list[SupportStatement] = []
    for said in statements:
        if said.about is not wanted or (day is not None and said.date.last > day):
            continue
        others = voices.through(said)
        if said.state is not None:
            own.setdefault(said.state, []).append(said)
        elif not others:
            unplaced.append(said)
        for code in others:
            through.setdefault(code, []).append(said)
        named = others if said.state is None else (said.state, *others)
        if not all(code in registry for code in named):
            unknown.append(said)

    def position(code: str) -> Position:
        return Position(state=code, own=_in_time(own.get(code, [])), through=_in_time(through.get(code, [])))

    seats = [s.code for s in registry.participating if s.code != chair]
    partners = [s.code for s in registry.partners if s.code != chair]
    placed = {*seats, *partners, chair}
    spoke = [s.code for s in registry if s.code in own.keys() | through.keys() and s.code not in placed]
    return Positions(
        about=wanted,
        on=day,
        states=tuple(map(position, seats)),
        chair=None if chair is None else position(chair),
        partners=tuple(map(position, partners)),
        others=tuple(map(position, spoke)),
        unplaced=tuple(unplaced),
        unknown=tuple(unknown),
        registry=registry,
    )


def _in_time(statements: Sequence[SupportStatement]) -> tuple[SupportStatement, ...]:
    return tuple(sorted(statements, key=lambda said: time_key(said, own=True)))
