"""The collections of a tracker, and the questions that each kind of record answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from osce_tracker.collection import Collection, alike, folded, says, several, words
from osce_tracker.errors import PeriodError, UnknownStateError, UsageError, WordError, quoted
from osce_tracker.flat import columns_of, inner_rows, joined
from osce_tracker.model.periods import Period, as_day
from osce_tracker.model.vocabulary import Basis, Dimension, Kind, Lever, MakerType, Status
from osce_tracker.model.words import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, timedelta

    from osce_tracker.collection import OneOrMore

    # A command that shows commitments alone need not build the classes of the other records.
    from osce_tracker.model.commitments import Commitment
    from osce_tracker.model.events import Event, Series  # noqa: F401 (named in the bases of classes)
    from osce_tracker.model.overlaps import Overlap
    from osce_tracker.model.statements import SupportStatement


def _ahead(first: date, within: int | timedelta) -> date:
    """Return the day that is some days or a duration after another."""
    from datetime import timedelta

    if isinstance(within, bool) or not isinstance(within, int | timedelta):
        raise UsageError(f"within {quoted(within)} is no time; accepted: a number of days, or a duration")
    span = within if isinstance(within, timedelta) else timedelta(days=within)
    if span < timedelta():
        raise UsageError(f"within {quoted(within)} is negative; accepted: 0 days and more")
    from osce_tracker.model.clock import day_object

    # pendulum's own durations may have months, which it adds by the calendar.
    try:
        later = day_object(first) + span
    except (OverflowError, ValueError):
        raise PeriodError(first.isoformat(), f"and {within} later leaves the calendar") from None
    return Period(later).first


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
        from osce_tracker.model.dialogue import StateKind

        registry = self.states
        one_of_all = any(
            code in registry and registry[code].kind is StateKind.PARTICIPATING for code in wanted
        )
        return lambda c: (
            not wanted.isdisjoint(c.made_by.states)
            or (one_of_all and c.made_by.type is MakerType.PARTICIPATING_STATES)
        )


class Events(Collection["Event"]):
    """Events, by days, then id.

    >>> import osce_tracker as ot
    >>> events = ot.load().events
    >>> [event.title for event in events.upcoming("2025-07-25", within=5)], events.during("2025-07-31").ids
    (['OSCE Chairpersonship Youth Forum'], ('helsinki50-conference-2025', 'helsinki50-fund-launch'))
    """

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
            text: stands in its id, title, summary, outcome or place; case does not matter.

        Several values mean any of them.

        Raises:
            WordError: for a word that does not exist; names the nearest.
            UnknownStateError: for a State that does not exist.
        """
        from osce_tracker.model.dialogue import EventKind, EventStatus

        dimensions = words(Dimension, dimension)
        kinds, statuses = words(EventKind, kind), words(EventStatus, status)
        bodies = self._open_words("body", body, lambda e: (e.body,))
        countries = self._codes(state)
        inside = None if period is None else Period(period)
        parts = folded(text)

        def fits(e: Event) -> bool:
            return (
                (dimensions is None or not dimensions.isdisjoint(e.dimensions))
                and (bodies is None or e.body in bodies)
                and (kinds is None or e.kind in kinds)
                and (statuses is None or e.status in statuses)
                and (countries is None or e.country in countries)
                and (inside is None or inside.contains(e.when))
                and (parts is None or says(parts, (e.id, e.title, e.summary, e.outcome, e.city, e.venue)))
            )

        return self._part(filter(fits, self.records))

    def upcoming(self, on: date | str, within: int | timedelta | None = None) -> Events:
        """Return the events that are still to come on a day.

        Args:
            on: the day; what begins on it or later is to come.
            within: for how long ahead: a number of days, or a duration, which may be in calendar months
                (``pendulum.duration(months=3)``); without it all of the future.

        Returns:
            The events that take place after all that is known: without the cancelled and postponed
            ones. Where only a month, quarter or year is known, the events whose whole period is to
            come.

        Raises:
            PeriodError: when that is no day, or leaves the calendar.
            UsageError: when ``within`` is negative.
        """
        from osce_tracker.model.dialogue import EventStatus

        first = as_day(on)
        last = None if within is None else _ahead(first, within)
        off = (EventStatus.CANCELLED, EventStatus.POSTPONED)
        return self._part(
            e
            for e in self.records
            if e.when.first >= first and (last is None or e.when.first <= last) and e.status not in off
        )

    def during(self, period: str | date | Period) -> Events:
        """Return the events of which at least one day is surely in a period.

        Args:
            period: the period.

        Returns:
            The events dated to the day that share a day with it, and those of which only a month,
            quarter or year is known that lies wholly inside (``where(period=...)`` asks for the latter of
            all events).

        Raises:
            PeriodError: when that is no period.
        """
        wanted = Period(period)
        return self._part(
            e for e in self.records if (wanted.overlaps if e.to_the_day else wanted.contains)(e.when)
        )

    def overlapping(self) -> tuple[Overlap, ...]:
        """Return the pairs of events on the same day in different cities, or of the same body."""
        from osce_tracker.model.overlaps import overlaps

        return tuple(overlaps(self.records))


class SeriesCollection(Collection["Series"]):
    """Series of regular meetings, by id.

    >>> import osce_tracker as ot
    >>> [series.body for series in ot.load().series]
    ['Forum for Security Co-operation', 'Ministerial Council', 'Permanent Council']
    """

    __slots__ = ()
    noun = "series"

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self)} series>"


class Statements(Collection["SupportStatement"]):
    """Statements, by date, then id.

    >>> import osce_tracker as ot
    >>> statements = ot.load().statements
    >>> statements.where(state="Kazakhstan", about="chairmanship", period="2025").ids
    ('kz-2025-06-tokayev-valtonen', 'kz-2025-10-tokayev-stubb')
    >>> statements.where(group="the European Union", period="2025-H1").ids
    ('eu-2025-01-reply-opening-address', 'eu-2025-03-reply-oceea', 'eu-2025-04-climate-event')
    """

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
            theme: has that theme; with a vocabulary of themes, or one below it.
            period: lies wholly inside it.
            text: stands in its id, summary, pledge, occasion or speaker's name; case does not matter.

        Several values mean any of them.

        Raises:
            WordError: for a word that does not exist; names the nearest.
            UnknownStateError: for a State that does not exist.
        """
        from osce_tracker.model.dialogue import About, Form, Forum, Stance

        dimensions = words(Dimension, dimension)
        states, groups = self._codes(state), self._group_names(group)
        stances, forms = words(Stance, stance), words(Form, form)
        abouts, forums = words(About, about), words(Forum, forum)
        themes = self._themed(theme, lambda s: s.themes)
        inside = None if period is None else Period(period)
        parts = folded(text)

        def fits(s: SupportStatement) -> bool:
            speaker = None if s.speaker is None else s.speaker.name
            return (
                (dimensions is None or not dimensions.isdisjoint(s.dimensions))
                and (states is None or s.state in states or not states.isdisjoint(s.states))
                and (groups is None or s.group in groups)
                and (stances is None or s.stance in stances)
                and (forms is None or s.form in forms)
                and (abouts is None or s.about in abouts)
                and (forums is None or s.forum in forums)
                and (themes is None or not themes.isdisjoint(s.themes))
                and (inside is None or inside.contains(s.date))
                and (parts is None or says(parts, (s.id, s.summary, s.commits_to, s.occasion, speaker)))
            )

        return self._part(filter(fits, self.records))

    def _group_names(self, group: OneOrMore | None) -> frozenset[str] | None:
        """Return the names under which statements of these groups are filed."""
        if group is None:
            return None
        filed = {s.group for s in self._root.records if s.group is not None}
        found: set[str] = set()
        for value in several(group):
            spelt = {alike(value)}
            try:
                known = self.states.find_group(value)
                spelt |= {alike(text) for text in (known.code, known.name, *known.aliases)}
            except UnknownStateError:
                # A group of the moment is known by the name under which its statement is filed.
                if not any(alike(name) in spelt for name in filed):
                    raise
            found |= {name for name in filed if alike(name) in spelt}
        return frozenset(found)


def _status(commitment: Commitment, day: date | None) -> Status:
    return commitment.latest_status if day is None else commitment.status_on(day)


def _dates(commitment: Commitment) -> Iterable[Period]:
    due = () if commitment.due is None else (commitment.due,)
    return (commitment.made_on, *due, *(update.date for update in commitment.updates))


def _texts(commitment: Commitment) -> Iterable[str | None]:
    own = (commitment.id, commitment.title, commitment.text, commitment.criterion)
    return (*own, *(update.summary for update in commitment.updates))
