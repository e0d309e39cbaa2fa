"""The record as it was known on each day on which something changed, worked out before anyone asks.

Pages look values up in it. They count nothing themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

import attrs

from osce_tracker.analysis.rates import Rates, stated_by_chair, tally
from osce_tracker.model.clock import readable_day
from osce_tracker.model.periods import as_day
from osce_tracker.model.statuses import Status
from osce_tracker.reports import wording
from osce_tracker.site.addresses import names
from osce_tracker.site.scripts import data_file
from osce_tracker.tracker.tracker import Tracker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from osce_tracker.model.commitments import Commitment
    from osce_tracker.site.page import Chair, File, Site

#: What follows the last day if more is known of it now than was known on it.
_SINCE: Final = "with what became known later"


@attrs.frozen(kw_only=True)
class Moment:
    """What the record showed at the end of a day.

    Attributes:
        day: the day.
        label: the day as people read it.
        stated: how many of the promises that the Chair stated in advance had each status.
        every: how many of all commitments had each status.
        changes: the status of each commitment that differs from the moment before, by its id; ``None`` if the
            commitment is no longer counted.
    """

    day: date
    label: str
    stated: Rates
    every: Rates
    changes: Mapping[str, Status | None]


def files(site: Site) -> Iterator[File]:
    """Yield what the date control of each home page and of the list of commitments looks up.

    Args:
        site: the website.
    """
    for chair in site.chairs:
        yield _file(path(site, chair), moments(chair.tracker, chair.about.day))
    if len(site.chairs) > 1:
        yield _file(path(site), moments(site.tracker, site.about.day))


def path(site: Site, chair: Chair | None = None) -> str:
    """Return where the record of a Chairpersonship is, day by day.

    Args:
        site: the website.
        chair: the Chairpersonship; ``None`` for all records.
    """
    if chair is None or len(site.chairs) == 1:
        return "assets/record.js"
    return f"assets/record-{names(one.id for one in site.chairs)[chair.id]}.js"


def _file(where: str, found: Sequence[Moment]) -> File:
    """Return moments as scripts read them: statuses by their place, -1 for what is not counted."""
    places = {status: place for place, status in enumerate(Status)}
    return data_file(
        where,
        "record",
        {
            "statuses": [[str(status), status.label] for status in Status],
            "days": [moment.label for moment in found],
            "findings": [
                wording.kept_headline(moment.stated, moment.every, moment.day, 1) for moment in found
            ],
            "counts": [moment.every.counts for moment in found],
            "changes": [
                {name: -1 if status is None else places[status] for name, status in moment.changes.items()}
                for moment in found
            ],
        },
    )


def moments(tracker: Tracker, until: date | str) -> tuple[Moment, ...]:
    """Return what the record showed on each day on which something changed.

    Args:
        tracker: the tracker.
        until: the last day, such as ``"2025-12-31"``.

    Returns:
        A moment for each of these days and for the last, in order of time. It shows what a careful reader
        could have known at the end of the day of what had happened by then: that is
        ``tracker.as_of(day).so_on(day)``. If more is known of the last day now, one more moment shows that.

    Raises:
        PeriodError: if the day is invalid.

    >>> import osce_tracker as ot
    >>> found = moments(ot.load(), "2025-12-31")
    >>> len(found), found[20].label, str(found[20].stated.fulfilled), found[20].every.total
    (72, '9 April 2025', '1 of 6', 38)
    """
    last = as_day(until)
    stated = frozenset(commitment.id for commitment in stated_by_chair(tracker.commitments))
    statuses: dict[str, Status] = {}
    found: list[Moment] = []

    def add(day: date, label: str, changes: Mapping[str, Status | None]) -> None:
        for name, status in changes.items():
            if status is None:
                del statuses[name]
            else:
                statuses[name] = status
        own = tally(status for name, status in statuses.items() if name in stated)
        every = tally(statuses.values())
        found.append(Moment(day=day, label=label, stated=own, every=every, changes=changes))

    touched = _by_day(tracker.commitments, last)
    for day in sorted(touched.keys() | {last}):
        # Only these can differ from the day before; a view of all records for each day takes minutes.
        some = Tracker(commitments=touched.get(day, ()))
        changes = _changes(statuses, some, some.as_of(day).so_on(day), day)
        if changes or day == last:
            add(day, readable_day(day), changes)
    changes = _changes(statuses, tracker, tracker.so_on(last), last)
    if changes:
        add(last, f"{readable_day(last)}, {_SINCE}", changes)
    return tuple(found)


def _by_day(commitments: Iterable[Commitment], last: date) -> dict[date, list[Commitment]]:
    """Return the commitments of which something may change on each day up to a last one."""
    found: dict[date, list[Commitment]] = {}
    for commitment in commitments:
        for day in set(_days(commitment)):
            if day <= last:
                found.setdefault(day, []).append(commitment)
    return found


def _days(commitment: Commitment) -> Iterator[date]:
    """Yield the days on which a commitment and its updates became known, and those on which they count."""
    yield commitment.known
    yield commitment.made_on.last
    for update in commitment.updates:
        yield update.known
        yield update.date.last


def _changes(
    before: Mapping[str, Status], some: Tracker, view: Tracker, day: date
) -> dict[str, Status | None]:
    """Return the statuses in a view that differ from those before, for some commitments."""
    now = {commitment.id: commitment.status_on(day) for commitment in view.commitments}
    names = some.commitments.ids
    return {name: now.get(name) for name in names if now.get(name) is not before.get(name)}
