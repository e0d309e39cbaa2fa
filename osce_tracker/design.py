"""How every output looks: colours, symbols and sizes, defined once for all formats and charts.

Each status and stance has three signs: a symbol, a word and a colour. The meaning survives the loss of any
two (to a photocopy, a colour-blind reader or a screen reader). Final things are solid, open ones light.
The contrast of each pair (WCAG 2: 4.5 for text, 3 for symbols and edges) is tested.
"""

import pkgutil
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

import attrs


@attrs.frozen
class Look:
    """How a word such as a status is shown.

    Args:
        symbol: its symbol as a character.
        fill: colour of a chip, square or bar, ``#rrggbb`` as all colours here.
        ink: colour of text on the fill.
        line: colour of the edge of the fill, and of the symbol on paper.
        dark_fill: the fill in dark mode.
        dark_ink: colour of text on it.
        dark_line: the line in dark mode.
        dashed: true if the edge is dashed.
    """

    symbol: str
    fill: str
    ink: str
    line: str
    dark_fill: str
    dark_ink: str
    dark_line: str
    dashed: bool = False


#: The looks of statuses and stances, by the word that a record holds. Charts show amounts in this order:
#: statuses first, then stances.
LOOKS: Final = {
    "fulfilled": Look("●", "#0b6b5b", "#ffffff", "#0b6b5b", "#4fc3a4", "#06231d", "#4fc3a4"),
    "partly-fulfilled": Look("◐", "#7cc7ae", "#14202b", "#0b6b5b", "#1f6a5b", "#ffffff", "#6fd3b7"),
    "in-progress": Look("◔", "#5b9bd5", "#0b1722", "#1d5f9e", "#4f94d4", "#0b1722", "#7ab5ee"),
    "planned": Look("○", "#c3daf2", "#14202b", "#1f5f99", "#24466a", "#eaf2fb", "#8fbdf0"),
    "blocked": Look("⊘", "#f5b81c", "#14202b", "#14202b", "#f7c548", "#1a1200", "#f7c548"),
    "not-fulfilled": Look("☒", "#b23a1e", "#ffffff", "#b23a1e", "#ef7a5c", "#2a0b03", "#ef7a5c"),
    "not-assessed": Look("◌", "#e9edf0", "#14202b", "#5b6873", "#26313b", "#dfe7ee", "#9fb0be", dashed=True),
    "superseded": Look("→", "#ffffff", "#4a5764", "#5b6873", "#11181f", "#c3ced8", "#9fb0be"),
    "withdrawn": Look("←", "#ffffff", "#4a5764", "#5b6873", "#11181f", "#c3ced8", "#9fb0be"),
    "supports": Look("▲", "#5b3f9e", "#ffffff", "#5b3f9e", "#b59cf0", "#160a33", "#b59cf0"),
    "welcomes": Look("△", "#b5a2dc", "#14202b", "#5b3f9e", "#57458a", "#ffffff", "#b59cf0"),
    "conditional": Look("◇", "#efe08a", "#14202b", "#6b5d00", "#f3ebb0", "#1f1a00", "#f3ebb0"),
    "neutral": Look("–", "#d5dade", "#14202b", "#4a5764", "#3a4754", "#ffffff", "#a9b6c2"),
    "critical": Look("▽", "#c58b57", "#14202b", "#7a4419", "#8a5a2e", "#ffffff", "#dda875"),
    "opposes": Look("▼", "#6a3910", "#ffffff", "#6a3910", "#dd8a45", "#221000", "#dd8a45"),
}
#: The order in which people read statuses and stances: what is stuck or failed first.
READING: Final = (
    *("blocked", "not-fulfilled", "partly-fulfilled", "fulfilled", "in-progress", "planned", "not-assessed"),
    *("superseded", "withdrawn", "supports", "welcomes", "conditional", "neutral", "critical", "opposes"),
)
#: Colours of paper, text and lines, in light and in dark mode.
COLOURS: Final = {
    "paper": ("#ffffff", "#11181f"),
    "surface": ("#f3f5f7", "#1a232c"),
    "ink": ("#14202b", "#e8edf2"),
    "ink-2": ("#4a5764", "#a9b6c2"),
    "rule": ("#d3dae0", "#34414d"),
    "rule-2": ("#14202b", "#8695a3"),
    "link": ("#0b4f8a", "#8ec1ff"),
    "visited": ("#5b3f9e", "#c4b0f5"),
    "focus": ("#ffbf00", "#ffbf00"),
    "focus-ink": ("#14202b", "#14202b"),
    "shade": ("#eef3f8", "#1b2732"),
}
PAPER: Final = COLOURS["paper"][0]
INK: Final = COLOURS["ink"][0]
#: The second ink: notes and the heads of columns.
SOFT: Final = COLOURS["ink-2"][0]
RULE: Final = COLOURS["rule"][0]
LINK: Final = COLOURS["link"][0]
SHADE: Final = COLOURS["shade"][0]
#: Sizes of type on paper, in points.
POINTS: Final = {
    "finding": 20,
    "figure": 20,
    "heading-1": 14,
    "heading-2": 12,
    "text": 10.5,
    "cell": 9,
    "small": 8,
}


#: Every colour by name, in light and in dark mode: those above, and for each word its fill (``blocked``),
#: the text on it (``blocked-on``) and its line (``blocked-line``).
TOKENS: Final = COLOURS | {
    f"{word}{part}": pair
    for word, look in LOOKS.items()
    for part, pair in (
        ("", (look.fill, look.dark_fill)),
        ("-on", (look.ink, look.dark_ink)),
        ("-line", (look.line, look.dark_line)),
    )
}


@cache
def symbols() -> str:
    """Return the symbols of statuses and stances as an SVG element for pages to refer to.

    In it ``--s`` is the colour of a shape, and ``--d`` that of its detail.
    """
    return (pkgutil.get_data("osce_tracker", "symbols.svg") or b"").decode()


@cache
def shapes(word: str) -> tuple[Mapping[str, str], ...]:
    """Return the circles and paths of a symbol, in a square of 16 by 16, by their attributes in SVG.

    Args:
        word: the status or stance.

    >>> shapes("planned")[0]["r"]
    '6.4'
    """
    from xml.etree import ElementTree as ET

    every = ET.fromstring(symbols())  # noqa: S314 (our own file)
    return tuple(shape.attrib for shape in every.findall(f"./defs/symbol[@id='page-{word}']/*"))


def css() -> str:
    """Return the colours as CSS custom properties, with those of dark mode.

    Returns:
        A property for each of ``TOKENS``, such as ``--ink``. ``data-theme="light"`` on the root element keeps
        the light colours.

    >>> css().splitlines()[:2]
    [':root {', '  color-scheme: light dark;']
    """
    light, dark = (_properties((name, pair[mode]) for name, pair in TOKENS.items()) for mode in (0, 1))
    return (
        f":root {{\n  color-scheme: light dark;\n{light}}}\n"
        '@media screen and (prefers-color-scheme: dark) { :root:not([data-theme="light"]) {\n'
        f"{dark}}} }}\n"
    )


def _properties(colours: Iterable[tuple[str, str]]) -> str:
    return "".join(f"  --{name}: {colour};\n" for name, colour in colours)
