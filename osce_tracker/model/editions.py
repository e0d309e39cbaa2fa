"""The description of a data set."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

import attrs
from attrs import field
from attrs.converters import optional

from osce_tracker.model import validation as to
from osce_tracker.model.periods import as_day
from osce_tracker.model.plain import to_dict
from osce_tracker.model.records import Record
from osce_tracker.model.validation import meaning, name_errors

#: The file, or key, that describes the data set itself.
EDITION: Final = "dataset"
#: The version of the file format that this version of the library reads and writes.
FORMAT: Final = 1
#: The published data sets that come with the package, in order of time.
BUNDLED: Final = ("malta-2024", "finland-2025", "switzerland-2026")
#: The end of messages about a newer format.
NEWER: Final = "the newest format that this version of osce_tracker can read"


def _format(value: int) -> int:
    number = to.whole_number(value)
    if number != FORMAT:
        raise ValueError(f"must be {FORMAT}, {NEWER}, not {number}")
    return number


@attrs.frozen(kw_only=True, repr=False, field_transformer=name_errors)
class Edition(Record):
    """The description of a data set: its title, its Chair and how far it goes.

    >>> import osce_tracker as ot
    >>> edition = ot.load().edition
    >>> edition.title, edition.chair, ot.chairs()[edition.chair].since.isoformat()
    ("Finland's 2025 OSCE Chairpersonship", 'FI-2025', '2025-01-01')
    """

    name: str = field(converter=to.text, metadata=meaning("short name, such as finland-2025"))
    title: str = field(converter=to.text, metadata=meaning("title in one line"))
    version: str = field(converter=to.text, metadata=meaning("version of the facts"))
    compiled: date = field(converter=as_day, metadata=meaning("day on which the data set was put together"))
    known_until: date | None = field(
        default=None,
        converter=optional(as_day),
        metadata=meaning("day up to which the public record is known; the set is silent on later days"),
    )
    chair: str | None = field(
        default=None,
        converter=optional(to.record_id),
        metadata=meaning("id of the Chairpersonship, such as FI-2025"),
    )
    note: str | None = field(default=None, converter=to.optional_text, metadata=meaning("notes for readers"))
    # Excluded from comparison: for a merge, an edition is the same whether or not its records were edited.
    changed: bool = field(
        default=False,
        eq=False,
        converter=to.true_or_false,
        metadata=meaning("true if the records are no longer those of this version as it was published"),
    )
    format: int = field(default=FORMAT, converter=_format, metadata=meaning("version of the file format"))

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"


def edited(edition: Edition | None) -> Edition | None:
    """Return the description of a data set after its records were edited.

    Args:
        edition: the description of the set before, or ``None``.

    Returns:
        The description, marked as changed if the set is a published one. Your own sets have only one version.

    >>> import osce_tracker as ot
    >>> [edited(one).changed for one in (ot.load().edition, attrs.evolve(ot.load().edition, name="mine"))]
    [True, False]
    """
    if edition is None or set(BUNDLED).isdisjoint(edition.name.split(" + ")):
        return edition
    return attrs.evolve(edition, changed=True)


def canonical(
    records: Mapping[str, Iterable[Any]], edition: Edition | None, known_by: date | None = None
) -> dict[str, Any]:
    """Return a data set as plain data in its canonical form: kinds as keys, records by id.

    Args:
        records: the records of each kind, by its name.
        edition: the description of the data set, or ``None``.
        known_by: the day that the set is shown as of. The set then says that it was compiled on that day,
            and is known until then.
    """
    whole: dict[str, Any] = {}
    if edition is not None:
        whole[EDITION] = to_dict(as_saved(edition, known_by))
    for kind, members in records.items():
        whole[kind] = [to_dict(record) for record in sorted(members, key=lambda record: record.id)]
    return whole


def as_saved(edition: Edition, known_by: date | None) -> Edition:
    """Return the description to save with a data set.

    Args:
        edition: the description of the data set.
        known_by: the day that the set is shown as of, or ``None``.

    Returns:
        The description. For a view it says that the set was compiled, and is known, up to that day.
    """
    if known_by is None:
        return edition
    known_until = min(known_by, edition.known_until or known_by)
    return attrs.evolve(edition, compiled=min(known_by, edition.compiled), known_until=known_until)
