"""The commitments of a tracker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from osce_tracker.errors import UsageError, WordError
from osce_tracker.model.commitments import Basis, Kind, Lever, MakerType
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.periods import Period, as_day
from osce_tracker.model.statuses import Status
from osce_tracker.model.vocabulary import fold
from osce_tracker.tracker.collection import Collection
from osce_tracker.tracker.filters import folded, says, several, words
from osce_tracker.tracker.rows import columns_of, inner_rows, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    # A command that shows commitments alone need not build the classes of the other records.
    from osce_tracker.model.commitments import Commitment
    from osce_tracker.model.events import Event, Series  # noqa: F401 (named in the bases of classes)
    from osce_tracker.tracker.filters import OneOrMore


class Commitments(Collection["Commitment"]):
    """Commitments, by id.

    >>> import osce_tracker as ot
    >>> made = ot.load().commitments
    >>> made["FI25-HD-03"].title, made.where(text="Minsk Process", dimension="politico-military").ids
    ('Help bring deported Ukrainian children home', ('FI25-PM-13', 'PS25-01'))
    """

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
            theme: has that theme; with a vocabulary of themes, or one below it.
            state: the State signed it, or all participating States did and it is one of them.
            period: made, due or updated wholly inside it.
            text: stands in its id, title, text, criterion or summaries; case does not matter.

        Several values mean any of them.

        Raises:
            WordError: for a word that does not exist; names the nearest.
            UnknownStateError: for a State that does not exist.
            UsageError: for ``on`` without ``status``.
        """
        if on is not None and status is None:
            raise UsageError("on= is the day for which status= is asked: give status as well")
        dimensions, levers = words(Dimension, dimension), words(Lever, lever)
        statuses, day = words(Status, status), None if on is None else as_day(on)
        kinds, bases = words(Kind, kind), words(Basis, basis)
        makers = self._makers(made_by)
        themes = self._themed(theme, lambda c: c.themes)
        signed = self._signed(state)
        inside = None if period is None else Period(period)
        parts = folded(text)

        def fits(c: Commitment) -> bool:
            return (
                (dimensions is None or not dimensions.isdisjoint(c.dimensions))
                and (levers is None or c.lever in levers)
                and (kinds is None or c.kind in kinds)
                and (bases is None or c.basis in bases)
                and (themes is None or not themes.isdisjoint(c.themes))
                and (makers is None or c.made_by.type in makers or fold(c.made_by.name) in makers)
                and (signed is None or signed(c))
                and (statuses is None or _status(c, day) in statuses)
                and (inside is None or any(map(inside.contains, _dates(c))))
                and (parts is None or says(parts, _texts(c)))
            )

        return self._part(filter(fits, self.records))

    def thread(self, commitment: str) -> tuple[Commitment, ...]:
        """Return a promise from Chair to Chair: what it continues, itself, and what continues it.

        Args:
            commitment: id of any of the commitments.

        Returns:
            The commitments, each after the one that it continues, else by the day they were made. What a
            commitment continues and this collection does not have is left out.

        Raises:
            UnknownRecordError: when no commitment has that id.
        """
        start = self[commitment].id
        beside: dict[str, set[str]] = {}
        for c in self.records:
            if c.continues in self._index:
                beside.setdefault(c.id, set()).add(c.continues)
                beside.setdefault(c.continues, set()).add(c.id)
        members, found = {start}, [start]
        for one in found:
            # A circle of promises that continue each other ends here as well.
            found += sorted(beside.get(one, set()) - members)
            members |= beside.get(one, set())
        waiting = sorted((self[m] for m in members), key=lambda c: (c.made_on, c.id))
        done: list[Commitment] = []
        while waiting:
            ids = {c.id for c in waiting}
            # In a circle the first one made begins.
            done.append(next((c for c in waiting if c.continues not in ids), waiting[0]))
            waiting.remove(done[-1])
        return tuple(done)

    def update_rows(self) -> list[dict[str, Any]]:
        """Return the updates of the commitments as flat rows, one an update.

        Returns:
            A dict an update, in the order of the commitments: ``record`` is the id of its commitment,
            ``place`` its place there; then the columns of an update, as with ``to_rows``. What each
            column means is in the data dictionary.

        >>> import osce_tracker as ot
        >>> row = ot.load().commitments.where(lever="chair").update_rows()[0]
        >>> row["record"], row["place"], row["status"], row["date"]
        ('FI25-EE-02', 0, 'fulfilled', '2025-06-11')
        """
        from osce_tracker.model.commitments import StatusUpdate

        names = ("record", "place", *(column.name for column in columns_of(StatusUpdate)))
        rows = inner_rows(self.records, "updates")
        return [joined(dict(zip(names, row, strict=True))) for row in rows]

    def _makers(self, made_by: OneOrMore | None) -> frozenset[str] | None:
        """Return maker types, and names of makers in folded form."""
        if made_by is None:
            return None
        names = {fold(c.made_by.name): c.made_by.name for c in self._root.records}
        wanted: set[str] = set()
        for value in several(made_by):
            # A word may be both the name of a maker and a type.
            named = {fold(value)} & names.keys()
            wanted |= named
            try:
                wanted.add(MakerType(value))
            except WordError:
                if not named:
                    known = [*(str(word) for word in MakerType), *sorted(names.values())]
                    raise WordError("maker", value, known) from None
        return frozenset(wanted)

    def _signed(self, state: OneOrMore | None) -> Callable[[Commitment], bool] | None:
        """Return a test whether one of these States signed a commitment."""
        wanted = self._codes(state)
        if wanted is None:
            return None
        from osce_tracker.model.states import StateKind

        registry = self.states
        one_of_all = any(
            code in registry and registry[code].kind is StateKind.PARTICIPATING for code in wanted
        )
        return lambda c: (
            not wanted.isdisjoint(c.made_by.states)
            or (one_of_all and c.made_by.type is MakerType.PARTICIPATING_STATES)
        )


def _status(commitment: Commitment, day: date | None) -> Status:
    return commitment.latest_status if day is None else commitment.status_on(day)


def _dates(commitment: Commitment) -> Iterable[Period]:
    due = () if commitment.due is None else (commitment.due,)
    return (commitment.made_on, *due, *(update.date for update in commitment.updates))


def _texts(commitment: Commitment) -> Iterable[str | None]:
    own = (commitment.id, commitment.title, commitment.text, commitment.criterion)
    return (*own, *(update.summary for update in commitment.updates))
