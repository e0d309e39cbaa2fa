"""Commitments whose status changed between two days, and how many went from which status to which."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

import attrs

from osce_tracker.model.commitments import Commitment, StatusUpdate
from osce_tracker.model.dimensions import Section
from osce_tracker.model.periods import Period
from osce_tracker.model.statuses import Status
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.tracker import Tracker


@attrs.frozen(kw_only=True)
class Move:
    """A commitment whose status changed between two days.

    Args:
        commitment: the commitment, as of the later day.
        before: the status on the earlier day; not assessed if it had not been made.
        after: the status on the later day.
        first: True if the commitment had not been made by the earlier day.
    """

    commitment: Commitment
    before: Status
    after: Status
    first: bool


@attrs.frozen(kw_only=True)
class Course:
    """A commitment in a period. A fact belongs to the period only if its date lies wholly inside.

    Args:
        commitment: the commitment.
        made: the day on which it counts as made.
        first: True if its date lies wholly inside the period: it is first on record there.
        status_start: its status on the eve of the period; ``None`` if it had not been made by then.
        status_end: its status on the last day.
        latest: its latest update by the last day, if any.
        updates: the updates that lie wholly inside the period, in order.
        vague: the updates that overlap the period but don't lie inside it.
        moved: True if its status changed. A vaguely dated update may change it without being news.
        surely_moved: True if an update that lies wholly inside the period gives its new status. One dated
            "2025" gives the status at the end of the fourth quarter, but nobody knows whether the change
            came in that quarter.
    """

    commitment: Commitment
    made: date
    first: bool
    status_start: Status | None
    status_end: Status
    latest: StatusUpdate | None
    updates: tuple[StatusUpdate, ...]
    vague: tuple[StatusUpdate, ...]
    moved: bool
    surely_moved: bool

    @property
    def section(self) -> Section:
        """The section of the commitment."""
        return self.commitment.section

    @property
    def changed(self) -> bool:
        """True if it was made or updated in the period, or its status changed."""
        return self.first or bool(self.updates) or self.moved

    @property
    def current(self) -> bool:
        """True if it was open at the start, or changed in the period."""
        return self.status_start is None or not self.status_start.is_closed or self.changed


def courses(commitments: Iterable[Commitment], period: Period) -> list[Course]:
    """Return the course of each commitment in a period, including those made later.

    Args:
        commitments: the commitments.
        period: the period.

    >>> import osce_tracker as ot
    >>> from osce_tracker.analysis.moves import courses
    >>> (course,) = courses([ot.load().commitments["FI25-PM-13"]], ot.Period("2025-Q4"))
    >>> course.status_start.label, course.status_end.label, [str(one.date) for one in course.updates]
    ('in progress', 'fulfilled', ['2025-10-15', '2025-11-30'])
    """
    first, last = period.first, period.last
    found: list[Course] = []
    for commitment in commitments:
        before = latest = None
        inside: list[StatusUpdate] = []
        vague: list[StatusUpdate] = []
        # Updates are in the order of their last days.
        for update in commitment.updates:
            when = update.date
            if when.last < first:
                before = latest = update
            elif when.last <= last:
                latest = update
                (inside if when.first >= first else vague).append(update)
            elif when.first <= last:
                vague.append(update)
        made, made_on = commitment.made, commitment.made_on
        start = Status.NOT_ASSESSED if before is None else before.status
        end = Status.NOT_ASSESSED if latest is None else latest.status
        moved = end is not start
        found.append(
            Course(
                commitment=commitment,
                made=made,
                first=first <= made_on.first and made_on.last <= last,
                status_start=start if made < first else None,
                status_end=end,
                latest=latest,
                updates=tuple(inside),
                vague=tuple(vague),
                moved=moved,
                surely_moved=moved and any(update.status is end for update in inside),
            )
        )
    return found


def flows(found: Iterable[Course]) -> dict[tuple[Status | None, Status], int]:
    """Count commitments by their status before a period and at its end.

    Args:
        found: their courses in the period.

    Returns:
        The numbers in the order of ``Status``. ``None``, for commitments not made before, comes last.

    >>> import osce_tracker as ot
    >>> from osce_tracker.analysis.moves import courses, flows
    >>> found = flows(courses(ot.load().commitments, ot.Period("2025-Q4")))
    >>> found[ot.Status.IN_PROGRESS, ot.Status.FULFILLED]
    12
    """
    counts = Counter((one.status_start, one.status_end) for one in found)
    return {(old, new): counts[old, new] for old in (*Status, None) for new in Status if counts[old, new]}


@checked
def moves_between(before: Tracker, after: Tracker) -> tuple[Move, ...]:
    """Return the commitments whose latest status differs between two trackers.

    Args:
        before: a tracker, such as an as-of view or an older version of a data set.
        after: a later one. The moves hold its commitments.
    """
    found: list[Move] = []
    for commitment in after.commitments:
        old = before.commitments.get(commitment.id)
        status = Status.NOT_ASSESSED if old is None else old.latest_status
        if commitment.latest_status is not status:
            found.append(
                Move(
                    commitment=commitment,
                    before=status,
                    after=commitment.latest_status,
                    first=old is None,
                )
            )
    return tuple(found)
