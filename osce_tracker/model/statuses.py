"""Statuses of commitments, how they relate to deadlines, and the scales of other monitors."""

from collections.abc import Mapping, Sequence
from typing import Final

from osce_tracker.model.vocabulary import Vocabulary

#: What a promise is said to be once it is kept.
_DONE: Final = (
    "accomplished; achieved; complete; completed; complied; delivered; done; finished; fulfilled; "
    "honored; honoured; implemented; kept; met; realised; realized"
)
#: The words of other trackers: Polimeter, PolitiFact and their like, the Open Government Partnership, the
#: Universal Periodic Review, ODIHR, the G20 Research Group, and tables of projects. A word below two statuses
#: has two meanings: "substantial" at the Open Government Partnership may still be under way.
_WORDS: Final = {
    "not-assessed": (
        "no assessment; not evaluated; not rated; not yet assessed; not yet evaluated; not yet rated; "
        "to be assessed; unassessed; unrated; unknown; not known; no data"
    ),
    "planned": (
        "announced; being prepared; in planning; in preparation; not begun; not started; not yet begun; "
        "not yet started; pending; planning; scheduled; to do; todo; unstarted; upcoming; yet to begin; "
        "yet to start; deferred; not yet; not yet done; not yet fulfilled; not yet implemented; open; "
        "postponed; proposed; foreseen; to be started; not commenced; not yet commenced; no action; "
        "no action taken"
    ),
    "in-progress": (
        "active; advancing; being implemented; begun; continuing; doing; implementation ongoing; "
        "in process; in the works; on going; ongoing; on track; progressing; started; under way; underway; "
        "wip; work in progress; at risk; behind schedule; delayed; limited; not complete; not completed; "
        "not finished; incomplete; not yet; not yet done; not yet fulfilled; not yet implemented; "
        "off track; open; substantial; unfinished; commenced; in development; under implementation; "
        "implementation in progress; in implementation; on schedule; limited completion; "
        "substantial completion; substantially complete; substantially completed; nearly complete; "
        "nearly completed; almost complete; almost completed"
    ),
    "blocked": (
        "deadlocked; vetoed; frozen; held up; obstructed; on hold; paused; stalled; stuck; at risk; "
        "behind schedule; deferred; delayed; halted; off track; postponed; shelved; stopped; suspended"
    ),
    "fulfilled": (
        "compliance; compliant; full; full compliance; full implementation; implemented satisfactorily; "
        "satisfactorily implemented; 100%; 100 %; target met; success; successful; closed"
    ),
    "partly-fulfilled": (
        "partial; in part; partial compliance; partial implementation; partially; partly; "
        "partially compliant; compromise; compromised; limited; not fully fulfilled; "
        "not fully implemented; substantial; limited completion; substantial completion; "
        "substantially complete; substantially completed; nearly complete; nearly completed; "
        "almost complete; almost completed"
    ),
    "not-fulfilled": (
        "breached; broken; failed; failure; missed; promise broken; non-compliance; non-compliant; "
        "not compliant; not successful; unachieved; undelivered; unfulfilled; unimplemented; unkept; "
        "unmet; unsuccessful; closed; incomplete; lapsed; not complete; not completed; not finished; "
        "not fully fulfilled; not fully implemented; unfinished; noncompliance; noncompliant; no action; "
        "no action taken"
    ),
    "superseded": "superceded; overtaken; overtaken by events; replaced; compromise; compromised; obsolete",
    "withdrawn": (
        "abandoned; canceled; cancelled; discarded; discontinued; dropped; given up; rescinded; retracted; "
        "revoked; scrapped; closed; halted; lapsed; obsolete; shelved; stopped; suspended"
    ),
}


class Status(Vocabulary):
    """The status of a commitment. ``not-assessed`` means that there is no update; it is never stored.

    >>> import osce_tracker as ot
    >>> ot.Status.parse("In progress").is_open, ot.Status.NOT_ASSESSED.definition
    (True, 'No update is known. This does not mean failure.')
    >>> ot.load().commitments.where(status="stalled", on="2025-12-31").ids
    ('PS25-15',)
    """

    NOT_ASSESSED = ("not-assessed", "No update is known. This does not mean failure.")
    PLANNED = ("planned", "Announced or prepared, not begun.")
    IN_PROGRESS = ("in-progress", "Begun, not finished.")
    BLOCKED = ("blocked", "Held up, but may still move.")
    FULFILLED = ("fulfilled", "The criterion is met.")
    PARTLY_FULFILLED = ("partly-fulfilled", "Met in part; a final verdict.")
    NOT_FULFILLED = ("not-fulfilled", "Not met; a final verdict.")
    SUPERSEDED = ("superseded", "Replaced by another commitment.")
    WITHDRAWN = ("withdrawn", "Withdrawn by those who made it.")

    @classmethod
    def synonyms(cls) -> Mapping[str, Sequence[str]]:
        """Return what people write for the statuses."""
        done = _DONE.split("; ")
        composed = {
            "fulfilled": [*done, *(f"{how} {word}" for how in ("fully", "promise") for word in done)],
            "partly-fulfilled": [
                *(f"{how} {word}" for how in ("largely", "mostly", "partially", "partly") for word in done),
                *(f"{word} in part" for word in done),
            ],
            # A promise that is not completed may still be under way.
            "not-fulfilled": [f"not {word}" for word in done if not word.startswith(("complete", "finish"))],
        }
        return {value: [*composed.get(value, ()), *words.split("; ")] for value, words in _WORDS.items()}

    @property
    def is_open(self) -> bool:
        """True for planned, in progress and blocked. What is not assessed is neither open nor closed.

        >>> import osce_tracker as ot
        >>> ot.Status.BLOCKED.is_open, ot.Status.NOT_ASSESSED.is_open
        (True, False)
        """
        return self in _OPEN

    @property
    def is_closed(self) -> bool:
        """True for fulfilled, partly fulfilled, not fulfilled, superseded and withdrawn.

        >>> import osce_tracker as ot
        >>> ot.Status.PARTLY_FULFILLED.is_closed, ot.Status.NOT_ASSESSED.is_closed
        (True, False)
        """
        return self is not Status.NOT_ASSESSED and self not in _OPEN

    def to(self, scale: "Scale | str") -> "Mark":
        """Return the equivalent of the status on the scale of another monitor.

        Args:
            scale: ``ogp``, ``g20``, ``upr`` or ``odihr``. ``Scale`` says what each translation loses.

        Returns:
            A word, or a score for the G20. ``None`` for not assessed, superseded and withdrawn, which the
            scales don't have.

        Raises:
            WordError: if there is no such scale.

        >>> import osce_tracker as ot
        >>> ot.Status.FULFILLED.to("g20"), ot.Status.PARTLY_FULFILLED.to("upr"), ot.Status.WITHDRAWN.to("ogp")
        (1, 'partially implemented', None)
        """
        return _MARKS[Scale(scale)].get(self)


#: The equivalent of a status on another scale: a word, a score, or nothing.
Mark = str | int | None


class Scale(Vocabulary):
    """A scale of another monitor. The definition says what the translation loses.

    The completion levels of the Independent Reporting Mechanism of the Open Government Partnership; the
    scores of the G20 Research Group of the University of Toronto; the words of mid-term reports in the
    Universal Periodic Review; ODIHR's evaluation of the follow-up to its election recommendations.

    >>> import osce_tracker as ot
    >>> status = ot.load().commitments["FI25-EE-01"].status_on("2025-12-31")
    >>> for scale in Scale:
    ...     print(scale.label, "-", status.to(scale))
    OGP completion - limited
    G20 Research Group score - -1
    UPR mid-term - not implemented
    ODIHR follow-up - not implemented
    """

    OGP = (
        "ogp",
        "OGP completion",
        "A level of completion is not a verdict: failed promises and those under way look alike.",
    )
    G20 = (
        "g20",
        "G20 Research Group score",
        "Partly fulfilled, in progress, blocked and planned are all 0. Who blocked it is lost.",
    )
    UPR = (
        "upr",
        "UPR mid-term",
        "A promise in progress counts as partially implemented, a blocked one as not implemented.",
    )
    ODIHR = (
        "odihr",
        "ODIHR follow-up",
        "Mostly implemented is never used, because partly fulfilled does not say how far.",
    )

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks of the scale, lowest first.

        >>> Scale.G20.marks
        (-1, 0, 1)
        """
        return tuple(sorted(set(_MARKS[self].values()), key=_LOWEST_FIRST.index))


def _marked(*marks: Mark) -> dict[Status, Mark]:
    """Return the marks of the statuses that scales have, worst status first."""
    ranked = (
        Status.NOT_FULFILLED,
        Status.PLANNED,
        Status.BLOCKED,
        Status.IN_PROGRESS,
        Status.PARTLY_FULFILLED,
        Status.FULFILLED,
    )
    return dict(zip(ranked, marks, strict=True))


_LOWEST_FIRST: tuple[Mark, ...] = (
    *(-1, 0, 1),
    *("not started", "limited", "substantial", "complete"),
    *("not implemented", "partially implemented", "fully implemented"),
)


_IMPLEMENTED = _marked(*["not implemented"] * 3, *["partially implemented"] * 2, "fully implemented")


_MARKS = {
    Scale.OGP: _marked("limited", "not started", "limited", "limited", "substantial", "complete"),
    Scale.G20: _marked(-1, 0, 0, 0, 0, 1),
    Scale.UPR: _IMPLEMENTED,
    Scale.ODIHR: _IMPLEMENTED,
}


_OPEN = frozenset({Status.PLANNED, Status.IN_PROGRESS, Status.BLOCKED})


class Timing(Vocabulary):
    """How a commitment relates to its deadline on a day. It is always derived.

    >>> import osce_tracker as ot
    >>> promise = ot.load().commitments["FI25-PM-13"]
    >>> str(promise.due), [promise.timing_on(day).label for day in ("2025-09-30", "2025-12-31")]
    ('2025-12-01', ['not due', 'on time'])
    """

    NO_DEADLINE = ("no-deadline", "No deadline is known, or it no longer applies.")
    NOT_DUE = ("not-due", "It is not closed, and the deadline is on a later day.")
    DUE = ("due", "It is not closed, and the deadline is that very day.")
    OVERDUE = ("overdue", "It is open, and the deadline has passed.")
    ON_TIME = ("on-time", "Fulfilled by the deadline.")
    LATE = ("late", "Fulfilled after the deadline.")
    NOT_KNOWN = (
        "not-known",
        "Fulfilled on a date too vague to compare with the deadline; or not assessed after it has passed.",
    )
    IN_PART = ("in-part", "Closed as partly fulfilled.")
    MISSED = ("missed", "Closed as not fulfilled.")
