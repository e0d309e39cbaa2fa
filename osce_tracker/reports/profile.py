"""One State on one page: its membership and Chairs, what it said, objected to, promised and hosted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from osce_tracker.analysis.compare import compare
from osce_tracker.formats.report import Column, KeyFigure, Report, Table
from osce_tracker.model.commitments import MakerType
from osce_tracker.model.sources import Confidence
from osce_tracker.model.statements import Stance
from osce_tracker.model.states import StateKind
from osce_tracker.reports.groups import Group, Row, grouped_table
from osce_tracker.reports.table import EVENT_COLUMNS, event_row
from osce_tracker.reports.wording import (
    commitment_sources,
    dimensions_in_short,
    in_words,
    listed,
    newest_first,
    number,
    sentence,
)
from osce_tracker.tracker.caption import data_title, last_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from osce_tracker.analysis.compare import StateRecord
    from osce_tracker.model.events import Person
    from osce_tracker.model.periods import Period
    from osce_tracker.model.statements import SupportStatement
    from osce_tracker.model.states import State
    from osce_tracker.tracker.tracker import Tracker

_FIELDS: Final = (Column("field", "field"), Column("value", "value"))
_CHAIRS: Final = (
    Column("ministers", "in the chair"),
    Column("since", "since", kind="date"),
    Column("until", "until", kind="date"),
    Column("id", "id"),
)
_SOURCES: Final = Column("sources", "sources", kind="sources")
_ID: Final = Column("id", "id")
_STATEMENT: Final = (
    Column("summary", "said", detail=True),
    Column("date", "date", kind="date"),
    Column("speaker", "who"),
    Column("counterpart", "to whom"),
    Column("forum", "where"),
    Column("form", "form"),
    Column("stance", "stance"),
    Column("about", "about"),
    Column("dimension", "dimension"),
    Column("commits_to", "pledge", detail=True),
    Column("provenance", "reported by", detail=True),
    _SOURCES,
    Column("id", "id", detail=True),
)
_OBJECTION: Final = (
    Column("commitment", "commitment"),
    Column("date", "date", kind="date"),
    Column("obstacle", "obstacle"),
    Column("status", "status then"),
    Column("summary", "what happened", detail=True),
    _SOURCES,
    _ID,
)
_COMMITMENT: Final = (
    Column("commitment", "commitment"),
    Column("relation", "how it is named"),
    Column("made_on", "made on", kind="date"),
    Column("due", "deadline", kind="date"),
    Column("status", "status"),
    _SOURCES,
    _ID,
)
#: Stances whose label is a verb.
_VERBS: Final = frozenset({Stance.SUPPORTS, Stance.WELCOMES, Stance.OPPOSES})
#: Shorter names may be part of any word.
_SHORTEST_NAME: Final = 4


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
    membership = tuple(_membership(of, tracker))
    return Report(
        title=title,
        headline=_headline(title, found),
        subtitle=f"{data_title(tracker)}; {of.kind.label}".removeprefix("; "),
        figures=_figures(found),
        tables=(
            Table(title="Membership", key="membership", columns=_FIELDS, rows=membership),
            _chairs(tracker, of.code),
            _statements(found, tracker),
            _objections(found),
            _commitments(found, tracker),
            _events(found, tracker),
        ),
        notes=("What a group says counts for the State, but is not its own word.",),
        edition=tracker.edition,
        known_by=tracker.known_by,
    )


def _headline(name: str, found: StateRecord) -> str:
    position = found.on_chair
    own, through, latest = len(position.own), len(position.through), position.latest
    if latest is None:
        return f"No statement by {name} on the Chair was found; silence is no position."
    spoke = f"spoke {_times(own)} on the Chair" if own else "did not speak on the Chair itself"
    others = f", and others spoke {_times(through)} on its behalf" if through else ""
    verb = f"{latest.stance.label} it" if latest.stance in _VERBS else f"is {latest.stance.label}"
    return sentence(f"{name} {spoke}{others}; the latest statement, of {latest.date.readable}, {verb}")


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count) or in_words(count, "time")


def _figures(found: StateRecord) -> tuple[KeyFigure, ...]:
    chair, agenda = found.on_chair, found.on_agenda
    figures = (
        ("own-chair", "own statements on the Chair", len(chair.own), len(chair.through)),
        ("own-agenda", "own statements on the agenda", len(agenda.own), len(agenda.through)),
        ("pledges", "pledges", len(found.pledges), None),
        ("objections", "objections that a source names", len(found.objections), None),
        ("events", "events there", len(found.hosted), None),
    )
    return tuple(
        KeyFigure(
            key=key, label=label, value=value, note="" if others is None else f"and {others} on its behalf"
        )
        for key, label, value, others in figures
    )


def _membership(state: State, tracker: Tracker) -> Iterator[Row]:
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
    parts = (
        "" if since is None else f"since {since.readable}",
        "" if until is None else f"until {until.readable}",
    )
    text = ", ".join(part for part in parts if part)
    return f" ({text})" if text else ""


def _chairs(tracker: Tracker, code: str) -> Table:
    rows = tuple(
        (listed(chair.name for chair in term.chairs_in_office) or None, term.since, term.until, term.id)
        for term in tracker.chairs
        if term.state == code
    )
    notes = () if rows else ("None so far.",)
    return Table(title="Chairs held", key="chairs", columns=_CHAIRS, rows=rows, notes=notes)


def _statements(found: StateRecord, tracker: Tracker) -> Table:
    def row(said: SupportStatement) -> Row:
        return (
            said.summary,
            said.date,
            _speaker(said, found.state, tracker),
            _person(said.counterpart),
            said.forum,
            said.form,
            said.stance,
            said.about,
            dimensions_in_short(said.dimensions),
            said.commits_to,
            said.provenance,
            newest_first(said.sources) or None,
            said.id,
        )

    sections = (
        ("own", "Its own statements", found.own),
        ("through", "Statements on its behalf", found.through),
    )
    return grouped_table(
        title="Statements",
        key="statements",
        columns=_STATEMENT,
        groups=[
            Group(key, title, list(map(row, statements)), _early(statements, found.state))
            for key, title, statements in sections
        ],
        notes=(f"{number(len(found.own), 'own statement')}, {len(found.through)} on its behalf.",),
    )


def _early(statements: Sequence[SupportStatement], state: State) -> str:
    early = [said.id for said in statements if not state.member_on(said.date.last)]
    return f"Made outside the time of membership: {listed(early)}." if early else ""


def _speaker(said: SupportStatement, state: State, tracker: Tracker) -> str | None:
    """Return who spoke: a group, another State, or a person for the State of the page."""
    if said.group is not None:
        return said.group
    if said.state == state.code:
        return _person(said.speaker)
    other = tracker.states.name(str(said.state), said.date.last)
    return listed(part for part in (other, _person(said.speaker)) if part is not None)


def _person(person: Person | None) -> str | None:
    return None if person is None else listed(part for part in (person.name, person.role) if part is not None)


def _objections(found: StateRecord) -> Table:
    rows = tuple(
        (
            objection.commitment.title,
            objection.update.date,
            objection.update.obstacle,
            objection.update.status,
            objection.update.summary,
            newest_first(objection.update.sources) or None,
            objection.commitment.id,
        )
        for objection in found.objections
    )
    notes = (f"{number(len(rows), 'objection')} that a source names.",)
    return Table(title="Objections", key="objections", columns=_OBJECTION, rows=rows, notes=notes)


def _commitments(found: StateRecord, tracker: Tracker) -> Table:
    """Return the commitments that the State made or blocked, or that name it."""
    state = found.state
    names = {n.name for n in state.names} | {*state.aliases, *state.demonyms}
    spelt = sorted((re.escape(name) for name in names if len(name) >= _SHORTEST_NAME), key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(spelt)})\b") if spelt else None
    blocked = {objection.commitment.id for objection in found.objections}
    rows: list[Row] = []
    for c in tracker.commitments:
        texts = " ".join(text for text in (c.title, c.text, c.criterion) if text is not None)
        relations = {
            "made": c in found.signed,
            "blocked": c.id in blocked,
            "named": pattern is not None and pattern.search(texts) is not None,
        }
        relation = listed(word for word, holds in relations.items() if holds)
        if relation:
            sources = commitment_sources(c) or None
            rows.append((c.title, relation, c.made_on, c.due, c.latest_status, sources, c.id))
    notes = [f"{number(len(rows), 'commitment')}."]
    together = (c for c in tracker.commitments if c.made_by.type is MakerType.PARTICIPATING_STATES)
    joint = sum(not c.made_by.states for c in together)
    if joint and state.kind is StateKind.PARTICIPATING:
        notes.append(f"Not in this table: {joint} made by all participating States together.")
    return Table(
        title="Commitments that name it",
        key="commitments",
        columns=_COMMITMENT,
        rows=tuple(rows),
        notes=tuple(notes),
    )


def _events(found: StateRecord, tracker: Tracker) -> Table:
    rows = tuple(event_row(event, tracker.states) for event in found.hosted)
    notes = (f"{number(len(rows), 'event')}.",)
    return Table(title="Events there", key="events", columns=EVENT_COLUMNS, rows=rows, notes=notes)
