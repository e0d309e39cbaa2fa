"""Corrections and new records since a day."""

from datetime import date
from typing import Any

import attrs

from osce_tracker.model.commitments import Commitment, StatusUpdate
from osce_tracker.model.corrections import Correction
from osce_tracker.model.events import Event, Series
from osce_tracker.model.periods import as_day
from osce_tracker.model.statements import SupportStatement
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.kinds import KINDS
from osce_tracker.tracker.reviews import places
from osce_tracker.tracker.tracker import Tracker


@attrs.frozen(kw_only=True)
class Corrected:
    """A correction, with its record and any update that it corrects, as they are now.

    Attributes:
        correction: the correction.
        record: the record.
        update: the update, or ``None``.
    """

    correction: Correction
    record: Commitment | Event | Series | SupportStatement
    update: StatusUpdate | None

    @property
    def is_verdict(self) -> bool:
        """True if the status of a commitment was corrected."""
        return self.correction.kind == "commitments" and self.correction.field == "status"


@attrs.frozen(kw_only=True)
class News:
    """Corrections and new records since a day.

    Attributes:
        verdicts: the corrections of the status of commitments.
        others: the other corrections.
        commitments: the new commitments.
        events: the new events.
        series: the new series of meetings.
        statements: the new statements.
        updates: the new updates of earlier commitments, with those commitments.
    """

    verdicts: tuple[Corrected, ...]
    others: tuple[Corrected, ...]
    commitments: tuple[Commitment, ...]
    events: tuple[Event, ...]
    series: tuple[Series, ...]
    statements: tuple[SupportStatement, ...]
    updates: tuple[tuple[Commitment, StatusUpdate], ...]


@checked
def whats_new(tracker: Tracker, since: date | str) -> News:
    """Return corrections and new records since a day.

    Args:
        tracker: the tracker.
        since: the day of your last visit, such as ``"2026-11-23"``. Records entered on that day are not new.

    Returns:
        The corrections and the new records, by the days on which they were made and entered, not
        those on which something happened or became public. Records without a day of entry
        are never new.

    Raises:
        PeriodError: if the day is invalid.

    >>> import osce_tracker as ot
    >>> from osce_tracker.analysis.whats_new import whats_new
    >>> news = whats_new(ot.load(), "2026-11-23")
    >>> len(news.verdicts), [promise.title for promise in news.commitments]
    (12, ['Build resilience against disinformation and cyber threats'])
    """
    day = as_day(since)

    def is_new(one: Any) -> bool:
        return one.entered is not None and one.entered > day

    corrected = [
        found
        for kind in KINDS
        for one in tracker.corrections
        if one.kind == kind and one.day > day and (found := _corrected(tracker, one)) is not None
    ]
    records: dict[str, list[Any]] = {kind: [*getattr(tracker, kind)] for kind in KINDS}
    return News(
        verdicts=tuple(one for one in corrected if one.is_verdict),
        others=tuple(one for one in corrected if not one.is_verdict),
        **{kind: tuple(filter(is_new, every)) for kind, every in records.items()},
        updates=tuple(
            (commitment, update)
            for commitment in tracker.commitments
            if not is_new(commitment)
            for update in commitment.updates
            if is_new(update)
        ),
    )


def _corrected(tracker: Tracker, correction: Correction) -> Corrected | None:
    """Return a correction with what it corrects; ``None`` if the tracker doesn't have that."""
    record: Any = getattr(tracker, correction.kind).get(correction.record)
    if record is None:
        return None
    update = None
    if correction.update is not None:
        place = (correction.update, correction.number)
        updates = getattr(record, "updates", ())
        update = next((one for one, found in places(updates) if found == place), None)
        if update is None:
            return None
    return Corrected(correction=correction, record=record, update=update)
