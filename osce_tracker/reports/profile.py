"""One State on one page: its membership and Chairs, what it said, objected to, promised and hosted."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from osce_tracker.analysis.compare import compare
from osce_tracker.model.commitments import MakerType
from osce_tracker.model.sources import Confidence
from osce_tracker.model.statements import Stance
from osce_tracker.model.states import StateKind
from osce_tracker.reports import fields, wording
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.caption import last_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from osce_tracker.analysis.compare import StateRecord
    from osce_tracker.formats.report import KeyFigure, Report, Table, Value
    from osce_tracker.model.commitments import Commitment
    from osce_tracker.model.events import Person
    from osce_tracker.model.periods import Period
    from osce_tracker.model.statements import SupportStatement
    from osce_tracker.model.states import State
    from osce_tracker.tracker.tracker import Tracker

_CHAIRS: Final = (
    fields.field(
        "ministers",
        "in the chair",
        lambda term: wording.listed(chair.name for chair in term.chairs_in_office) or None,
    ),
    fields.field("since", "since", kind="date"),
    fields.field("until", "until", kind="date"),
    fields.ID,
)
_OBJECTION: Final = (
    *fields.of("commitment", *fields.commitments("commitment")),
    *fields.of(
        "update",
        fields.field("date", "date", kind="date"),
        fields.field("obstacle", "obstacle"),
        fields.field("status", "status then"),
        fields.field("summary", "what happened", detail=True),
        fields.sources(None),
    ),
    *fields.of("commitment", fields.ID),
)
_COMMITMENT: Final = (
    *fields.of(itemgetter(0), *fields.commitments("commitment")),
    fields.field("relation", "how it is named", itemgetter(1)),
    *fields.of(itemgetter(0), *fields.commitments("made_on due status sources id", nothing=None)),
)
#: Stances whose label is a verb.
_VERBS: Final = frozenset({Stance.SUPPORTS, Stance.WELCOMES, Stance.OPPOSES})
#: Shorter names may be part of any word.
_SHORTEST_NAME: Final = 4


@checked
def profile(tracker: Tracker, state: str) -> Report:
    """Return one State on one page.

    Args:
        tracker: the tracker.
        state: a code or name, such as ``"KZ"`` or ``"Kazakhstan"``.

    Returns:
        A report of its membership, the chairs it held, its own statements and those made on its behalf,
        its objections, the commitments that name it, and the events that took place there. Names are
        those of the date of each fact.

    Raises:
        UnknownStateError: if the State doesn't exist; names the nearest.

    >>> import osce_tracker as ot
    >>> report = ot.profile(ot.load(), "Kazakhstan")
    >>> report.tables[1].title, [row["id"] for row in report.tables[1].records()]
    ('Chairs held', ['KZ-2010'])
    """
    (found,) = compare(tracker, state)
    of, day = found.state, last_day(tracker)
    title = of.name if day is None else of.name_on(day)
    chairs = [term for term in tracker.chairs if term.state == of.code]
    none = () if chairs else ("None so far.",)
    objections = (f"{wording.number(len(found.objections), 'objection')} that a source names.",)
    events = fields.events(tracker.states)
    hosted = (f"{wording.number(len(found.hosted), 'event')}.",)
    return fields.report_on(
        tracker,
        title,
        _headline(title, found),
        (
            fields.pairs_table("Membership", "membership", _membership(of, tracker)),
            fields.field_table("Chairs held", "chairs", _CHAIRS, chairs, notes=none),
            _statements(found, tracker),
            fields.field_table("Objections", "objections", _OBJECTION, found.objections, notes=objections),
            _commitments(found, tracker),
            fields.field_table("Events there", "events", events, found.hosted, notes=hosted),
        ),
        filters=[of.kind.label],
        figures=_figures(found),
        notes=["What a group says counts for the State, but is not its own word."],
    )


def _headline(name: str, found: StateRecord) -> str:
    position = found.on_chair
    own, through, latest = len(position.own), len(position.through), position.latest
    if latest is None:
        return f"No statement by {name} on the Chair was found; silence is not a position."
    spoke = f"spoke {_times(own)} on the Chair" if own else "did not speak on the Chair itself"
    others = f", and others spoke {_times(through)} on its behalf" if through else ""
    verb = f"{latest.stance.label} it" if latest.stance in _VERBS else f"is {latest.stance.label}"
    return wording.sentence(
        f"{name} {spoke}{others}; the latest statement, of {latest.date.readable}, {verb}"
    )


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count) or wording.in_words(count, "time")


def _figures(found: StateRecord) -> Iterator[KeyFigure]:
    for key, subject, said in (("chair", "Chair", found.on_chair), ("agenda", "agenda", found.on_agenda)):
        label, note = f"own statements on the {subject}", f"and {len(said.through)} on its behalf"
        yield fields.figure(f"own-{key}", label, len(said.own), note)
    yield fields.figure("pledges", "pledges", len(found.pledges))
    yield fields.figure("objections", "objections that a source names", len(found.objections))
    yield fields.figure("events", "events there", len(found.hosted))


def _membership(state: State, tracker: Tracker) -> Iterator[tuple[str, Value]]:
    """Yield what the State is, since when, and which groups it was a member of."""
    names = [f"{n.name}{_span(n.since, n.until)}" for n in state.names]
    groups = [
        f"{group.name}{_span(member.since, member.until)}"
        f"{' (general knowledge, not seen on a page)' if group.confidence is Confidence.MEMORY else ''}"
        for group in tracker.states.groups
        for member in group.members
        if member.state == state.code
    ]
    seat = None if state.french_order is None else f"{state.french_order} ({state.french_name})"
    yield from (
        ("code", f"{state.code}, {state.alpha3}"),
        ("kind", state.kind.label),
        ("joined", state.joined),
        ("left", state.left),
        ("names", "\n".join(names)),
        ("capital", state.capital),
        ("seat in French order", seat),
        ("groups", "\n".join(groups) or None),
        ("note", state.note),
    )


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
        fields.field("forum", "where"),
        *fields.statements(tracker.states, "form stance about dimension"),
        fields.field("commits_to", "pledge", detail=True),
        *fields.statements(tracker.states, "provenance sources"),
        fields.DETAIL_ID,
    )
    groups = (
        fields.Group("own", "Its own statements", found.own, _early(found.own, found.state)),
        fields.Group(
            "through", "Statements on its behalf", found.through, _early(found.through, found.state)
        ),
    )
    note = f"{wording.number(len(found.own), 'own statement')}, {len(found.through)} on its behalf."
    return fields.field_table("Statements", "statements", shown, groups=groups, notes=[note])


def _early(statements: Sequence[SupportStatement], state: State) -> str:
    early = [said.id for said in statements if not state.member_on(said.date.last)]
    return f"Made outside the time of membership: {wording.listed(early)}." if early else ""


def _speaker(said: SupportStatement, state: State, tracker: Tracker) -> str | None:
    """Return who spoke: a group, another State, or a person for the State of the page."""
    if said.group is not None:
        return said.group
    if said.state == state.code:
        return _person(said.speaker)
    other = tracker.states.name(str(said.state), said.date.last)
    return wording.listed(part for part in (other, _person(said.speaker)) if part is not None)


def _person(person: Person | None) -> str | None:
    return (
        None
        if person is None
        else wording.listed(part for part in (person.name, person.role) if part is not None)
    )


def _commitments(found: StateRecord, tracker: Tracker) -> Table:
    """Return the commitments that the State made or blocked, or that name it."""
    state = found.state
    names = {n.name for n in state.names} | {*state.aliases, *state.demonyms}
    spelt = sorted((re.escape(name) for name in names if len(name) >= _SHORTEST_NAME), key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(spelt)})\b") if spelt else None
    blocked = {objection.commitment.id for objection in found.objections}
    rows: list[tuple[Commitment, str]] = []
    for c in tracker.commitments:
        texts = " ".join(text for text in (c.title, c.text, c.criterion) if text is not None)
        relations = {
            "made": c in found.signed,
            "blocked": c.id in blocked,
            "named": pattern is not None and pattern.search(texts) is not None,
        }
        relation = wording.listed(word for word, holds in relations.items() if holds)
        if relation:
            rows.append((c, relation))
    notes = [f"{wording.number(len(rows), 'commitment')}."]
    together = (c for c in tracker.commitments if c.made_by.type is MakerType.PARTICIPATING_STATES)
    joint = sum(not c.made_by.states for c in together)
    if joint and state.kind is StateKind.PARTICIPATING:
        notes.append(f"Not in this table: {joint} made by all participating States together.")
    return fields.field_table("Commitments that name it", "commitments", _COMMITMENT, rows, notes=notes)
