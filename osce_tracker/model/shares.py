"""A part of a whole: the two counts behind every rate."""

from typing import Final

import attrs
from attrs import field

from osce_tracker.errors import RecordError
from osce_tracker.model import validation as to
from osce_tracker.model.validation import meaning, name_errors

#: With fewer cases a percentage claims more precision than the counts can bear.
FEWEST_FOR_PERCENT: Final = 20


def _count(value: int) -> int:
    number = to.whole_number(value)
    if number < 0:
        raise ValueError(f"must be 0 or more, not {number}")
    return number


@attrs.frozen(field_transformer=name_errors)
class Share:
    """A part of a whole, such as 18 of 45 promises.

    Args:
        part: how many, from 0 to ``whole``.
        whole: out of how many.

    Raises:
        RecordError: if a count is not a whole number, or the part is larger than the whole.

    >>> import osce_tracker as ot
    >>> str(ot.Share(18, 45)), str(ot.Share(2, 4)), ot.Share(199, 200).percent
    ('18 of 45 (40%)', '2 of 4', 99)
    """

    part: int = field(converter=_count, metadata=meaning("how many"))
    whole: int = field(converter=_count, metadata=meaning("out of how many"))

    def __attrs_post_init__(self) -> None:
        """Reject a part that is larger than its whole."""
        if self.part > self.whole:
            raise RecordError("part", f"{self.part} is more than the whole, {self.whole}")

    @property
    def ratio(self) -> float | None:
        """The share as a number from 0 to 1, or ``None`` if the whole is empty."""
        return self.part / self.whole if self.whole else None

    @property
    def percent(self) -> int | None:
        """The share in whole per cent, or ``None`` for fewer than 20 cases.

        Halves round up, as in Excel. Only all is 100 and only none is 0: 199 of 200 is 99.
        """
        if self.whole < FEWEST_FOR_PERCENT:
            return None
        rounded = (200 * self.part + self.whole) // (2 * self.whole)
        return min(max(rounded, 1 if self.part else 0), 100 if self.part == self.whole else 99)

    def __str__(self) -> str:
        """Return the counts, with the percentage from 20 cases up."""
        counts = f"{self.part} of {self.whole}"
        return counts if self.percent is None else f"{counts} ({self.percent}%)"
