"""The feed: new records, corrections and events (Atom, RFC 4287)."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from osce_tracker.analysis.grouped import grouped
from osce_tracker.analysis.whats_new import whats_new
from osce_tracker.calendars.write import uid_of
from osce_tracker.model.events import Event, EventStatus
from osce_tracker.reports import fields, wording
from osce_tracker.reports.whats_new import before_and_now
from osce_tracker.site.page import File, Site
from osce_tracker.text import capitalised, one_line
from osce_tracker.tracker.caption import data_title
from osce_tracker.tracker.reviews import places
from osce_tracker.tracker.tracker import AnyRecord, Tracker

PATH: Final = "feed.xml"
#: The most entries of each kind. Readers fetch the whole feed again and again.
_MOST: Final = 40


@attrs.frozen
class Entry:
    """An entry of the feed.

    Attributes:
        kind: ``new``, ``corrected`` or ``happened``.
        record: the record that it is about.
        title: its subject.
        text: the news.
        day: when we entered or corrected it; if the record doesn't say, when it became public.
        when: when it happened, was said or was promised.
        key: distinguishes it from other entries about the record.
    """

    kind: str
    record: AnyRecord
    title: str = attrs.field(converter=one_line)
    text: str = attrs.field(converter=one_line)
    day: date
    when: date
    key: str = ""

    @property
    def id(self) -> str:
        """An address that stays the same as long as the entry does."""
        return f"urn:uuid:{uid_of(f'{self.kind} {self.record.id} {self.key} {self.day}')}"


def files(site: Site) -> Iterator[File]:
    """Yield the feed.

    Args:
        site: the website.
    """
    found, title = entries(site.tracker), data_title(site.tracker)
    uid, name = f"urn:uuid:{uid_of(f'feed {title}')}", one_line(title) or "OSCE Tracker"
    # A feed must have a date.
    day = max((entry.day for entry in found), default=site.about.day)
    yield site.render("feed.xml", PATH, id=uid, title=name, entries=found, day=day)


def entries(tracker: Tracker) -> list[Entry]:
    """Return the entries of the feed: the newest of each kind, newest first.

    Args:
        tracker: the tracker.

    >>> import osce_tracker as ot
    >>> found = entries(ot.load())
    >>> found[0].title, found[0].day.isoformat()
    ('Corrected: Secure consensus on the 32nd Economic and Environmental Forum', '2026-11-29')
    """
    found: list[Entry] = []
    for kind in (_corrections, _new, _updates_and_meetings):
        # Entries of one day and date keep their order.
        found += sorted(kind(tracker), key=_order, reverse=True)[:_MOST]
    return sorted(found, key=_order, reverse=True)


def _order(entry: Entry) -> tuple[date, date]:
    return entry.day, entry.when


def _corrections(tracker: Tracker) -> Iterator[Entry]:
    """Yield the corrections, with those of a record on one day together, and those of verdicts first."""
    news = whats_new(tracker, date.min)
    every = [(one.correction, one) for one in (*news.verdicts, *news.others)]
    together = grouped(((found.day, found.kind, found.record), one) for found, one in every)
    for (day, _, _), own in together.items():
        reasons = dict.fromkeys(one.correction.why for one in own)
        title = f"Corrected: {fields.title_of(own[0].record, tracker.states)}"
        text = f"{wording.sentence('; '.join(map(before_and_now, own)))} {' '.join(reasons)}"
        yield Entry("corrected", own[0].record, title, text, day, day)


def _new(tracker: Tracker) -> Iterator[Entry]:
    """Yield the promises, the statements and the meetings that are only announced."""
    for promise in tracker.commitments:
        title, day = f"New commitment: {promise.title}", promise.entered or promise.known
        yield Entry("new", promise, title, promise.text, day, promise.made_on.first)
    for said in tracker.statements:
        title, day = fields.title_of(said, tracker.states), said.entered or said.known
        yield Entry("new", said, title, said.summary, day, said.date.first)
    yield from (_of_event(event) for event in tracker.events if event.status is EventStatus.ANNOUNCED)


def _updates_and_meetings(tracker: Tracker) -> Iterator[Entry]:
    """Yield the updates of promises, and the meetings known from more than an announcement."""
    for promise in tracker.commitments:
        for update, (when, number) in places(promise.updates):
            title = f"{capitalised(update.status.label)}: {promise.title}"
            text, day = f"{when.readable}: {update.summary}", update.entered or update.known
            yield Entry("happened", promise, title, text, day, when.first, f"{when} {number}")
    yield from (_of_event(event) for event in tracker.events if event.status is not EventStatus.ANNOUNCED)


def _of_event(event: Event) -> Entry:
    parts = (event.when.readable, event.body, event.outcome or event.summary)
    text = ". ".join(part.rstrip(".") for part in parts if part) + "."
    kind = "new" if event.status is EventStatus.ANNOUNCED else "happened"
    title, day = f"{capitalised(event.status.label)}: {event.title}", event.entered or event.known
    return Entry(kind, event, title, text, day, event.when.first)
