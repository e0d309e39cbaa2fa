"""Sources of facts, and the day on which a fact became known."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

import attrs
from attrs import field
from attrs.converters import optional

from osce_tracker.model import validation as to
from osce_tracker.model.periods import Period, as_day
from osce_tracker.model.records import Record
from osce_tracker.model.validation import meaning, name_errors
from osce_tracker.model.vocabulary import Vocabulary


class PublisherType(Vocabulary):
    """What kind of body published a source.

    >>> import osce_tracker as ot
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
    INTERNATIONAL_ORGANIZATION = ("international-organization", "Another international organization.")
    NGO = ("ngo", "non-governmental organization", "A non-governmental organization.")
    ACADEMIA = ("academia", "A university, an institute, a scholar.")
    MEDIA = ("media", "A news outlet or another private publisher.")
    UNKNOWN = ("unknown", "Not known yet. Such a source never counts as independent.")


class Confidence(Vocabulary):
    """How certain a fact is.

    >>> import osce_tracker as ot
    >>> statement = ot.load().statements[0]
    >>> statement.confidence.value, statement.confidence.definition, len(statement.sources)
    ('high', 'A primary source or two independent ones.', 2)
    """

    HIGH = ("high", "A primary source or two independent ones.")
    MEDIUM = ("medium", "One secondary source.")
    MEMORY = ("memory", "from memory", "General knowledge, not seen on a page (reference data only).")


#: Publishers that speak for the Chair or the organization itself.
OWN_WORD: Final = frozenset({PublisherType.CHAIR, PublisherType.OSCE})


@attrs.frozen(kw_only=True, repr=False, field_transformer=name_errors)
class Source(Record):
    """A page or document in which a fact was seen.

    >>> import osce_tracker as ot
    >>> source = ot.Source(
    ...     url="https://osce.org/cthb/586185", title="Event page", publisher="OSCE",
    ...     publisher_type="osce", published="2025", language="en", primary=True,
    ... )
    >>> source.published, source.independent
    (Period('2025'), False)
    """

    url: str = field(converter=to.address, metadata=meaning("its address, http or https"))
    title: str = field(converter=to.filled_text, metadata=meaning("what it is, in a few words of our own"))
    publisher: str = field(converter=to.filled_text, metadata=meaning("who published the text"))
    via: str | None = field(
        default=None,
        converter=to.optional_text,
        metadata=meaning("who re-published it, if it was read there"),
    )
    publisher_type: PublisherType = field(converter=PublisherType, metadata=meaning("kind of body it is"))
    published: Period | None = field(
        default=None, converter=optional(Period), metadata=meaning("when it was published, if known")
    )
    language: str = field(default="en", converter=to.language_code, metadata=meaning("language, ISO 639-1"))
    primary: bool = field(
        default=False, converter=to.true_or_false, metadata=meaning("whether it is the originator's own text")
    )

    @property
    def independent(self) -> bool:
        """True if the publisher is known, and is neither the Chair nor the OSCE."""
        return self.publisher_type not in {*OWN_WORD, PublisherType.UNKNOWN}

    def __str__(self) -> str:
        published = "" if self.published is None else f", {self.published.readable}"
        return f"{self.title} ({self.publisher}{published}) {self.url}"


def draft_source(url: str, **known: object) -> Source:
    """Return a source that may have only an address.

    Args:
        url: the address.
        **known: other fields of the source. Otherwise the address is the title, its host the publisher, and
            the type of the publisher is unknown.

    Raises:
        RecordError: if the address or another value is invalid.

    >>> source = draft_source("https://www.osce.org/cio/1234")
    >>> source.title, source.publisher, source.publisher_type.label, source.independent
    ('www.osce.org/cio/1234', 'osce.org', 'unknown', False)
    """
    title = url.partition("://")[2].rstrip("/")
    publisher = re.split(r"[/?#]", title)[0].removeprefix("www.")
    usual = {"title": title, "publisher": publisher, "publisher_type": PublisherType.UNKNOWN}
    fields: dict[str, Any] = usual | known
    return Source(url=url, **fields)


def as_sources(values: Iterable[Source]) -> tuple[Source, ...]:
    """Return sources as a tuple: a converter for record fields."""
    return to.instances(Source, values)


@attrs.frozen(kw_only=True, repr=False, field_transformer=name_errors)
class Fact(Record):
    """The last fields of commitments, events, series and statements."""

    sources: tuple[Source, ...] = field(default=(), converter=as_sources, metadata=meaning("its sources"))
    confidence: Confidence = field(
        default=Confidence.HIGH, converter=Confidence, metadata=meaning("how certain the facts are")
    )
    note: str | None = field(default=None, converter=to.optional_text, metadata=meaning("notes for readers"))
    entered: date | None = field(
        default=None, converter=optional(as_day), metadata=meaning("day on which it was entered")
    )
    chairs: tuple[str, ...] = field(
        default=(),
        eq=False,
        converter=to.record_ids,
        metadata=meaning("ids of the Chairpersonships that it belongs to, such as FI-2025"),
    )


@attrs.frozen(kw_only=True, repr=False, field_transformer=name_errors)
class Reference(Record):
    """The last fields of States, groups and Chairpersonships."""

    note: str | None = field(default=None, converter=to.optional_text, metadata=meaning("notes for readers"))
    sources: tuple[Source, ...] = field(
        default=(),
        converter=as_sources,
        metadata=meaning("sources; their dates say when a page was read, not when a fact became known"),
    )
    confidence: Confidence = field(
        default=Confidence.HIGH, converter=Confidence, metadata=meaning("how certain the facts are")
    )


def known_date(own: Period, sources: Iterable[Source]) -> date:
    """Return the day on which the public record first showed a fact.

    Args:
        own: the date of the fact itself.
        sources: the sources of the fact.

    Returns:
        The earliest day by which one of the sources was certainly published: the last day of
        its date. If no source is dated, the last day of the fact itself.

    >>> known_date(Period("2025-07"), ())
    datetime.date(2025, 7, 31)
    """
    published = [source.published.last for source in sources if source.published is not None]
    return min(published) if published else own.last
