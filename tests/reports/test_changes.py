"""What changed between two trackers or two days: every difference in its table."""

import attrs
import pytest
from hypothesis import given, settings

import osce_tracker as ot
from osce_tracker.reports.changes import in_short
from tests.tracker.test_changes import edited_pairs
from tests.tracker.test_as_of import KINDS, _event, _promise, _series, _source, _statement, _update

KEYS = ["added", "moves", "updates", "events", "statements", "additions", "corrections"]


def _rows(report):
    """Return the rows of each table that has any, as dicts."""
    assert KEYS == [table.key for table in report.tables]
    return {table.key: list(table.records()) for table in report.tables if table.rows}


def _one(report, key):
    """Return the only row of a report, which stands in this table."""
    rows = _rows(report)
    assert [key] == list(rows)
    (row,) = rows[key]
    return row


def _changed(old, new):
    """Return the changes between two trackers of one commitment."""
    return ot.changes(ot.Tracker(commitments=[old]), ot.Tracker(commitments=[new]))


# Where each kind of change belongs.


def test_added_commitment():
    """A commitment that came stands with all that it holds in one row of the first table."""
    promise = _promise(_update("2025-02-01", "blocked"), due="2025-06", sources=[_source()])
    row = _one(ot.changes(ot.Tracker(), ot.Tracker(commitments=[promise])), "added")
    expected = ("XX25-HD-01", "HD", "Hold a seminar", "Chair", promise.made_on, promise.due, "blocked", 1)
    assert expected == tuple(row.values())


@pytest.mark.parametrize(
    ("was", "now", "key", "old"),
    [
        ([], ("2025-02-01", "planned"), "moves", "not-assessed"),
        ([("2025-02-01", "planned")], ("2025-03-01", "fulfilled"), "moves", "planned"),
        ([("2025-02-01", "planned")], ("2025-03-01", "planned"), "updates", None),
        ([("2025-03-01", "planned")], ("2025-02-01", "planned"), "moves", "not-assessed"),
        ([("2025-02-01", "planned"), ("2025-04-01", "blocked")], ("2025-03-01", "planned"), "updates", None),
    ],
)
def test_update_that_came(was, now, key, old):
    """An update is a move when the status before it was another, else a further update."""
    before = [_update(*update) for update in was]
    row = _one(_changed(_promise(*before), _promise(*before, _update(*now))), key)
    assert (now[1], now[0], "So it was.", 0) == (
        row["to"],
        str(row["date"]),
        row["evidence"],
        row["sources"],
    )
    assert old == row.get("from")


def test_update_with_more_sources_is_one_addition():
    """An update whose sources grew is one addition that says how many there were and are."""
    old, new = _update("2025-02-01"), _update("2025-02-01", "in-progress", _source("2025-02-02"))
    row = _one(_changed(_promise(old), _promise(new)), "additions")
    assert ("commitment", "sources of the update of 2025-02-01") == (row["record"], row["field"])
    assert ("0 sources", "1 source") == (row["old"], row["new"])


def test_update_with_other_words_is_a_correction_by_field():
    """Each field of an update that reads otherwise is a correction, one that grew an addition."""
    old = ot.StatusUpdate(date="2025-02-01", status="planned", summary="A.", blocked_by=["KZ"])
    new = ot.StatusUpdate(date="2025-02-01", status="blocked", summary="B.", blocked_by=["KZ", "FI"])
    rows = _rows(_changed(_promise(old), _promise(new)))
    assert ["additions", "corrections"] == list(rows)
    expected = [
        ("status of the update of 2025-02-01", "planned", "blocked"),
        ("summary of the update of 2025-02-01", "A.", "B."),
    ]
    assert expected == [(r["field"], r["old"], r["new"]) for r in rows["corrections"]]
    (row,) = rows["additions"]
    added = ("blocked_by of the update of 2025-02-01", None, "also FI")
    assert added == (row["field"], row["old"], row["new"])


def test_update_that_went_is_a_correction():
    """An update that is there no more is a correction that tells what it said."""
    row = _one(_changed(_promise(_update("2025-02-01")), _promise()), "corrections")
    assert ("updates", "So it was.", None) == (row["field"], row["old"], row["new"])


def test_every_update_of_a_day_that_went_is_told():
    """Of two updates of one day that make room for a third, none goes without a line."""
    first, second, third = (
        ot.StatusUpdate(date="2025-02-01", status="planned", summary=word) for word in ("A.", "B.", "C.")
    )
    rows = _rows(_changed(_promise(first, second), _promise(third)))
    assert {"A.", "B."} == {row["old"] for row in rows["corrections"]}


def test_updates_of_a_day_that_came_are_told():
    """Of two updates of one day in place of one, one is its correction and the other a new update."""
    first, second, third = (
        ot.StatusUpdate(date="2025-02-01", status="planned", summary=word) for word in ("A.", "B.", "C.")
    )
    rows = _rows(_changed(_promise(first), _promise(second, third)))
    assert 1 == len(rows["corrections"])
    assert 1 == len(rows["updates"])


def test_turned_updates_are_told():
    """Two updates of one day in the other order give another status: that something changed."""
    one, other = _update("2025-02-01", "planned"), _update("2025-02-01", "fulfilled")
    old, new = _promise(one, other), _promise(other, one)
    assert old.latest_status != new.latest_status
    report = _changed(old, new)
    assert "Nothing changed." != report.notes[0]
    assert _rows(report)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"title": "Hold a workshop"}, ("title", "Hold a seminar", "Hold a workshop")),
        ({"lever": "consensus"}, ("lever", "Chair alone", "consensus of the 57")),
        ({"made_on": "2025-01-16"}, ("made on", ot.Period("2025-01-15"), ot.Period("2025-01-16"))),
        ({"made_by": ot.Maker(type="chair", name="Finland")}, ("made by", "Chair", "Finland")),
    ],
)
def test_corrected_field(values, expected):
    """A field that reads otherwise is a correction with what stood before and stands after."""
    row = _one(_changed(_promise(), _promise(**values)), "corrections")
    assert ("XX25-HD-01", "HD", "commitment", *expected) == tuple(row.values())


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"due": "2025-06"}, ("due", None, ot.Period("2025-06"))),
        ({"themes": ["youth", "money"]}, ("themes", None, "also youth, money")),
        ({"sources": [_source()]}, ("sources", "0 sources", "1 source")),
        ({"document": "MC.DEC/1/25"}, ("document", None, "MC.DEC/1/25")),
    ],
)
def test_field_to_which_something_came(values, expected):
    """A field that was empty, or a list of which nothing went, is an addition and no correction."""
    row = _one(_changed(_promise(), _promise(**values)), "additions")
    assert ("XX25-HD-01", "HD", "commitment", *expected) == tuple(row.values())


@pytest.mark.parametrize(
    ("old", "new", "table"),
    [
        (["a", "b"], ["a", "b", "c"], "additions"),
        (["a", "b"], ["c", "a", "d", "b"], "additions"),
        (["a", "b"], ["b", "a", "c"], "corrections"),
        (["a", "b"], ["b", "c", "d"], "corrections"),
    ],
)
def test_list_that_grew(old, new, table):
    """A list grew when all that was there stands in its old order."""
    row = _one(_changed(_promise(themes=old), _promise(themes=new)), table)
    assert "themes" == row["field"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["a", "b"], ["b", "c"], ("a", "also c")),
        (["a", "b"], ["b"], ("a", None)),
        (["a", "b"], ["b", "a"], ("a, b", "b, a")),
        (["a"], [], ("a", None)),
    ],
)
def test_corrected_list(old, new, expected):
    """Of two lists of words only what went and what came is told; of turned ones all."""
    row = _one(_changed(_promise(themes=old), _promise(themes=new)), "corrections")
    assert expected == (row["old"], row["new"])


def _event_changed(old, new):
    return ot.changes(ot.Tracker(events=[_event(**old)]), ot.Tracker(events=[_event(**new)]))


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ({"status": "announced"}, {"status": "held"}, "held"),
        ({"status": "announced"}, {"status": "cancelled"}, "cancelled"),
        ({"status": "postponed"}, {"status": "held"}, "held, before postponed"),
        ({"when": "2025-05"}, {"when": "2025-06-01"}, "moved from 2025-05"),
    ],
)
def test_event_held_moved_or_cancelled(old, new, what):
    """That an event was held, called off or moved stands in the table of events."""
    row = _one(_event_changed(old, new), "events")
    when = ot.Period(new.get("when", "2025-05-02/2025-05-03"))
    assert ("seminar", "HD", when, what, "Seminar (ODIHR)") == tuple(row.values())


def test_event_that_came():
    """An event that came stands in the table of events with its status."""
    row = _one(ot.changes(ot.Tracker(), ot.Tracker(events=[_event(status="announced")])), "events")
    assert "added, announced" == row["change"]


def test_event_told_otherwise_is_a_correction():
    """Any other field of an event is a correction."""
    row = _one(_event_changed({}, {"outcome": "Two papers."}), "corrections")
    assert ("event", "outcome", "A paper.", "Two papers.") == tuple(row.values())[2:]


def test_statement_that_came(tracker):
    """A statement that came stands with who spoke: a State by name, a group as it is filed."""
    said = [_statement(), _statement(id="eu", state=None, group="European Union")]
    after = ot.Tracker(statements=said, states=tracker.states)
    rows = _rows(ot.changes(ot.Tracker(), after))["statements"]
    assert [("eu", "European Union"), ("fi-2025-01", "Finland")] == [(r["id"], r["who"]) for r in rows]
    assert {("supports", "agenda", "Backs it.")} == {(r["stance"], r["about"], r["summary"]) for r in rows}


@pytest.mark.parametrize(
    ("kind", "record", "noun", "told"),
    [
        ("commitments", _promise(), "commitment", "Hold a seminar"),
        ("events", _event(), "event", "Seminar"),
        ("series", _series(), "series", "Permanent Council"),
        ("statements", _statement(), "statement", "Backs it."),
    ],
)
def test_removed_record(kind, record, noun, told):
    """A record that went is a correction that names it."""
    row = _one(ot.changes(ot.Tracker(**{kind: [record]}), ot.Tracker()), "corrections")
    assert (record.id, "HD", noun, "all", told, None) == tuple(row.values())


def test_series_that_came_or_changed():
    """Series have no table of their own: what came, whole or to one that was there, is an addition."""
    series = _series()
    row = _one(ot.changes(ot.Tracker(), ot.Tracker(series=[series])), "additions")
    assert ("series", "all", None, "Permanent Council") == tuple(row.values())[2:]
    meeting = ot.KnownMeeting(number=1, date="2025-01-09", source_url="https://osce.org/1")
    seen = attrs.evolve(series, known_meetings=[meeting])
    row = _one(ot.changes(ot.Tracker(series=[series]), ot.Tracker(series=[seen])), "additions")
    assert ("known meetings", "0 known meetings", "1 known meeting") == tuple(row.values())[3:]


@pytest.mark.parametrize(
    ("value", "expected"),
    [((), None), (("a", 1), "a, 1"), (_source(), "Page"), (ot.Status.NOT_FULFILLED, "not fulfilled"), (3, 3)],
)
def test_value_in_short(value, expected):
    """A value in a cell is what it says."""
    assert expected == in_short(value)


# The whole report.


def _expected_rows(before, after):
    """Return for each record how many lines its changes need, told from the records themselves."""
    expected = {}
    for kind in KINDS:
        old, new = ({r.id: r for r in getattr(tracker, kind)} for tracker in (before, after))
        for i in old.keys() ^ new.keys():
            expected[kind, i] = 1
        for i in old.keys() & new.keys():
            names = [f.name for f in attrs.fields(type(new[i])) if f.name != "updates"]
            count = sum(getattr(old[i], name) != getattr(new[i], name) for name in names)
            if kind == "commitments":
                count += _expected_updates(old[i].updates, new[i].updates)
            expected[kind, i] = count
    return {key: count for key, count in expected.items() if count}


def _expected_updates(was, now):
    """Return how many lines updates need that are alone on their days."""
    gone, came = ({u.date: u for u in one} for one in (was, now))
    count = len(gone.keys() ^ came.keys())
    for date in gone.keys() & came.keys():
        names = [field.name for field in attrs.fields(ot.StatusUpdate)]
        count += sum(getattr(gone[date], name) != getattr(came[date], name) for name in names)
    return count


def _plain(updates):
    """Return updates one a day in the order of their days, so that each can be told by its day."""
    return tuple(sorted({u.date: u for u in updates}.values(), key=lambda u: (u.date.first, u.date.last)))


@settings(max_examples=8)
@given(edited_pairs())
def test_every_difference_has_its_lines(pair):
    """Between any two trackers every difference is told, once, and nothing else."""
    before, after = (
        ot.Tracker(
            commitments=[attrs.evolve(c, updates=_plain(c.updates)) for c in t.commitments],
            events=t.events,
            series=t.series,
            statements=t.statements,
        )
        for t in pair
    )
    report = ot.changes(before, after)
    expected = _expected_rows(before, after)
    rows = [row for table in report.tables for row in table.records()]
    found = dict.fromkeys({row["id"] for row in rows}, 0)
    for row in rows:
        found[row["id"]] += 1
    by_id = {}
    for (_, i), count in expected.items():
        by_id[i] = by_id.get(i, 0) + count
    assert by_id == found
    total = sum(expected.values())
    summary = f"{total} change{'' if total == 1 else 's'} in all." if total else "Nothing changed."
    assert summary == report.notes[0]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("2024-12-31", "2025-03-31"), ("2025-03-31", "2025-06-30"), ("2025-06-30", "2025-12-31")],
)
def test_bundled_differences_are_in_the_report(tracker, earlier, later):
    """Between two views every record with a difference stands in the report, in order of its section."""
    before, after = tracker.as_of(earlier), tracker.as_of(later)
    report = ot.changes(before, after)
    rows = [row for table in report.tables for row in table.records()]
    assert {c.record for c in ot.difference(before, after)} == {row["id"] for row in rows}
    added = [c.id for c in after.commitments if c.id not in before.commitments]
    assert sorted(added) == sorted(row["id"] for row in report.tables[0].records())
    for table in report.tables:
        order = [(["PM", "EE", "HD", "XD"].index(r["section"]), r["id"]) for r in table.records()]
        assert sorted(order) == order
        count = len(table.rows)
        assert (f"{count} line{'' if count == 1 else 's'}.",) == table.notes
    assert f"Changes in the public record from {earlier} to {later}" == report.title
    assert report.subtitle.endswith(f"as the public record stood on {later}")


@pytest.mark.parametrize("day", [None, "2025-06-30"])
def test_nothing_changed(tracker, day):
    """A tracker compared with itself says that nothing changed."""
    tracker = tracker if day is None else tracker.as_of(day)
    report = ot.changes(tracker, tracker)
    assert {} == _rows(report)
    assert "Nothing changed." == report.notes[0]
    assert "Nothing changed." in str(report)


def test_two_data_sets_are_named_so(tracker):
    """Without two days it is a comparison of data sets."""
    assert "Changes between two data sets" == ot.changes(ot.Tracker(), tracker).title
    assert "Changes between two data sets" == ot.changes(tracker.as_of("2025-06-30"), tracker).title


def test_days_in_the_wrong_order_are_refused(tracker):
    """A view of a later day does not come before one of an earlier."""
    with pytest.raises(ot.UsageError, match="2025-06-30 is after 2025-03-31"):
        ot.changes(tracker.as_of("2025-06-30"), tracker.as_of("2025-03-31"))


# Between periods.


def test_between_periods_what_came_to_be_so():
    """Between the ends of two periods count the facts of the days, whenever they became known."""
    late = _update("2025-08-01", "fulfilled", _source("2026-01-01"))
    tracker = ot.Tracker(
        commitments=[_promise(late), _promise(id="XX25-HD-02", made_on="2025-09-30")],
        events=[_event(when="2025-07-10")],
        statements=[_statement(date="2025-06-30")],
    )
    report = ot.changes_between(tracker, "2025-Q2", "2025-Q3")
    found = {key: [row["id"] for row in rows] for key, rows in _rows(report).items()}
    assert {"added": ["XX25-HD-02"], "moves": ["XX25-HD-01"], "events": ["seminar"]} == found
    assert "Changes from the end of 2025-Q2 to the end of 2025-Q3" == report.title


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("2025-Q2", "2025-Q2"), ("2025-Q3", "2025-Q2"), ("2025", "2025-Q4"), ("2025-Q4", "2025-12-31")],
)
def test_periods_in_the_wrong_order_are_refused(tracker, earlier, later):
    """The second period has to end after the first."""
    with pytest.raises(ot.UsageError, match="does not end after"):
        ot.changes_between(tracker, earlier, later)


@pytest.mark.parametrize(("earlier", "later"), [("2025-Q5", "2025-Q4"), ("2025-Q1", "soon")])
def test_impossible_period_is_refused(tracker, earlier, later):
    """What is no period is a PeriodError."""
    with pytest.raises(ot.PeriodError):
        ot.changes_between(tracker, earlier, later)
