"""Which charts reports carry, and that each shows what the report is about."""

import pickle
from collections import Counter

import pytest

import osce_tracker as ot
from osce_tracker import plot
from osce_tracker.analysis.moves import moves_between
from osce_tracker.tracker.tracker import Tracker
from tests.strategies import a_commitment


def _keys(report):
    return [chart.key for chart in (*report.charts, *report.charts_below)]


def _tracker_of(count):
    """Return a tracker of so many commitments made in the first quarter of 2030."""
    return Tracker(commitments=[a_commitment(f"XX30-HD-{n:02}") for n in range(1, count + 1)])


def test_quarterly_opens_with_the_flow_and_ends_with_lanes_of_what_moved(tracker):
    """The flow counts what the totals of the table count; each commitment that moved has one lane."""
    assert [[], ["flow"]] == [_keys(ot.quarterly(_tracker_of(n), "2030-Q2")) for n in (0, 3)]
    moves = moves_between(tracker.so_on("2025-09-30"), tracker.so_on("2025-12-31"))
    for choice in ({}, {"lever": "consensus"}, {"dimension": "human"}, {"only_changed": True}, {"all": True}):
        report = ot.quarterly(tracker, "2025-Q4", **choice)
        (flow,) = report.charts
        assert report.tables[0].totals[-1].value == sum(number for *_, number in flow.rows), choice
        some = tracker.commitments.where(**{k: v for k, v in choice.items() if v is not True})
        moved = [m.commitment.id for m in moves if m.commitment.id in some]
        lanes = [{row[0] for row in chart.rows} for chart in report.charts_below]
        assert Counter(moved) == Counter(id_ for page in lanes for id_ in page), choice
        assert -(-len(moved) // 25) == len(lanes)
        # Three dates are too vague to tell.
        said = report.charts_below[0].text.replace("\xa0", " ").lower()
        assert ("changed status in q4 2025" in said, ", or may have" in said) == (True, len(moved) > 20), (
            choice
        )
        # The headline and the picture tell the same numbers.
        figures = {figure.key: figure.value for figure in report.figures}
        drawn = flow.to_bytes("svg").decode()
        for word in ("fulfilled", "partly-fulfilled", "not-fulfilled", "blocked"):
            more = f"{ot.Status(word).label} (+{figures[word]})"
            assert not figures[word] or more in drawn, (choice, word)
        running = [(after, number) for before, after, number in flow.rows if before == "in-progress"]
        total = sum(number for _, number in running)
        kept = sum(number for after, number in running if after is ot.Status.FULFILLED)
        finding = f"Of the {total} in progress on 30 September 2025: {kept} fulfilled"
        assert flow.title.startswith(finding), choice


def test_brief_opens_with_the_flow(tracker):
    """It is that of all commitments, and pickles with its report; an empty data set has none."""
    brief = ot.brief(tracker, "2025-Q3")
    assert (plot.flow(tracker, "2025-Q3"),) == brief.charts
    assert brief.charts == pickle.loads(pickle.dumps(brief)).charts  # noqa: S301 (our own)
    assert () == ot.brief(Tracker(), "2025-Q3").charts


@pytest.mark.parametrize(("alone", "keys"), [(False, ["levers"]), (True, [])])
def test_scorecard_has_levers(tracker, alone, keys):
    """A scorecard shows who delivers, but not if only independent updates count."""
    assert keys == _keys(ot.scorecard(tracker, "2025-12-31", independent_only=alone))


def test_month_has_a_calendar(tracker):
    """The picture shows the events of the list."""
    report = ot.month(tracker, "2025-12")
    assert (plot.calendar(tracker, "2025-12"),) == report.charts
    dated = next(group.size for group in report.tables[0].groups if group.key == "dated")
    assert dated == sum(row[4] == "event" for row in report.charts[0].rows)


def test_support_has_a_map_of_all_states(tracker):
    """The map goes only with all statements, up to any day."""
    for choice, keys in [
        ({}, ["support"]),
        ({"about": "agenda"}, ["support"]),
        ({"on": "2025-06-30"}, ["support"]),
        ({"group": "NB8"}, []),
        ({"stance": "supports"}, []),
        ({"dimension": "human"}, []),
        ({"period": "2025-Q3"}, []),
    ]:
        assert keys == _keys(ot.support(tracker, **choice)), (choice, keys)
    (chart,) = ot.support(tracker, about="agenda", on="2025-09-30").charts
    assert plot.support_map(tracker, "agenda", "2025-09-30") == chart


def test_charts_of_a_view_know_no_more_than_the_view(tracker):
    """The charts of a tracker as of a day show nothing that was not known then."""
    then = tracker.as_of("2025-06-30")
    report = ot.quarterly(then, "2025-Q2", lever="consensus")
    known = {(c.id, u.status) for c in then.commitments for u in c.updates}
    rows = [row for chart in report.charts_below for row in chart.rows]
    assert rows
    assert {(row[0], row[-1]) for row in rows if row[-1] != "not-assessed"} <= known


def test_formats_without_pictures_say_that_they_show_none(tracker):
    """They tell the first chart in words, as that of a picture. Those below the table repeat it."""
    report = ot.quarterly(tracker, "2025-Q4", lever="consensus")
    first, below = report.charts[0].title, report.charts_below[0].title
    for name in ("plain", "markdown", "latex", "html", "json"):
        flat = " ".join(report.render(name).replace("\\u00a0", " ").replace("~", " ").split())
        shown = " ".join(first.split()) if name == "json" else f"Picture (not shown here): {first}"
        assert shown in flat, name
        assert (" ".join(below.split()) in flat) == (name == "json"), name
