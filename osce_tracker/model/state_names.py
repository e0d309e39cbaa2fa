"""How people write the names of States and groups, and how to take such texts apart.

Names are compared in one form, without case, accents and punctuation. A text names something only if it
matches a known name in that form. Similar words never count.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import dropwhile, islice, product, zip_longest
from typing import Any, Final
from unicodedata import category, normalize

from osce_tracker.errors import nearest
from osce_tracker.model.bundled_json import read_bundled
from osce_tracker.text import PLAIN_LETTERS

DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_QUOTES: Final = "\"'`\u00ab\u00bb\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2039\u203a"
_APOSTROPHES: Final = "\u00b4\u02b9\u02bb\u02bc\u02bf\u2032"
#: Footnote marks and bullets.
_MARKS: Final = (
    "*#^\u2020\u2021\u00a7\u00b6\u2022\u00b7\u25aa\u25ba\u25cf\u25cb\u2605\u2606\u2713\u2714\u2192"
)
#: Letters that Unicode doesn't decompose, and signs that separate words or mean nothing.
_SIGNS: Final = str.maketrans(
    PLAIN_LETTERS
    | {"&": " and "}
    | dict.fromkeys(f"{DASHES}_", " ")
    | dict.fromkeys(_QUOTES + _APOSTROPHES, "")
)
#: How people write accented letters without the right keys.
_TWO_LETTERS: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}
    | {"Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Å": "Aa", "Ø": "Oe"}
)


#: Small words that distinguish no names.
_AND: Final = frozenset({"and", "et", "und", "ed", "e", "y", "и"})
#: The most words in a name, and the most spellings to try for a text.
_WORDS: Final = 12
_SPELLINGS: Final = 64
#: Longer texts aren't names, and longer cells aren't lists.
_LONGEST: Final = 500
_LONGEST_CELL: Final = 5_000
#: How similar names, and each of their words, must be for one to suggest the other.
_CLOSE: Final = 0.8
#: Words that the name of a group may lack, as in "the 27 EU Member States" and "Visegrad countries".
_OF_GROUPS: Final = frozenset(
    {"member", "members", "participating", "state", "states", "country", "countries", "allies", "group"}
)
_FIGURES: Final = {"three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8"}

# Compile patterns on first use, so that the package starts fast.
_ELISION: Final = r"(?i)\b([dl])['\u2019\u02bc](?=\w)"
_DOT: Final = r"\.(?=\w\w)"
#: Traces of footnotes after a name: [1], [a], [note 2], (1), and figures, raised or not.
_FOOTNOTE: Final = (
    r"(?:\s*\[(?:\d{1,3}|[a-z]|(?:note|n|nb|fn)\s?\d{1,3})\]|\s?\((?:\d{1,2}|[a-z]|[*\u2020\u2021]{1,3})\)"
    r"|\s\d{1,2}\)|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079\u1d43-\u1d47\u2460-\u2473]|(?<=[^\W\d]{4})\d{1,2}(?!\d))$"
)
_NUMBERED: Final = r"^\(?(?:\d{1,3}[.)]|[a-z]\))\s"
_FLAG: Final = "[\U0001f1e6-\U0001f1ff]{2}"
#: Signs at the ends of a text that don't belong to a name.
_ENDS: Final = f" \t\r\n\u00a0,;:._{DASHES}{_QUOTES}{_MARKS}"
#: Dividers between the parts of one name: "Moldova, Republic of", "Turkey (Türkiye)", "FI - Finland".
_DIVIDERS: Final = rf"[,\uff0c\u3001\u060c/|:;=\n()\[\]{{}}<>]|\s[{DASHES}]+\s"
_CODE: Final = rf"([A-Z]{{2,4}})[{DASHES}\s]+(.+)|(.+?)[{DASHES}\s]+([A-Z]{{2,4}})"
#: Dividers between the names in a cell.
_BETWEEN: Final = (
    rf"(?i)[,\uff0c\u3001\u060c/|\n\t\u2022\u00b7+&]|(?<=\s)(?:[{DASHES}]|\(?\d{{1,2}}[.)])(?=\s)"
    rf"|(?<=\s)(?:{'|'.join(sorted(_AND))}|as well as|along with|together with|plus)(?=\s)"
)
#: Codes with spaces between them.
_CODES: Final = r"(?!.*\bAND\b)[A-Z]{2,3}(?:\s+[A-Z]{2,3})+"
_SEMICOLON: Final = "[;\uff1b\u061b]"
_BRACKETED: Final = r"\([^()]*\)(?:[\s,;]*\([^()]*\))+"


@cache
def _known() -> dict[str, Any]:
    """Return the words that people use in names: abbreviations with their meanings, names of groups..."""
    known: dict[str, Any] = read_bundled("reference", "words.json")["names"]
    return known


def group_names(code: str) -> Iterable[str]:
    """Return the names of a group in the official languages other than English.

    Args:
        code: the code of the group.

    >>> group_names("NATO"), group_names("NB8")
    (['OTAN', 'НАТО'], ())
    """
    names: Iterable[str] = _known()["groups"].get(code, ())
    return names


def words(text: str) -> list[str]:
    """Return the words of a name in the form in which they are compared.

    Args:
        text: a name.

    >>> words("U.S. of América"), words("Bosnia & Herz.")
    (['us', 'of', 'america'], ['bosnia', 'and', 'herz'])
    """
    if ".." in text:
        # The text was cut short.
        return []
    spaced = re.sub(_DOT, " ", re.sub(_ELISION, r"\1 ", text)).replace(".", "")
    plain = spaced.casefold().translate(_SIGNS)
    if not plain.isascii():
        apart = normalize("NFKD", plain).casefold().translate(_SIGNS)
        plain = "".join(sign for sign in apart if category(sign) not in ("Mn", "Me", "Cf"))
    found: list[str] = []
    letters = False
    for word in plain.split():
        # "U S A" is one word.
        if letters and len(word) == 1 and word.isascii():
            found[-1] += word
        else:
            found.append(word)
            letters = len(word) == 1 and word.isascii()
    return found


def key(text: str) -> str:
    """Return the form in which names are compared: without case, accents, punctuation and small words.

    Args:
        text: a name.

    >>> key("TÜRKİYE"), key("Republic of  Moldova"), key("Bosnia & Herzegovina")
    ('turkiye', 'republic moldova', 'bosnia herzegovina')
    """
    return _joined(words(text))


def _joined(found: list[str]) -> str:
    ends = (0, len(found) - 1)
    return " ".join(
        word
        for place, word in enumerate(found)
        if word not in ("of", "the") and (place in ends or word not in _AND)
    )


def spellings(name: str) -> Iterator[str]:
    """Yield the forms of a known name: as it is, and with two letters for an accented one.

    Args:
        name: a name.

    >>> list(spellings("Österreich"))
    ['osterreich', 'oesterreich']
    """
    yield key(name)
    composed = normalize("NFC", name)
    written = composed.translate(_TWO_LETTERS)
    if written != composed:
        yield key(written)


def forms(text: str) -> Iterator[str]:
    """Yield the forms that a text can stand for, the likeliest first.

    Abbreviations are written out, "Moldova Republic of" is turned round, and leading articles and words such
    as "Republic of" are left out.

    text: one part of a text.
        text: one part of what people write.

    >>> list(forms("the Fed. of Serbia"))
    ['fed serbia', 'federal serbia', 'federation serbia']
    """
    seen: set[str] = set()
    found = words(text) if len(text) <= _LONGEST else []
    if not 0 < len(found) <= _WORDS:
        return
    for order in _orders(found):
        choices = [
            (word, *_known()["abbreviations"].get(word, ())) if len(order) > 1 else (word,) for word in order
        ]
        for chosen in islice(product(*choices), _SPELLINGS):
            spelt = " ".join(chosen).split()
            for start in range(len(spelt) - len(_bare(spelt)) + 1):
                form = _joined(spelt[start:])
                if form and form not in seen:
                    seen.add(form)
                    yield form


def _orders(found: list[str]) -> Iterator[list[str]]:
    yield found
    if found[-1] in ("of", "the", "rep", *_known()["kinds of State"]):
        for place in range(1, len(found)):
            yield found[place:] + found[:place]


def _bare(found: list[str]) -> list[str]:
    """Return a name without leading articles and words such as "Republic of"."""
    leading = (*_known()["particles"], *_known()["kinds of State"])
    return list(dropwhile(leading.__contains__, found))


def clean(text: str) -> str:
    r"""Return a text without footnote marks, bullets, invisible characters and other signs around a name.

    Args:
        text: the text. A flag becomes the code of its country.

    >>> clean("\u2022 Fin\u00adland [1]*"), clean("\U0001f1eb\U0001f1ee")
    ('Finland', 'FI')
    """
    if len(text) > _LONGEST:
        return text
    text = text.replace("&amp;", "&").replace("&nbsp;", " ")
    if not text.isascii():
        text = re.sub(_FLAG, _letters_of, text)
        text = "".join(sign for sign in text if category(sign) != "Cf" and not "\ufe00" <= sign <= "\ufe0f")
    text = re.sub(_NUMBERED, "", text.strip())
    while True:
        shorter = re.sub(_FOOTNOTE, "", text.strip(_ENDS) if ".." not in text else text)
        if shorter == text:
            return text
        text = shorter


def _letters_of(flag: re.Match[str]) -> str:
    return f" {''.join(chr(ord(sign) - 0x1F1E6 + ord('A')) for sign in flag[0])} ,"


def parts_of(text: str) -> list[str]:
    """Return the parts of one name, without the signs that divide them.

    Args:
        text: the text.

    >>> parts_of("Turkey (Türkiye)"), parts_of("FI - Finland")
    (['Turkey', 'Türkiye'], ['FI', 'Finland'])
    """
    return [part for part in map(clean, re.split(_DIVIDERS, clean(text[:_LONGEST]))) if part]


def named(text: str, look: Callable[[str], str | None]) -> tuple[str, ...]:
    """Return the codes that a text names.

    Args:
        text: the text.
        look: returns the code that a part of the text names, or ``None``.

    Returns:
        One code; several if parts of the text name different things; none if it names nothing.

    >>> known = {"turkiye": "TR", "turkey": "TR", "republic moldova": "MD"}
    >>> texts = ("Turkey (Türkiye)", "Moldova, Republic of")
    >>> [named(text, lambda part: known.get(key(part))) for text in texts]
    [('TR',), ('MD',)]
    """
    if len(text) > _LONGEST:
        return ()
    parts = parts_of(text)
    if len(parts) > _WORDS:
        return ()
    found = [_part(part, look) for part in parts]
    codes = _distinct(found)
    # "Republic of" and "the" name nothing by themselves.
    unknown = [p for p, code in zip(parts, found, strict=True) if code is None and _bare(words(p) or [p])]
    if len(codes) > 1 or not unknown:
        return codes
    rest = [part for part, code in zip(parts, found, strict=True) if code is None]
    return _turned(parts, look) or _turned(rest, look, codes)


def _turned(
    parts: list[str], look: Callable[[str], str | None], known: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return the codes that all parts name together, starting from any of them, or nothing."""
    codes = _distinct(look(" ".join(parts[n:] + parts[:n])) for n in range(len(parts)))
    return _distinct((*known, *codes)) if codes else ()


def _part(part: str, look: Callable[[str], str | None]) -> str | None:
    """Return the code that a part names. The code itself may come before or after the name."""
    code = look(part)
    match = None if code is not None else re.fullmatch(_CODE, part)
    if match is None:
        return code
    both = _distinct(look(half) or "" for half in match.groups() if half is not None)
    return both[0] or None if len(both) == 1 else None


def _distinct(codes: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for code in codes if code is not None))


def close(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known names that a misspelt one may mean: as many words, each spelt alike.

    Args:
        name: the misspelt name.
        known: names.

    >>> close("Nort Macedonia", ["North Macedonia"]), close("North Korea", ["South Korea"])
    (('North Macedonia',), ())
    """
    by_form: dict[str, str] = {}
    for text in known:
        by_form.setdefault(_joined(_bare(words(text))), text)
    form = _joined(_bare(words(clean(name)[:_LONGEST])))
    return tuple(
        by_form[hit]
        for hit in nearest(form, by_form, cutoff=_CLOSE)
        if all(
            nearest(one, [other], cutoff=_CLOSE)
            for one, other in zip_longest(form.split(), hit.split(), fillvalue="")
        )
    )


def is_nobody(text: str) -> bool:
    """Return True if a cell names no State: empty, a dash, "no", "none", "n/a".

    Args:
        text: the cell. ``NO`` in capitals is the code of Norway.

    >>> is_nobody("No"), is_nobody(" - "), is_nobody("NO")
    (True, True, False)
    """
    bare = text[:_LONGEST].strip(f" \t\r\n\u00a0()[]{DASHES}")
    return bare != "NO" and bare.casefold().removesuffix(".") in _known()["nobody"]


def pieces(text: str) -> list[tuple[str, str]]:
    """Return the pieces of a cell between commas, slashes, line ends and words such as "and".

    Args:
        text: a cell.

    Returns:
        Pairs of a piece and the divider between it and the next one.

    >>> pieces("Finland, Sweden and Norway")
    [('Finland', ','), (' Sweden ', 'and'), (' Norway', '')]
    """
    found: list[tuple[str, str]] = []
    start = 0
    for match in re.finditer(_BETWEEN, text):
        piece = text[start : match.start()]
        if piece.strip() or not found:
            found.append((piece, match[0]))
        else:
            found[-1] = (found[-1][0], f"{found[-1][1]}{piece}{match[0]}")
        start = match.end()
    if text[start:].strip() or not found:
        found.append((text[start:], ""))
    return found


def listed(text: str) -> list[str]:
    """Return the parts of a cell between semicolons, or in brackets of their own.

    Args:
        text: a cell.

    >>> listed("Finland; Sweden"), listed("(France) (Lithuania)")
    (['Finland', 'Sweden'], ['France', 'Lithuania'])
    """
    if len(text) > _LONGEST_CELL:
        return []
    text = re.sub(r"(?i)<br ?/?>", "\n", text.replace("&amp;", "&").replace("&nbsp;", " ")).strip()
    text = text if text.isascii() else re.sub(rf"({_FLAG})\s*(?={_FLAG})", r"\1;", text)
    if re.fullmatch(_CODES, text):
        return text.split()
    if re.fullmatch(_BRACKETED, text):
        text = text.replace(")", ";").replace("(", ";")
    return [part.strip() for part in re.split(_SEMICOLON, text) if part.strip(" \t\r\n,")]


def group_form(form: str) -> str:
    """Return the form for comparing names of groups: without spaces, with numbers as figures.

    Args:
        form: the form for comparing names.

    >>> group_form("nordic baltic eight"), group_form("nb 8")
    ('nordicbaltic8', 'nb8')
    """
    return "".join(_FIGURES.get(word, word) for word in form.split()).replace("isation", "ization")


def bare_group(form: str) -> tuple[str, int]:
    """Return the form of a group without words such as "member States", and its number, or 0.

    Args:
        form: the form for comparing names.

    >>> bare_group("27 eu member states"), bare_group("visegrad four")
    (('eu', 27), ('visegrad', 4))
    """
    found = [_FIGURES.get(word, word) for word in form.split() if word not in _OF_GROUPS]
    numbers = [word for word in found if word.isdecimal() and len(word) <= 2]
    rest = " ".join(word for word in found if word not in numbers)
    return group_form(rest), int(numbers[0]) if len(numbers) == 1 else -len(numbers)
