"""What is wrong or weak in a data set, as a report."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from osce_tracker.formats.report import Column, KeyFigure, Report, Table
from osce_tracker.reports.wording import in_words, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from osce_tracker.errors import Problem
    from osce_tracker.tracker.tracker import Tracker

_COLUMNS: Final = (
    Column("severity", "severity"),
    Column("code", "code"),
    Column("file", "file"),
    Column("record", "record"),
    Column("path", "path"),
    Column("message", "message", detail=True),
    Column("remedy", "remedy", detail=True),
)


def problems_report(problems: Sequence[Problem], name: str, tracker: Tracker | None = None) -> Report:
    """Return problems as a report: errors first, then warnings.

    Args:
        problems: the problems that ``check`` or a ``DataError`` lists.
        name: what the data set is called.
        tracker: the data set, if it could be read.

    >>> problems_report([], "x").headline
    'No errors and no warnings in x.'
    """
    ordered = sorted(problems, key=lambda problem: problem.severity != "error")
    rows = tuple((p.severity, p.code, p.file, p.record, p.path, p.message, p.remedy or None) for p in ordered)
    errors = sum(problem.severity == "error" for problem in problems)
    counts = f"{in_words(errors, 'error')} and {in_words(len(rows) - errors, 'warning')}"
    codes = Counter(problem.code for problem in problems)
    return Report(
        title=f"Check of {name}",
        headline=sentence(f"{counts} in {name}"),
        figures=tuple(KeyFigure(key=code, label=code, value=count) for code, count in sorted(codes.items())),
        tables=(Table(title="Problems", key="problems", columns=_COLUMNS, rows=rows),),
        edition=None if tracker is None else tracker.edition,
        known_by=None if tracker is None else tracker.known_by,
    )
