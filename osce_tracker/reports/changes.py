"""Changes between two trackers or two days: moved, first on record, held, said, corrected, added."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from operator import itemgetter
from typing import Any, Final, cast, overload

import attrs

from osce_tracker.analysis.grouped import grouped
from osce_tracker.analysis.moves import moves_between
from osce_tracker.errors import UsageError
from osce_tracker.formats.report import KeyFigure, Report, Table, Value
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Basis, Commitment, MakerType, StatusUpdate
from osce_tracker.model.editions import as_saved
from osce_tracker.model.events import EventStatus
from osce_tracker.model.periods import Period
from osce_tracker.model.plain import is_record
from osce_tracker.model.sources import Source
from osce_tracker.model.states import StateRegistry
from osce_tracker.model.statuses import Status
from osce_tracker.reports import fields, wording
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.changes import Change, difference
from osce_tracker.tracker.tracker import Tracker

_DAY: Final = timedelta(days=1)
#: The other rows to count: the noun of each group or table.
_OTHERS: Final = {
    "updates": "other update",
    "events": "event",
    "statements": "statement",
    "corrections": "correction",
    "additions": "addition",
}
#: Stands for a field if a whole record was added or removed.
_WHOLE: Final = "the whole record"
#: Lists whose count uses another name than their field's.
_LISTS: Final = {"blocked_by": "blocking States"}
#: The text for a promise without an update.
_NOTHING_KNOWN: Final = "No source we found says what became of it."


@attrs.frozen
class _Row:
    """A row about a commitment.

    Attributes:
        commitment: the commitment.
        update: the update that it shows, if any.
        before: its status before, if it was on record.
        after: its status now.
        more: how many other new updates the row covers.
    """

    commitment: Commitment
    update: StatusUpdate | None
    before: Status | None
    after: Status
    more: int = 0

    @property
    def when(self) -> Period | None:
        """The date of its update, or else that on which a new commitment was made."""
        if self.update is not None:
            return self.update.date
        return self.commitment.made_on if self.before is None else None


@overload
def changes(before: Tracker, after: Tracker, /) -> Report: ...
@overload
def changes(tracker: Tracker, earlier: str | date | Period, later: str | date | Period, /) -> Report: ...
@checked
def changes(
    before: Tracker, after: Tracker | str | date | Period, later: str | date | Period | None = None, /
) -> Report:
    """Return the changes between two trackers, or between two days of one tracker.

    ``changes(before, after)`` compares two as-of views, or an older version of a data set with a newer one.
    ``changes(tracker, earlier, later)`` compares what had happened by the ends of two periods, whenever it
    became known.

    Args:
        before: a tracker.
        after: a later tracker; or a day, or a period such as ``"2025-Q3"`` whose last day counts.
        later: with a period as ``after``, one that ends later.

    Returns:
        A report of up to five tables: commitments (changed status, first on record, other updates), events,
        statements, corrections, and additions to records, each record in one row. For a promise that changed
        status it shows the latest update and counts earlier ones. Empty tables are left out.

    Raises:
        PeriodError: if a period is invalid.
        UsageError: if the days, views or editions are in the wrong order, or one is missing.

    >>> import osce_tracker as ot
    >>> tracker = ot.load()
    >>> report = ot.changes(tracker, "2025-Q3", "2025-Q4")
    >>> [(group.title, group.size) for group in report.tables[0].groups]
    [('Changed status', 42), ('First on record', 25), ('Other updates', 3)]
    >>> ot.changes(tracker, tracker).headline
    'Nothing changed.'
    """
    if not isinstance(after, Tracker) and later is not None:
        start, end = Period(after).last, Period(later).last
        if end <= start:
            raise UsageError(f"{later} does not end after {after}. Give the earlier one first.")
        span = f"from {readable_day(start)} to {readable_day(end)}"
        return _report(before.so_on(start), before.so_on(end), span, start)
    if not isinstance(after, Tracker) or later is not None:
        raise UsageError("Give changes two trackers, or a tracker and two periods.")
    _check_order(before, after)
    first, last = before.known_by, after.known_by
    if first is None or last is None:
        return _report(before, after, "between two data sets")
    return _report(before, after, f"in the public record from {readable_day(first)} to {readable_day(last)}")


def _check_order(before: Tracker, after: Tracker) -> None:
    """Reject a later view or edition given before an earlier one of the same data."""
    first, last, old, new = before.known_by, after.known_by, before.edition, after.edition
    if first is not None and last is not None:
        if first > last:
            raise UsageError(
                f"{readable_day(first)} is after {readable_day(last)}. Give the earlier view first."
            )
    elif old is not None and new is not None and old.name == new.name:
        # A view counts as compiled on its day, as if saved.
        made, remade = as_saved(old, first).compiled, as_saved(new, last).compiled
        if made > remade:
            raise UsageError(
                f"{old.name} of {readable_day(made)} is newer than that of {readable_day(remade)}. "
                "Give the older one first."
            )


def _report(before: Tracker, after: Tracker, span: str, start: date = date.min) -> Report:
    """Return the changes; facts dated ``start`` or earlier may have happened before."""
    found: defaultdict[str, list[tuple[Any, Change]]] = defaultdict(list)
    for change in _pair_updates(difference(before, after)):
        tracker = before if change.field is None and change.new is None else after
        found[_table(change)].append((getattr(tracker, change.kind)[change.record], change))
    moved, first, others = _rows(found["commitments"], found["updates"], before, after)
    rest = [(record, change, *part) for record, change in found["rest"] for part in _parts(change)]
    tables = (
        _commitments(moved, first, others, start),
        _events(found["events"], after),
        _statements([said for said, _ in found["statements"]], after),
        _corrections([part for part in rest if not _grew(*part[3:])], after),
        _additions([part for part in rest if _grew(*part[3:])], after),
    )
    shown = [table for table in tables if table.rows]
    counts = {table.key: len(table.rows) for table in shown}
    counts |= {group.key: group.size for group in tables[0].groups}
    return fields.report_on(
        after,
        f"Changes {span}",
        (_headline(counts), *_news_of(moved, first), _vague(moved, first, start)),
        shown,
        figures=_figures([*moved, *first], counts),
    )


def _news_of(moved: Sequence[_Row], first: Sequence[_Row]) -> Iterator[str]:
    """Yield how many changes are only news of the record: first verdicts, and deeds seen when done."""
    unknown = sum(row.before is Status.NOT_ASSESSED for row in moved)
    if unknown:
        yield wording.sentence(
            f"{wording.part_of(unknown, len(moved))} that changed status had not been assessed before"
        )
    own = sum(row.commitment.made_by.type is MakerType.CHAIR for row in first)
    deeds = sum(row.commitment.basis is Basis.DEED for row in first)
    parts: list[str] = []
    if first:
        verb = ("is" if own else "is not") if len(first) == 1 else wording.are(own)
        parts.append(f"{wording.part_of(own, len(first))} first on record {verb} the Chair's")
    if deeds:
        parts.append(f"{wording.numeral(deeds)} {wording.were(deeds)} recorded only when already done")
    if parts:
        yield wording.sentence(wording.joined(parts))


def _vague(moved: Iterable[_Row], first: Iterable[_Row], start: date) -> str:
    """Say how many changes of status and new commitments are dated so vaguely that they may be older."""
    dates = [*(row.when for row in moved), *(row.commitment.made_on for row in first)]
    vague = sum(when is not None and when.first <= start for when in dates)
    may = f"{wording.numeral(vague)} of these may be from before {readable_day(start + _DAY)}"
    return wording.sentence(f"{may}, but their dates are too vague to tell") if vague else ""


def _headline(counts: dict[str, int]) -> str:
    moved, first = counts.get("moved", 0), counts.get("first", 0)
    parts = [f"{wording.in_words(moved, 'commitment')} changed status"] if moved else []
    if first:
        count = wording.numeral(first) if moved else wording.in_words(first, "commitment")
        parts.append(f"{count} {wording.are(first)} first on record")
    nothing = "no commitment changed status" if counts else "nothing changed"
    return wording.sentence(wording.joined(parts) or nothing)


def _figures(news: Sequence[_Row], counts: dict[str, int]) -> Iterator[KeyFigure]:
    """Yield the number of moved or new commitments by status, and of other changes."""
    words = [row.after for row in news]
    for word in wording.MOVED_TO:
        if word in words:
            # Not a share, which would look like a rate of success.
            whole = f"of the {len(news)} that changed status or are first on record"
            yield fields.figure(word.value, f"now {word.label}", words.count(word), whole)
    others = {key: counts[key] for key in _OTHERS if key in counts}
    if others:
        parts = [wording.number(count, _OTHERS[key]) for key, count in others.items()]
        yield fields.figure("others", "other changes", sum(others.values()), wording.joined(parts))


def _pair_updates(found: Sequence[Change]) -> Iterator[Change]:
    """Yield changes; an update that was replaced by another text or source is one correction.

    Of several updates on one day, the first one removed and the first one added are a pair, and so on.
    """
    updates = [change for change in found if change.field == "updates"]
    came = grouped(((one.record, one.new.date), one) for one in updates if one.new is not None)
    gone = grouped(((one.record, one.old.date), one) for one in updates if one.new is None)
    pairs = [pair for key in came.keys() & gone.keys() for pair in zip(gone[key], came[key], strict=False)]
    olds = {id(new): old.old for old, new in pairs}
    dropped = {id(old) for old, _ in pairs}
    for change in found:
        if id(change) in olds:
            yield attrs.evolve(change, old=olds[id(change)])
        elif id(change) not in dropped:
            yield change


def _table(change: Change) -> str:
    """Return the table for a change: new updates or records, changes of events, or the rest."""
    if change.field == "updates" and change.old is None:
        return "updates"
    is_new = change.field is None and change.new is not None and change.kind != "series"
    is_of_event = change.kind == "events" and change.field in ("status", "when")
    return change.kind if is_new or is_of_event else "rest"


def _rows(
    new: Iterable[tuple[Any, Change]], updated: Iterable[tuple[Any, Change]], before: Tracker, after: Tracker
) -> tuple[list[_Row], list[_Row], list[_Row]]:
    """Return the commitments that changed status, those first on record, and the other new updates."""
    came: dict[str, list[StatusUpdate]] = grouped((one.id, change.new) for one, change in updated)
    moved: list[_Row] = []
    for move in moves_between(before, after):
        if move.first:
            continue
        latest = move.commitment.update_on(date.max)
        earlier = [update for update in came.pop(move.commitment.id, []) if update is not latest]
        moved.append(_Row(move.commitment, latest, move.before, move.after, len(earlier)))
    first = [_Row(one, one.update_on(date.max), None, one.latest_status) for one, _ in new]
    others = [
        _Row(after.commitments[record], update, None, update.status)
        for record, updates in came.items()
        for update in updates
    ]

    def order(row: _Row) -> tuple[int, str, str]:
        return fields.reading_order(row.commitment, row.after)

    return sorted(moved, key=order), sorted(first, key=order), others


def _commitments(moved: Sequence[_Row], first: Sequence[_Row], others: Sequence[_Row], start: date) -> Table:
    def happened(row: _Row) -> Value:
        if row.update is None:
            return f"{'First on record. ' if row.before is None else ''}{_NOTHING_KNOWN}"
        more = f" ({wording.number(row.more, 'earlier update')})" if row.more else ""
        vague = "" if row.update.date.first > start else f"Perhaps before {readable_day(start + _DAY)}: "
        return f"{vague}{row.update.summary}{more}"

    def sources(row: _Row) -> tuple[Source, ...]:
        return wording.commitment_sources(row.commitment) if row.update is None else fields.pages(row.update)

    return fields.field_table(
        "Commitments",
        "commitments",
        (
            *fields.of("commitment", *fields.commitments("commitment")),
            fields.field("before", "before"),
            fields.field("after", "after"),
            *fields.of(
                "commitment",
                fields.field("made_by", "made by", "made_by.type"),
                *fields.parts("made_by", fields.commitments("made_on basis")),
            ),
            *fields.parts(
                "happened",
                (
                    fields.field("when", "when", kind="date"),
                    fields.field("happened", "what happened", happened, detail=True),
                    fields.field("sources", "sources", sources, "sources"),
                ),
            ),
            *fields.of("commitment", fields.ID),
        ),
        groups=(
            fields.Group("moved", "Changed status", moved),
            fields.Group("first", "First on record", first),
            fields.Group("updates", "Other updates", others),
        ),
    )


def _of_record(*shown: fields.Field) -> tuple[fields.Field, ...]:
    """Return fields of the record that comes first in a row about a change."""
    return fields.of(itemgetter(0), *shown)


def _events(found: Iterable[tuple[Any, Change]], after: Tracker) -> Table:
    rows = sorted(found, key=lambda pair: (pair[0].when.first, pair[0].title))
    return fields.field_table(
        "Events",
        "events",
        (
            *_of_record(*fields.events(after.states, "event when")),
            fields.field("change", "what changed", lambda pair: _event_change(*pair)),
            *_of_record(fields.SOURCES, fields.DETAIL_ID),
        ),
        groups=(
            fields.Group("changed", "Changed", [pair for pair in rows if pair[1].field is not None]),
            fields.Group("new", "New", [pair for pair in rows if pair[1].field is None]),
        ),
    )


def _event_change(event: Any, change: Change) -> str:
    status: str = event.status.label
    if change.field == "when":
        return f"moved from {change.old.readable}"
    return status if change.old in (None, EventStatus.ANNOUNCED) else f"{status}, before {change.old.label}"


def _statements(new: Iterable[Any], after: Tracker) -> Table:
    shown = fields.statements(after.states, "who when stance about sources id")
    in_time = sorted(new, key=lambda said: (said.date.first, said.id))
    return fields.field_table("Statements", "statements", shown, in_time)


#: A part of a change: the record, the change, the field, and its values before and after.
_Part = tuple[Any, Change, str, Any, Any]


def _corrections(parts: Iterable[_Part], after: Tracker) -> Table:
    rows = [(*part[:3], *_value_pair(*part[2:], after.states)) for part in parts]
    return fields.field_table(
        "Corrections",
        "corrections",
        (
            _titles(after),
            fields.field("field", "field", itemgetter(2)),
            fields.field("old", "before", itemgetter(3), detail=True),
            fields.field("new", "after", itemgetter(4), detail=True),
            *_of_record(fields.SOURCES, fields.ID),
        ),
        rows,
    )


def _additions(parts: Iterable[_Part], after: Tracker) -> Table:
    """Return the table of additions to existing records, each record in one row."""
    by_record = grouped((part[1].record, part) for part in parts)
    return fields.field_table(
        "Additions to records",
        "additions",
        (
            *fields.of(itemgetter(0), _titles(after)),
            fields.field("added", "what was added", lambda parts: _added(parts, after.states)),
            *fields.of(itemgetter(0), *_of_record(fields.SOURCES, fields.ID)),
        ),
        by_record.values(),
    )


def _titles(after: Tracker) -> fields.Field:
    return fields.field("title", "record", lambda part: fields.title_of(part[0], after.states))


def _added(parts: Iterable[_Part], states: StateRegistry) -> str:
    """Return the additions to a record: how many to each list, then the values of fields that were empty."""
    counts: Counter[str] = Counter()
    texts: list[str] = []
    for _, _, field, old, new in parts:
        if isinstance(new, tuple):
            # Count those of updates together with those of the record.
            counts[field.partition(" of ")[0]] += len(cast("tuple[object, ...]", new)) - len(old)
        else:
            texts.append(
                "new"
                if field == _WHOLE
                else f"{field}: {wording.in_sentence(fields.value_of(field, new, states))}"
            )
    lists = wording.listed(
        f"{count} {name.removesuffix('s') if count == 1 else name}" for name, count in counts.items()
    )
    return "; ".join(filter(None, (lists, *texts)))


def _parts(change: Change) -> Iterator[tuple[str, Any, Any]]:
    """Yield the fields that differ: those of an update if it differs, otherwise the field itself."""
    old, new = change.old, change.new
    if change.field != "updates" or old is None or new is None:
        yield _WHOLE if change.field is None else wording.field_name(change.field), old, new
        return
    when = f"of the update of {new.date.readable}"
    if old == new:
        # Equal updates only changed places within their day; the last of these counts.
        yield f"place {when}", "", new
    for field in attrs.fields(cast("Any", type(new))):
        was, now = getattr(old, field.name), getattr(new, field.name)
        if was != now:
            yield f"{_LISTS.get(field.name) or wording.field_name(field.name)} {when}", was, now


def _grew(old: object, new: object) -> bool:
    """Return True if something was added, and nothing was removed or changed."""
    if isinstance(old, tuple) and isinstance(new, tuple):
        before, after = cast("tuple[object, ...]", old), cast("tuple[object, ...]", new)
        return tuple(item for item in after if item in before) == before
    return old is None


def _value_pair(field: str, old: Any, new: Any, states: StateRegistry) -> tuple[Value, Value]:
    """Return two values of a field as cells; for two lists of texts, only the items removed and added."""
    cells = fields.value_of(field, old, states), fields.value_of(field, new, states)
    if isinstance(old, tuple) and isinstance(new, tuple):
        before, after = cast("tuple[object, ...]", old), cast("tuple[object, ...]", new)
        if any(is_record(type(item)) for item in (*before, *after)):
            noun = field.partition(" of ")[0].removesuffix("s")
            return wording.number(len(before), noun), wording.number(len(after), noun)
        gone = [str(item) for item in before if item not in after]
        came = [str(item) for item in after if item not in before]
        if gone or came:
            return wording.listed(gone) or None, f"also {wording.listed(came)}" if came else None
    return cells
