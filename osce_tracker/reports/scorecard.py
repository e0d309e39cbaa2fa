"""The scorecard of a day: counts by status, and rates that can't mislead.

Every rate comes with its counts and its coverage, and with a range from "all unknowns failed" to "all
succeeded" where there are unknowns. Partly fulfilled is counted separately. Promises stated in advance come
first: deeds first seen when already done flatter whoever did them.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from osce_tracker.analysis.evidence import confirmed_only, days_late, evidence
from osce_tracker.analysis.rates import Rates, rates, rates_by, stated_by_chair
from osce_tracker.formats.report import Column, KeyFigure, Report, Table
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Basis
from osce_tracker.model.dimensions import Section
from osce_tracker.model.periods import as_day
from osce_tracker.model.shares import Share
from osce_tracker.model.statuses import Scale, Status, Timing
from osce_tracker.plot.delivery import levers
from osce_tracker.reports.groups import Group, Row, grouped_table, reading_order, sections
from osce_tracker.reports.wording import commitment_sources, in_words, not_assessed_note, numeral, sentence
from osce_tracker.tracker.caption import data_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from osce_tracker.model.commitments import Commitment
    from osce_tracker.model.statuses import Mark
    from osce_tracker.tracker.tracker import Tracker

_RATES: Final = (
    Column("of", "commitments"),
    Column("rated", "all", kind="number"),
    Column("fulfilled", "fulfilled", kind="share"),
    Column("partly", "partly fulfilled", kind="share", short="partly"),
    Column("coverage", "assessed", kind="share"),
    Column("least", "fulfilled, at least", kind="share", short="at least"),
    Column("most", "fulfilled, at most", kind="share", short="at most"),
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
#: What each basis is called for readers.
_BASES: Final = {Basis.STATED: "Stated", Basis.INFERRED: "Inferred", Basis.DEED: "Seen when done"}


def scorecard(
    tracker: Tracker,
    on: date | str,
    *,
    independent_only: bool = False,
    scale: str | Scale | None = None,
) -> Report:
    """Return the scorecard of a day.

    Args:
        tracker: the tracker; commitments made by the day count.
        on: the day, such as ``"2025-12-31"``.
        independent_only: count only updates with a source other than the Chair and the OSCE.
        scale: also show the statuses on another scale: ``ogp``, ``g20``, ``upr`` or ``odihr``.

    Returns:
        A report with tables of rates, counts by status, the evidence behind fulfilled verdicts, timing, and
        what is late or overdue.

    Raises:
        PeriodError: if the day is invalid.
        WordError: if the scale doesn't exist.

    >>> import osce_tracker as ot
    >>> report = ot.scorecard(ot.load(), on="2025-12-31")
    >>> row = next(report.tables[0].records())
    >>> row["of"], str(row["fulfilled"]), row["fulfilled"].whole
    ('Stated in advance by the Chair', '19 of 47 (40%)', 47)
    """
    day = as_day(on)
    wanted = None if scale is None else Scale(scale)
    made: Sequence[Commitment] = tuple(tracker.so_on(day).commitments)
    if independent_only:
        made = [confirmed_only(commitment) for commitment in made]
    own, every = rates(stated_by_chair(made), day), rates(made, day)
    only = "only updates with an independent source" if independent_only else ""
    return Report(
        title=f"Scorecard, {readable_day(day)}",
        headline=_headline(own, every, day),
        subtitle="; ".join(filter(None, (data_title(tracker), only))),
        figures=tuple(_figures(own, every)),
        # The chart counts all updates, so it doesn't go with a count of independent ones alone.
        charts=() if independent_only else (levers(tracker, day),),
        tables=(
            _rates(made, day, own, every),
            _counts(made, day),
            _evidence(made, day),
            _timing(made, day),
            _late(made, day),
            *(() if wanted is None else (_scaled(made, day, wanted),)),
        ),
        notes=(
            not_assessed_note(every),
            _DENOMINATORS,
            "Own word: sources of the Chair and the OSCE. Independent: any other source.",
        ),
        edition=tracker.edition,
        known_by=tracker.known_by,
    )


def _headline(own: Rates, every: Rates, day: date) -> str:
    if not every.total:
        return f"No commitment had been made by {readable_day(day)}."
    if not every.assessed:
        return f"Nothing is known yet of the {in_words(every.total, 'promise')} made by {readable_day(day)}."
    if not own.assessed:
        count = in_words(every.assessed, "assessed promise")
        verb = "was" if every.fulfilled.part == 1 else "were"
        return sentence(f"{_amount(every)} of {count} {verb} kept{_failed(every)}")
    assessed = "assessed " if own.unassessed else ""
    count = in_words(own.assessed, f"{assessed}promise")
    return f"The Chair kept {_amount(own)} of the {count} it stated in advance{_failed(own)}."


def _failed(counted: Rates) -> str:
    failed = counted.count(Status.NOT_FULFILLED)
    return f"; {numeral(failed)} failed" if failed else ""


def _amount(counted: Rates) -> str:
    return numeral(counted.fulfilled.part) if counted.fulfilled.part else "none"


def _figures(own: Rates, every: Rates) -> Iterator[KeyFigure]:
    stated = "of the assessed promises that the Chair stated in advance"
    yield KeyFigure(key="kept", label="kept", value=own.fulfilled, note=stated)
    yield KeyFigure(key="partly", label="kept in part", value=own.partly, note=stated)
    yield KeyFigure(key="all", label="fulfilled, all records", value=every.fulfilled, note="of all assessed")
    failed = every.count(Status.NOT_FULFILLED)
    yield KeyFigure(
        key="failed", label="not fulfilled", value=Share(failed, every.assessed), note="of all assessed"
    )
    yield KeyFigure(
        key="assessed", label="assessed", value=every.coverage, note="of all but superseded and withdrawn"
    )


def _rates(made: Sequence[Commitment], day: date, own: Rates, every: Rates) -> Table:
    bases = rates_by(made, day, "basis")
    first = [
        _rate("Stated in advance by the Chair", own),
        _rate("All", every),
        *(_rate(_BASES[basis], bases[basis]) for basis in Basis if basis in bases),
    ]
    groups = [
        Group(key, title, [_rate(word.label, counted) for word, counted in rates_by(made, day, key).items()])
        for key, title in _GROUPS
    ]
    groups.insert(0, Group("basis", "All, and by basis", first))
    return grouped_table(title="Rates", key="rates", columns=_RATES, groups=groups)


def _rate(label: str, counted: Rates) -> Row:
    return (
        label,
        counted.rated,
        counted.fulfilled,
        counted.partly,
        counted.coverage,
        counted.least,
        counted.most,
    )


def _counts(made: Sequence[Commitment], day: date) -> Table:
    by_section = rates_by(made, day, "dimension")
    none = rates((), day)
    counted = {section: by_section.get(section, none) for section in Section}
    every = rates(made, day)
    rows: list[Row] = [
        (word, *(found.count(word) for found in counted.values()), every.count(word)) for word in Status
    ]
    rows.append(("all", *(found.total for found in counted.values()), every.total))
    columns = [
        Column(section.value, section.label.removesuffix(" dimension"), kind="number", short=section.short)
        for section in counted
    ]
    return Table(
        title="Counts by status",
        key="counts",
        columns=(Column("status", "status"), *columns, Column("all", "all", kind="number")),
        rows=tuple(rows),
    )


def _evidence(made: Sequence[Commitment], day: date) -> Table:
    found = evidence(made, day)
    rows = (
        ("independently confirmed", found.confirmed),
        ("resting only on the Chair's or the OSCE's own word", found.own_word),
        ("without a source", found.unsourced),
    )
    return _share_table("Evidence", "evidence", "fulfilled verdicts", rows)


def _timing(made: Sequence[Commitment], day: date) -> Table:
    counted = Counter(commitment.timing_on(day) for commitment in made)
    rows = [(word, Share(counted[word], len(made))) for word in Timing]
    return _share_table("Timing", "timing", "timing", rows)


def _late(made: Sequence[Commitment], day: date) -> Table:
    late = [c for c in made if days_late(c, day) is not None]
    late.sort(key=lambda c: reading_order(c, c.status_on(day)))

    def row(commitment: Commitment) -> Row:
        return (
            commitment.title,
            commitment.status_on(day),
            commitment.lever,
            commitment.due,
            commitment.timing_on(day),
            days_late(commitment, day),
            commitment_sources(commitment, day),
            commitment.id,
        )

    return grouped_table(
        title="Late and overdue",
        key="late",
        columns=(
            Column("commitment", "commitment"),
            Column("status", "status"),
            Column("lever", "who delivers"),
            Column("due", "deadline", kind="date"),
            Column("timing", "timing"),
            Column("days", "days", kind="number"),
            Column("sources", "sources", kind="sources"),
            Column("id", "id"),
        ),
        groups=(Group(key, title, [row(c) for c in own]) for key, title, own in sections(late)),
    )


def _scaled(made: Sequence[Commitment], day: date, scale: Scale) -> Table:
    statuses = [commitment.status_on(day) for commitment in made]
    found = [status.to(scale) for status in statuses]
    places: list[tuple[str, Mark]] = [(str(word), word) for word in scale.marks]
    places.append(("no place on the scale", None))
    rows = [(name, Share(found.count(word), len(found))) for name, word in places]
    notes = [f"What is lost: {scale.definition}"]
    if scale is Scale.G20:
        scores = [mark for mark in found if isinstance(mark, int)]
        notes += _means(scores, statuses.count(Status.NOT_ASSESSED))
    return _share_table(f"On the scale: {scale.label}", "scale", scale.label, rows, tuple(notes))


def _share_table(
    title: str, key: str, heading: str, rows: Iterable[Row], notes: tuple[str, ...] = ()
) -> Table:
    columns = (Column(key, heading), Column("share", "how many", kind="share"))
    return Table(title=title, key=key, columns=columns, rows=tuple(rows), notes=notes)


def _means(scores: list[int], unknown: int) -> Iterator[str]:
    """Yield both means: without those not assessed, and with each of them as -1."""
    total = sum(scores)
    for what, points, count in (
        ("without those not assessed", total, len(scores)),
        ("with those not assessed as -1", total - unknown, len(scores) + unknown),
    ):
        yield f"Mean score {what}: {f'{points / count:+.2f} of {count}' if count else 'none of 0'}."
