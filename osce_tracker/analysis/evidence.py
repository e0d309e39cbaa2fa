"""Fulfilled verdicts: the updates that give them, the evidence behind them, and how late they came."""

from collections.abc import Iterable
from datetime import date

import attrs

from osce_tracker.model.commitments import Commitment, fulfilling
from osce_tracker.model.periods import as_day
from osce_tracker.model.shares import Share
from osce_tracker.model.sources import PublisherType, Source
from osce_tracker.model.statuses import Timing
from osce_tracker.tracker.arguments import checked


@attrs.frozen(kw_only=True)
class Evidence:
    """The evidence behind the fulfilled verdicts on a day; the three shares add up to all of them.

    Args:
        confirmed: verdicts with a source other than the Chair and the OSCE.
        own_word: verdicts that rest only on the Chair's or the OSCE's own word.
        unsourced: verdicts without a source from a known publisher.
    """

    confirmed: Share
    own_word: Share
    unsourced: Share


@checked
def evidence(commitments: Iterable[Commitment], on: date | str) -> Evidence:
    """Return the evidence behind the fulfilled verdicts on a day.

    Args:
        commitments: the commitments.
        on: the day, such as ``"2025-12-31"``.

    Raises:
        PeriodError: if the day is invalid.

    >>> import osce_tracker as ot
    >>> from osce_tracker.analysis.evidence import evidence
    >>> print(evidence(ot.load().commitments, "2025-12-31").own_word)
    14 of 45 (31%)
    """
    day = as_day(on)
    runs = [run for commitment in commitments if (run := fulfilling(commitment, day))]
    sources = [[source for update in run for source in update.sources] for run in runs]
    confirmed = sum(independent(found) for found in sources)
    unsourced = sum(
        all(source.publisher_type is PublisherType.UNKNOWN for source in found) for found in sources
    )
    return Evidence(
        confirmed=Share(confirmed, len(runs)),
        own_word=Share(len(runs) - confirmed - unsourced, len(runs)),
        unsourced=Share(unsourced, len(runs)),
    )


def days_late(commitment: Commitment, day: date) -> int | None:
    """Return by how many days a commitment was late, or is overdue, on a day.

    Args:
        commitment: the commitment.
        day: the day.

    Returns:
        Days after the last day of the deadline, or ``None`` if it is neither late nor overdue.
    """
    timing = commitment.timing_on(day)
    if commitment.due is None or timing not in (Timing.LATE, Timing.OVERDUE):
        return None
    reached = fulfilling(commitment, day)[0].date.first if timing is Timing.LATE else day
    return (reached - commitment.due.last).days


def independent(sources: Iterable[Source]) -> bool:
    """Return True if a source is known to be independent of the Chair and the OSCE.

    Args:
        sources: the sources.
    """
    return any(source.independent for source in sources)


def confirmed_only(commitment: Commitment) -> Commitment:
    """Return a commitment with only its independently sourced updates.

    Args:
        commitment: the commitment.
    """
    return attrs.evolve(commitment, updates=[u for u in commitment.updates if independent(u.sources)])
