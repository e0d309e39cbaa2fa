"""What is to be shown, not how: reports of tables of plain values.

The writers under ``formats`` turn a report into text or a file. ``Report.render`` and ``Report.save``
are the one place where this layer calls up to them, when first used (``tests/test_layers.py``).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import attrs

from osce_tracker.errors import RecordError
from osce_tracker.model.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

    from osce_tracker.formats.registry import Format


from osce_tracker.plot.chart import Chart

#: What a cell may hold; enumerations are texts with a label.
Value = str | int | date | Period | None

#: Notebooks align the cells of all tables to the right, which nobody wants of text.
_NOTEBOOK: Final = (
    "<style>section.osce-report td, section.osce-report th {text-align: left; vertical-align: top} "
    "section.osce-report .number {text-align: right}</style>"
)


@attrs.frozen
class Column:
    """A column of a table.

    Attributes:
        key: stable name, for programs.
        title: heading, for people.
        align: ``left`` or ``right``.
        detail: whether its texts are long: a terminal shows them below the row instead of beside.
        short: a shorter heading for where the page is narrow, or empty.

    >>> import osce_tracker as ot
    >>> columns = ot.overdue(ot.load(), "2025-12-31").tables[0].columns
    >>> [(column.key, column.title) for column in columns if column.align == "right"]
    [('days', 'days overdue')]
    >>> [column.title for column in columns if column.detail]
    ['latest']
    """

    key: str
    title: str
    align: str = "left"
    detail: bool = False
    short: str = ""


@attrs.frozen(kw_only=True)
class Table:
    """Rows of plain values below columns.

    Attributes:
        title: heading.
        columns: the columns; the first is the record's id where a row is a record.
        rows: the rows, each with a value for every column.
        notes: lines that belong below it, such as its counts.
        key: stable name, for programs.

    >>> import osce_tracker as ot
    >>> table = ot.blocked(ot.load(), "2025-09-30").tables[1]
    >>> table.title, table.notes
    ('Economic and environmental dimension', ('1 commitment.',))
    >>> [(row["id"], row["obstacle"].label) for row in table.records()]
    [('FI25-EE-01', 'no consensus')]
    """

    title: str
    key: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse rows that do not fit the columns."""
        width = len(self.columns)
        if not width:
            raise RecordError("columns", "a table has at least one column", self.key)
        for number, row in enumerate(self.rows):
            if len(row) != width:
                reason = f"row {number} has {len(row)} values for {width} columns"
                raise RecordError("rows", reason, self.key)

    def records(self) -> Iterator[dict[str, Value]]:
        """Yield each row as a dict by the keys of the columns.

        >>> import osce_tracker as ot
        >>> table = ot.Table(title="T", key="t", columns=(ot.Column("id", "Id"),), rows=(("A",),))
        >>> list(table.records())
        [{'id': 'A'}]
        """
        keys = [column.key for column in self.columns]
        return (dict(zip(keys, row, strict=True)) for row in self.rows)


@attrs.frozen(kw_only=True)
class Report:
    """An answer: tables with a heading and notes.

    Attributes:
        title: heading.
        subtitle: a line below it that says of what and as of when.
        tables: the tables.
        notes: lines that belong below all tables.
        charts: pictures, for pages and documents.

    ``print(report)`` shows it in 100 columns; notebooks show it as HTML.

    >>> import osce_tracker as ot
    >>> table = ot.Table(title="T", key="t", columns=(ot.Column("id", "Id"),), rows=(("A",),))
    >>> ot.Report(title="Example", tables=(table,)).render("csv").splitlines()
    ['Id', 'A']
    """

    title: str
    subtitle: str = ""
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()

    def render(self, format: str | Format = "plain", **options: Any) -> str:  # noqa: A002 (what users call it)
        """Return the report as text.

        Args:
            format: ``plain``, ``markdown``, ``html``, ``latex``, ``csv``, ``tsv``, ``json``, the name of
                one that is installed, or a ``Format`` of your own.
            **options: of the format: ``width`` in columns for ``plain`` (100), ``bom`` for ``csv`` and
                ``tsv``.

        Returns:
            The text; HTML and LaTeX are fragments to be put into a document.

        Raises:
            FormatError: for another format; lists those that exist.
            UsageError: for an option that the format does not take.
        """
        from osce_tracker.formats.registry import render

        return render(self, format, **options)

    def to_bytes(self, format: str | Format, **options: Any) -> bytes:  # noqa: A002 (as above)
        """Return the report as a whole file, such as a web service sends it.

        Args:
            format: as with ``render``, or ``xlsx`` or ``docx``.
            **options: of the format, as with ``render``; for ``docx`` ``template``, an office's own file.

        Raises:
            FormatError: for another format; lists those that exist.
            UsageError: for an option that the format does not take.
            MissingExtraError: when the format needs an extra that is not installed.
        """
        from osce_tracker.formats.registry import to_bytes

        return to_bytes(self, format, **options)

    def save(
        self,
        path: str | PathLike[str],
        format: str | Format | None = None,  # noqa: A002 (as above)
        **options: Any,
    ) -> None:
        """Write the report into a file, whole or not at all.

        Args:
            path: the file; its suffix says the format: ``.txt``, ``.md``, ``.html``, ``.tex``,
                ``.csv``, ``.tsv``, ``.json``, ``.xlsx`` or ``.docx``.
            format: the format, where the suffix does not say it.
            **options: of the format, as with ``to_bytes``.

        Raises:
            FormatError: when neither says a format that exists.
            UsageError: for an option that the format does not take.
            MissingExtraError: when the format needs an extra that is not installed.
            OSError: when the file cannot be written; an old file is then left as it was.
        """
        from osce_tracker.formats.registry import save

        save(self, path, format, **options)

    def __str__(self) -> str:
        """Return the report as plain text, 100 columns wide."""
        return self.render("plain")

    def _repr_html_(self) -> str:
        return f"{_NOTEBOOK}\n{self.render('html')}"

    def _repr_markdown_(self) -> str:
        return self.render("markdown")
