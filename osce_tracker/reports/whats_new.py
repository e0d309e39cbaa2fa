"""What is new since a day: what was corrected first, then what was entered."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from osce_tracker.analysis import whats_new as analysis
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import StatusUpdate
from osce_tracker.model.periods import as_day
from osce_tracker.reports import fields, wording
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from osce_tracker.analysis.whats_new import Corrected, News
    from osce_tracker.formats.report import Report, Table, Value
    from osce_tracker.tracker.tracker import Tracker

#: How to read the report.
_MEANING: Final = (
    "What is new goes by the day on which we entered or corrected it, not by the day on which it happened or "
    "became public."
)


@checked
def whats_new(tracker: Tracker, since: date | str) -> Report:
    """Return what was corrected and entered after a day: for readers who come back.

    Args:
        tracker: the tracker.
        since: the day of the last visit, such as ``"2026-11-23"``. What was entered on it is not new.

    Returns:
        A report whose tables begin with the verdicts that were corrected, with what was said before and now
        and why; then the other corrections, the new commitments, events, series and statements, and the new
        updates of commitments that had been entered before. Empty tables are left out.

    Raises:
        PeriodError: if the day is invalid.

    >>> import osce_tracker as ot
    >>> ot.whats_new(ot.load(), "2026-11-29").headline
    'Nothing is new since 29 November 2026.'
    """
    day = as_day(since)
    news = analysis.whats_new(tracker, day)
    counts = {
        "verdicts": ("corrected verdict", len(news.verdicts)),
        "others": ("other correction", len(news.others)),
        "commitments": ("new commitment", len(news.commitments)),
        "events": ("new event", len(news.events)),
        "series": ("new series", len(news.series)),
        "statements": ("new statement", len(news.statements)),
        "updates": ("new update", len(news.updates)),
    }
    tables = (
        _corrections(tracker, "Verdicts that were corrected", "verdicts", news.verdicts),
        _corrections(tracker, "Other corrections", "others", news.others),
        *_records(tracker, news),
        _updates(tracker, news),
    )
    return fields.report_on(
        tracker,
        f"New since {readable_day(day)}",
        _headline(counts, readable_day(day)),
        [table for table in tables if table.rows],
        figures=[
            fields.figure(key, noun if count == 1 or key == "series" else f"{noun}s", count)
            for key, (noun, count) in counts.items()
            if count
        ],
        notes=[_MEANING, *_limit(tracker, day)],
    )


def _limit(tracker: Tracker, day: date) -> Iterator[str]:
    """Say when the data were compiled, if that was not after the day of the last visit."""
    compiled = None if tracker.edition is None else tracker.edition.compiled
    if compiled is not None and compiled <= day:
        yield f"The data were compiled on {readable_day(compiled)}: nothing later is in them."


def _headline(counts: dict[str, tuple[str, int]], day: str) -> str:
    found = {key: (noun, count) for key, (noun, count) in counts.items() if count}
    if not found:
        return f"Nothing is new since {day}."
    corrected: list[str] = []
    if "verdicts" in found:
        corrected.append(wording.in_words(found["verdicts"][1], "verdict"))
    if "others" in found:
        noun = ("other entry", "other entries") if corrected else ("entry", "entries")
        corrected.append(wording.in_words(found["others"][1], *noun))
    new = [
        wording.in_words(count, noun.removeprefix("new "), "series" if key == "series" else "")
        for key, (noun, count) in found.items()
        if key not in ("verdicts", "others")
    ]
    parts: list[str] = []
    if corrected:
        total = sum(found[key][1] for key in ("verdicts", "others") if key in found)
        parts.append(f"{wording.joined(corrected)} {'was' if total == 1 else 'were'} corrected")
    if new:
        verb = "is" if new[0].startswith("one ") and len(new) == 1 else "are"
        parts.append(f"{wording.joined(new)} {verb} new")
    return wording.sentence(f"{'; '.join(parts)} since {day}")


def _corrections(tracker: Tracker, title: str, key: str, found: Iterable[Corrected]) -> Table:
    are_verdicts = key == "verdicts"
    what = (
        fields.field("kind", "kind", lambda one: KINDS[one.correction.kind].noun),
        fields.field("field", "field", lambda one: wording.field_name(one.correction.field)),
    )
    shown = (
        fields.field("record", "commitment" if are_verdicts else "record", lambda one: _title(tracker, one)),
        *_chair(tracker, lambda one: one.record),
        *(() if are_verdicts else what),
        fields.field("update", "update of", "correction.update", "date"),
        fields.field("happened", "the update", lambda one: one.update and one.update.summary, detail=True),
        fields.field("old", "before", lambda one: _value(one, one.correction.old), detail=not are_verdicts),
        fields.field("new", "now", lambda one: _value(one, one.correction.new), detail=not are_verdicts),
        fields.field("why", "why", "correction.why", detail=True),
        fields.field("sources", "sources", _sources, "sources"),
        fields.field("id", "id", "record.id"),
    )
    return fields.field_table(title, key, shown, found)


def _title(tracker: Tracker, one: Corrected) -> str:
    return fields.title_of(one.record, tracker.states)


def _value(one: Corrected, text: str | None) -> Value:
    """Return what was said before or is said now: words by their labels, periods as people write them."""
    cls = type(one.record) if one.update is None else StatusUpdate
    return fields.as_stored(cls, one.correction.field, text)


def _sources(one: Corrected) -> Value:
    return wording.newest_first((one.record if one.update is None else one.update).sources)


def _chair(tracker: Tracker, record: Callable[[Any], Any]) -> tuple[fields.Field, ...]:
    """Return the column of the Chairpersonships of a record, if the data set is about several."""
    if len(tracker.terms) < 2:
        return ()

    def names(row: Any) -> str | None:
        return wording.listed(wording.chair_name(tracker, chair) for chair in record(row).chairs) or None

    return (fields.field("chair", "Chair", names),)


def _records(tracker: Tracker, news: News) -> tuple[Table, ...]:
    """Return the tables of new commitments, events, series and statements."""
    chair = _chair(tracker, lambda record: record)
    commitments = fields.commitments("commitment made_on status sources id")
    events = fields.events(tracker.states, "event when body status sources id")
    series = (
        fields.field("series", "series", "title"),
        fields.field("body", "body"),
        fields.sources(),
        fields.ID,
    )
    statements = fields.statements(tracker.states, "who date stance about summary sources id")
    every = (
        ("New commitments", "commitments", commitments, news.commitments),
        ("New events", "events", events, sorted(news.events, key=lambda event: event.when.first)),
        ("New series", "series", series, news.series),
        (
            "New statements",
            "statements",
            statements,
            sorted(news.statements, key=lambda said: said.date.first),
        ),
    )
    return tuple(
        fields.field_table(title, key, (shown[0], *chair, *shown[1:]), records)
        for title, key, shown, records in every
    )


def _updates(tracker: Tracker, news: News) -> Table:
    shown = (
        *fields.of(itemgetter(0), *fields.commitments("commitment")),
        *_chair(tracker, itemgetter(0)),
        *fields.of(itemgetter(1), fields.field("status", "status")),
        *fields.news(itemgetter(1)),
        *fields.of(itemgetter(1), fields.sources()),
        *fields.of(itemgetter(0), fields.ID),
    )
    return fields.field_table("New updates of earlier commitments", "updates", shown, news.updates)
