"""Escaping for every target: text of any origin comes out as that text and as nothing else."""

from __future__ import annotations

import re
from typing import Final

#: Control characters, direction marks, line separators and half surrogates: nothing that a terminal
#: may act on, that reorders what is read, or that no file (or no XML) can hold.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BREAKS: Final = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_MARKDOWN: Final = re.compile(r"([\\`*_\[\]<>|~&$#])")
_ADDRESS: Final = re.compile(r"(https?://[^\s<>\"]+)")
#: Signs of an address that would be markup: an underscore inside a word is none.
_IN_ADDRESS: Final = re.compile(r"[\\`*\[\]|~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_ENTITY: Final = re.compile(r"&(?=[A-Za-z0-9#]+;)")
#: What begins a list, a rule or an underlined heading.
_BLOCK: Final = re.compile(r"^([0-9]*)([-+=]|(?<=[0-9])[.)])")
_LATEX: Final = {
    "\\": r"\textbackslash{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    # Neither active (babel) nor missing from the old font encodings, as other ways would be.
    '"': r"{\char34}",
    "`": r"\textasciigrave{}",
}
#: Pairs that LaTeX joins into one sign.
_LIGATURE: Final = re.compile(r"(?<=-)-|(?<=')'|(?<=,),")
#: Words of LaTeX that are longer may be broken, every so many signs.
_LONGEST_WORD: Final = 40
_BREAK_EVERY: Final = 20
_LATEX_TABLE: Final = str.maketrans(_LATEX)
#: What makes a spreadsheet take a cell for a formula (OWASP, "CSV injection").
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def plain(text: str) -> str:
    r"""Return a text that a terminal shows and does not act on; line ends become ``\n``.

    Args:
        text: any text.

    Returns:
        The text with control characters, direction marks and half surrogates written as ``<U+001B>``.

    >>> plain("a\x1b[31mb")
    'a<U+001B>[31mb'
    """
    return _UNSEEN.sub(lambda found: f"<U+{ord(found[0]):04X}>", _BREAKS.sub("\n", text))


def markdown(text: str) -> str:
    r"""Return a text for one cell of a Markdown table (GitHub's form, which pandoc reads too).

    Args:
        text: any text.

    Returns:
        The text on one line; line ends become ``<br>``, and nothing in it is markup. An address stays
        one that can be followed: signs of it that would be markup are written with a per cent sign.

    >>> markdown("a|b\n<script> https://x.org/a_b")
    'a\\|b<br>\\<script\\> https://x.org/a_b'
    """
    parts = _ADDRESS.split(plain(text))
    # Every second part is an address.
    parts[::2] = [_MARKDOWN.sub(r"\\\1", part) for part in parts[::2]]
    parts[1::2] = [_ENTITY.sub(r"\\&", _IN_ADDRESS.sub(_percent, part)) for part in parts[1::2]]
    return "".join(parts).replace("\n", "<br>").replace("\t", " ")


def _percent(sign: re.Match[str]) -> str:
    return f"%{ord(sign[0]):02X}"


def markdown_block(text: str) -> str:
    r"""Return a text for a paragraph of Markdown: as ``markdown``, and no list, rule or code.

    Args:
        text: any text.

    >>> markdown_block("- a"), markdown_block("2025. a")
    ('\\- a', '2025\\. a')
    """
    return _BLOCK.sub(r"\1\\\2", markdown(plain(text).strip()).strip(), count=1)


def html(text: str) -> str:
    r"""Return a text for HTML, as content or inside a quoted attribute.

    Args:
        text: any text.

    Returns:
        The text; line ends become ``<br>``, and nothing in it is a tag.

    >>> html("<script>\n'x'")
    '&lt;script&gt;<br>&#x27;x&#x27;'
    """
    safe = plain(text)
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        safe = safe.replace(char, entity)
    return safe.replace("'", "&#x27;").replace("\n", "<br>")


def latex(text: str) -> str:
    r"""Return a text for one cell of a LaTeX table.

    Args:
        text: any text.

    Returns:
        The text on one line; no character of it is a command, and no two make a ligature.

    >>> latex("50 % of A & B")
    '50 \\% of A \\& B'
    """
    return " ".join(map(_latex_word, plain(text).split()))


def _latex_word(word: str) -> str:
    """Return a word for LaTeX; a long one may be broken, else it runs over the page, or ends the engine."""
    step = _BREAK_EVERY if len(word) > _LONGEST_WORD else len(word)
    parts = (word[n : n + step] for n in range(0, len(word), step))
    return "\\allowbreak{}".join(_LIGATURE.sub(r"{}\g<0>", part.translate(_LATEX_TABLE)) for part in parts)


def spreadsheet(text: str) -> str:
    """Return a text that a spreadsheet takes for text, not for a formula.

    Args:
        text: any text.

    Returns:
        The text, with an apostrophe before it when it begins as formulas do.

    >>> spreadsheet("=1+1"), spreadsheet("1+1")
    ("'=1+1", '1+1')
    """
    safe = plain(text)
    return f"'{safe}" if safe.startswith(FORMULA) else safe
