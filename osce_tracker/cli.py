"""The command line: arguments in, one call of the library, output out."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from typing import TYPE_CHECKING, Any, Final

from osce_tracker import __version__
from osce_tracker.datasets import load
from osce_tracker.errors import TrackerError, UsageError
from osce_tracker.formats.registry import SUFFIXES, format_of, render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from osce_tracker.reports.table import Report
    from osce_tracker.tracker import Tracker

#: Exit code of a command that was not understood or could not be done.
_FAILED: Final = 2
_STDOUT: Final = "standard output"

_MAIN_EXAMPLES = """\
examples:
  osce-tracker quarterly 2025-Q3
  osce-tracker quarterly 2025-Q3 --dimension human -o q3-human.md
  osce-tracker list statements --state Kazakhstan
  osce-tracker show FI25-HD-03
  osce-tracker changes --known 2025-06-30 2025-12-31
  osce-tracker scorecard --on 2025-12-31
  osce-tracker brief 2025-Q4
"""
_QUARTERLY_EXAMPLES = """\
examples:
  osce-tracker quarterly 2025-Q3
  osce-tracker quarterly 2025-Q3 --lever consensus --only-changed
  osce-tracker quarterly 2025-Q3 --dimension human --format markdown -o q3-human.md
  osce-tracker quarterly 2025-07 --made-by chair -o july.csv
  osce-tracker quarterly 2025-Q2 --as-of 2025-06-30
"""
_LIST_EXAMPLES = """\
examples:
  osce-tracker list commitments --status blocked --on 2025-09-30
  osce-tracker list events --body "Ministerial Council" --period 2025-Q4
  osce-tracker list statements --state Kazakhstan --about chairmanship
"""
_CHANGES_EXAMPLES = """\
examples:
  osce-tracker changes 2025-Q3 2025-Q4
  osce-tracker changes --known 2025-06-30 2025-12-31
  osce-tracker changes --data old-data new-data -o changes.md
"""
_SCORECARD_EXAMPLES = """\
examples:
  osce-tracker scorecard --on 2025-12-31
  osce-tracker scorecard --on 2025-12-31 --independent-only --scale g20
"""
_LISTS_EXAMPLES = """\
examples:
  osce-tracker overdue --on 2025-12-31
  osce-tracker stale --on 2025-12-31 --days 120
  osce-tracker blocked --on 2025-12-31 -o blocked.md
"""
_BRIEF_EXAMPLES = """\
examples:
  osce-tracker brief 2025-Q4
  osce-tracker brief 2025-Q4 --as-of 2025-12-31 -o brief.html
"""
_SHOW_EXAMPLES = """\
examples:
  osce-tracker show FI25-HD-03
  osce-tracker show kz-2024-06-vassilenko-makelainen -o statement.html
"""

#: The filters of ``list`` and the help of each; which kind takes which is up to its ``where``.
_FILTERS: Final = {
    "dimension": "touches the dimension: politico-military, economic-environmental, human",
    "status": "has the status (commitments: on the day of --on, else the latest)",
    "lever": "whose act completes it: chair, structures, consensus, states, external",
    "kind": "what sort of commitment or event it is",
    "basis": "stated, inferred or deed",
    "made-by": "maker type (chair, institution, state, ...) or name",
    "theme": "has the theme",
    "state": "State by code or name",
    "group": "group that made the statement",
    "stance": "supports, welcomes, conditional, neutral, critical, opposes",
    "form": "statement, joined, aligned, funded, hosted, ...",
    "about": "chairmanship or agenda",
    "forum": "where the statement was made",
    "body": "which body held the event",
    "text": "text that stands in the record",
}
_TAKES: Final = {
    "commitments": "dimension status lever kind basis made-by theme state text",
    "events": "dimension body kind status state text",
    "series": "",
    "statements": "dimension state group stance form about forum theme text",
}


class _Parser(argparse.ArgumentParser):
    """A parser whose mistakes come out as the library's own errors do."""

    def error(self, message: str) -> Any:
        raise UsageError(f"{message} (see {self.prog} --help)")


def _parser() -> argparse.ArgumentParser:
    parser = _command_line(
        _Parser(prog="osce-tracker", formatter_class=argparse.RawDescriptionHelpFormatter),
        "What the Chair of the OSCE promised, what became of it, and where that is written.",
        _MAIN_EXAMPLES,
    )
    parser.add_argument("--version", action="version", version=f"osce-tracker {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    quarterly = _subcommand(commands, "quarterly", "the commitment table of a quarter", _QUARTERLY_EXAMPLES)
    quarterly.add_argument("period", metavar="PERIOD", help="such as 2025-Q3, 2025-07 or 2025")
    for name in ("dimension", "lever", "made-by"):
        quarterly.add_argument(f"--{name}", action="append", help=_FILTERS[name])
    quarterly.add_argument(
        "--only-changed", action="store_true", help="only what was made or updated in the period"
    )

    listing = _subcommand(commands, "list", "records in a table, a line each", _LIST_EXAMPLES)
    listing.add_argument(
        "kind_of_record",
        metavar="KIND",
        nargs="?",
        default="commitments",
        choices=list(_TAKES),
        help="commitments (when left out), events, series or statements",
    )
    for name, text in _FILTERS.items():
        listing.add_argument(f"--{name}", action="append", help=text)
    listing.add_argument("--on", metavar="DAY", help="day for the status of commitments")
    listing.add_argument("--period", help="dated wholly inside the period")

    show = _subcommand(commands, "show", "one record in full, with history and sources", _SHOW_EXAMPLES)
    show.add_argument("id", metavar="ID", help="id of a record, such as FI25-HD-03")

    changes = _subcommand(commands, "changes", "what changed between two days", _CHANGES_EXAMPLES)
    changes.add_argument("periods", metavar="PERIOD", nargs="*", help="two periods: what came to be so")
    changes.add_argument("--known", metavar="DAY", nargs=2, help="two days: what became known between")

    scorecard = _subcommand(commands, "scorecard", "counts and rates on a day", _SCORECARD_EXAMPLES)
    scorecard.add_argument(
        "--independent-only", action="store_true", help="count only updates with an independent source"
    )
    scorecard.add_argument("--scale", help="show another scale as well: ogp, g20, upr, odihr")
    overdue = _subcommand(commands, "overdue", "what is past its deadline and not fulfilled", _LISTS_EXAMPLES)
    stale = _subcommand(commands, "stale", "what is open without news", _LISTS_EXAMPLES)
    stale.add_argument("--days", type=int, default=90, help="no news for so many days (90)")
    blocked = _subcommand(commands, "blocked", "what is blocked or held up, and by whom", _LISTS_EXAMPLES)
    for command in (scorecard, overdue, stale, blocked):
        command.add_argument("--on", metavar="DAY", help="the day; else that of --as-of, else today")

    brief = _subcommand(commands, "brief", "two pages on a quarter", _BRIEF_EXAMPLES)
    brief.add_argument("period", metavar="PERIOD", help="such as 2025-Q4")

    for command in commands.choices.values():
        if command is changes:
            command.add_argument(
                "--data", metavar="PATH", nargs="+", help="two data sets OLD NEW, or one for the days"
            )
        else:
            command.add_argument(
                "--data", metavar="PATH", help="a data set of your own instead of the bundled one"
            )
        command.add_argument("--as-of", metavar="DAY", help="as the public record stood on that day")
        command.add_argument(
            "--format", choices=list(SUFFIXES), help="form of the output; else the suffix of --output"
        )
        command.add_argument("-o", "--output", metavar="FILE", help="write there instead of printing")
    return parser


def _command_line(parser: argparse.ArgumentParser, about: str, examples: str) -> argparse.ArgumentParser:
    parser.description = about
    parser.epilog = examples
    return parser


def _subcommand(commands: Any, name: str, about: str, examples: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    return _command_line(parser, about.capitalize() + ".", examples)


def _quarterly(tracker: Tracker, arguments: argparse.Namespace) -> Report:
    from osce_tracker.reports.quarterly import quarterly

    return quarterly(
        tracker,
        arguments.period,
        dimension=arguments.dimension,
        made_by=arguments.made_by,
        lever=arguments.lever,
        only_changed=arguments.only_changed,
    )


def _list(tracker: Tracker, arguments: argparse.Namespace) -> Report:
    from osce_tracker.reports.listing import listing

    kind = arguments.kind_of_record
    given = {name: getattr(arguments, name.replace("-", "_")) for name in _FILTERS}
    asked = {name: values for name, values in given.items() if values is not None}
    refused = [f"--{name}" for name in asked if name not in _TAKES[kind].split()]
    if arguments.on is not None and kind != "commitments":
        refused.append("--on")
    if arguments.period is not None and kind == "series":
        refused.append("--period")
    if refused:
        names = [*_TAKES[kind].split(), *(["on"] if kind == "commitments" else [])]
        names += ["period"] if kind != "series" else []
        takes = ", ".join(f"--{name}" for name in names) or "no filter"
        raise UsageError(f"{kind} take no {', '.join(refused)}; accepted: {takes}")
    collection: Any = getattr(tracker, kind)
    if asked or arguments.period is not None:
        words = {name.replace("-", "_"): values for name, values in asked.items()}
        if "status" in words and kind == "commitments":
            words["on"] = arguments.on
        collection = collection.where(period=arguments.period, **words)
    return listing(collection, arguments.on)


def _show(tracker: Tracker, arguments: argparse.Namespace) -> Report:
    from osce_tracker.reports.record import record

    return record(tracker, arguments.id)


def _changes(tracker: Tracker, arguments: argparse.Namespace) -> Report:
    from osce_tracker.reports.changes import changes, changes_between

    paths: list[str] = arguments.data or []
    ways = [len(arguments.periods) == 2, arguments.known is not None, len(paths) > 1]
    if sum(ways) != 1 or len(arguments.periods) not in (0, 2) or len(paths) > 2:
        raise UsageError("changes takes two periods, or --known DAY DAY, or --data OLD NEW")
    if arguments.known is not None:
        return changes(*(tracker.as_of(day) for day in arguments.known))
    if len(paths) == 2:
        return changes(tracker, _viewed(load(paths[1]), arguments))
    return changes_between(tracker, *arguments.periods)


def _day(arguments: argparse.Namespace) -> str:
    """Return the day that is asked for; only the command line may take today for it."""
    from datetime import datetime

    for given in (arguments.on, arguments.as_of):
        if given is not None:
            return str(given)
    return datetime.now().astimezone().date().isoformat()


def _scorecard(tracker: Tracker, arguments: argparse.Namespace) -> Report:
    from osce_tracker.reports.scorecard import scorecard

    return scorecard(
        tracker, _day(arguments), independent_only=arguments.independent_only, scale=arguments.scale
    )


def _lists(tracker: Tracker, arguments: argparse.Namespace) -> Report:
    from osce_tracker.reports import lists

    if arguments.command == "stale":
        return lists.stale(tracker, _day(arguments), days=arguments.days)
    return {"overdue": lists.overdue, "blocked": lists.blocked}[arguments.command](tracker, _day(arguments))


def _brief(tracker: Tracker, arguments: argparse.Namespace) -> Report:
    from osce_tracker.reports.brief import brief

    return brief(tracker, arguments.period)


_COMMANDS: Final = {
    "quarterly": _quarterly,
    "list": _list,
    "show": _show,
    "changes": _changes,
    "scorecard": _scorecard,
    "overdue": _lists,
    "stale": _lists,
    "blocked": _lists,
    "brief": _brief,
}


def _put_out(report: Report, arguments: argparse.Namespace) -> None:
    if arguments.output is None:
        text = render(report, arguments.format or "plain")
        if sys.stdout is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF), _STDOUT)
        # The same bytes on every system: UTF-8, and line ends as the format has them.
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    else:
        report.save(arguments.output, arguments.format)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: the arguments; without them those of the process.

    Returns:
        The exit code: 0, or 2 after an error, of which standard error then tells in a line or two.
    """
    try:
        return _run(_parser().parse_args(argv))
    except TrackerError as error:
        return _complain(str(error))


def _run(arguments: argparse.Namespace) -> int:
    """Run the command that was understood."""
    try:
        if arguments.output is not None and arguments.format is None:
            # A mistyped suffix is told before the work, not after.
            format_of(arguments.output)
        data = arguments.data
        if arguments.command == "changes" and data is not None:
            data = data[0]
        tracker = _viewed(load(data), arguments)
        _put_out(_COMMANDS[arguments.command](tracker, arguments), arguments)
    except BrokenPipeError:
        # The reader has seen enough. Python would complain again when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        return _complain(f"{error.filename or _STDOUT}: {error.strerror}")
    return 0


def _viewed(tracker: Tracker, arguments: argparse.Namespace) -> Tracker:
    return tracker if arguments.as_of is None else tracker.as_of(arguments.as_of)


def _complain(message: str) -> int:
    from osce_tracker.formats.escape import plain

    # A program that was started without a standard error can still tell by its exit code.
    if sys.stderr is not None:
        sys.stderr.buffer.write(f"osce-tracker: {plain(message)}\n".encode())
    return _FAILED
