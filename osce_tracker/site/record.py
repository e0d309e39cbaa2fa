"""The record as known on each day with a change, worked out in advance.

Pages look values up in it and count nothing themselves.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import attrs

from osce_tracker.analysis.grouped import grouped
from osce_tracker.analysis.rates import Rates, stated_by_chair, tally
from osce_tracker.design import LOOKS
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Commitment
from osce_tracker.model.periods import as_day
from osce_tracker.model.statuses import Status
from osce_tracker.plot.squares_chart import squares_title
from osce_tracker.reports import wording
from osce_tracker.site.page import Chair, File, Site, data_file
from osce_tracker.tracker.tracker import Tracker

#: Follows the last day if more is known of it now than on the day itself.
_SINCE: Final = "with what became known later"


@attrs.frozen(kw_only=True)
class Moment:
    """The record at the end of a day.

    Attributes:
        day: the day.
        label: the readable day.
        changes: the status of each commitment that differs from the moment before, by its id; ``None`` if the
            commitment no longer counts.
    """

    day: date
    label: str
    changes: Mapping[str, Status | None]


def files(site: Site) -> Iterator[File]:
    """Yield the data for the date control of each home page and of the list of commitments.

    Args:
        site: the website.
    """
    own_moments = [(chair, moments(chair.tracker, chair.about.day)) for chair in site.chairs]
    for chair, found in own_moments:
        stated = frozenset(one.id for one in stated_by_chair(chair.tracker.commitments))
        findings = [
            wording.kept_headline(own, every, moment.day, 1, chair.who)
            for own, every, moment in zip(counts(found, stated), counts(found), found, strict=True)
        ]
        yield _file(site, f"assets/record-{chair.file}.js", found, findings)
    found = together(site, own_moments)
    yield _file(site, "assets/record.js", found, [*map(wording.counts_by_status, counts(found))])


def _file(site: Site, where: str, found: Sequence[Moment], findings: Sequence[str]) -> File:
    """Return moments for scripts: statuses by their place, or -1 for commitments that don't count.

    Commitments go by the names of their pages, which links contain.
    """
    places: dict[Status | None, int] = {None: -1, **{status: n for n, status in enumerate(Status)}}
    pages = {one.id: site.page_name(one) for one in site.tracker.commitments}
    return data_file(
        where,
        "record",
        {
            "statuses": [[str(status), status.label, int(LOOKS[str(status)].dashed)] for status in Status],
            "days": [moment.label for moment in found],
            "titles": [
                squares_title(every, moment.day) for every, moment in zip(counts(found), found, strict=True)
            ],
            "findings": findings,
            "counts": [every.counts for every in counts(found)],
            "changes": [
                {pages[name]: places[status] for name, status in one.changes.items()} for one in found
            ],
        },
    )


def moments(tracker: Tracker, until: date | str) -> tuple[Moment, ...]:
    """Return the record on each day with a change.

    Args:
        tracker: the tracker.
        until: the last day, such as ``"2025-12-31"``.

    Returns:
        A moment for each of these days and for the last, in time order. It shows what a careful reader
        could have known at the end of the day about events up to then: that is
        ``tracker.as_of(day).so_on(day)``. If more is known of the last day now, one more moment shows that.

    Raises:
        PeriodError: if the day is invalid.

    >>> import osce_tracker as ot
    >>> found = moments(ot.load(), "2025-12-31")
    >>> len(found), found[20].label, {name: str(word) for name, word in found[20].changes.items()}
    (72, '9 April 2025', {'FI25-PM-18': 'fulfilled'})
    """
    last = as_day(until)
    statuses: dict[str, Status | None] = {}
    found: list[Moment] = []
    touched = _by_day(tracker.commitments, last)
    for day in sorted(touched.keys() | {last}):
        # Only these can differ from the day before; a view of all records for each day takes minutes.
        some = Tracker(commitments=touched.get(day, ()))
        changes = _changes(statuses, some, some.as_of(day).so_on(day), day)
        if changes or day == last:
            statuses |= changes
            found.append(Moment(day=day, label=readable_day(day), changes=changes))
    changes = _changes(statuses, tracker, tracker.so_on(last), last)
    if changes:
        found.append(Moment(day=last, label=f"{readable_day(last)}, {_SINCE}", changes=changes))
    return tuple(found)


def together(site: Site, every: Iterable[tuple[Chair, Iterable[Moment]]]) -> tuple[Moment, ...]:
    """Return the moments of all Chairpersonships. Those of each end on the day of its pages.

    Args:
        site: the website.
        every: each Chairpersonship with its moments.
    """
    found: dict[tuple[date, str], dict[str, Status | None]] = {}
    for chair, its_moments in every:
        own = {one.id for one in chair.tracker.commitments if site.chair_of(one) is chair}
        for moment in its_moments:
            changes = {name: status for name, status in moment.changes.items() if name in own}
            found.setdefault((moment.day, moment.label), {}).update(changes)
    return tuple(
        Moment(day=day, label=label, changes=changes) for (day, label), changes in sorted(found.items())
    )


def counts(found: Iterable[Moment], among: Container[str] | None = None) -> Iterator[Rates]:
    """Yield how many commitments have each status at each moment.

    Args:
        found: the moments.
        among: the ids of the commitments to count; by default all.
    """
    statuses: dict[str, Status | None] = {}
    for moment in found:
        statuses |= moment.changes
        yield tally(
            status
            for name, status in statuses.items()
            if status is not None and (among is None or name in among)
        )


def _by_day(commitments: Iterable[Commitment], last: date) -> dict[date, list[Commitment]]:
    """Return the commitments that may change on each day, up to a last one."""
    return grouped((day, one) for one in commitments for day in set(_days(one)) if day <= last)


def _days(commitment: Commitment) -> Iterator[date]:
    """Yield the days on which a commitment and its updates became known, and those on which they count."""
    yield commitment.known
    yield commitment.made_on.last
    for update in commitment.updates:
        yield update.known
        yield update.date.last


def _changes(
    before: Mapping[str, Status | None], some: Tracker, view: Tracker, day: date
) -> dict[str, Status | None]:
    """Return the statuses in a view that differ from earlier ones, for some commitments."""
    now = {commitment.id: commitment.status_on(day) for commitment in view.commitments}
    names = some.commitments.ids
    return {name: now.get(name) for name in names if now.get(name) is not before.get(name)}
