"""A sheet to draw on: boxes, lines, circles and texts in pixels, in colours by name.

A chart is drawn once per size. ``svg`` writes the marks of the sheet as SVG, ``raster`` as PNG and PDF, so
that every format shows the same. Each mark can have a title, which SVG shows as a tooltip.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from typing import Any, Final, Literal

import attrs

from osce_tracker.design import LOOKS, shapes
from osce_tracker.text import one_line
from osce_tracker.tracker.caption import data_note, data_title
from osce_tracker.tracker.tracker import Tracker

#: Sizes of type at 1200 by 675 pixels, and their minimums.
_TITLE: Final = (34, 18)
_LABEL: Final = (20, 12)
#: The smallest type.
SMALLEST: Final = 11
_SMALL: Final = (16, SMALLEST)
#: A space for fewer stacked labels than this counts as low.
_LOW: Final = 22
#: Below this width, labels go above their subject, not next to it.
_NARROW: Final = 640
#: A day stays on one line with its month.
_DAY: Final = re.compile(
    r"(\d) ((?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)
#: The font family that comes with matplotlib, so that every machine draws the same.
FAMILY: Final = "DejaVu Sans"
#: The note in pictures with characters that this family lacks.
NO_GLYPH: Final = "Boxes: characters that the font of this picture lacks."


#: Each step of a line: its letter and the coordinates of its points.
Steps = tuple[tuple[str, tuple[float, ...]], ...]

#: What a line doesn't divide: a quarter from its year, a number from its status, a status in two words.
_BOUND: Final = re.compile(
    r"\b([0-9]+|Q[1-4]|not|partly|in) "
    r"(?=(?:[0-9]{4}|not|partly|in|fulfilled|assessed|progress|blocked|planned)\b)"
)


@attrs.frozen(kw_only=True)
class Shape:
    """A filled mark with an edge. Colours are names from ``design.css()``, or empty for none."""

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
#: The left and top edges, the width and the height of a mark.
Place = tuple[float, float, float, float]
#: The rows of a chart: the data of its picture.
Rows = Sequence[tuple[Any, ...]]

_STEP: Final = re.compile(r"([MLCZ])([^MLCZ]*)")


def steps(path: str, x: float = 0, y: float = 0, scale: float = 1) -> Steps:
    """Return the steps of a path in SVG notation, with absolute ``M``, ``L``, ``C`` and ``Z`` only.

    Args:
        path: the path.
        x: the offset of each x after scaling.
        y: the offset of each y.
        scale: the factor for each number.

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
    """Return the width of a line of text.

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
        width: the maximum width of a line.
        size: the size of the type.
        lines: the maximum number of lines.
        bold: true for bold type.
    """
    found: list[str] = []
    rest = _BOUND.sub("\\1\u00a0", _DAY.sub("\\1\u00a0\\2", one_line(text).strip()))
    while rest and len(found) < lines:
        end = _fitting(rest, width, size, bold=bold)
        if end < len(rest):
            if len(found) == lines - 1:
                end = _fitting(rest, width - width_of("…", size, bold=bold), size, bold=bold)
                found.append(f"{rest[:end].rstrip()}…")
                break
            blank = rest.rfind(" ", 0, end + 1)
            hyphen = rest.rfind("-", 0, end) + 1
            end = blank if blank > 0 else hyphen or max(end, 1)
        found.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [line.replace("\u00a0", " ") for line in found]


def _balanced(text: str, width: float, size: float, most: int) -> list[str]:
    """Return a title in lines of similar length, so that no word stands alone on the last."""
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
    """Return the number of characters of a text that fit."""
    room = width + 0.01
    for place, character in enumerate(text):
        room -= size * _advance(character, bold)
        if room < 0:
            return place
    return len(text)


@attrs.frozen
class Heading:
    """The text above and below a chart.

    Args:
        title: the finding.
        subtitle: what is counted, as of which day, and how to read it.
        source: the data set and its edition.
        note: a further caveat, or empty.
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
        marks: the marks drawn so far.
        label: the size of labels.
        small: the size of notes and of labels with little room.
        narrow: true if labels go above their subject, not next to it.
        left, top, right, bottom: the edges of the room for the picture.
        heading: the text above and below it, or ``None``.
        room: the left, top, right and bottom edges of the space between that text.
        inside: the edges inside the margins, which a page provides itself.
        is_whole: False if some of the picture's text didn't fit.
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
        self.is_whole = True

    def _size(self, sizes: tuple[float, float]) -> float:
        usual, least = sizes
        return max(least, usual * self.scale)

    def add(self, mark: Mark) -> None:
        """Draw a mark on top of the others."""
        self.marks.append(mark)

    def box(self, x: float, y: float, width: float, height: float, **look: Any) -> None:
        """Draw a rectangle; ``look`` is as for a ``Shape``."""
        self.add(Box(x, y, width, height, **look))

    def write(self, x: float, y: float, text: str, size: float, ink: str = "ink", **look: Any) -> None:
        """Write a line of text from a point on its baseline; ``look`` is as for a ``Label``."""
        self.add(Label(x, y, text, size, ink, **look))

    def middle(self, x: float, y: float, text: str, size: float, ink: str, *, bold: bool = False) -> None:
        """Write a line of text centred on a point of its baseline."""
        self.write(x, y, text, size, ink, anchor="middle", bold=bold)

    def begin(self, heading: Heading) -> None:
        """Write the heading at the top and the bottom, and leave the room between for the picture."""
        size, width = self._size(_TITLE), self.right - self.left
        # Half of a line on the edge falls outside it.
        left, right = self.left - 1, self.right + 1
        self.inside = (left, self.top, right, self.bottom)
        lines = _balanced(heading.title, width, size, 5 if self.narrow else 3)
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
        """Write lines below each other from a top left corner, and return the position of the next one."""
        for line in lines:
            self.write(x, y + size, line, size, ink, bold=bold, title=title)
            y += size * 1.25
        return y

    def pair(self, x: float, y: float, bold: str, text: str) -> None:
        """Write a number in bold and any words after it, in label size."""
        self.write(x, y, bold, self.label, bold=True)
        if text:
            # A leading space has no width in SVG.
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
            # Its line has the colour of ink, so it would be the only symbol without a colour of its own.
            shape, detail = word, f"{word}-on"
        scale = size / 16
        colours = {"var(--s)": shape, "var(--d)": detail}
        for part in shapes(word):
            look: dict[str, Any] = {
                "fill": colours.get(part["fill"], ""),
                "line": colours.get(part.get("stroke", ""), ""),
                "weight": float(part.get("stroke-width", 0)) * scale,
                "dashed": "stroke-dasharray" in part,
            }
            if "d" in part:
                self.add(Curve(steps(part["d"], x, y, scale), **look))
            else:
                self.add(Circle(x + size / 2, y + size / 2, float(part["r"]) * scale, **look))

    def chip(self, word: str, box: Place, title: str = "") -> None:
        """Draw the fill of a status or stance with its edge."""
        x, y, width, height = box
        edge = min(1.5, max(0.4, min(width, height) / 12))
        inner_width, inner_height = max(width - edge, 0.1), max(height - edge, 0.1)
        place = x + edge / 2, y + edge / 2, inner_width, inner_height
        dashed = LOOKS[word].dashed
        self.box(*place, fill=word, line=f"{word}-line", weight=edge, dashed=dashed, title=title)

    def legend(self, entries: Sequence[tuple[str, str]], most: float | None = None) -> None:
        """Write symbols with their words in rows at the top of the room.

        Args:
            entries: each word with its label.
            most: the maximum size of its type; by default, label size.
        """
        room = sum(width_of(text, self.label) + 2.8 * self.label for _, text in entries)
        # A second row of larger type would take too much of a low picture.
        is_low = self.bottom - self.top < _LOW * self.label
        size = self.small if is_low and room > self.right - self.left else self.label
        size = size if most is None else min(size, most)
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
    def is_legible(self) -> bool:
        """True if all type in the picture is large enough."""
        return all(mark.size >= SMALLEST for mark in self.marks if isinstance(mark, Label))

    @property
    def texts(self) -> list[str]:
        """Every text of the picture, in drawing order."""
        return [mark.text for mark in self.marks if isinstance(mark, Label)]


def picture(  # noqa: PLR0917 (those of a heading)
    tracker: Tracker,
    title: str,
    subtitle: str,
    paint: Callable[[Sheet], None] | None,
    note: str = "",
    records: str = "commitments",
) -> Callable[[int, int], Sheet]:
    """Return the function that draws a chart of a tracker from a width and a height.

    Args:
        tracker: the tracker.
        title: the finding.
        subtitle: what is counted, as of which day, and how to read it.
        paint: draws in the room that the heading leaves; ``None`` if there is nothing to draw.
        note: a further caveat, or empty.
        records: the kind of records to name if there is nothing to draw.
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


def unit_of(counts: Sequence[int], least: float, room: float) -> float:
    """Return the height per item in a column of bars that each have room for their label.

    Args:
        counts: the number behind each bar.
        least: the height that each needs for its label.
        room: the height of the column.

    >>> unit_of([8, 1, 1], 20, 200)
    20.0
    """
    large = sorted(counts)
    while large:
        unit = (room - least * (len(counts) - len(large))) / sum(large)
        if large[0] * unit >= least:
            return unit
        del large[0]
    return room / (2 * sum(counts))


def column(counts: Sequence[int], unit: float, least: float, top: float, room: float) -> list[float]:
    """Return the tops of bars in a column, each centred in a slot as high as its label.

    Args:
        counts: the number behind each bar.
        unit: the height per item.
        least: the height of a label.
        top: the start of the column.
        room: its height.
    """
    heights = [max(count * unit, least) for count in counts]
    # With few bars, keep them from the far edges.
    gap = min(max(room - sum(heights), 0) / max(len(heights) - 1, 1), least * 1.5)
    y = top + max(room - sum(heights) - gap * (len(heights) - 1), 0) / 2
    tops: list[float] = []
    for count, slot in zip(counts, heights, strict=True):
        tops.append(y + (slot - count * unit) / 2)
        y += slot + gap
    return tops
