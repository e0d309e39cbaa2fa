"""Checks of arguments by their annotations."""

import inspect

import pytest

import osce_tracker as ot
from osce_tracker.analysis.meetings import meetings
from osce_tracker.analysis.positions import positions
from osce_tracker.tracker.filters import OneOrMore

#: Functions with filters, and values for these that find something.
FILTERED = (
    (ot.agenda, ("2025-07",), {"body": "Permanent Council", "dimension": "human"}),
    (meetings, ("2025-07",), {"body": "Permanent Council", "dimension": "human"}),
    (positions, (), {"chair": "FI-2025"}),
    (
        ot.quarterly,
        ("2025-Q3",),
        {"dimension": "human", "made_by": "chair", "lever": "chair", "chair": "FI-2025"},
    ),
    (ot.scorecard, (), {"chair": "FI-2025"}),
    (ot.brief, ("2025-Q3",), {"chair": "FI-2025"}),
    (ot.summary, (), {"chair": "FI-2025"}),
    (ot.overdue, (), {"chair": "FI-2025"}),
    (ot.stale, (), {"chair": "FI-2025"}),
    (ot.blocked, (), {"chair": "FI-2025"}),
    (ot.support, (), {"stance": "supports", "dimension": "human", "chair": "FI-2025"}),
    (ot.pledges, (), {"state": "Kazakhstan"}),
    (ot.plot.support_map, (), {"chair": "FI-2025"}),
)


@pytest.mark.parametrize("case", FILTERED, ids=lambda case: case[0].__name__)
def test_filters_may_be_generators(tracker, case):
    """What can be read only once means the same as a list, by name and by position."""
    function, others, filters = case
    signature = inspect.signature(function)
    assert set(filters) == {
        name for name, one in signature.parameters.items() if one.annotation == OneOrMore | None
    }
    for name, value in filters.items():
        expected = str(function(tracker, *others, **{name: [value]}))
        assert expected == str(function(tracker, *others, **{name: (one for one in [value])}))
        bound = signature.bind(tracker, *others, **{name: iter([value])})
        bound.apply_defaults()
        assert expected == str(function(*bound.args, **bound.kwargs))
