"""A data set as a SQLite database with keys, indexes and views."""

import pkgutil
import sqlite3
from contextlib import closing
from datetime import date
from typing import Any, cast

from osce_tracker.databases.tables import FlatTable, tables_of
from osce_tracker.tracker.caption import last_day
from osce_tracker.tracker.tracker import Tracker


def to_sqlite(tracker: Tracker) -> bytes:
    """Return a data set as a SQLite database file.

    Args:
        tracker: the tracker.

    >>> import sqlite3
    >>> import osce_tracker as ot
    >>> base = sqlite3.connect(":memory:")
    >>> base.deserialize(to_sqlite(ot.load()))
    >>> base.execute("SELECT id, due_last FROM commitments WHERE status = 'blocked'").fetchall()
    [('PS25-15', None)]
    >>> base.close()
    """
    with closing(sqlite3.connect(":memory:")) as base:
        _fill(base, tracker)
        return base.serialize()


def _fill(base: sqlite3.Connection, tracker: Tracker) -> None:
    tables = tables_of(tracker)
    with base:
        base.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT)")
        about = ((name, _stored(value)) for name, value in _about(tracker).items())
        base.executemany("INSERT INTO about VALUES (?, ?)", about)
        for table in tables.values():
            # A tracker may lack States or events that its records name; then it has no such foreign key.
            foreign = {
                column: f"{other} ({tables[other].key[0]})"
                for column, other in table.foreign.items()
                if table.values(column) - {None} <= tables[other].values(*tables[other].key)
            }
            base.execute(_definition(table, foreign))
            marks = ", ".join("?" * len(table.columns))
            rows = (tuple(map(_stored, row)) for row in table.rows)
            base.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)  # noqa: S608 (our own names)
            for column in foreign:
                base.execute(f"CREATE INDEX {table.name}_{column} ON {table.name} ({column})")
    base.executescript((pkgutil.get_data("osce_tracker.databases", "views.sql") or b"").decode())


def _about(tracker: Tracker) -> dict[str, Any]:
    # The last day is the day up to which the record is known: the latest statuses hold on this day.
    about: dict[str, Any] = {"as_of": tracker.known_by, "last_day": last_day(tracker)}
    if tracker.edition is not None:
        names = ("name", "title", "version", "chair", "note", "compiled")
        about |= {name: getattr(tracker.edition, name) for name in names}
    return about


def _definition(table: FlatTable, foreign: dict[str, str]) -> str:
    # Days are ISO 8601 texts, which sort by date.
    types = {"integer": "INTEGER", "boolean": "INTEGER"}
    parts = [f'"{column.name}" {types.get(column.type, "TEXT")}' for column in table.columns]
    key = ", ".join(f'"{name}"' for name in table.key)
    parts.append(f"PRIMARY KEY ({key})")
    parts += [f"FOREIGN KEY ({column}) REFERENCES {other}" for column, other in foreign.items()]
    return f"CREATE TABLE {table.name} ({', '.join(parts)})"


def _stored(value: Any) -> Any:
    if isinstance(value, tuple):
        return "; ".join(cast("tuple[str, ...]", value))
    return value.isoformat() if isinstance(value, date) else value
