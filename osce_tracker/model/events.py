"""Events in the calendar of a Chairpersonship, and the series of its regular meetings."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import attrs
from attrs import field
from attrs.converters import optional

from osce_tracker.errors import RecordError
from osce_tracker.model import validation as to
from osce_tracker.model.dimensions import Dimension, Section, as_dimensions
from osce_tracker.model.people import Person
from osce_tracker.model.periods import Period, as_day, check_order
from osce_tracker.model.records import Record
from osce_tracker.model.recurrence import as_rule
from osce_tracker.model.sources import Fact, known_date
from osce_tracker.model.symbols import DocumentSymbol, as_symbols
from osce_tracker.model.validation import meaning, name_errors
from osce_tracker.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from osce_tracker.model.clock import Date, DateTime


class EventKind(Vocabulary):
    """What kind of event it is.

    >>> import osce_tracker as ot
    >>> for event in ot.load().events.where(kind="hand-over"):
    ...     print(event.when, event.title)
    2025-01-01 Finland takes over the OSCE Chairpersonship from Malta
    2026-01-01 Switzerland takes over the OSCE Chairpersonship from Finland
    """

    COUNCIL_MEETING = ("council meeting", "A decision-making body meets.")
    VISIT = ("visit", "The Chair or another travels to a State.")
    CONFERENCE = ("conference", "A conference.")
    ELECTION_OBSERVATION = ("election observation", "An election is observed.")
    STATEMENT = ("statement", "A text is issued.")
    FORUM_MEETING = ("forum meeting", "A forum meets.")
    SIDE_EVENT = ("side event", "An event on the margins of a larger one.")
    DECISION = ("decision", "A decision is adopted or fails.")
    APPOINTMENT = ("appointment", "A post is filled.")
    REVIEW_MEETING = ("review meeting", "Implementation is reviewed.")
    LAUNCH = ("launch", "Something is opened or begun.")
    TRAINING = ("training", "A training.")
    REPORT = ("report", "A report appears or is presented.")
    BRIEFING = ("briefing", "Delegations or the public are briefed.")
    HANDOVER = ("handover", "hand-over", "A chair passes to the next.")
    ANNIVERSARY = ("anniversary", "A day of remembrance.")


class EventStatus(Vocabulary):
    """What became of an event.

    >>> import osce_tracker as ot
    >>> for event in ot.load().events.where(status=["cancelled", "postponed"], period="2025-01"):
    ...     print(event.status.definition, event.title)
    Put off. OSCE PA President puts off a visit to Georgia
    Planned or mandated, but did not take place. No OSCE observation of Belarus's presidential election
    """

    HELD = ("held", "It took place.")
    ANNOUNCED = (
        "announced",
        "announced only",
        "Only an announcement is known: no report that it took place.",
    )
    POSTPONED = ("postponed", "Put off.")
    CANCELLED = ("cancelled", "Planned or mandated, but did not take place.")

    @property
    def is_off(self) -> bool:
        """True if the event did not take place as planned: cancelled or postponed.

        >>> EventStatus.POSTPONED.is_off, EventStatus.HELD.is_off
        (True, False)
        """
        return self in (EventStatus.CANCELLED, EventStatus.POSTPONED)


class EventFormat(Vocabulary):
    """How people took part in an event.

    >>> import osce_tracker as ot
    >>> conference = ot.load().events["helsinki50-conference-2025"]
    >>> conference.format.label, conference.format.definition
    ('hybrid', 'In person and online.')
    """

    IN_PERSON = ("in-person", "In the room.")
    HYBRID = ("hybrid", "In person and online.")
    ONLINE = ("online", "Online only.")


def _zone(value: str) -> str:
    # Few records have a time, and loading time zones takes longer than building many records.
    from osce_tracker.model.clock import as_zone

    return as_zone(to.text(value)).key


def _persons(values: Iterable[Person]) -> tuple[Person, ...]:
    return to.instances(Person, values)


@attrs.frozen(kw_only=True, repr=False, field_transformer=name_errors)
class Event(Fact):
    """A meeting, visit, conference or other dated event.

    >>> import osce_tracker as ot
    >>> event = ot.Event(
    ...     id="seminar-2030", title="Seminar", body="ODIHR", kind="conference",
    ...     dimensions=["human"], when="2030-05-02/2030-05-03", status="announced",
    ... )
    >>> event.section.label, event.known
    ('Human dimension', datetime.date(2030, 5, 3))
    """

    id: str = field(
        converter=to.record_id,
        metadata=meaning("stable name; it states no fact, and may contain a day that was later corrected"),
    )
    title: str = field(converter=to.filled_text, metadata=meaning("title in one line"))
    body: str = field(converter=to.filled_text, metadata=meaning("which body held it"))
    kind: EventKind = field(converter=EventKind, metadata=meaning("what kind of event it is"))
    dimensions: tuple[Dimension, ...] = field(converter=as_dimensions, metadata=meaning("which it touches"))
    when: Period = field(converter=Period, metadata=meaning("on which days"))
    day_unknown: bool = field(
        default=False,
        converter=to.true_or_false,
        metadata=meaning("whether it took place on one day of this span, which is not known"),
    )
    start_time: str | None = field(
        default=None,
        converter=optional(to.clock_time),
        metadata=meaning("clock time HH:MM on the first day, if a source gives one"),
    )
    end_time: str | None = field(
        default=None,
        converter=optional(to.clock_time),
        metadata=meaning("clock time HH:MM on the last day, if a source gives one"),
    )
    timezone: str | None = field(default=None, converter=optional(_zone), metadata=meaning("their IANA zone"))
    city: str | None = field(default=None, converter=to.optional_text, metadata=meaning("city"))
    country: str | None = field(
        default=None, converter=optional(to.state_code), metadata=meaning("code of the State where it was")
    )
    venue: str | None = field(default=None, converter=to.optional_text, metadata=meaning("venue"))
    format: EventFormat | None = field(
        default=None, converter=optional(EventFormat), metadata=meaning("how people took part")
    )
    status: EventStatus = field(converter=EventStatus, metadata=meaning("what became of it"))
    participants: tuple[Person, ...] = field(default=(), converter=_persons, metadata=meaning("participants"))
    summary: str | None = field(default=None, converter=to.optional_text, metadata=meaning("its subject"))
    outcome: str | None = field(default=None, converter=to.optional_text, metadata=meaning("its result"))
    documents: tuple[DocumentSymbol, ...] = field(
        default=(), converter=as_symbols, metadata=meaning("symbols of its documents")
    )

    def __attrs_post_init__(self) -> None:
        """Check the clock times, which depend on several fields."""
        _check_times(self.id, self.when, self.start_time, self.end_time, self.timezone)

    @property
    def to_the_day(self) -> bool:
        """True if its days are known. A month, quarter or year without a time only gives the limits.

        So does a span whose ``day_unknown`` is true.

        >>> import osce_tracker as ot
        >>> event = ot.Event(
        ...     id="x", title="X", body="ODIHR", kind="report", dimensions=["human"],
        ...     when="2030-05", status="held",
        ... )
        >>> event.to_the_day, event.begins
        (False, None)
        """
        return not self.day_unknown and (self.start_time is not None or self.when.kind in ("day", "span"))

    @property
    def begins(self) -> "DateTime | Date | None":
        """The moment it begins if a time is known, otherwise its first day. ``None`` if the day is unknown.

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
        """The moment it ends if a time is known, otherwise its last day. ``None`` if the day is unknown."""
        return self._edge(self.when.last, self.end_time)

    def _edge(self, day: date, clock: str | None) -> "DateTime | Date | None":
        if not self.to_the_day:
            return None
        from osce_tracker.model.clock import moment_or_day

        return moment_or_day(day, clock, self.timezone)

    @property
    def sort_key(self) -> tuple[date, date, str]:
        """The key that events are sorted by: first day, last day, id."""
        return self.when.first, self.when.last, self.id

    @property
    def section(self) -> Section:
        """The section that tables list it in."""
        return Section.of(self.dimensions)

    @property
    def known(self) -> date:
        """The day on which the public record first showed it."""
        return known_date(self.when, self.sources)

    def __str__(self) -> str:
        return f"{self.id}: {self.title}, {self.when.readable} ({self.status.label})"


def _check_times(record: str, when: Period, start: str | None, end: str | None, zone: str | None) -> None:
    """Check that clock times have a zone, exist in it and are in order.

    Args:
        record: id of the record.
        when: the days; the start is on the first, the end on the last.
        start: the start time, if known.
        end: the end time, if known.
        zone: the IANA zone, if known.

    Raises:
        RecordError: if they don't.
    """
    if start is None and end is None:
        return
    if zone is None:
        raise RecordError("timezone", "clock times need a time zone, such as Europe/Vienna", record)
    if start is None:
        raise RecordError("end_time", "an end needs a start: give start_time as well", record)
    from osce_tracker.model.clock import check_wall_time

    check_wall_time(record, "start_time", when.first, start, zone)
    if end is not None:
        check_wall_time(record, "end_time", when.last, end, zone)
        if when.first == when.last and end <= start:
            raise RecordError("end_time", f"{end} is not after the start, {start}", record)


@attrs.frozen(kw_only=True, repr=False, field_transformer=name_errors)
class Recess(Record):
    """Days on which a series does not meet.

    >>> import osce_tracker as ot
    >>> for recess in ot.load().series["series-forum-for-security-co-operation"].exceptions:
    ...     print(recess.since, recess.until, recess.reason.partition(":")[0])
    2025-04-10 2025-05-13 Gap between two terms
    2025-07-24 2025-08-31 Summer break
    """

    since: date = field(converter=as_day, metadata=meaning("the first day"))
    until: date = field(converter=as_day, metadata=meaning("the last day, included"))
    reason: str = field(converter=to.text, metadata=meaning("why"))

    def __attrs_post_init__(self) -> None:
        """Check the order of the days."""
        check_order("until", self.since, self.until)


@attrs.frozen(kw_only=True, repr=False, field_transformer=name_errors)
class KnownMeeting(Record):
    """A meeting of a series whose date is in a source.

    >>> import osce_tracker as ot
    >>> meetings = ot.load().series["series-permanent-council"].known_meetings
    >>> [(m.number, str(m.date)) for m in meetings if ot.Period("2025-03").contains(m.date)]
    [(1512, '2025-03-13'), (1514, '2025-03-27')]
    """

    number: int = field(converter=to.whole_number, metadata=meaning("its number in the count of the body"))
    date: Period = field(converter=Period, metadata=meaning("on which days"))
    event_id: str | None = field(
        default=None,
        converter=to.optional_text,
        metadata=meaning("id of the event, if it is in the calendar"),
    )
    source_url: str = field(converter=to.address, metadata=meaning("address of the page that gives the date"))


def _recesses(values: Iterable[Recess]) -> tuple[Recess, ...]:
    return to.instances(Recess, values)


def _meetings(values: Iterable[KnownMeeting]) -> tuple[KnownMeeting, ...]:
    return to.instances(KnownMeeting, values)


@attrs.frozen(kw_only=True, repr=False, field_transformer=name_errors)
class Series(Fact):
    """A regular meeting: a pattern of days, and the meetings that sources show.

    The pattern gives too many days. Sources show only ``known_meetings`` and events.

    >>> import osce_tracker as ot
    >>> council = ot.load().series["series-permanent-council"]
    >>> council.title, council.rrule, council.start_time, council.timezone
    ('Weekly meeting of the Permanent Council', 'FREQ=WEEKLY;BYDAY=TH', None, 'Europe/Vienna')
    """

    id: str = field(converter=to.record_id, metadata=meaning("stable identifier"))
    title: str = field(converter=to.filled_text, metadata=meaning("title in one line"))
    body: str = field(converter=to.filled_text, metadata=meaning("which body meets"))
    dimensions: tuple[Dimension, ...] = field(converter=as_dimensions, metadata=meaning("which it touches"))
    rrule: str = field(converter=as_rule, metadata=meaning("recurrence rule (RFC 5545, section 3.3.10)"))
    dtstart: date = field(converter=as_day, metadata=meaning("the first day"))
    until: date | None = field(default=None, converter=optional(as_day), metadata=meaning("the last day"))
    start_time: str | None = field(
        default=None, converter=optional(to.clock_time), metadata=meaning("clock time HH:MM, if known")
    )
    timezone: str | None = field(default=None, converter=optional(_zone), metadata=meaning("its IANA zone"))
    city: str | None = field(default=None, converter=to.optional_text, metadata=meaning("city"))
    country: str | None = field(
        default=None, converter=optional(to.state_code), metadata=meaning("code of the State where it meets")
    )
    venue: str | None = field(default=None, converter=to.optional_text, metadata=meaning("venue"))
    exceptions: tuple[Recess, ...] = field(default=(), converter=_recesses, metadata=meaning("recesses"))
    known_meetings: tuple[KnownMeeting, ...] = field(
        default=(), converter=_meetings, metadata=meaning("meetings that sources show")
    )

    def __attrs_post_init__(self) -> None:
        """Check the clock time and the order of the days."""
        _check_times(self.id, Period(self.dtstart), self.start_time, None, self.timezone)
        check_order("until", self.dtstart, self.until, self.id)

    @property
    def sort_key(self) -> tuple[str]:
        """The key that series are sorted by: the id."""
        return (self.id,)

    def __str__(self) -> str:
        return f"{self.id}: {self.title}"
