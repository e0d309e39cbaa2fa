"""The support matrix counted: how often each State spoke, in what way, and what it said last.

A tracker may hold a million statements, and is asked again and again. So they are counted once into cells,
one for all statements of a quarter that are alike in speaker, stance and dimensions; a question then
reads cells, and statements only of quarters that it cuts.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import attrs

from osce_tracker.analysis.positions import Standing, Voices, time_key
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.periods import Period
from osce_tracker.model.statements import About, Stance, SupportStatement
from osce_tracker.tracker.collection import paused_collector

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from osce_tracker.model.states import StateRegistry
    from osce_tracker.tracker.tracker import Tracker

#: The place of statements that are too vague in date for any quarter.
VAGUE: Final = -1


@attrs.frozen(kw_only=True)
class Cell:
    """Statements of one quarter that are alike.

    Attributes:
        about: what they are about.
        state: the State that made them, or ``None``.
        through: the States that they count for through a group or a list.
        stance: their attitude.
        dimensions: the dimensions that they touch.
        quarter: in which quarter, as year times four and quarter from 0, or ``VAGUE``.
        count: how many they are.
        first: the date of the earliest.
        latest: the latest.
    """

    about: About
    state: str | None
    through: tuple[str, ...]
    stance: Stance
    dimensions: tuple[Dimension, ...]
    quarter: int
    count: int
    first: Period
    latest: SupportStatement


@attrs.define(kw_only=True)
class StateSupport:
    """What one State has said, counted.

    Attributes:
        state: its code.
        own: how many statements of its own.
        through: how many of groups, or that list it.
        stances: statements by stance.
        dimensions: statements by dimension; one that touches several is counted in each.
        all_three: statements that touch all three dimensions.
        quarters: statements by quarter, as in ``Cell``.
        first: the date of the earliest, or ``None``.
        latest: the latest, or ``None``.
    """

    state: str
    own: int = 0
    through: int = 0
    stances: Counter[Stance] = attrs.field(factory=Counter[Stance])
    dimensions: Counter[Dimension] = attrs.field(factory=Counter[Dimension])
    all_three: int = 0
    quarters: Counter[int] = attrs.field(factory=Counter[int])
    first: Period | None = None
    latest: SupportStatement | None = None
    _latest_key: Any = None

    @property
    def standing(self) -> Standing:
        """Whether it spoke itself, or only others did for it, or nobody."""
        return Standing.OWN if self.own else Standing.THROUGH_GROUP if self.through else Standing.NONE

    def add(self, cell: Cell, *, own: bool) -> None:
        """Count the statements of a cell."""
        if own:
            self.own += cell.count
        else:
            self.through += cell.count
        self.stances[cell.stance] += cell.count
        for dimension in cell.dimensions:
            self.dimensions[dimension] += cell.count
        if len(cell.dimensions) == len(Dimension):
            self.all_three += cell.count
        self.quarters[cell.quarter] += cell.count
        if self.first is None or (cell.first.last, cell.first.first) < (self.first.last, self.first.first):
            self.first = cell.first
        key = time_key(cell.latest, own=own)
        if self._latest_key is None or key > self._latest_key:
            self.latest, self._latest_key = cell.latest, key


@attrs.frozen(kw_only=True)
class Matrix:
    """The support of all States, counted.

    Attributes:
        states: by code; a State without a statement is not in it.
        stances: statements by stance, each once, whomever they count for; without those that the Chair's
            own State made.
        unplaced: how many of them count for no State.
        chair: how many statements the Chair's own State made.
    """

    states: dict[str, StateSupport]
    stances: Counter[Stance]
    unplaced: int
    chair: int


def matrix(
    tracker: Tracker,
    about: About,
    *,
    stances: frozenset[Stance] | None = None,
    dimensions: frozenset[Dimension] | None = None,
    members: frozenset[str] | None = None,
    first: date = date.min,
    last: date = date.max,
) -> Matrix:
    """Return the support of all States, counted.

    Args:
        tracker: the tracker.
        about: what the statements are about.
        stances: only of these; without them all.
        dimensions: only what touches one of these; without them all.
        members: only what counts for one of these States; without them all.
        first: only what was surely said on this day or later.
        last: only what was surely said by this day.
    """

    def fits(cell: Cell) -> bool:
        return (
            cell.about is about
            and (stances is None or cell.stance in stances)
            and (dimensions is None or not dimensions.isdisjoint(cell.dimensions))
            and (members is None or cell.state in members or not members.isdisjoint(cell.through))
        )

    if (stances, dimensions, members, first, last) == (None, None, None, date.min, date.max):
        # The commonest question is kept, answer and all.
        return tracker.derived(
            ("support of", about), lambda whole: _counted(whole, _cells_between(whole, first, last), fits)
        )
    return _counted(tracker, _cells_between(tracker, first, last), fits)


def _counted(tracker: Tracker, cells: Iterable[Cell], fits: Callable[[Cell], bool]) -> Matrix:
    found: dict[str, StateSupport] = {}
    counts: Counter[Stance] = Counter()
    chair, unplaced, own = tracker.chair, 0, 0
    for cell in filter(fits, cells):
        if cell.state is not None:
            _of(found, cell.state).add(cell, own=True)
        elif not cell.through:
            unplaced += cell.count
        if cell.state is not None and cell.state == chair:
            own += cell.count
        else:
            counts[cell.stance] += cell.count
        for code in cell.through:
            _of(found, code).add(cell, own=False)
    return Matrix(states=found, stances=counts, unplaced=unplaced, chair=own)


def _of(found: dict[str, StateSupport], code: str) -> StateSupport:
    support = found.get(code)
    if support is None:
        support = found[code] = StateSupport(state=code)
    return support


def quarter_of(day: date) -> int:
    """Return the quarter of a day as a number: year times four and quarter from 0.

    >>> quarter_of(date(2025, 7, 31)) == 2025 * 4 + 2
    True
    """
    return day.year * 4 + (day.month - 1) // 3


def _cells_between(tracker: Tracker, first: date, last: date) -> Iterator[Cell]:
    """Yield the cells of what was said between two days; quarters that they cut are counted anew."""
    cells: dict[int, tuple[Cell, ...]] = tracker.derived("support cells", _cells_of)
    from_quarter, to_quarter = quarter_of(first), quarter_of(last)
    whole = (first, last) == (date.min, date.max)
    for quarter, own in cells.items():
        if whole or from_quarter < quarter < to_quarter:
            yield from own
        elif quarter == VAGUE or from_quarter <= quarter <= to_quarter:
            statements = tracker.derived("statements by quarter", _by_quarter)[quarter]
            said = (s for s in statements if first <= s.date.first and s.date.last <= last)
            yield from _cells(said, tracker.states).get(quarter, ())


def _by_quarter(tracker: Tracker) -> dict[int, list[SupportStatement]]:
    found: dict[int, list[SupportStatement]] = {}
    for said in tracker.statements:
        found.setdefault(_quarter(said.date), []).append(said)
    return found


def _cells_of(tracker: Tracker) -> dict[int, tuple[Cell, ...]]:
    with paused_collector():
        return _cells(tracker.statements, tracker.states)


def _cells(records: Iterable[SupportStatement], registry: StateRegistry) -> dict[int, tuple[Cell, ...]]:
    """Return statements counted into cells, by quarter."""
    # Everything that may be done once is done outside the loop, which runs once a statement.
    voices = Voices(registry)
    quarters: dict[int, int] = {}
    found: dict[Any, list[Any]] = {}
    kept: list[Any] = []
    get = found.get
    for said in records:
        when = said.date
        # Equal dates are one object nearly always; the list of those seen keeps them so.
        quarter = quarters.get(id(when))
        if quarter is None:
            quarter = quarters[id(when)] = _quarter(when)
            kept.append(when)
        through = () if said.group is None and not said.states else voices.through(said)
        key = (said.about, said.state, through, said.stance, said.dimensions, quarter)
        cell = get(key)
        last = when.last
        if cell is None:
            found[key] = [1, when, said, last]
        else:
            cell[0] += 1
            # Records come by their first day, so that most are later than all before.
            if last > cell[3]:
                cell[2], cell[3] = said, last
            else:
                if last == cell[3] and time_key(said, own=True) > time_key(cell[2], own=True):
                    cell[2] = said
                if (last, when.first) < (cell[1].last, cell[1].first):
                    cell[1] = when
    cells: dict[int, list[Cell]] = {}
    for key, (count, first, latest, _) in found.items():
        about, state, through, stance, dimensions, quarter = key
        cells.setdefault(quarter, []).append(
            Cell(
                about=about,
                state=state,
                through=through,
                stance=stance,
                dimensions=dimensions,
                quarter=quarter,
                count=count,
                first=first,
                latest=latest,
            )
        )
    return {quarter: tuple(own) for quarter, own in cells.items()}


def _quarter(when: Period) -> int:
    quarter = quarter_of(when.first)
    return quarter if quarter == quarter_of(when.last) else VAGUE
