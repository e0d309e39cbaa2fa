"""Statuses of commitments, how they relate to deadlines, and the scales of other monitors."""

from osce_tracker.model.vocabulary import Vocabulary


class Status(Vocabulary):
    """The status of a commitment. ``not-assessed`` means that it has no update; it is never stored.

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
    """Return the mark of each status that scales have, worst status first."""
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
