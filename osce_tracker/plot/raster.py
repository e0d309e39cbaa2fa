"""Sheets as matplotlib figures, for PNG and PDF.

Matplotlib loads with the first chart, and this module uses only ``Figure``, never ``pyplot``. Its types
are incomplete, so its objects are ``Any`` here.
"""

import warnings
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any, Final

from osce_tracker.design import TOKENS
from osce_tracker.files import extra
from osce_tracker.plot.canvas import FAMILY, NO_GLYPH, Box, Circle, Edges, Label, Mark, Sheet

#: Dots per inch of figures. Chart sizes are in dots.
DOTS: Final = 100
_POINTS: Final = 72 / DOTS
_SETTINGS: Final[dict[str, Any]] = {
    "font.family": [FAMILY],
    "text.hinting": "none",
    "text.parse_math": False,
    "pdf.fonttype": 42,
}
#: Some of these settings exist only for the whole process, so one thread draws at a time: otherwise one
#: could restore the caller's settings while another still draws.
_LOCK: Final = RLock()


def font_folder() -> Path:
    """Return the folder with the charts' font, which comes with matplotlib.

    >>> (font_folder() / "DejaVuSans.ttf").is_file()
    True
    """
    from matplotlib import get_data_path

    return Path(get_data_path(), "fonts", "ttf")


@contextmanager
def house_style() -> Generator[None]:
    """Draw with our own settings inside this context, and restore the caller's afterwards.

    Raises:
        MissingExtraError: if matplotlib is not installed; names the command that installs it.
    """
    with extra("plot", "Charts"):
        from matplotlib import style
    with _LOCK, style.context(["default", _SETTINGS]), warnings.catch_warnings():
        # Characters that the font lacks appear as boxes. Users can't change that, so don't warn them.
        warnings.filterwarnings("ignore", r"Glyph \d+ .*missing from", UserWarning)
        yield


def has_boxes(sheet: Sheet) -> bool:
    """Return True if a picture has characters that our font lacks, so that they appear as boxes.

    Args:
        sheet: the sheet.
    """
    from matplotlib import font_manager

    fonts: Any = font_manager
    known = fonts.get_font(fonts.findfont(fonts.FontProperties(family=FAMILY))).get_charmap()
    return any(ord(character) not in known for text in sheet.texts for character in text)


def note_boxes(sheet: Sheet) -> None:
    """Add a note to a picture if characters that our font lacks appear as boxes.

    Args:
        sheet: the sheet. Browsers show its SVG in other fonts, so only PNG and PDF need the note.
    """
    if has_boxes(sheet):
        place = sheet.height - sheet.small * 0.4
        sheet.write(sheet.left, place, NO_GLYPH, sheet.small * 0.8, "ink-2")


def to_figure(sheet: Sheet, part: Edges | None = None) -> Any:
    """Return a sheet as a new figure.

    Args:
        sheet: the sheet.
        part: the part to show; by default everything.
    """
    from matplotlib.figure import Figure

    left, top, right, bottom = (0, 0, sheet.width, sheet.height) if part is None else part
    figure: Any = Figure(figsize=((right - left) / DOTS, (bottom - top) / DOTS), dpi=DOTS)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(left, right), ylim=(bottom, top))
    axes.set_axis_off()
    for place, mark in enumerate(sheet.marks):
        _draw(axes, mark, place)
    return figure


def _draw(axes: Any, mark: Mark, place: int) -> None:
    from matplotlib import patches
    from matplotlib.path import Path

    if isinstance(mark, Label):
        axes.text(
            mark.x,
            mark.y,
            mark.text,
            size=mark.size * _POINTS,
            color=TOKENS[mark.ink][0],
            ha={"start": "left", "middle": "center", "end": "right"}[mark.anchor],
            va="baseline",
            weight="bold" if mark.bold else "normal",
            zorder=place,
        )
        return
    look: dict[str, Any] = {
        "facecolor": TOKENS[mark.fill][0] if mark.fill else "none",
        "edgecolor": TOKENS[mark.line][0] if mark.line else "none",
        "linewidth": mark.weight * _POINTS if mark.line else 0,
        "linestyle": (0, (3, 2)) if mark.dashed else "-",
        "alpha": mark.opacity,
        "zorder": place,
    }
    match mark:
        case Box():
            patch: Any = patches.Rectangle((mark.x, mark.y), mark.width, mark.height, **look)
        case Circle():
            patch = patches.Circle((mark.x, mark.y), mark.radius, **look)
        case _:
            points: list[tuple[float, float]] = []
            codes: list[Any] = []
            for letter, numbers in mark.steps:
                pairs = list(zip(numbers[::2], numbers[1::2], strict=True)) or [points[0]]
                points += pairs
                codes += [_CODES[letter]] * len(pairs)
            patch = patches.PathPatch(Path(points, codes), **look)
    # add_patch would work out the limits of the axes, which we already know.
    axes.add_artist(patch)


#: The codes of ``matplotlib.path.Path`` for the steps of a curve.
_CODES: Final = {"M": 1, "L": 2, "C": 4, "Z": 79}
