"""Which charts reports carry, and that each is the plot of what the report shows."""

import datetime as dt

import pytest

import osce_tracker as ot
from osce_tracker import plot
from osce_tracker.reports import charts
from tests.strategies import a_commitment


def _keys(report):
    return [chart.key for chart in report.charts]


def _tracker_of(count):
    """Return a tracker of so many commitments made in the first quarter of 2030."""
    return ot.Tracker(states=ot.states).with_records(
        *(a_commitment(f"XX30-HD-{n:02}") for n in range(1, count + 1))
    )


@pytest.mark.parametrize(
    ("count", "keys"),
    [(0, []), (1, ["timeline"]), (charts.MOST_ROWS, ["timeline"]), (charts.MOST_ROWS + 1, ["status"])],
)
def test_quarterly_has_a_timeline_as_long_as_it_can_be_read(count, keys):
    """Up to 30 commitments have a timeline, more the chart of their status, none no chart."""
    assert keys == _keys(ot.quarterly(_tracker_of(count), "2030-Q2"))


@pytest.mark.parametrize(("choice", "keys"), [({"lever": "chair"}, []), ({"dimension": "human"}, [])])
def test_quarterly_of_a_choice_has_no_chart_of_all(choice, keys):
    """The chart of all commitments does not stand beside a choice of them."""
    assert keys == _keys(ot.quarterly(_tracker_of(31), "2030-Q2", **choice))


def test_quarterly_of_a_short_choice_has_its_timeline():
    """The timeline shows what is chosen, so it goes with a choice."""
    chosen = ot.quarterly(_tracker_of(2), "2030-Q2", dimension="human")
    assert ["timeline"] == _keys(chosen)


@pytest.mark.parametrize(("alone", "keys"), [(False, ["levers"]), (True, [])])
def test_scorecard_has_levers(tracker, alone, keys):
    """A scorecard shows who delivers, but not where only independent updates count."""
    assert keys == _keys(ot.scorecard(tracker, "2025-12-31", independent_only=alone))


@pytest.mark.parametrize(
    ("choice", "keys"),
    [
        ({}, ["support"]),
        ({"by": "dimension"}, ["support"]),
        ({"about": "agenda"}, ["support"]),
        ({"on": "2025-06-30"}, ["support"]),
        ({"group": "NB8"}, []),
        ({"stance": "supports"}, []),
        ({"dimension": "human"}, []),
        ({"period": "2025-Q3"}, []),
    ],
)
def test_support_has_a_map_of_all(tracker, choice, keys):
    """The map of all States goes with all statements only, on any day."""
    assert keys == _keys(ot.support(tracker, **choice))


def test_brief_has_two_charts(tracker):
    """A brief shows who delivers, and the status over time."""
    assert ["levers", "status"] == _keys(ot.brief(tracker, "2025-Q4"))


def test_charts_draw_what_they_say(tracker):
    """Each chart is the plot of the same tracker, days and choice."""
    day, year = dt.date(2025, 9, 30), ot.Period("2025-01-01/2025-09-30")
    some = tuple(tracker.commitments)[:2]
    part = ot.Tracker(
        commitments=some, events=tracker.events.records, edition=tracker.edition, states=tracker.states
    )
    pairs = [
        (plot.levers(tracker, day), charts.levers_chart(tracker, day)),
        (plot.status_over_time(tracker, year), charts.status_chart(tracker, day)),
        (plot.timeline(part, year), charts.timeline_chart(tracker, some, day)),
        (
            plot.support_map(tracker, ot.About.AGENDA, day),
            charts.support_chart(tracker, ot.About.AGENDA, day),
        ),
    ]
    for expected, chart in pairs:
        assert plot.text_alternative(expected) == plot.text_alternative(chart.draw())


def test_titles_name_the_day(tracker):
    """A title says as of which day the chart is."""
    day = dt.date(2025, 9, 30)
    assert [
        "Commitments by who delivers, 2025-09-30",
        "Status of commitments up to 2025-09-30",
        "Timeline of commitments up to 2025-09-30",
    ] == [
        charts.levers_chart(tracker, day).title,
        charts.status_chart(tracker, day).title,
        charts.timeline_chart(tracker, (), day).title,
    ]


def test_chart_of_a_view_knows_no_more_than_the_view(tracker):
    """The chart of a tracker as of a day shows nothing that was not known then."""
    then = tracker.as_of("2025-06-30")
    report = ot.quarterly(then, "2025-Q2", lever="consensus")
    (chart,) = report.charts
    assert "2025-06-30" in chart.title
    assert plot.text_alternative(chart.draw())


def test_charts_are_equal_by_what_they_are(tracker):
    """Two reports of the same are equal, though each can draw for itself."""
    assert ot.brief(tracker, "2025-Q4") == ot.brief(tracker, "2025-Q4")
