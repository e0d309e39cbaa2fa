"""How a Chairpersonship stands on a day: counts, and rates that cannot mislead.

No rate stands without its counts, its coverage and the band between all unknown ones failing and all of
them succeeding; partly fulfilled is never folded in; promises worded beforehand are shown beside all,
since deeds first seen when done flatter whoever did them (the manual's Meanings, "Rates").
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from osce_tracker.analysis.evidence import days_late, fulfilling, independent
from osce_tracker.analysis.rates import tally
from osce_tracker.formats.report import Column, Report, Table, Value
from osce_tracker.model.commitments import Basis, Kind, Lever, MakerType
from osce_tracker.model.dimensions import Section
from osce_tracker.model.periods import as_day
from osce_tracker.model.statuses import Scale, Status, Timing
from osce_tracker.reports.charts import levers_chart
from osce_tracker.reports.wording import data_note, data_title, share
from osce_tracker.tracker.as_of import with_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from osce_tracker.model.commitments import Commitment
    from osce_tracker.model.statuses import Mark
    from osce_tracker.model.vocabulary import Vocabulary
    from osce_tracker.tracker.tracker import Tracker

_GROUP: Final = Column("group", "")
_RATES: Final = (
    _GROUP,
    Column("all", "all", kind="number"),
    Column("fulfilled", "fulfilled"),
    Column("partly", "partly"),
    Column("coverage", "coverage"),
    Column("band", "band"),
)
_LATE: Final = (
    Column("id", "id"),
    Column("commitment", "commitment"),
    Column("lever", "who delivers"),
    Column("due", "due"),
    Column("timing", "timing"),
    Column("days", "days", kind="number"),
)
_Group = tuple[str, "Sequence[Commitment]"]


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
        on: the day.
        independent_only: count only updates with a source that is neither the Chair's nor the OSCE's.
        scale: show the statuses on another scale as well: ``ogp``, ``g20``, ``upr`` or ``odihr``.

    Returns:
        Tables of counts by section and status, of rates by section, lever, kind, maker and basis, of
        the evidence behind fulfilled verdicts, and of timing.

    Raises:
        PeriodError: when that is no day.
        WordError: for an unknown scale.

    >>> import osce_tracker as ot
    >>> report = ot.scorecard(ot.load(), on="2025-12-31")
    >>> report.tables[0].rows[-1]
    ('all', 19, 11, 20, 47, 97)
    """
    day = as_day(on)
    wanted = None if scale is None else Scale(scale)
    made = list(tracker.so_on(day).commitments)
    if independent_only:
        made = [_independently(commitment) for commitment in made]
    status = {commitment.id: commitment.status_on(day) for commitment in made}
    tables = [
        _counts(made, status),
        _rates("Rates by dimension", "section", _by(made, Section, lambda c: c.section), status),
        _rates("Rates by who delivers", "lever", _by(made, Lever, lambda c: c.lever), status),
        _rates("Rates by kind", "kind", _by(made, Kind, lambda c: c.kind), status),
        _rates("Rates by who made it", "maker", _by(made, MakerType, lambda c: c.made_by.type), status),
        _rates("Rates by basis", "basis", _bases(made), status),
        _evidence(made, day),
        _timing(made, day),
        _late(made, day),
    ]
    if wanted is not None:
        tables.append(_scaled(made, status, wanted))
    only = "only updates with an independent source" if independent_only else ""
    return Report(
        title=f"Scorecard, {day}",
        subtitle="; ".join(filter(None, (data_title(tracker), only))),
        tables=tuple(tables),
        notes=(*_NOTES, data_note(tracker)),
        # The chart counts all updates, so it does not go with a count of independent ones alone.
        charts=() if independent_only else (levers_chart(tracker, day),),
    )


_DENOMINATORS: Final = (
    "Fulfilled, partly: out of those assessed, of which at least one update is known. Coverage: assessed "
    "out of all. Band: fulfilled out of all, from all that are not assessed having failed to all of them "
    "having succeeded. Not assessed is not failed."
)
_NOTES: Final = (
    _DENOMINATORS,
    "Rates leave superseded and withdrawn commitments out. Below 5, counts stand without a percentage.",
    "Own word: the Chair's and the OSCE's sources. Independent: any other.",
)


def _independently(commitment: Commitment) -> Commitment:
    updates = tuple(update for update in commitment.updates if independent(update.sources))
    return with_values(commitment, updates=updates)


def _by(
    made: Sequence[Commitment], words: type[Vocabulary], of: Callable[[Commitment], Vocabulary]
) -> list[_Group]:
    groups = [(word.label, [c for c in made if of(c) is word]) for word in words]
    return [*groups, ("All", made)]


def _bases(made: Sequence[Commitment]) -> list[_Group]:
    """Return the two denominators that stand side by side, then the parts."""
    parts = [(word.label, [c for c in made if c.basis is word]) for word in Basis]
    stated = ("Worded beforehand alone", [c for c in made if c.basis is Basis.STATED])
    return [("All", made), stated, *parts[1:]]


def _counts(made: Sequence[Commitment], status: dict[str, Status]) -> Table:
    groups = [
        (section.value, section.label, [c for c in made if c.section is section]) for section in Section
    ]
    groups.append(("all", "All", list(made)))
    columns = [Column(key, label.removesuffix(" dimension"), kind="number") for key, label, _ in groups]
    counted = [tally([status[c.id] for c in own]) for _, _, own in groups]
    rows: list[tuple[Value, ...]] = [(word, *(found.of(word) for found in counted)) for word in Status]
    rows.append(("all", *(found.total for found in counted)))
    return Table(
        title="Counts by status",
        key="counts",
        columns=(Column("status", "status"), *columns),
        rows=tuple(rows),
    )


def _rates(title: str, key: str, groups: Iterable[_Group], status: dict[str, Status]) -> Table:
    rows: list[tuple[Value, ...]] = []
    for label, own in groups:
        counted = tally([status[c.id] for c in own])
        rows.append(
            (
                label,
                counted.all,
                share(counted.fulfilled, counted.assessed),
                share(counted.of(Status.PARTLY_FULFILLED), counted.assessed),
                share(counted.assessed, counted.all),
                counted.band,
            )
        )
    return Table(title=title, key=key, columns=_RATES, rows=tuple(rows))


def _evidence(made: Sequence[Commitment], day: date) -> Table:
    runs = {c.id: fulfilling(c, day) for c in made}
    verdicts = [[s for update in run for s in update.sources] for run in runs.values() if run]
    named = [sources for sources in verdicts if sources]
    confirmed = sum(independent(sources) for sources in named)
    rows = (
        ("independently confirmed", share(confirmed, len(verdicts))),
        ("resting only on the Chair's or the OSCE's own word", share(len(named) - confirmed, len(verdicts))),
        ("without a source", share(len(verdicts) - len(named), len(verdicts))),
    )
    columns = (Column("evidence", "fulfilled verdicts"), Column("count", "how many"))
    return Table(title="Evidence", key="evidence", columns=columns, rows=rows)


def _timing(made: Sequence[Commitment], day: date) -> Table:
    counted = Counter(commitment.timing_on(day) for commitment in made)
    rows = tuple((word, share(counted[word], len(made))) for word in Timing)
    columns = (Column("timing", "timing"), Column("count", "how many"))
    return Table(title="Timing", key="timing", columns=columns, rows=rows)


def _late(made: Sequence[Commitment], day: date) -> Table:
    found = [(commitment, days_late(commitment, day)) for commitment in made]
    rows = tuple(
        (c.id, c.title, c.lever, c.due, c.timing_on(day), days) for c, days in found if days is not None
    )
    return Table(title="Late and overdue", key="late", columns=_LATE, rows=rows)


def _scaled(made: Sequence[Commitment], status: dict[str, Status], scale: Scale) -> Table:
    found = [status[commitment.id].to(scale) for commitment in made]
    places: list[tuple[str, Mark]] = [(str(word), word) for word in scale.marks]
    places.append(("no place on the scale", None))
    rows = tuple((name, share(found.count(word), len(found))) for name, word in places)
    columns = (Column("mark", scale.label), Column("count", "how many"))
    notes = [f"What is lost: {scale.definition}"]
    if scale is Scale.G20:
        notes += _means([value for value in found if isinstance(value, int)], status.values())
    return Table(
        title=f"On the scale: {scale.label}",
        key="scale",
        columns=columns,
        rows=tuple(rows),
        notes=tuple(notes),
    )


def _means(scores: list[int], statuses: Iterable[Status]) -> list[str]:
    """Return both means: unknown ones left out, and unknown ones as -1."""
    unknown = sum(status is Status.NOT_ASSESSED for status in statuses)
    total = sum(scores)
    means: list[tuple[str, int, int]] = [
        ("not assessed ones left out", total, len(scores)),
        ("not assessed ones as -1", total - unknown, len(scores) + unknown),
    ]
    return [
        f"Mean score, {what}: {points / count:+.2f} of {count}."
        if count
        else f"Mean score, {what}: none of 0."
        for what, points, count in means
    ]
