"""A cell's value as text, before it is escaped for its format."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from osce_tracker.formats.report import Value, cell_data
from osce_tracker.model.clock import readable_day
from osce_tracker.model.periods import Period
from osce_tracker.model.shares import Share

if TYPE_CHECKING:
    from osce_tracker.model.sources import Source
    from osce_tracker.plot.chart import Chart

#: What may be a link, and how long Excel allows one to be.
_ADDRESS: Final = re.compile(
    r"https?://[^\s<>\"'\x00-\x20\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]+"
)
_LONGEST_LINK: Final = 2_000
#: How a table for people shows an empty cell.
NOTHING: Final = "–"


def is_empty(value: Value) -> bool:
    """Return True if a cell holds nothing.

    Args:
        value: the value of the cell.
    """
    return value is None or value == ()


def cell_text(value: Value) -> str:
    """Return a value as people read it.

    Args:
        value: the value of a cell.

    Returns:
        Words by their label, dates as "31 July 2025", shares as "18 of 45 (40%)", sources as their
        number, fractions with three decimals, and an empty cell as a dash.

    >>> import osce_tracker as ot
    >>> cell_text(None), cell_text(0.8), cell_text(ot.Share(2, 4)), cell_text(ot.Period("2025-07-31"))
    ('–', '0.800', '2 of 4', '31 July 2025')
    """
    if is_empty(value):
        return NOTHING
    if isinstance(value, tuple):
        return str(len(value))
    if isinstance(value, Period):
        return value.readable
    if isinstance(value, float):
        return f"{value:.3f}"
    return readable_day(value) if isinstance(value, date) else cell_data(value)


def linked_text(value: Value) -> str:
    """Return a value as formats with links show it: sources by their publishers.

    Args:
        value: the value of a cell.
    """
    if isinstance(value, tuple) and value:
        return ", ".join(source.publisher for source in value)
    return cell_text(value)


def data_titles(title: str, kind: str) -> tuple[str, ...]:
    """Return the headings of a column in a data file, where a share takes two columns.

    Args:
        title: the heading.
        kind: the kind of the column.

    >>> data_titles("fulfilled", "share")
    ('fulfilled', 'fulfilled of')
    """
    return (title, f"{title} of") if kind == "share" else (title,)


def data_values(value: Value, kind: str) -> tuple[Value, ...]:
    """Return the values of a cell in a data file, where a share takes two columns.

    Args:
        value: the value of the cell.
        kind: the kind of its column.

    >>> import osce_tracker as ot
    >>> data_values(ot.Share(18, 45), "share"), data_values(None, "share")
    ((18, 45), (None, None))
    """
    if kind != "share":
        return (value,)
    return (value.part, value.whole) if isinstance(value, Share) else (None, None)


def chart_text(chart: Chart) -> str:
    """Return what a format without pictures has of a chart: its title and text alternative.

    Args:
        chart: the chart.
    """
    if chart.text.startswith(f"{chart.title}:"):
        return chart.text
    return ". ".join(part for part in (chart.title.rstrip(". "), chart.text) if part)


def source_text(source: Source) -> str:
    """Return a source as a list of sources names it.

    Args:
        source: the source.
    """
    date = "" if source.published is None else f", {source.published.readable}"
    return f"{source.title} ({source.publisher}{date})"


def is_address(text: str) -> bool:
    """Return True if a text is an address and can be made a link.

    Args:
        text: any text.

    >>> is_address("https://osce.org/1"), is_address("see https://osce.org"), is_address("http://[bad")
    (True, False, False)
    """
    if not _ADDRESS.fullmatch(text) or len(text) > _LONGEST_LINK:
        return False
    # Imported late, since most tables have no address.
    from urllib.parse import urlsplit

    try:
        return bool(urlsplit(text).hostname)
    except ValueError:
        return False
