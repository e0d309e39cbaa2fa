"""Differences between an entry of a calendar file and the record it came from."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final, TypeVar

import attrs

from osce_tracker.calendars.text import entry_text
from osce_tracker.calendars.times import Times, times_of, values
from osce_tracker.calendars.write import EXPECTED, Writer, title_mark
from osce_tracker.errors import WordError
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.events import Event, EventStatus, Recess, Series
from osce_tracker.model.occurrences import Evidence, occurrences
from osce_tracker.model.periods import Period
from osce_tracker.text import plain

R = TypeVar("R", Event, Series)

#: How many years of meetings to compare for a series, and how many days to list.
_YEARS: Final = 3
_SHOWN: Final = 12


def dimensions_of(entry: Any) -> tuple[list[Dimension], list[str]]:
    """Return the dimensions among the categories of an entry, and the other categories.

    Args:
        entry: the entry, as icalendar reads it.
    """
    known: list[Dimension] = []
    others: list[str] = []
    for word in (word for found in values(entry, "CATEGORIES") for word in getattr(found, "cats", [found])):
        try:
            known.append(Dimension.parse(str(word)))
        except WordError:
            others.append(str(word))
    return known, others


@attrs.frozen
class Changes:
    """The differences between an entry and its record.

    Attributes:
        writer: writes the entries of records as they are.
        entry: the entry, as icalendar reads it.
        tell: called with each difference.
    """

    writer: Writer
    entry: Any
    tell: Callable[[str], None]

    def event(self, event: Event, times: Times, *, cancelled: bool) -> Event:
        """Return an event with the changes in its entry.

        Args:
            event: the event.
            times: the times of the entry.
            cancelled: whether the entry is cancelled.
        """
        written = self.writer.event(event)
        event = self._common(event, written, title_mark(event))
        if cancelled != event.status.is_off:
            status = EventStatus.CANCELLED if cancelled else EventStatus.ANNOUNCED
            self.tell(f"status: {event.status.label} is now {status.label}")
            event = attrs.evolve(event, status=status)
        ours = times_of(written, lambda _: None)
        recorded = event.end_time is not None or event.start_time is None
        if times.start == ours.start and (times.end == ours.end or (times.end is None and not recorded)):
            return event
        days, end = times.days, times.end_time
        if not recorded and (times.end is None or times.length == ours.length):
            # The whole entry was moved, and it shows an end that is not recorded.
            days, end = Period.between(days.first, days.first + (event.when.last - event.when.first)), None
        self.tell(f"days and times: {ours} is now {times}")
        moved: dict[str, Any] = {"when": days, "day_unknown": False, "start_time": times.start_time}
        return attrs.evolve(event, **moved, end_time=end, timezone=times.timezone or event.timezone)

    def series(self, series: Series, draft: Series) -> Series:
        """Return a series with the changes in its entry.

        Args:
            series: the series.
            draft: the series from the calendar.
        """
        place = self.writer.place(series, draft.dtstart)
        written = {"SUMMARY": f"{EXPECTED}{plain(series.title)}", "LOCATION": place}
        changed = self._common(series, written, EXPECTED)
        if series.start_time != draft.start_time:
            before, after = (f"{one.start_time} {one.timezone}" for one in (series, draft))
            self.tell(f"time: {before} is now {after}")
            zone = draft.timezone or series.timezone
            changed = attrs.evolve(changed, start_time=draft.start_time, timezone=zone)
        window = Period.between(draft.dtstart, date(min(draft.dtstart.year + _YEARS, 9999), 12, 31))
        there = _days(draft, window)
        window = Period.between(draft.dtstart, max([draft.dtstart, *there]))
        missing = _days(series, window, self.writer.tracker.events) - there
        more = sorted(there - _days(attrs.evolve(series, known_meetings=()), window))
        if missing:
            self.tell(f"days: no longer {', '.join(map(str, sorted(missing)[:_SHOWN]))}")
            reason = "Left out in the calendar."
            off = (Recess(since=day, until=day, reason=reason) for day in sorted(missing))
            changed = attrs.evolve(changed, exceptions=(*series.exceptions, *off))
        if more:
            self.tell(f"days: also {', '.join(map(str, more[:_SHOWN]))}: not imported")
        return changed

    def _common(self, record: R, written: Any, mark: str) -> R:
        """Return a record with the title, place and dimensions of its entry."""
        title, ours = entry_text(self.entry, "SUMMARY"), entry_text(written, "SUMMARY")
        if title not in (None, ours, str(ours).removeprefix(mark)):
            title = str(title).removeprefix(mark)
            self.tell(f"title: {record.title!r} is now {title!r}")
            record = attrs.evolve(record, title=title)
        place, before = entry_text(self.entry, "LOCATION"), entry_text(written, "LOCATION") or ""
        if place not in (None, before, record.venue):
            self.tell(f"place: {before or 'none'} is now {place}")
            # The venue has changed, in the same city or not.
            rest = before.removeprefix(record.venue or before)
            if not rest or not str(place).endswith(rest):
                record = attrs.evolve(record, city=None, country=None)
            record = attrs.evolve(record, venue=str(place).removesuffix(rest))
        dimensions = dimensions_of(self.entry)[0]
        if dimensions and set(dimensions) != set(record.dimensions):
            self.tell(f"dimensions: now {', '.join(word.label for word in dimensions)}")
            record = attrs.evolve(record, dimensions=dimensions)
        return record


def _days(series: Series, window: Period, events: Iterable[Event] = ()) -> set[date]:
    """Return the days in a period on which a series is expected to meet."""
    found = occurrences(series, window, events)
    return {meeting.when.first for meeting in found if meeting.evidence is Evidence.EXPECTED}
