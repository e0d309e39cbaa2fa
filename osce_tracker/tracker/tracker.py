"""The tracker: all records of one data set, immutable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from typing import Any, TypeAlias, TypeVar

import attrs

from osce_tracker.errors import UnknownRecordError, UsageError, quoted
from osce_tracker.model.chairs import Chairmanship, Chairmanships
from osce_tracker.model.commitments import Commitment
from osce_tracker.model.corrections import Correction
from osce_tracker.model.editions import Edition, canonical, edited
from osce_tracker.model.events import Event, Series
from osce_tracker.model.periods import as_day
from osce_tracker.model.plain import plain, to_json
from osce_tracker.model.readings import Reading
from osce_tracker.model.statements import SupportStatement
from osce_tracker.model.states import StateRegistry
from osce_tracker.model.validation import argument, instance, instances, name_errors
from osce_tracker.tracker.as_of import as_happened, as_known, days_of
from osce_tracker.tracker.collection import Collection, Lazy
from osce_tracker.tracker.commitments import Commitments
from osce_tracker.tracker.events import Events, SeriesCollection
from osce_tracker.tracker.filters import OneOrMore, chair_ids
from osce_tracker.tracker.kinds import FILES, KINDS, REVIEWS, kind_of
from osce_tracker.tracker.reviews import Corrections, Readings, moved, reviewed
from osce_tracker.tracker.search import Index, Match
from osce_tracker.tracker.statements import Statements
from osce_tracker.tracker.updates import Updates

AnyRecord: TypeAlias = Commitment | Event | Series | SupportStatement
C = TypeVar("C", bound=Collection[Any])


def _path(value: str) -> str:
    # File names may contain characters that no text in a file can, so this isn't a text of a record.
    return str.__str__(instance(str, value))


def _digests(value: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, Mapping):
        raise ValueError(f"must be a mapping, not {quoted(value)}")  # noqa: TRY004 (reported like any other)
    return tuple(sorted((_path(name), _path(digest)) for name, digest in value.items()))


@attrs.frozen(field_transformer=name_errors)
class Origin:
    """A place on disk that a tracker was read from or saved to.

    Attributes:
        path: the file or directory.
    """

    path: str = attrs.field(converter=_path)
    _content: tuple[tuple[str, str], ...] = attrs.field(converter=_digests, alias="content")

    @property
    def content(self) -> dict[str, str]:
        """A digest of each file, by name."""
        return dict(self._content)


def _made(cls: type[C], records: Iterable[Any], chair: str | None = None) -> C:
    """Return records of a tracker, each with a Chairpersonship: by default that of the data set."""
    made = records.in_order() if isinstance(records, cls) else cls(records)
    if chair is None or made.names_chairs:
        return made
    # Leave records unloaded if they have not been needed yet.
    named = Lazy(
        lambda: (one if one.chairs else attrs.evolve(one, chairs=(chair,)) for one in made), of_chairs=True
    )
    whole = None if made.whole is made else _made(cls, made.whole, chair)
    return cls(named, made.states, whole, made.readings)


def _of_chairs(records: Iterable[Any], chairs: frozenset[str]) -> list[Any]:
    """Return the records of some Chairpersonships, as records of these alone."""
    found = [(record, tuple(term for term in record.chairs if term in chairs)) for record in records]
    return [
        record if own == record.chairs else attrs.evolve(record, chairs=own) for record, own in found if own
    ]


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
        states: the States and groups for looking up names; without them only codes are known.
        chairs: the terms in the chair, which give the Chair's own State.
        origins: where the data set was read from and saved to, each place once.
        readings: how two readers read the records.
        corrections: corrections of records entered before.

    A record that names no Chairpersonship belongs to that of the edition.

    Raises:
        RecordError: if a value has the wrong type, or two records of one kind have the same id.

    A tracker never changes, can be read from many threads, and equals another if their records are equal.

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
    readings: Readings = attrs.field(eq=False)
    corrections: Corrections = attrs.field(eq=False)

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
        readings: Iterable[Reading] = (),
        corrections: Iterable[Correction] = (),
    ) -> None:
        if states is None:
            states = StateRegistry(())
        if chairs is None:
            chairs = Chairmanships(())
        registry = argument("states", partial(instance, StateRegistry), states)
        terms = argument("chairs", partial(instance, Chairmanships), chairs)
        about = None if edition is None else argument("edition", partial(instance, Edition), edition)
        chair = None if about is None else about.chair
        read = _made(Readings, readings, chair)
        own: dict[str, Collection[Any]] = {
            "commitments": _made(Commitments, commitments, chair),
            "events": _made(Events, events, chair),
            "series": _made(SeriesCollection, series, chair),
            "statements": _made(Statements, statements, chair),
        }
        day = None if known_by is None else argument("known_by", as_day, known_by)
        index = Index({collection.noun: collection for collection in own.values()}, registry, terms)
        context: dict[str, Any] = {"states": registry, "readings": read, "index": index}
        context |= {"edition": about, "known_by": day}
        whole: dict[str, Any] = {kind: attrs.evolve(records, **context) for kind, records in own.items()}
        self.__attrs_init__(  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
            **whole,
            edition=about,
            known_by=day,
            states=registry,
            chairs=terms,
            origins=argument("origins", partial(instances, Origin), origins),
            readings=read,
            corrections=_made(Corrections, corrections),
        )

    @property
    def collections(self) -> tuple[Commitments, Events, SeriesCollection, Statements]:
        """The four collections: commitments, events, series, statements."""
        return self.commitments, self.events, self.series, self.statements

    @property
    def _by_kind(self) -> dict[str, Collection[Any]]:
        return dict(zip(KINDS, self.collections, strict=True))

    @property
    def updates(self) -> Updates:
        """The updates of all commitments, each with its commitment, in order of time.

        >>> import osce_tracker as ot
        >>> first = ot.load().updates[0]
        >>> first.date.readable, first.status.label, first.commitment.title
        ('29 January 2025', 'in progress', 'Free the three detained OSCE officials')
        """
        return self.commitments.updates

    @property
    def chair(self) -> str | None:
        """Code of the State whose Chairpersonship the data set is about, or ``None`` if it names none."""
        return (
            None if self.edition is None or self.edition.chair is None else self._state_of(self.edition.chair)
        )

    def _state_of(self, term: str) -> str | None:
        """Return the code of the State that has a term in the chair."""
        if term in self.chairs:
            return self.chairs[term].state
        # A Chairpersonship missing from the terms is named after its State, such as CH-2026.
        code = term.partition("-")[0]
        return code if code in self.states else None

    @cached_property
    def terms(self) -> tuple[Chairmanship, ...]:
        """The terms in the chair that the data set is about, in order of time."""
        if self.edition is not None and self.edition.chair is not None:
            names = {self.edition.chair}
        else:
            names = self._terms
        return tuple(term for term in self.chairs if term.id in names)

    def is_chairs_own(self, statement: SupportStatement, state: str | None = None) -> bool:
        """Return True if a statement is on the Chairpersonship of the very State that it counts for.

        Args:
            statement: the statement.
            state: code of a State that it counts for; by default the one that made it.

        Raises:
            UsageError: if it is not a statement.
            RecordError: if the code is not text.
        """
        if kind_of(statement) != "statements":
            raise UsageError(f"statement must be a SupportStatement, not {quoted(statement)}.")
        code = statement.state if state is None else argument("state", partial(instance, str), state)
        return code is not None and code in map(self._state_of, statement.chairs)

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes in use, in alphabetical order."""
        records = (*self.commitments, *self.statements)
        return tuple(sorted({theme for record in records for theme in record.themes}))

    @cached_property
    def last_known(self) -> dt.date | None:
        """The last day that dates a record or a source. An as-of view of a later day shows everything."""
        return max((day for collection in self.collections for day in days_of(collection)), default=None)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the data set in canonical form with its as-of day, as 64 hexadecimal digits.

        Equal data have equal digests in any process; a service can use it as an ETag (RFC 9110).
        """
        # Few programs use it, and the library takes as long to load as half of the records.
        from hashlib import sha256

        records: dict[str, Iterable[Any]] = {name: getattr(self, name) for name in FILES}
        # Two views may hold the same records but show different days.
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

    @property
    def index(self) -> Index:
        """The words of all records."""
        return self.commitments.index

    def search(self, words: str, limit: int | None = None) -> tuple[Match, ...]:
        """Return the records that contain all the given words, the best match first.

        Args:
            words: the words; a phrase in quotation marks must match exactly.
            limit: the largest number of matches; by default there is no limit.

        Returns:
            The matches, each with its passage. The search covers titles, texts, updates, notes, people,
            bodies, places, States, themes and sources. Endings, case, accents and hyphens don't matter, and
            any form of a State's name finds the others: "Ukraine" finds "Ukrainian". Small words such as
            "of" don't count. Equal matches are in the order of the records.

        Raises:
            UsageError: if there are no words or too many, or the limit isn't a number from 1.

        >>> import osce_tracker as ot
        >>> for match in ot.load().search("prisoners of war", limit=2):
        ...     print(match.record.id)
        moscow-mechanism-report-pc-2025-09-25
        nb8-2025-09-moscow-mechanism
        """
        return self.index.search(words, limit)

    def with_records(self, *records: AnyRecord) -> Tracker:
        """Return a new tracker with these records added.

        Args:
            records: any number of records of any kind. Each replaces any present record of its
                kind with the same id.

        Raises:
            RecordError: if two of the given records have the same id.
            UsageError: if an argument isn't a record.
        """
        added: dict[str, list[Any]] = {name: [] for name in KINDS}
        for record in records:
            kind = kind_of(record)
            if kind is None:
                classes = ", ".join(known.record.__name__ for known in KINDS.values())
                raise UsageError(f"{quoted(record)} isn't a record. Give one of {classes}.")
            added[kind].append(record)
        more: dict[str, Any] = {
            kind: records.with_records(added[kind]) for kind, records in self._by_kind.items()
        }
        reviews = self._reviews_of(more)
        for view in reviews.values():
            # Do it now: after hundreds of edits in a row, each would wait for the one before.
            len(view)
        is_new = any(old.get(one.id) != one for kind, old in self._by_kind.items() for one in added[kind])
        edition = edited(self.edition) if is_new else self.edition
        return attrs.evolve(self, **more, **reviews, edition=edition)

    @property
    def _terms(self) -> set[str]:
        return {term for collection in self.collections for one in collection for term in one.chairs}

    def chair_ids(self, chair: OneOrMore) -> tuple[str, ...]:
        """Return ids of Chairpersonships given by id, or by State and year.

        Args:
            chair: one, such as ``"FI-2025"`` or ``"Finland 2025"``, or several.

        Raises:
            WordError: if no record belongs to one of them; lists the existing Chairpersonships.
            UsageError: if a value is not text.

        >>> import osce_tracker as ot
        >>> ot.load("all").chair_ids(["Finland 2025", "mt-2024"])
        ('FI-2025', 'MT-2024')
        """
        return chair_ids(chair, self._terms, self.states)

    def of_chairs(self, chair: OneOrMore | None) -> Tracker:
        """Return the tracker with only the records of some Chairpersonships.

        Args:
            chair: a Chairpersonship, such as ``"FI-2025"`` or ``"Finland 2025"``, or several; ``None`` for
                all records.

        Raises:
            WordError: if no record belongs to one of them; lists the existing Chairpersonships.

        >>> import osce_tracker as ot
        >>> len(ot.load("all").of_chairs("FI-2025").commitments)
        98
        """
        if chair is None:
            return self
        wanted = frozenset(self.chair_ids(chair))
        own: dict[str, Any] = {
            kind: every.view(partial(_of_chairs, every, wanted)) for kind, every in self._by_kind.items()
        }
        edition = self.edition
        if edition is not None and len(wanted) == 1:
            # This Chair then sets the default day and "the Chair's own State".
            edition = attrs.evolve(edition, chair=next(iter(wanted)))
        return attrs.evolve(self, **own, **self._reviews_of(own), edition=edition, origins=())

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
        on = as_day(day)
        known_by = on if self.known_by is None else min(on, self.known_by)
        views = as_known(self._by_kind, on)
        return attrs.evolve(self, **views, **self._reviews_of(views), known_by=known_by, origins=())

    def so_on(self, day: dt.date | str) -> Tracker:
        """Return the tracker with everything that had happened by the end of a day, whenever it became known.

        Args:
            day: a date, or a text such as ``"2025-06-30"``.

        Returns:
            The commitments made by then with their updates up to then, the events, meetings and statements
            in the past, and the series that had begun. Records dated too vaguely to be certainly past are
            left out.

        Raises:
            PeriodError: if the day is invalid.
        """
        views = as_happened(self._by_kind, as_day(day))
        return attrs.evolve(self, **views, **self._reviews_of(views), origins=())

    def _reviews_of(self, records: Mapping[str, Any]) -> dict[str, Any]:
        """Return the readings and corrections for other versions of the records, by kind."""

        def kept(kind: str) -> list[Any]:
            reviews = moved(getattr(self, kind), self.commitments, records["commitments"])
            known: dict[str, Any] = {**self._by_kind, **records}
            return [one for one in reviews if one.record in known.get(reviewed(one), ())]

        return {kind: getattr(self, kind).view(partial(kept, kind)) for kind in REVIEWS}

    def __dir__(self) -> list[str]:
        """List the attributes for users. The rest are for internal use."""
        return [name for name in object.__dir__(self) if name not in ("collections", "index", "origins")]

    def __reduce__(self) -> tuple[Any, ...]:
        # Rebuild from the parts, so that the index is not pickled and covers all of them afterwards.
        return partial(
            Tracker, **{field.name: getattr(self, field.name) for field in attrs.fields(Tracker)}
        ), ()

    def __repr__(self) -> str:
        title = f"{self.edition.title}: " if self.edition is not None else ""
        return (
            f"<Tracker {title}{len(self.commitments)} commitments, {len(self.events)} events, "
            f"{len(self.series)} series, {len(self.statements)} statements>"
        )
