"""Symbols of OSCE documents, such as ``MC.DEC/1/25`` and ``PC.JOUR/1505/Corr.1``.

The grammar is in ``data/reference/symbols.json``. It was inferred from the sourced examples there.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, Final

import attrs
from attrs import field

from osce_tracker.errors import SymbolError, quoted
from osce_tracker.model import validation as to
from osce_tracker.model.bundled_json import read_bundled
from osce_tracker.model.validation import meaning

#: Two-digit years from here on are in the 20th century: the process that led to the Final Act began in 1973.
_CENTURY_TURN: Final = 73


# Reading the file takes a millisecond, and a data set has hundreds of symbols.
@cache
def grammar() -> dict[str, dict[str, str]]:
    """Return the grammar of document symbols, as the reference file has it.

    Returns:
        The ``patterns`` by name, in the order in which to try them, each for the whole text; and the meanings
        of the letters in ``bodies`` and ``types``.

    >>> grammar()["bodies"]["MC"], grammar()["types"]["DEC"]
    ('Ministerial Council', 'decision')
    """
    data = read_bundled("reference", "symbols.json")
    patterns = {pattern["name"]: pattern["regex"] for pattern in data["patterns"]}
    return {"patterns": patterns, "bodies": data["bodies"], "types": data["types"]}


@attrs.frozen(init=False, repr=False)
class DocumentSymbol:
    """The symbol of an OSCE document, split into its parts.

    Args:
        text: a symbol in its exact form. ``normalise`` turns other spellings into it.

    Raises:
        SymbolError: if the text is not a symbol.

    >>> symbol = DocumentSymbol("PC.JOUR/1505/Corr.1")
    >>> symbol.body_name, symbol.type_name, symbol.number, symbol.suffixes
    ('Permanent Council', 'journal of a meeting', 1505, ('Corr.1',))
    """

    pattern: str = field(metadata=meaning("its form: reversed, journal or standard"))
    body: str = field(metadata=meaning("letters of the body, such as MC"))
    type: str = field(metadata=meaning("letters of the type, such as DEC"))
    meeting: int | None = field(metadata=meaning("ordinal of the meeting in brackets"))
    number: int | None = field(metadata=meaning("running number, if there is one"))
    year: int | None = field(metadata=meaning("year in four digits, if the numbers restart"))
    suffixes: tuple[str, ...] = field(metadata=meaning("corrigenda, addenda and revisions"))
    #: The same document has the mark in one list and not in another.
    restricted: bool = field(eq=False, metadata=meaning("marked OSCE+"))

    def __init__(self, text: "str | DocumentSymbol") -> None:
        if isinstance(text, DocumentSymbol):
            text = str(text)
        if not isinstance(text, str):
            raise SymbolError(text, "it must be text")
        matches = ((name, re.fullmatch(regex, text)) for name, regex in grammar()["patterns"].items())
        pattern, match = next(((n, match) for n, match in matches if match), (None, None))
        if pattern is None or match is None:
            raise SymbolError(text, _fault(text))
        parts: dict[str, Any] = {"year": None, "meeting": None, **match.groupdict()}
        year = parts["year"] and int(parts["year"])
        if year is not None:
            year += 1900 if year >= _CENTURY_TURN else 2000
        self.__attrs_init__(  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
            pattern=pattern,
            body=match["body"],
            type=match["type"],
            meeting=parts["meeting"] and int(parts["meeting"]),
            number=parts["number"] and int(parts["number"]),
            year=year,
            suffixes=tuple(match["suffixes"].split("/")[1:]),
            restricted=match["distribution"] is not None,
        )

    @staticmethod
    def normalise(text: str) -> str:
        """Return a symbol in its exact form, without checking it.

        Args:
            text: another spelling, such as ``"mc (5). dec/1"``.

        Returns:
            The text in exact form, for ``DocumentSymbol``.

        Raises:
            SymbolError: if it is not text.

        >>> DocumentSymbol.normalise(" mc.del/45/04/REV. 1 ")
        'MC.DEL/45/04/Rev.1'
        """
        if not isinstance(text, str):
            raise SymbolError(text, "it must be text")
        joined = "".join(text.split()).upper()
        for mark in ("Corr", "Add", "Rev"):
            joined = joined.replace(f"/{mark.upper()}.", f"/{mark}.")
        return joined.removesuffix("OSCE+") + (" OSCE+" if joined.endswith("OSCE+") else "")

    @property
    def body_name(self) -> str | None:
        """Name of the body, or ``None`` if the letters are unknown."""
        return grammar()["bodies"].get(self.body)

    @property
    def type_name(self) -> str | None:
        """Name of the type, or ``None`` if the letters are unknown."""
        return grammar()["types"].get(self.type)

    def __str__(self) -> str:
        """Return the symbol in its exact form."""
        meeting = "" if self.meeting is None else f"({self.meeting})"
        head = f"{self.body}{meeting}.{self.type}"
        if self.pattern == "reversed":
            head = f"{self.type}.{self.body}"
        number = [] if self.number is None else [str(self.number)]
        year = [] if self.year is None else [f"{self.year % 100:02}"]
        mark = " OSCE+" if self.restricted else ""
        return "/".join([head, *number, *year, *self.suffixes]) + mark

    def __repr__(self) -> str:
        return f"DocumentSymbol({str(self)!r})"


def as_symbols(values: Iterable[DocumentSymbol | str]) -> tuple[DocumentSymbol, ...]:
    """Return symbols or their texts as a tuple of symbols: a converter for record fields."""
    return tuple(DocumentSymbol(value) for value in to.items(values, "document symbols"))


def _fault(text: str) -> str:
    """Return the reason why a text is not a symbol."""
    exact = DocumentSymbol.normalise(text[:200])
    if exact != text and any(re.fullmatch(regex, exact) for regex in grammar()["patterns"].values()):
        return f"write it as {exact}"
    if re.fullmatch(r"[A-Z.()0-9-]+/[0-9]+/[0-9]{4}", text):
        return "years have two digits"
    return f"{quoted('BODY.TYPE/number')} or {quoted('BODY.TYPE/number/year')} is expected"
