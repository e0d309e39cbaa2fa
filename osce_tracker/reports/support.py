"""Who backs the Chair: what each of the 57 States said, when, and whether it spoke itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

import attrs

from osce_tracker.analysis.positions import Position, Positions, Standing, positions
from osce_tracker.errors import UsageError, accepted, did_you_mean, nearest, quoted
from osce_tracker.formats.report import Column, KeyFigure, Report, Table
from osce_tracker.model.clock import readable_day
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.periods import Period, as_day
from osce_tracker.model.shares import Share
from osce_tracker.model.sources import Confidence
from osce_tracker.model.statements import About, Stance, SupportStatement
from osce_tracker.model.states import StateKind
from osce_tracker.plot.tiles import support_map
from osce_tracker.reports.groups import Group, Row, grouped_table
from osce_tracker.reports.wording import (
    filter_label,
    in_words,
    listed,
    newest_first,
    number,
    numeral,
    sentence,
)
from osce_tracker.tracker.caption import data_title, last_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from osce_tracker.tracker.filters import OneOrMore
    from osce_tracker.tracker.tracker import Tracker

#: What the columns may count.
BY: Final = ("stance", "dimension", "quarter")
#: How the States may be sorted.
ORDERS: Final = ("french", "english")
#: Wider tables fit no page.
_MOST_QUARTERS: Final = 12
_TAIL: Final = (
    Column("statements", "all", kind="number"),
    Column("first", "first", kind="date"),
    Column("latest", "latest", kind="date"),
    Column("stance", "latest stance", short="stance"),
    Column("standing", "whose words", short="whose"),
    Column("sources", "sources of the latest", kind="sources", short="sources"),
    Column("code", "code"),
)
_TOTALS: Final = (
    Column("stance", "stance"),
    Column("latest", "States, latest stance", kind="number", short="latest"),
    Column("ever", "States, at least once", kind="number", short="ever"),
    Column("statements", "statements", kind="number"),
)
_SECTIONS: Final = {
    "states": "Participating States",
    "chair": "The Chair's own State",
    "partners": "Partners for Co-operation",
    "others": "Other States",
}
_SUBJECTS: Final = {About.CHAIRMANSHIP: "the Chair", About.AGENDA: "the OSCE and its agenda"}

#: Gives the keys of the columns that count a statement.
_Keys = Callable[[SupportStatement], Sequence[str]]


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
    """Return what each State has said, itself or through groups.

    Args:
        tracker: the tracker.
        about: what the statements are about: ``chairmanship`` or ``agenda``.
        by: what the columns count: ``stance``, ``dimension`` or ``quarter``.
        group: only the States that are members of that group on the day; a code, name or alias.
        stance: count only statements of that stance; several mean any of them.
        dimension: count only statements that touch it; several mean any of them.
        period: count only statements dated wholly inside it.
        on: count only statements made by that day. Names and groups are those of that day.
        order: ``french``, as the States sit at the OSCE table, or ``english``.

    Returns:
        A report with the participating States, the Chair's own State and the Partners in groups, and the
        totals. The cells of a State without a statement are empty: silence is no position.

    Raises:
        UsageError: if ``by`` or ``order`` is something else.
        WordError: if a stance, dimension or subject doesn't exist.
        UnknownStateError: if the group doesn't exist; names the nearest.
        PeriodError: if ``period`` or ``on`` is invalid.

    >>> import osce_tracker as ot
    >>> table = ot.support(ot.load(), group="Central Asia").tables[0]
    >>> [row["code"] for row in table.records()]
    ['KZ', 'KG', 'UZ', 'TJ', 'TM']
    """
    _check("by", by, BY)
    _check("order", order, ORDERS)
    subject, wanted = About(about), None if period is None else Period(period)
    until = None if on is None else as_day(on)
    ends = [] if until is None else [until]
    ends += [] if wanted is None else [wanted.last]
    day = min(ends, default=last_day(tracker) or date.max)
    members = None if group is None else frozenset(tracker.states.find_group(group).members_on(day))
    chosen = tracker.statements.where(stance=stance, dimension=dimension, period=wanted)
    found = positions(attrs.evolve(tracker, statements=chosen), subject, until)
    shown = _Shown(found=found, sections=_sections(found, members, day, order), members=members, day=day)
    columns, keys = _counts(tracker, by, wanted)
    groups = [
        Group(key, _SECTIONS[key], [_row(position, columns, keys, shown) for position in section])
        for key, section in shown.sections.items()
    ]
    standing = Counter(position.standing for position in shown.seats)
    subtitle = (
        data_title(tracker),
        "" if group is None else f"group: {tracker.states.find_group(group).name}",
        filter_label("stance", Stance, stance),
        filter_label("dimension", Dimension, dimension),
        "" if wanted is None else f"period: {wanted.readable}",
        "" if until is None else f"by {readable_day(until)}",
    )
    is_whole = all(asked is None for asked in (group, stance, dimension, period))
    whole = (Column("state", "State"), *columns, *_TAIL)
    return Report(
        title=f"Statements on {_SUBJECTS[subject]}, State by State, by {by}",
        headline=_headline(standing, subject),
        subtitle="; ".join(part for part in subtitle if part),
        figures=_figures(standing),
        tables=(
            grouped_table(title="States", key="states", columns=whole, groups=groups),
            Table(title="Totals", key="totals", columns=_TOTALS, rows=_totals(shown)),
        ),
        notes=tuple(_notes(shown, by, group)),
        # The map shows all States and statements, so it would contradict a table of some of them.
        charts=(support_map(tracker, subject, until),) if is_whole else (),
        edition=tracker.edition,
        known_by=tracker.known_by,
    )


def _check(name: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        near = did_you_mean(nearest(value, known)) if isinstance(value, str) else ""
        raise UsageError(f"{name} can't be {quoted(value)}. Use {accepted(known)}.{near}")


@attrs.frozen(kw_only=True)
class _Shown:
    """The positions that the report shows, by the key of their group of rows."""

    found: Positions
    sections: dict[str, list[Position]]
    members: frozenset[str] | None
    day: date

    @property
    def positions(self) -> list[Position]:
        return [position for rows in self.sections.values() for position in rows]

    @property
    def seats(self) -> list[Position]:
        return self.sections["states"]

    @property
    def statements(self) -> list[SupportStatement]:
        """The statements that the rows rest on, each once; for all States, also those that count for none."""
        in_rows = {said.id: said for position in self.positions for said in position.statements}
        return [*in_rows.values(), *(self.found.unplaced if self.members is None else ())]

    def is_chairs(self, said: SupportStatement) -> bool:
        """Return True if the Chair's own State made a statement."""
        return self.found.chair is not None and said.state == self.found.chair.state

    def name(self, position: Position) -> str:
        return self.found.registry.name(position.state, self.day)


def _sections(
    found: Positions, members: frozenset[str] | None, day: date, order: str
) -> dict[str, list[Position]]:
    chair = () if found.chair is None else (found.chair,)
    everyone = (found.states, chair, found.partners, found.others)
    sections = {
        key: [position for position in of_kind if members is None or position.state in members]
        for key, of_kind in zip(_SECTIONS, everyone, strict=True)
    }
    if order == "english":
        for positions_of_kind in sections.values():
            positions_of_kind.sort(key=lambda position: found.registry.name(position.state, day))
    return sections


def _counts(tracker: Tracker, by: str, period: Period | None) -> tuple[tuple[Column, ...], _Keys]:
    """Return the columns that count, and how to find those that count a statement."""
    if by == "stance":
        words = tuple(Column(word.value, word.label, kind="number", short=word.label[:3]) for word in Stance)
        return words, lambda said: [said.stance]
    if by == "dimension":
        titles = [(word.value, word.label, code) for word, code in zip(Dimension, _CODES, strict=True)]
        titles.append(("all-three", "all three", "all 3"))
        columns = tuple(Column(key, title, kind="number", short=short) for key, title, short in titles)
        return columns, _dimensions
    whole = period or _year_of_chair(tracker)
    quarters = [Period.quarter_of(whole.first)]
    while quarters[-1].last < whole.last and len(quarters) < _MOST_QUARTERS:
        quarters.append(quarters[-1].next())
    names = [str(quarter) for quarter in quarters]
    shown = [("before", "bef"), *((name, f"{name[2:4]}{name[5:]}") for name in names)]
    shown += [("after", "aft"), ("vague", "vag")]

    def quarter_of(said: SupportStatement) -> list[str]:
        quarter = Period.quarter_of(said.date.first)
        if not quarter.contains(said.date):
            return ["vague"]
        return ["before" if quarter < quarters[0] else "after" if quarter > quarters[-1] else str(quarter)]

    return tuple(Column(key, key, kind="number", short=short) for key, short in shown), quarter_of


_CODES: Final = ("PM", "EE", "HD")


def _dimensions(said: SupportStatement) -> list[str]:
    return [*said.dimensions, *(["all-three"] if len(said.dimensions) == len(Dimension) else [])]


def _year_of_chair(tracker: Tracker) -> Period:
    """Return the term of the Chair or, if it isn't known, the year of the latest statement."""
    named = None if tracker.edition is None else tracker.edition.chair
    if named is not None and named in tracker.chairs:
        term = tracker.chairs[named]
        return Period.between(term.since, term.until)
    latest = max((said.date.last for said in tracker.statements), default=date(2025, 1, 1))
    return Period(f"{latest.year:04}")


def _row(position: Position, columns: Sequence[Column], keys: _Keys, shown: _Shown) -> Row:
    name, latest = shown.name(position), position.latest
    if latest is None:
        return (name, *[None] * (len(columns) + len(_TAIL) - 1), position.state)
    counted = Counter(key for said in position.statements for key in keys(said))
    return (
        name,
        *(counted[column.key] for column in columns),
        len(position.statements),
        position.statements[0].date,
        latest.date,
        latest.stance,
        position.standing,
        newest_first(latest.sources) or None,
        position.state,
    )


def _totals(shown: _Shown) -> tuple[Row, ...]:
    """Return how many States and how many statements took each stance."""
    latest = Counter(position.stance for position in shown.seats)
    ever = Counter(word for position in shown.seats for word in {said.stance for said in position.statements})
    statements = Counter(said.stance for said in shown.statements if not shown.is_chairs(said))
    return tuple((word, latest[word], ever[word], statements[word]) for word in Stance)


def _headline(standing: Counter[Standing], about: About) -> str:
    own, through, silent = (numeral(standing[word]) if standing[word] else "none" for word in Standing)
    whole, subject = in_words(standing.total(), "participating State"), _SUBJECTS[about]
    if not standing.total():
        return "No participating State is in this table."
    if standing.total() == standing[Standing.NONE]:
        return sentence(f"{whole}, and no statement on {subject} was found")
    rest = f"no statement was found for {silent}" if standing[Standing.NONE] else "none was silent"
    return sentence(
        f"of {whole}, {own} spoke on {subject} themselves and {through} only through a group; {rest}"
    )


def _figures(standing: Counter[Standing]) -> tuple[KeyFigure, ...]:
    labels = ("States that spoke themselves", "only through a group", "without a statement")
    whole = standing.total()
    return tuple(
        KeyFigure(key=word.value, label=label, value=Share(standing[word], whole))
        for word, label in zip(Standing, labels, strict=True)
    )


def _notes(shown: _Shown, by: str, group: str | None) -> Iterator[str]:
    """Yield what readers of the table need to know."""
    registry = shown.found.registry
    yield "Silence is no support: the cells of a State without a statement are empty."
    if shown.sections["chair"]:
        yield "The headline, the figures and the totals leave out the Chair's own State."
    for word, title in ((Standing.THROUGH_GROUP, "Only through a group"), (Standing.NONE, "No statement")):
        names = [shown.name(position) for position in shown.seats if position.standing is word]
        if names:
            yield f"{title}: {listed(names)}."
    yield (
        "A statement by a group counts for its members of that day, if the group speaks for them, and for "
        "the States that a source lists. So the rows add up to more than the statements."
    )
    of_chair = sum(map(shown.is_chairs, shown.statements))
    yield f"Number of statements: {len(shown.statements) - of_chair}."
    unplaced = len(shown.found.unplaced) if group is None else 0
    yield f"By organizations or groups that speak for no State: {unplaced}."
    if of_chair:
        yield f"By the Chair's own State, counted apart: {number(of_chair, 'statement')}."
    if by == "dimension":
        yield "A statement that touches several dimensions counts in each."
    if by == "quarter":
        yield "Vague: dated too vaguely for one quarter."
    unknown = [position.state for position in shown.positions if position.state not in registry]
    if unknown:
        yield f"Not in the register of States: {listed(unknown)}."
    early = [
        f"{registry.name(position.state)} ({said.id})"
        for position in shown.positions
        if position.state in registry and (said := position.latest) is not None
        if registry[position.state].kind is not StateKind.FORMER
        and not registry[position.state].member_on(said.date.last)
    ]
    if early:
        yield f"Latest statement made outside the time of membership: {listed(early)}."
    if group is not None and registry.find_group(group).confidence is Confidence.MEMORY:
        yield f"The members of {registry.find_group(group).name} are general knowledge, not seen on a page."
