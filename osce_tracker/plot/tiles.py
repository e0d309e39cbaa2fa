"""A tile map: the latest stance of each participating State, in its own words or only in those of a group."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from osce_tracker.analysis.positions import Standing, positions
from osce_tracker.model.clock import readable_day
from osce_tracker.model.statements import About
from osce_tracker.plot import canvas
from osce_tracker.plot.canvas import INK, RULE, SOFT, STANCE_LOOK, Heading
from osce_tracker.plot.chart import Chart
from osce_tracker.tracker.arguments import checked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from osce_tracker.model.statements import Stance
    from osce_tracker.tracker.filters import OneOrMore
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
#: Frames of tiles: of a State that nobody has spoken for, and of one that only groups have spoken for.
_THIN: Final[dict[str, Any]] = {"edgecolor": RULE, "linewidth": 0.8, "linestyle": "-"}
_DASHED: Final[dict[str, Any]] = {"linewidth": 1.5, "linestyle": (0, (3, 2))}


@checked
def support_map(
    tracker: Tracker,
    about: str | About = "chairmanship",
    on: date | str | None = None,
    *,
    chair: OneOrMore | None = None,
) -> Chart:
    """Chart the latest stance of each participating State on a map of tiles.

    Args:
        tracker: the tracker.
        about: what the statements are about: ``chairmanship`` or ``agenda``.
        on: count only statements made by that day. By default the last day of the Chair's term, or the day
            up to which the record is known if that is earlier.
        chair: only statements on a Chairpersonship such as ``"FI-2025"``; several mean any of them.

    Returns:
        A chart with a tile for each of the 57 States. Filled: its own latest stance. White with a dashed
        frame: only groups or others have spoken for it, and this is their latest stance. White and empty: no
        statement is known. The tile of the Chair's own State is dark and not counted. The rows hold each
        State's code, who has spoken for it and the stance that is drawn.

    Raises:
        WordError: if ``about`` is neither, or if no record belongs to that Chairpersonship.
        PeriodError: if ``on`` is not a day.
        UsageError: if no day was given and the data set has no dated fact.

    >>> import osce_tracker as ot
    >>> ot.plot.support_map(ot.load(), on="2023-12-31").text.partition(": ")[2]
    'own words: 1 supports, 1 welcomes; 54 without a statement.'
    """
    found = positions(tracker, about, on, chair=chair)
    rows = tuple((one.state, one.standing, one.own_stance or one.through_stance) for one in found.states)
    drawn = {code for code, *_ in rows}
    dark = [position.state for position in found.chairs if position.state not in drawn]
    names = ", ".join(found.registry.name(position.state, found.on) for position in found.chairs)
    if chair is not None:
        subject = f"the Chairpersonship of {names}"
    else:
        subject = "the Chairpersonship" if len(found.chairs) < 2 else "several Chairpersonships"
    what = subject if found.about is About.CHAIRMANSHIP else "the OSCE or its agenda"
    title = f"Positions on {what} up to {readable_day(found.on)}"
    head = canvas.heading(tracker, title, "the latest stance of each participating State")
    return Chart(
        title=title,
        key="support",
        draw=partial(_draw, head, rows, dark),
        text=f"{title}: {_in_words(rows)}.",
        columns=("state", "standing", "stance"),
        rows=rows,
    )


def _in_words(rows: Sequence[tuple[Any, ...]]) -> str:
    parts: list[str] = []
    for whose, title in ((Standing.OWN, "own words"), (Standing.THROUGH_GROUP, "a group only")):
        counts = _counts(rows, whose)
        listed = ", ".join(f"{counts[stance]} {stance.label}" for stance in STANCE_LOOK if counts[stance])
        parts += [f"{title}: {listed}"] if listed else []
    silent = _counts(rows, Standing.NONE).total()
    parts += [f"{silent} without a statement"] if silent else []
    return "; ".join(parts) or "none"


def _counts(rows: Sequence[tuple[Any, ...]], whose: Standing) -> Counter[Any]:
    """Return the number of States by stance, of those with a standing."""
    return Counter(stance for _, standing, stance in rows if standing is whose)


def _draw(head: Heading, rows: Sequence[tuple[Any, ...]], dark: Sequence[str]) -> Any:
    if not rows:
        return canvas.empty(head, "States")
    elsewhere = sorted(code for code, *_ in rows if code not in PLACES)
    figure = canvas.sheet(head, 9.0, f"Without a tile: {', '.join(elsewhere)}" if elsewhere else "")
    axes = figure.subplots()
    axes.set(xlim=(-0.5, 15.5), ylim=(len(_GRID) - 0.5, -0.5), aspect="equal", anchor="W")
    axes.set_axis_off()
    for code, standing, stance in rows:
        if code in PLACES:
            symbol = "" if stance is None else STANCE_LOOK[stance].symbol
            _draw_tile(axes, code, symbol, _look(standing, stance))
    in_chair = [code for code in dark if code in PLACES]
    for code in in_chair:
        _draw_tile(axes, code, "Chair", {"facecolor": INK, "edgecolor": INK, "linestyle": "-"})
    _add_legends(figure, rows, has_chair=bool(in_chair))
    return figure


def _look(standing: Standing, stance: Stance | None) -> dict[str, Any]:
    """Return the fill and frame of a tile."""
    if stance is None:
        return {"facecolor": "white", **_THIN}
    look = STANCE_LOOK[stance]
    if standing is Standing.OWN:
        return {"facecolor": look.fill, "edgecolor": look.line, "linewidth": 1.5, "linestyle": "-"}
    return {"facecolor": "white", "edgecolor": look.line, **_DASHED}


def _draw_tile(axes: Any, code: str, below: str, look: dict[str, Any]) -> None:
    """Draw a tile with the code of a State, and a symbol or word below it."""
    from matplotlib.patches import Rectangle

    column, row = PLACES[code]
    inks = {known.fill: known.ink for known in STANCE_LOOK.values()} | {INK: "white"}
    ink = inks.get(look["facecolor"], INK)
    axes.add_patch(Rectangle((column - 0.44, row - 0.44), 0.88, 0.88, **look))
    place = {"ha": "center", "va": "center", "color": ink}
    axes.text(column, row - 0.14 * bool(below), code, weight="bold", size=11, **place)
    axes.text(column, row + 0.22, below, size=9, **place)


def _add_legends(figure: Any, rows: Sequence[tuple[Any, ...]], *, has_chair: bool) -> None:
    from matplotlib.patches import Patch

    own, through = _counts(rows, Standing.OWN), _counts(rows, Standing.THROUGH_GROUP)
    stances = [
        Patch(
            facecolor=look.fill,
            edgecolor=look.line,
            label=f"{look.symbol} {stance.label} ({own[stance]} own, {through[stance]} group)",
        )
        for stance, look in STANCE_LOOK.items()
    ]
    silent = _counts(rows, Standing.NONE).total()
    frames = [
        Patch(facecolor=SOFT, edgecolor=SOFT, label=f"filled: its own words ({own.total()})"),
        Patch(
            facecolor="white",
            edgecolor=SOFT,
            **_DASHED,
            label=f"dashed: only a group spoke for it ({through.total()})",
        ),
        Patch(facecolor="white", **_THIN, label=f"no statement found; silence is not support ({silent})"),
    ]
    if has_chair:
        frames.append(Patch(facecolor=INK, edgecolor=INK, label="the Chair's own State, not counted"))
    canvas.legends(
        figure,
        ("Latest stance (number of States)", stances, 2),
        ("Whose words (number of States)", frames, 1),
    )
