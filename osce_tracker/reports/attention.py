"""Commitments that need attention: overdue, without news, or blocked."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from osce_tracker.analysis.evidence import days_late
from osce_tracker.analysis.grouped import grouped
from osce_tracker.analysis.objections import naming, obstructed, states_named
from osce_tracker.analysis.rates import rates
from osce_tracker.errors import UsageError, quoted
from osce_tracker.formats.report import Report
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Commitment, StatusUpdate
from osce_tracker.model.sources import Source
from osce_tracker.model.states import StateRegistry
from osce_tracker.model.statuses import Status, Timing
from osce_tracker.reports import fields, wording
from osce_tracker.text import capitalised
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.caption import last_day, reporting_day
from osce_tracker.tracker.filters import OneOrMore
from osce_tracker.tracker.tracker import Tracker

#: The groups of commitments that are, or were, in difficulties.
_HELD_UP: Final = {
    "blocked": "Blocked",
    "held-up": "Held up, though open",
    "closed": "Closed, with an obstacle on record",
}


@checked
def overdue(tracker: Tracker, on: date | str | None = None, *, chair: OneOrMore | None = None) -> Report:
    """Return the commitments that are open although their deadline has passed.

    Args:
        tracker: the tracker.
        on: the day, such as ``"2025-12-31"``. By default the last day of the Chair's term, or the day up to
            which the record is known if that is earlier.
        chair: only commitments of a Chairpersonship such as ``"FI-2025"``; several mean any of them.

    Returns:
        A report. A deadline of that very day is due, not overdue, and a closed commitment is never overdue:
        a second table lists commitments that were due that day or had missed their deadline.

    Raises:
        PeriodError: if the day is invalid.
        WordError: if the tracker has no record of that Chairpersonship.

    >>> import osce_tracker as ot
    >>> for row in ot.overdue(ot.load(), "2026-01-01").tables[0].records():
    ...     print(row["id"], row["due"].readable, row["days"])
    FI25-PM-17 31 December 2025 1
    FI25-PM-03 December 2025 1
    FI25-PM-05 December 2025 1
    FI25-XD-42 2025 1
    """
    about = reporting_day(tracker := tracker.of_chairs(chair), on)
    day = about.day
    timing = {one: one.timing_on(day) for one in tracker.commitments if one.made <= day}
    chosen = [commitment for commitment, word in timing.items() if word is Timing.OVERDUE]
    near = [one for one, word in timing.items() if word in (Timing.DUE, Timing.MISSED)]
    columns = (
        *fields.commitments("commitment status readings lever due", day, tracker.readings),
        fields.field("days", "days overdue", lambda commitment: days_late(commitment, day), "number"),
        *fields.commitments("when happened", day),
        # It says what was looked for and not found.
        fields.field("note", "note", detail=True),
        *fields.commitments("sources id", day),
    )
    others = fields.field_table(
        "Due that very day, or closed as missed",
        "due_or_missed",
        fields.commitments("commitment status lever due timing sources id", day),
        fields.in_reading_order(near, day),
    )
    counts = Counter(timing.values())
    title = f"Overdue on {readable_day(day)}"
    table = fields.field_table(title, "commitments", columns, groups=_by_dimension(chosen, day))
    return fields.report_on(
        tracker,
        title,
        _overdue_finding(len(chosen), counts, day, last_day(tracker)),
        [table, *([others] if near else [])],
        filters=[wording.chair_label(tracker, chair)],
        notes=[_by_status(chosen, day), *_not_overdue(timing, day)],
        day=about,
    )


def _overdue_finding(late: int, counts: Counter[Timing], day: date, known: date | None) -> tuple[str, str]:
    """Say how many are overdue, and how many are due that day or were closed without being fulfilled."""
    due, missed, part = (counts[word] for word in (Timing.DUE, Timing.MISSED, Timing.IN_PART))
    in_part = f"{wording.numeral(part)} more had been closed as partly fulfilled" if part else ""
    if missed and not late:
        # "None is overdue" would sound as if all were on time.
        opening = f"{wording.in_words(missed, 'commitment')} missed the deadline by {readable_day(day)}"
        more = f"{wording.numeral(due)} {wording.were(due)} due that day and still open" if due else ""
        return wording.divided(opening, more, f"none was overdue{' yet' if due else ''}", in_part)
    # Due commitments are overdue the day after.
    yet = " yet" if due and not late else ""
    found = ": no completion was found" if late else ""
    if late and known is not None and known < day:
        found = f": no completion found by {readable_day(known)}"
    opening = f"{_commitments_were(late)} overdue{yet} on {readable_day(day)}{found}"
    more = f"{wording.numeral(due)} {wording.were(due)} due that day" if due else ""
    # Not those that are overdue.
    rest = "other had missed its deadline" if missed == 1 else "others had missed their deadlines"
    return wording.divided(opening, more, f"{wording.numeral(missed)} {rest}" if missed else "", in_part)


def _commitments_were(count: int) -> str:
    return f"{wording.in_words(count, 'commitment')} {wording.were(count)}"


def _not_overdue(timing: dict[Commitment, Timing], day: date) -> Iterator[str]:
    """Say which commitments aren't overdue because they have no deadline or nobody knows their outcome."""
    undated = [one.status_on(day) for one, word in timing.items() if word is Timing.NO_DEADLINE]
    if open_ := sum(status.is_open for status in undated):
        yield f"Open without a deadline, and so never overdue: {open_}."
    if failed := undated.count(Status.NOT_FULFILLED):
        yield f"Not fulfilled, but without a deadline to miss: {failed}."
    vague = [one.status_on(day) for one, word in timing.items() if word is Timing.NOT_KNOWN]
    if unknown := sum(not status.is_closed for status in vague):
        yield (
            f"Not assessed although the deadline has passed: {unknown}. "
            f"Nobody knows whether {'it is' if unknown == 1 else 'they are'} overdue."
        )


@checked
def stale(
    tracker: Tracker, on: date | str | None = None, days: int = 90, *, chair: OneOrMore | None = None
) -> Report:
    """Return the open commitments without news for some days.

    Args:
        tracker: the tracker.
        on: the day, such as ``"2025-12-31"``; by default as for ``overdue``.
        days: the fewest days without news.
        chair: only commitments of a Chairpersonship such as ``"FI-2025"``; several mean any of them.

    Raises:
        PeriodError: if the day is invalid.
        UsageError: if ``days`` is not a whole number from 0.
        WordError: if the tracker has no record of that Chairpersonship.

    >>> import osce_tracker as ot
    >>> for row in ot.stale(ot.load(), "2025-12-31", days=200).tables[0].records():
    ...     print(row["id"], row["known"], row["days"])
    FI25-EE-07 2025-03-27 279
    FI25-XD-40 2025-04-03 272
    """
    about = reporting_day(tracker := tracker.of_chairs(chair), on)
    day = about.day
    if type(days) is not int or days < 0:
        raise UsageError(f"{quoted(days)} is not a number of days. Give a whole number from 0, such as 90.")

    def known(commitment: Commitment) -> date:
        news = [update.known for update in commitment.updates if update.known <= day]
        return max((*news, commitment.known))

    chosen = [
        c
        for c in tracker.commitments
        if c.made <= day and c.known <= day and c.status_on(day).is_open and (day - known(c)).days >= days
    ]
    columns = (
        *fields.commitments("commitment status readings lever", day, tracker.readings),
        fields.field("known", "last known", known, "date"),
        fields.field("days", "days since", lambda commitment: (day - known(commitment)).days, "number"),
        *fields.commitments("when happened sources id", day),
    )
    state = f"open and without news for {wording.number(days, 'day')} on {readable_day(day)}"
    groups = _by_dimension(chosen, day)
    return fields.report_on(
        tracker,
        capitalised(state),
        wording.sentence(f"{_commitments_were(len(chosen))} {state}"),
        [fields.field_table(capitalised(state), "commitments", columns, groups=groups)],
        filters=[wording.chair_label(tracker, chair)],
        notes=[_by_status(chosen, day)],
        day=about,
    )


@checked
def blocked(tracker: Tracker, on: date | str | None = None, *, chair: OneOrMore | None = None) -> Report:
    """Return the commitments that are blocked, or whose latest update names an obstacle.

    Args:
        tracker: the tracker.
        on: the day, such as ``"2025-12-31"``; by default as for ``overdue``.
        chair: only commitments of a Chairpersonship such as ``"FI-2025"``; several mean any of them.

    Returns:
        A report. If only an earlier update names the States, its text follows the latest news.

    Raises:
        PeriodError: if the day is invalid.
        WordError: if the tracker has no record of that Chairpersonship.

    >>> import osce_tracker as ot
    >>> for row in ot.blocked(ot.load(), "2025-09-30").tables[0].records():
    ...     print(row["commitment"], "-", row["status"].label)
    Secure consensus on the 32nd Economic and Environmental Forum - not fulfilled
    """
    about = reporting_day(tracker := tracker.of_chairs(chair), on)
    day = about.day
    chosen = [c for c in tracker.commitments if c.made <= day and obstructed(c.update_on(day))]

    def named(commitment: Commitment) -> str | None:
        return wording.state_names(states_named(commitment, day), day, tracker.states)

    def updates(commitment: Commitment) -> list[StatusUpdate]:
        # Earlier updates may name the States that the latest leaves out.
        latest = commitment.update_on(day)
        earlier = (one for one in naming(commitment, day) if one is not latest)
        return [update for update in (latest, *earlier) if update is not None]

    def happened(commitment: Commitment) -> str:
        latest, *earlier = updates(commitment)
        texts = (f"{one.date.readable}, on the States named: {one.summary}" for one in earlier)
        return " ".join((latest.summary, *texts))

    def pages(commitment: Commitment) -> tuple[Source, ...]:
        return wording.in_turn(*(update.sources for update in updates(commitment)))

    columns = (
        *fields.commitments("commitment", day),
        *fields.parts("commitment", fields.commitments("made_by"), "made by"),
        *fields.commitments("status readings", day, tracker.readings),
        *fields.of(lambda commitment: commitment.update_on(day), fields.field("obstacle", "obstacle")),
        fields.field("objectors", "States named", named),
        *fields.commitments("lever when", day),
        fields.field("happened", "what happened", happened, detail=True),
        fields.field("sources", "sources", pages, "sources"),
        fields.ID,
    )
    found = grouped((_held_up(c, day), c) for c in fields.in_reading_order(chosen, day))
    groups = [fields.Group(key, title, found.get(key, [])) for key, title in _HELD_UP.items()]
    title = f"Blocked or held up on {readable_day(day)}"
    return fields.report_on(
        tracker,
        title,
        _blocked_finding(groups, day, tracker.states),
        [fields.field_table(title, "commitments", columns, groups=groups)],
        filters=[wording.chair_label(tracker, chair)],
        notes=[_by_status(chosen, day)],
        day=about,
    )


def _held_up(commitment: Commitment, day: date) -> str:
    """Return the key of the group of a commitment that is, or was, in difficulties."""
    status = commitment.status_on(day)
    return "blocked" if status is Status.BLOCKED else "closed" if status.is_closed else "held-up"


def _blocked_finding(groups: Iterable[fields.Group], day: date, states: StateRegistry) -> tuple[str, ...]:
    """Say how many are blocked, held up though open, and closed with an obstacle, and whom sources name."""
    blocked, held_up, closed = (group.records for group in groups)
    parts = [f"{_commitments_were(len(blocked))} blocked"]
    if held_up:
        more = " more" if blocked else ""
        parts.append(f"{wording.numeral(len(held_up))}{more} {wording.were(len(held_up))} held up")
    count = f"{wording.numeral(len(closed))}{' more' if blocked or held_up else ''}"
    verdicts = wording.statuses_in_words(rates(closed, day))
    more = f"{count} had been closed with an obstacle on record: {verdicts}" if closed else ""
    headline, lead = wording.divided(f"{wording.joined(parts)} on {readable_day(day)}", more)
    return headline, lead, _whom_sources_name([*blocked, *held_up], closed, day, states)


def _whom_sources_name(
    still_open: Sequence[Commitment], closed: Sequence[Commitment], day: date, states: StateRegistry
) -> str:
    """Say which States sources name for open commitments and, separately, for closed ones."""

    def named(some: Iterable[Commitment]) -> str:
        names = Counter(code for c in some for code in states_named(c, day))
        ordered = sorted(names, key=lambda code: (-names[code], states.name(code, day)))
        return wording.joined(
            [f"{wording.the(states.name(code, day))} ({wording.numeral(names[code])})" for code in ordered]
        )

    by_open, by_closed = named(still_open), named(closed)
    if not (by_open or by_closed):
        return ""
    role = "as objecting or as having to act first"
    if not (still_open and closed):
        return f"Sources name {by_open or by_closed} {role}."
    still = f"the {wording.numeral(len(still_open))} still open"
    named_open, named_closed = by_open or "no State", by_closed or "no State"
    return f"Sources name {named_open} {role} for {still}; for those closed, {named_closed}."


def _by_dimension(chosen: Iterable[Commitment], day: date) -> list[fields.Group]:
    ordered = fields.in_reading_order(chosen, day)
    return fields.sections(ordered, lambda own: f"{wording.number(len(own), 'commitment')}.")


def _by_status(chosen: Sequence[Commitment], day: date) -> str:
    return wording.counts_by_status(rates(chosen, day)) if chosen else ""
