"""One record in full: its fields, its history and its sources."""

import attrs
import pytest
from hypothesis import given, settings

import osce_tracker as ot
from osce_tracker.errors import UnknownRecordError
from osce_tracker.model.events import Recess
from osce_tracker.reports.wording import CONTESTED_NOTE, newest_first
from tests import strategies

APART = {"id", "title", "updates", "sources", "known_meetings"}
#: Fields that are called otherwise than in the data.
CALLED = {"lever": "who delivers", "due": "deadline", "basis": "how promised"}


def _source(address, **fields):
    given_fields = {
        "url": f"https://example.org/{address}",
        "title": f"Page {address}",
        "publisher": "OSCE",
        "publisher_type": "osce",
    }
    return ot.Source(**given_fields | fields)


def _update(date, summary="Something.", **fields):
    return ot.StatusUpdate(date=date, status="in-progress", summary=summary, **fields)


def _promise(*updates, **fields):
    given_fields = {
        "id": "XX25-HD-01",
        "title": "Hold a seminar",
        "text": "Hold a seminar in spring.",
        "made_by": ot.Maker(type="chair", name="The Chair", states=["FI", "SUHH"]),
        "dimensions": ["human"],
        "kind": "activity",
        "lever": "chair",
        "made_on": "2025-01-23",
        "updates": updates,
    }
    return ot.Commitment(**given_fields | fields)


def _of(record):
    """Return the report on a record alone in a tracker that knows the bundled States."""
    return ot.show(ot.Tracker(states=ot.states()).with_records(record), record.id)


def _table(report, key):
    return next(table for table in report.tables if table.key == key)


def _rows_of(report, key):
    """Return the rows of a group of events by id."""
    found = [rows for group, rows in _table(report, "events").sections() if group.key == key]
    return [row[-1] for rows in found for row in rows]


def _fields(report):
    return dict(_table(report, "record").rows)


def _called(name):
    """Return what a report calls a field."""
    return CALLED.get(name, name.replace("_", " "))


def _history(report):
    return list(_table(report, "history").records())


@settings(max_examples=15)
@given(strategies.trackers)
def test_every_field_is_shown(tracker):
    """Every field that has no table of its own stands in the record, and what is empty as nothing."""
    for collection in tracker.collections:
        for record_id in collection.ids:
            found = tracker.find(record_id)
            names = [field.name for field in attrs.fields(type(found)) if field.name not in APART]
            shown = _fields(ot.show(tracker, record_id))
            for name in names:
                value = getattr(found, name)
                assert (shown[_called(name)] is None) == (value is None or value == ())
            assert set(shown) - {_called(name) for name in names} <= {"public from"}


def test_every_bundled_record_can_be_shown(tracker):
    """Each record of the bundled data has a report with a finding, in plain text and in HTML."""
    for collection in tracker.collections:
        for record_id in collection.ids:
            report = ot.show(tracker, record_id)
            assert report.title.endswith(record_id)
            assert report.headline in str(report).replace("\n", " ")
            assert report.render("html").startswith("<")


def test_makers_without_a_list_of_states_have_no_stray_word(tracker):
    """An empty part of a maker is left out, not shown as the name of a value of Python."""
    for commitment in tracker.commitments:
        rows = {row["field"]: row["value"] for row in ot.show(tracker, commitment.id).tables[0].records()}
        assert "None" not in rows["made by"].split(", "), commitment.id


def test_tables_of_a_kind(tracker):
    """A commitment has its history; every record has its fields and its sources."""
    for record_id, tables in [
        ("FI25-HD-03", ["record", "history", "events", "sources"]),
        ("series-permanent-council", ["record", "meetings", "sources"]),
        ("helsinki50-conference-2025", ["record", "commitments", "sources"]),
        ("kz-2024-06-vassilenko-makelainen", ["record", "sources"]),
    ]:
        assert tables == [table.key for table in ot.show(tracker, record_id).tables], (record_id, tables)


def test_id_is_found_in_any_case(tracker):
    """An id is found whatever its case, and shown as it is."""
    assert ot.show(tracker, "FI25-HD-03") == ot.show(tracker, "fi25-hd-03")


def test_unknown_id_names_the_nearest(tracker):
    """An id that no record has is an error that names those like it."""
    with pytest.raises(UnknownRecordError) as caught:
        ot.show(tracker, "FI25-HD-3")
    assert "FI25-HD-03" in caught.value.nearest


def test_words_are_shown_by_label():
    """A word stays one, so that formats can show its symbol; several are in one line by their labels."""
    shown = _fields(_of(_promise(dimensions=["human", "politico-military"], lever="consensus")))
    assert shown["who delivers"] is ot.Lever.CONSENSUS
    assert shown["dimensions"] == "politico-military, human"


def test_states_of_a_maker_stand_with_their_names():
    """Codes of States come with the name; a code that nobody knows stands alone."""
    assert "The Chair" in _fields(_of(_promise()))["made by"]
    assert "Finland (FI)" in _fields(_of(_promise()))["made by"]
    unknown = ot.Maker(type="group", name="Some", states=["FI", "XX"])
    cell = _fields(_of(_promise(made_by=unknown)))["made by"]
    assert "Finland (FI)" in cell
    assert "XX" in cell


def test_states_of_a_statement_stand_with_their_names(tracker):
    """The States that spoke or joined, and those of persons, come with the name."""
    fields = {"date": "2025-03-04", "forum": "bilateral-meeting", "form": "statement"}
    fields |= {"stance": "supports", "about": "chairmanship", "dimensions": ["human"]}
    fields |= {"summary": "Backs it.", "reported_by": "OSCE"}
    statement = ot.SupportStatement(
        id="xx-2025",
        state="KZ",
        states=["AT", "TR"],
        speaker=ot.Person(name="A. Person", role="Minister", country="FI"),
        **fields,
    )
    shown = _fields(_of(statement))
    assert shown["state"] == "Kazakhstan (KZ)"
    assert shown["states"] == "Austria (AT), Türkiye (TR)"
    assert shown["speaker"] == "A. Person, Minister, Finland (FI)"
    assert shown["counterpart"] is None
    assert tracker.states.name("KZ") == "Kazakhstan"


def test_dates_stay_values():
    """Dates and periods stay what they are, so that a program can use them."""
    shown = _fields(_of(_promise(due="2025-07-31/2025-08-01")))
    assert shown["deadline"] == ot.Period("2025-07-31/2025-08-01")
    assert shown["public from"] == ot.Period("2025-01-23").first


def test_long_values_stand_on_lines_of_their_own():
    """Short values share a line; when one of them is long, each has its own."""
    short = _fields(_of(_promise(themes=["youth", "budget"])))
    assert short["themes"] == "youth, budget"
    edge, long = "x" * 40, "x" * 41
    assert _fields(_of(_promise(themes=["youth", edge])))["themes"] == f"youth, {edge}"
    assert _fields(_of(_promise(themes=["youth", long])))["themes"] == f"youth\n{long}"


def test_dates_in_a_text_are_readable():
    """Days and periods inside another record read as people write them."""
    recess = Recess(since="2030-07-01", until="2030-08-31", reason="Summer")
    assert (
        "1 July 2030, 31 August 2030, Summer"
        == _fields(_of(strategies.a_series(exceptions=[recess])))["exceptions"]
    )


def test_empty_inner_record_is_told_by_what_it_has():
    """A record inside another is told in one line, without what it does not have."""
    event = strategies.an_event(
        participants=[ot.Person(name="A", country="FI"), ot.Person(name="B", role="Chair")]
    )
    assert "A, Finland (FI), B, Chair" == _fields(_of(event))["participants"]


def test_history_is_in_order_of_time():
    """Updates stand by their last day, those of one day in the order of the list."""
    updates = [
        _update("2025-08", "month"),
        _update("2025-08-05", "day"),
        _update("2025-08-31", "same day, later in the list"),
        _update("2025-03-01/2025-08-04", "span"),
    ]
    shown = [row["summary"] for row in _history(_of(_promise(*updates)))]
    assert shown == ["span", "day", "month", "same day, later in the list"]


def test_row_of_the_history():
    """A row tells when, the status, what stood in the way, who objected, since when known, and where."""
    update = _update(
        "2021-08-05",
        obstacle="named-objection",
        blocked_by=["TR", "XX"],
        sources=[_source("a", published="2021-08-07"), _source("b", published="2021-08-06")],
    )
    (row,) = _history(_of(_promise(update)))
    expected = {
        "date": ot.Period("2021-08-05"),
        "status": "in-progress",
        "obstacle": "named-objection",
        "blocked_by": "Turkey, XX",
        "known": ot.Period("2021-08-06").first,
        "sources": update.sources,
        "summary": "Something.",
    }
    assert expected == row


def test_update_without_anything_more_has_empty_cells():
    """Of an update without obstacle, objector and source these cells hold nothing."""
    (row,) = _history(_of(_promise(_update("2025-08-05"))))
    assert (row["obstacle"], row["blocked_by"], row["sources"]) == (None, None, ())


def test_promise_without_updates_says_what_that_means():
    """Without any update the history is empty and a note says what is then known."""
    table = _table(_of(_promise()), "history")
    assert (table.rows, len(table.notes)) == ((), 1)
    assert _table(_of(_promise(_update("2025-08-05"))), "history").notes == ()


def test_sources_are_listed_once():
    """A page that promise and updates share has one row; rows follow the order of the record."""
    a, b, c = _source("a"), _source("b"), _source("c")
    report = _of(
        _promise(
            _update("2025-09-01", "second", sources=[c, b]),
            _update("2025-08-01", "first", sources=[b, a]),
            sources=[a],
        )
    )
    rows = [row["url"] for row in _table(report, "sources").records()]
    assert ([a.url, b.url, c.url], [(b, a), (c, b)]) == (rows, [row["sources"] for row in _history(report)])


@settings(max_examples=15)
@given(strategies.trackers)
def test_every_source_of_an_update_is_listed(tracker):
    """Whatever the record, the sources of its history are those of its updates, and all are listed."""
    for commitment in tracker.commitments:
        report = ot.show(tracker, commitment.id)
        listed = [row["url"] for row in _table(report, "sources").records()]
        holders = (commitment, *commitment.updates)
        every = dict.fromkeys(source for holder in holders for source in holder.sources)
        assert sorted(source.url for source in every) == sorted(listed)
        assert [newest_first(update.sources) for update in commitment.updates] == [
            row["sources"] for row in _history(report)
        ]


def test_row_of_the_sources():
    """A row tells title, what for, publisher, via whom, type, date, language, whether original, and where."""
    source = _source("a", via="News", published="2025-03", language="fi", primary=True)
    (row,) = _table(_of(_promise(sources=[source])), "sources").records()
    expected = {
        "title": "Page a",
        "for": "commitment",
        "publisher": "OSCE, via News",
        "type": "osce",
        "published": ot.Period("2025-03"),
        "language": "fi",
        "primary": "yes",
        "url": source.url,
    }
    assert expected == row
    (row,) = _table(_of(_promise(sources=[_source("a")])), "sources").records()
    assert (row["publisher"], row["published"], row["primary"]) == ("OSCE", None, "no")


def test_headline_is_what_became_of_the_record(tracker):
    """The title of the record comes first, then its status, stance or count with the day."""
    for record_id, headline in [
        (
            "FI25-HD-03",
            "Help bring deported Ukrainian children home: partly fulfilled since 8 December 2025.",
        ),
        (
            "helsinki50-conference-2025",
            "Helsinki+50 Conference: Respecting the Legacy, Preparing for the Future",
        ),
        ("series-ministerial-council", "Yearly Ministerial Council: four meetings seen in a source."),
        ("kz-2024-06-vassilenko-makelainen", "Kazakhstan, on the Chair: supports, 1 June 2024."),
    ]:
        assert headline == ot.show(tracker, record_id).headline, (record_id, headline)


def test_headline_without_a_title_or_update():
    """A promise without updates is not assessed; a group that spoke is named as the data have it."""
    group = strategies.a_statement(group="Friends", date="2030-01-15")
    assert "Hold a seminar: not assessed." == _of(_promise()).headline
    assert "Friends, on the agenda: supports, 15 January 2030." == _of(group).headline


def test_report_names_the_data_set(tracker):
    """The report carries the edition of the data set."""
    assert tracker.edition == ot.show(tracker, "FI25-HD-03").edition


def _all(report):
    return {table.key: list(table.records()) for table in report.tables}


def test_commitment_tells_its_events_past_and_to_come():
    """Of a commitment the events are shown that are past on the day of the tracker, and those to come."""
    events = [strategies.an_event(day, when=day) for day in ("2030-05-02", "2030-05-03", "2030-05-04")]
    promise = strategies.a_commitment(events=["2030-05-04", "2030-05-03", "2030-05-02"])
    tracker = ot.Tracker().with_records(promise, *events).as_of("2030-05-04")
    then = ot.Tracker(known_by=tracker.known_by.replace(day=3)).with_records(promise, *events)
    report = ot.show(then, promise.id)
    assert (["2030-05-02", "2030-05-03"], ["2030-05-04"]) == (
        _rows_of(report, "past"),
        _rows_of(report, "coming"),
    )
    whole = ot.show(ot.Tracker().with_records(promise, *events), promise.id)
    assert (3, []) == (len(_rows_of(whole, "past")), _rows_of(whole, "coming"))


def test_event_tells_its_commitments_and_documents():
    """Of an event the commitments that hang on it are shown, and its documents in words."""
    event = strategies.an_event(documents=["MC.DEC/1/25", "PC.DEL/1/25"])
    promise = strategies.a_commitment(events=[event.id], due="2030-06")
    tracker = ot.Tracker().with_records(event, promise, strategies.a_commitment("XX30-HD-02"))
    shown = _all(ot.show(tracker, event.id))
    assert [(promise.id, "Hold a seminar", ot.Period("2030-06"), "not-assessed")] == [
        (row["id"], row["commitment"], row["due"], row["status"]) for row in shown["commitments"]
    ]
    assert ["Ministerial Council", "Permanent Council"] == [row["body"] for row in shown["documents"]]


def test_event_on_which_nothing_hangs_has_no_empty_table():
    """Where nothing hangs on an event, no empty table says so."""
    event = strategies.an_event()
    assert {"record", "sources"} == set(_all(ot.show(ot.Tracker().with_records(event), event.id)))


def test_series_tells_the_meetings_that_were_seen(tracker):
    """Of a series the numbered meetings are shown with their pages."""
    series = tracker.series["series-permanent-council"]
    shown = _all(ot.show(tracker, series.id))
    assert [(m.number, m.source_url) for m in series.known_meetings] == [
        (row["number"], row["sources"][0].url) for row in shown["meetings"]
    ]
    alone = strategies.a_series()
    assert "meetings" not in _all(ot.show(ot.Tracker().with_records(alone), alone.id))


def test_true_and_false_are_words():
    """Whether the day of an event is unknown is shown as yes or no."""
    for is_unknown, word in ((True, "yes"), (False, "no")):
        event = strategies.an_event(when="2030-05-02/2030-05-04", day_unknown=is_unknown)
        shown = dict(ot.show(ot.Tracker(events=[event]), event.id).tables[0].rows)
        assert word == shown["day unknown"]


def test_verdicts_on_which_readings_differ_are_marked(tracker):
    """The history marks each update whose verdict two readings give differently, and a note explains it."""
    report = ot.show(tracker, "FI25-XD-09")
    history = next(table for table in report.tables if table.key == "history")
    assert ["differ", "differ", "differ", None] == [row["readings"] for row in history.records()]
    assert (CONTESTED_NOTE,) == report.notes
    meeting = ot.show(tracker, "ministerial-council-2025")
    (promises,) = [table for table in meeting.tables if table.key == "commitments"]
    contested = tracker.commitments.where(contested=True).ids
    assert {row["id"] for row in promises.records() if row["readings"]} == {
        row["id"] for row in promises.records() if row["id"] in contested
    }
    plain = ot.show(ot.Tracker(commitments=tracker.commitments), "FI25-XD-09")
    assert () == plain.notes
