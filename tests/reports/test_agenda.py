"""The agenda: what meets in a period, in time order, and what hangs on it."""

import re

import pytest
from hypothesis import given, settings

import osce_tracker as ot
from osce_tracker.analysis.meetings import chosen_series, commitments_of_events, regular_meetings
from tests import strategies
from tests.strategies import a_commitment, a_series, an_event


def rows(report, key):
    """Return the rows of a table as dicts."""
    return [row for table in report.tables if table.key == key for row in table.records()]


def tracker_of(*records):
    """Return a tracker of records that knows the bundled States."""
    return ot.Tracker(states=ot.states).with_records(*records)


@settings(max_examples=30)
@given(strategies.trackers, strategies.periods)
def test_every_event_is_told_once(tracker, period):
    """Each event that may be in the period stands in one table or is named as too vague, no other does."""
    report = ot.agenda(tracker, period)
    told = [row["id"] for key in ("dated", "undated") for row in rows(report, key)]
    vague = [note for note in report.notes if note.startswith("Too vague")]
    named = vague[0].split(": ", 1)[1].removesuffix(".").split(", ") if vague else []
    touching = [e.id for e in tracker.events if e.when.overlaps(period)]
    assert sorted(touching) == sorted([*told, *named])
    assert sorted(e.id for e in tracker.events.during(period)) == sorted(told)


@settings(max_examples=30)
@given(strategies.trackers, strategies.periods)
def test_events_come_in_time_order(tracker, period):
    """The dated events are in the order of their first days; on a day what has no time comes first."""
    told = rows(ot.agenda(tracker, period), "dated")
    keys = [(row["date"].first, row["time"] or "") for row in told]
    assert sorted(keys) == keys


@settings(max_examples=30)
@given(strategies.trackers, strategies.periods)
def test_seen_and_expected_stand_apart(tracker, period):
    """With series, each regular meeting that is no event stands once: seen ones apart from expected."""
    report = ot.agenda(tracker, period, series=True)
    for word in ot.Evidence:
        own = [o for o in tracker.occurrences(period) if o.event_id is None and o.evidence is word]
        assert [(o.series.id, o.when, word) for o in own] == [
            (row["id"], row["date"], row["evidence"]) for row in rows(report, str(word))
        ]


def test_without_series_nothing_is_expected(tracker):
    """Unless asked for, no regular meeting is shown."""
    report = ot.agenda(tracker, "2025-07")
    assert ["dated", "undated"] == [table.key for table in report.tables]


def test_rows_tell_what_hangs_on_an_event():
    """A row has place, dimensions, status, outcome and the commitments that name the event."""
    event = an_event("e", when="2022-05-02", city="Ankara", country="TR", outcome="A paper.")
    promise = a_commitment("XX-1", events=["e"])
    other = a_commitment("XX-2", events=["e"], dimensions=["human", "politico-military"])
    (row,) = rows(ot.agenda(tracker_of(event, promise, other), "2022-05"), "dated")
    assert {
        "id": "e",
        "date": ot.Period("2022-05-02"),
        "time": None,
        "meeting": "Seminar",
        "body": "ODIHR",
        # As the State was called then.
        "place": "Ankara, Turkey",
        "dimension": "human",
        "status": ot.EventStatus.HELD,
        "outcome": "A paper.",
        "commitments": "XX-1, XX-2",
    } == row


@pytest.mark.parametrize(
    ("zone", "date", "time"),
    [
        (None, "2030-05-02/2030-05-03", "22:00 Vienna"),
        ("Asia/Tokyo", "2030-05-03/2030-05-04", "05:00 Tokyo"),
        ("America/New_York", "2030-05-02/2030-05-03", "16:00 New York"),
    ],
)
def test_times_in_the_zone_of_the_reader(zone, date, time):
    """Times are those of the event, or of the reader, for whom it may be another day."""
    event = an_event(when="2030-05-02/2030-05-03", start_time="22:00", timezone="Europe/Vienna")
    report = ot.agenda(tracker_of(event), "2030-05", zone=zone)
    (row,) = rows(report, "dated")
    assert (ot.Period(date), time) == (row["date"], row["time"])
    assert (zone is not None) == ("times in" in report.subtitle)


def test_readers_zone_orders_the_day():
    """Events are in the order of the reader's clock, not of their own."""
    early = an_event("tashkent", when="2030-05-02", start_time="10:00", timezone="Asia/Tashkent")
    late = an_event("vienna", when="2030-05-02", start_time="09:00", timezone="Europe/Vienna")
    tracker = tracker_of(early, late)
    own, utc = (rows(ot.agenda(tracker, "2030-05", zone=zone), "dated") for zone in (None, "UTC"))
    assert ["vienna", "tashkent"] == [row["id"] for row in own]
    assert ["tashkent", "vienna"] == [row["id"] for row in utc]


def test_filters_choose_events_and_series():
    """A body and a dimension choose among events and series alike, and stand in the subtitle."""
    events = [an_event("a", body="FSC"), an_event("b"), an_event("c", dimensions=["politico-military"])]
    series = [a_series("s", body="FSC", dtstart="2030-05-02"), a_series("t", dtstart="2030-05-02")]
    tracker = tracker_of(*events, *series)
    report = ot.agenda(tracker, "2030-05", body=["FSC"], dimension="human", series=True)
    assert ["a"] == [row["id"] for row in rows(report, "dated")]
    assert {"s"} == {row["id"] for row in rows(report, "expected")}
    assert "body: FSC; dimension: human" == report.subtitle
    assert [] == rows(ot.agenda(tracker, "2030-05", dimension="2", series=True), "expected")


def test_cancelled_and_postponed_are_shown_as_such():
    """A cancelled or postponed event stands in its place, with its status, and is counted as such."""
    events = [an_event("a", status="cancelled"), an_event("b", status="postponed")]
    report = ot.agenda(tracker_of(*events), "2030-05")
    assert ["cancelled", "postponed"] == [str(row["status"]) for row in rows(report, "dated")]
    assert ("2 events: 2 human dimension; 1 postponed, 1 cancelled.",) == report.tables[0].notes


def test_counts_are_those_of_the_rows(tracker):
    """The counts by section below the dated events add up to their number."""
    table = ot.agenda(tracker, "2025-Q4").tables[0]
    total, sections, _ = re.fullmatch(r"(\d+) events: (.*); (.*)\.", table.notes[0]).groups()
    assert len(table.rows) == int(total) == sum(int(n) for n in re.findall(r"\d+", sections))


def test_unknown_words_are_refused(tracker):
    """A body, a dimension, a zone or a period that does not exist is told."""
    with pytest.raises(ot.WordError, match="did you mean ODIHR"):
        ot.agenda(tracker, "2025-07", body="ODIRH")
    with pytest.raises(ot.WordError):
        ot.agenda(tracker, "2025-07", dimension="fourth")
    with pytest.raises(ot.RecordError, match="did you mean Europe/London"):
        ot.agenda(tracker, "2025-07", zone="Europe/Londn")
    with pytest.raises(ot.PeriodError):
        ot.agenda(tracker, "July")


def test_as_of_shows_what_was_known(tracker):
    """As of a day before, a meeting that was announced is announced, without outcome."""
    then = ot.agenda(tracker.as_of("2025-07-30"), "2025-07-31")
    found = {row["id"]: row for row in rows(then, "dated")}
    row = found["helsinki50-conference-2025"]
    assert (ot.EventStatus.ANNOUNCED, None) == (row["status"], row["outcome"])


def test_what_hangs_on_events_is_joined_once(tracker):
    """Each pair of commitment and event of the data is found from the event's side, and kept."""
    hung = commitments_of_events(tracker)
    pairs = {(c.id, e) for c in tracker.commitments for e in c.events}
    assert pairs == {(c, e) for e, ids in hung.items() for c in ids}
    assert hung is commitments_of_events(tracker)


def test_body_without_series_has_no_regular_meeting(tracker):
    """A body of the calendar that has no series has no regular meeting, and that is no error."""
    assert [] == chosen_series(tracker, body="ODIHR")
    assert [] == regular_meetings(tracker, ot.Period("2025"), body=["ODIHR"])
    assert 3 == len(chosen_series(tracker))
