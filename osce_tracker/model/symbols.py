"""Symbols of OSCE documents, such as ``MC.DEC/1/25`` and ``PC.JOUR/1505/Corr.1``.

The grammar is that of ``data/reference/symbols.json``, inferred there from sourced examples; a test
holds the two together.
"""

import re
from typing import Any, Final, NoReturn

from osce_tracker.errors import SymbolError

#: Patterns in the order in which they are tried, each for the whole text.
PATTERNS: Final[dict[str, str]] = {
    "reversed": (
        r"(?P<type>DOC|REF)\.(?P<body>[A-Z]{2,5})/(?P<number>[0-9]{1,4})/(?P<year>[0-9]{2})"
        r"(?P<suffixes>(?:/(?:Corr|Add|Rev)\.[0-9]{1,2})*)\*?(?: (?P<distribution>OSCE\+))?"
    ),
    "journal": (
        r"(?P<body>[A-Z]{2,5}(?:-[A-Z]{2,5})?)(?:\((?P<meeting>[0-9]{1,2})\))?\.(?P<type>JOUR)"
        r"(?:/(?P<number>[0-9]{1,4}))?"
        r"(?P<suffixes>(?:/(?:Corr|Add|Rev)\.[0-9]{1,2})*)\*?(?: (?P<distribution>OSCE\+))?"
    ),
    "standard": (
        r"(?P<body>(?:PC\.SHDM)|[A-Z]{2,5}(?:-[A-Z]{2,5})?)(?:\((?P<meeting>[0-9]{1,2})\))?"
        r"\.(?P<type>(?!JOUR)[A-Z]{2,5})/(?P<number>[0-9]{1,4})(?:/(?P<year>[0-9]{2}))?"
        r"(?P<suffixes>(?:/(?:Corr|Add|Rev)\.[0-9]{1,2})*)\*?(?: (?P<distribution>OSCE\+))?"
    ),
}

#: What the letters before the type stand for.
BODIES: Final[dict[str, str]] = {
    "SUM": "Summit",
    "MC": "Ministerial Council",
    "PC": "Permanent Council",
    "FSC": "Forum for Security Co-operation",
    "FSC-PC": "joint meeting of the Forum for Security Co-operation and the Permanent Council",
    "CIO": "Chairperson-in-Office",
    "SEC": "Secretariat",
    "ODIHR": "Office for Democratic Institutions and Human Rights",
    "HCNM": "High Commissioner on National Minorities",
    "FOM": "Representative on Freedom of the Media",
    "EEF": "Economic and Environmental Forum",
    "HDIM": "Human Dimension Implementation Meeting",
    "HDS": "Human Dimension Seminar",
    "PC.SHDM": "Supplementary Human Dimension Meeting",
    "RC": "Review Conference",
    "CSO": "Committee of Senior Officials (to 1994)",
    "SC": "Senior Council (1995 to 2006, years from memory)",
}

#: What the letters of the type stand for.
TYPES: Final[dict[str, str]] = {
    "DEC": "decision",
    "DOC": "adopted document, declaration or statement",
    "JOUR": "journal of a meeting",
    "DEL": "paper or statement of a delegation",
    "GAL": "paper for general distribution, of the chair, the Secretariat or an institution",
    "INF": "information paper",
    "FR": "report of a field operation",
    "IO": "paper of another international organization",
    "NGO": "paper of a non-governmental organization",
    "DAYS": "Security Days paper",
    "REF": "reference paper (1990s, before the body)",
    "DD": "draft decision (from memory)",
    "AG": "agenda (from memory)",
}

#: Two-digit years from here on are of the 20th century (the Final Act's process began in 1973).
_CENTURY_TURN: Final = 73
_BODY_IN_WORDS: Final = {
    "ministerial council": "MC",
    "permanent council": "PC",
    "fsc": "FSC",
    "forum for security co operation": "FSC",
}
_IN_WORDS: Final = re.compile(
    r"(ministerial council|permanent council|fsc|forum for security co-?operation)"
    r" decision no\. ?([0-9]{1,4})(?:/([0-9]{2}))?",
    re.ASCII | re.IGNORECASE,
)


class DocumentSymbol:
    """The symbol of an OSCE document, taken apart.

    Args:
        text: a symbol in its exact form; ``normalise`` brings other spellings into it.

    Attributes:
        pattern: which form it has: ``reversed``, ``journal`` or ``standard``.
        body: letters of the body, such as ``MC``.
        type: letters of the type, such as ``DEC``.
        meeting: ordinal of the meeting in brackets, or ``None``.
        number: running number, or ``None`` for a journal that covers all days.
        year: year in four digits, or ``None`` in series that never begin anew.
        suffixes: corrigenda, addenda and revisions, such as ``("Corr.1",)``.
        restricted: whether it bears the mark ``OSCE+``; no part of the identity.

    Raises:
        SymbolError: when the text has none of the three forms.

    >>> import osce_tracker as ot
    >>> symbol = ot.DocumentSymbol("PC.JOUR/1505/Corr.1")
    >>> symbol.body_name, symbol.type_name, symbol.number, symbol.suffixes
    ('Permanent Council', 'journal of a meeting', 1505, ('Corr.1',))
    """

    __slots__ = ("body", "meeting", "number", "pattern", "restricted", "suffixes", "type", "year")

    pattern: str
    body: str
    type: str
    meeting: int | None
    number: int | None
    year: int | None
    suffixes: tuple[str, ...]
    restricted: bool

    def __init__(self, text: "str | DocumentSymbol") -> None:
        if isinstance(text, DocumentSymbol):
            text = str(text)
        if not isinstance(text, str):
            raise SymbolError(text, "expected a text")
        for pattern, regex in PATTERNS.items():
            match = re.fullmatch(regex, text)
            if match is not None:
                parts = {"year": None, "meeting": None, **match.groupdict()}
                self._fill(pattern, parts)
                return
        raise SymbolError(text, _why_not(text))

    def _fill(self, pattern: str, parts: dict[str, str | None]) -> None:
        year = _optional_int(parts["year"])
        if year is not None:
            year += 1900 if year >= _CENTURY_TURN else 2000
        values: dict[str, object] = {
            "pattern": pattern,
            "body": parts["body"],
            "type": parts["type"],
            "meeting": _optional_int(parts["meeting"]),
            "number": _optional_int(parts["number"]),
            "year": year,
            "suffixes": tuple((parts["suffixes"] or "").split("/")[1:]),
            "restricted": parts["distribution"] is not None,
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @staticmethod
    def normalise(text: str) -> str:
        """Return a symbol as people write it in its exact form, without checking it.

        Args:
            text: another spelling, such as ``"mc (5). dec/1"``, or a decision cited in words.

        Returns:
            The exact form, if the text can be one; to be given to ``DocumentSymbol``.

        >>> import osce_tracker as ot
        >>> ot.DocumentSymbol.normalise("Ministerial Council Decision No. 3/11")
        'MC.DEC/3/11'
        >>> ot.DocumentSymbol.normalise(" mc.del/45/04/REV. 1 ")
        'MC.DEL/45/04/Rev.1'
        """
        cited = _IN_WORDS.fullmatch(" ".join(text.split()))
        if cited is not None:
            body, number, year = cited.groups()
            key = body.lower().replace("-", " ").replace("cooperation", "co operation")
            return f"{_BODY_IN_WORDS[key]}.DEC/{number}" + (f"/{year}" if year else "")
        joined = "".join(text.split()).upper()
        for mark in ("Corr", "Add", "Rev"):
            joined = joined.replace(f"/{mark.upper()}.", f"/{mark}.")
        return joined.removesuffix("OSCE+") + (" OSCE+" if joined.endswith("OSCE+") else "")

    @property
    def body_name(self) -> str | None:
        """Name of the body, or ``None`` when the letters are not known."""
        return BODIES.get(self.body)

    @property
    def type_name(self) -> str | None:
        """Name of the type, or ``None`` when the letters are not known."""
        return TYPES.get(self.type)

    @property
    def _identity(self) -> tuple[object, ...]:
        return self.pattern, self.body, self.type, self.meeting, self.number, self.year, self.suffixes

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

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, DocumentSymbol):
            return NotImplemented
        return self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a DocumentSymbol is immutable: cannot set {name} to {value!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a DocumentSymbol is immutable: cannot delete {name}")

    def __reduce__(self) -> tuple[Any, ...]:
        return DocumentSymbol, (str(self),)


def optional_symbol(value: DocumentSymbol | str | None) -> DocumentSymbol | None:
    """Return a symbol out of a symbol or its text, or ``None`` as it is."""
    return None if value is None else DocumentSymbol(value)


def _optional_int(digits: str | None) -> int | None:
    return None if digits is None else int(digits)


def _why_not(text: str) -> str:
    """Say what keeps a text from being a symbol."""
    exact = DocumentSymbol.normalise(text[:200])
    if exact != text and any(re.fullmatch(regex, exact) for regex in PATTERNS.values()):
        return f"written otherwise than {exact}"
    if re.fullmatch(r"[A-Z.()0-9-]+/[0-9]+/[0-9]{4}", text):
        return "years have two digits"
    return "expected body, type and number, as in BODY.TYPE/number or BODY.TYPE/number/year"
