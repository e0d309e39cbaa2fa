"""What meets, and what hangs on it: events, series and commitments of one tracker joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osce_tracker.model.dimensions import Dimension
from osce_tracker.tracker.filters import alike, several, words

if TYPE_CHECKING:
    from osce_tracker.model.events import Series
    from osce_tracker.model.occurrences import Occurrence
    from osce_tracker.model.periods import Period
    from osce_tracker.tracker.filters import OneOrMore
    from osce_tracker.tracker.tracker import Tracker


def commitments_of_events(tracker: Tracker) -> dict[str, tuple[str, ...]]:
    """Return the ids of the commitments that hang on each event, by its id.

    Args:
        tracker: the tracker.
    """
    return tracker.derived("commitments of events", _commitments_of_events)


def _commitments_of_events(tracker: Tracker) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for commitment in tracker.commitments:
        for event in commitment.events:
            found.setdefault(event, []).append(commitment.id)
    return {event: tuple(ids) for event, ids in found.items()}


def chosen_series(
    tracker: Tracker, body: OneOrMore | None = None, dimension: OneOrMore | None = None
) -> list[Series]:
    """Return the series of some bodies and dimensions.

    Args:
        tracker: the tracker.
        body: only of that body; several mean any of them. A body that has no series has none.
        dimension: only what touches it; several mean any of them.
    """
    bodies = None if body is None else {alike(word) for word in several(body)}
    dimensions = words(Dimension, dimension)
    return [
        series
        for series in tracker.series
        if (bodies is None or alike(series.body) in bodies)
        and (dimensions is None or not dimensions.isdisjoint(series.dimensions))
    ]


def regular_meetings(
    tracker: Tracker, period: Period, body: OneOrMore | None = None, dimension: OneOrMore | None = None
) -> list[Occurrence]:
    """Return the meetings of series that are no event of the calendar, in time order.

    Args:
        tracker: the tracker.
        period: the period.
        body: only of that body; several mean any of them.
        dimension: only what touches it; several mean any of them.
    """
    chosen = {series.id for series in chosen_series(tracker, body, dimension)}
    return [o for o in tracker.occurrences(period) if o.event_id is None and o.series.id in chosen]
