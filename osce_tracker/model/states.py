"""States and groups of States: their names and memberships over time, and how to find them by name."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from functools import cached_property, partial
from typing import Final, cast

import attrs
from attrs import field
from attrs.converters import optional

from osce_tracker.errors import UnknownStateError, UsageError, did_you_mean, meant, quoted
from osce_tracker.model import validation as to
from osce_tracker.model.bundled_json import read_bundled
from osce_tracker.model.periods import Period, as_day, check_order
from osce_tracker.model.records import Record
from osce_tracker.model.sources import Reference
from osce_tracker.model.state_names import (
    DASHES,
    bare_group,
    clean,
    close,
    forms,
    group_form,
    group_names,
    is_nobody,
    key,
    listed,
    named,
    parts_of,
    pieces,
    spellings,
    words,
)
from osce_tracker.model.validation import meaning, name_errors
from osce_tracker.model.vocabulary import Vocabulary
from osce_tracker.text import folded


class StateKind(Vocabulary):
    """How a State relates to the OSCE.

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
    """The kind of a group of States.

    >>> import osce_tracker as ot
    >>> [group.name for group in ot.states().groups if group.kind is GroupKind.INFORMAL_GROUP]
    ['Nordic-Baltic Eight', 'Visegrád Group']
    """

    ORGANIZATION = ("organization", "An organization with a founding text.")
    REGION = ("region", "A region by common use.")
    INFORMAL_GROUP = ("informal-group", "States that work together.")
    STATUS = ("status", "States that share a status.")


@attrs.frozen(kw_only=True, repr=False, field_transformer=name_errors)
class _Spell(Record):
    """The last fields of things that apply for a time, between ends that may be vague."""

    since: Period | None = field(
        default=None, converter=optional(Period), metadata=meaning("when it first applied; empty for always")
    )
    until: Period | None = field(
        default=None,
        converter=optional(Period),
        metadata=meaning("when it last applied; empty if it still does"),
    )

    def __attrs_post_init__(self) -> None:
        """Check the order of the days."""
        check_order("until", self.since, self.until, to.name_of(self))


def _applies(since: Period | None, until: Period | None, day: date) -> bool:
    """Return True if something with vague ends applies on a day.

    It starts on the last day of its vague start and applies through the last day of its end.
    """
    started = since is None or since.last <= day
    return started and (until is None or day <= until.last)


@attrs.frozen(kw_only=True, repr=False, field_transformer=name_errors)
class StateName(_Spell):
    """A name of a State, as the OSCE wrote it at that time.

    >>> import osce_tracker as ot
    >>> for name in ot.states()["RS"].names:
    ...     print(name.name, "-", name.since, name.until)
    Federal Republic of Yugoslavia - None 2003-02-03
    Serbia and Montenegro - 2003-02-04 2006-06-02
    Serbia - 2006-06-03 None
    """

    name: str = field(converter=to.text, metadata=meaning("the name"))


def _names(values: Iterable[StateName]) -> tuple[StateName, ...]:
    names = to.instances(StateName, values)
    if not names:
        raise ValueError("at least one name is needed")
    return names


@attrs.frozen(kw_only=True, repr=False, field_transformer=name_errors)
class State(Reference):
    """A participating State, a Partner for Co-operation, or a State that no longer exists.

    >>> import osce_tracker as ot
    >>> state = ot.states().find("North Macedonia")
    >>> state.code, state.name_on("2015-01-01"), str(state.joined), state.member_on("1990-01-01")
    ('MK', 'the former Yugoslav Republic of Macedonia', '1995-10-12', False)
    """

    code: str = field(converter=to.state_code, metadata=meaning("ISO 3166-1 alpha-2, or ISO 3166-3"))
    alpha3: str = field(converter=to.text, metadata=meaning("ISO 3166-1 alpha-3"))
    kind: StateKind = field(converter=StateKind, metadata=meaning("how it relates to the OSCE"))
    names: tuple[StateName, ...] = field(converter=_names, metadata=meaning("its names, the latest last"))
    joined: Period = field(converter=Period, metadata=meaning("when it joined"))
    left: Period | None = field(default=None, converter=optional(Period), metadata=meaning("when it left"))
    capital: str | None = field(default=None, converter=to.optional_text, metadata=meaning("its capital"))
    demonyms: tuple[str, ...] = field(
        default=(), converter=to.texts, metadata=meaning("words for its people and things")
    )
    aliases: tuple[str, ...] = field(
        default=(), converter=to.texts, metadata=meaning("other names that can mean nothing else")
    )
    metonyms: tuple[str, ...] = field(
        default=(), converter=to.texts, metadata=meaning("words that mean its government in news")
    )
    ambiguous_aliases: tuple[str, ...] = field(
        default=(),
        converter=to.texts,
        metadata=meaning("words that also mean an OSCE seat or document; never looked up"),
    )
    french_name: str = field(converter=to.text, metadata=meaning("its name in French"))
    french_order: int | None = field(
        default=None,
        converter=optional(to.whole_number),
        metadata=meaning("its place at the table, in French alphabetical order"),
    )

    def __attrs_post_init__(self) -> None:
        """Check the order of the days."""
        check_order("left", self.joined, self.left, self.code)

    @property
    def name(self) -> str:
        """The latest name."""
        return self.names[-1].name

    def name_on(self, day: date | str) -> str:
        """Return the name on a day.

        Args:
            day: a date or a text such as ``"2020-01-01"``.

        Returns:
            The name in use; the newer one if vague dates leave two, and the first one before all dates.
        """
        on = as_day(day)
        names = [name.name for name in self.names if _applies(name.since, name.until, on)]
        return names[-1] if names else self.names[0].name

    def member_on(self, day: date | str) -> bool:
        """Return True if the State took part in the CSCE or OSCE, or was a Partner, on a day.

        Args:
            day: a date or a text such as ``"2020-01-01"``.
        """
        return _applies(self.joined, self.left, as_day(day))

    def __str__(self) -> str:
        return f"{self.code}: {self.name} ({self.kind.label})"


@attrs.frozen(kw_only=True, repr=False, field_transformer=name_errors)
class Membership(_Spell):
    """The time for which a State belonged to a group.

    >>> import osce_tracker as ot
    >>> members = ot.states().find_group("European Union").members
    >>> [(m.state, str(m.since), str(m.until)) for m in members if m.until]
    [('GB', '1973-01-01', '2020-01-31')]
    """

    state: str = field(converter=to.state_code, metadata=meaning("code of the State"))


def _memberships(values: Iterable[Membership]) -> tuple[Membership, ...]:
    return to.instances(Membership, values)


@attrs.frozen(kw_only=True, repr=False, field_transformer=name_errors)
class Group(Reference):
    """An organization, region or other group of States.

    >>> group = Group(code="G2", name="The Two", kind="region",
    ...     members=[Membership(state="FI"), Membership(state="SE", since="2024-03-07")])
    >>> group.members_on("2024-03-06"), group.members_on("2024-03-07")
    (('FI',), ('FI', 'SE'))
    """

    code: str = field(converter=to.text, metadata=meaning("short code, such as NB8"))
    name: str = field(converter=to.text, metadata=meaning("its name"))
    kind: GroupKind = field(converter=GroupKind, metadata=meaning("what kind of group it is"))
    speaks_for_members: bool = field(
        default=False,
        converter=to.true_or_false,
        metadata=meaning("whether its statements count for its members of that day"),
    )
    members: tuple[Membership, ...] = field(
        default=(),
        converter=_memberships,
        metadata=meaning("memberships; a State that left and came back has two"),
    )
    aliases: tuple[str, ...] = field(default=(), converter=to.texts, metadata=meaning("other names"))

    def members_on(self, day: date | str) -> tuple[str, ...]:
        """Return the codes of the members on a day, in alphabetical order.

        Args:
            day: a date or a text such as ``"2020-01-31"``.
        """
        on = as_day(day)
        return tuple(sorted({m.state for m in self.members if _applies(m.since, m.until, on)}))

    def members_throughout(self, period: Period | date | str) -> tuple[str, ...]:
        """Return the codes of the States that were members on every day of a period, in alphabetical order.

        Args:
            period: a period, a date or the text of one.

        >>> import osce_tracker as ot
        >>> group = ot.states().find_group("NATO")
        >>> "SE" in group.members_throughout("2024"), "SE" in group.members_throughout("2025")
        (False, True)
        """
        when = Period(period)
        spans = [(m.since, m.until) for m in self.members]
        # Membership can only change on these days.
        days = {since.last for since, _ in spans if since is not None and when.contains(since.last)}
        days |= {
            end.end_exclusive for _, end in spans if end is not None and when.first <= end.last < when.last
        }
        first, *others = (set(self.members_on(day)) for day in (when.first, *days))
        return tuple(sorted(first.intersection(*others)))

    def __str__(self) -> str:
        return f"{self.code}: {self.name} ({self.kind.label})"


#: Orders for lists of States.
ORDERS: Final = ("english", "french")

#: If States share a name, prefer the one whose seat continues to a former State.
_PREFERENCE: Final = tuple(StateKind)

_SEMICOLONS: Final = "Separate States with semicolons"
#: The most pieces of a cell that can be one name, such as "Korea, Republic of".
_MOST_PIECES: Final = 4
#: Places that share the name of a State, with the State they lie in: "Georgia, US", "Luxembourg, Belgium".
_PLACES: Final = frozenset({("GE", "US"), ("LU", "BE"), ("MD", "RO"), ("MK", "GR")})


def _seat(state: State) -> tuple[int, int, str]:
    order = state.french_order
    return _PREFERENCE.index(state.kind), 0 if order is None else order, state.french_name


def _seated(values: Iterable[State]) -> tuple[State, ...]:
    states = tuple(sorted(to.instances(State, values), key=_seat))
    _check_codes("States", [state.code for state in states])
    return states


def _coded(values: Iterable[Group]) -> tuple[Group, ...]:
    groups = tuple(sorted(to.instances(Group, values), key=lambda group: group.code))
    _check_codes("groups", [group.code for group in groups])
    return groups


def _check_codes(kind: str, codes: list[str]) -> None:
    repeated = next((code for code in codes if codes.count(code) > 1), None)
    if repeated is not None:
        raise ValueError(f"two {kind} have the code {repeated}")


@attrs.frozen(repr=False, field_transformer=name_errors)
class StateRegistry:
    """The States and groups, and lookup by name.

    Iterating yields the States: participating ones in French alphabetical order, as they sit at the table,
    then Partners, then former ones. ``len``, ``in`` (by code) and ``[code]`` work as expected.

    >>> import osce_tracker as ot
    >>> registry = ot.states()
    >>> registry.find("the Netherlands").code, registry.find("TUR").name, registry.find_group("NB8").name
    ('NL', 'Türkiye', 'Nordic-Baltic Eight')
    >>> [state.name for state in registry][:3], registry.name("TR", on="2020-01-01")
    (['Albania', 'Germany', 'United States of America'], 'Turkey')
    """

    states: tuple[State, ...] = field(converter=_seated, metadata=meaning("the States"))
    groups: tuple[Group, ...] = field(default=(), converter=_coded, metadata=meaning("the groups, by code"))

    @cached_property
    def _by_code(self) -> dict[str, State]:
        return {state.code: state for state in self.states}

    @cached_property
    def _by_any_code(self) -> dict[str, str]:
        return {code.casefold(): s.code for s in self.states for code in (s.code, s.alpha3)}

    @cached_property
    def _by_name(self) -> dict[str, list[tuple[State, StateName]]]:
        names: dict[str, list[tuple[State, StateName]]] = {}
        for state in self.states:
            for name in state.names:
                for form in spellings(name.name):
                    names.setdefault(form, []).append((state, name))
        return names

    @cached_property
    def _by_alias(self) -> dict[str, str]:
        # If States share an alias, the first one seated counts.
        return {
            form: state.code
            for state in reversed(self.states)
            for alias in (state.french_name, *state.aliases)
            for form in spellings(alias)
        }

    @cached_property
    def _other_names(self) -> dict[str, dict[str, list[str]]]:
        # Read the file only for names that the States don't have themselves.
        return {one["code"]: one for one in read_bundled("reference", "state_names.json")}

    @cached_property
    def _by_other_name(self) -> dict[str, str]:
        return {
            form: state.code
            for state in reversed(self.states)
            for kind in ("cldr", "others")
            for name in self._other_names.get(state.code, {}).get(kind, ())
            for form in spellings(name)
        }

    @cached_property
    def _no_names(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """Words that aren't names of States, each with a message and suggestions."""
        words: dict[str, tuple[str, tuple[str, ...]]] = {}
        for state in self.states:
            write = f"write {state.code}"
            parts = self._other_names.get(state.code, {}).get("parts", ())
            words |= {key(word): ("is only a part of a State", (state.name,)) for word in parts}
            reason = f"is not the name of a State. For {state.name} {write}"
            words |= {key(word): (reason, ()) for word in (*state.metonyms, *state.demonyms)}
        for state in self.states:
            seat = f"can mean {state.name} or something else. For the State write {state.code}"
            words |= {key(word): (seat, ()) for word in state.ambiguous_aliases}
        return words

    @cached_property
    def _by_group_name(self) -> dict[str, str]:
        return {
            group_form(form): group.code
            for group in reversed(self.groups)
            for name in _names_of(group)
            for form in spellings(name)
        }

    @cached_property
    def _by_bare_group(self) -> dict[str, Group]:
        found: dict[str, set[str]] = {}
        for group in self.groups:
            for name in _names_of(group):
                for form in spellings(name):
                    found.setdefault(bare_group(form)[0], set()).add(group.code)
        groups = {group.code: group for group in self.groups}
        return {bare: groups[codes.pop()] for bare, codes in found.items() if bare and len(codes) == 1}

    def __iter__(self) -> Iterator[State]:
        return iter(self.states)

    def __len__(self) -> int:
        return len(self.states)

    def __repr__(self) -> str:
        return f"<StateRegistry: {len(self)} States, {len(self.groups)} groups>"

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and code in self._by_code

    def __getitem__(self, code: str) -> State:
        try:
            return self._by_code[code]
        except (KeyError, TypeError):
            raise UnknownStateError(code, "is not the code of a State", self._codes_near(code)) from None

    def in_order(
        self, codes: Iterable[str], on: date | str | None = None, order: str = "english"
    ) -> tuple[str, ...]:
        """Return codes of States in the order of their names.

        Args:
            codes: the codes. An unknown code is its own name, and comes last.
            on: the day on which the names were in use. By default, the latest names.
            order: ``english`` for English alphabetical order; ``french`` for the order in which the States
                sit at the table.

        Raises:
            UsageError: if the order is neither.
            RecordError: if the codes are not text.
            PeriodError: if the day is invalid.

        >>> import osce_tracker as ot
        >>> codes = ["TM", "TR", "DE", "DK"]
        >>> ot.states().in_order(codes), ot.states().in_order(codes, order="french")
        (('DK', 'DE', 'TR', 'TM'), ('DE', 'DK', 'TM', 'TR'))
        """
        if order not in ORDERS:
            near = did_you_mean(meant(order, ORDERS)) if isinstance(order, str) else ""
            raise UsageError(f"order can't be {quoted(order)}. Use {' or '.join(ORDERS)}.{near}")
        known = to.argument("codes", partial(to.texts, ordered=False), codes)
        day = None if on is None else as_day(on)
        if order == "english":
            return tuple(sorted(known, key=lambda code: (_letters(self.name(code, day)), code)))
        seats = {state.code: seat for seat, state in enumerate(self.states)}
        return tuple(sorted(known, key=lambda code: (seats.get(code, len(seats)), code)))

    @property
    def participating(self) -> tuple[State, ...]:
        """The participating States in French alphabetical order."""
        return tuple(s for s in self if s.kind is StateKind.PARTICIPATING)

    @property
    def partners(self) -> tuple[State, ...]:
        """The Partners for Co-operation."""
        kinds = (StateKind.PARTNER_ASIAN, StateKind.PARTNER_MEDITERRANEAN)
        return tuple(s for s in self if s.kind in kinds)

    def find(self, name: str, on: date | str | None = None) -> State:
        """Return the State with a code or name.

        Args:
            name: a code (alpha-2, alpha-3), a name or an alias, in an official language of the OSCE or a
                national language of a State. Case, accents, "the", "Republic of", footnote marks and the like
                are ignored, and common abbreviations are understood.
            on: prefer the State that had the name on that day. By default, every name that a State ever had
                counts.

        Returns:
            The State. Codes are tried first, then names, then aliases, but never similar words. If States
            share a name, the one whose seat continues is preferred to a former State.

        Raises:
            UnknownStateError: if nothing matches, if the text names several States, or if the word can also
                mean an OSCE seat or document (``"Vienna"``).
            PeriodError: if the day is invalid.

        >>> import osce_tracker as ot
        >>> [ot.states().find(name).code for name in ("Moldova, Rep. of", "TÜRKİYE [1]", "Tyskland")]
        ['MD', 'TR', 'DE']
        """
        if not isinstance(name, str):
            raise UnknownStateError(name, "is not text. Use a code or name such as FI or Finland")
        codes = self._codes_in(name, None if on is None else as_day(on))
        if len(codes) != 1:
            raise self._several(name, codes) if codes else self._unknown(name)
        return self._by_code[codes[0]]

    def find_all(self, text: str, on: date | str | None = None) -> tuple[State, ...]:
        """Return the States that a cell of a table names.

        Args:
            text: names or codes between semicolons, commas, slashes, dashes, line ends or "and". Codes are
                in capitals.
            on: prefer names in use on that day.

        Returns:
            The States, each once, in the order of the text. None if the cell is empty or holds a dash, "no",
            "none" or "n/a".

        Raises:
            UnknownStateError: if any part of the text is not a State, or if it can be read in two ways.
            PeriodError: if the day is invalid.

        >>> import osce_tracker as ot
        >>> [state.code for state in ot.states().find_all("Finland, Bosnia and Herzegovina and Norway")]
        ['FI', 'BA', 'NO']
        >>> ot.states().find_all("none")
        ()
        """
        if not isinstance(text, str):
            raise UnknownStateError(text, "is not text. Use names or codes such as Finland; SE")
        day = None if on is None else as_day(on)
        if is_nobody(text):
            return ()
        parts = listed(text)
        if not parts:
            raise UnknownStateError(text, f"is not a list of States. {_SEMICOLONS}")
        codes = [code for part in parts for code in self._codes_in_part(part, day)]
        return tuple(self._by_code[code] for code in dict.fromkeys(codes))

    def _codes_in_part(self, text: str, day: date | None) -> tuple[str, ...]:
        """Return the codes of the States in one part of a cell."""
        found = pieces(text)
        # The shortest and the longest way to read the text up to each piece; if they differ, it is ambiguous.
        ways: list[list[tuple[str, ...]]] = [[()]]
        for end in range(1, len(found) + 1):
            here: set[tuple[str, ...]] = set()
            for start in range(max(0, end - _MOST_PIECES), end):
                code = self._joint(found[start:end], day) if ways[start] else None
                if code is not None:
                    here |= {tuple(dict.fromkeys((*way, code))) for way in ways[start]}
            ways.append(sorted(here, key=len)[:: max(1, len(here) - 1)])
        if not ways[-1]:
            unknown = (piece for piece, _ in found if self._joint([(piece, "")], day) is None)
            raise self._not_in_a_cell(next(unknown, text).strip(), text)
        return self._resolve(text, found, ways[-1], day)

    def _resolve(
        self, text: str, found: list[tuple[str, str]], ways: list[tuple[str, ...]], day: date | None
    ) -> tuple[str, ...]:
        """Return the only way to read a part of a cell."""
        dividers = [divider.strip() for _, divider in found[:-1]]
        if any("AND" in divider for divider in dividers) and any(
            len(piece.strip()) == 3 and piece.isupper() for piece, _ in found
        ):
            raise UnknownStateError(text, f"can mean AND, the code of Andorra. {_SEMICOLONS}")
        # "US - Georgia" goes from the larger to the smaller.
        pair = ways[0][::-1] if ways[0][::-1] in _PLACES and dividers[0] in DASHES else ways[0]
        if pair in _PLACES and len(dividers) == 1 and not dividers[0].isalpha():
            place, country = pair
            name = self._by_code[place].name
            raise UnknownStateError(text, f"can also mean a place called {name} in {country}. {_SEMICOLONS}")
        if len(ways) == 1 or day is not None:
            return ways[0]
        if len(dividers) > 1 and set(dividers[:-1]) == {","} and "," not in dividers[-1]:
            # As in every list, "and" divides the last two in "Albania, Serbia and Montenegro".
            return ways[-1]
        readings = " or ".join("; ".join(way) for way in ways)
        raise UnknownStateError(text, f"can mean {readings}. {_SEMICOLONS}")

    def _joint(self, found: list[tuple[str, str]], day: date | None) -> str | None:
        """Return the code of the State that several pieces of a cell name together."""
        text = "".join(piece + divider for piece, divider in found[:-1]) + found[-1][0]
        if any(map(self._is_lower_case_code, (piece for piece, _ in found))):
            return None
        former = self._by_name.get(key(text), [])
        if len(found) > 1 and day is not None and former and not _in_use(former, day):
            return None
        codes = self._codes_in(text.strip(), day)
        return codes[0] if len(codes) == 1 else None

    def _is_lower_case_code(self, text: str) -> bool:
        """Return True if a part of a cell may be a code or a word, such as "us" and "no"."""
        bare = clean(text)
        short = bare.isalpha() and len(bare) <= 3
        return short and bare in (bare.lower(), bare.title()) and self._look(bare, None) is not None

    def _codes_in(self, text: str, day: date | None) -> tuple[str, ...]:
        """Return the codes of the States that a text names."""
        return (text,) if text in self._by_code else named(text, lambda part: self._look(part, day))

    def _look(self, part: str, day: date | None) -> str | None:
        """Return the code of the State with a code or name."""
        if part.isascii() and part.casefold() in self._by_any_code:
            return self._by_any_code[part.casefold()]
        for form in forms(part):
            names = self._by_name.get(form)
            if names:
                state = (_in_use(names, day) or names)[0][0]
                return self._successor(state, form, day).code
            code = self._by_alias.get(form)
            if code is not None or form in self._no_names:
                return code
            if form in self._by_other_name:
                return self._by_other_name[form]
        return None

    def _successor(self, state: State, form: str, day: date | None) -> State:
        """Return a State, or its successor of the same name if the State had ended by that day."""
        if day is None or state.left is None or day <= state.left.last:
            return state
        # "Yugoslavia" was then the Federal Republic of Yugoslavia.
        return next((one for one in self if key(one.name_on(day)).endswith(f" {form}")), state)

    def name(self, code: str, on: date | str | None = None) -> str:
        """Return the name of the State with a code, or the code itself if it is unknown.

        Args:
            code: code of a State.
            on: the day on which the name was in use. By default, the latest name.

        Raises:
            UnknownStateError: if the code isn't text.
        """
        if not isinstance(code, str):
            raise UnknownStateError(code, "is not text. Use a code such as FI")
        state = self._by_code.get(code)
        if state is None:
            return code
        return state.name if on is None else state.name_on(on)

    def find_group(self, name: str) -> Group:
        """Return the group with a code, name or alias.

        Args:
            name: such as ``"NB8"``, ``"the European Union"``, ``"EU-27"`` or ``"Central Asia"``. Case,
                hyphens, words such as "member States" and whether a number is in words make no difference. A
                number that differs from that of the members, as in "EU 28", means another group.

        Raises:
            UnknownStateError: if nothing matches.

        >>> import osce_tracker as ot
        >>> [ot.states().find_group(name).code for name in ("European Union (EU)", "Nordic-Baltic 8", "V-4")]
        ['EU', 'NB8', 'V4']
        """
        group = self.group_named(name)
        if group is None:
            near = meant(name, [text for g in self.groups for text in (g.code, g.name)])
            example = next(iter(self.groups), None)
            form = f". Use a name or code, such as {example.name} or {example.code}" if example else ""
            raise UnknownStateError(name, f"is not a group of States{'' if near else form}", near)
        return group

    def group_named(self, name: str) -> Group | None:
        """Return the group with a code, name or alias as for ``find_group``, or ``None``.

        Args:
            name: a text, which may name no group.

        Raises:
            UnknownStateError: if it is not text.

        >>> import osce_tracker as ot
        >>> ot.states().group_named("Helsinki+50 Fund donors") is None
        True
        """
        if not isinstance(name, str):
            raise UnknownStateError(name, "is not text. Use a name such as NB8 or Central Asia")
        codes = named(name, self._look_for_group)
        return next((group for group in self.groups if (group.code,) == codes), None)

    def _look_for_group(self, part: str) -> str | None:
        known = self._by_group_name
        if words(part)[:1] in (["ex"], ["former"]):
            return None
        for form in forms(part):
            if group_form(form) in known:
                return known[group_form(form)]
        for form in forms(part):
            bare, number = bare_group(form)
            group = self._by_bare_group.get(bare) if bare != group_form(form) else None
            # A number that differs from that of the members means another group, as in "EU 28".
            if group is not None and number in (0, sum(member.until is None for member in group.members)):
                return group.code
        return None

    def _several(self, name: str, codes: tuple[str, ...]) -> UnknownStateError:
        names = " and ".join(self._by_code[code].name for code in codes)
        return UnknownStateError(name, f"names several States: {names}. Give one State")

    def _not_in_a_cell(self, part: str, text: str) -> UnknownStateError:
        """Return the error for a part of a cell that is not one State."""
        if self._is_lower_case_code(part):
            return UnknownStateError(
                part, f"can be a word or a code. For the code write {clean(part).upper()}"
            )
        if self._codes_in(part, None):
            return UnknownStateError(part, f"names several States. {_SEMICOLONS}")
        return self._unknown(part, "" if part == text else f". {_SEMICOLONS}")

    def _unknown(self, name: str, advice: str = "") -> UnknownStateError:
        for form in forms(clean(name)):
            if form in self._no_names:
                reason, near = self._no_names[form]
                return UnknownStateError(name, reason + advice, near)
        if self.group_named(name) is not None:
            return UnknownStateError(name, f"is a group of States. Give one State{advice}")
        extra = [part for part in parts_of(name) if self._look(part, None) is None]
        if 0 < len(extra) < len(parts_of(name)):
            reason = f"names a State but also has {quoted(extra[0])}. Give only the name or code"
            return UnknownStateError(name, reason + advice)
        near, example = self._near(name), next(iter(self), None)
        form = f". Use a name or code, such as {example.name} or {example.code}" if example else ""
        return UnknownStateError(name, f"is not in the list of States{'' if near else form}{advice}", near)

    def _codes_near(self, name: object) -> tuple[str, ...]:
        """Return the codes of the States that a name means, or may misspell."""
        codes: list[str] = []
        for text in (name, *self._near(name)):
            with suppress(UnknownStateError):
                codes.append(self.find(cast("str", text)).code)
        return tuple(dict.fromkeys(codes))

    def _near(self, name: object) -> tuple[str, ...]:
        known = [text for s in self for text in (*(n.name for n in s.names), *s.aliases)]
        return close(name, known) if isinstance(name, str) else ()


def _names_of(group: Group) -> tuple[str, ...]:
    return (*group.aliases, group.name, group.code, *group_names(group.code))


def _in_use(names: list[tuple[State, StateName]], day: date | None) -> list[tuple[State, StateName]]:
    return [one for one in names if day is None or _applies(one[1].since, one[1].until, day)]


def _letters(name: str) -> str:
    """Return the form for sorting names: lower case, without accents and a leading "the"."""
    return folded(name).removeprefix("the ")
