"""The scorecard of a day: rates that can't mislead, and what they rest on.

Every rate comes with its counts and with how many are not assessed, and with a range from "all unknowns
failed" to "all succeeded" where there are unknowns. Partly fulfilled is counted separately. Promises that the
Chair stated in advance come first, and all records are next to them: deeds first seen when already done
flatter whoever did them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from operator import itemgetter
from typing import Final

from osce_tracker.analysis.evidence import confirmed_only, days_late, evidence
from osce_tracker.analysis.rates import Rates, by_chair, rates, rates_by, stated_by_chair
from osce_tracker.formats.report import KeyFigure, Report, Table, Value
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Commitment
from osce_tracker.model.statuses import Scale, Status, Timing
from osce_tracker.plot.levers_chart import levers
from osce_tracker.reports import fields, wording
from osce_tracker.text import capitalised
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.caption import reporting_day
from osce_tracker.tracker.filters import OneOrMore
from osce_tracker.tracker.tracker import Tracker

#: What commitments are grouped by in the table of rates, with the heading of each grouping.
_GROUPINGS: Final = (
    ("dimension", "By dimension"),
    ("lever", "By who delivers"),
    ("kind", "By what was promised"),
    ("basis", "By how it was promised"),
    ("maker", "By who made it"),
)
_DENOMINATORS: Final = (
    "Fulfilled and partly fulfilled are out of those assessed. Superseded and withdrawn commitments are in "
    "no rate."
)
_RANGES: Final = (
    "A range runs from how many of all would be fulfilled if those not assessed had failed, to how many if "
    "they had all been fulfilled."
)
_OWN_WORD: Final = "Own word: sources of the Chair and the OSCE. Independent: any other known source."
#: A row of counts: what is counted, how many stated by the Chair, how many in all.
_Count = tuple["Value", int, int]
#: The deadlines that were not kept. Those of open commitments run on; a missed one has no days.
_LATE: Final = frozenset({Timing.LATE, Timing.MISSED, Timing.OVERDUE})


@checked
def scorecard(
    tracker: Tracker,
    on: date | str | None = None,
    *,
    independent_only: bool = False,
    scale: str | Scale | None = None,
    chair: OneOrMore | None = None,
) -> Report:
    """Return the scorecard of a day.

    Args:
        tracker: the tracker; commitments made by the day count.
        on: the day, such as ``"2025-12-31"``. By default the last day of the Chair's term, or the day up to
            which the record is known if that is earlier.
        independent_only: count only updates with a source other than the Chair and the OSCE.
        scale: also show the statuses on another scale: ``ogp``, ``g20``, ``upr`` or ``odihr``.
        chair: only commitments of a Chairpersonship such as ``"FI-2025"``; several mean any of them.

    Returns:
        A report of three tables, each with a column for the promises that the Chair stated in advance and one
        for all records: rates, counts (of statuses, timing, evidence, verdicts on which two readings differ,
        and marks of the scale), and what is late, missed or overdue. Empty rows and tables are left out. For
        several Chairpersonships the rates are also those of each.

    Raises:
        PeriodError: if the day is invalid.
        WordError: if the scale doesn't exist, or the tracker has no record of that Chairpersonship.

    >>> import osce_tracker as ot
    >>> report = ot.scorecard(ot.load(), on="2025-12-31")
    >>> row = next(report.tables[0].records())
    >>> str(row["stated_fulfilled"]), str(row["all_fulfilled"])
    ('18 of 45 (40%)', '45 of 91 (49%)')
    """
    about = reporting_day(tracker := tracker.of_chairs(chair), on)
    day, wanted = about.day, None if scale is None else Scale(scale)
    view = tracker.so_on(day)
    if independent_only:
        view = view.with_records(*map(confirmed_only, view.commitments))
    made = tuple(view.commitments)
    own, every = rates(stated_by_chair(made), day), rates(made, day)
    chairs = by_chair(view)
    whose = "Chairs' stated" if len(chairs) > 1 else "Chair's stated"
    counts, late = _counts(view, day, whose, wanted), _late(view, day)
    who = "a Chair made itself" if len(chairs) > 1 else "the Chair made itself"
    notes = (
        f"{whose}: promises that {who} and stated in advance. All: all commitments, whoever made them.",
        wording.not_assessed_note(every),
        _DENOMINATORS,
        _RANGES if every.unassessed else "",
        "" if late.rows else f"No commitment was late, missed or overdue on {readable_day(day)}.",
        *running_terms(tracker, chairs, day),
    )
    return fields.report_on(
        tracker,
        f"Scorecard, {readable_day(day)}",
        wording.kept_finding(own, every, day, len(chairs)),
        [table for table in (_rates(tracker, chairs, made, day, whose), counts, late) if table.rows],
        filters=(
            wording.chair_label(tracker, chair),
            "only updates with an independent source" if independent_only else "",
        ),
        figures=_figures(made, day, own, every, len(chairs)),
        # The chart counts all updates, so it doesn't go with a count of independent ones alone.
        charts=() if independent_only else (levers(tracker, day),),
        notes=notes if made else (),
        day=about,
    )


def running_terms(tracker: Tracker, chairs: Iterable[str], day: date) -> Iterator[str]:
    """Say which of several terms still runs, since its promises had less time than those of the others.

    Args:
        tracker: the tracker.
        chairs: the ids of the Chairpersonships.
        day: the day.
    """
    terms = [term for term in tracker.terms if term.id in chairs]
    names = [wording.chair_name(tracker, term.id) for term in terms if day < term.until]
    if len(terms) > 1 and names:
        over = f"Not over yet on {readable_day(day)}: the term of {wording.joined(names)}"
        yield f"{over}. Fewer of its commitments have come due than in a whole term."


def _figures(
    made: Sequence[Commitment], day: date, own: Rates, every: Rates, chairs: int
) -> Iterator[KeyFigure]:
    stated = "the Chairs' own, of those assessed" if chairs > 1 else "the Chair's own, of those assessed"
    resting, word = "fulfilled on the Chair's or the OSCE's own word only", evidence(made, day).own_word
    found = (
        ("kept", "stated promises kept", own.fulfilled, stated),
        ("partly", "stated promises kept in part", own.partly, ""),
        ("failed", "stated promises failed", own.failed, ""),
        ("all", "commitments fulfilled", every.fulfilled, "of all assessed, whoever made them"),
        ("all-failed", "commitments failed", every.failed, ""),
        ("own-word", resting, word, "of all commitments fulfilled"),
    )
    for key, label, share, note in found:
        if share.whole:
            yield fields.figure(key, label, share, note)


def _rates(
    tracker: Tracker,
    chairs: Mapping[str, Sequence[Commitment]],
    made: Sequence[Commitment],
    day: date,
    whose: str,
) -> Table:
    own = stated_by_chair(made)

    def row(name: str, counted: Sequence[Commitment]) -> tuple[str, Rates, Rates]:
        return name, rates(stated_by_chair(counted), day), rates(counted, day)

    groups = [fields.Group("all", "Together", [row("Total", made)] if made else [])]
    if len(chairs) > 1:
        each = [row(wording.chair_name(tracker, chair), counted) for chair, counted in chairs.items()]
        groups.append(fields.Group("chair", "By Chairpersonship", each))
    for key, title in _GROUPINGS:
        stated = rates_by(own, day, key)
        rows = [
            (capitalised(word.label), stated.get(word, rates((), day)), counted)
            for word, counted in rates_by(made, day, key).items()
        ]
        groups.append(fields.Group(key, title, rows))
    # Who delivers is explained in the chart; words of the codebook need it here.
    words = chain.from_iterable(rates_by(made, day, key) for key in ("kind", "basis"))
    meanings = (
        f"{capitalised(word.label)}: {word.definition[0].lower()}{word.definition[1:]}" for word in words
    )

    def ranges(row: tuple[str, Rates, Rates]) -> str | None:
        return _ranges({f"the {whose}": row[1], "all": row[2]})

    shown = (
        fields.field("of", "commitments", itemgetter(0)),
        *fields.of(itemgetter(1), *_rate_fields("stated", whose)),
        *fields.of(itemgetter(2), *_rate_fields("all", "all")),
        fields.field("range", "if all were assessed", ranges, detail=True),
    )
    return fields.field_table("Rates", "rates", shown, groups=groups, notes=[" ".join(meanings)])


def _rate_fields(key: str, whose: str) -> tuple[fields.Field, ...]:
    """Return the fields of rates; empty where nothing is counted."""
    partly, short = f"{whose}: partly fulfilled", f"{whose}: partly"
    assessed = (
        fields.field(f"{key}_fulfilled", f"{whose}: fulfilled", "fulfilled", "share"),
        fields.field(f"{key}_partly", partly, "partly.part", "number", short=short),
    )
    unassessed = fields.field(f"{key}_unassessed", f"{whose}: not assessed", "unassessed", "number")
    return (
        *fields.of(lambda counted: counted if counted.assessed else None, *assessed),
        *fields.of(lambda counted: counted if counted.rated else None, unassessed),
    )


def _ranges(counted: Mapping[str, Rates]) -> str | None:
    """Return from how many to how many of all may be fulfilled, where something is not assessed."""
    found = [
        f"from {one.fulfilled.part} to {one.fulfilled.part + one.unassessed} of {whose} {one.rated}"
        for whose, one in counted.items()
        if one.unassessed
    ]
    return f"range {'; '.join(found)}" if found else None


def _counts(view: Tracker, day: date, whose: str, scale: Scale | None) -> Table:
    made = tuple(view.commitments)
    own = stated_by_chair(made)
    differing = frozenset(view.commitments.where(contested=True))

    def rows(words: Iterable[Value], word_of: Callable[[Commitment], Value]) -> list[_Count]:
        stated, every = (Counter(map(word_of, counted)) for counted in (own, made))
        return [(word, stated[word], every[word]) for word in words if every[word]]

    def status(commitment: Commitment) -> Status:
        return commitment.status_on(day)

    confirmed = _evidence(own, made, day)
    groups = [
        fields.Group("all", "Together", [("total", len(own), len(made))] if made else []),
        fields.Group("status", "Status", rows(wording.STATUSES, status)),
        fields.Group("timing", "Timing", rows(Timing, lambda commitment: commitment.timing_on(day))),
        fields.Group("evidence", "What fulfilled verdicts rest on", confirmed),
        fields.Group(
            "readings",
            "Verdicts on which two readings differ",
            rows(
                wording.STATUSES, lambda commitment: status(commitment) if commitment in differing else None
            ),
        ),
    ]
    notes = [_OWN_WORD] if confirmed else []
    if scale is not None and made:
        marks = rows([*scale.marks, None], lambda commitment: status(commitment).to(scale))
        named = [("no place on the scale" if mark is None else str(mark), *counts) for mark, *counts in marks]
        groups.append(fields.Group("scale", f"On the scale: {scale.label}", named))
        notes += _lost(made, day, scale)
    shown = (
        fields.field("what", "commitments", itemgetter(0)),
        fields.field("stated", whose, itemgetter(1), "number"),
        fields.field("all", "all", itemgetter(2), "number"),
    )
    return fields.field_table("Counts", "counts", shown, groups=groups, notes=notes)


def _evidence(own: Sequence[Commitment], made: Sequence[Commitment], day: date) -> list[_Count]:
    stated, every = evidence(own, day), evidence(made, day)
    rows = (
        ("confirmed by an independent source", stated.confirmed, every.confirmed),
        ("only the Chair's or the OSCE's own word", stated.own_word, every.own_word),
        ("no source by a known publisher", stated.unsourced, every.unsourced),
    )
    return [(name, one.part, other.part) for name, one, other in rows if other.part]


def _late(view: Tracker, day: date) -> Table:
    late = fields.in_reading_order((c for c in view.commitments if c.timing_on(day) in _LATE), day)
    return fields.field_table(
        "Late, missed and overdue",
        "late",
        (
            *fields.commitments("commitment", day),
            *fields.parts("status", fields.commitments("status readings", day, view.readings), "readings"),
            *fields.commitments("lever", day),
            *fields.parts("due", fields.commitments("due timing", day)),
            fields.field("days", "days", lambda commitment: days_late(commitment, day), "number"),
            *fields.commitments("sources id", day),
        ),
        groups=fields.sections(late),
    )


def _lost(made: Sequence[Commitment], day: date, scale: Scale) -> Iterator[str]:
    """Say what a scale loses and, if it has scores, what they are on average, in two ways."""
    yield f"What the scale loses: {scale.definition}"
    if scale is not Scale.G20:
        return
    marks = [commitment.status_on(day).to(scale) for commitment in made]
    scores = [mark for mark in marks if isinstance(mark, int)]
    total, unknown = sum(scores), sum(c.status_on(day) is Status.NOT_ASSESSED for c in made)
    for what, points, count in (
        ("without those not assessed", total, len(scores)),
        ("with those not assessed as -1", total - unknown, len(scores) + unknown),
    ):
        yield f"Mean score {what}: {f'{points / count:+.2f} of {count}' if count else 'none of 0'}."
