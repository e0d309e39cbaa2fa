"""The report: a finding, its figures, pictures and tables, as values that writers turn into words."""

from __future__ import annotations

from datetime import date
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, Final

import attrs

from osce_tracker.errors import RecordError, accepted, quoted
from osce_tracker.model.periods import Period
from osce_tracker.model.shares import Share
from osce_tracker.model.sources import Source
from osce_tracker.plot.chart import Chart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from osce_tracker.formats.registry import Format
    from osce_tracker.model.editions import Edition

#: What a cell may hold. Enums are texts with a label; a tuple holds the sources of the row, newest first.
Value = str | int | date | Period | Share | tuple[Source, ...] | None
#: What a column holds, so that writers know without looking at its cells.
KINDS: Final = ("text", "number", "date", "share", "sources")

#: Notebooks align the cells of all tables to the right.
_NOTEBOOK: Final = (
    "<style>section.osce-report td, section.osce-report th {text-align: left; vertical-align: top} "
    "section.osce-report .number {text-align: right}</style>"
)


def _kind(column: Column, _field: attrs.Attribute[str], value: object) -> None:
    if value not in KINDS:
        reason = f"{quoted(value)} is not a kind of column. Use one of: {accepted(KINDS)}."
        raise RecordError("kind", reason, column.key)


@attrs.frozen
class Column:
    """A column of a table.

    Args:
        key: stable name, for programs.
        title: heading, for people.
        kind: what it holds: ``text``, ``number``, ``date`` (days and periods), ``share`` or ``sources``.
        detail: true for long texts, which a terminal prints below the row.
        short: a shorter heading for narrow pages, or empty.

    Raises:
        RecordError: if the kind does not exist.

    >>> import osce_tracker as ot
    >>> ot.Column("fulfilled", "fulfilled", "share").align
    'right'
    """

    key: str
    title: str
    kind: str = attrs.field(default="text", validator=_kind)
    detail: bool = False
    short: str = ""

    @property
    def align(self) -> str:
        """``right`` for numbers and shares, else ``left``."""
        return "right" if self.kind in ("number", "share") else "left"


@attrs.frozen(kw_only=True)
class RowGroup:
    """Consecutive rows of a table under a heading of their own.

    Args:
        key: stable name, for programs.
        title: heading, for people.
        size: how many rows belong to it.
        note: a line about the group, such as its counts, or empty.
    """

    key: str
    title: str
    size: int
    note: str = ""


@attrs.frozen(kw_only=True)
class Table:
    """Rows of values under columns, in groups if the table has any.

    Args:
        title: heading.
        key: stable name, for programs.
        columns: the columns.
        rows: the rows, each with a value for every column.
        groups: the groups in the order of the rows; together they cover all rows. None if not grouped.
        notes: lines below the table.

    Raises:
        RecordError: if the table has no column, a row doesn't fit the columns, or the groups don't add up.

    >>> import osce_tracker as ot
    >>> table = ot.Table(title="T", key="t", columns=(ot.Column("id", "Id"),), rows=(("A",),))
    >>> list(table.records())
    [{'id': 'A'}]
    """

    title: str
    key: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    groups: tuple[RowGroup, ...] = ()
    notes: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Reject rows that don't fit the columns and groups that don't cover the rows."""
        width = len(self.columns)
        if not width:
            raise RecordError("columns", "A table needs at least one column.", self.key)
        for number, row in enumerate(self.rows):
            if len(row) != width:
                reason = f"Row {number} has {len(row)} values for {width} columns."
                raise RecordError("rows", reason, self.key)
        if self.groups and sum(group.size for group in self.groups) != len(self.rows):
            sizes = sum(group.size for group in self.groups)
            raise RecordError("groups", f"The groups hold {sizes} of {len(self.rows)} rows.", self.key)

    def records(self) -> Iterator[dict[str, Value]]:
        """Yield each row as a dict by the keys of the columns."""
        keys = [column.key for column in self.columns]
        return (dict(zip(keys, row, strict=True)) for row in self.rows)

    def sections(self) -> Iterator[tuple[RowGroup | None, tuple[tuple[Value, ...], ...]]]:
        """Yield each group with its rows; a table without groups yields ``None`` with all rows."""
        if not self.groups:
            yield None, self.rows
            return
        edges = accumulate((group.size for group in self.groups), initial=0)
        for group, (start, end) in zip(self.groups, pairwise(edges), strict=True):
            yield group, self.rows[start:end]


@attrs.frozen(kw_only=True)
class KeyFigure:
    """A number that carries the finding of a report.

    Args:
        key: stable name, for programs.
        label: what it counts, for people.
        value: the count or share.
        note: what to compare it with, or empty.
    """

    key: str
    label: str
    value: int | Share
    note: str = ""


@attrs.frozen(kw_only=True)
class Report:
    """An answer: the finding first, then key figures, charts, tables and notes.

    Args:
        title: the kind of report and its period or day.
        headline: the finding in one sentence.
        subtitle: the data set, filters and as-of day.
        figures: the key figures.
        charts: the pictures.
        tables: the tables.
        notes: what to bear in mind.
        edition: the edition of the data, or ``None``.
        known_by: the day of an as-of view of the data, or ``None``.

    ``print(report)`` shows it in 100 columns; notebooks show it as HTML.

    >>> import osce_tracker as ot
    >>> table = ot.Table(title="T", key="t", columns=(ot.Column("id", "Id"),), rows=(("A",),))
    >>> ot.Report(title="Example", tables=(table,)).render("csv").splitlines()
    ['Id', 'A']
    """

    title: str
    headline: str = ""
    subtitle: str = ""
    figures: tuple[KeyFigure, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    edition: Edition | None = None
    known_by: date | None = None

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source named in a row, once, in the order of the rows."""
        cells = (value for table in self.tables for row in table.rows for value in row)
        return tuple(dict.fromkeys(source for value in cells if isinstance(value, tuple) for source in value))

    def render(self, format: str | Format = "plain", **options: Any) -> str:  # noqa: A002 (what users call it)
        """Return the report as text.

        Args:
            format: ``plain``, ``markdown``, ``html``, ``latex``, ``csv``, ``tsv``, ``json``, or a
                ``Format`` of your own.
            **options: options of the format: ``width`` in columns for ``plain`` (100), ``bom`` for
                ``csv`` and ``tsv``.

        Returns:
            The text. HTML and LaTeX are fragments to put into a document.

        Raises:
            FormatError: if the format doesn't exist; lists those that do.
            UsageError: if the format doesn't have one of the options.
        """
        from osce_tracker.formats.registry import render

        return render(self, format, **options)

    def to_bytes(self, format: str | Format, **options: Any) -> bytes:  # noqa: A002 (as above)
        """Return the report as a whole file, for example for a web service to send.

        Args:
            format: as for ``render``, or ``xlsx`` or ``docx``.
            **options: options of the format, as for ``render``; ``template`` for ``docx``: a Word file
                whose styles are used.

        Raises:
            FormatError: if the format doesn't exist; lists those that do.
            UsageError: if the format doesn't have one of the options.
            MissingExtraError: if the format needs an extra that is not installed.
        """
        from osce_tracker.formats.registry import to_bytes

        return to_bytes(self, format, **options)

    def __str__(self) -> str:
        """Return the report as plain text, 100 columns wide."""
        return self.render("plain")

    def _repr_html_(self) -> str:
        return f"{_NOTEBOOK}\n{self.render('html')}"

    def _repr_markdown_(self) -> str:
        return self.render("markdown")
