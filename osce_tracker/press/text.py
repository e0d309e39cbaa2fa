"""The text of an article in the form that the rules read, with places mapped to the original text.

This form has no markup or entities, joins letters with their accents, and turns typographic quotation marks
and spaces into plain ones. Every place in it maps to a place in the original text.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache, cached_property
from html import unescape
from typing import Final, NamedTuple
from unicodedata import normalize

import attrs


def word_set(words: str) -> frozenset[str]:
    """Return words as a set.

    Args:
        words: the words, separated by spaces.

    >>> sorted(word_set("of the"))
    ['of', 'the']
    """
    return frozenset(words.split())


@cache
def pattern(words: str) -> re.Pattern[str]:
    """Return a pattern that ignores case.

    Args:
        words: a regular expression.

    >>> pattern("osce|etyj").findall("OSCE and Etyj")
    ['OSCE', 'Etyj']
    """
    return re.compile(words, re.IGNORECASE)


#: Text whose length changes: a letter with accents, an entity, a tag, a zero-width character.
_REPLACED: Final = re.compile(
    r"(?P<letter>[^\W\d_][\u0300-\u036f]{1,8})|(?P<entity>&(?:[a-zA-Z]{2,8}|\#[0-9]{1,7}|"
    r"\#x[0-9a-fA-F]{1,6});)|(?P<tag><[a-zA-Z/!][^<>]{0,2000}>)|"
    r"(?P<nothing>[\u00ad\u200b-\u200f\u2060\ufeff])"
)
_BLOCK: Final = pattern(
    r"</?(?:p|br|div|h[1-6]|li|ul|ol|tr|td|th|table|title|section|article|header|footer)\b"
)
_CODE: Final = pattern(r"<(script|style)\b")
#: Single characters and their replacements.
_PLAIN: Final = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u02bc\u2032\u0060\u00b4", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb\u2033", '"')
    | dict.fromkeys("\u2010\u2011\u2212", "-")
    | dict.fromkeys("\u2012\u2014\u2015", "\u2013")
    | dict.fromkeys("\t\x0b\x0c\u00a0\u2002\u2003\u2009\u202f", " ")
    | dict.fromkeys("\r\x85\u2028\u2029", "\n")
    | {chr(sign): " " for sign in range(9)}
    | {chr(sign): " " for sign in range(14, 32)}
)
_WORD: Final = re.compile(r"U\.\s?S\.(?:\s?A\.)?|U\.K\.|[^\W_]+(?:[-'][^\W_]+)*")
_END: Final = re.compile(r"\n+|[.!?\u2026][\"')\]]{0,3}[ ]+(?=[\"'(\[]{0,2}[^\W\d_])")
#: A line end inside a paragraph.
_BREAK: Final = re.compile(r"(?<=[^\n])\n(?=[^\n])")
#: Texts with this many of these, in lines of at most this many characters, may have been wrapped.
_FEW: Final = 3
_WIDEST: Final = 130
#: The maximum length of a sentence. Longer text without a full stop is split.
_LONGEST: Final = 2_000
#: A full stop after these doesn't end a sentence.
_SHORT: Final = word_set("mr mrs ms dr mons st no s.e h.e p jr sr gen col prof u.s")


class Word(NamedTuple):
    """A word with its place, and its form in lower case without a possessive ending."""

    text: str
    low: str
    start: int
    end: int
    possessive: bool


@attrs.frozen
class Text:
    r"""A text in the form that the rules read.

    >>> text = Text.of("<p>Finland&#8217;s <b>chair</b>")
    >>> text.plain, text.given[slice(*text.place(1, 8))]
    ("\nFinland's  chair ", 'Finland')
    """

    given: str
    plain: str
    offsets: tuple[int, ...] | None

    @classmethod
    def of(cls, given: str) -> "Text":
        """Return a text in this form.

        Args:
            given: the original text.
        """
        parts: list[str] = []
        offsets: list[int] = []
        at = 0
        for start, end, new in _changes(given):
            parts += (given[at:start], new)
            offsets += (*range(at, start), *[start] * len(new))
            at = end
        if not parts:
            return cls(given, _unwrapped(given.translate(_PLAIN)), None)
        parts.append(given[at:])
        offsets += range(at, len(given) + 1)
        return cls(given, _unwrapped("".join(parts).translate(_PLAIN)), tuple(offsets))

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the place of a part of the plain text in the original text.

        Args:
            start: its start in the plain text.
            end: its end there.
        """
        return (start, end) if self.offsets is None else (self.offsets[start], self.offsets[end])

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words, in order."""
        return tuple(_word(match) for match in _WORD.finditer(self.plain))

    def lows(self, first: int, end: int) -> list[str]:
        """Return words in lower case, in a range of numbers.

        Args:
            first: the number of the first word; less than 0 for the start of the text.
            end: the number after the last word.
        """
        return [word.low for word in self.words[max(0, first) : end]]

    def gap(self, number: int) -> str:
        """Return the text between a word and the next.

        Args:
            number: the number of the word.
        """
        return self.plain[self.words[number].end : self.words[number + 1].start]

    def word_at(self, place: int) -> int:
        """Return the number of the first word that starts at a place or after it.

        Args:
            place: the place in the plain text.
        """
        return bisect_left(self.words, place, key=lambda word: word.start)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The start and end of each sentence. A line end also ends a sentence."""
        found: list[tuple[int, int]] = []
        start = 0
        for match in _END.finditer(self.plain):
            before = self.plain[max(start, match.start() - 12) : match.start()].rsplit(" ", 1)[-1]
            if "\n" not in match[0] and match[0][0] == "." and _is_short(before):
                continue
            found += self._parts(start, match.end())
            start = match.end()
        found += self._parts(start, len(self.plain))
        return tuple(found)

    def _parts(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield a sentence, in parts if it is too long to be one; nothing if it is blank."""
        for at in range(start, end, _LONGEST):
            if self.plain[at : min(at + _LONGEST, end)].strip():
                yield at, min(at + _LONGEST, end)

    def sentence_at(self, place: int) -> int:
        """Return the number of the sentence at a place.

        Args:
            place: the place in the plain text.
        """
        return max(0, bisect_right(self.sentences, place, key=lambda one: one[0]) - 1)


def _unwrapped(plain: str) -> str:
    """Return a wrapped text with each paragraph on one line."""
    breaks = [match.start() for match in _BREAK.finditer(plain)]
    inside = sum(plain[place + 1].islower() for place in breaks)
    if len(breaks) < _FEW or 2 * inside < len(breaks) or max(map(len, plain.split("\n"))) > _WIDEST:
        return plain
    return _BREAK.sub(" ", plain)


def _is_short(word: str) -> bool:
    bare = word.strip("(\"'[")
    return bare.casefold() in _SHORT or (len(bare) == 1 and bare.isupper())


def _word(match: re.Match[str]) -> Word:
    text = match[0]
    possessive = text.endswith("'s")
    low = text[:-2].lower() if possessive else text.lower()
    return Word(
        text[:-2] if possessive else text, low, match.start(), match.end() - 2 * possessive, possessive
    )


def _changes(given: str) -> "list[tuple[int, int, str]]":
    """Return the replacements: start, end and new text."""
    found: list[tuple[int, int, str]] = []
    codes = _codes(given)
    for match in _REPLACED.finditer(given):
        if found and match.start() < found[-1][1]:
            continue
        end, new = match.end(), ""
        if match["letter"]:
            new = normalize("NFC", match[0])
        elif match["entity"]:
            new = unescape(match[0])
        elif match["tag"]:
            end = codes.get(match.start(), end)
            new = "\n" if _BLOCK.match(match[0]) or end > match.end() else " "
        found.append((match.start(), end, new))
    return found


def _codes(given: str) -> dict[int, int]:
    """Return the start and end of each script or style."""
    found: dict[int, int] = {}
    low, at = given.lower() if "<" in given else "", 0
    if len(low) != len(given):
        return found
    while match := _CODE.search(given, at):
        close = low.find(f"</{match[1].lower()}", match.end())
        if close < 0:
            break
        at = low.find(">", close) + 1 or len(given)
        found[match.start()] = at
    return found
