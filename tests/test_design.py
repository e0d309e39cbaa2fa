"""The colours of all outputs: contrasts by WCAG 2, and the symbols of pages."""

import re
from itertools import product

import pytest

import osce_tracker as ot
from osce_tracker import design

#: What text and what symbols and edges need (WCAG 2.2, 1.4.3 and 1.4.11).
TEXT, SYMBOL = 4.5, 3
THEMES = {"light": 0, "dark": 1}


def luminance(colour):
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Return the contrast ratio of two colours (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_formula_is_that_of_wcag():
    """Black on white is 21, a colour on itself 1, and a grey that is known for it just passes."""
    assert (21, 1) == (contrast("#000000", "#ffffff"), contrast("#b23a1e", "#b23a1e"))
    assert 4.54 == round(contrast("#767676", "#ffffff"), 2)


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read_on_paper_and_surface(theme):
    """Inks and links have the contrast of text on every ground; rules between rows are decoration."""
    place = THEMES[theme]
    colours = {name: pair[place] for name, pair in design.COLOURS.items()}
    grounds = [colours[name] for name in ("paper", "surface", "shade")]
    for name, ground in product(("ink", "ink-2", "link", "visited"), grounds):
        assert contrast(colours[name], ground) >= TEXT, name
    assert contrast(colours["rule-2"], colours["paper"]) >= SYMBOL
    assert contrast(colours["focus"], colours["focus-ink"]) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
def test_words_can_be_read_and_their_edges_seen(theme):
    """The text of each chip has the contrast of text on its fill; edges and bare symbols that of symbols."""
    paper = design.COLOURS["paper"][THEMES[theme]]
    for word, look in design.LOOKS.items():
        fill, ink, line = (
            (look.fill, look.ink, look.line)
            if theme == "light"
            else (look.dark_fill, look.dark_ink, look.dark_line)
        )
        assert contrast(ink, fill) >= TEXT, word
        assert contrast(line, paper) >= SYMBOL, word
        assert contrast(design.COLOURS["ink"][THEMES[theme]], paper) >= TEXT, word


def test_every_word_has_a_look_a_place_and_a_symbol():
    """Statuses and stances each have a look, a place in the order of reading, and a symbol on pages."""
    words = {*map(str, ot.Status), *map(str, ot.Stance)}
    assert (words, words) == (set(design.LOOKS), set(design.READING))
    assert len(words) == len(design.READING) == len({look.symbol for look in design.LOOKS.values()})
    symbols = re.findall(r'<symbol id="page-([a-z-]+)"', design.symbols())
    assert (words, len(words)) == (set(symbols), len(symbols))


def test_css_has_every_colour_in_both_themes():
    """Each property is there in light and, for screens, in dark mode."""
    light, dark = design.css().split("@media screen and (prefers-color-scheme: dark)")
    names = [re.findall(r"--([a-z0-9-]+):", part) for part in (light, dark)]
    assert names[0] == names[1]
    assert len(names[0]) == len(design.COLOURS) + 3 * len(design.LOOKS)
