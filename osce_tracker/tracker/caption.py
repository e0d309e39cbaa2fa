"""What every report, chart and calendar file says about the data behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from osce_tracker.model.editions import Edition
    from osce_tracker.tracker.tracker import Tracker


def data_title(tracker: Tracker) -> str:
    """Return the title of the data set and, for an as-of view, the day of the view.

    Args:
        tracker: the tracker.
    """
    from osce_tracker.model.clock import readable_day

    title = [] if tracker.edition is None else [tracker.edition.title]
    view = [] if tracker.known_by is None else [f"as known on {readable_day(tracker.known_by)}"]
    return ", ".join([*title, *view])


def data_note(edition: Edition | None, known_by: date | None) -> str:
    """Return the line that names the edition and the day up to which the record is known.

    Args:
        edition: the edition of the data set, or ``None``.
        known_by: the day of an as-of view, or ``None``.
    """
    from osce_tracker.model.clock import readable_day

    if edition is None:
        data = "records without an edition"
    else:
        data = f"{edition.name}, version {edition.version}, compiled on {readable_day(edition.compiled)}"
    view = "" if known_by is None else f"; as known on {readable_day(known_by)}"
    return f"Data: {data}{view}."


def last_day(tracker: Tracker) -> date | None:
    """Return the day up to which a tracker shows the public record, or ``None`` if it does not say.

    Args:
        tracker: the tracker. An as-of view gives its day, a data set the day it was compiled.
    """
    if tracker.known_by is not None:
        return tracker.known_by
    return None if tracker.edition is None else tracker.edition.compiled
