"""The statements of a tracker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from osce_tracker.errors import UnknownStateError, UsageError
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.periods import Period
from osce_tracker.model.statements import About, Form, Forum, Stance, SupportStatement
from osce_tracker.model.vocabulary import fold
from osce_tracker.tracker.collection import DatedCollection
from osce_tracker.tracker.filters import OneOrMore, among, several, true_or_false, words


class Statements(DatedCollection[SupportStatement]):
    """Statements, by date, then id.

    >>> import osce_tracker as ot
    >>> statements = ot.load().statements
    >>> statements.where(state="Kazakhstan", about="chairmanship", period="2025").ids
    ('kz-2025-06-tokayev-valtonen', 'kz-2025-10-tokayev-stubb')
    >>> statements.where(group="the European Union", period="2025-H1").ids
    ('eu-2025-01-reply-opening-address', 'eu-2025-03-reply-oceea', 'eu-2025-04-climate-event')
    >>> len(statements.where(group="EU")), len(statements.where(group="EU", members=True))
    (9, 83)
    """

    __slots__ = ()
    noun = "statement"
    glance = ("state", "group", "date", "stance", "about", "summary", "id")

    def where(
        self,
        *,
        dimension: OneOrMore | None = None,
        state: OneOrMore | None = None,
        group: OneOrMore | None = None,
        members: bool = False,
        stance: OneOrMore | None = None,
        form: OneOrMore | None = None,
        about: OneOrMore | None = None,
        forum: OneOrMore | None = None,
        theme: OneOrMore | None = None,
        period: str | date | Period | None = None,
        text: OneOrMore | None = None,
        chair: OneOrMore | None = None,
        contested: bool | None = None,
    ) -> Statements:
        """Return the statements that match every given filter.

        Args:
            dimension: a dimension that it touches.
            state: a State that made it, or that a source lists as joining it. Statements of a group that
                speaks for its members don't count: use ``group``.
            group: the group that made it; a code, name or alias, or an ad-hoc name from the data.
                Its members' own statements, often the larger part, are left out unless ``members`` is true.
            members: true to include statements of the members of ``group``: those that a State made, or
                joined according to a source, while it was a member.
            stance: the attitude.
            form: the form.
            about: chairmanship or agenda.
            forum: where it was made.
            theme: one of its themes.
            period: wholly inside this period.
            text: words that it must contain, as for ``Tracker.search``.
            chair: a Chairpersonship that it belongs to, such as ``"FI-2025"``.
            contested: true if two readings differ on its stance or on its subject, false if they don't.

        Several values mean any of them.

        Raises:
            WordError: if a word doesn't exist; names the closest.
            UnknownStateError: if a State or group doesn't exist, or if the members of a group are not known.
            UsageError: if ``members`` is given without ``group``.
        """
        return self._select(
            among(words(Dimension, dimension), lambda s: s.dimensions),
            among(self._codes(state), lambda s: (s.state, *s.states)),
            self._of_group(group, members),
            among(words(Stance, stance), lambda s: (s.stance,)),
            among(words(Form, form), lambda s: (s.form,)),
            among(words(About, about), lambda s: (s.about,)),
            among(words(Forum, forum), lambda s: (s.forum,)),
            among(self._words_in_use("theme", theme, lambda s: s.themes), lambda s: s.themes),
            self._of_period(period),
            self._with_words(text),
            self._of_chairs(chair),
            self._contested(contested),
        )

    def _contested(self, contested: object) -> Callable[[SupportStatement], bool] | None:
        if contested is None:
            return None
        wanted = true_or_false("contested", contested)
        differ = {one.record for one in self.readings or () if not one.agrees}
        return lambda statement: (statement.id in differ) is wanted

    def _of_group(
        self, group: OneOrMore | None, members: object
    ) -> Callable[[SupportStatement], bool] | None:
        """Return the condition that a group made a statement or, if wanted, one of its members."""
        names = None if group is None else several(group)
        by_group: Callable[[SupportStatement], bool] | None
        by_group = among(self._group_names(names), lambda s: (s.group,))
        if not true_or_false("members", members):
            return by_group
        if names is None or by_group is None:
            raise UsageError("members= asks for the members of a group. Give group= as well.")
        groups = [self.states.find_group(name) for name in names]

        def by_member(statement: SupportStatement) -> bool:
            makers = {statement.state, *statement.states}
            return any(not makers.isdisjoint(one.members_throughout(statement.date)) for one in groups)

        return lambda statement: by_group(statement) or by_member(statement)

    def _group_names(self, groups: tuple[str, ...] | None) -> frozenset[str] | None:
        """Return the names under which statements of these groups are filed."""
        if groups is None:
            return None
        filed = {s.group for s in self.whole.records if s.group is not None}
        names: set[str] = set()
        for value in groups:
            spelt = {fold(value)}
            try:
                known = self.states.find_group(value)
                spelt |= {fold(text) for text in (known.code, known.name, *known.aliases)}
            except UnknownStateError:
                # An ad-hoc group goes by the name under which its statement is filed.
                if not any(fold(name) in spelt for name in filed):
                    raise
            names |= {name for name in filed if fold(name) in spelt}
        return frozenset(names)
