"""Ordered, immutable collections of records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property, partial
from itertools import chain
from operator import attrgetter
from threading import RLock
from typing import Any, ClassVar, Final, Generic, Self, TypeVar, cast, overload

import attrs

from osce_tracker.errors import RecordError, UnknownRecordError, UsageError, WordError, quoted
from osce_tracker.model.chairs import Chairmanships
from osce_tracker.model.editions import Edition
from osce_tracker.model.periods import Period, as_day
from osce_tracker.model.records import words
from osce_tracker.model.sources import Source
from osce_tracker.model.states import StateRegistry
from osce_tracker.model.validation import argument, instance, instances
from osce_tracker.model.vocabulary import fold
from osce_tracker.text import html_table
from osce_tracker.tracker.filters import OneOrMore, among, chair_ids, several
from osce_tracker.tracker.frames import frame
from osce_tracker.tracker.kinds import FILES, Kind
from osce_tracker.tracker.people import find_state
from osce_tracker.tracker.rows import CODES, PAGE_COLUMNS, FlatColumn, cells_of, columns_of, joined, pages_of
from osce_tracker.tracker.search import Index

#: The most records that Python and notebooks show.
_MOST_LINES: Final = 10
_MOST_ROWS: Final = 20
#: Attributes for internal use.
_INNER: Final = frozenset({
    "glance", "in_order", "index", "is_loaded", "known_by", "lazy",
    "names_chairs", "noun", "readings", "shown", "view", "whole",
})  # fmt: skip
#: A record: it has an ``id`` and a ``sort_key``. It has no bound, since the type checkers disagree about
#: fields that attrs converts.
R = TypeVar("R")


@attrs.define(eq=False)
class Lazy(Generic[R]):
    """Records that are ready, or that load once, when a thread first needs them."""

    _load: Callable[[], Iterable[R]] | None
    _records: tuple[R, ...] = ()
    #: Whether each record names a Chairpersonship.
    of_chairs: bool = False
    _lock: RLock = attrs.field(init=False, factory=RLock)

    @property
    def is_loaded(self) -> bool:
        """False if the records have not been needed yet."""
        return self._load is None

    @property
    def records(self) -> tuple[R, ...]:
        """The records in order."""
        with self._lock:
            if self._load is not None:
                self._records = _in_order(self._load())
                self._load = None
        return self._records


def _in_order(records: Iterable[R]) -> tuple[R, ...]:
    ordered = tuple(sorted(records, key=attrgetter("sort_key")))
    ids: set[str] = set()
    for record in ordered:
        record_id = _id(record)
        if record_id in ids:
            raise RecordError("id", f"two records have the id {record_id}", record_id)
        ids.add(record_id)
    return ordered


@attrs.frozen(init=False, eq=False, repr=False)
class Collection(Generic[R]):
    """Records of one kind, always in the order of their ``sort_key``.

    Args:
        records: the records.
        states: the States and groups that filters look names up in.
        whole: the collection that this one is a part or a view of: filters know its words.
        readings: the double reading of the data set, for ``where(contested=True)``.
        index: the words of the tracker that it belongs to, for ``where(text=...)``; by default
            its own.
        edition: the edition of that tracker, for the tables, or ``None``.
        known_by: the day of the as-of view that it belongs to, or ``None``.

    Raises:
        RecordError: if two records have the same id, or one is of another kind.

    ``len``, ``in`` (a record or an id), iteration, ``[id]``, ``[position]``, slices and ``get(id)`` work
    as expected. Collections are equal if their records are.
    """

    noun: ClassVar[str] = "record"
    #: The attributes that notebooks show.
    glance: ClassVar[tuple[str, ...]] = ("id",)

    _source: Lazy[R] = attrs.field(alias="records")
    states: StateRegistry
    _whole: Collection[R] | None = attrs.field(alias="whole")
    readings: Collection[Any] | None
    _index: Index | None = attrs.field(alias="index")
    edition: Edition | None
    known_by: date | None

    def __init__(
        self,
        records: Iterable[R] | Lazy[R] = (),
        states: StateRegistry | None = None,
        whole: Collection[R] | None = None,
        readings: Collection[Any] | None = None,
        index: Index | None = None,
        *,
        edition: Edition | None = None,
        known_by: date | str | None = None,
    ) -> None:
        if states is None:
            states = StateRegistry(())
        if whole is not None:
            argument("whole", partial(instance, type(self)), whole)

        def given(name: str, converter: Callable[[Any], Any], value: Any) -> Any:
            return None if value is None else argument(name, converter, value)

        self.__attrs_init__(  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
            records=records if isinstance(records, Lazy) else Lazy(None, _in_order(self._checked(records))),
            states=argument("states", partial(instance, StateRegistry), states),
            whole=whole,
            readings=given("readings", _readings, readings),
            index=given("index", partial(instance, Index), index),
            edition=given("edition", partial(instance, Edition), edition),
            known_by=given("known_by", as_day, known_by),
        )

    @classmethod
    def _checked(cls, records: Iterable[R]) -> tuple[R, ...]:
        """Return records as a tuple, if all are of the kind of this collection."""
        kind = cls._kind()
        if kind is None:
            return tuple(records)
        # Records will be sorted, so they may come as a set.
        made = tuple(records) if isinstance(records, set | frozenset) else records
        return argument(kind.name, partial(instances, kind.record), made)

    @classmethod
    def _kind(cls) -> Kind | None:
        return next((kind for kind in FILES.values() if kind.noun == cls.noun), None)

    @classmethod
    def lazy(cls, load: Callable[[], Iterable[R]]) -> Self:
        """Return a collection whose records load on first use.

        Args:
            load: gives the records; called once.
        """
        return cls(cls._loading(load))

    @classmethod
    def _loading(cls, load: Callable[[], Iterable[R]]) -> Lazy[R]:
        if not callable(load):
            raise UsageError(f"load must be a function that gives the records, not {quoted(load)}.")
        return Lazy(lambda: cls._checked(load()))

    def view(self, load: Callable[[], Iterable[R]]) -> Self:
        """Return a lazy collection with a view of this one.

        Args:
            load: gives the records; called once.
        """
        return type(self)(self._loading(load), self.states, self.whole, self.readings)

    def in_order(self) -> Self:
        """Return the same records in order, even if a slice reversed them."""
        if not self.is_loaded:
            return self
        return attrs.evolve(self, records=Lazy(None, _in_order(self.records)))

    @property
    def records(self) -> tuple[R, ...]:
        """The records as a tuple."""
        return self._source.records

    @property
    def is_loaded(self) -> bool:
        """False if the records have not been needed yet."""
        return self._source.is_loaded

    @property
    def names_chairs(self) -> bool:
        """True if each record is known to name a Chairpersonship; False if they have not been needed yet."""
        return self._source.of_chairs or (self.is_loaded and all(map(_chairs, self.records)))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids in the order of the records."""
        return tuple(map(_id, self.records))

    @cached_property
    def _by_id(self) -> dict[str, R]:
        return {_id(record): record for record in self.records}

    @cached_property
    def index(self) -> Index:
        """The words of the tracker that it belongs to, or its own."""
        return (
            Index({self.noun: self}, self.states, Chairmanships(())) if self._index is None else self._index
        )

    @property
    def whole(self) -> Collection[R]:
        """The collection that this one is a part or a view of, or itself."""
        return self if self._whole is None else self._whole

    @property
    def shown(self) -> Iterable[R]:
        """All records of the tracker or view that this collection belongs to."""
        return self.index.collections.get(self.noun, self)

    def with_records(self, records: Iterable[R]) -> Self:
        """Return a collection with these records added.

        Args:
            records: the records. Each replaces any present record with the same id.

        Raises:
            RecordError: if two of the given records have the same id.
        """
        new = type(self)(records)
        if not new:
            return self
        records = (*(old for old in self.records if _id(old) not in new), *new)
        return type(self)(records, self.states, readings=self.readings)

    def _select(self, *conditions: Callable[[R], bool] | None) -> Self:
        """Return the records that meet all conditions; ``None`` is not a condition."""
        records: Iterable[R] = self.records
        for condition in conditions:
            if condition is not None:
                records = filter(condition, records)
        return self._part(records)

    def _part(self, records: Iterable[R]) -> Self:
        # The records keep their order: sorted already, unless a slice reversed them.
        return attrs.evolve(self, records=Lazy(None, tuple(records)), whole=self.whole, index=self.index)

    def to_rows(self) -> list[dict[str, Any]]:
        """Return the records as flat rows.

        Returns:
            One dict per record, with the same keys in the same order: texts, numbers, dates and ``None``.
            A period has three columns: its text, its first and its last day. A State has a column for its
            code and one for its current name, and a word has one for its label. A list is one text with
            semicolons, and a list of records is counted. The data dictionary explains each column.

        >>> import osce_tracker as ot
        >>> row = ot.load().commitments.to_rows()[0]
        >>> row["id"], row["made_on"], row["made_on_last"].isoformat(), row["lever_label"], row["updates"]
        ('FI25-EE-01', '2025-01', '2025-01-31', 'all 57 States', 3)
        """
        names = [column.name for column in self._columns()]
        return [joined(dict(zip(names, self._cells(record), strict=True))) for record in self.records]

    def to_frame(self, library: str | None = None) -> Any:
        """Return the records as a data frame, with the rows of ``to_rows`` and a type for each column.

        Args:
            library: ``pandas`` or ``polars``; by default whichever is installed, pandas first.

        Returns:
            A ``DataFrame``.

        Raises:
            UsageError: if the library is neither, or not installed.

        >>> import osce_tracker as ot
        >>> frame = ot.load().statements.to_frame("polars")
        >>> frame.select("state_name", "stance", "date_first").row(0)
        ('Finland', 'supports', datetime.date(2021, 11, 30))
        """
        columns = {column.name: column.type for column in self._columns()}
        return frame(columns, (row.values() for row in self.to_rows()), library)

    def _columns(self) -> tuple[FlatColumn, ...]:
        kind = self._kind()
        return () if kind is None else columns_of(cast("Any", kind.record))

    def _cells(self, record: R) -> tuple[Any, ...]:
        return cells_of(record, self.states)

    def source_rows(self) -> list[dict[str, Any]]:
        """Return the sources of the records as flat rows.

        Returns:
            One dict per source of a record or of an update: ``kind`` and ``record`` name the record,
            ``update_place`` is the position of the update, or -1, and ``place`` the position of the
            source; then come the columns of a source. The data dictionary explains each column.

        >>> import osce_tracker as ot
        >>> rows = ot.load().statements.where(state="Kazakhstan").source_rows()
        >>> rows[0]["record"], rows[0]["publisher"], rows[0]["primary"]
        ('kz-2023-04-vassilenko-hakkinen', 'Kazinform', False)
        """
        names = [column.name for column in (*PAGE_COLUMNS, *columns_of(Source))]
        pages = pages_of(self.noun, self.records)
        return [dict(zip(names, (*at, *cells_of(source, self.states)), strict=True)) for *at, source in pages]

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[R]:
        return iter(self.records)

    def __contains__(self, item: object) -> bool:
        if isinstance(item, str):
            return item in self._by_id
        record_id = getattr(item, "id", None)
        return isinstance(record_id, str) and self._by_id.get(record_id) == item

    @overload
    def __getitem__(self, key: str | int) -> R: ...
    @overload
    def __getitem__(self, key: slice) -> Self: ...
    def __getitem__(self, key: str | int | slice) -> R | Self:
        if isinstance(key, slice):
            return self._part(self.records[key])
        if isinstance(key, int):
            return self.records[key]
        record = self.get(key)
        if record is None:
            raise UnknownRecordError(self.noun, key, self.ids)
        return record

    def get(self, record_id: str) -> R | None:
        """Return the record with an id, or ``None``.

        Args:
            record_id: the id.
        """
        return self._by_id.get(record_id) if isinstance(record_id, str) else None

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.records == cast("Self", other).records

    def __hash__(self) -> int:
        return hash(self.records)

    def __repr__(self) -> str:
        shown = [repr(record).partition(" ")[2][:-1] for record in self.records[:_MOST_LINES]]
        more = len(self) - len(shown)
        lines = [*shown, *([f"and {more} more"] if more else [])]
        return "\n  ".join([f"<{type(self).__name__}: {self._size}>", *lines])

    def _repr_html_(self) -> str:
        heads = [name.partition(".")[0].replace("_", " ") for name in self.glance]
        rows = [[self._words(record, name) for name in self.glance] for record in self.records[:_MOST_ROWS]]
        more = f", the first {_MOST_ROWS}" if len(self) > _MOST_ROWS else ""
        return f"<p>{self._size}{more}</p>{html_table(heads, rows)}"

    def _words(self, record: R, name: str) -> str:
        """Return an attribute of a record for a notebook."""
        value = attrgetter(name)(record)
        return self.states.name(value) if value is not None and name in CODES else words(value)

    @property
    def _size(self) -> str:
        return f"{len(self)} {self.noun}{'' if len(self) == 1 or self.noun == 'series' else 's'}"

    def __dir__(self) -> list[str]:
        """List the attributes for users. The rest are for internal use."""
        return [name for name in object.__dir__(self) if name not in _INNER]

    def __reduce__(self) -> tuple[Any, ...]:
        # The loader, the whole and the index are not pickled: a view must not carry what it doesn't show.
        make = partial(type(self), edition=self.edition, known_by=self.known_by)
        return make, (self.records, self.states, None, self.readings)

    def _of_chairs(self, chair: OneOrMore | None) -> Callable[[R], bool] | None:
        """Return the condition that a record belongs to a Chairpersonship, one of those in the data set."""
        if chair is None:
            return None
        known = {term for record in self.whole.records for term in _chairs(record)}
        shown = sorted({term for record in self.shown for term in _chairs(record)})
        return among(frozenset(chair_ids(chair, known, self.states, shown)), _chairs)

    def _with_words(self, text: OneOrMore | None) -> Callable[[R], bool] | None:
        """Return the condition that a record has all the words of one of the texts."""
        if text is None:
            return None
        found = frozenset[str]().union(*(self.index.ids(self.noun, words) for words in several(text)))
        return lambda record: _id(record) in found

    def _codes(self, names: OneOrMore | None) -> frozenset[str] | None:
        """Return the codes of States given by code or name."""
        return None if names is None else frozenset(map(self._code, several(names)))

    def _code(self, name: str) -> str:
        if not len(self.states) and len(name) in (2, 4) and name.isascii() and name.isupper():
            return name
        return find_state(name, self.states, self.index).code

    def _words_in_use(
        self,
        what: str,
        values: OneOrMore | None,
        getter: Callable[[Any], Iterable[str]],
        of: Iterable[Collection[Any]] | None = None,
    ) -> frozenset[str] | None:
        """Return the words in records that values name. If no record has such words, accept every word.

        It looks in all records of the given collections, by default of this one. Words
        that only records outside a view have are accepted, but not suggested.
        """
        if values is None:
            return None
        sources = (self,) if of is None else tuple(of)
        known: dict[str, set[str]] = {}
        for record in chain.from_iterable(source.whole.records for source in sources):
            for word in getter(record):
                known.setdefault(fold(word), set()).add(word)
        wanted = several(values)
        for value in wanted:
            if known and fold(value) not in known:
                shown = chain.from_iterable(source.shown for source in sources)
                raise WordError(what, value, sorted({word for one in shown for word in getter(one)}))
        return frozenset(word for value in wanted for word in known.get(fold(value), ()))


class DatedCollection(Collection[R]):
    """Records of one kind that can be filtered by period."""

    __slots__ = ()

    def partly_inside(self, period: str | date | Period) -> Self:
        """Return the records that may belong to a period, but last too long or are dated too vaguely.

        Args:
            period: the period.

        Returns:
            The records whose date overlaps it, but that don't certainly belong to it: ``where(period=...)``
            leaves them out.

        Raises:
            PeriodError: if ``period`` is invalid.

        >>> import osce_tracker as ot
        >>> events = ot.load().events
        >>> [str(event.when) for event in events.partly_inside("2025-12-04")[-3:]]
        ['2025', '2025', '2025-12']
        """
        wanted = Period(period)
        inside = self._inside(wanted)
        return self._select(lambda one: any(map(wanted.overlaps, self._dates(one))) and not inside(one))

    def _of_period(self, period: str | date | Period | None) -> Callable[[R], bool] | None:
        """Return the condition that a record belongs to a period, or ``None`` without a period."""
        return None if period is None else self._inside(Period(period))

    @classmethod
    def _inside(cls, period: Period) -> Callable[[R], bool]:
        """Return the condition that one of the dates of a record lies wholly inside a period."""
        return lambda record: any(map(period.contains, cls._dates(record)))

    @classmethod
    def _dates(cls, record: Any) -> Iterable[Period]:
        """Return the dates by which a period selects a record."""
        return (record.date,)


def _readings(value: Collection[Any]) -> Collection[Any]:
    # Their class is built on this one, so this module can't import it.
    if getattr(value, "noun", None) != FILES["readings"].noun or not isinstance(value, Collection):
        raise ValueError(f"must be readings of a data set, not {quoted(value)}")
    return value


def _id(record: Any) -> str:
    return cast("str", record.id)


def _chairs(record: Any) -> tuple[str, ...]:
    # Updates and corrections have none.
    return cast("tuple[str, ...]", getattr(record, "chairs", ()))
