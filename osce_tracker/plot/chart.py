"""A chart: a picture with its title, its text alternative and the numbers it shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import attrs

from osce_tracker.errors import FormatError, UsageError, quoted
from osce_tracker.model import validation as fields
from osce_tracker.model.periods import Period, as_day
from osce_tracker.model.shares import Share
from osce_tracker.model.vocabulary import Vocabulary
from osce_tracker.text import html, one_line

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: The formats that a chart can be written in.
FORMATS: Final = ("png", "svg", "pdf")
#: Dots per inch: below this, letters can't be drawn; above it, the picture doesn't fit in memory.
_LEAST_DOTS: Final = 10
_MOST_DOTS: Final = 1200


def _function(value: Callable[[], Any]) -> Callable[[], Any]:
    if not callable(value):
        raise ValueError(f"must be a function, not {quoted(value)}")  # noqa: TRY004 (named by the class)
    return value


def plain_value(value: Any) -> Any:
    """Return a value of a row without the habits of a subclass, if it has one of the types that rows hold.

    Args:
        value: a text or word, a number or a date becomes a plain one; anything else stays as it is.
    """
    if isinstance(value, str):
        # A word is a text that is valid already.
        return value if isinstance(value, Vocabulary) else fields.text(value)
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


@attrs.frozen(kw_only=True, field_transformer=fields.name_errors)
class Chart:
    """A picture that is drawn when it is first needed.

    Args:
        title: the finding or heading.
        key: stable name, for programs.
        draw: draws the matplotlib figure. A function of a module with its arguments (``partial``), so that
            the chart can be pickled.
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
    draw: Callable[[], Any] = attrs.field(converter=_function, eq=False, repr=False)
    text: str = attrs.field(default="", converter=fields.text)
    columns: tuple[str, ...] = attrs.field(default=(), converter=fields.texts)
    rows: tuple[tuple[Any, ...], ...] = attrs.field(default=(), converter=_rows, repr=False)

    @property
    def figure(self) -> Figure:
        """The picture as a new matplotlib ``Figure``.

        Raises:
            MissingExtraError: if matplotlib is not installed; names the command that installs it.
        """
        from osce_tracker.plot.canvas import house_style

        with house_style():
            figure: Figure = self.draw()
        return figure

    def to_bytes(self, format: str = "png", dpi: float = 150) -> bytes:  # noqa: A002 (as for a report)
        """Return the picture as a file. The same chart always gives the same bytes.

        Args:
            format: ``png``, ``svg`` or ``pdf``, or such a suffix, as in ``.png``.
            dpi: dots per inch of a PNG; charts are 11 inches wide.

        Raises:
            FormatError: if the format doesn't exist; lists those that do.
            UsageError: if ``dpi`` is not a number from 10 to 1200.
            MissingExtraError: if matplotlib is not installed; names the command that installs it.

        >>> import osce_tracker as ot
        >>> ot.plot.levers(ot.load(), "2025-12-31").to_bytes("pdf")[:4]
        b'%PDF'
        """
        match format.lower().removeprefix(".") if isinstance(format, str) else format:
            case "png":
                if type(dpi) not in (int, float) or not _LEAST_DOTS <= dpi <= _MOST_DOTS:
                    limits = f"from {_LEAST_DOTS} to {_MOST_DOTS}"
                    raise UsageError(f"dpi must be a number {limits}, not {quoted(dpi)}.")
                return self._print("png", dpi=dpi, metadata={"Software": None})
            case "svg":
                return self.to_svg().encode()
            case "pdf":
                words = {"Title": one_line(self.title), "Subject": one_line(self.text)}
                dates = dict.fromkeys(("Creator", "Producer", "CreationDate"))
                return self._print("pdf", metadata=words | dates)
            case _:
                raise FormatError(format, FORMATS)

    def to_svg(self, prefix: str = "") -> str:
        """Return the picture as an SVG element that can be part of an HTML page.

        Args:
            prefix: what all ids begin with, so that one page can hold several charts: ASCII letters,
                digits, ``-`` and ``_``, starting with a letter.

        Returns:
            The element with its title and text alternative for screen readers. It has no scripts or style
            sheets and loads nothing.

        Raises:
            UsageError: if the prefix is invalid.
            MissingExtraError: if matplotlib is not installed; names the command that installs it.

        >>> import osce_tracker as ot
        >>> ot.plot.levers(ot.load(), "2025-12-31").to_svg(prefix="a-")[:4]
        '<svg'
        """
        if not isinstance(prefix, str) or not re.fullmatch(r"(?:[A-Za-z][A-Za-z0-9_-]*)?", prefix, re.ASCII):
            reason = f"{quoted(prefix)} is not a prefix of ids."
            raise UsageError(f"{reason} Use ASCII letters, digits, - and _, starting with a letter.")
        metadata = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        svg = self._print("svg", metadata=metadata).decode()
        root, body = svg.partition("<svg ")[2].split(">", 1)
        # A style sheet would apply to the whole page. Matplotlib's sets line joins, which the root can do.
        body = re.sub(r"<defs>\s*<style[^<>]*>[^<>]*</style>\s*</defs>\s*", "", body, count=1)
        look = "stroke-linejoin: round; stroke-linecap: butt; max-width: 100%; height: auto"
        # Matplotlib makes ids of the last digits of coordinates, which its layout doesn't repeat exactly.
        names = {name: f"{prefix}n{n}" for n, name in enumerate(re.findall(r'\sid="([^"<>]*)"', body), 1)}
        # Matplotlib escapes < and > in text and attributes, so a tag is all that this pattern matches.
        body = re.sub(r"<[^<>]*>", lambda tag: _adapted(tag[0], names), body)
        return (
            f'<svg role="img" aria-labelledby="{prefix}title {prefix}desc" style="{look}" {root}>\n'
            f'<title id="{prefix}title">{html(one_line(self.title))}</title>\n'
            f'<desc id="{prefix}desc">{html(one_line(self.text))}</desc>{body.rstrip()}\n'
        )

    def _print(self, format: str, **options: Any) -> bytes:  # noqa: A002 (as above)
        from osce_tracker.plot.canvas import house_style

        with house_style(), BytesIO() as file:
            self.draw().savefig(file, format=format, **options)
            return file.getvalue()

    def _repr_png_(self) -> tuple[bytes, dict[str, str]]:
        return self.to_bytes("png", dpi=100), {"alt": one_line(self.text)}


def _adapted(tag: str, names: Mapping[str, str]) -> str:
    """Return an SVG tag with other ids, and fonts for readers who don't have ours."""
    tag = tag.replace("'DejaVu Sans'", "'DejaVu Sans', Verdana, sans-serif")
    return re.sub(
        r'(\sid="|href="#|url\(#)([^")]*)', lambda found: found[1] + names.get(found[2], found[2]), tag
    )
