"""What all charts share: settings, colours and markers, the sheet with its title and notes, legends.

Matplotlib is loaded when the first chart is drawn, and only ``Figure`` is used, never ``pyplot``. Its types
are incomplete, so its objects are ``Any`` here and in the modules of the charts.
"""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from textwrap import wrap
from threading import RLock
from typing import TYPE_CHECKING, Any, Final

import attrs

from osce_tracker.files import extra
from osce_tracker.model.clock import readable_day
from osce_tracker.model.statements import Stance
from osce_tracker.model.statuses import Status
from osce_tracker.text import one_line
from osce_tracker.tracker.caption import data_note, data_title

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping
    from datetime import date

    from osce_tracker.tracker.tracker import Tracker

#: Width of every chart and its margin, in inches.
WIDTH: Final = 11.0
MARGIN: Final = 0.4
#: Ink for text, for what matters less, and for lines that guide the eye.
INK: Final = "#222222"
SOFT: Final = "#555555"
RULE: Final = "#BBBBBB"
#: Fill and hatching of each status, in the order in which they are stacked. The colours can be told apart
#: by colour-blind readers (after Okabe and Ito), the hatching in black and white.
STATUS_FILL: Final[dict[Status, tuple[str, str]]] = {
    Status.FULFILLED: ("#009E73", ""),
    Status.PARTLY_FULFILLED: ("#A6DCC9", "//"),
    Status.IN_PROGRESS: ("#56B4E9", ".."),
    Status.PLANNED: ("#D3E9F8", "\\\\"),
    Status.BLOCKED: ("#F0E442", "||"),
    Status.NOT_FULFILLED: ("#E98B56", "xx"),
    Status.SUPERSEDED: ("#CC79A7", "--"),
    Status.WITHDRAWN: ("#999999", "++"),
    Status.NOT_ASSESSED: ("#FFFFFF", ""),
}


@attrs.frozen
class StanceLook:
    """How a stance is drawn: its symbol, its fill with the text on it, and its line on white paper."""

    symbol: str
    fill: str
    ink: str
    line: str


#: Purple to brown, so that a stance is never taken for a status; triangles up and down show direction and
#: strength in black and white.
STANCE_LOOK: Final[dict[Stance, StanceLook]] = {
    Stance.SUPPORTS: StanceLook("▲", "#5B3F9E", "#FFFFFF", "#5B3F9E"),
    Stance.WELCOMES: StanceLook("△", "#B5A2DC", "#14202B", "#5B3F9E"),
    Stance.CONDITIONAL: StanceLook("◇", "#EFE08A", "#14202B", "#6B5D00"),
    Stance.NEUTRAL: StanceLook("–", "#D5DADE", "#14202B", "#4A5764"),
    Stance.CRITICAL: StanceLook("▽", "#C58B57", "#14202B", "#7A4419"),
    Stance.OPPOSES: StanceLook("▼", "#6A3910", "#FFFFFF", "#6A3910"),
}
#: Marker and filling of an update by its status.
_MARKERS: Final[dict[Status, tuple[str, str]]] = {
    Status.FULFILLED: ("o", "full"),
    Status.PARTLY_FULFILLED: ("o", "left"),
    Status.IN_PROGRESS: (">", "full"),
    Status.PLANNED: ("d", "none"),
    Status.BLOCKED: ("s", "full"),
    Status.NOT_FULFILLED: ("X", "full"),
    Status.SUPERSEDED: ("^", "full"),
    Status.WITHDRAWN: ("v", "full"),
}
#: The note below charts that count commitments which are not assessed.
NOT_ASSESSED: Final = f"Not assessed: {Status.NOT_ASSESSED.definition}"
_SETTINGS: Final[dict[str, Any]] = {
    "font.family": ["DejaVu Sans"],  # comes with matplotlib, so every machine draws the same
    "font.size": 9,
    "text.color": INK,
    "text.hinting": "none",
    "text.parse_math": False,
    "axes.axisbelow": True,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "xtick.color": SOFT,
    "xtick.labelcolor": INK,
    "ytick.color": SOFT,
    "ytick.labelcolor": INK,
    "grid.color": RULE,
    "grid.linewidth": 0.5,
    "hatch.color": "#333333",
    "hatch.linewidth": 0.5,
    "legend.borderaxespad": 0,
    "legend.frameon": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "osce_tracker",
    "pdf.fonttype": 42,
}
#: Some of these settings exist only for the whole process, so one thread draws at a time: otherwise one
#: could restore the caller's settings while another still draws.
_LOCK: Final = RLock()


@contextmanager
def house_style() -> Generator[None]:
    """Draw with our own settings inside this context, and restore the caller's afterwards.

    Raises:
        MissingExtraError: if matplotlib is not installed; names the command that installs it.
    """
    with extra("plot", "Charts"):
        from matplotlib import style
    with _LOCK, style.context(["default", _SETTINGS]), warnings.catch_warnings():
        # A character that the font lacks is drawn as a box. Users can't change that, so don't warn them.
        warnings.filterwarnings("ignore", r"Glyph \d+ .*missing from", UserWarning)
        yield


def shortened(text: str, width: int, lines: int = 1) -> str:
    r"""Return any text without control characters, wrapped, and cut with an ellipsis if it is too long.

    Args:
        text: the text.
        width: how many characters fit on a line.
        lines: how many lines there may be.

    >>> shortened("Keep the network\n of cyber points", 20), shortened("Keep the network", 9, 2)
    ('Keep the network of…', 'Keep the\nnetwork')
    """
    return "\n".join(wrap(one_line(text), width, max_lines=lines, placeholder="…"))


def short_month(day: date) -> str:
    """Return the month of a day as it is written below an axis.

    >>> from datetime import date
    >>> short_month(date(2025, 9, 30))
    'Sep 2025'
    """
    return readable_day(day, "MMM YYYY")


def count(number: int) -> str:
    """Return a number of commitments."""
    return f"{number} commitment{'' if number == 1 else 's'}"


def in_words(counts: Iterable[int]) -> str:
    """Return the number of commitments and of each status, given in the order of ``STATUS_FILL``."""
    numbers = dict(zip(STATUS_FILL, counts, strict=True))
    parts = [f"{number} {status.label}" for status, number in numbers.items() if number]
    return ", ".join([count(sum(numbers.values())), *parts])


@attrs.frozen
class Heading:
    """What is written above and below a chart: title, subtitle and the note on the data."""

    title: str
    subtitle: str
    note: str


def heading(tracker: Tracker, title: str, *parts: str) -> Heading:
    """Return the heading of a chart of a tracker.

    Args:
        tracker: the tracker.
        title: the title.
        *parts: what the subtitle says after the title of the data set; empty ones are left out.
    """
    subtitle = "; ".join(filter(None, (data_title(tracker), *parts)))
    return Heading(title, subtitle, data_note(tracker.edition, tracker.known_by))


def sheet(heading: Heading, height: float, *notes: str) -> Any:
    """Return a figure with heading and notes; what is added is laid out between them.

    Args:
        heading: title, subtitle and the note on the data.
        height: height of the whole, in inches.
        *notes: further lines above the note on the data; empty ones are left out.
    """
    from matplotlib.figure import Figure

    figure: Any = Figure(figsize=(WIDTH, height), dpi=100, facecolor="white")
    left, line = MARGIN / WIDTH, 0.17 / height
    figure.text(left, 1 - 0.5 / height, shortened(heading.title, 75), size=15, weight="bold")
    figure.text(left, 1 - 0.78 / height, shortened(heading.subtitle, 125), size=10, color=SOFT)
    lines = [heading.note, *filter(None, reversed(notes))]
    for number, note in enumerate(lines):
        figure.text(left, 0.2 / height + number * line, shortened(note, 150), size=8, color=SOFT)
    below = 0.35 / height + len(lines) * line
    rect = (left, below, 1 - 2 * left, 1 - below - 0.95 / height)
    figure.set_layout_engine("constrained", rect=rect)
    return figure


def empty(heading: Heading, records: str = "commitments") -> Any:
    """Return a sheet that says that there are no such records to draw."""
    figure = sheet(heading, 3.0)
    figure.text(0.5, 0.5, f"No {records} to show.", ha="center", size=11, color=SOFT)
    return figure


def marker(status: Status) -> dict[str, Any]:
    """Return how an update is drawn."""
    shape, filling = _MARKERS[status]
    colour = STATUS_FILL[Status.FULFILLED if status is Status.PARTLY_FULFILLED else status][0]
    look = {"marker": shape, "fillstyle": filling, "markeredgecolor": INK, "markeredgewidth": 0.7}
    look |= {"markerfacecolor": colour, "markerfacecoloralt": "white"}
    return {**look, "markersize": 6, "clip_on": False, "linestyle": "none", "zorder": 3}


def patches(
    fills: Mapping[Any, tuple[str, str]], words: Iterable[Any], counts: Mapping[Any, int] | None = None
) -> list[Any]:
    """Return the entries of a legend for words of a vocabulary, with their counts if given."""
    from matplotlib.patches import Patch

    return [
        Patch(
            facecolor=fills[word][0],
            hatch=fills[word][1] * 2,
            edgecolor=SOFT,
            linewidth=0.6,
            label=word.label if counts is None else f"{word.label} ({counts[word]})",
        )
        for word in words
    ]


def legends(figure: Any, *groups: tuple[str, list[Any], int]) -> None:
    """Put legends next to each other between the chart and its notes.

    Args:
        figure: the sheet.
        *groups: title or empty, entries and number of columns of each legend.
    """
    engine = figure.get_layout_engine()
    height = figure.get_figheight()
    left, bottom, width, room = engine.get()["rect"]
    lines = max(bool(title) + -(-len(entries) // columns) for title, entries, columns in groups)
    space = (0.19 * lines + 0.12) / height
    for number, (title, entries, columns) in enumerate(groups):
        place = left + number * width / len(groups), bottom + space - 0.12 / height
        look = {
            "ncols": columns,
            "loc": "upper left",
            "bbox_to_anchor": place,
            "alignment": "left",
        }
        figure.legend(handles=entries, title=title or None, **look)
    engine.set(rect=(left, bottom + space, width, room - space))
