"""Where a fact is written: the sources of records, and the day since when a fact is known."""

from collections.abc import Iterable
from datetime import date
from typing import Final

import attrs

from osce_tracker.errors import RecordError, quoted
from osce_tracker.model import validation as fields
from osce_tracker.model.periods import Period
from osce_tracker.model.vocabulary import Vocabulary


class PublisherType(Vocabulary):
    """Who stands behind a source.

    >>> import osce_tracker as ot
    >>> ot.PublisherType.parse("non-governmental organization").value
    'ngo'
    >>> for source in ot.load().commitments["FI25-HD-03"].sources:
    ...     print(source.publisher, "-", source.publisher_type.label, source.independent)
    STT - media True
    APA (Austria) - media True
    Government of Finland - Chair False
    """

    CHAIR = ("chair", "Chair", "The Chairpersonship or its government.")
    OSCE = ("osce", "OSCE", "The OSCE, its Secretariat, institutions and missions.")
    ASSEMBLY = ("assembly", "Parliamentary Assembly", "The OSCE Parliamentary Assembly or a parliament.")
    STATE = ("state", "State", "Another State.")
    INTERNATIONAL_ORGANIZATION = (
        "international-organization",
        "international organization",
        "Another international organization.",
    )
    NGO = ("ngo", "non-governmental organization", "A non-governmental organization.")
    ACADEMIA = ("academia", "academia", "A university, an institute, a scholar.")
    MEDIA = ("media", "media", "A news outlet or another private publisher.")


class Confidence(Vocabulary):
    """How sure a fact is.

    >>> import osce_tracker as ot
    >>> said = ot.load().statements[0]
    >>> said.confidence.value, said.confidence.definition, len(said.sources)
    ('high', 'A primary source or two independent ones.', 2)
    """

    HIGH = ("high", "high", "A primary source or two independent ones.")
    MEDIUM = ("medium", "medium", "One secondary source.")
    MEMORY = ("memory", "from memory", "General knowledge, not seen on a page (reference data only).")


#: Publishers that speak for the Chair or the organization itself.
_OWN_WORD: Final = frozenset({PublisherType.CHAIR, PublisherType.OSCE})


@fields.checked
@attrs.frozen(kw_only=True)
class Source:
    """A page or document on which a fact was seen.

    Attributes:
        url: the address, ``http`` or ``https``.
        title: what it is, short and in our own words.
        publisher: who published the text.
        via: who re-published it, when it was read there; else ``None``.
        publisher_type: who stands behind the publisher.
        published: when it was published, or ``None`` when not known.
        language: language of the text (ISO 639-1).
        primary: whether it is the originator's own text.

    >>> import osce_tracker as ot
    >>> source = ot.Source(
    ...     url="https://osce.org/cthb/586185", title="Event page", publisher="OSCE",
    ...     publisher_type="osce", published="2025", language="en", primary=True,
    ... )
    >>> source.published, source.independent
    (Period('2025'), False)
    """

    url: str = attrs.field(converter=fields.text)
    title: str = attrs.field(converter=fields.text)
    publisher: str = attrs.field(converter=fields.text)
    via: str | None = attrs.field(default=None, converter=fields.optional_text)
    publisher_type: PublisherType = attrs.field(converter=PublisherType)
    published: Period | None = attrs.field(default=None, converter=fields.optional_period)
    language: str = attrs.field(default="en", converter=fields.text)
    primary: bool = False

    def check(self) -> None:
        """Raise ``RecordError`` for what the type of a field alone cannot tell."""
        fields.check_address(None, "url", self.url)
        if not (self.title.strip() and self.publisher.strip()):
            fields.check_filled(None, title=self.title, publisher=self.publisher)
        fields.check_language(None, self.language)

    @property
    def independent(self) -> bool:
        """Whether neither the Chair nor the OSCE itself is the publisher."""
        return self.publisher_type not in _OWN_WORD


def as_sources(values: Iterable[Source]) -> tuple[Source, ...]:
    """Return sources as a tuple; anything else in it is refused."""
    found = tuple(values)
    for value in found:
        if not isinstance(value, Source):
            raise RecordError("sources", f"expected a Source, got {quoted(value)}")
    return found


def known_date(own: Period, sources: Iterable[Source]) -> date:
    """Return the day since when the public record shows a fact.

    Args:
        own: when the fact was so.
        sources: where it is written.

    Returns:
        The earliest day on which one of its sources was surely published, or, when no source is
        dated, the last day of the fact itself (the manual's Meanings, "Known date").

    >>> known_date(Period("2025-07"), ())
    datetime.date(2025, 7, 31)
    """
    dated = [source.published.last for source in sources if source.published is not None]
    return min(dated) if dated else own.last
