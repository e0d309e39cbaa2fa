"""The brief: its numbers are those of the other reports and of the analysis on the same tracker."""

import pytest
from hypothesis import given, settings

import osce_tracker as ot
from osce_tracker.analysis.moves import moves
from osce_tracker.analysis.objections import objections
from osce_tracker.errors import PeriodError
from tests import strategies
from tests.tracker.test_as_of import _event, _promise, _statement, _update

QUARTERS = ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]


def _tables(report):
    """Return the rows of each table, and of each group under its own key."""
    found = {}
    for table in report.tables:
        rows = list(table.records())
        found[table.key] = list(rows)
        for group in table.groups:
            found[group.key], rows = rows[: group.size], rows[group.size :]
    return found


def _commitments(report):
    """Return the rows on commitments of all groups."""
    (table,) = [table for table in report.tables if table.key == "commitments"]
    return list(table.records())


def _ids(report):
    return {row["id"] for table in report.tables for row in table.records()}


def _agrees(tracker, period):
    """Assert that a brief says the same as scorecard, lists and moves."""
    period = ot.Period(period)
    day, eve = period.last, ot.Period(period.first).previous().last
    report = ot.brief(tracker, period)
    found, card = _tables(report), ot.scorecard(tracker, day)
    tables = {table.key: list(table.records()) for table in card.tables}
    counts = {row["status"]: row["all"] for row in tables["counts"]}
    total = counts.pop("all")
    assert {word: n for word, n in counts.items() if n} == {
        row["status"]: row["count"] for row in found["statuses"]
    }
    number = f"{total} commitment{'' if total == 1 else 's'}"
    assert 1 == sum(note.startswith(f"By {period.last.day} ") for note in report.notes)
    assert any(number in note for note in report.notes)
    (every,) = [row for row in tables["rates"] if row["of"] == "All"]
    figures = {figure.key: figure.value for figure in report.figures}
    assert [every[key] for key in ("fulfilled", "partly", "coverage")] == [
        figures[key] for key in ("fulfilled", "partly", "assessed")
    ]
    rows = found["commitments"]
    moved, held_up = found.get("moved", []), found.get("held-up", [])
    # Each promise is in one group, and once.
    assert len({row["id"] for row in rows}) == len(rows)
    assert rows == [*moved, *held_up, *found.get("due", [])]
    reasons = {row["id"]: row["reason"] for row in rows if row["reason"] is not None}
    days = {row["id"]: (row["timing"], row["days"]) for row in tables["late"]}
    due = {c.id for c in tracker.so_on(day).commitments if c.timing_on(day) == "due"}
    assert days.keys() | _ids(ot.blocked(tracker, day)) | due == reasons.keys()
    assert due == {one for one, reason in reasons.items() if reason.startswith("due that day")}
    for one, (timing, late) in days.items():
        assert reasons[one].startswith("missed" if late is None else f"{timing} by {late} day")
    for one in _ids(ot.blocked(tracker, day)) - days.keys() - due:
        assert not reasons[one].startswith(("due", "missed", "late", "overdue"))
    expected = {(m.commitment.id, None if m.first else m.before, m.after) for m in moves(tracker, eve, day)}
    assert expected == {(row["id"], row["before"], row["after"]) for row in moved}
    movers = {row["id"] for row in moved}
    assert reasons.keys() - movers == {row["id"] for row in held_up}
    coming = {
        c.id
        for c in tracker.so_on(day).commitments
        if c.due is not None and period.next().first <= c.due.first and c.due.last <= period.next().last
    }
    assert coming - movers - reasons.keys() == {row["id"] for row in found.get("due", [])}
    made = {c.id for c in tracker.so_on(eve).commitments}
    for row in (*held_up, *found.get("due", [])):
        commitment = tracker.commitments[row["id"]]
        before = commitment.status_on(eve) if row["id"] in made else None
        assert (before, commitment.status_on(day)) == (row["before"], row["after"])
        # What didn't move had either the same status before, or none.
        assert before == row["after"] or (before, row["after"]) == (None, "not-assessed")


def test_bundled_brief_agrees_with_the_other_reports(tracker):
    """On the bundled tracker every number of a brief is that of scorecard, lists and moves."""
    for period in [*QUARTERS, "2025-07", "2025"]:
        _agrees(tracker, period)


@settings(max_examples=15)
@given(strategies.trackers, strategies.periods)
def test_any_brief_agrees_with_the_other_reports(tracker, period):
    """Whatever the records, every number of a brief is that of scorecard, lists and moves."""
    _agrees(tracker, period)


def test_brief_agrees_with_the_quarterly_table(tracker):
    """The headline is that of the quarterly table, and every move of the table is in the brief."""
    for quarter in QUARTERS:
        report, table = ot.brief(tracker, quarter), ot.quarterly(tracker, quarter)
        assert table.headline == report.headline, quarter
        found = _tables(report)
        moved = {(row["before"], row["after"], row["id"]) for row in found["moved"]}
        late = {row["id"]: row["reason"] or "" for row in found["commitments"]}
        before = {row["id"]: row["before"] for row in found["commitments"]}
        for row in table.tables[0].records():
            move = (row["status_start"], row["status_end"], row["id"])
            changed = row["status_end"] != (row["status_start"] or "not-assessed")
            assert changed == (move in moved), quarter
            assert before.get(row["id"], row["status_start"]) == row["status_start"], quarter
            expected = row["timing"] in ("late", "overdue")
            assert expected == late.get(row["id"], "").startswith(("late by", "overdue by")), quarter


def test_overdue_ones_are_those_of_the_list(tracker):
    """What a brief calls overdue is the list of overdue ones of its last day."""
    for quarter in QUARTERS:
        found = _commitments(ot.brief(tracker, quarter))
        overdue = {row["id"] for row in found if (row["reason"] or "").startswith("overdue by")}
        assert _ids(ot.overdue(tracker, ot.Period(quarter).last)) == overdue, quarter


def test_what_comes_and_who_spoke(tracker):
    """What falls due and meets next, who objected and who spoke, is what plain loops find."""
    for quarter in QUARTERS:
        period, found = ot.Period(quarter), _tables(ot.brief(tracker, quarter))
        coming = period.next()
        due = {
            c.id
            for c in tracker.so_on(period.last).commitments
            if c.due is not None and coming.first <= c.due.first and c.due.last <= coming.last
        }
        # What moved or is held up is told of in another group, with its deadline.
        told = {row["id"]: row for row in found["commitments"]}
        elsewhere = {row["id"] for key in ("moved", "held-up") for row in found.get(key, [])}
        assert due - elsewhere == {row["id"] for row in found.get("due", [])}, quarter
        assert due <= told.keys(), quarter
        assert all(told[one]["due"] == tracker.commitments[one].due for one in due), quarter
        meets = [e.id for e in tracker.events if coming.first <= e.when.first and e.when.last <= coming.last]
        assert meets == [row["id"] for row in found["meetings"]], quarter
        objected = [(tracker.states[o.state].name, o.commitment.id) for o in objections(tracker, period.last)]
        assert objected == [(row["state"], row["id"]) for row in found["objections"]], quarter
        said = [s for s in tracker.statements if period.first <= s.date.first and s.date.last <= period.last]
        assert {s.id for s in said} == {row["id"] for row in found["statements"]}, quarter
        for stance in ot.Stance:
            assert {s.id for s in said if s.stance == stance} == {
                row["id"] for row in found.get(stance, [])
            }, quarter


def test_every_row_names_a_record_and_its_sources(tracker):
    """Each row but the counts names a record that can be found, with its sources."""
    for quarter in QUARTERS:
        report = ot.brief(tracker, quarter)
        keys = [table.key for table in report.tables]
        assert ["statuses", "commitments", "objections", "meetings", "statements"] == keys, quarter
        for table in report.tables[1:]:
            for row in table.records():
                assert row["id"] == tracker.find(row["id"]).id, quarter
                assert row["sources"], quarter


def test_printed_brief_is_100_columns_wide(tracker):
    """No printed line is longer than 100 columns."""
    for quarter in QUARTERS:
        assert [] == [line for line in str(ot.brief(tracker, quarter)).splitlines() if len(line) > 100], (
            quarter
        )


def _held_up(*updates, **fields):
    tracker = ot.Tracker(commitments=[_promise(*updates, **fields)], states=ot.states())
    return [
        (group.key, row["reason"])
        for table in ot.brief(tracker, "2025-Q3").tables
        if table.key == "commitments"
        for row, group in zip(table.records(), table.groups, strict=True)
    ]


def test_held_up_by_hand():
    """A reason says how late it is, what stands in the way and who objected."""
    for due, fields, expected in [
        (None, None, []),
        ("2025-09-29", None, []),
        ("2025-09-30", None, ["due that day"]),
        ("2025-09-29", {"status": "planned"}, ["overdue by 1 day"]),
        ("2025-06", {"status": "not-fulfilled"}, ["missed"]),
        ("2025-06", {"status": "fulfilled"}, ["late by 2 days"]),
        (None, {"status": "blocked"}, ["blocked"]),
        (None, {"status": "planned", "obstacle": "money"}, ["money"]),
        (
            "2025-09-20",
            {"status": "blocked", "obstacle": "named-objection", "blocked_by": ["KZ"]},
            ["overdue by 10 days, named objection (Kazakhstan)"],
        ),
    ]:
        updates = [] if fields is None else [ot.StatusUpdate(date="2025-07-02", summary="So.", **fields)]
        # What changed status is in the group of what moved, with its reason there.
        group = "held-up" if fields is None else "moved"
        assert [(group, reason) for reason in expected] == _held_up(*updates, due=due), (due, fields)
    for status, reason in [("planned", "overdue by 1 day"), ("blocked", "overdue by 1 day, blocked")]:
        steady = _update("2025-06-30", status)
        assert [("held-up", reason)] == _held_up(steady, due="2025-09-29"), status


def test_each_promise_is_in_one_group():
    """What moved stands there alone, though it is late or due next, and what is held up is not due next."""
    before, inside = "2025-06-01", "2025-08-01"
    blocked, planned = _update(before, "blocked"), _update(before, "planned")
    for updates, due, expected in [
        (
            (_update(inside, "blocked"),),
            "2025-07",
            [("moved", "not-assessed", "overdue by 61 days, blocked")],
        ),
        ((_update(inside, "planned"),), "2025-11", [("moved", "not-assessed", None)]),
        ((blocked,), "2025-11", [("held-up", "blocked", "blocked")]),
        ((planned,), "2025-11", [("due", "planned", None)]),
        ((planned,), "2026-01", []),
        ((), "2025-11", [("due", "not-assessed", None)]),
    ]:
        found = _tables(ot.brief(ot.Tracker(commitments=[_promise(*updates, due=due)]), "2025-Q3"))
        told = [
            (key, row["before"], row["reason"])
            for key in ("moved", "held-up", "due")
            for row in found.get(key, [])
        ]
        assert expected == told, (updates, due)
        assert len(expected) == len(found["commitments"]), (updates, due)


def test_promise_made_inside_has_no_status_before():
    """A promise that had not been made by the eve has no status before in any group."""
    for made_on, updates, due, expected in [
        ("2025-07-01", (_update("2025-08-01", "planned"),), None, ("moved", None)),
        ("2025-07-01", (), "2025-09-30", ("held-up", None)),
        ("2025-07-01", (), "2025-11", ("due", None)),
        ("2025-06-30", (_update("2025-08-01", "planned"),), None, ("moved", "not-assessed")),
        ("2025-06-30", (), "2025-09-30", ("held-up", "not-assessed")),
        ("2025-06-30", (), "2025-11", ("due", "not-assessed")),
        # Who acted on it had made it.
        ("2025-07-01", (_update("2025-06-30", "planned"),), "2025-11", ("due", "planned")),
    ]:
        made = _promise(*updates, made_on=made_on, due=due)
        found = _tables(ot.brief(ot.Tracker(commitments=[made]), "2025-Q3"))
        group, before = expected
        assert [before] == [row["before"] for row in found[group]], (made_on, updates, due)


def test_moved_by_hand():
    """Commitments that moved are shown with both statuses, what is stuck or failed first."""
    tracker = ot.Tracker(
        commitments=[
            _promise(_update("2025-07-01", "planned"), id="A"),
            _promise(_update("2025-09-30", "blocked"), id="B"),
            _promise(_update("2025-06-30", "planned"), _update("2025-08-01", "fulfilled"), id="C"),
            _promise(_update("2025-06-01", "planned"), _update("2025-08-01", "planned"), id="D"),
        ]
    )
    rows = _tables(ot.brief(tracker, "2025-Q3"))["moved"]
    expected = [
        ("not-assessed", "blocked", "B"),
        ("planned", "fulfilled", "C"),
        ("not-assessed", "planned", "A"),
    ]
    assert expected == [(row["before"], row["after"], row["id"]) for row in rows]


def test_what_comes_by_hand():
    """What falls due or meets in the next quarter is shown with date and status."""
    tracker = ot.Tracker(
        commitments=[_promise(due="2025-12"), _promise(id="XX25-HD-02", due="2025")],
        events=[_event(when="2025-10-01", status="announced"), _event(id="later", when="2026-01-01")],
        statements=[_statement(date="2025-07-01"), _statement(id="x", state=None, group="EU", date="2025")],
    )
    found = _tables(ot.brief(tracker, "2025-Q3"))
    due = [(row["commitment"], row["due"], row["after"], row["id"]) for row in found["due"]]
    assert [("Hold a seminar", ot.Period("2025-12"), "not-assessed", "XX25-HD-01")] == due
    meetings = [(row["event"], row["when"], row["status"], row["id"]) for row in found["meetings"]]
    assert [("Seminar", ot.Period("2025-10-01"), "announced", "seminar")] == meetings
    assert ["fi-2025-01"] == [row["id"] for row in found["supports"]]


def test_group_speaks_by_its_name():
    """A group that spoke is named as it is filed."""
    tracker = ot.Tracker(statements=[_statement(id="x", state=None, group="EU", date="2025-08")])
    (row,) = _tables(ot.brief(tracker, "2025-Q3"))["supports"]
    assert ("EU", "agenda", "x") == (row["who"], row["about"], row["id"])


def test_headline_when_nothing_moved():
    """Without a move the headline says so, or that nothing is known."""
    for updates, headline in [
        ((), "Nothing is known yet of the one promise open in Q4 2025."),
        ((_update("2025-03-01", "planned"),), "No promise changed status in Q4 2025."),
    ]:
        assert headline == ot.brief(ot.Tracker(commitments=[_promise(*updates)]), "2025-Q4").headline, (
            updates,
            headline,
        )


def test_brief_of_nothing_is_empty():
    """A brief on no records has five empty tables and no percentage."""
    report = ot.brief(ot.Tracker(), "2025-Q4")
    assert [()] * 5 == [table.rows for table in report.tables]
    assert "No promise was open or updated in Q4 2025." == report.headline
    assert "%" not in str(report)


def test_brief_of_a_view_names_it(tracker):
    """A brief of a view names the day of the public record."""
    report = ot.brief(tracker.as_of("2025-12-31"), "2025-Q4")
    assert report.subtitle.endswith("as known on 31 December 2025")
    assert ("Brief, Q4 2025", tracker.edition) == (report.title, report.edition)
    with pytest.raises(PeriodError):
        ot.brief(tracker, "2025-Q5")
