"""Who backs the Chair: what each of the 57 States said, when, and whether it spoke itself."""

from __future__ import annotations

from collections import Counter
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Final

import attrs

from osce_tracker.analysis.positions import Position, Positions, Standing, positions
from osce_tracker.errors import UsageError, accepted, did_you_mean, nearest, quoted
from osce_tracker.model.clock import readable_day
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.periods import Period, as_day
from osce_tracker.model.shares import Share
from osce_tracker.model.sources import Confidence, Source
from osce_tracker.model.statements import About, Stance, SupportStatement
from osce_tracker.model.states import StateKind
from osce_tracker.plot.tiles import support_map
from osce_tracker.reports import fields, wording
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.caption import last_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from osce_tracker.formats.report import KeyFigure, Report, Table, Value
    from osce_tracker.tracker.filters import OneOrMore
    from osce_tracker.tracker.tracker import Tracker

#: What the columns may count.
BY: Final = ("stance", "dimension", "quarter")
#: How the States may be sorted.
ORDERS: Final = ("french", "english")
#: Wider tables fit no page.
_MOST_QUARTERS: Final = 12
_SECTIONS: Final = {
    "states": "Participating States",
    "chair": "The Chair's own State",
    "partners": "Partners for Co-operation",
    "others": "Other States",
}
_SUBJECTS: Final = {About.CHAIRMANSHIP: "the Chair", About.AGENDA: "the OSCE and its agenda"}


def _spoken(
    key: str, title: str, value: Callable[[Position], Value], kind: str = "text", short: str = ""
) -> fields.Field:
    """Return a field that is empty for States without a statement."""
    return fields.field(key, title, lambda one: value(one) if one.statements else None, kind, short=short)


def _latest_sources(position: Position) -> tuple[Source, ...] | None:
    return wording.newest_first(position.statements[-1].sources) or None


_LAST: Final = (
    _spoken("statements", "all", lambda position: len(position.statements), "number"),
    _spoken("first", "first", lambda position: position.statements[0].date, "date"),
    _spoken("latest", "latest", attrgetter("latest.date"), "date"),
    _spoken("stance", "latest stance", attrgetter("stance"), short="stance"),
    _spoken("standing", "whose words", attrgetter("standing"), short="whose"),
    _spoken("sources", "sources of the latest", _latest_sources, "sources", "sources"),
    fields.field("code", "code", "state"),
)


@checked
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
        totals. The cells of a State without a statement are empty: silence is not a position.

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
    whole = (fields.field("state", "State", shown.name), *_counts(tracker, by, wanted), *_LAST)
    groups = (fields.Group(key, _SECTIONS[key], section) for key, section in shown.sections.items())
    standing = Counter(position.standing for position in shown.seats)
    is_whole = all(asked is None for asked in (group, stance, dimension, period))
    return fields.report_on(
        tracker,
        f"Statements on {_SUBJECTS[subject]}, State by State, by {by}",
        _headline(standing, subject),
        (fields.field_table("States", "states", whole, groups=groups), _totals(shown)),
        filters=(
            "" if group is None else f"group: {tracker.states.find_group(group).name}",
            wording.filter_label("stance", Stance, stance),
            wording.filter_label("dimension", Dimension, dimension),
            "" if wanted is None else f"period: {wanted.readable}",
            "" if until is None else f"by {readable_day(until)}",
        ),
        figures=_figures(standing),
        # The map shows all States and statements, so it would contradict a table of some of them.
        charts=(support_map(tracker, subject, until),) if is_whole else (),
        notes=_notes(shown, by, group),
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


def _counts(tracker: Tracker, by: str, period: Period | None) -> Iterator[fields.Field]:
    """Yield the fields that count statements."""
    if by == "stance":
        for stance in Stance:
            yield _count(stance.value, stance.label, stance.label[:3], lambda said: [said.stance])
    elif by == "dimension":
        for dimension, short in zip(Dimension, ("PM", "EE", "HD"), strict=True):
            yield _count(dimension.value, dimension.label, short, lambda said: said.dimensions)
        yield _count("all-three", "all three", "all 3", _all_three)
    else:
        yield from _quarters(period or _year_of_chair(tracker))


def _count(
    key: str, title: str, short: str, keys: Callable[[SupportStatement], Sequence[str]]
) -> fields.Field:
    """Return the field that counts the statements with a key among theirs."""

    def count(position: Position) -> int:
        return sum(key in keys(said) for said in position.statements)

    return _spoken(key, title, count, "number", short)


def _all_three(said: SupportStatement) -> list[str]:
    return ["all-three"] if len(said.dimensions) == len(Dimension) else []


def _quarters(whole: Period) -> Iterator[fields.Field]:
    """Yield the fields that count statements by quarter."""
    quarters = [Period.quarter_of(whole.first)]
    while quarters[-1].last < whole.last and len(quarters) < _MOST_QUARTERS:
        quarters.append(quarters[-1].next())

    def quarter_of(said: SupportStatement) -> list[str]:
        quarter = Period.quarter_of(said.date.first)
        if not quarter.contains(said.date):
            return ["vague"]
        return ["before" if quarter < quarters[0] else "after" if quarter > quarters[-1] else str(quarter)]

    for key in ("before", *map(str, quarters), "after", "vague"):
        yield _count(key, key, f"{key[2:4]}{key[5:]}" if "-" in key else key[:3], quarter_of)


def _year_of_chair(tracker: Tracker) -> Period:
    """Return the term of the Chair or, if it isn't known, the year of the latest statement."""
    named = None if tracker.edition is None else tracker.edition.chair
    if named is not None and named in tracker.chairs:
        term = tracker.chairs[named]
        return Period.between(term.since, term.until)
    latest = max((said.date.last for said in tracker.statements), default=date(2025, 1, 1))
    return Period(f"{latest.year:04}")


def _totals(shown: _Shown) -> Table:
    """Return how many States and how many statements took each stance."""
    latest = Counter(position.stance for position in shown.seats)
    ever = Counter(word for position in shown.seats for word in {said.stance for said in position.statements})
    statements = Counter(said.stance for said in shown.statements if not shown.is_chairs(said))
    field = fields.field
    counts = (
        field("stance", "stance", lambda word: word),
        field("latest", "States, latest stance", latest.__getitem__, "number", short="latest"),
        field("ever", "States, at least once", ever.__getitem__, "number", short="ever"),
        field("statements", "statements", statements.__getitem__, "number"),
    )
    return fields.field_table("Totals", "totals", counts, Stance)


def _headline(standing: Counter[Standing], about: About) -> str:
    own, through, silent = (
        wording.numeral(standing[word]) if standing[word] else "none" for word in Standing
    )
    whole, subject = wording.in_words(standing.total(), "participating State"), _SUBJECTS[about]
    if not standing.total():
        return "No participating State is in this table."
    if standing.total() == standing[Standing.NONE]:
        return wording.sentence(f"{whole}, and no statement on {subject} was found")
    rest = f"no statement was found for {silent}" if standing[Standing.NONE] else "none was silent"
    return wording.sentence(
        f"of {whole}, {own} spoke on {subject} themselves and {through} only through a group; {rest}"
    )


def _figures(standing: Counter[Standing]) -> Iterator[KeyFigure]:
    labels = ("States that spoke themselves", "only through a group", "without a statement")
    for word, label in zip(Standing, labels, strict=True):
        yield fields.figure(word.value, label, Share(standing[word], standing.total()))


def _notes(shown: _Shown, by: str, group: str | None) -> Iterator[str]:
    """Yield what readers of the table need to know."""
    registry = shown.found.registry
    yield "Silence is not support: the cells of a State without a statement are empty."
    if shown.sections["chair"]:
        yield "The headline, the figures and the totals leave out the Chair's own State."
    for word, title in ((Standing.THROUGH_GROUP, "Only through a group"), (Standing.NONE, "No statement")):
        names = [shown.name(position) for position in shown.seats if position.standing is word]
        if names:
            yield f"{title}: {wording.listed(names)}."
    yield (
        "A statement by a group counts for its members of that day, if the group speaks for them, and for "
        "the States that a source lists. So the rows add up to more than the statements."
    )
    of_chair = sum(map(shown.is_chairs, shown.statements))
    yield f"Number of statements: {len(shown.statements) - of_chair}."
    unplaced = len(shown.found.unplaced) if group is None else 0
    yield f"By organizations or groups that speak for no State: {unplaced}."
    if of_chair:
        yield f"By the Chair's own State, counted apart: {wording.number(of_chair, 'statement')}."
    if by == "dimension":
        yield "A statement that touches several dimensions counts in each."
    if by == "quarter":
        yield "Vague: dated too vaguely for one quarter."
    unknown = [position.state for position in shown.positions if position.state not in registry]
    if unknown:
        yield f"Not in the register of States: {wording.listed(unknown)}."
    early = [
        f"{registry.name(position.state)} ({said.id})"
        for position in shown.positions
        if position.state in registry and (said := position.latest) is not None
        if registry[position.state].kind is not StateKind.FORMER
        and not registry[position.state].member_on(said.date.last)
    ]
    if early:
        yield f"Latest statement made outside the time of membership: {wording.listed(early)}."
    if group is not None and registry.find_group(group).confidence is Confidence.MEMORY:
        yield f"The members of {registry.find_group(group).name} are general knowledge, not seen on a page."
