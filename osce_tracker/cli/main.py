"""The command line: arguments in, one call of the library, output out."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING, Any, Final

from osce_tracker.cli.parser import FILTERS, TAKES, WITHOUT_REPORT, parser
from osce_tracker.dataset.bundled import load
from osce_tracker.errors import FormatError, TrackerError, UsageError
from osce_tracker.formats.registry import FORMATS, format_named, format_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from osce_tracker.formats.report import Report
    from osce_tracker.tracker.tracker import Tracker

#: Exit code of a command that was not understood or could not be done.
_FAILED: Final = 2
_STDOUT: Final = "standard output"


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
    given = {name: getattr(arguments, name.replace("-", "_")) for name in FILTERS}
    asked = {name: values for name, values in given.items() if values is not None}
    refused = [f"--{name}" for name in asked if name not in TAKES[kind].split()]
    if arguments.on is not None and kind != "commitments":
        refused.append("--on")
    if arguments.period is not None and kind == "series":
        refused.append("--period")
    if refused:
        names = [*TAKES[kind].split(), *(["on"] if kind == "commitments" else [])]
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


def _thread(tracker: Tracker, arguments: argparse.Namespace) -> Report:
    from osce_tracker.reports.thread import thread

    return thread(tracker, arguments.id)


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
    from osce_tracker.reports import attention as lists

    if arguments.command == "stale":
        return lists.stale(tracker, _day(arguments), days=arguments.days)
    return {"overdue": lists.overdue, "blocked": lists.blocked}[arguments.command](tracker, _day(arguments))


def _brief(tracker: Tracker, arguments: argparse.Namespace) -> Report:
    from osce_tracker.reports.brief import brief

    return brief(tracker, arguments.period)


def _agenda(tracker: Tracker, arguments: argparse.Namespace) -> Report:
    from osce_tracker.reports.agenda import agenda

    return agenda(
        tracker,
        arguments.period,
        body=arguments.body,
        dimension=arguments.dimension,
        zone=arguments.zone,
        series=arguments.series,
    )


def _month(tracker: Tracker, arguments: argparse.Namespace) -> Report:
    from osce_tracker.reports.month import month

    return month(tracker, arguments.period, series=arguments.series)


def _support(tracker: Tracker, arguments: argparse.Namespace) -> Report:
    from osce_tracker.reports.support import support

    names = ("about", "by", "group", "stance", "dimension", "period", "on", "order")
    return support(tracker, **{name: getattr(arguments, name) for name in names})


def _profile(tracker: Tracker, arguments: argparse.Namespace) -> Report:
    from osce_tracker.reports.profile import profile

    return profile(tracker, arguments.state)


def _pledges(tracker: Tracker, arguments: argparse.Namespace) -> Report:
    from osce_tracker.reports.pledges import pledges

    return pledges(tracker, state=arguments.state, period=arguments.period, about=arguments.about)


def _calendar(tracker: Tracker, arguments: argparse.Namespace) -> None:
    """Write the calendar, and tell on standard error what it leaves out."""
    from osce_tracker.calendars.write import left_out, render_calendar, save_calendar

    chosen = ("body", "dimension", "period", "series", "due", "vague")
    choice = {name: getattr(arguments, name) for name in chosen}
    if arguments.output is None:
        _print(render_calendar(tracker, **choice))
    else:
        save_calendar(tracker, arguments.output, **choice)
    ids = left_out(tracker, **choice)
    if ids:
        number = f"{len(ids)} event{'s are' if len(ids) > 1 else ' is'}"
        _complain(f"{number} left out, since the day is not known (--vague puts them in): {', '.join(ids)}")


_COMMANDS: Final = {
    "agenda": _agenda,
    "month": _month,
    "support": _support,
    "profile": _profile,
    "pledges": _pledges,
    "quarterly": _quarterly,
    "list": _list,
    "show": _show,
    "thread": _thread,
    "changes": _changes,
    "scorecard": _scorecard,
    "overdue": _lists,
    "stale": _lists,
    "blocked": _lists,
    "brief": _brief,
}


def _put_out(report: Report, arguments: argparse.Namespace) -> None:
    named, output, options = arguments.format, arguments.output, _options(arguments)
    found = format_of(output) if named is None and output is not None else format_named(named or "plain")
    try:
        if output is None:
            _print(report.render(found, **options) if found.text else report.to_bytes(found, **options))
        else:
            report.save(output, found, **options)
    except (TrackerError, OSError):
        raise
    except Exception as error:  # a format of somebody else's may raise anything, which the message tells
        if found.name in FORMATS:
            raise
        raise FormatError(found.name, tuple(FORMATS), f"failed: {error!r}") from error


def _refuse_format(arguments: argparse.Namespace) -> None:
    """Tell a mistyped format or suffix before the work, not after."""
    if arguments.format is not None:
        format_named(arguments.format)
    elif arguments.output is not None:
        format_of(arguments.output)


def _options(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the options of the format that were asked for."""
    asked = {"bom": arguments.bom or None, "template": arguments.template}
    return {name: value for name, value in asked.items() if value is not None}


def _print(content: str | bytes) -> None:
    """Print the same bytes on every system: UTF-8, and line ends as the format has them."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF), _STDOUT)
    sys.stdout.flush()
    sys.stdout.buffer.write(content.encode() if isinstance(content, str) else content)
    sys.stdout.buffer.flush()


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: the arguments; without them those of the process.

    Returns:
        The exit code: 0; 1 when ``check`` or ``import`` found errors in data; or 2 after an error of the
        command itself, of which standard error then tells in a line or two.
    """
    try:
        return _run(parser().parse_args(argv))
    except TrackerError as error:
        return _complain(str(error))


def _run(arguments: argparse.Namespace) -> int:
    """Run the command that was understood."""
    try:
        if arguments.command in WITHOUT_REPORT:
            return _act(arguments)
        if arguments.command != "calendar":
            _refuse_format(arguments)
        data = arguments.data
        if arguments.command == "changes" and data is not None:
            data = data[0]
        tracker = _viewed(load(data), arguments)
        if arguments.command == "calendar":
            _calendar(tracker, arguments)
        else:
            _put_out(_COMMANDS[arguments.command](tracker, arguments), arguments)
    except BrokenPipeError:
        # The reader has seen enough. Python would complain again when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        return _complain(f"{error.filename or _STDOUT}: {error.strerror}")
    return 0


def _act(arguments: argparse.Namespace) -> int:
    """Run a command that does something with files, or checks them."""
    from osce_tracker.cli.data import ACTIONS, checked, imported

    if arguments.command not in ("check", "import"):
        _print(f"{ACTIONS[arguments.command](arguments)}\n")
        return 0
    _refuse_format(arguments)
    if arguments.command == "check":
        report, code = checked(arguments.path, arguments.on)
    else:
        done = imported(arguments.files, arguments.into)
        if isinstance(done, str):
            _print(f"{done}\n")
            return 0
        report, code = done, 1
        _complain("nothing was taken over; what is in the way:")
    arguments.bom, arguments.template = False, None
    _put_out(report, arguments)
    return code


def _viewed(tracker: Tracker, arguments: argparse.Namespace) -> Tracker:
    return tracker if arguments.as_of is None else tracker.as_of(arguments.as_of)


def _complain(message: str) -> int:
    from osce_tracker.text import plain

    # A program that was started without a standard error can still tell by its exit code.
    if sys.stderr is not None:
        sys.stderr.buffer.write(f"osce-tracker: {plain(message)}\n".encode())
    return _FAILED
