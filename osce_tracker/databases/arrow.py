"""A data set as Arrow tables and Parquet files (pyarrow)."""

from __future__ import annotations

from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from osce_tracker.databases.tables import tables_of
from osce_tracker.errors import UsageError, did_you_mean, nearest
from osce_tracker.files import extra, write_file
from osce_tracker.tracker.collection import paused_collector

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from osce_tracker.databases.tables import FlatTable
    from osce_tracker.tracker.rows import FlatColumn
    from osce_tracker.tracker.tracker import Tracker

_PURPOSE = "Arrow tables and Parquet files"
#: So many rows are turned into columns at once; each part is a row group of a Parquet file.
_PART: Final = 65_536


def to_arrow(tracker: Tracker) -> dict[str, Any]:
    """Return a data set as Arrow tables by name.

    Args:
        tracker: the tracker.

    Returns:
        ``pyarrow.Table`` objects: days as dates, words dictionary-encoded, lists as lists; the meaning
        of each column stands in its metadata.

    Raises:
        MissingExtraError: when the extra ``arrow`` is not installed.

    >>> import osce_tracker as ot
    >>> tables = ot.to_arrow(ot.load())
    >>> list(tables)[:3], tables["updates"].column_names[:4]
    (['commitments', 'events', 'series'], ['record', 'place', 'date', 'date_first'])
    >>> tables["commitments"].schema.field("due_last").metadata
    {b'meaning': b'last day of due'}
    """
    pa = _pyarrow()
    return {table.name: _table(pa, table) for table in tables_of(tracker)}


def _pyarrow(part: str = "") -> Any:
    """Return pyarrow or a part of it, which has no types."""
    with extra("arrow", _PURPOSE):
        return import_module(f"pyarrow{part}")


def _table(pa: Any, table: FlatTable) -> Any:
    schema = _schema(pa, table)
    # Dictionaries of parts are joined, as other libraries expect them.
    return pa.Table.from_batches(_batches(pa, table, schema), schema=schema).unify_dictionaries()


def _schema(pa: Any, table: FlatTable) -> Any:
    fields = [_field(pa, column) for column in table.columns]
    return pa.schema(fields, metadata={"meaning": table.meaning})


def _batches(pa: Any, table: FlatTable, schema: Any) -> Iterator[Any]:
    """Yield the rows in parts, so that a million of them never stand in memory as rows."""
    rows = iter(table.supply())
    while (batch := _batch(pa, rows, schema)) is not None:
        yield batch


def _batch(pa: Any, rows: Iterator[tuple[Any, ...]], schema: Any) -> Any:
    """Return the next rows as columns, or ``None`` after the last."""
    # The many short-lived rows would set the collector on all records again and again.
    with paused_collector():
        part = list(islice(rows, _PART))
        if not part:
            return None
        columns = zip(*part, strict=True)
        arrays = [pa.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _field(pa: Any, column: FlatColumn) -> Any:
    types = {
        "text": pa.string(),
        "word": pa.dictionary(pa.int32(), pa.string()),
        "integer": pa.int64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "list": pa.list_(pa.string()),
    }
    return pa.field(column.name, types[column.type], metadata={"meaning": column.meaning})


def save_parquet(tracker: Tracker, folder: str | os.PathLike[str]) -> tuple[str, ...]:
    """Write a data set as Parquet files, one a table.

    Args:
        tracker: the tracker.
        folder: the directory, which is made when it does not exist.

    Returns:
        The names of the files.

    Raises:
        MissingExtraError: when the extra ``arrow`` is not installed.
        OSError: when a file cannot be written.

    >>> from tempfile import TemporaryDirectory
    >>> import osce_tracker as ot
    >>> with TemporaryDirectory() as folder:
    ...     ot.save_parquet(ot.load(), folder)[:4]
    ('commitments.parquet', 'events.parquet', 'series.parquet', 'statements.parquet')
    """
    _pyarrow()
    names = tuple(f"{table.name}.parquet" for table in tables_of(tracker))
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name in names:
        save_table(tracker, Path(folder) / name)
    return names


def save_table(tracker: Tracker, path: str | os.PathLike[str]) -> None:
    """Write one table of a data set as a file of Parquet or Arrow.

    Args:
        tracker: the tracker.
        path: the file; its name is that of the table, such as ``updates.parquet`` or ``statements.arrow``.

    Raises:
        UsageError: when no table has that name, or the suffix is another.
        MissingExtraError: when the extra ``arrow`` is not installed.
        OSError: when the file cannot be written.

    >>> from pyarrow.parquet import read_table
    >>> from tempfile import TemporaryDirectory
    >>> import osce_tracker as ot
    >>> with TemporaryDirectory() as folder:
    ...     path = f"{folder}/updates.parquet"
    ...     ot.save_table(ot.load(), path)
    ...     read_table(path, columns=["record", "date", "status"]).to_pylist()[0]
    {'record': 'FI25-EE-01', 'date': '2025-03-27', 'status': 'in-progress'}
    """
    tables = {table.name: table for table in tables_of(tracker)}
    target = Path(path)
    suffix = target.suffix.lower()
    if target.stem not in tables or suffix not in (".parquet", ".arrow"):
        near = did_you_mean(nearest(target.stem, tuple(tables)))
        raise UsageError(
            f"{target.name!r} is no name of a table; accepted: {', '.join(tables)}, each with .parquet or "
            f".arrow{near}"
        )
    pa = _pyarrow()
    sink: Any = pa.BufferOutputStream()
    if suffix == ".parquet":
        table = tables[target.stem]
        schema = _schema(pa, table)
        with _pyarrow(".parquet").ParquetWriter(sink, schema) as writer:
            for batch in _batches(pa, table, schema):
                writer.write_batch(batch)
    else:
        # A file of Arrow has one dictionary a column, so it is made as a whole.
        whole = _table(pa, tables[target.stem])
        with pa.ipc.new_file(sink, whole.schema) as writer:
            writer.write_table(whole)
    write_file(str(target), sink.getvalue().to_pybytes())
