"""The problems of a data set as a report."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from osce_tracker.errors import Problem
from osce_tracker.formats.report import Report
from osce_tracker.reports import fields, wording
from osce_tracker.tracker.tracker import Tracker

_FIELDS: Final = (
    *(fields.field(name, name) for name in ("severity", "code", "file", "record", "path")),
    fields.field("message", "message", detail=True),
    fields.field("remedy", "remedy", lambda problem: problem.remedy or None, detail=True),
)


def problems_report(problems: Sequence[Problem], name: str, tracker: Tracker | None = None) -> Report:
    """Return problems as a report: errors first, then warnings.

    Args:
        problems: the problems from ``check`` or a ``DataError``.
        name: the name of the data set.
        tracker: the data set, if it was readable.

    >>> problems_report([], "x").headline
    'No errors and no warnings in x.'
    """
    ordered = sorted(problems, key=lambda problem: problem.severity != "error")
    errors = sum(problem.severity == "error" for problem in problems)
    counts = f"{wording.in_words(errors, 'error')} and {wording.in_words(len(problems) - errors, 'warning')}"
    codes = Counter(problem.code for problem in problems)
    return Report(
        title=f"Check of {name}",
        headline=wording.sentence(f"{counts} in {name}"),
        figures=tuple(fields.figure(code, code, count) for code, count in sorted(codes.items())),
        tables=(fields.field_table("Problems", "problems", _FIELDS, ordered),),
        edition=None if tracker is None else tracker.edition,
        known_by=None if tracker is None else tracker.known_by,
    )
