"""What changed between two trackers, or between two days: added, moved, corrected, held, said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from osce_tracker.errors import UsageError
from osce_tracker.formats.report import Column, Report, Table, Value
from osce_tracker.model.dimensions import Section
from osce_tracker.model.events import EventStatus
from osce_tracker.model.periods import Period
from osce_tracker.model.statuses import Status
from osce_tracker.model.symbols import DocumentSymbol
from osce_tracker.model.vocabulary import Vocabulary
from osce_tracker.reports.wording import data_note, data_title, number
from osce_tracker.tracker.changes import Change, difference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from osce_tracker.model.commitments import Commitment, StatusUpdate
    from osce_tracker.model.events import Event
    from osce_tracker.tracker.tracker import Tracker

_Row = tuple[Value, ...]
_HEAD: Final = (Column("id", "id"), Column("section", "dim."))
_ADDED: Final = (
    *_HEAD,
    Column("commitment", "commitment"),
    Column("made_by", "made by"),
    Column("made_on", "made on"),
    Column("due", "due"),
    Column("status", "status"),
    Column("sources", "sources", kind="number"),
)
_MOVES: Final = (
    *_HEAD,
    Column("commitment", "commitment"),
    Column("from", "from"),
    Column("to", "to"),
    Column("date", "date"),
    Column("evidence", "evidence", detail=True),
    Column("sources", "sources", kind="number"),
)
_UPDATES: Final = tuple(column for column in _MOVES if column.key != "from")
_EVENTS: Final = (
    *_HEAD,
    Column("when", "when"),
    Column("change", "what changed"),
    Column("event", "event", detail=True),
)
_SAID: Final = (
    *_HEAD,
    Column("date", "date"),
    Column("who", "who"),
    Column("stance", "stance"),
    Column("about", "about"),
    Column("summary", "summary", detail=True),
)
_CORRECTED: Final = (
    *_HEAD,
    Column("record", "record"),
    Column("field", "field"),
    Column("old", "before", detail=True),
    Column("new", "after", detail=True),
)


def changes(before: Tracker, after: Tracker) -> Report:
    """Return what changed from one tracker to another.

    Args:
        before: a tracker: an as-of view, or an older version of a data set.
        after: a later one.

    Returns:
        Seven tables: commitments added, status moves, further updates, events, statements added,
        additions to records that were there, and corrections: what reads otherwise than before. Every
        difference of ``difference(before, after)`` is in one of them; an added record comes with all that
        it holds.

    Raises:
        UsageError: when ``before`` is the view of a later day than ``after``.

    >>> import osce_tracker as ot
    >>> tracker = ot.load()
    >>> sum(len(table.rows) for table in ot.changes(tracker, tracker).tables)
    0
    """
    if before.known_by and after.known_by and before.known_by > after.known_by:
        raise UsageError(f"the days are in the wrong order: {before.known_by} is after {after.known_by}")
    if before.known_by and after.known_by:
        title = f"Changes in the public record from {before.known_by} to {after.known_by}"
    else:
        title = "Changes between two data sets"
    return _report(title, before, after)


def changes_between(tracker: Tracker, earlier: str | Period, later: str | Period) -> Report:
    """Return what came to be so from the end of one period to the end of another.

    Args:
        tracker: the tracker.
        earlier: a period such as ``"2025-Q3"``; its last evening counts.
        later: one that ends later.

    Returns:
        The report of ``changes``, on what had happened by the two evenings, whenever it became known.

    Raises:
        PeriodError: when one is no period.
        UsageError: when the second does not end after the first.

    >>> import osce_tracker as ot
    >>> moves = ot.changes_between(ot.load(), "2025-Q3", "2025-Q4").tables[1]
    >>> for row in list(moves.records())[:2]:
    ...     print(row["id"], "from", row["from"].label, "to", row["to"].label, "on", row["date"])
    FI25-PM-02 from in progress to partly fulfilled on 2025-11-12
    FI25-PM-03 from not assessed to in progress on 2025-11-26
    """
    first, last = Period(earlier), Period(later)
    if last.last <= first.last:
        raise UsageError(f"the periods are in the wrong order: {last} does not end after {first}")
    title = f"Changes from the end of {first} to the end of {last}"
    return _report(title, tracker.so_on(first.last), tracker.so_on(last.last))


def _report(title: str, before: Tracker, after: Tracker) -> Report:
    sorting = _Sorting(before, after)
    for change in _paired(difference(before, after)):
        sorting.take(change)
    tables = tuple(
        Table(
            title=name,
            key=key,
            columns=columns,
            rows=tuple(sorted(rows, key=_order)),
            notes=(f"{len(rows)} {'line' if len(rows) == 1 else 'lines'}.",),
        )
        for key, name, columns, rows in sorting.tables()
    )
    total = sum(len(table.rows) for table in tables)
    summary = "Nothing changed." if total == 0 else f"{number(total, 'change')} in all."
    dims = "Dim.: " + ", ".join(f"{word.short} {word.label.lower()}" for word in Section) + "."
    return Report(
        title=title, subtitle=data_title(after), tables=tables, notes=(summary, dims, data_note(after))
    )


def _paired(found: Sequence[Change]) -> Iterator[Change]:
    """Yield changes; an update that went and came again with another word or source is one correction.

    Of several updates of one day the first that went and the first that came are a pair, and so on.
    """
    came: dict[object, list[Change]] = {}
    gone: dict[object, list[Change]] = {}
    for change in found:
        if change.field == "updates":
            (gone if change.new is None else came).setdefault(_same(change), []).append(change)
    pairs = [pair for key in came.keys() & gone.keys() for pair in zip(gone[key], came[key], strict=False)]
    olds = {id(new): old.old for old, new in pairs}
    dropped = {id(old) for old, _ in pairs}
    for change in found:
        if id(change) in olds:
            yield attrs.evolve(change, old=olds[id(change)])
        elif id(change) not in dropped:
            yield change


def _same(change: Change) -> tuple[str, object]:
    """Return what tells an update again: its commitment and its date."""
    update = change.old if change.new is None else change.new
    return change.record, getattr(update, "date", None)


def _order(row: _Row) -> tuple[int, str]:
    return _SECTIONS[str(row[1])], str(row[0])


_SECTIONS = {section.short: place for place, section in enumerate(Section)}


class _Sorting:
    """Sorts changes into the tables that show them."""

    def __init__(self, before: Tracker, after: Tracker) -> None:
        self.before, self.after = before, after
        self.added: list[_Row] = []
        self.moves: list[_Row] = []
        self.updates: list[_Row] = []
        self.events: list[_Row] = []
        self.said: list[_Row] = []
        self.grown: list[_Row] = []
        self.corrected: list[_Row] = []

    def tables(self) -> Sequence[tuple[str, str, tuple[Column, ...], list[_Row]]]:
        return (
            ("added", "Commitments added", _ADDED, self.added),
            ("moves", "Status moves", _MOVES, self.moves),
            ("updates", "Further updates", _UPDATES, self.updates),
            ("events", "Events", _EVENTS, self.events),
            ("statements", "Statements added", _SAID, self.said),
            ("additions", "Additions to records", _CORRECTED, self.grown),
            ("corrections", "Corrections", _CORRECTED, self.corrected),
        )

    def take(self, change: Change) -> None:
        """Put one change where it belongs."""
        added: dict[str, Callable[[Any], None]] = {
            "commitments": self._commitment,
            "events": self._event,
            "statements": self._statement,
        }
        if change.field is None and change.new is not None and change.kind in added:
            added[change.kind](change.new)
        elif change.field == "updates" and change.old is None and change.new is not None:
            self._update(self.after.commitments[change.record], change.new)
        elif change.kind == "events" and change.field in ("status", "when"):
            self._event_change(self.after.events[change.record], change)
        else:
            self._correction(change)

    def _commitment(self, found: Commitment) -> None:
        self.added.append(
            (
                found.id,
                found.section.short,
                found.title,
                found.made_by.name,
                found.made_on,
                found.due,
                found.latest_status,
                len(found.sources),
            )
        )

    def _update(self, commitment: Commitment, update: StatusUpdate) -> None:
        """Note an update that came: a move when the status before it was another."""
        history = commitment.history
        place = history.index(update)
        was = history[place - 1].status if place else Status.NOT_ASSESSED
        head = (commitment.id, commitment.section.short, commitment.title)
        tail = (update.status, update.date, update.summary, len(update.sources))
        if was is update.status:
            self.updates.append((*head, *tail))
        else:
            self.moves.append((*head, was, *tail))

    def _event(self, event: Event) -> None:
        self._event_row(event, f"added, {event.status.label}")

    def _event_row(self, event: Event, what: str) -> None:
        told = f"{event.title} ({event.body})"
        self.events.append((event.id, event.section.short, event.when, what, told))

    def _event_change(self, event: Event, change: Change) -> None:
        if change.field == "when":
            self._event_row(event, f"moved from {change.old.readable}")
        elif change.old is EventStatus.ANNOUNCED:
            self._event_row(event, event.status.label)
        else:
            self._event_row(event, f"{event.status.label}, before {change.old.label}")

    def _statement(self, said: Any) -> None:
        who = said.group if said.state is None else self.after.states.name(said.state, said.date.last)
        row = (said.id, said.section.short, said.date, who, said.stance, said.about, said.summary)
        self.said.append(row)

    def _correction(self, change: Change) -> None:
        tracker = self.after if change.new is not None or change.field else self.before
        collections: dict[str, Any] = {
            "commitments": tracker.commitments,
            "events": tracker.events,
            "series": tracker.series,
            "statements": tracker.statements,
        }
        record = collections[change.kind][change.record]
        section = Section.of(record.dimensions).short
        kind = change.kind.removesuffix("s") if change.kind != "series" else change.kind
        if change.field == "updates" and change.old is not None and change.new is not None:
            where = f"of the update of {change.new.date}"
            apart = list(_apart(change.old, change.new))
            if not apart:
                # Equal ones only changed places among the updates of their day, of which the last stands.
                row = (change.record, section, kind, f"place {where}", None, in_short(change.new))
                self.corrected.append(row)
            for field, old, new in apart:
                self._field((change.record, section, kind, f"{field} {where}"), field, old, new)
        else:
            field = "all" if change.field is None else change.field.replace("_", " ")
            self._field((change.record, section, kind, field), field, change.old, change.new)

    def _field(self, head: _Row, field: str, old: object, new: object) -> None:
        """Note a field that reads otherwise, or to which something was added and from which nothing went."""
        rows = self.grown if _grew(old, new) else self.corrected
        rows.append((*head, *_beside(field, old, new)))


def _apart(old: object, new: object) -> Iterator[tuple[str, Any, Any]]:
    """Yield the fields in which two records of a class differ."""
    for field in attrs.fields(cast("Any", type(new))):
        was, now = getattr(old, field.name), getattr(new, field.name)
        if was != now:
            yield field.name, was, now


def _grew(old: object, new: object) -> bool:
    """Return whether something came and nothing of what was there went or reads otherwise."""
    if isinstance(old, tuple) and isinstance(new, tuple):
        kept, there = cast("tuple[object, ...]", new), cast("tuple[object, ...]", old)
        return tuple(item for item in kept if item in there) == there
    return old is None


def _beside(field: str, old: Any, new: Any) -> tuple[Value, Value]:
    """Return two values of a field; of two lists of texts only what went and what came."""
    if isinstance(old, tuple) and isinstance(new, tuple):
        was, now = cast("tuple[object, ...]", old), cast("tuple[object, ...]", new)
        if any(attrs.has(type(item)) for item in (*was, *now)):
            nouns = {True: field.removesuffix("s"), False: field}
            return f"{len(was)} {nouns[len(was) == 1]}", f"{len(now)} {nouns[len(now) == 1]}"
        gone = [str(item) for item in was if item not in now]
        came = [str(item) for item in now if item not in was]
        if gone or came:
            return ", ".join(gone) or None, f"also {', '.join(came)}" if came else None
    return in_short(old), in_short(new)


def in_short(value: Any) -> Value:
    """Return a value of a field as one cell: what it says, or how many it holds.

    Args:
        value: what a field of a record holds.

    >>> in_short(("a", "b")), in_short(None)
    ('a, b', None)
    """
    if isinstance(value, tuple):
        return ", ".join(map(str, cast("tuple[object, ...]", value))) or None
    if attrs.has(cast("Any", type(value))):
        named = getattr(value, "title", None) or getattr(value, "summary", None)
        return str(named or getattr(value, "name", value))
    if isinstance(value, DocumentSymbol):
        return str(value)
    return value.label if isinstance(value, Vocabulary) else cast("Value", value)
