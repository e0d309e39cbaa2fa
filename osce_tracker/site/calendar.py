"""The calendar: a page for each year and month, and a file to subscribe to."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Final

import attrs

from osce_tracker.analysis.meetings import commitments_of_events
from osce_tracker.analysis.rates import tally
from osce_tracker.calendars.write import render_calendar
from osce_tracker.formats.page import pictures
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Commitment
from osce_tracker.model.events import Event, EventKind, EventStatus
from osce_tracker.model.occurrences import meetings_seen
from osce_tracker.model.periods import Period
from osce_tracker.plot.calendar_chart import KNOWN_DAYS, calendar
from osce_tracker.reports import wording
from osce_tracker.reports.agenda import Meeting, agenda_finding, as_meeting
from osce_tracker.site.months import by_home, page, weeks
from osce_tracker.site.page import File, Site, markup

PATH: Final = "calendar/index.html"
#: The file for calendar programs.
FILE: Final = "calendar/osce.ics"
#: The height of the picture of a year on a phone.
_LOW: Final = 300
#: How many events to come the first page lists.
_COMING: Final = 12
#: Kinds of events without a meeting.
_NO_MEETING: Final = frozenset(
    map(EventKind, ("statement", "report", "launch", "appointment", "decision", "handover", "anniversary"))
)
_MINISTERS: Final = "Ministerial Council"


@attrs.frozen
class _Entry:
    """An entry in the grid of a month or in an agenda.

    Args:
        look: the class of its look: ``mc`` (Ministerial Council), ``held``, ``ann`` (only announced), ``off``
            (cancelled or postponed), ``pub`` (nobody meets) or ``due`` (a deadline).
        title: its title.
        target: the record to link to.
        when: its days.
        time: the clock time when it begins, or empty.
        place: the city, or empty.
        mark: its fate, if it wasn't held.
        status: the status of a commitment.
    """

    look: str
    title: str
    target: Any
    when: Period
    time: str = ""
    place: str = ""
    mark: str = ""
    status: Any = None


def files(site: Site) -> Iterator[File]:
    """Yield the pages of the calendar, and the file to subscribe to.

    Args:
        site: the website.
    """
    view = _Calendar(site)
    yield File(FILE, render_calendar(site.tracker, due=True, vague=True).encode())
    yield view.index()
    for year in view.years:
        yield view.year(year)
    for month in view.months:
        yield view.month(month)


@attrs.frozen(slots=False, eq=False)
class _Calendar:
    """The content of the calendar's pages."""

    site: Site

    @cached_property
    def homes(self) -> dict[str, list[Event]]:
        return by_home(self.site.tracker.events)

    @cached_property
    def bearing(self) -> dict[str, tuple[Commitment, ...]]:
        return commitments_of_events(self.site.tracker)

    @cached_property
    def regular(self) -> list[Meeting]:
        """The regular meetings that a source shows and that aren't events."""
        tracker = self.site.tracker
        found = (one for series in tracker.series for one in meetings_seen(series, tracker.events)[0])
        return [as_meeting(one) for one in found if one.event_id is None]

    @cached_property
    def due(self) -> list[tuple[Commitment, Period]]:
        return [(one, one.due) for one in self.site.tracker.commitments if one.due is not None]

    @cached_property
    def dated(self) -> list[_Entry]:
        """All entries with a day, in the order within a day."""
        events = [as_meeting(event) for event in self.site.tracker.events if event.to_the_day]
        found = [self.entry(one) for one in sorted([*events, *self.regular], key=lambda one: one.time_key())]
        # The Ministerial Council comes first on its days.
        found.sort(key=lambda one: (one.when.first, one.look != "mc"))
        return [*found, *(self.deadline(*one) for one in self.due if one[1].kind in KNOWN_DAYS)]

    @cached_property
    def months(self) -> tuple[str, ...]:
        """The months in which something begins, ends or falls due."""
        ends = {day for one in self.dated for day in (one.when.first, one.when.last)}
        ends |= {when.last for _, when in self.due}
        found = {f"{day.year:04}-{day.month:02}" for day in ends}
        return tuple(sorted(found | {name for name in self.homes if "-" in name}))

    @cached_property
    def years(self) -> tuple[str, ...]:
        found = {month[:4] for month in self.months} | {name for name in self.homes if "-" not in name}
        return tuple(sorted(found | {f"{self.site.about.day.year:04}"}))

    @cached_property
    def by_month(self) -> dict[str, list[_Entry]]:
        """The entries in the grid of each month."""
        periods = map(Period, self.months)
        return {str(month): [one for one in self.dated if month.overlaps(one.when)] for month in periods}

    def entry(self, meeting: Meeting) -> _Entry:
        record = meeting.record
        look, mark, title = "held", "", record.title
        if isinstance(record, Event):
            if record.status is EventStatus.ANNOUNCED:
                look, mark = "ann", self.announced(record)
            elif record.status.is_off:
                look, mark = "off", record.status.label
            elif record.kind in _NO_MEETING:
                look = "pub"
            elif record.body == _MINISTERS and record.kind is EventKind.COUNCIL_MEETING:
                look = "mc"
        else:
            title = f"{title}, No. {meeting.number}"
        _, clock = meeting.beginning(None)
        return _Entry(look, title, record, meeting.when, clock or "", record.city or "", mark)

    def announced(self, event: Event) -> str:
        """Return the status of an event that was announced."""
        day = self.site.chair_of(event).about.day
        return "announced only" if event.when.last <= day else "announced"

    def deadline(self, commitment: Commitment, when: Period) -> _Entry:
        status = commitment.status_on(self.site.chair_of(commitment).about.day)
        return _Entry("due", commitment.title, commitment, when, status=status)

    def card(self, event: Event) -> dict[str, Any]:
        """Return an event for the list below a month or year."""
        became = event.status.label
        if event.status is EventStatus.ANNOUNCED:
            mark = self.announced(event)
            became = "announced; no report found" if mark == "announced only" else mark
        elif event.status is EventStatus.HELD and event.kind in _NO_MEETING:
            became = event.kind.label
        place = (event.venue, wording.place_of(event, event.when.last, self.site.tracker.states))
        return {
            "event": event,
            "time": as_meeting(event).time(None),
            "place": wording.listed(filter(None, place)),
            "became": became,
            "commitments": self.bearing.get(event.id, ()),
        }

    def index(self) -> File:
        site, tracker = self.site, self.site.tracker
        year = f"{site.about.day.year:04}"
        picture = calendar(tracker, year)
        coming = [as_meeting(one) for one in tracker.events.upcoming(site.about.day)]
        return site.render(
            "calendar.html",
            PATH,
            title=_to_come(coming, site.about.day) or picture.title,
            description=f"Calendar, {picture.text}",
            picture=markup(pictures(picture, low=_LOW)),
            coming=[self.entry(one) for one in coming[:_COMING]],
            more=max(len(coming) - _COMING, 0),
            years=[(one, self.months_of(one)) for one in reversed(self.years)],
            series=[(one, len(meetings_seen(one, tracker.events)[0])) for one in tracker.series],
            page=page,
        )

    def months_of(self, year: str) -> list[tuple[str, str, int]]:
        """Return the months of a year: page, name and number of entries on known days."""
        return [
            (page(month), readable_day(Period(month).first, "MMMM"), len(self.by_month[month]))
            for month in self.months
            if month.startswith(f"{year}-")
        ]

    def year(self, year: str) -> File:
        period = Period(year)
        events = self.site.tracker.events.where(period=period)
        title = agenda_finding(self.site.tracker, events, period)[0].removesuffix(".")
        rows = [one for one in self.dated if period.contains(one.when.first) and one.look != "due"]
        return self.site.render(
            "year.html",
            page(year),
            year=year,
            title=title,
            description=f"Calendar of {year}: {title}.",
            picture=markup(pictures(calendar(self.site.tracker, year), low=_LOW)),
            months=self.months_of(year),
            rows=rows,
            cards=[self.card(one) for one in self.homes.get(year, [])],
            near=self.near(self.years, year),
        )

    def near(self, names: tuple[str, ...], name: str) -> tuple[Any, Any]:
        """Return the page and name before and after a month or year."""
        place = names.index(name)
        around = ("", *names, "")[place : place + 3 : 2]
        before, after = (one and (page(one), Period(one).readable) for one in around)
        return before, after

    def month(self, month: str) -> File:
        period = Period(month)
        described = self.homes.get(month, [])
        council = self.council(month)
        title = self.finding(period, council)
        return self.site.render(
            "month.html",
            page(month),
            title=title,
            description=f"Calendar of {period.readable}: {title}.",
            council=council,
            without_year=_without_year,
            period=period,
            weeks=weeks(period, self.by_month[month]),
            vague=[one for one in described if not one.to_the_day],
            due=self.vaguely_due(period),
            cards=[self.card(one) for one in described],
            near=self.near(self.months, month),
            year=page(month[:4]),
        )

    def finding(self, period: Period, council: _Entry | None) -> str:
        """Return the main finding of a month: that ministers met, or how many events there were."""
        events = self.site.tracker.events.where(period=period)
        if council is None:
            return agenda_finding(self.site.tracker, events, period)[0].removesuffix(".")
        others = len(events) - 1
        more = f"; {wording.in_words(others, 'other event')} {wording.are(others)} on record"
        place = f" in {council.place}" if council.place else ""
        return f"Ministers met{place} on {council.when.readable}{more}"

    def council(self, month: str) -> _Entry | None:
        """Return the Ministerial Council of a month; events during it are shorter."""
        found = [one for one in self.by_month[month] if one.look == "mc"]
        return max(found, key=lambda one: one.when.days, default=None)

    def vaguely_due(self, period: Period) -> str:
        """Return the outcome of the promises due by the end of a month, but not on a known day."""
        ending = [one for one in self.due if period.contains(one[1].last)]
        vague = [self.deadline(*one) for one in ending if one[1].kind not in KNOWN_DAYS]
        if not vague:
            return ""
        said = wording.statuses_in_words(tally(one.status for one in vague))
        return f"{wording.in_words(len(vague), 'commitment')} fell due without a known day: {said}."


def _without_year(when: Period) -> str:
    """Return days in the form for the page of their month."""
    return when.readable.removesuffix(f" {when.last.year}")


def _to_come(coming: Sequence[Meeting], day: date) -> str:
    """Return how many events are to come, or nothing."""
    if not coming:
        return ""
    events = wording.in_words(len(coming), "event")
    found = f"{events} {wording.are(len(coming))} on record from {readable_day(day)} on"
    return wording.sentence(f"{found}; the next: {coming[0].when.readable}")[:-1]
