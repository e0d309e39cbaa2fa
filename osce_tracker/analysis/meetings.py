"""What meets: the regular meetings of all series, and the commitments that events bear on."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from osce_tracker.errors import WordError
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.occurrences import occurrences
from osce_tracker.model.periods import Period
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.filters import alike, several, words

if TYPE_CHECKING:
    from datetime import date

    from osce_tracker.model.commitments import Commitment
    from osce_tracker.model.events import Series
    from osce_tracker.model.occurrences import Occurrence
    from osce_tracker.tracker.filters import OneOrMore
    from osce_tracker.tracker.tracker import Tracker

#: What readers of expected dates need to know.
EXPECTED_NOTE: Final = (
    "Expected dates come only from the pattern of a series, which gives too many: few recesses and public "
    "holidays are on record."
)


@checked
def meetings(
    tracker: Tracker,
    period: str | date | Period,
    body: OneOrMore | None = None,
    dimension: OneOrMore | None = None,
) -> tuple[Occurrence, ...]:
    """Return the meetings of all series in a period, in time order.

    Args:
        tracker: the tracker.
        period: such as ``"2025-07"``.
        body: only meetings of that body, as the data set writes it; several mean any of them.
        dimension: only meetings that touch it; several mean any of them.

    Returns:
        The meetings, each seen in a source or only expected from the pattern of its series. If a meeting
        is an event of the calendar, it has that event's id.

    Raises:
        PeriodError: if the period is invalid.
        WordError: if a dimension doesn't exist, or no event or series has that body; names the closest.

    >>> import osce_tracker as ot
    >>> from osce_tracker.analysis.meetings import meetings
    >>> for meeting in meetings(ot.load(), "2025-03-13/2025-03-20"):
    ...     print(meeting.when, meeting.evidence, meeting.event_id)
    2025-03-13 seen pc-1512-committee-chairs-2025-03-13
    2025-03-19 expected None
    2025-03-20 expected None
    """
    wanted = Period(period)
    chosen = chosen_series(tracker, body, dimension)
    expanded = (meeting for series in chosen for meeting in occurrences(series, wanted, tracker.events))
    return tuple(sorted(expanded, key=lambda meeting: meeting.sort_key))


@checked
def chosen_series(
    tracker: Tracker, body: OneOrMore | None = None, dimension: OneOrMore | None = None
) -> tuple[Series, ...]:
    """Return the series of some bodies and dimensions.

    Args:
        tracker: the tracker.
        body: only series of that body, as the data set writes it; several mean any of them.
        dimension: only series that touch it; several mean any of them.

    Raises:
        WordError: if a dimension doesn't exist, or no event or series has that body; names the closest.
    """
    bodies = None
    if body is not None:
        # A body may have events and no series.
        records = (*tracker.events.whole, *tracker.series.whole)
        known = {alike(record.body): record.body for record in records}
        bodies = {alike(name): name for name in several(body)}
        for name in bodies:
            if known and name not in known:
                raise WordError("body", bodies[name], sorted(known.values()))
    dimensions = words(Dimension, dimension)
    return tuple(
        series
        for series in tracker.series
        if (bodies is None or alike(series.body) in bodies)
        and (dimensions is None or not dimensions.isdisjoint(series.dimensions))
    )


def commitments_of_events(tracker: Tracker) -> dict[str, tuple[Commitment, ...]]:
    """Return the commitments that each event bears on, by the id of the event.

    Args:
        tracker: the tracker.
    """
    found: defaultdict[str, list[Commitment]] = defaultdict(list)
    for commitment in tracker.commitments:
        for event in commitment.events:
            found[event].append(commitment)
    return {event: tuple(commitments) for event, commitments in found.items()}
