"""One State on one page: what it said, objected to, promised and hosted, its membership and Chairs."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, Final

from osce_tracker.analysis.compare import StateRecord, compare
from osce_tracker.analysis.positions import Position
from osce_tracker.formats.report import KeyFigure, Report, Table, Value
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Commitment, MakerType
from osce_tracker.model.people import Person
from osce_tracker.model.periods import Period
from osce_tracker.model.sources import Confidence
from osce_tracker.model.statements import Stance, SupportStatement
from osce_tracker.model.states import GroupKind, State, StateKind
from osce_tracker.reports import fields, wording
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.caption import reporting_day
from osce_tracker.tracker.tracker import Tracker

#: Speakers and subject, and the statements.
_Words = tuple[str, Sequence[SupportStatement]]

_CHAIRS: Final = (
    fields.field(
        "ministers",
        "in the chair",
        lambda term: wording.listed(chair.name for chair in term.chairs_in_office) or None,
    ),
    fields.field("term", "term", lambda term: Period.between(term.since, term.until), "date"),
    fields.SOURCES,
    fields.ID,
)
_MEMBERSHIP: Final = (
    fields.field("field", "field", itemgetter(0)),
    fields.field("value", "value", itemgetter(1)),
    fields.field("sources", "sources", itemgetter(2), "sources"),
)
_OBJECTION: Final = (
    *fields.of("commitment", *fields.commitments("commitment")),
    *fields.of(
        "update",
        fields.field("date", "date", kind="date"),
        fields.field("obstacle", "obstacle"),
        fields.field("status", "status then"),
        fields.field("summary", "what happened", detail=True),
        fields.SOURCES,
    ),
    *fields.of("commitment", fields.ID),
)
#: Stances whose label is a verb.
_VERBS: Final = frozenset({Stance.SUPPORTS, Stance.WELCOMES, Stance.OPPOSES})
#: The most Chairs to name in a headline; it counts any others.
_MOST_NAMED: Final = 2
#: With a longer State name, a headline has no room for the Chairs.
_LONG_NAME: Final = 20
#: Marks a State's words as Chair, which are separate from its words on other Chairs.
_OF_CHAIR: Final = ", in the data on its own Chairpersonship"
#: Shorter names may be part of any word.
_SHORTEST_NAME: Final = 4


@checked
def profile(tracker: Tracker, state: str, on: date | str | None = None) -> Report:
    """Return one State on one page.

    Args:
        tracker: the tracker.
        state: a code or name, such as ``"KZ"`` or ``"Kazakhstan"``.
        on: the day, such as ``"2025-12-31"``. By default the last day of the Chair's term, or the day up to
            which the record is known if that is earlier.

    Returns:
        A report of its positions, its own statements and those made on its behalf, its objections, the
        commitments that name it, the events that took place there or had been announced, its membership and
        its terms in the chair. Names are those in use on the date of each fact.

    Raises:
        UnknownStateError: if the State doesn't exist; names the nearest.
        PeriodError: if ``on`` is not a day.
        UsageError: if no day was given and the data set has no dated fact.

    >>> import osce_tracker as ot
    >>> report = ot.profile(ot.load(), "Poland")
    >>> for row in report.tables[0].records():
    ...     print(row["words"], "-", row["stance"], row["date"])
    its own, on the Chair - neutral 2024-09-30
    a group's, on the Chair - welcomes 2025-12-04
    its own, on the OSCE - supports 2025-12-04
    a group's, on the OSCE - supports 2025-12-05
    """
    when = reporting_day(tracker, on)
    (found,) = compare(tracker, state, on=when.day)
    of = found.state
    title = of.name_on(when.day)
    chairs = [term for term in tracker.chairs if term.state == of.code]

    def table(title: str, key: str, columns: Iterable[fields.Field], records: Sequence[Any]) -> Table:
        note = "" if records else wording.none_found(when.day)
        return fields.field_table(title, key, columns, records, notes=[note])

    return fields.report_on(
        tracker,
        title,
        wording.divided(*finding(wording.the(title), found, tracker)),
        (
            _positions(found, tracker),
            _statements(found, tracker),
            table("Objections", "objections", _OBJECTION, found.objections),
            _commitments(found, tracker),
            table("Events there", "events", fields.events(tracker.states), found.hosted),
            membership(of, tracker),
            table("Chairs held", "chairs", _CHAIRS, chairs),
        ),
        filters=[of.kind.label, "" if on is None else f"on {readable_day(when.day)}"],
        figures=figures(found),
        notes=["A group's words on behalf of a State are not the State's own, and silence is not support."],
        day=when,
    )


def finding(name: str, found: StateRecord, tracker: Tracker) -> Iterator[str]:
    """Yield the State's own words on the Chair and, separately, the latest words of a group.

    Args:
        name: its name, as used in a sentence.
        found: its words and acts.
        tracker: the tracker.
    """
    position, as_chair = found.position, found.as_chair
    own, through = position.own_latest, position.through_latest
    if _is_chair_only(found):
        count = wording.in_words(len(as_chair.own if as_chair else ()), "statement")
        yield f"{name} is the Chair's own State"
        yield f"its {count} on its own Chairpersonship stand apart"
        return
    chair, several = "the Chair", len(tracker.terms) > 1
    if several:
        # The Chairs that it spoke on; without own words, all those that it could have spoken on.
        on = {term for said in position.own for term in said.chairs} or {term.id for term in tracker.terms}
        names = [wording.chair_name(tracker, term.id) for term in tracker.terms if term.id in on]
        many = len(names) > _MOST_NAMED or len(name) > _LONG_NAME
        chair = f"{wording.numeral(len(names))} Chairs" if many else wording.joined(names)
        chair = f"the {chair}" if many and own is None else chair
    if as_chair is not None:
        chair = "the Chairpersonships of others"
    if own is None and through is None:
        yield f"No statement by {name} on {chair} was found"
        yield "silence is not a position"
        return
    if own is None:
        yield f"no statement by {name} itself on {chair} was found"
    else:
        said = len(position.own)
        made = f"{wording.in_words(said, 'statement')} by {name} itself on {chair} {wording.were(said)} found"
        verdict = f"{own.stance.label} it" if own.stance in _VERBS else f"is {own.stance.label}"
        whole = f"{made}{'; the latest' if said > 1 else ', which'} {verdict}"
        is_whole = not several and len(whole) < wording.LONGEST_HEADLINE
        yield whole if is_whole else made
        dated = f"{'the latest' if said > 1 else 'it'} dates from {own.date.readable}"
        yield dated if is_whole else f"{dated} and {_verdict(own, tracker)}"
        if position.own_agenda:
            # It has spoken since, though not on the Chair.
            yield f"its latest on the OSCE or its agenda is of {position.own_agenda[-1].date.readable}"
    if through is not None:
        who = fields.name_of(through, tracker.states)
        yield f"the latest on its behalf ({who}, {through.date.readable}) {_verdict(through, tracker)}"


def _is_chair_only(found: StateRecord) -> bool:
    """Return True if all statements by or for a State are on its own Chairpersonship."""
    position = found.position
    return found.as_chair is not None and not (position.own_on_all or position.through_on_all)


def _verdict(said: SupportStatement, tracker: Tracker) -> str:
    """Return a statement's verdict on the Chair, which it names if there are several."""
    chair = "the Chair"
    if len(tracker.terms) > 1:
        # A statement need not say which of them it is on.
        chair = wording.joined([wording.chair_name(tracker, term) for term in said.chairs]) or chair
    if said.stance in _VERBS:
        return f"{said.stance.label} {chair}"
    return f"is {said.stance.label}{f' on {chair}' if len(tracker.terms) > 1 else ''}"


def _positions(found: StateRecord, tracker: Tracker) -> Table:
    """Return the latest stance and the number of each, with the State's own and those of groups separate."""
    rows: list[_Words] = []
    for position, chair, of in (
        (None if _is_chair_only(found) else found.position, "the Chair", ""),
        (found.as_chair, "its own Chairpersonship", _OF_CHAIR),
    ):
        if position is not None:
            rows += (
                (f"its own, on {chair}", position.own),
                (f"a group's, on {chair}", position.through),
                (f"its own, on the OSCE{of}", position.own_agenda),
                (f"a group's, on the OSCE{of}", position.through_agenda),
            )

    def latest(row: _Words) -> SupportStatement | None:
        return row[1][-1] if row[1] else None

    def others(said: SupportStatement) -> str | None:
        return None if said.state == found.state.code else fields.name_of(said, tracker.states)

    def count(stance: Stance) -> fields.Field:
        def value(row: _Words) -> int:
            return sum(said.stance is stance for said in row[1])

        short = stance.label[:3]
        return fields.field(stance.value, stance.label, value, "number", short=short, none_as_dash=True)

    columns = (
        fields.field("words", "whose words", itemgetter(0)),
        *fields.of(
            latest,
            fields.field("stance", "latest stance"),
            fields.field("date", "date", kind="date", part_of="stance"),
            fields.field("who", "which group", others, part_of="stance"),
            fields.SOURCES,
        ),
        *map(count, Stance),
        fields.field("statements", "all", lambda row: len(row[1]), "number", none_as_dash=True),
    )
    return fields.field_table("Positions", "positions", columns, rows)


def figures(found: StateRecord) -> Iterator[KeyFigure]:
    """Yield how often a State spoke on the Chair and the agenda, and counts of its other acts.

    Args:
        found: its words and acts.
    """
    position, as_chair = found.position, found.as_chair
    for key, subject, own, through in (
        ("chair", "Chair", position.own, position.through),
        ("agenda", "OSCE or its agenda", position.own_agenda, position.through_agenda),
    ):
        if not _is_chair_only(found):
            note = f"by {readable_day(found.on)}, and {len(through)} by groups on its behalf"
            yield _count_figure(f"own-{key}", len(own), "own statement", f" on the {subject}", note)
    if as_chair is not None:
        yield _count_figure("as-chair", len(as_chair.own), "own statement", " on its own Chairpersonship")
    by_groups = f"and {sum(said.commits_to is not None for said in found.through)} by groups on its behalf"
    yield _count_figure("pledges", len(found.pledges), "own pledge", note=by_groups)
    objected = len({one.commitment.id for one in found.objections})
    refused = "several may rest on one refusal" if objected > 1 else ""
    yield _count_figure(
        "objections", objected, "commitment", " to which sources name it as objecting", refused
    )
    off = sum(event.status.is_off for event in found.hosted)
    called_off = f"{off} of them cancelled or postponed" if off else ""
    yield _count_figure("events", len(found.hosted), "event", " there", called_off)


def _count_figure(key: str, count: int, noun: str, end: str = "", note: str = "") -> KeyFigure:
    return fields.figure(key, f"{noun}{'' if count == 1 else 's'}{end}", count, note)


def membership(state: State, tracker: Tracker) -> Table:
    """Return the table of a State's kind, its dates and the groups it was a member of.

    Args:
        state: the State.
        tracker: the tracker with the groups.
    """
    names = [f"{n.name}{_span(n.since, n.until)}" for n in state.names]
    groups = [
        (group, member)
        for group in tracker.states.groups
        for member in group.members
        if member.state == state.code
    ]
    listed = [
        f"{group.name}{_span(member.since, member.until)}"
        f"{' (general knowledge, not seen on a page)' if group.confidence is Confidence.MEMORY else ''}"
        for group, member in groups
    ]
    seat = None if state.french_order is None else f"{state.french_order} ({state.french_name})"
    every: dict[str, Value] = {
        "code": f"{state.code}, {state.alpha3}",
        "joined": state.joined,
        "left": state.left,
        # A single name is the title.
        "names": "\n".join(names) if len(names) > 1 else None,
        "capital": state.capital,
        "seat in French order": seat,
        "groups": "\n".join(listed) or None,
        "note": state.note,
    }
    of_groups = tuple(dict.fromkeys(page for group, _ in groups for page in group.sources))
    rows = [
        (name, value, of_groups if name == "groups" else state.sources)
        for name, value in every.items()
        if value is not None
    ]
    return fields.field_table("Membership", "membership", _MEMBERSHIP, rows)


def _span(since: Period | None, until: Period | None) -> str:
    ends = (("since", since), ("until", until))
    text = wording.listed(f"{word} {when.readable}" for word, when in ends if when is not None)
    return f" ({text})" if text else ""


def _statements(found: StateRecord, tracker: Tracker) -> Table:
    shown = (
        fields.field("summary", "said", detail=True),
        fields.field("date", "date", kind="date"),
        fields.field("speaker", "who", lambda said: _speaker(said, found.state, tracker)),
        fields.field("counterpart", "to whom", lambda said: _person(said.counterpart)),
        *fields.parts("forum", (fields.field("forum", "where"), *fields.statements(tracker.states, "form"))),
        *fields.parts("stance", fields.statements(tracker.states, "stance about")),
        *fields.statements(tracker.states, "dimension"),
        *fields.chairs(tracker, "chairs", "Chairpersonship"),
        fields.field("commits_to", "pledge", detail=True),
        *fields.statements(tracker.states, "provenance sources"),
        fields.DETAIL_ID,
    )
    position, as_chair = found.position, found.as_chair or Position(state=found.state.code)
    parts = (
        ("own", "Its own statements", position.own_on_all),
        ("through", "Statements on its behalf", position.through_on_all),
        ("own-chair", f"Its own statements{_OF_CHAIR}", as_chair.own_on_all),
        ("through-chair", f"Statements on its behalf{_OF_CHAIR}", as_chair.through_on_all),
    )
    groups = [fields.Group(key, title, said) for key, title, said in parts]
    own = wording.number(len(found.own), "own statement")
    notes = [f"{own}, {len(found.through)} on its behalf."]
    later = sum(said.date.last > found.on for said in tracker.statements.where(state=found.state.code))
    if later:
        notes.append(f"Not in this table: {later} that it made or joined after {readable_day(found.on)}.")
    return fields.field_table("Statements", "statements", shown, groups=groups, notes=notes)


def _speaker(said: SupportStatement, state: State, tracker: Tracker) -> str | None:
    """Return the speaker: a group, another State, or a person for the State of the page."""
    if said.group is not None:
        return said.group
    if said.state == state.code:
        return _person(said.speaker)
    other = tracker.states.name(str(said.state), said.date.last)
    return wording.listed(filter(None, (other, _person(said.speaker))))


def _person(person: Person | None) -> str | None:
    return None if person is None else wording.listed(filter(None, (person.name, person.role)))


def _name_finder(names: Collection[str]) -> Callable[[str], bool]:
    """Return a function that looks for one of some names as a whole word in a text."""
    spelt = sorted((re.escape(name) for name in names if len(name) >= _SHORTEST_NAME), key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(spelt)})\b") if spelt else None
    return lambda text: pattern is not None and pattern.search(text) is not None


def _commitments(found: StateRecord, tracker: Tracker) -> Table:
    """Return the commitments that a State made or blocked, that wait for it, or name it or its region."""
    state = found.state
    own = _name_finder({n.name for n in state.names} | {*state.aliases, *state.demonyms})
    groups = [one for one in tracker.states.groups if one.kind is GroupKind.REGION]
    regions = [one for one in groups if state.code in one.members_on(found.on)]
    region = _name_finder({name for one in regions for name in (one.name, *one.aliases)})
    signed = {commitment.id for commitment in found.signed}
    blocked = {objection.commitment.id for objection in found.objections}
    # A State that must act first does not object.
    needed = {
        c.id
        for c in tracker.commitments
        for update in c.updates
        if update.date.last <= found.on and state.code in update.blocked_by
    } - blocked
    rows: list[tuple[Commitment, str]] = []
    made = tracker.so_on(found.on).commitments
    for c in made:
        texts = " ".join(text for text in (c.title, c.text, c.criterion) if text is not None)
        relations = {
            "made the commitment": c.id in signed,
            "objected": c.id in blocked,
            "must act first": c.id in needed,
            "is named": own(texts),
            "its region is named": region(texts),
        }
        relation = wording.listed(word for word, holds in relations.items() if holds)
        if relation:
            rows.append((c, relation))
    notes = [] if rows else [wording.none_found(found.on)]
    together = (c for c in made if c.made_by.type is MakerType.PARTICIPATING_STATES)
    joint = sum(not c.made_by.states for c in together)
    if joint and state.kind is StateKind.PARTICIPATING:
        notes.append(f"Not in this table: {joint} made by all participating States together.")
    notes.append(wording.unlisted_signatures(tracker.so_on(found.on).commitments))
    columns = (
        *fields.of(itemgetter(0), *fields.commitments("commitment")),
        fields.field("relation", "its part", itemgetter(1)),
        *fields.of(itemgetter(0), *fields.commitments("made_on due status sources id", found.on)),
    )
    return fields.field_table("Commitments that concern it", "commitments", columns, rows, notes=notes)
