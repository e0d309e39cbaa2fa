"""The Chairpersonships that records belong to, and what joined sets and views keep of their reviews."""

import json
import pickle
from concurrent.futures import ThreadPoolExecutor

import attrs
import pytest
from hypothesis import given, settings

import osce_tracker as ot
from osce_tracker.analysis.agreement import agreement
from osce_tracker.errors import RecordError, WordError
from osce_tracker.model.editions import BUNDLED
from osce_tracker.model.readings import Reading
from osce_tracker.tracker.kinds import FILES, KINDS
from tests import strategies
from tests.strategies import a_commitment, a_statement, an_event

CHAIRS = ("MT-2024", "FI-2025", "CH-2026")
EDITION = ot.Edition(name="xx", title="A set", version="1", compiled="2030-12-31", chair="XX-2030")


@pytest.fixture(name="joined", scope="module")
def _joined():
    """Return the three bundled sets as one tracker."""
    return ot.load("all")


def everything(tracker):
    """Return each record of a tracker with its Chairpersonships, and its readings and corrections."""
    return [(one, getattr(one, "chairs", None)) for name in FILES for one in getattr(tracker, name)]


def test_record_has_the_chair_of_its_set():
    """A record that names no Chair belongs to that of the edition; one that names others keeps them."""
    own, other = a_commitment("C-1"), a_commitment("C-2", chairs=["YY-2031", "XX-2030"])
    tracker = ot.Tracker(commitments=[own, other], events=[an_event()], edition=EDITION)
    assert [("XX-2030",), ("YY-2031", "XX-2030")] == [one.chairs for one in tracker.commitments]
    assert ("XX-2030",) == tracker.events[0].chairs
    # They say where a record is filed, not what it says.
    assert own == tracker.commitments[0]
    assert [()] == [one.chairs for one in ot.Tracker(commitments=[own]).commitments]
    added = tracker.with_records(a_statement())
    assert ("XX-2030",) == added.statements[0].chairs
    assert [("C-2",), ("C-1", "C-2")] == [
        tracker.commitments.where(chair=chair).ids for chair in ("YY-2031", ["XX-2030", "YY-2031"])
    ]
    with pytest.raises(RecordError, match="A-1 is repeated"):
        a_commitment(chairs=["A-1", "A-1"])


def test_records_have_the_chair_whether_or_not_they_were_looked_at():
    """Records that are loaded later get the Chair of the edition as well, and filters know it."""
    for looked_at in (False, True):
        view = ot.Tracker(commitments=[a_commitment(themes=["late"], made_on="2030-06")]).as_of("2031-01-01")
        if looked_at:
            assert () == view.commitments[0].chairs
        own = attrs.evolve(view, edition=EDITION)
        assert 1 == len(own.commitments.where(chair="XX-2030", theme="late"))
        early = attrs.evolve(view.as_of("2030-01-01"), edition=EDITION)
        assert 0 == len(early.commitments.where(chair="XX-2030", theme="late"))
    # A Chair of which many versions were made is still known at once.
    for _ in range(1000):
        own = attrs.evolve(own, edition=EDITION, corrections=())
    assert ("XX-2030",) == own.commitments[0].chairs


def test_bundled_record_has_its_chair(joined):
    """Each bundled record has the Chair of each set that it is in: 24 events and two statements have more."""
    for name, chair in zip(BUNDLED, CHAIRS, strict=True):
        tracker = ot.load(name)
        for kind in KINDS:
            assert {(chair,)} == {one.chairs for one in getattr(tracker, kind)}, (name, kind)
            ids = getattr(tracker, kind).ids
            assert ids == tuple(one.id for one in getattr(joined, kind) if chair in one.chairs)
    shared = [one for collection in joined.collections for one in collection if len(one.chairs) > 1]
    assert {"Event": 24, "SupportStatement": 2} == {
        name: sum(type(one).__name__ == name for one in shared) for name in ("Event", "SupportStatement")
    }
    # Counted in the files: 6 events are in the first two sets, 19 in the last two, one of them in all three.
    assert [1, 5, 18] == [
        sum(one.chairs == chairs for one in joined.events) for chairs in (CHAIRS, CHAIRS[:2], CHAIRS[1:])
    ]


def test_chair_is_a_filter(joined):
    """Records are chosen by their Chair; a record of two Chairs is found under both."""
    for kind, counts in (
        ("commitments", [68, 98, 61]),
        ("events", [79, 197, 68]),
        ("statements", [79, 214, 71]),
    ):
        assert counts == [len(getattr(joined, kind).where(chair=chair)) for chair in CHAIRS], kind
    assert 227 == len(joined.commitments.where(chair=CHAIRS))
    with pytest.raises(WordError, match=r"Use one of: .* Did you mean FI-2025") as caught:
        joined.events.where(chair="FI-2024")
    assert set(CHAIRS) == set(caught.value.accepted)


def test_joined_set_is_saved_whole(joined, tmp_path):
    """Chairs, readings and corrections come back from a directory and a file, and through pickle."""
    expected = everything(joined)
    for place in (tmp_path / "set", tmp_path / "set.json"):
        ot.save(joined, place)
        found = ot.load(place)
        assert expected == everything(found)
        assert joined.digest == found.digest
    assert expected == everything(pickle.loads(pickle.dumps(joined)))  # noqa: S301 (our own bytes)
    # The two readings of one statement are in two sets.
    assert (608 + 1009 + 445 - 2, 80) == (len(joined.readings), len(joined.corrections))
    plain = json.loads((tmp_path / "set" / "events.json").read_bytes())
    assert {len(one["chairs"]) for one in plain} == {1, 2, 3}


def test_sets_are_joined_in_any_order(joined):
    """The order of the sets changes the order of a record's Chairs alone."""
    other = ot.join(*map(ot.load, reversed(BUNDLED)))
    assert joined == other
    for kind in FILES:
        assert getattr(joined, kind) == getattr(other, kind)
    for kind in KINDS:
        pairs = zip(getattr(joined, kind), getattr(other, kind), strict=True)
        assert all(set(one.chairs) == set(two.chairs) for one, two in pairs)


def test_views_can_be_saved(joined, tmp_path):
    """A view has the readings and corrections of what it shows alone, and can be saved."""
    views = {
        "as of": joined.as_of("2025-06-30"),
        "of a Chair": joined.of_chairs("FI-2025"),
        "a view of a view": joined.as_of("2025-06-30").as_of("2025-03-31"),
        "what had happened": joined.so_on("2025-06-30"),
    }
    for name, view in views.items():
        assert 0 < len(view.readings) < len(joined.readings), name
        ot.save(view, tmp_path / name)
        assert everything(view) == everything(ot.load(tmp_path / name)), name
    assert 0 < len(views["what had happened"].corrections) < len(joined.corrections)
    finland = ot.load()
    # Two more were made of a statement that is in the Swiss set as well.
    assert 2 == len(set(views["of a Chair"].readings) - set(finland.readings))
    assert set(finland.readings) <= set(views["of a Chair"].readings)
    assert finland.corrections == views["of a Chair"].corrections
    assert joined.readings == joined.as_of("2030-01-01").readings
    assert joined.as_of("2025-03-31").readings == views["a view of a view"].readings


def test_view_reads_no_later_update():
    """A view has no reading of an update that was not known, nor a correction that tells what it says."""
    tracker, day = ot.load(), "2025-06-30"
    view = tracker.as_of(day)
    for one in (*view.readings, *view.corrections):
        if one.update is not None:
            dates = [update.date for update in view.commitments[one.record].updates]
            assert one.number <= dates.count(one.update), one
    assert all(one.record in view.find(one.record).id for one in (*view.readings, *view.corrections))


@settings(max_examples=15)
@given(strategies.trackers, strategies.days, strategies.days)
def test_views_of_readings_keep_the_laws(tracker, one, other):
    """Twice is once, the earlier day counts, and a far day shows all readings and corrections."""
    earlier, later = sorted((one, other))
    for view in (tracker.as_of(later).as_of(earlier), tracker.as_of(earlier).as_of(later)):
        assert tracker.as_of(earlier).readings == view.readings
        assert tracker.as_of(earlier).corrections == view.corrections
    assert tracker.readings == tracker.as_of("9999-12-31").readings
    assert tracker.corrections == tracker.as_of("9999-12-31").corrections
    shown = {(r.record, r.field, r.settled) for r in tracker.as_of(earlier).readings}
    assert shown <= {(r.record, r.field, r.settled) for r in tracker.as_of(later).readings}


def test_many_threads_read_the_sets_at_once():
    """Readings and Chairs are the same in each of many threads that need them first."""
    tracker = ot.load("all")

    def ask(_):
        contested = tracker.commitments.where(contested=True, chair="MT-2024").ids
        return contested, tracker.as_of("2025-06-30").readings.ids, len(tracker.corrections)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(16)))
    assert 1 == len(set(answers))
    assert answers[0][0]


def test_readings_of_a_statement_stay_with_it():
    """A reading of a statement is kept while the statement is, whatever a commitment of that id does."""
    said = Reading(record="X", field="stance", first="supports", second="welcomes", settled="welcomes")
    tracker = ot.Tracker(commitments=[a_commitment("X")], readings=[said])
    assert [] == list(tracker.as_of("2031-01-01").readings)
    tracker = attrs.evolve(tracker, statements=[a_statement("X")])
    assert [said] == list(tracker.as_of("2031-01-01").readings)
    assert ("X",) == tracker.statements.where(contested=True).ids
    assert () == tracker.commitments.where(contested=True).ids


def test_a_chair_goes_by_its_id_or_by_state_and_year():
    """Wherever a Chairpersonship is asked for, its id and its State and year mean the same."""
    everything = ot.load("all")
    askers = (
        lambda chair: everything.of_chairs(chair).commitments.ids,
        lambda chair: everything.commitments.where(chair=chair).ids,
        lambda chair: everything.statements.where(chair=[chair]).ids,
        lambda chair: str(ot.summary(everything, chair=chair)),
        lambda chair: str(ot.handover(everything, chair)),
        lambda chair: agreement(everything, chair),
        lambda chair: str(ot.positions(everything, chair=chair).chairs),
    )
    for ask in askers:
        expected = ask("FI-2025")
        for spelt in ("fi-2025", "FI 2025", "Finland 2025", "finland  2025"):
            assert expected == ask(spelt)
        for wrong in ("Finland", "2025", "Finland 2026", "FI2025", ""):
            with pytest.raises(WordError, match="Chairpersonship"):
                ask(wrong)
    assert "Chairpersonship: Finland 2025" in ot.summary(everything, chair="finland 2025").subtitle


def test_the_id_as_it_is_comes_first():
    """An id that another one is alike still means itself."""
    tracker = ot.Tracker(
        commitments=[a_commitment("A", chairs=["XX-1"]), a_commitment("B", chairs=["xx-1"])],
        states=ot.states(),
    )
    assert [("A",), ("B",)] == [tracker.of_chairs(chair).commitments.ids for chair in ("XX-1", "xx-1")]
