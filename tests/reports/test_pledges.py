"""Pledges: what was committed to in statements, by whom, and in which table it stands."""

import json
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings

import osce_tracker as ot
from osce_tracker.errors import PeriodError, RecordError, UnknownStateError
from tests.analysis.test_positions import FINLAND, a_tracker, in_english, whole
from tests.strategies import a_statement


def a_pledge(record_id="p-1", **fields):
    """Return a statement with a pledge."""
    return a_statement(record_id, **{"commits_to": "Give a room", **fields})


def ids_of(report):
    """Return the ids of the rows of each group by its title."""
    return {group.title: [row[-1] for row in rows] for group, rows in report.tables[0].sections() if group}


def who_of(*statements, **fields):
    """Return who pledged, in the order of the report."""
    return [row["who"] for row in ot.pledges(a_tracker(*statements, **fields)).tables[0].records()]


def section_of(said, tracker):
    """Return the heading below which a pledge stands."""
    if said.group is not None:
        return "Groups"
    if said.state == tracker.chair:
        return "The Chair's own State"
    seats = {s.code for s in tracker.states if s.kind == "participating"}
    return "Participating States" if said.state in seats else "Partners and others"


@settings(max_examples=20)
@given(whole)
def test_each_pledge_is_in_one_group(tracker):
    """Every statement with a pledge has one row, below the heading that fits, and no other has any."""
    expected = {}
    for said in tracker.statements:
        if said.commits_to is not None:
            expected.setdefault(section_of(said, tracker), set()).add(said.id)
    report = ot.pledges(tracker)
    rows = len(report.tables[0].rows)
    assert (expected, sum(map(len, expected.values()))) == (
        {title: set(ids) for title, ids in ids_of(report).items()},
        rows,
    )


@settings(max_examples=20)
@given(whole)
def test_pledges_stand_by_name_and_date(tracker):
    """Pledges of States stand in English alphabetical order, those of one State in time order."""
    seats = in_english(s.code for s in tracker.states)
    said = [
        s
        for s in tracker.statements
        if s.commits_to is not None and section_of(s, tracker) == "Participating States"
    ]
    said.sort(key=lambda s: (seats.index(s.state), s.date.first, s.date.last, s.id))
    assert [s.id for s in said] == ids_of(ot.pledges(tracker)).get("Participating States", [])


def test_pledges_of_the_bundled_data_are_those_of_the_file(tracker):
    """The bundled pledges are those that the file holds."""
    path = Path(ot.__file__).parent / "data" / "finland-2025" / "statements.json"
    expected = {s["id"] for s in json.loads(path.read_bytes()) if s.get("commits_to") is not None}
    report = ot.pledges(tracker)
    assert (expected, f"44 States and nine groups made {len(expected)} pledges.") == (
        {i for ids in ids_of(report).values() for i in ids},
        report.headline,
    )


def test_report_without_pledges_says_so():
    """If nobody pledged anything the headline says so."""
    report = ot.pledges(a_tracker(a_statement()))
    assert ({}, "No pledge was found.", ()) == (ids_of(report), report.headline, report.figures)


def test_groups_have_figures():
    """Each group of rows has its number of pledges, and the headline counts who made them."""
    said = [
        a_pledge("a", state="SE"),
        a_pledge("b", state="FI"),
        a_pledge("c", state="JP"),
        a_pledge("d", group="EU"),
    ]
    report = ot.pledges(a_tracker(*said, edition=FINLAND))
    assert (["states", "chair", "others", "groups"], "Three States and one group made four pledges.") == (
        [figure.key for figure in report.figures],
        report.headline,
    )


def test_partners_former_and_unknown_states_stand_together():
    """A Partner, a former State and an unknown code stand among the others."""
    for state in ["JP", "SUHH", "XX"]:
        report = ot.pledges(a_tracker(a_pledge(state=state)))
        assert {"Partners and others": ["p-1"]} == ids_of(report), state


def test_unknown_states_stand_last():
    """Codes that the registry does not have stand after the Partners, by code."""
    said = [a_pledge("a", state="XY"), a_pledge("b", state="XX"), a_pledge("c", state="TN")]
    assert ["c", "b", "a"] == ids_of(ot.pledges(a_tracker(*said)))["Partners and others"]


def test_who_pledged_is_named_as_of_the_day():
    """States are named as of the date of the statement; a group with those that a source lists."""
    for fields, who in [
        ({"state": "TR", "date": "2022-05-31"}, "Turkey"),
        ({"state": "TR", "date": "2022-07-01"}, "Türkiye"),
        ({"state": "MK", "date": "2018-01-01"}, "the former Yugoslav Republic of Macedonia"),
        ({"state": "XX"}, "XX"),
        ({"group": "Friends"}, "Friends"),
        ({"group": "Friends", "states": ["SE", "TR"], "date": "2020-01-01"}, "Friends (Sweden, Turkey)"),
        ({"group": "Friends", "states": ["XX"]}, "Friends (XX)"),
    ]:
        assert [who] == who_of(a_pledge(**fields)), (fields, who)


def test_states_that_joined_a_pledge_of_a_state_are_named():
    """A State that a source lists as joining another's pledge is not lost."""
    assert [True] == ["Norway" in who for who in who_of(a_pledge(state="SE", states=["NO"]))]


def test_groups_stand_by_name():
    """Groups stand in the order of their names, and those of one name in time order."""
    said = [
        a_pledge("a", group="B"),
        a_pledge("b", group="A", date="2030-02-01"),
        a_pledge("c", group="A", date="2030-01-01"),
    ]
    assert ["c", "b", "a"] == ids_of(ot.pledges(a_tracker(*said)))["Groups"]


def test_group_has_a_name():
    """A statement of a group without a name is refused."""
    with pytest.raises(RecordError, match="group: must not be empty"):
        a_pledge("a", group=" ")


def test_chairs_pledge_stands_with_the_states_when_nobody_chairs():
    """Without a Chair its table is not there."""
    report = ot.pledges(a_tracker(a_pledge(state="FI")))
    assert {"Participating States": ["p-1"]} == ids_of(report)


def test_pledges_are_chosen():
    """By State, and by a period that holds the whole date."""
    for asked, ids in [
        ({"state": "Sweden"}, ["a"]),
        ({"state": ["SE", "Norway"]}, ["a", "b"]),
        ({"period": "2030-Q1"}, ["a"]),
        ({"period": "2030"}, ["a", "b"]),
    ]:
        said = [
            a_pledge("a", state="SE", date="2030-03-31"),
            a_pledge("b", state="NO", date="2030-03-31/2030-04-01"),
        ]
        chosen = ids_of(ot.pledges(a_tracker(*said), **asked))["Participating States"]
        assert ids == sorted(chosen), (asked, ids)


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"state": "Swedn"}, UnknownStateError),
        ({"period": "2030-13"}, PeriodError),
    ],
)
def test_wrong_filters_are_clear_errors(asked, error):
    """What does not exist is refused with what was asked for."""
    (wrong,) = asked.values()
    with pytest.raises(error, match=wrong):
        ot.pledges(a_tracker(a_pledge()), **asked)


def test_row_tells_the_pledge():
    """A row has the form, the stance, the pledge and who reports it."""
    said = attrs.evolve(a_pledge(form="funded"), reported_by="A; B")
    expected = ("Give a room", "Finland", said.date, "funded", "supports", "A and B", (), "p-1")
    assert expected == ot.pledges(a_tracker(said)).tables[0].rows[0]


def test_report_is_equal_when_asked_again(tracker):
    """A second call gives an equal report."""
    assert ot.pledges(tracker) == ot.pledges(tracker)


def test_period_says_what_it_leaves_out():
    """Pledges that overlap the period without lying inside it are counted; other statements are not."""
    statements = [
        a_pledge("p-1", date="2030"),
        a_statement("s-1", date="2030"),
        a_pledge("p-2", date="2030-05-02"),
    ]
    report = ot.pledges(a_tracker(*statements), period="2030-05")
    assert 1 == len(report.tables[0].rows)
    assert report.notes[-1].startswith("Left out: one statement that overlaps May 2030 without lying wholly")
    assert (
        1
        == len(ot.pledges(a_tracker(*statements)).notes)
        == len(ot.pledges(a_tracker(), period="2030").notes)
    )
