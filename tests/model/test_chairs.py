"""Chairs: the term, its neighbours and the Troika on any day."""

from itertools import pairwise

import attrs
import pytest

import osce_tracker as ot
from osce_tracker.errors import PeriodError, RecordError, UnknownRecordError
from osce_tracker.model.chairs import ChairInOffice, Chairmanship, Chairmanships
from osce_tracker.model.events import Recess
from osce_tracker.model.states import Membership, StateName
from tests.cases import each

CHAIRS = ot.chairs()


def test_registries_show_what_they_hold():
    """In a prompt a registry shows how much it holds."""
    assert f"<Chairmanships: {len(list(CHAIRS))} terms>" == repr(CHAIRS)
    states = ot.states()
    shown = f"<StateRegistry: {len(list(states))} States, {len(states.groups)} groups>"
    assert shown == repr(states)


def term(name="A-2030", state="FI", since="2030-01-01", until="2030-12-31", **fields):
    """Return a term."""
    return Chairmanship(id=name, state=state, since=since, until=until, **fields)


@each(
    ("day", "chair"),
    [
        ("1991-06-19", "DE-1991"),
        ("1992-01-29", "DE-1991"),
        ("1992-01-30", "CSHH-1992"),
        ("1994-12-31", "IT-1994"),
        ("1995-01-01", "HU-1995"),
        ("2024-12-31", "MT-2024"),
        ("2025-01-01", "FI-2025"),
        ("2025-12-31", "FI-2025"),
        ("2026-01-01", "CH-2026"),
        ("2027-06-30", "2027"),
    ],
)
def test_chair_of_a_day(day, chair):
    """On a day of hand-over the incoming Chair counts."""
    assert chair == CHAIRS.on(day).id


@each("day", ["1991-06-18", "2028-01-01"])
def test_day_outside_says_what_is_covered(day):
    """A day outside all terms is an error with the days that are known."""
    with pytest.raises(PeriodError, match="Chairs are known from 1991-06-19 to 2027-12-31"):
        CHAIRS.on(day)


@each(
    ("day", "states"),
    [
        ("1991-12-31", ("DE", "CSHH")),
        ("2025-06-30", ("MT", "FI", "CH")),
        ("2026-06-30", ("FI", "CH")),
        ("2027-06-30", ("CH",)),
    ],
)
def test_troika(day, states):
    """The Troika is preceding, present and following Chair; nobody stands for what is not chosen."""
    assert states == CHAIRS.troika_on(day).states


def test_every_day_since_1991_has_one_chair():
    """The bundled terms follow each other without a gap."""
    terms = list(CHAIRS)
    gaps = [b.id for a, b in pairwise(terms) if (b.since - a.until).days != 1]
    assert (37, []) == (len(CHAIRS), gaps)


def test_incoming_minister_counts_on_a_day_of_change():
    """Where two ministers share a day the later one is in the chair; out of the term nobody."""
    ministers = [
        ChairInOffice(name="One", since="2030-01-01", until="2030-06-01"),
        ChairInOffice(name="Two", since="2030-06-01", until="2030-12-31"),
    ]
    found = term(chairs_in_office=ministers)
    days = ("2030-05-31", "2030-06-01", "2031-01-01")
    names = [getattr(found.chair_in_office_on(day), "name", None) for day in days]
    assert ["One", "Two", None] == names


def test_finland_2025_had_one_minister():
    """Of the bundled term the minister is known on every day."""
    assert "Elina Valtonen" == CHAIRS.on("2025-07-31").chair_in_office_on("2025-07-31").name


def test_collection_manners():
    """Length, membership, equality, hash and unknown ids are as everywhere."""
    one = Chairmanships([term()])
    assert ("A-2030" in one, "B" in one, one == Chairmanships([term()])) == (True, False, True)
    assert hash(one) == hash(Chairmanships([term()]))
    assert one != "terms"
    with pytest.raises(UnknownRecordError, match="Did you mean FI-2025"):
        CHAIRS["FI2025"]
    with pytest.raises(PeriodError, match="known not at all"):
        Chairmanships([]).on("2025-01-01")


@each(
    ("terms", "message"),
    [
        ([term(), term(state="CH", since="2031-01-01", until="2031-12-31")], "same id"),
        ([term(), term("B-2030", since="2030-12-31", until="2031-12-31")], "before A-2030 ends"),
    ],
)
def test_terms_do_not_share_days_or_ids(terms, message):
    """Two terms with the same id or a common day are refused."""
    with pytest.raises(RecordError, match=message):
        Chairmanships(terms)


@each("changes", [{"until": "2029-12-31"}, {"state": "Finland"}, {"name": ""}])
def test_bad_term_is_refused(changes):
    """A term ends after it begins, has a State code and an id."""
    with pytest.raises(RecordError):
        term(**changes)


def test_ministers_are_in_the_order_of_their_days():
    """On the day of change the incoming minister counts, in whatever order they are given."""
    old = ChairInOffice(name="Old", since="2030-01-01", until="2030-06-01")
    new = ChairInOffice(name="New", since="2030-06-01", until="2030-12-31")
    for ministers in ([old, new], [new, old]):
        assert (old, new) == term(chairs_in_office=ministers).chairs_in_office
        assert new == term(chairs_in_office=ministers).chair_in_office_on("2030-06-01")


def test_anything_may_be_looked_for():
    """What is no id or code is not in a registry, whatever it is."""
    for registry in (CHAIRS, ot.states(), Chairmanships([])):
        for value in ([], {}, None, 5, "x", b"FI"):
            assert value not in registry
    assert "FI-2025" in CHAIRS
    assert "FI" in ot.states()


def test_nothing_ends_before_it_begins():
    """A minister, a name, a membership and a State end on a day that may be the first one, or later."""
    makers = {
        "until": [
            lambda since, until: ChairInOffice(name="A", since=since, until=until),
            lambda since, until: term(since=since, until=until),
            lambda since, until: Recess(since=since, until=until, reason="Summer"),
            lambda since, until: StateName(name="A", since=since, until=until),
            lambda since, until: Membership(state="FI", since=since, until=until),
        ],
        "left": [lambda since, until: attrs.evolve(ot.states()["FI"], joined=since, left=until)],
    }
    for field, calls in makers.items():
        for make in calls:
            make("2030-06-01", "2030-06-01")
            with pytest.raises(RecordError, match=f"{field}: 2030-05-31 is before the first day, 2030-06-01"):
                make("2030-06-01", "2030-05-31")
    # Vague dates may overlap.
    assert "2030" == str(Membership(state="FI", since="2030-06", until="2030").until)
    assert Membership(state="FI", until="1990").since is None
    with pytest.raises(RecordError, match="'Finland' is not a State code"):
        Membership(state="Finland")
