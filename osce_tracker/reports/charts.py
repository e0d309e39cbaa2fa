"""The charts that reports carry."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from osce_tracker.model.periods import Period
from osce_tracker.plot.delivery import levers
from osce_tracker.plot.lanes import timeline
from osce_tracker.plot.status import status_over_time
from osce_tracker.plot.tiles import support_map

if TYPE_CHECKING:
    from collections.abc import Sequence

    from osce_tracker.model.commitments import Commitment
    from osce_tracker.plot.chart import Chart
    from osce_tracker.tracker.tracker import Tracker

#: A timeline of more rows doesn't fit on a page.
MOST_ROWS: Final = 30
levers_chart = levers
support_chart = support_map


def status_chart(tracker: Tracker, last: date) -> Chart:
    """Return the chart of the status of all commitments, from the beginning of a year to a day."""
    return status_over_time(tracker, Period.between(date(last.year, 1, 1), last))


def timeline_chart(tracker: Tracker, commitments: Sequence[Commitment], last: date) -> Chart:
    """Return the chart of some commitments with their deadlines, updates and events up to a day."""
    return timeline(tracker, Period.between(date(last.year, 1, 1), last), commitments)
