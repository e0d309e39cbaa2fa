"""The commands that do something with files instead of showing a report: each answers with an exit code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from osce_tracker.dataset.bundled import load, states
from osce_tracker.errors import DataError, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from datetime import date

    from osce_tracker.errors import Problem
    from osce_tracker.formats.report import Report
    from osce_tracker.tracker.tracker import Tracker


def checked(path: str | None, on: str | None = None) -> tuple[Report, int]:
    """Return the report of what is wrong or weak in a data set, and the exit code that follows.

    Args:
        path: the data set; without it the bundled one.
        on: the day on which open commitments without news count as stale; without it that on which the set
            was compiled, and today for one that does not say.
    """
    from osce_tracker.checks.quality import check
    from osce_tracker.reports.problems import problems_report

    tracker: Tracker | None = None
    try:
        tracker = load(path)
        if on is None and tracker.edition is None:
            on = _today().isoformat()
        found: tuple[Problem, ...] = check(tracker, on)
    except DataError as error:
        # A set that cannot be read has errors like any other.
        found = error.problems
    name = "the bundled data set" if path is None else Path(path).resolve().name
    return problems_report(found, name, tracker), int(any(p.severity == "error" for p in found))


def _today() -> date:
    """Return today, which only the command line may ask for."""
    from datetime import datetime

    return datetime.now().astimezone().date()


def _new(arguments: argparse.Namespace) -> str:
    from osce_tracker.dataset.new import start

    start(arguments.path, arguments.chair, states(), _today())
    return f"{arguments.path}: a data set with one example; read its README.md"


def _template(arguments: argparse.Namespace) -> str:
    from osce_tracker.spreadsheets.write import save_template

    save_template(arguments.path)
    return f"{arguments.path}: an empty form, with an explained example in its second and third row"


def imported(files: Sequence[str], into: str) -> str | Report:
    """Take commitments out of spreadsheets into a data set; return a line, or the report of what is wrong.

    Args:
        files: the spreadsheets.
        into: the data set, which may not exist yet.
    """
    from osce_tracker.reports.problems import problems_report
    from osce_tracker.reports.wording import listed, number
    from osce_tracker.spreadsheets.read import read_sheets

    passed: list[str] = []
    try:
        before = _data_set(Path(into))
        found = read_sheets(files, states(), before, lambda file, sheet: passed.append(f"{sheet} of {file}"))
        known = sum(c.id in before.commitments for c in found)
        before.with_records(*found).save(into)
    except DataError as error:
        if all(problem.path == "$" for problem in error.problems):
            # A file that cannot be read at all has no cells to tell of.
            raise
        # All of them, which may be more than an error shows.
        return problems_report(error.problems, listed(Path(file).name for file in files))
    updates = sum(len(c.updates) for c in found)
    line = (
        f"{into}: {number(len(found), 'commitment')} taken over, {known} of them there already; "
        f"they have {number(updates, 'update')} now"
    )
    return "\n".join([line, *(f"passed over, without a heading id: sheet {sheet}" for sheet in passed)])


def _data_set(path: Path) -> Tracker:
    """Return the data set that stands there, without the example with which it began, or an empty one."""
    from osce_tracker.dataset.new import EXAMPLE
    from osce_tracker.dataset.write import files_of
    from osce_tracker.tracker.tracker import Tracker

    if not path.exists() or not files_of(path):
        return Tracker(states=states())
    there = load(path)
    kept = [c for c in there.commitments if c.title != EXAMPLE]
    made = Tracker(
        commitments=kept,
        events=there.events.records,
        series=there.series.records,
        statements=there.statements.records,
        edition=there.edition,
        states=states(),
    )
    made.set_origin(there.origin)
    return made


def _export(arguments: argparse.Namespace) -> str:
    tracker = load(arguments.data)
    if arguments.as_of is not None:
        tracker = tracker.as_of(arguments.as_of)
    if arguments.parquet is not None:
        if arguments.path is not None:
            raise UsageError("export takes a file or --parquet DIR, not both")
        from osce_tracker.databases.arrow import save_parquet

        names = save_parquet(tracker, arguments.parquet)
        return f"{arguments.parquet}: {len(names)} Parquet files"
    if arguments.path is None:
        raise UsageError("export takes a file, or --parquet DIR")
    suffix = Path(arguments.path).suffix.lower()
    if suffix in (".sqlite", ".db"):
        from osce_tracker.databases.sqlite import save_database

        save_database(tracker, arguments.path)
    elif suffix in (".xlsx", ".csv"):
        from osce_tracker.spreadsheets.write import save_sheet

        save_sheet(tracker.commitments, arguments.path)
    elif suffix in (".parquet", ".arrow"):
        from osce_tracker.databases.arrow import save_table

        save_table(tracker, arguments.path)
    elif suffix == ".json":
        # Over another data set nobody writes by mistake.
        tracker.save(arguments.path)
    else:
        accepted = ".sqlite, .db, .xlsx, .csv, .json, .parquet, .arrow, or --parquet DIR"
        raise UsageError(f"{arguments.path!r} is no file of data; accepted: {accepted}")
    return f"{arguments.path}: written"


def _schema(_arguments: argparse.Namespace) -> str:
    from osce_tracker.dataset.schema import schema

    return schema().decode().rstrip("\n")


#: Each command gives the line that it prints.
ACTIONS: Final[dict[str, Callable[[argparse.Namespace], str]]] = {
    "new": _new,
    "template": _template,
    "export": _export,
    "schema": _schema,
}
