"""The words that events, statements, States and groups are described with.

They stand apart from ``vocabulary``, so that a table of commitments need not make them.
"""

from osce_tracker.model.words import Vocabulary


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
    ...     print(about.definition, "-", tracker.positions(about)["Albania"].latest.occasion)
    The Chairpersonship itself. - Presentation of credentials
    The OSCE or its agenda only. - 32nd Ministerial Council, Vienna
    """

    CHAIRMANSHIP = ("chairmanship", "Chair", "The Chairpersonship itself.")
    AGENDA = ("agenda", "agenda", "The OSCE or its agenda only.")


class Standing(Vocabulary):
    """How a State comes to have a position.

    >>> import osce_tracker as ot
    >>> positions = ot.load().positions(on="2025-12-31")
    >>> for name in ("Iceland", "Liechtenstein", "Monaco"):
    ...     print(name, "-", positions[name].standing.definition)
    Iceland - It made a statement itself.
    Liechtenstein - Only groups or others have spoken for it.
    Monaco - No statement is known; silence is no position.
    """

    OWN = ("own", "own", "It made a statement itself.")
    THROUGH_GROUP = ("through-group", "group", "Only groups or others have spoken for it.")
    NONE = ("none", "none", "No statement is known; silence is no position.")


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


class EventKind(Vocabulary):
    """What sort of event it is.

    >>> import osce_tracker as ot
    >>> for event in ot.load().events.where(kind="hand-over"):
    ...     print(event.when, event.title)
    2025-01-01 Finland takes over the OSCE Chairpersonship from Malta
    2026-01-01 Switzerland takes over the OSCE Chairpersonship from Finland
    """

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
    """What became of an event.

    >>> import osce_tracker as ot
    >>> for event in ot.load().events.where(status=["cancelled", "postponed"], period="2025-01"):
    ...     print(event.status.definition, event.title)
    Put off. OSCE PA President puts off a visit to Georgia
    Foreseen or mandated, and did not take place. No OSCE observation of Belarus's presidential election
    """

    HELD = ("held", "held", "It took place.")
    ANNOUNCED = ("announced", "announced", "Only an announcement is known.")
    POSTPONED = ("postponed", "postponed", "Put off.")
    CANCELLED = ("cancelled", "cancelled", "Foreseen or mandated, and did not take place.")


class Evidence(Vocabulary):
    """How a meeting of a series is known.

    >>> import osce_tracker as ot
    >>> for meeting in ot.load().occurrences("2025-03-13/2025-03-20"):
    ...     print(meeting.when, meeting.evidence.label, "-", meeting.evidence.definition)
    2025-03-13 seen - A source shows its date.
    2025-03-19 expected - Only the pattern of the series gives it; no source shows it.
    2025-03-20 expected - Only the pattern of the series gives it; no source shows it.
    """

    SEEN = ("seen", "seen", "A source shows its date.")
    EXPECTED = ("expected", "expected", "Only the pattern of the series gives it; no source shows it.")


class EventFormat(Vocabulary):
    """How people took part in an event.

    >>> import osce_tracker as ot
    >>> conference = ot.load().events["helsinki50-conference-2025"]
    >>> conference.format.label, conference.format.definition
    ('hybrid', 'In the room and from afar.')
    """

    IN_PERSON = ("in-person", "in person", "In the room.")
    HYBRID = ("hybrid", "hybrid", "In the room and from afar.")
    ONLINE = ("online", "online", "From afar only.")


class StateKind(Vocabulary):
    """How a State stands to the OSCE.

    >>> import osce_tracker as ot
    >>> [ot.states().find(name).kind.label for name in ("Finland", "Japan", "Yugoslavia")]
    ['participating State', 'Asian Partner for Co-operation', 'former State']
    """

    PARTICIPATING = ("participating", "participating State", "One of the 57.")
    PARTNER_ASIAN = ("partner-asian", "Asian Partner for Co-operation", "An Asian Partner.")
    PARTNER_MEDITERRANEAN = (
        "partner-mediterranean",
        "Mediterranean Partner for Co-operation",
        "A Mediterranean Partner.",
    )
    FORMER = ("former", "former State", "A State that no longer exists.")


class GroupKind(Vocabulary):
    """What sort of group of States it is.

    >>> import osce_tracker as ot
    >>> [group.name for group in ot.states().groups if group.kind is ot.GroupKind.INFORMAL_GROUP]
    ['Nordic-Baltic Eight', 'Visegrád Group']
    """

    ORGANIZATION = ("organization", "organization", "An organization with a founding text.")
    REGION = ("region", "region", "A region by common use.")
    INFORMAL_GROUP = ("informal-group", "informal group", "States that work together.")
    STATUS = ("status", "status", "States that share a status.")
