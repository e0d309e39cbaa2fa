"""A chart: a picture with its title, its text alternative and the numbers it shows."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any, Final

import attrs

from osce_tracker.errors import FormatError, UsageError, quoted
from osce_tracker.model import validation as fields
from osce_tracker.model.periods import Period, as_day
from osce_tracker.model.shares import Share
from osce_tracker.model.vocabulary import Vocabulary
from osce_tracker.text import one_line, spreadsheet

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from osce_tracker.plot.canvas import Sheet

#: The formats that a chart can be written in.
FORMATS: Final = ("png", "svg", "pdf", "csv")
#: The size of a picture in pixels, and the minimum and maximum of each side.
SIZE: Final = (1200, 675)
_LEAST: Final = 320
_MOST: Final = 4096
#: The step by which a picture on paper grows.
_STEP: Final = 40
PLAIN: Final = {type(None), int, date, Period, Share, tuple}


def _function(value: Callable[[int, int], Any]) -> Callable[[int, int], Any]:
    if not callable(value):
        raise ValueError(f"must be a function, not {quoted(value)}")  # noqa: TRY004 (named by the class)
    return value


def plain_value(value: Any) -> Any:
    """Return a row value as a plain text, number or date, without any subclass behaviour.

    value: a text, word, number or date becomes a plain one; anything else stays unchanged.
        value: a text or word, a number or a date becomes a plain one; anything else stays as it is.
    """
    # A word is already a valid text, and a value of exactly one of these types needs no conversion.
    if type(value) in PLAIN or isinstance(value, Vocabulary):
        return value
    if isinstance(value, str):
        return fields.text(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return fields.whole_number(value)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return as_day(value)
    return value


def _value(value: Any) -> Any:
    plain = plain_value(value)
    if plain is None or type(plain) in (int, date) or isinstance(plain, str | Period | Share):
        return plain
    raise ValueError(f"must hold texts, whole numbers, days, periods and shares, not {quoted(value)}")


def _rows(values: Iterable[Iterable[Any]]) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(map(_value, fields.items(row, "values"))) for row in fields.items(values, "rows"))


def checked_size(size: tuple[int, int] | str) -> tuple[int, int]:
    """Return the width and height of a picture in pixels.

    Args:
        size: two whole numbers, or a text such as ``"1200x675"``.

    Raises:
        UsageError: if it is neither, or a side is not from 320 to 4096.

    >>> checked_size("1080x1080")
    (1080, 1080)
    """
    found = re.fullmatch(r"\s*([0-9]{1,9})\s*[x×]\s*([0-9]{1,9})\s*", size) if isinstance(size, str) else None
    sides = [int(side) for side in found.groups()] if found else size
    if isinstance(sides, tuple | list) and len(sides) == 2 and all(type(side) is int for side in sides):
        width, height = sides
        if min(sides) >= _LEAST and max(sides) <= _MOST:
            return width, height
    reason = f"{quoted(size)} is not the size of a picture"
    raise UsageError(f"{reason}. Give width x height from {_LEAST} to {_MOST} pixels, such as 1200x675.")


@attrs.frozen(kw_only=True, field_transformer=fields.name_errors)
class Chart:
    """A picture, drawn on first use in the requested size.

    Args:
        title: the finding or heading.
        key: stable name, for programs.
        draw: takes the width and the height in pixels and returns the ``Sheet``. Use a module-level function
            with its arguments (``partial``), so that the chart can be pickled.
        text: the text alternative for readers who can't see the picture.
        columns: names of the values in a row.
        rows: the numbers behind the picture: texts, whole numbers, days, periods, shares or ``None``.

    Raises:
        RecordError: if a value has the wrong type.

    Notebooks show the picture with its text alternative.

    >>> import osce_tracker as ot
    >>> chart = ot.plot.levers(ot.load(), "2025-12-31")
    >>> dict(zip(chart.columns, chart.rows[0]))["fulfilled"]
    24
    """

    title: str = attrs.field(converter=fields.text)
    key: str = attrs.field(converter=fields.text)
    draw: Callable[[int, int], Any] = attrs.field(converter=_function, eq=False, repr=False)
    text: str = attrs.field(default="", converter=fields.text)
    columns: tuple[str, ...] = attrs.field(default=(), converter=fields.texts)
    rows: tuple[tuple[Any, ...], ...] = attrs.field(default=(), converter=_rows, repr=False)

    @property
    def figure(self) -> Figure:
        """The picture as a new matplotlib ``Figure`` of 1200 by 675 pixels.

        Raises:
            MissingExtraError: if matplotlib is not installed; names the command that installs it.
        """
        from osce_tracker.plot.raster import house_style, to_figure

        with house_style():
            figure: Figure = to_figure(self.draw(*SIZE))
        return figure

    def to_bytes(self, format: str = "png", size: tuple[int, int] | str = SIZE) -> bytes:  # noqa: A002 (as for a report)
        """Return the chart as a file. The same chart always gives the same bytes.

        Args:
            format: ``png``, ``svg`` or ``pdf``; or ``csv`` for the numbers behind the picture. A suffix such
                as ``.png`` will do.
            size: width and height in pixels, from 320 to 4096, as two numbers or as a text such as
                ``"1080x1080"``. A PNG has exactly that size; SVG and PDF have the same aspect ratio.

        Raises:
            FormatError: if the format doesn't exist; lists those that do.
            UsageError: if the size is invalid.
            MissingExtraError: if matplotlib is not installed; names the command that installs it.

        >>> import osce_tracker as ot
        >>> chart = ot.plot.levers(ot.load(), "2025-12-31")
        >>> chart.to_bytes("pdf")[:4]
        b'%PDF'
        >>> chart.to_bytes("csv").decode().splitlines()[1]
        'Chair alone,24,10,5,1,0,0,0,0,0'
        """
        width, height = checked_size(size)
        match format.lower().removeprefix(".") if isinstance(format, str) else format:
            case "png":
                return self._print("png", width, height, metadata={"Software": None})
            case "svg":
                return self._svg(width, height).encode()
            case "pdf":
                words = {"Title": one_line(self.title), "Subject": one_line(self.text)}
                dates = dict.fromkeys(("Creator", "Producer", "CreationDate"))
                return self._print("pdf", width, height, metadata=words | dates)
            case "csv":
                file = StringIO(newline="")
                writer = csv.writer(file, lineterminator="\r\n")
                writer.writerows([map(_cell, self.columns), *(map(_cell, row) for row in self.rows)])
                return file.getvalue().encode()
            case _:
                raise FormatError(format, FORMATS)

    def to_svg(self, prefix: str = "", size: tuple[int, int] | str = SIZE) -> str:
        """Return the picture as an SVG element that can be part of an HTML page.

        Args:
            prefix: the prefix of all ids, so that one page can hold several charts: ASCII letters,
                digits, ``-`` and ``_``, starting with a letter.
            size: as for ``to_bytes``, with the margins, which the element leaves to the page. Narrow pictures
                are arranged for phones.

        Returns:
            The element with its title and text alternative for screen readers. It has no scripts or style
            sheets and loads nothing. Its colours are custom properties such as ``var(--ink, #14202b)``, so
            that a page can change them in dark mode, and its type is that of the page.

        Raises:
            UsageError: if the prefix or the size is invalid.
            MissingExtraError: if matplotlib is not installed; names the command that installs it.

        >>> import osce_tracker as ot
        >>> ot.plot.levers(ot.load(), "2025-12-31").to_svg(prefix="a-")[:4]
        '<svg'
        """
        if not isinstance(prefix, str) or not re.fullmatch(r"(?:[A-Za-z][A-Za-z0-9_-]*)?", prefix, re.ASCII):
            reason = f"{quoted(prefix)} is not a prefix of ids."
            raise UsageError(f"{reason} Use ASCII letters, digits, - and _, starting with a letter.")
        return self._svg(*checked_size(size), prefix, in_page=True)

    def _svg(self, width: int, height: int, prefix: str = "", *, in_page: bool = False) -> str:
        from osce_tracker.plot.raster import house_style
        from osce_tracker.plot.svg import to_svg

        # Matplotlib's font measures the texts.
        with house_style():
            sheet = self.draw(width, height)
        part = sheet.inside if in_page else None
        return to_svg(sheet, one_line(self.title), one_line(self.text), prefix, part, in_page=in_page)

    def _print(self, format: str, width: int, height: int, **options: Any) -> bytes:  # noqa: A002 (as above)
        from osce_tracker.plot.raster import DOTS, house_style, note_boxes, to_figure

        with house_style(), BytesIO() as file:
            sheet = self.draw(width, height)
            note_boxes(sheet)
            to_figure(sheet).savefig(file, format=format, dpi=DOTS, **options)
            return file.getvalue()

    def _repr_png_(self) -> tuple[bytes, dict[str, str]]:
        return self.to_bytes("png"), {"alt": one_line(self.text)}


def on_paper(
    chart: Chart,
    format: str,  # noqa: A002 (as for a report)
    size: tuple[int, int],
    highest: int = 0,
    prefix: str | None = None,
) -> tuple[bytes, str, str]:
    """Return the picture without the text around it, for documents that write its title themselves.

    Args:
        chart: the chart.
        format: ``png``, with three dots per pixel, or ``svg``.
        size: its width and height in pixels, 96 to the inch.
        highest: the height allowed if only that makes all of its text fit and readable.
        prefix: the prefix of all ids in a page with the colours of ``design.css()``.

    Returns:
        The picture, the text next to its title (what it counts, and how to read it), and its source.

    Raises:
        MissingExtraError: if matplotlib is not installed; names the command that installs it.
    """
    from osce_tracker.plot.canvas import NO_GLYPH, Heading
    from osce_tracker.plot.raster import DOTS, has_boxes, house_style, to_figure
    from osce_tracker.plot.svg import to_svg

    with house_style(), BytesIO() as file:
        sheet = _inner(chart, size, highest)
        heading = sheet.heading or Heading("", "", "")
        words = heading.subtitle, heading.note
        if format == "svg":
            names = one_line(chart.title), one_line(chart.text), prefix or ""
            svg = to_svg(sheet, *names, sheet.room, in_page=prefix is not None)
            return svg.encode(), " ".join(filter(None, words)), heading.source
        look = {"dpi": 3 * DOTS, "metadata": {"Software": None}}
        to_figure(sheet, sheet.room).savefig(file, format="png", **look)
        boxes = NO_GLYPH if has_boxes(sheet) else ""
        return file.getvalue(), " ".join(filter(None, (*words, boxes))), heading.source


def _inner(chart: Chart, size: tuple[int, int], highest: int) -> Sheet:
    """Return a chart with a given size without the text around it."""
    width, usual = size
    sheets: list[Sheet] = []
    for height in (usual, *range(usual + _STEP, highest, _STEP), *([highest] if highest > usual else [])):
        left, top, right, bottom = chart.draw(width, height).room
        sheet: Sheet = chart.draw(round(2 * width - (right - left)), round(2 * height - (bottom - top)))
        if sheet.is_whole and sheet.is_legible:
            return sheet
        sheets.append(sheet)
    # The tallest shows most; but if no height makes the type large enough, height is no use.
    return sheets[-1] if sheets[-1].is_legible else sheets[0]


def _cell(value: Any) -> Any:
    """Return a value for the writer: numbers stay numbers, and no text becomes a formula."""
    if isinstance(value, Vocabulary):
        value = value.label
    elif isinstance(value, date):
        value = value.isoformat()
    return value if value is None or isinstance(value, int) else spreadsheet(str(value))
