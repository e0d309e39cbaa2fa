"""What all plots share: the sheet that they are drawn on, safe text, signs and colours, and files.

matplotlib is loaded here alone, when the first plot is made. Its settings are those of the library for as
long as it draws and those of the caller before and after; the same records give the same bytes.
"""

from __future__ import annotations

import re
import warnings
from contextlib import contextmanager
from html import escape
from io import BytesIO
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Final

from osce_tracker.analysis.positions import Standing
from osce_tracker.errors import FormatError, MissingExtraError, UsageError, quoted
from osce_tracker.model.statements import Stance
from osce_tracker.model.statuses import Status

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping
    from os import PathLike

    from matplotlib.figure import Figure

    from osce_tracker.tracker.tracker import Tracker

#: Width of every sheet, and its margin, in inches.
WIDTH: Final = 11.0
MARGIN: Final = 0.4
#: Ink for text, for what matters less, and for lines that guide the eye.
INK: Final = "#222222"
SOFT: Final = "#555555"
RULE: Final = "#BBBBBB"
#: Fill and hatching of each status: colours that the colour-blind can tell apart (after Okabe and Ito),
#: and hatchings for those who print in black and white. In this order they are stacked.
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
#: Fill and hatching of each stance.
STANCE_FILL: Final[dict[Stance, tuple[str, str]]] = {
    Stance.SUPPORTS: ("#3B8FC4", ""),
    Stance.WELCOMES: ("#B5DCF5", "//"),
    Stance.CONDITIONAL: ("#F0E442", ".."),
    Stance.NEUTRAL: ("#DDDDDD", "--"),
    Stance.CRITICAL: ("#E69F00", "\\\\"),
    Stance.OPPOSES: ("#E0672A", "xx"),
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
#: Where each participating State stands: roughly as on a map from Vancouver to Vladivostok.
_GRID: Final = (
    "CA .. .. IS .. .. .. NO SE FI .. .. .. .. .. ..",
    "US .. .. .. .. .. .. DK .. EE .. RU .. .. .. ..",
    ".. .. .. .. IE GB .. .. .. LV .. .. .. .. .. ..",
    ".. .. .. .. .. .. NL DE PL LT BY .. .. KZ .. MN",
    ".. .. .. .. .. BE LU CZ SK .. UA .. .. UZ KG ..",
    ".. .. .. .. .. FR LI CH AT HU MD GE .. TM TJ ..",
    ".. .. .. .. AD MC SM IT SI HR RO AM AZ .. .. ..",
    ".. .. .. PT ES .. .. VA BA RS BG .. .. .. .. ..",
    ".. .. .. .. .. .. .. .. ME MK .. TR .. .. .. ..",
    ".. .. .. .. .. .. .. MT AL GR CY .. .. .. .. ..",
)
PLACES: Final = {
    code: (column, row)
    for row, line in enumerate(_GRID)
    for column, code in enumerate(line.split())
    if code != ".."
}
#: How many rows of tiles there are, and how many inches a tile takes.
ROWS: Final = len(_GRID)
TILE: Final = 0.6
SUFFIXES: Final = (".svg", ".png", ".pdf")
_LONGEST: Final = 400
#: As in ``formats.escape``: what acts or reorders instead of being seen; and what XML cannot hold.
_UNSEEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_BLANKS: Final = re.compile(r"[ \t\r\n]+")
#: Settings of matplotlib that are the caller's own affair and have no part in what is drawn.
_THEIRS: Final = ("backend", "docstring", "interactive", "savefig.directory", "timezone", "toolbar", "webagg")
_SETTINGS: Final[dict[str, Any]] = {
    "font.family": ["DejaVu Sans"],  # comes with matplotlib, so that every machine draws alike
    "font.size": 9,
    "text.color": INK,
    "text.hinting": "none",
    "text.parse_math": False,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "xtick.color": SOFT,
    "xtick.labelcolor": INK,
    "ytick.color": SOFT,
    "ytick.labelcolor": INK,
    "hatch.color": "#333333",
    "hatch.linewidth": 0.5,
    "legend.frameon": False,
    "legend.fontsize": 9,
    "svg.fonttype": "none",
    "svg.hashsalt": "osce_tracker",
    "pdf.fonttype": 42,
}


#: The settings of matplotlib are those of the whole process: one thread draws at a time.
_DRAWING: Final = RLock()


@contextmanager
def house_style() -> Generator[None]:
    """Draw inside this context with the settings of the library, whatever those of the caller are.

    Raises:
        MissingExtraError: when matplotlib is not installed; says the one line that installs it.

    >>> with house_style():
    ...     pass
    """
    try:
        import matplotlib as mpl
    except ImportError as error:
        raise MissingExtraError("plot", "Plots") from error
    untyped: Any = mpl
    defaults = {k: v for k, v in untyped.rcParamsDefault.items() if not k.startswith(_THEIRS)}
    with _DRAWING, untyped.rc_context({**defaults, **_SETTINGS}), warnings.catch_warnings():
        # A sign that the font lacks is drawn as a box; that is no news to who asked for a plot.
        warnings.filterwarnings("ignore", r"Glyph \d+ .*missing from", UserWarning)
        yield


def safe(text: str, longest: int | None = None) -> str:
    r"""Return a text on one line, signs that are not seen as ``?``, cut where it is too long for any use.

    >>> safe("a\x00b\n c"), safe("abcdef", 3)
    ('a?b c', 'abc…')
    """
    kept = text if longest is None or len(text) <= longest else f"{text[:longest]}…"
    return _UNSEEN.sub("?", _BLANKS.sub(" ", kept))


def sheet(tracker: Tracker, title: str, subtitle: str, height: float) -> Any:
    """Return an empty figure of a height in inches with title, subtitle and the note on the data."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height), dpi=100, facecolor="white")
    FigureCanvasAgg(figure)
    room = WIDTH - 2 * MARGIN
    write(figure, MARGIN, height - 0.5, title, room, size=15, weight="bold")
    write(figure, MARGIN, height - 0.78, subtitle, room, size=10, color=SOFT)
    write(figure, MARGIN, 0.2, data_note(tracker), room, size=8, color=SOFT)
    return figure


def panel(figure: Any, left: float, bottom: float, width: float, height: float) -> Any:
    """Return axes at a place of a sheet that is given in inches."""
    tall = figure.get_figheight()
    axes = figure.add_axes((left / WIDTH, bottom / tall, width / WIDTH, height / tall))
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_axisbelow(True)
    return axes


def write(figure: Any, left: float, bottom: float, text: str, room: float, **look: Any) -> None:
    """Write a text of any origin at a place in inches, cut with an ellipsis where its room ends."""
    from matplotlib.textpath import text_to_path

    place = left / WIDTH, bottom / figure.get_figheight()
    drawn = figure.text(*place, safe(text, _LONGEST), parse_math=False, **look)
    whole, font = drawn.get_text(), drawn.get_fontproperties()

    def fits() -> bool:
        # Measured without a canvas: hinting makes the same text wider on some than on others.
        measured = text_to_path.get_text_width_height_descent(drawn.get_text(), font, ismath=False)
        return bool(measured[0] <= room * 72)

    if fits():
        return
    short, long = 0, len(whole)
    while long - short > 1:
        middle = (short + long) // 2
        drawn.set_text(f"{whole[:middle].rstrip()}…")
        short, long = (middle, long) if fits() else (short, middle)
    drawn.set_text(f"{whole[:short].rstrip()}…")


def data_title(tracker: Tracker) -> str:
    """Return the title of the data set, and as of when the public record is shown."""
    title = "Own records" if tracker.edition is None else tracker.edition.title
    stood = "" if tracker.known_by is None else f", as the public record stood on {tracker.known_by}"
    return f"{title}{stood}"


def data_note(tracker: Tracker) -> str:
    """Return the line that says which data a plot rests on."""
    edition, known_by = tracker.edition, tracker.known_by
    if edition is None:
        data, until = "own records, without a version", ""
    else:
        data = f"{edition.name}, version {edition.version}"
        until = f"; the public record as read until {edition.compiled}"
    if known_by is not None:
        until = f"; as the public record stood on {known_by}"
    return f"Data: {data}{until}."


def statuses(counts: Iterable[Mapping[Status, int]]) -> list[Status]:
    """Return the statuses that occur, in the order in which they are stacked."""
    found = {status for count in counts for status in count}
    return [status for status in STATUS_FILL if status in found]


def explain(figure: Any) -> None:
    """Write what not assessed means, above the note on the data."""
    told = f"Not assessed: {Status.NOT_ASSESSED.definition}"
    write(figure, MARGIN, 0.36, told, WIDTH - 2 * MARGIN, size=8, color=SOFT)


def describe(figure: Any, title: str, text: str) -> Figure:
    """Return a figure with its title and its text alternative put on it."""
    figure._osce_title, figure._osce_alternative = safe(title), safe(text)  # noqa: SLF001 (it goes with it)
    whole: Figure = figure
    return whole


def patches(
    fills: Mapping[Any, tuple[str, str]], words: Iterable[Any], counts: Mapping[Any, int] | None = None
) -> list[Any]:
    """Return what a legend shows for words of a vocabulary."""
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


def marker(status: Status) -> dict[str, Any]:
    """Return how an update is drawn."""
    shape, filling = _MARKERS[status]
    colours = {"markerfacecolor": STATUS_FILL[status][0], "markerfacecoloralt": "white"}
    if status is Status.PARTLY_FULFILLED:
        colours["markerfacecolor"] = STATUS_FILL[Status.FULFILLED][0]
    look = {"marker": shape, "fillstyle": filling, "markeredgecolor": INK, "markeredgewidth": 0.7}
    return {**look, **colours, "markersize": 6, "clip_on": False, "linestyle": "none", "zorder": 3}


def empty(figure: Any, title: str) -> Figure:
    """Return a sheet that says that there is nothing to draw."""
    place = WIDTH / 2, figure.get_figheight() / 2
    write(figure, *place, "No commitments to show.", WIDTH, ha="center", size=11, color=SOFT)
    return describe(figure, title, f"{title}: none.")


def tile(axes: Any, code: str, standing: Standing | None, stance: Any) -> None:
    """Draw the tile of a State; without a standing it is that of the Chair."""
    from matplotlib.patches import Rectangle

    column, row = PLACES[code]
    corner = column - 0.44, row - 0.44
    fill, hatch = ("white", "") if stance is None else STANCE_FILL[stance]
    ink = INK
    if standing is None:
        fill, hatch, ink = INK, "", "white"
        axes.add_patch(Rectangle((column - 0.49, row - 0.49), 0.98, 0.98, fill=False, edgecolor=INK))
    axes.add_patch(Rectangle(corner, 0.88, 0.88, facecolor=fill, hatch=hatch, edgecolor=SOFT, linewidth=0))
    axes.add_patch(Rectangle(corner, 0.88, 0.88, fill=False, **frame(standing)))
    under = {None: "Chair", Standing.NONE: "-"}.get(standing, "")
    # Hatching must not run through the letters.
    box = {"facecolor": fill, "edgecolor": "none", "pad": 1.5}
    look = {"ha": "center", "va": "center", "color": ink}
    axes.text(column, row - 0.14 * bool(under), code, weight="bold", size=11, bbox=box, **look)
    axes.text(column, row + 0.25, under, size=7.5, **look)


def frame(standing: Standing | None) -> dict[str, Any]:
    """Return the frame of a tile by who spoke for the State."""
    if standing is Standing.NONE:
        return {"edgecolor": RULE, "linewidth": 0.8, "linestyle": "-"}
    dashed = standing is Standing.THROUGH_GROUP
    return {"edgecolor": INK, "linewidth": 1.5, "linestyle": (0, (3, 2)) if dashed else "-"}


def timeline_legend(figure: Any, marks: Mapping[Status, int]) -> None:
    """Draw the legend of a timeline, with the updates that occur in it."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[Any] = [
        Patch(facecolor="#D9D9D9", edgecolor=SOFT, linewidth=0.6, label="from made to deadline"),
        Line2D([], [], color=SOFT, linewidth=0.8, linestyle=":", label="no deadline known"),
        Line2D([], [], color=INK, marker="|", linestyle="none", label="event"),
        Line2D([], [], color=INK, marker="x", ms=4, linestyle="none", label="event postponed or cancelled"),
    ]
    handles += [Line2D([], [], label=f"update: {s.label}", **marker(s)) for s in STATUS_FILL if marks[s]]
    place = MARGIN / WIDTH, 0.45 / figure.get_figheight()
    figure.legend(handles=handles, loc="lower left", bbox_to_anchor=place, ncols=4, borderaxespad=0)


def text_alternative(figure: Figure) -> str:
    """Return what a plot shows in one or two sentences, for who cannot see it.

    Args:
        figure: a figure of ``osce_tracker.plot``.

    Raises:
        UsageError: for a figure of another origin.

    >>> import osce_tracker as ot
    >>> ot.plot.text_alternative(ot.plot.levers(ot.Tracker(), "2025-12-31"))
    'Commitments by who delivers, 2025-12-31: none.'
    """
    found = getattr(figure, "_osce_alternative", None)
    if found is None:
        raise UsageError(f"{quoted(figure)} is no figure of osce_tracker.plot, so nothing describes it")
    return str(found)


def to_png(figure: Figure, dpi: float = 150) -> bytes:
    """Return a plot as a PNG picture.

    Args:
        figure: the plot.
        dpi: dots per inch.

    >>> import osce_tracker as ot
    >>> ot.plot.to_png(ot.plot.levers(ot.Tracker(), "2025-12-31"))[1:4]
    b'PNG'
    """
    return _printed(figure, "png", dpi=dpi, metadata={"Software": None})


def to_pdf(figure: Figure) -> bytes:
    """Return a plot as a PDF file of one page.

    Args:
        figure: the plot.

    >>> import osce_tracker as ot
    >>> ot.plot.to_pdf(ot.plot.levers(ot.Tracker(), "2025-12-31"))[:4]
    b'%PDF'
    """
    told = {"Title": _title(figure), "Subject": text_alternative(figure)}
    nothing = dict.fromkeys(("Creator", "Producer", "CreationDate"))
    return _printed(figure, "pdf", metadata={**told, **nothing})


def to_svg(figure: Figure, prefix: str = "") -> str:
    """Return a plot as an SVG element that can stand inside an HTML page as it is.

    Args:
        figure: the plot.
        prefix: what all ids begin with, so that several plots can stand on one page: ASCII letters,
            digits, ``-`` and ``_``, beginning with a letter.

    Returns:
        The element with title and description for screen readers; without scripts, style sheets or
        references to anything outside.

    Raises:
        UsageError: when the prefix is none.

    >>> import osce_tracker as ot
    >>> ot.plot.to_svg(ot.plot.levers(ot.Tracker(), "2025-12-31"), prefix="a-")[:4]
    '<svg'
    """
    if prefix and not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", prefix, re.ASCII):
        accepted = "accepted: ASCII letters, digits, - and _, beginning with a letter"
        raise UsageError(f"{quoted(prefix)} is no prefix of ids; {accepted}")
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    text = _printed(figure, "svg", metadata=nothing).decode("utf-8")
    # An SVG has its root, whatever a checker of types fears.
    root, body = re.match(r".*?<svg ([^<>]*)>(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    # A style sheet would hold for the whole page; what it says is said once, at the root.
    body = re.sub(r"<defs>\s*<style[^<>]*>[^<>]*</style>\s*</defs>\s*", "", body, count=1)
    look = "stroke-linejoin: round; stroke-linecap: butt; max-width: 100%; height: auto"
    named = f'<title id="title">{escape(_title(figure))}</title>'
    told = f'<desc id="desc">{escape(text_alternative(figure))}</desc>'
    whole = f'<svg role="img" aria-labelledby="title desc" style="{look}" {root}>\n{named}\n{told}{body}'
    # matplotlib escapes < and > in texts and attributes, so that this finds tags and nothing else.
    return re.sub(r"<[^<>]*>", lambda tag: _prefixed(tag[0], prefix), whole).rstrip() + "\n"


def _prefixed(tag: str, prefix: str) -> str:
    tag = tag.replace('="title desc"', f'="{prefix}title {prefix}desc"')
    tag = tag.replace("'DejaVu Sans'", "'DejaVu Sans', Verdana, sans-serif")
    return re.sub(r'(\sid="|href="#|url\(#)', rf"\g<1>{prefix}", tag)


def save(figure: Figure, path: str | PathLike[str]) -> None:
    """Write a plot to a file, in the format that the suffix of the path says.

    Args:
        figure: the plot.
        path: ends in ``.svg``, ``.png`` or ``.pdf``.

    Raises:
        FormatError: for another suffix.
        OSError: when the file cannot be written.

    >>> import osce_tracker as ot
    >>> ot.plot.save(ot.plot.levers(ot.Tracker(), "2025-12-31"), "levers.gif")
    Traceback (most recent call last):
        ...
    osce_tracker.errors.FormatError: unknown format '.gif'; accepted: .svg, .png, .pdf
    """
    suffix = Path(path).suffix.lower()
    if suffix not in SUFFIXES:
        raise FormatError(suffix, SUFFIXES)
    other = to_png if suffix == ".png" else to_pdf
    Path(path).write_bytes(to_svg(figure).encode("utf-8") if suffix == ".svg" else other(figure))


def _title(figure: Figure) -> str:
    return str(getattr(figure, "_osce_title", "Plot"))


def _printed(figure: Any, form: str, **how: Any) -> bytes:
    with house_style(), BytesIO() as made:
        figure.savefig(made, format=form, **how)
        return made.getvalue()
