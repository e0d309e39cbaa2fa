"""The kinds of record in a data set: one table for the files, the trackers and everything between them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import attrs

if TYPE_CHECKING:
    from collections.abc import Mapping


@attrs.frozen(kw_only=True)
class Kind:
    """A kind of record.

    Attributes:
        name: its key in a data set and its attribute of a tracker, such as ``commitments``.
        noun: one such record, such as ``commitment``.
        module: the module in ``osce_tracker.model`` that defines its class.
        class_name: the name of its class.
    """

    name: str
    noun: str
    module: str
    class_name: str

    @property
    def record(self) -> type[Any]:
        """The class of its records."""
        # A command that needs commitments alone doesn't build the classes of the other records.
        cls: type[Any] = getattr(import_module(f"osce_tracker.model.{self.module}"), self.class_name)
        return cls

    @property
    def file(self) -> str:
        """The name of its file in a data set."""
        return f"{self.name}.json"


_ALL = (
    Kind(name="commitments", noun="commitment", module="commitments", class_name="Commitment"),
    Kind(name="events", noun="event", module="events", class_name="Event"),
    Kind(name="series", noun="series", module="events", class_name="Series"),
    Kind(name="statements", noun="statement", module="statements", class_name="SupportStatement"),
)
#: The kinds by name, in the order in which they are written and shown.
KINDS: Final[Mapping[str, Kind]] = {kind.name: kind for kind in _ALL}
#: What a data set says of its own records: how two readers read them, and what was corrected.
REVIEWS: Final[Mapping[str, Kind]] = {
    "readings": Kind(name="readings", noun="reading", module="readings", class_name="Reading"),
    "corrections": Kind(name="corrections", noun="correction", module="corrections", class_name="Correction"),
}
#: Everything that a data set has files of.
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
