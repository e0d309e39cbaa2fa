"""What ``check`` finds: for each code a case in which it is told and a near one in which it is not."""

import datetime as dt
import random
import re
from collections import Counter
from pathlib import Path

import attrs
import pytest

import osce_tracker as ot
from osce_tracker.checks import quality
from osce_tracker.checks.quality import ERRORS, check
from osce_tracker.checks.references import placed
from osce_tracker.errors import Problem
from osce_tracker.model.events import KnownMeeting
from osce_tracker.model.readings import Reading
from osce_tracker.tracker.kinds import KINDS
from tests.strategies import a_commitment, a_series, a_statement, an_event

EDITION = ot.Edition(name="xx", title="A set", version="1", compiled="2030-12-31", known_until="2030-12-31")


def source(title="Page", **fields):
    """Return a source of its own text that is neither the Chair's nor the OSCE's."""
    plain = {
        "url": "https://example.org/1",
        "publisher": "Agency",
        "publisher_type": "media",
        "primary": True,
    }
    return ot.Source(**{**plain, "title": title, **fields})


PAGE, CHAIR = source(), source("Chair", url="https://example.org/chair", publisher_type="chair")
OSCE = source("OSCE", url="https://example.org/osce", publisher_type="osce")
RETOLD = source("Retold", url="https://example.org/retold", primary=False)
RETOLD_TOO = source("Retold too", url="https://example.org/too", primary=False)


def update(date="2030-02", status="in-progress", *sources, **fields):
    """Return an update with a source that stands for nothing else."""
    return ot.StatusUpdate(date=date, status=status, summary="x", sources=sources or [PAGE], **fields)


def promise(record_id="C-1", *updates, **fields):
    """Return a sourced commitment."""
    return a_commitment(record_id, **{"updates": updates, "sources": [PAGE], **fields})


def event(record_id="E-1", **fields):
    """Return a sourced event."""
    return an_event(record_id, **{"sources": [PAGE], **fields})


def series(record_id="S-1", **fields):
    """Return a sourced series."""
    return a_series(record_id, **{"sources": [PAGE], **fields})


def statement(record_id="T-1", **fields):
    """Return a sourced statement."""
    return a_statement(record_id, **{"sources": [PAGE], **fields})


def tracker(*records, **fields):
    """Return a tracker of records that knows all States."""
    return ot.Tracker(**{"states": ot.states(), **fields}).with_records(*records)


def meeting(event_id):
    """Return a seen meeting of a series that names an event."""
    return KnownMeeting(number=1, date="2030-01-03", event_id=event_id, source_url="https://osce.org/1")


LONG = "Promote the participation of young people in the work of the Organization"
APART = [event(city="Vienna"), event("E-2", title="Another", city="Warsaw")]
#: Code, records in which it is told, record and path that it is told of, and records in which it is not.
CASES = [
    (
        "dangling-reference",
        [promise(events=["E-9"])],
        ("C-1", "$.events[0]"),
        [promise(events=["E-1"]), event()],
    ),
    (
        "dangling-reference",
        [series(known_meetings=[meeting(None), meeting("E-9")])],
        ("S-1", "$.known_meetings[1].event_id"),
        [series(known_meetings=[meeting(None), meeting("E-1")]), event()],
    ),
    ("dangling-reference", [statement(state="XX")], ("T-1", "$.state"), [statement(state="VA")]),
    (
        "due-before-made",
        [promise(made_on="2030-02-01", due="2030-01")],
        ("C-1", "$.due"),
        [promise(made_on="2030-02", due="2030-02-01"), promise("C-2", title="Else", text="No end.")],
    ),
    (
        "update-before-made",
        [promise("C-1", update("2030-01-20"), update("2030-01-14"))],
        ("C-1", "$.updates[0].date"),
        [promise("C-1", update("2030-01"))],
    ),
    (
        "update-after-record",
        [promise("C-1", update("2031-01-01"))],
        ("C-1", "$.updates[0].date"),
        [promise("C-1", update("2030-12-31"))],
    ),
    (
        "verdict-after-closing",
        [promise("C-1", update("2030-02", "withdrawn"), update("2030-03", "in-progress"))],
        ("C-1", "$.updates[1].status"),
        [promise("C-1", update("2030-02", "withdrawn"), update("2030-03", "withdrawn"))],
    ),
    (
        "verdict-after-closing",
        [promise("C-1", update("2030-02", "not-fulfilled"), update("2030-03", "fulfilled"))],
        ("C-1", "$.updates[1].status"),
        [promise("C-1", update("2030-02", "fulfilled"), update("2030-03", "partly-fulfilled"))],
    ),
    (
        "no-source",
        [promise("C-1", attrs.evolve(update(), sources=()))],
        ("C-1", "$.updates[0].sources"),
        [promise("C-1", update())],
    ),
    ("no-source", [promise(sources=[])], ("C-1", "$.sources"), [promise()]),
    ("no-source", [event(sources=[])], ("E-1", "$.sources"), [event()]),
    ("no-source", [series(sources=[])], ("S-1", "$.sources"), [series()]),
    ("no-source", [statement(sources=[])], ("T-1", "$.sources"), [statement()]),
    (
        "fulfilled-before-known",
        [
            promise(
                "C-1",
                update("2030-03-02", "fulfilled", source(published="2030-02"), source(published="2029")),
            )
        ],
        ("C-1", "$.updates[0].sources"),
        [
            promise("C-1", update("2030-03-02", "fulfilled", source(published="2030-02"), source())),
            promise(
                "C-2",
                update("2030-03-02", "fulfilled", source(published="2030-03")),
                update("2030-03-03", "fulfilled", source(published="2030-03-03")),
                title="Else",
                text="Something else altogether.",
            ),
        ],
    ),
    (
        "one-sided-evidence",
        [promise("C-1", update("2030-03", "not-fulfilled", CHAIR, OSCE))],
        ("C-1", "$.updates[0].sources"),
        [promise("C-1", update("2030-02", "blocked", CHAIR), update("2030-03", "fulfilled", OSCE, PAGE))],
    ),
    (
        "high-confidence",
        [promise(sources=[RETOLD, RETOLD])],
        ("C-1", "$.confidence"),
        [
            promise("C-1", sources=[RETOLD, RETOLD_TOO]),
            promise("C-2", title="Else", text="Something else.", sources=[RETOLD], confidence="medium"),
            event(sources=[RETOLD, PAGE]),
        ],
    ),
    (
        "two-descriptions",
        [promise(), event(sources=[source("Another"), source("Another")])],
        ("E-1", "$.sources[0]"),
        [promise(), event(sources=[source("Another", url="https://example.org/2")])],
    ),
    (
        "two-descriptions",
        [
            promise(
                "C-1", update("2030-02", "planned", PAGE), update("2030-02", "planned", OSCE, source("Two"))
            )
        ],
        ("C-1", "$.updates[1].sources[1]"),
        [promise("C-1", update("2030-02", "planned", PAGE), update("2030-02", "planned", PAGE))],
    ),
    (
        "near-duplicate",
        [promise("C-1", text=LONG), promise("C-2", text=f"{LONG.upper()}.")],
        ("C-2", "$"),
        [
            promise("C-1", text=LONG),
            promise("C-2", text=f"{LONG}.", made_by=ot.Maker(type="chair", name="Another Chair")),
            promise("C-3", text=f"{LONG} by a fund, a fellowship and yearly seminars in Vienna and Warsaw"),
        ],
    ),
    (
        "near-duplicate",
        [event(title=LONG), event("E-2", title=f"{LONG}s", body="Secretariat")],
        ("E-2", "$"),
        [event(title=LONG), event("E-2", title=LONG, body="Secretariat", when="2030-05-03")],
    ),
    (
        "near-duplicate",
        [statement(), statement("T-2", summary="Backs the seminars.")],
        ("T-2", "$"),
        [statement(), statement("T-2", about="chairmanship"), statement("T-3", state="SE")],
    ),
    (
        "two-places",
        APART,
        ("E-2", "$.when"),
        [
            APART[0],
            attrs.evolve(APART[1], body="Secretariat"),
            event("E-3", title="A third thing", city="Warsaw", status="cancelled"),
            event("E-4", title="Something later", city="Warsaw", when="2030-05-03"),
        ],
    ),
    (
        "outside-membership",
        [statement(state="MN", date="2012-11-20")],
        ("T-1", "$.date"),
        [statement(state="MN", date="2012-11-21"), statement("T-2", state="SUHH", date="1990-01-01")],
    ),
    (
        "outside-membership",
        [statement(group="Some", states=["FI", "ME"], date="2006-01", state=None)],
        ("T-1", "$.date"),
        [statement(group="Some", states=["FI", "ME"], date="2006-06", state=None)],
    ),
    ("outside-membership", [statement(state="SUHH", date="2030-01-01")], ("T-1", "$.date"), []),
    ("continues-itself", [promise(continues="C-1")], ("C-1", "$.continues"), [promise(continues="C-0")]),
    ("stale", [promise(made_on="2029-12-30")], ("C-1", "$.updates"), [promise(made_on="2029-12-31")]),
    (
        "stale",
        [promise("C-1", update("2029-06", "blocked"), made_on="2029-01")],
        ("C-1", "$.updates"),
        [
            promise("C-1", update("2030-02", "planned"), update("2030-01-01"), made_on="2029"),
            promise("C-2", update("2029-06", "withdrawn"), made_on="2029", title="Else", text="Else again."),
        ],
    ),
]


@pytest.mark.parametrize(
    ("code", "wrong", "place"),
    [case[:3] for case in CASES],
    ids=[f"{n}-{case[0]}" for n, case in enumerate(CASES)],
)
def test_fault_is_told_with_its_place(code, wrong, place):
    """What is wrong or weak is told once, with code, file, record, path and severity, and nothing else is."""
    found = check(tracker(*wrong, edition=EDITION))
    file = next(KINDS[kind].file for kind in KINDS if place[0] in getattr(tracker(*wrong), kind).ids)
    severity = "error" if code in ERRORS else "warning"
    told = [(p.code, p.file, p.record, p.path, p.severity) for p in found]
    expected = (code, file, *place, severity)
    extra = {
        "fulfilled-before-known": {"two-descriptions"},
    }.get(code, set())
    assert [expected] == [one for one in told if one[0] not in extra]


def test_near_miss_is_not_told():
    """What is nearly wrong, and is not, is not told."""
    found = [(code, check(tracker(*right, edition=EDITION))) for code, _, _, right in CASES]
    assert [] == [str(problem) for code, told in found for problem in told if problem.code == code]


def test_promises_that_continue_in_a_circle():
    """Each promise of a circle is told, and what leads into it is not."""
    found = check(
        tracker(
            promise("C-1", continues="C-2", title="One", text="First."),
            promise("C-2", continues="C-1", title="Two", text="Second of all."),
            promise("C-3", continues="C-1", title="Three", text="The third, quite another."),
        )
    )
    assert ["C-1", "C-2"] == [problem.record for problem in found if problem.code == "continues-itself"]


def test_every_code_has_a_case():
    """Each code in the module has a case, except those of repeated ids and of very many records."""
    text = Path(quality.__file__).read_text(encoding="utf-8")
    codes = set(re.findall(r'"([a-z]+(?:-[a-z]+)+|stale)"', text))
    assert codes == {case[0] for case in CASES} | {"duplicate-id", "not-compared"}


MESSAGES = [
    (
        [promise(made_on="2030-02-01", due="2030-01")],
        (
            "commitments.json: C-1: $.due: the deadline, January 2030, is before the day it was made, "
            "1 February 2030"
        ),
        "correct one of the two dates",
    ),
    (
        [promise("C-1", update("2030-02", "withdrawn"), update("2030-03"))],
        "commitments.json: C-1: $.updates[1].status: in progress after withdrawn",
        "if it was reopened, say so in the summary; otherwise correct the status",
    ),
    (
        [event(sources=[])],
        "events.json: E-1: $.sources: the record has no source",
        "add the page on which it was seen",
    ),
    (
        [promise("C-1", update("2030-03", "fulfilled", CHAIR))],
        (
            "commitments.json: C-1: $.updates[0].sources: fulfilled, March 2030, "
            "on the word of the Chair or the OSCE alone"
        ),
        "look for a source that is neither",
    ),
    (
        [promise(sources=[RETOLD])],
        (
            "commitments.json: C-1: $.confidence: "
            "confidence is high, but there is only one source, and it is secondary"
        ),
        "set it to medium, or add a second source",
    ),
    (
        [promise(), event(sources=[source("Another")])],
        (
            "events.json: E-1: $.sources[0]: "
            "https://example.org/1 is described differently in another place: "
            "here with title 'Another', not 'Page'"
        ),
        "describe each page in one way",
    ),
    (
        [statement(), statement("T-2")],
        "statements.json: T-2: reads much like T-1",
        "leave one out, or explain in a note how they differ",
    ),
    (
        [promise("C-1", attrs.evolve(update("2030-03-04", "planned"), sources=()))],
        "commitments.json: C-1: $.updates[0].sources: the update of 4 March 2030 has no source",
        "add the page on which it was seen",
    ),
    (APART, "events.json: E-2: $.when: ODIHR is in Warsaw, but in Vienna for E-1, on 2 May 2030", ""),
    (
        [statement(state="MN", date="2012-10")],
        "statements.json: T-1: $.date: Mongolia did not take part in the OSCE on 31 October 2012",
        "",
    ),
    (
        [promise("C-1", update("2029-06", "blocked"), made_on="2029-01")],
        (
            "commitments.json: C-1: $.updates: blocked, with no news since 30 June 2029, "
            "549 days before 31 December 2030"
        ),
        "look for news, or close it",
    ),
    (
        [promise(made_on="2029-06")],
        (
            "commitments.json: C-1: $.updates: not assessed, with no news since 30 June 2029, "
            "549 days before 31 December 2030"
        ),
        "look for news, or close it",
    ),
]


def test_problem_reads_as_a_sentence_with_its_remedy():
    """A problem says where, what, and what would mend it."""
    for records, message, remedy in MESSAGES:
        found = [(str(p), p.remedy) for p in check(tracker(*records, edition=EDITION))]
        assert [(message, remedy)] == found, (records, message, remedy)


def test_sound_set_has_nothing():
    """A data set without fault has no problem, and neither has an empty one."""
    assert () == check(tracker(promise(), event(), series(), statement(), edition=EDITION))
    assert () == check(ot.Tracker())


def test_problems_stand_by_file_and_record():
    """Problems come in the order of files, then of records, whatever found them."""
    records = [
        statement("T-1", sources=[]),
        event("E-2", sources=[], when="2030-01-01"),
        event("E-1", sources=[], country="XX"),
        promise("C-2", sources=[]),
        promise("C-1", due="2029", title="Else", text="Else altogether."),
        series("S-1", sources=[]),
    ]
    found = check(tracker(*records))
    assert ["C-1", "C-2", "E-2", "E-1", "E-1", "S-1", "T-1"] == [p.record for p in found]


def test_codes_need_no_registry():
    """Where a tracker knows no States, codes that it cannot look up are no fault."""
    records = [promise(made_by=ot.Maker(type="chair", name="Chair", states=["FI"])), statement()]
    assert () == check(ot.Tracker().with_records(*records))


#: Made at the end of 2029, nothing known since.
OPEN = promise(made_on="2029-12-31")


def _stale(day=None, **fields):
    return ["stale"] == [p.code for p in check(tracker(OPEN, **fields), day)]


def test_stale_counts_to_the_day_asked():
    """A promise is stale after 365 days up to the day that is asked for."""
    assert [False, True] == [_stale(dt.date(2030, 12, 31)), _stale(dt.date(2031, 1, 1))]


def test_stale_counts_to_the_day_as_text():
    """The day may be given as a text, as everywhere."""
    assert [False, True] == [_stale("2030-12-31"), _stale("2031-01-01")]


def test_stale_counts_to_the_day_of_the_set():
    """Without a day that of the view counts, else that on which the set was compiled, else none."""
    later = attrs.evolve(EDITION, compiled="2031-06-30", known_until=None)
    found = [
        _stale(edition=later, known_by=dt.date(2030, 12, 31)),
        _stale(edition=later),
        _stale(),
    ]
    assert [False, True, False] == found


def test_day_asked_goes_before_that_of_the_view():
    """The day that is asked for counts before that of the view."""
    assert _stale(dt.date(2031, 1, 1), edition=EDITION, known_by=dt.date(2030, 6, 30))


def test_number_of_compared_texts_is_bounded():
    """Of very many records only the first 400 are compared with each other."""
    found = check(tracker(*(promise(f"C-{n:03}") for n in range(402))))
    told = [p.record for p in found if p.code == "near-duplicate"]
    assert [f"C-{n:03}" for n in range(1, 400)] == told
    rest = [p for p in found if p.code == "not-compared"]
    assert [("C-400", "warning")] == [(p.record, p.severity) for p in rest]
    assert "of 402 records that could be alike only the first 400 were compared" == rest[0].message
    whole = check(tracker(*(promise(f"C-{n:03}") for n in range(400))))
    assert not any(p.code == "not-compared" for p in whole)


def test_order_of_letters_counts():
    """Texts with the same letters in another order are not similar."""
    texts = ["abcdefgh" * 4, "hgfedcba" * 4, "abcdefgh" * 4]
    found = check(tracker(*(promise(f"C-{n}", title="T", text=text) for n, text in enumerate(texts))))
    assert ["C-2"] == [p.record for p in found if p.code == "near-duplicate"]


def test_number_of_slow_comparisons_is_bounded():
    """Texts of the same letters take long to compare: after 2,000 pairs no more are."""
    letters = random.Random(1)  # noqa: S311 (any order of letters will do)
    texts = ["".join(letters.sample("abcdefgh" * 4, 32)) for _ in range(70)]
    for count, expected in ((20, ["C-99"]), (70, [])):
        some = [*enumerate(texts[:count]), (99, texts[0])]
        found = check(tracker(*(promise(f"C-{n:02}", title="T", text=text) for n, text in some)))
        assert expected == [p.record for p in found if p.code == "near-duplicate"], count
        assert (not expected) == any(p.code == "not-compared" for p in found), count


# The bundled set.


def test_warnings_of_the_bundled_sets_are_known():
    """A bundled set has no error, and its warnings were looked at; a change is to be looked at."""
    for name, expected in {
        "malta-2024": {"one-sided-evidence": 6, "two-places": 5, "stale": 1},
        "finland-2025": {"one-sided-evidence": 22, "two-places": 13},
        "switzerland-2026": {"one-sided-evidence": 1, "two-places": 1, "stale": 1},
    }.items():
        found = check(ot.load(name))
        assert [] == [str(p) for p in found if p.severity == "error"], name
        assert expected == Counter(p.code for p in found), name


def test_views_of_the_bundled_set_have_no_error(tracker):
    """The bundled set as it was known on a day has no error either."""
    for day in ["2025-01-31", "2025-06-30", "2025-12-31"]:
        assert [] == [str(p) for p in check(tracker.as_of(day)) if p.severity == "error"], day


def test_checking_changes_nothing(tracker):
    """Checking twice gives the same."""
    assert check(tracker) == check(tracker)


# Where records stand.


def test_records_are_placed_in_their_files():
    """Each record of a tracker is placed in its file, and so is what the set says of its records."""
    records = [promise(), event(), series(), statement()]
    reading = Reading(record="C-1", field="kind", first="x", second="y", settled="y")
    found = placed(ot.Tracker(readings=[reading]).with_records(*records))
    expected = {kind: [(KINDS[kind].file, "$", r)] for kind, r in zip(KINDS, records, strict=True)}
    assert {**expected, "readings": [("readings.json", "$", reading)], "corrections": []} == found


def test_readings_of_unknown_records_come_last():
    """A reading of a record that the set doesn't have is an error, listed after those of the records."""
    reading = Reading(record="C-9", field="kind", first="x", second="y", settled="y")
    found = check(ot.Tracker(commitments=[promise(sources=[])], readings=[reading]))
    errors = [(p.file, p.path, p.code) for p in found if p.severity == "error"]
    expected = [
        ("commitments.json", "$.sources", "no-source"),
        ("readings.json", "$.record", "dangling-reference"),
    ]
    assert expected == errors


def test_problem_is_an_error_unless_said():
    """A problem is an error without remedy, unless it says otherwise."""
    found = Problem(file="x.json", message="is wrong", code="bad-value")
    assert ("error", "", "x.json: is wrong") == (found.severity, found.remedy, str(found))
