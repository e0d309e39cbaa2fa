"""The report: a finding, its figures, pictures and tables, as values for writers to turn into words."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from itertools import accumulate, pairwise
from math import isfinite
from operator import is_
from typing import Any, Final, cast

import attrs
from attrs.converters import optional

from osce_tracker.errors import RecordError, UsageError, accepted, quoted
from osce_tracker.formats.registry import Format, format_named
from osce_tracker.model import validation as fields
from osce_tracker.model.editions import Edition
from osce_tracker.model.periods import Period, as_day
from osce_tracker.model.shares import Share
from osce_tracker.model.sources import Source
from osce_tracker.model.vocabulary import Vocabulary
from osce_tracker.plot.chart import PLAIN, Chart, plain_value
from osce_tracker.text import plain
from osce_tracker.tracker.caption import data_note
from osce_tracker.tracker.frames import frame

#: The possible values of a cell. Enums are texts with a label; a tuple holds the row's sources, newest first.
Value = str | int | float | date | Period | Share | tuple[Source, ...] | None
#: The kinds of column, so that writers don't have to look at the cells.
KINDS: Final = ("text", "number", "date", "share", "sources")


def _kind(value: str) -> str:
    if value not in KINDS:
        raise ValueError(f"{quoted(value)} is not a kind of column. Use one of: {accepted(KINDS)}.")
    return value


def _charts(values: Iterable[Chart]) -> tuple[Chart, ...]:
    return fields.instances(Chart, values)


def _edition(value: Edition | None) -> Edition | None:
    return None if value is None else fields.instance(Edition, value)


def _word(value: Vocabulary | None) -> Vocabulary | None:
    return None if value is None else fields.instance(Vocabulary, value)


def _count(value: int | Share) -> int | Share:
    return value if isinstance(value, Share) else fields.whole_number(value)


def _row(values: Iterable[Value]) -> tuple[Value, ...]:
    row = tuple(fields.items(values, "values"))
    # Most values of large tables are words, days and nothing, and need no call.
    plain = [v if type(v) in PLAIN or isinstance(v, Vocabulary) else plain_value(v) for v in row]
    # A second copy of each row would be more for the garbage collector.
    return row if all(map(is_, row, plain)) else tuple(plain)


def _rows(rows: Iterable[Iterable[Value]]) -> tuple[tuple[Value, ...], ...]:
    return tuple(map(_row, fields.items(rows, "rows")))


@attrs.frozen(field_transformer=fields.name_errors)
class Column:
    """A column of a table.

    Args:
        key: stable name, for programs.
        title: heading, for people.
        kind: the kind of its values: ``text``, ``number``, ``date`` (or period), ``share`` or ``sources``.
        detail: true for long texts, which narrow formats print below the row.
        short: a shorter heading for narrow pages, or empty.
        part_of: the key of the column whose cells show this one too in formats for people, or empty. The
            parts of a cell are in the order of the columns. Data formats keep columns separate.
        later: the key of a column further right that holds the same value at a later time, or empty. Formats
            for people show "no change" where both are equal.
        width: its share of the width of the table, in per cent, where columns have fixed widths; 0 to
            derive it from its texts.
        by_group: true for groups' words on behalf of others, whose stances are on paper with a dashed
            edge.
        none_as_dash: true where formats for people show a dash for a count of 0, as for a State with
            no findings. Data formats show the 0.

    Raises:
        RecordError: if the kind does not exist.

    >>> import osce_tracker as ot
    >>> ot.Column("fulfilled", "fulfilled", "share").align
    'right'
    """

    key: str = attrs.field(converter=fields.text)
    title: str = attrs.field(converter=fields.text)
    kind: str = attrs.field(default="text", converter=_kind)
    detail: bool = attrs.field(default=False, converter=fields.true_or_false)
    short: str = attrs.field(default="", converter=fields.text)
    part_of: str = attrs.field(default="", converter=fields.text)
    later: str = attrs.field(default="", converter=fields.text)
    width: int = attrs.field(default=0, converter=fields.whole_number)
    by_group: bool = attrs.field(default=False, converter=fields.true_or_false)
    none_as_dash: bool = attrs.field(default=False, converter=fields.true_or_false)

    @property
    def align(self) -> str:
        """``right`` for numbers and shares, otherwise ``left``."""
        return "right" if self.kind in ("number", "share") else "left"

    def holds(self, value: object) -> bool:
        """Return True if a value is allowed in a cell of this column.

        Args:
            value: any value. Shares and sources need a column of their kind.
        """
        if value is None:
            return True
        if self.kind == "share":
            return isinstance(value, Share)
        if self.kind == "sources":
            return isinstance(value, tuple) and all(
                isinstance(item, Source) for item in cast("tuple[object, ...]", value)
            )
        if isinstance(value, float):
            return self.kind == "number" and isfinite(value)
        return isinstance(value, str | int | date | Period) and not isinstance(value, bool | datetime)


def _columns(values: Iterable[Column]) -> tuple[Column, ...]:
    return fields.instances(Column, values)


@attrs.frozen(kw_only=True, field_transformer=fields.name_errors)
class RowGroup:
    """Consecutive rows of a table under their own heading.

    Args:
        key: stable name, for programs.
        title: heading, for people.
        size: how many rows belong to it.
        note: a line about the group, such as its counts, or empty.
    """

    key: str = attrs.field(converter=fields.text)
    title: str = attrs.field(converter=fields.text)
    size: int = attrs.field(converter=fields.whole_number)
    note: str = attrs.field(default="", converter=fields.text)


def _groups(values: Iterable[RowGroup]) -> tuple[RowGroup, ...]:
    return fields.instances(RowGroup, values)


@attrs.frozen(kw_only=True, field_transformer=fields.name_errors)
class KeyFigure:
    """A number that carries the finding of a report.

    Args:
        key: stable name, for programs.
        label: what it counts, for people.
        value: the count or share.
        note: what to compare it with, or empty.
        word: the status or stance that it counts, shown with its symbol, or ``None``.
    """

    key: str = attrs.field(converter=fields.text)
    label: str = attrs.field(converter=fields.text)
    value: int | Share = attrs.field(converter=_count)
    note: str = attrs.field(default="", converter=fields.text)
    word: Vocabulary | None = attrs.field(default=None, converter=_word)


def _figures(values: Iterable[KeyFigure]) -> tuple[KeyFigure, ...]:
    return fields.instances(KeyFigure, values)


@attrs.frozen(kw_only=True, repr=False, field_transformer=fields.name_errors)
class Table:
    """Rows of values under columns, grouped or not.

    Args:
        title: heading.
        key: stable name, for programs.
        columns: the columns, each with its own key.
        rows: the rows, each with a value for every column.
        groups: the groups in the order of the rows; together they cover all rows. Empty if not grouped.
        notes: lines below the table.
        totals: counts of rows, shown and left out; the last is the count of everything.

    Raises:
        RecordError: if the table has no column or two with the same key, a column refers to one that isn't
            in the table, a row doesn't fit the columns, or the groups don't add up.

    >>> import osce_tracker as ot
    >>> table = ot.Table(title="T", key="t", columns=(ot.Column("id", "Id"),), rows=(("A",),))
    >>> list(table.records())
    [{'id': 'A'}]
    """

    key: str = attrs.field(converter=fields.text)
    title: str = attrs.field(converter=fields.text)
    columns: tuple[Column, ...] = attrs.field(converter=_columns)
    rows: tuple[tuple[Value, ...], ...] = attrs.field(converter=_rows)
    groups: tuple[RowGroup, ...] = attrs.field(default=(), converter=_groups)
    notes: tuple[str, ...] = attrs.field(default=(), converter=fields.texts)
    totals: tuple[KeyFigure, ...] = attrs.field(default=(), converter=_figures)

    def __attrs_post_init__(self) -> None:
        """Reject columns, rows and groups that don't fit together."""
        self._check_columns()
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                reason = f"Row {number} has {len(row)} values for {len(self.columns)} columns."
                raise RecordError("rows", reason, self.key)
        for column, values in zip(self.columns, zip(*self.rows, strict=True), strict=bool(self.rows)):
            # Except for sources and floats, only the type matters; large tables have few types.
            by_type: dict[type[Any], Value] = {type(value): value for value in values}
            checked: Iterable[Value] = (
                values if column.kind == "sources" or float in by_type else by_type.values()
            )
            for value in checked:
                if not column.holds(value):
                    number = next(n for n, cell in enumerate(values, 1) if cell is value)
                    reason = f"Row {number} has {quoted(value)} in the {column.kind} column {column.key!r}."
                    raise RecordError("rows", reason, self.key)
        sizes = [group.size for group in self.groups]
        if sizes and (min(sizes) < 1 or sum(sizes) != len(self.rows)):
            reason = f"Groups of {accepted(list(map(str, sizes)))} rows don't make {len(self.rows)} rows."
            raise RecordError("groups", reason, self.key)

    def _check_columns(self) -> None:
        keys = [column.key for column in self.columns]
        if not keys:
            raise RecordError("columns", "A table needs at least one column.", self.key)
        for key in keys:
            if keys.count(key) > 1:
                reason = f"{quoted(key)} names two columns. Give each its own key."
                raise RecordError("columns", reason, self.key)
        if self.groups and "group" in keys:
            raise RecordError("columns", "'group' is the key of the groups. Choose another.", self.key)
        whole = [column.key for column in self.columns if not column.part_of]
        for place, column in enumerate(self.columns, 1):
            for refers, known in ((column.part_of, whole), (column.later, keys[place:])):
                if refers and refers not in known:
                    use = f"Use one of: {accepted(known)}." if known else "There is no such column."
                    reason = f"{quoted(column.key)} refers to {quoted(refers)}. {use}"
                    raise RecordError("columns", reason, self.key)

    def __repr__(self) -> str:
        return f"<Table {plain(self.title)}: {len(self.rows)} rows>".replace("\n", " ")

    @property
    def places(self) -> tuple[int, ...]:
        """The places of the columns that aren't parts of others."""
        return tuple(n for n, column in enumerate(self.columns) if not column.part_of)

    @property
    def row_places(self) -> tuple[int, ...]:
        """The places of the columns that form the row; at least the first that isn't part of another."""
        return tuple(n for n in self.places if not self.columns[n].detail) or self.places[:1]

    @property
    def detail_places(self) -> tuple[int, ...]:
        """The places of the columns with long texts, which narrow formats print below the row."""
        return tuple(n for n in self.places if n not in self.row_places)

    def records(self) -> Iterator[dict[str, Value]]:
        """Yield each row as a dict by the keys of the columns."""
        keys = [column.key for column in self.columns]
        return (dict(zip(keys, row, strict=True)) for row in self.rows)

    def to_frame(self, library: str | None = None) -> Any:
        """Return the rows as a data frame, with a type for each column.

        Args:
            library: ``pandas`` or ``polars``; by default whichever is installed, pandas first.

        Returns:
            A ``DataFrame`` with the keys of the columns. A grouped table starts with the title of the
            ``group``. A date is its text and, in ``KEY_first`` and ``KEY_last``, its first and its last day;
            a share is its part and, in ``KEY_of``, the whole; sources are the address of the latest, in
            ``latest_source_url``, and those of all, in ``source_urls`` separated by spaces.

        Raises:
            UsageError: if the library is neither, or not installed; or if two columns would share a name.

        >>> import osce_tracker as ot
        >>> table = ot.scorecard(ot.load()).tables[0]
        >>> table.to_frame("polars").height == len(table.rows)
        True
        """
        columns, cells = flat(self)
        return frame(columns, cells, library)

    def sections(self) -> Iterator[tuple[RowGroup | None, tuple[tuple[Value, ...], ...]]]:
        """Yield each group with its rows; a table without groups yields ``None`` with all rows."""
        if not self.groups:
            yield None, self.rows
            return
        edges = accumulate((group.size for group in self.groups), initial=0)
        for group, (start, end) in zip(self.groups, pairwise(edges), strict=True):
            yield group, self.rows[start:end]


def _tables(values: Iterable[Table]) -> tuple[Table, ...]:
    return fields.instances(Table, values)


def cell_data(value: Value) -> str:
    """Return a value for a data file.

    Args:
        value: the value of a cell.

    Returns:
        Words by their label, dates in ISO form, sources as their addresses separated by spaces, and an
        empty cell as an empty text.

    >>> import osce_tracker as ot
    >>> cell_data(None), cell_data(ot.Period("2025-07-31/2025-08-01"))
    ('', '2025-07-31/2025-08-01')
    """
    if value is None:
        return ""
    if isinstance(value, Vocabulary):
        return value.label
    if isinstance(value, tuple):
        return " ".join(source.url for source in value)
    return value.isoformat() if isinstance(value, date) else str(value)


def flat(table: Table) -> tuple[dict[str, str], list[list[Value]]]:
    """Return a table for data files and frames, each cell one text, number or day.

    Args:
        table: the table.

    Returns:
        The type of each column by its name, as ``Table.to_frame`` describes them, and the cells of each row.

    Raises:
        UsageError: if two columns would have the same name.

    >>> import osce_tracker as ot
    >>> columns, rows = flat(ot.overdue(ot.load(), "2025-12-31").tables[0])
    >>> [name for name in columns if "due" in name or "source" in name]
    ['due', 'due_first', 'due_last', 'latest_source_url', 'source_urls']
    """
    columns = {"group": "text"} if table.groups else {}
    groups = ([group.title] if group else [] for group, section in table.sections() for _ in section)
    cells: list[list[Value]] = [list(group) for group in groups]
    for place, column in enumerate(table.columns):
        values = [row[place] for row in table.rows]
        for key, kind, convert in _flat(column, values):
            if key in columns:
                raise UsageError(f"Two columns would be called {quoted(key)}. Rename one.")
            columns[key] = kind
            for row, value in zip(cells, values, strict=True):
                row.append(convert(value))
    return columns, cells


def _flat(column: Column, values: list[Value]) -> Iterator[tuple[str, str, Callable[[Any], Value]]]:
    """Yield the flat columns of a column: name, type, and the function that turns a value into a cell."""
    key = column.key
    if column.kind == "share":
        yield key, "integer", lambda value: value and value.part
        yield f"{key}_of", "integer", lambda value: value and value.whole
        return
    if column.kind == "sources":
        # "own_sources" gives "own_latest_source_url".
        whose = "" if key in ("source", "sources") else f"{key.removesuffix('_sources')}_"
        yield f"{whose}latest_source_url", "text", lambda value: value[0].url if value else None
        yield f"{whose}source_urls", "text", lambda value: cell_data(value) if value else None
        return
    kinds = {type(value) for value in values if value is not None}
    if column.kind == "number" and kinds <= {int, float}:
        yield key, "number" if float in kinds else "integer", lambda value: value
        return
    yield key, "text", lambda value: None if value is None else cell_data(value)
    if column.kind == "date":
        yield f"{key}_first", "date", lambda value: _days(value)[0]
        yield f"{key}_last", "date", lambda value: _days(value)[1]


def _days(value: Value) -> tuple[date, date] | tuple[None, None]:
    """Return the first and the last day of a date; a word in a date column has none."""
    if not isinstance(value, date | Period):
        return None, None
    period = Period(value)
    return period.first, period.last


@attrs.frozen(kw_only=True, repr=False, field_transformer=fields.name_errors)
class Report:
    """An answer: the finding first, then key figures, charts, tables and notes.

    Args:
        title: the kind of report and its period or day.
        headline: the finding in one sentence.
        lead: one or two sentences with its most important points, or empty.
        subtitle: the data set, filters and as-of day.
        figures: the key figures.
        charts: the pictures above the tables.
        tables: the tables.
        charts_below: the pictures below the tables.
        notes: the caveats.
        edition: the edition of the data, or ``None``.
        known_by: the day of an as-of view of the data, or ``None``.

    ``print(report)`` shows it in 100 columns; notebooks show it as HTML.

    >>> import osce_tracker as ot
    >>> table = ot.Table(title="T", key="t", columns=(ot.Column("id", "Id"),), rows=(("A",),))
    >>> ot.Report(title="Example", tables=(table,)).render("csv").splitlines()
    ['id', 'A']
    """

    title: str = attrs.field(converter=fields.text)
    headline: str = attrs.field(default="", converter=fields.text)
    lead: str = attrs.field(default="", converter=fields.text)
    subtitle: str = attrs.field(default="", converter=fields.text)
    figures: tuple[KeyFigure, ...] = attrs.field(default=(), converter=_figures)
    charts: tuple[Chart, ...] = attrs.field(default=(), converter=_charts)
    tables: tuple[Table, ...] = attrs.field(default=(), converter=_tables)
    charts_below: tuple[Chart, ...] = attrs.field(default=(), converter=_charts)
    notes: tuple[str, ...] = attrs.field(default=(), converter=fields.texts)
    edition: Edition | None = attrs.field(default=None, converter=_edition)
    known_by: date | None = attrs.field(default=None, converter=optional(as_day))

    @property
    def heading(self) -> str:
        """The headline; the title if there is none."""
        return self.headline or self.title

    @property
    def kicker(self) -> str:
        """The line above the heading: the kind of report and its subject."""
        title = self.title if self.headline else ""
        return " · ".join(part for part in (title, self.subtitle) if part)

    @property
    def data_note(self) -> str:
        """The line that names the edition of the data."""
        return data_note(self.edition, self.known_by)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source named in a row, once, in the order of the rows."""
        cells = (value for table in self.tables for row in table.rows for value in row)
        return tuple(dict.fromkeys(source for value in cells if isinstance(value, tuple) for source in value))

    def render(self, format: str | Format = "plain", **options: Any) -> str:  # noqa: A002 (what users call it)
        """Return the report as text.

        Args:
            format: ``plain``, ``markdown``, ``html``, ``latex``, ``csv``, ``tsv``, ``json``, or a
                your own ``Format``.
            **options: options of the format: ``width`` in columns for ``plain`` (100), ``bom`` and
                ``table`` for ``csv`` and ``tsv``.

        Returns:
            The text. HTML and LaTeX are fragments for a document.

        Raises:
            FormatError: if the format doesn't exist; lists those that do.
            UsageError: if the format doesn't have one of the options.
        """
        return format_named(format).render(self, **options)

    def to_bytes(self, format: str | Format, **options: Any) -> bytes:  # noqa: A002 (as above)
        """Return the report as a complete file, for example for a web service to send.

        Args:
            format: as for ``render``, or ``xlsx``, ``docx`` or ``pdf``.
            **options: options of the format, as for ``render``; ``template`` for ``docx``: a Word file
                whose styles to use.

        Raises:
            FormatError: if the format doesn't exist; lists those that do.
            UsageError: if the format doesn't have one of the options.
            MissingExtraError: if the format needs an extra that is not installed.
        """
        return format_named(format).to_bytes(self, **options)

    def __repr__(self) -> str:
        return f"<Report {plain(self.title)}: {plain(self.headline)}>".replace("\n", " ")

    def __str__(self) -> str:
        """Return the report as plain text, 100 columns wide."""
        return self.render("plain")

    def _repr_html_(self) -> str:
        return self.render("html")

    def _repr_markdown_(self) -> str:
        return self.render("markdown")


#: How many sources of each row to name: none, the latest, or all.
WANTED: Final = ("none", "latest", "all")


def prepared(report: Report, sources: str) -> Report:
    """Return a report ready for writing: without sources if none are wanted.

    Args:
        report: the report.
        sources: ``none``, ``latest`` or ``all``.

    Raises:
        UsageError: if ``sources`` is another word.
    """
    if sources not in WANTED:
        raise UsageError(f"Can't name {quoted(sources)} sources. Use one of: {accepted(WANTED)}.")
    if sources != "none":
        return report
    return attrs.evolve(report, tables=tuple(map(_without, report.tables)))


def _without(table: Table) -> Table:
    kept = [n for n, column in enumerate(table.columns) if column.kind != "sources"]
    if not kept or len(kept) == len(table.columns):
        return table
    columns = tuple(table.columns[n] for n in kept)
    return attrs.evolve(table, columns=columns, rows=tuple(tuple(row[n] for n in kept) for row in table.rows))
