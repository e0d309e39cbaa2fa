"""Lists of what filters take: every value with the number of records that the filter finds."""

import osce_tracker as ot
from osce_tracker.model.commitments import MakerType
from osce_tracker.model.events import EventStatus
from osce_tracker.reports.lists import LISTS, bodies, datasets, groups, makers, states, themes
from tests.strategies import a_commitment, a_series, a_statement, an_event


def rows(report):
    """Return the rows of the only table."""
    (table,) = report.tables
    return list(table.records())


def test_counts_are_those_of_the_filters(tracker):
    """Each count is the number of records that the filter of that value finds."""
    for name, key, filter_name, kinds in [
        ("themes", "code", "theme", "commitments events statements"),
        ("states", "code", "state", "commitments events statements"),
        ("groups", "group", "group", "statements"),
        ("makers", "maker", "made_by", "commitments"),
        ("bodies", "body", "body", "events series"),
        ("chairs", "chair", "chair", "commitments events statements"),
        ("dimensions", "code", "dimension", "commitments events statements"),
        ("levers", "code", "lever", "commitments"),
        ("bases", "code", "basis", "commitments"),
        ("stances", "code", "stance", "statements"),
        ("forms", "code", "form", "statements"),
        ("forums", "code", "forum", "statements"),
    ]:
        for row in rows(LISTS[name](tracker)):
            for kind in kinds.split():
                try:
                    found = len(getattr(tracker, kind).where(**{filter_name: row[key]}))
                except ot.TrackerError:
                    # No record of this kind has it.
                    found = 0
                assert found == row[kind], (name, row, kind)


def test_every_value_is_listed(tracker):
    """The lists have every theme, State, group, maker and body of the data set."""
    assert list(tracker.themes) == [row["code"] for row in rows(themes(tracker))]
    assert {state.code for state in tracker.states} == {row["code"] for row in rows(states(tracker))}
    spoke = {said.group for said in tracker.statements if said.group is not None}
    assert spoke | {group.name for group in tracker.states.groups} == {
        r["group"] for r in rows(groups(tracker))
    }
    made = {promise.made_by.name for promise in tracker.commitments}
    assert made | {*MakerType} == {row["maker"] for row in rows(makers(tracker))}
    held = {event.body for event in tracker.events} | {series.body for series in tracker.series}
    assert held == {row["body"] for row in rows(bodies(tracker))}
    assert ["malta-2024", "finland-2025", "switzerland-2026"] == [row["name"] for row in rows(datasets())]


def test_lists_of_a_small_tracker():
    """The lists are in alphabetical order and say how many values there are."""
    tracker = ot.Tracker(
        commitments=[a_commitment(themes=["b", "A"], made_by=ot.Maker(type="chair", name="chair"))],
        events=[an_event(body="b"), an_event("other", body="A")],
        series=[a_series(body="c")],
        statements=[a_statement(group="z"), a_statement("other", group="B")],
    )
    for name, key, headline, values in [
        ("themes", "code", "Two themes in use.", ["A", "b"]),
        ("states", "state", "No States.", []),
        ("groups", "group", "Two groups.", ["B", "z"]),
        ("makers", "maker", "One maker.", [str(word) for word in MakerType]),
        ("bodies", "body", "Three bodies.", ["A", "b", "c"]),
    ]:
        report = LISTS[name](tracker)
        assert (headline, values) == (report.headline, [row[key] for row in rows(report)]), name
    titles = ["Themes", "States", "Groups", "Makers", "Bodies", "Chairpersonships", "Dimensions"]
    titles += ["Statuses", "Levers", "Kinds", "Bases", "Stances", "Forms", "Forums"]
    assert titles == [one(tracker).title for one in LISTS.values()]
    assert {"maker": "chair", "type": "Chair", "commitments": 1} == rows(makers(tracker))[0]


def test_lists_of_an_empty_tracker():
    """A tracker without records gives empty lists, but for the types of makers."""
    # The words of vocabularies are listed, whether they are in use or not.
    assert [0, 0, 0, 5, 0, 0] == [len(rows(one(ot.Tracker()))) for one in [*LISTS.values()][:6]]


def test_chair_without_records_is_listed():
    """A Chairpersonship that no record of a kind has counts none, as in a new data set."""
    edition = ot.Edition(name="a", title="A", version="1", compiled="2030-01-01", chair="CH-2026")
    tracker = ot.Tracker(edition=edition, commitments=[a_commitment()], chairs=ot.chairs())
    (row,) = rows(LISTS["chairs"](tracker))
    assert ("CH-2026", 1, 0, 0) == (row["chair"], row["commitments"], row["events"], row["statements"])


def test_words_of_two_kinds_are_told_apart(tracker):
    """A status of a commitment isn't counted among events, nor the other way round."""
    found = rows(LISTS["statuses"](tracker))
    statuses = [(row["code"], row["commitments"]) for row in found if row["events"] is None]
    assert [(str(word), len(tracker.commitments.where(status=word))) for word in ot.Status] == statuses
    held = [(row["code"], row["events"]) for row in found if row["commitments"] is None]
    assert [(str(word), len(tracker.events.where(status=word))) for word in EventStatus] == held
    assert all(row["meaning"] for row in found)


def test_headline_counts_the_kinds_of_states(tracker):
    """Partners and former States are not participating States."""
    found = "57 participating States, 11 Partners for Co-operation and four former States."
    assert found == states(tracker).headline
