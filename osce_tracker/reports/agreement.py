"""How far two readings of the same records agree, and how each disagreement was settled."""

from collections.abc import Sequence
from typing import Any, Final

from osce_tracker.analysis import agreement as analysis
from osce_tracker.analysis.agreement import Agreement
from osce_tracker.formats.report import Report, Table, Value
from osce_tracker.model.commitments import Commitment, StatusUpdate
from osce_tracker.model.readings import ReadField, Reading
from osce_tracker.model.shares import Share
from osce_tracker.model.sources import Source
from osce_tracker.model.statements import SupportStatement
from osce_tracker.reports import fields, wording
from osce_tracker.tracker.arguments import checked
from osce_tracker.tracker.reviews import places
from osce_tracker.tracker.tracker import Tracker

_ALPHA: Final = (
    "Beyond chance: 1 is full agreement, 0 is what chance would give (Krippendorff's alpha, nominal data). "
    "'No obstacle' counts as a value."
)
_UNDEFINED: Final = "A dash (–): both readers always said the same word, so there is nothing to compare."
#: A reader's word for the absence of an obstacle.
_NONE: Final = "none"


@checked
def agreement(tracker: Tracker) -> Report:
    """Return how far two readings of the same records agree.

    Args:
        tracker: the tracker. If its records belong to several Chairs, each Chair has its own rows.

    Returns:
        A report of two tables: for each field the readings, the share that agree and Krippendorff's alpha;
        and each disagreement with both readings and the agreed value.

    >>> import osce_tracker as ot
    >>> report = ot.agreement(ot.load("malta-2024"))
    >>> report.headline
    'Two readings agree on 513 of 608 values and differ on 95.'
    >>> [(row["field"].label, row["alpha"]) for row in report.tables[0].records()][:2]
    [('kind', 0.438), ('who delivers', 0.702)]
    """
    pooled = analysis.agreement(tracker)
    title = "Agreement of two readings"
    if not pooled:
        return fields.report_on(tracker, title, "There is no second reading of these records.", [])
    total = Share(sum(one.agreeing.part for one in pooled), sum(one.agreeing.whole for one in pooled))
    differing = [reading for one in pooled for reading in one.disagreements]
    values = wording.in_words(total.whole, "value")
    return fields.report_on(
        tracker,
        title,
        f"Two readings agree on {wording.numeral(total.part)} of {values} "
        f"and differ on {wording.numeral(len(differing))}.",
        [_fields(tracker, pooled), _disagreements(tracker, differing)],
        figures=[
            fields.figure("readings", "values read twice", total.whole),
            fields.figure("agreeing", "both readings say the same", total),
            fields.figure("differing", "the readings differ", len(differing)),
        ],
        notes=[wording.READINGS_LIMITS, _reach(tracker)],
    )


def _alpha(one: Agreement) -> float | None:
    return None if one.alpha is None else round(one.alpha, 3)


_FIELDS: Final = (
    fields.field("field", "field"),
    fields.field("readings", "readings", lambda one: len(one.readings), "number"),
    fields.field("agreeing", "agree", "agreeing", "share"),
    fields.field("alpha", "beyond chance", _alpha, "number"),
)


def _fields(tracker: Tracker, pooled: Sequence[Agreement]) -> Table:
    """Return the table with a row for each field, of each Chair if there are several."""
    chairs = analysis.chairs_read(tracker)
    several: dict[str, Sequence[Agreement]] = {}
    if len(chairs) > 1:
        several = {chair: analysis.agreement(tracker, chair) for chair in chairs}
    rows = [one for own in several.values() for one in own] or pooled
    groups = [fields.Group(chair, wording.chair_name(tracker, chair), own) for chair, own in several.items()]
    return fields.field_table(
        "Agreement by field",
        "fields",
        _FIELDS,
        () if several else pooled,
        groups=groups,
        notes=[_ALPHA, _UNDEFINED if any(one.alpha is None for one in rows) else ""],
    )


def _disagreements(tracker: Tracker, differing: Sequence[Reading]) -> Table:
    return fields.field_table(
        "Disagreements",
        "disagreements",
        (
            fields.field("record", "record", lambda one: _title(tracker, one)),
            fields.field("field", "field"),
            fields.field("update", "update of", kind="date"),
            fields.field("happened", "the update", lambda one: _summary(tracker, one), detail=True),
            *SAID,
            fields.field("sources", "sources", lambda one: _sources(tracker, one), "sources"),
            fields.field("id", "id", "record"),
        ),
        differing,
    )


def _title(tracker: Tracker, reading: Reading) -> str:
    record = analysis.record_read(tracker, reading)
    return reading.record if record is None else fields.title_of(record, tracker.states)


def _update(tracker: Tracker, reading: Reading) -> StatusUpdate | None:
    """Return the update of a reading: several may share a day."""
    record: Any = analysis.record_read(tracker, reading)
    found = places(record.updates) if reading.field.of_updates and record is not None else ()
    return next((update for update, place in found if place == (reading.update, reading.number)), None)


def _summary(tracker: Tracker, reading: Reading) -> str | None:
    update = _update(tracker, reading)
    return None if update is None else update.summary


def _sources(tracker: Tracker, reading: Reading) -> tuple[Source, ...]:
    """Return the pages that the readers used: those of the update, or else of the record."""
    read = _update(tracker, reading) or analysis.record_read(tracker, reading)
    return () if read is None else read.sources


def word_of(field: ReadField, said: str | None) -> Value:
    """Return a reader's answer in the form of the data; "none" if there was no answer.

    Args:
        field: the field that was read.
        said: the reader's answer.
    """
    cls = StatusUpdate if field.of_updates else SupportStatement if field.of_statements else Commitment
    return fields.as_stored(cls, field.value, said) or _NONE


def _reach(tracker: Tracker) -> str:
    """Return the scope of the second reading."""
    read = {reading.record for reading in tracker.readings}
    kinds: dict[str, Any] = {"commitments": tracker.commitments, "statements": tracker.statements}
    covered = [f"{sum(one.id in read for one in kind)} of {len(kind)} {name}" for name, kind in kinds.items()]
    return f"The second reading covers {wording.joined(covered)}. Records added later were read once."


def _reading_field(key: str, title: str) -> fields.Field:
    return fields.field(key, title, lambda one: word_of(one.field, getattr(one, key)), short=key)


#: The two readings, and the data.
SAID: Final = (
    _reading_field("first", "first reader"),
    _reading_field("second", "second reader"),
    _reading_field("settled", "settled as"),
)
