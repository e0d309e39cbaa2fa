"""Who backs what, State by State: what each State has said, and what groups have said on its behalf.

The two are never mixed, and silence never counts as support. A group's statement counts for the States that
were members at the time, if the group speaks for its members, and for the States that a source lists
as joining it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

import attrs

from osce_tracker.model.periods import Period
from osce_tracker.model.statements import About, Stance, SupportStatement
from osce_tracker.model.states import StateRegistry
from osce_tracker.model.vocabulary import Vocabulary
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.caption import reporting_day
from osce_tracker.tracker.filters import OneOrMore
from osce_tracker.tracker.frames import frame
from osce_tracker.tracker.tracker import Tracker


class Standing(Vocabulary):
    """Who has spoken for a State.

    >>> import osce_tracker as ot
    >>> positions = ot.positions(ot.load())
    >>> for name in ("Iceland", "Liechtenstein", "Monaco"):
    ...     print(name, "-", positions[name].standing.definition)
    Iceland - It made a statement itself.
    Liechtenstein - Only groups or others have spoken for it.
    Monaco - No statement is known; silence is not a position.
    """

    OWN = ("own", "own", "It made a statement itself.")
    THROUGH_GROUP = ("through-group", "group", "Only groups or others have spoken for it.")
    NONE = ("none", "none", "No statement is known; silence is not a position.")


#: The columns of positions by quarter, with their types.
_COLUMNS: Final = {
    "section": "text",
    "state": "text",
    "state_name": "text",
    "quarter": "text",
    "own_stance": "text",
    "own_statements": "integer",
    "group_stance": "text",
    "group": "text",
    "group_statements": "integer",
}


def _in_time(*parts: tuple[SupportStatement, ...]) -> tuple[SupportStatement, ...]:
    # On the agenda, both parts are the same.
    different = {said.id: said for part in parts for said in part}
    return tuple(sorted(different.values(), key=lambda said: said.sort_key))


def _quarter_of(said: SupportStatement) -> Period | None:
    """Return the quarter of a statement, or ``None`` if its date is too vague."""
    quarter = Period.quarter_of(said.date.first)
    return quarter if quarter.contains(said.date) else None


def _counts(statements: tuple[SupportStatement, ...]) -> dict[Stance, int]:
    counted = Counter(said.stance for said in statements)
    return {stance: counted[stance] for stance in Stance}


@attrs.frozen(kw_only=True)
class Position:
    """What one State has said, and what others have said on its behalf.

    Args:
        state: its code.
        own: its own statements on the subject.
        through: statements on the subject on its behalf: by a group that speaks for it, or by others that,
            according to a source, it joined.
        own_agenda: its own statements on the OSCE's agenda, whatever the subject.
        through_agenda: statements on the agenda on its behalf.

    All are in order of their first possible day, so a statement dated only "2025" is never later than
    one of 5 December 2025.

    >>> import osce_tracker as ot
    >>> position = ot.positions(ot.load())["Poland"]
    >>> position.own_stance.label, position.own_latest.date.readable
    ('neutral', '30 September 2024')
    >>> position.through_stance.label, position.through_latest.group, position.through_supported
    ('welcomes', 'European Union', True)
    """

    state: str
    own: tuple[SupportStatement, ...] = ()
    through: tuple[SupportStatement, ...] = ()
    own_agenda: tuple[SupportStatement, ...] = ()
    through_agenda: tuple[SupportStatement, ...] = ()

    @property
    def own_latest(self) -> SupportStatement | None:
        """Its own latest statement, or ``None``: silence is not a position."""
        return self.own[-1] if self.own else None

    @property
    def own_stance(self) -> Stance | None:
        """The stance of its own latest statement, or ``None``."""
        return None if self.own_latest is None else self.own_latest.stance

    @property
    def own_counts(self) -> Mapping[Stance, int]:
        """How often it took each stance itself."""
        return _counts(self.own)

    @property
    def own_supported(self) -> bool:
        """True if it expressed support itself at least once."""
        return self.own_counts[Stance.SUPPORTS] > 0

    @property
    def through_latest(self) -> SupportStatement | None:
        """The latest statement on its behalf, or ``None``."""
        return self.through[-1] if self.through else None

    @property
    def through_stance(self) -> Stance | None:
        """The stance of the latest statement on its behalf, or ``None``. It is not the State's own."""
        return None if self.through_latest is None else self.through_latest.stance

    @property
    def through_counts(self) -> Mapping[Stance, int]:
        """How often each stance was taken on its behalf."""
        return _counts(self.through)

    @property
    def through_supported(self) -> bool:
        """True if others expressed support on its behalf at least once."""
        return self.through_counts[Stance.SUPPORTS] > 0

    @property
    def own_on_all(self) -> tuple[SupportStatement, ...]:
        """Its own statements on the subject and on the agenda, in time order."""
        return _in_time(self.own, self.own_agenda)

    @property
    def through_on_all(self) -> tuple[SupportStatement, ...]:
        """Statements on its behalf on the subject and on the agenda, in time order."""
        return _in_time(self.through, self.through_agenda)

    @property
    def standing(self) -> Standing:
        """Whether it spoke itself, others spoke on its behalf, or nobody did."""
        return Standing.OWN if self.own else Standing.THROUGH_GROUP if self.through else Standing.NONE

    def __repr__(self) -> str:
        # One line: with all statements in full, the positions of all States fill half a megabyte.
        own, through = self.own_stance or "nothing", self.through_stance or "nothing"
        return (
            f"<Position {self.state}: {own} itself, {through} through others; "
            f"{len(self.own)} own, {len(self.through)} through others>"
        )


@attrs.frozen(kw_only=True)
class Positions:
    """The positions of all States.

    Args:
        about: what the statements are about.
        on: the day by which they were made.
        states: the participating States. They include the Chair's own State only if the data set also
            covers another State's Chairpersonship; then this is its position on the others.
        chairs: what the Chair's own State said on its own Chairpersonship, and what groups said on its
            behalf; one position for each State in the chair.
        partners: the Partners for Co-operation.
        others: former States, and codes missing from the registry, that made or joined a statement.
        unplaced: statements that count for no State: by organizations, or by groups whose States no source
            lists.
        registry: the registry for names.
        order: the order of the States, ``english`` or ``french``.

    ``len``, iteration, ``in`` (with a code) and ``[code or name]`` work as you expect; iteration gives the
    participating States, including the Chair's own.

    >>> import osce_tracker as ot
    >>> positions = ot.positions(ot.load())
    >>> len(positions), positions.chairs[0].state, positions["Norway"].own_stance.label
    (57, 'FI', 'welcomes')
    >>> [p.state for p in positions.states if p.standing == "none"]
    ['AD', 'VA', 'MC', 'MN', 'TJ', 'UZ']
    """

    about: About
    on: date
    states: tuple[Position, ...]
    chairs: tuple[Position, ...]
    partners: tuple[Position, ...]
    others: tuple[Position, ...]
    unplaced: tuple[SupportStatement, ...]
    registry: StateRegistry = attrs.field(repr=False)
    order: str = "english"

    @property
    def sections(self) -> dict[str, tuple[Position, ...]]:
        """The positions by the key of their group in tables."""
        return {"states": self.states, "chair": self.chairs, "partners": self.partners, "others": self.others}

    @property
    def everyone(self) -> dict[str, Position]:
        """All positions by code. A State's words as Chair count only if it has no other position."""
        return {p.state: p for p in (*self.chairs, *self.states, *self.partners, *self.others)}

    def __getitem__(self, name: str) -> Position:
        # A State that is missing from the registry goes by its code.
        code = name if name in self else self.registry.find(name).code
        return self.everyone.get(code) or Position(state=code)

    def to_rows(self) -> list[dict[str, Any]]:
        """Return the positions as flat rows: one for each State and quarter with a statement.

        Returns:
            One dict per State and quarter. ``own_stance`` is that of the State's own latest statement in the
            quarter, and ``own_statements`` counts them. ``group_stance``, ``group`` and ``group_statements``
            give the same for groups or others on its behalf. Without a statement a stance is ``None``.
            Statements dated too vaguely for one quarter have rows without a quarter, so that counts add up.

        >>> import osce_tracker as ot
        >>> rows = ot.positions(ot.load()).to_rows()
        >>> row = next(row for row in rows if row["state"] == "PL" and row["quarter"] == "2025-Q4")
        >>> row["state_name"], row["own_stance"], row["group_stance"], row["group"], row["group_statements"]
        ('Poland', None, 'welcomes', 'European Union', 3)
        """
        parts = [(key, position) for key, found in self.sections.items() for position in found]
        said = {_quarter_of(one) for _, position in parts for one in (*position.own, *position.through)}
        quarters = sorted(quarter for quarter in said if quarter is not None)
        return [row for key, position in parts for row in self._rows(key, position, quarters)]

    def _rows(self, section: str, position: Position, quarters: list[Period]) -> Iterator[dict[str, Any]]:
        for quarter in (*quarters, None):
            own = [said for said in position.own if _quarter_of(said) == quarter]
            through = [said for said in position.through if _quarter_of(said) == quarter]
            if quarter is None and not (own or through):
                continue
            latest = through[-1] if through else None
            cells = (
                *(section, position.state, self.registry.name(position.state)),
                None if quarter is None else str(quarter),
                str(own[-1].stance) if own else None,
                len(own),
                None if latest is None else str(latest.stance),
                None if latest is None else latest.group or self.registry.name(str(latest.state)),
                len(through),
            )
            yield dict(zip(_COLUMNS, cells, strict=True))

    def to_frame(self, library: str | None = None) -> Any:
        """Return the positions by State and quarter as a data frame, with the rows of ``to_rows``.

        Args:
            library: ``pandas`` or ``polars``; by default whichever is installed, pandas first.

        Returns:
            A ``DataFrame``.

        Raises:
            UsageError: if the library is neither, or not installed.

        >>> import osce_tracker as ot
        >>> frame = ot.positions(ot.load()).to_frame("pandas")
        >>> states = frame[frame["section"] == "states"]
        >>> table = states.pivot(index="state_name", columns="quarter", values="group_stance")
        >>> table.loc["Poland", "2025-Q4"]
        'welcomes'
        """
        return frame(_COLUMNS, (row.values() for row in self.to_rows()), library)

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and code in self.everyone

    def __iter__(self) -> Iterator[Position]:
        found = self.everyone
        codes = (state.code for state in self.registry.participating)
        return (found[code] for code in self.registry.in_order(codes, self.on, self.order))

    def __len__(self) -> int:
        return len(self.registry.participating)

    def __repr__(self) -> str:
        return f"<Positions on the {self.about}: {len(self)} States>"


@checked
def positions(
    tracker: Tracker,
    about: About | str = "chairmanship",
    on: date | str | None = None,
    *,
    chair: OneOrMore | None = None,
    order: str = "english",
) -> Positions:
    """Return the position of every State on the Chairpersonship or on the OSCE's agenda.

    Args:
        tracker: the tracker.
        about: what the statements are about: ``chairmanship`` or ``agenda``.
        on: count only statements made by that day. By default the last day of the Chair's term, or the day
            up to which the record is known if that is earlier.
        chair: only statements on a Chairpersonship such as ``"FI-2025"``; several mean any of them.
        order: ``english``, or ``french`` as the States sit at the table.

    Returns:
        The positions. A statement by a group counts for the members of its day; if it is dated vaguely,
        only for States that were members throughout.

    Raises:
        WordError: if ``about`` is neither, or if no record belongs to that Chairpersonship.
        PeriodError: if ``on`` is not a day.
        UsageError: if ``order`` is neither; or if no day was given and the data set has no dated fact.

    >>> import osce_tracker as ot
    >>> position = ot.positions(ot.load(), on="2024-12-31")["Kazakhstan"]
    >>> position.own_stance.label, len(position.own)
    ('supports', 2)
    >>> ot.positions(ot.load("all"), chair="MT-2024")["Finland"].own_stance is None
    True
    """
    view = tracker.of_chairs(chair)
    wanted, day, registry = About(about), reporting_day(view, on).day, view.states
    chairs = (view.chair, *(term.state for term in view.terms))
    in_chair = {code for code in chairs if code is not None}
    kinds = {wanted, About.AGENDA}
    # By whether it is the Chair's own State on its own Chairpersonship, by code and by field of a position.
    found: defaultdict[tuple[bool, str], defaultdict[str, list[SupportStatement]]]
    found = defaultdict(lambda: defaultdict(list))
    unplaced: list[SupportStatement] = []
    for said in view.statements:
        if said.about not in kinds or said.date.last > day:
            continue
        others = spoken_for(said, registry)
        parts = [(code, "through") for code in others]
        parts += [] if said.state is None else [(said.state, "own")]
        for code, part in parts:
            record = found[code in in_chair and view.is_chairs_own(said, code), code]
            if said.about is wanted:
                record[part].append(said)
            if said.about is About.AGENDA:
                record[f"{part}_agenda"].append(said)
        if not parts and said.about is wanted:
            unplaced.append(said)

    def section(codes: Iterable[str], *, as_chair: bool = False) -> tuple[Position, ...]:
        none: dict[str, list[SupportStatement]] = {}
        return tuple(
            Position(
                state=code, **{part: tuple(said) for part, said in found.get((as_chair, code), none).items()}
            )
            for code in registry.in_order(codes, day, order)
        )

    def has_no_other(code: str) -> bool:
        return code in in_chair and len(in_chair) == 1 and (False, code) not in found

    seats = {state.code for state in registry.participating}
    partners = {state.code for state in registry.partners}
    return Positions(
        about=wanted,
        on=day,
        states=section(code for code in seats if not has_no_other(code)),
        chairs=section(in_chair, as_chair=True),
        partners=section(code for code in partners if not has_no_other(code)),
        others=section({code for as_chair, code in found if not as_chair} - seats - partners),
        unplaced=tuple(unplaced),
        registry=registry,
        order=order,
    )


def spoken_for(statement: SupportStatement, registry: StateRegistry) -> set[str]:
    """Return the codes of the States on whose behalf others made a statement.

    Args:
        statement: the statement. The State that made it is not included.
        registry: the States and groups.
    """
    codes = {code for code in statement.states if code != statement.state}
    if statement.group is not None:
        group = registry.group_named(statement.group)
        # An ad-hoc group speaks only for the States that a source lists.
        if group is not None and group.speaks_for_members:
            codes.update(group.members_throughout(statement.date))
    return codes
