"""A sheet to draw on: boxes, lines, circles and texts in pixels, in colours by name.

A chart is drawn once for a size. ``svg`` writes the marks of the sheet as SVG, ``raster`` as PNG and PDF, so
that every format shows the same. Each mark can carry a title, which SVG shows as a tooltip.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final, Literal

import attrs

from osce_tracker.design import LOOKS
from osce_tracker.text import one_line
from osce_tracker.tracker.caption import data_note, data_title

if TYPE_CHECKING:
    from osce_tracker.tracker.tracker import Tracker

#: Sizes of type at 1200 by 675 pixels, and below which they never go.
_TITLE: Final = (34, 18)
_LABEL: Final = (20, 12)
_SMALL: Final = (16, 11)
#: A room of fewer labels below each other is low.
_LOW: Final = 22
#: Below this width, labels are above what they name, not next to it.
_NARROW: Final = 640
#: The family of type that comes with matplotlib, so that every machine draws the same.
FAMILY: Final = "DejaVu Sans"
#: The line in pictures whose texts have characters that this family lacks.
NO_GLYPH: Final = "Boxes: characters that the font of this picture lacks."


#: Each step of a line: its letter and the coordinates of its points.
Steps = tuple[tuple[str, tuple[float, ...]], ...]


@attrs.frozen(kw_only=True)
class Shape:
    """What is filled and has an edge. Colours are names of ``design.css()``, or empty for none."""

    fill: str = ""
    line: str = ""
    weight: float = 1
    dashed: bool = False
    opacity: float = 1
    title: str = ""


@attrs.frozen
class Box(Shape):
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float


@attrs.frozen
class Curve(Shape):
    """Lines and curves through points: ``M`` moves, ``L`` draws a line, ``C`` a curve, ``Z`` closes."""

    steps: Steps


@attrs.frozen
class Circle(Shape):
    """A circle around a point."""

    x: float
    y: float
    radius: float


@attrs.frozen
class Label:
    """A line of text; ``y`` is its baseline."""

    x: float
    y: float
    text: str
    size: float
    ink: str = "ink"
    anchor: Literal["start", "middle", "end"] = "start"
    bold: bool = False
    title: str = ""


Mark = Box | Curve | Circle | Label
#: The left, top, right and bottom edges of a part of a sheet.
Edges = tuple[float, float, float, float]
#: The left and top edges, the width and the height of what is drawn.
Place = tuple[float, float, float, float]
#: The rows of a chart: what its picture shows.
Rows = Sequence[tuple[Any, ...]]

#: The symbols in a square of 16 by 16: outline or fill, path or radius, and weight of the line. "s" is the
#: colour of the shape, "d" that of the detail in it.
_SYMBOLS: Final[dict[str, tuple[tuple[str, str | float, float], ...]]] = {
    "not-assessed": (("s dashed", 6.4, 1.6),),
    "planned": (("s", 6.4, 1.6),),
    "in-progress": (("s", 6.4, 1.6), ("s fill", "M8 8L8 1.6C11.5 1.6 14.4 4.5 14.4 8Z", 0)),
    "partly-fulfilled": (
        ("s", 6.4, 1.6),
        ("s fill", "M8 1.6C4.5 1.6 1.6 4.5 1.6 8C1.6 11.5 4.5 14.4 8 14.4Z", 0),
    ),
    "fulfilled": (("s fill", 7.2, 0), ("d", "M4.4 8.3L6.9 10.9L11.7 5.4", 2)),
    "not-fulfilled": (
        ("s fill", "M1.2 1.2L14.8 1.2L14.8 14.8L1.2 14.8Z", 0),
        ("d", "M4.7 4.7L11.3 11.3M11.3 4.7L4.7 11.3", 2),
    ),
    "blocked": (
        ("s fill", "M5 0.8L11 0.8L15.2 5L15.2 11L11 15.2L5 15.2L0.8 11L0.8 5Z", 0),
        ("d", "M3.6 8L12.4 8", 2.6),
    ),
    "superseded": (("s", "M2 8L13 8M8.6 3.4L13.2 8L8.6 12.6", 1.9),),
    "withdrawn": (("s", "M14 8L3 8M7.4 3.4L2.8 8L7.4 12.6", 1.9),),
    "supports": (("s fill", "M8 1.6L14.8 13.8L1.2 13.8Z", 0),),
    "welcomes": (("s", "M8 3.2L13.6 13.1L2.4 13.1Z", 1.7),),
    "conditional": (("s", "M8 1.4L14.6 8L8 14.6L1.4 8Z", 1.7),),
    "neutral": (("s", "M2.2 8L13.8 8", 2.4),),
    "critical": (("s", "M8 12.8L2.4 2.9L13.6 2.9Z", 1.7),),
    "opposes": (("s fill", "M8 14.4L1.2 2.2L14.8 2.2Z", 0),),
}
_STEP: Final = re.compile(r"([MLCZ])([^MLCZ]*)")


def steps(path: str, x: float = 0, y: float = 0, scale: float = 1) -> Steps:
    """Return the steps of a path in the notation of SVG, with absolute ``M``, ``L``, ``C`` and ``Z`` only.

    Args:
        path: the path.
        x: what is added to each x after scaling.
        y: what is added to each y.
        scale: what each number is multiplied by.

    >>> steps("M0 1L2 3Z", x=10, scale=2)
    (('M', (10.0, 2.0)), ('L', (14.0, 6.0)), ('Z', ()))
    """
    found: list[tuple[str, tuple[float, ...]]] = []
    for letter, numbers in _STEP.findall(path):
        values = [float(number) for number in numbers.split()]
        found.append((letter, tuple((y if n % 2 else x) + value * scale for n, value in enumerate(values))))
    return tuple(found)


@cache
def _advance(character: str, bold: bool) -> float:  # noqa: FBT001 (a key of the cache)
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextToPath

    font = FontProperties(family=FAMILY, weight="bold" if bold else "normal")
    width: float = TextToPath().get_text_width_height_descent(character, font, ismath=False)[0]
    return width / font.get_size_in_points()


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a line of text is.

    Args:
        text: the text.
        size: the size of the type.
        bold: true for bold type.
    """
    return size * sum(_advance(character, bold) for character in text)


def wrapped(text: str, width: float, size: float, lines: int = 1, *, bold: bool = False) -> list[str]:
    """Return any text without control characters in lines, cut with an ellipsis if it is too long.

    Args:
        text: the text.
        width: how wide a line may be.
        size: the size of the type.
        lines: how many lines there may be.
        bold: true for bold type.
    """
    found: list[str] = []
    rest = one_line(text).strip()
    while rest and len(found) < lines:
        end = _fitting(rest, width, size, bold=bold)
        if end < len(rest):
            if len(found) == lines - 1:
                end = _fitting(rest, width - width_of("…", size, bold=bold), size, bold=bold)
                found.append(f"{rest[:end].rstrip()}…")
                break
            blank = rest.rfind(" ", 0, end + 1)
            end = blank if blank > 0 else max(end, 1)
        found.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return found


def _balanced(text: str, width: float, size: float, most: int) -> list[str]:
    """Return a title in lines of about the same length, so that no word stands alone on the last."""
    lines = wrapped(text, width, size, most, bold=True)
    narrow = width
    while len(lines) > 1 and narrow > width / 2:
        narrow -= size / 2
        closer = wrapped(text, narrow, size, most, bold=True)
        if len(closer) > len(lines) or closer[-1].endswith("…") > lines[-1].endswith("…"):
            break
        lines = closer
    return lines


def _fitting(text: str, width: float, size: float, *, bold: bool) -> int:
    """Return how many characters of a text fit."""
    room = width + 0.01
    for place, character in enumerate(text):
        room -= size * _advance(character, bold)
        if room < 0:
            return place
    return len(text)


@attrs.frozen
class Heading:
    """What is written above and below a chart.

    Args:
        title: the finding.
        subtitle: what is counted, of which day, and how to read it.
        source: the data set and its edition.
        note: what else to bear in mind, or empty.
    """

    title: str
    subtitle: str
    source: str
    note: str = ""


class Sheet:
    """A picture of a size, as marks from back to front.

    Args:
        width: its width in pixels.
        height: its height in pixels.

    Attributes:
        marks: what is drawn.
        label: the size of labels.
        small: the size of notes and of labels that have little room.
        narrow: true if labels are above what they name, not next to it.
        left, top, right, bottom: the edges of the room for the picture.
        heading: what is written above and below it, or ``None``.
        room: the left, top, right and bottom edges of all that is neither above nor below it.
        inside: those of all but the margins, which a page has itself.
    """

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.marks: list[Mark] = [Box(0, 0, width, height, fill="paper")]
        self.scale = min(width / 1080, height / 675)
        self.label, self.small = self._size(_LABEL), self._size(_SMALL)
        self.narrow = width < _NARROW
        margin = max(12, 40 * self.scale)
        self.left, self.top, self.right, self.bottom = margin, margin, width - margin, height - margin
        self.heading: Heading | None = None
        self.room: Edges = (0, 0, width, height)
        self.inside: Edges = self.room

    def _size(self, sizes: tuple[float, float]) -> float:
        usual, least = sizes
        return max(least, usual * self.scale)

    def add(self, mark: Mark) -> None:
        """Draw a mark over what is there."""
        self.marks.append(mark)

    def box(self, x: float, y: float, width: float, height: float, **look: Any) -> None:
        """Draw a rectangle; ``look`` is that of a ``Shape``."""
        self.add(Box(x, y, width, height, **look))

    def write(self, x: float, y: float, text: str, size: float, ink: str = "ink", **look: Any) -> None:
        """Write a line of text from a point of its baseline; ``look`` is that of a ``Label``."""
        self.add(Label(x, y, text, size, ink, **look))

    def middle(self, x: float, y: float, text: str, size: float, ink: str, *, bold: bool = False) -> None:
        """Write a line of text with its middle at a point of its baseline."""
        self.write(x, y, text, size, ink, anchor="middle", bold=bold)

    def begin(self, heading: Heading) -> None:
        """Write the heading at the top and the bottom, and leave the room between for the picture."""
        size, width = self._size(_TITLE), self.right - self.left
        # Half of a line on the edge is outside it.
        left, right = self.left - 1, self.right + 1
        self.inside = (left, self.top, right, self.bottom)
        # No line ends between a quarter and its year.
        title = re.sub(r"\b(Q[1-4]) (?=[0-9]{4}\b)", "\\1\xa0", heading.title)
        lines = _balanced(title, width, size, 5 if self.narrow else 3)
        self.top = self.lines(self.left, self.top, lines, size, bold=True)
        lines = wrapped(heading.subtitle, width, self.small, 5 if self.narrow else 3)
        self.top = self.lines(self.left, self.top + self.small * 0.4, lines, self.small, "ink-2")
        self.top += self.small * 0.9
        notes = [
            line
            for text in (heading.note, heading.source)
            for line in wrapped(text, width, self.small, 3 if self.narrow else 2)
        ]
        below = self.bottom - 1.25 * self.small * len(notes)
        self.lines(self.left, below, notes, self.small, "ink-2")
        self.bottom = below - self.small * 0.9
        self.heading = heading
        self.room = (left, self.top - self.small * 0.4, right, self.bottom + self.small * 0.4)
        self.box(self.left, below - self.small * 0.4, width, 1, fill="rule")

    def lines(
        self,
        x: float,
        y: float,
        lines: Iterable[str],
        size: float,
        ink: str = "ink",
        *,
        bold: bool = False,
        title: str = "",
    ) -> float:
        """Write lines below each other from a top left corner, and return where the next one would begin."""
        for line in lines:
            self.write(x, y + size, line, size, ink, bold=bold, title=title)
            y += size * 1.25
        return y

    def pair(self, x: float, y: float, bold: str, text: str) -> None:
        """Write a number in bold and any words after it, in the size of labels."""
        self.write(x, y, bold, self.label, bold=True)
        if text:
            # A blank at the beginning of a text has no width in SVG.
            x += width_of(bold, self.label, bold=True) + width_of(" ", self.label)
            self.write(x, y, text, self.label)

    def symbol(self, word: str, x: float, y: float, size: float, *, on_fill: bool = False) -> None:
        """Draw the symbol of a status or stance in a square, on paper or on its own fill.

        Args:
            word: the status or stance.
            x: the left edge.
            y: the top edge.
            size: the side of the square.
            on_fill: true if its own fill is below it.
        """
        shape, detail = f"{word}-line", "paper"
        if on_fill:
            shape, detail = f"{word}-on", word
        elif word == "blocked":
            # Its line is the ink, which would make it the only symbol without its colour.
            shape, detail = word, f"{word}-on"
        scale = size / 16
        for how, form, weight in _SYMBOLS[word]:
            colour = shape if how.startswith("s") else detail
            look: dict[str, Any] = {"fill": colour} if how.endswith("fill") else {"line": colour}
            look |= {"weight": weight * scale, "dashed": how.endswith("dashed")}
            if isinstance(form, str):
                self.add(Curve(steps(form, x, y, scale), **look))
            else:
                self.add(Circle(x + size / 2, y + size / 2, form * scale, **look))

    def chip(self, word: str, box: Place, title: str = "") -> None:
        """Draw the fill of a status or stance with its edge."""
        x, y, width, height = box
        edge = min(1.5, max(0.4, min(width, height) / 12))
        inner_width, inner_height = max(width - edge, 0.1), max(height - edge, 0.1)
        place = x + edge / 2, y + edge / 2, inner_width, inner_height
        dashed = LOOKS[word].dashed
        self.box(*place, fill=word, line=f"{word}-line", weight=edge, dashed=dashed, title=title)

    def legend(self, entries: Sequence[tuple[str, str]]) -> None:
        """Write symbols with their words in rows at the top of the room.

        Args:
            entries: each word with its label.
        """
        room = sum(width_of(text, self.label) + 2.8 * self.label for _, text in entries)
        # A second row of larger type would take too much of a low picture.
        is_low = self.bottom - self.top < _LOW * self.label
        size = self.small if is_low and room > self.right - self.left else self.label
        x, step = self.left, size * 1.7
        for word, text in entries:
            room = size * 1.4 + width_of(text, size)
            if x > self.left and x + room > self.right:
                x, self.top = self.left, self.top + step
            self.symbol(word, x, self.top, size)
            self.write(x + size * 1.4, self.top + size * 0.86, text, size)
            x += room + size * 1.4
        self.top += step

    def count(self, number: int, box: Place, size: float, ink: str) -> None:
        """Write a number in the middle of a box."""
        x, y, width, height = box
        self.middle(x + width / 2, y + height / 2 + size * 0.36, str(number), size, ink)

    def nothing(self, records: str) -> None:
        """Say that there are no such records to draw."""
        y = (self.top + self.bottom) / 2
        self.middle(self.width / 2, y, f"No {records} to show.", self.label, "ink-2")

    @property
    def texts(self) -> list[str]:
        """Every text of the picture, in the order in which it was drawn."""
        return [mark.text for mark in self.marks if isinstance(mark, Label)]


def picture(  # noqa: PLR0917 (those of a heading)
    tracker: Tracker,
    title: str,
    subtitle: str,
    paint: Callable[[Sheet], None] | None,
    note: str = "",
    records: str = "commitments",
) -> Callable[[int, int], Sheet]:
    """Return what draws a chart of a tracker: a function of the width and the height.

    Args:
        tracker: the tracker.
        title: the finding.
        subtitle: what is counted, of which day, and how to read it.
        paint: draws in the room that the heading leaves; ``None`` if there is nothing to draw.
        note: what else to bear in mind, or empty.
        records: what there is none of, if there is nothing to draw.
    """
    data = data_note(tracker.edition, tracker.known_by)
    source = ". ".join(filter(None, ("Source: osce_tracker", data_title(tracker), data)))
    return partial(_drawn, Heading(title, subtitle, source, note), paint, records)


def _drawn(
    heading: Heading, paint: Callable[[Sheet], None] | None, records: str, width: int, height: int
) -> Sheet:
    sheet = Sheet(width, height)
    sheet.begin(heading)
    if paint is None:
        sheet.nothing(records)
    else:
        paint(sheet)
    return sheet


def slots(counts: Sequence[int], least: float, room: float) -> tuple[list[tuple[float, float]], float]:
    """Return the place and height of each of several bars in a column, and the height of one.

    Args:
        counts: how many each bar stands for.
        least: the height that each needs for its label.
        room: the height of the column.

    Returns:
        The top and the height of each bar. Bars are in the middle of their slots, with labels next to them
        never meet as long as all slots fit.
    """
    # The largest height of one for which all slots fit. More steps than this change nothing.
    low, high = 0.0, room / max(sum(counts), 1)
    for _ in range(40):
        middle = (low + high) / 2
        if sum(max(count * middle, least) for count in counts) <= room:
            low = middle
        else:
            high = middle
    unit = low or room / (2 * max(sum(counts), 1))
    used = sum(max(count * unit, least) for count in counts)
    # Where there is no room for the labels, they move together.
    squeeze = min(room / used, 1) if used else 1
    gap = max(room - used, 0) / max(len(counts) - 1, 1)
    places, top = list[tuple[float, float]](), 0.0
    for count in counts:
        slot = max(count * unit, least) * squeeze
        places.append((top + (slot - count * unit) / 2, count * unit))
        top += slot + gap
    return places, unit
