"""Who backs what, State by State: what each State has said, and what groups have said on its behalf.

Silence never counts as support. A statement by a group counts for the members that the group had at the
time, if the group speaks for its members, and for the States that a source lists as joining it.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

import attrs

from osce_tracker.errors import UnknownStateError
from osce_tracker.model.periods import as_day
from osce_tracker.model.statements import About, SupportStatement
from osce_tracker.model.states import StateRegistry
from osce_tracker.model.vocabulary import Vocabulary
from osce_tracker.tracker.arguments import checked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from osce_tracker.model.periods import Period
    from osce_tracker.model.statements import Stance
    from osce_tracker.model.states import Group
    from osce_tracker.tracker.tracker import Tracker


class Standing(Vocabulary):
    """Whose words a State's position rests on.

    >>> import osce_tracker as ot
    >>> positions = ot.positions(ot.load(), on="2025-12-31")
    >>> for name in ("Iceland", "Liechtenstein", "Monaco"):
    ...     print(name, "-", positions[name].standing.definition)
    Iceland - It made a statement itself.
    Liechtenstein - Only groups or others have spoken for it.
    Monaco - No statement is known; silence is not a position.
    """

    OWN = ("own", "own", "It made a statement itself.")
    THROUGH_GROUP = ("through-group", "group", "Only groups or others have spoken for it.")
    NONE = ("none", "none", "No statement is known; silence is not a position.")


def _all_statements(position: Position) -> tuple[SupportStatement, ...]:
    # Sorting is stable: what others said comes first here, and stays first on the same days.
    return tuple(sorted((*position.through, *position.own), key=lambda said: in_time(said)[:2]))


@attrs.frozen(kw_only=True)
class Position:
    """What one State has said, or others on its behalf.

    Args:
        state: its code.
        own: its own statements, in time order.
        through: statements on its behalf, in time order: by a group that speaks for it, or by others whom
            a source says it joined.

    >>> import osce_tracker as ot
    >>> position = ot.positions(ot.load(), on="2025-12-31")["Liechtenstein"]
    >>> position.stance.label, position.standing.label, position.own, position.latest.group
    ('supports', 'group', (), 'Helsinki+50 Fund donors')
    """

    state: str
    own: tuple[SupportStatement, ...] = ()
    through: tuple[SupportStatement, ...] = ()
    #: All of them in time order; of those made on the same days, its own come last.
    statements: tuple[SupportStatement, ...] = attrs.field(
        init=False, eq=False, repr=False, default=attrs.Factory(_all_statements, takes_self=True)
    )

    @property
    def latest(self) -> SupportStatement | None:
        """The latest statement, or ``None``: silence is not a position."""
        return self.statements[-1] if self.statements else None

    @property
    def stance(self) -> Stance | None:
        """The stance of the latest statement, or ``None``."""
        return None if self.latest is None else self.latest.stance

    @property
    def standing(self) -> Standing:
        """Whether it spoke itself, only others did on its behalf, or nobody did."""
        return Standing.OWN if self.own else Standing.THROUGH_GROUP if self.through else Standing.NONE

    def __repr__(self) -> str:
        # One line: with the statements in full, the positions of all States fill half a megabyte.
        stance = "no statement" if self.stance is None else f"{self.stance}, {self.standing}"
        return f"<Position {self.state}: {stance}, {len(self.own)} own, {len(self.through)} through others>"


def in_time(statement: SupportStatement) -> tuple[date, date, str]:
    """Return the key that puts statements in time order: by last day, first day, then id.

    Args:
        statement: the statement.
    """
    return statement.date.last, statement.date.first, statement.id


@attrs.frozen(kw_only=True)
class Positions:
    """The positions of all States.

    Args:
        about: what the statements are about.
        on: the day by which they were made, or ``None`` for all.
        states: the participating States in French alphabetical order, without the Chair's own State.
        chair: the position of the Chair's own State, or ``None`` if the data set has no Chair.
        partners: the Partners for Co-operation.
        others: former States, and codes that the registry doesn't have, that made or joined a statement.
        unplaced: statements that count for no State: by organizations, or by groups whose States nobody
            lists.
        registry: where names are looked up.

    ``len``, iteration, ``in`` (with a code) and ``[code or name]`` work as you expect; iteration gives the
    participating States, including the Chair's own.

    >>> import osce_tracker as ot
    >>> positions = ot.positions(ot.load(), "chairmanship", on="2025-12-31")
    >>> len(positions), positions.chair.state, positions["Norway"].stance.label
    (57, 'FI', 'welcomes')
    >>> [p.state for p in positions.states if p.standing == "none"]
    ['AD', 'CA', 'MC', 'UZ', 'VA', 'TJ']
    """

    about: About
    on: date | None
    states: tuple[Position, ...]
    chair: Position | None
    partners: tuple[Position, ...]
    others: tuple[Position, ...]
    unplaced: tuple[SupportStatement, ...]
    registry: StateRegistry = attrs.field(repr=False)

    @property
    def everyone(self) -> dict[str, Position]:
        """All positions by code."""
        chair = () if self.chair is None else (self.chair,)
        return {p.state: p for p in (*self.states, *chair, *self.partners, *self.others)}

    def __getitem__(self, name: str) -> Position:
        code = self.registry.find(name).code
        return self.everyone.get(code) or Position(state=code)

    def __contains__(self, code: object) -> bool:
        return code in self.everyone

    def __iter__(self) -> Iterator[Position]:
        found = self.everyone
        return (found[state.code] for state in self.registry.participating)

    def __len__(self) -> int:
        return len(self.registry.participating)

    def __repr__(self) -> str:
        return f"<Positions on the {self.about}: {len(self)} States>"


@checked
def positions(
    tracker: Tracker, about: About | str = "chairmanship", on: date | str | None = None
) -> Positions:
    """Return the position of every State on the Chairpersonship or on the OSCE's agenda.

    Args:
        tracker: the tracker.
        about: what the statements are about: ``chairmanship`` or ``agenda``.
        on: count only statements made by that day; by default all of them.

    Returns:
        The positions. A statement by a group counts for the members of its day; if it is dated vaguely,
        only for States that were members throughout.

    Raises:
        WordError: if ``about`` is neither.
        PeriodError: if ``on`` is not a day.

    >>> import osce_tracker as ot
    >>> position = ot.positions(ot.load(), on="2024-12-31")["Kazakhstan"]
    >>> position.stance.label, len(position.own)
    ('supports', 2)
    """
    wanted, day, registry = About(about), None if on is None else as_day(on), tracker.states
    own: defaultdict[str, list[SupportStatement]] = defaultdict(list)
    through: defaultdict[str, list[SupportStatement]] = defaultdict(list)
    unplaced: list[SupportStatement] = []
    for said in sorted(tracker.statements, key=in_time):
        if said.about is not wanted or (day is not None and said.date.last > day):
            continue
        others = spoken_for(said, registry)
        for code in others:
            through[code].append(said)
        if said.state is not None:
            own[said.state].append(said)
        elif not others:
            unplaced.append(said)

    def position(code: str) -> Position:
        return Position(state=code, own=tuple(own.get(code, ())), through=tuple(through.get(code, ())))

    chair = tracker.chair
    seats = [state.code for state in registry.participating if state.code != chair]
    partners = [state.code for state in registry.partners if state.code != chair]
    rest = sorted((own.keys() | through.keys()) - {*seats, *partners, chair})
    return Positions(
        about=wanted,
        on=day,
        states=tuple(map(position, seats)),
        chair=None if chair is None else position(chair),
        partners=tuple(map(position, partners)),
        others=tuple(map(position, rest)),
        unplaced=tuple(unplaced),
        registry=registry,
    )


def spoken_for(statement: SupportStatement, registry: StateRegistry) -> set[str]:
    """Return the codes of the States on whose behalf others made a statement.

    Args:
        statement: the statement. The State that made it is not among them.
        registry: the States and groups.
    """
    codes = {code for code in statement.states if code != statement.state}
    if statement.group is not None:
        try:
            group = registry.find_group(statement.group)
        except UnknownStateError:
            return codes  # A group of the moment: only the States that a source lists.
        if group.speaks_for_members:
            codes |= _members_throughout(group, statement.date)
    return codes


def _members_throughout(group: Group, when: Period) -> set[str]:
    """Return the States that were members of a group on every day of a period."""
    starts = {m.since.last for m in group.members if m.since is not None}
    ends = {m.until.end_exclusive for m in group.members if m.until is not None}
    # Membership can only change on these days.
    days = [day for day in (when.first, *starts, *ends) if when.contains(day)]
    first, *others = (set(group.members_on(day)) for day in days)
    return first.intersection(*others)
