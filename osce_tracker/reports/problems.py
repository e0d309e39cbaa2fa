"""What is wrong or weak in a data set, as a report."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from osce_tracker.formats.report import Column, Report, Table
from osce_tracker.reports.wording import data_note, listed, number

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
        problems: what ``check`` or a ``DataError`` found.
        name: what the data set is called.
        tracker: the data set, where it could be read.

    >>> problems_report([], "x").tables[0].notes
    ('0 errors, 0 warnings.',)
    """
    ordered = sorted(problems, key=lambda problem: problem.severity != "error")
    rows = tuple((p.severity, p.code, p.file, p.record, p.path, p.message, p.remedy or None) for p in ordered)
    errors = sum(problem.severity == "error" for problem in problems)
    codes = Counter(problem.code for problem in problems)
    notes = [f"{number(errors, 'error')}, {number(len(rows) - errors, 'warning')}."]
    if codes:
        notes.append(f"By code: {listed(f'{code} {count}' for code, count in sorted(codes.items()))}.")
    table = Table(title="Problems", key="problems", columns=_COLUMNS, rows=rows, notes=tuple(notes))
    told = () if tracker is None else (data_note(tracker),)
    return Report(title=f"Check of {name}", tables=(table,), notes=told)
