"""Which charts reports carry, and that each shows what the report is about."""

import pickle

import pytest

import osce_tracker as ot
from osce_tracker import plot
from osce_tracker.tracker.tracker import Tracker
from tests.strategies import a_commitment


def _keys(report):
    return [chart.key for chart in report.charts]


def _tracker_of(count):
    """Return a tracker of so many commitments made in the first quarter of 2030."""
    return Tracker(commitments=[a_commitment(f"XX30-HD-{n:02}") for n in range(1, count + 1)])


def test_quarterly_has_a_timeline_that_fits_on_a_page():
    """Up to 30 commitments have a timeline, more the chart of their status, none no chart."""
    for count, keys in [(0, []), (1, ["timeline"]), (30, ["timeline"]), (31, ["status"])]:
        assert keys == _keys(ot.quarterly(_tracker_of(count), "2030-Q2")), (count, keys)


@pytest.mark.parametrize("choice", [{"lever": "chair"}, {"dimension": "human"}])
def test_quarterly_of_a_selection_has_no_chart_of_everything(choice):
    """A selection has a chart of its own rows or none."""
    assert [] == _keys(ot.quarterly(_tracker_of(31), "2030-Q2", **choice))
    assert ["timeline"] == _keys(ot.quarterly(_tracker_of(2), "2030-Q2", **choice))


@pytest.mark.parametrize(("alone", "keys"), [(False, ["levers"]), (True, [])])
def test_scorecard_has_levers(tracker, alone, keys):
    """A scorecard shows who delivers, but not if only independent updates count."""
    assert keys == _keys(ot.scorecard(tracker, "2025-12-31", independent_only=alone))


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


def test_charts_show_what_the_report_is_about(tracker):
    """Each chart is that of the same tracker, day and selection, and pickles with its report."""
    year = "2025-01-01/2025-09-30"
    rows = tracker.commitments.where(lever="consensus")
    timeline = plot.timeline(tracker, year, rows)
    brief = ot.brief(tracker, "2025-Q3")
    assert (plot.status_over_time(tracker, year),) == brief.charts
    assert brief.charts == pickle.loads(pickle.dumps(brief)).charts  # noqa: S301 (our own)
    assert (plot.support_map(tracker, "agenda", "2025-09-30"),) == ot.support(
        tracker, about="agenda", on="2025-09-30"
    ).charts
    (chart,) = ot.quarterly(tracker, "2025-Q3", lever="consensus").charts
    assert timeline.title == chart.title
    assert {row[1] for row in chart.rows} <= set(rows.ids)


def test_chart_of_a_view_knows_no_more_than_the_view(tracker):
    """The chart of a tracker as of a day shows nothing that was not known then."""
    then = tracker.as_of("2025-06-30")
    (chart,) = ot.quarterly(then, "2025-Q2", lever="consensus").charts
    known = {(c.id, u.date.last, u.status) for c in then.commitments for u in c.updates}
    assert {(row[1], *row[5:]) for row in chart.rows if row[6]} <= known
