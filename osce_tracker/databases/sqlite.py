"""A data set as a SQLite database with keys, indexes and views."""

import sqlite3
from contextlib import closing
from datetime import date
from typing import Any, Final, cast

from osce_tracker.databases.tables import FlatTable, tables_of
from osce_tracker.tracker.caption import last_day
from osce_tracker.tracker.tracker import Tracker

#: How SQLite stores each type. Days are ISO 8601 texts, which sort by date.
_TYPES: Final = {
    "text": "TEXT",
    "word": "TEXT",
    "list": "TEXT",
    "date": "TEXT",
    "integer": "INTEGER",
    "boolean": "INTEGER",
}
#: Views that answer common questions.
_VIEWS: Final = {
    "overdue_on_last_day": """
        SELECT id, title, due, due_last, status FROM commitments
        WHERE due_last < (SELECT value FROM about WHERE name = 'last_day')
        AND status IN ('planned', 'in-progress', 'blocked') ORDER BY due_last, id""",
    "status_by_lever": """
        SELECT lever, status, COUNT(*) AS commitments FROM commitments
        GROUP BY lever, status ORDER BY lever, status""",
    "status_by_dimension": """
        SELECT dimension, status, COUNT(*) AS commitments FROM commitments
        GROUP BY dimension, status ORDER BY dimension, status""",
    "latest_statement_of_each_state": """
        SELECT state, about, id, date, stance, summary FROM (
          SELECT *, ROW_NUMBER() OVER (
            PARTITION BY state, about ORDER BY date_first DESC, date_last DESC, id DESC) AS n
          FROM statements WHERE state IS NOT NULL)
        WHERE n = 1 ORDER BY state, about""",
    "pages_of_commitments": """
        SELECT r.record, s.title, s.publisher, s.published, s.url FROM record_sources r
        JOIN sources s ON s.url = r.url WHERE r.kind = 'commitment' ORDER BY r.record, s.published_last""",
    "what_hangs_on_events": """
        SELECT e.id AS event, e.when_first, e.title, c.id AS commitment, c.title AS promise
        FROM commitment_events x JOIN events e ON e.id = x.event JOIN commitments c ON c.id = x.record
        ORDER BY e.when_first, e.id, c.id""",
}


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
        base.executemany("INSERT INTO about VALUES (?, ?)", _about(tracker))
        for table in tables.values():
            # A tracker may lack States or events that its records name, and then has no such foreign key.
            foreign = [f for f in table.foreign if table.values(f[0]) - {None} <= tables[f[1]].values(f[2])]
            base.execute(_definition(table, foreign))
            marks = ", ".join("?" * len(table.columns))
            rows = (tuple(map(_stored, row)) for row in table.rows)
            base.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)  # noqa: S608 (our own names)
            for column, _, _ in foreign:
                base.execute(f"CREATE INDEX {table.name}_{column} ON {table.name} ({column})")
        for name, query in _VIEWS.items():
            base.execute(f"CREATE VIEW {name} AS {query}")


def _about(tracker: Tracker) -> list[tuple[str, str | None]]:
    edition, day = tracker.edition, tracker.known_by
    last = last_day(tracker)
    about: list[tuple[str, str | None]] = [
        ("as_of", None if day is None else day.isoformat()),
        # The day up to which the record is known: the latest statuses are those of this day.
        ("last_day", None if last is None else last.isoformat()),
    ]
    if edition is not None:
        about += [(name, getattr(edition, name)) for name in ("name", "title", "version", "chair", "note")]
        about.append(("compiled", edition.compiled.isoformat()))
    return about


def _definition(table: FlatTable, foreign: list[tuple[str, str, str]]) -> str:
    parts = [f'"{column.name}" {_TYPES[column.type]}' for column in table.columns]
    key = ", ".join(f'"{name}"' for name in table.key)
    parts.append(f"PRIMARY KEY ({key})")
    parts += [f"FOREIGN KEY ({column}) REFERENCES {other} ({its})" for column, other, its in foreign]
    return f"CREATE TABLE {table.name} ({', '.join(parts)})"


def _stored(value: Any) -> Any:
    if isinstance(value, tuple):
        return "; ".join(cast("tuple[str, ...]", value))
    return value.isoformat() if isinstance(value, date) else value
