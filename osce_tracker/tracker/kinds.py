"""The kinds of record in a data set: one table for files, trackers and everything between them."""

from collections.abc import Mapping
from typing import Any, Final

import attrs

from osce_tracker.model.commitments import Commitment
from osce_tracker.model.corrections import Correction
from osce_tracker.model.events import Event, Series
from osce_tracker.model.readings import Reading
from osce_tracker.model.statements import SupportStatement


@attrs.frozen
class Kind:
    """A kind of record.

    Attributes:
        name: its key in a data set and its attribute of a tracker, such as ``commitments``.
        noun: one such record, such as ``commitment``.
        record: the class of its records.
    """

    name: str
    noun: str
    record: type[Any]

    @property
    def file(self) -> str:
        """The name of its file in a data set."""
        return f"{self.name}.json"


#: The kinds by name, in the order for writing and showing them.
KINDS: Final[Mapping[str, Kind]] = {
    "commitments": Kind("commitments", "commitment", Commitment),
    "events": Kind("events", "event", Event),
    "series": Kind("series", "series", Series),
    "statements": Kind("statements", "statement", SupportStatement),
}
#: What a data set holds about its own records: two readers' readings, and corrections.
REVIEWS: Final[Mapping[str, Kind]] = {
    "readings": Kind("readings", "reading", Reading),
    "corrections": Kind("corrections", "correction", Correction),
}
#: Everything that a data set keeps in files.
FILES: Final[Mapping[str, Kind]] = {**KINDS, **REVIEWS}


def kind_of(record: object) -> str | None:
    """Return the name of the kind of a record, or ``None`` if it isn't a record.

    Args:
        record: any object.

    >>> from osce_tracker.dataset.bundled import load
    >>> kind_of(load().events[0]), kind_of("Helsinki")
    ('events', None)
    """
    return next((kind.name for kind in KINDS.values() if type(record) is kind.record), None)
