"""The agenda: what meets in a period, in time order, and what hangs on it."""

import csv
import io

import pytest
from hypothesis import given, settings

import osce_tracker as ot
from osce_tracker.analysis.meetings import EXPECTED_NOTE, meetings
from osce_tracker.errors import PeriodError, UsageError, WordError
from osce_tracker.model.editions import Edition
from osce_tracker.model.occurrences import Evidence
from tests import strategies
from tests.strategies import a_commitment, a_series, an_event


def rows(report, key):
    """Return the rows of a group, or of the table of expected meetings, as dicts."""
    return [
        dict(zip([column.key for column in table.columns], row, strict=True))
        for table in report.tables
        for group, own in table.sections()
        if key == (table.key if group is None else group.key)
        for row in own
    ]


def tracker_of(*records):
    """Return a tracker of records that knows the bundled States."""
    return ot.Tracker(states=ot.states()).with_records(*records)


@settings(max_examples=15)
@given(strategies.trackers, strategies.periods)
def test_every_event_is_told_once(tracker, period):
    """Each event that may be in the period stands in one table or is named as too vague, no other does."""
    report = ot.agenda(tracker, period)
    told = [row["id"] for key in ("dated", "undated") for row in rows(report, key)]
    touching = [e for e in tracker.events if e.when.overlaps(period) and e.id not in told]
    for start, is_off in (("May lie in", False), ("Called off or not agreed", True)):
        vague = [note for note in report.notes if note.startswith(start)]
        named = vague[0].split(": ", 1)[1].removesuffix(".") if vague else ""
        assert named == "; ".join(e.title for e in touching if (e.status == "cancelled") is is_off)
    assert sorted(e.id for e in tracker.events.where(period=period)) == sorted(told)


@settings(max_examples=15)
@given(strategies.trackers, strategies.periods)
def test_events_come_in_time_order(tracker, period):
    """The dated events are in the order of their first days; on a day what has no time comes first."""
    told = rows(ot.agenda(tracker, period), "dated")
    keys = [(row["date"].first, row["time"] or "") for row in told]
    assert sorted(keys) == keys


@settings(max_examples=15)
@given(strategies.trackers, strategies.periods)
def test_seen_and_expected_stand_apart(tracker, period):
    """With series, each regular meeting that is no event stands once: seen ones apart from expected."""
    report = ot.agenda(tracker, period, series=True)
    for word in Evidence:
        own = [o for o in meetings(tracker, period) if o.event_id is None and o.evidence is word]
        assert [(o.series.id, o.when, word) for o in own] == [
            (row["id"], row["date"], row["status"]) for row in rows(report, str(word))
        ]
    for table in report.tables:
        statuses = {row["status"] for row in table.records()}
        assert statuses <= {Evidence.EXPECTED} or Evidence.EXPECTED not in statuses
        assert (EXPECTED_NOTE,) * (table.key == "expected") == table.notes


def test_without_series_nothing_is_expected(tracker):
    """Unless asked for, no regular meeting is shown."""
    report = ot.agenda(tracker, "2025-07")
    assert ["dated", "undated"] == [group.key for group in report.tables[0].groups]
    assert 1 == len(report.tables)


def test_day_unknown_is_a_day_that_is_not_known():
    """An event on one unknown day of a span is in the list of those, and named if the span ends later."""
    events = [
        an_event("a", when="2030-05-02/2030-05-09", day_unknown=True, start_time="10:00", timezone="UTC"),
        an_event("b", title="Late", when="2030-05-30/2030-06-02", day_unknown=True),
    ]
    report = ot.agenda(tracker_of(*events), "2030-05")
    assert [["a"], []] == [[row["id"] for row in rows(report, key)] for key in ("undated", "dated")]
    assert ("May lie in May 2030, but dated too vaguely to tell: Late.",) == report.notes


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
        "status": "held",
        "number": None,
        "outcome": "A paper.",
        "commitments": "Hold a seminar (XX-1); Hold a seminar (XX-2)",
        "sources": (),
    } == row


def test_times_in_the_zone_of_the_reader():
    """Times are those of the event, or of the reader, for whom it may be another day."""
    for zone, date, time in [
        (None, "2030-05-02/2030-05-03", "22:00 Vienna"),
        ("Asia/Tokyo", "2030-05-03/2030-05-04", "05:00 Tokyo"),
        ("America/New_York", "2030-05-02/2030-05-03", "16:00 New York"),
    ]:
        event = an_event(when="2030-05-02/2030-05-03", start_time="22:00", timezone="Europe/Vienna")
        report = ot.agenda(tracker_of(event), "2030-05", zone=zone)
        (row,) = rows(report, "dated")
        assert (ot.Period(date), time) == (row["date"], row["time"]), (zone, date, time)
        assert (zone is not None) == ("times in" in report.subtitle), (zone, date, time)


def test_zone_in_which_an_event_is_outside_the_calendar():
    """Where an event would be in the year 0 or 10000, another zone must be given."""
    for when, start, zone in [
        ("9999-12-31", "22:00", "Asia/Tokyo"),
        ("9999-12-30/9999-12-31", "22:00", "Asia/Tokyo"),
        ("0001-01-01", "02:00", "America/New_York"),
    ]:
        event = an_event(when=when, start_time=start, timezone="Europe/Vienna")
        assert ot.agenda(tracker_of(event), when[:7]).tables
        with pytest.raises(UsageError, match=rf"is outside the calendar \(years 1 to 9999\) in {zone}\. "):
            ot.agenda(tracker_of(event), when[:7], zone=zone)


def test_vague_events_are_told_apart():
    """Events dated too vaguely are named in a note; their titles may have commas."""
    events = [an_event("a", title="Talks, first part", when="2030"), an_event("b", title="B", when="2030")]
    (note,) = ot.agenda(tracker_of(*events), "2030-05").notes
    assert "May lie in May 2030, but dated too vaguely to tell: Talks, first part; B." == note


def test_what_did_not_take_place_may_not_belong_to_a_month():
    """A meeting that the year went without is named, but not among those that the month may have had."""
    events = [
        an_event("a", title="Forum not agreed", when="2030", status="cancelled"),
        an_event("b", title="Post filled", when="2030"),
    ]
    report = ot.agenda(tracker_of(*events), "2030-05")
    assert "One event with a vaguer date may belong to May 2030." == report.lead
    assert (
        "May lie in May 2030, but dated too vaguely to tell: Post filled.",
        "Called off or not agreed, on no known day: Forum not agreed.",
    ) == report.notes
    july = ot.agenda(ot.load(), "2025-07")
    assert "Three more events with a vaguer date may belong to July 2025." == july.lead


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
    assert "Two events on record for May 2030: 1 postponed, 1 cancelled." == report.headline
    assert "No event is on record for June 2030." == ot.agenda(tracker_of(*events), "2030-06").headline


def test_one_status_is_said_once():
    """If all events have one status, the headline says so; no figure repeats what it counts."""
    found = []
    for count in (1, 2, 3):
        events = [an_event(f"e{n}") for n in range(count)]
        report = ot.agenda(tracker_of(*events), "2030-05")
        found.append((report.headline, report.figures))
    assert [
        ("One event on record for May 2030, held.", ()),
        ("Two events on record for May 2030, both held.", ()),
        ("Three events on record for May 2030, all held.", ()),
    ] == found


def test_unknown_words_are_refused(tracker):
    """A body, a dimension, a zone or a period that does not exist is told."""
    with pytest.raises(WordError, match="Did you mean ODIHR"):
        ot.agenda(tracker, "2025-07", body="ODIRH")
    with pytest.raises(WordError):
        ot.agenda(tracker, "2025-07", dimension="fourth")
    with pytest.raises(UsageError, match="Did you mean Europe/London"):
        ot.agenda(tracker, "2025-07", zone="Europe/Londn")
    with pytest.raises(PeriodError):
        ot.agenda(tracker, "Julember")


def test_as_of_shows_what_was_known(tracker):
    """As of a day before, a meeting that was announced is announced, without outcome."""
    then = ot.agenda(tracker.as_of("2025-07-30"), "2025-07-31")
    found = {row["id"]: row for row in rows(then, "dated")}
    row = found["helsinki50-conference-2025"]
    assert ("announced", None) == (row["status"], row["outcome"])


def test_regular_meeting_has_the_source_that_shows_it(tracker):
    """A meeting that a source shows has that source of its series; expected ones have no such column."""
    report = ot.agenda(tracker, "2025", series=True)
    urls = {m.source_url for series in tracker.series for m in series.known_meetings}
    seen = rows(report, "seen")
    assert [1] * len(seen) == [len(row["sources"]) for row in seen]
    assert {source.url for row in seen for source in row["sources"]} <= urls
    assert not any("sources" in row for row in rows(report, "expected"))
    # With columns of their own they are a table of their own in CSV too.
    for key, has_sources in (("meetings", True), ("expected", False)):
        heads, *lines = csv.reader(io.StringIO(report.render("csv", table=key), newline=""))
        assert has_sources == any("source" in head for head in heads), key
        (table,) = (table for table in report.tables if table.key == key)
        assert [row["id"] for row in table.records()] == [line[heads.index("id")] for line in lines]


def test_a_period_after_the_record_says_where_it_stops(tracker):
    """That no event is on record says nothing of days that the record doesn't reach."""
    said = "No event is on record for {}: the record stops on 15 March 2026."
    assert said.format("July 2026") == ot.agenda(tracker, "2026-07").headline
    assert said.format("July 2026") == ot.month(tracker, "2026-07", series=True).headline
    assert said.format("16 March 2026") == ot.agenda(tracker, "2026-03-16").headline
    assert "No event is on record for 15 March 2026." == ot.agenda(tracker, "2026-03-15").headline
    later = tracker.with_records(an_event(when="2026-07-01"))
    assert "One event on record for July 2026, held." == ot.agenda(later, "2026-07").headline


def test_past_event_that_was_announced_is_not_still_to_come():
    """Whoever reads only the first lines sees that nobody is known to have reported it."""
    past = an_event("E-1", title="Past", status="announced")
    ahead = an_event("E-2", title="To come", status="announced", when="2030-05-30")
    edition = Edition(name="own", title="Own", version="1", compiled="2030-05-29")
    tracker = ot.Tracker(states=ot.states(), events=[past, ahead], edition=edition)
    said = "One was announced, but no report of it was found."
    assert [said] * 3 == [
        ot.agenda(tracker, "2030-05").lead.partition(" The record")[0],
        ot.month(tracker, "2030-05").lead.partition(" The record")[0],
        ot.table(tracker.events).lead,
    ]
    assert "Two events: 2 announced only." == ot.table(tracker.events).headline
    assert [
        "Past: announced for 2 May 2030; no report of it was found.",
        "To come: announced only, 30 May 2030.",
    ] == [ot.show(tracker, event).headline for event in ("E-1", "E-2")]


def test_regular_meetings_are_not_nothing():
    """Where only regular meetings are listed, the headline doesn't say that nothing meets."""
    tracker = ot.Tracker(series=[a_series()], states=ot.states())
    (meeting, *_) = ot.agenda(tracker, "2030", series=True).tables[-1].records()
    day = str(meeting["date"])
    expected = f"No event is on record for {ot.Period(day).readable}; one regular meeting is listed below."
    assert expected == ot.agenda(tracker, day, series=True).headline
    assert "regular" not in ot.agenda(tracker, day).headline
