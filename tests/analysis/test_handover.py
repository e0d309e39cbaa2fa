"""What a Chair took over, passed on and left open."""

import pytest

import osce_tracker as ot
from osce_tracker.analysis.handover import handover
from osce_tracker.errors import WordError
from tests.cases import each
from tests.strategies import a_commitment


def promise(record_id, chair, continues=None, *updates):
    """Return a promise of a Chair, with updates given as day and status."""
    made = [ot.StatusUpdate(date=day, status=status, summary="So.") for day, status in updates]
    return a_commitment(record_id, made_on="2024-01", chairs=[chair], continues=continues, updates=made)


def handed(*promises, chair="FI-2025", view=None):
    """Return what was handed over."""
    tracker = ot.Tracker(commitments=promises, states=ot.states(), chairs=ot.chairs())
    return handover(tracker if view is None else tracker.as_of(view), chair)


def asked(*promises, chair="FI-2025", view=None):
    """Return what was handed over, as ids with statuses."""
    found = handed(*promises, chair=chair, view=view)
    links = [
        [(one.earlier.id, one.reached.value, one.later.id, one.became.value) for one in side]
        for side in (found.taken, found.passed)
    ]
    return (*links, [one.id for one in found.left])


LINE = (
    promise("M1", "MT-2024", None, ("2024-12-05", "not-fulfilled"), ("2025-02-01", "fulfilled")),
    promise("F1", "FI-2025", "M1", ("2025-12-31", "in-progress"), ("2026-01-01", "fulfilled")),
    promise("C1", "CH-2026", "F1", ("2026-03-01", "planned")),
)


def test_status_is_that_at_the_end_of_each_term():
    """What happened after a term counts for nobody; the last day of the term counts."""
    taken = [("M1", "not-fulfilled", "F1", "in-progress")]
    passed = [("F1", "in-progress", "C1", "planned")]
    assert (taken, passed, []) == asked(*LINE)
    assert ([], taken, []) == asked(*LINE, chair="MT-2024")
    assert (passed, [], ["C1"]) == asked(*LINE, chair="CH-2026")


def test_view_ends_a_term_early():
    """In a view before the end of a term the status is that of the day of the view."""
    early = promise("F1", "FI-2025", None, ("2025-03-01", "blocked"), ("2025-12-01", "fulfilled"))
    assert ([], [], ["F1"]) == asked(early, view="2025-06-30")
    assert ([], [], []) == asked(early)


@each(
    ("status", "is_left"),
    [
        ("planned", True),
        ("in-progress", True),
        ("blocked", True),
        ("not-fulfilled", True),
        ("fulfilled", False),
        ("partly-fulfilled", False),
        ("superseded", False),
        ("withdrawn", False),
    ],
)
def test_what_was_left_open(status, is_left):
    """Open, blocked and failed promises were left, unless a later Chair took them up."""
    mine = promise("F1", "FI-2025", None, ("2025-05-01", status))
    assert (["F1"] if is_left else []) == asked(mine)[2]
    assert [] == asked(mine, promise("C1", "CH-2026", "F1"))[2]
    # The same Chair can't take up what it left.
    assert (["F1"] if is_left else []) == asked(mine, promise("F2", "FI-2025", "F1"))[2]
    # Something is known of it.
    assert 0 == handed(mine).unknown


def test_promises_of_nobody_and_unknown_ones():
    """Not assessed was not left, and what isn't in the data is neither taken over nor passed on."""
    assert ([], [], []) == asked(promise("F1", "FI-2025", "GONE"))
    assert ([], [], []) == asked(*LINE[:1], promise("F2", "FI-2025"), *LINE[2:])


@each(
    ("promises", "unknown"),
    [
        ([promise("F1", "FI-2025")], 1),
        # News of after the term says nothing of its end.
        ([promise("F1", "FI-2025", None, ("2026-01-01", "planned")), promise("F2", "FI-2025")], 2),
        ([promise("F1", "FI-2025", None, ("2025-12-31", "planned"))], 0),
        # What a later Chair took up is passed on, and what it took over itself is not passed on.
        ([promise("F1", "FI-2025"), promise("C1", "CH-2026", "F1")], 0),
        ([promise("M1", "MT-2024"), promise("F1", "FI-2025", "M1")], 1),
        # The same Chair can't take up what it left.
        ([promise("F1", "FI-2025"), promise("F2", "FI-2025", "F1")], 2),
        # What other Chairs promised is not its own.
        ([promise("F1", "FI-2025"), promise("M1", "MT-2024"), promise("C1", "CH-2026")], 1),
    ],
)
def test_what_nobody_knows_is_counted(promises, unknown):
    """Promises that were not assessed at the end of the term and that nobody took up are only counted."""
    found = handed(*promises)
    assert (unknown, ()) == (found.unknown, tuple(one for one in found.left if not one.updates))


def test_view_leaves_more_unknown():
    """In a view before the first news of a promise it is unknown what became of it."""
    late = promise("F1", "FI-2025", None, ("2025-09-01", "fulfilled"))
    assert [1, 0] == [handed(late, view=day).unknown for day in ("2025-08-31", "2025-09-01")]


@each("name", ["FI-2025", "fi 2025", "Finland 2025", "finland-2025"])
def test_chair_by_any_name(name):
    """A Chair is found by its id or by the name of its State, in any case."""
    assert "FI-2025" == handover(ot.load(), name).chair


def test_chairs_that_are_not_states():
    """A Chairpersonship whose id isn't that of a State is found by its id."""
    assert ([], [], []) == asked(promise("X", "XX-2099"), promise("Y", "troika"), chair="xx-2099")


@each("name", ["DE-2016", "", None, 2025, "FI"])
def test_unknown_chair(name):
    """A Chair that isn't in the data is an error that names those that are, in order of time."""
    with pytest.raises(WordError, match="MT-2024, FI-2025, CH-2026"):
        handover(ot.load("all"), name)


def test_bundled_promises():
    """The bundled sets have 37 Finnish promises that go on and 19 that go on from them."""
    found = handover(ot.load("all"), "FI-2025")
    assert (37, 19) == (len(found.taken), len(found.passed))
    continued = {link.earlier.id for link in found.passed}
    assert not continued & {one.id for one in found.left}


def test_bundled_promises_add_up():
    """Each promise of a Chair was passed on, left, closed otherwise, or nobody knows what became of it."""
    everything = ot.load("all")
    for chair, year in (("MT-2024", 2024), ("FI-2025", 2025), ("CH-2026", 2026)):
        own, found = [c for c in everything.commitments if chair in c.chairs], handover(everything, chair)
        taken_up = {c.continues for c in everything.commitments if chair not in c.chairs}
        end = f"{year}-12-31"
        statuses = {c.id: str(c.status_on(end)) for c in own if c.id not in taken_up}
        assert len(own) - len(statuses) == len({link.earlier.id for link in found.passed}), chair
        assert list(statuses.values()).count("not-assessed") == found.unknown, chair
        open_ = ("planned", "in-progress", "blocked", "not-fulfilled")
        assert {one for one, status in statuses.items() if status in open_} == {c.id for c in found.left}
