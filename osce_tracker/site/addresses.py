"""Addresses of records and pages: safe on every system, and distinct even if case doesn't matter."""

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any, Final, TypeVar

T = TypeVar("T")
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9_-]+")
#: Windows has no files with these names, whatever their suffix. The others are our own pages.
_TAKEN: Final = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]|index(?:-p[0-9]+)?", re.IGNORECASE)
_LONGEST: Final = 80


def names(ids: Iterable[str]) -> dict[str, str]:
    """Return a file name, without suffix, for each id.

    Args:
        ids: the ids, each once.

    Returns:
        The names. A suitable id stays unchanged; any other gets a name that ends in part of its
        digest, so that it doesn't depend on the other ids.

    >>> names(["FI25-HD-03", "../etc", "fi25-hd-03"])
    {'FI25-HD-03': 'FI25-HD-03', '../etc': 'etc-f7f9121f', 'fi25-hd-03': 'fi25-hd-03-66108dc3'}
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for one in ids:
        name = one if _is_safe(one) else _digested(one)
        if name.casefold() in taken:
            name = _digested(one)
        taken.add(name.casefold())
        found[one] = name
    return found


def _is_safe(text: str) -> bool:
    return not (_UNSAFE.search(text) or _TAKEN.fullmatch(text)) and 0 < len(text) <= _LONGEST


def _digested(text: str) -> str:
    stem = _UNSAFE.sub("-", text).strip("-")[:_LONGEST]
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{stem}-{digest}".strip("-")


def paged(path: str, place: int) -> str:
    """Return the path of one page of a list that fills several.

    Args:
        path: the path of the first page.
        place: the place of the page, from 0. Without a letter, page 10 of a year's calendar would have
            the name of its tenth month.

    >>> paged("statements/index.html", 0), paged("statements/index.html", 1)
    ('statements/index.html', 'statements/index-p2.html')
    """
    return path if place == 0 else f"{path.removesuffix('.html')}-p{place + 1}.html"


def in_pages(path: str, items: Sequence[T], most: int) -> list[tuple[str, Sequence[T]]]:
    """Return the pages of a list, at least one: the path of each, and its items.

    Args:
        path: the path of the first page.
        items: the list.
        most: the most items on a page.

    >>> in_pages("states/index.html", ["AL", "AD", "AM"], 2)
    [('states/index.html', ['AL', 'AD']), ('states/index-p2.html', ['AM'])]
    """
    starts = range(0, max(len(items), 1), most)
    return [(paged(path, n), items[start : start + most]) for n, start in enumerate(starts)]


def number_of(pages: Sequence[Any], place: int) -> str:
    """Return the page number for the title of a page; nothing if there is only one page.

    Args:
        pages: the pages.
        place: the place of this page, from 0.
    """
    return f", page {place + 1} of {len(pages)}" if len(pages) > 1 else ""
