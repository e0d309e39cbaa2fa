"""Statements of States and groups of States on the Chairpersonship or on the agenda of the OSCE."""

import datetime as dt
import re
from typing import Final

import attrs
from attrs import field
from attrs.converters import optional

from osce_tracker.errors import RecordError
from osce_tracker.model import validation as to
from osce_tracker.model.dimensions import Dimension, Section, as_dimensions
from osce_tracker.model.people import Person
from osce_tracker.model.periods import Period
from osce_tracker.model.sources import Fact, known_date
from osce_tracker.model.validation import meaning, name_errors
from osce_tracker.model.vocabulary import Vocabulary


class Stance(Vocabulary):
    """The attitude of a statement towards what it is about.

    >>> import osce_tracker as ot
    >>> ot.Stance.SUPPORTS.definition, ot.Stance.WELCOMES.definition
    ('Says that it backs or will help.', 'Congratulates, thanks or praises without a pledge.')
    >>> ot.load().statements.where(stance="conditional", about="chairmanship", period="2024").ids
    ('by-2024-09-dapkiunas-pc', 'at-2024-12-ministry-venue')
    """

    SUPPORTS = ("supports", "Says that it backs or will help.")
    WELCOMES = ("welcomes", "Congratulates, thanks or praises without a pledge.")
    CONDITIONAL = ("conditional", "Supports, with conditions.")
    NEUTRAL = ("neutral", "Takes no side.")
    CRITICAL = ("critical", "Finds fault.")
    OPPOSES = ("opposes", "Says that it is against.")


class About(Vocabulary):
    """What a statement is about.

    >>> import osce_tracker as ot
    >>> for about in About:
    ...     print(about.definition, len(ot.load().statements.where(about=about)))
    The Chairpersonship itself. 95
    The OSCE or its agenda only. 119
    """

    CHAIRMANSHIP = ("chairmanship", "Chair", "The Chairpersonship itself.")
    AGENDA = ("agenda", "The OSCE or its agenda only.")


class Form(Vocabulary):
    """How a State took its position.

    >>> import osce_tracker as ot
    >>> statement = ot.load().statements.where(form="funded", state="Norway")[0]
    >>> print(statement.form.definition, statement.commits_to)
    Gave money. Four-year unearmarked framework funding for the OSCE, its institutions and field operations
    """

    STATEMENT = ("statement", "Spoke or wrote for itself.")
    JOINED = ("joined", "Joined a statement of several.")
    ALIGNED = ("aligned", "Aligned itself with the statement of another.")
    FUNDED = ("funded", "Gave money.")
    HOSTED = ("hosted", "Hosted or offered to host.")
    SPONSORED = ("sponsored", "Co-sponsored a text or an event.")
    RESERVED = ("reserved", "Put a reservation or a reading on record, without objecting.")
    OBJECTED = ("objected", "Objected to a decision.")


class Forum(Vocabulary):
    """Where a statement was made.

    >>> import osce_tracker as ot
    >>> for statement in ot.load().statements.where(forum="UN Security Council"):
    ...     print(statement.date, statement.state, statement.stance)
    2025-12-08 DK welcomes
    2025-12-08 FI supports
    2025-12-08 GB supports
    """

    MINISTERIAL_COUNCIL = ("Ministerial Council", "At a Ministerial Council.")
    PERMANENT_COUNCIL = ("Permanent Council", "In the Permanent Council.")
    FORUM_FOR_SECURITY_CO_OPERATION = (
        "Forum for Security Co-operation",
        "Forum for Security Co-operation",
        "In the Forum for Security Co-operation.",
    )
    PARLIAMENTARY_ASSEMBLY = ("Parliamentary Assembly", "In the OSCE Parliamentary Assembly.")
    HELSINKI_50_CONFERENCE = (
        "Helsinki+50 Conference",
        "At the conference on 50 years of the Final Act, Helsinki 2025.",
    )
    CHAIRPERSONSHIP_EVENT = ("Chairpersonship event", "At another event of the Chair.")
    OTHER_OSCE_MEETING = ("other OSCE meeting", "At another OSCE meeting.")
    UN_SECURITY_COUNCIL = ("UN Security Council", "In the Security Council.")
    BILATERAL_MEETING = ("bilateral meeting", "At a meeting of two sides.")
    MULTILATERAL_MEETING = ("multilateral meeting", "At a meeting of several sides outside the OSCE.")
    VISIT = ("visit", "During a visit.")
    NATIONAL_PARLIAMENT = ("national parliament", "In a parliament.")
    JOINT_DECLARATION = ("joint declaration", "In a declaration of several.")
    LETTER = ("letter", "In a letter.")
    PRESS_RELEASE = ("press release", "In a press release.")
    INTERVIEW_OR_ARTICLE = ("interview or article", "In an interview or a signed article.")
    PUBLIC_EVENT = ("public event", "At another event open to the public.")
    SOCIAL_MEDIA = ("social media", "On a social network.")
    OTHER = ("other", "Elsewhere.")


#: Words for institutions.
_INSTITUTION: Final = re.compile(
    r"\b(?:service|ministry|government|parliament|office|delegation|mission|embassy|chairpersonship|"
    r"secretariat|assembly)\b",
    re.IGNORECASE,
)
#: The start of texts that say how a statement was delivered, rather than by whom.
_READ_BY: Final = "read by "


def _person(value: Person) -> Person:
    return to.instance(Person, value)


@attrs.frozen(kw_only=True, repr=False, field_transformer=name_errors)
class SupportStatement(Fact):
    """A statement of one State, or of a group, on the Chairpersonship or on the agenda of the OSCE.

    >>> import osce_tracker as ot
    >>> statement = ot.SupportStatement(
    ...     id="xx-2030-01", state="FI", date="2030-01-15", forum="Permanent Council",
    ...     form="statement", stance="supports", about="agenda", dimensions=["human"],
    ...     summary="Backs the seminar.", reported_by="OSCE",
    ... )
    >>> statement.stance.definition
    'Says that it backs or will help.'
    """

    id: str = field(converter=to.record_id, metadata=meaning("stable identifier"))
    state: str | None = field(
        default=None,
        converter=optional(to.state_code),
        metadata=meaning("code of the State that spoke, unless a group did"),
    )
    group: str | None = field(
        default=None,
        converter=optional(to.filled_text),
        metadata=meaning("name or code of the group that spoke, unless a State did"),
    )
    states: tuple[str, ...] = field(
        default=(),
        converter=to.state_codes,
        metadata=meaning("codes of the States that a source lists as joining"),
    )
    date: Period = field(converter=Period, metadata=meaning("when it was made"))
    speaker: Person | None = field(default=None, converter=optional(_person), metadata=meaning("who spoke"))
    counterpart: Person | None = field(default=None, converter=optional(_person), metadata=meaning("to whom"))
    occasion: str | None = field(default=None, converter=to.optional_text, metadata=meaning("the occasion"))
    forum: Forum = field(converter=Forum, metadata=meaning("in what forum"))
    form: Form = field(converter=Form, metadata=meaning("in what form"))
    stance: Stance = field(converter=Stance, metadata=meaning("attitude towards what it is about"))
    about: About = field(converter=About, metadata=meaning("what it is about"))
    dimensions: tuple[Dimension, ...] = field(converter=as_dimensions, metadata=meaning("which it touches"))
    themes: tuple[str, ...] = field(default=(), converter=to.texts, metadata=meaning("free keywords"))
    summary: str = field(converter=to.filled_text, metadata=meaning("what was said, in our own words"))
    commits_to: str | None = field(default=None, converter=to.optional_text, metadata=meaning("the pledge"))
    reported_by: str = field(converter=to.filled_text, metadata=meaning("who published it"))
    attributed_to: str | None = field(
        default=None, converter=to.optional_text, metadata=meaning("whom the publisher cites")
    )
    language: str = field(default="en", converter=to.language_code, metadata=meaning("language, ISO 639-1"))

    def __attrs_post_init__(self) -> None:
        """Check that either a State or a group spoke."""
        if (self.state is None) == (self.group is None):
            raise RecordError("state", "give either state or group, whichever spoke", self.id)

    @property
    def sort_key(self) -> tuple[dt.date, dt.date, str]:
        """The key that statements are sorted by: first day, last day, id."""
        return self.date.first, self.date.last, self.id

    @property
    def section(self) -> Section:
        """The section that tables list it in."""
        return Section.of(self.dimensions)

    @property
    def provenance(self) -> str:
        """Who published it, and whom the publisher cites, as part of a sentence.

        >>> import osce_tracker as ot
        >>> statement = ot.SupportStatement(
        ...     id="x", state="KZ", date="2024-06-01", forum="bilateral meeting", form="statement",
        ...     stance="supports", about="chairmanship", dimensions=["human"], summary="Backs.",
        ...     reported_by="Kazinform",
        ...     attributed_to="press service of the Ministry of Foreign Affairs of Kazakhstan",
        ... )
        >>> statement.provenance
        'Kazinform, citing the press service of the Ministry of Foreign Affairs of Kazakhstan'
        """
        *others, last = self.reported_by.split("; ")
        publisher = f"{', '.join(others)} and {last}" if others else last
        cited = self.attributed_to
        if cited is None:
            return publisher
        if cited.startswith(_READ_BY):
            return f"{publisher}, {cited}"
        # Institutions take the article. People and agencies don't, nor does "sources in".
        name = re.split(r"[(,]", cited)[0]
        has_article = name.casefold().startswith(("the ", "sources "))
        article = "the " if _INSTITUTION.search(name) and not has_article else ""
        return f"{publisher}, citing {article}{cited}"

    @property
    def independent(self) -> bool:
        """True if any publisher of it is neither the Chair nor the OSCE."""
        return any(source.independent for source in self.sources)

    @property
    def primary(self) -> bool:
        """True if a source is the original text."""
        return any(source.primary for source in self.sources)

    @property
    def known(self) -> dt.date:
        """The day on which the public record first showed it, but not before it was made."""
        return max(known_date(self.date, self.sources), self.date.first)

    def __str__(self) -> str:
        return (
            f"{self.id}: {self.state or self.group} {self.stance.label}, {self.date.readable}: {self.summary}"
        )
