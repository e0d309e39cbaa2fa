"""What is wrong or weak in a data set, as values: a list of small checks, each of one question.

An error cannot be right, whatever the world was like; a warning is for a person to look at, and may stand
when its reason is known.
"""

from __future__ import annotations

from collections import defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from osce_tracker.checks.references import placed, references
from osce_tracker.errors import Problem, nearest, quoted
from osce_tracker.model.events import EventStatus
from osce_tracker.model.periods import as_day
from osce_tracker.model.sources import Confidence, Source
from osce_tracker.model.statuses import Status
from osce_tracker.model.vocabulary import fold
from osce_tracker.tracker.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from osce_tracker.model.commitments import Commitment, StatusUpdate
    from osce_tracker.tracker.tracker import Tracker

#: Closed statuses after which nothing more should happen: a fulfilled promise may be told of again.
_ENDED: Final = frozenset({Status.NOT_FULFILLED, Status.SUPERSEDED, Status.WITHDRAWN})
#: Statuses that a page can tell only after the day.
_DONE: Final = frozenset({Status.FULFILLED, Status.PARTLY_FULFILLED})
#: How alike two texts are that may be one record entered twice, and how many are compared at the most.
_ALIKE: Final = 0.92
_MOST_COMPARED: Final = 400
#: So much of a text is compared: more would cost minutes, and tell no more.
_LONGEST: Final = 400
#: So often are two texts compared to the end: letters alone rule out nearly all pairs that people write.
_MOST_RATIOS: Final = 2_000
#: An open commitment without news for so many days is stale.
STALE_DAYS: Final = 365


def check(tracker: Tracker, on: date | str | None = None) -> tuple[Problem, ...]:
    """Return what is wrong or weak in a data set, without raising.

    Args:
        tracker: the tracker.
        on: the day, as a date or ``"2025-12-31"``, on which open commitments without news count as stale;
            without it that of the view or on which the data set was compiled, and without that none is.

    Returns:
        A problem each, in the order of files and records: errors, which cannot be right, and warnings,
        which a person should look at.

    >>> import osce_tracker as ot
    >>> [problem for problem in ot.check(ot.load()) if problem.severity == "error"]
    []
    """
    day = None if on is None else as_day(on)
    day = day or tracker.known_by or (None if tracker.edition is None else tracker.edition.compiled)
    found = [*references(placed(tracker), tracker.states)]
    for ask in _CHECKS:
        found += ask(tracker)
    if day is not None:
        found += _stale(tracker, day)
    kinds = [kind.file for kind in KINDS.values()]
    order = {i: n for c in tracker.collections for n, i in enumerate(c.ids)}
    return tuple(sorted(found, key=lambda p: (kinds.index(p.file), order.get(str(p.record), -1))))


def _problem(  # noqa: PLR0917 (each check names the same things in the same order)
    kind: str, record: Any, code: str, path: str, message: str, remedy: str = ""
) -> Problem:
    return Problem(
        file=KINDS[kind].file,
        record=record.id,
        path=path,
        message=message,
        code=code,
        severity="error" if code in ERRORS else "warning",
        remedy=remedy,
    )


#: Codes of errors; all others are warnings.
ERRORS: Final = frozenset(
    {
        "duplicate-id",
        "dangling-reference",
        "due-before-made",
        "updates-out-of-order",
        "no-source",
        "continues-itself",
    }
)


def _dates(tracker: Tracker) -> Iterator[Problem]:
    """Yield what is out of order in time."""
    for c in tracker.commitments:
        if c.due is not None and c.due.last < c.made_on.first:
            message = f"due {c.due} is before it was made, {c.made_on}"
            yield _problem("commitments", c, "due-before-made", "$.due", message, "mend one of the two dates")
        latest: StatusUpdate | None = None
        for n, later in enumerate(c.updates):
            earlier = latest
            if latest is None or later.date.first > latest.date.first:
                latest = later
            if earlier is not None and later.date.last < earlier.date.first:
                message = f"{later.date} stands after {earlier.date}"
                path = f"$.updates[{n}].date"
                yield _problem(
                    "commitments", c, "updates-out-of-order", path, message, "put updates in time order"
                )
        for n, update in enumerate(c.updates):
            if update.date.last < c.made_on.first:
                message = f"the update of {update.date} is before the promise was made, {c.made_on}"
                yield _problem("commitments", c, "update-before-made", f"$.updates[{n}].date", message)


def _after_closing(tracker: Tracker) -> Iterator[Problem]:
    """Yield updates after a verdict that ends a commitment."""
    for c in tracker.commitments:
        ended: Status | None = None
        for n, update in enumerate(c.updates):
            if ended is not None and update.status is not ended:
                message = f"{update.status.label} after {ended.label}"
                remedy = "if it was reopened, say so in the summary; else mend the status"
                path = f"$.updates[{n}].status"
                yield _problem("commitments", c, "verdict-after-closing", path, message, remedy)
            ended = update.status if update.status in _ENDED else ended


def _evidence(tracker: Tracker) -> Iterator[Problem]:
    """Yield verdicts and records that rest on too little."""
    for c in tracker.commitments:
        for n, update in enumerate(c.updates):
            path = f"$.updates[{n}].sources"
            if not update.sources:
                message = f"the update of {update.date} names no source"
                yield _problem("commitments", c, "no-source", path, message, "name the page it was seen on")
                continue
            if update.status in _DONE and not _postdates(update.sources, update.date.first):
                message = f"{update.status.label} on {update.date}, but every source was published before"
                yield _problem("commitments", c, "fulfilled-before-known", path, message)
            if not update.status.is_open and not any(source.independent for source in update.sources):
                message = (
                    f"{update.status.label} on {update.date}, on the word of the Chair or the OSCE alone"
                )
                remedy = "look for a source that is neither"
                yield _problem("commitments", c, "one-sided-evidence", path, message, remedy)
    for kind in KINDS:
        for record in getattr(tracker, kind):
            if not record.sources:
                yield _problem(kind, record, "no-source", "$.sources", "names no source")
            elif _too_sure(record):
                message = "confidence is high on one secondary source"
                remedy = "medium, or a second source"
                yield _problem(kind, record, "high-confidence", "$.confidence", message, remedy)


def _postdates(sources: tuple[Source, ...], day: date) -> bool:
    """Tell whether a source may have been published on a day or later."""
    return any(source.published is None or source.published.last >= day for source in sources)


def _too_sure(record: Any) -> bool:
    pages = {source.url for source in record.sources}
    secondary = not any(source.primary for source in record.sources)
    return record.confidence is Confidence.HIGH and secondary and len(pages) == 1


def _titles(tracker: Tracker) -> Iterator[Problem]:
    """Yield pages that are described in two ways."""
    seen: dict[str, Source] = {}
    told: set[tuple[str, str]] = set()
    for kind, record, path, source in _sources(tracker):
        first = seen.setdefault(source.url, source)
        if first != source and (record.id, source.url) not in told:
            told.add((record.id, source.url))
            pairs = ((a.name, getattr(first, a.name), getattr(source, a.name)) for a in attrs.fields(Source))
            values = "; ".join(
                f"{n} {str(here)!r}, not {str(was)!r}" for n, was, here in pairs if was != here
            )
            message = f"{source.url} is described here with {values} as elsewhere"
            yield _problem(kind, record, "two-titles", path, message, "one page has one description")


def _sources(tracker: Tracker) -> Iterator[tuple[str, Any, str, Source]]:
    for kind in KINDS:
        for record in getattr(tracker, kind):
            own: tuple[Source, ...] = record.sources
            for n, source in enumerate(own):
                yield kind, record, f"$.sources[{n}].title", source
            updates: tuple[StatusUpdate, ...] = getattr(record, "updates", ())
            for n, update in enumerate(updates):
                for m, source in enumerate(update.sources):
                    yield kind, record, f"$.updates[{n}].sources[{m}].title", source


def _near_duplicates(tracker: Tracker) -> Iterator[Problem]:
    """Yield records that may be one, entered twice."""
    groups: dict[tuple[str, object], list[tuple[Any, str]]] = defaultdict(list)
    for c in tracker.commitments:
        groups["commitments", fold(c.made_by.name)].append((c, fold(f"{c.title} {c.text}")[:_LONGEST]))
    for e in tracker.events:
        groups["events", e.when].append((e, fold(e.title)[:_LONGEST]))
    for s in tracker.statements:
        groups["statements", (s.state, s.group, s.date, s.about)].append((s, fold(s.summary)[:_LONGEST]))
    budget = iter(range(_MOST_RATIOS))
    for (kind, _), records in groups.items():
        for n, (record, text) in enumerate(records[:_MOST_COMPARED]):
            other = next(_alike(text, records[:n], budget), None)
            if other is not None:
                message = f"reads much like {other.id}"
                remedy = "leave one out, or say in a note how they differ"
                yield _problem(kind, record, "near-duplicate", "$", message, remedy)


def _alike(text: str, others: list[tuple[Any, str]], budget: Iterator[int]) -> Iterator[Any]:
    """Yield the records whose text is nearly this one."""
    matcher: SequenceMatcher[str] | None = None
    for record, other in others:
        # By length alone nearly all pairs are ruled out, before anything is indexed.
        if 2 * min(len(text), len(other)) < _ALIKE * (len(text) + len(other)):
            continue
        if matcher is None:
            matcher = SequenceMatcher(None, "", text, autojunk=False)
        matcher.set_seq1(other)
        if matcher.quick_ratio() < _ALIKE:
            continue
        if next(budget, None) is not None and matcher.ratio() >= _ALIKE:
            yield record


def _two_places(tracker: Tracker) -> Iterator[Problem]:
    """Yield events of one body in two cities on one day."""
    for pair in tracker.events.overlapping():
        if pair.cities and pair.body:
            first, second = pair.first, pair.second
            message = f"{second.body} is in {second.city} and, for {first.id}, in {first.city} on {pair.days}"
            yield _problem("events", second, "two-places", "$.when", message)


def _membership(tracker: Tracker) -> Iterator[Problem]:
    """Yield statements of States that took no part on that day."""
    states = tracker.states
    for said in tracker.statements:
        for code in (said.state, *said.states):
            if code is None or code not in states:
                continue
            if not states[code].member_on(said.date.last):
                message = f"{states[code].name} took no part in the OSCE on {said.date}"
                yield _problem("statements", said, "outside-membership", "$.date", message)


def _held_in_future(tracker: Tracker) -> Iterator[Problem]:
    """Yield events that are said to be held after the data set was compiled."""
    compiled = None if tracker.edition is None else tracker.edition.compiled
    for event in tracker.events:
        if compiled is not None and event.status is EventStatus.HELD and event.when.first > compiled:
            message = f"held on {event.when}, after the data set was compiled, {compiled}"
            yield _problem("events", event, "held-in-future", "$.status", message, "announced")


def _circles(tracker: Tracker) -> Iterator[Problem]:
    """Yield promises that continue themselves, by one step or several."""
    for c in tracker.commitments:
        seen = {c.id}
        step = c.continues
        while step is not None and step not in seen and step in tracker.commitments:
            seen.add(step)
            step = tracker.commitments[step].continues
        if step == c.id:
            message = f"continues {c.continues}, and comes back to itself"
            yield _problem(
                "commitments", c, "continues-itself", "$.continues", message, "name an earlier promise"
            )


def _stale(tracker: Tracker, day: date) -> Iterator[Problem]:
    """Yield open commitments without news for long."""
    for c in tracker.commitments:
        news = _last_news(c)
        days = (day - news).days
        if c.latest_status.is_open and days > STALE_DAYS:
            message = f"{c.latest_status.label}, and nothing is known since {news}, {days} days before {day}"
            yield _problem("commitments", c, "stale", "$.updates", message, "look for news, or close it")


def _last_news(commitment: Commitment) -> date:
    return max([commitment.known, *(update.known for update in commitment.updates)])


_CHECKS: Final[tuple[Callable[[Tracker], Iterator[Problem]], ...]] = (
    _dates,
    _after_closing,
    _evidence,
    _titles,
    _near_duplicates,
    _two_places,
    _membership,
    _held_in_future,
    _circles,
)
