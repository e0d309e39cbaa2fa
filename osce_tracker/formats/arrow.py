"""A data set as Arrow tables and Parquet files (pyarrow)."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from osce_tracker.formats.extras import extra
from osce_tracker.formats.registry import write_whole
from osce_tracker.formats.tables import tables_of

if TYPE_CHECKING:
    import os

    from osce_tracker.flat import FlatColumn
    from osce_tracker.formats.tables import FlatTable
    from osce_tracker.tracker import Tracker

_PURPOSE = "Arrow tables and Parquet files"


def to_arrow(tracker: Tracker) -> dict[str, Any]:
    """Return a data set as Arrow tables by name.

    Args:
        tracker: the tracker.

    Returns:
        ``pyarrow.Table`` objects: days as dates, words dictionary-encoded, lists as lists; the meaning
        of each column stands in its metadata.

    Raises:
        MissingExtraError: when the extra ``arrow`` is not installed.
    """
    pa = _pyarrow()
    return {table.name: _table(pa, table) for table in tables_of(tracker)}


def _pyarrow(part: str = "") -> Any:
    """Return pyarrow or a part of it, which has no types."""
    with extra("arrow", _PURPOSE):
        return import_module(f"pyarrow{part}")


def _table(pa: Any, table: FlatTable) -> Any:
    fields = [_field(pa, column) for column in table.columns]
    values: Any = zip(*table.rows, strict=True) if table.rows else ([] for _ in fields)
    arrays = [pa.array(list(column), type=field.type) for column, field in zip(values, fields, strict=True)]
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata={"meaning": table.meaning}))


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
    """
    pa, pq = _pyarrow(), _pyarrow(".parquet")
    tables = to_arrow(tracker)
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        sink: Any = pa.BufferOutputStream()
        pq.write_table(table, sink)
        write_whole(str(Path(folder) / f"{name}.parquet"), sink.getvalue().to_pybytes())
    return tuple(f"{name}.parquet" for name in tables)
