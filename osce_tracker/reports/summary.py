"""The summary: one screen on what was kept, what is stuck, what comes next and who backs whom."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from operator import itemgetter
from typing import Final

from osce_tracker.analysis.evidence import evidence
from osce_tracker.analysis.objections import objections
from osce_tracker.analysis.positions import Position, positions
from osce_tracker.analysis.rates import Rates, rates, rates_by, stated_by_chair
from osce_tracker.formats.report import Report
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Commitment, Lever
from osce_tracker.model.sources import Source
from osce_tracker.model.statements import Stance, SupportStatement
from osce_tracker.model.statuses import Status
from osce_tracker.reports import fields, wording
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.caption import reporting_day
from osce_tracker.tracker.filters import OneOrMore
from osce_tracker.tracker.tracker import Tracker

#: How many commitments, moves and meetings to name.
_MOST: Final = 3
#: The most failures to name, which every reader asks for.
_MOST_FAILED: Final = 6
#: A subject, a sentence about it, and its sources.
_Line = tuple[str, str, tuple[Source, ...]]
_COLUMNS: Final = (
    fields.field("subject", "subject", itemgetter(0)),
    fields.field("finding", "finding", itemgetter(1)),
    fields.field("sources", "sources", itemgetter(2), "sources"),
)


@checked
def summary(tracker: Tracker, on: date | str | None = None, *, chair: OneOrMore | None = None) -> Report:
    """Return the state of affairs on a day, in sentences that fit one screen for one Chair.

    Args:
        tracker: the tracker.
        on: the day, such as ``"2025-12-31"``. By default the last day of the Chair's term, or the day up to
            which the record is known if that is earlier.
        chair: only records of a Chairpersonship such as ``"FI-2025"``; several mean any of them.

    Returns:
        A report of one table: the outcome of the promises that the Chair stated in advance, failures, who
        delivers, how much rests on the Chair's own word, what is blocked and by whom, the latest moves, what
        comes next, who backs the Chair and who objects.

    Raises:
        PeriodError: if the day is invalid.
        WordError: if the tracker has no record of that Chairpersonship.

    >>> import osce_tracker as ot
    >>> report = ot.summary(ot.load())
    >>> print(next(report.tables[0].records())["finding"])
    18 of 45 promises were kept, 17 in part and two failed; eight were still open.
    """
    about = reporting_day(tracker := tracker.of_chairs(chair), on)
    day = about.day
    made = tuple(tracker.so_on(day).commitments)
    own, every = rates(stated_by_chair(made), day), rates(made, day)
    lines: list[_Line] = [
        *_promises(own, every),
        *_failed(made, day),
        *_delivery(made, day, every),
        *_blocked(tracker, made, day),
        *_objectors(tracker, day),
        *_moves(made, day),
        *_coming(tracker, day),
        *_backing(tracker, day),
    ]
    return fields.report_on(
        tracker,
        f"Summary, {readable_day(day)}",
        # The table counts all commitments.
        wording.kept_finding(own, every, day, len(tracker.terms), of_all=False),
        [fields.field_table("In short", "summary", _COLUMNS, lines)],
        filters=[wording.chair_label(tracker, chair)],
        day=about,
    )


def _promises(own: Rates, every: Rates) -> Iterator[_Line]:
    """Give the outcome of the Chair's stated promises, and of all records."""
    if own.total:
        yield "Stated by the Chair", wording.sentence(_outcome(own, "promise", "kept")), ()
    if every.total > own.total:
        these = f" (these {own.fulfilled.part} included)" if own.fulfilled.part else ""
        yield "All records", wording.sentence(_outcome(every, "commitment", f"fulfilled{these}")), ()


def _delivery(made: Sequence[Commitment], day: date, every: Rates) -> Iterator[_Line]:
    """Say how many were fulfilled for each who delivers, and how much rests on the Chair's word."""
    if every.fulfilled.part:
        stated = rates_by(stated_by_chair(made), day, "lever")
        parts = [
            f"{word.label} {_of(counted)}"
            + (f" (its stated promises {_of(stated[word])})" if word is Lever.CHAIR in stated else "")
            for word, counted in rates_by(made, day, "lever").items()
        ]
        whose = "Fulfilled of those assessed, whoever made them"
        yield "By who delivers", f"{whose}: {wording.listed(parts)}.", ()
        own_word = evidence(made, day).own_word
        known = f"for {own_word.part} of the {wording.number(own_word.whole, 'fulfilled commitment')}"
        yield "Evidence", f"Only the Chair's or the OSCE's own word is known {known}.", ()


def _of(counted: Rates) -> str:
    """Return the share fulfilled of those assessed, without the percentage."""
    return f"{counted.fulfilled.part} of {counted.fulfilled.whole}"


def _outcome(counted: Rates, noun: str, kept: str) -> str:
    """Return how many were kept or fulfilled, in part too, failed, are open and are not assessed."""
    whole = counted.count(Status.FULFILLED)
    first = f"{whole or 'none'} of {wording.number(counted.total, noun)} {wording.were(whole)} {kept}"
    settled = _counts(
        (counted.count(Status.PARTLY_FULFILLED), "in part"),
        (counted.count(Status.NOT_FULFILLED), "failed"),
        (counted.count(Status.SUPERSEDED, Status.WITHDRAWN), "dropped"),
    )
    open_ = counted.count(*(status for status in Status if status.is_open))
    if rest := _counts((open_, "still open"), (counted.unassessed, "not assessed")):
        rest[0] = rest[0].replace(" ", " was " if rest[0].startswith("one ") else " were ", 1)
    return "; ".join(filter(None, (wording.joined([first, *settled]), wording.joined(rest))))


def _counts(*counts: tuple[int, str]) -> list[str]:
    """Return numbers with what they count, without zeros."""
    return [f"{wording.numeral(count)} {said}" for count, said in counts if count]


def _failed(made: Iterable[Commitment], day: date) -> Iterator[_Line]:
    """Name the failures among the Chair's stated promises and among other commitments."""
    found = [c for c in fields.in_reading_order(made, day) if c.status_on(day) is Status.NOT_FULFILLED]
    stated = stated_by_chair(found)
    others = [one for one in found if one not in stated]
    parts = [
        (f"{whose}: " if stated else "")
        + _first_names([wording.title_and_maker(one, _whom(one)) for one in some], _MOST_FAILED)
        for whose, some in (("Promises of the Chair", stated), ("Other commitments", others))
        if some
    ]
    if parts:
        yield "Failed", " ".join(parts), fields.pages(*(one.update_on(day) for one in found))


def _whom(commitment: Commitment) -> str:
    """Return who delivers a commitment, for use in a sentence."""
    return "the Chair alone" if commitment.lever is Lever.CHAIR else commitment.lever.label


def _blocked(tracker: Tracker, made: Iterable[Commitment], day: date) -> Iterator[_Line]:
    """Name what is blocked and why."""
    found = [c for c in fields.in_reading_order(made, day) if c.status_on(day) is Status.BLOCKED]
    if not found:
        yield "Blocked", "No commitment is blocked.", ()
        return
    names = [wording.title_and_maker(one, wording.reason_on(one, day, tracker.states)) for one in found]
    yield "Blocked", _first_names(names), fields.pages(*(one.update_on(day) for one in found[:_MOST]))


def _objectors(tracker: Tracker, day: date) -> Iterator[_Line]:
    """Name the States that object according to sources, with the number of commitments for each."""
    found = objections(tracker, day)
    promises = Counter(state for state, _ in {(one.state, one.commitment.id) for one in found})
    states = tracker.states
    names = [
        f"{wording.the(states.name(code, day))} ({wording.in_words(promises[code], 'commitment')})"
        for code in states.in_order(list(promises), day)
    ]
    if names:
        yield "Who objected", f"Sources name {wording.joined(names)}.", fields.pages(*found)


def _moves(made: Iterable[Commitment], day: date) -> Iterator[_Line]:
    """Name the commitments whose status changed last."""
    found = [
        (commitment, update)
        for commitment in made
        for before, update in pairwise((None, *commitment.updates))
        if update and update.date.last <= day and (before is None or update.status is not before.status)
    ]
    latest = sorted(found, key=lambda one: (one[1].date.first, one[0].id), reverse=True)[:_MOST]
    if latest:
        moves = "; ".join(
            f"{update.date.readable}: {wording.title_and_maker(one, update.status.label)}"
            for one, update in latest
        )
        others = "; not the Chair's)"
        if moves.count(others) == len(latest):
            moves = f"{moves.replace(others, ')')}. None of these is the Chair's"
        yield "Latest moves", f"{moves}.", fields.pages(*(update for _, update in latest))


def _coming(tracker: Tracker, day: date) -> Iterator[_Line]:
    """Name the next meetings."""
    found = [event for event in tracker.events.upcoming(day) if event.when.first > day]
    if not found:
        yield "Coming next", f"No meeting after {readable_day(day)} is on record.", ()
        return
    names = [f"{event.when.readable}: {event.title}" for event in found]
    yield "Coming next", _first_names(names), fields.pages(*found[:_MOST])


def _backing(tracker: Tracker, day: date) -> Iterator[_Line]:
    """Say how many States ever supported each Chair themselves or through a group, and who is against it."""
    if not len(tracker.states):
        return
    backing: list[str] = []
    against: list[str] = []
    latest: list[SupportStatement | None] = []
    # A State's words on one Chair say nothing about its view of another.
    for term in [term.id for term in tracker.terms] if len(tracker.terms) > 1 else [None]:
        found = positions(tracker, chair=term, on=day).states
        of = "" if term is None else f"{wording.chair_name(tracker, term)}: "
        own = sum(one.own_supported for one in found)
        through = sum(one.through_supported and not one.own_supported for one in found)
        silent = sum(not one.own and not one.through for one in found)
        others = "other" if tracker.terms else "participating"
        supported = "" if of else " supported the Chair at least once"
        text = (
            f"{of or 'Of '}{f'of {len(found)}' if of else len(found)} {others} States, {wording.numeral(own)}"
            f"{supported} in their own words and {wording.numeral(through)} more through a group"
        )
        if silent:
            what = "no statement" if of else "no statement on the Chair was found"
            text += f"; {what} for {wording.numeral(silent)}"
        backing.append(f"{text}.")
        critics = [one for one in found if one.own_stance in (Stance.CRITICAL, Stance.OPPOSES)]
        critics.sort(key=lambda one: -len(one.own))
        said = [f"{wording.the(tracker.states.name(one.state, day))} ({_stances(one)})" for one in critics]
        if said:
            against.append(f"{of}{wording.joined(said)}")
        latest += [one.own_latest for one in critics]
    several = "Supported at least once. " if len(backing) > 1 else ""
    yield "Who backs the Chair", f"{several}{' '.join(backing)}", ()
    if against:
        finding = f"Going by each State's own latest words, with all its stances: {'; '.join(against)}."
        yield "Critical or opposed", finding, fields.pages(*latest)


def _stances(one: Position) -> str:
    """Return how often a State took each stance on the Chair in its own words."""
    return wording.listed(f"{count} {stance}" for stance, count in one.own_counts.items() if count)


def _first_names(names: Sequence[str], most: int = _MOST) -> str:
    """Return the first names, and how many more there are."""
    more = len(names) - most
    return f"{'; '.join(names[:most])}{f'; and {wording.numeral(more)} more' if more > 0 else ''}."
