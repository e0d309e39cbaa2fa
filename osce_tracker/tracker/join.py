"""Joins data sets of different Chairs."""

from functools import partial
from typing import Any

import attrs

from osce_tracker.errors import DataError, Problem, quoted
from osce_tracker.model.editions import Edition
from osce_tracker.model.plain import field_names
from osce_tracker.model.validation import argument, instances
from osce_tracker.tracker.kinds import FILES
from osce_tracker.tracker.tracker import Tracker


def join(*trackers: Tracker) -> Tracker:
    """Return one tracker with the records of several.

    Args:
        *trackers: the trackers. A record that is in several of them must be the same in each.

    Returns:
        A tracker with all records, each once, with the Chairpersonships of all sets that have it. Its edition
        names the joined sets and their versions, was compiled on the latest of their days, and has a Chair
        only if all sets share it. If any of them is an as-of view, the result is the view of the
        earliest day.

    Raises:
        DataError: if two sets disagree about a record, a reading or a correction; lists every
            disagreement with both values.

    >>> import osce_tracker as ot
    >>> finland = ot.load()
    >>> notes = ot.Tracker(commitments=finland.commitments[:2])
    >>> joined = ot.join(finland, notes)
    >>> joined == finland, joined.edition.name
    (True, 'finland-2025')
    """
    argument("trackers", partial(instances, Tracker), trackers)
    days = [tracker.known_by for tracker in trackers if tracker.known_by is not None]
    if days:
        trackers = tuple(tracker.as_of(min(days)) for tracker in trackers)
    records = {name: _records(name, trackers) for name in FILES}
    problems = [problem for _, differing in records.values() for problem in differing]
    if problems:
        raise DataError(problems)
    first = next((tracker for tracker in trackers if len(tracker.states)), Tracker())
    return Tracker(
        **{name: own for name, (own, _) in records.items()},
        edition=_edition(trackers),
        known_by=min(days, default=None),
        states=first.states,
        chairs=next((tracker.chairs for tracker in trackers if len(tracker.chairs)), first.chairs),
    )


def _records(kind: str, trackers: tuple[Tracker, ...]) -> tuple[Any, list[Problem]]:
    """Return the records of a kind, and the problems with those that differ between trackers."""
    found: dict[str, tuple[Any, str]] = {}
    differing: dict[str, Problem] = {}
    for number, tracker in enumerate(trackers, 1):
        name = f"data set {number}" + (f" ({tracker.edition.name})" if tracker.edition is not None else "")
        for record in getattr(tracker, kind):
            first, where = found.setdefault(record.id, (record, name))
            if first != record:
                differing[record.id] = _difference(kind, first, where, record, name)
            elif kind != "corrections" and not set(record.chairs) <= set(first.chairs):
                both = tuple(dict.fromkeys((*first.chairs, *record.chairs)))
                found[record.id] = attrs.evolve(first, chairs=both), where
    return [record for record, _ in found.values()], list(differing.values())


def _difference(kind: str, first: Any, where: str, second: Any, there: str) -> Problem:
    """Return the problem that two data sets disagree about a record: both values, and where."""
    field = next(name for name in field_names(first) if getattr(first, name) != getattr(second, name))
    said = (
        f"{'missing' if (value := getattr(record, field)) is None else quoted(value)} in {place}"
        for record, place in ((first, where), (second, there))
    )
    return Problem(
        file=FILES[kind].file,
        record=first.id,
        path=f"$.{field}",
        code="different-records",
        message=f"{field} is {' but '.join(said)}. Make them equal, or rename one of the records.",
    )


def _edition(trackers: tuple[Tracker, ...]) -> Edition | None:
    editions = list(dict.fromkeys(tracker.edition for tracker in trackers if tracker.edition is not None))
    changed = any(tracker.edition is not None and tracker.edition.changed for tracker in trackers)
    if not editions:
        return None
    if len(editions) == 1:
        return attrs.evolve(editions[0], changed=changed)
    chairs = {edition.chair for edition in editions}
    return attrs.evolve(
        editions[0],
        name=" + ".join(edition.name for edition in editions),
        title=_listed([edition.title for edition in editions]),
        version=" + ".join(dict.fromkeys(edition.version for edition in editions)),
        changed=changed,
        compiled=max(edition.compiled for edition in editions),
        known_until=max((e.known_until for e in editions if e.known_until is not None), default=None),
        chair=chairs.pop() if len(chairs) == 1 else None,
        note="\n".join(map(_note, filter(lambda edition: edition.note, editions))) or None,
    )


def _note(edition: Edition) -> str:
    """Return the note of an edition with its subject; a joined edition already states it."""
    return f"{edition.title}: {edition.note}" if edition.chair else f"{edition.note}"


def _listed(titles: list[str]) -> str:
    return " and ".join([", ".join(titles[:-1]), titles[-1]])
