"""A data set as Arrow tables and Parquet files (pyarrow)."""

from importlib import import_module
from typing import Any

from osce_tracker.databases.tables import FlatTable, tables_of
from osce_tracker.files import extra
from osce_tracker.tracker.tracker import Tracker


def to_arrow(tracker: Tracker) -> dict[str, Any]:
    """Return a data set as Arrow tables by name.

    Args:
        tracker: the tracker.

    Returns:
        ``pyarrow.Table`` objects: words are dictionary-encoded, lists are lists, and each column's
        metadata gives its meaning.

    Raises:
        MissingExtraError: if the extra ``arrow`` isn't installed.

    >>> import osce_tracker as ot
    >>> tables = to_arrow(ot.load())
    >>> list(tables)[:3], tables["updates"].column_names[:4]
    (['commitments', 'events', 'series'], ['record', 'place', 'date', 'date_first'])
    >>> tables["commitments"].schema.field("due_last").metadata
    {b'meaning': b'last day of due'}
    """
    return {name: _arrow(table) for name, table in tables_of(tracker).items()}


def table_to_bytes(table: FlatTable, suffix: str) -> bytes:
    """Return one table of a data set as a Parquet or Arrow file.

    Args:
        table: the table.
        suffix: ``.parquet`` or ``.arrow``.

    Raises:
        MissingExtraError: if the extra ``arrow`` isn't installed.

    >>> from io import BytesIO
    >>> from pyarrow.parquet import read_table
    >>> import osce_tracker as ot
    >>> updates = read_table(BytesIO(table_to_bytes(tables_of(ot.load())["updates"], ".parquet")))
    >>> updates.select(["record", "date", "status"]).to_pylist()[0]
    {'record': 'FI25-EE-01', 'date': '2025-03-27', 'status': 'blocked'}
    """
    arrow = _arrow(table)
    sink: Any = _pyarrow().BufferOutputStream()
    if suffix == ".parquet":
        _pyarrow(".parquet").write_table(arrow, sink)
    else:
        with _pyarrow(".ipc").new_file(sink, arrow.schema) as writer:
            writer.write_table(arrow)
    return bytes(sink.getvalue())


def _pyarrow(part: str = "") -> Any:
    """Return pyarrow or a part of it, which has no types."""
    with extra("arrow", "Arrow tables and Parquet files"):
        return import_module(f"pyarrow{part}")


def _arrow(table: FlatTable) -> Any:
    pa = _pyarrow()
    types = {
        "text": pa.string(),
        "word": pa.dictionary(pa.int32(), pa.string()),
        "integer": pa.int64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "list": pa.list_(pa.string()),
    }
    fields = [pa.field(c.name, types[c.type], metadata={"meaning": c.meaning}) for c in table.columns]
    schema = pa.schema(fields, metadata={"meaning": table.meaning})
    names = [column.name for column in table.columns]
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in table.rows], schema=schema)
