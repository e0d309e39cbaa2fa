"""A brief on a quarter, for forwarding: what is stuck, what was fulfilled, who objected, what comes next.

It covers everything that had happened by the last day, whenever it became known. It fits one page: longer
lists are cut, and say so.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from osce_tracker.analysis.grouped import grouped
from osce_tracker.analysis.moves import courses
from osce_tracker.analysis.objections import objections
from osce_tracker.analysis.rates import Rates, rates, stated_by_chair, tally
from osce_tracker.formats.report import KeyFigure, Report, Table
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Commitment, Lever
from osce_tracker.model.events import Event
from osce_tracker.model.periods import Period
from osce_tracker.model.sources import Source
from osce_tracker.model.statements import About
from osce_tracker.model.statuses import Status
from osce_tracker.plot.flow_chart import flow_of
from osce_tracker.reports import fields, wording
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.caption import reporting_day
from osce_tracker.tracker.filters import OneOrMore
from osce_tracker.tracker.tracker import Tracker

#: How many rows fit one page.
_MOST_STUCK: Final = 7
_MOST_KEPT: Final = 6
_MOST_MEETINGS: Final = 4
#: Among fulfilled commitments, those that needed others come first.
_OTHERS_FIRST: Final = (Lever.CONSENSUS, Lever.EXTERNAL, Lever.STATES, Lever.STRUCTURES, Lever.CHAIR)


@checked
def brief(tracker: Tracker, period: str | date | Period, *, chair: OneOrMore | None = None) -> Report:
    """Return a brief on a quarter, or another period, that fits one page.

    Args:
        tracker: the tracker.
        period: such as ``"2025-Q4"``.
        chair: only records of a Chairpersonship such as ``"FI-2025"``; several mean any of them.

    Returns:
        A report of four short tables: stuck or failed commitments, with the reason; fulfilled ones,
        with those that needed others first; the States that objected in the period; and the
        meetings announced by its end. A note under a table says how many rows were left out.

    Raises:
        PeriodError: if the period is invalid.
        WordError: if the tracker has no record of that Chairpersonship.

    >>> import osce_tracker as ot
    >>> report = ot.brief(ot.load(), "2025-Q4")
    >>> report.headline
    '26 commitments were fulfilled in Q4 2025, 17 in part and six failed; one ended blocked.'
    >>> for row in report.tables[0].records():
    ...     print(row["commitment"], "-", row["reason"])
    ...     break
    Work constructively for a 2026 Unified Budget - no consensus
    """
    wanted = Period(period)
    day = wanted.last
    tracker = tracker.of_chairs(chair)
    found = [one for one in courses(tracker.commitments, wanted) if one.made <= day]
    made = [one.commitment for one in found]
    ends = [one.status_end for one in found]
    # Changes dated too vaguely to place in the period are only in the quarterly table.
    moved = [(one.commitment, one.status_end) for one in found if one.surely_moved]
    stuck = [
        one.commitment
        for one in found
        if one.status_end is Status.BLOCKED or (one.surely_moved and one.status_end is Status.NOT_FULFILLED)
    ]
    kept = [commitment for commitment, status in moved if status is Status.FULFILLED]
    headline = wording.moves_headline(moved, ends, wording.during(wanted))
    # The picture counts these too.
    vague = wording.vague_moves(
        sum(one.moved for one in found) - len(moved), wording.during(wanted), more=bool(moved)
    )
    tables = (
        _stuck(tracker, stuck, day),
        _kept(kept, day),
        _objections(tracker, wanted),
        _announced(tracker, day),
    )
    return fields.report_on(
        tracker,
        f"Brief, {wanted.readable}",
        (wording.beyond_record(tracker, wanted) or headline, *wording.moves_lead(moved), vague),
        tables if any(table.rows for table in tables) else (),
        figures=_figures(moved, rates(stated_by_chair(made), day), wanted),
        charts=(flow_of(tracker, wanted, found),) if made else (),
        notes=(
            wording.not_assessed_note(tally(ends)),
            wording.DATES_NOTE if kept or stuck else "",
            _statements(tracker, wanted),
        ),
        filters=[wording.chair_label(tracker, chair)],
        day=reporting_day(tracker, day),
    )


def _figures(moved: Sequence[tuple[Commitment, Status]], own: Rates, period: Period) -> Iterator[KeyFigure]:
    for status in wording.MOVED_TO:
        count = sum(after is status for _, after in moved)
        yield fields.figure(status.value, wording.moved_label(status, period), count, word=status)
    if own.assessed:
        stated = f"kept of the Chair's stated promises, by {readable_day(period.last)}"
        yield fields.figure("kept", stated, own.fulfilled)


def _stuck(tracker: Tracker, chosen: Iterable[Commitment], day: date) -> Table:
    ordered = fields.in_reading_order(chosen, day)
    shown = (
        *fields.commitments("commitment status", day),
        fields.field("reason", "why", lambda promise: wording.reason_on(promise, day, tracker.states)),
        *_latest(day),
    )
    return _table("Stuck or failed, and why", "stuck", shown, ordered, _MOST_STUCK, day)


def _kept(chosen: Iterable[Commitment], day: date) -> Table:
    ordered = sorted(chosen, key=lambda c: (_OTHERS_FIRST.index(c.lever), c.title.casefold(), c.id))
    shown = (*fields.commitments("commitment lever", day), *_latest(day))
    title = "Fulfilled, first those that needed others"
    return _table(title, "fulfilled", shown, ordered, _MOST_KEPT, day)


def _latest(day: date) -> tuple[fields.Field, ...]:
    """Return the date of the latest update with its newest source, and the id."""
    when = fields.field("when", "as of", "date", "date")
    newest = fields.field("sources", "source", lambda update: fields.pages(update)[:1], "sources")
    return (*fields.of(lambda commitment: commitment.update_on(day), when, newest), fields.ID)


def _table(  # noqa: PLR0917 (those of a table, its most rows and the day)
    title: str, key: str, shown: Iterable[fields.Field], rows: Sequence[Any], most: int, day: date
) -> Table:
    """Return a table of the first rows, with a note on how many were left out, or that it is empty."""
    more = len(rows) - most
    cut = f"And {wording.numeral(more)} more." if more > 0 else ""
    return fields.field_table(
        title, key, shown, rows[:most], notes=[cut if rows else wording.none_found(day)]
    )


def _objections(tracker: Tracker, period: Period) -> Table:
    """Return the States that objected in the period, with what each objected to."""
    found = (one for one in objections(tracker, period.last) if period.contains(one.when))
    by_state = grouped((one.state, one) for one in found)

    def what(code: str) -> str:
        return "; ".join(dict.fromkeys(one.commitment.title for one in by_state[code]))

    names = tracker.states
    shown = (
        fields.field("state", "State", lambda code: names.name(code, period.last)),
        fields.field("commitments", "objected to", what),
        fields.field("sources", "sources", lambda code: fields.pages(*by_state[code]), "sources"),
        fields.field("code", "code", str),
    )
    rows = names.in_order(list(by_state), period.last)
    title = f"Named as objecting {wording.during(period)}"
    others = "Others may have objected; no source found says so."
    notes = [others if rows else wording.none_found(period.last)]
    return fields.field_table(title, "objections", shown, rows, notes=notes)


def _announced(tracker: Tracker, day: date) -> Table:
    coming = [e for e in tracker.events.upcoming(day) if e.when.first > day and e.known <= day]

    def pages(event: Event) -> tuple[Source, ...]:
        # Only sources that had announced it by the day.
        by_then = (one for one in event.sources if one.published is None or one.published.last <= day)
        return wording.newest_first(by_then)

    shown = (
        *fields.events(tracker.states, "event when place"),
        fields.field("sources", "sources", pages, "sources"),
        fields.ID,
    )
    title = f"Announced by {readable_day(day)}"
    return _table(title, "announced", shown, coming, _MOST_MEETINGS, day)


def _statements(tracker: Tracker, period: Period) -> str:
    """Say who spoke on the Chair; the Chair's own State is counted separately."""
    said = tracker.statements.where(period=period, about=About.CHAIRMANSHIP)
    own = [one for one in said if tracker.is_chairs_own(one)]
    others = len(said) - len(own)
    if not said:
        return ""
    return (
        f"Statements on the Chair in {period.readable}: {wording.numeral(others)} by others, "
        f"{wording.numeral(len(own))} by its own State. Silence is not support."
    )
