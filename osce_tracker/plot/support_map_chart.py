"""A tile map: the latest stance of each participating State, in its own words or only a group's."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from osce_tracker.analysis.positions import Standing, positions
from osce_tracker.design import LOOKS
from osce_tracker.model.clock import readable_day
from osce_tracker.model.statements import About, Stance
from osce_tracker.plot.canvas import SMALLEST, Place, Rows, Sheet, picture, wrapped
from osce_tracker.plot.chart import Chart
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.filters import OneOrMore
from osce_tracker.tracker.tracker import Tracker

#: The position of each participating State: roughly as on a map from Vancouver to Vladivostok.
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
#: On a smaller tile, the word "Chair" is illegible.
_LEAST_WORD: Final = 38
#: On a lower one, the code and the symbol touch.
_LEAST_TILE: Final = 30
#: The largest ratio of height to width for a tile in a narrow picture.
_UPRIGHT: Final = 1.5
#: More lines than names have; the gap between entries of the list, in sizes of its type.
_ALL: Final = 99
_GAP: Final = 0.4
_ELSEWHERE: Final = "without a tile:"
#: An entry of the list: a stance or nothing, the number of States, and their names.
Entry = tuple[str, str, str]
#: The stances in the order of charts.
_STANCES: Final = tuple(Stance(word) for word in LOOKS if word in list(Stance))
#: The stances that a title counts as backing.
_BACKING: Final = (Stance.SUPPORTS, Stance.WELCOMES)


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
        State's code and name, who has spoken for it, the stance that is drawn and the date of that statement.

    Raises:
        WordError: if ``about`` is neither, or if no record belongs to that Chairpersonship.
        PeriodError: if ``on`` is not a day.
        UsageError: if no day was given and the data set has no dated fact.

    >>> import osce_tracker as ot
    >>> ot.plot.support_map(ot.load(), on="2023-12-31").text.partition(": ")[2]
    'in their own words: 1 supports, 1 welcomes; for 54 no statement on the Chairpersonship was found.'
    """
    found = positions(tracker, about, on, chair=chair)
    names = {one.state: found.registry.name(one.state, found.on) for one in (*found.states, *found.chairs)}
    rows = tuple(
        (
            one.state,
            names[one.state],
            one.standing,
            one.own_stance or one.through_stance,
            None if (said := one.own_latest or one.through_latest) is None else said.date,
        )
        for one in found.states
    )
    drawn = {code for code, *_ in rows}
    chairs = [one.state for one in found.chairs]
    dark = {code: names[code] for code in chairs if code not in drawn}
    subject = "the Chairpersonship" if len(chairs) < 2 else "several Chairpersonships"
    if chair is not None:
        subject = f"the Chairpersonship of {', '.join(names[code] for code in chairs)}"
    what = subject if found.about is About.CHAIRMANSHIP else "the OSCE or its agenda"
    own = _counts(rows, Standing.OWN)
    backing = sum(own[stance] for stance in _BACKING)
    title = f"{backing} of {len(rows)} States supported or welcomed {what} in their latest own words"
    title = title if rows else "No participating State is known"
    subtitle = (
        f"Latest statement of each State on {what} up to {readable_day(found.on)}"
        f"{_older(tracker.of_chairs(chair), rows, backing)}. Filled: its own words. "
        "Dashed: only a group or others spoke on this for it. Empty: none found; silence is not support."
    )
    paint = partial(_draw, rows=rows, dark=dark) if rows else None
    return Chart(
        title=title,
        key="support",
        draw=picture(tracker, title, subtitle, paint, records="States"),
        text=f"Positions on {what} up to {readable_day(found.on)}: {_in_words(rows, what)}.",
        columns=("code", "State", "standing", "stance", "date"),
        rows=rows,
    )


def _older(tracker: Tracker, rows: Rows, backing: int) -> str:
    """Return how many of those who backed the Chair last did so before the term, if any."""
    if not tracker.terms:
        return ""
    since = tracker.terms[0].since
    older = sum(
        standing is Standing.OWN and stance in _BACKING and day.last < since
        for _, _, standing, stance, day in rows
    )
    when = since.year if (since.month, since.day) == (1, 1) else readable_day(since)
    return f"; {older} of the {backing} supported or welcomed before {when}" if older else ""


def _in_words(rows: Rows, what: str) -> str:
    parts: list[str] = []
    for whose, title in (
        (Standing.OWN, "in their own words"),
        (Standing.THROUGH_GROUP, "only through a group"),
    ):
        counts = _counts(rows, whose)
        listed = ", ".join(f"{counts[stance]} {stance.label}" for stance in Stance if counts[stance])
        parts += [f"{title}: {listed}"] if listed else []
    silent = _counts(rows, Standing.NONE).total()
    parts += [f"for {silent} no statement on {what} was found"] if silent else []
    return "; ".join(parts) or "none"


def _counts(rows: Rows, whose: Standing) -> Counter[Any]:
    """Return the number of States by stance, for those with one standing."""
    return Counter(stance for _, _, standing, stance, _ in rows if standing is whose)


def _draw(sheet: Sheet, rows: Rows, dark: dict[str, str]) -> None:
    wide, room = sheet.right - sheet.left, sheet.bottom - sheet.top
    is_wide = wide > room * 1.8
    legend = sheet.label * 16 if is_wide else 0
    columns, lines = 14, len(_GRID)
    # The map leaves the list below it enough room for all names, but no more than half.
    listed = _height(_wrapped(_entries(rows, has_dark=False), wide, sheet.small), sheet.small)
    below = 0.0 if is_wide else min(listed + sheet.small, room / 2)
    tall = (room - below) / lines
    side = min((wide - legend) / columns, tall)
    # Small tiles are taller than wide, so that the code and the symbol don't touch.
    tall = min(tall, side * _UPRIGHT) if sheet.narrow else side
    sheet.is_whole &= tall >= _LEAST_TILE

    def box(code: str) -> Place:
        column, line = PLACES[code]
        # The two columns between Canada and Iceland are sea.
        x = sheet.left + (column - 2 * (column > 2)) * side
        return x, sheet.top + line * tall, side * 0.92, tall * 0.92

    for code, name, standing, stance, day in rows:
        if code in PLACES:
            who = {Standing.OWN: ", own words", Standing.THROUGH_GROUP: ", only a group"}.get(standing, "")
            said = "no such statement found" if stance is None else f"{stance.label}{who}, {day.readable}"
            _tile(sheet, box(code), (code, standing, stance), f"{name}: {said}")
    for code, name in dark.items():
        if code in PLACES:
            x, y, *_ = place = box(code)
            sheet.box(*place, fill="ink", title=f"{name}: the Chair's own State")
            sheet.middle(x + side * 0.46, y + tall * 0.42, code, _code_size(side), "paper", bold=True)
            if side >= _LEAST_WORD:
                size = max(side * 0.31, 11)
                sheet.middle(x + side * 0.46, y + side * 0.76, "Chair", size, "paper")
    x, y = sheet.left, sheet.top + lines * tall + sheet.small * 0.5
    if is_wide:
        x, y = sheet.left + columns * side + sheet.small, sheet.top
    _list(sheet, _entries(rows, has_dark=bool(dark) and side < _LEAST_WORD), (x, y))


def _code_size(side: float) -> float:
    """Return the size of the code on a tile: as large as possible on small tiles."""
    return max(side * 0.39, min(11, side * 0.52))


def _tile(sheet: Sheet, box: Place, state: tuple[str, Standing, Stance | None], tip: str) -> None:
    """Draw a tile with the code of a State, and the symbol of its stance below it."""
    (x, y, wide, tall), (code, standing, stance) = box, state
    middle, size, inner = x + wide / 2, _code_size(wide / 0.92), tall * 0.32
    if stance is None:
        sheet.box(*box, fill="paper", line="rule", title=tip)
        sheet.middle(middle, y + tall * 0.62, code, size, "ink-2")
        return
    is_own = standing is Standing.OWN
    if is_own:
        sheet.chip(stance, box, tip)
    else:
        edge = x + 0.75, y + 0.75, wide - 1.5, tall - 1.5
        sheet.box(*edge, fill="paper", line=f"{stance}-line", weight=1.5, dashed=True, title=tip)
    ink = f"{stance}-on" if is_own else "ink"
    sheet.middle(middle, y + tall * 0.44, code, size, ink, bold=True)
    sheet.symbol(stance, middle - inner / 2, y + tall * 0.57, inner, on_fill=is_own)


def _list(sheet: Sheet, entries: Sequence[Entry], place: tuple[float, float]) -> None:
    """Write the names of the States for each stance of their own, and of those with only a group's."""
    x, y = place
    wide, room = sheet.right - x, sheet.bottom - y
    smallest = int(max(SMALLEST, sheet.small * 0.8))
    # The largest type in which all names fit, or else the smallest, with as many names as fit.
    tried = [(size, _ALL) for size in range(int(sheet.label), smallest - 1, -1)]
    tried += [(smallest, most) for most in range(9, 1, -1)]
    fitting = (pair for pair in tried if _height(_wrapped(entries, wide, *pair), pair[0]) <= room)
    size, most = next(fitting, (smallest, 1))
    sheet.is_whole &= most == _ALL
    for (word, *_), lines in zip(entries, _wrapped(entries, wide, size, most), strict=True):
        if word:
            sheet.symbol(word, x, y + size * 0.1, size)
        y = sheet.lines(x + size * 1.5, y, lines, size) + size * _GAP


def _wrapped(entries: Sequence[Entry], wide: float, size: float, most: int = _ALL) -> list[list[str]]:
    """Return the entries of the list in lines."""
    return [
        # Codes without a tile appear nowhere else.
        wrapped(f"{head} {names}", wide - size * 1.5, size, _ALL if head == _ELSEWHERE else most)
        for _, head, names in entries
    ]


def _height(texts: Sequence[Sequence[str]], size: float) -> float:
    return sum(1.25 * len(lines) + _GAP for lines in texts) * size - _GAP * size


def _entries(rows: Rows, *, has_dark: bool) -> list[Entry]:
    """Return the entries of the list next to the map or below it."""
    entries: list[Entry] = []
    for stance in _STANCES:
        both = [
            [name for _, name, standing, found, _ in rows if found is stance and standing is whose]
            for whose in (Standing.OWN, Standing.THROUGH_GROUP)
        ]
        spoke, spoken_for = map(", ".join, both)
        own, through = map(len, both)
        whose = f"{own} in {'its' if own == 1 else 'their'} own words"
        only = f"{through} only through a group"
        # Brackets mark States that didn't speak themselves.
        if both[0]:
            more = (f" ({only})", f" ({spoken_for})") if both[1] else ("", "")
            entries.append((stance, f"{stance.label}: {whose}{more[0]}:", f"{spoke}{more[1]}"))
        elif both[1]:
            entries.append((stance, f"{stance.label}: {only}:", spoken_for))
    silent = [name for _, name, standing, *_ in rows if standing is Standing.NONE]
    entries.append(("", f"no such statement found: {len(silent)}{':' if silent else ''}", ", ".join(silent)))
    elsewhere = sorted(code for code, *_ in rows if code not in PLACES)
    if elsewhere:
        entries.append(("", _ELSEWHERE, ", ".join(elsewhere)))
    if has_dark:
        entries.append(("", "dark: the Chair's own State", ""))
    return entries
