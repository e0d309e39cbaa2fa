"""Who backs the Chair: the 57 States in a matrix, with what each said, when, and whether itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from osce_tracker.analysis.positions import Standing
from osce_tracker.analysis.support import StateSupport, matrix
from osce_tracker.errors import UsageError, accepted, did_you_mean, nearest, quoted
from osce_tracker.formats.report import Column, Report, Table, Value
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.periods import Period, as_day
from osce_tracker.model.sources import Confidence
from osce_tracker.model.statements import About, Stance
from osce_tracker.model.states import StateKind
from osce_tracker.reports.charts import support_chart
from osce_tracker.reports.wording import asked_for, data_note, data_title, last_day, listed, number
from osce_tracker.tracker.filters import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from osce_tracker.analysis.support import Matrix
    from osce_tracker.model.states import State
    from osce_tracker.tracker.filters import OneOrMore
    from osce_tracker.tracker.tracker import Tracker

#: What the columns of the matrix may count.
BY: Final = ("stance", "dimension", "quarter")
#: How the States may stand.
ORDERS: Final = ("french", "english")
_HEAD: Final = (Column("code", "code"), Column("state", "State"))
_TAIL: Final = (
    Column("statements", "all", kind="number"),
    Column("first", "first"),
    Column("latest", "latest"),
    Column("stance", "latest stance", short="stance"),
    Column("standing", "how"),
)


def support(
    tracker: Tracker,
    about: About | str = "chairmanship",
    by: str = "stance",
    *,
    group: str | None = None,
    stance: OneOrMore | None = None,
    dimension: OneOrMore | None = None,
    period: str | date | Period | None = None,
    on: date | str | None = None,
    order: str = "french",
) -> Report:
    """Return the support matrix: what each State has said, itself or through groups.

    Args:
        tracker: the tracker.
        about: what the statements are about: ``chairmanship`` or ``agenda``.
        by: what the columns count: ``stance``, ``dimension`` or ``quarter``.
        group: only the States that are members of that group on the day; a code, name or alias.
        stance: count only statements of that stance; several mean any of them.
        dimension: count only statements that touch it; several mean any of them.
        period: count only statements dated wholly inside it.
        on: count only statements made by that day; names and groups are those of it.
        order: ``french``, as the States sit at the OSCE table, or ``english``.

    Returns:
        A report of the participating States, the Chair's own State and the Partners apart, and the totals.
        A State without a statement is shown as ``-``: silence is no position.

    Raises:
        UsageError: for another ``by`` or ``order``.
        WordError: for a stance, dimension or subject that does not exist.
        UnknownStateError: for a group that does not exist; names the nearest.
        PeriodError: when ``period`` or ``on`` is none.

    >>> import osce_tracker as ot
    >>> table = ot.support(ot.load(), group="Central Asia").tables[0]
    >>> [row["code"] for row in table.records()]
    ['KZ', 'KG', 'UZ', 'TJ', 'TM']
    """
    _check("by", by, BY)
    _check("order", order, ORDERS)
    wanted = None if period is None else Period(period)
    until = date.max if on is None else as_day(on)
    if wanted is not None:
        until = min(until, wanted.last)
    day = until if until != date.max else last_day(tracker) or date.max
    members = None if group is None else frozenset(tracker.states.find_group(group).members_on(day))
    counted = matrix(
        tracker,
        About(about),
        stances=words(Stance, stance),
        dimensions=words(Dimension, dimension),
        members=members,
        first=date.min if wanted is None else wanted.first,
        last=until,
    )
    layout = _Layout(tracker, counted, _columns(tracker, by, wanted), day)
    tables = layout.tables(members, order)
    subtitle = (
        data_title(tracker),
        "" if group is None else f"group: {tracker.states.find_group(group).name}",
        asked_for("stance", Stance, stance),
        asked_for("dimension", Dimension, dimension),
        "" if wanted is None else f"period: {wanted}",
        "" if on is None else f"by {as_day(on)}",
    )
    chosen = any(asked is not None for asked in (group, stance, dimension, period))
    what = "the Chair" if About(about) is About.CHAIRMANSHIP else "the OSCE and its agenda"
    return Report(
        title=f"Statements on {what}, State by State, by {by}",
        subtitle="; ".join(part for part in subtitle if part),
        tables=tuple(tables),
        notes=(*layout.notes(by, members), *_unseen(tracker, group), data_note(tracker)),
        # The map shows all States and statements, so it does not go with a choice of them.
        charts=() if chosen else (support_chart(tracker, About(about), None if on is None else as_day(on)),),
    )


def _unseen(tracker: Tracker, group: str | None) -> list[str]:
    """Return a note where the members of a group were seen on no page."""
    found = None if group is None else tracker.states.find_group(group)
    if found is None or found.confidence is not Confidence.MEMORY:
        return []
    return [f"Who belongs to {found.name} is general knowledge, seen on no page."]


def _check(name: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        near = did_you_mean(nearest(value, known)) if isinstance(value, str) else ""
        raise UsageError(f"unknown {name} {quoted(value)}; accepted: {accepted(known)}{near}")


#: Columns that count, each with how many of a State's statements it counts.
_Counts = list[tuple[Column, "Callable[[StateSupport], int]"]]


def _columns(tracker: Tracker, by: str, period: Period | None) -> _Counts:
    """Return the columns that count, and what each counts."""
    if by == "stance":
        return [(_number(word, word.label, word.label[:3]), _of_stance(word)) for word in Stance]
    if by == "dimension":
        codes = ("PM", "EE", "HD")
        single: _Counts = [
            (_number(word, word.label, code), _of_dimension(word))
            for word, code in zip(Dimension, codes, strict=True)
        ]
        return [*single, (_number("all-three", "all three", "all 3"), lambda found: found.all_three)]
    whole = period or _chairs_year(tracker)
    first, last = (day.year * 4 + (day.month - 1) // 3 for day in (whole.first, whole.last))
    shown = list(range(first, last + 1))[:_MOST_QUARTERS]
    quarters: _Counts = [
        (_number(name, name, f"{name[2:4]}Q{name[-1]}"), _of_quarters(q, q))
        for q, name in ((q, f"{q // 4:04}-Q{q % 4 + 1}") for q in shown)
    ]
    before = (_number("before", "before", "bef"), _of_quarters(0, first - 1))
    after = (_number("after", "after", "aft"), _of_quarters(shown[-1] + 1, 10**9))
    vague = (_number("vague", "vague", "vag"), _of_quarters(-1, -1))
    return [before, *quarters, after, vague]


_GROUPS: Final = (
    "A statement of a group counts for its members of that day where the group speaks for them, and for the "
    "States that a source lists; so the rows add up to more than the statements."
)
#: More columns no page holds.
_MOST_QUARTERS: Final = 12


def _chairs_year(tracker: Tracker) -> Period:
    """Return the year that a matrix by quarter shows: that of the Chair, else of the latest statement."""
    named = None if tracker.edition is None else tracker.edition.chair
    if named is not None and named in tracker.chairs:
        term = tracker.chairs[named]
        return Period.between(term.since, term.until)
    latest = max((said.date.last for said in tracker.statements), default=date(2025, 1, 1))
    return Period(f"{latest.year:04}")


def _number(key: str, title: str, short: str = "") -> Column:
    return Column(key, title, kind="number", short=short)


def _of_stance(word: Stance) -> Callable[[StateSupport], int]:
    return lambda found: found.stances[word]


def _of_dimension(word: Dimension) -> Callable[[StateSupport], int]:
    return lambda found: found.dimensions[word]


def _of_quarters(first: int, last: int) -> Callable[[StateSupport], int]:
    return lambda found: sum(n for quarter, n in found.quarters.items() if first <= quarter <= last)


class _Layout:
    """Lays a counted matrix out in tables."""

    def __init__(self, tracker: Tracker, counted: Matrix, columns: _Counts, day: date) -> None:
        self.tracker = tracker
        self.counted = counted
        self.columns = columns
        self.day = day
        self.registry = tracker.states
        self.chair_apart = False

    def tables(self, members: frozenset[str] | None, order: str) -> list[Table]:
        """Return the tables of the States, of the Chair's own, of the Partners, and the totals."""
        chair = self.tracker.chair
        seats = self.states(self.registry.participating, members, order, chair)
        partners = self.states(self.registry.partners, members, order, chair)
        # What else has a statement: former States, and codes that the registry does not know.
        known = {s.code for s in (*self.registry.participating, *self.registry.partners)}
        rest = sorted(code for code in self.counted.states if code not in known and code != chair)
        rest = [code for code in rest if members is None or code in members]
        tables = [self.table("Participating States", "states", seats)]
        self.chair_apart = chair is not None and (members is None or chair in members)
        if chair is not None and self.chair_apart:
            tables.append(self.table("The Chair's own State", "chair", [chair]))
        if members is None or partners:
            tables.append(self.table("Partners for Co-operation", "partners", partners))
        if rest:
            tables.append(self.table("Other States", "others", rest))
        self.seats = seats
        return [*tables, self.totals(seats)]

    def states(
        self, found: Iterable[State], members: frozenset[str] | None, order: str, chair: str | None
    ) -> list[str]:
        own = [s for s in found if s.code != chair and (members is None or s.code in members)]
        if order == "english":
            own.sort(key=lambda s: s.name_on(self.day))
        return [s.code for s in own]

    def table(self, title: str, key: str, codes: Sequence[str]) -> Table:
        columns = (*_HEAD, *(column for column, _ in self.columns), *_TAIL)
        return Table(title=title, key=key, columns=columns, rows=tuple(map(self.row, codes)))

    def row(self, code: str) -> tuple[Value, ...]:
        found = self.counted.states.get(code)
        head = (code, self.registry.name(code, self.day))
        if found is None:
            return (*head, *[None] * (len(self.columns) + len(_TAIL)))
        latest: Any = found.latest
        counts = [count(found) for _, count in self.columns]
        all_of_them = found.own + found.through
        return (*head, *counts, all_of_them, found.first, latest.date, latest.stance, found.standing)

    def totals(self, seats: Sequence[str]) -> Table:
        """Return how many States and statements there are of each stance."""
        found = [self.counted.states[code] for code in seats if code in self.counted.states]
        rows = tuple(
            (
                word,
                sum(s.latest is not None and s.latest.stance is word for s in found),
                sum(s.stances[word] > 0 for s in found),
                self.counted.stances[word],
            )
            for word in Stance
        )
        columns = (
            Column("stance", "stance"),
            _number("latest", "States, latest"),
            _number("ever", "States, ever"),
            _number("statements", "statements"),
        )
        return Table(title="Totals", key="totals", columns=columns, rows=rows, notes=self.coverage(seats))

    def coverage(self, seats: Sequence[str]) -> tuple[str, ...]:
        """Return the notes that say how many States have a position, and which have none."""
        standing: dict[Standing, list[str]] = {word: [] for word in Standing}
        for code in seats:
            found = self.counted.states.get(code)
            word = Standing.NONE if found is None else found.standing
            standing[word].append(self.registry.name(code, self.day))
        apart = ", without the Chair's own" if self.chair_apart else ""
        own, group, none = (len(standing[word]) for word in Standing)
        whole = f"Of {number(len(seats), 'participating State')}{apart}"
        with_own = f"{own} with a statement of their own"
        notes = [f"{whole}: {with_own}, {group} only through a group, {none} without a statement."]
        for word, told in ((Standing.THROUGH_GROUP, "Only through a group"), (Standing.NONE, "No statement")):
            if standing[word]:
                notes.append(f"{told}: {listed(standing[word])}.")
        return tuple(notes)

    def notes(self, by: str, members: frozenset[str] | None) -> list[str]:
        """Return what a reader of the matrix has to know."""
        counted = self.counted
        told = [
            "Silence is no support: a State without a statement is shown as -.",
            _GROUPS,
            f"Rests on {number(counted.stances.total(), 'statement')}.",
            f"Of organizations or groups that speak for no State: {counted.unplaced}.",
        ]
        if counted.chair:
            told.append(f"{number(counted.chair, 'statement')} of the Chair's own State, apart.")
        if by == "dimension":
            told.append("A statement that touches several dimensions is counted in each.")
        if by == "quarter":
            told.append("Vague: dated too vaguely for one quarter.")
        told += self.outside(members)
        return told

    def outside(self, members: frozenset[str] | None) -> list[str]:
        """Return notes on statements of unknown States, and of States before or after their membership."""
        unknown = sorted(code for code in counted_codes(self.counted) if code not in self.registry)
        notes = [f"Not in the register of States: {listed(unknown)}."] if unknown and members is None else []
        early = [
            f"{self.registry.name(found.state)} ({said.id})"
            for found in self.counted.states.values()
            if found.state in self.registry and (said := found.latest) is not None
            if members is None or found.state in members
            if self.registry[found.state].kind is not StateKind.FORMER
            and not self.registry[found.state].member_on(said.date.last)
        ]
        if early:
            notes.append(f"Latest statement made outside the time of membership: {listed(early)}.")
        return notes


def counted_codes(counted: Matrix) -> Iterable[str]:
    """Return the codes of the States that have a statement in a matrix."""
    return counted.states.keys()
