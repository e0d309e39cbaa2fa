"""The style sheet, symbols and script that web pages share."""

import pkgutil
from collections.abc import Iterable
from functools import cache

from osce_tracker.design import LOOKS, css


@cache
def read_template(name: str) -> str:
    """Return the text of a template, style sheet or script, from a folder or a ZIP archive.

    Args:
        name: the name of the file, such as ``"page.js"``.
    """
    return (pkgutil.get_data("osce_tracker.formats", f"templates/{name}") or b"").decode()


def style_sheet(widths: Iterable[int]) -> str:
    """Return the styles of a page: colours, words, column widths, the page itself, lists and cards.

    Args:
        widths: the widths of its table columns, in per cent.
    """
    words = "".join(map(_word_style, LOOKS))
    columns = "".join(f".w{width}{{width:{width}%}}\n" for width in sorted(set(widths)) if width)
    cards = read_template("cards.css")
    narrow = cards.replace("$", "table:not(.list)")
    return (
        f"{css()}{words}{columns}{read_template('page.css')}{cards.replace('$', 'table.list')}"
        f"@media screen and (max-width:64rem){{\n{narrow}}}\n"
    )


def _word_style(word: str) -> str:
    # The bare symbol of blocked is as light as its fill; its dark bar and the word make up for it.
    bare = (word, f"{word}-on") if word == "blocked" else (f"{word}-line", "paper")
    return (
        f".w-{word}{{--f:var(--{word});--l:var(--{word}-line);--o:var(--{word}-on);"
        f"--s:var(--{bare[0]});--d:var(--{bare[1]})}}\n"
    )
