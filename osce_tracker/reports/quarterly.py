"""The quarterly commitment table: promises, their status and their news.

The status at the start is that of the eve of the quarter, so that news of its first day shows as a change. A
promise counts as made on the last day of its date, or on its first update if that is earlier. The table
holds promises that had been made by the end and were open at the start, and those made or updated in the
quarter or with another status at its end. News belongs to the quarter only if its date lies wholly inside it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from osce_tracker.analysis.moves import Course, courses
from osce_tracker.analysis.rates import tally
from osce_tracker.formats.report import KeyFigure, Report
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Commitment, Lever
from osce_tracker.model.dimensions import Dimension
from osce_tracker.model.periods import Period
from osce_tracker.model.shares import Share
from osce_tracker.model.sources import Source
from osce_tracker.model.statuses import Status
from osce_tracker.plot.chart import Chart
from osce_tracker.plot.flow_chart import flow_of
from osce_tracker.plot.lanes_chart import all_lanes
from osce_tracker.reports import fields, wording
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.caption import reporting_day
from osce_tracker.tracker.filters import OneOrMore
from osce_tracker.tracker.tracker import Tracker

#: The column widths as a share of the page, in per cent.
_WIDTHS: Final = {
    "commitment": 18,
    "status_start": 12,
    "status_end": 14,
    "happened": 31,
    "lever": 9,
    "also": 9,
    "due": 10,
    "id": 6,
}
#: Ten pictures of lanes.
_MOST_LANES: Final = 250


@checked
def quarterly(
    tracker: Tracker,
    period: str | date | Period,
    *,
    dimension: OneOrMore | None = None,
    made_by: OneOrMore | None = None,
    lever: OneOrMore | None = None,
    only_changed: bool = False,
    all: bool = False,  # noqa: A002 (what users call it)
    chair: OneOrMore | None = None,
) -> Report:
    """Return the commitment table of a quarter, or of another period.

    Args:
        tracker: the tracker.
        period: a quarter such as ``"2025-Q3"``, or a month, half-year, year or span.
        dimension: only commitments that touch it.
        made_by: only those of a type of maker such as ``"chair"``, or of a maker by name.
        lever: only those that this party delivers, such as ``"consensus"``.
        only_changed: only those with news: made or updated in the period, or with another status at its end.
        all: also those that were closed before the period and have no news in it.
        chair: only those of a Chairpersonship such as ``"FI-2025"``; several mean any of them.

    Returns:
        A report of one table, grouped by dimension. With a filter for one dimension it has one group and a
        column of the other dimensions that each commitment touches.

    Raises:
        PeriodError: if the period is invalid.
        WordError: if a dimension, maker or lever doesn't exist, or the tracker has no record of that
            Chairpersonship.

    >>> import osce_tracker as ot
    >>> report = ot.quarterly(ot.load(), "2025-Q3", lever="consensus")
    >>> [(group.title, group.size) for group in report.tables[0].groups][:2]
    [('Politico-military dimension', 1), ('Economic and environmental dimension', 1)]
    """
    wanted = Period(period)
    tracker = tracker.of_chairs(chair)
    chosen = tracker.commitments.where(dimension=dimension, made_by=made_by, lever=lever)
    lines = courses(chosen, wanted)
    made = [line for line in lines if line.made <= wanted.last]
    belonging = made if all else [line for line in made if line.current]
    shown = [line for line in belonging if line.changed] if only_changed else belonging
    filters = (
        wording.filter_label("dimension", Dimension, dimension),
        wording.filter_label("who delivers", Lever, lever),
        "" if made_by is None else f"made by: {wording.listed(made_by)}",
        "only those with news" if only_changed else "",
        "with those closed before" if all else "",
    )

    def counts(lines: Iterable[Course]) -> str:
        return wording.counts_by_status(tally(line.status_end for line in lines))

    ordered = sorted(shown, key=lambda line: fields.reading_order(line.commitment, line.status_end))
    chosen_by = "; ".join(filter(None, filters[:3]))
    only = fields.only_dimension(dimension)
    touching = "" if only is None else f"touching the {only.label} dimension"
    # Updates entered later are known regardless.
    beyond = "" if any(line.updates for line in made) else wording.beyond_record(tracker, wanted)
    return fields.report_on(
        tracker,
        f"Commitments{f' {touching}' if touching else ''}, {wanted.readable}",
        _finding(made, shown, wanted, only, beyond),
        [
            fields.field_table(
                f"Commitments {wording.during(wanted)}",
                "commitments",
                _columns(wanted, only, tracker),
                groups=fields.sections(ordered, counts, only),
                totals=_totals(made, belonging, shown, wanted),
            )
        ],
        # The title names the one dimension.
        filters=(wording.chair_label(tracker, chair), *(filters[1:] if touching else filters)),
        figures=_figures(made, wanted, len(made) - len(belonging)),
        # The picture counts the same commitments as the totals of the table.
        charts=[flow_of(tracker, wanted, made, chosen_by)] if made else (),
        charts_below=_lanes(tracker, lines, wanted, chosen_by),
        notes=(
            wording.not_assessed_note(tally(line.status_end for line in made)),
            wording.DATES_NOTE if any(line.updates for line in shown) else "",
            *_too_vague(lines, {line.commitment.id for line in shown}, wanted),
        ),
        day=reporting_day(tracker, wanted.last),
    )


def _finding(
    made: Sequence[Course],
    lines: Sequence[Course],
    period: Period,
    dimension: Dimension | None,
    beyond: str,
) -> Iterator[str]:
    """Yield the headline and the lead on what moved; empty sentences are dropped later."""
    when = wording.during(period)
    moved = [(line.commitment, line.status_end) for line in lines if line.surely_moved]
    yield beyond or wording.moves_headline(moved, [line.status_end for line in lines], when, dimension)
    yield from wording.moves_lead(moved)
    if dimension and made:
        alone = sum(len(line.commitment.dimensions) == 1 for line in made)
        every = wording.number(len(made), "commitment")
        yield (
            f"{every} made by {readable_day(period.last)} touch the {dimension.label} dimension; the "
            f"scorecard counts under it only the {alone} that touch no other."
        )
    vague = sum(line.moved for line in lines) - len(moved)
    yield wording.vague_moves(vague, when, more=bool(moved))


def _columns(period: Period, dimension: Dimension | None, tracker: Tracker) -> tuple[fields.Field, ...]:
    """Return the seven visible columns, with the parts of their cells."""
    eve, last = period.previous().last, period.last

    def others(commitment: Commitment) -> str | None:
        return (
            wording.listed(other.label for other in commitment.dimensions if other is not dimension) or None
        )

    def first(line: Course) -> str | None:
        return "first on record" if line.status_start is None else None

    def reason(line: Course) -> str | None:
        return wording.reason_on(line.commitment, last, tracker.states)

    def pages(line: Course) -> tuple[Source, ...]:
        found = _sources(line)
        # Without news, later pages about an earlier update would look like news.
        by_then = [one for one in found if one.published is None or one.published.first <= last]
        return found if line.updates or not by_then else tuple(by_then)

    during = wording.during(period)
    news = f"what happened {during}"
    readings = fields.commitments("readings", last, tracker.readings)
    also = () if dimension is None else (fields.field("also", "also touches", others),)
    shown = (
        *fields.of("commitment", *fields.commitments("commitment")),
        fields.field("status_start", f"status on {readable_day(eve)}", short="before", later="status_end"),
        fields.field("first", "first on record", first, part_of="status_start"),
        fields.field("status_end", f"status on {readable_day(last)}", short="after"),
        fields.field("reason", "reason", reason, part_of="status_end"),
        *fields.of("commitment", *fields.parts("status_end", readings, "readings")),
        fields.field("when", "when", _when, "date", part_of="happened"),
        fields.field("happened", news, lambda line: _happened(line, during), detail=True),
        fields.field("sources", "sources", pages, "sources", part_of="happened"),
        *fields.of("commitment", *fields.commitments("lever")),
        *fields.of("commitment", *fields.parts("due", fields.commitments("due timing", last))),
        *fields.of("commitment", *also, fields.ID),
    )
    return fields.wide(_WIDTHS, shown)


def _when(line: Course) -> Period | None:
    """Return the date of the latest update in the period, or that of the promise if it is first on record."""
    if line.updates:
        return line.updates[-1].date
    return line.commitment.made_on if line.first else None


def _happened(line: Course, during: str) -> str:
    if not line.updates and not line.first and line.latest in line.vague:
        return f"Dated {line.latest.date.readable}, so perhaps not {during}: {line.latest.summary}"
    if not line.updates:
        known = "" if line.latest is None else f"; last update {line.latest.date.readable}"
        return "First on record." if line.first else f"No news {during}{known}."
    earlier = len(line.updates) - 1
    more = f" ({wording.number(earlier, 'earlier update')} {during})" if earlier else ""
    return f"{line.updates[-1].summary}{more}"


def _sources(line: Course) -> tuple[Source, ...]:
    """Return the sources of the news; without news, those of the last update or else of the promise."""
    news = line.updates[-1] if line.updates else line.latest
    others = [page for update in line.updates[:-1] for page in update.sources]
    if line.first or news is None:
        others += line.commitment.sources
    return wording.in_turn(() if news is None else news.sources, others)


def _figures(made: Sequence[Course], period: Period, closed: int) -> Iterator[KeyFigure]:
    """Yield how many moved to each status, as in the headline, and how many have it at the end.

    Args:
        made: the courses of all commitments made by then, as in the picture and the scorecard.
        period: the period.
        closed: how many of them were closed before, and have no row.
    """
    ends = Counter(line.status_end for line in made)
    moved = Counter(line.status_end for line in made if line.surely_moved)
    day = readable_day(period.last)
    for number, status in enumerate(wording.MOVED_TO):
        # Readers see the next figures after the first.
        earlier = f"; the table leaves out {closed} closed before {readable_day(period.first)}"
        note = f"{ends[status]} of all {len(made)} on {day}{earlier if closed and number == 0 else ''}"
        label = wording.moved_label(status, period)
        yield fields.figure(status.value, label, moved[status], note, word=status)
    unknown = Share(ends[Status.NOT_ASSESSED], len(made))
    yield fields.figure("not-assessed", "not assessed", unknown, f"on {day}", word=Status.NOT_ASSESSED)


def _lanes(tracker: Tracker, lines: Iterable[Course], period: Period, selection: str) -> tuple[Chart, ...]:
    """Return lanes of the commitments that moved, 25 per picture; none if there are too many."""
    moved = [line.commitment for line in lines if line.made <= period.last and line.moved]
    sure = all(line.surely_moved for line in lines if line.moved)
    what = f"changed status {wording.during(period)}{'' if sure else ', or may have'}"
    return all_lanes(tracker, period, moved, selection, what) if len(moved) <= _MOST_LANES else ()


def _totals(
    made: Sequence[Course], belonging: Sequence[Course], shown: Sequence[Course], period: Period
) -> Iterator[KeyFigure]:
    """Count the commitments that the table shows and leaves out, so that it adds up to the chart."""
    first = readable_day(period.first)
    statuses = wording.statuses_in_words(tally(line.status_end for line in shown))
    yield fields.figure("shown", "in this table", len(shown), statuses)
    if closed := len(made) - len(belonging):
        yield fields.figure("closed", f"closed before {first}, not shown", closed)
    if quiet := len(belonging) - len(shown):
        yield fields.figure("quiet", f"without news {wording.during(period)}, not shown", quiet)
    yield fields.figure("made", f"made by {readable_day(period.last)}", len(made))


def _too_vague(lines: Iterable[Course], shown: set[str], period: Period) -> Iterator[str]:
    """List dates that overlap the period without lying inside it, if they leave a question open."""
    made = (
        (line.commitment, line.commitment.made_on)
        for line in lines
        if line.commitment.id not in shown and line.made >= period.first and not line.first
        if line.commitment.made_on.first <= period.last
    )
    happened = ((line.commitment, update.date) for line in lines for update in line.vague)
    for dates, noun, one, many in (
        (made, "commitment", "it was made", "they were made"),
        (happened, "update", "it happened", "they happened"),
    ):
        names = [f"{c.title} ({when.readable}, {c.id})" for c, when in dates]
        if names:
            verb, question = ("is", one) if len(names) == 1 else ("are", many)
            count = f"{wording.number(len(names), noun)} {verb} dated too vaguely"
            yield f"{count} to say if {question} {wording.during(period)}: {'; '.join(names)}."
