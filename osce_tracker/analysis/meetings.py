"""Meetings: the regular meetings of all series, and the commitments that events bear on."""

from datetime import date
from operator import itemgetter
from typing import Final

from osce_tracker.analysis.grouped import grouped
from osce_tracker.model.commitments import Commitment
from osce_tracker.model.occurrences import Occurrence, occurrences
from osce_tracker.model.periods import Period
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.filters import OneOrMore
from osce_tracker.tracker.tracker import Tracker

#: A caveat for readers of expected dates.
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
        The meetings, each seen in a source or only expected from the pattern of its series. If the calendar
        has an event for a meeting, the meeting has that event's id.

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
    chosen = tracker.series.where(body=body, dimension=dimension)
    expanded = (meeting for series in chosen for meeting in occurrences(series, wanted, tracker.events))
    return tuple(sorted(expanded, key=lambda meeting: meeting.sort_key))


def deadlines(tracker: Tracker, period: Period) -> tuple[Commitment, ...]:
    """Return the commitments whose deadline ends in a period, in order of the deadlines.

    Args:
        tracker: the tracker.
        period: the period.
    """
    due = [
        (c.due.last, c.due.first, c.id, c)
        for c in tracker.commitments
        if c.due is not None and period.contains(c.due.last)
    ]
    return tuple(commitment for *_, commitment in sorted(due, key=itemgetter(0, 1, 2)))


def commitments_of_events(tracker: Tracker) -> dict[str, tuple[Commitment, ...]]:
    """Return the commitments that each event bears on, by the id of the event.

    Args:
        tracker: the tracker.
    """
    found = grouped((event, one) for one in tracker.commitments for event in one.events)
    return {event: tuple(commitments) for event, commitments in found.items()}
