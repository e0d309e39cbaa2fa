"""Records as flat rows: every column is described, and every cell is what its column says."""

import contextlib
import datetime as dt
import importlib
import subprocess
import sys
import warnings
from collections import Counter

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.model.chairs import ChairInOffice, Chairmanship
from osce_tracker.model.commitments import Commitment, Maker, StatusUpdate
from osce_tracker.model.editions import Edition
from osce_tracker.model.events import Event, KnownMeeting, Person, Recess, Series
from osce_tracker.model.sources import Source
from osce_tracker.model.statements import SupportStatement
from osce_tracker.model.states import Group, Membership, State, StateName, StateRegistry
from osce_tracker.model.validation import convert
from osce_tracker.tracker.rows import TYPES, FlatColumn, cells_of, columns_of, joined
from tests import strategies
from tests.strategies import a_commitment, a_statement, an_event

CLASSES = [
    ChairInOffice,
    Chairmanship,
    Commitment,
    Edition,
    Event,
    Group,
    KnownMeeting,
    Maker,
    Membership,
    Person,
    Recess,
    Series,
    Source,
    State,
    StateName,
    StatusUpdate,
    SupportStatement,
]
#: What the cells of a column of each type are.
KINDS = {"text": str, "word": str, "integer": int, "boolean": bool, "date": dt.date, "list": tuple}

STATES = ot.states()
records = st.one_of(*strategies.RECORDS.values())


def row_of(record, states):
    """Return a record as a flat row."""
    names = (column.name for column in columns_of(type(record)))
    return dict(zip(names, cells_of(record, states), strict=True))


def test_every_column_has_a_meaning():
    """No column of any record is left undescribed, and none ends in a dangling colon."""
    for kind in CLASSES:
        assert [] == [c.name for c in columns_of(kind) if not c.meaning.strip() or c.meaning.endswith(":")], (
            kind
        )


def test_meanings_are_one_line_without_a_stop():
    """A meaning is one line without a full stop."""
    for kind in CLASSES:
        assert [] == [c.meaning for c in columns_of(kind) if "\n" in c.meaning or c.meaning.endswith(".")], (
            kind
        )


def test_columns_have_names_of_their_own():
    """No two columns of a row have the same name."""
    for kind in CLASSES:
        assert {1} == set(Counter(column.name for column in columns_of(kind)).values()), kind


def test_columns_have_known_types():
    """Each column is of one of the types that are told."""
    for kind in CLASSES:
        assert set() == {column.type for column in columns_of(kind)} - set(TYPES), kind


def test_every_field_of_a_record_has_a_column():
    """Nothing of a record is left out: each field is a column or the beginning of some."""
    for kind in CLASSES:
        names = [column.name for column in columns_of(kind)]
        missing = [f.name for f in attrs.fields(kind) if not any(n.startswith(f.name) for n in names)]
        assert [] == missing, kind


@given(records)
def test_a_row_has_a_cell_for_each_column(record):
    """Rows and columns are of the same length and in the same order."""
    assert [column.name for column in columns_of(type(record))] == list(row_of(record, STATES))


@given(records)
def test_cells_are_of_the_type_of_their_column(record):
    """A cell is a plain value of just the type that its column tells, or nothing."""
    cells = zip(columns_of(type(record)), row_of(record, STATES).values(), strict=True)
    wrong = [(c.name, v) for c, v in cells if v is not None and type(v) is not KINDS[c.type]]
    assert [] == wrong


@given(records)
def test_lists_hold_plain_texts(record):
    """What is in a list is texts of no other class."""
    items = [item for value in row_of(record, STATES).values() if isinstance(value, tuple) for item in value]
    assert set(map(type, items)) <= {str}


@given(records)
def test_a_joined_row_has_no_lists(record):
    """Lists become one text, all else stays as it is."""
    row = row_of(record, STATES)
    expected = {key: "; ".join(v) if isinstance(v, tuple) else v for key, v in row.items()}
    assert expected == joined(row)


@given(strategies.commitments)
def test_a_period_is_three_columns(commitment):
    """A period is its text with its first and last day."""
    row = row_of(commitment, STATES)
    due = commitment.due
    expected = (None, None, None) if due is None else (str(due), due.first, due.last)
    assert expected == (row["due"], row["due_first"], row["due_last"])


@given(strategies.commitments)
def test_lists_of_records_are_counts(commitment):
    """Updates and sources, which have tables of their own, are counted."""
    row = row_of(commitment, STATES)
    assert (len(commitment.updates), len(commitment.sources)) == (row["updates"], row["sources"])


@given(strategies.commitments)
def test_what_is_derived_stands_in_the_row(commitment):
    """Section, latest status and the day since when it is known are those of the record."""
    row = row_of(commitment, STATES)
    expected = (str(commitment.section), str(commitment.latest_status), commitment.known)
    assert expected == (row["dimension"], row["status"], row["known"])


def test_a_record_inside_another_has_its_columns_with_a_prefix():
    """The maker of a commitment stands in columns that begin with the field."""
    row = row_of(a_commitment(made_by=Maker(type="group", name="Friends", states=["FI"])), STATES)
    assert ("group", "Friends", ("FI",)) == tuple(
        row[f"made_by_{name}"] for name in ("type", "name", "states")
    )


def test_a_record_that_is_missing_leaves_its_columns_empty():
    """Without a speaker all columns of the speaker are empty."""
    row = row_of(a_statement(), STATES)
    assert {None} == {value for name, value in row.items() if name.startswith("speaker")}


def test_a_statement_tells_its_provenance():
    """A statement's row says who published it, in words, as the record does."""
    statement = a_statement(attributed_to="a spokesman")
    assert statement.provenance == row_of(statement, STATES)["provenance"]


def test_meanings_of_what_is_inside_say_of_what():
    """Columns made of one field say what the field is, and which part it is."""
    told = {column.name: column.meaning for column in columns_of(Commitment)}
    made_by, maker = attrs.fields(Commitment).made_by, attrs.fields(Maker).name
    expected = {
        "made_by_name": f"{made_by.metadata['meaning']}: {maker.metadata['meaning']}",
        "due_last": "last day of due",
        "updates": "number of updates",
        "dimension": "the dimension under which tables list it, or cross-dimensional",
    }
    assert expected == {name: told[name] for name in expected}


def test_meanings_do_without_docstrings():
    """Under ``python -OO``, which drops docstrings, every column has its meaning."""
    program = (
        "from osce_tracker.databases.tables import tables_of;"
        "from osce_tracker.tracker.tracker import Tracker;"
        "print([c.name for t in tables_of(Tracker()).values() for c in t.columns if not c.meaning])"
    )
    done = subprocess.run([sys.executable, "-OO", "-c", program], check=True, capture_output=True, text=True)
    assert "[]" == done.stdout.strip()


def test_types_of_all_sorts():
    """Words, texts, days, lists, counts and truths are told apart."""
    told = {c.name: c.type for kind in (Commitment, Source, KnownMeeting) for c in columns_of(kind)}
    expected = {
        "kind": "word", "document": "text", "made_on": "text", "made_on_first": "date", "themes": "list",
        "updates": "integer", "primary": "boolean", "number": "integer", "known": "date",
    }  # fmt: skip
    assert expected == {name: told[name] for name in expected}


def test_a_column_compares_by_its_content():
    """Columns are values."""
    assert FlatColumn("a", "text", "m") == FlatColumn("a", "text", "m")


def test_names_and_labels_stand_beside_codes():
    """Every code of a State has its name of today, and every word its label if that is another text."""
    said = a_statement(state="TR", states=["MK", "XX"], date="1995", stance="supports", about="chairmanship")
    row = row_of(said, STATES)
    assert ("Türkiye", ("North Macedonia", "XX"), "Chair") == (
        row["state_name"],
        row["states_names"],
        row["about_label"],
    )
    assert "supports" == row["stance_label"] == row["stance"]
    # Nobody reads a stance without what it is on.
    assert "about about_label stance stance_label" in " ".join(row)
    promise = a_commitment(
        made_by=Maker(type="group", name="Friends", states=["FI"]),
        updates=[StatusUpdate(date="2030", status="in-progress", summary="x", blocked_by=["RU"])],
    )
    row, update = row_of(promise, STATES), row_of(promise.updates[0], STATES)
    assert (("Finland",), "group of States", "in progress", ("Russian Federation",)) == (
        row["made_by_states_names"],
        row["made_by_type_label"],
        row["status_label"],
        update["blocked_by_names"],
    )


@given(records)
def test_a_name_or_label_is_there_if_its_code_is(record):
    """No code stands without its name, nor a name without its code; without States a code is its name."""
    for states in (STATES, StateRegistry(())):
        row = row_of(record, states)
        beside = [n for n in row if n.endswith(("_name", "_names", "_label")) and n.rpartition("_")[0] in row]
        assert [bool(row[n]) for n in beside] == [bool(row[n.rpartition("_")[0]]) for n in beside]
    assert all(row[n] == row[n.rpartition("_")[0]] for n in beside if n.endswith(("_name", "_names")))


def test_every_field_with_codes_of_states_has_names():
    """A field that takes codes of States, and nothing else, has a column of names."""
    for kind in CLASSES:
        names = {column.name for column in columns_of(kind)}
        for field in (field for field in attrs.fields(kind) if field.name in names):
            held = {}
            for text in ("FI", "Finland"):
                for value in (text, [text]):
                    with contextlib.suppress(ot.TrackerError):
                        held[text] = convert(field, value, None)
            beside = {f"{field.name}_name", f"{field.name}_names"} & names
            assert beside or {"FI"} != set(held) or kind is State, field


def _scored(tracker):
    """Return how many commitments have each latest status."""
    return dict(Counter(str(commitment.latest_status) for commitment in tracker.commitments))


def _frame(library):
    """Return a library for frames; some warn when they are loaded."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module(library)


def test_a_frame_of_pandas_counts_statuses_as_the_records_do(tracker):
    """Joined rows make a frame in which statuses are as many as the records have."""
    frame = tracker.commitments.to_frame("pandas")
    assert _scored(tracker) == frame["status"].value_counts().to_dict()


def test_a_frame_of_polars_counts_statuses_as_the_records_do(tracker):
    """In polars as well, whatever types it takes the columns for."""
    frame = tracker.commitments.to_frame("polars")
    assert _scored(tracker) == dict(frame["status"].value_counts().iter_rows())


#: Days on which a table of a quarter was due.
DAYS = ["2025-03-31", "2025-06-30", "2025-12-31"]


def _counted(tracker, day):
    """Return how many commitments have each status on a day, by section."""
    commitments = tracker.so_on(day).commitments
    return dict(Counter((str(c.section), str(c.status_on(day))) for c in commitments))


def test_updates_in_pandas_count_statuses_of_a_day(tracker):
    """The latest updates that had happened by a day give the statuses that the records give.

    Who acted on a promise had made it: one that is dated by its year counts from its first update on.
    """
    for day in DAYS:
        on = day
        updates = tracker.updates.to_frame("pandas")
        updates = updates[updates["date_last"] <= on].sort_values(["date_last", "place"])
        commitments = tracker.commitments.to_frame("pandas")
        status = commitments["id"].map(updates.groupby("record")["status"].last())
        made = (commitments["made_on_last"] <= on) | status.notna()
        commitments = commitments.assign(status=status.fillna("not-assessed"))[made]
        assert _counted(tracker, day) == commitments.groupby(["dimension", "status"]).size().to_dict(), day


#: The same question in SQL: of two updates of one day the later place stands.
SQL = """
    WITH latest AS (
        SELECT record, arg_max(status, (date_last, place)) AS on_day
        FROM updates WHERE date_last <= $day GROUP BY record
    )
    SELECT dimension, coalesce(on_day, 'not-assessed'), count(*)
    FROM commitments LEFT JOIN latest ON id = record
    WHERE made_on_last <= $day OR on_day IS NOT NULL
    GROUP BY ALL
"""


def test_parquet_counts_statuses_of_a_day(tracker, tmp_path):
    """Out of the Parquet files an engine that knows nothing of ours counts what the records give."""
    for day in DAYS:
        duckdb = pytest.importorskip("duckdb", reason="not installed: duckdb (extra test)")
        ot.export(tracker, tmp_path / "parquet", format="parquet")
        with duckdb.connect() as database:
            for table in ("commitments", "updates"):
                database.read_parquet(str(tmp_path / "parquet" / f"{table}.parquet")).create_view(table)
            rows = database.execute(SQL, {"day": dt.date.fromisoformat(day)}).fetchall()
        assert _counted(tracker, day) == {(section, status): count for section, status, count in rows}, day


def test_updates_in_polars_count_statuses_of_a_day(tracker):
    """In polars as well."""
    for day in DAYS:
        polars = _frame("polars")
        on = dt.date.fromisoformat(day)
        updates, commitments = tracker.updates.to_frame("polars"), tracker.commitments.to_frame("polars")
        latest = updates.filter(polars.col("date_last") <= on).sort("date_last", "place")
        latest = latest.group_by("record", maintain_order=True).last().select("record", then="status")
        found = (
            commitments.join(latest, left_on="id", right_on="record", how="left")
            .filter((polars.col("made_on_last") <= on) | polars.col("then").is_not_null())
            .with_columns(polars.col("then").fill_null("not-assessed"))
            .group_by("dimension", "then")
            .len()
        )
        assert _counted(tracker, day) == {(section, status): n for section, status, n in found.iter_rows()}, (
            day
        )


def test_pages_in_a_frame_are_those_of_the_records(tracker):
    """Pages as rows count as often as records and updates name them."""
    frame = _frame("pandas").DataFrame(tracker.commitments.source_rows())
    holders = [holder for c in tracker.commitments for holder in (c, *c.updates)]
    expected = Counter(source.publisher for holder in holders for source in holder.sources)
    assert dict(expected) == frame["publisher"].value_counts().to_dict()
    assert sum(len(c.sources) for c in tracker.commitments) == int((frame["update_place"] == -1).sum())


def test_days_are_days_in_polars(tracker):
    """Days of rows become a column of days."""
    polars = _frame("polars")
    frame = tracker.commitments.to_frame("polars")
    assert [polars.Date, polars.Date] == [frame.schema["made_on_first"], frame.schema["known"]]


def test_date_of_a_status_stands_beside_it():
    """The latest update dates the status: the day on which the record became known does not."""
    days = ("2025-03", "2025-11-05", "2025-11-05/2025-11-07")
    moved = a_commitment(updates=[StatusUpdate(date=day, status="planned", summary="So.") for day in days])
    row = row_of(moved, STATES)
    names = list(row)
    after = names[names.index("status_label") + 1 :][:3]
    assert ["status_date", "status_date_first", "status_date_last"] == after
    dated = ("2025-11-05/2025-11-07", dt.date(2025, 11, 5), dt.date(2025, 11, 7))
    assert dated == tuple(row[name] for name in after)
    assert [None] * 3 == [row_of(a_commitment(), STATES)[name] for name in after]
    assert "status_date" not in row_of(an_event(), STATES)


def test_events_say_whether_their_days_are_known():
    """An event dated only by its month or year is not one of the first day of it."""
    dates = {"2030": False, "2030-05": False, "2030-05-02": True, "2030-05-02/2030-05-04": True}
    for when, known in dates.items():
        assert known is row_of(an_event(when=when), STATES)["to_the_day"], when
    on_one_day = an_event(when="2030-05-02/2030-05-04", day_unknown=True)
    assert row_of(on_one_day, STATES)["to_the_day"] is False
