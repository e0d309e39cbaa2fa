"""The commitments of a tracker."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from typing import Final

from osce_tracker.errors import UnknownStateError, UsageError, WordError
from osce_tracker.model.commitments import Basis, Commitment, Kind, Lever, MakerType
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.periods import Period, as_day
from osce_tracker.model.states import StateKind
from osce_tracker.model.statuses import Status
from osce_tracker.model.vocabulary import fold
from osce_tracker.tracker.collection import DatedCollection
from osce_tracker.tracker.filters import OneOrMore, among, several, true_or_false, words
from osce_tracker.tracker.people import person_advice
from osce_tracker.tracker.reviews import contested_verdicts, is_contested
from osce_tracker.tracker.updates import CommitmentUpdate, Updates

#: Accepted values of the filter ``made_by``.
_MAKERS: Final = f"Use {', '.join(MakerType)}, the name of a State or the full name of a maker"


class Commitments(DatedCollection[Commitment]):
    """Commitments, by id.

    >>> import osce_tracker as ot
    >>> commitments = ot.load().commitments
    >>> commitments["FI25-HD-03"].title
    'Help bring deported Ukrainian children home'
    >>> commitments.where(text="Minsk Process", dimension="politico-military").ids
    ('FI25-PM-13', 'PS25-01')
    """

    __slots__ = ()
    noun = "commitment"
    glance = ("title", "made_by.name", "due", "latest_status", "id")

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
        chair: OneOrMore | None = None,
        contested: bool | None = None,
    ) -> Commitments:
        """Return the commitments that match every given filter.

        Args:
            dimension: a dimension that it touches.
            status: its status on the day ``on``.
            on: the day for ``status`` and ``contested``; by default the latest known status counts.
            lever: who delivers.
            kind: the kind of promise.
            basis: stated, inferred or deed.
            made_by: a type of maker such as ``"chair"``, a maker's name, or a State that made it, alone or
                with others.
            theme: one of its themes.
            state: a State that signed it; if all participating States did, each of them counts.
            period: made, due or updated wholly inside this period.
            text: words that it must contain, as for ``Tracker.search``.
            chair: a Chairpersonship that it belongs to, such as ``"FI-2025"``.
            contested: true if two readings differ on the verdict of the day ``on``, false if they don't.

        Several values mean any of them.

        Raises:
            WordError: if a word doesn't exist; names the closest.
            UnknownStateError: if a State doesn't exist.
            UsageError: if ``on`` is given without ``status`` or ``contested``.
        """
        if on is not None and status is None and contested is None:
            raise UsageError("on= is the day for status= and contested=. Give one of them as well.")
        day = None if on is None else as_day(on)
        return self._select(
            among(words(Dimension, dimension), lambda c: c.dimensions),
            among(words(Lever, lever), lambda c: (c.lever,)),
            among(words(Kind, kind), lambda c: (c.kind,)),
            among(words(Basis, basis), lambda c: (c.basis,)),
            among(self._makers(made_by), lambda c: (c.made_by.type, fold(c.made_by.name), *c.made_by.states)),
            among(self._words_in_use("theme", theme, lambda c: c.themes), lambda c: c.themes),
            self._signed_by(state),
            among(words(Status, status), lambda c: (c.latest_status if day is None else c.status_on(day),)),
            self._of_period(period),
            self._with_words(text),
            self._of_chairs(chair),
            self._contested(contested, day),
        )

    @classmethod
    def _dates(cls, record: Commitment) -> Iterable[Period]:
        due = () if record.due is None else (record.due,)
        return (record.made_on, *due, *(update.date for update in record.updates))

    @property
    def updates(self) -> Updates:
        """The updates of the commitments, each with its commitment, in order of time.

        >>> import osce_tracker as ot
        >>> row = ot.load().commitments.where(lever="chair").updates.to_rows()[-1]
        >>> row["record"], row["place"], row["status"], row["date"]
        ('FI25-XD-12', 3, 'partly-fulfilled', '2026-01')
        """
        return Updates(
            (
                CommitmentUpdate(commitment=one, place=n)
                for one in self.records
                for n in range(len(one.updates))
            ),
            self.states,
        )

    def _contested(self, contested: object, day: date | None) -> Callable[[Commitment], bool] | None:
        if contested is None:
            return None
        wanted, verdicts = true_or_false("contested", contested), contested_verdicts(self.readings or ())
        return lambda c: is_contested(c, verdicts, day or date.max) is wanted

    def _makers(self, made_by: OneOrMore | None) -> frozenset[str] | None:
        """Return types of makers, folded names of makers, and codes of States."""
        if made_by is None:
            return None
        names = {fold(c.made_by.name): c.made_by.name for c in self.whole.records}
        makers: set[str] = set()
        for value in several(made_by):
            # A word may mean several of them.
            meant = {fold(value)} & names.keys()
            with suppress(WordError):
                meant.add(MakerType(value))
            with suppress(UnknownStateError):
                meant.add(self.states.find(value).code)
            if not meant:
                states = [state.name for state in self.states]
                shown = sorted((c.made_by.name for c in self.shown), key=len)
                known = [*map(str, MakerType), *shown, *states]
                person = person_advice(value, self.index, chair=True)
                advice = ". ".join(filter(None, [_MAKERS, person]))
                raise WordError("maker", value, list(dict.fromkeys(known)), advice=advice)
            makers |= meant
        return frozenset(makers)

    def _signed_by(self, state: OneOrMore | None) -> Callable[[Commitment], bool] | None:
        codes = self._codes(state)
        if codes is None:
            return None
        states = self.states
        participating = any(c in states and states[c].kind is StateKind.PARTICIPATING for c in codes)
        return lambda c: (
            not codes.isdisjoint(c.made_by.states)
            or (participating and c.made_by.type is MakerType.PARTICIPATING_STATES)
        )
