"""What changed between two trackers or two days: first on record, moved, held, said, corrected."""

from __future__ import annotations

from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, cast, overload

import attrs

from osce_tracker.analysis.moves import ends, moves_between
from osce_tracker.errors import UsageError
from osce_tracker.model.clock import readable_day
from osce_tracker.model.dimensions import Section
from osce_tracker.model.events import EventStatus
from osce_tracker.model.plain import is_record
from osce_tracker.model.symbols import DocumentSymbol
from osce_tracker.reports import fields, wording
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.changes import Change, difference
from osce_tracker.tracker.kinds import KINDS
from osce_tracker.tracker.tracker import Tracker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from osce_tracker.formats.report import Report, Table, Value
    from osce_tracker.model.commitments import Commitment, StatusUpdate
    from osce_tracker.model.periods import Period
    from osce_tracker.model.sources import Source
    from osce_tracker.model.statuses import Status

#: Changes other than commitments that moved or are first on record, with the nouns for one and several.
_OTHERS: Final = {
    "updates": ("other update", "other updates"),
    "events": ("change to events", "changes to events"),
    "statements": ("new statement", "new statements"),
    "additions": ("addition to records", "additions to records"),
    "corrections": ("correction", "corrections"),
}
#: A row about a commitment: an update of it, or none, and its status before and after.
_Row = tuple["Commitment", "StatusUpdate | None", "Status | None", "Status"]
_PLACES: Final = {section: place for place, section in enumerate(Section)}


@overload
def changes(before: Tracker, after: Tracker, /) -> Report: ...
@overload
def changes(tracker: Tracker, earlier: str | date | Period, later: str | date | Period, /) -> Report: ...
@checked
def changes(
    before: Tracker, after: Tracker | str | date | Period, later: str | date | Period | None = None, /
) -> Report:
    """Return what changed between two trackers, or between two days of one tracker.

    ``changes(before, after)`` compares two as-of views, or an older version of a data set with a newer one.
    ``changes(tracker, earlier, later)`` compares what had happened by the ends of two periods, whenever it
    became known.

    Args:
        before: a tracker.
        after: a later tracker; or a day, or a period such as ``"2025-Q3"`` whose last day counts.
        later: with a period as ``after``, one that ends later.

    Returns:
        A report of four tables: commitments (first on record, moved, other updates), events, statements, and
        fields of records (additions, corrections). Every difference is in one of them.

    Raises:
        PeriodError: if a period is invalid.
        UsageError: if the days are in the wrong order, or one is missing.

    >>> import osce_tracker as ot
    >>> tracker = ot.load()
    >>> report = ot.changes(tracker, "2025-Q3", "2025-Q4")
    >>> [(group.title, group.size) for group in report.tables[0].groups]
    [('First on record', 25), ('Changed status', 42), ('Other updates', 24)]
    >>> ot.changes(tracker, tracker).headline
    'Nothing changed.'
    """
    if not isinstance(after, Tracker):
        if later is None:
            raise UsageError("Give changes two trackers, or a tracker and two periods.")
        start, end = ends(after, later)
        span = f"from {readable_day(start)} to {readable_day(end)}"
        return _report(before.so_on(start), before.so_on(end), span)
    if later is not None:
        raise UsageError("Give changes two trackers, or a tracker and two periods.")
    first, last = before.known_by, after.known_by
    if first is None or last is None:
        return _report(before, after, "between two data sets")
    if first > last:
        raise UsageError(f"{readable_day(first)} is after {readable_day(last)}. Give the earlier view first.")
    return _report(before, after, f"in the public record from {readable_day(first)} to {readable_day(last)}")


def _report(before: Tracker, after: Tracker, span: str) -> Report:
    found = [(_record(change, before, after), change) for change in _paired(difference(before, after))]
    found.sort(key=lambda one: (_PLACES[Section.of(one[0].dimensions)], one[0].id))
    tables = (
        _commitments(found, before, after),
        _events(found, after),
        _statements(found, after),
        _fields(found),
    )
    return fields.report_on(after, f"Changes {span}", _headline(tables), tables)


def _record(change: Change, before: Tracker, after: Tracker) -> Any:
    tracker = before if change.field is None and change.new is None else after
    return getattr(tracker, change.kind)[change.record]


def _headline(tables: Iterable[Table]) -> str:
    counts = {group.key: group.size for table in tables for group in table.groups}
    counts |= {table.key: len(table.rows) for table in tables if not table.groups and table.rows}
    moved, first = counts.get("moved", 0), counts.get("first", 0)
    parts = [f"{wording.in_words(moved, 'promise')} changed status"] if moved else []
    if first:
        count = wording.numeral(first) if moved else wording.in_words(first, "promise")
        parts.append(f"{count} {'is' if first == 1 else 'are'} first on record")
    others = [wording.in_words(counts[key], *nouns) for key, nouns in _OTHERS.items() if key in counts]
    verb = "is" if others and others[0].startswith("one ") else "are"
    there = f"there {verb} {wording.joined(others)}" if others else ""
    return wording.sentence("; ".join(filter(None, (wording.joined(parts), there))) or "nothing changed")


def _paired(found: Sequence[Change]) -> Iterator[Change]:
    """Yield changes; an update that went and came again with another text or source is one correction.

    Of several updates of one day the first that went and the first that came are a pair, and so on.
    """
    came: dict[object, list[Change]] = {}
    gone: dict[object, list[Change]] = {}
    for change in found:
        if change.field == "updates":
            update = change.old if change.new is None else change.new
            (gone if change.new is None else came).setdefault((change.record, update.date), []).append(change)
    pairs = [pair for key in came.keys() & gone.keys() for pair in zip(gone[key], came[key], strict=False)]
    olds = {id(new): old.old for old, new in pairs}
    dropped = {id(old) for old, _ in pairs}
    for change in found:
        if id(change) in olds:
            yield attrs.evolve(change, old=olds[id(change)])
        elif id(change) not in dropped:
            yield change


# The four tables. A change belongs in the first one whose test it passes.


def _is_added(change: Change) -> bool:
    return change.field is None and change.new is not None and change.kind != "series"


def _is_update(change: Change) -> bool:
    return change.field == "updates" and change.old is None


def _is_event_change(change: Change) -> bool:
    return change.kind == "events" and change.field in ("status", "when")


def _commitments(found: Sequence[tuple[Any, Change]], before: Tracker, after: Tracker) -> Table:
    added = [c for c, change in found if change.kind == "commitments" and _is_added(change)]
    came: dict[str, list[StatusUpdate]] = {}
    for commitment, change in found:
        if _is_update(change):
            came.setdefault(commitment.id, []).append(change.new)
    moved: list[_Row] = []
    moves = [move for move in moves_between(before, after) if not move.first]
    for move in sorted(moves, key=lambda move: (_PLACES[move.commitment.section], move.commitment.id)):
        commitment = move.commitment
        latest = commitment.update_on(date.max)
        moved.append((commitment, latest, move.before, move.after))
        if latest is not None and latest in came.get(commitment.id, ()):
            came[commitment.id].remove(latest)
    first: list[_Row] = [(c, c.update_on(date.max), None, c.latest_status) for c in added]
    others: list[_Row] = [
        (after.commitments[record], update, None, update.status)
        for record, updates in came.items()
        for update in updates
    ]
    return fields.field_table(
        "Commitments",
        "commitments",
        (
            *_of_record(*fields.commitments("commitment section")),
            fields.field("before", "before", itemgetter(2)),
            fields.field("after", "after", itemgetter(3)),
            *fields.news(itemgetter(1)),
            *_of_record(fields.field("made_by", "made by", "made_by.name", detail=True)),
            *_of_record(*fields.commitments("made_on due")),
            fields.field("sources", "sources", _sources, "sources"),
            *_of_record(fields.ID),
        ),
        groups=(
            fields.Group("first", "First on record", first),
            fields.Group("moved", "Changed status", moved),
            fields.Group("updates", "Other updates", others),
        ),
    )


def _of_record(*shown: fields.Field) -> tuple[fields.Field, ...]:
    """Return fields of the record that comes first in a row about a change."""
    return fields.of(itemgetter(0), *shown)


def _sources(change: _Row) -> tuple[Source, ...]:
    commitment, update, *_ = change
    return wording.commitment_sources(commitment) if update is None else wording.newest_first(update.sources)


def _events(found: Iterable[tuple[Any, Change]], after: Tracker) -> Table:
    return fields.field_table(
        "Events",
        "events",
        (
            *_of_record(*fields.events(after.states, "event section body when")),
            fields.field("change", "what changed", lambda pair: _event_change(*pair)),
            *_of_record(fields.sources(), fields.ID),
        ),
        (
            (event, change)
            for event, change in found
            if change.kind == "events" and (_is_added(change) or _is_event_change(change))
        ),
    )


def _event_change(event: Any, change: Change) -> str:
    status: str = event.status.label
    if change.field is None:
        return f"added, {status}"
    if change.field == "when":
        return f"moved from {change.old.readable}"
    return status if change.old is EventStatus.ANNOUNCED else f"{status}, before {change.old.label}"


def _statements(found: Iterable[tuple[Any, Change]], after: Tracker) -> Table:
    return fields.field_table(
        "Statements",
        "statements",
        fields.statements(after.states, "who section when stance about summary sources id", ()),
        (said for said, change in found if change.kind == "statements" and _is_added(change)),
    )


def _fields(found: Iterable[tuple[Any, Change]]) -> Table:
    parts = [
        (record, change, *part)
        for record, change in found
        if not (_is_added(change) or _is_update(change) or _is_event_change(change))
        for part in _parts(change)
    ]
    return fields.field_table(
        "Fields of records",
        "fields",
        (
            fields.field("title", "record", lambda p: getattr(p[0], "title", None) or p[0].summary),
            *_of_record(*fields.commitments("section")),
            fields.field("kind", "kind", lambda part: KINDS[part[1].kind].noun),
            fields.field("field", "field", itemgetter(2)),
            fields.field("old", "before", lambda part: _compared(*part[2:])[0], detail=True),
            fields.field("new", "after", lambda part: _compared(*part[2:])[1], detail=True),
            *_of_record(fields.sources(), fields.ID),
        ),
        groups=(
            fields.Group("additions", "Additions to records", [p for p in parts if _grew(*p[3:])]),
            fields.Group("corrections", "Corrections", [p for p in parts if not _grew(*p[3:])]),
        ),
    )


def _parts(change: Change) -> Iterator[tuple[str, Any, Any]]:
    """Yield the fields that differ: those of an update if it differs, otherwise the field itself."""
    old, new = change.old, change.new
    if change.field != "updates" or old is None or new is None:
        yield "all" if change.field is None else change.field.replace("_", " "), old, new
        return
    when = f"of the update of {new.date.readable}"
    if old == new:
        # Equal ones only changed places among the updates of their day; the last of these counts.
        yield f"place {when}", "", new
    for field in attrs.fields(cast("Any", type(new))):
        was, now = getattr(old, field.name), getattr(new, field.name)
        if was != now:
            yield f"{field.name.replace('_', ' ')} {when}", was, now


def _grew(old: object, new: object) -> bool:
    """Return True if something was added, and nothing that was there went or differs."""
    if isinstance(old, tuple) and isinstance(new, tuple):
        before, after = cast("tuple[object, ...]", old), cast("tuple[object, ...]", new)
        return tuple(item for item in after if item in before) == before
    return old is None


def _compared(field: str, old: Any, new: Any) -> tuple[Value, Value]:
    """Return two values of a field as cells; of two lists of texts only what went and what came."""
    if isinstance(old, tuple) and isinstance(new, tuple):
        before, after = cast("tuple[object, ...]", old), cast("tuple[object, ...]", new)
        if any(is_record(type(item)) for item in (*before, *after)):
            noun = field.partition(" of ")[0].removesuffix("s")
            return wording.number(len(before), noun), wording.number(len(after), noun)
        gone = [str(item) for item in before if item not in after]
        came = [str(item) for item in after if item not in before]
        if gone or came:
            return wording.listed(gone) or None, f"also {wording.listed(came)}" if came else None
    return _cell(old), _cell(new)


def _cell(value: Any) -> Value:
    """Return the value of a field as a cell: a record by its title, name or text."""
    if isinstance(value, tuple):
        return wording.listed(map(str, cast("tuple[object, ...]", value))) or None
    if isinstance(value, DocumentSymbol):
        return str(value)
    if is_record(cast("Any", type(value))):
        names = (getattr(value, name, None) for name in ("title", "summary", "name"))
        return str(next(filter(None, names), value))
    return cast("Value", value)
