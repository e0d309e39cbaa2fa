"""The charts that reports carry: each is drawn by ``osce_tracker.plot`` when a page or document needs it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from osce_tracker.model.periods import Period
from osce_tracker.plot.chart import Chart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from osce_tracker.model.commitments import Commitment
    from osce_tracker.model.statements import About
    from osce_tracker.tracker.tracker import Tracker

#: A timeline of more rows can be read on no page.
MOST_ROWS: Final = 30


def levers_chart(tracker: Tracker, on: date) -> Chart:
    """Return the chart of who delivers, as of a day."""
    return Chart(
        title=f"Commitments by who delivers, {on}", key="levers", draw=partial(_drawn, "levers", tracker, on)
    )


def status_chart(tracker: Tracker, last: date) -> Chart:
    """Return the chart of the status of all commitments, from the beginning of a year to a day."""
    draw = partial(_drawn, "status_over_time", tracker, Period.between(date(last.year, 1, 1), last))
    return Chart(title=f"Status of commitments up to {last}", key="status", draw=draw)


def timeline_chart(tracker: Tracker, commitments: Sequence[Commitment], last: date) -> Chart:
    """Return the chart of some commitments with their deadlines, updates and events up to a day."""
    draw = partial(_timeline, tracker, tuple(commitments), Period.between(date(last.year, 1, 1), last))
    return Chart(title=f"Timeline of commitments up to {last}", key="timeline", draw=draw)


def support_chart(tracker: Tracker, about: About, on: date | None) -> Chart:
    """Return the map of the latest stance of each State."""
    draw = partial(_drawn, "support_map", tracker, about, on)
    return Chart(title="Latest stance of each State", key="support", draw=draw)


# A report goes to other processes as a whole: what draws its charts is a function of this module with its
# arguments, which pickles, and no function made on the way.


def _drawn(name: str, tracker: Tracker, *how: Any) -> Any:
    from osce_tracker import plot

    return getattr(plot, name)(tracker, *how)


def _timeline(tracker: Tracker, commitments: tuple[Commitment, ...], period: Period) -> Any:
    from osce_tracker.tracker.tracker import Tracker as Part

    part = Part(
        commitments=commitments,
        events=tracker.events.records,
        edition=tracker.edition,
        known_by=tracker.known_by,
        states=tracker.states,
        chairs=tracker.chairs,
    )
    return _drawn("timeline", part, period)
