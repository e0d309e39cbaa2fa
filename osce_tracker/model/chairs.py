"""The Chairpersonships since 1991, and the Troika on any day."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import pairwise

import attrs
from attrs import field
from attrs.converters import optional

from osce_tracker.errors import PeriodError, UnknownRecordError
from osce_tracker.model import validation as to
from osce_tracker.model.periods import Period, as_day, check_order
from osce_tracker.model.records import Record
from osce_tracker.model.sources import Reference
from osce_tracker.model.validation import meaning, name_errors


@attrs.frozen(kw_only=True, repr=False, field_transformer=name_errors)
class ChairInOffice(Record):
    """A minister who was Chairperson-in-Office.

    >>> import osce_tracker as ot
    >>> for minister in ot.chairs()["FI-2008"].chairs_in_office:
    ...     print(minister.name, minister.since, minister.until)
    Ilkka Kanerva 2008-01-01 2008-04-04
    Alexander Stubb 2008-04-05 2008-12-31
    """

    name: str = field(converter=to.text, metadata=meaning("name"))
    since: date = field(converter=as_day, metadata=meaning("the first day"))
    until: date = field(converter=as_day, metadata=meaning("the last day, included"))

    def __attrs_post_init__(self) -> None:
        """Check the order of the days."""
        check_order("until", self.since, self.until, self.name)


def _ministers(values: Iterable[ChairInOffice]) -> tuple[ChairInOffice, ...]:
    return tuple(sorted(to.instances(ChairInOffice, values), key=lambda one: (one.since, one.until)))


@attrs.frozen(kw_only=True, repr=False, field_transformer=name_errors)
class Chairmanship(Reference):
    """The term of one State as Chair.

    >>> import osce_tracker as ot
    >>> term = ot.chairs().on("2025-06-30")
    >>> term.id, term.until.isoformat(), term.chair_in_office_on("2025-06-30").name
    ('FI-2025', '2025-12-31', 'Elina Valtonen')
    """

    id: str = field(converter=to.record_id, metadata=meaning("identifier, such as FI-2025"))
    state: str | None = field(
        default=None,
        converter=optional(to.state_code),
        metadata=meaning("code of the State; empty until one is chosen"),
    )
    since: date = field(
        converter=as_day, metadata=meaning("the first day; on a day of handover the incoming Chair counts")
    )
    until: date = field(converter=as_day, metadata=meaning("the last day, included"))
    chairs_in_office: tuple[ChairInOffice, ...] = field(
        default=(), converter=_ministers, metadata=meaning("the ministers, in order of time")
    )

    def __attrs_post_init__(self) -> None:
        """Check the order of the days."""
        check_order("until", self.since, self.until, self.id)

    def chair_in_office_on(self, day: date | str) -> ChairInOffice | None:
        """Return the Chairperson-in-Office on a day, or ``None`` if unknown.

        Args:
            day: a date or a text such as ``"2025-06-30"``.
        """
        on = as_day(day)
        ministers = [minister for minister in self.chairs_in_office if minister.since <= on <= minister.until]
        # On a day of change the incoming minister counts.
        return ministers[-1] if ministers else None

    def __str__(self) -> str:
        return f"{self.id}: {Period.between(self.since, self.until).readable}"


def _term(value: Chairmanship) -> Chairmanship:
    return to.instance(Chairmanship, value)


@attrs.frozen(field_transformer=name_errors)
class Troika:
    """The preceding, current and following Chair.

    >>> import osce_tracker as ot
    >>> troika = ot.chairs().troika_on("2025-06-30")
    >>> troika.states, troika.previous.id, troika.following.id
    (('MT', 'FI', 'CH'), 'MT-2024', 'CH-2026')
    """

    previous: Chairmanship | None = field(converter=optional(_term), metadata=meaning("the Chair before"))
    current: Chairmanship = field(converter=_term, metadata=meaning("the Chair of the day"))
    following: Chairmanship | None = field(converter=optional(_term), metadata=meaning("the Chair after"))

    @property
    def states(self) -> tuple[str, ...]:
        """The codes of its States, the preceding one first, as far as they have been chosen."""
        terms = (self.previous, self.current, self.following)
        return tuple(term.state for term in terms if term is not None and term.state is not None)


def _in_order(values: Iterable[Chairmanship]) -> tuple[Chairmanship, ...]:
    terms = tuple(sorted(to.instances(Chairmanship, values), key=lambda term: term.since))
    if len({term.id for term in terms}) < len(terms):
        raise ValueError("two terms have the same id")
    for term, following in pairwise(terms):
        if following.since <= term.until:
            raise ValueError(
                f"{following.id} begins on {following.since}, before {term.id} ends on {term.until}"
            )
    return terms


@attrs.frozen(repr=False, field_transformer=name_errors)
class Chairmanships:
    """The terms of the Chairs in order of time.

    ``len``, ``in`` (by id), iteration and ``[id]`` work as expected. Terms may have days between them, but
    never overlap.

    >>> terms = Chairmanships([
    ...     Chairmanship(id="A-2030", state="FI", since="2030-01-01", until="2030-12-31"),
    ...     Chairmanship(id="B-2031", state="CH", since="2031-01-01", until="2031-12-31"),
    ... ])
    >>> terms.on("2030-12-31").state, terms.troika_on("2031-01-01").states
    ('FI', ('FI', 'CH'))
    """

    terms: tuple[Chairmanship, ...] = field(converter=_in_order, metadata=meaning("the terms"))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {term.id: place for place, term in enumerate(self.terms)}

    def __iter__(self) -> Iterator[Chairmanship]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def __repr__(self) -> str:
        return f"<Chairmanships: {len(self)} terms>"

    def __contains__(self, term_id: object) -> bool:
        return isinstance(term_id, str) and term_id in self._places

    def __getitem__(self, term_id: str) -> Chairmanship:
        try:
            return self.terms[self._places[term_id]]
        except (KeyError, TypeError):
            raise UnknownRecordError("Chairpersonship", term_id, list(self._places)) from None

    def on(self, day: date | str) -> Chairmanship:
        """Return the term that a day falls in.

        Args:
            day: a date or a text such as ``"2025-06-30"``.

        Raises:
            PeriodError: if the day is in no term.
        """
        on = as_day(day)
        for term in self.terms:
            if term.since <= on <= term.until:
                return term
        known = f"from {self.terms[0].since} to {self.terms[-1].until}" if self.terms else "not at all"
        raise PeriodError(on.isoformat(), f"No Chair is known for {on}. Chairs are known {known}.")

    def troika_on(self, day: date | str) -> Troika:
        """Return the Troika on a day: the preceding, current and following Chair.

        Args:
            day: a date or a text such as ``"2025-06-30"``.

        Raises:
            PeriodError: if the day is in no term.
        """
        place = self._places[self.on(day).id]
        before, after = self.terms[:place], self.terms[place + 1 :]
        return Troika(before[-1] if before else None, self.terms[place], after[0] if after else None)
