"""Ordered, immutable collections of records, and the questions that each kind answers."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar, cast, overload

from osce_tracker.errors import RecordError, UnknownRecordError, WordError
from osce_tracker.model.sources import Source
from osce_tracker.tracker.rows import PAGE_COLUMNS, cells_of, columns_of, joined, pages_of, row_of

if TYPE_CHECKING:
    from collections.abc import Generator

    from osce_tracker.model.states import StateRegistry
    from osce_tracker.model.themes import Themes


from osce_tracker.tracker.filters import OneOrMore, alike, several

#: A record: it has an ``id`` and a ``sort_key``. No bound says so, since the two checkers see the
#: fields that attrs converts differently.
R = TypeVar("R")


class Collection(Generic[R]):
    """Records of one kind in their order: by what ``sort_key`` says, whatever the order of insertion.

    Args:
        records: the records, or a function that gives them when they are first needed.
        registry: a function that gives the States and groups that names are looked up in.
        themes: a vocabulary of themes, or ``None``.

    Raises:
        RecordError: when two records have the same id.

    ``len``, ``in`` (a record or an id), iteration, ``[id]``, ``[position]``, slices and ``get(id)`` work
    as expected. Collections are equal when their records are.
    """

    __slots__ = ("_by_id", "_lock", "_records", "_registry", "_root", "_supply", "_themes")

    noun: ClassVar[str] = "record"

    def __init__(
        self,
        records: Iterable[R] | Callable[[], Iterable[R]] = (),
        registry: Callable[[], StateRegistry] | None = None,
        themes: Themes | None = None,
    ) -> None:
        self._lock = RLock()
        self._registry = registry
        self._themes = themes
        self._root: Collection[R] = self
        self._by_id: dict[str, R] | None = None
        self._records: tuple[R, ...] | None = None
        self._supply: Callable[[], Iterable[R]] | None = None
        if callable(records):
            self._supply = records
        else:
            self._records = self._ordered(records)

    def _ordered(self, records: Iterable[R]) -> tuple[R, ...]:
        ordered = tuple(sorted(records, key=_sort_key))
        seen: set[str] = set()
        for record in map(_id, ordered):
            if record in seen:
                raise RecordError("id", f"two {self.noun}s have the id {record}", record)
            seen.add(record)
        return ordered

    @property
    def records(self) -> tuple[R, ...]:
        """The records as a tuple."""
        found = self._records
        if found is None:
            with self._lock:
                # Another thread may have done it while this one waited.
                if self._records is None and self._supply is not None:
                    with paused_collector():
                        self._records = self._ordered(self._supply())
                    self._supply = None
                found = self._records or ()
        return found

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids in the order of the records."""
        return tuple(map(_id, self.records))

    @property
    def _index(self) -> dict[str, R]:
        found = self._by_id
        if found is None:
            found = self._by_id = {_id(record): record for record in self.records}
        return found

    def _part(self, records: Iterable[R]) -> Self:
        """Return a collection of some of these records, in their order."""
        part = type(self)((), self._registry, self._themes)
        # Chosen out of an ordered whole they are in order already, and their ids differ.
        part._records = tuple(records)  # noqa: SLF001 (of its own class)
        part._root = self._root  # noqa: SLF001 (of its own class)
        return part

    def view(self, records: Callable[[], Iterable[R]]) -> Self:
        """Return a collection of other records that knows the words of this one.

        Args:
            records: a function that gives the records when they are first needed.
        """
        view = type(self)(records, self._registry, self._themes)
        view._root = self._root  # noqa: SLF001 (of its own class)
        return view

    def to_rows(self) -> list[dict[str, Any]]:
        """Return the records as flat rows, for ``pandas.DataFrame`` or ``polars.DataFrame``.

        Returns:
            A dict a record with the same keys in the same order: texts, numbers, days as dates, and ``None``.
            A period is its text and its first and last day; the values of a list stand in one text between
            semicolons; of records inside the number is given. What each column means is in the data
            dictionary.

        >>> import osce_tracker as ot
        >>> row = ot.load().commitments.to_rows()[0]
        >>> row["id"], row["made_on"], row["made_on_last"].isoformat(), row["updates"]
        ('FI25-EE-01', '2025-01', '2025-01-31', 3)
        """
        return [joined(row_of(record)) for record in self.records]

    def source_rows(self) -> list[dict[str, Any]]:
        """Return the pages on which the records are written as flat rows, one a record and page.

        Returns:
            A dict for each page of each record, and of each update of a commitment: ``kind`` and
            ``record`` say of which, ``update_place`` of which update, or -1, and ``place`` in which place;
            then the columns of a source. What each column means is in the data dictionary.

        >>> import osce_tracker as ot
        >>> rows = ot.load().statements.where(state="Kazakhstan").source_rows()
        >>> rows[0]["record"], rows[0]["publisher"], rows[0]["primary"]
        ('kz-2023-04-vassilenko-hakkinen', 'Kazinform', False)
        """
        names = [column.name for column in (*PAGE_COLUMNS, *columns_of(Source))]
        pages = pages_of(self.noun, self.records)
        return [dict(zip(names, (*at, *cells_of(source)), strict=True)) for *at, source in pages]

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[R]:
        return iter(self.records)

    def __contains__(self, item: object) -> bool:
        if isinstance(item, str):
            return item in self._index
        record_id = getattr(item, "id", None)
        return isinstance(record_id, str) and self._index.get(record_id) == item

    @overload
    def __getitem__(self, key: str | int) -> R: ...
    @overload
    def __getitem__(self, key: slice) -> Self: ...
    def __getitem__(self, key: str | int | slice) -> R | Self:
        if isinstance(key, slice):
            return self._part(self.records[key])
        if isinstance(key, int):
            return self.records[key]
        found = self._index.get(key)
        if found is None:
            raise UnknownRecordError(self.noun, key, self.ids)
        return found

    def get(self, record_id: str) -> R | None:
        """Return the record with an id, or ``None``.

        Args:
            record_id: the id.
        """
        return self._index.get(record_id)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.records == cast("Self", other).records

    def __hash__(self) -> int:
        return hash(self.records)

    def __repr__(self) -> str:
        plural = "" if len(self) == 1 or self.noun == "series" else "s"
        return f"<{type(self).__name__}: {len(self)} {self.noun}{plural}>"

    def __reduce__(self) -> tuple[Any, ...]:
        # Registries are given by functions, which do not pickle: the tracker hands its own over anew.
        return type(self), (self.records,)

    # What the questions share.

    def _code(self, name: str) -> str:
        """Return the code of a State out of its code or name."""
        registry = self.states
        if not len(registry) and len(name) in (2, 4) and name.isascii() and name.isupper():
            return name
        return registry.find(name).code

    def _codes(self, names: OneOrMore | None) -> frozenset[str] | None:
        return None if names is None else frozenset(self._code(name) for name in several(names))

    @property
    def states(self) -> StateRegistry:
        """The States and groups that names are looked up in."""
        if self._registry is not None:
            return self._registry()
        from osce_tracker.model.states import StateRegistry

        return StateRegistry(())

    def _open_words(
        self, what: str, values: OneOrMore | None, of: Callable[[R], Iterable[str]]
    ) -> frozenset[str] | None:
        """Return words of an open vocabulary, which has the words that the data set uses."""
        if values is None:
            return None
        known: dict[str, set[str]] = {}
        for record in self._root.records:
            for word in of(record):
                known.setdefault(alike(word), set()).add(word)
        for value in several(values):
            if known and alike(value) not in known:
                raise WordError(what, value, sorted(word for words in known.values() for word in words))
        return frozenset(word for value in several(values) for word in known.get(alike(value), ()))

    def _themed(self, values: OneOrMore | None, of: Callable[[R], Iterable[str]]) -> frozenset[str] | None:
        """Return the words that themes stand for: with a vocabulary those of narrower themes as well."""
        themes = self._themes
        if values is None or themes is None:
            return self._open_words("theme", values, of)
        named = {value: themes.get(value) for value in several(values)}
        below = frozenset(
            word for theme in named.values() if theme is not None for word in themes.narrower(theme.id)
        )
        others = [value for value, theme in named.items() if theme is None]
        try:
            return below | (self._open_words("theme", others, of) or frozenset())
        except WordError as error:
            known = {word for theme in themes for word in (theme.id, theme.label)}
            raise WordError("theme", error.value, sorted(known.union(error.accepted))) from None


@contextmanager
def paused_collector() -> Generator[None]:
    """Keep the garbage collector from running while many records are made, then restore it.

    Records hold no cycles, so there is nothing to find, and looking costs more than decoding.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _id(record: Any) -> str:
    return cast("str", record.id)


def _sort_key(record: Any) -> tuple[Any, ...]:
    return cast("tuple[Any, ...]", record.sort_key)
