"""People who took part in events or made statements. It loads without events."""

import attrs
from attrs import field
from attrs.converters import optional

from osce_tracker.model import validation as to
from osce_tracker.model.records import Record
from osce_tracker.model.validation import meaning, name_errors


@attrs.frozen(kw_only=True, repr=False, field_transformer=name_errors)
class Person(Record):
    """A person who took part or spoke, with the role held at that time.

    >>> import osce_tracker as ot
    >>> for person in ot.load().events["finland-assumes-chair-2025"].participants:
    ...     print(person.country, person.name, "-", person.role)
    FI Elina Valtonen - OSCE Chairperson-in-Office, Minister for Foreign Affairs
    MT Ian Borg - Deputy Prime Minister, Minister for Foreign Affairs and Tourism
    CH Ignazio Cassis - Head of the Federal Department of Foreign Affairs
    """

    name: str = field(converter=to.filled_text, metadata=meaning("name"))
    role: str | None = field(default=None, converter=to.optional_text, metadata=meaning("office or role"))
    country: str | None = field(
        default=None,
        converter=optional(to.state_code),
        metadata=meaning("code of the State that the person spoke for"),
    )
