"""The brief: its numbers are those of the other reports on the same tracker."""

import re

import pytest
from hypothesis import given, settings

import osce_tracker as ot
from tests import strategies
from tests.tracker.test_as_of import _event, _promise, _statement, _update

QUARTERS = ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]


def _tables(report):
    return {table.key: list(table.records()) for table in report.tables}


def _split(ids):
    return ids.split(", ") if ids else []


def _listed(report):
    return {row["id"] for table in report.tables for row in table.records()}


def _agrees(tracker, period):
    """Assert that a brief says the same as scorecard, lists and changes."""
    period = ot.Period(period)
    day = period.last
    report = ot.brief(tracker, period)
    told, card = _tables(report), _tables(ot.scorecard(tracker, day))
    counts = {row["status"]: row["all"] for row in card["counts"]}
    headline = {row["status"]: row["count"] for row in told["headline"]}
    assert {word: count for word, count in counts.items() if count and word != "all"} == headline
    assert all(row["count"] == len(_split(row["ids"])) for row in told["headline"])
    rate, total = card["section"][-1], counts["all"]
    assert 1 == len(report.tables[0].notes)
    assert report.tables[0].notes[0] == (
        f"{total} commitment{'' if total == 1 else 's'}; {rate['coverage']} assessed; fulfilled "
        f"{rate['fulfilled']} of the assessed, {rate['band']} of all."
    )
    days = {row["id"]: (row["timing"], row["days"]) for row in card["late"]}
    assert days.keys() | _listed(ot.blocked(tracker, day)) == {row["id"] for row in told["held-up"]}
    for row in told["held-up"]:
        found = re.match(r"(late|overdue) by (\d+) days?(, |$)", row["what"])
        assert days.get(row["id"]) == (found and (found[1], int(found[2])))
    eve = ot.Period(f"{period.first}").previous()
    moves = _tables(ot.changes_between(tracker, eve, period))["moves"]
    assert sorted((m["from"], m["to"], m["id"]) for m in moves) == sorted(
        (row["from"], row["to"], i) for row in told["moved"] for i in _split(row["ids"])
    )
    assert len(moves) == sum(row["count"] for row in told["moved"])


@pytest.mark.parametrize("period", [*QUARTERS, "2025-07", "2025"])
def test_bundled_brief_says_what_the_tables_say(tracker, period):
    """On the bundled tracker every number of a brief is that of scorecard, lists and changes."""
    _agrees(tracker, period)


@settings(max_examples=15)
@given(strategies.trackers, strategies.periods)
def test_any_brief_says_what_the_tables_say(tracker, period):
    """Whatever the records, every number of a brief is that of scorecard, lists and changes."""
    _agrees(tracker, period)


@pytest.mark.parametrize("quarter", QUARTERS)
def test_brief_agrees_with_the_quarterly_table(tracker, quarter):
    """A commitment of the quarterly table has its last status in the headline, and its move is told."""
    told = _tables(ot.brief(tracker, quarter))
    status = {i: row["status"] for row in told["headline"] for i in _split(row["ids"])}
    moved = {(row["to"], i) for row in told["moved"] for i in _split(row["ids"])}
    before = tracker.so_on(ot.Period(quarter).previous().last).commitments
    late = {row["id"]: row["what"] for row in told["held-up"]}
    for table in ot.quarterly(tracker, quarter).tables:
        for row in table.records():
            assert row["status_end"] == status[row["id"]]
            if row["id"] in before and row["status_start"] != row["status_end"]:
                assert (row["status_end"], row["id"]) in moved
            expected = row["timing"] in ("late", "overdue")
            assert expected == late.get(row["id"], "").startswith(("late by", "overdue by"))


@pytest.mark.parametrize("quarter", QUARTERS)
def test_overdue_and_held_up_are_those_of_the_lists(tracker, quarter):
    """What a brief calls overdue is the list of overdue ones of its last day."""
    day = ot.Period(quarter).last
    told = _tables(ot.brief(tracker, quarter))["held-up"]
    overdue = {row["id"] for row in told if row["what"].startswith("overdue by")}
    assert _listed(ot.overdue(tracker, day)) == overdue


def _spoken(text):
    """Return the ids in a cell that says who spoke, as in ``Finland (a, b); Malta (c)``."""
    return [name for own in re.findall(r"\(([^()]+)\)(?:; |$)", text) for name in own.split(", ")]


@pytest.mark.parametrize("quarter", QUARTERS)
def test_what_comes_and_who_spoke(tracker, quarter):
    """What falls due and meets next, and who spoke, is what plain loops find."""
    period, told = ot.Period(quarter), _tables(ot.brief(tracker, quarter))
    coming = period.next()
    due = [
        c.id
        for c in tracker.so_on(period.last).commitments
        if c.due is not None and coming.first <= c.due.first and c.due.last <= coming.last
    ]
    assert due == [row["id"] for row in told["due"]]
    meets = [e.id for e in tracker.events if coming.first <= e.when.first and e.when.last <= coming.last]
    assert meets == [row["id"] for row in told["meets"]]
    said = [s for s in tracker.statements if period.first <= s.date.first and s.date.last <= period.last]
    assert len(said) == sum(row["count"] for row in told["spoke"])
    for row in told["spoke"]:
        own = {s.id for s in said if s.stance == row["stance"]}
        assert own == set(_spoken(row["who"]))
        assert len(own) == row["count"]


@pytest.mark.parametrize("quarter", QUARTERS)
def test_every_line_names_records_that_exist(tracker, quarter):
    """Each row has ids of records that can be found."""
    told = _tables(ot.brief(tracker, quarter))
    assert ["headline", "moved", "held-up", "due", "meets", "spoke"] == list(told)
    for key, rows in told.items():
        for row in rows:
            if key == "spoke":
                ids = _spoken(row["who"])
            else:
                ids = _split(row["ids"]) if "ids" in row else [row["id"]]
            assert ids
            assert all(tracker.find(i).id == i for i in ids)


@pytest.mark.parametrize("quarter", QUARTERS)
def test_printed_brief_is_100_columns_wide(tracker, quarter):
    """No printed line is longer than 100 columns."""
    assert [] == [line for line in str(ot.brief(tracker, quarter)).splitlines() if len(line) > 100]


def _held_up(*updates, **fields):
    tracker = ot.Tracker(commitments=[_promise(*updates, **fields)], states=ot.states)
    return [row["what"] for row in _tables(ot.brief(tracker, "2025-Q3"))["held-up"]]


@pytest.mark.parametrize(
    ("due", "fields", "expected"),
    [
        (None, None, []),
        ("2025-09-29", None, ["overdue by 1 day"]),
        ("2025-06", {"status": "fulfilled"}, ["late by 2 days"]),
        (None, {"status": "blocked"}, ["blocked"]),
        (None, {"status": "planned", "obstacle": "money"}, ["money"]),
        (
            "2025-09-20",
            {"status": "blocked", "obstacle": "named-objection", "blocked_by": ["KZ"]},
            ["overdue by 10 days, named objection (Kazakhstan)"],
        ),
    ],
)
def test_held_up_by_hand(due, fields, expected):
    """A line tells how late it is, what stands in the way and who objected."""
    updates = [] if fields is None else [ot.StatusUpdate(date="2025-07-02", summary="So.", **fields)]
    assert expected == _held_up(*updates, due=due)


def test_moved_by_hand():
    """Moves of commitments made before are gathered by from and to."""
    tracker = ot.Tracker(
        commitments=[
            _promise(_update("2025-07-01", "planned"), id="A"),
            _promise(_update("2025-09-30", "planned"), id="B"),
            _promise(_update("2025-06-30", "planned"), _update("2025-08-01", "fulfilled"), id="C"),
            _promise(_update("2025-08-01", "planned"), id="D", made_on="2025-07-15"),
        ]
    )
    report = ot.brief(tracker, "2025-Q3")
    expected = [("not-assessed", "planned", 2, "A, B"), ("planned", "fulfilled", 1, "C")]
    assert expected == [tuple(row.values()) for row in _tables(report)["moved"]]
    assert ("3 moves of commitments made before.",) == report.tables[1].notes


def test_what_comes_by_hand():
    """What falls due or meets in the next quarter is shown with date and status."""
    tracker = ot.Tracker(
        commitments=[_promise(due="2025-12"), _promise(id="XX25-HD-02", due="2025")],
        events=[_event(when="2025-10-01", status="announced"), _event(id="later", when="2026-01-01")],
        statements=[_statement(date="2025-07-01"), _statement(id="x", state=None, group="EU", date="2025")],
    )
    told = _tables(ot.brief(tracker, "2025-Q3"))
    due, when = ot.Period("2025-12"), ot.Period("2025-10-01")
    assert [("XX25-HD-01", "Hold a seminar", due, "not-assessed")] == [tuple(r.values()) for r in told["due"]]
    assert [("seminar", when, "announced", "Seminar")] == [tuple(r.values()) for r in told["meets"]]
    assert [("supports", 1)] == [(r["stance"], r["count"]) for r in told["spoke"]]


def test_group_speaks_by_its_name():
    """A group that spoke is named as it is filed."""
    tracker = ot.Tracker(statements=[_statement(id="x", state=None, group="EU", date="2025-08")])
    (row,) = _tables(ot.brief(tracker, "2025-Q3"))["spoke"]
    assert ("supports", 1, "EU (x)") == tuple(row.values())


def test_brief_of_nothing_is_empty_and_honest():
    """A brief on no records has six empty tables and no percentage."""
    report = ot.brief(ot.Tracker(), "2025-Q4")
    assert [()] * 6 == [table.rows for table in report.tables]
    assert report.tables[0].notes[0].startswith("0 commitments; 0 of 0 assessed")
    assert "%" not in str(report)
    assert "no record yet" in report.notes[-1]


def test_brief_of_a_view_says_so(tracker):
    """A brief of a view names the day of the public record."""
    report = ot.brief(tracker.as_of("2025-12-31"), "2025-Q4")
    assert report.subtitle.endswith("as the public record stood on 2025-12-31")
    assert "Brief, 2025-Q4" == report.title
    with pytest.raises(ot.PeriodError):
        ot.brief(tracker, "2025-Q5")
