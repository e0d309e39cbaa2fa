"""One State on one page: its membership, its chairs, what it said, objected to, promised and hosted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from osce_tracker.formats.report import Column, Report, Table, Value
from osce_tracker.model.commitments import MakerType
from osce_tracker.model.sources import Confidence
from osce_tracker.model.states import StateKind
from osce_tracker.reports.listing import dimensions_in_short, place_of
from osce_tracker.reports.wording import data_note, data_title, last_day, listed, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from osce_tracker.model.commitments import Commitment, StatusUpdate
    from osce_tracker.model.events import Person
    from osce_tracker.model.statements import SupportStatement
    from osce_tracker.model.states import Group, Membership, State
    from osce_tracker.tracker.tracker import Tracker

_FIELDS: Final = (Column("field", "field"), Column("value", "value"))
_CHAIRS: Final = (
    Column("id", "id"),
    Column("since", "since"),
    Column("until", "until"),
    Column("ministers", "in the chair"),
)
_STATEMENT: Final = (
    Column("id", "id", detail=True),
    Column("date", "date"),
    Column("speaker", "who"),
    Column("counterpart", "to whom"),
    Column("forum", "where"),
    Column("form", "form"),
    Column("stance", "stance"),
    Column("about", "about"),
    Column("dimension", "dimension"),
    Column("summary", "said", detail=True),
    Column("commits_to", "commits to", detail=True),
    Column("provenance", "reported by", detail=True),
)
_OBJECTION: Final = (
    Column("id", "id"),
    Column("date", "date"),
    Column("commitment", "commitment"),
    Column("obstacle", "obstacle"),
    Column("status", "status then"),
    Column("summary", "what happened", detail=True),
)
_COMMITMENT: Final = (
    Column("id", "id"),
    Column("commitment", "commitment"),
    Column("relation", "how it is named"),
    Column("made_on", "made on"),
    Column("due", "due"),
    Column("status", "status"),
)
_EVENT: Final = (
    Column("id", "id", detail=True),
    Column("when", "when"),
    Column("event", "event"),
    Column("body", "body"),
    Column("place", "place"),
    Column("status", "status"),
)
#: A shorter alias may be part of any word.
_SHORTEST_NAME: Final = 4


def profile(tracker: Tracker, state: str) -> Report:
    """Return one State on one page.

    Args:
        tracker: the tracker.
        state: a code or name, such as ``"KZ"`` or ``"Kazakhstan"``.

    Returns:
        A report of its membership, the chairs it held, its own statements and those of groups that count
        for it, its objections, the commitments in which it is named, and the events that took place
        there. Names are as of the date of each fact.

    Raises:
        UnknownStateError: for a State that does not exist; names the nearest.

    >>> import osce_tracker as ot
    >>> report = ot.profile(ot.load(), "Kazakhstan")
    >>> report.tables[1].title, [row["id"] for row in report.tables[1].records()]
    ('Chairs held', ['KZ-2010'])
    """
    found = tracker.states.find(state)
    code = found.code
    positions = {about: tracker.positions(about) for about in ("chairmanship", "agenda")}
    own = sorted((s for p in positions.values() for s in p[code].own), key=lambda s: s.sort_key)
    through = sorted((s for p in positions.values() for s in p[code].through), key=lambda s: s.sort_key)
    tables = (
        Table(title="Membership", key="membership", columns=_FIELDS, rows=tuple(_membership(found, tracker))),
        _chairs(tracker, code),
        _statements("Its own statements", "own", own, found, tracker),
        _statements("Statements of groups and others that count for it", "through", through, found, tracker),
        _objections(tracker, code),
        _commitments(tracker, found),
        _events(tracker, code),
    )
    day = last_day(tracker)
    latest = positions["chairmanship"][code]
    stance = (
        "no statement on the Chair is known; silence is no position"
        if latest.latest is None
        else f"{latest.latest.stance.label} ({latest.latest.date.readable}, {latest.standing.label})"
    )
    return Report(
        title=found.name if day is None else found.name_on(day),
        subtitle=f"{data_title(tracker)}; {found.kind.label}".removeprefix("; "),
        tables=tables,
        notes=(f"Latest stance towards the Chair: {stance}.", data_note(tracker)),
    )


def _membership(state: State, tracker: Tracker) -> Iterator[tuple[Value, ...]]:
    """Yield what the State is, since when, and of which groups it was a member."""
    names = [f"{n.name}{_span(n.since, n.until)}" for n in state.names]
    groups = [
        f"{group.name}{_span(member.since, member.until)}{_seen(group)}"
        for group in tracker.states.groups
        for member in _of(state.code, group.members)
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


def _seen(group: Group) -> str:
    return " (general knowledge, seen on no page)" if group.confidence is Confidence.MEMORY else ""


def _of(code: str, members: Iterable[Membership]) -> Iterator[Membership]:
    return (member for member in members if member.state == code)


def _span(since: object, until: object) -> str:
    parts = [f"since {since}" if since is not None else "", f"until {until}" if until is not None else ""]
    told = ", ".join(part for part in parts if part)
    return f" ({told})" if told else ""


def _chairs(tracker: Tracker, code: str) -> Table:
    rows = tuple(
        (term.id, term.since, term.until, listed(chair.name for chair in term.chairs_in_office) or None)
        for term in tracker.chairs
        if term.state == code
    )
    notes = () if rows else ("None so far.",)
    return Table(title="Chairs held", key="chairs", columns=_CHAIRS, rows=rows, notes=notes)


def _statements(
    title: str, key: str, statements: list[SupportStatement], state: State, tracker: Tracker
) -> Table:
    rows = tuple(
        (
            said.id,
            said.date,
            _speaker(said, state, tracker),
            _person(said.counterpart),
            said.forum,
            said.form,
            said.stance,
            said.about,
            dimensions_in_short(said.dimensions),
            said.summary,
            said.commits_to,
            said.provenance,
        )
        for said in statements
    )
    notes = [f"{number(len(rows), 'statement')}."]
    early = [said.id for said in statements if not state.member_on(said.date.last)]
    if early:
        notes.append(f"Made outside the time of membership: {listed(early)}.")
    return Table(title=title, key=key, columns=_STATEMENT, rows=rows, notes=tuple(notes))


def _speaker(said: SupportStatement, state: State, tracker: Tracker) -> str | None:
    """Return who spoke: a group, another State, or somebody for the State of the page."""
    if said.group is not None:
        return said.group
    if said.state == state.code:
        return _person(said.speaker)
    other = tracker.states.name(str(said.state), said.date.last)
    return listed(part for part in (other, _person(said.speaker)) if part is not None)


def _person(person: Person | None) -> str | None:
    return None if person is None else listed(part for part in (person.name, person.role) if part is not None)


def _objections(tracker: Tracker, code: str) -> Table:
    """Return the updates of commitments to which the State objected."""
    found: list[tuple[date, Commitment, StatusUpdate]] = [
        (update.date.last, commitment, update)
        for commitment in tracker.commitments
        for update in commitment.history
        if code in update.blocked_by
    ]
    rows = tuple(
        (c.id, update.date, c.title, update.obstacle, update.status, update.summary)
        for _, c, update in sorted(found, key=lambda item: (item[0], item[1].id))
    )
    notes = (f"{number(len(rows), 'objection')} that a source names.",)
    return Table(title="Objections", key="objections", columns=_OBJECTION, rows=rows, notes=notes)


def _commitments(tracker: Tracker, state: State) -> Table:
    """Return the commitments that the State made, blocked, or is named in."""
    names = {n.name for n in state.names} | {*state.aliases, *state.demonyms}
    spelt = sorted((re.escape(name) for name in names if len(name) >= _SHORTEST_NAME), key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(spelt)})\b") if spelt else None
    rows: list[tuple[Value, ...]] = []
    for c in tracker.commitments:
        texts = " ".join(text for text in (c.title, c.text, c.criterion) if text is not None)
        how = {
            "made": state.code in c.made_by.states,
            "blocked": any(state.code in update.blocked_by for update in c.updates),
            "named": pattern is not None and pattern.search(texts) is not None,
        }
        relation = listed(word for word, holds in how.items() if holds)
        if relation:
            rows.append((c.id, c.title, relation, c.made_on, c.due, c.latest_status))
    together = (c for c in tracker.commitments if c.made_by.type is MakerType.PARTICIPATING_STATES)
    joint = sum(not c.made_by.states for c in together)
    notes = [f"{number(len(rows), 'commitment')}."]
    if joint and state.kind is StateKind.PARTICIPATING:
        notes.append(f"Beside them {joint} of all participating States together.")
    return Table(
        title="Commitments in which it is named",
        key="commitments",
        columns=_COMMITMENT,
        rows=tuple(rows),
        notes=tuple(notes),
    )


def _events(tracker: Tracker, code: str) -> Table:
    rows = tuple(
        (e.id, e.when, e.title, e.body, place_of(e, e.when.last, tracker.states), e.status)
        for e in tracker.events
        if e.country == code
    )
    notes = (f"{number(len(rows), 'event')}.",)
    return Table(title="Events there", key="events", columns=_EVENT, rows=rows, notes=notes)
