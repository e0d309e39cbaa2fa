"""Who backs the Chair: what each of the 57 States said, when, and what groups said on its behalf."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import chain
from operator import itemgetter
from typing import Any, Final, TypeAlias

import attrs

from osce_tracker.analysis.positions import Position, Positions, Standing, positions
from osce_tracker.errors import UsageError, accepted, did_you_mean, meant, quoted
from osce_tracker.formats.report import KeyFigure, Report, Table
from osce_tracker.model.clock import readable_day
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.periods import Period, as_day
from osce_tracker.model.shares import Share
from osce_tracker.model.sources import Confidence
from osce_tracker.model.statements import About, Stance, SupportStatement
from osce_tracker.plot.support_map_chart import support_map
from osce_tracker.reports import fields, wording
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.caption import reporting_day
from osce_tracker.tracker.filters import OneOrMore, several
from osce_tracker.tracker.statements import Statements
from osce_tracker.tracker.tracker import Tracker

#: What the columns may count, with the title of the table.
_BY: Final = {
    "stance": "How often each stance was taken",
    "dimension": "Statements by dimension",
    "quarter": "Statements by quarter",
}
#: What readers of the counts need to know.
_HOW_COUNTED: Final = {
    "dimension": "A statement that touches several dimensions counts in each.",
    "quarter": "Vague: dated too vaguely for one quarter.",
}
#: Wider tables don't fit a page.
_MOST_QUARTERS: Final = 12
#: So many States are named; more are counted.
_MOST_NAMED: Final = 5
_SECTIONS: Final = {
    "states": "Participating States",
    "chair": "The Chair's own State",
    "partners": "Partners for Co-operation",
    "others": "Other States",
}
#: A row of counts: a position, whose words are counted, and these.
_Words: TypeAlias = tuple[Position, Standing, tuple[SupportStatement, ...]]
_SUBJECTS: Final = {About.CHAIRMANSHIP: "the Chair", About.AGENDA: "the OSCE and its agenda"}
#: What a State that took a stance did to the subject, in its own words.
_DID: Final = {
    Stance.SUPPORTS: "supported",
    Stance.WELCOMES: "welcomed",
    Stance.CONDITIONAL: "set conditions for",
    Stance.NEUTRAL: "spoke neutrally of",
    Stance.CRITICAL: "criticised",
    Stance.OPPOSES: "opposed",
}
#: Who asks for some stances must learn who took these.
_AGAINST: Final = (Stance.CRITICAL, Stance.OPPOSES)
_DASH: Final = "Silence is not support: a State of which no statement was found has a dash."
#: Shares of the width of the page that the columns of the latest stances have, in percent.
_WIDTHS: Final = {
    "state": 10,
    "own_stance": 10,
    "own_selected": 10,
    "own_date": 9,
    "own_sources": 14,
    "own_agenda": 6,
    "group_stance": 10,
    "group_selected": 10,
    "group_date": 9,
    "group_name": 9,
    "group_sources": 13,
    "group_agenda": 6,
    "code": 4,
}


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
    chair: OneOrMore | None = None,
    order: str = "english",
) -> Report:
    """Return what each State has said itself and, apart from it, what groups have said on its behalf.

    Args:
        tracker: the tracker.
        about: what the statements are about: ``chairmanship`` or ``agenda``.
        by: what the columns count: ``stance``, ``dimension`` or ``quarter``.
        group: only the States that are members of that group on the day; a code, name or alias.
        stance: count only statements of that stance; several mean any of them.
        dimension: count only statements that touch it; several mean any of them.
        period: count only statements dated wholly inside it.
        on: count only statements made by that day. Names and groups are those of that day. By default the
            last day of the period, or else of the Chair's term, or the day up to which the record is known if
            that is earlier.
        chair: only statements on a Chairpersonship such as ``"FI-2025"``; several mean any of them.
        order: ``english``, or ``french`` as the States sit at the table.

    Returns:
        A report with the latest stances of the participating States, the Chair's own State and the Partners
        in groups, with how often each spoke on the agenda; how often each took each stance; and the totals. A
        State without a statement has a dash: silence is not a position. If only statements of a stance,
        dimension or period count, the States without such a statement have no row, and a note counts them.

    Raises:
        UsageError: if ``by`` or ``order`` is something else.
        WordError: if a stance, dimension, subject or Chairpersonship doesn't exist.
        UnknownStateError: if the group doesn't exist; names the nearest.
        PeriodError: if ``period`` or ``on`` is invalid.

    >>> import osce_tracker as ot
    >>> table = ot.support(ot.load(), group="Visegrad Group").tables[0]
    >>> for row in table.records():
    ...     print(row["state"], "-", row["own_stance"], row["group_stance"], row["group_name"])
    Czechia - supports welcomes European Union
    Hungary - None welcomes European Union
    Poland - neutral welcomes European Union
    Slovakia - welcomes welcomes European Union
    """
    if by not in tuple(_BY):
        near = did_you_mean(meant(by, _BY)) if isinstance(by, str) else ""
        raise UsageError(f"by can't be {quoted(by)}. Use {accepted(list(_BY))}.{near}")
    subject, wanted = About(about), None if period is None else Period(period)
    view = tracker.of_chairs(chair)
    until = None if on is None else as_day(on)
    when = reporting_day(view, wanted.last if until is None and wanted is not None else until)
    day = when.day if wanted is None else min(when.day, wanted.last)
    every = view.statements.where(stance=stance, dimension=dimension)
    members = None if group is None else frozenset(view.states.find_group(group).members_on(day))

    def of(statements: Statements) -> Positions:
        chosen = attrs.evolve(view, statements=statements.where(period=wanted))
        # Names and groups are those of the last day that counts.
        found = attrs.evolve(positions(chosen, subject, when.day, order=order), on=day)
        return found if members is None else _limited(found, members)

    found = of(every)
    asked = [
        wording.filter_label("stance", Stance, stance),
        wording.filter_label("dimension", Dimension, dimension),
        "" if wanted is None else f"period: {wanted.readable}",
    ]
    finding = _finding(found, asked)
    if stance is not None:
        unfiltered = of(view.statements.where(dimension=dimension))
        finding = _finding_of(found, unfiltered, [Stance(word) for word in several(stance)], asked)
        ids = {said.id for said in _statements(found)}
        others = (s for s in _statements(unfiltered) if s.id not in ids and not view.is_chairs_own(s))
        finding = (*finding, wording.other_stances(others))
    # What tables and notes call the statements that count; empty if all do.
    which = "of this stance" if stance is not None else "in this selection" if any(asked) else ""
    return fields.report_on(
        view,
        f"Statements on {_SUBJECTS[subject]}, State by State, by {by}",
        finding,
        (
            _latest(found, view, which),
            _counted(found, by, wanted or _terms(view, day), which),
            _totals(found, view, which),
        ),
        filters=(
            wording.chair_label(tracker, chair),
            "" if group is None else f"group: {view.states.find_group(group).name}",
            *asked,
            "" if until is None else f"by {readable_day(until)}",
        ),
        figures=_figures(found.states, subject, which),
        # The map shows all States and statements, so it would contradict a table of some of them.
        charts=() if group or which else (support_map(tracker, subject, when.day, chair=chair),),
        notes=(
            *_notes(found, view, group, which),
            fields.left_out(every.where(about=subject), wanted),
        ),
        day=when,
    )


def _limited(found: Positions, members: frozenset[str]) -> Positions:
    """Return only the positions of some States, without the statements that count for none."""
    sections: dict[str, Any] = {
        name: tuple(one for one in getattr(found, name) if one.state in members)
        for name in ("states", "chairs", "partners", "others")
    }
    return attrs.evolve(found, unplaced=(), **sections)


def _all(found: Positions) -> list[Position]:
    return [position for section in found.sections.values() for position in section]


def _statements(found: Positions) -> list[SupportStatement]:
    """Return the statements that the rows rest on, each once; also those that count for no State."""
    in_rows = {said.id: said for one in _all(found) for said in (*one.own, *one.through)}
    return [*in_rows.values(), *found.unplaced]


def _is_silent(position: Position) -> bool:
    """Return True if no statement was found, not even on the agenda."""
    return not (position.own_on_all or position.through_on_all)


def _name(found: Positions) -> fields.Field:
    return fields.field("state", "State", lambda position: found.registry.name(position.state, found.on))


def _groups(found: Positions, rows: Callable[[Position], Iterable[Any]]) -> Iterator[fields.Group]:
    """Yield the rows of each section, each with its heading."""
    for key, section in found.sections.items():
        yield fields.Group(key, _SECTIONS[key], [row for position in section for row in rows(position)])


def _latest(found: Positions, tracker: Tracker, which: str) -> Table:
    """Return the table of the latest stances; of some statements, which only they are, without dashes."""

    def rows(position: Position) -> list[Position]:
        return [] if which and _is_silent(position) else [position]

    own, through, key = "own latest stance", "latest stance of a group", "stance"
    if which:
        # A later statement of another stance is not in the table.
        own, through = f"latest own statement {which}", f"latest statement of a group {which}"
        key = "selected"
    field, of_group = fields.field, partial(fields.field, by_group=True)
    count = partial(field, kind="number", short="agenda", none_as_dash=True)
    agenda: tuple[fields.Field, ...] = (
        count("own_agenda", "own on the OSCE", lambda one: len(one.own_agenda)),
        count("group_agenda", "group's on the OSCE", lambda one: len(one.through_agenda)),
    )
    if found.about is About.AGENDA:
        # As a subject of its own, it isn't counted apart.
        agenda = ()
    columns = (
        _name(found),
        *fields.of(
            "own_latest",
            field(f"own_{key}", own, "stance", short="own"),
            field("own_date", "date of the own statement", "date", "date", short="on"),
            *fields.chairs(tracker, "own_chair", "Chair of the own statement"),
            field("own_sources", "source", fields.pages, "sources", short="refs"),
        ),
        *agenda[:1],
        *fields.of(
            "through_latest",
            of_group(f"group_{key}", through, "stance", short="group's"),
            of_group("group_date", "date of the group's statement", "date", "date", short="on"),
            *fields.chairs(tracker, "group_chair", "Chair of the group's statement", by_group=True),
            of_group(
                "group_name", "which group", lambda said: fields.name_of(said, found.registry), short="which"
            ),
            of_group("group_sources", "source", fields.pages, "sources", short="refs"),
        ),
        *agenda[1:],
        field("code", "code", "state"),
    )
    title = f"Latest statements {which}" if which else "Latest stances"
    several_chairs = "A latest stance may be on any of these Chairpersonships; the filter chair chooses one."
    return fields.field_table(
        title,
        "states",
        fields.wide(_WIDTHS, columns),
        groups=_groups(found, rows),
        notes=(several_chairs,) if len(tracker.terms) > 1 else (),
    )


def _counted(found: Positions, by: str, period: Period, which: str) -> Table:
    """Return the table of counts: a row for what a State said itself, and one for groups."""
    stances = {*Stance}
    if which:
        # What others than the selected statements say would be denied.
        stances = {said.stance for one in _all(found) for said in (*one.own, *one.through)}

    def supported(said: Sequence[SupportStatement]) -> str:
        return "yes" if any(one.stance is Stance.SUPPORTS for one in said) else "no"

    def rows(position: Position) -> list[_Words]:
        both = ((Standing.OWN, position.own), (Standing.THROUGH_GROUP, position.through))
        return [(position, whose, said) for whose, said in both if said]

    ever = fields.field("supported", "supported at least once", supported, short="ever sup")
    counts = (*_counts(by, period, stances), fields.field("statements", "all", len, "number"))
    columns = (
        *fields.of(itemgetter(0), _name(found)),
        fields.field("whose", "whose words", itemgetter(1), short="whose"),
        *fields.of(itemgetter(2), *counts, *(() if which else (ever,))),
        *fields.of(itemgetter(0), fields.field("code", "code", "state")),
    )
    title = f"{_BY[by]}, in this selection" if which else _BY[by]
    silent = sum(position.standing is Standing.NONE for position in _all(found))
    states = wording.number(silent, "State")
    note = f"Left out: {states} of which no statement on {_SUBJECTS[found.about]} was found, listed above."
    notes = [_HOW_COUNTED.get(by, ""), note if silent and not which else ""]
    return fields.field_table(title, "counts", columns, groups=_groups(found, rows), notes=notes)


def _counts(by: str, period: Period, stances: set[Stance]) -> Iterator[fields.Field]:
    """Yield the fields that count statements."""
    if by == "stance":
        for stance in (word for word in Stance if word in stances):
            yield _count(stance.value, stance.label, stance.label[:3], lambda said: [said.stance])
    elif by == "dimension":
        words = [*((word.value, word.label) for word in Dimension), ("all-three", "all three")]
        for (key, label), short in zip(words, ("PM", "EE", "HD", "all 3"), strict=True):
            yield _count(key, label, short, _touched)
    else:
        yield from _quarters(period)


def _count(
    key: str, title: str, short: str, keys: Callable[[SupportStatement], Sequence[str]]
) -> fields.Field:
    """Return the field that counts the statements with a key among theirs."""

    def count(said: Sequence[SupportStatement]) -> int:
        return sum(key in keys(one) for one in said)

    return fields.field(key, title, count, "number", short=short)


def _touched(said: SupportStatement) -> list[str]:
    every = ["all-three"] if len(said.dimensions) == len(Dimension) else []
    return [*said.dimensions, *every]


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


def _terms(tracker: Tracker, day: date) -> Period:
    """Return the terms of the Chairs or, if none is known, the year of the report."""
    if tracker.terms:
        return Period.between(tracker.terms[0].since, tracker.terms[-1].until)
    return Period(day.year)


def _totals(found: Positions, tracker: Tracker, which: str) -> Table:
    """Return how many States and how many statements took each stance."""
    seats = found.states
    statements = [said for said in _statements(found) if not tracker.is_chairs_own(said)]

    def count(key: str, title: str, stances: Iterable[Stance | None]) -> fields.Field:
        return fields.field(key, title, Counter(stances).__getitem__, "number")

    def ever(statements: Iterable[SupportStatement]) -> set[Stance]:
        return {said.stance for said in statements}

    columns = [
        fields.field("stance", "stance", lambda word: word),
        count("own_latest", "States, own latest", (one.own_stance for one in seats)),
        count("own_ever", "own, at least once", chain(*(ever(one.own) for one in seats))),
        count("group_latest", "States, latest of a group", (one.through_stance for one in seats)),
        count("group_ever", "of a group, at least once", chain(*(ever(one.through) for one in seats))),
        count("own_statements", "statements of States", (one.stance for one in statements if one.state)),
        count(
            "group_statements", "statements of groups", (one.stance for one in statements if not one.state)
        ),
    ]
    if which:
        # The latest statement of a State may be another one.
        columns = [one for one in columns if not one.column.key.endswith("latest")]
    # Other stances than the selected ones would seem to have been taken by nobody.
    shown = [word for word in Stance if word in ever(statements)] if which else Stance
    title = "Totals, in this selection" if which else "Totals"
    return fields.field_table(title, "totals", columns, shown)


def _finding_of(
    found: Positions, unfiltered: Positions, stances: Sequence[Stance], asked: Sequence[str]
) -> tuple[str, ...]:
    """Return which States took some stances, and which were critical or opposed in what is left out."""
    subject = _SUBJECTS[found.about]
    against = {
        word: [one.state for one in unfiltered.states if one.own_counts[word]]
        for word in _AGAINST
        if word not in stances
    }
    taken = {word: codes for word, codes in against.items() if codes}
    named = [f"{_named(found, codes)} {_DID[word]}" for word, codes in taken.items()]
    each = f" {subject}, and ".join(named) + (" it" if len(named) > 1 else f" {subject}")
    left_out = wording.sentence(each) if named else ""
    if len(stances) > 1 or not found.states:
        return (*_finding(found, asked), left_out)
    standing = Counter(one.standing for one in found.states)
    own, through = standing[Standing.OWN], standing[Standing.THROUGH_GROUP]
    whole = wording.in_words(len(found.states), "State")
    whose = "its" if own == 1 else "their"
    said = f"{wording.numeral(own)} of {whole} {_DID[stances[0]]} {subject} in {whose} own words"
    others = wording.joined([f"{wording.numeral(len(codes))} {_DID[word]}" for word, codes in taken.items()])
    who = {one.state for one in found.states if one.standing is Standing.OWN}
    both = who & set[str]().union(*taken.values()) if stances[0] in _AGAINST else ()
    twice = f" it ({wording.numeral(len(both))} did both)" if both else " it"
    # The States are named below, if the headline has no room for their number.
    headline, _ = wording.divided(said, others + twice if others else "")
    group = wording.sentence(f"a group did for {wording.numeral(through)} more") if through else ""
    filters = "; ".join(filter(None, asked[1:]))
    return headline, wording.sentence(filters) if filters else "", group, left_out


def _named(found: Positions, codes: Sequence[str]) -> str:
    """Return the names of States, or how many they are if they are many."""
    if len(codes) > _MOST_NAMED:
        return wording.in_words(len(codes), "State")
    return wording.joined([wording.the(found.registry.name(code, found.on)) for code in codes])


def _finding(found: Positions, filters: Sequence[str]) -> tuple[str, ...]:
    """Return whose statements were found; if only some count, which, and not of whom there is none."""
    asked = "; ".join(filter(None, filters))
    seats, about = found.states, found.about
    standing = Counter(position.standing for position in seats)
    own, through, silent = (standing[word] for word in Standing)
    whole, subject = wording.in_words(len(seats), "participating State"), _SUBJECTS[about]
    if not seats:
        return wording.divided("no participating State is in this table")
    if silent == len(seats) and not asked:
        return wording.divided(f"{whole}, and no statement on {subject} was found")
    others = "" if not own else " other" if through == 1 else " others"
    # The headline has no room for more.
    whole = wording.in_words(len(seats), "State")
    stated = f"own statements on {subject} were found for {wording.numeral(own)} of {whole}"
    if asked:
        more = f"a group made one for {wording.numeral(through)}{others}" if through else ""
        made = f"{stated} ({asked})"
        if len(made) < wording.LONGEST_HEADLINE:
            return wording.divided(made, more)
        return wording.divided(stated.replace("own", "such own", 1), asked, more)
    in_support = sum(position.own_supported for position in seats)
    against = [one for one in seats if one.own_counts[Stance.CRITICAL] or one.own_counts[Stance.OPPOSES]]
    times = f"{wording.numeral(in_support)} supported it at least once" if own else ""
    named = latest = ""
    if against:
        stated = f"{wording.numeral(own)} of {whole} spoke on {subject}"
        cold = f"{wording.numeral(len(against))} criticised or opposed it"
        times = f"{wording.numeral(in_support)} supported it, {cold}"
        # Readers ask who they are.
        named = f"{_named(found, [one.state for one in against])} criticised or opposed it at least once"
        latest = "this counts all that a State said; its latest stance is below"
        if welcomed := sum(bool(one.own_counts[Stance.WELCOMES]) and not one.own_supported for one in seats):
            named = f"{wording.numeral(welcomed)} more welcomed it; {named}"
    rest = [f"a group spoke for {wording.numeral(through)}{others}"] if through else []
    rest += [f"no statement on {subject} was found for {wording.numeral(silent)}"] if silent else []
    return wording.divided(stated, times, named, latest, wording.joined(rest))


def _figures(seats: Sequence[Position], about: About, which: str) -> Iterator[KeyFigure]:
    standing, whole = Counter(position.standing for position in seats), len(seats)
    spoke = f"States with {'such ' if which else ''}own statements on {_SUBJECTS[about]}"
    found = [
        (Standing.OWN.value, spoke, standing[Standing.OWN]),
        (Standing.THROUGH_GROUP.value, "only through a group", standing[Standing.THROUGH_GROUP]),
    ]
    if not which:
        # Otherwise there may be other statements, also of support.
        silent, in_support = standing[Standing.NONE], sum(position.own_supported for position in seats)
        found.append((Standing.NONE.value, f"no statement on {_SUBJECTS[about]} found", silent))
        found.append(("supported", "voiced support at least once", in_support))
    for key, label, count in found:
        yield fields.figure(key, label, Share(count, whole))


def _notes(found: Positions, tracker: Tracker, group: str | None, which: str) -> Iterator[str]:
    """Yield what readers of the tables need to know."""
    names = {
        word: wording.listed(found.registry.name(one.state, found.on) for one in seats)
        for word in (Standing.THROUGH_GROUP, Standing.NONE)
        if (seats := [one for one in found.states if one.standing is word])
    }
    silent = names.get(Standing.NONE)
    if not which:
        yield f"{_DASH} No statement on {_SUBJECTS[found.about]}: {silent}." if silent else _DASH
    elif left_out := _left_out(found):
        # The others may have made a statement of another kind, so they are only counted.
        yield left_out
    yield (
        f"{wording.APART} A group's words count for its members of that day, if it speaks for them, and "
        "for the States that a source lists. So the rows add up to more than the statements."
    )
    if Standing.THROUGH_GROUP in names:
        yield f"Only through a group: {names[Standing.THROUGH_GROUP]}."
    statements = _statements(found)
    of_chair = sum(map(tracker.is_chairs_own, statements))
    if found.chairs:
        count = f", {wording.number(of_chair, 'statement')}" if of_chair else ""
        yield (
            "The Chair's own State: the headline, the figures and the totals leave out what it says as "
            f"Chair{count}."
        )
    unplaced = len(found.unplaced)
    none = f", {unplaced} of them by organizations or groups that speak for no State" if unplaced else ""
    agenda = ""
    if found.about is About.CHAIRMANSHIP:
        on_agenda = {s.id for one in _all(found) for s in (*one.own_agenda, *one.through_agenda)}
        more = wording.number(len(on_agenda), "statement")
        agenda = f" On the OSCE and its agenda, counted apart: {more} by these States or on their behalf."
    yield f"Number of statements: {len(statements) - of_chair}{none}.{agenda}"
    if group is not None and found.registry.find_group(group).confidence is Confidence.MEMORY:
        name = found.registry.find_group(group).name
        yield f"The members of {name} are general knowledge, not seen on a page."


def _left_out(found: Positions) -> str:
    """Return of how many States there is no statement among those that count, or nothing."""
    silent = {key: (sum(map(_is_silent, each)), len(each)) for key, each in found.sections.items()}
    parts = [f"{_SECTIONS[key]} {count} of {whole}" for key, (count, whole) in silent.items() if count]
    rest = "Their rows are left out; they may have made other statements."
    return f"No such statement: {wording.listed(parts)}. {rest}" if parts else ""
