"""What all records have in common: plain data for JSON, and how Python and notebooks show them."""

from datetime import date
from typing import Any, Final, Self, cast

import attrs

from osce_tracker.model.periods import Period
from osce_tracker.model.plain import from_dict, to_dict
from osce_tracker.model.vocabulary import Vocabulary
from osce_tracker.text import html_table, one_line

#: The repr of a record takes about one line.
_LONGEST: Final = 120


class Record:
    """The base class of records."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain dicts, lists, texts and numbers, as JSON has them.

        Returns:
            A dict with every field, in the order of the class. Periods and days are texts in the stored form.
            Derived values such as ``latest_status`` are left out; ``to_rows`` of a
            collection has them.

        >>> import json
        >>> import osce_tracker as ot
        >>> promise = ot.load().commitments["FI25-HD-03"]
        >>> ot.Commitment.from_dict(json.loads(json.dumps(promise.to_dict()))) == promise
        True
        """
        return to_dict(self)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """Return the record that plain data describe.

        Args:
            data: a dict as ``to_dict`` gives it. Keys of fields with a default may be left out.

        Raises:
            DataError: if anything is wrong. It lists every problem.
        """
        return from_dict(cls, data)

    def __str__(self) -> str:
        return ", ".join(f"{name} {value}" for name, value in self._words())

    def __repr__(self) -> str:
        text = one_line(str(self))
        shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3].rstrip()}..."
        return f"<{type(self).__name__} {shown}>"

    def _repr_html_(self) -> str:
        return html_table((), self._words())

    def _words(self) -> list[tuple[str, str]]:
        """Return the name of each field that has a value, with the value as people read it."""
        fields = attrs.fields(cast("Any", type(self)))
        rows = ((field.name.replace("_", " "), words(getattr(self, field.name))) for field in fields)
        return [row for row in rows if row[1]]


def words(value: object) -> str:
    """Return a value of a record as people read it; empty if it has none.

    Args:
        value: the value of a field.

    >>> words(Period("2025-07-31")), words(("a", "b")), words(None)
    ('31 July 2025', 'a, b', '')
    """
    if value is None:
        return ""
    if isinstance(value, Vocabulary):
        return value.label
    if isinstance(value, date | Period):
        return Period(value).readable
    if isinstance(value, tuple):
        parts = cast("tuple[object, ...]", value)
        return ("\n" if isinstance(parts[0], Record) else ", ").join(map(words, parts)) if parts else ""
    return str(value)
