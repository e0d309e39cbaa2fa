"""A promise from Chair to Chair as a report."""

import attrs
import pytest

import osce_tracker as ot
from osce_tracker.dataset import bundled
from osce_tracker.errors import UnknownRecordError
from osce_tracker.reports.wording import CONTESTED_NOTE
from tests.strategies import a_commitment

PAGE = ot.Source(
    url="https://example.org", title="T", publisher="P", publisher_type="ngo", published="2027-02"
)
NEXT = a_commitment(
    "CY27-XD-01",
    title="Get a budget at last",
    made_on="2027-01",
    continues="CH26-XD-11",
    updates=[ot.StatusUpdate(date="2027-02", status="in-progress", summary="Met experts.", sources=[PAGE])],
    sources=[PAGE],
)
EDITION = ot.Edition(name="own", title="My set", version="1", compiled="2027-03-01", chair="CY-2027")
#: A budget from Chair to Chair.
BUDGET = ("MT24-XD-07", "FI25-XD-09", "CH26-XD-11")


def rows(report):
    """Return the rows of the only table."""
    (table,) = report.tables
    return list(table.records())


@pytest.mark.parametrize("asked", BUDGET)
def test_promise_is_followed_through_all_bundled_sets(tracker, asked):
    """From any of them all three Chairs are shown in order, each with its verdict, day and sources."""
    report = ot.thread(tracker, asked)
    found = rows(report)
    assert (*BUDGET,) == tuple(row["id"] for row in found)
    assert ["Malta 2024", "Finland 2025", "Switzerland 2026"] == [row["chair"] for row in found]
    assert ["not-fulfilled", "not-fulfilled", "blocked"] == [row["ended"] for row in found]
    assert [None, *BUDGET[:2]] == [row["continues"] for row in found]
    assert all(row["sources"] for row in found)
    assert "Three commitments; most recently blocked under Switzerland 2026." == report.headline
    assert "Before that, not fulfilled under Malta 2024 and not fulfilled under Finland 2025." == report.lead
    assert "malta-2024 + finland-2025 + switzerland-2026" == report.edition.name
    assert (
        "The term of Switzerland 2026 ends on 31 December 2026. Its statuses are those of 8 June 2026, the "
        "day "
        "up to which the record is known."
    ) == report.notes[0]
    verdicts = [row["readings"] for row in found]
    assert (None in verdicts, "readings differ" in verdicts) == (True, True)
    assert CONTESTED_NOTE == report.notes[1]


def test_every_bundled_set_gives_the_same_thread():
    """Whichever bundled set is loaded, a promise has the same thread: all 56 links are followed."""
    sets = [ot.load(name) for name in ("malta-2024", "finland-2025", "switzerland-2026", "all")]
    links = [one for one in sets[-1].commitments if one.continues is not None and one.chairs != ("MT-2024",)]
    crossing = [one for one in links if sets[-1].commitments[one.continues].chairs != one.chairs]
    assert 56 == len(crossing)
    for link in crossing[::8]:
        found = [rows(ot.thread(one, link.id)) for one in sets]
        assert found[0] == found[1] == found[2] == found[3]
        assert {link.id, link.continues} <= {row["id"] for row in found[0]}


def test_only_the_thread_reads_other_sets(monkeypatch):
    """A quarterly table reads one set; a thread reads of the others what it needs."""
    found, read = set(), bundled.read_bundled
    # Other tests may have read the sets already.
    monkeypatch.setattr(bundled, "_bundled", bundled._bundled.__wrapped__)
    monkeypatch.setattr(bundled, "read_bundled", lambda *place: found.add(place) or read(*place))
    tracker = ot.load()
    ot.quarterly(tracker, "2025-Q3")
    assert {"finland-2025"} == {folder for folder, _ in found if folder in bundled.BUNDLED}
    ot.thread(tracker, BUDGET[1])
    files = {file for folder, file in found if folder == "malta-2024"}
    assert {"dataset.json", "commitments.json", "readings.json"} == files


def test_view_shows_no_more_than_was_known(tracker):
    """In a view the other sets are seen as of the same day, and its day ends the terms."""
    report = ot.thread(tracker.as_of("2025-06-30"), BUDGET[1])
    assert BUDGET[:2] == tuple(row["id"] for row in rows(report))
    assert ["not-fulfilled", tracker.commitments[BUDGET[1]].status_on("2025-06-30")] == [
        row["ended"] for row in rows(report)
    ]
    assert any("those of 30 June 2025, the day of the view." in note for note in report.notes)
    assert report.known_by.isoformat() == "2025-06-30"


def test_own_data_continue_a_bundled_promise():
    """A promise of an own set is followed back through the bundled ones, with or without a Chair."""
    own = ot.Tracker(commitments=[NEXT], edition=EDITION, states=ot.states())
    report = ot.thread(own, NEXT.id)
    assert (*BUDGET, NEXT.id) == tuple(row["id"] for row in rows(report))
    assert "My set" in report.subtitle
    alone = rows(ot.thread(ot.Tracker(commitments=[NEXT]), BUDGET[0]))[-1]
    assert (None, "in-progress", ot.Period("2027-02"), "Met experts.", (PAGE,)) == tuple(
        alone[key] for key in ("chair", "ended", "when", "happened", "sources")
    )


def test_own_version_of_a_promise_goes_before_the_bundled_one(tracker):
    """A promise that was edited is shown as it was edited."""
    edited = tracker.with_records(attrs.evolve(tracker.commitments[BUDGET[1]], title="Get a budget"))
    assert "Get a budget" == rows(ot.thread(edited, BUDGET[0]))[1]["commitment"]


def test_promise_that_is_nowhere_is_named():
    """An earlier promise that no data set has is named in a note, and one alone has no Chairs to compare."""
    report = ot.thread(ot.Tracker(commitments=[attrs.evolve(NEXT, updates=(), continues="GONE")]), NEXT.id)
    note = f"{NEXT.title} (CY27-XD-01) continues GONE, which is in no data set."
    assert (note,) == report.tables[0].notes
    assert "No other Chair's commitment continues it; it is not assessed." == report.headline
    (row,) = rows(report)
    assert (None, None) == (row["when"], row["happened"])
    assert "readings" not in row


def test_promises_without_a_chair():
    """Promises of no Chair are told by their statuses alone."""
    later = attrs.evolve(NEXT, id="LATER", continues="FIRST", updates=())
    own = ot.Tracker(commitments=[attrs.evolve(NEXT, id="FIRST", continues=None), later])
    assert "Two commitments: in progress and not assessed." == ot.thread(own, "FIRST").headline


def test_promises_with_the_same_end_are_counted():
    """Promises that ended alike under one Chair are told once, with their number, in order of the first."""
    first = attrs.evolve(NEXT, id="FIRST", continues=None, updates=())
    later = [attrs.evolve(NEXT, id=f"LATER-{n}", continues="FIRST") for n in range(3)]
    last = attrs.evolve(NEXT, id="LAST", continues="LATER-0", updates=())
    assert "Five commitments: two not assessed and three in progress." == (
        ot.thread(ot.Tracker(commitments=[first, *later, last]), "FIRST").headline
    )


def test_same_end_under_other_chairs_is_told_apart(tracker):
    """Promises that ended alike are counted for each Chair: a promise may become several."""
    report = ot.thread(tracker, "MT24-XD-01")
    assert "Five commitments; most recently two in progress under Switzerland 2026." == report.headline
    assert "Before that, fulfilled under Malta 2024 and two fulfilled under Finland 2025." == report.lead


def test_unknown_promise(tracker):
    """An id that does not exist is an error that names the nearest."""
    with pytest.raises(UnknownRecordError, match="FI25-HD-03"):
        ot.thread(tracker, "FI25-HD-3")
