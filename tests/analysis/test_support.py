"""The support matrix counted in cells by quarter, against plain loops over the statements."""

import datetime as dt
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

import osce_tracker as ot
from osce_tracker.analysis.positions import Standing
from osce_tracker.analysis.support import VAGUE, Matrix, matrix, quarter_of
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.periods import Period
from osce_tracker.model.statements import About, Stance
from tests import strategies
from tests.strategies import a_statement
from tests.analysis.test_positions import FINLAND, REGISTRY, Oracle, a_tracker, made, on_the_chair, whole

FIRST, LAST = dt.date.min, dt.date.max


def recounted(tracker, about, first=FIRST, last=LAST, **filters):
    """Return the matrix as loops count it: by State, by stance, unplaced, and of the Chair."""
    stances, dimensions, members = (filters.get(name) for name in ("stances", "dimensions", "members"))
    oracle = Oracle((), tracker.states)
    chosen = []
    for said in tracker.statements:
        counts_for = oracle.through(said) | ({said.state} if said.state else set())
        if (
            said.about == about
            and (stances is None or said.stance in stances)
            and (dimensions is None or any(d in dimensions for d in said.dimensions))
            and (members is None or any(code in members for code in counts_for))
            and first <= said.date.first
            and said.date.last <= last
        ):
            chosen.append(said)
    oracle.statements = chosen
    states = {}
    for code in oracle.codes():
        found = oracle.for_state(code)
        said = [s for s, _ in found]
        states[code] = {
            "own": sum(own for _, own in found),
            "through": sum(not own for _, own in found),
            "stances": Counter(s.stance for s in said),
            "dimensions": Counter(d for s in said for d in s.dimensions),
            "all_three": sum(len(s.dimensions) == 3 for s in said),
            "quarters": Counter(map(the_quarter, said)),
            "first": min((s.date.last, s.date.first) for s in said),
            "latest": said[-1],
            "standing": "own" if any(own for _, own in found) else "through-group",
        }
    of_chair = [s for s in chosen if tracker.chair is not None and s.state == tracker.chair]
    stances_of_all = Counter(s.stance for s in chosen if s not in of_chair)
    unplaced = sum(s.state is None and not oracle.through(s) for s in chosen)
    return states, stances_of_all, unplaced, len(of_chair)


def the_quarter(said):
    """Return the quarter of a statement as a number, or -1 where its date is in several."""
    days = said.date.first, said.date.last
    first, last = (day.year * 4 + (day.month + 2) // 3 - 1 for day in days)
    return first if first == last else -1


def told(found: Matrix):
    """Return a matrix in the form of ``recounted``."""
    states = {
        code: {
            "own": s.own,
            "through": s.through,
            "stances": s.stances,
            "dimensions": s.dimensions,
            "all_three": s.all_three,
            "quarters": s.quarters,
            "first": (s.first.last, s.first.first),
            "latest": s.latest,
            "standing": s.standing,
        }
        for code, s in found.states.items()
    }
    return states, found.stances, found.unplaced, found.chair


some = st.none() | st.frozensets(st.sampled_from(Stance), max_size=3)
sides = st.none() | st.frozensets(st.sampled_from(Dimension), max_size=2)
codes = st.none() | st.frozensets(st.sampled_from(["FI", "KZ", "SE", "XX", "MN", "UA"]), max_size=3)

asked = st.fixed_dictionaries({"stances": some, "dimensions": sides, "members": codes})


@given(whole, st.sampled_from(About), asked, st.none() | strategies.periods)
@settings(max_examples=150)
def test_matrix_is_that_of_plain_loops(tracker, about, filters, period):
    """Whatever is asked for, cells give the counts of loops, in periods aligned with quarters or not."""
    days = {} if period is None else {"first": period.first, "last": period.last}
    found = matrix(tracker, about, **filters, **days)
    assert recounted(tracker, about, **filters, **days) == told(found)


@given(whole, strategies.days, strategies.days)
def test_matrix_between_any_days_is_that_of_plain_loops(tracker, first, last):
    """Days in any order, inside quarters or at their ends, cut no statement and count none twice."""
    found = matrix(tracker, About.CHAIRMANSHIP, first=first, last=last)
    assert recounted(tracker, "chairmanship", first, last) == told(found)


@given(whole, strategies.days)
def test_matrix_up_to_a_day_is_that_of_plain_loops(tracker, last):
    """One open end is enough."""
    expected = recounted(tracker, "agenda", last=last)
    assert expected == told(matrix(tracker, About.AGENDA, last=last))


@given(st.lists(made, unique_by=lambda said: said.id, min_size=2, max_size=6), st.data())
def test_alike_statements_share_a_cell(records, data):
    """Statements alike in all but id and date are counted together as loops count them."""
    alike = [
        attrs.evolve(records[0], id=f"{said.id}-{n}", date=said.date, about="agenda")
        for n, said in enumerate((*records, *records))
    ]
    tracker = ot.Tracker(statements=data.draw(st.permutations(alike)), states=REGISTRY, edition=FINLAND)
    expected = recounted(tracker, "agenda")
    assert expected == told(matrix(tracker, About.AGENDA))


@given(whole)
def test_matrix_agrees_with_positions(tracker):
    """The matrix and the positions tell the same latest statement, standing and number of statements."""
    counted, positions = matrix(tracker, About.CHAIRMANSHIP).states, tracker.positions()
    expected = {p.state: (p.latest, p.standing, len(p.statements)) for p in positions if p.statements}
    known = {p.state for p in positions}
    actual = {c: (s.latest, s.standing, s.own + s.through) for c, s in counted.items() if c in known}
    assert expected == actual


def test_matrix_of_the_bundled_data_is_that_of_plain_loops(tracker):
    """The bundled statements are counted as loops count them, on both subjects and cut in mid-quarter."""
    days = (FIRST, LAST), (dt.date(2025, 1, 1), dt.date(2025, 12, 31)), (FIRST, dt.date(2025, 7, 31))
    asked = [(about, first, last) for about in About for first, last in days]
    expected = [recounted(tracker, about, a, b) for about, a, b in asked]
    assert expected == [told(matrix(tracker, about, first=a, last=b)) for about, a, b in asked]


def test_whole_matrix_is_kept(tracker):
    """What is asked for most is counted once."""
    assert matrix(tracker, About.AGENDA) is matrix(tracker, About.AGENDA)


def test_view_counts_its_own_statements():
    """A kept answer of a tracker is not that of a view of it, nor of a larger tracker."""
    tracker = a_tracker(on_the_chair("a", date="2025-01-01"), on_the_chair("b", date="2025-06-01"))
    trackers = tracker, tracker.as_of("2025-03-01"), tracker.with_records(on_the_chair("c"))
    assert [2, 1, 3] == [matrix(t, About.CHAIRMANSHIP).states["FI"].own for t in trackers]


def test_state_without_a_statement_is_not_counted():
    """Silence is not counted as anything."""
    assert {"FI"} == matrix(a_tracker(a_statement()), About.AGENDA).states.keys()


def test_standing_of_nothing_is_none():
    """Support that counts nothing stands on nothing."""
    from osce_tracker.analysis.support import StateSupport

    assert Standing.NONE is StateSupport(state="FI").standing


def test_chairs_own_statement_counts_for_those_who_joined():
    """A statement of the Chair's State is apart from the totals, and still counts for those it lists."""
    found = matrix(a_tracker(on_the_chair(states=["SE"]), edition=FINLAND), About.CHAIRMANSHIP)
    assert (1, Counter(), 1, 1) == (
        found.chair,
        found.stances,
        found.states["SE"].through,
        len(found.states) - 1,
    )


def test_quarters_are_numbered_on():
    """The quarter after the last of a year is the first of the next."""
    assert 1 == quarter_of(dt.date(2026, 1, 1)) - quarter_of(dt.date(2025, 12, 31))


def test_date_in_two_quarters_is_vague():
    """A statement dated across two quarters is in none, and is counted all the same."""
    said = on_the_chair("a", date="2025-03-31/2025-04-01"), on_the_chair("b", date="2025-Q1")
    found = matrix(a_tracker(*said), About.CHAIRMANSHIP).states["FI"]
    assert Counter({VAGUE: 1, 2025 * 4: 1}) == found.quarters


def test_first_is_the_one_that_ended_first():
    """The first statement is the one that was surely made first, however vague others are."""
    said = [
        on_the_chair("a", date="2025"),
        on_the_chair("b", date="2025-05-02"),
        on_the_chair("c", date="2025-05-01/2025-05-02"),
        on_the_chair("d", date="2025-02-01/2025-12-31"),
    ]
    found = matrix(a_tracker(*said), About.CHAIRMANSHIP).states["FI"]
    assert (Period("2025-05-01/2025-05-02"), said[3]) == (found.first, found.latest)


def test_matrix_is_equal_from_two_threads():
    """Two threads that build the index at once get one equal answer, which loops confirm."""
    tracker, gate = ot.load(), Barrier(2)

    def ask(_):
        gate.wait(60)
        return matrix(tracker, About.CHAIRMANSHIP)

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(ask, range(2))
    expected = recounted(tracker, "chairmanship")
    assert (expected, expected) == (told(first), told(second))
