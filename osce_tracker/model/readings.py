"""The double reading of a data set: what two readers said of the same record, and the agreed value."""

import attrs
from attrs.converters import optional

from osce_tracker.model import validation as to
from osce_tracker.model.periods import Period
from osce_tracker.model.records import Record
from osce_tracker.model.validation import meaning, name_errors
from osce_tracker.model.vocabulary import Vocabulary


class ReadField(Vocabulary):
    """A field that was read twice.

    >>> [word.label for word in ReadField if word.of_updates]
    ['status', 'obstacle']
    """

    KIND = ("kind", "What sort of thing was promised.")
    LEVER = ("lever", "who delivers", "Whose act delivers it.")
    BASIS = ("basis", "Whether it was stated, inferred or reported as done.")
    STATUS = ("status", "What had become of it.")
    OBSTACLE = ("obstacle", "What stood in its way.")
    STANCE = ("stance", "Where a statement stands.")
    ABOUT = ("about", "What a statement is about.")

    @property
    def of_updates(self) -> bool:
        """True if it is a field of an update of a commitment."""
        return self in (ReadField.STATUS, ReadField.OBSTACLE)

    @property
    def of_statements(self) -> bool:
        """True if it is a field of a statement rather than of a commitment."""
        return self in (ReadField.STANCE, ReadField.ABOUT)


@attrs.frozen(kw_only=True, repr=False, field_transformer=name_errors)
class Reading(Record):
    """What two readers said of one field of a record, and the value in the data now.

    >>> import osce_tracker as ot
    >>> reading = ot.load().readings["FI25-EE-01:basis"]
    >>> reading.record, reading.field.label, reading.first, reading.second, reading.settled
    ('FI25-EE-01', 'basis', 'stated', 'inferred', 'inferred')
    """

    record: str = attrs.field(converter=to.record_id, metadata=meaning("id of the commitment or statement"))
    field: ReadField = attrs.field(converter=ReadField, metadata=meaning("the field that was read"))
    update: Period | None = attrs.field(
        default=None, converter=optional(Period), metadata=meaning("date of the update, if one was read")
    )
    number: int = attrs.field(
        default=1, converter=to.ordinal, metadata=meaning("which of the updates of that date, from 1")
    )
    first: str | None = attrs.field(
        converter=to.optional_text, metadata=meaning("what the first reader said")
    )
    second: str | None = attrs.field(
        converter=to.optional_text, metadata=meaning("what the second reader said")
    )
    settled: str | None = attrs.field(converter=to.optional_text, metadata=meaning("what the data hold now"))
    chairs: tuple[str, ...] = attrs.field(
        default=(),
        eq=False,
        converter=to.record_ids,
        metadata=meaning("ids of the Chairpersonships in whose data sets it was read, such as FI-2025"),
    )

    @property
    def id(self) -> str:
        """The id: record, field, and date and number of any update."""
        return f"{self.record}:{self.field}" + (f":{self.update}:{self.number}" if self.update else "")

    @property
    def sort_key(self) -> tuple[str]:
        """The key that readings are sorted by: the id."""
        return (self.id,)

    @property
    def agrees(self) -> bool:
        """True if both readers said the same."""
        return self.first == self.second

    def __str__(self) -> str:
        return f"{self.id}: {self.first} / {self.second}"
