"""The meetings in a period, in time order: seen, announced or only expected from a pattern."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Final

import attrs

from osce_tracker.analysis.meetings import EXPECTED_NOTE, commitments_of_events, meetings
from osce_tracker.formats.report import Report
from osce_tracker.model.clock import as_zone, moment, outside_calendar, readable_day
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.events import Event, EventStatus, Series
from osce_tracker.model.occurrences import Evidence, Occurrence
from osce_tracker.model.periods import Period
from osce_tracker.model.sources import Source
from osce_tracker.reports import fields, wording
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.caption import reporting_day
from osce_tracker.tracker.filters import OneOrMore, several
from osce_tracker.tracker.tracker import Tracker

_SEEN: Final = "Regular meetings that a source shows"
_EXPECTED: Final = "Regular meetings expected from a pattern only"
_NOT_HELD: Final = "Called off or not agreed, on no known day"
#: The columns that a merely expected meeting can't fill.
_OF_SEEN: Final = frozenset({"number", "outcome", "commitments", "sources"})


@attrs.frozen(kw_only=True)
class Meeting:
    """An event, or a regular meeting of a series.

    Args:
        record: the event or series.
        when: its days.
        status: the status of the event, or the evidence for the regular meeting.
        sources: its sources, newest first.
        number: the number of the regular meeting, if a source gives it.
    """

    record: Event | Series
    when: Period
    status: EventStatus | Evidence
    sources: tuple[Source, ...]
    number: int | None = None

    def beginning(self, zone: str | None) -> tuple[date, str | None]:
        """Return the day and clock time when it begins, in its own zone or the reader's."""
        if self.record.start_time is None or self.record.timezone is None:
            return self.when.first, None
        begins = moment(self.when.first, self.record.start_time, self.record.timezone, zone)
        return begins.date(), begins.strftime("%H:%M")

    def days(self, zone: str | None) -> Period:
        """Return the days on which it takes place."""
        # In the reader's zone a meeting may begin on another day; it lasts the same number of days.
        day, _ = self.beginning(zone)
        shift = day - self.when.first
        try:
            return Period.between(day, self.when.last + shift) if shift else self.when
        except OverflowError:
            raise outside_calendar(str(self.when), zone) from None

    def time(self, zone: str | None) -> str | None:
        """Return the time when it begins, with the city of the zone."""
        _, clock = self.beginning(zone)
        city = (zone or self.record.timezone or "").rsplit("/", 1)[-1].replace("_", " ")
        return None if clock is None else f"{clock} {city}"

    def time_key(self, zone: str | None = None) -> tuple[date, str, date, str]:
        """Return the key for sorting by time; on each day, meetings without a time come first."""
        day, clock = self.beginning(zone)
        return day, clock or "", self.when.last, self.record.id


def as_meeting(one: Event | Occurrence) -> Meeting:
    """Return an event, or one meeting of a series with its sources.

    Args:
        one: the event or the meeting of a series.
    """
    if isinstance(one, Event):
        sources = wording.newest_first(one.sources)
        return Meeting(record=one, when=one.when, status=one.status, sources=sources)
    sources = wording.newest_first(page for page in one.series.sources if page.url == one.source_url)
    return Meeting(record=one.series, when=one.when, status=one.evidence, sources=sources, number=one.number)


@checked
def agenda(
    tracker: Tracker,
    period: str | date | Period,
    body: OneOrMore | None = None,
    dimension: OneOrMore | None = None,
    zone: str | None = None,
    *,
    series: bool = False,
) -> Report:
    """Return the meetings in a period, in time order.

    Args:
        tracker: the tracker.
        period: such as ``"2025-07"``.
        body: only events of that body, as the data set writes it; several mean any of them.
        dimension: only events that touch it; several mean any of them.
        zone: IANA zone of the reader, for showing times and days; by default that of each
            event.
        series: also show meetings of regular series that are not events of the calendar: those that a
            source shows and, separately, those that only the pattern gives.

    Returns:
        A report of the events dated to the day and of those whose day is not known. Notes name those dated
        too vaguely to be sure to fall in the period, and separately those that didn't take place.
        Expected meetings have a table of their own.

    Raises:
        PeriodError: if the period is invalid.
        UsageError: if ``zone`` is not a time zone; names the nearest.
        WordError: if a body or dimension doesn't exist.

    >>> import osce_tracker as ot
    >>> table = ot.agenda(ot.load(), "2025-07", dimension="human").tables[0]
    >>> [(group.title, group.size) for group in table.groups]
    [('Dated to the day', 10), ('In July 2025, day not known', 1)]
    """
    wanted = Period(period)
    if zone is not None:
        as_zone(zone)
    chosen = tracker.events.where(body=body, dimension=dimension)
    inside = chosen.where(period=wanted)
    dated = sorted((as_meeting(e) for e in inside if e.to_the_day), key=lambda one: one.time_key(zone))
    undated = [as_meeting(event) for event in inside if not event.to_the_day]
    # Those that are also events are already there.
    every = meetings(tracker, wanted, body, dimension) if series else ()
    regular = [as_meeting(one) for one in every if one.event_id is None]
    seen, expected = ([one for one in regular if one.status is word] for word in Evidence)
    groups = [
        fields.Group("dated", "Dated to the day", dated),
        fields.Group("undated", f"In {wanted.readable}, day not known", undated),
        fields.Group("seen", _SEEN, seen),
    ]
    shown = _fields(tracker, zone)
    tables = [fields.field_table("Events", "meetings", shown, groups=groups)]
    if expected:
        own = [one for one in shown if one.column.key not in _OF_SEEN]
        tables.append(fields.field_table(_EXPECTED, "expected", own, expected, notes=[EXPECTED_NOTE]))
    rest = [e for e in chosen if not e.to_the_day and wanted.overlaps(e.when) and e not in inside]
    # The narrower its date, the likelier it falls in the period.
    rest.sort(key=lambda event: event.when.last - event.when.first)
    # What a year went without would be counted again in each of its months.
    vague = [event for event in rest if event.status is not EventStatus.CANCELLED]
    notes: list[str] = []
    for begun, events in (
        (f"May lie in {wanted.readable}, but dated too vaguely to tell", vague),
        (_NOT_HELD, [event for event in rest if event not in vague]),
    ):
        if events:
            notes.append(f"{begun}: {'; '.join(event.title for event in events)}.")
    if not series and tracker.series:
        notes.append("Regular meetings of a series are left out, unless they are events of their own.")
    figures = [("seen", _SEEN, seen), ("expected", _EXPECTED, expected)] if series else []
    return fields.report_on(
        tracker,
        f"Agenda, {wanted.readable}",
        agenda_finding(tracker, inside, wanted, len(vague), len(regular)),
        tables,
        filters=(
            "" if body is None else f"body: {wording.listed(several(body))}",
            wording.filter_label("dimension", Dimension, dimension),
            "" if zone is None else f"times in {zone}",
        ),
        figures=[fields.figure(key, title.lower(), len(found)) for key, title, found in figures],
        notes=notes,
    )


def agenda_finding(
    tracker: Tracker, events: Collection[Event], period: Period, vague: int = 0, regular: int = 0
) -> tuple[str, ...]:
    """Return the headline of an agenda, the number of events by status, and the caveats.

    Args:
        tracker: the tracker, whose record may stop before or during the period.
        events: the events.
        period: the period.
        vague: how many more events may fall in it.
        regular: how many regular meetings are also listed.
    """
    statuses = Counter(event.status for event in events)
    more = wording.in_words(vague, "more event" if statuses else "event")
    may = wording.sentence(f"{more} with a vaguer date may belong to {period.readable}") if vague else ""
    # Some events may be expected, and deadlines due: "nothing is known" would be wrong.
    none = "No event is on record for"
    if not statuses and (stops := wording.beyond_record(tracker, period, none)):
        return stops, may
    lead = (
        # They sound as if they were still to come.
        wording.unreported_lead(events, tracker),
        may,
        _outside_terms(tracker, period),
        reporting_day(tracker, period.last).note,
    )
    if not statuses:
        verb = "is" if regular == 1 else "are"
        besides = f"; {wording.in_words(regular, 'regular meeting')} {verb} listed below" if regular else ""
        return wording.sentence(f"{none} {period.readable}{besides}"), *lead
    found = [(statuses[word], word.label) for word in EventStatus if statuses[word]]
    total = statuses.total()
    whole = f"{wording.in_words(total, 'event')} on record for {period.readable}"
    if len(found) == 1:
        every = {1: "", 2: "both "}.get(total, "all ")
        return wording.sentence(f"{whole}, {every}{found[0][1]}"), *lead
    parts = [f"{count} {label}" for count, label in found]
    return wording.sentence(f"{whole}: {wording.listed(parts)}"), *lead


def _outside_terms(tracker: Tracker, period: Period) -> str:
    """Return that a period is before or after the terms of the data, which cover most events."""
    if not tracker.terms:
        return ""
    first, last = tracker.terms[0], tracker.terms[-1]
    if period.first > last.until:
        when = f"After {wording.chair_name(tracker, last.id)}, which ended on {readable_day(last.until)}"
    elif period.last < first.since:
        when = f"Before {wording.chair_name(tracker, first.id)}, which began on {readable_day(first.since)}"
    else:
        return ""
    return f"{when}, this data set has only some events: most are in that of another Chair."


def _fields(tracker: Tracker, zone: str | None) -> tuple[fields.Field, ...]:
    commitments = commitments_of_events(tracker)

    def bearing(meeting: Meeting) -> str | None:
        return "; ".join(f"{c.title} ({c.id})" for c in commitments.get(meeting.record.id, ())) or None

    return (
        fields.field("meeting", "meeting", "record.title"),
        fields.field("date", "date", lambda meeting: meeting.days(zone), "date"),
        fields.field("time", "time", lambda meeting: meeting.time(zone), part_of="date"),
        fields.field("body", "body", "record.body"),
        fields.field("place", "place", lambda m: wording.place_of(m.record, m.when.last, tracker.states)),
        fields.field("dimension", "dimension", lambda m: wording.dimensions_in_short(m.record.dimensions)),
        fields.field("status", "status"),
        fields.field("number", "no.", kind="number", detail=True),
        fields.field("outcome", "outcome", lambda one: getattr(one.record, "outcome", None), detail=True),
        fields.field("commitments", "commitments", bearing, detail=True),
        fields.field("sources", "sources", kind="sources"),
        fields.field("id", "id", "record.id", detail=True),
    )
