"""The description of a data set."""

from datetime import date
from typing import Final

import attrs
from attrs import field
from attrs.converters import optional

from osce_tracker.model import validation as to
from osce_tracker.model.periods import as_day
from osce_tracker.model.validation import meaning, name_errors

#: The version of the file format that this version of the library reads and writes.
FORMAT: Final = 1
#: What messages say of a higher version.
NEWER: Final = "the newest format that this version of osce_tracker can read"


def _format(value: int) -> int:
    number = to.whole_number(value)
    if number != FORMAT:
        raise ValueError(f"must be {FORMAT}, {NEWER}, not {number}")
    return number


@attrs.frozen(kw_only=True, field_transformer=name_errors)
class Edition:
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
    format: int = field(default=FORMAT, converter=_format, metadata=meaning("version of the file format"))
