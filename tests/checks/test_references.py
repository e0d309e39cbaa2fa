"""References that lead nowhere, and ids given twice, as values."""

import osce_tracker as ot
from osce_tracker.checks.references import references
from osce_tracker.errors import Problem
from osce_tracker.model.corrections import Correction
from osce_tracker.model.editions import BUNDLED
from osce_tracker.model.events import KnownMeeting
from osce_tracker.model.readings import Reading
from osce_tracker.model.states import StateRegistry
from osce_tracker.tracker.kinds import FILES
from tests.strategies import a_commitment, a_series, a_statement, an_event

STATES = StateRegistry([ot.states()[code] for code in ("FI", "SE", "SUHH")])
E1 = an_event("E-1")


def placed(kind, *records):
    """Return records of a kind with a file and a path each."""
    return {kind: [(f"{kind}.json", f"$[{n}]", record) for n, record in enumerate(records)]}


def _update(*states):
    return ot.StatusUpdate(date="2030-02", status="blocked", summary="x", blocked_by=states)


def _meeting(event_id):
    return KnownMeeting(number=1, date="2030-01-03", event_id=event_id, source_url="https://osce.org/1")


def _maker(*states):
    return ot.Maker(type="group", name="Some", states=states)


def _reading(record_id, field="kind", update=None, number=1):
    return Reading(
        record=record_id, field=field, update=update, number=number, first="x", second="x", settled="x"
    )


def _correction(record_id, kind="events", field="title"):
    return Correction(
        kind=kind, record=record_id, field=field, old="x", new="y", day="2030-03-01", why="A slip."
    )


NO_STATE, NO_EVENT = "No State has the code {!r}.", "No event has the id {!r}."
#: Every place in which a reference may stand: kind, record, path of the reference, message.
DANGLING = [
    ("commitments", a_commitment(made_by=_maker("FI", "XX")), "made_by.states[1]", NO_STATE.format("XX")),
    ("commitments", a_commitment(made_by=_maker("XX", "FI")), "made_by.states[0]", NO_STATE.format("XX")),
    (
        "commitments",
        a_commitment(updates=[_update("SE"), _update("FI", "SE", "XX")]),
        "updates[1].blocked_by[2]",
        NO_STATE.format("XX"),
    ),
    ("commitments", a_commitment(events=["E-1", "Q"]), "events[1]", NO_EVENT.format("Q")),
    (
        "commitments",
        a_commitment(events=["E-2"]),
        "events[0]",
        NO_EVENT.format("E-2") + " Did you mean E-1?",
    ),
    ("events", an_event("E-2", country="XX"), "country", NO_STATE.format("XX")),
    (
        "events",
        an_event("E-2", country="SUH" + "X"),
        "country",
        NO_STATE.format("SUHX") + " Did you mean SUHH?",
    ),
    (
        "events",
        an_event("E-2", participants=[ot.Person(name="A"), ot.Person(name="B", country="XX")]),
        "participants[1].country",
        NO_STATE.format("XX"),
    ),
    ("series", a_series(country="XX"), "country", NO_STATE.format("XX")),
    (
        "series",
        a_series(known_meetings=[_meeting(None), _meeting("E-1"), _meeting("Q")]),
        "known_meetings[2].event_id",
        NO_EVENT.format("Q"),
    ),
    ("statements", a_statement(state="XX"), "state", NO_STATE.format("XX")),
    ("statements", a_statement(group="G", states=["FI", "XX"]), "states[1]", NO_STATE.format("XX")),
    (
        "statements",
        a_statement(speaker=ot.Person(name="A", country="XX")),
        "speaker.country",
        NO_STATE.format("XX"),
    ),
    (
        "statements",
        a_statement(counterpart=ot.Person(name="A", country="XX")),
        "counterpart.country",
        NO_STATE.format("XX"),
    ),
    ("readings", _reading("C-9"), "record", "No commitment has the id 'C-9'."),
    ("readings", _reading("E-1"), "record", "No commitment has the id 'E-1'."),
    ("readings", _reading("C-9", "stance"), "record", "No statement has the id 'C-9'."),
    (
        "readings",
        _reading("sound", "status", "2030-02", 2),
        "update",
        "No update has the place 'sound 2030-02 2'. Did you mean sound 2030-02 1?",
    ),
    ("corrections", _correction("E-9"), "record", "No event has the id 'E-9'. Did you mean E-1?"),
    (
        "corrections",
        _correction("E-1", kind="event", field="when"),
        "kind",
        "No kind of record has the name 'event'. Did you mean events?",
    ),
]


def test_each_dangling_reference_is_told_with_its_place():
    """A reference to a State or event that does not exist is one problem, with its place and near misses."""
    for kind, record, path, message in DANGLING:
        others = {} if kind == "events" else placed("events", E1)
        if kind == "readings":
            others |= placed("commitments", a_commitment("sound", updates=[_update("SE")]))
        found = references({**others, **placed(kind, a_something(kind), record)}, STATES)
        told = Problem(
            file=f"{kind}.json",
            record=record.id,
            path=f"$[1].{path}",
            message=message,
            code="dangling-reference",
        )
        assert (told,) == found, (kind, record, path, message)


def a_something(kind):
    """Return a record of a kind that has no fault."""
    makers = {
        "commitments": a_commitment,
        "events": an_event,
        "series": a_series,
        "statements": a_statement,
        "readings": _reading,
    }
    return _correction("E-1") if kind == "corrections" else makers[kind]("sound")


def test_references_that_lead_somewhere_are_no_problem():
    """References to what exists are fine; what continues another Chair's commitment is no reference here."""
    for kind, record in [
        (
            "commitments",
            a_commitment(made_by=_maker("FI", "SE"), updates=[_update("SUHH")], events=["E-1"]),
        ),
        ("commitments", a_commitment(continues="of-another-chair")),
        ("events", an_event("E-2", country="FI", participants=[ot.Person(name="A", country="SE")])),
        ("events", an_event("E-2", participants=[ot.Person(name="A")])),
        ("series", a_series(country="FI", known_meetings=[_meeting("E-1"), _meeting(None)])),
        ("statements", a_statement(state="FI", states=["SE"])),
        ("statements", a_statement(group="ad hoc", speaker=ot.Person(name="A"))),
        ("statements", a_statement(counterpart=ot.Person(name="A", country="SE"))),
        ("corrections", _correction("E-1")),
    ]:
        others = {} if kind == "events" else placed("events", E1)
        assert () == references({**others, **placed(kind, record)}, STATES), (kind, record)


def test_problems_come_in_the_order_of_the_records():
    """Several problems come by kind as given, then by record, then in the order of the fields."""
    records = {
        **placed("statements", a_statement("T-1", state="XX", states=["YY"])),
        **placed("commitments", a_commitment("C-2", events=["Q"], made_by=_maker("ZZ")), a_commitment("C-1")),
    }
    places = [(p.record, p.path) for p in references(records, STATES)]
    assert [
        ("T-1", "$[0].state"),
        ("T-1", "$[0].states[0]"),
        ("C-2", "$[0].made_by.states[0]"),
        ("C-2", "$[0].events[0]"),
    ] == places


def test_events_are_known_in_whatever_order_the_kinds_come():
    """A commitment may stand before the events that it names."""
    records = {**placed("commitments", a_commitment(events=["E-1"])), **placed("events", E1)}
    assert () == references(records, STATES)


def test_id_given_twice():
    """The second and third record with one id are a problem each, and say where the first stands."""
    known = {**placed("events", E1), **placed("commitments", a_commitment("sound"))}
    for kind in FILES:
        record = a_something(kind)
        found = references({**known, **placed(kind, record, record, a_something(kind))}, STATES)
        expected = [
            Problem(
                file=f"{kind}.json",
                record=record.id,
                # A reading or a correction has no field of this name.
                path=f"$[{n}]" if ":" in record.id else f"$[{n}].id",
                message="The id is already used at $[0].",
                code="duplicate-id",
            )
            for n in (1, 2)
        ]
        assert expected == list(found), kind


def test_records_of_two_kinds_may_share_an_id():
    """An id is unique in its kind; a commitment and an event may have the same."""
    assert () == references(
        {**placed("commitments", a_commitment("X")), **placed("events", an_event("X"))}, STATES
    )


def test_without_records_there_is_no_problem():
    """An empty data set has no reference that leads nowhere."""
    assert () == references({}, STATES)
    assert () == references(dict.fromkeys(FILES, ()), StateRegistry(()))


def test_bundled_data_have_no_problem():
    """Whatever the bundled records, readings and corrections name exists, and no id stands twice."""
    for name in (*BUNDLED, "all"):
        tracker = ot.load(name)
        records = {kind: placed(kind, *getattr(tracker, kind))[kind] for kind in FILES}
        assert () == references(records, tracker.states), name


def test_bundled_series_name_nineteen_events(tracker):
    """Nineteen meetings of the bundled series are events of the calendar, on the same days, by hand."""
    named = [m for series in tracker.series for m in series.known_meetings if m.event_id is not None]
    assert 19 == len(named)
    assert [] == [m.event_id for m in named if m.event_id not in tracker.events]
    assert [] == [m.event_id for m in named if not m.date.overlaps(tracker.events[m.event_id].when)]


def test_missing_bundled_events_would_be_noticed(tracker):
    """Without the events each reference to one is a problem: commitments and series name as many."""
    records = {kind: placed(kind, *getattr(tracker, kind))[kind] for kind in ("commitments", "series")}
    count = sum(len(c.events) for c in tracker.commitments) + 19
    assert count == len(references(records, tracker.states))
