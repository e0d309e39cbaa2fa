"""Escaping for every format, so that text from any source shows as written and does nothing else."""

import re
from collections.abc import Iterable, Sequence
from typing import Final
from unicodedata import combining, normalize

#: Control characters, direction marks, line separators and half surrogates. Terminals act on them, they
#: reorder text, or files can't store them.
UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BREAKS: Final = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_MARKDOWN: Final = re.compile(r"([\\`*_\[\]<>|~&$#])")
_ADDRESS: Final = re.compile(r"(https?://[^\s<>\"]+)")
#: Characters that are markup in an address. An underscore inside a word is not.
_IN_ADDRESS: Final = re.compile(r"[\\`*\[\]|~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_ENTITY: Final = re.compile(r"&(?=[A-Za-z0-9#]+;)")
#: The start of a list, a rule or an underlined heading.
_BLOCK: Final = re.compile(r"^([0-9]*)([-+=]|(?<=[0-9])[.)])")
_LATEX: Final = {
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    # Other ways are active characters in babel, or missing from old font encodings.
    '"': r"{\char34}",
    "`": r"\textasciigrave{}",
}
#: An id of the bundled data within a text.
SHORT_ID: Final = re.compile(r"(?<![\w-])(?=\S{0,12}\d)[A-Z]{2}[A-Z0-9]{0,6}(?:-[A-Z0-9]{1,8}){1,3}(?![\w-])")
#: The space between a day and its month.
_DAY: Final = re.compile(
    r"(?<=\d) (?=(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Sept|Nov|Dec)ember|October)"
)
#: Pairs that LaTeX joins into one character.
_LIGATURE: Final = re.compile(r"(?<=-)-|(?<=')'|(?<=,),")
#: Longer words can be broken in LaTeX, after every 20 characters.
_LONGEST_WORD: Final = 40
_BREAK_EVERY: Final = 20
_LATEX_TABLE: Final = str.maketrans(_LATEX)
#: Letters that Unicode doesn't decompose.
PLAIN_LETTERS: Final = dict(zip("øđłħıəð", "odlhied", strict=True)) | {"æ": "ae", "œ": "oe", "þ": "th"}
_PLAIN: Final = str.maketrans(PLAIN_LETTERS)
#: What people leave around a text without seeing it: every white space, and characters without a width.
_PADDING: Final = (
    " \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u2028\u2029\u202f\u205f\u3000\u200b\u2060\ufeff"
)
#: The bytes 0x80 to 0xBF, which continue a character in UTF-8, as Windows-1252 and Latin-1 show them.
_CONTINUED: Final = (
    "\x80-\xbf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019\u201c"
    "\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178"
)
#: UTF-8 that was read in another encoding: accented letters, quotation marks, Cyrillic, a lost character.
_GARBLED: Final = (
    f"[\xc3\xc4\xc5][{_CONTINUED}](?<![\xc4\xc5][\xab\xbb\u201e\u201c\u201d\u2018\u2019\u2013\u2014\u2026\u2039\u203a\xa0])"
    f"|\xc2[\xa0-\xbf]|\xe2\u20ac|\xe2\x80|\xe2[\u201a\x82]\xac|(?:[\xd0\xd1][{_CONTINUED}]){{2}}|\ufffd"
)
#: Spreadsheets read cells that start with these as formulas (OWASP, "CSV injection").
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def plain(text: str) -> str:
    r"""Return a text that is safe to show in a terminal.

    Args:
        text: any text.

    Returns:
        The text with control characters, direction marks and half surrogates written as ``<U+001B>``, and all
        line ends as ``\n``.

    >>> plain("a\x1b[31mb")
    'a<U+001B>[31mb'
    """
    return UNSEEN.sub(lambda match: f"<U+{ord(match[0]):04X}>", _BREAKS.sub("\n", text))


def one_line(text: str) -> str:
    r"""Return a text as ``plain`` does, on one line.

    Args:
        text: any text.

    >>> one_line("Keep the network\n of  cyber points\x1b ")
    'Keep the network of cyber points<U+001B>'
    """
    return " ".join(plain(text).split())


def capitalised(text: str) -> str:
    """Return a text with a capital first letter, if that letter has a capital that maps back to it.

    Args:
        text: any text.

    >>> capitalised("partly fulfilled"), capitalised("32nd Council")
    ('Partly fulfilled', '32nd Council')
    """
    first = text[:1].upper()
    return f"{first}{text[1:]}" if first.lower() == text[:1] else text


def folded(text: str) -> str:
    """Return a text without case and accents, as names and words are compared.

    Args:
        text: any text.

    >>> folded("Ažubalis"), folded("Søren")
    ('azubalis', 'soren')
    """
    low = text.casefold()
    if low.isascii():
        return low
    apart = normalize("NFKD", low.translate(_PLAIN))
    return "".join(letter for letter in apart if not combining(letter))


def trimmed(text: str) -> str:
    """Return a text without the spaces around it, including zero-width and non-breaking ones.

    Args:
        text: any text.

    >>> trimmed("\u00a0Hold a seminar \u200b")
    'Hold a seminar'
    """
    return text.strip(_PADDING)


def garbled(text: str) -> bool:
    """Return True if a text looks as if it was read in the wrong encoding.

    Args:
        text: any text.

    >>> garbled("Chair\u00e2\u20ac\u2122s seminar"), garbled("Chair\u2019s seminar in T\u00fcrkiye")
    (True, False)
    """
    return not text.isascii() and re.search(_GARBLED, text) is not None


def markdown(text: str) -> str:
    r"""Return a text for a cell of a Markdown table (GitHub's dialect, which pandoc reads too).

    Args:
        text: any text.

    Returns:
        The text on one line, with line ends as ``<br>`` and all markup escaped. Addresses still work as
        links: markup in them is percent-encoded.

    >>> markdown("a|b\n<script> https://x.org/a_b")
    'a\\|b<br>\\<script\\> https://x.org/a_b'
    """
    parts = _ADDRESS.split(plain(text))
    # The parts alternate between text and address.
    parts[::2] = [_MARKDOWN.sub(r"\\\1", part) for part in parts[::2]]
    parts[1::2] = [_ENTITY.sub(r"\\&", _IN_ADDRESS.sub(_percent, part)) for part in parts[1::2]]
    return "".join(parts).replace("\n", "<br>").replace("\t", " ")


def _percent(sign: re.Match[str]) -> str:
    return f"%{ord(sign[0]):02X}"


def markdown_block(text: str) -> str:
    r"""Return a text for a paragraph of Markdown, escaped so that it can't start a list, rule or code.

    Args:
        text: any text.

    >>> markdown_block("- a"), markdown_block("2025. a")
    ('\\- a', '2025\\. a')
    """
    return _BLOCK.sub(r"\1\\\2", markdown(plain(text).strip()), count=1)


def html(text: str) -> str:
    r"""Return a text for HTML, as content or in a quoted attribute.

    Args:
        text: any text.

    Returns:
        The text with all markup escaped and line ends as ``<br>``.

    >>> html("<script>\n'x'")
    '&lt;script&gt;<br>&#x27;x&#x27;'
    """
    # Plain text, the most common format, does not need it.
    from html import escape

    return escape(plain(text)).replace("\n", "<br>")


def whole_days(text: str) -> str:
    r"""Return a text that keeps each day and its month on one line.

    Args:
        text: any text.

    >>> whole_days("due on 31 July 2025, by 12 votes")
    'due on 31\xa0July 2025, by 12 votes'
    """
    return _DAY.sub("\N{NO-BREAK SPACE}", text)


def running_html(text: str) -> str:
    """Return running text for HTML, as content only: like ``html_words``, with each id on one line.

    Args:
        text: any text.

    Returns:
        The text with each id in an element of the class ``unbroken``. Its characters stay unchanged, so
        that readers can search for it and copy it.

    >>> running_html("Free them (FI25-HD-02)")
    'Free them (<span class="unbroken">FI25-HD-02</span>)'
    """
    return SHORT_ID.sub(r'<span class="unbroken">\g<0></span>', html_words(text))


def html_words(text: str) -> str:
    """Return a text for people as HTML: like ``html``, with each day and month on one line.

    Args:
        text: any text.
    """
    return html(whole_days(text))


def html_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a small table in HTML, for notebooks.

    Args:
        heads: the headings; without any, the first cell of each row is its heading.
        rows: the texts of the cells. Addresses become links.

    >>> html_table(["a"], [["<b>"]]).replace(" style='text-align: left'", "")
    '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>&lt;b&gt;</td></tr></tbody></table>'
    """

    def line(cells: Sequence[str], first: str, other: str = "td") -> str:
        tags = [first, *[other] * (len(cells) - 1)]
        pairs = zip(tags, map(_linked, cells), strict=True)
        # Notebooks right-align the cells of all tables.
        return "".join(f"<{tag} style='text-align: left'>{cell}</{tag}>" for tag, cell in pairs)

    head = f"<thead><tr>{line(heads, 'th', 'th')}</tr></thead>" if heads else ""
    body = "".join(f"<tr>{line(row, 'td' if heads else 'th')}</tr>" for row in rows)
    return f"<table>{head}<tbody>{body}</tbody></table>"


def _linked(text: str) -> str:
    parts = _ADDRESS.split(plain(text))
    # The parts alternate between text and address.
    parts[::2] = map(html, parts[::2])
    parts[1::2] = [f"<a href='{html(part)}'>{html(part)}</a>" for part in parts[1::2]]
    return "".join(parts)


def latex(text: str) -> str:
    r"""Return a text for a cell of a LaTeX table.

    Args:
        text: any text.

    Returns:
        The text on one line, with commands and ligatures escaped.

    >>> latex("50 % of A & B")
    '50 \\% of A \\& B'
    """
    return " ".join(map(_latex_word, plain(text).split()))


def _latex_word(word: str) -> str:
    """Return a word for LaTeX. Long words may break, so that they don't run off the page."""
    step = _BREAK_EVERY if len(word) > _LONGEST_WORD else len(word)
    parts = (word[n : n + step] for n in range(0, len(word), step))
    return "\\allowbreak{}".join(_LIGATURE.sub(r"{}\g<0>", part.translate(_LATEX_TABLE)) for part in parts)


def spreadsheet(text: str) -> str:
    """Return a text that spreadsheets don't read as a formula.

    Args:
        text: any text.

    Returns:
        The text, with an apostrophe in front if it starts like a formula.

    >>> spreadsheet("=1+1"), spreadsheet("1+1")
    ("'=1+1", '1+1')
    """
    safe = plain(text)
    return f"'{safe}" if safe.startswith(FORMULA) else safe
