"""The list of commitments, and a page for each with its history, sources and links from Chair to Chair."""

from collections.abc import Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, Final

import attrs

from osce_tracker.analysis.grouped import grouped
from osce_tracker.analysis.rates import Rates, rates, stated_by_chair, tally
from osce_tracker.analysis.thread import end_of_term, term_of, thread
from osce_tracker.analysis.whats_new import Corrected, whats_new
from osce_tracker.dataset.bundled import promises_of_all
from osce_tracker.formats.cells import References, source_text
from osce_tracker.formats.html import Writer
from osce_tracker.formats.report import Table, Value
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Commitment, Lever
from osce_tracker.model.dimensions import Section
from osce_tracker.model.periods import Period
from osce_tracker.model.readings import Reading
from osce_tracker.model.sources import PublisherType
from osce_tracker.model.statuses import Status
from osce_tracker.reports import fields, wording
from osce_tracker.reports.agreement import SAID
from osce_tracker.reports.thread import chair_of, ended, unfinished
from osce_tracker.reports.whats_new import before_and_now
from osce_tracker.site.page import File, Site, data_file, markup
from osce_tracker.site.reports import report_pages
from osce_tracker.text import one_line
from osce_tracker.tracker.caption import ReportingDay, edition_name
from osce_tracker.tracker.join import join
from osce_tracker.tracker.reviews import contested_verdicts, is_contested, places
from osce_tracker.tracker.tracker import Tracker

PATH: Final = "commitments/index.html"
#: The most commitments on a page of the list, and the column widths, in per cent.
ROWS: Final = 250
_WIDTHS: Final = {"commitment": 25, "status": 15, "happened": 32, "lever": 10, "due": 10, "id": 8}
#: Readers' questions about these statuses.
_WHY: Final = {
    Status.BLOCKED: "Why it is blocked",
    Status.PARTLY_FULFILLED: "Why it was not fulfilled in full",
    Status.NOT_FULFILLED: "Why it was not fulfilled",
}
_UNKNOWN: Final = "No source we found says what became of it. That is not failure."
_OWN_WORD: Final = {PublisherType.CHAIR: "Chair's own word", PublisherType.OSCE: "OSCE's own word"}


@attrs.frozen(kw_only=True, eq=False)
class _Context:
    """Shared data for the pages of commitments, worked out once.

    Attributes:
        whole: the promises of all data sets.
        unfinished: the terms whose end the record doesn't reach, with its last day.
        verdicts: the verdicts on which two readings differ.
        readings: the readings in which two differ, by record.
        corrections: the corrections, by record.
    """

    whole: Tracker
    unfinished: dict[str, ReportingDay]
    verdicts: frozenset[tuple[str, Period, int]]
    readings: dict[str, list[Reading]]
    corrections: dict[str, list[Corrected]]


def files(site: Site) -> Iterator[File]:
    """Yield the list and the page of each commitment.

    Args:
        site: the website.
    """
    yield from _list(site)
    if len(site.tracker.commitments) > ROWS:
        yield filters(site)
    context = _context(site.tracker)
    for promise in site.tracker.commitments:
        yield _page(site, context, promise)


def _list(site: Site) -> Iterator[File]:
    """Yield the pages of the list, with a table for each Chairpersonship and the statuses of its day."""
    every = [
        (chair, [one for one in site.tracker.commitments if site.chair_of(one) is chair])
        for chair in site.chairs
    ]
    parts = [(chair, own) for chair, own in every if own] or every[:1]
    counted = tally(one.status_on(chair.about.day) for chair, own in parts for one in own)
    days = "; ".join(f"{chair.name} {chair.about.label}" for chair, _ in parts)
    report = fields.report_on(
        site.tracker,
        "Commitments",
        (_headline(counted), f"Statuses: {days}." if counted.total else ""),
        [
            _table(site, chair.name if len(parts) > 1 else "Commitments", own, chair.about.day)
            for chair, own in parts
        ],
        notes=[wording.not_assessed_note(counted)] if counted.total else [],
    )
    yield from report_pages(site, report, PATH, PATH, rows=ROWS, template="commitments.html")


def _table(site: Site, title: str, commitments: Sequence[Commitment], day: date) -> Table:
    def reason(commitment: Commitment) -> str | None:
        return wording.reason(commitment.update_on(day), site.tracker.states)

    def newest(commitment: Commitment) -> Value:
        return fields.pages(commitment.update_on(day))[:1]

    shown = (
        *fields.commitments("commitment"),
        *fields.parts("status", (*fields.commitments("status", day), fields.field("reason", "why", reason))),
        *fields.parts("happened", fields.commitments("when happened", day)),
        fields.field("sources", "source", newest, "sources", part_of="happened"),
        *fields.commitments("lever"),
        *fields.parts("due", fields.commitments("due timing", day)),
        fields.ID,
    )
    groups = fields.sections(
        fields.in_reading_order(commitments, day), lambda own: wording.counts_by_status(rates(own, day))
    )
    return fields.field_table(title, "commitments", fields.wide(_WIDTHS, shown), groups=groups)


def filters(site: Site) -> File:
    """Return the data for filtering a list of several pages, with the page of each commitment.

    Args:
        site: the website.
    """
    levers, dimensions = list(Lever), list(Section)
    menus = {
        "lever": [[str(word), word.label] for word in levers],
        "dimension": [[str(word), word.label] for word in dimensions],
    }
    rows = [
        [site.page_name(one), one_line(one.title), levers.index(one.lever), dimensions.index(one.section)]
        for one in site.tracker.commitments
    ]
    return data_file("assets/commitments.js", "commitments", {"menus": menus, "rows": rows})


def _headline(counted: Rates) -> str:
    if not counted.total:
        return "No commitment is on record."
    kept = counted.count(Status.FULFILLED)
    verb = "was" if 1 in (kept, counted.total) else "were"
    return f"{kept} of {wording.number(counted.total, 'commitment')} {verb} fulfilled."


def _context(tracker: Tracker) -> _Context:
    sets = promises_of_all(tracker)
    news = whats_new(tracker, date.min)
    return _Context(
        whole=join(*sets),
        unfinished=unfinished(sets),
        verdicts=contested_verdicts(tracker.readings),
        readings=grouped((one.record, one) for one in tracker.readings if not one.agrees),
        corrections=grouped((one.record.id, one) for one in (*news.verdicts, *news.others)),
    )


def _page(site: Site, context: _Context, promise: Commitment) -> File:
    path, chair = site.address(promise), site.chair_of(promise)
    day = chair.about.day
    update, status = promise.update_on(day), promise.status_on(day)
    numbers = References("all")
    history = _history(site, context, promise, numbers)
    made = numbers.numbers(wording.newest_first(promise.sources))
    edition, events = site.tracker.edition, site.tracker.events
    data = "" if edition is None else f", {edition_name(edition)}"
    return site.render(
        "commitment.html",
        path,
        title=promise.title,
        description=wording.sentence(f"{promise.title}: {status.label} on {readable_day(day)}"),
        promise=promise,
        chair=chair,
        status=status,
        verdict=_UNKNOWN if update is None else update.summary,
        verdict_numbers=() if update is None else numbers.numbers(wording.newest_first(update.sources)),
        why=wording.reason(update, site.tracker.states),
        question=_WHY.get(status, "What stood in the way"),
        contested=is_contested(promise, context.verdicts, day),
        thread=_thread(context, promise),
        history=history,
        made=made,
        timing=promise.timing_on(day),
        in_headline=bool(stated_by_chair([promise])),
        events=sorted((events[one] for one in promise.events if one in events), key=attrgetter("sort_key")),
        readings=markup(_readings(context.readings.get(promise.id, ()))),
        limits=wording.READINGS_LIMITS,
        corrections=[
            (readable_day(one.correction.day), before_and_now(one), one.correction.why)
            for one in context.corrections.get(promise.id, ())
        ],
        sources=[(one, source_text(one), _OWN_WORD.get(one.publisher_type)) for one in numbers.named],
        cite=f"osce_tracker, “{promise.title}” ({promise.id}){data}, status on {readable_day(day)}.",
    )


def _history(site: Site, context: _Context, promise: Commitment, numbers: References) -> list[dict[str, Any]]:
    """Return the updates, newest first, in the form for the page."""
    end = end_of_term(site.tracker, promise)
    found = list(places(promise.updates))
    return [
        {
            "news": update,
            "after": update.date.first > end,
            "known": readable_day(update.known) if update.known > update.date.last else "",
            "why": wording.reason(update, site.tracker.states),
            "contested": (promise.id, *place) in context.verdicts,
            "numbers": numbers.numbers(wording.newest_first(update.sources)),
        }
        for update, place in reversed(found)
    ]


def _thread(context: _Context, promise: Commitment) -> list[dict[str, Any]]:
    """Return the promise from Chair to Chair: each with its status at the end of its term, or the latest."""
    return [
        {
            "promise": one,
            "chair": chair_of(context.whole, one),
            "status": ended(context.whole, one),
            "day": _end(context, one),
            "here": one.id == promise.id,
        }
        for one in thread(context.whole, promise.id)
    ]


def _end(context: _Context, promise: Commitment) -> str:
    """Return the day of a promise's status in its thread; nothing if its term is unknown."""
    term = term_of(context.whole, promise)
    if term is None:
        return ""
    return context.unfinished.get(term.id, ReportingDay(term.until, "the last day of the term")).label


def _readings(found: Sequence[Reading]) -> str:
    """Return the table of the readings in which two differ, or nothing."""
    shown = (fields.field("value", "value", "field"), fields.field("update", "update of", kind="date"), *SAID)
    table = fields.field_table("Where two readings differed", "readings", shown, found)
    return Writer(page=True).table(table) if found else ""
