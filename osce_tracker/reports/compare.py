"""States side by side: what each said, objected to, pledged and signed, and what groups said for it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import zip_longest
from operator import attrgetter, itemgetter
from typing import TypeAlias

import attrs

from osce_tracker.analysis import compare as analysis
from osce_tracker.analysis.compare import StateRecord
from osce_tracker.analysis.positions import Position
from osce_tracker.errors import UsageError
from osce_tracker.formats.report import KeyFigure, Report
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Commitment, MakerType
from osce_tracker.model.periods import Period
from osce_tracker.model.sources import Source
from osce_tracker.model.statements import SupportStatement
from osce_tracker.reports import fields, wording
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.caption import reporting_day
from osce_tracker.tracker.tracker import Tracker

#: The fewest and most States that fit side by side.
_FEWEST, _MOST = 2, 5


@attrs.frozen(kw_only=True)
class _Fact:
    """A cell's content for one State.

    Args:
        id: the id of the record, by which States share a row.
        when: its date.
        text: what happened.
        sources: its sources.
    """

    id: str
    when: Period
    text: str
    sources: tuple[Source, ...]

    @property
    def age(self) -> tuple[date, date, str]:
        return self.when.first, self.when.last, self.id


#: A row: the fact of each State, if it has one.
_Row: TypeAlias = "tuple[_Fact | None, ...]"


@checked
def compare(tracker: Tracker, *states: str, on: date | str | None = None) -> Report:
    """Return two to five States side by side: their own words and, separately, those of groups.

    Args:
        tracker: the tracker.
        *states: codes or names, such as ``"HU"`` or ``"Hungary"``.
        on: the day, such as ``"2025-12-31"``. By default the last day of the Chair's term, or the day up to
            which the record is known if that is earlier.

    Returns:
        A report with a column for each State: its own words on the Chair, on the OSCE or its agenda, its
        objections, pledges and signatures, then what groups said on its behalf; newest first, each with its
        date, stance and sources. Joint acts of several States share a row.

    Raises:
        UnknownStateError: if a State doesn't exist; names the nearest.
        PeriodError: if ``on`` is not a day.
        UsageError: if there are fewer than two States or more than five, or one is given twice; or if no
            day was given and the data set has no dated fact.

    >>> import osce_tracker as ot
    >>> report = ot.compare(ot.load(), "Hungary", "Estonia")
    >>> report.headline
    'One statement by Hungary itself and two by Estonia were found.'
    >>> report.lead.split(". ")[0]
    'By Hungary itself: one on the OSCE or its agenda (neutral), none on the Chair'
    """
    if not _FEWEST <= len(states) <= _MOST:
        raise UsageError(f"Give two to five States to compare, not {wording.numeral(len(states))}.")
    when = reporting_day(tracker, on)
    found = analysis.compare(tracker, *states, on=when.day)
    names = [one.state.name_on(when.day) for one in found]
    codes = [one.state.code for one in found]
    for name, code in zip(names, codes, strict=True):
        if codes.count(code) > 1:
            raise UsageError(f"{name} is given twice. Give two to five different States.")
    groups = [
        fields.Group(key, title, rows, _counts(names, rows)) for key, title, rows in _parts(found, tracker)
    ]
    day = readable_day(when.day)
    return fields.report_on(
        tracker,
        f"{wording.joined(names)} side by side",
        (
            _headline(names, found),
            *(wording.sentence(_finding(name, one)) for name, one in zip(names, found, strict=True)),
        ),
        [fields.field_table("Side by side", "compare", _columns(names, codes), groups=groups)],
        filters=["" if on is None else f"on {day}"],
        figures=map(_figure, names, found),
        notes=(
            *_notes(names, found, [group.title for group in groups if not group.records], day),
            wording.unlisted_signatures(tracker.so_on(when.day).commitments),
        ),
        day=when,
    )


def _parts(found: Sequence[StateRecord], tracker: Tracker) -> Iterator[tuple[str, str, list[_Row]]]:
    """Yield the key, title and rows of each part of the table: the States' own acts, then those of groups."""

    def said(statements: Iterable[SupportStatement]) -> list[_Fact]:
        return [_statement_fact(one, one.summary) for one in statements]

    def through(statements: Iterable[SupportStatement]) -> list[_Fact]:
        return [_statement_fact(one, one.summary, fields.name_of(one, tracker.states)) for one in statements]

    positions = [one.position for one in found]
    as_chairs = [one.as_chair or Position(state=one.state.code) for one in found]
    yield "own", "Their own words on the Chair", _apart(said(one.own) for one in positions)
    if any(one.as_chair for one in found):
        own = _apart(said(one.own_on_all) for one in as_chairs)
        yield "own-chair", "Own words of the State in the chair", own
    agenda = _apart(said(one.own_agenda) for one in positions)
    yield "own-agenda", "Their own words on the OSCE or its agenda", agenda
    yield "objections", "Named as objecting", _together(map(_objections, found))
    yield (
        "pledges",
        "Pledges",
        _apart([_statement_fact(one, one.commits_to) for one in state.pledges] for state in found),
    )
    signed = ([_signature(one, state.on) for one in _signatures(state)] for state in found)
    yield "signed", "Signed with others, or alone", _together(signed)
    groups = _together(through(one.through) for one in positions)
    yield "group", "Groups on their behalf, on the Chair", groups
    groups = _together(through(one.through_agenda) for one in positions)
    yield "group-agenda", "Groups on their behalf, on the OSCE or its agenda", groups
    if any(one.as_chair for one in found):
        groups = _together(through(one.through_on_all) for one in as_chairs)
        yield "group-chair", "Groups on behalf of the State in the chair", groups


def _statement_fact(one: SupportStatement, what: str | None, who: str | None = None) -> _Fact:
    text = ", ".join(filter(None, (one.date.readable, who, one.stance.label)))
    return _Fact(id=one.id, when=one.date, text=f"{text}: {what}", sources=one.sources)


def _objections(found: StateRecord) -> list[_Fact]:
    """Return the commitments to which a State objects according to sources."""
    return [
        _Fact(
            # Several updates may share a day.
            id=f"{one.commitment.id} {[each is update for each in one.commitment.updates].index(True)}",
            when=one.when,
            text=f"{one.when.readable}, {update.status.label}: {one.commitment.title}. {update.summary}",
            sources=one.sources,
        )
        for one in found.objections
        for update in [one.update]
    ]


def _signatures(found: StateRecord) -> list[Commitment]:
    return [one for one in found.signed if one.made_by.type is not MakerType.CHAIR]


def _signature(one: Commitment, day: date) -> _Fact:
    text = f"{one.made_on.readable}, {one.status_on(day).label}: {one.title} ({one.made_by.name})"
    return _Fact(id=one.id, when=one.made_on, text=text, sources=one.sources)


def _apart(facts: Iterable[list[_Fact]]) -> list[_Row]:
    """Return rows with the newest facts of all States first, then the next."""
    ordered = [sorted(own, key=attrgetter("age"), reverse=True) for own in facts]
    return list(zip_longest(*ordered))


def _together(facts: Iterable[list[_Fact]]) -> list[_Row]:
    """Return one row for each fact, newest first, with the States that share it."""
    by_id = [{fact.id: fact for fact in own} for own in facts]
    every = {fact.id: fact for own in by_id for fact in own.values()}
    ordered = sorted(every.values(), key=attrgetter("age"), reverse=True)
    return [tuple(own.get(fact.id) for own in by_id) for fact in ordered]


def _columns(names: Sequence[str], codes: Sequence[str]) -> Iterator[fields.Field]:
    for place, (name, code) in enumerate(zip(names, codes, strict=True)):
        yield from fields.of(
            itemgetter(place),
            fields.field(code, name, partial(_in_words, name)),
            fields.field(f"{code}_sources", f"sources, {name}", fields.pages, "sources", short="refs"),
        )


def _in_words(name: str, fact: _Fact) -> str:
    # On a phone a cell stands by itself.
    return f"{name}, {fact.text}"


def _counts(names: Sequence[str], rows: Sequence[_Row]) -> str:
    counts = (sum(row[place] is not None for row in rows) for place in range(len(names)))
    return f"{wording.listed(f'{name} {count}' for name, count in zip(names, counts, strict=True))}."


def _headline(names: Sequence[str], found: Sequence[StateRecord]) -> str:
    """Return how many statements each State made itself or, if that is too long, their total."""
    # States without any come last.
    ordered = sorted(zip(names, (len(one.own) for one in found), strict=True), key=lambda one: not one[1])
    (first, most), *others = [(wording.the(name), count) for name, count in ordered]
    amount = wording.in_words(most, "statement")
    parts = [f"{wording.numeral(count)} by {name}" for name, count in others]
    said = f"{wording.joined([f'{amount} by {first} itself', *parts])} were found"
    if not most:
        said = (
            f"no statement by {wording.joined([first, *(name for name, _ in others)], 'or')} itself was found"
        )
    if len(said) < wording.LONGEST_HEADLINE:
        return wording.sentence(said)
    every = wording.in_words(sum(len(one.own) for one in found), "statement")
    return wording.sentence(f"{every} by these {wording.numeral(len(found))} States themselves were found")


def _finding(name: str, found: StateRecord) -> str:
    """Return a State's own stances on the Chair, on the OSCE or its agenda, and its number of objections."""
    position, who = found.position, wording.the(name)
    statements = {"on the Chair": position.own, "on the OSCE or its agenda": position.own_agenda}
    if found.as_chair is not None:
        statements["as Chair"] = found.as_chair.own_on_all
    spoke = [(on, len(said), said[-1].stance.label) for on, said in statements.items() if said]
    objected = len({one.commitment.id for one in found.objections})
    count = wording.in_words(objected, "commitment")
    objections = f"; sources name it as objecting to {count}" if objected else ""
    if not spoke:
        return f"by {who} itself: none found{objections}"
    # Its statements may be on one subject only.
    none = "" if position.own or found.as_chair is not None else ", none on the Chair"
    parts = [
        f"{wording.numeral(count)} {on} ({'latest: ' if count > 1 else ''}{stance})"
        for on, count, stance in spoke
    ]
    return f"by {who} itself: {wording.joined(parts)}{none}{objections}"


def _figure(name: str, found: StateRecord) -> KeyFigure:
    rest = (
        f"{len(found.through)} by groups on its behalf",
        wording.number(len(_objections(found)), "objection"),
        wording.number(len(found.pledges), "pledge"),
        wording.number(len(_signatures(found)), "signature"),
    )
    count = len(found.own)
    label = f"statement{'' if count == 1 else 's'} by {wording.the(name)} itself"
    return fields.figure(f"own-{found.state.code}", label, count, f"and {wording.listed(rest)}")


def _notes(
    names: Sequence[str], found: Sequence[StateRecord], missing: Sequence[str], day: str
) -> Iterator[str]:
    yield wording.APART
    yield "Silence is not support."
    yield (
        "The OSCE decides by consensus, so an objection blocks a decision. A State counts as objecting if a "
        "source names it; two commitments may rest on one refusal. Protests are among the statements."
    )
    if missing:
        yield f"None found up to {day}: {'; '.join(one[:1].lower() + one[1:] for one in missing)}."
    for name, one in zip(names, found, strict=True):
        made = len(one.signed) - len(_signatures(one))
        if made:
            promises = wording.number(made, "commitment")
            yield f"Not in this table: {promises} that {wording.the(name)} made as Chair."
