"""The words that events, statements, States and groups are described with.

They stand apart from ``vocabulary``, so that a table of commitments need not make them.
"""

from osce_tracker.model.vocabulary import Vocabulary


class Stance(Vocabulary):
    """The attitude of a statement towards what it is about."""

    SUPPORTS = ("supports", "supports", "Says that it backs or will help.")
    WELCOMES = ("welcomes", "welcomes", "Congratulates, thanks or praises without a pledge.")
    CONDITIONAL = ("conditional", "conditional", "Backs on a condition.")
    NEUTRAL = ("neutral", "neutral", "Takes no side.")
    CRITICAL = ("critical", "critical", "Finds fault.")
    OPPOSES = ("opposes", "opposes", "Says that it is against.")


class About(Vocabulary):
    """What a statement is about."""

    CHAIRMANSHIP = ("chairmanship", "Chair", "The Chairpersonship itself.")
    AGENDA = ("agenda", "agenda", "The OSCE or its agenda only.")


class Standing(Vocabulary):
    """How a State comes to have a position."""

    OWN = ("own", "own", "It made a statement itself.")
    THROUGH_GROUP = ("through-group", "group", "Only groups or others have spoken for it.")
    NONE = ("none", "none", "No statement is known; silence is no position.")


class Form(Vocabulary):
    """In what form a State took its position."""

    STATEMENT = ("statement", "statement", "Spoke or wrote itself.")
    JOINED = ("joined", "joined", "Joined a statement of several.")
    ALIGNED = ("aligned", "aligned", "Aligned itself with the statement of another.")
    FUNDED = ("funded", "funded", "Gave money.")
    HOSTED = ("hosted", "hosted", "Hosted or offered to host.")
    SPONSORED = ("sponsored", "sponsored", "Co-sponsored a text or an event.")
    RESERVED = ("reserved", "reserved", "Put a reservation or a reading on record; no objection.")
    OBJECTED = ("objected", "objected", "Objected to a decision.")


class Forum(Vocabulary):
    """Where a statement was made."""

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


class EventKind(Vocabulary):
    """What sort of event it is."""

    COUNCIL_MEETING = ("council meeting", "council meeting", "A decision-making body meets.")
    VISIT = ("visit", "visit", "The Chair or another travels to a State.")
    CONFERENCE = ("conference", "conference", "A conference.")
    ELECTION_OBSERVATION = (
        "election observation",
        "election observation",
        "An election is observed.",
    )
    STATEMENT = ("statement", "statement", "A text is issued.")
    FORUM_MEETING = ("forum meeting", "forum meeting", "A forum meets.")
    SIDE_EVENT = ("side event", "side event", "An event beside a larger one.")
    DECISION = ("decision", "decision", "A decision is adopted or fails.")
    APPOINTMENT = ("appointment", "appointment", "A post is filled.")
    REVIEW_MEETING = ("review meeting", "review meeting", "Implementation is reviewed.")
    LAUNCH = ("launch", "launch", "Something is opened or begun.")
    TRAINING = ("training", "training", "A training.")
    REPORT = ("report", "report", "A report appears or is presented.")
    BRIEFING = ("briefing", "briefing", "Delegations or the public are briefed.")
    HANDOVER = ("handover", "hand-over", "A chair passes to the next.")
    ANNIVERSARY = ("anniversary", "anniversary", "A day of remembrance.")


class EventStatus(Vocabulary):
    """What became of an event."""

    HELD = ("held", "held", "It took place.")
    ANNOUNCED = ("announced", "announced", "Only an announcement is known.")
    POSTPONED = ("postponed", "postponed", "Put off.")
    CANCELLED = ("cancelled", "cancelled", "Foreseen or mandated, and did not take place.")


class Evidence(Vocabulary):
    """How a meeting of a series is known."""

    SEEN = ("seen", "seen", "A source shows its date.")
    EXPECTED = ("expected", "expected", "Only the pattern of the series gives it; no source shows it.")


class EventFormat(Vocabulary):
    """How people took part in an event."""

    IN_PERSON = ("in-person", "in person", "In the room.")
    HYBRID = ("hybrid", "hybrid", "In the room and from afar.")
    ONLINE = ("online", "online", "From afar only.")


class StateKind(Vocabulary):
    """How a State stands to the OSCE."""

    PARTICIPATING = ("participating", "participating State", "One of the 57.")
    PARTNER_ASIAN = ("partner-asian", "Asian Partner for Co-operation", "An Asian Partner.")
    PARTNER_MEDITERRANEAN = (
        "partner-mediterranean",
        "Mediterranean Partner for Co-operation",
        "A Mediterranean Partner.",
    )
    FORMER = ("former", "former State", "A State that no longer exists.")


class GroupKind(Vocabulary):
    """What sort of group of States it is."""

    ORGANIZATION = ("organization", "organization", "An organization with a founding text.")
    REGION = ("region", "region", "A region by common use.")
    INFORMAL_GROUP = ("informal-group", "informal group", "States that work together.")
    STATUS = ("status", "status", "States that share a status.")
