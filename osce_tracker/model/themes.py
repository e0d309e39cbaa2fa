"""A vocabulary of themes that whoever embeds the library brings along.

The themes of records are free words. An office that sorts by its own terms hands them over with the data
set; a term has a preferred label, other labels and a broader term, as in SKOS (W3C Recommendation of
18 August 2009), where they are called ``prefLabel``, ``altLabel`` and ``broader``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from osce_tracker.errors import RecordError, UnknownRecordError, WordError, quoted
from osce_tracker.model import validation as fields
from osce_tracker.model.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@fields.checked
@attrs.frozen(kw_only=True)
class Theme:
    """A theme: the word that records carry, and how people call it.

    Attributes:
        id: the word as it stands in ``themes`` of records, such as ``"human-rights"``.
        label: how tables show it.
        definition: what belongs to it, or empty.
        aliases: what else it is called, in any language.
        broader: id of the theme that it is part of, or ``None``.

    >>> import osce_tracker as ot
    >>> ot.Theme(id="children", label="Children in armed conflict", broader="human-rights").broader
    'human-rights'
    """

    id: str = attrs.field(converter=fields.text)
    label: str = attrs.field(converter=fields.text)
    definition: str = attrs.field(default="", converter=fields.text)
    aliases: tuple[str, ...] = attrs.field(default=(), converter=fields.texts)
    broader: str | None = attrs.field(default=None, converter=fields.optional_text)

    def check(self) -> None:
        """Raise ``RecordError`` when a field cannot be as given."""
        fields.check_id(self.id)
        fields.check_filled(self.id, label=self.label)


class Themes:
    """A vocabulary of themes, in the order in which they were given.

    Args:
        themes: the themes.

    Raises:
        RecordError: when two have one id or one label, when a broader theme is not among them, or when a
            theme is broader than itself.

    Hand it over with a data set: ``where(theme=...)`` then takes labels and aliases, and finds what stands
    under narrower themes as well; ``record`` shows labels; ``check`` tells the words that are none of its.

    >>> import osce_tracker as ot
    >>> rights = ot.Theme(id="human-rights", label="Human rights", aliases=["droits de l'homme"])
    >>> children = ot.Theme(id="children", label="Children in armed conflict", broader="human-rights")
    >>> themes = ot.Themes([rights, children])
    >>> themes.find("Droits de l'homme").id, themes.narrower("human-rights")
    ('human-rights', ('human-rights', 'children'))
    >>> tracker = ot.load(themes=themes)
    >>> len(tracker.commitments.where(theme="children in armed conflict"))
    4
    """

    __slots__ = ("_by_id", "_by_name")

    def __init__(self, themes: Iterable[Theme] = ()) -> None:
        self._by_id: dict[str, Theme] = {}
        self._by_name: dict[str, Theme] = {}
        for theme in themes:
            if theme.id in self._by_id:
                raise RecordError("id", f"two themes have the id {theme.id}", theme.id)
            self._by_id[theme.id] = theme
        for theme in self._by_id.values():
            for name in (theme.id, theme.label, *theme.aliases):
                other = self._by_name.setdefault(fold(name), theme)
                if other is not theme:
                    raise RecordError("label", f"{quoted(name)} means {other.id} already", theme.id)
        for theme in self._by_id.values():
            self._check_broader(theme)

    def _check_broader(self, theme: Theme) -> None:
        seen = {theme.id}
        above = theme.broader
        while above is not None:
            if above in seen:
                raise RecordError("broader", f"{above} is broader than itself", theme.id)
            if above not in self._by_id:
                raise RecordError("broader", f"there is no theme {quoted(above)}", theme.id)
            seen.add(above)
            above = self._by_id[above].broader

    def __iter__(self) -> Iterator[Theme]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, theme: object) -> bool:
        return theme in self._by_id

    def __getitem__(self, theme_id: str) -> Theme:
        try:
            return self._by_id[theme_id]
        except KeyError:
            raise UnknownRecordError("theme", theme_id, tuple(self._by_id)) from None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Themes):
            return NotImplemented
        return tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"<Themes: {len(self)} themes>"

    def __reduce__(self) -> tuple[Any, ...]:
        return Themes, (tuple(self),)

    def find(self, name: str) -> Theme:
        """Return the theme that an id, label or alias means.

        Args:
            name: the name; case, and blanks for hyphens, do not matter.

        Raises:
            WordError: when none has it; names the nearest.
        """
        found = self.get(name)
        if found is None:
            raise WordError("theme", name, [word for theme in self for word in (theme.id, theme.label)])
        return found

    def get(self, name: str) -> Theme | None:
        """Return the theme that an id, label or alias means, or ``None``.

        Args:
            name: as with ``find``.
        """
        return self._by_name.get(fold(name)) if isinstance(name, str) else None

    def narrower(self, theme_id: str) -> tuple[str, ...]:
        """Return the id of a theme and those of all themes below it, in the order of the vocabulary.

        Args:
            theme_id: the id.

        Raises:
            UnknownRecordError: when no theme has it.
        """
        top = self[theme_id].id
        return tuple(theme.id for theme in self if top in self._line(theme))

    def _line(self, theme: Theme) -> Iterator[str]:
        """Yield the id of a theme and those of the themes above it."""
        yield theme.id
        while theme.broader is not None:
            theme = self._by_id[theme.broader]
            yield theme.id
