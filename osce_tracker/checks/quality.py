"""Checks of a data set: one function per question, each yielding problems.

An error can't be right, whatever happened in the world. A warning is for a person to check, and may stay if
there is a reason for it.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher
from itertools import chain
from typing import Any, Final

from osce_tracker.checks.references import placed, problem, references
from osce_tracker.errors import Problem
from osce_tracker.model.clock import readable_day
from osce_tracker.model.periods import Period
from osce_tracker.model.plain import to_dict
from osce_tracker.model.sources import OWN_WORD, Confidence, Source
from osce_tracker.model.statuses import Status
from osce_tracker.model.vocabulary import fold
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.caption import reporting_day
from osce_tracker.tracker.events import in_two_cities
from osce_tracker.tracker.kinds import FILES, KINDS, kind_of
from osce_tracker.tracker.rows import pages_of
from osce_tracker.tracker.tracker import Tracker

#: The codes of errors. All others are warnings.
ERRORS: Final = ("duplicate-id", "dangling-reference", "due-before-made", "no-source", "continues-itself")
#: Remedies for problems whose messages don't give one.
_REMEDIES: Final = {
    "due-before-made": "correct one of the two dates",
    "update-after-record": "set known_until of the edition to the day up to which you know the record",
    "verdict-after-closing": "if it was reopened, say so in the summary; otherwise correct the status",
    "no-source": "add the page on which it was seen",
    "one-sided-evidence": "look for a source that is neither",
    "high-confidence": "set it to medium, or add a second source",
    "two-descriptions": "describe each page in one way",
    "not-compared": "look through the rest",
    "near-duplicate": "leave one out, or explain in a note how they differ",
    "continues-itself": "name an earlier promise",
    "stale": "look for news, or close it",
}
#: An open commitment without news for this many days is stale.
STALE_DAYS: Final = 365
#: Verdicts that end a commitment. A fulfilled one may still have news.
_FINAL: Final = frozenset({Status.NOT_FULFILLED, Status.SUPERSEDED, Status.WITHDRAWN})
#: Verdicts that a page can only give after the event.
_DONE: Final = frozenset({Status.FULFILLED, Status.PARTLY_FULFILLED})
#: Texts at least this similar may be one record entered twice.
_SIMILAR: Final = 0.92
#: Limits on the time for comparing texts: their length, the records in a group, the slow comparisons.
_LONGEST_TEXT: Final = 400
_LARGEST_GROUP: Final = 400
_MOST_COMPARISONS: Final = 2_000


@checked
def check(tracker: Tracker, on: date | str | None = None) -> tuple[Problem, ...]:
    """Return the errors and weaknesses of a data set.

    Args:
        tracker: the data set.
        on: the day, as a date or ``"2025-12-31"``, for judging whether open commitments are stale.
            By default, the last day of the Chair's term, or the day up to which the record is known if that
            is earlier.

    Returns:
        The problems in the order of files and records: errors, which can't be right, and warnings, which a
        person should check.

    Raises:
        PeriodError: if the day is invalid.

    >>> import osce_tracker as ot
    >>> [problem for problem in ot.check(ot.load()) if problem.severity == "error"]
    []
    """
    problems = [*references(placed(tracker), tracker.states)]
    for question in (_order, _evidence, _descriptions, _near_duplicates, _two_places, _membership, _circles):
        problems += question(tracker)
    if on is not None or len(tracker.commitments):
        problems += _stale(tracker, reporting_day(tracker, on).day)
    files = [kind.file for kind in FILES.values()]
    order = {record_id: n for collection in tracker.collections for n, record_id in enumerate(collection.ids)}
    return tuple(sorted(problems, key=lambda p: (files.index(p.file), order.get(str(p.record), -1))))


def _problem(record: Any, code: str, path: str, message: str) -> Problem:
    file, severity = KINDS[kind_of(record) or ""].file, "error" if code in ERRORS else "warning"
    remedy = _REMEDIES.get(code, "")
    return problem(code, file, record, path, message, severity=severity, remedy=remedy)


def _order(tracker: Tracker) -> Iterator[Problem]:
    """Yield dates that contradict each other, and updates that follow a final verdict."""
    known = None if tracker.edition is None else tracker.edition.known_until
    for c in tracker.commitments:
        if c.due is not None and c.due.last < c.made_on.first:
            message = f"the deadline, {c.due.readable}, is before the day it was made, {c.made_on.readable}"
            yield _problem(c, "due-before-made", "$.due", message)
        verdict: Status | None = None
        for n, update in enumerate(c.updates):
            path = f"$.updates[{n}]"
            if known is not None and update.date.first > known:
                day, end = update.date.readable, readable_day(known)
                message = f"the update of {day} lies after {end}, up to which the record is known"
                yield _problem(c, "update-after-record", f"{path}.date", message)
            if update.date.last < c.made_on.first:
                day, made = update.date.readable, c.made_on.readable
                message = f"the update of {day} is before the promise was made, {made}"
                yield _problem(c, "update-before-made", f"{path}.date", message)
            if verdict is not None and update.status is not verdict:
                message = f"{update.status.label} after {verdict.label}"
                yield _problem(c, "verdict-after-closing", f"{path}.status", message)
            verdict = update.status if update.status in _FINAL else verdict


def _evidence(tracker: Tracker) -> Iterator[Problem]:
    """Yield verdicts and records with too little evidence."""
    for c in tracker.commitments:
        for n, update in enumerate(c.updates):
            path = f"$.updates[{n}].sources"
            verdict = f"{update.status.label}, {update.date.readable}"
            if not update.sources:
                message = f"the update of {update.date.readable} has no source"
                yield _problem(c, "no-source", path, message)
                continue
            if update.status in _DONE and not _published_since(update.sources, update.date.first):
                message = f"{verdict}, but every source was published earlier"
                yield _problem(c, "fulfilled-before-known", path, message)
            if update.status.is_closed and not any(source.independent for source in update.sources):
                own = all(source.publisher_type in OWN_WORD for source in update.sources)
                rest = "of the Chair or the OSCE alone" if own else "of no publisher known to be independent"
                message = f"{verdict}, on the word {rest}"
                yield _problem(c, "one-sided-evidence", path, message)
    for record in chain(*tracker.collections):
        if not record.sources:
            yield _problem(record, "no-source", "$.sources", "the record has no source")
        elif _overconfident(record):
            message = "confidence is high, but there is only one source, and it is secondary"
            yield _problem(record, "high-confidence", "$.confidence", message)


def _published_since(sources: tuple[Source, ...], day: date) -> bool:
    """Return True if a source may have been published on a day or later."""
    return any(source.published is None or source.published.last >= day for source in sources)


def _overconfident(record: Any) -> bool:
    pages = {source.url for source in record.sources}
    secondary = not any(source.primary for source in record.sources)
    return record.confidence is Confidence.HIGH and secondary and len(pages) == 1


def _descriptions(tracker: Tracker) -> Iterator[Problem]:
    """Yield pages that two records describe differently."""
    first: dict[str, Source] = {}
    reported: set[tuple[str, str]] = set()
    for records in tracker.collections:
        for _, own, update, place, source in pages_of(records.noun, records):
            earlier = first.setdefault(source.url, source)
            if earlier != source and (own, source.url) not in reported:
                reported.add((own, source.url))
                there = to_dict(earlier)
                pairs = ((name, value, there[name]) for name, value in to_dict(source).items())
                values = "; ".join(f"{name} {new!r}, not {old!r}" for name, new, old in pairs if new != old)
                path = f"$.sources[{place}]" if update < 0 else f"$.updates[{update}].sources[{place}]"
                message = f"{source.url} is described differently in another place: here with {values}"
                yield _problem(records[own], "two-descriptions", path, message)


def _near_duplicates(tracker: Tracker) -> Iterator[Problem]:
    """Yield records that may be the same one, entered twice."""
    groups: dict[object, list[tuple[Any, str]]] = defaultdict(list)
    for c in tracker.commitments:
        groups["commitments", fold(c.made_by.name)].append((c, fold(f"{c.title} {c.text}")[:_LONGEST_TEXT]))
    for e in tracker.events:
        groups["events", e.when].append((e, fold(e.title)[:_LONGEST_TEXT]))
    for s in tracker.statements:
        groups["statements", s.state, s.group, s.date, s.about].append((s, fold(s.summary)[:_LONGEST_TEXT]))
    matcher = SequenceMatcher[str](None, autojunk=False)
    comparisons = 0
    for records in groups.values():
        for n, (record, text) in enumerate(records):
            if n == _LARGEST_GROUP:
                message = f"of {len(records):,} records that could be alike only the first {n} were compared"
                yield _problem(record, "not-compared", "$", message)
                break
            if comparisons >= _MOST_COMPARISONS:
                message = f"{comparisons:,} pairs of similar texts were compared, but not this one and others"
                yield _problem(record, "not-compared", "$", message)
                return
            matcher.set_seq2(text)
            for earlier, other in records[:n]:
                matcher.set_seq1(other)
                # The lengths alone rule out most pairs, and the letters alone nearly all others.
                if matcher.real_quick_ratio() < _SIMILAR or matcher.quick_ratio() < _SIMILAR:
                    continue
                comparisons += 1
                if matcher.ratio() >= _SIMILAR:
                    message = f"reads much like {earlier.id}"
                    yield _problem(record, "near-duplicate", "$", message)
                    break


def _two_places(tracker: Tracker) -> Iterator[Problem]:
    """Yield events of one body in two cities on one day."""
    for first, second in tracker.events.overlapping():
        if first.body == second.body and in_two_cities(first, second):
            days = Period.between(second.when.first, min(first.when.last, second.when.last)).readable
            message = f"{second.body} is in {second.city}, but in {first.city} for {first.id}, on {days}"
            yield _problem(second, "two-places", "$.when", message)


def _membership(tracker: Tracker) -> Iterator[Problem]:
    """Yield statements of States that were not in the OSCE on that day."""
    states = tracker.states
    for statement in tracker.statements:
        day = statement.date.last
        for code in (statement.state, *statement.states):
            if code is not None and code in states and not states[code].member_on(day):
                message = f"{states[code].name} did not take part in the OSCE on {readable_day(day)}"
                yield _problem(statement, "outside-membership", "$.date", message)


def _circles(tracker: Tracker) -> Iterator[Problem]:
    """Yield promises that continue themselves, directly or through others."""
    for c in tracker.commitments:
        seen = {c.id}
        step = c.continues
        while step is not None and step not in seen and step in tracker.commitments:
            seen.add(step)
            step = tracker.commitments[step].continues
        if step == c.id:
            message = f"continues {c.continues}, which leads back to it"
            yield _problem(c, "continues-itself", "$.continues", message)


def _stale(tracker: Tracker, day: date) -> Iterator[Problem]:
    """Yield commitments that aren't closed and have had no news for a long time."""
    for c in tracker.commitments:
        news = max([c.known, *(update.known for update in c.updates)])
        days = (day - news).days
        if not c.latest_status.is_closed and days > STALE_DAYS:
            since = f"since {readable_day(news)}, {days} days before {readable_day(day)}"
            message = f"{c.latest_status.label}, with no news {since}"
            yield _problem(c, "stale", "$.updates", message)
