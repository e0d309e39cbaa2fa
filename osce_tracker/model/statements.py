"""What States and groups of States said: who to whom, where, with what attitude, and who reports it."""

import datetime as dt
import re
from typing import Final

import attrs

from osce_tracker.errors import RecordError
from osce_tracker.model import validation as fields
from osce_tracker.model.dimensions import Dimension, Section
from osce_tracker.model.events import Person
from osce_tracker.model.periods import Period
from osce_tracker.model.sources import Confidence, Source, as_sources, known_date
from osce_tracker.model.vocabulary import Vocabulary


class Stance(Vocabulary):
    """The attitude of a statement towards what it is about.

    >>> import osce_tracker as ot
    >>> ot.Stance.SUPPORTS.definition, ot.Stance.WELCOMES.definition
    ('Says that it backs or will help.', 'Congratulates, thanks or praises without a pledge.')
    >>> ot.load().statements.where(stance="conditional", about="chairmanship", period="2024").ids
    ('by-2024-09-dapkiunas-pc', 'at-2024-12-ministry-venue')
    """

    SUPPORTS = ("supports", "supports", "Says that it backs or will help.")
    WELCOMES = ("welcomes", "welcomes", "Congratulates, thanks or praises without a pledge.")
    CONDITIONAL = ("conditional", "conditional", "Backs on a condition.")
    NEUTRAL = ("neutral", "neutral", "Takes no side.")
    CRITICAL = ("critical", "critical", "Finds fault.")
    OPPOSES = ("opposes", "opposes", "Says that it is against.")


class About(Vocabulary):
    """What a statement is about.

    >>> import osce_tracker as ot
    >>> tracker = ot.load()
    >>> for about in ot.About:
    ...     print(about.definition, "-", ot.positions(tracker, about)["Albania"].latest.occasion)
    The Chairpersonship itself. - Presentation of credentials
    The OSCE or its agenda only. - 32nd Ministerial Council, Vienna
    """

    CHAIRMANSHIP = ("chairmanship", "Chair", "The Chairpersonship itself.")
    AGENDA = ("agenda", "agenda", "The OSCE or its agenda only.")


class Form(Vocabulary):
    """In what form a State took its position.

    >>> import osce_tracker as ot
    >>> said = ot.load().statements.where(form="funded", state="Norway")[0]
    >>> print(said.form.definition, said.commits_to)
    Gave money. Four-year unearmarked framework funding for the OSCE, its institutions and field operations
    """

    STATEMENT = ("statement", "statement", "Spoke or wrote itself.")
    JOINED = ("joined", "joined", "Joined a statement of several.")
    ALIGNED = ("aligned", "aligned", "Aligned itself with the statement of another.")
    FUNDED = ("funded", "funded", "Gave money.")
    HOSTED = ("hosted", "hosted", "Hosted or offered to host.")
    SPONSORED = ("sponsored", "sponsored", "Co-sponsored a text or an event.")
    RESERVED = ("reserved", "reserved", "Put a reservation or a reading on record; no objection.")
    OBJECTED = ("objected", "objected", "Objected to a decision.")


class Forum(Vocabulary):
    """Where a statement was made.

    >>> import osce_tracker as ot
    >>> for said in ot.load().statements.where(forum="UN Security Council"):
    ...     print(said.date, said.state, said.stance)
    2025-12-08 DK welcomes
    2025-12-08 FI supports
    2025-12-08 GB supports
    """

    MINISTERIAL_COUNCIL = ("Ministerial Council", "Ministerial Council", "At a Ministerial Council.")
    PERMANENT_COUNCIL = ("Permanent Council", "Permanent Council", "In the Permanent Council.")
    FORUM_FOR_SECURITY_CO_OPERATION = (
        "Forum for Security Co-operation",
        "Forum for Security Co-operation",
        "In the Forum for Security Co-operation.",
    )
    PARLIAMENTARY_ASSEMBLY = (
        "Parliamentary Assembly",
        "Parliamentary Assembly",
        "In the OSCE Parliamentary Assembly.",
    )
    HELSINKI_50_CONFERENCE = (
        "Helsinki+50 Conference",
        "Helsinki+50 Conference",
        "At the conference on 50 years of the Final Act, Helsinki 2025.",
    )
    CHAIRPERSONSHIP_EVENT = (
        "Chairpersonship event",
        "Chairpersonship event",
        "At another event of the Chair.",
    )
    OTHER_OSCE_MEETING = ("other OSCE meeting", "other OSCE meeting", "At another OSCE meeting.")
    UN_SECURITY_COUNCIL = ("UN Security Council", "UN Security Council", "In the Security Council.")
    BILATERAL_MEETING = ("bilateral meeting", "bilateral meeting", "At a meeting of two sides.")
    MULTILATERAL_MEETING = (
        "multilateral meeting",
        "multilateral meeting",
        "At a meeting of several sides outside the OSCE.",
    )
    VISIT = ("visit", "visit", "During a visit.")
    NATIONAL_PARLIAMENT = ("national parliament", "national parliament", "In a parliament.")
    JOINT_DECLARATION = ("joint declaration", "joint declaration", "In a declaration of several.")
    LETTER = ("letter", "letter", "In a letter.")
    PRESS_RELEASE = ("press release", "press release", "In a press release.")
    INTERVIEW_OR_ARTICLE = (
        "interview or article",
        "interview or article",
        "In an interview or a signed article.",
    )
    PUBLIC_EVENT = ("public event", "public event", "At another event open to the public.")
    SOCIAL_MEDIA = ("social media", "social media", "On a social network.")
    OTHER = ("other", "other", "Elsewhere.")


#: What an institution is called by, and what tells how a statement was made instead of naming anybody.
_INSTITUTION: Final = re.compile(
    r"\b(?:service|ministry|government|parliament|office|delegation|mission|embassy|chairpersonship|"
    r"secretariat|assembly)\b",
    re.IGNORECASE,
)
_SAYS_HOW: Final = re.compile(r"read by ")


@fields.checked
@attrs.frozen(kw_only=True)
class SupportStatement:
    """A statement of one State, or of a group, on the Chairpersonship or on the OSCE's agenda.

    Attributes:
        id: stable identifier.
        state: code of the State that spoke; ``None`` when a group did.
        group: name or code of the group that spoke; ``None`` when a State did.
        states: codes of the States that a source lists as joining.
        date: when.
        speaker: who spoke, or ``None``.
        counterpart: to whom, or ``None``.
        occasion: on what occasion.
        forum: in what forum.
        form: in what form.
        stance: the attitude towards what ``about`` names.
        about: what it is about.
        dimensions: the dimensions it touches, in their order.
        themes: free words for what it is about.
        summary: what was said, in our own words.
        commits_to: what the speaker pledged, or ``None``.
        reported_by: who published it.
        attributed_to: whom the publisher cites, or ``None``.
        language: language in which it was read (ISO 639-1).
        sources: where it is written.
        confidence: how sure the facts are.
        note: what a reader should know beside.

    >>> import osce_tracker as ot
    >>> statement = ot.SupportStatement(
    ...     id="xx-2030-01", state="FI", date="2030-01-15", forum="Permanent Council",
    ...     form="statement", stance="supports", about="agenda", dimensions=["human"],
    ...     summary="Backs the seminar.", reported_by="OSCE",
    ... )
    >>> statement.stance.definition
    'Says that it backs or will help.'
    """

    id: str = attrs.field(converter=fields.text)
    state: str | None = attrs.field(default=None, converter=fields.optional_text)
    group: str | None = attrs.field(default=None, converter=fields.optional_text)
    states: tuple[str, ...] = attrs.field(default=(), converter=fields.texts)
    date: Period = attrs.field(converter=fields.period)
    speaker: Person | None = None
    counterpart: Person | None = None
    occasion: str | None = attrs.field(default=None, converter=fields.optional_text)
    forum: Forum = attrs.field(converter=Forum)
    form: Form = attrs.field(converter=Form)
    stance: Stance = attrs.field(converter=Stance)
    about: About = attrs.field(converter=About)
    dimensions: tuple[Dimension, ...] = attrs.field(converter=fields.dimensions)
    themes: tuple[str, ...] = attrs.field(default=(), converter=fields.texts)
    summary: str = attrs.field(converter=fields.text)
    commits_to: str | None = attrs.field(default=None, converter=fields.optional_text)
    reported_by: str = attrs.field(converter=fields.text)
    attributed_to: str | None = attrs.field(default=None, converter=fields.optional_text)
    language: str = attrs.field(default="en", converter=fields.text)
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources)
    confidence: Confidence = attrs.field(default=Confidence.HIGH, converter=Confidence)
    note: str | None = attrs.field(default=None, converter=fields.optional_text)

    def check(self) -> None:
        """Raise ``RecordError`` for what the type of a field alone cannot tell."""
        fields.check_id(self.id)
        if (self.state is None) == (self.group is None):
            reason = "either a State or a group speaks: give one of state and group"
            raise RecordError("state", reason, self.id)
        fields.check_code(self.id, "state", self.state)
        if self.states:
            fields.check_codes(self.id, "states", self.states)
        if self.group is not None:
            fields.check_filled(self.id, group=self.group)
        if not (self.summary.strip() and self.reported_by.strip()):
            fields.check_filled(self.id, summary=self.summary, reported_by=self.reported_by)
        fields.check_dimensions(self.id, self.dimensions)
        fields.check_language(self.id, self.language)

    @property
    def sort_key(self) -> tuple[dt.date, dt.date, str]:
        """The order of statements: by first day, last day, then id."""
        return self.date.first, self.date.last, self.id

    @property
    def section(self) -> Section:
        """The one section of a table in which it stands (the manual's Meanings)."""
        return Section.of(self.dimensions)

    @property
    def provenance(self) -> str:
        """Who published it, and whom the publisher cites, as a sentence has it.

        >>> import osce_tracker as ot
        >>> said = ot.SupportStatement(
        ...     id="x", state="KZ", date="2024-06-01", forum="bilateral meeting", form="statement",
        ...     stance="supports", about="chairmanship", dimensions=["human"], summary="Backs.",
        ...     reported_by="Kazinform",
        ...     attributed_to="press service of the Ministry of Foreign Affairs of Kazakhstan",
        ... )
        >>> said.provenance
        'Kazinform, citing the press service of the Ministry of Foreign Affairs of Kazakhstan'
        """
        *others, last = self.reported_by.split("; ")
        publisher = f"{', '.join(others)} and {last}" if others else last
        cited = self.attributed_to
        if cited is None:
            return publisher
        if _SAYS_HOW.match(cited):
            return f"{publisher}, {cited}"
        # Institutions take the article, people and agencies do not; "sources in" names nobody.
        named = re.split(r"[(,]", cited)[0]
        has_one = named.casefold().startswith(("the ", "sources "))
        article = "the " if _INSTITUTION.search(named) and not has_one else ""
        return f"{publisher}, citing {article}{cited}"

    @property
    def independent(self) -> bool:
        """Whether a publisher of it is neither the Chair nor the OSCE."""
        return any(source.independent for source in self.sources)

    @property
    def primary(self) -> bool:
        """Whether a source is the originator's own text."""
        return any(source.primary for source in self.sources)

    @property
    def known(self) -> dt.date:
        """The day since when the public record shows it, never before it was made (the manual's Meanings)."""
        return max(known_date(self.date, self.sources), self.date.first)
