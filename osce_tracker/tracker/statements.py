"""The statements of a tracker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osce_tracker.errors import UnknownStateError
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.periods import Period
from osce_tracker.tracker.collection import Collection
from osce_tracker.tracker.filters import alike, folded, says, several, words

if TYPE_CHECKING:
    from datetime import date

    # A command that shows commitments alone need not build the classes of the other records.
    from osce_tracker.model.events import Event, Series  # noqa: F401 (named in the bases of classes)
    from osce_tracker.model.statements import SupportStatement
    from osce_tracker.tracker.filters import OneOrMore


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
        from osce_tracker.model.statements import About, Form, Forum, Stance

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
