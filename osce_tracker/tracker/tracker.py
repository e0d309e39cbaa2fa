"""The tracker: all records of one data set, immutable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

import attrs
from attrs.converters import optional

from osce_tracker.errors import UnknownRecordError, UsageError, quoted
from osce_tracker.model.chairs import Chairmanships
from osce_tracker.model.editions import Edition
from osce_tracker.model.periods import as_day
from osce_tracker.model.states import StateRegistry
from osce_tracker.model.validation import argument, instance, instances, name_errors
from osce_tracker.tracker.collection import Collection
from osce_tracker.tracker.commitments import Commitments
from osce_tracker.tracker.events import Events, SeriesCollection
from osce_tracker.tracker.kinds import KINDS, kind_of
from osce_tracker.tracker.statements import Statements

if TYPE_CHECKING:
    from osce_tracker.model.commitments import Commitment
    from osce_tracker.model.events import Event, Series
    from osce_tracker.model.statements import SupportStatement

    AnyRecord = Commitment | Event | Series | SupportStatement

C = TypeVar("C", bound=Collection[Any])


def _path(value: str) -> str:
    # Names of files may have what no text in a file can have, so this isn't a text of a record.
    return str.__str__(instance(str, value))


def _digests(value: Mapping[str, str]) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise ValueError(f"must be a mapping, not {quoted(value)}")  # noqa: TRY004 (reported like any other)
    return {_path(name): _path(digest) for name, digest in value.items()}


@attrs.frozen(field_transformer=name_errors)
class Origin:
    """A place on disk that a tracker was read from or saved to.

    Attributes:
        path: the file or directory.
        content: a digest of each file, by name.
    """

    path: str = attrs.field(converter=_path)
    content: Mapping[str, str] = attrs.field(converter=_digests)


def _collection(cls: type[C], records: Iterable[Any], states: StateRegistry) -> C:
    """Return records as a collection that knows the States of its tracker."""
    if not isinstance(records, cls):
        return cls(records, states)
    return records if records.states is states else attrs.evolve(records, states=states)


@attrs.frozen(init=False, repr=False)
class Tracker:
    """All records of one data set: commitments, events, series and statements.

    Args:
        commitments: the commitments.
        events: the events.
        series: the series of regular meetings.
        statements: the statements.
        edition: the title, version and Chair of the data set, or ``None``.
        known_by: the day as of which the public record is shown, or ``None`` for all of it.
        states: the States and groups that names are looked up in; without them only codes are known.
        chairs: the terms in the chair, which give the Chair's own State.
        origins: where the data set was read from and saved to, each place once.

    Raises:
        RecordError: if a value has the wrong type, or two records of one kind have the same id.

    A tracker never changes, can be read from many threads, and is equal to another if their records are.

    >>> import osce_tracker as ot
    >>> tracker = ot.Tracker()
    >>> len(tracker.commitments), tracker == ot.Tracker()
    (0, True)
    """

    commitments: Commitments
    events: Events
    series: SeriesCollection
    statements: Statements
    edition: Edition | None = attrs.field(eq=False)
    known_by: dt.date | None = attrs.field(eq=False)
    states: StateRegistry = attrs.field(eq=False)
    chairs: Chairmanships = attrs.field(eq=False)
    origins: tuple[Origin, ...] = attrs.field(eq=False)

    def __init__(
        self,
        *,
        commitments: Iterable[Commitment] = (),
        events: Iterable[Event] = (),
        series: Iterable[Series] = (),
        statements: Iterable[SupportStatement] = (),
        edition: Edition | None = None,
        known_by: dt.date | None = None,
        states: StateRegistry | None = None,
        chairs: Chairmanships | None = None,
        origins: Iterable[Origin] = (),
    ) -> None:
        if states is None:
            states = StateRegistry(())
        if chairs is None:
            chairs = Chairmanships(())
        registry = argument("states", partial(instance, StateRegistry), states)
        self.__attrs_init__(  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
            commitments=_collection(Commitments, commitments, registry),
            events=_collection(Events, events, registry),
            series=_collection(SeriesCollection, series, registry),
            statements=_collection(Statements, statements, registry),
            edition=argument("edition", optional(partial(instance, Edition)), edition),
            known_by=argument("known_by", optional(as_day), known_by),
            states=registry,
            chairs=argument("chairs", partial(instance, Chairmanships), chairs),
            origins=argument("origins", partial(instances, Origin), origins),
        )

    @property
    def collections(self) -> tuple[Commitments, Events, SeriesCollection, Statements]:
        """The four collections: commitments, events, series, statements."""
        return self.commitments, self.events, self.series, self.statements

    @property
    def chair(self) -> str | None:
        """Code of the State whose Chairpersonship the data set is about, or ``None`` if it names none."""
        term = None if self.edition is None else self.edition.chair
        if term is None:
            return None
        if term in self.chairs:
            return self.chairs[term].state
        # A Chairpersonship that the terms don't have yet is named after its State, such as CH-2026.
        code = term.partition("-")[0]
        return code if code in self.states else None

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes in use, in alphabetical order."""
        records = (*self.commitments, *self.statements)
        return tuple(sorted({theme for record in records for theme in record.themes}))

    @cached_property
    def last_known(self) -> dt.date | None:
        """The last day that dates a record or a source: an as-of view of a later day is the whole tracker."""
        from osce_tracker.tracker.as_of import days_of

        return max((day for collection in self.collections for day in days_of(collection)), default=None)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the data set in canonical form with its as-of day, as 64 hexadecimal digits.

        Equal data have equal digests in any process; a service can use it as an ETag (RFC 9110).
        """
        from osce_tracker.model.plain import canonical, plain, to_json

        records: dict[str, Iterable[AnyRecord]] = dict(zip(KINDS, self.collections, strict=True))
        # Two views may hold the same records and still show different days.
        whole = [plain(self.known_by), canonical(records, self.edition, self.known_by)]
        return sha256(to_json(whole)).hexdigest()

    @cached_property
    def _folded_ids(self) -> dict[str, str]:
        return {record_id.casefold(): record_id for c in self.collections for record_id in c.ids}

    def find(self, record_id: str) -> AnyRecord:
        """Return the record with an id, whatever its kind.

        Args:
            record_id: id of a commitment, event, series or statement; case doesn't matter if no record has
                exactly this id.

        Raises:
            UnknownRecordError: if no record has this id; names the closest ids.
        """
        ids = self._folded_ids
        for candidate in (record_id, ids.get(str(record_id).casefold(), record_id)):
            for collection in self.collections:
                record: AnyRecord | None = collection.get(candidate)
                if record is not None:
                    return record
        raise UnknownRecordError("record", record_id, list(ids.values()))

    def with_records(self, *records: AnyRecord) -> Tracker:
        """Return a new tracker that has these records as well.

        Args:
            records: any number of records of any kind; one that has the id of a present record of its
                kind replaces it.

        Raises:
            RecordError: if two of the given records have the same id.
            UsageError: if an argument isn't a record.
        """
        added: dict[str, list[Any]] = {name: [] for name in KINDS}
        for record in records:
            kind = kind_of(record)
            if kind is None:
                classes = ", ".join(known.class_name for known in KINDS.values())
                raise UsageError(f"{quoted(record)} isn't a record. Give one of {classes}.")
            added[kind].append(record)
        return attrs.evolve(
            self,
            commitments=self.commitments.with_records(added["commitments"]),
            events=self.events.with_records(added["events"]),
            series=self.series.with_records(added["series"]),
            statements=self.statements.with_records(added["statements"]),
        )

    def as_of(self, day: dt.date | str) -> Tracker:
        """Return the tracker as a careful reader could have known it at the end of a day.

        Args:
            day: a date, or a text such as ``"2025-06-30"``.

        Returns:
            The records that were known by then, with the updates and sources that were known. An event
            that ends later is shown as announced, without outcome or documents. Texts stay as they are now.

        Raises:
            PeriodError: if the day is invalid.

        >>> import osce_tracker as ot
        >>> ot.Tracker().as_of("2025-06-30").known_by
        datetime.date(2025, 6, 30)
        """
        from osce_tracker.tracker.as_of import as_known

        on = as_day(day)
        known_by = on if self.known_by is None else min(on, self.known_by)
        return attrs.evolve(self, **as_known(*self.collections, on), known_by=known_by, origins=())

    def so_on(self, day: dt.date | str) -> Tracker:
        """Return the tracker with what had happened by the end of a day, whenever it became known.

        Args:
            day: a date, or a text such as ``"2025-06-30"``.

        Returns:
            The commitments made by then with their updates up to then, the events, meetings and statements
            that were past, and the series that had begun. Records too vaguely dated to be certainly past are
            left out.

        Raises:
            PeriodError: if the day is invalid.
        """
        from osce_tracker.tracker.as_of import as_happened

        views = as_happened(*self.collections, as_day(day))
        return attrs.evolve(self, **views, origins=())

    def __repr__(self) -> str:
        title = f"{self.edition.title}: " if self.edition is not None else ""
        return (
            f"<Tracker {title}{len(self.commitments)} commitments, {len(self.events)} events, "
            f"{len(self.series)} series, {len(self.statements)} statements>"
        )
