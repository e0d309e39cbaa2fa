"""A tile map: the latest stance of each participating State."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from osce_tracker.analysis.positions import Standing, positions
from osce_tracker.model.clock import readable_day
from osce_tracker.model.statements import About
from osce_tracker.plot import canvas
from osce_tracker.plot.canvas import INK, RULE, SOFT, STANCE_FILL, Heading
from osce_tracker.plot.chart import Chart
from osce_tracker.tracker.arguments import checked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from osce_tracker.tracker.tracker import Tracker

#: Where each participating State is: roughly as on a map from Vancouver to Vladivostok.
_GRID: Final = (
    "CA .. .. IS .. .. .. NO SE FI .. .. .. .. .. ..",
    "US .. .. .. .. .. .. DK .. EE .. RU .. .. .. ..",
    ".. .. .. .. IE GB .. .. .. LV .. .. .. .. .. ..",
    ".. .. .. .. .. .. NL DE PL LT BY .. .. KZ .. MN",
    ".. .. .. .. .. BE LU CZ SK .. UA .. .. UZ KG ..",
    ".. .. .. .. .. FR CH LI AT HU MD GE .. TM TJ ..",
    ".. .. .. .. AD MC IT SM SI HR RO AM AZ .. .. ..",
    ".. .. .. PT ES .. VA .. BA RS BG .. .. .. .. ..",
    ".. .. .. .. .. .. .. .. ME MK .. TR .. .. .. ..",
    ".. .. .. .. .. .. .. MT AL GR CY .. .. .. .. ..",
)
PLACES: Final = {
    code: (column, row)
    for row, line in enumerate(_GRID)
    for column, code in enumerate(line.split())
    if code != ".."
}
_LABELS: Final = {
    Standing.OWN: "spoke itself",
    Standing.THROUGH_GROUP: "only groups or others spoke for it",
    Standing.NONE: "-  no statement is known; silence is not a position",
}


@checked
def support_map(tracker: Tracker, about: str | About = "chairmanship", on: date | str | None = None) -> Chart:
    """Chart the latest stance of each participating State on a map of tiles.

    Args:
        tracker: the tracker.
        about: what the statements are about: ``chairmanship`` or ``agenda``.
        on: count only statements made by that day; by default all of them.

    Returns:
        A chart with a tile for each of the 57 States. A solid frame: it spoke itself. A dashed frame: only
        groups or others did. White with ``-``: no statement is known. The Chair's own tile is dark and not
        counted. The rows hold each State's code, whose words its position rests on and the stance.

    Raises:
        WordError: if ``about`` is neither.
        PeriodError: if ``on`` is not a day.

    >>> import osce_tracker as ot
    >>> ot.plot.support_map(ot.load(), on="2024-06-30").text
    'Positions on the Chairpersonship: 2 supports, 1 welcomes, 53 without a statement.'
    """
    found = positions(tracker, about, on)
    rows = tuple((position.state, position.standing, position.stance) for position in found.states)
    stances = Counter(stance for *_, stance in rows)
    listed = [f"{stances[stance]} {stance.label}" for stance in STANCE_FILL if stances[stance]]
    listed += [f"{stances[None]} without a statement"] if stances[None] else []
    what = "the Chairpersonship" if found.about is About.CHAIRMANSHIP else "the OSCE or its agenda"
    title = f"Positions on {what}"
    until = "" if found.on is None else f" up to {readable_day(found.on)}"
    head = canvas.heading(tracker, title, f"the latest statement of each participating State{until}")
    return Chart(
        title=title,
        key="support",
        draw=partial(_draw, head, rows, tracker.chair),
        text=f"{title}: {', '.join(listed) or 'none'}.",
        columns=("state", "standing", "stance"),
        rows=rows,
    )


def _draw(head: Heading, rows: Sequence[tuple[Any, ...]], chair: str | None) -> Any:
    if not rows:
        return canvas.empty(head, "States")
    elsewhere = sorted(code for code, *_ in rows if code not in PLACES)
    figure = canvas.sheet(head, 9.0, f"Without a tile: {', '.join(elsewhere)}" if elsewhere else "")
    axes = figure.subplots()
    axes.set(xlim=(-0.5, 15.5), ylim=(len(_GRID) - 0.5, -0.5), aspect="equal", anchor="W")
    axes.set_axis_off()
    for code, standing, stance in rows:
        if code in PLACES:
            _draw_tile(axes, code, standing, stance)
    if chair in PLACES:
        _draw_tile(axes, chair, None, None)
    _add_legends(figure, rows, chair)
    return figure


def _draw_tile(axes: Any, code: str, standing: Standing | None, stance: Any) -> None:
    """Draw the tile of a State; without a standing it is that of the Chair."""
    from matplotlib.patches import Rectangle

    column, row = PLACES[code]
    corner = column - 0.44, row - 0.44
    colour, hatch = ("white", "") if stance is None else STANCE_FILL[stance]
    ink = INK
    if standing is None:
        colour, ink = INK, "white"
        axes.add_patch(Rectangle((column - 0.49, row - 0.49), 0.98, 0.98, fill=False, edgecolor=INK))
    axes.add_patch(Rectangle(corner, 0.88, 0.88, facecolor=colour, hatch=hatch, edgecolor=SOFT, linewidth=0))
    axes.add_patch(Rectangle(corner, 0.88, 0.88, fill=False, **_frame(standing)))
    under = {None: "Chair", Standing.NONE: "-"}.get(standing, "")
    # Hatching must not run through the letters.
    box = {"facecolor": colour, "edgecolor": "none", "pad": 1.5}
    look = {"ha": "center", "va": "center", "color": ink}
    axes.text(column, row - 0.14 * bool(under), code, weight="bold", size=11, bbox=box, **look)
    axes.text(column, row + 0.25, under, size=7.5, **look)


def _frame(standing: Standing | None) -> dict[str, Any]:
    """Return the frame of a tile by who spoke for the State."""
    if standing is Standing.NONE:
        return {"edgecolor": RULE, "linewidth": 0.8, "linestyle": "-"}
    dashed = standing is Standing.THROUGH_GROUP
    return {"edgecolor": INK, "linewidth": 1.5, "linestyle": (0, (3, 2)) if dashed else "-"}


def _add_legends(figure: Any, rows: Sequence[tuple[Any, ...]], chair: str | None) -> None:
    from matplotlib.patches import Patch

    stances, standings = Counter(stance for *_, stance in rows), Counter(standing for _, standing, _ in rows)
    frames = [
        Patch(facecolor="white", label=f"{label} ({standings[standing]})", **_frame(standing))
        for standing, label in _LABELS.items()
    ]
    if chair in PLACES:
        frames.append(Patch(facecolor=INK, edgecolor=INK, label="the Chair's own State, not counted"))
    fills = canvas.patches(STANCE_FILL, STANCE_FILL, stances)
    canvas.legends(
        figure,
        ("Stance of the latest statement (number of States)", fills, 3),
        ("Who spoke (number of States)", frames, 1),
    )
