"""A data set as tables: SQLite, Arrow and Parquet hold just what the tracker holds."""

import contextlib
import datetime as dt
import runpy
import sqlite3
import sys
import tempfile
from collections import Counter
from pathlib import Path

import attrs
import pytest
from hypothesis import given

import osce_tracker as ot
from osce_tracker.databases.arrow import table_to_bytes, to_arrow
from osce_tracker.databases.tables import tables_of
from osce_tracker.errors import MissingExtraError
from osce_tracker.model.statuses import Timing
from tests import strategies
from tests.strategies import a_commitment, a_statement

NAMES = [
    "commitments", "events", "series", "statements", "states", "state_names", "groups", "chairs",
    "chairs_in_office", "updates", "participants", "recesses",
    "meetings", "sources", "record_sources", "record_dimensions", "record_themes", "commitment_events",
    "statement_states", "objections", "readings", "corrections", "memberships", "data_dictionary",
]  # fmt: skip
VIEWS = [
    "overdue_on_last_day", "status_by_lever", "status_by_dimension", "latest_statement_of_each_state",
    "pages_of_commitments", "what_hangs_on_events",
]  # fmt: skip


@contextlib.contextmanager
def _saved(tracker):
    """Open the database of a tracker."""
    with tempfile.TemporaryDirectory() as folder:
        ot.export(tracker, Path(folder) / "a.sqlite")
        with contextlib.closing(sqlite3.connect(Path(folder) / "a.sqlite")) as base:
            yield base


def _asked(tracker, query):
    with _saved(tracker) as base:
        return base.execute(query).fetchall()


@pytest.fixture(name="base", scope="module")
def _base(tracker):
    """Return the database of the bundled tracker."""
    with _saved(tracker) as base:
        yield base


@pytest.fixture(name="tables", scope="module")
def _tables(tracker):
    """Return the tables of the bundled tracker by name."""
    return tables_of(tracker)


# Tables.


def test_the_tables_of_a_data_set(tables):
    """There is a table for each kind of record, for what is inside of them, and for what joins them."""
    assert NAMES == list(tables)


@pytest.mark.parametrize("name", NAMES)
def test_every_table_and_column_has_a_meaning(tables, name):
    """Nothing of a table is left undescribed."""
    table = tables[name]
    assert [] == [text for text in (table.meaning, *(c.meaning for c in table.columns)) if not text.strip()]


def _counts(tracker):
    """Return how many rows each table is to have."""
    kinds = (tracker.commitments, tracker.events, tracker.series, tracker.statements)
    everything = [record for kind in kinds for record in kind]
    updates = [update for c in tracker.commitments for update in c.updates]
    sources = [source for record in (*everything, *updates) for source in record.sources]
    return {
        "commitments": len(tracker.commitments),
        "events": len(tracker.events),
        "series": len(tracker.series),
        "statements": len(tracker.statements),
        "states": len(tracker.states),
        "state_names": sum(len(state.names) for state in tracker.states),
        "groups": len(tracker.states.groups),
        "chairs": len(tracker.chairs),
        "chairs_in_office": sum(len(term.chairs_in_office) for term in tracker.chairs),
        "updates": len(updates),
        "participants": sum(len(event.participants) for event in tracker.events),
        "recesses": sum(len(series.exceptions) for series in tracker.series),
        "meetings": sum(len(series.known_meetings) for series in tracker.series),
        "sources": len({source.url for source in sources}),
        "record_sources": len(sources),
        "record_dimensions": sum(len(record.dimensions) for record in everything),
        "record_themes": sum(len(getattr(record, "themes", ())) for record in everything),
        "commitment_events": sum(len(c.events) for c in tracker.commitments),
        "statement_states": sum(len(statement.states) for statement in tracker.statements),
        "objections": sum(len(update.blocked_by) for update in updates),
        "readings": len(tracker.readings),
        "corrections": len(tracker.corrections),
        "memberships": sum(len(group.members) for group in tracker.states.groups),
        "data_dictionary": sum(len(table.columns) for table in tables_of(tracker).values()),
    }


@given(strategies.trackers)
def test_tables_of_any_data_are_sound(tracker):
    """Nothing is lost or doubled, each row has a cell for each column, and no two have the same key."""
    tables = tables_of(tracker)
    assert _counts(tracker) == {table.name: len(table.rows) for table in tables.values()}
    for table in tables.values():
        assert [] == [row for row in table.rows if len(row) != len(table.columns)]
        names = [column.name for column in table.columns]
        keys = Counter(tuple(row[names.index(name)] for name in table.key) for row in table.rows)
        assert set() == {key for key, count in keys.items() if count > 1}


def test_of_two_descriptions_of_a_page_the_first_stands():
    """A page is one row, however many records name it."""
    pages = [
        ot.Source(url="https://x.org", title=title, publisher="P", publisher_type="ngo") for title in "ab"
    ]
    table = tables_of(ot.Tracker(commitments=[a_commitment(sources=pages)]))["sources"]
    assert [("https://x.org", "a")] == [row[:2] for row in table.rows]


# SQLite.


@given(strategies.trackers)
def test_any_database_is_sound(tracker):
    """Every row that names another finds it, and every view runs."""
    with _saved(tracker) as base:
        assert [] == base.execute("PRAGMA foreign_key_check").fetchall()
        for view in VIEWS:
            assert len(base.execute(f"SELECT * FROM {view}").description) > 1  # noqa: S608 (our own names)


def test_foreign_keys_of_the_bundled_data(base):
    """So they do in the real data, and the file is sound."""
    found = [base.execute(f"PRAGMA {name}").fetchall() for name in ("foreign_key_check", "integrity_check")]
    assert [[], [("ok",)]] == found


def test_lists_of_words_name_the_rows_that_they_are(base):
    """In the real data, which has its States and events, the tables that join records know what they join."""
    named = {
        table: {row[2] for row in base.execute(f"PRAGMA foreign_key_list({table})")}
        for table in ("commitment_events", "statement_states")
    }
    expected = {"commitment_events": {"commitments", "events"}, "statement_states": {"statements", "states"}}
    assert expected == named


def test_states_groups_and_chairs_have_their_names(base):
    """Codes lead to names: of States now and before, of groups, and of the Chairs and their ministers."""
    asked = {
        "SELECT name FROM states WHERE code IN ('KZ', 'MK') ORDER BY code": [
            ("Kazakhstan",),
            ("North Macedonia",),
        ],
        "SELECT name, until FROM state_names WHERE code = 'RS' ORDER BY place": [
            ("Federal Republic of Yugoslavia", "2003-02-03"),
            ("Serbia and Montenegro", "2006-06-02"),
            ("Serbia", None),
        ],
        "SELECT g.name FROM memberships m JOIN groups g ON g.code = m.group_code WHERE m.state = 'GB' "
        "AND m.until IS NOT NULL ORDER BY 1": [("European Free Trade Association",), ("European Union",)],
        "SELECT s.name, m.name FROM chairs c JOIN states s ON s.code = c.state JOIN chairs_in_office m "
        "ON m.record = c.id WHERE c.id = 'FI-2025'": [("Finland", "Elina Valtonen")],
        "SELECT state FROM chairs WHERE id = '2027'": [(None,)],
        "SELECT DISTINCT state_name FROM objections WHERE state = 'RU'": [("Russian Federation",)],
    }
    assert asked == {query: base.execute(query).fetchall() for query in asked}
    keys = {
        name: {(row[3], row[2], row[4]) for row in base.execute(f"PRAGMA foreign_key_list({name})")}
        for name in ("state_names", "chairs", "chairs_in_office", "memberships")
    }
    assert {
        "state_names": {("code", "states", "code")},
        "chairs": {("state", "states", "code")},
        "chairs_in_office": {("record", "chairs", "id")},
        "memberships": {("state", "states", "code"), ("group_code", "groups", "code")},
    } == keys


def test_the_database_counts_as_the_tracker(tracker, base):
    """Every table has as many rows as the tracker has records."""
    found = {name: base.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0] for name in NAMES}  # noqa: S608
    assert _counts(tracker) == found


def test_the_data_dictionary_has_every_column(base):
    """Each column of each table is described where the data are."""
    described = base.execute(
        'SELECT "table", "column" FROM data_dictionary WHERE meaning != ""'.replace('""', "''")
    )
    columns = [(name, row[1]) for name in NAMES for row in base.execute(f"PRAGMA table_info({name})")]
    assert columns == described.fetchall()


def test_the_views_are_those_that_are_told(base):
    """The common questions are views."""
    found = base.execute("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY rowid").fetchall()
    assert VIEWS == [name for (name,) in found]


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_answers(base, view):
    """Every view runs, and of the real data none is empty."""
    assert base.execute(f"SELECT COUNT(*) FROM {view}").fetchone()[0] > 0  # noqa: S608 (our own names)


@pytest.mark.parametrize(
    ("view", "field"), [("status_by_lever", "lever"), ("status_by_dimension", "section")]
)
def test_views_by_status_count_as_the_tracker(tracker, base, view, field):
    """Counts by status are those of the records."""
    expected = Counter((str(getattr(c, field)), str(c.latest_status)) for c in tracker.commitments)
    rows = base.execute(f"SELECT * FROM {view}").fetchall()  # noqa: S608 (our own names)
    assert dict(expected) == {(word, status): count for word, status, count in rows}


def _overdue(tracker, day):
    return sorted(c.id for c in tracker.commitments if c.timing_on(day) is Timing.OVERDUE)


def test_overdue_commitments_are_those_of_the_tracker(tracker, base):
    """What is overdue on the last day that was read is what the records say."""
    found = [row[0] for row in base.execute("SELECT id FROM overdue_on_last_day")]
    assert _overdue(tracker, tracker.edition.compiled) == sorted(found)


def test_only_what_is_open_is_overdue():
    """Of promises past their deadline the view has what is open, not what is not assessed."""
    promises = [
        a_commitment(
            f"XX30-HD-{number:02}",
            due="2030-02",
            updates=[ot.StatusUpdate(date="2030-01-20", status=status, summary="So.")],
        )
        for number, status in enumerate(ot.Status)
        if status is not ot.Status.NOT_ASSESSED
    ]
    unknown = a_commitment("XX30-HD-99", due="2030-02")
    tracker = ot.Tracker(commitments=[*promises, unknown]).as_of("2030-03-01")
    found = _asked(tracker, "SELECT status FROM overdue_on_last_day ORDER BY id")
    assert [("planned",), ("in-progress",), ("blocked",)] == found
    # On the last day of the deadline nothing is overdue.
    due = ot.Tracker(commitments=[*promises, unknown]).as_of("2030-02-28")
    assert [] == _asked(due, "SELECT id FROM overdue_on_last_day")


@pytest.mark.parametrize("day", ["2025-06-30", "2025-12-31"])
def test_overdue_commitments_as_of_a_day(tracker, day):
    """As of an earlier day only what was overdue by then is."""
    stood = tracker.as_of(day)
    found = [row[0] for row in _asked(stood, "SELECT id FROM overdue_on_last_day")]
    assert _overdue(stood, day) == sorted(found)


def test_the_latest_statement_of_each_state(tracker, base):
    """Each State has one row for each subject, with its latest statement."""
    latest = {}
    for s in tracker.statements:
        if s.state is not None:
            place = (s.state, str(s.about))
            latest[place] = max(latest.get(place, ()), (s.date.first, s.date.last, s.id))
    rows = base.execute("SELECT state, about, id FROM latest_statement_of_each_state").fetchall()
    assert {place: key[2] for place, key in latest.items()} == {(s, about): i for s, about, i in rows}


def test_readings_lead_to_their_updates(tracker, base):
    """A reading of a status leads to the update that has the settled one."""
    told = base.execute(
        "SELECT u.status, r.settled FROM readings r JOIN updates u "
        "ON u.record = r.record AND u.place = r.update_place WHERE r.field = 'status'"
    ).fetchall()
    assert sum(one.field == "status" for one in tracker.readings) == len(told)
    assert [] == [row for row in told if row[0] != row[1]]
    # Counted in the facts: 85 readings differ, and of the 80 corrections 20 are of an update.
    asked = (
        "SELECT COUNT(*) FROM readings WHERE first IS NOT second",
        "SELECT COUNT(*) FROM corrections WHERE update_place >= 0",
        "SELECT COUNT(*) FROM corrections WHERE day = '2026-11-29'",
    )
    assert [85, 20, 80] == [base.execute(query).fetchone()[0] for query in asked]
    gone = ot.Tracker(corrections=[attrs.evolve(tracker.corrections[2], record="C-9")])
    assert {-1} == tables_of(gone)["corrections"].values("update_place")


def test_chairs_and_days_are_columns(base):
    """Records say which Chairs they belong to, when they were entered, and whether their day is known."""
    asked = (
        "SELECT DISTINCT chairs FROM commitments",
        "SELECT DISTINCT entered FROM statements ORDER BY 1",
        "SELECT COUNT(*) FROM events WHERE day_unknown",
        "SELECT DISTINCT entered FROM updates ORDER BY 1",
    )
    days = [("2026-11-23",), ("2026-11-29",)]
    assert [[("FI-2025",)], days, [(2,)], days] == [base.execute(query).fetchall() for query in asked]


def test_what_hangs_on_events(tracker, base):
    """Each event that a commitment names stands with it."""
    expected = sorted((event, c.id) for c in tracker.commitments for event in c.events)
    assert expected == sorted(base.execute('SELECT event, "commitment" FROM what_hangs_on_events'))


def test_pages_of_commitments(tracker, base):
    """Each source of a commitment or of its updates is a row."""
    expected = sum(len(c.sources) + sum(len(u.sources) for u in c.updates) for c in tracker.commitments)
    assert expected == base.execute("SELECT COUNT(*) FROM pages_of_commitments").fetchone()[0]


def test_values_are_kept_in_their_form():
    """Days are texts that sort, truths are 0 and 1, and lists are one text."""
    source = ot.Source(url="https://x.org", title="T", publisher="P", publisher_type="ngo", primary=True)
    made = a_commitment(themes=["a", "b"], sources=[source], due="2030-Q1")
    with _saved(ot.Tracker(commitments=[made])) as base:
        own = base.execute("SELECT themes, due, due_first, due_last, document FROM commitments").fetchone()
        told = base.execute('SELECT "primary" FROM sources').fetchone()
    assert (("a; b", "2030-Q1", "2030-01-01", "2030-03-31", None), (1,)) == (own, told)


@pytest.mark.parametrize("kind", ["about", "as_of"])
def test_what_the_data_set_says_of_itself(tracker, kind):
    """The table about the data has the edition, as of which day it is shown and how far it is known."""
    shown = tracker if kind == "about" else tracker.as_of("2025-06-30")
    found = dict(_asked(shown, "SELECT name, value FROM about"))
    edition = tracker.edition
    expected = {
        "as_of": None if kind == "about" else "2025-06-30",
        "last_day": "2026-03-15" if kind == "about" else "2025-06-30",
        "name": edition.name, "title": edition.title, "version": edition.version, "chair": edition.chair,
        "note": edition.note, "compiled": edition.compiled.isoformat(),
    }  # fmt: skip
    assert expected == found


def test_a_tracker_without_an_edition():
    """Without an edition nothing is said but that the whole is shown."""
    assert [("as_of", None), ("last_day", None)] == _asked(ot.Tracker(), "SELECT * FROM about")


def test_an_old_database_is_replaced_whole(tracker, tmp_path):
    """Nothing of what stood in the file before is left."""
    path = tmp_path / "a.db"
    with contextlib.closing(sqlite3.connect(path)) as base:
        base.execute("CREATE TABLE mine (x)")
        base.commit()
    ot.export(tracker, path)
    with contextlib.closing(sqlite3.connect(path)) as base:
        found = base.execute(
            "SELECT name FROM sqlite_master WHERE name IN ('mine', 'commitments')"
        ).fetchall()
    assert ([("commitments",)], [path]) == (found, list(tmp_path.iterdir()))


# Arrow and Parquet.


@pytest.fixture(name="pa", scope="module")
def _pa():
    """Return pyarrow."""
    import pyarrow as pa

    return pa


def test_arrow_tables_hold_the_rows(tracker, tables, pa):
    """An Arrow table gives back the rows of its table, lists as lists."""
    for name, table in to_arrow(tracker).items():
        rows = [
            tuple(tuple(v) if isinstance(v, list) else v for v in row.values()) for row in table.to_pylist()
        ]
        assert (pa.Table, list(tables[name].rows)) == (type(table), rows)


@given(strategies.trackers)
def test_any_tracker_as_arrow_tables(tracker):
    """Whatever the tracker holds, empty tables included, all columns have their names."""
    expected = {t.name: ([c.name for c in t.columns], len(t.rows)) for t in tables_of(tracker).values()}
    assert expected == {name: (t.column_names, t.num_rows) for name, t in to_arrow(tracker).items()}


def test_types_of_arrow(tracker, pa):
    """Days are days, words a dictionary, lists lists, counts integers and truths truths."""
    made = to_arrow(tracker)
    found = {
        column: made[name].schema.field(column).type
        for name, column in [
            ("commitments", "due_last"), ("commitments", "kind"), ("commitments", "themes"),
            ("commitments", "updates"), ("commitments", "title"), ("sources", "primary"),
        ]
    }  # fmt: skip
    expected = {
        "due_last": pa.date32(),
        "kind": pa.dictionary(pa.int32(), pa.string()),
        "themes": pa.list_(pa.string()),
        "updates": pa.int64(),
        "title": pa.string(),
        "primary": pa.bool_(),
    }
    assert expected == found


def test_meanings_stand_in_the_metadata(tracker, tables):
    """What a table and each of its columns mean is written with them."""
    for name, table in to_arrow(tracker).items():
        told = [field.metadata[b"meaning"].decode() for field in table.schema]
        expected = (tables[name].meaning, [column.meaning for column in tables[name].columns])
        assert expected == (table.schema.metadata[b"meaning"].decode(), told)


def test_parquet_is_read_back_by_polars(tracker, tables, tmp_path):
    """Another library reads the same rows out of the files."""
    import polars as pl

    folder = tmp_path / "deep" / "folder"
    ot.export(tracker, folder, format="parquet")
    assert sorted(f"{name}.parquet" for name in NAMES) == sorted(path.name for path in folder.iterdir())
    for name in NAMES:
        frame = pl.read_parquet(folder / f"{name}.parquet")
        rows = [tuple(tuple(v) if isinstance(v, list) else v for v in row) for row in frame.iter_rows()]
        assert list(tables[name].rows) == rows


def test_arrow_files_are_read_back_by_polars(tables):
    """An Arrow file holds the same rows for another library."""
    import polars as pl

    frame = pl.read_ipc(table_to_bytes(tables["updates"], ".arrow"))
    rows = [tuple(tuple(v) if isinstance(v, list) else v for v in row) for row in frame.iter_rows()]
    assert list(tables["updates"].rows) == rows


def test_types_in_polars(tracker, tmp_path):
    """Days, words and lists are such in the other library, too."""
    import polars as pl

    ot.export(tracker, tmp_path / "commitments.parquet")
    types = pl.read_parquet(tmp_path / "commitments.parquet").schema
    expected = [pl.Date, pl.Categorical, pl.List(pl.String), pl.Int64]
    assert expected == [types[name] for name in ("made_on_first", "kind", "themes", "updates")]


def test_parquet_files_are_the_same_each_time(tables):
    """The same tracker gives the same bytes."""
    pairs = [[table_to_bytes(table, ".parquet") for _ in range(2)] for table in tables.values()]
    assert [] == [a for a, b in pairs if a != b]


def test_days_before_1970(pa):
    """Days before the epoch are days as well."""
    made = to_arrow(ot.Tracker(statements=[a_statement(date="0975-08-01")]))["statements"]
    assert (pa.date32(), [dt.date(975, 8, 1)]) == (
        made.schema.field("date_first").type,
        made["date_first"].to_pylist(),
    )


@pytest.mark.parametrize("write", [to_arrow, lambda tracker: ot.export(tracker, "updates.parquet")])
def test_the_extra_is_named(tracker, monkeypatch, tmp_path, write):
    """Without pyarrow one line says what to install, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError) as caught:
        write(tracker)
    what = "Arrow tables and Parquet files need another library"
    assert (f'{what}. Install it with: pip install "osce-tracker[arrow]"', []) == (
        str(caught.value),
        list(tmp_path.iterdir()),
    )


# The dictionary and single tables.

TOOL = Path(__file__).resolve().parents[2] / "tools" / "columns.py"


def test_dictionary_that_is_shipped_is_that_of_the_classes():
    """The page on columns is that of the classes; ``python tools/columns.py`` renews it."""
    tool = runpy.run_path(str(TOOL))
    assert tool["dictionary"]() == tool["PAGE"].read_text(encoding="utf-8")


def test_rows_of_collections_have_the_columns_of_their_tables(tracker):
    """What goes into frames is described by the same page as what goes into databases."""
    tables = {name: [c.name for c in table.columns] for name, table in tables_of(tracker).items()}
    for kind in ("commitments", "events", "series", "statements"):
        rows = getattr(tracker, kind).to_rows()
        assert [tables[kind]] * len(rows) == [list(row) for row in rows]


def test_rows_of_updates_and_pages_have_the_columns_of_their_tables(tracker, tables):
    """Rows of what is inside of records are those of the tables, with a page beside where it stands."""
    rows = tracker.updates.to_rows()
    names = [column.name for column in tables["updates"].columns]
    assert [names] * len(rows) == [list(row) for row in rows]
    assert sorted(row[:3] for row in tables["updates"].rows) == sorted(
        tuple(row.values())[:3] for row in rows
    )
    kinds = ("commitment", "event", "series", "statement")
    pages = [row for collection in tracker.collections for row in collection.source_rows()]
    written, page = ([c.name for c in tables[name].columns] for name in ("record_sources", "sources"))
    assert {(*written[:-1], *page)} == {tuple(row) for row in pages}
    assert list(tables["record_sources"].rows) == [tuple(row[name] for name in written) for row in pages]
    assert kinds == tuple(dict.fromkeys(row["kind"] for row in pages))


def test_rows_of_a_part_are_of_the_part(tracker):
    """What was asked for gives the rows of its own updates and pages, and no others."""
    part = tracker.commitments.where(lever="chair", dimension="human")
    updates = [update for c in part for update in c.updates]
    pages = [source.url for c in part for holder in (c, *c.updates) for source in holder.sources]
    assert Counter(str(u.status) for u in updates) == Counter(row["status"] for row in part.updates.to_rows())
    assert pages == [row["url"] for row in part.source_rows()]
    assert 0 < len(updates) < len(tracker.updates)


def test_memberships_tell_who_spoke_for_whom(tracker, base):
    """By the tables alone an engine finds the members of a group on a day."""
    query = """SELECT state FROM memberships WHERE "group" = 'European Union' AND speaks_for_members
        AND COALESCE(since_last, '0001-01-01') <= '2019-06-30'
        AND COALESCE(until_last, '9999-12-31') >= '2019-06-30' ORDER BY state"""
    found = [code for (code,) in base.execute(query)]
    assert sorted(tracker.states.find_group("European Union").members_on("2019-06-30")) == found
    assert "GB" in found


def test_rows_of_collections_hold_plain_values(tracker):
    """Rows for frames hold texts, numbers, days and nothing, and no value of ours."""
    kinds = ("commitments", "events", "series", "statements")
    rows = [row for kind in kinds for row in getattr(tracker, kind).to_rows()]
    assert {str, int, bool, dt.date, type(None)} == {type(value) for row in rows for value in row.values()}
    first = tracker.commitments["FI25-HD-03"]
    row = next(row for row in rows if row["id"] == first.id)
    assert ("; ".join(first.themes), len(first.updates)) == (row["themes"], row["updates"])
