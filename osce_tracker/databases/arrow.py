"""A data set as Arrow tables and Parquet files (pyarrow)."""

from __future__ import annotations

from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from osce_tracker.databases.tables import tables_of
from osce_tracker.files import extra

if TYPE_CHECKING:
    from collections.abc import Iterator

    from osce_tracker.databases.tables import FlatTable
    from osce_tracker.tracker.rows import FlatColumn
    from osce_tracker.tracker.tracker import Tracker

_PURPOSE = "Arrow tables and Parquet files"
#: How many rows are turned into columns at once; each part is a row group of a Parquet file.
_PART: Final = 65_536


def to_arrow(tracker: Tracker) -> dict[str, Any]:
    """Return a data set as Arrow tables by name.

    Args:
        tracker: the tracker.

    Returns:
        ``pyarrow.Table`` objects: days as dates, words dictionary-encoded, lists as lists. The metadata of
        each column give its meaning.

    Raises:
        MissingExtraError: if the extra ``arrow`` is not installed.

    >>> import osce_tracker as ot
    >>> tables = to_arrow(ot.load())
    >>> list(tables)[:3], tables["updates"].column_names[:4]
    (['commitments', 'events', 'series'], ['record', 'place', 'date', 'date_first'])
    >>> tables["commitments"].schema.field("due_last").metadata
    {b'meaning': b'last day of due'}
    """
    pa = _pyarrow()
    return {table.name: _table(pa, table) for table in tables_of(tracker)}


def _pyarrow(part: str = "") -> Any:
    """Return pyarrow, or one of its modules."""
    with extra("arrow", _PURPOSE):
        return import_module(f"pyarrow{part}")


def _table(pa: Any, table: FlatTable) -> Any:
    schema = _schema(pa, table)
    # Other libraries expect one dictionary per column, not one per part.
    return pa.Table.from_batches(_batches(pa, table, schema), schema=schema).unify_dictionaries()


def _schema(pa: Any, table: FlatTable) -> Any:
    fields = [_field(pa, column) for column in table.columns]
    return pa.schema(fields, metadata={"meaning": table.meaning})


def _batches(pa: Any, table: FlatTable, schema: Any) -> Iterator[Any]:
    """Yield the rows in parts, so that large tables are never in memory as rows."""
    rows = iter(table.supply())
    while (batch := _batch(pa, rows, schema)) is not None:
        yield batch


def _batch(pa: Any, rows: Iterator[tuple[Any, ...]], schema: Any) -> Any:
    """Return the next rows as columns, or ``None`` at the end."""
    # The many short-lived rows would set the collector on all records again and again.
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


def table_to_bytes(tracker: Tracker, name: str, suffix: str) -> bytes:
    """Return one table of a data set as a Parquet or Arrow file.

    Args:
        tracker: the tracker.
        name: the name of the table.
        suffix: ``.parquet`` or ``.arrow``.

    Raises:
        MissingExtraError: if the extra ``arrow`` is not installed.

    >>> from io import BytesIO
    >>> from pyarrow.parquet import read_table
    >>> import osce_tracker as ot
    >>> updates = read_table(BytesIO(table_to_bytes(ot.load(), "updates", ".parquet")))
    >>> updates.select(["record", "date", "status"]).to_pylist()[0]
    {'record': 'FI25-EE-01', 'date': '2025-03-27', 'status': 'in-progress'}
    """
    pa = _pyarrow()
    (table,) = (table for table in tables_of(tracker) if table.name == name)
    sink: Any = pa.BufferOutputStream()
    if suffix == ".parquet":
        schema = _schema(pa, table)
        with _pyarrow(".parquet").ParquetWriter(sink, schema) as writer:
            for batch in _batches(pa, table, schema):
                writer.write_batch(batch)
    else:
        # An Arrow file has one dictionary per column, so it can't be written in parts.
        whole = _table(pa, table)
        with pa.ipc.new_file(sink, whole.schema) as writer:
            writer.write_table(whole)
    content: bytes = sink.getvalue().to_pybytes()
    return content
