"""What a status would be called on the scales of other monitors, and what each translation loses.

The scales: the completion levels of the Independent Reporting Mechanism of the Open Government
Partnership; the scores of the G20 Research Group of the University of Toronto; the words of mid-term
reports in the Universal Periodic Review; ODIHR's evaluation of follow-up to its election recommendations.
"""

from typing import Final

from osce_tracker.model.vocabulary import Status, Vocabulary

#: What a status is on another scale: a word, a score, or nothing where it has no place there.
Mark = str | int | None


class Scale(Vocabulary):
    """A scale of another monitor; the definition says what translating to it loses."""

    OGP = (
        "ogp",
        "OGP completion",
        "A level of completion is no verdict: a promise that failed and one under way look alike.",
    )
    G20 = (
        "g20",
        "G20 Research Group score",
        "Partly fulfilled, in progress, blocked and planned are all 0; who held it up is lost.",
    )
    UPR = (
        "upr",
        "UPR mid-term",
        "A promise in progress counts as partially implemented, a blocked one as not implemented.",
    )
    ODIHR = (
        "odihr",
        "ODIHR follow-up",
        "Mostly implemented is never given, since our partly fulfilled does not say how far.",
    )


_MARKS: Final[dict[Scale, dict[Status, Mark]]] = {
    Scale.OGP: {
        Status.PLANNED: "not started",
        Status.IN_PROGRESS: "limited",
        Status.BLOCKED: "limited",
        Status.NOT_FULFILLED: "limited",
        Status.PARTLY_FULFILLED: "substantial",
        Status.FULFILLED: "complete",
    },
    Scale.G20: {
        Status.NOT_FULFILLED: -1,
        Status.PLANNED: 0,
        Status.IN_PROGRESS: 0,
        Status.BLOCKED: 0,
        Status.PARTLY_FULFILLED: 0,
        Status.FULFILLED: 1,
    },
    Scale.UPR: {
        Status.PLANNED: "not implemented",
        Status.BLOCKED: "not implemented",
        Status.NOT_FULFILLED: "not implemented",
        Status.IN_PROGRESS: "partially implemented",
        Status.PARTLY_FULFILLED: "partially implemented",
        Status.FULFILLED: "fully implemented",
    },
    Scale.ODIHR: {
        Status.PLANNED: "not implemented",
        Status.BLOCKED: "not implemented",
        Status.NOT_FULFILLED: "not implemented",
        Status.IN_PROGRESS: "partially implemented",
        Status.PARTLY_FULFILLED: "partially implemented",
        Status.FULFILLED: "fully implemented",
    },
}


def mark(status: Status, scale: Scale) -> Mark:
    """Return what a status is on another scale.

    Args:
        status: the status.
        scale: the scale.

    Returns:
        A word, or for the G20 a score; ``None`` for not assessed, superseded and withdrawn, for which
        no scale has a place.

    >>> mark(Status.PARTLY_FULFILLED, Scale.OGP), mark(Status.NOT_ASSESSED, Scale.G20)
    ('substantial', None)
    """
    return _MARKS[scale].get(status)


def marks(scale: Scale) -> tuple[Mark, ...]:
    """Return the marks of a scale that a status can have, lowest first.

    Args:
        scale: the scale.

    >>> marks(Scale.G20)
    (-1, 0, 1)
    """
    return tuple(dict.fromkeys(_MARKS[scale].values()))
