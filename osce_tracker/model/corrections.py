"""Corrections: the old value in a data set, the new one, and the reason."""

from datetime import date

import attrs
from attrs.converters import optional

from osce_tracker.model import validation as to
from osce_tracker.model.periods import Period, as_day
from osce_tracker.model.records import Record
from osce_tracker.model.validation import meaning, name_errors


@attrs.frozen(kw_only=True, repr=False, field_transformer=name_errors)
class Correction(Record):
    """One value of a record that was corrected after it was entered.

    >>> import osce_tracker as ot
    >>> correction = ot.load().corrections[2]
    >>> correction.record, str(correction.update), correction.old, correction.new
    ('FI25-EE-01', '2025-09-12', 'blocked', 'not-fulfilled')
    """

    kind: str = attrs.field(
        converter=to.filled_text, metadata=meaning("the kind of record, such as commitments")
    )
    record: str = attrs.field(converter=to.record_id, metadata=meaning("id of the record"))
    field: str = attrs.field(converter=to.filled_text, metadata=meaning("the field that was corrected"))
    update: Period | None = attrs.field(
        default=None, converter=optional(Period), metadata=meaning("date of the update, if one was corrected")
    )
    number: int = attrs.field(
        default=1, converter=to.ordinal, metadata=meaning("which of the updates of that date, from 1")
    )
    old: str | None = attrs.field(converter=to.optional_text, metadata=meaning("what the data said before"))
    new: str | None = attrs.field(converter=to.optional_text, metadata=meaning("what they say now"))
    day: date = attrs.field(converter=as_day, metadata=meaning("day of the correction"))
    why: str = attrs.field(converter=to.filled_text, metadata=meaning("the reason"))

    @property
    def id(self) -> str:
        """The id: record, field, date and number of any update, and the day of the correction."""
        update = f":{self.update}:{self.number}" if self.update else ""
        return f"{self.record}:{self.field}{update}:{self.day}"

    @property
    def sort_key(self) -> tuple[str]:
        """The key that corrections are sorted by: the id."""
        return (self.id,)

    def __str__(self) -> str:
        return f"{self.id}: {self.old} → {self.new}"
