"""The records of a collection, one row each."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from osce_tracker.analysis.rates import stated_by_chair
from osce_tracker.errors import UsageError, quoted
from osce_tracker.formats.report import Report
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Commitment, MakerType
from osce_tracker.model.periods import as_day
from osce_tracker.model.statements import About, Stance, SupportStatement
from osce_tracker.model.statuses import Status
from osce_tracker.model.vocabulary import Vocabulary
from osce_tracker.model.written_dates import WEEKDAYS
from osce_tracker.reports import fields, wording
from osce_tracker.reports.left_out import filters_named, left_out_lead, left_out_notes
from osce_tracker.tracker.commitments import Commitments
from osce_tracker.tracker.events import Events, SeriesCollection
from osce_tracker.tracker.statements import Statements


def table(
    collection: Commitments | Events | SeriesCollection | Statements,
    on: date | str | None = None,
    **filters: Any,
) -> Report:
    """Return the records of a collection as a table, one row each.

    Args:
        collection: a collection of a tracker, or the part of it that ``where`` returned.
        on: the day for the status of commitments; by default their latest status.
        **filters: filters of the collection, as for its ``where``. Unlike after ``where``, the report names
            them, and says what they leave out that you might expect.

    Raises:
        PeriodError: if ``on`` is not a day, or a period is invalid.
        UsageError: if it is not such a collection, it has no such filter, or you give a day for anything but
            commitments; and as for ``where``.

    >>> import osce_tracker as ot
    >>> report = ot.table(ot.load().events, body="HCNM", period="2025")
    >>> print(report.headline)
    Two events: 2 held.
    >>> report.subtitle
    "Finland's 2025 OSCE Chairpersonship; body: HCNM"
    """
    if not isinstance(collection, Commitments | Events | SeriesCollection | Statements):
        raise UsageError(
            f"{quoted(collection)} is not a collection that table() shows. "
            "Give tracker.commitments, events, series or statements."
        )
    if on is not None and not isinstance(collection, Commitments):
        raise UsageError("Only commitments have a status on a day. Leave on= out.")
    asked = {name: value for name, value in filters.items() if value is not None}
    # Every collection has its own filters.
    where: Any = collection.where
    accepted = [name for name in where.__kwdefaults__ if name != "on"]
    if wrong := [name for name in asked if name not in accepted]:
        names = ", ".join(f"{name}=" for name in accepted)
        raise UsageError(f"The {collection.noun} table has no filter {quoted(wrong[0])}. Use {names}.")
    if on is not None and asked.keys() & {"status", "contested"}:
        asked["on"] = on
    found = where(**asked)
    outside = status = ""
    finding: tuple[str, ...]
    match found:
        case Commitments():
            day = date.max if on is None else as_day(on)
            status = "latest known status" if on is None else f"status on {readable_day(day)}"
            finding = _with_stated(found, day)
            keys = "commitment made_by made_on basis due lever status readings sources id"
            columns = fields.commitments(keys, day, found.readings or ())
            groups = fields.sections(
                found, lambda own: wording.sentence(wording.in_words(len(own), "commitment"))
            )
            whole = fields.field_table("Commitments", "commitments", columns, groups=groups)
        case Events():
            finding = _finding("event", (event.status for event in found))
            finding = (*finding, wording.unreported_lead(found, found))
            outside = _outside_term(found)
            whole = fields.field_table("Events", "events", fields.events(found.states), found)
        case Statements():
            finding = (*_stances(found), _speakers(found))
            keys = "who date forum stance about dimension summary sources id"
            whole = fields.field_table(
                "Statements", "statements", fields.statements(found.states, keys), found
            )
        case _:
            finding = (wording.sentence(wording.in_words(len(found), "series", "series")),)
            whole = fields.field_table("Series", "series", _SERIES, found)
    return fields.report_on(
        found,
        whole.title,
        (*finding, *left_out_lead(collection, asked, found)),
        [whole],
        filters=[status, *filters_named(asked)],
        notes=[*left_out_notes(collection, asked, found), outside],
    )


def _outside_term(events: Events) -> str:
    """Name the events during which another State than that of their data set was in the chair."""
    chairs = events.index.chairs
    outside = [
        event
        for event in events
        for term in event.chairs
        if term in chairs and (event.when.first > chairs[term].until or event.when.last < chairs[term].since)
    ]
    if not outside:
        return ""
    named = wording.listed(f"{event.title} ({event.when.readable})" for event in outside[:_MOST_EVENTS])
    more = len(outside) - _MOST_EVENTS
    also = f", and {wording.numeral(more)} more" if more > 0 else ""
    return f"Before or after the term, when another State was the Chair: {named}{also}."


def _pattern(rule: str) -> str:
    """Return the rule of a series in words if it means one day a week, otherwise unchanged."""
    weekly = {f"FREQ=WEEKLY;BYDAY={day[:2].upper()}": f"every {day}" for day in WEEKDAYS}
    return weekly.get(rule, rule)


#: The most events to name in a note.
_MOST_EVENTS: Final = 5
_SERIES: Final = (
    fields.field("series", "series", "title"),
    fields.field("body", "body"),
    fields.field("rule", "pattern", lambda series: _pattern(series.rrule)),
    fields.field("seen", "meetings seen", lambda series: len(series.known_meetings), "number"),
    fields.SOURCES,
    fields.ID,
)
#: The most groups to name in a lead.
_NAMED: Final = 3
#: The subject of statements. What a Chair's own State says on its own Chairpersonship backs nobody.
_ON_CHAIR: Final = "on the Chair"
_OWN_CHAIR: Final = "by its own State"
_ON_AGENDA: Final = "on the OSCE or its agenda"


def _subject(said: SupportStatement) -> str:
    """Return the subject of a statement; the id of a Chairpersonship begins with the code of its State."""
    if said.about is About.AGENDA:
        return _ON_AGENDA
    is_own = said.state is not None and said.state in {term.partition("-")[0] for term in said.chairs}
    return _OWN_CHAIR if is_own else _ON_CHAIR


def _stances(collection: Statements) -> tuple[str, str]:
    """Return how many statements are on the Chair and how many on the OSCE or its agenda, and stances."""
    # States that joined a group's statement didn't say it alone.
    by = " by a group" if len(collection) and all(said.state is None for said in collection) else ""
    many = by.replace("a group", "groups")
    on: dict[str, list[Stance]] = {}
    for subject in (_ON_CHAIR, _OWN_CHAIR, _ON_AGENDA):
        if stances := [said.stance for said in collection if _subject(said) == subject]:
            on[subject] = stances
    if len(on) < 2:
        ((subject, stances),) = on.items() or (("", []),)
        return _finding(f"statement{by} {subject}".rstrip(), stances, f"statements{many} {subject}".rstrip())
    parts = [f"{wording.numeral(len(stances))} {subject}" for subject, stances in on.items()]
    said = [f"{subject}: {wording.listed(_word_counts(stances))}" for subject, stances in on.items()]
    total = wording.in_words(len(collection), f"statement{by}", f"statements{many}")
    total = f"{total}: {wording.listed(parts)}"
    return wording.sentence(total), " ".join(map(wording.sentence, said))


def _speakers(collection: Statements) -> str:
    """Say how many statements are by single States and by which groups; nothing if all are of one kind."""
    groups = Counter(said.group for said in collection if said.state is None)
    alone = len(collection) - groups.total()
    if len(groups) + bool(alone) < 2:
        return ""
    first = groups.most_common(_NAMED)
    others = groups.total() - sum(count for _, count in first)
    named = wording.listed(f"{group} {count}" for group, count in (*first, ("others", others)) if count)
    return f"By single States: {alone}; by groups and organizations: {groups.total()} ({named})."


def _word_counts(words: Iterable[Vocabulary]) -> list[str]:
    """Return the number of each word, the most common first."""
    return [f"{count} {word.label}" for word, count in Counter(words).most_common()]


def _finding(noun: str, each: Iterable[Vocabulary], plural: str = "") -> tuple[str, str]:
    """Return the number of records, and the number with each word, the most common first."""
    words = [*each]
    parts = _word_counts(words)
    total = wording.in_words(len(words), noun, plural)
    whole = wording.sentence(f"{total}: {wording.listed(parts)}" if parts else total)
    if len(whole) <= wording.LONGEST_HEADLINE:
        return whole, ""
    return wording.divided(f"{total}: {parts[0]}", f"the others: {wording.listed(parts[1:])}")


def _with_stated(collection: Commitments, day: date) -> tuple[str, str]:
    """Return how many commitments were kept and how many failed, and how many the Chair had stated."""
    if not any(promise.made_by.type is MakerType.CHAIR for promise in collection):
        return _finding("commitment", (promise.status_on(day) for promise in collection))

    def counted(promises: Iterable[Commitment], words: Iterable[Status]) -> list[str]:
        counts = Counter(promise.status_on(day) for promise in promises)
        return [f"{counts[word]} {word.label}" for word in words if counts[word]]

    total = wording.in_words(len(collection), "commitment")
    others = counted(collection, (word for word in Status if word not in wording.MOVED_TO))
    own = stated_by_chair(collection)
    several = len({promise.status_on(day) for promise in collection}) > 1
    ended = wording.listed(counted(own, wording.MOVED_TO)) if several else ""
    are = "is a promise" if len(own) == 1 else "are promises"
    many = wording.numeral(len(own)) if own else "none"
    stated = f"{many} of the {wording.numeral(len(collection))} {are} stated by the Chair"
    if len(collection) == 1:
        stated = f"it is {'' if own else 'not '}a promise stated by the Chair"
    if not (closed := counted(collection, wording.MOVED_TO)):
        return wording.divided(f"{total}: {wording.listed(others)}", stated)
    return wording.divided(
        f"{total}: {wording.listed(closed)}",
        f"the others: {wording.listed(others)}" if others else "",
        f"{stated}: {ended}" if ended else stated,
    )
