"""Who chairs: the Chairpersonships since 1991, their neighbours and the Troika on any day."""

from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from osce_tracker.errors import PeriodError, RecordError, UnknownRecordError
from osce_tracker.model import validation as fields
from osce_tracker.model.periods import as_day
from osce_tracker.model.sources import Confidence, Source, as_sources


@attrs.frozen(kw_only=True)
class ChairInOffice:
    """The minister who acted as Chairperson-in-Office for a time.

    Attributes:
        name: the name.
        since: the first day.
        until: the last day, itself inside.

    >>> import osce_tracker as ot
    >>> for minister in ot.chairs()["FI-2008"].chairs_in_office:
    ...     print(minister.name, minister.since, minister.until)
    Ilkka Kanerva 2008-01-01 2008-04-04
    Alexander Stubb 2008-04-05 2008-12-31
    """

    name: str = attrs.field(converter=fields.text)
    since: date = attrs.field(converter=as_day)
    until: date = attrs.field(converter=as_day)


@fields.checked
@attrs.frozen(kw_only=True)
class Chairmanship:
    """The term of one State in the chair.

    Attributes:
        id: such as ``FI-2025``.
        state: code of the State, or ``None`` while nobody has been chosen.
        since: the first day; on a day of hand-over the incoming Chair counts.
        until: the last day, itself inside.
        chairs_in_office: the ministers, in the order of time.
        note: what a reader should know beside.
        sources: where it is written.
        confidence: how sure the facts are.

    >>> import osce_tracker as ot
    >>> term = ot.chairs().on("2025-06-30")
    >>> term.id, term.until.isoformat(), term.chair_in_office_on("2025-06-30").name
    ('FI-2025', '2025-12-31', 'Elina Valtonen')
    """

    id: str = attrs.field(converter=fields.text)
    state: str | None = attrs.field(default=None, converter=fields.optional_text)
    since: date = attrs.field(converter=as_day)
    until: date = attrs.field(converter=as_day)
    chairs_in_office: tuple[ChairInOffice, ...] = attrs.field(default=(), converter=tuple)
    note: str | None = attrs.field(default=None, converter=fields.optional_text)
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources)
    confidence: Confidence = attrs.field(default=Confidence.HIGH, converter=Confidence)

    def check(self) -> None:
        """Raise ``RecordError`` for what the type of a field alone cannot tell."""
        fields.check_id(self.id)
        fields.check_code(self.id, "state", self.state)
        if self.until < self.since:
            reason = f"{self.until} is before the first day {self.since}"
            raise RecordError("until", reason, self.id)

    def chair_in_office_on(self, day: date | str) -> ChairInOffice | None:
        """Return the minister in the chair on a day, or ``None`` when none is known.

        Args:
            day: a date or a text such as ``"2025-06-30"``.
        """
        on = as_day(day)
        held = [chair for chair in self.chairs_in_office if chair.since <= on <= chair.until]
        # On a day of change the incoming minister counts.
        return held[-1] if held else None


@attrs.frozen
class Troika:
    """The preceding, present and following Chair.

    Attributes:
        previous: the Chair before, or ``None`` for the first.
        current: the Chair of the day.
        following: the Chair after, or ``None`` beyond the last that is known.

    >>> import osce_tracker as ot
    >>> troika = ot.chairs().troika_on("2025-06-30")
    >>> troika.states, troika.previous.id, troika.following.id
    (('MT', 'FI', 'CH'), 'MT-2024', 'CH-2026')
    """

    previous: Chairmanship | None
    current: Chairmanship
    following: Chairmanship | None

    @property
    def states(self) -> tuple[str, ...]:
        """Codes of its States, preceding first; without those that nobody has been chosen for."""
        terms = (self.previous, self.current, self.following)
        return tuple(term.state for term in terms if term is not None and term.state is not None)


class Chairmanships:
    """The terms in the chair, in the order of time.

    Args:
        terms: the terms; days between two may be missing, but no day may be in two.

    ``len``, ``in`` (by id), iteration and ``[id]`` work as expected.

    >>> import osce_tracker as ot
    >>> terms = ot.Chairmanships([
    ...     ot.Chairmanship(id="A-2030", state="FI", since="2030-01-01", until="2030-12-31"),
    ...     ot.Chairmanship(id="B-2031", state="CH", since="2031-01-01", until="2031-12-31"),
    ... ])
    >>> terms.on("2030-12-31").state, terms.troika_on("2031-01-01").states
    ('FI', ('FI', 'CH'))
    """

    def __init__(self, terms: Iterable[Chairmanship]) -> None:
        self._terms = tuple(sorted(terms, key=lambda term: term.since))
        self._places = {term.id: place for place, term in enumerate(self._terms)}
        if len(self._places) < len(self._terms):
            raise RecordError("id", "two terms have the same id")
        for term, following in zip(self._terms, self._terms[1:], strict=False):
            if following.since <= term.until:
                reason = f"begins on {following.since}, before {term.id} ends on {term.until}"
                raise RecordError("since", reason, following.id)

    def __iter__(self) -> Iterator[Chairmanship]:
        return iter(self._terms)

    def __len__(self) -> int:
        return len(self._terms)

    def __repr__(self) -> str:
        return f"<Chairmanships: {len(self)} terms>"

    def __contains__(self, term_id: object) -> bool:
        return term_id in self._places

    def __getitem__(self, term_id: str) -> Chairmanship:
        try:
            return self._terms[self._places[term_id]]
        except KeyError:
            known = list(self._places)
            raise UnknownRecordError("Chairpersonship", term_id, known) from None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Chairmanships):
            return NotImplemented
        return self._terms == other._terms

    def __hash__(self) -> int:
        return hash(self._terms)

    def on(self, day: date | str) -> Chairmanship:
        """Return the term in which a day lies.

        Args:
            day: a date or a text such as ``"2025-06-30"``.

        Raises:
            PeriodError: when no term holds that day; says which days are covered.
        """
        found = as_day(day)
        for term in self._terms:
            if term.since <= found <= term.until:
                return term
        if not self._terms:
            raise PeriodError(found.isoformat(), "is in no term: there are none")
        covered = f"{self._terms[0].since} to {self._terms[-1].until}"
        raise PeriodError(found.isoformat(), f"is in no known term; known: {covered}")

    def predecessor(self, term: Chairmanship) -> Chairmanship | None:
        """Return the term before another, or ``None`` before the first.

        Args:
            term: one of these terms.

        Raises:
            UnknownRecordError: when it is none of these.
        """
        self[term.id]
        place = self._places[term.id]
        return self._terms[place - 1] if place else None

    def successor(self, term: Chairmanship) -> Chairmanship | None:
        """Return the term after another, or ``None`` after the last that is known.

        Args:
            term: one of these terms.

        Raises:
            UnknownRecordError: when it is none of these.
        """
        self[term.id]
        place = self._places[term.id] + 1
        return self._terms[place] if place < len(self._terms) else None

    def troika_on(self, day: date | str) -> Troika:
        """Return the Troika of a day: the preceding, present and following Chair.

        Args:
            day: a date or a text such as ``"2025-06-30"``.

        Raises:
            PeriodError: when no term holds that day.
        """
        current = self.on(day)
        return Troika(self.predecessor(current), current, self.successor(current))
