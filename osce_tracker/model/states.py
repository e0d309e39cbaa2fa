"""States and groups of States, their names and memberships as of a day, and how they are looked up."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final
from unicodedata import normalize

import attrs

from osce_tracker.errors import RecordError, UnknownStateError, nearest
from osce_tracker.model import validation as fields
from osce_tracker.model.periods import Period, as_day
from osce_tracker.model.sources import Confidence, Source, as_sources
from osce_tracker.model.vocabulary import Vocabulary


class StateKind(Vocabulary):
    """How a State stands to the OSCE.

    >>> import osce_tracker as ot
    >>> [ot.states().find(name).kind.label for name in ("Finland", "Japan", "Yugoslavia")]
    ['participating State', 'Asian Partner for Co-operation', 'former State']
    """

    PARTICIPATING = ("participating", "participating State", "One of the 57.")
    PARTNER_ASIAN = ("partner-asian", "Asian Partner for Co-operation", "An Asian Partner.")
    PARTNER_MEDITERRANEAN = (
        "partner-mediterranean",
        "Mediterranean Partner for Co-operation",
        "A Mediterranean Partner.",
    )
    FORMER = ("former", "former State", "A State that no longer exists.")


class GroupKind(Vocabulary):
    """What sort of group of States it is.

    >>> import osce_tracker as ot
    >>> [group.name for group in ot.states().groups if group.kind is ot.GroupKind.INFORMAL_GROUP]
    ['Nordic-Baltic Eight', 'Visegrád Group']
    """

    ORGANIZATION = ("organization", "organization", "An organization with a founding text.")
    REGION = ("region", "region", "A region by common use.")
    INFORMAL_GROUP = ("informal-group", "informal group", "States that work together.")
    STATUS = ("status", "status", "States that share a status.")


def _holds(since: Period | None, until: Period | None, day: date) -> bool:
    """Tell whether something dated by vague ends holds on a day (both ends count in full)."""
    begun = since is None or since.last <= day
    return begun and (until is None or day <= until.last)


@attrs.frozen(kw_only=True)
class StateName:
    """A name of a State, as the OSCE wrote it then.

    Attributes:
        name: the name.
        since: when it came into use, or ``None`` for from the beginning.
        until: when it was last in use, or ``None`` for still.

    >>> import osce_tracker as ot
    >>> for name in ot.states()["RS"].names:
    ...     print(name.name, "-", name.since, name.until)
    Federal Republic of Yugoslavia - None 2003-02-03
    Serbia and Montenegro - 2003-02-04 2006-06-02
    Serbia - 2006-06-03 None
    """

    name: str = attrs.field(converter=fields.text)
    since: Period | None = attrs.field(default=None, converter=fields.optional_period)
    until: Period | None = attrs.field(default=None, converter=fields.optional_period)


@fields.checked
@attrs.frozen(kw_only=True)
class State:
    """A participating State, a Partner for Co-operation, or a State that no longer exists.

    Attributes:
        code: ISO 3166-1 alpha-2; four letters for a former State (ISO 3166-3).
        alpha3: ISO 3166-1 alpha-3.
        kind: how it stands to the OSCE.
        names: its names in the order of time.
        joined: since when it takes part.
        left: until when, or ``None``.
        capital: its capital, or ``None``.
        demonyms: words for its people and things.
        aliases: other names that mean it beyond doubt.
        metonyms: words that stand for its government in news.
        ambiguous_aliases: words that also name an OSCE seat or document; never looked up.
        french_name: its name in French.
        french_order: its place at the table (French alphabetical order), or ``None``.
        note: what a reader should know beside.
        sources: where it is written; their dates say when a page was read, not when a fact was known.
        confidence: how sure the facts are.

    >>> import osce_tracker as ot
    >>> state = ot.states().find("North Macedonia")
    >>> state.code, state.name_on("2015-01-01"), str(state.joined), state.member_on("1990-01-01")
    ('MK', 'the former Yugoslav Republic of Macedonia', '1995-10-12', False)
    """

    code: str = attrs.field(converter=fields.text)
    alpha3: str = attrs.field(converter=fields.text)
    kind: StateKind = attrs.field(converter=StateKind)
    names: tuple[StateName, ...] = attrs.field(converter=tuple)
    joined: Period = attrs.field(converter=fields.period)
    left: Period | None = attrs.field(default=None, converter=fields.optional_period)
    capital: str | None = attrs.field(default=None, converter=fields.optional_text)
    demonyms: tuple[str, ...] = attrs.field(default=(), converter=fields.texts)
    aliases: tuple[str, ...] = attrs.field(default=(), converter=fields.texts)
    metonyms: tuple[str, ...] = attrs.field(default=(), converter=fields.texts)
    ambiguous_aliases: tuple[str, ...] = attrs.field(default=(), converter=fields.texts)
    french_name: str = attrs.field(converter=fields.text)
    french_order: int | None = None
    note: str | None = attrs.field(default=None, converter=fields.optional_text)
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources)
    confidence: Confidence = attrs.field(default=Confidence.HIGH, converter=Confidence)

    def check(self) -> None:
        """Raise ``RecordError`` for what the type of a field alone cannot tell."""
        fields.check_code(self.code, "code", self.code)
        if not self.names:
            raise RecordError("names", "at least one name is needed", self.code)

    @property
    def name(self) -> str:
        """The latest name."""
        return self.names[-1].name

    def name_on(self, day: date | str) -> str:
        """Return the name as of a day.

        Args:
            day: a date or a text such as ``"2020-01-01"``.

        Returns:
            The name then in use; where two meet (vague dates), the newer; before the first, the first.
        """
        on = as_day(day)
        held = [name.name for name in self.names if _holds(name.since, name.until, on)]
        return held[-1] if held else self.names[0].name

    def member_on(self, day: date | str) -> bool:
        """Tell whether the State took part in the CSCE or OSCE, or was a Partner, on a day.

        Args:
            day: a date or a text such as ``"2020-01-01"``.
        """
        return _holds(self.joined, self.left, as_day(day))


@attrs.frozen(kw_only=True)
class Membership:
    """The time in which a State belonged to a group.

    Attributes:
        state: its code.
        since: since when, or ``None`` for always.
        until: until when, itself inside, or ``None`` for still.

    >>> import osce_tracker as ot
    >>> members = ot.states().find_group("European Union").members
    >>> [(m.state, str(m.since), str(m.until)) for m in members if m.until]
    [('GB', '1973-01-01', '2020-01-31')]
    """

    state: str = attrs.field(converter=fields.text)
    since: Period | None = attrs.field(default=None, converter=fields.optional_period)
    until: Period | None = attrs.field(default=None, converter=fields.optional_period)


@attrs.frozen(kw_only=True)
class Group:
    """An organization, region or other group of States.

    Attributes:
        code: short code, such as ``NB8``.
        name: its name.
        kind: what sort of group it is.
        speaks_for_members: whether a statement of the group counts for its members of that day.
        members: memberships; a State that left and came back has two.
        aliases: other names.
        note: what a reader should know beside.
        sources: where it is written.
        confidence: how sure the facts are.

    >>> import osce_tracker as ot
    >>> group = ot.Group(code="G2", name="The Two", kind="region",
    ...     members=[ot.Membership(state="FI"), ot.Membership(state="SE", since="2024-03-07")])
    >>> group.members_on("2024-03-06"), group.members_on("2024-03-07")
    (('FI',), ('FI', 'SE'))
    """

    code: str = attrs.field(converter=fields.text)
    name: str = attrs.field(converter=fields.text)
    kind: GroupKind = attrs.field(converter=GroupKind)
    speaks_for_members: bool = False
    members: tuple[Membership, ...] = attrs.field(default=(), converter=tuple)
    aliases: tuple[str, ...] = attrs.field(default=(), converter=fields.texts)
    note: str | None = attrs.field(default=None, converter=fields.optional_text)
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources)
    confidence: Confidence = attrs.field(default=Confidence.HIGH, converter=Confidence)

    def members_on(self, day: date | str) -> tuple[str, ...]:
        """Return the codes of the members on a day, in alphabetical order.

        Args:
            day: a date or a text such as ``"2020-01-31"``.

        Returns:
            Codes; a membership begins on the last day of its vague start and holds through the last
            day of its end.
        """
        on = as_day(day)
        return tuple(sorted({m.state for m in self.members if _holds(m.since, m.until, on)}))


#: The order in which States that share a name are preferred: the seat that goes on comes first.
_PREFERENCE: Final = tuple(StateKind)


class StateRegistry:
    """The States and groups that names are looked up in.

    Args:
        states: the States.
        groups: the groups.

    Iterating gives the States: participating ones in French alphabetical order, as they sit at the
    table, then Partners, then former ones. ``len``, ``in`` (by code) and ``[code]`` work as expected.

    >>> import osce_tracker as ot
    >>> registry = ot.states()
    >>> registry.find("the Netherlands").code, registry.find("TUR").name, registry.find_group("NB8").name
    ('NL', 'Türkiye', 'Nordic-Baltic Eight')
    >>> [state.name for state in registry][:3], registry.name("TR", on="2020-01-01")
    (['Albania', 'Germany', 'United States of America'], 'Turkey')
    """

    def __init__(self, states: Iterable[State], groups: Iterable[Group] = ()) -> None:
        self._states = {state.code: state for state in sorted(states, key=_seat)}
        self._groups = {group.code: group for group in groups}
        self._codes = {s.code.casefold(): s for s in self._states.values()}
        self._codes |= {s.alpha3.casefold(): s for s in self._states.values()}
        self._names: dict[str, list[tuple[State, StateName]]] = {}
        self._aliases: dict[str, State] = {}
        for state in self._states.values():
            for name in state.names:
                self._names.setdefault(_key(name.name), []).append((state, name))
            for alias in state.aliases:
                self._aliases.setdefault(_key(alias), state)

    def __iter__(self) -> Iterator[State]:
        return iter(self._states.values())

    def __len__(self) -> int:
        return len(self._states)

    def __repr__(self) -> str:
        return f"<StateRegistry: {len(self)} States, {len(self.groups)} groups>"

    def __contains__(self, code: object) -> bool:
        return code in self._states

    def __getitem__(self, code: str) -> State:
        try:
            return self._states[code]
        except KeyError:
            raise UnknownStateError(code, "is no code of a State", self._near(code)) from None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, StateRegistry):
            return NotImplemented
        return self._states == other._states and self._groups == other._groups

    def __hash__(self) -> int:
        return hash((tuple(self._states), tuple(self._groups)))

    def __reduce__(self) -> tuple[Any, ...]:
        return StateRegistry, (tuple(self._states.values()), tuple(self._groups.values()))

    @property
    def participating(self) -> tuple[State, ...]:
        """The participating States in French alphabetical order."""
        return tuple(s for s in self if s.kind is StateKind.PARTICIPATING)

    @property
    def partners(self) -> tuple[State, ...]:
        """The Partners for Co-operation."""
        wanted = (StateKind.PARTNER_ASIAN, StateKind.PARTNER_MEDITERRANEAN)
        return tuple(s for s in self if s.kind in wanted)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups, by code."""
        return tuple(self._groups[code] for code in sorted(self._groups))

    def find(self, name: str, on: date | str | None = None) -> State:
        """Return the State that a code or name means.

        Args:
            name: a code (alpha-2, alpha-3), a name or an alias; case and a leading "the" do not matter.
            on: the day as of which names count; without it any name that the State ever had.

        Returns:
            The State. Tried in this order: code, name, alias; never by likeness. Where States share
            a name, the one whose seat goes on is preferred to a former State.

        Raises:
            UnknownStateError: when nothing fits, or when the word may also mean an OSCE seat or
                document (``"Vienna"``); says which valid names are near.
        """
        if not isinstance(name, str):
            raise UnknownStateError(name, "is no text; accepted: codes and names such as FI or Finland")
        key = _key(name)
        if key in self._codes:
            return self._codes[key]
        named = self._names.get(key, [])
        if on is not None:
            day = as_day(on)
            valid = [state for state, held in named if _holds(held.since, held.until, day)]
            if valid:
                return valid[0]
        if named:
            return named[0][0]
        if key in self._aliases:
            return self._aliases[key]
        raise self._unknown(name, key)

    def name(self, code: str, on: date | str | None = None) -> str:
        """Return the name that a code stands for, or the code itself when it is not known.

        Args:
            code: code of a State.
            on: the day as of which the name counts; without it the latest.
        """
        state = self._states.get(code)
        if state is None:
            return code
        return state.name if on is None else state.name_on(on)

    def find_group(self, name: str) -> Group:
        """Return the group that a code, name or alias means.

        Args:
            name: such as ``"NB8"``, ``"the European Union"`` or ``"Central Asia"``.

        Raises:
            UnknownStateError: when nothing fits; says which names are near.
        """
        if not isinstance(name, str):
            raise UnknownStateError(name, "is no text; accepted: names such as NB8 or Central Asia")
        found = self._group(name)
        if found is not None:
            return found
        known = [text for g in self.groups for text in (g.code, g.name)]
        raise UnknownStateError(name, "names no group of States", nearest(name, known))

    def _group(self, name: str) -> Group | None:
        key = _key(name).replace("-", " ")
        for group in self.groups:
            texts = (group.code, group.name, *group.aliases)
            if key in {_key(text).replace("-", " ") for text in texts}:
                return group
        return None

    def _unknown(self, name: str, key: str) -> UnknownStateError:
        for state in self:
            if key in map(_key, state.ambiguous_aliases):
                reason = f"may mean {state.name} or an OSCE seat or document; write {state.code}"
                return UnknownStateError(name, reason)
            if key in map(_key, (*state.metonyms, *state.demonyms)):
                reason = f"is no name of a State; for {state.name} write {state.code}"
                return UnknownStateError(name, reason)
        if self._group(name) is not None:
            return UnknownStateError(name, "names a group of States; accepted here: one State")
        near, example = self._near(name), next(iter(self), None)
        accepted = f"; accepted: names and codes, as {example.name} or {example.code}" if example else ""
        return UnknownStateError(name, "names no State" if near else f"names no State{accepted}", near)

    def _near(self, name: object) -> tuple[str, ...]:
        known = [text for s in self for text in (*(n.name for n in s.names), *s.aliases)]
        return nearest(name, known) if isinstance(name, str) else ()


def _seat(state: State) -> tuple[int, int, str]:
    order = state.french_order
    return _PREFERENCE.index(state.kind), 0 if order is None else order, state.french_name


def _key(name: str) -> str:
    """Return a name as names are compared: case and blanks aside, without a leading "the"."""
    return " ".join(normalize("NFC", name).casefold().split()).removeprefix("the ")
