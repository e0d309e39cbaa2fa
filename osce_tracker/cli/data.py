"""The commands that read, check and write data sets. Each returns an exit code."""

import os
import re
import sys
import warnings
from argparse import Namespace
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import attrs

import osce_tracker as ot
from osce_tracker.cli.output import check_new, complain, given, progress, say, show, show_report, written
from osce_tracker.dataset.bundled import ALL, DEFAULT
from osce_tracker.errors import DataError, FormatError, Problem, UsageError
from osce_tracker.files import read_file, write_file
from osce_tracker.formats.registry import suffix_of
from osce_tracker.model.editions import BUNDLED
from osce_tracker.reports.wording import in_words, number, were
from osce_tracker.tracker.tracker import Tracker

#: The end of the name of a file with rows that were not imported.
_REST: Final = re.compile(r"-not-imported(?:-[0-9]+)?$")
#: The file types for drafts from an article.
_DRAFTS: Final = (".html", ".json")
#: Larger files aren't articles: no character takes more than 4 bytes.
_LARGEST_ARTICLE: Final = 1024 * 1024
#: Up to this many equal notices get a line each.
_FEW: Final = 3


def tracker_of(arguments: Namespace, path: str | None = None) -> Tracker:
    """Return the tracker for ``--data`` and ``--as-of``.

    Args:
        arguments: the arguments of the command.
        path: the data set instead of that of ``--data``.
    """
    tracker = ot.load(path or arguments.data)
    return tracker if arguments.as_of is None else tracker.as_of(arguments.as_of)


def _check(arguments: Namespace) -> int:
    from osce_tracker.reports.problems import problems_report

    tracker: Tracker | None = None
    try:
        with progress("checking"):
            tracker = ot.load(arguments.path)
            problems: tuple[Problem, ...] = ot.check(tracker, arguments.on)
    except DataError as error:
        problems = error.problems
    name = DEFAULT if arguments.path is None else Path(os.path.realpath(arguments.path)).name
    failed = any(problem.severity == "error" for problem in problems)
    report = problems_report(problems, name, tracker)
    if failed or arguments.format or arguments.output:
        show_report(report, arguments)
    else:
        # A user who asks for a format or a file wants all warnings.
        listed = " Add --format plain to list them." if problems else ""
        say(f"{report.headline}{listed}")
    return int(failed)


def _new(arguments: Namespace) -> int:
    # Today in the local time zone.
    made = ot.new(arguments.path, arguments.chair, datetime.now().astimezone().date())
    form = "an empty form for commitments, with an explained example"
    say(f"{arguments.path}: {'a data set with one example. Read its README.md.' if made else form}")
    return 0


def _import(arguments: Namespace) -> int:
    from osce_tracker.reports.problems import problems_report

    target = Path(arguments.into)
    if arguments.into in BUNDLED and not target.exists():
        copy = "Make a copy first, 'osce-tracker export my-data.json', and import --into my-data.json."
        raise UsageError(f"{arguments.into} comes with the package and can't be changed. {copy}")
    tracker = _data_set(target)
    notes: list[str] = []
    rest: list[str] = []
    try:
        with progress("reading the files"):
            records = _from_calendars(arguments, tracker, notes) + _from_drafts(arguments, tracker)
            records += _from_sheets(arguments, tracker, notes, rest)
        known = sum(record.id in ids for ids in tracker.collections for record in records)
        news = _new_updates(tracker, records)
        if records:
            ot.save(tracker.with_records(*records), target)
    except DataError as error:
        if all(problem.path == "$" for problem in error.problems):
            # The file itself can't be read, so there are no cells to list.
            raise
        more = " (--partial imports the other records)" if _of_kind(arguments, "sheet") else ""
        complain(f"nothing was imported, because of these problems{more}:")
        names = ", ".join(Path(file).name for file in arguments.files)
        show_report(problems_report(error.problems, names), arguments)
        return 1
    existed = f", of which {known} existed already" if known else ""
    for line in (f"{target}: {number(len(records), 'record')} imported{existed}{news}", *notes, *rest):
        say(line)
    return int(bool(rest))


def _new_updates(tracker: Tracker, records: Iterable[Any]) -> str:
    """Say how many existing commitments got new updates, and how many updates."""
    found = [
        sum(update not in tracker.commitments[record.id].updates for update in record.updates)
        for record in records
        if isinstance(record, ot.Commitment) and record.id in tracker.commitments
    ]
    got = sum(map(bool, found))
    return f"; {number(got, 'commitment')} got {in_words(sum(found), 'new update')}" if got else ""


def _from_sheets(arguments: Namespace, tracker: Tracker, notes: list[str], rest: list[str]) -> list[Any]:
    """Return the commitments of the spreadsheets, and add a line to ``rest`` for each file that left rows."""
    from osce_tracker.spreadsheets.read import Reading

    files = _of_kind(arguments, "sheet")
    if not files:
        return []
    with warnings.catch_warnings():
        # openpyxl warns about drop-down lists and colours that aren't imported anyway.
        warnings.filterwarnings("ignore", module="openpyxl")
        reading = Reading([*map(Path, files)], ot.states(), tracker)
    if reading.problems and not (arguments.partial and reading.is_readable):
        raise DataError([*reading.problems, *(reading.notices if reading.is_readable else ())])
    notes += map(str, reading.notices)
    for path in map(Path, files):
        pages = [page for page in reading.pages if page.path == path]
        if any(line.reasons for page in pages for line in page.lines):
            rest.append(_write_rest(path, pages))
    return [*reading.commitments]


def _write_rest(path: Path, pages: list[Any]) -> str:
    """Write the rows of a file that can't be imported to a new file next to it, and return a note."""
    from osce_tracker.spreadsheets.write import rest

    data = rest(pages, path.suffix.lower())
    stem, attempt = _REST.sub("", path.stem), 1
    target = path.with_name(f"{stem}-not-imported{path.suffix}")
    while os.path.lexists(target):
        attempt += 1
        target = path.with_name(f"{stem}-not-imported-{attempt}{path.suffix}")
    write_file(target, data)
    rows = sum(bool(line.reasons) for page in pages for line in page.lines)
    what = f"{number(rows, 'row')} that {were(rows)} not imported"
    return f"{target}: {what}, with the reasons. Correct the cells and import this file."


def _from_calendars(arguments: Namespace, tracker: Tracker, notes: list[str]) -> list[Any]:
    records: list[Any] = []
    for file in _of_kind(arguments, "calendar"):
        drafts = ot.read_calendar(file, tracker, body=arguments.body, zone=arguments.zone)
        records += [*drafts.events, *drafts.series]
        # One file at a time: a line about many only names the first.
        notes += _in_short(drafts.left)
    return records


def _in_short(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield a line for each problem, and one line for many equal ones."""
    same: dict[str, list[Problem]] = {}
    for problem in problems:
        # Each deadline has its own title.
        same.setdefault(problem.code if problem.code == "deadline" else problem.message, []).append(problem)
    for found in same.values():
        if len(found) <= _FEW:
            yield from map(str, found)
        else:
            first = found[0]
            yield f"{first.file}: {len(found)} entries, the first on {first.path}: {first.message}"


def _from_drafts(arguments: Namespace, tracker: Tracker) -> list[Any]:
    from osce_tracker.press.drafts import read_drafts

    records: list[Any] = []
    problems: list[Problem] = []
    for file in _of_kind(arguments, "draft"):
        try:
            records += read_drafts(file, tracker)
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return records


def _of_kind(arguments: Namespace, kind: str) -> list[str]:
    """Return the files of one kind to import: calendars, drafts, or spreadsheets, which are all others."""
    kinds = {".ics": "calendar", ".json": "draft"}
    return [file for file in arguments.files if kinds.get(suffix_of(file), "sheet") == kind]


def _data_set(path: Path) -> Tracker:
    """Return the data set at a path without its initial example, or an empty one."""
    from osce_tracker.dataset.folders import files_of
    from osce_tracker.dataset.new import EXAMPLE

    if not path.exists() or not files_of(path):
        return ot.Tracker(states=ot.states())
    tracker = ot.load(path)
    commitments: Any = [c for c in tracker.commitments if c.title != EXAMPLE]
    return attrs.evolve(tracker, commitments=commitments)


def _export(arguments: Namespace) -> int:
    from osce_tracker.api import DATA

    options = given(arguments, {name for names in DATA.values() for name in names if name in arguments})
    path: str = arguments.path
    check_new(path, arguments)
    if path and Path(path).is_dir() and any(Path(path).iterdir()) and not arguments.force:
        raise UsageError(f"{path} isn't empty. Use --force to replace files in it.")
    suffix = suffix_of(path) or f".{arguments.format}"
    if arguments.force and suffix == ".json":
        options["overwrite"] = True
    with progress(f"writing {path}"):
        tracker = tracker_of(arguments)
        ot.export(tracker, path, table=arguments.table, format=arguments.format, **options)
    written(path)
    if suffix in (".csv", ".tsv", ".xlsx") and (arguments.table or Path(path).stem) == "commitments":
        form = "in the form that import reads, which has further rows for updates and sources"
        each = f"For one row each: osce-tracker list commitments -o list{suffix}"
        complain(f"{number(len(tracker.commitments), 'commitment')} {form}. {each}")
    if suffix == ".ics":
        from osce_tracker.calendars.write import left_out

        if count := left_out(tracker, **options):
            complain(f"{number(count, 'event')} left out: the day is not known (--vague adds such events)")
        if tracker.series and "series" not in options:
            complain("Regular meetings are left out, except those recorded as events (--series adds them)")
    return 0


def _site(arguments: Namespace) -> int:
    written(str(ot.export_site(tracker_of(arguments), arguments.folder)))
    return 0


def _read(arguments: Namespace) -> int:
    target: str | None = arguments.output
    if target is not None:
        if suffix_of(target) not in _DRAFTS:
            raise FormatError(suffix_of(target) or target, _DRAFTS)
        check_new(target, arguments)
    page = given(arguments, ("url", "publisher", "published"))
    article = ot.read_article(_text_of(arguments.article), **page)
    if target is None:
        from osce_tracker.press.report import article_report

        known = article.duplicates(ot.load(arguments.data or ALL))
        show(article_report(article, known).render("plain"))
        return 0
    from osce_tracker.press.drafts import to_draft_file
    from osce_tracker.press.page import to_page

    is_page = suffix_of(target) == ".html"
    data = to_page(article).encode("utf-8", "backslashreplace") if is_page else to_draft_file(article)
    write_file(target, data)
    written(target)
    return 0


def _text_of(path: str) -> str:
    """Return the text of a file, or of standard input."""
    if path == "-":
        name, data = "standard input", sys.stdin.buffer.read(_LARGEST_ARTICLE + 1)
    else:
        name, data = Path(path).name, read_file(path, _LARGEST_ARTICLE)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"Not UTF-8 at line {line}. Save the article as a text file in UTF-8."
        raise DataError([Problem(file=name, code="encoding", message=message)]) from None


def _schema(_arguments: Namespace) -> int:
    from osce_tracker.dataset.schema import schema

    show(schema())
    return 0


#: The commands by name, which is also the name of their function.
ACTIONS: Final = {
    command.__name__[1:]: command for command in (_check, _new, _read, _import, _export, _site, _schema)
}
