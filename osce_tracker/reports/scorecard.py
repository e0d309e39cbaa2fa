"""The scorecard of a day: counts by status, and rates that can't mislead.

Every rate comes with its counts and its coverage, and with a range from "all unknowns failed" to "all
succeeded" where there are unknowns. Partly fulfilled is counted separately. Promises stated in advance come
first: deeds first seen when already done flatter whoever did them.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Final

from osce_tracker.analysis.evidence import confirmed_only, days_late, evidence
from osce_tracker.analysis.rates import Rates, by_chair, rates, rates_by, stated_by_chair
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Basis
from osce_tracker.model.dimensions import Section
from osce_tracker.model.shares import Share
from osce_tracker.model.statuses import Scale, Status, Timing
from osce_tracker.plot.delivery import levers
from osce_tracker.reports import fields, wording
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.caption import reporting_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from osce_tracker.formats.report import KeyFigure, Report, Table, Value
    from osce_tracker.model.commitments import Commitment
    from osce_tracker.tracker.filters import OneOrMore
    from osce_tracker.tracker.tracker import Tracker

_RATES: Final = (
    fields.field("of", "commitments", itemgetter(0)),
    *fields.of(
        itemgetter(1),
        fields.field("rated", "all", kind="number"),
        fields.field("fulfilled", "fulfilled", kind="share"),
        fields.field("partly", "partly fulfilled", kind="share", short="partly"),
        fields.field("coverage", "assessed", kind="share"),
        fields.field("least", "fulfilled, at least", kind="share", short="at least"),
        fields.field("most", "fulfilled, at most", kind="share", short="at most"),
    ),
)
#: The groups of the table of rates, after the first: grouping and heading.
_GROUPS: Final = (
    ("dimension", "By dimension"),
    ("lever", "By who delivers"),
    ("kind", "By kind"),
    ("maker", "By who made it"),
)
_DENOMINATORS: Final = (
    "Fulfilled and partly fulfilled are out of those assessed. Superseded and withdrawn commitments are in "
    "no rate. At least and at most: out of all, if all that are not assessed failed, or all succeeded."
)
#: The deadlines that were not kept. Those of open commitments run on; a missed one has no days.
_LATE: Final = frozenset({Timing.LATE, Timing.MISSED, Timing.OVERDUE})
#: What each basis is called for readers.
_BASES: Final = {Basis.STATED: "Stated", Basis.INFERRED: "Inferred", Basis.DEED: "Seen when done"}


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
        A report with tables of rates, counts by status, the evidence behind fulfilled verdicts, timing, and
        what is late, missed or overdue. For several Chairpersonships the rates are also those of each.

    Raises:
        PeriodError: if the day is invalid.
        WordError: if the scale doesn't exist, or the tracker has no record of that Chairpersonship.

    >>> import osce_tracker as ot
    >>> report = ot.scorecard(ot.load(), on="2025-12-31")
    >>> row = next(report.tables[0].records())
    >>> row["of"], str(row["fulfilled"]), row["fulfilled"].whole
    ('Stated in advance by the Chair', '18 of 45 (40%)', 45)
    """
    about = reporting_day(tracker := tracker.of_chairs(chair), on)
    day, wanted = about.day, None if scale is None else Scale(scale)
    view = tracker.so_on(day)
    if independent_only:
        view = view.with_records(*map(confirmed_only, view.commitments))
    made = tuple(view.commitments)
    own, every = rates(stated_by_chair(made), day), rates(made, day)
    differing = view.commitments.where(contested=True)
    chairs = by_chair(view)
    return fields.report_on(
        tracker,
        f"Scorecard, {readable_day(day)}",
        _headline(own, every, day, len(chairs)),
        (
            _rates(tracker, chairs, made, day, own, every),
            _counts(made, day, every, rates(differing, day)),
            _evidence(made, day),
            _share_table("Timing", "timing", "timing", _shares(Timing, [c.timing_on(day) for c in made])),
            _late(view, day),
            *(() if wanted is None else (_scaled(made, day, wanted),)),
        ),
        filters=(
            wording.chair_label(tracker, chair),
            "only updates with an independent source" if independent_only else "",
        ),
        figures=_figures(own, every, len(chairs)),
        # The chart counts all updates, so it doesn't go with a count of independent ones alone.
        charts=() if independent_only else (levers(tracker, day),),
        notes=(
            wording.not_assessed_note(every),
            _DENOMINATORS,
            "Own word: sources of the Chair and the OSCE. Independent: any other source.",
            *_running(tracker, chairs, day),
            *([wording.CONTESTED_NOTE] if differing else []),
        ),
        day=about,
    )


def _running(tracker: Tracker, chairs: Iterable[str], day: date) -> Iterator[str]:
    """Say which of several terms still runs, since its promises had less time than those of the others."""
    terms = [term for term in tracker.terms if term.id in chairs]
    names = [wording.chair_name(tracker, term.id) for term in terms if day < term.until]
    if len(terms) > 1 and names:
        over = f"Not over yet on {readable_day(day)}: the term of {wording.joined(names)}"
        yield f"{over}. Fewer of its promises have come due than in a whole term."


def _headline(own: Rates, every: Rates, day: date, chairs: int) -> str:
    if not every.total:
        return f"No commitment had been made by {readable_day(day)}."
    if not every.assessed:
        count = wording.in_words(every.total, "promise")
        return f"Nothing is known yet of the {count} made by {readable_day(day)}."
    if not own.assessed:
        count = wording.in_words(every.assessed, "assessed promise")
        verb = "was" if every.fulfilled.part == 1 else "were"
        return wording.sentence(f"{_amount(every)} of {count} {verb} kept{_failed(every)}")
    assessed = "assessed " if own.unassessed else ""
    count = wording.in_words(own.assessed, f"{assessed}promise")
    who = f"The {wording.numeral(chairs)} Chairs" if chairs > 1 else "The Chair"
    they = "they" if chairs > 1 else "it"
    return f"{who} kept {_amount(own)} of the {count} {they} stated in advance{_failed(own)}."


def _failed(counted: Rates) -> str:
    failed = counted.count(Status.NOT_FULFILLED)
    return f"; {wording.numeral(failed)} failed" if failed else ""


def _amount(counted: Rates) -> str:
    return wording.numeral(counted.fulfilled.part) if counted.fulfilled.part else "none"


def _figures(own: Rates, every: Rates, chairs: int) -> Iterator[KeyFigure]:
    stated = f"of the assessed promises that the {'Chairs' if chairs > 1 else 'Chair'} stated in advance"
    yield fields.figure("kept", "kept", own.fulfilled, stated)
    yield fields.figure("partly", "kept in part", own.partly, stated)
    yield fields.figure("all", "fulfilled, all records", every.fulfilled, "of all assessed")
    failed = Share(every.count(Status.NOT_FULFILLED), every.assessed)
    yield fields.figure("failed", "not fulfilled", failed, "of all assessed")
    yield fields.figure("assessed", "assessed", every.coverage, "of all but superseded and withdrawn")


def _rates(  # noqa: PLR0917 (two ways of counting the same commitments)
    tracker: Tracker,
    chairs: Mapping[str, Sequence[Commitment]],
    made: Sequence[Commitment],
    day: date,
    own: Rates,
    every: Rates,
) -> Table:
    bases = rates_by(made, day, "basis")
    stated = "Stated in advance by the Chairs" if len(chairs) > 1 else "Stated in advance by the Chair"
    first = [(stated, own), ("All", every)]
    first += [(title, bases[basis]) for basis, title in _BASES.items() if basis in bases]
    groups = [fields.Group("basis", "All, and by basis", first)]
    if len(chairs) > 1:
        # What each stated in advance always stands next to all that is on record.
        each = [
            (f"{wording.chair_name(tracker, chair)}, {what}", rates(counted, day))
            for chair, promises in chairs.items()
            for what, counted in (("stated in advance", stated_by_chair(promises)), ("all", promises))
        ]
        groups.append(fields.Group("chair", "By Chairpersonship", each))
    for key, title in _GROUPS:
        counted = [(word.label, found) for word, found in rates_by(made, day, key).items()]
        groups.append(fields.Group(key, title, counted))
    return fields.field_table("Rates", "rates", _RATES, groups=groups)


def _counts(made: Sequence[Commitment], day: date, every: Rates, differing: Rates) -> Table:
    def count(key: str, title: str, counted: Rates, short: str = "") -> fields.Field:
        def value(word: Status | str) -> int:
            return counted.count(word) if isinstance(word, Status) else counted.total

        return fields.field(key, title, value, "number", short=short)

    by_section, none = rates_by(made, day, "dimension"), rates((), day)
    shown = [
        count(word.value, word.label.removesuffix(" dimension"), by_section.get(word, none), word.short)
        for word in Section
    ]
    status = fields.field("status", "status", lambda word: word)
    marks = (count("readings", "of these, readings differ", differing, "differ"),) if differing.total else ()
    columns = (status, *shown, count("all", "all", every), *marks)
    return fields.field_table("Counts by status", "counts", columns, (*Status, "all"))


def _evidence(made: Sequence[Commitment], day: date) -> Table:
    found = evidence(made, day)
    rows = (
        ("independently confirmed", found.confirmed),
        ("resting only on the Chair's or the OSCE's own word", found.own_word),
        ("without a source by a known publisher", found.unsourced),
    )
    return _share_table("Evidence", "evidence", "fulfilled verdicts", rows)


def _late(view: Tracker, day: date) -> Table:
    late = fields.in_reading_order((c for c in view.commitments if c.timing_on(day) in _LATE), day)
    marks, _ = fields.contested(view.readings, late, day)
    return fields.field_table(
        "Late, missed and overdue",
        "late",
        (
            *fields.commitments("commitment status", day),
            *marks,
            *fields.commitments("lever due timing", day),
            fields.field("days", "days", lambda commitment: days_late(commitment, day), "number"),
            *fields.commitments("sources id", day),
        ),
        groups=fields.sections(late),
    )


def _scaled(made: Sequence[Commitment], day: date, scale: Scale) -> Table:
    statuses = [commitment.status_on(day) for commitment in made]
    found = [status.to(scale) for status in statuses]
    shares = _shares([*scale.marks, None], found)
    rows = [("no place on the scale" if mark is None else str(mark), share) for mark, share in shares]
    notes = [f"What is lost: {scale.definition}"]
    if scale is Scale.G20:
        scores = [mark for mark in found if isinstance(mark, int)]
        notes += _means(scores, statuses.count(Status.NOT_ASSESSED))
    return _share_table(f"On the scale: {scale.label}", "scale", scale.label, rows, notes)


def _shares(words: Iterable[Value], found: Sequence[Value]) -> list[tuple[Value, Share]]:
    """Return each word with how many of those found it is."""
    return [(word, Share(found.count(word), len(found))) for word in words]


def _share_table(
    title: str, key: str, heading: str, rows: Iterable[tuple[Value, Share]], notes: Iterable[str] = ()
) -> Table:
    word = fields.field(key, heading, itemgetter(0))
    share = fields.field("share", "how many", itemgetter(1), "share")
    return fields.field_table(title, key, (word, share), rows, notes=notes)


def _means(scores: list[int], unknown: int) -> Iterator[str]:
    """Yield both means: without those not assessed, and with each of them as -1."""
    total = sum(scores)
    for what, points, count in (
        ("without those not assessed", total, len(scores)),
        ("with those not assessed as -1", total - unknown, len(scores) + unknown),
    ):
        yield f"Mean score {what}: {f'{points / count:+.2f} of {count}' if count else 'none of 0'}."
