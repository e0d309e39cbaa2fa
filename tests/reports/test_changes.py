"""What changed between two trackers or two days: every difference is in its table."""

import datetime as dt
from collections import Counter

import attrs
import pytest
from hypothesis import given, settings

import osce_tracker as ot
from osce_tracker.errors import PeriodError, UsageError
from osce_tracker.model.events import KnownMeeting
from osce_tracker.reports import fields
from osce_tracker.tracker.changes import difference
from tests.tracker.test_as_of import KINDS, _event, _promise, _series, _source, _statement, _update
from tests.tracker.test_changes import edited_pairs


def _keys(report):
    assert all(table.rows for table in report.tables)
    return {table.key for table in report.tables}


def _rows(report):
    """Return the rows of each group, or of each table without groups, as dicts by key."""
    every = ["commitments", "events", "statements", "corrections", "additions"]
    assert [table.key for table in report.tables] == [key for key in every if key in _keys(report)]
    found = {}
    for table in report.tables:
        rows = list(table.records())
        for group in table.groups:
            found[group.key], rows = rows[: group.size], rows[group.size :]
        if rows:
            found[table.key] = rows
    return found


def _one(report, key):
    """Return the only row of a report, which has this key."""
    rows = _rows(report)
    assert [key] == list(rows)
    (row,) = rows[key]
    return row


def _changed(old, new):
    """Return the changes between two trackers of one commitment."""
    return ot.changes(ot.Tracker(commitments=[old]), ot.Tracker(commitments=[new]))


# Where each kind of change belongs.


def test_commitment_first_on_record():
    """A commitment that came is one row with its latest status, whatever it holds."""
    promise = _promise(_update("2025-02-01", "blocked"), due="2025-06", sources=[_source()])
    row = _one(ot.changes(ot.Tracker(), ot.Tracker(commitments=[promise])), "first")
    expected = {
        "commitment": "Hold a seminar",
        "before": None,
        "after": "blocked",
        "when": ot.Period("2025-02-01"),
        "happened": "So it was.",
        "made_by": "chair",
        "made_on": ot.Period("2025-01-15"),
        "basis": "stated",
        "sources": (),
        "id": "XX25-HD-01",
    }
    assert expected == row


def test_commitment_first_on_record_without_an_update():
    """Without an update the sources are those of the promise, and nothing is known."""
    promise = _promise(sources=[_source()])
    row = _one(ot.changes(ot.Tracker(), ot.Tracker(commitments=[promise])), "first")
    assert ("not-assessed", promise.made_on, promise.sources) == (row["after"], row["when"], row["sources"])
    assert "First on record. No source we found says what became of it." == row["happened"]


def test_update_that_came():
    """An update is a move if it changes the latest status, else one of the other updates."""
    for was, now, key, old in [
        ([], ("2025-02-01", "planned"), "moved", "not-assessed"),
        ([("2025-02-01", "planned")], ("2025-03-01", "fulfilled"), "moved", "planned"),
        ([("2025-02-01", "planned")], ("2025-03-01", "planned"), "updates", None),
        ([("2025-03-01", "planned")], ("2025-02-01", "blocked"), "updates", None),
        ([("2025-02-01", "planned"), ("2025-04-01", "blocked")], ("2025-03-01", "planned"), "updates", None),
    ]:
        before = [_update(*update) for update in was]
        new = _update(*now, _source())
        row = _one(_changed(_promise(*before), _promise(*before, new)), key)
        assert (now[1], now[0], "So it was.", new.sources) == (
            row["after"],
            str(row["when"]),
            row["happened"],
            row["sources"],
        ), (was, now, key, old)
        assert old == row["before"], (was, now, key, old)


def test_updates_on_the_way():
    """A commitment moves once; the updates on the way are counted in its row."""
    way = [
        _update("2025-02-01", "planned"),
        _update("2025-03-01", "blocked"),
        _update("2025-04-01", "fulfilled"),
    ]
    rows = _rows(_changed(_promise(), _promise(*way)))
    assert [("not-assessed", "fulfilled")] == [(row["before"], row["after"]) for row in rows["moved"]]
    assert ["So it was. (2 earlier updates)"] == [row["happened"] for row in rows["moved"]]
    assert ["moved"] == list(rows)


def test_move_by_a_correction():
    """A status that changed since an update was corrected or went is a move and a correction."""
    rows = _rows(_changed(_promise(_update("2025-02-01", "planned")), _promise()))
    assert [("planned", "not-assessed", None, "No source we found says what became of it.")] == [
        (r["before"], r["after"], r["when"], r["happened"]) for r in rows["moved"]
    ]
    assert ["updates"] == [row["field"] for row in rows["corrections"]]


def test_additions_share_a_row():
    """What came to a record is one row: how many sources, also of updates, then other values."""
    old, new = _update("2025-02-01"), _update("2025-02-01", "in-progress", _source("2025-02-02"))
    row = _one(_changed(_promise(old), _promise(new)), "additions")
    assert ("Hold a seminar", "1 source", "XX25-HD-01") == (row["title"], row["added"], row["id"])
    more = _promise(new, sources=[_source()], themes=["youth", "money"], due="2025-06", note="N.")
    row = _one(_changed(_promise(old), more), "additions")
    lists, *values = row["added"].split("; ")
    assert ["2 sources", "2 themes"] == sorted(lists.split(", "))
    assert ["deadline: June 2025", "note: N."] == sorted(values)


def test_update_with_other_words_is_a_correction_by_field():
    """Each field of an update that reads otherwise is a correction, one that grew an addition."""
    old = ot.StatusUpdate(date="2025-02-01", status="planned", summary="A.", blocked_by=["KZ"])
    new = ot.StatusUpdate(date="2025-02-01", status="blocked", summary="B.", blocked_by=["KZ", "FI"])
    rows = _rows(_changed(_promise(old), _promise(new)))
    assert ["moved", "corrections", "additions"] == list(rows)
    expected = [
        ("status of the update of 1 February 2025", "planned", "blocked"),
        ("summary of the update of 1 February 2025", "A.", "B."),
    ]
    assert expected == [(r["field"], r["old"], r["new"]) for r in rows["corrections"]]
    assert ["1 blocking State"] == [row["added"] for row in rows["additions"]]


def test_update_that_went_is_a_correction():
    """An update that is there no more is a correction that tells what it said."""
    kept = _update("2025-02-01")
    row = _one(_changed(_promise(_update("2025-01-20"), kept), _promise(kept)), "corrections")
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
    rows = _rows(report)
    assert [("fulfilled", "planned")] == [(row["before"], row["after"]) for row in rows["moved"]]
    assert rows["corrections"]


def test_corrected_field():
    """A field that reads otherwise is a correction with what stood before and stands after."""
    for values, expected in [
        ({"title": "Hold a workshop"}, ("title", "Hold a seminar", "Hold a workshop")),
        ({"lever": "consensus"}, ("who delivers", ot.Lever.CHAIR, ot.Lever.CONSENSUS)),
        ({"made_on": "2025-01-16"}, ("made on", ot.Period("2025-01-15"), ot.Period("2025-01-16"))),
        ({"made_by": ot.Maker(type="chair", name="Finland")}, ("made by", "Chair, Chair", "Chair, Finland")),
    ]:
        row = _one(_changed(_promise(), _promise(**values)), "corrections")
        assert (*expected, "XX25-HD-01") == (row["field"], row["old"], row["new"], row["id"]), values


def test_field_to_which_something_came():
    """A field that was empty, or a list of which nothing went, is an addition and no correction."""
    for values, expected in [
        ({"due": "2025-06"}, "deadline: June 2025"),
        ({"themes": ["youth"]}, "1 theme"),
        ({"sources": [_source()]}, "1 source"),
        ({"document": "MC.DEC/1/25"}, "document: MC.DEC/1/25"),
    ]:
        assert expected == _one(_changed(_promise(), _promise(**values)), "additions")["added"], values


def test_list_that_grew():
    """A list grew when all that was there stands in its old order."""
    for old, new, table in [
        (["a", "b"], ["a", "b", "c"], "additions"),
        (["a", "b"], ["c", "a", "d", "b"], "additions"),
        (["a", "b"], ["b", "a", "c"], "corrections"),
        (["a", "b"], ["b", "c", "d"], "corrections"),
    ]:
        row = _one(_changed(_promise(themes=old), _promise(themes=new)), table)
        assert "theme" in row["field" if table == "corrections" else "added"], (old, new, table)


def test_corrected_list():
    """Of two lists of words only what went and what came is told; of turned ones all."""
    for old, new, expected in [
        (["a", "b"], ["b", "c"], ("a", "also c")),
        (["a", "b"], ["b"], ("a", None)),
        (["a", "b"], ["b", "a"], ("a, b", "b, a")),
        (["a"], [], ("a", None)),
    ]:
        row = _one(_changed(_promise(themes=old), _promise(themes=new)), "corrections")
        assert expected == (row["old"], row["new"]), (old, new, expected)


def _event_changed(old, new):
    return ot.changes(ot.Tracker(events=[_event(**old)]), ot.Tracker(events=[_event(**new)]))


def test_event_held_moved_or_cancelled():
    """That an event was held, called off or moved is in the table of events."""
    for old, new, what in [
        ({"status": "announced"}, {"status": "held"}, "held"),
        ({"status": "announced"}, {"status": "cancelled"}, "cancelled"),
        ({"status": "postponed"}, {"status": "held"}, "held, before postponed"),
        ({"when": "2025-05"}, {"when": "2025-06-01"}, "moved from May 2025"),
    ]:
        row = _one(_event_changed(old, new), "changed")
        when = ot.Period(new.get("when", "2025-05-02/2025-05-03"))
        assert ("Seminar", when, what) == (row["event"], row["when"], row["change"]), (old, new, what)
        assert (1, "seminar") == (len(row["sources"]), row["id"]), (old, new, what)


def test_event_that_came():
    """An event that came is in the table of events with its status."""
    row = _one(ot.changes(ot.Tracker(), ot.Tracker(events=[_event(status="announced")])), "new")
    assert "announced only" == row["change"]


def test_other_field_of_an_event_is_a_correction():
    """Any other field of an event is a correction."""
    row = _one(_event_changed({}, {"outcome": "Two papers."}), "corrections")
    assert ("Seminar", "outcome", "A paper.", "Two papers.") == tuple(row.values())[:4]


def test_statement_that_came(tracker):
    """A statement that came is shown with who spoke: a State by name, a group as it is filed."""
    said = [_statement(), _statement(id="eu", state=None, group="European Union")]
    after = ot.Tracker(statements=said, states=tracker.states)
    rows = _rows(ot.changes(ot.Tracker(), after))["statements"]
    assert [("eu", "European Union"), ("fi-2025-01", "Finland")] == [(r["id"], r["who"]) for r in rows]
    assert {("supports", "agenda")} == {(r["stance"], r["about"]) for r in rows}


def test_removed_record(tracker):
    """A record that went is a correction that names it."""
    states = tracker.states
    for kind, record, title, value in [
        ("commitments", _promise(), "Hold a seminar", "Hold a seminar"),
        ("events", _event(), "Seminar", "Seminar"),
        ("series", _series(), "Permanent Council", "Permanent Council"),
        ("statements", _statement(), "Statement by Finland, 1 February 2025", "Backs it."),
    ]:
        report = ot.changes(ot.Tracker(**{kind: [record]}, states=states), ot.Tracker(states=states))
        row = _one(report, "corrections")
        assert (title, "the whole record", value, None) == tuple(row.values())[:4], kind
        assert record.id == row["id"], kind


def test_series_that_came_or_changed():
    """Series have no table of their own: what came, whole or to one that was there, is an addition."""
    series = _series()
    row = _one(ot.changes(ot.Tracker(), ot.Tracker(series=[series])), "additions")
    assert ("Permanent Council", "new") == (row["title"], row["added"])
    meeting = KnownMeeting(number=1, date="2025-01-09", source_url="https://osce.org/1")
    seen = attrs.evolve(series, known_meetings=[meeting])
    row = _one(ot.changes(ot.Tracker(series=[series]), ot.Tracker(series=[seen])), "additions")
    assert "1 known meeting" == row["added"]


# The whole report.


def _expected_rows(before, after):
    """Return for each record how many lines its changes need, counted from the records themselves."""
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
                count += _moved_by_correction(old[i], new[i])
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


def _moved_by_correction(old, new):
    """Return True if the status changed without an update of a new day: that needs a line of its own."""
    days = [update.date for update in old.updates]
    latest = new.updates[-1].date if new.updates else None
    return old.latest_status != new.latest_status and (latest is None or latest in days)


def _plain(updates):
    """Return updates one a day in the order of their days, so that each is known by its day."""
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
    expected = {}
    for (_, record), count in _expected_rows(before, after).items():
        expected[record] = expected.get(record, 0) + count
    # A promise that moved has one row for all its new updates.
    for row in _rows(report).get("moved", ()):
        old, new = (t.commitments[row["id"]].updates for t in (before, after))
        days = {update.date for update in old}
        came = [update for update in new if update.date not in days]
        # The row itself is that of the latest update, which may be an old one if later ones went.
        expected[row["id"]] -= len(came) - (bool(came) and came[-1] == new[-1])
    found = Counter(
        row["id"] for table in report.tables for row in table.records() if table.key != "additions"
    )
    # Of additions a record has at most one row, which stands for as many as the other rows leave over.
    added = [row["id"] for table in report.tables for row in table.records() if table.key == "additions"]
    assert len(set(added)) == len(added)
    for record in added:
        assert found[record] < expected[record]
        found[record] = expected[record]
    assert expected == dict(found)
    assert (report.headline == "Nothing changed.") == (not expected)


def test_bundled_differences_are_in_the_report(tracker):
    """Between two views every record with a difference is in the report, in order."""
    for earlier, later in [
        ("2024-12-31", "2025-03-31"),
        ("2025-03-31", "2025-06-30"),
        ("2025-06-30", "2025-12-31"),
    ]:
        before, after = tracker.as_of(earlier), tracker.as_of(later)
        report = ot.changes(before, after)
        rows = _rows(report)
        assert {c.record for c in difference(before, after)} == {
            row["id"] for own in rows.values() for row in own
        }, (earlier, later)
        added = [c.id for c in after.commitments if c.id not in before.commitments]
        assert sorted(added) == sorted(row["id"] for row in rows["first"]), (earlier, later)
        for key in ("moved", "first"):
            order = [fields.reading_order(after.commitments[row["id"]], row["after"]) for row in rows[key]]
            assert sorted(order) == order, (earlier, later)
        for key in ("new", "statements"):
            days = [row["when"].first for row in rows[key]]
            assert sorted(days) == days, (earlier, later)
        first, last = (ot.Period(day).readable for day in (earlier, later))
        assert f"Changes in the public record from {first} to {last}" == report.title, (earlier, later)
        assert report.subtitle.endswith(f"as known on {last}"), (earlier, later)
        assert dt.date.fromisoformat(later) == report.known_by, (earlier, later)


@pytest.mark.parametrize("day", [None, "2025-06-30"])
def test_nothing_changed(tracker, day):
    """A tracker compared with itself says that nothing changed."""
    tracker = tracker if day is None else tracker.as_of(day)
    report = ot.changes(tracker, tracker)
    assert {} == _rows(report)
    assert "Nothing changed." == report.headline
    assert "Nothing changed." in str(report)


def test_headline_and_figures_count_the_changes():
    """The headline is about commitments; figures say what became of these, and what else changed."""
    moved = _promise(_update("2025-02-01", "fulfilled"), id="OLD")
    stuck = _promise(_update("2025-02-01", "blocked"), id="B")
    for commitments, events, headline, figures in [
        ([_promise()], [], "One commitment is first on record.", {}),
        ([], [_event()], "No commitment changed status.", {"others": 1}),
        ([], [_event(), _event(id="b")], "No commitment changed status.", {"others": 2}),
        ([moved], [], "One commitment changed status.", {"fulfilled": 1}),
        (
            [moved, stuck, _promise()],
            [_event()],
            "One commitment changed status and two are first on record.",
            {"fulfilled": 1, "blocked": 1, "others": 1},
        ),
    ]:
        before = ot.Tracker(commitments=[_promise(id="OLD")])
        report = ot.changes(before, before.with_records(*commitments, *events))
        assert headline == report.headline
        assert figures == {figure.key: figure.value for figure in report.figures}, headline
    assert "1 event" == report.figures[-1].note


def test_lead_says_what_is_news_of_the_record_only():
    """A first verdict isn't taken for a turn, nor a deed that was seen when done for a new promise."""
    state = {"made_by": ot.Maker(type="state", name="Norway", states=["NO"])}
    moved = [_promise(_update("2025-02-01", "fulfilled"), id=f"OLD-{n}") for n in range(3)]
    before = [
        _promise(id="OLD-0"),
        _promise(id="OLD-1"),
        _promise(_update("2025-01-20", "planned"), id="OLD-2"),
    ]
    own, deed, other = _promise(id="A"), _promise(id="B", basis="deed"), _promise(id="C", **state)
    both = "Both first on record are the Chair's and one was recorded only when already done."
    for changed, new, lead in [
        (0, [], ""),
        (1, [], "The one that changed status had not been assessed before."),
        (2, [], "Both that changed status had not been assessed before."),
        (3, [], "Two of the three that changed status had not been assessed before."),
        (0, [own], "The one first on record is the Chair's."),
        (0, [other], "The one first on record is not the Chair's."),
        (0, [own, deed], both),
        (0, [own, other], "One of the two first on record is the Chair's."),
        (
            0,
            [other, _promise(id="D", **state)],
            "None of the two first on record are the Chair's.",
        ),
        (
            2,
            [own, deed],
            f"Both that changed status had not been assessed before. {both}",
        ),
    ]:
        old = ot.Tracker(commitments=before)
        assert lead == ot.changes(old, old.with_records(*moved[:changed], *new)).lead


def test_two_data_sets_are_named_so(tracker):
    """Without two days it is a comparison of data sets."""
    assert "Changes between two data sets" == ot.changes(ot.Tracker(), tracker).title
    assert "Changes between two data sets" == ot.changes(tracker.as_of("2025-06-30"), tracker).title


def test_wrong_order_is_rejected(tracker):
    """A later view, the whole set, or a newer edition doesn't come before an earlier one of the same data."""
    view = tracker.as_of("2025-03-31")
    old = attrs.evolve(tracker.edition, version="1", compiled="2026-01-31")
    older = attrs.evolve(tracker, edition=old)
    for before, after, message in [
        (
            tracker.as_of("2025-06-30"),
            view,
            "30 June 2025 is after 31 March 2025. Give the earlier view first.",
        ),
        (tracker, view, "is newer than that of 31 March 2025. Give the older one first."),
        (
            tracker,
            older,
            "finland-2025 of 29 November 2026 is newer than that of 31 January 2026. Give the older",
        ),
        (tracker, older.as_of("2025-06-30"), "is newer than that of 30 June 2025. Give the older"),
        (older, view, "finland-2025 of 31 January 2026 is newer than that of 31 March 2025. Give the older"),
    ]:
        with pytest.raises(UsageError, match=message):
            ot.changes(before, after)
        assert ot.changes(after, before).title.startswith("Changes ")
    # Nobody can say which of two data sets is the older one.
    malta = ot.load("malta-2024")
    assert ot.changes(malta, view).title == ot.changes(view, malta).title


# Between periods.


def test_between_periods_what_came_to_be_so():
    """Between the ends of two periods count the facts of the days, whenever they became known."""
    late = _update("2025-08-01", "fulfilled", _source("2026-01-01"))
    tracker = ot.Tracker(
        commitments=[_promise(late), _promise(id="XX25-HD-02", made_on="2025-09-30")],
        events=[_event(when="2025-07-10")],
        statements=[_statement(date="2025-06-30")],
    )
    report = ot.changes(tracker, "2025-Q2", "2025-Q3")
    found = {key: [row["id"] for row in rows] for key, rows in _rows(report).items()}
    assert {"first": ["XX25-HD-02"], "moved": ["XX25-HD-01"], "new": ["seminar"]} == found
    assert "Changes from 30 June 2025 to 30 September 2025" == report.title


@pytest.mark.parametrize(
    ("error", "periods"),
    [
        (UsageError, ("2025-Q2", "2025-Q2")),
        (UsageError, ("2025", "2025-Q4")),
        (UsageError, ("2025-Q4",)),
        (UsageError, (ot.Tracker(), "2025-Q4")),
        (PeriodError, ("2025-Q5", "2025-Q4")),
        (PeriodError, ("2025-Q1", "soon")),
    ],
)
def test_invalid_periods(tracker, error, periods):
    """The second period has to end after the first, and neither may be missing."""
    with pytest.raises(error):
        ot.changes(tracker, *periods)


def test_yes_or_no_is_a_word():
    """A field that is true or false is shown in words."""
    tracker = ot.load()
    event = next(one for one in tracker.events if one.day_unknown)
    other = tracker.with_records(attrs.evolve(event, day_unknown=False))
    tables = {table.key: list(table.records()) for table in ot.changes(tracker, other).tables}
    assert [("yes", "no")] == [(row["old"], row["new"]) for row in tables["corrections"]]


def test_a_new_commitment_of_a_vague_date_may_be_older():
    """What counts is when it was made, even if an update of it is dated to the day."""
    old = ot.Tracker(commitments=[_promise(id="A", made_on="2029-05-01")])
    for made, may in (("2030", True), ("2030-04-02", False)):
        new = old.with_records(_promise(_update("2030-05-02", "fulfilled"), id="B", made_on=made))
        lead = ot.changes(new, "2030-Q1", "2030-Q2").lead
        assert may == ("may be from before 1 April 2030" in lead), (made, lead)
