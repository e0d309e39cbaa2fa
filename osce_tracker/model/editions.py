"""What a data set says of itself."""

from datetime import date

import attrs

from osce_tracker.model import fields
from osce_tracker.model.periods import as_day


@attrs.frozen(kw_only=True)
class Edition:
    """What a data set says of itself.

    Attributes:
        name: short name, such as ``finland-2025``.
        title: a line that names it.
        version: version of the facts.
        compiled: until which day the public record was read.
        chair: id of the Chairpersonship, such as ``FI-2025``, or ``None``.
        note: what a reader should know beside.
        format: number of the file form; 1 is the only one so far.
    """

    name: str = attrs.field(converter=fields.text)
    title: str = attrs.field(converter=fields.text)
    version: str = attrs.field(converter=fields.text)
    compiled: date = attrs.field(converter=as_day)
    chair: str | None = attrs.field(default=None, converter=fields.optional_text)
    note: str | None = attrs.field(default=None, converter=fields.optional_text)
    format: int = 1
