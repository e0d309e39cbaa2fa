"""A promise from Chair to Chair."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from osce_tracker.analysis import thread as analysis
from osce_tracker.analysis.grouped import grouped
from osce_tracker.dataset.bundled import promises_of_all
from osce_tracker.formats.report import Report
from osce_tracker.model.clock import readable_day
from osce_tracker.model.commitments import Commitment
from osce_tracker.model.statuses import Status
from osce_tracker.reports import fields, wording
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.caption import ReportingDay, reporting_day
from osce_tracker.tracker.join import join
from osce_tracker.tracker.reviews import contested_verdicts, is_contested
from osce_tracker.tracker.tracker import Tracker


@checked
def thread(tracker: Tracker, commitment: str) -> Report:
    """Return a promise from Chair to Chair: what a commitment continues, itself, and what continues it.

    Args:
        tracker: the tracker. It also follows the promises of all bundled data sets, in the same view.
        commitment: id of any of the commitments.

    Raises:
        UnknownRecordError: if no commitment has that id; names the nearest.

    >>> import osce_tracker as ot
    >>> report = ot.thread(ot.load(), "FI25-XD-09")
    >>> for row in report.tables[0].records():
    ...     print(row["chair"], "-", row["ended"].label)
    Malta 2024 - not fulfilled
    Finland 2025 - not fulfilled
    Switzerland 2026 - blocked
    """
    sets = promises_of_all(tracker)
    whole = join(*sets)
    promises = analysis.thread(whole, commitment)
    missing = (
        f"{promise.title} ({promise.id}) continues {promise.continues}, which is in no data set."
        for promise in promises
        if promise.continues is not None and promise.continues not in whole.commitments
    )
    stopped = unfinished(sets)
    runs = any(chair in stopped for promise in promises for chair in promise.chairs)
    mark = fields.contested(contested_at_end(whole))
    columns = (
        *fields.commitments("commitment"),
        fields.field("chair", "Chair", lambda promise: chair_of(whole, promise), part_of="commitment"),
        fields.field("made_by", "made by", "made_by.name", detail=True),
        *fields.commitments("made_on due"),
        fields.field(
            "ended",
            f"status at the end of the term{', or the latest known' if runs else ''}",
            lambda promise: ended(whole, promise),
            short="at end of term or latest" if runs else "at end of term",
        ),
        *fields.parts("ended", [mark], "readings"),
        fields.field("status", "latest status", "latest_status", short="latest"),
        *fields.parts("happened", fields.commitments("when happened")),
        *fields.commitments("sources"),
        fields.field("continues", "continues", detail=True),
        fields.ID,
    )
    return fields.report_on(
        without_records(sets, promises),
        f"From Chair to Chair: {whole.commitments[commitment].title}",
        _finding(whole, promises),
        [fields.field_table("From Chair to Chair", "thread", columns, promises, notes=missing)],
        notes=notes_on_terms(whole, promises, stopped),
    )


def _finding(whole: Tracker, promises: Sequence[Commitment]) -> tuple[str, str]:
    """Return the outcome of the promise under the last Chair, and then under the others."""
    if len(promises) == 1:
        return wording.divided(
            f"no other Chair's commitment continues it; it is {promises[0].latest_status.label}"
        )
    found = grouped((chair_of(whole, promise), ended(whole, promise).label) for promise in promises)
    parts = [
        f"{f'{wording.numeral(count)} ' if count > 1 else ''}{status}{f' under {chair}' if chair else ''}"
        for chair, statuses in found.items()
        for status, count in Counter(statuses).items()
    ]
    total = wording.in_words(len(promises), "commitment")
    in_order = f"{total}: {wording.joined(parts)}"
    if len(in_order) < wording.LONGEST_HEADLINE:
        return wording.divided(in_order)
    last = len({*[*found.values()][-1]})
    return wording.divided(
        f"{total}; most recently {wording.joined(parts[-last:])}",
        f"before that, {wording.joined(parts[:-last])}",
    )


def chair_of(tracker: Tracker, promise: Commitment) -> str | None:
    """Return the readable name of a promise's Chairpersonship, or ``None`` if it has none.

    Args:
        tracker: the tracker.
        promise: the promise.
    """
    return wording.joined([wording.chair_name(tracker, chair) for chair in promise.chairs]) or None


def ended(tracker: Tracker, promise: Commitment) -> Status:
    """Return the status of a promise at the end of the term of its Chair.

    Args:
        tracker: the tracker.
        promise: the promise.
    """
    return promise.status_on(analysis.end_of_term(tracker, promise))


def contested_at_end(tracker: Tracker) -> Callable[[Commitment], bool]:
    """Return a function that tells if two readings differ on the verdict at the end of a promise's term.

    Args:
        tracker: the tracker.
    """
    verdicts = contested_verdicts(tracker.readings)
    return lambda promise: is_contested(promise, verdicts, analysis.end_of_term(tracker, promise))


def without_records(sets: Iterable[Tracker], promises: Sequence[Commitment]) -> Tracker:
    """Return an empty tracker named after the data sets with some promises, for a report on these.

    Args:
        sets: all data sets.
        promises: the promises in the report.
    """
    shown = [one for one in sets if any(promise.id in one.commitments for promise in promises)]
    joined = join(*sorted(shown, key=lambda one: [term.since for term in one.terms]))
    return Tracker(edition=joined.edition, known_by=joined.known_by)


def unfinished(sets: Iterable[Tracker]) -> dict[str, ReportingDay]:
    """Return the terms whose end the record or the view doesn't reach, with its last day.

    Args:
        sets: the data sets.
    """
    days = {term: reporting_day(one) for one in sets for term in one.terms}
    return {term.id: found for term, found in days.items() if found.day < term.until}


def notes_on_terms(
    tracker: Tracker, promises: Iterable[Commitment], days: Mapping[str, ReportingDay]
) -> list[str]:
    """Return a note for each term of some promises whose end the record or the view doesn't reach.

    Args:
        tracker: the tracker.
        promises: the promises in the report.
        days: the terms and the last days, from ``unfinished``.
    """
    chairs = {chair for promise in promises for chair in promise.chairs}
    return [
        f"The term of {wording.chair_name(tracker, chair)} ends on "
        f"{readable_day(tracker.chairs[chair].until)}. Its statuses are those of "
        f"{readable_day(found.day)}, {found.why}."
        for chair, found in days.items()
        if chair in chairs
    ]
