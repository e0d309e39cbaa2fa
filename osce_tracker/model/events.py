"""Events of a Chairpersonship's calendar, and the series of its regular meetings."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import attrs

from osce_tracker.errors import RecordError, quoted
from osce_tracker.model import validation as fields
from osce_tracker.model.dimensions import Dimension, Section
from osce_tracker.model.periods import Period, as_day
from osce_tracker.model.recurrence import check_rule
from osce_tracker.model.sources import Confidence, Source, as_sources, known_date
from osce_tracker.model.symbols import DocumentSymbol
from osce_tracker.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from osce_tracker.model.clock import Date, DateTime


class EventKind(Vocabulary):
    """What sort of event it is.

    >>> import osce_tracker as ot
    >>> for event in ot.load().events.where(kind="hand-over"):
    ...     print(event.when, event.title)
    2025-01-01 Finland takes over the OSCE Chairpersonship from Malta
    2026-01-01 Switzerland takes over the OSCE Chairpersonship from Finland
    """

    COUNCIL_MEETING = ("council meeting", "council meeting", "A decision-making body meets.")
    VISIT = ("visit", "visit", "The Chair or another travels to a State.")
    CONFERENCE = ("conference", "conference", "A conference.")
    ELECTION_OBSERVATION = (
        "election observation",
        "election observation",
        "An election is observed.",
    )
    STATEMENT = ("statement", "statement", "A text is issued.")
    FORUM_MEETING = ("forum meeting", "forum meeting", "A forum meets.")
    SIDE_EVENT = ("side event", "side event", "An event beside a larger one.")
    DECISION = ("decision", "decision", "A decision is adopted or fails.")
    APPOINTMENT = ("appointment", "appointment", "A post is filled.")
    REVIEW_MEETING = ("review meeting", "review meeting", "Implementation is reviewed.")
    LAUNCH = ("launch", "launch", "Something is opened or begun.")
    TRAINING = ("training", "training", "A training.")
    REPORT = ("report", "report", "A report appears or is presented.")
    BRIEFING = ("briefing", "briefing", "Delegations or the public are briefed.")
    HANDOVER = ("handover", "hand-over", "A chair passes to the next.")
    ANNIVERSARY = ("anniversary", "anniversary", "A day of remembrance.")


class EventStatus(Vocabulary):
    """What became of an event.

    >>> import osce_tracker as ot
    >>> for event in ot.load().events.where(status=["cancelled", "postponed"], period="2025-01"):
    ...     print(event.status.definition, event.title)
    Put off. OSCE PA President puts off a visit to Georgia
    Foreseen or mandated, and did not take place. No OSCE observation of Belarus's presidential election
    """

    HELD = ("held", "held", "It took place.")
    ANNOUNCED = ("announced", "announced", "Only an announcement is known.")
    POSTPONED = ("postponed", "postponed", "Put off.")
    CANCELLED = ("cancelled", "cancelled", "Foreseen or mandated, and did not take place.")


class EventFormat(Vocabulary):
    """How people took part in an event.

    >>> import osce_tracker as ot
    >>> conference = ot.load().events["helsinki50-conference-2025"]
    >>> conference.format.label, conference.format.definition
    ('hybrid', 'In the room and from afar.')
    """

    IN_PERSON = ("in-person", "in person", "In the room.")
    HYBRID = ("hybrid", "hybrid", "In the room and from afar.")
    ONLINE = ("online", "online", "From afar only.")


def _as_symbols(values: Iterable[DocumentSymbol | str]) -> tuple[DocumentSymbol, ...]:
    if isinstance(values, str):
        raise RecordError("documents", f"expected a list of symbols, got {quoted(values)}")
    return tuple(DocumentSymbol(value) for value in values)


def _optional_format(value: EventFormat | str | None) -> EventFormat | None:
    return None if value is None else EventFormat.parse(value)


@fields.checked
@attrs.frozen(kw_only=True)
class Person:
    """Somebody who took part or spoke, with the role held then.

    Attributes:
        name: the name.
        role: office or part played, or ``None``.
        country: code of the State that the person spoke for, or ``None``.

    >>> import osce_tracker as ot
    >>> for person in ot.load().events["finland-assumes-chair-2025"].participants:
    ...     print(person.country, person.name, "-", person.role)
    FI Elina Valtonen - OSCE Chairperson-in-Office, Minister for Foreign Affairs
    MT Ian Borg - Deputy Prime Minister, Minister for Foreign Affairs and Tourism
    CH Ignazio Cassis - Head of the Federal Department of Foreign Affairs
    """

    name: str = attrs.field(converter=fields.text)
    role: str | None = attrs.field(default=None, converter=fields.optional_text)
    country: str | None = attrs.field(default=None, converter=fields.optional_text)

    def check(self) -> None:
        """Raise ``RecordError`` for what the type of a field alone cannot tell."""
        fields.check_filled(None, name=self.name)
        fields.check_code(None, "country", self.country)


@fields.checked
@attrs.frozen(kw_only=True)
class Event:
    """A meeting, visit, conference or other dated event.

    Attributes:
        id: stable name; no statement of fact (one shows a day that was later corrected).
        title: a line that names it.
        body: which body held it.
        kind: what sort of event it is.
        dimensions: the dimensions it touches, in their order.
        when: on which days.
        start_time: clock time ``HH:MM`` on the first day, where a source gives one.
        end_time: clock time ``HH:MM`` on the last day, where a source gives one.
        timezone: IANA zone of the times.
        city: where.
        country: code of the State where, or ``None``.
        venue: the house.
        format: how people took part.
        status: what became of it.
        participants: who took part.
        summary: what it was about.
        outcome: what came out of it.
        documents: symbols of its documents.
        sources: where it is written.
        confidence: how sure the facts are.
        note: what a reader should know beside.

    >>> import osce_tracker as ot
    >>> event = ot.Event(
    ...     id="seminar-2030", title="Seminar", body="ODIHR", kind="conference",
    ...     dimensions=["human"], when="2030-05-02/2030-05-03", status="announced",
    ... )
    >>> event.section.label, event.known
    ('Human dimension', datetime.date(2030, 5, 3))
    """

    id: str = attrs.field(converter=fields.text)
    title: str = attrs.field(converter=fields.text)
    body: str = attrs.field(converter=fields.text)
    kind: EventKind = attrs.field(converter=EventKind)
    dimensions: tuple[Dimension, ...] = attrs.field(converter=fields.dimensions)
    when: Period = attrs.field(converter=fields.period)
    start_time: str | None = attrs.field(default=None, converter=fields.optional_text)
    end_time: str | None = attrs.field(default=None, converter=fields.optional_text)
    timezone: str | None = attrs.field(default=None, converter=fields.optional_text)
    city: str | None = attrs.field(default=None, converter=fields.optional_text)
    country: str | None = attrs.field(default=None, converter=fields.optional_text)
    venue: str | None = attrs.field(default=None, converter=fields.optional_text)
    format: EventFormat | None = attrs.field(default=None, converter=_optional_format)
    status: EventStatus = attrs.field(converter=EventStatus)
    participants: tuple[Person, ...] = attrs.field(default=(), converter=tuple)
    summary: str | None = attrs.field(default=None, converter=fields.optional_text)
    outcome: str | None = attrs.field(default=None, converter=fields.optional_text)
    documents: tuple[DocumentSymbol, ...] = attrs.field(default=(), converter=_as_symbols)
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources)
    confidence: Confidence = attrs.field(default=Confidence.HIGH, converter=Confidence)
    note: str | None = attrs.field(default=None, converter=fields.optional_text)

    def check(self) -> None:
        """Raise ``RecordError`` for what the type of a field alone cannot tell."""
        fields.check_id(self.id)
        fields.check_filled(self.id, title=self.title, body=self.body)
        fields.check_dimensions(self.id, self.dimensions)
        fields.check_code(self.id, "country", self.country)
        days = self.when.first, self.when.last
        fields.check_times(self.id, days, self.start_time, self.timezone, self.end_time)

    @property
    def to_the_day(self) -> bool:
        """Whether its days are known: a month, quarter or year without a time says only within which.

        >>> import osce_tracker as ot
        >>> a_month = ot.Event(
        ...     id="x", title="X", body="ODIHR", kind="report", dimensions=["human"],
        ...     when="2030-05", status="held",
        ... )
        >>> a_month.to_the_day, a_month.begins
        (False, None)
        """
        return self.start_time is not None or self.when.kind in ("day", "span")

    @property
    def begins(self) -> "DateTime | Date | None":
        """When it begins: a zone-aware moment where a time is known, else its first day, or ``None``.

        A day without a time stands for all of it; ``None`` says that not even the day is known.

        >>> import osce_tracker as ot
        >>> event = ot.Event(
        ...     id="x", title="X", body="ODIHR", kind="conference", dimensions=["human"],
        ...     when="2030-05-02", start_time="10:00", timezone="Europe/Vienna", status="announced",
        ... )
        >>> event.begins.isoformat(), event.ends.isoformat()
        ('2030-05-02T10:00:00+02:00', '2030-05-02')
        """
        return self._edge(self.when.first, self.start_time)

    @property
    def ends(self) -> "DateTime | Date | None":
        """When it ends: a zone-aware moment where a time is known, else its last day, itself inside.

        As with ``begins``, ``None`` says that not even the day is known.
        """
        return self._edge(self.when.last, self.end_time)

    def _edge(self, day: date, clock: str | None) -> "DateTime | Date | None":
        if not self.to_the_day:
            return None
        from osce_tracker.model.clock import day_object, moment

        if clock is None or self.timezone is None:
            return day_object(day)
        return moment(day, clock, self.timezone)

    @property
    def sort_key(self) -> tuple[date, date, str]:
        """The order of events: by first day, last day, then id."""
        return self.when.first, self.when.last, self.id

    @property
    def section(self) -> Section:
        """The one section of a table in which it stands (the manual's Meanings)."""
        return Section.of(self.dimensions)

    @property
    def known(self) -> date:
        """The day since when the public record shows it (the manual's Meanings)."""
        return known_date(self.when, self.sources)


@fields.checked
@attrs.frozen(kw_only=True)
class Recess:
    """Days on which a series does not meet.

    Attributes:
        since: the first day.
        until: the last day, itself inside.
        reason: why.

    >>> import osce_tracker as ot
    >>> for recess in ot.load().series["series-forum-for-security-co-operation"].exceptions:
    ...     print(recess.since, recess.until, recess.reason.partition(":")[0])
    2025-04-10 2025-05-13 Gap between two terms
    2025-07-24 2025-08-31 Summer break
    """

    since: date = attrs.field(converter=as_day)
    until: date = attrs.field(converter=as_day)
    reason: str = attrs.field(converter=fields.text)

    def check(self) -> None:
        """Raise ``RecordError`` for what the type of a field alone cannot tell."""
        if self.until < self.since:
            raise RecordError("until", f"{self.until} is before the first day {self.since}")


@fields.checked
@attrs.frozen(kw_only=True)
class KnownMeeting:
    """A meeting of a series whose date a source shows.

    Attributes:
        number: its number in the count of the body.
        date: on which days.
        event_id: id of the event, or ``None`` when it is not in the calendar.
        source_url: address of the page that shows it.

    >>> import osce_tracker as ot
    >>> meetings = ot.load().series["series-permanent-council"].known_meetings
    >>> [(m.number, str(m.date)) for m in meetings if ot.Period("2025-03").contains(m.date)]
    [(1512, '2025-03-13'), (1514, '2025-03-27')]
    """

    number: int
    date: Period = attrs.field(converter=fields.period)
    event_id: str | None = attrs.field(default=None, converter=fields.optional_text)
    source_url: str = attrs.field(converter=fields.text)

    def check(self) -> None:
        """Raise ``RecordError`` for what the type of a field alone cannot tell."""
        fields.check_address(None, "source_url", self.source_url)


@fields.checked
@attrs.frozen(kw_only=True)
class Series:
    """A regular meeting: a pattern of days, and the meetings that were seen.

    The rule gives too many days; only ``known_meetings`` and events were seen in a source.

    Attributes:
        id: stable identifier.
        title: a line that names it.
        body: which body meets.
        dimensions: the dimensions it touches, in their order.
        rrule: recurrence rule (RFC 5545, section 3.3.10).
        dtstart: the first day.
        until: the last day, or ``None`` for no end.
        start_time: clock time ``HH:MM``, or ``None``.
        timezone: IANA zone.
        city: where.
        country: code of the State where, or ``None``.
        venue: the house.
        exceptions: recesses.
        known_meetings: the meetings that were seen.
        sources: where it is written.
        confidence: how sure the facts are.
        note: what a reader should know beside.

    >>> import osce_tracker as ot
    >>> council = ot.load().series["series-permanent-council"]
    >>> council.title, council.rrule, council.start_time, council.timezone
    ('Weekly meeting of the Permanent Council', 'FREQ=WEEKLY;BYDAY=TH', None, 'Europe/Vienna')
    """

    id: str = attrs.field(converter=fields.text)
    title: str = attrs.field(converter=fields.text)
    body: str = attrs.field(converter=fields.text)
    dimensions: tuple[Dimension, ...] = attrs.field(converter=fields.dimensions)
    rrule: str = attrs.field(converter=fields.text)
    dtstart: date = attrs.field(converter=as_day)
    until: date | None = attrs.field(default=None, converter=fields.optional_day)
    start_time: str | None = attrs.field(default=None, converter=fields.optional_text)
    timezone: str | None = attrs.field(default=None, converter=fields.optional_text)
    city: str | None = attrs.field(default=None, converter=fields.optional_text)
    country: str | None = attrs.field(default=None, converter=fields.optional_text)
    venue: str | None = attrs.field(default=None, converter=fields.optional_text)
    exceptions: tuple[Recess, ...] = attrs.field(default=(), converter=tuple)
    known_meetings: tuple[KnownMeeting, ...] = attrs.field(default=(), converter=tuple)
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources)
    confidence: Confidence = attrs.field(default=Confidence.HIGH, converter=Confidence)
    note: str | None = attrs.field(default=None, converter=fields.optional_text)

    def check(self) -> None:
        """Raise ``RecordError`` for what the type of a field alone cannot tell."""
        fields.check_id(self.id)
        fields.check_filled(self.id, title=self.title, body=self.body, rrule=self.rrule)
        fields.check_dimensions(self.id, self.dimensions)
        fields.check_code(self.id, "country", self.country)
        fields.check_times(self.id, (self.dtstart, self.dtstart), self.start_time, self.timezone)
        if self.until is not None and self.until < self.dtstart:
            reason = f"{self.until} is before the first day {self.dtstart}"
            raise RecordError("until", reason, self.id)
        check_rule(self.id, self.rrule, self.dtstart)

    @property
    def sort_key(self) -> tuple[str]:
        """The order of series: by id."""
        return (self.id,)
