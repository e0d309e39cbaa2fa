"""News since a day: corrected verdicts and stances, then new entries, then the other corrections."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from operator import itemgetter
from typing import Final

from osce_tracker.analysis import whats_new as analysis
from osce_tracker.analysis.grouped import grouped
from osce_tracker.analysis.whats_new import Corrected, News
from osce_tracker.formats.report import Report, Table, Value
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Commitment, StatusUpdate
from osce_tracker.model.periods import as_day
from osce_tracker.model.sources import Source
from osce_tracker.reports import fields, wording
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.kinds import KINDS
from osce_tracker.tracker.tracker import Tracker

#: The noun in figures for the rows of each table of corrections, and its singular and plural in headlines.
_CORRECTED: Final = {
    "verdicts": ("corrected", ("status", "statuses")),
    "stances": ("corrected", ("stance", "stances")),
    "others": ("other corrected", ("record", "records")),
}
#: The same for the other tables.
_NEW: Final = {
    "updates": ("new", ("update", "updates")),
    **{name: ("new", (kind.noun, kind.name)) for name, kind in KINDS.items()},
}
#: How to read the report.
_MEANING: Final = (
    "What is new goes by the day on which we entered or corrected it, not by the day on which it happened or "
    "became public."
)


@checked
def whats_new(tracker: Tracker, since: date | str) -> Report:
    """Return corrections and new entries since a day, for readers who come back.

    Args:
        tracker: the tracker.
        since: the day of your last visit, such as ``"2026-11-23"``. Records entered on that day are not new.

    Returns:
        A report that starts with corrected verdicts: the update, the old and new values,
        the status of the commitment now, and the reason. Then come corrected
        stances, new updates of earlier commitments, new commitments, events,
        series and statements, and the other corrections, with one row per record. Empty tables are left
        out.

    Raises:
        PeriodError: if the day is invalid.

    >>> import osce_tracker as ot
    >>> ot.whats_new(ot.load(), "2026-11-29").headline
    'Nothing is new since 29 November 2026.'
    """
    day = as_day(since)
    news = analysis.whats_new(tracker, day)
    stances = [one for one in news.others if one.correction.field == "stance"]
    others = [one for one in news.others if one not in stances]
    tables = (
        _verdicts(tracker, news.verdicts),
        _stances(tracker, stances),
        _updates(tracker, news),
        *_records(tracker, news),
        _others(tracker, others),
    )
    shown = [table for table in tables if table.rows]
    counts = {table.key: len(table.rows) for table in shown}
    corrected = len({one.record.id for one in news.verdicts})
    # One commitment may have several updates with corrected verdicts.
    on = f" on {wording.in_words(corrected, 'commitment')}" if len(news.verdicts) > 1 else ""
    corrections = wording.number(len(others), "correction")
    headline, more = _headline(counts, on, readable_day(day))
    return fields.report_on(
        tracker,
        f"New since {readable_day(day)}",
        (headline, *_still(news.verdicts), more, _first_entry(tracker, day) if shown else ""),
        shown,
        figures=[
            fields.figure(key, f"{which} {nouns[count != 1]}", count, corrections if key == "others" else "")
            for key, count in counts.items()
            for which, nouns in [(_NEW | _CORRECTED)[key]]
        ],
        notes=[_MEANING, _limit(tracker, day)],
    )


def _still(verdicts: Sequence[Corrected]) -> Iterator[str]:
    """Say how many commitments have a different status now, if earlier entries were also corrected."""
    now = {
        one.record.id
        for one in verdicts
        if isinstance(one.record, Commitment) and one.update is one.record.update_on(date.max)
    }
    if others := len(verdicts) - len(now):
        changed = f"the corrections changed the present status of {wording.in_words(len(now), 'commitment')}"
        yield wording.sentence(
            f"{changed}; the other {wording.numeral(others)} {wording.are(others)} of earlier updates"
        )


def _first_entry(tracker: Tracker, day: date) -> str:
    """Say that every entry is new if the first one came after the day of the last visit."""
    entered = (one.entered for collection in tracker.collections for one in collection)
    first = min((entry for entry in entered if entry is not None), default=None)
    if first is None or first <= day:
        return ""
    return f"The records were first entered on {readable_day(first)}, so every one of them counts as new."


def _limit(tracker: Tracker, day: date) -> str:
    """Say when the data were compiled, if that was not after the day of the last visit."""
    compiled = None if tracker.edition is None else tracker.edition.compiled
    if compiled is None or compiled > day:
        return ""
    return f"The data were compiled on {readable_day(compiled)}: nothing later is in them."


def _headline(counts: dict[str, int], on: str, day: str) -> tuple[str, str]:
    new = {key: count for key, count in counts.items() if key in _NEW}
    corrected = [
        f"{wording.in_words(counts[key], *nouns)}{on if key == 'verdicts' else ''}"
        for key, (_, nouns) in _CORRECTED.items()
        if key in counts and (key != "others" or not counts.keys() & {"verdicts", "stances"})
    ]
    parts: list[str] = []
    if corrected:
        count = 1 if len(corrected) == 1 and corrected[0].startswith("one ") else 2
        parts.append(f"{wording.joined(corrected)} {wording.were(count)} corrected")
    if new:
        total = sum(new.values())
        nouns = _NEW[next(iter(new))][1] if len(new) == 1 else ("entry", "entries")
        parts.append(f"{wording.in_words(total, *nouns)} {wording.are(total)} new")
    first, *more = parts or ["nothing is new"]
    return wording.divided(f"{first} since {day}", *more)


def value_of(one: Corrected, text: str | None) -> Value:
    """Return the old or new value of a correction: words by their labels, periods in readable form.

    Args:
        one: the correction.
        text: its old or its new value.
    """
    cls = type(one.record) if one.update is None else StatusUpdate
    return fields.as_stored(cls, one.correction.field, text)


def _sources(*found: Corrected) -> tuple[Source, ...]:
    return fields.pages(*(one.record if one.update is None else one.update for one in found))


#: The values before and after a correction.
_VALUES: Final = (
    fields.field("old", "was entered as", lambda one: value_of(one, one.correction.old), later="new"),
    fields.field("new", "corrected to", lambda one: value_of(one, one.correction.new)),
)
#: The reason for a correction, and its record.
_WHY: Final = (
    fields.field("why", "why", "correction.why", detail=True),
    fields.field("sources", "sources", _sources, "sources"),
    fields.field("id", "id", "record.id"),
)


def _verdicts(tracker: Tracker, found: Iterable[Corrected]) -> Table:
    shown = (
        *fields.of("record", fields.field("record", "commitment", "title"), *fields.chairs(tracker)),
        fields.field("update", "update of", "correction.update", "date"),
        *fields.of("update", fields.field("happened", "the update", "summary", detail=True)),
        *_VALUES,
        fields.field("now", "status now", "record.latest_status"),
        *_WHY,
    )
    return fields.field_table("Statuses that were corrected", "verdicts", shown, found)


def _stances(tracker: Tracker, found: Iterable[Corrected]) -> Table:
    """Return the table of corrected stances: readers may have quoted them."""
    who, date_of, about = fields.statements(tracker.states, "who date about")
    shown = (*fields.of("record", who, *fields.chairs(tracker), date_of, about), *_VALUES, *_WHY)
    return fields.field_table("Stances that were corrected", "stances", shown, found)


def _others(tracker: Tracker, found: Iterable[Corrected]) -> Table:
    """Return the table of other corrections, with one row per record."""
    by_record = grouped(((one.correction.kind, one.correction.record), one) for one in found)

    def once(texts: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(texts))

    shown = (
        *fields.of(
            lambda own: own[0].record,
            fields.field("record", "record", lambda record: fields.title_of(record, tracker.states)),
            *fields.chairs(tracker),
        ),
        fields.field("fields", "what was corrected", lambda own: wording.joined(once(map(_name, own)))),
        fields.field(
            "values", "before and now", lambda own: "; ".join(map(before_and_now, own)), detail=True
        ),
        fields.field(
            "why", "why", lambda own: " ".join(once(one.correction.why for one in own)), detail=True
        ),
        fields.field("sources", "sources", lambda own: _sources(*own), "sources"),
        fields.field("id", "id", lambda own: own[0].record.id),
    )
    return fields.field_table("Other corrections", "others", shown, by_record.values())


def _name(one: Corrected) -> str:
    return wording.field_name(one.correction.field)


def before_and_now(one: Corrected) -> str:
    """Return the values of a correction, with the text of its update if it corrects one.

    Args:
        one: the correction.
    """
    name = _name(one)
    if one.update is not None:
        name = f"{name} of the update of {one.update.date.readable} ({one.update.summary.rstrip('.')})"
    old, new = (_quoted(value_of(one, text)) for text in (one.correction.old, one.correction.new))
    return f"{name}: {f'{old}, ' if old else ''}now {new or 'nothing'}"


def _quoted(value: Value) -> str:
    """Return a word or period unchanged, and a text in quotation marks; nothing without a value."""
    if value is None:
        return ""
    return f"“{value}”" if type(value) is str else wording.in_sentence(value)


def _records(tracker: Tracker, news: News) -> tuple[Table, ...]:
    """Return the tables of new commitments, events, series and statements."""
    series = (fields.field("series", "series", "title"), fields.field("body", "body"))
    shown = {
        "commitments": fields.commitments("commitment made_on status sources id"),
        "events": fields.events(tracker.states, "event when body status sources id"),
        "series": (*series, fields.SOURCES, fields.ID),
        "statements": fields.statements(tracker.states, "who date stance about summary sources id"),
    }
    return tuple(
        fields.field_table(
            f"New {kind}", kind, (first, *fields.chairs(tracker), *others), getattr(news, kind)
        )
        for kind, (first, *others) in shown.items()
    )


def _updates(tracker: Tracker, news: News) -> Table:
    shown = (
        *fields.of(itemgetter(0), *fields.commitments("commitment"), *fields.chairs(tracker)),
        *fields.of(
            itemgetter(1),
            fields.field("status", "status in this update"),
            *fields.parts("happened", (*fields.NEWS, fields.SOURCES)),
        ),
        *fields.of(itemgetter(0), fields.field("now", "status now", "latest_status"), fields.ID),
    )
    return fields.field_table("New updates of earlier commitments", "updates", shown, news.updates)
