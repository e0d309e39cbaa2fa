"""The tracker: all records of one data set, immutable, with what is derived from them kept."""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, cast

from osce_tracker.errors import UnknownRecordError, UsageError, quoted
from osce_tracker.model.periods import Period, as_day
from osce_tracker.tracker.commitments import Commitments
from osce_tracker.tracker.events import Events, SeriesCollection
from osce_tracker.tracker.statements import Statements

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable
    from os import PathLike

    from osce_tracker.analysis.positions import Positions
    from osce_tracker.dataset.write import Origin
    from osce_tracker.model.chairs import Chairmanships
    from osce_tracker.model.commitments import Commitment
    from osce_tracker.model.editions import Edition
    from osce_tracker.model.events import Event, Series
    from osce_tracker.model.occurrences import Occurrence
    from osce_tracker.model.statements import About, SupportStatement
    from osce_tracker.model.states import StateRegistry
    from osce_tracker.model.themes import Themes
    from osce_tracker.tracker.collection import Collection

    AnyRecord = Commitment | Event | Series | SupportStatement

T = TypeVar("T")
_KINDS = ("commitments", "events", "series", "statements")


class Tracker:
    """All records of one data set: commitments, events, series and statements.

    Args:
        commitments: the commitments.
        events: the events.
        series: the series of regular meetings.
        statements: the statements.
        edition: what the data set says of itself, or ``None``.
        known_by: the day as of which the public record is shown, or ``None`` for all of it.
        states: the States and groups that names are looked up in; without them only codes are known.
        chairs: the terms in the chair, by which the Chair's own State is known.
        themes: a vocabulary of themes of your own; without it themes are free words.

    Each of the four, and ``states`` and ``chairs``, may be a function that gives them when first needed. A
    tracker never changes; it compares equal to another by its records. Reading it from several
    threads at once is safe.

    >>> import osce_tracker as ot
    >>> tracker = ot.Tracker()
    >>> len(tracker.commitments), tracker == ot.Tracker()
    (0, True)
    """

    __slots__ = (
        "_chairs",
        "_derived",
        "_lock",
        "_origin",
        "_registry",
        "_themes",
        "commitments",
        "edition",
        "events",
        "known_by",
        "series",
        "statements",
    )

    commitments: Commitments
    events: Events
    series: SeriesCollection
    statements: Statements
    edition: Edition | None
    known_by: dt.date | None
    _derived: dict[object, Any]
    _lock: RLock
    _registry: Callable[[], StateRegistry]
    _chairs: Callable[[], Chairmanships]
    _themes: Themes | None
    _origin: Origin | None

    def __init__(
        self,
        *,
        commitments: Iterable[Commitment] | Callable[[], Iterable[Commitment]] = (),
        events: Iterable[Event] | Callable[[], Iterable[Event]] = (),
        series: Iterable[Series] | Callable[[], Iterable[Series]] = (),
        statements: Iterable[SupportStatement] | Callable[[], Iterable[SupportStatement]] = (),
        edition: Edition | None = None,
        known_by: dt.date | None = None,
        states: StateRegistry | Callable[[], StateRegistry] | None = None,
        chairs: Chairmanships | Callable[[], Chairmanships] | None = None,
        themes: Themes | None = None,
    ) -> None:
        registry = states if callable(states) else _given(states)
        values: dict[str, object] = {
            "_lock": RLock(),
            "_derived": {},
            "_origin": None,
            "_registry": registry,
            "_themes": themes,
            "_chairs": chairs if callable(chairs) else _terms(chairs),
            "edition": edition,
            "known_by": known_by,
            "commitments": Commitments(commitments, registry, themes),
            "events": Events(events, registry, themes),
            "series": SeriesCollection(series, registry, themes),
            "statements": Statements(statements, registry, themes),
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @property
    def states(self) -> StateRegistry:
        """The States and groups that names are looked up in."""
        return self._registry()

    @property
    def chairs(self) -> Chairmanships:
        """The terms in the chair."""
        return self._chairs()

    @property
    def themes(self) -> Themes:
        """The vocabulary of themes that was handed over; without one it is empty."""
        if self._themes is not None:
            return self._themes
        from osce_tracker.model.themes import Themes

        return Themes()

    @property
    def chair(self) -> str | None:
        """Code of the State whose Chairpersonship the data set is about, or ``None`` when it names none."""
        named = None if self.edition is None else self.edition.chair
        if named is None:
            return None
        if named in self.chairs:
            return self.chairs[named].state
        # A Chairpersonship that the terms do not have yet is named after its State, as in CH-2026.
        code = named.partition("-")[0]
        return code if code in self.states else None

    def find(self, record_id: str) -> AnyRecord:
        """Return the record with an id, whatever its kind.

        Args:
            record_id: id of a commitment, event, series or statement; case does not matter when no
                id has it exactly.

        Raises:
            UnknownRecordError: when no record has it; names the nearest ids.
        """
        ids = self.derived("ids", _folded_ids)
        folded = str(record_id).casefold()
        for wanted in (record_id, ids.get(folded, record_id)):
            for collection in self.collections:
                found: AnyRecord | None = collection.get(wanted)
                if found is not None:
                    return found
        raise UnknownRecordError("record", record_id, list(ids.values()))

    @property
    def collections(self) -> tuple[Commitments, Events, SeriesCollection, Statements]:
        """The four collections: commitments, events, series, statements."""
        return self.commitments, self.events, self.series, self.statements

    def with_records(self, *records: AnyRecord) -> Tracker:
        """Return a new tracker that has these records as well.

        Args:
            records: any number of records of any kind; one with the id of a present record of its
                kind takes its place.

        Returns:
            The new tracker; this one stays as it is.

        Raises:
            RecordError: when two of the given records have the same id.
            UsageError: when something given is no record.
        """
        added: dict[str, list[Any]] = {kind: [] for kind in _KINDS}
        for record in records:
            kind = _kind_of(record)
            if kind is None:
                reason = "accepted: Commitment, Event, Series, SupportStatement"
                raise UsageError(f"{quoted(record)} is no record; {reason}")
            added[kind].append(record)
        made = Tracker(
            commitments=_joined(self.commitments, added["commitments"]),
            events=_joined(self.events, added["events"]),
            series=_joined(self.series, added["series"]),
            statements=_joined(self.statements, added["statements"]),
            edition=self.edition,
            known_by=self.known_by,
            states=self._registry,
            chairs=self._chairs,
            themes=self._themes,
        )
        # What is read, changed and saved again is known to have come from there.
        made.set_origin(self._origin)
        return made

    @property
    def origin(self) -> Origin | None:
        """Where it was read from or last saved to, or ``None``."""
        return self._origin

    def set_origin(self, origin: Origin | None) -> None:
        """Note where it was read from; for the modules that read and save."""
        object.__setattr__(self, "_origin", origin)

    def save(self, path: str | PathLike[str], *, overwrite: bool = False) -> None:
        """Write the data set to disk in canonical form, whole or not at all.

        Args:
            path: a file that ends in ``.json``, or a directory with a file for each kind of record.
            overwrite: whether to write over a data set that this one was not read from.

        Raises:
            DataError: when a record names a State or an event that does not exist.
            ConflictError: when the data set there was changed since this one was read, or is another;
                names the records that differ, and has that data set for ``merge``.
            UsageError: for a file of another suffix.
            OSError: when it cannot be written; what stood there is then left as it was.
        """
        from osce_tracker.dataset.write import save_tracker

        self.set_origin(save_tracker(self, path, overwrite=overwrite))

    def as_of(self, day: dt.date | str) -> Tracker:
        """Return the tracker as a careful reader could have had it on the evening of a day.

        Args:
            day: a date or a text such as ``"2025-06-30"``.

        Returns:
            The tracker with the records that were known by then, and inside them the updates and
            sources that were; an event that ends later is announced, without outcome or documents
            (the manual's Meanings, "Known date"). Texts stay as they are written now.

        Raises:
            PeriodError: when that is no day.

        >>> import osce_tracker as ot
        >>> ot.Tracker().as_of("2025-06-30").known_by
        datetime.date(2025, 6, 30)
        """
        on = as_day(day)
        from osce_tracker.tracker.as_of import known_records

        return self._view(on, known_records(*self.collections, on))

    def so_on(self, day: dt.date | str) -> Tracker:
        """Return the tracker with what had happened by the end of a day, whenever it became known.

        Args:
            day: a date or a text such as ``"2025-06-30"``.

        Returns:
            The tracker with the commitments made by then, their updates up to then, and the events
            and statements that were past; what is too vague in date to be past is not in it.

        Raises:
            PeriodError: when that is no day.
        """
        on = as_day(day)
        from osce_tracker.tracker.as_of import so_records

        return self._view(self.known_by, so_records(*self.collections, on))

    def _view(self, known_by: dt.date | None, records: dict[str, Callable[[], Iterable[Any]]]) -> Tracker:
        """Return a tracker of other records that knows the words of this one."""
        earlier = known_by if self.known_by is None or known_by is None else min(known_by, self.known_by)
        view = Tracker(
            edition=self.edition,
            known_by=earlier,
            states=self._registry,
            chairs=self._chairs,
            themes=self._themes,
        )
        wholes = cast("tuple[Collection[Any], ...]", self.collections)
        for kind, whole in zip(_KINDS, wholes, strict=True):
            object.__setattr__(view, kind, whole.view(records[kind]))
        return view

    def occurrences(self, period: str | dt.date | Period) -> tuple[Occurrence, ...]:
        """Return the meetings of all series that begin in a period, in time order.

        Args:
            period: such as ``"2025-07"``.

        Returns:
            The meetings, each marked as seen, where a source or an event of the calendar shows its
            date, or expected, where only the pattern of its series gives it.

        Raises:
            PeriodError: when that is no period.
        """
        from osce_tracker.model.occurrences import occurrences

        wanted = Period(period)
        found = (o for series in self.series for o in occurrences(series, wanted, self.events))
        return tuple(sorted(found, key=lambda o: o.sort_key))

    def positions(self, about: About | str = "chairmanship", on: dt.date | str | None = None) -> Positions:
        """Return what each State has said, itself or through groups.

        Args:
            about: what the statements are about: ``chairmanship`` or ``agenda``.
            on: the day up to which they were made; without it all count.

        Returns:
            The positions of the 57 participating States, the Chair's own State and the Partners apart.

        Raises:
            WordError: for another word.
            PeriodError: when ``on`` is no day.

        >>> import osce_tracker as ot
        >>> position = ot.load().positions(on="2024-12-31")["Kazakhstan"]
        >>> position.standing.value, position.stance.value, len(position.own)
        ('own', 'supports', 2)
        """
        from osce_tracker.analysis.positions import positions_of

        return positions_of(self.statements, self.states, about, on, self.chair)

    @property
    def last_known(self) -> dt.date | None:
        """The last day that dates a record or a source: from it on a view is the whole tracker."""
        return self.derived("last known", _last_known)

    @property
    def digest(self) -> str:
        """SHA-256 of the data set in canonical form with its as-of day, as 64 hexadecimal digits.

        Equal data give equal digests in any process; a service tells by it what has not changed (an ETag,
        RFC 9110).
        """
        from osce_tracker.dataset.write import digest_of

        return self.derived("digest", digest_of)

    def derived(self, key: object, build: Callable[[Tracker], T]) -> T:
        """Return something derived from the records, building it once.

        Args:
            key: under what it is kept.
            build: a pure function of the tracker.

        Returns:
            What ``build`` gave when it was first asked for.
        """
        if key not in self._derived:
            with self._lock:
                # Another thread may have done it while this one waited.
                if key not in self._derived:
                    self._derived[key] = build(self)
        return cast("T", self._derived[key])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Tracker):
            return NotImplemented
        return self.collections == other.collections

    def __hash__(self) -> int:
        return hash(self.collections)

    def __repr__(self) -> str:
        title = f"{self.edition.title}: " if self.edition is not None else ""
        return (
            f"<Tracker {title}{len(self.commitments)} commitments, {len(self.events)} events, "
            f"{len(self.series)} series, {len(self.statements)} statements>"
        )

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a Tracker is immutable: cannot set {name}; see with_records")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a Tracker is immutable: cannot delete {name}")

    def __reduce__(self) -> tuple[Any, ...]:
        values: dict[str, Any] = {kind: getattr(self, kind).records for kind in _KINDS}
        values |= {"edition": self.edition, "known_by": self.known_by, "themes": self._themes}
        return _restore, (values | {"states": self.states, "chairs": self.chairs},)


def _given(states: StateRegistry | None) -> Callable[[], StateRegistry]:
    """Return a function that gives a registry."""
    if states is not None:
        return lambda: states
    from osce_tracker.model.states import StateRegistry

    empty = StateRegistry(())
    return lambda: empty


def _terms(chairs: Chairmanships | None) -> Callable[[], Chairmanships]:
    """Return a function that gives terms in the chair."""

    def given() -> Chairmanships:
        from osce_tracker.model.chairs import Chairmanships

        return Chairmanships(()) if chairs is None else chairs

    return given


def _kind_of(record: object) -> str | None:
    """Return the kind of a record by its class, without loading the classes of other kinds."""
    kinds = {
        "Commitment": "commitments",
        "Event": "events",
        "Series": "series",
        "SupportStatement": "statements",
    }
    cls = type(record)
    ours = cls.__module__.startswith("osce_tracker.model.")
    return kinds.get(cls.__name__) if ours else None


def _joined(collection: Collection[Any], added: list[Any]) -> Callable[[], Iterable[Any]]:
    """Return a function that gives the records of a collection with others put in."""
    new = type(collection)(added)
    if not added:
        return lambda: collection.records
    return lambda: (*(old for old in collection.records if old.id not in new), *new)


def _folded_ids(tracker: Tracker) -> dict[str, str]:
    return {i.casefold(): i for c in tracker.collections for i in c.ids}


def _restore(values: dict[str, Any]) -> Tracker:
    return Tracker(**values)


def _last_known(tracker: Tracker) -> dt.date | None:
    from osce_tracker.tracker.as_of import days_of

    return max((day for c in tracker.collections for day in days_of(c)), default=None)
