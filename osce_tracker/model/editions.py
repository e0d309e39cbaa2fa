"""What a data set says of itself."""

from datetime import date
from typing import Final

import attrs

from osce_tracker.errors import RecordError
from osce_tracker.model import validation as fields
from osce_tracker.model.periods import as_day

#: Why a higher number cannot be read.
NEWER: Final = "the newest that this version of osce_tracker reads; a newer version wrote it"
#: The form of data sets that this version writes; older ones are brought into it when they are read.
FORMAT: Final = 1


@fields.checked
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
        format: number of the form of the files.

    >>> import osce_tracker as ot
    >>> edition = ot.load().edition
    >>> edition.title, edition.chair, ot.chairs()[edition.chair].since.isoformat()
    ("Finland's 2025 OSCE Chairpersonship", 'FI-2025', '2025-01-01')
    """

    name: str = attrs.field(converter=fields.text)
    title: str = attrs.field(converter=fields.text)
    version: str = attrs.field(converter=fields.text)
    compiled: date = attrs.field(converter=as_day)
    chair: str | None = attrs.field(default=None, converter=fields.optional_text)
    note: str | None = attrs.field(default=None, converter=fields.optional_text)
    format: int = 1

    def check(self) -> None:
        """Raise ``RecordError`` for a form that this version does not know."""
        if type(self.format) is not int or self.format != FORMAT:
            raise RecordError("format", f"{self.format!r} is no form of data sets; accepted: {FORMAT}")
