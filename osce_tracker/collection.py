"""Ordered, immutable collections of records, and the questions that each kind answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from threading import RLock
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, Self, TypeVar, cast, overload
from unicodedata import normalize

from osce_tracker.errors import RecordError, UnknownRecordError, UsageError, WordError
from osce_tracker.model.periods import Period, as_day
from osce_tracker.model.vocabulary import (
    About,
    Basis,
    Dimension,
    EventKind,
    EventStatus,
    Form,
    Forum,
    Kind,
    Lever,
    MakerType,
    Stance,
    StateKind,
    Status,
    Vocabulary,
)

if TYPE_CHECKING:
    # A command that shows commitments alone need not build the classes of the other records.
    from osce_tracker.model.commitments import Commitment
    from osce_tracker.model.events import Event, Series
    from osce_tracker.model.states import StateRegistry
    from osce_tracker.model.statements import SupportStatement


class Record(Protocol):
    """What every record of a collection has."""

    @property
    def id(self) -> str: ...
    @property
    def sort_key(self) -> tuple[Any, ...]: ...


R = TypeVar("R", bound=Record)
W = TypeVar("W", bound=Vocabulary)
#: One value or several, of which any may fit.
OneOrMore = str | Iterable[str]
Test = Callable[[R], bool]
V = TypeVar("V")


class Collection(Generic[R]):
    """Records of one kind in their order: by what ``sort_key`` says, whatever the order of insertion.

    Args:
        records: the records, or a function that gives them when they are first needed.
        registry: a function that gives the States and groups that names are looked up in.

    Raises:
        RecordError: when two records have the same id.

    ``len``, ``in`` (a record or an id), iteration, ``[id]``, ``[position]``, slices and ``get(id)`` work
    as expected. Collections are equal when their records are.
    """

    __slots__ = ("_by_id", "_lock", "_records", "_registry", "_root", "_supply")

    noun: ClassVar[str] = "record"

    def __init__(
        self,
        records: Iterable[R] | Callable[[], Iterable[R]] = (),
        registry: Callable[[], StateRegistry] | None = None,
    ) -> None:
        self._lock = RLock()
        self._registry = registry
        self._root: Self = self
        self._by_id: dict[str, R] | None = None
        self._records: tuple[R, ...] | None = None
        self._supply = cast("Callable[[], Iterable[R]]", records) if callable(records) else None
        if self._supply is None:
            self._records = self._ordered(cast("Iterable[R]", records))

    def _ordered(self, records: Iterable[R]) -> tuple[R, ...]:
        ordered = tuple(sorted(records, key=lambda record: record.sort_key))
        seen: set[str] = set()
        for record in ordered:
            if record.id in seen:
                raise RecordError("id", f"two {self.noun}s have the id {record.id}", record.id)
            seen.add(record.id)
        return ordered

    @property
    def records(self) -> tuple[R, ...]:
        """The records as a tuple."""
        found = self._records
        if found is None:
            with self._lock:
                # Another thread may have done it while this one waited.
                if self._records is None and self._supply is not None:
                    self._records = self._ordered(self._supply())
                    self._supply = None
                found = self._records or ()
        return found

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids in the order of the records."""
        return tuple(record.id for record in self.records)

    @property
    def _index(self) -> dict[str, R]:
        found = self._by_id
        if found is None:
            found = self._by_id = {record.id: record for record in self.records}
        return found

    def _part(self, records: Iterable[R]) -> Self:
        """Return a collection of some of these records, in their order."""
        part = type(self)((), self._registry)
        part._records = tuple(records)
        part._root = self._root
        return part

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
        if not isinstance(other, Collection) or type(other) is not type(self):
            return NotImplemented
        return self.records == cast("Collection[R]", other).records

    def __hash__(self) -> int:
        return hash(self.records)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self)} {self.noun}s>"

    def __reduce__(self) -> tuple[Any, ...]:
        # Registries are given by functions, which do not pickle: the tracker hands its own over anew.
        return type(self), (self.records,)

    # What the questions share.

    def _select(self, tests: Sequence[Test[R] | None]) -> Self:
        chosen = [test for test in tests if test is not None]
        return self._part(r for r in self.records if all(test(r) for test in chosen))

    def _code(self, name: str) -> str:
        """Return the code of a State out of its code or name."""
        registry = self._states()
        if not len(registry) and len(name) in (2, 4) and name.isascii() and name.isupper():
            return name
        return registry.find(name).code

    def _codes(self, names: OneOrMore | None) -> frozenset[str] | None:
        return None if names is None else frozenset(self._code(name) for name in several(names))

    def _states(self) -> StateRegistry:
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
        known = {word.casefold(): word for record in self._root.records for word in of(record)}
        wanted = [value.casefold() for value in several(values)]
        for value in wanted:
            if known and value not in known:
                raise WordError(what, value, sorted(known.values()))
        return frozenset(known[value] for value in wanted if value in known)


def several(values: OneOrMore) -> tuple[str, ...]:
    """Return one value or several as a tuple."""
    return (values,) if isinstance(values, str) else tuple(values)


def words(vocabulary: type[W], values: OneOrMore | None) -> frozenset[W] | None:
    """Return the words that values name, or ``None`` when none are asked for."""
    return None if values is None else frozenset(vocabulary.parse(v) for v in several(values))


def _within(period: str | date | Period | None) -> Callable[[Iterable[Period | None]], bool] | None:
    if period is None:
        return None
    wanted = Period(period)
    return lambda dates: any(found is not None and wanted.contains(found) for found in dates)


def _says(text: OneOrMore | None) -> Callable[[Iterable[str | None]], bool] | None:
    if text is None:
        return None
    wanted = [normalize("NFC", part).casefold() for part in several(text)]
    return lambda fields: any(
        part in field.casefold() for field in fields if field is not None for part in wanted
    )


def _touches(dimension: OneOrMore | None) -> Callable[[Sequence[Dimension]], bool] | None:
    wanted = words(Dimension, dimension)
    return None if wanted is None else lambda dimensions: not wanted.isdisjoint(dimensions)


class Commitments(Collection["Commitment"]):
    """Commitments, by id."""

    __slots__ = ()
    noun = "commitment"

    def where(
        self,
        *,
        dimension: OneOrMore | None = None,
        status: OneOrMore | None = None,
        on: date | str | None = None,
        lever: OneOrMore | None = None,
        kind: OneOrMore | None = None,
        basis: OneOrMore | None = None,
        made_by: OneOrMore | None = None,
        theme: OneOrMore | None = None,
        state: OneOrMore | None = None,
        period: str | date | Period | None = None,
        text: OneOrMore | None = None,
    ) -> Commitments:
        """Return the commitments to which all that is asked for applies.

        Args:
            dimension: touches it.
            status: has it on the day ``on``.
            on: the day for ``status``; without it the latest known status counts.
            lever: whose act completes it.
            kind: what sort of thing is promised.
            basis: stated, inferred or deed.
            made_by: a maker type such as ``"chair"``, or a maker's name.
            theme: has that theme.
            state: the State signed it, or all participating States did and it is one of them.
            period: made, due or updated wholly inside it.
            text: stands in its title, text, criterion or summaries; case does not matter.

        Several values mean any of them.

        Raises:
            WordError: for a word that does not exist; names the nearest.
            UnknownStateError: for a State that does not exist.
            UsageError: for ``on`` without ``status``.
        """
        return self._select(
            [
                _on_field(_touches(dimension), lambda c: c.dimensions),
                self._status_test(status, on),
                _in_words(words(Lever, lever), lambda c: c.lever),
                _in_words(words(Kind, kind), lambda c: c.kind),
                _in_words(words(Basis, basis), lambda c: c.basis),
                self._maker_test(made_by),
                _any_of(
                    self._open_words("theme", theme, lambda c: c.themes), lambda c: c.themes
                ),
                self._state_test(state),
                _on_field(
                    _within(period), lambda c: (c.made_on, c.due, *(u.date for u in c.updates))
                ),
                _on_field(
                    _says(text),
                    lambda c: (c.id, c.title, c.text, c.criterion, *(u.summary for u in c.updates)),
                ),
            ]
        )

    def _status_test(self, status: OneOrMore | None, on: date | str | None) -> Test[Commitment] | None:
        wanted = words(Status, status)
        if wanted is None:
            if on is not None:
                raise UsageError("on= is the day for which status= is asked: give status as well")
            return None
        day = date.max if on is None else as_day(on)
        return lambda commitment: commitment.status_on(day) in wanted

    def _maker_test(self, made_by: OneOrMore | None) -> Test[Commitment] | None:
        if made_by is None:
            return None
        types: set[MakerType] = set()
        names: set[str] = set()
        known = {c.made_by.name.casefold() for c in self._root.records}
        for value in several(made_by):
            if value.casefold() in known:
                names.add(value.casefold())
            else:
                types.add(_maker_type(value, [c.made_by.name for c in self._root.records]))
        return lambda c: c.made_by.type in types or c.made_by.name.casefold() in names

    def _state_test(self, state: OneOrMore | None) -> Test[Commitment] | None:
        wanted = self._codes(state)
        if wanted is None:
            return None
        registry = self._states()
        one_of_all = any(
            code in registry and registry[code].kind is StateKind.PARTICIPATING for code in wanted
        )
        return lambda c: not wanted.isdisjoint(c.made_by.states) or (
            one_of_all and c.made_by.type is MakerType.PARTICIPATING_STATES
        )


class Events(Collection["Event"]):
    """Events, by days, then id."""

    __slots__ = ()
    noun = "event"

    def where(
        self,
        *,
        dimension: OneOrMore | None = None,
        body: OneOrMore | None = None,
        kind: OneOrMore | None = None,
        status: OneOrMore | None = None,
        state: OneOrMore | None = None,
        period: str | date | Period | None = None,
        text: OneOrMore | None = None,
    ) -> Events:
        """Return the events to which all that is asked for applies.

        Args:
            dimension: touches it.
            body: was held by that body, as the data set writes it.
            kind: what sort of event it is.
            status: held, announced, postponed or cancelled.
            state: took place in that State.
            period: lies wholly inside it.
            text: stands in its title, summary, outcome or place; case does not matter.

        Several values mean any of them.

        Raises:
            WordError: for a word that does not exist; names the nearest.
            UnknownStateError: for a State that does not exist.
        """
        codes = self._codes(state)
        return self._select(
            [
                _on_field(_touches(dimension), lambda e: e.dimensions),
                _any_of(self._open_words("body", body, lambda e: (e.body,)), lambda e: (e.body,)),
                _in_words(words(EventKind, kind), lambda e: e.kind),
                _in_words(words(EventStatus, status), lambda e: e.status),
                _in_words(codes, lambda e: e.country),
                _on_field(_within(period), lambda e: (e.when,)),
                _on_field(
                    _says(text), lambda e: (e.id, e.title, e.summary, e.outcome, e.city, e.venue)
                ),
            ]
        )


class SeriesCollection(Collection["Series"]):
    """Series of regular meetings, by id."""

    __slots__ = ()
    noun = "series"

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self)} series>"


class Statements(Collection["SupportStatement"]):
    """Statements, by date, then id."""

    __slots__ = ()
    noun = "statement"

    def where(
        self,
        *,
        dimension: OneOrMore | None = None,
        state: OneOrMore | None = None,
        group: OneOrMore | None = None,
        stance: OneOrMore | None = None,
        form: OneOrMore | None = None,
        about: OneOrMore | None = None,
        forum: OneOrMore | None = None,
        theme: OneOrMore | None = None,
        period: str | date | Period | None = None,
        text: OneOrMore | None = None,
    ) -> Statements:
        """Return the statements to which all that is asked for applies.

        Args:
            dimension: touches it.
            state: that State made it, or a source lists it as joining. Statements of a group that
                speaks for its members are not among them: ask for ``group``.
            group: that group made it; a code, name or alias, or an ad-hoc name as the data has it.
            stance: the attitude.
            form: the form.
            about: chairmanship or agenda.
            forum: where it was made.
            theme: has that theme.
            period: lies wholly inside it.
            text: stands in its summary, pledge, occasion or speaker's name; case does not matter.

        Several values mean any of them.

        Raises:
            WordError: for a word that does not exist; names the nearest.
            UnknownStateError: for a State that does not exist.
        """
        return self._select(
            [
                _on_field(_touches(dimension), lambda s: s.dimensions),
                _any_of(self._codes(state), lambda s: (*s.states, s.state)),
                _in_words(self._group_names(group), lambda s: s.group),
                _in_words(words(Stance, stance), lambda s: s.stance),
                _in_words(words(Form, form), lambda s: s.form),
                _in_words(words(About, about), lambda s: s.about),
                _in_words(words(Forum, forum), lambda s: s.forum),
                _any_of(
                    self._open_words("theme", theme, lambda s: s.themes), lambda s: s.themes
                ),
                _on_field(_within(period), lambda s: (s.date,)),
                _on_field(
                    _says(text),
                    lambda s: (
                        s.id, s.summary, s.commits_to, s.occasion, s.speaker and s.speaker.name
                    ),
                ),
            ]
        )  # fmt: skip

    def _group_names(self, group: OneOrMore | None) -> frozenset[str] | None:
        """Return the names under which statements of these groups are filed."""
        if group is None:
            return None
        filed = {s.group for s in self._root.records if s.group is not None}
        found: set[str] = set()
        for value in several(group):
            same = {name for name in filed if name.casefold() == value.casefold()}
            found |= same or self._names_of_group(value, filed)
        return frozenset(found)

    def _names_of_group(self, value: str, filed: set[str]) -> set[str]:
        wanted = self._states().find_group(value)
        spelt = {text.casefold() for text in (wanted.code, wanted.name, *wanted.aliases)}
        return {name for name in filed if name.casefold() in spelt}


def _maker_type(value: str, names: Sequence[str]) -> MakerType:
    try:
        return MakerType.parse(value)
    except WordError:
        known = [*(str(word) for word in MakerType), *sorted(set(names))]
        raise WordError("maker", value, known) from None


def _on_field(test: Callable[[V], bool] | None, field: Callable[[R], V]) -> Test[R] | None:
    return None if test is None else lambda record: test(field(record))


def _in_words(wanted: frozenset[V] | None, field: Callable[[R], V | None]) -> Test[R] | None:
    return None if wanted is None else lambda record: field(record) in wanted


def _any_of(
    wanted: frozenset[str] | None, field: Callable[[R], Iterable[str | None]]
) -> Test[R] | None:
    return None if wanted is None else lambda record: not wanted.isdisjoint(field(record))
