"""The lines about the data behind every report, chart and calendar file."""

from datetime import date
from typing import Any

import attrs

from osce_tracker.errors import UsageError
from osce_tracker.model.clock import readable_day
from osce_tracker.model.editions import Edition
from osce_tracker.model.periods import Period, as_day
from osce_tracker.tracker.collection import Collection
from osce_tracker.tracker.tracker import Tracker


def data_title(tracker: Tracker | Collection[Any]) -> str:
    """Return the title of the data set and, for an as-of view, the day of the view.

    Args:
        tracker: the tracker, or a collection of one.
    """
    title = [] if tracker.edition is None else [tracker.edition.title]
    view = [] if tracker.known_by is None else [f"as known on {readable_day(tracker.known_by)}"]
    return ", ".join([*title, *view])


def edition_name(edition: Edition, *more: str) -> str:
    """Return the name and version of an edition for data lines and citations.

    Args:
        edition: the edition.
        *more: further details of the version.

    >>> import osce_tracker as ot
    >>> edition_name(attrs.evolve(ot.load().edition, version="2.0", changed=True))
    'based on finland-2025, version 2.0, changed since'
    """
    name = ", ".join([edition.name, f"version {edition.version}", *more])
    return f"based on {name}, changed since" if edition.changed else name


def data_note(edition: Edition | None, known_by: date | None) -> str:
    """Return the line that names the edition and the day up to which the record is known.

    Args:
        edition: the edition of the data set, or ``None``.
        known_by: the day of an as-of view, or ``None``.
    """
    if edition is None:
        data = "not one named edition"
    else:
        data = edition_name(edition, f"compiled on {readable_day(edition.compiled)}")
    view = "" if known_by is None else f"; as known on {readable_day(known_by)}"
    return f"Data: {data}{view}."


def last_day(tracker: Tracker | Collection[Any]) -> date | None:
    """Return the day up to which a tracker shows the public record, or ``None`` if it does not say.

    Args:
        tracker: the tracker, or a collection of one. A data set gives the day up to which the record is
            known, or else the day it was compiled; an as-of view gives its own day if that is earlier.
    """
    edition = tracker.edition
    known = None if edition is None else edition.known_until or edition.compiled
    return min((day for day in (tracker.known_by, known) if day is not None), default=None)


@attrs.frozen
class ReportingDay:
    """The day that a report is about.

    Attributes:
        day: the day.
        why: why it is this day, such as "the last day of the term"; empty if the caller gave it.
        note: a warning if the data set is silent on the day; otherwise empty.
    """

    day: date
    why: str = ""
    note: str = ""

    @property
    def label(self) -> str:
        """The day as a subtitle names it, such as "on 31 December 2025, the last day of the term"."""
        return ", ".join(filter(None, (f"on {readable_day(self.day)}", self.why)))

    @property
    def quarter(self) -> Period:
        """The quarter of the day, up to the day: nothing is known yet of the rest."""
        return Period.between(Period.quarter_of(self.day).first, self.day)


def reporting_day(tracker: Tracker, on: date | str | None = None) -> ReportingDay:
    """Return the day that a report is about.

    Args:
        tracker: the tracker.
        on: the day that the caller wants, if any.

    Returns:
        That day. Without one, the last day of the Chair's term, or the day up to which the record is known
        if that is earlier. For several Chairs it is the latest of their days, and in a view never later
        than the day of the view.

    Raises:
        PeriodError: if ``on`` is not a day.
        UsageError: if no day was given and the data set has no dated fact.

    >>> from osce_tracker.dataset.bundled import load
    >>> for name in ("finland-2025", "switzerland-2026", "all"):
    ...     found = reporting_day(load(name))
    ...     print(found.day, "-", found.why)
    2025-12-31 - the last day of the term
    2026-06-08 - the day up to which the record is known
    2026-06-08 - the day up to which the record is known
    """
    edition = tracker.edition
    known = None if edition is None else edition.known_until
    if on is not None:
        day, known = as_day(on), last_day(tracker)
        if known is None or day <= known:
            return ReportingDay(day)
        note = f"The record goes up to {readable_day(known)}: later facts may be missing."
        return ReportingDay(day, note=note)
    candidates = [(known, "the day up to which the record is known")]
    if tracker.terms:
        candidates.append((max(term.until for term in tracker.terms), "the last day of the term"))
    elif known is None and edition is not None:
        candidates.append((edition.compiled, "the day on which the data were put together"))
    candidates.append((tracker.known_by, "the day of the view"))
    days = [(day, why) for day, why in candidates if day is not None]
    if not days and tracker.last_known is not None:
        days = [(tracker.last_known, "the last day that dates a fact")]
    if not days:
        raise UsageError("The data set has no dated fact. Give a day, such as on='2025-12-31'.")
    return ReportingDay(*min(days, key=lambda found: found[0]))
