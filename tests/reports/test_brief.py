"""The brief: one page, and its numbers are those of the quarterly table and of plain loops."""

import attrs
import pytest
from hypothesis import given, settings

import osce_tracker as ot
from osce_tracker.errors import PeriodError
from tests import strategies
from tests.tracker.test_as_of import _event, _promise, _source, _statement, _update

QUARTERS = ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
#: How many rows each table may have, and who delivers what comes first.
MOST = {"stuck": 7, "fulfilled": 6, "announced": 4}
OTHERS_FIRST = ["consensus", "external", "states", "structures", "chair"]


def _tables(report):
    return {table.key: list(table.records()) for table in report.tables}


def _more(report, key):
    """Return how many rows a table says that it leaves out."""
    words = "no one two three four five six seven eight nine".split()  # noqa: SIM905 (short)
    (table,) = [table for table in report.tables if table.key == key] or [None]
    found = [note for note in (table.notes if table else ()) if note.startswith("And ")]
    count = found[0].removeprefix("And ").removesuffix(" more.") if found else "no"
    return words.index(count) if count in words else int(count)


def _agrees(tracker, period):
    """Assert that a brief has what plain loops find, in order, and says how much it leaves out."""
    period = ot.Period(period)
    day, eve = period.last, ot.Period(period.first).previous().last
    report = ot.brief(tracker, period)
    found = _tables(report)
    made = {
        c.id: c
        for c in tracker.commitments
        if min([c.made_on.last, *(u.date.last for u in c.updates)]) <= day
    }
    old = {one for one, c in made.items() if min([c.made_on.last, *(u.date.last for u in c.updates)]) <= eve}
    before = {one: c.status_on(eve) if one in old else "not-assessed" for one, c in made.items()}
    # What is dated too vaguely to say if it was in the period is not counted as moved in it.
    moved = {
        one: c.status_on(day)
        for one, c in made.items()
        if c.status_on(day) != before[one]
        and any(u.status == c.status_on(day) and period.contains(u.date) for u in c.updates)
    }
    figures = {figure.key: figure.value for figure in report.figures}
    for status in ("fulfilled", "partly-fulfilled", "not-fulfilled", "blocked"):
        assert figures[status] == list(moved.values()).count(status)
    stated = [c for c in made.values() if c.made_by.type == "chair" and c.basis == "stated"]
    words = [
        c.status_on(day)
        for c in stated
        if c.status_on(day) not in ("superseded", "withdrawn", "not-assessed")
    ]
    assert figures.get("kept") == (ot.Share(words.count("fulfilled"), len(words)) if words else None)
    stuck = {
        one for one, c in made.items() if c.status_on(day) == "blocked" or moved.get(one) == "not-fulfilled"
    }
    kept = {one for one, status in moved.items() if status == "fulfilled"}
    coming = {
        e.id: e
        for e in tracker.events
        if e.when.first > day and e.known <= day and e.status not in ("cancelled", "postponed")
    }
    for key, expected in (("stuck", stuck), ("fulfilled", kept), ("announced", set(coming))):
        rows = found.get(key, [])
        assert {row["id"] for row in rows} <= expected, key
        assert len(rows) == min(len(expected), MOST[key])
        assert _more(report, key) == len(expected) - len(rows)
    ranks = [OTHERS_FIRST.index(row["lever"]) for row in found.get("fulfilled", [])]
    assert ranks == sorted(OTHERS_FIRST.index(made[one].lever) for one in kept)[: len(ranks)]
    days = [row["when"].first for row in found.get("announced", [])]
    assert days == sorted(event.when.first for event in coming.values())[: len(days)]
    for row in (*found.get("stuck", []), *found.get("fulfilled", [])):
        update = made[row["id"]].update_on(day)
        assert row["when"] == update.date
        assert set(row["sources"]) <= set(update.sources)
        assert bool(row["sources"]) == bool(update.sources)
    objected = {
        (state, c.title)
        for c in tracker.commitments
        for update in c.updates
        if period.first <= update.date.first and update.date.last <= day and update.obstacle != "dependency"
        for state in update.blocked_by
    }
    said = {
        (row["code"], title)
        for row in found.get("objections", [])
        for title in row["commitments"].split("; ")
    }
    assert objected == said or any("; " in title for _, title in objected)


def test_bundled_brief_agrees_with_plain_loops(tracker):
    """On the bundled tracker every row and number of a brief is what plain loops find."""
    for period in [*QUARTERS, "2025-07", "2025"]:
        _agrees(tracker, period)


@settings(max_examples=15)
@given(strategies.trackers, strategies.periods)
def test_any_brief_agrees_with_plain_loops(tracker, period):
    """Whatever the records, every row and number of a brief is what plain loops find."""
    _agrees(tracker, period)


def test_brief_agrees_with_the_quarterly_table(tracker):
    """The headline and what moved to which status are those of the quarterly table."""
    for quarter in QUARTERS:
        report, table = ot.brief(tracker, quarter), ot.quarterly(tracker, quarter)
        assert table.headline == report.headline, quarter
        rows = list(table.tables[0].records())
        for figure in report.figures[:4]:
            moved = [
                row["id"]
                for row in rows
                if row["status_end"] == figure.key and row["status_start"] != row["status_end"]
                if "perhaps not in" not in row["happened"]
            ]
            assert len(moved) == figure.value, (quarter, figure.key)
        reasons = {row["id"]: row["reason"] for row in rows}
        for row in _tables(report).get("stuck", []):
            assert reasons[row["id"]] == row["reason"]


def test_brief_fits_one_page(tracker):
    """Titles, not ids, name what a row is about, and the printed brief is short and 100 columns wide."""
    for quarter in QUARTERS:
        report = ot.brief(tracker, quarter)
        lines = str(report).splitlines()
        assert [] == [line for line in lines if len(line) > 100], quarter
        assert len(lines) <= 97, quarter
        for table in report.tables:
            assert [column.key for column in table.columns][-1] in ("id", "code"), quarter
            assert all(row["sources"] for row in table.records()), quarter


def test_what_is_stuck_and_why():
    """What was blocked before and still is, and what failed inside, is there with its reason."""
    old = {"status": "blocked", "obstacle": "named-objection", "blocked_by": ["KZ", "SE"]}
    cases = [
        ("2025-06-01", old, ["objection: Kazakhstan, Sweden"], []),
        ("2025-08-01", old, ["objection: Kazakhstan, Sweden"], ["Kazakhstan", "Sweden"]),
        ("2025-08-01", {"status": "not-fulfilled"}, ["no reason given"], []),
        ("2025-06-01", {"status": "not-fulfilled"}, [], []),
        ("2025-08-01", {"status": "partly-fulfilled", "obstacle": "money"}, [], []),
        (
            "2025-08-01",
            old | {"obstacle": "dependency"},
            ["another party must act first: Kazakhstan, Sweden"],
            [],
        ),
    ]
    for day, fields, reasons, states in cases:
        update = ot.StatusUpdate(date=day, summary="So.", sources=[_source()], **fields)
        made = ot.Tracker(commitments=[_promise(update)], states=ot.states())
        found = _tables(ot.brief(made, "2025-Q3"))
        assert reasons == [row["reason"] for row in found.get("stuck", [])], (day, fields)
        assert states == [row["state"] for row in found.get("objections", [])], (day, fields)


def test_announced_and_who_spoke(tracker):
    """Only what was public by the last day counts as announced; the Chair's own words are counted apart."""
    events = [
        _event(when="2025-10-01", status="announced", sources=[_source(published="2025-09-30")]),
        _event(id="later", when="2025-10-02", status="held", sources=[_source(published="2025-10-01")]),
        _event(id="off", when="2025-10-03", status="cancelled", sources=[_source(published="2025-01-01")]),
    ]
    report = ot.brief(ot.Tracker(events=events), "2025-Q3")
    assert ["seminar"] == [row["id"] for row in _tables(report)["announced"]]
    assert not any("statement" in note for note in report.notes)
    own = _statement(id="own", date="2025-08-01", state="FI", about="chairmanship")
    other = _statement(id="other", date="2025-08-02", state="SE", about="chairmanship")
    agenda = _statement(id="agenda", date="2025-08-02", state="SE", about="agenda")
    made = attrs.evolve(
        tracker, statements=[attrs.evolve(one, chairs=["FI-2025"]) for one in (own, other, agenda)]
    )
    expected = "Statements on the Chair in Q3 2025: one by others, one by its own State."
    assert any(note.startswith(expected) for note in ot.brief(made, "2025-Q3").notes)


def test_headline_when_nothing_moved():
    """Without a move the headline says so, or that nothing is known."""
    for updates, headline in [
        ((), "No outcome was known in Q4 2025 of the one commitment open."),
        ((_update("2025-03-01", "planned"),), "No commitment changed status in Q4 2025."),
    ]:
        assert headline == ot.brief(ot.Tracker(commitments=[_promise(*updates)]), "2025-Q4").headline, updates


def test_quarter_without_failures_says_so():
    """A table without rows stays and says so, so that each brief has the same places."""
    report = ot.brief(ot.load("malta-2024"), "2024-Q2")
    assert ["stuck", "fulfilled", "objections", "announced"] == [table.key for table in report.tables]
    assert [("None found up to 30 June 2024.",)] * 3 == [t.notes for t in report.tables if not t.rows]


def test_brief_of_nothing_is_empty():
    """A brief on no records has no empty table and no percentage."""
    report = ot.brief(ot.Tracker(), "2025-Q4")
    assert () == report.tables
    assert "No commitment was open or updated in Q4 2025." == report.headline
    assert "%" not in str(report)


def test_brief_of_a_view_names_it(tracker):
    """A brief of a view names the day of the public record."""
    report = ot.brief(tracker.as_of("2025-12-31"), "2025-Q4")
    assert report.subtitle.endswith("as known on 31 December 2025")
    assert ("Brief, Q4 2025", tracker.edition) == (report.title, report.edition)
    with pytest.raises(PeriodError):
        ot.brief(tracker, "2025-Q5")
